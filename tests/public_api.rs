//! The public interface, as a list that a change of it must change too: `tests/public_api.txt`.
//!
//! What is `pub` can be reached from outside: the lint `unreachable_pub` sees to that. So the list is that of the `pub` items of
//! the sources, with their signatures. `HOIDAM_WRITE_API=1 cargo test --test public_api` writes it anew.

#![allow(clippy::unwrap_used)] // Helpers of tests fail by it, as tests do.

use std::fs;
use std::path::{Path, PathBuf};

/// The Rust files under a folder, sorted.
fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// The public items of a file: signatures on one line, fields and methods under the type they belong to.
fn items(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    // The `impl`, `struct` or `enum` that the lines stand in, and whether all of an enum is public.
    let mut within = String::new();
    let mut variants = false;
    let mut lines = text.lines().take_while(|l| !l.starts_with("#[cfg(test)]"));
    while let Some(line) = lines.next() {
        let code = line.trim();
        if line.starts_with("impl") {
            within = code.trim_end_matches(" {").to_string();
            // What a type can do is part of the interface.
            if within.contains(" for ") {
                out.push(within.clone());
            }
            continue;
        }
        if line == "}" {
            (within, variants) = (String::new(), false);
        }
        let public = code.starts_with("pub ");
        let variant = variants
            && line.starts_with("    ")
            && !line.starts_with("     ")
            && code.starts_with(|c: char| c.is_ascii_uppercase());
        if !public && !variant {
            continue;
        }
        let mut item = code.to_string();
        // A signature or a list of re-exports may go on.
        while !item.ends_with([';', '{', ',', '}'])
            || item.ends_with(',') && item.contains("fn ")
            || item.contains('(') && item.matches('(').count() > item.matches(')').count()
            || item.starts_with("pub use") && !item.ends_with(';')
        {
            let Some(more) = lines.next() else { break };
            item.push(' ');
            item.push_str(more.trim());
        }
        let of_type = ["pub struct ", "pub enum ", "pub trait "]
            .iter()
            .any(|k| item.starts_with(k));
        if of_type {
            within = item.trim_end_matches(" {").to_string();
            variants = item.starts_with("pub enum");
            if item.ends_with('}') || item.ends_with(';') {
                (within, variants) = (String::new(), false);
            }
        }
        let item = item.trim_end_matches(" {").trim_end_matches([',', ';']);
        out.push(if within.is_empty() || of_type {
            item.to_string()
        } else {
            format!("{within} :: {item}")
        });
    }
    out
}

#[test]
fn the_public_interface_is_as_listed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    let mut all: Vec<String> = Vec::new();
    let types = all_types(&files);
    for file in &files {
        let path = file.strip_prefix(root.join("src")).unwrap();
        if path.ends_with("tests.rs") || path.iter().any(|p| p == "tests") {
            continue;
        }
        let text = fs::read_to_string(file).unwrap();
        let of_private_types =
            |i: &String| i.starts_with("impl") && !types.iter().any(|t| names(i, t));
        // A trait of the crate alone.
        let of_private_traits = |i: &String| i.starts_with("impl Stored for ");
        all.extend(
            items(&text)
                .into_iter()
                .filter(|i| !of_private_types(i) && !of_private_traits(i)),
        );
    }
    all.sort();
    all.dedup();
    let found = all.join("\n") + "\n";
    let list = root.join("tests/public_api.txt");
    if std::env::var_os("HOIDAM_WRITE_API").is_some() {
        fs::write(&list, &found).unwrap();
    }
    let listed = fs::read_to_string(&list).unwrap_or_default();
    let (old, new): (Vec<&str>, Vec<&str>) = (listed.lines().collect(), found.lines().collect());
    let gone: Vec<_> = old.iter().filter(|l| !new.contains(l)).collect();
    let come: Vec<_> = new.iter().filter(|l| !old.contains(l)).collect();
    assert!(
        gone.is_empty() && come.is_empty(),
        "the public interface has changed; gone: {gone:#?} new: {come:#?}\n\
         where that is meant, say so in CHANGELOG.md and write the list anew: HOIDAM_WRITE_API=1 cargo test --test public_api"
    );
}

/// The names of the public types.
fn all_types(files: &[PathBuf]) -> Vec<String> {
    let mut out = Vec::new();
    for file in files {
        for line in fs::read_to_string(file).unwrap().lines() {
            let rest = ["pub struct ", "pub enum ", "pub trait "]
                .iter()
                .find_map(|k| line.strip_prefix(k));
            if let Some(rest) = rest {
                let end = rest
                    .find(|c: char| !c.is_alphanumeric() && c != '_')
                    .unwrap_or(rest.len());
                out.push(rest[..end].to_string());
            }
        }
    }
    out
}

/// Whether an `impl` is of the type.
fn names(item: &str, name: &str) -> bool {
    let head = item.split(" :: ").next().unwrap_or(item);
    let of = head.rsplit(" for ").next().unwrap_or(head);
    of.split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|w| w == name)
}
