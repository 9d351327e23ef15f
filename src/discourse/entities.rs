//! The entities of one document.

use crate::extraction::Kind;
use crate::gazetteer::{EntityIx, Gazetteer, Gender};
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
    pub(crate) name: String,
    /// Forms used in the document.
    pub(crate) surfaces: BTreeSet<String>,
    pub(crate) gender: Option<Gender>,
    pub(crate) offices: Vec<GivenOffice>,
    /// Rows that it may be as well: nothing in the document tells them apart. Best first, at most [`MOST_OPEN`].
    pub(crate) may_be: Vec<EntityIx>,
}

/// So many open readings of a name are kept.
const MOST_OPEN: usize = 8;

/// All entities of a document, in order of first use.
#[derive(Debug, Default)]
pub(crate) struct DocEntities {
    list: Vec<DocEntity>,
    by_row: crate::hash::FastMap<EntityIx, EntityNo>,
    by_name: HashMap<(Kind, String), EntityNo>,
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
            name: row.name.to_string(),
            surfaces: BTreeSet::new(),
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
    pub(crate) fn of_name(&mut self, kind: Kind, key: &str, name: &str) -> EntityNo {
        if let Some(n) = self.by_name.get(&(kind, key.to_string())) {
            return *n;
        }
        let n = self.list.len();
        self.list.push(DocEntity {
            known: None,
            kind,
            name: name.to_string(),
            surfaces: BTreeSet::new(),
            gender: None,
            offices: Vec::new(),
            may_be: Vec::new(),
        });
        self.by_name.insert((kind, key.to_string()), n);
        n
    }

    /// The gazetteer id, where there is one.
    pub(crate) fn row_id<'g>(&self, n: EntityNo, gazetteer: &'g Gazetteer) -> Option<&'g str> {
        self.list[n].known.map(|ix| &*gazetteer.entity(ix).id)
    }
}
