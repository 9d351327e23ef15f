//! What each passage tells: frames with their slots resolved, as candidates for happenings.

use super::Reading;
use crate::clause::{CueKind, PrepRole};
use crate::discourse::{EntityNo, State};
use crate::extraction::{Kind, Status};
use crate::frame::{Filled, FrameInput, Mark, OR_SUBJECT, PlaceNeed, fill, judge};
use crate::happening::{Candidate, Participation};
use crate::phrase::Head;
use crate::text::BlockKind;
use crate::time::{Anchors, Direction, Edtf, Grain};

impl Reading<'_, '_> {
    /// The frames of a sentence as candidates for happenings.
    pub(super) fn frames(&mut self, i: usize, state: &mut State, out: &mut Vec<Candidate>) {
        let x = self.extractor;
        let p = &self.parsed[i];
        let kind_of = |n: usize| {
            let m = self.nouns.get(n)?.name?;
            let e = self.bound.get(m).copied().flatten()?;
            Some(self.entities.get(e).kind)
        };
        let filled = fill(&FrameInput {
            sentence: p.sentence,
            chunks: &p.chunks,
            clauses: &p.clauses,
            nouns: &self.nouns,
            kind_of: &kind_of,
            frames: &x.frames,
            lexicon: &x.lexicon,
            classes: &x.classes,
        });
        // What day is talked of at each time: the times before it, in text order.
        let sentence = self.text.sentences[self.parsed[i].sentence].tokens.clone();
        let first = self
            .times
            .partition_point(|t| t.tokens.start < sentence.start);
        let after = self
            .times
            .partition_point(|t| t.tokens.start < sentence.end);
        for t in first..after {
            let anchors = Anchors {
                document: self.document.date,
                talked_of: state.talked_of,
                told: state.told,
                event: None,
            };
            self.anchors_at[t] = anchors;
            if let Some(v) = self.times[t].value.resolve(&anchors, Direction::Unknown) {
                talk_of(state, v);
                state.told = Some(v);
            }
        }
        let p_start = out.len();
        for f in &filled {
            self.candidates(i, f, state, out);
        }
        self.share_places(p_start, out);
        for t in first..after {
            if self.values[t].is_none() {
                self.value(t, Direction::Unknown, state);
            }
        }
    }

    /// Within a sentence, a meeting on a journey is where the journey goes, and an invitation is to the visit told beside it.
    pub(super) fn share_places(&self, from: usize, out: &mut [Candidate]) {
        let visits: Vec<(EntityNo, EntityNo, Option<Edtf>, Status)> = out[from..]
            .iter()
            .filter(|c| &*c.kind == "visit")
            .filter_map(|c| Some((c.participants.first()?.entity, c.place?, c.time, c.status)))
            .collect();
        for c in &mut out[from..] {
            let visit = visits.iter().find(|(v, _, _, _)| {
                c.participants
                    .iter()
                    .any(|p| p.entity == *v && (&*p.role == "invitee" || &*c.kind == "meeting"))
            });
            let Some((_, place, time, status)) = visit else {
                continue;
            };
            match &*c.kind {
                "invitation" => {
                    c.place = c.place.or(Some(*place));
                    c.time = c.time.or(*time);
                }
                "meeting" if c.place.is_none() && c.status == *status => {
                    c.place = Some(*place);
                    c.place_distance = 2;
                }
                _ => {}
            }
        }
    }

    /// Fixes the value of a time, and makes it the time talked of.
    pub(super) fn value(
        &mut self,
        t: usize,
        direction: Direction,
        state: &mut State,
    ) -> Option<Edtf> {
        if self.values[t].is_none() {
            let mut anchors = self.anchors_at.get(t).copied().unwrap_or_default();
            anchors.document = self.document.date;
            anchors.talked_of = anchors.talked_of.or(state.talked_of);
            self.values[t] = self.times[t].value.resolve(&anchors, direction);
        }
        if let Some(v) = self.values[t] {
            talk_of(state, v);
        }
        self.values[t]
    }

