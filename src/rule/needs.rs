//! Which rules can match at all, told from the words of a sentence before it is made positions.
//!
//! Every match of a rule holds some symbol of each of the sets that the rule requires. The sets of all rules are numbered; an entry,
//! or a kind of position, is a signal of those that it can be in. A rule none of whose sets is missing among a sentence's signals
//! may match; if there is none, the sentence needs no look. One more signal of each rule set is that its matches can begin
//! somewhere: that two positions follow each other that can be the first two of a match, or one stands there that can be all of it.

use super::alphabet::{ByteSet, kind_of_entry};
use super::position::{PosKind, kind_of};
use super::set::RuleSet;
use crate::hash::FastMap;
use crate::image::{Flat, Plain, Reader, Stored, Writer, stored};
use crate::lexicon::{Entry, EntryId, Lexicon};
use crate::order::by_place;
use crate::text::Text;
use crate::text::token::TokenKind;
use std::ops::Range;

/// What words are signals of: a bit for each numbered set, and the flags of [`Signals::new`] from the highest bit down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signal(u128);

/// Sets beyond so many are taken for always there.
const MOST: usize = 120;

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
    /// What words can be: first, by [`PosKind::row`], what is no entry, then entries, those that are the same in one place.
    words: Flat<(Signal, Edge), 22>,
    /// By entry the place of its own signals and those of the shorter entries that it begins with, which stand where a name cuts
    /// it; and of where it can stand in a match of each rule set.
    entries: Flat<u16, 2>,
    /// The signal of each rule set that a match of it can begin.
    begins: Vec<Signal>,
    /// For each rule set the least that a rule of it needs, in all ways.
    needs: Vec<Vec<Signal>>,
}

/// Where a position can stand in a match: a bit for each rule set, the last for all from the sixteenth on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Edge {
    /// It can be all of the match.
    alone: u16,
    /// It can be the first of several, or the second.
    first: u16,
    second: u16,
}

impl Plain<22> for (Signal, Edge) {
    fn to_bytes(self) -> [u8; 22] {
        let (Signal(signal), edge) = self;
        let edge = [edge.alone, edge.first, edge.second].map(u16::to_le_bytes);
        let mut bytes = [0; 22];
        let all = signal.to_le_bytes().into_iter().chain(edge.concat());
        bytes.iter_mut().zip(all).for_each(|(to, b)| *to = b);
        bytes
    }
    #[inline]
    fn of_bytes(bytes: &[u8; 22]) -> Self {
        let [.., a, b, c, d, e, f] = *bytes;
        let [alone, first, second] = [[a, b], [c, d], [e, f]].map(u16::from_le_bytes);
        let signal = bytes.first_chunk().map_or(0, |s| u128::from_le_bytes(*s));
        let edge = Edge {
            alone,
            first,
            second,
        };
        (Signal(signal), edge)
    }
}

impl Edge {
    fn join(&mut self, other: Edge) {
        self.alone |= other.alone;
        self.first |= other.first;
        self.second |= other.second;
    }
}

/// The bit of a rule set in an [`Edge`].
fn edge_bit(set: usize) -> u16 {
    1 << set.min(15)
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
    words,
    entries,
    begins,
    needs
});

impl Signals {
    /// Of rule sets, which are asked for by their number later; `flags` tells more of an entry.
    pub(crate) fn new<'r>(
        lexicon: &Lexicon,
        sets: impl Iterator<Item = &'r RuleSet>,
        flags: impl Fn(EntryId) -> Signal,
    ) -> Signals {
        let of_flags = |(id, _)| (flags(id), Edge::default());
        let mut own: Vec<(Signal, Edge)> = lexicon.entries().map(of_flags).collect();
        let kind_of: Vec<PosKind> = lexicon.entries().map(|(_, e)| kind_of_entry(e)).collect();
        let mut kinds = vec![<(Signal, Edge)>::default(); PosKind::ROWS.len()];
        let mut needs = Vec::new();
        let sets: Vec<&RuleSet> = sets.collect();
        let (begins, numbers) = numbered(&sets);
        for (n, (set, numbered)) in sets.into_iter().zip(&numbers).enumerate() {
            let ends = Ends::of(set);
            let mut known = FastMap::default();
            let mut tell = |entry, kind, to: &mut (Signal, Edge)| {
                let row = set.alphabet.row(entry, kind).copied().unwrap_or_default();
                let of_row = || (numbered.of(row), ends.of_row(row, edge_bit(n)));
                let (s, e) = *known.entry(row).or_insert_with(of_row);
                to.0.join(s);
                to.1.join(e);
            };
            for (id, (to, kind)) in (0u32..).zip(own.iter_mut().zip(&kind_of)) {
                tell(Some(EntryId(id)), *kind, to);
            }
            for (kind, to) in PosKind::ROWS.into_iter().zip(&mut kinds) {
                tell(None, kind, to);
                // Where names and times stand, others than the words' own positions follow each other.
                if !kind.lexical() {
                    to.0.join(numbered.begin);
                }
            }
            needs.push(numbered.needs(set));
        }
        let get = |id: EntryId| own.get(id.0 as usize).copied().unwrap_or_default();
        let with_shorter = |(id, _): (EntryId, &Entry)| {
            let mut all = get(id);
            lexicon.shorter(id, |s| all.0.join(get(s).0));
            all
        };
        let mut words: Flat<_, 22> = kinds.into_iter().collect();
        let mut known = FastMap::default();
        let place = |all: (Signal, Edge)| {
            let key = (all.0.0, all.1);
            *known.entry(key).or_insert_with(|| {
                words.push(all);
                u16::try_from(words.len() - 1).unwrap_or(0)
            })
        };
        let entries = lexicon.entries().map(with_shorter).map(place).collect();
        Signals {
            words,
            entries,
            begins,
            needs,
        }
    }

    /// Those of a mention or time.
    pub(crate) fn of_kind(&self, kind: PosKind) -> Signal {
        let words = self.words.get(kind.row());
        words.map_or(Signal::default(), |w| w.0)
    }

    /// Those of an entry.
    pub(crate) fn of_entry(&self, entry: EntryId) -> Signal {
        let place = self.entries.get(entry.0 as usize).map(usize::from);
        let words = place.and_then(|p| self.words.get(p));
        words.map_or(Signal::default(), |w| w.0)
    }

    /// At least those of the words of a range, however names and times divide it. Linear.
    pub(crate) fn of(&self, text: &Text<'_>, range: Range<usize>) -> Signal {
        let mut all = Signal::default();
        let (entries, words) = (self.entries.items(), self.words.items());
        // The rule sets of which a match begins, and of which one can go on with the next position.
        let (mut begun, mut open) = (0, 0);
        // So many tokens belong to the entry before.
        let mut covered = 0;
        for (found, t) in text.with_entries(range) {
            let (place, tokens) = match found {
                Some((e, n)) => {
                    let place = entries.get(e.0 as usize);
                    (place.map_or(0, |p| u16::of_bytes(p).into()), n)
                }
                None if t.kind == TokenKind::Word => (PosKind::Word.row(), 1),
                None => (kind_of(t).row(), 1),
            };
            let Some((signal, edge)) = words.get(place).map(<(Signal, Edge)>::of_bytes) else {
                continue;
            };
            all.join(signal);
            if covered == 0 {
                begun |= edge.alone | open & edge.second;
                open = edge.first;
                covered = tokens;
            }
            covered -= 1;
        }
        // The last entry is cut to a shorter one.
        if covered > 0 {
            begun = u16::MAX;
        }
        for (n, begin) in self.begins.iter().enumerate() {
            if begun & edge_bit(n) != 0 {
                all.join(*begin);
            }
        }
        all
    }

    /// Whether a rule of a set may match where these signals stand.
    pub(crate) fn wake(&self, set: usize, signal: Signal) -> bool {
        if !self.begins.get(set).is_none_or(|b| signal.has_all(*b)) {
            return false;
        }
        let needs = self.needs.get(set);
        needs.is_none_or(|all| all.iter().any(|need| signal.has_all(*need)))
    }
}

