//! What the text has spoken of so far, bounded: recent persons, the current pair, the day.

use super::entities::{DocEntities, EntityNo};
use crate::extraction::Words;
use crate::few::Few;
use crate::gazetteer::{Gazetteer, Gender};
use crate::time::Edtf;
use jiff::civil::Date;
use std::collections::VecDeque;

/// How many persons are remembered.
const RECENT: usize = 24;

/// Persons named as one party.
#[derive(Debug)]
pub(crate) struct Together {
    pub(crate) people: Vec<EntityNo>,
    pub(crate) bond: Bond,
    /// The sentence that tells of them.
    pub(crate) sentence: usize,
}

/// What makes persons one party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bond {
    /// A relation between them.
    Related,
    /// One subject, of different countries.
    Apart,
    /// One subject, of one country or whose country nobody knows: no two sides.
    Alike,
}

/// The bounded memory of one pass through the document.
#[derive(Debug, Default)]
pub(crate) struct State {
    recent: VecDeque<EntityNo>,
    countries: VecDeque<EntityNo>,
    /// Who was last told to do something together, the latest first.
    together: VecDeque<Together>,
    /// The states that the sentence before names.
    pub(crate) states: Few<EntityNo>,
    /// The two that the headline names, if there are two.
    pub(crate) titled: Few<EntityNo>,
    /// The persons that the latest sentence to name any names.
    pub(crate) persons: Few<EntityNo>,
    /// The subject of the latest clause.
    pub(crate) subject: Option<EntityNo>,
    /// The town spoken of since the last country.
    pub(crate) town: Option<EntityNo>,
    /// Who goes somewhere or is received, as told last.
    pub(crate) guest: Option<EntityNo>,
    /// Whom the guest has met, as told last.
    pub(crate) hosts: Vec<EntityNo>,
    /// The day that the text talks of.
    pub(crate) talked_of: Option<Edtf>,
    /// The last time told, of whatever length.
    pub(crate) told: Option<Edtf>,
    /// The year that a sentence began with last, and that sentence.
    pub(crate) year: Option<(usize, Edtf)>,
    /// What was told to be many of, and is told one by one from there on.
    pub(crate) series: Option<Series>,
}

/// Events of one who acts in them all, told first without the others ("Chiều 5/1, tại K, A đã tiếp các đại sứ").
#[derive(Debug)]
pub(crate) struct Series {
    pub(crate) kind: Words,
    pub(crate) actor: EntityNo,
    pub(crate) place: Option<EntityNo>,
    pub(crate) time: Option<Edtf>,
    /// The sentence that told of one of them last.
    pub(crate) sentence: usize,
}

impl State {
    /// Persons, the latest first.
    pub(crate) fn recent(&self) -> impl Iterator<Item = EntityNo> {
        self.recent.iter().copied()
    }

    /// Countries, the latest first.
    pub(crate) fn countries(&self) -> impl Iterator<Item = EntityNo> {
        self.countries.iter().copied()
    }

    /// A person has been spoken of.
    pub(crate) fn speak_of(&mut self, n: EntityNo) {
        if let Some(at) = self.recent.iter().position(|x| *x == n) {
            self.recent.remove(at);
        }
        self.recent.push_front(n);
        self.recent.truncate(RECENT);
    }

    /// A country has been spoken of.
    pub(crate) fn speak_of_country(&mut self, n: EntityNo) {
        if let Some(at) = self.countries.iter().position(|x| *x == n) {
            self.countries.remove(at);
        }
        self.countries.push_front(n);
        self.countries.truncate(RECENT);
    }

    /// These have been told of together.
    pub(crate) fn join(&mut self, together: Together) {
        self.together.push_front(together);
        self.together.truncate(RECENT);
    }

    /// Who has been told of together, the latest first.
    pub(crate) fn together(&self) -> impl Iterator<Item = &Together> {
        self.together.iter()
    }

    /// The latest related pair that holds all of `some`.
    pub(crate) fn pair_with(&self, some: &[EntityNo]) -> Option<&[EntityNo]> {
        self.together
            .iter()
            .filter(|t| t.bond == Bond::Related)
            .map(|t| t.people.as_slice())
            .find(|p| p.len() == 2 && some.iter().all(|n| p.contains(n)))
    }

    /// Forgets all: an unrelated text begins.
    pub(crate) fn clear(&mut self) {
        // One that is forgotten does not compile; the room of the lists serves again.
        let State {
            recent,
            countries,
            together,
            states,
            titled,
            persons,
            subject,
            town,
            guest,
            hosts,
            talked_of,
            told,
            year,
            series,
        } = self;
        recent.clear();
        countries.clear();
        together.clear();
        hosts.clear();
        (*states, *titled, *persons) = (Few::None, Few::None, Few::None);
        (*subject, *guest, *town) = (None, None, None);
        (*talked_of, *told) = (None, None);
        *year = None;
        *series = None;
    }

    /// The latest person of a gender; one whose gender nobody told fits both.
    pub(crate) fn pronoun(
        &self,
        gender: Option<Gender>,
        speaker: Option<EntityNo>,
        not: Option<EntityNo>,
        entities: &DocEntities,
    ) -> Option<EntityNo> {
        let fits = |n: &EntityNo| {
            Some(*n) != not
                && match (gender, entities.get(*n).gender) {
                    (Some(a), Some(b)) => a == b,
                    _ => true,
                }
        };
        speaker
            .filter(fits)
            .or_else(|| self.subject.filter(fits))
            .or_else(|| self.recent().find(fits))
    }

    /// Office classes of the one whose counterpart in `polity` is meant: the latest person of another polity.
    pub(crate) fn counterpart_classes(
        &self,
        polity: &str,
        entities: &DocEntities,
        gazetteer: &Gazetteer,
        date: Option<Date>,
    ) -> Vec<Words> {
        for n in self.subject.into_iter().chain(self.recent()) {
            let e = entities.get(n);
            let mut classes: Vec<Words> = e
                .offices
                .iter()
                .filter(|o| o.polity.as_deref() != Some(polity) && !o.former)
                .map(|o| o.class.clone())
                .collect();
            if let Some(ix) = e.known {
                for t in gazetteer.tenures_of(ix) {
                    let t = gazetteer.tenure(*t);
                    let o = gazetteer.office(t.office);
                    if *o.polity != *polity
                        && date.is_none_or(|d| t.covers(d))
                        && !classes.contains(&o.class)
                    {
                        classes.push(o.class.clone());
                    }
                }
            }
            // A chancellor heads a government as a prime minister does.
            if classes.iter().any(|c| &**c == "chancellor") {
                classes.push("prime_minister".into());
            }
            let own = e
                .known
                .is_some_and(|ix| gazetteer.entity(ix).country.as_deref() == Some(polity));
            if !classes.is_empty() && !own {
                // A head without an exact counterpart meets the polity's leader.
                if classes.iter().any(|c| {
                    matches!(
                        &**c,
                        "president"
                            | "prime_minister"
                            | "chancellor"
                            | "supreme_leader"
                            | "party_leader"
                            | "monarch"
                    )
                }) {
                    classes.push("leader".into());
                }
                return classes;
            }
        }
        Vec::new()
    }
}
