//! The word at a byte: its end, kind, case and symbol.
//!
//! Most words of a text are known and in small letters but for the first: they are found as they stand, eight bytes at once. Most others are made of the letters of
//! [`fold`](super::fold)'s table and of digits; they are cut and folded in one go, character by character. A word with anything
//! else in it is read again with the tables of all scripts.

use super::fold::{
    Common, Counts, common_at, fold_word, is_apostrophe, is_common_letter, place_tone,
};
use super::token::{Case, TokenKind};
use crate::vocabulary::{Sym, Symbols};
use unicode_normalization::char::is_combining_mark;

/// A longer word is no common one.
const LONGEST: usize = 32;

/// Where a word ends and what it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) end: usize,
    pub(super) kind: TokenKind,
    pub(super) case: Case,
    pub(super) sym: Sym,
}

/// Bytes that a known word's end is looked for in.
const NEAR: usize = 17;

/// For each byte whether a word surely ends before it: ASCII but for letters, digits and the apostrophe.
static EDGE: [bool; 256] = {
    let mut edge = [false; 256];
    let mut b = 0u8;
    while b.is_ascii() {
        edge[b as usize] = !b.is_ascii_alphanumeric() && b != b'\'';
        b += 1;
    }
    edge
};

const ONES: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each byte.
const HIGH: u64 = 0x80 * ONES;

/// For each byte of eight that is neither an ASCII small letter nor beyond ASCII, its highest bit.
#[inline]
const fn edges(eight: u64) -> u64 {
    let low = eight & !HIGH;
    // No sum carries over: both addends are below 128.
    let from_a = low + (0x80 - b'a' as u64) * ONES;
    let beyond_z = low + (0x80 - b'z' as u64 - 1) * ONES;
    !(from_a & !beyond_z | eight) & HIGH
}

/// The low bytes of a number, not all of them.
#[inline]
const fn low(bytes: u32) -> u64 {
    (1 << (8 * bytes)) - 1
}

/// A word that the vocabulary has but for a capital that it begins with. Symbols are of folded words, so that the rest is in small
/// letters and needs no look at its letters: what stands up to the next ASCII character that is no small letter is looked up as it
/// is. What is no whole word so is none of the vocabulary's. A finished vocabulary tells as well of a word of ASCII that it does not
/// have.
#[inline]
pub(super) fn known(bytes: &[u8], at: usize, symbols: &impl Symbols) -> Option<Word> {
    let rest = bytes.get(at..)?;
    let mut padded = [0; NEAR];
    let near: &[u8; NEAR] = match rest.first_chunk() {
        Some(near) => near,
        // At the end of a text nothing follows.
        None => {
            padded.iter_mut().zip(rest).for_each(|(to, b)| *to = *b);
            &padded
        }
    };
    let [a, b] = near.first_chunk::<16>()?.as_chunks::<8>().0 else {
        return None;
    };
    let [mut a, mut b] = [a, b].map(|half| u64::from_le_bytes(*half));
    let (mut width, mut small) = (1, true);
    if !near[0].is_ascii_lowercase() {
        let (first, length) = common_at(near[0], |i| near.get(i).copied().unwrap_or(0));
        if first.counts.letters() == 0 {
            return None;
        }
        (width, small) = (length, first.counts.small() > 0);
        a = a & !low(width as u32) | u64::from(u32::from_le_bytes(first.lower));
    }
    let (ends, more) = (edges(a), edges(b));
    let len = if ends != 0 {
        let len = ends.trailing_zeros() / 8;
        (a, b) = (a & low(len), 0);
        len
    } else if more != 0 {
        let len = more.trailing_zeros() / 8;
        b &= low(len);
        8 + len
    } else {
        16
    };
    if !near
        .get(len as usize)
        .is_some_and(|b| EDGE[usize::from(*b)])
    {
        return None;
    }
    // A capital alone, or before letters of a script without case, is no word of small letters.
    let second = |i: usize| near.get(width + i).copied().unwrap_or(0);
    if !small && common_at(second(0), second).0.counts.small() == 0 {
        return None;
    }
    let sym = symbols.get_short(a, b, len);
    let ascii = (a | b) & HIGH == 0;
    (sym != Sym::UNKNOWN || ascii && !symbols.grow()).then_some(Word {
        end: at + len as usize,
        kind: TokenKind::Word,
        case: if small { Case::Lower } else { Case::Capital },
        sym,
    })
}

