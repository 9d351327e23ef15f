//! What stood in a document and did something: entries in the part they played, rules, frames.

use super::Reading;
use super::refer::Needs;
use crate::clause::Piece;
use crate::lexicon::{ClassId, EntryId};
use crate::rule::lexical_positions;
use crate::time::{TimeDesk, find_where};
use std::collections::BTreeSet;

/// What fired in one document.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Entries, each as a word of a class.
    pub(crate) entries: BTreeSet<(EntryId, ClassId)>,
    /// Ids of rules that made something.
    pub(crate) rules: BTreeSet<Box<str>>,
    /// What gave a candidate: `<frame>.<verb or noun>.<mark of the last side>`.
    pub(crate) constructions: BTreeSet<String>,
}

/// The classes whose words do something only in the part that the clause gives them: "về" the trigger is not "về" the preposition.
const PARTS: [&str; 5] = ["trigger", "cue", "verb", "prep", "link"];

impl Reading<'_, '_> {
    /// What fired. An entry of another class than those that clauses tell apart fires where segmentation finds it.
    pub(crate) fn fired(mut self) -> Seen {
        let x = self.extractor;
        let mut seen = Seen::default();
        let parts = PARTS.map(|p| x.lexicon.find_class(p));
        for s in &self.text.sentences {
            for p in lexical_positions(&self.text, s, &x.lexicon) {
                let Some(e) = p.entry else { continue };
                let senses = &x.lexicon.entry(e).senses;
                seen.entries.extend(
                    senses
                        .iter()
                        .filter(|s| !parts.contains(&Some(s.class)))
                        .map(|s| (e, s.class)),
                );
            }
            let rules = &mut seen.rules;
            find_where(
                &self.text,
                s,
                &x.lexicon,
                &x.times,
                &|_, _| true,
                &mut |r| {
                    rules.insert((**x.times.rule_id(r)).into());
                },
                &mut TimeDesk::default(),
            );
        }
        let [trigger, cue, verb, prep, link] = parts;
        for c in (0..self.parsed.len()).flat_map(|i| self.chunks(i)) {
            let class = match c.piece {
                Piece::Trigger { .. } => trigger,
                Piece::Cue(_) => cue,
                Piece::Verb(_) => verb,
                Piece::Prep(_) => prep,
                Piece::Link(_) => link,
                _ => None,
            };
            seen.entries.extend(c.entry.zip(class));
            if matches!(c.piece, Piece::Link(_)) {
                // "nếu" links a clause and bears on what it tells.
                let bears = cue.filter(|k| c.entry.is_some_and(|e| x.lexicon.is(e, *k)));
                seen.entries.extend(c.entry.zip(bears));
            }
        }
        seen.rules
            .extend(self.nouns.iter().map(|n| (**x.phrases.rule_id(n)).into()));
        let candidates = self.understand(Needs::ALL);
        seen.constructions
            .extend(candidates.into_iter().map(|c| c.rule));
        seen
    }

    /// The text's tokens.
    pub(crate) fn tokens(&self) -> &[crate::text::token::Token] {
        &self.text.tokens
    }
}
