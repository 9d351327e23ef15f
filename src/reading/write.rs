//! Writing down what was read.

use super::Reading;
use crate::digits::push_digits;
use crate::discourse::{CROWD, DocEntity, EntityNo, GivenOffice, of_class};
use crate::extraction::{
    Cue, Entity, Evidence, Extraction, Form, HeldOffice, Kind, Mention as MentionOut, Participant,
    Phase, Relation, Source, Status, TimeMention, Words,
};
use crate::few::Few;
use crate::gazetteer::NameId;
use crate::happening::{Coded, Happening, LOOK_BACK, Merged, Stage, Teller, codes, stable_id};
use crate::phrase::Head;
use crate::text::fold::{same_spelling, spelling};
use crate::text::{BUSY, LONG, readable};
use crate::time::Edtf;
use jiff::civil::Date;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::mem::take;
use std::ops::Range;

impl Reading<'_, '_> {
    pub(super) fn write(&mut self, merged: Merged) -> Extraction {
        let x = self.extractor;
        let limits = self.limits(&merged);
        let happenings = merged.happenings;
        let facts = if x.static_relations {
            self.facts()
        } else {
            Vec::new()
        };
        let g = &x.gazetteer;
        // Entities in order of number; only those that a mention or relation uses.
        let mut used = take(&mut self.used);
        used.extend(self.bound.iter().flatten());
        let mut nominals: Vec<(Range<usize>, EntityNo, &Words)> = Vec::new();
        for (n, noun) in self.nouns.iter().enumerate() {
            if noun.head == Head::Role
                && let Some([e]) = self.meant.get(n).map(|m| &m[..])
            {
                nominals.push((noun.core.clone(), *e, x.phrases.rule_id(noun)));
                used.push(*e);
            }
        }
        for h in &happenings {
            used.extend(h.participants.iter().map(|p| p.entity));
            used.extend(h.place);
            used.extend(h.journey.map(|(place, _)| place));
            let tellers = h.tellings.iter().filter_map(|c| c.teller.as_ref());
            used.extend(tellers.filter_map(|t| t.entity));
            used.extend(h.occasion);
        }
        used.extend(Self::members(&facts));
        let open = self.open_readings();
        used.extend(open.values().flatten());
        used.extend(self.open_roles.iter().flat_map(|(_, both)| both));
        used.sort_unstable();
        used.dedup();
        let order = used;
        let index = |n: EntityNo| order.binary_search(&n).unwrap_or(0);
        let entities = order
            .iter()
            .map(|n| self.entity(*n))
            .collect::<Vec<Entity>>();
        let mut others: Vec<MentionOut> =
            Vec::with_capacity(nominals.len() + self.open_roles.len());
        for (tokens, e, rule) in nominals {
            others.push(MentionOut {
                span: self.text.span(tokens),
                kind: Kind::Person,
                form: Form::Nominal,
                entity: Some(index(e)),
                candidates: Vec::new(),
                rule: rule.clone(),
            });
        }
        for (noun, both) in &self.open_roles {
            let noun = &self.nouns[*noun];
            let mut both = both.map(index);
            both.sort_unstable();
            others.push(MentionOut {
                span: self.text.span(noun.core.clone()),
                kind: Kind::Person,
                form: Form::Nominal,
                entity: None,
                candidates: both.to_vec(),
                rule: x.phrases.rule_id(noun).clone(),
            });
        }
        let place = |m: &MentionOut| (m.span.start, Reverse(m.span.end), m.kind, m.form);
        others.sort_by_key(place);
        let mut mentions: Vec<MentionOut> = Vec::with_capacity(self.mentions.len() + others.len());
        let mut others = others.into_iter().peekable();
        for (i, m) in self.mentions.iter().enumerate() {
            let entity = self.bound.get(i).copied().flatten();
            let candidates = entity.filter(|_| !open.is_empty());
            let candidates = candidates.and_then(|e| open.get(&e)).map_or(&[][..], |o| o);
            let name = MentionOut {
                span: self.text.span(m.tokens.clone()),
                kind: m.kind,
                form: Form::Name,
                entity: entity.map(index),
                candidates: candidates.iter().map(|e| index(*e)).collect(),
                rule: m.rule(g),
            };
            while let Some(other) = others.next_if(|o| place(o) < place(&name)) {
                mentions.push(other);
            }
            mentions.push(name);
        }
        mentions.extend(others);
        // Names are in order: what is to sort is seen and not moved.
        mentions.sort_by_key(place);
        mentions.dedup_by(|a, b| a.span == b.span && a.form == b.form && a.kind == b.kind);
        let times = self
            .times
            .iter()
            .enumerate()
            .map(|(i, t)| TimeMention {
                span: self.text.span(t.tokens.clone()),
                value: self.values[i].map(Edtf::written),
                rule: x.times.rule_id(t.rule).clone(),
            })
            .collect();
        let mut relations: Vec<Relation> = happenings
            .into_iter()
            .map(|h| self.relation(h, &index, &entities))
            .collect();
        let ids = |n: EntityNo| {
            entities
                .get(index(n))
                .map_or_else(String::new, |e| e.id.to_string())
        };
        relations.extend(facts.iter().map(|f| self.fact(f, &index, &ids)));
        let first = |r: &Relation| {
            let e = r.evidence.first();
            e.map(|e| (e.sentence.start, e.trigger.start))
        };
        self.used = order;
        relations.sort_by(|a, b| first(a).cmp(&first(b)).then_with(|| a.kind.cmp(&b.kind)));
        Extraction {
            id: self.document.id.clone(),
            date: self.document.date.map(written),
            language: x.language.clone(),
            entities,
            mentions,
            times,
            relations,
            limits,
        }
    }

