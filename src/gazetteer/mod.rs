//! Facts about the world: who is who, what is called how, and who held which office when.

mod load;
mod rows;
mod table;

pub(crate) use rows::{
    EntityIx, EntityRow, FormKind, Gender, NameForm, NameId, Office, OfficeIx, Tenure, TenureIx,
};

use crate::text::token::{Case, Token, TokenKind};
use crate::trie::{ROOT, Trie};
use jiff::civil::Date;
use crate::hash::FastMap;

/// All rows, merged, with their indexes.
#[derive(Debug, Default)]
pub(crate) struct Gazetteer {
    files: Vec<Box<str>>,
    entities: Vec<EntityRow>,
    /// Forms of the `short` column, kept until the names are indexed.
    shorts: FastMap<EntityIx, Vec<Box<str>>>,
    by_id: FastMap<Box<str>, EntityIx>,
    names: Vec<NameForm>,
    names_of: FastMap<EntityIx, Vec<NameId>>,
    index: Trie<Vec<NameId>>,
    offices: Vec<Office>,
    offices_of: FastMap<Box<str>, Vec<OfficeIx>>,
    tenures: Vec<Tenure>,
    by_office: FastMap<OfficeIx, Vec<TenureIx>>,
    by_person: FastMap<EntityIx, Vec<TenureIx>>,
    /// The day to which the tenures are kept; `None` without tenures.
    as_of: Option<Date>,
}

/// A form found in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameMatch {
    /// Index of the token after the last.
    pub(crate) end: usize,
    /// Which form.
    pub(crate) name: NameId,
}

impl Gazetteer {
    /// The entity of an index.
    pub(crate) fn entity(&self, ix: EntityIx) -> &EntityRow {
        &self.entities[ix.0 as usize]
    }

    /// The entity of a row id.
    pub(crate) fn find(&self, id: &str) -> Option<EntityIx> {
        self.by_id.get(id).copied()
    }

    /// A written form.
    pub(crate) fn name(&self, id: NameId) -> &NameForm {
        &self.names[id.0 as usize]
    }

    /// All written forms.
    pub(crate) fn names(&self) -> impl Iterator<Item = &NameForm> {
        self.names.iter()
    }

    /// The written forms of an entity, in the order of the tables.
    pub(crate) fn names_of(&self, ix: EntityIx) -> impl Iterator<Item = &NameForm> {
        self.names_of
            .get(&ix)
            .into_iter()
            .flatten()
            .map(|n| self.name(*n))
    }

    /// An office.
    pub(crate) fn office(&self, ix: OfficeIx) -> &Office {
        &self.offices[ix.0 as usize]
    }

    /// A tenure.
    pub(crate) fn tenure(&self, ix: TenureIx) -> &Tenure {
        &self.tenures[ix.0 as usize]
    }

    /// The offices of a polity, by rank.
    pub(crate) fn offices_of(&self, polity: &str) -> &[OfficeIx] {
        self.offices_of.get(polity).map_or(&[], |o| o)
    }

    /// The tenures of an office, by first day.
    pub(crate) fn tenures_of_office(&self, office: OfficeIx) -> &[TenureIx] {
        self.by_office.get(&office).map_or(&[], |t| t)
    }

    /// The tenures of a person, by first day.
    pub(crate) fn tenures_of(&self, person: EntityIx) -> &[TenureIx] {
        self.by_person.get(&person).map_or(&[], |t| t)
    }

    /// Who held an office of one of the classes in a polity on a day: tenures in force, those that began last first.
    /// A day that two tenures share (hand-over) gives both.
    pub(crate) fn holders(&self, polity: &str, class: &str, day: Date) -> Vec<TenureIx> {
        let mut out: Vec<TenureIx> = self
            .offices_of(polity)
            .iter()
            .filter(|o| &*self.office(**o).class == class)
            .flat_map(|o| self.tenures_of_office(*o))
            .copied()
            .filter(|t| self.tenure(*t).covers(day))
            .collect();
        out.sort_by_key(|t| {
            let t = self.tenure(*t);
            (!t.mode.is_empty(), std::cmp::Reverse(t.from))
        });
        out
    }

    /// The day to which the tenures are kept; after it an open one is only assumed to last.
    pub(crate) fn as_of(&self) -> Date {
        self.as_of.unwrap_or(Date::MAX)
    }

    /// `file:line` of a row.
    pub(crate) fn place_name(&self, place: rows::RowPlace) -> String {
        let file = self.files.get(place.file as usize).map_or("", |f| &**f);
        format!("{file}:{}", place.line)
    }

    /// All forms that begin at `tokens[at]` and end at a token's edge, shortest first. Hyphens between words are passed over;
    /// a word that the row writes with a capital must have one in the text unless a hyphen joins it to the word before.
    pub(crate) fn names_at(&self, tokens: &[Token], at: usize, out: &mut Vec<NameMatch>) {
        let mut node = ROOT;
        let mut seen: [Option<(Case, bool)>; 16] = [None; 16];
        let mut words = 0;
        let mut i = at;
        let mut joined = false;
        while let Some(t) = tokens.get(i) {
            if t.kind == TokenKind::Break {
                break;
            }
            if t.is_punct('-') {
                // A hyphen only joins words of one name.
                if words == 0 || joined {
                    break;
                }
                joined = true;
                i += 1;
                continue;
            }
            let Some(next) = self.index.step(node, t.sym) else {
                break;
            };
            node = next;
            let Some(slot) = seen.get_mut(words) else {
                break;
            };
            *slot = Some((t.case, joined));
            words += 1;
            joined = false;
            i += 1;
            if let Some(ids) = self.index.value(node) {
                for id in ids {
                    let form = self.name(*id);
                    let fits = form.capitals.iter().zip(&seen).all(|(cap, s)| {
                        !cap || s.is_some_and(|(c, hyphen)| c.starts_upper() || hyphen)
                    });
                    let upper = !form.upper
                        || seen
                            .iter()
                            .flatten()
                            .all(|(c, _)| matches!(c, Case::Upper | Case::Single));
                    if fits && upper {
                        out.push(NameMatch { end: i, name: *id });
                    }
                }
            }
        }
    }
}
