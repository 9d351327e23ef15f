//! Filling the slots of every trigger of a sentence.
//!
//! Candidates are taken in a fixed order, without weights: what a preposition marks as a side; the noun right after the
//! trigger; the clause's own subject; the subject it shares. Each is then checked: its kind must be one the frame takes.
//! Linear in the sentence: an argument is looked for in the trigger's clause only.

use super::config::{Frame, Frames, Mark, Parties};
use crate::clause::{Chunk, Classes, Clause, CueKind, Link, Piece, PrepRole, VerbKind};
use crate::extraction::Kind;
use crate::lexicon::Lexicon;
use crate::phrase::{Head, Noun};
use std::ops::Range;

/// One side of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arg {
    pub(crate) role: Box<str>,
    /// Index of the noun phrase.
    pub(crate) noun: usize,
    /// How it is marked: `subject`, `agent`, `bare`, `with` …
    pub(crate) how: &'static str,
    /// Stands for people of a place who are not named ("phái đoàn Nga").
    pub(crate) delegation: bool,
    /// Which side it belongs to (0 the acting one, 1 the other).
    pub(crate) side: u8,
}

/// Marks sides that count only where those named beside the trigger stay unresolved.
pub(crate) const OR_SUBJECT: &str = "subject instead";

/// A place or time with how near it stands: 0 in the trigger's own phrase, 1 in its clause, 2 and more further up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Adjunct {
    /// Index of the noun phrase or time expression.
    pub(crate) index: usize,
    pub(crate) distance: u8,
}

/// A candidate that was looked at and not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) noun: usize,
    pub(crate) why: &'static str,
}

/// A trigger with what was found around it.
#[derive(Clone, Debug)]
pub(crate) struct Filled {
    /// Index into the frames.
    pub(crate) frame: usize,
    pub(crate) sentence: usize,
    /// Tokens of the trigger.
    pub(crate) trigger: Range<usize>,
    pub(crate) noun: bool,
    pub(crate) args: Vec<Arg>,
    pub(crate) places: Vec<Adjunct>,
    pub(crate) times: Vec<Adjunct>,
    pub(crate) occasions: Vec<usize>,
    pub(crate) cues: Vec<(CueKind, Range<usize>)>,
    /// Refers to an event told before: "cuộc gặp này", "trong cuộc gặp".
    pub(crate) definite: bool,
    /// Says so with a word: "cuộc gặp này".
    pub(crate) definite_this: bool,
    /// Asks for something else than a coming: "mời ngài kiểm tra".
    pub(crate) void: bool,
    /// Stands after a preposition of place or time, so its coming about is taken for granted.
    pub(crate) presupposed: bool,
    /// Another one than before: "gặp lại".
    pub(crate) again: bool,
    /// Each of the other side apart: "lần lượt gặp", "các cuộc gặp với".
    pub(crate) each: bool,
    /// Governed by an invitation: what is invited to has not come about by it.
    pub(crate) invited: bool,
    pub(crate) refused: Vec<Refused>,
}

fn chunk_is_comma(c: &Chunk) -> bool {
    c.piece == Piece::Comma
}

/// What filling needs to know.
pub(crate) struct FrameInput<'a> {
    pub(crate) sentence: usize,
    pub(crate) chunks: &'a [Chunk],
    pub(crate) clauses: &'a [Clause],
    pub(crate) nouns: &'a [Noun],
    /// Kind of the mention that a noun phrase names.
    pub(crate) kind_of: &'a dyn Fn(usize) -> Option<Kind>,
    pub(crate) frames: &'a Frames,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) classes: &'a Classes,
}

/// Fills the frames of one sentence, in text order.
pub(crate) fn fill(input: &FrameInput<'_>) -> Vec<Filled> {
    let mut out = Vec::new();
    let contest = input
        .chunks
        .iter()
        .filter_map(|c| c.entry)
        .any(|e| input.lexicon.is(e, input.classes.contest));
    for (ci, clause) in input.clauses.iter().enumerate() {
        for i in clause.chunks.clone() {
            let Piece::Trigger { noun } = input.chunks[i].piece else {
                continue;
            };
            let Some(sense) = input.chunks[i]
                .entry
                .and_then(|e| input.lexicon.entry(e).sense(input.classes.trigger))
            else {
                continue;
            };
            let Some(frame) = sense.attr("frame").and_then(|f| input.frames.find(f)) else {
                continue;
            };
            if contest && input.frames.frame(frame).no_contest {
                continue;
            }
            out.extend(
                Filler {
                    input,
                    ci,
                    clause,
                    at: i,
                    noun,
                }
                .run(frame),
            );
        }
    }
    out
}

struct Filler<'a> {
    input: &'a FrameInput<'a>,
    ci: usize,
    clause: &'a Clause,
    at: usize,
    noun: bool,
}

/// Nouns to the right of the trigger by mark.
#[derive(Default)]
struct Right {
    args: Vec<(Mark, usize, bool)>,
    places: Vec<usize>,
    times: Vec<usize>,
    occasions: Vec<usize>,
    this: bool,
    /// Chunk where the trigger's own phrase ends.
    end: usize,
    /// Chunk of a party that begins a further member of the list.
    next: Option<usize>,
}

