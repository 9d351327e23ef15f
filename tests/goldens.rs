//! Short texts with what a careful reader takes from them: `tests/goldens/*.toml`.
//!
//! All relations of a text are compared, no more and no fewer, with participants, place, time and status. A text that is not
//! read right yet carries `known_gap` with the reason; once it is read right, the test fails until the mark is taken away.

#![allow(clippy::expect_used, clippy::panic)] // Helpers of tests fail by it, as tests do.

mod common;

use common::EXTRACTOR;
use hoidam::{Document, Extraction};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    text: Vec<Golden>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Golden {
    id: String,
    date: Option<String>,
    text: String,
    #[serde(default)]
    relation: Vec<Wanted>,
    known_gap: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    kind: String,
    participants: Vec<String>,
    place: Option<String>,
    time: Option<String>,
    status: String,
    /// Compared only where given, as are those below.
    occasion: Option<String>,
    reason: Option<String>,
    count: Option<u32>,
    /// Name of the source, or the words where no entity stands for it; empty: none.
    source: Option<String>,
    inferred_place: Option<String>,
    /// The life line: `planned`, `negated cancelled`.
    history: Option<Vec<String>>,
    cameo: Option<String>,
}

/// Whether an entity goes by that name.
fn goes_by(found: &Extraction, entity: usize, name: &str) -> bool {
    let e = &found.entities[entity];
    e.name == name || e.aliases.iter().any(|a| a == name)
}

/// Whether what a text gives beyond the slots that are always compared is as wanted.
fn tells(found: &Extraction, text: &str, r: &hoidam::Relation, w: &Wanted) -> bool {
    let source = w.source.as_ref().is_none_or(|name| match &r.source {
        None => name.is_empty(),
        Some(s) => match s.entity {
            Some(e) => goes_by(found, e, name),
            None => text.get(s.span.range()) == Some(name.as_str()),
        },
    });
    let inferred = w
        .inferred_place
        .as_ref()
        .is_none_or(|name| r.inferred_place.is_some_and(|p| goes_by(found, p, name)));
    let history = w.history.as_ref().is_none_or(|stages| {
        let told = r.history.iter().map(|s| match &s.reason {
            Some(reason) => format!("{} {reason}", s.status.as_str()),
            None => s.status.as_str().to_string(),
        });
        stages.iter().cloned().eq(told)
    });
    source
        && inferred
        && history
        && w.reason
            .as_ref()
            .is_none_or(|x| r.reason.as_deref() == Some(x.as_str()))
        && w.count.is_none_or(|n| r.count == Some(n))
        && w.cameo
            .as_ref()
            .is_none_or(|x| r.cameo.as_deref() == Some(x.as_str()))
}

fn fits(found: &Extraction, r: &hoidam::Relation, w: &Wanted) -> bool {
    let people = w.participants.iter().all(|p| {
        let (role, name) = match p.split_once('=') {
            Some((role, name)) => (Some(role), name),
            None => (None, p.as_str()),
        };
        r.participants
            .iter()
            .any(|p| goes_by(found, p.entity, name) && role.is_none_or(|role| p.role == role))
    });
    let place = match (&w.place, r.place) {
        (None, None) => true,
        (Some(name), Some(place)) => goes_by(found, place, name),
        _ => false,
    };
    let occasion = w
        .occasion
        .as_deref()
        .is_none_or(|name| r.occasion.is_some_and(|o| goes_by(found, o, name)));
    people
        && place
        && occasion
        && r.participants.len() == w.participants.len()
        && r.kind == w.kind
        && r.time == w.time
        && r.status.as_str() == w.status
}

fn show(found: &Extraction) -> String {
    let name = |e: usize| &*found.entities[e].name;
    found
        .relations
        .iter()
        .map(|r| {
            let who: Vec<String> = r
                .participants
                .iter()
                .map(|p| format!("{}={}", p.role, name(p.entity)))
                .collect();
            format!(
                "    {} {who:?} at {} on {} {}, {}; {:?} count {:?} source {:?} inferred {:?} history {:?} {:?}\n",
                r.kind,
                r.place.map_or("-", name),
                r.time.as_deref().unwrap_or("-"),
                r.status.as_str(),
                r.occasion.map_or("-", name),
                r.reason,
                r.count,
                r.source,
                r.inferred_place.map(name),
                r.history,
                r.cameo,
            )
        })
        .collect()
}

#[test]
fn texts_are_read_as_a_reader_would() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the texts are there")
        .map(|e| e.expect("a folder is read").path())
        .collect();
    paths.sort();
    let (mut texts, mut gaps, mut wrong) = (0, Vec::new(), Vec::new());
    for path in paths {
        let file = std::fs::read_to_string(&path).expect("a text is read");
        let file: File =
            toml::from_str(&file).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for golden in file.text {
            texts += 1;
            let mut document = Document::new(&golden.text);
            if let Some(date) = &golden.date {
                let date: jiff::civil::Date = date.parse().expect("a date");
                document = document.date(date);
            }
            let found = EXTRACTOR.extract(&document);
            let right = found.relations.len() == golden.relation.len()
                && golden.relation.iter().all(|w| {
                    found
                        .relations
                        .iter()
                        .any(|r| fits(&found, r, w) && tells(&found, &golden.text, r, w))
                });
            match (right, golden.known_gap) {
                (true, None) => {}
                (false, Some(why)) => gaps.push(format!("{}: {why}", golden.id)),
                (true, Some(_)) => wrong.push(format!(
                    "{}: read right now: take `known_gap` away",
                    golden.id
                )),
                (false, None) => {
                    wrong.push(format!("{} is read as\n{}", golden.id, show(&found)));
                }
            }
        }
    }
    println!("{texts} texts; known gaps: {gaps:#?}");
    assert!(texts >= 25);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
