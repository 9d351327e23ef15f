//! Binding of names: which mentions name the same, and which gazetteer row that is.

use super::entities::{DocEntities, EntityNo, GivenOffice};
use super::hint::{Hint, Hints};
use super::near::near_rows;
use super::short::{Meant, Parts, Short};
use super::words::{NameWords, WordNo, folded_name, letter};
use crate::extraction::{Kind, Words};
use crate::few::Few;
use crate::gazetteer::{DEPUTY, EntityIx, FormKind, Gazetteer, Office, Tenure};
use crate::hash::{FastMap, FastSet};
use crate::mention::Mention;
use crate::phrase::{Noun, in_field};
use crate::text::Text;
use crate::text::fold::fold_words;
use crate::text::token::Token;
use crate::vocabulary::Sym;
use jiff::civil::Date;
use std::cell::OnceCell;
use std::mem::take;

/// The country whose bare offices are meant, and the family names of its language.
pub(crate) struct Home<'a> {
    pub(crate) polity: Option<&'a Words>,
    pub(crate) families: &'a FastSet<Sym>,
}

impl Home<'_> {
    /// Whether tokens read as a full name of the home language: a family name and more.
    pub(crate) fn owns(&self, name: &[Token]) -> bool {
        let first = name.first().filter(|_| name.len() > 1);
        first.is_some_and(|t| self.families.contains(&t.sym))
    }
}

/// Fills `out` with the entity of each mention.
///
/// Persons: full names first, over the whole document, so that a short form may stand before the full one; a short form then
/// takes the person of the document whose name holds it, the nearest before it that agrees in gender and office. Linear in the
/// mentions, but for short forms, which look at the document's persons of that name part only.
#[allow(clippy::too_many_arguments)]
pub(crate) fn bind(
    text: &Text<'_>,
    mentions: &[Mention],
    nouns: &[Noun],
    gazetteer: &Gazetteer,
    date: Option<Date>,
    home: &Home<'_>,
    entities: &mut DocEntities,
    out: &mut Vec<Option<EntityNo>>,
) {
    out.clear();
    out.resize(mentions.len(), None);
    // The countries that the document names, once a place asks for them.
    let named: OnceCell<FastSet<&str>> = OnceCell::new();
    let is_named = |country: &str| {
        let named = named.get_or_init(|| {
            let countries = mentions.iter().filter(|m| m.kind == Kind::Country);
            let first = countries.filter_map(|m| m.candidates.first());
            first.map(|c| &*gazetteer.entity(*c).id).collect()
        });
        named.contains(country)
    };
    // Places, organisations, occasions: the best candidate, else the name itself.
    for (i, m) in mentions.iter().enumerate() {
        if m.kind == Kind::Person {
            continue;
        }
        let n = match best_place(m, &is_named, home.polity.map(|v| &**v), gazetteer) {
            Some((ix, others)) => {
                let n = entities.of_row(ix, gazetteer);
                entities.may_be(n, others);
                n
            }
            None => {
                let surface = text.spelled(m.tokens.clone());
                entities.of_name(m.kind, fold_name(&surface), &surface)
            }
        };
        out[i] = Some(n);
    }
    if mentions.iter().any(|m| m.kind == Kind::Person) {
        let mut words = take(&mut entities.words);
        words.read(text, mentions);
        bind_persons(
            text, mentions, &words, nouns, gazetteer, date, home, entities, out,
        );
        entities.words = words;
    }
    for (m, n) in mentions.iter().zip(&*out) {
        if let Some(n) = n {
            let surfaces = &mut entities.get_mut(*n).surfaces;
            surfaces.insert(text, m.tokens.clone());
        }
    }
}

