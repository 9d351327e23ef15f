//! Searching an encoded sentence: which rules can match at all, where they do, and what their roles cover.

use super::alphabet::{Alphabet, ByteSet};
use super::check::RoleId;
use super::position::Position;
use super::program::Machine;
use super::set::{Rule, RuleSet};
use crate::image::Plain;
use crate::lexicon::Lexicon;
use crate::text::Text;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::ops::Range;

/// Long sentences are searched in windows of so many positions …
const WINDOW: usize = 512;
/// … each beginning so many after the one before: a match is at most `WINDOW - STRIDE` long where that matters.
const STRIDE: usize = 384;
/// A veto may begin so many positions before the match.
const VETO_BEFORE: usize = 3;

/// Where a rule matched. Ranges count positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match<'m> {
    /// Index of the rule in its set.
    pub(crate) rule: usize,
    /// First position, and the one after the last.
    pub(crate) span: Range<usize>,
    /// The roles that took part, in the order of the pattern.
    pub(crate) roles: &'m [(RoleId, Range<usize>)],
}

impl Match<'_> {
    /// The positions of a role; the first place that takes part, where a pattern names it in several.
    pub(crate) fn get(&self, role: RoleId) -> Option<Range<usize>> {
        self.roles
            .iter()
            .find(|(r, _)| *r == role)
            .map(|(_, s)| s.clone())
    }
}

/// The matches of a search, in lists that the next one fills again.
#[derive(Debug, Default)]
pub(crate) struct Matches {
    /// Rule, span, and where its roles stand in the list of all.
    list: Vec<(usize, Range<usize>, Range<usize>)>,
    roles: Vec<(RoleId, Range<usize>)>,
}

impl Matches {
    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Match<'_>> {
        self.list.iter().map(|(rule, span, roles)| Match {
            rule: *rule,
            span: span.clone(),
            roles: self.roles.get(roles.clone()).unwrap_or(&[]),
        })
    }

    fn clear(&mut self) {
        self.list.clear();
        self.roles.clear();
    }
}

/// The tokens that a range of positions is made of.
pub(crate) fn tokens_of(positions: &[Position], span: Range<usize>) -> Range<usize> {
    match positions.get(span) {
        Some([first, .., last]) => first.tokens.start..last.tokens.end,
        Some([only]) => only.tokens.clone(),
        _ => 0..0,
    }
}

/// Lists for one sentence after the other.
#[derive(Debug, Default)]
pub(crate) struct Work {
    /// The positions of the sentence at hand.
    pub(crate) positions: Vec<Position>,
    pub(crate) tools: Tools,
}

/// What searches are done with.
#[derive(Debug, Default)]
pub(crate) struct Tools {
    symbols: Vec<u8>,
    machine: Machine,
    found: Matches,
}

