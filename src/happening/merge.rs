//! Happenings: tellings of the same thing are joined, and each adds what it says.

use super::beside::{
    as_the_guest_came, journeys, met_one_by_one, of_each_with_each, only_pictured, pairs_of_one,
    part_of_a_plan, tours,
};
use super::candidate::{Candidate, NOWHERE, Participation, People, Undated};
use super::life::ToldOn;
use super::same::{Places, agreed};
use crate::discourse::EntityNo;
use crate::extraction::{Status, Words};
use crate::few::Few;
use crate::frame::{Frames, PlaceNeed, RelationKind};
use crate::hash::FastMap;
use crate::time::{Edtf, Grain};

/// All candidates that tell of one thing.
#[derive(Clone, Debug)]
pub(crate) struct Happening {
    pub(crate) kind: Words,
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
    /// Whether all tellings say that it was at some earlier time.
    pub(super) once: bool,
    /// The days and spans of years that they tell without what makes them dates, each once.
    pub(super) undated: Vec<Undated>,
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
    // ("Trong cuộc gặp ngày 5/1", of a text without a date: a day all the same.)
    let of_a_day = |c: &Candidate| matches!(c.undated, Some(Undated::Day(_, Some(_))));
    let ended = |k: &str| kinds.kind(k).is_some_and(|k| k.ends.is_some());
    let mut found = Found {
        all: Vec::with_capacity(candidates.len()),
        marks: Vec::new(),
        by_kind: FastMap::default(),
        uncompared: 0,
        places,
    };
    let mut partial: Vec<Candidate> = Vec::new();
    for c in candidates {
        if c.participants.is_empty() || c.participants.len() < least(&c.kind) {
            partial.push(c);
            continue;
        }
        let kind = kinds.kind(&c.kind);
        match found.find(&c, kind, false) {
            Some(i) => found.add(i, c, kind),
            None => found.push(c),
        }
    }
    for c in partial {
        let kind = kinds.kind(&c.kind);
        // What does not refer back is no further telling of anything.
        if !c.definite && !ended(&c.kind) {
            continue;
        }
        let mut c = c;
        if c.spoken_to {
            let mut both = c.clone();
            both.both_spoken_of(kind);
            // "A gặp C. Trong cuộc gặp, A nói với B": the one told of right before it.
            let only = found.find(&both, kind, true).is_none();
            let told = found.find(&c, kind, true).filter(|_| only);
            let near = |t: &&Candidate| t.sentence + JUST_TOLD >= c.sentence;
            let before = |i: usize| {
                let mut tellings = found.all[i].tellings.iter().rev().take_while(near);
                tellings.any(|t| t.trigger.start < c.trigger.start)
            };
            if told.is_some_and(before) {
                c.spoken_to = false;
                c.fallback.clear();
            } else {
                c = both;
            }
        }
        let told_of = c.fallback.len() >= least(&c.kind);
        // "trong một cuộc họp": what the sentence does not tell of is another one, but for the two that it is about.
        let partial = !(c.fresh && told_of);
        if !partial {
            c.both_spoken_of(kind);
        }
        let told = found.find(&c, kind, partial);
        let another = |h: &Happening| {
            h.spoken_of_at(&c, kind) || partial && (h.elsewhere_and_then(&c) || h.told_back(&c))
        };
        if told.is_some_and(|i| another(&found.all[i])) {
            continue;
        }
        let told = told.filter(|i| {
            let mut told = found.all[*i].tellings.iter();
            let here = |t: &Candidate| t.sentence == c.sentence;
            // "Sau cuộc gặp, A nói có thể gặp B": what is over is none that the same sentence tells only then.
            let later = |t: &Candidate| here(t) && t.trigger.start > c.trigger.start;
            let open = found.all[*i].status != Status::Occurred;
            if partial && c.over && open && told.clone().all(later) {
                return false;
            }
            !(c.fresh && partial) || told.any(here)
        });
        if let Some(i) = told {
            // "Ông A sẽ gặp bà B. Nước X và nước Y đã họp. Các cuộc đàm phán bế tắc": those two are of another one.
            let gathers = kind.is_some_and(|k| k.gathers);
            if gathers && c.participants.is_empty() && found.of_another(i, &c) {
                c.fallback.clear();
            }
            found.add(i, c, kind);
        } else if told_of
            && !needs_place(&c.kind)
            && !ended(&c.kind)
            && (c.spoken_to || c.time.is_some() || of_a_day(&c) || c.place.is_some())
        {
            c.both_spoken_of(kind);
            found.push(c);
        }
    }
    let (mut out, uncompared) = (found.all, found.uncompared);
    out.retain(|h| h.place.is_some() || !needs_place(&h.kind));
    pairs_of_one(&mut out);
    only_pictured(&mut out);
    met_one_by_one(&mut out);
    of_each_with_each(&mut out);
    part_of_a_plan(&mut out);
    tours(&mut out, kinds, places);
    journeys(&mut out, kinds, places);
    as_the_guest_came(&mut out, kinds, places);
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
/// So many sentences back an event is the one that is spoken of still.
const JUST_TOLD: usize = 2;
/// So many of one kind are compared as they are.
const FEW: usize = 8;

/// The happenings found so far.
struct Found<'p> {
    all: Vec<Happening>,
    /// What tells at a glance of most of them that a candidate is of another one; of none of them while they are few.
    marks: Vec<Marks>,
    /// By kind, in the order in which they were found.
    by_kind: FastMap<Words, Few<usize>>,
    /// See [`Merged::uncompared`].
    uncompared: usize,
    places: &'p dyn Places,
}

