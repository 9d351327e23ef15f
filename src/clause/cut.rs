//! Cutting a row of chunks into linked clauses.

use super::and::{after_and, between_pairs, between_triggers};
use super::bounds::{after_mark, is_fronted, report_tag, says_more, sent_to_do, verb_follows};
use super::hang::hang;
use super::link::{Clause, Link};
use super::listed::{in_list_at_head, in_list_of_invited, in_list_of_received};
use super::piece::{Chunk, LinkWord, Piece, PrepRole, VerbKind};
use super::subject::subject;
use crate::phrase::Noun;
use std::ops::Range;

/// What is asked of a word when clauses are cut.
pub(crate) struct Tells<'a> {
    /// Whether it is a trigger of inviting.
    pub(crate) invites: &'a dyn Fn(&Chunk) -> bool,
    /// Whether it is a verb of what is done to whom one meets ("gặp và cảm ơn B").
    pub(crate) joint: &'a dyn Fn(&Chunk) -> bool,
    /// Whether it is a verb of what is done to one for what he does ("bắt B nếu tới K").
    pub(crate) seizes: &'a dyn Fn(&Chunk) -> bool,
    /// Whether it is a word of an invitation that is taken for granted ("nhận lời mời của", "theo lời mời của").
    pub(crate) given: &'a dyn Fn(&Chunk) -> bool,
    /// Whether it is a word that says by whose invitation something is done, and no deed of its own ("theo lời mời của").
    pub(crate) by_invitation: &'a dyn Fn(&Chunk) -> bool,
    /// Whether it is a cue of what is going on ("đang").
    pub(crate) now: &'a dyn Fn(&Chunk) -> bool,
    /// Whether it is a trigger of a journey.
    pub(crate) journey: &'a dyn Fn(&Chunk) -> bool,
    /// Whether it is a trigger of what one who is received comes for ("đến chào").
    pub(crate) comes: &'a dyn Fn(&Chunk) -> bool,
    /// Whether it is a preposition that leads to what somebody does ("về việc A thăm K").
    pub(crate) deed: &'a dyn Fn(&Chunk) -> bool,
    /// Whether it is a verb of which only an event is the subject ("diễn ra").
    pub(crate) befalls: &'a dyn Fn(&Chunk) -> bool,
    /// Whether it says of somebody that he is the first to do what follows.
    pub(crate) first: &'a dyn Fn(&Chunk) -> bool,
    /// Whether it is a word for people.
    pub(crate) people: &'a dyn Fn(&Chunk) -> bool,
}

