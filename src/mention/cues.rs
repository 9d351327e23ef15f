//! The lexicon's words that tell a name and its kind.

use crate::gazetteer::DEPUTY;
use crate::hash::FastSet;
use crate::image::{Sparse, stored};
use crate::lexicon::{EntryId, Lexicon, Longest, Sense};
use crate::pack::Cell;
use crate::text::fold::{fold_word, without_tone};
use crate::text::token::Token;
use crate::vocabulary::{Sym, Vocabulary};
use unicode_normalization::UnicodeNormalization;

/// A set of word classes.
pub(crate) type Bits = u64;

macro_rules! bits {
    ($($name:ident = $n:expr;)*) => { $(pub(crate) const $name: Bits = 1 << $n;)* };
}
bits! {
    TITLE = 0; ROLE = 1; HONORIFIC = 2; KIN = 3; PROFESSION = 4; RANK = 5; MODIFIER = 6;
    PLACE_NOUN = 7; CITY_NOUN = 8; ORG_STATE = 9; ORG_WHOLE = 10; ORG_PROPER = 11; ORG_FIELD = 12;
    OCCASION = 13; IDIOM = 14; BEFORE_COUNTRY = 15; BEFORE_PLACE = 16; BEFORE_ORG = 17;
    AFTER_PERSON = 18; AFTER_ORG = 19;
    FAMILY = 20; FAMILY_WEAK = 21; FAMILY_EAST = 22; GIVEN = 23; PARTICLE = 24; SUFFIX = 25;
    STOP = 26; COMMON = 27; ORG_WORD = 28; NONE = 29; LOCAL = 30; AND = 31; FIRST = 32;
    GATHERING = 33; MEETS = 34; EDITION = 35; WHOLE = 36; INNER = 37; UNIT = 38;
    THING_WORD = 39; LEARNED = 40; BEHIND = 41; BOUND = 42; SPORT = 43; WITHIN = 44;
    CHIEF = 45; MIDDLE = 46; FAMILY_MIDDLE = 47; BEFORE_PERSON = 48; AFTER_SOMEBODY = 49;
    VISITS = 50; FIELDED = 51; FIRM = 52;
}
/// Before a person's name.
pub(crate) const PERSON: Bits = TITLE | ROLE | HONORIFIC | KIN | PROFESSION | RANK;
/// Before a person's name and hardly ever before a place's.
pub(crate) const PERSONAL: Bits = HONORIFIC | KIN;
/// Nouns of organisations.
pub(crate) const ORG: Bits = ORG_STATE | ORG_WHOLE | ORG_PROPER;

/// The words around and in names, from the lexicon's classes.
#[derive(Debug, Default)]
pub(crate) struct Cues {
    /// The entries of the classes that matter here, apart from all others so that no other entry hides them.
    entries: Lexicon,
    bits: Vec<Bits>,
    /// By symbol.
    words: Sparse<Bits>,
    letters: FastSet<char>,
    onsets: FastSet<Cell>,
    rimes: FastSet<Cell>,
}

stored!(Cues {
    entries,
    bits,
    words,
    letters,
    onsets,
    rimes
});

impl Cues {
    /// Takes what it needs from the lexicon.
    pub(crate) fn new(lexicon: &Lexicon, vocabulary: &mut Vocabulary) -> Cues {
        let mut cues = Cues::default();
        for (_, entry) in lexicon.entries() {
            for sense in &entry.senses {
                let class = lexicon.class_name(sense.class);
                if class == "name.letter.own" {
                    cues.letters.extend(entry.form.chars());
                    continue;
                }
                if class == "syllable.onset" {
                    cues.onsets.insert(entry.form.clone());
                }
                if class == "syllable.rime" {
                    cues.rimes.insert(entry.form.clone());
                }
                if let Some(mut word) = word_bits(class, sense.attr("weak").is_some()) {
                    if sense.attr("firm").is_some() {
                        word |= FIRM;
                    }
                    let mut folded = String::new();
                    fold_word(&entry.form, &mut folded);
                    let sym = vocabulary.intern(&folded);
                    let words = &mut cues.words.0;
                    if words.len() <= sym.index() {
                        words.resize(sym.index() + 1, 0);
                    }
                    if let Some(b) = words.get_mut(sym.index()) {
                        *b |= word;
                    }
                }
                if let Some(mut bits) = cue_bits(class, sense.attr("kind"), sense.attr("span")) {
                    let office = sense
                        .attr("office")
                        .map(|o| o.strip_prefix(DEPUTY).unwrap_or(o));
                    if matches!(office, Some("mayor" | "governor" | "clergy")) {
                        bits |= LOCAL;
                    }
                    if sense.attr("learned").is_some() {
                        bits |= LEARNED;
                    }
                    if sense.attr("within").is_some() {
                        bits |= WITHIN;
                    }
                    if sense.attr("first").is_some() {
                        bits |= FIRST;
                    }
                    bits |= match sense.attr("behind") {
                        Some("must") => BEHIND | BOUND,
                        Some(_) => BEHIND,
                        None => 0,
                    };
                    bits |= match sense.attr("named") {
                        Some("bloc") => GATHERING | MEETS,
                        Some(_) => GATHERING,
                        None => 0,
                    };
                    if sense.attr("unit").is_some() {
                        bits |= UNIT;
                        // "trưởng thôn": behind it stands the name of the unit, or of its head.
                        if bits & TITLE != 0 {
                            bits = bits & !TITLE | PLACE_NOUN | CHIEF;
                        }
                    }
                    if sense.attr("whole").is_some() {
                        bits |= WHOLE;
                    }
                    if sense.attr("fielded").is_some() {
                        bits |= FIELDED;
                    }
                    let class = cues.entries.class(class);
                    let id = cues.entries.add_words(
                        entry.form.clone(),
                        entry.words.clone(),
                        entry.capitals.clone(),
                        Sense {
                            class,
                            attrs: Vec::new(),
                        },
                    );
                    let at = id.0 as usize;
                    if cues.bits.len() <= at {
                        cues.bits.resize(at + 1, 0);
                    }
                    if let Some(b) = cues.bits.get_mut(at) {
                        *b |= bits;
                    }
                }
            }
        }
        cues
    }

