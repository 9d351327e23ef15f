//! Examples of rules: sentences with the answer marked in them, and whether the rule gives it.
//!
//! `[role words]` marks what a role must cover, `[Kind words]` gives a mention as context, `[role:Kind words]` does both.
//! A lower-case mark that has the name of what the rule makes marks the whole match. Marks may stand inside marks;
//! `\[` and `\]` are the brackets themselves. An example is one sentence.

use super::file::{Quoted, RuleSource};
use super::nearest::did_you_mean;
use super::position::{PosKind, Position, positions_with};
use super::search::tokens_of;
use super::set::RuleSet;
use crate::Span;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::text::Text;
use crate::vocabulary::Vocabulary;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

/// An example, its marks taken out of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Example {
    /// The plain sentence.
    pub(crate) text: String,
    /// The marks by their beginning, outer before inner.
    pub(crate) marks: Vec<Mark>,
}

/// One marked stretch of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The role that must cover it.
    pub(crate) role: Option<String>,
    /// The kind of mention that is given there.
    pub(crate) kind: Option<PosKind>,
    /// Bytes of [`Example::text`].
    pub(crate) span: Span,
}

/// An example that its rule does not live up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExampleFailure {
    /// The rule's file.
    pub(crate) file: String,
    /// 1-based line of the example.
    pub(crate) line: usize,
    /// The rule's id.
    pub(crate) rule: String,
    /// The example as written; empty where the rules themselves do not compile.
    pub(crate) example: String,
    /// What differs.
    pub(crate) what: String,
}

impl From<ExampleFailure> for Error {
    fn from(f: ExampleFailure) -> Error {
        let message = match f.rule.is_empty() {
            true => f.what,
            false => format!("rule {}: {}", f.rule, f.what),
        };
        Error::new(message)
            .at(&f.file, f.line, 0)
            .source_line(&f.example)
    }
}

impl fmt::Display for ExampleFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.example.is_empty() {
            return f.write_str(&self.what);
        }
        write!(
            f,
            "{}:{}: rule {}: {}\n    {}",
            self.file, self.line, self.rule, self.what, self.example
        )
    }
}

/// Reads an example's marks.
///
/// # Errors
/// What is wrong with them, in words.
pub(crate) fn parse_example(written: &str) -> Result<Example, String> {
    let mut text = String::with_capacity(written.len());
    let mut marks: Vec<Mark> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = written;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or("");
        match c {
            '\\' if rest.starts_with(['[', ']', '\\']) => {
                text.push_str(rest.get(..1).unwrap_or(""));
                rest = rest.get(1..).unwrap_or("");
            }
            '[' => {
                let (tag, after) = rest
                    .split_once(' ')
                    .ok_or_else(|| format!("`[{rest}` has no words"))?;
                let (role, kind) = parse_tag(tag)?;
                open.push(marks.len());
                marks.push(Mark {
                    role,
                    kind,
                    span: Span::new(text.len(), text.len()),
                });
                rest = after.trim_start();
            }
            ']' => {
                let mark = open
                    .pop()
                    .and_then(|i| marks.get_mut(i))
                    .ok_or("a `]` closes nothing")?;
                mark.span.end = text.len();
                if mark.span.is_empty() {
                    return Err("a mark has no words".to_string());
                }
            }
            c => text.push(c),
        }
    }
    match open.is_empty() {
        true => Ok(Example { text, marks }),
        false => Err("a `[` is not closed".to_string()),
    }
}

fn parse_tag(tag: &str) -> Result<(Option<String>, Option<PosKind>), String> {
    let kind_of = |name: &str| {
        PosKind::of_name(name).map(Some).ok_or_else(|| {
            format!("`{name}` in `[{tag} …]` is no kind of mention that could be given")
        })
    };
    let is_role = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    };
    match tag.split_once(':') {
        Some((role, kind)) if is_role(role) => Ok((Some(role.to_string()), kind_of(kind)?)),
        None if is_role(tag) => Ok((Some(tag.to_string()), None)),
        None if tag.starts_with(|c: char| c.is_ascii_uppercase()) => Ok((None, kind_of(tag)?)),
        _ => Err(format!(
            "`[{tag} …]` is no mark: write [role words], [Kind words] or [role:Kind words]"
        )),
    }
}

/// Runs each rule on its own examples, the marked mentions given. The rules are compiled as one set, as their stage
/// does; each is searched alone.
///
/// An `accept` example needs a match; the roles that it marks must cover just what is marked, roles that it marks
/// nowhere are free. A `reject` example must have no match. Rules that do not compile give one failure with the error.
pub(crate) fn check_examples(
    rules: &[RuleSource],
    lexicon: &mut Lexicon,
    vocabulary: &mut Vocabulary,
) -> Vec<ExampleFailure> {
    let set = match RuleSet::compile(rules, lexicon, vocabulary) {
        Ok(set) => set,
        Err(e) => {
            return vec![ExampleFailure {
                file: e.file().unwrap_or("").to_string(),
                line: e.line().unwrap_or(0),
                rule: String::new(),
                example: String::new(),
                what: e.to_string(),
            }];
        }
    };
    let run = Run {
        set: &set,
        lexicon,
        vocabulary,
    };
    let mut out = Vec::new();
    for (i, rule) in rules.iter().enumerate() {
        let accept = rule.accept.iter().map(|q| (q, true));
        for (quoted, wanted) in accept.chain(rule.reject.iter().map(|q| (q, false))) {
            if let Err(what) = run.example(i, rule, quoted, wanted) {
                out.push(ExampleFailure {
                    file: rule.file.clone(),
                    line: quoted.line,
                    rule: rule.id.clone(),
                    example: quoted.text.clone(),
                    what,
                });
            }
        }
    }
    out
}

