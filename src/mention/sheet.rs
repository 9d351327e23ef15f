//! What is known of each token before names are told: its classes, cues before and after, rows that begin there.

use super::cues::{self, Bits, Cues};
use crate::extraction::Kind;
use crate::gazetteer::{Gazetteer, NameForm, NameMatch};
use crate::hash::FastSet;
use crate::text::token::{Case, Token, TokenKind};
use crate::text::{BlockKind, Text};
use crate::vocabulary::Sym;
use std::cell::OnceCell;
use std::collections::HashMap;

/// A word as the document is asked for it: folded, whether or not the vocabulary has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Key {
    Known(Sym),
    Local(u32),
}

/// A cue: its classes and its length in tokens (0: none).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cue {
    pub(crate) bits: Bits,
    pub(crate) len: usize,
}

/// The tokens with all that the scan asks of them.
pub(crate) struct Sheet<'a> {
    pub(crate) text: &'a Text<'a>,
    pub(crate) tokens: &'a [Token],
    pub(crate) gazetteer: &'a Gazetteer,
    cues: &'a Cues,
    /// The longest cue that begins here.
    starts: Vec<Cue>,
    /// The longest cue that ends before this token.
    ends: Vec<Cue>,
    /// Whether a sentence, a quotation or what follows a colon begins here.
    first: Vec<bool>,
    /// Whether it stands in a line of capitals.
    shout: Vec<bool>,
    /// Whether an idiom covers it.
    hidden: Vec<bool>,
    /// Made when first asked for, as are the words seen in lower case: most texts ask for few.
    keys: OnceCell<Vec<Key>>,
    lower: OnceCell<FastSet<Key>>,
    matches: Vec<NameMatch>,
    match_range: Vec<(u32, u32)>,
    /// Token after the last of its sentence.
    sentence_end: Vec<usize>,
    country_end: Vec<bool>,
    /// Words that stand alone with a capital inside some sentence, as names do.
    named: OnceCell<FastSet<Key>>,
    byline: Vec<bool>,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(text: &'a Text<'a>, cues: &'a Cues, gazetteer: &'a Gazetteer) -> Sheet<'a> {
        let tokens = &text.tokens[..];
        let n = tokens.len();
        let mut s = Sheet {
            text,
            tokens,
            gazetteer,
            cues,
            starts: vec![Cue::default(); n],
            ends: vec![Cue::default(); n + 1],
            first: vec![false; n],
            shout: vec![false; n],
            hidden: vec![false; n],
            keys: OnceCell::new(),
            lower: OnceCell::new(),
            matches: Vec::new(),
            match_range: vec![(0, 0); n],
            sentence_end: (1..=n).collect(),
            country_end: vec![false; n + 1],
            named: OnceCell::new(),
            byline: vec![false; n],
        };
        s.read_sentences();
        s.read_cues(cues);
        s.read_rows();
        s.hide_idioms(cues);
        s
    }

    fn read_sentences(&mut self) {
        for block in &self.text.blocks {
            if block.kind == BlockKind::Byline
                && let Some(b) = self.byline.get_mut(block.tokens.clone())
            {
                b.fill(true);
            }
        }
        for sentence in &self.text.sentences {
            let range = sentence.tokens.clone();
            let (mut words, mut capitals) = (0usize, 0usize);
            for i in range.clone() {
                self.sentence_end[i] = range.end;
                let t = &self.tokens[i];
                if t.kind == TokenKind::Word {
                    words += 1;
                    capitals += usize::from(matches!(t.case, Case::Upper | Case::Single));
                }
            }
            // A line is shouted where nine words in ten are capitals.
            if words >= 3 && capitals * 10 >= words * 8 {
                self.shout[range.clone()].fill(true);
            }
            let mut fresh = true;
            for i in range {
                let t = &self.tokens[i];
                if t.is_word() {
                    self.first[i] = fresh;
                    fresh = false;
                } else if let TokenKind::Punct(c) = t.kind {
                    let opening = c == '"' && t.space_before;
                    if matches!(c, ':' | '(' | '?' | '!' | '.' | '•' | '*' | ';' | '[' | '…')
                        || opening
                    {
                        fresh = true;
                    }
                }
            }
        }
    }

    fn read_named(&self) -> FastSet<Key> {
        let mut named = FastSet::default();
        for i in 0..self.len() {
            let before = i.checked_sub(1).is_some_and(|p| self.capital(p));
            let after = self.capital(i + 1) && self.own(i + 1) && !self.country_at(i + 1);
            if self.capital(i) && !self.first(i) && !self.shout(i) && !before && !after {
                named.insert(self.key(i));
            }
        }
        named
    }

    /// Whether the same word stands alone with a capital inside some sentence.
    pub(crate) fn named_inside(&self, i: usize) -> bool {
        self.named
            .get_or_init(|| self.read_named())
            .contains(&self.key(i))
    }

    /// Whether it stands in a byline.
    pub(crate) fn byline(&self, i: usize) -> bool {
        self.byline.get(i).copied().unwrap_or(false)
    }

    fn keys(&self) -> &[Key] {
        self.keys.get_or_init(|| {
            // Words of the text itself: a hash that the text cannot foresee.
            let mut local: HashMap<String, u32> = HashMap::new();
            let mut folded = String::new();
            let key = |(i, t): (usize, &Token)| {
                if t.sym != Sym::UNKNOWN || t.kind != TokenKind::Word {
                    return Key::Known(t.sym);
                }
                folded.clear();
                crate::text::fold::fold_word(self.text.slice(i..i + 1), &mut folded);
                if let Some(n) = local.get(&folded) {
                    return Key::Local(*n);
                }
                let next = u32::try_from(local.len()).unwrap_or(u32::MAX);
                local.insert(folded.clone(), next);
                Key::Local(next)
            };
            self.tokens.iter().enumerate().map(key).collect()
        })
    }

    fn read_cues(&mut self, cues: &Cues) {
        for i in 0..self.tokens.len() {
            if !self.tokens[i].is_word() || !cues.begins(&self.tokens[i]) {
                continue;
            }
            let Some((bits, len)) = cues.at(self.tokens, i) else {
                continue;
            };
            if i + len > self.sentence_end[i] {
                continue;
            }
            // A field stands after a noun or title, or is written as its row has it ("Bảo an", not "Bảo An").
            let field = bits & cues::ORG_FIELD == 0
                || self.ends[i].bits & (cues::ORG | cues::TITLE) != 0
                || cues.idiom_fits(self.tokens, i);
            let bits = if field { bits } else { bits & !cues::ORG_FIELD };
            self.starts[i] = Cue { bits, len };
            // "Anh" inside a sentence is the country, at its head it may be the man.
            let named = len == 1 && self.tokens[i].case.starts_upper() && !self.first[i];
            // The second syllable of a name is no noun: "Bản" in "Nhật Bản".
            let within = named
                && i.checked_sub(1)
                    .and_then(|p| self.tokens.get(p))
                    .is_some_and(|p| p.kind == TokenKind::Word && p.case.starts_upper());
            let bits = if within && !self.shout[i] {
                0
            } else if named && !self.shout[i] {
                bits & !(cues::KIN | cues::BEFORE_COUNTRY | cues::BEFORE_PLACE)
            } else {
                bits
            };
            // What stands in a gathering's name says nothing of what follows it.
            let bits = bits & !(cues::EDITION | cues::WHOLE | cues::INNER);
            let end = &mut self.ends[i + len];
            if bits != 0 && len > end.len {
                *end = Cue { bits, len };
            }
        }
    }

    fn read_rows(&mut self) {
        for i in 0..self.tokens.len() {
            let t = &self.tokens[i];
            if !t.is_word() {
                continue;
            }
            let from = self.matches.len();
            self.gazetteer.names_at(self.tokens, i, &mut self.matches);
            if t.case == Case::Upper && self.numbered(i) {
                let series = self.gazetteer.series(self.text.slice(i..i + 1));
                let known = self.matches.len() > from;
                let new = series.filter(|_| !known);
                self.matches
                    .extend(new.map(|name| NameMatch { end: i + 1, name }));
            }
            let end = self.sentence_end[i];
            let tokens = self.tokens;
            let mut k = from;
            while k < self.matches.len() {
                let m = self.matches[k];
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
                    self.matches.remove(k);
                    continue;
                }
                let form = self.gazetteer.name(m.name);
                if self.gazetteer.entity(form.entity).kind == Kind::Country {
                    self.country_end[m.end] = true;
                }
                k += 1;
            }
            self.match_range[i] = (from as u32, self.matches.len() as u32);
        }
    }

    /// An idiom hides the names that begin in it, unless a name reaches further.
    fn hide_idioms(&mut self, cues: &Cues) {
        for i in 0..self.tokens.len() {
            let cue = self.starts[i];
            if cue.bits & cues::IDIOM == 0 || !cues.idiom_fits(self.tokens, i) {
                continue;
            }
            // "Mỹ học" is a word at the head of a sentence; inside, the capital tells the country.
            if cue.bits & cues::FIRST != 0 && !self.first[i] {
                continue;
            }
            let longer = self
                .matches_at(i)
                .iter()
                .any(|m| m.end > i + cue.len || (m.end == i + cue.len && cue.len > 1));
            // "Nam tính" is none in "Việt Nam tính đến".
            let within = self.tokens[i].case.starts_upper()
                && !self.first[i]
                && (i + 1..i + cue.len).any(|j| !self.tokens[j].case.starts_upper())
                && i.checked_sub(1)
                    .is_some_and(|p| self.tokens[p].case.starts_upper());
            // "nổi tiếng Nhật Bản" has no language in it.
            let covered = i
                .checked_sub(1)
                .is_some_and(|p| self.starts[p].len > 1 && self.tokens[p].is_word());
            if longer || within || covered {
                continue;
            }
            for j in i..i + cue.len {
                let out = self.matches_at(j).iter().any(|m| m.end > i + cue.len);
                if out {
                    break;
                }
                self.hidden[j] = true;
            }
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// A capitalised word that no idiom hides, or the article of a name such as al-Sharaa.
    pub(crate) fn capital(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| {
            t.kind == TokenKind::Word
                && !self.hidden[i]
                && (t.case.starts_upper() || self.article(i))
        })
    }

    /// A lower-case article that a hyphen without spaces joins to a capitalised word.
    fn article(&self, i: usize) -> bool {
        self.is(i, cues::PARTICLE)
            && self.punct(i + 1, '-')
            && !self.spaced(i + 1)
            && self
                .tokens
                .get(i + 2)
                .is_some_and(|t| !t.space_before && t.case.starts_upper())
    }

    pub(crate) fn is(&self, i: usize, bits: Bits) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|t| self.cues.word(t.sym) & bits != 0)
    }

    /// Whether it is a syllable of the pack's own language.
    pub(crate) fn own(&self, i: usize) -> bool {
        let bits = cues::FAMILY | cues::FAMILY_WEAK | cues::GIVEN | cues::COMMON;
        self.tokens
            .get(i)
            .is_some_and(|t| t.kind == TokenKind::Word)
            && (self.is(i, bits) || self.cues.own_spelling(self.text.slice(i..i + 1)))
    }

    /// A word that goes on a name of the own language.
    pub(crate) fn goes_on_own(&self, i: usize) -> bool {
        self.own(i) || self.built_own(i)
    }

    /// Whether it may be one, by its build: "Tuy", "Minh", and "Ban" or "Kim" as well.
    fn built_own(&self, i: usize) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|t| t.kind == TokenKind::Word && t.case == Case::Capital)
            && self.cues.syllable(self.text.slice(i..i + 1))
    }

    pub(crate) fn first(&self, i: usize) -> bool {
        self.first.get(i).copied().unwrap_or(false)
    }

    pub(crate) fn shout(&self, i: usize) -> bool {
        self.shout.get(i).copied().unwrap_or(false)
    }

    pub(crate) fn key(&self, i: usize) -> Key {
        self.keys()
            .get(i)
            .copied()
            .unwrap_or(Key::Known(Sym::UNKNOWN))
    }

    pub(crate) fn seen_lower(&self, i: usize) -> bool {
        self.lower
            .get_or_init(|| {
                let lower = |t: &Token| t.kind == TokenKind::Word && t.case == Case::Lower;
                let keys = self.keys().iter().zip(self.tokens);
                keys.filter(|(_, t)| lower(t)).map(|(k, _)| *k).collect()
            })
            .contains(&self.key(i))
    }

    pub(crate) fn starts(&self, i: usize) -> Cue {
        self.starts.get(i).copied().unwrap_or_default()
    }

    /// The cue that ends right before a token; an opening quotation mark between is passed over.
    pub(crate) fn before(&self, i: usize) -> Cue {
        let at = match i.checked_sub(1).and_then(|p| self.tokens.get(p)) {
            Some(t) if t.is_punct('"') || t.is_punct('\'') => i - 1,
            _ => i,
        };
        self.ends.get(at).copied().unwrap_or_default()
    }

    pub(crate) fn matches_at(&self, i: usize) -> &[NameMatch] {
        let (a, b) = self.match_range.get(i).copied().unwrap_or((0, 0));
        self.matches.get(a as usize..b as usize).unwrap_or(&[])
    }

    pub(crate) fn form(&self, m: NameMatch) -> &'a NameForm {
        self.gazetteer.name(m.name)
    }

    pub(crate) fn kind(&self, m: NameMatch) -> Kind {
        self.gazetteer.entity(self.form(m).entity).kind
    }

    pub(crate) fn sentence_end(&self, i: usize) -> usize {
        self.sentence_end.get(i).copied().unwrap_or(i)
    }

    pub(crate) fn punct(&self, i: usize, c: char) -> bool {
        self.tokens.get(i).is_some_and(|t| t.is_punct(c))
    }

    pub(crate) fn spaced(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.space_before)
    }

    /// Whether some country's form begins at a token.
    pub(crate) fn country_at(&self, i: usize) -> bool {
        self.matches_at(i)
            .iter()
            .any(|m| self.kind(*m) == Kind::Country)
    }

    /// Whether some country's form ends before a token.
    pub(crate) fn country_before(&self, i: usize) -> bool {
        self.country_end.get(i).copied().unwrap_or(false)
    }

    /// Whether a row of several words, or an unambiguous country, begins here: no person's name goes on over it.
    pub(crate) fn firm_place_at(&self, i: usize) -> bool {
        self.matches_at(i).iter().any(|m| {
            let f = self.form(*m);
            let kind = self.kind(*m);
            kind.is_place() && (f.words > 1 || (kind == Kind::Country && !f.ambiguous))
        })
    }
}
