//! Who stands at the ends of a trigger's phrase: who receives, who does what is told in a passive, and where one is invited to.

use super::object::Right;
use super::{Adjunct, Filled, Filler};
use crate::clause::{Chunk, CueKind, Piece, PrepRole, VerbKind};
use crate::phrase::Head;

/// So many plain words at most has what somebody is invited to come to.
const TITLE: usize = 12;

impl Filler<'_> {
    /// The first person named behind a verb that says who is there, where nobody stands before the trigger.
    pub(super) fn receives(&self, right: &Right) -> Option<usize> {
        let c = self.input.chunks;
        let first = c[self.clause.chunks.start..self.at]
            .iter()
            .all(|c| c.is_light() || matches!(c.piece, Piece::Time(_) | Piece::Comma));
        let verb = right.end;
        let told = first
            && c.get(verb).is_some_and(Chunk::is_verb)
            && (self.says(verb, "there") || self.says(verb, "equates"));
        // "Tiếp đoàn có Phó Bí thư Tỉnh ủy, Chủ tịch tỉnh A".
        let of_office = self.head(verb + 1) == Some(Head::Role)
            && c.get(verb + 2).map(|c| c.piece) == Some(Piece::Comma);
        let next = c
            .get(verb + if of_office { 3 } else { 1 })
            .filter(|_| told)?;
        match next.piece {
            Piece::Noun(n) if self.input.nouns[n].head == Head::Person => Some(n),
            _ => None,
        }
    }

    /// "thăm một đơn vị từng đóng quân ở B": behind a cue of its own stands what is told of the one visited.
    pub(super) fn told_of_object(&self, place: usize) -> bool {
        let c = self.input.chunks.get(self.at + 1..).unwrap_or(&[]);
        c.iter()
            .take_while(|c| c.piece != Piece::Noun(place))
            .any(|c| matches!(c.piece, Piece::Cue(CueKind::Past)))
    }

    pub(super) fn destination(&self, n: usize, f: &mut Filled) {
        if self.input.nouns[n].head == Head::Place && !f.places.iter().any(|p| p.index == n) {
            f.places.push(Adjunct {
                index: n,
                distance: 0,
            });
        }
    }

    /// "mời B thăm C", "mời B dự hội nghị tại C": the place of the visit, or of what is come to, that follows in the same clause.
    pub(super) fn visited(&self, right: &Right, f: &mut Filled) {
        let c = self.input.chunks;
        let mut i = right.end;
        let mut seen = false;
        let mut comes_to = false;
        let mut words = 0;
        while let Some(chunk) = c.get(i) {
            match chunk.piece {
                // "tới tham quan bảo tàng K", "tới chứng kiến lễ duyệt binh".
                Piece::Verb(_) if !comes_to && self.says(i, "sees") => {
                    (seen, comes_to) = (true, true)
                }
                // "theo lời mời của B nhằm chấm dứt …": of an invitation that is taken for granted it is no matter what follows.
                Piece::Verb(VerbKind::Other | VerbKind::Say) if !seen && !comes_to => {
                    f.void = !self.input.frames.frame(f.frame).given;
                    return;
                }
                Piece::Trigger { .. } => (seen, words) = (true, 0),
                Piece::Prep(p) if comes_to => {
                    (seen, words) = (matches!(p, PrepRole::To | PrepRole::At), 0);
                }
                Piece::Prep(PrepRole::To | PrepRole::At) => seen = true,
                Piece::Noun(n) if seen && words <= 2 => {
                    if self.input.nouns[n].head == Head::Place {
                        self.destination(n, f);
                        return;
                    }
                }
                // The name of what is come to.
                Piece::Noun(_) | Piece::Classifier | Piece::Number if comes_to => {}
                Piece::Time(t) if !f.times.iter().any(|x| x.index == t) => f.times.push(Adjunct {
                    index: t,
                    distance: 1,
                }),
                Piece::Transparent
                | Piece::Cue(_)
                | Piece::And
                | Piece::Time(_)
                | Piece::Companion => {}
                Piece::Verb(VerbKind::Light) => comes_to = true,
                Piece::Link(crate::clause::LinkWord::Purpose) => {}
                Piece::Word if words <= if comes_to { TITLE } else { 2 } => words += 1,
                _ => return,
            }
            i += 1;
        }
    }

    pub(super) fn passive_before(&self) -> bool {
        let c = self.input.chunks;
        self.clause
            .chunks
            .clone()
            .take_while(|i| *i < self.at)
            .last()
            .is_some_and(|i| matches!(c[i].piece, Piece::Passive))
    }

    /// The noun between "được" and the trigger.
    pub(super) fn agents(&self) -> Vec<usize> {
        let c = self.input.chunks;
        let mut found = Vec::new();
        let passive = |c: &Chunk| c.piece == Piece::Passive;
        if !c[self.clause.chunks.start..self.at].iter().any(passive) {
            return found;
        }
        let (mut listed, mut and) = (true, false);
        let mut i = self.at;
        while i > self.clause.chunks.start {
            i -= 1;
            match c[i].piece {
                Piece::Noun(n) if std::mem::take(&mut listed) => found.push(n),
                // "thuyết phục được A gặp B": what one managed to do.
                Piece::Passive if i > 0 && c[i - 1].piece == Piece::Verb(VerbKind::Other) => {
                    break;
                }
                Piece::Passive => {
                    found.reverse();
                    return found;
                }
                // "được A yêu cầu gặp B": of the asking.
                Piece::Cue(CueKind::Ask | CueKind::Propose | CueKind::Wish | CueKind::Agree) => {
                    break;
                }
                Piece::And if !found.is_empty() => (listed, and) = (true, true),
                Piece::Comma if and => listed = true,
                Piece::Transparent | Piece::Time(_) | Piece::Cue(_) => {}
                _ => break,
            }
        }
        Vec::new()
    }
}
