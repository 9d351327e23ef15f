//! Checked form -> program over symbols, and what every match of it must hold.

use super::alphabet::{Alphabet, ByteSet};
use super::ast::Fault;
use super::check::{Form, RoleId};
use super::program::{Machine, Program};
use crate::image::stored;
use std::fmt::Write;
use std::ops::Range;

/// A pattern that can be searched for.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    program: Program,
    /// The symbols that a match can begin with.
    pub(super) starts: ByteSet,
    /// Those that can come second, unless a match can be of one symbol.
    pub(super) seconds: Option<ByteSet>,
}

stored!(Pattern {
    program,
    starts,
    seconds
});

impl Pattern {
    /// The first match of `hay` that begins in `from..stop`, the one that the pattern prefers there.
    pub(super) fn find(
        &self,
        alphabet: &Alphabet,
        hay: &[u8],
        from: usize,
        stop: usize,
        machine: &mut Machine,
    ) -> Option<Range<usize>> {
        (from..stop.min(hay.len())).find_map(|at| {
            let end = self
                .may_begin(hay, at)
                .then(|| self.end(alphabet, hay, at, 0, machine));
            Some(at..end.flatten()?)
        })
    }

    /// Whether a match can begin at a place, as far as the first two symbols tell.
    pub(super) fn may_begin(&self, hay: &[u8], at: usize) -> bool {
        let second = |set: &ByteSet| hay.get(at + 1).is_some_and(|b| set.has(*b));
        hay.get(at).is_some_and(|b| self.starts.has(*b)) && self.seconds.as_ref().is_none_or(second)
    }

    /// Where the match ends that begins at a place; what its first so many groups cover is noted in the machine.
    #[inline]
    pub(super) fn end(
        &self,
        alphabet: &Alphabet,
        hay: &[u8],
        at: usize,
        groups: usize,
        machine: &mut Machine,
    ) -> Option<usize> {
        self.program.end(alphabet.sets(), hay, at, groups, machine)
    }
}

/// The pattern of a form and the roles of its groups.
pub(super) fn build(
    form: &Form,
    alphabet: &Alphabet,
    gap: usize,
) -> Result<(Pattern, Vec<RoleId>), Fault> {
    let (program, groups) = Program::new(form, gap).ok_or_else(|| {
        Fault::new(0, "the pattern grows too large")
            .help("repeats inside repeats multiply: use smaller numbers")
    })?;
    let begin = Begin::of(form, alphabet, gap);
    let pattern = Pattern {
        program,
        starts: begin.first,
        seconds: (!begin.empty && !begin.one).then_some(begin.second),
    };
    Ok((pattern, groups))
}

/// The form as a regular expression over symbols, for people.
pub(super) fn regex(form: &Form, alphabet: &Alphabet, gap: usize) -> String {
    let mut text = String::new();
    write_regex(form, alphabet, gap, &mut text);
    text
}

fn write_regex(form: &Form, alphabet: &Alphabet, gap: usize, out: &mut String) {
    match form {
        Form::Start => out.push_str(r"\A"),
        Form::End => out.push_str(r"\z"),
        Form::Gap(n) => {
            write_set(&alphabet.set(gap), out);
            let _ = write!(out, "{{0,{n}}}?");
        }
        Form::One { ask, .. } => write_set(&alphabet.set(*ask), out),
        Form::Sequence(all) => {
            for f in all {
                let group = matches!(f, Form::Either(_));
                out.push_str(if group { "(?:" } else { "" });
                write_regex(f, alphabet, gap, out);
                out.push_str(if group { ")" } else { "" });
            }
        }
        Form::Either(any) => {
            for (i, f) in any.iter().enumerate() {
                out.push_str(if i > 0 { "|" } else { "" });
                write_regex(f, alphabet, gap, out);
            }
        }
        Form::Repeat { of, min, max } => {
            out.push_str("(?:");
            write_regex(of, alphabet, gap, out);
            out.push(')');
            let _ = match (min, max) {
                (0, Some(1)) => write!(out, "?"),
                (0, None) => write!(out, "*"),
                (1, None) => write!(out, "+"),
                (m, None) => write!(out, "{{{m},}}"),
                (m, Some(n)) => write!(out, "{{{m},{n}}}"),
            };
        }
        Form::Role(_, of) => {
            out.push('(');
            write_regex(of, alphabet, gap, out);
            out.push(')');
        }
    }
}

