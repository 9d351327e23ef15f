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

/// The two code point ranges in which the letters lie, joined.
const fn slot(code: u32) -> usize {
    let code = code as usize;
    if code < 0x200 {
        code
    } else if code >= 0x1EA0 && code < 0x1F00 {
        code - 0x1EA0 + 0x200
    } else {
        0
    }
}

/// A letter or digit that most text is made of: its lower case, and what words ask of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Common {
    /// The lower case as UTF-8, of the same length as the letter itself; all 0 where there is none.
    pub(super) lower: [u8; 4],
    pub(super) counts: Counts,
    /// `6 * letter + tone + 1` of a vowel, 0 for what is none.
    vowel: u8,
}

/// How many of a word's characters are letters, small letters, vowels, vowels with a tone: a byte each, so that one addition
/// counts all. Holds for words of less than 256 characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts(u32);

impl Counts {
    const LETTER: u32 = 1;
    const SMALL: u32 = 1 << 8;
    const VOWEL: u32 = 1 << 16;
    const TONED: u32 = 1 << 24;

    #[inline]
    pub(super) fn add(&mut self, other: Counts) {
        self.0 = self.0.wrapping_add(other.0);
    }

    pub(super) const fn letters(self) -> u32 {
        self.0 & 0xFF
    }

    pub(super) const fn small(self) -> u32 {
        self.0 >> 8 & 0xFF
    }

    /// Whether the tone mark may stand on another vowel than it should.
    pub(super) const fn tone_may_move(self) -> bool {
        self.0 >> 24 == 1 && self.0 >> 16 & 0xFF > 1
    }
}

impl Common {
    const NONE: Common = Common {
        lower: [0; 4],
        counts: Counts(0),
        vowel: 0,
    };

    /// Whether it stands for all that is no common letter or digit.
    #[inline]
    pub(super) const fn is_none(&self) -> bool {
        self.lower[0] == 0
    }

    /// The lower case of the letter or digit, which is the character given.
    fn small(&self, own: char) -> char {
        if self.counts.letters() == self.counts.small() {
            return own;
        }
        char::from_u32(own as u32 + to_small(own as u32)).unwrap_or(own)
    }

    const fn of(lower: char, counts: u32, vowel: u8) -> Common {
        let mut bytes = [0; 4];
        lower.encode_utf8(&mut bytes);
        Common {
            lower: bytes,
            counts: Counts(counts),
            vowel,
        }
    }
}

/// By [`slot`].
static COMMON: [Common; 0x260] = table();

const fn table() -> [Common; 0x260] {
    let mut table = [Common::NONE; 0x260];
    let mut c = b'0';
    while c <= b'9' {
        table[c as usize] = Common::of(c as char, 0, 0);
        c += 1;
    }
    let mut c = b'a';
    while c <= b'z' {
        both(&mut table, c as char, 0, 0);
        c += 1;
    }
    both(&mut table, 'đ', 0, 0);
    let mut v = 0;
    while v < VOWELS.len() {
        let mut t = 0;
        while t < 6 {
            let toned = if t > 0 { Counts::TONED } else { 0 };
            let vowel = (v * 6 + t + 1) as u8;
            both(&mut table, VOWELS[v][t], Counts::VOWEL | toned, vowel);
            t += 1;
        }
        v += 1;
    }
    table
}

/// How far a small letter of the table stands behind its capital.
const fn to_small(code: u32) -> u32 {
    if code < 0x100 { 32 } else { 1 }
}

/// Puts a lower-case letter and its capital into the table.
const fn both(table: &mut [Common; 0x260], lower: char, counts: u32, vowel: u8) {
    let code = lower as u32;
    let counts = Counts::LETTER | counts;
    table[slot(code)] = Common::of(lower, counts | Counts::SMALL, vowel);
    let capital = code - to_small(code);
    table[slot(capital)] = Common::of(lower, counts, vowel);
}

/// The common letter or digit of a code point.
pub(super) fn common(code: u32) -> Option<&'static Common> {
    COMMON.get(slot(code)).filter(|c| !c.is_none())
}

/// Whether a character is a common letter or digit.
pub(super) fn is_common(c: char) -> bool {
    common(c as u32).is_some()
}

/// What the table has for the character that begins with a byte, and the character's length; the entry of no letter where it is
/// none of the table. `byte` gives the bytes after the first.
#[inline(always)]
pub(super) fn common_at(lead: u8, byte: impl Fn(usize) -> u8) -> (&'static Common, usize) {
    let bits = |i: usize| usize::from(byte(i) & 0x3F);
    match lead {
        0..=0x7F => (&COMMON[usize::from(lead)], 1),
        0xC3..=0xC7 => (&COMMON[usize::from(lead & 7) << 6 | bits(1)], 2),
        // U+1E80 to U+1EFF; the first half of them lies before the letters.
        0xE1 if bits(1) & 0x3E == 0x3A => {
            let at = (bits(1) & 1) << 6 | bits(2);
            (
                at.checked_sub(0x20)
                    .and_then(|at| COMMON.get(0x200 + at))
                    .unwrap_or(&Common::NONE),
                3,
            )
        }
        _ => (&Common::NONE, 3),
    }
}

