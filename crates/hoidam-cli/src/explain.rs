//! Each relation of a document with what led to it, for people.

use std::fmt::Write;

use hoidam::{Document, EntityIndex, Extraction, Mention, Phase, Relation, Source, Span};

use crate::display::{clean, entity, name, words};

/// What is explained of one document, ending in a line break.
pub(crate) fn render(document: &Document<'_>, extraction: &Extraction) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{} ({}): mentions {}, entities {}, times {}, relations {}",
        extraction.id.as_deref().map_or("-".to_string(), clean),
        extraction.date.as_deref().unwrap_or("undated"),
        extraction.mentions.len(),
        extraction.entities.len(),
        extraction.times.len(),
        extraction.relations.len(),
    );
    let e = Explainer {
        text: document.text,
        extraction,
    };
    for (i, r) in extraction.relations.iter().enumerate() {
        e.relation(&mut out, i + 1, r);
    }
    e.open(&mut out);
    for limit in &extraction.limits {
        let _ = writeln!(out, "\nlimit reached: {}", clean(limit));
    }
    out
}

struct Explainer<'a> {
    text: &'a str,
    extraction: &'a Extraction,
}

impl Explainer<'_> {
    fn relation(&self, out: &mut String, number: usize, r: &Relation) {
        let _ = write!(out, "\n{number}. {}, {}", clean(&r.kind), r.status.as_str());
        if let Some(reason) = &r.reason {
            let _ = write!(out, " ({})", clean(reason));
        }
        let _ = writeln!(out, "   {}", clean(&r.id));
        for p in &r.participants {
            let _ = write!(out, "   {:<12} {}", clean(&p.role), self.known(p.entity));
            match p.span {
                Some(span) => {
                    let _ = writeln!(out, ", {}{}", self.quote(span), self.rule_at(span));
                }
                None => out.push_str(", without words of its own\n"),
            }
        }
        self.slot(out, r, "place", r.place.map(|p| self.known(p)));
        let inferred = r.inferred_place.map(|p| self.known(p));
        self.slot(out, r, "inferred_place", inferred);
        self.slot(out, r, "time", r.time.clone());
        self.slot(out, r, "occasion", r.occasion.map(|p| self.known(p)));
        self.slot(out, r, "count", r.count.map(|c| c.to_string()));
        let source = r.source.as_ref().map(|s| self.source(s));
        self.slot(out, r, "source", source);
        if !r.history.is_empty() {
            let stages: Vec<String> = r.history.iter().map(stage).collect();
            self.slot(out, r, "history", Some(stages.join(", then ")));
        }
        let codes = r.plover.as_ref().map(|p| match &p.mode {
            Some(mode) => format!("{} {}", p.event, mode),
            None => p.event.to_string(),
        });
        self.slot(out, r, "plover", codes);
        let cameo = r.cameo.as_deref().map(str::to_owned);
        self.slot(out, r, "cameo", cameo);
        // Reasons for what has no line above.
        for (slot, from) in &r.basis {
            if ![
                "place",
                "inferred_place",
                "time",
                "occasion",
                "count",
                "source",
            ]
            .contains(&&**slot)
            {
                let _ = writeln!(out, "   {:<12} {}", clean(slot), clean(from));
            }
        }
        for e in &r.evidence {
            let said = e.reason.as_ref().map(|r| format!(" ({})", clean(r)));
            let _ = writeln!(
                out,
                "   by {}: {}, {}{}",
                clean(&e.rule),
                self.quote(e.trigger),
                e.status.as_str(),
                said.unwrap_or_default()
            );
            if let Some(s) = &e.source {
                let _ = writeln!(out, "      said by {}", self.source(s));
            }
            for cue in &e.cues {
                let _ = writeln!(
                    out,
                    "      cue {}: {}",
                    clean(&cue.cue),
                    self.quote(cue.span)
                );
            }
            let _ = writeln!(out, "      in {}", self.quote(e.sentence));
        }
    }

    fn slot(&self, out: &mut String, r: &Relation, slot: &str, value: Option<String>) {
        let Some(value) = value else { return };
        let from: Vec<String> = r
            .basis
            .iter()
            .filter(|(s, _)| s == slot)
            .map(|(_, from)| clean(from))
            .collect();
        let _ = write!(out, "   {slot:<12} {}", clean(&value));
        if !from.is_empty() {
            let _ = write!(out, " ({})", from.join("; "));
        }
        out.push('\n');
    }

    /// What the text leaves open: mentions with candidates, times without a value.
    fn open(&self, out: &mut String) {
        let mut open: Vec<(Span, String)> = Vec::new();
        for m in &self.extraction.mentions {
            if !m.candidates.is_empty() {
                let names: Vec<_> = m.candidates.iter().map(|&c| self.known(c)).collect();
                open.push((m.span, format!("may be {}", names.join(", "))));
            }
        }
        for t in &self.extraction.times {
            if t.value.is_none() {
                open.push((
                    t.span,
                    format!("a time without a value, {}", clean(&t.rule)),
                ));
            }
        }
        if open.is_empty() {
            return;
        }
        open.sort();
        out.push_str("\nleft open\n");
        for (span, why) in open {
            let _ = writeln!(out, "   {}: {why}", self.quote(span));
        }
    }

    /// Name and row of an entity.
    fn known(&self, index: EntityIndex) -> String {
        let Some(e) = entity(self.extraction, index) else {
            return "?".to_string();
        };
        let shown = format!("{} [{}]", name(self.extraction, index), clean(&e.id));
        match e.offices.first() {
            Some(o) if !o.title.is_empty() => format!("{shown} {}", clean(&o.title)),
            _ => shown,
        }
    }

    /// Who says so, with the words that name the source.
    fn source(&self, s: &Source) -> String {
        match s.entity {
            Some(e) => format!("{}, {}", self.known(e), self.quote(s.span)),
            None => self.quote(s.span),
        }
    }

    fn quote(&self, span: Span) -> String {
        format!("“{}” {}–{}", words(self.text, span), span.start, span.end)
    }

    fn rule_at(&self, span: Span) -> String {
        let at = |m: &&Mention| m.span == span;
        match self.extraction.mentions.iter().find(at) {
            Some(m) if !m.rule.is_empty() => format!(" by {}", clean(&m.rule)),
            _ => String::new(),
        }
    }
}

