//! Lasting facts: who holds which office, which city lies where, who is married to whom.

#![allow(clippy::unwrap_used)] // Helpers of tests fail by it, as tests do.

use hoidam::{Document, Extraction, Extractor};
use jiff::civil::date;
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| {
    let builder = Extractor::builder().static_relations(true);
    builder.build().unwrap()
});

/// The lasting facts of a text of 6 January 2026: kind, members by id or name, office, time.
fn facts(text: &str) -> Vec<String> {
    let found = EXTRACTOR.extract(&Document::new(text).date(date(2026, 1, 6)));
    told(&found)
}

fn told(found: &Extraction) -> Vec<String> {
    let lasting = ["holds_office", "located_in", "spouse_of"];
    let id = |n: usize| {
        let e = &found.entities[n];
        if e.known {
            e.id.to_string()
        } else {
            e.name.to_string()
        }
    };
    let relations = found.relations.iter();
    relations
        .filter(|r| lasting.contains(&&*r.kind))
        .map(|r| {
            let who: Vec<String> = r.participants.iter().map(|p| id(p.entity)).collect();
            let office = r.office.as_deref().unwrap_or("-");
            let time = r.time.as_deref().unwrap_or("-");
            format!("{} {} {office} {time}", r.kind, who.join(" "))
        })
        .collect()
}

#[test]
fn a_holder_named_with_the_office() {
    assert_eq!(
        facts("Tổng thống Pháp Emmanuel Macron nói chuyện với báo giới."),
        ["holds_office emmanuel-macron FR president 2017-05-14/.."]
    );
}

#[test]
fn an_office_that_only_the_text_knows() {
    assert_eq!(
        facts("Bộ trưởng Y tế Lào Khamsay Vilaphong nói chuyện với báo giới."),
        ["holds_office Khamsay Vilaphong LA minister.health -"]
    );
    // Who held it once holds it no more.
    assert!(facts("Cựu Bộ trưởng Y tế Lào Khamsay Vilaphong nói chuyện với báo giới.").is_empty());
}

#[test]
fn a_city_and_its_country() {
    let found = facts("Trời Osaka hôm nay nhiều mây.");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("located_in gn") && found[0].ends_with(" JP - -"),
        "{found:?}"
    );
}

#[test]
fn spouses_by_the_table_and_by_the_text() {
    let found = facts("Ông Emmanuel Macron cùng bà Brigitte Macron đi nghỉ.");
    let spouses = |f: &[String]| f.iter().filter(|f| f.starts_with("spouse_of")).count();
    assert_eq!(spouses(&found), 1, "{found:?}");
    let found =
        facts("Bộ trưởng Y tế Lào Khamsay Vilaphong và phu nhân Manivone Vilaphong đi nghỉ.");
    assert_eq!(spouses(&found), 1, "{found:?}");
    assert_eq!(spouses(&facts("Ông Emmanuel Macron đi nghỉ.")), 0);
}

#[test]
fn nothing_is_told_unasked() {
    let plain = Extractor::builder().build().unwrap();
    let text = "Tổng thống Pháp Emmanuel Macron nói chuyện với báo giới tại Osaka.";
    assert!(told(&plain.extract(&Document::new(text))).is_empty());
}

#[test]
fn a_frame_cannot_make_a_lasting_kind() {
    let frames = "[[frame]]\nid = 'reign'\nkind = 'holds_office'\n";
    let built = Extractor::builder()
        .table("languages/vi/frames_own.toml", frames)
        .build();
    assert!(built.unwrap_err().message().contains("static kind"));
}