/// The symbols at the beginning of a rule set's matches.
#[derive(Default)]
struct Ends {
    alone: ByteSet,
    first: ByteSet,
    second: ByteSet,
}

impl Ends {
    fn of(set: &RuleSet) -> Ends {
        let mut all = Ends::default();
        for pattern in set.rules.iter().map(|r| &r.pattern) {
            match &pattern.seconds {
                Some(seconds) => {
                    all.first = all.first.join(&pattern.starts);
                    all.second = all.second.join(seconds);
                }
                None => all.alone = all.alone.join(&pattern.starts),
            }
        }
        all
    }

    /// What the symbols of a row can be.
    fn of_row(&self, row: [u8; 8], bit: u16) -> Edge {
        let of = |set: &ByteSet| match row.iter().any(|b| set.has(*b)) {
            true => bit,
            false => 0,
        };
        Edge {
            alone: of(&self.alone),
            first: of(&self.first),
            second: of(&self.second),
        }
    }
}

/// The sets that rules of one rule set require, each with its bit.
#[derive(Default)]
struct Numbered {
    sets: Vec<(ByteSet, Signal)>,
    /// That a match begins somewhere.
    begin: Signal,
}

/// Numbers what the rules of each rule set need. Where it is too much, the largest rule sets tell least, and of what they
/// require not the usual symbols.
fn numbered(sets: &[&RuleSet]) -> (Vec<Signal>, Vec<Numbered>) {
    let bit = |n: usize| match n {
        0..MOST => Signal(1 << n),
        _ => Signal::default(),
    };
    let required = |set: &RuleSet| {
        let mut all: Vec<ByteSet> = Vec::new();
        for r in set.rules.iter().flat_map(|r| &r.required) {
            if !all.contains(r) {
                all.push(*r);
            }
        }
        by_place(&mut all, |r| [set.alphabet.weight(r), 0, 0]);
        all
    };
    let begins: Vec<Signal> = (0..sets.len()).map(bit).collect();
    let required: Vec<Vec<ByteSet>> = sets.iter().map(|s| required(s)).collect();
    let mut order: Vec<usize> = (0..sets.len()).collect();
    by_place(&mut order, |n| [required[*n].len(), 0, 0]);
    let mut next = sets.len();
    let mut out: Vec<Numbered> = Vec::new();
    out.resize_with(sets.len(), Numbered::default);
    for n in order {
        let room = MOST.saturating_sub(next).min(required[n].len());
        out[n] = Numbered {
            sets: required[n]
                .iter()
                .copied()
                .zip((next..).map(bit))
                .take(room)
                .collect(),
            begin: begins[n],
        };
        next += room;
    }
    (begins, out)
}

impl Numbered {
    /// The bits of the sets that a symbol of the row is in.
    fn of(&self, row: [u8; 8]) -> Signal {
        let mut all = Signal::default();
        for (set, bit) in &self.sets {
            if row.iter().any(|b| set.has(*b)) {
                all.join(*bit);
            }
        }
        all
    }

    /// What each rule needs, without those that need all that another does and more.
    fn needs(&self, set: &RuleSet) -> Vec<Signal> {
        let need = |required: &[ByteSet]| {
            let mut all = self.begin;
            for (_, bit) in self.sets.iter().filter(|(s, _)| required.contains(s)) {
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
