//! Lists of nouns: whether they go on behind a mark, and where they begin.

use super::Filler;
use crate::clause::{Chunk, Link, Piece, PrepRole, in_prepositional};
use crate::extraction::Kind;
use crate::phrase::Head;

/// So many chunks before a name its office may stand that it is said to be ("Thủ tướng khi đó là A").
const SAID: usize = 4;

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

    /// "A và phu nhân, B và phu nhân": whether the "and" only adds who goes along and is not named.
    pub(super) fn adds_company(&self, and: usize) -> bool {
        let c = self.input.chunks;
        c.get(and + 1).is_some_and(|c| c.piece == Piece::Companion)
            && !matches!(c.get(and + 2).map(|c| c.piece), Some(Piece::Noun(_)))
    }

    /// "đàm phán A - B, ông C nói": whether no further pair follows the mark behind a pair, but somebody.
    pub(super) fn party_after(&self, i: usize) -> bool {
        match self.input.chunks.get(i + 2).map(|c| c.piece) {
            Some(Piece::Noun(n)) => self.input.nouns[n].head != Head::Pair,
            _ => false,
        }
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
                    let subject = self.noun
                        && c[mark].piece == Piece::Comma
                        && self.subject_behind(mark, j, after);
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

    /// Whether who stands behind the comma at `mark` is whom the clause goes on with, and no member of the list before it.
    fn subject_behind(&self, mark: usize, j: usize, after: &[Chunk]) -> bool {
        let c = self.input.chunks;
        let next = after.first().map(|c| c.piece);
        // "Nói về cuộc gặp giữa A và B, bà C - em gái ông B - đứng đợi": two are between, who comes next acts.
        // ("Trong lúc diễn ra cuộc gặp giữa A và B, C - người … - đứng đợi": so where the clause in front has no subject.)
        let acts = match self.clause.subject {
            Some(s) => s == j,
            None => next != Some(Piece::And),
        };
        if acts && self.between_two(mark) {
            return true;
        }
        if self.clause.subject != Some(j) {
            return false;
        }
        // "Trước chuyến thăm K của A, Đại sứ B trả lời …".
        let goes_on = match next {
            Some(Piece::Word) => true,
            // "Sau hai giờ đàm phán tại K, nước X và nước Y nhất trí …".
            Some(Piece::And) => self.head(j) == Some(Head::Place),
            _ => false,
        };
        // "Sau cuộc gặp giữa A và B, ông C, người …, thăm K": so behind two, of whom one says what he is.
        let told = self.preceded_by_prep()
            && mark.checked_sub(2).map(|m| c[m].piece) == Some(Piece::And)
            && self.head(j) == Some(Head::Person)
            && matches!(next, Some(Piece::Comma | Piece::Dash))
            && self.head(j + 2) != Some(Head::Person);
        goes_on || told
    }

    /// "giữa A và B,": whether the comma ends a pair of sides.
    fn between_two(&self, mark: usize) -> bool {
        let c = self.input.chunks;
        let before = mark.checked_sub(4).and_then(|from| c.get(from..=mark));
        matches!(
            before.map(|b| [b[0].piece, b[1].piece, b[2].piece, b[3].piece, b[4].piece]),
            Some([
                Piece::Prep(PrepRole::Between),
                Piece::Noun(_),
                Piece::And,
                Piece::Noun(_),
                Piece::Comma
            ])
        )
    }

    /// The first member of the list that ends in a noun: back over "and", and over commas before that.
    pub(super) fn first_of_list(&self, last: usize, start: usize) -> usize {
        let c = self.input.chunks;
        let person = |i: usize| match c[i].piece {
            Piece::Noun(n) => matches!(
                self.input.nouns[n].head,
                Head::Person | Head::Role | Head::Pronoun
            ),
            _ => false,
        };
        // "Tổng thống nước X, ông A, …": who he is.
        let named = |role: usize, i: usize| match (c[role].piece, c[i].piece) {
            (Piece::Noun(r), Piece::Noun(n)) => {
                let (r, n) = (&self.input.nouns[r], &self.input.nouns[n]);
                r.head == Head::Role && n.addressed()
            }
            _ => false,
        };
        let state = |i: usize| matches!(c[i].piece, Piece::Noun(n) if (self.input.kind_of)(n) == Some(Kind::Country));
        let dated = |i: &usize| matches!(c[*i].piece, Piece::Time(_) | Piece::Comma | Piece::Then);
        let placed = self.behind_front_place(start, last);
        let head = (placed..last).find(|i| !dated(i)).unwrap_or(last);
        // "Các hãng công nghệ A, B, C gặp D": behind the word for what they are.
        let body = |i: usize| self.head(i) == Some(Head::Organization);
        let said = |i: &usize| dated(i) || matches!(c[*i].piece, Piece::Word | Piece::Transparent);
        let bodies = (placed..last).find(|i| !said(i)).unwrap_or(last);
        let at_head = |head: usize, mark: usize, member: &dyn Fn(usize) -> bool| {
            mark > head
                && (head..=mark).all(|i| match (i - head).is_multiple_of(2) {
                    true => member(i),
                    false => c[i].piece == Piece::Comma,
                })
        };
        let mut first = last;
        let mut and = false;
        loop {
            let mut mark = first;
            while mark > start && matches!(c[mark - 1].piece, Piece::Companion | Piece::Transparent)
            {
                mark -= 1;
            }
            // "Phong trào X và chính phủ nước Y đàm phán".
            let sent = mark > start + 2
                && c[mark - 1].piece == Piece::Delegation
                && c[mark - 2].piece == Piece::And
                && self.body_at(first)
                && self.body_at(mark - 3);
            mark -= usize::from(sent);
            if mark < start + 2 {
                return first;
            }
            let office = (start + 2..mark)
                .rev()
                .take(SAID)
                .find(|i| self.said_to_hold(*i) == Some(mark));
            mark = office.unwrap_or(mark);
            match c[mark - 1].piece {
                Piece::And => and = true,
                Piece::Comma if named(mark - 2, mark) => return first,
                // "Ông A, ông B khen …": only at the clause's head does a comma alone join.
                Piece::Comma
                    if and
                        || at_head(head, mark, &state)
                        || at_head(head, mark, &person)
                        || at_head(bodies, mark, &body) => {}
                _ => return first,
            }
            let mut noun = mark - 2;
            if c[mark - 1].piece == Piece::And && c[noun].piece == Piece::Comma {
                noun = self.offices().name_before(noun, start).unwrap_or(noun);
            } else if c[mark - 1].piece == Piece::And && self.head(first) == Some(Head::Person) {
                noun = self.before_his_office(noun, start).unwrap_or(noun);
            }
            if matches!(c[noun].piece, Piece::Close) {
                while noun > start && !matches!(c[noun].piece, Piece::Open) {
                    noun -= 1;
                }
                noun = noun.saturating_sub(1);
            }
            if noun < start
                || !matches!(c[noun].piece, Piece::Noun(_))
                || in_prepositional(c, start, noun)
            {
                return first;
            }
            first = noun;
        }
    }

    /// "Sáng 5/1, tại trụ sở Bộ K, ông A, …": the chunk behind the comma that ends where a clause says to be in front.
    fn behind_front_place(&self, start: usize, end: usize) -> usize {
        let c = self.input.chunks;
        let dated = |i: &usize| matches!(c[*i].piece, Piece::Time(_) | Piece::Comma);
        let at = (start..end)
            .find(|i| !dated(i))
            .filter(|i| c[*i].piece == Piece::Prep(PrepRole::At));
        let place = |i: &usize| match c[*i].piece {
            Piece::Word | Piece::Transparent | Piece::Open | Piece::Close => true,
            Piece::Noun(_) => {
                let head = self.head(*i);
                self.body_at(*i) || matches!(head, Some(Head::Role | Head::Occasion))
            }
            _ => false,
        };
        let comma = at.and_then(|at| (at + 1..end).find(|i| !place(i)));
        let comma = comma.filter(|i| c[*i].piece == Piece::Comma);
        comma.map_or(start, |i| i + 1)
    }

    /// Whether the nouns from `s` on are a list, and not a name with an apposition ("A, lãnh đạo đảng X, tiếp B").
    pub(super) fn is_list(&self, s: usize) -> bool {
        let c = self.input.chunks;
        let head = |piece: Piece| match piece {
            Piece::Noun(n) => Some(self.input.nouns[n].head),
            _ => None,
        };
        let named = head(c[s].piece) == Some(Head::Person);
        let mut noun = true;
        for chunk in &c[s + 1..] {
            match chunk.piece {
                Piece::And | Piece::Prep(PrepRole::With) => return true,
                // "Ông A, quan chức nước X, …": what he is, in other words.
                Piece::Noun(_) if named && head(chunk.piece) == Some(Head::Role) => noun = false,
                Piece::Noun(_) => noun = true,
                Piece::Comma => noun = false,
                Piece::Companion | Piece::Delegation | Piece::Transparent => {}
                Piece::Word => return false,
                _ => break,
            }
        }
        noun
    }
}
