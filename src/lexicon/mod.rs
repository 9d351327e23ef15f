//! The words of a language, in named classes with attributes.
//!
//! A lexicon file is a TSV table `form  class  attrs  note`. A form may stand in several rows: each is a *sense* of the
//! one entry. Attributes are `key=value` or bare flags, separated by `;`. A form is matched with its case folded, except
//! that a capital in the form asks for a capital in the text. Entries are taken leftmost-longest, so a longer idiom hides
//! the trigger inside it.

mod longest;

pub(crate) use longest::Longest;

use crate::error::Error;
use crate::hash::FastMap;
use crate::image::{Flat, Plain, Rows, stored};
use crate::order::by_place;
use crate::pack::{Cell, FileText, LONGEST_ROW, too_long};
use crate::text::token::{Token, TokenKind};
use crate::text::tokens_of_form_in;
use crate::trie::{ROOT, Trie};
use crate::vocabulary::{Sym, Vocabulary};

/// Index of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct EntryId(pub(crate) u32);

/// Index of a class name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ClassId(pub(crate) u16);

impl ClassId {
    /// Its bit among the classes of an entry; others may have the same.
    #[inline]
    pub(crate) const fn bit(self) -> u64 {
        1 << (self.0 % 64)
    }
}

/// One meaning of an entry: its class and attributes.
#[derive(Clone, Debug)]
pub(crate) struct Sense {
    /// The class.
    pub(crate) class: ClassId,
    /// Attributes, in the order written.
    pub(crate) attrs: Vec<(Cell, Cell)>,
}

impl Sense {
    /// The value of an attribute (empty for a bare flag).
    pub(crate) fn attr(&self, key: &str) -> Option<&str> {
        self.cell(key).map(|v| &**v)
    }

    /// The same, as it stands in the table: what is kept of it needs no copy.
    pub(crate) fn cell(&self, key: &str) -> Option<&Cell> {
        let attr = self.attrs.iter().find(|(k, _)| &**k == key);
        attr.map(|(_, v)| v)
    }
}

/// The parts of a cell between commas, none of them empty.
pub(crate) fn parts(cell: &Cell) -> impl Iterator<Item = Cell> {
    // Most are one part.
    let whole = !cell.is_empty() && !cell.as_bytes().contains(&b',');
    // A part of what the program holds is held by it too.
    let (lent, own) = match cell {
        _ if whole => (None, None),
        Cell::Borrowed(s) => (Some(*s), None),
        Cell::Owned(s) => (None, Some(&**s)),
    };
    let lent = lent.into_iter().flat_map(|s| s.split(','));
    let own = own.into_iter().flat_map(|s| s.split(','));
    let split = lent
        .map(Cell::Borrowed)
        .chain(own.map(|s| Cell::Owned(s.to_owned())))
        .filter(|part| !part.is_empty());
    whole.then(|| cell.clone()).into_iter().chain(split)
}

/// A form with all its senses.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The form as written in its first row.
    pub(crate) form: Cell,
    /// The symbols of its words and marks.
    pub(crate) words: Box<[Sym]>,
    /// Per token: whether the text must have a capital there.
    pub(crate) capitals: Box<[bool]>,
    /// What it can be.
    pub(crate) senses: Vec<Sense>,
}

impl Entry {
    /// The sense of a class.
    pub(crate) fn sense(&self, class: ClassId) -> Option<&Sense> {
        self.senses.iter().find(|s| s.class == class)
    }

    /// What its first sense with that attribute says.
    pub(crate) fn attr(&self, key: &str) -> Option<&str> {
        self.senses.iter().find_map(|s| s.attr(key))
    }

    /// Whether the tokens after the first have the capitals that are asked of them.
    fn fits_beyond(&self, after: &[Token]) -> bool {
        self.capitals
            .iter()
            .skip(1)
            .zip(after)
            .all(|(cap, t)| !cap || t.case.starts_upper())
    }
}

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

/// An entry where its words end in the trie, with what is asked of their capitals: no look at the entry itself is needed.
#[derive(Clone, Copy, Debug)]
struct End {
    id: EntryId,
    /// A bit for each of the first 32 tokens that must have a capital.
    capitals: u32,
    /// Index + 1 in [`Lexicon::more`] of the entry to try next; 0: none.
    next: u32,
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

