//! Where what a sentence tells of is by a journey told in it, or by one that it refers back to.

use super::Reading;
use super::report::chunk_at;
use crate::clause::{Chunk, Link, Piece};
use crate::discourse::EntityNo;
use crate::extraction::{Kind, Status};
use crate::frame::RelationKind;
use crate::happening::{Candidate, Participation};
use crate::time::Edtf;

/// So many sentences back "the visit" is one that was told of.
const BACK: usize = 6;

/// A journey told in the sentence, or one that it refers back to.
struct Journey {
    visitors: Vec<EntityNo>,
    place: EntityNo,
    time: Option<Edtf>,
    status: Status,
    /// The clause that what is told here comes before ("sẽ gặp B trước khi tới K").
    thereafter: Option<usize>,
    /// The clause that tells of it.
    clause: Option<usize>,
    /// Whether a verb tells of it.
    sets_out: bool,
    /// Of one told of before ("trong chuyến thăm"), whether something is told to be done on it, and not only what it is ("Chuyến thăm
    /// diễn ra trước cuộc gặp A - B").
    told_of: Option<bool>,
}

impl Reading<'_, '_> {
    /// Within a sentence, a meeting on a journey is where the journey goes, and an invitation is to the visit told beside it.
    pub(super) fn share_places(&self, i: usize, from: usize, out: &mut [Candidate]) {
        let (told, out) = out.split_at_mut(from);
        let journeys = self.journeys_of(i, told, out);
        let several = journeys.iter().filter(|j| j.told_of.is_some()).count() > 1;
        for c in out {
            let Some(kind) = self.extractor.frames.kind(&c.kind) else {
                continue;
            };
            // "Sau cuộc gặp với B, A tới K": not there.
            let over = !kind.invites && self.stands_apart(i, c);
            let here = self.clause_of_trigger(i, c);
            let earlier = |j: &Journey| {
                self.elsewhere(j, c, kind, several)
                    || j.thereafter.is_some() && j.thereafter == here
                    || self.begins_anew(i, here, j.clause)
                    || !kind.invites && self.goes_on_later(i, here, j.clause)
            };
            let fits = |j: &&Journey| goes(j, c, kind) && !(over && j.sets_out) && !earlier(j);
            // One is invited home, or to where the clause itself goes.
            let home = |j: &&Journey| fits(j) && kind.invites && self.at_home_there(c, j);
            // ("A đến sân bay M, bắt đầu chuyến thăm K theo lời mời của B": to a state or a town.)
            let house = |j: &&Journey| self.entities.get(j.place).kind == Kind::Place;
            let home = journeys.iter().filter(home).min_by_key(house);
            let beside = |j: &&Journey| fits(j) && kind.invites && j.clause == here;
            let found = home
                .or_else(|| journeys.iter().find(beside))
                .or_else(|| journeys.iter().find(fits));
            let Some(journey) = found.filter(|j| kind.invites || self.meets_there(i, here, j, c))
            else {
                continue;
            };
            if kind.invites {
                c.place = c.place.or(Some(journey.place));
                // (The days of one of two journeys that are told there.)
                let own = c
                    .time
                    .zip(journey.time)
                    .is_some_and(|(a, b)| a.contains(&b));
                c.time = match home {
                    Some(_) if !own => journey.time.or(c.time),
                    _ => c.time.or(journey.time),
                };
            } else if kind.gathers
                && c.place.is_none()
                && (c.status == journey.status
                    || journey.told_of.is_some() && c.status == Status::Planned)
            {
                c.place = Some(journey.place);
                c.place_distance = 2;
            }
        }
    }

