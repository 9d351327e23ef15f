//! Who leads a polity: "nhà lãnh đạo nước X".

use super::bind::fits_class;
use super::entities::{DocEntities, DocEntity, EntityNo};
use super::roles::RoleContext;
use super::state::State;
use crate::extraction::Kind;
use crate::few::Few;
use crate::gazetteer::Office;
use crate::gazetteer::subkind::COMPANY;
use crate::phrase::Mods;

impl RoleContext<'_> {
    /// The leader of a polity: whom the document names as one, else the holder of its first office.
    pub(super) fn leader(
        &self,
        polity: &str,
        mods: Mods,
        state: &State,
        entities: &mut DocEntities,
    ) -> Option<EntityNo> {
        // Of the persons spoken of, the latest who leads the polity.
        let recent = state.recent().find(|n| {
            let e = entities.get(*n);
            e.called_leader(polity, mods.former, self.gazetteer)
                || !mods.former
                    && self.in_office(*n, entities, &|o| {
                        *o.polity == *polity && fits_class("leader", o)
                    })
        });
        if recent.is_some() {
            return recent;
        }
        if mods.former {
            return None;
        }
        if self.headline
            && let Some(one) = self.only_one_of(polity, entities)
        {
            return Some(one);
        }
        // In the order of the rows: who heads the state or the government there; of a federation, whatever its president's rank is.
        let offices: Vec<&str> = self.leading(polity).map(|o| &*o.class).collect();
        let others = self.offices(polity).filter(|_| offices.is_empty());
        let called = offices
            .iter()
            .copied()
            .chain(others.map(|o| &*o.class))
            .chain(["leader"]);
        if let Some(n) = called
            .filter_map(|c| self.told(c, polity, false, entities))
            .next()
        {
            return Some(n);
        }
        // As in `of_polity`: heads that the document names without their country.
        let unplaced: Few<EntityNo> = offices
            .iter()
            .filter_map(|c| self.table.of(entities).unplaced.get(*c))
            .flatten()
            .copied()
            .collect();
        match unplaced.as_slice() {
            [one] => return Some(*one),
            [_, ..] => return None,
            [] => {}
        }
        // "Thủ tướng A tới X. Lãnh đạo Việt Nam …": the one of its heads whom the text names is meant before one whom it does not.
        let mut named = offices
            .iter()
            .filter_map(|c| self.holder_in_document(c, polity, mods, entities));
        if let Some(one) = named.next()
            && named.all(|n| n == one)
        {
            return Some(one);
        }
        // "Lãnh đạo hãng X": several of its people.
        let row = self
            .gazetteer
            .find(polity)
            .map(|ix| self.gazetteer.entity(ix));
        let date = self
            .date
            .filter(|_| row.is_none_or(|r| r.subkind != COMPANY))?;
        let ix = self
            .leading(polity)
            .find_map(|o| {
                self.gazetteer
                    .holders(polity, &o.class, date)
                    .first()
                    .copied()
            })
            .map(|t| self.gazetteer.tenure(t).person)?;
        Some(entities.of_row(ix, self.gazetteer))
    }

    /// The offices of a polity that lead it, first the first.
    fn leading<'g>(&'g self, polity: &str) -> impl Iterator<Item = &'g Office> {
        self.offices(polity).filter(|o| o.leads())
    }

    fn offices<'g>(&'g self, polity: &str) -> impl Iterator<Item = &'g Office> {
        let offices = self.gazetteer.offices_of(polity).iter();
        offices.map(|o| self.gazetteer.office(*o))
    }

    /// The only person of a polity whom the text under a headline names: papers call more than heads leaders.
    fn only_one_of(&self, polity: &str, entities: &DocEntities) -> Option<EntityNo> {
        let of = |e: &DocEntity| {
            e.known
                .is_some_and(|ix| self.gazetteer.entity(ix).country.as_deref() == Some(polity))
        };
        let mut found = entities
            .iter()
            .filter(|(_, e)| e.kind == Kind::Person && !e.surfaces.is_empty() && of(e))
            .map(|(n, _)| n);
        let one = found.next()?;
        found.next().is_none().then_some(one)
    }
}
