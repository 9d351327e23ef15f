//! Which rules can match at all, told from the words of a sentence before it is made positions.
//!
//! Every match of a rule holds some symbol of each of the sets that the rule requires. The sets of all rules are numbered; an entry,
//! or a kind of position, is a signal of those that it can be in. A rule none of whose sets is missing among a sentence's signals
//! may match; if there is none, the sentence needs no look.

use super::alphabet::{ByteSet, kind_of_entry};
use super::position::{PosKind, kind_of};
use super::set::RuleSet;
use crate::hash::FastMap;
use crate::image::{Flat, Plain, Reader, Stored, Writer, stored};
use crate::lexicon::{Entry, EntryId, Lexicon};
use crate::text::Text;
use std::ops::Range;

/// What words are signals of: a bit for each numbered set, and the flags of [`Signals::new`] from the highest bit down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signal(u128);

/// Sets beyond so many are taken for always there.
const MOST: u32 = 120;

impl Signal {
    /// The `n`th of eight flags.
    pub(crate) const fn flag(n: u32) -> Signal {
        Signal(1 << (127 - n))
    }

    pub(crate) const fn has(self, other: Signal) -> bool {
        self.0 & other.0 != 0
    }

    const fn has_all(self, other: Signal) -> bool {
        other.0 & !self.0 == 0
    }

    pub(crate) fn join(&mut self, other: Signal) {
        self.0 |= other.0;
    }
}

/// The signals that entries and kinds of positions are, and what rules need.
#[derive(Debug, Default)]
pub(crate) struct Signals {
    /// By entry: its own and those of the shorter entries that it begins with, which stand in its place where a name cuts it.
    entries: Flat<Signal, 16>,
    /// By [`PosKind::row`]: of what is no entry.
    kinds: Vec<Signal>,
    /// For each rule set the least that a rule of it needs, in all ways.
    needs: Vec<Vec<Signal>>,
}

impl Plain<16> for Signal {
    fn to_bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }
    #[inline]
    fn of_bytes(bytes: &[u8; 16]) -> Self {
        Signal(u128::from_le_bytes(*bytes))
    }
}

impl Stored for Signal {
    fn write(&self, to: &mut Writer) {
        (self.0 as u64).write(to);
        ((self.0 >> 64) as u64).write(to);
    }
    fn read(from: &mut Reader) -> Option<Self> {
        let low = u64::read(from)?;
        Some(Signal(u128::from(u64::read(from)?) << 64 | u128::from(low)))
    }
}

stored!(Signals {
    entries,
    kinds,
    needs
});

impl Signals {
    /// Of rule sets, which are asked for by their number later; `flags` tells more of an entry.
    pub(crate) fn new<'r>(
        lexicon: &Lexicon,
        sets: impl Iterator<Item = &'r RuleSet>,
        flags: impl Fn(EntryId) -> Signal,
    ) -> Signals {
        let mut own: Vec<Signal> = lexicon.entries().map(|(id, _)| flags(id)).collect();
        let kind_of: Vec<PosKind> = lexicon.entries().map(|(_, e)| kind_of_entry(e)).collect();
        let mut kinds = vec![Signal::default(); PosKind::ROWS.len()];
        let mut needs = Vec::new();
        let mut next = 0;
        for set in sets {
            let numbered = Numbered::new(set, &mut next);
            let mut known = FastMap::default();
            let mut of = |entry, kind| {
                let row = set.alphabet.row(entry, kind).copied().unwrap_or_default();
                *known.entry(row).or_insert_with(|| numbered.of(row))
            };
            for ((id, signal), kind) in (0u32..).zip(&mut own).zip(&kind_of) {
                signal.join(of(Some(EntryId(id)), *kind));
            }
            for (signal, kind) in kinds.iter_mut().zip(PosKind::ROWS) {
                signal.join(of(None, kind));
            }
            needs.push(numbered.needs(set));
        }
        let get = |id: EntryId| own.get(id.0 as usize).copied().unwrap_or_default();
        let with_shorter = |(id, _): (EntryId, &Entry)| {
            let mut all = get(id);
            lexicon.shorter(id, |s| all.join(get(s)));
            all
        };
        let entries = lexicon.entries().map(with_shorter).collect();
        Signals {
            entries,
            kinds,
            needs,
        }
    }

    /// Those of a mention or time.
    pub(crate) fn of_kind(&self, kind: PosKind) -> Signal {
        self.kinds.get(kind.row()).copied().unwrap_or_default()
    }

    /// At least those of the words of a range, however names and times divide it. Linear.
    pub(crate) fn of(&self, text: &Text<'_>, range: Range<usize>) -> Signal {
        let mut all = Signal::default();
        let entries = self.entries.items();
        for (found, t) in text.with_entries(range) {
            all.join(match found {
                Some((e, _)) => entries
                    .get(e.0 as usize)
                    .map_or(Signal::default(), Signal::of_bytes),
                None => self.of_kind(kind_of(t)),
            });
        }
        all
    }

    /// Whether a rule of a set may match where these signals stand.
    pub(crate) fn wake(&self, set: usize, signal: Signal) -> bool {
        let needs = self.needs.get(set);
        needs.is_none_or(|all| all.iter().any(|need| signal.has_all(*need)))
    }
}

/// The sets that rules of one rule set require, each with its bit.
struct Numbered(Vec<(ByteSet, Signal)>);

impl Numbered {
    fn new(set: &RuleSet, next: &mut u32) -> Numbered {
        let mut out: Vec<(ByteSet, Signal)> = Vec::new();
        for required in set.rules.iter().flat_map(|r| &r.required) {
            if *next < MOST && !out.iter().any(|(s, _)| s == required) {
                out.push((*required, Signal(1 << *next)));
                *next += 1;
            }
        }
        Numbered(out)
    }

    /// The bits of the sets that a symbol of the row is in.
    fn of(&self, row: [u8; 8]) -> Signal {
        let mut all = Signal::default();
        for (set, bit) in &self.0 {
            if row.iter().any(|b| set.has(*b)) {
                all.join(*bit);
            }
        }
        all
    }

    /// What each rule needs, without those that need all that another does and more.
    fn needs(&self, set: &RuleSet) -> Vec<Signal> {
        let need = |required: &[ByteSet]| {
            let mut all = Signal::default();
            for (_, bit) in self.0.iter().filter(|(s, _)| required.contains(s)) {
                all.join(*bit);
            }
            all
        };
        let mut all: Vec<Signal> = set.rules.iter().map(|r| need(&r.required)).collect();
        all.sort_by_key(|s| (s.0.count_ones(), s.0));
        let mut least: Vec<Signal> = Vec::new();
        for need in all {
            if !least.iter().any(|l| need.has_all(*l)) {
                least.push(need);
            }
        }
        least
    }
}
