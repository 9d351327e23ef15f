//! What is read from the texts that ship stays the same to the byte: `tests/shipped/*.json`. After a change that is meant,
//! `HOIDAM_WRITE_SHIPPED=1 cargo test --test shipped_texts` writes it anew; read the difference before you commit it.

#![allow(clippy::expect_used)] // Helpers of tests fail by it, as tests do.

mod common;

use common::EXTRACTOR;
use hoidam::Document;
use hoidam::output::json::{Offsets, to_line};
use std::path::Path;

#[test]
fn nothing_has_changed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let write = std::env::var_os("HOIDAM_WRITE_SHIPPED").is_some();
    let mut changed = Vec::new();
    for name in ["bai-bao", "dien-dam", "thu-moi", "tin-van"] {
        let text = std::fs::read_to_string(root.join(format!("examples/texts/{name}.txt")))
            .expect("the text ships");
        let document = Document::new(&text).date(jiff::civil::date(2026, 1, 6));
        let line = to_line(&document, &EXTRACTOR.extract(&document), Offsets::default());
        let value: serde_json::Value = serde_json::from_str(&line).expect("the line is JSON");
        let pretty = serde_json::to_string_pretty(&value).expect("a value is JSON") + "\n";
        let file = root.join(format!("tests/shipped/{name}.json"));
        if write {
            std::fs::write(&file, pretty).expect("the folder can be written to");
        } else if std::fs::read_to_string(&file).expect("the answer is stored") != pretty {
            changed.push(name);
        }
    }
    assert!(
        changed.is_empty(),
        "other than in tests/shipped: {changed:?}"
    );
}
