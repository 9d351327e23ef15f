//! Times: calendar values, what expressions of time mean, and how they are found in a text.

mod edtf;
mod find;
mod template;
mod value;

#[cfg(test)]
mod find_tests;
#[cfg(test)]
mod value_tests;

pub use edtf::{Edtf, Grain};
pub(crate) use find::{TimeExpression, TimeRuleId, TimeRules, find};
pub(crate) use value::{Anchor, Anchors, Direction, Part, Symbolic, Unit};
