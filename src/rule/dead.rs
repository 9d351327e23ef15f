//! What in a pattern can never be: items that no position of the stage satisfies, and words that stand in a longer entry.

use super::alphabet::{Alphabet, Ask, ByteSet, sense_fits};
use super::ast::{Fault, Node, What};
use super::check::{Checker, Form};
use super::file::{Quoted, RuleSource};
use super::position::PosKind;
use super::set::parse_rules;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::text::tokens_of_form;
use crate::vocabulary::Vocabulary;

/// Neighbours with more forms than this together are not looked at.
const MOST_PAIRS: usize = 4096;

/// The dead parts of rules that compile: first those that leave a rule without any match, then those of one branch.
///
/// `kinds` are the spans that the rules' stage is given beside words, numbers and marks. Cost: as compiling the rules, and for
/// two items side by side the product of their forms, at most [`MOST_PAIRS`].
pub(crate) fn dead_parts(
    rules: &[RuleSource],
    kinds: &[PosKind],
    lexicon: &Lexicon,
    vocabulary: &mut Vocabulary,
) -> Result<Vec<Error>, Error> {
    let parsed = parse_rules(rules)?;
    let mut checker = Checker::new(lexicon, vocabulary);
    let mut forms = Vec::new();
    for p in &parsed {
        let form = checker
            .pattern(&p.pattern, true)
            .map_err(|f| p.source.fault(&p.source.pattern, f))?;
        let mut branches = Vec::new();
        checker.branches(&p.pattern, &mut branches);
        forms.push((p.source, &p.source.pattern, &p.pattern, form, branches));
        if let Some((node, quoted)) = &p.unless {
            let form = checker
                .pattern(node, false)
                .map_err(|f| p.source.fault(quoted, f))?;
            let mut branches = Vec::new();
            checker.branches(node, &mut branches);
            forms.push((p.source, *quoted, node, form, branches));
        }
    }
    let Checker {
        asks,
        tests,
        vocabulary,
        ..
    } = checker;
    let asks: Vec<Ask> = asks.into_iter().chain([Ask::Any]).collect();
    let alphabet = Alphabet::build(&asks, &tests, lexicon);
    let words = PosKind::ROWS
        .iter()
        .filter(|k| matches!(k, PosKind::Word | PosKind::Number(_) | PosKind::Punct(_)));
    let kinds: Vec<PosKind> = words.chain(kinds).copied().collect();
    let look = Look {
        possible: alphabet.possible(&kinds, |e| lexicon.stands(e)),
        alphabet: &alphabet,
        lexicon,
    };
    let mut out = Vec::new();
    for (source, quoted, node, form, branches) in &forms {
        look.form(source, quoted, form, branches, &mut out);
        look.neighbours(source, quoted, node, vocabulary, &mut out);
    }
    Ok(out)
}

struct Look<'l> {
    possible: ByteSet,
    alphabet: &'l Alphabet,
    lexicon: &'l Lexicon,
}

