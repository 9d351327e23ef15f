//! What stands to the right of a trigger: the nouns of its own phrase by mark, with places, times and occasions.

use super::super::config::{Frame, Mark};
use super::Filler;
use crate::clause::{Chunk, CueKind, Piece, PrepRole, VerbKind, led_by};
use crate::few::Few;
use crate::lexicon::ClassId;
use crate::phrase::{Head, Noun};

pub(super) const AT: Mark = Mark::Prep(PrepRole::At);

/// Nouns to the right of the trigger by mark.
#[derive(Default)]
pub(super) struct Right {
    pub(super) args: Vec<(Mark, usize, bool)>,
    pub(super) places: Few<usize>,
    pub(super) times: Few<usize>,
    pub(super) occasions: Few<usize>,
    pub(super) this: bool,
    /// How the country spoken of is marked ("với nước này"), and whether people of it are meant.
    pub(super) that_state: Option<(Mark, bool)>,
    /// How a delegation told of before is marked ("tiếp đoàn").
    pub(super) that_delegation: Option<Mark>,
    /// Those who are listed are met one by one.
    pub(super) each: bool,
    /// An event noun is of or with people whom nobody names ("cuộc gặp gỡ người dân").
    pub(super) crowd: bool,
    /// A group that says how many the sides are ("ba bên").
    pub(super) counted: Option<usize>,
    /// Chunk where the trigger's own phrase ends.
    pub(super) end: usize,
    /// Chunk of a party that begins a further member of the list.
    pub(super) next: Option<usize>,
    /// Whether that member has a day of its own, as the one before it has.
    pub(super) again: bool,
}

impl Right {
    /// What a further member with a day of its own has of the one before: all who take part where it names nobody, and of an event
    /// noun the others and how its own is marked.
    pub(super) fn take_from(&mut self, before: Right, noun: bool) {
        let Some((mark, ..)) = before.args.last().cloned() else {
            return;
        };
        if self.args.is_empty() {
            self.args = before.args;
        } else if noun {
            for a in &mut self.args {
                a.0 = mark;
            }
            let others = before.args.into_iter().filter(|(m, _, _)| *m != mark);
            self.args.splice(0..0, others);
        }
    }
}

/// One way through the chunks behind a trigger.
pub(super) struct Walk<'f, 'a> {
    pub(super) filler: &'f Filler<'a>,
    pub(super) frame: &'f Frame,
    /// Chunk that the way begins at.
    pub(super) from: usize,
    /// Chunk that is read.
    pub(super) i: usize,
    pub(super) found: Right,
    /// What marks the next noun; none where it is no argument.
    pub(super) mark: Option<Mark>,
    /// Chunk of the preposition that marks it.
    pub(super) at: usize,
    /// The preposition read last.
    pub(super) last: Option<PrepRole>,
    /// Plain words since the mark: a bare argument bears none.
    pub(super) words: usize,
    /// Whether the mark has its noun.
    pub(super) governed: bool,
    /// Whether a word for a delegation stands before the next noun.
    pub(super) delegation: bool,
    /// How the delegation told of last is marked.
    pub(super) sent: Option<Mark>,
    pub(super) comma: bool,
    /// Behind "and", where what follows is told beside the trigger.
    pub(super) aside: bool,
    /// Behind a verb that shares the object ("gặp và trao quà cho B").
    pub(super) joint: bool,
    /// Behind words for people whom nobody names: where they live is gone to.
    pub(super) people: bool,
    /// A group that says how many the sides are.
    pub(super) all: Option<usize>,
    /// Brackets open.
    pub(super) depth: usize,
}

/// Whether the phrase goes on behind a chunk.
pub(super) enum Step {
    On,
    /// It ends before the chunk.
    End,
    /// Nothing behind the chunk belongs to the clause's phrase, which reaches to the clause's end.
    Stop,
}

