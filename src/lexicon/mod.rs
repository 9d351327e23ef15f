//! The words of a language, in named classes with attributes.
//!
//! A lexicon file is a TSV table `form  class  attrs  note`. A form may stand in several rows: each is a *sense* of the
//! one entry. Attributes are `key=value` or bare flags, separated by `;`. A form is matched with its case folded, except
//! that a capital in the form asks for a capital in the text. Entries are taken leftmost-longest, so a longer idiom hides
//! the trigger inside it.

mod entry;
mod find;
mod longest;
mod table;

pub(crate) use entry::{ClassId, Entry, EntryId, Sense, parts};
pub(crate) use longest::Longest;
pub(crate) use table::{Row, parse_attrs, rows};

use find::{End, mask};

use crate::error::Error;
use crate::hash::FastMap;
use crate::image::{Flat, Plain, Rows, stored};
use crate::order::by_place;
use crate::pack::{Cell, FileText, LONGEST_ROW, too_long};
use crate::text::token::{Token, TokenKind};
use crate::text::tokens_of_form_in;
use crate::trie::Trie;
use crate::vocabulary::{Sym, Vocabulary};

/// Classes that only the mention stage asks for, word by word: their entries take no part in segmentation, where a given name
/// or the word before a name would hide a trigger. A name that ends in `.` stands for all that begin so.
const APART: [&str; 3] = ["name.", "syllable.", "common"];

/// Classes that each text asks for when its entries are found, and when it is cut into lines and sentences.
const OF_TEXTS: [&str; 6] = [
    OPEN,
    "caption",
    "byline",
    "boilerplate",
    "abbreviation",
    "trigger",
];

/// Idioms that give way where an office or a profession begins within them.
const OPEN: &str = "idiom.open";

/// Whether entries of the class take no part in segmentation.
pub(crate) fn is_apart(class: &str) -> bool {
    APART
        .iter()
        .any(|a| class == *a || (a.ends_with('.') && class.starts_with(a)))
}

/// What reading a form needs, used again for the next.
#[derive(Default)]
struct Scratch {
    tokens: Vec<Token>,
    folded: String,
}

/// All entries of a language pack.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    classes: FastMap<Box<str>, ClassId>,
    class_names: Vec<Box<str>>,
    /// Each is read by itself: few of those that stand together are asked for.
    entries: Rows<Entry, 1>,
    /// A bit for each class of an entry's senses, in which some classes share: most of what is asked of an entry, it is not, and that
    /// needs no look at the entry itself.
    bits: Flat<u64, 8>,
    /// The entries that have a sense of each class.
    members: Rows<Vec<EntryId>>,
    trie: Trie<End>,
    /// Further entries of the same words.
    more: Vec<End>,
    /// See [`Lexicon::of_texts`].
    of_texts: [Option<ClassId>; OF_TEXTS.len()],
}

impl Lexicon {
    /// The class of that name, made if new.
    pub(crate) fn class(&mut self, name: &str) -> ClassId {
        if let Some(c) = self.classes.get(name) {
            return *c;
        }
        let c = ClassId(u16::try_from(self.class_names.len()).unwrap_or(u16::MAX));
        self.classes.insert(name.into(), c);
        self.class_names.push(name.into());
        for (slot, _) in self
            .of_texts
            .iter_mut()
            .zip(OF_TEXTS)
            .filter(|(_, n)| *n == name)
        {
            *slot = Some(c);
        }
        self.members.made().push(Vec::new());
        c
    }

    /// The class of that name, if any entry has it.
    pub(crate) fn find_class(&self, name: &str) -> Option<ClassId> {
        self.classes.get(name).copied()
    }

    /// What [`find_class`](Self::find_class) says of the classes of idioms that open, captions, bylines, boilerplate, abbreviations
    /// and triggers.
    pub(crate) const fn of_texts(&self) -> [Option<ClassId>; OF_TEXTS.len()] {
        self.of_texts
    }

