//! Rule files and the examples in them, those of the pack and of the documentation too.

use super::*;

#[test]
fn files_are_read_with_their_places() {
    let file = r#"
# a comment
[[rule]]
id = "one"
makes = "time"
pattern = 'Num1 <unit kind=dya>'
value = { day = "d", list = [1, 2.5, true] }
accept = ["[time 5 ngày]",
  "x"]

[[rule]]
id = "two"
makes = "x"
pattern = """
<meet>
  <nothing>"""
"#;
    let rules = read_rules("rules/t.toml", file).expect("valid");
    let ids: Vec<_> = rules.iter().map(|r| (r.id.as_str(), r.line)).collect();
    assert_eq!(ids, [("one", 4), ("two", 12)]);
    let lines: Vec<_> = rules[0].accept.iter().map(|q| q.line).collect();
    assert_eq!(lines, [8, 9]);
    assert_eq!(
        rules[0]
            .extra
            .get("value")
            .and_then(|v| v.get("day"))
            .and_then(|v| v.as_str()),
        Some("d")
    );
    let e = rules[0].only(&["values"]).expect_err("an unknown key");
    assert_eq!((e.line(), e.column()), (Some(7), Some(1)));
    assert!(e.to_string().contains("did you mean values?"));
    assert!(rules[0].only(&["value"]).is_ok());
    let e = pack().compile(&rules).expect_err("a wrong value");
    assert_eq!((e.line(), e.column()), (Some(6), Some(17)));
    assert!(
        e.to_string()
            .contains("\n    pattern = 'Num1 <unit kind=dya>'\n                    ^"),
        "{e}"
    );
    let e = pack().compile(&rules[1..]).expect_err("an unknown class");
    assert_eq!((e.line(), e.column()), (Some(16), Some(3)));
    assert!(
        e.to_string().contains("\n      <nothing>\"\"\"\n      ^"),
        "{e}"
    );
}

#[test]
fn file_faults() {
    let fault = |text: &str| read_rules("f", text).expect_err(text).to_string();
    assert!(fault("[[rule]]\nid = 'a'\nmakes = 'x'").contains("no `pattern`"));
    assert!(fault("[[rule]]\nid = ''\nmakes = 'x'\npattern='X'").contains("no `id`"));
    assert!(fault("[[rules]]\nid = 'a'").contains("no `rules`"));
    assert!(fault("[rule]\nid = 'a'").contains("two brackets"));
    assert!(fault("[[rule]]\nid = 3").starts_with("f:2:6: `id` is no string"));
    assert!(fault("[[rule]]\naccept = 'x'").contains("no list"));
    assert!(fault("[[rule]]\nid = ").starts_with("f:2:"));
    let twice = "[[rule]]\nid='a'\nmakes='x'\npattern='Cap'\n".repeat(2);
    let e = pack()
        .compile(&read_rules("f", &twice).expect("valid"))
        .expect_err("an id twice");
    assert_eq!(e.to_string(), "f:6: two rules have the id a\n  first: f:2");
}

fn failures(rule: &str) -> Vec<String> {
    let mut p = pack();
    let rules = read_rules("f", rule).expect("valid");
    check_examples(&rules, &mut p.lexicon, &mut p.vocabulary)
        .iter()
        .map(|f| format!("{}: {}", f.line, f.what))
        .collect()
}

#[test]
fn examples_are_checked() {
    let rule =
        "[[rule]]\nid='a'\nmakes='meeting'\npattern='(a=Person|a=Noun) ~2 t=<meet> b=Party'\n";
    let good = "accept=['[meeting [a:Person Ông Lê] hôm qua [t gặp] [b:Person Ba]].', 'Rồi [Person An] gặp [Country Lào]',
        '[a:Noun ông [Person An]] gặp \\[ [Person Ba]']\nreject=['[Person An] gặp khó khăn với [Person Ba].', '[Person An] gặp gỡ']";
    assert_eq!(
        failures(&format!("{rule}{good}")),
        ["6: no match; positions: [Noun ông An] gặp<meet> [ [Person Ba]"]
    );
    let bad = "accept=['[a:Person An] gặp [t Ba]',\n'[x:Person An] gặp',\n'[a An] gặp [b:Person Ba]',
