//! From the pattern as written to its checked form: names resolved, impossible patterns refused.

use super::alphabet::{Ask, LITERAL_CLASS, Lexical, literal};
use super::ast::{Fault, Node, Test, What};
use super::nearest::did_you_mean;
use super::position::PosKind;
use crate::hash::FastMap;
use crate::image::{Reader, Stored, Writer, stored};
use crate::lexicon::{Lexicon, Sense};
use crate::text::token::TokenKind;
use crate::text::tokens_of_form;
use crate::vocabulary::Vocabulary;
use std::collections::BTreeSet;

/// Index of a role name within a rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct RoleId(pub(super) u16);

/// A checked pattern; names are numbers.
#[derive(Clone, Debug)]
pub(super) enum Form {
    Start,
    End,
    Gap(u32),
    /// One position that satisfies an ask; where the item stands in the pattern.
    One {
        ask: usize,
        at: usize,
    },
    Sequence(Vec<Form>),
    Either(Vec<Form>),
    Repeat {
        of: Box<Form>,
        min: u32,
        max: Option<u32>,
    },
    Role(RoleId, Box<Form>),
}

/// The kinds and super-kinds that a pattern can name.
const KINDS: [(&str, Ask); 24] = [
    ("Any", Ask::Any),
    ("Word", Ask::Word),
    ("Cap", Ask::Cap),
    ("Upper", Ask::Upper),
    ("Initial", Ask::Initial),
    ("Glued", Ask::Glued),
    ("Number", Ask::Number),
    ("Num1", Ask::Num1),
    ("Num4", Ask::Num4),
    ("Punct", Ask::Punct),
    ("Person", Ask::Kind(&[PosKind::Person])),
    ("Country", Ask::Kind(&[PosKind::Country])),
    ("City", Ask::Kind(&[PosKind::City])),
    (
        "Place",
        Ask::Kind(&[PosKind::Country, PosKind::City, PosKind::Place]),
    ),
    ("Site", Ask::Kind(&[PosKind::Place])),
    ("Organization", Ask::Kind(&[PosKind::Organization])),
    ("Occasion", Ask::Kind(&[PosKind::Occasion])),
    ("Group", Ask::Kind(&[PosKind::Group])),
    (
        "Party",
        Ask::Kind(&[
            PosKind::Person,
            PosKind::Country,
            PosKind::Organization,
            PosKind::Group,
        ]),
    ),
    (
        "Name",
        Ask::Kind(&[
            PosKind::Person,
            PosKind::Country,
            PosKind::City,
            PosKind::Place,
            PosKind::Organization,
            PosKind::Occasion,
            PosKind::Group,
        ]),
    ),
    ("Time", Ask::Kind(&[PosKind::Time])),
    ("Noun", Ask::Kind(&[PosKind::Noun])),
    ("Verb", Ask::Kind(&[PosKind::Verb])),
    ("Event", Ask::Kind(&[PosKind::Event])),
];

/// Makes the words that a pattern quotes known to the lexicon, so that segmentation keeps them apart.
pub(super) fn declare(
    node: &Node,
    lexicon: &mut Lexicon,
    vocabulary: &mut Vocabulary,
) -> Result<(), Fault> {
    match &node.what {
        What::Literal(text) => declare_literal(text, lexicon, vocabulary)
            .map_err(|message| Fault::new(node.at.start, message)),
        What::Not(of) | What::Repeat { of, .. } | What::Role { of, .. } => {
            declare(of, lexicon, vocabulary)
        }
        What::Both(all) | What::Sequence(all) | What::Either(all) => {
            all.iter().try_for_each(|n| declare(n, lexicon, vocabulary))
        }
        What::Start | What::End | What::Gap(_) | What::Kind(_) | What::Class { .. } => Ok(()),
    }
}

fn declare_literal(
    text: &str,
    lexicon: &mut Lexicon,
    vocabulary: &mut Vocabulary,
) -> Result<(), String> {
    let tokens = tokens_of_form(text, vocabulary);
    if tokens.iter().any(|t| t.kind == TokenKind::Break) {
        return Err("a quoted word goes over a line break".to_string());
    }
    let mut senses = Vec::new();
    if let Some((id, length)) = lexicon.longest_at(&tokens, 0)
        && length == tokens.len()
    {
        let entry = lexicon.entry(id);
        let same =
            entry.capitals.iter().zip(&tokens).all(|(capital, t)| {
                *capital == (t.kind == TokenKind::Word && t.case.starts_upper())
            });
        if same {
            return Ok(());
        }
        // An entry with capitals goes before the one without: it must mean no less.
        senses = entry.senses.clone();
    }
    senses.push(Sense {
        class: lexicon.class(LITERAL_CLASS),
        attrs: Vec::new(),
    });
    for sense in senses {
        lexicon
            .add(text.to_string(), sense, vocabulary)
            .map_err(|e| e.message().to_string())?;
    }
    Ok(())
}

