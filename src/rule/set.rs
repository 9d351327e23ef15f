//! Rule sets: checked patterns -> `regex::bytes` -> matches.

use super::alphabet::{Alphabet, Ask, ByteSet, MAX_SYMBOLS};
use super::ast::{Fault, Node};
use super::check::{Checker, Form, RoleId, declare};
use super::file::{Quoted, RuleSource};
use super::parse::parse;
use super::position::Position;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::vocabulary::Vocabulary;
use regex::bytes::{Regex, RegexBuilder};
use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

/// Bound on one compiled pattern, in bytes of the regex crate's program.
const SIZE_LIMIT: usize = 1 << 20;
/// Long sentences are searched in windows of so many positions …
const WINDOW: usize = 512;
/// … each beginning so many after the one before: a match is at most `WINDOW - STRIDE` long where that matters.
const STRIDE: usize = 384;
/// A veto may begin so many positions before the match.
const VETO_BEFORE: usize = 3;

/// Rules that are searched together, with an alphabet of their own. A stage has one.
#[derive(Clone, Debug)]
pub(crate) struct RuleSet {
    alphabet: Alphabet,
    rules: Vec<Rule>,
    roles: Vec<String>,
    /// For each symbol, one bit a rule: the rules whose rarest required item it can be.
    wanted: Vec<u64>,
    /// Words of `wanted` for each symbol.
    stride: usize,
}

#[derive(Clone, Debug)]
struct Rule {
    id: String,
    regex: Regex,
    /// The role of each capture group, from group 1 on.
    groups: Vec<RoleId>,
    unless: Option<Regex>,
    /// In every match, some symbol of each of these sets.
    required: Vec<ByteSet>,
    /// Whether the pattern asks for the sentence's end.
    to_end: bool,
    readable: String,
}

/// Where a rule matched. Ranges count positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// Index of the rule in its set.
    pub(crate) rule: usize,
    /// First position, and the one after the last.
    pub(crate) span: Range<usize>,
    /// The roles that took part, in the order of the pattern.
    pub(crate) roles: Vec<(RoleId, Range<usize>)>,
}

impl Match {
    /// The positions of a role.
    pub(crate) fn get(&self, role: RoleId) -> Option<Range<usize>> {
        self.roles
            .iter()
            .find(|(r, _)| *r == role)
            .map(|(_, s)| s.clone())
    }
}

/// The tokens that a range of positions is made of.
pub(crate) fn tokens_of(positions: &[Position], span: Range<usize>) -> Range<usize> {
    match positions.get(span) {
        Some([first, .., last]) => first.tokens.start..last.tokens.end,
        Some([only]) => only.tokens.clone(),
        _ => 0..0,
    }
}

/// A rule between reading and compiling.
struct Parsed<'r> {
    source: &'r RuleSource,
    pattern: Node,
    unless: Option<(Node, &'r Quoted)>,
}

fn parse_rules(rules: &[RuleSource]) -> Result<Vec<Parsed<'_>>, Error> {
    let mut seen: HashMap<&str, &RuleSource> = HashMap::new();
    rules
        .iter()
        .map(|source| {
            if let Some(first) = seen.insert(&source.id, source) {
                return Err(Error::new(format!("two rules have the id {}", source.id))
                    .at(&source.file, source.line, 0)
                    .also("first", &first.file, first.line));
            }
            let read = |q: &Quoted| parse(&q.text).map_err(|f| source.fault(q, f));
            Ok(Parsed {
                source,
                pattern: read(&source.pattern)?,
                unless: match &source.unless {
                    None => None,
                    Some(q) => Some((read(q)?, q)),
                },
            })
        })
        .collect()
}

