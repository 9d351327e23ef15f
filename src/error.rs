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
            let (shown, caret) = excerpt(s, *column);
            write!(f, "\n    {shown}")?;
            if let Some(caret) = caret {
                write!(f, "\n    {}^", " ".repeat(caret))?;
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

/// Characters of a source line that are shown on either side of the column.
const SHOWN: usize = 200;

/// The part of a source line about a column, and how many characters stand before the caret: a line may be a whole file.
fn excerpt(source: &str, column: usize) -> (String, Option<usize>) {
    let at = column.saturating_sub(1);
    let from = at.saturating_sub(SHOWN);
    let mut chars = source.chars().skip(from);
    let mut shown = String::from(if from > 0 { "…" } else { "" });
    // Tabs as they stand; other control characters would end or overwrite the line.
    let plain = |c: char| {
        if c.is_control() && c != '\t' {
            '\u{fffd}'
        } else {
            c
        }
    };
    shown.extend(chars.by_ref().take(2 * SHOWN).map(plain));
    if chars.next().is_some() {
        shown.push('…');
    }
    let caret = (column > 0).then_some(at - from + usize::from(from > 0));
    (shown, caret)
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
        let long = "x".repeat(1 << 20);
        let e = Error::new("far out")
            .at("t.tsv", 1, 500_000)
            .source_line(&long);
        let shown = e.to_string();
        assert!(shown.chars().count() < 1000);
        let [_, line, caret] = shown.lines().collect::<Vec<_>>()[..] else {
            panic!("{shown}");
        };
        assert!(line.starts_with("    …x") && line.ends_with("x…"));
        assert_eq!(caret.find('^'), Some(4 + 1 + 200));
        let e = Error::new("bell")
            .at("t.tsv", 1, 0)
            .source_line("a\u{7}\u{1b}[2J");
        assert!(!e.to_string().contains('\u{1b}'));
    }

    #[test]
    fn tells_where() {
        let e = Error::new("unknown class <tallks>").at("rules/x.toml", 3, 5);
        assert_eq!(
            (e.file(), e.line(), e.column()),
            (Some("rules/x.toml"), Some(3), Some(5))
        );
    }
}
