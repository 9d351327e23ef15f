//! What each passage tells: frames with their slots resolved, as candidates for happenings.

use super::Reading;
use super::report::chunk_at;
use super::sides::Sides;
use crate::clause::{Chunk, Clause, CueKind, Link, Piece, PrepRole};
use crate::discourse::{Bond, EntityNo, Series, State, Together};
use crate::extraction::{Kind, Status};
use crate::frame::{
    Adjunct, Arg, Filled, Frame, FrameInput, Judgement, PlaceNeed, RelationKind, fill, judge,
};
use crate::happening::{Candidate, Undated};
use crate::phrase::Head;
use crate::text::BlockKind;
use crate::time::{Anchors, Direction, Edtf, Grain};
use std::cmp::Ordering;
use std::ops::Range;

/// So many officers of different states are met one by one.
const MANY: usize = 3;

/// So many days back nothing is planned for.
const LONG: i32 = 60;

impl Reading<'_, '_> {
    /// The frames of a sentence with their slots, in text order.
    pub(super) fn filled(&self, i: usize) -> Vec<Filled> {
        let x = self.extractor;
        let trigger = |c: &Chunk| matches!(c.piece, Piece::Trigger { .. });
        if !self.chunks(i).iter().any(trigger) {
            return Vec::new();
        }
        let p = self.row(i);
        let kind_of = |n: usize| {
            let m = self.nouns.get(n)?.name?;
            let e = self.bound.get(m).copied().flatten()?;
            Some(self.entities.get(e).kind)
        };
        let in_a_state = |n: usize| {
            let e = self
                .nouns
                .get(n)
                .and_then(|n| self.bound.get(n.name?).copied()?);
            let row = e.and_then(|e| self.entities.get(e).known);
            row.map(|ix| x.gazetteer.entity(ix))
                .is_some_and(|r| r.kind != Kind::Country && r.country.is_some())
        };
        fill(&FrameInput {
            in_a_state: &in_a_state,
            sentence: self.parsed[i].sentence,
            chunks: p.chunks,
            clauses: p.clauses,
            nouns: &self.nouns,
            kind_of: &kind_of,
            frames: &x.frames,
            lexicon: &x.lexicon,
            classes: &x.classes,
        })
    }

