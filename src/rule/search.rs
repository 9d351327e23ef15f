//! Searching an encoded sentence: which rules can match at all, where they do, and what their roles cover.

use super::alphabet::ByteSet;
use super::check::RoleId;
use super::position::Position;
use super::set::{Rule, RuleSet};
use std::ops::Range;

/// Long sentences are searched in windows of so many positions …
const WINDOW: usize = 512;
/// … each beginning so many after the one before: a match is at most `WINDOW - STRIDE` long where that matters.
const STRIDE: usize = 384;
/// Sets of up to 64 times so many rules are told apart without an allocation.
const FEW: usize = 8;
/// A veto may begin so many positions before the match.
const VETO_BEFORE: usize = 3;

/// Where a rule matched. Ranges count positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// Index of the rule in its set.
    pub(crate) rule: usize,
    /// First position, and the one after the last.
    pub(crate) span: Range<usize>,
    /// The roles that took part, in the order of the pattern.
    pub(crate) roles: Vec<(RoleId, Range<usize>)>,
}

impl Match {
    /// The positions of a role; the first place that takes part, where a pattern names it in several.
    pub(crate) fn get(&self, role: RoleId) -> Option<Range<usize>> {
        self.roles
            .iter()
            .find(|(r, _)| *r == role)
            .map(|(_, s)| s.clone())
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

impl RuleSet {
    /// Encodes and scans: see [`RuleSet::scan`].
    pub(crate) fn find(&self, positions: &[Position]) -> Vec<Match> {
        let mut short = [0; WINDOW];
        match self.encode_short(positions, &mut short) {
            Some(bytes) => self.scan(bytes),
            None => {
                let mut bytes = Vec::new();
                self.encode(positions, &mut bytes);
                self.scan(&bytes)
            }
        }
    }

    /// Encodes and scans: see [`RuleSet::scan_all`].
    pub(crate) fn find_all(&self, positions: &[Position]) -> Vec<Match> {
        let mut short = [0; WINDOW];
        match self.encode_short(positions, &mut short) {
            Some(bytes) => self.scan_all(bytes),
            None => {
                let mut bytes = Vec::new();
                self.encode(positions, &mut bytes);
                self.scan_all(&bytes)
            }
        }
    }

    /// The bytes of a sentence of usual length: nothing is allocated.
    fn encode_short<'b>(&self, positions: &[Position], out: &'b mut [u8]) -> Option<&'b [u8]> {
        let out = out.get_mut(..positions.len())?;
        for (b, p) in out.iter_mut().zip(positions) {
            *b = self.symbol(p);
        }
        Some(out)
    }

    /// The matches of an encoded sentence that do not overlap: the leftmost first, of those the longest, of those the
    /// earlier rule's. (Within one rule the regex decides: greedy repeats, first branch of an alternative.)
    ///
    /// Complexity: without a symbol that the rules require, one pass over the bytes. A sentence of n ≤ 512 positions
    /// costs O(r·n²) at worst for r rules whose items stand in it, O(r·n) where matches are few or short; longer
    /// ones are searched in windows of 512, so cost stays linear, and a match longer than 128 positions may be missed.
    pub(crate) fn scan(&self, bytes: &[u8]) -> Vec<Match> {
        self.scan_with(bytes, true)
    }

    fn scan_with(&self, bytes: &[u8], index: bool) -> Vec<Match> {
        let mut out = Vec::new();
        let mut from = 0;
        for window in windows(bytes.len()) {
            from = from.max(window.begin);
            // A rule that has no match left has none further on.
            let rules = self.candidates(bytes, &window, index);
            let mut open: Vec<(usize, Range<usize>)> = Vec::with_capacity(rules.len());
            for rule in rules {
                if let Some(span) = self.next(rule, bytes, from, &window) {
                    open.push((rule, span));
                }
            }
            while let Some((rule, span)) = open
                .iter()
                .min_by_key(|(r, m)| (m.start, std::cmp::Reverse(m.end), *r))
                .cloned()
            {
                from = span.end;
                out.push(self.captures(rule, bytes, span, &window));
                open.retain_mut(|(r, m)| {
                    if m.start >= from {
                        return true;
                    }
                    let next = self.next(*r, bytes, from, &window);
                    next.map(|span| *m = span).is_some()
                });
            }
        }
        out
    }

    /// The matches of all rules: those of one rule do not overlap, those of different rules may. By start, longest first,
    /// then by rule. Complexity as [`RuleSet::scan`].
    pub(crate) fn scan_all(&self, bytes: &[u8]) -> Vec<Match> {
        self.scan_all_with(bytes, true)
    }

