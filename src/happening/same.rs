//! Whether a telling is of a happening that was told before: kind, participants, time, place and status must agree.

use super::candidate::{Candidate, Participation, People, Undated};
use super::merge::Happening;
use crate::clause::CueKind;
use crate::discourse::EntityNo;
use crate::extraction::Status;
use crate::frame::{ATTENDED, RelationKind};
use crate::time::{Edtf, Grain};

/// What merging asks about places and parties.
pub(crate) trait Places {
    /// Whether `inner` lies in `outer`, or is the same.
    fn within(&self, inner: EntityNo, outer: EntityNo) -> bool;
    /// Whether the person (or office) belongs to the polity.
    fn belongs(&self, person: EntityNo, polity: EntityNo) -> bool;
    /// Whether the place is a house or the like in a town.
    fn site(&self, place: EntityNo) -> bool;
    /// Whether the place is a room or the like in a house.
    fn room(&self, place: EntityNo) -> bool;
    /// Whether the place is a part of the world.
    fn region(&self, place: EntityNo) -> bool;
    /// Whether it is a person.
    fn person(&self, e: EntityNo) -> bool;
    /// Whether a row knows of it.
    fn known(&self, e: EntityNo) -> bool;
    /// Whether the person leads the state or has led it, where a time is told by then.
    fn leads(&self, person: EntityNo, polity: EntityNo, by: Option<Edtf>) -> bool;
    /// Whether the person is of the country that the place lies in.
    fn at_home(&self, person: EntityNo, place: EntityNo) -> bool;
}

/// The reason of what somebody denies.
pub(super) const DENIED: &str = "denied";

/// The reason of what was put off.
const POSTPONED: &str = "postponed";

fn denied(c: &Candidate) -> bool {
    c.status == Status::Negated && c.reason == Some(DENIED)
}

/// Whether somebody denies that it has come about.
fn denied_of_past(c: &Candidate) -> bool {
    let past = CueKind::Past.as_str();
    denied(c) && c.cues.iter().any(|(k, _)| *k == past)
}

/// Whether only somebody says that it has come about.
fn claimed(c: &Candidate) -> bool {
    c.status == Status::Occurred && c.teller.is_some()
}

/// "có thể đã gặp B": whether what is open is whether it has been, and not whether it will be.
fn may_have_been(c: &Candidate) -> bool {
    let past = CueKind::Past.as_str();
    c.status == Status::Possible && c.cues.first().is_some_and(|(k, _)| *k == past)
}

/// Whether only an agreement puts it ahead.
pub(super) fn agreed(c: &Candidate) -> bool {
    let agree = CueKind::Agree.as_str();
    c.status == Status::Planned && c.cues.iter().any(|(k, _)| *k == agree)
}

/// "A muốn mời B. B đã chấp nhận lời mời": whether somebody takes up an invitation, which has been made then.
fn taken_up(c: &Candidate, kind: Option<&RelationKind>) -> bool {
    let agree = CueKind::Agree.as_str();
    kind.is_some_and(|k| k.invites) && c.cues.iter().any(|(k, _)| *k == agree)
}

/// "sẽ gặp vào tháng 10" and "cuộc gặp ngày 5/12/2025", "bắt tay hôm 8/1" and "gặp hồi tháng 5/2018": whether a day or a month may be
/// the one that is told without its year.
fn fits_day(value: &Edtf, told: Undated) -> bool {
    let (m, d) = match told {
        Undated::Day(m, d) => (m, d),
        // (Of the year of the text nobody tells the number.)
        Undated::ThisYear(_) if value.grain() == Some(Grain::Year) => return false,
        Undated::ThisYear(Some(m)) => (m, None),
        Undated::ThisYear(None) | Undated::YearsBack(_) => return true,
    };
    match (value.grain(), value.earliest()) {
        (Some(Grain::Day), Some(day)) => day.month() == m && d.is_none_or(|d| d == day.day()),
        (Some(Grain::Month), Some(first)) => first.month() == m,
        _ => true,
    }
}

