//! A rule of one's own: names of cooperatives, which the built-in rules do not know.
//! `cargo run --example own_rule`.

use hoidam::{Document, Extractor};

const RULES: &str = r#"
[[rule]]
id = "own.cooperative"
makes = "organization"
pattern = '"hợp tác xã" Cap+'
accept = ["Ông thăm [Organization Hợp tác xã Rau Sạch]."]
reject = ["Một hợp tác xã ở xã bên đã giải thể."]
note = "Hợp tác xã Rau Sạch, hợp tác xã Mây Tre"
"#;

fn main() -> Result<(), hoidam::Error> {
    let extractor = Extractor::builder()
        .table("languages/vi/rules/own.toml", RULES)
        .build()?;
    let text = "Tại Cần Thơ, Hợp tác xã Lúa Vàng và hợp tác xã Mây Tre đã gặp nhau sáng 3/2.";
    let extraction = extractor.extract(&Document::new(text).date(jiff::civil::date(2026, 2, 4)));
    for mention in &extraction.mentions {
        let words = text.get(mention.span.range()).unwrap_or_default();
        println!("{:<12} {words} <- {}", mention.kind.as_str(), mention.rule);
    }

    // A broken pattern is refused when the extractor is built, with its file, line and column.
    let broken = RULES.replace("Cap+", "Capp+");
    if let Err(e) = Extractor::builder()
        .table("languages/vi/rules/own.toml", broken)
        .build()
    {
        println!("\n{e}");
    }
    Ok(())
}
