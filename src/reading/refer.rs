//! Whom the noun phrases of a sentence mean.

use super::Reading;
use super::groups::{countries, group, officers, sides_of};
use crate::clause::{Chunk, Clause, Link, Piece, PrepRole};
use crate::discourse::{COUNTERPART, EntityNo, RoleContext, RoleTable, State};
use crate::extraction::Kind;
use crate::few::Few;
use crate::gazetteer::EntityIx;
use crate::phrase::{Head, Noun};
use crate::text::BlockKind;
use jiff::civil::Date;

/// What of the state of talk the document asks for at all: the rest need not be kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Needs {
    /// Whom pronouns mean: a trigger or a role may take it up.
    pronouns: bool,
    /// Subjects of clauses: pronouns or groups may mean them, and some roles are told by them.
    subjects: bool,
    /// Who acts in a sentence: a role there means somebody else.
    acting: bool,
    /// Who is named together, and which states: groups mean them.
    groups: bool,
}

impl Needs {
    /// All of it: for showing how a document is read.
    pub(super) const ALL: Needs = Needs {
        pronouns: true,
        subjects: true,
        acting: true,
        groups: true,
    };

    /// What a document needs for its result.
    pub(super) fn of(reading: &Reading<'_, '_>) -> Needs {
        let any = |heads: &[Head]| reading.nouns.iter().any(|n| heads.contains(&n.head));
        let told = reading.parsed.iter().any(|p| p.trigger) || any(&[Head::Role]);
        // Whose counterpart somebody is, and who comes to the country that a role is of.
        let by_subject = |n: &Noun| {
            let mut classes = n.titles.iter().flat_map(|t| &t.classes);
            n.head == Head::Role && (n.mods.there || classes.any(|c| &**c == COUNTERPART))
        };
        let we = |n: &Noun| n.first_person && n.number != 1;
        let subjects = any(&[Head::Pronoun, Head::Group]) || reading.nouns.iter().any(by_subject);
        Needs {
            pronouns: told,
            subjects: told && subjects,
            acting: any(&[Head::Role]),
            groups: told && (any(&[Head::Group]) || reading.nouns.iter().any(we)),
        }
    }
}

/// How many roles of a list may have one polity in common.
const LIST: usize = 4;

