//! Names that no row has: by their shape and the words around them.

use super::cues;
use super::scan::{Draft, Left, Open, Scan};
use super::shape::Shape;
use super::{Source, UNIT_HEAD};
use crate::extraction::Kind;
use crate::few::Few;
use crate::gazetteer::NameMatch;
use crate::text::token::{Case, TokenKind};
use std::ops::Range;

impl Scan<'_, '_> {
    /// Bộ Ngoại giao, Đảng Cộng hòa, Ủy ban Kiểm tra T.Ư: a noun of organisations and its field.
    pub(super) fn organization(&mut self, i: usize, end: usize) {
        let titled = self.left(i).has(cues::PERSON);
        // "Ủy ban bầu cử tỉnh X": before whose it is, a field needs no capital.
        let whose = (!titled && self.sheet.capital(i))
            .then(|| self.unit_of_body(end))
            .flatten();
        let mut at = whose.unwrap_or_else(|| self.fields(end, false));
        // The country belongs to the state organ's name; so it does where a short form has its field in it ("LĐBĐ Lào").
        if at > end || self.sheet.starts(i).bits & cues::FIELDED != 0 {
            let country = self
                .best_rows(at, Left::default())
                .first()
                .filter(|m| m.kind == Kind::Country)
                .map(|m| m.end);
            at = country.unwrap_or(at);
        }
        if at > end {
            self.shape_draft(i..at, Kind::Organization, "organization.field", titled);
        }
    }

    /// Where the fields behind a noun of organisations end; those in lower case are asked for.
    fn fields(&self, from: usize, lower: bool) -> usize {
        let s = self.sheet;
        let mut at = from;
        while s.starts(at).bits & cues::ORG_FIELD != 0
            && (lower || s.capital(at))
            && !s
                .matches_at(at)
                .iter()
                .any(|m| m.end > at + s.starts(at).len)
        {
            at += s.starts(at).len;
        }
        at
    }

    /// Whose a body is, told behind its field: "Ủy ban Bầu cử TP.Huế", "Ủy ban kiểm tra T.Ư". Where that ends.
    fn unit_of_body(&self, noun: usize) -> Option<usize> {
        let s = self.sheet;
        let field = self.fields(noun, true);
        if field == noun {
            return None;
        }
        if s.starts(field).bits & (cues::UNIT | cues::CITY_NOUN) != 0 {
            let mut at = field + s.starts(field).len;
            at += usize::from(s.punct(at, '.'));
            let unit = |m: &&NameMatch| m.kind.is_place() && m.kind != Kind::Country;
            let units = s.matches_at(at).iter().filter(unit);
            return units.map(|m| m.end).max();
        }
        // The last field says itself whose it is: "Ủy ban kiểm tra T.Ư".
        let last = s.before(field);
        (last.bits & cues::ORG_FIELD != 0 && s.capital(field - last.len)).then_some(field)
    }

