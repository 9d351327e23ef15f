//! Why a sentence tells of nothing, or not of what one expects: words, names and rules that come near.

use super::Reading;
use super::trace::Told;
use crate::clause::Piece;
use crate::error::Error;
use crate::lexicon::ClassId;
use crate::phrase::Noun;
use crate::rule::{PosKind, Position, RuleSet, lexical_positions, nearest_within, tokens_of};
use std::fmt::Write as _;
use std::ops::Range;

/// Trigger words shown where a sentence has none.
const SHOWN: usize = 12;
/// Rules shown that nearly match, of each stage.
const NEAR: usize = 3;

impl Reading<'_, '_> {
    /// See [`Extractor::why_not`](crate::Extractor::why_not).
    pub(crate) fn why_not(
        mut self,
        sentence: Option<usize>,
        kind: Option<&str>,
    ) -> Result<String, Error> {
        let all = self.parsed.len();
        let kinds: Vec<&str> = self
            .extractor
            .frames
            .kinds()
            .iter()
            .filter(|k| !k.lasting)
            .map(|k| &*k.id)
            .collect();
        if let Some(k) = kind.filter(|k| !kinds.contains(k)) {
            return Err(Error::new(format!("no relation kind {k:?}"))
                .help(format!("kinds: {}", kinds.join(", "))));
        }
        let range = match sentence {
            None => 0..all,
            Some(n) if (1..=all).contains(&n) => n - 1..n,
            Some(n) => {
                return Err(
                    Error::new(format!("there is no sentence {n}")).help(match all {
                        0 => "the text has no sentence".to_string(),
                        1 => "the text has one sentence".to_string(),
                        all => format!("the text has sentences 1 to {all}"),
                    }),
                );
            }
        };
        let told: Told = self.told();
        let mut out = String::new();
        for i in range {
            self.trace_sentence(i, &mut out);
            self.trace_frames(i, kind, &told, &mut out);
            self.words(i, kind, &mut out);
            self.names(i, &mut out);
            self.rules(i, &mut out);
        }
        Ok(out)
    }

    fn tokens_in(&self, i: usize) -> Range<usize> {
        self.text.sentences[self.parsed[i].sentence].tokens.clone()
    }

    /// Triggers that the sentence has and does not take for such; if it has none at all, what would be one.
    fn words(&self, i: usize, kind: Option<&str>, out: &mut String) {
        let x = self.extractor;
        let (lexicon, trigger) = (&x.lexicon, x.classes.trigger);
        let wanted = |class: ClassId, e| {
            lexicon.sense(e, class).is_some_and(|s| {
                let frame = s.attr("frame").and_then(|f| x.frames.find(f));
                frame.is_some_and(|f| kind.is_none_or(|k| *x.frames.frame(f).kind == *k))
            })
        };
        let chunks = self.chunks(i);
        let mut any = false;
        for c in chunks {
            let taken = matches!(c.piece, Piece::Trigger { .. });
            any |= taken && c.entry.is_some_and(|e| wanted(trigger, e));
            if let Some(e) = c.entry.filter(|e| !taken && wanted(trigger, *e)) {
                any = true;
                let _ = writeln!(
                    out,
                    "  word: “{}” could be a trigger ({}), here it is {:?}",
                    self.text.slice(c.tokens.clone()),
                    lexicon
                        .sense(e, trigger)
                        .and_then(|s| s.attr("frame"))
                        .unwrap_or(""),
                    c.piece,
                );
            }
            // Inside a longer word, name or expression of time.
            for at in c
                .tokens
                .clone()
                .skip(usize::from(c.entry.is_some() && taken))
            {
                let open = self.text.tokens.get(..c.tokens.end).unwrap_or(&[]);
                let Some((e, length)) = lexicon.longest_at(open, at) else {
                    continue;
                };
                let hidden = if at == c.tokens.start && Some(e) == c.entry {
                    // The entry itself: a shorter one at its beginning.
                    (at + 1..c.tokens.end)
                        .rev()
                        .filter_map(|end| lexicon.longest_at(open.get(..end)?, at))
                        .find(|(e, _)| wanted(trigger, *e))
                } else {
                    Some((e, length)).filter(|(e, _)| wanted(trigger, *e))
                };
                if let Some((_, n)) = hidden.filter(|_| !taken) {
                    any = true;
                    let classes: Vec<&str> = c
                        .entry
                        .map(|e| &lexicon.entry(e).senses)
                        .into_iter()
                        .flatten()
                        .map(|s| lexicon.class_name(s.class))
                        .collect();
                    let _ = writeln!(
                        out,
                        "  word: the trigger “{}” stands inside “{}”{}",
                        self.text.slice(at..at + n),
                        self.text.slice(c.tokens.clone()),
                        match classes.is_empty() {
                            true => String::new(),
                            false => format!(" <{}>", classes.join(", ")),
                        },
                    );
                }
            }
        }
        if any {
            return;
        }
        let all: Vec<&str> = lexicon
            .entries()
            .filter(|(e, _)| wanted(trigger, *e))
            .map(|(_, e)| &*e.form)
            .collect();
        let _ = writeln!(
            out,
            "  word: no trigger{} stands here; it would be one of {}: {}{}",
            kind.map_or_else(String::new, |k| format!(" of kind {k}")),
            all.len(),
            all.iter()
                .take(SHOWN)
                .copied()
                .collect::<Vec<_>>()
                .join(", "),
            if all.len() > SHOWN { ", …" } else { "" },
        );
    }

