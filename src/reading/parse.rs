//! Noun phrases of all sentences; chunks, and clauses, of those that are asked for them.
//!
//! Most sentences of mixed news tell of nobody who acts and hold no trigger: what they would become is never looked at. Of most
//! others the chunks tell that nothing is told, and they are not cut into clauses.

use super::signals::{PHRASES, TRIGGER, WAY};
use super::{ROWS_KEPT, Reading};
use crate::clause::{
    Chunk, Clause, OFFICE, Offices, Piece, PrepRole, Tells, VerbKind, chunks, clauses,
};
use crate::discourse::EntityNo;
use crate::extraction::Kind;
use crate::extractor::Extractor;
use crate::happening::Places;
use crate::mention::Mention;
use crate::phrase::{Desk, Given, Head, Noun, build, build_plain, plain_row, pos_kind};
use crate::rule::{PosKind, Position};
use crate::text::{Sentence, Text};
use std::cell::OnceCell;
use std::ops::Range;

/// A sentence with its noun phrases.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) sentence: usize,
    pub(super) nouns: Range<usize>,
    /// Whether a word of it can be a trigger.
    pub(super) trigger: bool,
    /// The mentions and times that begin in it.
    mentions: Range<usize>,
    pub(super) times: Range<usize>,
    /// The chunker's row among all rows, where the noun rules have made one.
    raw: Option<Range<usize>>,
    chunks: OnceCell<Vec<Chunk>>,
    clauses: OnceCell<Vec<Clause>>,
}

/// Rows that were given up, for sentences to come.
#[derive(Debug, Default)]
pub(super) struct SpareRows {
    chunks: Vec<Vec<Chunk>>,
    clauses: Vec<Vec<Clause>>,
}

impl Parsed {
    /// Where its row stands among all rows, if the noun rules have made one.
    pub(super) fn own_row(&self) -> Option<Range<usize>> {
        self.raw.clone()
    }

    /// Gives it another row.
    pub(super) fn set_row(&mut self, row: Range<usize>) {
        self.raw = Some(row);
    }

    /// Gives up its row.
    pub(super) fn shed(&mut self, to: &mut SpareRows) {
        keep(self.chunks.take(), &mut to.chunks);
        keep(self.clauses.take(), &mut to.clauses);
    }
}

/// Keeps a list, emptied, unless there are many.
fn keep<T>(list: Option<Vec<T>>, to: &mut Vec<Vec<T>>) {
    if let Some(mut list) = list
        && to.len() < ROWS_KEPT
    {
        list.clear();
        to.push(list);
    }
}

/// A sentence's row of chunks, cut into clauses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'r> {
    pub(super) chunks: &'r [Chunk],
    pub(super) clauses: &'r [Clause],
}

impl Reading<'_, '_> {
    /// Noun phrases of every sentence.
    pub(super) fn parse(&mut self) {
        let x = self.extractor;
        let (mut next_mention, mut next_time) = (0, 0);
        self.parsed.reserve(self.text.sentences.len());
        for (i, s) in self.text.sentences.iter().enumerate() {
            let own = s.tokens.clone();
            let start_of = |n: usize| self.mentions.get(n).map(|m| m.tokens.start);
            let mentions = begin_in(&own, &mut next_mention, start_of);
            let start_of = |n: usize| self.times.get(n).map(|t| t.tokens.start);
            let times = begin_in(&own, &mut next_time, start_of);
            let mut signal = self.signals.get(i).copied().unwrap_or_default();
            for m in self.mentions.get(mentions.clone()).unwrap_or(&[]) {
                signal.join(x.signals.of_kind(pos_kind(m.kind)));
            }
            if !times.is_empty() {
                signal.join(x.signals.of_kind(PosKind::Time));
            }
            let first = self.nouns.len();
            let desk = self.desk.get_mut();
            let mut outer = std::mem::take(&mut desk.outer);
            outermost(&self.mentions, mentions.clone(), &self.text, x, &mut outer);
            let given = Given {
                text: &self.text,
                range: own,
                lexicon: &x.lexicon,
                mentions: &self.mentions,
                outer: &outer,
                times: self.times.get(times.clone()).unwrap_or(&[]),
                first_time: times.start,
            };
            let raw = if x.signals.wake(PHRASES, signal) {
                let from = self.rows.len();
                let joined = build(&given, &x.phrases, &mut self.nouns, desk, &mut self.rows);
                joined.then_some(from..self.rows.len())
            } else {
                build_plain(&given, &mut self.nouns, desk);
                None
            };
            desk.outer = outer;
            let nouns = first..self.nouns.len();
            let own = s.tokens.clone();
            let way = signal.has(WAY) && self.way_leads(own, nouns.clone(), times.clone());
            let trigger = way || signal.has(TRIGGER) || self.may_picture(s, nouns.clone());
            self.parsed.push(Parsed {
                sentence: i,
                nouns,
                trigger,
                mentions,
                times,
                raw,
                chunks: OnceCell::new(),
                clauses: OnceCell::new(),
            });
        }
        self.called_again();
    }

