//! Happenings: tellings of the same thing are joined, and each adds what it says.

use super::beside::{journeys, of_each_with_each, part_of_a_plan};
use super::candidate::{Candidate, NOWHERE, Participation};
use super::life::ToldOn;
use super::same::Places;
use crate::discourse::EntityNo;
use crate::extraction::Status;
use crate::frame::{Frames, PlaceNeed, RelationKind};
use crate::hash::FastMap;
use crate::time::Edtf;

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
    pub(super) again: bool,
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
    let mut partial: Vec<Candidate> = Vec::new();
    for c in candidates {
        if c.participants.is_empty() || c.participants.len() < least(&c.kind) {
            partial.push(c);
            continue;
        }
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
            let mut told = out[*i].tellings.iter();
            let here = |t: &Candidate| t.sentence == c.sentence;
            // "Sau cuộc gặp, A nói có thể gặp B": what is over is none that the same sentence tells only then.
            let later = |t: &Candidate| here(t) && t.trigger.start > c.trigger.start;
            let open = out[*i].status != Status::Occurred;
            if partial && c.over && open && told.clone().all(later) {
                return false;
            }
            !(c.fresh && partial) || told.any(here)
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
