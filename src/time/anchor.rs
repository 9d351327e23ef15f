//! Which day, month or year an expression of time comes to, seen from the days that it is anchored to.

use super::edtf::{Edtf, Grain, add_days, add_months, monday_of};
use super::value::{Anchor, Anchors, Direction, Part, Symbolic, Unit};
use jiff::civil::{Date, Weekday};

/// How a value with missing parts is completed.
#[derive(Clone, Copy)]
enum Near {
    /// Nearest to the document's date, as the tense points.
    Tense(Date, Direction),
    /// The first that ends on the day or after it.
    From(Date),
    /// The last that begins on the day or before it.
    UpTo(Date),
}

/// Documents are dated late or early by a day or two; what has happened may bear a date this much after theirs.
const LATE: i32 = 2;
/// A date told as to come that lies this many days back is still that date and not the one a year later.
const EARLY: i32 = 30;
/// The days back and ahead in which the nearest date is taken when the tense says nothing; else that of the document's year.
const BACK: i32 = 122;
const AHEAD: i32 = 61;
/// Less than half of what half a year leaves of a year: of the dates of one name in several years only one lies so near.
const NEAR: i32 = 60;
/// What goes on for fewer days is less than any month.
const MONTH: i32 = 26;

impl Symbolic {
    /// When the event was that it counts so long from, where it comes to `day` itself: to the day, the week, the month or the year by
    /// which it counts.
    pub(crate) fn event_of(&self, day: Edtf) -> Option<Edtf> {
        let Symbolic::Shift { unit, by, anchor } = *self else {
            return None;
        };
        let anchors = Anchors {
            event: Some(day),
            ..Anchors::default()
        };
        // ("ngày 2-3/5 đến K, hai tháng sau khi A đến M".)
        let exact = day.grain() == Some(Grain::Day) || unit != Unit::Day && day.is_stretch();
        let from = anchor == Anchor::Event && by != 0 && exact;
        from.then(|| shifted(unit, -by, anchor, &anchors)).flatten()
    }

    /// How many days it says that something takes.
    pub(crate) fn days(&self) -> Option<i32> {
        match self {
            Symbolic::Duration { unit, count } if *unit == Unit::Day => *count,
            _ => None,
        }
    }

    /// Whether it counts by days.
    pub(crate) fn counts_days(&self) -> bool {
        matches!(
            self,
            Symbolic::Shift {
                unit: Unit::Day,
                ..
            }
        )
    }

    /// The calendar value; `None` if an anchor that it needs is missing, if the calendar has no such day, or for durations.
    pub(crate) fn resolve(&self, anchors: &Anchors, direction: Direction) -> Option<Edtf> {
        if let Some(year) = anchors.year.filter(|_| self.lacks_year()) {
            let first = Near::From(year.earliest()?);
            let value = self.anchored(anchors, direction, Some(first));
            return value.filter(|v| year.contains(v));
        }
        self.anchored(anchors, direction, None)
    }

    fn anchored(
        &self,
        anchors: &Anchors,
        direction: Direction,
        near: Option<Near>,
    ) -> Option<Edtf> {
        let tense = || near.or_else(|| anchors.document.map(|d| Near::Tense(d, direction)));
        match self {
            Symbolic::Date { year, month, day } => match (*year, *month, *day) {
                (Some(y), Some(m), Some(d)) => Edtf::ymd(y, m, d),
                (Some(y), Some(m), None) => Edtf::month(y, m),
                (Some(y), None, None) => Edtf::year(y),
                (None, Some(m), Some(d)) => yearly(tense()?, &|y| Edtf::ymd(y, m, d)),
                (None, Some(m), None) => yearly(tense()?, &|y| Edtf::month(y, m)),
                (None, None, Some(d)) => day_of_month(d, anchors, tense()),
                (Some(_), None, Some(_)) | (None, None, None) => None,
            },
            Symbolic::Decade(year) => Edtf::decade(*year),
            Symbolic::Months { first, count, year } => {
                let of = |y| months_from(y, *first, *count);
                match year {
                    Some(y) => of(*y),
                    None => yearly(tense()?, &of),
                }
            }
            Symbolic::Weekday(weekday) => near_weekday(*weekday, tense()?),
            Symbolic::Shift { unit, by, anchor } => shifted(*unit, *by, *anchor, anchors),
            Symbolic::Recent(Unit::Week) => Edtf::week_of(add_days(anchors.document?, -3)?),
            Symbolic::Recent(unit) => shifted(*unit, -1, Anchor::Document, anchors),
            Symbolic::Within { inner, outer } => {
                let outer = outer.anchored(anchors, direction, near)?;
                let first = outer.earliest()?;
                let value = inner.anchored(anchors, direction, Some(Near::From(first)))?;
                outer.contains(&value).then_some(value)
            }
            Symbolic::Part { part, of } => part_of(*part, of, anchors, direction, near),
            Symbolic::MonthsOf { count, last, year } => {
                let year = year.anchored(anchors, direction, near)?;
                let y = year
                    .earliest()
                    .filter(|_| year.grain() == Some(Grain::Year))?
                    .year();
                let first = if *last { 13_i8.checked_sub(*count)? } else { 1 };
                months_from(y, first, *count)
            }
            Symbolic::Toward { value, direction } => value.anchored(anchors, *direction, near),
            Symbolic::Between { from, to } => between(from, to, anchors, direction, near),
            Symbolic::Since(value) => Edtf::since(value.anchored(anchors, direction, near)?),
            Symbolic::Until(value) => Edtf::until(value.anchored(anchors, direction, near)?),
            Symbolic::Duration { .. } | Symbolic::Unplaced => None,
        }
    }

