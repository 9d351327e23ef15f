//! What a headline without a word of tense tells, by what the text below it says.

use super::Reading;
use crate::clause::{CueKind, Piece, VerbKind};
use crate::discourse::EntityNo;
use crate::extraction::{Kind, Status};
use crate::happening::{Happening, Participation};
use crate::text::BlockKind;
use crate::time::{Anchors, Direction, Edtf, Grain};

/// So many sentences of the body tell whether it lies ahead.
const LEAD: usize = 3;

impl Reading<'_, '_> {
    /// "Danh ca A đến Hà Nội. Đêm nhạc diễn ra ngày 6/12": a journey of which only the headline tells, and no word of tense, lies ahead
    /// where the lead tells of what does, and of nothing that is past.
    pub(super) fn headlines_ahead(&self, happenings: &mut [Happening]) {
        let frames = &self.extractor.frames;
        for h in happenings {
            let journey = frames.kind(&h.kind).is_some_and(|k| k.journey);
            let open = journey && h.status == Status::Occurred && !h.marked && h.time.is_none();
            if open && h.tellings.iter().all(|t| t.headline) && self.lead_lies_ahead(h) {
                h.status = Status::Planned;
            }
        }
    }

    /// "A thăm K, gặp B" over "A sắp thăm K": what only a headline tells to be done on a journey lies ahead where the journey does.
    pub(super) fn headlines_on_the_way(&self, happenings: &mut [Happening]) {
        let frames = &self.extractor.frames;
        let headline = |h: &Happening| h.tellings.iter().find(|t| t.headline).map(|t| t.sentence);
        for at in 0..happenings.len() {
            let h = &happenings[at];
            let gathers = frames.kind(&h.kind).is_some_and(|k| k.gathers);
            let open = gathers && h.status == Status::Occurred && !h.marked && h.time.is_none();
            let only = h.tellings.iter().all(|t| t.headline);
            let Some(sentence) = headline(h).filter(|_| open && only) else {
                continue;
            };
            let on_the_way = |j: &Happening| {
                let journey = frames.kind(&j.kind).is_some_and(|k| k.journey);
                let told = j
                    .tellings
                    .iter()
                    .any(|t| t.headline && t.sentence == sentence);
                let goes = |p: &Participation| h.participants.iter().any(|q| q.entity == p.entity);
                journey
                    && told
                    && j.status == Status::Planned
                    && j.place == h.place
                    && j.participants.iter().any(goes)
            };
            if happenings.iter().any(on_the_way) {
                happenings[at].status = Status::Planned;
            }
        }
    }

    /// "A thăm người dân K" over "Tối 30/9, A viếng các nạn nhân …": what only a headline tells of somebody was on the day with which the
    /// lead begins to tell of his deeds.
    pub(super) fn headlines_on_the_day(&self, happenings: &mut [Happening]) {
        let frames = &self.extractor.frames;
        let open = |h: &Happening| {
            let kind = frames.kind(&h.kind).is_some_and(|k| k.journey || k.gathers);
            let undated = h.time.is_none() && h.tellings.iter().all(|t| t.undated.is_none());
            let only = h
                .tellings
                .iter()
                .all(|t| t.headline && !t.definite && !t.once);
            kind && h.status == Status::Occurred && undated && only
        };
        if !happenings.iter().any(open) {
            return;
        }
        let Some((day, who)) = self.day_of_the_lead() else {
            return;
        };
        let his = |h: &Happening| h.participants.iter().any(|p| who.contains(&p.entity));
        for h in happenings.iter_mut().filter(|h| open(h) && his(h)) {
            h.time = Some(day);
        }
    }

    /// The day with which the body begins, no later than the document's, and who does something then without saying so.
    fn day_of_the_lead(&self) -> Option<(Edtf, &[EntityNo])> {
        let body = |i: &usize| self.block_of(*i) == Some(BlockKind::Paragraph);
        let row = self.row((0..self.parsed.len()).find(body)?);
        let Piece::Time(t) = row.chunks.first()?.piece else {
            return None;
        };
        let anchors = Anchors {
            document: self.document.date,
            ..Anchors::default()
        };
        let value = &self.times[t].value;
        let day = self.values[t].or_else(|| value.resolve(&anchors, Direction::Past))?;
        let date = self.document.date.map(Edtf::day)?;
        let told = day.grain() == Some(Grain::Day) && (day == date || day.is_before(&date));
        let clause = row.clauses.first().filter(|c| told && c.own_subject)?;
        let of = |i: usize| row.chunks.get(i).map(|c| c.piece);
        let does = |p: &Piece| {
            *p != Piece::Verb(VerbKind::Say) && !matches!(p, Piece::Cue(k) if *k != CueKind::Past)
        };
        let verb = clause.verb.and_then(of).filter(does);
        match clause.subject.and_then(of).filter(|_| verb.is_some())? {
            Piece::Noun(n) => Some((day, self.meant.get(n)?)),
            _ => None,
        }
    }

    /// Whether what the lead tells of those who go, or of nobody else, has a day to come or a word of what lies ahead, and no word of
    /// what is past.
    fn lead_lies_ahead(&self, h: &Happening) -> bool {
        let body = |i: &usize| self.block_of(*i) == Some(BlockKind::Paragraph);
        let lead = (0..self.parsed.len()).filter(body).take(LEAD);
        let mut ahead = false;
        for i in lead {
            let nouns = self.parsed[i].nouns.clone();
            let meant = || self.meant[nouns.clone()].iter().flatten();
            let acts = |e: &EntityNo| self.entities.get(*e).kind != Kind::Place;
            let goes = |e: &EntityNo| h.participants.iter().any(|p| p.entity == *e);
            if meant().any(acts) && !meant().any(goes) {
                continue;
            }
            for c in self.chunks(i) {
                match c.piece {
                    Piece::Cue(CueKind::Past) => return false,
                    Piece::Cue(CueKind::Future) => ahead = true,
                    Piece::Time(t) => {
                        let day = self.values.get(t).copied().flatten();
                        let day = day.and_then(|v| v.earliest()).zip(self.document.date);
                        ahead |= day.is_some_and(|(day, date)| day > date);
                    }
                    _ => {}
                }
            }
        }
        ahead
    }
}
