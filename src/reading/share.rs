//! What the tellings of one sentence lend each other.

use super::Reading;
use super::report::chunk_at;
use super::sides::Sides;
use crate::clause::{Chunk, CueKind, Link, Piece, VerbKind};
use crate::discourse::{EntityNo, Series};
use crate::extraction::{Kind, Status};
use crate::frame::{Filled, RelationKind};
use crate::happening::{Candidate, Participation};
use crate::text::BlockKind;
use crate::time::{Edtf, Grain};

/// So many sentences on, what was told is still spoken of.
const NEXT: usize = 2;
/// So many sentences back "the visit" is one that was told of.
const BACK: usize = 6;

/// A journey told in the sentence.
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
        let kind = |c: &Candidate| self.extractor.frames.kind(&c.kind);
        let (told, out) = out.split_at_mut(from);
        let journeys: Vec<Journey> = out
            .iter()
            .filter(|c| kind(c).is_some_and(|k| k.journey))
            // "A gặp B sau chuyến thăm K": not there.
            .filter(|c| !self.stands_apart(i, c))
            .flat_map(|c| {
                // "A thăm K. Trong chuyến thăm, A hội đàm với B": the one that is referred to.
                let own = c.place.is_some().then_some(c);
                let meant = own.is_none().then(|| self.journeys_meant(c, told));
                let one = self.preposition_of(i, c).is_some();
                let all = own.into_iter().chain(meant.into_iter().flatten());
                all.filter_map(move |meant| {
                    Some(Journey {
                        visitors: meant.participants.iter().map(|p| p.entity).collect(),
                        place: meant.place?,
                        time: c.time,
                        status: meant.status,
                        thereafter: self.comes_before(i, c),
                        clause: self.clause_of_trigger(i, c),
                        sets_out: self.by_verb(i, c),
                        told_of: own.is_none().then_some(one),
                    })
                })
            })
            .collect();
        let several = journeys.iter().filter(|j| j.told_of.is_some()).count() > 1;
        for c in out {
            let Some(kind) = kind(c) else { continue };
            // "Sau cuộc gặp với B, A tới K": not there.
            let over = !kind.invites && self.stands_apart(i, c);
            let here = self.clause_of_trigger(i, c);
            let earlier = |j: &Journey| {
                let elsewhere = |within: bool| {
                    !(within && !several && !kind.invites
                        || self.at_home_there(c, j) && (within || kind.invites))
                };
                j.told_of.is_some_and(elsewhere)
                    || j.thereafter.is_some() && j.thereafter == here
                    || self.begins_anew(i, here, j.clause)
                    || !kind.invites && self.goes_on_later(i, here, j.clause)
            };
            let fits = |j: &&Journey| goes(j, c, kind) && !(over && j.sets_out) && !earlier(j);
            // One is invited home, or to where the clause itself goes.
            let home = |j: &&Journey| fits(j) && kind.invites && self.at_home_there(c, j);
            let home = journeys.iter().find(home);
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
            .filter(journey)
            .take_while(near)
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
    fn clause_of_trigger(&self, i: usize, c: &Candidate) -> Option<usize> {
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
        let prep = self.preposition_of(i, c);
        let entry = prep
            .and_then(|c| c.entry)
            .map(|e| self.extractor.lexicon.entry(e));
        entry.is_some_and(|e| e.attr("apart").is_some())
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

    /// "A điện đàm với B. Trong cuộc trao đổi, hai bên …": the frame of what has just been told of the same by telephone, for a
    /// talk that has neither place nor day of its own.
    pub(super) fn goes_on_by_telephone(&self, f: &Filled, told: &[Candidate]) -> Option<usize> {
        let frames = &self.extractor.frames;
        let last = told.last().filter(|c| c.sentence + NEXT >= f.sentence)?;
        let remote = frames.find(frames.frame(f.frame).remote.as_deref()?)?;
        let same = || {
            let mut named = f
                .args
                .iter()
                .filter_map(|a| self.meant.get(a.noun))
                .flatten();
            named.all(|e| last.participants.iter().any(|p| p.entity == *e))
        };
        // "Đây là cuộc trao đổi đầu tiên giữa hai bên", "A đã trao đổi với B hôm nay": so where both are those of the call.
        let meant = |n: usize| self.meant.get(n).map_or(0, |m| m.len());
        let both = f.args.iter().map(|a| meant(a.noun)).sum::<usize>() > 1;
        let nothing_new =
            f.places.is_empty() && (f.times.is_empty() || both && last.time.is_none());
        let again = nothing_new && (f.presupposed || both);
        (f.voices && again && frames.frame(remote).kind == last.kind && same()).then_some(remote)
    }

    /// "Ông sẽ thăm K. Từ đó ông bay sang M gặp B": what follows a plan in the next sentence, of the same one and without any word
    /// of tense or day of its own, is a part of it.
    pub(super) fn carry_plan(&self, i: usize, from: usize, out: &mut [Candidate]) {
        let sentence = self.parsed[i].sentence;
        let (told, new) = out.split_at_mut(from);
        let ahead = |c: &&Candidate| {
            c.sentence + 1 == sentence
                && !c.headline
                && c.status == Status::Planned
                && c.marked
                && c.cues.iter().any(|(k, _)| *k == CueKind::Future.as_str())
        };
        let plans: Vec<&Candidate> = told
            .iter()
            .rev()
            .take_while(|c| c.sentence + 1 >= sentence)
            .filter(ahead)
            .collect();
        let bare = |c: &Candidate| {
            c.status == Status::Occurred
                && !c.marked
                && !c.headline
                && !c.definite
                && c.time.is_none()
                && c.undated.is_none()
                && c.cues.is_empty()
        };
        if plans.is_empty()
            || !new.iter().all(bare)
            || self.block_of(i) != Some(BlockKind::Paragraph)
        {
            return;
        }
        for c in new {
            let first = c.participants.first().map(|p| p.entity);
            let same = |p: &&Candidate| p.participants.first().map(|p| p.entity) == first;
            if plans.iter().any(same) && self.goes_on_telling(i, c) {
                c.status = Status::Planned;
                c.marked = true;
                c.cues.push((CueKind::Future.as_str(), c.trigger.clone()));
            }
        }
    }

    /// "Chiều 5/1, tại K, A đã tiếp các đại sứ": what is told of one who acts without the others, with its own place or time.
    pub(super) fn series(
        &self,
        i: usize,
        f: &Filled,
        kind: &RelationKind,
        sides: &Sides,
        (place, time): (Option<(EntityNo, u8)>, Option<Edtf>),
    ) -> Option<Series> {
        let mut named = sides.all();
        let actor = named.next().filter(|_| named.next().is_none())?.entity;
        let many = (sides.unresolved || f.each) && kind.least > 1;
        // A day, and no stretch of years.
        let time = time.filter(|t| t.grain() == Some(Grain::Day));
        let told = place.is_some() || time.is_some();
        let body = self.block_of(i) == Some(BlockKind::Paragraph);
        (many && told && body && !f.presupposed && !f.definite).then(|| Series {
            kind: self.extractor.frames.frame(f.frame).kind.clone(),
            actor,
            place: place.map(|(e, _)| e),
            time,
            sentence: f.sentence,
        })
    }

    /// Whether a sentence begins with one of a series, a few sentences on, told of by the same one who acts and the other.
    pub(super) fn of_series(
        &self,
        i: usize,
        f: &Filled,
        series: &Series,
        kind: &RelationKind,
        sides: &Sides,
    ) -> bool {
        /// So many sentences may be said of each.
        const EACH: usize = 6;
        /// So many chunks may stand before its word ("Tại buổi tiếp").
        const FIRST: usize = 3;
        let chunks = self.chunks(i);
        let first = chunk_at(chunks, f.trigger.start).filter(|at| *at < FIRST);
        let named = |c: &Chunk| matches!(c.piece, Piece::Noun(_));
        first.is_some_and(|at| !chunks[..at].iter().any(named))
            && !f.definite_this
            && self.extractor.frames.frame(f.frame).kind == series.kind
            && series.sentence + EACH >= f.sentence
            && series.sentence < f.sentence
            && sides.has(series.actor)
            && sides.all().count() >= kind.least
            && f.places.is_empty()
            && f.times.is_empty()
    }

    /// Whether a verb of the sentence's own line tells it, and no clause that hangs on another.
    fn goes_on_telling(&self, i: usize, c: &Candidate) -> bool {
        let row = self.row(i);
        let verb = |at: usize| row.chunks[at].piece == Piece::Trigger { noun: false };
        // "Ông cũng có cuộc hội đàm với B": what a light verb carries; a journey may be the one that one is on.
        let gathers = self.extractor.frames.kind(&c.kind);
        let gathers = gathers.is_some_and(|k| k.gathers);
        let carried = |at: usize| {
            let mut before = row.chunks[..at].iter().rev();
            let light = before.find(|c| {
                !matches!(
                    c.piece,
                    Piece::Classifier | Piece::Transparent | Piece::Number
                )
            });
            row.chunks[at].piece == Piece::Trigger { noun: true }
                && light.is_some_and(|c| c.piece == Piece::Verb(VerbKind::Light))
        };
        let tells = |at: usize| verb(at) || gathers && carried(at);
        let light = |at: usize| row.chunks[at].piece == Piece::Verb(VerbKind::Light);
        let main = |k: usize| {
            let clause = &row.clauses[k];
            // "A là người đầu tiên tới thăm K": no step of what is planned.
            clause.verb.is_some_and(|v| verb(v) || light(v))
                && matches!(clause.link, Link::Main | Link::Coordination | Link::Purpose)
        };
        chunk_at(row.chunks, c.trigger.start).is_some_and(tells)
            && self.clause_of_trigger(i, c).is_some_and(main)
    }
}

/// Whether the one who journeys takes part: in what gathers in any way, else as the one it is to.
fn goes(journey: &Journey, c: &Candidate, kind: &RelationKind) -> bool {
    let called = |role: &str| kind.ends.as_ref().is_some_and(|[_, to]| &**to == role);
    c.participants
        .iter()
        .any(|p| journey.visitors.contains(&p.entity) && (kind.gathers || called(&p.role)))
}
