//! Who met whom: reads news text and gives the meetings, calls, letters, visits and invitations it tells of.

mod clause;
mod discourse;
mod document;
mod error;
mod extraction;
mod extractor;
mod frame;
mod gazetteer;
mod happening;
mod hash;
mod lexicon;
mod mention;
pub mod output;
mod pack;
mod phrase;
mod reading;
mod rule;
mod span;
mod text;
mod time;
mod trie;
mod vocabulary;

pub use document::Document;
pub use error::Error;
pub use extraction::{
    Cue, Entity, EntityIndex, Evidence, Extraction, Form, HeldOffice, Kind, Mention, Participant,
    Plover, Relation, Status, TimeMention,
};
pub use extractor::{Extractor, ExtractorBuilder};
pub use gazetteer::{Audit, Holding, Meaning, TableCount, slug};
pub use span::Span;
pub use time::{Edtf, Grain};

/// The README's code is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
