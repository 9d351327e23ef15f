//! The JSON line of one document, schema `hoidam/1`.
//!
//! An [`Extraction`] points at its entities by index and holds no text; a [`Line`] stands alone: entities are named by
//! id, and every span carries the words it covers. One line a document, in input order, is a JSON Lines file.
//!
//! ```
//! use hoidam::output::json::{Line, Offsets, to_line};
//! # let extraction = hoidam::Extraction::default();
//! let document = hoidam::Document::new("Hai bên chưa gặp nhau.").id("a1");
//! let line = to_line(&document, &extraction, Offsets::Bytes);
//! let read: Line = serde_json::from_str(&line)?;
//! assert_eq!(read.schema, "hoidam/1");
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::extraction::{
    Entity, EntityIndex, Evidence, Extraction, Form, HeldOffice, Kind, Mention, Phase, Plover,
    Relation, Source, Status, TimeMention, Words,
};
use crate::span::Span;

/// The value of [`Line::schema`].
pub const SCHEMA: &str = "hoidam/1";

/// What `start` and `end` count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Offsets {
    /// UTF-8 bytes.
    #[default]
    Bytes,
    /// Unicode code points, as Python's `str` counts.
    Chars,
}

impl Offsets {
    fn is_bytes(&self) -> bool {
        *self == Offsets::Bytes
    }
}

/// All that was read from one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// [`SCHEMA`].
    pub schema: String,
    /// The document's id, as given.
    pub id: Option<String>,
    /// The document's date, `YYYY-MM-DD`, as given.
    pub date: Option<String>,
    /// Code of the language pack.
    #[serde(default)]
    pub language: Words,
    /// What offsets count; bytes where the field is absent.
    #[serde(default, skip_serializing_if = "Offsets::is_bytes")]
    pub offsets: Offsets,
    /// Who and what is meant.
    #[serde(default)]
    pub entities: Vec<LineEntity>,
    /// Where they are named, in text order.
    #[serde(default)]
    pub mentions: Vec<LineMention>,
    /// Time expressions, in text order.
    #[serde(default)]
    pub times: Vec<LineTime>,
    /// What happened.
    #[serde(default)]
    pub relations: Vec<LineRelation>,
    /// What a limit dropped, by name.
    #[serde(default)]
    pub limits: Vec<String>,
}

/// An entity; see [`Entity`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineEntity {
    /// Stable across documents where `known`, else unique in the document and beginning with `doc:`.
    pub id: Words,
    /// Whether the gazetteer knows it.
    #[serde(default)]
    pub known: bool,
    /// What it is.
    pub kind: Kind,
    /// The name to show.
    pub name: Words,
    /// Other written forms.
    #[serde(default)]
    pub aliases: Vec<Words>,
    /// Wikidata id.
    pub wikidata: Option<Words>,
    /// Code of the country it belongs to.
    pub country: Option<Words>,
    /// Offices held at the document's date, or that the document gives.
    #[serde(default)]
    pub offices: Vec<HeldOffice>,
}

/// A mention; see [`Mention`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineMention {
    /// First offset.
    pub start: usize,
    /// Offset after the last.
    pub end: usize,
    /// The words.
    #[serde(default)]
    pub text: String,
    /// What it speaks of.
    pub kind: Kind,
    /// How it refers.
    pub form: Form,
    /// Id of the entity; `None` where that is ambiguous.
    pub entity: Option<Words>,
    /// Ids it may mean where that stays open, best first.
    #[serde(default)]
    pub candidates: Vec<Words>,
    /// The rule or row that led to it.
    #[serde(default)]
    pub rule: Words,
}

/// A time expression; see [`TimeMention`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineTime {
    /// First offset.
    pub start: usize,
    /// Offset after the last.
    pub end: usize,
    /// The words.
    #[serde(default)]
    pub text: String,
    /// EDTF value.
    pub value: Option<String>,
    /// The rule that read it.
    #[serde(default)]
    pub rule: Words,
}

