//! Clauses, subjects and slots on sentences written and annotated by hand: `src/clause/testdata/clauses.toml`.

use super::Reading;
use super::refer::Needs;
use crate::clause::{Piece, VerbKind};
use crate::document::Document;
use crate::extractor::Extractor;
use crate::frame::{Filled, PlaceNeed};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

/// How many sentences of the file are read right; raise it when a gap closes.
const RIGHT: usize = 196;

#[derive(serde::Deserialize)]
struct File {
    sentence: Vec<Row>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    text: String,
    #[serde(default)]
    subjects: String,
    #[serde(default)]
    frames: Vec<String>,
    known_gap: Option<String>,
}

/// A sentence without its marks, and each mark with the byte where it stood.
fn unmark(text: &str) -> (String, Vec<(String, usize)>) {
    let mut plain = String::new();
    let mut marks = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        plain.push_str(before);
        let (mark, after) = after.split_once('}').expect("a mark is closed");
        marks.push((mark.to_string(), plain.len()));
        rest = after;
    }
    plain.push_str(rest);
    if marks.first().is_none_or(|(_, at)| *at > 0) {
        marks.insert(0, ("main".into(), 0));
    }
    (plain, marks)
}

/// Whether the text between two chunks may hold the mark: a link word and its comma belong to neither clause.
fn within(at: usize, gap: &Range<usize>) -> bool {
    gap.start <= at && at <= gap.end
}

fn link_fits(expected: &str, actual: &str) -> bool {
    expected == actual || (expected == "resume" && matches!(actual, "coordination" | "main"))
}

fn check(x: &Extractor, row: &Row) -> Vec<String> {
    let mut wrong = Vec::new();
    let (plain, marks) = unmark(&row.text);
    let document = Document::new(&plain).date(jiff::civil::date(2026, 3, 10));
    let mut reading = Reading::new(x, &document);
    reading.understand(Needs::ALL);
    if reading.parsed.len() != 1 {
        wrong.push(format!("{} sentences", reading.parsed.len()));
        return wrong;
    }
    let p = reading.row(0);
    let bytes = |t: Range<usize>| {
        let span = reading.text.span(t);
        span.start..span.end
    };

    // Clauses: link and place of each cut, and the subject.
    let mut cuts = Vec::new();
    let mut end = 0;
    for c in p.clauses {
        let first = bytes(p.chunks[c.chunks.start].tokens.clone());
        let last = &p.chunks[c.chunks.end - 1];
        cuts.push((format!("{:?}", c.link).to_lowercase(), end..first.start));
        // What is said may be marked before its verb, which links it.
        end = match last.piece {
            Piece::Verb(VerbKind::Say) => bytes(last.tokens.clone()).start,
            _ => bytes(last.tokens.clone()).end,
        };
    }
    let same = cuts.len() == marks.len()
        && cuts
            .iter()
            .zip(&marks)
            .all(|((l, gap), (e, at))| link_fits(e, l) && within(*at, gap));
    if !same {
        let mut shown = String::new();
        for (c, (l, _)) in p.clauses.iter().zip(&cuts) {
            let tokens =
                p.chunks[c.chunks.start].tokens.start..p.chunks[c.chunks.end - 1].tokens.end;
            let _ = write!(shown, " {{{l}}} {}", reading.text.slice(tokens));
        }
        wrong.push(format!("clauses:{shown}"));
    } else {
        let expected: Vec<&str> = row.subjects.split(" | ").map(str::trim).collect();
        assert_eq!(
            expected.len(),
            marks.len(),
            "{}: a subject for each clause, or -, or *",
            row.id
        );
        for (k, (c, e)) in p.clauses.iter().zip(&expected).enumerate() {
            let s = c
                .subject
                .and_then(|s| p.chunks.get(s))
                .map_or("-", |c| reading.text.slice(c.tokens.clone()));
            let right = match *e {
                "*" => true,
                "-" => s == "-",
                e => s.contains(e),
            };
            if !right {
                wrong.push(format!("subject of clause {k}: {s:?}, not {e:?}"));
            }
        }
    }

    // Frames with their slots.
    let filled = reading.filled(0);
    let mut expected: Vec<Expected> = row.frames.iter().map(|f| Expected::parse(f)).collect();
    for f in &filled {
        let trigger = reading.text.slice(f.trigger.clone());
        let read = Expected::of(&reading, f, trigger);
        let named = |e: &Expected| trigger.contains(&e.trigger) || e.trigger.contains(trigger);
        let at = expected
            .iter()
            .position(|e| named(e) && e.fits(&read))
            .or_else(|| expected.iter().position(named));
        match at {
            Some(at) => {
                let e = expected.remove(at);
                if !e.fits(&read) {
                    wrong.push(format!("frame {}\n       not  {}", read.show(), e.show()));
                }
            }
            None if tells(&reading, f) => wrong.push(format!("frame {} not expected", read.show())),
            None => {}
        }
    }
    for e in expected {
        wrong.push(format!("no frame {}", e.show()));
    }
    wrong
}

