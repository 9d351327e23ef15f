//! Lists of nouns, and titles that stand beside a person: what belongs together behind a trigger.

use super::Filler;
use crate::clause::{Chunk, Link, LinkWord, Piece, PrepRole};
use crate::phrase::Head;

/// How far behind a title the name is looked for, in chunks.
const TITLE: usize = 9;
/// So many chunks at most has what somebody is, between commas.
const APPOSITION: usize = 12;

impl Filler<'_> {
    /// Whether the noun at `i` is followed by a comma or "and" and another noun of the list.
    pub(super) fn list_follows(&self, i: usize) -> bool {
        let c = self.input.chunks;
        let mut j = i + 1;
        while j < self.clause.chunks.end {
            match c[j].piece {
                Piece::Companion => j += 1,
                Piece::And if self.adds_company(j) => j += 2,
                Piece::Open => {
                    while j < self.clause.chunks.end && !matches!(c[j].piece, Piece::Close) {
                        j += 1;
                    }
                    j += 1;
                }
                Piece::And | Piece::Comma => return self.list_continues(j),
                Piece::Dash => return self.past_office(j).is_some_and(|k| self.list_continues(k)),
                Piece::Prep(PrepRole::With) => return false,
                _ => return false,
            }
        }
        false
    }

    /// "gặp A - Chủ tịch X và B - Chủ tịch Y": of the dash behind a name, before what he is, the mark behind which the list goes on.
    pub(super) fn past_office(&self, dash: usize) -> Option<usize> {
        let c = self.input.chunks;
        let before = dash.checked_sub(1)?;
        let end = self.clause.chunks.end.min(dash + APPOSITION);
        let named = self.head(before) == Some(Head::Person);
        let mark = (dash + 1..end).find(|i| {
            !matches!(
                c[*i].piece,
                Piece::Word | Piece::Transparent | Piece::Number | Piece::Prep(PrepRole::Of)
            ) && !matches!(
                self.head(*i),
                Some(Head::Role | Head::Place | Head::Organization)
            )
        })?;
        (named && mark > dash + 1 && c[mark].piece == Piece::And).then_some(mark)
    }

    /// "A và phu nhân, B và phu nhân": whether the "and" only adds who goes along and is not named.
    pub(super) fn adds_company(&self, and: usize) -> bool {
        let c = self.input.chunks;
        c.get(and + 1).is_some_and(|c| c.piece == Piece::Companion)
            && !matches!(c.get(and + 2).map(|c| c.piece), Some(Piece::Noun(_)))
    }

    /// "gặp B, Chủ tịch Quốc hội, tại K": whether the office at `i` is that of the person named before the comma, and no further
    /// member: in a list "and" would come.
    pub(super) fn says_what_he_is(&self, i: usize) -> bool {
        let c = self.input.chunks;
        let head = |i: usize| self.head(i);
        let named = i
            .checked_sub(2)
            .is_some_and(|p| head(p) == Some(Head::Person));
        if head(i) != Some(Head::Role) || c[i - 1].piece != Piece::Comma || !named {
            return false;
        }
        let list = c[i + 1..self.clause.chunks.end.max(i + 1)]
            .windows(2)
            .take_while(|w| matches!(w[0].piece, Piece::Noun(_) | Piece::Comma | Piece::And))
            .any(|w| w[0].piece == Piece::And);
        // "Trong cuộc gặp với A, Chủ tịch tỉnh K đề nghị …": behind an event noun it may be who acts next.
        let acts = c[i + 1..self.clause.chunks.end.max(i + 1)]
            .iter()
            .take_while(|c| {
                !matches!(
                    c.piece,
                    Piece::Comma | Piece::Stop | Piece::Prep(PrepRole::Of)
                )
            })
            .any(|c| c.is_verb() || matches!(c.piece, Piece::Cue(_) | Piece::Passive));
        if self.noun && acts {
            return false;
        }
        let after_comma = c.get(i + 1).map(|c| c.piece) == Some(Piece::Comma)
            && c.get(i + 2).map(|c| c.piece) == Some(Piece::And);
        // "gửi thư tới ông A, Chủ tịch X và ông B, Chủ tịch Y": behind a bare name it is what he is.
        let bare = |p: usize| match c[p].piece {
            Piece::Noun(n) => self.input.nouns[n].titles.is_empty(),
            _ => false,
        };
        // "ông A, Thủ tướng nước X và Thủ tướng nước Y": three, where another office ends the list.
        let third = c[i + 1].piece == Piece::And && head(i + 2) == Some(Head::Role);
        !list || after_comma || bare(i - 2) && !third
    }

    /// "A, Bộ trưởng X, và B": of the comma behind a person the one that ends what he is, before "and".
    pub(super) fn apposition(&self, comma: usize) -> Option<usize> {
        let c = self.input.chunks;
        let end = self.clause.chunks.end.min(comma + APPOSITION);
        let close = (comma + 2..end).find(|i| {
            c[*i].piece == Piece::Comma && c.get(i + 1).is_some_and(|c| c.piece == Piece::And)
        })?;
        (self.before_apposition(close, self.clause.chunks.start)? + 1 == comma).then_some(close)
    }

    /// Of the comma that ends what somebody is, the chunk of his name.
    pub(super) fn before_apposition(&self, close: usize, start: usize) -> Option<usize> {
        let c = self.input.chunks;
        let head = |i: usize| self.head(i);
        let mut i = close;
        while i > start + 1 && i + APPOSITION > close {
            i -= 1;
            match (c[i].piece, head(i)) {
                (Piece::Comma, _)
                    if head(i - 1) == Some(Head::Person) && head(i + 1) == Some(Head::Role) =>
                {
                    return Some(i - 1);
                }
                (Piece::Comma | Piece::Word | Piece::Transparent | Piece::Number, _)
                | (Piece::Prep(PrepRole::Of) | Piece::Classifier | Piece::Delegation, _)
                | (_, Some(Head::Role | Head::Place | Head::Organization)) => {}
                _ => return None,
            }
        }
        None
    }

    /// "A, Bộ trưởng X và ông B": of the end of what somebody is the chunk of his name, where no other office stands before it or words
    /// that no row knows say what he heads.
    pub(super) fn before_his_office(&self, last: usize, start: usize) -> Option<usize> {
        let c = self.input.chunks;
        let named = self
            .before_apposition(last + 1, start)
            .filter(|n| *n < last)?;
        let untitled = match c[named].piece {
            Piece::Noun(n) => self.input.nouns[n].titles.is_empty(),
            _ => false,
        };
        let words = c[named + 1..last].iter().any(|c| c.piece == Piece::Word);
        (untitled || words).then_some(named)
    }

    /// "đàm phán A - B, ông C nói": whether no further pair follows the mark behind a pair, but somebody.
    pub(super) fn party_after(&self, i: usize) -> bool {
        match self.input.chunks.get(i + 2).map(|c| c.piece) {
            Some(Piece::Noun(n)) => self.input.nouns[n].head != Head::Pair,
            _ => false,
        }
    }

    /// "tiếp Trợ lý Tổng thống X, Chủ tịch Hội đồng Biển Y B. Petrov", "tiếp Đại sứ X, ông B": the person whose title the one
    /// at `i` is, behind words that no rule joins to the name.
    pub(super) fn title_of_next(&self, i: usize) -> Option<usize> {
        let c = self.input.chunks;
        let noun = |i: usize| match c.get(i).map(|c| c.piece) {
            Some(Piece::Noun(n)) => Some(&self.input.nouns[n]),
            _ => None,
        };
        noun(i).filter(|n| n.head == Head::Role)?;
        let mut k = i + 1;
        let end = self.clause.chunks.end.min(i + TITLE);
        while k < end {
            match (c[k].piece, noun(k).map(|n| n.head)) {
                (_, Some(Head::Person)) => break,
                (_, Some(Head::Role | Head::Place | Head::Organization)) | (Piece::Comma, _) => {
                    k += 1
                }
                (Piece::Word | Piece::Transparent, _) if c[k - 1].piece != Piece::Comma => k += 1,
                _ => return None,
            }
        }
        let person = noun(k).filter(|_| k < end)?;
        let listed = c.get(k + 1).is_some_and(|c| c.piece == Piece::And);
        let comma = c[k - 1].piece == Piece::Comma;
        // Behind the comma an honorific alone, and nothing that he does: he is the one.
        let acts = || {
            let light = c[k + 1..].iter().take_while(|c| c.is_light()).count();
            c[k + 1..k + 1 + light]
                .iter()
                .any(|c| matches!(c.piece, Piece::Cue(_)))
                || c.get(k + 1 + light).is_some_and(|c| {
                    let says = Piece::Link(LinkWord::Say);
                    c.is_verb() || c.piece == Piece::Word || c.piece == says
                })
        };
        // "Trợ lý Tổng thống X, Chủ tịch Hội đồng Biển B": two offices of one, where no other state is named with the second.
        let of_one = match person.titles.is_empty() {
            true => person.gender.is_some(),
            false => person.polity.is_none(),
        };
        let same = !comma || k == i + 2 && of_one && !acts();
        (same && !listed).then_some(k)
    }

    /// "Thủ tướng nước X khi đó là bà B": who is said to hold the office at `i`.
    pub(super) fn said_to_hold(&self, i: usize) -> Option<usize> {
        let c = self.input.chunks;
        self.head(i).filter(|h| *h == Head::Role)?;
        let word = |k: &usize| matches!(c[*k].piece, Piece::Word | Piece::Transparent);
        let verb = (i + 1..self.clause.chunks.end).find(|k| !word(k))?;
        let held = matches!(c[verb].piece, Piece::Verb(_)) && self.says(verb, "equates");
        (held && self.head(verb + 1) == Some(Head::Person)).then_some(verb + 1)
    }

    /// "tiếp các Đại sứ A và B": whether the title of all stands before the person at `i`.
    pub(super) fn title_of_all(&self, from: usize, i: usize) -> bool {
        let before = i.checked_sub(1).filter(|b| *b >= from);
        self.head(i) == Some(Head::Person) && before.and_then(|b| self.head(b)) == Some(Head::Group)
    }

    /// What the noun at `i` is, if one stands there.
    pub(super) fn head(&self, i: usize) -> Option<Head> {
        match self.input.chunks.get(i)?.piece {
            Piece::Noun(n) => Some(self.input.nouns[n].head),
            _ => None,
        }
    }

    /// "gặp và hội đàm với": whether another trigger stands right after the mark.
    pub(super) fn trigger_follows(&self, mark: usize) -> bool {
        let next = self.input.chunks.get(mark + 1).map(|c| c.piece);
        match next {
            Some(Piece::Trigger { .. }) => true,
            Some(Piece::Verb(_)) => self.says(mark + 1, "joint"),
            _ => false,
        }
    }

    /// "lãnh đạo phe Dân chủ A": the chunk of whose office stands at `i`, behind words that say what it leads; else `i`.
    fn titled(&self, i: usize) -> usize {
        let c = self.input.chunks;
        let end = self.clause.chunks.end.min(i + TITLE);
        let words = c.get(i + 1..end).unwrap_or(&[]);
        let plain = |c: &&Chunk| matches!(c.piece, Piece::Word | Piece::Transparent);
        let person = i + 1 + words.iter().take_while(plain).count();
        let named = person > i + 1 && self.head(person) == Some(Head::Person);
        match self.head(i) == Some(Head::Role) && named {
            true => person,
            false => i,
        }
    }

    pub(super) fn list_continues(&self, mark: usize) -> bool {
        let input = self.input;
        let c = input.chunks;
        let by_invitation = |c: &Chunk| {
            let frames = input.frames;
            frames.by_invitation(c, input.lexicon, input.classes)
        };
        let mut j = mark + 1;
        while j < self.clause.chunks.end {
            match c[j].piece {
                Piece::Noun(n) => {
                    // "Trong cuộc gặp với A, B nói": the comma ends the phrase of the event noun.
                    let after = &c[self.titled(j) + 1..self.clause.chunks.end];
                    let light = after.iter().take_while(|c| c.is_light()).count();
                    let tense = after[..light]
                        .iter()
                        .any(|c| matches!(c.piece, Piece::Cue(_)));
                    let acts = self.noun
                        && c[mark].piece == Piece::Comma
                        && after.get(light).is_some_and(|c| {
                            c.is_verb() && !by_invitation(c)
                                || tense && matches!(c.piece, Piece::Word | Piece::Trigger { .. })
                        });
                    // "Trước chuyến thăm K của A, Đại sứ B trả lời …": who the clause goes on with.
                    let subject = self.noun
                        && c[mark].piece == Piece::Comma
                        && self.clause.subject == Some(j)
                        && after.first().is_some_and(|c| match c.piece {
                            Piece::Word => true,
                            // "Sau hai giờ đàm phán tại K, nước X và nước Y nhất trí …".
                            Piece::And => self.input.nouns[n].head == Head::Place,
                            _ => false,
                        });
                    // "Sau cuộc gặp giữa A và B, ông C, người …, thăm K": so behind two, of whom one says what he is.
                    let subject = subject
                        || self.noun
                            && self.preceded_by_prep()
                            && c[mark].piece == Piece::Comma
                            && mark.checked_sub(2).map(|m| c[m].piece) == Some(Piece::And)
                            && self.clause.subject == Some(j)
                            && self.input.nouns[n].head == Head::Person
                            && after.first().is_some_and(|c| c.piece == Piece::Comma)
                            && self.head(j + 2) != Some(Head::Person);
                    // "Về cuộc gặp giữa A và B, C cho rằng …".
                    let next = self.input.clauses.get(self.ci + 1);
                    let says = self.noun
                        && c[mark].piece == Piece::Comma
                        && self.clause.subject == Some(j)
                        && after.is_empty()
                        && next.is_some_and(|k| k.link == Link::Say && !k.own_subject);
                    return !acts
                        && !subject
                        && !says
                        && !matches!(self.input.nouns[n].head, Head::Occasion);
                }
                Piece::Delegation | Piece::And | Piece::Transparent | Piece::Companion => j += 1,
                // "nhận lời mời của A và của B".
                Piece::Prep(PrepRole::Of)
                    if j == mark + 1
                        && c[mark].piece == Piece::And
                        && self.frame_of(self.at).is_some_and(|f| f.given) =>
                {
                    j += 1;
                }
                _ => return false,
            }
        }
        false
    }
}
