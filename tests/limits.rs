//! What a limit leaves out is told in the result, and nothing is told where nothing was left out.

mod common;

use common::{TEXTS, read};
use hoidam::Kind;

/// A syllable for each digit: each number gives another name.
fn name(n: usize) -> String {
    const SYLLABLES: [&str; 10] = [
        "Bala", "Kezo", "Dimu", "Foru", "Gasi", "Hepo", "Jano", "Lute", "Mori", "Neva",
    ];
    let digits = n.to_string();
    digits
        .bytes()
        .map(|d| SYLLABLES[usize::from(d - b'0')])
        .collect()
}

#[test]
fn ordinary_texts_lose_nothing() {
    for text in TEXTS {
        assert!(read(text).limits.is_empty());
    }
    let long = TEXTS.join("\n\n").repeat(20);
    let limits = read(&long).limits;
    assert!(limits.is_empty(), "{limits:?}");
}

#[test]
fn sentences_without_end_are_cut_and_told() {
    let limits = read(&"trời mưa gió thổi qua sông ".repeat(400)).limits;
    assert!(
        limits
            .iter()
            .any(|l| l.starts_with("sentences cut at 384 words: ")),
        "{limits:?}"
    );
}

#[test]
fn sentences_of_too_many_events_are_cut_and_told() {
    let limits = read(&"gặp hội đàm với điện đàm thăm ".repeat(40)).limits;
    assert!(
        limits
            .iter()
            .any(|l| l.starts_with("sentences cut at 32 events: ")),
        "{limits:?}"
    );
}

#[test]
fn relations_too_far_apart_to_compare_are_told() {
    let meetings: String = (0..200)
        .map(|n| format!("Ông Petro {} gặp bà Lana {}. ", name(n), name(n + 1000)))
        .collect();
    let found = read(&meetings);
    assert!(found.relations.len() > 150, "{}", found.relations.len());
    let limits = found.limits;
    assert!(
        limits
            .iter()
            .any(|l| l.starts_with("relations compared with the last 64 of their kind, not all: ")),
        "{limits:?}"
    );
}

#[test]
fn names_too_many_to_weigh_are_told() {
    let names: String = (0..300)
        .map(|n| format!("Ông {} Petrov đi câu. ", name(n)))
        .collect();
    let limits = read(&format!("{names}Ông Petrov về.")).limits;
    assert!(
        limits
            .iter()
            .any(|l| l.starts_with("short names weighed against 192 full ones, not all: ")),
        "{limits:?}"
    );
}

#[test]
fn a_name_that_stands_often_takes_no_other_place() {
    for often in [1, 40] {
        let before = "Ông Lưu Hồng Phúc nói. ".repeat(often);
        let text = format!("{before}Ông Trần Gia Phúc gặp bà Lê Thị Hoa. Ông Gia Phúc về Huế.");
        let found = read(&text);
        let persons = found.entities.iter().filter(|e| e.kind == Kind::Person);
        assert_eq!(persons.count(), 3, "{often} {:?}", found.entities);
    }
}
