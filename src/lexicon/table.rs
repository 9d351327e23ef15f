//! How a lexicon table is written: its rows, and the attributes in one.

use crate::pack::{Cell, FileText};

/// One row of a lexicon table, as written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'t> {
    /// 1-based.
    pub(crate) line: usize,
    /// The whole line.
    pub(crate) source: &'t str,
    pub(crate) form: &'t str,
    pub(crate) class: &'t str,
    pub(crate) attrs: &'t str,
    pub(crate) note: &'t str,
    /// What stands behind the note: nothing, if the row is right.
    pub(crate) beyond: &'t str,
}

/// The rows of a lexicon table, without its header and comments.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = Row<'_>> {
    table.lines().enumerate().filter_map(|(n, line)| {
        let source = line.trim_end_matches('\r');
        if source.is_empty() || source.starts_with('#') || source.starts_with("form\t") {
            return None;
        }
        let mut cells = source.split('\t').map(str::trim);
        let mut cell = || cells.next().unwrap_or("");
        Some(Row {
            line: n + 1,
            source,
            form: cell(),
            class: cell(),
            attrs: cell(),
            note: cell(),
            beyond: cell(),
        })
    })
}

/// The attributes of a row: `key=value` or bare flags, separated by `;`.
pub(crate) fn parse_attrs(attrs: &str, table: FileText<'_>) -> Vec<(Cell, Cell)> {
    if attrs.is_empty() {
        return Vec::new();
    }
    attrs
        .split(';')
        .map(str::trim)
        .filter(|a| !a.is_empty())
        .map(|a| match a.split_once('=') {
            Some((k, v)) => (table.cell(k.trim()), table.cell(v.trim())),
            None => (table.cell(a), Cell::default()),
        })
        .collect()
}
