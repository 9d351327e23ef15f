//! Lists: those behind a colon, which name the members of a group, and marks that stand within one and end no clause.

use super::piece::{Chunk, Piece, PrepRole, VerbKind};
use super::subject::{head_of, led_by};
use crate::phrase::{Head, Noun};

/// So many words at most, in all, are in such a list that are no names: parts of titles that no rule knows.
const UNKNOWN: usize = 3;

/// "12/6/2018: A gặp B", "- Ngày 21/5: A thăm K" in a table of days: the colon behind a time that a line begins with is a comma.
pub(super) fn days_at_heads(chunks: &mut [Chunk]) {
    let before = |c: &&Chunk| matches!(c.piece, Piece::Dash | Piece::Time(_));
    let colon = chunks.iter().take_while(before).count();
    let timed = chunks[..colon]
        .iter()
        .any(|c| matches!(c.piece, Piece::Time(_)));
    if let Some(c) = chunks.get_mut(colon).filter(|_| timed)
        && c.piece == Piece::Colon
    {
        c.piece = Piece::Comma;
    }
}

/// "Chủ tịch nước X A; Thủ tướng nước Y B đã gửi điện mừng": marks between those whom a sentence begins with, and who act together, join as
/// in any list.
pub(super) fn persons_at_head(chunks: &mut [Chunk], nouns: &[Noun]) {
    let mut last = None;
    while is_head(
        chunks,
        nouns,
        last.map_or(0, |m: usize| m + 1),
        Head::Person,
    ) {
        let mark = last.map_or(1, |m| m + 2);
        match chunks.get(mark).map(|c| c.piece) {
            Some(Piece::Semicolon) => last = Some(mark),
            _ => break,
        }
    }
    let Some(last) = last.filter(|m| is_head(chunks, nouns, m + 1, Head::Person)) else {
        return;
    };
    let marks = chunks[..last].iter_mut();
    for c in marks.filter(|c| c.piece == Piece::Semicolon) {
        c.piece = Piece::Comma;
    }
    chunks[last].piece = Piece::And;
}

/// "tiếp ba Đại sứ: A (K), B (L) và C (M)", "có các cuộc gặp với: A; B; C": the colon says no more than "namely", and marks between
/// its members are commas. Linear: each colon looks no further than the next one or the end of the sentence.
/// ("Thăm các cụ: A, 95 tuổi; B, 93 tuổi": so behind a word for `people`.)
pub(super) fn lists_behind_colons(
    chunks: &mut [Chunk],
    nouns: &[Noun],
    people: &dyn Fn(&Chunk) -> bool,
) {
    for colon in 1..chunks.len() {
        if chunks[colon].piece != Piece::Colon {
            continue;
        }
        let said = match chunks[colon - 1].piece {
            Piece::Noun(_) if names_several(&chunks[..colon], nouns) => Piece::Members,
            Piece::Members | Piece::Prep(_) => Piece::Transparent,
            Piece::Word if people(&chunks[colon - 1]) => Piece::Members,
            _ => continue,
        };
        let Some(end) = list(&chunks[colon + 1..], nouns) else {
            continue;
        };
        chunks[colon].piece = said;
        what_they_are(&mut chunks[colon + 1..colon + 1 + end], nouns);
        for c in &mut chunks[colon + 1..colon + 1 + end] {
            if c.piece == Piece::Semicolon {
                c.piece = Piece::Comma;
            }
        }
    }
}

/// "tiếp ông A, Chủ tịch X; ông B, Bí thư Y và ông C": semicolons between persons named behind a verb or a preposition, where the sentence
/// tells nothing else behind it, are commas. Linear: the first semicolon tells where the list begins.
pub(super) fn persons_behind_triggers(chunks: &mut [Chunk], nouns: &[Noun]) {
    let mark = |c: &Chunk| c.piece == Piece::Semicolon;
    let Some(semicolon) = chunks.iter().position(mark) else {
        return;
    };
    let begins = |i: &usize| {
        let leads = matches!(
            chunks[*i].piece,
            Piece::Trigger { .. } | Piece::Prep(PrepRole::With | PrepRole::To)
        );
        leads && is_head(chunks, nouns, i + 1, Head::Person)
    };
    let near = semicolon.saturating_sub(LIST)..semicolon;
    let Some(first) = near.rev().find(begins).map(|i| i + 1) else {
        return;
    };
    let Some(end) = list(&chunks[first..], nouns).map(|n| first + n) else {
        return;
    };
    let mut marks = (first..end).filter(|i| mark(&chunks[*i]));
    if !marks.all(|i| is_head(chunks, nouns, i + 1, Head::Person)) {
        return;
    }
    what_they_are(&mut chunks[first..end], nouns);
    for c in &mut chunks[first..end] {
        if c.piece == Piece::Semicolon {
            c.piece = Piece::Comma;
        }
    }
}

