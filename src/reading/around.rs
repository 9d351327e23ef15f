//! Whom the text around a group tells of, for it to mean.

use super::Reading;
use crate::clause::{Chunk, Link, Piece, PrepRole};
use crate::discourse::{Bond, EntityNo, State, Together};
use crate::extraction::Kind;
use crate::frame::{Arg, Filled, Mark, OR_SUBJECT};
use crate::gazetteer::EntityIx;
use crate::phrase::{Head, Noun};

/// So many sentences back those are told of whom "they" means.
const NEAR: usize = 2;

impl Reading<'_, '_> {
    /// "Bộ Ngoại giao X tố nước Y sau khi hai bên đàm phán", "ông A chê ông B khi hai nước đang đàm phán": the states of all that a
    /// sentence speaks of before a group, where they are two.
    pub(super) fn two_states_before(&self, i: usize, group: usize) -> Vec<EntityIx> {
        let gazetteer = &self.extractor.gazetteer;
        let mut rows: Vec<EntityIx> = Vec::new();
        for n in self.parsed[i].nouns.clone().take_while(|n| *n < group) {
            for e in &self.meant[n] {
                let row = match self.entities.get(*e).kind {
                    Kind::Person => self.country_of(*e).and_then(|c| gazetteer.find(c)),
                    Kind::Organization => self.nouns[n]
                        .name
                        .and_then(|m| self.state_of_organ(m))
                        .and_then(|c| self.entities.get(c).known),
                    _ => self.state_of(*e),
                };
                rows.extend(row.filter(|r| !rows.contains(r)));
            }
        }
        if rows.len() == 2 { rows } else { Vec::new() }
    }

    /// "Quan hệ A - B ấm lên sau cuộc gặp giữa hai bên", "căng thẳng giữa A và B": the two states that a sentence joins before a group,
    /// where it names no other two, and nobody before it but one before them who is of neither.
    pub(super) fn pair_named(&self, i: usize, group: usize) -> Option<Vec<EntityNo>> {
        let noun = &self.nouns[group];
        let of_two = noun.of_states || matches!(noun.of.as_deref(), Some("party" | "country"));
        if noun.number != 2 || noun.pronoun || !of_two {
            return None;
        }
        let chunks = self.chunks(i);
        let state = |c: &Chunk| match c.piece {
            Piece::Noun(n) if n < group => match self.meant[n].as_slice() {
                [one] if self.entities.get(*one).kind == Kind::Country => Some(*one),
                _ => None,
            },
            _ => None,
        };
        let mut found: Option<Vec<EntityNo>> = None;
        let mut one = None;
        for (k, c) in chunks.iter().enumerate() {
            let Piece::Noun(n) = c.piece else { continue };
            if n >= group {
                break;
            }
            let joined = match self.nouns[n].head {
                Head::Pair => Some(self.meant[n].to_vec()),
                Head::Place => chunks.get(k + 1..k + 3).and_then(|next| {
                    let and = next[0].piece == Piece::And;
                    Some(vec![state(c)?, state(next.get(1)?)?]).filter(|_| and)
                }),
                Head::Organization | Head::Occasion => None,
                Head::Person | Head::Role if found.is_none() && one.is_none() => {
                    one = Some(n);
                    None
                }
                _ => return None,
            };
            if let Some(both) = joined.filter(|b| b.len() == 2 && !self.placed(i, n))
                && found.replace(both).is_some()
            {
                return None;
            }
        }
        let states = |e: &EntityNo| self.entities.get(*e).kind == Kind::Country;
        let own = one.map(|n| self.meant[n].iter().find_map(|e| self.country_of(*e)));
        let other = |e: &EntityNo| {
            own.is_none_or(|country| {
                let row = self.entities.get(*e).known;
                let id = row.map(|ix| &*self.extractor.gazetteer.entity(ix).id);
                country.is_some() && id.is_some() && id != country
            })
        };
        found.filter(|f| f.iter().all(|e| states(e) && other(e)))
    }