/// The entities of the persons' names among the mentions; those of places are bound.
#[allow(clippy::too_many_arguments)]
fn bind_persons(
    text: &Text<'_>,
    mentions: &[Mention],
    words: &NameWords,
    nouns: &[Noun],
    gazetteer: &Gazetteer,
    date: Option<Date>,
    home: &Home<'_>,
    entities: &mut DocEntities,
    out: &mut [Option<EntityNo>],
) {
    let hints = Hints::of(text, mentions, nouns, gazetteer, home, entities, out);
    // Full names; by words in any order: Takaichi Sanae, Sanae Takaichi.
    let mut by_words: FastMap<&[WordNo], EntityNo> = FastMap::default();
    let mut longer: FastMap<WordNo, Few<usize>> = FastMap::default();
    // Asked for only of people whom no row knows.
    let unknown = |m: &Mention| m.kind == Kind::Person && m.candidates.is_empty();
    let all = if mentions.iter().any(unknown) {
        mentions.len()
    } else {
        0
    };
    for i in 0..all {
        if let [_, _, .., last] = words.of(i) {
            let list: &mut Few<usize> = longer.entry(*last).or_default();
            // A name that stands often takes no other's place.
            if list.len() < NAMESAKES && !list.iter().any(|j| words.of(*j) == words.of(i)) {
                list.push(i);
            }
        }
    }
    let mut full: Vec<usize> = Vec::new();
    let mut any_short = false;
    for (i, m) in mentions.iter().enumerate() {
        if m.kind != Kind::Person {
            continue;
        }
        if !is_full(text, m, words.of(i)) {
            any_short = true;
            continue;
        }
        // The end of a longer name of the document is a short form of it.
        let part = m.candidates.is_empty()
            && words
                .of(i)
                .last()
                .and_then(|last| longer.get(last))
                .is_some_and(|names| {
                    names.iter().any(|j| {
                        let (whole, end) = (words.of(*j), words.of(i));
                        whole.len() > end.len() && whole.ends_with(end)
                    })
                });
        if part {
            any_short = true;
            continue;
        }
        let n = match by_words.get(words.sorted(i)) {
            Some(n) => *n,
            None => {
                // "Ca sĩ Nguyễn Văn An": of the many who bear a name of the home language none who has held an office.
                let hint = hints.at(i);
                let ours = home.owns(&text.tokens[m.tokens.clone()]);
                let other = hint.trade && ours;
                let full = m.candidates.iter().copied().filter(|c| {
                    let person = gazetteer.entity(*c).kind == Kind::Person;
                    person && (!other || gazetteer.tenures_of(*c).is_empty())
                });
                let mut pick = best_person(full, hint, gazetteer, date, false);
                if m.candidates.is_empty() && !ours && !hint.trade {
                    let rows = near_rows(text, m, hint, gazetteer);
                    let agree = !hint.classes.is_empty();
                    pick = best_person(rows.into_iter(), hint, gazetteer, date, agree);
                }
                match pick {
                    Pick::One(ix) => entities.of_row(ix, gazetteer),
                    pick => {
                        let surface = text.spelled(m.tokens.clone());
                        let n = entities.of_name(Kind::Person, folded_name(text, m), &surface);
                        entities.may_be(n, pick.open());
                        n
                    }
                }
            }
        };
        by_words.insert(words.sorted(i), n);
        out[i] = Some(n);
        full.push(i);
        note(entities, n, hints.at(i));
    }
    if !any_short {
        return;
    }
    // Short forms: the full names by each of their words.
    let mut parts = Parts::new(entities.len());
    for i in full {
        if let Some(n) = out.get(i).copied().flatten() {
            parts.add(i, n, words.of(i));
        }
    }
    for (i, m) in mentions.iter().enumerate() {
        if m.kind != Kind::Person || out[i].is_some() {
            continue;
        }
        let short = Short {
            text,
            mention: i,
            candidates: &m.candidates,
            hint: hints.at(i),
            gazetteer,
            date,
            home: home.polity.map(|v| &**v),
            entities,
        };
        let n = match short.meant(words, &mut parts) {
            Meant::Entity(n) => n,
            Meant::Row(Pick::One(ix)) => entities.of_row(ix, gazetteer),
            Meant::Row(pick) => {
                let surface = text.spelled(m.tokens.clone());
                let n = entities.of_name(Kind::Person, folded_name(text, m), &surface);
                entities.may_be(n, pick.open());
                n
            }
        };
        out[i] = Some(n);
        note(entities, n, hints.at(i));
        entities.crowded += usize::from(parts.crowd(words.of(i)));
    }
}

