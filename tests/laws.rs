//! Laws of extraction, on the built-in packs: what holds for every text, and which texts are one to the reader.

#![allow(clippy::expect_used, clippy::panic)] // Helpers of tests fail by it, as tests do.

mod common;
#[path = "../examples/rewrite/mod.rs"]
mod rewrite;

use common::{DAY, EXTRACTOR, TEXTS, read};
use hoidam::{Document, Extraction, Relation, Span};
use proptest::prelude::*;
use rewrite::{Variant, WAYS, one_spelling};

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
    let mut ids: Vec<&str> = e.entities.iter().map(|e| &*e.id).collect();
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

/// The same is read from a variant, all of it: entities, mentions, times, relations, limits, as the JSON line has them.
fn same(name: &str, original: &str, v: &Variant) {
    let found = read(&v.text);
    sound(&v.text, &found);
    let mut wanted = read(original);
    one_spelling(&mut wanted);
    let got = v.led_back(found);
    assert_eq!(got, wanted, "{name}");
    #[cfg(feature = "serde")]
    {
        use hoidam::output::json::{Offsets, to_line};
        let line = |e: &Extraction| to_line(&Document::new(original), e, Offsets::Bytes);
        assert_eq!(line(&got), line(&wanted), "{name}");
    }
}

/// Texts whose every second line exercises what spelling may confuse: quotes, dashes, brackets, names with both places of
/// the tone mark, Windows line ends, marks of Markdown.
const SPELLINGS: [&str; 3] = [
    "Chủ tịch tỉnh Khánh Hòa Lê Văn Hoà tiếp bà Nguyễn Thúy Loan\n\nSáng 5/1, ông Lê Văn Hoà tiếp Đại sứ Pháp Anne-Marie Dupont \
     tại Khánh Hoà. \"Hai bên sẽ còn gặp nhau nhiều\", bà Dupont nói. Ông Hòa thì 'rất vui'.\n\nTheo bà Nguyễn Thuý Loan - \
     người phát ngôn của tỉnh - cuộc gặp kéo dài 2 giờ 30 phút (từ 8 giờ).\n",
    "Ngày 3/1/2026, Tổng thống Ukraine điện đàm với Thủ tướng Ba Lan Donald Tusk.\nÔng Tusk: “Chúng tôi ủng hộ hoà bình”.\n\n\
     Diễn đàn Hợp tác Kinh tế châu Á - Thái Bình Dương (APEC) sẽ họp từ 10-12/11. Đoàn Đức, Đan Mạch, Cộng hoà Séc đã đăng ký.\n",
    "**Tin vắn**\n\n[Thủ tướng Đức Friedrich Merz thăm Ấn Độ](https://example.vn/a-1.html)\n\nThủ tướng Merz đến New Delhi hôm 4/1, \
     theo lời mời của ông Narendra Modi. N'Djamena và Côte d'Ivoire không dự.\n![Hai nhà lãnh đạo tại New Delhi](/anh.jpg)\n",
];

#[test]
fn one_text_many_ways_to_write_it() {
    for (name, way) in WAYS {
        let mut changed = 0;
        for text in TEXTS.iter().chain(&SPELLINGS) {
            let variant = way(text);
            changed += usize::from(variant.text != *text);
            same(name, text, &variant);
        }
        // The texts are composed as they are.
        assert!(changed > 0 || name.contains("NFC"), "{name} changes a text");
    }
}

proptest! {
    #![proptest_config(config(64))]

    /// Ways come together: decomposed letters with soft hyphens between them, no-break spaces, curly quotes, and so on.
    #[test]
    fn and_many_ways_at_once(
        which in 0..TEXTS.len() + SPELLINGS.len(),
        ways in prop::collection::vec(0..WAYS.len(), 1..5),
    ) {
        let text = TEXTS.iter().chain(&SPELLINGS).nth(which).copied().unwrap_or("");
        // What is thrown into the words of an entity makes it none.
        let mut ways = ways;
        ways.sort_by_key(|w| WAYS[*w].0.contains("entities"));
        let mut names = Vec::new();
        let mut variant = Variant::of(text);
        for way in ways {
            let (name, write) = WAYS[way];
            names.push(name);
            variant = variant.then(write);
        }
        same(&names.join(", "), text, &variant);
    }
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

/// Headlines with the relations that a reader takes from them; every name has two syllables and more.
const HEADLINES: [(&str, &str, &[&str]); 8] = [
    (
        "Phạm Minh Chính hội đàm với Christopher Luxon tại Hà Nội",
        "meeting",
        &["pham-minh-chinh", "christopher-luxon"],
    ),
    (
        "Emmanuel Macron điện đàm với Volodymyr Zelensky",
        "call",
        &["emmanuel-macron", "volodymyr-zelensky"],
    ),
    (
        "Tập Cận Bình tiếp Narendra Modi tại Bắc Kinh",
        "meeting",
        &["xi-jinping", "narendra-modi"],
    ),
    (
        "Thủ tướng Phạm Minh Chính thăm Hàn Quốc",
        "visit",
        &["pham-minh-chinh"],
    ),
    (
        "Chủ tịch nước Lương Cường gửi thư chúc mừng Alexander Lukashenko",
        "letter",
        &["luong-cuong", "alexander-lukashenko"],
    ),
    (
        "Keir Starmer mời Friedrich Merz thăm Luân Đôn",
        "invitation",
        &["keir-starmer", "friedrich-merz"],
    ),
    (
        "Lê Hoài Trung sẽ gặp Motegi Toshimitsu tại Tokyo",
        "meeting",
        &["le-hoai-trung", "motegi-toshimitsu"],
    ),
    (
        "Donald Trump hủy cuộc gặp với Vladimir Putin tại Budapest",
        "meeting",
        &["donald-trump", "vladimir-putin"],
    ),
];

#[test]
fn headlines_in_capitals_name_the_same_people_and_tell_the_same() {
    for (headline, kind, people) in HEADLINES {
        for text in [headline.to_string(), headline.to_uppercase()] {
            let found = read(&text);
            sound(&text, &found);
            let relation = found
                .relations
                .iter()
                .find(|r| r.kind == kind)
                .unwrap_or_else(|| panic!("{text}: {:?}", found.relations));
            let mut got: Vec<&str> = relation
                .participants
                .iter()
                .map(|p| &*found.entities[p.entity].id)
                .collect();
            let mut wanted = people.to_vec();
            got.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(got, wanted, "{text}");
        }
        let (plain, loud) = (read(headline), read(&headline.to_uppercase()));
        let told = |e: &Extraction| -> Vec<_> {
            e.relations
                .iter()
                .map(|r| {
                    (
                        r.kind.clone(),
                        r.status,
                        r.place.map(|p| e.entities[p].id.to_string()),
                    )
                })
                .collect()
        };
        assert_eq!(told(&plain), told(&loud), "{headline}");
    }
}
