//! Packs, files and streams that mean no good, or that break: each ends in an answer or in an error that says what is wrong.

#![cfg(unix)]
#![allow(clippy::unwrap_used)] // Helpers of tests fail by it, as tests do.

mod common;

use common::{errors, folder, put, run};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const TEXT: &str =
    "Tổng thống Pháp Emmanuel Macron hội đàm với Thủ tướng Đức Friedrich Merz tại Berlin.";
const LEXICON: &str = "languages/vi/lexicon/own.tsv";
const RULES: &str = "languages/vi/rules/own.toml";

/// Runs a line of shell with `$HOIDAM`.
fn shell(folder: &Path, line: &str) -> Output {
    Command::new("sh")
        .args(["-c", line])
        .env("HOIDAM", env!("CARGO_BIN_EXE_hoidam"))
        .stdin(Stdio::null())
        .current_dir(folder)
        .output()
        .unwrap()
}

/// The error of a pack that is refused, by `check` and by `extract` alike; short, whatever the pack holds.
fn refused(pack: &TempDir) -> String {
    put(pack.path(), "a.txt", TEXT);
    let checked = run(pack.path(), &["check", "."]);
    assert_eq!(checked.status.code(), Some(1), "{}", errors(&checked));
    let out = run(pack.path(), &["extract", "--pack", ".", "a.txt"]);
    assert_eq!(out.status.code(), Some(1), "{}", errors(&out));
    assert!(out.stdout.is_empty());
    let why = errors(&out);
    assert!(why.len() < 2000, "{} bytes", why.len());
    assert!(!why.contains("panicked"), "{why}");
    why
}

#[test]
fn huge_rows_are_refused_in_a_few_words() {
    let people = "id\tname\tshort\torder\tgender\tcountry\tspouse\twikidata\tsource\n";
    let row = format!(
        "{people}x\t{}\t\t\tm\tVN\t\t\town\n",
        "Nam ".repeat(1 << 20)
    );
    let why = refused(&folder(&[("gazetteers/people.tsv", &row)]));
    assert!(
        why.contains("gazetteers/people.tsv:2: a row of 4194"),
        "{why}"
    );
    let why = refused(&folder(&[(
        "gazetteers/people.tsv",
        &"id\t".repeat(1 << 20),
    )]));
    assert!(why.contains("people.tsv:1: a row of"), "{why}");
    let word = format!("form\tclass\n{}\ttrigger\n", "gặp ".repeat(1 << 18));
    let why = refused(&folder(&[(LEXICON, &word)]));
    assert!(why.contains("own.tsv:2: a row of"), "{why}");
}

#[test]
fn rows_with_a_cell_too_many_are_refused() {
    // A tab too many would make of attributes a note, and of a note nothing.
    let rows =
        "form\tclass\tattrs\tnote\nhàn huyên với\ttrigger\t\tframe=meet;pos=v\tmột tab thừa\n";
    let why = refused(&folder(&[(LEXICON, rows)]));
    assert!(
        why.contains("own.tsv:2: a lexicon row has no fifth cell"),
        "{why}"
    );
}

#[test]
fn many_rows_are_read() {
    let mut rows =
        String::from("id\tname\tshort\torder\tgender\tcountry\tspouse\twikidata\tsource\n");
    for n in 0..100_000 {
        rows += &format!("own-{n}\tPetro Balakov{n}\t\t\tm\tVN\t\t\town\n");
    }
    let dir = folder(&[("gazetteers/people.tsv", &rows), ("a.txt", TEXT)]);
    let out = run(dir.path(), &["extract", "--pack", ".", "a.txt"]);
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
}

#[test]
fn patterns_that_blow_up_are_refused() {
    for pattern in [
        "(((Any{50}){50}){50}){50}",
        "((Any?){50}){50} ((Any?){50}){50}",
        "Any{1000000}",
        "~1000000 Person",
        &"(".repeat(5000),
        &"Person | ".repeat(1000),
        &format!("{}Person{}", "(".repeat(60), ")".repeat(60)),
    ] {
        let rule = format!("[[rule]]\nid = 'own'\nmakes = 'role'\npattern = '{pattern}'\n");
        let why = refused(&folder(&[(RULES, &rule)]));
        assert!(why.contains("own.toml:4"), "{why}");
    }
}