fn declare_all(
    parsed: &[Parsed<'_>],
    lexicon: &mut Lexicon,
    vocabulary: &mut Vocabulary,
) -> Result<(), Error> {
    for p in parsed {
        declare(&p.pattern, lexicon, vocabulary)
            .map_err(|f| p.source.fault(&p.source.pattern, f))?;
        if let Some((node, quoted)) = &p.unless {
            declare(node, lexicon, vocabulary).map_err(|f| p.source.fault(quoted, f))?;
        }
    }
    Ok(())
}

/// Adds the words that patterns quote to the lexicon, as entries of a hidden class.
///
/// [`RuleSet::compile`] does so for its own rules. Where several sets work on one lexicon, later words make new
/// entries; earlier sets take those for plain words, which is what they are to them.
///
/// # Errors
/// A pattern that cannot be read.
pub(crate) fn declare_literals(
    rules: &[RuleSource],
    lexicon: &mut Lexicon,
    vocabulary: &mut Vocabulary,
) -> Result<(), Error> {
    declare_all(&parse_rules(rules)?, lexicon, vocabulary)
}

impl RuleSet {
    /// Compiles rules. Quoted words are added to `lexicon` first; see [`declare_literals`].
    ///
    /// Cost: linear in lexicon and patterns, but for each attribute test one pass over the lexicon.
    ///
    /// # Errors
    /// The first fault, with its place: a pattern that cannot be read, an unknown kind, class, attribute or value (with
    /// the nearest name), a role inside a repeat or twice, a pattern that can be empty, an id used twice (both places),
    /// a pattern that grows too large, rules that tell more than 250 kinds of positions apart.
    pub(crate) fn compile(
        rules: &[RuleSource],
        lexicon: &mut Lexicon,
        vocabulary: &mut Vocabulary,
    ) -> Result<RuleSet, Error> {
        let parsed = parse_rules(rules)?;
        declare_all(&parsed, lexicon, vocabulary)?;
        let mut checker = Checker::new(lexicon, vocabulary);
        let mut forms = Vec::with_capacity(parsed.len());
        for p in &parsed {
            let pattern = checker
                .pattern(&p.pattern, true)
                .map_err(|f| p.source.fault(&p.source.pattern, f))?;
            let unless = match &p.unless {
                None => None,
                Some((node, quoted)) => Some(
                    checker
                        .pattern(node, false)
                        .map_err(|f| p.source.fault(quoted, f))?,
                ),
            };
            forms.push((pattern, unless));
        }
        let Checker {
            asks, tests, roles, ..
        } = checker;
        let gap = asks.len();
        let asks: Vec<Ask> = asks.into_iter().chain([Ask::Any]).collect();
        let alphabet = Alphabet::build(&asks, &tests, lexicon, vocabulary);
        if alphabet.symbols() > MAX_SYMBOLS {
            let error = Error::new(format!(
                "these rules tell {} kinds of positions apart; at most {MAX_SYMBOLS} can be",
                alphabet.symbols()
            ))
            .help("name fewer classes and attributes, or give some rules a stage of their own; items such as Cap and Glued that stand alone double the number, X&Cap does not");
            return Err(match rules.first() {
                Some(r) => error.at(&r.file, r.line, 0),
                None => error,
            });
        }
        let mut compiled = Vec::with_capacity(forms.len());
        for (p, (form, unless)) in parsed.iter().zip(&forms) {
            let (regex, groups, text) =
                build(form, &alphabet, gap).map_err(|f| p.source.fault(&p.source.pattern, f))?;
            let veto = match (unless, &p.unless) {
                (Some(form), Some((_, quoted))) => {
                    Some(build(form, &alphabet, gap).map_err(|f| p.source.fault(quoted, f))?)
                }
                _ => None,
            };
            let mut readable = format!("{}: {}", p.source.id, p.pattern);
            if let Some((node, _)) = &p.unless {
                let _ = write!(readable, "\n  unless {node}");
            }
            let _ = write!(readable, "\n  as {text}");
            compiled.push(Rule {
                id: p.source.id.clone(),
                regex,
                groups,
                unless: veto.map(|(r, _, _)| r),
                required: required(form, &alphabet),
                to_end: asks_end(form),
                readable,
            });
        }
        let stride = compiled.len().div_ceil(64);
        let mut wanted = vec![0u64; 256 * stride];
        for (i, rule) in compiled.iter().enumerate() {
            let rarest = rule.required.iter().min_by_key(|s| alphabet.weight(s));
            for b in 0..=255u8 {
                // A rule that requires nothing in particular is wanted everywhere.
                if rarest.is_none_or(|s| s.has(b))
                    && let Some(w) = wanted.get_mut(usize::from(b) * stride + i / 64)
                {
                    *w |= 1 << (i % 64);
                }
            }
        }
        Ok(RuleSet {
            alphabet,
            rules: compiled,
            roles,
            wanted,
            stride,
        })
    }

    /// Number of rules.
    pub(crate) fn len(&self) -> usize {
        self.rules.len()
    }

    /// Number of symbols that the rules tell positions apart by.
    pub(crate) fn symbols(&self) -> usize {
        self.alphabet.symbols()
    }

    /// The id of a rule.
    pub(crate) fn rule_id(&self, rule: usize) -> &str {
        self.rules.get(rule).map_or("", |r| &r.id)
    }

    /// The role of that name, if any rule has it.
    pub(crate) fn role(&self, name: &str) -> Option<RoleId> {
        self.roles
            .iter()
            .position(|r| r == name)
            .and_then(|i| u16::try_from(i).ok())
            .map(RoleId)
    }

    /// The name of a role.
    pub(crate) fn role_name(&self, role: RoleId) -> &str {
        self.roles.get(usize::from(role.0)).map_or("", |r| r)
    }

    /// The rule as it was understood: its pattern in full, its veto, and the regex over symbols.
    pub(crate) fn readable(&self, rule: usize) -> &str {
        self.rules.get(rule).map_or("", |r| &r.readable)
    }

    /// Writes one byte a position to `out`, which is cleared first. A table lookup each.
    pub(crate) fn encode(&self, positions: &[Position], out: &mut Vec<u8>) {
        out.clear();
        out.extend(positions.iter().map(|p| self.alphabet.symbol(p)));
    }

    /// Encodes and scans: see [`RuleSet::scan`].
    pub(crate) fn find(&self, positions: &[Position]) -> Vec<Match> {
        let mut bytes = Vec::new();
        self.encode(positions, &mut bytes);
        self.scan(&bytes)
    }

    /// Encodes and scans: see [`RuleSet::scan_all`].
    pub(crate) fn find_all(&self, positions: &[Position]) -> Vec<Match> {
        let mut bytes = Vec::new();
        self.encode(positions, &mut bytes);
        self.scan_all(&bytes)
    }

    /// The matches of an encoded sentence that do not overlap: the leftmost first, of those the longest, of those the
    /// earlier rule's. (Within one rule the regex decides: greedy repeats, first branch of an alternative.)
    ///
    /// Complexity: without a symbol that the rules require, one pass over the bytes. A sentence of n ≤ 512 positions
    /// costs O(r·n²) at worst for r rules whose items stand in it, O(r·n) where matches are few or short; longer
    /// ones are searched in windows of 512, so cost stays linear, and a match longer than 128 positions may be missed.
    pub(crate) fn scan(&self, bytes: &[u8]) -> Vec<Match> {
        self.scan_with(bytes, true)
    }

    fn scan_with(&self, bytes: &[u8], index: bool) -> Vec<Match> {
        let mut out = Vec::new();
        let mut from = 0;
        for window in windows(bytes.len()) {
            from = from.max(window.begin);
            let mut open: Vec<(usize, Option<Range<usize>>)> = self
                .candidates(bytes, &window, index)
                .into_iter()
                .map(|r| (r, self.next(r, bytes, from, &window)))
                .collect();
            while let Some((rule, span)) = open
                .iter()
                .filter_map(|(r, m)| m.clone().map(|m| (*r, m)))
                .min_by_key(|(r, m)| (m.start, std::cmp::Reverse(m.end), *r))
            {
                from = span.end;
                out.push(self.captures(rule, bytes, span, &window));
                for (r, m) in &mut open {
                    if m.as_ref().is_some_and(|m| m.start < from) {
                        *m = self.next(*r, bytes, from, &window);
                    }
                }
            }
        }
        out
    }

    /// The matches of all rules: those of one rule do not overlap, those of different rules may. By start, longest first,
    /// then by rule. Complexity as [`RuleSet::scan`].
    pub(crate) fn scan_all(&self, bytes: &[u8]) -> Vec<Match> {
        self.scan_all_with(bytes, true)
    }

    fn scan_all_with(&self, bytes: &[u8], index: bool) -> Vec<Match> {
        let mut out: Vec<Match> = Vec::new();
        let mut froms = vec![0; self.rules.len()];
        for window in windows(bytes.len()) {
            for rule in self.candidates(bytes, &window, index) {
                let Some(from) = froms.get_mut(rule) else {
                    continue;
                };
                *from = window.begin.max(*from);
                while let Some(span) = self.next(rule, bytes, *from, &window) {
                    *from = span.end;
                    out.push(self.captures(rule, bytes, span, &window));
                }
            }
        }
        out.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end), m.rule));
        out
    }

    /// The rules whose required symbols all stand in the window.
    fn candidates(&self, bytes: &[u8], window: &Window, index: bool) -> Vec<usize> {
        if !index {
            return (0..self.rules.len()).collect();
        }
        let mut present = ByteSet::default();
        for b in bytes.get(window.begin..window.end).unwrap_or(&[]) {
            present.insert(*b);
        }
        let mut rules = vec![0u64; self.stride];
        for b in present.iter() {
            let row = self.wanted.get(usize::from(b) * self.stride..);
            for (r, w) in rules.iter_mut().zip(row.unwrap_or(&[])) {
                *r |= w;
            }
        }
        let has = |i: usize| rules.get(i / 64).is_some_and(|w| w & (1 << (i % 64)) != 0);
        self.rules
            .iter()
            .enumerate()
            .filter(|(i, r)| has(*i) && r.required.iter().all(|s| s.meets(&present)))
            .map(|(i, _)| i)
            .collect()
    }

    /// The rule's first match from `from` on that no veto meets and that begins within the window's own part.
    fn next(
        &self,
        rule: usize,
        bytes: &[u8],
        mut from: usize,
        window: &Window,
    ) -> Option<Range<usize>> {
        let rule = self.rules.get(rule)?;
        let hay = bytes.get(..window.end)?;
        while from < window.stop {
            let found = rule.regex.find_at(hay, from)?;
            if found.start() >= window.stop {
                return None;
            }
            // The window's end is not the sentence's.
            let cut = rule.to_end && found.end() == hay.len() && hay.len() < bytes.len();
            if !cut && !rule.vetoed(hay, found.range()) {
                return Some(found.range());
            }
            from = found.start() + 1;
        }
        None
    }

    fn captures(&self, rule: usize, bytes: &[u8], span: Range<usize>, window: &Window) -> Match {
        let mut roles = Vec::new();
        if let Some(r) = self.rules.get(rule)
            && !r.groups.is_empty()
            && let Some(hay) = bytes.get(..window.end)
            && let Some(found) = r.regex.captures_at(hay, span.start)
        {
            for (group, role) in r.groups.iter().enumerate() {
                if let Some(g) = found.get(group + 1) {
                    roles.push((*role, g.range()));
                }
            }
        }
        Match { rule, span, roles }
    }
}

