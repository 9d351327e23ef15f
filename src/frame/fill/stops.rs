//! Where a journey leads that is told of by one of its stops.

use super::Filler;
use super::object::Right;
use crate::clause::{Chunk, Link, Piece, PrepRole, VerbKind};
use crate::phrase::Head;

/// How far back from the journey the word for its stop is looked for, in chunks.
const BACK: usize = 12;

impl Filler<'_> {
    /// "K là chặng cuối trong chuyến công du R của A", "Chặng cuối trong chuyến công du R của A là K": the place that is said to be a
    /// stop of a journey.
    pub(super) fn stop_of(&self, right: &Right) -> Option<usize> {
        let c = self.input.chunks;
        let prep = self.prep_before().filter(|_| self.noun)?;
        if c[prep].piece != Piece::Prep(PrepRole::At) || !self.journey_at(self.at) {
            return None;
        }
        let start = self.clause.chunks.start;
        let from = start.max(prep.saturating_sub(BACK));
        let stop = (from..prep)
            .rev()
            .take_while(|i| !c[*i].is_verb())
            .find(|i| self.says(*i, "stop"))?;
        let last = |end: usize| (start..end).rev().find(|i| !c[*i].is_light());
        match last(stop) {
            Some(is) if self.says(is, "equates") => last(is).and_then(|i| self.place_at(i)),
            // "gặp B tại K, chặng đầu trong chuyến công du R".
            Some(comma) if c[comma].piece == Piece::Comma && comma > start => {
                self.place_at(comma - 1)
            }
            _ => self.equated_behind(right),
        }
    }

    /// "địa điểm cho cuộc gặp A - B là K": the place that what stands before the event is said to be behind it.
    pub(super) fn equated_behind(&self, right: &Right) -> Option<usize> {
        let c = self.input.chunks;
        let is = (right.end..self.clause.chunks.end).find(|i| !c[*i].is_light());
        let is = is.filter(|i| self.says(*i, "equates"))?;
        let named = (is + 1..c.len()).find(|i| c[*i].piece != Piece::Transparent);
        named.and_then(|i| self.place_at(i))
    }

    /// "Chuyến thăm K sẽ là hoạt động cuối cùng của A": who goes, where what a journey is said to be is his.
    pub(super) fn equated_with_his(&self, right: &Right) -> Option<usize> {
        let c = self.input.chunks;
        let end = self.clause.chunks.end;
        let start = self.clause.chunks.start;
        let first = c[start..self.at]
            .iter()
            .all(|c| c.piece == Piece::Classifier);
        let is = (right.end..end).find(|i| !c[*i].is_light())?;
        let is = Some(is).filter(|i| first && !right.this && self.says(*i, "equates"))?;
        let event = |c: &Chunk| matches!(c.piece, Piece::Trigger { .. });
        let of = (is + 1..end).find(|i| c[*i].piece == Piece::Prep(PrepRole::Of))?;
        let person = matches!(self.head(of + 1), Some(Head::Person | Head::Role));
        match c.get(of + 1)?.piece {
            Piece::Noun(n) if person && !c[is..of].iter().any(event) => Some(n),
            _ => None,
        }
    }

    /// "A rời K sau chuyến thăm", "A đã rời K, kết thúc chuyến thăm": the place from which one leaves when a journey is over; so of what
    /// one went there for ("A rời K sau khi hội đàm với B").
    pub(super) fn left_after(&self) -> Option<usize> {
        let c = self.input.chunks;
        let over = |i: usize| self.says(i, "ends") && self.object_of(i);
        let ends = self.at.checked_sub(1).is_some_and(|last| {
            let start = self.clause.chunks.start;
            (start..=last).rev().take(BACK).any(over)
        });
        let over = match self.noun {
            true => ends || self.over_by_then().is_some(),
            false => self.clause.link == Link::After && !self.clause.own_subject,
        };
        if !over {
            return None;
        }
        let same = |k: &usize| {
            let other = &self.input.clauses[*k];
            let goes_on = matches!(other.link, Link::Main | Link::Coordination | Link::After);
            goes_on && other.subject.is_some() && other.subject == self.clause.subject
        };
        let next = self.ci + 1;
        let next = (next < self.input.clauses.len()).then_some(next);
        let beside = self.clause.parent.into_iter().chain(next).filter(same);
        [self.ci].into_iter().chain(beside).find_map(|k| {
            let all = self.input.clauses[k].chunks.clone();
            let leaves = all
                .clone()
                .find(|i| c[*i].piece == Piece::Verb(VerbKind::Leave))?;
            let whence = (leaves + 1..all.end).find(|i| c[*i].piece != Piece::Transparent)?;
            self.place_at(whence)
        })
    }

    /// The preposition behind which the journey is over.
    fn over_by_then(&self) -> Option<usize> {
        self.comes_beside()
            .filter(|p| self.value(&self.input.chunks[*p], "cue") == Some("last"))
    }

    /// The place that a chunk names.
    fn place_at(&self, i: usize) -> Option<usize> {
        match self.input.chunks[i].piece {
            Piece::Noun(n) if self.input.nouns[n].head == Head::Place => Some(n),
            _ => None,
        }
    }
}
