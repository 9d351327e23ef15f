//! Gatherings by their noun and the name behind it, and what tells one of a series from the others.

use super::Source;
use super::cues;
use super::scan::{Draft, Scanned};
use super::sheet::Sheet;
use crate::extraction::Kind;
use crate::few::Few;
use crate::gazetteer::NameId;
use crate::text::token::{Case, Token, TokenKind};
use std::ops::Range;

/// A gathering's name has at most so many tokens.
const LONGEST: usize = 24;

impl Sheet<'_> {
    /// Where the edition that stands at a token ends ("lần thứ 47", "khóa 80", "2025", "-58", "XIV"); the token itself where
    /// none does.
    pub(crate) fn edition(&self, at: usize) -> usize {
        let cue = self.starts(at);
        if cue.bits & cues::EDITION != 0 {
            let end = at + cue.len;
            return match cue.bits & cues::WHOLE != 0 {
                true => end,
                false if self.counted(end).is_some() || self.roman(end) => end + 1,
                false => at,
            };
        }
        // AMM-58
        if self.punct(at, '-') && !self.spaced(at) && !self.spaced(at + 1) {
            let few = self.counted(at + 1).is_some_and(|n| n < 1000);
            return if few { at + 2 } else { at };
        }
        match self.counted(at) {
            Some(1900..=2100) => at + 1,
            // "SEA Games 33 tại", but "G7 6 nước"
            Some(1..=199) if self.free_after(at + 1) => at + 1,
            None if self.roman(at) => at + 1,
            _ => at,
        }
    }

    /// The number at a token, unless it is a part of a day, an hour, a share.
    fn counted(&self, at: usize) -> Option<u32> {
        let token = self.tokens.get(at)?;
        if token.kind != TokenKind::Number || at >= self.sentence_end(at.saturating_sub(1)) {
            return None;
        }
        let goes_on = self.tokens.get(at + 1).is_some_and(|t| {
            !t.space_before
                && match t.kind {
                    TokenKind::Punct('%') => true,
                    TokenKind::Punct(_) => self
                        .tokens
                        .get(at + 2)
                        .is_some_and(|n| n.kind == TokenKind::Number && !n.space_before),
                    TokenKind::Word => true,
                    _ => false,
                }
        });
        let number = self.text.slice(at..at + 1).parse().ok();
        number.filter(|_| !goes_on)
    }

    fn roman(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|t| t.kind == TokenKind::Word)
            && self.capital(at)
            && self
                .text
                .slice(at..at + 1)
                .chars()
                .all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'))
    }

    /// Whether nothing follows that a number before it could count.
    fn free_after(&self, at: usize) -> bool {
        let lower = self
            .tokens
            .get(at)
            .is_some_and(|t| t.kind == TokenKind::Word && !t.case.starts_upper());
        !lower || self.starts(at).bits & (cues::BEFORE_PLACE | cues::AND) != 0
    }

    /// Whether a number is written together with a word's letters: COP30, G20.
    pub(crate) fn numbered(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|t| t.kind == TokenKind::Word)
            && self
                .text
                .slice(at..at + 1)
                .ends_with(|c: char| c.is_ascii_digit())
    }
}

