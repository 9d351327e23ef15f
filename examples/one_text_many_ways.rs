//! Reads the texts of files of JSON lines in all the ways of `rewrite/mod.rs` and counts where the answer is not the same.
//!
//!     cargo run --profile quick --example one_text_many_ways -- FILE.jsonl[.gz] [MOST [SHOWN [SKIP [WAY]]]]
//!
//! Prints a line a way: how many texts the way changes, how many of them are read otherwise; then the first of those.

mod rewrite;
#[path = "ratios/texts.rs"]
#[allow(dead_code)]
mod texts;

use std::error::Error;
use std::path::Path;

use hoidam::output::json::{Line, Offsets};
use hoidam::{Document, Extraction, Extractor};
use rewrite::{WAYS, one_spelling};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let file = args.next().ok_or("which file of JSON lines?")?;
    let mut number = |or: usize| args.next().map_or(Ok(or), |n| n.parse());
    let (most, shown, skip) = (number(2000)?, number(3)?, number(0)?);
    let mut texts = texts::read(Path::new(&file), skip + most)?;
    texts.drain(..skip.min(texts.len()));
    // Only ways whose name holds this.
    let only = args.next().unwrap_or_default();
    let extractor = Extractor::builder().build()?;
    let mut lost = 0;
    for (name, way) in WAYS.into_iter().filter(|(n, _)| n.contains(&only)) {
        let (mut changed, mut other) = (0, Vec::new());
        for (text, date) in &texts {
            let variant = way(text);
            if variant.text == *text {
                continue;
            }
            changed += 1;
            let read = |t: &str| extractor.extract(&Document::new(t).date(*date));
            let mut wanted = read(text);
            one_spelling(&mut wanted);
            let got = variant.led_back(read(&variant.text));
            if got != wanted {
                other.push(difference(text, &wanted, &got)?);
            }
        }
        println!("{name}: {changed} texts, {} read otherwise", other.len());
        other.iter().take(shown).for_each(|d| println!("{d}"));
        lost += other.len();
    }
    println!("{lost} in all");
    Ok(())
}

/// The first part of the result in which the two differ.
fn difference(text: &str, wanted: &Extraction, got: &Extraction) -> Result<String, Box<dyn Error>> {
    let lines = |e: &Extraction| -> Result<Vec<String>, Box<dyn Error>> {
        let line = serde_json::to_value(Line::new(&Document::new(text), e, Offsets::Bytes))?;
        let mut out = Vec::new();
        for part in ["entities", "mentions", "times", "relations", "limits"] {
            for item in line[part].as_array().into_iter().flatten() {
                out.push(format!("{part} {item}"));
            }
        }
        Ok(out)
    };
    let (wanted, got) = (lines(wanted)?, lines(got)?);
    let only = |a: &[String], b: &[String]| -> String {
        let own = a.iter().filter(|x| !b.contains(x)).take(2);
        own.map(|s| format!("\n    {}", s.chars().take(400).collect::<String>()))
            .collect()
    };
    let shown: String = text.chars().take(300).collect();
    Ok(format!(
        "  {shown:?}\n   wanted{}\n   got{}",
        only(&wanted, &got),
        only(&got, &wanted)
    ))
}
