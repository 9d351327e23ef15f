//! Who stands at the ends of a trigger's phrase: who receives, who does what is told in a passive, and where one is invited to.

use super::super::config::{Frame, Mark};
use super::object::Right;
use super::{Adjunct, Arg, Filled, Filler};
use crate::clause::{Chunk, CueKind, Link, LinkWord, Piece, PrepRole, VerbKind};
use crate::extraction::{Kind, Words};
use crate::phrase::Head;

/// So many plain words at most has what somebody is invited to come to.
const TITLE: usize = 12;

impl Filler<'_> {
    /// The persons named behind a verb that says who is there, with what each is, where nobody stands before the trigger: the first, and
    /// those who are listed behind a colon or as people of the same form of address.
    pub(super) fn receive(&self, right: &Right) -> Vec<usize> {
        let c = self.input.chunks;
        // "Đón đoàn tại sân bay, có ông A".
        let comma = c.get(right.end).map(|c| c.piece) == Some(Piece::Comma);
        let told = right.end + usize::from(comma);
        let address = |i: usize| {
            let entry = c.get(i).and_then(|c| c.entry);
            entry.is_some_and(|e| self.input.lexicon.is(e, self.input.classes.honorific))
        };
        // "Tiếp đoàn có các đồng chí: A, …; B, …".
        let plain = |i: &usize| {
            c.get(*i).is_some_and(|c| {
                matches!(c.piece, Piece::Word | Piece::Transparent | Piece::Members)
            })
        };
        let named = (told + 1..).take_while(plain).count();
        let several = (told + 1..told + 1 + named).any(address);
        if !several {
            return self.receives(told, told + 1).into_iter().collect();
        }
        let Some(first) = self.receives(told, told + 1 + named) else {
            return Vec::new();
        };
        let mut found = vec![first];
        let mut begins = false;
        let mut depth = 0usize;
        for chunk in c.iter().skip(told + 2 + named) {
            match chunk.piece {
                Piece::Open => depth += 1,
                Piece::Close => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                Piece::Noun(n) if begins && self.input.nouns[n].head == Head::Person => {
                    found.push(n);
                }
                Piece::Noun(_) | Piece::Word | Piece::Transparent | Piece::Delegation => {}
                Piece::Comma | Piece::And | Piece::Semicolon | Piece::Prep(PrepRole::Of) => {}
                _ => break,
            }
            let mark = matches!(chunk.piece, Piece::Comma | Piece::And | Piece::Semicolon);
            begins = mark && depth == 0;
        }
        found
    }

    /// The person named at a chunk behind a verb that says who is there, where nobody stands before the trigger.
    fn receives(&self, verb: usize, at: usize) -> Option<usize> {
        let c = self.input.chunks;
        let first = c[self.clause.chunks.start..self.at].iter().all(|c| {
            let along = Piece::Verb(VerbKind::Light);
            c.is_light() || c.piece == along || c.piece == Piece::Comma
        });
        let told = first
            && c.get(verb).is_some_and(Chunk::is_verb)
            && (self.says(verb, "there") || self.says(verb, "equates"));
        // "Tiếp đoàn có Phó Bí thư Tỉnh ủy, Chủ tịch tỉnh A".
        let of_office = self.head(at) == Some(Head::Role)
            && c.get(at + 1).map(|c| c.piece) == Some(Piece::Comma);
        let next = c
            .get(if of_office { at + 2 } else { at })
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

    /// "A sang K tị nạn", "A trở lại châu Âu thi đấu": whether who goes somewhere is told right behind the place to live there, or to
    /// play for a club of it.
    pub(super) fn comes_to_stay(&self, f: &Filled) -> bool {
        let c = self.input.chunks;
        let [place] = f.places.as_slice() else {
            return false;
        };
        let aside = |c: &Chunk| {
            c.is_light() || matches!(c.piece, Piece::Link(LinkWord::Purpose) | Piece::Close)
        };
        let behind = c.get(self.at + 1..).unwrap_or(&[]).iter();
        let behind = behind.skip_while(|c| c.piece != Piece::Noun(place.index));
        let what = behind.skip(1).find(|c| !aside(c));
        let stays = what.and_then(|c| self.value(c, "stays"));
        let region = || (self.input.kind_of)(place.index) == Some(Kind::Place);
        stays.is_some_and(|s| s != "region" || region()) && self.journey_at(self.at)
    }

    /// "Tối 5/1, tại K, A đến thăm các nạn nhân": the place that stands in front of who acts, where a verb of visiting leads to none.
    pub(super) fn visited_in_front(&self, frame: &Frame, f: &mut Filled) {
        let c = self.input.chunks;
        let visits =
            frame.destination.contains(&Mark::Prep(PrepRole::At)) && frame.place.is_empty();
        if self.noun || !visits || !f.places.is_empty() {
            return;
        }
        let mut k = self.ci;
        while !self.input.clauses[k].own_subject {
            let clause = &self.input.clauses[k];
            let above = clause
                .parent
                .filter(|p| *p < k && clause.link == Link::Coordination);
            let Some(above) = above else { return };
            k = above;
        }
        let clause = &self.input.clauses[k];
        // "Tại trụ sở K, A đón B, thăm …": B does.
        let met = |i: usize| {
            let trigger = c[i].piece == Piece::Trigger { noun: false };
            trigger && self.frame_of(i).is_some_and(|f| f.object.is_some())
        };
        let goes = |s: &usize| !(*s..self.at).any(met);
        let Some(subject) = clause.subject.filter(goes) else {
            return;
        };
        let front = clause.chunks.start..subject.min(self.at);
        let at = front
            .clone()
            .find(|i| c[*i].piece == Piece::Prep(PrepRole::At));
        let place =
            at.and_then(|at| (at + 1..front.end).find(|i| c[*i].piece != Piece::Transparent));
        let (Some(at), Some(place)) = (at, place) else {
            return;
        };
        let ends = matches!(c[place + 1].piece, Piece::Comma | Piece::Open);
        if let Piece::Noun(n) = c[place].piece
            && ends
            && self.says_where(at, 0, front.start, n)
        {
            self.destination(n, f);
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
                Piece::Verb(_) | Piece::Trigger { .. } if !comes_to && self.says(i, "sees") => {
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
                // "lễ đón A thăm K theo lời mời của B được tổ chức tại M".
                Piece::Verb(VerbKind::Light) if c[i - 1].piece == Piece::Passive => return,
                Piece::Verb(VerbKind::Light) => comes_to = true,
                Piece::Link(crate::clause::LinkWord::Purpose) => {}
                Piece::Word if words <= if comes_to { TITLE } else { 2 } => words += 1,
                _ => return,
            }
            i += 1;
        }
    }

    /// "A cảm ơn B đã gửi thư", "A cảm ơn B về lời mời thăm K": of what somebody is thanked for that goes from one to another, he is
    /// the one end and who thanks the other.
    pub(super) fn thanked(&self, frame: &Frame, f: &mut Filled) {
        let (Some(from), Some(to), true) = (
            &frame.subject,
            &frame.object,
            self.input.frames.sends(frame),
        ) else {
            return;
        };
        let clause = self.clause;
        let verb = clause.chunks.start.checked_sub(1);
        let said = verb.filter(|v| clause.link == Link::Say && self.says(*v, "joint"));
        let parent = clause.parent.filter(|_| said.is_some());
        let noun = |s: Option<usize>| match self.input.chunks[s?].piece {
            Piece::Noun(n) => Some(n),
            _ => None,
        };
        let own = clause.subject.filter(|s| *s == clause.chunks.start);
        let (Some(thanks), Some(by)) = (
            noun(parent.and_then(|p| self.input.clauses[p].subject)),
            noun(own),
        ) else {
            return;
        };
        if f.args.is_empty() && self.talked_about() {
            f.args.push(Arg::acting(from, by, "thanked"));
        }
        if f.args.len() == 1 && f.args[0].side == 0 && f.args[0].noun != thanks {
            f.args.push(Arg {
                side: 1,
                ..Arg::acting(to, thanks, "thanks")
            });
        }
    }

    /// "Trong cuộc gặp, A nói với B rằng …", "A trao quà cho B tại cuộc gặp": to whom who acts speaks or gives something at the event.
    pub(super) fn spoken_to(&self, frame: &Frame, f: &Filled) -> Option<usize> {
        let c = self.input.chunks;
        let at = |p: usize| c[p].piece == Piece::Prep(PrepRole::At) && !self.says(p, "apart");
        let together = frame.group || frame.passive;
        let ([one], true) = (&*f.args, self.noun && f.presupposed && together) else {
            return None;
        };
        let own = self.clause.subject;
        let own = own.filter(|s| c[*s].piece == Piece::Noun(one.noun))?;
        if let Some(n) = self.speaks_of_both(own) {
            return Some(n);
        }
        let said = |i: &usize| c[*i].piece == Piece::Verb(VerbKind::Say);
        let given = |i: &usize| c[*i].is_verb() && self.says(*i, "joint");
        let verb = (own + 1..self.clause.chunks.end).find(|i| said(i) || given(i))?;
        // ("tiết lộ thông tin mật với B", "nêu vấn đề này với B": what is said stands between.)
        let words = |i: &usize| {
            // ("nêu lại phán quyết Biển Đông với B".)
            let matter = *i > verb + 1 && self.head(*i) == Some(Head::Place);
            let plain = matches!(c[*i].piece, Piece::Word | Piece::Transparent | Piece::This);
            plain || said(i) || matter
        };
        let mark = (verb + 1..self.clause.chunks.end).find(|i| !words(i))?;
        // "cảnh báo B trong một cuộc điện đàm": no preposition leads to whom it is said.
        let bare = mark == verb + 1 && (given(&verb) || self.says(verb, "addresses"));
        let marked = match c[mark].piece {
            Piece::Prep(PrepRole::With) => said(&verb),
            Piece::Prep(PrepRole::To) => given(&verb) && !said(&verb),
            Piece::Noun(_) => said(&verb) && bare,
            _ => false,
        };
        let whom = match c[mark].piece {
            Piece::Noun(_) => mark,
            _ => mark + 1,
        };
        let Piece::Noun(n) = c.get(whom)?.piece else {
            return None;
        };
        // "trao cho B món quà mà C tặng tại cuộc gặp": of another deed.
        let between = c.get(whom + 1..self.at).unwrap_or(&[]);
        let person = matches!(self.input.nouns[n].head, Head::Person | Head::Role);
        // "Tại cuộc đàm phán, nước X nói với nước Y rằng …": so of states that talk.
        let state = |n: usize| (self.input.kind_of)(n) == Some(Kind::Country);
        let states = frame.parties.country && state(one.noun) && state(n);
        let own = (person || states) && !between.iter().any(Chunk::is_verb);
        (marked && own && self.prep_before().is_some_and(at)).then_some(n)
    }

    /// "Sau cuộc gặp, A nói ông và B rất hòa hợp": of whom and of himself who acts speaks at or after an event.
    fn speaks_of_both(&self, own: usize) -> Option<usize> {
        let c = self.input.chunks;
        let mut behind = c.get(own + 1..)?.iter().skip_while(|c| c.is_light());
        behind
            .next()
            .filter(|c| c.piece == Piece::Verb(VerbKind::Say))?;
        let mut said = behind.skip_while(|c| matches!(c.piece, Piece::Link(_)));
        let (he, and, other) = (said.next()?, said.next()?, said.next()?);
        match (he.piece, and.piece, other.piece) {
            (Piece::Noun(he), Piece::And, Piece::Noun(n)) => {
                let he = &self.input.nouns[he];
                let himself = he.head == Head::Pronoun && !he.first_person;
                let named = matches!(self.input.nouns[n].head, Head::Person | Head::Role);
                (himself && named && self.attr("alone").is_none()).then_some(n)
            }
            _ => None,
        }
    }

    /// "lời mời thăm K": the place of the journey right behind a noun of inviting.
    pub(super) fn invited_to(&self, f: &mut Filled) {
        let c = self.input.chunks;
        let goes = c.get(self.at + 1).is_some_and(Chunk::is_verb) && self.journey_at(self.at + 1);
        let mut behind = c.iter().skip(self.at + 2);
        let place = behind.find(|c| c.piece != Piece::Transparent);
        if let Some(Piece::Noun(n)) = place.filter(|_| goes).map(|c| c.piece)
            && self.input.nouns[n].head == Head::Place
        {
            self.destination(n, f);
        }
    }

    /// "A thăm K, sau chuyến thăm của B năm 1997", "chuyến thăm K đầu tiên kể từ chuyến thăm của B": the journey that another one is
    /// counted from, or comes after, went to the same place where it names none.
    pub(super) fn where_another_goes(&self, f: &mut Filled) {
        let c = self.input.chunks;
        let since = self.prep_before().filter(|p| self.says(*p, "apart"));
        // "sau các chuyến thăm của B (2002) và C (2006)": one of them only.
        let Some(since) = since.filter(|_| f.args.len() == 1 && !self.plural()) else {
            return;
        };
        // "Chuyến thăm K của A là chuyến thăm đầu tiên kể từ chuyến thăm của B": past one that is said to be the first.
        let journeys = (0..since).rev().filter(|i| self.journey_at(*i)).take(2);
        for at in journeys {
            let gone = self.goes_to(at);
            let told = !gone.is_empty();
            f.places
                .extend(gone.into_iter().map(|index| Adjunct { index, distance: 1 }));
            if told || c[at].piece != (Piece::Trigger { noun: true }) {
                return;
            }
        }
    }

    /// Where the journey that a chunk tells of goes by its own phrase.
    fn goes_to(&self, at: usize) -> Vec<usize> {
        let Some(frame) = self.frame_of(at) else {
            return Vec::new();
        };
        let gone = |(m, n): (Mark, usize)| {
            let place = self.input.nouns[n].head == Head::Place;
            (place && frame.destination.contains(&m)).then_some(n)
        };
        self.right_of(at, frame)
            .into_iter()
            .filter_map(gone)
            .collect()
    }

    /// What stands behind another trigger, by its own phrase.
    pub(super) fn right_of(&self, at: usize, frame: &Frame) -> Vec<(Mark, usize)> {
        let input = self.input;
        let chunk = &input.chunks[at];
        let ci = input.clauses.iter().position(|k| k.chunks.contains(&at));
        let word = chunk.entry.map(|e| input.lexicon.entry(e));
        let word = word.and_then(|e| e.sense(input.classes.trigger));
        let Some((ci, word)) = ci.zip(word) else {
            return Vec::new();
        };
        let noun = chunk.piece == Piece::Trigger { noun: true };
        let other = Filler::at(input, ci, at, word, noun);
        let args = other.right(frame, at + 1).args;
        args.into_iter().map(|(m, n, _)| (m, n)).collect()
    }

    /// "gửi điện chia buồn B qua đời": whether somebody's death is told right behind his name.
    pub(super) fn died(&self, noun: usize) -> bool {
        let c = self.input.chunks;
        let at = c.iter().position(|x| x.piece == Piece::Noun(noun));
        at.is_some_and(|i| i + 1 < c.len() && self.says(i + 1, "dies"))
    }

    /// "A gửi thư chúc mừng, B gửi điện chúc mừng tới C": whom a letter goes to that names nobody, right before another's.
    pub(super) fn written_too(&self, frame: &Frame, role: &Words, f: &mut Filled) {
        let input = self.input;
        let writes =
            |x: &Frame| input.frames.sends(x) && !input.frames.invites(x) && x.kind == frame.kind;
        let alone = !self.noun && !f.args.is_empty() && f.args.iter().all(|a| a.side == 0);
        let (ci, ends) = (self.ci + 1, self.at + 1 == self.clause.chunks.end);
        let Some(clause) = input
            .clauses
            .get(ci)
            .filter(|_| writes(frame) && alone && ends)
        else {
            return;
        };
        let mark = input.chunks.get(self.clause.chunks.end).map(|c| c.piece);
        let beside = clause.link == Link::Coordination
            && clause.own_subject
            && matches!(mark, Some(Piece::Comma | Piece::And));
        let Some(at) = clause
            .verb
            .filter(|v| beside && self.frame_of(*v).is_some_and(writes))
        else {
            return;
        };
        let entry = input.chunks[at].entry.map(|e| input.lexicon.entry(e));
        let Some(word) = entry.and_then(|e| e.sense(input.classes.trigger)) else {
            return;
        };
        let other = Filler::at(input, ci, at, word, false);
        let right = other.right(frame, at + 1);
        let to = frame.marks.iter().find_map(|m| {
            let (_, n, _) = right.args.iter().find(|(x, _, _)| x == m)?;
            Some((m, *n))
        });
        if let Some((m, noun)) = to.filter(|(_, n)| self.allowed(*n, frame.parties, false).is_ok())
        {
            f.args.push(Arg {
                side: 1,
                ..Arg::acting(role, noun, m.as_str())
            });
        }
    }

    /// "trao cho B thư mời": to whom it is handed, named before the event noun at `at`.
    pub(super) fn handed_to(&self, at: usize) -> Option<usize> {
        let c = self.input.chunks;
        let who = (self.clause.chunks.start..at).rev().find(|i| {
            let counts = matches!(c[*i].piece, Piece::Classifier | Piece::Number);
            !counts && c[*i].piece != Piece::Transparent
        })?;
        let marked = who > 1 && c[who - 1].piece == Piece::Prep(PrepRole::To);
        let handed = marked
            && (matches!(c[who - 2].piece, Piece::Verb(VerbKind::Other))
                || self.says(who - 1, "hands"));
        match c[who].piece {
            Piece::Noun(n) if handed => {
                let head = self.input.nouns[n].head;
                matches!(head, Head::Person | Head::Role).then_some(n)
            }
            _ => None,
        }
    }

    /// "A được mời tham gia Hội đồng X của B": whose body one is invited to join.
    pub(super) fn owner_of_body(&self) -> Option<usize> {
        let c = self.input.chunks;
        let behind = c.get(self.at + 1..self.clause.chunks.end)?;
        let body = behind.iter().position(|c| !c.is_light() && !c.is_verb())? + self.at + 1;
        let named = matches!(self.head(body), Some(Head::Organization | Head::Occasion));
        let of = c.get(body + 1).map(|c| c.piece) == Some(Piece::Prep(PrepRole::Of));
        match c.get(body + 2)?.piece {
            Piece::Noun(n) if named && of => {
                let head = self.input.nouns[n].head;
                matches!(head, Head::Person | Head::Role).then_some(n)
            }
            _ => None,
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

    /// "bác đề nghị đàm phán của B", "nhận lời mời gặp của B": whose the offer is would be the other side.
    pub(super) fn offered(&self, frame: &Frame, right: &Right, f: &mut Filled) {
        let mutual = frame.object.is_some() && frame.object == frame.subject;
        let [one] = &*f.args else { return };
        if !mutual || one.side != 0 {
            return;
        }
        let c = self.input.chunks;
        let offers = |i: usize| self.says(i, "offer");
        let carries = |i: &usize| {
            c[*i].is_light() || c[*i].piece == Piece::Verb(VerbKind::Light) || offers(*i)
        };
        let mut before = (self.clause.chunks.start..self.at).rev();
        let Some(offer) = before.by_ref().take_while(carries).find(|i| offers(*i)) else {
            return;
        };
        let whose = |m: &Mark| matches!(m, Mark::Prep(PrepRole::Of | PrepRole::From));
        let by = right.args.iter().find(|(m, _, _)| whose(m));
        let Some((mark, noun, delegation)) = by.filter(|(_, n, _)| *n != one.noun) else {
            return;
        };
        if self.allowed(*noun, frame.noun_parties, *delegation).is_ok() {
            let arg = Arg {
                role: one.role.clone(),
                noun: *noun,
                how: mark.as_str(),
                delegation: *delegation,
                side: 1,
            };
            f.args.push(arg);
            // "nhận được lời mời gặp từ B": it has been offered, and no more.
            if c[offer].piece == (Piece::Trigger { noun: true }) {
                f.cues.push((CueKind::Propose, c[offer].tokens.clone()));
            }
        }
    }

    /// "nhận lời mời gặp B": whom one is invited to meet, where nobody else is said to invite.
    pub(super) fn invited_to_meet(&self, frame: &Frame, f: &mut Filled) {
        let (Some(role), [one], true) = (
            &frame.object,
            &*f.args,
            self.input.frames.gets(frame) && self.attr("to_do").is_some(),
        ) else {
            return;
        };
        let next = self.at + 1;
        let meets = |x: &&Frame| x.object.is_some() && x.object == x.subject;
        let other = self.frame_of(next).filter(meets);
        let whom = other.into_iter().flat_map(|x| self.right_of(next, x));
        let whom: Vec<_> = whom
            .filter(|(m, n)| other.is_some_and(|x| x.marks.contains(m)) && *n != one.noun)
            .collect();
        if let [(mark, noun)] = whom[..]
            && self.allowed(noun, frame.parties, false).is_ok()
        {
            f.args.push(Arg {
                side: 1,
                ..Arg::acting(role, noun, mark.as_str())
            });
        }
    }
}
