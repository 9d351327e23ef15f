//! Happenings: all passages that tell of the same thing become one relation.

mod beside;
mod codes;
mod life;
mod merge;

pub(crate) use codes::{CIRCUMSTANCES, Coded, codes, stable_id};
pub(crate) use life::ToldOn;
pub(crate) use merge::{
    Candidate, Happening, LOOK_BACK, Merged, Participation, People, Places, Teller, Undated, merge,
};
