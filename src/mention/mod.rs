//! Names in the text: persons, places, organisations and occasions, with the gazetteer's candidates or by their shape.
//!
//! Two passes, both linear. The first goes through the capitalised words from left to right and weighs the gazetteer's
//! matches against name shapes and the words around; what it cannot tell is put off. The second settles that by what the
//! document shows elsewhere: a word that stands after a title once, or ends a longer name, is that person's name.

mod cues;
mod evidence;
mod fill;
mod occasion;
mod rank;
mod rows;
mod scan;
mod shape;
mod sheet;
#[cfg(test)]
mod tests;
mod unknown;

pub(crate) use cues::Cues;

use crate::extraction::{Kind, Words};
use crate::few::Few;
use crate::gazetteer::{EntityIx, FormKind, Gazetteer, NameId};
use crate::text::Text;
use sheet::SheetLists;
use std::ops::Range;

/// A bare name: no title, honorific, common noun or quotation mark in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// What it names.
    pub(crate) kind: Kind,
    /// Gazetteer entities, best first; empty if no row knows the name.
    pub(crate) candidates: Few<EntityIx>,
    /// The kind of form, or `None` for a name known by its shape only.
    pub(crate) form: Option<FormKind>,
    /// What found it.
    pub(crate) source: Source,
    /// Index of the mention that contains it.
    pub(crate) inside: Option<usize>,
}

/// The shape of a name that a credit gives ("Ảnh: TRẦN MINH").
pub(crate) const CREDIT: &str = "person.credit";
/// The holder of an office of a unit that is not named ("Trưởng Công an xã Lê An Khoa").
const UNIT_HEAD: &str = "person.unit";
/// The shape of a name that a line of its own gives.
pub(crate) const BYLINE: &str = "person.byline";

impl Mention {
    /// Whether it names who wrote the text or took the picture.
    pub(crate) fn author(&self) -> bool {
        matches!(self.source, Source::Shape(CREDIT | BYLINE))
    }

    /// The row or shape that found it, as results show it.
    pub(crate) fn rule(&self, gazetteer: &Gazetteer) -> Words {
        match self.source {
            Source::Row(name) => gazetteer.place_name(gazetteer.name(name).place).into(),
            Source::Shape(id) => id.into(),
        }
    }
}

/// What a mention was found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A written form of the gazetteer.
    Row(NameId),
    /// A shape; the id is shown as the mention's rule.
    Shape(&'static str),
}

/// Lists for one text after the other.
#[derive(Debug, Default)]
pub(crate) struct NameLists {
    sheet: SheetLists,
    scanned: scan::Scanned,
    known: evidence::Known,
    ranking: rank::Ranking,
}

/// Appends the names of a text, in text order, outer before inner; `lists` are filled again. Linear in the text.
pub(crate) fn mentions(
    text: &Text<'_>,
    cues: &Cues,
    gazetteer: &Gazetteer,
    lists: &mut NameLists,
    out: &mut Vec<Mention>,
) {
    let NameLists {
        sheet,
        scanned,
        known,
        ranking,
    } = lists;
    let sheet = sheet::Sheet::new(text, cues, gazetteer, sheet);
    scan::scan(&sheet, scanned);
    occasion::name(&sheet, scanned);
    evidence::settle(&sheet, scanned, known, ranking, out);
}
