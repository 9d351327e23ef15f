//! What is known of each token before names are told: its classes, cues before and after, rows that begin there.

use super::cues::{self, Bits, Cues};
use crate::extraction::Kind;
use crate::gazetteer::subkind::{CLUB, COMPANY};
use crate::gazetteer::{Gazetteer, NameForm, NameMatch};
use crate::hash::{FastMap, FastSet};
use crate::text::Text;
use crate::text::token::{Case, Token, TokenKind};
use crate::vocabulary::Sym;
use std::cell::{OnceCell, RefCell};
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

/// What holds of a token, a bit each.
pub(super) type Flags = u8;
/// A sentence, a quotation or what follows a colon begins here.
pub(super) const FIRST: Flags = 1;
/// It stands in a line of capitals.
pub(super) const SHOUT: Flags = 1 << 1;
/// An idiom covers it.
pub(super) const HIDDEN: Flags = 1 << 2;
/// It stands in a byline.
pub(super) const BYLINE: Flags = 1 << 3;
/// Some country's form ends before it.
pub(super) const COUNTRY_END: Flags = 1 << 4;
/// A capitalised word that is a syllable of the pack's own language, or is none.
pub(super) const OWN: Flags = 1 << 5;
pub(super) const STRANGE: Flags = 1 << 6;

/// The lists as long as a text, to be filled again for the next.
#[derive(Debug, Default)]
pub(crate) struct SheetLists {
    /// The cues that some token has; the first is none.
    cues: Vec<Cue>,
    /// The longest cue that begins here, by its number.
    starts: Vec<u32>,
    /// The longest cue that ends before this token, by its number.
    ends: Vec<u32>,
    pub(super) flags: Vec<Flags>,
    /// The tokens where a name can begin, in order: capitalised words, articles before such, first words of rows.
    pub(super) spots: Vec<u32>,
    pub(super) matches: Vec<NameMatch>,
    /// One more than the range of the matches that begin at each token; 0: none.
    match_range: Vec<u32>,
    ranges: Vec<(u32, u32)>,
    /// Token after the last of its sentence; 0 for what stands in none.
    pub(super) sentence_end: Vec<u32>,
    /// Made when first asked for: most texts ask for few.
    keys: LocalKeys,
}

impl SheetLists {
    /// Empty, for a text of `n` tokens.
    fn clear(&mut self, n: usize) {
        refill(&mut self.cues, 1, Cue::default());
        refill(&mut self.starts, n, 0);
        refill(&mut self.ends, n + 1, 0);
        refill(&mut self.flags, n + 1, 0);
        refill(&mut self.match_range, n, 0);
        self.ranges.clear();
        self.spots.clear();
        self.matches.clear();
        refill(&mut self.sentence_end, n, 0);
        self.keys.clear();
    }
}

impl SheetLists {
    fn cue(&self, number: Option<&u32>) -> Cue {
        let cue = number.and_then(|n| self.cues.get(*n as usize));
        cue.copied().unwrap_or_default()
    }

    /// The longest cue that begins at a token.
    pub(super) fn start(&self, i: usize) -> Cue {
        self.cue(self.starts.get(i))
    }

    /// The longest cue that ends before a token.
    pub(super) fn end(&self, i: usize) -> Cue {
        self.cue(self.ends.get(i))
    }

    fn add(&mut self, cue: Cue) -> u32 {
        let number = u32::try_from(self.cues.len()).unwrap_or(0);
        self.cues.push(cue);
        number
    }

    pub(super) fn set_start(&mut self, i: usize, cue: Cue) {
        let number = self.add(cue);
        if let Some(slot) = self.starts.get_mut(i) {
            *slot = number;
        }
    }

    /// The matches from a number on are those that begin at a token.
    pub(super) fn set_matches(&mut self, i: usize, from: usize) {
        if let Some(slot) = self.match_range.get_mut(i) {
            self.ranges.push((from as u32, self.matches.len() as u32));
            *slot = self.ranges.len() as u32;
        }
    }

    pub(super) fn set_end(&mut self, i: usize, cue: Cue) {
        // Most end with the classes that they began with.
        let number = match self.cues.last() {
            Some(last) if last.bits == cue.bits && last.len == cue.len => {
                u32::try_from(self.cues.len() - 1).unwrap_or(0)
            }
            _ => self.add(cue),
        };
        if let Some(slot) = self.ends.get_mut(i) {
            *slot = number;
        }
    }
}

fn refill<T: Clone>(list: &mut Vec<T>, n: usize, with: T) {
    list.clear();
    list.resize(n, with);
}