/// What all patterns of a rule set share while they are checked.
pub(super) struct Checker<'l> {
    pub(super) lexicon: &'l Lexicon,
    pub(super) vocabulary: &'l mut Vocabulary,
    pub(super) asks: Vec<Ask>,
    ask_ids: FastMap<Ask, usize>,
    pub(super) tests: Vec<Lexical>,
    test_ids: FastMap<Lexical, usize>,
    pub(super) roles: Vec<String>,
}

impl<'l> Checker<'l> {
    pub(super) fn new(lexicon: &'l Lexicon, vocabulary: &'l mut Vocabulary) -> Self {
        Checker {
            lexicon,
            vocabulary,
            asks: Vec::new(),
            ask_ids: FastMap::default(),
            tests: Vec::new(),
            test_ids: FastMap::default(),
            roles: Vec::new(),
        }
    }

    /// Checks a whole pattern. `roles` says whether it may name roles (a veto may not).
    pub(super) fn pattern(&mut self, node: &Node, roles: bool) -> Result<Form, Fault> {
        self.edges(node)?;
        if !roles {
            no_role(
                node,
                "a veto names a role",
                "what `unless` finds is thrown away: leave the name out",
            )?;
        }
        sure_roles(node)?;
        let form = self.form(node)?;
        if can_be_empty(node) {
            return Err(
                Fault::new(node.at.start, "the pattern can match nothing at all")
                    .help("some item must be there in every match"),
            );
        }
        Ok(form)
    }

    /// A gap first or last would be as wide as it happens to fit, in brackets too.
    fn edges(&self, node: &Node) -> Result<(), Fault> {
        match outer_gap(node, true).or_else(|| outer_gap(node, false)) {
            None => Ok(()),
            Some(gap) => Err(
                Fault::new(gap.at.start, "a gap needs an item on both sides")
                    .help("leave it out, or say with ^ or $ where it begins or ends"),
            ),
        }
    }

    fn form(&mut self, node: &Node) -> Result<Form, Fault> {
        Ok(match &node.what {
            What::Start => Form::Start,
            What::End => Form::End,
            What::Gap(n) => Form::Gap(*n),
            What::Sequence(all) => {
                Form::Sequence(all.iter().map(|n| self.form(n)).collect::<Result<_, _>>()?)
            }
            What::Either(any) => {
                if any.iter().all(single) {
                    let ask = self.ask(node)?;
                    self.one(ask, node)
                } else {
                    Form::Either(any.iter().map(|n| self.form(n)).collect::<Result<_, _>>()?)
                }
            }
            What::Repeat { of, min, max } => {
                if *max != Some(1) {
                    no_role(
                        of,
                        "a role stands inside a repeat",
                        "it would keep the last only: put it around the whole repeat, role=(X)+",
                    )?;
                }
                Form::Repeat {
                    of: Box::new(self.form(of)?),
                    min: *min,
                    max: *max,
                }
            }
            What::Role { name, of } => {
                let id = match self.roles.iter().position(|r| r == name) {
                    Some(i) => i,
                    None => {
                        self.roles.push(name.clone());
                        self.roles.len() - 1
                    }
                };
                let id = u16::try_from(id)
                    .map_err(|_| Fault::new(node.at.start, "more roles than can be numbered"))?;
                let of = self.form(of)?;
                Form::Role(RoleId(id), Box::new(of))
            }
            What::Kind(_)
            | What::Class { .. }
            | What::Literal(_)
            | What::Not(_)
            | What::Both(_) => {
                let ask = self.ask(node)?;
                self.one(ask, node)
            }
        })
    }

    fn one(&mut self, ask: Ask, node: &Node) -> Form {
        Form::One {
            ask: self.intern(ask),
            at: node.at.start,
        }
    }

    /// The branches of alternatives that stand for one position together: each one's ask, and where it stands.
    pub(super) fn branches(&mut self, node: &Node, out: &mut Vec<(usize, usize)>) {
        match &node.what {
            What::Either(any) if any.iter().all(single) => {
                for n in any {
                    if let Ok(ask) = self.ask(n) {
                        out.push((self.intern(ask), n.at.start));
                    }
                }
            }
            What::Sequence(all) | What::Either(all) => {
                all.iter().for_each(|n| self.branches(n, out));
            }
            What::Repeat { of, .. } | What::Role { of, .. } => self.branches(of, out),
            _ => {}
        }
    }