struct Run<'r> {
    set: &'r RuleSet,
    lexicon: &'r Lexicon,
    vocabulary: &'r Vocabulary,
}

/// Role name -> token ranges.
type Answer<'a> = BTreeMap<&'a str, BTreeSet<(usize, usize)>>;

impl Run<'_> {
    fn example(
        &self,
        index: usize,
        rule: &RuleSource,
        quoted: &Quoted,
        wanted: bool,
    ) -> Result<(), String> {
        let example = parse_example(&quoted.text)?;
        let text = Text::read(&example.text, self.vocabulary, self.lexicon);
        let mut given = Vec::new();
        let mut marked: Answer<'_> = BTreeMap::new();
        for mark in &example.marks {
            let tokens = tokens_under(&text, mark.span).ok_or_else(|| {
                let words = example.text.get(mark.span.range()).unwrap_or("");
                format!("the mark on `{words}` cuts a word in two")
            })?;
            if let Some(role) = &mark.role {
                self.known(index, rule, role, wanted)?;
                marked
                    .entry(role)
                    .or_default()
                    .insert((tokens.start, tokens.end));
            }
            if let Some(kind) = mark.kind {
                given.push((tokens, kind));
            }
        }
        let positions = positions_with(&text, 0..text.tokens.len(), self.lexicon, &given);
        let (whole, found) = self.answer(index, rule, &positions);
        match (wanted, whole.is_empty()) {
            (false, true) => return Ok(()),
            (false, false) => {
                return Err(format!("matched {}, should not", show(&text, &whole)));
            }
            (true, true) => {
                return Err(format!(
                    "no match; positions: {}",
                    self.positions(&text, &positions)
                ));
            }
            (true, false) => {}
        }
        let none = BTreeSet::new();
        for (role, spans) in &marked {
            let got = found.get(role).unwrap_or(&none);
            if got != spans {
                return Err(format!(
                    "`{role}` should be {}, is {}",
                    show(&text, spans),
                    show(&text, got)
                ));
            }
        }
        Ok(())
    }

    /// Whether the rule can answer a mark of that name.
    fn known(
        &self,
        index: usize,
        rule: &RuleSource,
        role: &str,
        wanted: bool,
    ) -> Result<(), String> {
        if !wanted {
            return Err(format!(
                "an example to reject marks no role, this one marks `{role}`"
            ));
        }
        let roles: Vec<&str> = self.set.roles_of(index).collect();
        if role == rule.makes || roles.contains(&role) {
            return Ok(());
        }
        let help = did_you_mean(
            role,
            roles.iter().copied().chain([rule.makes.as_str()]),
            &format!("its roles: {}", roles.join(", ")),
        );
        Err(format!("the rule has no role `{role}`; {help}"))
    }

    /// The token ranges of the rule's matches, and those of each role.
    fn answer<'a>(
        &'a self,
        index: usize,
        rule: &'a RuleSource,
        positions: &[Position],
    ) -> (BTreeSet<(usize, usize)>, Answer<'a>) {
        let mut bytes = Vec::new();
        self.set.encode(positions, &mut bytes);
        let mut whole = BTreeSet::new();
        let mut found: Answer<'a> = BTreeMap::new();
        let pair = |span: Range<usize>| {
            let tokens = tokens_of(positions, span);
            (tokens.start, tokens.end)
        };
        for m in self.set.scan_rule(index, &bytes).iter() {
            whole.insert(pair(m.span));
            for (role, span) in m.roles {
                let name = self.set.role_name(*role);
                found.entry(name).or_default().insert(pair(span.clone()));
            }
        }
        // A role of that name goes before the whole match.
        if self.set.roles_of(index).all(|r| r != rule.makes) {
            found.insert(&rule.makes, whole.clone());
        }
        (whole, found)
    }

    fn positions(&self, text: &Text<'_>, positions: &[Position]) -> String {
        let shown: Vec<String> = positions
            .iter()
            .map(|p| {
                let words = text.slice(p.tokens.clone());
                match (p.given, p.entry) {
                    (Some(_), _) => format!("[{:?} {words}]", p.kind),
                    (None, Some(e)) => {
                        let classes: Vec<&str> = self
                            .lexicon
                            .entry(e)
                            .senses
                            .iter()
                            .map(|s| self.lexicon.class_name(s.class))
                            .collect();
                        format!("{words}<{}>", classes.join(","))
                    }
                    (None, None) => words.to_string(),
                }
            })
            .collect();
        shown.join(" ")
    }
}

/// The tokens under a byte range of the original text, if its edges are edges of tokens.
fn tokens_under(text: &Text<'_>, span: Span) -> Option<Range<usize>> {
    let bytes = |i: usize| text.span(i..i + 1);
    let first = (0..text.tokens.len()).find(|i| bytes(*i).end > span.start)?;
    let end = (first..text.tokens.len())
        .find(|i| bytes(*i).start >= span.end)
        .unwrap_or(text.tokens.len());
    let last = end.checked_sub(1)?;
    (first < end && bytes(first).start >= span.start && bytes(last).end <= span.end)
        .then_some(first..end)
}

fn show(text: &Text<'_>, spans: &BTreeSet<(usize, usize)>) -> String {
    if spans.is_empty() {
        return "nothing".to_string();
    }
    let all: Vec<String> = spans
        .iter()
        .map(|(a, b)| format!("`{}`", text.slice(*a..*b)))
        .collect();
    all.join(" and ")
}