/// What is asked of a word by [`lists_of_several`].
pub(super) struct Several<'a> {
    /// How many a plural word says that there are, 0 where it does not count them.
    pub(super) number: &'a dyn Fn(&Chunk) -> Option<usize>,
    /// Whether it is a noun of a town or province.
    pub(super) unit: &'a dyn Fn(&Chunk) -> bool,
    /// Whether it is a word for people, or for what somebody does.
    pub(super) people: &'a dyn Fn(&Chunk) -> bool,
    /// Whether it stands between people and the names of some of them.
    pub(super) names: &'a dyn Fn(&Chunk) -> bool,
}

/// "các cầu thủ A, B", "nhiều nghệ sĩ như A, B", "ba quan chức là A, B và C": a plural word before the first of a list of people adds nothing to it, nor do the words
/// for them, and the comma before its last member joins as "and" does. Linear: no list is longer than [`LIST`].
pub(super) fn lists_of_several(chunks: &mut [Chunk], nouns: &[Noun], of: &Several<'_>) {
    // Most sentences name no two people side by side.
    let person = |c: &Chunk| matches!(c.piece, Piece::Noun(n) if nouns.get(n).is_some_and(|n| n.head == Head::Person));
    let joined = |three: &[Chunk]| {
        let [before, mark, after] = three else {
            return false;
        };
        matches!(mark.piece, Piece::Comma | Piece::Semicolon | Piece::And)
            && person(after)
            && (before.piece == Piece::Close || person(before))
    };
    if !chunks.windows(3).any(joined) {
        return;
    }
    for i in 0..chunks.len() {
        let group = match chunks[i].piece {
            Piece::Noun(n) => nouns.get(n).filter(|n| n.head == Head::Group),
            _ => None,
        };
        let counted = group.map(|n| usize::from(n.number));
        let Some(number) = (of.number)(&chunks[i]).or(counted) else {
            continue;
        };
        // "các lãnh đạo tỉnh A, B".
        let unit = chunks.get(i + 1).is_some_and(|c| (of.unit)(c));
        let behind = i + 1 + usize::from(group.is_some() && unit);
        let called = !is_head(chunks, nouns, behind, Head::Person);
        let first = match called {
            false => behind,
            true => match names_behind(chunks, nouns, behind, of) {
                Some(names) if group.is_some() || names > behind => names + 1,
                _ => continue,
            },
        };
        let object = i > 0 && matches!(chunks[i - 1].piece, Piece::Trigger { .. } | Piece::Prep(_));
        let Some(last) = last_of_several(chunks, nouns, first, number, called, object) else {
            continue;
        };
        // "tiếp lãnh đạo các công ty gồm A, B": who they are as well. "A cùng các bạn B, C": what joins them stands.
        let who = called && i > 0 && is_head(chunks, nouns, i - 1, Head::Role);
        let joins = chunks[i].piece == Piece::And;
        if called && group.is_some() {
            chunks[first - 1].piece = Piece::Members;
        } else {
            for c in &mut chunks[i + usize::from(joins) - usize::from(who)..first] {
                c.piece = Piece::Transparent;
            }
        }
        for c in &mut chunks[first..last] {
            if c.piece == Piece::Semicolon {
                c.piece = Piece::Comma;
            }
        }
        chunks[last - 1].piece = Piece::And;
    }
}

fn is_head(chunks: &[Chunk], nouns: &[Noun], at: usize, head: Head) -> bool {
    head_of(chunks, nouns, at) == Some(head)
}

