//! From positions to bytes: positions that no item of any rule tells apart share a symbol.

use super::ast::Test;
use super::position::{PosKind, Position};
use crate::hash::{FastMap, FastSet};
use crate::image::{Reader, Stored, Writer};
use crate::lexicon::{ClassId, Entry, EntryId, Lexicon, Sense};
use crate::text::token::{Case, TokenKind};
use crate::text::tokens_of_form;
use crate::vocabulary::{Sym, Vocabulary};

/// The class of the entries that exist only because a pattern quotes them. No class written in a table has this name.
pub(super) const LITERAL_CLASS: &str = "\"literal\"";

/// Most symbols of one rule set: a byte, less the barrier and some room.
pub(super) const MAX_SYMBOLS: usize = 250;

/// The symbol of line breaks; no item has it.
const BARRIER: u8 = 0;

/// A set of symbols.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ByteSet([u64; 4]);

impl ByteSet {
    pub(super) fn insert(&mut self, b: u8) {
        if let Some(w) = self.0.get_mut(usize::from(b >> 6)) {
            *w |= 1 << (b & 63);
        }
    }

    pub(super) fn has(&self, b: u8) -> bool {
        self.0
            .get(usize::from(b >> 6))
            .is_some_and(|w| w & (1 << (b & 63)) != 0)
    }

    pub(super) fn meets(&self, other: &ByteSet) -> bool {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        (a & e | b & f | c & g | d & h) != 0
    }

    pub(super) fn join(&self, other: &ByteSet) -> ByteSet {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        ByteSet([a | e, b | f, c | g, d | h])
    }

    pub(super) fn iter(self) -> impl Iterator<Item = u8> {
        [0u8, 64, 128, 192]
            .into_iter()
            .zip(self.0)
            .flat_map(|(base, word)| {
                let mut rest = word;
                std::iter::from_fn(move || {
                    let bit = u8::try_from(rest.trailing_zeros())
                        .ok()
                        .filter(|b| *b < 64)?;
                    rest &= rest - 1;
                    Some(base + bit)
                })
            })
    }
}

/// What one item of a pattern asks of a position.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Ask {
    Any,
    Word,
    Cap,
    Upper,
    Initial,
    Glued,
    Number,
    Num1,
    Num4,
    Punct,
    /// One of these kinds.
    Kind(&'static [PosKind]),
    /// A lexical test, by number.
    Lexical(usize),
    Not(Box<Ask>),
    All(Vec<Ask>),
    OneOf(Vec<Ask>),
}

/// A test of the lexicon entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Lexical {
    /// A sense of the class with these attributes.
    Class(ClassId, Vec<Test>),
    /// The words, and which of them ask for a capital.
    Literal(Vec<Sym>, Vec<bool>),
}

/// What an item can know of a position.
struct Shape<'s> {
    kind: PosKind,
    case: Case,
    glued: bool,
    /// An entry with a class of its own, not only quoted in a pattern.
    in_lexicon: bool,
    /// Which lexical tests hold.
    lexical: &'s [bool],
}

impl Ask {
    fn holds(&self, s: &Shape<'_>) -> bool {
        let word = s.kind == PosKind::Word;
        match self {
            Ask::Any => true,
            Ask::Word => word && !s.in_lexicon,
            Ask::Cap => word && s.case.starts_upper(),
            Ask::Upper => word && s.case == Case::Upper,
            Ask::Initial => word && s.case == Case::Single,
            Ask::Glued => s.glued,
            Ask::Number => matches!(s.kind, PosKind::Number(_)),
            Ask::Num1 => matches!(s.kind, PosKind::Number(1 | 2)),
            Ask::Num4 => matches!(s.kind, PosKind::Number(4)),
            Ask::Punct => matches!(s.kind, PosKind::Punct(_)),
            Ask::Kind(kinds) => kinds.contains(&s.kind),
            Ask::Lexical(i) => s.lexical.get(*i).copied().unwrap_or(false),
            Ask::Not(a) => !a.holds(s),
            Ask::All(all) => all.iter().all(|a| a.holds(s)),
            Ask::OneOf(any) => any.iter().any(|a| a.holds(s)),
        }
    }
}

