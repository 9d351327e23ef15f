//! Whom a group means: "hai nhà lãnh đạo", "lãnh đạo ba nước", "Ngoại trưởng Mỹ và Nga".

use super::Reading;
use crate::clause::{Chunk, Piece};
use crate::discourse::{DocEntities, EntityNo, RoleContext, State};
use crate::extraction::{Kind, Words};
use crate::gazetteer::{EntityIx, Gazetteer};
use crate::phrase::{Head, Noun};

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
    /// where it names no person before it and no other two.
    pub(super) fn pair_named(&self, i: usize, group: usize) -> Option<Vec<EntityNo>> {
        let noun = &self.nouns[group];
        let of_two = noun.of_states || matches!(noun.of.as_deref(), Some("party" | "country"));
        if noun.number != 2 || noun.pronoun || !of_two {
            return None;
        }
        let chunks = &self.row(i).chunks;
        let state = |c: &Chunk| match c.piece {
            Piece::Noun(n) if n < group => match self.meant[n].as_slice() {
                [one] if self.entities.get(*one).kind == Kind::Country => Some(*one),
                _ => None,
            },
            _ => None,
        };
        let mut found: Option<Vec<EntityNo>> = None;
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
                _ => return None,
            };
            if let Some(both) = joined.filter(|b| b.len() == 2)
                && found.replace(both).is_some()
            {
                return None;
            }
        }
        let states = |e: &EntityNo| self.entities.get(*e).kind == Kind::Country;
        found.filter(|f| f.iter().all(states))
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

/// The polities that a group always is, by its word.
pub(super) fn sides_of(
    noun: &Noun,
    gazetteer: &Gazetteer,
    entities: &mut DocEntities,
) -> Option<Vec<EntityNo>> {
    let rows = noun.sides.as_deref()?.split(',');
    let rows: Option<Vec<EntityIx>> = rows.map(|id| gazetteer.find(id)).collect();
    let rows = rows?.into_iter();
    Some(rows.map(|r| entities.of_row(r, gazetteer)).collect())
}

/// Whom "hai nhà lãnh đạo", "lãnh đạo hai nước", "Ngoại trưởng Mỹ và Nga" mean.
pub(super) fn group(
    noun: &Noun,
    ctx: &RoleContext<'_>,
    state: &State,
    entities: &mut DocEntities,
) -> Vec<EntityNo> {
    let of: Words = noun.of.clone().unwrap_or_else(|| "party".into());
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
            let field = ctx.field(noun, None, entities);
            let holder = ctx.of_polity(&classes, &p, field.as_ref(), noun.mods, state, entities);
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
    class: &Words,
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
    class: &Words,
    of: EntityNo,
    noun: &Noun,
    ctx: &RoleContext<'_>,
    state: &State,
    entities: &mut DocEntities,
) -> Option<EntityNo> {
    let polity = entities.row_id(of, ctx.gazetteer)?;
    ctx.of_polity(
        std::slice::from_ref(class),
        polity,
        ctx.field(noun, None, entities).as_ref(),
        noun.mods,
        state,
        entities,
    )
}