impl Reading<'_, '_> {
    /// The entities of a sentence's noun phrases, in text order.
    pub(super) fn resolve(&mut self, i: usize, needs: Needs, table: &RoleTable, state: &mut State) {
        let x = self.extractor;
        if self.block_of(i) == Some(BlockKind::Teaser) {
            state.clear();
        }
        let mut asked = None;
        let mut states: Few<EntityNo> = Few::None;
        let mut persons: Few<EntityNo> = Few::None;
        let mut acting = None;
        for n in self.parsed[i].nouns.clone() {
            let ctx = RoleContext {
                gazetteer: &x.gazetteer,
                table,
                entity_of: &self.bound,
                date: self.day,
                between: self.between,
                home: x.home.as_deref(),
                headline: self.block_of(i) == Some(BlockKind::Headline),
                acting,
            };
            let shared = self.shared_polity(i, n);
            let noun = &self.nouns[n];
            let found: Few<EntityNo> = match noun.head {
                // "con rể Trump", "em gái Kim Jong-un": somebody else than the leader.
                Head::Person if noun.kin && self.names_a_leader(noun) => Few::None,
                Head::Person | Head::Place | Head::Organization | Head::Occasion => noun
                    .name
                    .and_then(|m| self.bound.get(m).copied().flatten())
                    .filter(|n| !ctx.is_over(*n, noun, &self.entities))
                    .into_iter()
                    .collect(),
                Head::Pair => noun
                    .name
                    .iter()
                    .chain(&noun.more)
                    .filter_map(|m| self.bound.get(*m).copied().flatten())
                    .collect(),
                Head::Role if noun.same_as.is_some() => noun
                    .same_as
                    .and_then(|m| self.bound.get(m).copied().flatten())
                    .into_iter()
                    .collect(),
                Head::Role => {
                    if let Some(e) = self.whose_counterpart(i, n) {
                        state.subject = Some(e);
                    }
                    let subject = state.subject;
                    state.subject = self.joined_counterpart(i, n).or(subject);
                    let mut found = ctx.resolve(noun, shared, state, &mut self.entities);
                    state.subject = subject;
                    if found.is_none()
                        && shared.is_none()
                        && let Some(listed) = self.listed_polity(i, n)
                    {
                        found = ctx.resolve(noun, Some(listed), state, &mut self.entities);
                    }
                    if found.is_none()
                        && let Some(both) = ctx.open(noun, shared, state, &mut self.entities)
                    {
                        self.open_roles.push((n, both));
                    }
                    found.into_iter().collect()
                }
                // "chúng tôi" is more than the one who speaks.
                Head::Pronoun if !needs.pronouns => Few::None,
                Head::Pronoun if noun.first_person && noun.number != 1 => {
                    let both = self.we_two(i, n, state).into_iter().flatten();
                    both.collect()
                }
                Head::Pronoun if noun.first_person => {
                    self.speaker_of(i, n, state).into_iter().collect()
                }
                Head::Pronoun => {
                    let (speaker, not) = self.around_pronoun(i, n);
                    let near = speaker.or_else(|| self.guest_meant(i, n, state));
                    let who = state.pronoun(noun.gender, near, not, &self.entities);
                    // "Tổng thống biết cô đã nói với báo chí khi ông tới K": whom "she" meant "he" does not.
                    if let Some(e) = who.map(|e| self.entities.get_mut(e))
                        && e.known.is_none()
                        && e.gender.is_none()
                    {
                        e.gender = noun.gender;
                    }
                    who.into_iter().collect()
                }
                Head::Group => {
                    let own = sides_of(noun, &x.gazetteer, &mut self.entities);
                    let own = own.or_else(|| self.pair_named(i, n)).or_else(|| {
                        let itself = || self.speaks_of_itself(i, n);
                        noun.they().then(itself).flatten().map(|e| vec![e])
                    });
                    let led = own.is_none().then(|| self.states_led(i, n)).flatten();
                    let found = match own.as_ref().or(led.as_ref()) {
                        Some(both) => both.clone(),
                        None => match self
                            .two_leaders(noun, &persons)
                            .or_else(|| self.one_of_two(i, n, state))
                        {
                            Some(both) => both,
                            None => {
                                let mut around = self.around_group(i, n, &mut asked);
                                around.with_who_acted(state, |e| self.country_of(e));
                                group(noun, &ctx, state, &around, &mut self.entities)
                            }
                        },
                    };
                    // "A nói nước X sẽ không đàm phán với nước Y, nhắc đến vòng trước giữa hai nước".
                    let two_countries = noun.number == 2 && noun.of.as_deref() == Some("country");
                    let here = (own.is_none() && two_countries && noun.titles.is_empty())
                        .then(|| self.two_countries_named(i, n))
                        .flatten();
                    let found = here.map_or(found, |both| {
                        let both = both.into_iter();
                        both.map(|r| self.entities.of_row(r, &x.gazetteer))
                            .collect()
                    });
                    let two = noun.number == 2 && found.is_empty();
                    let named =
                        matches!(noun.of.as_deref(), Some("party" | "country")) && !noun.pronoun;
                    // "Campuchia và Thái Lan ngừng bắn để hai bên đàm phán": the two states spoken of, where no two persons are.
                    let spoken = if states.is_empty() {
                        &state.states
                    } else {
                        &states
                    };
                    let sides = match spoken.as_slice() {
                        [a, b]
                            if two && (noun.of.as_deref() == Some("party") || noun.of_states) =>
                        {
                            vec![*a, *b]
                        }
                        _ if two && (named || noun.of_states) => {
                            let rows = self.two_states_before(i, n).into_iter();
                            rows.map(|r| self.entities.of_row(r, &x.gazetteer))
                                .collect()
                        }
                        _ => found,
                    };
                    // Above a lead that names neither: "Nga và Ukraine đàm phán", "Hai bên …".
                    let sides = match sides.is_empty() && two && named && noun.titles.is_empty() {
                        true => state.titled.to_vec(),
                        false => sides,
                    };
                    let office = two || own.is_some() && !noun.titles.is_empty();
                    if led.is_some() || office && noun.of_states {
                        // "A gặp B. Quan chức hai nước …": of the two who are spoken of.
                        let sides = if sides.is_empty() {
                            countries(2, &ctx, state, &mut self.entities)
                        } else {
                            sides
                        };
                        officers(&sides, noun, &ctx, state, &mut self.entities)
                            .into_iter()
                            .collect()
                    } else {
                        sides.into_iter().collect()
                    }
                }
                Head::Other => Few::None,
            };
            for e in &found {
                match self.entities.get(*e).kind {
                    Kind::Person if !matches!(noun.head, Head::Group) => {
                        state.speak_of(*e);
                        // ("A trao thư của phu nhân B cho C": A and C.)
                        let named = !matches!(noun.head, Head::Pronoun) && !noun.companion;
                        if named && !persons.contains(e) {
                            persons.push(*e);
                        }
                    }
                    Kind::Country => {
                        state.speak_of_country(*e);
                        state.town = None;
                    }
                    Kind::City => state.town = Some(*e),
                    _ => {}
                }
            }
            if matches!(noun.head, Head::Place | Head::Pair) {
                let rows: Few<_> = found.iter().filter_map(|e| self.state_of(*e)).collect();
                let new = rows.iter().any(|r| self.entities.find_row(*r).is_none());
                // A state that only its capital names takes its number among the entities here.
                if !rows.is_empty() && (needs.groups || new) && !self.placed(i, n) {
                    for row in rows {
                        let e = self.entities.of_row(row, &x.gazetteer);
                        if !states.contains(&e) {
                            states.push(e);
                        }
                    }
                }
            }
            let acts = needs.subjects || needs.acting && table.has_unplaced(&self.entities);
            if let ([one], true) = (found.as_slice(), acts)
                && self.entities.get(*one).kind == Kind::Person
                && self.is_subject(i, n)
            {
                state.subject = Some(*one);
                acting = state.subject;
            }
            self.meant[n] = found;
        }
        self.asked = asked;
        if !states.is_empty() {
            state.states = states;
        }
        if !persons.is_empty() {
            state.persons = persons;
        }
        if needs.groups {
            for both in self.acting_together(i, usize::MAX) {
                state.join(both);
            }
        }
    }

