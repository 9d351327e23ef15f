//! From positions to chunks: each position gets the part it plays.

use crate::lexicon::{ClassId, EntryId, Lexicon, Sense};
use crate::phrase::{Head, Noun, Raw};
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

    /// Whether it says that what it governs does not come about.
    pub(crate) const fn undoes(self) -> bool {
        matches!(
            self,
            CueKind::Negation | CueKind::Cancel | CueKind::Postpone
        )
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
    Although,
    Say,
    Relative,
    /// A relative that stands for a person ("người đã gặp …").
    RelativePerson,
    Without,
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

/// The lexicon classes that chunking asks for. A pack that lacks one simply has no such words.
#[derive(Clone, Debug)]
pub(crate) struct Classes {
    pub(crate) trigger: ClassId,
    prep: ClassId,
    conj: ClassId,
    link: ClassId,
    passive: ClassId,
    recip: ClassId,
    dist: ClassId,
    det: ClassId,
    clf: ClassId,
    transparent: ClassId,
    adverb: ClassId,
    companion: ClassId,
    delegation: ClassId,
    led_by: ClassId,
    members: ClassId,
    pub(crate) verb: ClassId,
    cue: ClassId,
    pseudo: ClassId,
    place_noun: ClassId,
    motion: ClassId,
    pub(crate) contest: ClassId,
}

impl Classes {
    pub(crate) fn new(lexicon: &mut Lexicon) -> Classes {
        let mut c = |n: &str| lexicon.class(n);
        Classes {
            trigger: c("trigger"),
            prep: c("prep"),
            conj: c("conj"),
            link: c("link"),
            passive: c("passive"),
            recip: c("recip"),
            dist: c("dist"),
            det: c("det"),
            clf: c("event.clf"),
            transparent: c("transparent"),
            adverb: c("adverb"),
            companion: c("companion"),
            delegation: c("delegation"),
            led_by: c("led_by"),
            members: c("members"),
            verb: c("verb"),
            cue: c("cue"),
            pseudo: c("cue.pseudo"),
            place_noun: c("place.noun"),
            motion: c("motion"),
            contest: c("contest"),
        }
    }
}

/// How far back the beginning of a range is looked for, in chunks.
const RANGE: usize = 12;

/// Gives each position its part. Linear in the number of positions.
pub(crate) fn chunks(
    raw: &[(Raw, Range<usize>)],
    nouns: &[Noun],
    lexicon: &Lexicon,
    classes: &Classes,
) -> Vec<Chunk> {
    let mut out: Vec<Chunk> = Vec::with_capacity(raw.len());
    // Whether a verb has been seen since the last mark that may end a clause: tells "đến" the verb from "đến" the preposition.
    let mut verb_seen = false;
    for (i, (r, tokens)) in raw.iter().enumerate() {
        let (piece, entry) = match r {
            Raw::Noun(n) => (Piece::Noun(*n), None),
            Raw::Time(t) => (Piece::Time(*t), None),
            Raw::Number => (Piece::Number, None),
            Raw::Word => (Piece::Word, None),
            Raw::Punct(c) => (punct(*c), None),
            Raw::Entry(e) => {
                let around = Around {
                    before: &out,
                    after: &raw[i + 1..],
                    nouns,
                    lexicon,
                    classes,
                    verb_seen,
                };
                (part(*e, &around), Some(*e))
            }
        };
        match piece {
            Piece::Verb(VerbKind::Light | VerbKind::Other) | Piece::Trigger { .. } => {
                verb_seen = true;
            }
            // What is said begins a clause of its own; "cử B tới K", "rời H sang K": one goes.
            Piece::Verb(VerbKind::Say | VerbKind::Send | VerbKind::Leave)
            | Piece::Comma
            | Piece::Colon
            | Piece::Semicolon
            | Piece::Stop
            | Piece::Link(_)
            | Piece::Quote
            | Piece::And
            | Piece::But
            | Piece::Then => verb_seen = false,
            _ => {}
        }
        out.push(Chunk {
            piece,
            entry,
            tokens: tokens.clone(),
        });
    }
    out
}

fn punct(c: char) -> Piece {
    match c {
        ',' => Piece::Comma,
        ':' => Piece::Colon,
        ';' => Piece::Semicolon,
        '-' => Piece::Dash,
        '(' | '[' => Piece::Open,
        ')' | ']' => Piece::Close,
        '"' | '\'' => Piece::Quote,
        '.' | '?' | '!' | '…' => Piece::Stop,
        _ => Piece::Word,
    }
}

struct Around<'a> {
    before: &'a [Chunk],
    after: &'a [(Raw, Range<usize>)],
    nouns: &'a [Noun],
    lexicon: &'a Lexicon,
    classes: &'a Classes,
    verb_seen: bool,
}

