//! Who takes part in what a frame tells, by sides.

use super::Reading;
use crate::clause::CueKind;
use crate::discourse::EntityNo;
use crate::extraction::{Kind, Status};
use crate::few::Few;
use crate::frame::{
    CHAIR, Filled, Frame, Mark, OR_SUBJECT, RelationKind, SUBJECT_BEHIND, WITH_SUBJECT,
};
use crate::gazetteer::EntityIx;
use crate::happening::{Candidate, LOOK_BACK, Participation, People};
use crate::phrase::Head;
use crate::time::{Edtf, Grain};

/// How people of the country spoken of are a side ("với quan chức nước này").
pub(super) const THEIR_PEOPLE: &str = "people of the country spoken of";

/// Those who act and those acted on.
pub(super) struct Sides {
    /// Those who act.
    pub(super) left: Vec<Participation>,
    /// Those acted on.
    pub(super) right: Vec<Participation>,
    /// Whether somebody is spoken of who is not known.
    pub(super) unresolved: bool,
}

impl Sides {
    pub(super) fn all(&self) -> impl Iterator<Item = &Participation> {
        self.left.iter().chain(&self.right)
    }

    pub(super) fn all_mut(&mut self) -> impl Iterator<Item = &mut Participation> {
        self.left.iter_mut().chain(&mut self.right)
    }

    pub(super) fn has(&self, e: EntityNo) -> bool {
        self.all().any(|p| p.entity == e)
    }

    /// Who takes part in each relation, which takes so many at least: all in one, or one each of the other side, or of those who act
    /// "lần lượt".
    pub(super) fn sets(self, in_turn: bool, each: bool, least: usize) -> Few<Vec<Participation>> {
        let Sides {
            mut left, right, ..
        } = self;
        if in_turn && left.len() > 1 && right.len() + 1 == least {
            // "A và B lần lượt tiếp C"; "A và B thăm K", each by himself.
            left.into_iter()
                .map(|l| right.iter().cloned().chain([l]).collect())
                .collect()
        } else if (in_turn || each) && right.len() > 1 && !left.is_empty() {
            right
                .into_iter()
                .map(|r| left.iter().cloned().chain([r]).collect())
                .collect()
        } else if left.is_empty() {
            Few::One(right)
        } else {
            left.extend(right);
            Few::One(left)
        }
    }
}