    /// Whether a word that is a trigger only where a place follows may be one: what the chunker asks of what is behind it, asked of
    /// the words before anything is made of them. Where a name or a time cuts an entry short, it may.
    fn way_leads(&self, words: Range<usize>, nouns: Range<usize>, times: Range<usize>) -> bool {
        /// So many positions behind the word are looked at.
        const BEHIND: usize = 3;
        let (x, text) = (self.extractor, &self.text);
        let (lexicon, k) = (&x.lexicon, &x.classes);
        let nouns = self.nouns.get(nouns).unwrap_or(&[]);
        let times = self.times.get(times).unwrap_or(&[]);
        let noun_at = |at: usize| nouns.iter().find(|n| n.tokens.start == at);
        let time_at = |at: usize| times.iter().find(|t| t.tokens.start == at);
        let cut = |entry: Range<usize>| {
            let mut within = entry.start + 1..entry.end;
            entry.end > words.end || within.any(|at| noun_at(at).is_some() || time_at(at).is_some())
        };
        let light = [k.place_noun, k.transparent, k.adverb, k.prep];
        let leads = |mut at: usize| {
            for n in 0..BEHIND {
                if let Some(noun) = noun_at(at) {
                    return noun.head == Head::Place;
                }
                if let Some(time) = time_at(at) {
                    at = time.tokens.end;
                    continue;
                }
                let Some((e, length)) = text.longest_at(at).filter(|_| at < words.end) else {
                    return false;
                };
                let state = lexicon.sense(e, k.det).and_then(|s| s.attr("state"));
                if n == 0 && state.is_some() || cut(at..at + length) {
                    return true;
                }
                if !light.iter().any(|c| lexicon.is(e, *c)) {
                    return false;
                }
                at += length;
            }
            false
        };
        words.clone().any(|at| {
            let found = text.longest_at(at);
            let way = found.filter(|(e, _)| x.signals.of_entry(*e).has(WAY));
            way.is_some_and(|(e, length)| {
                let itself = lexicon.is(e, k.trigger) && lexicon.is(e, k.prep);
                cut(at..at + length) || itself && leads(at + length)
            })
        })
    }

    /// Whether a chunk's word has an attribute.
    pub(super) fn says(&self, chunk: &Chunk, key: &str) -> bool {
        let entry = chunk.entry.map(|e| self.extractor.lexicon.entry(e));
        entry.is_some_and(|e| e.attr(key).is_some())
    }

    /// The chunks of a sentence, made when first asked for.
    pub(super) fn chunks(&self, i: usize) -> &[Chunk] {
        let (x, p) = (self.extractor, &self.parsed[i]);
        p.chunks.get_or_init(|| {
            let mut desk = self.desk.borrow_mut();
            let raw = match &p.raw {
                Some(raw) => self.rows.get(raw.clone()).unwrap_or(&[]),
                None => {
                    let first = p.nouns.start;
                    self.given(i, &mut desk, |given, desk| plain_row(given, first, desk));
                    &desk.row
                }
            };
            let mut out = self.spare.borrow_mut().chunks.pop().unwrap_or_default();
            chunks(raw, &self.nouns, &x.lexicon, &x.classes, &mut out);
            self.behind_their_own(&mut out);
            self.told_of_first(&mut out);
            self.pictured(&mut out);
            out
        })
    }

