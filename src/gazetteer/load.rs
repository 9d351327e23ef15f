//! From tables to the merged gazetteer.

use super::groups::Groups;
use super::rows::{
    EntityIx, EntityRow, FormKind, Gender, NameForm, NameId, Office, OfficeIx, Polity, RowPlace,
    Tenure, TenureIx,
};
use super::table::{Row, Table};
use super::{Gazetteer, MOST_WORDS, NameEnd, bit};
use crate::error::Error;
use crate::extraction::Kind;
use crate::hash::{FastMap, hash_bytes};
use crate::image::Rows;
use crate::order::by_place;
use crate::pack::{Cell, FileText};
use crate::text::token::{Token, TokenKind};
use crate::text::tokens_of_form_in;
use crate::vocabulary::{Sym, Vocabulary};
use jiff::civil::Date;
use std::borrow::Cow;

const COUNTRIES: &[&str] = &[
    "id", "kind", "iso3", "name", "name_en", "capital", "wikidata", "source",
];
const CITIES: &[&str] = &[
    "id",
    "country",
    "admin",
    "name",
    "population",
    "lat",
    "lon",
    "geonames",
    "wikidata",
    "source",
];
const PLACES: &[&str] = &[
    "id",
    "kind",
    "country",
    "stands_for",
    "city",
    "name",
    "wikidata",
    "source",
];
const ORGANIZATIONS: &[&str] = &["id", "kind", "country", "name", "wikidata", "source"];
const OCCASIONS: &[&str] = &["id", "kind", "name", "wikidata", "source"];
const PEOPLE: &[&str] = &[
    "id", "name", "short", "order", "gender", "country", "spouse", "wikidata", "source",
];
const OFFICES: &[&str] = &["id", "polity", "class", "rank", "source"];
const TENURES: &[&str] = &[
    "id", "person", "office", "since", "until", "elected", "mode", "source",
];
/// What stands in the `source` of a fact that no second source tells.
pub(super) const UNCONFIRMED: &str = "unconfirmed";
const NAMES: &[&str] = &["id", "form", "kind", "flags", "source"];

/// Where the columns of an entity table stand.
struct EntityColumns {
    id: Option<usize>,
    name: Option<usize>,
    country: Option<usize>,
    gender: Option<usize>,
    population: Option<usize>,
    kind: Option<usize>,
    wikidata: Option<usize>,
    spouse: Option<usize>,
    stands_for: Option<usize>,
    admin: Option<usize>,
    city: Option<usize>,
    short: Option<usize>,
}

impl EntityColumns {
    fn of(table: &Table<'_>) -> EntityColumns {
        EntityColumns {
            id: table.column("id"),
            name: table.column("name"),
            country: table.column("country"),
            gender: table.column("gender"),
            population: table.column("population"),
            kind: table.column("kind"),
            wikidata: table.column("wikidata"),
            spouse: table.column("spouse"),
            // A table has the one or the other: what a palace speaks for, or which town speaks for the country.
            stands_for: table
                .column("stands_for")
                .or_else(|| table.column("capital")),
            admin: table.column("admin"),
            city: table.column("city"),
            short: table.column("short"),
        }
    }
}

/// The columns that a table must have and those that it may have.
pub(super) fn columns_of(
    table: &str,
) -> Option<(&'static [&'static str], &'static [&'static str])> {
    let entity: &[&str] = &["id", "name"];
    Some(match table {
        "countries" => (entity, COUNTRIES),
        "cities" => (entity, CITIES),
        "places" => (entity, PLACES),
        "organizations" => (entity, ORGANIZATIONS),
        "occasions" => (entity, OCCASIONS),
        "people" => (entity, PEOPLE),
        "offices" => (&["id", "polity", "class"], OFFICES),
        "tenures" => (&["id", "person", "office"], TENURES),
        "names" => (&["id", "form"], NAMES),
        _ => return None,
    })
}