impl Around<'_> {
    fn next_noun(&self, most: usize) -> Option<&Noun> {
        for (r, _) in self.after.iter().take(most) {
            match r {
                Raw::Noun(n) => return self.nouns.get(*n),
                Raw::Time(_) => {}
                Raw::Entry(e)
                    if self.lexicon.is(*e, self.classes.place_noun)
                        || self.lexicon.is(*e, self.classes.transparent)
                        || self.lexicon.is(*e, self.classes.adverb)
                        || self.lexicon.is(*e, self.classes.prep) => {}
                _ => return None,
            }
        }
        None
    }

    fn next_entry(&self) -> Option<EntryId> {
        match self.after.first() {
            Some((Raw::Entry(e), _)) => Some(*e),
            _ => None,
        }
    }

    /// The last chunk that is no cue, adverb or time.
    fn subject_before(&self) -> bool {
        self.before
            .iter()
            .rev()
            .find(|c| !c.is_light())
            .is_some_and(|c| {
                matches!(
                    c.piece,
                    Piece::Noun(_) | Piece::Companion | Piece::Close | Piece::Delegation
                )
            })
    }

    /// "gạo của A sang B": the place right before is an owner, and goes nowhere.
    fn owner_before(&self) -> bool {
        let mut before = self.before.iter().rev().filter(|c| !c.is_light());
        let place = before.next().is_some_and(|c| match c.piece {
            Piece::Noun(n) => self.nouns.get(n).is_some_and(|n| n.head == Head::Place),
            _ => false,
        });
        place && before.next().map(|c| c.piece) == Some(Piece::Prep(PrepRole::Of))
    }

    /// "các lãnh đạo châu Âu, trong đó có …": whether a group, with the place it is of, stands right before.
    fn group_before(&self) -> bool {
        let head = |c: &Chunk| match c.piece {
            Piece::Noun(n) => self.nouns.get(n).map(|n| n.head),
            _ => None,
        };
        self.before
            .iter()
            .rev()
            .filter(|c| c.piece != Piece::Comma)
            .take(2)
            .map(head)
            .find(|h| *h != Some(Head::Place))
            == Some(Some(Head::Group))
    }

    /// Whether "from A to" stands before with nobody who goes: a range, a route ("đường ven biển từ A đến B"). Bounded.
    fn ends_range(&self) -> bool {
        let first = self.before.len().saturating_sub(RANGE);
        let Some(from) = (first..self.before.len())
            .rev()
            .find(|i| self.begins_range(*i))
        else {
            return false;
        };
        let place = |c: &Chunk| match c.piece {
            Piece::Noun(n) => self.nouns.get(n).is_some_and(|n| n.head == Head::Place),
            _ => false,
        };
        let joins = |c: &Chunk| {
            matches!(
                c.piece,
                Piece::Comma
                    | Piece::And
                    | Piece::Open
                    | Piece::Close
                    | Piece::Transparent
                    | Piece::Prep(_)
            )
        };
        let (before, within) = self.before.split_at(from);
        if !within.iter().any(place) || !within.iter().all(|c| place(c) || joins(c)) {
            return false;
        }
        let mut before = before;
        while let Some((last, rest)) = before.split_last() {
            before = match (&last.piece, rest) {
                // "bay hơn trăm lần từ A tới B".
                (Piece::Word, [rest @ .., n]) if matches!(n.piece, Piece::Number) => rest,
                (Piece::Comma | Piece::Number, _) => rest,
                _ if last.is_light() => rest,
                _ => break,
            };
        }
        !before.last().is_some_and(|c| match c.piece {
            Piece::Noun(_) => !place(c),
            Piece::Close | Piece::Delegation | Piece::Companion => true,
            _ => c
                .entry
                .is_some_and(|e| self.lexicon.is(e, self.classes.motion)),
        })
    }

    /// Whether a chunk is a "from" that a range begins with: not "out of".
    fn begins_range(&self, at: usize) -> bool {
        self.before
            .get(at)
            .filter(|c| matches!(c.piece, Piece::Prep(PrepRole::From)))
            .and_then(|c| self.lexicon.entry(c.entry?).sense(self.classes.prep))
            .is_some_and(|s| s.attr("range").is_some())
    }

    fn at_start(&self) -> bool {
        self.before
            .iter()
            .rev()
            .find(|c| !c.is_light())
            .is_none_or(|c| {
                matches!(
                    c.piece,
                    Piece::Comma
                        | Piece::Colon
                        | Piece::Link(_)
                        | Piece::And
                        | Piece::Then
                        | Piece::Quote
                        | Piece::Dash
                )
            })
    }
}

