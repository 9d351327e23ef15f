//! What the tables say when asked directly: what a name can mean, and who held an office on a day.

use super::{EntityIx, FormKind, Gazetteer, NameMatch, TenureIx};
use crate::extraction::Kind;
use crate::order::by_place;
use crate::pack::Cell;
use crate::text::token::{Case, Token};
use jiff::civil::Date;
use std::cmp::Reverse;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Something that a name can mean; see [`Extractor::lookup`](crate::Extractor::lookup).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Meaning {
    /// The row's id.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// The name to show.
    pub name: String,
    /// The written form that was asked for, as its row has it.
    pub form: String,
    /// What sort of form that is: full, formal, alias, transliteration, former, abbreviation, epithet, short.
    pub form_kind: &'static str,
    /// Whether the form is also a common word or a given name, so that a text must say more before it is read so.
    pub ambiguous: bool,
    /// Code of the country it belongs to.
    pub country: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// For a person the offices held on the day asked for, or all where no day was given, the latest first.
    pub offices: Vec<Holding>,
    /// `file:line` of the row with the form.
    pub row: String,
}

/// A person in an office; see [`Extractor::holder`](crate::Extractor::holder).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Holding {
    /// The person's id.
    pub person: String,
    /// The person's name, as it is shown.
    pub name: String,
    /// The office's id, such as `KR.president`.
    pub office: String,
    /// The office's class, such as `president`.
    pub class: String,
    /// Id of the country or organisation.
    pub polity: String,
    /// First day, month or year in office (EDTF).
    pub since: Option<String>,
    /// Last day, month or year in office (EDTF); `None`: open.
    pub until: Option<String>,
    /// Day of the election, where the table has it.
    pub elected: Option<Date>,
    /// `acting`, `disputed`, `designate`, or empty.
    pub mode: String,
    /// The tenure is open and the day lies after [`Extractor::gazetteer_as_of`](crate::Extractor::gazetteer_as_of): the
    /// table knows of no successor, and cannot.
    pub assumed: bool,
    /// Whether a second source tells of the tenure.
    pub confirmed: bool,
    /// `file:line` of the tenure.
    pub row: String,
}

/// The id that a row of this name would have: its words in lower case without diacritics, joined by `-`.
///
/// ```
/// assert_eq!(hoidam::slug("Lò Đình Ổn"), "lo-dinh-on");
/// assert_eq!(hoidam::slug("Moon Jae-in"), "moon-jae-in");
/// ```
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'đ' | 'Đ' => out.push('d'),
            '\'' | '’' | 'ʻ' | '`' => {}
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    if out.ends_with('-') {
        out.pop();
    }
    out
}

/// The initials before a name, and the name: "V.Putin", "D. J. Trump".
pub(crate) fn split_initials(name: &str) -> Option<(Vec<char>, &str)> {
    let mut initials = Vec::new();
    let mut rest = name.trim();
    while let Some((head, tail)) = rest.split_once('.') {
        let mut letters = head.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else {
            break;
        };
        initials.push(letter);
        rest = tail.trim_start();
    }
    (!initials.is_empty() && !rest.is_empty()).then_some((initials, rest))
}

/// The order of modes where several hold an office on one day: in full, acting, chosen for it, disputed.
pub(super) fn mode_rank(mode: &str) -> u8 {
    match mode {
        "" => 0,
        "acting" => 1,
        "designate" => 2,
        _ => 3,
    }
}

impl FormKind {
    /// The name in the tables.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            FormKind::Full => "full",
            FormKind::Formal => "formal",
            FormKind::Alias => "alias",
            FormKind::Transliteration => "transliteration",
            FormKind::Former => "former",
            FormKind::Abbreviation => "abbreviation",
            FormKind::Epithet => "epithet",
            FormKind::Short => "short",
        }
    }
}

