//! The classes of words that chunking asks the lexicon for.

use crate::image::stored;
use crate::lexicon::{ClassId, EntryId, Lexicon, Sense};

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
    pub(crate) transparent: ClassId,
    pub(crate) adverb: ClassId,
    pub(super) companion: ClassId,
    pub(crate) delegation: ClassId,
    pub(super) led_by: ClassId,
    pub(super) members: ClassId,
    pub(crate) verb: ClassId,
    pub(super) cue: ClassId,
    pub(super) pseudo: ClassId,
    pub(crate) place_noun: ClassId,
    pub(super) motion: ClassId,
    /// Words before a time that is over.
    pub(super) past_at: ClassId,
    /// Words before the number of a day.
    pub(super) day_word: ClassId,
    pub(super) side: ClassId,
    pub(crate) contest: ClassId,
    pub(crate) remote: ClassId,
    /// What lies in a place that stands behind it: wars, states of affairs, troops.
    pub(crate) matter: ClassId,
    /// Nouns of organisations.
    pub(crate) organ: ClassId,
    /// Words for people whom nobody names.
    pub(crate) people: ClassId,
    /// Words of address.
    pub(crate) honorific: ClassId,
    /// What somebody does.
    pub(crate) profession: ClassId,
    /// Words that tell of several.
    pub(crate) plural: ClassId,
    /// What is counted: how many times.
    pub(crate) times: ClassId,
    /// By class the bit of one that decides what part an entry plays, 0 for others.
    parts: Vec<u32>,
    /// The bits of all these among an entry's classes.
    any: u64,
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
            past_at: c("past_at"),
            day_word: c("day_word"),
            side: c("caption.side"),
            contest: c("contest"),
            remote: c("remote"),
            matter: c("matter"),
            organ: c("org.noun"),
            people: c("people"),
            honorific: c("honorific"),
            profession: c("profession"),
            plural: c("plural"),
            times: c("times.unit"),
            parts: Vec::new(),
            any: 0,
        };
        let k = &classes;
        let of = [
            k.trigger,
            k.prep,
            k.passive,
            k.cue,
            k.place_noun,
            k.pseudo,
            k.members,
            k.link,
            k.companion,
            k.dist,
            k.recip,
            k.adverb,
            k.conj,
            k.delegation,
            k.led_by,
            k.verb,
            k.transparent,
            k.clf,
            k.remote,
            k.det,
        ];
        let mut parts = vec![0; lexicon.class_names().len()];
        for (n, class) in of.into_iter().enumerate() {
            if let Some(bit) = parts.get_mut(usize::from(class.0)) {
                *bit = 1 << n;
            }
        }
        classes.any = of.into_iter().fold(0, |all, class| all | class.bit());
        classes.parts = parts;
        classes
    }

    /// The sense by which a word may tell of something: of a trigger, or of the word between those whom a picture shows together.
    pub(crate) fn told_by<'l>(&self, lexicon: &'l Lexicon, entry: EntryId) -> Option<&'l Sense> {
        let joins = || {
            lexicon
                .sense(entry, self.conj)
                .filter(|s| s.attr("frame").is_some())
        };
        lexicon.sense(entry, self.trigger).or_else(joins)
    }

    /// The bit of a class.
    #[inline]
    pub(super) fn bit(&self, class: ClassId) -> u32 {
        self.parts.get(usize::from(class.0)).copied().unwrap_or(0)
    }

    /// The bits of an entry's classes.
    pub(super) fn asked(&self, lexicon: &Lexicon, entry: EntryId) -> u32 {
        if lexicon.bits(entry) & self.any == 0 {
            return 0;
        }
        let senses = lexicon.entry(entry).senses.iter();
        senses.fold(0, |all, s| all | self.bit(s.class))
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
    past_at,
    day_word,
    side,
    contest,
    remote,
    matter,
    organ,
    people,
    honorific,
    profession,
    plural,
    times,
    parts,
    any
});
