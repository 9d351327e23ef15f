//! Whether a cue before a trigger is spent on something else than the event.

use super::{Arg, Filled, Filler};
use crate::clause::{Chunk, Clause, CueKind, Piece, VerbKind};
use crate::phrase::Head;

impl Filler<'_> {
    /// Whether nothing but an object stands between a word and the trigger.
    pub(super) fn done_by_object(&self, word: usize) -> bool {
        let c = &self.input.chunks[word + 1..self.at];
        let noun = |c: &Chunk| matches!(c.piece, Piece::Noun(_));
        let object = c.iter().all(|c| {
            noun(c)
                || c.is_light()
                || matches!(c.piece, Piece::And | Piece::Comma | Piece::Delegation)
        });
        object && c.iter().any(noun)
    }

    /// "hủy hết lịch trình": whether what a cue says is itself what is called off.
    pub(super) fn called_off(&self, clause: &Clause, cue: usize) -> bool {
        let c = self.input.chunks;
        let plain = |p: Piece| {
            matches!(
                p,
                Piece::Classifier | Piece::Transparent | Piece::Word | Piece::Number
            )
        };
        let mut before = c[clause.chunks.start..cue].iter().rev();
        before.find(|c| !plain(c.piece)).is_some_and(|c| {
            matches!(
                c.piece,
                Piece::Cue(CueKind::Cancel | CueKind::Postpone | CueKind::Refuse)
            )
        })
    }

    /// "không ngại sóng và từng đến X": whether a denial stands before a word of what is past that is not its own.
    pub(super) fn before_past(&self, cue: usize, f: &Filled) -> bool {
        let end = self.input.chunks[cue].tokens.end;
        let mut past = f.cues.iter().filter(|(k, _)| *k == CueKind::Past);
        past.any(|(_, t)| t.start > end)
    }

    /// "không biết cuộc gặp A - B", "không đặt kỳ vọng vào cuộc gặp": whether a denial is of another word than what holds the event
    /// or takes part in it. A word that no row knows may only tell how a verb is done ("không trực tiếp gặp").
    pub(super) fn denies_another(&self, cue: usize) -> bool {
        let c = self.input.chunks;
        if self.says(cue, "has") {
            return false;
        }
        if self.says(cue, "what") && self.only_which(cue) {
            return true;
        }
        let Some(first) = (cue + 1..self.at).find(|i| !c[*i].is_light()) else {
            return false;
        };
        let own = match c[first].piece {
            Piece::Word => {
                !self.noun
                    && c[first..self.at]
                        .iter()
                        .all(|c| c.piece == Piece::Word || c.is_light())
            }
            Piece::Verb(VerbKind::Other) => {
                !self.noun && !c[first..self.at].iter().any(|c| c.piece == Piece::Comma)
                    || self.object_of(first)
            }
            _ => true,
        };
        !own
    }

    /// "Đây không phải (là) lần đầu tiên A gặp B", "không phải cuộc gặp cuối cùng giữa A và B": whether only which or what kind of event it
    /// is is denied.
    fn only_which(&self, cue: usize) -> bool {
        let c = self.input.chunks;
        let is = |i: &usize| matches!(c[*i].piece, Piece::Verb(_)) && self.says(*i, "equates");
        let counts = |i: usize| ["first", "nth", "nth_next"].iter().any(|k| self.says(i, k));
        let mut behind = (cue + 1..self.at).skip_while(is);
        let event = |i: usize| {
            matches!(
                c[i].piece,
                Piece::Transparent | Piece::Classifier | Piece::Number
            )
        };
        behind.clone().next().is_some_and(counts) || self.noun && behind.all(event)
    }

    /// "C không dự cuộc gặp giữa A và B": whether a cue is of the coming of somebody who is none of the event's own sides.
    pub(super) fn of_attending(&self, cue: usize, f: &Filled) -> bool {
        let pair = |a: &Arg| self.input.nouns[a.noun].head == Head::Pair;
        if !self.noun || !(f.args.len() > 1 || f.args.iter().any(pair)) {
            return false;
        }
        let c = self.input.chunks;
        let subject = self.clause.subject.map(|s| c[s].piece);
        let of_others = || f.args.iter().all(|a| subject != Some(Piece::Noun(a.noun)));
        let verb = (cue + 1..self.at).find(|i| !c[*i].is_light());
        verb.is_some_and(|v| self.says(v, "attends") && self.object_of(v)) && of_others()
    }

    /// Whether a cue says of another event, which stands before it, that it comes about.
    pub(super) fn comes_about(&self, cue: usize) -> bool {
        let c = self.input.chunks;
        let before = &c[self.clause.chunks.start..cue];
        let next = c[cue + 1..self.at].iter().find(|c| !c.is_light());
        next.is_some_and(|c| matches!(c.piece, Piece::Prep(_)))
            && before
                .iter()
                .any(|c| c.piece == Piece::Trigger { noun: true })
    }

    /// "đang thảo luận (việc) tổ chức cuộc gặp", "bàn nối lại đàm phán": whether what a verb of weighing is about is to hold the event.
    pub(super) fn weighs_holding(&self, verb: usize, timed: bool) -> bool {
        let c = self.input.chunks;
        let about = |c: &Chunk| c.is_light() || matches!(c.piece, Piece::Word | Piece::Classifier);
        let next = (verb + 1..self.at).find(|i| !about(&c[*i]));
        // ("bàn cuộc gặp A - B": but neither what came of it nor what there is of it.)
        let counts = |i: usize| c[i].piece != Piece::Classifier || self.says(i, "counts");
        let plan = |p| matches!(p, Piece::Word | Piece::Cue(_));
        let of_it = |i: usize| !plan(c[i].piece) && counts(i);
        match next {
            Some(i) => {
                let held = c[i].piece == Piece::Verb(VerbKind::Light) && self.object_of(i);
                held && !self.says(i, "ends") && !self.says(i, "attends")
            }
            None => !timed && (verb + 1..self.at).all(of_it),
        }
    }

    /// Whether nothing that a cue could govern stands between it and the next "and" or comma ("không muốn và không thể gặp", "mong
    /// trong thời gian tới, sẽ gặp").
    pub(super) fn reaches_past_and(&self, cue: usize) -> bool {
        let c = self.input.chunks;
        c[cue + 1..self.at]
            .iter()
            .take_while(|c| !matches!(c.piece, Piece::And | Piece::Comma))
            .find(|c| !c.is_light() && !matches!(c.piece, Piece::Cue(_)))
            .is_none_or(|c| matches!(c.piece, Piece::Prep(_) | Piece::Trigger { .. }))
    }

    /// Whether what a cue turns stands before the preposition behind which an event is told about: not where it is the being
    /// there or the plan of one ("chưa có kế hoạch cho cuộc gặp nào", "hủy lời mời tới cuộc gặp"). Another verb takes what is called
    /// off to itself ("việc rút khỏi hiệp ước mở ra lời mời cho cuộc gặp").
    pub(super) fn spent(&self, cue: usize, prep: usize) -> bool {
        let between = &self.input.chunks[cue + 1..prep];
        let calls_off = self.input.chunks[cue].piece != Piece::Cue(CueKind::Negation);
        let other = |c: &Chunk| c.piece == Piece::Verb(VerbKind::Other);
        !between.is_empty()
            && (calls_off && between.iter().any(other)
                || !between.iter().any(|c| {
                    matches!(
                        c.piece,
                        Piece::Verb(VerbKind::Light) | Piece::Cue(_) | Piece::Trigger { .. }
                    )
                }))
    }

    /// Whether a cue governs a verb of saying rather than the trigger behind it.
    pub(super) fn of_saying(&self, cue: usize) -> bool {
        let c = self.input.chunks;
        self.noun
            && c[cue + 1..self.at]
                .iter()
                .find(|c| !c.is_light())
                .is_some_and(|c| c.piece == Piece::Verb(VerbKind::Say))
    }

    /// "có thể khẳng định": whether a cue stands before a verb of saying that the event is not the object of.
    pub(super) fn may_say(&self, cue: usize) -> bool {
        let c = self.input.chunks;
        let next = (cue + 1..self.at).find(|i| !c[*i].is_light());
        next.is_some_and(|i| c[i].piece == Piece::Verb(VerbKind::Say) && !self.object_of(i))
    }

    /// "đặt kỳ vọng cho cuộc gặp với B, sẵn sàng rời đi nếu …": whether a comma and what is done next stand before a condition.
    pub(super) fn of_next_verb(&self, link: usize) -> bool {
        let c = self.input.chunks;
        let verb = |p: Piece| matches!(p, Piece::Cue(_) | Piece::Verb(_));
        self.noun
            && (self.at + 1..link.min(self.clause.chunks.end))
                .any(|i| c[i].piece == Piece::Comma && c.get(i + 1).is_some_and(|c| verb(c.piece)))
    }

    /// "xem xét bức thư của B": whether what a cue stands right before is a letter that somebody wrote.
    pub(super) fn looked_at(&self, cue: usize) -> bool {
        let frame = self.frame_of(self.at);
        self.noun && self.object_of(cue) && frame.is_some_and(|f| self.input.frames.sends(f))
    }

    /// The verb of threatening with what a cue tells. ("dọa nước này sẽ hủy cuộc gặp": who will do it may stand between.)
    pub(super) fn threat_before(&self, cue: usize) -> Option<usize> {
        let c = self.input.chunks;
        let mut before = (0..cue).rev();
        let mut verb = before.find(|i| !c[*i].is_light())?;
        let who = matches!(c[verb].piece, Piece::Noun(_) | Piece::This);
        let ahead = |c: &Chunk| matches!(c.piece, Piece::Cue(CueKind::Future | CueKind::Possible));
        if who && c[verb + 1..cue].iter().any(ahead) {
            verb = before.find(|i| !c[*i].is_light() && !matches!(c[*i].piece, Piece::Link(_)))?;
        }
        self.says(verb, "threatens").then_some(verb)
    }

    /// "không rõ cuộc gặp này ảnh hưởng thế nào": whether it is open how something is with an event that was told of, and not whether
    /// it comes about.
    pub(super) fn asks_how(&self, f: &Filled) -> bool {
        f.definite_this && (self.at + 1..self.clause.chunks.end).any(|i| self.says(i, "how"))
    }

    /// "để xem liệu …": an open question is no condition.
    pub(super) fn whether(&self, clause: &Clause) -> bool {
        let link = clause.chunks.start.checked_sub(1);
        link.is_some_and(|i| self.says(i, "whether"))
    }
}
