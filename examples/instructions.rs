//! A fixed run to count instructions by, since times are noisy on shared machines.
//!
//! `instructions start` builds the extractor and reads one sentence; `instructions read` goes on to read the texts that ship,
//! whole and line by line. Under `valgrind --tool=callgrind` the first is the start-up, the difference is the reading.
//! `.ci/run instructions` holds both against the ceilings in `.ci/instructions`.
//!
//! For profiles: `instructions STAGE FILE.jsonl` reads the texts of a file up to a stage (`text`, `times`, `mentions`,
//! `clauses`, `relations`, `json`); `scan` runs the yardstick of `bench_ratios` over them, and `none` reads the file only.

// A broken pack or file ends the run.
#![allow(clippy::panic)]

use std::hint::black_box;

use hoidam::output::json::{Offsets, to_line};
use hoidam::{Document, Extractor, Stage};
use jiff::civil::{Date, date};

#[path = "ratios/names.rs"]
mod names;

const SENTENCE: &str =
    "Tổng thống Pháp Emmanuel Macron hội đàm với Thủ tướng Đức Friedrich Merz tại Berlin.";
/// Texts that ship with the crate.
const SHIPPED: [&str; 4] = [
    include_str!("texts/bai-bao.txt"),
    include_str!("texts/dien-dam.txt"),
    include_str!("texts/thu-moi.txt"),
    include_str!("texts/tin-van.txt"),
];
const DAY: Date = date(2026, 1, 6);
const ROUNDS: usize = 10;

#[derive(serde::Deserialize)]
struct Item {
    text: String,
    date: Option<Date>,
}

fn main() {
    let mut args = std::env::args().skip(1);
    let mode = args.next().unwrap_or_else(|| "start".into());
    let texts = args.next().map_or_else(shipped, |path| read(&path));
    let extractor = Extractor::builder()
        .build()
        .unwrap_or_else(|e| panic!("the built-in packs are well formed: {e}"));
    let found = extractor.extract(&Document::new(SENTENCE).date(DAY));
    assert_eq!(found.relations.len(), 1);
    if mode == "start" {
        return;
    }
    let scan = (mode == "scan").then(|| names::automaton(&extractor));
    let count: usize = texts
        .iter()
        .map(|item| {
            let document = Document::new(&item.text).date(item.date);
            let upto = |stage| extractor.count(black_box(&document), stage);
            match mode.as_str() {
                "none" => 0,
                "text" => upto(Stage::Text),
                "times" => upto(Stage::Times),
                "mentions" => upto(Stage::Mentions),
                "clauses" => upto(Stage::Clauses),
                "json" => to_line(&document, &extractor.extract(&document), Offsets::Bytes).len(),
                "scan" => scan.as_ref().map_or(0, |s| names::scan(s, &item.text)),
                _ => upto(Stage::Relations),
            }
        })
        .sum();
    println!("{mode}: {count}");
}

fn shipped() -> Vec<Item> {
    let whole = SHIPPED.iter().copied();
    let lines = SHIPPED.iter().flat_map(|t| t.lines());
    let once: Vec<&str> = whole.chain(lines).collect();
    let item = |text: &&str| Item {
        text: (*text).to_string(),
        date: Some(DAY),
    };
    (0..ROUNDS).flat_map(|_| once.iter().map(item)).collect()
}

fn read(path: &str) -> Vec<Item> {
    let file = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"));
    file.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{path}: {e}")))
        .collect()
}
