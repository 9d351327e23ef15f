//! The one error type of the crate.
//!
//! Reading a text cannot fail; building an [`Extractor`](crate::Extractor) from rows, lexicons and rules can.
//! An error says which file and line it is about, shows the line with a caret where that helps, and says what to do.

use std::fmt;

/// What went wrong with a pack: a row, a lexicon entry, a rule, a file.
///
/// The kinds are private so that they can grow; [`Error::file`], [`Error::line`] and [`Error::column`] say where,
/// the `Display` form says all of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Error {
    inner: Box<Inner>,
}

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    message: String,
    at: Option<At>,
    also: Option<(String, At)>,
    help: Option<String>,
}

#[derive(Clone, PartialEq, Eq)]
struct At {
    file: String,
    line: usize,
    /// 1-based, in characters; 0 where only the line is known.
    column: usize,
    /// The source line, where it is at hand.
    source: Option<String>,
}

impl Error {
    /// An error that belongs to no line.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Error {
            inner: Box::new(Inner {
                message: message.into(),
                at: None,
                also: None,
                help: None,
            }),
        }
    }

    /// Says where: file, 1-based line, 1-based column in characters (0: unknown).
    pub(crate) fn at(mut self, file: &str, line: usize, column: usize) -> Self {
        self.inner.at = Some(At {
            file: file.to_string(),
            line,
            column,
            source: None,
        });
        self
    }

    /// Shows the source line under the message, with a caret at the column.
    pub(crate) fn source_line(mut self, source: &str) -> Self {
        if let Some(at) = &mut self.inner.at {
            at.source = Some(source.to_string());
        }
        self
    }

    /// Names the second place where two things clash.
    pub(crate) fn also(mut self, what: &str, file: &str, line: usize) -> Self {
        self.inner.also = Some((
            what.to_string(),
            At {
                file: file.to_string(),
                line,
                column: 0,
                source: None,
            },
        ));
        self
    }

    /// Says what to do.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.inner.help = Some(help.into());
        self
    }

    /// The file the error is about, as the pack names it.
    pub fn file(&self) -> Option<&str> {
        self.inner.at.as_ref().map(|a| a.file.as_str())
    }

    /// The 1-based line.
    pub fn line(&self) -> Option<usize> {
        self.inner.at.as_ref().map(|a| a.line)
    }

    /// The 1-based column in characters, where it is known.
    pub fn column(&self) -> Option<usize> {
        self.inner.at.as_ref().map(|a| a.column).filter(|c| *c > 0)
    }

    /// The message alone, without place and help.
    pub fn message(&self) -> &str {
        &self.inner.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let i = &self.inner;
        if let Some(at) = &i.at {
            write!(f, "{}:{}", at.file, at.line)?;
            if at.column > 0 {
                write!(f, ":{}", at.column)?;
            }
            write!(f, ": ")?;
        }
        write!(f, "{}", i.message)?;
        if let Some(At {
            source: Some(s),
            column,
            ..
        }) = &i.at
        {
            write!(f, "\n    {s}")?;
            if *column > 0 {
                write!(f, "\n    {}^", " ".repeat(column - 1))?;
            }
        }
        if let Some((what, at)) = &i.also {
            write!(f, "\n  {what}: {}:{}", at.file, at.line)?;
        }
        if let Some(h) = &i.help {
            write!(f, "\n  {h}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::Error;

    #[test]
    fn shows_file_line_column_caret_and_help() {
        let e = Error::new("unknown class <tallks>")
            .at("rules/x.toml", 3, 5)
            .source_line("a = <tallks>")
            .also("first defined", "rules/y.toml", 9)
            .help("did you mean <talks>?");
        let shown = e.to_string();
        assert_eq!(
            shown,
            "rules/x.toml:3:5: unknown class <tallks>\n    a = <tallks>\n        ^\n  first defined: rules/y.toml:9\n  did you mean <talks>?"
        );
        assert_eq!(
            (e.file(), e.line(), e.column()),
            (Some("rules/x.toml"), Some(3), Some(5))
        );
    }
}