    fn intern(&mut self, ask: Ask) -> usize {
        if let Some(i) = self.ask_ids.get(&ask) {
            return *i;
        }
        self.asks.push(ask.clone());
        self.ask_ids.insert(ask, self.asks.len() - 1);
        self.asks.len() - 1
    }

    fn test(&mut self, test: Lexical) -> Ask {
        if let Some(i) = self.test_ids.get(&test) {
            return Ask::Lexical(*i);
        }
        self.tests.push(test.clone());
        self.test_ids.insert(test, self.tests.len() - 1);
        Ask::Lexical(self.tests.len() - 1)
    }

    /// What a part that stands for one position asks of it.
    fn ask(&mut self, node: &Node) -> Result<Ask, Fault> {
        Ok(match &node.what {
            What::Kind(name) => {
                match KINDS.iter().find(|(k, _)| k == name) {
                    Some((_, ask)) => ask.clone(),
                    None => {
                        return Err(Fault::new(node.at.start, format!("unknown kind {name}"))
                            .help(did_you_mean(
                                name,
                                KINDS.iter().map(|(k, _)| *k),
                                &format!("kinds: {}", KINDS.map(|(k, _)| k).join(", ")),
                            )));
                    }
                }
            }
            What::Class { name, tests } => {
                let Some(class) = self.lexicon.find_class(name) else {
                    return Err(
                        Fault::new(node.at.start, format!("unknown class <{name}>")).help(
                            did_you_mean(
                                name,
                                self.lexicon.class_names(),
                                "no lexicon entry has this class",
                            ),
                        ),
                    );
                };
                if self.lexicon.members(class).next().is_none() {
                    return Err(Fault::new(
                        node.at.start,
                        format!("the class <{name}> has no entry"),
                    ));
                }
                self.attributes(node, name, tests)?;
                self.test(Lexical::Class(class, tests.clone()))
            }
            What::Literal(text) => {
                let test = literal(text, self.vocabulary);
                self.test(test)
            }
            What::Not(of) => Ask::Not(Box::new(self.ask(of)?)),
            What::Both(all) => Ask::All(all.iter().map(|n| self.ask(n)).collect::<Result<_, _>>()?),
            What::Either(any) => {
                Ask::OneOf(any.iter().map(|n| self.ask(n)).collect::<Result<_, _>>()?)
            }
            What::Start
            | What::End
            | What::Gap(_)
            | What::Sequence(_)
            | What::Repeat { .. }
            | What::Role { .. } => {
                return Err(
                    Fault::new(node.at.start, "`!` and `&` take single positions only")
                        .help("sequences, repeats, gaps, roles, `^` and `$` cannot stand in them"),
                );
            }
        })
    }

    /// An attribute that no entry of the class has is a slip.
    fn attributes(&self, node: &Node, class_name: &str, tests: &[Test]) -> Result<(), Fault> {
        let Some(class) = self.lexicon.find_class(class_name) else {
            return Ok(());
        };
        for test in tests {
            let senses = || {
                let entries = self.lexicon.members(class);
                entries.flat_map(|e| e.senses.iter().filter(|s| s.class == class))
            };
            let values: BTreeSet<&str> = senses().filter_map(|s| s.attr(&test.key)).collect();
            if values.is_empty() {
                let keys: BTreeSet<&str> = senses()
                    .flat_map(|s| s.attrs.iter().map(|(k, _)| &**k))
                    .collect();
                return Err(Fault::new(
                    node.at.start,
                    format!("no entry of <{class_name}> has `{}`", test.key),
                )
                .help(did_you_mean(
                    &test.key,
                    keys.into_iter(),
                    "see the lexicon for its attributes",
                )));
            }
            if let Some(v) = test.values.iter().find(|v| !values.contains(v.as_str())) {
                return Err(Fault::new(
                    node.at.start,
                    format!("no entry of <{class_name}> has `{}={v}`", test.key),
                )
                .help(did_you_mean(
                    v,
                    values.into_iter(),
                    "see the lexicon for its values",
                )));
            }
        }
        Ok(())
    }
}

/// Whether a part always stands for exactly one position and names no role.
fn single(node: &Node) -> bool {
    match &node.what {
        What::Kind(_) | What::Class { .. } | What::Literal(_) | What::Not(_) | What::Both(_) => {
            true
        }
        What::Either(any) => any.iter().all(single),
        _ => false,
    }
}

fn no_role(node: &Node, message: &str, help: &str) -> Result<(), Fault> {
    match &node.what {
        What::Role { .. } => Err(Fault::new(node.at.start, message).help(help)),
        What::Repeat { of, .. } | What::Not(of) => no_role(of, message, help),
        What::Sequence(all) | What::Either(all) | What::Both(all) => {
            all.iter().try_for_each(|n| no_role(n, message, help))
        }
        _ => Ok(()),
    }
}

