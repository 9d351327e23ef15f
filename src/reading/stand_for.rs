//! Who stands for whom among the sides: a person for the state or the state for its people.

use super::Reading;
use super::sides::{Sides, THEIR_PEOPLE};
use crate::clause::{Chunk, Piece, PrepRole, led_by};
use crate::discourse::{DocEntity, EntityNo, of_class};
use crate::extraction::Kind;
use crate::few::Few;
use crate::frame::{Arg, CHAIR, Filled, Frame, OR_SUBJECT, RelationKind};
use crate::gazetteer::{EntityIx, Office, TenureIx};
use crate::happening::{Participation, People};
use crate::lexicon::Sense;
use crate::phrase::{Head, Mods};
use crate::time::Edtf;
use jiff::civil::Date;

/// So many days from the document's own the holders of its offices are taken for those of then too: a hand-over is seldom told to the day.
const HAND_OVER: i32 = 45;
/// So many days from the document's own, one whom it calls a leader leads already, or still.
const IN_OFFICE: i32 = 366;
/// The class of the office of those who speak for others.
const VOICE: &str = "spokesperson";
/// How many sentences back a delegation is looked for that is told of again.
const DELEGATION: usize = 4;
/// How many chunks behind the word for it the mark of its leader stands at most.
const LED: usize = 8;

impl Reading<'_, '_> {
    /// "Tổng thống nước X và Thủ tướng nước Y nhất trí nối lại đàm phán (giữa hai bên)": their states will talk.
    pub(super) fn states_for_leaders(&mut self, f: &Filled, sides: &mut Sides) {
        // ("giữa hai nhà lãnh đạo" is between these.)
        let two_sides = |a: &Arg| {
            let of = self.nouns[a.noun].of.as_deref();
            a.how == OR_SUBJECT || matches!(of, Some("party" | "country"))
        };
        let all = match (&mut sides.left, &mut sides.right) {
            (left, right) if right.is_empty() => left,
            (left, right) if left.is_empty() && f.args.iter().all(two_sides) => right,
            _ => return,
        };
        if all.len() < 2 || !self.of_different_states(all) {
            return;
        }
        let gazetteer = &self.extractor.gazetteer;
        for p in all {
            if let Some(ix) = self.state_for(p.entity) {
                p.entity = self.entities.of_row(ix, gazetteer);
            }
        }
    }

    /// "Trung Quốc nói Chủ tịch Tập Cận Bình sẽ họp", "gặp Thủ tướng và Chủ tịch Quốc hội K": nobody meets the state whose office he
    /// holds, and it is no party beside him; the state falls away.
    pub(super) fn not_with_own_state(&self, sides: &mut Sides) {
        let serves = |o: EntityNo, p: &Participation| self.holds_office_in(o, p.entity);
        if !sides
            .all()
            .any(|p| sides.all().any(|o| serves(o.entity, p)))
        {
            return;
        }
        let all: Vec<EntityNo> = sides.all().map(|p| p.entity).collect();
        let alone = |p: &Participation| !all.iter().any(|o| serves(*o, p));
        sides.left.retain(alone);
        sides.right.retain(alone);
    }

    /// "với sự tham dự của B và C": of those who are there too, no aides of who takes part.
    pub(super) fn no_aides(&self, i: usize, sides: &mut Sides) {
        let chunks = self.chunks(i);
        let attends = |p: &Participation| {
            let at = chunks.partition_point(|c| c.tokens.end <= p.tokens.start);
            let listed = |c: &&Chunk| matches!(c.piece, Piece::Noun(_) | Piece::Comma | Piece::And);
            let before = chunks[..at].iter().rev().find(|c| !listed(c));
            before.is_some_and(|c| self.says(c, "attends"))
        };
        if !sides.right.iter().any(attends) {
            return;
        }
        let states: Vec<(EntityNo, Option<EntityIx>)> = sides
            .all()
            .map(|p| (p.entity, self.state_for(p.entity)))
            .collect();
        let aide = |p: &Participation| {
            let own = self.state_for(p.entity);
            let other = |(e, state): &(EntityNo, Option<EntityIx>)| *e != p.entity && *state == own;
            own.is_some() && states.iter().any(other) && attends(p)
        };
        sides.right.retain(|p| !aide(p));
    }

