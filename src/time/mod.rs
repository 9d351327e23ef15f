//! Times: calendar values, what expressions of time mean, and how they are found in a text.

mod anchor;
mod edtf;
mod examples;
mod find;
mod template;
mod value;
mod years;

#[cfg(test)]
mod find_tests;
#[cfg(test)]
mod value_tests;

pub use edtf::{Edtf, Grain};
pub(crate) use examples::check_time_examples;
pub(crate) use find::{TimeDesk, TimeExpression, TimeRules, find, find_where};
pub(crate) use value::{Anchors, Direction};
pub(crate) use years::complete_years;
