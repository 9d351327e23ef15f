//! Who acts where it is not the subject of the trigger's clause: who speaks, whose the matter or the event is, the state spoken
//! of.

use super::super::config::{Frame, Mark};
use super::object::Right;
use super::{Arg, Filled, Filler};
use crate::clause::{Chunk, Clause, CueKind, Link, Piece, PrepRole, VerbKind};
use crate::extraction::Kind;
use crate::phrase::{Head, Noun};

/// So many words may stand between what asks and who is asked.
const WORDS: usize = 4;

impl Filler<'_> {
    /// "A nói phái đoàn nước này đã gặp B", "A nói nước này đã trao đổi với B": whether the clause speaks of people of the country
    /// spoken of, or of that country.
    pub(super) fn own_people(&self) -> bool {
        let c = &self.input.chunks[self.clause.chunks.start..self.at];
        let last = c.iter().rev().find(|c| !c.is_light());
        c.windows(2)
            .any(|w| w[0].piece == Piece::Delegation && w[1].piece == Piece::This)
            || last.is_some_and(|c| self.that_state(c))
    }

    /// "nước này": whether a word points to the country spoken of.
    pub(super) fn that_state(&self, chunk: &Chunk) -> bool {
        let input = self.input;
        let sense = chunk
            .entry
            .filter(|_| chunk.piece == Piece::This)
            .and_then(|e| input.lexicon.sense(e, input.classes.det));
        sense.is_some_and(|s| s.attr("state").is_some())
    }

    /// "nước này và nước K sẽ đàm phán": whether the country spoken of stands beside another as the subject.
    pub(super) fn beside_that_state(&self) -> bool {
        let own = self
            .clause
            .subject
            .filter(|s| self.clause.chunks.contains(s));
        let Some(subject) = own.filter(|s| *s < self.at && self.clause.own_subject) else {
            return false;
        };
        let c = self.input.chunks;
        let pair = |and: Option<usize>, state: Option<usize>| {
            let chunk = |i: Option<usize>| i.and_then(|i| c.get(i));
            chunk(and).is_some_and(|c| c.piece == Piece::And)
                && chunk(state).is_some_and(|c| self.that_state(c))
        };
        self.body_at(subject)
            && (pair(subject.checked_sub(1), subject.checked_sub(2))
                || pair(Some(subject + 1), Some(subject + 2)))
    }

    /// "A rời nước X sau khi thăm nước này", "đàm phán với nước này", "gặp quan chức nước này".
    pub(super) fn that_state_args(&self, frame: &Frame, right: &Right, f: &mut Filled) {
        let Some((mark, people)) = right.that_state else {
            return;
        };
        if frame.destination.contains(&mark) && !people {
            f.to_that_state = true;
            return;
        }
        let (role, parties) = if self.noun {
            let of = frame.noun.iter().find(|(m, _)| *m == mark);
            (of.map(|(_, r)| r), frame.noun_parties)
        } else {
            let object = frame.object.as_ref();
            (
                object.filter(|_| frame.marks.contains(&mark)),
                frame.object_parties.unwrap_or(frame.parties),
            )
        };
        let takes = people || parties.country;
        let role = role.filter(|_| takes && mark != Mark::Prep(PrepRole::Of));
        f.with_that_state = role.map(|r| (r.clone(), people));
    }

    /// "tiếp đoàn", "làm việc với đoàn", "đoàn đã chào xã giao A": a delegation told of before as one side.
    pub(super) fn that_delegation_args(&self, frame: &Frame, right: &Right, f: &mut Filled) {
        let c = self.input.chunks;
        let sent = |from: usize, verb: usize| {
            let mut before = (from..verb).rev();
            let last = before.find(|i| c[*i].piece == Piece::Delegation || !c[*i].is_light());
            last.is_some_and(|i| self.body_sent(i))
        };
        // "Đoàn sẽ thăm K và gặp A": so before the first of its verbs.
        let first = |k: &Clause| {
            let verb = k.chunks.clone().find(|i| c[*i].is_verb());
            !k.own_subject && verb.is_some_and(|v| sent(k.chunks.start, v))
        };
        let acts = || {
            let above = self
                .clause
                .parent
                .filter(|_| self.clause.link == Link::Coordination);
            let above = above.map(|p| &self.input.clauses[p]);
            sent(self.clause.chunks.start, self.at)
                || first(self.clause)
                || !self.clause.own_subject && above.is_some_and(first)
        };
        let acted_on = match right.that_delegation {
            Some(mark) if self.noun => frame.noun.iter().find(|(m, _)| *m == mark).map(|(_, r)| r),
            Some(mark) => frame
                .object
                .as_ref()
                .filter(|_| frame.marks.contains(&mark)),
            None => None,
        };
        f.that_delegation = match acted_on {
            Some(role) => Some((role.clone(), false)),
            None if self.noun => None,
            None => frame.subject.clone().filter(|_| acts()).map(|r| (r, true)),
        };
    }

    /// "A nói K là mỏ vàng và nước này đàm phán với B": of those who act where the country spoken of does, who speaks.
    pub(super) fn state_of_speaker(&self) -> Option<usize> {
        let c = &self.input.chunks[self.clause.chunks.start..self.at];
        let last = c.iter().rev().find(|c| !c.is_light())?;
        if !self.that_state(last) {
            return None;
        }
        let mut k = self.ci;
        for _ in 0..3 {
            let clause = &self.input.clauses[k];
            k = clause.parent.filter(|p| *p < k)?;
            if clause.link == Link::Say {
                return self.input.clauses[k].subject;
            }
        }
        None
    }

    /// "Chuyến thăm của A diễn ra theo lời mời của B", "mở đầu chuyến thăm K của A, theo lời mời của B": whose the event is
    /// that a clause without subject goes on with.
    pub(super) fn whose_event(&self) -> Option<usize> {
        let c = self.input.chunks;
        // "chuyến thăm của A bắt đầu bằng cuộc gặp với B": what an event begins or ends with.
        let before = (self.clause.chunks.start..self.at).rev().find(|i| {
            !matches!(
                c[*i].piece,
                Piece::Word | Piece::Classifier | Piece::Transparent
            )
        });
        let part = || before.is_some_and(|i| c[i].piece == Piece::Verb(VerbKind::Light));
        if self.noun && !part() {
            return None;
        }
        let mut event = false;
        let mut of = None;
        let from = self.clause.parent.unwrap_or(self.ci).min(self.ci);
        for i in self.input.clauses[from].chunks.start..self.at {
            match c[i].piece {
                Piece::Trigger { noun: true } => event = true,
                Piece::Noun(n)
                    if event
                        && i > 0
                        && c[i - 1].piece == Piece::Prep(PrepRole::Of)
                        && matches!(
                            self.input.nouns[n].head,
                            Head::Person | Head::Role | Head::Pronoun
                        ) =>
                {
                    of = Some(i);
                }
                _ => {}
            }
        }
        of
    }

    /// "A gọi cho B ngay sau cuộc họp của nhóm X": whether the event is said to be that of somebody who is no party.
    pub(super) fn of_others(&self, frame: &Frame) -> bool {
        let c = &self.input.chunks[self.at + 1..self.clause.chunks.end.max(self.at + 1)];
        let plain = |c: &Chunk| {
            matches!(
                c.piece,
                Piece::Transparent | Piece::Classifier | Piece::Word | Piece::Then
            )
        };
        let next = c.iter().position(|c| !plain(c));
        // "cuộc họp Hội đồng Bảo an": so without a word between, where the noun takes nobody there.
        let bare = || {
            let organization = |c: &Chunk| matches!(c.piece, Piece::Noun(n) if self.input.nouns[n].head == Head::Organization);
            !frame.noun.iter().any(|(m, _)| *m == Mark::Bare)
                && next.and_then(|i| c.get(i)).is_some_and(organization)
        };
        // "cuộc họp Chính phủ hôm nay": so of a body that no name follows.
        let body = || {
            let named = |c: &Chunk| matches!(c.piece, Piece::Noun(_) | Piece::Prep(_) | Piece::And);
            !frame.noun.iter().any(|(m, _)| *m == Mark::Bare)
                && next.is_some_and(|i| {
                    c[i].piece == Piece::Delegation && !c.get(i + 1).is_some_and(named)
                })
        };
        // "cuộc họp hôm qua của nhóm X".
        let of = c
            .iter()
            .position(|c| !plain(c) && !matches!(c.piece, Piece::Time(_)))
            .filter(|i| c[*i].piece == Piece::Prep(PrepRole::Of));
        let Some(of) = of else {
            return bare() || body();
        };
        let whose = c[of + 1..]
            .iter()
            .find(|c| !matches!(c.piece, Piece::Transparent | Piece::Quote));
        whose.is_some_and(|w| match w.piece {
            Piece::Word => true,
            Piece::Noun(n) => matches!(
                self.input.nouns[n].head,
                Head::Organization | Head::Occasion | Head::Other
            ),
            _ => false,
        })
    }

    /// "C bác đề xuất của A về đối thoại với B": whose the matter is that is about the event.
    pub(super) fn whose_matter(&self) -> Option<usize> {
        let c = self.input.chunks;
        let mark = (self.clause.chunks.start..self.at)
            .rev()
            .find(|i| !matches!(c[*i].piece, Piece::Classifier | Piece::Transparent))?;
        let owner = mark
            .checked_sub(1)
            .filter(|i| *i > self.clause.chunks.start)?;
        // A state whose word or part somebody else speaks of there need not be one of those who meet.
        let person = || matches!(self.head(owner), Some(Head::Person | Head::Role));
        let about = match c[mark].piece {
            Piece::Prep(PrepRole::About) => true,
            // "Đó là khẳng định của A tại cuộc gặp với B".
            Piece::Prep(PrepRole::At) => self.noun && self.clause.subject.is_none() && person(),
            _ => false,
        };
        let owned = about
            && matches!(c[owner].piece, Piece::Noun(_))
            && c[owner - 1].piece == Piece::Prep(PrepRole::Of);
        owned.then_some(owner)
    }

    /// "X hài lòng về cách A nhắc đến cuộc điện đàm với B", "X đề nghị A nối lại đối thoại với B": who stands right before the
    /// verb that the event is told with, further on than the clause's subject.
    pub(super) fn nearer(&self, f: &Filled) -> Option<usize> {
        let c = self.input.chunks;
        let s = self
            .clause
            .subject
            .filter(|s| self.clause.chunks.contains(s));
        let from = s.map_or(self.clause.chunks.start, |s| s + 1);
        let head = |i: usize| self.head(i);
        let person = |i: usize| matches!(head(i), Some(Head::Person | Head::Role | Head::Pronoun));
        let kind = &self.input.frames.frame(f.frame).kind;
        let journey = self.input.frames.kind(kind).is_some_and(|k| k.journey);
        if !self.noun || journey || f.presupposed && s.is_some_and(person) {
            return None;
        }
        let before = |i: usize| (from..i).rev().find(|k| !c[*k].is_light());
        // A cue of what is wanted is a verb of its own ("thúc đẩy A hướng tới cuộc gặp với B").
        let verb = (from..self.at).rev().find(|i| {
            matches!(
                c[*i].piece,
                Piece::Verb(_) | Piece::Cue(CueKind::Wish | CueKind::Agree | CueKind::Refuse)
            )
        })?;
        let mut who = before(verb)?;
        // "… góp phần mở lại đối thoại": before the first of several verbs.
        while matches!(c[who].piece, Piece::Verb(VerbKind::Light | VerbKind::Other)) {
            who = before(who)?;
        }
        if who <= self.clause.chunks.start {
            return None;
        }
        // What asks or lets somebody do it, or a plain word ("việc A …"), goes before; of several ("kêu gọi A và B nối lại đối thoại")
        // before the first.
        let plain = |p: Piece| matches!(p, Piece::Word | Piece::Transparent | Piece::Delegation);
        let first = match f.presupposed {
            true => who,
            false => self.first_of_list(who, from),
        };
        let asked = (from..first)
            .rev()
            .take(WORDS)
            .find(|k| !plain(c[*k].piece))
            .is_some_and(|k| {
                matches!(
                    c[k].piece,
                    Piece::Cue(CueKind::Ask | CueKind::Propose | CueKind::Wish)
                )
            });
        let told = matches!(c[who - 1].piece, Piece::Word | Piece::Classifier);
        (asked && head(who).is_some() || told && person(who)).then_some(who)
    }

    /// "A cho phép B bay qua K để gặp C", "A cho phép máy bay chở B …": of a purpose, whoever is let do or sent to do what goes before.
    pub(super) fn let_go(&self) -> Option<usize> {
        let c = self.input.chunks;
        let clause = self.clause;
        let above = clause.parent.filter(|p| *p < self.ci)?;
        let above = self.input.clauses[above].chunks.clone();
        if clause.link != Link::Purpose || clause.own_subject {
            return None;
        }
        let sends = |i: &usize| c[*i].piece == Piece::Verb(VerbKind::Send);
        let verb = above.clone().rev().find(sends)?;
        let plain = |i: &usize| matches!(c[*i].piece, Piece::Word | Piece::Transparent);
        let who = (verb + 1..above.end).find(|i| !plain(i))?;
        matches!(self.head(who)?, Head::Person | Head::Role | Head::Pronoun).then_some(who)
    }

    /// "A đề nghị B tổ chức hội đàm", "A đề xuất với (phía) B tổ chức hội đàm": both, where the one proposes to the other to hold the
    /// event.
    pub(super) fn proposed_to(&self) -> Option<[usize; 2]> {
        let c = self.input.chunks;
        let start = self.clause.chunks.start;
        let counts = |p: Piece| matches!(p, Piece::Word | Piece::Classifier | Piece::Transparent);
        let verb = (start..self.at).rev().find(|i| !counts(c[*i].piece))?;
        let to = (start..verb).rev().find(|i| !c[*i].is_light())?;
        let leads_to = |p: Piece| matches!(p, Piece::Prep(PrepRole::With) | Piece::Delegation);
        let mark = (start..to).rev().find(|i| !leads_to(c[*i].piece))?;
        if !self.says(verb, "holds") || !self.says(mark, "takes_part") {
            return None;
        }
        let from = self.clause.subject.filter(|s| *s < mark)?;
        let person = |i: usize| match self.head(i) {
            Some(Head::Person | Head::Role | Head::Pronoun) => Some(true),
            Some(Head::Place) => Some(false),
            _ => None,
        };
        match (c[from].piece, c[to].piece) {
            (Piece::Noun(a), Piece::Noun(b)) if person(from)? == person(to)? => Some([a, b]),
            _ => None,
        }
    }

    /// "A khẳng định quan hệ X - Y tốt đẹp khi tiếp B", "A ca ngợi nước X trong cuộc gặp B": who speaks is who meets, not the
    /// country spoken of.
    pub(super) fn speaker(&self, f: &Filled) -> Option<usize> {
        let c = self.input.chunks;
        let clause = self.clause;
        let aside = matches!(clause.link, Link::When | Link::After | Link::Before)
            && !clause.own_subject
            || self.noun && f.presupposed;
        if !aside || self.told_of_journey(f) {
            return None;
        }
        let with = self.noun
            && f.args
                .iter()
                .any(|a| a.how == Mark::Prep(PrepRole::With).as_str());
        let person = |s: usize| match c.get(s).map(|x| x.piece) {
            // "A nói chính quyền Tổng thống B mong hợp tác, khi gặp C": the state again.
            Some(Piece::Noun(n)) if self.sent_by(n) => Some(false),
            // "A nói hai bên đạt tiến triển sau cuộc gặp với B": A with B.
            Some(Piece::Noun(n)) if with && self.input.nouns[n].head == Head::Group => Some(false),
            Some(Piece::Noun(n)) => Some(matches!(
                self.input.nouns[n].head,
                Head::Person | Head::Role | Head::Pronoun | Head::Group
            )),
            _ => None,
        };
        if person(clause.subject?)? {
            return None;
        }
        let state = |n: usize| (self.input.kind_of)(n) == Some(Kind::Country);
        let states = with
            && f.args.iter().all(|a| state(a.noun))
            && matches!(c[clause.subject?].piece, Piece::Noun(n) if state(n));
        // "Nước X nói dầu nước Y là vấn đề trong đàm phán với nước Z": what is only said to be something takes no part.
        let said_to_be = clause.verb.is_some_and(|v| self.says(v, "equates"));
        let mut k = self.ci;
        let mut said = false;
        for _ in 0..3 {
            let here = &self.input.clauses[k];
            said |= here.link == Link::Say;
            k = here.parent.filter(|p| *p < k)?;
            let s = self.input.clauses[k].subject?;
            if said && (person(s)? || states && said_to_be) {
                // "Giáo sư A nhận định nước X tìm sự ủng hộ trước đàm phán với nước Y": the state, where he holds no office.
                let expert =
                    |n: &Noun| n.head == Head::Person && n.titles.is_empty() && n.gender.is_none();
                let expert = matches!(c[s].piece, Piece::Noun(n) if expert(&self.input.nouns[n]));
                return (!(states && expert)).then_some(s);
            }
        }
        None
    }

    /// "A nói chiếc tàu bị bắn khi tới K": whether a journey hangs on what somebody says, with no comma that would set it off:
    /// it is that of whoever is spoken of there.
    pub(super) fn told_of_journey(&self, f: &Filled) -> bool {
        let clause = self.clause;
        let said = |p: usize| self.input.clauses[p].link == Link::Say;
        let kind = &self.input.frames.frame(f.frame).kind;
        !self.noun
            && matches!(clause.link, Link::When | Link::After | Link::Before)
            && !clause.own_subject
            && clause.parent.is_some_and(|p| p < self.ci && said(p))
            && !matches!(self.before_link(clause), Some(Piece::Comma))
            && self.input.frames.kind(kind).is_some_and(|k| k.journey)
    }

    /// "A nói đồng minh trong khối đã không giúp khi tới K": whether what is said begins with words of which a cue of tense tells
    /// that they are who acts.
    pub(super) fn others_said(&self) -> bool {
        let Some(p) = self.clause.parent.map(|p| &self.input.clauses[p]) else {
            return false;
        };
        let c = &self.input.chunks[p.chunks.clone()];
        let words = c
            .iter()
            .take_while(|c| matches!(c.piece, Piece::Word | Piece::Number))
            .count();
        let rest = c[words..].iter().find(|c| {
            !matches!(
                c.piece,
                Piece::Word | Piece::Prep(_) | Piece::Noun(_) | Piece::Transparent
            )
        });
        words > 1
            && !p.own_subject
            && rest.is_some_and(|c| matches!(c.piece, Piece::Cue(_) | Piece::Passive))
    }

    /// "A gọi điện cho B và đề nghị tổ chức một cuộc gặp", "A viết thư cho B, đề nghị gặp nhau": whom one has to do with is whom one would
    /// meet, where nobody else is named.
    pub(super) fn asked_of(&self, frame: &Frame, right: &Right, f: &mut Filled) {
        let ([one], Some(role)) = (&*f.args, &frame.object) else {
            return;
        };
        let open = |(k, _): &(CueKind, _)| k.leaves_open() && *k != CueKind::If;
        if one.side != 0
            || frame.object != frame.subject
            || !right.args.is_empty()
            || f.presupposed
            || f.definite_this
            || !f.cues.iter().any(open)
        {
            return;
        }
        let c = self.input.chunks;
        let clause = self.clause;
        let held = |i: usize| c[i].piece == Piece::Verb(VerbKind::Light) && self.says(i, "holds");
        let new = match self.noun {
            true => self.indefinite() || self.at > clause.chunks.start && held(self.at - 1),
            false => c.get(self.at + 1).map(|c| c.piece) == Some(Piece::Recip),
        };
        let shared = matches!(clause.link, Link::Coordination | Link::Purpose);
        let above = clause.parent.filter(|p| shared && *p < self.ci);
        let above = above.filter(|_| !clause.own_subject);
        let from = above
            .map_or(clause, |p| &self.input.clauses[p])
            .chunks
            .start;
        let verb = (from..self.at)
            .rev()
            .find(|i| self.frame_of(*i).is_some_and(|x| x.object.is_some()));
        let Some((verb, deed)) = verb
            .filter(|_| new)
            .and_then(|v| Some((v, self.frame_of(v)?)))
        else {
            return;
        };
        let person = |n: &usize| matches!(self.input.nouns[*n].head, Head::Person | Head::Role);
        let done_to = self.right_of(verb, deed).into_iter().map(|(_, n)| n);
        let whom: Vec<_> = done_to.filter(|n| person(n) && *n != one.noun).collect();
        if let [noun] = whom[..]
            && self.allowed(noun, frame.parties, false).is_ok()
        {
            f.args.push(Arg {
                side: 1,
                ..Arg::acting(role, noun, "asked")
            });
            // When and where the other deed was done is its own.
            f.places.retain(|p| p.distance == 0);
            f.times.retain(|t| t.distance == 0);
        }
    }
}
