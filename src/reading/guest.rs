//! Who is on a journey, or is received: whom a pronoun means that travels on or is met.

use super::Reading;
use crate::clause::{Chunk, Piece};
use crate::discourse::{EntityNo, State};
use crate::extraction::Kind;
use crate::frame::RelationKind;
use crate::happening::Candidate;

impl Reading<'_, '_> {
    /// "A tiếp B. Sau đó, ông bay sang K", "Thủ tướng C cũng hội kiến với ông": the one who has come, where the pronoun is who goes
    /// on, and whom he met was spoken of last, or where it is whom another meets. What he once did is told of either.
    pub(super) fn guest_meant(&self, i: usize, noun: usize, state: &State) -> Option<EntityNo> {
        let guest = state.guest?;
        let (clause, chunk) = self.clause_of(i, noun)?;
        let row = self.row(i);
        let clause = row.clauses.get(clause)?;
        let goes = clause.subject? == chunk;
        if goes && !state.subject.is_some_and(|s| state.hosts.contains(&s)) {
            return None;
        }
        let x = self.extractor;
        let does = |c: &Chunk| {
            let frame = x.frames.of_trigger(c, &x.lexicon, &x.classes);
            let kind = frame.and_then(|f| x.frames.kind_of(f));
            c.piece == (Piece::Trigger { noun: false })
                && kind.is_some_and(|k| if goes { k.journey } else { k.gathers })
        };
        let once = |c: &Chunk| self.says(c, "once");
        let chunks = row.chunks.get(clause.chunks.clone())?;
        (chunks.iter().any(does) && !chunks.iter().any(once)).then_some(guest)
    }

    /// Remembers who goes or is received by what has been told; a meeting of others is another matter.
    pub(super) fn note_guest(&self, kind: &RelationKind, told: &[Candidate], state: &mut State) {
        let person = |e: EntityNo| self.entities.get(e).kind == Kind::Person;
        for c in told {
            let people = || c.participants.iter().filter(|p| person(p.entity));
            if kind.journey {
                if let [one] = &*c.participants
                    && person(one.entity)
                    && state.guest != Some(one.entity)
                {
                    state.guest = Some(one.entity);
                    state.hosts.clear();
                }
            } else if kind.gathers && people().count() > 1 {
                let stays = state.guest.filter(|g| people().any(|p| p.entity == *g));
                let comes = || people().find(|p| kind.comes.as_deref() == Some(&*p.role));
                state.guest = stays.or_else(|| comes().map(|p| p.entity));
                let others = people().map(|p| p.entity);
                state.hosts = others.filter(|e| state.guest != Some(*e)).collect();
            }
        }
    }
}
