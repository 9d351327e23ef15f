//! The language as a whole, on a lexicon made for it.

use super::*;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::pack::FileText;
use crate::text::Text;
use crate::vocabulary::Vocabulary;
use std::ops::Range;

mod files;
mod laws;

const LEXICON: &str = "form\tclass\tattrs\tnote
hội đàm\ttalks\tformat=visit
điện đàm\ttalks\tformat=phone;far
gặp\tmeet\t
gặp khó khăn\tidiom\t
với\twith\t
cùng\twith\t
và\tand\t
tổng thống\ttitle\toffice=president;rank=1
thủ tướng\ttitle\toffice=prime_minister;rank=1
bộ trưởng\ttitle\toffice=minister;rank=3
ông\thonor\tgender=m
bà\thonor\tgender=f
ngày\tunit\tkind=day
tháng\tunit\tkind=month
năm\tunit\tkind=year
năm\tnumber\tvalue=5
Đức\tfamily\t
không\tneg\t
nguyên\toffice.mod\t
";

struct Pack {
    lexicon: Lexicon,
    vocabulary: Vocabulary,
}

fn pack() -> Pack {
    let mut p = Pack {
        lexicon: Lexicon::default(),
        vocabulary: Vocabulary::default(),
    };
    p.lexicon
        .add_table(
            "lexicon/toy.tsv",
            FileText::Builtin(LEXICON),
            &mut p.vocabulary,
        )
        .expect("a valid table");
    p
}

impl Pack {
    fn compile(&mut self, rules: &[RuleSource]) -> Result<RuleSet, Error> {
        RuleSet::compile(rules, &mut self.lexicon, &mut self.vocabulary)
    }

    fn positions(&self, text: &Text<'_>, spans: &[(Range<usize>, PosKind)]) -> Vec<Position> {
        positions_with(text, 0..text.tokens.len(), &self.lexicon, spans)
    }
}

/// The words that the pattern matches in the text, and those of its roles as `name:words`.
fn found(pattern: &str, text: &str) -> Vec<String> {
    let rule = RuleSource::new("r", "x", pattern);
    found_by(&[rule], text)
}

fn found_by(rules: &[RuleSource], text: &str) -> Vec<String> {
    let mut p = pack();
    let set = p.compile(rules).unwrap_or_else(|e| panic!("{e}"));
    let text = Text::read(text, &p.vocabulary, &p.lexicon);
    let positions = p.positions(&text, &[]);
    set.find(&positions, &mut Tools::default())
        .iter()
        .map(|m| {
            let mut shown = text.slice(tokens_of(&positions, m.span)).to_string();
            for (role, span) in m.roles {
                shown += &format!(
                    "|{}:{}",
                    set.role_name(*role),
                    text.slice(tokens_of(&positions, span.clone()))
                );
            }
            shown
        })
        .collect()
}

fn error(pattern: &str) -> String {
    pack()
        .compile(&[RuleSource::new("r", "x", pattern)])
        .expect_err(pattern)
        .to_string()
}

#[test]
fn kinds_of_words() {
    let text = "Ông An gặp USA 15 và 2026, B đi";
    assert_eq!(found("Word", text), ["An", "USA", "B", "đi"]);
    assert_eq!(found("Cap", text), ["Ông", "An", "USA", "B"]);
    assert_eq!(found("Upper", text), ["USA"]);
    assert_eq!(found("Initial", text), ["B"]);
    assert_eq!(found("Number", text), ["15", "2026"]);
    assert_eq!(found("Num1", text), ["15"]);
    assert_eq!(found("Num4", text), ["2026"]);
    assert_eq!(found("Punct", text), [","]);
    assert_eq!(found("Word&Cap", text), ["An", "USA", "B"]);
    assert_eq!(found("<honor>&Cap", text), ["Ông"]);
    assert_eq!(found("!Word&!Number", text), ["Ông", "gặp", "và", ","]);
    assert_eq!(found("Glued", text), [","]);
    assert_eq!(found("Any", "a , 1"), ["a", ",", "1"]);
}

#[test]
fn classes_and_attributes() {
    let text = "thủ tướng và Bộ trưởng gặp tổng thống, điện đàm, năm";
    assert_eq!(
        found("<title>", text),
        ["thủ tướng", "Bộ trưởng", "tổng thống"]
    );
    assert_eq!(found("<title office=president>", text), ["tổng thống"]);
    assert_eq!(
        found("<title office=president|minister>", text),
        ["Bộ trưởng", "tổng thống"]
    );
    assert_eq!(
        found("<title office=president rank=1>", text),
        ["tổng thống"]
    );
    assert_eq!(
        found("<title rank>", text),
        ["thủ tướng", "Bộ trưởng", "tổng thống"]
    );
    assert_eq!(found("<talks far>", text), ["điện đàm"]);
    assert_eq!(found("<title>&!<title rank=1>", text), ["Bộ trưởng"]);
    assert_eq!(found("<office.mod>", "nguyên tổng thống"), ["nguyên"]);
    // One form, two senses: it satisfies either class.
    assert_eq!(found("<unit kind=year>", text), ["năm"]);
    assert_eq!(found("<number>", text), ["năm"]);
}

