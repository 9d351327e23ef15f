//! The parts that chunks play in a sentence.

use crate::lexicon::EntryId;
use std::ops::Range;

/// What a preposition says of the noun after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PrepRole {
    With,
    Between,
    Of,
    By,
    At,
    To,
    From,
    About,
    Against,
    According,
    Beside,
    Replacing,
    Like,
}

impl PrepRole {
    pub(crate) fn parse(name: &str) -> Option<PrepRole> {
        Some(match name {
            "with" => PrepRole::With,
            "between" => PrepRole::Between,
            "of" => PrepRole::Of,
            "by" => PrepRole::By,
            "at" => PrepRole::At,
            "to" => PrepRole::To,
            "from" => PrepRole::From,
            "about" => PrepRole::About,
            "against" => PrepRole::Against,
            "according" => PrepRole::According,
            "beside" => PrepRole::Beside,
            "replacing" => PrepRole::Replacing,
            "like" => PrepRole::Like,
            _ => return None,
        })
    }
}

/// The part a verb plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VerbKind {
    /// Takes a clause of what is said.
    Say,
    /// Carries an event noun: to have, to hold, to take place.
    Light,
    /// Its object does what follows: to send someone.
    Send,
    /// Its object is left for a place that follows.
    Leave,
    /// Any other.
    Other,
}

impl VerbKind {
    /// The kind a lexicon row names.
    pub(crate) fn parse(name: &str) -> Option<VerbKind> {
        Some(match name {
            "say" => VerbKind::Say,
            "light" => VerbKind::Light,
            "send" => VerbKind::Send,
            "leave" => VerbKind::Leave,
            "other" => VerbKind::Other,
            _ => return None,
        })
    }
}

/// What a cue says of the event in its scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum CueKind {
    Past,
    Future,
    Agree,
    Possible,
    Wish,
    Propose,
    Ask,
    Rumour,
    Negation,
    Cancel,
    Postpone,
    Refuse,
    Deny,
    If,
    Almost,
    Last,
    /// What something else comes before: likely still to come ("trước cuộc gặp").
    Ahead,
    /// Put off to another day.
    Moved,
}

impl CueKind {
    pub(crate) fn parse(name: &str) -> Option<CueKind> {
        Some(match name {
            "past" => CueKind::Past,
            "future" => CueKind::Future,
            "agree" => CueKind::Agree,
            "possible" => CueKind::Possible,
            "wish" => CueKind::Wish,
            "propose" => CueKind::Propose,
            "ask" => CueKind::Ask,
            "rumour" => CueKind::Rumour,
            "negation" => CueKind::Negation,
            "cancel" => CueKind::Cancel,
            "postpone" => CueKind::Postpone,
            "refuse" => CueKind::Refuse,
            "deny" => CueKind::Deny,
            "if" => CueKind::If,
            "almost" => CueKind::Almost,
            "last" => CueKind::Last,
            "ahead" => CueKind::Ahead,
            "moved" => CueKind::Moved,
            _ => return None,
        })
    }

    /// Whether it says that what was to be is called off or put off.
    pub(crate) const fn calls_off(self) -> bool {
        matches!(self, CueKind::Cancel | CueKind::Postpone)
    }

    /// Whether it says that what it governs does not come about.
    pub(crate) const fn undoes(self) -> bool {
        self.calls_off() || matches!(self, CueKind::Negation)
    }

    /// Whether it turns an event down, or leaves it a wish.
    pub(crate) const fn turns(self) -> bool {
        matches!(
            self,
            CueKind::Negation
                | CueKind::Cancel
                | CueKind::Postpone
                | CueKind::Refuse
                | CueKind::Deny
                | CueKind::Wish
                | CueKind::Propose
                | CueKind::Ask
        )
    }

    /// Whether it tells of a deed of its own, done on a day of its own: to ask for an event, to agree on it, to call it off.
    pub(crate) const fn decides(self) -> bool {
        matches!(
            self,
            CueKind::Agree
                | CueKind::Propose
                | CueKind::Ask
                | CueKind::Cancel
                | CueKind::Postpone
                | CueKind::Refuse
                | CueKind::Deny
        )
    }