/// Records what the phrase says: gender and offices.
fn note(entities: &mut DocEntities, n: EntityNo, hint: &Hint<'_>) {
    let e = entities.get_mut(n);
    if e.gender.is_none() {
        e.gender = hint.gender;
    }
    if hint.classes.is_empty() {
        return;
    }
    for c in &hint.classes {
        let sole = hint.classes.len() == 1;
        let class = match &hint.field {
            Some(field) => in_field(c, field),
            None => (*c).clone(),
        };
        let same = |o: &&mut GivenOffice| {
            o.class == class && o.polity.as_ref() == hint.polity && o.former == hint.former
        };
        match e.offices.iter_mut().find(same) {
            Some(o) => o.sole |= sole,
            None => e.offices.push(GivenOffice {
                class,
                polity: hint.polity.cloned(),
                sole,
                title: hint.title.clone(),
                former: hint.former,
            }),
        }
    }
}

pub(super) fn fold_name(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    fold_words(s, &mut out);
    out
}

/// A name of two words and more that is no initial with a family name, or a one-word name that a row has as its full one.
/// Syllables joined by hyphens are one word ("Rô-ma-nô").
fn is_full(text: &Text<'_>, m: &Mention, words: &[WordNo]) -> bool {
    let joins = |t: &usize| {
        let hyphen = |h: &Token| h.is_punct('-') && !h.space_before;
        text.tokens.get(*t).is_some_and(hyphen)
            && text.tokens.get(t + 1).is_some_and(|n| !n.space_before)
    };
    let glued = m.tokens.clone().filter(joins).count();
    if words.len().saturating_sub(glued) >= 2 {
        // "V.Putin", "S.Mi-rơ-di-ép": the words behind the letters are one.
        let letters = words.iter().take_while(|w| letter(**w)).count();
        let syllable = joins(&(m.tokens.start + 1));
        let initial = letters > 0 && !syllable && words.len() - letters <= glued + 1;
        return !initial && m.form != Some(FormKind::Short);
    }
    matches!(m.form, Some(FormKind::Full | FormKind::Alias))
}

/// What a name can mean of the rows that bear it.
pub(super) enum Pick {
    /// None that fits.
    None,
    One(EntityIx),
    /// Several fit alike.
    Open(Vec<EntityIx>),
}

impl Pick {
    /// The rows between which it stays open.
    pub(super) fn open(self) -> Vec<EntityIx> {
        match self {
            Pick::Open(rows) => rows,
            Pick::None | Pick::One(_) => Vec::new(),
        }
    }
}

/// The candidate whose offices agree best with what the phrase says. Of those that agree alike the one who came into such an
/// office last; where that tells none apart it stays open.
pub(super) fn best_person(
    candidates: impl Iterator<Item = EntityIx>,
    hint: &Hint<'_>,
    gazetteer: &Gazetteer,
    date: Option<Date>,
    must_agree: bool,
) -> Pick {
    let mut best: Option<(i32, Option<Date>)> = None;
    let mut fitting: Few<EntityIx> = Few::None;
    for c in candidates {
        let row = gazetteer.entity(c);
        // An organisation of the own country is no other state.
        let of_country = |p: &str, country: Option<&str>| {
            gazetteer
                .find(p)
                .and_then(|ix| gazetteer.entity(ix).country.as_deref())
                .is_some_and(|c| Some(c) == country)
        };
        let mut score = 0;
        let mut latest = None;
        if let (Some(a), Some(b)) = (hint.gender, row.gender) {
            score += if a == b { 1 } else { -8 };
        }
        let mut agrees = false;
        for t in gazetteer.tenures_of(c) {
            let t = gazetteer.tenure(*t);
            let office = gazetteer.office(t.office);
            let class = hint.classes.iter().any(|h| fits_class(h, office));
            let polity = hint.polity.is_none_or(|p| *p == *office.polity);
            let now = date.is_none_or(|d| t.covers(d));
            if class && polity {
                agrees = true;
                latest = latest.max(Some(t.from));
                score = score.max(if now { 6 } else { 3 });
            } else if now && hint.classes.is_empty() {
                score = score.max(i32::from(3 - office.rank.min(3)) + 1);
            }
        }
        if let Some(p) = hint.polity {
            if row.country.as_deref() == Some(p) {
                score += 1;
                agrees |= hint.classes.is_empty();
            } else if row.country.is_some() && !agrees && !of_country(p, row.country.as_deref()) {
                score -= 4;
            }
        }
        let own = Some((score, latest));
        if score > -3 && (agrees || !must_agree) && own >= best {
            if own > best {
                fitting = Few::None;
            }
            fitting.push(c);
            best = own;
        }
    }
    match fitting.as_slice() {
        [] => Pick::None,
        [one] => Pick::One(*one),
        several => Pick::Open(several.to_vec()),
    }
}

