//! Whom a group means: "hai nhà lãnh đạo", "lãnh đạo ba nước", "Ngoại trưởng Mỹ và Nga".

use super::Reading;
use crate::clause::Piece;
use crate::discourse::{DocEntities, EntityNo, RoleContext, State};
use crate::extraction::Kind;
use crate::gazetteer::EntityIx;
use crate::phrase::Noun;

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

    /// The two countries that a sentence names before a group, where they are just two and nobody is only there.
    pub(super) fn two_countries_named(&self, i: usize, group: usize) -> Option<[EntityNo; 2]> {
        let mut named: Vec<EntityNo> = Vec::new();
        for n in self.parsed[i].nouns.clone().take_while(|n| *n < group) {
            let there = self.placed(i, n);
            for e in self.meant[n].iter().filter(|_| !there) {
                if self.entities.get(*e).kind == Kind::Country && !named.contains(e) {
                    named.push(*e);
                }
            }
        }
        named.try_into().ok()
    }

    /// The two persons of each subject that names two of different countries: "Thủ tướng A và Tổng thống B nói …" makes them the
    /// two spoken of.
    pub(super) fn acting_together(&self, i: usize) -> Vec<Vec<EntityNo>> {
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
        let and = |chunk: usize| p.chunks.get(chunk).is_some_and(|c| c.piece == Piece::And);
        let own = p.clauses.iter().filter(|c| c.own_subject);
        own.filter_map(|c| {
            let s = c.subject?;
            let (a, b) = (person(s)?, person(s + 2)?);
            let (x, y) = (self.country_of(a)?, self.country_of(b)?);
            (and(s + 1) && !and(s + 3) && x != y).then(|| vec![a, b])
        })
        .collect()
    }
}

/// Whom "hai nhà lãnh đạo", "lãnh đạo hai nước", "Ngoại trưởng Mỹ và Nga" mean.
pub(super) fn group(
    noun: &Noun,
    ctx: &RoleContext<'_>,
    state: &State,
    entities: &mut DocEntities,
) -> Vec<EntityNo> {
    let of: Box<str> = noun.of.clone().unwrap_or_else(|| "party".into());
    let members: Vec<usize> = noun
        .name
        .into_iter()
        .chain(noun.more.iter().copied())
        .collect();
    if members.len() >= 2 {
        let classes = noun.classes();
        let mut out = Vec::new();
        for m in members {
            let Some(p) = ctx.polity_of(m, entities) else {
                continue;
            };
            // Whose holder nobody knows is there for the state.
            let holder = ctx.of_polity(&classes, &p, noun.mods, state, entities);
            out.extend(holder.or_else(|| ctx.entity_of.get(m).copied().flatten()));
        }
        return out;
    }
    if noun.number < 2 {
        return Vec::new();
    }
    let number = usize::from(noun.number);
    if &*of == "country" {
        return countries(number, ctx, state, entities);
    }
    let class = (!matches!(&*of, "party" | "leader")).then_some(&*of);
    let fits = |n: EntityNo| class.is_none_or(|c| ctx.holds(n, c, entities));
    // "lãnh đạo hai nước": of one state there are no two of them.
    let of_one = |found: &Vec<EntityNo>| {
        let country = |n: &EntityNo| {
            let row = entities.get(*n).known.map(|ix| ctx.gazetteer.entity(ix));
            row.and_then(|r| r.country.as_deref())
        };
        let first = found.first().and_then(country);
        noun.of_states && first.is_some() && found.iter().all(|n| country(n) == first)
    };
    // "hai nhà lãnh đạo": those who lead a state, before anybody else spoken of.
    let leads = |n: EntityNo| ctx.holds(n, "leader", entities);
    let leaders = (&*of == "leader").then(|| state.group(number, &leads));
    let any = || state.group(number, &fits);
    if let Some(found) = leaders.flatten().or_else(any).filter(|f| !of_one(f)) {
        return found;
    }
    if &*of == "party" {
        return Vec::new();
    }
    // "Mỹ cho biết hai Ngoại trưởng sẽ gặp nhau": of the two states spoken of, those who hold the office.
    let of_states = of_states(&of, number, noun, ctx, state, entities);
    if !of_states.is_empty() || state.recent().next().is_some() {
        return of_states;
    }
    // "Hai Ngoại trưởng gặp nhau. Ngoại trưởng A …, Ngoại trưởng B …": named only below.
    ctx.only_holders(&of, number, entities)
}

/// The countries of the pair spoken of, else the last ones named.
pub(super) fn countries(
    number: usize,
    ctx: &RoleContext<'_>,
    state: &State,
    entities: &mut DocEntities,
) -> Vec<EntityNo> {
    if number == 2
        && let Some([a, b]) = state.pair_with(&[])
    {
        let ids: Vec<_> = [a, b]
            .into_iter()
            .filter_map(|n| {
                let ix = entities.get(*n).known?;
                let id = ctx.gazetteer.entity(ix).country.clone()?;
                ctx.gazetteer.find(&id)
            })
            .collect();
        if let [x, y] = ids.as_slice()
            && x != y
        {
            return vec![
                entities.of_row(*x, ctx.gazetteer),
                entities.of_row(*y, ctx.gazetteer),
            ];
        }
    }
    let found: Vec<EntityNo> = state.countries().take(number).collect();
    if found.len() == number {
        found
    } else {
        Vec::new()
    }
}

/// Those who hold an office in the last two states spoken of.
fn of_states(
    class: &str,
    number: usize,
    noun: &Noun,
    ctx: &RoleContext<'_>,
    state: &State,
    entities: &mut DocEntities,
) -> Vec<EntityNo> {
    let states: Vec<EntityNo> = state.countries().take(number).collect();
    if number != 2 || states.len() < number {
        return Vec::new();
    }
    let mut out: Vec<EntityNo> = Vec::new();
    for s in states {
        let holder = holder_in(class, s, noun, ctx, state, entities);
        out.extend(holder.filter(|h| !out.contains(h)));
    }
    if out.len() == number { out } else { Vec::new() }
}

/// Those of the given states whom "Ngoại trưởng hai nước" means; a state whose officer nobody knows stands for him.
pub(super) fn officers(
    states: &[EntityNo],
    noun: &Noun,
    ctx: &RoleContext<'_>,
    state: &State,
    entities: &mut DocEntities,
) -> Vec<EntityNo> {
    let class = noun.of.clone().unwrap_or_default();
    let there = states.iter().map(|s| {
        let holder = holder_in(&class, *s, noun, ctx, state, entities);
        holder.unwrap_or(*s)
    });
    there.collect()
}

fn holder_in(
    class: &str,
    of: EntityNo,
    noun: &Noun,
    ctx: &RoleContext<'_>,
    state: &State,
    entities: &mut DocEntities,
) -> Option<EntityNo> {
    let class: Box<str> = class.into();
    let polity = Box::<str>::from(entities.row_id(of, ctx.gazetteer)?);
    ctx.of_polity(
        std::slice::from_ref(&class),
        &polity,
        noun.mods,
        state,
        entities,
    )
}