#[test]
fn files_that_nest_without_end_are_refused() {
    for text in [
        "[".repeat(1 << 20),
        format!("a = {}", "[".repeat(1 << 20)),
        "a.".repeat(1 << 20),
    ] {
        let why = refused(&folder(&[(RULES, &text)]));
        assert!(why.contains("own.toml"), "{why}");
    }
}

#[test]
fn rows_that_lead_round_end() {
    let dir = folder(&[
        (
            "gazetteers/people.tsv",
            "id\tname\tshort\torder\tgender\tcountry\tspouse\twikidata\tsource\n\
             own-a\tLê Văn Vòng\t\t\tm\tVN\town-b\t\town\nown-b\tLê Thị Tròn\t\t\tf\tVN\town-a\t\town\n",
        ),
        (
            "gazetteers/places.tsv",
            "id\tkind\tcountry\tstands_for\tcity\tname\twikidata\tsource\n\
             own-p\tbuilding\tVN\t\t\tNhà Tròn Trịa\t\town\n",
        ),
        (
            "a.txt",
            "Ông Lê Văn Vòng gặp bà Lê Thị Tròn tại Nhà Tròn Trịa.",
        ),
    ]);
    let out = run(dir.path(), &["extract", "--pack", ".", "--static", "a.txt"]);
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    // A place in itself, a person who is their own spouse.
    for (file, rows) in [
        (
            "gazetteers/places.tsv",
            "id\tkind\tcountry\tstands_for\tcity\tname\twikidata\tsource\n\
             own-p\tbuilding\tVN\town-p\town-p\tNhà Tròn Trịa\t\town\n",
        ),
        (
            "gazetteers/people.tsv",
            "id\tname\tshort\torder\tgender\tcountry\tspouse\twikidata\tsource\n\
             own-a\tLê Văn Vòng\t\t\tm\tVN\town-a\t\town\n",
        ),
    ] {
        put(dir.path(), file, rows);
        let out = run(dir.path(), &["extract", "--pack", ".", "--static", "a.txt"]);
        assert!(matches!(out.status.code(), Some(0 | 1)), "{}", errors(&out));
        assert!(
            out.status.code() == Some(0) || errors(&out).contains(file),
            "{}",
            errors(&out)
        );
    }
}

#[test]
fn packs_that_replace_each_other_end_with_the_last() {
    let header = "id\tname\tshort\torder\tgender\tcountry\tspouse\twikidata\tsource\n";
    let person = |name: &str| format!("{header}own-a\t{name}\t\t\tm\tVN\t\t\town\n");
    let dir = folder(&[
        ("one/gazetteers/people.tsv", &person("Lê Văn Một")),
        ("two/gazetteers/people.tsv", &person("Lê Văn Hai")),
        ("a.txt", "Ông Lê Văn Một gặp ông Lê Văn Hai."),
    ]);
    let known = |packs: &[&str]| {
        let mut args = vec!["extract", "a.txt"];
        packs.iter().for_each(|p| args.extend(["--pack", p]));
        let out = run(dir.path(), &args);
        assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
        let line: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
        let row = |e: &&serde_json::Value| e["id"] == "own-a";
        line["entities"]
            .as_array()
            .unwrap()
            .iter()
            .find(row)
            .unwrap()["name"]
            .clone()
    };
    assert_eq!(known(&["one", "two"]), "Lê Văn Hai");
    assert_eq!(known(&["two", "one"]), "Lê Văn Một");
    assert_eq!(known(&["one", "two", "one", "two"]), "Lê Văn Hai");
}

#[test]
fn a_pack_holds_its_files_itself() {
    let secret = folder(&[("secret.tsv", "form\tclass\ngặp\ttrigger\n")]);
    let dir = folder(&[(
        LEXICON,
        "form\tclass\tattrs\nhội ngộ\ttrigger\tframe=meet;pos=v\n",
    )]);
    let link = dir.path().join("languages/vi/lexicon/secret.tsv");
    symlink(secret.path().join("secret.tsv"), &link).unwrap();
    assert!(refused(&dir).contains("secret.tsv: a link"));
    fs::remove_file(&link).unwrap();
    symlink("../../../../../etc", dir.path().join("languages/etc")).unwrap();
    assert!(refused(&dir).contains("etc: a link"));
    fs::remove_file(dir.path().join("languages/etc")).unwrap();
    // Round in itself.
    symlink(".", dir.path().join("languages/vi/again")).unwrap();
    assert!(refused(&dir).contains("again: a link"));
    fs::remove_file(dir.path().join("languages/vi/again")).unwrap();
    // Other links are none of its business.
    symlink("/etc/hostname", dir.path().join("note.txt")).unwrap();
    assert_eq!(run(dir.path(), &["check", "."]).status.code(), Some(0));
}

