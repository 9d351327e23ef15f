//! What the cues around a trigger make of it: operators over polarity, certainty and phase, composed inside out.

use crate::clause::CueKind;
use crate::extraction::Status;

/// What a passage says of whether the event came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub(crate) status: Status,
    pub(crate) reason: Option<&'static str>,
    /// Whether a cue said so, not the lack of one.
    pub(crate) marked: bool,
}

/// Why something has not come about, as a relation's `reason` says it.
pub(crate) const REASONS: [&str; 9] = [
    "asked",
    "wished",
    "proposed",
    "rumoured",
    "conditional",
    "refused",
    "cancelled",
    "denied",
    "postponed",
];

/// Composes cues, the nearest to the trigger first ("bác tin đã hủy cuộc gặp": cancel, past, deny).
pub(crate) fn judge(cues: &[CueKind], presupposed: bool) -> Judgement {
    let mut j = Judgement {
        status: Status::Occurred,
        reason: None,
        marked: false,
    };
    // What is taken for granted is neither denied nor wished for ("bác tin sẽ nhượng bộ trong cuộc gặp sắp tới"); it may be yet
    // to come ("diễn ra trước cuộc gặp") or hang on something.
    let sets = |c: &CueKind| matches!(c, CueKind::Future | CueKind::If);
    let lies_ahead = presupposed && cues.iter().any(sets);
    for cue in cues {
        let counts = !presupposed
            || sets(cue) && j.status == Status::Occurred && !j.marked
            || if lies_ahead {
                *cue == CueKind::Past
            } else {
                // "sau cuộc gặp": it is over.
                matches!(cue, CueKind::Ahead | CueKind::Last)
            };
        if counts {
            j = apply(j, *cue);
        }
    }
    j
}

fn apply(j: Judgement, cue: CueKind) -> Judgement {
    let set = |status, reason| Judgement {
        status,
        reason,
        marked: true,
    };
    match (cue, j.status) {
        (CueKind::Past | CueKind::Last, Status::Occurred) => set(Status::Occurred, None),
        (CueKind::Past | CueKind::Last, _) => j,
        (CueKind::Future | CueKind::Agree, Status::Occurred | Status::Planned) => {
            set(Status::Planned, None)
        }
        (CueKind::Future, Status::Possible) => j,
        (CueKind::Agree, Status::Possible) => set(Status::Planned, None),
        (CueKind::Future | CueKind::Agree, _) => j,
        (CueKind::Possible, Status::Occurred | Status::Planned) => set(Status::Possible, None),
        (CueKind::Wish, Status::Occurred | Status::Planned) => {
            set(Status::Possible, Some("wished"))
        }
        (CueKind::Propose, Status::Occurred | Status::Planned) => {
            set(Status::Possible, Some("proposed"))
        }
        (CueKind::Ask, Status::Occurred | Status::Planned) => set(Status::Possible, Some("asked")),
        (CueKind::Rumour, Status::Occurred | Status::Planned) => {
            set(Status::Possible, Some("rumoured"))
        }
        (CueKind::If, Status::Occurred | Status::Planned) => {
            set(Status::Possible, Some("conditional"))
        }
        // "có thể không gặp".
        (CueKind::Possible, Status::Negated) if j.reason.is_none() => set(Status::Possible, None),
        // "có thể hoãn cuộc gặp", "dọa hủy cuộc gặp", "đề nghị hủy cuộc gặp": neither held nor called off.
        (
            CueKind::Possible | CueKind::Wish | CueKind::Propose | CueKind::Ask | CueKind::If,
            Status::Negated,
        ) if matches!(j.reason, Some("cancelled" | "postponed")) => set(Status::Possible, None),
        (
            CueKind::Possible
            | CueKind::Wish
            | CueKind::Propose
            | CueKind::Ask
            | CueKind::Rumour
            | CueKind::If,
            _,
        ) => j,
        (CueKind::Negation, Status::Negated) => match j.reason {
            // "không hủy cuộc gặp"
            Some("cancelled" | "postponed" | "refused") => set(Status::Planned, None),
            _ => j,
        },
        (CueKind::Negation, _) => set(Status::Negated, None),
        // "cuộc gặp có thể bị hoãn"
        (CueKind::Cancel | CueKind::Postpone, Status::Possible) if j.reason.is_none() => j,
        (CueKind::Cancel, Status::Negated) => j,
        (CueKind::Cancel, _) => set(Status::Negated, Some("cancelled")),
        (CueKind::Postpone, _) => set(Status::Negated, Some("postponed")),
        (CueKind::Refuse, _) => set(Status::Negated, Some("refused")),
        (CueKind::Deny, Status::Negated) => match j.reason {
            Some("cancelled" | "postponed" | "refused") => set(Status::Planned, None),
            _ => j,
        },
        (CueKind::Deny, _) => set(Status::Negated, Some("denied")),
        // Without a word of tense: a guess that anything surer overrules.
        (CueKind::Ahead, Status::Occurred) if !j.marked => Judgement {
            status: Status::Planned,
            ..j
        },
        (CueKind::Ahead, _) => j,
        (CueKind::Moved, Status::Negated) if j.reason == Some("postponed") => {
            set(Status::Planned, Some("postponed"))
        }
        (CueKind::Moved, _) => j,
        (CueKind::Almost, _) => set(Status::Negated, None),
    }
}

