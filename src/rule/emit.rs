//! Checked form -> regex over symbols, and what every match of it must hold.

use super::alphabet::{Alphabet, ByteSet};
use super::ast::Fault;
use super::check::{Form, RoleId};
use regex::bytes::{Regex, RegexBuilder};
use std::fmt::Write;
use std::sync::OnceLock;

/// Bound on one compiled pattern, in bytes of the regex crate's program.
const SIZE_LIMIT: usize = 1 << 20;
/// Patterns that surely stay below the bound are compiled when first searched for: most texts need few of them.
const SURELY_SMALL: usize = SIZE_LIMIT / 8;

/// A regex over symbols, compiled when first needed.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) text: Box<str>,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// `None` only for a pattern that cannot be compiled, which [`build`] refuses.
    pub(super) fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| compile(&self.text).ok()).as_ref()
    }
}

fn compile(text: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text)
        .unicode(false)
        .size_limit(SIZE_LIMIT)
        .build()
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
    let pattern = Pattern {
        text: text.into(),
        regex: OnceLock::new(),
    };
    if size(form, alphabet, gap) > SURELY_SMALL {
        let regex = compile(&pattern.text).map_err(|e| match e {
            regex::Error::CompiledTooBig(_) => Fault::new(0, "the pattern grows too large")
                .help("repeats inside repeats multiply: use smaller numbers"),
            e => Fault::new(0, format!("the pattern cannot be compiled: {e}")),
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
