//! Blocks: headline, paragraph, caption, byline, teasers, noise.
//!
//! A line is judged by its own look first (credit, byline, boilerplate, link), then by its neighbours (headline,
//! lists of unrelated headlines).

mod comments;
mod neighbours;

use super::sentences::Stops;
use super::token::{Case, Token, TokenKind};
use super::view::{MarkKind, View};
use super::{longest, within};
use crate::lexicon::{ClassId, Lexicon, Longest};
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
    /// Markup, counters, boilerplate: not read, in no sentence.
    Noise,
}

/// A block: a line, or a part of one.
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
    /// Whether it goes on in the next one: a limit cut it.
    pub(crate) cut: bool,
}

/// Tokens of the longest credit after its word.
const CREDIT_TOKENS: usize = 12;
/// Tokens of the longest caption of several sentences; a longer line is a paragraph with a caption after it.
const CAPTION_TOKENS: usize = 60;

/// What a text is laid out as.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Lines and parts of lines on their way to blocks.
    pub(super) parts: Vec<Part>,
    pub(super) blocks: Vec<Block>,
    pub(super) sentences: Vec<Sentence>,
}

/// Finds blocks and sentences; `out` is cleared first. Blocks hold all tokens but the breaks; noise has no sentence. Linear.
pub(super) fn layout(
    view: &View<'_>,
    tokens: &[Token],
    others: &[u32],
    entries: &[Longest],
    lexicon: &Lexicon,
    out: &mut Layout,
) {
    let Layout {
        parts,
        blocks,
        sentences,
    } = out;
    blocks.clear();
    sentences.clear();
    let [_, caption, byline, boilerplate, ..] = lexicon.of_texts();
    let reader = Reader {
        view,
        tokens,
        others,
        entries,
        lexicon,
        stops: Stops::new(view.as_str(), tokens, others, entries, lexicon),
        caption,
        byline,
        boilerplate,
    };
    let mut start = 0;
    let is_break = |i: &usize| tokens.get(*i).is_some_and(|t| t.kind == TokenKind::Break);
    let breaks = others.iter().map(|i| *i as usize).filter(is_break);
    for i in breaks.chain([tokens.len()]) {
        reader.line(start..i, parts);
        start = i + 1;
    }
    reader.caption_lines(parts);
    neighbours::judge(parts);
    reader.comments(parts);
    for part in parts.drain(..) {
        if part.kind != BlockKind::Noise {
            let block = blocks.len();
            reader.stops.sentences(part.tokens.clone(), |tokens, cut| {
                sentences.push(Sentence { tokens, block, cut });
            });
        }
        blocks.push(Block {
            kind: part.kind,
            tokens: part.tokens,
        });
    }
}

/// A line or a part of one, with what its own look tells.
#[derive(Debug)]
pub(super) struct Part {
    kind: BlockKind,
    tokens: Range<usize>,
    words: usize,
    /// Ends with a full stop, or goes on (`,` `;` `:`).
    stopped: bool,
    /// Ends with a word.
    open: bool,
    /// Full stops with a space after them.
    inner_stops: usize,
    /// Nothing but a credit: the line before may be its caption.
    bare_credit: bool,
    /// All of it stands for a link or a picture.
    marked: Option<MarkKind>,
    /// Names a list of other articles that follows.
    lists: bool,
    /// May head what readers wrote under the article.
    comments: Option<comments::Heading>,
}

struct Reader<'a> {
    view: &'a View<'a>,
    tokens: &'a [Token],
    /// The tokens that are no words.
    others: &'a [u32],
    /// The longest lexicon entry that begins at each token.
    entries: &'a [Longest],
    lexicon: &'a Lexicon,
    stops: Stops<'a>,
    caption: Option<ClassId>,
    byline: Option<ClassId>,
    boilerplate: Option<ClassId>,
}

