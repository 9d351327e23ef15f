//! The life line of a happening: what its tellings say of it, from the wish over the plan to what became of it.

use super::candidate::Candidate;
use super::merge::Happening;
use super::same::DENIED;
use crate::extraction::Status;
use crate::frame::ATTENDED;
use crate::time::Edtf;
use std::cmp::Ordering;

/// When a telling was told, as far as the text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum ToldOn {
    #[default]
    Unknown,
    Day(Edtf),
    /// A day of a month where no year is known.
    OfYear(i8, i8),
    /// Before a document without a date.
    Before,
    /// On the day of a document without a date.
    Now,
    /// Before what the text has told so far, or after it ("trước đó", "sau đó").
    Earlier,
    Later,
}

impl ToldOn {
    /// Which of two was told first; `None` where the text does not say.
    fn compare(self, other: ToldOn) -> Option<Ordering> {
        match (self, other) {
            (ToldOn::Day(a), ToldOn::Day(b)) => {
                let later = || b.is_before(&a).then_some(Ordering::Greater);
                a.is_before(&b).then_some(Ordering::Less).or_else(later)
            }
            // Of one year, unless half of one lies between.
            (ToldOn::OfYear(m, d), ToldOn::OfYear(n, e)) => {
                ((m - n).abs() < 6).then(|| (m, d).cmp(&(n, e)))
            }
            (ToldOn::Now, ToldOn::Day(_) | ToldOn::OfYear(..) | ToldOn::Before) => {
                Some(Ordering::Greater)
            }
            (ToldOn::Day(_) | ToldOn::OfYear(..) | ToldOn::Before, ToldOn::Now) => {
                Some(Ordering::Less)
            }
            (ToldOn::Later, ToldOn::Later) | (ToldOn::Earlier, ToldOn::Earlier) => None,
            (ToldOn::Later, _) | (_, ToldOn::Earlier) => Some(Ordering::Greater),
            (_, ToldOn::Later) | (ToldOn::Earlier, _) => Some(Ordering::Less),
            _ => None,
        }
    }

    /// Whether it was told later than the other.
    fn after(self, other: ToldOn) -> bool {
        self.compare(other) == Some(Ordering::Greater)
    }
}

/// How far a status is along the life of a happening. What has only not come about yet may still be planned.
fn rank(status: Status, not_yet: bool) -> u8 {
    match status {
        Status::Possible => 0,
        Status::Negated if not_yet => 1,
        Status::Planned => 2,
        Status::Negated => 3,
        Status::Occurred => 4,
    }
}

/// A step in the life of a happening, and the telling that first tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stage {
    pub(crate) status: Status,
    pub(crate) reason: Option<&'static str>,
    pub(crate) telling: usize,
}

impl Happening {
    /// What the tellings say of it, the earlier first where the text dates the tellings, else the less far along; its status comes
    /// last. A telling without a cue is a stage only where it is that status.
    pub(crate) fn stages(&self) -> Vec<Stage> {
        let mut out: Vec<Stage> = Vec::new();
        let own = |c: &Candidate| c.status == self.status && c.reason == self.reason;
        for (telling, c) in self.tellings.iter().enumerate() {
            let known = |s: &Stage| s.status == c.status && s.reason == c.reason;
            let further = rank(c.status, c.not_yet) > rank(self.status, self.not_yet);
            let later = further && !self.told_on.after(c.told_on);
            if out.iter().any(known) || !(c.marked || own(c)) || later {
                continue;
            }
            let before = |s: &Stage| {
                let t = &self.tellings[s.telling];
                let dated = t.told_on.compare(c.told_on).map(Ordering::is_lt);
                own(c)
                    || !own(t)
                        && dated.unwrap_or(rank(t.status, t.not_yet) <= rank(c.status, c.not_yet))
            };
            let at = out.iter().rposition(before).map_or(0, |i| i + 1);
            out.insert(
                at,
                Stage {
                    status: c.status,
                    reason: c.reason,
                    telling,
                },
            );
        }
        out
    }

    /// Whether nothing but what comes before it puts it ahead.
    fn only_before(&self) -> bool {
        let mut marked = self.tellings.iter().filter(|t| t.marked);
        self.status == Status::Planned && marked.all(Candidate::only_before)
    }

    /// Lets one more telling say how far it has come: what is told later, else what is further along. A cue says more than its
    /// lack, and even what is only likely says more than what is held by default.
    pub(super) fn fold_status(&mut self, c: &Candidate) {
        // What one comes for may lie ahead when he has come.
        if c.headline && c.time_distance == ATTENDED && c.time != self.time {
            return;
        }
        let open = self.status == Status::Occurred && c.status != Status::Occurred;
        let held = c.only_before() && self.tellings.iter().any(Candidate::done);
        let unsure = open && (!self.marked && c.marked || self.assumed()) && !held;
        // What one still wishes for when it has been called off has been called off.
        let settles = |s: Status| matches!(s, Status::Planned | Status::Negated);
        let by_day = (c.marked && self.marked && settles(c.status) && settles(self.status))
            .then(|| c.told_on.compare(self.told_on))
            .flatten()
            .filter(|o| o.is_ne());
        // "K bác tin đã đàm phán, sau khi A nói hai bên đang đàm phán": what one claims and the other denies.
        if c.status == Status::Occurred && c.teller.is_some() && self.reason == Some(DENIED) {
            return;
        }
        // A headline's "trước cuộc gặp" is a guess, but more than none, where nothing tells it as done.
        let guessed =
            !self.marked && !c.marked && c.headline && c.status == Status::Planned && !held;
        let far = rank(c.status, c.not_yet) > rank(self.status, self.not_yet);
        // "đã hoãn cuộc họp. Cuộc họp được dời sang tháng 4": put off to a day says more than put off.
        let moved = self.reason.is_some() && c.reason == self.reason && c.status == Status::Planned;
        let further = match by_day {
            _ if moved => true,
            Some(order) => order.is_gt(),
            None => {
                far && (c.marked || !self.marked || self.only_before() && c.done()) && !c.assumed
            }
        };
        let denied = c.reason == Some(DENIED) && self.status == Status::Occurred;
        if further || unsure || denied || guessed {
            self.take_status(c);
        } else if c.status == self.status && c.told_on.after(self.told_on) {
            self.told_on = c.told_on;
        }
    }

    /// Makes what one telling says of it what holds.
    pub(super) fn take_status(&mut self, c: &Candidate) {
        self.status = c.status;
        self.reason = c.reason;
        self.not_yet = c.not_yet;
        self.told_on = c.told_on;
    }
}