    /// The frames of a sentence as candidates for happenings.
    pub(super) fn frames(&mut self, i: usize, state: &mut State, out: &mut Vec<Candidate>) {
        let asked = self.asked.take().filter(|(k, _)| *k == i);
        let mut filled = if let Some((_, filled)) = asked {
            filled
        } else if self.parsed[i].trigger {
            self.filled(i)
        } else {
            Vec::new()
        };
        // What day is talked of at each time: the times before it, in text order.
        let times = self.parsed[i].times.clone();
        let year = self.year_in_front(i, state);
        for t in times.clone() {
            let mut anchors = Anchors {
                document: self.document.date,
                talked_of: state.talked_of,
                told: state.told,
                event: None,
                year,
            };
            anchors.event = self.event_of(i, t, &filled, out, &anchors);
            self.anchors_at[t] = anchors;
            if let Some(v) = self.times[t].value.resolve(&anchors, Direction::Unknown) {
                talk_of(state, v);
                state.told = Some(v);
            }
        }
        let p_start = out.len();
        self.one_visit_a_state(&mut filled);
        for f in &mut filled {
            f.frame = self.goes_on_by_telephone(f, out).unwrap_or(f.frame);
            self.candidates(i, f, state, out);
        }
        // Most sentences tell nothing.
        if out.len() > p_start {
            self.share_places(i, p_start, out);
            self.carry_plan(i, p_start, out);
        }
        for t in times {
            if self.values[t].is_none() {
                self.value(t, Direction::Unknown, state);
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
            // "Hai ngày trước, A gặp B" with no day told before: what the time itself made the day talked of is no anchor to it.
            let value = &self.times[t].value;
            if anchors.talked_of.is_none() && state.talked_of.is_some() {
                let own = value.resolve(&anchors, Direction::Unknown);
                anchors.talked_of = state.talked_of.filter(|v| own != Some(*v));
            }
            self.values[t] = value.resolve(&anchors, direction);
        }
        if let Some(v) = self.values[t] {
            talk_of(state, v);
        }
        self.values[t]
    }

    /// What one frame tells: how sure and when, where, who; nothing where a check fails.
    fn candidates(&mut self, i: usize, f: &Filled, state: &mut State, out: &mut Vec<Candidate>) {
        let x = self.extractor;
        let frame = x.frames.frame(f.frame);
        let Some(kind) = x.frames.kind_of(frame) else {
            return;
        };
        let asked = self.asks_whether(i, f);
        let mut cues = self.cues_of(f, frame, kind);
        cues.extend(asked.iter().map(|_| CueKind::Possible));
        let mut judgement = judge(&cues, f.presupposed);
        // "Nhận lời mời của B, A thăm K từ ngày 22 đến 24/10": what was agreed to may have come since.
        let agreed = cues.contains(&CueKind::Agree) && !cues.contains(&CueKind::Future);
        let (mut time, mut time_distance) = self.time_of(i, f, frame, &judgement, state);
        let past = f.presupposed && cues.contains(&CueKind::Past);
        let over = self.over_then(f);
        if judgement.status == Status::Planned && judgement.marked && self.long_gone(time) {
            // "đã chuẩn bị cho chuyến thăm hồi tháng 9/2023": it has been.
            match f.noun && time_distance == 0 && self.prepared(f) {
                true => judgement.status = Status::Occurred,
                false => time = None,
            }
        }
        if time.is_none() && !kind.invites && f.args.len() >= kind.least {
            time = self.day_counted_from(i, f, out);
            time_distance = 2;
        }
        let day = self.against_date(i, f, time);
        if over && day.is_some_and(Ordering::is_gt) {
            judgement.marked = false;
        }
        self.date_says((i, f), kind, past, agreed, day, &mut judgement);
        let undated = time.is_none().then(|| self.undated(i, f)).flatten();
        let told_on = self.told_on(i, f, state);
        let not_yet = judgement.status == Status::Negated && self.only_yet(f);
        let mut place = self.place_of(f).or_else(|| {
            let there = kind.gathers && f.places.is_empty();
            there.then(|| self.told_there(i, f, out)).flatten()
        });
        let occasion = f.occasions.iter().find_map(|n| self.first_meant(*n));
        let role = |a: &Arg| self.nouns[a.noun].head == Head::Role;
        if let Some(time) = time.filter(|_| f.args.iter().any(role)) {
            self.holders_then(f, time);
        }
        let Some(mut sides) = self.sides(i, f, frame, kind) else {
            return;
        };
        if f.summit && (time.is_some() || undated.is_none()) {
            let then = time.map_or(self.day, |time| time.earliest());
            self.leaders_for_states(then, &mut sides);
        }
        if f.of_states && matches!(judgement.status, Status::Possible | Status::Negated) {
            self.state_for_speaker(&mut sides);
        }
        if f.to_that_state && place.is_none_or(|(_, distance)| distance > 0) {
            let host = self.state_of_host(i, f, &sides);
            let there = host.or_else(|| self.state_spoken_of(i, f, &sides));
            place = there.map(|e| (e, 0)).or(place);
        }
        if kind.invites {
            if f.of_journey {
                let (there, then) = self.visitor_invited(f, frame, out, &mut sides);
                place = place.or(there.map(|e| (e, 2)));
                time = time.or(then);
            }
            self.guests_only(i, f, kind, &mut sides);
        }
        if time.is_none() && undated.is_none() && kind.gathers {
            time = self.received_there(f, out, &mut sides);
        }
        if kind.journey && place.is_none() {
            let there = || self.where_journey_told(i, f, out);
            let place_of = self.other_of_two(i, f, &sides).or_else(there);
            place = place_of.map(|e| (e, 2));
        }
        if judgement.status == Status::Occurred && kind.gathers {
            let own = (place, time);
            match state.series.take() {
                // "Tiếp Đại sứ A, Chủ tịch nước đề nghị …": one of those that the lead told of.
                Some(s) if own == (None, None) && self.of_series(i, f, &s, kind, &sides) => {
                    (place, time) = (s.place.map(|e| (e, 2)), s.time);
                    time_distance = 2;
                    let sentence = f.sentence;
                    state.series = Some(Series { sentence, ..s });
                }
                told => state.series = self.series(i, f, kind, &sides, own).or(told),
            }
        }
        if f.void
            || self.one_end_only(f, frame, kind, &sides)
            || !self.speaks_for(f, frame, &mut sides)
            || kind.journey && !self.goes_somewhere(i, f, kind, place, &mut sides)
            || frame.official && self.acted(i, f) && sides.all().all(|p| self.obscure(p.entity))
            || too_few(f, kind, &sides)
        {
            return;
        }
        let place = place.filter(|_| kind.place != PlaceNeed::Never);
        let count = self.count_of(i, f.trigger.start);
        let teller = self.teller(i, f);
        let construction = f.args.last().map_or("bare", |a| a.how);
        let word = if f.noun { "noun" } else { "verb" };
        let rule = [&*frame.id, ".", word, ".", construction].concat();
        let headline = self.block_of(i) == Some(BlockKind::Headline);
        let assumed = !f.presupposed && (f.noun || headline);
        // "Tổng thống nước X và Thủ tướng nước Y gửi thư cho C": a letter of each.
        let guests = kind.invites && x.frames.gets(frame);
        let in_turn = f.each || guests || frame.each && self.of_different_states(&sides.left);
        // "A điện đàm với Thủ tướng nước X và Tổng thống nước Y": a call of each; two of one state share it.
        let calls = kind.place == PlaceNeed::Never
            && sides.left.len() == 1
            && self.of_different_states(&sides.right);
        // "A gặp Thủ tướng nước X, Tổng thống nước Y và Quốc vương nước Z": one who met so many met each; guests are received together.
        let many = frame.object == frame.subject
            && sides.left.len() == 1
            && sides.right.len() >= MANY
            && self.of_different_states(&sides.right);
        let once = self.only_once(i, f);
        let days = self.days_of_each(i, f, count, state);
        let first = out.len();
        // "có cuộc họp cùng A, B và C" is one.
        let paired = !f.noun && (calls || many);
        for participants in sides.sets(in_turn, frame.each || paired) {
            let here: Vec<EntityNo> = participants.iter().map(|p| p.entity).collect();
            let fallback = self.fallback(i, f, &here, state);
            out.push(Candidate {
                kind: frame.kind.clone(),
                participants,
                place: place.map(|(e, _)| e),
                place_distance: place.map_or(u8::MAX, |(_, d)| d),
                time,
                time_distance,
                undated,
                status: judgement.status,
                reason: judgement.reason,
                marked: judgement.marked,
                headline,
                not_yet,
                told_on,
                assumed: assumed && !judgement.marked && judgement.status == Status::Occurred,
                each: f.each,
                paired: paired && !f.each,
                occasion,
                count,
                teller: teller.clone(),
                definite: f.definite || f.presupposed,
                fresh: f.indefinite,
                fallback,
                over: cues.contains(&CueKind::Last),
                again: f.again,
                once,
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
        self.note_guest(kind, &out[first..], state);
        // "từng thăm K hai lần, năm 2012 và năm 2015": one on each day.
        let [day, others @ ..] = &*days else { return };
        let mut more = Vec::new();
        // "hai lần, tại K tháng 6 và tại M tháng 2": and where each was, if that is told of all.
        let placed = days.iter().all(|(_, place)| place.is_some());
        let on = |c: &Candidate, (day, place): (Edtf, Option<EntityNo>)| Candidate {
            time: Some(day),
            place: if placed { place } else { c.place },
            count: None,
            ..c.clone()
        };
        for c in &mut out[first..] {
            more.extend(others.iter().map(|d| on(c, *d)));
            *c = on(c, *day);
        }
        out.append(&mut more);
    }

    /// The days of what is told to have been so many times, where just so many are told behind it.
    fn days_of_each(
        &mut self,
        i: usize,
        f: &Filled,
        count: Option<(u32, bool)>,
        state: &mut State,
    ) -> Vec<(Edtf, Option<EntityNo>)> {
        let Some((times, false)) = count else {
            return Vec::new();
        };
        let all = self.parsed[i].times.clone();
        let behind = |t: &usize| self.times[*t].tokens.start > f.trigger.start;
        let told: Vec<usize> = all.filter(behind).collect();
        if times < 2 || told.len() != times as usize {
            return Vec::new();
        }
        let mut days: Vec<(Edtf, Option<EntityNo>)> = Vec::new();
        for t in told {
            match self.value(t, Direction::Past, state) {
                Some(day) if days.iter().all(|(d, _)| *d != day) => {
                    days.push((day, self.place_beside_time(i, t)));
                }
                _ => return Vec::new(),
            }
        }
        days
    }

    /// "từng thăm K": whether it tells of one of some earlier time.
    fn only_once(&self, i: usize, f: &Filled) -> bool {
        let c = self.chunks(i);
        f.cues.iter().any(|(k, t)| {
            let entry = chunk_at(c, t.start).and_then(|at| c[at].entry);
            *k == CueKind::Past
                && entry.is_some_and(|e| self.extractor.lexicon.entry(e).attr("once").is_some())
        })
    }

    /// The cues that say something of the frame's own kind.
    fn cues_of(&self, f: &Filled, frame: &Frame, kind: &RelationKind) -> Vec<CueKind> {
        // One who goes on an invitation has been invited, whatever becomes of the journey.
        let taken = kind.invites && self.extractor.frames.gets(frame);
        let passed = |k: CueKind| {
            // An invitation accepted or agreed on has been made.
            kind.invites && k == CueKind::Agree || taken && k != CueKind::Negation
        };
        f.cues
            .iter()
            .map(|(k, _)| *k)
            .filter(|k| !passed(*k))
            .collect()
    }

    /// Whether all that denies it says that it has not come about yet ("chưa gặp nhau", "không gặp nhau kể từ năm 2015").
    fn only_yet(&self, f: &Filled) -> bool {
        let since = |a: &Adjunct| a.distance == 0 && self.times[a.index].value.runs_from();
        let so_far = f.times.iter().any(since) && f.cues.iter().all(|(k, _)| !k.leaves_open());
        let yet = |(k, tokens): &(CueKind, Range<usize>)| {
            so_far && *k == CueKind::Negation || self.begins_with(tokens, "yet")
        };
        let mut denials = f.cues.iter().filter(|(k, _)| k.undoes()).peekable();
        denials.peek().is_some() && denials.all(yet)
    }

    /// Whether the word that some tokens begin with has an attribute.
    pub(super) fn begins_with(&self, tokens: &Range<usize>, attr: &str) -> bool {
        let lexicon = &self.extractor.lexicon;
        let words = self.text.tokens.get(tokens.clone());
        let entry = words.and_then(|w| lexicon.longest_at(w, 0));
        entry.is_some_and(|(e, _)| lexicon.entry(e).attr(attr).is_some())
    }

    /// Whether a time beside a frame is its own: not one that it counts from, nor since when it has not been ("cuộc gặp đầu tiên
    /// kể từ năm 2019"), nor when it was decided on.
    fn dates(&self, i: usize, t: usize, f: &Filled) -> bool {
        !self.counts_from(i, t, f)
            && (!self.since_the_last(i, t) || self.since_then(i, t, f))
            && !self.of_an_act(i, t, f)
            && !self.of_a_stay(i, t, f)
    }

    /// "hội kiến B đang thăm K ngày 18-20/8", "nhân chuyến thăm K từ ngày 18 đến 20/8": the days of a journey that stands between the
    /// event and them are the journey's.
    fn of_a_stay(&self, i: usize, t: usize, f: &Filled) -> bool {
        let x = self.extractor;
        let journey = |frame: &Frame| x.frames.kind_of(frame).is_some_and(|k| k.journey);
        let time = &self.times[t];
        let gone = |c: &Chunk| {
            let frame = x.frames.of_trigger(c, &x.lexicon, &x.classes);
            frame.is_some_and(journey)
        };
        time.value.is_stretch()
            && !journey(x.frames.frame(f.frame))
            && self.chunks(i).iter().any(|c| {
                let between = f.trigger.end <= c.tokens.start && c.tokens.end <= time.tokens.start;
                between && matches!(c.piece, Piece::Trigger { .. }) && gone(c)
            })
    }

    /// Whether an event is taken to be over only because something is told to come after it.
    fn over_then(&self, f: &Filled) -> bool {
        let says = |kind: CueKind| f.cues.iter().any(|(k, _)| *k == kind);
        f.presupposed && says(CueKind::Last) && !says(CueKind::Past)
    }

    /// Whether an event lies ahead only of its being made ready.
    fn prepared(&self, f: &Filled) -> bool {
        let mut ahead = f.cues.iter().filter(|(k, _)| *k == CueKind::Future);
        ahead.any(|(_, tokens)| self.begins_with(tokens, "prepares"))
    }

    /// Whether a word for the first stands before a time that runs from then on.
    fn since_the_last(&self, i: usize, t: usize) -> bool {
        /// So many chunks before it are looked at.
        const BACK: usize = 16;
        let chunks = self.chunks(i);
        let first = |c: &Chunk| {
            let entry = c.entry.map(|e| self.extractor.lexicon.entry(e));
            entry.is_some_and(|e| e.attr("first").is_some())
        };
        self.times[t].value.runs_from()
            && chunks
                .iter()
                .position(|c| c.piece == Piece::Time(t))
                .is_some_and(|at| {
                    let before = chunks[..at].iter().rev().take(BACK);
                    before
                        .take_while(|c| c.piece != Piece::Semicolon)
                        .any(first)
                })
    }

    /// Whether a time is that of another event, since which something is told to have been: in a phrase in front.
    fn since_another(&self, i: usize, t: usize, f: &Filled) -> bool {
        let end = self.times[t].tokens.end;
        let before = self.chunks(i).iter().filter(|c| c.tokens.end <= end).rev();
        let phrase = before.take_while(|c| !matches!(c.piece, Piece::Comma | Piece::Stop));
        let mut event = false;
        for c in phrase {
            event |= c.piece == Piece::Trigger { noun: true };
            let entry = c.entry.map(|e| self.extractor.lexicon.entry(e));
            if entry.is_some_and(|e| e.attr("since").is_some()) {
                return event && end <= f.trigger.start;
            }
        }
        false
    }

    /// "kể từ năm 2019, khi A gặp B": whether the clause tells what was when a time began that stands right before it.
    fn since_then(&self, i: usize, t: usize, f: &Filled) -> bool {
        let row = self.row(i);
        let at = chunk_at(row.chunks, f.trigger.start);
        let own = at.and_then(|at| row.clauses.iter().find(|c| c.chunks.contains(&at)));
        let Some(clause) = own.filter(|c| c.link == Link::When) else {
            return false;
        };
        let mut before = row.chunks[..clause.chunks.start].iter().rev();
        let last = before.find(|c| !matches!(c.piece, Piece::Link(_) | Piece::Comma));
        self.times[t].value.runs_from() && last.is_some_and(|c| c.piece == Piece::Time(t))
    }

    /// The first of a frame's times that has a value, and how near it stands; read in the direction of the status.
    fn time_of(
        &mut self,
        i: usize,
        f: &Filled,
        frame: &Frame,
        judgement: &Judgement,
        state: &mut State,
    ) -> (Option<Edtf>, u8) {
        let kind = self.extractor.frames.kind_of(frame);
        let invites = kind.is_some_and(|k| k.invites);
        let ahead = judgement.status == Status::Planned && judgement.marked;
        let direction = match judgement.status {
            // What one is invited to lies ahead of the inviting, and may be over where one has come.
            _ if invites && !frame.given => Direction::Future,
            _ if invites => Direction::Unknown,
            // "hy vọng có ngừng bắn sau vòng đàm phán ngày 25/11": which may be still to come.
            Status::Occurred if judgement.marked && !self.over_then(f) => Direction::Past,
            _ if ahead => Direction::Future,
            _ => Direction::Unknown,
        };
        let date = self.document.date;
        // "người đoạt giải năm 2012, sắp đến Việt Nam": a day gone by that stands apart is not of what lies ahead.
        let gone = |v: &Edtf| {
            let latest = v.latest().zip(date);
            ahead && latest.is_some_and(|(latest, date)| latest < date)
        };
        // "dự kiến vào tháng 9 được dời sang tháng 10": the day that it is moved to.
        let moved = f.cues.iter().find(|(k, _)| *k == CueKind::Moved);
        let moved = moved.map(|(_, to)| to.end);
        let mut times = f.times.clone();
        times.sort_by_key(|a| moved.is_some_and(|to| self.times[a.index].tokens.start != to));
        let found = times.iter().find_map(|a| {
            if !self.dates(i, a.index, f) {
                return None;
            }
            // "được mời ăn trưa hôm 18/6": that day has been.
            let past = |t: usize| self.begins_with(&self.times[t].tokens, "past");
            let direction = match invites && past(a.index) {
                true => Direction::Past,
                false => direction,
            };
            let mut v = self.value(a.index, direction, state)?;
            // "Kể từ cuộc gặp ngày 7/2, A đã ba lần điện đàm với B": from that day on.
            if self.since_another(i, a.index, f) {
                v = Edtf::since(v)?;
            } else if self.since_then(i, a.index, f) {
                v = v.began().unwrap_or(v);
            }
            (a.distance == 0 || !gone(&v)).then_some((v, a.distance))
        });
        let found = found.or_else(|| {
            let own = kind.filter(|k| !k.invites && !f.presupposed)?;
            let t = self.time_that_closes(i, f, own.journey)?;
            Some((self.value(t, direction, state)?, 2))
        });
        found.map_or((None, u8::MAX), |(v, d)| (Some(v), d))
    }

    /// "A sẽ thăm K, dự lễ kỷ niệm, đồng chủ trì phiên họp từ ngày 1 đến 4/12": the days that close a sentence of which all goes on
    /// with the same subject are those of the journey; a day that a comma sets off there is that of all ("A gặp B, bàn về thuế, sáng 5/1").
    fn time_that_closes(&self, i: usize, f: &Filled, journey: bool) -> Option<usize> {
        let row = self.row(i);
        let at = chunk_at(row.chunks, f.trigger.start)?;
        let own = row.clauses.iter().position(|c| c.chunks.contains(&at))?;
        let mut back = row.chunks.iter().rev();
        let place = |n: usize| self.nouns[n].head == Head::Place;
        // ("…, sáng 5/1 tại K".)
        let tail = |c: &&Chunk| match c.piece {
            Piece::Stop | Piece::Quote | Piece::Transparent | Piece::Prep(PrepRole::At) => true,
            Piece::Noun(n) => place(n),
            _ => false,
        };
        let last = back.find(|c| !tail(c))?;
        let Piece::Time(t) = last.piece else {
            return None;
        };
        let apart = back.next().is_some_and(|c| c.piece == Piece::Comma);
        let goes_on = |c: &Clause| {
            let joined = matches!(c.link, Link::Coordination | Link::Main);
            !c.own_subject && c.subject.is_some() && (joined || apart && c.link == Link::Purpose)
        };
        let value = &self.times[t].value;
        let day = apart && matches!(value.month_and_day(), Some((_, Some(_))));
        let own_time = journey && value.is_stretch() || day;
        (own_time && row.clauses[own + 1..].iter().all(goes_on)).then_some(t)
    }

    /// How the first day of a frame's time lies to the document's date; without a date, whether it is told as ahead ("tuần tới").
    fn against_date(&self, i: usize, f: &Filled, time: Option<Edtf>) -> Option<Ordering> {
        match (self.document.date, time.as_ref().and_then(Edtf::earliest)) {
            (Some(date), Some(earliest)) => {
                // "A gặp B trong tuần này": of what is left of it.
                let runs = earliest <= date && time.as_ref().and_then(Edtf::latest) > Some(date);
                let first = self.own_time(i, f);
                if runs && first.is_some_and(|t| self.times[t].value.runs_on()) {
                    // "gặp nhau lần thứ hai trong năm nay": so far.
                    let counted = self.count_of(i, f.trigger.start).is_some();
                    return (!counted).then_some(Ordering::Greater);
                }
                // "sẽ tiếp B trong năm 2026": a year or a month that is not over says nothing, but for the part of it that is told.
                let stretch = time.filter(|t| runs && t.grain() != Some(Grain::Day));
                if let Some(stretch) = stretch {
                    return first.and_then(|t| self.times[t].value.part_from(date, &stretch));
                }
                Some(earliest.cmp(&date))
            }
            (None, None) => {
                let own = &self.times[self.own_time(i, f)?].value;
                let behind = || own.lies_behind().then_some(Ordering::Less);
                let ahead = own.lies_ahead().then_some(Ordering::Greater);
                ahead.or_else(behind)
            }
            _ => None,
        }
    }

    /// What a frame's own time tells that has no value for want of a year.
    fn undated(&self, i: usize, f: &Filled) -> Option<Undated> {
        let own = &self.times[self.own_time(i, f)?].value;
        let day = own.month_and_day().map(|(m, d)| Undated::Day(m, d));
        day.or_else(|| own.years_back().map(Undated::YearsBack))
    }

    /// The first of a frame's times that is its own.
    fn own_time(&self, i: usize, f: &Filled) -> Option<usize> {
        let own = f.times.iter().find(|a| self.dates(i, a.index, f));
        own.map(|a| a.index)
    }

    /// "sẽ thăm K, nước có quan hệ từ ngày 28/10/1962": whether a time lies so far back that it is of something else than what is planned.
    fn long_gone(&self, time: Option<Edtf>) -> bool {
        let last = time.and_then(|t| t.latest().or(t.earliest()));
        let days = self
            .document
            .date
            .zip(last)
            .map(|(today, last)| (today - last).get_days());
        days.is_some_and(|d| d > LONG)
    }

    /// What its day says of a status that no cue settled.
    fn date_says(
        &self,
        (i, f): (usize, &Filled),
        kind: &RelationKind,
        past: bool,
        agreed: bool,
        day: Option<Ordering>,
        judgement: &mut Judgement,
    ) {
        // A document's date may be a day early: what is told of as past has happened.
        if judgement.status == Status::Occurred
            && !judgement.marked
            && !past
            && !kind.invites
            && day.is_some_and(Ordering::is_gt)
        {
            judgement.status = Status::Planned;
            judgement.marked = true;
        }
        // "trước cuộc gặp hôm qua", and under a picture of the two: it has come since.
        let guessed = !judgement.marked;
        let since = day.is_some_and(Ordering::is_le);
        // "chốt trong cuộc gặp hôm 3/9".
        let gone = f.presupposed && day.is_some_and(Ordering::is_lt);
        if judgement.status == Status::Planned
            && (since && (guessed || agreed)
                || gone
                || guessed && self.block_of(i) == Some(BlockKind::Caption))
        {
            judgement.status = Status::Occurred;
        }
        // "A gặp B tháng trước": a day gone by says it as well as a word of tense.
        judgement.marked |= judgement.status == Status::Occurred
            && !kind.invites
            && day.is_some_and(Ordering::is_lt);
        // What a picture shows of an event has been.
        judgement.marked |= self.block_of(i) == Some(BlockKind::Caption)
            && judgement.status == Status::Occurred
            && (f.presupposed || !f.noun);
    }

    /// Whom a reference means that does not name its own; people who meet become the pair spoken of.
    fn fallback(
        &self,
        i: usize,
        f: &Filled,
        here: &[EntityNo],
        state: &mut State,
    ) -> Vec<EntityNo> {
        let person = |e: &&EntityNo| self.entities.get(**e).kind == Kind::Person;
        let people: Vec<EntityNo> = here.iter().filter(person).copied().collect();
        if people.len() >= 2 {
            state.join(Together {
                people,
                bond: Bond::Related,
                sentence: i,
            });
        }
        if !(f.definite || f.presupposed) || f.definite_this {
            return Vec::new();
        }
        let told = || state.pair_with(here).filter(|_| !f.indefinite);
        let led = |pair: &Vec<EntityNo>| pair.iter().all(|e| !self.only_speaks_of(*e, f));
        self.pair_here(i, here)
            .filter(led)
            .or_else(|| told().map(<[_]>::to_vec).filter(led))
            .unwrap_or_default()
    }
}

/// Whether too few are known to take part for the frame to tell of anything.
fn too_few(f: &Filled, kind: &RelationKind, sides: &Sides) -> bool {
    let all = sides.all().count();
    // A side that nobody can name makes a meeting of one: not kept, unless it refers back.
    (sides.unresolved && all < kind.least && !f.definite)
        || (all == 0 && !f.definite)
        // One alone who neither refers back nor goes anywhere says nothing.
        || (all < kind.least && !f.noun)
}

/// A day that is told becomes the day talked of; a month only where none is, or one of a longer stretch.
fn talk_of(state: &mut State, value: Edtf) {
    let replaces = |old: Edtf| match value.grain() {
        Some(Grain::Day) => true,
        Some(Grain::Month) => old.grain().is_some_and(|g| g != Grain::Day),
        _ => false,
    };
    if state.talked_of.is_none_or(replaces) {
        state.talked_of = Some(value);
    }
}
