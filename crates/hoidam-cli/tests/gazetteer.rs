//! The commands that ask the gazetteers, from outside.

#![allow(clippy::unwrap_used)] // Helpers of tests fail by it, as tests do.

mod common;

use common::{folder, run};
use std::path::Path;
use std::process::Output;

fn here(args: &[&str]) -> (i32, String, String) {
    let out = run(Path::new("."), args);
    parts(&out)
}

fn parts(out: &Output) -> (i32, String, String) {
    (
        out.status.code().unwrap(),
        String::from_utf8_lossy(&out.stdout).into_owned(),
        String::from_utf8_lossy(&out.stderr).into_owned(),
    )
}

#[test]
fn the_holder_of_an_office_on_a_day() {
    let ask = [
        "gazetteer",
        "holder",
        "Tổng thống Hàn Quốc",
        "--date",
        "2024-12-01",
    ];
    let (code, out, _) = here(&ask);
    assert_eq!(code, 0);
    assert!(out.starts_with("Yoon Suk-yeol [yoon-suk-yeol]\n"), "{out}");
    assert!(out.contains("gazetteers/tenures.tsv:"), "{out}");
    // Without a day the one to which the tables are kept; after it what is not known is assumed.
    let (code, out, _) = here(&["gazetteer", "holder", "KR.president"]);
    assert!(code == 0 && !out.contains("assumed"), "{out}");
    let (code, out, _) = here(&[
        "gazetteer",
        "holder",
        "KR.president",
        "--date",
        "2028-01-01",
    ]);
    assert!(
        code == 0 && out.contains("assumed still in office"),
        "{out}"
    );
}

#[test]
fn what_is_no_office_or_no_name_fails_with_a_message() {
    let (code, out, err) = here(&["gazetteer", "holder", "mâm xôi"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("mâm xôi"), "{err}");
    let (code, _, err) = here(&["gazetteer", "lookup", "Ấm Chén Bát"]);
    assert!(code == 1 && err.contains("no row"), "{err}");
    let (code, _, _) = here(&["gazetteer", "lookup", "Anh", "--date", "2026-02-30"]);
    assert_eq!(code, 2);
}

#[test]
fn what_a_name_can_mean() {
    let (code, out, _) = here(&["gazetteer", "lookup", "Washington"]);
    assert_eq!(code, 0);
    assert!(out.matches("   form    ").count() > 1, "{out}");
}

#[test]
fn the_built_in_tables_are_well_formed() {
    let (code, out, _) = here(&["gazetteer", "check"]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("tenures"), "{out}");
    assert!(!out.contains("collision:"));
    let (_, out, _) = here(&["gazetteer", "check", "--collisions"]);
    assert!(
        out.contains("collision:") && out.contains("read as"),
        "{out}"
    );
}

#[test]
fn a_pack_is_checked_with_file_and_line() {
    let dir = folder(&[(
        "own/tenures-own.tsv",
        "id\tperson\toffice\tsince\nx\tto-lam\tVN.nobody\t2030-02-30\n",
    )]);
    let (code, out, _) = parts(&run(dir.path(), &["gazetteer", "check", "own"]));
    assert_eq!(code, 1);
    assert!(
        out.contains("error: gazetteers/tenures-own.tsv:2: since"),
        "{out}"
    );
    assert!(out.contains("errors 2"), "{out}");
    let (code, _, err) = parts(&run(dir.path(), &["gazetteer", "check", "nowhere"]));
    assert!(code == 1 && err.contains("nowhere"), "{err}");
}

#[test]
fn a_diff_shows_what_is_read_differently() {
    let row = |name: &str| format!("id\tname\tshort\tcountry\nlo-van-xa\t{name}\tXa\tVN\n");
    let dir = folder(&[
        ("old/people-own.tsv", &row("Lò Văn Xê")),
        ("new/people-own.tsv", &row("Lò Văn Xa")),
        ("a.txt", "Ông Lò Văn Xa đã về quê."),
        ("b.txt", "Trời hôm nay nhiều mây."),
    ]);
    let out = run(
        dir.path(),
        &["gazetteer", "diff", "old", "new", "a.txt", "b.txt"],
    );
    let (code, out, err) = parts(&out);
    assert_eq!(code, 0, "{err}");
    assert!(out.starts_with("a.txt\n"), "{out}");
    assert!(out.contains("  - ") && out.contains("unknown"), "{out}");
    assert!(
        out.contains("  + ") && out.contains("person name lo-van-xa"),
        "{out}"
    );
    assert!(!out.contains("b.txt"), "{out}");
}

#[test]
fn unknown_persons_are_listed_by_count() {
    let dir = folder(&[
        (
            "n/a.txt",
            "Bộ trưởng Y tế Lào Khamsay Vilaphong đến dự. Ông Khamsay Vilaphong sẽ ở lại.",
        ),
        ("n/b.txt", "Bà Lò Thị Ổn và ông Emmanuel Macron nói chuyện."),
    ]);
    let (code, out, err) = parts(&run(dir.path(), &["unknown", "n"]));
    assert_eq!(code, 0, "{err}");
    let lines: Vec<Vec<&str>> = out.lines().map(|l| l.split('\t').collect()).collect();
    assert_eq!(lines[0][..4], ["count", "documents", "id", "name"]);
    assert_eq!(
        lines[1][..4],
        ["2", "1", "khamsay-vilaphong", "Khamsay Vilaphong"]
    );
    assert_eq!(lines[1][5..7], ["minister.health", "LA"]);
    assert_eq!(lines[2][..4], ["1", "1", "lo-thi-on", "Lò Thị Ổn"]);
    assert_eq!(lines.len(), 3, "{out}");
    let (_, out, _) = parts(&run(dir.path(), &["unknown", "n", "--offices"]));
    assert_eq!(out.lines().count(), 2, "{out}");
    let (_, out, _) = parts(&run(dir.path(), &["unknown", "n", "--least", "2"]));
    assert_eq!(out.lines().count(), 2, "{out}");
}

#[test]
fn lasting_facts_only_where_asked_for() {
    let dir = folder(&[("a.txt", "Tổng thống Pháp Emmanuel Macron nói chuyện.")]);
    let ask = [
        "extract",
        "a.txt",
        "--format",
        "jsonl",
        "--date",
        "2026-01-06",
    ];
    let (_, out, _) = parts(&run(dir.path(), &ask));
    assert!(!out.contains("holds_office"), "{out}");
    let (_, out, _) = parts(&run(dir.path(), &[&ask[..], &["--static"]].concat()));
    assert!(
        out.contains("holds_office") && out.contains("\"office\":\"president\""),
        "{out}"
    );
}
