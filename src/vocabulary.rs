//! Numbers for words: every folded word of the gazetteers and lexicons gets a symbol, so that matching compares integers.

use crate::hash::hash_word;

/// The number of a folded word (or punctuation mark).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Sym(u32);

impl Sym {
    /// A word that no row and no entry has.
    pub(crate) const UNKNOWN: Sym = Sym(0);

    /// The number as an index; symbols are numbered from 1 on, without gaps.
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }

    /// The bare number.
    pub(crate) const fn number(self) -> u32 {
        self.0
    }
}

/// The folded words that rows, entries and rules use, each with its symbol.
///
/// All words lie in one string; the table is open-addressed, so that a look-up costs one probe and one comparison.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    text: String,
    /// Where each word ends in `text`.
    ends: Vec<u32>,
    /// Part of the hash, and the symbol (0: free). The length is a power of two, at most half of it taken.
    slots: Vec<(u32, u32)>,
}

impl Vocabulary {
    /// The symbol of a word already folded by [`crate::text::fold::fold_word`], made if new.
    pub(crate) fn intern(&mut self, folded: &str) -> Sym {
        if self.slots.len() <= 2 * self.ends.len() {
            self.grow();
        }
        let hash = hash_word(folded);
        match self.find(hash, folded) {
            Ok(sym) => sym,
            Err(free) => {
                self.text.push_str(folded);
                self.ends
                    .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
                let n = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
                if let Some(slot) = self.slots.get_mut(free) {
                    *slot = (tag(hash), n);
                }
                Sym(n)
            }
        }
    }

    /// The symbol of a folded word, [`Sym::UNKNOWN`] if there is none.
    pub(crate) fn get(&self, folded: &str) -> Sym {
        self.find(hash_word(folded), folded).unwrap_or(Sym::UNKNOWN)
    }

    /// The word's symbol, or the slot where it belongs.
    fn find(&self, hash: u64, word: &str) -> Result<Sym, usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some((t, n)) = self.slots.get(at) {
            if *n == 0 {
                return Err(at);
            }
            if *t == tag(hash) && self.word(*n) == word {
                return Ok(Sym(*n));
            }
            at = (at + 1) & mask;
        }
        Err(at)
    }

    fn word(&self, n: u32) -> &str {
        let end = |n: u32| {
            self.ends
                .get((n as usize).wrapping_sub(1))
                .map_or(0, |e| *e as usize)
        };
        self.text.get(end(n - 1)..end(n)).unwrap_or("")
    }

    fn grow(&mut self) {
        let length = (self.slots.len() * 2).max(1 << 10);
        self.slots = vec![(0, 0); length];
        for n in 1..=u32::try_from(self.ends.len()).unwrap_or(u32::MAX) {
            let hash = hash_word(self.word(n));
            let mut at = hash as usize & (length - 1);
            while let Some(slot) = self.slots.get_mut(at) {
                if slot.1 == 0 {
                    *slot = (tag(hash), n);
                    break;
                }
                at = (at + 1) & (length - 1);
            }
        }
    }
}

const fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_numbers() {
        let mut v = Vocabulary::default();
        assert_eq!(v.get("a"), Sym::UNKNOWN);
        let words: Vec<String> = (0..5_000).map(|n| format!("w{n}")).collect();
        for (n, w) in words.iter().enumerate() {
            assert_eq!(v.intern(w).index(), n + 1);
        }
        for (n, w) in words.iter().enumerate() {
            assert_eq!(v.get(w).index(), n + 1);
            assert_eq!(v.intern(w).index(), n + 1);
        }
        assert_eq!(v.get("w"), Sym::UNKNOWN);
        assert_eq!(v.get(""), Sym::UNKNOWN);
    }
}