/// What reading a form needs, used again for the next.
#[derive(Default)]
struct Scratch {
    tokens: Vec<Token>,
    folded: String,
    key: Vec<Sym>,
}

/// One file of a pack: its path and its text.
pub(crate) type File<'a> = (&'a str, FileText<'a>);

impl Gazetteer {
    /// Builds the gazetteer from tables, in the order of the packs: a row whose id was there before takes its place, a row
    /// whose id begins with `-` removes that row.
    ///
    /// # Errors
    /// A wrong header, a repeated id within one file, an id that names no row, a bad date or number.
    pub(crate) fn build(
        files: &[File<'_>],
        without_people: bool,
        vocabulary: &mut Vocabulary,
    ) -> Result<Gazetteer, Error> {
        let mut g = Gazetteer::default();
        let mut removed: Vec<String> = Vec::new();
        g.files = files.iter().map(|(path, _)| (*path).into()).collect();
        for (n, (path, text)) in files.iter().enumerate() {
            let base = table_of(path);
            let (kind, columns): (Kind, &[&str]) = match base {
                "countries" => (Kind::Country, COUNTRIES),
                "cities" => (Kind::City, CITIES),
                "places" => (Kind::Place, PLACES),
                "organizations" => (Kind::Organization, ORGANIZATIONS),
                "occasions" => (Kind::Occasion, OCCASIONS),
                "people" if without_people => continue,
                "people" => (Kind::Person, PEOPLE),
                _ => continue,
            };
            let table = Table::read(path, *text, &["id", "name"], columns)?;
            let columns = EntityColumns::of(&table);
            g.entities.made().reserve(table.len());
            let entities = &g.entities;
            g.by_id.reserve(table.len(), |n| id_hash(entities, n));
            g.names.made().reserve(table.len());
            for row in table.rows() {
                if let Some(id) = row.at(columns.id).strip_prefix('-') {
                    removed.push(id.to_string());
                    continue;
                }
                g.add_entity(kind, row, &columns, place(n, &row))?;
            }
        }
        for id in removed {
            let row = g.row_of(&id).map(EntityIx);
            g.removed.extend(row);
        }
        let mut scratch = Scratch::default();
        g.add_main_names(vocabulary, &mut scratch)?;
        for (n, (path, text)) in files.iter().enumerate() {
            if is_names(path) {
                let table = Table::read(path, *text, &["id", "form"], NAMES)?;
                for row in table.rows() {
                    g.add_name_row(
                        row,
                        place(n, &row),
                        without_people,
                        vocabulary,
                        &mut scratch,
                    )?;
                }
            }
        }
        let forms = (0u32..)
            .zip(g.names.iter())
            .map(|(i, n)| (n.entity.0, NameId(i)));
        g.names_of = Groups::new(g.entities.len(), forms);
        g.names_of.sort_by_key(|n| &g.names[n.0 as usize].form);
        let of_series =
            |n: &NameForm| n.ambiguous && n.words == 1 && g.entity(n.entity).kind == Kind::Occasion;
        let series = (0u32..)
            .zip(g.names.iter())
            .filter(|(_, n)| of_series(n))
            .map(|(i, _)| NameId(i))
            .collect();
        g.series = series;
        let mut tenure_rows: Vec<Option<Tenure>> = Vec::new();
        let mut office_ids = FastMap::default();
        for (path, text) in files {
            if table_of(path) == "offices" {
                let table = Table::read(path, *text, &["id", "polity", "class"], OFFICES)?;
                for row in table.rows() {
                    g.add_office(row, &mut office_ids)?;
                }
            }
        }
        let mut place_of: FastMap<Cell, usize> = FastMap::default();
        for (n, (path, text)) in files.iter().enumerate() {
            if table_of(path) == "tenures" && !without_people {
                let table = Table::read(path, *text, &["id", "person", "office"], TENURES)?;
                g.as_of = g.as_of.max(as_of(text.as_str()));
                tenure_rows.reserve(table.len());
                place_of.reserve(table.len());
                for row in table.rows() {
                    let (id, tenure) = match row.get("id").strip_prefix('-') {
                        Some(id) => (id, None),
                        None => (
                            row.get("id"),
                            g.tenure_of(row, &office_ids, place(n, &row))?,
                        ),
                    };
                    match place_of.get(id) {
                        Some(at) => tenure_rows[*at] = tenure,
                        None => {
                            place_of.insert(row.keep(id), tenure_rows.len());
                            tenure_rows.push(tenure);
                        }
                    }
                }
            }
        }
        g.tenures = tenure_rows.into_iter().flatten().collect::<Vec<_>>().into();
        g.index_tenures();
        Ok(g)
    }

    fn add_entity(
        &mut self,
        kind: Kind,
        row: Row<'_, '_>,
        columns: &EntityColumns,
        place: RowPlace,
    ) -> Result<(), Error> {
        let opt = |column: Option<usize>| Some(row.at(column)).filter(|c| !c.is_empty());
        let keep = |column: Option<usize>| row.keep_some(row.at(column));
        let id = row.at(columns.id);
        if id.is_empty() || row.at(columns.name).is_empty() {
            return Err(row.error("a row needs an id and a name"));
        }
        let country = match kind {
            Kind::Country => row.keep_some(id),
            _ => keep(columns.country),
        };
        let gender = match row.at(columns.gender) {
            "m" => Some(Gender::Male),
            "f" => Some(Gender::Female),
            "" => None,
            g => {
                return Err(row
                    .error(format!("unknown gender {g:?}"))
                    .help("m, f, or empty"));
            }
        };
        let population = match opt(columns.population) {
            None => 0,
            Some(p) => p
                .parse()
                .map_err(|_| row.error(format!("not a number: {p:?}")))?,
        };
        let entity = EntityRow {
            id: row.keep(id),
            kind,
            subkind: row.keep(row.at(columns.kind)),
            name: row.keep(row.at(columns.name)),
            country,
            wikidata: keep(columns.wikidata),
            gender,
            spouse: keep(columns.spouse),
            stands_for: keep(columns.stands_for),
            within: keep(columns.admin).or_else(|| keep(columns.city)),
            population,
            place,
        };
        let ix = match self.row_of(id) {
            Some(n) => {
                let old = &self.entities[n as usize];
                if old.place.file == place.file {
                    let line = old.place.line as usize;
                    let file = self.files[place.file as usize].to_string();
                    return Err(row
                        .error(format!("the id {id:?} stands twice"))
                        .also("first", &file, line)
                        .help("ids are unique; add a number to one of them"));
                }
                if let Some(row) = self.entities.made().get_mut(n as usize) {
                    *row = entity;
                }
                self.shorts.retain(|(ix, _)| ix.0 != n);
                EntityIx(n)
            }
            None => {
                let ix = EntityIx(u32::try_from(self.entities.len()).unwrap_or(u32::MAX));
                let entities = &self.entities;
                let hash_of = |n| id_hash(entities, n);
                self.by_id.push(hash_bytes(id.as_bytes()), hash_of);
                self.entities.made().push(entity);
                ix
            }
        };
        self.shorts
            .extend(keep(columns.short).map(|shorts| (ix, shorts)));
        Ok(())
    }

    /// The `name` and `short` columns are forms too.
    fn add_main_names(
        &mut self,
        vocabulary: &mut Vocabulary,
        scratch: &mut Scratch,
    ) -> Result<(), Error> {
        let mut shorts = std::mem::take(&mut self.shorts);
        by_place(&mut shorts, |(ix, _)| [ix.0 as usize, 0, 0]);
        let mut shorts = shorts.iter().peekable();
        for i in 0..self.entities.len() {
            let ix = EntityIx(u32::try_from(i).unwrap_or(u32::MAX));
            let short = shorts.next_if(|(of, _)| *of == ix);
            if self.removed.contains(&ix) {
                continue;
            }
            let (name, place) = (self.entities[i].name.clone(), self.entities[i].place);
            self.add_form(ix, name, FormKind::Full, "", place, vocabulary, scratch)?;
            for s in short.into_iter().flat_map(|(_, s)| split(s, '|')) {
                if !s.is_empty() {
                    self.add_form(ix, s, FormKind::Short, "", place, vocabulary, scratch)?;
                }
            }
        }
        Ok(())
    }

    fn add_name_row(
        &mut self,
        row: Row<'_, '_>,
        place: RowPlace,
        without_people: bool,
        vocabulary: &mut Vocabulary,
        scratch: &mut Scratch,
    ) -> Result<(), Error> {
        let id = row.get("id");
        let Some(ix) = self.find(id) else {
            if without_people {
                return Ok(());
            }
            return Err(row
                .error(format!("no row has the id {id:?}"))
                .help("the id column names a row of countries, cities, places, organizations, occasions or people"));
        };
        let kind = match row.get("kind") {
            "full" | "" => FormKind::Full,
            "short" => FormKind::Short,
            "formal" => FormKind::Formal,
            "former" => FormKind::Former,
            "transliteration" => FormKind::Transliteration,
            "abbreviation" => FormKind::Abbreviation,
            "alias" => FormKind::Alias,
            "epithet" => FormKind::Epithet,
            k => {
                return Err(row.error(format!("unknown kind of form {k:?}")).help(
                    "full, short, formal, former, transliteration, abbreviation, alias, epithet",
                ));
            }
        };
        if row.get("form").is_empty() {
            return Err(row.error("the form is empty"));
        }
        self.add_form(
            ix,
            row.keep(row.get("form")),
            kind,
            row.get("flags"),
            place,
            vocabulary,
            scratch,
        )
    }

    #[allow(clippy::too_many_arguments)]
    fn add_form(
        &mut self,
        entity: EntityIx,
        form: Cell,
        kind: FormKind,
        flags: &str,
        place: RowPlace,
        vocabulary: &mut Vocabulary,
        scratch: &mut Scratch,
    ) -> Result<(), Error> {
        let Scratch {
            tokens,
            folded,
            key,
        } = scratch;
        tokens_of_form_in(&form, vocabulary, tokens, folded);
        tokens.retain(|t| !t.is_punct('-'));
        key.clear();
        key.extend(tokens.iter().map(|t| t.sym));
        if key.is_empty() {
            return Ok(());
        }
        if key.len() > MOST_WORDS {
            let file = self.files.get(place.file as usize).map_or("", |f| &**f);
            let words = key.len();
            return Err(Error::new(format!(
                "a form of {words} words; {MOST_WORDS} are the most"
            ))
            .at(file, place.line as usize, 0));
        }
        let flag = |f: &str| !flags.is_empty() && flags.split(';').any(|x| x.trim() == f);
        let mut capitals = 0u16;
        for (i, t) in tokens.iter().enumerate() {
            if t.kind == TokenKind::Word && t.case.starts_upper() {
                capitals |= bit(i);
            }
        }
        if capitals & 1 == 0
            && let Some(first) = key.first()
        {
            let lower = &mut self.lower_first.0;
            if lower.len() <= first.index() {
                lower.resize(first.index() + 1, false);
            }
            if let Some(l) = lower.get_mut(first.index()) {
                *l = true;
            }
        }
        // Most forms have a small letter among the first two: all that is needed.
        let upper = !form.as_bytes().iter().any(u8::is_ascii_lowercase)
            && form.chars().all(|c| !c.is_lowercase())
            && form.chars().filter(|c| c.is_alphabetic()).count() > 1;
        let id = NameId(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        let new = NameEnd {
            id,
            capitals,
            upper,
            kind: self.entity(entity).kind,
            next: 0,
        };
        let after = u32::try_from(self.more.len() + 1).unwrap_or(u32::MAX);
        let slot = self.index.entry(key);
        if slot.is_none() {
            *slot = Some(new);
        } else {
            let mut at = None;
            loop {
                let end = match at {
                    None => self.index.entry(key).as_mut(),
                    Some(i) => self.more.get_mut(i),
                };
                let Some(e) = end else { break };
                let Some(n) = self.names.made().get_mut(e.id.0 as usize) else {
                    break;
                };
                if n.entity == entity && e.upper == upper {
                    // The same words for the same entity: flags add up, the better kind stays.
                    n.ambiguous |= flag("ambiguous");
                    n.alone |= flag("alone");
                    n.opaque |= flag("opaque");
                    n.kind = n.kind.min(kind);
                    // Of two ways to capitalise it the one that asks for less takes both.
                    e.capitals &= capitals;
                    return Ok(());
                }
                if e.next == 0 {
                    e.next = after;
                    break;
                }
                at = Some((e.next as usize).wrapping_sub(1));
            }
            self.more.push(new);
        }
        self.names.made().push(NameForm {
            entity,
            form,
            kind,
            ambiguous: flag("ambiguous"),
            alone: flag("alone"),
            opaque: flag("opaque"),
            words: u8::try_from(key.len()).unwrap_or(u8::MAX),
            place,
        });
        Ok(())
    }

    fn add_office(
        &mut self,
        row: Row<'_, '_>,
        ids: &mut FastMap<Cell, OfficeIx>,
    ) -> Result<(), Error> {
        let id = row.get("id");
        let rank = match row.opt("rank") {
            None => 3,
            Some(r) => r.parse().map_err(|_| {
                row.error(format!("not a rank: {r:?}"))
                    .help("a number from 1 to 9")
            })?,
        };
        if self.find(row.get("polity")).is_none() {
            return Err(row
                .error(format!(
                    "no country or organisation has the id {:?}",
                    row.get("polity")
                ))
                .help("the polity is an id of countries.tsv or organizations.tsv"));
        }
        let office = Office {
            id: row.keep(id),
            polity: row.keep(row.get("polity")),
            class: row.keep(row.get("class")),
            rank,
        };
        match ids.get(id) {
            Some(ix) => {
                if let Some(row) = self.offices.made().get_mut(ix.0 as usize) {
                    *row = office;
                }
            }
            None => {
                let ix = OfficeIx(u32::try_from(self.offices.len()).unwrap_or(u32::MAX));
                ids.insert(row.keep(id), ix);
                self.offices_to_add(&office.polity).push(ix);
                self.offices.made().push(office);
            }
        }
        Ok(())
    }

    /// The offices of a polity, to add to.
    fn offices_to_add(&mut self, id: &Cell) -> &mut Vec<OfficeIx> {
        let n = self.row_of_polity(id).unwrap_or_else(|| {
            let polities = &self.polities;
            let hash = |n: u32| {
                polities
                    .get(n as usize)
                    .map_or(0, |p| hash_bytes(p.id.as_bytes()))
            };
            self.polity_of.push(hash_bytes(id.as_bytes()), hash);
            self.polities.made().push(Polity {
                id: id.clone(),
                offices: Vec::new(),
            });
            self.polities.len() - 1
        });
        &mut self.polities.made()[n].offices
    }

    fn tenure_of(
        &self,
        row: Row<'_, '_>,
        offices: &FastMap<Cell, OfficeIx>,
        place: RowPlace,
    ) -> Result<Option<Tenure>, Error> {
        let Some(person) = self.find(row.get("person")) else {
            return Err(row
                .error(format!("no person has the id {:?}", row.get("person")))
                .help("the person is an id of people.tsv"));
        };
        let Some(office) = offices.get(row.get("office")) else {
            return Err(row
                .error(format!("no office has the id {:?}", row.get("office")))
                .help("the office is an id of offices.tsv"));
        };
        let bad = |c: &str| {
            row.error(format!("not a date: {c:?}"))
                .help("YYYY-MM-DD, YYYY-MM or YYYY, at the grain known")
        };
        let from = match row.opt("since") {
            None => Date::constant(1, 1, 1),
            Some(s) => bounds(s).ok_or_else(|| bad(s))?.0,
        };
        let to = match row.opt("until") {
            None => Date::MAX,
            Some(s) => bounds(s).ok_or_else(|| bad(s))?.1,
        };
        if to < from {
            return Err(row.error("the tenure ends before it begins"));
        }
        let elected = match row.opt("elected") {
            None => None,
            Some(s) => Some(bounds(s).ok_or_else(|| bad(s))?.0),
        };
        Ok(Some(Tenure {
            person,
            office: *office,
            since: row.keep_some(row.get("since")),
            until: row.keep_some(row.get("until")),
            from,
            to,
            elected,
            mode: row.keep(row.get("mode")),
            confirmed: !row.get("source").contains(UNCONFIRMED),
            place,
        }))
    }

    fn index_tenures(&mut self) {
        let tenures = (0u32..).zip(self.tenures.iter());
        let by_office = tenures.clone().map(|(i, t)| (t.office.0, TenureIx(i)));
        let by_person = tenures.map(|(i, t)| (t.person.0, TenureIx(i)));
        self.by_office = Groups::new(self.offices.len(), by_office);
        self.by_person = Groups::new(self.entities.len(), by_person);
        let from = |t: &TenureIx| self.tenures.get(t.0 as usize).map(|t| t.from);
        self.by_office.sort_by_key(from);
        self.by_person.sort_by_key(from);
        let offices = &self.offices;
        for polity in self.polities.made() {
            by_place(&mut polity.offices, |o| {
                [offices[o.0 as usize].rank.into(), 0, 0]
            });
        }
    }
}

fn id_hash(entities: &Rows<EntityRow>, n: u32) -> u64 {
    let row = entities.get(n as usize);
    row.map_or(0, |e| hash_bytes(e.id.as_bytes()))
}

/// The day of a comment line `# as_of 2026-08-22`.
fn as_of(table: &str) -> Option<Date> {
    table
        .lines()
        .take_while(|l| l.starts_with('#'))
        .filter_map(|l| l.strip_prefix("# as_of "))
        .find_map(|d| d.trim().parse().ok())
}

/// First and last day of an EDTF date of day, month or year grain.
pub(super) fn bounds(text: &str) -> Option<(Date, Date)> {
    let mut parts = text.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month: Option<i8> = parts
        .next()
        .map(|m| m.parse().ok())
        .map_or(Some(None), |m: Option<i8>| m.map(Some))?;
    let day: Option<i8> = parts
        .next()
        .map(|d| d.parse().ok())
        .map_or(Some(None), |d: Option<i8>| d.map(Some))?;
    if parts.next().is_some() {
        return None;
    }
    match (month, day) {
        (None, _) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        (Some(m), None) => {
            let first = Date::new(year, m, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        (Some(m), Some(d)) => {
            let day = Date::new(year, m, d).ok()?;
            Some((day, day))
        }
    }
}

/// The parts of a cell.
fn split(cell: &Cell, at: char) -> Vec<Cell> {
    match cell {
        Cow::Borrowed(c) => c.split(at).map(|p| Cow::Borrowed(p.trim())).collect(),
        Cow::Owned(c) => c
            .split(at)
            .map(|p| Cow::Owned(p.trim().to_owned()))
            .collect(),
    }
}

fn place(file: usize, row: &Row<'_, '_>) -> RowPlace {
    RowPlace {
        file: u16::try_from(file).unwrap_or(u16::MAX),
        line: u32::try_from(row.line()).unwrap_or(u32::MAX),
    }
}

/// The table's name: `gazetteers/people.tsv` and `gazetteers/people-own.tsv` are both `people`.
pub(super) fn table_of(path: &str) -> &str {
    if is_names(path) {
        return "";
    }
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.strip_suffix(".tsv").unwrap_or("");
    stem.split('-').next().unwrap_or(stem)
}

pub(super) fn is_names(path: &str) -> bool {
    path.contains("names/") && path.ends_with(".tsv")
}
