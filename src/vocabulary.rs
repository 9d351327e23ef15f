//! Numbers for words: every folded word of the gazetteers and lexicons gets a symbol, so that matching compares integers.

use crate::hash::{Slots, find_in, hash_bytes};
use crate::image::{Flat, Plain, stored};

/// The number of a folded word (or punctuation mark).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Sym(u32);

impl Sym {
    /// A word that no row and no entry has.
    pub(crate) const UNKNOWN: Sym = Sym(0);

    /// The symbol of a number that [`number`](Self::number) gave.
    pub(crate) const fn of(number: u32) -> Sym {
        Sym(number)
    }

    /// The number as an index; symbols are numbered from 1 on, without gaps.
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }

    /// The bare number.
    pub(crate) const fn number(self) -> u32 {
        self.0
    }
}

/// What reading words takes: a finished vocabulary that gives numbers, or one in the making that hands out new ones too.
pub(crate) trait Symbols {
    /// The symbol of a folded word, [`Sym::UNKNOWN`] if it has none.
    fn get(&self, folded: &[u8]) -> Sym;
    /// The same of a word of `len` ≤ 16 bytes: the first eight and the next eight as little-endian numbers, zeros after its end.
    fn get_short(&self, a: u64, b: u64, len: u32) -> Sym;
    /// The same, but a vocabulary in the making gives the word one.
    fn make(&mut self, folded: &str) -> Sym;
    /// Whether [`make`](Self::make) gives new numbers.
    fn grow(&self) -> bool;
    /// As [`make`](Self::make) for a punctuation mark.
    fn mark(&mut self, mark: char) -> Sym;
}

/// A finished vocabulary, for many look-ups.
pub(crate) struct Known<'v> {
    vocabulary: &'v Vocabulary,
    slots: &'v [[u8; 4]],
    keys: &'v [[u8; 20]],
}

impl Symbols for Known<'_> {
    fn get(&self, folded: &[u8]) -> Sym {
        self.vocabulary.get(folded)
    }

    #[inline]
    fn get_short(&self, a: u64, b: u64, len: u32) -> Sym {
        short(self.slots, self.keys, Key { a, b, len })
    }

    fn make(&mut self, folded: &str) -> Sym {
        self.vocabulary.get(folded.as_bytes())
    }

    fn grow(&self) -> bool {
        false
    }

    fn mark(&mut self, mark: char) -> Sym {
        match self.vocabulary.marks.get(mark as usize) {
            Some(sym) => *sym,
            None => self.get(mark.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

impl Symbols for &mut Vocabulary {
    fn get(&self, folded: &[u8]) -> Sym {
        Vocabulary::get(self, folded)
    }

    #[inline]
    fn get_short(&self, a: u64, b: u64, len: u32) -> Sym {
        short(self.slots.items(), self.keys.items(), Key { a, b, len })
    }

    fn make(&mut self, folded: &str) -> Sym {
        self.intern(folded)
    }

    fn grow(&self) -> bool {
        true
    }

    fn mark(&mut self, mark: char) -> Sym {
        self.intern(mark.encode_utf8(&mut [0; 4]))
    }
}

/// The folded words that rows, entries and rules use, each with its symbol.
///
/// An open-addressed table of [`Key`]s, so that a look-up takes, for all but very long words, no look at the word itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    slots: Slots,
    /// The key of each symbol, from 1 on.
    keys: Flat<Key, 20>,
    /// Words that their keys do not hold, with their symbols.
    long: Vec<(Box<[u8]>, u32)>,
    /// The symbols of ASCII characters: most marks are such, and stand often.
    marks: Vec<Sym>,
}

stored!(Sym(number));
stored!(Vocabulary {
    slots,
    keys,
    long,
    marks
});

impl Vocabulary {
    /// The symbol of a word already folded by [`crate::text::fold::fold_word`], made if new.
    pub(crate) fn intern(&mut self, folded: &str) -> Sym {
        let word = folded.as_bytes();
        let known = self.get(word);
        if known != Sym::UNKNOWN {
            return known;
        }
        let key = Key::of(word);
        let keys = &self.keys;
        let hash_of = |n: u32| keys.get(n as usize).map_or(0, Key::hash);
        self.slots.push(key.hash(), hash_of);
        self.keys.push(key);
        let sym = Sym(u32::try_from(self.keys.len()).unwrap_or(u32::MAX));
        if !key.holds_all() {
            self.long.push((word.into(), sym.0));
        }
        if let [mark @ ..=0x7F] = word {
            self.marks.resize(128, Sym::UNKNOWN);
            if let Some(slot) = self.marks.get_mut(usize::from(*mark)) {
                *slot = sym;
            }
        }
        sym
    }

    /// The symbol of a folded word, [`Sym::UNKNOWN`] if there is none.
    #[inline]
    pub(crate) fn get(&self, folded: &[u8]) -> Sym {
        let key = Key::of(folded);
        let keys = self.keys.items();
        let same = |n: u32| {
            keys.get(n as usize).map(Key::of_bytes) == Some(key)
                && (key.holds_all() || self.is_long(n + 1, folded))
        };
        let found = self.slots.find(key.hash(), same);
        found.map_or(Sym::UNKNOWN, |n| Sym(n + 1))
    }

    /// For many look-ups.
    pub(crate) fn known(&self) -> Known<'_> {
        Known {
            vocabulary: self,
            slots: self.slots.items(),
            keys: self.keys.items(),
        }
    }

    #[cold]
    fn is_long(&self, n: u32, word: &[u8]) -> bool {
        let found = self.long.binary_search_by_key(&n, |(_, n)| *n);
        found
            .ok()
            .and_then(|i| self.long.get(i))
            .is_some_and(|(w, _)| **w == *word)
    }
}

/// The symbol of a word that its key holds.
#[inline]
fn short(slots: &[[u8; 4]], keys: &[[u8; 20]], key: Key) -> Sym {
    let same = |n: u32| keys.get(n as usize).map(Key::of_bytes) == Some(key);
    find_in(slots, key.hash(), same).map_or(Sym::UNKNOWN, |n| Sym(n + 1))
}

/// A word of up to 16 bytes as two numbers, zeros after its end, and its length, which tell it from all others; a longer one's hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Key {
    a: u64,
    b: u64,
    len: u32,
}

