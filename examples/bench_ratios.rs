//! How fast the whole reading is against one scan of the same text for the names alone, in paired rounds of one process.
//!
//! The yardstick R is aho-corasick (contiguous NFA, leftmost-longest, case kept) over all written forms of the built-in
//! gazetteers, document by document, both offsets used. The cases of a round run in turn, the ratio is taken round by
//! round; shown are medians and quartiles. `cargo run --release --example bench_ratios [NEWS.jsonl.gz ARTICLES.jsonl.gz]`
//!
//! Texts that are not at hand are left out with a message.

// A broken pack ends the run.
#![allow(clippy::panic)]

#[path = "hard/mod.rs"]
mod hard;

use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use flate2::read::MultiGzDecoder;
use hoidam::{Document, Extractor};
use jiff::civil::{Date, date};

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data");
/// Texts that ship with the crate.
const SHIPPED: [&str; 4] = [
    include_str!("texts/bai-bao.txt"),
    include_str!("texts/dien-dam.txt"),
    include_str!("texts/thu-moi.txt"),
    include_str!("texts/tin-van.txt"),
];
const DAY: Date = date(2026, 1, 6);
const ITEMS: usize = 20_000;
/// A round takes about so much of the reading's time.
const ROUND: Duration = Duration::from_millis(400);
const ROUNDS: usize = 11;
/// Length of the texts of one pattern.
const HARD: usize = 100_000;

#[derive(serde::Deserialize)]
struct Item {
    text: String,
    date: Option<Date>,
}

type Text = (String, Option<Date>);

fn main() {
    let extractor = build();
    let scan = automaton(&extractor);
    println!("{} written forms", extractor.name_forms().count());
    startup(&extractor);

    let shipped: Vec<Text> = SHIPPED
        .iter()
        .map(|t| ((*t).to_string(), Some(DAY)))
        .collect();
    against("shipped texts", &shipped, &extractor, &scan);
    let mut args = std::env::args().skip(1);
    let mut file = |name: &str| {
        args.next()
            .map_or_else(|| PathBuf::from(SHARED).join(name), PathBuf::from)
    };
    let files = [
        ("mixed news", file("recent_news.jsonl.gz")),
        ("articles", file("articles_2016_2019.jsonl.gz")),
    ];
    let mut all = Vec::new();
    for (name, path) in files {
        match read(&path) {
            Ok(texts) => {
                against(name, &texts, &extractor, &scan);
                all.push(texts);
            }
            Err(e) => println!("{name}: left out, {}: {e}", path.display()),
        }
    }
    let articles = all.pop().unwrap_or(shipped);
    threads(&articles, &extractor);
    lengths(&articles, &extractor);
    hard_texts(&articles, &extractor);
}

fn build() -> Extractor {
    Extractor::builder()
        .build()
        .unwrap_or_else(|e| panic!("the built-in packs are well formed: {e}"))
}

fn automaton(extractor: &Extractor) -> AhoCorasick {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(extractor.name_forms())
        .unwrap_or_else(|e| panic!("the forms fit an automaton: {e}"))
}

fn read(path: &PathBuf) -> Result<Vec<Text>, Box<dyn std::error::Error>> {
    let file = BufReader::new(MultiGzDecoder::new(File::open(path)?));
    let mut texts = Vec::new();
    for line in file.lines().take(ITEMS) {
        let item: Item = serde_json::from_str(&line?)?;
        texts.push((item.text, item.date));
    }
    Ok(texts)
}

/// Mentions, times and relations found.
fn extract(extractor: &Extractor, texts: &[Text]) -> [usize; 3] {
    let mut sum = [0; 3];
    for (text, date) in texts {
        let e = extractor.extract(black_box(&Document::new(text).date(*date)));
        sum[0] += e.mentions.len();
        sum[1] += e.times.len();
        sum[2] += e.relations.len();
    }
    sum
}

fn scan_names(scan: &AhoCorasick, texts: &[Text]) -> usize {
    texts
        .iter()
        .flat_map(|(t, _)| scan.find_iter(black_box(t)))
        .map(|m| m.end() - m.start())
        .sum()
}

fn time<T>(mut f: impl FnMut() -> T) -> (Duration, T) {
    let start = Instant::now();
    let out = f();
    (start.elapsed(), out)
}

/// Lower quartile, median, upper quartile.
fn quartiles(mut of: Vec<f64>) -> [f64; 3] {
    of.sort_by(f64::total_cmp);
    let at = |q: usize| of.get((of.len() - 1) * q / 4).copied().unwrap_or(f64::NAN);
    [at(1), at(2), at(3)]
}

fn show(name: &str, of: Vec<f64>, note: &str) {
    let [low, mid, high] = quartiles(of);
    println!("{name:<44} {mid:>8.3} ({low:.3}–{high:.3})  {note}");
}

fn bytes(texts: &[Text]) -> usize {
    texts.iter().map(|(t, _)| t.len()).sum()
}