#[test]
fn an_idiom_hides_the_trigger() {
    assert_eq!(found("<meet>", "An gặp khó khăn với B"), [""; 0]);
    assert_eq!(found("<meet>", "An gặp B"), ["gặp"]);
}

#[test]
fn sequence_repeat_alternative() {
    assert_eq!(found("Cap+", "An Ba gặp Ca Da Đa"), ["An Ba", "Ca Da Đa"]);
    assert_eq!(found("(Cap{2})+", "An Ba Ca Da Đa"), ["An Ba Ca Da"]);
    assert_eq!(found("Cap{2}", "An Ba Ca Da Đa"), ["An Ba", "Ca Da"]);
    assert_eq!(found("Cap{2,3}", "An Ba Ca gặp Da"), ["An Ba Ca"]);
    assert_eq!(found("Cap{3,}", "An Ba gặp Ca Da Đa Ea"), ["Ca Da Đa Ea"]);
    assert_eq!(found("<meet> Cap*", "gặp, gặp An Ba"), ["gặp", "gặp An Ba"]);
    assert_eq!(
        found("<talks> <with>? Cap", "hội đàm với An, điện đàm Ba"),
        ["hội đàm với An", "điện đàm Ba"]
    );
    assert_eq!(
        found(
            "(<meet>|<talks> <with>) Cap",
            "gặp An, hội đàm với Ba, hội đàm Ca"
        ),
        ["gặp An", "hội đàm với Ba"]
    );
    // Alternatives take the first branch that leads on, as regex does.
    assert_eq!(found("(Cap|Cap Cap) <meet>?", "An Ba"), ["An", "Ba"]);
}

#[test]
fn sentence_edges() {
    assert_eq!(found("^ Cap", "An Ba"), ["An"]);
    assert_eq!(found("Cap $", "An Ba"), ["Ba"]);
    assert_eq!(found("^ Cap $", "An Ba"), [""; 0]);
    assert_eq!(
        found("^ ~3 <meet>", "tối qua An gặp Ba"),
        ["tối qua An gặp"]
    );
}

#[test]
fn gaps_are_lazy_and_bounded() {
    assert_eq!(
        found("a=Cap ~2 <meet>", "An hôm qua gặp Ba gặp"),
        ["An hôm qua gặp|a:An", "Ba gặp|a:Ba"]
    );
    assert_eq!(found("a=Cap ~1 <meet>", "An hôm qua gặp"), [""; 0]);
    assert_eq!(
        found("Cap ~9 <meet>", "An\ngặp"),
        [""; 0],
        "over a line break"
    );
}

#[test]
fn roles_cover_what_they_name() {
    assert_eq!(
        found(
            "a=(<title> name=Cap+) t=(<talks>|<meet>) <with>? b=Cap+",
            "thủ tướng Lê An hội đàm với Ba"
        ),
        ["thủ tướng Lê An hội đàm với Ba|a:thủ tướng Lê An|name:Lê An|t:hội đàm|b:Ba"]
    );
    assert_eq!(
        found("<meet> a=Cap? b=<neg>*", "gặp, gặp An, gặp không"),
        ["gặp", "gặp An|a:An", "gặp không|b:không"]
    );
    // The same role in two branches, a role that takes no part.
    assert_eq!(
        found(
            "(<honor> a=Cap|a=Cap <meet>) (b=<neg>)?",
            "bà An, Ba gặp không"
        ),
        ["bà An|a:An", "Ba gặp không|a:Ba|b:không"]
    );
}

