//! The event that a span of time counts from ("một ngày trước cuộc gặp", "ba ngày sau khi A gặp B").

use super::Reading;
use super::report::chunk_at;
use crate::clause::{Chunk, Link, Piece};
use crate::discourse::{EntityNo, State};
use crate::extraction::Status;
use crate::frame::Filled;
use crate::happening::Candidate;
use crate::time::{Anchors, Direction, Edtf, Grain};

/// So many tokens may stand between the span and the event, or the clause that tells of it.
const APART: usize = 4;

impl Reading<'_, '_> {
    /// When the event was that the time `t` counts from: by its own date, or by that of the latest telling of it before.
    /// `filled`: the frames of the sentence; `told`: what has been told so far. Bounded by `LOOK_BACK` tellings.
    pub(super) fn event_of(
        &self,
        i: usize,
        t: usize,
        filled: &[Filled],
        told: &[Candidate],
        anchors: &Anchors,
    ) -> Option<Edtf> {
        let event = filled.iter().find(|f| self.counts_from(i, t, f))?;
        let own = event.times.iter().find_map(|a| {
            let own = a.distance == 0 && a.index != t;
            let value = &self.times[a.index].value;
            own.then(|| value.resolve(anchors, Direction::Unknown))?
        });
        own.or_else(|| self.told_before(event, told))
    }

    /// "Năm 2021, A thăm K vào tháng 4": the year that a sentence begins with; where it begins with a month, the one that its
    /// paragraph told so shortly before ("Năm 2021 là năm bận rộn. Tháng 4, A thăm K").
    pub(super) fn year_in_front(&self, i: usize, state: &mut State) -> Option<Edtf> {
        let first = self.parsed[i].times.clone().next()?;
        let time = &self.times[first];
        let sentence = |i: usize| &self.text.sentences[self.parsed[i].sentence];
        let start = sentence(i).tokens.start;
        let before = start..time.tokens.start;
        if before.len() > 1 || !before.is_empty() && self.begins_with(&before, "apart") {
            return None;
        }
        let told = state.year.filter(|(k, _)| {
            let near = k + 2 >= i && *k < i;
            // (A day may as well be one of these days.)
            let month =
                time.value.lacks_year() && matches!(time.value.month_and_day(), Some((_, None)));
            near && month && sentence(*k).block == sentence(i).block
        });
        let year = match told {
            Some((_, year)) => year,
            None if time.value.is_year() => {
                let anchors = Anchors {
                    document: self.document.date,
                    ..Anchors::default()
                };
                let year = time.value.resolve(&anchors, Direction::Unknown)?;
                (year.grain() == Some(Grain::Year)).then_some(year)?
            }
            None => return None,
        };
        state.year = Some((i, year));
        Some(year)
    }

    /// "Ngày 18/3, A gặp B, hai ngày sau khi tiếp C": the day of an event, from that of what is told to be so many days before or
    /// after it. Where the sentence tells no other day, that is the last one of the sentence before.
    pub(super) fn day_counted_from(
        &self,
        i: usize,
        f: &Filled,
        told: &[Candidate],
    ) -> Option<Edtf> {
        let times = self.parsed[i].times.clone();
        let t = times.clone().find(|t| self.counts_from(i, *t, f))?;
        if let Some(before) = self.told_before(f, told) {
            return Some(before);
        }
        let day = |t: usize| {
            let anchors = self.anchors_at.get(t)?;
            let own = || self.times[t].value.resolve(anchors, Direction::Unknown);
            let day = |v: &Edtf| v.grain() == Some(Grain::Day) || v.is_stretch();
            self.values[t].or_else(own).filter(day)
        };
        let before = (times.start..t).rev().find_map(day);
        let behind = || (t + 1..times.end).find_map(day);
        let last = || {
            // (So many months need no day told before.)
            if !self.times[t].value.counts_days() {
                return None;
            }
            let mut before = self.parsed.get(i.checked_sub(1)?)?.times.clone().rev();
            before.find_map(day)
        };
        let day = before.or_else(behind).or_else(last)?;
        self.times[t].value.event_of(day)
    }

