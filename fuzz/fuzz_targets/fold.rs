//! Letters folded in many ways: marks composed and decomposed, capitals, zero-width characters and odd spaces thrown
//! among words that the packs know. Every mention must slice the text as it was given.
#![no_main]

use std::sync::LazyLock;

use hoidam::{Document, Extractor};
use libfuzzer_sys::fuzz_target;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| {
    Extractor::builder()
        .build()
        .expect("the built-in packs are well formed")
});

/// What folding is about, and some words for it to act on.
const PIECES: [&str; 32] = [
    "Tổng thống",
    "Nga",
    "Mỹ",
    "Hà Nội",
    "hòa",
    "hoà",
    "thúy",
    "thuý",
    "gặp",
    "đã",
    "ngày 5/1",
    "Ông",
    "Đ",
    "đ",
    "D",
    "a",
    "o",
    "u",
    "e",
    "\u{300}",
    "\u{301}",
    "\u{302}",
    "\u{323}",
    "\u{31b}",
    "\u{200b}",
    "\u{feff}",
    "\u{a0}",
    " ",
    "\u{2013}",
    "\u{130}",
    ".",
    "\n",
];

fuzz_target!(|bytes: &[u8]| {
    // Short inputs reach as far as long ones here.
    let text: String = bytes
        .iter()
        .take(512)
        .filter_map(|b| PIECES.get(usize::from(b % 32)).copied())
        .collect();
    let extraction = EXTRACTOR.extract(&Document::new(&text));
    for m in &extraction.mentions {
        let words = text.get(m.span.range()).expect("a span slices the text");
        assert!(!words.trim().is_empty());
        // A span that begins inside a letter would cut its mark off.
        assert!(
            !words.starts_with(|c| ('\u{300}'..='\u{36f}').contains(&c)),
            "{words:?}"
        );
    }
});