#[test]
fn names_of_files_lead_nowhere() {
    // What rows and rules call a file is a name; nothing is opened by it.
    let dir = folder(&[(
        "languages/vi/lexicon/..%2f..%2fetc.tsv",
        "form\tclass\tattrs\nhội ngộ\ttrigger\tframe=meet;pos=v\n",
    )]);
    assert_eq!(run(dir.path(), &["check", "."]).status.code(), Some(0));
    let dir = folder(&[("a.txt", TEXT), ("languages/vi/lexicon/x.txt", "")]);
    let out = run(
        dir.path(),
        &["extract", "--pack", "languages/../missing/..", "a.txt"],
    );
    assert_eq!(out.status.code(), Some(1));
    assert!(errors(&out).contains("missing"), "{}", errors(&out));
}

#[test]
fn pipes_and_devices_in_a_pack_are_refused() {
    let dir = folder(&[(
        LEXICON,
        "form\tclass\tattrs\nhội ngộ\ttrigger\tframe=meet;pos=v\n",
    )]);
    assert!(
        shell(dir.path(), "mkfifo languages/vi/lexicon/pipe.tsv")
            .status
            .success()
    );
    assert!(refused(&dir).contains("pipe.tsv: a pipe or a device"));
}

#[test]
fn names_of_many_words_are_found_or_refused() {
    let words = |n: usize| ["Bala", "Kezo", "Dimu", "Foru"].repeat(n / 4).join(" ");
    let rows = |name: &str| {
        format!(
            "id\tkind\tcountry\tname\twikidata\tsource\nown-x\tassociation\tVN\t{name}\t\town\n"
        )
    };
    let dir = folder(&[
        ("gazetteers/organizations.tsv", &rows(&words(28))),
        ("a.txt", &format!("{} họp.", words(28))),
    ]);
    let out = run(dir.path(), &["extract", "--pack", ".", "a.txt"]);
    let shown = String::from_utf8(out.stdout.clone()).unwrap();
    assert!(shown.contains("own-x"), "{shown} {}", errors(&out));
    let why = refused(&folder(&[(
        "gazetteers/organizations.tsv",
        &rows(&words(40)),
    )]));
    assert!(
        why.contains("organizations.tsv:2: a form of 40 words"),
        "{why}"
    );
}

#[test]
fn pipes_among_texts_are_passed_over() {
    let dir = folder(&[("texts/b.txt", TEXT)]);
    let made = shell(dir.path(), "mkfifo texts/a.txt && ln -s a.txt texts/c.txt");
    assert!(made.status.success());
    // Nobody writes into it: reading it would wait.
    let out = run(dir.path(), &["extract", "texts"]);
    assert_eq!(out.status.code(), Some(1));
    for name in ["a.txt", "c.txt"] {
        let told = format!("texts/{name}: a pipe, socket or device, passed over in a folder");
        assert!(errors(&out).contains(&told), "{}", errors(&out));
    }
    assert_eq!(String::from_utf8(out.stdout).unwrap().lines().count(), 1);
    // Named by itself it is read.
    let out = shell(
        dir.path(),
        "cat texts/b.txt > texts/a.txt & \"$HOIDAM\" extract texts/a.txt",
    );
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
}

