//! Reading one document: the stages in order, and their results as an [`Extraction`].

mod ask;
#[cfg(test)]
mod clause_tests;
mod statics;
mod trace;

use crate::clause::{Chunk, Clause, Piece, PrepRole, chunks, clauses};
use crate::discourse::{DocEntities, EntityNo, Home, RoleContext, RoleTable, State, bind};
use crate::document::Document;
use crate::extraction::{
    Cue, Entity, Evidence, Extraction, Form, HeldOffice, Kind, Mention as MentionOut, Participant,
    Relation, Status, TimeMention,
};
use crate::extractor::{Extractor, Stage};
use crate::frame::{Filled, FrameInput, Mark, OR_SUBJECT, PlaceNeed, fill, judge};
use crate::gazetteer::Gazetteer;
use crate::happening::{Candidate, Happening, Participation, Places, codes, merge, stable_id};
use crate::mention::{Mention, mentions};
use crate::phrase::{Head, Noun, build};
use crate::text::{BlockKind, LONG, Text};
use crate::time::{Anchors, Direction, Edtf, Grain, TimeExpression, find};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::ops::Range;

/// A sentence's row of chunks, cut into clauses.
struct Parsed {
    sentence: usize,
    nouns: Range<usize>,
    chunks: Vec<Chunk>,
    clauses: Vec<Clause>,
}

/// One document between text and result.
pub(crate) struct Reading<'e, 't> {
    extractor: &'e Extractor,
    document: &'t Document<'t>,
    text: Text<'t>,
    times: Vec<TimeExpression>,
    mentions: Vec<Mention>,
    nouns: Vec<Noun>,
    parsed: Vec<Parsed>,
    entities: DocEntities,
    /// The entity of each mention.
    bound: Vec<Option<EntityNo>>,
    /// The entities that each noun phrase means.
    meant: Vec<Vec<EntityNo>>,
    /// The value of each time.
    values: Vec<Option<Edtf>>,
    /// The day talked of where each time stands.
    talked_at: Vec<Option<Edtf>>,
    /// The day against which roles are read.
    day: Option<Date>,
}

impl<'e, 't> Reading<'e, 't> {
    pub(crate) fn new(extractor: &'e Extractor, document: &'t Document<'t>) -> Self {
        let text = Text::read(document.text, &extractor.vocabulary, &extractor.lexicon);
        let mut times = Vec::new();
        for s in &text.sentences {
            times.extend(find(&text, s, &extractor.lexicon, &extractor.times));
        }
        let mentions = mentions(&text, &extractor.cues, &extractor.gazetteer);
        let mut reading = Reading {
            extractor,
            document,
            values: vec![None; times.len()],
            talked_at: vec![None; times.len()],
            text,
            times,
            mentions,
            nouns: Vec::new(),
            parsed: Vec::new(),
            entities: DocEntities::default(),
            bound: Vec::new(),
            meant: Vec::new(),
            day: document.date,
        };
        reading.parse();
        reading
    }

    /// Reads up to a stage: see [`Extractor::count`].
    pub(crate) fn count(
        extractor: &'e Extractor,
        document: &'t Document<'t>,
        stage: Stage,
    ) -> usize {
        if stage >= Stage::Clauses {
            let reading = Reading::new(extractor, document);
            return if stage == Stage::Clauses {
                reading.parsed.iter().map(|p| p.chunks.len()).sum()
            } else {
                reading.finish().relations.len()
            };
        }
        let text = Text::read(document.text, &extractor.vocabulary, &extractor.lexicon);
        if stage == Stage::Text {
            return text.tokens.len();
        }
        let times: usize = text
            .sentences
            .iter()
            .map(|s| find(&text, s, &extractor.lexicon, &extractor.times).len())
            .sum();
        if stage == Stage::Times {
            return times;
        }
        mentions(&text, &extractor.cues, &extractor.gazetteer).len()
    }

    /// Noun phrases, chunks and clauses of every sentence.
    fn parse(&mut self) {
        let x = self.extractor;
        let mut next_mention = 0;
        let mut next_time = 0;
        for (si, s) in self.text.sentences.iter().enumerate() {
            while self
                .mentions
                .get(next_mention)
                .is_some_and(|m| m.tokens.start < s.tokens.start)
            {
                next_mention += 1;
            }
            let mut own: Vec<(usize, &Mention)> = Vec::new();
            let mut m = next_mention;
            while let Some(mention) = self.mentions.get(m) {
                if mention.tokens.start >= s.tokens.end {
                    break;
                }
                own.push((m, mention));
                m += 1;
            }
            next_mention = m;
            while self
                .times
                .get(next_time)
                .is_some_and(|t| t.tokens.start < s.tokens.start)
            {
                next_time += 1;
            }
            let mut times = Vec::new();
            let mut t = next_time;
            while let Some(time) = self.times.get(t) {
                if time.tokens.start >= s.tokens.end {
                    break;
                }
                times.push((t, time.tokens.clone()));
                t += 1;
            }
            next_time = t;
            let first = self.nouns.len();
            let own = outermost(&own, &self.text, x);
            let raw = build(
                &self.text,
                s.tokens.clone(),
                &x.lexicon,
                &own,
                &times,
                &x.phrases,
                &mut self.nouns,
            );
            let chunks = chunks(&raw, &self.nouns, &x.lexicon, &x.classes);
            let clauses = clauses(&chunks, &self.nouns);
            self.parsed.push(Parsed {
                sentence: si,
                nouns: first..self.nouns.len(),
                chunks,
                clauses,
            });
        }
    }

