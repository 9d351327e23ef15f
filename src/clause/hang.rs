//! What each clause hangs on, and the subject it shares.

use super::cut::Tells;
use super::link::{Clause, Link};
use super::piece::{Chunk, CueKind, LinkWord, Piece, PrepRole, VerbKind};
use super::subject::{head_of, leader_before};
use crate::phrase::{Head, Noun};

/// Gives each clause its parent and, where it has none of its own, its subject.
pub(super) fn hang(clauses: &mut [Clause], chunks: &[Chunk], nouns: &[Noun], tells: &Tells<'_>) {
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
        if let Some(invited) = behind_inviters(clauses, chunks, i, tells) {
            clauses[i].own_subject = false;
            clauses[i].subject = Some(invited);
            continue;
        }
        if let Some(named) = first_in_office(clauses, chunks, nouns, i, tells) {
            clauses[i].subject = Some(named);
            if !clauses[i].chunks.contains(&named) {
                clauses[i].link = Link::Relative;
                clauses[i].own_subject = false;
            }
            continue;
        }
        if clauses[i].own_subject {
            continue;
        }
        if let Some(met) = met_on_the_way(clauses, chunks, nouns, i, tells) {
            clauses[i].subject = Some(met);
            continue;
        }
        if clauses[i].link == Link::Relative {
            let before = clauses[i].chunks.start.saturating_sub(1);
            let head = (0..before)
                .rev()
                .take(3)
                .find(|k| matches!(chunks[*k].piece, Piece::Noun(_)));
            if head.is_some() && !instead(clauses, chunks, i) {
                clauses[i].subject = head;
                continue;
            }
        }
        if let Some(p) = resumed(clauses, chunks, i) {
            clauses[i].subject = clauses[p].subject;
            clauses[i].parent = Some(p);
            continue;
        }
        if let Some(p) = invites_too(clauses, chunks, nouns, i, tells) {
            clauses[i].subject = clauses[p].subject;
            clauses[i].parent = Some(p);
            continue;
        }
        if let Some(seized) = seized(clauses, chunks, nouns, i, tells) {
            clauses[i].subject = Some(seized);
            continue;
        }
        if let Some(of) = owner(clauses, chunks, i) {
            clauses[i].subject = Some(of);
            continue;
        }
        if let Some(invited) = invited_behind(clauses, chunks, nouns, i, tells) {
            clauses[i].subject = Some(invited);
            continue;
        }
        let mut j = i;
        while j > 0 {
            j -= 1;
            // "A khiến B lo ngại khi gặp C": who brings it about goes on.
            let caused = matches!(
                clauses[i].link,
                Link::When | Link::After | Link::Before | Link::Because
            ) && clauses[j]
                .chunks
                .start
                .checked_sub(1)
                .is_some_and(|k| chunks[k].piece == Piece::Link(LinkWord::Causes));
            if caused {
                continue;
            }
            if clauses[j].subject.is_some() {
                clauses[i].subject = clauses[j].subject;
                break;
            }
        }
        if clauses[i].subject.is_none() {
            // Fronted: "Tiếp Đại sứ B, Chủ tịch A nói …"; ""Có cuộc gặp với B nhằm tái thiết K", A viết": past what it is for.
            let own = |k: &&Clause| k.own_subject && k.link != Link::Purpose;
            let later = clauses[i + 1..].iter().find(own);
            if let Some(later) = later.filter(|k| k.link == Link::Coordination) {
                clauses[i].subject = later.subject;
            }
        }
    }
}

/// "nhắc tới A, Tổng thống nước K đầu tiên thăm L": who stands before the mark, where the office behind it, whose holder today may be
/// another, only says what he was the first to do as.
fn first_in_office(
    clauses: &[Clause],
    chunks: &[Chunk],
    nouns: &[Noun],
    i: usize,
    tells: &Tells<'_>,
) -> Option<usize> {
    let office = clauses[i].subject.filter(|_| clauses[i].own_subject)?;
    let first = chunks.get(office + 1).is_some_and(|c| (tells.first)(c));
    let mark = office.checked_sub(1).map(|k| chunks[k].piece);
    if !first || !matches!(mark, Some(Piece::Comma | Piece::Dash)) {
        return None;
    }
    let named = office.checked_sub(2)?;
    let somebody = matches!(
        head_of(chunks, nouns, named),
        Some(Head::Person | Head::Other)
    );
    (somebody && head_of(chunks, nouns, office) == Some(Head::Role)).then_some(named)
}

