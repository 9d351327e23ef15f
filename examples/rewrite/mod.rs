//! One text written in other ways, as keyboards, editors and scrapers write it, with the way back to the text.
//!
//! Shared by the tests of the laws and by `examples/one_text_many_ways.rs`, which tries the same on files of news.

use hoidam::{Extraction, Span, Words};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text written otherwise.
pub(crate) struct Variant {
    pub(crate) text: String,
    /// Byte ranges of `text`, each with the range of the original that it stands for, in order, without a gap.
    pieces: Vec<(Span, Span)>,
}

impl Variant {
    /// The text as it is, to be written in one way after the other.
    #[allow(dead_code)] // The example tries one way at a time.
    pub(crate) fn of(original: &str) -> Variant {
        Variant::by(original, |_, _| None)
    }

    /// Writes each letter (with the marks on it) by `write`, which is given the text before it too; `None` leaves it.
    pub(crate) fn by(original: &str, write: impl Fn(&str, &str) -> Option<String>) -> Variant {
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
            v.push(
                &write(letter, &original[..at]).unwrap_or_else(|| letter.to_string()),
                Span::new(at, end),
            );
            at = end;
        }
        v
    }

    /// Writes each word by `write`, character for character; `None` leaves it.
    fn by_word(original: &str, write: impl Fn(&str) -> Option<String>) -> Variant {
        let mut v = Variant {
            text: String::new(),
            pieces: Vec::new(),
        };
        let mut at = 0;
        for part in original.split_inclusive(|c: char| !c.is_alphabetic()) {
            let word = part.trim_end_matches(|c: char| !c.is_alphabetic());
            let written = write(word)
                .filter(|w| w.chars().count() == word.chars().count())
                .unwrap_or_else(|| word.to_string())
                + &part[word.len()..];
            for (new, (i, old)) in written.chars().zip(part.char_indices()) {
                let from = at + i;
                v.push(
                    new.encode_utf8(&mut [0; 4]),
                    Span::new(from, from + old.len_utf8()),
                );
            }
            at += part.len();
        }
        v
    }

    fn push(&mut self, written: &str, original: Span) {
        let start = self.text.len();
        self.text.push_str(written);
        self.pieces
            .push((Span::new(start, self.text.len()), original));
    }

    /// Writes what is written already in one more way.
    #[allow(dead_code)]
    pub(crate) fn then(&self, write: impl Fn(&str) -> Variant) -> Variant {
        let mut next = write(&self.text);
        for (_, original) in &mut next.pieces {
            *original = self.back(*original);
        }
        next
    }

    /// The span of the original that a span of the variant stands for: whole letters.
    pub(crate) fn back(&self, span: Span) -> Span {
        let first = self
            .pieces
            .partition_point(|(new, _)| new.end <= span.start);
        let last = self.pieces.partition_point(|(new, _)| new.start < span.end);
        match (
            self.pieces.get(first),
            last.checked_sub(1).and_then(|i| self.pieces.get(i)),
        ) {
            (Some((_, a)), Some((_, b))) => Span::new(a.start, b.end.max(a.start)),
            _ => span,
        }
    }

    /// What was read from the variant, as if it had been read from the original: spans led back, names spelled one way.
    pub(crate) fn led_back(&self, mut e: Extraction) -> Extraction {
        each_span(&mut e, &|s| self.back(s));
        one_spelling(&mut e);
        e
    }
}

/// Spells one way what a result has in the text's own words: names, other forms of names, titles.
pub(crate) fn one_spelling(e: &mut Extraction) {
    let spell = |s: &mut Words| *s = spelled(s).into();
    for e in &mut e.entities {
        spell(&mut e.name);
        e.aliases.iter_mut().for_each(spell);
        e.aliases.sort();
        e.offices.iter_mut().for_each(|o| spell(&mut o.title));
    }
}

