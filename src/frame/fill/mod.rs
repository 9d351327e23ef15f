//! Filling the slots of every trigger of a sentence.
//!
//! Candidates are taken in a fixed order, without weights: what a preposition marks as a side; the noun right after the
//! trigger; the clause's own subject; the subject it shares. Each is then checked: its kind must be one the frame takes.
//! An argument may stand in the trigger's clause, in those above and right behind it; sentences are of bounded length, so that looks
//! within one keep the whole linear in the text.

mod above;
mod adjuncts;
mod another;
mod argument;
mod chairs;
mod days;
mod earlier;
mod ends;
mod filled;
mod instead;
mod lists;
mod local;
mod located;
mod marks;
mod object;
mod offices;
mod phrase;
mod scope;
mod sides;
mod spent;
mod stops;
mod subject;
mod verb;
mod within;

use super::config::{Frame, Frames, Mark, Parties};
use crate::clause::{Chunk, Classes, Clause, CueKind, Link, Piece, PrepRole, VerbKind};
use crate::extraction::Kind;
use crate::lexicon::{Lexicon, Sense};
use crate::phrase::{Head, Noun};
pub(crate) use adjuncts::{ATTENDED, BESIDE};
pub(crate) use filled::{
    Adjunct, Arg, CHAIR, Filled, OR_SUBJECT, Refused, SUBJECT_BEHIND, WITH_SUBJECT,
};
use object::Right;
use std::cell::OnceCell;

fn chunk_is_comma(c: &Chunk) -> bool {
    c.piece == Piece::Comma
}

/// A word in quotes by itself is not meant as it is said ("'bắt tay' với một hãng khác làm phim"); of states it may be.
fn in_scare_quotes(chunks: &[Chunk], at: usize) -> bool {
    let quote = |i: Option<usize>| {
        i.and_then(|i| chunks.get(i))
            .is_some_and(|c| c.piece == Piece::Quote)
    };
    quote(at.checked_sub(1)) && quote(Some(at + 1))
}

/// What filling needs to know.
pub(crate) struct FrameInput<'a> {
    pub(crate) sentence: usize,
    pub(crate) chunks: &'a [Chunk],
    pub(crate) clauses: &'a [Clause],
    pub(crate) nouns: &'a [Noun],
    /// Whether a noun phrase names a place that lies in a state, and not a state or a part of the world.
    pub(crate) in_a_state: &'a dyn Fn(usize) -> bool,
    /// Kind of the mention that a noun phrase names.
    pub(crate) kind_of: &'a dyn Fn(usize) -> Option<Kind>,
    pub(crate) frames: &'a Frames,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) classes: &'a Classes,
}

/// Fills the frames of one sentence, in text order.
pub(crate) fn fill(input: &FrameInput<'_>) -> Vec<Filled> {
    let told = |c: &&Chunk| matches!(c.piece, Piece::Trigger { .. });
    let mut out = Vec::with_capacity(input.chunks.iter().filter(told).count());
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
                .and_then(|e| input.classes.told_by(input.lexicon, e))
            else {
                continue;
            };
            let Some(frame) = sense.attr("frame").and_then(|f| input.frames.find(f)) else {
                continue;
            };
            let parties = input.frames.frame(frame).parties;
            if !noun && !parties.country && in_scare_quotes(input.chunks, i) {
                continue;
            }
            if contest && input.frames.frame(frame).no_contest {
                continue;
            }
            Filler::at(input, ci, i, sense, noun).run(frame, &mut out);
        }
    }
    out
}

struct Filler<'a> {
    input: &'a FrameInput<'a>,
    ci: usize,
    clause: &'a Clause,
    at: usize,
    /// The trigger's word.
    word: &'a Sense,
    noun: bool,
    /// See [`prep_before`](Filler::prep_before).
    prep: OnceCell<Option<usize>>,
    /// The frame of the trigger's word, once asked for.
    own: OnceCell<Option<&'a Frame>>,
}

impl<'a> Filler<'a> {
    /// For the trigger at a chunk of a clause.
    fn at(
        input: &'a FrameInput<'a>,
        ci: usize,
        at: usize,
        word: &'a Sense,
        noun: bool,
    ) -> Filler<'a> {
        Filler {
            input,
            ci,
            clause: &input.clauses[ci],
            at,
            word,
            noun,
            prep: OnceCell::new(),
            own: OnceCell::new(),
        }
    }
}