impl Happening {
    /// Whether a telling is of this happening. A `partial` one names only some of those who took part, or none.
    pub(super) fn accepts(
        &self,
        c: &Candidate,
        kind: Option<&RelationKind>,
        places: &dyn Places,
        partial: bool,
    ) -> bool {
        if !self.parties_agree(c, kind, places, partial) {
            return false;
        }
        let times = match (&self.time, &c.time) {
            (Some(a), Some(b)) => {
                let comes_for = || kind.is_some_and(|k| k.journey) && c.time_distance == ATTENDED;
                a.compatible(b)
                    || a.closed_with(b).is_some()
                    || self.moved_by(c)
                    // "Ông A đến K dự lễ ngày 9/5. Ông A đến K chiều 7/5": the headline tells the day of what he comes for.
                    || c.headline && comes_for() && a.is_before(b)
            }
            (None, None) => self.same_day_of_year(c),
            (Some(a), None) => c.undated.is_none_or(|told| fits_day(a, told)),
            (None, Some(b)) => self.undated.iter().all(|told| fits_day(b, *told)),
        };
        let where_ = match (self.place, c.place) {
            (Some(a), Some(b)) => places.within(a, b) || places.within(b, a),
            _ => true,
        };
        if !times
            || !where_
            || self.earlier_apart(c, kind)
            || self.numbered_apart(c)
            || self.wished_apart(c, places)
            || !self.statuses_agree(c, kind, partial)
        {
            return false;
        }
        // "sắp gặp lại nhau, sau hội nghị tháng trước": another one than what has come about, whichever is told first.
        let again = |later: bool, earlier: Status| later && earlier == Status::Occurred;
        let other = again(c.again, self.status) || again(self.again && !c.again, c.status);
        !(other && (self.time != c.time || self.status != c.status))
    }

    /// "dự kiến thăm K ngày 15/4, song chuyến thăm bị lùi đến tháng 5": whether a telling moves what was planned to another day.
    pub(super) fn moved_by(&self, c: &Candidate) -> bool {
        let planned = |s: Status, r: Option<&str>| s == Status::Planned || r == Some(POSTPONED);
        c.status == Status::Planned
            && c.reason == Some(POSTPONED)
            && c.definite
            && c.time.is_some()
            && planned(self.status, self.reason)
    }

    /// Whether those who take part are the same.
    fn parties_agree(
        &self,
        c: &Candidate,
        kind: Option<&RelationKind>,
        places: &dyn Places,
        partial: bool,
    ) -> bool {
        let then = c.time.or(self.time);
        let stands_for = |p: &Participation, state: &Participation| {
            let leads = |by| places.leads(p.entity, state.entity, by);
            p.leads == Some(state.entity)
                || places.belongs(p.entity, state.entity)
                    && match state.people {
                        // ("thượng đỉnh A - B năm 2007": not of who leads it since.)
                        People::Any => then.is_none() || leads(then) || !leads(None),
                        People::Officers => !leads(None),
                        People::Leaders => leads(then) || !places.known(p.entity),
                    }
        };
        let same = |p: &Participation, q: &Participation| {
            p.entity == q.entity
                || match (places.person(p.entity), places.person(q.entity)) {
                    (true, false) => stands_for(p, q),
                    (false, true) => stands_for(q, p),
                    _ => false,
                }
        };
        // A letter from A to B is not one from B to A.
        let turned = c.participants.iter().any(|p| {
            self.participants
                .iter()
                .any(|q| p.entity == q.entity && kind.is_some_and(|k| k.opposed(&p.role, &q.role)))
        });
        if turned {
            return false;
        }
        // "A gặp B và C. Tại cuộc gặp B, A nói …": right behind, what refers back may name only some of those who were there;
        // further on it may be another of A's.
        let here = |p: &Participation| self.participants.iter().any(|q| p.entity == q.entity);
        let last = self.tellings.last().map_or(c.sentence, |t| t.sentence);
        // (Of the same time and place it is no other.)
        let then_and_there = |t: Edtf| {
            let one = c.definite || t.grain() == Some(Grain::Day);
            one && self.time == c.time && c.place.is_some() && self.place == c.place
        };
        let right_behind = || c.definite && (last..=last + 1).contains(&c.sentence);
        // "A đề xuất hoãn đàm phán với B", over a text of talks of A, B and C: a headline tells of some of the states that talk.
        let headed = || {
            let states = || self.participants.iter().all(|p| !places.person(p.entity));
            c.headline && kind.is_some_and(|k| k.gathers) && states()
        };
        let some = || {
            self.status == c.status
                && (c.time.map_or_else(right_behind, then_and_there) || headed())
                && self.participants.len() > c.participants.len()
                && c.participants.iter().all(here)
        };
        // A headline leaves out who travels along.
        let along = c.headline
            && kind.is_some_and(|k| k.journey)
            && self
                .place
                .zip(c.place)
                .is_some_and(|(a, b)| a == b || places.site(a) && places.within(a, b))
            && !c.participants.is_empty();
        let some = partial || along || some();
        let covered = || {
            let among = |p: &Participation| self.participants.iter().any(|q| same(p, q));
            c.participants.iter().all(among)
        };
        let covers = || {
            let among = |p: &Participation| c.participants.iter().any(|q| same(p, q));
            self.participants.iter().all(among)
        };
        (some || self.participants.len() == c.participants.len()) && covered() && (some || covers())
    }