impl RuleSet {
    /// Encodes and scans: see [`RuleSet::scan`].
    pub(crate) fn find<'t>(&self, positions: &[Position], tools: &'t mut Tools) -> &'t Matches {
        self.encode(positions, &mut tools.symbols);
        self.scan(&tools.symbols, &mut tools.machine, &mut tools.found);
        &tools.found
    }

    /// Encodes and scans: see [`RuleSet::scan_all`].
    pub(crate) fn find_all<'t>(&self, positions: &[Position], tools: &'t mut Tools) -> &'t Matches {
        self.encode(positions, &mut tools.symbols);
        self.scan_all(&tools.symbols, &mut tools.machine, &mut tools.found);
        &tools.found
    }

    /// The same of the lexical positions of a token range, which are not made for it.
    pub(crate) fn find_all_in<'t>(
        &self,
        text: &Text<'_>,
        range: Range<usize>,
        lexicon: &Lexicon,
        tools: &'t mut Tools,
    ) -> &'t Matches {
        self.encode_words(text, range, lexicon, &mut tools.symbols);
        self.scan_all(&tools.symbols, &mut tools.machine, &mut tools.found);
        &tools.found
    }

    /// The matches of an encoded sentence that do not overlap: the leftmost first, of those the longest, of those the
    /// earlier rule's. (Within one rule the regex decides: greedy repeats, first branch of an alternative.)
    ///
    /// Complexity: one pass over the bytes where no two of them begin a match. A sentence of n ≤ 512 positions
    /// costs O(r·n²) at worst for r rules whose items stand in it, O(r·n) where matches are few or short; longer
    /// ones are searched in windows of 512, so cost stays linear, and a match longer than 128 positions may be missed.
    pub(super) fn scan(&self, bytes: &[u8], machine: &mut Machine, out: &mut Matches) {
        self.scan_with(bytes, machine, true, out);
    }

    fn scan_with(&self, bytes: &[u8], machine: &mut Machine, sift: bool, out: &mut Matches) {
        out.clear();
        let mut from = 0;
        for window in windows(bytes.len()) {
            let look = Look::new(self, bytes, &window, sift);
            from = from.max(window.begin);
            let mut at = from;
            while let Some(place) = look.next_place(at, window.stop) {
                at = place;
                let mut best: Option<(usize, usize)> = None;
                look.each_at(at, |rule| {
                    let end = look.end(rule, at, machine);
                    if let Some(end) = end.filter(|end| best.is_none_or(|(_, e)| *end > e)) {
                        machine.put_by_best();
                        best = Some((rule, end));
                    }
                });
                at += 1;
                if let Some((rule, end)) = best {
                    machine.put_by_best();
                    self.note(rule, at - 1..end, machine, out);
                    (at, from) = (end, end);
                }
            }
        }
    }

    /// The matches of all rules: those of one rule do not overlap, those of different rules may. By start, longest first,
    /// then by rule. Complexity as [`RuleSet::scan`].
    pub(super) fn scan_all(&self, bytes: &[u8], machine: &mut Machine, out: &mut Matches) {
        self.scan_all_with(bytes, machine, true, out);
    }

    fn scan_all_with(&self, bytes: &[u8], machine: &mut Machine, sift: bool, out: &mut Matches) {
        out.clear();
        // Where the last match of a rule ends; few rules have any.
        let mut ends = std::mem::take(&mut machine.ends);
        ends.clear();
        for window in windows(bytes.len()) {
            let look = Look::new(self, bytes, &window, sift);
            let mut next = window.begin;
            while let Some(at) = look.next_place(next, window.stop) {
                next = at + 1;
                look.each_at(at, |rule| {
                    let last = ends.iter_mut().find(|(r, _)| *r == rule);
                    if last.as_ref().is_some_and(|(_, end)| at < *end) {
                        return;
                    }
                    let Some(end) = look.end(rule, at, machine) else {
                        return;
                    };
                    match last {
                        Some(last) => last.1 = end,
                        None => ends.push((rule, end)),
                    }
                    self.note(rule, at..end, machine, out);
                });
            }
        }
        machine.ends = ends;
        let place =
            |(rule, span, _): &(usize, Range<usize>, _)| (span.start, Reverse(span.end), *rule);
        out.list.sort_by_key(place);
    }

    #[cfg(test)]
    pub(super) fn scan_unsifted(&self, bytes: &[u8]) -> Matches {
        let mut out = Matches::default();
        self.scan_with(bytes, &mut Machine::default(), false, &mut out);
        out
    }

    #[cfg(test)]
    pub(super) fn scan_all_unsifted(&self, bytes: &[u8]) -> Matches {
        let mut out = Matches::default();
        self.scan_all_with(bytes, &mut Machine::default(), false, &mut out);
        out
    }

    /// The matches of one rule, leftmost first, none overlapping. Complexity as [`RuleSet::scan`].
    pub(crate) fn scan_rule(&self, rule: usize, bytes: &[u8]) -> Matches {
        let mut out = Matches::default();
        let mut machine = Machine::default();
        let mut from = 0;
        for window in windows(bytes.len()) {
            let look = Look::new(self, bytes, &window, true);
            let mut at = from.max(window.begin);
            while at < window.stop {
                let end = look.end(rule, at, &mut machine);
                if let Some(end) = end {
                    self.note(rule, at..end, &machine, &mut out);
                    from = end;
                }
                at = end.unwrap_or(at + 1);
            }
        }
        out
    }

    /// Writes down the match of a rule that the machine noted last.
    fn note(&self, rule: usize, span: Range<usize>, machine: &Machine, out: &mut Matches) {
        let first = out.roles.len();
        if let Some(r) = self.rules.get(rule)
            && !r.groups.is_empty()
        {
            for (group, covers) in machine.groups() {
                // `role=X?` may cover nothing: then it takes no part.
                if let Some(role) = r.groups.get(group).filter(|_| !covers.is_empty()) {
                    out.roles.push((*role, covers));
                }
            }
        }
        out.list.push((rule, span, first..out.roles.len()));
    }
}

/// The search of one window.
struct Look<'l> {
    set: &'l RuleSet,
    /// The sentence up to the window's end.
    hay: &'l [u8],
    /// Whether that is the sentence's end.
    whole: bool,
    /// Where the window begins.
    begin: usize,
    /// The symbols that stand in it, once asked for.
    present: OnceCell<ByteSet>,
    /// Whether rules are passed over where they cannot match.
    sift: bool,
}

