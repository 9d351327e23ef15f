//! Rule files: TOML text -> rules as written, each part with its place.

use super::ast::Fault;
use super::nearest::did_you_mean;
use crate::error::Error;
use crate::order::by_place;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A rule as its file has it.
#[derive(Clone, Debug)]
pub(crate) struct RuleSource {
    /// The file, as the pack names it.
    pub(crate) file: String,
    /// 1-based line of the rule's `id`.
    pub(crate) line: usize,
    /// Stable name of the rule.
    pub(crate) id: String,
    /// What it makes: a word that its stage understands.
    pub(crate) makes: String,
    /// The pattern.
    pub(crate) pattern: Quoted,
    /// The pattern that vetoes a match.
    pub(crate) unless: Option<Quoted>,
    /// What its author says of it.
    pub(crate) note: String,
    /// Examples that it must match, with the answer marked.
    pub(crate) accept: Vec<Quoted>,
    /// Examples that it must not match.
    pub(crate) reject: Vec<Quoted>,
    /// All other keys, for the stage that uses the rule.
    pub(crate) extra: toml::Table,
    /// Line and column of each extra key.
    extra_at: Vec<(String, Place)>,
}

/// A string of a rule file and its place there.
#[derive(Clone, Debug)]
pub(crate) struct Quoted {
    /// What it says.
    pub(crate) text: String,
    /// 1-based line.
    pub(crate) line: usize,
    /// 1-based column of the first character; 0 where escapes make it unknown.
    column: usize,
    /// The source lines it stands on.
    lines: Vec<String>,
}

#[derive(Clone, Debug)]
struct Place {
    line: usize,
    column: usize,
    source: String,
}

impl RuleSource {
    /// A rule that stands in no file: for callers that make rules themselves, and for tests.
    pub(crate) fn new(id: &str, makes: &str, pattern: &str) -> Self {
        RuleSource {
            file: "(rule)".to_string(),
            line: 1,
            id: id.to_string(),
            makes: makes.to_string(),
            pattern: Quoted::bare(pattern),
            unless: None,
            note: String::new(),
            accept: Vec::new(),
            reject: Vec::new(),
            extra: toml::Table::new(),
            extra_at: Vec::new(),
        }
    }

    /// The same with a veto.
    #[cfg(test)]
    pub(crate) fn unless(mut self, pattern: &str) -> Self {
        self.unless = Some(Quoted::bare(pattern));
        self
    }

    /// The value of an extra key, if it is a string.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.extra.get(key).and_then(toml::Value::as_str)
    }

    /// An error that points at an extra key (or at the rule, if it has no such key).
    pub(crate) fn error_at(&self, key: &str, message: impl Into<String>) -> Error {
        match self.extra_at.iter().find(|(k, _)| k == key) {
            Some((_, p)) => Error::new(message)
                .at(&self.file, p.line, p.column)
                .source_line(&p.source),
            None => Error::new(message).at(&self.file, self.line, 0),
        }
    }

    /// Refuses extra keys that the stage does not know: a misspelt key must not pass in silence.
    ///
    /// # Errors
    /// The first key that is not in `known`.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Error> {
        match self
            .extra_at
            .iter()
            .find(|(k, _)| !known.contains(&k.as_str()))
        {
            None => Ok(()),
            Some((key, _)) => Err(self
                .error_at(
                    key,
                    format!("rule {}: no rule of this file has a key `{key}`", self.id),
                )
                .help(did_you_mean(
                    key,
                    KEYS.iter().chain(known).copied(),
                    &format!("keys: {}", [&KEYS[..], known].concat().join(", ")),
                ))),
        }
    }

    /// A fault of the pattern, or of `unless`, as an error with file, line, column and caret.
    pub(super) fn fault(&self, pattern: &Quoted, fault: Fault) -> Error {
        let before = pattern.text.get(..fault.at).unwrap_or(&pattern.text);
        let down = before.matches('\n').count();
        let column = match before.rsplit_once('\n') {
            Some((_, last)) => last.chars().count() + 1,
            None if pattern.column == 0 => 0,
            None => pattern.column + before.chars().count(),
        };
        let mut error = Error::new(format!("rule {}: {}", self.id, fault.message)).at(
            &self.file,
            pattern.line + down,
            column,
        );
        if let Some(source) = pattern.lines.get(down) {
            error = error.source_line(source);
        }
        match fault.help {
            Some(h) => error.help(h),
            None => error,
        }
    }
}

impl Quoted {
    pub(super) fn bare(text: &str) -> Self {
        Quoted {
            text: text.to_string(),
            line: 1,
            column: 1,
            lines: text.lines().map(str::to_string).collect(),
        }
    }
}

/// Keys that every rule may have.
const KEYS: [&str; 7] = [
    "id", "makes", "pattern", "unless", "note", "accept", "reject",
];

/// Reads the rules of one file. Keys other than `id`, `makes`, `pattern`, `unless`, `note`, `accept`, `reject` are kept
/// in [`RuleSource::extra`]; a stage says which it knows by [`RuleSource::only`].
///
/// # Errors
/// Text that is no TOML, a table other than `[[rule]]`, a missing or wrongly typed key; each with file, line and caret.
pub(crate) fn read_rules(file: &str, toml_text: &str) -> Result<Vec<RuleSource>, Error> {
    let source = Source {
        file,
        text: toml_text,
        breaks: toml_text
            .bytes()
            .enumerate()
            .filter_map(|(i, b)| (b == b'\n').then_some(i))
            .collect(),
    };
    let table = DeTable::parse(toml_text).map_err(|e| {
        let at = e.span().map_or(0, |s| s.start);
        source.error(at, e.message().to_string())
    })?;
    let mut rules = Vec::new();
    for (key, value) in table.get_ref() {
        if key.get_ref() != "rule" {
            return Err(source
                .error(
                    key.span().start,
                    format!("a rule file has no `{}`", key.get_ref()),
                )
                .help("every rule is a table of its own: [[rule]]"));
        }
        let DeValue::Array(items) = value.get_ref() else {
            return Err(source
                .error(value.span().start, "`rule` is no list of tables")
                .help("write [[rule]], with two brackets"));
        };
        for item in items.iter() {
            let DeValue::Table(rule) = item.get_ref() else {
                return Err(source.error(item.span().start, "a rule is a table"));
            };
            rules.push(source.rule(rule, item.span().start)?);
        }
    }
    Ok(rules)
}