    /// "Nước X và nước Y thu xếp cuộc gặp giữa hai nhà lãnh đạo": the two states that are the subject of the clause in which a group of
    /// two leaders stands.
    pub(super) fn states_led(&self, i: usize, group: usize) -> Option<Vec<EntityNo>> {
        let noun = &self.nouns[group];
        let leaders = noun.number == 2 && noun.of.as_deref() == Some("leader");
        if !leaders || noun.pronoun || noun.of_states {
            return None;
        }
        let (clause, at) = self.clause_of(i, group)?;
        let row = self.row(i);
        let first = row.clauses[clause].subject.filter(|s| *s < at)?;
        let state = |k: usize| match row.chunks.get(k)?.piece {
            Piece::Noun(n) => match self.meant[n].as_slice() {
                [one] if self.entities.get(*one).kind == Kind::Country => Some(*one),
                _ => None,
            },
            _ => None,
        };
        let and = row.chunks.get(first + 1)?.piece == Piece::And;
        let two = [state(first)?, state(first + 2)?];
        (and && two[0] != two[1]).then(|| two.to_vec())
    }

    /// The two countries that a sentence names before a group, where they are just two and nobody is only there; where it names
    /// none, the two whose capitals it names ("giữa Moskva và Tehran … quân đội hai nước").
    pub(super) fn two_countries_named(&self, i: usize, group: usize) -> Option<[EntityIx; 2]> {
        let named = |kind: Kind| -> Vec<EntityIx> {
            let mut rows = Vec::new();
            for n in self.parsed[i].nouns.clone().take_while(|n| *n < group) {
                let there = self.placed(i, n);
                for e in self.meant[n].iter().filter(|_| !there) {
                    let of_kind = self.entities.get(*e).kind == kind;
                    let row = self.state_of(*e).filter(|r| of_kind && !rows.contains(r));
                    rows.extend(row);
                }
            }
            rows
        };
        let countries = named(Kind::Country);
        let two = if countries.is_empty() {
            named(Kind::City)
        } else {
            countries
        };
        two.try_into().ok()
    }

    /// "A đón B trước khi hai nhà lãnh đạo hội đàm": the two leaders whom the sentence names before, where it names no other.
    pub(super) fn two_leaders(&self, noun: &Noun, named: &[EntityNo]) -> Option<Vec<EntityNo>> {
        let leads = |e: EntityNo| self.leads_a_state(e, self.day);
        match *named {
            [a, b]
                if noun.of.as_deref() == Some("leader")
                    && noun.number == 2
                    && noun.name.is_none()
                    && noun.more.is_empty() =>
            {
                let apart = self.country_of(a) != self.country_of(b);
                (apart && leads(a) && leads(b)).then(|| vec![a, b])
            }
            _ => None,
        }
    }

    /// The two persons of each subject that names two: "Thủ tướng A và Tổng thống B nói …", "A cùng B dự lễ" make them the two spoken of.
    ///
    /// Of the clauses that begin before a chunk.
    pub(super) fn acting_together(&self, i: usize, before: usize) -> Vec<Together> {
        let meant = self.meant.get(self.parsed[i].nouns.clone()).unwrap_or(&[]);
        if meant.iter().filter(|m| m.len() == 1).count() < 2 {
            return Vec::new();
        }
        let p = self.row(i);
        let person = |chunk: usize| match p.chunks.get(chunk).map(|c| c.piece) {
            Some(Piece::Noun(n)) => match self.meant.get(n).map(|m| &m[..]) {
                Some([e]) if self.entities.get(*e).kind == Kind::Person => Some(*e),
                _ => None,
            },
            _ => None,
        };
        let is = |chunk: usize, piece: Piece| p.chunks.get(chunk).is_some_and(|c| c.piece == piece);
        let own = p.clauses.iter().filter(|c| c.own_subject);
        own.filter_map(|c| {
            let s = c.subject.filter(|s| s + 2 < before)?;
            let (a, b) = (person(s)?, person(s + 2)?);
            let joined = is(s + 1, Piece::And) || is(s + 1, Piece::Prep(PrepRole::With));
            let (x, y) = (self.country_of(a), self.country_of(b));
            let apart = x.is_some() && y.is_some() && x != y;
            (joined && !is(s + 3, Piece::And) && a != b).then(|| Together {
                people: vec![a, b],
                bond: if apart { Bond::Apart } else { Bond::Alike },
                sentence: i,
            })
        })
        .collect()
    }