/// A stage as "planned" or "negated (cancelled)", with the number of the passage that tells of it.
fn stage(s: &Phase) -> String {
    let why = s.reason.as_ref().map(|r| format!(" ({})", clean(r)));
    format!(
        "{}{} in passage {}",
        s.status.as_str(),
        why.unwrap_or_default(),
        s.evidence + 1
    )
}

#[cfg(test)]
mod tests {
    use hoidam::{Cue, Entity, Evidence, Form, HeldOffice, Kind, Participant, Status, TimeMention};

    use super::*;

    const TEXT: &str = "Ông Ổn đã gặp bà Huệ dịp Tết.";

    fn span(words: &str) -> Span {
        let start = TEXT.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn person(id: &str, name: &str, title: &str) -> Entity {
        Entity {
            id: id.to_string().into(),
            known: true,
            kind: Kind::Person,
            name: name.to_string().into(),
            aliases: Vec::new(),
            wikidata: None,
            country: None,
            offices: vec![HeldOffice {
                office: "mayor".into(),
                title: title.to_string().into(),
                polity: None,
                since: None,
                until: None,
                basis: None,
            }],
        }
    }

    fn mention(words: &str, entity: Option<EntityIndex>) -> Mention {
        Mention {
            span: span(words),
            kind: Kind::Person,
            form: Form::Name,
            entity,
            candidates: if entity.is_none() {
                vec![1, 0]
            } else {
                Vec::new()
            },
            rule: "name.short".into(),
        }
    }

    #[test]
    fn what_led_to_a_relation_is_shown() {
        let participant = |entity, span| Participant {
            entity,
            role: "participant".into(),
            span,
        };
        let relation = Relation {
            id: "meeting:1".to_string(),
            kind: "meeting".into(),
            status: Status::Occurred,
            reason: None,
            participants: vec![participant(0, Some(span("Ổn"))), participant(1, None)],
            office: None,
            place: None,
            inferred_place: None,
            time: Some("2026".to_string()),
            occasion: None,
            count: None,
            basis: vec![
                ("time".into(), "day talked of".into()),
                ("status".into(), "past cue".into()),
            ],
            source: None,
            history: Vec::new(),
            plover: None,
            cameo: Some("040".into()),
            evidence: vec![Evidence {
                sentence: Span::new(0, TEXT.len()),
                trigger: span("gặp"),
                rule: "talk.active".to_string(),
                status: Status::Occurred,
                reason: None,
                source: None,
                cues: vec![Cue {
                    span: span("đã"),
                    cue: "past".into(),
                }],
            }],
        };
        let extraction = Extraction {
            entities: vec![person("on", "Ổn", "Thị trưởng"), person("hue", "Huệ", "")],
            mentions: vec![mention("Ổn", Some(0)), mention("Huệ", None)],
            times: vec![TimeMention {
                span: span("dịp Tết"),
                value: None,
                rule: "time.feast".into(),
            }],
            relations: vec![relation],
            ..Extraction::default()
        };
        assert_eq!(
            render(&Document::new(TEXT), &extraction),
            "\
- (undated): mentions 2, entities 2, times 1, relations 1

1. meeting, occurred   meeting:1
   participant  Ổn [on] Thị trưởng, “Ổn” 5–9 by name.short
   participant  Huệ [hue], without words of its own
   time         2026 (day talked of)
   cameo        040
   status       past cue
   by talk.active: “gặp” 15–20, occurred
      cue past: “đã” 10–14
      in “Ông Ổn đã gặp bà Huệ dịp Tết.” 0–43

left open
   “Huệ” 25–30: may be Huệ [hue], Ổn [on] Thị trưởng
   “dịp Tết” 31–42: a time without a value, time.feast
"
        );
    }
}