impl Found<'_> {
    fn find(&mut self, c: &Candidate, kind: Option<&RelationKind>, partial: bool) -> Option<usize> {
        let same = self.by_kind.get(&c.kind)?;
        let mut wanted: Few<Marks> = Few::None;
        if same.len() > FEW {
            let unmarked = self.all.get(self.marks.len()..).unwrap_or(&[]);
            let marks = |h: &Happening| Marks::of(&h.participants, self.places);
            self.marks.extend(unmarked.iter().map(marks));
            let parties = c.participants.iter();
            wanted = parties.map(|p| Marks::wanted(p, self.places)).collect();
        }
        // "gửi thư tới hội X và Chủ tịch A": one to each, though he is of it.
        let in_turn = !partial && kind.and_then(RelationKind::neutral).is_none();
        let at_once = |h: &Happening| {
            let last = h.tellings.last();
            in_turn && last.is_some_and(|t| t.trigger == c.trigger)
        };
        let may_be = |marks: &Marks| wanted.iter().all(|w| w.0 & marks.0 != 0);
        // "A gặp B. Cuộc gặp diễn ra ở K. Sau đó B gặp C": what refers back means what was told by then.
        let told = |h: &Happening| {
            !partial || h.tellings.iter().any(|t| t.trigger.start < c.trigger.start)
        };
        // What refers back and names nobody means what was told of last, not what was first told of last.
        let bare = partial && c.participants.is_empty();
        let last = |h: &Happening| {
            let before = h.tellings.iter().map(|t| t.trigger.start);
            before.filter(|t| bare && *t < c.trigger.start).max()
        };
        same.iter()
            .rev()
            .take(LOOK_BACK)
            .filter(|i| self.marks.get(**i).is_none_or(may_be))
            .filter_map(|i| Some((*i, self.all.get(*i)?)))
            .filter(|(_, h)| !at_once(h) && h.accepts(c, kind, self.places, partial))
            // Of several the one whose time and place agree outright, else the latest.
            .max_by_key(|(i, h)| {
                (
                    h.participants.len() == c.participants.len(),
                    h.time.is_some() && h.time == c.time,
                    h.place.is_some() && h.place == c.place,
                    h.status == c.status,
                    told(h),
                    last(h),
                    *i,
                )
            })
            .map(|(i, _)| i)
    }

    /// Whether those whom a candidate speaks of take part in another one of the kind, and not in this one, which need not be theirs.
    fn of_another(&self, i: usize, c: &Candidate) -> bool {
        let takes_part = |n: usize, e: EntityNo| {
            let parties = self.all.get(n).map_or(&[][..], |h| &h.participants);
            parties.iter().any(|p| p.entity == e)
        };
        let all = |n: usize| c.fallback.iter().all(|e| takes_part(n, *e));
        // ("thượng đỉnh A - B" is of those who lead them.)
        let own = self.all.get(i).map_or(&[][..], |h| &h.participants);
        if own.iter().any(|p| p.people == People::Leaders) {
            return false;
        }
        let mut others = self
            .by_kind
            .get(&c.kind)
            .into_iter()
            .flat_map(Few::as_slice);
        !c.fallback.is_empty() && !all(i) && others.any(|n| *n != i && all(*n))
    }

    /// A candidate that is of none of them.
    fn push(&mut self, c: Candidate) {
        let same = self.by_kind.entry(c.kind.clone()).or_default();
        self.uncompared += usize::from(same.len() > LOOK_BACK);
        same.push(self.all.len());
        self.all.push(Happening::new(c));
    }

    /// A candidate that is of one of them.
    fn add(&mut self, i: usize, c: Candidate, kind: Option<&RelationKind>) {
        let Some(h) = self.all.get_mut(i) else { return };
        h.add(c, kind, self.places);
        if let Some(marks) = self.marks.get_mut(i) {
            *marks = Marks::of(&h.participants, self.places);
        }
    }
}