'[meeting [Person An] gặp] [Person Ba]',\n'[Persn An]', '[Person An', 'An]', '[Person ]', '[Person A]n', '[Party An]']\nreject=['[Person An] gặp [Person Ba]', '[a An]']";
    assert_eq!(
        failures(&format!("{rule}{bad}")),
        [
            "5: no match; positions: [Person An] gặp<meet> Ba",
            "6: the rule has no role `x`; did you mean a?",
            "7: no match; positions: An gặp<meet> [Person Ba]",
            "8: `meeting` should be `An gặp`, is `An gặp Ba`",
            "9: `Persn` in `[Persn …]` is no kind of mention that could be given",
            "9: a `[` is not closed",
            "9: a `]` closes nothing",
            "9: a mark has no words",
            "9: the mark on `A` cuts a word in two",
            "9: `Party` in `[Party …]` is no kind of mention that could be given",
            "10: matched `An gặp Ba`, should not",
            "10: an example to reject marks no role, this one marks `a`",
        ]
    );
    let broken = failures("[[rule]]\nid='a'\nmakes='x'\npattern='('");
    assert_eq!(broken.len(), 1);
}

/// The files of a folder by name, with their text.
fn files(folder: &str) -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut all: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder of the pack")
        .map(|f| f.expect("a readable folder").path())
        .map(|f| {
            let name = f.file_name().unwrap_or_default().to_string_lossy();
            (
                name.into_owned(),
                std::fs::read_to_string(&f).expect("text"),
            )
        })
        .collect();
    all.sort();
    all
}

#[test]
fn the_rules_of_the_pack_live_up_to_their_examples() {
    let mut p = Pack {
        lexicon: Lexicon::default(),
        vocabulary: Vocabulary::default(),
    };
    for (name, text) in files("languages/vi/lexicon") {
        p.lexicon
            .add_table(&name, FileText::Read(&text), &mut p.vocabulary)
            .unwrap_or_else(|e| panic!("{e}"));
    }
    let mut shown = Vec::new();
    // Times are read in two passes, so their examples are tried by their own stage.
    for (name, text) in files("languages/vi/rules") {
        let rules = read_rules(&name, &text).unwrap_or_else(|e| panic!("{e}"));
        let bare = rules
            .iter()
            .filter(|r| r.accept.is_empty() || r.reject.is_empty());
        shown.extend(bare.map(|r| format!("{name}:{}: {} has no examples", r.line, r.id)));
        if name == "time.toml" {
            continue;
        }
        let failures = check_examples(&rules, &mut p.lexicon, &mut p.vocabulary);
        shown.extend(failures.iter().map(ToString::to_string));
    }
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn rules_in_the_documentation_hold() {
    for name in ["docs/RULES.md", "CONTRIBUTING.md"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        // The packaged crate has no docs folder.
        let Ok(text) = std::fs::read_to_string(path) else {
            continue;
        };
        let rules: Vec<&str> = text
            .split("```toml\n")
            .skip(1)
            .filter_map(|block| block.split("```").next())
            .filter(|block| block.starts_with("[[rule]]"))
            .collect();
        assert!(!rules.is_empty(), "{name} shows a rule");
        for rule in rules {
            if name == "CONTRIBUTING.md" {
                // Written for the built-in pack.
                let wrong = crate::Extractor::builder()
                    .without_people()
                    .table("languages/vi/rules/own.toml", rule)
                    .check()
                    .unwrap_or_else(|e| panic!("{e}"));
                assert!(wrong.is_empty(), "{name}: {wrong:?}");
            } else {
                assert_eq!(failures(rule), [""; 0], "{name}");
            }
        }
    }
}
