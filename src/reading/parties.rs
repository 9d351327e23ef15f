//! Who takes part where a frame's own words do not settle it.

use super::Reading;
use crate::discourse::EntityNo;
use crate::extraction::Kind;
use crate::frame::Filled;
use crate::happening::{Candidate, Participation};
use crate::phrase::Head;

impl Reading<'_, '_> {
    /// The foreign country that an office holder whom nobody names stands for ("đặc phái viên Mỹ").
    pub(super) fn sender_of(&self, noun: usize) -> Option<EntityNo> {
        let noun = self.nouns.get(noun).filter(|n| n.head == Head::Role)?;
        let country = self.bound.get(noun.polity?).copied().flatten()?;
        let e = self.entities.get(country);
        let home = e.known.is_some_and(|ix| {
            self.extractor.home.as_deref() == Some(&*self.extractor.gazetteer.entity(ix).id)
        });
        (e.kind == Kind::Country && !home).then_some(country)
    }

    /// Whether nothing is known of an entity, neither by a row nor by an office that the document gives: that such a one went to
    /// such a place may be a misread title ("Lan Anh đến Rising Star").
    pub(super) fn obscure(&self, e: EntityNo) -> bool {
        let e = self.entities.get(e);
        e.known.is_none() && e.offices.is_empty()
    }

    /// Whether all who act are persons, each of another country.
    pub(super) fn of_different_states(&self, side: &[Participation]) -> bool {
        let mut seen: Vec<&str> = Vec::new();
        side.iter().all(|p| {
            let person = self.entities.get(p.entity).kind == Kind::Person;
            match self.country_of(p.entity).filter(|_| person) {
                Some(c) if !seen.contains(&c) => {
                    seen.push(c);
                    true
                }
                _ => false,
            }
        })
    }

    /// Whether an entity is a newspaper, an agency, a station.
    pub(super) fn is_press(&self, e: EntityNo) -> bool {
        self.entities
            .get(e)
            .known
            .is_some_and(|ix| &*self.extractor.gazetteer.entity(ix).subkind == "media")
    }

    /// The two persons of a sentence, where it speaks of just two and `some` are among them.
    pub(super) fn pair_here(&self, i: usize, some: &[EntityNo]) -> Option<Vec<EntityNo>> {
        let mut people: Vec<EntityNo> = Vec::new();
        for n in self.parsed[i].nouns.clone() {
            for e in &self.meant[n] {
                if self.entities.get(*e).kind == Kind::Person && !people.contains(e) {
                    people.push(*e);
                }
            }
        }
        (people.len() == 2 && some.iter().all(|s| people.contains(s))).then_some(people)
    }

    /// Nobody visits the own country: such a visitor gives way to the person of the sentence who comes from elsewhere.
    pub(super) fn visitors_only(
        &self,
        i: usize,
        f: &Filled,
        place: EntityNo,
        role: Option<&str>,
        visitors: &mut Vec<Participation>,
    ) {
        let geography = self.geography();
        let Some(country) = geography.country(place) else {
            return;
        };
        let at_home =
            |e: EntityNo| self.entities.get(e).kind == Kind::Person && geography.serves(e, country);
        let all = visitors.len();
        visitors.retain(|p| !at_home(p.entity));
        if all == 0 || !visitors.is_empty() {
            return;
        }
        // The nearest person named before the trigger who is from elsewhere, after it only where it is a noun ("chuyến thăm của"):
        // behind a verb stands whom the traveller meets.
        let nouns = self.parsed[i].nouns.clone();
        let found = nouns
            .filter(|n| f.noun || self.nouns[*n].tokens.start < f.trigger.start)
            .filter(|n| {
                matches!(self.nouns[*n].head, Head::Person | Head::Role)
                    && matches!(self.meant[*n].as_slice(), [e] if self.entities.get(*e).kind == Kind::Person && !at_home(*e))
            })
            .min_by_key(|n| {
                let t = &self.nouns[*n].tokens;
                (t.start > f.trigger.start, t.start.abs_diff(f.trigger.start))
            });
        if let Some(n) = found
            && let [e] = self.meant[n].as_slice()
        {
            visitors.push(Participation {
                entity: *e,
                role: role.unwrap_or_default().into(),
                tokens: self.nouns[n].tokens.clone(),
                basis: "who is not at home there",
            });
        }
    }

    /// References to the two that are named only later: the one pair that the document tells most of.
    pub(super) fn complete(&self, candidates: &mut [Candidate]) {
        let mut pairs: Vec<(Vec<EntityNo>, usize)> = Vec::new();
        for c in candidates.iter() {
            let mut people: Vec<EntityNo> = c.participants.iter().map(|p| p.entity).collect();
            people.sort_unstable();
            if people.len() != 2
                || people
                    .iter()
                    .any(|e| self.entities.get(*e).kind != Kind::Person)
            {
                continue;
            }
            match pairs.iter_mut().find(|(p, _)| *p == people) {
                Some((_, n)) => *n += 1,
                None => pairs.push((people, 1)),
            }
        }
        pairs.truncate(64);
        for c in candidates.iter_mut() {
            if !c.definite || !c.fallback.is_empty() || c.participants.len() > 1 {
                continue;
            }
            let mut fitting: Vec<&(Vec<EntityNo>, usize)> = pairs
                .iter()
                .filter(|(p, _)| c.participants.iter().all(|x| p.contains(&x.entity)))
                .collect();
            fitting.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
            match fitting.as_slice() {
                [(p, _)] => c.fallback = p.clone(),
                [(p, n), (_, m), ..] if *n > 2 * *m => c.fallback = p.clone(),
                _ => {}
            }
        }
    }
}
