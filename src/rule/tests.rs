//! The language as a whole, on a lexicon made for it.

use super::*;
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::text::Text;
use crate::vocabulary::Vocabulary;
use std::ops::Range;

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
        .add_table("lexicon/toy.tsv", LEXICON, &mut p.vocabulary)
        .expect("a valid table");
    p
}

impl Pack {
    fn compile(&mut self, rules: &[RuleSource]) -> Result<RuleSet, Error> {
        RuleSet::compile(rules, &mut self.lexicon, &mut self.vocabulary)
    }

    fn positions(&self, text: &Text<'_>, spans: &[(Range<usize>, PosKind)]) -> Vec<Position> {
        positions_with(&text.tokens, 0..text.tokens.len(), &self.lexicon, spans)
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
    set.find(&positions)
        .into_iter()
        .map(|m| {
            let mut shown = text.slice(tokens_of(&positions, m.span)).to_string();
            for (role, span) in m.roles {
                shown += &format!(
                    "|{}:{}",
                    set.role_name(role),
                    text.slice(tokens_of(&positions, span))
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
