//! Laws of extraction, on the built-in packs: what holds for every text, and which texts are one to the reader.

#![allow(clippy::expect_used)] // Helpers of tests fail by it, as tests do.

mod common;

use common::{DAY, EXTRACTOR, TEXTS, read};
use hoidam::{Document, Extraction, Relation, Span};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Failures are reported, not written into the repository.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    }
}

/// What every extraction keeps: spans slice the text and hold something, lists are sorted, indices point at entities.
fn sound(text: &str, e: &Extraction) {
    let span = |s: Span| {
        assert!(text.get(s.range()).is_some_and(|w| !w.is_empty()), "{s:?}");
    };
    let entity = |i: usize| assert!(i < e.entities.len(), "{i} of {}", e.entities.len());
    for m in &e.mentions {
        span(m.span);
        m.entity.into_iter().for_each(entity);
        m.candidates.iter().copied().for_each(entity);
    }
    let places: Vec<(usize, usize)> = e
        .mentions
        .iter()
        .map(|m| (m.span.start, usize::MAX - m.span.end))
        .collect();
    assert!(places.is_sorted(), "mentions are sorted");
    for pair in e.times.windows(2) {
        assert!(
            pair[0].span.end <= pair[1].span.start,
            "times do not overlap"
        );
    }
    e.times.iter().for_each(|t| span(t.span));
    let mut ids: Vec<&str> = e.entities.iter().map(|e| e.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), e.entities.len(), "one id, one entity");
    for r in &e.relations {
        let source = r.source.as_ref().and_then(|s| s.entity);
        let slots = [r.place, r.inferred_place, r.occasion, source];
        slots.into_iter().flatten().for_each(entity);
        assert!(!r.participants.is_empty(), "someone takes part");
        assert!(!r.evidence.is_empty(), "something tells of it");
        for (i, p) in r.participants.iter().enumerate() {
            entity(p.entity);
            p.span.into_iter().for_each(span);
            assert!(
                r.participants[..i].iter().all(|q| q.entity != p.entity),
                "nobody takes part twice"
            );
        }
        for evidence in &r.evidence {
            span(evidence.sentence);
            span(evidence.trigger);
            assert!(evidence.sentence.contains(evidence.trigger));
            for cue in &evidence.cues {
                span(cue.span);
            }
        }
    }
}

/// The law of any text at all.
fn holds(text: &str) {
    for date in [None, Some(DAY)] {
        let document = Document::new(text).date(date).id("x");
        let found = EXTRACTOR.extract(&document);
        sound(text, &found);
        assert_eq!(found, EXTRACTOR.extract(&document), "the same twice");
        #[cfg(feature = "serde")]
        {
            use hoidam::output::json::{Line, Offsets, to_line};
            for offsets in [Offsets::Bytes, Offsets::Chars] {
                let line = to_line(&document, &found, offsets);
                assert!(!line.contains('\n'));
                let back: Line = serde_json::from_str(&line).expect("a line is JSON");
                assert_eq!(back, Line::new(&document, &found, offsets));
            }
            let json = serde_json::to_string(&found).expect("an extraction is JSON");
            assert_eq!(
                serde_json::from_str::<Extraction>(&json).expect("it reads back"),
                found
            );
        }
    }
}