    /// Resolves, fills and joins; then writes it all down.
    pub(crate) fn finish(mut self) -> Extraction {
        let candidates = self.understand();
        let x = self.extractor;
        let kinds = &x.frames;
        let least = |k: &str| kinds.kind(k).map_or(2, |k| k.least);
        let needs_place = |k: &str| {
            kinds
                .kind(k)
                .is_some_and(|k| k.place == PlaceNeed::Required)
        };
        let happenings = merge(
            candidates,
            &least,
            &needs_place,
            &Geography {
                entities: &self.entities,
                gazetteer: &x.gazetteer,
            },
        );
        self.write(happenings)
    }

    /// Binds names, resolves phrases and fills frames: what each passage tells.
    fn understand(&mut self) -> Vec<Candidate> {
        let x = self.extractor;
        self.bound = bind(
            &self.text,
            &self.mentions,
            &self.nouns,
            &x.gazetteer,
            self.document.date,
            &Home {
                polity: x.home.as_deref(),
                families: &x.families,
            },
            &mut self.entities,
        );
        if self.day.is_none() {
            self.day = self.likely_day();
        }
        let table = RoleTable::new(&self.entities);
        self.meant = vec![Vec::new(); self.nouns.len()];
        let mut state = State::default();
        let mut candidates = Vec::new();
        for i in self.order() {
            self.resolve(i, &table, &mut state);
            self.frames(i, &mut state, &mut candidates);
        }
        self.complete(&mut candidates);
        candidates
    }

    /// References to the two that are named only later: the one pair that the document tells most of.
    fn complete(&self, candidates: &mut [Candidate]) {
        let mut pairs: Vec<(Vec<EntityNo>, usize)> = Vec::new();
        for c in candidates.iter() {
            let mut people: Vec<EntityNo> = c.participants.iter().map(|p| p.entity).collect();
            people.sort_unstable();
            if people.len() != 2
                || people
                    .iter()
                    .any(|e| self.entities.get(*e).kind != Kind::Person)
            {
                continue;
            }
            match pairs.iter_mut().find(|(p, _)| *p == people) {
                Some((_, n)) => *n += 1,
                None => pairs.push((people, 1)),
            }
        }
        pairs.truncate(64);
        for c in candidates.iter_mut() {
            if !c.definite || !c.fallback.is_empty() || c.participants.len() > 1 {
                continue;
            }
            let mut fitting: Vec<&(Vec<EntityNo>, usize)> = pairs
                .iter()
                .filter(|(p, _)| c.participants.iter().all(|x| p.contains(&x.entity)))
                .collect();
            fitting.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
            match fitting.as_slice() {
                [(p, _)] => c.fallback = p.clone(),
                [(p, n), (_, m), ..] if *n > 2 * *m => c.fallback = p.clone(),
                _ => {}
            }
        }
    }

    /// Sentences of the body first, then captions, then headlines: what stands aside is read against the body.
    fn order(&self) -> Vec<usize> {
        let rank = |i: &usize| {
            let s = &self.text.sentences[self.parsed[*i].sentence];
            match self.text.blocks.get(s.block).map(|b| b.kind) {
                Some(BlockKind::Caption | BlockKind::Byline) => 1,
                Some(BlockKind::Headline) => 2,
                Some(BlockKind::Teaser) => 3,
                _ => 0,
            }
        };
        let mut order: Vec<usize> = (0..self.parsed.len()).collect();
        order.sort_by_key(|i| (rank(i), *i));
        order
    }

    fn block_of(&self, parsed: usize) -> Option<BlockKind> {
        let s = &self.text.sentences[self.parsed[parsed].sentence];
        self.text.blocks.get(s.block).map(|b| b.kind)
    }

    /// For a text without a date: the day that most of its title-and-name pairs allow, the latest such.
    fn likely_day(&self) -> Option<Date> {
        let g = &self.extractor.gazetteer;
        let mut spans: Vec<(Date, Date)> = Vec::new();
        for noun in &self.nouns {
            if noun.head != Head::Person || noun.titles.is_empty() || noun.mods.former {
                continue;
            }
            let Some(n) = noun.name.and_then(|m| self.bound.get(m).copied().flatten()) else {
                continue;
            };
            let Some(ix) = self.entities.get(n).known else {
                continue;
            };
            for t in g.tenures_of(ix) {
                let t = g.tenure(*t);
                let class = &g.office(t.office).class;
                if noun.titles.iter().any(|x| x.classes.contains(class)) {
                    spans.push((t.from, t.to));
                }
            }
        }
        // How many spans hold a day: those begun less those ended.
        let mut begins: Vec<Date> = spans.iter().map(|(a, _)| *a).collect();
        let mut ends: Vec<Date> = spans.iter().map(|(_, b)| *b).collect();
        begins.sort_unstable();
        ends.sort_unstable();
        let mut best: Option<(usize, Date)> = None;
        for (_, end) in &spans {
            let day = (*end).min(g.as_of());
            let n = begins.partition_point(|a| *a <= day) - ends.partition_point(|b| *b < day);
            if best.is_none_or(|(m, d)| n > m || (n == m && day > d)) {
                best = Some((n, day));
            }
        }
        best.map(|(_, d)| d)
    }

