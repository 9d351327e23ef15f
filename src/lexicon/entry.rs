//! What an entry is: a form with its senses.

use crate::image::stored;
use crate::pack::Cell;
use crate::text::token::Token;
use crate::vocabulary::Sym;

/// Index of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct EntryId(pub(crate) u32);

/// Index of a class name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ClassId(pub(crate) u16);

impl ClassId {
    /// Its bit among the classes of an entry; others may have the same.
    #[inline]
    pub(crate) const fn bit(self) -> u64 {
        1 << (self.0 % 64)
    }
}

/// One meaning of an entry: its class and attributes.
#[derive(Clone, Debug)]
pub(crate) struct Sense {
    /// The class.
    pub(crate) class: ClassId,
    /// Attributes, in the order written.
    pub(crate) attrs: Vec<(Cell, Cell)>,
}

impl Sense {
    /// The value of an attribute (empty for a bare flag).
    pub(crate) fn attr(&self, key: &str) -> Option<&str> {
        self.cell(key).map(|v| &**v)
    }

    /// The same, as it stands in the table: what is kept of it needs no copy.
    pub(crate) fn cell(&self, key: &str) -> Option<&Cell> {
        let attr = self.attrs.iter().find(|(k, _)| &**k == key);
        attr.map(|(_, v)| v)
    }
}

/// The parts of a cell between commas, none of them empty.
pub(crate) fn parts(cell: &Cell) -> impl Iterator<Item = Cell> {
    // Most are one part.
    let whole = !cell.is_empty() && !cell.as_bytes().contains(&b',');
    // A part of what the program holds is held by it too.
    let (lent, own) = match cell {
        _ if whole => (None, None),
        Cell::Borrowed(s) => (Some(*s), None),
        Cell::Owned(s) => (None, Some(&**s)),
    };
    let lent = lent.into_iter().flat_map(|s| s.split(','));
    let own = own.into_iter().flat_map(|s| s.split(','));
    let split = lent
        .map(Cell::Borrowed)
        .chain(own.map(|s| Cell::Owned(s.to_owned())))
        .filter(|part| !part.is_empty());
    whole.then(|| cell.clone()).into_iter().chain(split)
}

/// A form with all its senses.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The form as written in its first row.
    pub(crate) form: Cell,
    /// The symbols of its words and marks.
    pub(crate) words: Box<[Sym]>,
    /// Per token: whether the text must have a capital there.
    pub(crate) capitals: Box<[bool]>,
    /// What it can be.
    pub(crate) senses: Vec<Sense>,
}

impl Entry {
    /// The sense of a class.
    pub(crate) fn sense(&self, class: ClassId) -> Option<&Sense> {
        self.senses.iter().find(|s| s.class == class)
    }

    /// What its first sense with that attribute says.
    pub(crate) fn attr(&self, key: &str) -> Option<&str> {
        self.senses.iter().find_map(|s| s.attr(key))
    }

    /// Whether the tokens after the first have the capitals that are asked of them.
    pub(super) fn fits_beyond(&self, after: &[Token]) -> bool {
        self.capitals
            .iter()
            .skip(1)
            .zip(after)
            .all(|(cap, t)| !cap || t.case.starts_upper())
    }
}

stored!(EntryId(number));
stored!(ClassId(number));
stored!(Sense { class, attrs });
stored!(Entry {
    form,
    words,
    capitals,
    senses
});