/// Cuts the chunks of one sentence into clauses, in a list that comes empty. What stands ahead of a mark and before it is looked at up to a bound or within the
/// sentence, whose length is bounded.
pub(crate) fn clauses(chunks: &[Chunk], nouns: &[Noun], tells: &Tells<'_>, out: &mut Vec<Clause>) {
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
                    // "sẽ có nhiều cuộc họp, trong đó có cuộc gặp với B": the one holds as the others do.
                    LinkWord::Part if event_follows(chunks, i) => Link::Coordination,
                    LinkWord::When => Link::When,
                    LinkWord::After => Link::After,
                    LinkWord::Before => Link::Before,
                    LinkWord::If => Link::If,
                    LinkWord::Purpose => Link::Purpose,
                    LinkWord::Because | LinkWord::Causes => Link::Because,
                    LinkWord::Although => Link::Although,
                    LinkWord::Say => Link::Say,
                    LinkWord::Relative | LinkWord::RelativePerson | LinkWord::Part => {
                        Link::Relative
                    }
                    LinkWord::Without => Link::Without,
                },
                i + 1,
            )),
            Piece::Colon => Some((Link::Colon, i + 1)),
            // "sẽ hội đàm với A; chào xã giao B": the same one goes on.
            Piece::Semicolon => Some((
                match verb_follows(chunks, i) && chunks[start..i].iter().any(Chunk::is_verb) {
                    true => Link::Coordination,
                    false => Link::Main,
                },
                i + 1,
            )),
            // ""Chúng tôi sẽ đáp trả nếu bị tấn công", A nói sau khi gặp B": the condition ends with the quotation.
            Piece::Comma
                if link == Link::If && i > start && chunks[i - 1].piece == Piece::Quote =>
            {
                Some((Link::Main, i + 1))
            }
            // ""Tôi hy vọng tình hình sẽ tốt hơn", A nói trước khi gặp B": A begins anew, whatever is quoted.
            Piece::Comma if speaker_follows(&chunks[start..], i - start) => {
                Some((Link::Coordination, i + 1))
            }
            // "gặp và hội đàm với B", "gặp, cảm ơn B": two verbs share what follows.
            Piece::Comma | Piece::And if between_triggers(chunks, i, tells) => None,
            Piece::Comma | Piece::And if in_list_of_invited(chunks, i, tells.invites) => None,
            Piece::Comma | Piece::And if in_list_of_received(chunks, i, start, tells.comes) => None,
            // "(TTXVN) - Chiều 5/1, A tiếp B", "VOV - Chiều 5/1, …": who reports stands before the sentence.
            Piece::Dash if start == 0 && report_tag(chunks, nouns, i) => Some((Link::Main, i + 1)),
            Piece::Comma | Piece::Dash => {
                let fronted = is_fronted(out, chunks, start..i, link);
                after_mark(chunks, nouns, i, start, link, fronted, tells).map(|l| (l, i + 1))
            }
            // "đàm phán A - B và C - D": two pairs are a list, whatever comes of it.
            Piece::And if between_pairs(chunks, nouns, i) => None,
            // "A và phu nhân thăm K": who goes along begins no clause.
            Piece::And if chunks.get(i + 1).map(|c| c.piece) == Some(Piece::Companion) => None,
            // "…, A cùng B và C đến K": a list that the clause begins with.
            Piece::And
                if in_list_at_head(chunks, i, start)
                    && matches!(chunks.get(i + 1).map(|c| c.piece), Some(Piece::Noun(_))) =>
            {
                None
            }
            Piece::And | Piece::Then | Piece::But => {
                after_and(chunks, nouns, i, start, tells).map(|l| (l, i + 1))
            }
            // "cử B tới K gặp C": what B is sent to do is a clause whose subject B is.
            Piece::Verb(VerbKind::Send) => {
                sent_to_do(chunks, i + 1).then_some((Link::Purpose, i + 1))
            }
            Piece::Verb(VerbKind::Say) => {
                says_more(chunks, nouns, i + 1).then_some((Link::Say, i + 1))
            }
            Piece::Prep(PrepRole::About)
                if (tells.deed)(&chunks[i])
                    && matches!(chunks.get(i + 1).map(|c| c.piece), Some(Piece::Noun(_)))
                    && says_more(chunks, nouns, i + 1) =>
            {
                Some((Link::Say, i + 1))
            }
            // "Nhân dịp A thăm K, hai nước ký …": what somebody does there.
            Piece::Prep(PrepRole::Beside) if somebody_does(chunks, i + 1) => {
                Some((Link::When, i + 1))
            }
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
                push(out, chunks, nouns, start..end, link);
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
        push(out, chunks, nouns, start..chunks.len(), link);
    }
    hang(out, chunks, nouns, tells);
}

/// Whether behind the comma that follows a quotation somebody says it, where the quotation is a sentence: somebody stands in it
/// before a cue.
fn speaker_follows(chunks: &[Chunk], comma: usize) -> bool {
    let piece = |i: usize| chunks.get(i).map(|c| c.piece);
    let quoted = chunks[..comma]
        .split_last()
        .is_some_and(|(last, _)| last.piece == Piece::Quote);
    let mut inside = chunks[..comma].iter();
    quoted
        && inside.any(|c| matches!(c.piece, Piece::Noun(_)))
        && inside.any(|c| matches!(c.piece, Piece::Cue(_)))
        && matches!(piece(comma + 1), Some(Piece::Noun(_)))
        && piece(comma + 2) == Some(Piece::Verb(VerbKind::Say))
}

/// Whether somebody and, right behind him, what he does stand there.
fn somebody_does(chunks: &[Chunk], from: usize) -> bool {
    let mut rest = chunks[from..].iter().filter(|c| !c.is_light());
    let who = rest.next().map(|c| c.piece);
    matches!(who, Some(Piece::Noun(_)))
        && rest.next().map(|c| c.piece) == Some(Piece::Trigger { noun: false })
}

/// Whether an event noun stands first behind the link.
fn event_follows(chunks: &[Chunk], link: usize) -> bool {
    let next = chunks[link + 1..]
        .iter()
        .find(|c| !c.is_light() && !matches!(c.piece, Piece::Classifier | Piece::Number));
    next.is_some_and(|c| c.piece == Piece::Trigger { noun: true })
}

fn push(out: &mut Vec<Clause>, chunks: &[Chunk], nouns: &[Noun], range: Range<usize>, link: Link) {
    let first =
        |of: &dyn Fn(&Chunk) -> bool| range.clone().find(|i| chunks.get(*i).is_some_and(of));
    let real = first(&Chunk::is_verb);
    let verb = real.or_else(|| first(&|c| matches!(c.piece, Piece::Trigger { noun: true })));
    let subject = subject(chunks, nouns, range.clone());
    out.push(Clause {
        chunks: range,
        link,
        parent: None,
        subject,
        own_subject: subject.is_some(),
        verb,
    });
}