/// The tokens with all that the scan asks of them.
pub(crate) struct Sheet<'a> {
    pub(crate) text: &'a Text<'a>,
    pub(crate) tokens: &'a [Token],
    pub(crate) gazetteer: &'a Gazetteer,
    pub(super) cues: &'a Cues,
    pub(super) lists: &'a mut SheetLists,
    /// The classes of all cues together.
    pub(super) seen: Bits,
    /// The words seen in lower case, once asked for.
    lower: OnceCell<KeySet>,
    /// Words that stand alone with a capital inside some sentence, as names do.
    named: OnceCell<KeySet>,
}

/// Words of a text: a bit for each that the vocabulary has.
#[derive(Default)]
struct KeySet {
    known: Vec<u64>,
    local: FastSet<u32>,
}

impl KeySet {
    fn insert(&mut self, key: Key) {
        match key {
            Key::Known(sym) => {
                let (at, bit) = (sym.index() / 64, 1 << (sym.index() % 64));
                match self.known.get_mut(at) {
                    Some(bits) => *bits |= bit,
                    None => {
                        self.known.resize(2 * at + 1, 0);
                        if let Some(bits) = self.known.get_mut(at) {
                            *bits |= bit;
                        }
                    }
                }
            }
            Key::Local(n) => {
                self.local.insert(n);
            }
        }
    }

    fn contains(&self, key: Key) -> bool {
        match key {
            Key::Known(sym) => {
                let bits = self.known.get(sym.index() / 64);
                bits.is_some_and(|b| b >> (sym.index() % 64) & 1 == 1)
            }
            Key::Local(n) => self.local.contains(&n),
        }
    }
}

/// Room for so many words is kept for the next text.
const KEPT: usize = 1 << 10;

/// The numbers of words that the vocabulary does not have.
#[derive(Debug, Default)]
struct LocalKeys {
    /// By token: each is asked for several times.
    tokens: RefCell<FastMap<usize, u32>>,
    /// Words of the text itself: a hash that the text cannot foresee.
    words: RefCell<HashMap<String, u32>>,
    folded: RefCell<String>,
}

impl LocalKeys {
    fn clear(&mut self) {
        let (tokens, words) = (self.tokens.get_mut(), self.words.get_mut());
        // To empty a table takes as long as it has room.
        if tokens.capacity() > KEPT || words.capacity() > KEPT {
            *self = LocalKeys::default();
            return;
        }
        tokens.clear();
        words.clear();
    }

    fn of(&self, text: &Text<'_>, token: usize) -> u32 {
        let mut tokens = self.tokens.borrow_mut();
        let word = || self.of_word(text.slice(token..token + 1));
        *tokens.entry(token).or_insert_with(word)
    }