/// Words that the stages act on, and things that stand between words.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "gặp", "hội đàm", "điện đàm", "gửi thư", "thăm", "mời", "tiếp", "cuộc gặp", "chuyến thăm",
    "lời mời", "thượng đỉnh", "gặp khó khăn", "đón", "gọi điện cho", "trao đổi", "theo lời mời của",
    "Tổng thống", "Thủ tướng", "Chủ tịch nước", "Ngoại trưởng", "người đồng cấp", "nhà lãnh đạo",
    "hai nhà lãnh đạo", "hai bên", "phu nhân", "con trai", "đoàn", "phái đoàn", "cựu", "tân",
    "Mỹ", "Trung Quốc", "Hàn", "Nhật", "Pháp", "Nga", "Hàn Quốc", "Việt Nam", "Hà Nội", "Bắc Kinh",
    "Geneva", "Liên hợp quốc", "ASEAN", "Nhà Trắng", "Hội nghị cấp cao ASEAN",
    "Emmanuel Macron", "Macron", "Tập Cận Bình", "ông Tập", "bà Takaichi", "Phạm Minh Chính",
    "Trần Văn Mẫu", "ông", "bà", "họ", "ông ấy", "tôi", "Kim", "Lee",
    "với", "và", "giữa", "tại", "ở", "tới", "sang", "của", "cho", "từ", "cùng", "bên lề", "nhau",
    "không", "chưa", "sẽ", "đã", "từng", "dự kiến", "có thể", "hủy", "hoãn", "bác tin", "muốn",
    "nếu", "khi", "sau khi", "trước khi", "để", "rằng", "mà", "người", "trong đó", "lần lượt",
    "được", "bị", "cuộc", "chuyến", "buổi", "việc", "này", "đó", "cùng ngày",
    "hôm nay", "hôm qua", "ngày 5/1", "tháng 11 năm ngoái", "tuần tới", "sáng 30-12", "năm 2025",
    "31/2/2026", "từ ngày 5 đến 7/1", "thứ Ba", "99/99", "Ảnh:", "Đọc thêm:", "Theo", "nói", "cho biết",
    ",", ".", ":", ";", "-", "–", "(", ")", "\"", "“", "”", "…", "\n", "\n\n", "*", "#", "[", "](http://a.vn)",
    "![", "https://vnexpress.net/a-1.html", "<p>", "&nbsp;", "123", "3.400", "TP.HCM", "GẶP", "THỦ TƯỚNG",
];

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn any_text(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn any_mix_of_the_words_of_news(
        words in prop::collection::vec((prop::sample::select(WORDS), prop::sample::select(&[" ", " ", " ", " ", "", "\n"][..])), 0..120)
    ) {
        let text: String = words.iter().flat_map(|(w, s)| [*w, *s]).collect();
        holds(&text);
    }

    #[test]
    fn any_cut_of_a_text(which in 0..TEXTS.len(), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()) {
        let text = TEXTS[which];
        let at = |i: prop::sample::Index| text.floor_char_boundary(i.index(text.len() + 1));
        let (a, b) = (at(from), at(to));
        holds(&text[a.min(b)..a.max(b)]);
    }
}

#[test]
fn the_texts_themselves() {
    TEXTS.iter().for_each(|t| holds(t));
    assert!(read(TEXTS[0]).relations.len() > 5);
}

/// A text written otherwise, with the way back.
struct Variant {
    text: String,
    /// Byte ranges of `text`, each with the range of the original that it stands for, in order.
    pieces: Vec<(Span, Span)>,
}

impl Variant {
    /// Writes each letter (with the marks on it) by `write`.
    fn new(original: &str, write: impl Fn(&str, &str) -> Option<String>) -> Variant {
        let mut v = Variant {
            text: String::new(),
            pieces: Vec::new(),
        };
        let mut at = 0;
        while let Some(first) = original[at..].chars().next() {
            let mut end = at + first.len_utf8();
            while let Some(c) = original[end..]
                .chars()
                .next()
                .filter(|c| is_combining_mark(*c))
            {
                end += c.len_utf8();
            }
            let letter = &original[at..end];
            let start = v.text.len();
            let before = &original[..at];
            v.text += &write(letter, before).unwrap_or_else(|| letter.to_string());
            v.pieces
                .push((Span::new(start, v.text.len()), Span::new(at, end)));
            at = end;
        }
        v
    }

    fn back(&self, span: Span) -> Span {
        let first = self
            .pieces
            .partition_point(|(new, _)| new.end <= span.start);
        let last = self.pieces.partition_point(|(new, _)| new.start < span.end);
        Span::new(self.pieces[first].1.start, self.pieces[last - 1].1.end)
    }
}

/// All that must be equal, spans led back and names written one way.
fn essence(e: &Extraction, back: &dyn Fn(Span) -> Span) -> Vec<String> {
    let mut out = Vec::new();
    let who = |i: usize| {
        let e = &e.entities[i];
        (e.id.clone(), e.kind, e.known)
    };
    for m in &e.mentions {
        let meant = m.entity.map(who);
        out.push(format!(
            "{:?} {:?} {:?} {meant:?} {}",
            back(m.span),
            m.kind,
            m.form,
            m.rule
        ));
    }
    for t in &e.times {
        out.push(format!("{:?} {:?} {}", back(t.span), t.value, t.rule));
    }
    for r in &e.relations {
        let people: Vec<_> = r
            .participants
            .iter()
            .map(|p| (who(p.entity), p.role.clone(), p.span.map(back)))
            .collect();
        let told: Vec<_> = r
            .evidence
            .iter()
            .map(|x| (back(x.sentence), back(x.trigger), x.rule.clone(), x.status))
            .collect();
        out.push(format!(
            "{} {} {:?} {:?} {people:?} {:?} {:?} {:?} {told:?}",
            r.id,
            r.kind,
            r.status,
            r.reason,
            r.place.map(who),
            r.time,
            r.occasion.map(who),
        ));
    }
    out
}

