//! Gazetteer rows at a word: which may be read there, and whether they win over a shape.

use super::Source;
use super::cues;
use super::scan::{Draft, Left, Scan};
use super::shape::Shape;
use crate::extraction::Kind;
use crate::few::Few;
use crate::gazetteer::subkind::{BASE, BUILDING, COMPANY, PALACE};
use crate::gazetteer::{FormKind, NameId, NameMatch};

impl Scan<'_, '_> {
    /// A row whose form begins with a common noun or a number: "biển Đông", "vĩ tuyến 17". Of "bang Georgia" the proper part
    /// is the mention, where it is a name of its own.
    pub(super) fn lower_row(&mut self, i: usize) -> usize {
        // "bà von der Leyen": a form that begins with a particle.
        let particle = self.sheet.is(i, cues::PARTICLE);
        let left = if particle {
            self.left(i)
        } else {
            Left::default()
        };
        let best = self.best_rows(i, left);
        let Some(first) = best.first() else {
            return i + 1;
        };
        // A longer name that begins inside wins.
        let over =
            (i + 1..first.end).any(|j| self.sheet.matches_at(j).iter().any(|m| m.end > first.end));
        if over || first.kind == Kind::Person && !particle {
            return i + 1;
        }
        if particle {
            return self.take_rows(i, &best, left, first.end);
        }
        let noun = self.sheet.starts(i);
        let proper = i + noun.len;
        if noun.bits & (cues::PLACE_NOUN | cues::ORG_PROPER) != 0
            && self
                .sheet
                .matches_at(proper)
                .iter()
                .any(|m| m.end == first.end)
        {
            return self.take_rows(proper, &best, Left::default(), first.end);
        }
        self.take_rows(i, &best, Left::default(), first.end)
    }

    /// The rows of the longest usable form that begins at a token.
    pub(super) fn best_rows(&self, i: usize, left: Left) -> Few<NameMatch> {
        let s = self.sheet;
        // Shortest first.
        let mut rest = s.matches_at(i);
        while let Some(end) = rest.last().map(|m| m.end) {
            let (shorter, same) = rest.split_at(rest.partition_point(|m| m.end < end));
            rest = shorter;
            let usable = same.iter().filter(|m| self.usable(i, **m, left));
            let group: Few<NameMatch> = usable.copied().collect();
            // APEC 2025: the edition tells the gathering from the body of that name.
            let series = |m: &NameMatch| m.kind == Kind::Occasion && s.form(*m).ambiguous;
            if group.iter().any(series) {
                return group.iter().filter(|m| series(m)).copied().collect();
            }
            if !group.is_empty() {
                return group;
            }
        }
        Few::None
    }

    /// "Chủ tịch đảng A": whether the noun before a token belongs to a title before it.
    fn office_of(&self, i: usize) -> bool {
        let noun = i.saturating_sub(self.sheet.before(i).len);
        self.sheet.before(noun).bits & cues::PERSON != 0
    }

