//! Blocks (headline, paragraph, caption …) and sentences.

use super::token::{Token, TokenKind};
use crate::lexicon::Lexicon;
use std::ops::Range;

/// What a block of the document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// The document's own headline.
    Headline,
    /// Running text.
    Paragraph,
    /// Under a picture: evidence, resolved after the body.
    Caption,
    /// Author, agency, credit.
    Byline,
    /// One of a list of unrelated headlines or links: resolves nothing elsewhere.
    Teaser,
    /// Address, markup, boilerplate: not read.
    Noise,
}

/// A block of lines.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) kind: BlockKind,
    pub(crate) tokens: Range<usize>,
}

/// A sentence, within one block.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    pub(crate) tokens: Range<usize>,
    /// Index of its block.
    pub(crate) block: usize,
}

/// Finds blocks and sentences.
pub(crate) fn layout(
    _view: &str,
    tokens: &[Token],
    _lexicon: &Lexicon,
) -> (Vec<Block>, Vec<Sentence>) {
    let mut blocks = Vec::new();
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut from = 0;
    for i in 0..=tokens.len() {
        let end = i == tokens.len();
        let brk = end || tokens[i].kind == TokenKind::Break;
        let stop =
            !end && tokens[i].is_punct('.') && tokens.get(i + 1).is_none_or(|t| t.space_before);
        if brk || stop {
            let to = if stop { i + 1 } else { i };
            if to > from {
                sentences.push(Sentence {
                    tokens: from..to,
                    block: blocks.len(),
                });
            }
            from = if brk { i + 1 } else { i + 1 };
        }
        if brk {
            if i > start {
                blocks.push(Block {
                    kind: BlockKind::Paragraph,
                    tokens: start..i,
                });
            }
            start = i + 1;
        }
    }
    (blocks, sentences)
}
