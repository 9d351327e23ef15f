//! What a noun on the way behind a trigger is to it.

use super::super::config::Mark;
use super::object::{AT, Step, Walk};
use crate::clause::{Piece, PrepRole};
use crate::extraction::Kind;
use crate::phrase::Head;

/// So many plain words between an event and its two sides say what it is about.
const MATTER: usize = 2;

impl Walk<'_, '_> {
    /// "thăm ba nước X, Y và Z": how many the states are that are listed right behind.
    fn numbers_states(&self, n: usize) -> bool {
        let (group, next) = (self.noun(n), self.i + 1);
        group.head == Head::Group
            && group.titles.is_empty()
            && self.filler.list_follows(next)
            && matches!(self.piece(next), Some(Piece::Noun(n))
                if (self.filler.input.kind_of)(n) == Some(Kind::Country))
    }

    /// "tại khu phi quân sự liên Triều (DMZ)": between whom the place lies that the preposition waits for.
    fn says_between_whom(&self, n: usize) -> bool {
        let waits = self.mark == Some(AT) && self.words > 0 && !self.governed;
        waits && self.noun(n).head == Head::Group && self.noun(n).sides.is_some()
    }

    /// Who comes next are the members of the group told last, in its place; so are the stops of a tour.
    pub(super) fn members(&mut self) {
        let tour = !self.frame.destination.is_empty() && self.frame.object.is_none();
        let told = self.found.args.pop_if(|(_, n, officials)| {
            let group = &self.filler.input.nouns[*n];
            let region = tour && (self.filler.input.kind_of)(*n) == Some(Kind::Place);
            group.head == Head::Group && !group.pronoun || region || *officials
        });
        // "thăm các cụ: A, B": instead of words for people, which no mark has told of yet.
        self.mark = match told {
            Some((m, _, _)) => Some(m),
            None => {
                // Who goes to see them sees one after the other.
                self.found.each |= !self.frame.destination.is_empty();
                self.mark.filter(|_| self.words > 0 && !self.governed)
            }
        };
        self.words = 0;
    }

    pub(super) fn noun_at(&mut self, n: usize) -> Step {
        let filler = self.filler;
        let i = self.i;
        if filler.title_of_all(self.from, i) {
            self.members();
        }
        let companion = || {
            self.noun(n).companion || i > 0 && matches!(self.piece(i - 1), Some(Piece::Companion))
        };
        if self.governed && companion() {
            return Step::On;
        }
        let bare = self.mark == Some(Mark::Bare);
        if bare && self.frame.destination.is_empty() && filler.says_how_many(n) {
            self.all = Some(n);
            return Step::On;
        }
        if self.mark.is_some() && filler.says_what_he_is(i) {
            // With whose it is: "với A, đại sứ của thương hiệu B".
            let of = self.piece(i + 1) == Some(Piece::Prep(PrepRole::Of));
            if of && matches!(self.piece(i + 2), Some(Piece::Noun(_))) {
                self.i += 2;
            }
            return Step::On;
        }
        if let Some(person) = filler.title_of_next(i).filter(|_| self.mark.is_some()) {
            self.i = person - 1;
            return Step::On;
        }
        if self.numbers_states(n) || self.says_between_whom(n) {
            return Step::On;
        }
        if self.noun(n).head == Head::Occasion {
            self.found.occasions.push(n);
            self.mark = None;
            return Step::On;
        }
        self.delegation |= self.led_as_well(n);
        if let Step::End = self.argument(n) {
            self.found.next = Some(i);
            return Step::End;
        }
        self.comma = false;
        self.governed = true;
        self.i += usize::from(self.branch(i));
        let i = self.i;
        // A list keeps the mark.
        let pair = self.noun(n).head == Head::Pair;
        if !filler.list_follows(i) || pair && filler.party_after(i) {
            self.mark = None;
        }
        self.words = 0;
        self.delegation = false;
        Step::On
    }

    /// "làm việc với hãng X Việt Nam, hãng Y": whether the state behind a body in a list says which of its branches it is.
    fn branch(&self, i: usize) -> bool {
        let head = |i: usize| self.filler.head(i);
        let body = match self.piece(i) {
            Some(Piece::Noun(n)) if head(i) == Some(Head::Role) => self.noun(n).polity.is_some(),
            _ => head(i) == Some(Head::Organization),
        };
        body && head(i + 1) == Some(Head::Place) && self.filler.list_follows(i + 1)
    }

