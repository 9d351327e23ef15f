//! A further member of what a trigger is of, with a day or place of its own, and what stands in brackets.

use super::super::config::Mark;
use super::object::Walk;
use crate::clause::{Piece, PrepRole};
use crate::phrase::Head;

/// So many chunks a bracket has in which a place alone stands, with its preposition.
const BRACKET: usize = 4;

impl Walk<'_, '_> {
    /// "tại Trung tâm Hội nghị (Hà Nội)": where a house is that no row knows.
    pub(super) fn place_in_brackets(&mut self) {
        // "gặp A (ở K) và B (ở M)": beside whom was met there, where the next has such a place too, or the one before had.
        let later = self.from > self.filler.at + 1;
        let each = || later || self.place_in_bracket(self.i + BRACKET + 2).is_some();
        if self.depth == 0
            && !self.found.args.is_empty()
            && let Some(n) = self.place_in_bracket(self.i).filter(|_| each())
        {
            self.found.places.push(n);
        }
        let waits = self.mark == Some(Mark::Prep(PrepRole::At)) && self.words > 0;
        let alone = self.piece(self.i + 2) == Some(Piece::Close);
        if let Some(Piece::Noun(n)) = self.piece(self.i + 1)
            && waits
            && alone
            && !self.governed
            && self.noun(n).head == Head::Place
        {
            self.found.places.push(n);
            self.governed = true;
        }
    }

    /// "(ở K)": the place in the bracket that opens at a chunk, where nothing else stands in it.
    fn place_in_bracket(&self, open: usize) -> Option<usize> {
        match self.filler.input.chunks.get(open..open + BRACKET)? {
            [open, at, place, close]
                if open.piece == Piece::Open
                    && at.piece == Piece::Prep(PrepRole::At)
                    && close.piece == Piece::Close =>
            {
                match place.piece {
                    Piece::Noun(n) if self.noun(n).head == Head::Place => Some(n),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// "của A (năm 2016) và B (năm 2018)": when, beside who.
    pub(super) fn time_in_brackets(&mut self) {
        if let Some(Piece::Time(t)) = self.piece(self.i + 1)
            && self.piece(self.i + 2) == Some(Piece::Close)
            && !self.comma
            && self.depth == 0
            && !self.filler.of_others_before(self.i + 1)
        {
            self.found.times.push(t);
        }
    }

    /// "gặp A ở K hôm 4/6 và B ở M hôm 5/6", "thăm K vào tháng 7 và M vào tháng 8", "gặp nhau ở K tháng 7 và ở M tháng 8", "chuyến thăm K
    /// của A năm 2016, B năm 2018": the chunk behind an "and" that begins what has a day of its own, as what stands before it has.
    pub(super) fn another_day(&self, from: usize) -> Option<usize> {
        /// So many chunks may say where.
        const WHERE: usize = 6;
        // "cuộc gặp hôm 18/10 giữa A và B kéo dài một giờ": a day in front of them is that of both.
        let own = (self.from..from).rev().find(|i| match self.piece(*i) {
            Some(Piece::Noun(n)) => self.noun(n).head != Head::Place,
            Some(Piece::Time(_)) => true,
            _ => false,
        });
        if !own.is_some_and(|i| matches!(self.piece(i), Some(Piece::Time(_)))) {
            return self.another_place(from);
        }
        let goes = !self.frame.destination.is_empty() && self.frame.object.is_none();
        let first = from + usize::from(self.piece(from) == Some(Piece::And));
        let marked = matches!(
            self.piece(first),
            Some(Piece::Prep(PrepRole::With | PrepRole::To))
        );
        let there = self.piece(first) == Some(Piece::Prep(PrepRole::At));
        let there = there && !self.found.places.is_empty();
        let who = first + usize::from(marked || there);
        let Some(Piece::Noun(n)) = self.piece(who) else {
            return None;
        };
        let head = self.noun(n).head;
        let person = matches!(head, Head::Person | Head::Role) && !self.found.args.is_empty();
        let owned = |(m, _, _): &(Mark, usize, bool)| *m == Mark::Prep(PrepRole::Of);
        let fits = match goes {
            _ if there => head == Head::Place,
            true if person => self.filler.noun && self.found.args.iter().any(owned),
            true => {
                let gone = !self.found.places.is_empty() || !self.found.args.is_empty();
                head == Head::Place && gone
            }
            // "ở K ngày 3/3 và L ngày 6/6".
            false => person || head == Head::Place && !self.found.places.is_empty(),
        };
        let mut behind = who + 1..(who + WHERE).min(self.filler.clause.chunks.end);
        let time = behind.find(|i| match self.piece(*i) {
            Some(Piece::Prep(PrepRole::At | PrepRole::To) | Piece::Word | Piece::Transparent) => {
                false
            }
            Some(Piece::Open) => false,
            // "từ ngày 1 đến 3/3".
            Some(Piece::Prep(PrepRole::From)) => {
                let time = |k: usize| matches!(self.piece(k), Some(Piece::Time(_)));
                !time(*i + 1) && !time(*i + 2)
            }
            Some(Piece::Noun(n)) => self.noun(n).head != Head::Place,
            _ => true,
        })?;
        let day = matches!(self.piece(time), Some(Piece::Time(_)));
        let close = self.piece(time + 1) == Some(Piece::Close);
        let ends = close
            || matches!(
                self.piece(time + 1),
                None | Some(Piece::Stop | Piece::Comma | Piece::And | Piece::Semicolon)
            );
        (fits && day && ends).then_some(first)
    }

    /// "gặp A ở K và B ở M", "gặp A (ở K) và B (ở M)": so of what has a place of its own.
    fn another_place(&self, from: usize) -> Option<usize> {
        let place = |i: usize| self.filler.head(i) == Some(Head::Place);
        let bracket = |i: usize, piece: Piece| usize::from(self.piece(i) == Some(piece));
        let last = from.checked_sub(2)?;
        let there = place(last - bracket(last, Piece::Close).min(last));
        let at = from + 1 + bracket(from + 1, Piece::Open);
        let end = at + 2 + bracket(at + 2, Piece::Close);
        let ends = matches!(
            self.piece(end),
            None | Some(Piece::Stop | Piece::Comma | Piece::And | Piece::Semicolon)
        );
        let person = matches!(self.filler.head(from), Some(Head::Person | Head::Role));
        (there
            && person
            && !self.found.places.is_empty()
            && !self.found.args.is_empty()
            && self.piece(at) == Some(Piece::Prep(PrepRole::At))
            && place(at + 1)
            && ends)
            .then_some(from)
    }
}
