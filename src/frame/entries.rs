//! Entries of `frames.toml` and of the schema: their keys, their values, and errors that point at them.

use crate::error::Error;
use crate::rule::did_you_mean;

pub(super) type TomlTable = toml::Table;

pub(super) fn parse(file: &str, text: &str) -> Result<TomlTable, Error> {
    text.parse::<TomlTable>().map_err(|e| {
        let (line, column) = e.span().map_or((1, 0), |s| {
            let before = text.get(..s.start).unwrap_or("");
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
            (line, column)
        });
        Error::new(e.message().to_string())
            .at(file, line, column)
            .source_line(text.lines().nth(line - 1).unwrap_or(""))
    })
}

/// Keys of `[[kind]]`.
pub(super) const KIND_KEYS: [&str; 13] = [
    "id",
    "roles",
    "least",
    "place",
    "symmetric",
    "ends",
    "journey",
    "gathers",
    "comes",
    "invites",
    "static",
    "plover",
    "cameo",
];
/// Keys of `[[frame]]`.
pub(super) const FRAME_KEYS: [&str; 23] = [
    "id",
    "kind",
    "subject",
    "object",
    "marks",
    "noun",
    "parties",
    "noun_parties",
    "object_parties",
    "group",
    "official",
    "passive",
    "given",
    "no_contest",
    "no_press",
    "own_states",
    "picture",
    "each",
    "place",
    "destination",
    "person_object",
    "remote",
    "note",
];
/// Prepositions' roles that mark a side or a place.
pub(super) const MARKS: [&str; 8] = ["with", "between", "of", "to", "from", "by", "at", "beside"];

/// A misspelt key must not pass in silence.
pub(super) fn known_keys(
    entry: &TomlTable,
    known: &[&str],
    what: &str,
    file: &str,
    text: &str,
    header: &str,
    n: usize,
) -> Result<(), Error> {
    match entry.keys().find(|k| !known.contains(&k.as_str())) {
        None => Ok(()),
        Some(key) => Err(at_entry(
            format!("{what} has no key `{key}`"),
            file,
            text,
            header,
            n,
            key,
        )
        .help(did_you_mean(
            key,
            known.iter().copied(),
            &format!("keys: {}", known.join(", ")),
        ))),
    }
}

/// An error about the `n`-th entry of an array of tables; at the first place in it where `near` stands as a word of its own,
/// else at its header.
pub(super) fn at_entry(
    message: String,
    file: &str,
    text: &str,
    header: &str,
    n: usize,
    near: &str,
) -> Error {
    let first = line_of(text, header, n);
    let error = Error::new(message);
    let whole = |line: &str, at: usize| {
        let part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let before = line.get(..at).and_then(|b| b.chars().next_back());
        let after = line.get(at + near.len()..).and_then(|a| a.chars().next());
        !before.is_some_and(part) && !after.is_some_and(part)
    };
    let found = text
        .lines()
        .enumerate()
        .skip(first)
        .take_while(|(_, l)| !l.trim_start().starts_with("[["))
        .filter(|_| !near.is_empty())
        .find_map(|(i, line)| {
            let (at, _) = line.match_indices(near).find(|(at, _)| whole(line, *at))?;
            Some((i + 1, line.get(..at)?.chars().count() + 1, line))
        });
    match found {
        Some((line, column, source)) => error.at(file, line, column).source_line(source),
        None => error
            .at(file, first, 1)
            .source_line(text.lines().nth(first.saturating_sub(1)).unwrap_or("")),
    }
}

/// The line of the `n`-th header of an array of tables.
pub(super) fn line_of(text: &str, header: &str, n: usize) -> usize {
    text.lines()
        .enumerate()
        .filter(|(_, l)| l.trim() == header)
        .nth(n)
        .map_or(1, |(i, _)| i + 1)
}

pub(super) fn array<'a>(t: &'a TomlTable, key: &str) -> impl Iterator<Item = &'a TomlTable> {
    t.get(key)
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(toml::Value::as_table)
}

pub(super) fn string<'a>(t: &'a TomlTable, key: &str) -> Option<&'a str> {
    t.get(key).and_then(toml::Value::as_str)
}

pub(super) fn strings<'a>(t: &'a TomlTable, key: &str) -> impl Iterator<Item = &'a str> {
    t.get(key)
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(toml::Value::as_str)
}

pub(super) fn flag(t: &TomlTable, key: &str) -> bool {
    t.get(key).and_then(toml::Value::as_bool).unwrap_or(false)
}

pub(super) fn by_status<'a>(
    t: &'a TomlTable,
    key: &str,
) -> impl Iterator<Item = (&'a str, &'a toml::Value)> {
    t.get(key)
        .and_then(toml::Value::as_table)
        .into_iter()
        .flatten()
        .map(|(k, v)| (k.as_str(), v))
}

#[cfg(test)]
mod tests {
    use crate::frame::Frames;

    #[test]
    fn ends_are_two_roles_of_the_kind() {
        let read = |ends: &str| {
            let schema =
                format!("[[kind]]\nid = \"gift\"\nroles = [\"giver\", \"taker\"]\nends = {ends}\n");
            let mut frames = Frames::default();
            frames.add_schema("schema.toml", &schema)?;
            Ok::<_, crate::error::Error>(frames)
        };
        for wrong in ["[]", "[\"giver\"]", "[\"giver\", \"seller\"]"] {
            let error = read(wrong).unwrap_err().to_string();
            assert!(error.contains("ends"), "{wrong}: {error}");
        }
        let frames = read("[\"giver\", \"taker\"]").unwrap();
        let gift = frames.kind("gift").unwrap();
        assert!(gift.opposed("taker", "giver") && !gift.opposed("giver", "giver"));
        assert_eq!(gift.neutral(), None);
    }
}
