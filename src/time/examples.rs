//! The examples of time rules, which say a value besides the words.

use super::{Anchors, Direction, TimeRules, find};
use crate::lexicon::Lexicon;
use crate::rule::{ExampleFailure, RuleSource, parse_example};
use crate::text::Text;
use crate::vocabulary::Vocabulary;

/// Runs time rules, all layers at work, on each rule's own examples.
///
/// An `accept` example is met where the rule makes an expression of just the marked words with the value of the same
/// place in `values`, or where a later layer's expression with that value has taken them in. In a `reject` example no
/// expression may be the rule's.
pub(crate) fn check_time_examples(
    sources: &[RuleSource],
    rules: &TimeRules,
    lexicon: &Lexicon,
    vocabulary: &Vocabulary,
) -> Vec<ExampleFailure> {
    let mut out = Vec::new();
    for rule in sources {
        let fail = |line: usize, example: &str, what: String| ExampleFailure {
            file: rule.file.clone(),
            line,
            rule: rule.id.clone(),
            example: example.to_string(),
            what,
        };
        let day = |key: &str| rule.text(key);
        let anchors = Anchors {
            document: day("at").and_then(|t| t.parse().ok()),
            talked_of: day("talked").and_then(|t| t.parse().ok()),
            event: day("event").and_then(|t| t.parse().ok()),
            told: None,
            year: None,
        };
        let read = |text: &str| -> Vec<(String, String, String)> {
            let text = Text::read(text, vocabulary, lexicon);
            text.sentences
                .iter()
                .flat_map(|s| find(&text, s, lexicon, rules))
                .map(|t| {
                    let value = t.value.resolve(&anchors, Direction::Unknown);
                    (
                        text.slice(t.tokens).to_string(),
                        rules.rule_id(t.rule).to_string(),
                        value.map_or(String::new(), |v| v.to_string()),
                    )
                })
                .collect()
        };
        let values: Vec<&str> = rule
            .extra
            .get("values")
            .and_then(toml::Value::as_array)
            .map(|a| a.iter().filter_map(toml::Value::as_str).collect())
            .unwrap_or_default();
        if values.len() != rule.accept.len() {
            let what = format!(
                "{} examples in `accept`, {} in `values`",
                rule.accept.len(),
                values.len()
            );
            out.push(fail(rule.line, &rule.pattern.text, what));
        }
        for (quoted, value) in rule.accept.iter().zip(values) {
            let example = match parse_example(&quoted.text) {
                Ok(example) => example,
                Err(what) => {
                    out.push(fail(quoted.line, &quoted.text, what));
                    continue;
                }
            };
            let got = read(&example.text);
            let marked: Vec<&str> = example
                .marks
                .iter()
                .filter_map(|m| example.text.get(m.span.range()))
                .collect();
            let whole = |(words, id, v): &(String, String, String)| {
                marked == [words] && *id == rule.id && v == value
            };
            // A later layer may have taken it in.
            let inside = |(words, _, v): &(String, String, String)| {
                marked.iter().all(|m| words.contains(m)) && v == value
            };
            if !got.iter().any(|g| whole(g) || inside(g)) {
                let what = format!("should read {marked:?} as {value}, found {got:?}");
                out.push(fail(quoted.line, &quoted.text, what));
            }
        }
        for quoted in &rule.reject {
            let got = read(&quoted.text);
            if got.iter().any(|(_, id, _)| *id == rule.id) {
                let what = format!("matched, should not: {got:?}");
                out.push(fail(quoted.line, &quoted.text, what));
            }
        }
    }
    out
}