impl Key {
    #[inline]
    fn of(word: &[u8]) -> Key {
        let len = u32::try_from(word.len()).unwrap_or(u32::MAX);
        if len > 16 {
            let (a, b) = (hash_bytes(word), 0);
            return Key { a, b, len };
        }
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(word).for_each(|(to, b)| *to = *b);
        let [a, b] = [0, 8].map(|from| {
            let half = bytes.get(from..).and_then(<[u8]>::first_chunk);
            half.map_or(0, |h| u64::from_le_bytes(*h))
        });
        Key { a, b, len }
    }

    /// Whether no other word has the key.
    #[inline]
    fn holds_all(self) -> bool {
        self.len <= 16
    }

    #[inline]
    fn hash(self) -> u64 {
        let a = self.a ^ 0xA076_1D64_78BD_642F ^ u64::from(self.len) << 32;
        let b = self.b ^ 0xE703_7ED1_A0B4_28DB;
        let product = u128::from(a) * u128::from(b);
        (product as u64) ^ (product >> 64) as u64
    }
}

impl Plain<20> for Key {
    fn to_bytes(self) -> [u8; 20] {
        let mut bytes = [0; 20];
        let parts = [self.a.to_le_bytes(), self.b.to_le_bytes()];
        let all = parts.concat().into_iter().chain(self.len.to_le_bytes());
        bytes.iter_mut().zip(all).for_each(|(to, b)| *to = b);
        bytes
    }

    #[inline]
    fn of_bytes(bytes: &[u8; 20]) -> Key {
        let (numbers, len) = bytes.as_chunks::<8>();
        match (numbers, len.first_chunk()) {
            ([a, b], Some(len)) => Key {
                a: u64::from_le_bytes(*a),
                b: u64::from_le_bytes(*b),
                len: u32::from_le_bytes(*len),
            },
            _ => Key::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_numbers() {
        let mut v = Vocabulary::default();
        assert_eq!(v.get(b"a"), Sym::UNKNOWN);
        let words: Vec<String> = (0..5_000).map(|n| format!("w{n}")).collect();
        for (n, w) in words.iter().enumerate() {
            assert_eq!(v.intern(w).index(), n + 1);
        }
        for (n, w) in words.iter().enumerate() {
            assert_eq!(v.get(w.as_bytes()).index(), n + 1);
            assert_eq!(v.intern(w).index(), n + 1);
        }
        let long = ["a".repeat(17), "a".repeat(18), "ab".repeat(20)];
        for (n, w) in long.iter().enumerate() {
            assert_eq!(v.get(w.as_bytes()), Sym::UNKNOWN);
            assert_eq!(v.intern(w).index(), 5_001 + n);
            assert_eq!(v.get(w.as_bytes()).index(), 5_001 + n);
        }
        assert_eq!(v.get(b"w"), Sym::UNKNOWN);
        assert_eq!(v.get(b""), Sym::UNKNOWN);
    }

    #[test]
    fn short_words_have_keys_of_their_own() {
        let mut seen = std::collections::HashSet::new();
        for len in 0..=16usize {
            for change in 0..len {
                for to in *b"ab\0" {
                    let mut word = vec![b'x'; len];
                    word[change] = to;
                    let key = Key::of(&word);
                    assert!(seen.insert((key.a, key.b, key.len)));
                }
            }
        }
    }
}
