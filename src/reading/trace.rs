//! How a document was read, for people: chunks, clauses, frames with what filled them and what was refused.

use super::Reading;
use crate::clause::Piece;
use crate::frame::{Filled, FrameInput, fill};
use std::fmt::Write as _;

impl Reading<'_, '_> {
    /// One block a sentence: its clauses with their chunks, then its frames.
    pub(crate) fn trace(mut self) -> String {
        let candidates = self.understand();
        let mut out = String::new();
        for i in 0..self.parsed.len() {
            self.trace_sentence(i, &mut out);
            for c in candidates
                .iter()
                .filter(|c| c.sentence == self.parsed[i].sentence)
            {
                let who: Vec<String> = c
                    .participants
                    .iter()
                    .map(|p| format!("{}={}", p.role, self.entities.get(p.entity).name))
                    .collect();
                let _ = writeln!(
                    out,
                    "  => {} {} [{}] at {} on {} by {}",
                    c.kind,
                    c.status.as_str(),
                    who.join(", "),
                    c.place.map_or("-", |p| &self.entities.get(p).name),
                    c.time.map_or("-".to_string(), |t| t.to_string()),
                    c.rule,
                );
            }
        }
        out
    }

    fn trace_sentence(&self, i: usize, out: &mut String) {
        let x = self.extractor;
        let p = &self.parsed[i];
        let tokens = self.text.sentences[p.sentence].tokens.clone();
        let _ = writeln!(
            out,
            "[{i}] {:?} {}",
            self.block_of(i),
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
                            .map(|e| self.entities.get(*e).name.as_str())
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
        let kind_of = |n: usize| {
            let m = self.nouns.get(n)?.name?;
            let e = self.bound.get(m).copied().flatten()?;
            Some(self.entities.get(e).kind)
        };
        for f in fill(&FrameInput {
            sentence: p.sentence,
            chunks: &p.chunks,
            clauses: &p.clauses,
            nouns: &self.nouns,
            kind_of: &kind_of,
            frames: &x.frames,
            lexicon: &x.lexicon,
            classes: &x.classes,
        }) {
            self.trace_frame(&f, out);
        }
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
