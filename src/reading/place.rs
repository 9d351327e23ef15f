//! Where what a frame tells of is, by its own words or by what was told before.

use super::Reading;
use super::report::chunk_at;
use crate::clause::{Chunk, Piece, PrepRole};
use crate::discourse::EntityNo;
use crate::extraction::Kind;
use crate::frame::{BESIDE, Filled};
use crate::happening::{Candidate, Places};
use crate::phrase::Head;

/// So many sentences back "there" may mean.
const THERE: usize = 2;

impl Reading<'_, '_> {
    /// "thăm Hà Nội và Huế": of cities of one state, or of which no row tells it, the first stands for the journey; "thăm Paris và
    /// Berlin" are two.
    pub(super) fn one_visit_a_state(&self, filled: &mut Vec<Filled>) {
        let geography = self.geography();
        let place = |f: &Filled| match f.places.as_slice() {
            [one] if one.distance == 0 => self.first_meant(one.index),
            _ => None,
        };
        let town = |e: EntityNo| self.entities.get(e).kind != Kind::Country;
        filled.dedup_by(|next, f| {
            let both = place(next).zip(place(f));
            let both = both.filter(|(a, b)| town(*a) && (town(*b) || geography.within(*a, *b)));
            let apart = |(a, b)| match (geography.country(a), geography.country(b)) {
                (Some(a), Some(b)) => a != b,
                _ => false,
            };
            let frames = &self.extractor.frames;
            let journey = || {
                let kind = frames.kind_of(frames.frame(f.frame));
                kind.is_some_and(|k| k.journey)
            };
            let same = next.trigger == f.trigger && next.frame == f.frame;
            same && both.is_some_and(|b| !apart(b)) && journey()
        });
    }

    /// The first of a frame's places that means something, and how near it stands.
    pub(super) fn place_of(&self, f: &Filled) -> Option<(EntityNo, u8)> {
        let house = |e: EntityNo| self.geography().site(e);
        f.places.iter().find_map(|a| {
            let place = self.first_meant(a.index)?;
            (a.distance < BESIDE || !house(place)).then_some((place, a.distance))
        })
    }

    /// "A tới K. Tại đây, ông gặp B", "Ông cũng gặp C tại đây": where what was told last was, for a clause that says "there".
    pub(super) fn told_there(
        &self,
        i: usize,
        f: &Filled,
        out: &[Candidate],
    ) -> Option<(EntityNo, u8)> {
        let row = self.row(i);
        let at = chunk_at(row.chunks, f.trigger.start)?;
        let clause = row.clauses.iter().find(|c| c.chunks.contains(&at))?;
        let there = |c: &&Chunk| c.piece == Piece::Transparent && self.says(c, "where");
        let all = clause.chunks.clone();
        row.chunks.get(all)?.iter().find(there)?;
        let near = |c: &&Candidate| c.sentence + THERE >= i;
        let mut told = out.iter().rev().take_while(near);
        let told = told.find_map(|c| c.place);
        let before = || self.place_named_before(i, at);
        Some((told.or_else(before)?, 1))
    }

    /// "A dự diễn đàn Davos và gặp B tại đây", "Hội nghị họp tại Osaka. A sẽ gặp B tại đây": of a place at which nothing was told that is
    /// a relation, the last that is named before, in the sentence before as where something is.
    fn place_named_before(&self, i: usize, at: usize) -> Option<EntityNo> {
        let last = |chunks: &[Chunk], named: &dyn Fn(&[Chunk], usize) -> bool| {
            let place = |k: usize| match chunks[k].piece {
                Piece::Noun(n) if self.nouns[n].head == Head::Place => self.first_meant(n),
                _ => None,
            };
            let mut back = (0..chunks.len()).rev();
            back.find_map(|k| place(k).filter(|_| named(chunks, k)))
        };
        let there =
            |chunks: &[Chunk], k: usize| k > 0 && chunks[k - 1].piece == Piece::Prep(PrepRole::At);
        // ("Davos (Thụy Sĩ)", "nước A và nước B": no state that stands alone.)
        let own = |chunks: &[Chunk], k: usize| {
            let town = |e: EntityNo| self.entities.get(e).kind != Kind::Country;
            let named = match chunks[k].piece {
                Piece::Noun(n) => self.first_meant(n),
                _ => None,
            };
            there(chunks, k) || named.is_some_and(town)
        };
        let here = last(self.chunks(i).get(..at)?, &own);
        here.or_else(|| last(self.chunks(i.checked_sub(1)?), &there))
    }

    /// "hai cuộc gặp ở H và M": the two places that an "and" joins in the phrase of a gathering, which is not in both at once: of two
    /// states, or where so many are told.
    pub(super) fn places_of_each(&self, i: usize, f: &Filled, two: bool) -> Option<[EntityNo; 2]> {
        let frames = &self.extractor.frames;
        let kind = frames.kind_of(frames.frame(f.frame))?;
        let [a, b, ..] = f.places.as_slice() else {
            return None;
        };
        if !kind.gathers || a.distance > 0 || b.distance > 0 {
            return None;
        }
        let chunks = self.chunks(i);
        let at = |n: usize| chunks.iter().position(|c| c.piece == Piece::Noun(n));
        let mut between = chunks.get(at(a.index)? + 1..at(b.index)?)?.iter();
        let plain = |c: &Chunk| matches!(c.piece, Piece::Prep(PrepRole::At) | Piece::Transparent);
        let joined = between.next()?.piece == Piece::And && between.all(plain);
        let both = [self.first_meant(a.index)?, self.first_meant(b.index)?];
        let geography = self.geography();
        let states = both.map(|e| geography.country(e));
        let apart = states[0] != states[1] && states.iter().all(Option::is_some)
            || two && !geography.within(both[0], both[1]) && !geography.within(both[1], both[0]);
        (joined && apart).then_some(both)
    }

    /// The place named right before a time ("ở K tháng 4/2013").
    pub(super) fn place_beside_time(&self, i: usize, t: usize) -> Option<EntityNo> {
        let chunks = self.chunks(i);
        let at = chunks.iter().position(|c| c.piece == Piece::Time(t))?;
        let mut before = chunks[..at].iter().rev();
        match before.find(|c| c.piece != Piece::Transparent)?.piece {
            Piece::Noun(n) if self.nouns[n].head == Head::Place => self.first_meant(n),
            _ => None,
        }
    }

    pub(super) fn first_meant(&self, noun: usize) -> Option<EntityNo> {
        self.meant.get(noun)?.first().copied()
    }
}
