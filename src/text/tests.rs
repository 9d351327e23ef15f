//! Texts read whole, with the lexicon of the language.

use super::*;
use proptest::prelude::*;

const LAYOUT: &str = include_str!("../../languages/vi/lexicon/layout.tsv");

/// The pack, read once for all tests.
fn pack() -> &'static (Vocabulary, Lexicon) {
    static PACK: std::sync::OnceLock<(Vocabulary, Lexicon)> = std::sync::OnceLock::new();
    PACK.get_or_init(|| {
        let mut vocabulary = Vocabulary::default();
        let mut lexicon = Lexicon::default();
        lexicon
            .add_table(
                "layout.tsv",
                crate::pack::FileText::Builtin(LAYOUT),
                &mut vocabulary,
            )
            .unwrap();
        (vocabulary, lexicon)
    })
}

/// Blocks and sentences, as written.
pub(super) fn read(text: &str) -> (Vec<(BlockKind, String)>, Vec<String>) {
    let (vocabulary, lexicon) = pack();
    let read = Text::read(text, vocabulary, lexicon);
    let of = |r: &std::ops::Range<usize>| text[read.span(r.clone()).range()].to_owned();
    (
        read.blocks
            .iter()
            .map(|b| (b.kind, of(&b.tokens)))
            .collect(),
        read.sentences.iter().map(|s| of(&s.tokens)).collect(),
    )
}

pub(super) fn sentences(text: &str) -> Vec<String> {
    read(text).1
}

#[test]
fn spans_are_of_the_original() {
    let (vocabulary, lexicon) = pack();
    let text = "<p>Ba\u{300} <b>Lan</b>&nbsp;go\u{323}\u{302}i\u{200B}.</p>";
    let read = Text::read(text, vocabulary, lexicon);
    let words: Vec<_> = (0..read.tokens.len())
        .map(|i| (read.slice(i..i + 1), &text[read.span(i..i + 1).range()]))
        .filter(|(s, _)| *s != "\n")
        .collect();
    assert_eq!(
        words,
        [
            ("Bà", "Ba\u{300}"),
            ("Lan", "Lan"),
            ("gội", "go\u{323}\u{302}i"),
            (".", ".")
        ]
    );
    assert_eq!(read.sentences.len(), 1);
}

#[test]
fn entries_of_the_table_are_read_back() {
    let (vocabulary, lexicon) = pack();
    for name in ["abbreviation", "caption", "byline", "boilerplate"] {
        assert!(lexicon.find_class(name).is_some(), "{name}");
    }
    // Case and spacing of the colon do not matter.
    for line in ["Ảnh: AFP", "ẢNH : AFP", "(Ảnh: AFP)", "Photo : AFP News"] {
        let read = Text::read(line, vocabulary, lexicon);
        assert_eq!(read.blocks[0].kind, BlockKind::Caption, "{line}");
    }
}

/// Lines as web pages have them, put together at random.
fn page() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        3 => "[A-ZĐa-zđàếộ]{1,5}( [A-Za-zàếộ]{1,4}){0,6}",
        2 => Just("Ông An gặp bà Bình. ".to_owned()),
        1 => Just("Ảnh: AFP".to_owned()),
        1 => Just(" (Ảnh: ".to_owned()),
        1 => Just("Theo Báo Mới".to_owned()),
        1 => Just("Tin liên quan".to_owned()),
        1 => Just("[Bà Lan đến Huế](https://a.vn/b)".to_owned()),
        1 => Just("![Bà Lan](https://a.vn/b)".to_owned()),
        1 => "[.?!…\"”“')( ]{1,4}",
        2 => Just("\n".to_owned()),
        1 => "\\PC{1,4}",
    ];
    prop::collection::vec(part, 0..14).prop_map(|v| v.concat())
}

proptest! {
    #[test]
    fn blocks_hold_all_tokens_and_sentences_lie_in_them(text in page()) {
        let (vocabulary, lexicon) = pack();
        let read = Text::read(&text, vocabulary, lexicon);
        let mut covered = vec![0u8; read.tokens.len()];
        let mut end = 0;
        for b in &read.blocks {
            prop_assert!(b.tokens.start >= end && !b.tokens.is_empty());
            end = b.tokens.end;
            covered[b.tokens.clone()].iter_mut().for_each(|c| *c += 1);
        }
        for (t, n) in read.tokens.iter().zip(&covered) {
            prop_assert_eq!(*n, u8::from(t.kind != token::TokenKind::Break));
        }
        let mut in_sentence = vec![0u8; read.tokens.len()];
        for s in &read.sentences {
            let b = &read.blocks[s.block];
            prop_assert!(b.kind != BlockKind::Noise && !s.tokens.is_empty());
            prop_assert!(b.tokens.start <= s.tokens.start && s.tokens.end <= b.tokens.end);
            prop_assert!(text.get(read.span(s.tokens.clone()).range()).is_some());
            in_sentence[s.tokens.clone()].iter_mut().for_each(|c| *c += 1);
        }
        for b in &read.blocks {
            for i in b.tokens.clone() {
                prop_assert_eq!(in_sentence[i], u8::from(b.kind != BlockKind::Noise));
            }
        }
    }

    #[test]
    fn any_string_is_read(text in any::<String>()) {
        let (vocabulary, lexicon) = pack();
        let read = Text::read(&text, vocabulary, lexicon);
        prop_assert!(text.get(read.span(0..read.tokens.len()).range()).is_some());
    }
}

#[test]
fn what_is_read_ends_at_a_character() {
    assert_eq!(super::up_to("gặp", 7), "gặp");
    assert_eq!(super::up_to("gặp", 3), "g");
    assert_eq!(super::up_to("gặp", 0), "");
    assert_eq!(super::readable("gặp"), "gặp");
}
