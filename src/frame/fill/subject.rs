//! Who acts: the subject of the trigger's clause, its own or shared, with the other members of its list.

use super::super::config::{Mark, Parties};
use super::{Arg, Filled, Filler, Refused, WITH_SUBJECT};
use crate::clause::{Chunk, CueKind, Link, LinkWord, Piece, PrepRole, VerbKind};
use crate::extraction::{Kind, Words};
use crate::phrase::Head;

/// So many chunks before what somebody is the mark is looked for that sets it off.
const APPOSITION: usize = 4;

/// So many clauses up a subject is looked for.
const STEPS: usize = 3;

impl Filler<'_> {
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
    /// phán với B, C có kết quả", "A nói cuộc gặp B có kết quả".
    fn subject_apart(&self, f: &Filled) -> Option<usize> {
        let mut k = self.ci;
        if self.brought_about() {
            k = self.clause.parent.filter(|p| *p < k)?;
        }
        let mut s = self.input.clauses[k].subject?;
        let all = f.args.len();
        let bare = |a: &Arg| a.how == Mark::Bare.as_str() && self.attr("pos") == Some("n");
        let met = |s: usize| match self.input.chunks[s].piece {
            Piece::Noun(n) => f.args.iter().any(|a| a.noun == n && (all > 1 || bare(a))),
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
        let last = s;
        let s = match self.input.clauses.iter().find(|k| k.chunks.contains(&s)) {
            Some(k) => self.first_of_list(s, k.chunks.start),
            None => s,
        };
        // "Chủ tịch hãng X, ông A, đã gặp B": the name between the commas.
        let named = self.title_of_next(s).filter(|k| *k < self.at || !own);
        let closed = |k: &usize| c.get(k + 1).is_some_and(|c| c.piece == Piece::Comma);
        let s = named.filter(closed).unwrap_or(s);
        let journey = journey(f);
        // "A cử phái đoàn tới K gặp B", "A ra lệnh cho các quan chức đàm phán với B": those sent go and meet, and stand for who
        // sent them.
        let sent = |k: usize| {
            let verb = (s..k).rev().find(|i| !self.says(*i, "lets"));
            let told =
                |i: &usize| c[*i].piece == Piece::Verb(VerbKind::Send) || self.says(*i, "orders");
            verb.filter(|_| c[k].piece == Piece::Delegation)
                .filter(told)
        };
        // "A ra lệnh nối lại đàm phán với B": so where nobody is told to.
        let orders = || {
            let ends = |i: &usize| {
                let piece = c[*i].piece;
                matches!(piece, Piece::Noun(_) | Piece::Prep(_) | Piece::Quote)
            };
            let mut behind = (s + 1..self.at).rev().take_while(|i| !ends(i));
            behind.find(|i| self.says(*i, "orders"))
        };
        let sender = (s + 1..self.at).find_map(sent).or_else(orders);
        let sends = sender.is_some();
        // What is only ordered lies ahead.
        let ordered = sender.filter(|v| self.says(*v, "orders") && f.cues.is_empty());
        f.cues
            .extend(ordered.map(|v| (CueKind::Future, c[v].tokens.clone())));
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
            if state && frame.own_states && local.is_none() {
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
        // "Thủ tướng nước X hoan nghênh kết quả đàm phán với nước Y": so who only says something of it.
        let speaks = own && s < self.at && self.commented_on(s);
        let how = if (own || self.has_it()) && !sends && !speaks {
            "subject"
        } else {
            "shared subject"
        };
        let others = f.args.len();
        let alone = others == 0;
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
        // "Nước X, nước Y lộ điện đàm".
        let states = s < last && self.head(s) == Some(Head::Place);
        let list = states || self.is_list(s);
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
                // "A từ H và B từ I tới K".
                Piece::Prep(PrepRole::From)
                    if self.head(i + 1) == Some(Head::Place)
                        && (i + 2 == self.at
                            || matches!(c.get(i + 2).map(|c| c.piece), Some(Piece::And))
                                && matches!(self.head(i + 3), Some(Head::Person | Head::Role))) =>
                {
                    i += 1;
                }
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
                    let held = self.said_to_hold(i).filter(|k| *k < self.at);
                    let n = match held.map(|k| c[k].piece) {
                        Some(Piece::Noun(named)) => {
                            i = held.unwrap_or(i);
                            named
                        }
                        _ => n,
                    };
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
        // "người từng sang K cùng B": so of who goes in a clause that shares him.
        let goes = if own || !journey { i } else { self.at };
        for n in self.goes_with(goes) {
            push(n, how, f);
        }
        // "Nước X và nước Y đánh giá khác nhau về đàm phán với nước Z": which of them took part is not told.
        let states = |a: &Arg| (self.input.kind_of)(a.noun) == Some(Kind::Country);
        if speaks && !alone && f.args.len() > others + 1 && f.args[others..].iter().all(states) {
            f.args.truncate(others);
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

    /// Whether all that the subject at `s` does is to say something of the event, or of what came of it.
    fn commented_on(&self, s: usize) -> bool {
        let c = self.input.chunks;
        let about = |p: Piece| {
            matches!(
                p,
                Piece::Word
                    | Piece::Classifier
                    | Piece::Transparent
                    | Piece::Recip
                    | Piece::Prep(PrepRole::About)
            )
        };
        let verb = (s + 1..self.at).rev().find(|i| !about(c[*i].piece));
        self.noun && verb.is_some_and(|v| c[v].piece == Piece::Verb(VerbKind::Say))
    }

    /// "A gặp B và có cuộc họp với quan chức nước K": whether who goes on has the event himself.
    fn has_it(&self) -> bool {
        let c = self.input.chunks;
        let plain = |i: &usize| matches!(c[*i].piece, Piece::Classifier | Piece::Transparent);
        let mut before = (self.clause.chunks.start..self.at).rev();
        let has = |v: usize| c[v].piece == Piece::Verb(VerbKind::Light) && !self.says(v, "holds");
        self.noun
            && self.clause.link == Link::Coordination
            && before.find(|i| !plain(i)).is_some_and(has)
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
}
