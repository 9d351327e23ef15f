//! What holds for all texts and all patterns.

use super::super::emit::Pattern;
use super::super::examples::parse_example;
use super::super::program::Machine;
use super::super::search::Matches;
use super::super::{Signal, Signals};
use super::*;
use proptest::prelude::*;
use regex_automata::meta::Regex;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};
use std::sync::OnceLock;

/// Rules of every form, for the laws.
fn mixed() -> Vec<RuleSource> {
    let patterns = [
        "a=Cap ~4 t=(<talks>|<meet>) <with>? b=Cap+",
        "<title> (name=Cap+)? $",
        "^ Any{1,3} <meet>",
        "(<meet>|Number \"/\"&Glued Number) !Punct",
        "Any <neg> ~9 Any",
        "\"hôm\" Word*",
        "Cap+",
        "Person ~3 Place",
        "(<and> x=Person|x=Place <and>) ~2 $",
    ];
    patterns
        .iter()
        .enumerate()
        .map(|(i, p)| {
            let rule = RuleSource::new(&format!("r{i}"), "x", p);
            if i % 3 == 1 {
                rule.unless("<neg> ~2 (<title>|<meet>)")
            } else {
                rule
            }
        })
        .collect()
}

const WORDS: [&str; 18] = [
    "An", "gặp", "hội", "đàm", "với", "và", "tổng", "thống", "không", "hôm", "qua", "15", "/",
    "2026", ",", "\n", "USA", "năm",
];

/// A pattern matches what its regex, the last line of what is shown, matches in the eyes of a regex engine.
fn check_pattern(
    pattern: &Pattern,
    shown: &str,
    set: &RuleSet,
    bytes: &[u8],
) -> Result<(), TestCaseError> {
    let text = shown.rsplit_once("\n  as ").map_or("", |(_, t)| t);
    let regex = Regex::builder()
        .syntax(syntax::Config::new().unicode(false).utf8(false))
        .configure(Regex::config().utf8_empty(false))
        .build(text)
        .expect("a regex");
    let mut machine = Machine::default();
    let mut captures = regex.create_captures();
    for at in 0..=bytes.len() {
        let input = Input::new(bytes).span(at..bytes.len());
        regex.captures(input.anchored(Anchored::Yes), &mut captures);
        let expected = captures.get_match().map(|m| m.end());
        let count = regex.captures_len() - 1;
        let end = pattern.end(&set.alphabet, bytes, at, count, &mut machine);
        prop_assert_eq!(end, expected, "{} at {} of {:?}", text, at, bytes);
        // No place is passed over where it matches.
        prop_assert!(end.is_none_or(|end| end == at) || pattern.may_begin(bytes, at));
        let mut groups = vec![None; count];
        if end.is_some() {
            machine
                .groups()
                .for_each(|(n, covers)| groups[n] = Some(covers));
        }
        let expected: Vec<_> = (1..=count).map(|n| captures.get_group(n)).collect();
        let expected: Vec<_> = expected.into_iter().map(|s| s.map(|s| s.range())).collect();
        prop_assert_eq!(groups, expected);
    }
    Ok(())
}

fn check_laws(set: &RuleSet, positions: &[Position]) -> Result<(), TestCaseError> {
    let mut bytes = Vec::new();
    set.encode(positions, &mut bytes);
    prop_assert_eq!(bytes.len(), positions.len());
    let (mut machine, mut found) = (Machine::default(), Matches::default());
    set.scan_all(&bytes, &mut machine, &mut found);
    prop_assert!(found.iter().eq(set.scan_all_unsifted(&bytes).iter()));
    set.scan(&bytes, &mut machine, &mut found);
    prop_assert!(found.iter().eq(set.scan_unsifted(&bytes).iter()));
    for (n, rule) in set.rules.iter().enumerate() {
        check_pattern(&rule.pattern, set.readable(n), set, &bytes)?;
    }
    let mut last = 0;
    for m in found.iter() {
        prop_assert!(m.span.start >= last && m.span.start < m.span.end);
        last = m.span.end;
        for (_, r) in m.roles {
            prop_assert!(m.span.start <= r.start && r.start < r.end && r.end <= m.span.end);
        }
    }
    prop_assert!(last <= positions.len());
    Ok(())
}

