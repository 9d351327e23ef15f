//! How a document was read, for people: chunks, clauses, frames with what filled them, what was refused, what became of them.

use super::Reading;
use super::refer::Needs;
use crate::clause::Piece;
use crate::extraction::Relation;
use crate::frame::{Filled, PlaceNeed};
use crate::happening::Candidate;
use crate::phrase::Head;
use std::fmt::Write as _;

impl Reading<'_, '_> {
    /// One block a sentence: its clauses with their chunks, then its frames.
    pub(crate) fn trace(mut self) -> String {
        let told = self.told();
        let mut out = String::new();
        for i in 0..self.parsed.len() {
            self.trace_sentence(i, &mut out);
            self.trace_frames(i, None, &told, &mut out);
        }
        out
    }

    /// What the passages tell, and what came of it.
    pub(super) fn told(&mut self) -> Told {
        Told {
            relations: self.extractor.extract(self.document).relations,
            candidates: self.understand(Needs::ALL),
        }
    }

    pub(super) fn trace_sentence(&self, i: usize, out: &mut String) {
        let p = self.row(i);
        let tokens = self.text.sentences[self.parsed[i].sentence].tokens.clone();
        let _ = writeln!(
            out,
            "[{}] {} {}",
            i + 1,
            self.block_of(i)
                .map_or_else(String::new, |b| format!("{b:?}")),
            self.text.slice(tokens)
        );
        for (k, clause) in p.clauses.iter().enumerate() {
            let _ = write!(
                out,
                "  {k} {:?} parent {} subject {}{}:",
                clause.link,
                clause.parent.map_or("-".into(), |n| n.to_string()),
                clause
                    .subject
                    .and_then(|s| p.chunks.get(s))
                    .map_or("-", |c| self.text.slice(c.tokens.clone())),
                if clause.own_subject { "" } else { " (shared)" },
            );
            for c in &p.chunks[clause.chunks.clone()] {
                let text = self.text.slice(c.tokens.clone());
                match c.piece {
                    Piece::Noun(n) => {
                        let meant: Vec<&str> = self.meant[n]
                            .iter()
                            .map(|e| &*self.entities.get(*e).name)
                            .collect();
                        let _ = write!(
                            out,
                            " [{text}|{:?}={}]",
                            self.nouns[n].head,
                            meant.join("+")
                        );
                    }
                    Piece::Word => {
                        let _ = write!(out, " {text}");
                    }
                    piece => {
                        let _ = write!(out, " {text}/{piece:?}");
                    }
                }
            }
            out.push('\n');
        }
    }

    /// Each frame with what it told: candidates, and the relations that they became.
    pub(super) fn trace_frames(&self, i: usize, kind: Option<&str>, told: &Told, out: &mut String) {
        let x = self.extractor;
        let mut shown: Vec<std::ops::Range<usize>> = Vec::new();
        for f in self.filled(i) {
            let own = &*x.frames.frame(f.frame).kind;
            if kind.is_some_and(|k| k != own) {
                continue;
            }
            self.trace_frame(&f, out);
            if shown.contains(&f.trigger) {
                continue;
            }
            shown.push(f.trigger.clone());
            let mut of = told
                .candidates
                .iter()
                .filter(|c| c.sentence == f.sentence && c.trigger == f.trigger)
                .peekable();
            if of.peek().is_none() {
                let _ = writeln!(out, "    tells of nothing: {}", self.nothing(&f));
            }
            for c in of {
                self.trace_candidate(c, told, out);
            }
        }
    }

