//! What the tests of the program share.

#![allow(dead_code)] // Each test file takes what it needs.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The program, with no input.
pub(crate) fn hoidam(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hoidam"));
    command.args(args).stdin(Stdio::null());
    command
}

/// What it does in a folder.
pub(crate) fn run(folder: &Path, args: &[&str]) -> Output {
    hoidam(args).current_dir(folder).output().unwrap()
}

/// What it printed.
pub(crate) fn shown(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What it complained of.
pub(crate) fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Writes a file, with the folders that it needs.
pub(crate) fn put(folder: &Path, name: &str, text: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        put(dir.path(), name, text);
    }
    dir
}
