//! The yardstick R: one aho-corasick scan (contiguous NFA, leftmost-longest, case kept) for all written forms of names.

#![allow(clippy::panic)]

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use hoidam::Extractor;
use std::hint::black_box;

/// The automaton of all written forms of the extractor's gazetteers.
pub(crate) fn automaton(extractor: &Extractor) -> AhoCorasick {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(extractor.name_forms())
        .unwrap_or_else(|e| panic!("the forms fit an automaton: {e}"))
}

/// Scans one text; both offsets of every match are used.
pub(crate) fn scan(automaton: &AhoCorasick, text: &str) -> usize {
    automaton
        .find_iter(black_box(text))
        .map(|m| m.end() - m.start())
        .sum()
}
