//! What stands in a list as long as a text: the longest entry at a token.

use super::EntryId;

/// Bits of the length; the others hold the entry.
const BITS: u32 = 8;

/// An entry and its length in tokens, or none, in four bytes. An entry of more than 255 tokens, or behind the first sixteen million,
/// is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Longest(u32);

impl Longest {
    #[inline]
    pub(crate) fn new(found: Option<(EntryId, u32)>) -> Longest {
        match found {
            Some((entry, length)) if length >> BITS == 0 && entry.0 >> (32 - BITS) == 0 => {
                Longest(entry.0 << BITS | length)
            }
            _ => Longest(0),
        }
    }

    /// No entry has the length 0.
    #[inline]
    pub(crate) fn get(self) -> Option<(EntryId, u32)> {
        let length = self.0 & ((1 << BITS) - 1);
        (length > 0).then_some((EntryId(self.0 >> BITS), length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_what_fits_and_nothing_else() {
        for fits in [(0, 1), (0, 255), (7, 3), ((1 << 24) - 1, 255)] {
            let found = Some((EntryId(fits.0), fits.1));
            assert_eq!(Longest::new(found).get(), found);
        }
        for none in [None, Some((EntryId(1), 256)), Some((EntryId(1 << 24), 1))] {
            assert_eq!(Longest::new(none).get(), None);
        }
        assert_eq!(Longest::default().get(), None);
    }
}
