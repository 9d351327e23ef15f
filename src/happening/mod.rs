//! Happenings: all passages that tell of the same thing become one relation.

mod beside;
mod candidate;
mod codes;
mod life;
mod merge;
mod same;

pub(crate) use candidate::{Candidate, Participation, People, Teller, Undated};
pub(crate) use codes::{CIRCUMSTANCES, Coded, codes, stable_id};
pub(crate) use life::{Stage, ToldOn};
pub(crate) use merge::{Happening, LOOK_BACK, Merged, merge};
pub(crate) use same::Places;