fn each_span(e: &mut Extraction, back: &dyn Fn(Span) -> Span) {
    let to = |s: &mut Span| *s = back(*s);
    e.mentions.iter_mut().for_each(|m| to(&mut m.span));
    e.times.iter_mut().for_each(|t| to(&mut t.span));
    for r in &mut e.relations {
        r.participants
            .iter_mut()
            .filter_map(|p| p.span.as_mut())
            .for_each(to);
        r.source.iter_mut().for_each(|s| to(&mut s.span));
        for x in &mut r.evidence {
            to(&mut x.sentence);
            to(&mut x.trigger);
            x.source.iter_mut().for_each(|s| to(&mut s.span));
            x.cues.iter_mut().for_each(|c| to(&mut c.span));
        }
    }
}

/// Letters composed, tone marks after the letters of their word, one đ, plain spaces, dashes and quotes.
fn spelled(s: &str) -> String {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let mut out = String::new();
    for word in s.split(char::is_whitespace) {
        let (tones, letters): (Vec<char>, Vec<char>) = word.nfd().partition(|c| TONES.contains(c));
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(letters.into_iter().map(|c| match c {
            'ð' | 'ɖ' => 'đ',
            'Ð' | 'Ɖ' => 'Đ',
            '’' | '‘' => '\'',
            '“' | '”' => '"',
            '‐'..='―' => '-',
            c => c,
        }));
        out.extend(tones);
    }
    out
}

/// One way to write a text otherwise.
pub(crate) type Way = fn(&str) -> Variant;

fn letter(l: &str) -> bool {
    l.chars().next().is_some_and(char::is_alphabetic)
}

/// Whether a letter stands within a word.
fn within(l: &str, before: &str) -> bool {
    letter(l) && before.chars().next_back().is_some_and(char::is_alphabetic)
}

fn space(text: &str, written: &str) -> Variant {
    Variant::by(text, |l, _| (l == " ").then(|| written.into()))
}

fn in_words(text: &str, invisible: &str) -> Variant {
    Variant::by(text, |l, b| within(l, b).then(|| format!("{invisible}{l}")))
}

/// Moves tone marks from one spelling to the other. What stands after "q" is no pair of vowels.
fn tones(text: &str, to_new: bool) -> Variant {
    #[rustfmt::skip]
    const PAIRS: [(&str, &str); 15] = [
        ("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ"),
        ("òe", "oè"), ("óe", "oé"), ("ỏe", "oẻ"), ("õe", "oẽ"), ("ọe", "oẹ"),
        ("ùy", "uỳ"), ("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"),
    ];
    Variant::by_word(text, |word| {
        PAIRS.iter().find_map(|(old, new)| {
            let (from, to) = if to_new { (old, new) } else { (new, old) };
            let upper = |s: &str| s.to_uppercase();
            let moved = match word.strip_suffix(from) {
                Some(stem) => Some((stem, (*to).to_string())),
                None => word
                    .strip_suffix(upper(from).as_str())
                    .map(|stem| (stem, upper(to))),
            };
            let (stem, end) = moved.filter(|(stem, _)| !stem.ends_with(['q', 'Q']))?;
            Some(format!("{stem}{end}"))
        })
    })
}

