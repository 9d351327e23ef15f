//! The rule language: rule file -> [`ast`] -> checked form -> alphabet -> program over bytes -> matches.
//!
//! A pattern is a regular language over *positions*: a lexicon entry, a mention, a time, a number, a punctuation mark or an
//! unknown word. Positions that no item of a set's rules tells apart share one byte, so a sentence becomes a byte string
//! as long as it has positions, and an offset in it is a position. `docs/RULES.md` has the language for its users.

mod alphabet;
mod ast;
mod check;
mod dead;
mod emit;
mod examples;
mod file;
mod near;
mod nearest;
mod needs;
mod parse;
mod position;
mod program;
mod search;
mod set;

pub(crate) use check::RoleId;
pub(crate) use dead::dead_parts;
pub(crate) use examples::{ExampleFailure, check_examples, parse_example};
pub(crate) use file::{RuleSource, read_rules};
pub(crate) use nearest::{did_you_mean, nearest_within};
pub(crate) use needs::{Signal, Signals};
#[cfg(test)]
pub(crate) use position::positions_with;
pub(crate) use position::{PosKind, Position, apart, lexical_positions, positions_into};
#[cfg(test)]
pub(crate) use search::Tools;
pub(crate) use search::{Match, Work, tokens_of};
#[cfg(test)]
pub(crate) use set::declare_literals;
pub(crate) use set::{NO_ID, RuleSet};

#[cfg(test)]
mod tests;
