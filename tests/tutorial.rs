//! `docs/TUTORIAL.md` shows the files of `examples/packs/signing` as they are, and what they read.

#![allow(clippy::unwrap_used, clippy::expect_used)] // Helpers of tests fail by it, as tests do.

use hoidam::{Document, Extractor};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn pack() -> PathBuf {
    root().join("examples/packs/signing")
}

/// The packaged crate has no docs folder.
fn tutorial() -> Option<String> {
    std::fs::read_to_string(root().join("docs/TUTORIAL.md")).ok()
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else {
            out.push(path);
        }
    }
}

#[test]
fn the_tutorial_shows_each_file_of_the_pack() {
    let Some(text) = tutorial() else { return };
    let mut all = Vec::new();
    files(&pack(), &mut all);
    assert_eq!(all.len(), 3);
    for path in all {
        let kind = path.extension().unwrap().to_str().unwrap();
        let block = format!("```{kind}\n{}```", std::fs::read_to_string(&path).unwrap());
        assert!(
            text.contains(&block),
            "{} is not shown as it is",
            path.display()
        );
    }
}

#[test]
fn the_pack_has_nothing_to_complain_of() {
    if tutorial().is_none() {
        return;
    }
    let review = Extractor::builder().pack_dir(pack()).review().unwrap();
    assert!(review.errors.is_empty(), "{:?}", review.errors);
    assert!(review.warnings.is_empty(), "{:?}", review.warnings);
}

#[test]
fn the_sentences_are_read_as_the_tutorial_says() {
    let Some(text) = tutorial() else { return };
    let extractor = Extractor::builder().pack_dir(pack()).build().unwrap();
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter_map(|l| l.strip_prefix("| ")?.strip_suffix('|'))
        .map(|l| l.split('|').map(str::trim).collect())
        .filter(|r: &Vec<&str>| r.first() != Some(&"sentence"))
        .collect();
    assert!(rows.len() >= 9, "{rows:?}");
    for row in rows {
        let [sentence, signers, status, place, time] = row[..] else {
            unreachable!("five columns: {row:?}");
        };
        let document = Document::new(sentence).date(jiff::civil::date(2026, 2, 13));
        let found = extractor.extract(&document);
        let read: Vec<String> = found
            .relations
            .iter()
            .map(|r| {
                let name = |e: usize| found.entities[e].name.to_string();
                let who: Vec<String> = r.participants.iter().map(|p| name(p.entity)).collect();
                assert!(r.participants.iter().all(|p| p.role == "signer"), "{r:?}");
                assert_eq!(r.kind, "signing");
                assert!(r.plover.is_some() && r.cameo.is_some(), "{r:?}");
                [
                    who.join(", "),
                    r.status.as_str().to_string(),
                    r.place.map(name).unwrap_or_default(),
                    r.time.clone().unwrap_or_default(),
                ]
                .join(" | ")
            })
            .collect();
        let wanted = [signers, status, place, time].join(" | ");
        let wanted = if signers.is_empty() {
            vec![]
        } else {
            vec![wanted]
        };
        assert_eq!(read, wanted, "{sentence}");
    }
}

#[test]
fn the_two_spoken_of_take_part_as_signers() {
    let extractor = Extractor::builder().pack_dir(pack()).build().unwrap();
    let text = "Tổng thống Pháp Emmanuel Macron trò chuyện với Thủ tướng Đức Friedrich Merz. \
                Lễ ký này diễn ra hôm 10/2 tại Berlin.";
    let found = extractor.extract(&Document::new(text).date(jiff::civil::date(2026, 2, 13)));
    let signing = found.relations.iter().find(|r| r.kind == "signing");
    let roles = signing.map(|r| r.participants.iter().map(|p| &*p.role).collect::<Vec<_>>());
    assert_eq!(roles, Some(vec!["signer", "signer"]), "{found:?}");
}

#[test]
fn without_the_pack_nothing_of_it_is_read() {
    let text = "Malaysia ký thỏa thuận với Singapore.";
    let extractor = Extractor::builder().build().unwrap();
    assert!(extractor.extract(&Document::new(text)).relations.is_empty());
}
