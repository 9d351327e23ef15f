//! From paths to texts: files, folders, standard input; plain text and JSON lines.
//!
//! Nothing here knows a file's size beforehand, so pipes and devices read like files. What cannot be read becomes a
//! [`Item::Failure`] in its place of the order, and reading goes on.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;

use crate::args::{Input, parse_date};

/// The longest text, and the longest line of JSON, in bytes. A limit, so that an endless device ends in a message.
const LONGEST: u64 = 256 << 20;

/// A text to read.
#[derive(Debug)]
pub(crate) struct Record {
    /// Id that the result carries.
    pub(crate) id: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) text: String,
    /// Where it stands, for people: the path, or path and line.
    pub(crate) place: String,
    /// How many bytes of input it took.
    pub(crate) bytes: u64,
}

/// What reading gives.
#[derive(Debug)]
pub(crate) enum Item {
    Record(Record),
    /// What could not be read, and why.
    Failure(String),
}

/// How to read.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) input: Input,
    pub(crate) date: Option<Date>,
    pub(crate) id: Option<String>,
    pub(crate) lossy: bool,
}

/// Takes an item; `false` ends the reading.
pub(crate) type Emit<'a> = dyn FnMut(Item) -> bool + 'a;

/// The path that means standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// Reads all of `paths` in order.
pub(crate) fn read(paths: &[PathBuf], how: &Reading, emit: &mut Emit<'_>) {
    for path in paths {
        let go_on = if is_stdin(path) {
            read_stream(io::stdin().lock(), "-", how, emit)
        } else if path.is_dir() {
            read_folder(path, how, emit)
        } else {
            read_file(path, how, emit)
        };
        if !go_on {
            return;
        }
    }
}

fn read_file(path: &Path, how: &Reading, emit: &mut Emit<'_>) -> bool {
    let name = path.to_string_lossy();
    match File::open(path) {
        Ok(file) => read_stream(BufReader::with_capacity(1 << 16, file), &name, how, emit),
        Err(e) => emit(Item::Failure(format!("{name}: {}", reason(&e)))),
    }
}

/// The texts of a folder at any depth, sorted by path; each folder once, however symbolic links lead there.
fn read_folder(root: &Path, how: &Reading, emit: &mut Emit<'_>) -> bool {
    let mut seen = HashSet::new();
    let mut found = false;
    // A stack of sorted listings, so that only the folders on the way are in memory.
    let mut stack = Vec::new();
    match listing(root, &mut seen) {
        Ok(entries) => stack.push(entries),
        Err(e) => return emit(Item::Failure(format!("{}: {}", root.display(), reason(&e)))),
    }
    while let Some(entries) = stack.last_mut() {
        let Some(path) = entries.pop() else {
            stack.pop();
            continue;
        };
        if path.is_dir() {
            match listing(&path, &mut seen) {
                Ok(entries) => stack.push(entries),
                Err(e) => {
                    if !emit(Item::Failure(format!("{}: {}", path.display(), reason(&e)))) {
                        return false;
                    }
                }
            }
        } else if path.extension() == Some(OsStr::new(extension(how.input))) {
            found = true;
            let go_on = match special(&path) {
                // Named by itself it is read; among files it may wait for ever.
                Some(what) => emit(Item::Failure(format!(
                    "{}: {what}, passed over in a folder",
                    path.display()
                ))),
                None => read_file(&path, how, emit),
            };
            if !go_on {
                return false;
            }
        }
    }
    found
        || emit(Item::Failure(format!(
            "{}: no .{} file in this folder or below",
            root.display(),
            extension(how.input)
        )))
}

/// What a path leads to, where that is no file of bytes.
fn special(path: &Path) -> Option<&'static str> {
    let kind = fs::metadata(path).ok()?.file_type();
    (!kind.is_file()).then_some("a pipe, socket or device")
}

fn extension(input: Input) -> &'static str {
    match input {
        Input::Text => "txt",
        Input::Jsonl => "jsonl",
    }
}

/// What a folder holds, last first; nothing if it was listed before.
fn listing(folder: &Path, seen: &mut HashSet<PathBuf>) -> io::Result<Vec<PathBuf>> {
    if !seen.insert(fs::canonicalize(folder)?) {
        return Ok(Vec::new());
    }
    let mut entries = fs::read_dir(folder)?
        .map(|e| e.map(|e| e.path()))
        .collect::<io::Result<Vec<_>>>()?;
    entries.sort_unstable_by(|a, b| b.cmp(a));
    Ok(entries)
}

