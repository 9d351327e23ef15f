//! Invitations that are accepted: the journey lies ahead.

use super::Reading;
use super::sides::Sides;
use crate::clause::CueKind;
use crate::extraction::Status;
use crate::frame::{Filled, Frame, RelationKind};
use crate::happening::{Candidate, Participation};

/// So many sentences behind an invitation it is accepted.
const NEXT: usize = 2;

impl Reading<'_, '_> {
    /// "A mời B thăm K. B vui vẻ nhận lời": the journey, where the clause names the one invited alone, who has agreed to it.
    pub(super) fn journey_accepted(
        &self,
        f: &Filled,
        frame: &Frame,
        kind: &RelationKind,
        sides: &Sides,
        told: &[Candidate],
    ) -> Option<Candidate> {
        let frames = &self.extractor.frames;
        let agreed = f.cues.iter().any(|(k, _)| *k == CueKind::Agree);
        let settled = |k: CueKind| matches!(k, CueKind::Agree | CueKind::Past);
        if !kind.invites
            || !frames.gets(frame)
            || !agreed
            || !f.cues.iter().all(|(k, _)| settled(*k))
        {
            return None;
        }
        let mut here = sides.all();
        let guest = here.next().filter(|_| here.next().is_none())?;
        let mut near = told
            .iter()
            .rev()
            .take_while(|c| c.sentence + NEXT >= f.sentence);
        let invited = |c: &&Candidate| {
            let same = |p: &Participation| p.entity == guest.entity && p.role == guest.role;
            c.kind == kind.id && c.status == Status::Occurred && c.participants.iter().any(same)
        };
        let invitation = near.find(invited).filter(|c| c.place.is_some())?;
        let journey = frames.kinds().iter().find(|k| k.journey)?;
        let role = journey.roles.first()?.clone();
        let visitor = Participation {
            role,
            ..guest.clone()
        };
        Some(Candidate {
            kind: journey.id.clone(),
            participants: vec![visitor],
            status: Status::Planned,
            reason: None,
            marked: true,
            headline: false,
            place_distance: 2,
            time_distance: 2,
            definite: false,
            occasion: None,
            count: None,
            sentence: f.sentence,
            trigger: f.trigger.clone(),
            rule: [&*frame.id, ".accepted"].concat(),
            cues: f
                .cues
                .iter()
                .map(|(k, t)| (k.as_str(), t.clone()))
                .collect(),
            ..invitation.clone()
        })
    }
}
