use super::edtf::Edtf;
use super::value::*;
use jiff::civil::{Date, Weekday};
use proptest::prelude::*;

fn e(text: &str) -> Edtf {
    text.parse().unwrap()
}

fn at(document: &str, talked: &str) -> Anchors {
    Anchors {
        document: document.parse().ok(),
        talked_of: talked.parse().ok(),
        told: None,
        event: None,
        year: None,
    }
}

fn date(text: &str) -> Symbolic {
    let mut parts = text.split('/').map(|n| n.parse::<i16>().ok());
    Symbolic::Date {
        day: parts.next().flatten().map(|n| n as i8),
        month: parts.next().flatten().map(|n| n as i8),
        year: parts.next().flatten(),
    }
}

fn shift(unit: Unit, by: i32, anchor: Anchor) -> Symbolic {
    Symbolic::Shift { unit, by, anchor }
}

fn shown(s: &Symbolic, anchors: &Anchors, direction: Direction) -> String {
    s.resolve(anchors, direction)
        .map_or("none".into(), |e| e.to_string())
}

#[test]
fn the_year_of_a_date_without_one() {
    let jan = at("2026-01-06", "");
    let cases = [
        ("5/1", Direction::Unknown, "2026-01-05"),
        ("15/12", Direction::Unknown, "2025-12-15"),
        ("15/12", Direction::Past, "2025-12-15"),
        ("15/12", Direction::Future, "2025-12-15"),
        ("20/11", Direction::Future, "2026-11-20"),
        ("8/1", Direction::Past, "2026-01-08"),
        ("9/1", Direction::Past, "2025-01-09"),
        ("2/9", Direction::Unknown, "2026-09-02"),
        ("29/2", Direction::Unknown, "2024-02-29"),
        ("/12", Direction::Unknown, "2025-12"),
        ("/12", Direction::Future, "2026-12"),
        ("/1", Direction::Future, "2026-01"),
        ("/1", Direction::Past, "2026-01"),
        ("/3", Direction::Past, "2025-03"),
        ("5", Direction::Unknown, "2026-01-05"),
        ("15", Direction::Unknown, "2026-01-15"),
        ("30", Direction::Unknown, "2025-12-30"),
        ("30", Direction::Future, "2026-01-30"),
        ("31/4", Direction::Unknown, "none"),
        ("2/9/2019", Direction::Unknown, "2019-09-02"),
        ("//2019", Direction::Unknown, "2019"),
    ];
    for (text, direction, want) in cases {
        assert_eq!(
            shown(&date(text), &jan, direction),
            want,
            "{text} {direction:?}"
        );
    }
    assert_eq!(
        shown(&date("2/9"), &at("2025-06-10", ""), Direction::Unknown),
        "2025-09-02"
    );
    assert_eq!(
        shown(&date("5/1"), &at("", "2026"), Direction::Past),
        "none"
    );
    assert_eq!(
        shown(&date("7"), &at("2026-01-06", "2025-09"), Direction::Past),
        "2025-09-07"
    );
}

#[test]
fn weekdays() {
    // A Tuesday.
    let tue = at("2026-01-06", "");
    let day = |w, d| shown(&Symbolic::Weekday(w), &tue, d);
    assert_eq!(day(Weekday::Tuesday, Direction::Past), "2026-01-06");
    assert_eq!(day(Weekday::Wednesday, Direction::Past), "2025-12-31");
    assert_eq!(day(Weekday::Wednesday, Direction::Unknown), "2025-12-31");
    assert_eq!(day(Weekday::Wednesday, Direction::Future), "2026-01-07");
    let last_week = Symbolic::Within {
        inner: Box::new(Symbolic::Weekday(Weekday::Sunday)),
        outer: Box::new(shift(Unit::Week, -1, Anchor::Document)),
    };
    assert_eq!(shown(&last_week, &tue, Direction::Unknown), "2026-01-04");
}

