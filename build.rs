//! Makes the image of the built-in pack, with the library's own modules: what serves users' packs at run time makes it. Reads
//! only the repository.
//!
//! Cargo runs it again when a table or a module has changed: the tables are named below, the modules are a part of it.

// It needs less of the modules than the library does.
#![allow(dead_code, unused_imports, missing_docs, unreachable_pub)]

#[path = "src/clause/mod.rs"]
mod clause;
#[path = "src/digits.rs"]
mod digits;
#[path = "src/discourse/mod.rs"]
mod discourse;
#[path = "src/document.rs"]
mod document;
#[path = "src/error.rs"]
mod error;
#[path = "src/extraction.rs"]
mod extraction;
#[path = "src/extractor.rs"]
mod extractor;
#[path = "src/few.rs"]
mod few;
#[path = "src/firings.rs"]
mod firings;
#[path = "src/frame/mod.rs"]
mod frame;
#[path = "src/gazetteer/mod.rs"]
mod gazetteer;
#[path = "src/happening/mod.rs"]
mod happening;
#[path = "src/hash.rs"]
mod hash;
#[path = "src/image/mod.rs"]
mod image;
#[path = "src/lexicon/mod.rs"]
mod lexicon;
#[path = "src/mention/mod.rs"]
mod mention;
#[path = "src/order.rs"]
mod order;
#[path = "src/pack/mod.rs"]
mod pack;
#[path = "src/phrase/mod.rs"]
mod phrase;
#[path = "src/reading/mod.rs"]
mod reading;
#[path = "src/review.rs"]
mod review;
#[path = "src/rule/mod.rs"]
mod rule;
#[path = "src/span.rs"]
mod span;
#[path = "src/text/mod.rs"]
mod text;
#[path = "src/time/mod.rs"]
mod time;
#[path = "src/trie.rs"]
mod trie;
#[path = "src/vocabulary.rs"]
mod vocabulary;

// The names that the modules know these by.
pub use document::Document;
pub use error::Error;
pub use extraction::{
    Cue, Entity, EntityIndex, Evidence, Extraction, Form, HeldOffice, Kind, Mention, Participant,
    Phase, Plover, Relation, Source, Status, TimeMention,
};
pub use extractor::{Extractor, ExtractorBuilder, Stage};
pub use firings::{Fired, FiringItem, Firings};
pub use gazetteer::{Audit, Holding, Meaning, TableCount, slug};
pub use review::Review;
pub use span::Span;
pub use time::{Edtf, Grain};

use std::fmt::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The files while there is no image of them: in the library stands `src/builtin.rs` in its place.
mod builtin {
    use std::ops::Range;
    use std::sync::OnceLock;

    /// All files, one behind the other, and the path of each with its place there.
    pub(crate) type Pack = (String, Vec<(String, Range<usize>)>);
    pub(crate) static PACK: OnceLock<Pack> = OnceLock::new();

    pub(crate) fn text() -> &'static str {
        PACK.get().map_or("", |(text, _)| text)
    }

    pub(crate) fn tables() -> &'static str {
        text()
    }

    pub(crate) fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
        let files = PACK.get().map_or(&[][..], |(_, files)| files);
        let text_of = |range: &Range<usize>| text().get(range.clone()).unwrap_or("");
        files
            .iter()
            .map(move |(path, range)| (&**path, text_of(range)))
    }

    pub(crate) fn image() -> &'static [u8] {
        &[]
    }
}

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let target = PathBuf::from(env::var("OUT_DIR")?);
    let mut paths = Vec::new();
    for folder in ["gazetteers", "languages", "schema"] {
        println!("cargo::rerun-if-changed={folder}");
        list(&root.join(folder), &mut paths)?;
    }
    // In the order of their paths inside the pack, with `/` on every system.
    let mut files = Vec::new();
    for path in paths {
        let inside = path
            .strip_prefix(&root)?
            .to_string_lossy()
            .replace('\\', "/");
        let content = fs::read_to_string(&path)?;
        let unread = UNREAD.iter().find(|(table, _)| inside.starts_with(table));
        let content = match inside.ends_with(".tsv") {
            true => short(&content, unread.map_or(&[], |(_, columns)| columns)),
            false => content,
        };
        files.push((inside, content));
    }
    files.sort();
    let mut text = String::new();
    let mut places: Vec<(String, Range<usize>)> = Vec::new();
    for (path, content) in files {
        let start = text.len();
        text.push_str(&content);
        places.push((path, start..text.len()));
    }
    let mut out = String::from("static FILES: &[(&str, std::ops::Range<usize>)] = &[\n");
    for (path, range) in &places {
        writeln!(out, "    ({path:?}, {range:?}),")?;
    }
    out.push_str("];\n");
    let _ = builtin::PACK.set((text, places));
    let (image, more) = Extractor::builder().image()?;
    let mut store = |name: &str, kind: &str, include: &str, bytes: &[u8]| {
        let path = target.join(format!("builtin.{}", name.to_lowercase()));
        writeln!(out, "static {name}: {kind} = {include}!({path:?});")?;
        Ok::<(), Failure>(fs::write(path, bytes)?)
    };
    let text = [builtin::text(), &more].concat();
    store("TEXT", "&str", "include_str", text.as_bytes())?;
    store("IMAGE", "&[u8]", "include_bytes", &image)?;
    fs::write(target.join("builtin.rs"), out)?;
    Ok(())
}

/// Columns that are there for people and that no code reads: the built-in text leaves their cells empty, so that the program
/// stays small. Lines keep their places, and columns up to the last that says something.
const UNREAD: &[(&str, &[&str])] = &[
    (
        "gazetteers/cities.tsv",
        &["lat", "lon", "geonames", "source"],
    ),
    ("gazetteers/names/", &["source"]),
];

/// A table with the cells of some columns empty, and without the empty cells that close a row, which readers of tables take for
/// there.
fn short(table: &str, unread: &[&str]) -> String {
    let mut out = String::with_capacity(table.len());
    let mut header: Option<Vec<&str>> = None;
    for line in table.split_inclusive('\n') {
        let (cells, end) = line.strip_suffix('\n').map_or((line, ""), |l| (l, "\n"));
        match &header {
            _ if cells.starts_with('#') => out.push_str(cells),
            None => {
                header = Some(cells.split('\t').collect());
                out.push_str(cells);
            }
            Some(names) => {
                let kept = cells.split('\t').enumerate().map(|(n, cell)| {
                    let unread = names.get(n).is_some_and(|name| unread.contains(name));
                    if unread { "" } else { cell }
                });
                out.push_str(kept.collect::<Vec<_>>().join("\t").trim_end_matches('\t'));
            }
        }
        out.push_str(end);
    }
    out
}

fn list(folder: &Path, out: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, out)?;
        } else if path.extension().is_some_and(|e| e == "tsv" || e == "toml") {
            out.push(path);
        }
    }
    Ok(())
}