    /// The entities of a sentence's noun phrases, in text order.
    fn resolve(&mut self, i: usize, table: &RoleTable, state: &mut State) {
        let x = self.extractor;
        if self.block_of(i) == Some(BlockKind::Teaser) {
            state.clear();
        }
        // The subject of the main clause is what a pronoun in the next sentence means.
        let subjects: BTreeSet<usize> = self.parsed[i]
            .clauses
            .iter()
            .filter_map(|c| match self.parsed[i].chunks.get(c.subject?)?.piece {
                Piece::Noun(n) => Some(n),
                _ => None,
            })
            .collect();
        for n in self.parsed[i].nouns.clone() {
            let ctx = RoleContext {
                gazetteer: &x.gazetteer,
                table,
                entity_of: &self.bound,
                date: self.day,
                home: x.home.as_deref(),
            };
            let noun = &self.nouns[n];
            let found: Vec<EntityNo> = match noun.head {
                Head::Person | Head::Place | Head::Organization | Head::Occasion => noun
                    .name
                    .and_then(|m| self.bound.get(m).copied().flatten())
                    .into_iter()
                    .collect(),
                Head::Pair => noun
                    .name
                    .iter()
                    .chain(&noun.more)
                    .filter_map(|m| self.bound.get(*m).copied().flatten())
                    .collect(),
                Head::Role => ctx
                    .resolve(noun, state, &mut self.entities)
                    .into_iter()
                    .collect(),
                // "chúng tôi" is more than the one who speaks.
                Head::Pronoun if noun.first_person && noun.number != 1 => Vec::new(),
                Head::Pronoun if noun.first_person => self.speaker_of(i, n).into_iter().collect(),
                Head::Pronoun => {
                    let (speaker, not) = self.around_pronoun(i, n);
                    state
                        .pronoun(noun.gender, speaker, not, &self.entities)
                        .into_iter()
                        .collect()
                }
                Head::Group => group(noun, &ctx, state, &mut self.entities),
                Head::Other => Vec::new(),
            };
            for e in &found {
                match self.entities.get(*e).kind {
                    Kind::Person if !matches!(noun.head, Head::Group) => state.speak_of(*e),
                    Kind::Country => state.speak_of_country(*e),
                    _ => {}
                }
            }
            if let ([one], true) = (found.as_slice(), subjects.contains(&n))
                && self.entities.get(*one).kind == Kind::Person
            {
                state.subject = Some(*one);
            }
            self.meant[n] = found;
        }
    }

    /// The clause that holds a noun phrase.
    fn clause_of(&self, i: usize, noun: usize) -> Option<(usize, usize)> {
        let p = &self.parsed[i];
        let chunk = p.chunks.iter().position(|c| c.piece == Piece::Noun(noun))?;
        let clause = p.clauses.iter().position(|c| c.chunks.contains(&chunk))?;
        Some((clause, chunk))
    }

    fn subject_of(&self, i: usize, clause: usize) -> Option<(usize, EntityNo)> {
        let p = &self.parsed[i];
        let Piece::Noun(n) = p.chunks.get(p.clauses.get(clause)?.subject?)?.piece else {
            return None;
        };
        match self.meant.get(n)?.as_slice() {
            [one] if self.entities.get(*one).kind == Kind::Person => Some((n, *one)),
            _ => None,
        }
    }

    /// Who speaks the clause that a pronoun stands in, and who else acts in it: the one it can mean, and the one it cannot.
    fn around_pronoun(&self, i: usize, noun: usize) -> (Option<EntityNo>, Option<EntityNo>) {
        let Some((clause, _)) = self.clause_of(i, noun) else {
            return (None, None);
        };
        let p = &self.parsed[i];
        let own = self
            .subject_of(i, clause)
            .filter(|(n, _)| *n < noun)
            .map(|(_, e)| e);
        let mut speaker = None;
        let mut k = clause;
        while k > 0 {
            if matches!(p.clauses[k].link, crate::clause::Link::Main) {
                break;
            }
            k -= 1;
            if let Some((n, e)) = self.subject_of(i, k)
                && n < noun
                && Some(e) != own
            {
                speaker = Some(e);
                break;
            }
        }
        (speaker, own)
    }

    /// Who says the sentence that "tôi" stands in.
    fn speaker_of(&self, i: usize, noun: usize) -> Option<EntityNo> {
        let p = &self.parsed[i];
        let says = |c: &&Clause| {
            c.verb
                .and_then(|v| p.chunks.get(v))
                .is_some_and(|c| matches!(c.piece, Piece::Verb(crate::clause::VerbKind::Say)))
        };
        p.clauses
            .iter()
            .filter(says)
            .filter_map(|c| match p.chunks.get(c.subject?)?.piece {
                Piece::Noun(n) if n != noun && !self.nouns[n].first_person => Some(n),
                _ => None,
            })
            .find_map(|n| {
                let m = self.nouns[n]
                    .name
                    .and_then(|m| self.bound.get(m).copied().flatten());
                m.or_else(|| self.meant[n].first().copied())
            })
            .filter(|e| self.entities.get(*e).kind == Kind::Person)
    }

