//! JSON records in, JSON lines out, in order, on several threads: `cargo run --example stream_jsonl < records.jsonl`.
//!
//! A record is `{"id": "a1", "text": "…", "date": "2026-01-06"}`. The program `hoidam extract --input jsonl` does the
//! same with more care for what can go wrong.

use std::io::{self, BufRead, Write};
use std::thread;

use hoidam::output::json::{Offsets, to_line};
use hoidam::{Document, Extractor};

#[derive(serde::Deserialize)]
struct Record {
    id: String,
    text: String,
    date: Option<jiff::civil::Date>,
}

/// Records that are read before any is worked on: what bounds the memory.
const BATCH: usize = 256;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let extractor = Extractor::builder().build()?;
    let threads = thread::available_parallelism()?.get();
    let mut lines = io::stdin().lock().lines();
    let mut out = io::stdout().lock();
    loop {
        let mut batch: Vec<Record> = Vec::with_capacity(BATCH);
        for line in lines.by_ref().take(BATCH) {
            batch.push(serde_json::from_str(&line?)?);
        }
        if batch.is_empty() {
            return Ok(());
        }
        // `Extractor` is shared by reference; each thread has a part of the batch, taken back in order.
        let written: Vec<String> = thread::scope(|scope| {
            let parts: Vec<_> = batch
                .chunks(batch.len().div_ceil(threads))
                .map(|part| {
                    scope.spawn(|| part.iter().map(|r| line(&extractor, r)).collect::<Vec<_>>())
                })
                .collect();
            parts
                .into_iter()
                .flat_map(|p| p.join().unwrap_or_default())
                .collect()
        });
        for line in written {
            writeln!(out, "{line}")?;
        }
    }
}

fn line(extractor: &Extractor, record: &Record) -> String {
    let document = Document::new(&record.text)
        .id(record.id.as_str())
        .date(record.date);
    to_line(&document, &extractor.extract(&document), Offsets::Bytes)
}