    fn of_word(&self, word: &str) -> u32 {
        let (mut words, mut folded) = (self.words.borrow_mut(), self.folded.borrow_mut());
        folded.clear();
        crate::text::fold::fold_word(word, &mut folded);
        if let Some(n) = words.get(&*folded) {
            return *n;
        }
        let next = u32::try_from(words.len()).unwrap_or(u32::MAX);
        words.insert(folded.clone(), next);
        next
    }
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(
        text: &'a Text<'a>,
        cues: &'a Cues,
        gazetteer: &'a Gazetteer,
        lists: &'a mut SheetLists,
    ) -> Sheet<'a> {
        lists.clear(text.tokens.len());
        let mut s = Sheet {
            text,
            tokens: &text.tokens[..],
            gazetteer,
            cues,
            lists,
            seen: 0,
            lower: OnceCell::new(),
            named: OnceCell::new(),
        };
        s.fill();
        s
    }

    fn read_named(&self) -> KeySet {
        let mut named = KeySet::default();
        // A name can begin at every word with a capital.
        for i in self.spots() {
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
            .contains(self.key(i))
    }

    /// The tokens where a name can begin, in order.
    pub(crate) fn spots(&self) -> impl Iterator<Item = usize> {
        self.lists.spots.iter().map(|i| *i as usize)
    }

    /// Whether any cue of the text is of one of these classes.
    pub(crate) fn has_cue(&self, bits: Bits) -> bool {
        self.seen & bits != 0
    }

    /// Whether the tokens `i..end` are all that a pair of brackets holds: "Kyoto (Nhật)".
    pub(crate) fn in_brackets(&self, i: usize, end: usize) -> bool {
        i.checked_sub(1).is_some_and(|p| self.punct(p, '(')) && self.punct(end, ')')
    }

    /// Whether a name is a sports club's.
    pub(crate) fn club(&self, m: NameMatch) -> bool {
        &*self.gazetteer.entity(self.form(m).entity).subkind == CLUB
    }

    /// Whether a name is a company's.
    pub(crate) fn company(&self, m: NameMatch) -> bool {
        &*self.gazetteer.entity(self.form(m).entity).subkind == COMPANY
    }

    fn flag(&self, i: usize, flag: Flags) -> bool {
        self.lists.flags.get(i).is_some_and(|f| f & flag != 0)
    }

    /// Whether it stands in a byline.
    pub(crate) fn byline(&self, i: usize) -> bool {
        self.flag(i, BYLINE)
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// A capitalised word that no idiom hides, or the article of a name such as al-Sharaa.
    pub(crate) fn capital(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| {
            t.kind == TokenKind::Word
                && !self.flag(i, HIDDEN)
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
        match self.lists.flags.get(i).map_or(0, |f| f & (OWN | STRANGE)) {
            0 => self.is_own(i),
            known => known == OWN,
        }
    }

    pub(super) fn is_own(&self, i: usize) -> bool {
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
        self.flag(i, FIRST)
    }

    /// Whether a word has its capital only from the head of a sentence: an ordinary word that is no cue, begins no row and no name of
    /// a person, and behind which none follows.
    pub(crate) fn plain_first(&self, i: usize) -> bool {
        let person = cues::FAMILY | cues::FAMILY_WEAK | cues::FAMILY_EAST | cues::GIVEN;
        let word = self.tokens.get(i).map_or(0, |t| self.cues.word(t.sym));
        word & (cues::COMMON | person) == cues::COMMON
            && self.first(i)
            && !self.shout(i)
            && self.starts(i).len == 0
            && self.matches_at(i).is_empty()
            && !self.capital(i + 1)
    }

    pub(crate) fn shout(&self, i: usize) -> bool {
        self.flag(i, SHOUT)
    }

    pub(crate) fn key(&self, i: usize) -> Key {
        match self.tokens.get(i) {
            Some(t) => self.key_of(i, t),
            None => Key::Known(Sym::UNKNOWN),
        }
    }

    /// The key of the token `t` at `i`.
    #[inline]
    fn key_of(&self, i: usize, t: &Token) -> Key {
        if t.sym == Sym::UNKNOWN && t.kind == TokenKind::Word {
            Key::Local(self.lists.keys.of(self.text, i))
        } else {
            Key::Known(t.sym)
        }
    }

    /// Whether two tokens have the same key: mostly their symbols tell.
    pub(crate) fn same_key(&self, a: usize, b: usize) -> bool {
        match (self.tokens.get(a), self.tokens.get(b)) {
            (Some(s), Some(t)) if s.sym != t.sym => false,
            (Some(s), Some(_)) if s.sym != Sym::UNKNOWN => true,
            _ => self.key(a) == self.key(b),
        }
    }

    pub(crate) fn seen_lower(&self, i: usize) -> bool {
        self.lower
            .get_or_init(|| {
                let mut lower = KeySet::default();
                for (i, t) in self.tokens.iter().enumerate() {
                    if t.kind == TokenKind::Word && t.case == Case::Lower {
                        lower.insert(self.key_of(i, t));
                    }
                }
                lower
            })
            .contains(self.key(i))
    }

    pub(crate) fn starts(&self, i: usize) -> Cue {
        self.lists.start(i)
    }

    /// The cue that ends right before a token; an opening quotation mark between is passed over.
    pub(crate) fn before(&self, i: usize) -> Cue {
        let at = match i.checked_sub(1).and_then(|p| self.tokens.get(p)) {
            Some(t) if t.is_punct('"') || t.is_punct('\'') => i - 1,
            _ => i,
        };
        self.lists.end(at)
    }

    pub(crate) fn matches_at(&self, i: usize) -> &[NameMatch] {
        let lists = &*self.lists;
        let n = lists.match_range.get(i).and_then(|n| n.checked_sub(1));
        let range = n.and_then(|n| lists.ranges.get(n as usize));
        let of = range.and_then(|(a, b)| lists.matches.get(*a as usize..*b as usize));
        of.unwrap_or(&[])
    }

    pub(crate) fn form(&self, m: NameMatch) -> &'a NameForm {
        self.gazetteer.name(m.name)
    }

    pub(crate) fn sentence_end(&self, i: usize) -> usize {
        match self.lists.sentence_end.get(i) {
            None => i,
            Some(0) => i + 1,
            Some(end) => *end as usize,
        }
    }

    pub(crate) fn punct(&self, i: usize, c: char) -> bool {
        self.tokens.get(i).is_some_and(|t| t.is_punct(c))
    }

    pub(crate) fn spaced(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.space_before)
    }

    /// Whether some country's form begins at a token.
    pub(crate) fn country_at(&self, i: usize) -> bool {
        self.matches_at(i).iter().any(|m| m.kind == Kind::Country)
    }

    /// Whether some country's form ends before a token.
    pub(crate) fn country_before(&self, i: usize) -> bool {
        self.flag(i, COUNTRY_END)
    }

    /// Whether a row of several words, or an unambiguous country, begins here: no person's name goes on over it.
    pub(crate) fn firm_place_at(&self, i: usize) -> bool {
        self.matches_at(i).iter().any(|m| {
            m.kind.is_place() && {
                let f = self.form(*m);
                f.words > 1 || (m.kind == Kind::Country && !f.ambiguous)
            }
        })
    }
}