/// The word at `at`, which begins with a letter or digit and is not [`known`]: one of common letters and digits, or another.
/// `scratch` is used again from word to word.
pub(super) fn word(
    view: &str,
    at: usize,
    symbols: &mut impl Symbols,
    scratch: &mut String,
) -> Word {
    let bytes = view.as_bytes();
    let mut folded = [0; LONGEST + 4];
    let mut counts = Counts::default();
    let mut first = Counts::default();
    let mut end = at;
    loop {
        let (c, len) = match next(bytes, end) {
            Next::Common(c, len) => (c, len),
            Next::Edge => break,
            Next::Unsure => return uncommon(view, at, symbols, scratch),
        };
        // Folded or not, the length is the same.
        let Some(to) = folded.get_mut(end - at..).and_then(<[u8]>::first_chunk_mut) else {
            return uncommon(view, at, symbols, scratch);
        };
        *to = c.lower;
        if end == at {
            first = c.counts;
        }
        counts.add(c.counts);
        end += len;
    }
    let folded = folded.get(..end - at).unwrap_or(&[]);
    let mut sym = symbols.get(folded);
    // Symbols stand for folded words, and folding is idempotent: a word that has one as it is needs no more.
    if sym == Sym::UNKNOWN
        && (symbols.grow() || counts.tone_may_move())
        && let Ok(word) = std::str::from_utf8(folded)
    {
        scratch.clear();
        scratch.push_str(word);
        if counts.tone_may_move() {
            place_tone(scratch, 0);
        }
        sym = symbols.make(scratch);
    }
    let capital = first.letters() > first.small();
    let single = counts.letters() == 1 && bytes.get(at).is_some_and(|b| end - at == width(*b));
    Word {
        end,
        kind: if counts.letters() == 0 {
            TokenKind::Number
        } else {
            TokenKind::Word
        },
        case: case(capital, counts.small() > first.small(), single),
        sym,
    }
}

/// The length of the character that begins with a byte.
const fn width(lead: u8) -> usize {
    match lead {
        0..=0x7F => 1,
        0xE0..=0xEF => 3,
        _ => 2,
    }
}

fn case(first_upper: bool, lower_later: bool, single: bool) -> Case {
    match (first_upper, lower_later) {
        (false, _) => Case::Lower,
        (true, true) => Case::Capital,
        (true, false) if single => Case::Single,
        (true, false) => Case::Upper,
    }
}

/// The same for a word of any characters: a run of letters, digits and combining marks, with an apostrophe only between
/// two letters.
fn uncommon(view: &str, at: usize, symbols: &mut impl Symbols, scratch: &mut String) -> Word {
    let rest = view.get(at..).unwrap_or("");
    let mut len = 0;
    let mut digits = true;
    let mut letters = 0usize;
    let mut first_upper = false;
    let mut lower_later = false;
    let mut chars = rest.chars();
    while let Some(c) = chars.next() {
        if is_common_letter(c) {
            digits = false;
            lower_later |= len > 0;
            letters += 1;
        } else if c.is_ascii_digit() {
            // Part of a number or of a word.
        } else if c.is_alphanumeric() {
            digits = false;
            if len == 0 {
                first_upper = c.is_uppercase();
            } else {
                lower_later |= c.is_lowercase();
            }
            letters += usize::from(c.is_alphabetic());
        } else if is_apostrophe(c) && !digits {
            let before = rest[..len].chars().next_back();
            let mut after = chars.clone();
            let next = after.next();
            let lone_s =
                matches!(next, Some('s' | 'S')) && !after.next().is_some_and(char::is_alphanumeric);
            if !(before.is_some_and(char::is_alphabetic)
                && next.is_some_and(char::is_alphabetic)
                && !lone_s)
            {
                break;
            }
        } else if !is_combining_mark(c) {
            break;
        }
        len += c.len_utf8();
    }
    let word = &rest[..len];
    scratch.clear();
    fold_word(word, scratch);
    let single = letters == 1 && word.chars().nth(1).is_none();
    Word {
        end: at + len,
        kind: if digits {
            TokenKind::Number
        } else {
            TokenKind::Word
        },
        case: case(first_upper && !digits, lower_later, single),
        sym: symbols.make(scratch),
    }
}