    /// What the limits that keep reading linear left out.
    fn limits(&self, merged: &Merged) -> Vec<String> {
        let read = readable(self.document.text).len();
        let cut = self.text.sentences.iter().filter(|s| s.cut);
        let (long, busy): (Vec<_>, Vec<_>) = cut.partition(|s| s.tokens.len() >= LONG);
        let mut out = Vec::new();
        // Asked for each document: nothing is written out for the many that no limit touches.
        let mut tell = |n: usize, what: &dyn Fn() -> String| {
            if n > 0 {
                out.push(format!("{}: {n}", what()));
            }
        };
        tell(self.document.text.len() - read, &|| {
            format!("bytes beyond {read} that were not read")
        });
        tell(long.len(), &|| format!("sentences cut at {LONG} words"));
        tell(busy.len(), &|| format!("sentences cut at {BUSY} events"));
        tell(self.entities.crowded, &|| {
            format!("short names weighed against {CROWD} full ones, not all")
        });
        tell(merged.uncompared, &|| {
            format!("relations compared with the last {LOOK_BACK} of their kind, not all")
        });
        out
    }

    /// What the entities of the names may be as well.
    fn open_readings(&mut self) -> BTreeMap<EntityNo, Vec<EntityNo>> {
        let g = &self.extractor.gazetteer;
        let bound = self.bound.iter().flatten().copied();
        let mut named: Vec<EntityNo> = bound
            .filter(|n| !self.entities.get(*n).may_be.is_empty())
            .collect();
        // Asked for each document: few names stay open.
        if named.is_empty() {
            return BTreeMap::new();
        }
        named.sort_unstable();
        named.dedup();
        named
            .into_iter()
            .map(|n| {
                let rows = self.entities.get(n).may_be.clone();
                let others = rows.into_iter().map(|ix| self.entities.of_row(ix, g));
                (n, others.collect())
            })
            .collect()
    }

