//! Chunks and clauses, in one left-to-right pass and without a parser.
//!
//! A sentence becomes a row of chunks (noun phrases, times, triggers, verbs, prepositions, cues, marks); the row is cut into
//! clauses, each with its link to the clause it hangs on and its subject. What a word can be is the lexicon's to say; which of
//! its senses holds is decided here from its neighbours.

mod chunk;
mod cut;

pub(crate) use chunk::{Chunk, Classes, CueKind, LinkWord, Piece, PrepRole, VerbKind, chunks};
pub(crate) use cut::{Clause, Link, clauses, in_prepositional};
