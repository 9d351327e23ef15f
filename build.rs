//! Lists the built-in pack's files, so that a new table or rule file needs no line of code. Reads only the repository.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| ".".into()));
    let mut files = Vec::new();
    for folder in ["gazetteers", "languages", "schema"] {
        println!("cargo::rerun-if-changed={folder}");
        list(&root.join(folder), &mut files)?;
    }
    files.sort();
    let mut out = String::from("&[\n");
    for file in &files {
        let inside = file.strip_prefix(&root).unwrap_or(file);
        let name = inside.to_string_lossy().replace('\\', "/");
        let path = file.to_string_lossy().replace('\\', "/");
        out.push_str(&format!("    ({name:?}, include_str!({path:?})),\n"));
    }
    out.push_str("]\n");
    let target = PathBuf::from(env::var("OUT_DIR").unwrap_or_else(|_| ".".into()));
    fs::write(target.join("builtin.rs"), out)
}

fn list(folder: &Path, out: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, out)?;
        } else if path.extension().is_some_and(|e| e == "tsv" || e == "toml") {
            out.push(path);
        }
    }
    Ok(())
}