    fn trace_candidate(&self, c: &Candidate, told: &Told, out: &mut String) {
        let who: Vec<String> = c
            .participants
            .iter()
            .map(|p| format!("{}={}", p.role, self.entities.get(p.entity).name))
            .collect();
        let span = self.text.span(c.trigger.clone());
        let became = told.relations.iter().find(|r| {
            *r.kind == *c.kind
                && r.evidence
                    .iter()
                    .any(|e| e.trigger == span && e.rule == c.rule)
        });
        let _ = writeln!(
            out,
            "  => {} {} [{}] at {} on {} by {}: {}",
            c.kind,
            c.status.as_str(),
            who.join(", "),
            c.place.map_or("-", |p| &self.entities.get(p).name),
            c.time.map_or("-".to_string(), |t| t.to_string()),
            c.rule,
            became.map_or_else(|| self.no_relation(c), |r| format!("relation {}", r.id)),
        );
    }

    /// Why a candidate became no relation.
    fn no_relation(&self, c: &Candidate) -> String {
        let kind = self.extractor.frames.kind(&c.kind);
        let least = kind.map_or(2, |k| k.least);
        if c.participants.len() < least {
            let refers = if c.definite {
                "refers to something told, and nothing told fits"
            } else {
                "refers to nothing told"
            };
            return format!(
                "no relation: {} of at least {least} parties are known, and it {refers}",
                c.participants.len()
            );
        }
        if kind.is_some_and(|k| k.place == PlaceNeed::Required) && c.place.is_none() {
            return format!("no relation: a {} needs a place", c.kind);
        }
        "no relation of its own".to_string()
    }

    /// Why a frame told of nothing.
    fn nothing(&self, f: &Filled) -> String {
        let frame = self.extractor.frames.frame(f.frame);
        let kind = self.extractor.frames.kind_of(frame);
        if f.void {
            return "it asks for something else".to_string();
        }
        let known = |n: usize| self.meant.get(n).is_some_and(|m| !m.is_empty());
        let mut why = Vec::new();
        if kind.is_some_and(|k| k.place == PlaceNeed::Required) {
            if f.invited {
                why.push("what is invited to has not come about".to_string());
            }
            if f.places.is_empty() {
                why.push(format!("a {} needs a place", frame.kind));
            }
        }
        for a in f.args.iter().filter(|a| !known(a.noun)) {
            let noun = &self.nouns[a.noun];
            let what = match noun.head {
                Head::Role => "nobody is known to hold the office",
                Head::Pronoun | Head::Group => "nobody before it can be meant",
                _ => "no row and no name for it",
            };
            why.push(format!(
                "“{}” is unknown ({what})",
                self.text.slice(noun.tokens.clone())
            ));
        }
        let least = kind.map_or(2, |k| k.least);
        let parties = f.args.iter().filter(|a| known(a.noun)).count();
        if parties < least {
            why.push(format!("{parties} of at least {least} parties are known"));
        } else if why.is_empty() {
            why.push("the sides are the same, may not take part, or lack one end".to_string());
        }
        why.join("; ")
    }

    fn trace_frame(&self, f: &Filled, out: &mut String) {
        let noun = |n: usize| self.text.slice(self.nouns[n].tokens.clone());
        let _ = write!(
            out,
            "  * {} {:?}{}{}{}:",
            self.extractor.frames.frame(f.frame).id,
            self.text.slice(f.trigger.clone()),
            if f.noun { " noun" } else { "" },
            if f.definite { " definite" } else { "" },
            if f.presupposed { " presupposed" } else { "" },
        );
        for a in &f.args {
            let _ = write!(out, " {}({})={}", a.role, a.how, noun(a.noun));
        }
        for p in &f.places {
            let _ = write!(out, " place{}={}", p.distance, noun(p.index));
        }
        for t in &f.times {
            let _ = write!(
                out,
                " time{}={}",
                t.distance,
                self.text.slice(self.times[t.index].tokens.clone())
            );
        }
        for (k, t) in &f.cues {
            let _ = write!(out, " {}={}", k.as_str(), self.text.slice(t.clone()));
        }
        for r in &f.refused {
            let _ = write!(out, " refused {} ({})", noun(r.noun), r.why);
        }
        out.push('\n');
    }
}

/// What a document tells, before and after its passages are joined.
pub(super) struct Told {
    pub(super) relations: Vec<Relation>,
    pub(super) candidates: Vec<Candidate>,
}
