//! Frames: a trigger with its slots, filled from the chunks of its clause and of the clauses it hangs on.

mod config;
mod cues;
mod entries;
mod fill;

pub(crate) use config::{Frames, Mark, PlaceNeed, RelationKind};
pub(crate) use cues::{REASONS, judge};
pub(crate) use fill::{Filled, FrameInput, OR_SUBJECT, fill};
