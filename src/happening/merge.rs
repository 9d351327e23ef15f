//! Same or not: frames join where kind, participants, time, place and status agree.

use super::beside::{journeys, of_each_with_each, part_of_a_plan};
use super::life::ToldOn;
use crate::clause::CueKind;
use crate::discourse::EntityNo;
use crate::extraction::Status;
use crate::frame::{Frames, PlaceNeed, RelationKind};
use crate::hash::FastMap;
use crate::time::Edtf;
use std::ops::Range;

/// One side of a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Participation {
    pub(crate) entity: EntityNo,
    pub(crate) role: Box<str>,
    /// Tokens that name it here.
    pub(crate) tokens: Range<usize>,
    /// `stated`, or how it was concluded.
    pub(crate) basis: &'static str,
    /// Of a state: which persons of it are meant.
    pub(crate) people: People,
}

/// Who of a state takes part where it is named for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum People {
    #[default]
    Any,
    /// Officers or envoys, and not who leads it ("quan chức hai nước").
    Officers,
    /// Who leads it ("thượng đỉnh A - B").
    Leaders,
}

/// Who reports a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Teller {
    pub(crate) entity: Option<EntityNo>,
    pub(crate) tokens: Range<usize>,
}

/// A time that is no day of the calendar for want of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Undated {
    /// A month, and the day in it.
    Day(i8, Option<i8>),
    YearsBack(i32),
}

/// What one frame tells, its participants resolved.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) kind: Box<str>,
    pub(crate) participants: Vec<Participation>,
    pub(crate) place: Option<EntityNo>,
    pub(crate) time: Option<Edtf>,
    /// How near the time stands: 0 in the trigger's phrase.
    pub(crate) time_distance: u8,
    /// Where no year is known, the month and day that are told, or how many years ago it was.
    pub(crate) undated: Option<Undated>,
    pub(crate) place_distance: u8,
    pub(crate) status: Status,
    pub(crate) reason: Option<&'static str>,
    /// Whether a cue or a date said the status.
    pub(crate) marked: bool,
    /// Told in a headline.
    pub(crate) headline: bool,
    /// Denied only as yet ("chưa gặp").
    pub(crate) not_yet: bool,
    /// When it was told or decided on.
    pub(crate) told_on: ToldOn,
    /// Held only by default: an event noun or a headline of which no word, date or phrase says whether it came about.
    pub(crate) assumed: bool,
    /// Of each with each ("các cuộc gặp song phương với B và C").
    pub(crate) each: bool,
    pub(crate) occasion: Option<EntityNo>,
    /// How often, and whether an ordinal says so.
    pub(crate) count: Option<(u32, bool)>,
    pub(crate) teller: Option<Teller>,
    /// Refers to something told before.
    pub(crate) definite: bool,
    /// One among others ("một cuộc họp"): no further telling of one told before.
    pub(crate) fresh: bool,
    /// Whom a reference without its own participants means where nothing was told before.
    pub(crate) fallback: Vec<EntityNo>,
    /// "gặp lại": another one than before.
    pub(crate) again: bool,
    pub(crate) sentence: usize,
    pub(crate) trigger: Range<usize>,
    pub(crate) rule: String,
    pub(crate) cues: Vec<(&'static str, Range<usize>)>,
}

impl Candidate {
    /// The two spoken of take part in whatever way the kind has.
    fn both_spoken_of(&mut self, kind: Option<&RelationKind>) {
        let role = kind.and_then(|k| k.roles.first().cloned());
        for e in self.fallback.clone() {
            if !self.participants.iter().any(|p| p.entity == e) {
                self.participants.push(Participation {
                    entity: e,
                    role: role.clone().unwrap_or_default(),
                    tokens: NOWHERE,
                    basis: "the two spoken of",
                    people: People::Any,
                });
            }
        }
    }
}

