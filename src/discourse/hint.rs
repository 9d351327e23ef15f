//! What the phrases around names say of those named.

use super::bind::Home;
use super::entities::{DocEntities, EntityNo};
use crate::extraction::Words;
use crate::few::Few;
use crate::gazetteer::{Gazetteer, Gender};
use crate::mention::Mention;
use crate::phrase::{ELECT, Head, Noun};
use crate::text::Text;
use std::ops::Range;

/// What the phrase around a name says of the one named.
#[derive(Clone, Debug, Default)]
pub(super) struct Hint<'a> {
    pub(super) classes: Few<&'a Words>,
    pub(super) polity: Option<&'a Words>,
    pub(super) gender: Option<Gender>,
    pub(super) former: bool,
    /// What tells the office from others of its class: where an envoy serves, or that he is elected to it.
    pub(super) field: Option<Words>,
    pub(super) titled: bool,
    /// He has a trade that no leader has.
    pub(super) trade: bool,
    /// It stands behind a word for somebody's kin, which may be of whom the name is.
    pub(super) kin: bool,
    /// The tokens of the first title.
    pub(super) title: Range<usize>,
    /// Named in one word with another ("Trump - Kim"): such are leaders before others of the name.
    pub(super) paired: bool,
}

/// The hints of a document's names; most mentions have none.
#[derive(Debug, Default)]
pub(super) struct Hints<'a> {
    /// The first is that of all mentions that have none.
    all: Vec<Hint<'a>>,
    /// Of each mention its place among them.
    of: Vec<u32>,
}

impl<'a> Hints<'a> {
    /// What the noun phrases say of the mentions; `bound` holds the entities of the places among them.
    pub(super) fn of(
        text: &Text<'_>,
        mentions: &[Mention],
        nouns: &'a [Noun],
        gazetteer: &'a Gazetteer,
        home: &Home<'a>,
        entities: &DocEntities,
        bound: &[Option<EntityNo>],
    ) -> Hints<'a> {
        let named = |n: &&Noun| matches!(n.head, Head::Person | Head::Pair);
        let mut all = Vec::with_capacity(1 + nouns.iter().filter(named).count());
        all.push(Hint::default());
        let mut hints = Hints {
            all,
            of: vec![0; mentions.len()],
        };
        for noun in nouns {
            if noun.head == Head::Pair {
                for m in noun.name.iter().chain(&noun.more) {
                    if let Some(h) = hints.get_mut(*m) {
                        h.paired = true;
                    }
                }
            }
            if noun.head != Head::Person {
                continue;
            }
            let Some(name) = noun.name else { continue };
            let Some(h) = hints.get_mut(name) else {
                continue;
            };
            h.gender = noun.gender;
            h.former = noun.mods.former || noun.mods.late;
            let row = |p: usize| {
                let n = bound.get(p).copied().flatten();
                n.and_then(|n| entities.row_id(n, gazetteer))
            };
            let palace = noun.polity.and_then(|p| {
                let ix = entities.get(bound.get(p).copied().flatten()?).known?;
                Some((gazetteer.palace_of(ix)?, &gazetteer.entity(ix).id))
            });
            h.field = match (noun.post, palace) {
                (Some(post), _) => row(post).map(|id| id.to_lowercase().into()),
                (None, _) if noun.mods.elect => Some(Words::Borrowed(ELECT)),
                (None, palace) => palace.map(|(_, id)| id.clone()),
            };
            h.trade = noun.trade;
            h.kin = noun.kin;
            h.titled = !noun.titles.is_empty() || noun.gender.is_some();
            h.classes = noun.titles.iter().flat_map(|t| &t.classes).collect();
            h.title = noun.titles.first().map_or(0..0, |t| t.tokens.clone());
            h.polity = palace.map_or_else(|| noun.polity.and_then(row), |(state, _)| Some(state));
            // A bare office beside a name of the home language is the home country's.
            let bare = noun.polity.is_none() && noun.titles.iter().all(|t| t.polity.is_none());
            let own = mentions[name].candidates.is_empty()
                && home.owns(&text.tokens[mentions[name].tokens.clone()]);
            if bare && own && !h.classes.is_empty() {
                h.polity = home.polity;
            }
        }
        hints
    }

    /// What is said of a mention.
    pub(super) fn at(&self, mention: usize) -> &Hint<'a> {
        &self.all[self.of.get(mention).map_or(0, |n| *n as usize)]
    }

    fn get_mut(&mut self, mention: usize) -> Option<&mut Hint<'a>> {
        let n = self.of.get_mut(mention)?;
        if *n == 0 {
            *n = u32::try_from(self.all.len()).ok()?;
            self.all.push(Hint::default());
        }
        self.all.get_mut(*n as usize)
    }
}