    /// Takes a shape as a person where shape and surroundings suffice.
    pub(super) fn shape_person(
        &mut self,
        i: usize,
        end: usize,
        shape: Shape,
        left: Left,
    ) -> Option<usize> {
        let s = self.sheet;
        // "Chủ tịch HĐND thành phố Ngô Xuân Thắng": the office is the town's, the name the holder's.
        if shape == Shape::Family
            && end - i > 2
            && self.office_of_unit(i, left)
            && !self.unit_named(i, end)
        {
            self.shape_draft(i..end, Kind::Person, UNIT_HEAD, true);
            return Some(end);
        }
        // "Chủ tịch Vinasa Nguyễn Văn Khoa": between an office and all of a name stands what it is the head of.
        let headed = left.has(cues::TITLE) && !left.chained && !s.own(i);
        if headed && !matches!(shape, Shape::Family) && s.full_name_at(end) {
            self.shape_draft(i..end, Kind::Organization, "organization.headed", true);
            return Some(end);
        }
        if left.has(cues::ORG_PROPER | cues::ORG_WHOLE | cues::PLACE_NOUN) && !left.person() {
            return None;
        }
        if !left.person() && !s.own(i) && self.company(i) {
            return None;
        }
        if !s.own(end - 1) && end > i + 1 && s.is(end - 1, cues::ORG_WORD) {
            self.shape_draft(i..end, Kind::Organization, "organization.word", false);
            return Some(end);
        }
        if !left.person() && self.thing(i, end) {
            return Some(end);
        }
        let id = match shape {
            Shape::Family => "person.family",
            Shape::WeakFamily if left.person() => "person.title",
            Shape::WeakFamily => return None,
            Shape::Foreign if left.person() => "person.title",
            Shape::Foreign => {
                let org = (i..end).any(|j| s.is(j, cues::ORG_WORD));
                let number = s
                    .tokens
                    .get(end)
                    .is_some_and(|t| t.kind == TokenKind::Number && t.space_before);
                let family = s.is(end - 1, cues::FAMILY) && s.own(end - 1);
                if org || number || (left.has(cues::BEFORE_PLACE) && !family) {
                    return None;
                }
                "person.foreign"
            }
            // "Thứ trưởng Ngoại giao" looks like "Chủ tịch Quang": the document has to tell.
            Shape::Single if !left.personal() && s.own(i) && end == i + 1 => return None,
            Shape::Given | Shape::Single if left.personal() || (left.person() && !left.chained) => {
                "person.title"
            }
            Shape::Single if left.chained && (!s.own(i) || end - i >= 2) => "person.title",
            Shape::Given if left.person() => "person.title",
            _ => return None,
        };
        if left.person() && end == i + 1 && self.sheet.is(i, cues::COMMON) && left.chained {
            return None;
        }
        self.shape_draft(i..end, Kind::Person, id, left.person());
        Some(end)
    }

    /// Whether before a token stands a noun of a town or province, and before that an office or an organ with its head.
    pub(super) fn office_of_unit(&self, i: usize, left: Left) -> bool {
        let s = self.sheet;
        if left.has(cues::CHIEF) {
            return true;
        }
        if !left.has(cues::UNIT | cues::CITY_NOUN) {
            return false;
        }
        let unit = i.saturating_sub(s.before(i).len);
        let head = |at: usize| s.before(at).bits & (cues::TITLE | cues::ROLE) != 0;
        let organ = unit > 0 && s.abbreviation(unit - 1) && head(unit - 1);
        head(unit) || organ || self.left(unit).has(cues::TITLE)
    }

    /// Whether the office's holder stands elsewhere, so that the name is the unit's: "ông A, Trưởng Công an xã Hồ Thị Kỷ,
    /// huyện Thới Bình".
    fn unit_named(&self, i: usize, end: usize) -> bool {
        let s = self.sheet;
        let larger = (s.punct(end, ',') || s.punct(end, '('))
            && (s.starts(end + 1).bits & (cues::UNIT | cues::CITY_NOUN) != 0
                || s.firm_place_at(end + 1));
        let holder = self.out.drafts.last().is_some_and(|d| {
            let joint = d.tokens.end;
            d.kind == Kind::Person
                && [',', '-', '(', ':'].iter().any(|c| s.punct(joint, *c))
                && joint + 8 > i
                && (joint + 1..i).all(|j| s.tokens.get(j).is_some_and(|t| t.is_word()))
        });
        larger || holder
    }

    /// Foreign words one of which makes the whole a product, a place to live or a work ("Diamond Sky"), and own words before
    /// such a one ("Lan Anh Avenue").
    fn thing(&self, i: usize, end: usize) -> bool {
        let s = self.sheet;
        let after = s.own(end - 1)
            && s.capital(end)
            && !s.own(end)
            && s.is(end, cues::THING_WORD | cues::ORG_WORD);
        after
            || !s.own(i) && end > i + 1 && (i..end).any(|j| !s.own(j) && s.is(j, cues::THING_WORD))
    }

