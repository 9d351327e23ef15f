use super::*;
use crate::text::tokenize::tokenize;
use crate::vocabulary::Vocabulary;
use proptest::prelude::*;

/// Each character of the view with what it was made from.
fn pairs(text: &str) -> Vec<(String, &str)> {
    let view = View::new(text);
    let s = view.as_str();
    s.char_indices()
        .map(|(i, c)| {
            (
                c.to_string(),
                &text[view.original(i..i + c.len_utf8()).range()],
            )
        })
        .collect()
}

#[test]
fn the_way_back_does_not_depend_on_what_was_asked_before() {
    let text = "A\u{200b}b ".repeat(200);
    let view = View::new(&text);
    let places: Vec<usize> = (0..view.as_str().len()).collect();
    let fresh: Vec<Span> = places
        .iter()
        .map(|i| View::new(&text).original(*i..i + 1))
        .collect();
    for step in [1, 7, 199, 401] {
        for n in 0..places.len() {
            let i = n * step % places.len();
            assert_eq!(view.original(i..i + 1), fresh[i], "{i}");
        }
    }
}

fn fold(text: &str) -> String {
    View::new(text).as_str().to_owned()
}

#[test]
fn plain_text_is_borrowed() {
    for text in [
        "",
        "Thủ tướng tiếp “Đại sứ” – 3.000 €…",
        "a [b] (c) d; e: f/g w.",
        "Đông Á và ĐÔNG Á « § » ɘư Ư ơ ưɗ",
    ] {
        let view = View::new(text);
        assert!(matches!(view.folded, Cow::Borrowed(_)), "{text}");
        assert_eq!(view.original(0..text.len()), Span::new(0, text.len()));
    }
    // Looked at closely, and still nothing to do.
    let emoji = "Tin vui 😀 & <3 ** w http www";
    assert!(matches!(
        View::new("x < y & z 😀 w http").folded,
        Cow::Borrowed(_)
    ));
    assert_ne!(fold(emoji), emoji);
}

#[test]
fn letters_are_composed() {
    let half = "tiê\u{301}p ha\u{300} No\u{323}\u{302}i";
    assert_eq!(fold(half), "tiếp hà Nội");
    let view = View::new(half);
    let at = view.as_str().find("ếp").unwrap();
    let span = view.original(at..at + "ế".len());
    assert_eq!(&half[span.range()], "ê\u{301}");
    assert_eq!(pairs("a\u{300}"), [("à".to_owned(), "a\u{300}")]);
}

#[test]
fn a_tone_may_be_typed_before_the_mark_that_makes_the_letter() {
    for (written, letter) in [
        ("è\u{302}", "ề"),
        ("e\u{300}\u{302}", "ề"),
        ("A\u{309}\u{306}", "Ẳ"),
        ("o\u{323}\u{302}", "ộ"),
        ("ó\u{31B}", "ớ"),
    ] {
        assert_eq!(fold(&format!("b{written}n")), format!("b{letter}n"));
    }
    // Nothing is put together that no letter is.
    assert_eq!(fold("x\u{301}\u{302}"), "x\u{301}\u{302}");
}

#[test]
fn invisible_characters_are_dropped_and_not_given_back_at_edges() {
    let text = "\u{FEFF}Hà\u{200B} \u{AD}Nội\u{200D}.";
    let view = View::new(text);
    assert_eq!(view.as_str(), "Hà Nội.");
    assert_eq!(&text[view.original(0.."Hà".len()).range()], "Hà");
    let at = "Hà ".len();
    assert_eq!(&text[view.original(at..at + "Nội".len()).range()], "Nội");
    assert_eq!(
        &text[view.original(0.."Hà Nội".len()).range()],
        "Hà\u{200B} \u{AD}Nội"
    );
    // Inside a letter it is part of the letter.
    assert_eq!(
        pairs("e\u{200B}\u{301}"),
        [("é".to_owned(), "e\u{200B}\u{301}")]
    );
    assert_eq!(View::new(text).original(3..3), Span::new(9, 9));
}

#[test]
fn one_letter_d_with_a_stroke() {
    assert_eq!(
        fold("ÐÔNG Á, Ɖông Á, ɖi ðến, &ETH;à &eth;i BGDÐT"),
        "ĐÔNG Á, Đông Á, đi đến, Đà đi BGDĐT"
    );
    assert_eq!(
        pairs("ưð\u{200B}Ɖ"),
        [
            ("ư".to_owned(), "ư"),
            ("đ".to_owned(), "ð"),
            ("Đ".to_owned(), "Ɖ")
        ]
    );
}