    /// Whether parts are missing that a neighbour in a range can give.
    pub(super) fn is_partial(&self) -> bool {
        match self {
            Symbolic::Date { year, .. } | Symbolic::Months { year, .. } => year.is_none(),
            Symbolic::Weekday(_) => true,
            Symbolic::Part { of: v, .. }
            | Symbolic::Toward { value: v, .. }
            | Symbolic::MonthsOf { year: v, .. } => v.is_partial(),
            _ => false,
        }
    }

    /// The same in the direction that another expression of it tells: "tomorrow (5 January)".
    pub(super) fn toward(self, other: &Symbolic) -> Symbolic {
        let direction = match (other.lies_ahead(), other.lies_behind()) {
            (true, _) => Direction::Future,
            (_, true) => Direction::Past,
            _ => return self,
        };
        match self.is_partial() {
            true => Symbolic::Toward {
                value: Box::new(self),
                direction,
            },
            false => self,
        }
    }

    /// How long a stretch it names, where it names one.
    pub(super) fn unit(&self) -> Option<Unit> {
        Some(match self {
            Symbolic::Date { day: Some(_), .. } | Symbolic::Weekday(_) => Unit::Day,
            Symbolic::Date { month: Some(_), .. } => Unit::Month,
            Symbolic::Date { .. } => Unit::Year,
            Symbolic::Months { .. } | Symbolic::MonthsOf { .. } => Unit::Quarter,
            Symbolic::Decade(_) => Unit::Decade,
            Symbolic::Shift { unit, .. } | Symbolic::Recent(unit) => *unit,
            Symbolic::Within { inner: v, .. }
            | Symbolic::Part { of: v, .. }
            | Symbolic::Toward { value: v, .. } => v.unit()?,
            Symbolic::Between { .. }
            | Symbolic::Since(_)
            | Symbolic::Until(_)
            | Symbolic::Duration { .. }
            | Symbolic::Unplaced => return None,
        })
    }
}

/// The end of a range completes its beginning ("from 18 to 20 August"), unless only the beginning is complete.
fn between(
    from: &Symbolic,
    to: &Symbolic,
    anchors: &Anchors,
    direction: Direction,
    near: Option<Near>,
) -> Option<Edtf> {
    if to.is_partial() && !from.is_partial() {
        let a = from.anchored(anchors, direction, near)?;
        let b = to.anchored(anchors, direction, Some(Near::From(a.earliest()?)))?;
        return Edtf::between(a, b);
    }
    let ending = |near: Option<Near>, direction: Direction| {
        let b = to.anchored(anchors, direction, near)?;
        let near = if from.is_partial() {
            Some(Near::UpTo(b.latest()?))
        } else {
            near
        };
        Edtf::between(from.anchored(anchors, direction, near)?, b)
    };
    // "đã đến hôm nay, thăm từ ngày 18 đến 22/8": what has begun need not be over.
    let begun = || {
        let latest = add_days(anchors.document?, LATE)?;
        ending(near, Direction::Unknown).filter(|e| e.earliest().is_some_and(|d| d <= latest))
    };
    let running = (direction == Direction::Past && to.is_partial())
        .then(begun)
        .flatten();
    running.or_else(|| ending(near, direction))
}

