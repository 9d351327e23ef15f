//! The rules of the language packs on their own examples.

use super::*;
use crate::lexicon::Lexicon;
use crate::pack::FileText;
use crate::rule::read_rules;
use crate::text::Text;
use crate::vocabulary::Vocabulary;
use proptest::prelude::*;

const LEXICON: &str = include_str!("../../languages/vi/lexicon/time.tsv");
/// All of the language's lexicon: words of other stages share entries with those of time.
const TABLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/languages/vi/lexicon");
const RULES: &str = include_str!("../../languages/vi/rules/time.toml");

pub(super) struct Pack {
    lexicon: Lexicon,
    vocabulary: Vocabulary,
    rules: TimeRules,
}

pub(super) fn pack() -> Pack {
    let (mut lexicon, mut vocabulary) = (Lexicon::default(), Vocabulary::default());
    let mut files: Vec<_> = std::fs::read_dir(TABLES)
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let table = std::fs::read_to_string(&file).unwrap();
        lexicon
            .add_table(
                &file.display().to_string(),
                FileText::Read(&table),
                &mut vocabulary,
            )
            .unwrap();
    }
    let sources = read_rules("time.toml", RULES).unwrap_or_else(|e| panic!("{e}"));
    let rules = TimeRules::compile(&sources, &mut lexicon, &mut vocabulary)
        .unwrap_or_else(|e| panic!("{e}"));
    Pack {
        lexicon,
        vocabulary,
        rules,
    }
}

#[test]
fn rules_do_what_their_examples_say() {
    let pack = pack();
    let sources = read_rules("time.toml", RULES).unwrap();
    let wrong: Vec<String> =
        check_time_examples(&sources, &pack.rules, &pack.lexicon, &pack.vocabulary)
            .iter()
            .map(ToString::to_string)
            .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rules_that_cannot_be_read_say_where() {
    let error = |toml: &str| {
        let (mut lexicon, mut vocabulary) = (Lexicon::default(), Vocabulary::default());
        lexicon
            .add_table("time.tsv", FileText::Builtin(LEXICON), &mut vocabulary)
            .unwrap();
        let rules =
            read_rules("x.toml", &format!("[[rule]]\nid='x'\nmakes='time'\n{toml}")).unwrap();
        TimeRules::compile(&rules, &mut lexicon, &mut vocabulary)
            .unwrap_err()
            .to_string()
    };
    let pattern = "pattern='d=Num1 <month_word>'\n";
    assert!(error(&format!("{pattern}value={{kind='date'}}")).contains("needs a `layer`"));
    assert!(error(&format!("{pattern}layer=1")).contains("needs a `value`"));
    let kind = error(&format!("{pattern}layer=1\nvalue={{kind='dates'}}"));
    assert!(
        kind.contains("`dates`") && kind.contains("x.toml:6"),
        "{kind}"
    );
    let field = error(&format!("{pattern}layer=1\nvalue={{kind='date',dya='d'}}"));
    assert!(field.contains("no field `dya`"), "{field}");
    let role = error(&format!("{pattern}layer=1\nvalue={{kind='date',day='e'}}"));
    assert!(role.contains("`day = \"e\"`"), "{role}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    // Whatever the words, expressions stand in order, apart, within the text.
    #[test]
    fn found_in_order(words in proptest::collection::vec(0usize..WORDS.len(), 0..30)) {
        thread_local!(static PACK: Pack = pack());
        let text: Vec<&str> = words.iter().filter_map(|i| WORDS.get(*i)).copied().collect();
        let joined = text.concat();
        PACK.with(|pack| {
            let text = Text::read(&joined, &pack.vocabulary, &pack.lexicon);
            for s in &text.sentences {
                let mut end = s.tokens.start;
                for t in find(&text, s, &pack.lexicon, &pack.rules) {
                    assert!(end <= t.tokens.start && t.tokens.start < t.tokens.end && t.tokens.end <= s.tokens.end);
                    end = t.tokens.end;
                    let anchors = Anchors { document: "2026-01-06".parse().ok(), talked_of: "2025".parse().ok(), event: None, told: None, year: None };
                    let _ = t.value.resolve(&anchors, Direction::Past);
                }
            }
        });
    }
}

const WORDS: [&str; 32] = [
    " ngày ",
    " tháng ",
    " năm ",
    " từ ",
    " đến ",
    " 5/1",
    "5",
    "-",
    "/",
    ".",
    "2026",
    " 12 ",
    " ba ",
    " thứ ba ",
    " thứ Tư",
    " tuần ",
    " trước ",
    " này",
    " sau đó ",
    " hôm nay",
    " đầu ",
    " cuối ",
    ", ",
    "(",
    ")",
    " và ",
    " qua ",
    " tới ",
    " sáng ",
    " quý II",
    " cách đây ",
    "%",
];
