//! Cutting a row of chunks into linked clauses.

use super::chunk::{Chunk, CueKind, LinkWord, Piece, PrepRole, VerbKind};
use crate::phrase::{Head, Noun};
use std::ops::Range;

/// How many verbs of a clause are tried for a subject before them.
const MOST_PREDICATES: usize = 4;

/// How a clause hangs on its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Link {
    /// First clause of the sentence, or one that begins anew.
    Main,
    /// Joined by "and" or a comma; shares the subject unless it has its own.
    Coordination,
    Purpose,
    When,
    After,
    Before,
    If,
    Because,
    Although,
    /// What is said.
    Say,
    /// After a colon: what the words before it announce.
    Colon,
    /// Tells of the noun before it.
    Relative,
    /// Of an event that did not happen: "mà không gặp".
    Without,
}

/// A stretch of chunks around one verb.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    pub(crate) chunks: Range<usize>,
    pub(crate) link: Link,
    /// Index of the clause it hangs on, in the same sentence.
    pub(crate) parent: Option<usize>,
    /// Chunk of the subject: its own, or the one it shares.
    pub(crate) subject: Option<usize>,
    /// Whether the subject stands in the clause itself.
    pub(crate) own_subject: bool,
    /// First verb.
    pub(crate) verb: Option<usize>,
}