/// Reads one stream; its name stands in the places of records and failures.
pub(crate) fn read_stream(
    stream: impl BufRead,
    name: &str,
    how: &Reading,
    emit: &mut Emit<'_>,
) -> bool {
    match how.input {
        Input::Text => emit(match read_text(stream, how.lossy) {
            Ok((text, bytes)) => Item::Record(Record {
                id: Some(how.id.clone().unwrap_or_else(|| name.to_string())),
                date: how.date,
                text,
                place: name.to_string(),
                bytes,
            }),
            Err(why) => Item::Failure(format!("{name}: {why}")),
        }),
        Input::Jsonl => read_lines(stream, name, how, emit),
    }
}

/// The text of one file.
pub(crate) fn read_one(path: &Path) -> Result<String, String> {
    let file = File::open(path).map_err(|e| reason(&e))?;
    read_text(BufReader::new(file), false).map(|(text, _)| text)
}

fn read_text(stream: impl BufRead, lossy: bool) -> Result<(String, u64), String> {
    let mut bytes = Vec::new();
    let read = stream.take(LONGEST + 1).read_to_end(&mut bytes);
    let size = read.map_err(|e| reason(&e))? as u64;
    if size > LONGEST {
        return Err(format!(
            "longer than {} MiB; split it into documents",
            LONGEST >> 20
        ));
    }
    Ok((decode(bytes, lossy)?, size))
}

fn read_lines(mut stream: impl BufRead, name: &str, how: &Reading, emit: &mut Emit<'_>) -> bool {
    let mut number = 0u64;
    let mut line = Vec::new();
    loop {
        line.clear();
        number += 1;
        let at = |why: String| Item::Failure(format!("{name}:{number}{why}"));
        let size = match stream
            .by_ref()
            .take(LONGEST + 1)
            .read_until(b'\n', &mut line)
        {
            Ok(0) => return true,
            Ok(size) => size as u64,
            Err(e) => return emit(at(format!(": {}", reason(&e)))),
        };
        let item = if size > LONGEST {
            if let Err(e) = skip_line(&mut stream) {
                return emit(at(format!(": {}", reason(&e))));
            }
            at(format!(": a line longer than {} MiB", LONGEST >> 20))
        } else {
            match parse_line(std::mem::take(&mut line), number == 1, how) {
                Ok(None) => continue,
                Ok(Some(record)) => Item::Record(Record {
                    place: format!("{name}:{number}"),
                    bytes: size,
                    ..record
                }),
                Err(why) => at(why),
            }
        };
        if !emit(item) {
            return false;
        }
    }
}

/// Passes over the rest of a line without keeping it.
fn skip_line(stream: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = stream.fill_buf()?;
        let (end, length) = match buffer.iter().position(|b| *b == b'\n') {
            Some(i) => (true, i + 1),
            None => (buffer.is_empty(), buffer.len()),
        };
        stream.consume(length);
        if end {
            return Ok(());
        }
    }
}

/// What a line of JSON holds; other fields are of no interest.
#[derive(Deserialize)]
struct Fields {
    id: Option<Id>,
    text: String,
    date: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

/// A record of a line, `None` for a blank one. The error begins with `:` and the column, where that is known.
fn parse_line(line: Vec<u8>, first: bool, how: &Reading) -> Result<Option<Record>, String> {
    let line = decode(line, how.lossy).map_err(|why| format!(": {why}"))?;
    let json = if first {
        line.strip_prefix('\u{feff}').unwrap_or(&line)
    } else {
        &line
    };
    let json = json.trim_end_matches(['\n', '\r']);
    if json.trim().is_empty() {
        return Ok(None);
    }
    let fields: Fields = serde_json::from_str(json).map_err(|e| {
        let message = e.to_string();
        let message = message
            .rsplit_once(" at line ")
            .map_or(message.as_str(), |(m, _)| m);
        format!(":{}: {message}", e.column())
    })?;
    let date = match fields.date.as_deref() {
        None | Some("") => how.date,
        Some(date) => Some(record_date(date).map_err(|why| format!(": date {date:?}: {why}"))?),
    };
    Ok(Some(Record {
        id: fields.id.map(|id| match id {
            Id::Text(s) => s,
            Id::Number(n) => n.to_string(),
        }),
        date,
        text: fields.text,
        place: String::new(),
        bytes: 0,
    }))
}

/// A day, or a moment whose written day is meant, as feeds have it.
fn record_date(s: &str) -> Result<Date, String> {
    match s.split_at_checked(10) {
        Some((day, rest)) if !rest.is_empty() => {
            let is_moment =
                s.parse::<jiff::civil::DateTime>().is_ok() || s.parse::<jiff::Timestamp>().is_ok();
            if is_moment {
                parse_date(day)
            } else {
                Err("a date is written YYYY-MM-DD".to_string())
            }
        }
        _ => parse_date(s),
    }
}

fn decode(bytes: Vec<u8>, lossy: bool) -> Result<String, String> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(e) => {
            // Of these nothing is left to read where single bytes are passed over.
            let whole = match e.as_bytes() {
                [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
                    Some("it looks like UTF-16, convert it first")
                }
                [0x1F, 0x8B, ..] | [0x28, 0xB5, 0x2F, 0xFD, ..] | [0xFD, b'7', b'z', b'X', ..] => {
                    Some("it looks compressed, unpack it first")
                }
                _ => None,
            };
            if lossy && whole.is_none() {
                return Ok(String::from_utf8_lossy(e.as_bytes()).into_owned());
            }
            Err(format!(
                "not UTF-8 at byte {}; {}",
                e.utf8_error().valid_up_to(),
                whole.unwrap_or("with --lossy it is read as U+FFFD")
            ))
        }
    }
}