struct Source<'s> {
    file: &'s str,
    text: &'s str,
    /// Where its line breaks are.
    breaks: Vec<usize>,
}

impl Source<'_> {
    fn place(&self, byte: usize) -> Place {
        let (above, from) = self.line_of(byte);
        let source = self.text.get(from..).unwrap_or("");
        let before = self.text.get(from..byte).unwrap_or(source);
        Place {
            line: above + 1,
            column: before.chars().count() + 1,
            source: source.lines().next().unwrap_or("").to_string(),
        }
    }

    /// How many lines stand above a byte's, and where its line begins.
    fn line_of(&self, byte: usize) -> (usize, usize) {
        let above = self.breaks.partition_point(|b| *b < byte);
        let last = above.checked_sub(1).and_then(|i| self.breaks.get(i));
        (above, last.map_or(0, |b| b + 1))
    }

    fn error(&self, byte: usize, message: impl Into<String>) -> Error {
        let p = self.place(byte);
        Error::new(message)
            .at(self.file, p.line, p.column)
            .source_line(&p.source)
    }

    fn rule(&self, table: &DeTable<'_>, at: usize) -> Result<RuleSource, Error> {
        let mut required = [None, None, None];
        let mut rule = RuleSource::new("", "", "");
        rule.file = self.file.to_string();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "id" => required[0] = Some(self.string(key.get_ref(), value)?),
                "makes" => required[1] = Some(self.string(key.get_ref(), value)?),
                "pattern" => required[2] = Some(self.string(key.get_ref(), value)?),
                "unless" => rule.unless = Some(self.string(key.get_ref(), value)?),
                "note" => rule.note = self.string(key.get_ref(), value)?.text,
                "accept" => rule.accept = self.strings(key.get_ref(), value)?,
                "reject" => rule.reject = self.strings(key.get_ref(), value)?,
                other => {
                    rule.extra.insert(other.to_string(), self.value(value)?);
                    rule.extra_at
                        .push((other.to_string(), self.place(key.span().start)));
                }
            }
        }
        let [id, makes, pattern] = required;
        let missing = |key: &str| {
            self.error(at, format!("this rule has no `{key}`"))
                .help("a rule needs id, makes and pattern")
        };
        let id = id.ok_or_else(|| missing("id"))?;
        if id.text.trim().is_empty() {
            return Err(missing("id"));
        }
        rule.line = id.line;
        rule.id = id.text;
        rule.makes = makes.ok_or_else(|| missing("makes"))?.text;
        rule.pattern = pattern.ok_or_else(|| missing("pattern"))?;
        by_place(&mut rule.extra_at, |(_, p)| [p.line, p.column, 0]);
        Ok(rule)
    }

    fn string(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<Quoted, Error> {
        let DeValue::String(text) = value.get_ref() else {
            return Err(self
                .error(value.span().start, format!("`{key}` is no string"))
                .help("patterns are written in single quotes, so that \"words\" in them need no escape"));
        };
        Ok(self.quoted(text, value.span()))
    }

    fn strings(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<Vec<Quoted>, Error> {
        let DeValue::Array(items) = value.get_ref() else {
            return Err(self.error(value.span().start, format!("`{key}` is no list of strings")));
        };
        items.iter().map(|i| self.string(key, i)).collect()
    }

    fn quoted(&self, text: &str, span: Range<usize>) -> Quoted {
        let raw = self.text.get(span.clone()).unwrap_or("");
        // Without escapes the value stands in the file as it is, after its quotes.
        let found = raw.find(text).filter(|_| !text.is_empty());
        let start = span.start + found.unwrap_or(0);
        let p = self.place(start);
        let lines = self
            .text
            .get(self.line_of(start).1..)
            .unwrap_or("")
            .lines()
            .take(text.matches('\n').count() + 1)
            .map(str::to_string)
            .collect();
        Quoted {
            text: text.to_string(),
            line: p.line,
            column: if found.is_some() { p.column } else { 0 },
            lines,
        }
    }

    fn value(&self, value: &Spanned<DeValue<'_>>) -> Result<toml::Value, Error> {
        let bad = || self.error(value.span().start, "this number cannot be read");
        Ok(match value.get_ref() {
            DeValue::String(s) => toml::Value::String(s.to_string()),
            DeValue::Integer(i) => {
                toml::Value::Integer(i64::from_str_radix(i.as_str(), i.radix()).map_err(|_| bad())?)
            }
            DeValue::Float(f) => toml::Value::Float(f.as_str().parse().map_err(|_| bad())?),
            DeValue::Boolean(b) => toml::Value::Boolean(*b),
            DeValue::Datetime(d) => toml::Value::Datetime(*d),
            DeValue::Array(a) => toml::Value::Array(
                a.iter()
                    .map(|v| self.value(v))
                    .collect::<Result<_, Error>>()?,
            ),
            DeValue::Table(t) => toml::Value::Table(
                t.iter()
                    .map(|(k, v)| Ok((k.get_ref().to_string(), self.value(v)?)))
                    .collect::<Result<_, Error>>()?,
            ),
        })
    }
}
