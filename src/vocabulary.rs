//! Numbers for words: every folded word of the gazetteers and lexicons gets a symbol, so that matching compares integers.

use std::collections::HashMap;

/// The number of a folded word (or punctuation mark).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Sym(u32);

impl Sym {
    /// A word that no row and no entry has.
    pub(crate) const UNKNOWN: Sym = Sym(0);
}

/// The folded words that rows, entries and rules use, each with its symbol.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    words: HashMap<Box<str>, Sym>,
}

impl Vocabulary {
    /// The symbol of a word already folded by [`crate::text::fold::fold_word`], made if new.
    pub(crate) fn intern(&mut self, folded: &str) -> Sym {
        if let Some(s) = self.words.get(folded) {
            return *s;
        }
        let s = Sym(u32::try_from(self.words.len() + 1).unwrap_or(u32::MAX));
        self.words.insert(folded.into(), s);
        s
    }

    /// The symbol of a folded word, [`Sym::UNKNOWN`] if there is none.
    pub(crate) fn get(&self, folded: &str) -> Sym {
        self.words.get(folded).copied().unwrap_or(Sym::UNKNOWN)
    }
}
