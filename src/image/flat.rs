//! Arrays of small things of one size: made at run time, or read where they stand in the image.

use super::{Reader, Stored, Writer};
use std::marker::PhantomData;

/// A thing of `N` bytes.
pub(crate) trait Plain<const N: usize>: Copy {
    #[cfg_attr(not(test), allow(dead_code))]
    fn to_bytes(self) -> [u8; N];
    fn of_bytes(bytes: &[u8; N]) -> Self;
}

impl Plain<2> for u16 {
    fn to_bytes(self) -> [u8; 2] {
        self.to_le_bytes()
    }
    #[inline]
    fn of_bytes(bytes: &[u8; 2]) -> Self {
        u16::from_le_bytes(*bytes)
    }
}

impl Plain<4> for u32 {
    fn to_bytes(self) -> [u8; 4] {
        self.to_le_bytes()
    }
    #[inline]
    fn of_bytes(bytes: &[u8; 4]) -> Self {
        u32::from_le_bytes(*bytes)
    }
}

impl Plain<8> for u64 {
    fn to_bytes(self) -> [u8; 8] {
        self.to_le_bytes()
    }
    #[inline]
    fn of_bytes(bytes: &[u8; 8]) -> Self {
        u64::from_le_bytes(*bytes)
    }
}

/// An array of them, as bytes. What the image holds is used there until it is changed.
#[derive(Clone, Debug)]
pub(crate) struct Flat<T, const N: usize> {
    /// Empty while the items stand in the image.
    made: Vec<[u8; N]>,
    stored: &'static [[u8; N]],
    of: PhantomData<T>,
}

impl<T, const N: usize> Default for Flat<T, N> {
    fn default() -> Self {
        Flat {
            made: Vec::new(),
            stored: &[],
            of: PhantomData,
        }
    }
}

impl<T: Plain<N>, const N: usize> FromIterator<T> for Flat<T, N> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Flat {
            made: items.into_iter().map(T::to_bytes).collect(),
            ..Flat::default()
        }
    }
}

impl<T: Plain<N>, const N: usize> Flat<T, N> {
    /// The items as they are stored.
    #[inline]
    pub(crate) fn items(&self) -> &[[u8; N]] {
        match &*self.made {
            [] => self.stored,
            made => made,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.items().len()
    }

    #[inline]
    pub(crate) fn get(&self, at: usize) -> Option<T> {
        self.items().get(at).map(T::of_bytes)
    }

    /// The items that stand in the image.
    pub(crate) fn stored(&self) -> &'static [[u8; N]] {
        self.stored
    }

    /// The items to change; those of an image are copied first.
    pub(crate) fn made(&mut self) -> &mut Vec<[u8; N]> {
        if !self.stored.is_empty() {
            self.made = self.stored.to_vec();
            self.stored = &[];
        }
        &mut self.made
    }

    /// Adds one.
    pub(crate) fn push(&mut self, item: T) {
        self.made().push(item.to_bytes());
    }
}

impl<T: Plain<N>, const N: usize> Stored for Flat<T, N> {
    fn write(&self, to: &mut Writer) {
        self.len().write(to);
        to.out.extend(self.items().as_flattened());
    }

    fn read(from: &mut Reader) -> Option<Self> {
        let bytes = from.count()?.checked_mul(N)?;
        let (stored, _) = from.take(bytes)?.as_chunks();
        Some(Flat {
            stored,
            ..Flat::default()
        })
    }
}

/// A list of which few items are not the usual one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sparse<T>(pub(crate) Vec<T>);

/// Each of the others as its distance from the one before, and which of the values that there are it has.
impl<T: Stored + Clone + Default + PartialEq> Stored for Sparse<T> {
    fn write(&self, to: &mut Writer) {
        self.0.len().write(to);
        let usual = T::default();
        let others: Vec<_> = self
            .0
            .iter()
            .enumerate()
            .filter(|(_, i)| **i != usual)
            .collect();
        // The commonest first: its number takes a byte.
        let mut values: Vec<(T, usize)> = Vec::new();
        for (_, item) in &others {
            match values.iter_mut().find(|(v, _)| v == *item) {
                Some((_, times)) => *times += 1,
                None => values.push(((*item).clone(), 1)),
            }
        }
        values.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        let values: Vec<T> = values.into_iter().map(|(v, _)| v).collect();
        values.write(to);
        others.len().write(to);
        let mut last = 0;
        for (at, item) in others {
            (at - last).write(to);
            last = at;
            if values.len() > 1 {
                let value = values.iter().position(|v| v == item);
                value.unwrap_or_default().write(to);
            }
        }
    }

    fn read(from: &mut Reader) -> Option<Self> {
        let mut items = vec![T::default(); from.count()?];
        let values = Vec::<T>::read(from)?;
        let mut at = 0usize;
        for _ in 0..from.count()? {
            at = at.checked_add(from.count()?)?;
            let value = match values.len() {
                1 => 0,
                _ => from.count()?,
            };
            items.get_mut(at)?.clone_from(values.get(value)?);
        }
        Some(Sparse(items))
    }
}
