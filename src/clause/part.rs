//! Which of a word's senses holds among its neighbours.

use super::neighbours::Around;
use super::piece::{Chunk, CueKind, LinkWord, Piece, PrepRole, VerbKind};
use crate::lexicon::{ClassId, EntryId, Sense};
use crate::phrase::{Head, Raw};

/// The part of an entry among its neighbours.
pub(super) fn part(e: EntryId, around: &Around<'_>) -> Piece {
    let (lexicon, k) = (around.lexicon, around.classes);
    // Most entries are of none of these classes, others of one or two: a bit tells, and the senses are not gone through for each.
    let mine = k.asked(lexicon, e);
    if mine == 0 {
        // "với tập đoàn X", "A và lực lượng Y": what kind of body it is.
        let next = around.next_noun(1);
        let body = next.is_some_and(|n| n.head == Head::Organization);
        let kind = |s: &Sense| s.attr("span") == Some("proper") || s.attr("plain").is_some();
        return if body && lexicon.entry(e).sense(k.organ).is_some_and(kind) {
            Piece::Transparent
        } else {
            Piece::Word
        };
    }
    let entry = lexicon.entry(e);
    let has = |c: ClassId| (mine & k.bit(c) != 0).then(|| entry.sense(c)).flatten();
    if let Some(s) = has(k.trigger) {
        let prep = has(k.prep).is_some();
        let cue = has(k.cue).is_some();
        let follows_noun = around.before.last().is_some_and(|c| {
            matches!(c.piece, Piece::Classifier | Piece::Prep(_))
                || matches!(
                    c.piece,
                    Piece::Verb(VerbKind::Light) | Piece::Word | Piece::Number
                )
        });
        let pos = s.attr("pos").unwrap_or("v");
        let last = || around.before.last();
        let counted = || last().is_some_and(|c| c.piece == Piece::Classifier && !around.belongs(c));
        if prep || cue {
            // "đến", "tới", "sang": a verb only where a subject or a link stands before it and a place or trigger after. "sắp tới" is two
            // words only behind a subject.
            let way = last_is(around, Piece::Cue(CueKind::Negation))
                || around.on_occasion()
                || around.on_the_way()
                || around.whether_so()
                || around.first_who()
                || around.accepts();
            let verb_like = (!around.verb_seen
                || around.after_will()
                || around.goes_to_do()
                || around.one_of_several_times()
                || way)
                && !around.ends_range()
                && (way
                    || around.subject_before()
                    || !cue && around.at_start()
                    || around.after_cue()
                    || around.after_will())
                && !around.owner_before()
                && (around
                    .next_noun(3)
                    .is_some_and(|n| matches!(n.head, Head::Place))
                    || around.that_state_next())
                && (pos != "aim" || around.comes_to_do());
            if verb_like {
                return Piece::Trigger { noun: false };
            }
        } else if s.attr("way").is_some() && around.ends_range() {
            return Piece::Prep(PrepRole::To);
        } else if pos == "nv" && s.attr("states").is_some() && around.talks_in_general() {
            return Piece::Word;
        } else if match pos {
            "counted" => last().is_some_and(|c| around.counts(c)) || around.with_somebody(),
            "joint" => around.joined(),
            "aim" => !around.verb_seen && around.comes_to_do(),
            "errand" => around.does_there(),
            _ => true,
        } {
            let noun = match pos {
                "n" => true,
                // "Đàm phán Nga - Mỹ kết thúc", "đàm phán giữa Nga và Mỹ": an event with its two sides, and no verb with an object.
                "nv" => follows_noun || around.sides_follow() || around.after_hours_of(),
                // "một cuộc gặp", though "gặp" is a verb
                _ => counted(),
            };
            return Piece::Trigger { noun };
        }
    }
    // "đề nghị được" is a wish, but "Đề nghị được A nêu" what A has said.
    let said_by = || {
        around.before.iter().all(Chunk::is_light)
            && matches!(around.after.first(), Some((Raw::Noun(_), _)))
    };
    if has(k.passive).is_some() && (has(k.cue).is_none() || said_by()) {
        return Piece::Passive;
    }
    // "thành phố Busan": the common noun adds nothing to the name.
    if has(k.place_noun).is_some()
        && let Some((Raw::Noun(n), _)) = around.after.first()
        && around
            .nouns
            .get(*n as usize)
            .is_some_and(|n| n.head == Head::Place)
    {
        return Piece::Transparent;
    }
    if has(k.pseudo).is_some() {
        return Piece::Transparent;
    }
    if has(k.members).is_some() && (around.group_before() || around.tour_before()) {
        return Piece::Members;
    }
    let only = has(k.link).and_then(Links::of);
    if let Some(l) = has(k.link).and_then(link_word)
        && (only != Some(Links::BeforeDeed) || around.deed_next())
    {
        // "A nhờ B giúp" asks, "nhờ B, A …" says why; "A nên gặp B" wishes, "…, nên A gặp B", "…, nên cuộc gặp …" say what follows.
        let links = match only {
            // ("A đã nhờ các nhân viên tặng quà": so behind a word of tense, whoever is asked.)
            Some(Links::Unasked) => {
                !(around.last_is_party() && (around.noun_next() || around.after_cue()))
            }
            Some(Links::BeforeNoun) => {
                around.noun_next()
                    || around.event_next()
                    || around.tense_next()
                    || around.because_before()
            }
            Some(Links::BeforeDeed) | None => l == LinkWord::If,
        };
        if let Some(c) = has(k.cue).and_then(cue_kind) {
            if !links {
                return Piece::Cue(c);
            }
        } else if only == Some(Links::BeforeNoun) && around.behind_noun() && !around.noun_next() {
            // "cuộc gặp giữa A và B vì thế bị hủy": behind what is told of it says why, and begins nothing.
            return Piece::Transparent;
        }
        // "hàng chục người chết": counted people, not someone just named.
        let counted = around
            .before
            .last()
            .is_some_and(|c| matches!(c.piece, Piece::Word | Piece::Number));
        // "đưa người sang nước khác", "cử người sang X": an object, and where it is brought.
        let brought =
            || {
                around.before.last().is_some_and(|c| {
                    matches!(c.piece, Piece::Verb(VerbKind::Other | VerbKind::Send))
                }) && around
                    .next_entry()
                    .is_some_and(|n| lexicon.is(n, k.trigger) && lexicon.is(n, k.prep))
            };
        // "kỳ vọng của người Nga": people of a state.
        let of_state = || {
            let next = around.next_noun(1);
            next.is_some_and(|n| n.head == Head::Place)
        };
        if l == LinkWord::RelativePerson && (counted || of_state() || brought()) {
            return Piece::Word;
        }
        // "gặp B lúc 9h ngày 5/1".
        if l == LinkWord::When
            && around.time_next()
            && has(k.link).is_some_and(|s| s.attr("clock").is_some())
        {
            return Piece::Transparent;
        }
        return Piece::Link(l);
    }
    if has(k.companion).is_some() {
        return Piece::Companion;
    }
    if has(k.dist).is_some() {
        return Piece::Dist;
    }
    if has(k.recip).is_some() {
        return Piece::Recip;
    }
    if let Some(s) = has(k.cue)
        && let Some(c) = cue_kind(s)
    {
        // "cuộc gặp được cho là rất hữu ích", "được cho là địa điểm tốt": what somebody thinks of it, and nothing is done.
        let thought = s.attr("thought").is_some() && !around.says_what_is_done();
        return if thought {
            Piece::Transparent
        } else {
            Piece::Cue(c)
        };
    }
    if let Some(s) = has(k.prep)
        && let Some(role) = s.attr("role").and_then(PrepRole::parse)
    {
        // "thông qua nghị quyết", but "đạt thỏa thuận thông qua (các) cuộc gặp A - B".
        if s.attr("events").is_some()
            && let Some(kind) = has(k.verb)
            && !around.event_next()
        {
            return verb(kind);
        }
        // "hơn 200 chuyên gia": a number, and no comparison.
        if role == PrepRole::Like && matches!(around.after.first(), Some((Raw::Number, _))) {
            return Piece::Transparent;
        }
        let verb_next = around
            .next_entry()
            .is_some_and(|n| lexicon.is(n, k.trigger) || lexicon.is(n, k.verb));
        if role == PrepRole::With && has(k.adverb).is_some() && verb_next {
            return Piece::Transparent;
        }
        // "kêu gọi các bên liên quan nối lại đàm phán": which of a group are meant, before what they do.
        if s.attr("which").is_some() && around.group_does() {
            return Piece::Transparent;
        }
        // "gặp đại diện nước X": whom one meets, not in whose place.
        let met = around.before.last().is_some_and(|c| {
            matches!(
                c.piece,
                Piece::Trigger { noun: false } | Piece::Prep(PrepRole::With | PrepRole::Between)
            )
        });
        // "gặp đại diện công ty X" too.
        let body = || match around.after {
            [(Raw::Entry(e), _), (Raw::Noun(n), _), ..] => {
                let named = around.nouns.get(*n as usize);
                lexicon.is(*e, k.organ) && named.is_some_and(|n| n.head == Head::Organization)
            }
            _ => false,
        };
        let state = || {
            let next = around.next_noun(2);
            // "Đại diện Mỹ - Nga họp": so of two.
            let whose = [Head::Place, Head::Organization, Head::Pair];
            next.is_some_and(|n| whose.contains(&n.head)) || body()
        };
        // "Đại diện tổ chức X đã gặp B": who acts.
        let named = |c: &Chunk| matches!(c.piece, Piece::Noun(_));
        // ("A và đại diện tổ chức X hội đàm": so does the last of a list.)
        let first = || !around.before.iter().any(named) || last_is(around, Piece::And);
        let whom = || met || first() && around.noun_acts();
        if role == PrepRole::Replacing && has(k.delegation).is_some() && state() && whom() {
            return Piece::Delegation;
        }
        return Piece::Prep(role);
    }
    if let Some(s) = has(k.conj) {
        let kind = s.attr("kind").and_then(conjunction);
        return kind.unwrap_or(Piece::And);
    }
    if has(k.delegation).is_some() {
        return Piece::Delegation;
    }
    if has(k.led_by).is_some() {
        return Piece::LedBy;
    }
    if let Some(s) = has(k.verb) {
        let transparent = has(k.transparent).is_some()
            && around
                .before
                .last()
                .is_some_and(|c| matches!(c.piece, Piece::Trigger { .. }));
        if transparent {
            return Piece::Transparent;
        }
        return verb(s);
    }
    if has(k.clf).is_some() {
        return Piece::Classifier;
    }
    if has(k.transparent).is_some() || has(k.adverb).is_some() || has(k.remote).is_some() {
        return Piece::Transparent;
    }
    if has(k.det).is_some_and(|s| s.attr("kind") == Some("this")) {
        return Piece::This;
    }
    Piece::Word
}