#[test]
fn offsets() {
    let a = at("2025-10-31", "2025-10-30");
    let doc = |u, n| shown(&shift(u, n, Anchor::Document), &a, Direction::Unknown);
    assert_eq!(doc(Unit::Day, -1), "2025-10-30");
    assert_eq!(doc(Unit::Week, 0), "2025-10-27/2025-11-02");
    assert_eq!(doc(Unit::Month, -1), "2025-09");
    assert_eq!(doc(Unit::Month, 4), "2026-02");
    assert_eq!(doc(Unit::Quarter, 1), "2026-01/2026-03");
    assert_eq!(doc(Unit::Year, -1), "2024");
    assert_eq!(doc(Unit::Hour, -3), "none");
    let said = |u, n| shown(&shift(u, n, Anchor::Talked), &a, Direction::Unknown);
    assert_eq!(said(Unit::Day, -1), "2025-10-29");
    assert_eq!(said(Unit::Day, 0), "2025-10-30");
    let trip = at("2025-12-01", "2025-10-29/2025-11-01");
    let next = shift(Unit::Day, 1, Anchor::Talked);
    assert_eq!(shown(&next, &trip, Direction::Past), "2025-11-02");
    assert_eq!(
        shown(&next, &at("2025-12-01", "2025-10"), Direction::Past),
        "none"
    );
    // The day after one that nobody told; the day before is mostly told from the day of the report.
    let bare = at("2025-12-01", "");
    let before = shift(Unit::Day, -1, Anchor::Talked);
    assert_eq!(shown(&next, &bare, Direction::Past), "none");
    assert_eq!(shown(&before, &bare, Direction::Past), "2025-11-30");
    assert_eq!(shown(&next, &at("", ""), Direction::Past), "none");
}

#[test]
fn parts_and_recent_ones() {
    let part = |p, of: Symbolic| Symbolic::Part {
        part: p,
        of: Box::new(of),
    };
    let week = |n| shift(Unit::Week, n, Anchor::Document);
    let (tue, sun) = (at("2026-01-06", ""), at("2026-01-11", ""));
    let show = |s, a| shown(&s, a, Direction::Unknown);
    assert_eq!(
        show(part(Part::End, week(0)), &tue),
        "2026-01-10/2026-01-11"
    );
    let recent = || Symbolic::Recent(Unit::Week);
    assert_eq!(
        show(part(Part::End, recent()), &tue),
        "2026-01-03/2026-01-04"
    );
    assert_eq!(
        show(part(Part::End, recent()), &sun),
        "2026-01-10/2026-01-11"
    );
    assert_eq!(show(recent(), &tue), "2025-12-29/2026-01-04");
    assert_eq!(show(recent(), &sun), "2026-01-05/2026-01-11");
    assert_eq!(show(part(Part::Start, date("/10")), &tue), "2025-10");
    assert_eq!(
        show(part(Part::SecondHalf, date("/10")), &tue),
        "2025-10-16/2025-10-31"
    );
    assert_eq!(
        show(part(Part::FirstHalf, date("//2025")), &tue),
        "2025-01/2025-06"
    );
    assert_eq!(
        show(part(Part::SecondTen, date("/2/2026")), &tue),
        "2026-02-11/2026-02-20"
    );
    let months = Symbolic::MonthsOf {
        count: 9,
        last: false,
        year: Box::new(shift(Unit::Year, -1, Anchor::Document)),
    };
    assert_eq!(show(months, &tue), "2025-01/2025-09");
    let winter = Symbolic::Months {
        first: 12,
        count: 3,
        year: Some(2025),
    };
    assert_eq!(show(winter, &tue), "2025-12/2026-02");
}

#[test]
fn ranges_complete_each_other() {
    let range = |a: &str, b: &str| Symbolic::Between {
        from: Box::new(date(a)),
        to: Box::new(date(b)),
    };
    let a = at("2025-08-17", "");
    let show = |s| shown(&s, &a, Direction::Unknown);
    assert_eq!(show(range("18", "20/8")), "2025-08-18/2025-08-20");
    assert_eq!(show(range("30/12", "2/1/2026")), "2025-12-30/2026-01-02");
    assert_eq!(show(range("/3/2018", "/5")), "2018-03/2018-05");
    assert_eq!(show(range("29/8", "3/9")), "2025-08-29/2025-09-03");
    let open = Symbolic::Since(Box::new(date("/3/2018")));
    assert_eq!(shown(&open, &at("", ""), Direction::Unknown), "2018-03/..");
    let year = Symbolic::Within {
        inner: Box::new(date("/11")),
        outer: Box::new(shift(Unit::Year, -1, Anchor::Document)),
    };
    assert_eq!(show(year), "2024-11");
}

