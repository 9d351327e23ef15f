//! A fixed run to count instructions by, since times are noisy on shared machines.
//!
//! `instructions start` builds the extractor and reads one sentence; `instructions read` goes on to read the texts that ship,
//! whole and line by line. Under `valgrind --tool=callgrind` the first is the start-up, the difference is the reading.
//! `.ci/run instructions` holds both against the ceilings in `.ci/instructions`.
//!
//! For profiles: `instructions STAGE FILE.jsonl` reads the texts of a file up to a stage (`text`, `times`, `mentions`,
//! `phrases`, `relations`, `json`); `scan` runs the yardstick of `bench_ratios` over them, and `none` reads the file only.

// A broken pack or file ends the run.
#![allow(clippy::panic)]

#[path = "ratios/names.rs"]
mod names;
#[path = "ratios/texts.rs"]
mod texts;

use std::hint::black_box;
use std::path::Path;

use hoidam::output::json::{Offsets, to_line};
use hoidam::{Document, Extractor, Scratch, Stage};
use texts::{DAY, SENTENCE, Text};

const ROUNDS: usize = 10;

fn main() {
    let mut args = std::env::args().skip(1);
    let mode = args.next().unwrap_or_else(|| "start".into());
    let texts = args.next().map_or_else(shipped, |path| {
        texts::read(Path::new(&path), usize::MAX).unwrap_or_else(|e| panic!("{path}: {e}"))
    });
    let extractor = Extractor::builder()
        .build()
        .unwrap_or_else(|e| panic!("the built-in packs are well formed: {e}"));
    let found = extractor.extract(&Document::new(SENTENCE).date(DAY));
    assert_eq!(found.relations.len(), 1);
    if mode == "start" {
        return;
    }
    let scan = (mode == "scan").then(|| names::automaton(&extractor));
    let mut scratch = Scratch::default();
    let count: usize = texts
        .iter()
        .map(|(text, date)| {
            let document = Document::new(text).date(*date);
            let mut upto = |stage| extractor.count_with(&mut scratch, black_box(&document), stage);
            match mode.as_str() {
                "none" => 0,
                "text" => upto(Stage::Text),
                "times" => upto(Stage::Times),
                "mentions" => upto(Stage::Mentions),
                "phrases" => upto(Stage::Phrases),
                "json" => to_line(&document, &extractor.extract(&document), Offsets::Bytes).len(),
                "scan" => scan.as_ref().map_or(0, |s| names::scan(s, text)),
                _ => upto(Stage::Relations),
            }
        })
        .sum();
    println!("{mode}: {count}");
}

/// The texts that ship, whole and line by line, several times.
fn shipped() -> Vec<Text> {
    let whole = texts::shipped();
    let lines = whole.iter().flat_map(|(t, d)| {
        let line = move |l: &str| (l.to_string(), *d);
        t.lines().map(line)
    });
    let once: Vec<Text> = lines.chain(whole.iter().cloned()).collect();
    vec![once; ROUNDS].concat()
}
