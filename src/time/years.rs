//! Years of days that a text without a date tells without them.

use super::edtf::Grain;
use super::find::TimeExpression;
use super::value::{Anchors, Direction, Symbolic};
use crate::hash::FastMap;
use jiff::civil::Date;

/// "… từ 3/6 đến 5/6/2015. Sáng 3/6, A đến K": gives days without a year the one that the text tells with the same day elsewhere, if it is
/// but one. Linear in the times.
pub(crate) fn complete_years(times: &mut [TimeExpression]) {
    let mut told: FastMap<(i8, i8), Option<i16>> = FastMap::default();
    let mut tell = |day: Date| {
        let year = told
            .entry((day.month(), day.day()))
            .or_insert(Some(day.year()));
        *year = year.filter(|y| *y == day.year());
    };
    for t in times.iter() {
        let value = t.value.resolve(&Anchors::default(), Direction::Unknown);
        if let Some(v) = value.filter(|v| v.grain() == Some(Grain::Day) || v.is_stretch()) {
            let ends = [v.earliest(), v.latest()];
            ends.into_iter().flatten().for_each(&mut tell);
        }
    }
    if told.is_empty() {
        return;
    }
    for t in times {
        complete(&mut t.value, &|month, day| {
            told.get(&(month, day)).copied().flatten()
        });
    }
}

fn complete(value: &mut Symbolic, year_of: &dyn Fn(i8, i8) -> Option<i16>) {
    match value {
        Symbolic::Date {
            year: year @ None,
            month: Some(month),
            day: Some(day),
        } => *year = year_of(*month, *day),
        Symbolic::Between { from, to } => {
            complete(from, year_of);
            complete(to, year_of);
        }
        Symbolic::Since(v) | Symbolic::Until(v) | Symbolic::Toward { value: v, .. } => {
            complete(v, year_of);
        }
        _ => {}
    }
}