    /// The name of a class.
    pub(crate) fn class_name(&self, class: ClassId) -> &str {
        self.class_names.get(class.0 as usize).map_or("", |n| &**n)
    }

    /// All classes by name.
    pub(crate) fn class_names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.class_names.iter().map(|n| &**n)
    }

    /// The entry of an id.
    pub(crate) fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// The entries that have a sense of a class, in no order; some may come twice.
    pub(crate) fn members(&self, class: ClassId) -> impl Iterator<Item = &Entry> {
        let ids = self.members.get(usize::from(class.0));
        ids.into_iter().flatten().map(|id| self.entry(*id))
    }

    /// All entries.
    pub(crate) fn entries(&self) -> impl ExactSizeIterator<Item = (EntryId, &Entry)> {
        self.entries
            .iter()
            .enumerate()
            .map(|(i, e)| (EntryId(i as u32), e))
    }

    /// Whether segmentation can find the entry.
    pub(crate) fn stands(&self, id: EntryId) -> bool {
        self.entries
            .get(id.0 as usize)
            .is_some_and(|e| !e.senses.iter().any(|s| is_apart(self.class_name(s.class))))
    }

    /// Whether the entry has a sense of the class.
    pub(crate) fn is(&self, id: EntryId, class: ClassId) -> bool {
        self.sense(id, class).is_some()
    }

    /// The sense of a class of an entry.
    #[inline]
    pub(crate) fn sense(&self, id: EntryId, class: ClassId) -> Option<&Sense> {
        (self.bits(id) & class.bit() != 0)
            .then(|| self.entry(id).sense(class))
            .flatten()
    }

    /// The bits of an entry's classes.
    #[inline]
    pub(crate) fn bits(&self, id: EntryId) -> u64 {
        self.bits.get(id.0 as usize).unwrap_or(0)
    }

    /// Adds the rows of one TSV table.
    ///
    /// # Errors
    /// A row without form or class, one with more than four cells, or a form without a word.
    pub(crate) fn add_table(
        &mut self,
        file: &str,
        table: FileText<'_>,
        vocabulary: &mut Vocabulary,
    ) -> Result<(), Error> {
        let mut scratch = Scratch::default();
        for Row {
            line: row,
            source: line,
            form,
            class,
            attrs,
            beyond,
            ..
        } in rows(table.as_str())
        {
            if line.len() > LONGEST_ROW {
                return Err(too_long(line).at(file, row, 0).source_line(line));
            }
            if form.is_empty() || class.is_empty() {
                return Err(Error::new("a lexicon row needs a form and a class")
                    .at(file, row, 0)
                    .source_line(line)
                    .help("columns: form, class, attrs, note, separated by tabs"));
            }
            if !beyond.is_empty() {
                return Err(Error::new("a lexicon row has no fifth cell")
                    .at(file, row, 0)
                    .source_line(line)
                    .help("columns: form, class, attrs, note; is there a tab too many?"));
            }
            let sense = Sense {
                class: self.class(class),
                attrs: parse_attrs(attrs, table),
            };
            self.add_with(table.cell(form), sense, vocabulary, &mut scratch)
                .map_err(|e| e.at(file, row, 1).source_line(line))?;
        }
        Ok(())
    }

    /// Adds one sense of a form; an entry of the same form gains the sense.
    ///
    /// # Errors
    /// A form that holds no token.
    pub(crate) fn add(
        &mut self,
        form: impl Into<Cell>,
        sense: Sense,
        vocabulary: &mut Vocabulary,
    ) -> Result<EntryId, Error> {
        self.add_with(form.into(), sense, vocabulary, &mut Scratch::default())
    }

    fn add_with(
        &mut self,
        form: Cell,
        sense: Sense,
        vocabulary: &mut Vocabulary,
        scratch: &mut Scratch,
    ) -> Result<EntryId, Error> {
        tokens_of_form_in(&form, vocabulary, &mut scratch.tokens, &mut scratch.folded);
        let tokens = &scratch.tokens;
        if tokens.is_empty() {
            return Err(Error::new("the form holds no word"));
        }
        let words = tokens.iter().map(|t| t.sym).collect();
        let capital = |t: &Token| t.kind == TokenKind::Word && t.case.starts_upper();
        let capitals = tokens.iter().map(capital).collect();
        if is_apart(self.class_name(sense.class)) {
            return Ok(self.push(Entry {
                form,
                words,
                capitals,
                senses: vec![sense],
            }));
        }
        Ok(self.add_words(form, words, capitals, sense))
    }

    /// As [`add`](Self::add) for words that have their symbols already, and that take part in segmentation.
    pub(crate) fn add_words(
        &mut self,
        form: Cell,
        words: Box<[Sym]>,
        capitals: Box<[bool]>,
        sense: Sense,
    ) -> EntryId {
        // An entry that asks for capitals has the senses of those of the same words that ask for fewer: "Từ" the family name
        // still is "từ" the preposition at the head of a sentence.
        let covers = |less: &[bool], more: &[bool]| less.iter().zip(more).all(|(l, m)| !l || *m);
        let mut ids = Vec::new();
        let mut end = *self.trie.entry(&words);
        if end.is_none() {
            let only = End {
                id: EntryId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX)),
                capitals: mask(capitals.iter().copied()),
                next: 0,
            };
            *self.trie.entry(&words) = Some(only);
            return self.push(Entry {
                form,
                words,
                capitals,
                senses: vec![sense],
            });
        }
        while let Some(e) = end {
            ids.push(e.id);
            end = self.more.get((e.next as usize).wrapping_sub(1)).copied();
        }
        let mut own = None;
        let mut senses = vec![sense];
        for id in ids.iter() {
            let Some(entry) = self.entries.made().get_mut(id.0 as usize) else {
                continue;
            };
            if entry.capitals == capitals {
                own = Some(*id);
            } else if covers(&entry.capitals, &capitals) {
                senses.extend(entry.senses.iter().cloned());
            }
            if covers(&capitals, &entry.capitals)
                && let Some(sense) = senses.first()
            {
                entry.senses.push(sense.clone());
                if let Some(bits) = self.bits.made().get_mut(id.0 as usize) {
                    *bits = (u64::of_bytes(bits) | sense.class.bit()).to_bytes();
                }
                if let Some(members) = self.members.made().get_mut(usize::from(sense.class.0)) {
                    members.push(*id);
                }
            }
        }
        if let Some(id) = own {
            return id;
        }
        let id = self.push(Entry {
            form,
            words,
            capitals,
            senses,
        });
        ids.push(id);
        // Entries that ask for more capitals are tried first.
        let asked = |id: &EntryId| self.entry(*id).capitals.iter().filter(|c| **c).count();
        by_place(&mut ids, |id| [usize::MAX - asked(id), 0, 0]);
        let mut first = None;
        for id in ids.into_iter().rev() {
            let next = match first {
                None => 0,
                Some(end) => {
                    self.more.push(end);
                    u32::try_from(self.more.len()).unwrap_or(u32::MAX)
                }
            };
            first = Some(End {
                id,
                capitals: mask(self.entry(id).capitals.iter().copied()),
                next,
            });
        }
        if let Some(entry) = self.entries.get(id.0 as usize) {
            *self.trie.entry(&entry.words) = first;
        }
        id
    }

    fn push(&mut self, entry: Entry) -> EntryId {
        let id = EntryId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        for sense in &entry.senses {
            if let Some(members) = self.members.made().get_mut(usize::from(sense.class.0)) {
                members.push(id);
            }
        }
        let bits = entry.senses.iter().fold(0, |all, s| all | s.class.bit());
        self.bits.push(bits);
        self.entries.made().push(entry);
        id
    }
}

stored!(Lexicon {
    classes,
    class_names,
    entries,
    bits,
    members,
    trie,
    more,
    of_texts
});