fn same(name: &str, original: &str, v: &Variant) {
    let wanted = essence(&read(original), &|s| s);
    let found = read(&v.text);
    sound(&v.text, &found);
    let got = essence(&found, &|s| v.back(s));
    for (w, g) in wanted.iter().zip(&got) {
        assert_eq!(w, g, "{name}");
    }
    assert_eq!(wanted.len(), got.len(), "{name}");
}

/// New place of the tone mark (`hòa`, `thủy` are the old one).
fn new_tone(word: &str) -> Option<String> {
    #[rustfmt::skip]
    const PAIRS: [(&str, &str); 15] = [
        ("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ"),
        ("òe", "oè"), ("óe", "oé"), ("ỏe", "oẻ"), ("õe", "oẽ"), ("ọe", "oẹ"),
        ("ùy", "uỳ"), ("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"),
    ];
    PAIRS
        .iter()
        .find_map(|(old, new)| word.strip_suffix(old).map(|w| format!("{w}{new}")))
}

#[test]
fn one_text_many_ways_to_write_it() {
    type Write = Box<dyn Fn(&str, &str) -> Option<String>>;
    let letter = |l: &str| l.chars().next().is_some_and(char::is_alphabetic);
    let within = move |l: &str, before: &str| {
        letter(l) && before.chars().next_back().is_some_and(char::is_alphabetic)
    };
    let ways: Vec<(&str, Write)> = vec![
        ("decomposed", Box::new(|l, _| Some(l.nfd().collect()))),
        (
            "half decomposed",
            Box::new(|l, before| (before.len() % 3 == 0).then(|| l.nfd().collect())),
        ),
        (
            "Windows line ends",
            Box::new(|l, _| (l == "\n").then(|| "\r\n".into())),
        ),
        (
            "no-break spaces",
            Box::new(|l, _| (l == " ").then(|| "\u{a0}".into())),
        ),
        (
            "thin spaces",
            Box::new(|l, _| (l == " ").then(|| "\u{2009}".into())),
        ),
        (
            "zero-width spaces in words",
            Box::new(move |l, b| within(l, b).then(|| format!("\u{200b}{l}"))),
        ),
        (
            "soft hyphens",
            Box::new(move |l, b| (within(l, b) && b.len() % 2 == 0).then(|| format!("\u{ad}{l}"))),
        ),
        (
            "zero-width joiners",
            Box::new(move |l, b| within(l, b).then(|| format!("\u{200d}{l}"))),
        ),
        (
            "curly quotes",
            Box::new(|l, b| {
                (l == "\"").then(|| {
                    let opens = b.chars().next_back().is_none_or(char::is_whitespace);
                    if opens { "“" } else { "”" }.into()
                })
            }),
        ),
        (
            "byte-order mark",
            Box::new(|l, b| b.is_empty().then(|| format!("\u{feff}{l}"))),
        ),
        (
            "en dashes",
            Box::new(|l, b| (l == "-" && b.ends_with(' ')).then(|| "–".into())),
        ),
        (
            "eth for đ",
            Box::new(|l, _| match l {
                "đ" => Some("ð".into()),
                "Đ" => Some("Ð".into()),
                _ => None,
            }),
        ),
        (
            "full-width digits",
            Box::new(|l, _| {
                let d = l.chars().next().filter(char::is_ascii_digit)?;
                char::from_u32(u32::from(d) + 0xfee0).map(String::from)
            }),
        ),
    ];
    for text in TEXTS {
        for (name, write) in &ways {
            same(name, text, &Variant::new(text, write));
        }
    }
}

#[test]
fn old_and_new_place_of_the_tone_mark() {
    let mut changed = 0;
    for text in TEXTS {
        // Letter for letter: the two places have the same number of bytes or map within the word.
        let mut v = Variant {
            text: String::new(),
            pieces: Vec::new(),
        };
        let mut at = 0;
        for word in text.split_inclusive(|c: char| !c.is_alphabetic()) {
            let stem = word.trim_end_matches(|c: char| !c.is_alphabetic());
            let written = new_tone(stem).filter(|w| w.chars().count() == stem.chars().count());
            changed += usize::from(written.is_some());
            let written = written.unwrap_or_else(|| stem.to_string()) + &word[stem.len()..];
            for (new, old) in written.char_indices().zip(word.char_indices()) {
                let start = v.text.len() + new.0;
                v.pieces.push((
                    Span::new(start, start + new.1.len_utf8()),
                    Span::new(at + old.0, at + old.0 + old.1.len_utf8()),
                ));
            }
            v.text += &written;
            at += word.len();
        }
        same("new place of the tone mark", text, &v);
    }
    assert!(changed > 0, "the texts have such words");
}

