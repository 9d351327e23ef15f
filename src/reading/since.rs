//! Since when something has been or has not been: what such a time says of an event beside it.

use super::Reading;
use super::report::chunk_at;
use crate::clause::{Chunk, Link, Piece};
use crate::frame::Filled;

/// So many chunks before a time that runs on a word for the first is looked for.
const BACK: usize = 16;

/// What a time tells since when.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Since {
    No,
    /// Another event, from whose day on this one has been ("Kể từ cuộc gặp ngày 7/2, A đã ba lần điện đàm với B"), or the day after
    /// which it was ("gặp B hai lần sau năm 2005").
    Another,
    /// The event itself, with which the time began ("kể từ năm 2019, khi A gặp B").
    Itself,
}

impl Reading<'_, '_> {
    /// What of a frame a time beside it tells since when; the time is none since when none has been before
    /// ([`Reading::since_the_last`]).
    pub(super) fn since(&self, i: usize, t: usize, f: &Filled) -> Since {
        if self.behind_another(i, t, f) || self.behind_after(i, t) {
            Since::Another
        } else if self.times[t].value.runs_from() && self.begins_with_it(i, t, f) {
            Since::Itself
        } else {
            Since::No
        }
    }

    /// Whether a word for the first stands before a time that runs from then on ("cuộc gặp đầu tiên kể từ năm 2019", "chuyến thăm lần
    /// hai sau năm 2021").
    pub(super) fn since_the_last(&self, i: usize, t: usize, f: &Filled) -> bool {
        let after = || self.behind_after(i, t);
        if !self.times[t].value.runs_from() && !after() {
            return false;
        }
        let chunks = self.chunks(i);
        let at = chunks.iter().position(|c| c.piece == Piece::Time(t));
        let before = chunks[..at.unwrap_or_default()].iter().rev().take(BACK);
        let mut before = before.take_while(|c| c.piece != Piece::Semicolon);
        let counts = |c: &Chunk| self.word_says(c, "first") || self.word_says(c, "nth") && after();
        before.any(counts) && !self.begins_with_it(i, t, f)
    }

    /// "nối lại đàm phán vốn bị đình trệ từ tháng 5": whether a time that runs from then on tells since when an event goes on no more.
    pub(super) fn since_it_stopped(&self, i: usize, t: usize, f: &Filled) -> bool {
        let time = &self.times[t];
        let between =
            |c: &&Chunk| f.trigger.end <= c.tokens.start && c.tokens.end <= time.tokens.start;
        f.noun
            && time.value.runs_from()
            && self
                .chunks(i)
                .iter()
                .filter(between)
                .any(|c| self.word_says(c, "harm"))
    }

    /// Whether a time is that of another event behind a word for since, in a phrase in front.
    fn behind_another(&self, i: usize, t: usize, f: &Filled) -> bool {
        let end = self.times[t].tokens.end;
        if end > f.trigger.start {
            return false;
        }
        let before = self.chunks(i).iter().filter(|c| c.tokens.end <= end).rev();
        let phrase = before.take_while(|c| !matches!(c.piece, Piece::Comma | Piece::Stop));
        let mut event = false;
        for c in phrase {
            event |= c.piece == Piece::Trigger { noun: true };
            if self.word_says(c, "since") {
                return event;
            }
        }
        false
    }

    /// "sẽ gặp B sau ngày 5/3": whether a word for after, and no span before it, stands right before a time.
    fn behind_after(&self, i: usize, t: usize) -> bool {
        let chunks = self.chunks(i);
        let start = self.times[t].tokens.start;
        let end = chunks.partition_point(|c| c.tokens.end <= start);
        let mut before = chunks[..end].iter().rev();
        let after = |c: &Chunk| {
            let entry = c.entry.map(|e| self.extractor.lexicon.entry(e));
            let last = entry.is_some_and(|e| e.attr("cue") == Some("last"));
            c.tokens.end == start && matches!(c.piece, Piece::Prep(_)) && last
        };
        before.next().is_some_and(after)
            && !matches!(before.next().map(|c| c.piece), Some(Piece::Time(_)))
    }

    /// Whether the frame's clause tells what was when a time began that stands right before it.
    fn begins_with_it(&self, i: usize, t: usize, f: &Filled) -> bool {
        let row = self.row(i);
        let at = chunk_at(row.chunks, f.trigger.start);
        let own = at.and_then(|at| row.clauses.iter().find(|c| c.chunks.contains(&at)));
        let Some(clause) = own.filter(|c| c.link == Link::When) else {
            return false;
        };
        let mut before = row.chunks[..clause.chunks.start].iter().rev();
        let last = before.find(|c| !matches!(c.piece, Piece::Link(_) | Piece::Comma));
        last.is_some_and(|c| c.piece == Piece::Time(t))
    }

    fn word_says(&self, chunk: &Chunk, key: &str) -> bool {
        let entry = chunk.entry.map(|e| self.extractor.lexicon.entry(e));
        entry.is_some_and(|e| e.attr(key).is_some())
    }
}
