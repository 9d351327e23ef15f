//! A document's relations as a table for people: a row each, its sentence below.

use std::fmt::Write;

use hoidam::{Document, Extraction, Relation};

use crate::display::{clean, name, pad, width, words, wrap};

const HEAD: [&str; 5] = ["kind", "status", "who", "place", "time"];
const WHO: usize = 2;
const PLACE: usize = 3;
/// Between columns.
const GAP: usize = 2;

/// The table of one document, `columns` wide where the words allow, ending in a line break.
pub(crate) fn render(document: &Document<'_>, extraction: &Extraction, columns: usize) -> String {
    let mut out = title(extraction);
    if extraction.relations.is_empty() {
        out.push_str("  no relations\n");
        return out;
    }
    let rows: Vec<[String; 5]> = extraction
        .relations
        .iter()
        .map(|r| cells(extraction, r))
        .collect();
    let widths = widths(&rows, columns);
    row(&mut out, &HEAD.map(str::to_string), &widths);
    let _ = writeln!(
        out,
        "{}",
        "─".repeat(widths.iter().sum::<usize>() + GAP * (HEAD.len() - 1))
    );
    for (cells, relation) in rows.iter().zip(&extraction.relations) {
        row(&mut out, cells, &widths);
        if let Some(occasion) = relation.occasion {
            let _ = writeln!(out, "  occasion: {}", name(extraction, occasion));
        }
        let mut last = None;
        for evidence in &relation.evidence {
            // Two triggers of one sentence show it once.
            if last == Some(evidence.sentence) {
                continue;
            }
            last = Some(evidence.sentence);
            let sentence = words(document.text, evidence.sentence);
            for (i, line) in wrap(&sentence, columns.saturating_sub(4).max(20))
                .iter()
                .enumerate()
            {
                let _ = writeln!(out, "  {} {line}", if i == 0 { "│" } else { " " });
            }
        }
    }
    if extraction
        .relations
        .iter()
        .any(|r| r.place.is_none() && r.inferred_place.is_some())
    {
        out.push_str("(place): concluded, not stated\n");
    }
    for limit in &extraction.limits {
        let _ = writeln!(out, "limit reached: {}", clean(limit));
    }
    out
}

fn title(extraction: &Extraction) -> String {
    let id = extraction.id.as_deref().map_or("-".to_string(), clean);
    match &extraction.date {
        Some(date) => format!("{id} ({date})\n"),
        None => format!("{id} (undated)\n"),
    }
}

fn cells(extraction: &Extraction, r: &Relation) -> [String; 5] {
    let status = match &r.reason {
        Some(reason) => format!("{} ({})", r.status.as_str(), clean(reason)),
        None => r.status.as_str().to_string(),
    };
    let place = match (r.place, r.inferred_place) {
        (Some(p), _) => name(extraction, p),
        (None, Some(p)) => format!("({})", name(extraction, p)),
        (None, None) => String::new(),
    };
    [
        clean(&r.kind),
        status,
        who(extraction, r),
        place,
        r.time.as_deref().map(clean).unwrap_or_default(),
    ]
}

/// Roles by which one acts upon another, and the other's.
const DIRECTED: [(&str, &str); 3] = [
    ("sender", "recipient"),
    ("caller", "callee"),
    ("inviter", "invitee"),
];
/// Roles that go without saying.
const PLAIN: [&str; 2] = ["participant", "visitor"];

fn who(extraction: &Extraction, r: &Relation) -> String {
    let of = |role: &str| -> Vec<String> {
        r.participants
            .iter()
            .filter(|p| p.role == role)
            .map(|p| name(extraction, p.entity))
            .collect()
    };
    for (from, to) in DIRECTED {
        let (from_names, to_names) = (of(from), of(to));
        if from_names.is_empty() || to_names.is_empty() {
            continue;
        }
        let mut shown = format!("{} → {}", from_names.join(", "), to_names.join(", "));
        for p in &r.participants {
            if p.role != from && p.role != to {
                let _ = write!(
                    shown,
                    ", {} ({})",
                    name(extraction, p.entity),
                    clean(&p.role)
                );
            }
        }
        return shown;
    }
    let names: Vec<String> = r
        .participants
        .iter()
        .map(|p| {
            let name = name(extraction, p.entity);
            if PLAIN.contains(&&*p.role) {
                name
            } else {
                format!("{name} ({})", clean(&p.role))
            }
        })
        .collect();
    names.join(", ")
}

