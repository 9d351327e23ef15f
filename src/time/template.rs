//! How a rule's roles make a value: the `value` table of a time rule.
//!
//! A value is `{ kind = …, field = … }`. A field is an integer, a word, the name of a role (`day = "d"`), an attribute of
//! the lexicon entry that a role matched (`by = "s.by"`), or a value again. A role that matched nothing leaves its field
//! open; a value whose needed fields are open is open itself, and what holds it falls back to what is left.

use super::value::{Anchor, Direction, Part, Symbolic, Unit};
use crate::image::{Reader, Stored, Writer, stored};
use crate::rule::RoleId;
use jiff::civil::Weekday;

/// What a template reads off a match.
pub(super) trait Roles {
    /// Whether the role matched something.
    fn has(&self, role: RoleId) -> bool;
    /// The number a role stands for, or that an attribute of its entry says.
    fn number(&self, role: RoleId, attribute: &str) -> Option<i64>;
    /// An attribute of the role's entry.
    fn attribute(&self, role: RoleId, attribute: &str) -> Option<&str>;
    /// The value of a role that is a time itself.
    fn time(&self, role: RoleId) -> Option<&Symbolic>;
}

#[derive(Clone, Debug)]
enum Field {
    Number(i64),
    Word(String),
    /// The first of these roles that matched, and which attribute is asked for.
    Role {
        any: Vec<RoleId>,
        attribute: Option<String>,
    },
    Value(Box<Template>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Date,
    Decade,
    Months,
    Quarter,
    Weekday,
    Shift,
    Recent,
    Within,
    Refine,
    Part,
    MonthsOf,
    Toward,
    Between,
    Since,
    Until,
    Duration,
    Unplaced,
}

/// Kinds with the fields each may have.
const KINDS: [(&str, Kind, &[&str]); 17] = [
    ("date", Kind::Date, &["year", "month", "day"]),
    ("decade", Kind::Decade, &["year"]),
    ("months", Kind::Months, &["first", "count", "year"]),
    ("quarter", Kind::Quarter, &["quarter", "year"]),
    ("weekday", Kind::Weekday, &["day"]),
    ("shift", Kind::Shift, &["unit", "by", "sign", "anchor"]),
    ("recent", Kind::Recent, &["unit"]),
    ("within", Kind::Within, &["inner", "outer"]),
    ("refine", Kind::Refine, &["coarse", "fine"]),
    ("part", Kind::Part, &["part", "of"]),
    ("months_of", Kind::MonthsOf, &["count", "last", "year"]),
    ("toward", Kind::Toward, &["value", "to"]),
    ("between", Kind::Between, &["from", "to"]),
    ("since", Kind::Since, &["value"]),
    ("until", Kind::Until, &["value"]),
    ("duration", Kind::Duration, &["unit", "count"]),
    ("unplaced", Kind::Unplaced, &[]),
];

/// A checked `value` table.
#[derive(Clone, Debug)]
pub(super) struct Template {
    kind: Kind,
    fields: Vec<(String, Field)>,
}

/// Why a match gives no value: a number that no calendar has, parts that do not fit.
struct Misfit;

type Built<T> = Result<Option<T>, Misfit>;

impl Template {
    /// Checks a `value` table. `role` finds those of the rule's pattern.
    ///
    /// # Errors
    /// What is wrong, in words: an unknown kind or field, a field of the wrong type.
    pub(super) fn read(
        value: &toml::Value,
        role: &dyn Fn(&str) -> Option<RoleId>,
    ) -> Result<Template, String> {
        let table = value
            .as_table()
            .ok_or("a value is a table { kind = …, … }")?;
        let name = table
            .get("kind")
            .and_then(toml::Value::as_str)
            .ok_or("a value needs a `kind`")?;
        let (_, kind, known) = KINDS
            .iter()
            .find(|(n, ..)| *n == name)
            .ok_or_else(|| format!("no value has the kind `{name}`"))?;
        let mut fields = Vec::new();
        for (key, v) in table.iter().filter(|(k, _)| *k != "kind") {
            if !known.contains(&key.as_str()) {
                return Err(format!("a `{name}` has no field `{key}`"));
            }
            let field = match v {
                toml::Value::Integer(n) => Field::Number(*n),
                toml::Value::Table(_) => Field::Value(Box::new(Template::read(v, role)?)),
                toml::Value::String(s) => {
                    let (named, attribute) = match s.split_once('.') {
                        Some((named, attribute)) => (named, Some(attribute.to_string())),
                        None => (s.as_str(), None),
                    };
                    match named.split('|').map(role).collect() {
                        Some(any) => Field::Role { any, attribute },
                        None => {
                            check_word(key, s)?;
                            Field::Word(s.clone())
                        }
                    }
                }
                _ => return Err(format!("`{key}` is a number, a word, a role or a value")),
            };
            fields.push((key.clone(), field));
        }
        Ok(Template {
            kind: *kind,
            fields,
        })
    }