fn last_is(around: &Around<'_>, piece: Piece) -> bool {
    around.before.last().is_some_and(|c| c.piece == piece)
}

fn verb(s: &Sense) -> Piece {
    let kind = s.attr("kind").and_then(VerbKind::parse);
    Piece::Verb(kind.unwrap_or(VerbKind::Other))
}

fn cue_kind(s: &Sense) -> Option<CueKind> {
    s.attr("cue").and_then(CueKind::parse)
}

/// Where only a word links ("links" in the lexicon).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Links {
    BeforeDeed,
    /// Not where it stands between two parties, of whom one asks the other.
    Unasked,
    BeforeNoun,
}

impl Links {
    fn of(s: &Sense) -> Option<Links> {
        Some(match s.attr("links")? {
            "deed" => Links::BeforeDeed,
            "unasked" => Links::Unasked,
            "noun" => Links::BeforeNoun,
            _ => return None,
        })
    }
}

/// The conjunction that a lexicon row names.
pub(crate) fn conjunction(kind: &str) -> Option<Piece> {
    Some(match kind {
        "and" => Piece::And,
        "or" => Piece::Or,
        "but" => Piece::But,
        "then" => Piece::Then,
        _ => return None,
    })
}

fn link_word(s: &Sense) -> Option<LinkWord> {
    Some(match LinkWord::parse(s.attr("kind")?)? {
        LinkWord::Because if s.attr("causes").is_some() => LinkWord::Causes,
        LinkWord::Relative if s.attr("person").is_some() => LinkWord::RelativePerson,
        link => link,
    })
}