    /// The frames of a sentence as candidates for happenings.
    fn frames(&mut self, i: usize, state: &mut State, out: &mut Vec<Candidate>) {
        let x = self.extractor;
        let p = &self.parsed[i];
        let kind_of = |n: usize| {
            let m = self.nouns.get(n)?.name?;
            let e = self.bound.get(m).copied().flatten()?;
            Some(self.entities.get(e).kind)
        };
        let filled = fill(&FrameInput {
            sentence: p.sentence,
            chunks: &p.chunks,
            clauses: &p.clauses,
            nouns: &self.nouns,
            kind_of: &kind_of,
            frames: &x.frames,
            lexicon: &x.lexicon,
            classes: &x.classes,
        });
        // What day is talked of at each time: the times before it, in text order.
        let sentence = self.text.sentences[self.parsed[i].sentence].tokens.clone();
        let first = self
            .times
            .partition_point(|t| t.tokens.start < sentence.start);
        let after = self
            .times
            .partition_point(|t| t.tokens.start < sentence.end);
        for t in first..after {
            self.talked_at[t] = state.talked_of;
            let anchors = Anchors {
                document: self.document.date,
                talked_of: state.talked_of,
                ..Anchors::default()
            };
            if let Some(v) = self.times[t].value.resolve(&anchors, Direction::Unknown) {
                talk_of(state, v);
            }
        }
        let p_start = out.len();
        for f in &filled {
            self.candidates(i, f, state, out);
        }
        self.share_places(p_start, out);
        for t in first..after {
            if self.values[t].is_none() {
                self.value(t, Direction::Unknown, state);
            }
        }
    }

    /// Within a sentence, a meeting on a journey is where the journey goes, and an invitation is to the visit told beside it.
    fn share_places(&self, from: usize, out: &mut [Candidate]) {
        let visits: Vec<(EntityNo, EntityNo, Option<Edtf>, Status)> = out[from..]
            .iter()
            .filter(|c| &*c.kind == "visit")
            .filter_map(|c| Some((c.participants.first()?.entity, c.place?, c.time, c.status)))
            .collect();
        for c in &mut out[from..] {
            let visit = visits.iter().find(|(v, _, _, _)| {
                c.participants
                    .iter()
                    .any(|p| p.entity == *v && (&*p.role == "invitee" || &*c.kind == "meeting"))
            });
            let Some((_, place, time, status)) = visit else {
                continue;
            };
            match &*c.kind {
                "invitation" => {
                    c.place = c.place.or(Some(*place));
                    c.time = c.time.or(*time);
                }
                "meeting" if c.place.is_none() && c.status == *status => {
                    c.place = Some(*place);
                    c.place_distance = 2;
                }
                _ => {}
            }
        }
    }

    /// Fixes the value of a time, and makes it the time talked of.
    fn value(&mut self, t: usize, direction: Direction, state: &mut State) -> Option<Edtf> {
        if self.values[t].is_none() {
            let anchors = Anchors {
                document: self.document.date,
                talked_of: self.talked_at.get(t).copied().flatten().or(state.talked_of),
                ..Anchors::default()
            };
            self.values[t] = self.times[t].value.resolve(&anchors, direction);
        }
        if let Some(v) = self.values[t] {
            talk_of(state, v);
        }
        self.values[t]
    }

