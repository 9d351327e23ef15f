//! Who stands right before a verb and does it, whoever the subject of its clause is.

use super::super::config::Frame;
use super::Filler;
use crate::clause::{Chunk, Piece, PrepRole, VerbKind, in_prepositional, leader_before};
use crate::phrase::Head;

impl Filler<'_> {
    /// The party right before the verb, that no preposition governs: also one that is another verb's object ("đề nghị B thăm C").
    pub(super) fn local_subject(&self) -> Option<usize> {
        let c = self.input.chunks;
        let start = self.clause.chunks.start;
        let last = (start..self.at).rev().find(|i| !c[*i].is_light());
        if let Some(leader) = last.and_then(|i| self.led_up_to(i)) {
            return Some(leader);
        }
        let at = last
            .and_then(|i| self.invited_with_people(i).or(Some(i)))
            .filter(|i| matches!(c[*i].piece, Piece::Noun(_)))?;
        // "A và phu nhân B cùng đoàn C": A.
        let mut at = at;
        while at >= start + 2 && matches!(c[at - 1].piece, Piece::Companion) {
            at -= 2;
        }
        at = self.with_others(at, start).unwrap_or(at);
        let Piece::Noun(n) = c[at].piece else {
            return None;
        };
        let head = self.input.nouns[n].head;
        // "thăm Lào theo lời mời của B", "có chuyến thăm hữu nghị Lào theo …": the place gone to is no party.
        // ("thăm Lào và Thái Lan theo lời mời của B": so of each.)
        let mut gone = at;
        let listed = |i: usize| {
            matches!(c[i - 1].piece, Piece::And | Piece::Comma)
                && self.head(i - 2) == Some(Head::Place)
        };
        let given = || self.frame_of(self.at).is_some_and(|f| f.given);
        while head == Head::Place && gone >= start + 2 && listed(gone) && given() {
            gone -= 2;
        }
        let goes = (start..gone)
            .rev()
            .find(|i| !matches!(c[*i].piece, Piece::Transparent));
        let gone_to = head == Head::Place
            && goes.is_some_and(|g| {
                matches!(c[g].piece, Piece::Verb(VerbKind::Light | VerbKind::Leave))
                    || self
                        .frame_of(g)
                        .is_some_and(|f| f.object.is_none() && !f.destination.is_empty())
            });
        // "A trở thành nguyên thủ đầu tiên thăm K": A, and not whoever else holds such an office; "A là nước EU đầu tiên mời B": nor what
        // he is one of.
        let one_of = |g: usize| head == Head::Organization && g + 1 < at;
        let what_he_is =
            goes.is_some_and(|g| (head == Head::Role || one_of(g)) && self.says(g, "equates"));
        if gone_to || what_he_is || self.of_his_office(at) || self.sits_in_chaired(at) {
            return None;
        }
        if let Some(first) = self.planned_for(start, at) {
            return Some(first);
        }
        // "chuyển lời mời của A mời B thăm K": A invites.
        let invites = |f: &Frame| self.input.frames.invites(f) || self.input.frames.sends(f);
        let of = at >= start + 2 && c[at - 1].piece == Piece::Prep(PrepRole::Of);
        if of
            && self.frame_of(self.at).is_some_and(invites)
            && self.frame_of(at - 2).is_some_and(invites)
        {
            return Some(at);
        }
        if matches!(head, Head::Occasion | Head::Other)
            || self.input.nouns[n].companion
            || in_prepositional(c, start, at) && !self.likened(start, at)
        {
            return None;
        }
        // What follows another trigger is its object ("thăm Việt Nam theo lời mời"), but for one who is invited to something or
        // received on his way ("chào mừng B sang thăm K").
        let inviter = at > start
            && self
                .frame_of(at - 1)
                .is_some_and(|f| !self.input.frames.invites(f) && !f.passive);
        if inviter {
            return None;
        }
        Some(self.first_of_list(at, start))
    }

    /// "tiếp đoàn K do B dẫn đầu đang thăm L": who leads the delegation that another trigger has for its object, where the word that says
    /// so stands at `led`. ("A và phái đoàn K do B dẫn đầu đến L": both.)
    fn led_up_to(&self, led: usize) -> Option<usize> {
        let c = self.input.chunks;
        if c[led].piece != Piece::LedBy {
            return None;
        }
        let start = self.clause.chunks.start;
        let (by, leader) = leader_before(c, self.input.nouns, start, led)?;
        let trigger = |c: &Chunk| matches!(c.piece, Piece::Trigger { .. });
        c[start..by].iter().any(trigger).then_some(leader)
    }

    /// "mời B dẫn đoàn sang thăm K": who is invited, before words for those whom he brings.
    fn invited_with_people(&self, at: usize) -> Option<usize> {
        let c = self.input.chunks;
        let people = |i: &usize| matches!(c[*i].piece, Piece::Word | Piece::Delegation);
        let who = (self.clause.chunks.start..at).rev().find(|i| !people(i))?;
        let invites = |f: &Frame| self.input.frames.invites(f);
        let invited = who > 0 && self.frame_of(who - 1).is_some_and(invites);
        (c[at].piece == Piece::Delegation && invited).then_some(who)
    }

    /// "A cùng các đồng nghiệp khối X đã gặp B": of a body whose people go along, the person that they go with.
    fn with_others(&self, at: usize, start: usize) -> Option<usize> {
        let c = self.input.chunks;
        let head = |i: usize| self.head(i);
        let words = (start..at)
            .rev()
            .take_while(|i| {
                matches!(
                    c[*i].piece,
                    Piece::Word | Piece::Transparent | Piece::Delegation
                )
            })
            .count();
        let mark = at.checked_sub(words + 1).filter(|m| *m > start)?;
        let joins = matches!(
            c[mark].piece,
            Piece::And | Piece::Companion | Piece::Prep(PrepRole::With)
        );
        (words > 0
            && joins
            && matches!(head(at), Some(Head::Organization | Head::Place))
            && head(mark - 1) == Some(Head::Person))
        .then_some(mark - 1)
    }

    /// "lo ngại cảnh như A đến K": whether a person is named for what happened to him, as an example.
    fn likened(&self, start: usize, at: usize) -> bool {
        let c = self.input.chunks;
        matches!(c[at].piece, Piece::Noun(n) if self.input.nouns[n].head == Head::Person)
            && (start..at)
                .rev()
                .find(|i| c[*i].piece != Piece::Word)
                .is_some_and(|i| c[i].piece == Piece::Prep(PrepRole::Like))
    }

    /// "không có kế hoạch nào cho A (và B) gặp C": the first of those for whom it is to do what a cue says is planned or arranged.
    fn planned_for(&self, start: usize, at: usize) -> Option<usize> {
        let c = self.input.chunks;
        let listed = |i: &usize| {
            matches!(c[*i].piece, Piece::And | Piece::Comma | Piece::Companion)
                || matches!(self.head(*i), Some(Head::Person | Head::Role))
        };
        let lets = (start..at).rev().find(|i| !listed(i))?;
        let words = |i: &usize| matches!(c[*i].piece, Piece::Word | Piece::Transparent);
        let cue = (start..lets).rev().find(|i| !words(i))?;
        // ("cho hai nhà lãnh đạo gặp nhau": so all of a group.)
        let person = matches!(
            self.head(at),
            Some(Head::Person | Head::Role | Head::Group | Head::Pair | Head::Pronoun)
        );
        let planned = matches!(c[cue].piece, Piece::Cue(_)) && self.says(lets, "lets");
        (planned && person).then_some(lets + 1)
    }
}
