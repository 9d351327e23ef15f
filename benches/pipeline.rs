//! How fast texts are read: `cargo bench`.
//!
//! Each figure comes with a check of what was found, so that a fast wrong answer fails. Counts are asserted against a
//! first run and, for the texts that ship, to be above zero.

// The macros of criterion write undocumented functions; a broken pack ends the bench.
#![allow(missing_docs, clippy::panic)]

#[path = "../examples/hard/mod.rs"]
mod hard;

use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use flate2::read::MultiGzDecoder;
use hoidam::{Document, Extractor, Stage};
use jiff::civil::{Date, date};

/// An article of some 700 words.
const ARTICLE: &str = include_str!("../examples/texts/bai-bao.txt");
const DATE: Date = date(2026, 1, 6);
/// News items beside the repository, where they are at hand.
const NEWS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../shared/data/recent_news.jsonl.gz"
);
const NEWS_ITEMS: usize = 2_000;

/// A text and its date.
type Text = (String, Option<Date>);

/// What is found in `texts`: mentions, times, relations.
fn found(extractor: &Extractor, texts: &[Text]) -> [usize; 3] {
    let mut sum = [0; 3];
    for (text, date) in texts {
        let e = extractor.extract(black_box(&Document::new(text).date(*date)));
        sum[0] += e.mentions.len();
        sum[1] += e.times.len();
        sum[2] += e.relations.len();
    }
    sum
}

fn extractor() -> Extractor {
    Extractor::builder()
        .build()
        .unwrap_or_else(|e| panic!("the built-in packs are well formed: {e}"))
}

fn build(c: &mut Criterion) {
    c.bench_function("build", |b| b.iter(extractor));
}

/// The stages: each figure holds the stages before it too.
fn stages(c: &mut Criterion) {
    let extractor = extractor();
    let document = Document::new(ARTICLE).date(DATE);
    let mut group = c.benchmark_group("stage");
    group.throughput(Throughput::Bytes(ARTICLE.len() as u64));
    for stage in [
        Stage::Text,
        Stage::Times,
        Stage::Mentions,
        Stage::Phrases,
        Stage::Relations,
    ] {
        let expected = extractor.count(&document, stage);
        assert!(expected > 0, "{stage:?}");
        group.bench_function(format!("{stage:?}"), |b| {
            b.iter(|| assert_eq!(extractor.count(black_box(&document), stage), expected))
        });
    }
    group.finish();
}

/// One article, and many of it in one document: time a byte must stay what it is.
fn article(c: &mut Criterion) {
    let extractor = extractor();
    let mut group = c.benchmark_group("article");
    for times in [1, 4, 16, 64] {
        let text = [(ARTICLE.repeat(times), Some(DATE))];
        let expected = found(&extractor, &text);
        assert!(expected.iter().all(|n| *n > 0), "{expected:?}");
        group.throughput(Throughput::Bytes(text[0].0.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(times), &text, |b, text| {
            b.iter(|| assert_eq!(found(&extractor, text), expected))
        });
    }
    group.finish();
}

/// Titles and leads of real news, most of which tell of no relation.
fn news(c: &mut Criterion) {
    let texts = match news_items() {
        Ok(texts) => texts,
        Err(e) => {
            eprintln!("news: skipped, {NEWS}: {e}");
            return;
        }
    };
    let extractor = extractor();
    let expected = found(&extractor, &texts);
    assert!(expected.iter().all(|n| *n > 0), "{expected:?}");
    eprintln!(
        "news: {} items, mentions, times, relations {expected:?}",
        texts.len()
    );
    let mut group = c.benchmark_group("news");
    group.throughput(Throughput::Bytes(
        texts.iter().map(|(t, _)| t.len() as u64).sum(),
    ));
    group.bench_function("items", |b| {
        b.iter(|| assert_eq!(found(&extractor, &texts), expected))
    });
    group.finish();
}

#[derive(serde::Deserialize)]
struct Item {
    text: String,
    date: Option<Date>,
}

fn news_items() -> Result<Vec<Text>, Box<dyn std::error::Error>> {
    let file = BufReader::new(MultiGzDecoder::new(File::open(Path::new(NEWS))?));
    let mut texts = Vec::new();
    for line in file.lines().take(NEWS_ITEMS) {
        let item: Item = serde_json::from_str(&line?)?;
        texts.push((item.text, item.date));
    }
    Ok(texts)
}

/// Texts of one pattern without end: what a byte of each costs must stay near an article's.
fn hard_texts(c: &mut Criterion) {
    let extractor = extractor();
    let mut group = c.benchmark_group("hard");
    for (name, text) in hard::texts(20_000) {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| extractor.extract(black_box(&Document::new(&text))))
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4));
    targets = build, stages, article, news, hard_texts
}
criterion_main!(benches);