    fn candidates(&mut self, i: usize, f: &Filled, state: &mut State, out: &mut Vec<Candidate>) {
        let x = self.extractor;
        let frame = x.frames.frame(f.frame);
        // An invitation accepted or agreed on has been made.
        let made = &*frame.kind == "invitation";
        let cues: Vec<_> = f
            .cues
            .iter()
            .map(|(k, _)| *k)
            .filter(|k| {
                use crate::clause::CueKind;
                // One who goes on an invitation has been invited, whatever becomes of the journey.
                let taken = frame.subject.as_deref() == Some("invitee");
                let passed = made && *k == CueKind::Agree || taken && *k != CueKind::Negation;
                !passed
            })
            .collect();
        let mut judgement = judge(&cues, f.presupposed);
        let direction = match judgement.status {
            Status::Occurred => Direction::Past,
            Status::Planned => Direction::Future,
            _ => Direction::Unknown,
        };
        let mut time = None;
        let mut time_distance = u8::MAX;
        for a in &f.times {
            let d = if judgement.marked || a.distance == 0 {
                direction
            } else {
                Direction::Unknown
            };
            if let Some(v) = self.value(
                a.index,
                if judgement.marked {
                    d
                } else {
                    Direction::Unknown
                },
                state,
            ) {
                time = Some(v);
                time_distance = a.distance;
                break;
            }
        }
        if let (Some(date), Some(t)) = (self.document.date, &time)
            && judgement.status == Status::Occurred
            && !judgement.marked
            // A document's date may be a day early: what is told of as past has happened.
            && !(f.presupposed && cues.contains(&crate::clause::CueKind::Past))
            && &*frame.kind != "invitation"
            && t.earliest().is_some_and(|e| e > date)
        {
            judgement.status = Status::Planned;
            judgement.marked = true;
        }
        let place = f.places.iter().find_map(|a| {
            let e = self.meant.get(a.index)?.first().copied()?;
            Some((e, a.distance))
        });
        let occasion = f
            .occasions
            .iter()
            .find_map(|n| self.meant.get(*n)?.first().copied());
        let mut sides: [Vec<Participation>; 2] = [Vec::new(), Vec::new()];
        let mut unresolved = false;
        let resolved = f
            .args
            .iter()
            .any(|a| a.how != OR_SUBJECT && self.meant.get(a.noun).is_some_and(|m| !m.is_empty()));
        for a in &f.args {
            if resolved && a.how == OR_SUBJECT {
                continue;
            }
            let noun = &self.nouns[a.noun];
            let mut found = self.meant.get(a.noun).cloned().unwrap_or_default();
            let envoy = found.is_empty() && a.how != OR_SUBJECT && &*frame.kind != "visit";
            if let Some(country) = self.sender_of(a.noun).filter(|_| envoy) {
                found.push(country);
            }
            let envoy = envoy && !found.is_empty();
            if found.is_empty() && (resolved || a.how == OR_SUBJECT) {
                unresolved = true;
            }
            let side = usize::from(a.side.min(1));
            for e in found {
                let kind = self.entities.get(e).kind;
                let takes = if f.noun {
                    frame.noun_parties
                } else {
                    frame.parties
                };
                let may = match kind {
                    Kind::Person => true,
                    _ if a.delegation || envoy || noun.head == Head::Pair => true,
                    Kind::Organization => takes.organization,
                    // Of towns only one that speaks for its state.
                    Kind::City => {
                        takes.country
                            && self
                                .entities
                                .get(e)
                                .known
                                .is_none_or(|ix| x.gazetteer.speaks_for(ix).is_some())
                    }
                    _ => takes.country,
                };
                if !may {
                    continue;
                }
                if sides.iter().flatten().any(|p| p.entity == e) {
                    continue;
                }
                sides[side].push(Participation {
                    entity: e,
                    role: a.role.clone(),
                    tokens: noun.tokens.clone(),
                    basis: a.how,
                });
            }
        }
        if f.void {
            return;
        }
        // "thông điệp của A và B": a letter or an invitation has two ends.
        let ends = frame.each
            && frame
                .noun
                .iter()
                .all(|(m, _)| *m != Mark::Prep(PrepRole::Between));
        if ends && !f.definite && sides.iter().any(Vec::is_empty) {
            return;
        }
        // "Chủ tịch Cuba nói không có đàm phán với Mỹ": the one who speaks stands for the country.
        if frame.subject.as_deref() == Some("participant")
            && !sides[1].is_empty()
            && sides[1]
                .iter()
                .all(|p| self.entities.get(p.entity).kind == Kind::Country)
        {
            for p in &mut sides[0] {
                if p.basis != "shared subject" {
                    continue;
                }
                let country = self.entities.get(p.entity).known.and_then(|ix| {
                    let id = x.gazetteer.entity(ix).country.clone()?;
                    x.gazetteer.find(&id)
                });
                if let Some(ix) = country {
                    p.entity = self.entities.of_row(ix, &x.gazetteer);
                }
            }
            if sides[0]
                .iter()
                .any(|p| sides[1].iter().any(|q| q.entity == p.entity))
            {
                return;
            }
        }
        if &*frame.kind == "visit" {
            if f.invited {
                return;
            }
            if let Some((place, _)) = place {
                self.visitors_only(i, f, place, &mut sides[0]);
            } else if !f.definite && !f.noun {
                return;
            }
        }
        let construction = f.args.last().map_or("bare", |a| a.how);
        let rule = format!(
            "{}.{}.{construction}",
            frame.id,
            if f.noun { "noun" } else { "verb" }
        );
        let all: Vec<EntityNo> = sides.iter().flatten().map(|p| p.entity).collect();
        let kind = x.frames.kind(&frame.kind);
        let least = kind.map_or(2, |k| k.least);
        // A side that nobody can name makes a meeting of one: not kept, unless it refers back.
        if unresolved && all.len() < least && !f.definite {
            return;
        }
        if all.is_empty() && !f.definite {
            return;
        }
        // One alone who neither refers back nor goes anywhere says nothing.
        if all.len() < least && !f.noun {
            return;
        }
        let sets: Vec<Vec<Participation>> = {
            let [left, right] = sides;
            let each = f.each || frame.each;
            if f.each && left.len() > 1 && right.len() == 1 {
                // "A và B lần lượt tiếp C".
                left.into_iter()
                    .map(|l| right.iter().cloned().chain([l]).collect())
                    .collect()
            } else if each && right.len() > 1 && !left.is_empty() {
                right
                    .into_iter()
                    .map(|r| left.iter().cloned().chain([r]).collect())
                    .collect()
            } else {
                vec![left.into_iter().chain(right).collect()]
            }
        };
        let place = match kind.map(|k| k.place) {
            Some(PlaceNeed::Never) => None,
            _ => place,
        };
        for participants in sets {
            if participants.len() >= 2 {
                let people: Vec<EntityNo> = participants
                    .iter()
                    .map(|p| p.entity)
                    .filter(|e| self.entities.get(*e).kind == Kind::Person)
                    .collect();
                if people.len() >= 2 {
                    state.relate(people);
                }
            }
            let here: Vec<EntityNo> = participants.iter().map(|p| p.entity).collect();
            let fallback = if (f.definite || f.presupposed) && !f.definite_this {
                self.pair_here(i, &here)
                    .or_else(|| state.pair_with(&here).map(<[_]>::to_vec))
                    .unwrap_or_default()
            } else {
                Vec::new()
            };
            out.push(Candidate {
                kind: frame.kind.clone(),
                participants,
                place: place.map(|(e, _)| e),
                place_distance: place.map_or(u8::MAX, |(_, d)| d),
                time,
                time_distance,
                status: judgement.status,
                reason: judgement.reason,
                marked: judgement.marked,
                occasion,
                definite: f.definite || f.presupposed,
                fallback,
                again: f.again,
                sentence: f.sentence,
                trigger: f.trigger.clone(),
                rule: rule.clone(),
                cues: f
                    .cues
                    .iter()
                    .map(|(k, t)| (k.as_str(), t.clone()))
                    .collect(),
            });
        }
    }

