//! Who takes part where a frame's own words do not settle it.

use super::Reading;
use super::report::chunk_at;
use super::sides::Sides;
use crate::clause::{Chunk, Link, Offices, Piece, PrepRole};
use crate::discourse::EntityNo;
use crate::extraction::{Kind, Words};
use crate::few::Few;
use crate::frame::{Filled, Mark, Refused, RelationKind};
use crate::gazetteer::EntityIx;
use crate::gazetteer::subkind::{AGENCY, COMPANY, PRESS, REGION, UNION};
use crate::happening::{Candidate, Participation, People};
use crate::mention::Mention;
use crate::order::by_place;
use crate::phrase::{Head, Mods, Noun};
use crate::text::BlockKind;

/// So many chunks the words of an office have before the name of who holds it.
const OFFICE: usize = 8;
/// So many pairs of a document are remembered, the first ones.
const MOST_PAIRS: usize = 64;

impl Reading<'_, '_> {
    /// Whom an office holder whom nobody names stands for: a foreign country ("đặc phái viên Mỹ"), and where those who lead are
    /// told of, a body or a place ("lãnh đạo tỉnh X", "lãnh đạo hội Y"; a headline leaves out who they are). Those of a part of the world or
    /// of a union are the states' own.
    pub(super) fn sender_of(&self, i: usize, noun: usize) -> Option<EntityNo> {
        let noun = self.nouns.get(noun).filter(|n| n.head == Head::Role)?;
        let polity = self.bound.get(noun.polity?).copied().flatten()?;
        let e = self.entities.get(polity);
        let home = e.known.is_some_and(|ix| {
            self.extractor.home.as_deref() == Some(&*self.extractor.gazetteer.entity(ix).id)
        });
        let of_states = e.known.is_some_and(|ix| {
            let kind = &*self.extractor.gazetteer.entity(ix).subkind;
            kind == REGION || kind == UNION
        });
        let stands = match e.kind {
            // "Đại sứ Việt Nam tại K": the own country as well, where he serves abroad.
            Kind::Country => !home || noun.post.is_some_and(|m| self.abroad(m)),
            _ => {
                // "Phó chủ tịch hãng X": which of its officers, nobody says.
                let kind = e
                    .known
                    .map(|ix| &*self.extractor.gazetteer.entity(ix).subkind);
                let firm = kind.is_some_and(|k| k == COMPANY || k == AGENCY);
                let leads = !noun.titles.is_empty() && noun.titles.iter().all(|t| t.sent);
                let leads = leads || firm;
                let headline = self.block_of(i) == Some(BlockKind::Headline);
                leads
                    && noun.mods == Mods::default()
                    && !of_states
                    && !headline
                    && !(e.kind == Kind::Organization && self.named_behind(i, noun))
            }
        };
        // "thứ trưởng Bộ Z nước X": whose organ he serves in.
        let served = || {
            let state = noun.polity.and_then(|m| self.state_of_organ(m))?;
            let chunks = self.chunks(i);
            let at = chunk_at(chunks, noun.tokens.start)?;
            let offices = Offices {
                chunks,
                nouns: &self.nouns,
            };
            let his = offices.name_before(at + 1, 0).is_some() || self.named_behind(i, noun);
            (!his && self.foreign(state) && noun.mods == Mods::default()).then_some(state)
        };
        stands.then_some(polity).or_else(served)
    }

    /// "Chủ tịch đảng X, Chủ tịch Thượng viện B": whether who holds an office stands behind it, by his name and another office; but
    /// "Làm việc với lãnh đạo hãng X, Thủ tướng B nói …" goes on with who acts.
    fn named_behind(&self, i: usize, role: &Noun) -> bool {
        let chunks = self.chunks(i);
        let Some(at) = chunk_at(chunks, role.tokens.start) else {
            return false;
        };
        let head = |c: &Chunk| match c.piece {
            Piece::Noun(n) => Some(&self.nouns[n]),
            _ => None,
        };
        // ("Tổng thư ký đảng X, Chủ tịch Liên minh Nghị sĩ Y B": his name may stand behind words of the other office.)
        let of_office = |c: &&Chunk| match head(c) {
            Some(n) => matches!(n.head, Head::Role | Head::Place | Head::Pair),
            None => matches!(c.piece, Piece::Word | Piece::Transparent | Piece::Dash),
        };
        let behind = chunks.get(at + 1..).unwrap_or(&[]);
        let own = behind.iter().take(OFFICE).take_while(of_office).count();
        let [comma, other @ ..] = &behind[own..] else {
            return false;
        };
        let words = other.iter().take(OFFICE).take_while(of_office).count();
        let named = other.get(words).and_then(head);
        comma.piece == Piece::Comma
            && named.is_some_and(|n| {
                let titled = own == 0 && !n.titles.is_empty();
                n.head == Head::Person && (words > 0 || titled)
            })
    }

