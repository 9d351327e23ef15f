//! Short forms of persons' names: which of the document's persons, or of the rows, each means.

use super::bind::{Pick, best_person, fits_class, fold_name, leads_state, of_class};
use super::entities::{DocEntities, EntityNo, GivenOffice};
use super::hint::Hint;
use super::words::{NameWords, WordNo, letter};
use crate::few::Few;
use crate::gazetteer::{EntityIx, FormKind, Gazetteer, TenureIx};
use crate::hash::FastMap;
use crate::text::Text;
use jiff::civil::Date;
use std::cmp::Reverse;

/// So many full names are weighed for a short one, half of them on each side.
pub(crate) const CROWD: usize = 192;
const NEAR: usize = CROWD / 2;

/// A family name that more people of the tables have is one that many others have too ("ông Kim").
const RARE: usize = 5;

/// The document's full names by each of their words.
pub(super) struct Parts {
    by_word: FastMap<WordNo, Part>,
    /// Whom each word alone meant last, behind a form of address.
    meant: FastMap<WordNo, u32>,
    /// By entity, for a word inside its name and at an edge of it, the last short form that it was weighed for: what is said of
    /// it is the same at all of its names, and a document may name it hundreds of times.
    weighed: Vec<[u32; 2]>,
}

/// The full names that hold a word, in text order.
#[derive(Default)]
struct Part {
    names: Few<Holder>,
    /// Whether they are names of several people.
    several: bool,
}

#[derive(Clone, Copy)]
struct Holder {
    mention: u32,
    entity: u32,
    /// Whether the word is the first or the last of the name.
    edge: bool,
}

impl Parts {
    /// For a document of so many entities.
    pub(super) fn new(entities: usize) -> Parts {
        Parts {
            by_word: FastMap::default(),
            meant: FastMap::default(),
            weighed: vec![[0; 2]; entities],
        }
    }

    /// Adds a full name; those of a document are added in text order.
    pub(super) fn add(&mut self, mention: usize, entity: EntityNo, words: &[WordNo]) {
        for w in words {
            let first = words.iter().position(|o| o == w).unwrap_or(0);
            let part = self.by_word.entry(*w).or_default();
            let holder = Holder {
                mention: mention as u32,
                entity: entity as u32,
                edge: first == 0 || first + 1 == words.len(),
            };
            part.several |= part
                .names
                .first()
                .is_some_and(|o| o.entity != holder.entity);
            part.names.push(holder);
        }
    }

    /// Whether a short form may mean more full names than were weighed for it.
    pub(super) fn crowd(&self, words: &[WordNo]) -> bool {
        let part = words.last().and_then(|last| self.by_word.get(last));
        part.is_some_and(|p| p.several && p.names.len() > CROWD)
    }
}

/// What a short form means.
pub(super) enum Meant {
    /// Someone whom the document has.
    Entity(EntityNo),
    /// By the rows alone.
    Row(Pick),
}

/// A short form, and what tells whom it means.
pub(super) struct Short<'s> {
    pub(super) text: &'s Text<'s>,
    pub(super) mention: usize,
    /// Rows that have it as a form.
    pub(super) candidates: &'s [EntityIx],
    pub(super) hint: &'s Hint<'s>,
    pub(super) gazetteer: &'s Gazetteer,
    pub(super) date: Option<Date>,
    pub(super) home: Option<&'s str>,
    pub(super) entities: &'s DocEntities,
}

/// So many years after an office its holder is still meant by a surname that nobody else in the tables has.
const REMEMBERED: i16 = 12;

/// How well a person of the document fits a short form.
struct Weighed {
    score: i64,
    entity: EntityNo,
    /// Whether the tables speak for another of the name.
    other: bool,
}