impl Reading<'_, '_> {
    /// The sides of a frame; none where the press takes part in what is no interview then.
    pub(super) fn sides(
        &mut self,
        i: usize,
        f: &Filled,
        frame: &Frame,
        kind: &RelationKind,
    ) -> Option<Sides> {
        let mut sides = Sides {
            left: Vec::new(),
            right: Vec::new(),
            unresolved: false,
        };
        let resolved = f
            .args
            .iter()
            .any(|a| a.how != OR_SUBJECT && self.meant.get(a.noun).is_some_and(|m| !m.is_empty()));
        let chaired = self.chaired(f);
        for a in &f.args {
            if resolved && a.how == OR_SUBJECT || chaired.is_some_and(|c| c != (a.how == CHAIR)) {
                continue;
            }
            let noun = &self.nouns[a.noun];
            // "Trao đổi với chúng tôi, bà B nói": those who write are the other side.
            if frame.no_press && a.side == 1 && noun.first_person && noun.number != 1 {
                return None;
            }
            let mut found = self.meant.get(a.noun).cloned().unwrap_or_default();
            let envoy = found.is_empty()
                && a.how != OR_SUBJECT
                && !kind.journey
                && !self.in_other_words(i, a.noun);
            if envoy && let Some(state) = self.state_of_sender(a.noun) {
                found.push(self.entities.of_row(state, &self.extractor.gazetteer));
            } else if let Some(country) = self.sender_of(i, a.noun).filter(|_| envoy) {
                found.push(country);
            }
            let envoy = envoy && !found.is_empty();
            if found.is_empty() && (resolved || a.how == OR_SUBJECT) {
                sides.unresolved = true;
            }
            for e in found.iter().copied() {
                // "Tuổi Trẻ trò chuyện với ông A": an interview, and where the paper is no party there is no meeting either.
                if frame.no_press
                    && self.entities.get(e).kind == Kind::Organization
                    && self.is_press(e)
                {
                    // ("Hãng A cho biết cuộc gặp sẽ diễn ra ngày 5/1": it only tells of one.)
                    let if_so = f.cues.iter().any(|(k, _)| *k == CueKind::If);
                    if f.definite && !if_so && f.args.len() == 1 && a.how == "shared subject" {
                        continue;
                    }
                    return None;
                }
                let subject = matches!(a.how, "subject" | "shared subject");
                if !self.may_take_part(e, a, envoy, f, frame)
                    || subject && f.args.len() == 1 && self.only_speaks_of(e, f)
                {
                    continue;
                }
                // "Washington và Tehran đàm phán": the states.
                let e = match self.spoken_for(e).or_else(|| self.people_of(i, a, kind, e)) {
                    Some(state) => self.entities.of_row(state, &self.extractor.gazetteer),
                    None => e,
                };
                if sides.has(e) {
                    continue;
                }
                let side = if a.side == 0 {
                    &mut sides.left
                } else {
                    &mut sides.right
                };
                let state = self.entities.get(e).kind == Kind::Country;
                let officers = || {
                    let word = self.delegation_of(i, a.noun);
                    word.is_some_and(|s| s.attr("sent").is_some())
                };
                let sent = noun.their_people();
                let people = if state && sent {
                    People::Leaders
                } else if state && (noun.of_states || a.delegation && officers()) {
                    People::Officers
                } else if state && f.summit {
                    People::Leaders
                } else {
                    People::Any
                };
                side.push(Participation {
                    entity: e,
                    role: a.role.clone(),
                    tokens: noun.tokens.clone(),
                    basis: if sent { THEIR_PEOPLE } else { a.how },
                    people,
                    leads: self.delegation_led(i, a.noun),
                });
            }
        }
        if let Some((role, people)) = f.with_that_state.as_ref()
            && sides.right.is_empty()
            && let Some(entity) = self.state_spoken_of(i, f, &sides)
        {
            sides.right.push(Participation {
                entity,
                role: role.clone(),
                tokens: f.trigger.clone(),
                basis: if *people {
                    THEIR_PEOPLE
                } else {
                    "the country spoken of"
                },
                people: People::Any,
                leads: None,
            });
        }
        if let Some((role, acts)) = &f.that_delegation
            && let Some(entity) = self.delegation_told(i, &sides)
            && !sides.has(entity)
        {
            let side = if *acts {
                &mut sides.left
            } else {
                &mut sides.right
            };
            if side.is_empty() {
                side.push(Participation {
                    entity,
                    role: role.clone(),
                    tokens: f.trigger.clone(),
                    basis: "the delegation told of",
                    people: People::Any,
                    leads: None,
                });
            }
        }
        let state = |p: &Participation| self.entities.get(p.entity).kind == Kind::Country;
        if !self.of_different_states(&sides.left) && !sides.left.iter().all(state) {
            sides.left.retain(|p| p.basis != WITH_SUBJECT);
        }
        if f.agreed {
            self.states_for_leaders(f, &mut sides);
        }
        self.not_with_own_state(&mut sides);
        self.no_aides(i, &mut sides);
        self.all_counted(i, f, &mut sides).then_some(sides)
    }

    /// "đàm phán ba bên với B": the further state, where those that the sentence speaks of are just so many. False where some
    /// are known and others not.
    fn all_counted(&mut self, i: usize, f: &Filled, sides: &mut Sides) -> bool {
        let told = f.args.iter().find(|a| {
            let noun = &self.nouns[a.noun];
            noun.head == Head::Group && noun.number > 1 && a.how == Mark::Bare.as_str()
        });
        let meant = told
            .and_then(|a| self.meant.get(a.noun))
            .map_or(&[][..], |m| &m[..]);
        if meant.len() > 1 {
            // "A nói cuộc gặp hai bên có kết quả": they are all.
            if f.noun {
                sides.left.retain(|p| meant.contains(&p.entity));
            }
            return true;
        }
        let Some(group) = told.map(|a| a.noun).or(f.counted) else {
            return true;
        };
        let number = usize::from(self.nouns[group].number);
        if number < 3 {
            return true;
        }
        let known = sides.all().count();
        if known == 0 || known >= number {
            return true;
        }
        let state = |e: EntityNo| self.state_for(e);
        let all = self.parsed[i].nouns.clone().filter(|n| !self.placed(i, *n));
        // Each state with who stands for it first: where persons meet, it is he.
        let mut states: Vec<(EntityIx, EntityNo)> = Vec::new();
        for n in all {
            for e in &self.meant[n] {
                if let Some(s) = state(*e)
                    && !states.iter().any(|(t, _)| *t == s)
                {
                    states.push((s, *e));
                }
            }
        }
        let person = |e: EntityNo| self.entities.get(e).kind == Kind::Person;
        let persons = sides.all().all(|p| person(p.entity));
        let here: Vec<Option<EntityIx>> = sides.all().map(|p| state(p.entity)).collect();
        let more: Vec<(EntityIx, Option<EntityNo>)> = states
            .iter()
            .filter(|(s, _)| !here.contains(&Some(*s)))
            .map(|(s, e)| (*s, (persons && person(*e)).then_some(*e)))
            .collect();
        if states.len() != number || more.len() + known != number {
            return false;
        }
        let Some(role) = sides.all().next().map(|p| p.role.clone()) else {
            return true;
        };
        let tokens = self.nouns[group].tokens.clone();
        for (s, leader) in more {
            let gazetteer = &self.extractor.gazetteer;
            let entity = leader.unwrap_or_else(|| self.entities.of_row(s, gazetteer));
            sides.right.push(Participation {
                entity,
                role: role.clone(),
                tokens: tokens.clone(),
                basis: "one of so many",
                people: People::Any,
                leads: None,
            });
        }
        true
    }