impl Filler<'_> {
    /// Reads the trigger's own phrase to the right.
    pub(super) fn right(&self, frame: &Frame, from: usize) -> Right {
        let walk = Walk {
            filler: self,
            frame,
            from,
            i: from,
            found: Right {
                end: self.clause.chunks.end,
                ..Right::default()
            },
            mark: Some(match self.noun && self.attr("with").is_some() {
                true => Mark::Prep(PrepRole::With),
                false => Mark::Bare,
            }),
            at: from,
            last: None,
            words: 0,
            governed: false,
            delegation: false,
            sent: None,
            comma: false,
            aside: false,
            joint: false,
            people: false,
            all: None,
            depth: 0,
        };
        walk.read()
    }

    /// Of the preposition at `by` the noun of who leads a delegation, and the chunk of the word that says so.
    pub(super) fn leader(&self, by: usize) -> Option<(usize, usize)> {
        let c = self.input.chunks;
        let (leader, led) = led_by(c, self.input.nouns, by, self.clause.chunks.end)?;
        match c[leader].piece {
            Piece::Noun(n) => Some((n, led)),
            _ => None,
        }
    }

    /// Whether nothing but a place stands between the trigger and the noun at `i`.
    pub(super) fn behind_place(&self, i: usize) -> bool {
        let c = self.input.chunks;
        match c.get(self.at + 1..i).unwrap_or(&[]) {
            [prep, between @ .., place] => {
                prep.piece == Piece::Prep(PrepRole::At)
                    && between.iter().all(|c| c.piece == Piece::Transparent)
                    && matches!(place.piece, Piece::Noun(n) if self.input.nouns[n].head == Head::Place)
            }
            _ => false,
        }
    }

    /// Whether a state or organisation stands at `i`.
    pub(super) fn body_at(&self, i: usize) -> bool {
        match self.input.chunks.get(i).map(|c| c.piece) {
            Some(Piece::Noun(n)) => {
                let head = self.input.nouns[n].head;
                matches!(head, Head::Place | Head::Organization)
            }
            _ => false,
        }
    }

    /// "cuộc đàm phán ba bên với A", "gặp trực tiếp ba bên": whether a group is no side, but says how many there are.
    pub(super) fn says_how_many(&self, n: usize) -> bool {
        let noun = &self.input.nouns[n];
        noun.head == Head::Group
            && noun.titles.is_empty()
            && noun.of.as_deref() == Some("party")
            && !noun.pronoun
            && (self.noun || noun.number > 2)
    }
}

impl Walk<'_, '_> {
    fn read(mut self) -> Right {
        let end = self.filler.clause.chunks.end;
        while self.i < end {
            match self.step() {
                Step::On => self.i += 1,
                Step::End => {
                    self.found.end = self.i;
                    break;
                }
                Step::Stop => break,
            }
        }
        self.found.counted = self.all;
        self.found.crowd &= self.found.args.is_empty();
        // "cuộc gặp ba bên này": those spoken of.
        if let Some(n) = self
            .all
            .filter(|_| self.found.this && self.found.args.is_empty())
        {
            self.found.args.push((Mark::Bare, n, false));
        }
        self.found
    }

    pub(super) fn piece(&self, i: usize) -> Option<Piece> {
        self.filler.input.chunks.get(i).map(|c| c.piece)
    }

    pub(super) fn noun(&self, n: usize) -> &Noun {
        &self.filler.input.nouns[n]
    }

