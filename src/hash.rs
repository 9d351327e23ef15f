//! A fast hasher for short keys: numbers and words of the packs and of one document.
//!
//! Multiply and rotate, eight bytes at a time. Not meant to withstand chosen keys: it serves tables of symbols and of the packs'
//! own words; tables keyed by the words of a text use the standard hasher.

use crate::image::{Reader, Stored, Writer};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map of short keys.
pub(crate) type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<FastHasher>>;
/// A set of short keys.
pub(crate) type FastSet<K> = HashSet<K, BuildHasherDefault<FastHasher>>;

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// See the module.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FastHasher(u64);

impl FastHasher {
    fn add(&mut self, n: u64) {
        self.0 = (self.0 ^ n).wrapping_mul(MULTIPLIER).rotate_left(29);
    }
}

impl Hasher for FastHasher {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for c in &mut chunks {
            let mut word = [0; 8];
            word.copy_from_slice(c);
            self.add(u64::from_le_bytes(word));
        }
        let rest = chunks.remainder();
        if !rest.is_empty() {
            let n = rest.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b));
            self.add(n | (rest.len() as u64) << 56);
        }
    }

    fn write_u8(&mut self, n: u8) {
        self.add(u64::from(n));
    }

    fn write_u16(&mut self, n: u16) {
        self.add(u64::from(n));
    }

    fn write_u32(&mut self, n: u32) {
        self.add(u64::from(n));
    }

    fn write_u64(&mut self, n: u64) {
        self.add(n);
    }

    fn write_usize(&mut self, n: usize) {
        self.add(n as u64);
    }

    fn finish(&self) -> u64 {
        self.0.wrapping_mul(MULTIPLIER)
    }
}

/// The hash of a word or id.
pub(crate) fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut h = FastHasher::default();
    h.write(bytes);
    h.finish()
}

/// An open-addressed table of numbers in the order in which they were added; what they stand for is kept by the owner.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slots {
    /// Part of the hash, and the number + 1 (0: free). The length is a power of two, at most half of it taken.
    slots: Vec<(u32, u32)>,
    /// The hash of each number.
    hashes: Vec<u64>,
}

impl Slots {
    /// The first number of that hash that `same` agrees to.
    #[inline]
    pub(crate) fn find(&self, hash: u64, mut same: impl FnMut(u32) -> bool) -> Option<u32> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some((tag, n)) = self.slots.get(at) {
            if *n == 0 {
                return None;
            }
            if *tag == (hash >> 32) as u32 && same(*n - 1) {
                return Some(*n - 1);
            }
            at = (at + 1) & mask;
        }
        None
    }

    /// Adds the next number, counted from 0.
    pub(crate) fn push(&mut self, hash: u64) {
        self.hashes.push(hash);
        if self.slots.len() < 2 * self.hashes.len() {
            self.reserve(self.hashes.len());
        } else {
            let n = self.hashes.len();
            self.place(hash, n);
        }
    }

    /// Makes room for so many numbers more.
    pub(crate) fn reserve(&mut self, more: usize) {
        let length = (2 * (self.hashes.len() + more)).next_power_of_two();
        let length = length.max(1 << 8);
        if length <= self.slots.len() {
            return;
        }
        self.slots = vec![(0, 0); length];
        for i in 0..self.hashes.len() {
            if let Some(hash) = self.hashes.get(i) {
                self.place(*hash, i + 1);
            }
        }
    }

    fn place(&mut self, hash: u64, n: usize) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.1 == 0 {
                *slot = ((hash >> 32) as u32, u32::try_from(n).unwrap_or(u32::MAX));
                return;
            }
            at = (at + 1) & mask;
        }
    }
}

impl Stored for Slots {
    fn write(&self, to: &mut Writer) {
        self.hashes.write(to);
    }

    fn read(from: &mut Reader) -> Option<Self> {
        let hashes = Vec::<u64>::read(from)?;
        let mut slots = Slots::default();
        slots.reserve(hashes.len());
        hashes.into_iter().for_each(|h| slots.push(h));
        Some(slots)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_differ() {
        let mut seen = std::collections::HashSet::new();
        for a in "aăâbcdđeê \0".chars() {
            for b in "aăâbcdđeê \0".chars() {
                for c in "aăâbcdđeê \0".chars() {
                    assert!(seen.insert(hash_bytes(format!("{a}{b}{c}").as_bytes())));
                }
            }
        }
        assert_ne!(hash_bytes(b"a"), hash_bytes(b"a\0"));
    }
}
