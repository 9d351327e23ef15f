//! Calendar values: a day, month, year or decade, and intervals between them, written in EDTF.

use crate::error::Error;
use jiff::civil::{Date, Weekday};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// How much of the calendar a value names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grain {
    /// One day.
    Day,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
    /// Ten years beginning with one divisible by ten.
    Decade,
}

/// One named stretch of the calendar; `first` is its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Point {
    first: Date,
    grain: Grain,
}

impl Point {
    fn last(self) -> Date {
        match self.grain {
            Grain::Day => self.first,
            Grain::Month => self.first.last_of_month(),
            Grain::Year => self.first.last_of_year(),
            Grain::Decade => {
                Date::new(self.first.year().saturating_add(9), 12, 31).unwrap_or(Date::MAX)
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Shape {
    One(Point),
    Between(Point, Point),
    Since(Point),
    Until(Point),
}

/// A calendar value at the grain that is known: `2025-10-30`, `2025-09`, `2026`, `201X`, an interval
/// `2025-10-29/2025-11-01`, or one open on a side: `2018-03/..`, `../2018`.
///
/// It is what a time in a text comes to, and how tenures say since when and until when. All operations cost constant time.
///
/// # Examples
/// ```
/// use hoidam::Edtf;
///
/// let trip: Edtf = "2025-10-29/2025-11-01".parse()?;
/// let day: Edtf = "2025-10-30".parse()?;
/// assert!(trip.contains(&day));
/// assert!(day.compatible(&"2025-10".parse()?));
/// assert_eq!(trip.to_string(), "2025-10-29/2025-11-01");
/// # Ok::<(), hoidam::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Edtf(Shape);

impl Edtf {
    /// As text, past the machinery of `to_string`.
    pub(crate) fn written(self) -> String {
        Written::of(self).as_str().to_owned()
    }

    /// One day.
    pub(crate) const fn day(date: Date) -> Edtf {
        Edtf(Shape::One(Point {
            first: date,
            grain: Grain::Day,
        }))
    }

    /// A day by its numbers; `None` where the calendar has no such day.
    pub(crate) fn ymd(year: i16, month: i8, day: i8) -> Option<Edtf> {
        Date::new(year, month, day).ok().map(Edtf::day)
    }

    /// A calendar month; `None` where there is none of that number.
    pub(crate) fn month(year: i16, month: i8) -> Option<Edtf> {
        Edtf::starting(Date::new(year, month, 1).ok()?, Grain::Month)
    }

    /// A calendar year.
    pub(crate) fn year(year: i16) -> Option<Edtf> {
        Edtf::starting(Date::new(year, 1, 1).ok()?, Grain::Year)
    }

    /// The decade that a year lies in.
    pub(crate) fn decade(year: i16) -> Option<Edtf> {
        let first = Date::new(year.checked_sub(year.rem_euclid(10))?, 1, 1).ok()?;
        Edtf::starting(first, Grain::Decade)
    }

    // EDTF years have four digits and no sign; the calendar's range is wider.
    fn starting(first: Date, grain: Grain) -> Option<Edtf> {
        (first.year() >= 0).then_some(Edtf(Shape::One(Point { first, grain })))
    }

    /// The Monday to Sunday that a day lies in.
    pub(crate) fn week_of(date: Date) -> Option<Edtf> {
        let monday = monday_of(date)?;
        Edtf::between(Edtf::day(monday), Edtf::day(add_days(monday, 6)?))
    }

    /// The quarter 1 to 4 of a year, as an interval of months.
    pub(crate) fn quarter(year: i16, quarter: i8) -> Option<Edtf> {
        Edtf::months(year, quarter.checked_mul(3)?.checked_sub(2)?, 3)
    }

    /// The half 1 or 2 of a year, as an interval of months.
    pub(crate) fn half(year: i16, half: i8) -> Option<Edtf> {
        Edtf::months(year, half.checked_mul(6)?.checked_sub(5)?, 6)
    }

    /// `count` months from a month on, within one year.
    fn months(year: i16, first: i8, count: i8) -> Option<Edtf> {
        let last = first.checked_add(count)?.checked_sub(1)?;
        Edtf::between(Edtf::month(year, first)?, Edtf::month(year, last)?)
    }

    /// From the beginning of one value to the end of another; `None` if that end lies before the beginning.
    pub(crate) fn between(from: Edtf, to: Edtf) -> Option<Edtf> {
        match (from.first_point(), to.last_point()) {
            (Some(a), Some(b)) if a == b => Some(Edtf(Shape::One(a))),
            (Some(a), Some(b)) => {
                (a.first <= b.first && a.last() <= b.last()).then_some(Edtf(Shape::Between(a, b)))
            }
            (Some(a), None) => Some(Edtf(Shape::Since(a))),
            (None, Some(b)) => Some(Edtf(Shape::Until(b))),
            (None, None) => None,
        }
    }

    /// "từ ngày 2/6" with "đến ngày 5/6": from the one to the other, where the one has no end and the other no beginning.
    pub(crate) fn closed_with(&self, other: &Edtf) -> Option<Edtf> {
        let (from, to) = match (self.0, other.0) {
            (Shape::Since(from), Shape::Until(to)) | (Shape::Until(to), Shape::Since(from)) => {
                (from, to)
            }
            _ => return None,
        };
        let ordered = from.first <= to.last();
        ordered
            .then(|| Edtf::between(Edtf(Shape::One(from)), Edtf(Shape::One(to))))
            .flatten()
    }

    /// From the beginning of a value on, without an end.
    pub(crate) fn since(from: Edtf) -> Option<Edtf> {
        Some(Edtf(Shape::Since(from.first_point()?)))
    }

    /// What a value without an end begins with.
    pub(crate) fn began(&self) -> Option<Edtf> {
        match self.0 {
            Shape::Since(p) => Some(Edtf(Shape::One(p))),
            _ => None,
        }
    }

    /// From a day on for so many days, where it is told from which day it is.
    pub(crate) fn lasting(&self, days: i32) -> Option<Edtf> {
        let first = self.began().filter(|v| v.grain() == Some(Grain::Day))?;
        let last = add_days(first.earliest()?, days.checked_sub(1)?)?;
        Edtf::between(first, Edtf::day(last))
    }

    /// To the end of a value, without a beginning.
    pub(crate) fn until(to: Edtf) -> Option<Edtf> {
        Some(Edtf(Shape::Until(to.last_point()?)))
    }

    fn first_point(&self) -> Option<Point> {
        match self.0 {
            Shape::One(p) | Shape::Between(p, _) | Shape::Since(p) => Some(p),
            Shape::Until(_) => None,
        }
    }

    fn last_point(&self) -> Option<Point> {
        match self.0 {
            Shape::One(p) | Shape::Between(_, p) | Shape::Until(p) => Some(p),
            Shape::Since(_) => None,
        }
    }

    /// The first day it can mean; `None` if it is open there.
    pub(crate) fn earliest(&self) -> Option<Date> {
        self.first_point().map(|p| p.first)
    }

    /// The last day it can mean; `None` if it is open there.
    pub(crate) fn latest(&self) -> Option<Date> {
        self.last_point().map(Point::last)
    }

    /// Whether it runs from one day to another, and is no week or weekend as the calendar has them.
    pub(crate) fn is_stretch(&self) -> bool {
        let Shape::Between(from, to) = self.0 else {
            return false;
        };
        let days = from.grain == Grain::Day && to.grain == Grain::Day;
        let begins = matches!(from.first.weekday(), Weekday::Monday | Weekday::Saturday);
        let week = begins && to.first.weekday() == Weekday::Sunday;
        days && !(week && add_days(from.first, 6).is_some_and(|last| to.first <= last))
    }

    /// The grain of a single value; `None` for an interval.
    pub fn grain(&self) -> Option<Grain> {
        match self.0 {
            Shape::One(p) => Some(p.grain),
            _ => None,
        }
    }

    /// Whether it has no beginning or no end.
    pub fn is_open(&self) -> bool {
        matches!(self.0, Shape::Since(_) | Shape::Until(_))
    }

    fn bounds(&self) -> (Date, Date) {
        (
            self.earliest().unwrap_or(Date::MIN),
            self.latest().unwrap_or(Date::MAX),
        )
    }

    /// Whether some day lies in both.
    pub fn overlaps(&self, other: &Edtf) -> bool {
        let ((a, b), (c, d)) = (self.bounds(), other.bounds());
        a <= d && c <= b
    }

    /// Whether every day of `other` lies in it.
    pub fn contains(&self, other: &Edtf) -> bool {
        let ((a, b), (c, d)) = (self.bounds(), other.bounds());
        a <= c && d <= b
    }

    /// Whether one refines the other, so that both may tell the time of one happening.
    pub fn compatible(&self, other: &Edtf) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// Whether `other` says the same more narrowly: a day of this month, the months of this year.
    #[cfg(test)]
    pub(crate) fn refined_by(&self, other: &Edtf) -> bool {
        self.contains(other) && !other.contains(self)
    }

    /// Whether all of it lies before all of `other`.
    pub fn is_before(&self, other: &Edtf) -> bool {
        self.bounds().1 < other.bounds().0
    }
}

/// By first day, then by last day; what is open on the left comes first, on the right last. Of two ways to write the same
/// days (`2026`, `2026-01/2026-12`) the single value comes first.
impl Ord for Edtf {
    fn cmp(&self, other: &Edtf) -> Ordering {
        let rank = |e: &Edtf| match e.0 {
            Shape::One(p) => (0, p.grain, p.grain),
            Shape::Between(p, q) => (1, p.grain, q.grain),
            Shape::Since(p) => (2, p.grain, p.grain),
            Shape::Until(p) => (3, p.grain, p.grain),
        };
        (self.bounds(), rank(self)).cmp(&(other.bounds(), rank(other)))
    }
}

impl PartialOrd for Edtf {
    fn partial_cmp(&self, other: &Edtf) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A day that many days later (or earlier).
pub(crate) fn add_days(date: Date, days: i32) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()
}

/// The same day that many months later, or the last one of a shorter month.
pub(crate) fn add_months(date: Date, months: i32) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_months(months).ok()?)
        .ok()
}

/// The Monday of the week of a day.
pub(crate) fn monday_of(date: Date) -> Option<Date> {
    add_days(date, -i32::from(date.weekday().since(Weekday::Monday)))
}

/// The longest form: two days and the mark between.
const LONGEST: usize = 21;

/// A form in the making: values are written for each time of a text, and the machinery of `write!` costs more than they do.
#[derive(Default)]
struct Written {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Written {
    fn of(edtf: Edtf) -> Written {
        let mut w = Written::default();
        match edtf.0 {
            Shape::One(p) => w.point(p),
            Shape::Between(a, b) => {
                w.point(a);
                w.push(b"/");
                w.point(b);
            }
            Shape::Since(a) => {
                w.point(a);
                w.push(b"/..");
            }
            Shape::Until(b) => {
                w.push(b"../");
                w.point(b);
            }
        }
        w
    }

    fn as_str(&self) -> &str {
        let written = self.bytes.get(..self.len).unwrap_or(&[]);
        std::str::from_utf8(written).unwrap_or("")
    }

    #[inline]
    fn push<const N: usize>(&mut self, text: &[u8; N]) {
        if let Some(slots) = self.bytes.get_mut(self.len..self.len + N) {
            slots.copy_from_slice(text);
            self.len += N;
        }
    }

    /// The last digits of a number.
    #[inline]
    fn digits<const N: usize>(&mut self, mut n: u16) {
        let mut digits = [b'0'; N];
        for slot in digits.iter_mut().rev() {
            *slot += (n % 10) as u8;
            n /= 10;
        }
        self.push(&digits);
    }

    fn point(&mut self, p: Point) {
        let d = p.first;
        let year = d.year().unsigned_abs();
        if p.grain == Grain::Decade {
            self.digits::<3>(year / 10);
            return self.push(b"X");
        }
        self.digits::<4>(year);
        if matches!(p.grain, Grain::Month | Grain::Day) {
            self.push(b"-");
            self.digits::<2>(d.month().unsigned_abs().into());
        }
        if p.grain == Grain::Day {
            self.push(b"-");
            self.digits::<2>(d.day().unsigned_abs().into());
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Written::of(*self).as_str())
    }
}

impl fmt::Debug for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Edtf({self})")
    }
}

/// Digits only: `parse` alone would take a sign.
fn number(digits: &str) -> Option<i16> {
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

fn point(text: &str) -> Option<Edtf> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|y| y.len() == 4)?;
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let two = |part: &str| {
        let n = number(part).filter(|_| part.len() == 2)?;
        i8::try_from(n).ok()
    };
    match (month, day) {
        (None, _) => match year.strip_suffix('X') {
            Some(decade) => Edtf::decade(number(decade)?.checked_mul(10)?),
            None => Edtf::year(number(year)?),
        },
        (Some(m), None) => Edtf::month(number(year)?, two(m)?),
        (Some(m), Some(d)) => Edtf::ymd(number(year)?, two(m)?, two(d)?),
    }
}