    /// Whether a mention is of a foreign country.
    fn abroad(&self, mention: usize) -> bool {
        let e = self.bound.get(mention).copied().flatten();
        e.is_some_and(|e| self.foreign(e))
    }

    fn foreign(&self, e: EntityNo) -> bool {
        self.entities.get(e).known.is_some_and(|ix| {
            let row = self.extractor.gazetteer.entity(ix);
            row.kind == Kind::Country && self.extractor.home.as_deref() != Some(&*row.id)
        })
    }

    /// "đặc phái viên của ông A": the row of the state whose the one is who sends him.
    pub(super) fn state_of_sender(&self, noun: usize) -> Option<EntityIx> {
        let person = self.nouns.get(noun)?.whose?;
        self.state_for(self.bound.get(person).copied().flatten()?)
    }

    /// The country named in the name of one of its organs ("Bộ Cứu hộ Nga", "Quốc hội Lào").
    pub(super) fn state_of_organ(&self, organ: usize) -> Option<EntityNo> {
        let name = self.mentions.get(organ)?;
        let organ_noun = self
            .extractor
            .cues
            .names_organ(&self.text.tokens, name.tokens.start);
        if name.kind != Kind::Organization || !organ_noun {
            return None;
        }
        let inner = self.mentions.get(organ + 1..)?.iter();
        let inner = inner.take_while(|m| m.tokens.start < name.tokens.end);
        let mut countries = inner
            .enumerate()
            .filter(|(_, m)| m.kind == Kind::Country && m.inside == Some(organ));
        let (k, _) = countries.next()?;
        self.bound.get(organ + 1 + k).copied().flatten()
    }

    /// The country that "nước này" means behind a trigger: the nearest named before it in its sentence that is not the country of
    /// those who act.
    pub(super) fn state_spoken_of(&self, i: usize, f: &Filled, sides: &Sides) -> Option<EntityNo> {
        let gazetteer = &self.extractor.gazetteer;
        let own: Vec<&str> = sides
            .left
            .iter()
            .filter_map(|p| match self.entities.get(p.entity) {
                e if e.kind == Kind::Country => e.known.map(|ix| &*gazetteer.entity(ix).id),
                _ => self.country_of(p.entity),
            })
            .collect();
        if own.is_empty() {
            return None;
        }
        let foreign = |n: usize| {
            let noun = &self.nouns[n];
            let named = noun.more.iter().rev().chain(&noun.name).chain(&noun.polity);
            // "Bộ Ngoại giao nước X cho biết A sẽ thăm nước này".
            let organ = noun.name.filter(|_| noun.head == Head::Organization);
            let of_organ = organ.and_then(|m| self.state_of_organ(m));
            named
                .filter_map(|m| self.bound.get(*m).copied().flatten())
                .chain(of_organ)
                .find(|e| {
                    let e = self.entities.get(*e);
                    let id = e.known.map(|ix| &*gazetteer.entity(ix).id);
                    e.kind == Kind::Country && id.is_some_and(|id| !own.contains(&id))
                })
        };
        let here = self.parsed[i].nouns.clone().rev();
        let mut here = here.filter(|n| self.nouns[*n].tokens.end <= f.trigger.start);
        here.find_map(foreign)
    }