    /// The foreign country that an office holder whom nobody names stands for ("đặc phái viên Mỹ").
    fn sender_of(&self, noun: usize) -> Option<EntityNo> {
        let noun = self.nouns.get(noun).filter(|n| n.head == Head::Role)?;
        let country = self.bound.get(noun.polity?).copied().flatten()?;
        let e = self.entities.get(country);
        let home = e.known.is_some_and(|ix| {
            self.extractor.home.as_deref() == Some(&*self.extractor.gazetteer.entity(ix).id)
        });
        (e.kind == Kind::Country && !home).then_some(country)
    }

    /// The two persons of a sentence, where it speaks of just two and `some` are among them.
    fn pair_here(&self, i: usize, some: &[EntityNo]) -> Option<Vec<EntityNo>> {
        let mut people: Vec<EntityNo> = Vec::new();
        for n in self.parsed[i].nouns.clone() {
            for e in &self.meant[n] {
                if self.entities.get(*e).kind == Kind::Person && !people.contains(e) {
                    people.push(*e);
                }
            }
        }
        (people.len() == 2 && some.iter().all(|s| people.contains(s))).then_some(people)
    }

    /// Nobody visits the own country: such a visitor gives way to the person of the sentence who comes from elsewhere.
    fn visitors_only(
        &self,
        i: usize,
        f: &Filled,
        place: EntityNo,
        visitors: &mut Vec<Participation>,
    ) {
        let geography = Geography {
            entities: &self.entities,
            gazetteer: &self.extractor.gazetteer,
        };
        let Some(country) = geography.country(place) else {
            return;
        };
        let at_home =
            |e: EntityNo| self.entities.get(e).kind == Kind::Person && geography.serves(e, country);
        let all = visitors.len();
        visitors.retain(|p| !at_home(p.entity));
        if all == 0 || !visitors.is_empty() {
            return;
        }
        // The nearest person named before the trigger who is from elsewhere, else after.
        let nouns = self.parsed[i].nouns.clone();
        let found = nouns
            .filter(|n| {
                matches!(self.nouns[*n].head, Head::Person | Head::Role)
                    && matches!(self.meant[*n].as_slice(), [e] if self.entities.get(*e).kind == Kind::Person && !at_home(*e))
            })
            .min_by_key(|n| {
                let t = &self.nouns[*n].tokens;
                (t.start > f.trigger.start, t.start.abs_diff(f.trigger.start))
            });
        if let Some(n) = found
            && let [e] = self.meant[n].as_slice()
        {
            visitors.push(Participation {
                entity: *e,
                role: "visitor".into(),
                tokens: self.nouns[n].tokens.clone(),
                basis: "who is not at home there",
            });
        }
    }

