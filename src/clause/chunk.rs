//! From positions to chunks: each position gets the part it plays.

use super::classes::Classes;
use super::listed::{
    Several, days_at_heads, lists_behind_colons, lists_of_several, persons_at_head,
    persons_behind_triggers,
};
use super::neighbours::Around;
use super::part::part;
use super::piece::{Chunk, Piece, PrepRole, VerbKind};
use crate::lexicon::Lexicon;
use crate::phrase::{Head, Noun, Raw, Step};

/// Gives each position its part, in a list that comes empty. Linear in the number of positions.
pub(crate) fn chunks(
    raw: &[Step],
    nouns: &[Noun],
    lexicon: &Lexicon,
    classes: &Classes,
    out: &mut Vec<Chunk>,
) {
    out.reserve(raw.len());
    // Whether a verb has been seen since the last mark that may end a clause: tells "đến" the verb from "đến" the preposition.
    let mut verb_seen = false;
    for (i, (r, tokens)) in raw.iter().enumerate() {
        let (piece, entry) = match r {
            Raw::Noun(n) => (Piece::Noun(*n as usize), None),
            Raw::Time(t) => (Piece::Time(*t as usize), None),
            Raw::Number => (Piece::Number, None),
            Raw::Word => (Piece::Word, None),
            Raw::Punct(c) => (punct(*c), None),
            Raw::Entry(e) => {
                let around = Around {
                    before: out,
                    after: &raw[i + 1..],
                    nouns,
                    lexicon,
                    classes,
                    verb_seen,
                };
                (part(*e, &around), Some(*e))
            }
        };
        match piece {
            Piece::Verb(VerbKind::Light | VerbKind::Other) | Piece::Trigger { .. } => {
                verb_seen = true;
            }
            // What is said begins a clause of its own; "cử B tới K", "rời H sang K": one goes.
            Piece::Verb(VerbKind::Say | VerbKind::Send | VerbKind::Leave)
            | Piece::Comma
            | Piece::Colon
            | Piece::Semicolon
            | Piece::Stop
            | Piece::Link(_)
            | Piece::Quote
            | Piece::And
            | Piece::But
            | Piece::Then => verb_seen = false,
            _ => {}
        }
        out.push(Chunk {
            piece,
            entry,
            tokens: tokens.range(),
        });
    }
    leave_out_sides(out, lexicon, classes);
    leave_out_states(out, nouns);
    other_delegations(out, lexicon);
    let is = |c: &Chunk, class| c.entry.is_some_and(|e| lexicon.is(e, class));
    let called = [classes.honorific, classes.profession, classes.people];
    let people = |c: &Chunk| called.iter().any(|k| is(c, *k));
    lists_behind_colons(out, nouns, &people);
    days_at_heads(out);
    persons_at_head(out, nouns);
    persons_behind_triggers(out, nouns);
    let several = Several {
        number: &|c| {
            let entry = c.entry?;
            let joins = lexicon.sense(entry, classes.conj);
            if joins.is_some_and(|s| s.attr("several").is_some()) {
                return Some(0);
            }
            lexicon
                .sense(entry, classes.plural)?
                .attr("number")?
                .parse()
                .ok()
        },
        unit: &|c| is(c, classes.place_noun),
        people: &people,
        names: &|c| {
            let verb = c.entry.and_then(|e| lexicon.sense(e, classes.verb));
            let equates = || verb.is_some_and(|s| s.attr("equates").is_some());
            c.piece == Piece::Prep(PrepRole::Like) || is(c, classes.members) || equates()
        },
    };
    lists_of_several(out, nouns, &several);
}

/// "ông A, phải, đón ông B", "ông A và ông B (giữa)": who stands where in a picture is left out with its commas or brackets.
fn leave_out_sides(chunks: &mut Vec<Chunk>, lexicon: &Lexicon, classes: &Classes) {
    let is_side = |three: &[Chunk]| match three {
        [before, at, after] => {
            matches!(
                (before.piece, after.piece),
                (Piece::Comma, Piece::Comma) | (Piece::Open, Piece::Close)
            ) && at.entry.is_some_and(|e| lexicon.is(e, classes.side))
        }
        _ => false,
    };
    let mut at = 0;
    while let Some(found) = chunks.windows(3).skip(at).position(is_side) {
        at += found;
        chunks.drain(at..at + 3);
    }
}

/// "gặp hai đặc phái viên Mỹ A và B", "Ngoại trưởng nước X A và nước Y B": a state between the title of several and a bare name says only
/// whose the title is, and is left out.
fn leave_out_states(chunks: &mut Vec<Chunk>, nouns: &[Noun]) {
    let noun = |c: &Chunk| match c.piece {
        Piece::Noun(n) => nouns.get(n),
        _ => None,
    };
    let whose = |before: &[Chunk], state: &Chunk, name: &Chunk| {
        let group = |c: &Chunk| noun(c).is_some_and(|n| n.head == Head::Group && !n.pronoun);
        let bare = |n: &Noun| n.head == Head::Person && n.titles.is_empty() && n.gender.is_none();
        let place = noun(state).is_some_and(|n| n.head == Head::Place);
        place
            && noun(name).is_some_and(bare)
            && match before {
                [.., title] if group(title) => true,
                [rest @ .., first, and] if and.piece == Piece::And => {
                    noun(first).is_some_and(|n| {
                        let of_all = || bare(n) && rest.last().is_some_and(group);
                        n.head == Head::Person && (n.polity.is_some() || of_all())
                    })
                }
                _ => false,
            }
    };
    let mut at = 0;
    while at + 1 < chunks.len() {
        if whose(&chunks[..at], &chunks[at], &chunks[at + 1]) {
            chunks.remove(at);
        }
        at += 1;
    }
}

/// "giữa đoàn X do A dẫn đầu và đoàn Y do B dẫn đầu": behind who leads a delegation a word for "and a delegation" begins another side, and
/// no company of his.
fn other_delegations(chunks: &mut Vec<Chunk>, lexicon: &Lexicon) {
    let other = |two: &[Chunk]| match two {
        [led, with] => {
            let entry = with.entry.map(|e| lexicon.entry(e));
            led.piece == Piece::LedBy
                && with.piece == Piece::Companion
                && with.tokens.len() > 1
                && entry.is_some_and(|e| e.attr("and").is_some())
        }
        _ => false,
    };
    let mut at = 0;
    while let Some(found) = chunks.windows(2).skip(at).position(other) {
        at += found + 1;
        let word = chunks[at].clone();
        let and = word.tokens.start..word.tokens.start + 1;
        chunks[at].piece = Piece::Delegation;
        chunks[at].tokens.start = and.end;
        chunks.insert(
            at,
            Chunk {
                piece: Piece::And,
                entry: None,
                tokens: and,
            },
        );
    }
}

fn punct(c: char) -> Piece {
    match c {
        ',' => Piece::Comma,
        ':' => Piece::Colon,
        // "Điểm tin: A đến B | C gặp D": items of one line.
        ';' | '|' => Piece::Semicolon,
        '-' => Piece::Dash,
        '(' | '[' => Piece::Open,
        ')' | ']' => Piece::Close,
        '"' | '\'' => Piece::Quote,
        '.' | '?' | '!' | '…' => Piece::Stop,
        _ => Piece::Word,
    }
}