    /// The value of a match; `None` if its numbers or parts make none.
    pub(super) fn build(&self, roles: &dyn Roles) -> Option<Symbolic> {
        self.make(roles).ok().flatten()
    }

    fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|(k, _)| k == key).map(|(_, f)| f)
    }

    fn number(
        &self,
        roles: &dyn Roles,
        key: &str,
        range: std::ops::RangeInclusive<i64>,
    ) -> Built<i64> {
        let n = match self.field(key) {
            None => return Ok(None),
            Some(Field::Number(n)) => *n,
            Some(Field::Role { any, attribute }) => {
                let Some(role) = matched(any, roles) else {
                    return Ok(None);
                };
                // An offset word says `by`, a number word `n`.
                let of = |a: &str| roles.number(role, a);
                match attribute {
                    Some(a) => of(a),
                    None => of(key).or_else(|| of("n")),
                }
                .ok_or(Misfit)?
            }
            Some(Field::Word(_) | Field::Value(_)) => return Err(Misfit),
        };
        range.contains(&n).then_some(Some(n)).ok_or(Misfit)
    }

    fn small(&self, roles: &dyn Roles, key: &str, most: i8) -> Built<i8> {
        let n = self.number(roles, key, 1..=i64::from(most))?;
        Ok(n.and_then(|n| i8::try_from(n).ok()))
    }

    fn year(&self, roles: &dyn Roles) -> Built<i16> {
        let n = self.number(roles, "year", 1000..=2999)?;
        Ok(n.and_then(|n| i16::try_from(n).ok()))
    }

    fn word<'r>(&'r self, roles: &'r dyn Roles, key: &str) -> Option<&'r str> {
        match self.field(key)? {
            Field::Word(w) => Some(w),
            Field::Role { any, attribute } => {
                roles.attribute(matched(any, roles)?, attribute.as_deref().unwrap_or(key))
            }
            Field::Number(_) | Field::Value(_) => None,
        }
    }

    fn value(&self, roles: &dyn Roles, key: &str) -> Built<Symbolic> {
        match self.field(key) {
            None | Some(Field::Number(_) | Field::Word(_)) => Ok(None),
            Some(Field::Role { any, .. }) => {
                Ok(matched(any, roles).and_then(|r| roles.time(r)).cloned())
            }
            Some(Field::Value(t)) => t.make(roles),
        }
    }

    fn boxed(&self, roles: &dyn Roles, key: &str) -> Built<Box<Symbolic>> {
        Ok(self.value(roles, key)?.map(Box::new))
    }

    fn make(&self, roles: &dyn Roles) -> Built<Symbolic> {
        let unit = |key| self.word(roles, key).and_then(unit_of);
        Ok(match self.kind {
            Kind::Date => {
                let (year, month, day) = (
                    self.year(roles)?,
                    self.small(roles, "month", 12)?,
                    self.small(roles, "day", 31)?,
                );
                (year.is_some() || month.is_some() || day.is_some()).then_some(Symbolic::Date {
                    year,
                    month,
                    day,
                })
            }
            Kind::Decade => {
                // "The 90s" are those of the last century.
                let n = self.number(roles, "year", 10..=2999)?;
                let n = n.map(|n| if n < 100 { 1900 + n } else { n });
                if n.is_some_and(|n| n % 10 != 0) {
                    return Err(Misfit);
                }
                n.and_then(|n| i16::try_from(n).ok()).map(Symbolic::Decade)
            }
            Kind::Months => {
                let year = self.year(roles)?;
                let first = self.small(roles, "first", 12)?;
                let count = self.small(roles, "count", 12)?;
                first
                    .zip(count)
                    .map(|(first, count)| Symbolic::Months { first, count, year })
            }
            Kind::Quarter => {
                let year = self.year(roles)?;
                self.small(roles, "quarter", 4)?.map(|q| Symbolic::Months {
                    first: 3 * q - 2,
                    count: 3,
                    year,
                })
            }
            Kind::Weekday => self
                .small(roles, "day", 7)?
                .and_then(|n| Weekday::from_monday_one_offset(n).ok())
                .map(Symbolic::Weekday),
            Kind::Shift => {
                let by = self.number(roles, "by", -100_000..=100_000)?;
                let sign = match self.word(roles, "sign") {
                    Some("past") => -1,
                    _ => self.number(roles, "sign", -1..=1)?.unwrap_or(1),
                };
                let anchor = match self.word(roles, "anchor") {
                    Some("talked") => Anchor::Talked,
                    Some("told") => Anchor::Told,
                    Some("event") => Anchor::Event,
                    _ => Anchor::Document,
                };
                by.and_then(|n| i32::try_from(n * sign).ok())
                    .zip(unit("unit"))
                    .map(|(by, unit)| Symbolic::Shift { unit, by, anchor })
            }
            Kind::Recent => unit("unit").map(Symbolic::Recent),
            Kind::Within => match (self.value(roles, "inner")?, self.value(roles, "outer")?) {
                (Some(inner), Some(outer)) => Some(within(inner, outer).ok_or(Misfit)?),
                (inner, _) => inner,
            },
            Kind::Refine => match (self.value(roles, "coarse")?, self.value(roles, "fine")?) {
                (Some(coarse), Some(fine)) => {
                    let refines = coarse.refined_by(&fine);
                    Some(refines.then(|| fine.toward(&coarse)).ok_or(Misfit)?)
                }
                (coarse, fine) => fine.or(coarse),
            },
            Kind::Part => {
                let part = self.word(roles, "part").and_then(part_of);
                match (part, self.boxed(roles, "of")?) {
                    // "The end of October and November".
                    (Some(_), Some(of)) if matches!(*of, Symbolic::Between { .. }) => Some(*of),
                    (Some(part), Some(of)) => {
                        let long = of.unit().is_some_and(|u| u > Unit::Day);
                        Some(long.then_some(Symbolic::Part { part, of }).ok_or(Misfit)?)
                    }
                    (_, of) => of.map(|v| *v),
                }
            }
            Kind::MonthsOf => {
                let last = self.number(roles, "last", 0..=1)?.unwrap_or(0) == 1;
                self.small(roles, "count", 12)?
                    .zip(self.boxed(roles, "year")?)
                    .map(|(count, year)| Symbolic::MonthsOf { count, last, year })
            }
            Kind::Toward => match (self.boxed(roles, "value")?, self.word(roles, "to")) {
                (Some(value), Some(_)) if !value.is_partial() => return Err(Misfit),
                (Some(value), Some(to)) => {
                    let direction = match to {
                        "past" => Direction::Past,
                        _ => Direction::Future,
                    };
                    Some(Symbolic::Toward { value, direction })
                }
                (value, _) => value.map(|v| *v),
            },
            Kind::Between => match (self.boxed(roles, "from")?, self.boxed(roles, "to")?) {
                (Some(from), Some(to)) if from.unit().is_some() && to.unit().is_some() => {
                    Some(if anniversary(&from, &to) {
                        Symbolic::Unplaced
                    } else {
                        Symbolic::Between { from, to }
                    })
                }
                _ => return Err(Misfit),
            },
            Kind::Since => match self.boxed(roles, "value")? {
                // "From" belongs to the range already.
                Some(range) if matches!(*range, Symbolic::Between { .. }) => Some(*range),
                Some(value) if value.unit().is_some() => Some(Symbolic::Since(value)),
                _ => return Err(Misfit),
            },
            Kind::Until => match self.boxed(roles, "value")? {
                Some(value) if value.unit().is_some() => Some(Symbolic::Until(value)),
                _ => return Err(Misfit),
            },
            Kind::Duration => {
                let count = self
                    .number(roles, "count", 0..=i64::from(i32::MAX))
                    .unwrap_or(None);
                unit("unit").map(|unit| Symbolic::Duration {
                    unit,
                    count: count.and_then(|n| i32::try_from(n).ok()),
                })
            }
            Kind::Unplaced => Some(Symbolic::Unplaced),
        })
    }
}