/// A relation; see [`Relation`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineRelation {
    /// The same for the same happening in another document wherever kind, known participants and time agree.
    pub id: String,
    /// meeting, call, letter, visit, invitation, or a pack's own kind.
    pub kind: Words,
    /// Whether it has come about.
    pub status: Status,
    /// Why not.
    pub reason: Option<Words>,
    /// Who took part.
    #[serde(default)]
    pub participants: Vec<LineParticipant>,
    /// Class of the office, for `holds_office`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Words>,
    /// Id of the place, as stated.
    pub place: Option<Words>,
    /// Id of the place, as concluded; `basis` says from what.
    pub inferred_place: Option<Words>,
    /// EDTF value.
    pub time: Option<String>,
    /// Id of the occasion.
    pub occasion: Option<Words>,
    /// How often, where the text counts.
    pub count: Option<u32>,
    /// For each slot whether it is stated or concluded, and from what.
    #[serde(default)]
    pub basis: BTreeMap<Words, Words>,
    /// Who says so, where only reports tell of it.
    pub source: Option<LineSource>,
    /// Its life line where the text tells of more than one stage; the last is the status.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Phase>,
    /// PLOVER event and mode.
    pub plover: Option<Plover>,
    /// CAMEO code.
    pub cameo: Option<Words>,
    /// The passages that tell of it, in text order.
    #[serde(default)]
    pub evidence: Vec<LineEvidence>,
}

/// A participant; see [`Participant`](crate::Participant).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineParticipant {
    /// Id of the entity.
    pub entity: Words,
    /// As what.
    pub role: Words,
    /// First offset of the words that name the participant, where words do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// Offset after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
}

/// A passage; see [`Evidence`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineEvidence {
    /// First offset of the sentence.
    pub start: usize,
    /// Offset after its last.
    pub end: usize,
    /// The sentence's words.
    #[serde(default)]
    pub sentence: String,
    /// The trigger.
    pub trigger: LineWords,
    /// The frame and construction.
    #[serde(default)]
    pub rule: String,
    /// Status that this passage gives.
    pub status: Status,
    /// The reason that this passage gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Words>,
    /// Who says what it tells, where it is reported speech.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<LineSource>,
    /// Words that bear on time and status.
    #[serde(default)]
    pub cues: Vec<LineCue>,
}

/// Who says so; see [`Source`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LineSource {
    /// Id of the entity.
    Entity(Words),
    /// Where no entity stands for it, the words that name it.
    Words(LineWords),
}

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineWords {
    /// First offset.
    pub start: usize,
    /// Offset after the last.
    pub end: usize,
    /// The words.
    #[serde(default)]
    pub text: String,
}

/// A cue; see [`Cue`](crate::Cue).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineCue {
    /// First offset.
    pub start: usize,
    /// Offset after the last.
    pub end: usize,
    /// What it says.
    pub cue: Words,
}

/// The line of `document` and what was read from it, without a line break.
///
/// Linear in the text and the result. `extraction` must stem from `document`; a span that the text does not have gives
/// empty words, an entity that the result does not have gives an empty id.
pub fn to_line(document: &Document<'_>, extraction: &Extraction, offsets: Offsets) -> String {
    let line = Line::new(document, extraction, offsets);
    // Writing strings, numbers and maps with string keys to memory has no way to fail.
    serde_json::to_string(&line).unwrap_or_default()
}

impl Line {
    /// The line as a value; [`to_line`] writes it.
    pub fn new(document: &Document<'_>, extraction: &Extraction, offsets: Offsets) -> Line {
        let w = Writer {
            text: document.text,
            entities: &extraction.entities,
            count: match offsets {
                Offsets::Bytes => None,
                Offsets::Chars => Some(CharCount::new(document.text)),
            },
        };
        Line {
            schema: SCHEMA.to_string(),
            id: extraction.id.clone(),
            date: extraction.date.clone(),
            language: extraction.language.clone(),
            offsets,
            entities: extraction.entities.iter().map(entity).collect(),
            mentions: extraction.mentions.iter().map(|m| w.mention(m)).collect(),
            times: extraction.times.iter().map(|t| w.time(t)).collect(),
            relations: extraction.relations.iter().map(|r| w.relation(r)).collect(),
            limits: extraction.limits.clone(),
        }
    }
}

