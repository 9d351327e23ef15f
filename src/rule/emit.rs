//! Checked form -> regex over symbols, and what every match of it must hold.

use super::alphabet::{Alphabet, ByteSet};
use super::ast::Fault;
use super::check::{Form, RoleId};
use crate::image::{Reader, Stored, Writer};
use regex_automata::meta::{BuildError, Config, Regex};
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};
use std::fmt::Write;
use std::ops::Range;
use std::sync::OnceLock;

/// Bound on one compiled pattern, in bytes of the regex crate's program.
const SIZE_LIMIT: usize = 1 << 20;
/// Patterns that surely stay below the bound are compiled when first searched for: most texts need few of them.
const SURELY_SMALL: usize = SIZE_LIMIT / 8;

/// The groups of most patterns take no allocation.
const FEW_SLOTS: usize = 32;

/// A regex over symbols, compiled when first needed.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) text: Box<str>,
    /// The symbols that a match can begin with.
    starts: ByteSet,
    /// Those that can come second, unless a match can be of one symbol.
    seconds: Option<ByteSet>,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// `None` only for a pattern that cannot be compiled, which [`build`] refuses.
    fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| compile(&self.text).ok()).as_ref()
    }

    /// The first match of `hay` that begins in `from..stop`, the one that the pattern prefers there. The regex is asked only
    /// where a match can begin, so that most searches never come to it.
    pub(super) fn find(&self, hay: &[u8], from: usize, stop: usize) -> Option<Range<usize>> {
        let stop = stop.min(hay.len());
        let mut at = from;
        while at < stop {
            let rest = hay.get(at..stop)?;
            at += rest.iter().position(|b| self.starts.has(*b))?;
            if let Some(seconds) = &self.seconds
                && !hay.get(at + 1).is_some_and(|b| seconds.has(*b))
            {
                at += 1;
                continue;
            }
            if let Some(found) = self.regex()?.search(&at_start(hay, at)) {
                return Some(found.range());
            }
            at += 1;
        }
        None
    }

    /// The same, with the regex asked everywhere.
    #[cfg(test)]
    pub(super) fn find_unsifted(&self, hay: &[u8]) -> Option<Range<usize>> {
        let regex = self.regex()?;
        let found = |at| regex.search(&at_start(hay, at)).map(|m| m.range());
        (0..hay.len()).find_map(found)
    }

    /// Tells of each of the first groups what it covers, if it takes part in the match that begins at `at`: its number, from 0 on.
    pub(super) fn groups(
        &self,
        hay: &[u8],
        at: usize,
        count: usize,
        mut found: impl FnMut(usize, Range<usize>),
    ) {
        let Some(regex) = self.regex() else { return };
        // Two for each group, and for the match before them.
        let mut few = [None; FEW_SLOTS];
        let mut many = Vec::new();
        let slots = match few.get_mut(..2 * count + 2) {
            Some(few) => few,
            None => {
                many.resize(2 * count + 2, None);
                &mut many[..]
            }
        };
        if regex.search_slots(&at_start(hay, at), slots).is_none() {
            return;
        }
        for (group, ends) in slots.as_chunks::<2>().0.iter().skip(1).enumerate() {
            if let [Some(start), Some(end)] = ends {
                found(group, start.get()..end.get());
            }
        }
    }
}

/// The regex itself is compiled when first needed, here as there.
impl Stored for Pattern {
    fn write(&self, to: &mut Writer) {
        self.text.write(to);
        self.starts.write(to);
        self.seconds.write(to);
    }

    fn read(from: &mut Reader) -> Option<Self> {
        Some(Pattern {
            text: Stored::read(from)?,
            starts: Stored::read(from)?,
            seconds: Stored::read(from)?,
            regex: OnceLock::new(),
        })
    }
}

/// All of `hay` from `at` on, for a match that begins there.
fn at_start(hay: &[u8], at: usize) -> Input<'_> {
    Input::new(hay).span(at..hay.len()).anchored(Anchored::Yes)
}

/// Texts are short and matches are looked for at one place: what speeds up long searches costs more than it saves.
fn compile(text: &str) -> Result<Regex, Box<BuildError>> {
    Regex::builder()
        .syntax(syntax::Config::new().unicode(false).utf8(false))
        .configure(
            Config::new()
                .utf8_empty(false)
                .nfa_size_limit(Some(SIZE_LIMIT))
                .auto_prefilter(false),
        )
        .build(text)
        .map_err(Box::new)
}

/// The regex of a form and the roles of its groups.
pub(super) fn build(
    form: &Form,
    alphabet: &Alphabet,
    gap: usize,
) -> Result<(Pattern, Vec<RoleId>), Fault> {
    let mut text = String::new();
    let mut groups = Vec::new();
    write_regex(form, alphabet, gap, &mut text, &mut groups);
    let begin = Begin::of(form, alphabet, gap);
    let pattern = Pattern {
        text: text.into(),
        starts: begin.first,
        seconds: (!begin.empty && !begin.one).then_some(begin.second),
        regex: OnceLock::new(),
    };
    if size(form, alphabet, gap) > SURELY_SMALL {
        let regex = compile(&pattern.text).map_err(|e| match e.size_limit() {
            Some(_) => Fault::new(0, "the pattern grows too large")
                .help("repeats inside repeats multiply: use smaller numbers"),
            None => Fault::new(0, format!("the pattern cannot be compiled: {e}")),
        })?;
        let _ = pattern.regex.set(Some(regex));
    }
    Ok((pattern, groups))
}

/// Bytes that the program of a form takes, at a generous estimate.
fn size(form: &Form, alphabet: &Alphabet, gap: usize) -> usize {
    let one = |set: ByteSet| 64 + 16 * set.iter().count();
    match form {
        Form::Start | Form::End => 64,
        Form::Gap(n) => (*n as usize + 1).saturating_mul(64 + one(alphabet.set(gap))),
        Form::One { ask, .. } => one(alphabet.set(*ask)),
        Form::Sequence(all) | Form::Either(all) => all
            .iter()
            .fold(64, |sum, f| sum.saturating_add(64 + size(f, alphabet, gap))),
        Form::Repeat { of, min, max } => {
            let times = max.unwrap_or(*min).max(*min) as usize + 1;
            (64 + size(of, alphabet, gap)).saturating_mul(times)
        }
        Form::Role(_, of) => 128 + size(of, alphabet, gap),
    }
}

fn write_regex(
    form: &Form,
    alphabet: &Alphabet,
    gap: usize,
    out: &mut String,
    groups: &mut Vec<RoleId>,
) {
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
                write_regex(f, alphabet, gap, out, groups);
                out.push_str(if group { ")" } else { "" });
            }
        }
        Form::Either(any) => {
            for (i, f) in any.iter().enumerate() {
                out.push_str(if i > 0 { "|" } else { "" });
                write_regex(f, alphabet, gap, out, groups);
            }
        }
        Form::Repeat { of, min, max } => {
            out.push_str("(?:");
            write_regex(of, alphabet, gap, out, groups);
            out.push(')');
            let _ = match (min, max) {
                (0, Some(1)) => write!(out, "?"),
                (0, None) => write!(out, "*"),
                (1, None) => write!(out, "+"),
                (m, None) => write!(out, "{{{m},}}"),
                (m, Some(n)) => write!(out, "{{{m},{n}}}"),
            };
        }
        Form::Role(role, of) => {
            groups.push(*role);
            out.push('(');
            write_regex(of, alphabet, gap, out, groups);
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
