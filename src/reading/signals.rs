//! What the words of a sentence can set off: a stage that waits for none of them has no work there.

use crate::clause::Classes;
use crate::lexicon::{EntryId, Lexicon};
use crate::phrase::PhraseRules;
use crate::rule::{PosKind, kind_of, kind_of_entry};
use crate::text::Text;
use crate::time::{Layers, TimeRules};
use std::ops::Range;

/// A set of things that words can set off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signal(u32);

impl Signal {
    /// A rule of noun phrases waits for it.
    pub(crate) const PHRASE: Signal = Signal(1 << 16);
    /// It can be a trigger.
    pub(crate) const TRIGGER: Signal = Signal(1 << 17);
    /// It can be a trigger where a place is near, else it is a preposition ("đến", "về").
    pub(crate) const WAY: Signal = Signal(1 << 18);

    pub(crate) const fn has(self, other: Signal) -> bool {
        self.0 & other.0 != 0
    }

    /// The layers of time rules that wait for it.
    pub(crate) const fn layers(self) -> Layers {
        self.0 as Layers
    }

    pub(crate) fn join(&mut self, other: Signal) {
        self.0 |= other.0;
    }
}

/// The signals of all entries and kinds of positions.
#[derive(Debug, Default)]
pub(crate) struct Signals {
    /// By entry: its own and those of the shorter entries that it begins with, which stand in its place where a name cuts it.
    entries: Vec<Signal>,
    /// By [`PosKind::row`]: of what is no entry.
    kinds: Vec<Signal>,
}

impl Signals {
    /// Asks all stages what they wait for.
    pub(crate) fn new(
        lexicon: &Lexicon,
        classes: &Classes,
        times: &TimeRules,
        phrases: &PhraseRules,
    ) -> Signals {
        let of = |entry: Option<EntryId>, kind: PosKind| {
            let mut all = Signal(u32::from(times.waiting(entry, kind)));
            if phrases.set().waits_for(entry, kind) {
                all.join(Signal::PHRASE);
            }
            if let Some(e) = entry.filter(|e| lexicon.is(*e, classes.trigger)) {
                let way = lexicon.is(e, classes.prep);
                all.join(if way { Signal::WAY } else { Signal::TRIGGER });
            }
            all
        };
        let own: Vec<Signal> = lexicon
            .entries()
            .map(|(id, e)| of(Some(id), kind_of_entry(e)))
            .collect();
        let get = |id: EntryId| own.get(id.0 as usize).copied().unwrap_or_default();
        let with_shorter = |(id, _)| {
            let mut all = get(id);
            lexicon.shorter(id, |s| all.join(get(s)));
            all
        };
        Signals {
            entries: lexicon.entries().map(with_shorter).collect(),
            kinds: PosKind::ROWS.iter().map(|k| of(None, *k)).collect(),
        }
    }

    /// Those of a mention or time.
    pub(crate) fn of_kind(&self, kind: PosKind) -> Signal {
        self.kinds.get(kind.row()).copied().unwrap_or_default()
    }

    /// At least those of the words of a range, however names and times divide it. Linear.
    pub(crate) fn of(&self, text: &Text<'_>, range: Range<usize>) -> Signal {
        let mut all = Signal::default();
        for at in range {
            all.join(match text.longest_at(at) {
                Some((e, _)) => self.entries.get(e.0 as usize).copied().unwrap_or_default(),
                None => self.of_kind(kind_of(text.tokens.get(at..=at).unwrap_or(&[]))),
            });
        }
        all
    }
}
