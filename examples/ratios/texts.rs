//! The texts that are read: those that ship, and files of JSON lines beside the repository.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use jiff::civil::{Date, date};

const SHIPPED: [&str; 4] = [
    include_str!("../texts/bai-bao.txt"),
    include_str!("../texts/dien-dam.txt"),
    include_str!("../texts/thu-moi.txt"),
    include_str!("../texts/tin-van.txt"),
];
/// The day on which texts without a date are read.
pub(crate) const DAY: Date = date(2026, 1, 6);
/// A text with one meeting.
pub(crate) const SENTENCE: &str =
    "Tổng thống Pháp Emmanuel Macron hội đàm với Thủ tướng Đức Friedrich Merz tại Berlin.";

/// A text and its date.
pub(crate) type Text = (String, Option<Date>);

#[derive(serde::Deserialize)]
struct Item {
    text: String,
    date: Option<Date>,
}

/// The texts that ship with the crate.
pub(crate) fn shipped() -> Vec<Text> {
    let text = |t: &&str| ((*t).to_string(), Some(DAY));
    SHIPPED.iter().map(text).collect()
}

/// At most so many texts of a file of JSON lines, packed (`.gz`) or not.
pub(crate) fn read(path: &Path, most: usize) -> Result<Vec<Text>, Box<dyn std::error::Error>> {
    let file = File::open(path)?;
    let lines: Box<dyn BufRead> = if path.extension().is_some_and(|e| e == "gz") {
        Box::new(BufReader::new(MultiGzDecoder::new(file)))
    } else {
        Box::new(BufReader::new(file))
    };
    let mut texts = Vec::new();
    for line in lines.lines().take(most) {
        let item: Item = serde_json::from_str(&line?)?;
        texts.push((item.text, item.date));
    }
    Ok(texts)
}
