//! Reading a tab-separated table with a header.

use crate::error::Error;
use crate::pack::{Cell, Text};

/// A table in memory: cells by column name.
pub(crate) struct Table<'a> {
    file: &'a str,
    text: Text<'a>,
    columns: Vec<&'a str>,
    /// Line number and line.
    rows: Vec<(usize, &'a str)>,
    /// The cells of all rows, so many a row as there are columns, trimmed.
    cells: Vec<&'a str>,
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a, 't> {
    table: &'t Table<'a>,
    line: usize,
    text: &'a str,
    cells: &'t [&'a str],
}

impl<'a> Table<'a> {
    /// Reads a table whose header must name `needed` columns and may name only `known` ones.
    ///
    /// # Errors
    /// No header, an unknown or missing column, a row with more cells than the header.
    pub(crate) fn read(
        file: &'a str,
        text: Text<'a>,
        needed: &[&str],
        known: &[&str],
    ) -> Result<Table<'a>, Error> {
        let mut lines = text
            .as_str()
            .trim_start_matches('\u{feff}')
            .lines()
            .map(|l| l.trim_end_matches('\r'))
            .enumerate()
            .filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
        let Some((at, header)) = lines.next() else {
            return Ok(Table {
                file,
                text,
                columns: Vec::new(),
                rows: Vec::new(),
                cells: Vec::new(),
            });
        };
        let mut columns = Vec::new();
        for c in header.split('\t') {
            let c = c.trim();
            if !known.contains(&c) && !needed.contains(&c) {
                return Err(Error::new(format!("unknown column {c:?}"))
                    .at(file, at + 1, 0)
                    .source_line(header)
                    .help(format!("columns of this table: {}", known.join(", "))));
            }
            columns.push(c);
        }
        if let Some(missing) = needed.iter().find(|n| !columns.contains(n)) {
            return Err(Error::new(format!("the column {missing:?} is missing"))
                .at(file, at + 1, 0)
                .source_line(header)
                .help("the first line of a table names its columns, separated by tabs"));
        }
        let size = text.as_str().len();
        let mut rows = Vec::with_capacity(size / 64);
        let mut all = Vec::with_capacity(size / 64 * columns.len());
        for (i, line) in lines {
            let before = all.len();
            cut(line, &mut all);
            let cells = all.len() - before;
            if cells > columns.len() {
                return Err(Error::new(format!(
                    "the row has {cells} cells, the header {}",
                    columns.len()
                ))
                .at(file, i + 1, 0)
                .source_line(line));
            }
            all.resize(before + columns.len(), "");
            rows.push((i + 1, line));
        }
        Ok(Table {
            file,
            text,
            columns,
            rows,
            cells: all,
        })
    }

    /// Number of rows.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Where a column stands, for rows that are many.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().rposition(|c| *c == name)
    }

    /// The rows in order.
    pub(crate) fn rows<'t>(&'t self) -> impl Iterator<Item = Row<'a, 't>> {
        let cells = self.cells.chunks_exact(self.columns.len().max(1));
        self.rows
            .iter()
            .zip(cells)
            .map(move |((line, text), cells)| Row {
                table: self,
                line: *line,
                text,
                cells,
            })
    }
}

/// Cuts a line at its tabs.
fn cut<'a>(line: &'a str, out: &mut Vec<&'a str>) {
    let mut from = 0;
    for (i, b) in line.bytes().enumerate() {
        if b == b'\t' {
            out.push(trim(line.get(from..i).unwrap_or("")));
            from = i + 1;
        }
    }
    out.push(trim(line.get(from..).unwrap_or("")));
}

/// Most cells have no white space about them, which a look at two bytes tells.
fn trim(cell: &str) -> &str {
    let inner = |b: &u8| b.is_ascii_graphic();
    match cell.as_bytes() {
        [first, .., last] if inner(first) && inner(last) => cell,
        [only] if inner(only) => cell,
        [] => cell,
        _ => cell.trim(),
    }
}

impl<'a> Row<'a, '_> {
    /// The cell of a column, trimmed; empty where there is none.
    pub(crate) fn get(&self, column: &str) -> &'a str {
        // A table has few columns: to go through their names is quicker than to hash one.
        let at = self.table.columns.iter().rposition(|c| *c == column);
        at.and_then(|i| self.cells.get(i)).copied().unwrap_or("")
    }

    /// The cell, or `None` where empty.
    pub(crate) fn opt(&self, column: &str) -> Option<&'a str> {
        Some(self.get(column)).filter(|c| !c.is_empty())
    }

    /// Its file.
    pub(crate) fn file(&self) -> &'a str {
        self.table.file
    }

    /// 1-based line in its file.
    pub(crate) fn line(&self) -> usize {
        self.line
    }

    /// The cell of a column found before by [`Table::column`], trimmed.
    pub(crate) fn at(&self, column: Option<usize>) -> &'a str {
        column
            .and_then(|i| self.cells.get(i))
            .copied()
            .unwrap_or("")
    }

    /// Keeps a cell beyond the table.
    pub(crate) fn keep(&self, cell: &str) -> Cell {
        self.table.text.cell(cell)
    }

    /// Keeps a cell beyond the table, `None` where empty.
    pub(crate) fn keep_some(&self, cell: &str) -> Option<Cell> {
        (!cell.is_empty()).then(|| self.keep(cell))
    }

    /// An error about this row.
    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        Error::new(message)
            .at(self.table.file, self.line, 0)
            .source_line(self.text)
    }
}
