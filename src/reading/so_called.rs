//! Whom a role behind a name tells of, and what office it gives him.

use super::Reading;
use super::report::chunk_at;
use crate::clause::Piece;
use crate::discourse::{EntityNo, GivenOffice};
use crate::extraction::{Kind, Words};
use crate::gazetteer::EntityIx;
use crate::phrase::{Head, Noun};

/// How many roles in a row are looked through for the name before them.
const ROLES: usize = 4;

impl Reading<'_, '_> {
    /// Gives persons whom no row knows the offices that stand after their names in other words.
    pub(super) fn roles_in_other_words(&mut self) {
        for i in 0..self.parsed.len() {
            let nouns = self.parsed[i].nouns.clone();
            let unknown = |n: &Noun| n.head == Head::Person && self.known_row(n).is_none();
            if !self.nouns[nouns.clone()].iter().any(unknown) {
                continue;
            }
            for n in nouns {
                if self.nouns[n].head != Head::Role {
                    continue;
                }
                let Some(name) = self.called_so(i, n).and_then(|m| self.nouns[m].name) else {
                    continue;
                };
                let Some(person) = self.bound.get(name).copied().flatten() else {
                    continue;
                };
                let e = self.entities.get(person);
                let Some(polity) = self.served(n, name) else {
                    continue;
                };
                if e.kind != Kind::Person || e.known.is_some() {
                    continue;
                }
                let former = self.nouns[n].mods.former;
                self.give_offices(person, n, &polity, former);
            }
        }
    }

    /// Gives a person the offices that the words of a role noun can mean.
    pub(super) fn give_offices(
        &mut self,
        person: EntityNo,
        noun: usize,
        polity: &Words,
        former: bool,
    ) {
        for title in &self.nouns[noun].titles {
            for class in &title.classes {
                self.entities.get_mut(person).offices.push(GivenOffice {
                    class: class.clone(),
                    polity: Some(polity.clone()),
                    sole: title.classes.len() == 1,
                    title: title.tokens.clone(),
                    former,
                });
            }
        }
    }

    /// The row of what a noun phrase names, if it is known.
    pub(super) fn known_row(&self, noun: &Noun) -> Option<EntityIx> {
        let named = self.bound.get(noun.name?).copied().flatten();
        self.entities.get(named?).known
    }

    /// The state that a role behind somebody's name serves: the one it names, else, of a name of the home language, that at home.
    fn served(&self, role: usize, name: usize) -> Option<Words> {
        let x = self.extractor;
        if let Some(state) = self.nouns[role].polity {
            let state = self.bound.get(state).copied().flatten()?;
            let row = x.gazetteer.entity(self.entities.get(state).known?);
            return (row.kind == Kind::Country).then(|| row.id.clone());
        }
        let home = x.at_home();
        let own = home.owns(&self.text.tokens[self.mentions[name].tokens.clone()]);
        home.polity.filter(|_| own).cloned()
    }

    /// Whom a role tells of that stands behind his name or, with a comma, before it: "Ngoại trưởng nước X, bà A".
    pub(super) fn called_so(&self, i: usize, role: usize) -> Option<usize> {
        self.so_called(i, role).or_else(|| {
            let chunks = self.chunks(i);
            let at = chunk_at(chunks, self.nouns[role].tokens.start)?;
            let piece = |at: usize| chunks.get(at).map(|c| c.piece);
            let Some(Piece::Noun(name)) = piece(at + 2) else {
                return None;
            };
            let noun = &self.nouns[name];
            let bare = noun.head == Head::Person && noun.titles.is_empty();
            (piece(at) == Some(Piece::Noun(role))
                && piece(at + 1) == Some(Piece::Comma)
                && bare
                && noun.gender.is_some()
                && piece(at + 3) != Some(Piece::And))
            .then_some(name)
        })
    }

    /// Whom a role behind a comma or dash, or behind further ones, tells of: "ông A, Thứ trưởng Ngoại giao nước X", "ông A - Ủy viên
    /// Bộ Chính trị, Bí thư Tỉnh ủy - thăm K".
    fn so_called(&self, i: usize, role: usize) -> Option<usize> {
        let chunks = self.chunks(i);
        let start = self.nouns[role].tokens.start;
        let mut at = chunks.partition_point(|c| c.tokens.end <= start);
        let piece = |at: usize| chunks.get(at).map(|c| c.piece);
        if piece(at) != Some(Piece::Noun(role)) || piece(at + 1) == Some(Piece::And) {
            return None;
        }
        for _ in 0..ROLES {
            let mark = piece(at.checked_sub(1)?);
            let Some(Piece::Noun(before)) = piece(at.checked_sub(2)?) else {
                return None;
            };
            match (mark, self.nouns[before].head) {
                (Some(Piece::Comma | Piece::Dash), Head::Person) => return Some(before),
                (Some(Piece::Comma), Head::Role) => at -= 2,
                _ => return None,
            }
        }
        None
    }

    /// Whether a role only says what the one named before it is ("ông A, Thứ trưởng Ngoại giao nước X").
    pub(super) fn in_other_words(&self, i: usize, noun: usize) -> bool {
        self.nouns[noun].head == Head::Role && self.so_called(i, noun).is_some()
    }
}
