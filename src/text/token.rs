//! Tokens: words, numbers and punctuation marks of the folded view.

use crate::vocabulary::Sym;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TokenKind {
    /// Letters, or letters and digits mixed ("G20", "U23").
    Word,
    /// ASCII digits only (separators are tokens of their own).
    Number,
    /// One punctuation mark or symbol, unified: all dashes are `-`, all double quotes `"`, all single ones `'`, `…` stays.
    Punct(char),
    /// A line break between blocks or lines (one token however many).
    Break,
}

/// How a word is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Case {
    /// First letter is lower case (or the script has no case).
    Lower,
    /// First letter is a capital, some later letter is not ("Nội", "McDonald").
    Capital,
    /// A word of one letter, capital ("A", "Ý").
    Single,
    /// Two letters and more, all capitals ("HÀ", "APEC").
    Upper,
}

impl Case {
    /// Whether the first letter is a capital.
    pub(crate) const fn starts_upper(self) -> bool {
        !matches!(self, Case::Lower)
    }
}

/// One token. Offsets are bytes of the folded view.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// First byte in the view.
    pub(crate) start: u32,
    /// Byte after the last in the view.
    pub(crate) end: u32,
    /// What it is made of.
    pub(crate) kind: TokenKind,
    /// Capitalisation, for words.
    pub(crate) case: Case,
    /// Whether white space stands before it.
    pub(crate) space_before: bool,
    /// The word's symbol; [`Sym::UNKNOWN`] where no row or entry has it. Punctuation has the symbol of its mark.
    pub(crate) sym: Sym,
}

impl Token {
    /// Whether it is a word or a number.
    pub(crate) const fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }

    /// Whether it is that punctuation mark.
    pub(crate) fn is_punct(&self, c: char) -> bool {
        self.kind == TokenKind::Punct(c)
    }
}