#[test]
fn spaces_and_full_width() {
    assert_eq!(
        fold("Hà\u{A0}Nội\u{202F}5\u{3000}x\u{2028}y"),
        "Hà Nội 5 x\ny"
    );
    assert_eq!(fold("ＡＰＥＣ　２０２５！"), "APEC 2025!");
}

#[test]
fn entities() {
    assert_eq!(
        fold("A &amp; B&nbsp;C &quot;D&#39;&#x2019; &ldquo;E&rdquo;"),
        "A & B C \"D'’ “E”"
    );
    assert_eq!(fold("H&agrave; N&#7897;i"), "Hà Nội");
    assert_eq!(fold("a &amp;quot;b&amp;quot;"), "a \"b\"");
    assert_eq!(
        fold("&zwnj;x &#0; &#xD800; &nosuch; &; & R&D; AT&T"),
        "x &#0; &#xD800; &nosuch; &; & R&D; AT&T"
    );
    assert_eq!(pairs("a&#769;"), [("á".to_owned(), "a&#769;")]);
}

#[test]
fn tags() {
    assert_eq!(
        fold("<p>Ông <b>Minh</b><br/>gặp <a href=\"https://x.vn/a?b=1\">bà <I>Lan</I></a>.</p>"),
        "\nÔng Minh\ngặp bà Lan.\n"
    );
    assert_eq!(
        fold("5 < 6 và 7 > 3, <b <b, <bạn>"),
        "5 < 6 và 7 > 3, <b <b, <bạn>"
    );
}

#[test]
fn links_pictures_addresses() {
    let text = "Theo [Báo A](https://a.vn/x_(1)) nói.";
    assert_eq!(fold("Theo [Báo A](https://a.vn/x) nói."), "Theo Báo A nói.");
    assert!(fold(text).starts_with("Theo Báo A"));
    let pictured = "1![Ảnh một](/a.jpg)hai [3] (ba) [x](y z)";
    let view = View::new(pictured);
    assert_eq!(view.as_str(), "1\nẢnh một\nhai [3] (ba) [x](y z)");
    let mark = view.marks()[0];
    assert_eq!(mark.kind, MarkKind::Image);
    assert_eq!(
        &view.as_str()[mark.start as usize..mark.end as usize],
        "Ảnh một"
    );
    assert_eq!(fold("[![a](/b)](/c)"), "\na\n");
    assert_eq!(
        fold("Xem https://a.vn/b?c=d&e. Hết (www.b.vn)."),
        "Xem . Hết ()."
    );
    assert_eq!(fold("VOV.VN awww.x"), "VOV.VN awww.x");
}

#[test]
fn emphasis_is_dropped() {
    assert_eq!(fold("**Ông Minh** * gặp"), "Ông Minh * gặp");
}

/// Strings in which folding has much to do.
fn messy() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[a-zA-Z .,]{1,4}",
        2 => "[àếộưĐđ]{1,2}",
        2 => "[aeêoơu][\u{300}\u{301}\u{302}\u{323}\u{31B}]{1,3}",
        1 => "[\u{200B}\u{AD}\u{FEFF}\u{A0}\u{3000}Ａ１]{1,3}",
        1 => Just("&amp;".to_owned()),
        1 => Just("&nbsp;".to_owned()),
        1 => Just("&#769;".to_owned()),
        1 => Just("<b>".to_owned()),
        1 => Just("<br>".to_owned()),
        1 => Just("</p>".to_owned()),
        1 => Just("[a](http://b)".to_owned()),
        1 => Just("![".to_owned()),
        1 => Just("](/c)".to_owned()),
        1 => Just("https://x.vn/y".to_owned()),
        1 => Just("**".to_owned()),
        1 => Just("\r\n".to_owned()),
        1 => "[\u{1100}\u{1161}\u{11A8}한각\u{0958}\u{0344}\u{212B}]{1,2}",
        1 => "\\PC{1,3}",
    ];
    prop::collection::vec(part, 0..12).prop_map(|v| v.concat())
}

