//! The second pass: what the document shows elsewhere settles what the first could not tell.

use super::rank::{Ranking, order};
use super::scan::{Draft, Open, Scanned};
use super::shape::Shape;
use super::sheet::{Key, Sheet};
use super::{Mention, Source, UNIT_HEAD, cues};
use crate::extraction::Kind;
use crate::few::Few;
use crate::gazetteer::{EntityIx, NameId};
use crate::hash::{FastMap, FastSet};
use crate::text::token::Case;
use std::ops::Range;

/// What the document knows of names.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// A word that names a person, to the drafts that say so.
    persons: FastMap<Key, Few<usize>>,
    /// Words after kin terms and honorifics, alone: "chị Nga".
    personal: FastMap<Key, bool>,
    /// Whole names by their first word.
    names: FastMap<Key, Few<usize>>,
    countries: bool,
    /// First words of foreign organisations' names.
    organizations: FastSet<Key>,
    /// Countries that are named.
    pub(super) entities: FastSet<EntityIx>,
}

/// Settles the open runs and orders all mentions.
pub(crate) fn settle(
    sheet: &Sheet<'_>,
    scanned: &mut Scanned,
    known: &mut Known,
    ranking: &mut Ranking,
    out: &mut Vec<Mention>,
) {
    let Scanned { drafts, open } = scanned;
    retype_units(sheet, drafts);
    known.clear();
    for n in 0..drafts.len() {
        known.learn(sheet, drafts, n);
    }
    retype_countries(sheet, known, drafts);
    retype_cities(sheet, known, drafts);
    retype_clubs(sheet, drafts);
    drop_pronouns(sheet, known, drafts);
    let mut votes: FastMap<Vec<Key>, [usize; 3]> = FastMap::default();
    for o in &*open {
        if let Some((kind, _)) = o.hint {
            let slot = match kind {
                Kind::Person => 0,
                Kind::Organization | Kind::Occasion => 2,
                _ => 1,
            };
            let keys = o.tokens.clone().map(|i| sheet.key(i)).collect();
            let v: &mut [usize; 3] = votes.entry(keys).or_default();
            v[slot] += 1;
        }
    }
    let firm = drafts.len();
    for o in &*open {
        if let Some(d) = decide(sheet, known, firm, drafts, &votes, o) {
            drafts.push(d);
        }
    }
    for n in firm..drafts.len() {
        known.learn(sheet, drafts, n);
    }
    sweep(sheet, known, &mut ranking.taken, drafts);
    lengthen(sheet, known, drafts);
    order(sheet, known, drafts, ranking, out);
}

/// So many different names are kept for one word; a text with more of them is none.
const MOST: usize = 48;

/// Whether the words of two stretches of the same length are the same.
fn same_words(sheet: &Sheet<'_>, a: &Range<usize>, b: &Range<usize>) -> bool {
    a.clone().zip(b.clone()).all(|(a, b)| sheet.same_key(a, b))
}

impl Known {
    /// Empty, for another document.
    fn clear(&mut self) {
        self.persons.clear();
        self.personal.clear();
        self.names.clear();
        self.countries = false;
        self.organizations.clear();
        self.entities.clear();
    }