    fn step(&mut self) -> Step {
        let filler = self.filler;
        let i = self.i;
        let chunk: &Chunk = &filler.input.chunks[i];
        if self.depth > 0 && !matches!(chunk.piece, Piece::Close | Piece::Open) {
            return Step::On;
        }
        match chunk.piece {
            Piece::Open => {
                self.place_in_brackets();
                self.time_in_brackets();
                self.depth += 1;
            }
            Piece::Close => self.depth = self.depth.saturating_sub(1),
            Piece::Quote if filler.closes_speech(i) => return Step::End,
            Piece::Quote => self.i = filler.remark_in_quotes(i).unwrap_or(i),
            Piece::Transparent
            | Piece::Cue(_)
            | Piece::Dist
            | Piece::Companion
            | Piece::Passive
            | Piece::Recip => {}
            Piece::Classifier | Piece::Number => self.words += usize::from(self.mark.is_some()),
            Piece::This if filler.that_state(chunk) => {
                if let Some(m) = self.mark.filter(|_| self.words == 0 && !self.governed) {
                    let told = (m, self.delegation);
                    self.found.that_state = self.found.that_state.or(Some(told));
                }
                self.mark = None;
                self.governed = true;
                self.delegation = false;
            }
            Piece::This => self.found.this |= filler.noun && self.words == 0,
            // "Sau hội đàm này, sáng 3/2, …": the time of what follows.
            Piece::Time(_) if filler.noun && self.comma => {}
            Piece::Time(t) => self.found.times.push(t),
            Piece::Delegation => {
                if filler.that_delegation(i) {
                    let told = self.mark.filter(|_| self.words == 0 && !self.governed);
                    self.found.that_delegation = self.found.that_delegation.or(told);
                }
                self.delegation = true;
                self.sent = self.mark.filter(|_| self.words == 0).or(self.sent);
            }
            // "gặp B, theo thông cáo của Bộ X": who says so.
            Piece::Prep(PrepRole::According) if self.comma => return Step::End,
            Piece::Prep(p) => self.preposition(p),
            Piece::Noun(n) => return self.noun_at(n),
            Piece::And if filler.adds_company(i) => {}
            // "đã có cuộc gặp với A và thống nhất với B tăng viện trợ": what whoever met does next.
            Piece::And
                if filler.noun
                    && !self.found.args.is_empty()
                    && self.piece(i + 1) == Some(Piece::Cue(CueKind::Agree)) =>
            {
                return Step::End;
            }
            // "thăm các chiến sĩ, cán bộ tại K".
            Piece::And | Piece::Comma if self.people && self.people_at(i + 1) => {}
            Piece::And | Piece::Comma if self.another_day(i + 1).is_some() => {
                self.found.next = self.another_day(i + 1);
                self.found.again = true;
                return Step::End;
            }
            // "gặp các đồng đội và HLV B": whom a name tells behind those whom nobody names.
            Piece::And
                if self.found.crowd && self.found.args.is_empty() && self.somebody_ends(i) =>
            {
                self.mark = Some(Mark::Bare);
                self.words = 0;
            }
            Piece::And | Piece::Comma | Piece::Or => {
                // "A được tiếp trọng thể và B …": nor does an "and" lead to whom it is done to.
                let marks = match chunk.piece {
                    Piece::And => {
                        !self.delegation && matches!(self.piece(i + 1), Some(Piece::Noun(_)))
                    }
                    piece => piece == Piece::Comma,
                };
                let first = marks && !self.governed && self.found.args.is_empty();
                if (first || !filler.list_continues(i)) && !filler.trigger_follows(i) {
                    self.mark = None;
                    self.aside = chunk.piece == Piece::And;
                    self.comma |= chunk.piece == Piece::Comma;
                } else if self.mark.is_none() && filler.dist() {
                    self.comma = true;
                }
            }
            // "cuộc hội đàm Tổng thống A - Tổng thống B": its two sides.
            Piece::Dash if self.two_sides() => {
                let between = Mark::Prep(PrepRole::Between);
                for arg in &mut self.found.args {
                    arg.0 = between;
                }
                self.mark = Some(between);
                self.words = 0;
                self.governed = false;
            }
            // "A - Chủ tịch X và B": behind what he is the list goes on.
            Piece::Dash => match filler.past_office(i).filter(|_| self.mark.is_some()) {
                Some(mark) => self.i = mark - 1,
                None => self.mark = None,
            },
            Piece::LedBy => self.mark = None,
            // "lời mời của A dành cho B".
            Piece::Verb(VerbKind::Light) if filler.noun && filler.says(i, "reaches") => {
                self.preposition(PrepRole::To);
            }
            Piece::Verb(VerbKind::Light) if filler.noun => {
                // "A có quan hệ với B": what a noun that is no argument has.
                let does = i > self.from && self.mark.is_none();
                self.aside |= does && matches!(self.last, Some(PrepRole::By));
                self.mark = None;
                self.words = 0;
            }
            // "nhận lời mời thăm K của B", "gửi lời mời gặp tới B": what one is invited to stands before who invites, or is invited.
            Piece::Trigger { .. } | Piece::Verb(_)
                if (self.frame.leads_on()
                    || (filler.noun || i == self.from)
                        && filler.input.frames.invites(self.frame))
                    && !self
                        .found
                        .args
                        .iter()
                        .any(|(m, _, _)| self.frame.marks.contains(m))
                    && (chunk.piece == Piece::Trigger { noun: false }
                        || filler.attr("to_do").is_some()) =>
            {
                self.mark = None;
            }
            // "đối thoại với hai người đồng cấp là A và B": the names instead of the office.
            Piece::Verb(_) if self.named_behind(i) => {
                let told = self.found.args.pop();
                self.mark = told.map(|(m, _, _)| m);
                self.words = 0;
                self.governed = false;
            }
            // "cuộc gặp bàn về Z với B": what is talked about, before whom it is talked about with.
            // ("cuộc gặp về hợp tác an ninh với B": so behind what it is about.)
            Piece::Verb(_)
                if filler.noun
                    && (filler.says(i, "topic")
                        || self.mark == Some(Mark::Prep(PrepRole::About)))
                    && self.with_behind(i).is_some() =>
            {
                self.i = self.with_behind(i).unwrap_or(i) - 1;
                self.mark = None;
            }
            // "Hội nghị khai mạc tại K với sự tham dự của A và B".
            Piece::Verb(_) if filler.noun && filler.says(i, "opens") => {
                self.mark = None;
                self.words = 0;
            }
            Piece::Verb(_) | Piece::Trigger { .. } => {
                // "mời B thăm C", "gặp và hội đàm với B": the next verb has its own arguments, but shares an object to come.
                let trigger = matches!(chunk.piece, Piece::Trigger { .. });
                let joint = !trigger && filler.says(i, "joint");
                let before = i.checked_sub(1).and_then(|b| self.piece(b));
                let marked = matches!(before, Some(Piece::And | Piece::Comma));
                let shares = !self.governed
                    && match joint {
                        // "thăm chúc mừng B".
                        true => marked || self.words == 0,
                        false => trigger && marked,
                    }
                    && (!self.frame.marks.is_empty()
                        || joint && self.frame.destination.contains(&AT));
                if !shares {
                    return Step::End;
                }
                self.words = 0;
                self.mark = Some(Mark::Bare);
                self.joint |= joint;
            }
            Piece::Stop | Piece::Colon | Piece::Semicolon => return Step::Stop,
            // "gặp ba lãnh đạo gồm A, B và C": the members instead of the group.
            Piece::Members => self.members(),
            Piece::Word => {
                self.words += 1;
                self.people |= self.people_at(i);
                let of = self.mark == Some(Mark::Prep(PrepRole::Of));
                let with = of || !self.frame.destination.contains(&AT);
                // "cuộc gặp với cử tri", "A và B gặp cử tri".
                let whom = filler.noun || self.mark == Some(Mark::Bare);
                let alone = self.found.args.is_empty();
                // "A và B gặp diễn viên": right behind the verb, what somebody is whom nobody names.
                let mutual = !filler.noun && self.frame.object == self.frame.subject;
                let called =
                    mutual && self.words == 1 && self.called_at(i, filler.input.classes.profession);
                let somebody = self.people || called;
                self.found.crowd |= somebody && whom && with && alone;
            }
            // "cuộc điện đàm trước đó với A".
            Piece::Then if filler.noun && i == self.from => {}
            Piece::Link(_) | Piece::But | Piece::Then => return Step::End,
        }
        Step::On
    }