/// All candidates that tell of one thing.
#[derive(Clone, Debug)]
pub(crate) struct Happening {
    pub(crate) kind: Box<str>,
    pub(crate) participants: Vec<Participation>,
    pub(crate) place: Option<EntityNo>,
    pub(crate) place_distance: u8,
    pub(crate) time: Option<Edtf>,
    pub(crate) time_distance: u8,
    pub(crate) status: Status,
    pub(crate) reason: Option<&'static str>,
    pub(crate) marked: bool,
    pub(super) not_yet: bool,
    /// When the status was told.
    pub(super) told_on: ToldOn,
    pub(crate) occasion: Option<EntityNo>,
    pub(crate) count: Option<(u32, bool)>,
    /// Where it must have been: the place of a journey that it fell into, and from what that follows.
    pub(crate) journey: Option<(EntityNo, &'static str)>,
    pub(crate) tellings: Vec<Candidate>,
    /// Whether one of them tells of another one than before.
    again: bool,
}

/// What merging asks about places and parties.
pub(crate) trait Places {
    /// Whether `inner` lies in `outer`, or is the same.
    fn within(&self, inner: EntityNo, outer: EntityNo) -> bool;
    /// Whether the person (or office) belongs to the polity.
    fn belongs(&self, person: EntityNo, polity: EntityNo) -> bool;
    /// Whether the place is a house or the like in a town.
    fn site(&self, place: EntityNo) -> bool;
    /// Whether it is a person.
    fn person(&self, e: EntityNo) -> bool;
    /// Whether a row knows of it.
    fn known(&self, e: EntityNo) -> bool;
    /// Whether the person leads the state, or has led it.
    fn leads(&self, person: EntityNo, polity: EntityNo) -> bool;
    /// Whether the person is of the country that the place lies in.
    fn at_home(&self, person: EntityNo, place: EntityNo) -> bool;
}

/// Joins candidates, in text order with asides last. Quadratic in the candidates of one kind at worst; a document of n
/// relations compares each with the happenings found so far, at most `LOOK_BACK` of them.
pub(crate) fn merge(candidates: Vec<Candidate>, kinds: &Frames, places: &dyn Places) -> Merged {
    let least = |k: &str| kinds.kind(k).map_or(2, |k| k.least);
    let needs_place = |k: &str| {
        kinds
            .kind(k)
            .is_some_and(|k| k.place == PlaceNeed::Required)
    };
    let ended = |k: &str| kinds.kind(k).is_some_and(|k| k.ends.is_some());
    let mut out: Vec<Happening> = Vec::new();
    let mut by_kind: FastMap<Box<str>, Vec<usize>> = FastMap::default();
    let mut uncompared = 0;
    let (complete, partial): (Vec<Candidate>, Vec<Candidate>) = candidates
        .into_iter()
        .partition(|c| c.participants.len() >= least(&c.kind) && !(c.participants.is_empty()));
    for c in complete {
        let kind = kinds.kind(&c.kind);
        match find(&out, &by_kind, &c, kind, places, false) {
            Some(i) => out[i].add(c, kind, places),
            None => {
                let same = by_kind.entry(c.kind.clone()).or_default();
                uncompared += usize::from(same.len() > LOOK_BACK);
                same.push(out.len());
                out.push(Happening::new(c));
            }
        }
    }
    for c in partial {
        let kind = kinds.kind(&c.kind);
        // What does not refer back is no further telling of anything.
        if !c.definite && !ended(&c.kind) {
            continue;
        }
        let mut c = c;
        let told_of = c.fallback.len() >= least(&c.kind);
        // "trong một cuộc họp": what the sentence does not tell of is another one, but for the two that it is about.
        let partial = !(c.fresh && told_of);
        if !partial {
            c.both_spoken_of(kind);
        }
        let told = find(&out, &by_kind, &c, kind, places, partial).filter(|i| {
            let here = |t: &Candidate| t.sentence == c.sentence;
            !(c.fresh && partial) || out[*i].tellings.iter().any(here)
        });
        if let Some(i) = told {
            out[i].add(c, kind, places);
        } else if told_of && !needs_place(&c.kind) && (c.time.is_some() || c.place.is_some()) {
            c.both_spoken_of(kind);
            let same = by_kind.entry(c.kind.clone()).or_default();
            uncompared += usize::from(same.len() > LOOK_BACK);
            same.push(out.len());
            out.push(Happening::new(c));
        }
    }
    out.retain(|h| h.place.is_some() || !needs_place(&h.kind));
    of_each_with_each(&mut out);
    part_of_a_plan(&mut out);
    journeys(&mut out, kinds, places);
    Merged {
        happenings: out,
        uncompared,
    }
}

/// What [`merge`] made of the candidates.
#[derive(Debug)]
pub(crate) struct Merged {
    pub(crate) happenings: Vec<Happening>,
    /// Of how many it is not known whether one further back than [`LOOK_BACK`] is the same.
    pub(crate) uncompared: usize,
}

/// The tokens of one whom no words name.
const NOWHERE: Range<usize> = 0..0;

/// How many happenings of its kind back a candidate is compared with.
pub(crate) const LOOK_BACK: usize = 64;

fn find(
    out: &[Happening],
    by_kind: &FastMap<Box<str>, Vec<usize>>,
    c: &Candidate,
    kind: Option<&RelationKind>,
    places: &dyn Places,
    partial: bool,
) -> Option<usize> {
    let same = by_kind.get(&c.kind)?;
    same.iter()
        .rev()
        .filter_map(|i| Some((*i, out.get(*i)?)))
        .take(LOOK_BACK)
        .filter(|(_, h)| h.accepts(c, kind, places, partial))
        // Of several the one whose time and place agree outright, else the latest.
        .max_by_key(|(i, h)| {
            (
                h.participants.len() == c.participants.len(),
                h.time.is_some() && h.time == c.time,
                h.place.is_some() && h.place == c.place,
                h.status == c.status,
                *i,
            )
        })
        .map(|(i, _)| i)
}

/// The reason of what somebody denies.
pub(super) const DENIED: &str = "denied";

fn denied(c: &Candidate) -> bool {
    c.status == Status::Negated && c.reason == Some(DENIED)
}

/// Whether somebody denies that it has come about.
fn denied_of_past(c: &Candidate) -> bool {
    let past = CueKind::Past.as_str();
    denied(c) && c.cues.iter().any(|(k, _)| *k == past)
}

/// Whether only somebody says that it has come about.
fn claimed(c: &Candidate) -> bool {
    c.status == Status::Occurred && c.teller.is_some()
}

/// Whether only an agreement puts it ahead.
fn agreed(c: &Candidate) -> bool {
    let agree = CueKind::Agree.as_str();
    c.status == Status::Planned && c.cues.iter().any(|(k, _)| *k == agree)
}

impl Happening {
    fn new(c: Candidate) -> Happening {
        Happening {
            kind: c.kind.clone(),
            participants: c.participants.clone(),
            place: c.place,
            place_distance: c.place_distance,
            time: c.time,
            time_distance: c.time_distance,
            status: c.status,
            reason: c.reason,
            marked: c.marked,
            not_yet: c.not_yet,
            told_on: c.told_on,
            occasion: c.occasion,
            count: c.count,
            journey: None,
            again: c.again,
            tellings: vec![c],
        }
    }

