//! The rows of a table: all there, or read from the image when first asked for.

use super::{Flat, Reader, Stored, Writer};
use std::ops::Index;
use std::sync::OnceLock;

/// The rows of a table, by number. `AT_ONCE` of them are read at a time: each lot takes room, and most rows of a lot are read in
/// vain, but where those asked for stand together.
#[derive(Clone, Debug)]
pub(crate) struct Rows<T, const AT_ONCE: usize = 2> {
    made: Vec<T>,
    /// None as soon as there are made ones.
    stored: StoredRows<T, AT_ONCE>,
}

#[derive(Clone, Debug)]
struct StoredRows<T, const AT_ONCE: usize> {
    length: usize,
    /// The image from the first row on.
    from: Reader,
    /// Where each lot of rows begins there.
    starts: Flat<u32, 4>,
    lots: Vec<OnceLock<Box<[T]>>>,
}

impl<T, const AT_ONCE: usize> Default for StoredRows<T, AT_ONCE> {
    fn default() -> Self {
        StoredRows {
            length: 0,
            from: Reader::new(&[], ""),
            starts: Flat::default(),
            lots: Vec::new(),
        }
    }
}

impl<T, const AT_ONCE: usize> Default for Rows<T, AT_ONCE> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T, const AT_ONCE: usize> From<Vec<T>> for Rows<T, AT_ONCE> {
    fn from(made: Vec<T>) -> Self {
        Rows {
            made,
            stored: StoredRows::default(),
        }
    }
}

impl<T: Stored, const AT_ONCE: usize> StoredRows<T, AT_ONCE> {
    #[inline]
    fn get(&self, n: usize) -> Option<&T> {
        let lot = self.lots.get(n / AT_ONCE)?;
        let rows = lot.get_or_init(|| self.read(n / AT_ONCE).unwrap_or_default());
        rows.get(n % AT_ONCE)
    }

    #[cold]
    fn read(&self, n: usize) -> Option<Box<[T]>> {
        let mut from = self.from;
        from.take(usize::try_from(self.starts.get(n)?).ok()?)?;
        let rows = self.length.saturating_sub(n * AT_ONCE).min(AT_ONCE);
        let mut out = Vec::with_capacity(rows);
        for _ in 0..rows {
            out.push(T::read(&mut from)?);
        }
        Some(out.into_boxed_slice())
    }
}

impl<T: Stored, const AT_ONCE: usize> Rows<T, AT_ONCE> {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.made.len() + self.stored.length
    }

    /// The row of a number.
    #[inline]
    pub(crate) fn get(&self, n: usize) -> Option<&T> {
        match self.stored.get(n) {
            None => self.made.get(n),
            row => row,
        }
    }

    /// All rows in order.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &T> + Clone {
        (0..self.len()).map(|n| &self[n])
    }
}

impl<T: Stored + Clone, const AT_ONCE: usize> Rows<T, AT_ONCE> {
    /// The rows to change: those of an image are all read first.
    pub(crate) fn made(&mut self) -> &mut Vec<T> {
        if self.stored.length > 0 {
            self.made = self.iter().cloned().collect();
            self.stored = StoredRows::default();
        }
        &mut self.made
    }
}

impl<T: Stored, const AT_ONCE: usize> Index<usize> for Rows<T, AT_ONCE> {
    type Output = T;

    #[inline]
    fn index(&self, n: usize) -> &T {
        match self.stored.get(n) {
            Some(row) => row,
            None => &self.made[n],
        }
    }
}

impl<T: Stored, const AT_ONCE: usize> Stored for Rows<T, AT_ONCE> {
    fn write(&self, to: &mut Writer) {
        let length = self.len();
        let before = std::mem::take(&mut to.out);
        let mut starts = Flat::default();
        for n in 0..length {
            if n % AT_ONCE == 0 {
                starts.push(u32::try_from(to.out.len()).unwrap_or(u32::MAX));
                to.last = 0;
            }
            self[n].write(to);
        }
        to.last = 0;
        let rows = std::mem::replace(&mut to.out, before);
        length.write(to);
        starts.write(to);
        rows.len().write(to);
        to.out.extend(rows);
    }

    fn read(from: &mut Reader) -> Option<Self> {
        let length = from.count()?;
        let starts = Flat::read(from)?;
        let bytes = from.count()?;
        from.last = 0;
        let rows = *from;
        from.take(bytes)?;
        let stored = StoredRows {
            length,
            from: rows,
            lots: (0..starts.len()).map(|_| OnceLock::new()).collect(),
            starts,
        };
        Some(Rows {
            made: Vec::new(),
            stored,
        })
    }
}
