//! Who leads a polity: "nhà lãnh đạo nước X".

use super::bind::fits_class;
use super::entities::{DocEntities, DocEntity, EntityNo};
use super::roles::RoleContext;
use super::state::State;
use crate::extraction::Kind;
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
        for class in [
            "president",
            "prime_minister",
            "chancellor",
            "monarch",
            "supreme_leader",
            "party_leader",
            "leader",
            "secretary_general",
            "commission_president",
        ] {
            if let Some(n) = self.told(class, polity, false, entities) {
                return Some(n);
            }
        }
        // As in `of_polity`: heads that the document names without their country.
        let offices: Vec<&str> = self
            .gazetteer
            .offices_of(polity)
            .iter()
            .map(|o| self.gazetteer.office(*o))
            .filter(|o| o.leads())
            .map(|o| &*o.class)
            .collect();
        let unplaced: Vec<EntityNo> = offices
            .iter()
            .filter_map(|c| self.table.unplaced.get(*c))
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
        let date = self.date?;
        let ix = self
            .gazetteer
            .offices_of(polity)
            .iter()
            .filter(|o| self.gazetteer.office(**o).leads())
            .find_map(|o| {
                self.gazetteer
                    .holders(polity, &self.gazetteer.office(*o).class, date)
                    .first()
                    .copied()
            })
            .map(|t| self.gazetteer.tenure(t).person)?;
        Some(entities.of_row(ix, self.gazetteer))
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
