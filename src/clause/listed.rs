//! Lists behind a colon: the members of the group that the words before it name.

use super::piece::{Chunk, Piece};
use crate::phrase::{Head, Noun};

/// So many words at most, in all, are in such a list that are no names: parts of titles that no rule knows.
const UNKNOWN: usize = 3;

/// "tiếp ba Đại sứ: A (K), B (L) và C (M)", "có các cuộc gặp với: A; B; C": the colon says no more than "namely", and marks between
/// its members are commas. Linear: each colon looks no further than the next one or the end of the sentence.
/// ("Tiếp đoàn có các đồng chí: A; B": so behind a word of `address`.)
pub(super) fn lists_behind_colons(
    chunks: &mut [Chunk],
    nouns: &[Noun],
    address: &dyn Fn(&Chunk) -> bool,
) {
    for colon in 1..chunks.len() {
        if chunks[colon].piece != Piece::Colon {
            continue;
        }
        let said = match chunks[colon - 1].piece {
            Piece::Noun(_) if names_several(&chunks[..colon], nouns) => Piece::Members,
            Piece::Members | Piece::Prep(_) => Piece::Transparent,
            Piece::Word if address(&chunks[colon - 1]) => Piece::Transparent,
            _ => continue,
        };
        let Some(end) = list(&chunks[colon + 1..], nouns) else {
            continue;
        };
        chunks[colon].piece = said;
        for c in &mut chunks[colon + 1..colon + 1 + end] {
            if c.piece == Piece::Semicolon {
                c.piece = Piece::Comma;
            }
        }
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
    for c in &chunks[..end] {
        match c.piece {
            Piece::Colon => return None,
            Piece::Open => depth += 1,
            Piece::Close => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            Piece::Noun(n) => {
                members += usize::from(begins);
                persons += usize::from(nouns[n].head == Head::Person);
                begins = false;
            }
            Piece::Comma | Piece::Semicolon | Piece::And => begins = true,
            Piece::Word => words += 1,
            Piece::Transparent | Piece::Classifier | Piece::Companion => {}
            _ => return None,
        }
    }
    let known = words == 0 || words <= UNKNOWN && persons > 1;
    (members > 1 && known).then_some(end)
}