proptest! {
    #[test]
    fn scans_are_ordered_and_the_index_changes_nothing(
        words in proptest::collection::vec((0..WORDS.len(), any::<bool>()), 0..60),
        spans in proptest::collection::vec((0usize..40, 0usize..4, 0usize..PosKind::ROWS.len()), 0..5),
    ) {
        static MIXED: OnceLock<(Pack, RuleSet, Vec<RuleSet>, Signals)> = OnceLock::new();
        let (p, set, single, signals) = MIXED.get_or_init(|| {
            let mut p = pack();
            let set = p.compile(&mixed()).expect("valid");
            let single = mixed().into_iter().map(|r| p.compile(&[r]).expect("valid"));
            let single: Vec<RuleSet> = single.collect();
            let signals = Signals::new(&p.lexicon, single.iter(), |_| Signal::default());
            (p, set, single, signals)
        });
        let text: String = words
            .iter()
            .flat_map(|(w, space)| [WORDS[*w], if *space { " " } else { "" }])
            .collect();
        let text = Text::read(&text, &p.vocabulary, &p.lexicon);
        // Of the kinds that the text does not make itself, as names, times and phrases are.
        let spans: Vec<_> = spans
            .into_iter()
            .map(|(a, n, k)| (a..a + n, PosKind::ROWS[k]))
            .filter(|(_, kind)| !kind.lexical())
            .collect();
        let positions = p.positions(&text, &spans);
        // Positions cover the tokens without gap or overlap.
        let mut at = 0;
        for x in &positions {
            prop_assert_eq!(x.tokens.start, at);
            prop_assert!(x.tokens.end > at);
            at = x.tokens.end;
        }
        prop_assert_eq!(at, text.tokens.len());
        check_laws(set, &positions)?;
        // Without positions the same is found as with them.
        let plain = p.positions(&text, &[]);
        let (mut tools, mut more) = (Tools::default(), Tools::default());
        let whole = 0..text.tokens.len();
        let found = set.find_all_in(&text, whole, &p.lexicon, &mut more);
        prop_assert!(found.iter().eq(set.find_all(&plain, &mut tools).iter()));
        // Where the words tell that nothing can match, nothing does.
        let mut signal = signals.of(&text, 0..text.tokens.len());
        spans.iter().for_each(|(_, kind)| signal.join(signals.of_kind(*kind)));
        for (n, set) in single.iter().enumerate() {
            prop_assert!(signals.wake(n, signal) || set.find_all(&positions, &mut tools).is_empty());
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[\\PC\n]{0,60}") {
        let _ = read_rules("f", &text);
        let _ = parse_example(&text);
    }

    #[test]
    fn no_pattern_makes_the_compiler_panic(
        parts in proptest::collection::vec(0usize..24, 0..14),
    ) {
        const PARTS: [&str; 24] = [
            "Cap", "<meet>", "<title office=president>", "\"và\"", "~3", "a=", "b=", "(", ")", "|", "?",
            "*", "+", "{2,3}", "!", "&", "^", "$", " ", "Any", "Person", "{", "\"", "<",
        ];
        let pattern: String = parts.iter().map(|i| PARTS[*i]).collect();
        let mut p = pack();
        if let Ok(set) = p.compile(&[RuleSource::new("r", "x", &pattern)]) {
            let text = Text::read("An và gặp tổng thống An An, gặp", &p.vocabulary, &p.lexicon);
            check_laws(&set, &p.positions(&text, &[(0..1, PosKind::Person)]))?;
            // What is shown reads back as the same.
            let shown = set.readable(0);
            let again = shown.lines().next().and_then(|l| l.strip_prefix("r: ")).unwrap_or("");
            let twice = p.compile(&[RuleSource::new("r", "x", again)]).map_err(|e| TestCaseError::fail(format!("{e}")))?;
            prop_assert_eq!(twice.readable(0), shown);
        }
    }
}

#[test]
fn long_sentences_are_searched_whole() {
    let mut p = pack();
    let set = p
        .compile(&[
            RuleSource::new("a", "x", "<meet> Cap $"),
            RuleSource::new("b", "x", "^ <meet> Cap"),
            RuleSource::new("c", "x", "<talks> ~20 Cap"),
        ])
        .expect("valid");
    let unit = "gặp An x hội đàm y y y y y y y Ba z z ";
    let long = unit.repeat(400);
    let text = Text::read(&long, &p.vocabulary, &p.lexicon);
    let positions = p.positions(&text, &[]);
    let count = |rule: usize| {
        set.find_all(&positions, &mut Tools::default())
            .iter()
            .filter(|m| m.rule == rule)
            .count()
    };
    assert_eq!((count(0), count(1), count(2)), (0, 1, 400));
    let long = format!("{}gặp An", "z ".repeat(2000));
    let text = Text::read(&long, &p.vocabulary, &p.lexicon);
    assert_eq!(
        set.find(&p.positions(&text, &[]), &mut Tools::default())
            .iter()
            .count(),
        1
    );
}

#[test]
fn a_gap_at_the_edge_of_brackets_is_refused() {
    let mut p = pack();
    let mut compiles = |pattern: &str| p.compile(&[RuleSource::new("r", "x", pattern)]).is_ok();
    for pattern in [
        "Cap (Any ~3)",
        "(~3 Cap) Any",
        "a=(Cap ~3)",
        "Cap (Any ~3)?",
    ] {
        assert!(!compiles(pattern), "{pattern}");
    }
    assert!(compiles("(Cap ~3 <meet>) Any"));
}
