//! Where a clause ends: what follows a mark, an "and", a verb of saying or of sending.

use super::cut::Tells;
use super::link::{Clause, Link};
use super::listed::{
    LIST, SENT, after_list, ends_in_party, in_list_at_head, in_list_of_others, led_behind,
    within_delegation,
};
use super::piece::{Chunk, CueKind, LinkWord, Piece, PrepRole, VerbKind};
use super::subject::head_of;
use crate::phrase::{Head, Noun};
use std::ops::Range;

/// Whether a clause of what is said follows a verb of saying, and no mere object: a verb, or what only a verb bears, comes
/// before the next mark that may end a clause.
pub(super) fn says_more(chunks: &[Chunk], nouns: &[Noun], from: usize) -> bool {
    if matches!(
        chunks.get(from).map(|c| c.piece),
        Some(Piece::Prep(_) | Piece::And | Piece::Quote)
    ) {
        return false;
    }
    let mut noun = false;
    let mut party = false;
    let place = |i: usize| match chunks.get(i).map(|c| c.piece) {
        Some(Piece::Noun(n)) => nouns.get(n).is_some_and(|n| n.head == Head::Place),
        _ => false,
    };
    let listed = chunks.iter().skip(from).position(|c| !c.is_light());
    let list = listed.and_then(|n| after_list(chunks, nouns, from + n));
    // "A cho biết, tại cuộc họp hôm qua, B yêu cầu …": a phrase between commas comes before the subject of what is said.
    let mut aside = false;
    // "A cho biết ông B, đặc phái viên về C, đã tới K": what he is.
    let mut apposed = from;
    for (i, c) in chunks.iter().enumerate().skip(from) {
        if i < apposed {
            continue;
        }
        if c.piece == Piece::Comma
            && !aside
            && let Some(end) =
                what_he_is(chunks, nouns, i).or_else(|| in_other_words(chunks, nouns, i))
        {
            apposed = end + 1;
            continue;
        }
        match c.piece {
            // "A chỉ trích B và đề nghị …": an object, and the next thing he does.
            Piece::And
                if party && i == listed.map_or(i, |n| from + n + 1) && verb_follows(chunks, i) =>
            {
                return false;
            }
            // "A nói B, C và D sẽ họp": within the list of those spoken of.
            Piece::Comma if list.is_some_and(|end| i < end) => {}
            // "A nói nước B, nước C sẽ họp": so of two places.
            Piece::Comma if i > from && place(i - 1) && place(i + 1) => {}
            // "A nói Tổng thống B, Thủ tướng C đã mời D": of two who act.
            Piece::Comma
                if i == listed.map_or(from, |n| from + n + 1) && two_act(chunks, nouns, i) => {}
            Piece::Comma if aside => aside = false,
            Piece::Prep(_) if !noun && i > from && chunks[i - 1].piece == Piece::Comma => {
                aside = true;
            }
            Piece::Noun(_) | Piece::Word | Piece::Trigger { noun: true } if aside => {}
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

/// "Tổng Bí thư A, Chủ tịch nước B đã mời C": whether the comma alone stands between two people with their offices, who both do what
/// stands right behind them.
fn two_act(chunks: &[Chunk], nouns: &[Noun], comma: usize) -> bool {
    let holder = |i: Option<usize>| match i.and_then(|i| chunks.get(i)).map(|c| c.piece) {
        Some(Piece::Noun(n)) => nouns
            .get(n)
            .is_some_and(|n| n.head == Head::Person && !n.titles.is_empty()),
        _ => false,
    };
    let mut behind = chunks.iter().skip(comma + 2);
    let acts = behind.find(|c| !c.is_light()).is_some_and(|c| {
        matches!(
            c.piece,
            Piece::Trigger { noun: false } | Piece::Verb(VerbKind::Light | VerbKind::Other)
        )
    });
    acts && holder(comma.checked_sub(1)) && holder(Some(comma + 1))
}

/// Whether a verb stands first behind a mark.
pub(super) fn verb_follows(chunks: &[Chunk], mark: usize) -> bool {
    let next = chunks[mark + 1..].iter().find(|c| !c.is_light());
    next.is_some_and(Chunk::is_verb)
}

/// So many chunks at most tell of whom somebody is the leader.
const WHOSE: usize = 5;

/// Where what somebody is ends, between the comma behind a name and the next: an office, with what it is for.
fn what_he_is(chunks: &[Chunk], nouns: &[Noun], comma: usize) -> Option<usize> {
    let head = |i: usize| head_of(chunks, nouns, i);
    // "A (tức B), đặc phái viên …".
    let before = chunks.get(..comma)?;
    let bracket = match before.last()?.piece {
        Piece::Close => {
            before
                .iter()
                .rev()
                .take(LIST)
                .position(|c| c.piece == Piece::Open)?
                + 1
        }
        _ => 0,
    };
    let before = (comma - bracket).checked_sub(1).and_then(head);
    // "lãnh đạo của họ, ông A, đã tới K": who he is.
    let whose = |i: &usize| {
        let body = matches!(head(*i), Some(Head::Organization | Head::Place));
        body || matches!(chunks[*i].piece, Piece::Word | Piece::Prep(PrepRole::Of))
    };
    let called = (0..comma).rev().take(WHOSE).find(|i| !whose(i));
    let called = called.and_then(head);
    let unnamed = matches!(called, Some(Head::Role | Head::Other));
    let closed = chunks.get(comma + 2).map(|c| c.piece) == Some(Piece::Comma);
    if unnamed && closed && addressed(chunks, nouns, comma + 1) {
        return Some(comma + 2);
    }
    let named = before == Some(Head::Person);
    if !named || head(comma + 1) != Some(Head::Role) {
        return None;
    }
    let rest = chunks.get(comma + 2..)?.iter().take(LIST);
    let end = rest
        .take_while(|c| !c.is_verb() && !matches!(c.piece, Piece::Stop | Piece::And))
        .position(|c| c.piece == Piece::Comma)?;
    Some(comma + 2 + end)
}

/// "A nói ông B, người thân cận của mình, sẽ tới K": the comma that ends what is said of who is named before one, in words that no row
/// knows as an office, where a cue or a verb comes right behind it.
fn in_other_words(chunks: &[Chunk], nouns: &[Noun], comma: usize) -> Option<usize> {
    let head = |i: usize| head_of(chunks, nouns, i);
    let named = comma.checked_sub(1).and_then(head) == Some(Head::Person);
    let said = |i: &usize| match chunks[*i].piece {
        Piece::Noun(_) => {
            head(*i) != Some(Head::Person) || chunks[*i - 1].piece == Piece::Prep(PrepRole::Of)
        }
        Piece::Prep(PrepRole::Of) | Piece::Word | Piece::Number | Piece::Transparent => true,
        _ => false,
    };
    let mut behind = comma + 1..chunks.len().min(comma + TAG);
    let end = behind.find(|i| !said(i)).filter(|_| named)?;
    let words = (comma + 1..end)
        .any(|i| chunks[i].piece == Piece::Word || matches!(head(i), Some(Head::Group)));
    let acts = chunks
        .get(end + 1)
        .is_some_and(|c| c.is_verb() || matches!(c.piece, Piece::Cue(_)));
    (chunks[end].piece == Piece::Comma && words && acts).then_some(end)
}

/// Whether a party follows and a verb after it, before the next mark that may end a clause but those around who it is ("cử ông B, phó
/// thủ tướng, sang K").
pub(super) fn sent_to_do(chunks: &[Chunk], from: usize) -> bool {
    let noun = |i: usize| matches!(chunks.get(i).map(|c| c.piece), Some(Piece::Noun(_)));
    let mut party = false;
    let mut aside = false;
    for (i, c) in chunks.iter().enumerate().skip(from) {
        match c.piece {
            Piece::Trigger { noun: false } | Piece::Verb(_) => return party && !aside,
            Piece::Noun(_) => party = true,
            Piece::Comma if aside => {
                let next = chunks[i + 1..].iter().find(|c| !c.is_light());
                return next.is_some_and(|c| c.is_verb() || c.piece == Piece::LedBy);
            }
            Piece::Comma if party && noun(i - 1) && noun(i + 1) => aside = true,
            Piece::Comma | Piece::Stop | Piece::Colon | Piece::Semicolon | Piece::Link(_) => {
                return false;
            }
            _ => {}
        }
    }
    false
}

/// Whether a stretch goes before the main clause: "Sau khi …", "Tiếp Đại sứ B".
pub(super) fn is_fronted(
    before: &[Clause],
    chunks: &[Chunk],
    range: Range<usize>,
    link: Link,
) -> bool {
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
pub(super) fn after_mark(
    chunks: &[Chunk],
    nouns: &[Noun],
    at: usize,
    start: usize,
    link: Link,
    fronted: bool,
    tells: &Tells<'_>,
) -> Option<Link> {
    // "A đang có chuyến thăm K, dự kiến bà gặp B": what carries the event is part of the word of tense.
    let told = chunks[start..at].windows(2).any(|w| {
        matches!(w[0].piece, Piece::Cue(_)) && w[1].piece == Piece::Trigger { noun: true }
    });
    // "nhằm tái thiết K": what somebody does, though no row may know the verb.
    let unknown = link == Link::Purpose
        && matches!(chunks[start..at], [ref first, _, ..] if first.piece == Piece::Word);
    let has_verb = fronted || unknown || chunks[start..at].iter().any(Chunk::is_verb);
    let place = |i: usize| match chunks.get(i).map(|c| c.piece) {
        Some(Piece::Noun(n)) => nouns.get(n).is_some_and(|n| n.head == Head::Place),
        _ => false,
    };
    if (has_verb || told) && is_source(chunks, at) {
        return Some(Link::Coordination);
    }
    let mut i = at + 1;
    let mut noun = false;
    // A cue of tense, wish or denial tells that a verb follows, known or not.
    let mut cue = false;
    // Where and when, and whether a comma sets it off from a subject to come.
    let (mut adjunct, mut set_off) = (false, false);
    while let Some(c) = chunks.get(i) {
        adjunct |= matches!(c.piece, Piece::Time(_) | Piece::Prep(PrepRole::At));
        match c.piece {
            _ if c.is_light() => {
                cue |= matches!(c.piece, Piece::Cue(_));
                i += 1;
            }
            // "Theo A, người gặp B, hội nghị sẽ …": behind who he is the clause above goes on.
            Piece::Prep(_) | Piece::Stop if link == Link::Relative && cue => {
                return Some(Link::Coordination);
            }
            // "theo lời mời của X, sáng 16/3 (giờ địa phương), tại K, A hội đàm với B": where and when stand before the subject of
            // what they are of.
            Piece::Comma if has_verb && adjunct && !noun && !cue => {
                set_off = true;
                i += 1;
            }
            Piece::Open if adjunct && !noun => {
                let inside = chunks[i..].iter().take(TAG);
                i += inside.take_while(|c| c.piece != Piece::Close).count() + 1;
            }
            // "A tiếp B, C, D nhân dịp hai nước tổ chức …": the last of a list, and when.
            Piece::Prep(PrepRole::Beside) if noun && in_list_of_others(chunks, at, start) => {
                return None;
            }
            // "Theo lời mời của A, đoàn đại biểu K do B, Bộ trưởng C, dẫn đầu thăm L".
            Piece::Prep(PrepRole::By)
                if noun
                    && !within_delegation(chunks, at)
                    && let Some(led) = led_behind(chunks, nouns, i) =>
            {
                i = led + 1;
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
            // "thăm nước K, nước L theo lời mời của B": it goes on with the list.
            Piece::Trigger { noun: false }
                if noun && (tells.by_invitation)(c) && place(at - 1) && place(i - 1) =>
            {
                return None;
            }
            // "dự cuộc gặp giữa A và B, diễn ra tại K": so the event does.
            Piece::Verb(VerbKind::Light)
                if !noun && (tells.befalls)(c) && chunks[start..at].iter().any(is_event) =>
            {
                return None;
            }
            // Without a verb before it the mark only sets off an adjunct or an apposition ("Ngày 5/1, tại Hà Nội, …").
            Piece::Trigger { noun: false } | Piece::Verb(_) => {
                // "…, trong cuộc họp hôm 5/1 tại K, hãng X đưa tin": who says so says it of all before.
                let aside = set_off && (!noun || c.piece == Piece::Verb(VerbKind::Say));
                return (has_verb && !aside || told && noun).then_some(Link::Coordination);
            }
            Piece::Trigger { noun: true } | Piece::Word if cue => {
                return has_verb.then_some(Link::Coordination);
            }
            // "…, họ sẽ có một cuộc gặp": so behind a word that makes an event of it.
            Piece::Classifier
                if matches!(
                    chunks[i - 1].piece,
                    Piece::Cue(CueKind::Past | CueKind::Future)
                ) =>
            {
                return has_verb.then_some(Link::Coordination);
            }
            // "Tiếp B, A cho rằng …".
            Piece::Link(LinkWord::Say) if noun => {
                return has_verb.then_some(Link::Coordination);
            }
            Piece::Word if noun && fronted => return Some(Link::Coordination),
            // "A, người đã gặp B, tỏ ý …": so it does.
            Piece::Word if link == Link::Relative && !noun => i += 1,
            // "Dù B không muốn, “A sẽ gặp C”": what is quoted.
            Piece::Quote if !noun && i == at + 1 => i += 1,
            // "Tiếp đoàn, Chủ tịch tỉnh K, ông A, cho biết …": who he is.
            Piece::Comma if noun && has_verb && named_behind(chunks, nouns, i) => {
                i += 2;
                i += usize::from(chunks.get(i).is_some_and(|c| c.piece == Piece::Comma));
            }
            // "Được tin bão lớn, sáng 5/1, Tổng Bí thư A, Chủ tịch nước B đã gửi điện": two who act.
            Piece::Comma
                if noun && has_verb && !ends_in_party(chunks, at) && two_act(chunks, nouns, i) =>
            {
                i += 2;
            }
            // "Sau khi gặp C, A, B và D …", "Hôm ấy là Tết, A cùng B và D …": who acts is a list.
            Piece::Comma | Piece::And
                if noun && has_verb && (fronted || !ends_in_party(chunks, at)) =>
            {
                i = after_list(chunks, nouns, i - 1)?;
            }
            // "Nhận lời mời của A, B và đoàn đại biểu nước K đã thăm L": whose people go along.
            Piece::Noun(_) if noun && chunks[i - 1].piece == Piece::Companion => i += 1,
            // "Trước khi A gặp B, phía K …", "Theo lời mời của A, đoàn đại biểu quân sự K …".
            Piece::Delegation if !noun => {
                let words = chunks[i + 1..].iter().take(SENT);
                i += 1 + words.take_while(|c| c.piece == Piece::Word).count();
            }
            Piece::Noun(_) if !noun => {
                // "A, B và C": one of a list that began with the clause.
                if !(has_verb || told)
                    || in_list_at_head(chunks, at, start) && after_list(chunks, nouns, i).is_some()
                {
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

fn is_event(chunk: &Chunk) -> bool {
    chunk.piece == Piece::Trigger { noun: true }
}

/// "…, hãng tin X ngày 8/7 đưa tin": whether nothing but who says so, when and to whom stands between the mark and the end.
fn is_source(chunks: &[Chunk], at: usize) -> bool {
    let rest = chunks.get(at + 1..).unwrap_or(&[]);
    let named = rest.iter().take(TAG).take_while(|c| {
        matches!(
            c.piece,
            Piece::Noun(_)
                | Piece::Time(_)
                | Piece::Word
                | Piece::Number
                | Piece::Transparent
                | Piece::Delegation
                | Piece::Prep(PrepRole::Of)
        )
    });
    let n = named.clone().count();
    let told_by = named.filter(|c| matches!(c.piece, Piece::Noun(_))).count();
    let says = rest.get(n).map(|c| c.piece) == Some(Piece::Verb(VerbKind::Say));
    let ends = |at: usize| match rest.get(at).map(|c| c.piece) {
        None | Some(Piece::Stop | Piece::Close) => true,
        Some(Piece::Prep(PrepRole::With)) => {
            !matches!(rest.get(at + 2).map(|c| c.piece), Some(Piece::Verb(_)))
        }
        _ => false,
    };
    told_by == 1 && says && ends(n + 1)
}

/// Whether an office stands before the comma and behind it, with a form of address, who holds it.
fn named_behind(chunks: &[Chunk], nouns: &[Noun], comma: usize) -> bool {
    let noun = |i: usize| match chunks.get(i).map(|c| c.piece) {
        Some(Piece::Noun(n)) => nouns.get(n),
        _ => None,
    };
    let office = comma.checked_sub(1).and_then(noun);
    office.is_some_and(|n| n.head == Head::Role) && addressed(chunks, nouns, comma + 1)
}

/// Whether somebody is named there with a form of address alone.
fn addressed(chunks: &[Chunk], nouns: &[Noun], at: usize) -> bool {
    let noun = match chunks.get(at).map(|c| c.piece) {
        Some(Piece::Noun(n)) => nouns.get(n),
        _ => None,
    };
    noun.is_some_and(Noun::addressed)
}

/// So many chunks at most name who reports, with brackets.
const TAG: usize = 9;

/// Whether nothing but the name of who reports stands before the dash: in brackets, or right before a time.
pub(super) fn report_tag(chunks: &[Chunk], nouns: &[Noun], dash: usize) -> bool {
    let named = |c: &Chunk| match c.piece {
        Piece::Word => true,
        Piece::Noun(n) => nouns
            .get(n)
            .is_some_and(|n| matches!(n.head, Head::Organization | Head::Place)),
        _ => false,
    };
    let Some(tag) = chunks.get(..dash).filter(|t| t.len() <= TAG) else {
        return false;
    };
    let time = chunks
        .get(dash + 1)
        .is_some_and(|c| matches!(c.piece, Piece::Time(_)));
    match tag {
        [open, within @ .., close] if open.piece == Piece::Open && close.piece == Piece::Close => {
            // "(Cadn.com.vn)".
            within.iter().all(|c| named(c) || c.piece == Piece::Stop)
        }
        _ => time && !tag.is_empty() && tag.iter().all(named),
    }
}