    pub(super) fn entity(&self, n: EntityNo) -> Entity {
        let g = &self.extractor.gazetteer;
        let e = self.entities.get(n);
        let row = e.known.map(|ix| g.entity(ix));
        let mut offices = Vec::new();
        let words = |o: &GivenOffice| self.text.spelled(o.title.clone()).into_owned().into();
        for t in e.known.map_or(&[][..], |ix| g.tenures_of(ix)) {
            let t = g.tenure(*t);
            if self.day.is_some_and(|d| t.covers(d)) {
                let o = g.office(t.office);
                let assumed = t.until.is_none() && self.day.is_some_and(|d| d > g.as_of());
                let called = e.offices.iter().find(|x| of_class(&x.class, &o.class));
                offices.push(HeldOffice {
                    office: o.class.clone(),
                    title: called.map(words).unwrap_or_default(),
                    polity: Some(o.polity.clone()),
                    since: t.since.clone(),
                    until: t.until.clone(),
                    basis: assumed.then_some(Words::Borrowed("assumed")),
                });
            }
        }
        for o in &e.offices {
            if o.former || offices.iter().any(|x| of_class(&o.class, &x.office)) {
                continue;
            }
            offices.push(HeldOffice {
                office: o.class.clone(),
                title: words(o),
                polity: o.polity.clone(),
                since: None,
                until: None,
                basis: Some("document".into()),
            });
        }
        let name = match row {
            Some(_) => e.name.clone(),
            // The longest form that the document uses.
            None => e
                .surfaces
                .iter(&self.text)
                .map(|s| (s.chars().count(), Reverse(s)))
                .max()
                .map_or_else(|| e.name.clone(), |(_, s)| s.0.into_owned().into()),
        };
        let id = match row {
            Some(r) => r.id.clone(),
            None => {
                let mut id = String::with_capacity(14);
                id.push_str("doc:");
                push_digits(&mut id, n as u32);
                id.into()
            }
        };
        Entity {
            id,
            known: row.is_some(),
            kind: e.kind,
            aliases: self.aliases(e, &name),
            name,
            wikidata: row.and_then(|r| r.wikidata.clone()),
            country: row.and_then(|r| r.country.clone()),
            offices,
        }
    }

    /// Other forms of a name: those of its row, and those of the text that are written otherwise than all others, not merely
    /// spelled otherwise.
    fn aliases(&self, e: &DocEntity, name: &str) -> Vec<Words> {
        let g = &self.extractor.gazetteer;
        let own = e.known.map_or(&[][..], |ix| g.forms_of(ix));
        let form = |n: &NameId| &g.name(*n).form;
        let mut more: Vec<Cow<'_, str>> = Vec::new();
        more.extend(e.surfaces.iter(&self.text).filter(|s| {
            **s != *name
                && own.binary_search_by(|n| (**form(n)).cmp(s)).is_err()
                && !same_spelling(s, name)
                && !own.iter().any(|n| same_spelling(s, form(n)))
        }));
        if more.len() > 1 {
            let mut seen: HashSet<String> = HashSet::new();
            more.retain(|s| seen.insert(spelling(s)));
        }
        let mut out: Vec<Words> = Vec::new();
        for other in own.iter().map(form).filter(|f| **f != *name) {
            if out.is_empty() {
                out.reserve_exact(own.len() + more.len());
            }
            if out.last() != Some(other) {
                out.push(other.clone());
            }
        }
        if !more.is_empty() {
            out.extend(more.into_iter().map(|s| s.into_owned().into()));
            out.sort_unstable();
        }
        out
    }