    /// Whether what it governs may not be done yet.
    pub(crate) const fn leaves_open(self) -> bool {
        matches!(
            self,
            CueKind::Future
                | CueKind::Agree
                | CueKind::Possible
                | CueKind::Wish
                | CueKind::Propose
                | CueKind::Ask
                | CueKind::If
        )
    }

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            CueKind::Past => "past",
            CueKind::Future => "future",
            CueKind::Agree => "agree",
            CueKind::Possible => "possible",
            CueKind::Wish => "wish",
            CueKind::Propose => "propose",
            CueKind::Ask => "ask",
            CueKind::Rumour => "rumour",
            CueKind::Negation => "negation",
            CueKind::Cancel => "cancel",
            CueKind::Postpone => "postpone",
            CueKind::Refuse => "refuse",
            CueKind::Deny => "deny",
            CueKind::If => "if",
            CueKind::Almost => "almost",
            CueKind::Last => "last",
            CueKind::Ahead => "ahead",
            CueKind::Moved => "moved",
        }
    }
}

/// How clauses are linked; see [`super::Link`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkWord {
    When,
    After,
    Before,
    If,
    Purpose,
    Because,
    /// What the clause before it brings about ("A khiến B lo ngại").
    Causes,
    Although,
    Say,
    Relative,
    /// A relative that stands for a person ("người đã gặp …").
    RelativePerson,
    /// What stands behind it is a part of what stands before.
    Part,
    Without,
}

impl LinkWord {
    /// The kind a lexicon row names; what the row says beside it may narrow it.
    pub(crate) fn parse(name: &str) -> Option<LinkWord> {
        Some(match name {
            "when" => LinkWord::When,
            "after" => LinkWord::After,
            "before" => LinkWord::Before,
            "if" => LinkWord::If,
            "purpose" => LinkWord::Purpose,
            "because" => LinkWord::Because,
            "although" => LinkWord::Although,
            "say" => LinkWord::Say,
            "relative" => LinkWord::Relative,
            "part" => LinkWord::Part,
            "without" => LinkWord::Without,
            _ => return None,
        })
    }
}

/// The part a chunk plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Index of a noun phrase.
    Noun(usize),
    /// Index of a time expression.
    Time(usize),
    /// A trigger; `noun` where it is used as one.
    Trigger {
        /// Whether it stands as a noun ("cuộc gặp").
        noun: bool,
    },
    Verb(VerbKind),
    Prep(PrepRole),
    And,
    Or,
    But,
    Then,
    Link(LinkWord),
    Cue(CueKind),
    Passive,
    Recip,
    Dist,
    /// this, that: an event already told.
    This,
    Classifier,
    Companion,
    Delegation,
    LedBy,
    /// Names the members of the group before it ("gồm").
    Members,
    /// Words that may stand between a trigger and its object.
    Transparent,
    Comma,
    Colon,
    Semicolon,
    Dash,
    Open,
    Close,
    Quote,
    Stop,
    Number,
    /// Any other word.
    Word,
}

/// A stretch of tokens with its part.
#[derive(Clone, Debug)]
pub(crate) struct Chunk {
    pub(crate) piece: Piece,
    pub(crate) entry: Option<EntryId>,
    pub(crate) tokens: Range<usize>,
}

impl Chunk {
    /// Whether it can be passed over when looking for the verb after a subject.
    pub(crate) fn is_light(&self) -> bool {
        matches!(
            self.piece,
            Piece::Time(_)
                | Piece::Cue(_)
                | Piece::Transparent
                | Piece::Passive
                | Piece::Dist
                | Piece::Companion
        )
    }

    /// Whether it heads a verb phrase.
    pub(crate) fn is_verb(&self) -> bool {
        matches!(self.piece, Piece::Verb(_) | Piece::Trigger { noun: false })
    }
}