impl Short<'_> {
    /// Whether all that the tables know somebody for was long over on the day of the text: a surname alone is hardly his.
    fn long_gone(&self, ix: EntityIx) -> bool {
        let mut held = self.gazetteer.tenures_of(ix).iter();
        let over = |t: &TenureIx| {
            let until = self.gazetteer.tenure(*t).to;
            self.date
                .is_some_and(|d| d.year() - until.year() > REMEMBERED)
        };
        !held.as_slice().is_empty() && held.all(over)
    }

    /// Whether somebody of the document leads a state, by his row or by what the text calls him.
    fn seems_leader(&self, n: EntityNo, by_row: &dyn Fn(&EntityIx) -> bool) -> bool {
        let e = self.entities.get(n);
        let called = |p: &str| e.called_leader(p, false, self.gazetteer);
        e.known.is_some_and(|ix| by_row(&ix))
            || e.offices
                .iter()
                .filter_map(|o| o.polity.as_deref())
                .any(called)
    }

    /// The person that it means.
    pub(super) fn meant(&self, words: &NameWords, parts: &mut Parts) -> Meant {
        let (hint, gazetteer, date, home) = (self.hint, self.gazetteer, self.date, self.home);
        // "bà Trump" is his wife.
        let rows = self.candidates.iter().filter_map(|ix| {
            let row = gazetteer.entity(*ix);
            let agrees = |g| hint.kin || hint.gender.is_none_or(|own| own == g);
            if row.gender.is_none_or(agrees) {
                return Some(*ix);
            }
            let wed = gazetteer.find(row.spouse.as_deref()?)?;
            let other = gazetteer.entity(wed).gender.is_some_and(agrees);
            (other && !self.candidates.contains(&wed)).then_some(wed)
        });
        // "HLV Conte" is none of those of the name who have held an office.
        let fits = |ix: &EntityIx| !hint.trade || gazetteer.tenures_of(*ix).is_empty();
        let rows: Few<EntityIx> = rows.filter(fits).collect();
        let all = || rows.iter().copied();
        // "Tổng thống A và phu nhân B A": another of the name who holds the office that day needs no full name.
        let holds = |ix: &EntityIx| {
            gazetteer.tenures_of(*ix).iter().any(|t| {
                let t = gazetteer.tenure(*t);
                let o = gazetteer.office(t.office);
                let meant = match hint.paired {
                    true => leads_state(t, gazetteer),
                    false => hint.classes.iter().any(|h| fits_class(h, o)),
                };
                // ("Trump - Kim", "Vua A" of a text without a date: who is the first of a state to this day.)
                let then = match date {
                    Some(d) => t.covers(d),
                    None => t.until.is_none() && o.rank == 1,
                };
                then && meant
            })
        };
        if let Some(best) = self.best(words, parts)
            && best.score > -20_000
        {
            // "Trước cuộc gặp Trump - Kim": nor does one who leads a state, where the text names in full only his namesake.
            let below = hint.paired && !self.seems_leader(best.entity, &holds);
            if (best.other || below)
                && let titled = !hint.classes.is_empty()
                && let Pick::One(ix) =
                    best_person(all().filter(holds), hint, gazetteer, date, titled)
            {
                return Meant::Row(Pick::One(ix));
            }
            return Meant::Entity(best.entity);
        }
        // A row that the document has under another form ("Jokowi").
        if let Some(n) = all().find_map(|c| self.entities.find_row(c)) {
            return Meant::Entity(n);
        }
        let alone = |ix: &EntityIx| {
            gazetteer
                .names_of(*ix)
                .any(|f| f.alone && f.kind == FormKind::Short)
        };
        // "Cuộc gặp Trump - Kim", of a text that names neither in full.
        if hint.paired
            && let Pick::One(ix) = best_person(all().filter(holds), hint, gazetteer, date, false)
        {
            return Meant::Row(Pick::One(ix));
        }
        let titled = !hint.classes.is_empty() || hint.polity.is_some();
        if titled {
            match best_person(all(), hint, gazetteer, date, true) {
                Pick::None => {}
                pick => return Meant::Row(pick),
            }
        }
        // No office said: someone famous enough to need none, or the only one of that name.
        // At home any number of people bear a name that is in the tables once ("chị Lan, 29 tuổi").
        let famous: Vec<EntityIx> = all().filter(alone).collect();
        let abroad =
            |ix: EntityIx| home.is_none() || gazetteer.entity(ix).country.as_deref() != home;
        Meant::Row(match (famous.as_slice(), &rows[..]) {
            ([one], _) => Pick::One(*one),
            ([], [one]) if abroad(*one) && !self.long_gone(*one) => Pick::One(*one),
            ([], _) => match self.in_office(all()) {
                Some(one) if rows.len() <= RARE => Pick::One(one),
                _ => Pick::Open(all().collect()),
            },
            (several, _) => best_person(several.iter().copied(), hint, gazetteer, date, false),
        })
    }

    /// The only one who leads a state that the text names, on that day ("Ông Merz", of a text about Germany).
    fn in_office(&self, of: impl Iterator<Item = EntityIx>) -> Option<EntityIx> {
        let (gazetteer, date) = (self.gazetteer, self.date?);
        let named = |polity: &str| {
            let state = gazetteer.find(polity);
            state.is_some_and(|ix| self.entities.find_row(ix).is_some())
        };
        let mut leading = of.filter(|ix| {
            gazetteer.tenures_of(*ix).iter().any(|t| {
                let t = gazetteer.tenure(*t);
                t.covers(date)
                    && leads_state(t, gazetteer)
                    && named(&gazetteer.office(t.office).polity)
            })
        });
        let first = leading.next()?;
        leading.next().is_none().then_some(first)
    }

    /// Of the document's persons whose full names hold it the one who fits best; of very many full names the nearest on both
    /// sides are weighed.
    fn best(&self, words: &NameWords, parts: &mut Parts) -> Option<Weighed> {
        let mut own = words.of(self.mention).iter().filter(|w| !letter(**w));
        let last = own.next_back()?;
        let holders = parts.by_word.get(last).map_or(&[][..], |p| &p.names);
        let here = holders.partition_point(|h| (h.mention as usize) < self.mention);
        let (before, after) = holders.split_at(here);
        let one = own.clone().next().is_none();
        let mut called: Option<String> = None;
        let mut best: Option<Weighed> = None;
        let addressed = one && self.hint.gender.is_some() && self.hint.classes.is_empty();
        let before_now = parts.meant.get(last).copied().filter(|_| addressed);
        // The nearest name of each person counts, one before it more than one that comes later.
        let near = before.iter().rev().take(NEAR);
        for h in near.chain(after.iter().take(NEAR)) {
            let there = h.mention as usize;
            if !one && !own.clone().all(|w| words.of(there).contains(w)) {
                continue;
            }
            let edge = h.edge || !one;
            let mark = self.mention as u32 + 1;
            let known = parts.weighed.get_mut(h.entity as usize);
            if let Some(known) = known.map(|known| &mut known[usize::from(edge)])
                && std::mem::replace(known, mark) == mark
            {
                continue;
            }
            let entity = h.entity as usize;
            let (mut fit, other) = self.fit(entity, edge, one, &mut called);
            // "ông Kim" of a leader stays his, though somebody else of the name is spoken of in between.
            let row = self.entities.get(entity).known;
            let leader = before_now == Some(h.entity) && row.is_some_and(|ix| self.ever_led(ix));
            fit += i64::from(leader);
            let score = fit * 1000
                + if there < self.mention {
                    500 - (self.mention - there).min(400) as i64
                } else {
                    -((there - self.mention).min(400) as i64)
                };
            if best
                .as_ref()
                .is_none_or(|b| (b.score, Reverse(b.entity)) < (score, Reverse(entity)))
            {
                best = Some(Weighed {
                    score,
                    entity,
                    other,
                });
            }
        }
        if let Some(b) = best.as_ref().filter(|_| addressed) {
            parts.meant.insert(*last, b.entity as u32);
        }
        best
    }

    /// Whether one of the rows leads a state, or has led one.
    fn ever_led(&self, ix: EntityIx) -> bool {
        let mut held = self.gazetteer.tenures_of(ix).iter();
        held.any(|t| leads_state(self.gazetteer.tenure(*t), self.gazetteer))
    }

    /// Whether a row has the first office of a state, on the day of the text where it has one.
    fn first_of_a_state(&self, ix: EntityIx) -> bool {
        self.gazetteer.tenures_of(ix).iter().any(|t| {
            let t = self.gazetteer.tenure(*t);
            let then = self.date.is_none_or(|d| t.covers(d));
            then && self.gazetteer.office(t.office).rank == 1
        })
    }

    /// How well a person fits, wherever the text names him, and whether the tables speak for another of the name; `called` keeps
    /// the folded title.
    fn fit(&self, n: EntityNo, edge: bool, one: bool, called: &mut Option<String>) -> (i64, bool) {
        let (hint, gazetteer) = (self.hint, self.gazetteer);
        let mut score: i64 = if edge { 10 } else { 2 };
        let e = self.entities.get(n);
        if let (Some(a), Some(b)) = (hint.gender, e.gender) {
            score += if a == b { 5 } else { -50 };
        }
        if hint.trade && e.known.is_some_and(|ix| self.ever_led(ix)) {
            score -= 50;
        }
        let mut other = false;
        if !hint.classes.is_empty() {
            let agrees = e.offices.iter().any(|o| {
                hint.classes.iter().any(|c| of_class(c, &o.class))
                    && (hint.polity.is_none() || o.polity.as_ref() == hint.polity)
            }) || e.known.is_some_and(|ix| {
                gazetteer.tenures_of(ix).iter().any(|t| {
                    let o = gazetteer.office(gazetteer.tenure(*t).office);
                    hint.classes.iter().any(|h| fits_class(h, o))
                        && hint.polity.is_none_or(|p| *p == *o.polity)
                })
            });
            score += if agrees { 6 } else { -2 };
            // All offices of a row are known; those of others are not.
            other = !agrees && e.known.is_some();
            // "Tổng thống Kim", "Chủ tịch Kim": the same words say more than an office that both can mean.
            let title =
                called.get_or_insert_with(|| fold_name(&self.text.spelled(hint.title.clone())));
            let called = |o: &GivenOffice| fold_name(&self.text.spelled(o.title.clone()));
            let called_so = |o: &GivenOffice| !title.is_empty() && called(o) == *title;
            score += if e.offices.iter().any(called_so) {
                3
            } else {
                0
            };
        }
        // "ông Kim" is rather not who is only remembered.
        if one && hint.classes.is_empty() && e.known.is_some_and(|ix| self.long_gone(ix)) {
            score -= 1;
        }
        let led = |ix: EntityIx| self.ever_led(ix);
        if hint.paired {
            score += if e.known.is_some_and(led) { 4 } else { 0 };
            // ("Trump - Kim": rather the first of a state than who is next to him.)
            let first = |ix: EntityIx| self.first_of_a_state(ix);
            score += i64::from(e.known.is_some_and(first));
            other |= e.known.is_some_and(|ix| !led(ix));
        }
        // "Trump" alone is the president, and not his wife who was spoken of last.
        let bare = hint.gender.is_none() && hint.classes.is_empty();
        let wed = |ix: EntityIx| gazetteer.entity(ix).spouse.is_some() && !led(ix);
        if bare && one && e.known.is_some_and(wed) {
            score -= 1;
        }
        // A row that has the form as its short one.
        if e.known.is_some_and(|ix| self.candidates.contains(&ix)) {
            score += 3;
        }
        (score, other)
    }
}