impl Gazetteer {
    /// What the tokens as a whole can name, in the order in which a text without further help is read: countries and persons
    /// first, the better kind of form, the larger place. Who does not write capitals is understood too.
    pub(crate) fn meanings(&self, tokens: &[Token], day: Option<Date>) -> Vec<Meaning> {
        let mut found = self.whole_matches(tokens);
        if found.is_empty() {
            for case in [Case::Capital, Case::Upper] {
                let mut loud = tokens.to_vec();
                for t in &mut loud {
                    t.case = case;
                }
                found.extend(self.whole_matches(&loud));
            }
        }
        let mut ranked: Vec<_> = found
            .into_iter()
            .map(|m| {
                let form = self.name(m.name);
                let e = self.entity(form.entity);
                let minor = !matches!(e.kind, Kind::Country | Kind::Person);
                let held = day.is_none_or(|d| {
                    e.kind != Kind::Person || !self.in_office(form.entity, d).is_empty()
                });
                (
                    minor,
                    !held,
                    form.kind,
                    Reverse(e.population),
                    form.entity,
                    m.name,
                )
            })
            .collect();
        ranked.sort_unstable();
        let mut seen: Vec<EntityIx> = Vec::new();
        let mut out = Vec::new();
        for (.., entity, name) in ranked {
            if seen.contains(&entity) {
                continue;
            }
            seen.push(entity);
            let (form, e) = (self.name(name), self.entity(entity));
            let tenures = match day {
                Some(d) => self.in_office(entity, d),
                None => self.tenures_of(entity).iter().rev().copied().collect(),
            };
            out.push(Meaning {
                id: e.id.to_string(),
                kind: e.kind,
                name: e.name.to_string(),
                form: form.form.to_string(),
                form_kind: form.kind.as_str(),
                ambiguous: form.ambiguous,
                country: e.country.as_ref().map(ToString::to_string),
                wikidata: e.wikidata.as_ref().map(ToString::to_string),
                offices: tenures.iter().map(|t| self.holding(*t, day)).collect(),
                row: self.place_name(form.place),
            });
        }
        out
    }

    fn whole_matches(&self, tokens: &[Token]) -> Vec<NameMatch> {
        let mut out = Vec::new();
        self.names_at(tokens, 0, &mut out);
        out.retain(|m| m.end == tokens.len());
        out
    }

    /// Whether a form of a row has, besides the words of `rest`, words that begin with the initials in their order.
    pub(crate) fn has_initials(&self, id: &str, initials: &[char], rest: &str) -> bool {
        let Some(ix) = self.find(id) else {
            return false;
        };
        let same = |a: char, b: char| a.to_lowercase().eq(b.to_lowercase());
        let others = |form: &str| -> Vec<char> {
            let words = form.split([' ', '-']);
            let other = words.filter(|w| {
                !rest
                    .split([' ', '-'])
                    .any(|r| r.to_lowercase() == w.to_lowercase())
            });
            other.filter_map(|w| w.chars().next()).collect()
        };
        let begins = |form: &str| {
            let own = others(form);
            own.len() >= initials.len() && initials.iter().zip(own).all(|(a, b)| same(*a, b))
        };
        let row = self.entity(ix);
        row.kind == Kind::Person
            && (begins(&row.name) || self.names_of(ix).any(|n| begins(&n.form)))
    }

    fn in_office(&self, person: EntityIx, day: Date) -> Vec<TenureIx> {
        let covers = |t: &&TenureIx| self.tenure(**t).covers(day);
        let mut out: Vec<TenureIx> = self
            .tenures_of(person)
            .iter()
            .filter(covers)
            .copied()
            .collect();
        by_place(&mut out, |t| {
            [self.office(self.tenure(*t).office).rank.into(), 0, 0]
        });
        out
    }

    /// Who leads a polity on a day: the holders of its offices of rank 1, where nobody holds one those of rank 2.
    pub(crate) fn leaders(&self, polity: &str, day: Date) -> Vec<TenureIx> {
        [1, 2]
            .into_iter()
            .map(|rank| self.holders_where(polity, day, |o| o.rank == rank))
            .find(|held| !held.is_empty())
            .unwrap_or_default()
    }

    /// Who holds an office of an id on a day, best first.
    pub(crate) fn holders_of_id(&self, id: &str, day: Date) -> Vec<TenureIx> {
        let polity = id.split('.').next().unwrap_or(id);
        self.holders_where(polity, day, |o| *o.id == *id)
    }

    /// A tenure in words.
    pub(crate) fn holding(&self, tenure: TenureIx, day: Option<Date>) -> Holding {
        let t = self.tenure(tenure);
        let (office, person) = (self.office(t.office), self.entity(t.person));
        let text = |s: &Option<Cell>| s.as_ref().map(ToString::to_string);
        Holding {
            person: person.id.to_string(),
            name: person.name.to_string(),
            office: office.id.to_string(),
            class: office.class.to_string(),
            polity: office.polity.to_string(),
            since: text(&t.since),
            until: text(&t.until),
            elected: t.elected,
            mode: t.mode.to_string(),
            assumed: t.until.is_none() && day.is_some_and(|d| d > self.as_of()),
            confirmed: t.confirmed,
            row: self.place_name(t.place),
        }
    }
}
