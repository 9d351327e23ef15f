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
pub(crate) use sentences::LONG;
pub(crate) use tokenize::{tokens_of_form, tokens_of_form_in};
pub(crate) use view::View;

use crate::lexicon::{EntryId, Lexicon};
use crate::vocabulary::Vocabulary;
use token::Token;

/// A document's text, read as far as characters tell.
#[derive(Debug)]
pub(crate) struct Text<'t> {
    /// The folded view and its way back to the original.
    pub(crate) view: View<'t>,
    /// All tokens in order.
    pub(crate) tokens: Vec<Token>,
    /// The longest lexicon entry that begins at each token, and its length.
    entries: Vec<Option<(EntryId, u32)>>,
    /// Blocks: headline, paragraph, caption …; they cover all tokens.
    pub(crate) blocks: Vec<Block>,
    /// Sentences in order, each within one block.
    pub(crate) sentences: Vec<Sentence>,
}

/// The lists as long as a text, to be filled again for the next.
#[derive(Debug, Default)]
pub(crate) struct TextLists {
    tokens: Vec<Token>,
    entries: Vec<Option<(EntryId, u32)>>,
}

impl<'t> Text<'t> {
    /// Reads a text. Linear in its length.
    pub(crate) fn read(text: &'t str, vocabulary: &Vocabulary, lexicon: &Lexicon) -> Text<'t> {
        Text::read_with(text, vocabulary, lexicon, TextLists::default())
    }

    /// The same into lists that were used before.
    pub(crate) fn read_with(
        text: &'t str,
        vocabulary: &Vocabulary,
        lexicon: &Lexicon,
        lists: TextLists,
    ) -> Text<'t> {
        let view = View::new(text);
        let TextLists {
            mut tokens,
            mut entries,
        } = lists;
        tokenize::tokenize_known(view.as_str(), vocabulary, &mut tokens);
        lexicon.all_longest(&tokens, &mut entries);
        let (blocks, sentences) = layout::layout(&view, &tokens, &entries, lexicon);
        Text {
            view,
            tokens,
            entries,
            blocks,
            sentences,
        }
    }

    /// Its lists, for the next text.
    pub(crate) fn into_lists(self) -> TextLists {
        TextLists {
            tokens: self.tokens,
            entries: self.entries,
        }
    }

    /// The longest lexicon entry that begins at a token, with its length in tokens. Never crosses a line break.
    pub(crate) fn longest_at(&self, at: usize) -> Option<(EntryId, usize)> {
        longest(&self.entries, at)
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

fn longest(entries: &[Option<(EntryId, u32)>], at: usize) -> Option<(EntryId, usize)> {
    let (entry, length) = entries.get(at).copied().flatten()?;
    Some((entry, length as usize))
}

#[cfg(test)]
mod tests;
