//! The sides of a trigger that is a verb.

use super::super::config::{Frame, Mark, Parties};
use super::object::Right;
use super::{Arg, Filled, Filler, Refused, SUBJECT_BEHIND};
use crate::clause::{CueKind, Link, LinkWord, Piece, PrepRole};
use crate::extraction::{Kind, Words};
use crate::phrase::Head;

impl Filler<'_> {
    /// "bức thư mà ông A gửi ông B", "cuộc gặp mà ông A có với ông B": the sides stand in the relative clause.
    pub(super) fn relative_args(&self, frame: &Frame, f: &mut Filled) -> bool {
        let c = self.input.chunks;
        let Some(clause) = self.input.clauses.get(self.ci + 1) else {
            return false;
        };
        let joined = clause.link == Link::Relative
            && clause.own_subject
            && clause.chunks.start == self.at + 2;
        let (Some(role), Some(s), true) = (&frame.subject, clause.subject, joined) else {
            return false;
        };
        let Piece::Noun(subject) = c[s].piece else {
            return false;
        };
        // "bức thư mà A nhận được từ B".
        let gets = (s + 1..clause.chunks.end).any(|i| c[i].is_verb() && self.says(i, "gets"));
        let role = frame.object.as_ref().filter(|_| gets).unwrap_or(role);
        let mut found = vec![(subject, role.clone(), "relative subject", u8::from(gets))];
        let mut prep = None;
        for chunk in c.get(s + 1..clause.chunks.end).unwrap_or(&[]) {
            match chunk.piece {
                Piece::Prep(p) => prep = Some(p),
                Piece::Noun(n) => {
                    let mark = prep.take().map(Mark::Prep);
                    if let Some((m, r)) = frame.noun.iter().find(|(m, _)| Some(*m) == mark) {
                        found.push((n, r.clone(), m.as_str(), u8::from(!gets)));
                    }
                }
                Piece::Verb(_) | Piece::Transparent | Piece::Cue(_) | Piece::Time(_) => {}
                _ => prep = None,
            }
        }
        for (n, role, how, side) in found {
            if self.allowed(n, frame.noun_parties, false).is_ok() {
                f.args.push(Arg {
                    role,
                    noun: n,
                    how,
                    delegation: false,
                    side,
                });
            }
        }
        true
    }

    /// "B, người (mà) ông A vừa gặp, …", "B là người đầu tiên mà ông A gặp": of a verb without object in a relative clause with a subject of
    /// its own the noun before it; where that is an office that somebody is said to hold, he.
    fn whom_it_is_of(&self, role: &Words, parties: Parties, f: &mut Filled) {
        /// So many chunks at most stand before "mà" with "người".
        const PERSON: usize = 4;
        let c = self.input.chunks;
        let own = &self.clause.chunks;
        let first = own.clone().find(|i| !c[*i].is_light()).map(|i| c[i].piece);
        let acts = |n: usize| f.args.first().is_some_and(|a| a.noun == n);
        let relative = self.clause.link == Link::Relative;
        if !relative || !matches!(first, Some(Piece::Noun(n)) if acts(n)) {
            return;
        }
        let person = |i: &usize| c[*i].piece == Piece::Link(LinkWord::RelativePerson);
        let link = own.start.saturating_sub(1);
        let link = (0..=link).rev().take(PERSON).find(person).unwrap_or(link);
        let plain = |i: &usize| matches!(c[*i].piece, Piece::Comma | Piece::Transparent);
        let Some(mut whom) = (0..link).rev().find(|i| !plain(i)) else {
            return;
        };
        let is = |i: usize| matches!(c[i].piece, Piece::Verb(_)) && self.says(i, "equates");
        let office = self.head(whom) == Some(Head::Role);
        let verb = [whom, whom.saturating_sub(usize::from(office))];
        if let Some(holder) = verb.into_iter().find(|v| is(*v)) {
            whom = holder.saturating_sub(1);
        }
        if let Piece::Noun(n) = c[whom].piece
            && matches!(self.head(whom), Some(Head::Person | Head::Role))
            && self.allowed(n, parties, false).is_ok()
        {
            f.args.push(Arg {
                role: role.clone(),
                noun: n,
                how: "relative object",
                delegation: false,
                side: 1,
            });
        }
    }

    pub(super) fn verb_args(&self, frame: &Frame, right: &Right, f: &mut Filled) {
        // "Nước X gây sức ép: Hòa đàm nước Y bế tắc": a heading of its own, of a place that is no side.
        let heads = self.clause.link == Link::Colon && self.clause.chunks.start == self.at;
        if let [(Mark::Bare, n, false)] = &*right.args
            && heads
            && !frame.place.is_empty()
            && self.input.nouns[*n].head == Head::Place
        {
            f.void = true;
            return;
        }
        if self.chaired(self.at) {
            let chairs = frame.subject.as_ref().map(|role| self.co_chairs(role));
            f.args = chairs.unwrap_or_default();
            f.void |= f.args.is_empty();
            return;
        }
        let agents = self.agents();
        let passive = frame.passive && !agents.is_empty();
        let bare_person = right.args.iter().any(|(m, n, _)| {
            *m == Mark::Bare
                && matches!(
                    self.input.nouns[*n].head,
                    Head::Person | Head::Role | Head::Pronoun | Head::Group
                )
        });
        let agentless = frame.passive && !passive && !bare_person && self.passive_before();
        let (left_role, right_role) = if passive || agentless {
            (&frame.object, &frame.subject)
        } else {
            (&frame.subject, &frame.object)
        };
        // "sẵn sàng gặp song phương Nga - Ukraine": the pair is both sides; but who "gặp ông An - ông Bình" is a third.
        let pair = right
            .args
            .iter()
            .any(|(m, n, _)| *m == Mark::Pair && (self.input.kind_of)(*n) != Some(Kind::Person));
        if let Some(role) = left_role
            && !(pair && frame.marks.contains(&Mark::Bare))
        {
            let plan = self.whose_plan(right);
            // "A ủng hộ kế hoạch thăm K của B": B's, whoever speaks of it.
            if plan.is_none_or(|(_, plan)| {
                self.clause.chunks.start == plan || self.plan_before() != Some(plan)
            }) {
                self.subject(role, frame.parties, f);
            }
            if let Some((n, first)) = plan.filter(|_| f.args.is_empty()) {
                f.args
                    .push(Arg::acting(role, n, Mark::Prep(PrepRole::Of).as_str()));
                // "Quyết định thăm K của A": it is settled, and has not been done yet.
                if self.says(first, "plan") {
                    let tokens = self.input.chunks[first].tokens.clone();
                    f.cues.push((CueKind::Agree, tokens));
                }
            }
            // "nhân chuyến dự hội nghị X và thăm K của A": of a journey without subject, whose it is said to be behind the place.
            if f.args.is_empty()
                && self.journey_at(self.at)
                && self.clause.link == Link::Coordination
                && self.clause.chunks.start == self.at
                && let [(Mark::Bare, ..), (Mark::Prep(PrepRole::Of), n, false)] = right.args[..]
                && matches!(self.input.nouns[n].head, Head::Person | Head::Role)
            {
                f.args
                    .push(Arg::acting(role, n, Mark::Prep(PrepRole::Of).as_str()));
            }
            if passive || agentless {
                for a in &mut f.args {
                    a.side = 1;
                }
            }
            if let Some(n) = self.given_by(frame, right) {
                f.args = vec![Arg::acting(role, n, Mark::Prep(PrepRole::Of).as_str())];
            }
        }
        // "Đón đoàn có A và B", "Tiếp ông là A": who receives stands behind.
        let hosts = frame.passive && !frame.place.is_empty() && frame.subject != frame.object;
        if let Some(role) = left_role.as_ref().filter(|_| hosts && !passive)
            && !self.clause.own_subject
            && let hosts = self.receive(right)
            && !hosts.is_empty()
        {
            f.args.retain(|a| a.side != 0);
            let hosts = hosts.into_iter();
            f.args
                .extend(hosts.map(|n| Arg::acting(role, n, SUBJECT_BEHIND)));
        }
        if passive {
            let by = right_role
                .iter()
                .flat_map(|role| agents.iter().map(move |n| (role, *n)));
            f.args
                .extend(by.map(|(role, noun)| Arg::acting(role, noun, "agent")));
        } else if agentless && self.input.frames.invites(frame) {
            let by = right_role.iter().zip(self.owner_of_body());
            f.args
                .extend(by.map(|(role, noun)| Arg::acting(role, noun, "agent")));
        } else if let Some(role) = right_role
            && !agentless
        {
            // "gặp ba bên với B và C": how many they are, and no side of its own.
            let with = Mark::Prep(PrepRole::With);
            let told = right.args.iter().any(|(m, _, _)| *m == with);
            let counted = |m: Mark, n: usize| {
                let n = &self.input.nouns[n];
                told && m != with && n.head == Head::Group && n.number > 2
            };
            // "Phái đoàn nước X làm việc với nước Y": those sent meet those of the other state.
            // ("tới K để thảo luận với nước Y": so does who goes somewhere for it.)
            let sent = f.args.iter().any(|a| a.side == 0 && a.delegation)
                || frame.official && self.goes_for_it();
            let sends = self.input.frames.sends(frame);
            // Whom a body invites is named ("theo lời mời của Bộ X"), or its guests are some people of a state.
            let named = f
                .args
                .iter()
                .all(|a| a.delegation || self.input.nouns[a.noun].head != Head::Place);
            let parties = frame
                .object_parties
                .filter(|_| named)
                .unwrap_or(frame.parties);
            for m in &frame.marks {
                let mut taken = false;
                for (_, n, delegation) in right
                    .args
                    .iter()
                    .filter(|(x, _, _)| x == m || (*m == Mark::Bare && *x == Mark::Pair))
                    .filter(|(x, n, _)| !(counted(*x, *n) || sends && self.died(*n)))
                {
                    let delegation = *delegation || sent;
                    match self.allowed(*n, parties, delegation) {
                        Ok(()) => {
                            f.args.push(Arg {
                                role: role.clone(),
                                noun: *n,
                                how: m.as_str(),
                                delegation,
                                side: 1,
                            });
                            taken = true;
                        }
                        Err(why) => f.refused.push(Refused { noun: *n, why }),
                    }
                }
                if taken {
                    break;
                }
            }
            if right.args.is_empty() {
                self.whom_it_is_of(role, parties, f);
            }
        }
        // "nước này và nước K sẽ đàm phán".
        if let Some(role) = left_role.as_ref().filter(|_| frame.group)
            && frame.parties.country
            && f.with_that_state.is_none()
            && self.beside_that_state()
        {
            f.with_that_state = Some((role.clone(), false));
        }
        // "hai người hâm mộ chờ được gặp": one who gets to meet somebody has not met the others of his side.
        let mutual = frame.object.is_some() && frame.object == frame.subject;
        let each_other = self.input.chunks.get(self.at + 1).map(|c| c.piece) == Some(Piece::Recip);
        f.void |= mutual && right.args.is_empty() && !each_other && self.passive_before();
        if !mutual && let Some(role) = right_role {
            self.to_each_other(role, f);
            self.upon_his_success(frame, role, f);
            self.written_too(frame, role, f);
        }
        for m in &frame.destination {
            if *m == Mark::Visit {
                // "gửi lời mời thăm K tới B".
                self.invited_to(f);
                if f.places.is_empty() {
                    self.visited(right, f);
                }
                continue;
            }
            for (_, n, _) in right.args.iter().filter(|(x, _, _)| x == m) {
                self.destination(*n, f);
            }
            if *m == Mark::Prep(PrepRole::At) {
                for n in right.places.iter().filter(|n| !self.told_of_object(**n)) {
                    self.destination(*n, f);
                }
            }
        }
        self.visited_in_front(frame, f);
        f.void |= self.comes_to_stay(f);
    }

    /// "A tới K để thảo luận với nước Y": whether what the trigger tells of is the purpose of a journey.
    fn goes_for_it(&self) -> bool {
        let purpose = self.clause.link == Link::Purpose && !self.clause.own_subject;
        let above = self.clause.parent.filter(|p| purpose && *p < self.ci);
        above.is_some_and(|p| {
            let above = &self.input.clauses[p];
            above.verb.is_some_and(|v| self.journey_at(v))
        })
    }

    /// "chuyển lời mời của A tới B", "gửi thư của A tới B": A's, whoever brings it.
    fn given_by(&self, frame: &Frame, right: &Right) -> Option<usize> {
        let c = self.input.chunks;
        let (of, to) = (Mark::Prep(PrepRole::Of), Mark::Prep(PrepRole::To));
        let whose = right.args.iter().find(|(m, _, _)| *m == of);
        let (_, noun, _) = whose?;
        if self.attr("passes").is_some() {
            return Some(*noun);
        }
        // "gửi điện chia buồn về cái chết của A tới B": not whose the letter is.
        let mut behind = c.get(self.at + 1..).unwrap_or(&[]).iter();
        let next = behind.find(|c| !matches!(c.piece, Piece::Transparent | Piece::Word));
        let letter = self.input.frames.sends(frame) && frame.each;
        let brought = right.args.iter().any(|(m, _, _)| *m == to);
        let own = next.is_some_and(|c| c.piece == Piece::Prep(PrepRole::Of));
        let named = matches!(self.input.nouns[*noun].head, Head::Person | Head::Role);
        (letter && brought && own && named).then_some(*noun)
    }

    /// "Nhân dịp ông B đắc cử Tổng thống nước K, Chủ tịch nước A gửi điện mừng": what one side writes upon goes to whom it is told of.
    fn upon_his_success(&self, frame: &Frame, role: &Words, f: &mut Filled) {
        let c = self.input.chunks;
        let frames = self.input.frames;
        let reaches = frames.sends(frame) || frame.each;
        if !reaches || frames.invites(frame) || f.args.len() != 1 {
            return;
        }
        let from = self.clause.parent.unwrap_or(self.ci).min(self.ci);
        let above = &self.input.clauses[from];
        let mut before = above.chunks.start..self.at;
        let upon = before.find(|i| self.says(*i, "upon")).map(|i| i + 1);
        // "Sau khi ông B nhậm chức, A gọi điện chúc mừng".
        let rises = || {
            let when = from < self.ci && matches!(above.link, Link::After | Link::When);
            let risen = above.verb.is_some_and(|v| self.says(v, "rises"));
            above.subject.filter(|_| when && risen && above.own_subject)
        };
        let Some(who) = upon.or_else(rises) else {
            return;
        };
        let Some(Piece::Noun(n)) = c.get(who).map(|c| c.piece) else {
            return;
        };
        let person = self.head(who) == Some(Head::Person);
        if person && f.args.iter().all(|a| a.noun != n) {
            f.args.push(Arg {
                role: role.clone(),
                noun: n,
                how: "upon his success",
                delegation: false,
                side: 1,
            });
        }
    }

    /// "A và B gửi thư cho nhau", "A và B trao đổi điện mừng": of two who act, the one is the other's end.
    fn to_each_other(&self, role: &Words, f: &mut Filled) {
        let [a, b] = &mut *f.args else { return };
        if a.side != 0 || b.side != 0 {
            return;
        }
        let mut behind = self.input.chunks.get(self.at + 1..).unwrap_or(&[]).iter();
        let next = behind.find(|c| !c.is_light() && c.piece != Piece::Prep(PrepRole::To));
        if next.is_some_and(|c| c.piece == Piece::Recip) || self.attr("mutual").is_some() {
            b.role = role.clone();
            b.side = 1;
        }
    }
}
