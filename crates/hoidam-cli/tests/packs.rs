//! The commands for who writes rows, words and rules: `check`, `why-not`, `firings`.

#![allow(clippy::unwrap_used)] // Helpers of tests fail by it, as tests do.

mod common;

use common::{errors, folder, run, shown};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Checks a pack of these files: the exit code and what is said.
fn check(files: &[(&str, &str)]) -> (Option<i32>, String) {
    let dir = folder(files);
    let out = run(dir.path(), &["check", "."]);
    (out.status.code(), errors(&out))
}

const LEXICON: &str = "languages/vi/lexicon/own.tsv";
const RULES: &str = "languages/vi/rules/own.toml";
const FRAMES: &str = "languages/vi/frames-own.toml";
const SCHEMA: &str = "schema/own.toml";

fn rule(pattern: &str) -> String {
    format!("[[rule]]\nid = 'own'\nmakes = 'role'\npattern = '{pattern}'\n")
}

#[test]
fn the_pack_of_the_tutorial_is_well_formed() {
    let pack = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/packs/signing");
    let out = run(&pack, &["check", "."]);
    assert_eq!(shown(&out), ".: well formed\n", "{}", errors(&out));
    assert_eq!(out.status.code(), Some(0));
}

#[test]
fn a_file_given_as_a_pack_says_what_a_pack_is() {
    let dir = folder(&[("file", "x")]);
    for pack in ["file", "gone"] {
        let why = errors(&run(dir.path(), &["check", pack]));
        assert!(
            why.contains(pack) && why.contains("a pack is a folder with"),
            "{why}"
        );
    }
}

#[test]
fn the_built_in_data_is_well_formed() {
    let dir = folder(&[]);
    let out = run(dir.path(), &["check"]);
    assert_eq!(
        shown(&out),
        "built-in data: well formed\n",
        "{}",
        errors(&out)
    );
    assert_eq!(out.status.code(), Some(0));
}

#[test]
fn a_trigger_of_a_missing_frame_is_an_error_with_its_column() {
    let (code, said) = check(&[(
        LEXICON,
        "form\tclass\tattrs\tnote\nđấu cờ\ttrigger\tframe=meat;pos=v\t\ngieo quẻ\ttrigger\tpos=v\t\n",
    )]);
    assert_eq!(code, Some(1));
    let wanted = format!(
        "error: {LEXICON}:2:16: there is no frame \"meat\"\n    đấu cờ\ttrigger\tframe=meat;pos=v\t\n"
    );
    assert!(said.contains(&wanted), "{said}");
    assert!(said.contains("did you mean meet?"), "{said}");
    assert!(said.contains(":3:10: a trigger without a frame"), "{said}");
}

#[test]
fn a_cue_and_a_preposition_must_say_what_they_are() {
    let (code, said) = check(&[(LEXICON, "hẵng\tcue\tcue=futur\t\nnơi\tprep\t\t\n")]);
    assert_eq!(code, Some(1));
    assert!(said.contains(":1:14: a cue must say"), "{said}");
    assert!(said.contains("future"), "{said}");
    assert!(said.contains(":2:5: a preposition must say"), "{said}");
}

#[test]
fn verbs_links_and_conjunctions_are_of_kinds_that_are_known() {
    let rows = "tiếp đón\tverb\tkind=bring\t\nhễ\tlink\tkind=whenn\t\nhay là\tconj\tkind=xor\t\ntrao\tverb\t\t\n";
    let (code, said) = check(&[(LEXICON, rows)]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains(":1:20: there is no such kind of verb"),
        "{said}"
    );
    assert!(said.contains("leave, light, other, say, send"), "{said}");
    assert!(
        said.contains(":2:14: a link must say how it joins clauses"),
        "{said}"
    );
    assert!(
        said.contains(":3:18: there is no such kind of conjunction"),
        "{said}"
    );
    assert!(!said.contains(":4:"), "{said}");
}

#[test]
fn rules_and_parts_that_match_nothing_are_warned_of() {
    // No stage of nouns is given an `Event`, and no position is a person and a country.
    for (pattern, column, item, whole) in [
        ("g=<title> Event", 22, "Event", true),
        ("g=<title> Person&Country", 22, "Person&Country", true),
        ("g=<title> (\"nọ\"|Event)", 28, "Event", false),
        ("g=<title> <name.family.own>", 22, "<name.family.own>", true),
    ] {
        let (code, said) = check(&[(RULES, &rule(pattern))]);
        assert_eq!(code, Some(0), "{said}");
        let nothing = "the pattern matches nothing: ";
        let wanted = format!(
            "warning: {RULES}:4:{column}: rule own: {}no position can be `{item}`",
            if whole { nothing } else { "" }
        );
        assert!(said.contains(&wanted), "{pattern}: {said}");
    }
}