    /// "Ngay sau đó, A gặp B", "Ngay sau lễ đón, A hội đàm với B": the day of what was told last, for what came right after it.
    pub(super) fn day_right_after(&self, i: usize, f: &Filled, told: &[Candidate]) -> Option<Edtf> {
        let row = self.row(i);
        let at = chunk_at(row.chunks, f.trigger.start)?;
        let own = row.clauses.iter().find(|c| c.chunks.contains(&at))?;
        // (The word may link the clause.)
        let from = own.chunks.start.saturating_sub(1);
        let word = (from..at)
            .rev()
            .find(|k| self.says(&row.chunks[*k], "at_once"))?;
        // What came before has no more to it than its word ("ngay sau lễ đón chính thức,").
        let mut behind = row.chunks[word + 1..at].iter();
        let more = match row.chunks[word].piece {
            Piece::Prep(_) => {
                let event = |c: &&Chunk| matches!(c.piece, Piece::Trigger { noun: true });
                behind.next().filter(event)?;
                behind.find(|c| !c.is_light() && c.piece != Piece::Word)
            }
            _ => None,
        };
        if more.is_some_and(|c| c.piece != Piece::Comma) {
            return None;
        }
        let start = row.chunks[word].tokens.start;
        let before = |c: &&Candidate| c.sentence < i || c.trigger.end <= start;
        let last = told.iter().rev().find(before)?;
        let day = last.time.filter(|v| v.grain() == Some(Grain::Day))?;
        (last.sentence + 1 >= i && last.status == Status::Occurred).then_some(day)
    }

    /// Whether a time is told as so long before or after what a frame tells of.
    pub(super) fn counts_from(&self, i: usize, t: usize, event: &Filled) -> bool {
        let time = &self.times[t];
        let end = time.tokens.end;
        time.value.counts_from_event()
            && event.trigger.start >= end
            && self.begins(i, event).saturating_sub(end) <= APART
    }

    /// Where an event begins: its clause, where it is linked as before or after, else its own word.
    fn begins(&self, i: usize, event: &Filled) -> usize {
        let p = self.row(i);
        let decided = |from: usize| {
            let mut cues = event.cues.iter();
            cues.any(|(k, at)| k.decides() && from <= at.start && at.end <= event.trigger.start)
        };
        let linked = p.clauses.iter().find(|c| {
            let first = &p.chunks[c.chunks.start];
            let last = &p.chunks[c.chunks.end.saturating_sub(1)];
            matches!(c.link, Link::Before | Link::After)
                && first.tokens.start <= event.trigger.start
                && event.trigger.end <= last.tokens.end
                // "một tuần sau khi hủy cuộc gặp": from the day of that.
                && !decided(first.tokens.start)
        });
        match linked {
            Some(c) => p.chunks[c.chunks.start].tokens.start,
            None if event.presupposed => event.trigger.start,
            None => usize::MAX,
        }
    }

    /// The day of the latest telling of the kind in which all those named beside the event take part.
    fn told_before(&self, event: &Filled, told: &[Candidate]) -> Option<Edtf> {
        /// So many tellings back are looked at.
        const LOOK_BACK: usize = 32;
        let kind = &self.extractor.frames.frame(event.frame).kind;
        let named: Vec<EntityNo> = event
            .args
            .iter()
            .filter(|a| a.how != "shared subject")
            .filter_map(|a| self.meant.get(a.noun))
            .flatten()
            .copied()
            .collect();
        let tells = |c: &&Candidate| {
            let all = named
                .iter()
                .all(|e| c.participants.iter().any(|p| p.entity == *e));
            c.kind == *kind && all && c.time.is_some_and(|v| v.grain() == Some(Grain::Day))
        };
        told.iter().rev().take(LOOK_BACK).find(tells)?.time
    }
}
