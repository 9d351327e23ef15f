//! Roles without a polity: "Thủ tướng" alone.

use super::bind::{covers, fits_class};
use super::entities::{DocEntities, EntityNo, GivenOffice};
use super::roles::{COUNTERPART, RoleContext};
use super::state::State;
use crate::extraction::Words;
use crate::gazetteer::Office;
use crate::gazetteer::subkind::COMPANY;
use crate::phrase::{Mods, Noun};

impl RoleContext<'_> {
    /// "Tổng thống", "Thủ tướng" alone: the latest spoken of who holds it, else the home country's.
    pub(super) fn bare(
        &self,
        classes: &[Words],
        noun: &Noun,
        state: &State,
        entities: &mut DocEntities,
    ) -> Option<EntityNo> {
        let mods = noun.mods;
        let of_home = noun.titles.iter().any(|t| t.home);
        let abroad = noun.titles.iter().any(|t| t.abroad);
        let class = classes.first()?;
        if matches!(
            &**class,
            COUNTERPART | "predecessor" | "successor" | "palace"
        ) || self.rivals(classes, state, entities).is_some()
        {
            return None;
        }
        if self.headline
            && !mods.former
            && let Some(home) = self.home
            && let Some(n) = classes.iter().find_map(|c| {
                let told = self.told(c, home, false, entities);
                told.or_else(|| self.holder_in_document(c, home, mods, entities))
            })
        {
            return Some(n);
        }
        // "Thủ tướng A tiếp Thủ tướng nước X. Thủ tướng nói …": of two who are spoken of, the one at home.
        if of_home
            && mods == Mods::default()
            && let Some(home) = self.home
            && let Some(n) = self.serving(classes, home, state, entities)
        {
            return Some(n);
        }
        let so_called = |o: &GivenOffice| {
            classes.iter().any(|c| covers(c, &o.class)) && o.former == mods.former
        };
        // "Chủ tịch nước" is not the "Chủ tịch" who was named last.
        // Nor is "Chủ tịch Hạ viện" somebody of a state that has no such office.
        let may = |n: &EntityNo| !abroad || !self.of_home(*n, entities);
        let latest = state
            .recent()
            .filter(may)
            .find(|n| classes.len() == 1 && self.called(*n, entities, true, &so_called));
        if latest.is_some() {
            return latest;
        }
        let held = |o: &Office| classes.iter().any(|c| fits_class(c, o)) && !self.of_company(o);
        let recent = state.recent().filter(may).find(|n| {
            self.called(*n, entities, false, &so_called)
                || !mods.former && self.in_office(*n, entities, &held)
        });
        if recent.is_some() {
            return recent;
        }
        let home = self.home?;
        // "Chủ tịch" may preside over anything: alone it names no office of the state.
        let any = classes.iter().any(|c| &**c == "chair");
        if mods.former || any || abroad || &**class == "leader" {
            return None;
        }
        // "Tổng thống nước X gặp Ngoại trưởng": nor does a word that many states have, where others alone are spoken of.
        if !of_home && self.only_others(state, entities) {
            return None;
        }
        // Only the classes that stand alone for one person of the home country.
        for c in classes {
            if let Some(n) = self.told(c, home, false, entities) {
                return Some(n);
            }
        }
        classes.iter().find_map(|c| {
            let ix = self.holder(c, home, mods)?;
            Some(entities.of_row(ix, self.gazetteer))
        })
    }

    /// Whether somebody is spoken of, and neither a state nor anybody of the home country.
    fn only_others(&self, state: &State, entities: &DocEntities) -> bool {
        let at_home = |n: EntityNo| entities.get(n).known.is_none() || self.of_home(n, entities);
        state.recent().next().is_some() && !state.recent().chain(state.countries()).any(at_home)
    }

    /// Whether a row makes it the home country, or of it.
    fn of_home(&self, n: EntityNo, entities: &DocEntities) -> bool {
        let row = entities.get(n).known.map(|ix| self.gazetteer.entity(ix));
        self.home.is_some_and(|home| {
            row.is_some_and(|r| *r.id == *home || r.country.as_deref() == Some(home))
        })
    }

    /// The latest spoken of who holds an office of one of the classes in a polity, before others whom words for several offices name.
    fn serving(
        &self,
        classes: &[Words],
        polity: &str,
        state: &State,
        entities: &DocEntities,
    ) -> Option<EntityNo> {
        let is = |class: &str| classes.iter().any(|c| covers(c, class));
        let so_called =
            |o: &GivenOffice| is(&o.class) && o.polity.as_deref() == Some(polity) && !o.former;
        let held = |o: &Office| is(&o.class) && *o.polity == *polity;
        let outright = state.recent().find(|n| {
            self.called(*n, entities, true, &so_called) || self.in_office(*n, entities, &held)
        });
        outright.or_else(|| {
            let mut recent = state.recent();
            recent.find(|n| self.called(*n, entities, false, &so_called))
        })
    }

    /// Whether the document gives somebody such an office; `sole`: by words that mean no other.
    fn called(
        &self,
        n: EntityNo,
        entities: &DocEntities,
        sole: bool,
        is: &dyn Fn(&GivenOffice) -> bool,
    ) -> bool {
        let mut offices = entities.get(n).offices.iter();
        offices.any(|o| is(o) && (o.sole || !sole))
    }

    /// Whether it is the office of a company: of those there are so many that the bare word ("CEO") means nobody by the tables.
    fn of_company(&self, office: &Office) -> bool {
        let polity = self.gazetteer.find(&office.polity);
        polity.is_some_and(|p| &*self.gazetteer.entity(p).subkind == COMPANY)
    }
}
