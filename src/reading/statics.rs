//! What lasts: who holds which office, which city lies where, who is married to whom. Told only where asked for.

use super::Reading;
use crate::discourse::{EntityNo, of_class};
use crate::extraction::{Evidence, Kind, Participant, Relation, Status, Words};
use crate::happening::stable_id;
use crate::phrase::Head;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A lasting fact, its members still by number.
pub(super) struct Fact {
    kind: &'static str,
    members: Vec<(EntityNo, &'static str)>,
    office: Option<String>,
    /// EDTF interval.
    time: Option<String>,
    basis: Vec<(&'static str, &'static str)>,
    /// The words that it was read from, or that name the first member.
    words: Range<usize>,
    rule: String,
}

/// Longest way from a person to the spouse named beside: a comma or "and", a title.
const BESIDE: usize = 4;

impl Reading<'_, '_> {
    /// The document's lasting facts, each once, in text order; entities that only a row names are added.
    pub(super) fn facts(&mut self) -> Vec<Fact> {
        let first = self.first_mentions();
        let mut out = Vec::new();
        self.cities(&first, &mut out);
        self.offices(&first, &mut out);
        self.spouses(&first, &mut out);
        let mut seen: BTreeSet<(&str, Vec<EntityNo>, Option<String>)> = BTreeSet::new();
        out.retain(|f| {
            let members = f.members.iter().map(|(e, _)| *e).collect();
            seen.insert((f.kind, members, f.office.clone()))
        });
        out.sort_by_key(|f| (f.words.start, f.kind));
        out
    }

    /// Where each entity is named first, and what found it there.
    fn first_mentions(&self) -> BTreeMap<EntityNo, (Range<usize>, String)> {
        let mut first = BTreeMap::new();
        let g = &self.extractor.gazetteer;
        for (m, e) in self.mentions.iter().zip(&self.bound) {
            if let Some(e) = e {
                let entry = first.entry(*e);
                entry.or_insert_with(|| (m.tokens.clone(), m.rule(g).into_owned()));
            }
        }
        for (noun, meant) in self.nouns.iter().zip(&self.meant) {
            if let (Head::Role, [e]) = (noun.head, meant.as_slice()) {
                let entry = first.entry(*e);
                entry.or_insert_with(|| {
                    (
                        noun.core.clone(),
                        self.extractor.phrases.rule_id(noun).to_string(),
                    )
                });
            }
        }
        first
    }

    fn cities(&mut self, first: &BTreeMap<EntityNo, (Range<usize>, String)>, out: &mut Vec<Fact>) {
        let g = &self.extractor.gazetteer;
        for (n, (words, rule)) in first {
            let country = self.entities.get(*n).known.and_then(|ix| {
                let row = g.entity(ix);
                (row.kind == Kind::City).then_some(row.country.as_deref())?
            });
            let Some(country) = country.and_then(|c| g.find(c)) else {
                continue;
            };
            let country = self.entities.of_row(country, g);
            out.push(Fact {
                kind: "located_in",
                members: vec![(*n, "place"), (country, "country")],
                office: None,
                time: None,
                basis: vec![("country", "table")],
                words: words.clone(),
                rule: rule.clone(),
            });
        }
    }

    fn offices(&mut self, first: &BTreeMap<EntityNo, (Range<usize>, String)>, out: &mut Vec<Fact>) {
        let g = &self.extractor.gazetteer;
        for (n, (words, rule)) in first {
            let e = self.entities.get(*n);
            if e.kind != Kind::Person {
                continue;
            }
            let given = e.offices.clone();
            let stated = |class: &str| given.iter().any(|o| of_class(&o.class, class) && !o.former);
            let mut told: Vec<(Words, Words)> = Vec::new();
            let tenures = match (e.known, self.day) {
                (Some(ix), Some(day)) => g
                    .tenures_of(ix)
                    .iter()
                    .map(|t| g.tenure(*t))
                    .filter(|t| t.covers(day))
                    .collect(),
                _ => Vec::new(),
            };
            for t in tenures {
                let office = g.office(t.office);
                let Some(polity) = g.find(&office.polity) else {
                    continue;
                };
                told.push((office.class.clone(), office.polity.clone()));
                let assumed = t.until.is_none() && self.day.is_some_and(|d| d > g.as_of());
                let mut basis = vec![(
                    "office",
                    if stated(&office.class) {
                        "stated"
                    } else {
                        "table"
                    },
                )];
                let time = t.since.as_ref().map(|since| {
                    basis.push(("time", if assumed { "table; assumed" } else { "table" }));
                    format!("{since}/{}", t.until.as_deref().unwrap_or(".."))
                });
                out.push(Fact {
                    kind: "holds_office",
                    members: vec![(*n, "holder"), (self.entities.of_row(polity, g), "polity")],
                    office: Some(String::from(&*office.class)),
                    time,
                    basis,
                    words: words.clone(),
                    rule: rule.clone(),
                });
            }
            // What only the text says; of the classes that a title can stand for the first.
            let mut titles: Vec<String> = Vec::new();
            for o in &given {
                let Some(polity) = o.polity.as_deref().and_then(|p| g.find(p)) else {
                    continue;
                };
                let known = told.iter().any(|(_, p)| o.polity.as_deref() == Some(&**p));
                let title = self.text.spelled(o.title.clone()).into_owned();
                if o.former || known || titles.contains(&title) {
                    continue;
                }
                titles.push(title);
                out.push(Fact {
                    kind: "holds_office",
                    members: vec![(*n, "holder"), (self.entities.of_row(polity, g), "polity")],
                    office: Some(String::from(&*o.class)),
                    time: None,
                    basis: vec![("office", "stated")],
                    words: words.clone(),
                    rule: rule.clone(),
                });
            }
        }
    }