#[test]
fn words_in_quotes() {
    let text = "An hôm qua gặp Ba, hôm nay, 15/5";
    assert_eq!(found("\"hôm qua\" <meet>", text), ["hôm qua gặp"]);
    assert_eq!(found("Num1 \"/\"&Glued Num1&Glued", text), ["15/5"]);
    assert_eq!(found("Num1 \"/\"&Glued Num1&Glued", "15 / 5"), [""; 0]);
    assert_eq!(found("\"15\"", text), ["15"]);
    // A quoted word that is an entry anyway keeps its class; one that is none stays a plain word for other items.
    assert_eq!(found("\"gặp\"&<meet>", text), ["gặp"]);
    assert_eq!(found("(\"hôm qua\"&!Word|Word)", "hôm qua"), ["hôm qua"]);
    // A capital is asked for where it is written, and takes no sense away.
    assert_eq!(found("\"Gặp\"", "gặp Gặp"), ["Gặp"]);
    assert_eq!(found("<meet> (\"Gặp\"|Cap)", "Gặp Gặp"), ["Gặp Gặp"]);
    assert_eq!(found("\"gặp\"", "gặp Gặp"), ["gặp", "Gặp"]);
    assert_eq!(found("(\"Gặp\"|Number) \"gặp\"", "Gặp Gặp"), ["Gặp Gặp"]);
}

#[test]
fn a_veto_looks_around_the_match() {
    let rule = |unless: &str| [RuleSource::new("r", "x", "<meet> Cap").unless(unless)];
    assert_eq!(found_by(&rule("<neg> <meet>"), "An không gặp Ba"), [""; 0]);
    assert_eq!(found_by(&rule("<neg> <meet>"), "An gặp Ba"), ["gặp Ba"]);
    // It must overlap the match, not only stand near.
    assert_eq!(found_by(&rule("<neg>"), "không gặp Ba"), ["gặp Ba"]);
    // It may begin three positions before, not four.
    let far = "<neg> ~3 <meet>";
    assert_eq!(found_by(&rule(far), "không x y gặp Ba"), [""; 0]);
    assert_eq!(found_by(&rule(far), "không x y z gặp Ba"), ["gặp Ba"]);
    // It may go on after the match, and a first hit that misses does not hide a second.
    assert_eq!(found_by(&rule("Cap \"rồi\""), "gặp Ba rồi"), [""; 0]);
    assert_eq!(
        found_by(&rule("\"x\" \"x\"|\"x\" <meet>"), "x x gặp Ba"),
        [""; 0]
    );
    // The sentence's end is the sentence's, not the match's.
    assert_eq!(found_by(&rule("Cap $"), "gặp Ba rồi"), ["gặp Ba"]);
    // After a veto the search goes on.
    assert_eq!(
        found_by(&rule("<neg> <meet>"), "không gặp Ba, gặp Ca"),
        ["gặp Ca"]
    );
}

#[test]
fn of_several_rules_the_leftmost_then_longest_then_first_wins() {
    let rules = [
        RuleSource::new("one", "x", "a=Cap <meet>"),
        RuleSource::new("two", "x", "a=Cap <meet> b=Cap"),
        RuleSource::new("three", "x", "<meet> b=Cap <with>"),
        RuleSource::new("four", "x", "c=Cap <meet> Cap"),
    ];
    assert_eq!(
        found_by(&rules, "An gặp Ba với Ca gặp"),
        ["An gặp Ba|a:An|b:Ba", "Ca gặp|a:Ca"]
    );
    let mut p = pack();
    let set = p.compile(&rules).expect("valid");
    let text = Text::read("An gặp Ba với Ca gặp", &p.vocabulary, &p.lexicon);
    let all: Vec<_> = set
        .find_all(&p.positions(&text, &[]), &mut Tools::default())
        .iter()
        .map(|m| (set.rule_id(m.rule).to_string(), m.span))
        .collect();
    let expected = [
        ("two", 0..3),
        ("four", 0..3),
        ("one", 0..2),
        ("three", 1..4),
        ("one", 4..6),
    ];
    assert_eq!(
        all,
        expected
            .map(|(r, s)| (r.to_string(), s))
            .into_iter()
            .collect::<Vec<_>>()
    );
}

#[test]
fn given_spans_go_before_entries() {
    let mut p = pack();
    let rules = [RuleSource::new("r", "x", "a=Person t=<talks> b=Place")];
    let set = p.compile(&rules).expect("valid");
    let text = Text::read("ông Lê An hội đàm Đức", &p.vocabulary, &p.lexicon);
    let spans = [
        (5..6, PosKind::Country),
        (0..3, PosKind::Person),
        (1..2, PosKind::City),
    ];
    let positions = p.positions(&text, &spans);
    let shown: Vec<_> = positions
        .iter()
        .map(|x| (x.kind, x.given, x.tokens.clone()))
        .collect();
    assert_eq!(
        shown,
        [
            (PosKind::Person, Some(1), 0..3),
            (PosKind::Word, None, 3..5),
            (PosKind::Country, Some(0), 5..6),
        ]
    );
    let mut tools = Tools::default();
    let found = set.find(&positions, &mut tools);
    let b = set.role("b").expect("a role");
    assert_eq!(found.iter().next().and_then(|m| m.get(b)), Some(2..3));
    // An entry that would run into a span is cut to what fits, here to none.
    let cut = p.positions(
        &text,
        &[
            (4..5, PosKind::Time),
            (9..12, PosKind::Time),
            (2..2, PosKind::Time),
        ],
    );
    assert_eq!(cut.len(), 6);
    assert_eq!(
        cut.get(3).map(|x| (x.kind, x.entry)),
        Some((PosKind::Word, None))
    );
}

