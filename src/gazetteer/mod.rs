//! Facts about the world: who is who, what is called how, and who held which office when.

mod answer;
mod audit;
mod groups;
mod load;
mod rows;
pub(crate) mod subkind;
mod table;

pub(crate) use answer::split_initials;
pub use answer::{Holding, Meaning, slug};
pub(crate) use audit::audit;
pub use audit::{Audit, TableCount};
pub(crate) use rows::{
    EntityIx, EntityRow, FormKind, Gender, NameForm, NameId, Office, OfficeIx, Tenure, TenureIx,
};

use crate::digits::push_digits;
use crate::extraction::Kind;
use crate::hash::{FastSet, Slots, hash_bytes};
use crate::image::{Plain, Reader, Rows, Sparse, Stored, Writer, stored};
use crate::pack::Cell;
use crate::text::token::{Case, Token, TokenKind};
use crate::trie::{ROOT, Trie};
use groups::Groups;
use jiff::civil::Date;
use rows::Polity;

/// What the class of a deputy's office begins with.
pub(crate) const DEPUTY: &str = "deputy_";

// So many are read from the image at once (`image::rows`), by the count of instructions of a start and of reading.
/// The tenures of an office stand together and are asked for together.
const TENURES_AT_ONCE: usize = 8;
/// What offices were held by whom.
const OFFICES_AT_ONCE: usize = 4;
/// Most entities have held nothing: what they have held takes no room.
const PERSONS_AT_ONCE: usize = 16;
/// The forms of an entity, for the result alone.
const FORMS_AT_ONCE: usize = 3;
/// The longest table: each place for a lot is made at the start.
const NAMES_AT_ONCE: usize = 4;

/// All rows, merged, with their indexes.
#[derive(Debug, Default)]
pub(crate) struct Gazetteer {
    files: Vec<Box<str>>,
    entities: Rows<EntityRow>,
    /// The `short` column, kept until the names are indexed.
    shorts: Vec<(EntityIx, Cell)>,
    by_id: Slots,
    /// Rows that a later pack took out.
    removed: FastSet<EntityIx>,
    names: Rows<NameForm, NAMES_AT_ONCE>,
    names_of: Groups<NameId, FORMS_AT_ONCE>,
    index: Trie<NameEnd>,
    /// Further forms of the same words.
    more: Vec<NameEnd>,
    /// For each symbol, whether some form begins with it that asks for no capital there.
    lower_first: Sparse<bool>,
    offices: Rows<Office>,
    /// Who has offices, and the number of its row by its id.
    polities: Rows<Polity>,
    polity_of: Slots,
    /// Forms of gatherings that only an edition tells: COP.
    series: Vec<NameId>,
    tenures: Rows<Tenure, TENURES_AT_ONCE>,
    by_office: Groups<TenureIx, OFFICES_AT_ONCE>,
    by_person: Groups<TenureIx, PERSONS_AT_ONCE>,
    /// The day to which the tenures are kept; `None` without tenures.
    as_of: Option<Date>,
}

/// A form where its words end in the trie, with what is asked of their capitals.
#[derive(Clone, Copy, Debug)]
struct NameEnd {
    id: NameId,
    /// A bit for each word that must have a capital.
    capitals: u16,
    /// Whether all words must be in capitals.
    upper: bool,
    /// The entity's kind.
    kind: Kind,
    /// Index + 1 in [`Gazetteer::more`] of the form to try next; 0: none.
    next: u32,
}

/// As in the trie: read at each start, so without a look at each field.
impl Stored for NameEnd {
    fn write(&self, to: &mut Writer) {
        Some(*self).to_bytes().iter().for_each(|b| b.write(to));
    }
    fn read(from: &mut Reader) -> Option<Self> {
        from.plain().flatten()
    }
}
impl Plain<12> for Option<NameEnd> {
    fn to_bytes(self) -> [u8; 12] {
        let [a, b, c, d] = self.map_or(0, |e| e.id.0).to_le_bytes();
        let [e, f] = self.map_or(0, |e| e.capitals).to_le_bytes();
        let [g, h, i, j] = self.map_or(0, |e| e.next).to_le_bytes();
        let flags = self.map_or(0, |e| u8::from(e.upper) | (e.kind as u8) << 1);
        [a, b, c, d, e, f, g, h, i, j, flags, self.is_some().into()]
    }