impl<'l> Look<'l> {
    fn new(set: &'l RuleSet, bytes: &'l [u8], window: &Window, sift: bool) -> Look<'l> {
        Look {
            set,
            hay: bytes.get(..window.end).unwrap_or(bytes),
            whole: window.end == bytes.len(),
            begin: window.begin,
            present: OnceCell::new(),
            sift,
        }
    }

    /// The next place, from one on, where the first two symbols of a match of any rule stand.
    fn next_place(&self, from: usize, stop: usize) -> Option<usize> {
        if !self.sift || self.set.stride != 1 {
            return (from < stop).then_some(from);
        }
        let (firsts, seconds) = (self.set.firsts.items(), self.set.seconds.items());
        let rules = |table: &[[u8; 8]], row: usize| table.get(row).map_or(0, u64::of_bytes);
        let own = self.hay.get(from..stop)?;
        let place = own.iter().zip(from + 1..).position(|(b, next)| {
            let first = rules(firsts, usize::from(*b));
            first != 0 && first & rules(seconds, self.row(next)) != 0
        });
        Some(from + place?)
    }

    /// The row of the tables for what stands at a place.
    #[inline]
    fn row(&self, at: usize) -> usize {
        let nothing = self.set.alphabet.symbols() + 1;
        self.hay.get(at).map_or(nothing, |b| usize::from(*b))
    }

    /// Tells of each rule that may match at a place.
    #[inline]
    fn each_at(&self, at: usize, mut each: impl FnMut(usize)) {
        let stride = self.set.stride;
        let first = self.row(at) * stride;
        let second = self.row(at + 1) * stride;
        for word in 0..stride {
            let mut rules = match self.sift {
                true => {
                    let first = self.set.firsts.get(first + word).unwrap_or(0);
                    first & self.set.seconds.get(second + word).unwrap_or(0)
                }
                false => u64::MAX,
            };
            while rules != 0 {
                let rule = 64 * word + rules.trailing_zeros() as usize;
                rules &= rules - 1;
                if self.has_required(rule) {
                    each(rule);
                }
            }
        }
    }

    /// Whether all that a rule requires stands in the window.
    fn has_required(&self, rule: usize) -> bool {
        let Some(rule) = self.set.rules.get(rule) else {
            return false;
        };
        if !self.sift {
            return true;
        }
        let present = self.present.get_or_init(|| {
            let mut present = ByteSet::default();
            let own = self.hay.get(self.begin..).unwrap_or(&[]);
            own.iter().for_each(|b| present.insert(*b));
            present
        });
        rule.required.iter().all(|s| s.meets(present))
    }

    /// Where the rule's match ends that begins at a place, if it has one there that no veto meets.
    fn end(&self, rule: usize, at: usize, machine: &mut Machine) -> Option<usize> {
        let rule = self.set.rules.get(rule)?;
        let alphabet = &self.set.alphabet;
        let groups = rule.groups.len();
        let end = rule.pattern.end(alphabet, self.hay, at, groups, machine)?;
        // The window's end is not the sentence's.
        let cut = rule.to_end && end == self.hay.len() && !self.whole;
        (!cut && !rule.vetoed(alphabet, self.hay, &(at..end), machine)).then_some(end)
    }
}

impl Rule {
    /// Whether a hit of `unless` overlaps the match and begins no more than three positions before it. What is noted of the match
    /// stays.
    fn vetoed(
        &self,
        alphabet: &Alphabet,
        hay: &[u8],
        span: &Range<usize>,
        machine: &mut Machine,
    ) -> bool {
        let Some(veto) = &self.unless else {
            return false;
        };
        machine.put_by();
        let mut from = span.start.saturating_sub(VETO_BEFORE);
        let met = loop {
            match veto.find(alphabet, hay, from, span.end, machine) {
                None => break false,
                Some(hit) if hit.end > span.start => break true,
                // Ends before the match: another may begin one further.
                Some(hit) => from = hit.start + 1,
            }
        };
        machine.put_by();
        met
    }
}

/// A stretch of a long sentence: searched up to `end`, matches begin before `stop`.
struct Window {
    begin: usize,
    stop: usize,
    end: usize,
}

fn windows(length: usize) -> impl Iterator<Item = Window> {
    let mut begin = 0;
    let mut done = length == 0;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let end = length.min(begin + WINDOW);
        done = end == length;
        let window = Window {
            begin,
            stop: if done { length } else { begin + STRIDE },
            end,
        };
        begin += STRIDE;
        Some(window)
    })
}