    /// The longest cue that begins at a token, for [`bits`](Self::bits) and [`idiom_fits`](Self::idiom_fits).
    #[inline(always)]
    pub(crate) fn here(&self, tokens: &[Token], at: usize) -> Longest {
        self.entries.here(tokens, at)
    }

    /// The classes of a cue.
    pub(crate) fn bits(&self, cue: EntryId) -> Bits {
        self.bits.get(cue.0 as usize).copied().unwrap_or(0)
    }

    /// Whether a noun of an organ of a state begins at a token ("bộ", "quốc hội").
    pub(crate) fn names_organ(&self, tokens: &[Token], at: usize) -> bool {
        let cue = self.here(tokens, at).get();
        cue.is_some_and(|(e, _)| self.bits(e) & ORG_STATE != 0)
    }

    /// Whether an idiom's words stand with the capitals that it has and no others; the first may have one more.
    pub(crate) fn idiom_fits(&self, idiom: EntryId, words: &[Token]) -> bool {
        let form = &self.entries.entry(idiom).form;
        form.split_whitespace()
            .zip(words)
            .skip(1)
            .all(|(f, t)| f.starts_with(char::is_uppercase) == t.case.starts_upper())
    }

    /// The classes of single words of names.
    pub(crate) fn word(&self, sym: Sym) -> Bits {
        self.words.0.get(sym.index()).copied().unwrap_or(0)
    }

    /// Whether a word is spelled as only the pack's own language spells: with one of its own letters, or with a mark and as
    /// one of its syllables.
    pub(crate) fn own_spelling(&self, word: &str) -> bool {
        !word.is_ascii()
            && (word
                .chars()
                .flat_map(char::to_lowercase)
                .any(|c| self.letters.contains(&c))
                || self.syllable(word))
    }

    /// Whether a word is built as a syllable of the pack's own language, marks or none.
    pub(crate) fn syllable(&self, word: &str) -> bool {
        let mut bare = String::with_capacity(word.len() + 4);
        for c in word.chars().flat_map(char::to_lowercase) {
            match without_tone(c) {
                Some(c) => bare.push(c),
                None => {
                    let lower: String = word.chars().flat_map(char::to_lowercase).collect();
                    bare = lower.nfd().filter(|c| !is_tone(*c)).nfc().collect();
                    break;
                }
            }
        }
        bare.char_indices()
            .map(|(at, _)| bare.split_at(at))
            .any(|(onset, rime)| {
                (onset.is_empty() || self.onsets.contains(onset)) && self.rimes.contains(rime)
            })
    }
}

/// Grave, acute, tilde, hook above, dot below.
fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

fn word_bits(class: &str, weak: bool) -> Option<Bits> {
    Some(match class {
        "name.family.own" if weak => FAMILY_WEAK,
        "name.family.own" => FAMILY,
        "name.family.ko" | "name.family.zh" => FAMILY_EAST,
        "name.given.own" => GIVEN,
        "name.family.middle" => FAMILY_MIDDLE,
        "name.middle.own" => MIDDLE,
        "name.particle" => PARTICLE,
        "name.suffix" => SUFFIX,
        "name.stop" => STOP,
        "org.word" => ORG_WORD,
        "thing.word" => THING_WORD,
        "common" => COMMON,
        _ => return None,
    })
}

fn cue_bits(class: &str, kind: Option<&str>, span: Option<&str>) -> Option<Bits> {
    Some(match class {
        "title" => TITLE,
        "role" => ROLE,
        "honorific" => HONORIFIC,
        "kin" => KIN,
        "profession" => PROFESSION,
        "rank" => RANK,
        "office.mod" => MODIFIER,
        "place.noun" if kind == Some("city") => PLACE_NOUN | CITY_NOUN,
        "place.noun" => PLACE_NOUN,
        "org.noun" => match span {
            Some("proper") => ORG_PROPER,
            Some("whole") => ORG_WHOLE,
            _ => ORG_STATE,
        },
        // Ships, songs, storms: a name behind them is nobody's, as it is behind a club or a party.
        "thing.noun" => ORG_WHOLE,
        "org.field" => ORG_FIELD,
        "occasion.noun" => OCCASION,
        "occasion.edition" => EDITION,
        "occasion.inner" => INNER,
        "idiom" => IDIOM,
        "name.before.country" => BEFORE_COUNTRY,
        "name.before.place" => BEFORE_PLACE,
        "name.before.person" => BEFORE_PERSON,
        "name.before.visited" => VISITS,
        "name.before.org" => BEFORE_ORG,
        "name.after.person" => AFTER_PERSON,
        "name.after.somebody" => AFTER_SOMEBODY,
        "name.after.org" => AFTER_ORG,
        "name.stop" => STOP,
        "name.none" | "abbreviation.common" => NONE,
        "conj" => AND,
        "sport" => SPORT,
        _ => return None,
    })
}
