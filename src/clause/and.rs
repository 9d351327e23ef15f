//! Whether "and" begins a clause.

use super::cut::Tells;
use super::link::Link;
use super::listed::LIST;
use super::piece::{Chunk, CueKind, Piece, PrepRole, VerbKind};
use crate::phrase::{Head, Noun};

/// Whether the chunk stands right between two triggers, or before a verb that shares what the trigger is done to.
pub(super) fn between_triggers(chunks: &[Chunk], at: usize, tells: &Tells<'_>) -> bool {
    let shares = |c: &Chunk| match c.piece {
        Piece::Trigger { .. } => true,
        Piece::Verb(_) => (tells.joint)(c),
        _ => false,
    };
    let after = chunks[at + 1..]
        .iter()
        .find(|c| c.piece != Piece::Transparent);
    let before = chunks.get(..at).unwrap_or(&[]).iter().rev();
    // "thăm người già và tặng quà cho người nghèo tại K".
    let people = |c: &Chunk| {
        after.is_some_and(|a| matches!(a.piece, Piece::Verb(_)))
            && (c.piece == Piece::Comma || c.piece == Piece::Word && (tells.people)(c))
    };
    let before = before
        .take(LIST)
        .find(|c| c.piece != Piece::Transparent && !people(c));
    before.is_some_and(shares) && after.is_some_and(shares)
}

/// Whether the chunk stands right between two pairs.
pub(super) fn between_pairs(chunks: &[Chunk], nouns: &[Noun], at: usize) -> bool {
    let pair = |c: Option<&Chunk>| match c.map(|c| c.piece) {
        Some(Piece::Noun(n)) => nouns.get(n).is_some_and(|n| n.head == Head::Pair),
        _ => false,
    };
    at > 0 && pair(chunks.get(at - 1)) && pair(chunks.get(at + 1))
}

/// "giữa A và B gây chú ý", "do A và B đồng chủ trì": whether "and" stands before the second of two, right behind "between" or "by"
/// and the first.
fn of_two(chunks: &[Chunk], at: usize, start: usize) -> bool {
    let noun = |i: usize| matches!(chunks.get(i).map(|c| c.piece), Some(Piece::Noun(_)));
    at > start + 1
        && noun(at - 1)
        && noun(at + 1)
        && matches!(
            chunks[at - 2].piece,
            Piece::Prep(PrepRole::Between | PrepRole::By)
        )
}

