//! The rows of a table: all there, or read from the image when first asked for.

use super::{Reader, Stored, Writer};
use std::ops::Index;
use std::sync::OnceLock;

/// So many rows are read at once.
const AT_ONCE: usize = 16;

/// The rows of a table, by number.
#[derive(Clone, Debug)]
pub(crate) struct Rows<T> {
    made: Vec<T>,
    /// None as soon as there are made ones.
    stored: StoredRows<T>,
}

#[derive(Clone, Debug)]
struct StoredRows<T> {
    length: usize,
    /// The image from the first row on.
    from: Reader,
    /// Where each lot of rows begins there.
    starts: Vec<u32>,
    lots: Vec<OnceLock<Box<[T]>>>,
}

impl<T> Default for StoredRows<T> {
    fn default() -> Self {
        StoredRows {
            length: 0,
            from: Reader::new(&[], ""),
            starts: Vec::new(),
            lots: Vec::new(),
        }
    }
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> From<Vec<T>> for Rows<T> {
    fn from(made: Vec<T>) -> Rows<T> {
        Rows {
            made,
            stored: StoredRows::default(),
        }
    }
}

impl<T: Stored> StoredRows<T> {
    #[inline]
    fn lot(&self, n: usize) -> &[T] {
        match self.lots.get(n) {
            Some(lot) => lot.get_or_init(|| self.read(n).unwrap_or_default()),
            None => &[],
        }
    }

    #[cold]
    fn read(&self, n: usize) -> Option<Box<[T]>> {
        let mut from = self.from;
        from.take(usize::try_from(*self.starts.get(n)?).ok()?)?;
        let rows = self.length.saturating_sub(n * AT_ONCE).min(AT_ONCE);
        (0..rows).map(|_| T::read(&mut from)).collect()
    }
}

impl<T: Stored> Rows<T> {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.made.len() + self.stored.length
    }

    /// The row of a number.
    #[inline]
    pub(crate) fn get(&self, n: usize) -> Option<&T> {
        match self.made.get(n) {
            None => self.stored.lot(n / AT_ONCE).get(n % AT_ONCE),
            row => row,
        }
    }

    /// All rows in order.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &T> + Clone {
        (0..self.len()).map(|n| &self[n])
    }
}

impl<T: Stored + Clone> Rows<T> {
    /// The rows to change: those of an image are all read first.
    pub(crate) fn made(&mut self) -> &mut Vec<T> {
        if self.stored.length > 0 {
            self.made = self.iter().cloned().collect();
            self.stored = StoredRows::default();
        }
        &mut self.made
    }
}

impl<T: Stored> Index<usize> for Rows<T> {
    type Output = T;

    #[inline]
    fn index(&self, n: usize) -> &T {
        match self.made.get(n) {
            Some(row) => row,
            None => &self.stored.lot(n / AT_ONCE)[n % AT_ONCE],
        }
    }
}

impl<T: Stored> Stored for Rows<T> {
    fn write(&self, to: &mut Writer) {
        let length = self.len();
        let before = std::mem::take(&mut to.out);
        let mut starts = Vec::new();
        for n in 0..length {
            if n % AT_ONCE == 0 {
                starts.push(to.out.len());
                to.last = 0;
            }
            self[n].write(to);
        }
        to.last = 0;
        let rows = std::mem::replace(&mut to.out, before);
        length.write(to);
        rows.len().write(to);
        let ends = starts.iter().skip(1).copied().chain([rows.len()]);
        for (start, end) in starts.iter().zip(ends) {
            (end - start).write(to);
        }
        to.out.extend(rows);
    }

    fn read(from: &mut Reader) -> Option<Self> {
        let length = from.count()?;
        let bytes = from.count()?;
        let mut starts = Vec::with_capacity(length.div_ceil(AT_ONCE).min(from.bytes.len()));
        let mut start = 0u32;
        for _ in 0..length.div_ceil(AT_ONCE) {
            starts.push(start);
            start = start.checked_add(u32::read(from)?)?;
        }
        from.last = 0;
        let rows = *from;
        from.take(bytes)?;
        let stored = StoredRows {
            length,
            from: rows,
            lots: starts.iter().map(|_| OnceLock::new()).collect(),
            starts,
        };
        Some(Rows {
            made: Vec::new(),
            stored,
        })
    }
}
