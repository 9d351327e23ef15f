//! Whose a day or a place is: those of another event, of who speaks of it, or of what only stands beside it are left to it.

use super::super::config::Mark;
use super::{Filled, Filler};
use crate::clause::{Chunk, Clause, CueKind, Link, Piece, PrepRole, VerbKind};
use crate::phrase::Head;
use std::ops::Range;

/// A place or time of a clause.
#[derive(Clone, Copy)]
pub(super) struct Told {
    /// The chunk.
    pub(super) at: usize,
    pub(super) time: bool,
    /// Index of the noun phrase or time expression.
    pub(super) index: usize,
}

/// The clause that a trigger's day and place are looked for in, and what is known of the trigger.
pub(super) struct Looked<'a> {
    pub(super) clause: &'a Clause,
    /// Whether it is the trigger's own.
    pub(super) own: bool,
    /// How the clause below hangs on it.
    pub(super) joined: Link,
    /// Whether the trigger's own clause is told to come before or after another.
    pub(super) apart: bool,
    /// Whether the trigger tells of an inviting that is done.
    pub(super) inviting: bool,
    /// Whether it is what is written that a letter's day is of.
    pub(super) written: bool,
    /// The preposition by which the event is only told about, or comes a span after something.
    pub(super) about: Option<usize>,
    /// Where it is told what became of it before.
    pub(super) aside: Option<&'a Range<usize>>,
}

