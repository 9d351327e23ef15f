//! What an expression of time means before it is anchored, and what it comes to once it is.

use super::edtf::{Edtf, Grain, add_days, add_months, monday_of};
use jiff::civil::{Date, Weekday};
use std::cmp::Ordering;

/// A unit of the calendar, from small to large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    /// Shorter than a day: hours, minutes.
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
}

/// What an offset counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// The document's date.
    Document,
    /// The time being talked of; the document's date where there is none.
    Talked,
    /// The day being talked of, and none where none was told ("hôm ấy").
    Told,
    /// The event that the words after it tell of.
    Event,
}

/// Which part of a stretch is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Start,
    Middle,
    /// Of a week: Saturday and Sunday.
    End,
    FirstHalf,
    SecondHalf,
    /// Days 1 to 10 of a month.
    FirstTen,
    /// Days 11 to 20 of a month.
    SecondTen,
    /// Days from the 21st of a month.
    LastTen,
}

/// Where the tense of its clause points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Direction {
    Past,
    Future,
    #[default]
    Unknown,
}

/// What a symbolic value is anchored to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Anchors {
    /// The document's date.
    pub(crate) document: Option<Date>,
    /// The time that the text talked of last.
    pub(crate) talked_of: Option<Edtf>,
    /// The last time of any length before it, which tells the year talked of ("từ năm 2015 … tháng 12 năm đó").
    pub(crate) told: Option<Edtf>,
    /// The time of the event that the expression counts from.
    pub(crate) event: Option<Edtf>,
    /// The year that the sentence begins with ("Năm 2021, A thăm K vào tháng 4").
    pub(crate) year: Option<Edtf>,
}

/// A time as the text gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Symbolic {
    /// A date of which any part may be missing, but not all.
    Date {
        year: Option<i16>,
        month: Option<i8>,
        day: Option<i8>,
    },
    /// The decade of that year.
    Decade(i16),
    /// `count` months from `first` on: quarters and seasons. They may reach into the next year.
    Months {
        first: i8,
        count: i8,
        year: Option<i16>,
    },
    /// A day of the week.
    Weekday(Weekday),
    /// The unit that lies `by` units after the one of the anchor.
    Shift {
        unit: Unit,
        by: i32,
        anchor: Anchor,
    },
    /// The last such unit that is over or nearly so: of a week, that of most of the last seven days.
    Recent(Unit),
    /// The first `inner` that lies in `outer`: a weekday in a week, a month in a year.
    Within {
        inner: Box<Symbolic>,
        outer: Box<Symbolic>,
    },
    /// A part of a stretch.
    Part {
        part: Part,
        of: Box<Symbolic>,
    },
    /// The first (or last) `count` months of a year.
    MonthsOf {
        count: i8,
        last: bool,
        year: Box<Symbolic>,
    },
    /// A value whose direction the expression itself says.
    Toward {
        value: Box<Symbolic>,
        direction: Direction,
    },
    /// From one to the other, both included.
    Between {
        from: Box<Symbolic>,
        to: Box<Symbolic>,
    },
    Since(Box<Symbolic>),
    Until(Box<Symbolic>),
    /// How long something takes or has taken: no place in the calendar.
    Duration {
        unit: Unit,
        count: Option<i32>,
    },
    /// Every day, each Monday; or a calendar that is not ours.
    Unplaced,
}

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

impl Symbolic {
    /// Whether it is told as so long before or after an event.
    pub(crate) fn counts_from_event(&self) -> bool {
        let event = |a: &Anchor| *a == Anchor::Event;
        matches!(self, Symbolic::Shift { anchor, .. } if event(anchor))
    }

