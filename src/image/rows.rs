//! The rows of a table: all there, or read from the image when first asked for.

use super::{Reader, Stored, Writer};
use std::ops::Index;
use std::sync::OnceLock;

/// So many rows are read at once.
const AT_ONCE: usize = 16;

/// The rows of a table, by number.
#[derive(Clone, Debug)]
pub(crate) enum Rows<T> {
    /// Made of tables at run time.
    Made(Vec<T>),
    /// In the image.
    Stored(StoredRows<T>),
}

#[derive(Clone, Debug)]
pub(crate) struct StoredRows<T> {
    length: usize,
    /// The image from the first row on.
    from: Reader,
    /// Where each lot of rows begins there.
    starts: Vec<u32>,
    lots: Vec<OnceLock<Box<[T]>>>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Rows::Made(Vec::new())
    }
}

impl<T> From<Vec<T>> for Rows<T> {
    fn from(rows: Vec<T>) -> Rows<T> {
        Rows::Made(rows)
    }
}

impl<T: Stored> StoredRows<T> {
    fn lot(&self, n: usize) -> &[T] {
        let Some(lot) = self.lots.get(n) else {
            return &[];
        };
        lot.get_or_init(|| self.read(n).unwrap_or_default())
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
        match self {
            Rows::Made(rows) => rows.len(),
            Rows::Stored(rows) => rows.length,
        }
    }

    /// The row of a number.
    #[inline]
    pub(crate) fn get(&self, n: usize) -> Option<&T> {
        match self {
            Rows::Made(rows) => rows.get(n),
            Rows::Stored(rows) => rows.lot(n / AT_ONCE).get(n % AT_ONCE),
        }
    }

    /// All rows in order.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &T> + Clone {
        (0..self.len()).map(|n| &self[n])
    }
}

/// Changing rows: those of an image are all read first.
impl<T: Stored + Clone> Rows<T> {
    fn make(&mut self) {
        if let Rows::Stored(_) = self {
            *self = Rows::Made(self.iter().cloned().collect());
        }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: T) {
        self.make();
        if let Rows::Made(rows) = self {
            rows.push(row);
        }
    }

    /// Makes room for so many rows more.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.make();
        if let Rows::Made(rows) = self {
            rows.reserve(more);
        }
    }

    /// The row of a number, to change.
    pub(crate) fn get_mut(&mut self, n: usize) -> Option<&mut T> {
        self.make();
        match self {
            Rows::Made(rows) => rows.get_mut(n),
            Rows::Stored(_) => None,
        }
    }
}

impl<T: Stored> Index<usize> for Rows<T> {
    type Output = T;

    #[inline]
    fn index(&self, n: usize) -> &T {
        match self {
            Rows::Made(rows) => &rows[n],
            Rows::Stored(rows) => &rows.lot(n / AT_ONCE)[n % AT_ONCE],
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
        Some(Rows::Stored(StoredRows {
            length,
            from: rows,
            lots: starts.iter().map(|_| OnceLock::new()).collect(),
            starts,
        }))
    }
}