    fn learn(&mut self, sheet: &Sheet<'_>, drafts: &[Draft], n: usize) {
        let Some(d) = drafts.get(n) else { return };
        let mut words = d
            .tokens
            .clone()
            .filter(|i| sheet.tokens.get(*i).is_some_and(|t| t.is_word()));
        let all = words.clone();
        let count = all.clone().count();
        let Some(first) = words.next() else { return };
        let last = words.next_back().unwrap_or(first);
        if !sheet.shout(first) {
            let list = self.names.entry(sheet.key(first)).or_default();
            let same = |o: &usize| {
                drafts.get(*o).is_some_and(|o| {
                    o.kind == d.kind
                        && o.tokens.len() == d.tokens.len()
                        && same_words(sheet, &o.tokens, &d.tokens)
                })
            };
            if list.len() < MOST && !list.iter().any(same) {
                list.push(n);
            }
        }
        match d.kind {
            Kind::Country => {
                let ambiguous = |n: &NameId| sheet.gazetteer.name(*n).ambiguous;
                let entity = |n: &NameId| sheet.gazetteer.name(*n).entity;
                self.entities.extend(d.names.iter().map(entity));
                self.countries |= !d.names.iter().any(ambiguous);
            }
            Kind::Organization if count > 1 && !sheet.own(first) => {
                self.organizations.insert(sheet.key(first));
            }
            Kind::Person => {
                let long = count > 1;
                let mut add = |i: usize| {
                    let list = self.persons.entry(sheet.key(i)).or_default();
                    let same = |o: &usize| drafts.get(*o).is_some_and(|o| o.names == d.names);
                    if list.is_empty() || (long && list.len() < MOST && !list.iter().any(same)) {
                        list.push(n);
                    }
                };
                if count == 1 {
                    let cue = sheet.before(first).bits;
                    if d.titled {
                        add(first);
                        self.personal
                            .entry(sheet.key(first))
                            .and_modify(|p| *p |= cue & cues::PERSONAL != 0)
                            .or_insert(cue & cues::PERSONAL != 0);
                    }
                    return;
                }
                if sheet.own(first) && !sheet.is(first, cues::FAMILY_EAST) {
                    add(last);
                    return;
                }
                let spelled = |i: usize| sheet.text.slice(i..i + 1).chars().nth(1).is_some();
                if sheet.own(first) && all.clone().all(|i| sheet.own(i)) {
                    add(last);
                    if !sheet.is(first, cues::FAMILY) && spelled(first) {
                        add(first);
                    }
                    return;
                }
                for i in all {
                    if spelled(i) && !sheet.is(i, cues::PARTICLE | cues::SUFFIX) {
                        add(i);
                    }
                }
            }
            _ => {}
        }
    }

    /// The drafts that say that a word names a person.
    pub(super) fn person(&self, key: Key) -> &[usize] {
        self.persons.get(&key).map_or(&[], |drafts| drafts)
    }

    /// The drafts that begin with a word.
    fn named(&self, key: Key) -> &[usize] {
        self.names.get(&key).map_or(&[], |drafts| drafts)
    }
}

/// A unit that is called after somebody: "Trưởng Công an phường Lê Minh Ân", where the text has "phường Lê Minh Ân" as well.
fn retype_units(sheet: &Sheet<'_>, drafts: &mut [Draft]) {
    let head = |d: &Draft| d.source == Source::Shape(UNIT_HEAD);
    if !drafts.iter().any(head) {
        return;
    }
    let keys = |d: &Draft| -> Vec<Key> { d.tokens.clone().map(|i| sheet.key(i)).collect() };
    let unit = |d: &&Draft| matches!(d.kind, Kind::Place | Kind::City);
    let units = drafts.iter().filter(unit);
    let units: FastMap<Vec<Key>, (Kind, Source)> =
        units.map(|d| (keys(d), (d.kind, d.source))).collect();
    for d in drafts.iter_mut().filter(|d| head(d)) {
        if let Some(unit) = units.get(&keys(d)) {
            (d.kind, d.source) = *unit;
        }
    }
}

/// A short country name that is somebody's given name in this document.
fn retype_countries(sheet: &Sheet<'_>, known: &Known, drafts: &mut [Draft]) {
    for d in drafts {
        let single = d.tokens.len() == 1;
        if d.kind != Kind::Country || !single || d.titled {
            continue;
        }
        if !d.names.iter().any(|n| sheet.gazetteer.name(*n).ambiguous) {
            continue;
        }
        let key = sheet.key(d.tokens.start);
        let cue = sheet.before(d.tokens.start).bits;
        if cue & (cues::TITLE | cues::PLACE_NOUN | cues::BEFORE_PLACE) != 0 {
            continue;
        }
        let personal = known.personal.get(&key).copied().unwrap_or(false);
        let called = known.persons.contains_key(&key);
        // "bác sĩ Nga" of a text that has a Nguyễn Thị Nga
        let learned = called && cue & cues::LEARNED != 0;
        if personal || learned || (called && !known.countries) {
            d.kind = Kind::Person;
            d.names = Few::None;
            d.source = Source::Shape("person.document");
        }
    }
}