/// Paragraphs that share no name, office or capitalised syllable with the texts, and refer to nothing in them.
const UNRELATED: [&str; 6] = [
    "Giá lúa ở các tỉnh miền núi tăng nhẹ, thương lái thu mua chậm vì mưa kéo dài từ cuối tuần trước.",
    "Mưa lớn khiến nhiều tuyến đường ngập sâu hôm qua. Người dân được khuyên ở trong nhà.",
    "Một cửa hàng bánh mì nhỏ gặp khó khăn vì giá bột tăng. Chủ tiệm đã gửi thư cho khách quen.",
    "Sáng 2/1, một nhóm sinh viên thăm làng gốm rồi về trường trước buổi trưa.",
    "Kỳ thi học sinh giỏi sẽ diễn ra ngày 28/3. Hai bên gia đình đều vui mừng.",
    "Ở vùng cao, ông lão bán mật ong mời khách uống trà. Buổi trà kéo dài đến chiều.",
];

/// The relations by what they say, entities by id and name.
fn relations(e: &Extraction, until: usize) -> Vec<String> {
    let own = |r: &&Relation| r.evidence.iter().all(|x| x.trigger.end <= until);
    let who = |i: usize| (e.entities[i].id.clone(), e.entities[i].name.clone());
    e.relations
        .iter()
        .filter(own)
        .map(|r| {
            let people: Vec<_> = r
                .participants
                .iter()
                .map(|p| (who(p.entity), p.role.clone(), p.span))
                .collect();
            format!(
                "{} {} {:?} {:?} {people:?} {:?} {:?} {:?} {:?}",
                r.id,
                r.kind,
                r.status,
                r.reason,
                r.place.map(who),
                r.time,
                r.occasion.map(who),
                r.evidence
            )
        })
        .collect()
}

/// Whether `longer`, which begins with `text`, tells the same in that part.
fn unchanged(text: &str, longer: &str) -> Result<(), TestCaseError> {
    let (short, long) = (read(text), read(longer));
    let (wanted, got) = (relations(&short, text.len()), relations(&long, text.len()));
    for (w, g) in wanted.iter().zip(&got) {
        prop_assert_eq!(w, g, "{}", &longer[text.len()..]);
    }
    prop_assert_eq!(wanted.len(), got.len(), "{}", longer);
    Ok(())
}

/// Phrases without capitals that refer to nothing, triggers among them.
#[rustfmt::skip]
const LOWER: &[&str] = &[
    "người dân gặp khách quen", "một nhóm sinh viên thăm làng gốm", "chủ tiệm đã gửi thư cho khách",
    "bà con mời nhau ăn cơm", "người bán gọi điện cho người mua", "ai đó sẽ tiếp đoàn khách lạ",
    "chưa ai gặp ai", "có thể một số hộ sẽ hội đàm với thương lái", "hôm nay", "hôm qua", "ngày 5/1",
    "tháng 11 năm ngoái", "tuần tới", "cùng ngày", "năm 2025", "sáng 30/12", "nếu trời mưa", "sau khi lúa chín",
    "để lấy giống", "rằng mùa tới sẽ khó", "ở vùng cao", "tại một quán nhỏ", "bên bờ suối", "và", "với", "mà",
    "không", "đã", "dự kiến", "bị hủy", "được mời", "mưa lớn", "rất đông", "vui mừng", ",", ".", ":", "(", ")", "123",
];

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn nor_do_words_without_names(
        which in 0..TEXTS.len(),
        words in prop::collection::vec(prop::sample::select(LOWER), 1..30),
    ) {
        let text = TEXTS[which].trim_end();
        let longer = format!("{text}\n\n{}.", words.join(" "));
        unchanged(text, &longer)?;
    }

    #[test]
    fn an_unrelated_paragraph_changes_nothing_before_it(
        which in 0..TEXTS.len(),
        keep in prop::collection::vec(any::<bool>(), 40),
        added in 0..UNRELATED.len(),
    ) {
        let kept: Vec<&str> = TEXTS[which]
            .split("\n\n")
            .zip(keep)
            .filter_map(|(p, k)| k.then_some(p.trim_end()))
            .collect();
        let text = kept.join("\n\n");
        let longer = format!("{text}\n\n{}\n", UNRELATED[added]);
        unchanged(&text, &longer)?;
    }
}
