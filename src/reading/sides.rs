//! Who takes part in what a frame tells, by sides, and whether they can.

use super::Reading;
use crate::clause::{Piece, PrepRole};
use crate::discourse::EntityNo;
use crate::extraction::Kind;
use crate::frame::{Arg, Filled, Frame, Mark, OR_SUBJECT, RelationKind};
use crate::gazetteer::EntityIx;
use crate::happening::{Candidate, LOOK_BACK, Participation, People};
use crate::lexicon::Sense;
use crate::phrase::Head;
use crate::time::Edtf;
use jiff::civil::Date;

/// Rows of places that are parts of the world.
const REGION: &str = "region";
/// How people of the country spoken of are a side ("với quan chức nước này").
const THEIR_PEOPLE: &str = "people of the country spoken of";

/// Those who act and those acted on.
pub(super) struct Sides {
    left: Vec<Participation>,
    right: Vec<Participation>,
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

    fn has(&self, e: EntityNo) -> bool {
        self.all().any(|p| p.entity == e)
    }

    /// Those who act.
    pub(super) fn left(&self) -> &[Participation] {
        &self.left
    }

    /// Those acted on.
    pub(super) fn right(&self) -> &[Participation] {
        &self.right
    }

    /// Who takes part in each relation: all in one, or one each of the other side, or of those who act "lần lượt".
    pub(super) fn sets(self, in_turn: bool, each: bool) -> Vec<Vec<Participation>> {
        let Sides { left, right, .. } = self;
        if in_turn && left.len() > 1 && right.len() == 1 {
            // "A và B lần lượt tiếp C".
            left.into_iter()
                .map(|l| right.iter().cloned().chain([l]).collect())
                .collect()
        } else if (in_turn || each) && right.len() > 1 && !left.is_empty() {
            right
                .into_iter()
                .map(|r| left.iter().cloned().chain([r]).collect())
                .collect()
        } else {
            vec![left.into_iter().chain(right).collect()]
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
        for a in &f.args {
            if resolved && a.how == OR_SUBJECT {
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
            if let Some(country) = self.sender_of(a.noun).filter(|_| envoy) {
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
                    return None;
                }
                if !self.may_take_part(e, a, envoy, f, frame) {
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
                let people = if state && (noun.of_states || a.delegation && officers()) {
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
                    basis: a.how,
                    people,
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
            });
        }
        if f.agreed {
            self.states_for_leaders(&mut sides);
        }
        self.not_with_own_state(&mut sides);
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
        let state = |e: EntityNo| {
            let gazetteer = &self.extractor.gazetteer;
            let entity = self.entities.get(e);
            match entity.kind {
                Kind::Person => self.country_of(e).and_then(|c| gazetteer.find(c)),
                _ => self.state_of(e),
            }
        };
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
            }));
        (last.place, last.time)
    }

    /// "Tổng thống nước X và Thủ tướng nước Y nhất trí nối lại đàm phán": their states will talk.
    fn states_for_leaders(&mut self, sides: &mut Sides) {
        if sides.left.len() < 2 || !sides.right.is_empty() || !self.of_different_states(&sides.left)
        {
            return;
        }
        let gazetteer = &self.extractor.gazetteer;
        for p in &mut sides.left {
            let state = self.country_of(p.entity).and_then(|c| gazetteer.find(c));
            if let Some(ix) = state {
                p.entity = self.entities.of_row(ix, gazetteer);
            }
        }
    }

    /// "Trung Quốc nói Chủ tịch Tập Cận Bình sẽ họp", "gặp Thủ tướng và Chủ tịch Quốc hội K": nobody meets the state whose office he
    /// holds, and it is no party beside him; the state falls away.
    fn not_with_own_state(&self, sides: &mut Sides) {
        let all: Vec<EntityNo> = sides.all().map(|p| p.entity).collect();
        let alone = |p: &Participation| !all.iter().any(|o| self.holds_office_in(*o, p.entity));
        sides.left.retain(alone);
        sides.right.retain(alone);
    }

    /// The word for a delegation that stands before a noun.
    fn delegation_of(&self, i: usize, noun: usize) -> Option<&Sense> {
        let x = self.extractor;
        let chunks = &self.row(i).chunks;
        let start = self.nouns[noun].tokens.start;
        let before = chunks[..chunks.partition_point(|c| c.tokens.end <= start)]
            .iter()
            .rev()
            .find(|c| c.piece != Piece::Prep(PrepRole::Of));
        x.lexicon.entry(before?.entry?).sense(x.classes.delegation)
    }

    /// The row of the state whose government bears the name of who leads it ("chính quyền Tổng thống A"), or whose people he
    /// speaks of ("A nói phái đoàn nước này").
    fn people_of(
        &self,
        i: usize,
        a: &Arg,
        kind: &RelationKind,
        person: EntityNo,
    ) -> Option<EntityIx> {
        if self.entities.get(person).kind != Kind::Person || kind.journey {
            return None;
        }
        let x = self.extractor;
        let spoken_of = a.delegation && a.how == "shared subject";
        let governed = || {
            let word = self.delegation_of(i, a.noun);
            word.is_some_and(|s| s.attr("of") == Some("state"))
        };
        let state = (spoken_of || governed()).then(|| self.country_of(person))??;
        x.gazetteer.find(state)
    }

    /// "Tổng thống nước X nói sẵn sàng đàm phán với Mỹ", "hủy đàm phán với Mỹ": talks that are wished or denied are those of the
    /// state in which who speaks holds an office.
    pub(super) fn state_for_speaker(&mut self, sides: &mut Sides) {
        let (speaker, others) = match (&mut sides.left[..], &mut sides.right[..]) {
            ([speaker], others) => (speaker, &*others),
            ([], [speaker, others @ ..]) => (speaker, &*others),
            _ => return,
        };
        let kind = |e: EntityNo| self.entities.get(e).kind;
        let with_states = !others.is_empty()
            && others.iter().all(|p| kind(p.entity) == Kind::Country)
            && kind(speaker.entity) == Kind::Person;
        if !with_states {
            return;
        }
        let gazetteer = &self.extractor.gazetteer;
        if let Some(ix) = self
            .country_of(speaker.entity)
            .and_then(|c| gazetteer.find(c))
        {
            let state = self.entities.of_row(ix, gazetteer);
            let other = others.iter().all(|p| p.entity != state);
            if other && self.holds_office_in(speaker.entity, state) {
                speaker.entity = state;
            }
        }
    }

    /// "thượng đỉnh A - B": those who led the two on that day, where the text names both and the sides are states only.
    pub(super) fn leaders_for_states(&self, day: Date, sides: &mut Sides) {
        let both = || sides.left.iter().chain(&sides.right);
        let leaders: Option<Vec<_>> = both().map(|p| self.leader_named(p.entity, day)).collect();
        let Some(leaders) = leaders.filter(|l| l.len() > 1) else {
            return;
        };
        let both = sides.left.iter_mut().chain(&mut sides.right);
        for (p, leader) in both.zip(leaders) {
            p.entity = leader;
            p.people = People::Any;
        }
    }

    /// The person of the document who leads a state on a day, where just one is named.
    fn leader_named(&self, state: EntityNo, day: Date) -> Option<EntityNo> {
        let s = self.entities.get(state);
        if s.kind != Kind::Country {
            return None;
        }
        let gazetteer = &self.extractor.gazetteer;
        let id = &*gazetteer.entity(s.known?).id;
        let holders = gazetteer.holders_where(id, day, |office| office.rank == 1);
        let mut named = holders.into_iter().filter_map(|t| {
            let e = self.entities.find_row(gazetteer.tenure(t).person)?;
            (!self.entities.get(e).surfaces.is_empty()).then_some(e)
        });
        let leader = named.next()?;
        named.all(|e| e == leader).then_some(leader)
    }

    /// Whether a person holds an office of a state, by the document or on its day by the tables.
    fn holds_office_in(&self, person: EntityNo, state: EntityNo) -> bool {
        let gazetteer = &self.extractor.gazetteer;
        let (p, s) = (self.entities.get(person), self.entities.get(state));
        let Some(state) = s.known.filter(|_| s.kind == Kind::Country) else {
            return false;
        };
        let state = &*gazetteer.entity(state).id;
        let given = || {
            p.offices
                .iter()
                .any(|o| !o.former && o.polity.as_deref() == Some(state))
        };
        let held = || {
            p.known.is_some_and(|ix| {
                let mut held = gazetteer.held_in(ix, state);
                held.any(|(t, _)| self.day.is_none_or(|d| t.covers(d)))
            })
        };
        p.kind == Kind::Person && (given() || held())
    }

    /// Whether the frame takes such a party on that side.
    fn may_take_part(&self, e: EntityNo, a: &Arg, envoy: bool, f: &Filled, frame: &Frame) -> bool {
        let own = if f.noun {
            frame.noun_parties
        } else {
            frame.parties
        };
        let takes = frame.object_parties.filter(|_| a.side != 0).unwrap_or(own);
        let e = self.entities.get(e);
        let gazetteer = &self.extractor.gazetteer;
        let noun = &self.nouns[a.noun];
        // "Thứ trưởng Ngoại giao hai nước": the states stand for officers whom nobody knows.
        let officers = noun.of_states && frame.object.is_some();
        match e.kind {
            Kind::Person => true,
            _ if a.delegation || envoy || officers || noun.head == Head::Pair => true,
            // "tiếp đại sứ các nước X, Y, Z", "quan chức X và khối Y": whose envoy nobody knows.
            Kind::Country | Kind::Organization if !noun.more.is_empty() => true,
            Kind::Organization => takes.organization,
            // Of towns only one that speaks for its state.
            Kind::City => {
                takes.country
                    && e.known.is_none_or(|ix| {
                        gazetteer
                            .speaks_for(ix)
                            .is_some_and(|s| self.extractor.home.as_deref() != Some(s))
                    })
            }
            // Of provinces, rivers and places of a name none acts; a part of the world does as its states, a palace for its own.
            Kind::Place => {
                takes.country
                    && e.known.is_some_and(|ix| {
                        let region = &*gazetteer.entity(ix).subkind == REGION;
                        region || gazetteer.speaks_for(ix).is_some()
                    })
            }
            _ => takes.country,
        }
    }

    /// Whether those named are one side of what needs two.
    pub(super) fn one_end_only(
        &self,
        f: &Filled,
        frame: &Frame,
        kind: &RelationKind,
        sides: &Sides,
    ) -> bool {
        // "thông điệp của A và B": a letter or an invitation has two ends.
        let between = frame
            .noun
            .iter()
            .any(|(m, _)| *m == Mark::Prep(PrepRole::Between));
        let ends = frame.each && !(between && f.noun);
        // "A và B đón đoàn công tác": two hosts have not met each other, whoever their guest is.
        let apart = frame.object.is_some() && frame.object != frame.subject && !between;
        // "A và B làm việc với năm doanh nghiệp": so here, where those who act are not all.
        let apart = apart || !frame.group && !f.noun && kind.gathers;
        let one = sides.left.is_empty() || sides.right.is_empty();
        let many = sides.all().count() > 1;
        // "Gặp lại A và B trong một vở kịch", "đặc phái viên gặp lãnh đạo hai đảng": those met have not met each other.
        let bare = |p: &Participation| p.basis == Mark::Bare.as_str();
        let pair = |a: &Arg| self.nouns[a.noun].head == Head::Pair;
        let met = !f.noun && sides.left.is_empty() && sides.right.iter().all(bare);
        let apart = apart || met && !f.args.iter().any(pair);
        one && (!f.definite && (ends || apart && many) || f.unnamed && many)
    }

    /// "Chủ tịch Cuba nói không có đàm phán với Mỹ": the one who speaks stands for the country, but for what only persons do
    /// ("nói không gặp phía Mỹ"). False where nobody is left to be the other side.
    pub(super) fn speaks_for(&mut self, f: &Filled, frame: &Frame, sides: &mut Sides) -> bool {
        let gazetteer = &self.extractor.gazetteer;
        let kind = self.extractor.frames.kind(&frame.kind);
        let takes = if f.noun {
            frame.noun_parties
        } else {
            frame.parties
        };
        let countries = !sides.right.is_empty()
            && sides
                .right
                .iter()
                .all(|p| self.entities.get(p.entity).kind == Kind::Country);
        // Who meets people of a country is there himself.
        let people = |p: &Participation| p.basis == THEIR_PEOPLE;
        if !countries
            || sides.right.iter().any(people)
            || frame.subject.as_deref() != kind.and_then(RelationKind::neutral)
        {
            return true;
        }
        for p in &mut sides.left {
            if p.basis != "shared subject" || !takes.country {
                continue;
            }
            let country = self.entities.get(p.entity).known.and_then(|ix| {
                let id = gazetteer.entity(ix).country.as_deref()?;
                gazetteer.find(id)
            });
            if let Some(ix) = country {
                p.entity = self.entities.of_row(ix, gazetteer);
            }
        }
        let twice = |p: &Participation| sides.right.iter().any(|q| p.entity == q.entity);
        !sides.left.iter().any(twice)
    }

    /// Whether a journey has a place, or refers to one that has; who is at home there is no visitor.
    pub(super) fn goes_somewhere(
        &self,
        i: usize,
        f: &Filled,
        kind: &RelationKind,
        place: Option<(EntityNo, u8)>,
        sides: &mut Sides,
    ) -> bool {
        if f.invited {
            return false;
        }
        let Some((place, _)) = place else {
            return f.definite || f.noun;
        };
        if self.obscure(place) && sides.left.iter().all(|p| self.obscure(p.entity)) {
            return false;
        }
        let role = kind.roles.first().map(|r| &**r);
        self.visitors_only(i, f, place, role, &mut sides.left);
        true
    }
}