    /// The chunks and clauses of a sentence; the clauses are made when first asked for.
    pub(super) fn row(&self, i: usize) -> Row<'_> {
        let chunks = self.chunks(i);
        let clauses = self.parsed[i].clauses.get_or_init(|| self.cut(chunks));
        Row { chunks, clauses }
    }

    /// A sentence's chunks cut into clauses.
    fn cut(&self, chunks: &[Chunk]) -> Vec<Clause> {
        let x = self.extractor;
        let invites = |c: &Chunk| {
            let frame = x.frames.of_trigger(c, &x.lexicon, &x.classes);
            frame.is_some_and(|f| x.frames.invites(f))
        };
        let says = |c: &Chunk, key: &str| {
            let entry = c.entry.map(|e| x.lexicon.entry(e));
            entry.is_some_and(|e| e.attr(key).is_some())
        };
        let joint = |c: &Chunk| says(c, "joint");
        let seizes = |c: &Chunk| says(c, "seizes");
        let given = |c: &Chunk| {
            let frame = x.frames.of_trigger(c, &x.lexicon, &x.classes);
            frame.is_some_and(|f| f.given)
        };
        let by_invitation = |c: &Chunk| x.frames.by_invitation(c, &x.lexicon, &x.classes);
        let comes = |c: &Chunk| matches!(c.piece, Piece::Trigger { .. }) && says(c, "comes");
        let deed = |c: &Chunk| says(c, "deed");
        let befalls = |c: &Chunk| says(c, "befalls");
        let now = |c: &Chunk| matches!(c.piece, Piece::Cue(_)) && says(c, "now");
        let journey = |c: &Chunk| {
            let frame = x.frames.of_trigger(c, &x.lexicon, &x.classes);
            let kind = frame.and_then(|f| x.frames.kind_of(f));
            kind.is_some_and(|k| k.journey)
        };
        let first = |c: &Chunk| c.piece == Piece::Transparent && says(c, "first");
        let people = |c: &Chunk| c.entry.is_some_and(|e| x.lexicon.is(e, x.classes.people));
        let tells = Tells {
            now: &now,
            comes: &comes,
            deed: &deed,
            befalls: &befalls,
            journey: &journey,
            invites: &invites,
            joint: &joint,
            seizes: &seizes,
            given: &given,
            by_invitation: &by_invitation,
            first: &first,
            people: &people,
        };
        let mut out = self.spare.borrow_mut().clauses.pop().unwrap_or_default();
        clauses(chunks, &self.nouns, &tells, &mut out);
        out
    }

    /// The state behind a town of its, or behind one of its own people, says which town or who he is.
    fn behind_their_own(&self, chunks: &mut Vec<Chunk>) {
        let mut i = 1;
        while let Some(between) = chunks.get(i) {
            let of_it = match between.piece {
                Piece::Noun(_) => self.base_of_state(chunks, i),
                Piece::Comma => self.town_of_state(chunks, i - 1),
                Piece::Prep(PrepRole::Of) => self.one_of_state(chunks, i - 1),
                _ => false,
            };
            if of_it {
                chunks.drain(i..i + 2);
            } else {
                i += 1;
            }
        }
    }

    /// "tới căn cứ không quân nước X ở K": a state behind a word for what states have anywhere only says whose it is.
    fn base_of_state(&self, chunks: &[Chunk], i: usize) -> bool {
        let place = |c: &Chunk| match c.piece {
            Piece::Noun(n) => self.nouns.get(n).filter(|n| n.head == Head::Place),
            _ => None,
        };
        let state = |n: &Noun| {
            let bound = n.name.and_then(|m| self.bound.get(m).copied().flatten());
            bound.is_some_and(|e| self.entities.get(e).kind == Kind::Country)
        };
        match chunks.get(i - 1..i + 3) {
            Some([word, whose, at, there]) => {
                at.piece == Piece::Prep(PrepRole::At)
                    && word.piece == Piece::Transparent
                    && self.says(word, "owned")
                    && place(there).is_some()
                    && place(whose).is_some_and(state)
            }
            _ => false,
        }
    }

    /// "tới Busan, Hàn Quốc dự hội nghị": the state behind a town of its only says where the town is, and the two are one place; it
    /// acts where a verb of saying or a cue comes next ("Khi ông A tới Bắc Kinh, Trung Quốc đã …").
    fn town_of_state(&self, chunks: &[Chunk], i: usize) -> bool {
        let place = |c: &Chunk| match c.piece {
            Piece::Noun(n) => {
                let noun = self.nouns.get(n).filter(|n| n.head == Head::Place)?;
                self.bound.get(noun.name?).copied().flatten()
            }
            _ => None,
        };
        let Some([town, _, state]) = chunks.get(i..i + 3) else {
            return false;
        };
        let own = place(town)
            .zip(place(state))
            .is_some_and(|(t, s)| t != s && self.geography().within(t, s));
        let next = |n: usize| chunks.get(i + 3 + n);
        // ("hôm thứ Tư".)
        let when = next(1).is_some_and(|c| matches!(c.piece, Piece::Time(_)));
        let acts = || match next(0).map(|c| c.piece) {
            Some(Piece::Word | Piece::Transparent) if when => false,
            Some(Piece::Cue(_) | Piece::Word | Piece::Transparent | Piece::Passive) => true,
            Some(Piece::Verb(VerbKind::Say | VerbKind::Other) | Piece::And) => true,
            // "Tại K, nước X, nước Y và nước Z họp".
            Some(Piece::Comma) => next(1).is_some_and(|c| place(c).is_some()),
            // "Tại K, nước X đàm phán với nước Y".
            Some(Piece::Verb(_) | Piece::Trigger { .. }) => !chunks[..i].iter().any(Chunk::is_verb),
            _ => false,
        };
        own && !acts()
    }

    /// "cuộc gặp với Thủ tướng A của nước X": the state behind one of its own people only says who he is; it is no side of what is told.
    ///
    /// Of somebody whom no row knows an office says so.
    fn one_of_state(&self, chunks: &[Chunk], i: usize) -> bool {
        let noun = |c: &Chunk, head: Head| match c.piece {
            Piece::Noun(n) => self.nouns.get(n).filter(|n| n.head == head),
            _ => None,
        };
        let bound = |n: &Noun| self.bound.get(n.name?).copied().flatten();
        let of_it = |person: &Noun, state: EntityNo| {
            let row = self
                .state_of(state)
                .map(|ix| self.extractor.gazetteer.entity(ix));
            let served =
                person.polity.is_some() || person.titles.iter().any(|t| t.polity.is_some());
            let own = bound(person).zip(row);
            own.is_some_and(|(p, row)| match self.entities.get(p).known {
                Some(_) => self.geography().serves(p, &row.id),
                None => !served && !person.titles.is_empty(),
            })
        };
        let Some([person, _, state]) = chunks.get(i..i + 3) else {
            return false;
        };
        let state = noun(state, Head::Place).and_then(bound);
        let country = state.filter(|s| self.entities.get(*s).kind == Kind::Country);
        let person = country.and_then(|_| noun(person, Head::Person));
        person.zip(country).is_some_and(|(p, s)| of_it(p, s))
    }

    /// "A, 64 tuổi, và B hội đàm", "A, tổng thống nước X, và B gặp nhau": what stands between two commas behind the first of two, whom the
    /// sentence begins with, only says who he is.
    fn told_of_first(&self, chunks: &mut Vec<Chunk>) {
        let piece = |i: usize| chunks.get(i).map(|c| c.piece);
        if piece(1) != Some(Piece::Comma) {
            return;
        }
        let offices = Offices {
            chunks,
            nouns: &self.nouns,
        };
        let person = |i: usize| offices.head(i) == Some(Head::Person);
        let end = offices.end(2, chunks.len().min(2 + OFFICE));
        let closed = piece(end) == Some(Piece::Comma) && piece(end + 1) == Some(Piece::And);
        if end > 2 && closed && person(0) && person(end + 2) {
            chunks.drain(1..=end);
        }
    }

    /// Whether a sentence begins with one of two persons, as what stands under a picture of them does.
    fn may_picture(&self, sentence: &Sentence, nouns: Range<usize>) -> bool {
        match self.nouns.get(nouns) {
            Some([first, second, ..]) => {
                first.tokens.start == sentence.tokens.start && person(first) && person(second)
            }
            _ => false,
        }
    }

    /// "Ông A (trái) và ông B tại K hôm 3/3": where no verb tells what two do at a place or on a day, the word between them tells that
    /// they were there together.
    fn pictured(&self, chunks: &mut [Chunk]) {
        let noun = |c: &Chunk| match c.piece {
            Piece::Noun(n) => self.nouns.get(n),
            _ => None,
        };
        let [first, and, second, next, ..] = chunks else {
            return;
        };
        let when_or_where = matches!(
            next.piece,
            Piece::Prep(PrepRole::At | PrepRole::Beside) | Piece::Time(_)
        );
        let two = noun(first).is_some_and(person) && noun(second).is_some_and(person);
        if !(two && when_or_where && and.piece == Piece::And) {
            return;
        }
        let x = self.extractor;
        let journey = |c: &Chunk| {
            let frame = x.frames.of_trigger(c, &x.lexicon, &x.classes);
            let kind = frame.and_then(|f| x.frames.kind_of(f));
            kind.is_some_and(|k| k.journey)
        };
        let tells = |c: &Chunk| match c.piece {
            Piece::Trigger { noun } => !noun || !journey(c),
            Piece::Verb(_) | Piece::Cue(_) | Piece::Colon | Piece::Quote => true,
            _ => false,
        };
        // "A và B tại lễ đón ở K": a verb right behind its preposition says what kind of event it is.
        let mut kind = false;
        let told = chunks.iter().any(|c| {
            let beside = std::mem::replace(&mut kind, c.piece == Piece::Prep(PrepRole::Beside));
            tells(c) && !(beside && c.piece == Piece::Trigger { noun: false })
        });
        if told {
            return;
        }
        let joins = |c: &Chunk| c.entry.and_then(|e| x.classes.told_by(&x.lexicon, e));
        if let Some(and) = chunks.get_mut(1).filter(|c| joins(c).is_some()) {
            and.piece = Piece::Trigger { noun: false };
        }
    }

    /// The positions that the noun rules are given in a sentence.
    pub(super) fn positions(&self, i: usize) -> Vec<Position> {
        self.given(i, &mut Desk::default(), |given, _| given.positions())
    }

    fn given<T>(
        &self,
        i: usize,
        desk: &mut Desk,
        of: impl FnOnce(&Given<'_>, &mut Desk) -> T,
    ) -> T {
        let (x, p) = (self.extractor, &self.parsed[i]);
        let mut outer = std::mem::take(&mut desk.outer);
        outermost(
            &self.mentions,
            p.mentions.clone(),
            &self.text,
            x,
            &mut outer,
        );
        let given = Given {
            text: &self.text,
            range: self.text.sentences[p.sentence].tokens.clone(),
            lexicon: &x.lexicon,
            mentions: &self.mentions,
            outer: &outer,
            times: self.times.get(p.times.clone()).unwrap_or(&[]),
            first_time: p.times.start,
        };
        let out = of(&given, desk);
        desk.outer = outer;
        out
    }
}