    /// Whether a row's form may be read at a token, from the words around it alone.
    fn usable(&self, i: usize, m: NameMatch, left: Left) -> bool {
        let s = self.sheet;
        let form = s.form(m);
        let words = form.words;
        let kind = m.kind;
        let lower_start = !s.capital(i);
        if lower_start && words < 2 {
            return false;
        }
        if (i..m.end).any(|j| s.capital(j) != s.tokens[j].case.starts_upper()) {
            return false;
        }
        match kind {
            // Schools, streets and ships are called after people.
            Kind::Person
                if !left.person()
                    && (s.own(i) || words > 1 && !self.office_of(i))
                    && left.has(cues::ORG_WHOLE | cues::PLACE_NOUN) =>
            {
                false
            }
            Kind::Person => {
                if form.kind == FormKind::Short && !form.alone {
                    // "Thủ tướng Anh" is the country's, "bà Anh" may be a woman; "luật sư Nga Marina" is from there.
                    let foreign = || s.country_at(i) && s.capital(m.end) && !s.own(m.end);
                    return left.personal() && !(left.has(cues::LEARNED) && foreign())
                        || (left.person() && !s.country_at(i))
                        || self.paired_person(i, m.end);
                }
                words > 1 || !form.ambiguous || left.person()
            }
            Kind::Country => {
                if s.shout(i) && form.ambiguous {
                    return words > 1
                        || left.has(cues::TITLE | cues::BEFORE_PLACE)
                        || self.paired(i, m.end);
                }
                if !form.ambiguous || words > 1 {
                    return true;
                }
                // "bà Nga" is a woman, "giáo sư Mỹ" one from there.
                if left.personal() && !(left.has(cues::LEARNED) && self.whole(m)) {
                    return false;
                }
                // A form cut from a longer name (Trung, Hàn) needs more around it than a whole one (Mỹ).
                if *form.form != *s.gazetteer.entity(form.entity).name {
                    // A foreign word behind is the name of whom the country is told: "gốc Hàn Stacey Park".
                    let foreign = s.capital(m.end) && !s.own(m.end);
                    return self.paired(i, m.end)
                        || self.beside_country(i, m.end)
                        || s.in_brackets(i, m.end)
                        || left.has(cues::TITLE | cues::ROLE)
                        || left.has(cues::BEFORE_COUNTRY) && !self.goes_on(m.end)
                        || left.has(cues::BEFORE_COUNTRY | cues::PERSON) && foreign;
                }
                true
            }
            Kind::City | Kind::Place => {
                if s.shout(i) && words == 1 && (form.ambiguous || s.own(i)) {
                    return false;
                }
                if form.ambiguous {
                    return left.has(cues::PLACE_NOUN | cues::BEFORE_PLACE);
                }
                if words == 2 && s.given_name(i) {
                    return false;
                }
                // "Trung - Mỹ": two countries, and no part of a continent.
                if s.punct(i + 1, '-') && s.country_at(i + 2) || self.of_another_state(m) {
                    return false;
                }
                !(words == 1 && s.first(i) && s.is(i, cues::COMMON))
            }
            // "Thượng đỉnh khối X - nước Y" is no summit of X.
            Kind::Occasion if s.punct(m.end, '-') && s.country_at(m.end + 1) => false,
            Kind::Occasion if form.ambiguous => {
                let glued = !form.form.ends_with(|c: char| c.is_ascii_digit());
                (glued && s.numbered(i)) || s.edition(m.end) > m.end
            }
            Kind::Organization | Kind::Occasion => {
                !form.ambiguous
                    || left.has(cues::ORG | cues::BEFORE_ORG)
                    || (words > 1 && !s.first(i))
                    || s.has_cue(cues::SPORT) && s.club(m)
                    || self.beside_company(i, m)
            }
        }
    }

    /// "trụ sở Chính phủ nước X": whether another state stands right behind the name of a house that each state has.
    fn of_another_state(&self, m: NameMatch) -> bool {
        let s = self.sheet;
        let row = |m: NameMatch| s.gazetteer.entity(s.form(m).entity);
        let house = row(m);
        let other = |c: &NameMatch| {
            c.kind == Kind::Country && house.country.as_deref() != Some(&*row(*c).id)
        };
        &*house.subkind == BUILDING && s.matches_at(m.end).iter().any(other)
    }

    /// A form that is the row's own name, not one cut from it: "Mỹ", but not "Trung".
    fn whole(&self, m: NameMatch) -> bool {
        let form = self.sheet.form(m);
        *form.form == *self.sheet.gazetteer.entity(form.entity).name
    }

    /// A country on the other side of a hyphen: Mỹ - Trung, Hàn-Nhật.
    pub(super) fn paired(&self, i: usize, end: usize) -> bool {
        let s = self.sheet;
        (s.punct(end, '-') && s.country_at(end + 1))
            || (i >= 2 && s.punct(i - 1, '-') && s.country_before(i - 1))
    }

    /// In a list with a country before or behind it: Pháp, Ý, Tây Ban Nha; no last word of a name ("Thành Trung, Đức Việt").
    fn beside_country(&self, i: usize, end: usize) -> bool {
        let s = self.sheet;
        if i > 0 && s.capital(i - 1) {
            return false;
        }
        let after = s.punct(end, ',') && s.country_at(end + 1);
        let before = i >= 2 && s.punct(i - 1, ',') && s.country_before(i - 1);
        after || before
    }

    /// A company in a list with others: "Amazon, Google và Meta", of which the first is a river as well.
    fn beside_company(&self, i: usize, m: NameMatch) -> bool {
        let s = self.sheet;
        let other = |at: usize, until: Option<usize>| {
            s.matches_at(at)
                .iter()
                .any(|o| s.company(*o) && !s.form(*o).ambiguous && until.is_none_or(|u| u == o.end))
        };
        let (before, after) = (s.before(i), s.starts(m.end));
        let left = match i.checked_sub(1).filter(|c| s.punct(*c, ',')) {
            Some(comma) => Some(comma),
            None => (before.bits & cues::AND != 0).then(|| i.saturating_sub(before.len)),
        };
        let right = match s.punct(m.end, ',') {
            true => Some(m.end + 1),
            false => (after.bits & cues::AND != 0).then_some(m.end + after.len),
        };
        s.company(m)
            && (right.is_some_and(|at| other(at, None))
                || left.is_some_and(|at| at > 0 && other(at - 1, Some(at))))
    }

