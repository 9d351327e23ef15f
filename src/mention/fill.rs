//! Filling the sheet: one pass over the sentences, one over the words, one over the idioms.

use super::cues;
use super::sheet::{BYLINE, COUNTRY_END, Cue, FIRST, HIDDEN, OWN, SHOUT, STRANGE, Sheet};
use crate::extraction::Kind;
use crate::gazetteer::NameMatch;
use crate::lexicon::EntryId;
use crate::text::BlockKind;
use crate::text::token::{Case, Token, TokenKind};

/// So many words before an idiom a name that holds it may begin.
const HOLDS: usize = 6;

/// Whether a line is in capitals: three words and more, eight of ten.
fn shouted(tokens: &[Token]) -> bool {
    let (mut words, mut capitals) = (0usize, 0usize);
    for t in tokens.iter().filter(|t| t.kind == TokenKind::Word) {
        words += 1;
        capitals += usize::from(matches!(t.case, Case::Upper | Case::Single));
        // The rest cannot make up for it: most lines end here soon.
        if (words - capitals) * 10 > tokens.len() * 2 {
            return false;
        }
    }
    words >= 3 && capitals * 10 >= words * 8
}

impl Sheet<'_> {
    /// Reads all that the scan asks of the tokens.
    pub(super) fn fill(&mut self) {
        self.read_sentences();
        let idioms = self.read_words();
        self.hide_idioms(&idioms);
    }

    fn read_sentences(&mut self) {
        for block in &self.text.blocks {
            if block.kind == BlockKind::Byline
                && let Some(flags) = self.lists.flags.get_mut(block.tokens.clone())
            {
                flags.iter_mut().for_each(|f| *f |= BYLINE);
            }
        }
        for sentence in &self.text.sentences {
            let range = sentence.tokens.clone();
            let end = u32::try_from(range.end).unwrap_or(u32::MAX);
            if let Some(ends) = self.lists.sentence_end.get_mut(range.clone()) {
                ends.fill(end);
            }
            let tokens = self.tokens.get(range.clone()).unwrap_or(&[]);
            let Some(flags) = self.lists.flags.get_mut(range.clone()) else {
                continue;
            };
            if shouted(tokens) {
                flags.iter_mut().for_each(|f| *f |= SHOUT);
            }
            // The first word of the sentence, and the one after a mark that something begins with: all tokens between those
            // that are no words are such.
            let mut mark = |i: usize| {
                if let Some(f) = flags.get_mut(i - range.start) {
                    *f |= FIRST;
                }
            };
            let (mut fresh, mut next) = (true, range.start);
            for i in self.text.others(range.clone()) {
                let Some(t) = self.tokens.get(i) else {
                    continue;
                };
                if fresh && (next < i || t.kind == TokenKind::Number) {
                    mark(next);
                    fresh = false;
                }
                if let TokenKind::Punct(c) = t.kind {
                    fresh |= matches!(c, ':' | '(' | '?' | '!' | '.' | '•' | '*' | ';' | '[' | '…')
                        || c == '"' && t.space_before;
                }
                next = i + 1;
            }
            if fresh && next < range.end {
                mark(next);
            }
        }
    }

    /// Cues and rows of each word; the tokens where idioms begin, with their cues.
    fn read_words(&mut self) -> Vec<(usize, EntryId)> {
        let (tokens, cues, gazetteer) = (self.tokens, self.cues, self.gazetteer);
        let mut idioms = Vec::new();
        for (i, t) in tokens.iter().enumerate() {
            let cue = cues.here(tokens, i).get();
            let row = gazetteer.may_begin(t);
            // Most words begin nothing.
            if cue.is_none() && !row && t.kind == TokenKind::Word {
                continue;
            }
            match t.kind {
                TokenKind::Word | TokenKind::Number => {}
                // The article of "al-Sharaa".
                TokenKind::Punct('-') if !t.space_before => {
                    if let Some(before) = i.checked_sub(1) {
                        self.add_spot(before);
                    }
                    continue;
                }
                _ => continue,
            }
            if let Some((cue, len)) = cue {
                self.read_cue(i, cue, len as usize);
                if self.lists.start(i).bits & cues::IDIOM != 0 {
                    idioms.push((i, cue));
                }
            }
            if row {
                self.read_rows(i);
            }
            if t.case.starts_upper() {
                self.add_spot(i);
                let own = if self.is_own(i) { OWN } else { STRANGE };
                if let Some(f) = self.lists.flags.get_mut(i) {
                    *f |= own;
                }
            }
        }
        idioms
    }

    fn add_spot(&mut self, i: usize) {
        let spot = u32::try_from(i).unwrap_or(u32::MAX);
        if self.lists.spots.last() != Some(&spot) {
            self.lists.spots.push(spot);
        }
    }

    fn read_cue(&mut self, i: usize, cue: EntryId, len: usize) {
        let cues = self.cues;
        let bits = cues.bits(cue);
        if i + len > self.sentence_end(i) {
            return;
        }
        // A field stands after a noun or title, or is written as its row has it ("Bảo an", not "Bảo An").
        let field = bits & cues::ORG_FIELD == 0
            || self.lists.end(i).bits & (cues::ORG | cues::TITLE) != 0
            || cues.idiom_fits(cue, self.tokens.get(i..i + len).unwrap_or(&[]));
        let bits = if field { bits } else { bits & !cues::ORG_FIELD };
        self.lists.set_start(i, Cue { bits, len });
        self.seen |= bits;
        // "Anh" inside a sentence is the country, at its head it may be the man.
        let named = len == 1 && self.tokens[i].case.starts_upper() && !self.first(i);
        // The second syllable of a name is no noun: "Bản" in "Nhật Bản".
        let within = named
            && i.checked_sub(1)
                .and_then(|p| self.tokens.get(p))
                .is_some_and(|p| p.kind == TokenKind::Word && p.case.starts_upper());
        let bits = if within && !self.shout(i) {
            0
        } else if named && !self.shout(i) {
            bits & !(cues::KIN | cues::BEFORE_COUNTRY | cues::BEFORE_PLACE)
        } else {
            bits
        };
        // What stands in a gathering's name says nothing of what follows it.
        let bits = bits & !(cues::EDITION | cues::WHOLE | cues::INNER);
        if bits != 0 && len > self.lists.end(i + len).len {
            self.lists.set_end(i + len, Cue { bits, len });
        }
    }

    fn read_rows(&mut self, i: usize) {
        let t = &self.tokens[i];
        let from = self.lists.matches.len();
        self.gazetteer
            .names_at(self.tokens, i, &mut self.lists.matches);
        if t.case == Case::Upper && self.numbered(i) {
            let series = self.gazetteer.series(self.text.slice(i..i + 1));
            let known = self.lists.matches.len() > from;
            if let Some(name) = series.filter(|_| !known) {
                let (end, kind) = (i + 1, self.gazetteer.kind_of(name));
                self.lists.matches.push(NameMatch { end, name, kind });
            }
        }
        if self.lists.matches.len() == from {
            return;
        }
        let end = self.sentence_end(i);
        let tokens = self.tokens;
        let mut k = from;
        while k < self.lists.matches.len() {
            let m = self.lists.matches[k];
            let inner = tokens.get(i..m.end).unwrap_or(&[]);
            // "Rô-ma" does not end in "Rô-ma-nô".
            let goes_on = tokens
                .get(m.end)
                .zip(tokens.get(m.end + 1))
                .is_some_and(|(h, n)| {
                    h.is_punct('-')
                        && !h.space_before
                        && !n.space_before
                        && n.kind == TokenKind::Word
                        && n.case == Case::Lower
                });
            // A row may hold a full stop that looked like a sentence's: TP. HCM.
            let crosses = m.end > end && !inner.iter().any(|t| t.is_punct('.'));
            if crosses || goes_on || !inner.iter().any(|t| t.case.starts_upper()) {
                self.lists.matches.remove(k);
                continue;
            }
            if m.kind == Kind::Country {
                self.lists.flags[m.end] |= COUNTRY_END;
            }
            k += 1;
        }
        if self.lists.matches.len() > from {
            self.lists.set_matches(i, from);
            self.add_spot(i);
        }
    }

    /// An idiom hides the names that begin in it, unless a name holds it or reaches further.
    fn hide_idioms(&mut self, idioms: &[(usize, EntryId)]) {
        for (i, idiom) in idioms.iter().copied() {
            let cue = self.lists.start(i);
            let words = self.tokens.get(i..i + cue.len).unwrap_or(&[]);
            if !self.cues.idiom_fits(idiom, words) {
                continue;
            }
            // "Mỹ học" is a word at the head of a sentence; inside, the capital tells the country.
            if cue.bits & cues::FIRST != 0 && !self.first(i) {
                continue;
            }
            let longer = self
                .matches_at(i)
                .iter()
                .any(|m| m.end > i + cue.len || (m.end == i + cue.len && cue.len > 1));
            // "Nam tính" is none in "Việt Nam tính đến".
            let within = self.tokens[i].case.starts_upper()
                && !self.first(i)
                && (i + 1..i + cue.len).any(|j| !self.tokens[j].case.starts_upper())
                && i.checked_sub(1).is_some_and(|p| {
                    // "Vụ Pháp chế": a noun before it is part of a name only where a row has both.
                    let noun = self.lists.end(i).bits & cues::ORG != 0;
                    let name = || self.matches_at(p).iter().any(|m| m.end > i);
                    self.tokens[p].case.starts_upper() && (!noun || name())
                });
            // "nổi tiếng Nhật Bản" has no language in it.
            let covered = i
                .checked_sub(1)
                .is_some_and(|p| self.lists.start(p).len > 1 && self.tokens[p].is_word());
            // "Khu phi quân sự liên Triều": a name that holds the idiom.
            let held = (i.saturating_sub(HOLDS)..i)
                .any(|p| self.matches_at(p).iter().any(|m| m.end >= i + cue.len));
            if longer || within || covered || held {
                continue;
            }
            for j in i..i + cue.len {
                let out = self.matches_at(j).iter().any(|m| m.end > i + cue.len);
                if out {
                    break;
                }
                self.lists.flags[j] |= HIDDEN;
            }
        }
    }
}
