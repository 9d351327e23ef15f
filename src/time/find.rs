//! Finding expressions of time: rules in layers over lexical positions.

use super::template::{Roles, Template};
use super::value::Symbolic;
use crate::error::Error;
use crate::image::stored;
use crate::lexicon::{ClassId, Lexicon};
use crate::pack::Cell;
use crate::rule::{
    Match, NO_ID, PosKind, Position, RoleId, RuleSet, RuleSource, Work, positions_into, tokens_of,
};
use crate::text::token::{Token, TokenKind};
use crate::text::{Sentence, Text};
use crate::vocabulary::Vocabulary;
use std::mem::swap;
use std::ops::Range;

/// Index of a rule among [`TimeRules`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TimeRuleId(u32);

/// An expression of time in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TimeExpression {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// What it means, not yet anchored.
    pub(crate) value: Symbolic,
    /// The rule that made it: see [`TimeRules::rule_id`].
    pub(crate) rule: TimeRuleId,
}

/// The time rules of a language, checked and compiled.
#[derive(Clone, Debug, Default)]
pub(crate) struct TimeRules {
    layers: Vec<Layer>,
    ids: Vec<Cell>,
}

/// Whether a layer can match anything in a sentence, times found so far included: see [`find_where`].
pub(crate) type Awake<'a> = &'a dyn Fn(usize, bool) -> bool;

#[derive(Clone, Debug)]
struct Layer {
    set: RuleSet,
    /// One for each rule of the set.
    rules: Vec<Reading>,
}

#[derive(Clone, Debug)]
struct Reading {
    template: Template,
    /// The classes that the pattern names: only their attributes are read.
    classes: Vec<ClassId>,
    id: TimeRuleId,
}

stored!(TimeRuleId(number));
stored!(TimeRules { layers, ids });
stored!(Layer { set, rules });
stored!(Reading {
    template,
    classes,
    id
});

/// What rules of this stage make.
const MAKES: &str = "time";
/// The keys that they have beside those of all rules; the last four are for their tests.
const KEYS: [&str; 6] = ["layer", "value", "values", "at", "talked", "event"];
const MAX_LAYER: i64 = 9;

impl TimeRules {
    /// Compiles the rules that make times. Words that they quote are added to the lexicon.
    ///
    /// # Errors
    /// A rule that does not compile, without a layer, or with a `value` that cannot be read.
    pub(crate) fn compile(
        rules: &[RuleSource],
        lexicon: &mut Lexicon,
        vocabulary: &mut Vocabulary,
    ) -> Result<TimeRules, Error> {
        let mut by_layer: Vec<Vec<RuleSource>> = Vec::new();
        for rule in rules.iter().filter(|r| r.makes == MAKES) {
            rule.only(&KEYS)?;
            let layer = rule
                .extra
                .get("layer")
                .and_then(toml::Value::as_integer)
                .filter(|n| (1..=MAX_LAYER).contains(n))
                .and_then(|n| usize::try_from(n).ok())
                .ok_or_else(|| {
                    rule.error_at("layer", format!("rule {} needs a `layer`", rule.id))
                        .help("a number from 1 on; what an earlier layer finds is a Time to later ones")
                })?;
            if by_layer.len() < layer {
                by_layer.resize_with(layer, Vec::new);
            }
            if let Some(of) = by_layer.get_mut(layer - 1) {
                of.push(rule.clone());
            }
        }
        let mut out = TimeRules::default();
        for sources in by_layer.iter().filter(|s| !s.is_empty()) {
            let set = RuleSet::compile(sources, lexicon, vocabulary)?;
            let mut readings = Vec::with_capacity(sources.len());
            for rule in sources {
                let value = rule.extra.get("value").ok_or_else(|| {
                    rule.error_at("value", format!("rule {} needs a `value`", rule.id))
                })?;
                let template = Template::read(value, &|r| set.role(r))
                    .map_err(|e| rule.error_at("value", format!("rule {}: {e}", rule.id)))?;
                let id = TimeRuleId(u32::try_from(out.ids.len()).unwrap_or(u32::MAX));
                out.ids.push(rule.id.clone().into());
                readings.push(Reading {
                    template,
                    classes: classes(&rule.pattern.text, lexicon),
                    id,
                });
            }
            out.layers.push(Layer {
                set,
                rules: readings,
            });
        }
        Ok(out)
    }