/// A foreign word that is a city's name elsewhere and here the last of a person's.
fn retype_cities(sheet: &Sheet<'_>, known: &Known, drafts: &mut [Draft]) {
    for n in 0..drafts.len() {
        let Some(d) = drafts.get(n) else { break };
        let i = d.tokens.start;
        let placed = cues::PLACE_NOUN | cues::BEFORE_PLACE | cues::LOCAL;
        if matches!(d.kind, Kind::City | Kind::Place)
            && d.tokens.len() == 1
            && !sheet.own(i)
            && sheet.before(i).bits & placed == 0
            && !sheet.country_at(d.tokens.end + 1)
            && known.person(sheet.key(i)).iter().any(|n| {
                let long = |d: &Draft| d.tokens.len() > 1;
                drafts.get(*n).is_some_and(long)
            })
            && let Some(d) = drafts.get_mut(n)
        {
            d.kind = Kind::Person;
            d.names = Few::None;
            d.source = Source::Shape("person.document");
        }
    }
}

/// A city whose name a club has too, in a text that tells of sport: "tiền đạo A sang Liverpool".
fn retype_clubs(sheet: &Sheet<'_>, drafts: &mut [Draft]) {
    if !sheet.has_cue(cues::SPORT) {
        return;
    }
    for d in drafts {
        let i = d.tokens.start;
        let placed = sheet.before(i).bits & (cues::PLACE_NOUN | cues::WITHIN) != 0;
        if d.kind != Kind::City || placed {
            continue;
        }
        let club = sheet.matches_at(i).iter();
        let club = club
            .filter(|m| m.end == d.tokens.end)
            .find(|m| sheet.club(**m));
        // "Liverpool (Anh)": the city.
        let end = d.tokens.end;
        let set_off = sheet.punct(end, ',') || sheet.punct(end, '(');
        let Some(club) = club.filter(|_| !(set_off && sheet.country_at(end + 1))) else {
            continue;
        };
        d.kind = Kind::Organization;
        d.names = Few::One(club.name);
        d.source = Source::Row(club.name);
    }
}

/// "Anh" at the head of a sentence in a text that names no country is a pronoun.
fn drop_pronouns(sheet: &Sheet<'_>, known: &Known, drafts: &mut [Draft]) {
    if known.countries {
        return;
    }
    let kin = |d: &Draft| {
        d.kind == Kind::Country
            && d.tokens.len() == 1
            && sheet.first(d.tokens.start)
            && sheet.starts(d.tokens.start).bits & cues::KIN != 0
            && !sheet.in_brackets(d.tokens.start, d.tokens.end)
    };
    let firm = drafts.iter().any(|d| d.kind == Kind::Country && !kin(d));
    if !firm {
        // Indices into the drafts were learnt before: the draft stays, as nothing.
        for d in drafts.iter_mut() {
            if kin(d) {
                d.tokens.end = d.tokens.start;
            }
        }
    }
}

