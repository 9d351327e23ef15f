//! A pattern as a program over symbols, made when rules are compiled and run where it stands in the image.
//!
//! It is run with backtracking, the preferred way first: sentences are short, most programs fail at the first symbols, and a step
//! that led nowhere from a place is not tried there again, so that a run costs no more than steps times symbols.

use super::alphabet::ByteSet;
use super::check::{Form, RoleId};
use crate::image::{Flat, Plain, stored};
use std::ops::Range;

/// Most steps of one program.
const MOST_STEPS: usize = 1 << 13;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// A symbol that the ask allows; then the step after it, as after all but those that name another.
    One(u16),
    /// The first way, or else the second.
    Either(u16, u16),
    /// Another step, further on.
    Jump(u16),
    /// Notes the place: of a group's begin twice its number, of its end one more.
    Mark(u16),
    Start,
    End,
    Match,
}

impl Plain<5> for Step {
    fn to_bytes(self) -> [u8; 5] {
        let (kind, a, b) = match self {
            Step::One(ask) => (0, ask, 0),
            Step::Either(a, b) => (1, a, b),
            Step::Jump(to) => (2, to, 0),
            Step::Mark(n) => (3, n, 0),
            Step::Start => (4, 0, 0),
            Step::End => (5, 0, 0),
            Step::Match => (6, 0, 0),
        };
        let ([a, b], [c, d]) = (a.to_le_bytes(), b.to_le_bytes());
        [kind, a, b, c, d]
    }

    #[inline]
    fn of_bytes(bytes: &[u8; 5]) -> Step {
        let [kind, a, b, c, d] = *bytes;
        let n = u16::from_le_bytes([a, b]);
        match kind {
            0 => Step::One(n),
            1 => Step::Either(n, u16::from_le_bytes([c, d])),
            2 => Step::Jump(n),
            3 => Step::Mark(n),
            4 => Step::Start,
            5 => Step::End,
            _ => Step::Match,
        }
    }
}

/// The steps; the first is where a run begins.
#[derive(Clone, Debug)]
pub(super) struct Program {
    steps: Flat<Step, 5>,
}

stored!(Program { steps });

impl Program {
    /// The program of a form and the roles of its groups; `None` where it grows too large. `gap` is the ask of what a gap covers.
    pub(super) fn new(form: &Form, gap: usize) -> Option<(Program, Vec<RoleId>)> {
        let mut making = Making {
            steps: Vec::new(),
            groups: Vec::new(),
            gap,
        };
        making.form(form)?;
        making.push(Step::Match)?;
        let program = Program {
            steps: making.steps.into_iter().collect(),
        };
        Some((program, making.groups))
    }
}

struct Making {
    steps: Vec<Step>,
    groups: Vec<RoleId>,
    gap: usize,
}

impl Making {
    /// The number of the next step.
    fn here(&self) -> Option<u16> {
        u16::try_from(self.steps.len()).ok()
    }

    fn push(&mut self, step: Step) -> Option<usize> {
        let at = self.steps.len();
        self.steps.push(step);
        (at < MOST_STEPS).then_some(at)
    }

    fn set(&mut self, at: usize, step: Step) {
        if let Some(slot) = self.steps.get_mut(at) {
            *slot = step;
        }
    }

    fn one(&mut self, ask: usize) -> Option<()> {
        self.push(Step::One(u16::try_from(ask).ok()?))?;
        Some(())
    }

    fn form(&mut self, form: &Form) -> Option<()> {
        match form {
            Form::Start => self.push(Step::Start).map(|_| ()),
            Form::End => self.push(Step::End).map(|_| ()),
            Form::One { ask, .. } => self.one(*ask),
            Form::Sequence(all) => all.iter().try_for_each(|f| self.form(f)),
            Form::Either(any) => self.either(any),
            Form::Role(role, of) => {
                let mark = u16::try_from(2 * self.groups.len()).ok()?;
                self.groups.push(*role);
                self.push(Step::Mark(mark))?;
                self.form(of)?;
                self.push(Step::Mark(mark.checked_add(1)?)).map(|_| ())
            }
            // As few as will do.
            Form::Gap(n) => {
                let gap = self.gap;
                self.options(*n, |of| of.one(gap), |more, end| Step::Either(end, more))
            }
            Form::Repeat { of, min, max } => {
                for _ in 0..*min {
                    self.form(of)?;
                }
                match max {
                    Some(max) => {
                        let more = max.saturating_sub(*min);
                        self.options(more, |m| m.form(of), Step::Either)
                    }
                    None => self.any_number(of),
                }
            }
        }
    }