/// What stands at a byte of a word.
enum Next {
    /// A common letter or digit and its length.
    Common(&'static Common, usize),
    /// Nothing that a word goes on with.
    Edge,
    /// Only the tables of all scripts tell.
    Unsure,
}

/// Looks at the character that begins at a byte.
#[inline(always)]
fn next(bytes: &[u8], at: usize) -> Next {
    let Some(&a) = bytes.get(at) else {
        return Next::Edge;
    };
    let byte = |i: usize| bytes.get(at + i).copied().unwrap_or(0);
    let (c, len) = common_at(a, byte);
    if !c.is_none() {
        return Next::Common(c, len);
    }
    match a {
        b'\'' => Next::Unsure,
        0..=0x7F => Next::Edge,
        // U+2010 to U+2027, dashes and quotes, but for the apostrophe U+2019.
        0xE2 if byte(1) == 0x80 && matches!(byte(2), 0x90..=0xA7) && byte(2) != 0x99 => Next::Edge,
        _ => Next::Unsure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::View;
    use crate::vocabulary::Vocabulary;
    use proptest::prelude::*;

    const WORDS: [&str; 13] = [
        "a",
        "à",
        "hà",
        "nội",
        "đàm",
        "hòa",
        "nghiêng",
        "abcdefgh",
        "abcdefghijklmnop",
        "o'brien",
        "g20",
        "são",
        "a한",
    ];

    proptest! {
        #[test]
        fn a_known_word_is_what_a_closer_look_says(
            words in prop::collection::vec((0..WORDS.len(), 0..3, "[ ,.–’'0x-]|\\PC"), 1..8),
        ) {
            let mut vocabulary = Vocabulary::default();
            WORDS.iter().for_each(|w| { vocabulary.intern(w); });
            let mut text = String::new();
            for (word, case, after) in words {
                let word = WORDS[word];
                let mut chars = word.chars();
                match (case, chars.next()) {
                    (0, Some(first)) => text.extend(first.to_uppercase().chain(chars)),
                    (1, _) => text.push_str(&word.to_uppercase()),
                    _ => text.push_str(word),
                }
                text.push_str(&after);
            }
            text.push_str(&" ".repeat(NEAR));
            let view = View::new(&text);
            let view = view.as_str();
            for (at, _) in view.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
                let mut symbols = vocabulary.known();
                if let Some(k) = known(view.as_bytes(), at, &symbols) {
                    let w = word(view, at, &mut symbols, &mut String::new());
                    prop_assert_eq!((k.end, k.kind, k.case, k.sym), (w.end, w.kind, w.case, w.sym));
                }
            }
        }
    }

    #[test]
    fn words_of_the_vocabulary_are_known() {
        let mut vocabulary = Vocabulary::default();
        for (word, case) in [
            ("hà", Case::Lower),
            ("Nội", Case::Capital),
            ("Đàm", Case::Capital),
            ("nghiêng", Case::Lower),
        ] {
            let sym = vocabulary.intern(&word.to_lowercase());
            let text = format!("{word}, {}", " ".repeat(NEAR));
            let found = known(text.as_bytes(), 0, &vocabulary.known());
            let found = found.map(|w| (w.end, w.case, w.sym));
            assert_eq!(found, Some((word.len(), case, sym)));
        }
        for word in ["HÀ", "hànội", "hà’s", "hà'", "hà1", "hà–"] {
            let text = format!("{word} {}", " ".repeat(NEAR));
            assert!(
                known(text.as_bytes(), 0, &vocabulary.known()).is_none(),
                "{word}"
            );
        }
    }
}