#[test]
fn words_that_a_longer_entry_covers_are_warned_of() {
    let (code, said) = check(&[(RULES, &rule("g=<title> \"hôm\" \"qua\""))]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains(":4:22: rule own: `\"hôm\" \"qua\"` never stand apart"),
        "{said}"
    );
    assert!(said.contains("write it as one, \"hôm qua\""), "{said}");
}

#[test]
fn a_pattern_that_can_be_empty_is_an_error() {
    let (code, said) = check(&[(RULES, &rule("<title>?"))]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains(":4:12: rule own: the pattern can match nothing"),
        "{said}"
    );
}

#[test]
fn frames_and_kinds_that_miss_each_other_are_told() {
    let kind = "[[kind]]\nid = 'duel'\nroles = ['fighter']\n";
    let (code, said) = check(&[(SCHEMA, kind)]);
    assert_eq!(code, Some(0));
    assert!(
        said.contains("schema/own.toml:1: no frame makes the relation kind \"duel\""),
        "{said}"
    );

    let frame = "[[frame]]\nid = 'duel'\nkind = 'duel'\nsubject = 'figter'\n";
    let (code, said) = check(&[(SCHEMA, kind), (FRAMES, frame)]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains(":4:12: the kind \"duel\" has no role \"figter\""),
        "{said}"
    );
    assert!(said.contains("did you mean fighter?"), "{said}");

    let frame = frame.replace("figter", "fighter");
    let (code, said) = check(&[(SCHEMA, kind), (FRAMES, &frame)]);
    assert_eq!(code, Some(0));
    assert!(
        said.contains(":1: no trigger names the frame \"duel\""),
        "{said}"
    );

    let (code, said) = check(&[
        (SCHEMA, kind),
        (FRAMES, &frame.replace("subject", "subjekt")),
    ]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains(":4:1: a frame has no key `subjekt`"),
        "{said}"
    );
}

#[test]
fn rows_twice_and_files_that_nothing_reads_are_warned_of() {
    let (code, said) = check(&[
        (
            LEXICON,
            "đấu cờ\ttrigger\tframe=meet\t\nđấu cờ\ttrigger\tframe=meet\t\n",
        ),
        ("languages/vi/words.tsv", "a\tb\n"),
    ]);
    assert_eq!(code, Some(0));
    assert!(said.contains(":2:1: the row stands twice"), "{said}");
    assert!(said.contains(&format!("first: {LEXICON}:1")), "{said}");
    assert!(
        said.contains("languages/vi/words.tsv:1: nothing reads this file"),
        "{said}"
    );
}

#[test]
fn words_of_a_pack_go_before_the_built_in_ones() {
    let dir = folder(&[
        (
            "pack/languages/vi/lexicon/own.tsv",
            "hội đàm\ttrigger\tframe=phone;pos=v\t\n",
        ),
        (
            "a.txt",
            "Thủ tướng Phạm Minh Chính hội đàm với Thủ tướng Anh Keir Starmer.",
        ),
    ]);
    let out = run(
        dir.path(),
        &["extract", "--pack", "pack", "--format", "jsonl", "a.txt"],
    );
    assert!(shown(&out).contains("\"kind\":\"call\""), "{}", shown(&out));
}

const TEXT: &str = "Thủ tướng Phạm Minh Chính gặp khó khăn ở Huế.\n\n\
    Bộ trưởng Lò Văn Xa đã gặp.\n\n\
    Ngoại trưởng Nga Serguey Lavrof hội đàm với Ngoại trưởng Lào Lò Văn Xa.\n\n\
    Ông ngồi tựa vào thân cây trước nhà Bưởi xanh.\n";

#[test]
fn a_sentence_is_explained_by_its_words_names_and_rules() {
    let dir = folder(&[("a.txt", TEXT)]);
    let why = |args: &[&str]| {
        let out = run(dir.path(), &[&["why-not", "a.txt"], args].concat());
        assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
        shown(&out)
    };
    let all = why(&[]);
    assert_eq!(
        all.lines().filter(|l| l.starts_with('[')).count(),
        4,
        "{all}"
    );
    assert!(!all.contains("  word: "), "{all}");

    let first = why(&["--sentence", "1", "--kind", "meeting"]);
    assert!(first.starts_with("[1] "), "{first}");
    assert!(
        first.contains("word: the trigger “gặp” stands inside “gặp khó khăn” <idiom>"),
        "{first}"
    );

    let second = why(&["--sentence", "2"]);
    assert!(
        second.contains("tells of nothing: 1 of at least 2 parties are known"),
        "{second}"
    );
    assert!(
        second.contains("name: no row has “Lò Văn Xa” (person)"),
        "{second}"
    );

    let third = why(&["--sentence", "3"]);
    assert!(third.contains(": relation meeting:"), "{third}");
    assert!(
        third.contains("“Serguey Lavrof” (person); near to it: “Sergey Lavrov”"),
        "{third}"
    );
    let call = why(&["--sentence", "3", "--kind", "call"]);
    assert!(!call.contains("=> meeting"), "{call}");
    assert!(
        call.contains("word: no trigger of kind call stands here"),
        "{call}"
    );
}