impl Rule {
    /// Whether a hit of `unless` overlaps the match and begins no more than three positions before it.
    fn vetoed(&self, hay: &[u8], span: Range<usize>) -> bool {
        let Some(veto) = &self.unless else {
            return false;
        };
        let mut from = span.start.saturating_sub(VETO_BEFORE);
        while from < span.end {
            match veto.find_at(hay, from) {
                Some(hit) if hit.start() >= span.end => return false,
                Some(hit) if hit.end() > span.start => return true,
                // Ends before the match: another may begin one further.
                Some(hit) => from = hit.start() + 1,
                None => return false,
            }
        }
        false
    }
}

/// A stretch of a long sentence: searched up to `end`, matches begin before `stop`.
struct Window {
    begin: usize,
    stop: usize,
    end: usize,
}

fn windows(length: usize) -> impl Iterator<Item = Window> {
    let mut begin = 0;
    let mut done = length == 0;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let end = length.min(begin + WINDOW);
        done = end == length;
        let window = Window {
            begin,
            stop: if done { length } else { begin + STRIDE },
            end,
        };
        begin += STRIDE;
        Some(window)
    })
}

/// The regex of a form, the roles of its groups, and its text.
fn build(
    form: &Form,
    alphabet: &Alphabet,
    gap: usize,
) -> Result<(Regex, Vec<RoleId>, String), Fault> {
    let mut text = String::new();
    let mut groups = Vec::new();
    write_regex(form, alphabet, gap, &mut text, &mut groups);
    let regex = RegexBuilder::new(&text)
        .unicode(false)
        .size_limit(SIZE_LIMIT)
        .build()
        .map_err(|e| match e {
            regex::Error::CompiledTooBig(_) => Fault::new(0, "the pattern grows too large")
                .help("repeats inside repeats multiply: use smaller numbers"),
            e => Fault::new(0, format!("the pattern cannot be compiled: {e}")),
        })?;
    Ok((regex, groups, text))
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
        Form::One(ask) => write_set(&alphabet.set(*ask), out),
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
fn required(form: &Form, alphabet: &Alphabet) -> Vec<ByteSet> {
    match form {
        Form::One(ask) => vec![alphabet.set(*ask)],
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

fn asks_end(form: &Form) -> bool {
    match form {
        Form::End => true,
        Form::Sequence(all) | Form::Either(all) => all.iter().any(asks_end),
        Form::Repeat { of, .. } | Form::Role(_, of) => asks_end(of),
        Form::Start | Form::Gap(_) | Form::One(_) => false,
    }
}