    fn write(mut self, happenings: Vec<Happening>) -> Extraction {
        let x = self.extractor;
        let facts = if x.static_relations {
            self.facts()
        } else {
            Vec::new()
        };
        let g = &x.gazetteer;
        // Entities in order of number; only those that a mention or relation uses.
        let mut used: BTreeSet<EntityNo> = self.bound.iter().flatten().copied().collect();
        let mut nominals: Vec<(Range<usize>, EntityNo, String)> = Vec::new();
        for (n, noun) in self.nouns.iter().enumerate() {
            if noun.head == Head::Role
                && let Some([e]) = self.meant.get(n).map(Vec::as_slice)
            {
                nominals.push((noun.core.clone(), *e, noun.rule.to_string()));
                used.insert(*e);
            }
        }
        for h in &happenings {
            used.extend(h.participants.iter().map(|p| p.entity));
            used.extend(h.place);
            used.extend(h.journey);
            used.extend(h.occasion);
        }
        used.extend(Self::members(&facts));
        let order: Vec<EntityNo> = used.into_iter().collect();
        let index = |n: EntityNo| order.binary_search(&n).unwrap_or(0);
        let entities = order
            .iter()
            .map(|n| self.entity(*n))
            .collect::<Vec<Entity>>();
        let mut mentions: Vec<MentionOut> = Vec::new();
        for (i, m) in self.mentions.iter().enumerate() {
            mentions.push(MentionOut {
                span: self.text.span(m.tokens.clone()),
                kind: m.kind,
                form: Form::Name,
                entity: self.bound.get(i).copied().flatten().map(index),
                candidates: Vec::new(),
                rule: m.rule(g),
            });
        }
        for (tokens, e, rule) in nominals {
            mentions.push(MentionOut {
                span: self.text.span(tokens),
                kind: Kind::Person,
                form: Form::Nominal,
                entity: Some(index(e)),
                candidates: Vec::new(),
                rule,
            });
        }
        mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end), m.kind, m.form));
        mentions.dedup_by(|a, b| a.span == b.span && a.form == b.form && a.kind == b.kind);
        let times = self
            .times
            .iter()
            .enumerate()
            .map(|(i, t)| TimeMention {
                span: self.text.span(t.tokens.clone()),
                value: self.values[i].map(|v| v.to_string()),
                rule: x.times.rule_id(t.rule).to_string(),
            })
            .collect();
        let cut = self
            .text
            .sentences
            .iter()
            .filter(|s| s.tokens.len() >= LONG)
            .count();
        let mut limits = Vec::new();
        if cut > 0 {
            limits.push(format!("sentences cut at {LONG} words: {cut}"));
        }
        let mut relations: Vec<Relation> = happenings
            .into_iter()
            .map(|h| self.relation(h, &index, &entities))
            .collect();
        let ids = |n: EntityNo| {
            entities
                .get(index(n))
                .map_or_else(String::new, |e| e.id.clone())
        };
        relations.extend(facts.iter().map(|f| self.fact(f, &index, &ids)));
        relations.sort_by_key(|r| {
            (
                r.evidence
                    .first()
                    .map(|e| (e.sentence.start, e.trigger.start)),
                r.kind.clone(),
            )
        });
        Extraction {
            id: self.document.id.clone(),
            date: self.document.date.map(|d| d.to_string()),
            language: x.language.clone(),
            entities,
            mentions,
            times,
            relations,
            limits,
        }
    }

    fn entity(&self, n: EntityNo) -> Entity {
        let g = &self.extractor.gazetteer;
        let e = self.entities.get(n);
        let mut aliases = e.surfaces.clone();
        let row = e.known.map(|ix| g.entity(ix));
        let mut offices = Vec::new();
        if let Some(ix) = e.known {
            aliases.extend(g.names_of(ix).map(|f| f.form.to_string()));
            for t in g.tenures_of(ix) {
                let t = g.tenure(*t);
                if self.day.is_some_and(|d| t.covers(d)) {
                    let o = g.office(t.office);
                    let assumed = t.until.is_none() && self.day.is_some_and(|d| d > g.as_of());
                    offices.push(HeldOffice {
                        office: o.class.to_string(),
                        title: e
                            .offices
                            .iter()
                            .find(|x| x.class == o.class)
                            .map(|x| x.title.clone())
                            .unwrap_or_default(),
                        polity: Some(o.polity.to_string()),
                        since: t.since.as_ref().map(ToString::to_string),
                        until: t.until.as_ref().map(ToString::to_string),
                        basis: assumed.then(|| "assumed".to_string()),
                    });
                }
            }
        }
        for o in &e.offices {
            if o.former || offices.iter().any(|x| x.office == *o.class) {
                continue;
            }
            offices.push(HeldOffice {
                office: o.class.to_string(),
                title: o.title.clone(),
                polity: o.polity.as_ref().map(ToString::to_string),
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
                .iter()
                .max_by_key(|s| (s.chars().count(), std::cmp::Reverse(*s)))
                .cloned()
                .unwrap_or_else(|| e.name.clone()),
        };
        aliases.remove(&name);
        Entity {
            id: match row {
                Some(r) => r.id.to_string(),
                None => format!("doc:{n}"),
            },
            known: row.is_some(),
            kind: e.kind,
            name,
            aliases: aliases.into_iter().collect(),
            wikidata: row.and_then(|r| r.wikidata.as_ref().map(ToString::to_string)),
            country: row.and_then(|r| r.country.as_ref().map(ToString::to_string)),
            offices,
        }
    }

    fn relation(
        &self,
        h: Happening,
        index: &dyn Fn(EntityNo) -> usize,
        entities: &[Entity],
    ) -> Relation {
        let kind = self.extractor.frames.kind(&h.kind);
        let (plover, cameo) = kind.map_or((None, None), |k| codes(k, h.status));
        let mut tellings = h.tellings;
        tellings.sort_by_key(|c| (c.trigger.start, c.trigger.end));
        let evidence: Vec<Evidence> = tellings
            .iter()
            .map(|c| Evidence {
                sentence: self
                    .text
                    .span(self.text.sentences[c.sentence].tokens.clone()),
                trigger: self.text.span(c.trigger.clone()),
                rule: c.rule.clone(),
                status: c.status,
                cues: c
                    .cues
                    .iter()
                    .map(|(k, t)| Cue {
                        span: self.text.span(t.clone()),
                        cue: (*k).to_string(),
                    })
                    .collect(),
            })
            .collect();
        let participants: Vec<Participant> = h
            .participants
            .iter()
            .map(|p| Participant {
                entity: index(p.entity),
                role: p.role.to_string(),
                span: (!p.tokens.is_empty()).then(|| self.text.span(p.tokens.clone())),
            })
            .collect();
        let time = h.time.map(|t| t.to_string());
        let known: Vec<&str> = participants
            .iter()
            .filter_map(|p| entities.get(p.entity))
            .map(|e| e.id.as_str())
            .collect();
        let place = h.place.map(index);
        let place_id = place.and_then(|p| entities.get(p)).map(|e| e.id.as_str());
        let mut basis = Vec::new();
        if place.is_some() {
            basis.push((
                "place".to_string(),
                if h.place_distance <= 1 {
                    "stated"
                } else {
                    "stated nearby"
                }
                .to_string(),
            ));
        }
        if h.journey.is_some() {
            basis.push((
                "inferred_place".to_string(),
                "a visit at that time".to_string(),
            ));
        }
        if time.is_some() {
            basis.push((
                "time".to_string(),
                if h.time_distance <= 1 {
                    "stated"
                } else {
                    "stated nearby"
                }
                .to_string(),
            ));
        }
        basis.push((
            "status".to_string(),
            if h.marked { "cue" } else { "no cue" }.to_string(),
        ));
        Relation {
            id: stable_id(
                &h.kind,
                &known,
                if &*h.kind == "visit" { place_id } else { None },
                time.as_deref(),
            ),
            kind: h.kind.to_string(),
            status: h.status,
            reason: h.reason.map(Into::into),
            participants,
            office: None,
            place,
            inferred_place: h.journey.map(index),
            time,
            occasion: h.occasion.map(index),
            count: None,
            basis,
            source: None,
            plover,
            cameo,
            evidence,
        }
    }
}

/// The mentions that no other contains; where an organisation runs into a title or idiom of the lexicon, those inside it.
fn outermost<'m>(
    own: &[(usize, &'m Mention)],
    text: &Text<'_>,
    x: &Extractor,
) -> Vec<(usize, &'m Mention)> {
    let title = x.lexicon.find_class("title");
    let mut out: Vec<(usize, &'m Mention)> = Vec::new();
    for (i, m) in own {
        let covered = out
            .iter()
            .any(|(_, o)| o.tokens.start <= m.tokens.start && m.tokens.end <= o.tokens.end);
        if covered {
            continue;
        }
        if m.kind == Kind::Organization && m.tokens.len() > 1 {
            // "Chủ tịch Quốc hội": the title holds the organisation's first words.
            let runs_in = (m.tokens.start.saturating_sub(3)..m.tokens.start).any(|at| {
                text.longest_at(at).is_some_and(|(e, n)| {
                    at + n > m.tokens.start && title.is_some_and(|c| x.lexicon.is(e, c))
                })
            });
            if runs_in {
                continue;
            }
        }
        out.push((*i, m));
    }
    out
}

/// Whom "hai nhà lãnh đạo", "lãnh đạo hai nước", "Ngoại trưởng Mỹ và Nga" mean.
fn group(
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
        let mut out = Vec::new();
        for m in members {
            let Some(p) = ctx.polity_of(m, entities) else {
                continue;
            };
            let classes: Vec<Box<str>> = noun
                .titles
                .iter()
                .flat_map(|t| t.classes.iter().cloned())
                .collect();
            if let Some(n) = ctx.of_polity(&classes, &p, noun.mods, state, entities) {
                out.push(n);
            }
        }
        return out;
    }
    if noun.number < 2 {
        return Vec::new();
    }
    let number = usize::from(noun.number);
    if &*of == "country" {
        // The countries of the pair spoken of, else the last ones named.
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
        return if found.len() == number {
            found
        } else {
            Vec::new()
        };
    }
    let class = (!matches!(&*of, "party" | "leader")).then_some(of);
    let fits = |n: EntityNo| match &class {
        None => true,
        Some(c) => {
            let e = entities.get(n);
            e.offices.iter().any(|o| o.class == *c)
                || e.known.is_some_and(|ix| {
                    ctx.gazetteer.tenures_of(ix).iter().any(|t| {
                        let t = ctx.gazetteer.tenure(*t);
                        ctx.gazetteer.office(t.office).class == *c
                            && ctx.date.is_none_or(|d| t.covers(d))
                    })
                })
        }
    };
    state.group(number, &fits).unwrap_or_default()
}

/// A day that is told becomes the day talked of; a longer stretch only where none is.
fn talk_of(state: &mut State, value: Edtf) {
    if value.grain() == Some(Grain::Day) || state.talked_of.is_none() {
        state.talked_of = Some(value);
    }
}

struct Geography<'a> {
    entities: &'a DocEntities,
    gazetteer: &'a Gazetteer,
}

impl Geography<'_> {
    /// Row id of the country that a place lies in.
    fn country(&self, place: EntityNo) -> Option<&str> {
        let row = self.gazetteer.entity(self.entities.get(place).known?);
        row.country.as_deref()
    }

    /// Whether a person holds office in the country, or is of it by the table.
    fn serves(&self, person: EntityNo, country: &str) -> bool {
        let p = self.entities.get(person);
        p.offices
            .iter()
            .any(|o| o.polity.as_deref() == Some(country))
            || p.known
                .is_some_and(|ix| self.gazetteer.entity(ix).country.as_deref() == Some(country))
    }
}

