//! What each passage tells: frames with their slots resolved, as candidates for happenings.

use super::Reading;
use super::report::chunk_at;
use super::sides::Sides;
use crate::clause::{Chunk, CueKind, Piece};
use crate::discourse::{Bond, EntityNo, Series, State, Together};
use crate::extraction::{Kind, Status};
use crate::few::Few;
use crate::frame::{Adjunct, Arg, Filled, Frame, FrameInput, PlaceNeed, RelationKind, fill, judge};
use crate::happening::{Candidate, Participation, Undated};
use crate::phrase::Head;
use crate::text::BlockKind;
use crate::time::{Anchors, Direction, Edtf, Grain};
use std::cmp::Ordering;
use std::ops::Range;

/// So many officers of different states are met one by one.
const MANY: usize = 3;

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
        // "A sẽ mời B. B đã chấp nhận lời mời của A": he has been invited.
        judgement.marked |= kind.invites
            && x.frames.gets(frame)
            && f.cues.iter().any(|(k, _)| *k == CueKind::Agree);
        // "Nhận lời mời của B, A thăm K từ ngày 22 đến 24/10": what was agreed to may have come since.
        let agreed = cues.contains(&CueKind::Agree) && !cues.contains(&CueKind::Future);
        let (mut time, mut time_distance) = self.time_of(i, f, frame, &judgement, state);
        let past = f.presupposed && cues.contains(&CueKind::Past);
        let over = self.over_then(f);
        // "sẽ sớm đưa ra lịch trình sau cuộc gặp": that the event is to come as well is a guess.
        judgement.marked &= !(over && judgement.status == Status::Planned);
        if judgement.status == Status::Planned && judgement.marked && self.long_gone(time) {
            // "đã chuẩn bị cho chuyến thăm hồi tháng 9/2023": it has been.
            match f.noun && time_distance == 0 && self.prepared(f) {
                true => judgement.status = Status::Occurred,
                false => time = None,
            }
        }
        if time.is_none() && !kind.invites && f.args.len() >= kind.least {
            let counted = self.day_counted_from(i, f, out);
            time = counted.or_else(|| self.day_right_after(i, f, out));
            time_distance = 2;
        }
        let day = self.against_date(i, f, time, judgement.marked);
        if over && day.is_some_and(Ordering::is_gt) {
            judgement.marked = false;
        }
        self.date_says((i, f), kind, past, agreed, day, &mut judgement);
        judgement.marked &= time.is_some() || !self.done_for(i, f);
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
        // (A day without its year is of the time of the text.)
        if f.summit && !matches!(undated, Some(Undated::YearsBack(_))) {
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
        if kind.gathers {
            let (there, then) = self.welcomed_before(f, out, &mut sides);
            place = place.or(there.map(|e| (e, 2)));
            time = time.or(then);
        }
        if time.is_none() && undated.is_none() && kind.gathers {
            time = self.received_there(f, out, &mut sides);
        }
        if kind.journey && place.is_none() {
            let there = || self.where_journey_told(i, f, out);
            let found = self.other_of_two(i, f, &sides).or_else(there);
            let found = found.or_else(|| self.state_that_hosts(i, f, &sides));
            place = found.map(|e| (e, 2));
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
        let accepted = self.accepted(f, frame, kind, &sides, out);
        if !accepted.is_empty() {
            out.extend(accepted);
            return;
        }
        let shown = || {
            let dated = time.is_some() || undated.is_some();
            let apart: Vec<Participation> = sides.all().cloned().collect();
            (dated || place.is_some()) && self.of_different_states(&apart)
        };
        let headline = self.block_of(i) == Some(BlockKind::Headline);
        if f.void
            || frame.picture && (headline || judgement.status != Status::Occurred || !shown())
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
        let rule = || [&*frame.id, ".", word, ".", construction].concat();
        let assumed = !f.presupposed && (f.noun || headline);
        // "Tổng thống nước X và Thủ tướng nước Y gửi thư cho C": a letter of each.
        let guests = kind.invites && x.frames.gets(frame);
        // "Ông A và ông B sẽ thăm K", who lead two states: each goes on a visit of his own.
        let in_turn = match kind.journey {
            true => self.go_apart(i, f, place.map(|(e, _)| e), &sides.left),
            false => f.each || guests || frame.each && self.of_different_states(&sides.left),
        };
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
        let mut each = self.days_of_each(i, f, count, state);
        if each.is_empty()
            && let Some(places) = self.places_of_each(i, f, count == Some((2, false)))
        {
            each.extend(places.map(|place| (None, Some(place))));
        }
        let first = out.len();
        let spoken_to = f.spoken_to.and_then(|n| self.first_meant(n));
        // "có cuộc họp cùng A, B và C" is one.
        let paired = !f.noun && (calls || many);
        for participants in sides.sets(in_turn, frame.each || paired, kind.least) {
            let both = match *participants {
                [ref one] => spoken_to
                    .filter(|e| *e != one.entity)
                    .map(|e| [one.entity, e]),
                _ => None,
            };
            let fallback = match both {
                Some(both) => both.to_vec(),
                None if f.alone => Vec::new(),
                None => self.fallback(i, f, &participants, state),
            };
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
                marked: judgement.marked || frame.picture,
                pictured: frame.picture,
                headline,
                not_yet,
                told_on,
                assumed: assumed && !judgement.marked && judgement.status == Status::Occurred,
                several: f.several,
                each: f.each,
                paired: paired && !f.each,
                occasion,
                count,
                teller: teller.clone(),
                definite: f.definite || f.presupposed,
                fresh: f.indefinite || f.alone,
                fallback,
                spoken_to: both.is_some(),
                over: cues.contains(&CueKind::Last),
                again: f.again,
                once,
                taken_up: guests,
                sentence: f.sentence,
                trigger: f.trigger.clone(),
                rule: rule(),
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
        let [one, others @ ..] = &*each else { return };
        let mut more = Vec::new();
        // "hai lần, tại K tháng 6 và tại M tháng 2": and where each was, if that is told of all.
        let placed = each.iter().all(|(_, place)| place.is_some());
        let on = |c: &Candidate, (day, place): (Option<Edtf>, Option<EntityNo>)| Candidate {
            time: day.or(c.time),
            place: if placed { place } else { c.place },
            count: None,
            ..c.clone()
        };
        for c in &mut out[first..] {
            more.extend(others.iter().map(|d| on(c, *d)));
            *c = on(c, *one);
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
    ) -> Vec<(Option<Edtf>, Option<EntityNo>)> {
        let Some((times, false)) = count else {
            return Vec::new();
        };
        let all = self.parsed[i].times.clone();
        let behind = |t: &usize| self.times[*t].tokens.start > f.trigger.start;
        let told: Vec<usize> = all.filter(behind).collect();
        if times < 2 || told.len() != times as usize {
            return Vec::new();
        }
        let mut days: Vec<(Option<Edtf>, Option<EntityNo>)> = Vec::new();
        for t in told {
            match self.value(t, Direction::Past, state) {
                Some(day) if days.iter().all(|(d, _)| *d != Some(day)) => {
                    days.push((Some(day), self.place_beside_time(i, t)));
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
            let at = chunk_at(c, t.start);
            matches!(k, CueKind::Past | CueKind::Last)
                && at.is_some_and(|at| self.says(&c[at], "once"))
        })
    }

    /// The cues that say something of the frame's own kind.
    fn cues_of(&self, f: &Filled, frame: &Frame, kind: &RelationKind) -> Few<CueKind> {
        // One who goes on an invitation has been invited, whatever becomes of the journey.
        let taken = kind.invites && self.extractor.frames.gets(frame);
        // "không đến K theo lời mời của B" denies the coming.
        let of_another = |tokens: &Range<usize>| {
            let between = tokens.end..f.trigger.start;
            let mut chunks = self.chunks(f.sentence).iter();
            chunks.any(|c| {
                let event = matches!(c.piece, Piece::Trigger { .. });
                event && between.contains(&c.tokens.start)
            })
        };
        let passed = |(k, tokens): &(CueKind, Range<usize>)| {
            // An invitation accepted or agreed on has been made.
            kind.invites && *k == CueKind::Agree
                || taken && (*k != CueKind::Negation || of_another(tokens))
        };
        let own = f.cues.iter().filter(|cue| !passed(cue));
        own.map(|(k, _)| *k).collect()
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

    /// Whether an event is taken to be over only because something is told to come after it.
    pub(super) fn over_then(&self, f: &Filled) -> bool {
        let says = |kind: CueKind| f.cues.iter().any(|(k, _)| *k == kind);
        f.presupposed && says(CueKind::Last) && !says(CueKind::Past)
    }

    /// "An ninh được siết chặt cho cuộc gặp A - B": whether of an event in a headline only what is done for it says that it lies ahead;
    /// by the day that the text below tells it may be over.
    fn done_for(&self, i: usize, f: &Filled) -> bool {
        let mut cues = f.cues.iter();
        self.block_of(i) == Some(BlockKind::Headline)
            && cues.all(|(k, at)| *k == CueKind::Future && self.begins_with(at, "lets"))
            && !f.cues.is_empty()
    }

    /// Whether an event lies ahead only of its being made ready.
    fn prepared(&self, f: &Filled) -> bool {
        let mut ahead = f.cues.iter().filter(|(k, _)| *k == CueKind::Future);
        ahead.any(|(_, tokens)| self.begins_with(tokens, "prepares"))
    }

    /// Whom a reference means that does not name its own; people who meet become the pair spoken of.
    fn fallback(
        &self,
        i: usize,
        f: &Filled,
        participants: &[Participation],
        state: &mut State,
    ) -> Vec<EntityNo> {
        let here = participants.iter().map(|p| p.entity);
        let person = |e: &EntityNo| self.entities.get(*e).kind == Kind::Person;
        if here.clone().filter(person).count() >= 2 {
            state.join(Together {
                people: here.clone().filter(person).collect(),
                bond: Bond::Related,
                sentence: i,
            });
        }
        if !(f.definite || f.presupposed) || f.definite_this {
            return Vec::new();
        }
        let here: &[EntityNo] = &here.collect::<Vec<_>>();
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