    /// Names that no row has, and capitalised words that became none.
    fn names(&self, i: usize, out: &mut String) {
        let range = self.tokens_in(i);
        let g = &self.extractor.gazetteer;
        let mut covered = vec![false; range.len()];
        let mut cover = |of: Range<usize>| {
            for t in of {
                if let Some(c) = t.checked_sub(range.start).and_then(|t| covered.get_mut(t)) {
                    *c = true;
                }
            }
        };
        for (m, mention) in self.mentions.iter().enumerate() {
            if !range.contains(&mention.tokens.start) {
                continue;
            }
            cover(mention.tokens.clone());
            let entity = self.bound.get(m).copied().flatten();
            if entity.is_some_and(|e| self.entities.get(e).known.is_some()) {
                continue;
            }
            let name = self.text.slice(mention.tokens.clone());
            let limit = name.chars().count() / 6 + 1;
            let near = nearest_within(name, g.names().map(|n| &*n.form), limit);
            let _ = writeln!(
                out,
                "  name: no row has “{name}” ({}){}",
                mention.kind.as_str(),
                near.map_or_else(
                    || "; if it is another form of someone known, gazetteers/names/*.tsv lacks it"
                        .to_string(),
                    |n| format!("; near to it: “{n}”")
                ),
            );
        }
        // All in capitals, nothing is a name by its capital.
        let tokens = self.text.tokens.get(range.clone()).unwrap_or(&[]);
        let capitals = tokens.iter().filter(|t| t.case.starts_upper()).count();
        if capitals * 2 > tokens.len() {
            return;
        }
        for c in self.chunks(i) {
            if c.entry.is_some() || !matches!(c.piece, Piece::Word) {
                cover(c.tokens.clone());
            }
        }
        let stray = |t: usize| {
            t > 0
                && tokens.get(t).is_some_and(|t| t.case.starts_upper())
                && covered.get(t) == Some(&false)
        };
        let mut t = 0;
        while t < tokens.len() {
            let end = (t..tokens.len())
                .find(|t| !stray(*t))
                .unwrap_or(tokens.len());
            if end > t {
                let words = self.text.slice(range.start + t..range.start + end);
                let _ = writeln!(out, "  name: “{words}” is no name to any row or shape");
            }
            t = end.max(t + 1);
        }
    }

    /// Rules that nearly match, with the first part that fails.
    fn rules(&self, i: usize, out: &mut String) {
        let x = self.extractor;
        let given = self.positions(i);
        self.near(x.phrases.set(), &given, out);
        let sentence = &self.text.sentences[self.parsed[i].sentence];
        let plain = lexical_positions(&self.text, sentence, &x.lexicon);
        for (n, set) in x.times.sets().enumerate() {
            self.near(set, if n == 0 { &plain } else { &given }, out);
        }
    }

    fn near(&self, set: &RuleSet, positions: &[Position], out: &mut String) {
        // What another rule made is no failure of this one.
        let made = |t: &Range<usize>| {
            let bare = |n: &Noun| {
                let name = n.name.and_then(|m| self.mentions.get(m));
                name.is_some_and(|m| m.tokens == n.tokens)
            };
            let nouns = self.nouns.iter().filter(|n| !bare(n));
            let mut made = nouns
                .map(|n| &n.tokens)
                .chain(self.times.iter().map(|t| &t.tokens));
            made.any(|m| m.start < t.end && t.start < m.end)
        };
        let free = |span: Range<usize>| !made(&tokens_of(positions, span));
        for n in set.near(positions, NEAR, &free) {
            let after = positions
                .get(n.span.end)
                .filter(|p| p.kind != PosKind::Break)
                .map_or("the end", |p| self.text.slice(p.tokens.clone()));
            let begun = self.text.slice(tokens_of(positions, n.span.clone()));
            let _ = match n.fails.as_str() {
                "unless" => writeln!(
                    out,
                    "  rule: {} matches “{begun}”, its `unless` strikes it",
                    set.rule_id(n.rule)
                ),
                fails => writeln!(
                    out,
                    "  rule: {} has {} of {} parts, “{begun}”; then `{fails}` fails at “{after}”",
                    set.rule_id(n.rule),
                    n.found,
                    n.parts,
                ),
            };
        }
    }
}
