//! Entries found in a text: the longest one at a token.

use super::{Entry, EntryId, Lexicon, Longest};
use crate::image::{Plain, stored};
use crate::text::token::Token;
use crate::trie::ROOT;
use crate::vocabulary::Sym;

/// An entry where its words end in the trie, with what is asked of their capitals: no look at the entry itself is needed.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    pub(super) id: EntryId,
    /// A bit for each of the first 32 tokens that must have a capital.
    pub(super) capitals: u32,
    /// Index + 1 in [`Lexicon::more`] of the entry to try next; 0: none.
    pub(super) next: u32,
}

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
        Some(End {
            id: EntryId(u32::from_le_bytes(id).checked_sub(1)?),
            capitals: u32::from_le_bytes(capitals),
            next: u32::from_le_bytes(next),
        })
    }
}

impl Lexicon {
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
        let of = |at| self.look(tokens, at, |node| self.longest_open(tokens, at, node));
        out.extend((0..tokens.len()).map(of));
    }

    /// The longest entry at a token, whose symbol leads to a node, or the one of its first word where that is an idiom which opens.
    #[inline(never)]
    fn longest_open(&self, tokens: &[Token], at: usize, node: u32) -> Longest {
        let found = self.longest_here(tokens, at, node);
        let [open, ..] = self.of_texts;
        let opens = |(e, n)| {
            n > 1 && open.is_some_and(|c| self.is(e, c)) && self.office_within(tokens, at, n)
        };
        match found.get().is_some_and(opens) {
            true => self.longest_here(tokens.get(..at + 1).unwrap_or(&[]), at, node),
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
        let node = self.trie.first(first.sym)?;
        let (entry, length) = self.longest_of(node, first, after)?;
        Some((entry, length as usize))
    }

    /// The same, for many looks.
    #[inline(always)]
    pub(crate) fn here(&self, tokens: &[Token], at: usize) -> Longest {
        self.look(tokens, at, |node| self.longest_here(tokens, at, node))
    }

    /// Most words begin no entry, and few go on with the one that follows: those are left to `longest`, with the node that they
    /// lead to.
    #[inline(always)]
    fn look(&self, tokens: &[Token], at: usize, longest: impl Fn(u32) -> Longest) -> Longest {
        let Some(first) = tokens.get(at) else {
            return Longest::default();
        };
        let Some(node) = self.trie.first(first.sym) else {
            return Longest::default();
        };
        let next = tokens.get(at + 1).map_or(Sym::UNKNOWN, |t| t.sym);
        if self.trie.may_lead(node, next) {
            return longest(node);
        }
        match self.trie.value(node) {
            None => Longest::default(),
            Some(e) if e.capitals & !u32::from(first.case.starts_upper()) == 0 => {
                Longest::new(Some((e.id, 1)))
            }
            Some(_) => longest(node),
        }
    }

    #[inline(never)]
    fn longest_here(&self, tokens: &[Token], at: usize, node: u32) -> Longest {
        let found = tokens.get(at..).and_then(<[Token]>::split_first);
        Longest::new(found.and_then(|(first, after)| self.longest_of(node, first, after)))
    }

    /// The longest entry of a token, whose symbol leads to a node, and those after it. No entry has the symbol of a line break.
    #[inline]
    fn longest_of(&self, node: u32, first: &Token, after: &[Token]) -> Option<(EntryId, u32)> {
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

/// The first 32 flags as bits.
pub(super) fn mask(flags: impl Iterator<Item = bool>) -> u32 {
    flags
        .take(32)
        .enumerate()
        .fold(0, |bits, (i, f)| bits | u32::from(f) << i)
}
