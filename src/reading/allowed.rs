//! Whether a frame takes those whom it names: who may be a party at all, and whether they are enough of both sides.

use super::Reading;
use super::sides::Sides;
use crate::clause::PrepRole;
use crate::discourse::EntityNo;
use crate::extraction::Kind;
use crate::frame::{Arg, Filled, Frame, Mark, OR_SUBJECT, RelationKind};
use crate::gazetteer::EntityIx;
use crate::gazetteer::subkind::{CLUB, PRESS, PROVINCE, REGION, UNION};
use crate::happening::Participation;
use crate::phrase::Head;

impl Reading<'_, '_> {
    /// Whether the frame takes such a party on that side.
    pub(super) fn may_take_part(
        &self,
        e: EntityNo,
        a: &Arg,
        envoy: bool,
        f: &Filled,
        frame: &Frame,
    ) -> bool {
        let own = if f.noun {
            frame.noun_parties
        } else {
            frame.parties
        };
        let takes = frame.object_parties.filter(|_| a.side != 0).unwrap_or(own);
        let e = self.entities.get(e);
        let gazetteer = &self.extractor.gazetteer;
        let noun = &self.nouns[a.noun];
        // "Thứ trưởng Ngoại giao hai nước": the states stand for officers whom nobody knows.
        let officers = noun.of_states && frame.object.is_some();
        let row = e.known.map(|ix| gazetteer.entity(ix));
        let at_home = row
            .as_ref()
            .is_none_or(|r| r.country.as_deref() == self.extractor.home.as_deref());
        let club = row.as_ref().is_some_and(|r| &*r.subkind == CLUB);
        // "Các lãnh đạo khối X": people of it as well.
        let sent = a.delegation || noun.their_people();
        match e.kind {
            Kind::Person => true,
            // "Hội nghị thượng đỉnh các lãnh đạo khối X": whose gathering it is.
            _ if f.noun && f.summit && a.side == 0 && a.how == "bare" && noun.their_people() => {
                false
            }
            // "Đoàn đại biểu tỉnh X", "đoàn công tác Bộ Y": people of the own country, whom nobody names.
            Kind::Place | Kind::City if sent && at_home => false,
            Kind::Organization if sent && (at_home || club) => {
                takes.organization || takes.body && !club
            }
            _ if sent || envoy || officers || noun.head == Head::Pair => true,
            // "Hai bên sẽ gặp lại": two states that are spoken of meet as their people.
            Kind::Country if f.again && noun.head == Head::Group => true,
            // "tiếp đại sứ các nước X, Y, Z", "quan chức X và khối Y": whose envoy nobody knows.
            Kind::Country | Kind::Organization if !noun.more.is_empty() => true,
            Kind::Organization => {
                takes.organization || takes.body && !club && self.acts_as_one(e.known, a, f, frame)
            }
            // "A làm việc với tỉnh K": as those who lead it.
            Kind::City | Kind::Place if takes.province && self.led_at_home(e.known, a, f) => true,
            // Of towns only one that speaks for its state.
            Kind::City => {
                takes.country
                    && e.known.is_none_or(|ix| {
                        gazetteer
                            .speaks_for(ix)
                            .is_some_and(|s| self.extractor.home.as_deref() != Some(s))
                    })
            }
            // Of provinces, rivers and places of a name none acts; a part of the world does as its states, a palace for its own.
            Kind::Place => {
                takes.country
                    && e.known.is_some_and(|ix| {
                        let region = &*gazetteer.entity(ix).subkind == REGION;
                        region || gazetteer.speaks_for(ix).is_some()
                    })
            }
            _ => takes.country,
        }
    }

    /// "A làm việc với tỉnh K": whether a province or town at home is whom persons meet. A capital may stand for its state.
    fn led_at_home(&self, row: Option<EntityIx>, a: &Arg, f: &Filled) -> bool {
        let gazetteer = &self.extractor.gazetteer;
        let Some(ix) = row.filter(|ix| gazetteer.speaks_for(*ix).is_none()) else {
            return false;
        };
        let row = gazetteer.entity(ix);
        let led = row.kind == Kind::City || &*row.subkind == PROVINCE;
        let person = |o: &Arg| matches!(self.nouns[o.noun].head, Head::Person | Head::Role);
        let mut acts = f.args.iter().filter(|o| o.side == 0);
        led && row.country.as_deref() == self.extractor.home.as_deref()
            && a.side != 0
            && acts.any(person)
    }

