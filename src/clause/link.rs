//! A clause and its link.

use std::ops::Range;

/// How a clause hangs on its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Link {
    /// First clause of the sentence, or one that begins anew.
    Main,
    /// Joined by "and" or a comma; shares the subject unless it has its own.
    Coordination,
    Purpose,
    When,
    After,
    Before,
    If,
    Because,
    Although,
    /// What is said.
    Say,
    /// After a colon: what the words before it announce.
    Colon,
    /// Tells of the noun before it.
    Relative,
    /// Of an event that did not happen: "mà không gặp".
    Without,
}

/// A stretch of chunks around one verb.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    pub(crate) chunks: Range<usize>,
    pub(crate) link: Link,
    /// Index of the clause it hangs on, in the same sentence.
    pub(crate) parent: Option<usize>,
    /// Chunk of the subject: its own, or the one it shares.
    pub(crate) subject: Option<usize>,
    /// Whether the subject stands in the clause itself.
    pub(crate) own_subject: bool,
    /// First verb.
    pub(crate) verb: Option<usize>,
}