/// So many chunks at most say who the people are of whom some are named.
const PEOPLE: usize = 5;

/// The word before the names of some of the people whom the chunks tell of from `at` on, if somebody is named behind it.
fn names_behind(chunks: &[Chunk], nouns: &[Noun], at: usize, of: &Several<'_>) -> Option<usize> {
    // "lãnh đạo các công ty, gồm A và B": so behind those who lead them.
    let before = |n, head| at >= n && is_head(chunks, nouns, at - n, head);
    let mut people = before(1, Head::Group) || before(2, Head::Role);
    for i in at..chunks.len().min(at + PEOPLE) {
        let c = &chunks[i];
        if (of.names)(c) {
            return (people && is_head(chunks, nouns, i + 1, Head::Person)).then_some(i);
        }
        people |= (of.people)(c);
        let place = is_head(chunks, nouns, i, Head::Place);
        let plain = matches!(c.piece, Piece::Word | Piece::Transparent | Piece::Comma);
        if !plain && !place && !is_head(chunks, nouns, i, Head::Organization) {
            return None;
        }
    }
    None
}

/// The last member of the list of people whose first stands at `first`, where it has two and more. `called`: behind a word that names
/// them, where each may have a title; `object`: behind what is done to them, where a verb behind the last tells that he acts.
fn last_of_several(
    chunks: &[Chunk],
    nouns: &[Noun],
    first: usize,
    number: usize,
    called: bool,
    object: bool,
) -> Option<usize> {
    let piece = |i: usize| chunks.get(i).map(|c| c.piece);
    let (mut before, mut last, mut members) = (first, first, 1);
    let mut and = false;
    while !and && members != number && last < first + LIST {
        let mut mark = last + 1;
        if piece(mark) == Some(Piece::Open) {
            mark += chunks[mark..]
                .iter()
                .take(LIST)
                .position(|c| c.piece == Piece::Close)?
                + 1;
        }
        let joins = match piece(mark) {
            Some(Piece::Semicolon) => called,
            mark => matches!(mark, Some(Piece::Comma | Piece::And)),
        };
        let member = match piece(mark + 1) {
            Some(Piece::Noun(n)) => nouns.get(n).is_some_and(|n| {
                n.head == Head::Person && !n.companion && (called || n.rule.is_none())
            }),
            _ => false,
        };
        if !joins || !member {
            break;
        }
        and = piece(mark) == Some(Piece::And);
        (before, last) = (last, mark + 1);
        members += 1;
    }
    let acts = || {
        let behind = chunks[last + 1..].iter().find(|c| !c.is_light());
        object && behind.is_some_and(Chunk::is_verb)
    };
    let unsure = !and && members != number && (called || members > 2) && acts();
    let (last, members) = if unsure {
        (before, members - 1)
    } else {
        (last, members)
    };
    (members > 1).then_some(last)
}

/// ", 95 tuổi" behind a name says no more than "(95 tuổi)"; so does what stands between a comma and the next semicolon, or an "and"
/// before who comes last.
fn what_they_are(chunks: &mut [Chunk], nouns: &[Noun]) {
    let apart = chunks.iter().any(|c| c.piece == Piece::Semicolon);
    let mut i = 1;
    while i < chunks.len() {
        let piece = |k: usize| chunks.get(k).map(|c| c.piece);
        let named = matches!(chunks[i - 1].piece, Piece::Noun(_));
        if !named || piece(i) != Some(Piece::Comma) {
            i += 1;
            continue;
        }
        let age = piece(i + 1) == Some(Piece::Number) && piece(i + 2) == Some(Piece::Word);
        let rest = &chunks[i..];
        let end = match apart {
            true => (0..rest.len()).find(|k| {
                let last = || is_head(rest, nouns, k + 1, Head::Person);
                rest[*k].piece == Piece::Semicolon || rest[*k].piece == Piece::And && last()
            }),
            false => Some(1 + 2 * usize::from(age)),
        };
        let last = i + end.unwrap_or(rest.len()) - 1;
        let brackets = |c: &Chunk| matches!(c.piece, Piece::Open | Piece::Close);
        if last > i && !chunks[i..=last].iter().any(brackets) {
            chunks[i].piece = Piece::Open;
            chunks[last].piece = Piece::Close;
        }
        i = last + 1;
    }
}

