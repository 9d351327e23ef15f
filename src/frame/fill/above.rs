//! Cues of the clauses above, whose verbs govern the trigger's clause.

use super::{Filled, Filler};
use crate::clause::{Chunk, Clause, CueKind, Link, LinkWord, Piece, PrepRole, VerbKind};
use std::ops::Range;

/// So many clauses up are looked at.
const STEPS: usize = 3;

impl Filler<'_> {
    /// Cues of the links by which the trigger's clause hangs, and of the clauses that govern it. `comma`: whether one stands
    /// before the trigger in its own clause.
    pub(super) fn cues_above(&self, comma: bool, f: &mut Filled) {
        // "mở đường cho cuộc gặp sắp tới": it is set already, whoever strives for what.
        let ahead = self.noun
            && f.cues
                .iter()
                .any(|(k, t)| *k == CueKind::Future && t.start > f.trigger.start);
        let mut k = self.ci;
        for _ in 0..STEPS {
            self.cues_of_link(k, comma, f);
            let clause = &self.input.clauses[k];
            let governed = match clause.link {
                Link::Purpose | Link::Say => true,
                Link::Coordination => !clause.own_subject,
                _ => false,
            };
            let Some(p) = clause.parent.filter(|p| governed && *p < k) else {
                return;
            };
            let before = clause.chunks.start.checked_sub(1);
            let before = before.map(|i| self.input.chunks[i].piece);
            let and = before == Some(Piece::And) && k == self.ci;
            self.cues_of_parent(clause.link, p, ahead, and, f);
            // "…, nếu A từ chối, nhưng B sẽ gặp C", "… mà không ký gì, nhưng đàm phán tiếp tục": how the clause before hangs is its own.
            if before == Some(Piece::But) {
                return;
            }
            k = p;
        }
    }

    /// "định sang K để gặp B", "lên đường sang K dự cuộc gặp với B": what a word for going says of what one does there.
    pub(super) fn said_by_going(&self, i: usize) -> Option<CueKind> {
        let said = self.attr_at(i, "cue").and_then(CueKind::parse);
        let ahead = self.attr_at(i, "sets_out").map(|_| CueKind::Ahead);
        said.or(ahead.filter(|_| !self.journey_at(self.at)))
    }

    /// What the link of a clause says of what the clause tells.
    fn cues_of_link(&self, k: usize, comma: bool, f: &mut Filled) {
        let c = self.input.chunks;
        let clause = &self.input.clauses[k];
        let said = match clause.link {
            // "nếu kết quả của cuộc gặp không tốt", "liệu cuộc gặp với B có mang lại gì": it is to come all the same.
            // ("nếu cuộc gặp diễn ra theo kế hoạch".)
            Link::If
                if k == self.ci
                    && (self.belongs_to_another() || self.comes_of_it() || self.set(f)) =>
            {
                Some(CueKind::Ahead)
            }
            Link::If if !(f.presupposed && comma) => Some(CueKind::If),
            Link::Without => Some(CueKind::Negation),
            // "Mỹ gây sức ép để A và B đàm phán": what one does so that others do something.
            Link::Purpose if self.for_others(k) => Some(CueKind::Possible),
            _ => None,
        };
        if clause.link == Link::If && said.is_some() && !f.cues.iter().any(|(k, _)| k.calls_off()) {
            // "nếu A không gặp B", "nếu A không chịu gặp B": open whichever way it is put.
            let denies = |k: &CueKind| matches!(k, CueKind::Negation | CueKind::Refuse);
            f.cues.retain(|(k, _)| !denies(k));
        }
        if let Some(kind) = said {
            f.cues.push((kind, c[clause.chunks.start].tokens.clone()));
        }
        // "sẽ thăm X trước khi gặp B", "sẽ đến X, nơi ông gặp B": no earlier than what lies ahead.
        let no_earlier = match clause.link {
            Link::Before => true,
            // "Khi tới K, A sẽ nêu đề xuất".
            Link::When if clause.parent.is_some_and(|p| p > k) => {
                !self.noun && !clause.own_subject && f.times.is_empty() && self.comes_first(clause)
            }
            Link::When => {
                // Set off by a comma it is when something is said ("…, khi tiếp B").
                // ("A sẽ trao huân chương, khi B thăm K": where nothing is said there but what lies ahead.)
                let comma = matches!(self.before_link(clause), Some(Piece::Comma));
                clause.parent.is_some_and(|p| p < k)
                    && (!comma
                        || !self.noun
                            && clause.own_subject
                            && f.times.is_empty()
                            && self.only_ahead(clause))
                    && !self.is_spoken_of()
                    && !self.goes_on_itself(clause)
            }
            Link::Relative => self.antecedent_place().is_some(),
            // "sẽ họp báo sau khi gặp nhau", as in "sẽ họp báo sau cuộc gặp": nothing but what is said of it is ahead.
            // ("A sẽ tới K, sau khi gặp B": set off by a comma it has been.)
            Link::After => {
                let comma = matches!(self.before_link(clause), Some(Piece::Comma));
                self.told_of_after(k) || !comma && f.times.is_empty() && self.only_ahead(clause)
            }
            _ => false,
        };
        // "đưa ra sau khi A gặp B": it has been, where nothing of the sentence lies ahead.
        let over = clause.link == Link::After && !no_earlier && k == self.ci && !self.noun;
        if over && f.cues.is_empty() && !self.input.clauses.iter().any(|k| self.lies_ahead(k)) {
            let link = clause.chunks.start.checked_sub(1);
            f.cues
                .extend(link.map(|l| (CueKind::Last, c[l].tokens.clone())));
        }
        // ("trước khi A thăm K để gặp B": nor is what the journey is for.)
        let purpose = self.clause.link == Link::Purpose && self.clause.parent == Some(k);
        let own = k == self.ci || clause.link == Link::Before && purpose;
        if no_earlier
            && own
            && !f.presupposed
            && let Some(p) = clause.parent
        {
            let mut above = self.input.clauses[p].chunks.clone();
            // ("hứa không nhượng bộ khi gặp B": so does what is promised.)
            let ahead =
                |i: &usize| c[*i].piece == Piece::Cue(CueKind::Future) || self.says(*i, "promises");
            // "A có thể gây sức ép khi gặp B": likely so what may be done then.
            let tells = |i: &usize| c[*i].is_verb() || matches!(c[*i].piece, Piece::Cue(_));
            let first = above.clone().find(tells);
            let may = first.is_some_and(|i| self.says(i, "may"))
                && clause.link == Link::When
                && p < k
                && !self.tells_of_past();
            if let Some(i) = above.find(ahead) {
                f.cues.push((CueKind::Future, c[i].tokens.clone()));
            } else if may {
                f.cues
                    .push((CueKind::Ahead, c[clause.chunks.start].tokens.clone()));
            } else if clause.link == Link::Before
                && p < k
                && (purpose || self.with_subject())
                && !self.tells_of_past()
                && !self.does_next(clause)
            {
                // "A cảnh báo trước khi B tới X": likely still to come.
                let link = c[..clause.chunks.start].iter().rev();
                let link = link.take(2).find(|c| matches!(c.piece, Piece::Link(_)));
                f.cues
                    .extend(link.map(|l| (CueKind::Ahead, l.tokens.clone())));
            }
        }
    }

    /// "đã điện đàm tuần trước và hai bên bàn khả năng gặp nhau": the day of what has been done is not that of what is only thought of.
    pub(super) fn open_still(&self, f: &mut Filled) {
        let open = |(k, _): &(CueKind, Range<usize>)| k.leaves_open() && *k != CueKind::Future;
        let above = self.clause.parent.filter(|p| {
            *p < self.ci && self.clause.link == Link::Coordination && self.clause.own_subject
        });
        let Some(above) = above.filter(|_| f.times.iter().any(|t| t.distance > 1)) else {
            return;
        };
        let past = |c: &Chunk| c.piece == Piece::Cue(CueKind::Past);
        let done = &self.input.chunks[self.input.clauses[above].chunks.clone()];
        if !f.presupposed && f.cues.iter().any(open) && done.iter().any(past) {
            f.times.retain(|t| t.distance <= 1);
        }
    }

    /// Whether words behind an event noun put it ahead, and none calls it off.
    fn set(&self, f: &Filled) -> bool {
        let ahead = |(k, t): &(CueKind, Range<usize>)| {
            matches!(k, CueKind::Future | CueKind::Ahead) && t.start > f.trigger.start
        };
        let open = |k: CueKind| k.turns() || k == CueKind::Possible;
        self.noun && f.cues.iter().any(ahead) && !f.cues.iter().any(|(k, _)| open(*k))
    }

    /// "ông A nghỉ trưa rồi bay về nước, trước khi trở lại K": whether a journey is what the same one did next in a sentence of which
    /// nothing lies ahead; what is said before one, or before somebody leaves, is another thing.
    fn does_next(&self, clause: &Clause) -> bool {
        let above = clause.parent.map(|p| self.input.clauses[p].chunks.clone());
        let ahead = |c: &Chunk| matches!(c.piece, Piece::Cue(CueKind::Future | CueKind::Agree));
        let sets_out = |c: &Chunk| matches!(c.piece, Piece::Verb(VerbKind::Say | VerbKind::Leave));
        let c = self.input.chunks;
        let done = &c[above.unwrap_or_default()];
        let narrated = done.iter().any(Chunk::is_verb) && !done.iter().any(sets_out);
        let journey = self.journey_at(self.at) || self.clause.link == Link::Purpose;
        journey && !clause.own_subject && narrated && !c.iter().any(ahead)
    }

    /// Whether a clause hangs on a main one that tells of what lies ahead, and of nothing said.
    fn only_ahead(&self, clause: &Clause) -> bool {
        let above = clause.parent.map(|p| &self.input.clauses[p]);
        above.is_some_and(|a| {
            let chunks = &self.input.chunks[a.chunks.clone()];
            let said = |c: &Chunk| c.piece == Piece::Verb(VerbKind::Say);
            a.link == Link::Main && !chunks.iter().any(said) && self.comes_first(clause)
        })
    }

    /// Whether of the clause that a clause hangs on what lies ahead is the first thing told.
    fn comes_first(&self, clause: &Clause) -> bool {
        let c = self.input.chunks;
        let above = clause.parent.map(|p| self.input.clauses[p].chunks.clone());
        let tells = |i: &usize| c[*i].is_verb() || matches!(c[*i].piece, Piece::Cue(_));
        let first = above.and_then(|mut a| a.find(tells));
        first.is_some_and(|i| c[i].piece == Piece::Cue(CueKind::Future))
    }

    /// Whether a clause hangs with "after" on how the same ones will tell of it, and no other deed.
    fn told_of_after(&self, k: usize) -> bool {
        let c = self.input.chunks;
        let clause = &self.input.clauses[k];
        let Some(parent) = clause.parent.filter(|p| *p < k && !clause.own_subject) else {
            return false;
        };
        let mut above = self.input.clauses[parent].chunks.clone();
        let carries = |i: usize| {
            c[i].is_light()
                || matches!(c[i].piece, Piece::Verb(VerbKind::Light) | Piece::Classifier)
        };
        above.any(|i| c[i].piece == Piece::Cue(CueKind::Future))
            && above.clone().any(|i| self.says(i, "told"))
            && above.all(|i| carries(i) || self.says(i, "told"))
    }

    /// Whether a chunk is a verb of inviting.
    pub(super) fn invites_at(&self, at: usize) -> bool {
        let verb = self.input.chunks[at].piece == (Piece::Trigger { noun: false });
        let frames = self.input.frames;
        verb && self.frame_of(at).is_some_and(|f| frames.invites(f))
    }

    /// Whether a clause has a subject of its own right behind the word that makes it a purpose: "để A và B đàm phán", not "cử A đến K".
    fn for_others(&self, k: usize) -> bool {
        let clause = &self.input.clauses[k];
        let before = clause.subject.filter(|_| clause.own_subject);
        before
            .and_then(|s| self.input.chunks[..s].last())
            .is_some_and(|c| c.piece == Piece::Link(LinkWord::Purpose))
    }

    /// "sẽ không tập trận khi cuộc đàm phán đang diễn ra": whether a clause says of itself that it goes on.
    fn goes_on_itself(&self, clause: &Clause) -> bool {
        let c = self.input.chunks;
        let tense = |p: Piece| matches!(p, Piece::Cue(CueKind::Past) | Piece::Word);
        clause
            .chunks
            .clone()
            .any(|i| tense(c[i].piece) && self.says(i, "now"))
    }

    /// "khi ông lên án cuộc hội đàm": whether an event noun is what somebody says something of.
    fn is_spoken_of(&self) -> bool {
        let before = self.input.chunks[self.clause.chunks.start..self.at].iter();
        let verb = before.rev().find(|c| !c.is_light());
        self.noun && verb.is_some_and(|c| c.piece == Piece::Verb(VerbKind::Say))
    }

    /// Whether an event noun is the owner of what the clause tells of ("tinh thần của cuộc gặp").
    fn belongs_to_another(&self) -> bool {
        let of = |p: usize| self.input.chunks[p].piece == Piece::Prep(PrepRole::Of);
        self.told_about().is_some_and(of)
    }

    /// Whether whoever takes part stands right before the trigger or the light verb whose object it is, or it is a verb: what a
    /// noun alone tells may begin or end.
    fn with_subject(&self) -> bool {
        let c = self.input.chunks;
        let mut before = (self.clause.chunks.start..self.at).rev();
        let mut last = before.find(|i| !c[*i].is_light());
        let holds = |i: &usize| {
            c[*i].piece == Piece::Verb(VerbKind::Light)
                && !self.says(*i, "ends")
                && self.object_of(*i)
        };
        if last.as_ref().is_some_and(holds) {
            last = before.find(|i| !c[*i].is_light());
        }
        !self.noun || last.is_some_and(|i| matches!(c[i].piece, Piece::Noun(_)))
    }

    /// Whether the sentence says of anything that it is past; what still goes on ("đang") is not.
    fn tells_of_past(&self) -> bool {
        let mut chunks = self.input.chunks.iter();
        chunks.any(|c| c.piece == Piece::Cue(CueKind::Past) && !self.has(c, "now"))
    }

    /// "đòi B bồi thường": whether a deed that no trigger tells of is done to somebody, who is named right behind its words.
    fn acts_on_another(&self, behind: Range<usize>) -> bool {
        let c = &self.input.chunks[behind];
        let words = |c: &Chunk| {
            let asks = matches!(
                c.piece,
                Piece::Cue(CueKind::Ask | CueKind::Wish | CueKind::Propose)
            );
            asks || c.is_light() || matches!(c.piece, Piece::Word | Piece::Verb(VerbKind::Other))
        };
        let whom = c.iter().position(|c| !words(c));
        whom.is_some_and(|k| k > 0 && matches!(c[k].piece, Piece::Noun(_)))
    }

    /// The cues of a clause that reach what hangs on it by `link`. `ahead`: what hangs there is set already.
    /// `and`: whether an "and" joins it to the trigger's own.
    fn cues_of_parent(&self, link: Link, parent: usize, ahead: bool, and: bool, f: &mut Filled) {
        let c = self.input.chunks;
        let parent = &self.input.clauses[parent];
        // "đã mời B sang X để hội đàm": what somebody is invited for.
        if link == Link::Purpose
            && let Some(i) = parent.chunks.clone().find(|i| self.invites_at(*i))
        {
            f.cues.push((CueKind::Propose, c[i].tokens.clone()));
        }
        for i in parent.chunks.clone() {
            let said = match c[i].piece {
                Piece::Cue(kind) => Some(kind),
                // "định sang X để gặp B": what the word for going says of itself.
                Piece::Trigger { noun: false } if self.journey_at(i) => self.said_by_going(i),
                _ => None,
            };
            let Some(kind) = said else {
                continue;
            };
            let aside = kind.turns() && self.in_front(parent, i);
            let settled = ahead
                && matches!(
                    kind,
                    CueKind::Propose | CueKind::Ask | CueKind::Possible | CueKind::Wish
                );
            let governs = match link {
                // "sẵn sàng hòa giải và đăng cai đàm phán": over both verbs.
                Link::Coordination => {
                    // "hủy hết lịch hẹn, sang X".
                    if kind == CueKind::Future && self.called_off(parent, i) {
                        continue;
                    }
                    // A verb that no row knows is a word.
                    let first = || {
                        let rest = &c[i + 1..parent.chunks.end];
                        rest.iter().any(Chunk::is_verb)
                            || rest.first().is_some_and(|c| c.piece == Piece::Word)
                    };
                    // "nói sẵn sàng nhượng bộ, gặp B": of what is only said.
                    let ahead = |(k, _): &(CueKind, _)| *k == CueKind::Future;
                    let only = !self.noun && f.times.is_empty() && !f.cues.iter().any(ahead);
                    let wished = and || only && parent.link == Link::Say;
                    matches!(kind, CueKind::Future | CueKind::Past)
                        || wished && matches!(kind, CueKind::Wish | CueKind::Possible) && first()
                }
                // "dừng tập trận nhằm nối lại đàm phán", "hoãn họp để gọi cho B": what is called off makes room for the purpose.
                Link::Purpose => !kind.calls_off(),
                // "chưa có thỏa thuận về việc A sẽ thăm K": what nothing is settled about.
                Link::Say if kind == CueKind::Negation => {
                    let about = self.clause.chunks.start.checked_sub(1);
                    let ahead = |(k, _): &(CueKind, _)| *k == CueKind::Future;
                    about.is_some_and(|p| self.says(p, "deed")) && f.cues.iter().any(ahead)
                }
                // What has been said may still lie ahead: tense of saying says nothing of it.
                Link::Say => !matches!(kind, CueKind::Past | CueKind::Future),
                _ => true,
            };
            // "vừa rời K để tới M gặp B", "đã lên đường sang K để gặp B": he has left, and met nobody yet.
            let leaves = link == Link::Purpose
                && kind == CueKind::Past
                && !self.journey_at(self.at)
                && parent.chunks.clone().any(|i| {
                    c[i].piece == Piece::Verb(VerbKind::Leave) || self.says(i, "sets_out")
                });
            // "không đòi B bồi thường để nối lại đàm phán": what is not asked of another leaves open what it would be for.
            let open = link == Link::Purpose
                && kind == CueKind::Negation
                && self.noun
                && self.acts_on_another(i + 1..parent.chunks.end);
            if governs && !aside && !settled {
                let unsettled = link == Link::Say && kind == CueKind::Negation;
                // "hy vọng rằng cuộc gặp sẽ mang lại đột phá": of what comes of it, as without the link.
                let fruit = link == Link::Say && kind == CueKind::Wish && self.hoped_of();
                let kind = match kind {
                    _ if leaves => CueKind::Future,
                    _ if fruit && self.noun => CueKind::Ahead,
                    _ if open || unsettled => CueKind::Possible,
                    kind => kind,
                };
                f.cues.push((kind, c[i].tokens.clone()));
            }
        }
    }
}
