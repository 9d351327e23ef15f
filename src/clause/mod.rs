//! Chunks and clauses, in one left-to-right pass and without a parser.
//!
//! A sentence becomes a row of chunks (noun phrases, times, triggers, verbs, prepositions, cues, marks); the row is cut into
//! clauses, each with its link to the clause it hangs on and its subject. What a word can be is the lexicon's to say; which of
//! its senses holds is decided here from its neighbours.

mod and;
mod bounds;
mod chunk;
mod classes;
mod cut;
mod hang;
mod link;
mod listed;
mod neighbours;
mod office;
mod part;
mod piece;
mod subject;
mod way;

pub(crate) use chunk::chunks;
pub(crate) use classes::Classes;
pub(crate) use cut::{Tells, clauses};
pub(crate) use link::{Clause, Link};
pub(crate) use office::{OFFICE, Offices};
pub(crate) use part::conjunction;
pub(crate) use piece::{Chunk, CueKind, LinkWord, Piece, PrepRole, VerbKind};
pub(crate) use subject::{in_prepositional, leader_before, led_by};
