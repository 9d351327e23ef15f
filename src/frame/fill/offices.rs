//! What somebody is, told beside his name, where who takes part is looked for: whose an office is, and behind which mark a list goes on.

use super::Filler;
use crate::clause::{Chunk, LinkWord, OFFICE, Offices, Piece, PrepRole};
use crate::phrase::Head;

/// How far behind a title the name is looked for, in chunks.
const TITLE: usize = 9;

impl Filler<'_> {
    /// The sentence's chunks, asked for offices.
    pub(super) fn offices(&self) -> Offices<'_> {
        Offices {
            chunks: self.input.chunks,
            nouns: self.input.nouns,
        }
    }

    /// "gặp A - Chủ tịch X và B - Chủ tịch Y": of the dash behind a name, before what he is, the "and" behind which the list goes on.
    pub(super) fn past_office(&self, dash: usize) -> Option<usize> {
        let named = self.head(dash.checked_sub(1)?) == Some(Head::Person);
        let to = self.clause.chunks.end.min(dash + OFFICE);
        let and = self.offices().end(dash + 1, to);
        let joins = and > dash + 1 && and < to && self.input.chunks[and].piece == Piece::And;
        (named && joins).then_some(and)
    }

    /// "đại tướng A, Chủ nhiệm Tổng cục X Quân đội B chủ trì …": whether the one right before the verb is of what the clause's subject is.
    pub(super) fn of_his_office(&self, at: usize) -> bool {
        let offices = self.offices();
        let Some(s) = self.clause.subject.filter(|s| *s + 2 <= at) else {
            return false;
        };
        let office = self.head(s + 2) == Some(Head::Role);
        match self.head(at) {
            // "A, Chủ tịch Hội Hữu nghị nước X - nước Y thăm K": so of the states of an association.
            Some(Head::Pair) => s + 2 < at && offices.only_behind(s, at),
            Some(Head::Role | Head::Organization | Head::Place) if office => {
                offices.only_behind(s, at)
            }
            _ => offices.is_his(self.clause.chunks.start, s, at, at + 1),
        }
    }

    /// "gặp B, Chủ tịch Quốc hội, tại K": whether the office at `i` is that of the person named before the comma, and no further
    /// member: in a list "and" would come.
    pub(super) fn says_what_he_is(&self, i: usize) -> bool {
        let c = self.input.chunks;
        let head = |i: usize| self.head(i);
        if head(i) != Some(Head::Role) || i < 2 || c[i - 1].piece != Piece::Comma {
            return false;
        }
        let named = self.before_bracket(i - 2);
        if head(named) != Some(Head::Person) {
            return false;
        }
        let list = c[i + 1..self.clause.chunks.end.max(i + 1)]
            .windows(2)
            .take_while(|w| matches!(w[0].piece, Piece::Noun(_) | Piece::Comma | Piece::And))
            .any(|w| w[0].piece == Piece::And);
        // "Trong cuộc gặp với A, Chủ tịch tỉnh K đề nghị …": behind an event noun it may be who acts next.
        let acts = c[i + 1..self.clause.chunks.end.max(i + 1)]
            .iter()
            .take_while(|c| {
                !matches!(
                    c.piece,
                    Piece::Comma | Piece::Stop | Piece::Prep(PrepRole::Of)
                )
            })
            .any(|c| c.is_verb() || matches!(c.piece, Piece::Cue(_) | Piece::Passive));
        if self.noun && acts {
            return false;
        }
        let after_comma = c.get(i + 1).map(|c| c.piece) == Some(Piece::Comma)
            && c.get(i + 2).map(|c| c.piece) == Some(Piece::And);
        // "gửi thư tới ông A, Chủ tịch X và ông B, Chủ tịch Y": behind a bare name it is what he is.
        let bare = |p: usize| match c[p].piece {
            Piece::Noun(n) => self.input.nouns[n].titles.is_empty(),
            _ => false,
        };
        // "ông A, Thủ tướng nước X và Thủ tướng nước Y": three, where another office ends the list.
        let third = c[i + 1].piece == Piece::And && head(i + 2) == Some(Head::Role);
        !list || after_comma || bare(named) && !third
    }

    /// "bà A (60 tuổi), Chủ tịch X": of the end of a bracket the chunk before it.
    fn before_bracket(&self, at: usize) -> usize {
        let c = self.input.chunks;
        let open = || {
            (0..at)
                .rev()
                .find(|i| c[*i].piece == Piece::Open)?
                .checked_sub(1)
        };
        let closed = c[at].piece == Piece::Close;
        open().filter(|_| closed).unwrap_or(at)
    }

    /// "A, Bộ trưởng X, và B": of the comma behind a person the one that ends what he is, before "and".
    pub(super) fn apposition(&self, comma: usize) -> Option<usize> {
        let close = self.offices().behind_name(comma, self.clause.chunks.end)?;
        let piece = |i: usize| self.input.chunks.get(i).map(|c| c.piece);
        (piece(close) == Some(Piece::Comma) && piece(close + 1) == Some(Piece::And))
            .then_some(close)
    }

    /// "A, Bộ trưởng X và ông B": of the end of what somebody is the chunk of his name, where no other office stands before it or words
    /// that no row knows say what he heads.
    pub(super) fn before_his_office(&self, last: usize, start: usize) -> Option<usize> {
        let c = self.input.chunks;
        let named = self
            .offices()
            .name_before(last + 1, start)
            .filter(|n| *n < last)?;
        let untitled = match c[named].piece {
            Piece::Noun(n) => self.input.nouns[n].titles.is_empty(),
            _ => false,
        };
        let words = c[named + 1..last].iter().any(|c| c.piece == Piece::Word);
        (untitled || words).then_some(named)
    }

    /// "tiếp Trợ lý Tổng thống X, Chủ tịch Hội đồng Biển Y B. Petrov", "tiếp Đại sứ X, ông B": the person whose title the one
    /// at `i` is, behind words that no rule joins to the name.
    pub(super) fn title_of_next(&self, i: usize) -> Option<usize> {
        let c = self.input.chunks;
        let noun = |i: usize| match c.get(i).map(|c| c.piece) {
            Some(Piece::Noun(n)) => Some(&self.input.nouns[n]),
            _ => None,
        };
        noun(i).filter(|n| n.head == Head::Role)?;
        let mut k = i + 1;
        let end = self.clause.chunks.end.min(i + TITLE);
        while k < end {
            match (c[k].piece, noun(k).map(|n| n.head)) {
                (_, Some(Head::Person)) => break,
                (_, Some(Head::Role | Head::Place | Head::Organization)) | (Piece::Comma, _) => {
                    k += 1
                }
                (Piece::Word | Piece::Transparent, _) if c[k - 1].piece != Piece::Comma => k += 1,
                _ => return None,
            }
        }
        let person = noun(k).filter(|_| k < end)?;
        let listed = c.get(k + 1).is_some_and(|c| c.piece == Piece::And);
        let comma = c[k - 1].piece == Piece::Comma;
        // "những người đồng cấp khối X, bà B - Đại sứ nước Y": who has an office of her own is the subject.
        let another = self.clause.subject == Some(k)
            && c.get(k + 1).is_some_and(|c| c.piece == Piece::Dash)
            && self.head(k + 2) == Some(Head::Role);
        // Behind the comma an honorific alone, and nothing that he does: he is the one.
        let acts = || {
            let light = c[k + 1..].iter().take_while(|c| c.is_light()).count();
            c[k + 1..k + 1 + light]
                .iter()
                .any(|c| matches!(c.piece, Piece::Cue(_)))
                || c.get(k + 1 + light).is_some_and(|c| {
                    let says = Piece::Link(LinkWord::Say);
                    c.is_verb() || c.piece == Piece::Word || c.piece == says
                })
        };
        // "Trợ lý Tổng thống X, Chủ tịch Hội đồng Biển B": two offices of one, where no other state is named with the second.
        let of_one = match person.titles.is_empty() {
            true => person.addressed(),
            false => person.polity.is_none(),
        };
        // ("chỉ huy lục quân nước K, tướng B": with the words of what it heads.)
        let between = c.get(i + 1..k - 1).unwrap_or(&[]);
        let alone = between.iter().all(|c| match c.piece {
            Piece::Noun(n) => self.input.nouns[n].head != Head::Role,
            _ => c.piece != Piece::Comma,
        });
        let same = !comma || alone && of_one && !another && !acts();
        (same && !listed).then_some(k)
    }

    /// "Thủ tướng nước X khi đó là bà B": who is said to hold the office at `i`.
    pub(super) fn said_to_hold(&self, i: usize) -> Option<usize> {
        let c = self.input.chunks;
        self.head(i).filter(|h| *h == Head::Role)?;
        let word = |k: &usize| matches!(c[*k].piece, Piece::Word | Piece::Transparent);
        let verb = (i + 1..self.clause.chunks.end).find(|k| !word(k))?;
        let held = matches!(c[verb].piece, Piece::Verb(_)) && self.says(verb, "equates");
        (held && self.head(verb + 1) == Some(Head::Person)).then_some(verb + 1)
    }

    /// "lãnh đạo phe Dân chủ A": the chunk of whose office stands at `i`, behind words that say what it leads; else `i`.
    pub(super) fn titled(&self, i: usize) -> usize {
        let c = self.input.chunks;
        let end = self.clause.chunks.end.min(i + TITLE);
        let words = c.get(i + 1..end).unwrap_or(&[]);
        let plain = |c: &&Chunk| matches!(c.piece, Piece::Word | Piece::Transparent);
        let person = i + 1 + words.iter().take_while(plain).count();
        let named = person > i + 1 && self.head(person) == Some(Head::Person);
        match self.head(i) == Some(Head::Role) && named {
            true => person,
            false => i,
        }
    }
}
