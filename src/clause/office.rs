//! What somebody is, told behind his name: where offices behind a comma or a dash end, and whether they are his.

use super::piece::{Chunk, Piece, PrepRole};
use super::subject::head_of;
use crate::phrase::{Head, Noun};

/// So many chunks at most tell what somebody is, where no verb bounds them.
pub(crate) const OFFICE: usize = 12;

/// The chunks of a sentence, asked for the offices told in them.
#[derive(Clone, Copy)]
pub(crate) struct Offices<'a> {
    pub(crate) chunks: &'a [Chunk],
    pub(crate) nouns: &'a [Noun],
}

impl Offices<'_> {
    /// What a noun chunk names.
    pub(crate) fn head(self, at: usize) -> Option<Head> {
        head_of(self.chunks, self.nouns, at)
    }

    fn piece(self, at: usize) -> Option<Piece> {
        self.chunks.get(at).map(|c| c.piece)
    }

    /// Whether an office stands there, or the body or place that it is of.
    fn office(self, at: usize) -> bool {
        self.body(at) || self.head(at) == Some(Head::Role)
    }

    fn body(self, at: usize) -> bool {
        matches!(self.head(at), Some(Head::Organization | Head::Place))
    }

    /// Whether a chunk may be of what somebody is: an office, or words around it that name nobody.
    fn tells(self, at: usize) -> bool {
        self.office(at)
            || matches!(
                self.piece(at),
                Some(
                    Piece::Word
                        | Piece::Transparent
                        | Piece::Number
                        | Piece::Classifier
                        | Piece::Delegation
                        | Piece::Prep(PrepRole::Of)
                )
            )
    }

    /// Whether a mark stands there that may join two offices of one person.
    fn joins(self, at: usize) -> bool {
        matches!(self.piece(at), Some(Piece::Comma | Piece::Dash))
    }

    /// Where what somebody is, told from `from` on, ends before `to`: behind the last of his offices, however many are joined.
    pub(crate) fn end(self, from: usize, to: usize) -> usize {
        let of_it = (from..to).take_while(|i| self.tells(*i) || self.joins(*i));
        of_it
            .filter(|i| self.tells(*i))
            .last()
            .map_or(from, |i| i + 1)
    }

    /// Whether nothing but offices stands there.
    pub(crate) fn only(self, from: usize, to: usize) -> bool {
        (from..to).all(|i| self.tells(i) || self.joins(i))
    }

    /// Whether all that stands between the one at `at` and the mark behind the name of the person at `person` is what he is.
    pub(crate) fn only_behind(self, person: usize, at: usize) -> bool {
        at >= person + 2
            && self.head(person) == Some(Head::Person)
            && self.joins(person + 1)
            && self.only(person + 2, at)
    }

    /// Whether the one at `at` is of what the person at `person` is, behind a mark, and nobody else; `start` begins their clause, and
    /// `end` is where its verb stands.
    pub(crate) fn is_his(self, start: usize, person: usize, at: usize, end: usize) -> bool {
        self.office(at)
            && self.only_behind(person, at)
            && (self.behind_dash(person)
                || self.closed(at, end)
                || !self.acts(start, person)
                    && (self.one_more(person, at) || self.up_to(person, end)))
    }

    /// "A - Chủ tịch tỉnh X - đã tiếp B", "A - Giám đốc công ty Y đã gặp B", "A - Phó bí thư X - Chủ tịch Y tiếp B": a dash tells by itself
    /// that what follows is his, but for a body ("A - đảng X").
    fn behind_dash(self, person: usize) -> bool {
        self.piece(person + 1) == Some(Piece::Dash) && !self.body(person + 2)
    }

    /// "A, lãnh đạo đảng X, …", "A, Tổng tham mưu trưởng, Thứ trưởng Bộ X, …", "A - giám đốc Sở Y và B …": another mark ends it.
    fn closed(self, at: usize, end: usize) -> bool {
        let next = (at + 1..end).find(|i| !self.tells(*i));
        matches!(
            next.and_then(|i| self.piece(i)),
            Some(Piece::Comma | Piece::And)
        )
    }

    /// "Ông A, Chủ tịch đảng X, Thủ tướng nước Y gặp B": a further office behind a bare name.
    fn one_more(self, person: usize, at: usize) -> bool {
        let untitled = |n: usize| self.nouns.get(n).is_some_and(|n| n.titles.is_empty());
        at > person + 2
            && self.head(at) == Some(Head::Role)
            && self.joins(at - 1)
            && matches!(self.piece(person), Some(Piece::Noun(n)) if untitled(n))
    }

    /// "Đại tướng A, Ủy viên Quân ủy B chủ trì …", "A, Ủy viên Ban X Tỉnh ủy, Phó Chủ tịch tỉnh Y tiếp …": an office with what it is of
    /// goes on up to the verb.
    fn up_to(self, person: usize, end: usize) -> bool {
        let light = self.chunks[..end].iter().rev().take_while(|c| c.is_light());
        let end = end - light.count();
        self.head(person + 2) == Some(Head::Role)
            && (person + 3..end).any(|i| self.office(i))
            && self.only(person + 3, end)
    }

    /// Whether something is done before him.
    fn acts(self, start: usize, person: usize) -> bool {
        let acts = |c: &Chunk| matches!(c.piece, Piece::Verb(_) | Piece::Trigger { .. });
        self.chunks[start..person].iter().any(acts)
    }

    /// "A, Bộ trưởng X, …": of the comma behind a name where his offices end.
    pub(crate) fn behind_name(self, comma: usize, to: usize) -> Option<usize> {
        let named = comma.checked_sub(1).and_then(|i| self.head(i)) == Some(Head::Person);
        let office = self.head(comma + 1) == Some(Head::Role);
        (named && office).then(|| self.end(comma + 1, to.min(comma + OFFICE)))
    }

    /// The same from behind: of the end of his offices the chunk of his name, not before `start`.
    pub(crate) fn name_before(self, end: usize, start: usize) -> Option<usize> {
        let first = end.saturating_sub(OFFICE).max(start + 1);
        let named = |i: &usize| self.joins(*i) && self.head(i - 1) == Some(Head::Person);
        let comma = (first..end)
            .rev()
            .take_while(|i| named(i) || self.tells(*i) || self.joins(*i))
            .find(named)?;
        (self.head(comma + 1) == Some(Head::Role)).then_some(comma - 1)
    }
}
