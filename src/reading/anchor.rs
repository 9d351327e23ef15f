//! The event that a span of time counts from ("một ngày trước cuộc gặp", "ba ngày sau khi A gặp B").

use super::Reading;
use crate::clause::Link;
use crate::discourse::EntityNo;
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
        let linked = p.clauses.iter().find(|c| {
            let first = &p.chunks[c.chunks.start];
            let last = &p.chunks[c.chunks.end.saturating_sub(1)];
            matches!(c.link, Link::Before | Link::After)
                && first.tokens.start <= event.trigger.start
                && event.trigger.end <= last.tokens.end
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