    fn scan_all_with(&self, bytes: &[u8], index: bool) -> Vec<Match> {
        let mut out: Vec<Match> = Vec::new();
        let mut froms = Vec::new();
        for window in windows(bytes.len()) {
            for rule in self.candidates(bytes, &window, index) {
                let mut from = froms.get(rule).map_or(0, |f: &usize| *f);
                from = from.max(window.begin);
                while let Some(span) = self.next(rule, bytes, from, &window) {
                    from = span.end;
                    out.push(self.captures(rule, bytes, span, &window));
                }
                // Few sentences have another window.
                if window.end < bytes.len() {
                    froms.resize(self.rules.len(), 0);
                    if let Some(slot) = froms.get_mut(rule) {
                        *slot = from;
                    }
                }
            }
        }
        out.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end), m.rule));
        out
    }

    #[cfg(test)]
    pub(super) fn scan_unindexed(&self, bytes: &[u8]) -> Vec<Match> {
        self.scan_with(bytes, false)
    }

    #[cfg(test)]
    pub(super) fn scan_all_unindexed(&self, bytes: &[u8]) -> Vec<Match> {
        self.scan_all_with(bytes, false)
    }

    /// The matches of one rule, leftmost first, none overlapping. Complexity as [`RuleSet::scan`].
    pub(crate) fn scan_rule(&self, rule: usize, bytes: &[u8]) -> Vec<Match> {
        let mut out = Vec::new();
        let mut from = 0;
        for window in windows(bytes.len()) {
            from = from.max(window.begin);
            while let Some(span) = self.next(rule, bytes, from, &window) {
                from = span.end;
                out.push(self.captures(rule, bytes, span, &window));
            }
        }
        out
    }

    /// The rules whose required symbols all stand in the window.
    fn candidates(&self, bytes: &[u8], window: &Window, index: bool) -> Vec<usize> {
        if !index {
            return (0..self.rules.len()).collect();
        }
        let mut present = ByteSet::default();
        for b in bytes.get(window.begin..window.end).unwrap_or(&[]) {
            present.insert(*b);
        }
        if !present.meets(&self.any) {
            return Vec::new();
        }
        let mut few = [0u64; FEW];
        let mut many = Vec::new();
        let rules = match few.get_mut(..self.stride) {
            Some(few) => few,
            None => {
                many.resize(self.stride, 0u64);
                &mut many[..]
            }
        };
        for b in present.iter() {
            let row = self.wanted.get(usize::from(b) * self.stride..);
            for (r, w) in rules.iter_mut().zip(row.unwrap_or(&[])) {
                *r |= w;
            }
        }
        let count: u32 = rules.iter().map(|word| word.count_ones()).sum();
        let mut out = Vec::with_capacity(count as usize);
        for (base, word) in (0..).step_by(64).zip(rules) {
            let mut rest = *word;
            while rest != 0 {
                let rule = base + rest.trailing_zeros() as usize;
                rest &= rest - 1;
                let required = self.rules.get(rule).map(|r| &r.required);
                if required.is_some_and(|r| r.iter().all(|s| s.meets(&present))) {
                    out.push(rule);
                }
            }
        }
        out
    }

    /// The rule's first match from `from` on that no veto meets and that begins within the window's own part.
    fn next(
        &self,
        rule: usize,
        bytes: &[u8],
        mut from: usize,
        window: &Window,
    ) -> Option<Range<usize>> {
        let rule = self.rules.get(rule)?;
        let hay = bytes.get(..window.end)?;
        while let Some(found) = rule.regex.find(hay, from, window.stop) {
            // The window's end is not the sentence's.
            let cut = rule.to_end && found.end == hay.len() && hay.len() < bytes.len();
            if !cut && !rule.vetoed(hay, &found) {
                return Some(found);
            }
            from = found.start + 1;
        }
        None
    }

    fn captures(&self, rule: usize, bytes: &[u8], span: Range<usize>, window: &Window) -> Match {
        let mut roles = Vec::new();
        if let Some(r) = self.rules.get(rule)
            && !r.groups.is_empty()
            && let Some(hay) = bytes.get(..window.end)
        {
            let groups = r.groups.len();
            r.regex.groups(hay, span.start, groups, |group, covers| {
                // `role=X?` may cover nothing: then it takes no part.
                if let Some(role) = r.groups.get(group).filter(|_| !covers.is_empty()) {
                    roles.push((*role, covers));
                }
            });
        }
        Match { rule, span, roles }
    }
}

impl Rule {
    /// Whether a hit of `unless` overlaps the match and begins no more than three positions before it.
    fn vetoed(&self, hay: &[u8], span: &Range<usize>) -> bool {
        let Some(veto) = &self.unless else {
            return false;
        };
        let mut from = span.start.saturating_sub(VETO_BEFORE);
        while let Some(hit) = veto.find(hay, from, span.end) {
            if hit.end > span.start {
                return true;
            }
            // Ends before the match: another may begin one further.
            from = hit.start + 1;
        }
        false
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
