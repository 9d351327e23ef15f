//! Persons, places and organisations of short own texts: `tests/names.toml`.

#![allow(clippy::expect_used, clippy::panic)] // Helpers of tests fail by it, as tests do.

mod common;

use common::{EXTRACTOR, read};
use hoidam::{Document, Extraction, Extractor, Form, Kind};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    text: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    id: String,
    text: String,
    /// Bare names in the order of the text, compared where given.
    persons: Option<Vec<String>>,
    places: Option<Vec<String>>,
    organizations: Option<Vec<String>>,
    /// Roles that stand for a person: each has to be among those found.
    #[serde(default)]
    nominals: Vec<String>,
    known_gap: Option<String>,
}

fn texts() -> Vec<Text> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/names.toml");
    let file = std::fs::read_to_string(path).expect("the texts are there");
    let file: File = toml::from_str(&file).expect("the texts are well formed");
    file.text
}

/// Surface, row id and name of the mentions of some form and kind.
fn found(
    text: &str,
    read: &Extraction,
    form: Form,
    kind: fn(Kind) -> bool,
) -> Vec<(String, String, String)> {
    read.mentions
        .iter()
        .filter(|m| m.form == form && kind(m.kind))
        .map(|m| {
            let entity = m.entity.map(|e| &read.entities[e]);
            (
                text[m.span.start..m.span.end].to_owned(),
                entity.map_or(String::new(), |e| e.id.to_string()),
                entity.map_or(String::new(), |e| e.name.to_string()),
            )
        })
        .collect()
}

/// Whether a mention is the wanted one: "surface", "surface = name" or "surface = id:row".
fn is(m: &(String, String, String), wanted: &str) -> bool {
    let (surface, entity) = match wanted.split_once(" = ") {
        Some((s, e)) => (s, Some(e)),
        None => (wanted, None),
    };
    m.0 == surface
        && entity.is_none_or(|e| match e.strip_prefix("id:") {
            Some(id) => m.1 == id,
            None => m.2 == e,
        })
}

fn all(found: &[(String, String, String)], wanted: &Option<Vec<String>>) -> bool {
    wanted
        .as_ref()
        .is_none_or(|w| w.len() == found.len() && w.iter().zip(found).all(|(w, m)| is(m, w)))
}

fn person(k: Kind) -> bool {
    k == Kind::Person
}

fn place(k: Kind) -> bool {
    matches!(k, Kind::Country | Kind::City | Kind::Place)
}

#[test]
fn names_are_told_and_meant_as_a_reader_takes_them() {
    let mut wrong = Vec::new();
    for t in texts() {
        let x = read(&t.text);
        let persons = found(&t.text, &x, Form::Name, person);
        let places = found(&t.text, &x, Form::Name, place);
        let bodies = found(&t.text, &x, Form::Name, |k| k == Kind::Organization);
        let nominals = found(&t.text, &x, Form::Nominal, person);
        let right = all(&persons, &t.persons)
            && all(&places, &t.places)
            && all(&bodies, &t.organizations)
            && t.nominals.iter().all(|w| nominals.iter().any(|m| is(m, w)));
        match (right, t.known_gap) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(_)) => wrong.push(format!("{}: take `known_gap` away", t.id)),
            (false, None) => wrong.push(format!(
                "{}: {persons:?} {places:?} {bodies:?} {nominals:?}",
                t.id
            )),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Persons are told by shape and context where no row knows them.
#[test]
fn persons_are_found_without_their_rows() {
    let bare = Extractor::builder()
        .without_people()
        .build()
        .expect("the packs are well formed");
    let (mut wanted, mut told) = (0, 0);
    for t in texts() {
        let x = bare.extract(&Document::new(&t.text).date(common::DAY));
        let persons = found(&t.text, &x, Form::Name, person);
        for p in t.persons.iter().flatten() {
            let surface = p.split(" = ").next().unwrap_or(p);
            wanted += 1;
            told += usize::from(persons.iter().any(|m| m.0 == surface));
        }
    }
    // The tables know most of the leaders in these texts; what only they can tell may be missed.
    assert!(wanted > 30, "{wanted}");
    assert!(told * 100 >= wanted * 88, "{told} of {wanted}");
    assert!(
        EXTRACTOR.extract(&Document::new("")).mentions.is_empty(),
        "nothing is found in nothing"
    );
}