#[test]
fn a_rule_that_nearly_matches_is_shown_with_what_it_lacks() {
    let dir = folder(&[
        (
            "pack/languages/vi/rules/own.toml",
            "[[rule]]\nid = 'own.guard'\nmakes = 'role'\npattern = '\"chùm\" \"chìa\" g=<title> \"gác cổng\"'\n",
        ),
        ("a.txt", "Tay anh cầm chùm chìa khóa."),
    ]);
    let args = ["why-not", "a.txt", "--pack", "pack", "--sentence", "1"];
    let out = run(dir.path(), &args);
    assert!(
        shown(&out).contains(
            "rule: own.guard has 2 of 4 parts, “chùm chìa”; then `g=<title>` fails at “khóa”"
        ),
        "{}{}",
        shown(&out),
        errors(&out)
    );
}

#[test]
fn a_sentence_or_kind_that_is_not_there_is_an_error_that_says_what_is() {
    let dir = folder(&[("a.txt", TEXT)]);
    for (args, wanted) in [
        (
            ["--sentence", "5"],
            "there is no sentence 5\n  the text has sentences 1 to 4",
        ),
        (["--sentence", "0"], "there is no sentence 0"),
        (
            ["--kind", "meting"],
            "kinds: meeting, call, letter, visit, invitation",
        ),
    ] {
        let out = run(dir.path(), &[&["why-not", "a.txt"], &args[..]].concat());
        assert_eq!(out.status.code(), Some(1));
        assert!(errors(&out).contains(wanted), "{}", errors(&out));
        assert!(out.stdout.is_empty());
    }
    let out = run(dir.path(), &["why-not", "a.txt", "--date", "2026-02-30"]);
    assert_eq!(out.status.code(), Some(2));
}

#[test]
fn firings_count_texts_not_occurrences() {
    let dir = folder(&[
        (
            "t/a.txt",
            "Ông Trump hội đàm với ông Macron. Ông Trump hội đàm với ông Merz.",
        ),
        ("t/b.txt", "Ông Macron hội đàm với ông Merz hôm qua."),
        ("t/c.txt", "Cuộc họp đã xong."),
    ]);
    // A frame and a word may have one name.
    let count_of = |args: &[&str], what: &str, name: &str| {
        let out = run(dir.path(), &[&["firings", "t", "--all"], args].concat());
        assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
        let all = shown(&out);
        let is = |l: &&str| {
            let cells: Vec<&str> = l.split('\t').collect();
            cells.get(3) == Some(&name) && cells.get(1).is_some_and(|w| w.contains(what))
        };
        let line = all.lines().find(is);
        line.map(|l| l.split('\t').next().unwrap_or("").to_string())
    };
    let count = |args: &[&str], name: &str| count_of(args, "", name);
    assert_eq!(count(&[], "hội đàm").as_deref(), Some("2"));
    assert_eq!(count(&["--jobs", "3"], "hội đàm").as_deref(), Some("2"));
    assert_eq!(count_of(&[], "frame", "talk").as_deref(), Some("2"));
    assert_eq!(count(&[], "talk.verb.with").as_deref(), Some("2"));
    assert_eq!(count(&[], "hôm qua").as_deref(), Some("1"));
    assert_eq!(count(&[], "noun.honorific-name").as_deref(), Some("2"));
    assert_eq!(count(&["--class", "cue"], "hội đàm"), None);
    let out = run(
        dir.path(),
        &["firings", "t", "--class", "trigger", "--least", "2"],
    );
    let all = shown(&out);
    assert!(
        all.starts_with("count\twhat\tclass\tname\tplace\tnote\n0\tword\ttrigger\t"),
        "{all}"
    );
    assert!(!all.contains("\thội đàm\t"), "{all}");
    assert!(
        all.contains("\tlanguages/vi/lexicon/triggers.tsv:"),
        "{all}"
    );
    let out = run(
        dir.path(),
        &["firings", "t", "--class", "trigger", "--summary"],
    );
    assert!(shown(&out).contains("\nword\ttrigger\t"), "{}", shown(&out));
}

#[test]
fn firings_read_records_from_standard_input() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hoidam"))
        .args(["firings", "--input", "jsonl", "--all", "--class", "meeting"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let line = "{\"id\":\"a\",\"text\":\"Ông Trump hội đàm với ông Macron.\"}\n";
    child
        .stdin
        .take()
        .unwrap()
        .write_all(line.as_bytes())
        .unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(
        shown(&out).contains("1\tframe\tmeeting\ttalk\t"),
        "{}",
        shown(&out)
    );
}