    /// "A tiếp B đang thăm nước này": A's state, where B stands right before the journey.
    pub(super) fn state_of_host(
        &mut self,
        i: usize,
        f: &Filled,
        sides: &Sides,
    ) -> Option<EntityNo> {
        let [host] = &*sides.left else { return None };
        let chunks = self.chunks(i);
        let at = chunk_at(chunks, f.trigger.start)?;
        let before = chunks[..at].iter().rev().find(|c| !c.is_light())?;
        let Piece::Noun(n) = before.piece else {
            return None;
        };
        let [guest] = self.meant[n].as_slice() else {
            return None;
        };
        let (own, home) = (self.country_of(*guest)?, self.country_of(host.entity)?);
        if own == home || self.entities.get(*guest).kind != Kind::Person {
            return None;
        }
        let gazetteer = &self.extractor.gazetteer;
        let home = gazetteer.find(home)?;
        Some(self.entities.of_row(home, gazetteer))
    }

    /// Whether nothing is known of an entity, neither by a row nor by an office that the document gives: that such a one went to
    /// such a place may be a misread title ("Lan Anh đến Rising Star").
    pub(super) fn obscure(&self, e: EntityNo) -> bool {
        let e = self.entities.get(e);
        e.known.is_none() && e.offices.is_empty()
    }

    /// The row of the foreign state that a palace or capital speaks for; at home the capital is a town like others.
    pub(super) fn spoken_for(&self, place: EntityNo) -> Option<EntityIx> {
        let gazetteer = &self.extractor.gazetteer;
        let state = gazetteer.speaks_for(self.entities.get(place).known?)?;
        let home = self.extractor.home.as_deref() == Some(state);
        gazetteer.find(state).filter(|_| !home)
    }

    /// Whether all who act are persons, each of another country.
    pub(super) fn of_different_states(&self, side: &[Participation]) -> bool {
        let country = |p: &Participation| self.country_of(p.entity);
        side.iter().enumerate().all(|(i, p)| {
            let person = self.entities.get(p.entity).kind == Kind::Person;
            let own = country(p).filter(|_| person);
            own.is_some() && side.iter().take(i).all(|q| country(q) != own)
        })
    }

    /// Whether those who go to a country or city are of different states, and nothing says that they go together.
    pub(super) fn go_apart(
        &self,
        i: usize,
        f: &Filled,
        place: Option<EntityNo>,
        visitors: &[Participation],
    ) -> bool {
        let town = |e: EntityNo| matches!(self.entities.get(e).kind, Kind::Country | Kind::City);
        let together = || {
            let named = visitors.iter().map(|p| p.tokens.start);
            let (from, last) = named.fold((f.trigger.end, f.trigger.end), |(from, last), at| {
                (from.min(at), last.max(at))
            });
            let beside = |c: &&Chunk| (from..=last).contains(&c.tokens.start);
            let mut beside = self.chunks(i).iter().filter(beside);
            beside.any(|c| c.piece == Piece::Recip || self.says(c, "along"))
        };
        visitors.len() > 1
            && place.is_some_and(town)
            && self.of_different_states(visitors)
            && !together()
    }

    /// Whether an entity is a newspaper, an agency, a station.
    pub(super) fn is_press(&self, e: EntityNo) -> bool {
        self.entities
            .get(e)
            .known
            .is_some_and(|ix| &*self.extractor.gazetteer.entity(ix).subkind == PRESS)
    }

    /// The two persons of a sentence, where it speaks of just two and `some` are among them.
    pub(super) fn pair_here(&self, i: usize, some: &[EntityNo]) -> Option<Vec<EntityNo>> {
        let mut people: Vec<EntityNo> = Vec::new();
        for n in self.parsed[i].nouns.clone() {
            let name = self.nouns[n].name.and_then(|m| self.mentions.get(m));
            if name.is_some_and(Mention::author) {
                continue;
            }
            for e in &self.meant[n] {
                if self.entities.get(*e).kind == Kind::Person && !people.contains(e) {
                    people.push(*e);
                }
            }
        }
        (people.len() == 2 && some.iter().all(|s| people.contains(s))).then_some(people)
    }

