//! The preposition in whose phrase a trigger stands, and what it makes of the event: when, where, or what is told about.

use super::Filler;
use crate::clause::{CueKind, Piece, PrepRole, VerbKind};

/// How far back from an event it is said that it is told about, in chunks.
const HELD: usize = 6;

impl Filler<'_> {
    /// The preposition in whose phrase the trigger stands; looked for once, asked for by many.
    pub(super) fn prep_before(&self) -> Option<usize> {
        *self.prep.get_or_init(|| self.find_prep())
    }

    fn find_prep(&self) -> Option<usize> {
        let c = self.input.chunks;
        (self.clause.chunks.start..self.at)
            .rev()
            .take(4)
            .find(|i| {
                !matches!(
                    c[*i].piece,
                    Piece::Classifier | Piece::Transparent | Piece::Number | Piece::Word
                ) && !self.of_its_fruit(*i)
            })
            .filter(|i| matches!(c[*i].piece, Piece::Prep(_)))
    }

    /// "sau kết quả của cuộc hội đàm": whether a preposition only says what it is that comes of the event.
    fn of_its_fruit(&self, i: usize) -> bool {
        i > self.clause.chunks.start
            && self.input.chunks[i].piece == Piece::Prep(PrepRole::Of)
            && self.says(i - 1, "fruit")
    }

    pub(super) fn preceded_by_prep(&self) -> bool {
        let mut i = self.at;
        while i > self.clause.chunks.start {
            i -= 1;
            match self.input.chunks[i].piece {
                // "tiến độ đàm phán", "ghi âm cuộc gọi": only what there is has it.
                Piece::Classifier if self.says(i, "given") => return true,
                Piece::Classifier | Piece::Transparent | Piece::Number | Piece::Word => {
                    if self.at - i > 4 {
                        return false;
                    }
                }
                // "sau hai ngày đàm phán".
                Piece::Time(_) if i + 1 == self.at && i > self.clause.chunks.start => {
                    return self.input.chunks[i - 1].piece == Piece::Prep(PrepRole::Beside);
                }
                // "tại cuộc hội đàm thượng đỉnh": two words for one event.
                Piece::Trigger { noun: true } if i + 1 == self.at => {}
                Piece::Prep(_) if self.of_its_fruit(i) => {}
                Piece::Prep(r) => {
                    return matches!(r, PrepRole::At | PrepRole::Beside | PrepRole::From);
                }
                _ => return false,
            }
        }
        false
    }

    /// The preposition by which what is told comes before or after something, or something before or after it.
    pub(super) fn comes_beside(&self) -> Option<usize> {
        self.prep_before().filter(|p| self.says(*p, "apart"))
    }

    /// "một ngày sau cuộc hội đàm": the preposition, where a span of time stands before it.
    pub(super) fn a_span_from(&self) -> Option<usize> {
        let c = self.input.chunks;
        let at = self.comes_beside()?;
        let before = at.checked_sub(1).and_then(|i| c.get(i))?;
        (self.noun && matches!(before.piece, Piece::Time(_))).then_some(at)
    }

    /// "về triển vọng đàm phán": whether the trigger is within what something is about.
    pub(super) fn talked_about(&self) -> bool {
        let about = |i: usize| self.input.chunks[i].piece == Piece::Prep(PrepRole::About);
        self.prep_before().is_some_and(about)
    }

    /// The preposition that makes an event noun something told about or done for, and not what the clause tells ("bàn về cuộc
    /// gặp", "mở đường cho cuộc gặp").
    pub(super) fn told_about(&self) -> Option<usize> {
        self.prep_before().filter(|i| {
            let about = match self.input.chunks[*i].piece {
                Piece::Prep(PrepRole::About | PrepRole::Of) => true,
                Piece::Prep(PrepRole::To) => !self.comes_to(*i),
                _ => false,
            };
            self.noun && about
        })
    }

    /// "Buổi lễ hôm 21/9 đã tạo cơ hội cho cuộc gặp giữa A và B": whether the preposition leads to an event that what is told brings
    /// about, which is then.
    pub(super) fn brings_about(&self, prep: usize) -> bool {
        prep > self.clause.chunks.start && self.says(prep - 1, "chance")
    }

    /// "Hồi tháng 6, bà A đã cùng em gái tới hội nghị": whether all that the subject does is to come to the event.
    fn comes_to(&self, prep: usize) -> bool {
        let c = self.input.chunks;
        let Some(subject) = self.clause.subject.filter(|s| *s < prep) else {
            return false;
        };
        let mut before = (subject + 1..prep).rev();
        let companion = |i: &usize| matches!(c[*i].piece, Piece::Noun(_) | Piece::Word);
        let last = before.find(|i| !companion(i));
        let with = last.filter(|i| c[*i].piece == Piece::Prep(PrepRole::With));
        let rest = with.map_or(prep, |w| w);
        self.says(prep, "goal") && (subject + 1..rest).all(|i| matches!(c[i].piece, Piece::Cue(_)))
    }

    /// "bàn về khả năng tổ chức cuộc gặp": the preposition behind which it is told about that an event may be held.
    pub(super) fn may_be_held(&self) -> Option<usize> {
        let c = self.input.chunks;
        let before = (self.clause.chunks.start..self.at).rev().take(HELD);
        let mut held = false;
        let word = before.into_iter().find(|i| match c[*i].piece {
            Piece::Verb(VerbKind::Light) | Piece::Cue(_) => {
                held = true;
                false
            }
            Piece::Classifier | Piece::Transparent | Piece::Number | Piece::Word => false,
            _ => true,
        });
        word.filter(|i| self.noun && held && c[*i].piece == Piece::Prep(PrepRole::About))
    }

    /// "triển khai thỏa thuận đạt được trong cuộc gặp A - B": the preposition before an event noun at which something was done that
    /// the clause tells to be carried out.
    pub(super) fn carried_out_since(&self) -> Option<usize> {
        let c = self.input.chunks;
        let at = self.prep_before().filter(|_| self.noun)?;
        let mut done = false;
        let mut before = c[self.clause.chunks.start..at].iter().rev();
        let verb = before.find(|c| match c.piece {
            _ if self.has(c, "carries_out") => true,
            Piece::Verb(VerbKind::Other) | Piece::Cue(CueKind::Agree) => {
                done = true;
                false
            }
            Piece::Word | Piece::Transparent | Piece::Classifier => false,
            _ => true,
        })?;
        // ("thực hiện các cam kết từ hội nghị thượng đỉnh".)
        let within = matches!(c[at].piece, Piece::Prep(PrepRole::At | PrepRole::From));
        (within && done && self.has(verb, "carries_out")).then_some(at)
    }
}
