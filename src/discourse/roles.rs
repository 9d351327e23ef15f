//! From a role without a name to the person: bound in the document, else the holder at the date.

use super::bind::{fits_class, of_class};
use super::entities::{DocEntities, EntityNo};
use super::state::State;
use crate::extraction::{Kind, Words};
use crate::few::Few;
use crate::gazetteer::{Gazetteer, TenureIx};
use crate::hash::FastMap;
use crate::phrase::{ELECT, Mods, Noun, in_field};
use jiff::civil::Date;
use std::cell::OnceCell;

/// The office class of whoever holds the same office elsewhere.
pub(crate) const COUNTERPART: &str = "counterpart";

/// Someone to whom the document gives an office.
#[derive(Clone, Copy, Debug)]
struct Holder {
    person: EntityNo,
    former: bool,
    /// By words that mean no other office.
    sole: bool,
}

/// Who the document itself says holds which office, collected when first asked for: of most documents nothing asks.
#[derive(Debug, Default)]
pub(crate) struct RoleTable(OnceCell<Told>);

/// See [`RoleTable`].
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Office class → polity id → persons, in order of first naming.
    bound: FastMap<Words, FastMap<Words, Few<Holder>>>,
    /// Office class → persons that no row knows and whose polity the document does not say beside the name.
    pub(super) unplaced: FastMap<Words, Few<EntityNo>>,
}

/// What resolving a role looks at.
pub(crate) struct RoleContext<'a> {
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) table: &'a RoleTable,
    /// The entity of each mention.
    pub(crate) entity_of: &'a [Option<EntityNo>],
    /// The happening's date, else the document's, else the day that its names point to.
    pub(crate) date: Option<Date>,
    /// The first and last day that the text may be of, where the day is only the middle of them.
    pub(crate) between: Option<(Date, Date)>,
    /// The country whose bare offices are meant.
    pub(crate) home: Option<&'a str>,
    /// A headline, which is read after the text it sums up: whom the text spoke of last says nothing of it.
    pub(crate) headline: bool,
    /// Who acts in the sentence, as far as it is read.
    pub(crate) acting: Option<EntityNo>,
}

/// What tells an office from others of its class.
pub(crate) struct Field {
    pub(crate) name: String,
    /// Whether the phrase itself says so, of an office of which there are more.
    told: bool,
}

impl RoleTable {
    pub(super) fn of(&self, entities: &DocEntities) -> &Told {
        self.0.get_or_init(|| Told::new(entities))
    }

    /// Whether the document calls somebody whom no row knows by an office without a country.
    pub(crate) fn has_unplaced(&self, entities: &DocEntities) -> bool {
        !self.of(entities).unplaced.is_empty()
    }
}

impl Told {
    /// Collects the offices that the document's phrases give its persons.
    fn new(entities: &DocEntities) -> Told {
        let mut t = Told::default();
        for (n, e) in entities.iter() {
            if e.kind != Kind::Person {
                continue;
            }
            for o in &e.offices {
                if o.polity.is_none() && !o.former && e.known.is_none() {
                    let placed = e
                        .offices
                        .iter()
                        .any(|x| x.class == o.class && x.polity.is_some());
                    if !placed {
                        t.unplaced.entry(o.class.clone()).or_default().push(n);
                    }
                }
                let Some(p) = &o.polity else { continue };
                let mut bind = |class: Words| {
                    let of_class = t.bound.entry(class).or_default();
                    of_class.entry(p.clone()).or_default().push(Holder {
                        person: n,
                        former: o.former,
                        sole: o.sole,
                    });
                };
                bind(o.class.clone());
                // "Bộ trưởng Y tế X" is "Bộ trưởng X", one who is elected not yet in office.
                if let Some((class, field)) = o.class.split_once('.')
                    && field != ELECT
                {
                    bind(class.to_owned().into());
                }
            }
        }
        t
    }

    fn get(
        &self,
        class: &str,
        polity: &str,
        former: bool,
        left: &dyn Fn(EntityNo) -> bool,
    ) -> Option<EntityNo> {
        let holders = self.bound.get(class)?.get(polity)?;
        let mut held = holders.iter().rev().filter(|h| h.former == former);
        let last = held.next()?;
        let Some(next) = held.next() else {
            return Some(last.person);
        };
        // Of those who have not left it, called so outright, else of those who may be meant, the one named last.
        [last, next]
            .into_iter()
            .chain(held)
            .max_by_key(|h| (former || !left(h.person), h.sole))
            .map(|h| h.person)
    }
}