fn decide(
    sheet: &Sheet<'_>,
    known: &Known,
    firm: usize,
    drafts: &[Draft],
    votes: &FastMap<Vec<Key>, [usize; 3]>,
    o: &Open,
) -> Option<Draft> {
    let i = o.tokens.start;
    let draft = |kind: Kind, id: &'static str, names: Few<NameId>| {
        Some(Draft {
            tokens: o.tokens.clone(),
            kind,
            names,
            source: Source::Shape(id),
            titled: false,
        })
    };
    if sheet.shout(i) {
        return None;
    }
    // The same words are a place elsewhere: "huyện Bến Cầu … (Bến Cầu)"; or somebody: "nghệ sĩ Diệu Hiền … thăm Diệu Hiền".
    for n in known.named(sheet.key(i)) {
        if let Some(d) = drafts.get(*n)
            && (d.kind != Kind::Person || d.titled && d.tokens.len() > 1)
            && d.tokens.len() == o.tokens.len()
            && same_words(sheet, &d.tokens, &o.tokens)
        {
            return draft(d.kind, "document", d.names.clone());
        }
    }
    let single = o.tokens.len() == 1;
    if single && !sheet.own(i) && known.organizations.contains(&sheet.key(i)) {
        return draft(Kind::Organization, "organization.document", Few::None);
    }
    let country = o.names.iter().find(|n| {
        let e = sheet.gazetteer.name(**n).entity;
        sheet.gazetteer.entity(e).kind == Kind::Country && known.entities.contains(&e)
    });
    // "Nhật ký" at the head of a sentence is none.
    let idiom = sheet.starts(i).bits & cues::IDIOM != 0;
    if let Some(n) = country
        && !(sheet.first(i) && idiom)
        && !sheet.capital(o.tokens.end)
        && !known.persons.contains_key(&sheet.key(i))
    {
        return draft(Kind::Country, "country.document", Few::One(*n));
    }
    let ordinary = sheet.first(i) && sheet.is(i, cues::COMMON) && sheet.seen_lower(i);
    if single && !known.person(sheet.key(i)).is_empty() && !ordinary {
        return draft(Kind::Person, "person.document", Few::None);
    }
    let [person, place, org] = if votes.is_empty() {
        [0; 3]
    } else {
        let keys: Vec<Key> = o.tokens.clone().map(|i| sheet.key(i)).collect();
        votes.get(&keys).copied().unwrap_or_default()
    };
    if person + place + org > 0 {
        if person >= place && person >= org {
            return draft(Kind::Person, "person.says", Few::None);
        }
        if place >= org {
            return draft(Kind::Place, "place.preposition", Few::None);
        }
        return draft(Kind::Organization, "organization.says", Few::None);
    }
    match o.shape {
        // A letter is signed in brackets: "(Minh Tuấn, Huế)".
        Some(Shape::Given | Shape::WeakFamily)
            if !sheet.first(i)
                // At the head of a sentence any word has a capital: none that is a common one.
                || !sheet.is(i, cues::COMMON) && !glued(sheet, i)
                || i.checked_sub(1).is_some_and(|p| sheet.punct(p, '('))
                    && (sheet.punct(o.tokens.end, ',') || sheet.punct(o.tokens.end, ')')) =>
        {
            draft(Kind::Person, "person.given", Few::None)
        }
        _ if beside_person(sheet, firm, drafts, o) => draft(Kind::Person, "person.list", Few::None),
        _ => None,
    }
}

/// Whether words that may be a name stand in one list with a person: "Chi Pu, Diệp Lâm Anh và Erik".
fn beside_person(sheet: &Sheet<'_>, firm: usize, drafts: &[Draft], o: &Open) -> bool {
    let Range { start, end } = o.tokens;
    let words = o.tokens.len();
    let lower = |i: usize| sheet.tokens.get(i).is_some_and(|t| t.case == Case::Lower);
    let comma = start > 0 && sheet.punct(start - 1, ',');
    let name = (2..=4).contains(&words)
        && o.tokens.clone().all(|i| sheet.capital(i) && !sheet.abbreviation(i))
        && sheet.before(start).bits & (cues::ORG | cues::PLACE_NOUN | cues::BEFORE_PLACE) == 0
        // ", Ngày Quốc khánh": a common word that goes on in lower case.
        && !(sheet.is(start, cues::COMMON) && comma && lower(end));
    if !name {
        return false;
    }
    let (sorted, late) = drafts.split_at(firm.min(drafts.len()));
    let after = sheet.starts(end);
    let right = if sheet.punct(end, ',') {
        Some(end + 1)
    } else {
        (after.bits & cues::AND != 0).then_some(end + after.len)
    };
    let person = |d: &Draft| d.kind == Kind::Person && d.tokens.len() > 1;
    let follows = right.is_some_and(|at| {
        let n = sorted.partition_point(|d| d.tokens.start < at);
        sorted
            .get(n)
            .is_some_and(|d| d.tokens.start == at && person(d))
    });
    let before = sheet.before(start);
    let left = if comma {
        Some(start - 1)
    } else {
        (before.bits & cues::AND != 0).then(|| start.saturating_sub(before.len))
    };
    follows
        || left.is_some_and(|at| {
            let n = sorted.partition_point(|d| d.tokens.start < at);
            let mut near = sorted[..n].last().into_iter().chain(late.last());
            near.any(|d| d.tokens.end == at && person(d))
        })
}

/// What a bracket or a stop without a space stands before is the rest of something: "H.Sơn Hà", "(Long An cũ)".
fn glued(sheet: &Sheet<'_>, i: usize) -> bool {
    i.checked_sub(1)
        .is_some_and(|p| sheet.punct(p, '(') || sheet.punct(p, '.') && !sheet.spaced(i))
}