    /// Whether it is held only by default.
    pub(super) fn assumed(&self) -> bool {
        self.tellings.iter().all(|t| t.assumed)
    }

    fn accepts(
        &self,
        c: &Candidate,
        kind: Option<&RelationKind>,
        places: &dyn Places,
        partial: bool,
    ) -> bool {
        let stands_for = |p: &Participation, state: &Participation| {
            let leads = || places.leads(p.entity, state.entity);
            places.belongs(p.entity, state.entity)
                && match state.people {
                    People::Any => true,
                    People::Officers => !leads(),
                    People::Leaders => leads() || !places.known(p.entity),
                }
        };
        let same = |p: &Participation, q: &Participation| {
            p.entity == q.entity || stands_for(p, q) || stands_for(q, p)
        };
        // A letter from A to B is not one from B to A.
        let turned = c.participants.iter().any(|p| {
            self.participants
                .iter()
                .any(|q| p.entity == q.entity && kind.is_some_and(|k| k.opposed(&p.role, &q.role)))
        });
        if turned {
            return false;
        }
        let covered = c
            .participants
            .iter()
            .all(|p| self.participants.iter().any(|q| same(p, q)));
        let covers = self
            .participants
            .iter()
            .all(|p| c.participants.iter().any(|q| same(p, q)));
        // "A gặp B và C. Tại cuộc gặp B, A nói …": right behind, what refers back may name only some of those who were there;
        // further on it may be another of A's.
        let here = |p: &Participation| self.participants.iter().any(|q| p.entity == q.entity);
        let last = self.tellings.last().map_or(c.sentence, |t| t.sentence);
        let some = c.definite
            && c.time.is_none()
            && self.status == c.status
            && (last..=last + 1).contains(&c.sentence)
            && self.participants.len() > c.participants.len()
            && c.participants.iter().all(here);
        let parties = if partial || some {
            covered
        } else {
            covered && covers && self.participants.len() == c.participants.len()
        };
        if !parties {
            return false;
        }
        let times = match (&self.time, &c.time) {
            (Some(a), Some(b)) => a.compatible(b),
            (None, None) => self.same_day_of_year(c),
            _ => true,
        };
        let where_ = match (self.place, c.place) {
            (Some(a), Some(b)) => places.within(a, b) || places.within(b, a),
            _ => true,
        };
        // The second summit is not the third.
        let edition = |n: Option<(u32, bool)>| n.filter(|(_, ordinal)| *ordinal);
        let editions = match (edition(self.count), edition(c.count)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        if !times || !where_ || !editions {
            return false;
        }
        if self.numbered_apart(c) {
            return false;
        }
        let nowhere = self.place.is_none() && c.place.is_none();
        let both_timed = self.time.is_some() && c.time.is_some();
        // "bác tin đã điện đàm": what has not been is not what may be yet.
        let apart = match (self.status, c.status) {
            (Status::Negated, Status::Possible | Status::Planned) => {
                self.tellings.iter().any(denied_of_past)
            }
            (Status::Possible | Status::Planned, Status::Negated) => denied_of_past(c),
            _ => false,
        };
        let agree = match (self.status, c.status) {
            (a, b) if a == b => true,
            _ if apart && !both_timed => false,
            // What was announced and then took place, or was called off.
            (Status::Planned, Status::Negated | Status::Possible)
            | (Status::Negated | Status::Possible, Status::Planned) => true,
            (Status::Possible, Status::Negated) | (Status::Negated, Status::Possible) => true,
            (Status::Occurred, Status::Planned) | (Status::Planned, Status::Occurred) => {
                // "kể từ sau cuộc gặp hồi tháng 4 … sẽ gặp lại": what refers back means nothing that is told later.
                let back = || self.tellings.iter().any(|t| t.sentence <= c.sentence);
                // "Trong cuộc gặp, hai bên nhất trí nối lại đàm phán": agreed on there, so another one.
                let (held, ahead) = match c.status {
                    Status::Occurred => (c.assumed, self.tellings.iter().all(agreed)),
                    _ => (self.assumed(), agreed(c)),
                };
                if ahead && !held && !both_timed && !partial {
                    return false;
                }
                both_timed || !(self.marked && c.marked) || partial && back()
            }
            // "Chưa cần đến cuộc gặp A - B. Cuộc gặp A - B là …"
            (Status::Occurred, Status::Negated) => {
                self.assumed() && nowhere || denied(c) && self.tellings.iter().all(claimed)
            }
            (Status::Negated, Status::Occurred) => {
                c.assumed && nowhere || claimed(c) && self.reason == Some(DENIED)
            }
            (Status::Occurred, Status::Possible) => {
                both_timed || partial && c.definite || self.assumed()
            }
            (Status::Possible, Status::Occurred) => {
                both_timed || partial && c.definite || c.assumed
            }
            _ => false,
        };
        // "sắp gặp lại nhau, sau hội nghị tháng trước": another one than what has come about, whichever is told first.
        let again = |later: bool, earlier: Status| later && earlier == Status::Occurred;
        let other = again(c.again, self.status) || again(self.again && !c.again, c.status);
        agree && !(other && self.time != c.time)
    }

    /// Whether what is told of the time agrees where nothing tells the year. A day without its year is of this one.
    fn same_day_of_year(&self, c: &Candidate) -> bool {
        let apart = |a: Undated, b: Undated| match (a, b) {
            (Undated::Day(m, d), Undated::Day(n, e)) => {
                m != n || d.zip(e).is_some_and(|(d, e)| d != e)
            }
            (Undated::YearsBack(a), Undated::YearsBack(b)) => a != b,
            (Undated::YearsBack(n), Undated::Day(_, Some(_)))
            | (Undated::Day(_, Some(_)), Undated::YearsBack(n)) => n > 1,
            _ => false,
        };
        let Some(own) = c.undated else {
            return true;
        };
        let mut told = self.tellings.iter().filter_map(|t| t.undated);
        !told.any(|other| apart(own, other))
    }

    /// Whether ordinals tell the two apart: the first and the second, or the second that is to come and one that is told to have
    /// been.
    fn numbered_apart(&self, c: &Candidate) -> bool {
        let nth = |count: Option<(u32, bool)>| count.filter(|(_, nth)| *nth).map(|(n, _)| n);
        let ahead = |s: Status| matches!(s, Status::Planned | Status::Possible);
        let later =
            |n: u32, of: Status, other: Status| n > 1 && ahead(of) && other == Status::Occurred;
        match (nth(self.count), nth(c.count)) {
            (Some(a), Some(b)) => a != b,
            (Some(n), None) => {
                let told = c.marked || c.place.is_some() || c.time.is_some();
                later(n, self.status, c.status) && told && !c.assumed
            }
            (None, Some(n)) => {
                let told = self.marked || self.place.is_some() || self.time.is_some();
                later(n, c.status, self.status) && told && !self.assumed()
            }
            _ => false,
        }
    }

    fn add(&mut self, c: Candidate, kind: Option<&RelationKind>, places: &dyn Places) {
        let few = c.participants.len() < self.participants.len();
        // A person says more than the polity; but where few are told of again, who speaks of the talks of two states need be no
        // party ("Đặc phái viên nước X nói cuộc đàm phán tốt đẹp"), unless all are known by then.
        let named = |e: EntityNo| {
            let told = c.participants.iter().map(|q| (q.entity, &q.tokens));
            told.chain(c.fallback.iter().map(|q| (*q, &NOWHERE)))
                .find(|(q, _)| *q != e && places.belongs(*q, e))
        };
        let all = |e: EntityNo| places.person(e) || named(e).is_some();
        let refined = !few || self.participants.iter().all(|p| all(p.entity));
        for p in &mut self.participants {
            if let Some((q, tokens)) = named(p.entity).filter(|_| refined) {
                p.entity = q;
                p.tokens = tokens.clone();
            }
            // A role that tells the sides apart says more than the neutral one.
            if let Some(q) = c.participants.iter().find(|q| q.entity == p.entity)
                && kind.and_then(RelationKind::neutral) == Some(&*p.role)
            {
                p.role = q.role.clone();
            }
        }
        // One who stood beside his state already counts once.
        let mut seen: Vec<EntityNo> = Vec::with_capacity(self.participants.len());
        self.participants.retain(|p| {
            let first = !seen.contains(&p.entity);
            seen.push(p.entity);
            first
        });
        match (&self.time, &c.time) {
            (None, Some(_)) => {
                self.time = c.time;
                self.time_distance = c.time_distance;
            }
            (Some(a), Some(b)) if a != b && a.contains(b) => {
                self.time = c.time;
                self.time_distance = c.time_distance;
            }
            _ => {}
        }
        // A house on the way ("thăm Phủ Chủ tịch") is not where a journey goes.
        let journey = kind.is_some_and(|k| k.journey);
        let finer = |a: EntityNo, b: EntityNo| match (places.site(a), places.site(b)) {
            (false, true) if journey => false,
            (true, false) if journey => true,
            _ => places.within(b, a),
        };
        match (self.place, c.place) {
            (None, Some(_)) => {
                self.place = c.place;
                self.place_distance = c.place_distance;
            }
            (Some(a), Some(b)) if a != b && finer(a, b) => {
                self.place = c.place;
                self.place_distance = c.place_distance;
            }
            _ => {}
        }
        if self.occasion.is_none() {
            self.occasion = c.occasion;
        }
        if self.count.is_none() {
            self.count = c.count;
        }
        self.fold_status(&c);
        self.marked |= c.marked;
        self.again |= c.again;
        self.tellings.push(c);
    }
}
