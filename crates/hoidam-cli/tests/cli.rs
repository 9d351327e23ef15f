//! The program from outside: what it prints, in which order, and how it ends on bad input.

#![allow(clippy::unwrap_used)] // Helpers of tests fail by it, as tests do.

mod common;

use common::{errors, hoidam, put, run};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

use serde_json::Value;

fn with_input(args: &[&str], input: &[u8]) -> Output {
    let mut child = hoidam(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    std::str::from_utf8(&output.stdout)
        .unwrap()
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

fn ids(output: &Output) -> Vec<String> {
    lines(output)
        .iter()
        .map(|v| v["id"].as_str().unwrap_or("-").to_string())
        .collect()
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        put(dir.path(), name, bytes);
    }
    dir
}

const TEXT: &[u8] = "Thủ tướng tiếp Đại sứ Lào.".as_bytes();

#[test]
fn a_file_gives_a_line_with_its_path_as_id() {
    let dir = folder(&[("a.txt", TEXT)]);
    let out = run(dir.path(), &["extract", "a.txt"]);
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    let line = &lines(&out)[0];
    assert_eq!(line["schema"], "hoidam/1");
    assert_eq!(line["id"], "a.txt");
    assert_eq!(line["date"], Value::Null);
    assert!(out.stdout.ends_with(b"}\n"));
}

#[test]
fn id_and_date_can_be_given() {
    let dir = folder(&[("a.txt", TEXT)]);
    let out = run(
        dir.path(),
        &["extract", "--id", "x", "--date=2026-01-06", "a.txt"],
    );
    assert_eq!(lines(&out)[0]["id"], "x");
    assert_eq!(lines(&out)[0]["date"], "2026-01-06");
    let out = run(dir.path(), &["extract", "--date=", "a.txt"]);
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(lines(&out)[0]["date"], Value::Null);
}

#[test]
fn folders_are_read_at_any_depth_and_sorted() {
    let dir = folder(&[
        ("t/b.txt", TEXT),
        ("t/a/2.txt", TEXT),
        ("t/a/1.txt", TEXT),
        ("t/a.md", TEXT),
        ("t/c/d/e.txt", TEXT),
    ]);
    let out = run(dir.path(), &["extract", "t"]);
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    assert_eq!(
        ids(&out),
        ["t/a/1.txt", "t/a/2.txt", "t/b.txt", "t/c/d/e.txt"]
    );
}

#[cfg(unix)]
#[test]
fn links_that_lead_round_end() {
    let dir = folder(&[("t/a/1.txt", TEXT)]);
    std::os::unix::fs::symlink("..", dir.path().join("t/a/up")).unwrap();
    std::os::unix::fs::symlink("nowhere", dir.path().join("t/gone.txt")).unwrap();
    let out = run(dir.path(), &["extract", "t"]);
    assert_eq!(ids(&out), ["t/a/1.txt"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(errors(&out).contains("t/gone.txt: No such file"));
}

#[test]
fn order_is_input_order_for_any_number_of_jobs() {
    let mut input = Vec::new();
    for i in 0..300 {
        // Long ones first within each ten, so that they would come late.
        let text = "Hai bên gặp nhau. ".repeat(if i % 10 == 0 { 2000 } else { 1 });
        writeln!(input, "{{\"id\":\"{i}\",\"text\":\"{text}\"}}").unwrap();
    }
    let outputs: Vec<Output> = ["1", "2", "8"]
        .iter()
        .map(|jobs| with_input(&["extract", "--input", "jsonl", "--jobs", jobs], &input))
        .collect();
    let expected: Vec<String> = (0..300).map(|i| i.to_string()).collect();
    assert_eq!(ids(&outputs[0]), expected);
    assert_eq!(outputs[0].stdout, outputs[1].stdout);
    assert_eq!(outputs[0].stdout, outputs[2].stdout);
}

#[test]
fn missing_files_are_named_and_the_rest_is_read() {
    let dir = folder(&[("a.txt", TEXT), ("b.txt", TEXT)]);
    let out = run(dir.path(), &["extract", "a.txt", "gone.txt", "b.txt"]);
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(ids(&out), ["a.txt", "b.txt"]);
    assert!(errors(&out).starts_with("hoidam: gone.txt: No such file"));
}

#[test]
fn a_folder_without_texts_is_an_error() {
    let dir = folder(&[("t/a.md", TEXT)]);
    let out = run(dir.path(), &["extract", "t"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(errors(&out).contains("t: no .txt file"));
}

#[test]
fn bytes_that_are_not_utf8_are_located_and_can_be_mended() {
    let dir = folder(&[("a.txt", b"G\xe1p nhau"), ("b.txt", TEXT)]);
    let out = run(dir.path(), &["extract", "a.txt", "b.txt"]);
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(ids(&out), ["b.txt"]);
    assert!(errors(&out).contains("a.txt: not UTF-8 at byte 1"));
    assert!(errors(&out).contains("--lossy"));
    let out = run(dir.path(), &["extract", "--lossy", "a.txt", "b.txt"]);
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(ids(&out), ["a.txt", "b.txt"]);
}

#[test]
fn a_malformed_record_is_named_and_the_rest_is_read() {
    let out = with_input(
        &["extract", "--input", "jsonl", "--date", "2026-01-01"],
        b"{\"id\":\"1\",\"text\":\"a\"}\n{\"id\":2,\n\n{\"id\":\"3\",\"text\":\"b\",\"date\":\"2025-02-29\"}\n\
          {\"id\":\"4\",\"text\":\"c\",\"date\":\"2025-02-28\",\"more\":{}}\n{\"id\":\"5\",\"text\":\"d\",\"date\":null}",
    );
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(ids(&out), ["1", "4", "5"]);
    let dates: Vec<_> = lines(&out).iter().map(|l| l["date"].clone()).collect();
    assert_eq!(dates, ["2026-01-01", "2025-02-28", "2026-01-01"]);
    let errors = errors(&out);
    assert!(errors.contains("-:2:"), "{errors}");
    assert!(
        errors.contains("-:4: date \"2025-02-29\": no such day"),
        "{errors}"
    );
}

#[test]
fn wrong_usage_ends_with_two() {
    let dir = folder(&[("a.txt", TEXT), ("b.txt", TEXT)]);
    for args in [
        &["extract", "a.txt", "--date", "2026-02-30"][..],
        &["extract", "a.txt", "--date", "6/1/2026"],
        &["extract", "a.txt", "b.txt", "--id", "x"],
        &["extract", ".", "--id", "x"],
        &["extract", "a.txt", "--input", "jsonl", "--id", "x"],
        &["extract", "-", "-"],
        &["extract", "a.txt", "--jobs", "0"],
        &["extract", "a.txt", "--format", "xml"],
        &["extract", "a.txt", "--without", "cities"],
        &["explode", "a.txt"],
        &[],
    ] {
        let out = run(dir.path(), args);
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(out.stdout.is_empty(), "{args:?}");
        assert!(!out.stderr.is_empty(), "{args:?}");
    }
    assert_eq!(run(dir.path(), &["--help"]).status.code(), Some(0));
    assert_eq!(run(dir.path(), &["--version"]).status.code(), Some(0));
}

#[test]
fn broken_packs_are_refused_with_file_and_line() {
    let dir = folder(&[
        ("a.txt", TEXT),
        ("pack/gazetteers/people.tsv", b"identity\tname\nx\ty\n"),
        ("empty/README.md", b"nothing here"),
    ]);
    for args in [
        &["extract", "a.txt", "--pack", "pack"][..],
        &["check", "pack"],
    ] {
        let out = run(dir.path(), args);
        assert_eq!(out.status.code(), Some(1), "{args:?}");
        assert!(out.stdout.is_empty());
        assert!(errors(&out).contains("people.tsv:1"), "{}", errors(&out));
    }
    let rule = "[[rule]]\nid = \"my.title\"\nmakes = \"role\"\npattern = 'g=<title> Number'\naccept = [\"[g Chủ tịch] đã ngủ.\"]\n";
    let rules = dir.path().join("rules/languages/vi/rules");
    fs::create_dir_all(&rules).unwrap();
    fs::write(rules.join("mine.toml"), rule).unwrap();
    let out = run(dir.path(), &["check", "rules"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(
        errors(&out).contains("mine.toml:5: rule my.title: no match"),
        "{}",
        errors(&out)
    );
    let out = run(dir.path(), &["extract", "a.txt", "--pack", "gone"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(errors(&out).contains("gone"));
}

#[test]
fn the_formats() {
    let dir = folder(&[("a.txt", TEXT), ("b.txt", TEXT)]);
    let out = run(
        dir.path(),
        &["extract", "--format", "json", "a.txt", "b.txt"],
    );
    let array: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(array[1]["id"], "b.txt");
    let out = run(dir.path(), &["extract", "--format", "json", "gone.txt"]);
    assert_eq!(
        serde_json::from_slice::<Value>(&out.stdout).unwrap(),
        Value::Array(Vec::new())
    );
    let out = run(
        dir.path(),
        &["extract", "--format", "table", "a.txt", "b.txt"],
    );
    let shown = String::from_utf8(out.stdout).unwrap();
    assert!(shown.starts_with("a.txt (undated)\n"), "{shown}");
    assert!(shown.contains("\n\nb.txt (undated)\n"), "{shown}");
    let out = run(dir.path(), &["extract", "--offsets", "chars", "a.txt"]);
    assert_eq!(lines(&out)[0]["offsets"], "chars");
    let out = run(dir.path(), &["explain", "a.txt", "--date", "2026-01-06"]);
    assert!(String::from_utf8_lossy(&out.stdout).starts_with("a.txt (2026-01-06): "));
}

#[test]
fn empty_and_odd_texts_are_read() {
    for text in [
        &b""[..],
        b"\0",
        b"\xef\xbb\xbf",
        b"\r\n\r\n",
        "e\u{301}\u{200b}".as_bytes(),
        &[b'('; 10_000],
    ] {
        for args in [&["extract"][..], &["extract", "-"], &["explain", "-"]] {
            let out = with_input(args, text);
            assert_eq!(out.status.code(), Some(0), "{args:?} {text:?}");
            assert!(!out.stdout.is_empty());
        }
    }
}

#[cfg(unix)]
#[test]
fn devices_read_like_files() {
    let out = run(Path::new("."), &["extract", "/dev/null"]);
    assert_eq!(ids(&out), ["/dev/null"]);
}

#[cfg(unix)]
fn run_tool(folder: &Path, line: &str) -> std::process::Child {
    Command::new("sh")
        .args(["-c", line])
        .current_dir(folder)
        .spawn()
        .unwrap()
}

#[cfg(unix)]
#[test]
fn a_pipe_with_a_name_reads_like_a_file() {
    let dir = folder(&[("a.txt", TEXT)]);
    let mkfifo = run_tool(dir.path(), "mkfifo pipe").wait().unwrap();
    assert!(mkfifo.success());
    // A process, not a thread: it can be ended if nobody reads.
    let mut writer = run_tool(dir.path(), "cat a.txt > pipe");
    let out = run(dir.path(), &["extract", "pipe", "a.txt"]);
    let _ = writer.kill();
    writer.wait().unwrap();
    assert_eq!(ids(&out), ["pipe", "a.txt"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let out = hoidam(&["extract", "/dev/null"])
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(1));
    assert!(
        errors(&out).contains("standard output: No space"),
        "{}",
        errors(&out)
    );
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = hoidam(&["extract", "--input", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    // Until the program is gone; an endless source must not keep it.
    while stdin.write_all(b"{\"text\":\"a\"}\n").is_ok() {}
    let out = child.wait_with_output().unwrap();
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(errors(&out), "");
}

#[cfg(unix)]
#[test]
fn an_interruption_leaves_whole_lines() {
    let mut child = hoidam(&["extract", "--input", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin
        .write_all(b"{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"te")
        .unwrap();
    // The first line tells that the program is at work; then it waits for the rest of the third.
    let mut stdout = std::io::BufReader::new(child.stdout.take().unwrap());
    let mut got = String::new();
    std::io::BufRead::read_line(&mut stdout, &mut got).unwrap();
    let killed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    std::io::Read::read_to_string(&mut stdout, &mut got).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(got.ends_with('\n'));
    for line in got.lines() {
        assert!(serde_json::from_str::<Value>(line).is_ok(), "{line}");
    }
}