    /// Whether what is told of its coming about may be of one thing.
    fn statuses_agree(&self, c: &Candidate, kind: Option<&RelationKind>, partial: bool) -> bool {
        // What a picture shows has been, and is none that still lies ahead, unless that was to be on its day.
        let shown = c.pictured || self.tellings.iter().all(|t| t.pictured);
        let same_day = self.time.is_some() && self.time == c.time;
        if shown && self.status != c.status && !same_day {
            return false;
        }
        let nowhere = self.place.is_none() && c.place.is_none();
        let there =
            kind.is_some_and(|k| k.gathers) && self.place.is_some() && self.place == c.place;
        let both_timed = self.time.is_some() && c.time.is_some();
        // "bác tin đã điện đàm": what has not been is not what may be yet.
        let apart = match (self.status, c.status) {
            (Status::Negated, Status::Possible | Status::Planned) => {
                self.tellings.iter().any(denied_of_past)
            }
            (Status::Possible | Status::Planned, Status::Negated) => denied_of_past(c),
            _ => false,
        };
        // "Ông A sắp gặp ông B. Đàm phán bế tắc sau cuộc gặp ở K hồi tháng 2": what was when nothing else is told to have been is
        // none that still lies ahead.
        let ahead = matches!(self.status, Status::Planned | Status::Possible) && self.marked;
        let been = c.status == Status::Occurred && c.marked;
        let own_day = c.time.is_some() || c.undated.is_some();
        let undated = self.time.is_none() && self.undated.is_empty();
        let earlier = partial && ahead && been && own_day && undated && !there;
        match (self.status, c.status) {
            (a, b) if a == b => true,
            _ if apart && !both_timed || earlier => false,
            (Status::Possible | Status::Planned, Status::Occurred) if taken_up(c, kind) => true,
            // What was announced and then took place, or was called off.
            (Status::Planned, Status::Negated | Status::Possible)
            | (Status::Negated | Status::Possible, Status::Planned) => true,
            (Status::Possible, Status::Negated) | (Status::Negated, Status::Possible) => true,
            (Status::Occurred, Status::Planned) | (Status::Planned, Status::Occurred) => {
                // "kể từ sau cuộc gặp hồi tháng 4 … sẽ gặp lại": what refers back means nothing that is told later.
                let back = || self.tellings.iter().any(|t| t.sentence <= c.sentence);
                // "Trong cuộc gặp, hai bên nhất trí nối lại đàm phán": agreed on there, so another one.
                let (held, ahead) = match c.status {
                    Status::Occurred => (c.assumed, self.tellings.iter().all(agreed)),
                    _ => (self.assumed(), agreed(c)),
                };
                if ahead && !held && !both_timed && !partial {
                    return false;
                }
                both_timed || !(self.marked && c.marked) || partial && back()
            }
            // "Chưa cần đến cuộc gặp A - B. Cuộc gặp A - B là …"
            (Status::Occurred, Status::Negated) => {
                self.assumed() && nowhere || denied(c) && self.tellings.iter().all(claimed)
            }
            (Status::Negated, Status::Occurred) => {
                c.assumed && nowhere || claimed(c) && self.reason == Some(DENIED)
            }
            // "Khi đã đến K, ông A chưa rõ liệu có cuộc gặp B": there it has been since.
            (Status::Occurred, Status::Possible) => {
                both_timed || there || partial && c.definite || self.assumed() || may_have_been(c)
            }
            (Status::Possible, Status::Occurred) => {
                let been = || self.tellings.iter().all(may_have_been);
                both_timed || partial && c.definite || c.assumed || been()
            }
            _ => false,
        }
    }

