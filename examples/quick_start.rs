//! A text in, relations out: `cargo run --example quick_start`.

use hoidam::{Document, Extractor};

const TEXT: &str = "Chiều 5/1, Thủ tướng Phạm Minh Chính tiếp Tổng thống Phần Lan Alexander Stubb tại Hà Nội. \
                    Ông Stubb mời nhà lãnh đạo Việt Nam thăm Helsinki vào tháng 6.";

fn main() -> Result<(), hoidam::Error> {
    // Built once, used for every document, from any thread.
    let extractor = Extractor::builder().build()?;

    let document = Document::new(TEXT).date(jiff::civil::date(2026, 1, 6));
    let extraction = extractor.extract(&document);

    let name = |entity: usize| extraction.entities.get(entity).map_or("?", |e| &*e.name);
    for relation in &extraction.relations {
        let who: Vec<_> = relation
            .participants
            .iter()
            .map(|p| format!("{} ({})", name(p.entity), p.role))
            .collect();
        println!(
            "{} {}: {}; where: {}; when: {}",
            relation.status.as_str(),
            relation.kind,
            who.join(", "),
            relation.place.map_or("not said", name),
            relation.time.as_deref().unwrap_or("not said"),
        );
        for evidence in &relation.evidence {
            // Spans are bytes of the text as it was given.
            let sentence = TEXT.get(evidence.sentence.range()).unwrap_or_default();
            println!("    {} <- {sentence}", evidence.rule);
        }
    }
    Ok(())
}