fn entity(e: &Entity) -> LineEntity {
    LineEntity {
        id: e.id.clone(),
        known: e.known,
        kind: e.kind,
        name: e.name.clone(),
        aliases: e.aliases.clone(),
        wikidata: e.wikidata.clone(),
        country: e.country.clone(),
        offices: e.offices.clone(),
    }
}

/// Turns spans and indices into what a line holds.
struct Writer<'a> {
    text: &'a str,
    entities: &'a [Entity],
    count: Option<CharCount<'a>>,
}

impl Writer<'_> {
    fn offset(&self, byte: usize) -> usize {
        self.count.as_ref().map_or(byte, |c| c.before(byte))
    }

    fn words(&self, span: Span) -> LineWords {
        LineWords {
            start: self.offset(span.start),
            end: self.offset(span.end),
            text: self.text.get(span.range()).unwrap_or_default().to_string(),
        }
    }

    fn id(&self, index: EntityIndex) -> Words {
        self.entities
            .get(index)
            .map(|e| e.id.clone())
            .unwrap_or_default()
    }

    fn mention(&self, m: &Mention) -> LineMention {
        let words = self.words(m.span);
        LineMention {
            start: words.start,
            end: words.end,
            text: words.text,
            kind: m.kind,
            form: m.form,
            entity: m.entity.map(|e| self.id(e)),
            candidates: m.candidates.iter().map(|&e| self.id(e)).collect(),
            rule: m.rule.clone(),
        }
    }

    fn time(&self, t: &TimeMention) -> LineTime {
        let words = self.words(t.span);
        LineTime {
            start: words.start,
            end: words.end,
            text: words.text,
            value: t.value.clone(),
            rule: t.rule.clone(),
        }
    }

    fn relation(&self, r: &Relation) -> LineRelation {
        let mut basis: BTreeMap<Words, Words> = BTreeMap::new();
        for (slot, from) in &r.basis {
            // A slot with two reasons keeps both.
            basis
                .entry(slot.clone())
                .and_modify(|all| {
                    let all = all.to_mut();
                    all.push_str("; ");
                    all.push_str(from);
                })
                .or_insert_with(|| from.clone());
        }
        LineRelation {
            id: r.id.clone(),
            kind: r.kind.clone(),
            status: r.status,
            reason: r.reason.clone(),
            participants: r
                .participants
                .iter()
                .map(|p| LineParticipant {
                    entity: self.id(p.entity),
                    role: p.role.clone(),
                    start: p.span.map(|s| self.offset(s.start)),
                    end: p.span.map(|s| self.offset(s.end)),
                })
                .collect(),
            office: r.office.clone(),
            place: r.place.map(|e| self.id(e)),
            inferred_place: r.inferred_place.map(|e| self.id(e)),
            time: r.time.clone(),
            occasion: r.occasion.map(|e| self.id(e)),
            count: r.count,
            basis,
            source: r.source.as_ref().map(|s| self.source(s)),
            history: r.history.clone(),
            plover: r.plover.clone(),
            cameo: r.cameo.clone(),
            evidence: r.evidence.iter().map(|e| self.evidence(e)).collect(),
        }
    }

    fn source(&self, s: &Source) -> LineSource {
        match s.entity {
            Some(e) => LineSource::Entity(self.id(e)),
            None => LineSource::Words(self.words(s.span)),
        }
    }

    fn evidence(&self, e: &Evidence) -> LineEvidence {
        let sentence = self.words(e.sentence);
        LineEvidence {
            start: sentence.start,
            end: sentence.end,
            sentence: sentence.text,
            trigger: self.words(e.trigger),
            rule: e.rule.clone(),
            status: e.status,
            reason: e.reason.clone(),
            source: e.source.as_ref().map(|s| self.source(s)),
            cues: e
                .cues
                .iter()
                .map(|c| LineCue {
                    start: self.offset(c.span.start),
                    end: self.offset(c.span.end),
                    cue: c.cue.clone(),
                })
                .collect(),
        }
    }
}