    /// Whether a verb says by name who they are whose office was taken last.
    fn named_behind(&self, verb: usize) -> bool {
        let head = |i: usize| self.filler.head(i);
        let last = self.found.args.last().map(|(_, n, _)| Piece::Noun(*n));
        let office = verb
            .checked_sub(1)
            .filter(|b| last.is_some() && self.piece(*b) == last);
        self.filler.says(verb, "equates")
            && office.is_some_and(|b| matches!(head(b), Some(Head::Role | Head::Group)))
            && head(verb + 1) == Some(Head::Person)
    }

    /// Whether a dash joins the one person right behind an event noun to another.
    fn two_sides(&self) -> bool {
        let person = |i: usize| self.filler.head(i) == Some(Head::Person);
        let alone = matches!(self.found.args[..], [(Mark::Bare, ..)]);
        let sides = self
            .frame
            .noun
            .iter()
            .any(|(m, _)| *m == Mark::Prep(PrepRole::Between));
        self.filler.noun && alone && sides && person(self.i - 1) && person(self.i + 1)
    }

    /// Behind a verb of talking the "with" of somebody named, unless the matter has it ("bàn về quan hệ với B"): the other side of the talk.
    fn with_behind(&self, verb: usize) -> Option<usize> {
        let alone = self.found.args.is_empty();
        let about = |i: &usize| match self.piece(*i) {
            Some(Piece::Noun(n)) => {
                matches!(
                    self.noun(n).head,
                    Head::Place | Head::Organization | Head::Group
                )
            }
            Some(Piece::Prep(p)) => p != PrepRole::With,
            Some(Piece::Word | Piece::Transparent | Piece::Classifier | Piece::Number) => true,
            Some(Piece::Verb(VerbKind::Other) | Piece::And | Piece::Comma) => true,
            _ => false,
        };
        let end = self.filler.clause.chunks.end;
        let with = (verb + 1..end).find(|i| !about(i)).filter(|_| alone)?;
        let whom = (with + 1..end).find(|i| self.piece(*i) != Some(Piece::Transparent))?;
        let named = matches!(self.filler.head(whom), Some(Head::Person | Head::Role));
        let marked = self.piece(with) == Some(Piece::Prep(PrepRole::With));
        (marked && named && !self.filler.matter_at(with - 1)).then_some(with)
    }

    /// Whether somebody named stands behind an "and", of whom nothing more is told.
    fn somebody_ends(&self, and: usize) -> bool {
        let named = matches!(self.filler.head(and + 1), Some(Head::Person | Head::Role));
        let behind = self.piece(and + 2);
        named
            && matches!(
                behind,
                None | Some(
                    Piece::Stop | Piece::Prep(PrepRole::At | PrepRole::Beside) | Piece::Time(_)
                )
            )
    }

    /// Whether a word for people stands at the chunk, or right behind words that add nothing.
    fn people_at(&self, i: usize) -> bool {
        self.called_at(i, self.filler.input.classes.people)
    }

    /// Whether a word of a class stands at the chunk, or right behind words that add nothing.
    fn called_at(&self, i: usize, class: ClassId) -> bool {
        let input = self.filler.input;
        let chunks = input.chunks.get(i..).unwrap_or(&[]);
        let next = chunks.iter().find(|c| c.piece != Piece::Transparent);
        let entry = next
            .filter(|c| c.piece == Piece::Word)
            .and_then(|c| c.entry);
        entry.is_some_and(|e| input.lexicon.is(e, class))
    }
}
