//! Whom a group means: "hai nhà lãnh đạo", "lãnh đạo ba nước", "Ngoại trưởng Mỹ và Nga".

use super::around::Around;
use crate::discourse::{DocEntities, EntityNo, RoleContext, State};
use crate::extraction::{Kind, Words};
use crate::gazetteer::{EntityIx, Gazetteer};
use crate::phrase::Noun;

/// Whether a group's word names sides or leaders of any office ("hai bên", "hai nhà lãnh đạo").
pub(super) fn of_anybody(of: &str) -> bool {
    matches!(of, "party" | "leader")
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
    around: &Around,
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
    let they = noun.they();
    if noun.their_people() {
        return their_people(&of, noun, ctx, entities).into_iter().collect();
    }
    if noun.number < 2 && !they {
        return Vec::new();
    }
    let number = usize::from(noun.number);
    if &*of == "country" {
        return countries(number, ctx, state, entities);
    }
    // "hai quan chức": of any office; "quan chức hai bên": of others than those spoken of.
    let counted = noun
        .titles
        .first()
        .is_some_and(|t| t.tokens.start > noun.tokens.start);
    let official = counted && &*of == "official";
    let class = (!official && !of_anybody(&of)).then_some(&*of);
    let country = |n: EntityNo| {
        let e = entities.get(n);
        let served = e.offices.iter().find_map(|o| o.polity.clone());
        served.or_else(|| ctx.gazetteer.entity(e.known?).country.clone())
    };
    let polity = noun.polity.map(|m| ctx.polity_of(m, entities));
    let fits = |n: EntityNo| {
        class.is_none_or(|c| ctx.holds(n, c, entities))
            && polity.as_ref().is_none_or(|p| country(n) == *p)
    };
    // "A và B gặp C. Hai bên …": all who met, where they are of two countries.
    let two_sides = |people: &[EntityNo]| {
        let mut sides: Vec<Words> = people.iter().filter_map(|n| country(*n)).collect();
        let known = sides.len() == people.len();
        sides.sort_unstable();
        sides.dedup();
        let met = people.len() == 3 && &*of == "party" && !noun.pronoun && number == 2;
        met && known && sides.len() == number
    };
    let enough = |p: &[EntityNo]| they || p.len() == number || two_sides(p);
    // "lãnh đạo hai nước": of one state there are no two of them.
    let of_one = |found: &Vec<EntityNo>| {
        let first = found.first().and_then(|n| country(*n));
        (noun.of_states || around.met.is_some())
            && first.is_some()
            && found.iter().all(|n| country(*n) == first)
    };
    let latest = |fits: &dyn Fn(EntityNo) -> bool| {
        let others = state
            .recent()
            .filter(|n| fits(*n) && around.acts != Some(*n));
        let found: Vec<EntityNo> = others.take(number).collect();
        (!they && !official && found.len() == number).then_some(found)
    };
    let told = |alike: bool, fits: &dyn Fn(EntityNo) -> bool| {
        around.together(state, alike, they, &|p| {
            enough(p) && p.iter().all(|n| fits(*n))
        })
    };
    // "hai nhà lãnh đạo": those who lead a state, before anybody else spoken of.
    let leads = |n: EntityNo| ctx.holds(n, "leader", entities);
    let leaders = (noun.polity.is_none() && &*of == "leader")
        .then(|| told(false, &leads).or_else(|| latest(&leads)));
    // Those of one country who act together are no two sides, but two people.
    let people = noun.pronoun || official;
    let any = || {
        told(they || class.is_some(), &fits)
            .or_else(|| people.then(|| told(true, &fits)).flatten())
            .or_else(|| latest(&fits))
    };
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

/// "Các ngoại trưởng khối X", "các lãnh đạo nước Y": the body or state of people whom nobody counts. A state has one holder of most
/// offices at a time, so that more of them are those of all times.
fn their_people(
    class: &str,
    noun: &Noun,
    ctx: &RoleContext<'_>,
    entities: &DocEntities,
) -> Option<EntityNo> {
    let of = ctx.entity_of.get(noun.polity?).copied().flatten()?;
    match entities.get(of).kind {
        Kind::Organization => Some(of),
        Kind::Country => (class == "leader").then_some(of),
        _ => None,
    }
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
    let found = last_states(number, state);
    if found.len() == number {
        found
    } else {
        Vec::new()
    }
}

/// The states named last: of two those that one sentence named, since when none is named but as a place ("Nước A - nước B sẽ dự đại
/// hội ở K. Hai nước …").
fn last_states(number: usize, state: &State) -> Vec<EntityNo> {
    match state.states[..] {
        [a, b] if number == 2 => vec![a, b],
        // Those of the headline, while the text has spoken of nobody else.
        _ if number == state.titled.len()
            && state.countries().nth(1).is_none()
            && state.recent().nth(1).is_none() =>
        {
            state.titled.to_vec()
        }
        _ => state.countries().take(number).collect(),
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
    let states = last_states(number, state);
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
    let holder = ctx.of_polity(
        std::slice::from_ref(class),
        polity,
        ctx.field(noun, None, entities).as_ref(),
        noun.mods,
        state,
        entities,
    );
    holder.filter(|n| !ctx.guessed(*n, class, polity, entities))
}