    /// Nobody visits the own country: such a visitor gives way to the person of the sentence who comes from elsewhere, and where
    /// there is none, is told only of a place within it.
    pub(super) fn visitors_only(
        &self,
        i: usize,
        f: &Filled,
        place: EntityNo,
        role: Option<&Words>,
        visitors: &mut Vec<Participation>,
    ) {
        let geography = self.geography();
        let Some(country) = geography.country(place) else {
            return;
        };
        // "Thủ tướng đến Thanh Hóa": a journey at home, to a town or province that is not where the state is governed.
        let to = self.entities.get(place);
        let capital = |ix| self.extractor.gazetteer.speaks_for(ix).is_some();
        let elsewhere = to.kind != Kind::Country && to.known.is_some_and(|ix| !capital(ix));
        let at_home =
            |e: EntityNo| self.entities.get(e).kind == Kind::Person && geography.serves(e, country);
        let all = visitors.clone();
        visitors.retain(|p| !at_home(p.entity));
        if all.is_empty() || !visitors.is_empty() {
            return;
        }
        // The nearest person named before the trigger who is from elsewhere, after it only where it is a noun ("chuyến thăm của"):
        // behind a verb stands whom the traveller meets.
        let nouns = self.parsed[i].nouns.clone();
        let from = self.own_deed_said(i, f).unwrap_or_default();
        // "Trong chuyến thăm của đội bóng K tới M, A ở M khen B": the team's, and not B's.
        let body = |r: &Refused| self.nouns[r.noun].head == Head::Organization;
        if f.noun && f.refused.iter().any(body) {
            return;
        }
        let found = nouns
            .filter(|n| f.noun || (from..f.trigger.start).contains(&self.nouns[*n].tokens.start))
            .filter(|n| {
                // ("A tiếp B và phu nhân, trong khuôn khổ chuyến thăm K": B.)
                !self.nouns[*n].companion
                    && matches!(self.nouns[*n].head, Head::Person | Head::Role)
                    && matches!(self.meant[*n].as_slice(), [e] if self.entities.get(*e).kind == Kind::Person && !at_home(*e)
                        // Within the country one of whom nothing is known may be at home as well.
                        && !(elsewhere && self.state_for(*e).is_none()))
            })
            .min_by_key(|n| {
                let t = &self.nouns[*n].tokens;
                (t.start > f.trigger.start, t.start.abs_diff(f.trigger.start))
            });
        if let Some(n) = found
            && let [e] = self.meant[n].as_slice()
        {
            visitors.push(Participation {
                entity: *e,
                role: role.cloned().unwrap_or_default(),
                tokens: self.nouns[n].tokens.clone(),
                basis: "who is not at home there",
                people: People::Any,
                leads: None,
            });
        } else if found.is_none() && elsewhere {
            *visitors = all;
        }
    }

    /// "A cho biết B sẽ trở lại K": where the clause begins in which somebody says of another what that one does.
    fn own_deed_said(&self, i: usize, f: &Filled) -> Option<usize> {
        let row = self.row(i);
        let at = chunk_at(row.chunks, f.trigger.start).filter(|_| !f.noun)?;
        let clause = row.clauses.iter().find(|k| k.chunks.contains(&at))?;
        let subject = row.chunks.get(clause.subject?)?;
        let named = matches!(subject.piece, Piece::Noun(n)
            if matches!(self.nouns[n].head, Head::Person | Head::Role));
        let told = named && clause.link == Link::Say && clause.own_subject;
        let first = row.chunks.get(clause.chunks.start).filter(|_| told)?;
        Some(first.tokens.start)
    }