    /// Whether a dash joins a short name to somebody's that needs no title: "Trump - Kim".
    fn paired_person(&self, i: usize, end: usize) -> bool {
        let s = self.sheet;
        let known = |at: usize, until: Option<usize>| {
            s.matches_at(at).iter().any(|m| {
                let form = s.form(*m);
                m.kind == Kind::Person
                    && form.kind == FormKind::Short
                    && form.alone
                    && until.is_none_or(|u| u == m.end)
            })
        };
        (s.punct(end, '-') && known(end + 1, None))
            || (i >= 2 && s.punct(i - 1, '-') && known(i - 2, Some(i - 1)))
    }

    /// Whether another capitalised word follows with no mark between.
    fn goes_on(&self, end: usize) -> bool {
        self.sheet.capital(end)
    }

    /// Whether the gazetteer's reading is better than the shape's.
    pub(super) fn row_wins(
        &self,
        i: usize,
        best: &[NameMatch],
        shape: Option<(usize, Shape)>,
        left: Left,
    ) -> bool {
        let s = self.sheet;
        let Some(first) = best.first() else {
            return false;
        };
        let country = best.iter().any(|m| m.kind == Kind::Country);
        let (row_end, kind) = (first.end, if country { Kind::Country } else { first.kind });
        if kind.is_place() && kind != Kind::Country && self.aged(row_end) {
            return false;
        }
        let form = s.form(*first);
        let words = form.words;
        // "phường Đức Nhuận" is not in Germany.
        let longer = s.own(i) && s.capital(row_end) && s.own(row_end);
        if country && words == 1 && left.has(cues::UNIT) && longer {
            return false;
        }
        let Some((end, shape)) = shape else {
            return true;
        };
        let person = best.iter().any(|m| m.kind == Kind::Person);
        if end <= row_end {
            // A man called like a place: "ông Lincoln".
            let man = left.personal()
                || (left.has(cues::TITLE)
                    && !left.has(cues::LOCAL)
                    && !s.own(i)
                    && (left.chained || !left.has(cues::PLACE_NOUN)));
            return person || !(man && kind.is_place() && words == 1 && kind != Kind::Country);
        }
        if person {
            // Syllables joined by hyphens are one word: "Vích-to" does not end before a further word.
            let units = (i..row_end)
                .filter(|j| *j == i || s.tokens[*j].space_before)
                .count();
            return units > 1 && shape != Shape::Family;
        }
        if kind == Kind::Organization || kind == Kind::Occasion {
            return !left.personal();
        }
        // Wall Street Journal
        if kind != Kind::Country && s.is(row_end, cues::ORG_WORD) && s.capital(row_end) {
            return false;
        }
        if words > 1 {
            // "Bí thư Thành ủy Hà Nội Nguyễn Văn A": the office's city, then a name of its own, by its family name or its length.
            let named = (s.is(row_end, cues::FAMILY) || row_end + 2 < end)
                && s.own(row_end)
                && s.capital(row_end)
                && row_end + 1 < end
                && !left.personal();
            // "Ngoại trưởng Thái Lan Don Pramudwinai".
            let foreign = kind == Kind::Country && s.capital(end) && !s.own(end);
            // "Lãnh đạo Hoa Lục Tập Cận Bình": somebody known, and all of the name.
            let known = || {
                s.matches_at(row_end)
                    .iter()
                    .any(|m| m.end == end && m.kind == Kind::Person)
            };
            return shape != Shape::Family
                || !left.person()
                || named
                || (foreign || known()) && !left.personal();
        }
        match shape {
            Shape::Family | Shape::WeakFamily => false,
            Shape::Given | Shape::Single if s.own(i) => {
                // "nút giao Mỹ Thủy" is not in America.
                left.has(cues::TITLE)
                    || (left.has(cues::PLACE_NOUN) && kind != Kind::Country)
                    || (!form.ambiguous && kind == Kind::Country)
            }
            _ => {
                if kind == Kind::Country {
                    // Mỹ Donald Trump, but Iran Air
                    return !s.punct(row_end, '-')
                        && !(row_end..end).all(|j| s.is(j, cues::ORG_WORD));
                }
                // "tiền vệ Napoli Kevin De Bruyne", but "ca sĩ Paris Hilton"
                let whole = left.person() && !s.own(row_end) && row_end + 2 <= end;
                (whole || left.has(cues::LOCAL | cues::PLACE_NOUN | cues::BEFORE_PLACE))
                    && !left.personal()
            }
        }
    }

