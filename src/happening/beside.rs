//! What happenings say of each other once all are known.

use super::candidate::{Candidate, Participation};
use super::merge::{Happening, LOOK_BACK};
use super::same::Places;
use crate::discourse::EntityNo;
use crate::extraction::{Status, Words};
use crate::frame::{Frames, RelationKind};
use crate::time::Edtf;

/// "A gặp B và C" where the text has A meet each of them: no further meeting of the three. What tells of them together tells of
/// each.
pub(super) fn of_each_with_each(out: &mut Vec<Happening>) {
    let apart = |h: &Happening| h.tellings.iter().any(|t| t.each);
    // "A tiếp B và C", where the text under the headline has A receive B, and then C.
    let summed = |h: &Happening| h.tellings.iter().all(|t| t.headline);
    let told = |h: &Happening| h.tellings.iter().any(|t| !t.headline && !t.definite);
    let few = out.iter().filter(|h| apart(h)).take(LOOK_BACK).count() < 2;
    if few && !out.iter().any(|h| summed(h) && h.participants.len() > 2) {
        return;
    }
    let parts_of = |i: usize, all: &[Happening]| -> Vec<usize> {
        let h = &all[i];
        let party = |e: EntityNo| h.participants.iter().any(|p| p.entity == e);
        let part = |o: &Happening| {
            (apart(o) || summed(h) && told(o))
                && o.kind == h.kind
                && o.status == h.status
                && o.participants.len() < h.participants.len()
                && o.participants.iter().all(|p| party(p.entity))
                && !matches!((&o.time, &h.time), (Some(a), Some(b)) if !a.compatible(b))
        };
        let near = i.saturating_sub(LOOK_BACK)..all.len().min(i + LOOK_BACK);
        let parts: Vec<usize> = near.filter(|k| part(&all[*k])).collect();
        let told = |e: EntityNo| {
            let has = |k: &usize| all[*k].participants.iter().any(|p| p.entity == e);
            parts.iter().any(has)
        };
        let whole = parts.len() > 1 && h.participants.iter().all(|p| told(p.entity));
        if whole { parts } else { Vec::new() }
    };
    let mut sums = vec![false; out.len()];
    for i in 0..out.len() {
        if out[i].participants.len() < 3 || apart(&out[i]) {
            continue;
        }
        for k in parts_of(i, out) {
            let tellings = out[i].tellings.clone();
            out[k].tellings.extend(tellings);
            sums[i] = true;
        }
    }
    let mut sums = sums.into_iter();
    out.retain(|_| sums.next() != Some(true));
}

/// "A gặp B và C. Tại cuộc gặp với B, A nói … Tại cuộc gặp với C, …": what refers back to each of them alone tells that A met
/// them one by one, where and when all of them are told of.
pub(super) fn met_one_by_one(out: &mut Vec<Happening>) {
    let mut i = 0;
    while i < out.len() {
        match one_by_one(i, out) {
            Some((parts, new)) => {
                let whole = out.remove(i);
                for k in parts.into_iter().map(|k| if k > i { k - 1 } else { k }) {
                    let Some(part) = out.get_mut(k) else { continue };
                    part.place = part.place.or(whole.place);
                    part.time = part.time.or(whole.time);
                    part.occasion = part.occasion.or(whole.occasion);
                    part.tellings.extend(whole.tellings.iter().cloned());
                }
                for one in new.into_iter().rev() {
                    out.insert(i, one);
                }
            }
            None => i += 1,
        }
    }
}

/// Of a happening of three and more, one of whom met each other: the happenings that tell of him with one of them, and those to be
/// made of its own tellings; `None` where nothing tells of some pair.
fn one_by_one(i: usize, all: &[Happening]) -> Option<(Vec<usize>, Vec<Happening>)> {
    let h = all.get(i).filter(|h| h.participants.len() > 2)?;
    let back = |t: &Candidate, a: EntityNo, b: EntityNo| {
        let of = |e: EntityNo| t.participants.iter().any(|p| p.entity == e);
        t.definite && !t.headline && t.participants.len() == 2 && of(a) && of(b)
    };
    let near = i.saturating_sub(LOOK_BACK)..all.len().min(i + LOOK_BACK);
    let other = |a: EntityNo, b: EntityNo| {
        near.clone().find(|k| {
            let o = &all[*k];
            *k != i
                && o.kind == h.kind
                && o.status == h.status
                && o.participants.len() == 2
                && o.tellings.iter().any(|t| back(t, a, b))
                && !matches!((&o.time, &h.time), (Some(x), Some(y)) if !x.compatible(y))
        })
    };
    let own = |a: EntityNo, b: EntityNo| h.tellings.iter().any(|t| back(t, a, b));
    let mut hubs = h.participants.iter().map(|p| p.entity);
    let hub = hubs.find(|a| {
        let mut others = h.participants.iter().filter(|p| p.entity != *a);
        others.all(|p| own(*a, p.entity) || other(*a, p.entity).is_some())
    })?;
    let (mut parts, mut new) = (Vec::new(), Vec::new());
    for p in h.participants.iter().filter(|p| p.entity != hub) {
        if let Some(k) = other(hub, p.entity) {
            parts.push(k);
            continue;
        }
        let mut one = h.clone();
        one.participants
            .retain(|q| [hub, p.entity].contains(&q.entity));
        let aside = |t: &Candidate| {
            let pair = t.participants.len() == 2 && t.participants.iter().any(|q| q.entity == hub);
            !pair || back(t, hub, p.entity)
        };
        one.tellings.retain(aside);
        new.push(one);
    }
    Some((parts, new))
}