    pub(super) fn candidates(
        &mut self,
        i: usize,
        f: &Filled,
        state: &mut State,
        out: &mut Vec<Candidate>,
    ) {
        let x = self.extractor;
        let frame = x.frames.frame(f.frame);
        // An invitation accepted or agreed on has been made.
        let made = &*frame.kind == "invitation";
        let cues: Vec<_> = f
            .cues
            .iter()
            .map(|(k, _)| *k)
            .filter(|k| {
                // One who goes on an invitation has been invited, whatever becomes of the journey.
                let taken = frame.subject.as_deref() == Some("invitee");
                let passed = made && *k == CueKind::Agree || taken && *k != CueKind::Negation;
                !passed
            })
            .collect();
        let mut cues = cues;
        let asked = self.asks_whether(i, f);
        if asked.is_some() {
            cues.push(CueKind::Possible);
        }
        let mut judgement = judge(&cues, f.presupposed);
        let direction = match judgement.status {
            Status::Occurred => Direction::Past,
            Status::Planned => Direction::Future,
            _ => Direction::Unknown,
        };
        let mut time = None;
        let mut time_distance = u8::MAX;
        for a in &f.times {
            let d = if judgement.marked || a.distance == 0 {
                direction
            } else {
                Direction::Unknown
            };
            if let Some(v) = self.value(
                a.index,
                if judgement.marked {
                    d
                } else {
                    Direction::Unknown
                },
                state,
            ) {
                time = Some(v);
                time_distance = a.distance;
                break;
            }
        }
        if let (Some(date), Some(t)) = (self.document.date, &time)
            && judgement.status == Status::Occurred
            && !judgement.marked
            // A document's date may be a day early: what is told of as past has happened.
            && !(f.presupposed && cues.contains(&CueKind::Past))
            && &*frame.kind != "invitation"
            && t.earliest().is_some_and(|e| e > date)
        {
            judgement.status = Status::Planned;
            judgement.marked = true;
        }
        // "trước cuộc gặp hôm qua", and under a picture of the two: it has come since.
        let guessed = judgement.status == Status::Planned && !judgement.marked;
        let since = |t: &Edtf| {
            let day = self.document.date.zip(t.earliest());
            day.is_some_and(|(date, earliest)| earliest <= date)
        };
        if guessed
            && (self.block_of(i) == Some(BlockKind::Caption) || time.as_ref().is_some_and(since))
        {
            judgement.status = Status::Occurred;
        }
        let place = f.places.iter().find_map(|a| {
            let e = self.meant.get(a.index)?.first().copied()?;
            Some((e, a.distance))
        });
        let occasion = f
            .occasions
            .iter()
            .find_map(|n| self.meant.get(*n)?.first().copied());
        let mut sides: [Vec<Participation>; 2] = [Vec::new(), Vec::new()];
        let mut unresolved = false;
        let resolved = f
            .args
            .iter()
            .any(|a| a.how != OR_SUBJECT && self.meant.get(a.noun).is_some_and(|m| !m.is_empty()));
        for a in &f.args {
            if resolved && a.how == OR_SUBJECT {
                continue;
            }
            let noun = &self.nouns[a.noun];
            // "Trao đổi với chúng tôi, bà B nói": those who write are the other side.
            if frame.no_press && a.side == 1 && noun.first_person && noun.number != 1 {
                return;
            }
            let mut found = self.meant.get(a.noun).cloned().unwrap_or_default();
            let envoy = found.is_empty() && a.how != OR_SUBJECT && &*frame.kind != "visit";
            if let Some(country) = self.sender_of(a.noun).filter(|_| envoy) {
                found.push(country);
            }
            let envoy = envoy && !found.is_empty();
            if found.is_empty() && (resolved || a.how == OR_SUBJECT) {
                unresolved = true;
            }
            let side = usize::from(a.side.min(1));
            for e in found {
                let kind = self.entities.get(e).kind;
                let takes = if side == 1
                    && let Some(p) = frame.object_parties
                {
                    p
                } else if f.noun {
                    frame.noun_parties
                } else {
                    frame.parties
                };
                let may = match kind {
                    Kind::Person => true,
                    _ if a.delegation || envoy || noun.head == Head::Pair => true,
                    Kind::Organization => takes.organization,
                    // Of towns only one that speaks for its state.
                    Kind::City => {
                        takes.country
                            && self
                                .entities
                                .get(e)
                                .known
                                .is_none_or(|ix| x.gazetteer.speaks_for(ix).is_some())
                    }
                    _ => takes.country,
                };
                // "Tuổi Trẻ trò chuyện với ông A": an interview, and where the paper is no party there is no meeting either.
                if frame.no_press && kind == Kind::Organization && self.is_press(e) {
                    return;
                }
                if !may {
                    continue;
                }
                if sides.iter().flatten().any(|p| p.entity == e) {
                    continue;
                }
                sides[side].push(Participation {
                    entity: e,
                    role: a.role.clone(),
                    tokens: noun.tokens.clone(),
                    basis: a.how,
                });
            }
        }
        if f.void {
            return;
        }
        // "thông điệp của A và B": a letter or an invitation has two ends.
        let between = frame
            .noun
            .iter()
            .any(|(m, _)| *m == Mark::Prep(PrepRole::Between));
        let ends = frame.each && !between;
        // "A và B đón đoàn công tác": two hosts have not met each other, whoever their guest is.
        let apart = frame.object.is_some() && frame.object != frame.subject && !between;
        let one_end = sides.iter().any(Vec::is_empty);
        // "A và B làm việc với năm doanh nghiệp": so here, where those who act are not all.
        let apart = apart || !frame.group && !f.noun && &*frame.kind == "meeting";
        if one_end && !f.definite && (ends || apart && sides.iter().any(|s| s.len() > 1)) {
            return;
        }
        // "Chủ tịch Cuba nói không có đàm phán với Mỹ": the one who speaks stands for the country.
        if frame.subject.as_deref() == Some("participant")
            && !sides[1].is_empty()
            && sides[1]
                .iter()
                .all(|p| self.entities.get(p.entity).kind == Kind::Country)
        {
            for p in &mut sides[0] {
                if p.basis != "shared subject" {
                    continue;
                }
                let country = self.entities.get(p.entity).known.and_then(|ix| {
                    let id = x.gazetteer.entity(ix).country.clone()?;
                    x.gazetteer.find(&id)
                });
                if let Some(ix) = country {
                    p.entity = self.entities.of_row(ix, &x.gazetteer);
                }
            }
            if sides[0]
                .iter()
                .any(|p| sides[1].iter().any(|q| q.entity == p.entity))
            {
                return;
            }
        }
        if &*frame.kind == "visit" {
            if f.invited {
                return;
            }
            if let Some((place, _)) = place {
                if self.obscure(place) && sides[0].iter().all(|p| self.obscure(p.entity)) {
                    return;
                }
                self.visitors_only(i, f, place, &mut sides[0]);
            } else if !f.definite && !f.noun {
                return;
            }
        }
        if frame.official && !f.noun && sides.iter().flatten().all(|p| self.obscure(p.entity)) {
            return;
        }
        let construction = f.args.last().map_or("bare", |a| a.how);
        let rule = format!(
            "{}.{}.{construction}",
            frame.id,
            if f.noun { "noun" } else { "verb" }
        );
        let all: Vec<EntityNo> = sides.iter().flatten().map(|p| p.entity).collect();
        let kind = x.frames.kind(&frame.kind);
        let least = kind.map_or(2, |k| k.least);
        // A side that nobody can name makes a meeting of one: not kept, unless it refers back.
        if unresolved && all.len() < least && !f.definite {
            return;
        }
        if all.is_empty() && !f.definite {
            return;
        }
        // One alone who neither refers back nor goes anywhere says nothing.
        if all.len() < least && !f.noun {
            return;
        }
        let sets: Vec<Vec<Participation>> = {
            let [left, right] = sides;
            let each = f.each || frame.each;
            if f.each && left.len() > 1 && right.len() == 1 {
                // "A và B lần lượt tiếp C".
                left.into_iter()
                    .map(|l| right.iter().cloned().chain([l]).collect())
                    .collect()
            } else if each && right.len() > 1 && !left.is_empty() {
                right
                    .into_iter()
                    .map(|r| left.iter().cloned().chain([r]).collect())
                    .collect()
            } else {
                vec![left.into_iter().chain(right).collect()]
            }
        };
        let place = match kind.map(|k| k.place) {
            Some(PlaceNeed::Never) => None,
            _ => place,
        };
        let count = self.count_of(i, f.trigger.start);
        let teller = self.teller(i, f);
        for participants in sets {
            if participants.len() >= 2 {
                let people: Vec<EntityNo> = participants
                    .iter()
                    .map(|p| p.entity)
                    .filter(|e| self.entities.get(*e).kind == Kind::Person)
                    .collect();
                if people.len() >= 2 {
                    state.relate(people);
                }
            }
            let here: Vec<EntityNo> = participants.iter().map(|p| p.entity).collect();
            let fallback = if (f.definite || f.presupposed) && !f.definite_this {
                self.pair_here(i, &here)
                    .or_else(|| state.pair_with(&here).map(<[_]>::to_vec))
                    .unwrap_or_default()
            } else {
                Vec::new()
            };
            out.push(Candidate {
                kind: frame.kind.clone(),
                participants,
                place: place.map(|(e, _)| e),
                place_distance: place.map_or(u8::MAX, |(_, d)| d),
                time,
                time_distance,
                status: judgement.status,
                reason: judgement.reason,
                marked: judgement.marked,
                occasion,
                count,
                teller: teller.clone(),
                definite: f.definite || f.presupposed,
                fallback,
                again: f.again,
                sentence: f.sentence,
                trigger: f.trigger.clone(),
                rule: rule.clone(),
                cues: f
                    .cues
                    .iter()
                    .map(|(k, t)| (k.as_str(), t.clone()))
                    .chain(asked.clone().map(|t| (CueKind::Possible.as_str(), t)))
                    .collect(),
            });
        }
    }
}

/// A day that is told becomes the day talked of; a longer stretch only where none is.
fn talk_of(state: &mut State, value: Edtf) {
    if value.grain() == Some(Grain::Day) || state.talked_of.is_none() {
        state.talked_of = Some(value);
    }
}
