//! Reading the tables as a critic: all that is wrong or doubtful at once, where building stops at the first error.

use super::load::{File, UNCONFIRMED, bounds, columns_of, is_names, table_of};
use super::table::{Row, Table};
use crate::error::Error;
use crate::text::fold::fold_word;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What an audit of the gazetteers found; see [`ExtractorBuilder::audit`](crate::ExtractorBuilder::audit).
///
/// Each list is in the order of the files, then of the lines. Every entry says file, line and what to do.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Audit {
    /// What must not stay: a bad date, an id that names no row, an id twice, two full holders of one office.
    pub errors: Vec<Error>,
    /// What may be right and should be looked at: an office that nobody holds for more than 60 days, persons whose names
    /// differ in diacritics only, rows out of order.
    pub warnings: Vec<Error>,
    /// Forms that name several things, with the reading that a text without further help gets, and why.
    pub collisions: Vec<Error>,
    /// How many rows each table has, and how many a second source confirms.
    pub tables: Vec<TableCount>,
}

/// Size of a table and how much of it is confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableCount {
    /// The table, or the part of it that is counted.
    pub table: String,
    /// Rows.
    pub rows: usize,
    /// Rows whose `source` does not say `unconfirmed`.
    pub confirmed: usize,
}

/// An office that nobody holds for longer wants a note.
const LONGEST_GAP: i32 = 60;
/// In `source`: the time before this tenure or after it has no holder, and that is known.
const GAP: &str = "gap";
/// Office classes that one person at a time holds.
const SINGLE: &[&str] = &[
    "president",
    "prime_minister",
    "chancellor",
    "monarch",
    "supreme_leader",
    "party_leader",
    "pope",
    "crown_prince",
    "speaker",
    "foreign_minister",
    "defense_minister",
    "interior_minister",
    "finance_minister",
    "secretary_general",
    "commission_president",
    "council_president",
    "high_representative",
    "chief_executive",
    "army_chief",
    "junta_leader",
    "secretariat_member",
];
const ENTITIES: &[&str] = &[
    "countries",
    "cities",
    "places",
    "organizations",
    "occasions",
    "people",
];
/// (table, column, tables whose ids may stand there).
const LINKS: &[(&str, &str, &[&str])] = &[
    ("countries", "capital", &["cities", "countries", "places"]),
    ("cities", "country", &["countries"]),
    ("cities", "admin", &["places"]),
    ("places", "country", &["countries"]),
    ("places", "stands_for", &["countries", "organizations"]),
    // (A house lies in a city, or in another house.)
    ("places", "city", &["cities", "places"]),
    ("organizations", "country", &["countries"]),
    ("people", "country", &["countries"]),
    ("people", "spouse", &["people"]),
    (
        "offices",
        "polity",
        &["countries", "organizations", "cities", "places"],
    ),
    ("tenures", "person", &["people"]),
    ("tenures", "office", &["offices"]),
    ("names", "id", ENTITIES),
];

/// The rows of a table by id, those of later files in the place of earlier ones.
type Rows<'a, 't> = BTreeMap<&'a str, Row<'a, 't>>;