    /// The shorter entries whose words an entry begins with, whatever their capitals.
    pub(crate) fn shorter(&self, id: EntryId, mut found: impl FnMut(EntryId)) {
        let words = &self.entry(id).words;
        let mut node = ROOT;
        for sym in words.get(..words.len().saturating_sub(1)).unwrap_or(&[]) {
            let Some(next) = self.trie.step(node, *sym) else {
                return;
            };
            node = next;
            let mut end = self.trie.value(node);
            while let Some(e) = end {
                found(e.id);
                end = self.more.get((e.next as usize).wrapping_sub(1)).copied();
            }
        }
    }

    /// For each token the longest entry that begins there: see [`longest_at`](Self::longest_at); `out` is cleared first. An idiom
    /// that opens ("tiếp tân") gives way to an office or a profession that begins within it ("tiếp tân Đại sứ", "gặp nạn nhân"). Linear.
    pub(crate) fn all_longest(&self, tokens: &[Token], out: &mut Vec<Longest>) {
        out.clear();
        let of = |at| self.look(tokens, at, |at| self.longest_open(tokens, at));
        out.extend((0..tokens.len()).map(of));
    }

    /// The longest entry at a token, or the one of its first word where that is an idiom which opens.
    #[inline(never)]
    fn longest_open(&self, tokens: &[Token], at: usize) -> Longest {
        let found = self.longest_here(tokens, at);
        let [open, ..] = self.of_texts;
        let opens = |(e, n)| {
            n > 1 && open.is_some_and(|c| self.is(e, c)) && self.office_within(tokens, at, n)
        };
        match found.get().is_some_and(opens) {
            true => self.longest_here(tokens.get(..at + 1).unwrap_or(&[]), at),
            false => found,
        }
    }

    /// Whether an office or a profession begins within the entry of some length at a token, and goes on behind it.
    fn office_within(&self, tokens: &[Token], at: usize, length: u32) -> bool {
        let end = at + length as usize;
        let is = |e: EntryId, class: &str| self.find_class(class).is_some_and(|c| self.is(e, c));
        let office = |i: usize| {
            let found = self.longest_at(tokens, i);
            let classes = ["title", "role", "profession"];
            found.filter(|(e, _)| classes.iter().any(|c| is(*e, c)))
        };
        (at + 1..end).any(|i| {
            let goes_on = office(i).is_some_and(|(_, n)| i + n > end);
            let said_of = || {
                let found = self.longest_at(tokens, i);
                found.is_some_and(|(e, n)| i + n == end && is(e, "office.mod"))
            };
            goes_on || said_of() && office(end).is_some()
        })
    }

    /// The longest entry that begins at `tokens[at]`, with its length in tokens. Never crosses a line break.
    pub(crate) fn longest_at(&self, tokens: &[Token], at: usize) -> Option<(EntryId, usize)> {
        let (first, after) = tokens.get(at..)?.split_first()?;
        let (entry, length) = self.longest_of(first, after)?;
        Some((entry, length as usize))
    }

    /// The same, for many looks.
    #[inline(always)]
    pub(crate) fn here(&self, tokens: &[Token], at: usize) -> Longest {
        self.look(tokens, at, |at| self.longest_here(tokens, at))
    }

    /// Most words begin no entry, and few go on with the one that follows: those are left to `longest`.
    #[inline(always)]
    fn look(&self, tokens: &[Token], at: usize, longest: impl Fn(usize) -> Longest) -> Longest {
        let Some(first) = tokens.get(at) else {
            return Longest::default();
        };
        let Some(node) = self.trie.first(first.sym) else {
            return Longest::default();
        };
        let next = tokens.get(at + 1).map_or(Sym::UNKNOWN, |t| t.sym);
        if self.trie.may_lead(node, next) {
            return longest(at);
        }
        match self.trie.value(node) {
            None => Longest::default(),
            Some(e) if e.capitals & !u32::from(first.case.starts_upper()) == 0 => {
                Longest::new(Some((e.id, 1)))
            }
            Some(_) => longest(at),
        }
    }

    #[inline(never)]
    fn longest_here(&self, tokens: &[Token], at: usize) -> Longest {
        let found = tokens.get(at..).and_then(<[Token]>::split_first);
        Longest::new(found.and_then(|(first, after)| self.longest_of(first, after)))
    }

    /// The longest entry of a token and those after it. No entry has the symbol of a line break.
    #[inline]
    fn longest_of(&self, first: &Token, after: &[Token]) -> Option<(EntryId, u32)> {
        let node = self.trie.first(first.sym)?;
        let capitals = u32::from(first.case.starts_upper());
        if let Some(longer) = self.longer(node, capitals, after) {
            return Some(longer);
        }
        let alone = self.fitting(self.trie.value(node)?, capitals, &[]);
        alone.map(|id| (id, 1))
    }