    /// "Nước X nói họ sẽ đàm phán với nước Y": a state or a body that speaks of itself.
    pub(super) fn speaks_of_itself(&self, i: usize, group: usize) -> Option<EntityNo> {
        let (clause, at) = self.clause_of(i, group)?;
        let row = self.row(i);
        let said = &row.clauses[clause];
        let own = said.link == Link::Say && said.subject == Some(at);
        let above = row.clauses.get(said.parent.filter(|_| own)?)?;
        let Piece::Noun(n) = row.chunks.get(above.subject?)?.piece else {
            return None;
        };
        match self.meant[n].as_slice() {
            [one] if self.entities.get(*one).kind != Kind::Person => Some(*one),
            _ => None,
        }
    }

    /// What the sentence itself says of whom a group may mean.
    pub(super) fn around_group(
        &self,
        i: usize,
        group: usize,
        asked: &mut Option<(usize, Vec<Filled>)>,
    ) -> Around {
        let mut around = Around {
            sentence: i,
            ..Around::default()
        };
        let row = self.row(i);
        let Some((clause, at)) = self.clause_of(i, group) else {
            return around;
        };
        // "B đã gặp họ": other people than B.
        let before = at.checked_sub(1).map(|k| row.chunks[k].piece);
        let acted_on = [Piece::Trigger { noun: false }, Piece::Prep(PrepRole::With)];
        if before.is_some_and(|p| acted_on.contains(&p)) {
            let own = self.subject_of(i, clause).filter(|(n, _)| *n < group);
            around.acts = own.map(|(_, e)| e);
        }
        around.met = self.met_in_front(&row.chunks[..at]);
        let start = self.nouns[group].tokens.start;
        let mut before = row.chunks[..at].iter();
        let told = before.any(|c| matches!(c.piece, Piece::Trigger { .. }));
        let persons = |n: usize| {
            self.meant[n]
                .iter()
                .filter(|e| self.entities.get(**e).kind == Kind::Person)
        };
        let all = self.parsed[i].nouns.clone().take_while(|n| *n < group);
        if told && all.flat_map(persons).nth(1).is_some() {
            let (_, filled) = match asked {
                Some(known) if known.0 == i => known,
                unknown => unknown.insert((i, self.filled(i))),
            };
            let before = filled.iter().rev().filter(|f| f.trigger.end <= start);
            let people = before.filter_map(|f| self.people_before(f, start));
            around.here.extend(people.map(|people| Together {
                people,
                bond: Bond::Related,
                sentence: i,
            }));
        }
        around.here.extend(self.acting_together(i, at));
        around
    }

    /// "Tại cuộc gặp với C, (hai nhà lãnh đạo …)": with whom the event is that stands in front, before a group.
    fn met_in_front(&self, before: &[Chunk]) -> Option<EntityNo> {
        let event = before
            .iter()
            .position(|c| c.piece == Piece::Trigger { noun: true })?;
        let (front, behind) = before.split_at(event);
        let (comma, behind) = behind[1..].split_last()?;
        let at = |c: &Chunk| c.piece == Piece::Prep(PrepRole::At);
        let opens = |c: &Chunk| at(c) || c.is_light() || c.piece == Piece::Classifier;
        if comma.piece != Piece::Comma || !front.iter().any(at) || !front.iter().all(opens) {
            return None;
        }
        let mut met = None;
        for c in behind {
            match c.piece {
                Piece::Noun(n) => match self.meant[n].as_slice() {
                    [one] if self.entities.get(*one).kind == Kind::Person => {
                        if met.replace(*one).is_some_and(|m| m != *one) {
                            return None;
                        }
                    }
                    _ if matches!(self.nouns[n].head, Head::Place | Head::Occasion) => {}
                    _ => return None,
                },
                Piece::Prep(PrepRole::With | PrepRole::At | PrepRole::To) | Piece::Comma => {}
                _ if c.is_light() => {}
                _ => return None,
            }
        }
        met
    }