#[cfg(test)]
mod tests {
    use super::{CueKind, Status, judge};

    #[test]
    fn cues_compose_inside_out() {
        use CueKind::{Cancel, Deny, Future, Negation, Past, Possible, Wish};
        let s = |c: &[CueKind]| judge(c, false).status;
        assert_eq!(s(&[]), Status::Occurred);
        assert_eq!(s(&[Future]), Status::Planned);
        assert_eq!(s(&[Negation, Future]), Status::Negated);
        assert_eq!(s(&[Wish]), Status::Possible);
        assert_eq!(s(&[Wish, Negation]), Status::Negated);
        assert_eq!(s(&[Possible, Negation]), Status::Negated);
        // "bác tin đã hủy cuộc gặp"
        assert_eq!(s(&[Cancel, Past, Deny]), Status::Planned);
        assert_eq!(judge(&[Cancel, Past], false).reason, Some("cancelled"));
        // "có thể hoãn cuộc gặp"
        assert_eq!(s(&[CueKind::Postpone, Possible]), Status::Possible);
        assert_eq!(s(&[Possible, CueKind::Postpone]), Status::Possible);
        // "có thể không gặp", but "không có khả năng gặp"
        assert_eq!(s(&[Negation, Possible]), Status::Possible);
        // "hoãn cuộc gặp sang ngày 25/1"
        let moved = judge(&[CueKind::Postpone, CueKind::Moved], false);
        assert_eq!(moved.status, Status::Planned);
        assert_eq!(moved.reason, Some("postponed"));
        assert_eq!(s(&[CueKind::Moved]), Status::Occurred);
        // "trước cuộc gặp": a guess, which a word of tense confirms.
        let ahead = judge(&[CueKind::Ahead], true);
        assert_eq!((ahead.status, ahead.marked), (Status::Planned, false));
        assert!(judge(&[CueKind::Ahead, Future], false).marked);
        assert_eq!(judge(&[CueKind::Ask], false).reason, Some("asked"));
        // "bác tin sẽ nhượng bộ trong cuộc gặp sắp tới": only of what is said there.
        assert_eq!(judge(&[Future, Deny], true).status, Status::Planned);
        // "sau cuộc gặp", but "sẽ họp báo sau cuộc gặp".
        let after = judge(&[CueKind::Last], true);
        assert_eq!((after.status, after.marked), (Status::Occurred, true));
        assert_eq!(
            judge(&[CueKind::Last, Future], true).status,
            Status::Planned
        );
        // "trong cuộc gặp …": taken for granted
        assert_eq!(judge(&[Possible], true).status, Status::Occurred);
    }
}
