//! Written forms of a result.
//!
//! [`json`] is the line that the program prints and that other programs read.

#[cfg(feature = "serde")]
pub mod json;