    /// The rule of that id as it was understood.
    pub(crate) fn readable(&self, id: &str) -> Option<&str> {
        self.layers.iter().find_map(|l| l.set.find_readable(id))
    }

    /// The rules of each layer, for showing which nearly match.
    pub(crate) fn sets(&self) -> impl Iterator<Item = &RuleSet> {
        self.layers.iter().map(|l| &l.set)
    }

    /// The id of a rule.
    pub(crate) fn rule_id(&self, rule: TimeRuleId) -> &Cell {
        self.ids.get(rule.0 as usize).unwrap_or(&NO_ID)
    }
}

/// The lexicon classes that a pattern names.
fn classes(pattern: &str, lexicon: &Lexicon) -> Vec<ClassId> {
    pattern
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split([' ', '>']).next())
        .filter_map(|name| lexicon.find_class(name))
        .collect()
}

/// The expressions of time in a sentence, in text order; they do not overlap.
///
/// In each layer the leftmost matches go first (with what they need as context), of those the longest, of those the earlier
/// rule's. Linear in the tokens.
pub(crate) fn find(
    text: &Text<'_>,
    sentence: &Sentence,
    lexicon: &Lexicon,
    rules: &TimeRules,
) -> Vec<TimeExpression> {
    let mut desk = TimeDesk::default();
    let (awake, made) = (&|_, _| true, &mut |_| {});
    find_where(text, sentence, lexicon, rules, awake, made, &mut desk);
    desk.found
}

/// Lists for one sentence after the other.
#[derive(Debug, Default)]
pub(crate) struct TimeDesk {
    work: Work,
    /// The expressions of the sentence at hand.
    pub(crate) found: Vec<TimeExpression>,
    /// Those of the layer at hand, and those of the layers before it.
    new: Vec<TimeExpression>,
    old: Vec<TimeExpression>,
}

/// The same, into [`TimeDesk::found`]; tells each rule that made an expression, also one that a later layer's took up. A layer of
/// which `awake` says that nothing in the sentence, and no time found before, can be matched by it is passed over.
pub(crate) fn find_where(
    text: &Text<'_>,
    sentence: &Sentence,
    lexicon: &Lexicon,
    rules: &TimeRules,
    awake: Awake<'_>,
    made: &mut dyn FnMut(TimeRuleId),
    desk: &mut TimeDesk,
) {
    let TimeDesk {
        work: Work { positions, tools },
        found,
        new,
        old,
    } = desk;
    found.clear();
    positions.clear();
    for (i, layer) in rules.layers.iter().enumerate() {
        if !awake(i, !found.is_empty()) {
            continue;
        }
        // Positions are made once something matches: nothing does in most sentences.
        let range = sentence.tokens.clone();
        let matches = if positions.is_empty() {
            let matches = layer.set.find_all_in(text, range.clone(), lexicon, tools);
            if matches.is_empty() {
                continue;
            }
            positions_into(text, range, lexicon, &[], positions);
            matches
        } else {
            layer.set.find_all(positions, tools)
        };
        let makes = layer.set.role(MAKES);
        for m in matches.iter() {
            let Some(reading) = layer.rules.get(m.rule) else {
                continue;
            };
            let whole = makes.and_then(|r| m.get(r));
            let tokens = tokens_of(positions, whole.unwrap_or(m.span.clone()));
            // The context of a match may reach over others, so that starts need not ascend.
            let at = new.partition_point(|t| t.tokens.start < tokens.end);
            let taken = at.checked_sub(1).and_then(|i| new.get(i));
            if taken.is_some_and(|t| t.tokens.end > tokens.start)
                || cuts_a_number(&text.tokens, &tokens)
            {
                continue;
            }
            let roles = Matched {
                text,
                lexicon,
                positions,
                found,
                classes: &reading.classes,
                of: &m,
            };
            if let Some(value) = reading.template.build(&roles) {
                let rule = reading.id;
                made(rule);
                new.insert(
                    at,
                    TimeExpression {
                        tokens,
                        value,
                        rule,
                    },
                );
            }
        }
        if !new.is_empty() {
            swap(found, old);
            merge(old, new, found);
            with_times(positions, found);
        }
    }
}