/// Names of the document where the first pass did not look: lines of capitals, heads of sentences.
fn sweep(sheet: &Sheet<'_>, known: &Known, taken: &mut Vec<bool>, drafts: &mut Vec<Draft>) {
    if known.names.is_empty() && known.persons.is_empty() {
        return;
    }
    taken.clear();
    taken.resize(sheet.len(), false);
    for d in drafts.iter() {
        if let Some(t) = taken.get_mut(d.tokens.clone()) {
            t.fill(true);
        }
    }
    let mut next = 0;
    for i in sheet.spots() {
        if i < next || taken[i] || !sheet.capital(i) {
            continue;
        }
        // "Trung ương": of a longer word that the pack has the first syllable is no name.
        let lower = sheet
            .tokens
            .get(i + 1)
            .is_some_and(|t| t.case == Case::Lower);
        if lower && sheet.starts(i).bits & cues::ORG_FIELD != 0 && sheet.starts(i).len > 1 {
            continue;
        }
        let mut best: Option<(usize, usize)> = None;
        for n in known.named(sheet.key(i)) {
            let Some(d) = drafts.get(*n) else { continue };
            let len = d.tokens.len();
            let same = i + len <= sheet.len()
                && d.tokens.clone().zip(i..).all(|(a, b)| {
                    sheet.same_key(a, b)
                        && !taken[b]
                        && sheet.tokens[a].kind == sheet.tokens[b].kind
                });
            if !same {
                continue;
            }
            let capital = (i..i + len).all(|j| sheet.capital(j) || sheet.punct(j, '-') || len > 1);
            let alone = len > 1
                || sheet.shout(i) && !sheet.own(i)
                || (!sheet.shout(i)
                    && d.kind == Kind::Person
                    && !(sheet.is(i, cues::COMMON) && sheet.seen_lower(i)));
            if capital && alone && best.is_none_or(|(l, _)| len > l) {
                best = Some((len, *n));
            }
        }
        // "ông Ca": behind a form of address even a common word is the name that the document has.
        let addressed = sheet.before(i).bits & cues::HONORIFIC != 0;
        let ordinary = sheet.is(i, cues::COMMON) && !addressed;
        let single = sheet.shout(i) && !sheet.own(i) || !sheet.shout(i) && !ordinary;
        // "David Villa" is another man than "David Gill".
        let another = !sheet.own(i)
            && sheet.capital(i + 1)
            && !sheet.own(i + 1)
            && !sheet.abbreviation(i + 1)
            && taken.get(i + 1) == Some(&false);
        if best.is_none()
            && single
            && !another
            && !sheet.is(i, cues::ORG_WORD | cues::THING_WORD)
            && let Some(n) = known.person(sheet.key(i)).first()
        {
            best = Some((1, *n));
        }
        let Some((len, n)) = best else {
            continue;
        };
        let Some(d) = drafts.get(n) else { break };
        let whole = len == d.tokens.len();
        let draft = Draft {
            tokens: i..i + len,
            kind: d.kind,
            names: if whole { d.names.clone() } else { Few::None },
            source: if whole {
                d.source
            } else {
                Source::Shape("person.document")
            },
            titled: false,
        };
        drafts.push(draft);
        next = i + len;
    }
}

/// The last two words of a name where one alone was told: "Bích Hạnh" of "Lê Thị Bích Hạnh".
fn lengthen(sheet: &Sheet<'_>, known: &Known, drafts: &mut [Draft]) {
    for n in 0..drafts.len() {
        let Some(d) = drafts.get(n) else { break };
        let i = d.tokens.start;
        let single = d.kind == Kind::Person && d.tokens.len() == 1 && d.names.is_empty();
        let Some(before) = i.checked_sub(1).filter(|b| single && sheet.capital(*b)) else {
            continue;
        };
        let tail = |o: &usize| {
            drafts.get(*o).is_some_and(|o| {
                o.tokens.len() > 2
                    && sheet.same_key(o.tokens.end - 1, i)
                    && sheet.same_key(o.tokens.end - 2, before)
            })
        };
        let longer = known.person(sheet.key(i)).iter().any(tail);
        if longer && let Some(d) = drafts.get_mut(n) {
            d.tokens.start = before;
        }
    }
}
