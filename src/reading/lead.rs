//! Headline, lead and the sentence after it name the same persons in turn: "Ông Varga thăm Ba Lan" above "Thủ tướng Hungary
//! sáng nay …", "Thủ tướng Hungary sáng nay … Ông Gábor Varga nói …".

use super::Reading;
use crate::discourse::{EntityNo, RoleContext, RoleTable};
use crate::extraction::{Kind, Words};
use crate::few::Few;
use crate::phrase::{Head, Noun};
use crate::text::BlockKind;

impl Reading<'_, '_> {
    /// Gives those whom the headline names by an honorific and a short name alone the offices that the lead calls them by.
    ///
    /// Only where nobody is known for the name, the lead does not repeat it, and the office's holder is not named in the
    /// document. Names and roles go together in order where there are as many of the one as of the other; else only the
    /// subjects do. Where the headline names nobody so, the subject of the sentence after the lead is tried.
    pub(super) fn roles_of_lead(&mut self) {
        let paragraphs = |i: &usize| self.block_of(*i) == Some(BlockKind::Paragraph);
        let mut body = (0..self.parsed.len()).filter(paragraphs);
        let (Some(lead), next) = (body.next(), body.next()) else {
            return;
        };
        let unnamed: Vec<(usize, EntityNo)> = match self.block_of(0) {
            Some(BlockKind::Headline) => self.parsed[0]
                .nouns
                .clone()
                .filter_map(|n| Some((n, self.unplaced(n, lead)?)))
                .filter(|(_, e)| self.short(*e))
                .collect(),
            _ => Vec::new(),
        };
        let after = next.filter(|_| unnamed.is_empty()).and_then(|next| {
            let mut own = self.parsed[next].nouns.clone();
            let any = own.any(|n| self.unplaced(n, lead).is_some());
            let n = any.then(|| self.main_subject(next)).flatten()?;
            Some((n, self.unplaced(n, lead)?))
        });
        if unnamed.is_empty() && after.is_none() {
            return;
        }
        let table = RoleTable::default();
        let roles: Vec<(usize, Words)> = self.parsed[lead]
            .nouns
            .clone()
            .filter_map(|n| Some((n, self.open_role(n, &table)?)))
            .collect();
        let pairs: Vec<_> = if after.is_none() && unnamed.len() == roles.len() {
            unnamed.into_iter().zip(roles).collect()
        } else {
            let subject = |i: usize, n: usize| self.main_subject(i) == Some(n);
            let named = unnamed.into_iter().find(|(n, _)| subject(0, *n));
            let role = roles.into_iter().find(|(n, _)| subject(lead, *n));
            named.or(after).into_iter().zip(role).collect()
        };
        for ((_, person), (noun, polity)) in pairs {
            self.give_offices(person, noun, &polity, false);
        }
    }

    /// The two states that a headline names, and no third: "hai bên" of a lead that names neither.
    pub(super) fn states_of_headline(&self) -> Few<EntityNo> {
        let mut states: Few<EntityNo> = Few::None;
        let Some(first) = self.parsed.first() else {
            return states;
        };
        if self.block_of(0) != Some(BlockKind::Headline) {
            return states;
        }
        for noun in &self.nouns[first.nouns.clone()] {
            if !matches!(noun.head, Head::Place | Head::Pair) {
                continue;
            }
            for m in noun.name.iter().chain(&noun.more) {
                let named = self.bound.get(*m).copied().flatten();
                let state = named.filter(|e| self.entities.get(*e).kind == Kind::Country);
                if let Some(e) = state.filter(|e| !states.contains(e)) {
                    states.push(e);
                }
            }
        }
        if states.len() == 2 { states } else { Few::None }
    }

    /// Whether the document has but one word for a name.
    fn short(&self, person: EntityNo) -> bool {
        let e = self.entities.get(person);
        e.surfaces
            .iter(&self.text)
            .all(|s| !s.contains(char::is_whitespace))
    }

    /// The person of a noun phrase with an honorific whom no row knows and of whom the document tells no office; not one
    /// whom the lead names as well.
    fn unplaced(&self, n: usize, lead: usize) -> Option<EntityNo> {
        let noun = &self.nouns[n];
        if noun.head != Head::Person || noun.gender.is_none() || !noun.titles.is_empty() {
            return None;
        }
        let person = self.named(noun)?;
        let e = self.entities.get(person);
        let again = self.parsed[lead]
            .nouns
            .clone()
            .any(|m| self.named(&self.nouns[m]) == Some(person));
        (e.kind == Kind::Person && e.known.is_none() && e.offices.is_empty() && !again)
            .then_some(person)
    }

    /// The polity of a role that nobody named in the document fills.
    fn open_role(&self, n: usize, table: &RoleTable) -> Option<Words> {
        let noun = &self.nouns[n];
        let plain = noun.head == Head::Role && !noun.mods.former && !noun.mods.late;
        let ctx = RoleContext {
            gazetteer: &self.extractor.gazetteer,
            table,
            entity_of: &self.bound,
            date: self.day,
            between: self.between,
            home: self.extractor.home.as_deref(),
            headline: false,
            acting: None,
        };
        let classes = noun.classes();
        let polity = noun
            .polity
            .filter(|_| plain)
            .and_then(|p| ctx.polity_of(p, &self.entities))?;
        let known = classes
            .iter()
            .any(|c| ctx.names_holder(c, &polity, &self.entities));
        (!classes.is_empty() && !known).then_some(polity)
    }

    /// The entity that a noun phrase names.
    fn named(&self, noun: &Noun) -> Option<EntityNo> {
        self.bound.get(noun.name?).copied().flatten()
    }

    /// The noun phrase that is the subject of a sentence's first clause.
    fn main_subject(&self, i: usize) -> Option<usize> {
        let p = self.row(i);
        match p.chunks.get(p.clauses.first()?.subject?)?.piece {
            crate::clause::Piece::Noun(n) => Some(n),
            _ => None,
        }
    }
}
