//! What the words of a sentence can set off: a stage that waits for none of them has no work there.

use crate::clause::Classes;
use crate::extractor::Extractor;
use crate::lexicon::{EntryId, Lexicon};
use crate::phrase::PhraseRules;
use crate::rule::{PosKind, Signal, Signals};
use crate::text::{Sentence, Text};
use crate::time::{TimeDesk, TimeExpression, TimeRules, find_where};

/// Can be a trigger.
pub(super) const TRIGGER: Signal = Signal::flag(0);
/// Can be a trigger where a place is near, else is a preposition ("đến", "về").
pub(super) const WAY: Signal = Signal::flag(1);
/// The number of the rule set of noun phrases; those of times come after it.
pub(super) const PHRASES: usize = 0;

/// Asks all stages what they wait for.
pub(crate) fn signals(
    lexicon: &Lexicon,
    classes: &Classes,
    times: &TimeRules,
    phrases: &PhraseRules,
) -> Signals {
    let sets = std::iter::once(phrases.set()).chain(times.sets());
    Signals::new(lexicon, sets, |e: EntryId| {
        match (lexicon.is(e, classes.trigger), lexicon.is(e, classes.prep)) {
            (true, true) => WAY,
            (true, false) => TRIGGER,
            (false, _) => Signal::default(),
        }
    })
}

/// What the words of each sentence can set off.
pub(super) fn of_sentences(x: &Extractor, text: &Text<'_>, out: &mut Vec<Signal>) {
    let of = |s: &Sentence| x.signals.of(text, s.tokens.clone());
    out.extend(text.sentences.iter().map(of));
}

/// The time expressions of all sentences.
pub(super) fn times(
    x: &Extractor,
    text: &Text<'_>,
    signals: &[Signal],
    desk: &mut TimeDesk,
    out: &mut Vec<TimeExpression>,
) {
    let time = x.signals.of_kind(PosKind::Time);
    for (s, words) in text.sentences.iter().zip(signals) {
        let awake = |layer: usize, found: bool| {
            let mut all = *words;
            if found {
                all.join(time);
            }
            x.signals.wake(PHRASES + 1 + layer, all)
        };
        let made = &mut |_| {};
        find_where(text, s, &x.lexicon, &x.times, &awake, made, desk);
        out.append(&mut desk.found);
    }
}