    /// The day of the event that it counts so many days from, where it comes to `day` itself.
    pub(crate) fn event_of(&self, day: Edtf) -> Option<Edtf> {
        let Symbolic::Shift { unit, by, anchor } = *self else {
            return None;
        };
        let anchors = Anchors {
            event: Some(day),
            ..Anchors::default()
        };
        let days = unit == Unit::Day && anchor == Anchor::Event && day.grain() == Some(Grain::Day);
        days.then(|| shifted(unit, -by, anchor, &anchors)).flatten()
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

    /// Whether it tells a month, or days of one, and not of which year; "next May" is seen from the document.
    pub(crate) fn lacks_year(&self) -> bool {
        match self {
            Symbolic::Date { year, month, .. } => year.is_none() && month.is_some(),
            Symbolic::Months { year, .. } => year.is_none(),
            Symbolic::Toward { value, direction } => {
                *direction == Direction::Past && value.lacks_year()
            }
            Symbolic::Part { of: v, .. } | Symbolic::Between { to: v, .. } => v.lacks_year(),
            _ => false,
        }
    }

    /// Whether it lies ahead of the document whatever its date: "tuần tới", "ngày mai", "tháng 6 tới".
    pub(crate) fn lies_ahead(&self) -> bool {
        self.lies(Direction::Future)
    }

    /// Whether it lies before the document whatever its date: "tuần trước", "hôm qua", "tháng 6 vừa qua".
    pub(crate) fn lies_behind(&self) -> bool {
        self.lies(Direction::Past)
    }

    fn lies(&self, toward: Direction) -> bool {
        let ahead = toward == Direction::Future;
        match self {
            Symbolic::Shift { unit, by, anchor } => {
                let there = if ahead { *by > 0 } else { *by < 0 };
                there && *anchor == Anchor::Document && *unit >= Unit::Day
            }
            Symbolic::Toward { direction, .. } => *direction == toward,
            Symbolic::Recent(_) => !ahead,
            Symbolic::Within { outer: v, .. }
            | Symbolic::Part { of: v, .. }
            | Symbolic::MonthsOf { year: v, .. } => v.lies(toward),
            // All of it: from its first day on, or up to its last.
            Symbolic::Between { from, .. } if ahead => from.lies(toward),
            Symbolic::Between { to, .. } => to.lies(toward),
            Symbolic::Since(v) => ahead && v.lies(toward),
            Symbolic::Until(v) => !ahead && v.lies(toward),
            _ => false,
        }
    }

    /// Whether it names a year, and nothing in it.
    pub(crate) fn is_year(&self) -> bool {
        match self {
            Symbolic::Date { month, day, .. } => month.is_none() && day.is_none(),
            Symbolic::Shift { unit, .. } => *unit >= Unit::Year,
            _ => false,
        }
    }

    /// Whether it is the day of the document.
    pub(crate) fn is_today(&self) -> bool {
        let day = |unit: Unit| unit <= Unit::Day;
        matches!(self, Symbolic::Shift { unit, by: 0, anchor: Anchor::Document } if day(*unit))
    }

    /// So many years before the document ("ba năm trước", "năm ngoái").
    pub(crate) fn years_back(&self) -> Option<i32> {
        match self {
            Symbolic::Shift {
                unit: Unit::Year,
                by,
                anchor: Anchor::Document,
            } => (*by < 0).then_some(-*by),
            Symbolic::Toward { value: v, .. }
            | Symbolic::Within { outer: v, .. }
            | Symbolic::Part { of: v, .. } => v.years_back(),
            _ => None,
        }
    }

    /// Month and day of a date, whatever its year.
    pub(crate) fn month_and_day(&self) -> Option<(i8, Option<i8>)> {
        match self {
            Symbolic::Date {
                month: Some(month),
                day,
                ..
            } => Some((*month, *day)),
            Symbolic::Toward { value: v, .. } | Symbolic::Within { outer: v, .. } => {
                v.month_and_day()
            }
            _ => None,
        }
    }

    /// Whether it goes on from a day: "kể từ năm 2019".
    pub(crate) fn runs_from(&self) -> bool {
        matches!(self, Symbolic::Since(_))
    }

    /// Whether it says both the day something begins on and the day it ends on: "từ ngày 1 đến 4/12".
    pub(crate) fn is_stretch(&self) -> bool {
        matches!(self, Symbolic::Between { .. })
    }

    /// Whether it is the week, month or year of the document: part of it is gone, part of it to come.
    pub(crate) fn runs_on(&self) -> bool {
        matches!(self, Symbolic::Shift { unit, by: 0, anchor: Anchor::Document } if *unit > Unit::Day)
    }

    /// Where the part that it names of a running month or year lies, seen from a day of it: "cuối tháng này" is to come before
    /// the 21st. `None` where the day may be in that part.
    pub(crate) fn part_from(&self, day: Date, whole: &Edtf) -> Option<Ordering> {
        let third = match whole.grain()? {
            Grain::Month => ((day.day() - 1) / 10).min(2),
            Grain::Year => (day.month() - 1) / 4,
            _ => return None,
        };
        let named = match self {
            Symbolic::Part { part, .. } => match part {
                Part::Start => 0,
                Part::Middle => 1,
                Part::End => 2,
                _ => return None,
            },
            _ => return None,
        };
        Some(named.cmp(&third)).filter(|o| o.is_ne())
    }

    /// Whether the expression names days without help from any anchor.
    #[cfg(test)]
    pub(crate) fn is_absolute(&self) -> bool {
        self.resolve(&Anchors::default(), Direction::Unknown)
            .is_some()
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

    /// Whether it is a month or day with its year, or a stretch of them.
    fn is_dated(&self) -> bool {
        match self {
            Symbolic::Date { year, month, .. } => year.is_some() && month.is_some(),
            Symbolic::Between { to, .. } => to.is_dated(),
            _ => false,
        }
    }

    /// Whether `fine` says by its numbers what `self` said otherwise: "today, 5 January".
    pub(super) fn refined_by(&self, fine: &Symbolic) -> bool {
        let day = |s: &Symbolic| matches!(s, Symbolic::Date { day: Some(_), .. });
        let numbered = |s: &Symbolic| match s {
            Symbolic::Toward { value, .. } => day(value),
            _ => day(s),
        };
        // "Cách đây 20 năm (5/1996)": a count of years is rounder than the date beside it.
        if let Symbolic::Shift {
            unit: Unit::Month | Unit::Year,
            by: ..0,
            ..
        } = self
            && fine.is_dated()
        {
            return true;
        }
        match (self.unit(), fine.unit()) {
            (Some(a), Some(b)) => !numbered(self) && numbered(fine) && b <= a && a <= Unit::Month,
            _ => false,
        }
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
        // Days cannot be counted from a month or a year.
        Some(t) if unit == Unit::Day && t.grain().is_some_and(|g| g != Grain::Day) => {
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
