//! How much of the data is at work: in which documents each lexicon row, rule and frame does something.

use crate::document::Document;
use crate::error::Error;
use crate::extractor::{Extractor, ExtractorBuilder};
use crate::frame::Frames;
use crate::hash::FastMap;
use crate::lexicon::{ClassId, EntryId, is_apart, rows};
use crate::reading::Reading;
use crate::rule::RuleSource;
use crate::text::token::{Token, TokenKind};
use crate::text::tokens_of_form;
use crate::vocabulary::{Sym, Vocabulary};
use std::collections::{BTreeSet, HashMap};

/// A row of the lexicon, a rule or a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiringItem {
    /// `word`, `rule` or `frame`.
    pub what: &'static str,
    /// A word's class, what a rule makes, a frame's kind of relation.
    pub class: String,
    /// A word's form, the id of a rule or frame.
    pub name: String,
    /// The file, as the pack names it.
    pub file: String,
    /// 1-based line.
    pub line: usize,
    /// What its author says of it.
    pub note: String,
}

/// What fired in one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fired {
    /// Indices into [`Firings::items`], ascending, each once.
    pub items: Vec<usize>,
    /// Constructions of frames that told of something, `<frame>.<verb or noun>.<mark of the last side>`, in alphabetical order,
    /// each once.
    pub constructions: Vec<String>,
}

/// An extractor that tells which lexicon rows, rules and frames fire in a document.
///
/// A word fires where it stands in a text as a word of that class: as a trigger, cue, verb, preposition or link only where the
/// clause takes it for one, as any other where no longer entry covers it. A rule fires where it made a noun phrase or a time, a
/// frame where it told of something, whether or not a relation came of it. Classes of parts of syllables are left out.
///
/// # Examples
/// ```
/// use hoidam::{Document, Extractor};
/// let firings = Extractor::builder().firings()?;
/// let fired = firings.of(&Document::new("Thủ tướng Phạm Minh Chính hội đàm với Thủ tướng Anh Keir Starmer."));
/// let words: Vec<&str> = fired
///     .items
///     .iter()
///     .map(|i| &firings.items()[*i])
///     .filter(|i| i.class == "trigger")
///     .map(|i| i.name.as_str())
///     .collect();
/// assert_eq!(words, ["hội đàm"]);
/// assert_eq!(fired.constructions, ["talk.verb.with"]);
/// # Ok::<(), hoidam::Error>(())
/// ```
#[derive(Debug)]
pub struct Firings {
    extractor: Extractor,
    items: Vec<FiringItem>,
    /// The rows of each entry as a word of a class.
    entries: HashMap<(EntryId, ClassId), Vec<usize>>,
    /// Rows of words that segmentation leaves out, by their first word.
    apart: FastMap<Sym, Vec<Apart>>,
    rules: HashMap<Box<str>, usize>,
    frames: HashMap<Box<str>, usize>,
}

impl ExtractorBuilder {
    /// Builds an extractor that counts: see [`Firings`].
    ///
    /// # Errors
    /// As for [`build`](Self::build).
    pub fn firings(self) -> Result<Firings, Error> {
        let files = self.files()?;
        let lexicon = format!("languages/{}/lexicon/", self.language);
        let (mut extractor, sources) = self.compile_files(&files)?;
        let mut items = Items::default();
        for (path, text) in files.all.iter().filter(|(p, _)| p.starts_with(&lexicon)) {
            items.rows(path, text, &mut extractor.vocabulary);
        }
        items.rules(sources.times.iter().chain(&sources.nouns));
        items.frames(&extractor.frames);
        Ok(items.with(extractor))
    }
}

#[derive(Debug)]
struct Apart {
    words: Vec<(Sym, bool)>,
    item: usize,
}

/// Classes whose forms are parts of words, which no token can be.
const PARTS_OF_WORDS: [&str; 2] = ["syllable.", "name.letter."];

impl Firings {
    /// All that can fire: the rows of the lexicon, the rules, the frames, in the order of the packs' files.
    pub fn items(&self) -> &[FiringItem] {
        &self.items
    }