impl FromStr for Edtf {
    type Err = Error;

    /// Reads the forms that [`Display`](fmt::Display) writes.
    ///
    /// # Errors
    /// Anything else: another EDTF form, a day that the calendar does not have, an interval that ends before it begins.
    fn from_str(text: &str) -> Result<Edtf, Error> {
        let value = match text.split_once('/') {
            None => point(text),
            Some(("..", to)) => point(to).and_then(Edtf::until),
            Some((from, "..")) => point(from).and_then(Edtf::since),
            Some((from, to)) => point(from)
                .zip(point(to))
                .and_then(|(a, b)| Edtf::between(a, b)),
        };
        value.ok_or_else(|| {
            Error::new(format!("`{text}` is no calendar value")).help(
                "write 2025-10-30, 2025-10, 2025, 202X, an interval 2025-10-29/2025-11-01, or an open one 2018-03/.. or ../2018",
            )
        })
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Edtf {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Edtf {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Edtf, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn e(text: &str) -> Edtf {
        text.parse().unwrap()
    }

    #[test]
    fn reads_and_writes() {
        for t in [
            "2025-10-30",
            "2025-09",
            "2026",
            "201X",
            "0987",
            "2025-10-29/2025-11-01",
            "2018-03/..",
            "../2018",
            "2024-02-29",
            "2025/2026-03",
        ] {
            assert_eq!(e(t).to_string(), t);
        }
        for t in [
            "",
            "2025-13",
            "2025-02-29",
            "25-01-01",
            "2025-1-1",
            "2025-10-02/2025-10-01",
            "../..",
            "+202",
            "2025-10-30-1",
            "-001",
            "20XX",
            "2025-10/",
            "một",
        ] {
            assert!(t.parse::<Edtf>().is_err(), "{t}");
        }
        // An interval of one value is that value.
        assert_eq!(e("2025-10/2025-10").to_string(), "2025-10");
    }

    #[test]
    fn bounds_and_relations() {
        assert_eq!(e("2024-02").latest(), Date::new(2024, 2, 29).ok());
        assert_eq!(e("201X").latest(), Date::new(2019, 12, 31).ok());
        assert_eq!(e("2018-03/..").latest(), None);
        assert!(e("2018-03/..").contains(&e("2025")));
        assert!(!e("2018-03/..").contains(&e("2018")));
        assert!(e("2018-03/..").overlaps(&e("2018")));
        assert!(e("2025-10-30").compatible(&e("2025-10")));
        assert!(e("2025-10").refined_by(&e("2025-10-30")));
        assert!(!e("2025-10-30").refined_by(&e("2025-10")));
        assert!(!e("2025").refined_by(&e("2025-01/2025-12")));
        assert!(!e("2025-10-29/2025-11-01").compatible(&e("2025-10")));
        assert!(e("2025-09").is_before(&e("2025-10-01")));
        assert!(!e("2025").is_before(&e("2025-12-31")));
        let monday = Edtf::week_of(Date::new(2026, 1, 11).unwrap()).unwrap();
        assert_eq!(monday, e("2026-01-05/2026-01-11"));
        assert_eq!(Edtf::quarter(2026, 2), Some(e("2026-04/2026-06")));
        assert_eq!(Edtf::half(2026, 2), Some(e("2026-07/2026-12")));
        assert_eq!(Edtf::quarter(2026, 5), None);
    }

    fn any_point() -> impl Strategy<Value = Edtf> {
        (1900i16..2100, 1i8..=12, 1i8..=28, 0u8..4).prop_map(|(y, m, d, g)| {
            match g {
                0 => Edtf::ymd(y, m, d),
                1 => Edtf::month(y, m),
                2 => Edtf::year(y),
                _ => Edtf::decade(y),
            }
            .unwrap()
        })
    }

    fn any_value() -> impl Strategy<Value = Edtf> {
        (any_point(), any_point(), 0u8..4).prop_map(|(a, b, k)| match k {
            0 => a,
            1 => Edtf::between(a, b)
                .or_else(|| Edtf::between(b, a))
                .unwrap_or(a),
            2 => Edtf::since(a).unwrap(),
            _ => Edtf::until(a).unwrap(),
        })
    }

    proptest! {
        #[test]
        fn display_parse_round_trip(v in any_value()) {
            prop_assert_eq!(v.to_string().parse::<Edtf>().unwrap(), v);
        }

        #[test]
        fn laws(a in any_value(), b in any_value(), c in any_value()) {
            prop_assert!(a.contains(&a));
            prop_assert_eq!(a.overlaps(&b), b.overlaps(&a));
            prop_assert_eq!(a.compatible(&b), b.compatible(&a));
            prop_assert!(!a.contains(&b) || a.overlaps(&b));
            prop_assert!(!a.is_before(&b) || !a.overlaps(&b));
            if a.contains(&b) && b.contains(&c) {
                prop_assert!(a.contains(&c));
            }
            prop_assert_eq!(a.cmp(&b) == Ordering::Equal, a == b);
            prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        }

        #[test]
        fn parsing_never_panics(s in ".{0,24}") {
            let _ = s.parse::<Edtf>();
        }
    }
}
