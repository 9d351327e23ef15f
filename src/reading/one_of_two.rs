//! A group of two behind somebody whom its sentence names alone: he and the one of whom the text tells.

use super::Reading;
use super::groups::of_anybody;
use crate::clause::{Clause, Link, Piece, VerbKind};
use crate::discourse::{Bond, EntityNo, State};
use crate::extraction::Kind;

impl Reading<'_, '_> {
    /// "Tại cuộc gặp Thủ tướng B, hai bên …", "Ông B rời K, nên hai người không gặp nhau", where those who met last are others: B and
    /// who met them.
    pub(super) fn one_of_two(
        &self,
        i: usize,
        group: usize,
        state: &State,
    ) -> Option<Vec<EntityNo>> {
        let noun = &self.nouns[group];
        let of = noun.of.as_deref().unwrap_or("party");
        let two = noun.number == 2 && noun.name.is_none() && noun.polity.is_none();
        if !two || noun.of_states || !of_anybody(of) {
            return None;
        }
        let person = |e: &EntityNo| self.entities.get(*e).kind == Kind::Person;
        let named = self.parsed[i].nouns.clone().take_while(|n| *n < group);
        let mut named = named.filter(|n| self.meant[*n].iter().any(&person));
        let (first, None) = (named.next()?, named.next()) else {
            return None;
        };
        let [other] = self.meant[first].as_slice() else {
            return None;
        };
        let (clause, at) = self.clause_of(i, group)?;
        let row = self.row(i);
        let own = row.clauses.get(clause).filter(|k| k.subject == Some(at))?;
        let (of_first, first_at) = self.clause_of(i, first)?;
        let is = |k: &Clause, piece: Piece| {
            row.chunks[k.chunks.clone()]
                .iter()
                .any(|c| c.piece == piece)
        };
        let met = of_first == clause
            && row.chunks[own.chunks.start..first_at]
                .iter()
                .any(|c| c.piece == Piece::Trigger { noun: true });
        let follows = own.link == Link::Because && own.parent == Some(of_first) && {
            let above = &row.clauses[of_first];
            above.subject == Some(first_at) && !is(above, Piece::Verb(VerbKind::Say))
        };
        if !(met || follows) {
            return None;
        }
        let hub = self.who_met_others(*other, state)?;
        Some(vec![hub, *other])
    }

    /// Who has met several, else the first of those who met last, where he is of another country and has not met `other` last.
    fn who_met_others(&self, other: EntityNo, state: &State) -> Option<EntityNo> {
        let pairs = || state.together().filter(|t| t.bond == Bond::Related);
        let last = &pairs().next()?.people;
        if last.contains(&other) {
            return None;
        }
        let times = |e: EntityNo| pairs().filter(|t| t.people.contains(&e)).count();
        let apart = |e: EntityNo| {
            let (a, b) = (self.country_of(e), self.country_of(other));
            a.is_some() && b.is_some() && a != b
        };
        // The first of equals.
        let most = last.iter().copied().rev().max_by_key(|e| times(*e))?;
        Some(most).filter(|e| apart(*e))
    }
}