    /// The journeys of a sentence, in the place of one that refers back without a place of its own those that it may mean.
    fn journeys_of(&self, i: usize, told: &[Candidate], here: &[Candidate]) -> Vec<Journey> {
        let frames = &self.extractor.frames;
        let journey = |c: &&Candidate| frames.kind(&c.kind).is_some_and(|k| k.journey);
        let mut found = Vec::new();
        // "A gặp B sau chuyến thăm K": not there.
        let there = |c: &&Candidate| !self.stands_apart(i, c);
        for c in here.iter().filter(journey).filter(there) {
            let mut add = |meant: &Candidate, told_of: Option<bool>| {
                found.extend(meant.place.map(|place| Journey {
                    visitors: meant.participants.iter().map(|p| p.entity).collect(),
                    place,
                    time: c.time,
                    status: meant.status,
                    thereafter: self.comes_before(i, c),
                    clause: self.clause_of_trigger(i, c),
                    sets_out: self.by_verb(i, c),
                    told_of,
                }));
            };
            if c.place.is_some() {
                add(c, None);
                continue;
            }
            let within = self.preposition_of(i, c).is_some();
            for meant in self.journeys_meant(c, told) {
                add(meant, Some(within));
            }
        }
        found
    }

    /// Whether something is elsewhere than on a journey that the sentence refers back to: what is not done on it, and of several what
    /// is with nobody at home there; one is invited home.
    fn elsewhere(&self, j: &Journey, c: &Candidate, kind: &RelationKind, several: bool) -> bool {
        j.told_of.is_some_and(|within| match kind.invites {
            true => !self.at_home_there(c, j),
            false => !within || several && !self.at_home_there(c, j),
        })
    }

