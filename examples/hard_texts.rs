//! Time and memory of reading texts that nobody writes, beside a text of the same length that people do.
//!
//!     cargo run --profile quick --example hard_texts -- [BYTES [PART-OF-NAME [NEWS.jsonl[.gz]]]]
//!
//! Fails where a pattern takes more than three times as long a byte as the natural text (twice in a row, and only where
//! that takes long enough to tell). A line a pattern: nanoseconds a byte, how many times the natural text's, and bytes of memory a byte of text at the peak
//! (Linux only). The natural text is news where a file is given, else the texts that ship, again and again.

mod hard;
#[path = "ratios/texts.rs"]
#[allow(dead_code)]
mod texts;

use std::error::Error;
use std::hint::black_box;
use std::path::Path;

use hoidam::{Document, Extractor};

/// How many times as long a byte may take as in natural text.
const BOUND: f64 = 3.0;
/// Nanoseconds below which a time tells nothing.
const LEAST: f64 = 2e7;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let bytes: usize = args.next().map_or(Ok(1 << 20), |n| n.parse())?;
    let part = args.next().unwrap_or_default();
    let natural = match args.next() {
        Some(file) => texts::read(Path::new(&file), usize::MAX)?,
        None => texts::shipped(),
    };
    let natural: Vec<&str> = natural.iter().map(|(t, _)| t.as_str()).collect();
    let mut text = String::new();
    while text.len() < bytes {
        text.push_str(&natural.join("\n\n"));
        text.push_str("\n\n");
    }
    while text.len() > bytes {
        text.pop();
    }
    let extractor = Extractor::builder().build()?;
    let usual = line("natural text", &text, &extractor, None);
    drop(text);
    let mut slow = Vec::new();
    for (name, text) in hard::texts(bytes) {
        if !name.contains(&part) {
            continue;
        }
        let over = |each: f64| each > BOUND * usual && each * text.len() as f64 > LEAST;
        if over(line(name, &text, &extractor, Some(usual)))
            && over(line(name, &text, &extractor, Some(usual)))
        {
            slow.push(name);
        }
    }
    match slow[..] {
        [] => Ok(()),
        _ => Err(format!("more than {BOUND} times natural: {}", slow.join(", ")).into()),
    }
}

/// Reads a text, prints what that took, and returns the nanoseconds a byte.
fn line(name: &str, text: &str, extractor: &Extractor, usual: Option<f64>) -> f64 {
    // The shorter of two where two are soon done: the machine may do other things.
    let mut took = f64::INFINITY;
    let (mut relations, mut limits) = (0, Vec::new());
    let before = reset_peak();
    for _ in 0..2 {
        let start = hard::worked();
        let found = black_box(extractor.extract(&Document::new(text)));
        took = took.min((hard::worked() - start).as_secs_f64());
        (relations, limits) = (found.relations.len(), found.limits);
        if took > 2.0 {
            break;
        }
    }
    let each = took * 1e9 / text.len() as f64;
    let times = usual.map_or_else(String::new, |u| format!(", {:.1} times natural", each / u));
    let memory = peak().zip(before).map_or_else(String::new, |(p, b)| {
        format!(
            ", {:.0} bytes a byte",
            p.saturating_sub(b) as f64 / text.len() as f64
        )
    });
    println!(
        "{name}: {} bytes in {took:.3} s, {each:.0} ns a byte{times}{memory}, {relations} relations {limits:?}",
        text.len()
    );
    each
}

/// Forgets the peak of memory so far; the bytes in use now.
fn reset_peak() -> Option<usize> {
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    peak()
}

/// The most bytes that were in use.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    let kib: usize = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib << 10)
}
