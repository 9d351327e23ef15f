//! Reading one document: the stages in order, and their results as an [`Extraction`].

mod anchor;
mod ask;
#[cfg(test)]
mod clause_tests;
mod fired;
mod geography;
mod lead;
mod parties;
mod refer;
mod report;
mod share;
mod sides;
mod statics;
mod tell;
mod trace;
mod why;
mod write;

use geography::Geography;

use crate::clause::{Chunk, Clause, chunks, clauses};
use crate::discourse::{DocEntities, EntityNo, Home, RoleTable, State, bind};
use crate::document::Document;
use crate::extraction::{Extraction, Kind};
use crate::extractor::{Extractor, Stage};
use crate::happening::{Candidate, merge};
use crate::mention::{Mention, mentions};
use crate::phrase::{Head, Noun, build};
use crate::text::{BlockKind, Text, readable};
use crate::time::{Anchors, Edtf, TimeExpression, find};
use jiff::civil::Date;
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
    /// What each time is read against: the day talked of where it stands.
    anchors_at: Vec<Anchors>,
    /// The day against which roles are read.
    day: Option<Date>,
}

impl<'e, 't> Reading<'e, 't> {
    pub(crate) fn new(extractor: &'e Extractor, document: &'t Document<'t>) -> Self {
        let text = Text::read(
            readable(document.text),
            &extractor.vocabulary,
            &extractor.lexicon,
        );
        let mut times = Vec::new();
        for s in &text.sentences {
            times.extend(find(&text, s, &extractor.lexicon, &extractor.times));
        }
        let mentions = mentions(&text, &extractor.cues, &extractor.gazetteer);
        let mut reading = Reading {
            extractor,
            document,
            values: vec![None; times.len()],
            anchors_at: vec![Anchors::default(); times.len()],
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
        let merged = merge(candidates, &self.extractor.frames, &self.geography());
        self.write(merged)
    }

    fn geography(&self) -> Geography<'_> {
        Geography {
            entities: &self.entities,
            gazetteer: &self.extractor.gazetteer,
        }
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
        self.roles_of_lead();
        self.roles_in_other_words();
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
