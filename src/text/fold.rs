//! Folding of single words: lower case, one placement of tone marks (hoà = hòa), one letter đ, one apostrophe.
//!
//! Diacritics are kept: a word without them is another word. What is folded is only what two careful writers
//! would write differently: case, the place of the tone mark in "hoà"/"hòa", and the look-alikes of đ and of the
//! apostrophe that keyboards and scrapers put in.

/// Each vowel letter with its six tones: none, grave, acute, hook, tilde, dot below.
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'á', 'ả', 'ã', 'ạ'],
    ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'],
    ['i', 'ì', 'í', 'ỉ', 'ĩ', 'ị'],
    ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'],
    ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'],
    ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
    // From here on the letter itself carries a mark, which draws the tone.
    ['ă', 'ằ', 'ắ', 'ẳ', 'ẵ', 'ặ'],
    ['â', 'ầ', 'ấ', 'ẩ', 'ẫ', 'ậ'],
    ['ê', 'ề', 'ế', 'ể', 'ễ', 'ệ'],
    ['ô', 'ồ', 'ố', 'ổ', 'ỗ', 'ộ'],
    ['ơ', 'ờ', 'ớ', 'ở', 'ỡ', 'ợ'],
    ['ư', 'ừ', 'ứ', 'ử', 'ữ', 'ự'],
];
const I: u8 = 2;
const U: u8 = 4;
const FIRST_MARKED: u8 = 6;

/// `VOWELS` the other way round: `6 * letter + tone + 1`, 0 for what is no vowel.
static BACK: [u8; 0x260] = back();

/// The two code point ranges in which the letters lie, joined.
const fn slot(c: char) -> usize {
    let c = c as usize;
    if c < 0x200 {
        c
    } else if c >= 0x1EA0 && c < 0x1F00 {
        c - 0x1EA0 + 0x200
    } else {
        0
    }
}

const fn back() -> [u8; 0x260] {
    let mut table = [0; 0x260];
    let mut v = 0;
    while v < VOWELS.len() {
        let mut t = 0;
        while t < 6 {
            table[slot(VOWELS[v][t])] = (v * 6 + t + 1) as u8;
            t += 1;
        }
        v += 1;
    }
    table
}

/// A vowel's letter and tone.
fn vowel(c: char) -> Option<(u8, u8)> {
    match BACK.get(slot(c)) {
        Some(n) if *n > 0 => Some(((n - 1) / 6, (n - 1) % 6)),
        _ => None,
    }
}

/// A common lower-case letter without its tone mark; `None` for any other character.
pub(crate) fn without_tone(c: char) -> Option<char> {
    match vowel(c) {
        Some((v, _)) => VOWELS.get(usize::from(v)).map(|tones| tones[0]),
        None if c.is_ascii() || c == 'đ' => Some(c),
        None => None,
    }
}

/// Whether a character is one of the lower-case letters that most text is made of: a shortcut before the tables of
/// all scripts.
pub(super) fn is_common_letter(c: char) -> bool {
    c.is_ascii_lowercase() || c == 'đ' || vowel(c).is_some()
}

/// Whether the character serves as an apostrophe inside a name (N'Djamena, d’Ivoire).
pub(crate) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}')
}

/// Appends the folded form of a word to `out`. Idempotent.
pub(crate) fn fold_word(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())));
        return;
    }
    let from = out.len();
    let mut toned = 0u32;
    let mut vowels = 0u32;
    let mut push = |c: char| {
        let c = match c {
            'ð' | 'ɖ' => 'đ',
            c if is_apostrophe(c) => '\'',
            c => c,
        };
        if let Some((_, tone)) = vowel(c) {
            vowels += 1;
            toned += u32::from(tone > 0);
        }
        out.push(c);
    };
    for c in word.chars() {
        if is_common_letter(c) {
            push(c);
        } else {
            c.to_lowercase().for_each(&mut push);
        }
    }
    if toned == 1 && vowels > 1 {
        place_tone(out, from);
    }
}

/// The longest syllable has seven letters ("nghiêng").
const LONGEST: usize = 8;