impl Look<'_> {
    fn form(
        &self,
        source: &RuleSource,
        quoted: &Quoted,
        form: &Form,
        branches: &[(usize, usize)],
        out: &mut Vec<Error>,
    ) {
        let mut dead = Vec::new();
        let can = self.can(form, &mut dead);
        let one = |ask: usize| self.alphabet.set(ask).meets(&self.possible);
        dead.extend(branches.iter().filter(|(a, _)| !one(*a)).map(|(_, at)| *at));
        for at in dead {
            let rest = quoted.text.get(at..).unwrap_or("");
            let item = item_at(rest);
            let message = match can {
                false => format!("the pattern matches nothing: no position can be `{item}`"),
                true => format!("no position can be `{item}`"),
            };
            out.push(source.fault(
                quoted,
                Fault::new(at, message).help(
                    "kinds that this stage is not given, attributes that no one entry has together, classes whose words are left out of segmentation (name., syllable., common)",
                ),
            ));
        }
    }

    /// Whether the form can match at all; the places of items that cannot be.
    fn can(&self, form: &Form, dead: &mut Vec<usize>) -> bool {
        match form {
            Form::Start | Form::End | Form::Gap(_) => true,
            Form::One { ask, at } => {
                let can = self.alphabet.set(*ask).meets(&self.possible);
                if !can {
                    dead.push(*at);
                }
                can
            }
            // All of them, so that each dead item is found.
            Form::Sequence(all) => all.iter().filter(|f| !self.can(f, dead)).count() == 0,
            Form::Either(any) => any.iter().filter(|f| self.can(f, dead)).count() > 0,
            Form::Repeat { of, min, .. } => self.can(of, dead) || *min == 0,
            Form::Role(_, of) => self.can(of, dead),
        }
    }

    /// Two items side by side whose words always stand in a text as one longer entry.
    fn neighbours(
        &self,
        source: &RuleSource,
        quoted: &Quoted,
        node: &Node,
        vocabulary: &mut Vocabulary,
        out: &mut Vec<Error>,
    ) {
        match &node.what {
            What::Sequence(all) => {
                for pair in all.windows(2) {
                    let [x, y] = pair else { continue };
                    if let Some(entry) = self.swallowed(x, y, vocabulary) {
                        out.push(source.fault(
                            quoted,
                            Fault::new(
                                x.at.start,
                                format!("`{x} {y}` never stand apart: a text has them as the one entry {entry:?}"),
                            )
                            .help(format!("write it as one, \"{entry}\", or name the entry's class")),
                        ));
                    }
                }
                for n in all {
                    self.neighbours(source, quoted, n, vocabulary, out);
                }
            }
            What::Either(all) | What::Both(all) => {
                for n in all {
                    self.neighbours(source, quoted, n, vocabulary, out);
                }
            }
            What::Not(of) | What::Repeat { of, .. } | What::Role { of, .. } => {
                self.neighbours(source, quoted, of, vocabulary, out);
            }
            _ => {}
        }
    }

    /// A longer entry, if each form of `x` before each of `y` is the beginning of one.
    fn swallowed(&self, x: &Node, y: &Node, vocabulary: &mut Vocabulary) -> Option<String> {
        let (first, second) = (self.forms(x)?, self.forms(y)?);
        if first.is_empty() || second.is_empty() || first.len() * second.len() > MOST_PAIRS {
            return None;
        }
        let mut example = None;
        for a in &first {
            let own = tokens_of_form(a, vocabulary).len();
            for b in &second {
                let tokens = tokens_of_form(&format!("{a} {b}"), vocabulary);
                let (entry, length) = self.lexicon.longest_at(&tokens, 0)?;
                if length <= own {
                    return None;
                }
                example.get_or_insert_with(|| self.lexicon.entry(entry).form.to_string());
            }
        }
        example
    }

    /// The words that an item can be, where it stands for entries only.
    fn forms(&self, node: &Node) -> Option<Vec<String>> {
        match &node.what {
            What::Literal(text) => Some(vec![text.clone()]),
            What::Class { name, tests } => {
                let class = self.lexicon.find_class(name)?;
                let of = self.lexicon.entries().filter(|(_, e)| {
                    e.senses
                        .iter()
                        .any(|s| s.class == class && sense_fits(s, tests))
                });
                Some(of.map(|(_, e)| e.form.to_string()).collect())
            }
            What::Role { of, .. } => self.forms(of),
            What::Either(any) => {
                let all: Option<Vec<_>> = any.iter().map(|n| self.forms(n)).collect();
                Some(all?.into_iter().flatten().collect())
            }
            _ => None,
        }
    }
}

/// The item at the beginning of a stretch of a pattern.
fn item_at(rest: &str) -> &str {
    let end = match rest.chars().next() {
        Some('<') => rest.find('>').map(|i| i + 1),
        Some('"') => rest.get(1..).and_then(|r| r.find('"')).map(|i| i + 2),
        _ => rest.find([' ', ')', '|', '?', '*', '+', '{', '\n']),
    };
    let item = rest.get(..end.unwrap_or(rest.len())).unwrap_or(rest);
    // `<a>&B` is one item.
    match rest.get(item.len()..).filter(|r| r.starts_with('&')) {
        Some(more) => {
            let next = item_at(more.get(1..).unwrap_or(""));
            rest.get(..item.len() + 1 + next.len()).unwrap_or(item)
        }
        None => item,
    }
}