/// How many code points stand before a byte: a count every [`STEP`] bytes, so that a look-up is constant
/// and the table a sixteenth of the text.
struct CharCount<'a> {
    text: &'a [u8],
    before: Vec<usize>,
}

const STEP: usize = 128;

impl<'a> CharCount<'a> {
    fn new(text: &'a str) -> Self {
        let text = text.as_bytes();
        let mut total = 0;
        let before = text
            .chunks(STEP)
            .map(|chunk| {
                let so_far = total;
                total += starts(chunk);
                so_far
            })
            .chain(std::iter::once(0))
            .collect();
        CharCount { text, before }
    }

    fn before(&self, byte: usize) -> usize {
        // One byte back, so that the end of the text has a chunk of its own too.
        let byte = byte.min(self.text.len());
        let chunk = byte.saturating_sub(1) / STEP;
        let counted = self.before.get(chunk).copied().unwrap_or_default();
        counted + starts(self.text.get(chunk * STEP..byte).unwrap_or_default())
    }
}

/// Code points that begin in `bytes`.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| (**b & 0xC0) != 0x80).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::extraction::{Cue, Participant};

    fn span(text: &str, words: &str) -> Span {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn person(id: &str, name: &str) -> Entity {
        Entity {
            id: id.to_string().into(),
            known: !id.starts_with("doc:"),
            kind: Kind::Person,
            name: name.to_string().into(),
            aliases: Vec::new(),
            wikidata: None,
            country: Some("VN".into()),
            offices: vec![HeldOffice {
                office: "minister".into(),
                title: "Bộ trưởng".into(),
                polity: Some("VN".into()),
                since: Some("2024".into()),
                until: None,
                basis: None,
            }],
        }
    }

    fn example(text: &str) -> Extraction {
        Extraction {
            id: Some("a1".to_string()),
            date: Some("2026-01-06".to_string()),
            language: "vi".into(),
            entities: vec![
                person("doc:1", "Đỗ Văn Ổn"),
                person("le-thi-huệ", "Lê Thị Huệ"),
            ],
            mentions: vec![Mention {
                span: span(text, "Đỗ Văn Ổn"),
                kind: Kind::Person,
                form: Form::Name,
                entity: None,
                candidates: vec![1, 0],
                rule: "shape.name".into(),
            }],
            times: vec![TimeMention {
                span: span(text, "hôm qua"),
                value: Some("2026-01-05".to_string()),
                rule: "time.day".into(),
            }],
            relations: vec![Relation {
                id: "meeting:1".to_string(),
                kind: "meeting".into(),
                status: Status::Occurred,
                reason: None,
                participants: vec![
                    Participant {
                        entity: 0,
                        role: "participant".into(),
                        span: Some(span(text, "Đỗ Văn Ổn")),
                    },
                    Participant {
                        entity: 1,
                        role: "participant".into(),
                        span: None,
                    },
                ],
                office: None,
                place: None,
                inferred_place: Some(1),
                time: Some("2026-01-05".to_string()),
                occasion: None,
                count: Some(2),
                basis: vec![
                    ("time".into(), "stated".into()),
                    ("time".into(), "day talked of".into()),
                ],
                source: Some(Source {
                    entity: Some(1),
                    span: span(text, "bà Huệ"),
                }),
                history: vec![Phase {
                    status: Status::Occurred,
                    reason: None,
                    evidence: 0,
                }],
                plover: Some(Plover {
                    event: "CONSULT".into(),
                    mode: None,
                }),
                cameo: Some("042".into()),
                evidence: vec![Evidence {
                    sentence: Span::new(0, text.len()),
                    trigger: span(text, "gặp"),
                    rule: "talk.active".to_string(),
                    status: Status::Occurred,
                    reason: None,
                    source: Some(Source {
                        entity: None,
                        span: span(text, "bà Huệ"),
                    }),
                    cues: vec![Cue {
                        span: span(text, "đã"),
                        cue: "past".into(),
                    }],
                }],
            }],
            limits: vec!["lists".to_string()],
        }
    }

    const TEXT: &str = "Ông Đỗ Văn Ổn đã gặp bà Huệ hôm qua.";

    #[test]
    fn a_line_holds_every_field_of_the_contract() {
        let document = Document::new(TEXT).id("a1");
        let line = to_line(&document, &example(TEXT), Offsets::Bytes);
        assert!(!line.contains('\n'));
        let v: serde_json::Value = serde_json::from_str(&line).unwrap();
        for field in [
            "schema",
            "id",
            "date",
            "language",
            "entities",
            "mentions",
            "times",
            "relations",
            "limits",
        ] {
            assert!(v.get(field).is_some(), "{field}");
        }
        let r = &v["relations"][0];
        for field in [
            "id",
            "kind",
            "status",
            "reason",
            "participants",
            "place",
            "inferred_place",
            "time",
            "occasion",
            "count",
            "basis",
            "source",
            "plover",
            "cameo",
            "evidence",
        ] {
            assert!(r.get(field).is_some(), "{field}");
        }
        assert_eq!(v["offsets"], serde_json::Value::Null);
        assert_eq!(v["mentions"][0]["text"], "Đỗ Văn Ổn");
        assert_eq!(v["mentions"][0]["candidates"][0], "le-thi-huệ");
        assert_eq!(r["status"], "occurred");
        assert_eq!(r["inferred_place"], "le-thi-huệ");
        assert_eq!(r["basis"]["time"], "stated; day talked of");
        assert_eq!(r["evidence"][0]["sentence"], TEXT);
        assert_eq!(r["evidence"][0]["trigger"]["text"], "gặp");
        assert_eq!(r["source"], "le-thi-huệ");
        assert_eq!(r["evidence"][0]["source"]["text"], "bà Huệ");
        assert_eq!(r["history"][0]["status"], "occurred");
        assert_eq!(r["participants"][1].get("start"), None);
    }

    #[test]
    fn a_line_reads_back_as_it_was_written() {
        let document = Document::new(TEXT).id("a1");
        for offsets in [Offsets::Bytes, Offsets::Chars] {
            let line = Line::new(&document, &example(TEXT), offsets);
            let written = serde_json::to_string(&line).unwrap();
            assert_eq!(serde_json::from_str::<Line>(&written).unwrap(), line);
        }
    }

    #[test]
    fn what_is_absent_reads_as_empty() {
        let line: Line = serde_json::from_str(r#"{"schema":"hoidam/1"}"#).unwrap();
        assert_eq!(line.id, None);
        assert!(line.relations.is_empty());
        assert_eq!(line.offsets, Offsets::Bytes);
    }

    #[test]
    fn character_offsets_count_code_points() {
        let line = Line::new(&Document::new(TEXT), &example(TEXT), Offsets::Chars);
        let m = &line.mentions[0];
        let chars: Vec<char> = TEXT.chars().collect();
        assert_eq!(chars[m.start..m.end].iter().collect::<String>(), m.text);
    }

    proptest! {
        #[test]
        fn counting_from_the_table_is_counting(text in "[aạ𝄞 ]{0,400}") {
            let count = CharCount::new(&text);
            for (chars, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(count.before(byte), chars);
            }
            prop_assert_eq!(count.before(text.len()), text.chars().count());
        }
    }
}