    /// "Chuyến thăm diễn ra theo lời mời của B": who goes on the journey told of last is who was invited, to go where and when it
    /// goes.
    pub(super) fn visitor_invited(
        &self,
        f: &Filled,
        frame: &Frame,
        told: &[Candidate],
        sides: &mut Sides,
    ) -> (Option<EntityNo>, Option<Edtf>) {
        let frames = &self.extractor.frames;
        let journey = |c: &&Candidate| {
            frames.kind(&c.kind).is_some_and(|k| k.journey) && !c.participants.is_empty()
        };
        let last = told.iter().rev().take(LOOK_BACK).find(journey);
        let Some(last) = last.filter(|_| frames.gets(frame) && sides.left.is_empty()) else {
            return (None, None);
        };
        sides
            .left
            .extend(last.participants.iter().map(|p| Participation {
                entity: p.entity,
                role: frame.subject.clone().unwrap_or_default(),
                tokens: f.trigger.clone(),
                basis: "who goes on the journey",
                people: People::Any,
                leads: None,
            }));
        // ("A thăm K và M theo lời mời của B và C": each asks him home.)
        let beside = |c: &Candidate| c.sentence == last.sentence && c.place != last.place;
        let several = told
            .iter()
            .rev()
            .take(LOOK_BACK)
            .filter(journey)
            .any(beside);
        (last.place.filter(|_| !several), last.time)
    }

    /// "Lễ đón A diễn ra tại K sáng 5/1. B chủ trì lễ đón": who is welcomed at the rite told of last, where and when.
    pub(super) fn welcomed_before(
        &self,
        f: &Filled,
        told: &[Candidate],
        sides: &mut Sides,
    ) -> (Option<EntityNo>, Option<Edtf>) {
        /// So many sentences back at most.
        const BACK: usize = 2;
        let frame = self.extractor.frames.frame(f.frame);
        let rite = |tokens| self.begins_with(tokens, "ceremony");
        if f.noun || !sides.right.is_empty() || sides.left.is_empty() || !rite(&f.trigger) {
            return (None, None);
        }
        let near = |c: &&Candidate| c.sentence + BACK >= f.sentence;
        let mut near = told.iter().rev().take_while(near);
        let last = near.find(|c| c.participants.len() == 1 && rite(&c.trigger));
        let guest = last.and_then(|c| c.participants.first().zip(frame.object.clone()));
        let Some((guest, role)) = guest.filter(|(g, _)| !sides.has(g.entity)) else {
            return (None, None);
        };
        sides.right.push(Participation {
            entity: guest.entity,
            role,
            tokens: f.trigger.clone(),
            basis: "who is welcomed",
            people: People::Any,
            leads: None,
        });
        last.map_or((None, None), |c| (c.place, c.time))
    }

    /// "A thăm K. Tiếp đoàn có ông B": who came on the journey told right before is who is received there, and the day is that of the
    /// journey.
    pub(super) fn received_there(
        &self,
        f: &Filled,
        told: &[Candidate],
        sides: &mut Sides,
    ) -> Option<Edtf> {
        /// So many sentences back at most.
        const BACK: usize = 2;
        let frames = &self.extractor.frames;
        let journey = |c: &&Candidate| {
            frames.kind(&c.kind).is_some_and(|k| k.journey) && !c.participants.is_empty()
        };
        let last = told.iter().rev().take(LOOK_BACK).find(journey);
        let behind = f.args.iter().any(|a| a.how == SUBJECT_BEHIND);
        let near = |c: &&Candidate| c.sentence < f.sentence && c.sentence + BACK >= f.sentence;
        let last = last.filter(|c| behind && near(c) && c.status == Status::Occurred)?;
        let guest = last.participants.first()?;
        let role = self.extractor.frames.frame(f.frame).object.clone()?;
        let known = sides.has(guest.entity);
        match sides.right.as_mut_slice() {
            [] if f.that_delegation.is_some() && !known => {
                sides.right.push(Participation {
                    entity: guest.entity,
                    role,
                    tokens: f.trigger.clone(),
                    basis: "who goes on the journey",
                    people: People::Any,
                    leads: None,
                });
            }
            // "Tiếp đoàn tỉnh K có ông B": who leads it.
            [one] if guest.leads == Some(one.entity) => one.entity = guest.entity,
            [one] if one.entity == guest.entity => {}
            _ => return None,
        }
        last.time.filter(|t| t.grain() == Some(Grain::Day))
    }
}