/// Makes those positions one that an expression covers. Expressions are made of whole positions.
fn with_times(positions: &mut Vec<Position>, found: &[TimeExpression]) {
    let mut times = (0u32..).zip(found).peekable();
    positions.retain_mut(|p| {
        while times
            .next_if(|(_, t)| t.tokens.end <= p.tokens.start)
            .is_some()
        {}
        match times.peek() {
            Some((given, t)) if t.tokens.start <= p.tokens.start => {
                let first = t.tokens.start == p.tokens.start;
                if first {
                    p.kind = PosKind::Time;
                    p.entry = None;
                    p.given = Some(*given);
                    p.tokens = t.tokens.clone();
                }
                first
            }
            _ => true,
        }
    });
}

/// The new expressions, and the old ones that none of them covers, into an empty list; both are in text order.
fn merge(
    old: &mut Vec<TimeExpression>,
    new: &mut Vec<TimeExpression>,
    out: &mut Vec<TimeExpression>,
) {
    let mut old = old.drain(..).peekable();
    for t in new.drain(..) {
        while let Some(o) = old.next_if(|o| o.tokens.start < t.tokens.end) {
            if o.tokens.end <= t.tokens.start {
                out.push(o);
            }
        }
        out.push(t);
    }
    out.extend(old);
}

/// Whether a number goes on beyond the edges: the `3` of `3.400`, the `2-1` of `2-1-2019`, `5/10` of `5/10%`.
fn cuts_a_number(tokens: &[Token], range: &Range<usize>) -> bool {
    let number = |i: usize| tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number);
    let joint = |i: usize| {
        tokens.get(i).is_some_and(|t| {
            !t.space_before
                && matches!(
                    t.kind,
                    TokenKind::Punct('.' | ',' | '/' | '-' | ':' | '+' | '%')
                )
        })
    };
    let glued = |i: usize| tokens.get(i).is_some_and(|t| !t.space_before);
    let (first, after) = (range.start, range.end);
    let before =
        first >= 2 && number(first) && glued(first) && joint(first - 1) && number(first - 2);
    let percent = tokens.get(after).is_some_and(|t| t.is_punct('%'));
    let beyond = joint(after) && number(after + 1) && glued(after + 1);
    before || (number(after.wrapping_sub(1)) && (percent || beyond))
}

/// A match as templates read it.
struct Matched<'m> {
    text: &'m Text<'m>,
    lexicon: &'m Lexicon,
    positions: &'m [Position],
    found: &'m [TimeExpression],
    classes: &'m [ClassId],
    of: &'m Match<'m>,
}

impl Matched<'_> {
    fn position(&self, role: RoleId) -> Option<&Position> {
        let span = self.of.get(role)?;
        self.positions.get(span.start)
    }
}

impl Roles for Matched<'_> {
    fn has(&self, role: RoleId) -> bool {
        self.position(role).is_some()
    }

    fn number(&self, role: RoleId, attribute: &str) -> Option<i64> {
        let p = self.position(role)?;
        match p.kind {
            PosKind::Number(_) => self.text.slice(p.tokens.clone()).parse().ok(),
            _ => self.attribute(role, attribute)?.parse().ok(),
        }
    }

    fn attribute(&self, role: RoleId, attribute: &str) -> Option<&str> {
        let entry = self.lexicon.entry(self.position(role)?.entry?);
        entry
            .senses
            .iter()
            .filter(|s| self.classes.contains(&s.class))
            .find_map(|s| s.attr(attribute))
    }

    fn time(&self, role: RoleId) -> Option<&Symbolic> {
        let given = self.position(role)?.given?;
        self.found.get(given as usize).map(|t| &t.value)
    }
}
