//! What a name can mean where the text does not tell: the candidates are kept, and a title or a fuller name closes them.

#![allow(clippy::expect_used)] // Helpers of tests fail by it, as tests do.

mod common;

use common::read;
use hoidam::Extraction;

/// Names of the entity and of the candidates of the first mention of those words.
fn reading(found: &Extraction, text: &str, words: &str) -> (Option<String>, Vec<String>) {
    let start = text.find(words).expect("the words stand in the text");
    let m = found.mentions.iter().find(|m| m.span.start == start);
    let m = m.expect("the words are a mention");
    let id = |e: usize| found.entities[e].id.to_string();
    (
        m.entity.map(id),
        m.candidates.iter().map(|c| id(*c)).collect(),
    )
}

fn of(text: &str, words: &str) -> (Option<String>, Vec<String>) {
    reading(&read(text), text, words)
}

#[test]
fn several_rows_bear_a_short_name() {
    let (entity, candidates) = of("Ông Hùng phát biểu tại hội thảo ở Huế.", "Hùng");
    assert!(entity.is_some_and(|e| e.starts_with("doc:")));
    assert!(candidates.len() > 1, "{candidates:?}");
}

#[test]
fn an_office_closes_it() {
    let (entity, candidates) = of(
        "Bộ trưởng Quốc phòng Mỹ Austin phát biểu tại Singapore.",
        "Austin",
    );
    assert_eq!(entity.as_deref(), Some("lloyd-austin"));
    assert!(candidates.is_empty());
}

#[test]
fn a_full_name_closes_it() {
    let text = "Ông Hùng phát biểu tại Huế. Bộ trưởng Nguyễn Văn Hùng nói du lịch đang hồi phục.";
    let (_, candidates) = of(text, "Hùng");
    assert!(candidates.is_empty());
}

#[test]
fn a_town_of_two_countries_is_the_one_whose_country_is_named() {
    let (far, others) = of("Lũ quét làm ngập thành phố Valencia.", "Valencia");
    assert_eq!(others.len(), 1);
    let text = "Lũ quét làm ngập thành phố Valencia của Tây Ban Nha.";
    let (near, none) = of(text, "Valencia");
    assert!(none.is_empty());
    assert_eq!(near, Some("gn2509954".into()));
    assert!(others.contains(&"gn2509954".into()) || far == near);
}

#[test]
fn on_the_day_of_a_hand_over_both_holders_stay() {
    let text = "Thủ tướng Pháp chưa trả lời câu hỏi của báo chí.";
    let on = |day: jiff::civil::Date| {
        let found = common::EXTRACTOR.extract(&hoidam::Document::new(text).date(day));
        reading(&found, text, "Thủ tướng Pháp")
    };
    let (entity, candidates) = on(jiff::civil::date(2025, 9, 9));
    assert_eq!(entity, None);
    let ids: Vec<&str> = candidates.iter().map(String::as_str).collect();
    assert_eq!(ids, ["sebastien-lecornu", "francois-bayrou"]);
    let before = on(jiff::civil::date(2025, 9, 8));
    assert_eq!(before.0.as_deref(), Some("francois-bayrou"));
    let after = on(jiff::civil::date(2025, 9, 10));
    assert_eq!(after.0.as_deref(), Some("sebastien-lecornu"));
}

/// Whom the bare office in the last sentence means, after talks of two presidents.
fn office_after(between: &str) -> (Option<String>, Vec<String>) {
    let text = format!(
        "Chiều 5/1, Tổng thống Mỹ Donald Trump hội đàm với Tổng thống Ukraine Volodymyr Zelensky tại Washington. {between}\
         Tổng thống cảm ơn những người đón tiếp."
    );
    let day = jiff::civil::date(2026, 1, 6);
    let found = common::EXTRACTOR.extract(&hoidam::Document::new(text.as_str()).date(day));
    reading(&found, &text, "Tổng thống cảm ơn")
}

#[test]
fn an_office_alone_means_neither_of_the_two_who_hold_it() {
    let (entity, candidates) = office_after("");
    assert_eq!(entity, None);
    assert_eq!(candidates, ["donald-trump", "volodymyr-zelensky"]);
}

#[test]
fn an_office_alone_means_the_one_whom_the_sentence_before_names() {
    let (entity, candidates) = office_after("Ông Zelensky ở lại thêm một ngày. ");
    assert_eq!(entity.as_deref(), Some("volodymyr-zelensky"));
    assert!(candidates.is_empty());
}