pub(super) fn sense_fits(sense: &Sense, tests: &[Test]) -> bool {
    tests.iter().all(|t| match sense.attr(&t.key) {
        None => false,
        Some(v) => t.values.is_empty() || t.values.iter().any(|w| w == v),
    })
}

/// The symbols of one rule set.
#[derive(Clone, Debug)]
pub(super) struct Alphabet {
    /// For each ask, the symbols that satisfy it.
    sets: Vec<ByteSet>,
    /// Rows of eight symbols: four cases, each with white space before and without.
    entries: Vec<[u8; 8]>,
    kinds: Vec<[u8; 8]>,
    symbols: usize,
    /// The symbols that words and marks outside the lexicon can have: frequent in every text.
    common: ByteSet,
}

const CASES: [Case; 4] = [Case::Lower, Case::Capital, Case::Single, Case::Upper];

fn column(case: Case, glued: bool) -> usize {
    let case = match case {
        Case::Lower => 0,
        Case::Capital => 2,
        Case::Single => 4,
        Case::Upper => 6,
    };
    case + usize::from(glued)
}

/// Hands out symbols: the same answers to all asks, the same symbol.
struct Symbols<'a> {
    asks: &'a [Ask],
    known: FastMap<Vec<u64>, u8>,
    sets: Vec<ByteSet>,
    count: usize,
}

impl Symbols<'_> {
    fn of(&mut self, shape: &Shape<'_>) -> u8 {
        if shape.kind == PosKind::Break {
            return BARRIER;
        }
        let mut key = vec![0u64; self.asks.len().div_ceil(64)];
        for (i, ask) in self.asks.iter().enumerate() {
            if ask.holds(shape)
                && let Some(w) = key.get_mut(i / 64)
            {
                *w |= 1 << (i % 64);
            }
        }
        if let Some(s) = self.known.get(&key) {
            return *s;
        }
        self.count += 1;
        // Past the limit the numbers no longer matter: the caller refuses the set.
        let symbol = u8::try_from(self.count).unwrap_or(u8::MAX);
        for (i, set) in self.sets.iter_mut().enumerate() {
            if key.get(i / 64).is_some_and(|w| w & (1 << (i % 64)) != 0) {
                set.insert(symbol);
            }
        }
        self.known.insert(key, symbol);
        symbol
    }

    fn row(
        &mut self,
        kind: PosKind,
        cases: &[Case],
        in_lexicon: bool,
        lexical: &[bool],
    ) -> [u8; 8] {
        let mut row = [BARRIER; 8];
        for case in CASES {
            for glued in [false, true] {
                // A case that cannot be borrows the symbol of one that can.
                let asked = if cases.contains(&case) {
                    case
                } else {
                    cases.first().copied().unwrap_or(case)
                };
                let symbol = self.of(&Shape {
                    kind,
                    case: asked,
                    glued,
                    in_lexicon,
                    lexical,
                });
                if let Some(slot) = row.get_mut(column(case, glued)) {
                    *slot = symbol;
                }
            }
        }
        row
    }
}