impl Places for Geography<'_> {
    fn within(&self, inner: EntityNo, outer: EntityNo) -> bool {
        if inner == outer {
            return true;
        }
        let (Some(i), Some(o)) = (
            self.entities.get(inner).known,
            self.entities.get(outer).known,
        ) else {
            // A place that only this document knows may lie anywhere.
            return self.entities.get(outer).kind == Kind::Country
                || self.entities.get(inner).kind == Kind::Country;
        };
        let outer = &*self.gazetteer.entity(o).id;
        let row = self.gazetteer.entity(i);
        if row.kind == Kind::Country {
            return false;
        }
        row.country.as_deref() == Some(outer)
            || row.stands_for.as_deref() == Some(outer)
            || row.within.as_deref() == Some(outer)
    }

    fn at_home(&self, person: EntityNo, place: EntityNo) -> bool {
        self.country(place)
            .is_some_and(|country| self.serves(person, country))
    }

    fn belongs(&self, person: EntityNo, polity: EntityNo) -> bool {
        let (p, q) = (self.entities.get(person), self.entities.get(polity));
        if p.kind != Kind::Person || q.kind == Kind::Person {
            return false;
        }
        let Some(ix) = q.known else { return false };
        let id = &*self.gazetteer.entity(ix).id;
        p.offices.iter().any(|o| o.polity.as_deref() == Some(id))
            || p.known.is_some_and(|ix| {
                let row = self.gazetteer.entity(ix);
                row.country.as_deref() == Some(id)
            })
    }
}
