//! What an expression of time means before it is anchored.

use super::edtf::{Edtf, Grain};
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

impl Symbolic {
    /// Whether it is told as so long before or after an event.
    pub(crate) fn counts_from_event(&self) -> bool {
        let event = |a: &Anchor| *a == Anchor::Event;
        matches!(self, Symbolic::Shift { anchor, .. } if event(anchor))
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

    /// Whether it is the year of the document or in it ("tháng 4 năm nay"), and the month that it names there.
    pub(crate) fn of_this_year(&self) -> Option<Option<i8>> {
        match self {
            Symbolic::Shift {
                unit: Unit::Year,
                by: 0,
                anchor: Anchor::Document,
            } => Some(None),
            Symbolic::Within { inner, outer } => {
                outer.of_this_year()?;
                Some(inner.month_and_day().map(|(month, _)| month))
            }
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

    /// Month and, where it is one, day of what it names, whatever the year: also of a part of a month, and of a stretch that lies in one.
    pub(crate) fn month_of_year(&self) -> Option<(i8, Option<i8>)> {
        let whole = |v: &Symbolic| v.month_of_year().map(|(month, _)| month);
        match self {
            Symbolic::Part { of, .. } => Some((whole(of)?, None)),
            Symbolic::Between { from, to } => {
                let month = whole(to)?;
                (whole(from).is_none_or(|m| m == month)).then_some((month, None))
            }
            _ => self.month_and_day(),
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