    /// Nobody is invited home by those at home: such an invitee gives way to the person of the sentence who comes from elsewhere
    /// ("A chủ trì lễ đón B, trong chuyến thăm theo lời mời của C", A and C of one country).
    pub(super) fn guests_only(&self, i: usize, f: &Filled, kind: &RelationKind, sides: &mut Sides) {
        let [inviter, invitee, ..] = &*kind.roles else {
            return;
        };
        // "theo lời mời của lãnh đạo hai nước", of two of whom one is the guest.
        let guests = sides.all().filter(|p| p.role == *invitee);
        let guests: Few<EntityNo> = guests.map(|p| p.entity).collect();
        for side in [&mut sides.left, &mut sides.right] {
            side.retain(|p| p.role != *inviter || !guests.contains(&p.entity));
        }
        let country = |p: &Participation| self.country_of(p.entity);
        let of = |role: &str| {
            let mut found = sides.all().filter(|p| &*p.role == role);
            match (found.next(), found.next()) {
                (Some(p), None) if self.entities.get(p.entity).kind == Kind::Person => country(p),
                _ => None,
            }
        };
        let (Some(host), Some(home)) = (of(invitee), of(inviter)) else {
            return;
        };
        if host != home {
            return;
        }
        let guest = self.parsed[i].nouns.clone().rev().find_map(|n| {
            let before = self.nouns[n].tokens.start < f.trigger.start
                && matches!(self.nouns[n].head, Head::Person | Head::Role);
            match self.meant[n].as_slice() {
                [e] if before && self.entities.get(*e).kind == Kind::Person => {
                    self.country_of(*e).filter(|c| *c != home).map(|_| (n, *e))
                }
                _ => None,
            }
        });
        let Some((n, entity)) = guest else { return };
        let tokens = self.nouns[n].tokens.clone();
        for p in sides.all_mut().filter(|p| p.role == *invitee) {
            p.entity = entity;
            p.tokens = tokens.clone();
            p.basis = "who is not at home there";
        }
    }

    /// "A và B nâng cấp quan hệ, trong chuyến thăm của C": where somebody of A went, if A and B are the only countries that the
    /// sentence names and it names them together.
    ///
    /// Whose the visit is must be said of the visit itself: one who speaks of it may be at home.
    pub(super) fn other_of_two(&self, i: usize, f: &Filled, sides: &Sides) -> Option<EntityNo> {
        let home = self.country_of(self.only_visitor(f, sides)?)?;
        let p = self.row(i);
        let countries = |n: usize| {
            let named = self.nouns[n].name.iter().chain(&self.nouns[n].more);
            let all = named.chain(&self.nouns[n].polity);
            all.filter_map(|m| self.bound.get(*m).copied().flatten())
                .filter(|e| self.entities.get(*e).kind == Kind::Country)
        };
        let abroad = |e: &EntityNo| {
            let row = self.entities.get(*e).known;
            row.map(|ix| &*self.extractor.gazetteer.entity(ix).id) != Some(home)
        };
        let mut others = self.parsed[i]
            .nouns
            .clone()
            .flat_map(countries)
            .filter(abroad);
        let other = others.next()?;
        if others.any(|e| e != other) {
            return None;
        }
        let two = |ns: &[usize]| {
            let all: Vec<EntityNo> = ns.iter().copied().flat_map(countries).collect();
            all.len() == 2 && all.contains(&other) && !all.iter().all(abroad)
        };
        let noun = |at: usize| match p.chunks.get(at).map(|c| c.piece) {
            Some(Piece::Noun(n)) => Some(n),
            _ => None,
        };
        let together = (0..p.chunks.len()).any(|at| match noun(at) {
            Some(n) if self.nouns[n].head == Head::Pair => two(&[n]),
            Some(n) if self.nouns[n].head == Head::Place => {
                let and = p.chunks.get(at + 1).map(|c| c.piece) == Some(Piece::And);
                noun(at + 2)
                    .is_some_and(|m| and && self.nouns[m].head == Head::Place && two(&[n, m]))
            }
            _ => false,
        });
        together.then_some(other)
    }

    /// The one whose a visit is said to be by the visit's own phrase.
    fn only_visitor(&self, f: &Filled, sides: &Sides) -> Option<EntityNo> {
        let mut all = sides.all();
        let of = |p: &&Participation| p.basis == Mark::Prep(PrepRole::Of).as_str();
        let visitor = all.next().filter(of)?;
        (f.noun && all.next().is_none()).then_some(visitor.entity)
    }

