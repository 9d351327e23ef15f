//! A rule of one's own: days as databases write them, year first. `cargo run --example own_rule`.
//!
//! The same file in a folder is a pack: `hoidam extract --pack FOLDER`. `docs/RULES.md` has the language.

use hoidam::{Document, Extractor};

const RULES: &str = r#"
[[rule]]
id = "own.year_first"
makes = "time"
layer = 1
pattern = '<day_word>? y=Num4 "-"&Glued m=Num1&Glued "-"&Glued d=Num1&Glued'
value = { kind = "date", day = "d", month = "m", year = "y" }
accept = ["Cập nhật [time ngày 2026-01-05] tại Huế."]
values = ["2026-01-05"]
at = "2026-01-06"
reject = ["Điện thoại 2026-01-05-77."]
"#;

fn main() -> Result<(), hoidam::Error> {
    let extractor = Extractor::builder()
        .table("languages/vi/rules/own.toml", RULES)
        .build()?;
    let text =
        "Ngày 2026-02-03, Thủ tướng Phạm Minh Chính tiếp Tổng thống Phần Lan Alexander Stubb.";
    let extraction = extractor.extract(&Document::new(text));
    for time in &extraction.times {
        let words = text.get(time.span.range()).unwrap_or_default();
        println!(
            "{words}: {} <- {}",
            time.value.as_deref().unwrap_or("?"),
            time.rule
        );
    }

    // A broken pattern is refused when the extractor is built, with its file, line and column.
    let broken = RULES.replace("<day_word>", "<dya_word>");
    if let Err(e) = Extractor::builder()
        .table("languages/vi/rules/own.toml", &broken)
        .build()
    {
        println!("\n{e}");
    }
    Ok(())
}