impl Filler<'_> {
    /// Whether the word at a chunk says since when something has been, whose day what stands behind it is.
    pub(super) fn since(&self, word: Option<usize>) -> bool {
        word.is_some_and(|w| self.says(w, "since"))
    }

    /// Takes away from what a clause tells the days and places that are not the trigger's.
    pub(super) fn leave_to_others(&self, here: &mut Vec<Told>, l: &Looked<'_>, f: &Filled) {
        if here.is_empty() {
            return;
        }
        if !l.own {
            self.happening_there(here, l);
            self.where_it_is_judged(here);
            self.since_then(here, l);
            self.day_of_what_went_before(here, l);
            self.days_of_a_journey_above(here, l);
            self.where_one_is_invited(here, l);
        }
        here.retain(|t| !t.time || !self.day_of_what_was_done(l.clause, t.at));
        self.day_of_its_end(here, l);
        here.retain(|t| t.time || !self.within_quotes_before(t.at));
        self.days_of_things(here, l);
        self.not_of_the_inviting(here, l);
        if !l.own || here.is_empty() {
            return;
        }
        here.retain(|t| match t.time {
            true => !self.day_of_another(t.at) && !self.counted_in(t.at),
            // "Hai ngày sau cuộc gặp A - B ở K, C gặp D", "So với cuộc gặp ở K, …": where another event was.
            false => t.at > self.at || !self.of_event_beside(t.at, l.clause.chunks.start),
        });
        if self.noun {
            self.of_another_journey(here, l);
            self.of_the_statement_before(here, l);
            self.of_one_told_besides(here, l);
            self.of_who_is_quoted(here, l);
            here.retain(|t| t.at > self.at || !self.of_subject(t.at));
            // "biểu tình ở K phản đối cuộc gặp A - B".
            if let Some(verb) = self.judged() {
                here.retain(|t| t.at > verb);
            }
        } else {
            self.of_what_is_past(here, l);
            self.against_which_it_stands(here, l);
        }
        // "Cuộc gặp A - B, bị hoãn hồi tháng 1, sẽ diễn ra …": when it was put off.
        if let Some(aside) = l.aside {
            here.retain(|t| !aside.contains(&t.at));
        }
        self.of_an_earlier_one(here);
        self.of_an_event_behind(here, l);
        self.of_the_verb_before(here, l);
        if f.presupposed {
            // "Sau cuộc gặp X - Y, ngày 5/1 Ngoại trưởng A thăm K": the day of what somebody else does thereafter.
            let behind = self.day_of_what_follows(f);
            here.retain(|t| !t.time || !behind.contains(&t.at));
            self.of_what_is_said_there(here, l, f);
        }
    }

    /// "«Tuyên bố về hòa bình ở K» được công bố sau cuộc gặp": where what is quoted, or named in quotes, has its own place.
    fn within_quotes_before(&self, at: usize) -> bool {
        let quote = |i: &usize| self.input.chunks[*i].piece == Piece::Quote;
        let opened = (0..at).filter(quote).count() % 2 == 1;
        opened && (at + 1..self.at).any(|i| quote(&i))
    }

    /// "Khi lũ lụt xảy ra ở K, A gặp B": where something else is at that time.
    fn happening_there(&self, here: &mut Vec<Told>, l: &Looked<'_>) {
        if l.clause.link == Link::When && self.happens_there(l.clause) {
            here.retain(|t| t.time);
        }
    }

    /// "biểu tình ở K để phản đối cuộc gặp A - B", "tới K để bàn việc còn lại sau cuộc gặp C - D": where what is said of it is done.
    fn where_it_is_judged(&self, here: &mut Vec<Told>) {
        let aim = self.clause.link == Link::Purpose && self.noun;
        if aim && (self.judged().is_some() || self.comes_beside().is_some() || self.process()) {
            here.retain(|t| t.time);
        }
    }

    /// "Từ khi A nhậm chức năm 2023, B mới gặp ông một lần": since when it is counted.
    fn since_then(&self, here: &mut Vec<Told>, l: &Looked<'_>) {
        if self.since(l.clause.chunks.start.checked_sub(1)) {
            here.retain(|t| !t.time);
        }
    }

    /// "Bốn ngày sau khi C từ chức hôm 21/7, A gặp B": the day of what came before.
    fn day_of_what_went_before(&self, here: &mut Vec<Told>, l: &Looked<'_>) {
        if l.clause.link == Link::After {
            // ("Sau khi tới K hôm 5/1, A gặp B": the day of both, and two journeys have a day each.)
            let goes = l.clause.verb.is_some_and(|v| self.journey_at(v));
            let both = goes && !self.journey_at(self.at);
            here.retain(|t| !t.time || both);
        }
    }

    /// "thăm K từ ngày 14 đến 16/10, sau đó tới M": behind a journey its own days stand, in front those of both.
    fn days_of_a_journey_above(&self, here: &mut Vec<Told>, l: &Looked<'_>) {
        if here.is_empty() || !self.journey_at(self.at) {
            return;
        }
        let gone = l.clause.chunks.clone().find(|i| self.journey_at(*i));
        here.retain(|t| !t.time || gone.is_none_or(|g| t.at < g));
    }

    /// "gặp A, mời ông thăm K, sau đó tiếp B": where somebody is to come is not where the next thing is done.
    fn where_one_is_invited(&self, here: &mut Vec<Told>, l: &Looked<'_>) {
        let invites = || l.clause.chunks.clone().any(|i| self.invites_at(i));
        if l.joined == Link::Coordination && !here.is_empty() && invites() {
            here.retain(|t| t.time);
        }
    }

    /// "Giá dầu hôm nay giảm sau cuộc gặp": the day of what nobody does, before or behind which the event is.
    fn days_of_things(&self, here: &mut Vec<Told>, l: &Looked<'_>) {
        let beside = match l.own {
            true => self.noun && self.comes_beside().is_some(),
            false => l.apart,
        };
        if beside {
            here.retain(|t| !t.time || t.at > self.at || !self.day_of_a_thing(l.clause, t.at));
        }
    }

    /// When an inviting was done is not when the visit is to be.
    fn not_of_the_inviting(&self, here: &mut Vec<Told>, l: &Looked<'_>) {
        if l.inviting {
            here.retain(|t| !t.time || l.own && t.at > self.at);
        }
    }

    /// "Chuyến thăm của A tới K tiếp nối chuyến thăm của B tới M hồi tháng Giêng": behind another event its own.
    fn of_another_journey(&self, here: &mut Vec<Told>, l: &Looked<'_>) {
        if here.is_empty() || !self.journey_at(self.at) {
            return;
        }
        let c = self.input.chunks;
        let own = |i: usize| {
            matches!(
                c[i - 1].piece,
                Piece::And | Piece::Comma | Piece::Trigger { .. }
            )
        };
        let other = |i: &usize| {
            c[*i].piece == Piece::Trigger { noun: true }
                && !own(*i)
                && (self.journey_at(*i) || self.equated_with(*i))
        };
        let end = (self.at + 1..l.clause.chunks.end).find(other);
        here.retain(|t| end.is_none_or(|end| t.at < end));
    }

    /// "Tại cuộc gặp ở K hôm 5/1, A và B nhất trí sẽ gặp lại": of what lies ahead nothing is told by what is over.
    fn of_what_is_past(&self, here: &mut Vec<Told>, l: &Looked<'_>) {
        if here.is_empty() || !self.lies_ahead(l.clause) {
            return;
        }
        let c = self.input.chunks;
        let start = l.clause.chunks.start;
        let subject = l.clause.subject.filter(|s| l.clause.chunks.contains(s));
        let front = start..subject.unwrap_or(start);
        let over = |i: &usize| c[*i].piece == Piece::Trigger { noun: true };
        let begins = matches!(c[start].piece, Piece::Prep(_));
        if let Some(event) = front.clone().take(3).find(over).filter(|_| begins) {
            here.retain(|t| !(event..front.end).contains(&t.at));
        }
    }

    /// Behind the subject of the statement before, its own.
    fn of_the_statement_before(&self, here: &mut Vec<Told>, l: &Looked<'_>) {
        if let Some((subject, comma)) = l.clause.subject.zip(self.begins_anew()) {
            here.retain(|t| !t.time || !(subject..comma).contains(&t.at));
        }
    }

    /// "cuộc gặp A - B tại K, cũng như cuộc hội đàm C - D ở M tháng trước": behind one that is told of besides its own.
    fn of_one_told_besides(&self, here: &mut Vec<Told>, l: &Looked<'_>) {
        let c = self.input.chunks;
        let besides = |i: &usize| {
            let mut before = c[self.at + 1..*i].iter().rev();
            let and = before.find(|c| c.piece != Piece::Classifier);
            c[*i].piece == (Piece::Trigger { noun: true })
                && and.is_some_and(|c| c.piece == Piece::And && self.has(c, "besides"))
        };
        let end = (self.at + 1..l.clause.chunks.end).find(besides);
        here.retain(|t| end.is_none_or(|end| t.at < end));
    }

    /// "«Cuộc gặp rất tốt đẹp», hãng X hôm nay nói": the day of what is said in quotes stands in them.
    fn of_who_is_quoted(&self, here: &mut Vec<Told>, l: &Looked<'_>) {
        let quote = |i: &usize| self.input.chunks[*i].piece == Piece::Quote;
        let before = (l.clause.chunks.start..self.at).filter(quote).count();
        let close = (self.at + 1..l.clause.chunks.end).find(quote);
        let Some(end) = close.filter(|_| before % 2 == 1) else {
            return;
        };
        // ("…», C, giáo sư ở K, nhận định": so the place of who says it.)
        let placed = !self.closes_speech(end);
        here.retain(|t| !t.time && placed || t.at < end);
    }

    /// "kết thúc chuyến thăm K hôm 4/3": the day of its end is not when it was.
    fn day_of_its_end(&self, here: &mut Vec<Told>, l: &Looked<'_>) {
        if here.is_empty() || !self.journey_at(self.at) {
            return;
        }
        let light = |i: &usize| self.input.chunks[*i].piece == Piece::Verb(VerbKind::Light);
        let mut before = (self.clause.chunks.start..self.at).filter(light);
        let ends = before.any(|i| self.says(i, "ends"));
        here.retain(|t| !t.time || !ends || l.own && t.at > self.at);
    }

    /// "Hôm qua, A gặp B, tiếp nối cuộc hội đàm ở K": of what came long before.
    fn of_an_earlier_one(&self, here: &mut Vec<Told>) {
        if let Some(p) = self.prep_before().filter(|p| self.says(*p, "earlier")) {
            here.retain(|t| t.at > p);
        }
    }

    /// "Quan hệ xấu đi năm 2014, nhưng A và B vừa gặp nhau": of what stands against it.
    fn against_which_it_stands(&self, here: &mut Vec<Told>, l: &Looked<'_>) {
        let c = self.input.chunks;
        let mut before = (l.clause.chunks.start..self.at).rev();
        if let Some(but) = before.find(|i| c[*i].piece == Piece::But)
            && l.clause.subject.is_some_and(|s| s > but)
        {
            here.retain(|t| !t.time || t.at + 2 != but || c[t.at + 1].piece != Piece::Comma);
        }
    }

    /// Behind another event its own; before what it is only told about, of the telling.
    fn of_an_event_behind(&self, here: &mut Vec<Told>, l: &Looked<'_>) {
        if here.is_empty() {
            return;
        }
        let end = self.other_event().unwrap_or(usize::MAX);
        here.retain(|t| t.at < end && l.about.is_none_or(|p| t.at > p));
    }

    /// "giao tranh ở X trước cuộc gặp", "ngừng bắn tại X, sau cuộc gặp": where the verb's own happens.
    fn of_the_verb_before(&self, here: &mut Vec<Told>, l: &Looked<'_>) {
        let prep = self.comes_beside();
        let verb = self.clause.verb.filter(|_| self.noun);
        let Some((verb, prep)) = verb.zip(prep).filter(|(v, p)| v < p) else {
            return;
        };
        // "thay đổi trong tư thế của A ở châu Âu là điểm nóng trước cuộc gặp": nor what the subject is.
        let front = l.clause.chunks.start + 2;
        // "Giá vàng hôm nay giảm sau cuộc gặp": of what nobody does.
        let done = l.clause.subject.is_some();
        here.retain(|t| t.at > prep || t.at < verb && (t.time && done || t.at < front));
    }

    /// "Tại hội đàm, ông A nói … vào năm 2030": what follows the subject belongs to its verb. What a letter says is said on its day
    /// ("trong bức thư gửi B, A hôm 5/1 nhấn mạnh").
    fn of_what_is_said_there(&self, here: &mut Vec<Told>, l: &Looked<'_>, f: &Filled) {
        if l.written {
            return;
        }
        let limit = l
            .clause
            .subject
            .filter(|s| l.clause.chunks.contains(s) && *s > self.at)
            .or(l.clause.verb.filter(|v| *v > self.at));
        here.retain(|t| limit.is_none_or(|limit| t.at < limit) && !f.definite_this);
    }

    /// "gặp B sau vụ ám sát hôm 13/7", "điện đàm với B về vụ ám sát ngày 3/1", "một tháng sau cuộc bầu cử ngày 5/11, A gặp B": whether a
    /// time is of an event that what is told comes before or after, or that it is about or is likened to. Where no span stands before
    /// it, what comes in front may be of the same day ("sau lễ đón sáng 5/1, A hội đàm với B") unless it is a journey ("sau chuyến thăm K
    /// hôm 5/1").
    pub(super) fn day_of_another(&self, time: usize) -> bool {
        if self.of_others_before(time)
            || self.day_of_what_was_done(self.clause, time)
            || self.of_what_it_is_counted_since(time)
        {
            return true;
        }
        let from = match time > self.at {
            true => self.at + 1,
            false => self.clause.chunks.start,
        };
        self.of_event_beside(time, from)
    }

    /// "là tổng thống đầu tiên thăm K kể từ sau chiến tranh kết thúc vào năm 1975": whether a time behind the trigger is of what is told
    /// behind a word for since.
    fn of_what_it_is_counted_since(&self, time: usize) -> bool {
        let c = self.input.chunks;
        let mut between = (self.at + 1..time).rev().skip(1);
        between
            .find(|i| c[*i].piece == Piece::Comma || self.says(*i, "since"))
            .is_some_and(|i| c[i].piece != Piece::Comma)
    }

    /// Whether a time or place, of the chunks from `from` on, is of an event that what is told is put beside.
    fn of_event_beside(&self, time: usize, from: usize) -> bool {
        let c = self.input.chunks;
        let behind = time > self.at;
        let span = |i: usize| i > from && matches!(c[i - 1].piece, Piece::Time(_));
        for i in (from..time).rev() {
            let event = || {
                let noun = |p: Piece| match p {
                    Piece::Classifier | Piece::Trigger { noun: true } => true,
                    Piece::Noun(n) => self.input.nouns[n].head == Head::Occasion,
                    _ => false,
                };
                (i..time).any(|k| noun(c[k].piece) || self.matter_at(k))
            };
            // "sau lễ nhậm chức ngày 20/1", "về chiến thắng trong cuộc bầu cử ngày 20/5".
            let named = || {
                let before = i.checked_sub(1).map(|b| c[b].piece);
                matches!(before, Some(Piece::Classifier | Piece::Prep(_)))
            };
            match c[i].piece {
                Piece::Classifier | Piece::Trigger { noun: true } => {}
                Piece::Word | Piece::Transparent | Piece::Number | Piece::Noun(_) => {}
                Piece::Prep(_) if self.says(i, "apart") => {
                    let journey = || (i..time).any(|k| self.journey_at(k));
                    return (behind || span(i) || journey()) && event();
                }
                // "So với cuộc gặp ở K năm 2021, cuộc gặp này …".
                Piece::Prep(_) if !behind && self.says(i, "than") => return event(),
                // "…, theo hãng tin X ngày 8/7".
                Piece::Prep(PrepRole::Like | PrepRole::According) => return behind,
                Piece::Verb(VerbKind::Other) if named() => {}
                // "cuộc gặp năm 2021 ở K", "cuộc gặp ở K vào năm 2021".
                Piece::Time(_) if !behind => {}
                Piece::Prep(PrepRole::To) if i + 1 == time => {}
                // "Chuyến thăm được Bộ Ngoại giao công bố hôm 8/7".
                Piece::Verb(VerbKind::Say) if behind && self.noun => {
                    let mut before = (from..i).rev().map(|k| c[k].piece);
                    let by = |p: &Piece| !matches!(p, Piece::Noun(_) | Piece::Word);
                    return before.find(by) == Some(Piece::Passive);
                }
                Piece::Prep(PrepRole::Of | PrepRole::At) if !self.says(i, "apart") => {}
                // "gặp B sau cuộc hội đàm giữa C và D hôm 20/5".
                Piece::Prep(PrepRole::Between) | Piece::And if behind => {}
                Piece::Prep(PrepRole::About) => return behind && event(),
                _ => return false,
            }
        }
        false
    }

    /// "A phá vỡ thỏa thuận được ký năm 1979 khi điện đàm với B", "gặp B, người được bầu năm 2017": whether a time is of what was done to
    /// somebody or something that a passive tells of in passing. What is told of the subject itself may be of the same time
    /// ("Thỏa thuận được ký năm 2015 khi A gặp B"), and an event noun may be the subject ("cuộc gặp A - B được ấn định vào tháng 5").
    fn day_of_what_was_done(&self, clause: &Clause, time: usize) -> bool {
        let c = self.input.chunks;
        let start = clause.chunks.start;
        let deed = |p: Piece| {
            matches!(
                p,
                Piece::Word
                    | Piece::Transparent
                    | Piece::Verb(VerbKind::Other)
                    | Piece::Prep(PrepRole::To)
                    | Piece::Noun(_)
            )
        };
        let by = (start..time).rev().find(|i| !deed(c[*i].piece));
        let Some(passive) = by.filter(|i| c[*i].piece == Piece::Passive && i + 1 < time) else {
            return false;
        };
        if (start..passive).contains(&self.at) {
            return !self.noun;
        }
        // "A, người được bầu năm 2017, đã gặp B".
        let aside = clause.link == Link::Relative && passive == start;
        if aside && c.get(time + 1).is_some_and(|c| c.piece == Piece::Comma) {
            return true;
        }
        let subject = clause.subject.filter(|s| (start..passive).contains(s));
        let in_passing = |i: usize| match c[i].piece {
            Piece::Verb(_) | Piece::Trigger { .. } => true,
            Piece::Word | Piece::Comma | Piece::Prep(PrepRole::About) => subject.is_some(),
            _ => false,
        };
        (subject.map_or(start, |s| s + 1)..passive).any(in_passing)
    }

    /// "Giá dầu hôm nay giảm", "Tỉ giá hôm qua tăng": whether a time stands behind plain words that begin its clause, before what they do.
    fn day_of_a_thing(&self, clause: &Clause, time: usize) -> bool {
        let c = self.input.chunks;
        let thing = |i: usize| match c[i].piece {
            Piece::Word => true,
            Piece::Noun(n) => self.input.nouns[n].head == Head::Other,
            _ => false,
        };
        let mut before = clause.chunks.start..time;
        let next = c.get(time + 1).map(|c| c.piece);
        thing(clause.chunks.start)
            && before.all(|i| thing(i) || c[i].piece == Piece::Transparent)
            && matches!(
                next,
                Some(Piece::Word | Piece::Verb(_) | Piece::Cue(_) | Piece::Prep(PrepRole::To))
            )
    }

    /// "Đây là lần thứ hai trong năm nay A thăm K": whether a time in front of who acts says since when it is counted which time it is.
    fn counted_in(&self, time: usize) -> bool {
        let c = self.input.chunks;
        let marks = |i: &usize| !matches!(c[*i].piece, Piece::Prep(_) | Piece::Word);
        let count = (self.clause.chunks.start..time).rev().find(marks);
        let acts = c.get(time + 1).map(|c| c.piece);
        time < self.at
            && matches!(acts, Some(Piece::Noun(_)))
            && count.is_some_and(|i| self.says(i, "nth"))
    }

    /// "sẽ gặp lại nhau, sau hội nghị tháng trước tại Alaska": where another event begins that has its own place and time.
    fn other_event(&self) -> Option<usize> {
        let c = self.input.chunks;
        let mut comma = false;
        let mut apart = false;
        let mut timed = false;
        let mut like = false;
        // "nhất trí nối lại đối thoại trong cuộc gặp tại K": at what it was agreed on.
        let agreed = |c: &Chunk| c.piece == Piece::Cue(CueKind::Agree);
        let agreed = self.noun && c[self.clause.chunks.start..self.at].iter().any(agreed);
        let mut there = false;
        for (i, chunk) in c
            .iter()
            .enumerate()
            .take(self.clause.chunks.end)
            .skip(self.at + 1)
        {
            if there && chunk.piece == (Piece::Trigger { noun: true }) && !self.journey_at(i) {
                return Some(i);
            }
            there = agreed && (self.says(i, "close") || there && chunk.piece == Piece::Classifier);
            let after_time = std::mem::replace(&mut timed, matches!(chunk.piece, Piece::Time(_)));
            match chunk.piece {
                Piece::Comma => {
                    comma = true;
                    (apart, like) = (false, false);
                }
                // "một ngày sau cuộc hội đàm tại …": so where it stands after a span. What is held before or after another event
                // seldom is where that one is ("cuộc gặp sau hội nghị ở K"); who meets after it may be.
                Piece::Prep(PrepRole::Like | PrepRole::Against) => (apart, like) = (true, true),
                // "như từng có bên lề diễn đàn".
                Piece::Cue(_) | Piece::Verb(VerbKind::Light) | Piece::Prep(PrepRole::Beside)
                    if like => {}
                Piece::Prep(PrepRole::At) if apart && !self.says(i, "apart") => {}
                Piece::Prep(_) => {
                    // "tới K sau chuyến thăm tháng 9 năm ngoái": two journeys have a day each.
                    let next = (i + 1..self.clause.chunks.end).find(|k| !c[*k].is_light());
                    let another =
                        || self.journey_at(self.at) && next.is_some_and(|k| self.journey_at(k));
                    // "bay đến K để gặp B sau cuộc họp tại M".
                    let purpose = self.clause.link == Link::Purpose;
                    apart = (comma || after_time || self.noun || purpose || another())
                        && self.says(i, "apart");
                }
                Piece::Trigger { noun: true } if apart => return Some(i),
                // "gặp B, sau nhiều tuần căng thẳng ở K".
                Piece::Time(_) if apart && comma => return Some(i),
                Piece::Noun(n) if apart && self.input.nouns[n].head == Head::Occasion => {
                    return Some(i);
                }
                Piece::Classifier | Piece::Transparent | Piece::Number | Piece::Word => {}
                _ => (apart, like) = (false, false),
            }
        }
        None
    }

    /// "Chuyến thăm K của A là kết quả của cuộc gặp A - B hồi tháng 11": whether the event at `i` is what the one that the trigger tells of
    /// comes from.
    fn equated_with(&self, i: usize) -> bool {
        let c = self.input.chunks;
        let mut before = (self.at + 1..i).rev();
        let of = before.find(|k| !matches!(c[*k].piece, Piece::Classifier | Piece::Transparent));
        let of = of.filter(|k| c[*k].piece == Piece::Prep(PrepRole::Of));
        of.is_some_and(|of| (self.at + 1..of).any(|k| self.says(k, "equates")))
    }

    /// "Cuộc điện đàm hôm 5/1 là bước tiến hướng tới cuộc gặp A - B", "cuộc đàm phán ở K sẽ bàn kế hoạch tổ chức cuộc gặp A - B": whether a
    /// time or place before the trigger closes the phrase of another event, which is the subject of what follows. What it is said to be
    /// is the same event; of a journey all of it may be told.
    fn of_subject(&self, time: usize) -> bool {
        let c = self.input.chunks;
        let from = self.clause.chunks.start;
        let within = |p: Piece| {
            matches!(
                p,
                Piece::Noun(_)
                    | Piece::And
                    | Piece::Word
                    | Piece::Transparent
                    | Piece::Prep(PrepRole::Between | PrepRole::With | PrepRole::Of | PrepRole::At)
                    | Piece::Time(_)
            )
        };
        let event = (from..time).rev().find(|i| !within(c[*i].piece));
        let event = event.filter(|e| c[*e].piece == (Piece::Trigger { noun: true }));
        let first = event.is_some_and(|e| {
            !self.journey_at(e) && c[from..e].iter().all(|c| c.piece == Piece::Classifier)
        });
        let verb = |c: &Chunk| matches!(c.piece, Piece::Verb(_));
        let mut behind = c[time + 1..self.at].iter();
        let next = behind.find(|c| {
            !matches!(
                c.piece,
                Piece::Cue(_) | Piece::Prep(PrepRole::At) | Piece::Time(_)
            )
        });
        let next = next.is_some_and(verb);
        let mut before = (time + 1..self.at).rev();
        let last = before.find(|i| !matches!(c[*i].piece, Piece::Classifier | Piece::Transparent));
        first && next && last.is_some_and(|l| !self.says(l, "equates"))
    }

    /// "Sau cuộc gặp X - Y, ngày 5/1 Ngoại trưởng A thăm K": behind an event of two states where the time stands of what a person does after
    /// it.
    fn day_of_what_follows(&self, f: &Filled) -> Range<usize> {
        let c = self.input.chunks;
        let after = self.comes_beside().is_some();
        let pair = f.args.iter().all(|a| a.how == Mark::Pair.as_str());
        let subject = self
            .clause
            .subject
            .filter(|s| *s > self.at && matches!(self.head(*s), Some(Head::Person | Head::Role)));
        match subject.filter(|_| after && pair && !f.args.is_empty()) {
            Some(s) => {
                let comma = (self.at..s).rev().find(|i| c[*i].piece == Piece::Comma);
                comma.unwrap_or(s)..s
            }
            None => 0..0,
        }
    }

    /// "A thăm K, sau các ông B (năm 2000) và C (năm 2006)": whether a time in brackets is that of others, who did so before.
    pub(super) fn of_others_before(&self, time: usize) -> bool {
        let c = self.input.chunks;
        let person = |i: usize| matches!(self.head(i), Some(Head::Person | Head::Role));
        let beside = time > self.at + 2 && c[time - 1].piece == Piece::Open && person(time - 2);
        if !beside {
            return false;
        }
        let passed = |p: Piece| {
            matches!(
                p,
                Piece::Noun(_)
                    | Piece::Time(_)
                    | Piece::Number
                    | Piece::Open
                    | Piece::Close
                    | Piece::And
                    | Piece::Comma
                    | Piece::Word
                    | Piece::Transparent
            )
        };
        let first = (self.at + 1..time).rev().find(|i| !passed(c[*i].piece));
        first.is_some_and(|i| self.says(i, "apart"))
    }
}