/// Whether the chunks end with a group, or with a group and whose it is ("các lãnh đạo châu Âu").
fn names_several(chunks: &[Chunk], nouns: &[Noun]) -> bool {
    let head = |c: &Chunk| match c.piece {
        Piece::Noun(n) => Some(nouns[n].head),
        _ => None,
    };
    match chunks {
        [.., last] if head(last) == Some(Head::Group) => true,
        [.., group, last] => head(last) == Some(Head::Place) && head(group) == Some(Head::Group),
        _ => false,
    }
}

/// Where the list ends that the chunks begin with, if they are nothing but a list of two and more.
fn list(chunks: &[Chunk], nouns: &[Noun]) -> Option<usize> {
    let end = chunks.iter().position(|c| c.piece == Piece::Stop);
    let end = end.unwrap_or(chunks.len());
    let (mut members, mut persons, mut words, mut depth) = (0, 0, 0, 0usize);
    // A member begins behind the colon and behind each mark.
    let mut begins = true;
    let mut aged = false;
    // "A, nguyên Chủ tịch X; B, nguyên Bí thư Y": what somebody is goes on to the next semicolon.
    let apart = chunks[..end].iter().any(|c| c.piece == Piece::Semicolon);
    let mut aside = false;
    for (i, c) in chunks[..end].iter().enumerate() {
        let age = std::mem::replace(&mut aged, c.piece == Piece::Number);
        match c.piece {
            Piece::Colon => return None,
            Piece::Semicolon => {
                begins = true;
                aside = false;
            }
            _ if c.is_verb() => return None,
            Piece::Comma if apart && !begins && depth == 0 => aside = true,
            Piece::And if aside && is_head(chunks, nouns, i + 1, Head::Person) => {
                begins = true;
                aside = false;
            }
            _ if aside => {}
            Piece::Open => depth += 1,
            Piece::Close => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            Piece::Noun(n) => {
                members += usize::from(begins);
                persons += usize::from(nouns[n].head == Head::Person);
                begins = false;
            }
            Piece::Comma | Piece::And => begins = true,
            Piece::Word => words += usize::from(!age),
            Piece::Transparent | Piece::Classifier | Piece::Companion | Piece::Number => {}
            _ => return None,
        }
    }
    let known = words == 0 || words <= UNKNOWN && persons > 1;
    (members > 1 && known).then_some(end)
}

/// Whether a noun stands right before the mark.
pub(super) fn ends_in_party(chunks: &[Chunk], at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|i| chunks.get(i))
        .is_some_and(|c| matches!(c.piece, Piece::Noun(_)))
}

/// The longest list that is looked for, in chunks.
pub(super) const LIST: usize = 24;

/// Whether the mark stands within a list of parties that the clause begins with.
pub(super) fn in_list_at_head(chunks: &[Chunk], at: usize, start: usize) -> bool {
    at > start
        && at - start <= LIST
        && ends_in_party(chunks, at)
        && chunks[start..at].iter().all(|c| {
            c.is_light()
                || matches!(
                    c.piece,
                    Piece::Noun(_)
                        | Piece::Comma
                        | Piece::And
                        | Piece::Delegation
                        | Piece::Prep(PrepRole::With)
                )
        })
}

/// So many words at most say what a delegation is of, before it is said whose.
pub(super) const SENT: usize = 6;

/// "đoàn đại biểu Đảng, Nhà nước K do B dẫn đầu": whether the mark stands between those whose delegation it is.
pub(super) fn within_delegation(chunks: &[Chunk], mark: usize) -> bool {
    let mut before = chunks[..mark].iter().rev().take(SENT).map(|c| c.piece);
    let whose = |p: Piece| matches!(p, Piece::Noun(_) | Piece::Word | Piece::Comma | Piece::And);
    before.find(|p| !whose(*p)) == Some(Piece::Delegation)
}

