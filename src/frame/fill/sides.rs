//! The sides of an event noun: what its constructions make of the nouns around.

use super::super::config::{Frame, Mark};
use super::object::Right;
use super::{Adjunct, Arg, Filled, Filler, OR_SUBJECT, Refused};
use crate::clause::{Chunk, CueKind, Link, Piece, PrepRole, VerbKind};
use crate::phrase::Head;

/// How far behind an event noun whose it is is looked for, in chunks.
const OWNER: usize = 14;

impl Filler<'_> {
    /// "thỏa thuận đạt được giữa A và B tại cuộc gặp": the two between whom there is what was done at the event.
    fn between_before(&self) -> Option<[usize; 2]> {
        let c = self.input.chunks;
        let at = self
            .prep_before()
            .filter(|p| c[*p].piece == Piece::Prep(PrepRole::At))?;
        let [done, between, one, and, other] = c.get(at.checked_sub(5)?..at)? else {
            return None;
        };
        let marked = done.is_verb()
            && between.piece == Piece::Prep(PrepRole::Between)
            && and.piece == Piece::And;
        match (one.piece, other.piece) {
            (Piece::Noun(a), Piece::Noun(b)) if marked && !self.says(at, "apart") => Some([a, b]),
            _ => None,
        }
    }

    pub(super) fn noun_args(&self, frame: &Frame, right: &Right, f: &mut Filled) {
        let role_of = |m: Mark| frame.noun.iter().find(|(x, _)| *x == m).map(|(_, r)| r);
        let mut between = false;
        let mut of = false;
        let mut others = false;
        let writer = self.written_by(frame, right);
        if let (Some(n), Some(role)) = (writer, &frame.subject) {
            of = true;
            f.args.push(Arg::acting(role, n, "relative subject"));
        }
        if let (Some(n), Some(role), true) = (
            self.handed_to(self.at),
            &frame.object,
            self.input.frames.sends(frame),
        ) {
            others = true;
            f.args.push(Arg {
                side: 1,
                ..Arg::acting(role, n, Mark::Prep(PrepRole::To).as_str())
            });
        }
        for (m, n, delegation) in &right.args {
            // "lời mời đến Nga": a place is where one is invited to.
            let gone_to = frame.destination.contains(m) && self.input.nouns[*n].head == Head::Place;
            let Some(role) = role_of(*m).filter(|_| !gone_to) else {
                if frame.destination.contains(m) {
                    self.destination(*n, f);
                }
                continue;
            };
            if let Err(why) = self.allowed(*n, frame.noun_parties, *delegation) {
                if frame.destination.contains(m) {
                    self.destination(*n, f);
                } else {
                    f.refused.push(Refused { noun: *n, why });
                }
                continue;
            }
            // A bare country after an event noun is a party only in a pair; after a visit it is the destination.
            // ("cuộc gặp giới chức Nga" names people of it).
            if *m == Mark::Bare
                && !*delegation
                && matches!(self.input.nouns[*n].head, Head::Place | Head::Organization)
            {
                // "Thượng đỉnh Helsinki": where it is held.
                if f.summit && (self.input.in_a_state)(*n) {
                    f.places.push(Adjunct {
                        index: *n,
                        distance: 0,
                    });
                }
                continue;
            }
            // "cuộc họp của Hội đồng X": who sits in it.
            let sits =
                self.input.nouns[*n].head == Head::Organization && self.attr("alone").is_some();
            if sits && *m == Mark::Prep(PrepRole::Of) {
                continue;
            }
            between |= *m == Mark::Prep(PrepRole::Between);
            let acts = matches!(m, Mark::Prep(PrepRole::Of | PrepRole::From | PrepRole::By));
            of |= acts;
            others |= matches!(m, Mark::Prep(PrepRole::With | PrepRole::To) | Mark::Bare);
            if *m == Mark::Pair {
                between = true;
            }
            let side = u8::from(!acts);
            f.args.push(Arg {
                role: role.clone(),
                noun: *n,
                how: m.as_str(),
                delegation: *delegation,
                side,
            });
        }
        if let (true, Some(role)) = (f.args.is_empty(), role_of(Mark::Prep(PrepRole::Of)))
            && !frame.destination.is_empty()
            && let Some(n) = self.equated_with_his(right)
        {
            of = true;
            f.args.push(Arg::acting(role, n, "of"));
        }
        if frame.destination.contains(&Mark::Prep(PrepRole::At)) {
            for n in &right.places {
                self.destination(*n, f);
            }
        }
        if let (true, Some(both), Some(role)) = (
            f.args.is_empty(),
            self.between_before(),
            role_of(Mark::Prep(PrepRole::Between)),
        ) {
            between = true;
            f.args.extend(both.map(|noun| Arg {
                role: role.clone(),
                noun,
                how: Mark::Prep(PrepRole::Between).as_str(),
                delegation: false,
                side: 1,
            }));
        }
        let relative = if f.args.is_empty() || !others {
            self.relative_args(frame, f)
        } else {
            false
        };
        // The subject takes part where only the other side is named, or where a light verb carries the noun.
        let light = self.clause.verb.is_some_and(|v| {
            v < self.at && matches!(self.input.chunks[v].piece, Piece::Verb(VerbKind::Light))
        });
        // "thượng đỉnh Nga - Mỹ với sự tham dự của A và B": the two stand for the pair of states.
        let with = |a: &Arg| a.how == Mark::Prep(PrepRole::With).as_str();
        if f.args.iter().filter(|a| with(a)).count() > 1 {
            f.args.retain(|a| a.how != Mark::Pair.as_str());
        }
        if between {
            // "giữa hai nhà lãnh đạo của hai nước": the sides are named already.
            f.args.retain(|a| a.how != "of");
        }
        // "có cuộc gặp giữa hai nhà ngoại giao": the subject tells who, where the group does not.
        if between
            && f.args
                .iter()
                .all(|a| self.input.nouns[a.noun].head == Head::Group)
            && let Some(role) = &frame.subject
        {
            let named = f.args.len();
            self.subject(role, frame.noun_parties, f);
            for a in f.args.iter_mut().skip(named) {
                a.how = OR_SUBJECT;
            }
        }
        let none = f.args.is_empty();
        let journey = self.input.frames.kind_of(frame).is_some_and(|k| k.journey);
        if let (Some(n), Some(role), true) = (
            self.owner_behind(right).or_else(|| self.owner_before()),
            &frame.subject,
            none && journey,
        ) {
            of = true;
            f.args
                .push(Arg::acting(role, n, Mark::Prep(PrepRole::Of).as_str()));
        }
        let of = of || relative;
        // Letters and invitations lie around without the subject having sent them; of what something is about the subject need
        // be no part ("A đánh giá triển vọng đàm phán").
        let sends = self.input.frames.sends(frame);
        let group = self.clause.subject.is_some_and(|s| {
            matches!(self.input.chunks[s].piece, Piece::Noun(n) if self.input.nouns[n].head == Head::Group)
        });
        let alone = none && !sends && (group || !self.talked_about());
        let kind = self.input.frames.kind_of(frame);
        let wants_subject =
            !between && !of && (others || light || alone || kind.is_some_and(|k| k.journey));
        // "A nhận được thư từ B": what one gets is not one's own.
        let got = self.got();
        let gets = light && self.gets() || got.is_some() || of && self.attended(f);
        if gets
            && !relative
            && let Some(role) = &frame.object
        {
            let from = f.args.len();
            match got.flatten() {
                Some(n) => f.args.push(Arg::acting(role, n, "subject")),
                None => self.subject(role, frame.noun_parties, f),
            }
            for a in f.args.iter_mut().skip(from) {
                a.side = 1;
            }
        } else if wants_subject && let Some(role) = &frame.subject {
            self.subject(role, frame.noun_parties, f);
        }
        if !journey && frame.subject == frame.object {
            let chairs = self.chairs(frame);
            f.args.retain(|a| !chairs.iter().any(|c| c.noun == a.noun));
            f.args.extend(chairs);
            let host = self.host_of_attended(frame, f);
            f.args.extend(host);
        }
        // "cảm ơn B về lời mời thăm K".
        if frame.destination.contains(&Mark::Visit) && f.places.is_empty() {
            self.invited_to(f);
            // "lời mời của A tới B sang thăm K".
            let goes = |c: &Chunk| c.piece == Piece::Trigger { noun: false };
            let next = self.input.chunks.get(right.end).is_some_and(goes);
            let invitee = |a: &Arg| frame.object.as_ref() == Some(&a.role);
            if f.places.is_empty()
                && next
                && self.journey_at(right.end)
                && f.args.iter().any(invitee)
            {
                self.visited(right, f);
            }
        }
        if journey && of && f.places.is_empty() {
            self.where_another_goes(f);
        }
        if !between && !others && none {
            // "…, nhưng cuộc gặp không diễn ra".
            let first = self.input.chunks[self.behind_source()..self.at]
                .iter()
                .rev()
                .take_while(|c| c.piece != Piece::But)
                .all(|c| {
                    matches!(
                        c.piece,
                        Piece::Quote
                            | Piece::Transparent
                            | Piece::Then
                            | Piece::Time(_)
                            | Piece::Comma
                    )
                });
            f.definite |= (f.presupposed || first) && !self.plural() || right.this;
            // "Tại cuộc gặp các doanh nhân K": with people whom nobody names.
            f.void |= !journey
                && right.args.first().is_some_and(|(m, n, _)| {
                    let with = matches!(m, Mark::Bare | Mark::Prep(PrepRole::With));
                    with && self.input.nouns[*n].head == Head::Other
                });
            f.void |= self.undone_before(frame);
        }
    }

    /// "Theo ông A, người phát ngôn nước X, cuộc gặp …", "Theo kế hoạch, cuộc gặp …": where the clause goes on behind a phrase in front
    /// that tells whose words or what plan it is; else where it begins.
    fn behind_source(&self) -> usize {
        let c = self.input.chunks;
        let start = self.clause.chunks.start;
        let mut all = start..self.at;
        let first = all.find(|i| !matches!(c[*i].piece, Piece::Quote | Piece::Transparent));
        let source = first.is_some_and(|i| match c[i].piece {
            Piece::Prep(role) => role == PrepRole::According,
            Piece::Cue(CueKind::Future) => c[i + 1].piece == Piece::Comma,
            _ => false,
        });
        let named = |i: usize| {
            matches!(
                c[i].piece,
                Piece::Noun(_)
                    | Piece::Word
                    | Piece::Transparent
                    | Piece::Comma
                    | Piece::Prep(PrepRole::Of)
            )
        };
        match self.at.checked_sub(1) {
            Some(comma) if source && c[comma].piece == Piece::Comma && all.all(named) => self.at,
            _ => start,
        }
    }

    /// "Kế hoạch gặp B tại K của A bị hủy": who plans it, where a word for a plan begins the sentence and nobody else acts.
    pub(super) fn whose_plan(&self, right: &Right) -> Option<(usize, usize)> {
        let c = self.input.chunks;
        let mut before = self.clause.chunks.start..self.at;
        let apart = |p: Piece| matches!(p, Piece::Quote | Piece::Time(_) | Piece::Comma);
        let first = before.find(|i| !apart(c[*i].piece));
        // "Lời đề nghị gặp B của A".
        let first = first.map(|i| i + usize::from(c[i].piece == Piece::Word && i + 1 < self.at));
        let begins = first.is_some_and(|i| {
            let k = |k: CueKind| {
                matches!(
                    k,
                    CueKind::Future
                        | CueKind::Propose
                        | CueKind::Ask
                        | CueKind::Agree
                        | CueKind::Wish
                        | CueKind::Possible
                )
            };
            matches!(c[i].piece, Piece::Cue(kind) if k(kind)) || self.says(i, "plan")
        });
        let of = right.args.iter();
        let mut of = of.filter(|(m, _, _)| *m == Mark::Prep(PrepRole::Of));
        let owner = of.next()?.1;
        let direct = self.plan_before();
        Some((owner, first.filter(|_| begins).or(direct)?))
    }

    /// "thu xếp cho kế hoạch thăm K": the word for a plan right before the trigger.
    pub(super) fn plan_before(&self) -> Option<usize> {
        let mut before = (self.clause.chunks.start..self.at).rev();
        let plain = |i: usize| self.input.chunks[i].piece == Piece::Transparent;
        before
            .find(|i| self.says(*i, "planned") || !plain(*i))
            .filter(|i| self.says(*i, "planned"))
    }

    /// "A và B sẽ gặp nhau ngày 20/3, sau khi cuộc gặp bị hoãn": whether a clause only tells what became before of the event that
    /// lies ahead.
    fn undone_before(&self, frame: &Frame) -> bool {
        let c = self.input.chunks;
        let undone = |i: usize| matches!(c[i].piece, Piece::Cue(k) if k.calls_off());
        let like = |i: usize| {
            let trigger = matches!(c[i].piece, Piece::Trigger { .. });
            trigger && self.frame_of(i).is_some_and(|f| f.kind == frame.kind)
        };
        let above = self.clause.parent.map(|p| &self.input.clauses[p]);
        self.clause.link == Link::After
            && self.clause.chunks.clone().any(undone)
            && above.is_some_and(|a| self.lies_ahead(a) && a.chunks.clone().any(like))
    }

    /// "phát biểu của A trong chuyến thăm K": the person whose is what stands right before a journey that is taken for granted.
    fn owner_before(&self) -> Option<usize> {
        let c = self.input.chunks;
        let at = self.prep_before().filter(|_| self.preceded_by_prep())?;
        let own = self.clause.chunks.start..at;
        let (of, owner) = (c.get(at.checked_sub(2)?)?, c.get(at.checked_sub(1)?)?);
        let belongs = matches!(of.piece, Piece::Prep(PrepRole::Of | PrepRole::To));
        match owner.piece {
            Piece::Noun(n) if belongs && own.len() > 1 => {
                (self.input.nouns[n].head == Head::Person).then_some(n)
            }
            _ => None,
        }
    }

    /// "cuộc họp với các tướng lĩnh": whether words that are no noun phrase say with whom it is.
    pub(super) fn with_unnamed(&self, right: &Right) -> bool {
        let c = self.input.chunks;
        let with = (self.at + 1..self.clause.chunks.end).find(|i| {
            !matches!(
                c[*i].piece,
                Piece::Transparent | Piece::Word | Piece::Classifier | Piece::Time(_)
            )
        });
        let with = with.filter(|w| c[*w].piece == Piece::Prep(PrepRole::With));
        let named = |m: Mark| matches!(m, Mark::Prep(PrepRole::With | PrepRole::Between));
        with.and_then(|w| c.get(w + 1))
            .is_some_and(|c| matches!(c.piece, Piece::Word | Piece::Number))
            && !right.args.iter().any(|(m, _, _)| named(*m))
    }

    /// "B nói chuyến thăm K và dự lễ kỷ niệm của A có ý nghĩa": whose it is, told behind all that belongs to an event noun that
    /// begins its clause.
    fn owner_behind(&self, right: &Right) -> Option<usize> {
        let c = self.input.chunks;
        let begins = c[self.clause.chunks.start..self.at]
            .iter()
            .all(|c| c.is_light() || matches!(c.piece, Piece::Comma | Piece::Quote));
        if !begins || self.clause.own_subject {
            return None;
        }
        let mut of = false;
        for chunk in c.iter().skip(right.end).take(OWNER) {
            match chunk.piece {
                Piece::Prep(p) => of = p == PrepRole::Of,
                Piece::Noun(n) => match self.input.nouns[n].head {
                    Head::Person | Head::Role if of => return Some(n),
                    Head::Person | Head::Role | Head::Pronoun | Head::Group => return None,
                    _ => of = false,
                },
                Piece::Verb(VerbKind::Light | VerbKind::Other)
                | Piece::Word
                | Piece::Number
                | Piece::And
                | Piece::Time(_)
                | Piece::Transparent => of = false,
                _ => return None,
            }
        }
        None
    }

    /// "thư ông A gửi ông B": who a relative clause without its word says has sent it.
    fn written_by(&self, frame: &Frame, right: &Right) -> Option<usize> {
        let of = |m: Mark| frame.noun.iter().any(|(x, _)| *x == m);
        let to = Mark::Prep(PrepRole::To);
        let [(Mark::Bare, n, false), (second, _, _), ..] = right.args.as_slice() else {
            return None;
        };
        (*second == to
            && of(to)
            && !of(Mark::Bare)
            && matches!(
                self.input.nouns[*n].head,
                Head::Person | Head::Role | Head::Pronoun
            ))
        .then_some(*n)
    }

    /// "A dự tiệc chiêu đãi của B": whether the subject comes to what another gives.
    fn attended(&self, f: &Filled) -> bool {
        let c = self.input.chunks;
        let mut before = (self.clause.chunks.start..self.at).rev();
        let verb = before.find(|i| !matches!(c[*i].piece, Piece::Classifier | Piece::Transparent));
        let frame = self.frame_of(self.at);
        let given = frame.is_some_and(|f| f.subject != f.object && !self.input.frames.sends(f));
        let person = |a: &Arg| matches!(self.input.nouns[a.noun].head, Head::Person | Head::Role);
        given && f.args.iter().all(person) && verb.is_some_and(|v| self.says(v, "attends"))
    }

    /// Whether the light verb of the clause is one of getting.
    fn gets(&self) -> bool {
        self.clause.verb.is_some_and(|v| self.says(v, "gets"))
    }

    /// "khoe bức thư nhận được từ B", "bức thư A nhận từ B": whether a verb of getting follows the noun, and who stands before it.
    fn got(&self) -> Option<Option<usize>> {
        let behind = self.input.chunks.get(self.at + 1..self.clause.chunks.end)?;
        let mut who = None;
        for c in behind {
            match c.piece {
                _ if self.has(c, "gets") => return Some(who),
                Piece::Noun(n) if who.is_none() => who = Some(n),
                Piece::Cue(_) | Piece::Transparent => {}
                _ => return None,
            }
        }
        None
    }
}
