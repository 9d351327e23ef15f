//! Frames: a trigger with its slots, filled from the chunks of its clause and of the clauses it hangs on.

mod config;
mod cues;
mod entries;
mod fill;

pub(crate) use config::{Frame, Frames, Mark, PlaceNeed, RelationKind};
pub(crate) use cues::{Judgement, REASONS, judge};
pub(crate) use fill::{
    ATTENDED, Adjunct, Arg, BESIDE, CHAIR, Filled, FrameInput, OR_SUBJECT, Refused, SUBJECT_BEHIND,
    WITH_SUBJECT, fill,
};
