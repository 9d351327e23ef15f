//! The subject of a clause, as far as it stands in the clause itself.

use super::office::Offices;
use super::piece::{Chunk, CueKind, Piece, PrepRole, VerbKind};
use crate::phrase::{Head, Noun};
use std::ops::Range;

/// How many verbs of a clause are tried for a subject before them.
const MOST_PREDICATES: usize = 4;

/// The subject that stands in the stretch itself: before its verb, or who does it in a passive.
pub(super) fn subject(chunks: &[Chunk], nouns: &[Noun], range: Range<usize>) -> Option<usize> {
    let first =
        |of: &dyn Fn(&Chunk) -> bool| range.clone().find(|i| chunks.get(*i).is_some_and(of));
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
    let predicates = || {
        let all = range.clone();
        all.filter(|i| chunks[*i].is_verb() || Some(*i) == cue || Some(*i) == held)
            .take(MOST_PREDICATES)
    };
    let subject = if let Some(verb) = predicates().next() {
        // What follows a verb is its object unless a comma sets it off; so is the next of its objects ("Nhà tổ chức mời B, C tới K"),
        // but for who acts behind a fronted verb ("Tiếp B, A nói …").
        let mut before = chunks[range.start..verb].iter();
        let joined = range.start > 0 && chunks[range.start - 1].piece == Piece::And;
        let fronted = !joined && before.all(|c| c.is_light() || c.piece == Piece::Comma);
        let listed = |s: usize| {
            let last = (verb..s).rev().find(|i| chunks[*i].is_verb());
            last.is_some_and(|v| {
                let mut between = chunks[v + 1..s].iter();
                chunks[v].piece == Piece::Trigger { noun: false }
                    && between.all(|c| matches!(c.piece, Piece::Noun(_) | Piece::Comma))
            })
        };
        let set_off =
            |s: usize| s > verb && chunks[s - 1].piece == Piece::Comma && (fronted || !listed(s));
        predicates().enumerate().find_map(|(k, p)| {
            own_subject(chunks, nouns, range.clone(), Some(p)).filter(|s| k == 0 || set_off(*s))
        })
    } else {
        own_subject(chunks, nouns, range.clone(), None)
    };
    // "Nhận lời mời của A, Bộ trưởng X, Thượng tướng B, Bộ trưởng Y, thăm K": the offices right behind A are his.
    let subject = subject.map(|s| {
        let verb = predicates().find(|p| *p > s);
        let named = verb.and_then(|v| behind_his_offices(chunks, nouns, range.start, s, v));
        named.unwrap_or(s)
    });
    // "Nhân dịp dự hội nghị tại K, A, Bộ trưởng B, (đã tiếp C)": behind a fronted phrase with a verb of its own stands who acts in the
    // clause that follows.
    let subject = subject.or_else(|| {
        let fronted = matches!(chunks.get(range.start)?.piece, Piece::Prep(_));
        let goes_on = chunks.get(range.end).map(|c| c.piece) == Some(Piece::Comma);
        let last = range.clone().rev().find(|i| chunks[*i].is_verb())?;
        (fronted && goes_on)
            .then(|| behind_fronted(chunks, nouns, last + 1..range.end))
            .flatten()
    });
    // "Đây là lần thứ hai A được B tiếp": who stands right before the passive, behind the clause's verb.
    let subject = subject.or_else(|| {
        let passive = range.clone().find(|i| chunks[*i].piece == Piece::Passive)?;
        let before = (range.start..passive)
            .rev()
            .find(|i| !chunks[*i].is_light())?;
        // "Cuộc gặp giữa A và B được tổ chức": of what is done to an event the event is the subject.
        let first = chunks[range.start..before].iter().find(|c| !c.is_light())?;
        let named = matches!(chunks[before].piece,
            Piece::Noun(n) if nouns.get(n).is_some_and(|n| n.head == Head::Person));
        (named && matches!(first.piece, Piece::Verb(_))).then_some(before)
    });
    // "Đó là điều ông A nói khi tiếp B": who says what is pointed at.
    let subject = subject.or_else(|| {
        let said = range.clone().rev().find(|i| chunks[*i].is_verb())?;
        let who = said.checked_sub(1).filter(|w| *w > range.start + 1)?;
        let points = chunks[range.start].piece == Piece::This;
        let person = matches!(chunks[who].piece, Piece::Noun(n)
            if nouns.get(n).is_some_and(|n| matches!(n.head, Head::Person | Head::Role)));
        let says = chunks[said].piece == Piece::Verb(VerbKind::Say);
        (points && person && says && matches!(chunks[range.start + 1].piece, Piece::Verb(_)))
            .then_some(who)
    });
    let subject = subject.or_else(|| whose_words(chunks, nouns, range.clone()));
    // "được ông A nêu khi gặp B": who does it is the subject of what hangs on the clause.
    subject.or_else(|| {
        let passive = range.clone().find(|i| chunks[*i].piece == Piece::Passive)?;
        let noun = (passive + 1..range.end).find(|i| !chunks[*i].is_light())?;
        let verb = (noun + 1..range.end).find(|i| !chunks[*i].is_light())?;
        (matches!(chunks[noun].piece, Piece::Noun(_))
            && matches!(chunks[verb].piece, Piece::Verb(_)))
        .then_some(noun)
    })
}