#[test]
fn nothing_that_is_shown_steers_the_terminal() {
    let dir = folder(&[(
        "a.txt",
        &format!("\u{1b}[2J{TEXT}\u{9b}31m Lê\u{7} Văn Xyz thăm Huế."),
    )]);
    for args in [
        &["extract", "--format", "table", "a.txt"][..],
        &["explain", "a.txt"],
        &["why-not", "a.txt"],
        &["unknown", "a.txt"],
        &["extract", "no\u{1b}[2J.txt"],
        &["extract", "--pack", "no\u{1b}[2J", "a.txt"],
        &["gazetteer", "lookup", "no\u{1b}[2J"],
    ] {
        let out = run(dir.path(), args);
        let shown = String::from_utf8(out.stdout.clone()).unwrap() + &errors(&out);
        let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        assert!(!shown.contains(steers), "{args:?}: {shown:?}");
        assert!(!shown.is_empty(), "{args:?}");
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let dir = folder(&[(LEXICON, "form\tclass\n")]);
    fs::write(
        dir.path().join("languages/vi/lexicon/bin.tsv"),
        b"form\tclass\n\xff\xfe\tx\n",
    )
    .unwrap();
    assert!(refused(&dir).contains("bin.tsv: not UTF-8 at byte 11"));
}

#[test]
fn endless_devices_end() {
    if !Path::new("/dev/zero").exists() {
        return;
    }
    let dir = folder(&[("a.txt", TEXT)]);
    let out = run(dir.path(), &["extract", "/dev/zero", "a.txt"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(
        errors(&out).contains("/dev/zero: longer than 256 MiB"),
        "{}",
        errors(&out)
    );
    // The rest is read.
    assert_eq!(String::from_utf8(out.stdout).unwrap().lines().count(), 1);
    let out = run(dir.path(), &["why-not", "/dev/zero"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(
        errors(&out).contains("longer than 256 MiB"),
        "{}",
        errors(&out)
    );
}

#[test]
fn files_that_cannot_be_read_are_named_and_the_rest_is_read() {
    let dir = folder(&[
        ("a.txt", TEXT),
        ("folder/closed.txt", TEXT),
        ("folder/open.txt", TEXT),
        ("shut/in.txt", TEXT),
    ]);
    let close = |name: &str| {
        fs::set_permissions(dir.path().join(name), fs::Permissions::from_mode(0o000)).unwrap();
    };
    close("folder/closed.txt");
    close("shut");
    // Nothing is closed to root.
    let root = fs::File::open(dir.path().join("folder/closed.txt")).is_ok();
    let out = run(dir.path(), &["extract", "folder", "shut", "a.txt"]);
    fs::set_permissions(dir.path().join("shut"), fs::Permissions::from_mode(0o700)).unwrap();
    let lines = String::from_utf8(out.stdout.clone())
        .unwrap()
        .lines()
        .count();
    if root {
        assert_eq!((out.status.code(), lines), (Some(0), 4), "{}", errors(&out));
    } else {
        assert_eq!((out.status.code(), lines), (Some(1), 2), "{}", errors(&out));
        assert!(
            errors(&out).contains("folder/closed.txt: Permission denied"),
            "{}",
            errors(&out)
        );
        assert!(
            errors(&out).contains("shut: Permission denied"),
            "{}",
            errors(&out)
        );
    }
    // Opens for anybody, and cannot be read from its beginning.
    if Path::new("/proc/self/mem").exists() {
        let out = run(dir.path(), &["extract", "/proc/self/mem", "a.txt"]);
        assert_eq!(out.status.code(), Some(1));
        assert!(
            errors(&out).contains("/proc/self/mem: "),
            "{}",
            errors(&out)
        );
        assert_eq!(String::from_utf8(out.stdout).unwrap().lines().count(), 1);
    }
}

/// Lines of JSON, each with a text of two relations.
fn records(n: usize) -> String {
    (0..n)
        .map(|i| format!("{{\"id\":\"{i}\",\"text\":\"{TEXT} Hôm sau ông Macron thăm Áo.\"}}\n"))
        .collect()
}

#[test]
fn a_disk_that_fills_up_keeps_whole_lines() {
    let dir = folder(&[("in.jsonl", &records(400))]);
    // 100 blocks of 512 bytes, which no line ends at; without the signal the write fails as on a full disk.
    for (out, prefix) in [
        ("new.jsonl", ""),
        ("more.jsonl", "printf 'before\\n' > more.jsonl; "),
    ] {
        let redirect = if prefix.is_empty() { ">" } else { ">>" };
        let line = format!(
            "{prefix}trap '' XFSZ; ulimit -f 100; exec \"$HOIDAM\" extract --input jsonl in.jsonl {redirect} {out}"
        );
        let ended = shell(dir.path(), &line);
        assert_eq!(ended.status.code(), Some(1), "{}", errors(&ended));
        assert!(
            errors(&ended).contains("standard output: File too large"),
            "{}",
            errors(&ended)
        );
        let left = fs::read_to_string(dir.path().join(out)).unwrap();
        assert!(
            left.ends_with("}\n"),
            "{:?}",
            &left[left.len().saturating_sub(80)..]
        );
        let mut lines = left.lines();
        if !prefix.is_empty() {
            assert_eq!(lines.next(), Some("before"));
        }
        let mut count = 0;
        for (i, line) in lines.enumerate() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(line["id"], i.to_string());
            count += 1;
        }
        assert!(count > 5, "{count}");
    }
}

#[test]
fn an_interruption_at_work_leaves_whole_lines() {
    let dir = folder(&[]);
    let feed = records(50_000);
    fs::write(dir.path().join("in.jsonl"), feed).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_hoidam"))
        .args(["extract", "--input", "jsonl", "--jobs", "2", "in.jsonl"])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut got = String::new();
    for _ in 0..3 {
        out.read_line(&mut got).unwrap();
    }
    // It is at work on the rest, and waits for whoever reads.
    let killed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    out.read_to_string(&mut got).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(got.ends_with('\n'));
    let lines = got.lines().count();
    assert!(lines < 50_000, "it was interrupted");
    for (i, line) in got.lines().enumerate() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["id"], i.to_string());
    }
}

#[test]
fn a_reader_that_has_enough_ends_it_quietly() {
    let dir = folder(&[("in.jsonl", &records(5000))]);
    let out = shell(
        dir.path(),
        "\"$HOIDAM\" extract --input jsonl in.jsonl | head -n 1; echo done",
    );
    let shown = String::from_utf8(out.stdout.clone()).unwrap();
    assert!(shown.ends_with("\ndone\n"), "{shown}");
    assert_eq!(errors(&out), "");
}

#[test]
fn order_and_bytes_are_the_same_for_any_number_of_jobs_and_any_order_of_input() {
    let records: Vec<String> = (0..60)
        .map(|i| {
            let text =
                format!("{} ", TEXT).repeat(1 + (i * 7) % 23) + &"Mưa to. ".repeat((i * 13) % 40);
            format!("{{\"id\":\"{i:02}\",\"text\":\"{text}\"}}")
        })
        .collect();
    let mut mixed: Vec<&String> = records.iter().collect();
    // A fixed shuffle.
    mixed.sort_by_key(|r| r.len() * 31 % 17);
    let mixed: Vec<String> = mixed.into_iter().cloned().collect();
    let dir = folder(&[
        ("a.jsonl", &records.join("\n")),
        ("b.jsonl", &mixed.join("\n")),
    ]);
    let lines = |file: &str, jobs: &str| -> Vec<String> {
        let out = run(
            dir.path(),
            &["extract", "--input", "jsonl", "--jobs", jobs, file],
        );
        assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
        String::from_utf8(out.stdout)
            .unwrap()
            .lines()
            .map(String::from)
            .collect()
    };
    let one = lines("a.jsonl", "1");
    for jobs in ["2", "8"] {
        assert_eq!(lines("a.jsonl", jobs), one);
    }
    for jobs in ["1", "2", "8"] {
        let mut other = lines("b.jsonl", jobs);
        assert_ne!(other, one, "the order is that of the input");
        other.sort();
        let mut sorted = one.clone();
        sorted.sort();
        assert_eq!(other, sorted);
    }
}

#[test]
fn a_stream_that_breaks_within_a_record_is_told() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hoidam"))
        .args(["extract", "--input", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"{\"text\":\"a\"}\n{\"text\":\"b").unwrap();
    drop(stdin);
    let out = child.wait_with_output().unwrap();
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(out.stdout.clone())
            .unwrap()
            .lines()
            .count(),
        1
    );
    assert!(errors(&out).contains("-:2:"), "{}", errors(&out));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_by_every_command() {
    let dir = folder(&[("a.txt", TEXT)]);
    for command in [
        "extract a.txt",
        "extract --format json a.txt",
        "explain a.txt",
        "why-not a.txt",
        "check",
        "gazetteer lookup Berlin",
        "gazetteer holder FR.president --date 2026-01-06",
        "unknown a.txt",
        "firings a.txt",
    ] {
        let out = shell(
            dir.path(),
            &format!("exec \"$HOIDAM\" {command} >/dev/full"),
        );
        assert_eq!(out.status.code(), Some(1), "{command}: {}", errors(&out));
        let why = errors(&out);
        assert!(
            why.contains("standard output: No space left"),
            "{command}: {why}"
        );
    }
}
