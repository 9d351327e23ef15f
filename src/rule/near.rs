//! Which rules nearly match, and what they miss.

use super::check::{Form, empty_form};
use super::emit::build;
use super::position::Position;
use super::program::Machine;
use super::set::RuleSet;
use crate::order::by_place;
use std::ops::Range;

/// A rule that matches nowhere in a sentence though it begins to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Near {
    /// Index of the rule in its set.
    pub(crate) rule: usize,
    /// The positions that its beginning covers.
    pub(crate) span: Range<usize>,
    /// The first part that fails, as the pattern has it; `unless` where the veto struck.
    pub(crate) fails: String,
    /// Parts that must be there, and how many of them are.
    pub(crate) parts: usize,
    pub(crate) found: usize,
}

impl RuleSet {
    /// The rules that come nearest to a match in a sentence without one: those that lack fewest parts, of those the longest, of
    /// those the first; at most `most`.
    ///
    /// For showing to people: compiles a program for each beginning of each rule whose first part stands in the sentence.
    pub(crate) fn near(
        &self,
        positions: &[Position],
        most: usize,
        free: &dyn Fn(Range<usize>) -> bool,
    ) -> Vec<Near> {
        let mut bytes = Vec::new();
        self.encode(positions, &mut bytes);
        let mut out: Vec<Near> = (0..self.rules.len())
            .filter_map(|r| self.near_rule(r, &bytes, free))
            .filter(|n| 2 * n.found >= n.parts)
            .collect();
        by_place(&mut out, |n| {
            [n.parts - n.found, usize::MAX - n.found, n.rule]
        });
        out.truncate(most);
        out
    }

    fn near_rule(
        &self,
        rule: usize,
        bytes: &[u8],
        free: &dyn Fn(Range<usize>) -> bool,
    ) -> Option<Near> {
        if !self.scan_rule(rule, bytes).is_empty() {
            return None;
        }
        let parts = &self.said.get(rule)?.parts;
        let must = |of: &[(Form, String)]| of.iter().filter(|(f, _)| !empty_form(f)).count();
        let mut best = None;
        let mut machine = Machine::default();
        for k in 1..=parts.len() {
            let head = parts.get(..k)?;
            let form = Form::Sequence(head.iter().map(|(f, _)| f.clone()).collect());
            let (pattern, _) = build(&form, &self.alphabet, self.gap).ok()?;
            let mut from = 0;
            let found = std::iter::from_fn(|| {
                let m = pattern.find(&self.alphabet, bytes, from, bytes.len(), &mut machine)?;
                from = m.end.max(m.start + 1);
                Some(m)
            })
            .find(|m| free(m.clone()));
            match found {
                // A gap or an option alone is no beginning.
                Some(m) if must(head) > 0 => best = Some((k, m)),
                Some(_) => {}
                None => break,
            }
        }
        let (k, span) = best?;
        Some(Near {
            rule,
            span,
            fails: match parts.get(k..)?.iter().find(|(f, _)| !empty_form(f)) {
                Some((_, written)) => written.clone(),
                None => match parts.get(k) {
                    // `$`: the sentence goes on.
                    Some((_, written)) => written.clone(),
                    None => "unless".to_string(),
                },
            },
            parts: must(parts),
            found: must(parts.get(..k)?),
        })
    }
}