/// Why reading failed, without the number that the system gives it.
pub(crate) fn reason(e: &io::Error) -> String {
    let message = e.to_string();
    match message.split_once(" (os error ") {
        Some((m, _)) => m.to_string(),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn how(input: Input) -> Reading {
        Reading {
            input,
            date: None,
            id: None,
            lossy: false,
        }
    }

    fn lines(bytes: &[u8]) -> Vec<Item> {
        let mut items = Vec::new();
        read_lines(bytes, "f", &how(Input::Jsonl), &mut |i| {
            items.push(i);
            true
        });
        items
    }

    fn failure(bytes: &[u8]) -> String {
        match lines(bytes).pop() {
            Some(Item::Failure(why)) => why,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn records_may_lack_id_and_date_and_have_more() {
        let items = lines(
            b"\xEF\xBB\xBF{\"text\":\"a\",\"x\":[1]}\r\n\n{\"id\":7,\"text\":\"b\",\"date\":null}\n{\"id\":\"c\",\"text\":\"\",\"date\":\"2026-01-06T23:30:00+07:00\"}",
        );
        let got: Vec<_> = items
            .iter()
            .map(|i| match i {
                Item::Record(r) => (
                    r.id.as_deref(),
                    r.text.as_str(),
                    r.date.map(|d| d.to_string()),
                    r.place.as_str(),
                ),
                Item::Failure(why) => panic!("{why}"),
            })
            .collect();
        assert_eq!(
            got,
            [
                (None, "a", None, "f:1"),
                (Some("7"), "b", None, "f:3"),
                (Some("c"), "", Some("2026-01-06".to_string()), "f:4"),
            ]
        );
    }

    #[test]
    fn a_bad_line_is_named_and_the_rest_is_read() {
        let items = lines(b"{\"text\":\n{\"text\":\"b\"}\n");
        assert!(matches!(&items[0], Item::Failure(why) if why.starts_with("f:1:8: EOF")));
        assert!(matches!(&items[1], Item::Record(r) if r.text == "b"));
    }

    #[test]
    fn failures_say_what_is_wrong() {
        assert!(failure(b"{}").contains("missing field `text`"));
        assert!(failure(b"[]").starts_with("f:1:"));
        assert_eq!(
            failure(b"{\"text\":\"a\",\"date\":\"2026-02-30\"}"),
            "f:1: date \"2026-02-30\": no such day in the calendar"
        );
        assert!(failure(b"{\"text\":\"a\",\"date\":\"2026-02-03 garbage\"}").contains("YYYY"));
        assert!(failure(b"{\"text\":\"\xff\"}").contains("not UTF-8 at byte 9"));
    }

    #[test]
    fn overlong_lines_are_passed_over() {
        let mut stream: &[u8] = b"rest of it\nnext";
        skip_line(&mut stream).unwrap();
        assert_eq!(stream, b"next");
        skip_line(&mut stream).unwrap();
        assert_eq!(stream, b"");
    }

    #[test]
    fn lossy_reading_mends() {
        assert_eq!(decode(vec![b'a', 0xFF], true).unwrap(), "a\u{fffd}");
        for lossy in [false, true] {
            let why = |bytes: &[u8]| decode(bytes.to_vec(), lossy).unwrap_err();
            assert!(why(&[0xFF, 0xFE, 0, 0]).contains("UTF-16"));
            assert!(why(&[0x1F, 0x8B, 8, 0]).contains("unpack"));
        }
    }
}