/// Whether "and" begins a clause: before a verb, or before a noun that a verb follows at once.
pub(super) fn after_and(
    chunks: &[Chunk],
    nouns: &[Noun],
    at: usize,
    start: usize,
    tells: &Tells<'_>,
) -> Option<Link> {
    if of_two(chunks, at, start) {
        return None;
    }
    // A verb that the lexicon does not know stands behind a cue: "đã xong".
    let unknown = |w: &[Chunk]| {
        matches!(w[0].piece, Piece::Cue(CueKind::Past | CueKind::Future))
            && w[1].piece == Piece::Word
    };
    let before = &chunks[start..at];
    // "Chuyến thăm bị hủy và …": so much is told of it.
    let called_off = |w: &[Chunk]| {
        let cue = matches!(w[1].piece, Piece::Cue(k) if k.calls_off());
        matches!(
            w[0].piece,
            Piece::Trigger { noun: true } | Piece::Noun(_) | Piece::Cue(_)
        ) && cue
    };
    let event = before
        .iter()
        .any(|c| c.piece == Piece::Trigger { noun: true });
    let but = chunks[at].piece == Piece::But;
    // "đã có cuộc điện đàm với B và hai bên bàn về …": a word of tense carries the event, of which those told of are.
    let carried = |w: &[Chunk]| {
        let event = matches!(
            w[1].piece,
            Piece::Trigger { noun: true } | Piece::Classifier
        );
        event && matches!(w[0].piece, Piece::Cue(CueKind::Past | CueKind::Future))
    };
    let held = |n: usize| {
        let group = nouns.get(n).is_some_and(told_of);
        group && event && before.windows(2).any(carried)
    };
    let mut has_verb = before.iter().any(Chunk::is_verb)
        || before.windows(2).any(unknown)
        || event && before.windows(2).any(called_off)
        // "chưa có kế hoạch nhưng A sẽ …": no "but" goes on with a list.
        || but
            && before.iter().any(|c| matches!(c.piece, Piece::Cue(_)))
            && chunks[at..].iter().any(|c| matches!(c.piece, Piece::Trigger { .. }));
    let mut i = at + 1;
    let mut noun = false;
    let mut again = false;
    let mut cue = false;
    while let Some(c) = chunks.get(i) {
        match c.piece {
            _ if c.is_light() => {
                cue |= matches!(c.piece, Piece::Cue(_));
                i += 1;
            }
            Piece::Quote if but && i == at + 1 => i += 1,
            // So after "will", "has", "wants"; of those told of as well ("… đã kết thúc và hai bên sẽ họp báo").
            Piece::Word if cue && (!noun || again) && has_verb => return Some(Link::Coordination),
            // "ông A và ông B gặp nhau": both meet; "A gọi cho B và hai bên hẹn gặp nhau": those told of.
            Piece::Trigger { noun: false }
                if noun && !again && chunks.get(i + 1).is_some_and(|c| c.piece == Piece::Recip) =>
            {
                return None;
            }
            // "thăm nước K và nước L theo lời mời của B": it goes on with the list.
            Piece::Trigger { noun: false } if noun && (tells.by_invitation)(c) => return None,
            // "chuyến thăm nước K và dự hội nghị của A": both are his.
            Piece::Verb(VerbKind::Light)
                if !noun && !has_verb && event && whose_behind(chunks, i) =>
            {
                return None;
            }
            Piece::Trigger { noun: false } | Piece::Verb(_) => {
                return (has_verb || !noun).then_some(Link::Coordination);
            }
            // "gặp nhau và nhất trí về …": the word of agreeing is the verb.
            Piece::Prep(PrepRole::About)
                if has_verb && !noun && chunks[i - 1].piece == Piece::Cue(CueKind::Agree) =>
            {
                return Some(Link::Coordination);
            }
            // "A thăm nước K và vào tháng 4 B thăm nước L".
            Piece::Prep(_)
                if has_verb
                    && !noun
                    && matches!(chunks.get(i + 1).map(|c| c.piece), Some(Piece::Time(_))) =>
            {
                i += 2;
            }
            // "hội đàm với B và cùng C thăm K": with whom the next thing is done.
            Piece::Prep(PrepRole::With)
                if has_verb
                    && i == at + 1
                    && matches!(chunks.get(i + 1).map(|c| c.piece), Some(Piece::Noun(_))) =>
            {
                i += 2;
            }
            // "hoan nghênh chuyến thăm của A và việc B dự …".
            Piece::Classifier if !noun && i == at + 1 && acts_behind(chunks, i) => {
                return Some(Link::Coordination);
            }
            Piece::Noun(n) if !noun && (has_verb || held(n)) => {
                (noun, has_verb) = (true, true);
                again = nouns.get(n).is_some_and(told_of);
                i += 1;
            }
            _ => return None,
        }
    }
    None
}

/// Whether behind a chunk it is told whose it is, before anything is done.
fn whose_behind(chunks: &[Chunk], at: usize) -> bool {
    let mut behind = chunks[at + 1..].windows(2);
    let whose = behind.find(|w| w[0].is_verb() || w[0].piece == Piece::Prep(PrepRole::Of));
    whose.is_some_and(|w| !w[0].is_verb() && matches!(w[1].piece, Piece::Noun(_)))
}

/// Whether somebody and what he does stand right behind a chunk.
fn acts_behind(chunks: &[Chunk], at: usize) -> bool {
    let mut behind = chunks[at + 1..].iter().filter(|c| !c.is_light());
    behind
        .next()
        .is_some_and(|c| matches!(c.piece, Piece::Noun(_)))
        && behind.next().is_some_and(Chunk::is_verb)
}

/// Whether a group only refers to those told of ("hai bên").
fn told_of(noun: &Noun) -> bool {
    noun.head == Head::Group && noun.name.is_none() && noun.polity.is_none() && noun.more.is_empty()
}