/// "A tiếp B, Thống đốc tỉnh K, đang thăm L": the one named last, where what goes on behind a comma is a journey.
fn met_on_the_way(
    clauses: &[Clause],
    chunks: &[Chunk],
    nouns: &[Noun],
    i: usize,
    tells: &Tells<'_>,
) -> Option<usize> {
    if clauses[i].link != Link::Coordination {
        return None;
    }
    let own = clauses[i].chunks.clone();
    let comma = own.start.checked_sub(1)?;
    let mut first = chunks[own]
        .iter()
        .filter(|c| !matches!(c.piece, Piece::Transparent | Piece::Verb(VerbKind::Light)));
    let travels = first.next().is_some_and(|c| (tells.now)(c))
        && first.next().is_some_and(|c| (tells.journey)(c));
    if chunks[comma].piece != Piece::Comma || !travels {
        return None;
    }
    let before = clauses.get(i.checked_sub(1)?)?.chunks.clone();
    let verb = before.clone().find(|k| chunks[*k].is_verb())?;
    let behind = verb + 1..before.end;
    let head = |k: usize| head_of(chunks, nouns, k);
    // Offices of his, and whose they are, may stand behind the name.
    let mut office = None;
    for k in behind.clone().rev() {
        match (chunks[k].piece, head(k)) {
            (_, Some(Head::Person)) => return Some(k),
            (_, Some(Head::Role)) => office = Some(k),
            (Piece::LedBy, _) => {
                return leader_before(chunks, nouns, behind.start, k).map(|(_, leader)| leader);
            }
            (_, Some(Head::Place | Head::Organization))
            | (Piece::Comma | Piece::Word | Piece::Transparent | Piece::Open | Piece::Close, _)
            | (Piece::Dash | Piece::And | Piece::Companion | Piece::Prep(PrepRole::Of), _) => {}
            _ => break,
        }
    }
    office
}

/// "A khẳng định nước X coi trọng quan hệ với nước Y và mời B thăm X", "A chúc mừng B nhậm chức và mời B thăm K": the clause of who
/// speaks, where an inviting is joined by "and" to what is said of another.
fn invites_too(
    clauses: &[Clause],
    chunks: &[Chunk],
    nouns: &[Noun],
    i: usize,
    tells: &Tells<'_>,
) -> Option<usize> {
    let head = |c: &Clause| head_of(chunks, nouns, c.subject?);
    let and = clauses[i].chunks.start.checked_sub(1)?;
    let invites = || {
        let mut first = chunks[clauses[i].chunks.clone()].iter();
        let first = first.find(|c| !c.is_light());
        first.is_some_and(|c| (tells.invites)(c))
    };
    let joined = clauses[i].link == Link::Coordination && chunks[and].piece == Piece::And;
    if !joined || !invites() {
        return None;
    }
    // "khẳng định nước X coi trọng …": what is said may hold another saying.
    let mut before = (0..i).rev().map(|j| &clauses[j]);
    let said = before.find(|c| c.link != Link::Say || c.own_subject)?;
    let speaker = said.parent.filter(|p| *p < i - 1)?;
    // What somebody says of another person may be what that one does ("cho biết ông B sẽ mở tiệc và mời C"), but not what one thanks for.
    let verb = said.chunks.start.checked_sub(1).and_then(|v| chunks.get(v));
    let of_another = head(said) == Some(Head::Place) || verb.is_some_and(|v| (tells.joint)(v));
    let person = matches!(
        head(&clauses[speaker]),
        Some(Head::Person | Head::Role | Head::Pronoun)
    );
    let speaks = said.link == Link::Say && said.own_subject && clauses[speaker].own_subject;
    (of_another && person && speaks).then_some(speaker)
}

