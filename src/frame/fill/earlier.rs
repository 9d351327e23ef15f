//! Earlier ones of what is told, named behind it: "lần thứ ba A gặp B, sau các cuộc gặp ở K và M".

use super::{Adjunct, Filled, Filler, chunk_is_comma};
use crate::clause::{Piece, PrepRole};

impl Filler<'_> {
    /// "lần thứ ba A gặp B, sau các cuộc gặp ở K năm 2018 và M năm 2019": earlier ones of those whom the clause tells of before, which
    /// time it is. Gives those of further times that stand alone ("các chuyến thăm năm 2015 và 2017").
    pub(super) fn told_beside(&self, f: &mut Filled, out: &[Filled]) -> Option<Vec<Filled>> {
        let c = self.input.chunks;
        let own = &self.clause.chunks;
        let prep = self
            .prep_before()
            .filter(|p| f.args.is_empty() && *p > own.start)?;
        let after = c[prep].piece == Piece::Prep(PrepRole::Beside) && chunk_is_comma(&c[prep - 1]);
        if !after || !self.noun {
            return None;
        }
        let kind = |f: &Filled| &self.input.frames.frame(f.frame).kind;
        let first = out.iter().find(|o| {
            let here = |i: &usize| c[*i].tokens.start == o.trigger.start;
            o.sentence == f.sentence && own.clone().take_while(|i| *i < prep).any(|i| here(&i))
        });
        let told = first.filter(|o| kind(o) == kind(f))?;
        let counted = own
            .clone()
            .take_while(|i| c[*i].tokens.start < told.trigger.start);
        if !counted.into_iter().any(|i| self.says(i, "nth")) {
            return None;
        }
        f.args.clone_from(&told.args);
        if self.journey_at(self.at) && f.places.is_empty() {
            f.places.clone_from(&told.places);
        }
        (f.again, f.definite, f.void) = (true, false, told.void);
        let own = f.times.iter().filter(|t| t.distance == 0).count();
        let own = if f.places.iter().any(|p| p.distance == 0) && !self.journey_at(self.at) {
            1
        } else {
            own
        };
        let further: Vec<Adjunct> = f
            .times
            .iter()
            .skip(1)
            .take(own.saturating_sub(1))
            .copied()
            .collect();
        f.times.truncate(1);
        let one = |t: Adjunct| Filled {
            times: vec![t],
            ..f.clone()
        };
        Some(further.into_iter().map(one).collect())
    }

    /// "có cuộc gặp với B ở K và một cuộc gặp nữa ở M": one more of those whom the one before the "and" names.
    pub(super) fn one_more(&self, f: &mut Filled, out: &[Filled]) {
        let c = self.input.chunks;
        let own = &self.clause.chunks;
        let here = |a: &Adjunct| a.distance == 0;
        if !f.indefinite || f.args.len() > 1 || !f.places.iter().any(here) {
            return;
        }
        let joins = (own.start..self.at)
            .rev()
            .find(|i| c[*i].piece != Piece::Classifier);
        let frames = self.input.frames;
        let told = out.last().filter(|o| {
            let beside = c[own.start].tokens.start <= o.trigger.start;
            let kind = frames.frame(o.frame).kind == frames.frame(f.frame).kind;
            let all = f
                .args
                .iter()
                .all(|a| o.args.iter().any(|b| b.noun == a.noun));
            beside && kind && o.noun && o.args.len() > f.args.len() && all
        });
        if let Some(told) = told.filter(|_| joins.is_some_and(|i| c[i].piece == Piece::And)) {
            f.args.clone_from(&told.args);
            f.places.retain(here);
            f.times.retain(here);
            (f.again, f.definite) = (true, false);
        }
    }
}
