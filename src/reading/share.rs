//! What the tellings of one sentence lend each other.

use super::Reading;
use super::report::chunk_at;
use super::sides::Sides;
use crate::clause::{Chunk, CueKind, Link, Piece, VerbKind};
use crate::discourse::{EntityNo, Series};
use crate::extraction::Status;
use crate::frame::{Filled, RelationKind};
use crate::happening::Candidate;
use crate::text::BlockKind;
use crate::time::{Edtf, Grain};

/// So many sentences on, what was told is still spoken of.
const NEXT: usize = 4;

impl Reading<'_, '_> {
    /// "A điện đàm với B. Trong cuộc trao đổi, hai bên …": the frame of what has just been told of the same by telephone, for a
    /// talk that has neither place nor day of its own.
    pub(super) fn goes_on_by_telephone(&self, f: &Filled, told: &[Candidate]) -> Option<usize> {
        let frames = &self.extractor.frames;
        let remote = frames.find(frames.frame(f.frame).remote.as_deref()?)?;
        let same = |c: &&Candidate| {
            let args = f.args.iter().filter_map(|a| self.meant.get(a.noun));
            let mut named = args.flatten();
            named.all(|e| c.participants.iter().any(|p| p.entity == *e))
        };
        // (Who speaks of the call is no party of it: "Người phát ngôn xác nhận cuộc điện đàm".)
        let near = told
            .iter()
            .rev()
            .take_while(|c| c.sentence + NEXT >= f.sentence);
        let last = near.filter(|c| c.participants.len() > 1).find(same)?;
        // "Đây là cuộc trao đổi đầu tiên giữa hai bên", "A đã trao đổi với B hôm nay": so where both are those of the call.
        let meant = |n: usize| self.meant.get(n).map_or(0, |m| m.len());
        let both = f.args.iter().map(|a| meant(a.noun)).sum::<usize>() > 1;
        let nothing_new =
            f.places.is_empty() && (f.times.is_empty() || both && last.time.is_none());
        let again = nothing_new && (f.presupposed || both);
        let called = frames.frame(remote).kind == last.kind;
        (f.voices && again && called).then_some(remote)
    }

    /// "Ông sẽ thăm K. Từ đó ông bay sang M gặp B": what follows a plan in the next sentence, of the same one and without any word
    /// of tense or day of its own, is a part of it.
    pub(super) fn carry_plan(&self, i: usize, from: usize, out: &mut [Candidate]) {
        let sentence = self.parsed[i].sentence;
        let (told, new) = out.split_at_mut(from);
        // ("A đã tới K để chuẩn bị cho chuyến thăm. Ông gặp B": what was prepared for lies ahead, and not what he did.)
        let ahead = |c: &&Candidate| {
            let says = |kind: CueKind| c.cues.iter().any(|(k, _)| *k == kind.as_str());
            c.sentence + 1 == sentence
                && !c.headline
                && c.status == Status::Planned
                && c.marked
                && says(CueKind::Future)
                && !says(CueKind::Past)
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