    /// The persons of both sides of a frame that stand before a token.
    fn people_before(&self, f: &Filled, end: usize) -> Option<Vec<EntityNo>> {
        let between = Mark::Prep(PrepRole::Between).as_str();
        let named = |a: &&Arg| {
            let noun = &self.nouns[a.noun];
            noun.tokens.end <= end && !self.meant[a.noun].is_empty()
        };
        let resolved = f.args.iter().any(|a| named(&a) && a.how != OR_SUBJECT);
        let args = f.args.iter().filter(named);
        let mut people: Vec<EntityNo> = Vec::new();
        // ("Tại cuộc gặp với A và B, hai bên …": not these two.)
        let mut both = false;
        for a in args.filter(|a| !resolved || a.how != OR_SUBJECT) {
            let pair = self.nouns[a.noun].head == Head::Pair;
            both |= a.side == 0 || pair || a.how == between;
            for e in &self.meant[a.noun] {
                if self.entities.get(*e).kind == Kind::Person && !people.contains(e) {
                    people.push(*e);
                }
            }
        }
        (both && people.len() > 1).then_some(people)
    }
}

/// Whom a group may mean beside those told of before.
#[derive(Debug, Default)]
pub(super) struct Around {
    sentence: usize,
    /// Who is told of together earlier in its sentence, the latest first.
    here: Vec<Together>,
    /// Who acts on it.
    pub(super) acts: Option<EntityNo>,
    /// With whom the event is that stands in front: one of them.
    pub(super) met: Option<EntityNo>,
    /// He and who acted before.
    both: Option<Together>,
}

impl Around {
    /// "A gặp B. Tại cuộc gặp với C, hai nhà lãnh đạo …": who acted before meets him, if of another country, else the one of those told of
    /// together last who is.
    pub(super) fn with_who_acted<'a>(
        &mut self,
        state: &State,
        country: impl Fn(EntityNo) -> Option<&'a str>,
    ) {
        let Some(met) = self.met else { return };
        let other = |e: &EntityNo| {
            let (a, m) = (country(*e), country(met));
            a.is_some() && m.is_some() && a != m
        };
        let last = || {
            let mut others = state.together().next()?.people.iter().filter(|e| other(e));
            let one = others.next().copied();
            one.filter(|_| others.next().is_none())
        };
        let acted = state.subject.filter(other).or_else(last);
        self.both = acted.map(|a| Together {
            people: vec![a, met],
            bond: Bond::Related,
            sentence: self.sentence,
        });
    }

    /// Those who have been told of together last, in the sentence or before it, and fit.
    ///
    /// With `near` only where it was just before, or nobody else has been spoken of since.
    pub(super) fn together(
        &self,
        state: &State,
        alike: bool,
        near: bool,
        fits: &dyn Fn(&[EntityNo]) -> bool,
    ) -> Option<Vec<EntityNo>> {
        let last = |t: &Together| {
            let mut since = state.recent().take(t.people.len());
            since.all(|n| t.people.contains(&n))
        };
        let told = self.here.iter().chain(state.together());
        let told = told.filter(|t| self.met.is_none_or(|m| t.people.contains(&m)));
        let told = told.chain(&self.both);
        told.filter(|t| alike || t.bond != Bond::Alike)
            .filter(|t| !near || t.sentence + NEAR >= self.sentence || last(t))
            .map(|t| {
                let others = t.people.iter().filter(|e| self.acts != Some(**e));
                others.copied().collect::<Vec<_>>()
            })
            .find(|people| fits(people))
    }
}