    fn either(&mut self, any: &[Form]) -> Option<()> {
        let Some((last, others)) = any.split_last() else {
            return Some(());
        };
        let mut ends = Vec::new();
        for f in others {
            let choice = self.push(Step::Match)?;
            let first = self.here()?;
            self.form(f)?;
            ends.push(self.push(Step::Match)?);
            self.set(choice, Step::Either(first, self.here()?));
        }
        self.form(last)?;
        let end = self.here()?;
        ends.into_iter().for_each(|e| self.set(e, Step::Jump(end)));
        Some(())
    }

    /// Up to so many, each with a way on and one past all others, which `choice` puts in order.
    fn options(
        &mut self,
        most: u32,
        of: impl Fn(&mut Making) -> Option<()>,
        choice: impl Fn(u16, u16) -> Step,
    ) -> Option<()> {
        let mut choices = Vec::new();
        for _ in 0..most {
            choices.push((self.push(Step::Match)?, self.here()?));
            of(self)?;
        }
        let end = self.here()?;
        for (at, more) in choices {
            self.set(at, choice(more, end));
        }
        Some(())
    }

    /// Any number of them.
    fn any_number(&mut self, of: &Form) -> Option<()> {
        let choice = self.push(Step::Match)?;
        let first = self.here()?;
        self.form(of)?;
        let again = self.push(Step::Match)?;
        let end = self.here()?;
        self.set(again, Step::Either(first, end));
        self.set(choice, Step::Either(first, end));
        Some(())
    }
}

/// What runs of programs are done with; it serves one after the other.
#[derive(Debug, Default)]
pub(super) struct Machine {
    /// The ways that were passed over, and the notes that were changed since, latest last.
    open: Vec<Open>,
    /// A bit for each step at each place from which both its ways were tried, and the words of it that hold any: of a large program
    /// in a long sentence few do.
    seen: Vec<u64>,
    touched: Vec<usize>,
    /// What was noted.
    marks: Vec<usize>,
    /// What was noted of a match, while a veto is looked for …
    kept: Vec<usize>,
    /// … and of the best so far, while others are tried.
    best: Vec<usize>,
    /// A list for [`scan_all`](super::set::RuleSet::scan_all).
    pub(super) ends: Vec<(usize, usize)>,
}

#[derive(Clone, Copy, Debug)]
enum Open {
    Way { step: u16, at: usize },
    Mark { mark: u16, was: usize },
}

/// Nothing was noted.
const NOWHERE: usize = usize::MAX;

/// What the symbol at hand says of a step.
enum Ahead {
    Fails,
    /// It takes the symbol.
    Takes,
    Unknown,
}

impl Program {
    /// Where the match ends that begins at a place, the one that the pattern prefers. What it covers with each of the first so many
    /// groups is noted: see [`Machine::groups`].
    #[inline]
    pub(super) fn end(
        &self,
        sets: &[ByteSet],
        hay: &[u8],
        at: usize,
        groups: usize,
        machine: &mut Machine,
    ) -> Option<usize> {
        machine.marks.clear();
        machine.marks.resize(2 * groups, NOWHERE);
        self.run(sets, hay, at, machine)
    }

