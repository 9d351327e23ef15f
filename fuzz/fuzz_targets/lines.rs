//! Any bytes as JSON lines or as a text, with the program's own reader: each line gives one record or one failure in its
//! place, and a record written again reads the same.
#![no_main]

#[allow(dead_code)]
#[path = "../../crates/hoidam-cli/src/args.rs"]
mod args;
#[allow(dead_code)]
#[path = "../../crates/hoidam-cli/src/input.rs"]
mod input;

use args::Input;
use input::{Item, Reading};
use libfuzzer_sys::fuzz_target;

fn read(bytes: &[u8], input: Input, lossy: bool) -> Vec<Item> {
    let how = Reading {
        input,
        date: None,
        id: None,
        lossy,
    };
    let mut items = Vec::new();
    input::read_stream(bytes, "f", &how, &mut |item| {
        items.push(item);
        true
    });
    items
}

fuzz_target!(|bytes: &[u8]| {
    for lossy in [false, true] {
        let texts = read(bytes, Input::Text, lossy);
        assert_eq!(texts.len(), 1);
        if let [Item::Record(r)] = &texts[..] {
            assert_eq!(r.bytes, bytes.len() as u64);
            assert!(lossy || r.text.as_bytes() == bytes);
        }

        let items = read(bytes, Input::Jsonl, lossy);
        let lines = bytes.split(|b| *b == b'\n').count();
        assert!(items.len() <= lines, "{} of {lines}", items.len());
        for item in &items {
            match item {
                Item::Failure(why) => assert!(why.starts_with("f:"), "{why}"),
                Item::Record(r) => again(r),
            }
        }
    }
});

/// Writes a record as a line and reads it back.
fn again(r: &input::Record) {
    let mut line = serde_json::json!({ "text": r.text, "id": r.id });
    if let Some(date) = r.date {
        line["date"] = date.to_string().into();
    }
    let back = read(line.to_string().as_bytes(), Input::Jsonl, false);
    let [Item::Record(b)] = &back[..] else {
        panic!("{back:?}");
    };
    assert_eq!((&b.text, &b.id, b.date), (&r.text, &r.id, r.date));
}