/// Reads all tables and says what is wrong with them. n log n in the number of rows.
pub(crate) fn audit(files: &[File<'_>]) -> Audit {
    let mut out = Audit::default();
    let mut tables: Vec<(&str, Table<'_>)> = Vec::new();
    for (path, text) in files {
        let name = if is_names(path) {
            "names"
        } else {
            table_of(path)
        };
        let Some((needed, known)) = columns_of(name) else {
            out.warnings.push(
                Error::new(format!("no table is called {name:?}"))
                    .at(path, 1, 0)
                    .help("the file is not read; its name begins with that of a table, or it stands in names/"),
            );
            continue;
        };
        match Table::read(path, *text, needed, known) {
            Ok(table) => tables.push((name, table)),
            Err(e) => out.errors.push(e),
        }
    }
    let mut by_table: BTreeMap<&str, Rows<'_, '_>> = BTreeMap::new();
    let mut names: Vec<Row<'_, '_>> = Vec::new();
    for (name, table) in &tables {
        order(name, table, &mut out);
        if *name == "names" {
            names.extend(table.rows());
            continue;
        }
        let rows = by_table.entry(name).or_default();
        for row in table.rows() {
            match row.get("id").strip_prefix('-') {
                Some(id) => {
                    if rows.remove(id).is_none() {
                        out.errors
                            .push(row.error(format!("no row has the id {id:?}")).help(
                                "a row with - before its id takes away a row of an earlier pack",
                            ));
                    }
                }
                None => {
                    let old = rows.insert(row.get("id"), row);
                    if let Some(old) = old.filter(|o| o.file() == row.file()) {
                        out.errors.push(
                            row.error(format!("the id {:?} stands twice", row.get("id")))
                                .also("first", old.file(), old.line())
                                .help("ids are unique; add a number to one of them"),
                        );
                    }
                }
            }
        }
    }
    links(&by_table, &names, &mut out);
    tenures(&by_table, &mut out);
    forms(&by_table, &names, &mut out);
    counts(&by_table, &names, &mut out);
    let place = |e: &Error| (e.file().unwrap_or("").to_string(), e.line());
    out.errors.sort_by_cached_key(place);
    out.warnings.sort_by_cached_key(place);
    out
}

/// Rows stand in the order of their ids (names: of id and form), so that a change is one line of a diff.
fn order(name: &str, table: &Table<'_>, out: &mut Audit) {
    let mut last = ("", "");
    for row in table.rows() {
        let key = (
            row.get("id"),
            if name == "names" { row.get("form") } else { "" },
        );
        if key < last {
            out.warnings.push(
                row.error(format!("out of order: {:?} after {:?}", key.0, last.0))
                    .help("sort the rows by id, forms of one id by form, byte by byte"),
            );
            return;
        }
        last = key;
    }
}

fn links(by_table: &BTreeMap<&str, Rows<'_, '_>>, names: &[Row<'_, '_>], out: &mut Audit) {
    for (table, column, targets) in LINKS {
        let own = by_table.get(table).into_iter().flat_map(|r| r.values());
        let rows: Vec<&Row<'_, '_>> = if *table == "names" {
            names.iter().collect()
        } else {
            own.collect()
        };
        for row in rows {
            let Some(id) = row.opt(column) else { continue };
            let there = |t: &&str| by_table.get(*t).is_some_and(|r| r.contains_key(id));
            if !targets.iter().any(there) {
                out.errors.push(
                    row.error(format!("{column} {id:?} names no row"))
                        .help(format!("an id of {}", targets.join(", "))),
                );
            }
        }
    }
}

/// A tenure with its dates: the first and last day that each end may be.
struct Held<'a, 't> {
    row: Row<'a, 't>,
    since: (Date, Date),
    until: (Date, Date),
}

fn tenures(by_table: &BTreeMap<&str, Rows<'_, '_>>, out: &mut Audit) {
    let mut by_office: BTreeMap<&str, Vec<Held<'_, '_>>> = BTreeMap::new();
    for row in by_table.get("tenures").into_iter().flat_map(|r| r.values()) {
        let mut good = true;
        for column in ["since", "until", "elected"] {
            if let Some(date) = row.opt(column)
                && bounds(date).is_none()
            {
                good = false;
                out.errors.push(
                    row.error(format!("{column}: not a date: {date:?}"))
                        .help("YYYY-MM-DD, YYYY-MM or YYYY, at the grain known"),
                );
            }
        }
        if !matches!(row.get("mode"), "" | "acting" | "disputed" | "designate") {
            out.errors.push(
                row.error(format!("unknown mode {:?}", row.get("mode")))
                    .help("acting, disputed, designate, or empty"),
            );
        }
        if !good {
            continue;
        }
        let open = (Date::MAX, Date::MAX);
        let since = row.opt("since").and_then(bounds);
        let until = row.opt("until").and_then(bounds).unwrap_or(open);
        if since.is_some_and(|s| until.1 < s.0) {
            out.errors.push(
                row.error("the tenure ends before it begins")
                    .help("exchange since and until, or mend one"),
            );
            continue;
        }
        if let Some(since) = since {
            let held = Held {
                row: *row,
                since,
                until,
            };
            by_office.entry(row.get("office")).or_default().push(held);
        }
    }
    let offices = by_table.get("offices");
    for (id, mut list) in by_office {
        let class = offices
            .and_then(|o| o.get(id))
            .map_or("", |o| o.get("class"));
        // An id with a third part is one of several offices of its class.
        if !SINGLE.contains(&class) || id.matches('.').count() > 1 {
            continue;
        }
        list.sort_by_key(|h| (h.since.0, h.until.1));
        overlaps(id, &list, out);
        gaps(id, &list, out);
    }
}

/// Two full holders on one day beyond doubt; the day of a hand-over may be both's.
fn overlaps(office: &str, list: &[Held<'_, '_>], out: &mut Audit) {
    let full: Vec<_> = list
        .iter()
        .filter(|h| h.row.get("mode").is_empty())
        .collect();
    for pair in full.windows(2) {
        let [a, b] = pair else { continue };
        if a.row.get("person") != b.row.get("person") && b.since.1 < a.until.0 {
            out.errors.push(
                b.row
                    .error(format!(
                        "{office} has two holders: {} until {}, {} since {}",
                        a.row.get("person"),
                        a.row.opt("until").unwrap_or("now"),
                        b.row.get("person"),
                        b.row.get("since"),
                    ))
                    .also("the earlier one", a.row.file(), a.row.line())
                    .help(
                        "close the earlier tenure, or say in mode which one is acting or disputed",
                    ),
            );
        }
    }
}

fn gaps(office: &str, list: &[Held<'_, '_>], out: &mut Audit) {
    let mut last: Option<&Held<'_, '_>> = None;
    for b in list {
        if let Some(a) = last {
            let days = b.since.0.since(a.until.1).map_or(0, |s| s.get_days());
            let noted = [a, b].iter().any(|h| h.row.get("source").contains(GAP));
            if days > LONGEST_GAP && !noted {
                out.warnings.push(
                    b.row
                        .error(format!(
                            "nobody holds {office} from {} to {}",
                            a.row.get("until"),
                            b.row.get("since"),
                        ))
                        .also("the holder before", a.row.file(), a.row.line())
                        .help(format!(
                            "add who held it, or write {GAP:?} into the source where nobody did"
                        )),
                );
            }
            if a.until.1 >= b.until.1 {
                continue;
            }
        }
        last = Some(b);
    }
}

/// A form and what it is read as.
struct Named<'a, 't> {
    id: &'a str,
    table: &'a str,
    form: &'a str,
    kind: usize,
    population: u32,
    ambiguous: bool,
    row: Row<'a, 't>,
}

/// Kinds of forms, better ones first.
const FORM_KINDS: [&str; 8] = [
    "full",
    "formal",
    "alias",
    "transliteration",
    "former",
    "abbreviation",
    "epithet",
    "short",
];

fn forms(by_table: &BTreeMap<&str, Rows<'_, '_>>, names: &[Row<'_, '_>], out: &mut Audit) {
    let mut by_id: BTreeMap<&str, (&str, u32)> = BTreeMap::new();
    let mut by_form: BTreeMap<String, Vec<Named<'_, '_>>> = BTreeMap::new();
    for table in ENTITIES {
        for (id, row) in by_table.get(table).into_iter().flatten() {
            let population = row.get("population").parse().unwrap_or(0);
            by_id.insert(id, (table, population));
            by_form
                .entry(folded(row.get("name")))
                .or_default()
                .push(Named {
                    id,
                    table,
                    form: row.get("name"),
                    kind: 0,
                    population,
                    ambiguous: false,
                    row: *row,
                });
        }
    }
    for row in names {
        let Some((table, population)) = by_id.get(row.get("id")) else {
            continue;
        };
        let kind = row.opt("kind").unwrap_or("full");
        let Some(kind) = FORM_KINDS.iter().position(|k| *k == kind) else {
            out.errors.push(
                row.error(format!("unknown kind of form {kind:?}"))
                    .help(FORM_KINDS.join(", ")),
            );
            continue;
        };
        // Family names are many people's.
        if FORM_KINDS.get(kind) == Some(&"short") && *table == "people" {
            continue;
        }
        by_form
            .entry(folded(row.get("form")))
            .or_default()
            .push(Named {
                id: row.get("id"),
                table,
                form: row.get("form"),
                kind,
                population: *population,
                ambiguous: row.get("flags").contains("ambiguous"),
                row: *row,
            });
    }
    let mut alike: BTreeMap<String, Vec<&Named<'_, '_>>> = BTreeMap::new();
    for list in by_form.values_mut() {
        let rank = |n: &Named<'_, '_>| {
            (
                !matches!(n.table, "countries" | "people"),
                n.kind,
                Reverse(n.population),
            )
        };
        list.sort_by_key(rank);
        let ambiguous = list.iter().any(|n| n.ambiguous);
        let mut seen: Vec<&str> = Vec::new();
        list.retain(|n| {
            let new = !seen.contains(&n.id);
            seen.push(n.id);
            new
        });
        let [first, others @ ..] = list.as_slice() else {
            continue;
        };
        if first.table == "people" {
            alike
                .entry(without_marks(first.form))
                .or_default()
                .push(first);
        }
        if let Some(second) = others.first() {
            out.collisions
                .push(collision(first, second, others.len(), ambiguous));
        }
    }
    look_alikes(&alike, out);
}

fn collision(
    first: &Named<'_, '_>,
    second: &Named<'_, '_>,
    others: usize,
    ambiguous: bool,
) -> Error {
    let minor = |n: &Named<'_, '_>| !matches!(n.table, "countries" | "people");
    let why = if minor(first) != minor(second) {
        "countries and persons go before the rest"
    } else if first.kind != second.kind {
        "the better kind of form"
    } else if first.population != second.population {
        "the larger place"
    } else {
        "the earlier row"
    };
    let flag = if ambiguous { "; flagged ambiguous" } else { "" };
    first
        .row
        .error(format!(
            "{:?} names {} and {}{}: read as {}, {why}{flag}",
            first.form,
            first.id,
            second.id,
            if others > 1 {
                format!(" and {} more", others - 1)
            } else {
                String::new()
            },
            first.id,
        ))
        .also("the other", second.row.file(), second.row.line())
}

/// Persons whose names differ in diacritics or order only: one person with two rows, or two whom a reader confuses too.
fn look_alikes(alike: &BTreeMap<String, Vec<&Named<'_, '_>>>, out: &mut Audit) {
    for list in alike.values() {
        let Some(first) = list.first() else { continue };
        let mut told: Vec<&str> = vec![first.id];
        for other in list {
            if told.contains(&other.id) {
                continue;
            }
            told.push(other.id);
            out.warnings.push(
                other
                    .row
                    .error(format!(
                        "{:?} ({}) looks like {:?} ({})",
                        other.form, other.id, first.form, first.id
                    ))
                    .also("the other", first.row.file(), first.row.line())
                    .help("if it is one person, join the rows; else write the names so that they differ"),
            );
        }
    }
}

fn counts(by_table: &BTreeMap<&str, Rows<'_, '_>>, names: &[Row<'_, '_>], out: &mut Audit) {
    let count = |table: &str, rows: &mut dyn Iterator<Item = &Row<'_, '_>>| {
        let (mut all, mut confirmed) = (0, 0);
        for row in rows {
            all += 1;
            confirmed += usize::from(!row.get("source").contains(UNCONFIRMED));
        }
        TableCount {
            table: table.to_string(),
            rows: all,
            confirmed,
        }
    };
    let mut tables = Vec::new();
    for (name, rows) in by_table {
        tables.push(count(name, &mut rows.values()));
    }
    if !names.is_empty() {
        tables.push(count("names", &mut names.iter()));
    }
    // Those who lead states, by the rank of their office.
    let offices = by_table.get("offices");
    let head = |row: &&Row<'_, '_>| {
        let office = offices.and_then(|o| o.get(row.get("office")));
        office.is_some_and(|o| matches!(o.get("rank"), "1" | "2"))
    };
    if let Some(tenures) = by_table.get("tenures") {
        tables.push(count(
            "tenures of heads",
            &mut tenures.values().filter(head),
        ));
        tables.push(count(
            "open tenures of heads",
            &mut tenures
                .values()
                .filter(head)
                .filter(|r| r.opt("until").is_none()),
        ));
    }
    out.tables = tables;
}

/// A form as it is compared: folded words, hyphens as spaces.
fn folded(form: &str) -> String {
    let mut out = String::new();
    for word in form.split(|c: char| c.is_whitespace() || c == '-') {
        if !out.is_empty() {
            out.push(' ');
        }
        fold_word(word, &mut out);
    }
    out
}

/// The words of a form without diacritics, sorted.
fn without_marks(form: &str) -> String {
    let plain: String = folded(form)
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect();
    let mut words: Vec<&str> = plain.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::audit;
    use crate::error::Error;
    use crate::pack::FileText;

    const COUNTRIES: &str = "id\tname\nVN\tViệt Nam\nXX\tXứ Xa\n";
    const PEOPLE: &str =
        "id\tname\tsource\na\tLò Văn Xa\thand\nb\tLo Van Xa\thand; unconfirmed\nc\tÔng Ba\thand\n";
    const OFFICES: &str =
        "id\tpolity\tclass\trank\nXX.minister\tXX\tminister\t3\nXX.president\tXX\tpresident\t1\n";

    fn run(tenures: &str) -> (Vec<String>, Vec<String>) {
        let tenures = format!("id\tperson\toffice\tsince\tuntil\tmode\tsource\n{tenures}");
        let files = [
            ("gazetteers/countries.tsv", COUNTRIES),
            ("gazetteers/offices.tsv", OFFICES),
            ("gazetteers/people.tsv", PEOPLE),
            ("gazetteers/tenures.tsv", tenures.as_str()),
        ];
        let a = audit(&files.map(|(path, text)| (path, FileText::Read(text))));
        let short = |e: &Error| {
            format!(
                "{}:{} {}",
                e.file().unwrap_or("").trim_start_matches("gazetteers/"),
                e.line().unwrap_or(0),
                e.message()
            )
        };
        let own = |e: &&Error| e.file() == Some("gazetteers/tenures.tsv");
        (
            a.errors.iter().map(short).collect(),
            a.warnings.iter().filter(own).map(short).collect(),
        )
    }

    #[test]
    fn good_rows_pass() {
        let (errors, warnings) = run(
            "1\ta\tXX.president\t2020\t2021-05-03\n2\tb\tXX.president\t2021-05-03\t\n3\ta\tXX.minister\t2022\n4\tb\tXX.minister\t2022\n",
        );
        assert_eq!((errors, warnings), (vec![], vec![]));
    }

    #[test]
    fn two_holders_are_an_error_unless_one_is_acting() {
        let (errors, _) = run("1\ta\tXX.president\t2020\t\n2\tb\tXX.president\t2021-05-03\t\n");
        assert_eq!(
            errors,
            ["tenures.tsv:3 XX.president has two holders: a until now, b since 2021-05-03"]
        );
        let (errors, _) =
            run("1\ta\tXX.president\t2020\t\n2\tb\tXX.president\t2021-05-03\t\tacting\n");
        assert!(errors.is_empty());
        // Years may hide a hand-over.
        let (errors, _) = run("1\ta\tXX.president\t2020\t2021\n2\tb\tXX.president\t2021\t\n");
        assert!(errors.is_empty());
    }

    #[test]
    fn long_gaps_want_a_note() {
        let rows = |source: &str| {
            format!(
                "1\ta\tXX.president\t2020-01-01\t2020-12-31\t\t{source}\n2\tb\tXX.president\t2021-05-03\t\t\thand\n"
            )
        };
        let (_, warnings) = run(&rows("hand"));
        assert_eq!(
            warnings,
            ["tenures.tsv:3 nobody holds XX.president from 2020-12-31 to 2021-05-03"]
        );
        assert!(run(&rows("hand; gap")).1.is_empty());
        // 60 days are none yet.
        let near = "1\ta\tXX.president\t2020-01-01\t2020-12-31\n2\tb\tXX.president\t2021-03-01\n";
        assert!(run(near).1.is_empty());
    }

    #[test]
    fn bad_dates_modes_ids_and_order_are_told_with_their_line() {
        let (errors, warnings) = run(
            "3\ta\tXX.president\t2020-13\t\n2\tnobody\tXX.king\t2020\t\n4\ta\tXX.minister\t2022\t2021\n5\ta\tXX.minister\t2022\t\tlazy\n5\ta\tXX.minister\t2022\n",
        );
        assert_eq!(
            errors,
            [
                "tenures.tsv:2 since: not a date: \"2020-13\"",
                "tenures.tsv:3 person \"nobody\" names no row",
                "tenures.tsv:3 office \"XX.king\" names no row",
                "tenures.tsv:4 the tenure ends before it begins",
                "tenures.tsv:6 the id \"5\" stands twice",
            ]
        );
        assert_eq!(warnings, ["tenures.tsv:3 out of order: \"2\" after \"3\""]);
    }

    #[test]
    fn names_that_look_alike_and_forms_that_collide() {
        let files = [
            ("gazetteers/countries.tsv", COUNTRIES),
            (
                "gazetteers/cities.tsv",
                "id\tcountry\tname\tpopulation\nx\tXX\tBờ Xa\t10\ny\tVN\tBờ Xa\t90\n",
            ),
            ("gazetteers/people.tsv", PEOPLE),
        ];
        let a = audit(&files.map(|(path, text)| (path, FileText::Read(text))));
        assert!(a.errors.is_empty(), "{:?}", a.errors);
        let told: Vec<&str> = a.warnings.iter().map(Error::message).collect();
        assert_eq!(told, ["\"Lò Văn Xa\" (a) looks like \"Lo Van Xa\" (b)"]);
        let told: Vec<&str> = a.collisions.iter().map(Error::message).collect();
        assert_eq!(
            told,
            ["\"Bờ Xa\" names y and x: read as y, the larger place"]
        );
        let people = a.tables.iter().find(|t| t.table == "people");
        assert_eq!(people.map(|t| (t.rows, t.confirmed)), Some((3, 2)));
    }
}
