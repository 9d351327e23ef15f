//! The entities of one document.

use super::bind::fits_class;
use super::words::NameWords;
use crate::extraction::{Kind, Words};
use crate::few::Few;
use crate::gazetteer::{EntityIx, Gazetteer, Gender, Office};
use crate::pack::Cell;
use crate::text::Text;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// Number of an entity within the document.
pub(crate) type EntityNo = usize;

/// An office that the document itself gives someone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GivenOffice {
    pub(crate) class: Words,
    /// Gazetteer id of the country or organisation.
    pub(crate) polity: Option<Words>,
    /// Whether the words beside the name can mean no other office ("Chủ tịch nước", unlike "Chủ tịch").
    pub(crate) sole: bool,
    /// The tokens of what the text calls it.
    pub(crate) title: Range<usize>,
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
    pub(crate) offices: Few<GivenOffice>,
    /// Rows that it may be as well: nothing in the document tells them apart. Best first, at most [`MOST_OPEN`].
    pub(crate) may_be: Vec<EntityIx>,
}

impl DocEntity {
    /// "Cựu Tổng thống nước X A": whether the document calls somebody one who held an office, and nowhere its holder.
    pub(super) fn has_left(&self, office: &Office) -> bool {
        let of = |o: &&GivenOffice| {
            let polity = o.polity.as_ref().is_none_or(|p| *p == office.polity);
            polity && fits_class(&o.class, office)
        };
        let mut given = self.offices.iter().filter(of).peekable();
        given.peek().is_some() && given.all(|o| o.former)
    }

    /// Whether the document calls somebody a leader of a polity, or gives him an office that leads it.
    pub(crate) fn called_leader(&self, polity: &str, former: bool, gazetteer: &Gazetteer) -> bool {
        let leads = |class: &str| {
            let mut offices = gazetteer.offices_of(polity).iter();
            offices.any(|x| {
                let x = gazetteer.office(*x);
                *x.class == *class && x.leads()
            })
        };
        self.offices.iter().any(|o| {
            o.polity.as_deref() == Some(polity)
                && o.former == former
                && (&*o.class == "leader" || leads(&o.class))
        })
    }
}

/// The forms of a name that a document uses, in order. Most names have one, which stands so in the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surfaces {
    /// The tokens of the first.
    first: Option<Range<usize>>,
    more: BTreeSet<String>,
}

impl Surfaces {
    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// Adds the form that stands at some tokens.
    pub(crate) fn insert(&mut self, text: &Text<'_>, tokens: Range<usize>) {
        let Some(first) = &self.first else {
            self.first = Some(tokens);
            return;
        };
        let (known, form) = (text.spelled(first.clone()), text.spelled(tokens.clone()));
        match form.cmp(&known) {
            Ordering::Equal => {}
            Ordering::Greater if self.more.contains(&*form) => {}
            Ordering::Greater => {
                self.more.insert(form.into_owned());
            }
            Ordering::Less => {
                self.more.insert(known.into_owned());
                self.first = Some(tokens);
            }
        }
    }

    pub(crate) fn iter<'s>(&'s self, text: &'s Text<'_>) -> impl Iterator<Item = Cow<'s, str>> {
        let first = self.first.iter().map(|t| text.spelled(t.clone()));
        first.chain(self.more.iter().map(|s| Cow::Borrowed(&**s)))
    }
}

/// Room for so many entities is kept for the next document.
const KEPT: usize = 1 << 10;
/// So many open readings of a name are kept.
const MOST_OPEN: usize = 8;

/// All entities of a document, in order of first use.
#[derive(Debug, Default)]
pub(crate) struct DocEntities {
    list: Vec<DocEntity>,
    by_row: crate::hash::FastMap<EntityIx, EntityNo>,
    /// One more than the number for each kind, by folded name; 0: none.
    by_name: HashMap<String, [u32; Kind::COUNT]>,
    /// The words of names, for binding.
    pub(super) words: NameWords,
    /// How many short names were weighed against some of the full ones that hold them, not all.
    pub(crate) crowded: usize,
}

impl DocEntities {
    /// None, in lists that another document filled.
    pub(crate) fn empty(&mut self) {
        // To empty a table takes as long as it has room.
        if self.by_row.capacity() > KEPT || self.by_name.capacity() > KEPT {
            *self = DocEntities::default();
            return;
        }
        self.list.clear();
        self.by_row.clear();
        self.by_name.clear();
        self.crowded = 0;
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

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
            offices: Few::None,
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
    pub(crate) fn of_name(&mut self, kind: Kind, key: String, name: &str) -> EntityNo {
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
            name: name.to_string().into(),
            surfaces: Surfaces::default(),
            gender: None,
            offices: Few::None,
            may_be: Vec::new(),
        });
        n
    }

    /// The gazetteer id, where there is one.
    pub(crate) fn row_id<'g>(&self, n: EntityNo, gazetteer: &'g Gazetteer) -> Option<&'g Words> {
        self.list[n].known.map(|ix| &gazetteer.entity(ix).id)
    }
}
