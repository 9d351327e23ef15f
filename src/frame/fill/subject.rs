//! Who acts: the subject of the trigger's clause, its own or shared, with the other members of its list.

use super::super::config::{Frame, Parties};
use super::{Arg, Filled, Filler, Refused, WITH_SUBJECT};
use crate::clause::{
    Chunk, CueKind, Link, LinkWord, Piece, PrepRole, VerbKind, behind_dash, in_prepositional,
    leader_before, one_more_office,
};
use crate::extraction::{Kind, Words};
use crate::phrase::Head;

/// So many chunks before what somebody is the mark is looked for that sets it off.
const APPOSITION: usize = 4;

/// So many clauses up a subject is looked for.
const STEPS: usize = 3;

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
        if gone_to || what_he_is || self.of_his_office(at, head) {
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

    /// "đại tướng A, Chủ nhiệm Tổng cục X Quân đội B chủ trì …": whether the one right before the verb only ends the office of the
    /// clause's subject, or is one more of his, or what he is behind a dash.
    fn of_his_office(&self, at: usize, head: Head) -> bool {
        let c = self.input.chunks;
        let head_of = |i: usize| self.head(i);
        let Some(s) = self.clause.subject.filter(|s| *s + 2 <= at) else {
            return false;
        };
        let nouns = self.input.nouns;
        let before = self.clause.chunks.start..s;
        if behind_dash(c, nouns, s, at) || one_more_office(c, nouns, before, at) {
            return true;
        }
        // "A, Chủ tịch Hội Hữu nghị nước X - nước Y thăm K": so of the states of an association.
        let states = head == Head::Pair && s + 2 < at;
        (states || matches!(head, Head::Organization | Head::Place | Head::Role))
            && head_of(s) == Some(Head::Person)
            && matches!(c[s + 1].piece, Piece::Comma | Piece::Dash)
            && (states || head_of(s + 2) == Some(Head::Role))
            && (s + 2..at).all(|i| {
                matches!(c[i].piece, Piece::Comma | Piece::Word | Piece::Transparent)
                    || matches!(
                        head_of(i),
                        Some(Head::Role | Head::Organization | Head::Place)
                    )
            })
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
        let person = matches!(self.head(at), Some(Head::Person | Head::Role));
        let planned = matches!(c[cue].piece, Piece::Cue(_)) && self.says(lets, "lets");
        (planned && person).then_some(lets + 1)
    }

    /// "kêu gọi mọi người không đến K": whether who stands right before the verb is none of those spoken of.
    fn someone_else(&self) -> bool {
        let c = self.input.chunks;
        let before = (self.clause.chunks.start..self.at)
            .rev()
            .find(|i| !c[*i].is_light());
        let other = |n: usize| {
            let n = &self.input.nouns[n];
            n.head == Head::Other && !n.companion
        };
        // "B, đặc phái viên của A đã gặp C", "B - Chủ tịch Hội C đã gặp D": what B is; "A cùng đoàn đại diện Hội B đến K": A.
        let apart = |i: usize| {
            let plain = |p: Piece| {
                let sent = matches!(p, Piece::Delegation | Piece::Prep(PrepRole::Replacing));
                sent || matches!(p, Piece::Word | Piece::Transparent)
            };
            let mark = (self.clause.chunks.start..i)
                .rev()
                .take(APPOSITION)
                .find(|k| !plain(c[*k].piece));
            mark.is_some_and(|k| {
                matches!(
                    c[k].piece,
                    Piece::Comma | Piece::Dash | Piece::Prep(PrepRole::With) | Piece::Companion
                )
            })
        };
        !self.noun
            && before.is_some_and(|i| matches!(c[i].piece, Piece::Noun(n) if other(n)) && !apart(i))
    }

    /// "A cho biết cơn bão Sao Mai sẽ đến K": whether a clause without a known subject begins with words of which a cue of
    /// tense tells that they are one.
    fn something_else(&self) -> bool {
        let c = &self.input.chunks[self.clause.chunks.start..self.at];
        let first = c.iter().position(|c| !c.is_light()).unwrap_or(c.len());
        let words = c[first..]
            .iter()
            .take_while(|c| matches!(c.piece, Piece::Word | Piece::Number))
            .count();
        let tense = |c: &Chunk| matches!(c.piece, Piece::Cue(CueKind::Past | CueKind::Future));
        // "khiến người hâm mộ muốn đến K": so of people whom nobody names.
        let people = |c: &Chunk| {
            c.entry
                .is_some_and(|e| self.input.lexicon.is(e, self.input.classes.people))
        };
        // "A nói việc các cầu thủ phải bay sang K": so of those of a trade.
        let trade = |c: &Chunk| {
            c.entry
                .is_some_and(|e| self.input.lexicon.is(e, self.input.classes.profession))
        };
        let plain = |c: &Chunk| {
            matches!(
                c.piece,
                Piece::Word | Piece::Transparent | Piece::Classifier
            )
        };
        let others = self.clause.link == Link::Say
            && c.iter().all(plain)
            && c.iter().any(|c| people(c) || trade(c));
        let wish = |c: &Chunk| c.piece == Piece::Cue(CueKind::Wish);
        let crowd = words == 1 && people(&c[first]);
        !self.clause.own_subject
            && self.clause.link != Link::Main
            // "anh đã viết": one word that the lexicon has may be who speaks.
            && (words > 1 || crowd || words == 1 && c[first].entry.is_none())
            && c.get(first + words).is_some_and(|c| tense(c) || crowd && wish(c))
            || !self.clause.own_subject && others
    }

    /// "Phái đoàn nước X", "phái đoàn của phong trào Y": whether a word for a delegation stands before a noun; where it comes as one, "of"
    /// and words that add nothing may stand between.
    pub(super) fn sent_by(&self, noun: usize) -> bool {
        let c = self.input.chunks;
        let start = self.input.nouns[noun].tokens.start;
        let at = c.partition_point(|c| c.tokens.end <= start);
        let plain = |c: &&Chunk| c.piece == Piece::Transparent;
        let words = c[..at].iter().rev().take_while(plain).count();
        match &c[..at - words] {
            [.., sent, of] if of.piece == Piece::Prep(PrepRole::Of) => {
                sent.piece == Piece::Delegation && self.has(sent, "body")
            }
            [.., sent] => words == 0 && sent.piece == Piece::Delegation,
            [] => false,
        }
    }

    /// The first member of the list that ends in a noun: back over "and", and over commas before that.
    pub(super) fn first_of_list(&self, last: usize, start: usize) -> usize {
        let c = self.input.chunks;
        let person = |i: usize| match c[i].piece {
            Piece::Noun(n) => matches!(
                self.input.nouns[n].head,
                Head::Person | Head::Role | Head::Pronoun
            ),
            _ => false,
        };
        // "Tổng thống nước X, ông A, …": who he is.
        let named = |role: usize, i: usize| match (c[role].piece, c[i].piece) {
            (Piece::Noun(r), Piece::Noun(n)) => {
                let (r, n) = (&self.input.nouns[r], &self.input.nouns[n]);
                r.head == Head::Role
                    && n.head == Head::Person
                    && n.titles.is_empty()
                    && n.gender.is_some()
            }
            _ => false,
        };
        let state = |i: usize| matches!(c[i].piece, Piece::Noun(n) if (self.input.kind_of)(n) == Some(Kind::Country));
        let dated = |i: &usize| matches!(c[*i].piece, Piece::Time(_) | Piece::Comma | Piece::Then);
        let head = (start..last).find(|i| !dated(i)).unwrap_or(last);
        let at_head = |mark: usize, member: &dyn Fn(usize) -> bool| {
            mark > head
                && (head..=mark).all(|i| match (i - head).is_multiple_of(2) {
                    true => member(i),
                    false => c[i].piece == Piece::Comma,
                })
        };
        let mut first = last;
        let mut and = false;
        loop {
            let mut mark = first;
            while mark > start && matches!(c[mark - 1].piece, Piece::Companion | Piece::Transparent)
            {
                mark -= 1;
            }
            // "Phong trào X và chính phủ nước Y đàm phán".
            let sent = mark > start + 2
                && c[mark - 1].piece == Piece::Delegation
                && c[mark - 2].piece == Piece::And
                && self.body_at(first)
                && self.body_at(mark - 3);
            mark -= usize::from(sent);
            if mark < start + 2 {
                return first;
            }
            match c[mark - 1].piece {
                Piece::And => and = true,
                Piece::Comma if named(mark - 2, mark) => return first,
                // "Ông A, ông B khen …": only at the clause's head does a comma alone join.
                Piece::Comma if and || at_head(mark, &state) || at_head(mark, &person) => {}
                _ => return first,
            }
            let mut noun = mark - 2;
            if c[mark - 1].piece == Piece::And && c[noun].piece == Piece::Comma {
                noun = self.before_apposition(noun, start).unwrap_or(noun);
            } else if c[mark - 1].piece == Piece::And && self.head(first) == Some(Head::Person) {
                noun = self.before_his_office(noun, start).unwrap_or(noun);
            }
            if matches!(c[noun].piece, Piece::Close) {
                while noun > start && !matches!(c[noun].piece, Piece::Open) {
                    noun -= 1;
                }
                noun = noun.saturating_sub(1);
            }
            if noun < start
                || !matches!(c[noun].piece, Piece::Noun(_))
                || in_prepositional(c, start, noun)
            {
                return first;
            }
            first = noun;
        }
    }

    /// "A khiến B tức giận sau cuộc gặp với C": whether the event is that of who brings something about, not of whom it moves.
    fn brought_about(&self) -> bool {
        let c = self.input.chunks;
        let start = self.clause.chunks.start.checked_sub(1);
        let caused = start.is_some_and(|i| c[i].piece == Piece::Link(LinkWord::Causes));
        let moved = self.clause.subject.zip(self.prep_before());
        let word = |c: &Chunk| matches!(c.piece, Piece::Word | Piece::Transparent | Piece::Quote);
        self.noun
            && caused
            && moved.is_some_and(|(s, by)| c.get(s + 1..by).is_some_and(|w| w.iter().all(word)))
    }

    /// The clause's subject, or that of a clause above where the clause has only the list of those met: "A nói các cuộc đàm
    /// phán với B, C có kết quả".
    fn subject_apart(&self, f: &Filled) -> Option<usize> {
        let mut k = self.ci;
        if self.brought_about() {
            k = self.clause.parent.filter(|p| *p < k)?;
        }
        let mut s = self.input.clauses[k].subject?;
        let met = |s: usize| match self.input.chunks[s].piece {
            Piece::Noun(n) => f.args.len() > 1 && f.args.iter().any(|a| a.noun == n),
            _ => false,
        };
        for _ in 0..STEPS {
            if !met(s) {
                break;
            }
            k = self.input.clauses[k].parent.filter(|p| *p < k)?;
            s = self.input.clauses[k].subject?;
        }
        Some(s)
    }

    /// "Báo X dẫn lời ông A phát biểu sau cuộc gặp với B": who is cited, where a body cites him.
    fn cited(&self) -> Option<usize> {
        let c = self.input.chunks;
        let s = self.clause.subject.filter(|s| *s < self.at)?;
        if self.head(s) != Some(Head::Organization) {
            return None;
        }
        let mut marks = s + 1..self.at;
        let cited = marks.find(|i| c[*i].piece == Piece::Prep(PrepRole::According))? + 1;
        (cited < self.at && self.head(cited) == Some(Head::Person)).then_some(cited)
    }

    /// "được A nêu trong bức thư": who does what the clause tells of.
    pub(super) fn agent_of_clause(&self) -> Option<usize> {
        let c = self.input.chunks;
        let passive = self
            .clause
            .chunks
            .clone()
            .take_while(|i| *i < self.at)
            .filter(|i| matches!(c[*i].piece, Piece::Passive))
            .last()?;
        (passive + 1..self.at).find(|i| matches!(c[*i].piece, Piece::Noun(_)))
    }

    /// The clause's subject, with the other members of its list.
    pub(super) fn subject(&self, role: &Words, parties: Parties, f: &mut Filled) {
        // "đưa nhà máy trở lại K": who has it moved does not go.
        let mut before = (self.clause.chunks.start..self.at).rev();
        let moved = before.find(|i| self.input.chunks[*i].piece != Piece::Word);
        let moved = moved.is_some_and(|i| i + 1 < self.at && self.says(i, "moves"));
        if moved && self.journey_at(self.at) {
            f.void = true;
            return;
        }
        let c = self.input.chunks;
        let journey = |f: &Filled| {
            let kind = &self.input.frames.frame(f.frame).kind;
            self.input.frames.kind(kind).is_some_and(|k| k.journey)
        };
        // Who goes on a journey of an office may be of it.
        let frame = self.input.frames.frame(f.frame);
        if self.noun && self.of_others(frame) && !journey(f) {
            f.void |= f.args.is_empty();
            return;
        }
        // "đề nghị Đại sứ chuyển lời mời B": who asks for it invites.
        let passes = self.attr("passes").is_some();
        let local = if self.noun || passes || !self.agents().is_empty() {
            None
        } else {
            self.local_subject()
        };
        let others = || self.told_of_journey(f) && self.others_said();
        if local.is_none() && (self.someone_else() || self.something_else() || others()) {
            return;
        }
        let Some(s) = local
            .or_else(|| self.state_of_speaker())
            .or_else(|| self.whose_matter())
            .or_else(|| self.nearer(f))
            .or_else(|| self.let_go())
            .or_else(|| self.speaker(f))
            .or_else(|| self.cited().filter(|_| !frame.given))
            .or_else(|| self.subject_apart(f))
            .or_else(|| self.agent_of_clause())
            .or_else(|| self.whose_event())
        else {
            return;
        };
        let own = self.clause.chunks.contains(&s);
        let s = match self.input.clauses.iter().find(|k| k.chunks.contains(&s)) {
            Some(k) => self.first_of_list(s, k.chunks.start),
            None => s,
        };
        // "Chủ tịch hãng X, ông A, đã gặp B": the name between the commas.
        let named = self.title_of_next(s).filter(|k| *k < self.at || !own);
        let closed = |k: &usize| c.get(k + 1).is_some_and(|c| c.piece == Piece::Comma);
        let s = named.filter(closed).unwrap_or(s);
        let journey = journey(f);
        // "A cử phái đoàn tới K gặp B": those sent go and meet, and stand for who sent them.
        let sends = s < self.at
            && c[s..self.at].windows(2).any(|w| {
                w[0].piece == Piece::Verb(VerbKind::Send) && w[1].piece == Piece::Delegation
            });
        if sends && journey {
            return;
        }
        let push = |n: usize, how: &'static str, f: &mut Filled| {
            if f.args.iter().any(|a| a.noun == n) {
                return;
            }
            // "Nước X bị chỉ trích khi họp với B": a state named further up need not be among those who sit together.
            let state = (self.input.kind_of)(n) == Some(Kind::Country);
            // "Truyền thông nước X nói cuộc gặp …".
            if state && self.of_press(s) {
                return;
            }
            if state && frame.object.is_some() && frame.marks.is_empty() && local.is_none() {
                return;
            }
            // "Phái đoàn Nga gặp B": the people of the place; "A nói phái đoàn nước này gặp B": those of A's.
            let delegation = !journey && (sends || self.sent_by(n) || !own && self.own_people());
            match self.allowed(n, parties, delegation) {
                Ok(()) => f.args.push(Arg {
                    role: role.clone(),
                    noun: n,
                    how,
                    delegation,
                    side: 0,
                }),
                Err(why) => f.refused.push(Refused { noun: n, why }),
            }
        };
        // "A và B gặp nhau cởi mở, không giống lần gặp C": which of the two met him is not told.
        let than = self.noun && self.prep_before().is_some_and(|p| self.says(p, "than"));
        if than && self.is_list(s) {
            return;
        }
        let leaders = self.leaders();
        if leaders.len() > 1 {
            for n in leaders {
                push(n, "subject", f);
            }
            return;
        }
        // Of those sent nobody is named, as of those told of by one who speaks: his state's people.
        let how = if own && !sends {
            "subject"
        } else {
            "shared subject"
        };
        let alone = f.args.is_empty();
        if let Piece::Noun(n) = c[s].piece {
            push(n, how, f);
        }
        // "Sau hội đàm, A và B chứng kiến …": both may have met.
        let behind = own && s > self.at;
        let mutual = frame.subject == frame.object;
        if behind && !(alone && f.presupposed && mutual) {
            return;
        }
        let beside = if behind { WITH_SUBJECT } else { how };
        // "A và B gặp", "A cùng B thăm": members up to the verb.
        let mut i = s + 1;
        let mut with = false;
        let list = self.is_list(s);
        // "Phu nhân A và phu nhân B thăm K": where the first is one, all count.
        let of_spouses = matches!(c[s].piece, Piece::Noun(n) if self.input.nouns[n].companion);
        while let Some(chunk) = c.get(i) {
            if i >= self.at && own && !behind {
                break;
            }
            match chunk.piece {
                Piece::And => with = true,
                // "A, Bộ trưởng X, và B": what A is.
                Piece::Comma if self.apposition(i).is_some() => {
                    i = self.apposition(i).unwrap_or(i);
                    with = list;
                }
                Piece::Comma => with = list,
                // "các lãnh đạo, trong đó có A và B, gặp C": the members instead of the group.
                Piece::Members => {
                    let group = |a: &Arg| self.input.nouns[a.noun].head == Head::Group;
                    with = f.args.pop_if(|a| a.side == 0 && group(a)).is_some();
                }
                Piece::Prep(PrepRole::With) => with = true,
                Piece::Companion | Piece::Transparent | Piece::Delegation => {}
                // "A sẽ cùng B thăm K".
                Piece::Cue(CueKind::Past | CueKind::Future)
                    if c.get(i + 1).map(|c| c.piece) == Some(Piece::Prep(PrepRole::With)) => {}
                Piece::Open => {
                    while i < c.len() && !matches!(c[i].piece, Piece::Close) {
                        i += 1;
                    }
                }
                Piece::Noun(n) if with => {
                    // "A, Tổng thống nước X, ông B, và C": the name comes behind.
                    let titled = self.title_of_next(i).is_some();
                    let apart = titled
                        || self.input.nouns[n].companion && !of_spouses
                        || matches!(c[i - 1].piece, Piece::Companion);
                    if !apart {
                        push(n, beside, f);
                    }
                    with = false;
                }
                _ => break,
            }
            i += 1;
        }
        for n in self.goes_with(i) {
            push(n, how, f);
        }
        if mutual
            && let [one] = &*f.args
            && let Some(both) = self.proposed_to().filter(|both| both.contains(&one.noun))
        {
            for n in both {
                push(n, how, f);
            }
        }
    }

    /// Whether a word for the press stands right before a chunk.
    fn of_press(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|i| self.says(i, "press"))
    }

    /// "A đến K cùng B": who goes along, behind the place that the verb of going at `verb` or right behind it leads to.
    fn goes_with(&self, verb: usize) -> Vec<usize> {
        let c = self.input.chunks;
        let piece = |i: usize| c.get(i).map(|c| c.piece);
        let goes = (verb..c.len()).find(|i| !c[*i].is_light());
        let goes = goes.filter(|i| piece(*i) == Some(Piece::Trigger { noun: false }));
        let Some(goes) = goes.filter(|i| self.journey_at(*i)) else {
            return Vec::new();
        };
        let place = |i: &usize| {
            c[*i].is_light() || self.head(*i) == Some(Head::Place) || c[*i].piece == Piece::Comma
        };
        let mut i = goes + 1;
        i += (i..c.len()).take_while(place).count();
        let with = piece(i) == Some(Piece::Prep(PrepRole::With)) && self.says(i, "along");
        let mut found = Vec::new();
        if !with {
            return found;
        }
        loop {
            i += 1;
            match piece(i) {
                Some(Piece::Noun(n))
                    if matches!(self.input.nouns[n].head, Head::Person | Head::Role)
                        && !self.input.nouns[n].companion =>
                {
                    found.push(n);
                }
                Some(Piece::And | Piece::Comma) if !found.is_empty() => {}
                _ => break,
            }
        }
        found
    }

    /// Whether the nouns from `s` on are a list, and not a name with an apposition ("A, lãnh đạo đảng X, tiếp B").
    pub(super) fn is_list(&self, s: usize) -> bool {
        let c = self.input.chunks;
        let head = |piece: Piece| match piece {
            Piece::Noun(n) => Some(self.input.nouns[n].head),
            _ => None,
        };
        let named = head(c[s].piece) == Some(Head::Person);
        let mut noun = true;
        for chunk in &c[s + 1..] {
            match chunk.piece {
                Piece::And | Piece::Prep(PrepRole::With) => return true,
                // "Ông A, quan chức nước X, …": what he is, in other words.
                Piece::Noun(_) if named && head(chunk.piece) == Some(Head::Role) => noun = false,
                Piece::Noun(_) => noun = true,
                Piece::Comma => noun = false,
                Piece::Companion | Piece::Delegation | Piece::Transparent => {}
                Piece::Word => return false,
                _ => break,
            }
        }
        noun
    }
}
