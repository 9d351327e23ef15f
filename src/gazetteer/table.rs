//! Reading a tab-separated table with a header.

use crate::error::Error;
use crate::pack::{Cell, FileText, LONGEST_ROW, too_long};

/// A table in memory: cells by column name.
pub(crate) struct Table<'a> {
    file: &'a str,
    text: FileText<'a>,
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
    /// No header, an unknown or missing column, a row with more cells than the header or of more than 64 KiB.
    pub(crate) fn read(
        file: &'a str,
        text: FileText<'a>,
        needed: &[&str],
        known: &[&str],
    ) -> Result<Table<'a>, Error> {
        let all = text.as_str().trim_start_matches('\u{feff}');
        let mut table = Table {
            file,
            text,
            columns: Vec::new(),
            rows: Vec::with_capacity(all.len() / 64),
            cells: Vec::new(),
        };
        let mut number = 0;
        let (mut line_from, mut cell_from, mut before) = (0, 0, 0);
        // The end of the text is the last edge.
        let edge = |(at, b): (usize, u8)| matches!(b, b'\t' | b'\n').then_some((at, b));
        let edges = all.bytes().enumerate().filter_map(edge);
        for (at, b) in edges.chain([(all.len(), b'\n')]) {
            table.cells.push(trim(all.get(cell_from..at).unwrap_or("")));
            cell_from = at + 1;
            if b == b'\t' {
                continue;
            }
            number += 1;
            let line = all.get(line_from..at).unwrap_or("");
            let line = line.trim_end_matches('\r');
            line_from = at + 1;
            if line.is_empty() || line.starts_with('#') {
                table.cells.truncate(before);
            } else if line.len() > LONGEST_ROW {
                return Err(too_long(line).at(file, number, 0).source_line(line));
            } else if table.columns.is_empty() {
                table.columns = std::mem::take(&mut table.cells);
                table.check_header(number, line, needed, known)?;
                table.cells = Vec::with_capacity(all.len() / 64 * table.columns.len());
            } else {
                table.end_row(number, line, before)?;
            }
            before = table.cells.len();
        }
        Ok(table)
    }

    fn check_header(
        &self,
        number: usize,
        header: &str,
        needed: &[&str],
        known: &[&str],
    ) -> Result<(), Error> {
        let fail = |message: String, help: String| {
            Err(Error::new(message)
                .at(self.file, number, 0)
                .source_line(header)
                .help(help))
        };
        let strange = |c: &&&str| !known.contains(*c) && !needed.contains(*c);
        if let Some(c) = self.columns.iter().find(strange) {
            let help = format!("columns of this table: {}", known.join(", "));
            return fail(format!("unknown column {c:?}"), help);
        }
        if let Some(missing) = needed.iter().find(|n| !self.columns.contains(n)) {
            let help = "the first line of a table names its columns, separated by tabs";
            return fail(format!("the column {missing:?} is missing"), help.into());
        }
        Ok(())
    }

    /// Ends a row whose cells are those from `before` on.
    fn end_row(&mut self, number: usize, line: &'a str, before: usize) -> Result<(), Error> {
        let cells = self.cells.len() - before;
        if cells > self.columns.len() {
            return Err(Error::new(format!(
                "the row has {cells} cells, the header {}",
                self.columns.len()
            ))
            .at(self.file, number, 0)
            .source_line(line));
        }
        self.cells.resize(before + self.columns.len(), "");
        self.rows.push((number, line));
        Ok(())
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
