//! Rule sets: rules as written -> compiled rules with their alphabet and index.

use super::alphabet::{Alphabet, Ask, ByteSet, MAX_SYMBOLS};
use super::ast::{Node, What};
use super::check::{Checker, Form, RoleId, declare};
use super::emit::{Pattern, asks_end, build, regex, required};
use super::file::{Quoted, RuleSource};
use super::parse::parse;
use super::position::{Position, each_word};
use crate::error::Error;
use crate::image::{Flat, Rows, stored};
use crate::lexicon::Lexicon;
use crate::pack::Cell;
use crate::text::Text;
use crate::vocabulary::Vocabulary;
use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

/// Rules that are searched together, with an alphabet of their own. A stage has one.
#[derive(Clone, Debug)]
pub(crate) struct RuleSet {
    pub(super) alphabet: Alphabet,
    /// The ask that any position satisfies.
    pub(super) gap: usize,
    pub(super) rules: Vec<Rule>,
    /// What each rule says, for people.
    pub(super) said: Rows<Said>,
    roles: Vec<String>,
    /// For each symbol, one bit a rule: the rules whose matches can begin with it.
    pub(super) firsts: Flat<u64, 8>,
    /// The same of those in whose matches it can come second, or that match a symbol alone; these once more where nothing follows.
    pub(super) seconds: Flat<u64, 8>,
    /// Words of both for each symbol.
    pub(super) stride: usize,
}

/// The id of a rule that is none.
pub(crate) static NO_ID: Cell = Cell::Borrowed("");

#[derive(Clone, Debug)]
pub(super) struct Rule {
    id: Cell,
    pub(super) pattern: Pattern,
    /// The role of each capture group, from group 1 on.
    pub(super) groups: Vec<RoleId>,
    pub(super) unless: Option<Pattern>,
    /// In every match, some symbol of each of these sets.
    pub(super) required: Vec<ByteSet>,
    /// Whether the pattern asks for the sentence's end.
    pub(super) to_end: bool,
}

/// What a rule says.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// The pattern's parts in their order, each as checked and as written.
    pub(super) parts: Vec<(Form, String)>,
    readable: String,
}

stored!(RuleSet {
    alphabet,
    gap,
    rules,
    said,
    roles,
    firsts,
    seconds,
    stride
});
stored!(Rule {
    id,
    pattern,
    groups,
    unless,
    required,
    to_end
});
stored!(Said { parts, readable });

/// A rule between reading and compiling.
pub(super) struct Parsed<'r> {
    pub(super) source: &'r RuleSource,
    pub(super) pattern: Node,
    pub(super) unless: Option<(Node, &'r Quoted)>,
}

pub(super) fn parse_rules(rules: &[RuleSource]) -> Result<Vec<Parsed<'_>>, Error> {
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
#[cfg(test)]
pub(crate) fn declare_literals(
    rules: &[RuleSource],
    lexicon: &mut Lexicon,
    vocabulary: &mut Vocabulary,
) -> Result<(), Error> {
    declare_all(&parse_rules(rules)?, lexicon, vocabulary)
}

/// A bit for each rule whose pattern is so.
fn bits(rules: &[Rule], is: impl Fn(&Pattern) -> bool) -> u64 {
    let bit = |(i, r): (usize, &Rule)| u64::from(is(&r.pattern)) << i;
    rules.iter().enumerate().map(bit).sum()
}

fn parts(form: &Form, node: &Node) -> Vec<(Form, String)> {
    match (form, &node.what) {
        (Form::Sequence(forms), What::Sequence(nodes)) => forms
            .iter()
            .zip(nodes)
            .map(|(f, n)| (f.clone(), n.to_string()))
            .collect(),
        _ => vec![(form.clone(), node.to_string())],
    }
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
        let alphabet = Alphabet::build(&asks, &tests, lexicon);
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
        let mut said = Vec::with_capacity(forms.len());
        for (p, (form, unless)) in parsed.iter().zip(&forms) {
            let (pattern, groups) =
                build(form, &alphabet, gap).map_err(|f| p.source.fault(&p.source.pattern, f))?;
            let veto = match (unless, &p.unless) {
                (Some(form), Some((_, quoted))) => Some(
                    build(form, &alphabet, gap)
                        .map_err(|f| p.source.fault(quoted, f))?
                        .0,
                ),
                _ => None,
            };
            let mut readable = format!("{}: {}", p.source.id, p.pattern);
            if let Some((node, _)) = &p.unless {
                let _ = write!(readable, "\n  unless {node}");
            }
            let _ = write!(readable, "\n  as {}", regex(form, &alphabet, gap));
            compiled.push(Rule {
                id: p.source.id.clone().into(),
                pattern,
                groups,
                unless: veto,
                required: required(form, &alphabet),
                to_end: asks_end(form),
            });
            said.push(Said {
                parts: parts(form, &p.pattern),
                readable,
            });
        }
        let stride = compiled.len().div_ceil(64);
        // A row of words for each symbol, and for nothing at all.
        let (mut firsts, mut seconds) = (Flat::default(), Flat::default());
        let symbols = (0..=u8::MAX).take(alphabet.symbols() + 1).map(Some);
        for b in symbols.chain([None]) {
            let has = |set: &ByteSet| b.is_some_and(|b| set.has(b));
            let first = |p: &Pattern| has(&p.starts);
            let second = |p: &Pattern| p.seconds.as_ref().is_none_or(has);
            for rules in compiled.chunks(64) {
                firsts.push(bits(rules, first));
                seconds.push(bits(rules, second));
            }
        }
        Ok(RuleSet {
            alphabet,
            gap,
            rules: compiled,
            said: said.into(),
            roles,
            firsts,
            seconds,
            stride,
        })
    }

    /// The id of a rule.
    pub(crate) fn rule_id(&self, rule: usize) -> &Cell {
        self.rules.get(rule).map_or(&NO_ID, |r| &r.id)
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

    /// The names of a rule's roles, in the order of its pattern.
    pub(crate) fn roles_of(&self, rule: usize) -> impl Iterator<Item = &str> {
        let groups = self.rules.get(rule).map_or(&[][..], |r| &r.groups);
        groups.iter().map(|r| self.role_name(*r))
    }

    /// The rule of that id as it was understood; see [`RuleSet::readable`]. Linear in the rules.
    pub(crate) fn find_readable(&self, id: &str) -> Option<&str> {
        let rule = self.rules.iter().position(|r| r.id == id)?;
        Some(self.readable(rule))
    }

    /// The rule as it was understood: its pattern in full, its veto, and the regex over symbols.
    pub(crate) fn readable(&self, rule: usize) -> &str {
        self.said.get(rule).map_or("", |s| &s.readable)
    }

    /// Writes one byte a position to `out`, which is cleared first. A table lookup each.
    pub(crate) fn encode(&self, positions: &[Position], out: &mut Vec<u8>) {
        out.clear();
        out.extend(positions.iter().map(|p| self.alphabet.symbol(p)));
    }

    /// The same for the lexical positions of a token range.
    pub(super) fn encode_words(
        &self,
        text: &Text<'_>,
        range: Range<usize>,
        lexicon: &Lexicon,
        out: &mut Vec<u8>,
    ) {
        out.clear();
        out.reserve(range.len());
        each_word(text, range, lexicon, |kind, case, glued, entry| {
            out.push(self.alphabet.symbol_of(kind, case, glued, entry));
        });
    }
}