/// The year that a value without one belongs to.
fn yearly(near: Near, of: &dyn Fn(i16) -> Option<Edtf>) -> Option<Edtf> {
    let ends = |e: &Edtf| Some((e.earliest()?, e.latest()?));
    let around = |d: Date, e: &Edtf| {
        let (a, b) = ends(e)?;
        // Days from the document: negative where the value is over, zero inside it.
        Some(if b < d {
            days(b, d).saturating_neg()
        } else if a > d {
            days(d, a)
        } else {
            0
        })
    };
    let (day, accept): (Date, Box<dyn Fn(i32) -> bool>) = match near {
        Near::Tense(d, Direction::Unknown) => {
            let same = of(d.year());
            // Spans are half a year at the longest, so that no other year's comes nearer than this.
            let near = |e: &Edtf| around(d, e).is_some_and(|away| away.abs() <= NEAR);
            if same.as_ref().is_some_and(near) {
                return same;
            }
            let years = [d.year().checked_sub(1)?, d.year(), d.year().checked_add(1)?];
            return years
                .into_iter()
                .filter_map(|y| {
                    let e = of(y)?;
                    let away = around(d, &e)?;
                    (-BACK..=AHEAD).contains(&away).then_some((away.abs(), e))
                })
                .min_by_key(|(away, _)| *away)
                .map(|(_, e)| e)
                .or(same)
                // 29 February of a year that has none.
                .or_else(|| yearly(Near::UpTo(d), of));
        }
        Near::Tense(d, Direction::Past) => (d, Box::new(|away| away <= LATE)),
        Near::Tense(d, Direction::Future) => {
            // A month that is over is not meant any more; a single day may be.
            let slack = of(d.year()).is_some_and(|e| e.grain() == Some(Grain::Day));
            (
                d,
                Box::new(move |away| away >= if slack { -EARLY } else { 0 }),
            )
        }
        Near::From(d) => (d, Box::new(|away| away >= 0)),
        Near::UpTo(d) => (d, Box::new(|away| away <= 0)),
    };
    let forward = matches!(near, Near::From(_) | Near::Tense(_, Direction::Future));
    // Leap days come every eighth year at the rarest.
    (-1..=8)
        .map(|k| if forward { k } else { -k })
        .filter_map(|k| of(day.year().checked_add(k)?))
        .find(|e| around(day, e).is_some_and(&accept))
}

fn days(from: Date, to: Date) -> i32 {
    from.until((jiff::Unit::Day, to))
        .map_or(i32::MAX, |s| s.get_days())
}

/// A day by its number alone: of the month talked of if that is all that is known, else of the nearest month.
fn day_of_month(day: i8, anchors: &Anchors, near: Option<Near>) -> Option<Edtf> {
    let talked = anchors
        .talked_of
        .filter(|t| t.grain() == Some(Grain::Month))
        .and_then(|t| t.earliest());
    if let (Some(first), None | Some(Near::Tense(..))) = (talked, near) {
        return Edtf::ymd(first.year(), first.month(), day);
    }
    let (start, accept): (Date, fn(i32) -> bool) = match near? {
        Near::Tense(d, Direction::Past | Direction::Unknown) => (d, |away| away <= LATE),
        Near::Tense(d, Direction::Future) => (d, |away| away >= -LATE),
        Near::From(d) => (d, |away| away >= 0),
        Near::UpTo(d) => (d, |away| away <= 0),
    };
    let forward = matches!(
        near,
        Some(Near::From(_) | Near::Tense(_, Direction::Future))
    );
    // A day that is a week ahead is nearer than the one three weeks back, if the tense says nothing.
    if let Some(Near::Tense(d, Direction::Unknown)) = near
        && let Ok(same) = Date::new(d.year(), d.month(), day)
        && (0..=10).contains(&days(d, same))
    {
        return Some(Edtf::day(same));
    }
    let first = start.first_of_month();
    (-1..=3)
        .map(|k| if forward { k } else { -k })
        .filter_map(|k| {
            let month = add_months(first, k)?;
            Date::new(month.year(), month.month(), day).ok()
        })
        .find(|d| accept(days(start, *d)))
        .map(Edtf::day)
}

fn near_weekday(weekday: Weekday, near: Near) -> Option<Edtf> {
    let (from, forward) = match near {
        Near::Tense(d, Direction::Future) | Near::From(d) => (d, true),
        Near::Tense(d, _) | Near::UpTo(d) => (d, false),
    };
    let by = if forward {
        i32::from(weekday.since(from.weekday()))
    } else {
        -i32::from(from.weekday().since(weekday))
    };
    add_days(from, by).map(Edtf::day)
}

fn months_from(year: i16, first: i8, count: i8) -> Option<Edtf> {
    if count < 1 {
        return None;
    }
    let start = Date::new(year, first, 1).ok()?;
    let last = add_months(start, i32::from(count) - 1)?;
    Edtf::between(
        Edtf::month(year, first)?,
        Edtf::month(last.year(), last.month())?,
    )
}