/// "Bộ X thông báo nhận lời mời của B, A sẽ thăm K": who acts behind the comma, where what is said begins with an invitation.
fn invited_behind(
    clauses: &[Clause],
    chunks: &[Chunk],
    nouns: &[Noun],
    i: usize,
    tells: &Tells<'_>,
) -> Option<usize> {
    let mut first = chunks[clauses[i].chunks.clone()].iter();
    let first = first.find(|c| c.piece != Piece::Comma)?;
    let next = clauses.get(i + 1)?;
    let comma = chunks.get(clauses[i].chunks.end)?.piece == Piece::Comma;
    // What somebody says of himself he may have accepted ("A nói nhận lời mời của B").
    let speaker = clauses[i].parent.and_then(|p| clauses[p].subject);
    let body = matches!(
        speaker.and_then(|s| head_of(chunks, nouns, s)),
        Some(Head::Organization | Head::Place | Head::Other)
    );
    let said = clauses[i].link == Link::Say
        && ((tells.by_invitation)(first) || body && (tells.given)(first));
    let goes_on = comma && next.link == Link::Coordination && next.own_subject;
    next.subject.filter(|_| said && goes_on)
}

/// "Theo thông cáo, theo lời mời của A, B, C sẽ thăm K": who acts behind the last comma, where the clause before ends in a list of
/// those whose invitation it is.
fn behind_inviters(
    clauses: &[Clause],
    chunks: &[Chunk],
    i: usize,
    tells: &Tells<'_>,
) -> Option<usize> {
    let own = clauses[i].chunks.clone();
    let next = clauses.get(i + 1)?;
    let by = own.clone().rfind(|k| (tells.by_invitation)(&chunks[*k]))?;
    let subject = clauses[i].subject.filter(|s| *s > by)?;
    let listed = chunks[by + 1..own.end]
        .iter()
        .all(|c| matches!(c.piece, Piece::Noun(_) | Piece::Comma | Piece::And));
    let comma = chunks.get(own.end)?.piece == Piece::Comma;
    let goes_on = comma && next.link == Link::Coordination && next.own_subject;
    next.subject
        .filter(|_| goes_on && listed && subject + 1 == own.end)
}

/// "A không tới K gặp B, mà tới L": whether a comma and a denial before it make of a relative word the other thing that is done.
fn instead(clauses: &[Clause], chunks: &[Chunk], i: usize) -> bool {
    let link = clauses[i].chunks.start.saturating_sub(1);
    let comma = link > 0 && chunks[link - 1].piece == Piece::Comma;
    let person = chunks[link].piece == Piece::Link(LinkWord::RelativePerson);
    let denied = || {
        let before = &clauses[i - 1];
        before
            .chunks
            .clone()
            .any(|k| chunks[k].piece == Piece::Cue(CueKind::Negation))
    };
    let acts = chunks[clauses[i].chunks.clone()]
        .iter()
        .find(|c| !c.is_light())
        .is_some_and(Chunk::is_verb);
    i > 0 && comma && !person && acts && denied()
}

/// "A dọa bắt B nếu tới K": to whom something is done for what he does, right before the clause that tells of it.
fn seized(
    clauses: &[Clause],
    chunks: &[Chunk],
    nouns: &[Noun],
    i: usize,
    tells: &Tells<'_>,
) -> Option<usize> {
    let before = i.checked_sub(1).and_then(|j| clauses.get(j))?;
    if !matches!(clauses[i].link, Link::If | Link::When | Link::After) {
        return None;
    }
    let last = before.chunks.end.checked_sub(1)?;
    let verb = last.checked_sub(1).filter(|v| before.chunks.contains(v))?;
    let person = matches!(chunks[last].piece,
        Piece::Noun(n) if nouns.get(n).is_some_and(|n| matches!(n.head, Head::Person | Head::Role)));
    (person && (tells.seizes)(&chunks[verb])).then_some(last)
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
    // "A đón B sau khi B hạ cánh, mời ông lên xe": behind a clause that says when, who acted first goes on.
    let since = clauses[i - 1].link == Link::After;
    // ("Sau cuộc gặp giữa B và C, ông A, người sắp thăm K, đã gọi điện cho D": an event noun in front is nothing that he does.)
    let acts = clauses[p].verb.is_some_and(|v| chunks[v].is_verb());
    (p + 1 < i && clauses[p].own_subject && (!acts || since)).then_some(p)
}