/// As many texts as one round holds.
fn portion<'t>(texts: &'t [Text], extractor: &Extractor) -> &'t [Text] {
    let probe = &texts[..texts.len().min(200)];
    let (took, _) = time(|| extract(extractor, probe));
    let share = ROUND.as_secs_f64() / took.as_secs_f64().max(1e-9);
    let n = (probe.len() as f64 * share) as usize;
    &texts[..n.clamp(probe.len().min(50), texts.len())]
}

fn against(name: &str, texts: &[Text], extractor: &Extractor, scan: &AhoCorasick) {
    let texts = portion(texts, extractor);
    let expected = extract(extractor, texts);
    assert!(expected.iter().all(|n| *n > 0), "{name}: {expected:?}");
    let hits = scan_names(scan, texts);
    let size = bytes(texts) as f64;
    let (mut ratios, mut speeds) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (ours, found) = time(|| extract(extractor, texts));
        assert_eq!(found, expected);
        // The scan is short: it is run several times for the clock's sake.
        let (theirs, found) = time(|| (0..5).map(|_| scan_names(scan, texts)).min());
        assert_eq!(found, Some(hits));
        ratios.push(theirs.as_secs_f64() / 5.0 / ours.as_secs_f64());
        speeds.push(size / ours.as_secs_f64() / 1e6);
    }
    let [_, speed, _] = quartiles(speeds);
    let note = format!(
        "{speed:.2} MB/s; {} texts, {:.2} MB; mentions, times, relations {expected:?}",
        texts.len(),
        size / 1e6
    );
    show(&format!("{name}: speed / R"), ratios, &note);
}

fn startup(extractor: &Extractor) {
    let text =
        "Tổng thống Pháp Emmanuel Macron hội đàm với Thủ tướng Đức Friedrich Merz tại Berlin.";
    let document = Document::new(text).date(DAY);
    assert!(!extractor.extract(&document).relations.is_empty());
    let (mut ratios, mut absolute) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (ours, (built, _)) = time(|| {
            let e = build();
            let found = e.extract(&document);
            (e, found)
        });
        let (theirs, _) = time(|| automaton(&built));
        ratios.push(ours.as_secs_f64() / theirs.as_secs_f64());
        absolute.push(ours.as_secs_f64() * 1e3);
    }
    show("build to first relation, ms", absolute, "");
    show("the same / building R", ratios, "");
}

fn threads(texts: &[Text], extractor: &Extractor) {
    let texts = portion(texts, extractor);
    let (left, right) = texts.split_at(half(texts));
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let (one, _) = time(|| extract(extractor, texts));
        let (two, _) = time(|| {
            std::thread::scope(|s| {
                s.spawn(|| extract(extractor, left));
                extract(extractor, right)
            })
        });
        ratios.push(one.as_secs_f64() / two.as_secs_f64());
    }
    show("two threads / one", ratios, "");
}

/// Where half of the bytes are.
fn half(texts: &[Text]) -> usize {
    let all = bytes(texts);
    let mut sum = 0;
    texts
        .iter()
        .position(|(t, _)| {
            sum += t.len();
            sum * 2 >= all
        })
        .map_or(0, |i| i + 1)
}

/// The same text in paragraphs, in documents, and in one piece: time a byte against the documents'.
fn lengths(texts: &[Text], extractor: &Extractor) {
    let texts = portion(texts, extractor);
    let lines: Vec<Text> = texts
        .iter()
        .flat_map(|(t, d)| t.lines().map(|l| (l.to_string(), *d)))
        .collect();
    let joined: Vec<String> = texts.iter().map(|(t, _)| t.clone()).collect();
    let one = [(joined.join("\n\n"), Some(DAY))];
    let (mut by_line, mut whole) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (documents, _) = time(|| extract(extractor, texts));
        let (a, _) = time(|| extract(extractor, &lines));
        let (b, _) = time(|| extract(extractor, &one));
        let base = documents.as_secs_f64() / bytes(texts) as f64;
        by_line.push(a.as_secs_f64() / bytes(&lines) as f64 / base);
        whole.push(b.as_secs_f64() / bytes(&one) as f64 / base);
    }
    show("time a byte: lines / documents", by_line, "");
    show(
        "time a byte: one text / documents",
        whole,
        &format!("{:.2} MB", bytes(&one) as f64 / 1e6),
    );
}

/// Texts of one pattern without end, at two lengths: time a byte against the articles'.
fn hard_texts(texts: &[Text], extractor: &Extractor) {
    let texts = portion(texts, extractor);
    let (base, _) = time(|| extract(extractor, texts));
    let base = base.as_secs_f64() / bytes(texts) as f64;
    let large = hard::texts(HARD);
    for ((name, a), (_, b)) in hard::texts(HARD / 10).into_iter().zip(large) {
        let cost = |text: &str| {
            let (took, _) = time(|| extractor.extract(&Document::new(text)));
            took.as_secs_f64() / text.len() as f64 / base
        };
        println!(
            "{name:<44} {:>8.2} at {} kB, {:.2} at {} kB",
            cost(&a),
            a.len() / 1000,
            cost(&b),
            b.len() / 1000
        );
    }
}