/// Where it is said that who stands behind the "by" leads a delegation, if nothing is done before.
pub(super) fn led_behind(chunks: &[Chunk], nouns: &[Noun], by: usize) -> Option<usize> {
    let (_, led) = led_by(chunks, nouns, by, chunks.len().min(by + LIST))?;
    let acts = chunks[by..led].iter().any(Chunk::is_verb);
    (!acts).then_some(led)
}

/// Whether the mark joins a further noun to a list that began right behind a trigger ("tiếp A, B" before ", C").
pub(super) fn in_list_of_others(chunks: &[Chunk], at: usize, start: usize) -> bool {
    let first = start.max(at.saturating_sub(LIST));
    let list = chunks[first..at]
        .iter()
        .rposition(|c| !matches!(c.piece, Piece::Noun(_) | Piece::Comma | Piece::Companion));
    ends_in_party(chunks, at)
        && list.is_some_and(|k| {
            let trigger = matches!(chunks[first + k].piece, Piece::Trigger { noun: false });
            trigger || chunks[first + k].piece == Piece::Prep(PrepRole::With)
        })
}

/// "mời A, B và C thăm K": whether the mark stands within the list of those who are invited to what follows the list at once.
pub(super) fn in_list_of_invited(
    chunks: &[Chunk],
    at: usize,
    invites: &dyn Fn(&Chunk) -> bool,
) -> bool {
    let member = |c: &Chunk| {
        matches!(
            c.piece,
            Piece::Noun(_) | Piece::Comma | Piece::And | Piece::Companion | Piece::Transparent
        )
    };
    let first = at.saturating_sub(LIST);
    let word = chunks[first..at].iter().rfind(|c| !member(c));
    let more = chunks.get(at + 1).is_some_and(member);
    let to_do = chunks[at + 1..].iter().take(LIST).find(|c| !member(c));
    ends_in_party(chunks, at)
        && more
        && word.is_some_and(invites)
        && to_do.is_some_and(|c| {
            matches!(
                c.piece,
                Piece::Trigger { noun: false }
                    | Piece::Verb(VerbKind::Light | VerbKind::Other)
                    | Piece::Prep(_)
            )
        })
}

/// "tiếp A và B đến chào xã giao": whether the mark stands within the list of those who are received, behind which stands what they
/// come for.
pub(super) fn in_list_of_received(
    chunks: &[Chunk],
    at: usize,
    start: usize,
    comes: &dyn Fn(&Chunk) -> bool,
) -> bool {
    let mut behind = chunks[at + 1..].iter().take(LIST);
    let next = behind
        .find(|c| !c.is_light() && !matches!(c.piece, Piece::Noun(_) | Piece::Comma | Piece::And));
    let more = chunks
        .get(at + 1)
        .is_some_and(|c| matches!(c.piece, Piece::Noun(_)));
    more && next.is_some_and(comes) && in_list_of_others(chunks, at, start)
}

/// Where the list ends whose first noun stands at `at`: over commas and "with", and over the "and" that comes before its last
/// member or the comma before somebody's spouse. None where it has neither.
pub(super) fn after_list(chunks: &[Chunk], nouns: &[Noun], at: usize) -> Option<usize> {
    let piece = |i: usize| chunks.get(i).map(|c| c.piece);
    let skip = |mut i: usize| {
        while let Some(Piece::Companion | Piece::Transparent | Piece::Delegation) = piece(i) {
            i += 1;
        }
        i
    };
    let first = skip(at);
    let mut end = first;
    let mut last = false;
    while end < at + LIST
        && let Some(Piece::Noun(n)) = piece(end)
    {
        last |= end > first && nouns.get(n).is_some_and(|n| n.companion);
        end += 1;
        let mark = piece(end);
        if last && mark != Some(Piece::And) {
            return Some(end);
        }
        last = mark == Some(Piece::And);
        if !matches!(
            mark,
            Some(Piece::And | Piece::Comma | Piece::Prep(PrepRole::With))
        ) {
            return None;
        }
        let next = skip(end + 1);
        // "A và phu nhân thăm K": the last goes along without a name.
        if last
            && !matches!(piece(next), Some(Piece::Noun(_)))
            && piece(end + 1) == Some(Piece::Companion)
        {
            return Some(next);
        }
        end = next;
    }
    None
}