/// Who takes part, as far as bits tell: some for the entities, one for persons among them, one for others.
#[derive(Clone, Copy)]
struct Marks(u64);

impl Marks {
    const PERSON: u64 = 1 << 63;
    const OTHER: u64 = 1 << 62;

    fn of(parties: &[Participation], places: &dyn Places) -> Marks {
        let mark = |p: &Participation| match places.person(p.entity) {
            true => Marks::PERSON | Marks::entity(p),
            false => Marks::OTHER | Marks::entity(p),
        };
        Marks(parties.iter().fold(0, |all, p| all | mark(p)))
    }

    /// Of these one at least is of a happening in which the party takes part, or who stands for it, or for whom it stands: only a
    /// person stands for what is none.
    fn wanted(p: &Participation, places: &dyn Places) -> Marks {
        let other = match places.person(p.entity) {
            true => Marks::OTHER,
            false => Marks::PERSON,
        };
        Marks(other | Marks::entity(p))
    }

    fn entity(p: &Participation) -> u64 {
        1 << (p.entity % 62)
    }
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
            once: c.once,
            undated: c.undated.into_iter().collect(),
            tellings: vec![c],
        }
    }

    /// Whether it is held only by default.
    pub(super) fn assumed(&self) -> bool {
        self.tellings.iter().all(|t| t.assumed)
    }

    /// "Cuộc đàm phán tại K sẽ bàn về cuộc gặp giữa A và B": whether a gathering that names nobody is another one, of which the same
    /// sentence tells before this one, which is still ahead.
    fn spoken_of_at(&self, c: &Candidate, kind: Option<&RelationKind>) -> bool {
        let behind = |t: &Candidate| t.sentence == c.sentence && t.trigger.start > c.trigger.start;
        kind.is_some_and(|k| k.gathers)
            && c.participants.is_empty()
            && matches!(self.status, Status::Planned | Status::Possible)
            && self.status != c.status
            && self.tellings.iter().all(behind)
    }

    /// "hội nghị thượng đỉnh ở K năm 2013": whether it brings a place and a year of its own, neither of which is told of this one.
    fn elsewhere_and_then(&self, c: &Candidate) -> bool {
        let year = c.time.is_some_and(|t| t.grain() == Some(Grain::Year));
        year && c.place.is_some() && self.time != c.time && self.place != c.place
    }

    /// "Hai bên đàm phán ở K. Trước đó, A gặp B": whether it is only told of later, as what was before.
    fn told_back(&self, c: &Candidate) -> bool {
        let mut told = self.tellings.iter();
        let back =
            |t: &Candidate| t.trigger.start > c.trigger.start && t.told_on == ToldOn::Earlier;
        self.status == Status::Occurred && told.all(back)
    }

    /// Lets one more telling say how far it has come. "A mong gặp B, nhưng sẽ không nối lại các cuộc đàm phán với nước Y": talks in the
    /// plural that do not name the two, or are agreed on, say nothing of whether the one meeting of two persons comes about.
    fn tell_status(&mut self, c: &Candidate, places: &dyn Places) {
        let persons =
            |all: &[Participation]| all.len() > 1 && all.iter().all(|p| places.person(p.entity));
        let open = |t: &Candidate| {
            let others = agreed(t) || !persons(&t.participants);
            t.several && t.status != Status::Occurred && others
        };
        let both = persons(&self.participants);
        let denied = self.status == Status::Negated && self.tellings.iter().all(open);
        if both && !c.several && denied {
            self.take_status(c);
            self.marked = false;
        } else if !(both && open(c) && self.tellings.iter().any(|t| !t.several)) {
            self.fold_status(c);
        }
    }

    fn add(&mut self, c: Candidate, kind: Option<&RelationKind>, places: &dyn Places) {
        let few = c.participants.len() < self.participants.len();
        // A person says more than the polity; but where few are told of again, who speaks of the talks of two states need be no
        // party ("Đặc phái viên nước X nói cuộc đàm phán tốt đẹp"), unless all are known by then.
        let named = |e: EntityNo| {
            let told = c
                .participants
                .iter()
                .map(|q| (q.entity, &q.tokens, q.leads));
            told.chain(c.fallback.iter().map(|q| (*q, &NOWHERE, None)))
                .find(|(q, _, leads)| *q != e && (*leads == Some(e) || places.belongs(*q, e)))
                .map(|(q, tokens, _)| (q, tokens))
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
        let journey = kind.is_some_and(|k| k.journey);
        // The days of a journey say more than the day of arrival, those of anything else less than its own.
        let stretch = |t: &Edtf| journey && t.is_stretch();
        let nearer = |a: &Edtf, b: &Edtf| match (stretch(a), stretch(b)) {
            (false, true) => a.compatible(b),
            (true, false) => false,
            _ => a.contains(b),
        };
        let better = match (&self.time, &c.time) {
            (None, time) => time.is_some(),
            (Some(a), Some(b)) => a != b && nearer(a, b),
            _ => false,
        };
        let closed = self.time.zip(c.time).and_then(|(a, b)| a.closed_with(&b));
        if let Some(all) = closed {
            self.time = Some(all);
        } else if better || self.moved_by(&c) {
            self.time = c.time;
            self.time_distance = c.time_distance;
        }
        // A house on the way ("thăm Phủ Chủ tịch") is not where a journey goes.
        let finer = |a: EntityNo, b: EntityNo| match (places.site(a), places.site(b)) {
            (false, true) if journey => false,
            (true, false) if journey => true,
            // A house that is told says more than a room of it.
            _ if places.room(a) || places.room(b) => places.room(a) && places.within(a, b),
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
        let undone = self.status == Status::Negated;
        self.tell_status(&c, places);
        // What was put off and is set again is on the day that it is set for.
        if undone && self.status == Status::Planned && c.time.is_some() {
            self.time = c.time;
            self.time_distance = c.time_distance;
        }
        self.marked |= c.marked;
        self.again |= c.again;
        self.once &= c.once;
        if let Some(told) = c.undated.filter(|u| !self.undated.contains(u)) {
            self.undated.push(told);
        }
        self.tellings.push(c);
    }
}