    /// "Phong trào A gặp ông B", "ông B làm việc với bộ A": a body opposite persons, one that no row knows only as whom they meet. Bodies
    /// among themselves strike bargains ("hãng A bắt tay hãng B"), and who is called by a bare name that no row knows may be one too.
    fn acts_as_one(&self, row: Option<EntityIx>, a: &Arg, f: &Filled, frame: &Frame) -> bool {
        let acts = a.side == 0;
        let kind = row.map(|ix| &*self.extractor.gazetteer.entity(ix).subkind);
        // What stands behind is rather where a union's members meet ("bên lề"), who asks questions is no party.
        let other = match kind {
            Some(PRESS) => true,
            Some(UNION) => !acts || frame.group,
            Some(_) => false,
            None => acts || frame.group,
        };
        let named = |o: &Arg| {
            let noun = &self.nouns[o.noun];
            let called = noun.gender.is_some() || !noun.titles.is_empty() || noun.rule.is_some();
            let meant = self.meant.get(o.noun).map_or(&[][..], |m| &m[..]);
            called || meant.iter().any(|e| !self.obscure(*e))
        };
        let body = |o: &Arg| self.nouns[o.noun].head == Head::Organization && !o.delegation;
        // "Lãnh đạo hãng A, B và C gặp D": who leads the first of them is one of the list.
        let of_body = |o: &Arg| {
            let noun = &self.nouns[o.noun];
            let whose = noun
                .polity
                .and_then(|m| self.bound.get(m).copied().flatten());
            let kind = whose.map(|e| self.entities.get(e).kind);
            body(o) || noun.head == Head::Role && kind == Some(Kind::Organization)
        };
        let (own, mut others): (Vec<&Arg>, Vec<&Arg>) =
            f.args.iter().partition(|o| o.side == a.side);
        others.retain(|o| o.how != OR_SUBJECT);
        !other
            && !(acts && (frame.official || !frame.group && a.how != "subject"))
            && own.iter().all(|o| of_body(o))
            && !others.is_empty()
            && others.iter().all(|o| !body(o) && named(o))
    }

    /// Whether those named are one side of what needs two.
    pub(super) fn one_end_only(
        &self,
        f: &Filled,
        frame: &Frame,
        kind: &RelationKind,
        sides: &Sides,
    ) -> bool {
        // "thông điệp của A và B": a letter or an invitation has two ends.
        let between = frame
            .noun
            .iter()
            .any(|(m, _)| *m == Mark::Prep(PrepRole::Between));
        let ends = frame.each && !(between && f.noun);
        // "A và B đón đoàn công tác": two hosts have not met each other, whoever their guest is.
        let apart = frame.object.is_some() && frame.object != frame.subject && !between;
        // "A và B làm việc với năm doanh nghiệp": so here, where those who act are not all.
        let apart = apart || !frame.group && !f.noun && kind.gathers;
        // "Sau lễ đón, hai nhà lãnh đạo sẽ hội đàm": nor is a group of both the host.
        let group = |a: &Arg| self.nouns[a.noun].head == Head::Group;
        let both = f.noun && apart && !f.args.is_empty() && f.args.iter().all(group);
        let one = sides.left.is_empty() || sides.right.is_empty();
        let many = sides.all().count() > 1;
        // "Gặp lại A và B trong một vở kịch", "đặc phái viên gặp lãnh đạo hai đảng": those met have not met each other.
        let bare = |p: &Participation| p.basis == Mark::Bare.as_str();
        let pair = |a: &Arg| self.nouns[a.noun].head == Head::Pair;
        let met = !f.noun && sides.left.is_empty() && sides.right.iter().all(bare);
        let apart = apart || met && !f.args.iter().any(pair);
        one && (!f.definite && (ends || apart && many) || (f.unnamed || both) && many)
    }

    /// Whether a journey has a place, or refers to one that has; who is at home there is no visitor.
    pub(super) fn goes_somewhere(
        &self,
        i: usize,
        f: &Filled,
        kind: &RelationKind,
        place: Option<(EntityNo, u8)>,
        sides: &mut Sides,
    ) -> bool {
        if f.invited {
            return false;
        }
        let Some((place, _)) = place else {
            return f.definite || f.noun;
        };
        if self.obscure(place) && sides.left.iter().all(|p| self.obscure(p.entity)) {
            return false;
        }
        let role = kind.roles.first();
        self.visitors_only(i, f, place, role, &mut sides.left);
        true
    }
}
