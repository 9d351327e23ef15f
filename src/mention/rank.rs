//! The mentions in order, and whom or what each may mean, best first.

use super::evidence::Known;
use super::scan::Draft;
use super::sheet::Sheet;
use super::{Mention, Source};
use crate::extraction::Kind;
use crate::few::Few;
use crate::gazetteer::subkind::PROVINCE;
use crate::gazetteer::{EntityIx, EntityRow, FormKind, NameId};
use std::cmp::Reverse;

/// Lists for one text after the other.
#[derive(Debug, Default)]
pub(super) struct Ranking {
    /// The entities of each draft's names.
    entities: Vec<Few<EntityIx>>,
    /// The drafts by number, in text order.
    order: Vec<u32>,
    /// The mentions that the one at hand may lie in.
    open: Vec<usize>,
    /// Of each token whether a draft covers it.
    pub(super) taken: Vec<bool>,
}

/// In text order, outer before inner, crossing ones dropped; candidates best first.
pub(super) fn order(
    sheet: &Sheet<'_>,
    known: &Known,
    drafts: &mut Vec<Draft>,
    ranking: &mut Ranking,
    out: &mut Vec<Mention>,
) {
    let Ranking {
        entities,
        order,
        open,
        ..
    } = ranking;
    entities.clear();
    entities.extend(drafts.iter().map(|d| of_names(sheet, known, &d.names)));
    // Drafts are large: their numbers are put in order.
    order.clear();
    let some = (0u32..).zip(&*drafts).filter(|(_, d)| !d.tokens.is_empty());
    order.extend(some.map(|(n, _)| n));
    order.sort_by_key(|n| {
        let tokens = drafts.get(*n as usize).map(|d| &d.tokens);
        tokens.map(|t| (t.start, Reverse(t.end)))
    });
    out.reserve(order.len());
    open.clear();
    for n in order.iter().map(|n| *n as usize) {
        let (Some(d), Some(own)) = (drafts.get(n), entities.get(n)) else {
            continue;
        };
        while open
            .last()
            .and_then(|o| out.get(*o))
            .is_some_and(|m| m.tokens.end <= d.tokens.start)
        {
            open.pop();
        }
        let outer = open.last().copied();
        if let Some(m) = outer.and_then(|o| out.get(o))
            && (d.tokens.end > m.tokens.end || d.tokens == m.tokens || m.kind == Kind::Person)
        {
            continue;
        }
        let form = match d.source {
            Source::Row(n) => Some(sheet.gazetteer.name(n).kind),
            Source::Shape(_) => None,
        };
        let more = candidates(sheet, known, d, own, entities);
        open.push(out.len());
        out.push(Mention {
            tokens: d.tokens.clone(),
            kind: unit_abroad(sheet, d, own).unwrap_or(d.kind),
            candidates: more.unwrap_or_else(|| own.clone()),
            form,
            source: d.source,
            inside: outer,
        });
    }
    drafts.clear();
}

/// Inhabitants that a state or province counts with against cities of its name.
const UNIT: u32 = 200_000;

/// The entities of some forms, best first: countries and persons before others, the better kind of form, cities of the
/// countries that the document names unless a far larger one has the name, the larger one.
fn of_names(sheet: &Sheet<'_>, known: &Known, names: &[NameId]) -> Few<EntityIx> {
    if let [] | [_] = names {
        let entity = |n: &NameId| sheet.gazetteer.name(*n).entity;
        return names.iter().map(entity).collect();
    }
    let row = |n: &NameId| {
        let form = sheet.gazetteer.name(*n);
        (form, sheet.gazetteer.entity(form.entity))
    };
    // The first-level units have no population in their rows; no small town abroad goes before them.
    let size = |e: &EntityRow| match e.kind {
        Kind::Place if &*e.subkind == PROVINCE => e.population.max(UNIT),
        _ => e.population,
    };
    let largest = names.iter().map(|n| size(row(n).1)).max().unwrap_or(0);
    let mut ranked: Vec<(bool, FormKind, bool, Reverse<u32>, EntityIx)> = names
        .iter()
        .map(|n| {
            let (form, e) = row(n);
            let minor = !matches!(e.kind, Kind::Country | Kind::Person);
            let near = e
                .country
                .as_deref()
                .and_then(|c| sheet.gazetteer.find(c))
                .is_some_and(|c| known.entities.contains(&c))
                && size(e) >= largest / 10;
            (minor, form.kind, !near, Reverse(size(e)), form.entity)
        })
        .collect();
    ranked.sort();
    let mut out: Few<EntityIx> = Few::None;
    for (.., e) in ranked {
        if !out.contains(&e) {
            out.push(e);
        }
    }
    out
}

/// "tại Florida": the kind of what is taken first for a town's name, where that is a state or province of another country than the
/// town.
fn unit_abroad(sheet: &Sheet<'_>, d: &Draft, own: &[EntityIx]) -> Option<Kind> {
    let (Kind::City, [first, others @ ..]) = (d.kind, own) else {
        return None;
    };
    let row = |e: &EntityIx| sheet.gazetteer.entity(*e);
    let town = others.iter().map(row).find(|e| e.kind == Kind::City)?;
    let unit = row(first);
    (unit.kind == Kind::Place && unit.country != town.country).then_some(unit.kind)
}

/// The candidates of a draft where they are not just its own entities: for one word of a person's name the persons whom the
/// document names in full go first.
fn candidates(
    sheet: &Sheet<'_>,
    known: &Known,
    d: &Draft,
    own: &[EntityIx],
    entities: &[Few<EntityIx>],
) -> Option<Few<EntityIx>> {
    let single = d.kind == Kind::Person && d.tokens.len() == 1;
    if !single {
        return None;
    }
    let i = d.tokens.start;
    let mut out: Few<EntityIx> = Few::None;
    for n in known.person(sheet.key(i)) {
        // A longer name of the document with this word in it; others short like this one say nothing.
        let list = entities.get(*n).map_or(&[][..], |l| l);
        if list.len() == 1
            && let Some(e) = list.first()
            && !out.contains(e)
        {
            out.push(*e);
        }
    }
    let short: Few<NameId> = sheet
        .matches_at(i)
        .iter()
        .filter(|m| m.end == i + 1 && m.kind == Kind::Person)
        .map(|m| m.name)
        .collect();
    for e in own
        .iter()
        .copied()
        .chain(of_names(sheet, known, &short).iter().copied())
    {
        if !out.contains(&e) {
            out.push(e);
        }
    }
    Some(out)
}