/// The part of an entry among its neighbours.
fn part(e: EntryId, around: &Around<'_>) -> Piece {
    let (lexicon, k) = (around.lexicon, around.classes);
    let entry = lexicon.entry(e);
    let has = |c: ClassId| entry.sense(c);
    if let Some(s) = has(k.trigger) {
        let prep = has(k.prep).is_some();
        let follows_noun = around.before.last().is_some_and(|c| {
            matches!(c.piece, Piece::Classifier | Piece::Prep(_))
                || matches!(
                    c.piece,
                    Piece::Verb(VerbKind::Light) | Piece::Word | Piece::Number
                )
        });
        let pos = s.attr("pos").unwrap_or("v");
        if prep {
            // "đến", "tới", "sang": a verb only where a subject or a link stands before it and a place or trigger after.
            let verb_like = !around.verb_seen
                && !around.ends_range()
                && (around.subject_before() || around.at_start())
                && !around.owner_before()
                && around
                    .next_noun(3)
                    .is_some_and(|n| matches!(n.head, Head::Place));
            if verb_like {
                return Piece::Trigger { noun: false };
            }
        } else if s.attr("way").is_some() && around.ends_range() {
            return Piece::Prep(PrepRole::To);
        } else {
            let noun = match pos {
                "n" => true,
                "nv" => follows_noun,
                _ => false,
            };
            return Piece::Trigger { noun };
        }
    }
    // "đề nghị được" is a wish, but "Đề nghị được A nêu" what A has said.
    let said_by = || {
        around.before.iter().all(Chunk::is_light)
            && matches!(around.after.first(), Some((Raw::Noun(_), _)))
    };
    if has(k.passive).is_some() && (has(k.cue).is_none() || said_by()) {
        return Piece::Passive;
    }
    // "thành phố Busan": the common noun adds nothing to the name.
    if has(k.place_noun).is_some()
        && let Some((Raw::Noun(n), _)) = around.after.first()
        && around.nouns.get(*n).is_some_and(|n| n.head == Head::Place)
    {
        return Piece::Transparent;
    }
    if has(k.pseudo).is_some() {
        return Piece::Transparent;
    }
    if has(k.members).is_some() && around.group_before() {
        return Piece::Members;
    }
    if let Some(l) = has(k.link).and_then(link_word) {
        if let Some(c) = has(k.cue).and_then(cue_kind)
            && !matches!(l, LinkWord::If)
        {
            return Piece::Cue(c);
        }
        // "hàng chục người chết": counted people, not someone just named.
        let counted = around
            .before
            .last()
            .is_some_and(|c| matches!(c.piece, Piece::Word | Piece::Number));
        // "đưa người sang nước khác": an object, and where it is brought.
        let brought = || {
            around
                .before
                .last()
                .is_some_and(|c| c.piece == Piece::Verb(VerbKind::Other))
                && around
                    .next_entry()
                    .is_some_and(|n| lexicon.is(n, k.trigger) && lexicon.is(n, k.prep))
        };
        if l == LinkWord::RelativePerson && (counted || brought()) {
            return Piece::Word;
        }
        return Piece::Link(l);
    }
    if has(k.companion).is_some() {
        return Piece::Companion;
    }
    if has(k.dist).is_some() {
        return Piece::Dist;
    }
    if has(k.recip).is_some() {
        return Piece::Recip;
    }
    if let Some(c) = has(k.cue).and_then(cue_kind) {
        return Piece::Cue(c);
    }
    if let Some(s) = has(k.prep)
        && let Some(role) = s.attr("role").and_then(PrepRole::parse)
    {
        let verb_next = around
            .next_entry()
            .is_some_and(|n| lexicon.is(n, k.trigger) || lexicon.is(n, k.verb));
        if role == PrepRole::With && has(k.adverb).is_some() && verb_next {
            return Piece::Transparent;
        }
        return Piece::Prep(role);
    }
    if let Some(s) = has(k.conj) {
        return match s.attr("kind") {
            Some("or") => Piece::Or,
            Some("but") => Piece::But,
            Some("then") => Piece::Then,
            _ => Piece::And,
        };
    }
    if has(k.delegation).is_some() {
        return Piece::Delegation;
    }
    if has(k.led_by).is_some() {
        return Piece::LedBy;
    }
    if let Some(s) = has(k.verb) {
        let transparent = has(k.transparent).is_some()
            && around
                .before
                .last()
                .is_some_and(|c| matches!(c.piece, Piece::Trigger { .. }));
        if transparent {
            return Piece::Transparent;
        }
        return Piece::Verb(match s.attr("kind") {
            Some("say") => VerbKind::Say,
            Some("light") => VerbKind::Light,
            Some("send") => VerbKind::Send,
            Some("leave") => VerbKind::Leave,
            _ => VerbKind::Other,
        });
    }
    if has(k.clf).is_some() {
        return Piece::Classifier;
    }
    if has(k.transparent).is_some() || has(k.adverb).is_some() {
        return Piece::Transparent;
    }
    if has(k.det).is_some_and(|s| s.attr("kind") == Some("this")) {
        return Piece::This;
    }
    Piece::Word
}

fn cue_kind(s: &Sense) -> Option<CueKind> {
    s.attr("cue").and_then(CueKind::parse)
}

fn link_word(s: &Sense) -> Option<LinkWord> {
    Some(match s.attr("kind")? {
        "when" => LinkWord::When,
        "after" => LinkWord::After,
        "before" => LinkWord::Before,
        "if" => LinkWord::If,
        "purpose" => LinkWord::Purpose,
        "because" => LinkWord::Because,
        "although" => LinkWord::Although,
        "say" => LinkWord::Say,
        "relative" if s.attr("person").is_some() => LinkWord::RelativePerson,
        "relative" => LinkWord::Relative,
        "without" => LinkWord::Without,
        _ => return None,
    })
}