/// Moves the one tone mark of the syllable `out[from..]` to where the older spelling has it (hòa, thủy, hoàn, quý).
/// What is no syllable stays.
fn place_tone(out: &mut String, from: usize) {
    let mut letters = ['\0'; LONGEST];
    let mut n = 0;
    for c in out[from..].chars() {
        match letters.get_mut(n) {
            Some(slot) => *slot = c,
            None => return,
        }
        n += 1;
    }
    let letters = &letters[..n];
    let mut start = letters.iter().take_while(|c| vowel(**c).is_none()).count();
    let end = start
        + letters[start..]
            .iter()
            .take_while(|c| vowel(**c).is_some())
            .count();
    if !is_coda(&letters[end..]) {
        return;
    }
    // The u of "qu" and the i of "gi" belong to the consonant where another vowel follows.
    let glide = match &letters[..start] {
        ['q'] => Some(U),
        ['g'] => Some(I),
        _ => None,
    };
    let vowels_at = start;
    if end - start > 1 && vowel(letters[start]).map(|(v, _)| v) == glide {
        start += 1;
    }
    let nucleus = &letters[start..end];
    let bears = match nucleus
        .iter()
        .rposition(|c| vowel(*c).is_some_and(|(v, _)| v >= FIRST_MARKED))
    {
        Some(i) => i,
        None => match nucleus.len() {
            2 => usize::from(end < n),
            3 => 1,
            _ => 0,
        },
    };
    let bearer = start + bears;
    let Some(tone) = letters[vowels_at..end]
        .iter()
        .find_map(|c| vowel(*c).map(|(_, t)| t).filter(|t| *t > 0))
    else {
        return;
    };
    out.truncate(from);
    for (i, c) in letters.iter().enumerate() {
        out.push(match vowel(*c) {
            Some((v, _)) => VOWELS[usize::from(v)][if i == bearer { usize::from(tone) } else { 0 }],
            None => *c,
        });
    }
}

/// The consonants a Vietnamese syllable may end in; anything else is a foreign word, whose accents mean other things.
fn is_coda(letters: &[char]) -> bool {
    matches!(
        letters,
        [] | ['c' | 'm' | 'n' | 'p' | 't'] | ['c' | 'n', 'h'] | ['n', 'g']
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fold(word: &str) -> String {
        let mut out = String::new();
        fold_word(word, &mut out);
        out
    }

    #[test]
    fn old_and_new_tone_placement_are_one() {
        for (new, old) in [
            ("hoà", "hòa"),
            ("Thuỷ", "thủy"),
            ("khoẻ", "khỏe"),
            ("UỶ", "ủy"),
            ("Hoạ", "họa"),
            ("qúy", "quý"),
            ("qủa", "quả"),
            ("gía", "giá"),
            ("hòan", "hoàn"),
            ("tòan", "toàn"),
            ("hòai", "hoài"),
            ("khủyu", "khuỷu"),
            ("thúê", "thuế"),
            ("loà", "lòa"),
        ] {
            assert_eq!(fold(new), old);
            assert_eq!(fold(old), old);
        }
    }

    #[test]
    fn what_is_spelled_right_stays() {
        for word in [
            "quý", "quí", "giữa", "gì", "gìn", "giếng", "của", "cửa", "mía", "thuở", "huýt",
            "người", "nghiêng", "khuya", "quyển", "quốc", "yếu", "hươu", "loằng", "ngoèo", "xoong",
            "được", "thuế", "hội", "đàm", "são", "joão", "díaz", "josé", "raúl", "é",
        ] {
            assert_eq!(fold(word), word);
        }
        assert_ne!(fold("quý"), fold("quí"));
        assert_ne!(fold("kỹ"), fold("kĩ"));
        assert_ne!(fold("hòa"), fold("hoa"));
    }

    #[test]
    fn look_alikes() {
        assert_eq!(fold("ÐÀM"), "đàm");
        assert_eq!(fold("ðàm"), "đàm");
        assert_eq!(fold("d’Ivoire"), "d'ivoire");
        assert_eq!(fold("APEC"), "apec");
    }

    #[test]
    fn appends() {
        let mut out = String::from("hòa");
        fold_word("Thuỷ", &mut out);
        assert_eq!(out, "hòathủy");
    }

    proptest! {
        #[test]
        fn idempotent(word in "[a-zA-ZàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĐÐ']{0,9}|\\PC{0,12}") {
            let once = fold(&word);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
