//! When something was said or decided of an event, which is not when the event is.

use super::Reading;
use crate::clause::{Chunk, Piece, VerbKind};
use crate::discourse::State;
use crate::frame::Filled;
use crate::happening::ToldOn;
use crate::text::BlockKind;
use crate::time::{Direction, Edtf};
use std::ops::Range;

impl Reading<'_, '_> {
    /// Whether a time beside an event is that of what was said or decided of it: no later than the text, it stands before a word of
    /// asking, agreeing, refusing or calling off that governs the event ("Hôm 24/5, A hủy cuộc gặp với B"), or before a verb of
    /// saying.
    pub(super) fn of_an_act(&self, i: usize, t: usize, f: &Filled) -> bool {
        let time = &self.times[t];
        // What is decided in a year is mostly to be in it.
        if time.value.lies_ahead() || time.value.is_year() {
            return false;
        }
        let (from, to) = (time.tokens.start, time.tokens.end);
        let own = f.times.iter().any(|a| a.index == t && a.distance == 0);
        // "dự kiến thăm K ngày 30/5 nhưng đã hủy": the day is that of what was planned.
        let but = |cue: &Range<usize>| {
            let mut chunks = self.chunks(i).iter();
            chunks
                .any(|c| c.piece == Piece::But && to <= c.tokens.start && c.tokens.end <= cue.start)
        };
        let decided = f.cues.iter().any(|(k, cue)| {
            if k.decides() && but(cue) {
                return false;
            }
            // "Sau khi cuộc gặp bị hoãn, A và B sẽ gặp nhau ngày 20/3": of another event.
            let other = |c: &Chunk| {
                let event = matches!(c.piece, Piece::Trigger { .. });
                event && cue.end <= c.tokens.start && c.tokens.end <= from
            };
            if self.chunks(i).iter().any(other) {
                return false;
            }
            let before = to <= cue.start && cue.end <= f.trigger.start;
            // "Hôm 24/5, cuộc gặp bị hủy".
            let outside = to <= f.trigger.start || cue.end <= from;
            // "Chuyến thăm K của A bị hủy hôm 24/5".
            let undone = k.calls_off() && cue.end == from;
            let behind =
                (!own || undone) && !f.presupposed && f.trigger.end <= cue.start && outside;
            k.decides() && (before || behind)
        });
        // What is said at an event or right after it has its day.
        decided || !own && !f.presupposed && self.before_saying(i, to, f)
    }

    /// Whether a verb of saying stands between a time and the event, in one clause.
    fn before_saying(&self, i: usize, to: usize, f: &Filled) -> bool {
        let p = self.row(i);
        let start = |c: &Chunk| c.tokens.start;
        let clause = p.clauses.iter().find(|c| {
            let chunks = &p.chunks[c.chunks.clone()];
            let last = chunks.last().map_or(0, |c| c.tokens.end);
            chunks.first().map_or(usize::MAX, start) < to && f.trigger.end <= last
        });
        clause.is_some_and(|c| {
            p.chunks[c.chunks.clone()].iter().any(|c| {
                let between = to <= c.tokens.start && c.tokens.end <= f.trigger.start;
                // "hôm 5/1 bày tỏ mong muốn gặp B".
                between && (c.piece == Piece::Verb(VerbKind::Say) || self.says(c, "voiced"))
            })
        })
    }

    /// When an event was told or decided of: the day of the act, else of the saying, as far as the sentence gives one; what begins
    /// the body is told on the document's day.
    pub(super) fn told_on(&mut self, i: usize, f: &Filled, state: &mut State) -> ToldOn {
        let mut own = self.parsed[i].times.clone();
        let act = own.find(|t| self.of_an_act(i, *t, f));
        let Some(t) = act.or_else(|| self.time_of_saying(i, f)) else {
            if let Some(order) = self.told_in_order(i, f) {
                return order;
            }
            return match self.document.date.map(Edtf::day) {
                _ if !self.begins_text(i) => ToldOn::Unknown,
                Some(day) => ToldOn::Day(day),
                None => ToldOn::Now,
            };
        };
        let value = self.value(t, Direction::Past, state);
        let symbolic = &self.times[t].value;
        match (value, symbolic.month_and_day()) {
            (Some(v), _) => ToldOn::Day(v),
            (None, Some((month, Some(day)))) => ToldOn::OfYear(month, day),
            _ if symbolic.is_today() => ToldOn::Now,
            _ if symbolic.lies_behind() => ToldOn::Before,
            _ => ToldOn::Unknown,
        }
    }

    /// "A từng hủy cuộc gặp, nhưng sau đó …": what the last such word before the event says.
    fn told_in_order(&self, i: usize, f: &Filled) -> Option<ToldOn> {
        let x = self.extractor;
        let chunks = self.chunks(i);
        let end = chunks.partition_point(|c| c.tokens.end <= f.trigger.start);
        let mut before = chunks[..end].iter().rev();
        match before.find_map(|c| x.lexicon.entry(c.entry?).attr("order"))? {
            "later" => Some(ToldOn::Later),
            _ => Some(ToldOn::Earlier),
        }
    }

    /// Whether a sentence is the first of the body. It looks back to the last one of the body only, so that all of a text cost no
    /// more than its length.
    fn begins_text(&self, i: usize) -> bool {
        let body = |k: usize| self.block_of(k) == Some(BlockKind::Paragraph);
        body(i) && !(0..i).rev().any(body)
    }
}
