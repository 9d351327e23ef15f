//! Who met whom: reads news text and gives the meetings, calls, letters, visits and invitations it tells of.
//!
//! ```
//! use hoidam::{Document, Extractor, Status};
//!
//! let extractor = Extractor::builder().build()?; // fails only on a broken pack
//! let text = "Chiều 5/1, Tổng thống Hàn Quốc Lee Jae Myung hội đàm với Chủ tịch Trung Quốc Tập Cận Bình tại Bắc Kinh.";
//! let document = Document::new(text).date(jiff::civil::date(2026, 1, 6));
//! let extraction = extractor.extract(&document); // cannot fail
//!
//! let meeting = &extraction.relations[0];
//! assert_eq!((&*meeting.kind, meeting.status), ("meeting", Status::Occurred));
//! assert_eq!(meeting.time.as_deref(), Some("2026-01-05"));
//! let who: Vec<&str> =
//!     meeting.participants.iter().map(|p| &extraction.entities[p.entity].id[..]).collect();
//! assert_eq!(who, ["lee-jae-myung", "xi-jinping"]);
//! # Ok::<(), hoidam::Error>(())
//! ```
//!
//! | type | what it is |
//! |---|---|
//! | [`Extractor`], [`ExtractorBuilder`] | built once from packs of rows, lexicon, rules and frames; shared between threads |
//! | [`Document`] | a text, its date, its id |
//! | [`Scratch`] | buffers kept from one document to the next |
//! | [`Extraction`] | what was read: [`Entity`], [`Mention`], [`TimeMention`], [`Relation`] with [`Evidence`] |
//! | [`Edtf`] | a calendar value at the grain that is known |
//! | [`output::json`] | the JSON line as types to write and read (feature `serde`, on by default) |
//! | [`Error`] | what is wrong with a pack: file, line, column, and what to do |
//!
//! # Untrusted input
//!
//! Reading never fails and never panics, whatever the text; time and memory are linear in its length (sentences without end
//! are cut, and [`Extraction::limits`] says so). Packs are checked when they are built: sizes are limited, and a pattern that
//! would grow too large is an error.

mod builtin;
mod clause;
mod digits;
mod discourse;
mod document;
mod error;
mod extraction;
mod extractor;
mod few;
mod firings;
mod frame;
mod gazetteer;
mod happening;
mod hash;
mod image;
mod lexicon;
mod mention;
mod order;
pub mod output;
mod pack;
mod phrase;
mod reading;
mod review;
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
    Phase, Plover, Relation, Source, Status, TimeMention, Words,
};
pub use extractor::{Extractor, ExtractorBuilder, Stage};
pub use firings::{Fired, FiringItem, Firings};
pub use gazetteer::{Audit, Holding, Meaning, TableCount, slug};
pub use reading::Scratch;
pub use review::Review;
pub use span::Span;
pub use time::{Edtf, Grain};

/// The README's code is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
