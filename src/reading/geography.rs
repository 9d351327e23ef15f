//! What the tables say of where places lie and whom persons serve.

use crate::discourse::{DocEntities, EntityNo};
use crate::extraction::Kind;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::subkind::{PROVINCE, REGION};
use crate::happening::Places;
use crate::time::Edtf;

/// So many rows are gone through from a place to what it lies in.
const STEPS: usize = 3;

pub(super) struct Geography<'a> {
    pub(super) entities: &'a DocEntities,
    pub(super) gazetteer: &'a Gazetteer,
}

impl Geography<'_> {
    /// Row id of the country that a place lies in.
    pub(super) fn country(&self, place: EntityNo) -> Option<&str> {
        let row = self.gazetteer.entity(self.entities.get(place).known?);
        row.country.as_deref()
    }

    /// Row id of the country that a party is, or is of by the table.
    pub(super) fn home(&self, party: EntityNo) -> Option<&str> {
        let row = self.gazetteer.entity(self.entities.get(party).known?);
        match row.kind {
            Kind::Country => Some(&*row.id),
            _ => row.country.as_deref(),
        }
    }

    /// Whether a person holds office in the country, or is of it by the table.
    pub(super) fn serves(&self, person: EntityNo, country: &str) -> bool {
        let p = self.entities.get(person);
        p.offices
            .iter()
            .any(|o| o.polity.as_deref() == Some(country))
            || p.known
                .is_some_and(|ix| self.gazetteer.entity(ix).country.as_deref() == Some(country))
    }
}

impl Places for Geography<'_> {
    fn site(&self, place: EntityNo) -> bool {
        let known = self.entities.get(place).known;
        let row = known.map(|ix| self.gazetteer.entity(ix));
        row.is_some_and(|r| r.kind == Kind::Place && r.within.is_some())
    }

    fn room(&self, place: EntityNo) -> bool {
        let row = |ix| self.gazetteer.entity(ix);
        let within = self
            .entities
            .get(place)
            .known
            .and_then(|ix| row(ix).within.as_deref());
        let house = within.and_then(|w| self.gazetteer.find(w)).map(row);
        self.site(place) && house.is_some_and(|h| h.kind == Kind::Place && h.within.is_some())
    }

    fn region(&self, place: EntityNo) -> bool {
        let known = self.entities.get(place).known;
        known.is_some_and(|ix| &*self.gazetteer.entity(ix).subkind == REGION)
    }

    fn within(&self, inner: EntityNo, outer: EntityNo) -> bool {
        if inner == outer {
            return true;
        }
        let (Some(i), Some(o)) = (
            self.entities.get(inner).known,
            self.entities.get(outer).known,
        ) else {
            // A place that only this document knows may lie anywhere, a house or a village in any town or province.
            let (inner, outer) = (self.entities.get(inner), self.entities.get(outer));
            let house = inner.kind == Kind::Place && inner.known.is_none();
            let row = outer.known.map(|ix| self.gazetteer.entity(ix));
            let province = row.is_some_and(|r| &*r.subkind == PROVINCE);
            return outer.kind == Kind::Country
                || inner.kind == Kind::Country
                || house && (outer.kind == Kind::City || province);
        };
        let outer = &*self.gazetteer.entity(o).id;
        let mut row = Some(self.gazetteer.entity(i));
        // A house in a village in a zone.
        for _ in 0..STEPS {
            let Some(r) = row.filter(|r| r.kind != Kind::Country) else {
                return false;
            };
            let around = [&r.country, &r.stands_for, &r.within];
            if around.iter().any(|a| a.as_deref() == Some(outer)) {
                return true;
            }
            let next = r.within.as_deref().and_then(|w| self.gazetteer.find(w));
            row = next.map(|ix| self.gazetteer.entity(ix));
        }
        false
    }

    fn person(&self, e: EntityNo) -> bool {
        self.entities.get(e).kind == Kind::Person
    }

    fn at_home(&self, person: EntityNo, place: EntityNo) -> bool {
        self.country(place)
            .is_some_and(|country| self.serves(person, country))
    }

    fn known(&self, e: EntityNo) -> bool {
        self.entities.get(e).known.is_some()
    }

    fn leads(&self, person: EntityNo, polity: EntityNo, by: Option<Edtf>) -> bool {
        let (p, q) = (self.entities.get(person), self.entities.get(polity));
        let (Some(row), Some(state)) = (p.known, q.known) else {
            return false;
        };
        let state = &*self.gazetteer.entity(state).id;
        let mut held = self.gazetteer.held_in(row, state);
        let last = by.and_then(|t| t.latest());
        held.any(|(t, office)| office.leads() && last.is_none_or(|d| t.from <= d))
    }

    fn belongs(&self, person: EntityNo, polity: EntityNo) -> bool {
        let (p, q) = (self.entities.get(person), self.entities.get(polity));
        if p.kind != Kind::Person || q.kind == Kind::Person {
            return false;
        }
        let Some(ix) = q.known else { return false };
        let id = &*self.gazetteer.entity(ix).id;
        p.offices.iter().any(|o| o.polity.as_deref() == Some(id))
            || p.known.is_some_and(|ix| {
                let row = self.gazetteer.entity(ix);
                row.country.as_deref() == Some(id)
            })
    }
}