    #[inline]
    fn of_bytes(&[a, b, c, d, e, f, g, h, i, j, flags, some]: &[u8; 12]) -> Self {
        (some != 0).then_some(NameEnd {
            id: NameId(u32::from_le_bytes([a, b, c, d])),
            capitals: u16::from_le_bytes([e, f]),
            upper: flags & 1 != 0,
            kind: Kind::ALL[usize::from(flags >> 1) % Kind::COUNT],
            next: u32::from_le_bytes([g, h, i, j]),
        })
    }
}

stored!(Gazetteer {
    files,
    entities,
    shorts,
    by_id,
    removed,
    names,
    names_of,
    index,
    more,
    lower_first,
    offices,
    polities,
    polity_of,
    series,
    tenures,
    by_office,
    by_person,
    as_of
});

/// Forms have at most so many words.
const MOST_WORDS: usize = 32;

/// The bit of a word's capital; those of the first words are asked for.
const fn bit(word: usize) -> u16 {
    if word < 16 { 1 << word } else { 0 }
}

/// A form found in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameMatch {
    /// Index of the token after the last.
    pub(crate) end: usize,
    /// Which form.
    pub(crate) name: NameId,
    /// What it names.
    pub(crate) kind: Kind,
}

impl Gazetteer {
    /// The entity of an index.
    pub(crate) fn entity(&self, ix: EntityIx) -> &EntityRow {
        &self.entities[ix.0 as usize]
    }

    /// The country that a palace or a capital speaks for.
    pub(crate) fn speaks_for(&self, ix: EntityIx) -> Option<&Cell> {
        let row = self.entity(ix);
        if row.kind == Kind::Country {
            return None;
        }
        row.stands_for.as_ref().or_else(|| {
            // No person and no body is a capital.
            let town = matches!(row.kind, Kind::City | Kind::Place);
            let country = row.country.as_ref().filter(|_| town)?;
            let state = self.entity(self.find(country)?);
            (state.stands_for.as_deref() == Some(&*row.id)).then_some(country)
        })
    }

    /// The country that a palace speaks for, of places that are no towns.
    pub(crate) fn palace_of(&self, ix: EntityIx) -> Option<&Cell> {
        self.speaks_for(ix)
            .filter(|_| self.entity(ix).kind == Kind::Place)
    }

    /// The entity of a row id.
    pub(crate) fn find(&self, id: &str) -> Option<EntityIx> {
        let ix = EntityIx(self.row_of(id)?);
        (self.removed.is_empty() || !self.removed.contains(&ix)).then_some(ix)
    }

    /// The number of the row of an id, removed or not.
    fn row_of(&self, id: &str) -> Option<u32> {
        let same = |n: u32| self.entities.get(n as usize).is_some_and(|e| e.id == id);
        self.by_id.find(hash_bytes(id.as_bytes()), same)
    }

    /// A written form.
    pub(crate) fn name(&self, id: NameId) -> &NameForm {
        &self.names[id.0 as usize]
    }

    /// What a written form names.
    pub(crate) fn kind_of(&self, id: NameId) -> Kind {
        self.entity(self.name(id).entity).kind
    }

    /// All written forms.
    pub(crate) fn names(&self) -> impl Iterator<Item = &NameForm> {
        self.names.iter()
    }

    /// The written forms of an entity, in their own order.
    pub(crate) fn forms_of(&self, ix: EntityIx) -> &[NameId] {
        self.names_of.of(ix.0)
    }

    /// The same.
    pub(crate) fn names_of(&self, ix: EntityIx) -> impl Iterator<Item = &NameForm> {
        self.forms_of(ix).iter().map(|n| self.name(*n))
    }

    /// The gathering whose form a word is with a number written to it: COP30.
    pub(crate) fn series(&self, word: &str) -> Option<NameId> {
        let form = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let same = |n: &NameId| *self.name(*n).form == *form;
        self.series.iter().copied().find(same)
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
        let row = self.row_of_polity(polity);
        row.map_or(&[], |n| &self.polities[n].offices)
    }

    /// The number of the row of a polity that has offices.
    fn row_of_polity(&self, id: &str) -> Option<usize> {
        let same = |n: u32| self.polities.get(n as usize).is_some_and(|p| p.id == id);
        let found = self.polity_of.find(hash_bytes(id.as_bytes()), same);
        found.map(|n| n as usize)
    }

    /// The tenures of an office, by first day.
    pub(crate) fn tenures_of_office(&self, office: OfficeIx) -> &[TenureIx] {
        self.by_office.of(office.0)
    }

