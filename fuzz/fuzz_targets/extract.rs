//! Any text: no panic, sound spans and indices, the same answer twice, a line that reads back.
#![no_main]

use std::sync::LazyLock;

use hoidam::output::json::{Line, Offsets, to_line};
use hoidam::{Document, Extraction, Extractor, Span};
use libfuzzer_sys::fuzz_target;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| {
    Extractor::builder()
        .build()
        .expect("the built-in packs are well formed")
});

fuzz_target!(|text: &str| {
    for date in [None, Some(jiff::civil::date(2026, 1, 6))] {
        let document = Document::new(text).date(date);
        let extraction = EXTRACTOR.extract(&document);
        sound(text, &extraction);
        assert_eq!(extraction, EXTRACTOR.extract(&document));
        for offsets in [Offsets::Bytes, Offsets::Chars] {
            let line = to_line(&document, &extraction, offsets);
            let read: Line = serde_json::from_str(&line).expect("a line is JSON");
            assert_eq!(read, Line::new(&document, &extraction, offsets));
        }
    }
});

/// Spans slice the text, indices point at entities.
fn sound(text: &str, e: &Extraction) {
    let span = |s: Span| assert!(text.get(s.range()).is_some(), "{s:?}");
    let entity = |i: usize| assert!(i < e.entities.len(), "{i}");
    for m in &e.mentions {
        span(m.span);
        assert!(!m.span.is_empty());
        m.entity.into_iter().for_each(entity);
        m.candidates.iter().copied().for_each(entity);
    }
    e.times.iter().for_each(|t| span(t.span));
    for r in &e.relations {
        for i in [r.place, r.inferred_place, r.occasion]
            .into_iter()
            .flatten()
        {
            entity(i);
        }
        for source in r
            .source
            .iter()
            .chain(r.evidence.iter().filter_map(|e| e.source.as_ref()))
        {
            span(source.span);
            source.entity.into_iter().for_each(entity);
        }
        for phase in &r.history {
            assert!(phase.evidence < r.evidence.len(), "{phase:?}");
        }
        for p in &r.participants {
            entity(p.entity);
            p.span.into_iter().for_each(span);
        }
        for evidence in &r.evidence {
            span(evidence.sentence);
            span(evidence.trigger);
            evidence.cues.iter().for_each(|c| span(c.span));
        }
    }
}