    /// "Nước K thắt chặt an ninh cho chuyến thăm của B", "Bà A mở tiệc trong chuyến thăm của B": the state of who does something for a
    /// visit, on it or by it, where the sentence names no third one.
    pub(super) fn state_that_hosts(
        &mut self,
        i: usize,
        f: &Filled,
        sides: &Sides,
    ) -> Option<EntityNo> {
        let gazetteer = &self.extractor.gazetteer;
        let state = |e: EntityNo| self.state_for(e);
        let home = state(self.only_visitor(f, sides)?)?;
        let row = self.row(i);
        let at = chunk_at(row.chunks, f.trigger.start)?;
        let event = |c: &&Chunk| {
            matches!(
                c.piece,
                Piece::Classifier | Piece::Transparent | Piece::Number
            )
        };
        let before = row.chunks[..at].iter().rev().find(|c| !event(c))?;
        let role = match before.piece {
            Piece::Prep(role) => role,
            _ => return None,
        };
        let takes_in = matches!(role, PrepRole::At | PrepRole::To | PrepRole::From);
        let clause = row.clauses.iter().find(|c| c.chunks.contains(&at))?;
        let Piece::Noun(host) = row.chunks.get(clause.subject?)?.piece else {
            return None;
        };
        let known = matches!(
            self.nouns[host].head,
            Head::Person | Head::Role | Head::Place
        );
        let [who] = self.meant[host].as_slice() else {
            return None;
        };
        let there = state(*who).filter(|s| *s != home)?;
        let two = |n: usize| {
            let all = self.meant[n].iter();
            all.filter_map(|e| state(*e))
                .all(|s| s == home || s == there)
        };
        let only = self.parsed[i].nouns.clone().all(two);
        (takes_in && known && only && !self.says(before, "apart"))
            .then(|| self.entities.of_row(there, gazetteer))
    }

    /// "A thăm K hồi tháng 5. B dự kiến sẽ đến thăm vào tháng 7": where the journey went that the sentence before tells of last, for one
    /// that says no more than when.
    pub(super) fn where_journey_told(
        &self,
        i: usize,
        f: &Filled,
        told: &[Candidate],
    ) -> Option<EntityNo> {
        let last = told.last().filter(|c| c.sentence + 1 == f.sentence)?;
        let journey = |kind: &str| self.extractor.frames.kind(kind).is_some_and(|k| k.journey);
        let named = self.extractor.frames.frame(f.frame).person_object.is_some();
        let chunks = self.chunks(i);
        let at = chunk_at(chunks, f.trigger.start)?;
        let next = |k: usize| chunks.get(at + k).map(|c| c.piece);
        let when = match next(1) {
            Some(Piece::Prep(_)) => matches!(next(2), Some(Piece::Time(_))),
            Some(Piece::Time(_)) => true,
            _ => false,
        };
        (journey(&last.kind) && named && when && !f.noun && !f.args.is_empty())
            .then_some(last.place)?
    }

    /// References to the two that are named only later: the one pair that the document tells most of.
    pub(super) fn complete(&self, candidates: &mut [Candidate]) {
        let open = |c: &Candidate| {
            let refers = c.definite && !c.fresh && c.fallback.is_empty();
            refers && c.participants.len() <= 1
        };
        // Asked for each document: few refer to anybody.
        if !candidates.iter().any(open) {
            return;
        }
        let mut pairs: Vec<(Vec<EntityNo>, usize)> = Vec::new();
        for c in candidates.iter() {
            let mut people: Vec<EntityNo> = c.participants.iter().map(|p| p.entity).collect();
            people.sort_unstable();
            if people.len() != 2
                || people
                    .iter()
                    .any(|e| self.entities.get(*e).kind != Kind::Person)
            {
                continue;
            }
            if let Some((_, n)) = pairs.iter_mut().find(|(p, _)| *p == people) {
                *n += 1;
            } else if pairs.len() < MOST_PAIRS {
                pairs.push((people, 1));
            }
        }
        for c in candidates.iter_mut().filter(|c| open(c)) {
            let mut fitting: Vec<&(Vec<EntityNo>, usize)> = pairs
                .iter()
                .filter(|(p, _)| c.participants.iter().all(|x| p.contains(&x.entity)))
                .collect();
            by_place(&mut fitting, |(_, n)| [usize::MAX - n, 0, 0]);
            match fitting.as_slice() {
                [(p, _)] => c.fallback = p.clone(),
                [(p, n), (_, m), ..] if *n > 2 * *m => c.fallback = p.clone(),
                _ => {}
            }
        }
    }
}
