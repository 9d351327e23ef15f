//! Any rules: they are taken or refused with a message, never a panic; a pattern that is taken ends on any text.
#![no_main]

use hoidam::{Document, Extractor};
use libfuzzer_sys::fuzz_target;

const TEXT: &str = "Ông Ba gặp bà Tư và ông Năm tại Huế ngày 3/2, sau đó cả ba về Đà Nẵng.";

fuzz_target!(|input: (bool, &str)| {
    let (whole_file, rule) = input;
    // Patterns alone are reached rarely through the syntax of the file about them.
    let rules = if whole_file {
        rule.to_string()
    } else if rule.contains("'''") {
        return;
    } else {
        format!("[[rule]]\nid = \"fuzz.rule\"\nmakes = \"time\"\npattern = '''{rule}'''\n")
    };
    match Extractor::builder()
        .table("languages/vi/rules/own.toml", &rules)
        .build()
    {
        Ok(extractor) => {
            extractor.extract(&Document::new(TEXT));
        }
        Err(e) => assert!(!e.to_string().is_empty()),
    }
});
