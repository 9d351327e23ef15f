//! Who met whom: reads news text and gives the meetings, calls, letters, visits and invitations it tells of.

mod document;
mod error;
mod extraction;
mod extractor;
mod gazetteer;
mod lexicon;
pub mod output;
mod span;
mod text;
mod trie;
mod vocabulary;

pub use document::Document;
pub use error::Error;
pub use extraction::{
    Cue, Entity, EntityIndex, Evidence, Extraction, Form, HeldOffice, Kind, Mention, Participant,
    Plover, Relation, Status, TimeMention,
};
pub use extractor::{Extractor, ExtractorBuilder};
pub use span::Span;