    /// A run that neither row nor shape tells: by the noun before it, or put off.
    pub(super) fn unknown(
        &mut self,
        i: usize,
        run: usize,
        shape: Option<(usize, Shape)>,
        left: Left,
    ) -> usize {
        let s = self.sheet;
        let mut end = i + 1;
        while end < run
            && (s.own(end) == s.own(i)
                || (s.own(i) && s.goes_on_own(end))
                || s.punct(end, '-')
                || s.punct(end - 1, '-'))
            && !s.abbreviation(end)
        {
            end += 1;
        }
        if s.shout(i) && left.person() && !s.own(i) {
            let mut end = i + 1;
            while end < run && !s.own(end) && s.matches_at(end).is_empty() {
                end += 1;
            }
            self.shape_draft(i..end, Kind::Person, "person.title", true);
            return end;
        }
        if s.shout(i) {
            self.out.open.push(Open {
                tokens: i..i + 1,
                names: Vec::new(),
                hint: None,
                shape: None,
            });
            return i + 1;
        }
        // Bệnh viện Nhi đồng: a word that goes on in lower case.
        let next = s.tokens.get(end);
        if left.has(cues::PLACE_NOUN | cues::ORG | cues::BEFORE_ORG)
            && end == i + 1
            && s.own(i)
            && next.is_some_and(|t| t.kind == TokenKind::Word && t.case == Case::Lower)
        {
            self.out.open.push(Open {
                tokens: i..end,
                names: Vec::new(),
                hint: None,
                shape: None,
            });
            return end;
        }
        // "bà P.T.T.": initials are no ward.
        if s.punct(i - i.min(1), '.')
            && s.punct(i + 1, '.')
            && s.tokens.get(i).is_some_and(|t| t.case == Case::Single)
        {
            return i + 1;
        }
        if left.has(cues::PLACE_NOUN) && !left.has(cues::ORG) && !s.abbreviation(i) {
            // Vĩnh Lộc B
            if s.own(i)
                && s.tokens.get(end).is_some_and(|t| t.case == Case::Single)
                && s.capital(end)
                && end < run
            {
                end += 1;
            }
            let kind = if left.has(cues::CITY_NOUN) {
                Kind::City
            } else {
                Kind::Place
            };
            // Mũi Né: a noun with a capital and one syllable are one name.
            let noun = s.before(i);
            let within = noun.len == 1
                && end == i + 1
                && s.own(i)
                && !s.first(i - 1)
                && !s.shout(i)
                && s.tokens.get(i - 1).is_some_and(|t| t.case == Case::Capital);
            let start = if within { i - 1 } else { i };
            self.shape_draft(start..end, kind, "place.noun", false);
            return end;
        }
        if s.abbreviation(i) {
            let noun = left.has(cues::ORG_PROPER | cues::ORG_WHOLE);
            if !noun && self.glosses(i) {
                return i + 1;
            }
            // "HVA Group".
            let mut end = i + 1;
            while end < run && s.is(end, cues::FIRM) && !s.own(end) {
                end += 1;
            }
            if (noun || self.letters_only(i))
                && !s.own(i)
                && !s.is(i, cues::SUFFIX | cues::COMMON)
                && s.starts(i).len == 0
            {
                self.shape_draft(
                    i..end,
                    Kind::Organization,
                    "organization.abbreviation",
                    false,
                );
                return end;
            }
            return i + 1;
        }
        if (left.has(cues::ORG_PROPER) || (!s.own(i) && self.company(i))) && !s.first(i) {
            self.shape_draft(
                i..end.max(shape.map_or(end, |x| x.0)),
                Kind::Organization,
                "organization.noun",
                false,
            );
            return end;
        }
        let end = shape.map_or(end, |x| x.0).max(i + 1);
        let org_word = (i..end).any(|j| s.is(j, cues::ORG_WORD)) && end > i + 1;
        let hint = if self.aged(end) {
            Some((Kind::Person, "person.age"))
        } else if org_word {
            Some((Kind::Organization, "organization.word"))
        } else if s.own(i)
            && end - i >= 2
            && (left.has(cues::BEFORE_PERSON)
                || left.has(cues::VISITS) && s.starts(end).bits & cues::AFTER_SOMEBODY != 0)
        {
            // "đến bệnh viện thăm X", "thăm X khi anh ốm".
            Some((Kind::Person, "person.visited"))
        } else if left.has(cues::BEFORE_PLACE)
            && (!s.own(i) || (end - i >= 2 && !s.is(i, cues::COMMON)))
        {
            Some((Kind::Place, "place.preposition"))
        } else if left.has(cues::BEFORE_ORG) || s.starts(end).bits & cues::AFTER_ORG != 0 {
            Some((Kind::Organization, "organization.says"))
        } else if s.starts(end).bits & cues::AFTER_PERSON != 0
            && !s.own(i)
            // "tàu khu trục X thăm …": a thing with a name.
            && !left.has(cues::ORG_WHOLE)
        {
            Some((Kind::Person, "person.says"))
        } else if !s.own(i) && s.punct(end, ',') && s.country_at(end + 1) {
            Some((Kind::Place, "place.country"))
        } else if !s.own(i) {
            self.listed(i)
        } else if matches!(shape, Some((_, Shape::Given | Shape::WeakFamily))) {
            self.along(i, end)
        } else {
            None
        };
        let names = s
            .matches_at(i)
            .iter()
            .filter(|m| m.end == end && matches!(m.kind, Kind::Person | Kind::Country))
            .map(|m| m.name)
            .collect();
        self.out.open.push(Open {
            tokens: i..end,
            names,
            hint,
            // A school or a street is called so, no person.
            shape: shape
                .map(|x| x.1)
                .filter(|_| !left.has(cues::ORG | cues::PLACE_NOUN) || left.person()),
        });
        end
    }

