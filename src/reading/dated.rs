//! When what a frame tells was or is to be, and what that says of whether it came about.

use super::Reading;
use super::report::chunk_at;
use super::since::Since;
use crate::clause::{Chunk, Clause, CueKind, Link, Piece, PrepRole};
use crate::discourse::State;
use crate::extraction::Status;
use crate::frame::{Adjunct, Filled, Frame, Judgement, RelationKind};
use crate::happening::Undated;
use crate::phrase::Head;
use crate::text::BlockKind;
use crate::time::{Direction, Edtf, Grain};
use std::cmp::Ordering;

/// So many days back nothing is planned for.
const LONG: i32 = 60;

impl Reading<'_, '_> {
    /// Whether a time beside a frame is its own: not one that it counts from, nor since when it has not been, nor when it was decided on.
    fn dates(&self, i: usize, t: usize, f: &Filled) -> bool {
        !self.counts_from(i, t, f)
            && !self.since_the_last(i, t, f)
            && !self.since_it_stopped(i, t, f)
            && !self.of_an_act(i, t, f)
            && !self.of_a_stay(i, t, f)
            && !self.of_the_matter(i, t, f)
    }

    /// "làm việc với B về tình hình năm 2025 và nhiệm vụ năm 2026": the year behind what is talked about is the matter's.
    fn of_the_matter(&self, i: usize, t: usize, f: &Filled) -> bool {
        let time = &self.times[t];
        if !time.value.is_year() || time.tokens.start < f.trigger.end {
            return false;
        }
        let between =
            |c: &&Chunk| f.trigger.end <= c.tokens.start && c.tokens.end <= time.tokens.start;
        let mut back = self.chunks(i).iter().filter(between).rev().peekable();
        // ("về hợp tác với B năm 2015": behind anything else it may be that of the event.)
        let matter = |c: &&Chunk| {
            matches!(
                c.piece,
                Piece::Word
                    | Piece::Transparent
                    | Piece::Cue(_)
                    | Piece::Verb(_)
                    | Piece::Dash
                    | Piece::And
                    | Piece::Comma
                    | Piece::Time(_)
            )
        };
        // ("kế hoạch năm 2026", "hiệp ước năm 2015".)
        let named =
            |c: &&&Chunk| matches!(c.piece, Piece::Word | Piece::Cue(_) | Piece::Transparent);
        back.peek().filter(named).is_some()
            && back
                .find(|c| !matter(c))
                .is_some_and(|c| c.piece == Piece::Prep(PrepRole::About))
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

    /// The first of a frame's times that has a value, and how near it stands; read in the direction of the status.
    pub(super) fn time_of(
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
        let first = moved.and_then(|(_, cue)| {
            let begins = |a: &Adjunct| self.times[a.index].tokens.start == cue.end;
            f.times.iter().position(begins)
        });
        let others = (0..f.times.len()).filter(|n| Some(*n) != first);
        let found = first.into_iter().chain(others).find_map(|n| {
            let a = &f.times[n];
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
            match self.since(i, a.index, f) {
                Since::Another => v = Edtf::since(v)?,
                Since::Itself => v = v.began().unwrap_or(v),
                Since::No => v = self.as_long_as(f, &v).unwrap_or(v),
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

    /// "thăm K trong ba ngày, bắt đầu từ ngày 28/10": from the first day to the last, where it is told how many they are.
    fn as_long_as(&self, f: &Filled, time: &Edtf) -> Option<Edtf> {
        let own = f.times.iter().filter(|a| a.distance == 0);
        let mut days = own.filter_map(|a| self.times[a.index].value.days());
        time.lasting(days.next()?)
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

    /// How the first day of a frame's time lies to the document's date; without a date, whether it is told as ahead ("tuần tới"), or as gone
    /// by, which where no word of tense stands a word before its number does ("cuộc gặp hôm 26/5").
    pub(super) fn against_date(
        &self,
        i: usize,
        f: &Filled,
        time: Option<Edtf>,
        marked: bool,
    ) -> Option<Ordering> {
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
            (None, _) => {
                let first = self.own_time(i, f)?;
                let own = &self.times[first];
                // ("Hôm 26/5, A mua hoa cho chuyến thăm của B": nor is it the day of an event noun that stands apart.)
                let near = |a: &Adjunct| a.index == first && (a.distance == 0 || !f.noun);
                let told = || !marked && f.times.iter().any(near);
                let gone = || told() && self.begins_with(&own.tokens, "past");
                let behind = || (own.value.lies_behind() || gone()).then_some(Ordering::Less);
                let ahead = own.value.lies_ahead().then_some(Ordering::Greater);
                ahead.or_else(behind)
            }
            _ => None,
        }
    }

    /// What a frame's own time tells that has no value for want of a year.
    pub(super) fn undated(&self, i: usize, f: &Filled) -> Option<Undated> {
        let own = &self.times[self.own_time(i, f)?].value;
        let day = own.month_of_year().map(|(m, d)| Undated::Day(m, d));
        let back = || own.years_back().map(Undated::YearsBack);
        let own_year = || own.of_this_year().map(Undated::ThisYear);
        day.or_else(back).or_else(own_year)
    }

    /// The first of a frame's times that is its own.
    fn own_time(&self, i: usize, f: &Filled) -> Option<usize> {
        let own = f.times.iter().find(|a| self.dates(i, a.index, f));
        own.map(|a| a.index)
    }

    /// "sẽ thăm K, nước có quan hệ từ ngày 28/10/1962": whether a time lies so far back that it is of something else than what is planned.
    pub(super) fn long_gone(&self, time: Option<Edtf>) -> bool {
        let last = time.and_then(|t| t.latest().or(t.earliest()));
        let days = self
            .document
            .date
            .zip(last)
            .map(|(today, last)| (today - last).get_days());
        days.is_some_and(|d| d > LONG)
    }

    /// What its day says of a status that no cue settled.
    pub(super) fn date_says(
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
}
