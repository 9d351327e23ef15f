//! How the plain types are stored.

use super::{Reader, Stored, Writer};
use crate::pack::Cell;
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hash};

macro_rules! numbers {
    ($($number:ty),*) => { $(
        impl Stored for $number {
            fn write(&self, to: &mut Writer) {
                to.number(*self as u64);
            }
            fn read(from: &mut Reader) -> Option<Self> {
                <$number>::try_from(from.number()?).ok()
            }
        }
    )* };
}
numbers!(u16, u32, u64, usize);

impl Stored for u8 {
    fn write(&self, to: &mut Writer) {
        to.byte(*self);
    }
    fn read(from: &mut Reader) -> Option<Self> {
        from.byte()
    }
}

impl Stored for bool {
    fn write(&self, to: &mut Writer) {
        to.byte(u8::from(*self));
    }
    fn read(from: &mut Reader) -> Option<Self> {
        from.byte().map(|b| b != 0)
    }
}

impl Stored for i64 {
    fn write(&self, to: &mut Writer) {
        to.number(self.cast_unsigned());
    }
    fn read(from: &mut Reader) -> Option<Self> {
        from.number().map(u64::cast_signed)
    }
}

impl Stored for char {
    fn write(&self, to: &mut Writer) {
        u32::from(*self).write(to);
    }
    fn read(from: &mut Reader) -> Option<Self> {
        char::from_u32(u32::read(from)?)
    }
}

impl Stored for Date {
    fn write(&self, to: &mut Writer) {
        let year = self.year().to_le_bytes();
        let day = [self.month(), self.day()].map(i8::cast_unsigned);
        year.into_iter().chain(day).for_each(|b| to.byte(b));
    }
    fn read(from: &mut Reader) -> Option<Self> {
        let [a, b, month, day] = *from.take(4)?.first_chunk()?;
        let year = i16::from_le_bytes([a, b]);
        Date::new(year, month.cast_signed(), day.cast_signed()).ok()
    }
}

impl Stored for Cell {
    fn write(&self, to: &mut Writer) {
        to.string(self);
    }
    fn read(from: &mut Reader) -> Option<Self> {
        from.string().map(Cow::Borrowed)
    }
}

impl Stored for Box<str> {
    fn write(&self, to: &mut Writer) {
        to.string(self);
    }
    fn read(from: &mut Reader) -> Option<Self> {
        from.string().map(Into::into)
    }
}

impl Stored for String {
    fn write(&self, to: &mut Writer) {
        to.string(self);
    }
    fn read(from: &mut Reader) -> Option<Self> {
        from.string().map(Into::into)
    }
}

impl<T: Stored> Stored for Option<T> {
    fn write(&self, to: &mut Writer) {
        self.is_some().write(to);
        if let Some(value) = self {
            value.write(to);
        }
    }
    fn read(from: &mut Reader) -> Option<Self> {
        match bool::read(from)? {
            true => T::read(from).map(Some),
            false => Some(None),
        }
    }
}

impl<T: Stored> Stored for Box<T> {
    fn write(&self, to: &mut Writer) {
        T::write(self, to);
    }
    fn read(from: &mut Reader) -> Option<Self> {
        T::read(from).map(Box::new)
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn write(&self, to: &mut Writer) {
        self.len().write(to);
        self.iter().for_each(|item| item.write(to));
    }
    fn read(from: &mut Reader) -> Option<Self> {
        let length = from.count()?;
        // Each item takes a byte at least.
        let mut out = Vec::with_capacity(length.min(from.bytes.len()));
        for _ in 0..length {
            out.push(T::read(from)?);
        }
        Some(out)
    }
}

impl<T: Stored> Stored for Box<[T]> {
    fn write(&self, to: &mut Writer) {
        self.len().write(to);
        self.iter().for_each(|item| item.write(to));
    }
    fn read(from: &mut Reader) -> Option<Self> {
        Vec::read(from).map(Vec::into_boxed_slice)
    }
}

impl<T: Stored + Default, const N: usize> Stored for [T; N] {
    fn write(&self, to: &mut Writer) {
        self.iter().for_each(|item| item.write(to));
    }
    fn read(from: &mut Reader) -> Option<Self> {
        let mut out = std::array::from_fn(|_| T::default());
        for item in &mut out {
            *item = T::read(from)?;
        }
        Some(out)
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn write(&self, to: &mut Writer) {
        self.0.write(to);
        self.1.write(to);
    }
    fn read(from: &mut Reader) -> Option<Self> {
        Some((A::read(from)?, B::read(from)?))
    }
}

/// In the order of the keys, so that an image does not hang on the hasher.
impl<K: Stored + Ord + Hash, V: Stored, S: BuildHasher + Default> Stored for HashMap<K, V, S> {
    fn write(&self, to: &mut Writer) {
        let mut all: Vec<(&K, &V)> = self.iter().collect();
        all.sort_by_key(|(k, _)| *k);
        all.len().write(to);
        for (key, value) in all {
            key.write(to);
            value.write(to);
        }
    }
    fn read(from: &mut Reader) -> Option<Self> {
        let length = from.count()?;
        // Each item takes a byte at least.
        let mut out = HashMap::with_capacity_and_hasher(length.min(from.bytes.len()), S::default());
        for _ in 0..length {
            out.insert(K::read(from)?, V::read(from)?);
        }
        Some(out)
    }
}

impl<K: Stored + Ord + Hash, S: BuildHasher + Default> Stored for HashSet<K, S> {
    fn write(&self, to: &mut Writer) {
        let mut all: Vec<&K> = self.iter().collect();
        all.sort();
        all.len().write(to);
        all.into_iter().for_each(|key| key.write(to));
    }
    fn read(from: &mut Reader) -> Option<Self> {
        let length = from.count()?;
        let mut out = HashSet::with_capacity_and_hasher(length.min(from.bytes.len()), S::default());
        for _ in 0..length {
            out.insert(K::read(from)?);
        }
        Some(out)
    }
}