    /// "lãnh đạo tập đoàn X, Y và Z": whether a body goes on with a list of those whose leaders are told of.
    fn led_as_well(&self, n: usize) -> bool {
        let listed = self.governed && self.mark.is_some() && self.words == 0;
        let body = listed && self.noun(n).head == Head::Organization;
        body && self.found.args.last().is_some_and(|(m, before, led)| {
            let before = self.noun(*before);
            self.mark == Some(*m)
                && match before.head {
                    Head::Role => before.polity.is_some(),
                    head => head == Head::Organization && *led,
                }
        })
    }

    /// What the noun is to the trigger; the end where it begins something else.
    fn argument(&mut self, n: usize) -> Step {
        let filler = self.filler;
        let i = self.i;
        let words = self.words;
        let head = self.noun(n).head;
        // "đàm phán hòa bình X - Y": what the talks are about stands before the two.
        // ("hội đàm quân sự liên Triều": so of a group that is always the same.)
        let two = head == Head::Pair || head == Head::Group && self.noun(n).sides.is_some();
        let pair = two && self.frame.parties.country && words <= MATTER;
        // "thăm người dân xã X", "thăm, trao quà cho người dân tỉnh X"; but "thăm công nhân Việt Nam" says what they are.
        let lives = self.people && head == Head::Place && self.frame.destination.contains(&AT);
        if lives && (filler.input.kind_of)(n) != Some(Kind::Country) && self.mark.is_some() {
            self.found.places.push(n);
            return Step::On;
        }
        match self.mark {
            // "tiếp đoàn đại biểu quân sự Nga": what field the delegation is of.
            Some(Mark::Bare)
                if words == 0 || pair || self.delegation && words == 1 && filler.body_at(i) =>
            {
                let mark = if two { Mark::Pair } else { Mark::Bare };
                self.found.args.push((mark, n, self.delegation));
            }
            // "tại Đà Nẵng, Việt Nam": the country after the comma only says where the city is.
            // "tại tư thất của trưởng phái bộ K": whose it is.
            Some(Mark::Prep(PrepRole::At))
                if head == Head::Place && self.delegation && self.last == Some(PrepRole::Of) => {}
            Some(Mark::Prep(PrepRole::At)) if head == Head::Place => {
                // Who is visited is where he lives: "thăm binh sĩ tại K".
                let from = match self.frame.destination.is_empty() {
                    true => filler.at + 1,
                    false => self.at,
                };
                if filler.says_where(self.at, words, from, n) {
                    self.found.places.push(n);
                }
            }
            Some(Mark::Prep(PrepRole::At)) if words <= 3 && filler.place_beside(i).is_some() => {
                self.found.places.extend(filler.place_beside(i));
            }
            Some(Mark::Prep(PrepRole::At | PrepRole::Beside)) if words <= 3 => {}
            // "với minh tinh An Bình": what the person does is a word that no row knows.
            Some(mark @ Mark::Prep(_))
                if words == 0 || words <= 2 && (self.delegation || head == Head::Person) =>
            {
                // "gặp B ở K với sự có mặt của C": one more of those whom no mark tells of.
                let bare = |(m, _, _): &(Mark, usize, bool)| *m == Mark::Bare;
                // ("gặp B trong một bữa tiệc có sự tham gia của C": who comes to something else.)
                let joins = !matches!(
                    self.at.checked_sub(1).and_then(|b| self.piece(b)),
                    Some(Piece::Word)
                );
                let there_too = !filler.noun && joins && filler.says(self.at, "attends");
                let there_too = there_too && self.found.args.iter().any(bare);
                let mark = if there_too { Mark::Bare } else { mark };
                self.found.args.push((mark, n, self.delegation));
            }
            // "tiếp tại K ông A": the place stands before whom it is done to.
            None if !filler.noun
                && head == Head::Person
                && self.found.args.is_empty()
                && filler.behind_place(i) =>
            {
                self.found.args.push((Mark::Bare, n, false));
            }
            // A party that nothing ties to the trigger begins something else.
            None if self.comma
                && matches!(
                    head,
                    Head::Person | Head::Role | Head::Group | Head::Pronoun
                ) =>
            {
                return Step::End;
            }
            _ => {}
        }
        Step::On
    }
}