#[test]
fn entries_made_after_a_set_was_compiled_are_words_to_it() {
    let mut p = pack();
    let set = p
        .compile(&[RuleSource::new("r", "x", "Word+")])
        .expect("valid");
    declare_literals(
        &[RuleSource::new("s", "x", "\"hôm qua\"")],
        &mut p.lexicon,
        &mut p.vocabulary,
    )
    .expect("valid");
    let text = Text::read("x hôm qua", &p.vocabulary, &p.lexicon);
    let positions = p.positions(&text, &[]);
    assert_eq!(positions.len(), 2);
    assert_eq!(
        set.find(&positions, &mut Tools::default())
            .iter()
            .next()
            .map(|m| m.span.clone()),
        Some(0..2)
    );
}

#[test]
fn faults_name_the_nearest_and_point() {
    assert_eq!(
        error("a=Cap <tallks>"),
        "(rule):1:7: rule r: unknown class <tallks>\n    a=Cap <tallks>\n          ^\n  did you mean talks?"
    );
    assert!(error("Persn").contains("did you mean Person?"));
    assert!(error("Qqqqqqqq").contains("kinds: Any, Word"));
    assert!(error("<title ofice=president>").contains("has `ofice`"));
    assert!(error("<title ofice=president>").contains("did you mean office?"));
    assert!(error("<title office=presidnt>").contains("did you mean president?"));
    assert!(error("(a=Cap)+").contains("inside a repeat"));
    assert!(error("a=Cap a=Cap").contains("named twice"));
    assert!(error("(a=Cap|a=Any b=Any) a=Cap").contains("named twice"));
    assert_eq!(
        found("a=<neg>? Cap a=<neg>?", "An không"),
        ["An không|a:không"]
    );
    assert!(error("a=(Cap (a=Cap))").contains("named twice"));
    assert!(error("Cap?").contains("nothing at all"));
    assert!(error("^ $").contains("nothing at all"));
    assert!(error("(Cap|<meet>*)").contains("nothing at all"));
    assert!(error("~2 Cap").contains("on both sides"));
    assert!(error("Cap ~2").contains("on both sides"));
    assert!(error("!(Cap Cap)").contains("single positions only"));
    assert!(error("Cap&Cap+&Cap").contains("unexpected"));
    assert!(error("(((Any{50}){50}){50}){50}").contains("too large"));
    let veto = RuleSource::new("r", "x", "Cap").unless("a=Cap");
    let e = pack().compile(&[veto]).expect_err("a role in a veto");
    assert!(e.message().contains("a veto names a role"));
}

#[test]
fn too_many_symbols_is_an_error() {
    let mut p = pack();
    let mut pattern = String::from("(Cap|Upper) Glued (");
    for i in 0..120 {
        let class = format!("class-{i}");
        p.lexicon
            .add_table(
                "t",
                FileText::Read(&format!("từ{i}\t{class}")),
                &mut p.vocabulary,
            )
            .expect("valid");
        pattern += &format!("{}<{class}> Cap", if i > 0 { "|" } else { "" });
    }
    pattern += ")";
    let e = p
        .compile(&[RuleSource::new("r", "x", &pattern)])
        .expect_err("too many");
    assert!(e.message().contains("at most 250"), "{e}");
}

#[test]
fn rules_show_as_understood() {
    let mut p = pack();
    let rule = RuleSource::new(
        "r",
        "x",
        "a=( Cap+ |<title  office=president|minister far>)~4 (t=<meet>) ? \"và\"&!Word{2,}",
    );
    // The attribute `far` is on no title.
    assert!(p.compile(std::slice::from_ref(&rule)).is_err());
    let rule =
        RuleSource::new("r", "x", &rule.pattern.text.replace(" far", " rank")).unless("^ Any");
    let set = p.compile(&[rule]).expect("valid");
    let shown = set.readable(0);
    assert!(
        shown.starts_with(
            "r: a=(Cap+|<title office=president|minister rank>) ~4 (t=<meet>)? \"và\"&!Word{2,}\n  unless ^ Any\n  as ("
        ),
        "{shown}"
    );
}