    /// Of an event that several chair whether they are its parties, for the states and bodies that it is said to be of: so where
    /// each of those has a chair. Those who chair talks of others only host them. None where nobody is told to chair.
    pub(super) fn chaired(&self, f: &Filled) -> Option<bool> {
        let meant = |chair: bool| {
            let args = f.args.iter().filter(move |a| (a.how == CHAIR) == chair);
            args.flat_map(|a| self.meant.get(a.noun).into_iter().flatten())
        };
        let chairs: Vec<Option<EntityIx>> = meant(true).map(|e| self.state_for(*e)).collect();
        if chairs.len() < 2 {
            return f.args.iter().any(|a| a.how == CHAIR).then_some(false);
        }
        // One of whom no country is known may be of the state that is left.
        let unknown = chairs.iter().filter(|c| c.is_none()).count();
        let left = meant(false).filter(|e| {
            // A party is of its country.
            let own = || self.extractor.gazetteer.find(self.country_of(**e)?);
            let state = self.state_for(**e).or_else(own);
            state.is_none() || !chairs.contains(&state)
        });
        Some(left.count() <= unknown)
    }

    /// The state whose a person is, or that a place or body belongs to.
    pub(super) fn state_for(&self, e: EntityNo) -> Option<EntityIx> {
        match self.entities.get(e).kind {
            Kind::Person => {
                let country = self.country_of(e)?;
                self.extractor.gazetteer.find(country)
            }
            _ => self.state_of(e),
        }
    }

    /// Who leads the delegation told of last, a few sentences back at most, or whose it is: not one of the own state of those who
    /// take part already.
    pub(super) fn delegation_told(&self, i: usize, sides: &Sides) -> Option<EntityNo> {
        let own: Vec<EntityIx> = sides
            .all()
            .filter_map(|p| self.state_for(p.entity))
            .collect();
        // Of those led by one of the own state only where no other has been told of: "Tiếp đoàn có Bí thư Tỉnh ủy B".
        let other = |e: EntityNo| !self.state_for(e).is_some_and(|s| own.contains(&s));
        let found = self.delegations_before(i, &other);
        found.or_else(|| {
            self.delegations_before(i, &|e| {
                !sides.has(e) && self.entities.get(e).kind == Kind::Person
            })
        })
    }

    /// Of the delegations named in the sentences before the last whose leader, or whose own name, is accepted.
    fn delegations_before(&self, i: usize, accepts: &dyn Fn(EntityNo) -> bool) -> Option<EntityNo> {
        let one = |n: usize| match self.meant.get(n).map(|m| &m[..]) {
            Some([e]) if accepts(*e) => Some(*e),
            _ => None,
        };
        let sentences = (i.saturating_sub(DELEGATION)..i).rev();
        for s in sentences {
            let chunks = self.chunks(s);
            for k in (0..chunks.len()).rev() {
                if chunks[k].piece != Piece::Delegation {
                    continue;
                }
                let end = chunks.len().min(k + LED);
                let by = (k + 1..end).find(|b| chunks[*b].piece == Piece::Prep(PrepRole::By));
                let led = by.and_then(|by| led_by(chunks, &self.nouns, by, chunks.len()));
                // "A dẫn đầu đoàn công tác".
                let leads = || {
                    let verb = k
                        .checked_sub(1)
                        .filter(|v| chunks[*v].piece == Piece::LedBy)?;
                    verb.checked_sub(1)
                };
                let whose = led.map(|(leader, _)| leader).or_else(leads).or_else(|| {
                    let next = k + 1;
                    matches!(chunks.get(next)?.piece, Piece::Noun(_)).then_some(next)
                });
                if let Some(Piece::Noun(n)) = whose.map(|w| chunks[w].piece)
                    && let Some(e) = one(n)
                {
                    return Some(e);
                }
            }
        }
        None
    }