/// Natural widths; `who`, then `place`, give way where the sum is too wide.
fn widths(rows: &[[String; 5]], columns: usize) -> [usize; 5] {
    let mut widths = HEAD.map(width);
    for row in rows {
        for (w, cell) in widths.iter_mut().zip(row) {
            *w = (*w).max(width(cell));
        }
    }
    for (column, least) in [(WHO, 24), (PLACE, 12)] {
        let sum = widths.iter().sum::<usize>() + GAP * (HEAD.len() - 1);
        let over = sum.saturating_sub(columns);
        if let Some(w) = widths.get_mut(column) {
            *w = w.saturating_sub(over).max(least.min(*w));
        }
    }
    widths
}

fn row(out: &mut String, cells: &[String; 5], widths: &[usize; 5]) {
    let wrapped: Vec<Vec<String>> = cells.iter().zip(widths).map(|(c, w)| wrap(c, *w)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or_default();
    for i in 0..height {
        let mut line = String::new();
        for (lines, w) in wrapped.iter().zip(widths) {
            let cell = lines.get(i).map(String::as_str).unwrap_or_default();
            line.push_str(&pad(cell, w + GAP));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use hoidam::{Entity, Evidence, Kind, Participant, Span, Status};

    use super::*;

    fn person(name: &str) -> Entity {
        Entity {
            id: format!("doc:{name}").into(),
            known: false,
            kind: Kind::Person,
            name: name.to_string().into(),
            aliases: Vec::new(),
            wikidata: None,
            country: None,
            offices: Vec::new(),
        }
    }

    fn participant(entity: usize, role: &str) -> Participant {
        Participant {
            entity,
            role: role.to_string().into(),
            span: None,
        }
    }

    fn relation(kind: &str, participants: Vec<Participant>, evidence: Span) -> Relation {
        Relation {
            id: String::new(),
            kind: kind.to_string().into(),
            status: Status::Negated,
            reason: Some("cancelled".into()),
            participants,
            office: None,
            place: None,
            inferred_place: Some(1),
            time: Some("2026-01-05".to_string()),
            occasion: None,
            count: None,
            basis: Vec::new(),
            source: None,
            history: Vec::new(),
            plover: None,
            cameo: None,
            evidence: vec![Evidence {
                sentence: evidence,
                trigger: evidence,
                rule: String::new(),
                status: Status::Negated,
                reason: None,
                source: None,
                cues: Vec::new(),
            }],
        }
    }

    #[test]
    fn a_row_and_its_sentence() {
        let text = "Ông Ổn viết\ncho bà Huệ.";
        let extraction = Extraction {
            id: Some("a\u{1b}1".to_string()),
            entities: vec![person("Ổn"), person("Huệ")],
            relations: vec![relation(
                "letter",
                vec![participant(1, "recipient"), participant(0, "sender")],
                Span::new(0, text.len()),
            )],
            ..Extraction::default()
        };
        let shown = render(&Document::new(text), &extraction, 80);
        assert_eq!(
            shown,
            "a 1 (undated)\n\
             kind    status               who       place  time\n\
             ─────────────────────────────────────────────────────────\n\
             letter  negated (cancelled)  Ổn → Huệ  (Huệ)  2026-01-05\n  \
               │ Ông Ổn viết cho bà Huệ.\n\
             (place): concluded, not stated\n"
                .replace(
                    "─────────────────────────────────────────────────────────",
                    &"─".repeat(56)
                )
        );
    }

    #[test]
    fn narrow_terminals_wrap_who() {
        let names = ["Nguyễn Thị Minh Khai", "Trần Quốc Toản", "Lê Hồng Phong"];
        let extraction = Extraction {
            entities: names.iter().map(|n| person(n)).collect(),
            relations: vec![relation(
                "meeting",
                vec![
                    participant(0, "host"),
                    participant(1, "guest"),
                    participant(2, "participant"),
                ],
                Span::new(0, 0),
            )],
            ..Extraction::default()
        };
        let shown = render(&Document::new(""), &extraction, 70);
        assert!(shown.contains("(host),"));
        assert!(shown.lines().all(|l| width(l) <= 82), "{shown}");
        assert!(render(&Document::new(""), &Extraction::default(), 70).contains("no relations"));
    }
}