proptest! {
    #[test]
    fn ranges_map_to_whole_characters(text in messy(), a in 0usize..200, b in 0usize..200) {
        let view = View::new(&text);
        let span = view.original(a.min(b)..a.max(b));
        prop_assert!(text.get(span.range()).is_some(), "{span:?}");
        let whole = view.original(0..view.as_str().len());
        prop_assert!(span.is_empty() || whole.contains(span));
    }

    #[test]
    fn pieces_concatenate(text in messy(), cut in 0usize..200) {
        let view = View::new(&text);
        let s = view.as_str();
        let cut = floor(s, cut);
        let (left, right) = (view.original(0..cut), view.original(cut..s.len()));
        prop_assert_eq!(left.join(right), view.original(0..s.len()).join(left).join(right));
        if !left.is_empty() && !right.is_empty() {
            // Both are the one letter that `cut` fell into, if they overlap.
            let one_letter = view
                .edits
                .iter()
                .any(|e| (e.view.0 as usize) < cut && cut < e.view.1 as usize);
            prop_assert!(left.end <= right.start || one_letter);
        }
        // The edits and the stretches between them concatenate to both texts.
        let (mut v, mut o) = (0usize, 0usize);
        let mut rebuilt = String::new();
        for e in &view.edits {
            let same = &text[o..e.original.0 as usize];
            prop_assert_eq!(same, &s[v..e.view.0 as usize]);
            rebuilt.push_str(same);
            rebuilt.push_str(&text[e.original.0 as usize..e.original.1 as usize]);
            (v, o) = (e.view.1 as usize, e.original.1 as usize);
        }
        prop_assert_eq!(&text[o..], &s[v..]);
        rebuilt.push_str(&text[o..]);
        prop_assert_eq!(rebuilt, text);
    }

    #[test]
    fn without_markup_the_view_is_composed(text in "([aeêoơudyAEĐ ]|[\u{300}\u{301}\u{302}\u{323}\u{31B}]|[\u{1100}\u{1161}\u{11A8}각\u{0958}\u{0344}\u{212B}]){0,20}") {
        let (view, expected) = (fold(&text), text.nfc().collect::<String>());
        // But for marks that stand in another order than Unicode has them, as those of "è" + circumflex do.
        if !expected.contains(|c| canonical_combining_class(c) > 0) {
            prop_assert_eq!(&view, &expected);
        }
        prop_assert_eq!(&view.nfc().collect::<String>(), &view);
        let letters = |s: &str| {
            let mut all: Vec<char> = s.nfd().collect();
            all.sort_unstable();
            all
        };
        prop_assert_eq!(letters(&view), letters(&text));
    }

    #[test]
    fn decomposed_text_gives_the_same_symbols(text in "([a-zA-Z]|[àếộưĐđĂỗỷ]| |[.,'’]|\n|한|Ａ){0,40}") {
        let nfd: String = text.nfd().collect();
        let nfc: String = text.nfc().collect();
        let mut vocabulary = Vocabulary::default();
        let (a, b) = (View::new(&nfc), View::new(&nfd));
        let x = tokenize(a.as_str(), &mut vocabulary);
        let y = tokenize(b.as_str(), &mut vocabulary);
        prop_assert_eq!(x.len(), y.len());
        for (t, u) in x.iter().zip(&y) {
            prop_assert_eq!((t.sym, t.kind, t.case), (u.sym, u.kind, u.case));
            let s = &nfc[a.original(t.start as usize..t.end as usize).range()];
            let d = &nfd[b.original(u.start as usize..u.end as usize).range()];
            prop_assert_eq!(s.nfd().collect::<String>(), d);
        }
    }

    #[test]
    fn tokens_are_in_order_and_on_characters(text in messy()) {
        let view = View::new(&text);
        let tokens = tokenize(view.as_str(), &mut Vocabulary::default());
        let mut end = 0;
        for t in &tokens {
            prop_assert!(t.start >= end && t.end > t.start);
            prop_assert!(view.as_str().get(t.start as usize..t.end as usize).is_some());
            let gap = &view.as_str()[end as usize..t.start as usize];
            prop_assert!(gap.chars().all(|c| c.is_whitespace() || c.is_control()));
            prop_assert!(text.get(view.original(t.start as usize..t.end as usize).range()).is_some());
            end = t.end;
        }
    }
}