    fn run(
        &self,
        sets: &[ByteSet],
        hay: &[u8],
        begin: usize,
        machine: &mut Machine,
    ) -> Option<usize> {
        let steps = self.steps.items();
        let step_at = |n: u16| steps.get(usize::from(n)).map(Step::of_bytes);
        let takes = |ask: u16, at: usize| {
            let set = sets.get(usize::from(ask));
            matches!((set, hay.get(at)), (Some(set), Some(b)) if set.has(*b))
        };
        let ahead = |n: u16, at: usize| match step_at(n) {
            Some(Step::One(ask)) if takes(ask, at) => Ahead::Takes,
            Some(Step::One(_)) => Ahead::Fails,
            _ => Ahead::Unknown,
        };
        // Few runs come to a place with two ways.
        let mut fresh = true;
        machine.open.clear();
        let (mut step, mut at) = (0, begin);
        loop {
            let next = match step_at(step)? {
                Step::Match => return Some(at),
                Step::One(ask) if takes(ask, at) => {
                    at += 1;
                    Some(step + 1)
                }
                Step::One(_) => None,
                Step::Start => (at == 0).then_some(step + 1),
                Step::End => (at == hay.len()).then_some(step + 1),
                Step::Jump(to) => Some(to),
                Step::Mark(mark) => {
                    if let Some(noted) = machine.marks.get_mut(usize::from(mark)) {
                        let was = std::mem::replace(noted, at);
                        // With no way left to go back to nothing is taken back.
                        if !machine.open.is_empty() {
                            machine.open.push(Open::Mark { mark, was });
                        }
                    }
                    Some(step + 1)
                }
                Step::Either(a, b) => match (ahead(a, at), ahead(b, at)) {
                    (Ahead::Fails, Ahead::Fails) => None,
                    (Ahead::Takes, Ahead::Fails) => {
                        at += 1;
                        Some(a + 1)
                    }
                    (Ahead::Fails, Ahead::Takes) => {
                        at += 1;
                        Some(b + 1)
                    }
                    // Only a way back can lead here again without a symbol.
                    (Ahead::Unknown, Ahead::Fails) if a > step => Some(a),
                    (Ahead::Fails, Ahead::Unknown) if b > step => Some(b),
                    _ => {
                        if fresh {
                            fresh = false;
                            machine.see_afresh(steps.len() * (hay.len() - begin + 1));
                        }
                        let bit = usize::from(step) * (hay.len() - begin + 1) + at - begin;
                        machine.is_new(bit).then(|| {
                            machine.open.push(Open::Way { step: b, at });
                            a
                        })
                    }
                },
            };
            match next {
                Some(next) => step = next,
                None => (step, at) = machine.back()?,
            }
        }
    }
}

impl Machine {
    /// Puts what was noted of the last match out of the way of other runs, or brings it back.
    pub(super) fn put_by(&mut self) {
        std::mem::swap(&mut self.marks, &mut self.kept);
    }

    /// The same of a match that is the best so far.
    pub(super) fn put_by_best(&mut self) {
        std::mem::swap(&mut self.marks, &mut self.best);
    }

    /// Each group that took part in the match last noted, with what it covered.
    pub(super) fn groups(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        let groups = self.marks.as_chunks().0.iter().enumerate();
        groups
            .filter(|(_, [_, end])| *end != NOWHERE)
            .map(|(group, [start, end])| (group, *start..*end))
    }

    /// Makes room for so many bits, none of them set.
    fn see_afresh(&mut self, bits: usize) {
        for at in self.touched.drain(..) {
            if let Some(word) = self.seen.get_mut(at) {
                *word = 0;
            }
        }
        let words = bits.div_ceil(64);
        if self.seen.len() < words {
            self.seen.resize(words, 0);
        }
    }

    fn is_new(&mut self, bit: usize) -> bool {
        let Some(word) = self.seen.get_mut(bit / 64) else {
            return false;
        };
        if *word == 0 {
            self.touched.push(bit / 64);
        }
        let mask = 1 << (bit % 64);
        let new = *word & mask == 0;
        *word |= mask;
        new
    }

    /// The latest way that was passed over; what was noted since is taken back.
    fn back(&mut self) -> Option<(u16, usize)> {
        loop {
            match self.open.pop()? {
                Open::Way { step, at } => return Some((step, at)),
                Open::Mark { mark, was } => {
                    if let Some(noted) = self.marks.get_mut(usize::from(mark)) {
                        *noted = was;
                    }
                }
            }
        }
    }
}
