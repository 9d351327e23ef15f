//! What the prepositions behind a trigger mark: a side of its own, or what belongs to another noun.

use super::super::config::Mark;
use super::object::Walk;
use crate::clause::{Piece, PrepRole};
use crate::phrase::Head;

/// So many words at most tell of what of his somebody asks.
const ITS: usize = 2;

impl Walk<'_, '_> {
    pub(super) fn preposition(&mut self, p: PrepRole) {
        let filler = self.filler;
        let i = self.i;
        match p {
            // "tiếp đoàn đại biểu Bộ X do A, Bộ trưởng Y, dẫn đầu": who leads it stands for it.
            PrepRole::By if self.sent.is_some() && filler.leader(i).is_some() => {
                self.mark = None;
                if let Some((m, (n, led))) = self.sent.zip(filler.leader(i)) {
                    self.found.args.pop_if(|(_, _, delegation)| *delegation);
                    self.found.args.push((m, n, false));
                    self.i = led;
                    // "giữa đoàn X do A dẫn đầu và đoàn Y": a list keeps the mark.
                    self.mark = Some(m).filter(|_| filler.list_follows(led));
                }
                self.sent = None;
                self.governed = true;
                self.delegation = false;
            }
            // "nhận lời mời của A và của B": one more who invites.
            PrepRole::Of
                if self.frame.given
                    && self.mark == Some(Mark::Bare)
                    && !self.found.args.is_empty()
                    && self.piece(i - 1) == Some(Piece::And) => {}
            // "gặp A bên lề kỳ họp của tổ chức B": of what it is beside.
            PrepRole::Of if self.mark == Some(Mark::Prep(PrepRole::Beside)) && !self.governed => {
                self.of_another_noun(p);
            }
            // "gặp và trao quà cho B".
            PrepRole::To if self.joint && !self.governed => {
                self.mark = Some(Mark::Bare);
                self.words = 0;
            }
            // "thăm và hỏi han bệnh tình của B".
            PrepRole::Of
                if self.joint
                    && !self.governed
                    && self.mark == Some(Mark::Bare)
                    && self.words <= ITS =>
            {
                self.words = 0;
            }
            // "giữa A với B": one mark for both.
            PrepRole::With
                if self.governed
                    && self.last == Some(PrepRole::Between)
                    && i > 0
                    && matches!(self.piece(i - 1), Some(Piece::Noun(_) | Piece::LedBy)) =>
            {
                self.mark = Some(Mark::Prep(PrepRole::Between));
                self.last = None;
                self.words = 0;
                self.governed = false;
            }
            // "cuộc gặp giữa A và B tại biên giới giữa hai nước": the second is another noun's.
            PrepRole::Between if self.has_between() => self.of_another_noun(p),
            // "điện đàm với A về xung đột với B": the matter's own.
            PrepRole::With | PrepRole::Between
                if self.mark == Some(Mark::Prep(PrepRole::About))
                    && self.words > 0
                    && !self.found.args.is_empty() =>
            {
                self.of_another_noun(p);
            }
            // "hội đàm với A tại khu vực biên giới giữa hai nước": the place's own.
            PrepRole::Between
                if self.mark == Some(Mark::Prep(PrepRole::At))
                    && self.words > 0
                    && !self.governed =>
            {
                self.of_another_noun(p);
            }
            // "đàm phán với A và thái độ với B", "cuộc gặp A - B diễn ra do C thân với hai bên": another noun's.
            PrepRole::With | PrepRole::Between
                if self.aside && self.words > 0 && !self.found.args.is_empty() =>
            {
                self.of_another_noun(p);
            }
            // "gửi thư cho B qua C": who only hands it on.
            PrepRole::To if self.frame.destination.is_empty() && filler.says(i, "through") => {
                self.of_another_noun(p);
            }
            // "gặp A, cục trưởng Cục X thuộc Bộ Y".
            // ("tại một khách sạn thuộc thủ đô K": the place that "at" waits for.)
            PrepRole::Of
                if filler.says(i, "belongs")
                    && (self.governed
                        || self.mark != Some(Mark::Prep(PrepRole::At))
                        || self.one_of_many()) =>
            {
                self.of_another_noun(p);
            }
            // "tiếp phái đoàn của Nga": whose it is.
            PrepRole::Of
                if self.delegation
                    && !self.governed
                    && self.mark.is_some()
                    && filler.body_at(i + 1) => {}
            // "tại thủ đô K của X": the state that the place lies in.
            PrepRole::Of
                if self.behind_a_place(i) && self.filler.head(i + 1) == Some(Head::Place) =>
            {
                self.of_another_noun(p);
            }
            // "với sự trung gian của X", "về các vấn đề của X": whose the thing is that no row knows.
            PrepRole::Of
                if matches!(
                    self.mark,
                    Some(Mark::Prep(PrepRole::With | PrepRole::About))
                ) && self.words > 0
                    && !self.governed
                    && !self.delegation =>
            {
                self.of_another_noun(p);
            }
            _ => {
                self.last = Some(p);
                // "ở thủ đô của Eritrea": the place that the first preposition waits for; "tại nhà riêng của bà": whose it is.
                let waits = p == PrepRole::Of
                    && matches!(self.mark, Some(Mark::Prep(PrepRole::At)))
                    && !self.governed;
                if !waits {
                    self.mark = Some(Mark::Prep(p));
                    self.at = i;
                }
                self.words = 0;
                self.delegation = false;
                self.governed = false;
            }
        }
    }

    /// Whether right before the chunk the place stands where it happens.
    fn behind_a_place(&self, i: usize) -> bool {
        let before = i.checked_sub(1).and_then(|b| self.piece(b));
        let place = |n: usize| self.found.places.last() == Some(&n);
        self.filler.noun && matches!(before, Some(Piece::Noun(n)) if place(n))
    }

    pub(super) fn has_between(&self) -> bool {
        let between = Mark::Prep(PrepRole::Between);
        self.found.args.iter().any(|(m, _, _)| *m == between)
    }

    /// "một trong bốn hòn đảo thuộc K": whether the preposition says of how many it is one.
    fn one_of_many(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|b| self.piece(b));
        before == Some(Piece::Transparent)
    }

    fn of_another_noun(&mut self, p: PrepRole) {
        self.last = Some(p);
        self.mark = None;
        self.words = 0;
    }
}
