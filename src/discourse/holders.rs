//! Who holds an office at a date, by the tables.

use super::bind::{covers, fits_class};
use super::entities::{DocEntities, EntityNo};
use super::roles::RoleContext;
use crate::gazetteer::{EntityIx, Office, Tenure, TenureIx};
use crate::phrase::Mods;
use jiff::civil::Date;

impl RoleContext<'_> {
    /// Whoever holds an office of a class at the date, where only one person can be meant.
    pub(super) fn holder(&self, class: &str, polity: &str, mods: Mods) -> Option<EntityIx> {
        let date = self.date?;
        if mods.former || mods.late {
            // Only the one before is meant without a name, and only rarely: not guessed.
            return None;
        }
        if mods.elect {
            return self.elect(class, polity, date);
        }
        if mods.new
            && let Some(next) = self.elect(class, polity, date)
        {
            return Some(next);
        }
        let holders: Vec<TenureIx> = self.gazetteer.holders(polity, class, date);
        if !mods.new && !mods.acting && self.hand_over(&holders, date).is_some() {
            return None;
        }
        let t = match holders.as_slice() {
            [] => return None,
            // On the day of a hand-over, "tân" means the one who comes.
            all if mods.new || mods.acting => all
                .iter()
                .copied()
                .find(|t| !mods.acting || &*self.gazetteer.tenure(*t).mode == "acting")
                .unwrap_or(all[0]),
            all => all[0],
        };
        // "giám đốc", "đặc phái viên Mỹ": a class of several offices means none of their holders.
        let office = self.gazetteer.tenure(t).office;
        let rank = self.gazetteer.office(office).rank;
        let person = self.gazetteer.tenure(t).person;
        // One who hands over is gone the day after, and one who takes over was not there the day before.
        let beside = |o: &Tenure| {
            let day = |d: Result<Date, _>| d.ok().is_none_or(|d| o.covers(d));
            o.person != person && day(date.yesterday()) && day(date.tomorrow())
        };
        let several = holders.iter().any(|o| {
            let o = self.gazetteer.tenure(*o);
            if o.office == office {
                beside(o)
            } else {
                self.gazetteer.office(o.office).rank <= rank
            }
        });
        if several && rank > 2 {
            return None;
        }
        Some(self.gazetteer.tenure(t).person)
    }

    /// Whether somebody whom the document does not name is only a guess for an office of a state: the text may be of many days, and
    /// not on most of them he held it ("Bộ trưởng Quốc phòng hai nước", where there were three).
    pub(crate) fn guessed(
        &self,
        n: EntityNo,
        class: &str,
        polity: &str,
        entities: &DocEntities,
    ) -> bool {
        let e = entities.get(n);
        let (Some((first, last)), Some(ix), true) = (self.between, e.known, e.surfaces.is_empty())
        else {
            return false;
        };
        let held = self.gazetteer.held_in(ix, polity);
        let of_class = held.filter(|(_, o)| fits_class(class, o));
        let days = of_class.map(|(t, _)| (t.to.min(last) - t.from.max(first)).get_days().max(0));
        3 * days.sum::<i32>() < 2 * (last - first).get_days()
    }

    /// The two who hold an office on the day of a hand-over.
    pub(super) fn hand_over(&self, holders: &[TenureIx], date: Date) -> Option<[EntityIx; 2]> {
        let [a, b, ..] = holders else { return None };
        let (a, b) = (self.gazetteer.tenure(*a), self.gazetteer.tenure(*b));
        let turns = a.from == date && b.to == date || b.from == date && a.to == date;
        (a.office == b.office && a.mode == b.mode && turns && a.person != b.person)
            .then_some([a.person, b.person])
    }

    /// Whether somebody known holds such an office at the date.
    pub(super) fn in_office(
        &self,
        n: EntityNo,
        entities: &DocEntities,
        is: &dyn Fn(&Office) -> bool,
    ) -> bool {
        let row = entities.get(n).known;
        let held = row.map_or(&[][..], |ix| self.gazetteer.tenures_of(ix));
        held.iter().any(|t| {
            let t = self.gazetteer.tenure(*t);
            let office = self.gazetteer.office(t.office);
            let then = match self.date {
                Some(day) => t.covers(day),
                None => !entities.get(n).has_left(office),
            };
            then && is(office)
        })
    }

    /// Who is elected to an office of a class and has not taken it yet.
    fn elect(&self, class: &str, polity: &str, date: Date) -> Option<EntityIx> {
        self.gazetteer
            .offices_of(polity)
            .iter()
            .filter(|o| *self.gazetteer.office(**o).class == *class)
            .flat_map(|o| self.gazetteer.tenures_of_office(*o))
            .map(|t| self.gazetteer.tenure(*t))
            .find(|t| t.elected.is_some_and(|e| e <= date) && date < t.from)
            .map(|t| t.person)
    }

    /// Whether a person holds an office of a class: as the document calls him, or by the tables at the date.
    pub(crate) fn holds(&self, n: EntityNo, class: &str, entities: &DocEntities) -> bool {
        let mut given = entities.get(n).offices.iter();
        given.any(|o| covers(class, &o.class))
            || self.in_office(n, entities, &|o| fits_class(class, o))
    }

    /// Whether somebody known has held an office of a polity for long on the day.
    pub(super) fn long_in_office(
        &self,
        n: EntityNo,
        class: &str,
        polity: &str,
        entities: &DocEntities,
    ) -> bool {
        let known = entities.get(n).known.zip(self.date);
        known.is_some_and(|(ix, day)| {
            let mut held = self.gazetteer.held_in(ix, polity);
            held.any(|(t, o)| *o.class == *class && t.covers(day) && day.year() - t.from.year() > 1)
        })
    }
}