    pub(super) fn relation(
        &self,
        h: Happening,
        index: &dyn Fn(EntityNo) -> usize,
        entities: &[Entity],
    ) -> Relation {
        let kind = self.extractor.frames.kind(&h.kind);
        let circumstances = self.circumstances(&h);
        let (plover, cameo) = kind.map_or((None, None), |k| {
            let of = Coded {
                status: h.status,
                reason: h.reason,
                circumstances: &circumstances,
            };
            codes(k, &of)
        });
        let mut h = h;
        h.tellings.sort_by_key(|c| (c.trigger.start, c.trigger.end));
        let phase = |s: Stage| Phase {
            status: s.status,
            reason: s.reason.map(Into::into),
            evidence: s.telling,
        };
        // One stage is the status.
        let mut stages = match h.tellings.len() {
            0 | 1 => Vec::new(),
            _ => h.stages(),
        };
        if stages.len() == 1 {
            stages.clear();
        }
        let history: Vec<Phase> = stages.into_iter().map(phase).collect();
        let source = |t: &Teller| Source {
            entity: t.entity.map(index),
            span: self.text.span(t.tokens.clone()),
        };
        let evidence: Vec<Evidence> = std::mem::take(&mut h.tellings)
            .into_iter()
            .map(|c| Evidence {
                sentence: self
                    .text
                    .span(self.text.sentences[c.sentence].tokens.clone()),
                trigger: self.text.span(c.trigger),
                rule: c.rule,
                status: c.status,
                reason: c.reason.map(Into::into),
                source: c.teller.as_ref().map(source),
                cues: c
                    .cues
                    .into_iter()
                    .map(|(k, t)| Cue {
                        span: self.text.span(t),
                        cue: k.into(),
                    })
                    .collect(),
            })
            .collect();
        let participants: Vec<Participant> = h
            .participants
            .iter()
            .map(|p| Participant {
                entity: index(p.entity),
                role: p.role.clone(),
                span: (!p.tokens.is_empty()).then(|| self.text.span(p.tokens.clone())),
            })
            .collect();
        let time = h.time.map(Edtf::written);
        let mut known: Vec<&str> = participants
            .iter()
            .filter_map(|p| entities.get(p.entity))
            .map(|e| &*e.id)
            .collect();
        let place = h.place.map(index);
        let place_id = place.and_then(|p| entities.get(p)).map(|e| &*e.id);
        let mut basis: Vec<(Words, Words)> = Vec::with_capacity(5);
        let mut say = |slot: &'static str, how: &'static str| {
            basis.push((Words::Borrowed(slot), Words::Borrowed(how)));
        };
        let near = |distance: u8| match distance {
            0 | 1 => "stated",
            _ => "stated nearby",
        };
        if place.is_some() {
            say("place", near(h.place_distance));
        }
        if let Some((_, why)) = h.journey {
            say("inferred_place", why);
        }
        if let Some((_, ordinal)) = h.count {
            let how = if ordinal { "ordinal" } else { "stated" };
            say("count", how);
        }
        if time.is_some() {
            say("time", near(h.time_distance));
        }
        say("status", if h.marked { "cue" } else { "no cue" });
        Relation {
            id: stable_id(
                &h.kind,
                &mut known,
                place_id.filter(|_| kind.is_some_and(|k| k.journey)),
                time.as_deref(),
            ),
            kind: h.kind,
            status: h.status,
            reason: h.reason.map(Into::into),
            participants,
            office: None,
            place,
            inferred_place: h.journey.map(|(place, _)| index(place)),
            time,
            occasion: h.occasion.map(index),
            count: h.count.map(|(n, _)| n),
            basis,
            source: reported(&evidence, h.status),
            history,
            plover,
            cameo,
            evidence,
        }
    }

    /// What the codes ask about the participants and the place.
    fn circumstances(&self, h: &Happening) -> Few<&'static str> {
        let role = |name: &str| h.participants.iter().any(|p| &*p.role == name);
        let mut out = Few::default();
        if role("mediator") {
            out.push("mediated");
        }
        if role("host") {
            out.push("hosted");
        }
        let geography = self.geography();
        let place = h.place.and_then(|p| geography.country(p));
        // A third place is at home for nobody, and whose home is not known may be at home there.
        let third = place.is_some_and(|country| {
            h.participants.len() > 1
                && h.participants.iter().all(|p| {
                    geography.home(p.entity).is_some_and(|home| home != country)
                        && !geography.serves(p.entity, country)
                })
        });
        if third {
            out.push("third_place");
        }
        if h.participants.len() > 2 {
            out.push("multilateral");
        }
        out
    }
}

/// Who says so, where nothing but reports tell of it: a passage of the paper's own needs no source.
fn reported(evidence: &[Evidence], status: Status) -> Option<Source> {
    let mut own = evidence.iter().filter(|e| e.status == status);
    let first = own.next()?.source.clone()?;
    own.all(|e| e.source.is_some()).then_some(first)
}

/// A day as text. (What the calendar writes by way of its own machinery, at some hundreds of instructions more.)
fn written(day: Date) -> String {
    let (year, month, date) = (day.year(), day.month(), day.day());
    if !(1000..10_000).contains(&year) {
        return day.to_string();
    }
    let mut out = String::with_capacity(10);
    for n in [year / 100, year % 100, month.into(), date.into()] {
        if out.len() > 2 {
            out.push('-');
        }
        out.extend([n / 10, n % 10].map(|digit| char::from(b'0' + digit as u8)));
    }
    out
}