/// Whether a frame would become a relation by itself.
fn tells(reading: &Reading<'_, '_>, f: &Filled) -> bool {
    let frames = &reading.extractor.frames;
    let kind = frames.kind_of(frames.frame(f.frame));
    let least = kind.map_or(2, |k| k.least);
    let placed = !kind.is_some_and(|k| k.place == PlaceNeed::Required) || !f.places.is_empty();
    f.args.len() >= least && placed && !f.void && !f.invited
}

#[derive(Default)]
struct Expected {
    trigger: String,
    frame: String,
    slots: Vec<(String, String)>,
    place: String,
    time: String,
}

impl Expected {
    /// `trigger: frame; role=text; at=text; on=text`.
    fn parse(line: &str) -> Expected {
        let (trigger, rest) = line.split_once(": ").expect("trigger: frame; slots");
        let mut e = Expected {
            trigger: trigger.into(),
            ..Expected::default()
        };
        for (i, part) in rest.split("; ").enumerate() {
            if i == 0 {
                e.frame = part.into();
                continue;
            }
            let (role, text) = part.split_once('=').expect("role=text");
            match role {
                "at" => e.place = text.into(),
                "on" => e.time = text.into(),
                _ => e.slots.push((role.into(), text.into())),
            }
        }
        e
    }

    fn of(reading: &Reading<'_, '_>, f: &Filled, trigger: &str) -> Expected {
        let noun = |n: usize| {
            reading
                .text
                .slice(reading.nouns[n].tokens.clone())
                .to_string()
        };
        let frame = reading.extractor.frames.frame(f.frame);
        let never = reading
            .extractor
            .frames
            .kind_of(frame)
            .is_some_and(|k| k.place == PlaceNeed::Never);
        let place = f
            .places
            .iter()
            .find(|a| !never && !reading.meant[a.index].is_empty());
        let time = f.times.iter().find(|t| reading.values[t.index].is_some());
        Expected {
            trigger: trigger.into(),
            frame: frame.id.to_string(),
            slots: f
                .args
                .iter()
                .map(|a| (a.role.to_string(), noun(a.noun)))
                .collect(),
            place: place.map(|a| noun(a.index)).unwrap_or_default(),
            time: time
                .map(|t| {
                    reading
                        .text
                        .slice(reading.times[t.index].tokens.clone())
                        .to_string()
                })
                .unwrap_or_default(),
        }
    }

    /// Whether each slot of the one holds what the other asks for, and no slot is left over.
    fn fits(&self, read: &Expected) -> bool {
        let text = |e: &str, r: &str| e.is_empty() == r.is_empty() && r.contains(e);
        let mut left = read.slots.clone();
        let all = self.slots.iter().all(|(role, e)| {
            let at = left
                .iter()
                .position(|(r, t)| r == role && t.contains(e.as_str()));
            at.map(|at| left.remove(at)).is_some()
        });
        all && left.is_empty()
            && self.frame == read.frame
            && text(&self.place, &read.place)
            && text(&self.time, &read.time)
    }

    fn show(&self) -> String {
        let mut out = format!("{}: {}", self.trigger, self.frame);
        for (role, text) in &self.slots {
            let _ = write!(out, "; {role}={text}");
        }
        for (name, text) in [("at", &self.place), ("on", &self.time)] {
            if !text.is_empty() {
                let _ = write!(out, "; {name}={text}");
            }
        }
        out
    }
}

#[test]
fn clauses_and_slots_are_as_a_reader_takes_them() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src/clause/testdata/clauses.toml"
    );
    let file: File = toml::from_str(&std::fs::read_to_string(path).expect("the sentences"))
        .expect("rows of the known form");
    let x = Extractor::builder().build().expect("the built-in pack");
    let all = file.sentence.len();
    let mut right = 0;
    let mut broken = String::new();
    let mut gaps: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &file.sentence {
        let wrong = check(&x, row);
        right += usize::from(wrong.is_empty());
        match (&row.known_gap, wrong.is_empty()) {
            (None, true) => {}
            (Some(gap), false) => {
                *gaps.entry(gap).or_default() += 1;
                for w in &wrong {
                    println!("{} (known gap: {gap})\n    {w}", row.id);
                }
            }
            (Some(_), true) => {
                let _ = writeln!(broken, "{}: right now; take its known_gap away", row.id);
            }
            (None, false) => {
                for w in &wrong {
                    let _ = writeln!(broken, "{}: {}\n    {w}", row.id, row.text);
                }
            }
        }
    }
    for (gap, n) in gaps {
        println!("gap: {n} {gap}");
    }
    println!("clauses: {right} of {all} sentences right");
    assert!(broken.is_empty(), "\n{broken}");
    assert!(right >= RIGHT, "{right} sentences right, {RIGHT} before");
}