fn shifted(unit: Unit, by: i32, anchor: Anchor, anchors: &Anchors) -> Option<Edtf> {
    let known = match anchor {
        Anchor::Document => None,
        Anchor::Talked if unit == Unit::Year => anchors.told.or(anchors.talked_of),
        // "Hôm sau" where no day was told: some day after one that is not known.
        Anchor::Talked if by > 0 && unit != Unit::Hour => Some(anchors.talked_of?),
        Anchor::Talked => anchors.talked_of,
        Anchor::Told => Some(anchors.talked_of?),
        Anchor::Event => Some(anchors.event?),
    };
    let base = match known {
        None => anchors.document?,
        // Days cannot be counted from a month or a year, nor from a stretch of years.
        Some(t) if unit == Unit::Day && t.grain() != Some(Grain::Day) && longer(&t, MONTH) => {
            return None;
        }
        Some(t) if by == 0 && unit == Unit::Day => return Some(t),
        Some(t) if by > 0 => t.latest()?,
        Some(t) => t.earliest()?,
    };
    match unit {
        // Some hours ago is not always today.
        Unit::Hour => None,
        Unit::Day => add_days(base, by).map(Edtf::day),
        Unit::Week => Edtf::week_of(add_days(base, by.checked_mul(7)?)?),
        Unit::Month => {
            let d = add_months(base, by)?;
            Edtf::month(d.year(), d.month())
        }
        Unit::Quarter => {
            let d = add_months(base, by.checked_mul(3)?)?;
            Edtf::quarter(d.year(), (d.month() - 1) / 3 + 1)
        }
        Unit::Year => Edtf::year(base.year().checked_add(i16::try_from(by).ok()?)?),
        Unit::Decade => {
            let years = i16::try_from(by.checked_mul(10)?).ok()?;
            Edtf::decade(base.year().checked_add(years)?)
        }
    }
}

/// Whether it goes on for more than so many days, or has no end.
fn longer(t: &Edtf, most: i32) -> bool {
    let ends = t.earliest().zip(t.latest());
    ends.is_none_or(|(first, last)| days(first, last) > most)
}

/// Beginning, middle and end have no sharp borders: they come to the whole, but for the weekend.
fn part_of(
    part: Part,
    of: &Symbolic,
    anchors: &Anchors,
    direction: Direction,
    near: Option<Near>,
) -> Option<Edtf> {
    if part == Part::End {
        let week = match of {
            // The weekend that has begun last.
            Symbolic::Recent(Unit::Week) => monday_of(add_days(anchors.document?, -5)?),
            Symbolic::Toward { value, direction } => {
                return part_of(part, value, anchors, *direction, near);
            }
            Symbolic::Shift {
                unit: Unit::Week, ..
            } => of.anchored(anchors, direction, near)?.earliest(),
            _ => None,
        };
        // "đã gặp B vào cuối tuần": one gone by.
        let week = week.map(|monday| {
            let ahead = add_days(monday, 5)
                .zip(anchors.document)
                .is_some_and(|(s, d)| s > d);
            let bare = *of
                == Symbolic::Shift {
                    unit: Unit::Week,
                    by: 0,
                    anchor: Anchor::Document,
                };
            match direction == Direction::Past && ahead && bare {
                true => add_days(monday, -7).unwrap_or(monday),
                false => monday,
            }
        });
        if let Some(monday) = week {
            return Edtf::between(
                Edtf::day(add_days(monday, 5)?),
                Edtf::day(add_days(monday, 6)?),
            );
        }
    }
    let whole = of.anchored(anchors, direction, near)?;
    let (first, last) = (whole.earliest()?, whole.latest()?);
    let days = |a: i8, b: i8| {
        Edtf::between(
            Edtf::ymd(first.year(), first.month(), a)?,
            Edtf::ymd(first.year(), first.month(), b)?,
        )
    };
    match (part, whole.grain()) {
        (Part::FirstHalf, Some(Grain::Year)) => Edtf::half(first.year(), 1),
        (Part::SecondHalf, Some(Grain::Year)) => Edtf::half(first.year(), 2),
        (Part::FirstHalf, Some(Grain::Month)) => days(1, 15),
        (Part::SecondHalf, Some(Grain::Month)) => days(16, last.day()),
        (Part::FirstTen, Some(Grain::Month)) => days(1, 10),
        (Part::SecondTen, Some(Grain::Month)) => days(11, 20),
        (Part::LastTen, Some(Grain::Month)) => days(21, last.day()),
        _ => Some(whole),
    }
}