/// Whether a noun phrase names a person, or says who he is.
fn person(n: &Noun) -> bool {
    matches!(n.head, Head::Person | Head::Role) && !n.pronoun
}

/// Of what is sorted by its first token: the numbers of those that begin in a range; `next` is the first that was not passed yet.
fn begin_in(
    range: &Range<usize>,
    next: &mut usize,
    start_of: impl Fn(usize) -> Option<usize>,
) -> Range<usize> {
    while start_of(*next).is_some_and(|s| s < range.start) {
        *next += 1;
    }
    let first = *next;
    while start_of(*next).is_some_and(|s| s < range.end) {
        *next += 1;
    }
    first..*next
}

/// The numbers of the mentions that no other contains; where an organisation runs into a title or idiom of the lexicon, of
/// those inside it. `out` is cleared first.
fn outermost(
    mentions: &[Mention],
    range: Range<usize>,
    text: &Text<'_>,
    x: &Extractor,
    out: &mut Vec<usize>,
) {
    out.clear();
    let own = mentions.get(range.clone()).unwrap_or(&[]);
    for (i, m) in range.zip(own) {
        let holds = |o: &Mention| o.tokens.start <= m.tokens.start && m.tokens.end <= o.tokens.end;
        let covered = out.iter().any(|o| mentions.get(*o).is_some_and(holds));
        if covered {
            continue;
        }
        if m.kind == Kind::Organization && m.tokens.len() > 1 {
            // "Chủ tịch Quốc hội": the title holds the organisation's first words.
            let title = |e| {
                let class = x.lexicon.find_class("title");
                class.is_some_and(|c| x.lexicon.is(e, c))
            };
            let runs_in = (m.tokens.start.saturating_sub(3)..m.tokens.start).any(|at| {
                text.longest_at(at)
                    .is_some_and(|(e, n)| at + n > m.tokens.start && title(e))
            });
            if runs_in {
                continue;
            }
        }
        out.push(i);
    }
}