/// Cuts the chunks of one sentence into clauses. Linear: each look ahead ends at the next verb or mark.
pub(crate) fn clauses(chunks: &[Chunk], nouns: &[Noun]) -> Vec<Clause> {
    let mut out: Vec<Clause> = Vec::new();
    let mut start = 0;
    let mut link = Link::Main;
    let mut depth = 0usize;
    let mut i = 0;
    while i < chunks.len() {
        match chunks[i].piece {
            Piece::Open => depth += 1,
            Piece::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 {
            i += 1;
            continue;
        }
        let next: Option<(Link, usize)> = match chunks[i].piece {
            Piece::Link(l) => Some((
                match l {
                    LinkWord::When => Link::When,
                    LinkWord::After => Link::After,
                    LinkWord::Before => Link::Before,
                    LinkWord::If => Link::If,
                    LinkWord::Purpose => Link::Purpose,
                    LinkWord::Because => Link::Because,
                    LinkWord::Although => Link::Although,
                    LinkWord::Say => Link::Say,
                    LinkWord::Relative | LinkWord::RelativePerson => Link::Relative,
                    LinkWord::Without => Link::Without,
                },
                i + 1,
            )),
            Piece::Colon => Some((Link::Colon, i + 1)),
            Piece::Semicolon => Some((Link::Main, i + 1)),
            // "gặp và hội đàm với B": two triggers share what follows.
            Piece::Comma | Piece::And if between_triggers(chunks, i) => None,
            Piece::Comma | Piece::Dash => {
                let fronted = is_fronted(&out, chunks, start..i, link);
                after_mark(chunks, i, start, fronted).map(|l| (l, i + 1))
            }
            // "đàm phán A - B và C - D": two pairs are a list, whatever comes of it.
            Piece::And if between_pairs(chunks, nouns, i) => None,
            Piece::And | Piece::Then | Piece::But => {
                after_and(chunks, i, start).map(|l| (l, i + 1))
            }
            // "cử B tới K gặp C": what B is sent to do is a clause whose subject B is.
            Piece::Verb(VerbKind::Send) => {
                sent_to_do(chunks, i + 1).then_some((Link::Purpose, i + 1))
            }
            Piece::Verb(VerbKind::Say) => says_more(chunks, i + 1).then_some((Link::Say, i + 1)),
            _ => None,
        };
        if let Some((l, from)) = next {
            // The verb of saying belongs to the clause that ends.
            let end = if matches!(chunks[i].piece, Piece::Verb(_)) {
                i + 1
            } else {
                i
            };
            if end > start {
                push(&mut out, chunks, nouns, start..end, link);
            } else if link != Link::Main && out.last().is_some() && !matches!(l, Link::Coordination)
            {
                // Two links in a row ("và khi"): the later one tells.
            }
            start = from;
            link = l;
        }
        i += 1;
    }
    if start < chunks.len() {
        push(&mut out, chunks, nouns, start..chunks.len(), link);
    }
    hang(&mut out, chunks);
    out
}

/// Whether a clause of what is said follows a verb of saying, and no mere object: a verb, or what only a verb bears, comes
/// before the next mark that may end a clause.
fn says_more(chunks: &[Chunk], from: usize) -> bool {
    if matches!(
        chunks.get(from).map(|c| c.piece),
        Some(Piece::Prep(_) | Piece::And | Piece::Quote)
    ) {
        return false;
    }
    let mut noun = false;
    let mut party = false;
    for c in chunks.iter().skip(from) {
        match c.piece {
            Piece::Verb(_) | Piece::Trigger { noun: false } => return true,
            Piece::Cue(_) if noun => return true,
            // A party with unknown words right after it: likely what it does.
            Piece::Word if party => return true,
            // Adjuncts before the subject of what is said.
            Piece::Comma if !noun => {}
            Piece::Comma
            | Piece::Stop
            | Piece::Colon
            | Piece::Semicolon
            | Piece::Link(_)
            | Piece::Close => return false,
            Piece::Noun(_) | Piece::Word | Piece::Trigger { noun: true } => noun = true,
            _ => {}
        }
        party = matches!(c.piece, Piece::Noun(_));
    }
    false
}

/// Whether a party follows and a verb after it, before the next mark that may end a clause.
fn sent_to_do(chunks: &[Chunk], from: usize) -> bool {
    let mut party = false;
    for c in chunks.iter().skip(from) {
        match c.piece {
            Piece::Trigger { noun: false } | Piece::Verb(_) => return party,
            Piece::Noun(_) => party = true,
            Piece::Comma | Piece::Stop | Piece::Colon | Piece::Semicolon | Piece::Link(_) => {
                return false;
            }
            _ => {}
        }
    }
    false
}

/// Whether a stretch goes before the main clause: "Sau khi …", "Tiếp Đại sứ B".
fn is_fronted(before: &[Clause], chunks: &[Chunk], range: Range<usize>, link: Link) -> bool {
    before.iter().all(|c| c.verb.is_none())
        && match link {
            Link::Main => chunks[range]
                .iter()
                .find(|c| !c.is_light())
                .is_some_and(Chunk::is_verb),
            Link::When
            | Link::After
            | Link::Before
            | Link::If
            | Link::Purpose
            | Link::Because
            | Link::Although => true,
            _ => false,
        }
}

/// Whether a comma (or dash) ends the clause: before a verb, or before a noun with a verb of its own.
fn after_mark(chunks: &[Chunk], at: usize, start: usize, fronted: bool) -> Option<Link> {
    let has_verb = fronted || chunks[start..at].iter().any(Chunk::is_verb);
    let mut i = at + 1;
    let mut noun = false;
    // A cue of tense, wish or denial tells that a verb follows, known or not.
    let mut cue = false;
    while let Some(c) = chunks.get(i) {
        match c.piece {
            _ if c.is_light() => {
                cue |= matches!(c.piece, Piece::Cue(_));
                i += 1;
            }
            Piece::Prep(_) => {
                i += 1;
                // The preposition's own noun, with the words before it.
                let mut words = 0;
                while let Some(c) = chunks.get(i) {
                    match c.piece {
                        Piece::Noun(_) | Piece::Time(_) | Piece::Trigger { noun: true } => {
                            i += 1;
                            break;
                        }
                        Piece::Word
                        | Piece::Number
                        | Piece::Transparent
                        | Piece::Delegation
                        | Piece::Classifier
                            if words < 6 =>
                        {
                            words += 1;
                            i += 1;
                        }
                        _ => break,
                    }
                }
            }
            // Without a verb before it the mark only sets off an adjunct or an apposition ("Ngày 5/1, tại Hà Nội, …").
            Piece::Trigger { noun: false } | Piece::Verb(_) => {
                return has_verb.then_some(Link::Coordination);
            }
            Piece::Trigger { noun: true } | Piece::Word if cue => {
                return has_verb.then_some(Link::Coordination);
            }
            Piece::Word if noun && fronted => return Some(Link::Coordination),
            // "Sau khi gặp C, ông A và ông B …".
            Piece::And if noun && fronted => {
                noun = false;
                i += 1;
            }
            Piece::Noun(_) if !noun => {
                if !has_verb {
                    // "Tại …, Thủ tướng A tiếp …": fronted adjuncts stay with their clause.
                    return None;
                }
                noun = true;
                i += 1;
            }
            _ => return None,
        }
    }
    None
}

/// Whether the chunk stands right between two triggers.
fn between_triggers(chunks: &[Chunk], at: usize) -> bool {
    let trigger = |c: Option<&Chunk>| c.is_some_and(|c| matches!(c.piece, Piece::Trigger { .. }));
    let before = chunks
        .get(..at)
        .and_then(|b| b.iter().rev().find(|c| c.piece != Piece::Transparent));
    trigger(before) && trigger(chunks.get(at + 1))
}

/// Whether the chunk stands right between two pairs.
fn between_pairs(chunks: &[Chunk], nouns: &[Noun], at: usize) -> bool {
    let pair = |c: Option<&Chunk>| match c.map(|c| c.piece) {
        Some(Piece::Noun(n)) => nouns.get(n).is_some_and(|n| n.head == Head::Pair),
        _ => false,
    };
    at > 0 && pair(chunks.get(at - 1)) && pair(chunks.get(at + 1))
}

/// Whether "and" begins a clause: before a verb, or before a noun that a verb follows at once.
fn after_and(chunks: &[Chunk], at: usize, start: usize) -> Option<Link> {
    let has_verb = chunks[start..at].iter().any(Chunk::is_verb);
    let mut i = at + 1;
    let mut noun = false;
    let mut cue = false;
    while let Some(c) = chunks.get(i) {
        match c.piece {
            _ if c.is_light() => {
                cue |= matches!(c.piece, Piece::Cue(_));
                i += 1;
            }
            // A verb that the lexicon does not know, after "will", "has", "wants".
            Piece::Word if cue && !noun && has_verb => return Some(Link::Coordination),
            // "ông A và ông B gặp nhau": both meet.
            Piece::Trigger { noun: false }
                if noun && chunks.get(i + 1).is_some_and(|c| c.piece == Piece::Recip) =>
            {
                return None;
            }
            Piece::Trigger { noun: false } | Piece::Verb(_) => {
                return (has_verb || !noun).then_some(Link::Coordination);
            }
            Piece::Noun(_) if !noun && has_verb => {
                noun = true;
                i += 1;
            }
            _ => return None,
        }
    }
    None
}

fn push(out: &mut Vec<Clause>, chunks: &[Chunk], nouns: &[Noun], range: Range<usize>, link: Link) {
    let first =
        |of: &dyn Fn(&Chunk) -> bool| range.clone().find(|i| chunks.get(*i).is_some_and(of));
    let real = first(&Chunk::is_verb);
    let verb = real.or_else(|| first(&|c| matches!(c.piece, Piece::Trigger { noun: true })));
    // A cue that is a verb of its own ("muốn", "đề nghị") has the subject as well.
    let cue = first(&|c| {
        matches!(
            c.piece,
            Piece::Cue(
                CueKind::Wish
                    | CueKind::Propose
                    | CueKind::Ask
                    | CueKind::Agree
                    | CueKind::Refuse
                    | CueKind::Cancel
                    | CueKind::Postpone
                    | CueKind::Deny
            )
        )
    });
    // "đã có các cuộc gặp": an event noun right after a cue of tense is what the subject does.
    let held = range.clone().find(|i| {
        matches!(chunks[*i].piece, Piece::Trigger { noun: true })
            && chunks[range.start..*i]
                .iter()
                .rev()
                .find(|c| {
                    !matches!(
                        c.piece,
                        Piece::Transparent | Piece::Classifier | Piece::Number
                    )
                })
                .is_some_and(|c| matches!(c.piece, Piece::Cue(CueKind::Past | CueKind::Future)))
    });
    // A verb inside a fronted phrase ("bên lề cuộc họp khai mạc …, ông A đã gặp") has no subject before it: the next is tried.
    let mut predicates: Vec<usize> = range
        .clone()
        .filter(|i| chunks[*i].is_verb() || Some(*i) == cue || Some(*i) == held)
        .take(MOST_PREDICATES)
        .collect();
    if predicates.is_empty() {
        predicates.extend(held);
    }
    let subject = if predicates.is_empty() {
        own_subject(chunks, nouns, range.clone(), None)
    } else {
        predicates.iter().enumerate().find_map(|(k, p)| {
            own_subject(chunks, nouns, range.clone(), Some(*p))
                // What follows a verb is its object unless a comma sets it off.
                .filter(|s| k == 0 || (*s > 0 && chunks[*s - 1].piece == Piece::Comma))
        })
    };
    // "được ông A nêu khi gặp B": who does it is the subject of what hangs on the clause.
    let subject = subject.or_else(|| {
        let passive = range.clone().find(|i| chunks[*i].piece == Piece::Passive)?;
        let noun = (passive + 1..range.end).find(|i| !chunks[*i].is_light())?;
        let verb = (noun + 1..range.end).find(|i| !chunks[*i].is_light())?;
        (matches!(chunks[noun].piece, Piece::Noun(_))
            && matches!(chunks[verb].piece, Piece::Verb(_)))
        .then_some(noun)
    });
    out.push(Clause {
        chunks: range,
        link,
        parent: None,
        subject,
        own_subject: subject.is_some(),
        verb,
    });
}

/// The last party before the verb that stands in no prepositional phrase and in no bracket.
fn own_subject(
    chunks: &[Chunk],
    nouns: &[Noun],
    range: Range<usize>,
    verb: Option<usize>,
) -> Option<usize> {
    let end = verb.unwrap_or(range.end);
    // Without a verb, what follows the event noun is its own unless a comma sets it off.
    let event = if verb.is_none() {
        range
            .clone()
            .find(|i| matches!(chunks[*i].piece, Piece::Trigger { noun: true }))
    } else {
        None
    };
    let light = verb.is_some_and(|v| matches!(chunks[v].piece, Piece::Verb(VerbKind::Light)));
    let mut found = None;
    let mut found_rank = 0;
    let mut depth = 0usize;
    let mut past = range.start;
    for i in range.start..end {
        if i < past {
            continue;
        }
        match chunks[i].piece {
            // "Đoàn đại biểu do A, Bộ trưởng B, dẫn đầu đã thăm K": who leads it.
            Piece::Prep(PrepRole::By) => {
                let led = (i + 1..end).find(|k| chunks[*k].piece == Piece::LedBy);
                let leader = led.and_then(|l| {
                    let is = |k: &usize, head: Head| {
                        matches!(chunks[*k].piece, Piece::Noun(n) if nouns.get(n).is_some_and(|n| n.head == head))
                    };
                    let mut within = i + 1..l;
                    let named = within.clone().find(|k| is(k, Head::Person));
                    named.or_else(|| within.find(|k| is(k, Head::Role)))
                });
                if let (Some(l), Some(n)) = (led, leader) {
                    found = Some(n);
                    found_rank = 3;
                    past = l;
                }
            }
            Piece::Open => depth += 1,
            Piece::Close => depth = depth.saturating_sub(1),
            // After a passive stands who does it, not whom it is done to.
            Piece::Passive => break,
            Piece::Noun(n) if depth == 0 => {
                let Some(noun) = nouns.get(n) else { continue };
                let rank = match noun.head {
                    Head::Person | Head::Role | Head::Group | Head::Pronoun => 2,
                    Head::Pair | Head::Place | Head::Organization => 1,
                    _ => 0,
                };
                let own =
                    event.is_some_and(|e| i > e && !matches!(chunks[i - 1].piece, Piece::Comma));
                let beside = i > range.start
                    && (matches!(chunks[i - 1].piece, Piece::Companion)
                        || (noun.companion && found.is_some()));
                let of_event = light && of_event(chunks, range.start, i);
                if rank == 0
                    || own
                    || beside
                    || of_event
                    || in_prepositional(chunks, range.start, i)
                {
                    continue;
                }
                // In a list the first member stands for all, and the name before an apposition; else the one nearest to the verb.
                let listed =
                    found.is_some_and(|f| joined(chunks, f, i) || set_off(chunks, f, i, end));
                // Where no verb is known, the first party is likely to act, and the others are not.
                let later = verb.is_none() && event.is_none() && rank == found_rank;
                if rank >= found_rank && !listed && !later {
                    found = Some(i);
                    found_rank = rank;
                }
            }
            _ => {}
        }
    }
    found
}

/// "Chuyến thăm Nga của A bắt đầu": whether the noun belongs to an event noun that is the subject itself.
fn of_event(chunks: &[Chunk], start: usize, at: usize) -> bool {
    let event = (start..at)
        .rev()
        .find(|i| !matches!(chunks[*i].piece, Piece::Transparent | Piece::Word));
    event.is_some_and(|e| {
        matches!(chunks[e].piece, Piece::Trigger { noun: true })
            && !in_prepositional(chunks, start, e)
    })
}

/// "A, lãnh đạo đảng X, …", "A, B và C": whether the noun at `at` follows the one at `first` after a comma and another mark
/// sets it off from what comes.
fn set_off(chunks: &[Chunk], first: usize, at: usize, end: usize) -> bool {
    at == first + 2
        && chunks[first + 1].piece == Piece::Comma
        && chunks[at + 1..end.max(at + 1)]
            .iter()
            .find(|c| c.piece != Piece::Word)
            .is_some_and(|c| matches!(c.piece, Piece::Comma | Piece::And))
}

/// Whether a preposition governs the chunk: directly, or with plain words between.
pub(crate) fn in_prepositional(chunks: &[Chunk], start: usize, at: usize) -> bool {
    let mut i = at;
    let mut words = 0;
    while i > start {
        i -= 1;
        match chunks[i].piece {
            Piece::Prep(_) | Piece::LedBy => return true,
            Piece::Word | Piece::Number | Piece::Transparent | Piece::Delegation if words < 4 => {
                words += 1;
            }
            // A place or bare noun after unknown words is their attribute: "quân đội Mỹ".
            Piece::And | Piece::Noun(_) if words == 0 => {
                // Members of a list share the preposition.
                if matches!(chunks[i].piece, Piece::And) {
                    continue;
                }
                if i > start && matches!(chunks[i + 1].piece, Piece::And) {
                    continue;
                }
                return false;
            }
            _ => return false,
        }
    }
    false
}

/// Whether two noun chunks are members of one list (only commas and "and" between).
fn joined(chunks: &[Chunk], a: usize, b: usize) -> bool {
    chunks[a + 1..b].iter().all(|c| {
        matches!(
            c.piece,
            Piece::And | Piece::Comma | Piece::Noun(_) | Piece::Companion
        )
    }) && chunks[a + 1..b]
        .iter()
        .any(|c| matches!(c.piece, Piece::And))
}

/// Gives each clause its parent and, where it has none of its own, its subject.
fn hang(clauses: &mut [Clause], chunks: &[Chunk]) {
    for i in 0..clauses.len() {
        let link = clauses[i].link;
        let parent = match link {
            Link::Main => None,
            _ if i == 0 => (clauses.len() > 1).then_some(1),
            // A coordinated clause after a subordinate one hangs on the nearest clause that is not subordinate in time.
            _ => Some(i - 1),
        };
        clauses[i].parent = parent;
    }
    // Subjects: relatives take the noun before them, others their parent's.
    for i in 0..clauses.len() {
        // "người tháp tùng B thăm C": the relative word is the subject, whoever comes after it.
        let person = clauses[i]
            .chunks
            .start
            .checked_sub(1)
            .is_some_and(|k| chunks[k].piece == Piece::Link(LinkWord::RelativePerson));
        if person {
            clauses[i].own_subject = false;
        }
        if clauses[i].own_subject {
            continue;
        }
        if clauses[i].link == Link::Relative {
            let before = clauses[i].chunks.start.saturating_sub(1);
            let head = (0..before)
                .rev()
                .take(3)
                .find(|k| matches!(chunks[*k].piece, Piece::Noun(_)));
            if head.is_some() {
                clauses[i].subject = head;
                continue;
            }
        }
        if let Some(p) = resumed(clauses, chunks, i) {
            clauses[i].subject = clauses[p].subject;
            clauses[i].parent = Some(p);
            continue;
        }
        if let Some(of) = owner(clauses, chunks, i) {
            clauses[i].subject = Some(of);
            continue;
        }
        let mut j = i;
        while j > 0 {
            j -= 1;
            if clauses[j].subject.is_some() {
                clauses[i].subject = clauses[j].subject;
                break;
            }
        }
        if clauses[i].subject.is_none() {
            // Fronted: "Tiếp Đại sứ B, Chủ tịch A nói …".
            if let Some(later) = (i + 1..clauses.len()).find(|j| clauses[*j].own_subject)
                && clauses[later].link == Link::Coordination
            {
                clauses[i].subject = clauses[later].subject;
            }
        }
    }
}

/// "Điều lo ngại của A khi gặp B": whose the thing is that a clause without subject names right before.
fn owner(clauses: &[Clause], chunks: &[Chunk], i: usize) -> Option<usize> {
    let before = i.checked_sub(1).and_then(|j| clauses.get(j))?;
    if !matches!(clauses[i].link, Link::When | Link::After | Link::Before) || before.own_subject {
        return None;
    }
    let last = before
        .chunks
        .end
        .checked_sub(1)
        .filter(|k| *k > before.chunks.start)?;
    let of = matches!(chunks[last].piece, Piece::Noun(_))
        && chunks[last - 1].piece == Piece::Prep(PrepRole::Of);
    of.then_some(last)
}

/// "Ông A, người đã gặp B, sẽ thăm C": the clause that the one at `i` goes on with after what came between commas.
fn resumed(clauses: &[Clause], chunks: &[Chunk], i: usize) -> Option<usize> {
    let after_comma = |c: &Clause| {
        c.chunks
            .start
            .checked_sub(1)
            .and_then(|k| chunks.get(k))
            .is_some_and(|c| c.piece == Piece::Comma)
    };
    if clauses[i].link != Link::Coordination || !after_comma(&clauses[i]) {
        return None;
    }
    let p = (0..i).rev().find(|j| {
        !matches!(
            clauses[*j].link,
            Link::Relative
                | Link::When
                | Link::After
                | Link::Before
                | Link::Purpose
                | Link::Because
        )
    })?;
    (p + 1 < i && clauses[p].own_subject && clauses[p].verb.is_none()).then_some(p)
}