/// "Đề nghị của nước K được đưa ra trong cuộc gặp với B", "Bình luận của A đưa ra khi hội đàm với B": whose the words are that are
/// put forward; of a state only in a passive.
fn whose_words(chunks: &[Chunk], nouns: &[Noun], range: Range<usize>) -> Option<usize> {
    let plain = |i: &usize| {
        matches!(
            chunks[*i].piece,
            Piece::Time(_) | Piece::Transparent | Piece::Cue(CueKind::Past | CueKind::Future)
        )
    };
    let mut c = range.filter(|i| !plain(i));
    let words = |i: &usize| match chunks[*i].piece {
        Piece::Verb(VerbKind::Say) => true,
        Piece::Cue(k) => matches!(k, CueKind::Ask | CueKind::Propose | CueKind::Wish),
        _ => false,
    };
    c.next().filter(words)?;
    let of = |i: &usize| chunks[*i].piece == Piece::Prep(PrepRole::Of);
    c.next().filter(of)?;
    let (who, next) = (c.next()?, c.next()?);
    let head = head_of(chunks, nouns, who)?;
    let person = matches!(head, Head::Person | Head::Role | Head::Pronoun);
    let put = match chunks[next].piece {
        Piece::Passive => {
            matches!(chunks[c.next()?].piece, Piece::Verb(_)) && (person || head == Head::Place)
        }
        Piece::Verb(VerbKind::Say | VerbKind::Other) => person,
        _ => false,
    };
    put.then_some(who)
}

/// Where a stretch that begins with an office goes on behind somebody named: the next person of it, with offices around only.
fn behind_his_offices(
    chunks: &[Chunk],
    nouns: &[Noun],
    start: usize,
    subject: usize,
    verb: usize,
) -> Option<usize> {
    let offices = Offices { chunks, nouns };
    let head = |i: usize| offices.head(i);
    let named = start
        .checked_sub(2)
        .is_some_and(|b| head(b) == Some(Head::Person) && chunks[b + 1].piece == Piece::Comma);
    if !named || subject != start || head(subject) != Some(Head::Role) {
        return None;
    }
    let end = (start..verb)
        .rev()
        .find(|i| !chunks[*i].is_light() && chunks[*i].piece != Piece::Comma)?;
    let found = behind_fronted(chunks, nouns, start..end + 1)?;
    offices.only(start, found).then_some(found)
}