impl Filler<'_> {
    /// One frame, or one a member where a list says of each its own place and time ("lần lượt gặp A tại K hôm 2/7, B tại M hôm
    /// 5/7"), or one a country of a tour.
    fn run(&self, frame_ix: usize, out: &mut Vec<Filled>) {
        let frame = self.input.frames.frame(frame_ix);
        let mut right = self.right(frame, self.at + 1);
        // "đàm phán (giữa) Nga - Ukraine và Mỹ - Iran": each pair has its own.
        let pair = |n: usize| self.input.nouns[n].head == Head::Pair;
        while right.args.iter().filter(|(_, n, _)| pair(*n)).count() > 1 {
            let all = right.args.clone();
            let first = all.iter().position(|(_, n, _)| pair(*n));
            let mut k = 0;
            right.args.retain(|(_, n, _)| {
                k += 1;
                !pair(*n) || Some(k - 1) == first
            });
            out.push(self.build(frame_ix, &right));
            right.args = all;
            right.args.remove(first.unwrap_or_default());
        }
        loop {
            let next = right.next.filter(|_| right.again || self.dist());
            let mut f = self.build(frame_ix, &right);
            if let Some(others) = self.told_beside(&mut f, out) {
                out.extend(others);
            }
            self.one_more(&mut f, out);
            // Cities of one state are told apart again where the state is known.
            // "thăm Nga, Paris và Iraq".
            let town = |p: &Adjunct| {
                let kind = (self.input.kind_of)(p.index);
                p.distance == 0 && matches!(kind, Some(Kind::Country | Kind::City))
            };
            let each = f.places.len() > 1 && f.places.iter().all(town);
            if frame.place.is_empty() && !frame.destination.is_empty() && each {
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
                Some(at) => {
                    let before = std::mem::replace(&mut right, self.right(frame, at));
                    if before.again {
                        // "gặp A ở K ngày 3/3 và L ngày 6/6".
                        let there = !before.places.is_empty() && frame.destination.is_empty();
                        let place = |(m, n, _): &mut (Mark, usize, bool)| {
                            let place = self.input.nouns[*n].head == Head::Place;
                            there && *m == Mark::Bare && place
                        };
                        let places: Vec<_> = right.args.extract_if(.., place).collect();
                        right.places.extend(places.iter().map(|(_, n, _)| *n));
                        right.take_from(before, self.noun);
                    }
                }
                None => return,
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

    fn build(&self, frame_ix: usize, right: &Right) -> Filled {
        let input = self.input;
        let mut frame_ix = frame_ix;
        let mut frame = input.frames.frame(frame_ix);
        // "thăm ông A" is a meeting, "thăm nước B" a visit; so is "đến thăm và làm việc với Bộ Y", where no place is gone to.
        if let Some(other) = frame.person_object.as_deref()
            && let Some(other) = input.frames.find(other)
            && !self.noun
        {
            let object = &input.frames.frame(other).marks;
            let marked = |m: &Mark| frame.destination.contains(m) && object.contains(m);
            let first = right.args.iter().find(|(m, _, _)| marked(m));
            let whom = first.is_some_and(|(m, n, _)| match input.nouns[*n].head {
                _ if *m != Mark::Bare && !right.places.is_empty() => false,
                Head::Person | Head::Role | Head::Pronoun => true,
                Head::Organization => *m != Mark::Bare,
                _ => false,
            });
            if whom {
                frame_ix = other;
                frame = input.frames.frame(other);
            }
        }
        // "trao đổi với B qua điện thoại" is a call.
        if let Some(other) = &frame.remote
            && let Some(f) = input.frames.find(other)
            && (self.remote(right) || self.within_another(&input.frames.frame(f).kind))
        {
            frame_ix = f;
            frame = input.frames.frame(f);
        }
        // "…, tiếp nối cuộc gặp ở K": another one than what goes on with it.
        let goes_on = self.noun && self.prep_before().is_some_and(|p| self.says(p, "earlier"));
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
            counted: right.counted,
            // "cuộc gặp gỡ người dân": with people whom nobody names.
            void: right.crowd,
            presupposed: self.noun && self.preceded_by_prep(),
            indefinite: self.indefinite() || goes_on,
            again: self.attr("again").is_some() || goes_on,
            several: self.several(),
            each: self.each() || right.each,
            summit: self.attr("summit").is_some(),
            voices: self.attr("voices").is_some(),
            alone: false,
            of_journey: !self.noun && self.after_journey(),
            invited: !self.noun && self.governed_by_invitation(),
            unnamed: self.noun && self.with_unnamed(right),
            of_states: self.attr("states").is_some(),
            agreed: false,
            to_that_state: false,
            with_that_state: None,
            that_delegation: None,
            spoken_to: None,
            refused: Vec::new(),
        };
        self.that_state_args(frame, right, &mut f);
        self.that_delegation_args(frame, right, &mut f);
        if self.noun {
            self.noun_args(frame, right, &mut f);
        } else {
            self.verb_args(frame, right, &mut f);
            f.unnamed = f.args.len() > 1 && self.with_unnamed(right);
        }
        self.offered(frame, right, &mut f);
        self.invited_to_meet(frame, &mut f);
        f.spoken_to = self.spoken_to(frame, &f);
        self.thanked(frame, &mut f);
        self.adjuncts(frame, right, &mut f);
        f.alone = self.noun && self.attr("alone").is_some() && self.by_himself(right, &f);
        self.cues(right, &mut f);
        self.done_as_planned(&mut f);
        self.asked_of(frame, right, &mut f);
        self.open_still(&mut f);
        // "hai ông sẽ không ăn tối cùng nhau": they may meet all the same.
        let denied = |(k, _): &(CueKind, _)| *k == CueKind::Negation;
        f.void |= self.attr("meal").is_some() && f.cues.iter().any(denied);
        f.agreed = self.noun && f.of_states && f.cues.iter().any(|(k, _)| *k == CueKind::Agree);
        if frame.given {
            // "sẽ thăm theo lời mời của B": the journey lies ahead, the inviting has been done.
            f.cues
                .retain(|(k, _)| !matches!(k, CueKind::Future | CueKind::Possible | CueKind::If));
        }
        f
    }

    /// Whether a word of what carries voices far stands in the trigger's own stretch.
    fn remote(&self, right: &Right) -> bool {
        let c = self.input.chunks;
        let end = right.end.clamp(self.at + 1, self.clause.chunks.end);
        let told = |c: &Chunk| {
            c.entry
                .is_some_and(|e| self.input.lexicon.is(e, self.input.classes.remote))
        };
        c[self.at + 1..end]
            .iter()
            .take_while(|c| !matches!(c.piece, Piece::Stop | Piece::Semicolon | Piece::Colon))
            .any(told)
    }

    /// "trao đổi với B trong cuộc điện đàm", "gọi điện, nói chuyện với B", "có cuộc điện đàm trao đổi với nhau": whether an event of that kind stands in the clause, within which
    /// or as which is done what the trigger tells.
    fn within_another(&self, kind: &str) -> bool {
        let c = self.input.chunks;
        let of_kind = |i: usize| self.frame_of(i).is_some_and(|f| f.kind == kind);
        let plain = |i: &usize| {
            matches!(
                c[*i].piece,
                Piece::Classifier | Piece::Transparent | Piece::Number | Piece::Word
            )
        };
        let within = |i: usize| {
            let before = (self.at + 1..i).rev().find(|k| !plain(k));
            let at = |p: usize| c[p].piece == Piece::Prep(PrepRole::At) && !self.says(p, "apart");
            before.is_some_and(|p| at(p) || self.says(p, "means"))
        };
        let event =
            |i: usize| c[i].piece == Piece::Trigger { noun: true } && of_kind(i) && within(i);
        let joined = || {
            let before = self.clause.chunks.start..self.at;
            let last = before
                .rev()
                .find(|i| !c[*i].is_light() && c[*i].piece != Piece::Comma);
            last.is_some_and(|i| matches!(c[i].piece, Piece::Trigger { .. }) && of_kind(i))
        };
        // "trao đổi với B về tình hình K, trong cuộc điện đàm hôm nay": set off by a comma.
        let end = self.clause.chunks.end;
        let next = self.input.clauses.get(self.ci + 1).filter(|n| {
            let first = n.chunks.start;
            let begins =
                c[first].piece == Piece::Prep(PrepRole::At) && c[end].piece == Piece::Comma;
            n.link == Link::Coordination && !n.own_subject && begins
        });
        let end = next.map_or(end, |n| n.chunks.end);
        self.attr("voices").is_some() && !self.noun && ((self.at + 1..end).any(event) || joined())
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
                Some(Kind::City | Kind::Place) if parties.country || parties.province => Ok(()),
                _ => Err("a place is no party here"),
            },
            Head::Organization if parties.organization || parties.body || delegation => Ok(()),
            Head::Organization => Err("an organisation is no party here"),
            Head::Occasion => Err("an occasion is no party"),
            Head::Other => Err("someone else than the person named"),
        }
    }

    /// Whether the noun of a journey stands before the trigger in its clause, and no party.
    fn after_journey(&self) -> bool {
        let c = self.input.chunks;
        let before = self.clause.chunks.start..self.at;
        let journey = |i: &usize| {
            let kind = self.frame_of(*i).map(|f| &f.kind);
            c[*i].piece == Piece::Trigger { noun: true }
                && kind.is_some_and(|k| self.input.frames.kind(k).is_some_and(|k| k.journey))
        };
        !self.clause.own_subject && before.clone().any(|i| journey(&i))
    }

    /// "một cuộc họp": one that need not have been told of.
    fn indefinite(&self) -> bool {
        let c = self.input.chunks;
        let mut before = (self.clause.chunks.start..self.at).rev();
        let one = before.find(|i| self.says(*i, "indefinite") || c[*i].piece != Piece::Classifier);
        self.noun && one.is_some_and(|i| self.says(i, "indefinite"))
    }

    /// Whether the trigger itself is a plural ("các cuộc đàm phán").
    fn plural(&self) -> bool {
        self.attr("each").is_some()
    }

    /// Whether an event noun or the word before it tells of several ("các cuộc đàm phán", "những vòng đàm phán").
    fn several(&self) -> bool {
        let before = self.at.checked_sub(1).filter(|_| self.noun);
        let plural = |i: usize| {
            let entry = self.input.chunks[i].entry;
            entry.is_some_and(|e| self.input.lexicon.is(e, self.input.classes.plural))
        };
        self.noun && self.attr("plural").is_some()
            || before.is_some_and(|i| plural(i) || self.says(i, "plural"))
    }

    /// An attribute of the trigger's word.
    fn attr(&self, key: &str) -> Option<&str> {
        self.word.attr(key)
    }

    /// An attribute of a chunk's word as a trigger.
    fn attr_at(&self, at: usize, key: &str) -> Option<&str> {
        let e = self.input.chunks.get(at)?.entry?;
        self.input
            .lexicon
            .sense(e, self.input.classes.trigger)?
            .attr(key)
    }

    /// Whether the clause says that the others are met one by one.
    fn each(&self) -> bool {
        let c = self.input.chunks;
        self.clause.chunks.clone().any(|i| match c[i].piece {
            Piece::Dist => true,
            // "một loạt cuộc tiếp xúc".
            Piece::Word => i + 1 == self.at && self.noun && self.says(i, "series"),
            // "hội đàm với cả A và B".
            Piece::Prep(_) => i > self.at && self.says(i, "each"),
            // "tiếp Đại sứ A và Đại sứ B đến chào".
            Piece::Trigger { .. } if i > self.at => self.says(i, "comes"),
            // "Cả A và B đều đã gặp C".
            Piece::Transparent if self.says(i, "each") => {
                let own = |c: &Chunk| c.is_light() || c.piece == Piece::Verb(VerbKind::Light);
                i < self.at && !self.noun && c[i..self.at].iter().all(own)
            }
            _ => i <= self.at && self.attr_at(i, "each").is_some(),
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
                | Piece::This
                | Piece::Delegation
                | Piece::Word => {}
                Piece::Trigger { .. } => {
                    let invitation = self
                        .frame_of(i)
                        .is_some_and(|f| self.input.frames.invites(f));
                    if invitation {
                        // "B được A mời thăm C", "A gửi lời mời thăm C tới B".
                        let passive = (self.clause.chunks.start..i)
                            .find(|k| matches!(c[*k].piece, Piece::Passive));
                        let agent = || match passive {
                            Some(p) => c[p..i].iter().any(|c| matches!(c.piece, Piece::Noun(_))),
                            None => c[i].piece == Piece::Trigger { noun: false },
                        };
                        // "cảm ơn B về lời mời thăm K", "trao cho B thư mời thăm K".
                        let spoken_of = || {
                            let about = i > 0 && c[i - 1].piece == Piece::Prep(PrepRole::About);
                            c[i].piece == Piece::Trigger { noun: true }
                                && (about || self.handed_to(i).is_some())
                        };
                        return noun || agent() || spoken_of();
                    }
                    // "mời B sang thăm và làm việc": through the first of two verbs.
                }
                _ => return false,
            }
        }
        false
    }

    /// The frame of a trigger chunk.
    fn frame_of(&self, at: usize) -> Option<&Frame> {
        let input = self.input;
        let of = || {
            let chunk = input.chunks.get(at)?;
            input.frames.of_trigger(chunk, input.lexicon, input.classes)
        };
        match at == self.at {
            true => *self.own.get_or_init(of),
            false => of(),
        }
    }
}