    /// The longest entry of more than one token: of the one that led to a node and of some of those `after` it.
    #[inline(never)]
    fn longer(&self, mut node: u32, mut capitals: u32, after: &[Token]) -> Option<(EntryId, u32)> {
        let mut best = None;
        let mut length = 1u32;
        for t in after {
            node = match self.trie.step(node, t.sym) {
                Some(node) => node,
                None => break,
            };
            if length < 32 && t.case.starts_upper() {
                capitals |= 1 << length;
            }
            length += 1;
            if let Some(end) = self.trie.value(node) {
                let words = after.get(..length as usize - 1).unwrap_or(&[]);
                best = match self.fitting(end, capitals, words) {
                    Some(id) => Some((id, length)),
                    None => best,
                };
            }
        }
        best
    }

    /// The entry of the same words whose capitals a text has: the first 32 tokens that have one as bits, and the tokens after the
    /// first.
    #[inline(never)]
    fn fitting(&self, first: End, capitals: u32, after: &[Token]) -> Option<EntryId> {
        let mut end = Some(first);
        while let Some(e) = end {
            let asked = self.entry_of_long(e, after);
            if e.capitals & !capitals == 0 && asked.is_none_or(|e| e.fits_beyond(after)) {
                return Some(e.id);
            }
            end = self.more.get((e.next as usize).wrapping_sub(1)).copied();
        }
        None
    }

    /// The entry, if some of its tokens have no bit for their capitals.
    #[inline]
    fn entry_of_long(&self, end: End, after: &[Token]) -> Option<&Entry> {
        (after.len() >= 32).then(|| self.entry(end.id))
    }
}

stored!(EntryId(number));
stored!(ClassId(number));
stored!(Sense { class, attrs });
stored!(Entry {
    form,
    words,
    capitals,
    senses
});
stored!(End { id, capitals, next });
impl Plain<12> for Option<End> {
    fn to_bytes(self) -> [u8; 12] {
        let parts = match self {
            Some(e) => [e.id.0 + 1, e.capitals, e.next],
            None => [0; 3],
        };
        let mut bytes = [0; 12];
        let all = parts.into_iter().flat_map(u32::to_le_bytes);
        bytes.iter_mut().zip(all).for_each(|(to, b)| *to = b);
        bytes
    }

    #[inline]
    fn of_bytes(bytes: &[u8; 12]) -> Self {
        let [id, capitals, next] = *bytes.as_chunks().0 else {
            return None;
        };
        let [id, capitals, next] = [id, capitals, next].map(u32::from_le_bytes);
        Some(End {
            id: EntryId(id.checked_sub(1)?),
            capitals,
            next,
        })
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

/// One row of a lexicon table, as written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'t> {
    /// 1-based.
    pub(crate) line: usize,
    /// The whole line.
    pub(crate) source: &'t str,
    pub(crate) form: &'t str,
    pub(crate) class: &'t str,
    pub(crate) attrs: &'t str,
    pub(crate) note: &'t str,
    /// What stands behind the note: nothing, if the row is right.
    pub(crate) beyond: &'t str,
}

/// The rows of a lexicon table, without its header and comments.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = Row<'_>> {
    table.lines().enumerate().filter_map(|(n, line)| {
        let source = line.trim_end_matches('\r');
        if source.is_empty() || source.starts_with('#') || source.starts_with("form\t") {
            return None;
        }
        let mut cells = source.split('\t').map(str::trim);
        let mut cell = || cells.next().unwrap_or("");
        Some(Row {
            line: n + 1,
            source,
            form: cell(),
            class: cell(),
            attrs: cell(),
            note: cell(),
            beyond: cell(),
        })
    })
}

/// The first 32 flags as bits.
fn mask(flags: impl Iterator<Item = bool>) -> u32 {
    flags
        .take(32)
        .enumerate()
        .fold(0, |bits, (i, f)| bits | u32::from(f) << i)
}

pub(crate) fn parse_attrs(attrs: &str, table: FileText<'_>) -> Vec<(Cell, Cell)> {
    if attrs.is_empty() {
        return Vec::new();
    }
    attrs
        .split(';')
        .map(str::trim)
        .filter(|a| !a.is_empty())
        .map(|a| match a.split_once('=') {
            Some((k, v)) => (table.cell(k.trim()), table.cell(v.trim())),
            None => (table.cell(a), Cell::default()),
        })
        .collect()
}