    /// "cuộc gặp giữa A và người đồng cấp K": whose counterpart he is, whoever speaks of it.
    fn joined_counterpart(&self, i: usize, n: usize) -> Option<EntityNo> {
        if !self.is_counterpart(n) {
            return None;
        }
        let chunks = self.chunks(i);
        let at = chunks.iter().position(|c| c.piece == Piece::Noun(n))?;
        let [between, other, and] = chunks.get(at.checked_sub(3)?..at)? else {
            return None;
        };
        let both = between.piece == Piece::Prep(PrepRole::Between) && and.piece == Piece::And;
        let Piece::Noun(other) = other.piece else {
            return None;
        };
        match self.meant[other].as_slice() {
            [e] if both && self.entities.get(*e).kind == Kind::Person => Some(*e),
            _ => None,
        }
    }

    /// Whether a role is told as somebody's counterpart alone.
    fn is_counterpart(&self, n: usize) -> bool {
        let mut classes = self.nouns[n].titles.iter().flat_map(|t| &t.classes);
        classes.any(|c| &**c == COUNTERPART)
    }

    /// "Sau cuộc gặp với người đồng cấp K, Tổng thống A nói …": the subject behind a phrase in front, whose counterpart its role is.
    fn whose_counterpart(&self, i: usize, n: usize) -> Option<EntityNo> {
        let person = |n: &usize| self.nouns[*n].head == Head::Person;
        let spoken_of = |n: usize| {
            matches!(
                self.nouns[n].head,
                Head::Person | Head::Pronoun | Head::Role
            )
        };
        let mut sentence = self.parsed[i].nouns.clone();
        if !self.is_counterpart(n) || sentence.clone().take_while(|m| *m < n).any(spoken_of) {
            return None;
        }
        let behind = sentence.find(|m| *m > n && person(m) && self.is_subject(i, *m))?;
        self.nouns[behind]
            .name
            .and_then(|m| self.bound.get(m).copied().flatten())
    }

