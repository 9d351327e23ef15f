//! What stands around a position: a subject before it, a place after it, a range that ends there.

use super::classes::Classes;
use super::piece::{Chunk, CueKind, LinkWord, Piece, PrepRole};
use crate::lexicon::{EntryId, Lexicon, Sense};
use crate::phrase::{Head, Noun, Raw, Step};

/// How far ahead what is done is looked for, in words.
const SOON: usize = 3;

/// How far behind a verb of talking is looked for with whom, in words.
const ABOUT: usize = 10;

/// How far the sides of an event are looked for behind its word.
const SIDES: usize = 6;

/// A position among its neighbours: what stands before it has its part, what follows has not.
pub(super) struct Around<'a> {
    pub(super) before: &'a [Chunk],
    pub(super) after: &'a [Step],
    pub(super) nouns: &'a [Noun],
    pub(super) lexicon: &'a Lexicon,
    pub(super) classes: &'a Classes,
    pub(super) verb_seen: bool,
}

/// So many chunks at most stand between a group and the names of its members.
const BETWEEN: usize = 8;

impl Around<'_> {
    pub(super) fn next_noun(&self, most: usize) -> Option<&Noun> {
        for (r, _) in self.after.iter().take(most) {
            match r {
                Raw::Noun(n) => return self.nouns.get(*n as usize),
                Raw::Time(_) => {}
                Raw::Entry(e)
                    if self.lexicon.is(*e, self.classes.place_noun)
                        || self.lexicon.is(*e, self.classes.transparent)
                        || self.lexicon.is(*e, self.classes.adverb)
                        || self.lexicon.is(*e, self.classes.prep) => {}
                _ => return None,
            }
        }
        None
    }

    /// "Đại diện tổ chức X đã gặp B": whether right behind the next noun a word tells what it does.
    pub(super) fn noun_acts(&self) -> bool {
        let mut behind = self
            .after
            .iter()
            .skip_while(|(r, _)| !matches!(r, Raw::Noun(_)));
        let k = self.classes;
        matches!(behind.nth(1), Some((Raw::Entry(e), _))
            if [k.cue, k.trigger, k.verb].iter().any(|c| self.lexicon.is(*e, *c)))
    }

    /// "đàm phán Nga - Mỹ", "đàm phán thuế quan Nga - Mỹ", "đối thoại ba bên giữa A và B": whether two sides follow in the same phrase,
    /// behind at most two words that say what it is about.
    pub(super) fn sides_follow(&self) -> bool {
        let mut words = 0;
        let mut between = false;
        for (r, _) in self.after.iter().take(SIDES) {
            match r {
                Raw::Noun(n) => {
                    let noun = self.nouns.get(*n as usize);
                    match noun.map(|n| n.head) {
                        Some(Head::Pair) => return true,
                        // "đối thoại liên Triều": a group that is always the same two.
                        Some(Head::Group) if noun.is_some_and(|n| n.sides.is_some()) => {
                            return true;
                        }
                        Some(Head::Group) if !between => {}
                        _ => return between && (!self.subject_before() || self.in_general()),
                    }
                }
                Raw::Word if words < 2 && !between => words += 1,
                Raw::Entry(e) if !between => {
                    let asked = self.classes.asked(self.lexicon, *e);
                    let light = [
                        self.classes.adverb,
                        self.classes.transparent,
                        self.classes.place_noun,
                    ];
                    let prep = self.lexicon.sense(*e, self.classes.prep);
                    let role = prep.and_then(|s| s.attr("role"));
                    if role.and_then(PrepRole::parse) == Some(PrepRole::Between) {
                        between = true;
                    } else if asked == 0 {
                        words += 1;
                        if words > 2 {
                            return false;
                        }
                    } else if !light.iter().any(|c| asked & self.classes.bit(*c) != 0) {
                        return false;
                    }
                }
                _ => return false,
            }
        }
        false
    }

    /// "giải quyết thông qua đối thoại (và) đàm phán", "thúc đẩy đối thoại": whether a bare word for talks tells of what is done as a
    /// rule, and no sides of it follow ("thông qua đối thoại ba bên", "thúc đẩy đối thoại với B").
    pub(super) fn talks_in_general(&self) -> bool {
        let with = |(r, _): &Step| {
            let Raw::Entry(e) = r else { return false };
            let prep = self.lexicon.sense(*e, self.classes.prep);
            matches!(prep.and_then(|s| s.attr("role")), Some("with" | "between"))
        };
        let sides = || {
            let next = self.next_noun(1).map(|n| n.head);
            matches!(next, Some(Head::Group | Head::Pair))
                || self.after.iter().take(SOON).any(with)
                || self.sides_follow()
        };
        self.in_general() && !sides()
    }

    /// Whether right before, or before another word for talks, stands a verb of what is done as a rule.
    fn in_general(&self) -> bool {
        let says = |c: &Chunk| {
            let entry = c.entry.map(|e| self.lexicon.entry(e));
            entry.is_some_and(|e| e.attr("general").is_some())
        };
        let another = |c: &&Chunk| {
            let talks = c.piece == Piece::Word
                && c.entry
                    .is_some_and(|e| self.lexicon.is(e, self.classes.trigger));
            talks || matches!(c.piece, Piece::And | Piece::Comma)
        };
        let mut before = self.before.iter().rev().skip_while(another);
        before.next().is_some_and(says)
    }

    /// Whether a time follows, behind one word at most ("lúc gần 2h sáng").
    pub(super) fn time_next(&self) -> bool {
        let time = |(r, _): &Step| matches!(r, Raw::Time(_));
        let next = self.after.get(..self.after.len().min(2)).unwrap_or(&[]);
        match next {
            [first, ..] if time(first) => true,
            [(Raw::Entry(_) | Raw::Word, _), second] => time(second),
            _ => false,
        }
    }

    /// "sau hai ngày đàm phán", "sau hơn một giờ hội đàm": whether a span of time, behind what comes after it, says how long it went on.
    pub(super) fn after_hours_of(&self) -> bool {
        let mut before = self.before.iter().rev();
        let span = before
            .next()
            .is_some_and(|c| matches!(c.piece, Piece::Time(_)));
        let mut before = before
            .skip_while(|c| matches!(c.piece, Piece::Transparent | Piece::Prep(PrepRole::Like)));
        span && before
            .next()
            .is_some_and(|c| c.piece == Piece::Prep(PrepRole::Beside))
    }

    /// Whether a word for the country spoken of follows ("nước này").
    pub(super) fn that_state_next(&self) -> bool {
        self.next_entry()
            .and_then(|e| self.lexicon.sense(e, self.classes.det))
            .is_some_and(|s| s.attr("state").is_some())
    }

    pub(super) fn next_entry(&self) -> Option<EntryId> {
        match self.after.first() {
            Some((Raw::Entry(e), _)) => Some(*e),
            _ => None,
        }
    }

    /// Whether soon behind somebody is named or something done, and no plain noun comes first.
    pub(super) fn says_what_is_done(&self) -> bool {
        let k = self.classes;
        for (r, _) in self.after.iter().take(SOON) {
            match r {
                Raw::Noun(_) => return true,
                Raw::Entry(e) => {
                    let is = |c| self.lexicon.is(*e, c);
                    // "Cuộc gặp được cho là cuối cùng giữa A và B".
                    let prep = self.lexicon.entry(*e).sense(k.prep);
                    let between = prep.is_some_and(|s| s.attr("role") == Some("between"));
                    if is(k.clf) || between {
                        return false;
                    }
                    if is(k.trigger) || is(k.verb) || is(k.cue) || is(k.passive) {
                        return true;
                    }
                }
                Raw::Punct(_) => return false,
                _ => {}
            }
        }
        false
    }

    /// "nội dung họp": a noun that belongs to what is told, not one for the telling.
    pub(super) fn belongs(&self, c: &Chunk) -> bool {
        self.classes_as(c, "given")
    }

    /// "một cuộc trao đổi": a word that makes an event of the one behind it.
    pub(super) fn counts(&self, c: &Chunk) -> bool {
        self.classes_as(c, "counts")
    }

    /// Whether the word for an event bears the attribute.
    fn classes_as(&self, c: &Chunk, attr: &str) -> bool {
        let sense = c
            .entry
            .and_then(|e| self.lexicon.sense(e, self.classes.clf));
        sense.is_some_and(|s| s.attr(attr).is_some())
    }

    /// "A cùng các cộng sự tới K", "A và một nhóm chuyên gia tới K", "A đã dẫn đầu một đoàn hơn 20 doanh nhân tới K": whether somebody
    /// stands before with people whom no row knows.
    fn with_others_before(&self) -> bool {
        /// So many chunks may tell of them.
        const OTHERS: usize = 6;
        /// So many where one leads them.
        const LED: usize = 8;
        let said = |c: &&Chunk| {
            c.piece != Piece::Companion
                && (c.is_light()
                    || matches!(c.piece, Piece::Word | Piece::Number | Piece::Delegation))
        };
        let before = self.before.iter().rev().take(LED);
        let others = before.clone().take_while(said);
        let sent = || others.clone().any(|c| c.piece == Piece::Delegation);
        let count = others.clone().count();
        let mut before = before.skip(count);
        let joins = |p| match p {
            Piece::Companion | Piece::And | Piece::Prep(PrepRole::With) => count < OTHERS,
            Piece::LedBy => sent(),
            _ => false,
        };
        before.next().is_some_and(|c| joins(c.piece))
            && before
                .find(|c| !matches!(c.piece, Piece::Cue(_)))
                .is_some_and(|c| matches!(c.piece, Piece::Noun(_)))
    }

    /// "tới K để thảo luận về Z với ông B", "sẽ (thăm K và) thảo luận Z với ông B": whether it is meant to be done, and somebody follows
    /// with whom, behind what it is about.
    pub(super) fn with_somebody(&self) -> bool {
        let k = self.classes;
        let mut before = self.before.iter().rev();
        let last = before.find(|c| c.piece != Piece::Transparent);
        let will = |c: &Chunk| c.piece == Piece::Cue(CueKind::Future);
        let planned = match last.map(|c| c.piece) {
            Some(Piece::Link(LinkWord::Purpose)) => false,
            Some(Piece::Cue(CueKind::Future)) => true,
            Some(Piece::And)
                if before.any(|c| c.piece == Piece::Trigger { noun: false })
                    && before.any(will) =>
            {
                true
            }
            _ => return false,
        };
        let mut with = false;
        let mut about = false;
        for (at, (r, _)) in self.after.iter().take(ABOUT).enumerate() {
            match r {
                Raw::Noun(n) if with => {
                    let head = self.nouns.get(*n as usize).map(|n| n.head);
                    return matches!(head, Some(Head::Person | Head::Role));
                }
                Raw::Entry(e) => {
                    let prep = self.lexicon.sense(*e, k.prep);
                    let role = prep.and_then(|s| s.attr("role"));
                    let role = role.and_then(PrepRole::parse);
                    let ends = [k.trigger, k.link, k.passive, k.conj];
                    match role {
                        _ if with => return false,
                        Some(PrepRole::With) if planned && at == 0 => return false,
                        Some(PrepRole::With) => with = true,
                        Some(PrepRole::About) => about = true,
                        // "về viện trợ cho K với B".
                        _ if about && self.lexicon.is(*e, k.verb) => {}
                        _ if ends.iter().any(|c| self.lexicon.is(*e, *c)) => return false,
                        _ => {}
                    }
                }
                Raw::Punct(_) => return false,
                _ if with => return false,
                _ => {}
            }
        }
        false
    }

    /// "A cùng B chủ trì": whether two stand right before, joined by "together with", or two persons by "and".
    pub(super) fn joined(&self) -> bool {
        let mut before = self.before.iter().rev().skip_while(|c| c.is_light());
        let named = |c: &Chunk| matches!(c.piece, Piece::Noun(_));
        let one = |c: &Chunk| match c.piece {
            Piece::Noun(n) => self
                .nouns
                .get(n)
                .is_some_and(|n| matches!(n.head, Head::Person | Head::Role)),
            _ => false,
        };
        let along = |c: &Chunk| {
            let sense = c
                .entry
                .and_then(|e| self.lexicon.sense(e, self.classes.prep));
            c.piece == Piece::Prep(PrepRole::With)
                && sense.is_some_and(|s| s.attr("along").is_some())
        };
        let (Some(last), Some(mark), Some(first)) =
            (before.next(), before.next(), before.find(|c| !c.is_light()))
        else {
            return false;
        };
        match mark.piece {
            Piece::And => one(last) && one(first),
            _ => along(mark) && named(last) && named(first),
        }
    }

    /// The last chunk that is no cue, adverb or time.
    pub(super) fn subject_before(&self) -> bool {
        self.with_others_before() || self.last_is_party()
    }

    /// Whether a noun phrase or an event noun stands right before.
    pub(super) fn behind_noun(&self) -> bool {
        let noun = |p| {
            matches!(
                p,
                Piece::Noun(_) | Piece::Trigger { noun: true } | Piece::This
            )
        };
        self.before.last().is_some_and(|c| noun(c.piece))
    }

    pub(super) fn last_is_party(&self) -> bool {
        // "A hồi tháng 7 sang K", "A ngày 2-3/5 sang K": the word belongs to the time.
        let of_time = |c: &Chunk| {
            let k = self.classes;
            c.entry
                .is_some_and(|e| self.lexicon.is(e, k.past_at) || self.lexicon.is(e, k.day_word))
        };
        self.before
            .iter()
            .rev()
            .find(|c| c.piece == Piece::Companion || !c.is_light() && !of_time(c))
            .is_some_and(|c| {
                matches!(
                    c.piece,
                    Piece::Noun(_)
                        | Piece::Companion
                        | Piece::Close
                        | Piece::Delegation
                        | Piece::LedBy
                )
            })
    }

    /// "nói sẽ tới X": right behind a word of tense or of denial.
    pub(super) fn after_cue(&self) -> bool {
        let mut before = self.before.iter().rev();
        let last = before.find(|c| c.piece != Piece::Transparent);
        last.is_some_and(|c| {
            matches!(
                c.piece,
                Piece::Cue(CueKind::Past | CueKind::Future | CueKind::Negation)
            )
        })
    }

    /// "nhận lời mời đến K": right behind a word of accepting to do what follows.
    pub(super) fn accepts(&self) -> bool {
        let last = self.before.last();
        let trigger = last.and_then(|c| self.lexicon.sense(c.entry?, self.classes.trigger));
        trigger.is_some_and(|s| s.attr("to_do").is_some())
    }

    /// "sau vụ A hoãn chuyến thăm": whether somebody stands right behind, and what he does.
    pub(super) fn deed_next(&self) -> bool {
        let k = self.classes;
        let does = |e: EntryId| {
            let any = [k.verb, k.cue, k.trigger, k.passive];
            any.into_iter().any(|c| self.lexicon.is(e, c)) && !self.lexicon.is(e, k.prep)
        };
        match self.after {
            [(Raw::Noun(_), _), (Raw::Entry(e), _), ..] => does(*e),
            _ => false,
        }
    }

    /// Whether somebody or something named stands right behind.
    pub(super) fn noun_next(&self) -> bool {
        matches!(self.after.first(), Some((Raw::Noun(_), _)))
    }

    /// "vì A bị ốm nên hoãn": whether the sentence says why before, and nobody stands right before ("vì thế A nên gặp B").
    pub(super) fn because_before(&self) -> bool {
        let why = |c: &Chunk| c.piece == Piece::Link(LinkWord::Because);
        !self.last_is_party() && self.before.iter().any(why)
    }

    /// "nên đã hoãn", "nên không tới": whether a word of tense, or a denial, stands right behind.
    pub(super) fn tense_next(&self) -> bool {
        let cue = self
            .next_entry()
            .and_then(|e| self.lexicon.sense(e, self.classes.cue));
        let kind = cue.and_then(|s| s.attr("cue")).and_then(CueKind::parse);
        matches!(
            kind,
            Some(CueKind::Past | CueKind::Future | CueKind::Negation)
        )
    }

    /// "nên (các) cuộc gặp kéo dài": whether an event noun stands right behind, or what counts events.
    pub(super) fn event_next(&self) -> bool {
        let k = self.classes;
        let noun = |e: EntryId| {
            let word = self.lexicon.sense(e, k.trigger);
            word.is_some_and(|s| s.attr("pos") == Some("n")) || self.lexicon.is(e, k.clf)
        };
        self.next_entry().is_some_and(noun)
    }

    /// "các lãnh đạo châu Âu, trong đó có …": whether a group, with the place it is of, stands right before.
    pub(super) fn group_before(&self) -> bool {
        let head = |c: &Chunk| match c.piece {
            Piece::Noun(n) => self.nouns.get(n).map(|n| n.head),
            _ => None,
        };
        // "với nhiều nhà lãnh đạo khác trên thế giới, trong đó có A".
        let between = |c: &Chunk| {
            matches!(
                c.piece,
                Piece::Comma | Piece::Word | Piece::Transparent | Piece::Prep(PrepRole::At)
            )
        };
        let words = self.before.iter().rev().take(BETWEEN);
        words
            .filter(|c| !between(c))
            .map(head)
            .find(|h| *h != Some(Head::Place))
            == Some(Some(Head::Group))
            || self.officials_before()
    }

    /// "các bên liên quan nối lại đàm phán", "các nước liên quan cần …": whether a group stands right before, and what it does right behind.
    pub(super) fn group_does(&self) -> bool {
        let group = self.before.last().is_some_and(|c| match c.piece {
            Piece::Noun(n) => self.nouns.get(n).is_some_and(|n| n.head == Head::Group),
            _ => false,
        });
        let classes = self.classes;
        let does = [classes.verb, classes.trigger, classes.cue];
        let does = |e| does.iter().any(|c| self.lexicon.is(e, *c));
        group && self.next_entry().is_some_and(does)
    }

    /// "gặp các quan chức của K, trong đó có ông A", "gặp đoàn K gồm A và B": whether unnamed officials of a state, or a delegation of it,
    /// stand right before, and one who is named behind.
    fn officials_before(&self) -> bool {
        let head = |n: usize| self.nouns.get(n).map(|n| n.head);
        let named = match self.after.first() {
            Some((Raw::Noun(n), _)) => self.nouns.get(*n as usize).is_some_and(|n| {
                n.head == Head::Person || n.head == Head::Role && n.polity.is_some()
            }),
            _ => false,
        };
        let aside = |c: &&Chunk| {
            let of = c.piece == Piece::Prep(PrepRole::Of);
            !of && !matches!(c.piece, Piece::Comma | Piece::Transparent)
        };
        let mut before = self.before.iter().rev().filter(aside);
        let place = before.next().is_some_and(|c| match c.piece {
            Piece::Noun(n) => head(n) == Some(Head::Place),
            _ => false,
        });
        let sent = before.next().and_then(|c| c.entry);
        let sent = sent.and_then(|e| self.lexicon.sense(e, self.classes.delegation));
        let whom = |s: &Sense| s.attr("sent").or(s.attr("body")).is_some();
        named && place && sent.is_some_and(whom)
    }

    /// "công du châu Á, gồm K và M": whether where a trigger leads to stands right before.
    pub(super) fn tour_before(&self) -> bool {
        let aside = |c: &&Chunk| !matches!(c.piece, Piece::Comma | Piece::Transparent);
        let mut before = self.before.iter().rev().filter(aside);
        let place = before.next().is_some_and(|c| match c.piece {
            Piece::Noun(n) => self.nouns.get(n).is_some_and(|n| n.head == Head::Place),
            _ => false,
        });
        let leads = before.find(|c| c.piece != Piece::Prep(PrepRole::To));
        place && leads.is_some_and(|c| matches!(c.piece, Piece::Trigger { .. }))
    }

    pub(super) fn at_start(&self) -> bool {
        self.before
            .iter()
            .rev()
            .find(|c| !c.is_light())
            .is_none_or(|c| {
                matches!(
                    c.piece,
                    Piece::Comma
                        | Piece::Colon
                        | Piece::Link(_)
                        | Piece::And
                        | Piece::Then
                        | Piece::Quote
                        | Piece::Dash
                )
            })
    }
}
