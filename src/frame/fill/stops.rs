//! Where a journey leads that is told of by one of its stops.

use super::Filler;
use super::object::Right;
use crate::clause::{Piece, PrepRole};
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

    /// The place that a chunk names.
    fn place_at(&self, i: usize) -> Option<usize> {
        match self.input.chunks[i].piece {
            Piece::Noun(n) if self.input.nouns[n].head == Head::Place => Some(n),
            _ => None,
        }
    }
}