    /// Syllables of given names between places: "Quy Nhơn - Hoài Ân", "xã Hoài Ân và Kim Sơn".
    fn along(&self, i: usize, end: usize) -> Option<(Kind, &'static str)> {
        let s = self.sheet;
        let minor = |k: Kind| matches!(k, Kind::City | Kind::Place);
        let after = s.punct(end, '-')
            && s.spaced(end)
            && s.matches_at(end + 1)
                .iter()
                .any(|m| minor(m.kind) && !s.form(*m).ambiguous);
        let joint = i.checked_sub(1)?;
        let before = self.out.drafts.iter().rev().take(3).any(|d| {
            let noun = matches!(d.source, Source::Shape("place.noun"));
            d.tokens.end == joint
                && minor(d.kind)
                && (s.punct(joint, '-')
                    || (noun && (s.punct(joint, ',') || s.before(i).bits & cues::AND != 0)))
        });
        (before || after).then_some((Kind::Place, "place.list"))
    }

    /// A noun of companies a few ordinary words before: "công ty sản xuất ô tô X".
    fn company(&self, i: usize) -> bool {
        let s = self.sheet;
        for back in 1..=5 {
            let Some(at) = i.checked_sub(back) else {
                return false;
            };
            let cue = s.before(at + 1);
            if cue.bits & cues::ORG_PROPER != 0 {
                return true;
            }
            // "câu lạc bộ cho biết X": whom the report is about.
            if back == 1 && cue.bits & (cues::AFTER_PERSON | cues::AFTER_ORG) != 0 {
                return false;
            }
            let word = s.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word);
            if !word
                || s.capital(at)
                || cue.bits & (cues::PERSON | cues::BEFORE_PLACE | cues::BEFORE_COUNTRY) != 0
            {
                return false;
            }
        }
        false
    }

    /// The kind of the name before it in a list: "tỉnh X và Y".
    fn listed(&self, i: usize) -> Option<(Kind, &'static str)> {
        let s = self.sheet;
        let joint = i.checked_sub(1)?;
        let linked =
            s.before(i).bits & cues::AND != 0 || s.punct(joint, ',') || s.punct(joint, '-');
        let last = self
            .out
            .drafts
            .iter()
            .rev()
            .take(3)
            .find(|d| d.tokens.end == joint)?;
        match last.kind {
            _ if !linked => None,
            Kind::Person => Some((Kind::Person, "person.list")),
            Kind::City | Kind::Place => Some((Kind::Place, "place.list")),
            _ => None,
        }
    }

    /// Whether an age follows: ", 35 tuổi", "(35 tuổi".
    pub(super) fn aged(&self, end: usize) -> bool {
        let s = self.sheet;
        (s.punct(end, ',') || s.punct(end, '('))
            && s.tokens
                .get(end + 1)
                .is_some_and(|t| t.kind == TokenKind::Number)
            && s.starts(end + 2).bits & cues::AFTER_PERSON != 0
    }

    /// "phòng hồi sức tích cực (ICU)": whether an abbreviation in brackets is short for ordinary words.
    fn glosses(&self, i: usize) -> bool {
        /// So many words before the bracket are looked at.
        const BACK: usize = 12;
        let s = self.sheet;
        let open = i.wrapping_sub(1);
        if !s.punct(open, '(') || !s.punct(i + 1, ')') || open == 0 {
            return false;
        }
        let words = (open.saturating_sub(BACK)..open).rev();
        let mut words = words
            .take_while(|j| s.tokens.get(*j).is_some_and(|t| t.is_word()))
            .peekable();
        words.peek().is_some()
            && words.all(|j| (!s.capital(j) || s.first(j)) && s.starts(j).bits & cues::ORG == 0)
    }

    fn letters_only(&self, i: usize) -> bool {
        let word = self.sheet.text.slice(i..i + 1);
        let n = word.chars().count();
        let roman = word.chars().all(|c| "IVXLCDM".contains(c));
        (2..=8).contains(&n) && !roman && word.chars().all(char::is_alphabetic)
    }

    pub(super) fn shape_draft(
        &mut self,
        mut tokens: Range<usize>,
        kind: Kind,
        id: &'static str,
        titled: bool,
    ) {
        let s = self.sheet;
        // al-Sharaa: an article that a hyphen joins belongs to the name.
        let at = tokens.start;
        if kind == Kind::Person
            && at >= 2
            && s.punct(at - 1, '-')
            && !s.spaced(at - 1)
            && s.is(at - 2, cues::PARTICLE)
            && !s.capital(at - 2)
        {
            tokens.start = at - 2;
        }
        // Rows that end with the run: the last words of V.Putin are a known person's.
        // In a name of the own language a shorter one is someone else's: "Lê Thị Thanh" in "Lê Thị Thanh Nhàn".
        let own = tokens.clone().all(|j| s.own(j));
        let mut names = Few::None;
        if kind == Kind::Person {
            for j in tokens.clone() {
                for m in s.matches_at(j) {
                    let form = s.form(*m);
                    let full =
                        // "bin Rashid" alone is the end of many names.
                        (form.words > 1 && !(j > tokens.start && s.is(j, cues::PARTICLE)))
                            || (j > tokens.start && form.alone && s.punct(j - 1, '.'));
                    if m.end <= tokens.end
                        && m.kind == Kind::Person
                        && ((full && !own) || j == tokens.start && m.end == tokens.end)
                    {
                        names.push(m.name);
                    }
                }
            }
        }
        self.out.drafts.push(Draft {
            tokens,
            kind,
            names,
            source: Source::Shape(id),
            titled,
        });
    }
}