/// Whether who holds an office leads a state.
pub(super) fn leads_state(held: &Tenure, gazetteer: &Gazetteer) -> bool {
    let office = gazetteer.office(held.office);
    let polity = gazetteer.find(&office.polity);
    office.leads() && polity.is_some_and(|p| gazetteer.entity(p).kind == Kind::Country)
}

/// Whether an office word's class is an office's, or that of one of its fields, or a minister's whatever he is the minister of.
pub(super) fn covers(word: &str, class: &str) -> bool {
    let minister = || class.ends_with("_minister") && class != "prime_minister";
    of_class(word, class) || word == "minister" && minister() && !class.starts_with(DEPUTY)
}

/// Whether an office is of a class, whatever its field: `minister.health` of `minister`.
pub(crate) fn of_class(word: &str, class: &str) -> bool {
    let rest = class.strip_prefix(word);
    rest.is_some_and(|r| r.is_empty() || r.starts_with('.'))
}

/// Whether an office word's class covers an office: the same, or `leader` a head's.
pub(super) fn fits_class(word: &str, office: &Office) -> bool {
    covers(word, &office.class)
        || (word == "leader" && office.leads())
        || (word == "chair" && &*office.class == "president")
}

/// So many different names of one last word are remembered, for shorter forms of them.
const NAMESAKES: usize = 32;

/// The best row of a place or organisation: a country before others, else a place in a country that the document names, else
/// one at home, else the largest; in these cases with the others that are not far smaller.
fn best_place(
    m: &Mention,
    named: &dyn Fn(&str) -> bool,
    home: Option<&str>,
    gazetteer: &Gazetteer,
) -> Option<(EntityIx, Vec<EntityIx>)> {
    let same: Few<EntityIx> = m
        .candidates
        .iter()
        .copied()
        .filter(|c| gazetteer.entity(*c).kind == m.kind)
        .collect();
    let list = if same.is_empty() {
        &m.candidates
    } else {
        &same
    };
    let first = *list.first()?;
    if list.len() < 2 || m.kind == Kind::Country {
        return Some((first, Vec::new()));
    }
    // A city ten times larger needs no help from the context.
    let most = gazetteer.entity(first).population;
    let near = |c: &EntityIx| gazetteer.entity(*c).population.saturating_mul(10) >= most;
    let in_named = |c: &EntityIx| {
        let country = gazetteer.entity(*c).country.as_deref();
        country.is_some_and(named)
    };
    if let Some(told) = list.iter().copied().find(|c| near(c) && in_named(c)) {
        return Some((told, Vec::new()));
    }
    // A paper need not say that a place lies at home.
    let at_home = |c: &EntityIx| home.is_some() && gazetteer.entity(*c).country.as_deref() == home;
    let likely = list.iter().copied().find(|c| near(c) && at_home(c));
    let chosen = likely.unwrap_or(first);
    let others = list.iter().copied().filter(|c| *c != chosen && near(c));
    Some((chosen, others.collect()))
}