    /// Whether what is told of the time agrees where nothing tells the year. A day without its year is of this one.
    fn same_day_of_year(&self, c: &Candidate) -> bool {
        let apart = |a: Undated, b: Undated| match (a, b) {
            (Undated::Day(m, d), Undated::Day(n, e)) => {
                m != n || d.zip(e).is_some_and(|(d, e)| d != e)
            }
            (Undated::YearsBack(a), Undated::YearsBack(b)) => a != b,
            (Undated::YearsBack(_), Undated::ThisYear(_))
            | (Undated::ThisYear(_), Undated::YearsBack(_)) => true,
            (Undated::ThisYear(m), Undated::Day(n, _) | Undated::ThisYear(Some(n)))
            | (Undated::Day(n, _), Undated::ThisYear(m)) => m.is_some_and(|m| m != n),
            (Undated::YearsBack(n), Undated::Day(_, Some(_)))
            | (Undated::Day(_, Some(_)), Undated::YearsBack(n)) => n > 1,
            _ => false,
        };
        let Some(own) = c.undated else {
            return true;
        };
        !self.undated.iter().any(|other| apart(own, *other))
    }

    /// "A đang thăm K. Ông từng đến K năm 2014": whether one of the two journeys is of some earlier time that is told, and the other
    /// of none.
    fn earlier_apart(&self, c: &Candidate, kind: Option<&RelationKind>) -> bool {
        if !kind.is_some_and(|k| k.journey) {
            return false;
        }
        let (once, dated) = (self.once, self.time.is_some() || !self.undated.is_empty());
        let c_dated = c.time.is_some() || c.undated.is_some();
        // (A day without its year may be of any.)
        let c_own = c_dated && !dated || c.time.is_some() && self.time.is_none();
        let own = dated && !c_dated || self.time.is_some() && c.time.is_none();
        c.once && !once && c_own || once && !c.once && own
    }

    /// "Nước X và nước Y đàm phán vào thứ Sáu. Ông A muốn gặp ông B": whether one is of states and has its day, and the other only a wish
    /// of persons that has none.
    fn wished_apart(&self, c: &Candidate, places: &dyn Places) -> bool {
        let states = |all: &[Participation]| {
            let state = |p: &Participation| !places.person(p.entity) && p.people != People::Leaders;
            !all.is_empty() && all.iter().all(state)
        };
        let persons =
            |all: &[Participation]| !all.is_empty() && all.iter().all(|p| places.person(p.entity));
        let dated = self.time.is_some() || !self.undated.is_empty();
        let c_dated = c.time.is_some() || c.undated.is_some();
        match (self.status, c.status) {
            (Status::Planned, Status::Possible) => {
                dated && !c_dated && states(&self.participants) && persons(&c.participants)
            }
            (Status::Possible, Status::Planned) => {
                c_dated && !dated && states(&c.participants) && persons(&self.participants)
            }
            _ => false,
        }
    }

    /// Whether ordinals tell the two apart: the first and the second, or the second that is to come and one that is told to have
    /// been.
    fn numbered_apart(&self, c: &Candidate) -> bool {
        let nth = |count: Option<(u32, bool)>| count.filter(|(_, nth)| *nth).map(|(n, _)| n);
        let ahead = |s: Status| matches!(s, Status::Planned | Status::Possible);
        let later =
            |n: u32, of: Status, other: Status| n > 1 && ahead(of) && other == Status::Occurred;
        match (nth(self.count), nth(c.count)) {
            (Some(a), Some(b)) => a != b,
            (Some(n), None) => {
                let told = c.marked || c.place.is_some() || c.time.is_some();
                later(n, self.status, c.status) && told && !c.assumed
            }
            (None, Some(n)) => {
                let told = self.marked || self.place.is_some() || self.time.is_some();
                later(n, c.status, self.status) && told && !self.assumed()
            }
            _ => false,
        }
    }
}