/// Adds the gatherings that no row names: "Diễn đàn Kinh tế Việt Nam - Hàn Quốc 2025".
pub(super) fn name(sheet: &Sheet<'_>, scanned: &mut Scanned) {
    if !sheet.has_cue(cues::GATHERING) {
        return;
    }
    let head = |i: &usize| sheet.starts(*i).bits & cues::GATHERING != 0 && !sheet.shout(*i);
    let mut heads = (0..sheet.len()).filter(head).peekable();
    if heads.peek().is_none() {
        return;
    }
    // One more than the draft that begins at each token, and where names already are.
    let mut begins: Vec<u32> = vec![0; sheet.len()];
    let mut taken = vec![false; sheet.len()];
    for (n, d) in scanned.drafts.iter().enumerate() {
        if let Some(b) = begins.get_mut(d.tokens.start) {
            let other = b
                .checked_sub(1)
                .and_then(|o| scanned.drafts.get(o as usize));
            if other.is_none_or(|o| o.tokens.end < d.tokens.end) {
                *b = n as u32 + 1;
            }
        }
        if let Some(t) = taken.get_mut(d.tokens.clone()) {
            t.fill(true);
        }
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for i in heads {
        if i < from || taken.get(i).is_some_and(|t| *t) {
            continue;
        }
        let Some(read) = Reading::at(sheet, &scanned.drafts, &begins, i) else {
            continue;
        };
        from = read.tokens.end;
        found.push(read.tokens.clone());
        for n in &read.dropped {
            if let Some(d) = scanned.drafts.get_mut(*n) {
                d.tokens.end = d.tokens.start;
            }
        }
        scanned.drafts.push(Draft {
            names: read.rows(sheet),
            tokens: read.tokens,
            kind: Kind::Occasion,
            source: Source::Shape("occasion.noun"),
            titled: false,
        });
    }
    scanned.open.retain(|o| {
        let n = found.partition_point(|f| f.end <= o.tokens.start);
        found.get(n).is_none_or(|f| o.tokens.start < f.start)
    });
}

/// What stands behind a noun of gatherings.
#[derive(Debug, Default)]
struct Reading {
    tokens: Range<usize>,
    /// Organisations or gatherings.
    blocs: usize,
    /// Countries and other places.
    lands: usize,
    /// Further words with a capital.
    words: usize,
    /// Whether one of those words is foreign: a person whom nothing else tells.
    foreign: bool,
    /// Whether a hyphen stands between two names.
    paired: bool,
    /// Whether the last word is cut from one that goes on: "Ban" of "Ban Chấp hành".
    cut: bool,
    /// Drafts of gatherings that it takes in.
    dropped: Vec<usize>,
    /// The rows of a gathering inside.
    row: Option<Few<NameId>>,
    editions: Vec<Range<usize>>,
}

impl Reading {
    fn at(s: &Sheet<'_>, drafts: &[Draft], begins: &[u32], i: usize) -> Option<Reading> {
        let noun = s.starts(i);
        let limit = s.sentence_end(i).min(i + LONGEST);
        let draft = |j: usize| {
            let n = begins.get(j)?.checked_sub(1)? as usize;
            Some((n, drafts.get(n)?))
        };
        let plain = |j: usize| {
            s.capital(j)
                && draft(j).is_none()
                && s.starts(j).bits & (cues::PERSON | cues::STOP) == 0
        };
        let no_syllable = cues::INNER
            | cues::AND
            | cues::EDITION
            | cues::BEFORE_PLACE
            | cues::BEFORE_COUNTRY
            | cues::BEFORE_ORG;
        let lower = |j: usize| {
            s.tokens
                .get(j)
                .is_some_and(|t| t.kind == TokenKind::Word && t.case == Case::Lower)
                && s.starts(j).bits & no_syllable == 0
        };
        let mut r = Reading::default();
        let (mut j, mut end) = (i + noun.len, i);
        while j < limit {
            let edition = s.edition(j);
            if edition > j {
                r.editions.push(j..edition);
                (j, end) = (edition, edition);
            } else if let Some((n, d)) = draft(j) {
                // The bloc of "Hội nghị Bộ trưởng BRICS 2025" is no summit of its own.
                let body = drafts
                    .iter()
                    .skip(n)
                    .take_while(|o| o.tokens.start == j)
                    .find(|o| d.kind == Kind::Occasion && o.kind == Kind::Organization);
                if body.is_some() {
                    r.dropped.push(n);
                }
                let d = body.unwrap_or(d);
                match d.kind {
                    Kind::Person => break,
                    Kind::Organization => r.blocs += 1,
                    Kind::Occasion => {
                        r.blocs += 1;
                        r.row = Some(d.names.clone());
                    }
                    _ => r.lands += 1,
                }
                (j, end) = (d.tokens.end, d.tokens.end);
            } else if plain(j) && s.starts(j).bits & cues::ORG_FIELD != 0 {
                r.words += 1;
                j += s.starts(j).len;
                end = j;
            } else if plain(j) && s.own(j) && lower(j + 1) {
                // "Tương lai": where such a word ends only what follows tells.
                j += 2;
            } else if plain(j) {
                r.words += 1;
                let long = s.tokens.get(j).is_some_and(|t| t.case != Case::Single);
                r.foreign |= long && !s.own(j) && !s.abbreviation(j);
                (j, end) = (j + 1, j + 1);
            } else if s.starts(j).bits & (cues::GATHERING | cues::INNER) != 0 {
                j += s.starts(j).len;
            } else if s.punct(j, '-')
                && end == j
                && r.editions.is_empty()
                && (plain(j + 1) || draft(j + 1).is_some())
            {
                r.paired = true;
                j += 1;
            } else if s.starts(j).bits & cues::AND != 0 && end == j && r.editions.is_empty() {
                // "Vành đai và Con đường"; another name behind it is another's.
                let more = r.words > 0 && plain(j + 1);
                if !more {
                    break;
                }
                j += 1;
            } else {
                break;
            }
        }
        r.tokens = i..end.min(limit);
        r.cut = plain(r.tokens.end);
        r.fits(s, noun.bits).then_some(r)
    }

    /// Whether the words make a name. Of nouns that also tell of two who meet (thượng đỉnh) only what a bloc or a matter is
    /// named for: "thượng đỉnh Mỹ - Nga" is a meeting.
    fn fits(&self, s: &Sheet<'_>, noun: cues::Bits) -> bool {
        let i = self.tokens.start;
        let capital = s.capital(i) && !s.first(i);
        let again = !self.editions.is_empty();
        let matter = (self.words > 1 && !self.cut) || (self.words > 0 && again);
        if noun & cues::MEETS != 0 {
            // "Hội nghị Cấp cao khối X - nước Y" is called so; "thượng đỉnh khối X - nước Y" is theirs.
            let called = capital && self.blocs > 0;
            let sides = self.paired && self.lands > 0 && !again && !called;
            return !sides && (self.blocs > 0 || (matter && !self.foreign && self.lands == 0));
        }
        let named = matter || self.foreign || self.blocs + self.lands > 0;
        let titled = capital || s.capital(i) && self.words + self.blocs > 1;
        named && (titled || again)
    }

    /// The rows of the same words without the edition, or of the only gathering inside: "Hội nghị thường niên lần thứ 56
    /// Diễn đàn Kinh tế Thế giới".
    fn rows(&self, s: &Sheet<'_>) -> Few<NameId> {
        if let Some(row) = &self.row
            && self.blocs + self.lands + self.words == 1
        {
            return row.clone();
        }
        let edition = |j: &usize| self.editions.iter().any(|e| e.contains(j));
        let bare: Vec<Token> = self
            .tokens
            .clone()
            .filter(|j| !edition(j))
            .filter_map(|j| s.tokens.get(j).copied())
            .collect();
        let mut found = Vec::new();
        s.gazetteer.names_at(&bare, 0, &mut found);
        found
            .into_iter()
            .filter(|m| m.end == bare.len() && m.kind == Kind::Occasion)
            .map(|m| m.name)
            .collect()
    }
}
