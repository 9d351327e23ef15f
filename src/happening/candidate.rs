//! What one frame tells, with its participants resolved: that of which happenings are made.

use super::life::ToldOn;
use crate::clause::CueKind;
use crate::discourse::EntityNo;
use crate::extraction::{Status, Words};
use crate::frame::RelationKind;
use crate::time::Edtf;
use std::ops::Range;

/// One side of a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Participation {
    pub(crate) entity: EntityNo,
    pub(crate) role: Words,
    /// Tokens that name it here.
    pub(crate) tokens: Range<usize>,
    /// `stated`, or how it was concluded.
    pub(crate) basis: &'static str,
    /// Of a state: which persons of it are meant.
    pub(crate) people: People,
    /// Of a person: the state or body whose delegation he leads.
    pub(crate) leads: Option<EntityNo>,
}

/// Who of a state takes part where it is named for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum People {
    #[default]
    Any,
    /// Officers or envoys, and not who leads it ("quan chức hai nước").
    Officers,
    /// Who leads it ("thượng đỉnh A - B").
    Leaders,
}

/// Who reports a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Teller {
    pub(crate) entity: Option<EntityNo>,
    pub(crate) tokens: Range<usize>,
}

/// A time that is no day of the calendar for want of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Undated {
    /// A month, and the day in it.
    Day(i8, Option<i8>),
    YearsBack(i32),
    /// The year of the text, and the month in it.
    ThisYear(Option<i8>),
}

/// What one frame tells, its participants resolved.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) kind: Words,
    pub(crate) participants: Vec<Participation>,
    pub(crate) place: Option<EntityNo>,
    pub(crate) time: Option<Edtf>,
    /// How near the time stands: 0 in the trigger's phrase.
    pub(crate) time_distance: u8,
    /// Where no year is known, the month and day that are told, or how many years ago it was.
    pub(crate) undated: Option<Undated>,
    pub(crate) place_distance: u8,
    pub(crate) status: Status,
    pub(crate) reason: Option<&'static str>,
    /// Whether a cue or a date said the status.
    pub(crate) marked: bool,
    /// Told by a picture of those who took part.
    pub(crate) pictured: bool,
    /// Told in a headline.
    pub(crate) headline: bool,
    /// Denied only as yet ("chưa gặp").
    pub(crate) not_yet: bool,
    /// When it was told or decided on.
    pub(crate) told_on: ToldOn,
    /// Held only by default: an event noun or a headline of which no word, date or phrase says whether it came about.
    pub(crate) assumed: bool,
    /// Of several events, or of talks in the plural.
    pub(crate) several: bool,
    /// Of each with each ("các cuộc gặp song phương với B và C").
    pub(crate) each: bool,
    /// One of a frame's pairs of which no word says that they were apart ("điện đàm với lãnh đạo nước X và nước Y").
    pub(crate) paired: bool,
    pub(crate) occasion: Option<EntityNo>,
    /// How often, and whether an ordinal says so.
    pub(crate) count: Option<(u32, bool)>,
    pub(crate) teller: Option<Teller>,
    /// Refers to something told before.
    pub(crate) definite: bool,
    /// One among others ("một cuộc họp"): no further telling of one told before.
    pub(crate) fresh: bool,
    /// Whom a reference without its own participants means where nothing was told before.
    pub(crate) fallback: Vec<EntityNo>,
    /// Whether these are one and whom he spoke to there.
    pub(crate) spoken_to: bool,
    /// Told of as over ("sau cuộc gặp").
    pub(crate) over: bool,
    /// "gặp lại": another one than before.
    pub(crate) again: bool,
    /// "từng thăm K": one of some earlier time.
    pub(crate) once: bool,
    /// Of an inviting: told by who takes it up ("theo lời mời của B").
    pub(crate) taken_up: bool,
    pub(crate) sentence: usize,
    pub(crate) trigger: Range<usize>,
    pub(crate) rule: String,
    pub(crate) cues: Vec<(&'static str, Range<usize>)>,
}

impl Candidate {
    /// "trước cuộc gặp": whether it is put ahead only by what comes before it, which says as little of one that has been held since.
    pub(super) fn only_before(&self) -> bool {
        let ahead = CueKind::Ahead.as_str();
        let before = self.cues.iter().all(|(k, _)| *k == ahead);
        self.status == Status::Planned && before && !self.cues.is_empty()
    }

    /// "A hôm nay gặp B tại K": whether the body tells it as a deed of some day or place.
    pub(super) fn done(&self) -> bool {
        let dated = self.time.is_some() || self.undated.is_some() || self.place.is_some();
        let told = !self.assumed && !self.headline && !self.definite;
        self.status == Status::Occurred && told && dated
    }

    /// The two spoken of take part in whatever way the kind has.
    pub(super) fn both_spoken_of(&mut self, kind: Option<&RelationKind>) {
        let role = kind.and_then(|k| k.roles.first().cloned());
        for e in self.fallback.clone() {
            if !self.participants.iter().any(|p| p.entity == e) {
                self.participants.push(Participation {
                    entity: e,
                    role: role.clone().unwrap_or_default(),
                    tokens: NOWHERE,
                    basis: "the two spoken of",
                    people: People::Any,
                    leads: None,
                });
            }
        }
    }
}

/// The tokens of one whom no words name.
pub(super) const NOWHERE: Range<usize> = 0..0;