    /// "Đoàn đại biểu Đảng X do B dẫn đầu": of B the state or body whose delegation he leads.
    pub(super) fn delegation_led(&self, i: usize, noun: usize) -> Option<EntityNo> {
        let chunks = self.chunks(i);
        let start = self.nouns[noun].tokens.start;
        let at = chunks.partition_point(|c| c.tokens.end <= start);
        let by = at
            .checked_sub(1)
            .filter(|b| chunks[*b].piece == Piece::Prep(PrepRole::By))?;
        let far = by.saturating_sub(LED);
        let delegation = (far..by)
            .rev()
            .find(|k| chunks[*k].piece == Piece::Delegation)?;
        led_by(chunks, &self.nouns, by, chunks.len()).filter(|(leader, _)| *leader == at)?;
        chunks[delegation..by].iter().find_map(|c| match c.piece {
            Piece::Noun(n) => self.meant[n].first().copied(),
            _ => None,
        })
    }

    /// The word for a delegation that stands before a noun.
    pub(super) fn delegation_of(&self, i: usize, noun: usize) -> Option<&Sense> {
        let x = self.extractor;
        let chunks = self.chunks(i);
        let start = self.nouns[noun].tokens.start;
        let before = chunks[..chunks.partition_point(|c| c.tokens.end <= start)]
            .iter()
            .rev()
            .find(|c| c.piece != Piece::Prep(PrepRole::Of));
        x.lexicon.sense(before?.entry?, x.classes.delegation)
    }

    /// The row of the state whose government bears the name of who leads it ("chính quyền Tổng thống A"), or whose people he
    /// speaks of ("A nói phái đoàn nước này"), or that of each of a group ("phái đoàn hai bên"); or the one of whose organs one speaks ("Bộ Ngoại giao X nói nước này …").
    pub(super) fn people_of(
        &self,
        i: usize,
        a: &Arg,
        kind: &RelationKind,
        person: EntityNo,
    ) -> Option<EntityIx> {
        let spoken_of = a.delegation && a.how == "shared subject";
        if self.entities.get(person).kind == Kind::Organization && spoken_of {
            let organ = self.nouns[a.noun].name;
            let state = organ.and_then(|m| self.state_of_organ(m))?;
            return self.entities.get(state).known;
        }
        if self.entities.get(person).kind != Kind::Person || kind.journey {
            return None;
        }
        let governed = || {
            let word = self.delegation_of(i, a.noun);
            word.is_some_and(|s| s.attr("of") == Some("state"))
        };
        // "Phái đoàn hai bên": of those who were told of together the people of each.
        let of_each = a.delegation && self.nouns[a.noun].head == Head::Group;
        (spoken_of || of_each || governed()).then(|| self.state_for(person))?
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
        if let Some(ix) = self.state_for(speaker.entity) {
            let state = self.entities.of_row(ix, gazetteer);
            let other = others.iter().all(|p| p.entity != state);
            if other && self.holds_office_in(speaker.entity, state) {
                speaker.entity = state;
            }
        }
    }