/// "A điện đàm với lãnh đạo nước X và nước Y" where the text tells of one call of the three: no calls of two.
pub(super) fn pairs_of_one(out: &mut Vec<Happening>) {
    let guessed = |h: &Happening| h.tellings.iter().all(|t| t.paired);
    if !out.iter().any(guessed) {
        return;
    }
    let party = |h: &Happening, e: EntityNo| h.participants.iter().any(|p| p.entity == e);
    let whole_of = |i: usize, all: &[Happening]| -> Option<usize> {
        let h = &all[i];
        let told = &h.tellings[0];
        let from = i.saturating_sub(LOOK_BACK);
        let near = &all[from..all.len().min(i + LOOK_BACK)];
        let of_frame = |o: &&Happening| {
            let mut here = o.tellings.iter();
            here.any(|t| t.paired && t.trigger == told.trigger && t.kind == told.kind)
        };
        let pairs: Vec<&Happening> = near.iter().filter(of_frame).collect();
        let in_a_pair = |e: EntityNo| pairs.iter().any(|p| party(p, e));
        let one = |o: &Happening| {
            let all = |p: &&Happening| p.participants.iter().all(|q| party(o, q.entity));
            o.kind == h.kind
                && o.status == h.status
                && !matches!((&o.time, &h.time), (Some(a), Some(b)) if !a.compatible(b))
                && pairs.iter().all(all)
                && o.participants.iter().all(|q| in_a_pair(q.entity))
        };
        let whole = || near.iter().position(one).map(|k| from + k);
        (pairs.len() > 1).then(whole).flatten()
    };
    let all = 0..out.len();
    let wholes: Vec<Option<usize>> = all
        .map(|i| guessed(&out[i]).then(|| whole_of(i, out)).flatten())
        .collect();
    for (i, whole) in wholes.iter().enumerate() {
        if let Some(w) = whole {
            let tellings = out[i].tellings.clone();
            out[*w].tellings.extend(tellings);
        }
    }
    let mut wholes = wholes.iter();
    out.retain(|_| wholes.next().is_some_and(Option::is_none));
}

/// A picture of those who met, where the text tells of a meeting of theirs: of that one, or of one long past that is no news.
pub(super) fn only_pictured(out: &mut Vec<Happening>) {
    let pictured = |h: &Happening| h.tellings.iter().all(|t| t.pictured);
    if !out.iter().any(pictured) {
        return;
    }
    let with = |h: &Happening, e: EntityNo| h.participants.iter().any(|p| p.entity == e);
    let told = |h: &Happening| {
        let same = |o: &Happening| {
            o.kind == h.kind
                && o.status == h.status
                && !pictured(o)
                && h.participants.iter().all(|p| with(o, p.entity))
        };
        pictured(h) && out.iter().take(LOOK_BACK).any(same)
    };
    let told: Vec<bool> = out.iter().map(told).collect();
    let mut told = told.into_iter();
    out.retain(|_| told.next() != Some(true));
}

/// So many sentences behind a tour its countries are told.
const TOUR: usize = 2;

/// "A công du châu Âu, thăm Pháp, Serbia và Hungary": the tour is the visits that the text tells of.
pub(super) fn tours(out: &mut Vec<Happening>, kinds: &Frames, places: &dyn Places) {
    let goes = |h: &Happening| kinds.kind(&h.kind).is_some_and(|k| k.journey);
    let tour = |h: &Happening| goes(h) && h.place.is_some_and(|p| places.region(p));
    if !out.iter().any(tour) {
        return;
    }
    let same = |a: &Happening, b: &Happening| {
        let with = |e: EntityNo| b.participants.iter().any(|p| p.entity == e);
        a.participants.iter().all(|p| with(p.entity))
    };
    let near = |a: &Happening, b: &Happening| {
        let first = |h: &Happening| h.tellings.first().map_or(0, |t| t.sentence);
        a.tellings.iter().any(|t| {
            let apart = first(b).checked_sub(t.sentence);
            apart.is_some_and(|n| n <= TOUR)
        })
    };
    let told = |h: &Happening| {
        let stops = out.iter().take(LOOK_BACK);
        let mut stops = stops.filter(|o| goes(o) && !tour(o) && o.place.is_some());
        tour(h) && h.status != Status::Negated && stops.any(|o| same(h, o) && near(h, o))
    };
    let told: Vec<bool> = out.iter().map(told).collect();
    let mut told = told.into_iter();
    out.retain(|_| told.next() != Some(true));
}

