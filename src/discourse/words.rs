//! The words of persons' names as numbers, so that names are compared without being written out.

use crate::extraction::Kind;
use crate::mention::Mention;
use crate::text::Text;
use crate::text::fold::fold_word;
use crate::text::token::TokenKind;
use crate::vocabulary::Sym;
use std::collections::HashMap;
use std::ops::Range;

/// The number of a folded word: equal for equal words of one document.
pub(super) type WordNo = u32;

/// Words that the vocabulary does not have are numbered from here on.
const OWN: WordNo = 1 << 30;
/// Set where the word is one letter.
const LETTER: WordNo = 1 << 31;

/// Whether a word is one letter.
pub(super) fn letter(word: WordNo) -> bool {
    word & LETTER != 0
}

/// The words of the persons' names among the mentions; of other mentions none.
#[derive(Debug, Default)]
pub(super) struct NameWords {
    words: Vec<WordNo>,
    sorted: Vec<WordNo>,
    /// Where each mention's begin and end.
    ranges: Vec<(u32, u32)>,
}

impl NameWords {
    /// Folded words, hyphens and stops left out; initials stay ("V.Putin" is `v`, `putin`). Into lists that another text filled.
    pub(super) fn read(&mut self, text: &Text<'_>, mentions: &[Mention]) {
        self.words.clear();
        self.sorted.clear();
        self.ranges.clear();
        let mut own = OwnWords::default();
        for m in mentions {
            let from = self.words.len();
            if m.kind == Kind::Person {
                let words = words_of(text, &m.tokens).map(|at| own.number(text, at));
                self.words.extend(words);
            }
            let end = self.words.len();
            self.ranges.push((from as u32, end as u32));
            self.sorted.extend(self.words.get(from..).unwrap_or(&[]));
            if let Some(sorted) = self.sorted.get_mut(from..) {
                sorted.sort_unstable();
            }
        }
    }

    fn range(&self, mention: usize) -> Range<usize> {
        let (from, end) = self.ranges.get(mention).copied().unwrap_or_default();
        from as usize..end as usize
    }

    /// In their order.
    pub(super) fn of(&self, mention: usize) -> &[WordNo] {
        self.words.get(self.range(mention)).unwrap_or(&[])
    }

    /// In an order that is the same for Takaichi Sanae and Sanae Takaichi.
    pub(super) fn sorted(&self, mention: usize) -> &[WordNo] {
        self.sorted.get(self.range(mention)).unwrap_or(&[])
    }
}

/// The tokens of a name that are words.
pub(super) fn words_of(text: &Text<'_>, tokens: &Range<usize>) -> impl Iterator<Item = usize> {
    let word = |at: &usize| {
        let kind = text.tokens.get(*at).map(|t| t.kind);
        matches!(kind, Some(TokenKind::Word | TokenKind::Number))
    };
    tokens.clone().filter(word)
}

/// The folded words of a name, one space between.
pub(super) fn folded_name(text: &Text<'_>, m: &Mention) -> String {
    let mut out = String::with_capacity(32);
    for at in words_of(text, &m.tokens) {
        if !out.is_empty() {
            out.push(' ');
        }
        fold_word(text.slice(at..at + 1), &mut out);
    }
    out
}

/// Words of the text itself: a hash that the text cannot foresee.
#[derive(Default)]
struct OwnWords {
    numbers: HashMap<String, WordNo>,
    folded: String,
}

impl OwnWords {
    fn number(&mut self, text: &Text<'_>, at: usize) -> WordNo {
        let word = text.slice(at..at + 1);
        let mut chars = word.chars();
        let only = chars.next().filter(|_| chars.as_str().is_empty());
        let one = match only {
            Some(c) if c.to_lowercase().count() == 1 => LETTER,
            _ => 0,
        };
        let known = text.tokens.get(at).filter(|t| t.kind == TokenKind::Word);
        match known.map(|t| t.sym) {
            Some(sym) if sym != Sym::UNKNOWN => sym.number() | one,
            _ => {
                self.folded.clear();
                fold_word(word, &mut self.folded);
                let next = OWN + self.numbers.len() as u32;
                let number = match self.numbers.get(&self.folded) {
                    Some(n) => *n,
                    None => *self.numbers.entry(self.folded.clone()).or_insert(next),
                };
                number | one
            }
        }
    }
}
