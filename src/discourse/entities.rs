//! The entities of one document.

use crate::extraction::Kind;
use crate::gazetteer::{EntityIx, Gazetteer, Gender};
use crate::pack::Cell;
use std::collections::{BTreeSet, HashMap};

/// Number of an entity within the document.
pub(crate) type EntityNo = usize;

/// An office that the document itself gives someone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GivenOffice {
    pub(crate) class: Box<str>,
    /// Gazetteer id of the country or organisation.
    pub(crate) polity: Option<Box<str>>,
    /// Whether the words beside the name can mean no other office ("Chủ tịch nước", unlike "Chủ tịch").
    pub(crate) sole: bool,
    /// What the text calls it.
    pub(crate) title: String,
    pub(crate) former: bool,
}

/// Someone or something that the document speaks of.
#[derive(Clone, Debug)]
pub(crate) struct DocEntity {
    pub(crate) known: Option<EntityIx>,
    pub(crate) kind: Kind,
    pub(crate) name: Cell,
    /// Forms used in the document.
    pub(crate) surfaces: Surfaces,
    pub(crate) gender: Option<Gender>,
    pub(crate) offices: Vec<GivenOffice>,
    /// Rows that it may be as well: nothing in the document tells them apart. Best first, at most [`MOST_OPEN`].
    pub(crate) may_be: Vec<EntityIx>,
}

/// The forms of a name that a document uses, in order. Most names have one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surfaces {
    first: Option<String>,
    more: BTreeSet<String>,
}

impl Surfaces {
    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    pub(crate) fn contains(&self, form: &str) -> bool {
        self.first.as_deref() == Some(form) || self.more.contains(form)
    }

    pub(crate) fn insert(&mut self, form: String) {
        match &self.first {
            Some(first) if form > *first => {
                self.more.insert(form);
            }
            Some(first) if form == *first => {}
            _ => self.more.extend(self.first.replace(form)),
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.first.iter().chain(&self.more).map(|s| &**s)
    }
}

/// So many open readings of a name are kept.
const MOST_OPEN: usize = 8;

/// All entities of a document, in order of first use.
#[derive(Debug, Default)]
pub(crate) struct DocEntities {
    list: Vec<DocEntity>,
    by_row: crate::hash::FastMap<EntityIx, EntityNo>,
    /// One more than the number for each kind, by folded name; 0: none.
    by_name: HashMap<String, [u32; Kind::COUNT]>,
    /// How many short names were weighed against some of the full ones that hold them, not all.
    pub(crate) crowded: usize,
}

impl DocEntities {
    pub(crate) fn get(&self, n: EntityNo) -> &DocEntity {
        &self.list[n]
    }

    pub(crate) fn get_mut(&mut self, n: EntityNo) -> &mut DocEntity {
        &mut self.list[n]
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (EntityNo, &DocEntity)> {
        self.list.iter().enumerate()
    }

    /// The entity of a gazetteer row.
    pub(crate) fn of_row(&mut self, ix: EntityIx, gazetteer: &Gazetteer) -> EntityNo {
        if let Some(n) = self.by_row.get(&ix) {
            return *n;
        }
        let row = gazetteer.entity(ix);
        let n = self.list.len();
        self.list.push(DocEntity {
            known: Some(ix),
            kind: row.kind,
            name: row.name.clone(),
            surfaces: Surfaces::default(),
            gender: row.gender,
            offices: Vec::new(),
            may_be: Vec::new(),
        });
        self.by_row.insert(ix, n);
        n
    }

    /// Keeps the rows that an entity may be as well.
    pub(crate) fn may_be(&mut self, n: EntityNo, mut rows: Vec<EntityIx>) {
        rows.truncate(MOST_OPEN);
        if let Some(e) = self.list.get_mut(n) {
            e.may_be = rows;
        }
    }

    /// The entity of a gazetteer row, if the document has it already.
    pub(crate) fn find_row(&self, ix: EntityIx) -> Option<EntityNo> {
        self.by_row.get(&ix).copied()
    }

    /// The entity that only this document knows by a name; `key` is the folded name.
    pub(crate) fn of_name(&mut self, kind: Kind, key: String, name: String) -> EntityNo {
        let n = self.list.len();
        if let Some(slot) = self.by_name.entry(key).or_default().get_mut(kind as usize) {
            match *slot {
                0 => *slot = n as u32 + 1,
                known => return known as usize - 1,
            }
        }
        self.list.push(DocEntity {
            known: None,
            kind,
            name: name.into(),
            surfaces: Surfaces::default(),
            gender: None,
            offices: Vec::new(),
            may_be: Vec::new(),
        });
        n
    }

    /// The gazetteer id, where there is one.
    pub(crate) fn row_id<'g>(&self, n: EntityNo, gazetteer: &'g Gazetteer) -> Option<&'g str> {
        self.list[n].known.map(|ix| &*gazetteer.entity(ix).id)
    }
}