fn quotes(text: &str, open: &str, close: &str) -> Variant {
    Variant::by(text, |l, b| {
        (l == "\"").then(|| {
            let opens = b
                .chars()
                .next_back()
                .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['));
            if opens { open } else { close }.into()
        })
    })
}

/// ASCII letters, digits or marks as their full-width forms.
fn full_width(text: &str, which: fn(&char) -> bool) -> Variant {
    Variant::by(text, |l, _| {
        let mut chars = l.chars();
        let c = chars
            .next()
            .filter(|c| c.is_ascii_graphic() && which(c) && chars.next().is_none())?;
        char::from_u32(u32::from(c) + 0xfee0).map(String::from)
    })
}

/// The ways, by name.
#[rustfmt::skip]
pub(crate) const WAYS: [(&str, Way); 36] = [
    ("decomposed (NFD)", |t| Variant::by(t, |l, _| Some(l.nfd().collect()))),
    ("composed (NFC)", |t| Variant::by(t, |l, _| Some(l.nfc().collect()))),
    ("every third letter decomposed", |t| Variant::by(t, |l, b| (b.len() % 3 == 0).then(|| l.nfd().collect()))),
    // ê + tone, the way of one Windows code page.
    ("tone mark apart, letter composed", |t| Variant::by(t, |l, _| {
        let (tones, rest): (Vec<char>, Vec<char>) = l.nfd()
            .partition(|c| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'));
        Some(rest.into_iter().nfc().chain(tones).collect())
    })),
    // ạ + circumflex: the same letter in another order.
    ("letter mark apart, tone composed", |t| Variant::by(t, |l, _| {
        let (marks, rest): (Vec<char>, Vec<char>) = l.nfd()
            .partition(|c| matches!(c, '\u{302}' | '\u{306}' | '\u{31b}'));
        Some(rest.into_iter().nfc().chain(marks).collect())
    })),
    ("new place of the tone mark", |t| tones(t, true)),
    ("old place of the tone mark", |t| tones(t, false)),
    ("eth for đ", |t| Variant::by(t, |l, _| match l { "đ" => Some("ð".into()), "Đ" => Some("Ð".into()), _ => None })),
    ("African d for đ", |t| Variant::by(t, |l, _| match l { "đ" => Some("ɖ".into()), "Đ" => Some("Ɖ".into()), _ => None })),
    ("no-break spaces", |t| space(t, "\u{a0}")),
    ("thin spaces", |t| space(t, "\u{2009}")),
    ("narrow no-break spaces", |t| space(t, "\u{202f}")),
    ("ideographic spaces", |t| space(t, "\u{3000}")),
    ("tabs", |t| space(t, "\t")),
    ("double spaces", |t| space(t, "  ")),
    ("no-break space entities", |t| space(t, "&nbsp;")),
    ("soft hyphens", |t| Variant::by(t, |l, b| (within(l, b) && b.len() % 2 == 0).then(|| format!("\u{ad}{l}")))),
    ("zero-width spaces in words", |t| in_words(t, "\u{200b}")),
    ("zero-width joiners", |t| in_words(t, "\u{200d}")),
    ("zero-width non-joiners", |t| in_words(t, "\u{200c}")),
    ("word joiners", |t| in_words(t, "\u{2060}")),
    ("byte-order marks in words", |t| in_words(t, "\u{feff}")),
    ("zero-width spaces about words", |t| Variant::by(t, |l, b| match l {
        " " => Some("\u{200b} \u{200b}".into()),
        l => b.is_empty().then(|| format!("\u{200b}{l}")),
    })),
    ("direction marks", |t| Variant::by(t, |l, _| (l == " ").then(|| "\u{200e} \u{200e}".into()))),
    ("curly quotes", |t| quotes(t, "“", "”")),
    ("guillemets", |t| quotes(t, "«", "»")),
    ("straight quotes", |t| Variant::by(t, |l, _| match l {
        "“" | "”" => Some("\"".into()), "‘" | "’" => Some("'".into()), _ => None,
    })),
    ("curly apostrophes", |t| Variant::by(t, |l, b| (l == "'" && b.ends_with(char::is_alphabetic)).then(|| "’".into()))),
    ("en dashes", |t| Variant::by(t, |l, b| (l == "-" && b.ends_with(' ')).then(|| "–".into()))),
    ("em dashes", |t| Variant::by(t, |l, b| (matches!(l, "-" | "–") && b.ends_with(' ')).then(|| "—".into()))),
    ("no-break hyphens", |t| Variant::by(t, |l, _| (l == "-").then(|| "\u{2011}".into()))),
    ("full-width digits", |t| full_width(t, char::is_ascii_digit)),
    ("full-width letters", |t| full_width(t, char::is_ascii_alphabetic)),
    // Not those that Markdown and addresses are made of: written so they are none.
    ("full-width marks", |t| full_width(t, |c| matches!(c, ',' | '.' | ';' | '?' | '%'))),
    ("Windows line ends", |t| Variant::by(t, |l, _| (l == "\n").then(|| "\r\n".into()))),
    ("byte-order mark", |t| Variant::by(t, |l, b| b.is_empty().then(|| format!("\u{feff}{l}")))),
];