/// `[\x01-\x04\x09]`; the empty set matches nothing.
fn write_set(set: &ByteSet, out: &mut String) {
    let mut runs: Vec<(u8, u8)> = Vec::new();
    for b in set.iter() {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == b => *last = b,
            _ => runs.push((b, b)),
        }
    }
    if runs.is_empty() {
        out.push_str(r"[^\x00-\xFF]");
        return;
    }
    out.push('[');
    for (a, b) in runs {
        let _ = write!(out, r"\x{a:02X}");
        if b > a {
            let _ = write!(out, r"-\x{b:02X}");
        }
    }
    out.push(']');
}

/// How a match of a form can begin.
#[derive(Clone, Copy, Default)]
struct Begin {
    /// The symbols that can stand first, and those that can stand second.
    first: ByteSet,
    second: ByteSet,
    /// Whether it can hold no symbol, and whether one alone.
    empty: bool,
    one: bool,
}

impl Begin {
    fn of(form: &Form, alphabet: &Alphabet, gap: usize) -> Begin {
        let of = |f| Begin::of(f, alphabet, gap);
        let nothing = Begin {
            empty: true,
            ..Begin::default()
        };
        match form {
            Form::Start | Form::End => nothing,
            Form::Gap(_) => Begin {
                first: alphabet.set(gap),
                second: alphabet.set(gap),
                empty: true,
                one: true,
            },
            Form::One { ask, .. } => Begin {
                first: alphabet.set(*ask),
                one: true,
                ..Begin::default()
            },
            Form::Sequence(all) => all.iter().map(of).fold(nothing, Begin::then),
            Form::Either(any) => any.iter().map(of).fold(Begin::default(), Begin::or),
            Form::Repeat { of: one, min, .. } => {
                let once = of(one);
                let twice = once.then(once);
                let least = if *min > 1 { twice } else { once };
                let all = least.or(twice);
                if *min == 0 { all.or(nothing) } else { all }
            }
            Form::Role(_, one) => of(one),
        }
    }

    /// One after the other.
    fn then(self, next: Begin) -> Begin {
        let when = |holds: bool, set: ByteSet| if holds { set } else { ByteSet::default() };
        Begin {
            first: self.first.join(&when(self.empty, next.first)),
            second: self
                .second
                .join(&when(self.one, next.first))
                .join(&when(self.empty, next.second)),
            empty: self.empty && next.empty,
            one: self.one && next.empty || self.empty && next.one,
        }
    }

    /// Either of two.
    fn or(self, other: Begin) -> Begin {
        Begin {
            first: self.first.join(&other.first),
            second: self.second.join(&other.second),
            empty: self.empty || other.empty,
            one: self.one || other.one,
        }
    }
}

/// Sets of symbols of which every match holds one each.
pub(super) fn required(form: &Form, alphabet: &Alphabet) -> Vec<ByteSet> {
    match form {
        Form::One { ask, .. } => vec![alphabet.set(*ask)],
        Form::Sequence(all) => all.iter().flat_map(|f| required(f, alphabet)).collect(),
        Form::Role(_, of) => required(of, alphabet),
        Form::Repeat { of, min, .. } if *min > 0 => required(of, alphabet),
        Form::Either(any) => {
            // One set that serves for all branches: the union of each one's rarest.
            let rarest: Option<Vec<ByteSet>> = any
                .iter()
                .map(|f| {
                    required(f, alphabet)
                        .into_iter()
                        .min_by_key(|s| alphabet.weight(s))
                })
                .collect();
            rarest
                .into_iter()
                .filter_map(|sets| sets.into_iter().reduce(|a, b| a.join(&b)))
                .collect()
        }
        Form::Start | Form::End | Form::Gap(_) | Form::Repeat { .. } => Vec::new(),
    }
}

pub(super) fn asks_end(form: &Form) -> bool {
    match form {
        Form::End => true,
        Form::Sequence(all) | Form::Either(all) => all.iter().any(asks_end),
        Form::Repeat { of, .. } | Form::Role(_, of) => asks_end(of),
        Form::Start | Form::Gap(_) | Form::One { .. } => false,
    }
}