impl RoleContext<'_> {
    /// Who the document says holds an office; before one whose tenures were over by then whoever else it is.
    pub(super) fn told(
        &self,
        class: &str,
        polity: &str,
        former: bool,
        entities: &DocEntities,
    ) -> Option<EntityNo> {
        let left = |n: EntityNo| {
            let row = entities.get(n).known;
            let held = row.map_or(&[][..], |ix| self.gazetteer.tenures_of(ix));
            let mut of = held.iter().map(|t| self.gazetteer.tenure(*t)).filter(|t| {
                let o = self.gazetteer.office(t.office);
                *o.polity == *polity && fits_class(class, o)
            });
            let over = |d: Date| of.next().is_some_and(|t| t.to < d) && of.all(|t| t.to < d);
            self.date.is_some_and(over)
        };
        self.table.of(entities).get(class, polity, former, &left)
    }

    /// The country or organisation that a mention stands for: itself, or the state that a palace or capital speaks for.
    pub(crate) fn polity_of(&self, mention: usize, entities: &DocEntities) -> Option<Words> {
        let n = self.entity_of.get(mention).copied().flatten()?;
        let ix = entities.get(n).known?;
        let row = self.gazetteer.entity(ix);
        Some(match row.kind {
            Kind::Country | Kind::Organization => row.id.clone(),
            // At home the capital is a town like others: "Chủ tịch Hà Nội" heads no state.
            kind => self
                .gazetteer
                .speaks_for(ix)
                .filter(|state| kind != Kind::City || self.home != Some(*state))
                .unwrap_or(&row.id)
                .clone(),
        })
    }

    /// The person that a role phrase means.
    ///
    /// `shared` is the mention of the polity that it has in common with the next role of its list.
    pub(crate) fn resolve(
        &self,
        noun: &Noun,
        shared: Option<usize>,
        state: &State,
        entities: &mut DocEntities,
    ) -> Option<EntityNo> {
        let mut classes = noun.classes();
        let spouse = classes.first().is_some_and(|c| &**c == "spouse");
        if spouse {
            classes.remove(0);
            if classes.is_empty() {
                return None;
            }
        }
        let polity = noun
            .polity
            .or(shared)
            .and_then(|p| self.polity_of(p, entities))
            .or_else(|| noun.titles.iter().find_map(|t| t.polity.clone()));
        let field = self.field(noun, shared, entities);
        let person = match polity {
            Some(p) => self.of_polity(&classes, &p, field.as_ref(), noun.mods, state, entities),
            None if noun.polity.is_some() => None,
            None if noun.mods.there => {
                let there = self.country_come_to(state, entities)?;
                self.of_polity(&classes, &there, None, noun.mods, state, entities)
            }
            None => self.bare(&classes, noun, state, entities),
        }?;
        if spouse {
            let ix = entities.get(person).known?;
            let id = self.gazetteer.entity(ix).spouse.clone()?;
            let spouse = self.gazetteer.find(&id)?;
            return Some(entities.of_row(spouse, self.gazetteer));
        }
        // "Nữ hoàng X" is not its king.
        let other = |a| entities.get(person).gender.is_some_and(|b| a != b);
        (!noun.gender.is_some_and(other)).then_some(person)
    }

    /// The field that the phrase tells of an office: where an envoy serves ("Đại sứ X tại Y"), the palace that one speaks for.
    pub(crate) fn field(
        &self,
        noun: &Noun,
        shared: Option<usize>,
        entities: &DocEntities,
    ) -> Option<Field> {
        let post = noun.post.map(|post| self.polity_of(post, entities));
        if let Some(post) = post {
            return Some(Field {
                name: post?.to_lowercase(),
                told: true,
            });
        }
        if noun.titles.iter().any(|t| t.posted) {
            // Of a text that has nothing to do with home the envoy is in a third country.
            let home = self.home?;
            let of_home = |ix| {
                let row = self.gazetteer.entity(ix);
                *row.id == *home || row.country.as_deref() == Some(home)
            };
            let at_home = entities.iter().any(|(_, e)| e.known.is_some_and(of_home));
            return at_home.then(|| Field {
                name: home.to_lowercase(),
                told: false,
            });
        }
        let place = noun.polity.or(shared)?;
        let at = self.entity_of.get(place).copied().flatten()?;
        let ix = entities.get(at).known?;
        self.gazetteer.palace_of(ix).map(|_| Field {
            name: self.gazetteer.entity(ix).id.to_string(),
            told: false,
        })
    }

    /// Whether the one named behind an aide's title is the holder of the office named before: "Trợ lý Tổng thống X" is not X.
    pub(crate) fn is_over(&self, n: EntityNo, noun: &Noun, entities: &DocEntities) -> bool {
        noun.under.iter().any(|c| self.holds(n, c, entities))
    }

    /// "A tới nước X, hội đàm với Tổng thống nước chủ nhà": the country spoken of last, or of the capital spoken of last, unless it is
    /// that of the one who comes.
    fn country_come_to(&self, state: &State, entities: &DocEntities) -> Option<Words> {
        let row = |n: EntityNo| Some(self.gazetteer.entity(entities.get(n).known?));
        let speaks_for = |n: EntityNo| self.gazetteer.speaks_for(entities.get(n).known?);
        let there = match state.town.and_then(speaks_for) {
            Some(state) => state.clone(),
            None => row(state.countries().next()?)?.id.clone(),
        };
        let own = state.subject.and_then(row)?.country.as_deref();
        (own != Some(&*there)).then_some(there)
    }

    /// "Tổng thống Nga", "nhà lãnh đạo Hàn Quốc", "người đồng cấp Nhật Bản".
    pub(crate) fn of_polity(
        &self,
        classes: &[Words],
        polity: &str,
        field: Option<&Field>,
        mods: Mods,
        state: &State,
        entities: &mut DocEntities,
    ) -> Option<EntityNo> {
        for class in classes {
            let wanted: Vec<Words> = match &**class {
                COUNTERPART => {
                    state.counterpart_classes(polity, entities, self.gazetteer, self.date)
                }
                "palace" => vec!["leader".into()],
                "government_head" => vec![
                    "prime_minister".into(),
                    "chancellor".into(),
                    "president".into(),
                ],
                "diplomat" => vec!["foreign_minister".into()],
                _ => match field {
                    Some(f) => vec![in_field(class, &f.name), class.clone()],
                    None => vec![class.clone()],
                },
            };
            let exact = wanted.iter().filter(|c| &***c != "leader");
            if mods.elect {
                for c in exact {
                    // Not who holds it still.
                    let fresh = |n: &EntityNo| !self.long_in_office(*n, c, polity, entities);
                    let told =
                        [&in_field(c, ELECT), c].map(|c| self.told(c, polity, false, entities));
                    if let Some(n) = told.into_iter().flatten().find(fresh) {
                        return Some(n);
                    }
                    let there = self.holder_in_document(c, polity, mods, entities);
                    let there = there.filter(fresh);
                    if let Some(ix) = self.holder(c, polity, mods) {
                        return Some(entities.of_row(ix, self.gazetteer));
                    }
                    if there.is_some() {
                        return there;
                    }
                }
                continue;
            }
            for c in exact.clone() {
                // "Tân Tổng thống" is the one who is elected, where somebody is.
                if mods.new
                    && let Some(n) = self.told(&in_field(c, ELECT), polity, false, entities)
                {
                    return Some(n);
                }
                if let Some(n) = self.told(c, polity, mods.former, entities) {
                    return Some(n);
                }
            }
            if let Some(f) = field
                && !f.told
                && let Some(n) = exact
                    .clone()
                    .find_map(|c| self.holder_in_document(c, polity, mods, entities))
            {
                return Some(n);
            }
            // "Người đồng cấp nước X" is called so beside his name, where no office of X is told of another.
            if &**class == COUNTERPART {
                let other = exact
                    .clone()
                    .find_map(|c| self.holder_in_document(c, polity, mods, entities));
                let so_called = || self.told(COUNTERPART, polity, mods.former, entities);
                if let Some(n) = other.or_else(so_called) {
                    return Some(n);
                }
            }
            // An envoy elsewhere is another.
            let of_table = match field {
                Some(f) if f.told => 1,
                _ => wanted.len(),
            };
            for c in exact.take(of_table) {
                // Someone of the document who held it by the table.
                if let Some(n) = self.holder_in_document(c, polity, mods, entities) {
                    return Some(n);
                }
                // Someone whom the document calls so without a country, and no row knows: "Thủ tướng X … Thủ tướng Đan Mạch".
                if !mods.former && &**class != COUNTERPART {
                    match self.table.of(entities).unplaced.get(c).map(Few::as_slice) {
                        // Nobody meets himself.
                        Some([one]) if self.acting == Some(*one) => {}
                        Some([one]) => return Some(*one),
                        Some([_, ..]) => return None,
                        _ => {}
                    }
                }
                if let Some(ix) = self.holder(c, polity, mods) {
                    return Some(entities.of_row(ix, self.gazetteer));
                }
            }
            if wanted.iter().any(|c| &**c == "leader")
                && let Some(n) = self.leader(polity, mods, state, entities)
            {
                return Some(n);
            }
        }
        None
    }

    /// Whether the document names someone in the office, or a leader where the class says no more.
    pub(crate) fn names_holder(&self, class: &str, polity: &str, entities: &DocEntities) -> bool {
        let named = |t: &TenureIx| {
            let t = self.gazetteer.tenure(*t);
            self.date.is_none_or(|d| t.covers(d))
                && entities
                    .find_row(t.person)
                    .is_some_and(|n| !entities.get(n).surfaces.is_empty())
        };
        self.told(class, polity, false, entities).is_some()
            || self.gazetteer.offices_of(polity).iter().any(|o| {
                let office = self.gazetteer.office(*o);
                fits_class(class, office) && self.gazetteer.tenures_of_office(*o).iter().any(named)
            })
    }

    pub(super) fn holder_in_document(
        &self,
        class: &str,
        polity: &str,
        mods: Mods,
        entities: &DocEntities,
    ) -> Option<EntityNo> {
        // By the office's tenures: there are few of them, of the document's persons there may be many.
        let mut found = None;
        for o in self.gazetteer.offices_of(polity) {
            if !of_class(class, &self.gazetteer.office(*o).class) {
                continue;
            }
            for t in self.gazetteer.tenures_of_office(*o) {
                let t = self.gazetteer.tenure(*t);
                let holds = match self.date {
                    Some(d) if mods.former => t.to < d && &*t.mode != "acting",
                    Some(d) => t.covers(d),
                    None => true,
                };
                let Some(n) = entities.find_row(t.person).filter(|_| holds) else {
                    continue;
                };
                let e = entities.get(n);
                if e.kind != Kind::Person || e.surfaces.is_empty() || found == Some(n) {
                    continue;
                }
                if !mods.former && e.has_left(self.gazetteer.office(*o)) {
                    continue;
                }
                if found.is_some() {
                    return None;
                }
                found = Some(n);
            }
        }
        found
    }

    /// Those whom the whole document names in an office, where they are as many as asked for and no more.
    pub(crate) fn only_holders(
        &self,
        class: &str,
        number: usize,
        entities: &DocEntities,
    ) -> Vec<EntityNo> {
        let named = entities
            .iter()
            .filter(|(_, e)| e.kind == Kind::Person && !e.surfaces.is_empty())
            .map(|(n, _)| n);
        let found: Vec<EntityNo> = named
            .filter(|n| self.holds(*n, class, entities))
            .take(number + 1)
            .collect();
        if found.len() == number {
            found
        } else {
            Vec::new()
        }
    }

    /// The two whom a role that was not resolved may mean: who hands over that day and who takes over, or the two whom the sentence before
    /// gives the office.
    pub(crate) fn open(
        &self,
        noun: &Noun,
        shared: Option<usize>,
        state: &State,
        entities: &mut DocEntities,
    ) -> Option<[EntityNo; 2]> {
        let m = noun.mods;
        if m.former || m.late || m.elect || m.new || m.acting {
            return None;
        }
        let classes = noun.classes();
        let Some(polity) = noun.polity.or(shared) else {
            return self.rivals(&classes, state, entities);
        };
        let (date, polity) = (self.date?, self.polity_of(polity, entities)?);
        let both = classes
            .iter()
            .find_map(|c| self.hand_over(&self.gazetteer.holders(&polity, c, date), date))?;
        Some(both.map(|ix| entities.of_row(ix, self.gazetteer)))
    }

    /// Two of different polities whom the sentence before calls by the office: of "Tổng thống" alone neither is meant more than the other.
    pub(super) fn rivals(
        &self,
        classes: &[Words],
        state: &State,
        entities: &DocEntities,
    ) -> Option<[EntityNo; 2]> {
        let so_called = |n: &EntityNo| {
            let mut offices = entities.get(*n).offices.iter();
            offices
                .find(|o| classes.contains(&o.class) && !o.former)
                .map(|o| (*n, o.polity.as_deref()))
        };
        let mut called = state.persons.iter().filter_map(so_called);
        let ((a, of_a), (b, of_b)) = (called.next()?, called.next()?);
        let home = |p: Option<&str>| p.is_none() || p == self.home;
        (called.next().is_none() && of_a != of_b && !home(of_a) && !home(of_b)).then_some([a, b])
    }
}
