//! Not committed.
use super::*;
use crate::lexicon::Lexicon;
use crate::rule::read_rules;
use crate::text::Text;
use crate::vocabulary::Vocabulary;

#[test]
#[ignore]
fn measure() {
    let (mut lexicon, mut vocabulary) = (Lexicon::default(), Vocabulary::default());
    let dir = std::env::var("LEX").unwrap_or("languages/vi/lexicon".into());
    let mut files: Vec<_> = std::fs::read_dir(dir).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    for f in files {
        lexicon.add_table(f.to_str().unwrap(), &std::fs::read_to_string(&f).unwrap(), &mut vocabulary).unwrap_or_else(|e| panic!("{e}"));
    }
    let src = std::fs::read_to_string("languages/vi/rules/time.toml").unwrap();
    let rules = TimeRules::compile(&read_rules("time.toml", &src).unwrap(), &mut lexicon, &mut vocabulary).unwrap_or_else(|e| panic!("{e}"));
    let input = std::fs::read_to_string(std::env::var("IN").unwrap()).unwrap();
    let mut out = String::new();
    let start = std::time::Instant::now();
    let mut bytes = 0;
    for line in input.lines() {
        let (date, t) = line.split_once('\t').unwrap();
        let t = t.replace("\\n", "\n");
        bytes += t.len();
        let text = Text::read(&t, &vocabulary, &lexicon);
        let anchors = Anchors { document: date.parse().ok(), talked_of: None };
        out += &format!("D\t{date}\t{}\n", t.replace('\n', " | "));
        for s in &text.sentences {
            for e in find(&text, s, &lexicon, &rules) {
                let v = e.value.resolve(&anchors, Direction::Unknown).map_or("none".into(), |v| v.to_string());
                let a = e.tokens.start.saturating_sub(4).max(s.tokens.start);
                let b = (e.tokens.end + 4).min(s.tokens.end);
                out += &format!("T\t{}\t{v}\t{}\t…{} [{}] {}…\n", rules.rule_id(e.rule), text.slice(e.tokens.clone()), text.slice(a..e.tokens.start), text.slice(e.tokens.clone()), text.slice(e.tokens.end..b));
            }
        }
    }
    eprintln!("{} bytes in {:?}", bytes, start.elapsed());
    std::fs::write(std::env::var("OUT").unwrap(), out).unwrap();
}