impl Alphabet {
    /// Numbers the positions that `asks` tell apart.
    ///
    /// Cost: entries × their senses, plus asks × different kinds of entries.
    pub(super) fn build(asks: &[Ask], tests: &[Lexical], lexicon: &Lexicon) -> Alphabet {
        let hidden = lexicon.find_class(LITERAL_CLASS);
        let mut by_class = vec![Vec::new(); lexicon.class_names().len()];
        let mut by_words: FastMap<&[Sym], Vec<usize>> = FastMap::default();
        for (i, t) in tests.iter().enumerate() {
            match t {
                Lexical::Class(c, _) => {
                    if let Some(tests) = by_class.get_mut(usize::from(c.0)) {
                        tests.push(i);
                    }
                }
                Lexical::Literal(words, _) => by_words.entry(words).or_default().push(i),
            }
        }
        let mut symbols = Symbols {
            asks,
            known: FastMap::default(),
            sets: vec![ByteSet::default(); asks.len()],
            count: 0,
        };
        let none = vec![false; tests.len()];
        let kinds: Vec<[u8; 8]> = PosKind::ROWS
            .iter()
            .map(|k| {
                let cases: &[Case] = match k {
                    PosKind::Number(_) | PosKind::Punct(_) | PosKind::Break => &[Case::Lower],
                    _ => &CASES,
                };
                symbols.row(*k, cases, false, &none)
            })
            .collect();
        let mut common = ByteSet::default();
        for row in kinds.iter().take(PosKind::Punct('.').row() + 1) {
            row.iter().for_each(|b| common.insert(*b));
        }
        let mut rows: FastMap<(usize, bool, bool, Vec<usize>), [u8; 8]> = FastMap::default();
        let mut entries = Vec::with_capacity(lexicon.entries().len());
        // Tests that the entry satisfies, and the same as flags.
        let mut key = (0, false, false, Vec::new());
        let mut holds = none.clone();
        let quoted: FastSet<Sym> = by_words.keys().filter_map(|w| w.first().copied()).collect();
        // The rows of entries that satisfy no test: most.
        let mut plain = [None; 4 * PosKind::ROWS.len()];
        for (_, entry) in lexicon.entries() {
            let kind = kind_of_entry(entry);
            let mut in_lexicon = false;
            key.3.clear();
            for sense in &entry.senses {
                in_lexicon |= Some(sense.class) != hidden;
                let asked = by_class.get(usize::from(sense.class.0));
                for i in asked.into_iter().flatten() {
                    if let Some(Lexical::Class(_, attrs)) = tests.get(*i)
                        && sense_fits(sense, attrs)
                    {
                        key.3.push(*i);
                    }
                }
            }
            let quoted = entry.words.first().is_some_and(|w| quoted.contains(w));
            let same = quoted.then(|| by_words.get(&*entry.words)).flatten();
            for i in same.into_iter().flatten() {
                if let Some(Lexical::Literal(_, asked)) = tests.get(*i)
                    && asked.iter().zip(&entry.capitals).all(|(a, c)| *c || !*a)
                {
                    key.3.push(*i);
                }
            }
            key.3.sort_unstable();
            key.3.dedup();
            let capital = entry.capitals.first().copied().unwrap_or(false);
            (key.0, key.1, key.2) = (kind.row(), in_lexicon, capital);
            let at = 4 * kind.row() + 2 * usize::from(in_lexicon) + usize::from(capital);
            if let (true, Some(Some(row))) = (key.3.is_empty(), plain.get(at)) {
                entries.push(*row);
                continue;
            }
            let row = match rows.get(&key) {
                Some(row) => *row,
                None => {
                    holds.fill(false);
                    for i in &key.3 {
                        if let Some(h) = holds.get_mut(*i) {
                            *h = true;
                        }
                    }
                    let cases: &[Case] = match kind {
                        PosKind::Word if capital => CASES.get(1..).unwrap_or(&CASES),
                        PosKind::Word => &CASES,
                        _ => &[Case::Lower],
                    };
                    let row = symbols.row(kind, cases, in_lexicon, &holds);
                    rows.insert(key.clone(), row);
                    row
                }
            };
            if let (true, Some(slot)) = (key.3.is_empty(), plain.get_mut(at)) {
                *slot = Some(row);
            }
            entries.push(row);
        }
        Alphabet {
            sets: symbols.sets,
            entries,
            kinds,
            symbols: symbols.count,
            common,
        }
    }

    pub(super) fn symbols(&self) -> usize {
        self.symbols
    }

    /// The symbols that satisfy each ask.
    pub(super) fn sets(&self) -> &[ByteSet] {
        &self.sets
    }

    pub(super) fn set(&self, ask: usize) -> ByteSet {
        self.sets.get(ask).copied().unwrap_or_default()
    }

    /// The symbols of the entries that `stands` and of positions of these kinds.
    pub(super) fn possible(&self, kinds: &[PosKind], stands: impl Fn(EntryId) -> bool) -> ByteSet {
        let entries = (0u32..)
            .zip(&self.entries)
            .filter(|(i, _)| stands(EntryId(*i)))
            .map(|(_, row)| row);
        let kinds = kinds.iter().filter_map(|k| self.kinds.get(k.row()));
        let mut set = ByteSet::default();
        for b in entries.chain(kinds).flatten() {
            set.insert(*b);
        }
        set
    }