    /// The tenures of a person, by first day.
    pub(crate) fn tenures_of(&self, person: EntityIx) -> &[TenureIx] {
        self.by_person.of(person.0)
    }

    /// The tenures of a person in offices of a polity, with these.
    pub(crate) fn held_in<'a>(
        &'a self,
        person: EntityIx,
        polity: &'a str,
    ) -> impl Iterator<Item = (&'a Tenure, &'a Office)> {
        let tenures = self.tenures_of(person).iter().map(|t| self.tenure(*t));
        tenures
            .map(|t| (t, self.office(t.office)))
            .filter(move |(_, o)| *o.polity == *polity)
    }

    /// Who held an office of one of the classes in a polity on a day: tenures in force, best first.
    /// A day that two tenures share (hand-over) gives both.
    pub(crate) fn holders(&self, polity: &str, class: &str, day: Date) -> Vec<TenureIx> {
        self.holders_where(polity, day, |o| &*o.class == class)
    }

    /// The tenures in force on a day of those offices of a polity that fit: full holders before acting ones, these before
    /// disputed ones, then those that began last.
    pub(crate) fn holders_where(
        &self,
        polity: &str,
        day: Date,
        fits: impl Fn(&Office) -> bool,
    ) -> Vec<TenureIx> {
        let mut out: Vec<TenureIx> = self
            .offices_of(polity)
            .iter()
            .filter(|o| fits(self.office(**o)))
            .flat_map(|o| self.tenures_of_office(*o))
            .copied()
            .filter(|t| self.tenure(*t).covers(day))
            .collect();
        out.sort_by_key(|t| {
            let t = self.tenure(*t);
            (answer::mode_rank(&t.mode), std::cmp::Reverse(t.from))
        });
        out
    }

    /// The day to which the tenures are kept; after it an open one is only assumed to last.
    pub(crate) fn as_of(&self) -> Date {
        self.as_of.unwrap_or(Date::MAX)
    }

    /// The same, `None` where no table says it.
    pub(crate) fn known_as_of(&self) -> Option<Date> {
        self.as_of
    }

    /// `file:line` of a row.
    pub(crate) fn place_name(&self, place: rows::RowPlace) -> String {
        let file = self.files.get(place.file as usize).map_or("", |f| &**f);
        let mut out = String::with_capacity(file.len() + 11);
        out.push_str(file);
        out.push(':');
        push_digits(&mut out, place.line);
        out
    }

    /// Whether a form may begin with a word: one with a capital, or one that some row writes small at its head.
    #[inline]
    pub(crate) fn may_begin(&self, word: &Token) -> bool {
        word.case.starts_upper() || self.lower_first.0.get(word.sym.index()).is_some_and(|l| *l)
    }

    /// All forms that begin at `tokens[at]` and end at a token's edge, shortest first. Hyphens between words are passed over;
    /// a word that the row writes with a capital must have one in the text unless a hyphen joins it to the word before.
    #[inline]
    pub(crate) fn names_at(&self, tokens: &[Token], at: usize, out: &mut Vec<NameMatch>) {
        let Some(first) = tokens.get(at).filter(|t| self.may_begin(t)) else {
            return;
        };
        let Some(node) = self.index.first(first.sym) else {
            return;
        };
        // Most words are no name, and none goes on with the word that follows.
        let leads = |t: &Token| t.is_punct('-') || self.index.may_lead(node, t.sym);
        if self.index.value(node).is_some() || tokens.get(at + 1).is_some_and(leads) {
            self.names_from(tokens, at, out);
        }
    }

    #[inline(never)]
    fn names_from(&self, tokens: &[Token], at: usize, out: &mut Vec<NameMatch>) {
        let mut node = ROOT;
        // Words that have a capital or need none.
        let mut capital = 0u16;
        let mut all_upper = true;
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
            if words == MOST_WORDS {
                break;
            }
            if t.case.starts_upper() || joined {
                capital |= bit(words);
            }
            all_upper &= matches!(t.case, Case::Upper | Case::Single);
            words += 1;
            joined = false;
            i += 1;
            let mut end = self.index.value(node);
            while let Some(e) = end {
                if e.capitals & !capital == 0 && (!e.upper || all_upper) {
                    let (end, name, kind) = (i, e.id, e.kind);
                    out.push(NameMatch { end, name, kind });
                }
                end = self.more.get((e.next as usize).wrapping_sub(1)).copied();
            }
            if !self.index.goes_on(node) {
                break;
            }
        }
    }
}
