//! What the tests of the whole library share: the built-in extractor, built once, and the texts that ship.

// Each test binary uses a part; what fails, fails the test.
#![allow(dead_code, unreachable_pub, clippy::panic, clippy::unwrap_used)]

use hoidam::{Document, Extraction, Extractor};
use jiff::civil::{Date, date};
use std::sync::LazyLock;

/// The day of the texts.
pub const DAY: Date = date(2026, 1, 6);

/// The built-in packs, read once for a test binary.
pub static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| {
    Extractor::builder()
        .build()
        .unwrap_or_else(|e| panic!("the built-in packs are well formed: {e}"))
});

/// Texts written for the project, in the manner of news.
pub const TEXTS: [&str; 4] = [
    include_str!("../../examples/texts/bai-bao.txt"),
    include_str!("../../examples/texts/dien-dam.txt"),
    include_str!("../../examples/texts/thu-moi.txt"),
    include_str!("../../examples/texts/tin-van.txt"),
];

/// Reads a text of [`DAY`].
pub fn read(text: &str) -> Extraction {
    EXTRACTOR.extract(&Document::new(text).date(DAY))
}
