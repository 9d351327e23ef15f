//! A fast hasher for short keys: numbers and words of the packs and of one document.
//!
//! Multiply and rotate, eight bytes at a time. Not meant to withstand chosen keys: it serves tables of symbols and of the packs'
//! own words; tables keyed by the words of a text use the standard hasher.

use crate::image::{Flat, Plain, stored};
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
    /// A number + 1 in as many low bits as the length of the table takes, part of its hash in the others; 0: free. The length is
    /// a power of two, at most five eighths of it taken.
    slots: Flat<u32, 4>,
    count: usize,
}

stored!(Slots { slots, count });

impl Slots {
    /// The first number of that hash that `same` agrees to.
    #[inline]
    pub(crate) fn find(&self, hash: u64, same: impl FnMut(u32) -> bool) -> Option<u32> {
        find_in(self.slots.items(), hash, same)
    }

    /// The table for [`find_in`].
    pub(crate) fn items(&self) -> &[[u8; 4]] {
        self.slots.items()
    }

    /// Adds the next number, counted from 0; `hash_of` gives the hashes of those before.
    pub(crate) fn push(&mut self, hash: u64, hash_of: impl Fn(u32) -> u64) {
        if 5 * self.slots.len() < 8 * (self.count + 1) {
            // Four times as long.
            self.reserve(3 * self.count.max(1), hash_of);
        }
        self.count += 1;
        place(self.slots.made(), hash, self.count);
    }

    /// Makes room for so many numbers more.
    pub(crate) fn reserve(&mut self, more: usize, hash_of: impl Fn(u32) -> u64) {
        let length = (8 * (self.count + more)).div_ceil(5).next_power_of_two();
        let length = length.max(1 << 8);
        if length <= self.slots.len() {
            return;
        }
        let mut slots = vec![[0; 4]; length];
        for n in 0..self.count {
            place(
                &mut slots,
                hash_of(u32::try_from(n).unwrap_or(u32::MAX)),
                n + 1,
            );
        }
        *self.slots.made() = slots;
    }
}

/// As [`Slots::find`] in the table of one, for many look-ups.
#[inline]
pub(crate) fn find_in(
    slots: &[[u8; 4]],
    hash: u64,
    mut same: impl FnMut(u32) -> bool,
) -> Option<u32> {
    let mask = slots.len().wrapping_sub(1);
    let mut at = hash as usize & mask;
    while let Some(slot) = slots.get(at) {
        let slot = u32::of_bytes(slot);
        if slot == 0 {
            return None;
        }
        let n = slot & mask as u32;
        if slot == part(hash, mask) | n && same(n - 1) {
            return Some(n - 1);
        }
        at = (at + 1) & mask;
    }
    None
}

/// The part of a hash that stands beside a number.
#[inline]
fn part(hash: u64, mask: usize) -> u32 {
    (hash >> 32) as u32 & !(mask as u32)
}

fn place(slots: &mut [[u8; 4]], hash: u64, n: usize) {
    let mask = slots.len().wrapping_sub(1);
    let mut at = hash as usize & mask;
    while let Some(slot) = slots.get_mut(at) {
        if *slot == [0; 4] {
            *slot = (part(hash, mask) | (n & mask) as u32).to_bytes();
            return;
        }
        at = (at + 1) & mask;
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
