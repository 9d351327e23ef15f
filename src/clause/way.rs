//! Whether a word of going, which may also say where to, stands as a verb.

use super::neighbours::Around;
use super::piece::{Chunk, CueKind, Piece, PrepRole, VerbKind};
use crate::lexicon::{EntryId, Sense};
use crate::phrase::{Head, Raw, Step};

/// How far back the beginning of a range is looked for, in chunks.
const RANGE: usize = 12;

/// So many words at most say what it is that one goes by.
const VEHICLE: usize = 3;

/// So many chunks at most say since when it is counted which time it is, with the word that says so.
const COUNTED: usize = 4;

impl Around<'_> {
    /// "bày tỏ sẵn sàng tới X": right behind a word of what somebody is willing or refuses to do.
    pub(super) fn after_will(&self) -> bool {
        let mut before = self.before.iter().rev();
        let last = before.find(|c| c.piece != Piece::Transparent);
        let will = |c: &Chunk| matches!(c.piece, Piece::Cue(CueKind::Wish | CueKind::Refuse));
        last.is_some_and(will)
    }

    /// "liệu A có tới K": right behind the light verb that asks for a yes or no, or says that it is so.
    pub(super) fn whether_so(&self) -> bool {
        let last = self.before.last();
        let verb = |c: &Chunk| self.lexicon.sense(c.entry?, self.classes.verb);
        last.filter(|c| c.piece == Piece::Verb(VerbKind::Light))
            .and_then(verb)
            .is_some_and(|s| s.attr("there").is_some())
    }

    /// "tiếp B nhân dịp sang K dự hội nghị": right behind a word for an occasion.
    pub(super) fn on_occasion(&self) -> bool {
        let last = self.before.last();
        let prep = |c: &Chunk| self.lexicon.sense(c.entry?, self.classes.prep);
        last.filter(|c| matches!(c.piece, Piece::Prep(_)))
            .and_then(prep)
            .is_some_and(|s| s.attr("upon").is_some())
    }

    /// "đi tàu hỏa bọc thép tới K": right behind a word of how one goes, but for plain words.
    pub(super) fn on_the_way(&self) -> bool {
        let mut before = self.before.iter().rev().take(VEHICLE + 1);
        let way = before.find(|c| c.piece != Piece::Word || self.motion(c).is_some());
        way.and_then(|c| self.motion(c))
            .is_some_and(|s| s.attr("goes").is_some())
    }

    /// What a chunk says as a word of how one goes.
    fn motion(&self, c: &Chunk) -> Option<&Sense> {
        self.lexicon.sense(c.entry?, self.classes.motion)
    }

    /// "Đây là lần đầu tiên A tới K": whether somebody stands right before, and before him which time it is.
    pub(super) fn one_of_several_times(&self) -> bool {
        let mut before = self
            .before
            .iter()
            .rev()
            .skip_while(|c| matches!(c.piece, Piece::Cue(_)));
        let named = before
            .next()
            .is_some_and(|c| matches!(c.piece, Piece::Noun(_)));
        // "lần thứ ba kể từ tháng 5", "lần thứ hai trong năm".
        let of_time = |c: &Chunk| matches!(c.piece, Piece::Time(_) | Piece::Word | Piece::Prep(_));
        let time = before
            .take(COUNTED)
            .find(|c| !of_time(c))
            .and_then(|c| self.lexicon.sense(c.entry?, self.classes.transparent));
        named && time.is_some_and(|s| s.attr("nth").or(s.attr("first")).is_some())
    }

    /// "A là Thủ tướng đầu tiên tới K": whether right behind it is said who is the first to.
    pub(super) fn first_who(&self) -> bool {
        let mut before = self.before.iter().rev();
        let light = before.next().filter(|c| c.piece == Piece::Transparent);
        let first = light.and_then(|c| {
            let entry = self.lexicon.entry(c.entry?);
            entry.sense(self.classes.transparent)?.attr("first")
        });
        let role = before.next().map(|c| c.piece);
        first.is_some()
            && matches!(role, Some(Piece::Noun(n)) if self.nouns.get(n).is_some_and(|n| n.head == Head::Role))
    }

    /// "tiếp Thủ tướng A sang K dự hội nghị": whether right behind somebody named, with the place and what he does there after it; not
    /// so "chuyến thăm của A tới K có ý nghĩa".
    pub(super) fn goes_to_do(&self) -> bool {
        let person = |c: &Chunk| match c.piece {
            Piece::Noun(n) => self.nouns.get(n).is_some_and(|n| n.head == Head::Person),
            _ => false,
        };
        let named = match self.before {
            [.., of, last] => person(last) && of.piece != Piece::Prep(PrepRole::Of),
            _ => self.before.iter().all(person),
        };
        let place = |n: usize| self.nouns.get(n).is_some_and(|n| n.head == Head::Place);
        let does = |e: EntryId| {
            self.lexicon.is(e, self.classes.verb) || self.lexicon.is(e, self.classes.trigger)
        };
        match self.after {
            [(Raw::Noun(n), _), (Raw::Entry(e), _), ..] => named && place(*n as usize) && does(*e),
            _ => false,
        }
    }

    /// "Ông A về tỉnh X dự lễ": somebody whom words beside the name show to be a person stands right before, and behind the place
    /// what he does there.
    pub(super) fn comes_to_do(&self) -> bool {
        let last = self.before.iter().rev().find(|c| !c.is_light());
        let who = last.is_some_and(|c| match c.piece {
            Piece::Noun(n) => self.nouns.get(n).is_some_and(|n| {
                n.rule.is_some() && matches!(n.head, Head::Person | Head::Role | Head::Pronoun)
            }),
            _ => false,
        });
        let kind = |(r, _): &&Step| matches!(r, Raw::Entry(e) if self.lexicon.is(*e, self.classes.place_noun));
        let mut after = self.after.iter().skip_while(kind);
        let place = matches!(after.next(), Some((Raw::Noun(n), _))
            if self.nouns.get(*n as usize).is_some_and(|n| n.head == Head::Place));
        // ("bài của ông A về K lên trang nhất": no particle.)
        let does = |e: EntryId| {
            let is = |c| self.lexicon.is(e, c);
            (is(self.classes.verb) || is(self.classes.trigger)) && !is(self.classes.prep)
        };
        who && place && matches!(after.next(), Some((Raw::Entry(e), _)) if does(*e))
    }

    /// "gạo của A sang B", "bão vào A đến B": the place right before is an owner or lies on the way, and goes nowhere.
    pub(super) fn owner_before(&self) -> bool {
        let plain = |c: &&Chunk| !c.is_light() && c.piece != Piece::Quote;
        let mut before = self.before.iter().rev().filter(plain);
        let place = before.next().is_some_and(|c| match c.piece {
            Piece::Noun(n) => self.nouns.get(n).is_some_and(|n| n.head == Head::Place),
            _ => false,
        });
        // "gửi thanh niên nước A tới B": with plain words between.
        let mut before = before.skip_while(|c| c.piece == Piece::Word);
        let aside = |c: &Chunk| {
            matches!(
                c.piece,
                Piece::Prep(PrepRole::Of | PrepRole::To | PrepRole::At)
            )
        };
        place && before.next().is_some_and(aside)
    }

    /// Whether "from A to" stands before with nobody who goes: a range, a route ("đường ven biển từ A đến B"). Bounded.
    pub(super) fn ends_range(&self) -> bool {
        let first = self.before.len().saturating_sub(RANGE);
        let Some(from) = (first..self.before.len())
            .rev()
            .find(|i| self.begins_range(*i))
        else {
            return false;
        };
        let place = |c: &Chunk| match c.piece {
            Piece::Noun(n) => self.nouns.get(n).is_some_and(|n| n.head == Head::Place),
            _ => false,
        };
        let joins = |c: &Chunk| {
            matches!(
                c.piece,
                Piece::Comma
                    | Piece::And
                    | Piece::Open
                    | Piece::Close
                    | Piece::Transparent
                    | Piece::Prep(_)
            )
        };
        let (before, within) = self.before.split_at(from);
        if !within.iter().any(place) || !within.iter().all(|c| place(c) || joins(c)) {
            return false;
        }
        let mut before = before;
        while let Some((last, rest)) = before.split_last() {
            before = match (&last.piece, rest) {
                // "bay hơn trăm lần từ A tới B".
                (Piece::Word, [rest @ .., n]) if matches!(n.piece, Piece::Number) => rest,
                (Piece::Comma | Piece::Number, _) => rest,
                _ if last.is_light() => rest,
                _ => break,
            };
        }
        !before.last().is_some_and(|c| match c.piece {
            Piece::Noun(_) => !place(c),
            Piece::Close | Piece::Delegation | Piece::Companion => true,
            _ => self.motion(c).is_some(),
        })
    }

    /// Whether a chunk is a "from" that a range begins with: not "out of".
    fn begins_range(&self, at: usize) -> bool {
        self.before
            .get(at)
            .filter(|c| matches!(c.piece, Piece::Prep(PrepRole::From)))
            .and_then(|c| self.lexicon.sense(c.entry?, self.classes.prep))
            .is_some_and(|s| s.attr("range").is_some())
    }
}