    /// The journeys with a place that were told of last before one that refers back without its own, of the same visitors where it
    /// names any: to one place, or to those that one sentence names.
    fn journeys_meant<'c>(
        &self,
        c: &'c Candidate,
        told: &'c [Candidate],
    ) -> impl Iterator<Item = &'c Candidate> {
        let frames = &self.extractor.frames;
        let journey = |t: &&Candidate| frames.kind(&t.kind).is_some_and(|k| k.journey);
        let near = |t: &&Candidate| c.definite && t.sentence + BACK >= c.sentence;
        let mut all = told
            .iter()
            .rev()
            .take_while(near)
            .filter(journey)
            .peekable();
        let last = all.peek().map_or(0, |t| t.sentence);
        all.take_while(move |t| t.sentence == last).filter(|t| {
            let same = |p: &Participation| t.participants.iter().any(|q| q.entity == p.entity);
            t.place.is_some() && c.participants.iter().all(same)
        })
    }

    /// Whether one who does not go there is of the state that a journey leads to.
    fn at_home_there(&self, c: &Candidate, journey: &Journey) -> bool {
        let geography = self.geography();
        let country = geography.country(journey.place);
        c.participants
            .iter()
            .filter(|p| !journey.visitors.contains(&p.entity))
            .any(|p| country.is_some_and(|k| geography.serves(p.entity, k)))
    }

    /// Whether what a clause tells of is where another clause's journey goes. Where it is only the next thing told, with "and" or a
    /// comma, not so if somebody is named anew for it who meets nobody of there ("A sẽ thăm K và ông A có thể gặp B", B of another
    /// state), nor if the journey goes to a house ("đến thăm chùa K, hội kiến với B").
    fn meets_there(&self, i: usize, here: Option<usize>, journey: &Journey, c: &Candidate) -> bool {
        if here == journey.clause {
            return true;
        }
        let coordinate = |k: Option<usize>| {
            let clause = &self.row(i).clauses[k?];
            (clause.link == Link::Coordination).then_some(clause)
        };
        let place = self.entities.get(journey.place);
        // "A sẽ hội đàm với B và thăm Milan": a town that is no capital is the next thing on the way.
        if here < journey.clause && coordinate(journey.clause).is_some() {
            return place.kind != Kind::City || self.spoken_for(journey.place).is_some();
        }
        let Some(next) = coordinate(here) else {
            return true;
        };
        let house = place.kind == Kind::Place && self.spoken_for(journey.place).is_none();
        !house && (!next.own_subject || self.at_home_there(c, journey))
    }

    /// The clause of a sentence that a candidate's trigger stands in.
    pub(super) fn clause_of_trigger(&self, i: usize, c: &Candidate) -> Option<usize> {
        let row = self.row(i);
        let at = chunk_at(row.chunks, c.trigger.start)?;
        row.clauses.iter().position(|k| k.chunks.contains(&at))
    }

    /// Whether a verb tells of an event, no noun.
    fn by_verb(&self, i: usize, c: &Candidate) -> bool {
        let chunks = self.chunks(i);
        chunk_at(chunks, c.trigger.start)
            .is_some_and(|at| chunks[at].piece == Piece::Trigger { noun: false })
    }

    /// "A tiếp B; chiều cùng ngày, B bay tới K": whether a sentence of its own begins between what is told and the journey.
    fn begins_anew(&self, i: usize, told: Option<usize>, journey: Option<usize>) -> bool {
        let clauses = &self.row(i).clauses;
        let between = told.zip(journey).map(|(t, j)| t + 1..j + 1);
        between
            .and_then(|r| clauses.get(r))
            .is_some_and(|r| r.iter().any(|c| c.link == Link::Main))
    }

    /// "Sau khi gặp B, A bay tới K", "A gặp B, rồi bay tới K", "A gặp B, hai ngày sau khi thăm K": whether a journey of another clause
    /// begins only after what is told, or was over.
    fn goes_on_later(&self, i: usize, told: Option<usize>, journey: Option<usize>) -> bool {
        let row = self.row(i);
        let clauses = row.clauses;
        let Some((t, j)) = told.zip(journey).filter(|(t, j)| t != j) else {
            return false;
        };
        let hangs = |k: usize, on: usize| {
            clauses[k].parent == Some(on) || k < on && clauses[on].parent == Some(k)
        };
        match (clauses[t].link, clauses[j].link) {
            (Link::After, _) => hangs(t, j),
            // "A, người vừa gặp B, tới K": what is told of him in between was elsewhere.
            (Link::Relative, Link::Coordination) if t < j => {
                let before = clauses[j].chunks.start.checked_sub(1);
                before.is_some_and(|b| row.chunks[b].piece == Piece::Comma)
            }
            (_, Link::Coordination) => {
                let start = clauses[j].chunks.start;
                let mut around = row.chunks[start.saturating_sub(1)..].iter().take(2);
                t < j && around.any(|c| c.piece == Piece::Then)
            }
            (_, Link::After) => {
                let before = clauses[j].chunks.start.checked_sub(2);
                let before = before.and_then(|b| row.chunks.get(b));
                before.is_some_and(|c| matches!(c.piece, Piece::Time(_)))
            }
            _ => false,
        }
    }

    /// Whether an event stands behind "after" or "before".
    fn stands_apart(&self, i: usize, c: &Candidate) -> bool {
        self.preposition_of(i, c)
            .is_some_and(|c| self.says(c, "apart"))
    }

    /// The preposition that an event stands behind.
    fn preposition_of(&self, i: usize, c: &Candidate) -> Option<&Chunk> {
        let chunks = self.chunks(i);
        let at = chunk_at(chunks, c.trigger.start).unwrap_or(0);
        let event = |p| matches!(p, Piece::Classifier | Piece::Transparent | Piece::Number);
        let before = chunks[..at].iter().rev().find(|c| !event(c.piece));
        before.filter(|c| matches!(c.piece, Piece::Prep(_)))
    }

    /// Of what a clause with "before" tells: the clause whose matter comes first.
    fn comes_before(&self, i: usize, c: &Candidate) -> Option<usize> {
        let clause = &self.row(i).clauses[self.clause_of_trigger(i, c)?];
        clause.parent.filter(|_| clause.link == Link::Before)
    }
}

/// Whether the one who journeys takes part: in what gathers in any way, else as the one it is to.
fn goes(journey: &Journey, c: &Candidate, kind: &RelationKind) -> bool {
    let called = |role: &str| kind.ends.as_ref().is_some_and(|[_, to]| &**to == role);
    c.participants
        .iter()
        .any(|p| journey.visitors.contains(&p.entity) && (kind.gathers || called(&p.role)))
}