    /// What fires in a document. Linear in the text, some twice the cost of extracting.
    pub fn of(&self, document: &Document<'_>) -> Fired {
        let reading = Reading::new(&self.extractor, document);
        let mut out: BTreeSet<usize> = BTreeSet::new();
        let tokens = reading.tokens();
        for (i, t) in tokens.iter().enumerate() {
            for a in self.apart.get(&t.sym).into_iter().flatten() {
                if a.stands(tokens.get(i..).unwrap_or(&[])) {
                    out.insert(a.item);
                }
            }
        }
        let seen = reading.fired();
        for key in &seen.entries {
            out.extend(self.entries.get(key).into_iter().flatten());
        }
        out.extend(seen.rules.iter().filter_map(|r| self.rules.get(r)));
        for c in &seen.constructions {
            let frame = c.split('.').next().unwrap_or("");
            out.extend(self.frames.get(frame));
        }
        Fired {
            items: out.into_iter().collect(),
            constructions: seen.constructions.into_iter().collect(),
        }
    }
}

impl Apart {
    fn stands(&self, tokens: &[Token]) -> bool {
        tokens.len() >= self.words.len()
            && self
                .words
                .iter()
                .zip(tokens)
                .all(|((sym, capital), t)| *sym == t.sym && (!capital || t.case.starts_upper()))
    }
}

/// A form as it is matched: its words, and which of them ask for a capital.
type Key = Vec<(Sym, bool)>;

fn key_of(form: &str, vocabulary: &mut Vocabulary) -> Key {
    tokens_of_form(form, vocabulary)
        .iter()
        .map(|t| (t.sym, t.kind == TokenKind::Word && t.case.starts_upper()))
        .collect()
}

/// The items while they are collected.
#[derive(Debug, Default)]
pub(crate) struct Items {
    items: Vec<FiringItem>,
    keys: Vec<Key>,
}

impl Items {
    /// The rows of a lexicon table.
    pub(crate) fn rows(&mut self, file: &str, table: &str, vocabulary: &mut Vocabulary) {
        for row in rows(table) {
            if PARTS_OF_WORDS.iter().any(|p| row.class.starts_with(p)) {
                continue;
            }
            self.keys.push(key_of(row.form, vocabulary));
            self.items.push(FiringItem {
                what: "word",
                class: row.class.to_string(),
                name: row.form.to_string(),
                file: file.to_string(),
                line: row.line,
                note: row.note.to_string(),
            });
        }
    }

    /// The rules.
    pub(crate) fn rules<'r>(&mut self, rules: impl Iterator<Item = &'r RuleSource>) {
        self.items.extend(rules.map(|r| FiringItem {
            what: "rule",
            class: r.makes.clone(),
            name: r.id.clone(),
            file: r.file.clone(),
            line: r.line,
            note: r.note.clone(),
        }));
    }

    /// The frames.
    pub(crate) fn frames(&mut self, frames: &Frames) {
        self.items.extend(frames.all().iter().map(|f| FiringItem {
            what: "frame",
            class: f.kind.to_string(),
            name: f.id.to_string(),
            file: f.file.to_string(),
            line: f.line,
            note: f.note.to_string(),
        }));
    }

    /// The finished counter.
    pub(crate) fn with(self, extractor: Extractor) -> Firings {
        let lexicon = &extractor.lexicon;
        let mut by_words: HashMap<(Vec<Sym>, ClassId), Vec<usize>> = HashMap::new();
        let mut apart: FastMap<Sym, Vec<Apart>> = FastMap::default();
        for (i, key) in self.keys.iter().enumerate() {
            let class = self.items.get(i).map_or("", |item| item.class.as_str());
            if is_apart(class) {
                if let Some((first, _)) = key.first() {
                    apart.entry(*first).or_default().push(Apart {
                        words: key.clone(),
                        item: i,
                    });
                }
            } else if let Some(class) = lexicon.find_class(class) {
                let words = key.iter().map(|(sym, _)| *sym).collect();
                by_words.entry((words, class)).or_default().push(i);
            }
        }
        let mut entries: HashMap<(EntryId, ClassId), Vec<usize>> = HashMap::new();
        for (id, entry) in lexicon.entries() {
            for sense in &entry.senses {
                let rows = by_words.get(&(entry.words.to_vec(), sense.class));
                // An entry with capitals is the one without them too.
                let own = rows.into_iter().flatten().copied().filter(|i| {
                    self.keys.get(*i).is_some_and(|key| {
                        key.iter()
                            .zip(&entry.capitals)
                            .all(|((_, asked), capital)| !asked || *capital)
                    })
                });
                entries.insert((id, sense.class), own.collect());
            }
        }
        let named = |what: &str| {
            self.items
                .iter()
                .enumerate()
                .filter(|(_, item)| item.what == what)
                .map(|(i, item)| (item.name.as_str().into(), i))
                .collect()
        };
        Firings {
            entries,
            apart,
            rules: named("rule"),
            frames: named("frame"),
            items: self.items,
            extractor,
        }
    }
}