impl Reader<'_> {
    fn slice(&self, range: Range<usize>) -> &[Token] {
        self.tokens.get(range).unwrap_or(&[])
    }

    /// The length of the entry of a class at a token.
    fn entry(&self, class: Option<ClassId>, at: usize) -> Option<usize> {
        let (id, len) = longest(self.entries, at)?;
        self.lexicon.is(id, class?).then_some(len)
    }

    /// Cuts a line in parts after its picture credits and judges each.
    fn line(&self, line: Range<usize>, parts: &mut Vec<Part>) {
        let mut start = line.start;
        let mut at = start;
        while at < line.end {
            let entries = self.entries.get(at..line.end).unwrap_or(&[]);
            let mut rest = self.slice(at..line.end).iter().zip(entries);
            let Some(next) = rest.position(|(t, entry)| self.may_credit(t, *entry)) else {
                break;
            };
            at += next;
            let Some(end) = self.credit(at, start, line.end) else {
                at += 1;
                continue;
            };
            if self.is_named(start..at) {
                parts.push(self.part(BlockKind::Byline, start..end));
            } else {
                let from = self.caption_start(start, at);
                if from > start {
                    parts.push(self.plain(start..from, parts.is_empty()));
                }
                let mut part = self.part(BlockKind::Caption, from..end);
                part.bare_credit = at == start && end - start <= CREDIT_TOKENS;
                parts.push(part);
            }
            start = end;
            at = end;
        }
        if start < line.end {
            parts.push(self.plain(start..line.end, parts.is_empty()));
        }
    }

    /// Whether a token may be a credit's word: tells most that are none.
    #[inline]
    fn may_credit(&self, t: &Token, entry: Longest) -> bool {
        let class = self.caption.map_or(0, ClassId::bit);
        let bits = || entry.get().map_or(0, |(e, _)| self.lexicon.bits(e));
        (t.case.starts_upper() || t.is_punct('(')) && bits() & class != 0
    }

    /// The end of the credit whose word stands at `at`.
    fn credit(&self, at: usize, start: usize, limit: usize) -> Option<usize> {
        let t = self.tokens.get(at)?;
        let class = self.caption?;
        let (id, len) = longest(self.entries, at)?;
        self.lexicon.sense(id, class)?;
        let from = at + len;
        let ends_open = self
            .tokens
            .get(from.wrapping_sub(1))
            .is_some_and(|t| t.is_punct(':'));
        let bracketed = t.is_punct('(')
            || at > start && self.tokens.get(at - 1).is_some_and(|t| t.is_punct('('));
        let tail = self.slice(from..limit);
        if bracketed {
            let close = tail
                .iter()
                .take(2 * CREDIT_TOKENS)
                .position(|t| t.is_punct(')'))?;
            let after = from + close + 1;
            let stop = self.tokens.get(after).filter(|_| after < limit);
            return Some(after + usize::from(stop.is_some_and(|t| t.is_punct('.'))));
        }
        // A credit word that needs no name ends its line, or nearly.
        if !ends_open {
            return (tail.len() <= 4).then_some(limit);
        }
        let stop = tail
            .iter()
            .take(CREDIT_TOKENS)
            .enumerate()
            .position(|(i, t)| {
                t.is_punct('.')
                    && tail
                        .get(i + 1)
                        .is_none_or(|n| n.space_before && n.case.starts_upper())
                    && i.checked_sub(1)
                        .and_then(|i| tail.get(i))
                        .is_none_or(|b| b.case != Case::Single)
            });
        if let Some(stop) = stop {
            return Some(from + stop + 1);
        }
        if tail.len() <= CREDIT_TOKENS || at == start {
            return Some(limit);
        }
        // Text goes on without a stop: the agency is what is written like its first word.
        let first = tail.first()?;
        let capitals = first.case == Case::Upper;
        let len = 1 + tail
            .iter()
            .skip(1)
            .take_while(|t| {
                !t.space_before || capitals && matches!(t.case, Case::Upper) || t.is_punct('/')
            })
            .count();
        Some(from + len)
    }

    /// Where the caption that ends in the credit at `at` begins: with the line, or with the last sentence of a line
    /// that is too long to be one.
    fn caption_start(&self, start: usize, at: usize) -> usize {
        let mut last = start;
        let mut count = 0;
        self.stops.sentences(start..at, |s, _| {
            // The bracket or dash before the credit is no sentence.
            if self.slice(s.clone()).iter().any(Token::is_word) {
                last = s.start;
                count += 1;
            }
        });
        if count > 2 || at - start > CAPTION_TOKENS {
            last
        } else {
            start
        }
    }

    /// A line of one sentence is a caption where the next line is its credit. The first line is none.
    fn caption_lines(&self, parts: &mut [Part]) {
        for i in 2..parts.len() {
            let (before, rest) = parts.split_at_mut(i);
            if let (Some(before), Some(credit)) = (before.last_mut(), rest.first())
                && credit.bare_credit
                && before.kind == BlockKind::Paragraph
                && before.tokens.len() <= CAPTION_TOKENS
            {
                let mut sentences = 0;
                self.stops
                    .sentences(before.tokens.clone(), |_, _| sentences += 1);
                if sentences == 1 {
                    before.kind = BlockKind::Caption;
                }
            }
        }
    }

    /// Whether nothing but two to four capitalised words.
    fn is_named(&self, range: Range<usize>) -> bool {
        let tokens = self.slice(range);
        (2..=4).contains(&tokens.len())
            && tokens
                .iter()
                .all(|t| t.kind == TokenKind::Word && t.case.starts_upper())
    }

    /// Judges a part that holds no credit.
    fn plain(&self, range: Range<usize>, first: bool) -> Part {
        let mut part = self.part(BlockKind::Paragraph, range.clone());
        if part.words == 0 {
            part.kind = BlockKind::Noise;
            return part;
        }
        part.marked = self.marked(&range);
        if part.marked == Some(MarkKind::Image) {
            part.kind = BlockKind::Caption;
        } else if part.marked == Some(MarkKind::Link) {
            part.kind = BlockKind::Teaser;
        }
        let head = range.start
            + self
                .slice(range.clone())
                .iter()
                .take_while(|t| !t.is_word())
                .count();
        if let Some(class) = self.boilerplate
            && let Some((id, len)) = longest(self.entries, head)
            && let Some(sense) = self.lexicon.sense(id, class)
        {
            let lists = sense.attr("list").is_some();
            // Counters do not make a line longer: "Bình luận (12)".
            let tail = self.slice(head + len..range.end);
            let counted = tail.iter().any(|t| t.kind == TokenKind::Number);
            let more = tail.iter().filter(|t| !is_counter(t)).count();
            if more <= len.max(2) {
                part.kind = BlockKind::Noise;
                part.lists = lists;
                part.comments = match sense.attr("comments") {
                    None => None,
                    Some("counted") if counted => Some(comments::Heading::Counted),
                    Some("counted") => Some(comments::Heading::Bare),
                    Some(_) => Some(comments::Heading::Plain),
                };
            } else if lists
                && self
                    .tokens
                    .get(head + len - 1)
                    .is_some_and(|t| t.is_punct(':'))
            {
                // The one other article is named on the same line.
                part.kind = BlockKind::Teaser;
            }
        } else if self.is_byline(range, first) {
            part.kind = BlockKind::Byline;
        }
        part
    }

    fn part(&self, kind: BlockKind, tokens: Range<usize>) -> Part {
        let others = within(self.others, tokens.clone());
        let words = tokens.len() - others.len();
        let inner = |i: &&u32| {
            let pair = self.slice(**i as usize..tokens.end.min(**i as usize + 2));
            matches!(pair, [stop, next] if stop.is_punct('.') && next.space_before)
        };
        let inner_stops = others.iter().filter(inner).count();
        let last = self
            .slice(tokens.clone())
            .iter()
            .rev()
            .find(|t| !matches!(t.kind, TokenKind::Punct('"' | '\'' | ')' | ']')));
        let stopped =
            last.is_some_and(|t| matches!(t.kind, TokenKind::Punct('.' | ',' | ';' | ':')));
        let open = last.is_some_and(Token::is_word);
        Part {
            kind,
            tokens,
            words,
            stopped,
            open,
            inner_stops,
            bare_credit: false,
            marked: None,
            lists: false,
            comments: None,
        }
    }

    /// What the markup says of a part, if of nearly all of it.
    fn marked(&self, range: &Range<usize>) -> Option<MarkKind> {
        let tokens = self.slice(range.clone());
        let (start, end) = (tokens.first()?.start, tokens.last()?.end);
        let marks = self.view.marks();
        let mut kind = None;
        let mut covered = 0;
        for m in marks.iter().skip(marks.partition_point(|m| m.end <= start)) {
            if m.start >= end {
                break;
            }
            covered += m.end.min(end) - m.start.max(start);
            kind = Some(m.kind);
        }
        kind.filter(|_| covered * 5 >= (end - start) * 4)
    }

    /// Whether a short line of names, or of names about a byline word.
    fn is_byline(&self, range: Range<usize>, first: bool) -> bool {
        let tokens = self.slice(range.clone());
        if tokens.len() > 16 || tokens.last().is_some_and(|t| t.is_punct('.')) {
            return false;
        }
        let (mut words, mut lower, mut upper) = (0, 0, 0);
        // A byline word, a slash or a bracket about all of it.
        let mut sure = tokens.first().is_some_and(|t| t.is_punct('('))
            && tokens.last().is_some_and(|t| t.is_punct(')'));
        let mut slash = false;
        let mut at = range.start;
        while let Some(t) = self.tokens.get(at).filter(|_| at < range.end) {
            match t.kind {
                TokenKind::Word => {
                    if let Some(len) = self.entry(self.byline, at) {
                        sure = true;
                        at += len;
                        continue;
                    }
                    words += 1;
                    lower += usize::from(!t.case.starts_upper());
                    upper += usize::from(t.case == Case::Upper);
                }
                TokenKind::Punct('/') => slash = true,
                TokenKind::Punct('(' | ')' | '-' | ',' | '.' | '&' | '+' | ':' | ';') => {}
                _ => return false,
            }
            at += 1;
        }
        if sure || slash {
            return words <= 8 && lower <= usize::from(slash && words > 2) && (sure || words > 1);
        }
        !first && lower == 0 && (2..=4).contains(&words) && upper < words
    }
}

/// Whether a number or a bracket.
fn is_counter(t: &Token) -> bool {
    t.kind == TokenKind::Number || matches!(t.kind, TokenKind::Punct('(' | ')' | '[' | ']'))
}

#[cfg(test)]
mod tests;