/// The first of the roles that took part in the match.
fn matched(any: &[RoleId], roles: &dyn Roles) -> Option<RoleId> {
    any.iter().copied().find(|r| roles.has(*r))
}

/// Words of the table itself are checked when the rules are read.
fn check_word(key: &str, word: &str) -> Result<(), String> {
    let fits = match key {
        "unit" => unit_of(word).is_some(),
        "part" => part_of(word).is_some(),
        "anchor" => ["document", "talked", "told", "event"].contains(&word),
        "sign" => ["past", "future"].contains(&word),
        "to" => ["past", "future"].contains(&word),
        _ => false,
    };
    if fits {
        Ok(())
    } else {
        Err(format!(
            "`{key} = \"{word}\"`: neither a role of the pattern nor a word that `{key}` knows"
        ))
    }
}

/// A date in a month or year becomes one date; other values keep both parts.
fn within(inner: Symbolic, outer: Symbolic) -> Option<Symbolic> {
    if let (
        Symbolic::Date {
            year: None,
            month,
            day,
        },
        Symbolic::Date {
            year,
            month: outer_month,
            day: None,
        },
    ) = (&inner, &outer)
        && !(month.is_some() && outer_month.is_some())
    {
        return Some(Symbolic::Date {
            year: *year,
            month: month.or(*outer_month),
            day: *day,
        });
    }
    (inner.is_partial() && inner.unit()? < outer.unit()?).then(|| Symbolic::Within {
        inner: Box::new(inner),
        outer: Box::new(outer),
    })
}