/// What is told without a word of tense or a date of some of those who are to come together ("A đi gặp B", where A, C and D will
/// meet B) lies ahead with it.
pub(super) fn part_of_a_plan(out: &mut [Happening]) {
    let planned: Vec<(usize, Words, Vec<EntityNo>)> = out
        .iter()
        .enumerate()
        .filter(|(_, h)| h.status == Status::Planned && h.marked && h.participants.len() > 2)
        .map(|(i, h)| {
            let all = h.participants.iter().map(|p| p.entity).collect();
            (i, h.kind.clone(), all)
        })
        .take(LOOK_BACK)
        .collect();
    for (i, h) in out.iter_mut().enumerate() {
        let open = h.status == Status::Occurred && !h.marked && h.time.is_none();
        let within = |all: &[EntityNo]| {
            h.participants.len() > 1 && h.participants.iter().all(|p| all.contains(&p.entity))
        };
        if open
            && planned
                .iter()
                .any(|(k, kind, all)| *k != i && *kind == h.kind && within(all))
        {
            h.status = Status::Planned;
        }
    }
}

/// A meeting without a place, of a visitor with someone who is at home there, was where the journey went: where it falls into the
/// journey's time, or where no time is told and the text tells of one journey of the visitor's only.
pub(super) fn journeys(out: &mut [Happening], kinds: &Frames, places: &dyn Places) {
    let is = |h: &Happening, what: fn(&RelationKind) -> bool| kinds.kind(&h.kind).is_some_and(what);
    let visits: Vec<(EntityNo, EntityNo, Option<Edtf>, Status)> = out
        .iter()
        .filter(|h| is(h, |k| k.journey) && matches!(h.status, Status::Occurred | Status::Planned))
        .filter_map(|h| Some((h.participants.first()?.entity, h.place?, h.time, h.status)))
        .take(LOOK_BACK)
        .collect();
    for h in out {
        if !is(h, |k| k.gathers) || h.place.is_some() {
            continue;
        }
        let party = |e: EntityNo| h.participants.iter().any(|p| p.entity == e);
        let own: Vec<_> = visits
            .iter()
            .filter(|(visitor, place, _, status)| {
                *status == h.status
                    && party(*visitor)
                    && h.participants
                        .iter()
                        .any(|p| p.entity != *visitor && places.at_home(p.entity, *place))
            })
            .collect();
        let within = own.iter().find(|(_, _, when, _)| {
            matches!((when, &h.time), (Some(when), Some(time)) if when.contains(time))
        });
        h.journey = match (within, own.as_slice()) {
            (Some((_, place, _, _)), _) => Some((*place, "a visit at that time")),
            (None, [(visitor, place, when, _)])
                if (h.time.is_none() || when.is_none())
                    && visits.iter().filter(|(v, ..)| v == visitor).count() == 1 =>
            {
                Some((*place, "the visitor's only journey told of"))
            }
            _ => None,
        };
    }
}

/// "B đã nhận lời mời của A. Từ ngày 5 đến 7/4, B thăm K": of an invitation that is taken up and has no time of its own the time and
/// the place of the one journey of the guest's to where the host is at home.
pub(super) fn as_the_guest_came(out: &mut [Happening], kinds: &Frames, places: &dyn Places) {
    let invites = |h: &Happening| kinds.kind(&h.kind).is_some_and(|k| k.invites);
    let open = |h: &Happening| {
        let taken = h.tellings.iter().any(|t| t.taken_up);
        taken && h.time.is_none() && h.undated.is_empty() && invites(h)
    };
    for i in 0..out.len() {
        let h = &out[i];
        if !open(h) {
            continue;
        }
        let there = |o: &Happening, place: EntityNo| {
            let guest = |e: EntityNo| o.participants.iter().any(|q| q.entity == e);
            let mut hosts = h.participants.iter().filter(|p| !guest(p.entity));
            match h.place {
                Some(own) => places.within(own, place) || places.within(place, own),
                None => hosts.any(|p| p.entity == place || places.at_home(p.entity, place)),
            }
        };
        let his = |o: &&Happening| {
            let goes = kinds.kind(&o.kind).is_some_and(|k| k.journey);
            let guest = |p: &Participation| h.participants.iter().any(|q| q.entity == p.entity);
            goes && o.status != Status::Negated
                && o.participants.iter().all(guest)
                && o.place.is_some_and(|place| there(o, place))
        };
        let mut journeys = out.iter().take(LOOK_BACK).filter(his);
        let only = journeys.next().filter(|_| journeys.next().is_none());
        let told = only.map(|o| (o.time, o.time_distance, o.place, o.place_distance));
        if let Some((time, time_distance, place, place_distance)) = told {
            let h = &mut out[i];
            (h.time, h.time_distance) = (time, time_distance);
            if h.place.is_none() {
                (h.place, h.place_distance) = (place, place_distance);
            }
        }
    }
}