/// The roles that take part in every match. A role may stand in several places, so that it is found here or there, but
/// a pattern in which one match must have it twice is a slip.
fn sure_roles(node: &Node) -> Result<BTreeSet<&str>, Fault> {
    let twice = |at: usize, role: &str| {
        Fault::new(at, format!("the role `{role}` is named twice"))
            .help("every match would have it twice: give one of the two another name")
    };
    match &node.what {
        What::Role { name, of } => {
            let mut roles = sure_roles(of)?;
            if roles.contains(name.as_str()) {
                return Err(twice(node.at.start, name));
            }
            if !can_be_empty(of) {
                roles.insert(name);
            }
            Ok(roles)
        }
        What::Repeat { of, min, .. } => {
            let roles = sure_roles(of)?;
            Ok(if *min > 0 { roles } else { BTreeSet::new() })
        }
        What::Either(any) => {
            let mut all = any.iter().map(sure_roles).collect::<Result<Vec<_>, _>>()?;
            let last = all.pop().unwrap_or_default();
            Ok(all.into_iter().fold(last, |a, b| &a & &b))
        }
        What::Sequence(items) => items.iter().try_fold(BTreeSet::new(), |mut all, n| {
            for role in sure_roles(n)? {
                if !all.insert(role) {
                    return Err(twice(n.at.start, role));
                }
            }
            Ok(all)
        }),
        _ => Ok(BTreeSet::new()),
    }
}

/// Whether a form can match nothing.
pub(super) fn empty_form(form: &Form) -> bool {
    match form {
        Form::Start | Form::End | Form::Gap(_) => true,
        Form::One { .. } => false,
        Form::Sequence(all) => all.iter().all(empty_form),
        Form::Either(any) => any.iter().any(empty_form),
        Form::Repeat { of, min, .. } => *min == 0 || empty_form(of),
        Form::Role(_, of) => empty_form(of),
    }
}

/// The gap that a pattern may begin with, or end with.
fn outer_gap(node: &Node, first: bool) -> Option<&Node> {
    match &node.what {
        What::Gap(_) => Some(node),
        What::Sequence(all) => {
            let edge = if first { all.first() } else { all.last() };
            outer_gap(edge?, first)
        }
        What::Either(any) => any.iter().find_map(|n| outer_gap(n, first)),
        What::Repeat { of, .. } | What::Role { of, .. } => outer_gap(of, first),
        _ => None,
    }
}

fn can_be_empty(node: &Node) -> bool {
    match &node.what {
        What::Start | What::End | What::Gap(_) => true,
        What::Kind(_) | What::Class { .. } | What::Literal(_) | What::Not(_) | What::Both(_) => {
            false
        }
        What::Sequence(all) => all.iter().all(can_be_empty),
        What::Either(any) => any.iter().any(can_be_empty),
        What::Repeat { of, min, .. } => *min == 0 || can_be_empty(of),
        What::Role { of, .. } => can_be_empty(of),
    }
}

stored!(RoleId(number));

impl Stored for Form {
    fn write(&self, to: &mut Writer) {
        match self {
            Form::Start => 0u8.write(to),
            Form::End => 1u8.write(to),
            Form::Gap(n) => {
                2u8.write(to);
                n.write(to);
            }
            Form::One { ask, at } => {
                3u8.write(to);
                ask.write(to);
                at.write(to);
            }
            Form::Sequence(all) => {
                4u8.write(to);
                all.write(to);
            }
            Form::Either(any) => {
                5u8.write(to);
                any.write(to);
            }
            Form::Repeat { of, min, max } => {
                6u8.write(to);
                of.write(to);
                min.write(to);
                max.write(to);
            }
            Form::Role(role, of) => {
                7u8.write(to);
                role.write(to);
                of.write(to);
            }
        }
    }

    fn read(from: &mut Reader) -> Option<Self> {
        Some(match u8::read(from)? {
            0 => Form::Start,
            1 => Form::End,
            2 => Form::Gap(Stored::read(from)?),
            3 => Form::One {
                ask: Stored::read(from)?,
                at: Stored::read(from)?,
            },
            4 => Form::Sequence(Stored::read(from)?),
            5 => Form::Either(Stored::read(from)?),
            6 => Form::Repeat {
                of: Stored::read(from)?,
                min: Stored::read(from)?,
                max: Stored::read(from)?,
            },
            7 => Form::Role(Stored::read(from)?, Stored::read(from)?),
            _ => return None,
        })
    }
}