/// The same day of two years: what is celebrated, not a stretch in which something goes on.
fn anniversary(from: &Symbolic, to: &Symbolic) -> bool {
    let parts = |s: &Symbolic| match s {
        Symbolic::Date {
            year: Some(y),
            month: Some(m),
            day: Some(d),
        } => Some((*y, (*m, *d))),
        _ => None,
    };
    match (parts(from), parts(to)) {
        (Some((a, x)), Some((b, y))) => a != b && x == y,
        _ => false,
    }
}

fn unit_of(word: &str) -> Option<Unit> {
    Some(match word {
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        _ => return None,
    })
}

fn part_of(word: &str) -> Option<Part> {
    Some(match word {
        "start" => Part::Start,
        "middle" => Part::Middle,
        "end" => Part::End,
        "first_half" => Part::FirstHalf,
        "second_half" => Part::SecondHalf,
        "first_ten" => Part::FirstTen,
        "second_ten" => Part::SecondTen,
        "last_ten" => Part::LastTen,
        _ => return None,
    })
}

stored!(
    enum Kind {
        Date,
        Decade,
        Months,
        Quarter,
        Weekday,
        Shift,
        Recent,
        Within,
        Refine,
        Part,
        MonthsOf,
        Toward,
        Between,
        Since,
        Until,
        Duration,
        Unplaced,
    }
);
stored!(Template { kind, fields });

impl Stored for Field {
    fn write(&self, to: &mut Writer) {
        match self {
            Field::Number(n) => {
                0u8.write(to);
                n.write(to);
            }
            Field::Word(word) => {
                1u8.write(to);
                word.write(to);
            }
            Field::Role { any, attribute } => {
                2u8.write(to);
                any.write(to);
                attribute.write(to);
            }
            Field::Value(value) => {
                3u8.write(to);
                value.write(to);
            }
        }
    }

    fn read(from: &mut Reader) -> Option<Self> {
        Some(match u8::read(from)? {
            0 => Field::Number(Stored::read(from)?),
            1 => Field::Word(Stored::read(from)?),
            2 => Field::Role {
                any: Stored::read(from)?,
                attribute: Stored::read(from)?,
            },
            3 => Field::Value(Stored::read(from)?),
            _ => return None,
        })
    }
}