    /// Takes the rows of one form as a mention.
    pub(super) fn take_rows(
        &mut self,
        i: usize,
        best: &[NameMatch],
        left: Left,
        run: usize,
    ) -> usize {
        let s = self.sheet;
        let Some(first) = best.first() else {
            return i + 1;
        };
        // "bang Georgia" is no country.
        let minor: Few<NameMatch> = if left.has(cues::UNIT) {
            let no_country = best.iter().filter(|m| m.kind != Kind::Country);
            no_country.copied().collect()
        } else {
            Few::None
        };
        let best = if minor.is_empty() { best } else { &minor };
        let mut end = first.end;
        let mut kind = best.first().map_or(first.kind, |m| m.kind);
        if best.iter().any(|m| m.kind == Kind::Country) {
            kind = Kind::Country;
        }
        let mut names: Few<NameId> = best.iter().map(|m| m.name).collect();
        let persons: Few<NameId> = best
            .iter()
            .filter(|m| m.kind == Kind::Person)
            .map(|m| m.name)
            .collect();
        if !persons.is_empty()
            && (left.person()
                || best.iter().all(|m| m.kind == Kind::Person)
                || s.form(*first).words > 1)
        {
            kind = Kind::Person;
            names = persons;
            // Words of the same foreign name behind the row's: Miguel Diaz-Canel Bermudez.
            if !s.own(i) {
                while end < run
                    && !s.own(end)
                    && !s.abbreviation(end)
                    && s.matches_at(end).is_empty()
                    && s.capital(end)
                    && !s.is(end, cues::ORG_WORD)
                {
                    // al-Nahyan: the article with its word.
                    let article = s.punct(end + 1, '-') && end + 2 < run;
                    end += if article { 3 } else { 1 };
                }
            }
        }
        // "câu lạc bộ Barcelona"
        if kind == Kind::City && left.has(cues::ORG_PROPER) && !left.chained && !s.own(i) {
            self.shape_draft(i..end, Kind::Organization, "organization.noun", false);
            return end;
        }
        if kind == Kind::Occasion {
            end = s.edition(end);
        }
        let source = names
            .first()
            .map_or(Source::Shape("row"), |n| Source::Row(*n));
        let subkind = names.first().map_or("", |n| {
            &*s.gazetteer.entity(s.gazetteer.name(*n).entity).subkind
        });
        let facility = matches!(subkind, PALACE | BUILDING | BASE);
        // "Phó chủ tịch Tập đoàn A Jean Dubois": so is what the title's noun names.
        let titled = left.has(cues::PERSON) || left.has(cues::ORG_PROPER) && self.office_of(i);
        self.out.drafts.push(Draft {
            tokens: i..end,
            kind,
            names,
            source,
            titled,
        });
        if (matches!(kind, Kind::Organization | Kind::Occasion) || facility)
            && end - i > 1
            && !best.iter().any(|m| s.form(*m).opaque)
        {
            self.inner_names(i, end, kind);
        }
        // Toyota Yaris Cross: what a company makes, but "giám đốc Apple Tim Cook".
        if subkind == COMPANY && !left.person() && !titled && !s.own(i) {
            while end < run && s.capital(end) && !s.own(end) && s.matches_at(end).is_empty() {
                end += 1;
            }
        }
        end
    }

    /// Places named inside an organisation, a building or an occasion; of an occasion its organisation as well.
    fn inner_names(&mut self, i: usize, end: usize, outer: Kind) {
        let s = self.sheet;
        let named = |m: NameMatch| {
            let kind = m.kind;
            kind.is_place() || (kind == Kind::Organization && outer == Kind::Occasion)
        };
        let mut j = i;
        while j < end {
            let inner = s
                .matches_at(j)
                .iter()
                .filter(|m| {
                    m.end <= end
                        && (j > i || m.end < end)
                        && named(**m)
                        && (s.capital(j) || s.form(**m).words > 1)
                        && (!s.form(**m).ambiguous || self.whole(**m) || self.paired(j, m.end))
                        // A company called after a man, "Hoàng Anh", has no country in it.
                        && !(s.form(**m).ambiguous
                            && m.end == j + 1
                            && j > i
                            && s.capital(j - 1)
                            && s.is(j - 1, cues::FAMILY))
                })
                .max_by_key(|m| m.end)
                .copied();
            let Some(m) = inner else {
                j += 1;
                continue;
            };
            let group: Few<NameId> = s
                .matches_at(j)
                .iter()
                .filter(|x| x.end == m.end && named(**x))
                .map(|x| x.name)
                .collect();
            self.out.drafts.push(Draft {
                tokens: j..m.end,
                kind: m.kind,
                names: group,
                source: Source::Row(m.name),
                titled: false,
            });
            if m.kind == Kind::Organization && !s.form(m).opaque {
                self.inner_names(j, m.end, Kind::Organization);
            }
            j = m.end;
        }
    }
}
