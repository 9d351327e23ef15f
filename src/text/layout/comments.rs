//! What readers wrote under the article is no part of it: whatever follows the heading of that.
//!
//! The words of the heading are a button too, at the head of many pages and with the number of comments beside it. Then
//! the article goes on below, which is told by what stands there.

use super::{BlockKind, Part, Reader};
use crate::text::longest;
use crate::text::token::{Token, TokenKind};

/// Words of the shortest paragraph under which readers write.
const COMMENTED_WORDS: usize = 8;
/// So many lines of text below a heading tell what they are.
const LOOK: usize = 8;
/// Words of the longest line that says when somebody wrote, or how to answer.
const SIGN_WORDS: usize = 8;

/// How sure a heading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// Its words head nothing else.
    Plain,
    /// Its words may be a button, with the number of comments.
    Counted,
    /// The same without one.
    Bare,
}

impl Reader<'_> {
    /// Leaves out what readers wrote. Linear: each heading looks as far as the next.
    pub(super) fn comments(&self, parts: &mut [Part]) {
        // Words of the text before.
        let mut words = 0;
        for i in 0..parts.len() {
            let Some((part, below)) = parts.get(i..).and_then(<[Part]>::split_first) else {
                return;
            };
            if let Some(heading) = part.comments.filter(|_| words > 0)
                && self.heads(heading, words, below)
            {
                for p in &mut parts[i..] {
                    p.kind = BlockKind::Noise;
                }
                return;
            }
            words += text_words(part);
        }
    }

    /// Whether comments follow a heading with so many words of text before it.
    fn heads(&self, heading: Heading, before: usize, below: &[Part]) -> bool {
        let next = below.iter().position(|p| p.comments.is_some());
        let below = below.get(..next.unwrap_or(below.len())).unwrap_or(below);
        match heading {
            Heading::Plain => true,
            Heading::Counted => {
                // Nobody says more than the article, but those who sign.
                self.are_signed(below) || below.iter().map(text_words).sum::<usize>() <= before
            }
            Heading::Bare => self.are_signed(below),
        }
    }

    /// Whether a name, a time or a button stands between most of the lines of text: somebody else goes on.
    fn are_signed(&self, below: &[Part]) -> bool {
        let (mut texts, mut signed) = (0, 0);
        let mut sign = false;
        for part in below {
            if self.is_sign(part) {
                sign = true;
            } else if part.words > 0 {
                signed += usize::from(sign && texts > 0);
                texts += 1;
                sign = false;
                if texts == LOOK {
                    break;
                }
            }
        }
        signed > 0 && signed * 2 >= texts - 1
    }

    /// Whether a line names who wrote, says when, or is a button of one comment.
    fn is_sign(&self, part: &Part) -> bool {
        if part.kind == BlockKind::Byline {
            return true;
        }
        let tokens = self.slice(part.tokens.clone());
        let number = |t: &Token| t.kind == TokenKind::Number;
        if part.words == 0 {
            return tokens.iter().any(number);
        }
        if part.stopped || part.words > SIGN_WORDS {
            return false;
        }
        // "2 giờ trước": how long ago.
        if tokens.first().is_some_and(number) {
            return true;
        }
        let class = self.boilerplate;
        part.tokens.clone().any(|at| {
            let entry = longest(self.entries, at).map(|(id, _)| self.lexicon.entry(id));
            let sense = class.zip(entry).and_then(|(c, e)| e.sense(c));
            sense.is_some_and(|s| s.attr("comment").is_some())
        })
    }
}

/// Words of a line of running text, 0 of any other.
fn text_words(part: &Part) -> usize {
    let text = part.kind == BlockKind::Paragraph && part.stopped && part.words >= COMMENTED_WORDS;
    if text { part.words } else { 0 }
}
