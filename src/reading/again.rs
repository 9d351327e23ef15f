//! Offices that the document names by the same words again.

use super::Reading;
use crate::extraction::Kind;
use crate::mention::Mention;
use crate::phrase::{Head, Noun, Raw, Step, Tokens};
use crate::text::token::TokenKind;
use crate::vocabulary::Sym;
use std::ops::Range;

/// So many words of an office are compared, and so many of them may be left out when it is named again.
const WORDS: usize = 16;
const LEFT_OUT: usize = 2;
/// So many offices before it, and behind it, are compared with one.
const NEAR: usize = 16;

/// The words for an office, and the mention of whom the document calls so.
struct Called {
    words: Range<usize>,
    name: usize,
}

impl Reading<'_, '_> {
    /// "Giám đốc Sở Y tế K A … Giám đốc Sở Y tế K": an office of a body that no row knows means whom the document calls by just
    /// these words, behind which his name stands, or before which it does with a comma.
    pub(super) fn called_again(&mut self) {
        let called = match self.nouns.iter().any(alone) {
            true => self.called(),
            false => return,
        };
        if called.is_empty() {
            return;
        }
        for i in 0..self.parsed.len() {
            for n in self.parsed[i].nouns.clone() {
                let noun = &self.nouns[n];
                let Some(title) = noun.titles.iter().next().filter(|_| alone(noun)) else {
                    continue;
                };
                let start = title.tokens.start;
                let last = self.text.sentences[self.parsed[i].sentence].tokens.end;
                let near = called.partition_point(|c| c.words.start < start);
                let near = near.saturating_sub(NEAR)..called.len().min(near + NEAR);
                let again = called[near].iter().rev().find_map(|c| {
                    let end = self.named_again(&c.words, start..last)?;
                    (start != c.words.start && end >= noun.core.end).then_some((end, c.name))
                });
                if let Some((end, name)) = again {
                    self.take_in(i, n, end, name);
                }
            }
        }
    }

    /// The offices of bodies that the document names with whose they are.
    fn called(&self) -> Vec<Called> {
        let mut out: Vec<Called> = Vec::new();
        for p in &self.parsed {
            let nouns = self.nouns.get(p.nouns.clone()).unwrap_or(&[]);
            let last = self.text.sentences[p.sentence].tokens.end;
            for (k, noun) in nouns.iter().enumerate() {
                let name = noun.name.filter(|_| noun.head == Head::Person);
                let Some(m) = name.filter(|_| !noun.mods.former) else {
                    continue;
                };
                let own = self.mentions[m].tokens.clone();
                let before = noun
                    .titles
                    .iter()
                    .next()
                    .map(|t| (t.tokens.start, t.tokens.end));
                let behind = || {
                    let role = nouns.get(k + 1).filter(|r| alone(r))?;
                    let title = &role.titles.iter().next()?.tokens;
                    let comma = self.is_comma(own.end) && title.start == own.end + 1;
                    comma.then_some((title.start, title.end))
                };
                let words = match before {
                    Some((start, end)) => Some((start..own.start, end)),
                    None => behind().map(|(start, end)| {
                        let stop = (end..last).find(|t| self.is_mark(*t)).unwrap_or(last);
                        (start..stop, end)
                    }),
                };
                let words = words.filter(|(words, title)| self.of_a_body(words, *title));
                out.extend(words.map(|(words, _)| Called { words, name: m }));
            }
        }
        out
    }

    /// Whether more than the title's own words and a place tell of which body the office is: "Tổng thống K" is found by its state.
    fn of_a_body(&self, words: &Range<usize>, title: usize) -> bool {
        let token = |t: usize| &self.text.tokens[t];
        let named = |t: usize| token(t).kind == TokenKind::Number || token(t).case.starts_upper();
        let plain = |t: usize| token(t).is_word() || token(t).kind == TokenKind::Punct('-');
        let of = title..words.end;
        let first = self.mentions.partition_point(|m| m.tokens.start < title);
        let from_title = self.mentions.get(first..).unwrap_or(&[]);
        let place = |m: &Mention| m.kind != Kind::Organization && m.tokens == of;
        (title + 1..title + WORDS).contains(&words.end)
            && of.clone().filter(|t| named(*t)).count() > 1
            && of.clone().all(plain)
            && !from_title.iter().take(2).any(place)
    }

    /// Where the words for an office end that stand here again, of which a few may be left out, not the first nor the last.
    fn named_again(&self, words: &Range<usize>, here: Range<usize>) -> Option<usize> {
        let (mut w, mut left_out) = (words.start, 0);
        for t in here {
            while !self.same_word(w, t) {
                left_out += 1;
                w += 1;
                if left_out > LEFT_OUT || w == words.end || w == words.start + 1 {
                    return None;
                }
            }
            w += 1;
            if w == words.end {
                return (t + 1 > words.start).then_some(t + 1);
            }
        }
        None
    }

    fn same_word(&self, a: usize, b: usize) -> bool {
        let sym = |t: usize| self.text.tokens[t].sym;
        let slice = |t: usize| self.text.slice(t..t + 1);
        sym(a) == sym(b) && (sym(a) != Sym::UNKNOWN || slice(a) == slice(b))
    }

    fn is_comma(&self, t: usize) -> bool {
        let token = self.text.tokens.get(t);
        token.is_some_and(|t| t.kind == TokenKind::Punct(','))
    }

    /// Whether a mark ends what is said of somebody.
    fn is_mark(&self, t: usize) -> bool {
        let token = &self.text.tokens[t];
        !token.is_word() && token.kind != TokenKind::Punct('-')
    }

    /// Takes the rest of its words into an office, and lets it mean whose it is.
    fn take_in(&mut self, i: usize, n: usize, end: usize, name: usize) {
        let noun = &self.nouns[n];
        let (from, all) = (
            noun.tokens.start,
            noun.tokens.start..end.max(noun.tokens.end),
        );
        if let Some(raw) = self.parsed[i].own_row() {
            let old = self.rows.get(raw).unwrap_or(&[]);
            let inside = |s: &Step| (from..all.end).contains(&s.1.range().start);
            // A word that goes on behind the office is another one.
            if old.iter().any(|s| inside(s) && s.1.range().end > all.end) {
                return;
            }
            let own = |s: &Step| matches!(s.0, Raw::Noun(k) if k as usize == n);
            let kept: Vec<Step> = old
                .iter()
                .filter(|s| own(s) || !inside(s))
                .map(|s| {
                    if own(s) {
                        (s.0.clone(), Tokens::of(&all))
                    } else {
                        s.clone()
                    }
                })
                .collect();
            let first = self.rows.len();
            self.rows.extend(kept);
            self.parsed[i].set_row(first..self.rows.len());
        }
        let noun = &mut self.nouns[n];
        noun.core.end = noun.core.end.max(end);
        noun.tokens = all;
        noun.same_as = Some(name);
    }
}

/// An office that stands without a name and is not told as one of before.
fn alone(noun: &Noun) -> bool {
    noun.head == Head::Role && !noun.mods.former && noun.titles.iter().count() == 1
}