    /// Whether the one named leads a state, or has led it.
    fn names_a_leader(&self, noun: &Noun) -> bool {
        let named = noun.name.and_then(|m| self.bound.get(m).copied().flatten());
        named.is_some_and(|e| self.leads_a_state(e, None))
    }

    /// Whether somebody leads a state on a day, or on any.
    pub(super) fn leads_a_state(&self, e: EntityNo, on: Option<Date>) -> bool {
        let gazetteer = &self.extractor.gazetteer;
        let row = self.entities.get(e).known;
        let held = row.map_or(&[][..], |ix| gazetteer.tenures_of(ix));
        held.iter().any(|t| {
            let t = gazetteer.tenure(*t);
            on.is_none_or(|d| t.covers(d)) && gazetteer.office(t.office).leads()
        })
    }

    /// Whether a noun phrase is the subject of a clause: what a pronoun in the next sentence means.
    ///
    /// Not of one that only tells of him ("A đứng cạnh B, người đang thăm K").
    fn is_subject(&self, i: usize, noun: usize) -> bool {
        let row = self.row(i);
        let is = |chunk: usize| row.chunks.get(chunk).map(|c| c.piece) == Some(Piece::Noun(noun));
        let acts = |c: &&Clause| c.link != Link::Relative || c.own_subject;
        let acting = row.clauses.iter().filter(acts);
        acting.filter_map(|c| c.subject).any(is)
    }

    /// Whether a noun phrase says where, or who reports: no party.
    pub(super) fn placed(&self, i: usize, noun: usize) -> bool {
        let where_to = |p: PrepRole| matches!(p, PrepRole::At | PrepRole::To | PrepRole::From);
        let chunks = self.chunks(i);
        let start = self.nouns[noun].tokens.start;
        let at = chunks.partition_point(|c| c.tokens.end <= start);
        // "ở X và Y": a list is all where its first is.
        let mut first = at;
        while let Some([noun, mark]) = first.checked_sub(2).and_then(|k| chunks.get(k..first))
            && matches!(noun.piece, Piece::Noun(n) if self.nouns[n].head == Head::Place)
            && mark.piece == Piece::And
        {
            first -= 2;
        }
        let before = first.checked_sub(1).and_then(|k| chunks.get(k));
        // "Báo chí X và Y đưa tin": states whose press reports.
        let apart =
            |c: &Chunk| matches!(c.piece, Piece::Prep(p) if where_to(p)) || self.says(c, "press");
        chunks.get(at).map(|c| c.piece) == Some(Piece::Noun(noun)) && before.is_some_and(apart)
    }

    /// The row of the state that a place is, or that a capital speaks for.
    pub(super) fn state_of(&self, place: EntityNo) -> Option<EntityIx> {
        let ix = self.entities.get(place).known?;
        let gazetteer = &self.extractor.gazetteer;
        match gazetteer.entity(ix).kind {
            Kind::Country => Some(ix),
            _ => gazetteer.find(gazetteer.speaks_for(ix)?),
        }
    }

