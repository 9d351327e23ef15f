//! Those who chair an event together, and delegations with their leaders: persons whom the text names for those who take part.

use super::super::config::Frame;
use super::{Arg, CHAIR, Filled, Filler, WITH_SUBJECT};
use crate::clause::{Piece, PrepRole, led_by};
use crate::extraction::Words;
use crate::phrase::Head;
use std::ops::Range;

/// So many chunks at most stand between a word for a delegation and who leads it.
const OWN: usize = 8;

impl Filler<'_> {
    /// "A và B đồng chủ trì đối thoại X - Y", "cuộc họp X - Y do A và B chủ trì": several who chair an event, as parties of it.
    pub(super) fn chairs(&self, frame: &Frame) -> Vec<Arg> {
        let Some(role) = &frame.subject else {
            return Vec::new();
        };
        let before = self
            .clause
            .verb
            .filter(|v| *v < self.at && self.chaired(*v))
            // "chủ trì cuộc họp báo về hội nghị X - Y": what it is about is another event.
            .filter(|v| {
                let between = &self.input.chunks[*v..self.at];
                !between
                    .iter()
                    .any(|c| c.piece == Piece::Prep(PrepRole::About))
            });
        let nouns = match before {
            Some(verb) => self.list_before(verb),
            None => self.list_behind_by(),
        };
        Self::if_several(role, nouns)
    }

    /// "A và B đồng chủ trì lễ khai trương": those who chair, told by the verb itself; none where it names one alone, or where an
    /// event noun beside it tells of who meets.
    pub(super) fn co_chairs(&self, role: &Words) -> Vec<Arg> {
        let event = |i: usize| {
            self.input.chunks[i].piece == Piece::Trigger { noun: true }
                && self.frame_of(i).is_some_and(|f| f.subject == f.object)
        };
        match self.clause.chunks.clone().any(event) {
            true => Vec::new(),
            false => Self::if_several(role, self.list_before(self.at)),
        }
    }

    /// "A dự cuộc họp do B chủ trì": who chairs what the subject comes to; they met where they are of different states.
    pub(super) fn host_of_attended(&self, frame: &Frame, f: &Filled) -> Option<Arg> {
        let c = self.input.chunks;
        let before = (self.clause.chunks.start..self.at)
            .rev()
            .find(|i| !matches!(c[*i].piece, Piece::Classifier | Piece::Transparent))?;
        let [one] = f.args.as_slice() else {
            return None;
        };
        let [host] = *self.list_behind_by() else {
            return None;
        };
        let attends = self.says(before, "attends") && one.side == 0 && one.noun != host;
        let role = frame.subject.as_ref().filter(|_| attends)?;
        Some(Arg::acting(role, host, WITH_SUBJECT))
    }

    fn if_several(role: &Words, nouns: Vec<usize>) -> Vec<Arg> {
        let several = nouns.len() > 1;
        let arg = |noun: usize| Arg::acting(role, noun, CHAIR);
        nouns.into_iter().filter(|_| several).map(arg).collect()
    }

    /// Whether the chunk is a verb that says who chairs.
    pub(super) fn chaired(&self, i: usize) -> bool {
        self.says(i, "chairs")
    }

    /// "A chủ trì hội nghị lãnh đạo Bộ K làm việc với B": whether those named at a chunk only sit in what the clause's subject chairs.
    pub(super) fn sits_in_chaired(&self, at: usize) -> bool {
        let c = self.input.chunks;
        let words = |i: &usize| matches!(c[*i].piece, Piece::Word | Piece::Transparent);
        let mut before = (self.clause.chunks.start..at).rev();
        let verb = before.find(|i| !words(i)).filter(|v| v + 1 < at);
        let sits = matches!(self.head(at), Some(Head::Role | Head::Group));
        let chairs = verb.is_some_and(|v| self.chaired(v));
        sits && chairs && self.clause.subject.is_some_and(|s| s < at)
    }

    /// The persons named one after the other right before a verb.
    fn list_before(&self, verb: usize) -> Vec<usize> {
        // "do A và B đồng chủ trì": the list begins behind "by".
        let by = |i: &usize| self.input.chunks[*i].piece == Piece::Prep(PrepRole::By);
        let first = self.clause.chunks.start;
        let start = (first..verb).rev().find(by).map_or(first, |b| b + 1);
        // "A và ông B, Thứ trưởng nước K, đồng chủ trì": behind what he is.
        let before = |end: usize| {
            let light = |i: usize| self.input.chunks[i].is_light();
            (start..end).rev().find(|i| !light(*i))
        };
        let comma = |i: usize| self.input.chunks[i].piece == Piece::Comma;
        match before(verb).and_then(|i| if comma(i) { before(i) } else { Some(i) }) {
            Some(last) if matches!(self.input.chunks[last].piece, Piece::Noun(_)) => {
                // "ông A, Bộ trưởng X và ông B, Bộ trưởng Y đồng chủ trì".
                // ("A và người đồng cấp nước K": one more, and not what A is.)
                let joined = last > start && self.input.chunks[last - 1].piece == Piece::And;
                let office = self.head(last) != Some(Head::Person) && !joined;
                let named = self.offices().name_before(last + 1, start);
                let last = named.filter(|_| office).unwrap_or(last);
                let mut first = self.first_of_list(last, start);
                // "A cùng B đồng chủ trì".
                let with = |i: usize| self.input.chunks[i].piece == Piece::Prep(PrepRole::With);
                // "A cùng B và C đồng chủ trì".
                let joined = |i: usize| self.input.chunks[i].piece == Piece::And;
                if first > start + 3
                    && joined(first - 1)
                    && self.head(first - 2) == Some(Head::Person)
                    && with(first - 3)
                {
                    first -= 2;
                }
                if first > start
                    && with(first - 1)
                    && let Some(host) = before(first - 1)
                    && matches!(self.input.chunks[host].piece, Piece::Noun(_))
                {
                    first = self.first_of_list(host, start);
                }
                self.persons(first..last + 1)
            }
            _ => Vec::new(),
        }
    }

    /// The persons between "by" behind the trigger and the verb that says that they chair.
    fn list_behind_by(&self) -> Vec<usize> {
        let c = self.input.chunks;
        let end = self.clause.chunks.end;
        let by = (self.at + 1..end)
            .take_while(|i| !matches!(c[*i].piece, Piece::Verb(_) | Piece::Trigger { .. }))
            .find(|i| c[*i].piece == Piece::Prep(PrepRole::By));
        let Some(by) = by else {
            return Vec::new();
        };
        match (by + 1..end).find(|i| c[*i].is_verb()) {
            Some(verb) if self.chaired(verb) => self.persons(by + 1..verb),
            _ => Vec::new(),
        }
    }

    fn persons(&self, chunks: Range<usize>) -> Vec<usize> {
        let c = self.input.chunks;
        let and = |i: Option<usize>| i.and_then(|i| c.get(i)).map(|c| c.piece) == Some(Piece::And);
        chunks
            .filter_map(|i| {
                let Piece::Noun(n) = c[i].piece else {
                    return None;
                };
                let noun = &self.input.nouns[n];
                // ("A, Bộ trưởng X và B, Bộ trưởng Y": what each of them is.)
                let office = noun.head == Head::Role && noun.polity.is_some();
                let joined = and(i.checked_sub(1)) || and(Some(i + 1));
                let one = noun.head == Head::Person || office && joined;
                (one && !noun.companion).then_some(n)
            })
            .collect()
    }

    /// "Đoàn X do A dẫn đầu và đoàn Y do B dẫn đầu đàm phán", "A dẫn đầu đoàn X và B dẫn đầu đoàn Y đàm phán": who leads the delegations that act, where there are several.
    pub(super) fn leaders(&self) -> Vec<usize> {
        let c = self.input.chunks;
        let mut leaders = Vec::new();
        let mut i = self.clause.chunks.start;
        while i < self.at {
            let by = (i + 1..self.at.min(i + OWN))
                .find(|k| c[*k].piece == Piece::Prep(PrepRole::By))
                .filter(|_| matches!(c[i].piece, Piece::Delegation | Piece::Companion));
            let led = by.and_then(|by| led_by(c, self.input.nouns, by, self.at));
            match led {
                Some((leader, led)) => {
                    if let Piece::Noun(n) = c[leader].piece {
                        leaders.push(n);
                    }
                    i = led + 1;
                }
                None => {
                    leaders.extend(self.leads_from(i));
                    i += 1;
                }
            }
        }
        leaders
    }

    /// "A, Bộ trưởng X, dẫn đầu đoàn K": who stands before the verb of leading at `i`.
    fn leads_from(&self, i: usize) -> Option<usize> {
        let c = self.input.chunks;
        let start = self.clause.chunks.start;
        let before = i.checked_sub(1).filter(|b| *b >= start)?;
        if c[i].piece != Piece::LedBy || c.get(i + 1).map(|c| c.piece) != Some(Piece::Delegation) {
            return None;
        }
        let who = match c[before].piece {
            Piece::Comma => self.offices().name_before(before, start)?,
            _ => before,
        };
        match c[who].piece {
            Piece::Noun(n) if self.head(who) == Some(Head::Person) => Some(n),
            _ => None,
        }
    }

    /// "tiếp đoàn", "làm việc với đoàn": whether the delegation at `i` is one told of before.
    pub(super) fn that_delegation(&self, i: usize) -> bool {
        let ends = match self.input.chunks.get(i + 1).map(|c| c.piece) {
            None => true,
            Some(Piece::Prep(p)) => matches!(p, PrepRole::At | PrepRole::Beside),
            // "Tiếp đoàn có A".
            Some(Piece::Verb(_)) => self.says(i + 1, "there"),
            Some(p) => matches!(
                p,
                Piece::Comma | Piece::Stop | Piece::Time(_) | Piece::And | Piece::Close
            ),
        };
        ends && self.body_sent(i)
    }

    /// Whether the chunk is a word for people who come together, as one body.
    pub(super) fn body_sent(&self, i: usize) -> bool {
        self.says(i, "body")
    }
}