    /// How often, roughly, a symbol of the set stands in a text; only for choosing which to look for.
    pub(super) fn weight(&self, set: &ByteSet) -> usize {
        set.iter()
            .map(|b| if self.common.has(b) { 100 } else { 1 })
            .sum()
    }

    /// The symbol of a position: two table lookups.
    pub(super) fn symbol(&self, p: &Position) -> u8 {
        self.symbol_of(p.kind, p.case, p.glued, p.entry)
    }

    /// The same of a position that is told by its parts.
    #[inline]
    pub(super) fn symbol_of(
        &self,
        kind: PosKind,
        case: Case,
        glued: bool,
        entry: Option<EntryId>,
    ) -> u8 {
        self.row(entry, kind)
            .and_then(|r| r.get(column(case, glued)))
            .copied()
            .unwrap_or(BARRIER)
    }

    /// The symbols that a position can have, by its case and the white space before it.
    #[inline]
    pub(super) fn row(&self, entry: Option<EntryId>, kind: PosKind) -> Option<&[u8; 8]> {
        // An entry newer than the set is quoted by other rules only, so it is a word like any other here.
        match entry.and_then(|e| self.entries.get(e.0 as usize)) {
            Some(row) => Some(row),
            None => self.kinds.get(kind.row()),
        }
    }
}

/// What an entry is as a position: a form of one number or one mark is that, as in `position::kind_of`.
pub(crate) fn kind_of_entry(entry: &Entry) -> PosKind {
    if entry.words.len() != 1 {
        return PosKind::Word;
    }
    let form = entry.form.trim();
    match form.chars().next() {
        Some(c) if !c.is_alphanumeric() => PosKind::Punct(c),
        Some(_) if form.bytes().all(|b| b.is_ascii_digit()) => {
            PosKind::Number(u8::try_from(form.len()).unwrap_or(u8::MAX))
        }
        _ => PosKind::Word,
    }
}

/// A quoted word as a lexical test.
pub(super) fn literal(text: &str, vocabulary: &mut Vocabulary) -> Lexical {
    let tokens = tokens_of_form(text, vocabulary);
    Lexical::Literal(
        tokens.iter().map(|t| t.sym).collect(),
        tokens
            .iter()
            .map(|t| t.kind == TokenKind::Word && t.case.starts_upper())
            .collect(),
    )
}

/// Read at each start, hundreds of them: as plain bytes.
impl Stored for ByteSet {
    fn write(&self, to: &mut Writer) {
        let bytes = self.0.iter().flat_map(|word| word.to_le_bytes());
        bytes.for_each(|b| b.write(to));
    }

    fn read(from: &mut Reader) -> Option<Self> {
        let words: [u64; 4] = [from.plain()?, from.plain()?, from.plain()?, from.plain()?];
        Some(ByteSet(words))
    }
}

impl Stored for Alphabet {
    fn write(&self, to: &mut Writer) {
        let Alphabet {
            sets,
            entries,
            kinds,
            symbols,
            common,
        } = self;
        sets.write(to);
        kinds.write(to);
        symbols.write(to);
        common.write(to);
        // Few rows differ, and neighbours are mostly alike.
        let mut rows: Vec<[u8; 8]> = Vec::new();
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for run in entries.chunk_by(|a, b| a == b) {
            let Some(row) = run.first() else { continue };
            let at = rows.iter().position(|r| r == row).unwrap_or(rows.len());
            if at == rows.len() {
                rows.push(*row);
            }
            runs.push((at, run.len()));
        }
        rows.write(to);
        entries.len().write(to);
        runs.write(to);
    }

    fn read(from: &mut Reader) -> Option<Self> {
        let sets = Stored::read(from)?;
        let kinds = Stored::read(from)?;
        let symbols = Stored::read(from)?;
        let common = Stored::read(from)?;
        let rows = Vec::<[u8; 8]>::read(from)?;
        let mut entries = Vec::with_capacity(usize::read(from)?);
        for _ in 0..usize::read(from)? {
            let (at, length) = <(usize, usize)>::read(from)?;
            let row = rows.get(at)?;
            entries.resize(entries.len() + length, *row);
        }
        Some(Alphabet {
            sets,
            entries,
            kinds,
            symbols,
            common,
        })
    }
}