proptest! {
    // A completed day has the numbers it was written with, and lies near the document.
    #[test]
    fn completed_days(y in 1950i16..2090, m in 1i8..=12, d in 1i8..=28, dm in 1i8..=12, dd in 1i8..=28, dir in 0u8..3) {
        let document = Date::new(y, dm, dd).unwrap();
        let direction = [Direction::Past, Direction::Future, Direction::Unknown][dir as usize];
        let anchors = Anchors { document: Some(document), talked_of: None, event: None, told: None, year: None };
        let value = Symbolic::Date { year: None, month: Some(m), day: Some(d) };
        let got = value.resolve(&anchors, direction).unwrap().earliest().unwrap();
        prop_assert_eq!((got.month(), got.day()), (m, d));
        let away = document.until((jiff::Unit::Day, got)).unwrap().get_days();
        match direction {
            Direction::Past => prop_assert!((-366..=2).contains(&away)),
            Direction::Future => prop_assert!((-30..=366).contains(&away)),
            Direction::Unknown => prop_assert!(away.abs() < 366),
        }
    }

    #[test]
    fn nothing_panics(by in any::<i32>(), n in any::<i8>(), y in any::<i16>(), doc in -9999i16..9999) {
        let anchors = Anchors { document: Date::new(doc, 5, 5).ok(), talked_of: Edtf::year(y), event: Edtf::month(y, 5), told: None, year: None };
        for unit in [Unit::Hour, Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year, Unit::Decade] {
            for anchor in [Anchor::Document, Anchor::Talked, Anchor::Event] {
                let _ = shift(unit, by, anchor).resolve(&anchors, Direction::Past);
            }
            let _ = Symbolic::Recent(unit).resolve(&anchors, Direction::Past);
        }
        for year in [None, Some(y)] {
            for direction in [Direction::Past, Direction::Future, Direction::Unknown] {
                let _ = Symbolic::Date { year, month: Some(n), day: Some(n) }.resolve(&anchors, direction);
                let _ = Symbolic::Date { year, month: None, day: Some(n) }.resolve(&anchors, direction);
                let _ = Symbolic::Months { year, first: n, count: n }.resolve(&anchors, direction);
            }
        }
        let _ = Symbolic::Decade(y).resolve(&anchors, Direction::Past);
    }

    #[test]
    fn week_parts_lie_in_the_week(y in 1950i16..2090, m in 1i8..=12, d in 1i8..=28, by in -5i32..5) {
        let anchors = Anchors { document: Date::new(y, m, d).ok(), talked_of: None, event: None, told: None, year: None };
        let week = shift(Unit::Week, by, Anchor::Document);
        let end = Symbolic::Part { part: Part::End, of: Box::new(week.clone()) };
        let whole = week.resolve(&anchors, Direction::Past).unwrap();
        prop_assert!(whole.contains(&end.resolve(&anchors, Direction::Unknown).unwrap()));
        // A weekend that is gone by is no later than that, and not to come.
        let past = end.resolve(&anchors, Direction::Past).unwrap();
        prop_assert!(past.latest() <= whole.latest());
        prop_assert!(by != 0 || past.earliest() <= anchors.document);
    }
}

#[test]
fn absolute_values_need_no_anchor() {
    assert!(date("/3/2018").is_absolute());
    assert!(!date("5/3").is_absolute());
    assert_eq!(
        date("2/9/2019").resolve(&Anchors::default(), Direction::Past),
        Some(e("2019-09-02"))
    );
}

#[test]
fn the_year_talked_of_is_the_last_told() {
    let year = Symbolic::Shift {
        unit: Unit::Year,
        by: 0,
        anchor: Anchor::Talked,
    };
    let anchors = Anchors {
        told: Edtf::year(2015),
        ..at("2018-09-22", "2018-09-20")
    };
    let value = year.resolve(&anchors, Direction::Unknown);
    assert_eq!(value.map(|v| v.to_string()).as_deref(), Some("2015"));
}

#[test]
fn some_values_lie_ahead_of_any_document() {
    let shift = |by, anchor| Symbolic::Shift {
        unit: Unit::Month,
        by,
        anchor,
    };
    assert!(shift(1, Anchor::Document).lies_ahead());
    assert!(!shift(0, Anchor::Document).lies_ahead());
    assert!(!shift(1, Anchor::Talked).lies_ahead());
    assert!(!date("5/3").lies_ahead());
    let part = Symbolic::Part {
        part: Part::End,
        of: Box::new(shift(1, Anchor::Document)),
    };
    assert!(part.lies_ahead());
    let toward = Symbolic::Toward {
        value: Box::new(date("5/3")),
        direction: Direction::Future,
    };
    assert!(toward.lies_ahead());
    assert!(!Symbolic::Until(Box::new(toward)).lies_ahead());
}
