//! The classes of words that chunking asks the lexicon for.

use crate::image::stored;
use crate::lexicon::{ClassId, Entry, Lexicon};

/// The classes that decide what part an entry plays, a bit each.
macro_rules! bits {
    ($($name:ident = $n:expr;)*) => { $(pub(super) const $name: u32 = 1 << $n;)* };
}
bits! {
    TRIGGER = 0;
    PREP = 1;
    PASSIVE = 2;
    CUE = 3;
    PLACE_NOUN = 4;
    PSEUDO = 5;
    MEMBERS = 6;
    LINK = 7;
    COMPANION = 8;
    DIST = 9;
    RECIP = 10;
    ADVERB = 11;
    CONJ = 12;
    DELEGATION = 13;
    LED_BY = 14;
    VERB = 15;
    TRANSPARENT = 16;
    CLF = 17;
    REMOTE = 18;
    DET = 19;
}

/// The lexicon classes that chunking asks for. A pack that lacks one simply has no such words.
#[derive(Clone, Debug)]
pub(crate) struct Classes {
    pub(crate) trigger: ClassId,
    pub(crate) prep: ClassId,
    pub(super) conj: ClassId,
    pub(super) link: ClassId,
    pub(super) passive: ClassId,
    pub(super) recip: ClassId,
    pub(super) dist: ClassId,
    pub(crate) det: ClassId,
    pub(super) clf: ClassId,
    pub(super) transparent: ClassId,
    pub(super) adverb: ClassId,
    pub(super) companion: ClassId,
    pub(crate) delegation: ClassId,
    pub(super) led_by: ClassId,
    pub(super) members: ClassId,
    pub(crate) verb: ClassId,
    pub(super) cue: ClassId,
    pub(super) pseudo: ClassId,
    pub(super) place_noun: ClassId,
    pub(super) motion: ClassId,
    pub(crate) contest: ClassId,
    pub(crate) remote: ClassId,
    /// The bits above by class.
    parts: Vec<u32>,
}

impl Classes {
    pub(crate) fn new(lexicon: &mut Lexicon) -> Classes {
        let mut c = |n: &str| lexicon.class(n);
        let mut classes = Classes {
            trigger: c("trigger"),
            prep: c("prep"),
            conj: c("conj"),
            link: c("link"),
            passive: c("passive"),
            recip: c("recip"),
            dist: c("dist"),
            det: c("det"),
            clf: c("event.clf"),
            transparent: c("transparent"),
            adverb: c("adverb"),
            companion: c("companion"),
            delegation: c("delegation"),
            led_by: c("led_by"),
            members: c("members"),
            verb: c("verb"),
            cue: c("cue"),
            pseudo: c("cue.pseudo"),
            place_noun: c("place.noun"),
            motion: c("motion"),
            contest: c("contest"),
            remote: c("remote"),
            parts: Vec::new(),
        };
        let k = &classes;
        let of = [
            (k.trigger, TRIGGER),
            (k.prep, PREP),
            (k.passive, PASSIVE),
            (k.cue, CUE),
            (k.place_noun, PLACE_NOUN),
            (k.pseudo, PSEUDO),
            (k.members, MEMBERS),
            (k.link, LINK),
            (k.companion, COMPANION),
            (k.dist, DIST),
            (k.recip, RECIP),
            (k.adverb, ADVERB),
            (k.conj, CONJ),
            (k.delegation, DELEGATION),
            (k.led_by, LED_BY),
            (k.verb, VERB),
            (k.transparent, TRANSPARENT),
            (k.clf, CLF),
            (k.remote, REMOTE),
            (k.det, DET),
        ];
        let mut parts = vec![0; lexicon.class_names().len()];
        for (class, bit) in of {
            if let Some(bits) = parts.get_mut(usize::from(class.0)) {
                *bits |= bit;
            }
        }
        classes.parts = parts;
        classes
    }

    /// The bits of an entry's classes.
    pub(super) fn asked(&self, entry: &Entry) -> u32 {
        let bits = |c: ClassId| self.parts.get(usize::from(c.0)).copied().unwrap_or(0);
        entry.senses.iter().fold(0, |all, s| all | bits(s.class))
    }
}

stored!(Classes {
    trigger,
    prep,
    conj,
    link,
    passive,
    recip,
    dist,
    det,
    clf,
    transparent,
    adverb,
    companion,
    delegation,
    led_by,
    members,
    verb,
    cue,
    pseudo,
    place_noun,
    motion,
    contest,
    remote,
    parts
});