    fn spouses(&mut self, first: &BTreeMap<EntityNo, (Range<usize>, String)>, out: &mut Vec<Fact>) {
        let g = &self.extractor.gazetteer;
        let person = |n: &crate::phrase::Noun| {
            let e = self.bound.get(n.name?).copied().flatten()?;
            (self.entities.get(e).kind == Kind::Person).then_some(e)
        };
        for p in &self.parsed {
            let nouns = self.nouns.get(p.nouns.clone()).unwrap_or(&[]);
            for pair in nouns.windows(2) {
                let [a, b] = pair else { continue };
                let beside = b.tokens.start.saturating_sub(a.tokens.end) <= BESIDE;
                let between = a.tokens.end..b.tokens.start;
                if !beside || a.companion || !(b.companion || self.spouse_word(between)) {
                    continue;
                }
                if let (Some(x), Some(y)) = (person(a), person(b))
                    && x != y
                {
                    out.push(Fact {
                        kind: "spouse_of",
                        members: vec![(x.min(y), "spouse"), (x.max(y), "spouse")],
                        office: None,
                        time: None,
                        basis: vec![("spouse", "stated")],
                        words: b.tokens.clone(),
                        rule: self.extractor.phrases.rule_id(b).to_string(),
                    });
                }
            }
        }
        for (n, (words, rule)) in first {
            let spouse = self.entities.get(*n).known.and_then(|ix| {
                let other = g.find(g.entity(ix).spouse.as_deref()?)?;
                self.entities.find_row(other)
            });
            if let Some(other) = spouse.filter(|o| o != n && first.contains_key(o)) {
                out.push(Fact {
                    kind: "spouse_of",
                    members: vec![(*n.min(&other), "spouse"), (*n.max(&other), "spouse")],
                    office: None,
                    time: None,
                    basis: vec![("spouse", "table")],
                    words: words.clone(),
                    rule: rule.clone(),
                });
            }
        }
    }

    /// Whether a word for a spouse stands among some tokens.
    fn spouse_word(&self, tokens: Range<usize>) -> bool {
        let x = self.extractor;
        let Some(role) = x.lexicon.find_class("role") else {
            return false;
        };
        tokens.clone().any(|at| {
            x.lexicon
                .longest_at(&self.text.tokens, at)
                .is_some_and(|(entry, n)| {
                    let sense = x.lexicon.sense(entry, role);
                    at + n <= tokens.end && sense.and_then(|s| s.attr("office")) == Some("spouse")
                })
        })
    }

    /// A fact in the form of a relation.
    pub(super) fn fact(
        &self,
        f: &Fact,
        index: &dyn Fn(EntityNo) -> usize,
        ids: &dyn Fn(EntityNo) -> String,
    ) -> Relation {
        let members: Vec<String> = f.members.iter().map(|(e, _)| ids(*e)).collect();
        let mut members: Vec<&str> = members.iter().map(String::as_str).collect();
        let sentence = self
            .text
            .sentences
            .iter()
            .find(|s| s.tokens.contains(&f.words.start))
            .map_or(f.words.clone(), |s| s.tokens.clone());
        Relation {
            id: stable_id(f.kind, &mut members, f.office.as_deref(), f.time.as_deref()),
            kind: f.kind.into(),
            status: Status::Occurred,
            reason: None,
            participants: f
                .members
                .iter()
                .enumerate()
                .map(|(i, (e, role))| Participant {
                    entity: index(*e),
                    role: (*role).into(),
                    span: (i == 0).then(|| self.text.span(f.words.clone())),
                })
                .collect(),
            office: f.office.clone().map(Into::into),
            place: None,
            inferred_place: None,
            time: f.time.clone(),
            occasion: None,
            count: None,
            basis: f
                .basis
                .iter()
                .map(|(slot, from)| ((*slot).into(), (*from).into()))
                .collect(),
            source: None,
            history: Vec::new(),
            plover: None,
            cameo: None,
            evidence: vec![Evidence {
                sentence: self.text.span(sentence),
                trigger: self.text.span(f.words.clone()),
                rule: f.rule.clone(),
                status: Status::Occurred,
                reason: None,
                source: None,
                cues: Vec::new(),
            }],
        }
    }

    /// The entities that facts speak of.
    pub(super) fn members(facts: &[Fact]) -> impl Iterator<Item = EntityNo> {
        facts.iter().flat_map(|f| f.members.iter().map(|(e, _)| *e))
    }
}
