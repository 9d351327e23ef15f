//! Invitations that are accepted: the journey lies ahead.

use super::Reading;
use super::sides::Sides;
use crate::clause::CueKind;
use crate::extraction::{Kind, Status};
use crate::frame::{Filled, Frame, RelationKind};
use crate::happening::{Candidate, Participation};

/// So many sentences behind an invitation it is accepted.
const NEXT: usize = 2;

impl Reading<'_, '_> {
    /// "A mời B thăm K. B vui vẻ nhận lời": the journey, where the clause names the one invited alone, who has agreed to it; "A sẽ mời
    /// B. B (nước của B) đã chấp nhận": that he has been invited.
    pub(super) fn accepted(
        &self,
        f: &Filled,
        frame: &Frame,
        kind: &RelationKind,
        sides: &Sides,
        told: &[Candidate],
    ) -> Vec<Candidate> {
        let frames = &self.extractor.frames;
        let agreed = f.cues.iter().any(|(k, _)| *k == CueKind::Agree);
        let settled = |k: CueKind| matches!(k, CueKind::Agree | CueKind::Past);
        if !kind.invites
            || !frames.gets(frame)
            || !agreed
            || !f.cues.iter().all(|(k, _)| settled(*k))
        {
            return Vec::new();
        }
        let mut here = sides.all();
        let Some(guest) = here.next().filter(|_| here.next().is_none()) else {
            return Vec::new();
        };
        let Some(invitation) = self.invitation_of(f, kind, guest, told) else {
            return Vec::new();
        };
        let of_state = self.entities.get(guest.entity).kind == Kind::Country;
        let here = Candidate {
            reason: None,
            marked: true,
            pictured: false,
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
        };
        let made = (invitation.status != Status::Occurred).then(|| Candidate {
            status: Status::Occurred,
            ..here.clone()
        });
        let journey = frames.kinds().iter().find(|k| k.journey);
        let journey = journey.filter(|_| invitation.place.is_some() && !of_state);
        let journey = journey.and_then(|journey| {
            let role = journey.roles.first()?.clone();
            let visitor = Participation {
                role,
                ..guest.clone()
            };
            Some(Candidate {
                kind: journey.id.clone(),
                participants: vec![visitor],
                status: Status::Planned,
                ..here
            })
        });
        made.into_iter().chain(journey).collect()
    }

    /// The invitation told right before to one who takes it up, or to one of the state that does.
    fn invitation_of<'c>(
        &self,
        f: &Filled,
        kind: &RelationKind,
        guest: &Participation,
        told: &'c [Candidate],
    ) -> Option<&'c Candidate> {
        let mut near = told
            .iter()
            .rev()
            .take_while(|c| c.sentence + NEXT >= f.sentence);
        let state = self.entities.get(guest.entity);
        let state = state.known.filter(|_| state.kind == Kind::Country);
        let invited = |p: &Participation| {
            let his = || state.is_some() && self.state_for(p.entity) == state;
            p.role == guest.role && (p.entity == guest.entity || his())
        };
        let like = |c: &&Candidate| {
            let named = c.participants.iter().any(invited);
            c.kind == kind.id && c.status != Status::Negated && named
        };
        near.find(like)
    }
}