    /// "thượng đỉnh A - B": those who led the two on that day, where the text names both and the sides are states only.
    pub(super) fn leaders_for_states(&self, day: Option<Date>, sides: &mut Sides) {
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

    /// "Ngày 15/11/2023, Tổng thống nước X gặp Chủ tịch nước Y": of an office whose holder the text does not name, who held it then.
    /// What the phrase means is changed for good: the mention is of him.
    pub(super) fn holders_then(&mut self, f: &Filled, time: Edtf) {
        let (Some(first), Some(last)) = (time.earliest(), time.latest()) else {
            return;
        };
        let near = self.day.map(|d| (d - last).get_days().abs());
        if near.is_none_or(|days| days <= HAND_OVER) {
            return;
        }
        let gazetteer = &self.extractor.gazetteer;
        for a in &f.args {
            let noun = &self.nouns[a.noun];
            let plain = noun.head == Head::Role && noun.mods == Mods::default();
            let Some([now]) = self.meant.get(a.noun).map(|m| &m[..]).filter(|_| plain) else {
                continue;
            };
            let e = self.entities.get(*now);
            let polity = noun
                .polity
                .and_then(|m| self.bound.get(m).copied().flatten());
            let Some((person, state)) = e.known.zip(polity) else {
                continue;
            };
            let Some(state) = self.state_of(state) else {
                continue;
            };
            let held = |t: &TenureIx| {
                let t = gazetteer.tenure(*t);
                t.covers(first) || t.covers(last)
            };
            let of_class = |class: &str, day: Date| {
                let leads = |o: &Office| class == "leader" && o.rank == 1;
                let office = |o: &Office| leads(o) || *o.class == *class;
                gazetteer.holders_where(&gazetteer.entity(state).id, day, office)
            };
            // One who held it then as well is he.
            let offices = gazetteer.tenures_of(person);
            if offices.iter().any(|t| {
                held(t)
                    && *gazetteer.office(gazetteer.tenure(*t).office).polity
                        == *gazetteer.entity(state).id
            }) {
                continue;
            }
            let then = noun
                .titles
                .iter()
                .flat_map(|t| &t.classes)
                .find_map(|class| {
                    let one = |day| match of_class(class, day).as_slice() {
                        [t] => Some(gazetteer.tenure(*t).person),
                        _ => None,
                    };
                    one(first).filter(|p| one(last) == Some(*p))
                });
            if let Some(row) = then {
                let e = self.entities.of_row(row, gazetteer);
                self.meant[a.noun] = Few::One(e);
            }
        }
    }

    /// "Sau hội nghị thượng đỉnh, Ngoại trưởng A nói …": whether somebody of the tables never led a state, and so speaks of a summit
    /// that was others'.
    pub(super) fn only_speaks_of(&self, e: EntityNo, f: &Filled) -> bool {
        let gazetteer = &self.extractor.gazetteer;
        let row = self
            .entities
            .get(e)
            .known
            .filter(|_| f.summit && f.definite);
        row.filter(|ix| gazetteer.entity(*ix).kind == Kind::Person)
            .is_some_and(|ix| {
                let held = gazetteer.tenures_of(ix);
                let office = |t: &TenureIx| gazetteer.office(gazetteer.tenure(*t).office);
                !held.is_empty() && !held.iter().any(|t| office(t).leads())
            })
    }

    /// The person of the document who leads a state on a day, where just one is named: by the tables, else as the text calls him.
    fn leader_named(&self, state: EntityNo, day: Option<Date>) -> Option<EntityNo> {
        let s = self.entities.get(state);
        if s.kind != Kind::Country {
            return None;
        }
        let gazetteer = &self.extractor.gazetteer;
        let id = &*gazetteer.entity(s.known?).id;
        let holders = day.map(|d| gazetteer.holders_where(id, d, |office| office.rank == 1));
        let mut named = holders.into_iter().flatten().filter_map(|t| {
            let e = self.entities.find_row(gazetteer.tenure(t).person)?;
            (!self.entities.get(e).surfaces.is_empty()).then_some(e)
        });
        let Some(leader) = named.next() else {
            let near = |now: Date| day.is_none_or(|d| (now - d).get_days().abs() <= IN_OFFICE);
            if !self.day.map_or(day.is_none(), near) {
                return None;
            }
            let called = |(_, e): &(EntityNo, &DocEntity)| e.called_leader(id, false, gazetteer);
            let mut called = self.entities.iter().filter(called).map(|(n, _)| n);
            let leader = called.next()?;
            return called.next().is_none().then_some(leader);
        };
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

    /// "Người phát ngôn A nói cuộc gặp với Tổng thống nước X sẽ diễn ra": of an event that a spokesperson tells of, he is no party; whose
    /// office answers to the other side's is. A journey that he tells of is another's.
    fn not_the_voice(&mut self, kind: Option<&RelationKind>, sides: &mut Sides) {
        let journey = kind.is_some_and(|k| k.journey);
        let mut k = 0;
        while k < sides.left.len() {
            let p = &sides.left[k];
            if p.basis != "shared subject" || !self.only_a_voice(p.entity) {
                k += 1;
                continue;
            }
            let state = self.state_for(p.entity).and_then(|ix| {
                let gazetteer = &self.extractor.gazetteer;
                match gazetteer.speaks_for(ix) {
                    Some(state) => gazetteer.find(state),
                    None => Some(ix),
                }
            });
            let other = sides
                .right
                .iter()
                .find_map(|o| self.answers_to(state?, o.entity));
            let other = other.filter(|_| !journey);
            let who = other.map(|row| self.entities.of_row(row, &self.extractor.gazetteer));
            match who.filter(|e| !sides.has(*e)) {
                Some(e) => {
                    sides.left[k].entity = e;
                    k += 1;
                }
                None => {
                    sides.left.remove(k);
                }
            }
        }
    }

    /// Whether somebody speaks for others by all the offices that are known of him.
    fn only_a_voice(&self, e: EntityNo) -> bool {
        let gazetteer = &self.extractor.gazetteer;
        let e = self.entities.get(e);
        let rows = e.known.map_or(&[][..], |ix| gazetteer.tenures_of(ix));
        let held = rows.iter().map(|t| gazetteer.tenure(*t));
        let mut held = held
            .filter(|t| self.day.is_none_or(|d| t.covers(d)))
            .peekable();
        let voice = |class: &str| of_class(VOICE, class);
        e.kind == Kind::Person
            && match held.peek() {
                Some(_) => held.all(|t| voice(&gazetteer.office(t.office).class)),
                None => !e.offices.is_empty() && e.offices.iter().all(|o| voice(&o.class)),
            }
    }

    /// Who holds in a state the office that answers to somebody's: its leader to one who leads, else an office of the same class.
    fn answers_to(&self, state: EntityIx, other: EntityNo) -> Option<EntityIx> {
        let gazetteer = &self.extractor.gazetteer;
        let (day, row) = (self.day?, self.entities.get(other).known?);
        let id = &gazetteer.entity(state).id;
        let mut held = gazetteer
            .tenures_of(row)
            .iter()
            .map(|t| gazetteer.tenure(*t));
        let office = held
            .find(|t| t.covers(day))
            .map(|t| gazetteer.office(t.office))?;
        let leads = office.leads();
        let same = |o: &Office| leads && o.rank == 1 || !leads && o.class == office.class;
        let there = gazetteer.holders_where(id, day, same);
        there.first().map(|t| gazetteer.tenure(*t).person)
    }

    /// "Chủ tịch Cuba nói không có đàm phán với Mỹ": the one who speaks stands for the country, but for what only persons do
    /// ("nói không gặp phía Mỹ"). False where nobody is left to be the other side.
    pub(super) fn speaks_for(&mut self, f: &Filled, frame: &Frame, sides: &mut Sides) -> bool {
        let gazetteer = &self.extractor.gazetteer;
        let kind = self.extractor.frames.kind_of(frame);
        self.not_the_voice(kind, sides);
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
            if let Some(ix) = country.or_else(|| self.state_for(p.entity)) {
                p.entity = self.entities.of_row(ix, gazetteer);
            }
        }
        let twice = |p: &Participation| sides.right.iter().any(|q| p.entity == q.entity);
        !sides.left.iter().any(twice)
    }
}
