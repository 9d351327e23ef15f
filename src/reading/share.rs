//! What the tellings of one sentence lend each other.

use super::Reading;
use crate::discourse::EntityNo;
use crate::extraction::Status;
use crate::frame::RelationKind;
use crate::happening::Candidate;
use crate::time::Edtf;

/// A journey told in the sentence.
struct Journey {
    visitor: EntityNo,
    place: EntityNo,
    time: Option<Edtf>,
    status: Status,
}

impl Reading<'_, '_> {
    /// Within a sentence, a meeting on a journey is where the journey goes, and an invitation is to the visit told beside it.
    pub(super) fn share_places(&self, from: usize, out: &mut [Candidate]) {
        let kind = |c: &Candidate| self.extractor.frames.kind(&c.kind);
        let journeys: Vec<Journey> = out[from..]
            .iter()
            .filter(|c| kind(c).is_some_and(|k| k.journey))
            .filter_map(|c| {
                Some(Journey {
                    visitor: c.participants.first()?.entity,
                    place: c.place?,
                    time: c.time,
                    status: c.status,
                })
            })
            .collect();
        for c in &mut out[from..] {
            let Some(kind) = kind(c) else { continue };
            let Some(journey) = journeys.iter().find(|j| goes(j, c, kind)) else {
                continue;
            };
            if kind.invites {
                c.place = c.place.or(Some(journey.place));
                c.time = c.time.or(journey.time);
            } else if kind.gathers && c.place.is_none() && c.status == journey.status {
                c.place = Some(journey.place);
                c.place_distance = 2;
            }
        }
    }
}

/// Whether the one who journeys takes part: in what gathers in any way, else as the one it is to.
fn goes(journey: &Journey, c: &Candidate, kind: &RelationKind) -> bool {
    let called = |role: &str| kind.ends.as_ref().is_some_and(|[_, to]| &**to == role);
    c.participants
        .iter()
        .any(|p| p.entity == journey.visitor && (kind.gathers || called(&p.role)))
}