impl Filler<'_> {
    /// One frame, or one a member where a list says of each its own place and time ("lần lượt gặp A tại K hôm 2/7, B tại M hôm
    /// 5/7"), or one a country of a tour.
    fn run(&self, frame_ix: usize) -> Vec<Filled> {
        let frame = self.input.frames.frame(frame_ix);
        let mut right = self.right(frame, self.at + 1);
        let mut out = Vec::new();
        loop {
            let next = right.next;
            let f = self.build(frame_ix, right);
            let countries = f
                .places
                .iter()
                .filter(|p| p.distance == 0 && (self.input.kind_of)(p.index) == Some(Kind::Country))
                .count();
            if frame.place.is_empty()
                && !frame.destination.is_empty()
                && countries > 1
                && countries == f.places.len()
            {
                for p in &f.places {
                    out.push(Filled {
                        places: vec![*p],
                        ..f.clone()
                    });
                }
            } else {
                out.push(f);
            }
            match next {
                Some(at) if self.dist() => right = self.right(frame, at),
                _ => return out,
            }
        }
    }

    /// Whether the clause takes its others one by one.
    fn dist(&self) -> bool {
        self.clause
            .chunks
            .clone()
            .any(|i| self.input.chunks[i].piece == Piece::Dist)
    }

    fn build(&self, frame_ix: usize, right: Right) -> Filled {
        let input = self.input;
        let mut frame_ix = frame_ix;
        let mut frame = input.frames.frame(frame_ix);
        // "thăm ông A" is a meeting, "thăm nước B" a visit.
        if let Some(other) = &frame.person_object {
            let first_bare = right.args.iter().find(|(m, _, _)| *m == Mark::Bare);
            if let Some((_, n, _)) = first_bare
                && matches!(
                    input.nouns[*n].head,
                    Head::Person | Head::Role | Head::Pronoun
                )
                && !self.noun
                && let Some(f) = input.frames.find(other)
            {
                frame_ix = f;
                frame = input.frames.frame(f);
            }
        }
        let mut f = Filled {
            frame: frame_ix,
            sentence: input.sentence,
            trigger: input.chunks[self.at].tokens.clone(),
            noun: self.noun,
            args: Vec::new(),
            places: Vec::new(),
            times: Vec::new(),
            occasions: Vec::new(),
            cues: Vec::new(),
            definite: right.this,
            definite_this: right.this,
            void: false,
            presupposed: self.noun && self.preceded_by_prep(),
            again: self.attr("again").is_some(),
            each: self.each(),
            invited: !self.noun && self.governed_by_invitation(),
            refused: Vec::new(),
        };
        if self.noun {
            self.noun_args(frame, &right, &mut f);
        } else {
            self.verb_args(frame, &right, &mut f);
        }
        self.adjuncts(frame, &right, &mut f);
        self.cues(&right, &mut f);
        if frame.given {
            // "sẽ thăm theo lời mời của B": the journey lies ahead, the inviting has been done.
            f.cues
                .retain(|(k, _)| !matches!(k, CueKind::Future | CueKind::Possible | CueKind::If));
        }
        f
    }

    fn allowed(&self, n: usize, parties: Parties, delegation: bool) -> Result<(), &'static str> {
        let noun = &self.input.nouns[n];
        match noun.head {
            Head::Person | Head::Role | Head::Pronoun | Head::Group => {
                if parties.person || parties.country {
                    Ok(())
                } else {
                    Err("the frame takes no person")
                }
            }
            Head::Pair => Ok(()),
            Head::Place => match (self.input.kind_of)(n) {
                _ if delegation => Ok(()),
                Some(Kind::Country) if parties.country => Ok(()),
                // A capital may speak for its state.
                Some(Kind::City | Kind::Place) if parties.country => Ok(()),
                _ => Err("a place is no party here"),
            },
            Head::Organization if parties.organization => Ok(()),
            Head::Organization => Err("an organisation is no party here"),
            Head::Occasion => Err("an occasion is no party"),
            Head::Other => Err("someone else than the person named"),
        }
    }

    fn preceded_by_prep(&self) -> bool {
        let mut i = self.at;
        while i > self.clause.chunks.start {
            i -= 1;
            match self.input.chunks[i].piece {
                Piece::Classifier | Piece::Transparent | Piece::Number | Piece::Word => {
                    if self.at - i > 4 {
                        return false;
                    }
                }
                Piece::Prep(r) => {
                    return matches!(r, PrepRole::At | PrepRole::Beside | PrepRole::From);
                }
                _ => return false,
            }
        }
        false
    }

    /// Whether the trigger itself is a plural ("các cuộc đàm phán").
    fn plural(&self) -> bool {
        self.attr("each").is_some()
    }

    /// An attribute of the trigger's word.
    fn attr(&self, key: &str) -> Option<&str> {
        self.attr_at(self.at, key)
    }

    /// An attribute of a chunk's word as a trigger.
    fn attr_at(&self, at: usize, key: &str) -> Option<&str> {
        let e = self.input.chunks.get(at)?.entry?;
        self.input
            .lexicon
            .entry(e)
            .sense(self.input.classes.trigger)?
            .attr(key)
    }

    /// Whether the clause says that the others are met one by one.
    fn each(&self) -> bool {
        let c = self.input.chunks;
        self.clause.chunks.clone().any(|i| {
            matches!(c[i].piece, Piece::Dist) || (i <= self.at && self.attr_at(i, "each").is_some())
        })
    }

    /// "mời B thăm C": whether the trigger is what an invitation is to.
    fn governed_by_invitation(&self) -> bool {
        let c = self.input.chunks;
        let mut i = self.at;
        let mut noun = false;
        while i > self.clause.chunks.start {
            i -= 1;
            match c[i].piece {
                Piece::Noun(_) => noun = true,
                Piece::Transparent
                | Piece::Companion
                | Piece::And
                | Piece::Comma
                | Piece::Time(_)
                | Piece::Cue(_)
                | Piece::Prep(_)
                | Piece::Word => {}
                Piece::Trigger { .. } => {
                    let invitation = self
                        .attr_at(i, "frame")
                        .and_then(|f| self.input.frames.find(f))
                        .is_some_and(|f| {
                            let f = self.input.frames.frame(f);
                            f.subject.as_deref() == Some("inviter")
                        });
                    if invitation {
                        // "B được A mời thăm C".
                        let agent = || {
                            let passive = (self.clause.chunks.start..i)
                                .find(|k| matches!(c[*k].piece, Piece::Passive));
                            passive.is_some_and(|p| {
                                c[p..i].iter().any(|c| matches!(c.piece, Piece::Noun(_)))
                            })
                        };
                        return noun || agent();
                    }
                    // "mời B sang thăm và làm việc": through the first of two verbs.
                }
                _ => return false,
            }
        }
        false
    }

    /// Reads the trigger's own phrase to the right.
    fn right(&self, frame: &Frame, from: usize) -> Right {
        let c = self.input.chunks;
        let mut r = Right {
            end: self.clause.chunks.end,
            ..Right::default()
        };
        let mut mark = Some(Mark::Bare);
        let mut delegation = false;
        let mut last = None;
        // Plain words since the mark: a bare argument bears none.
        let mut words = 0usize;
        let mut depth = 0usize;
        let mut governed = false;
        let mut comma = false;
        let mut i = from;
        let end = self.clause.chunks.end;
        while i < end {
            let chunk = &c[i];
            if depth > 0 && !matches!(chunk.piece, Piece::Close | Piece::Open) {
                i += 1;
                continue;
            }
            match chunk.piece {
                Piece::Open => depth += 1,
                Piece::Close => depth = depth.saturating_sub(1),
                Piece::Transparent
                | Piece::Cue(_)
                | Piece::Dist
                | Piece::Quote
                | Piece::Companion => {}
                Piece::Classifier | Piece::Number => words += usize::from(mark.is_some()),
                Piece::Passive => {}
                Piece::Recip => {}
                Piece::This => r.this |= self.noun && words == 0,
                // "Trước cuộc gặp này, hôm 25/10, …": the time of what follows.
                Piece::Time(_) if self.noun && comma => {}
                Piece::Time(t) => r.times.push(t),
                Piece::Delegation => delegation = true,
                // "giữa A với B": one mark for both.
                Piece::Prep(PrepRole::With)
                    if governed
                        && last == Some(PrepRole::Between)
                        && i > 0
                        && matches!(c[i - 1].piece, Piece::Noun(_)) =>
                {
                    mark = Some(Mark::Prep(PrepRole::Between));
                    last = None;
                    words = 0;
                    governed = false;
                }
                Piece::Prep(p) => {
                    last = Some(p);
                    // "ở thủ đô của Eritrea": the place that the first preposition waits for.
                    let waits = p == PrepRole::Of
                        && matches!(mark, Some(Mark::Prep(PrepRole::At)))
                        && !governed;
                    if !waits {
                        mark = Some(Mark::Prep(p));
                    }
                    words = 0;
                    delegation = false;
                    governed = false;
                }
                Piece::Noun(n)
                    if governed
                        && (self.input.nouns[n].companion
                            || matches!(c[i - 1].piece, Piece::Companion)) => {}
                Piece::Noun(n) => {
                    let noun = &self.input.nouns[n];
                    if noun.head == Head::Occasion {
                        r.occasions.push(n);
                        mark = None;
                        i += 1;
                        continue;
                    }
                    match mark {
                        Some(Mark::Bare) if words == 0 => {
                            let m = if noun.head == Head::Pair {
                                Mark::Pair
                            } else {
                                Mark::Bare
                            };
                            r.args.push((m, n, delegation));
                        }
                        // "tại Đà Nẵng, Việt Nam": the country after the comma only says where the city is.
                        Some(Mark::Prep(PrepRole::At | PrepRole::Beside))
                            if words <= 3 && noun.head == Head::Place =>
                        {
                            r.places.push(n);
                        }
                        Some(Mark::Prep(PrepRole::At | PrepRole::Beside)) if words <= 3 => {}
                        Some(m @ Mark::Prep(_)) if words == 0 || (words <= 2 && delegation) => {
                            r.args.push((m, n, delegation));
                        }
                        // A party that nothing ties to the trigger begins something else.
                        None if comma
                            && matches!(
                                noun.head,
                                Head::Person | Head::Role | Head::Group | Head::Pronoun
                            ) =>
                        {
                            r.end = i;
                            r.next = Some(i);
                            break;
                        }
                        _ => {}
                    }
                    comma = false;
                    governed = true;
                    // A list keeps the mark.
                    let keeps = self.list_follows(i);
                    if !keeps {
                        mark = None;
                    }
                    words = 0;
                    delegation = false;
                }
                Piece::And | Piece::Comma | Piece::Or => {
                    let first = chunk.piece == Piece::Comma && !governed && r.args.is_empty();
                    if (first || !self.list_continues(i)) && !self.trigger_follows(i) {
                        mark = None;
                        comma |= chunk.piece == Piece::Comma;
                    } else if mark.is_none() && self.dist() {
                        comma = true;
                    }
                }
                Piece::Dash => mark = None,
                Piece::Verb(VerbKind::Light) if self.noun => mark = None,
                Piece::Verb(_) | Piece::Trigger { .. } => {
                    // "mời B thăm C", "gặp và hội đàm với B": the next verb has its own arguments, but shares an object to come.
                    let shares = matches!(chunk.piece, Piece::Trigger { .. })
                        && !governed
                        && i > 0
                        && matches!(c[i - 1].piece, Piece::And | Piece::Comma)
                        && !frame.marks.is_empty();
                    if !shares {
                        r.end = i;
                        break;
                    }
                    words = 0;
                    mark = Some(Mark::Bare);
                }
                Piece::Stop | Piece::Colon | Piece::Semicolon => break,
                Piece::LedBy => mark = None,
                Piece::Word => words += 1,
                Piece::Link(_) | Piece::But | Piece::Then => {
                    r.end = i;
                    break;
                }
            }
            i += 1;
        }
        if r.end > end {
            r.end = end;
        }
        r
    }

    /// Whether the noun at `i` is followed by a comma or "and" and another noun of the list.
    fn list_follows(&self, i: usize) -> bool {
        let c = self.input.chunks;
        let mut j = i + 1;
        while j < self.clause.chunks.end {
            match c[j].piece {
                Piece::Companion => j += 1,
                Piece::Open => {
                    while j < self.clause.chunks.end && !matches!(c[j].piece, Piece::Close) {
                        j += 1;
                    }
                    j += 1;
                }
                Piece::And | Piece::Comma => return self.list_continues(j),
                Piece::Prep(PrepRole::With) => return false,
                _ => return false,
            }
        }
        false
    }

    /// "gặp và hội đàm với": whether another trigger stands right after the mark.
    fn trigger_follows(&self, mark: usize) -> bool {
        self.input
            .chunks
            .get(mark + 1)
            .is_some_and(|c| matches!(c.piece, Piece::Trigger { .. }))
    }

    fn list_continues(&self, mark: usize) -> bool {
        let c = self.input.chunks;
        let mut j = mark + 1;
        while j < self.clause.chunks.end {
            match c[j].piece {
                Piece::Noun(n) => {
                    // "Trong cuộc gặp với A, B nói": the comma ends the phrase of the event noun.
                    let acts = self.noun
                        && c[mark].piece == Piece::Comma
                        && c[j + 1..self.clause.chunks.end]
                            .iter()
                            .find(|c| !c.is_light())
                            .is_some_and(Chunk::is_verb);
                    return !acts && !matches!(self.input.nouns[n].head, Head::Occasion);
                }
                Piece::Delegation | Piece::And | Piece::Transparent | Piece::Companion => j += 1,
                _ => return false,
            }
        }
        false
    }

    fn noun_args(&self, frame: &Frame, right: &Right, f: &mut Filled) {
        let role_of = |m: Mark| frame.noun.iter().find(|(x, _)| *x == m).map(|(_, r)| r);
        let mut between = false;
        let mut of = false;
        let mut others = false;
        for (m, n, delegation) in &right.args {
            let Some(role) = role_of(*m) else {
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
            if *m == Mark::Bare
                && matches!(self.input.nouns[*n].head, Head::Place | Head::Organization)
            {
                continue;
            }
            between |= *m == Mark::Prep(PrepRole::Between);
            of |= *m == Mark::Prep(PrepRole::Of) || *m == Mark::Prep(PrepRole::From);
            others |= matches!(m, Mark::Prep(PrepRole::With | PrepRole::To) | Mark::Bare);
            if *m == Mark::Pair {
                between = true;
            }
            let side = u8::from(!matches!(m, Mark::Prep(PrepRole::Of | PrepRole::From)));
            f.args.push(Arg {
                role: role.clone(),
                noun: *n,
                how: m.as_str(),
                delegation: *delegation,
                side,
            });
        }
        if frame.destination.contains(&Mark::Prep(PrepRole::At)) {
            for n in &right.places {
                self.destination(*n, f);
            }
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
        let of = of || relative;
        // Letters lie around without the subject having written them.
        let sends = frame.subject.as_deref() == Some("sender");
        let wants_subject = !between
            && !of
            && (others || light || (none && !sends) || frame.kind.as_ref() == "visit");
        if wants_subject && let Some(role) = &frame.subject {
            self.subject(role, frame.noun_parties, f);
        }
        if !between && !others && none {
            let first = self.input.chunks[self.clause.chunks.start..self.at]
                .iter()
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
        }
    }

    /// "bức thư mà ông A gửi ông B", "cuộc gặp mà ông A có với ông B": the sides stand in the relative clause.
    fn relative_args(&self, frame: &Frame, f: &mut Filled) -> bool {
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
        let mut found = vec![(subject, role.clone(), "relative subject", 0u8)];
        let mut prep = None;
        for chunk in c.get(s + 1..clause.chunks.end).unwrap_or(&[]) {
            match chunk.piece {
                Piece::Prep(p) => prep = Some(p),
                Piece::Noun(n) => {
                    let mark = prep.take().map(Mark::Prep);
                    if let Some((m, r)) = frame.noun.iter().find(|(m, _)| Some(*m) == mark) {
                        found.push((n, r.clone(), m.as_str(), 1));
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

    fn verb_args(&self, frame: &Frame, right: &Right, f: &mut Filled) {
        let agent = self.agent();
        let passive = frame.passive && agent.is_some();
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
        if let Some(role) = left_role {
            self.subject(role, frame.parties, f);
            if passive || agentless {
                for a in &mut f.args {
                    a.side = 1;
                }
            }
        }
        if passive {
            if let (Some(role), Some(n)) = (right_role, agent) {
                f.args.push(Arg {
                    role: role.clone(),
                    noun: n,
                    how: "agent",
                    delegation: false,
                    side: 0,
                });
            }
        } else if let Some(role) = right_role
            && !agentless
        {
            for m in &frame.marks {
                let mut taken = false;
                for (_, n, delegation) in right
                    .args
                    .iter()
                    .filter(|(x, _, _)| x == m || (*m == Mark::Bare && *x == Mark::Pair))
                {
                    match self.allowed(*n, frame.parties, *delegation) {
                        Ok(()) => {
                            f.args.push(Arg {
                                role: role.clone(),
                                noun: *n,
                                how: m.as_str(),
                                delegation: *delegation,
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
        }
        for m in &frame.destination {
            if *m == Mark::Visit {
                self.visited(right, f);
                continue;
            }
            for (_, n, _) in right.args.iter().filter(|(x, _, _)| x == m) {
                self.destination(*n, f);
            }
            if *m == Mark::Prep(PrepRole::At) {
                for n in &right.places {
                    self.destination(*n, f);
                }
            }
        }
    }

    fn destination(&self, n: usize, f: &mut Filled) {
        if self.input.nouns[n].head == Head::Place && !f.places.iter().any(|p| p.index == n) {
            f.places.push(Adjunct {
                index: n,
                distance: 0,
            });
        }
    }

    /// "mời B thăm C": the place of the visit that follows in the same clause.
    fn visited(&self, right: &Right, f: &mut Filled) {
        let c = self.input.chunks;
        let mut i = right.end;
        let mut seen = false;
        let mut words = 0;
        while let Some(chunk) = c.get(i) {
            match chunk.piece {
                Piece::Verb(VerbKind::Other | VerbKind::Say) if !seen => {
                    f.void = true;
                    return;
                }
                Piece::Trigger { .. } | Piece::Prep(PrepRole::To | PrepRole::At) => seen = true,
                Piece::Noun(n) if seen && words <= 2 => {
                    if self.input.nouns[n].head == Head::Place {
                        self.destination(n, f);
                        return;
                    }
                }
                Piece::Time(t) if !f.times.iter().any(|x| x.index == t) => f.times.push(Adjunct {
                    index: t,
                    distance: 1,
                }),
                Piece::Transparent
                | Piece::Cue(_)
                | Piece::And
                | Piece::Time(_)
                | Piece::Companion => {}
                Piece::Link(crate::clause::LinkWord::Purpose) | Piece::Verb(VerbKind::Light) => {}
                Piece::Word if words <= 2 => words += 1,
                _ => return,
            }
            i += 1;
        }
    }

    fn passive_before(&self) -> bool {
        let c = self.input.chunks;
        self.clause
            .chunks
            .clone()
            .take_while(|i| *i < self.at)
            .last()
            .is_some_and(|i| matches!(c[i].piece, Piece::Passive))
    }

    /// The noun between "được" and the trigger.
    fn agent(&self) -> Option<usize> {
        let c = self.input.chunks;
        let mut found = None;
        let mut i = self.at;
        while i > self.clause.chunks.start {
            i -= 1;
            match c[i].piece {
                Piece::Noun(n) if found.is_none() => found = Some(n),
                Piece::Passive => return found,
                Piece::Transparent | Piece::Time(_) | Piece::Cue(_) => {}
                _ => return None,
            }
        }
        None
    }

    /// The party right before the verb, that no preposition governs: also one that is another verb's object ("đề nghị B thăm C").
    fn local_subject(&self) -> Option<usize> {
        let c = self.input.chunks;
        let start = self.clause.chunks.start;
        let at = (start..self.at)
            .rev()
            .find(|i| !c[*i].is_light())
            .filter(|i| matches!(c[*i].piece, Piece::Noun(_)))?;
        // "A và phu nhân B cùng đoàn C": A.
        let mut at = at;
        while at >= start + 2 && matches!(c[at - 1].piece, Piece::Companion) {
            at -= 2;
        }
        let Piece::Noun(n) = c[at].piece else {
            return None;
        };
        let head = self.input.nouns[n].head;
        // "thăm Lào theo lời mời của B": the place gone to is no party.
        let gone_to = head == Head::Place
            && at > start
            && matches!(c[at - 1].piece, Piece::Trigger { noun: false })
            && self
                .frame_of(at - 1)
                .is_some_and(|f| f.object.is_none() && !f.destination.is_empty());
        if gone_to {
            return None;
        }
        if matches!(head, Head::Occasion | Head::Other)
            || crate::clause::in_prepositional(c, start, at)
        {
            return None;
        }
        // What follows another trigger is its object ("thăm Việt Nam theo lời mời"), but for one who is invited to something.
        let inviter = at > start
            && self
                .frame_of(at - 1)
                .is_some_and(|f| f.subject.as_deref() != Some("inviter"));
        if inviter {
            return None;
        }
        Some(self.first_of_list(at, start))
    }

    /// The frame of a trigger chunk.
    fn frame_of(&self, at: usize) -> Option<&Frame> {
        let chunk = self.input.chunks.get(at)?;
        if !matches!(chunk.piece, Piece::Trigger { .. }) {
            return None;
        }
        let f = self.input.frames.find(self.attr_at(at, "frame")?)?;
        Some(self.input.frames.frame(f))
    }

    /// The first member of the list that ends in a noun: back over "and", and over commas before that.
    fn first_of_list(&self, last: usize, start: usize) -> usize {
        let c = self.input.chunks;
        let person = |i: usize| match c[i].piece {
            Piece::Noun(n) => matches!(
                self.input.nouns[n].head,
                Head::Person | Head::Role | Head::Pronoun
            ),
            _ => false,
        };
        let mut first = last;
        let mut and = false;
        loop {
            let mut mark = first;
            while mark > start && matches!(c[mark - 1].piece, Piece::Companion | Piece::Transparent)
            {
                mark -= 1;
            }
            if mark < start + 2 {
                return first;
            }
            match c[mark - 1].piece {
                Piece::And => and = true,
                // "Ông A, ông B khen …": only at the clause's head does a comma alone join.
                Piece::Comma if and || (mark == start + 2 && person(start) && person(mark)) => {}
                _ => return first,
            }
            let mut noun = mark - 2;
            if matches!(c[noun].piece, Piece::Close) {
                while noun > start && !matches!(c[noun].piece, Piece::Open) {
                    noun -= 1;
                }
                noun = noun.saturating_sub(1);
            }
            if noun < start
                || !matches!(c[noun].piece, Piece::Noun(_))
                || crate::clause::in_prepositional(c, start, noun)
            {
                return first;
            }
            first = noun;
        }
    }

    /// "được A nêu trong bức thư": who does what the clause tells of.
    fn agent_of_clause(&self) -> Option<usize> {
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

    /// "A khẳng định quan hệ X - Y tốt đẹp khi tiếp B", "A ca ngợi nước X trong cuộc gặp B": who speaks is who meets, not the
    /// country spoken of.
    fn speaker(&self, f: &Filled) -> Option<usize> {
        let c = self.input.chunks;
        let clause = self.clause;
        let aside = matches!(clause.link, Link::When | Link::After | Link::Before)
            && !clause.own_subject
            || self.noun && f.presupposed;
        if !aside {
            return None;
        }
        let person = |s: usize| match c.get(s).map(|x| x.piece) {
            Some(Piece::Noun(n)) => Some(matches!(
                self.input.nouns[n].head,
                Head::Person | Head::Role | Head::Pronoun | Head::Group
            )),
            _ => None,
        };
        if person(clause.subject?)? {
            return None;
        }
        let mut k = self.ci;
        let mut said = false;
        for _ in 0..3 {
            let here = &self.input.clauses[k];
            said |= here.link == Link::Say;
            k = here.parent.filter(|p| *p < k)?;
            let s = self.input.clauses[k].subject?;
            if said && person(s)? {
                return Some(s);
            }
        }
        None
    }

    /// The clause's subject, with the other members of its list.
    fn subject(&self, role: &str, parties: Parties, f: &mut Filled) {
        let c = self.input.chunks;
        let local = if self.noun || self.agent().is_some() {
            None
        } else {
            self.local_subject()
        };
        let Some(s) = local
            .or_else(|| self.speaker(f))
            .or(self.clause.subject)
            .or_else(|| self.agent_of_clause())
        else {
            return;
        };
        let own = self.clause.chunks.contains(&s);
        let s = match self.input.clauses.iter().find(|k| k.chunks.contains(&s)) {
            Some(k) => self.first_of_list(s, k.chunks.start),
            None => s,
        };
        let push = |n: usize, how: &'static str, f: &mut Filled| {
            if f.args.iter().any(|a| a.noun == n) {
                return;
            }
            match self.allowed(n, parties, false) {
                Ok(()) => f.args.push(Arg {
                    role: role.into(),
                    noun: n,
                    how,
                    delegation: false,
                    side: 0,
                }),
                Err(why) => f.refused.push(Refused { noun: n, why }),
            }
        };
        let how = if own { "subject" } else { "shared subject" };
        if let Piece::Noun(n) = c[s].piece {
            push(n, how, f);
        }
        // "A và B gặp", "A cùng B thăm": members up to the verb.
        let mut i = s + 1;
        let mut with = false;
        let list = self.is_list(s);
        while let Some(chunk) = c.get(i) {
            if i >= self.at && own {
                break;
            }
            match chunk.piece {
                Piece::And => with = true,
                Piece::Comma => with = list,
                Piece::Prep(PrepRole::With) => with = true,
                Piece::Companion | Piece::Transparent | Piece::Delegation => {}
                Piece::Open => {
                    while i < c.len() && !matches!(c[i].piece, Piece::Close) {
                        i += 1;
                    }
                }
                Piece::Noun(n) if with => {
                    if !self.input.nouns[n].companion && !matches!(c[i - 1].piece, Piece::Companion)
                    {
                        push(n, how, f);
                    }
                    with = false;
                }
                _ => break,
            }
            i += 1;
        }
    }

    /// Whether the nouns from `s` on are a list, and not a name with an apposition ("A, lãnh đạo đảng X, tiếp B").
    fn is_list(&self, s: usize) -> bool {
        let c = self.input.chunks;
        let mut noun = true;
        for chunk in &c[s + 1..] {
            match chunk.piece {
                Piece::And | Piece::Prep(PrepRole::With) => return true,
                Piece::Noun(_) => noun = true,
                Piece::Comma => noun = false,
                Piece::Companion | Piece::Delegation | Piece::Transparent => {}
                Piece::Word => return false,
                _ => break,
            }
        }
        noun
    }

    /// Places, times and occasions: of the trigger's own phrase, of its clause, then of the clauses it hangs on.
    fn adjuncts(&self, frame: &Frame, right: &Right, f: &mut Filled) {
        let c = self.input.chunks;
        let mut places: Vec<Adjunct> = Vec::new();
        let mut times: Vec<Adjunct> = Vec::new();
        let takes_place = !frame.place.is_empty();
        if takes_place {
            places.extend(right.places.iter().map(|n| Adjunct {
                index: *n,
                distance: 0,
            }));
        }
        times.extend(right.times.iter().map(|t| Adjunct {
            index: *t,
            distance: 0,
        }));
        f.occasions.extend(right.occasions.iter().copied());
        // The rest of the clause, the nearest first; then the clauses it hangs on.
        let forward = self.forward();
        if takes_place
            && self.clause.link == Link::Relative
            && let Some(n) = self.antecedent_place()
        {
            places.push(Adjunct {
                index: n,
                distance: 2,
            });
        }
        let mut ci = Some(self.ci);
        let mut distance = 1u8;
        while let Some(k) = ci {
            let clause = &self.input.clauses[k];
            let mut here: Vec<(usize, bool, usize)> = Vec::new();
            // Of a journey told before, where it goes says more than what that place lies in.
            let mut gone: Vec<usize> = Vec::new();
            let mut prep: Option<PrepRole> = None;
            let mut words = 0;
            for i in clause.chunks.clone() {
                match c[i].piece {
                    Piece::Prep(p) => {
                        prep = Some(p);
                        words = 0;
                    }
                    Piece::Time(t) => here.push((i, true, t)),
                    Piece::Noun(n) => {
                        let noun = &self.input.nouns[n];
                        let gone_to = distance > 1
                            && (matches!(prep, Some(PrepRole::To))
                                || (prep.is_none()
                                    && i > 0
                                    && matches!(c[i - 1].piece, Piece::Trigger { .. })));
                        if noun.head == Head::Place
                            && ((matches!(prep, Some(PrepRole::At | PrepRole::Beside))
                                && words <= 3)
                                || gone_to)
                        {
                            here.push((i, false, n));
                            if gone_to {
                                gone.push(i);
                            }
                        }
                        if noun.head == Head::Occasion && distance == 1 {
                            f.occasions.push(n);
                        }
                        prep = None;
                    }
                    Piece::Word => words += 1,
                    Piece::Transparent | Piece::Classifier | Piece::Delegation => {}
                    _ => prep = None,
                }
            }
            if distance == 1 && f.presupposed {
                // "Tại hội đàm, ông A nói … vào năm 2030": what follows the subject belongs to its verb.
                let limit = clause
                    .subject
                    .filter(|s| clause.chunks.contains(s) && *s > self.at)
                    .or(clause.verb.filter(|v| *v > self.at));
                here.retain(|(i, _, _)| limit.is_none_or(|l| *i < l) && !f.definite_this);
            }
            here.sort_by_key(|(i, time, _)| {
                (
                    !time && !gone.is_empty() && !gone.contains(i),
                    i.abs_diff(self.at),
                )
            });
            for (_, is_time, index) in here {
                let list = if is_time { &mut times } else { &mut places };
                if (is_time || takes_place) && !list.iter().any(|a| a.index == index) {
                    list.push(Adjunct { index, distance });
                }
            }
            distance = distance.saturating_add(1);
            if k == self.ci {
                // What a coordinated clause after it says holds for both: "thăm X và gặp B hôm 5/1".
                for (is_time, index) in &forward {
                    let list = if *is_time { &mut times } else { &mut places };
                    if list.is_empty() && (*is_time || takes_place) {
                        list.push(Adjunct {
                            index: *index,
                            distance: 2,
                        });
                    }
                }
            }
            ci = match clause.link {
                // What is said has its own time; so has what a relative tells.
                Link::Say
                | Link::Relative
                | Link::Colon
                | Link::If
                | Link::Because
                | Link::Although => None,
                _ if distance > 4 => None,
                _ => clause.parent.filter(|p| *p < k || k == 0),
            };
            if k == 0 {
                ci = None;
            }
        }
        if takes_place {
            // A journey for the purpose of meeting: its destination is the place.
            f.places.extend(places);
        }
        f.times.extend(times);
    }

    /// "Thái Lan, nơi Thủ tướng tiếp ông": the place that the relative tells of.
    fn antecedent_place(&self) -> Option<usize> {
        let c = self.input.chunks;
        let before = c.get(..self.clause.chunks.start)?;
        let last = before.iter().rev().find(|c| {
            !matches!(
                c.piece,
                Piece::Link(_) | Piece::Comma | Piece::Close | Piece::Transparent
            )
        })?;
        match last.piece {
            Piece::Noun(n) if self.input.nouns[n].head == Head::Place => Some(n),
            _ => None,
        }
    }

    /// Times and places of the clauses right after that share the subject.
    fn forward(&self) -> Vec<(bool, usize)> {
        let c = self.input.chunks;
        let mut out = Vec::new();
        for clause in self.input.clauses.iter().skip(self.ci + 1).take(2) {
            let verb_is_trigger = clause
                .verb
                .is_some_and(|v| matches!(c[v].piece, Piece::Trigger { .. }));
            // "người đã gặp A, sẽ thăm B hôm 5/1": what goes on with the main clause is not about the meeting.
            let resumes = clause.parent.is_none_or(|p| p < self.ci);
            if clause.link != Link::Coordination
                || clause.own_subject
                || resumes
                || !verb_is_trigger
            {
                break;
            }
            let mut prep = None;
            for i in clause.chunks.clone() {
                match c[i].piece {
                    Piece::Prep(p) => prep = Some(p),
                    Piece::Time(t) => out.push((true, t)),
                    Piece::Noun(n) => {
                        if self.input.nouns[n].head == Head::Place && prep == Some(PrepRole::At) {
                            out.push((false, n));
                        }
                        prep = None;
                    }
                    Piece::Transparent | Piece::Word => {}
                    _ => prep = None,
                }
            }
        }
        out
    }

    /// Whether a chunk stands in a phrase that a comma sets off before the clause's own subject.
    fn in_front(&self, clause: &Clause, at: usize) -> bool {
        let Some(s) = clause.subject.filter(|s| clause.own_subject && at < *s) else {
            return false;
        };
        self.input.chunks[at..s]
            .iter()
            .any(|c| c.piece == Piece::Comma)
    }

    /// Cues from the subject to the trigger, and behind an event noun up to the end of its phrase.
    fn cues(&self, right: &Right, f: &mut Filled) {
        let c = self.input.chunks;
        let mut i = self.at;
        let mut other_verb = false;
        let mut depth = 0usize;
        let mut comma = false;
        while i > self.clause.chunks.start {
            i -= 1;
            match c[i].piece {
                // What stands in brackets ("(phải)", under a picture) says nothing of it.
                Piece::Close => depth += 1,
                Piece::Open => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                // "Không còn vẻ trang trọng, A đến …": a phrase in front says when and how sure, but denies only itself.
                Piece::Cue(k) if k.turns() && self.in_front(self.clause, i) => {}
                // "nếu không rút quân, sau cuộc gặp với A": what is taken for granted stands outside.
                Piece::Cue(_) if f.presupposed && (other_verb || comma) => {}
                Piece::Cue(k) => f.cues.push((k, c[i].tokens.clone())),
                Piece::Comma => comma = true,
                // "chuẩn bị cho chuyến thăm".
                Piece::Prep(_) if self.noun && i + 3 > self.at => {
                    let said = c[i]
                        .entry
                        .and_then(|e| {
                            self.input
                                .lexicon
                                .entry(e)
                                .senses
                                .iter()
                                .find_map(|s| s.attr("cue"))
                        })
                        .and_then(CueKind::parse);
                    if let Some(k) = said {
                        f.cues.push((k, c[i].tokens.clone()));
                    }
                }
                Piece::Verb(VerbKind::Light) => {}
                Piece::Verb(_) => other_verb = true,
                Piece::Trigger { noun } => {
                    other_verb |= !noun;
                    // "nhận lời mời … thăm": what the word itself says of what it governs.
                    let said = self.attr_at(i, "cue").and_then(CueKind::parse);
                    if let Some(k) = said {
                        f.cues.push((k, c[i].tokens.clone()));
                    }
                }
                _ => {}
            }
        }
        if self.noun {
            let end = right.end.max(self.at + 1).min(c.len());
            for i in self.at + 1..end {
                match c[i].piece {
                    // "cuộc gặp có thể giải quyết …", "thư đề nghị đối thoại": of what comes of it, not of it.
                    Piece::Cue(
                        CueKind::Possible | CueKind::Wish | CueKind::Negation | CueKind::Propose,
                    ) if c.get(i + 1).is_some_and(|x| {
                        matches!(
                            x.piece,
                            Piece::Verb(VerbKind::Other | VerbKind::Say)
                                | Piece::Trigger { noun: false }
                        )
                    }) => {}
                    Piece::Cue(CueKind::Negation)
                        if c.get(i + 1).is_some_and(|x| x.piece == Piece::Word) => {}
                    // "cuộc trò chuyện về khả năng …": what it is about.
                    Piece::Prep(PrepRole::About | PrepRole::Against) => break,
                    // "chuyến thăm được kỳ vọng sẽ …"
                    Piece::Cue(CueKind::Wish) if c[i - 1].piece == Piece::Passive => {}
                    Piece::Cue(k) => f.cues.push((k, c[i].tokens.clone())),
                    // A party set off by a comma does something else; "…, đã bị hủy" still tells of the event.
                    Piece::Comma | Piece::And
                        if c[i + 1..end]
                            .iter()
                            .find(|c| !c.is_light())
                            .is_some_and(|n| {
                                (n.piece != Piece::Comma && f.definite)
                                    || matches!(n.piece, Piece::Noun(_)) && chunk_is_comma(&c[i])
                            }) =>
                    {
                        break;
                    }
                    _ => {}
                }
            }
        }
        // "mở đường cho cuộc gặp sắp tới": it is set already, whoever strives for what.
        let ahead = self.noun
            && f.cues
                .iter()
                .any(|(k, t)| *k == CueKind::Future && t.start > f.trigger.start);
        // Cues of the clauses above whose verbs govern this one.
        let mut k = self.ci;
        let mut steps = 0;
        while steps < 3 {
            let clause = &self.input.clauses[k];
            if clause.link == Link::If && !(f.presupposed && comma) {
                f.cues
                    .push((CueKind::If, c[clause.chunks.start].tokens.clone()));
            }
            if clause.link == Link::Without {
                f.cues
                    .push((CueKind::Negation, c[clause.chunks.start].tokens.clone()));
            }
            let up = match clause.link {
                Link::Purpose | Link::Say | Link::Coordination if !clause.own_subject => {
                    clause.parent
                }
                Link::Purpose | Link::Say => clause.parent,
                _ => None,
            };
            let Some(p) = up.filter(|p| *p < k) else {
                break;
            };
            let parent = &self.input.clauses[p];
            for i in parent.chunks.clone() {
                if let Piece::Cue(kind) = c[i].piece {
                    let aside = kind.turns() && self.in_front(parent, i);
                    let settled = ahead
                        && matches!(kind, CueKind::Propose | CueKind::Possible | CueKind::Wish);
                    if aside || settled {
                        continue;
                    }
                    let governs = match clause.link {
                        Link::Coordination => matches!(kind, CueKind::Future | CueKind::Past),
                        // What has been said may still lie ahead: tense of saying says nothing of it.
                        Link::Say => {
                            !matches!(kind, CueKind::Past | CueKind::Future | CueKind::Negation)
                        }
                        _ => true,
                    };
                    if governs {
                        f.cues.push((kind, c[i].tokens.clone()));
                    }
                }
            }
            k = p;
            steps += 1;
        }
    }
}