    /// The country that a person serves by the document's words, else is of by the tables.
    pub(super) fn country_of(&self, person: EntityNo) -> Option<&str> {
        let e = self.entities.get(person);
        let served = e.offices.iter().find_map(|o| o.polity.as_deref());
        served.or_else(|| {
            let row = self.extractor.gazetteer.entity(e.known?);
            row.country.as_deref()
        })
    }

    /// The polity of "Thủ tướng" in "gặp Thủ tướng và Chủ tịch Quốc hội Bulgaria": that of the role which ends the list, where the
    /// list is somebody's other side. As a subject the first may well be the home country's.
    fn shared_polity(&self, i: usize, n: usize) -> Option<usize> {
        let noun = &self.nouns[n];
        if noun.head != Head::Role
            || noun.polity.is_some()
            || noun.titles.iter().any(|t| t.polity.is_some())
            || !self.lists_polity(i, n)
        {
            return None;
        }
        let chunks = self.chunks(i);
        let at = self.parsed[i]
            .nouns
            .contains(&n)
            .then(|| chunks.partition_point(|c| c.tokens.end <= noun.tokens.start))?;
        let before = at.checked_sub(1).and_then(|k| chunks.get(k))?;
        if !matches!(
            before.piece,
            Piece::Trigger { .. } | Piece::Prep(PrepRole::With)
        ) {
            return None;
        }
        self.polity_behind(chunks, at)
    }

    /// "Quốc vương và Hoàng hậu nước X thăm …": the polity of a list of roles that begins with one whose holder nobody else can be.
    fn listed_polity(&self, i: usize, n: usize) -> Option<usize> {
        let noun = &self.nouns[n];
        let bare = noun.polity.is_none() && noun.titles.iter().all(|t| t.polity.is_none());
        if !bare || !self.lists_polity(i, n) {
            return None;
        }
        let chunks = self.chunks(i);
        let at = chunks.partition_point(|c| c.tokens.end <= noun.tokens.start);
        self.polity_behind(chunks, at)
    }

    /// Whether a role behind a noun phrase of the sentence names a polity: else no list of roles does.
    fn lists_polity(&self, i: usize, noun: usize) -> bool {
        let behind = self.nouns.get(noun + 1..self.parsed[i].nouns.end);
        let mut behind = behind.unwrap_or(&[]).iter();
        behind.any(|n| n.head == Head::Role && n.polity.is_some())
    }

    /// The polity of the first that names one in a list of roles that begins at a chunk.
    fn polity_behind(&self, chunks: &[Chunk], at: usize) -> Option<usize> {
        let mut k = at;
        for _ in 0..LIST {
            if !matches!(chunks.get(k + 1)?.piece, Piece::And | Piece::Comma) {
                return None;
            }
            let Piece::Noun(next) = chunks.get(k + 2)?.piece else {
                return None;
            };
            let next = &self.nouns[next];
            if next.head != Head::Role {
                return None;
            }
            if next.polity.is_some() {
                return next.polity;
            }
            k += 2;
        }
        None
    }

    /// The clause that holds a noun phrase.
    pub(super) fn clause_of(&self, i: usize, noun: usize) -> Option<(usize, usize)> {
        let p = self.row(i);
        let chunk = p.chunks.iter().position(|c| c.piece == Piece::Noun(noun))?;
        let clause = p.clauses.iter().position(|c| c.chunks.contains(&chunk))?;
        Some((clause, chunk))
    }

    pub(super) fn subject_of(&self, i: usize, clause: usize) -> Option<(usize, EntityNo)> {
        let p = self.row(i);
        let Piece::Noun(n) = p.chunks.get(p.clauses.get(clause)?.subject?)?.piece else {
            return None;
        };
        match self.meant.get(n)?.as_slice() {
            [one] if self.entities.get(*one).kind == Kind::Person => Some((n, *one)),
            _ => None,
        }
    }
}
