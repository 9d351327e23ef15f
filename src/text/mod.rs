//! From bytes to tokens: the folded view with its way back, tokens, sentences and layout.

pub(crate) mod fold;
mod layout;
mod markup;
mod sentences;
pub(crate) mod token;
mod tokenize;
pub(crate) mod view;
mod word;

pub(crate) use layout::{Block, BlockKind, Sentence};
use layout::{Layout, Part};
pub(crate) use sentences::{BUSY, LONG};
pub(crate) use tokenize::{tokens_of_form, tokens_of_form_in};
pub(crate) use view::View;

use crate::lexicon::{EntryId, Lexicon, Longest};
use crate::vocabulary::Vocabulary;
use std::borrow::Cow;
use token::{Token, TokenKind};

/// The longest text that is read, in bytes: offsets take four bytes, and folding may make a letter three times as long.
const MOST: usize = 1 << 30;

/// The part of a text that is read: all of it up to a gibibyte.
pub(crate) fn readable(text: &str) -> &str {
    up_to(text, MOST)
}

fn up_to(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// A document's text, read as far as characters tell.
#[derive(Debug)]
pub(crate) struct Text<'t> {
    /// The folded view and its way back to the original.
    pub(crate) view: View<'t>,
    /// All tokens in order.
    pub(crate) tokens: Vec<Token>,
    /// The longest lexicon entry that begins at each token, and its length.
    entries: Vec<Longest>,
    /// The tokens that are no words, in order.
    others: Vec<u32>,
    /// Blocks: headline, paragraph, caption …; they cover all tokens.
    pub(crate) blocks: Vec<Block>,
    /// Sentences in order, each within one block.
    pub(crate) sentences: Vec<Sentence>,
    /// Empty again: kept for the next text.
    parts: Vec<Part>,
}

/// The lists of a text, to be filled again for the next.
#[derive(Debug, Default)]
pub(crate) struct TextLists {
    tokens: Vec<Token>,
    entries: Vec<Longest>,
    others: Vec<u32>,
    layout: Layout,
}

impl<'t> Text<'t> {
    /// Reads a text. Linear in its length.
    pub(crate) fn read(text: &'t str, vocabulary: &Vocabulary, lexicon: &Lexicon) -> Text<'t> {
        Text::read_with(text, vocabulary, lexicon, &mut TextLists::default())
    }

    /// The same into lists that were used before.
    pub(crate) fn read_with(
        text: &'t str,
        vocabulary: &Vocabulary,
        lexicon: &Lexicon,
        lists: &mut TextLists,
    ) -> Text<'t> {
        let TextLists {
            mut tokens,
            mut entries,
            mut others,
            mut layout,
        } = std::mem::take(lists);
        let mut view = View::plain(text);
        if !tokenize::tokenize_known(text, vocabulary, &mut tokens, &mut others, false) {
            view = View::new(text);
            tokenize::tokenize_known(view.as_str(), vocabulary, &mut tokens, &mut others, true);
        }
        lexicon.all_longest(&tokens, &mut entries);
        layout::layout(&view, &tokens, &others, &entries, lexicon, &mut layout);
        Text {
            view,
            tokens,
            entries,
            others,
            blocks: layout.blocks,
            sentences: layout.sentences,
            parts: layout.parts,
        }
    }

    /// Leaves its lists to the next text.
    pub(crate) fn put_back(&mut self, to: &mut TextLists) {
        use std::mem::swap;
        swap(&mut self.tokens, &mut to.tokens);
        swap(&mut self.entries, &mut to.entries);
        swap(&mut self.others, &mut to.others);
        swap(&mut self.parts, &mut to.layout.parts);
        swap(&mut self.blocks, &mut to.layout.blocks);
        swap(&mut self.sentences, &mut to.layout.sentences);
    }

    /// The longest lexicon entry that begins at a token, with its length in tokens. Never crosses a line break.
    pub(crate) fn longest_at(&self, at: usize) -> Option<(EntryId, usize)> {
        longest(&self.entries, at)
    }

    /// The tokens of a range, each with the longest lexicon entry that begins there.
    pub(crate) fn with_entries(
        &self,
        range: std::ops::Range<usize>,
    ) -> impl Iterator<Item = (Option<(EntryId, u32)>, &Token)> {
        let entries = self.entries.get(range.clone()).unwrap_or(&[]);
        entries
            .iter()
            .map(|e| e.get())
            .zip(self.tokens.get(range).unwrap_or(&[]))
    }

    /// The tokens of a range that are no words, in order.
    pub(crate) fn others(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = usize> {
        within(&self.others, range).iter().map(|i| *i as usize)
    }

    /// The characters of a token range, in the view.
    pub(crate) fn slice(&self, tokens: std::ops::Range<usize>) -> &str {
        match (
            self.tokens.get(tokens.start),
            self.tokens.get(tokens.end.wrapping_sub(1)),
        ) {
            (Some(a), Some(b)) if tokens.start < tokens.end => self
                .view
                .as_str()
                .get(a.start as usize..b.end as usize)
                .unwrap_or(""),
            _ => "",
        }
    }

    /// The words of a token range as a name is written out: one space where the text has any, plain dashes and quotes. Most
    /// stand so in the text.
    pub(crate) fn spelled(&self, tokens: std::ops::Range<usize>) -> Cow<'_, str> {
        let own = self.tokens.get(tokens.clone()).unwrap_or(&[]);
        let joined = |pair: &[Token]| match pair {
            [a, b] if b.space_before => {
                b.start == a.end + 1
                    && self.view.as_str().as_bytes().get(a.end as usize) == Some(&b' ')
            }
            [a, b] => b.start == a.end,
            _ => true,
        };
        if own.iter().all(Token::is_word) && own.windows(2).all(joined) {
            return Cow::Borrowed(self.slice(tokens));
        }
        let mut out = String::with_capacity(self.slice(tokens).len());
        for t in own {
            if t.space_before && !out.is_empty() {
                out.push(' ');
            }
            match t.kind {
                TokenKind::Punct(mark) => out.push(mark),
                TokenKind::Break => {}
                TokenKind::Word | TokenKind::Number => {
                    let word = self.view.as_str().get(t.start as usize..t.end as usize);
                    out.push_str(word.unwrap_or(""));
                }
            }
        }
        Cow::Owned(out)
    }

    /// The bytes of a token range in the original text.
    pub(crate) fn span(&self, tokens: std::ops::Range<usize>) -> crate::Span {
        match (
            self.tokens.get(tokens.start),
            self.tokens.get(tokens.end.wrapping_sub(1)),
        ) {
            (Some(a), Some(b)) if tokens.start < tokens.end => {
                self.view.original(a.start as usize..b.end as usize)
            }
            _ => crate::Span::default(),
        }
    }
}

/// Those of the tokens that are no words that stand in a range.
fn within(others: &[u32], range: std::ops::Range<usize>) -> &[u32] {
    let from = others.partition_point(|i| (*i as usize) < range.start);
    let rest = others.get(from..).unwrap_or(&[]);
    let to = rest.partition_point(|i| (*i as usize) < range.end);
    rest.get(..to).unwrap_or(rest)
}

fn longest(entries: &[Longest], at: usize) -> Option<(EntryId, usize)> {
    let (entry, length) = entries.get(at)?.get()?;
    Some((entry, length as usize))
}

#[cfg(test)]
mod tests;