/// The person named behind a comma of whom nothing but offices follow.
fn behind_fronted(chunks: &[Chunk], nouns: &[Noun], range: Range<usize>) -> Option<usize> {
    let offices = Offices { chunks, nouns };
    let person = |i: &usize| offices.head(*i) == Some(Head::Person);
    let found = range.clone().rev().find(person)?;
    let comma = found.checked_sub(1).map(|i| chunks[i].piece) == Some(Piece::Comma);
    (comma && offices.only(found + 1, range.end)).then_some(found)
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
                if let Some((n, l)) = led_by(chunks, nouns, i, end) {
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
                    // "Con trai của A gặp B": someone else acts, and not the one spoken of before; but "C, con trai của A, gặp B".
                    Head::Other if found.is_none() => 2,
                    Head::Pair | Head::Place | Head::Organization => 1,
                    _ => 0,
                };
                let own =
                    event.is_some_and(|e| i > e && !matches!(chunks[i - 1].piece, Piece::Comma));
                let beside = i > range.start
                    && (matches!(chunks[i - 1].piece, Piece::Companion)
                        || (noun.companion && found.is_some()));
                let of_event = light && of_event(chunks, range.start, i)
                    || gone_to(chunks, range.start, noun, i);
                if rank == 0
                    || own
                    || beside
                    || of_event
                    || in_prepositional(chunks, range.start, i)
                {
                    continue;
                }
                // In a list the first member stands for all, and the name before an apposition; else the one nearest to the verb.
                // "Cố vấn của A, ông B, gặp C": who is named after the comma.
                let unnamed = found.is_some_and(|f| {
                    matches!(chunks[f].piece, Piece::Noun(n) if nouns.get(n).is_some_and(|n| n.head == Head::Other))
                });
                let listed = !unnamed
                    && found.is_some_and(|f| {
                        joined(chunks, f, i)
                            || lists_people(chunks, nouns, f, i)
                            || set_off(chunks, f, i, end)
                            || Offices { chunks, nouns }.is_his(range.start, f, i, end)
                    });
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

/// "Trong chuyến thăm Nga sẽ gặp B", "sau chuyến thăm Nga gặp B": whether the noun is a place right after an event noun that
/// only says when; "chuyến thăm Nga làm B vui" is told of the event.
fn gone_to(chunks: &[Chunk], start: usize, noun: &Noun, at: usize) -> bool {
    let event = (start..at)
        .rev()
        .find(|i| chunks[*i].piece != Piece::Transparent)
        .filter(|e| chunks[*e].piece == Piece::Trigger { noun: true });
    let linked = |e: usize| {
        let before = &chunks[start..e];
        let link = start.checked_sub(1).map(|i| chunks[i].piece);
        // "Không lâu sau chuyến thăm Nga": one word that says when.
        before.iter().all(Chunk::is_light)
            && (matches!(link, Some(Piece::Link(_)))
                || before.iter().any(|c| c.piece == Piece::Transparent))
    };
    noun.head == Head::Place
        && event.is_some_and(|e| in_prepositional(chunks, start, e) || linked(e))
}

/// "A, nước thành viên khối X, …", "C, con trai của A, …": whether the noun at `at` follows the one at `first` after a comma, and another
/// mark sets it off from what comes.
fn set_off(chunks: &[Chunk], first: usize, at: usize, end: usize) -> bool {
    let plain = |c: &&Chunk| matches!(c.piece, Piece::Word | Piece::Transparent);
    let mut behind = chunks[at + 1..end].iter();
    at >= first + 2
        && chunks[first + 1].piece == Piece::Comma
        && chunks[first + 2..at].iter().all(|c| plain(&c))
        && behind
            .find(|c| c.piece != Piece::Word)
            .is_some_and(|c| matches!(c.piece, Piece::Comma | Piece::And))
}

/// Whether what stands before ends in those who act for somebody, and a word of what they do.
fn behind_people(before: &[Chunk]) -> bool {
    let mut last = before.iter().rev().take(4);
    last.find(|c| c.piece != Piece::Word)
        .is_some_and(|c| c.piece == Piece::Delegation)
}

/// How far back a preposition is looked for, in chunks.
const PHRASE: usize = 24;

/// Whether a preposition governs the chunk: directly, or with plain words between. Bounded.
pub(crate) fn in_prepositional(chunks: &[Chunk], start: usize, at: usize) -> bool {
    let start = start.max(at.saturating_sub(PHRASE));
    let mut i = at;
    let mut words = 0;
    let mut listed = false;
    let goes_on = matches!(
        chunks.get(at + 1).map(|c| c.piece),
        Some(Piece::And | Piece::Comma)
    );
    while i > start {
        i -= 1;
        match chunks[i].piece {
            // "Phái đoàn của A, B và C": the people are who acts.
            Piece::Prep(PrepRole::Of)
                if i > start && chunks[i - 1].piece == Piece::Delegation && words < 4 =>
            {
                words += 1;
            }
            // "Các quan chức quốc phòng từ A và B".
            Piece::Prep(PrepRole::From) if words < 4 && behind_people(&chunks[start..i]) => {
                words += 1;
            }
            // "Sau các cuộc gặp ở X, Y và Z, ông A …": who acts stands behind the list.
            Piece::Prep(role) => {
                let behind = || behind_list(chunks, at);
                return !listed || role == PrepRole::Between || role == PrepRole::At && behind();
            }
            Piece::LedBy => return !listed,
            Piece::Word | Piece::Number | Piece::Transparent | Piece::Delegation if words < 4 => {
                words += 1;
            }
            // "giữa A, B và C": B and C, but not who stands after "giữa A và B,".
            Piece::Comma
                if words == 0
                    && i > start
                    && matches!(chunks[i - 1].piece, Piece::Noun(_))
                    && (i + 1 < at || goes_on) =>
            {
                listed = true;
            }
            Piece::And if listed => return false,
            // A place or bare noun after unknown words is their attribute: "quân đội Mỹ".
            Piece::And | Piece::Noun(_) if words == 0 => {
                // Members of a list share the preposition.
                if matches!(chunks[i].piece, Piece::And) {
                    continue;
                }
                if i > start && matches!(chunks[i + 1].piece, Piece::And | Piece::Comma) {
                    continue;
                }
                return false;
            }
            _ => return false,
        }
    }
    false
}

/// Whether a comma and a further noun stand behind the "and" of the list that a noun is of.
fn behind_list(chunks: &[Chunk], at: usize) -> bool {
    let piece = |i: usize| chunks.get(i).map(|c| c.piece);
    let noun = |i: usize| matches!(piece(i), Some(Piece::Noun(_)));
    let mut i = at;
    while noun(i) && piece(i + 1) == Some(Piece::Comma) {
        i += 2;
    }
    let last = match piece(i + 1) {
        Some(Piece::And) if noun(i) && noun(i + 2) => i + 2,
        // The last of them itself.
        _ if i == at + 2 && at > 0 && piece(at - 1) == Some(Piece::And) => at,
        _ => return false,
    };
    piece(last + 1) == Some(Piece::Comma) && noun(last + 2)
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

/// "A, B, C và D": whether the noun at `b` stands in a list of people that begins at `a` and goes on behind it.
fn lists_people(chunks: &[Chunk], nouns: &[Noun], a: usize, b: usize) -> bool {
    let person = |c: &Chunk| matches!(c.piece, Piece::Noun(n) if nouns.get(n).is_some_and(|n| n.head == Head::Person));
    let comma = |c: &Chunk| c.piece == Piece::Comma;
    let listed = |c: &Chunk| person(c) || comma(c);
    let behind = chunks[b + 1..].iter().find(|c| !listed(c));
    person(&chunks[b])
        && chunks[a..b].iter().all(listed)
        && behind.is_some_and(|c| c.piece == Piece::And)
}

/// What a noun chunk names.
pub(super) fn head_of(chunks: &[Chunk], nouns: &[Noun], at: usize) -> Option<Head> {
    match chunks.get(at)?.piece {
        Piece::Noun(n) => nouns.get(n).map(|n| n.head),
        _ => None,
    }
}

/// "đoàn K do A dẫn đầu": where the phrase begins that ends in the word of leading at `led`, not before `start`, and who leads.
pub(crate) fn leader_before(
    chunks: &[Chunk],
    nouns: &[Noun],
    start: usize,
    led: usize,
) -> Option<(usize, usize)> {
    let mut before = start..led;
    let by = before.rfind(|i| chunks[*i].piece == Piece::Prep(PrepRole::By))?;
    let (leader, end) = led_by(chunks, nouns, by, led + 1)?;
    (end == led).then_some((by, leader))
}

/// "do A, Bộ trưởng B, dẫn đầu": of the preposition at `by` the noun of who leads a delegation, and the word that says so, before
/// `end`.
pub(crate) fn led_by(
    chunks: &[Chunk],
    nouns: &[Noun],
    by: usize,
    end: usize,
) -> Option<(usize, usize)> {
    let led = (by + 1..end).find(|k| chunks[*k].piece == Piece::LedBy)?;
    let is = |k: &usize, head: Head| matches!(chunks[*k].piece, Piece::Noun(n) if nouns.get(n).is_some_and(|n| n.head == head));
    let mut within = by + 1..led;
    let named = within.clone().find(|k| is(k, Head::Person));
    let leader = named.or_else(|| within.find(|k| is(k, Head::Role)))?;
    Some((leader, led))
}
