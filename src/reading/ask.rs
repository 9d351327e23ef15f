//! A short text as a question: which office its words name.

use super::Reading;
use crate::discourse::{DocEntities, RoleContext, RoleTable, bind};
use crate::document::Document;
use crate::extraction::Words;
use crate::extractor::Extractor;
use crate::phrase::{Head, in_field};

impl Reading<'_, '_> {
    /// The office classes that the first role of a text can stand for, likeliest first, and the polity's id.
    pub(crate) fn office_asked(x: &Extractor, words: &str) -> Option<(Vec<Words>, Words)> {
        let document = Document::new(words);
        let reading = Reading::new(x, &document);
        let mut entities = DocEntities::default();
        let mut bound = Vec::new();
        bind(
            &reading.text,
            &reading.mentions,
            &reading.nouns,
            &x.gazetteer,
            None,
            &x.at_home(),
            &mut entities,
            &mut bound,
        );
        let context = RoleContext {
            gazetteer: &x.gazetteer,
            table: &RoleTable::default(),
            entity_of: &bound,
            date: None,
            between: None,
            home: x.home.as_deref(),
            headline: false,
            acting: None,
        };
        reading.nouns.iter().find_map(|noun| {
            if !matches!(noun.head, Head::Role | Head::Person) || noun.titles.is_empty() {
                return None;
            }
            let polity = match noun.polity {
                Some(m) => context.polity_of(m, &entities),
                None => noun.titles.iter().find_map(|t| t.polity.clone()),
            }
            .or_else(|| x.home.clone())?;
            let mut classes: Vec<Words> = Vec::new();
            for c in noun.titles.iter().flat_map(|t| &t.classes) {
                match &**c {
                    "palace" => classes.push("leader".into()),
                    "government_head" => {
                        classes
                            .extend(["prime_minister", "chancellor", "president"].map(Into::into));
                    }
                    _ => classes.push(c.clone()),
                }
            }
            if let Some(field) = context.field(noun, None, &entities) {
                let there: Vec<Words> = classes.iter().map(|c| in_field(c, &field.name)).collect();
                classes.splice(0..0, there);
            }
            Some((classes, polity))
        })
    }
}
