//! The pattern as written, with the byte range of each part.

use std::fmt;
use std::ops::Range;

/// A part of a pattern and where it stands in it (bytes).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) at: Range<usize>,
    pub(super) what: What,
}

/// What a part of a pattern says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// `^`: the sentence begins.
    Start,
    /// `$`: the sentence ends.
    End,
    /// `~4`: up to so many positions, as few as do.
    Gap(u32),
    /// `Person`: a kind of position.
    Kind(String),
    /// `<title office=president>`: a lexicon class.
    Class { name: String, tests: Vec<Test> },
    /// `"với"`: that word.
    Literal(String),
    /// `!X`: one position that is no X.
    Not(Box<Node>),
    /// `X&Y`: one position that is both.
    Both(Vec<Node>),
    /// `A B`.
    Sequence(Vec<Node>),
    /// `A|B`.
    Either(Vec<Node>),
    /// `X?`, `X*`, `X+`, `X{2,3}`.
    Repeat {
        of: Box<Node>,
        min: u32,
        max: Option<u32>,
    },
    /// `role=X`.
    Role { name: String, of: Box<Node> },
}

/// `key=a|b` (one of the values) or `key` (the attribute is there).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Test {
    pub(super) key: String,
    pub(super) values: Vec<String>,
}

/// What is wrong with a pattern, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Fault {
    pub(super) fn new(at: usize, message: impl Into<String>) -> Self {
        Fault {
            at,
            message: message.into(),
            help: None,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, all: &[Node], between: &str| {
            for (i, n) in all.iter().enumerate() {
                if i > 0 {
                    f.write_str(between)?;
                }
                write!(f, "{n}")?;
            }
            Ok(())
        };
        let bracket = |f: &mut fmt::Formatter<'_>, n: &Node| match n.what {
            What::Sequence(_) | What::Role { .. } | What::Repeat { .. } => write!(f, "({n})"),
            _ => write!(f, "{n}"),
        };
        match &self.what {
            What::Start => f.write_str("^"),
            What::End => f.write_str("$"),
            What::Gap(n) => write!(f, "~{n}"),
            What::Kind(k) => f.write_str(k),
            What::Class { name, tests } => {
                write!(f, "<{name}")?;
                for t in tests {
                    write!(f, " {}", t.key)?;
                    if !t.values.is_empty() {
                        write!(f, "={}", t.values.join("|"))?;
                    }
                }
                f.write_str(">")
            }
            What::Literal(w) => write!(f, "\"{w}\""),
            What::Not(of) => write!(f, "!{of}"),
            What::Both(all) => list(f, all, "&"),
            What::Sequence(all) => list(f, all, " "),
            What::Either(any) => {
                f.write_str("(")?;
                list(f, any, "|")?;
                f.write_str(")")
            }
            What::Repeat { of, min, max } => {
                bracket(f, of)?;
                match (min, max) {
                    (0, Some(1)) => f.write_str("?"),
                    (0, None) => f.write_str("*"),
                    (1, None) => f.write_str("+"),
                    (m, None) => write!(f, "{{{m},}}"),
                    (m, Some(n)) if m == n => write!(f, "{{{m}}}"),
                    (m, Some(n)) => write!(f, "{{{m},{n}}}"),
                }
            }
            What::Role { name, of } => {
                write!(f, "{name}=")?;
                match of.what {
                    What::Sequence(_) | What::Role { .. } => write!(f, "({of})"),
                    _ => write!(f, "{of}"),
                }
            }
        }
    }
}