/// A lower-case vowel's letter and tone.
fn vowel(c: char) -> Option<(u8, u8)> {
    let c = common(c as u32).filter(|c| c.vowel > 0 && c.counts.small() > 0)?;
    Some(((c.vowel - 1) / 6, (c.vowel - 1) % 6))
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
    common(c as u32).is_some_and(|c| c.counts.small() > 0)
}

/// Whether the character serves as an apostrophe inside a name (N'Djamena, d’Ivoire).
pub(crate) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}')
}

/// Appends the folded form of a word to `out`. Idempotent.
pub(crate) fn fold_word(word: &str, out: &mut String) {
    let from = out.len();
    if word.is_ascii() {
        out.push_str(word);
        if let Some(own) = out.get_mut(from..) {
            own.make_ascii_lowercase();
        }
        return;
    }
    out.reserve(word.len());
    let mut toned = 0u32;
    let mut vowels = 0u32;
    let mut count = |letter: &Common| {
        vowels += u32::from(letter.vowel > 0);
        toned += u32::from(letter.vowel % 6 != 1 && letter.vowel > 0);
    };
    for c in word.chars() {
        if let Some(letter) = common(c as u32) {
            count(letter);
            out.push(letter.small(c));
            continue;
        }
        for c in c.to_lowercase() {
            let c = match c {
                'ð' | 'ɖ' => 'đ',
                c if is_apostrophe(c) => '\'',
                c => c,
            };
            if let Some(letter) = common(c as u32) {
                count(letter);
            }
            out.push(c);
        }
    }
    if toned == 1 && vowels > 1 {
        place_tone(out, from);
    }
}

/// Appends the folded form of a name of several words.
pub(crate) fn fold_words(name: &str, out: &mut String) {
    for (i, word) in name.split(' ').enumerate() {
        if i > 0 {
            out.push(' ');
        }
        fold_word(word, out);
    }
}

/// Equal for two ways to write a name that differ in what folding makes one, but for capitals.
pub(crate) fn spelling(name: &str) -> String {
    let mut out = String::new();
    fold_words(name, &mut out);
    out.push('\0');
    out.extend(
        name.chars()
            .map(|c| if c.is_uppercase() { '1' } else { '0' }),
    );
    out
}

/// Whether two names have the same [`spelling`], without making it where a capital or a plain letter tells them apart: folding makes
/// no such letter another one.
pub(crate) fn same_spelling(a: &str, b: &str) -> bool {
    let alike = |(a, b): (char, char)| {
        a.is_uppercase() == b.is_uppercase()
            && (!a.is_ascii() || !b.is_ascii() || a.eq_ignore_ascii_case(&b))
    };
    a.chars().count() == b.chars().count()
        && a.chars().zip(b.chars()).all(alike)
        && spelling(a) == spelling(b)
}

/// The longest syllable has seven letters ("nghiêng").
const LONGEST: usize = 8;

/// Moves the one tone mark of the syllable `out[from..]` to where the older spelling has it (hòa, thủy, hoàn, quý).
/// What is no syllable stays.
pub(super) fn place_tone(out: &mut String, from: usize) {
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
    fn names_that_differ_in_spelling_only_are_one_but_for_capitals() {
        assert_eq!(spelling("Khánh Hoà"), spelling("Khánh Hòa"));
        assert_eq!(spelling("Ðà Nẵng"), spelling("Đà Nẵng"));
        assert_ne!(spelling("ĐÀ NẴNG"), spelling("Đà Nẵng"));
        assert_ne!(spelling("Khánh Hoa"), spelling("Khánh Hòa"));
    }

    #[test]
    fn appends() {
        let mut out = String::from("hòa");
        fold_word("Thuỷ", &mut out);
        assert_eq!(out, "hòathủy");
    }

    #[test]
    fn capitals_of_common_letters() {
        for code in 0..0x2000 {
            let Some(c) = char::from_u32(code) else {
                continue;
            };
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes);
            let at = common_at(bytes[0], |i| bytes[i]).0;
            let Some(found) = common(code) else {
                assert!(at.is_none(), "{c}");
                continue;
            };
            assert_eq!(at, found, "{c}");
            let len = c.len_utf8();
            let lower = std::str::from_utf8(&found.lower[..len]).unwrap();
            assert!(c.to_lowercase().eq(lower.chars()), "{c}");
            assert_eq!(found.counts.letters() == 1, c.is_alphabetic(), "{c}");
            assert_eq!(found.counts.small() == 1, c.is_lowercase(), "{c}");
            assert_eq!(found.lower[len..], [0; 4][len..], "{c}");
        }
    }

    proptest! {
        #[test]
        fn idempotent(word in "[a-zA-ZàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĐÐ']{0,9}|\\PC{0,12}") {
            let once = fold(&word);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
