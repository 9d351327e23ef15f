//! A trigger with what was found around it.

use crate::clause::CueKind;
use crate::extraction::Words;
use std::ops::Range;

/// One side of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arg {
    pub(crate) role: Words,
    /// Index of the noun phrase.
    pub(crate) noun: usize,
    /// How it is marked: `subject`, `agent`, `bare`, `with` …
    pub(crate) how: &'static str,
    /// Stands for people of a place who are not named ("phái đoàn Nga").
    pub(crate) delegation: bool,
    /// Which side it belongs to (0 the acting one, 1 the other).
    pub(crate) side: u8,
}

impl Arg {
    /// One who is named himself, on the acting side.
    pub(super) fn acting(role: &Words, noun: usize, how: &'static str) -> Arg {
        Arg {
            role: role.clone(),
            noun,
            how,
            delegation: false,
            side: 0,
        }
    }
}

/// Marks sides that count only where those named beside the trigger stay unresolved.
pub(crate) const OR_SUBJECT: &str = "subject instead";
/// Marks those who chair an event together: they count for the states and bodies of theirs that it is said to be of.
pub(crate) const CHAIR: &str = "chair";
/// Marks who stands beside the subject of what comes after the event: where they are of different states they met.
pub(crate) const WITH_SUBJECT: &str = "beside the subject";

/// Marks who receives where he stands behind the verb that says who is there ("Tiếp đoàn có ông A").
pub(crate) const SUBJECT_BEHIND: &str = "subject behind";

/// A place or time with how near it stands: 0 in the trigger's own phrase, 1 in its clause, 2 and more further up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Adjunct {
    /// Index of the noun phrase or time expression.
    pub(crate) index: usize,
    pub(crate) distance: u8,
}

/// A candidate that was looked at and not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) noun: usize,
    pub(crate) why: &'static str,
}

/// A trigger with what was found around it.
#[derive(Clone, Debug)]
pub(crate) struct Filled {
    /// Index into the frames.
    pub(crate) frame: usize,
    pub(crate) sentence: usize,
    /// Tokens of the trigger.
    pub(crate) trigger: Range<usize>,
    pub(crate) noun: bool,
    pub(crate) args: Vec<Arg>,
    pub(crate) places: Vec<Adjunct>,
    pub(crate) times: Vec<Adjunct>,
    pub(crate) occasions: Vec<usize>,
    pub(crate) cues: Vec<(CueKind, Range<usize>)>,
    /// Refers to an event told before: "cuộc gặp này", "trong cuộc gặp".
    pub(crate) definite: bool,
    /// Says so with a word: "cuộc gặp này".
    pub(crate) definite_this: bool,
    /// The noun of a group that says how many the sides are: "đàm phán ba bên".
    pub(crate) counted: Option<usize>,
    /// Asks for something else than a coming: "mời ngài kiểm tra".
    pub(crate) void: bool,
    /// One among others: "một cuộc họp".
    pub(crate) indefinite: bool,
    /// Stands after a preposition of place or time, so its coming about is taken for granted.
    pub(crate) presupposed: bool,
    /// Another one than before: "gặp lại".
    pub(crate) again: bool,
    /// Several events, or talks in the plural ("các cuộc đàm phán").
    pub(crate) several: bool,
    /// Each of the other side apart: "lần lượt gặp", "các cuộc gặp với".
    pub(crate) each: bool,
    /// Held by those who lead the states that are named ("thượng đỉnh A - B").
    pub(crate) summit: bool,
    /// A talk that may as well have been by telephone ("cuộc trao đổi").
    pub(crate) voices: bool,
    /// With a place or day of its own, and nobody named but who speaks at it: he may be with his own people alone.
    pub(crate) alone: bool,
    /// Told of a journey that stands before it ("Chuyến thăm diễn ra theo lời mời của B").
    pub(crate) of_journey: bool,
    /// Governed by an invitation: what is invited to has not come about by it.
    pub(crate) invited: bool,
    /// The other side is told of by words that name nobody: "cuộc họp với các tướng lĩnh".
    pub(crate) unnamed: bool,
    /// Talks of states: who agrees on them or wishes them speaks for his own ("A nói sẵn sàng đàm phán với Mỹ").
    pub(crate) of_states: bool,
    /// Talks of states that were agreed on ("A và B nhất trí nối lại đàm phán").
    pub(crate) agreed: bool,
    /// Goes to the country spoken of ("thăm nước này").
    pub(crate) to_that_state: bool,
    /// The role of the country spoken of as the other side ("đàm phán với nước này"), and whether people of it are meant.
    pub(crate) with_that_state: Option<(Words, bool)>,
    /// The role of the delegation told of before, and whether it acts ("tiếp đoàn", "đoàn đã chào xã giao A").
    pub(crate) that_delegation: Option<(Words, bool)>,
    /// Whom the only one who acts is told to have spoken to there.
    pub(crate) spoken_to: Option<usize>,
    pub(crate) refused: Vec<Refused>,
}
