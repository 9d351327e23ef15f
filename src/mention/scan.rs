//! The first pass: capitalised words from left to right.

use super::Source;
use super::cues;
use super::shape::Shape;
use super::sheet::Sheet;
use crate::extraction::Kind;
use crate::gazetteer::{FormKind, NameId, NameMatch};
use crate::text::BlockKind;
use crate::text::token::{Case, TokenKind};
use std::ops::Range;

/// A mention in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) tokens: Range<usize>,
    pub(crate) kind: Kind,
    /// Rows, all of the draft's own words; empty for a shape.
    pub(crate) names: Vec<NameId>,
    pub(crate) source: Source,
    /// Whether a title or honorific stands before it.
    pub(crate) titled: bool,
}

/// A run that the first pass could not tell.
#[derive(Clone, Debug)]
pub(crate) struct Open {
    pub(crate) tokens: Range<usize>,
    /// Short forms of persons that the words may be.
    pub(crate) names: Vec<NameId>,
    /// The kind that the words around speak for.
    pub(crate) hint: Option<(Kind, &'static str)>,
    pub(crate) shape: Option<Shape>,
}

/// What the first pass gives.
#[derive(Debug, Default)]
pub(crate) struct Scanned {
    pub(crate) drafts: Vec<Draft>,
    pub(crate) open: Vec<Open>,
}

struct Scan<'s, 'a> {
    sheet: &'s Sheet<'a>,
    out: Scanned,
}

/// What stands before a name.
#[derive(Clone, Copy, Debug, Default)]
struct Left {
    bits: cues::Bits,
    /// A place or organisation stands between the title and the name.
    chained: bool,
}

impl Left {
    fn person(self) -> bool {
        self.bits & cues::PERSON != 0
    }
    fn personal(self) -> bool {
        !self.chained && self.bits & cues::PERSONAL != 0
    }
    fn has(self, bits: cues::Bits) -> bool {
        self.bits & bits != 0
    }
}

/// Goes through the text once.
pub(crate) fn scan(sheet: &Sheet<'_>) -> Scanned {
    let mut s = Scan {
        sheet,
        out: Scanned::default(),
    };
    let mut i = 0;
    while i < sheet.len() {
        let lower_name = !sheet.matches_at(i).is_empty();
        i = if sheet.capital(i) {
            s.at(i).max(i + 1)
        } else if lower_name {
            s.lower_row(i).max(i + 1)
        } else {
            i + 1
        };
    }
    s.out
}

impl Scan<'_, '_> {
    /// Reads what begins at a capitalised word; the token to go on at.
    fn at(&mut self, i: usize) -> usize {
        let s = self.sheet;
        // VOV.VN: the end of an address is no name.
        let dotted = i >= 2 && s.punct(i - 1, '.') && !s.spaced(i - 1) && !s.spaced(i);
        if dotted && s.abbreviation(i - 2) {
            return i + 1;
        }
        let left = self.left(i);
        let best = self.best_rows(i, left);
        let row_end = best.first().map_or(i, |m| m.end);
        if let Some(end) = self.byline(i).or_else(|| self.credit(i)) {
            return end;
        }
        if let Some(next) = self.cue_word(i, row_end, left) {
            return next;
        }
        let run = s.run_end(i);
        let shape = s.person_shape(i, run, left.person());
        if !best.is_empty() && self.row_wins(i, &best, shape, left) {
            return self.take_rows(i, &best, left, run);
        }
        if let Some((end, shape)) = shape
            && let Some(end) = self.shape_person(i, end, shape, left)
        {
            return end;
        }
        self.unknown(i, run, shape, left)
    }

    /// A row whose form begins with a common noun or a number: "biển Đông", "vĩ tuyến 17". Of "bang Georgia" the proper part
    /// is the mention, where it is a name of its own.
    fn lower_row(&mut self, i: usize) -> usize {
        let best = self.best_rows(i, Left::default());
        let Some(first) = best.first() else {
            return i + 1;
        };
        // A longer name that begins inside wins.
        let over =
            (i + 1..first.end).any(|j| self.sheet.matches_at(j).iter().any(|m| m.end > first.end));
        if over || self.sheet.kind(*first) == Kind::Person {
            return i + 1;
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

    /// What stands right before a token; a place or organisation between a title and the name is passed over.
    fn left(&self, i: usize) -> Left {
        let s = self.sheet;
        let cue = s.before(i);
        if cue.bits & (cues::PERSON | cues::PLACE_NOUN | cues::ORG) != 0 {
            return Left {
                bits: cue.bits,
                chained: false,
            };
        }
        let mut at = i;
        // Cơ quan X (CIA) John Ratcliffe
        if at > 0 && s.punct(at - 1, ')') {
            let open = (at.saturating_sub(5)..at).rev().find(|j| s.punct(*j, '('));
            at = open.unwrap_or(at);
        }
        for draft in self.out.drafts.iter().rev().take(6) {
            if draft.tokens.end > at {
                continue;
            }
            if draft.tokens.end < at || draft.kind == Kind::Person {
                break;
            }
            if draft.titled {
                return Left {
                    bits: cues::TITLE,
                    chained: true,
                };
            }
        }
        Left {
            bits: cue.bits,
            chained: false,
        }
    }

    /// The rows of the longest usable form that begins at a token.
    fn best_rows(&self, i: usize, left: Left) -> Vec<NameMatch> {
        let s = self.sheet;
        let all = s.matches_at(i);
        let mut ends: Vec<usize> = all.iter().map(|m| m.end).collect();
        ends.dedup();
        for end in ends.into_iter().rev() {
            let group: Vec<NameMatch> = all
                .iter()
                .copied()
                .filter(|m| m.end == end && self.usable(i, *m, left))
                .collect();
            if !group.is_empty() {
                return group;
            }
        }
        Vec::new()
    }

    /// Whether a row's form may be read at a token, from the words around it alone.
    fn usable(&self, i: usize, m: NameMatch, left: Left) -> bool {
        let s = self.sheet;
        let form = s.form(m);
        let words = form.capitals.len();
        let kind = s.kind(m);
        let lower_start = !s.capital(i);
        if lower_start && words < 2 {
            return false;
        }
        if (i..m.end).any(|j| s.capital(j) != s.tokens[j].case.starts_upper()) {
            return false;
        }
        match kind {
            Kind::Person => {
                if form.kind == FormKind::Short && !form.alone {
                    // "Thủ tướng Anh" is the country's, "bà Anh" may be a woman.
                    return left.personal() || (left.person() && !s.country_at(i));
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
                if left.personal() {
                    return false;
                }
                // A form cut from a longer name (Trung, Hàn) needs more around it than a whole one (Mỹ).
                if *form.form != *s.gazetteer.entity(form.entity).name {
                    return self.paired(i, m.end)
                        || left.has(cues::TITLE | cues::ROLE)
                        || left.has(cues::BEFORE_COUNTRY) && !self.goes_on(m.end);
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
                !(words == 1 && s.first(i) && s.is(i, cues::COMMON))
            }
            Kind::Organization | Kind::Occasion => {
                !form.ambiguous
                    || left.has(cues::ORG | cues::BEFORE_ORG)
                    || (words > 1 && !s.first(i))
            }
        }
    }

    /// A country on the other side of a hyphen: Mỹ - Trung, Hàn-Nhật.
    fn paired(&self, i: usize, end: usize) -> bool {
        let s = self.sheet;
        (s.punct(end, '-') && s.country_at(end + 1))
            || (i >= 2 && s.punct(i - 1, '-') && s.country_before(i - 1))
    }

    /// Whether another capitalised word follows with no mark between.
    fn goes_on(&self, end: usize) -> bool {
        self.sheet.capital(end)
    }

    /// A capitalised word that is no name: title, honorific, common noun, or the ordinary first word of a sentence.
    fn cue_word(&mut self, i: usize, row_end: usize, left: Left) -> Option<usize> {
        let s = self.sheet;
        let cue = s.starts(i);
        let nouns = cues::PERSON
            | cues::ORG_FIELD
            | cues::MODIFIER
            | cues::PLACE_NOUN
            | cues::ORG
            | cues::OCCASION
            | cues::STOP;
        let modifier = cue.bits & nouns & !cues::MODIFIER == 0;
        if modifier && !s.first(i) && !s.shout(i) {
            return None;
        }
        let end = i + cue.len;
        if cue.bits & nouns != 0
            && (row_end < end
                || (row_end == end
                    && cue.len > 1
                    && s.matches_at(i)
                        .iter()
                        .all(|m| m.end < end || s.kind(*m) != Kind::Organization)))
        {
            let own_after = !s.capital(end) || s.own(end) || s.firm_place_at(end);
            let family = s.is(i, cues::FAMILY | cues::FAMILY_WEAK)
                && cue.bits & cues::HONORIFIC == 0
                && cue.len == 1
                && s.capital(end)
                && s.own(end)
                && !s.firm_place_at(end)
                && (s.capital(end + 1) || !s.first(i) || left.person());
            let field = cue.bits & cues::ORG != 0 && s.starts(end).bits & cues::ORG_FIELD != 0;
            let titled = cue.bits & (cues::TITLE | cues::HONORIFIC | cues::RANK) != 0;
            let own_after = own_after || (titled && s.capital(end));
            if cue.len > 1 || s.first(i) || s.shout(i) || field || (own_after && !left.person()) {
                if family {
                    return None;
                }
                if cue.len == 1 && !own_after && !s.first(i) && !s.shout(i) {
                    return None;
                }
                if cue.bits & cues::ORG != 0 {
                    self.organization(i, end);
                }
                return Some(end);
            }
        }
        // "Anh Tuấn" at the head of a sentence, and "Anh" of a man spoken of.
        if s.first(i) && cue.bits & cues::KIN != 0 && cue.len == 1 && row_end == end {
            let man = s.capital(end) && !s.country_at(end) && s.own(end);
            let pronoun =
                !s.capital(end) && s.seen_lower(i) && !s.shout(i) && !self.named_inside(i);
            if man || pronoun {
                return Some(end);
            }
        }
        if s.first(i) && row_end <= i + 1 && s.is(i, cues::COMMON) && !s.shout(i) {
            let run = s.run_end(i);
            let strong = matches!(
                s.person_shape(i, run, false),
                Some((_, Shape::Family | Shape::Foreign))
            ) && s.is(i, cues::FAMILY | cues::FAMILY_WEAK | cues::FAMILY_EAST);
            if !strong && row_end == i {
                return Some(i + 1);
            }
            if !strong && row_end == i && !s.capital(i + 1) {
                return Some(i + 1);
            }
        }
        None
    }

    /// Whether the same word stands with a capital inside some sentence, as a name does.
    fn named_inside(&self, i: usize) -> bool {
        let s = self.sheet;
        (0..s.len()).any(|j| {
            j != i
                && s.key(j) == s.key(i)
                && s.capital(j)
                && !s.first(j)
                && !s.shout(j)
                && !(s.capital(j + 1) && s.own(j + 1) && !s.country_at(j + 1))
                && !(j > 0 && s.capital(j - 1))
        })
    }

    fn at_block_start(&self, i: usize) -> bool {
        i == 0
            || self
                .sheet
                .tokens
                .get(i - 1)
                .is_none_or(|t| t.kind == TokenKind::Break)
    }

    /// A short line that begins with a name of two to four own syllables: who wrote it.
    fn byline(&mut self, i: usize) -> Option<usize> {
        let s = self.sheet;
        if i == 0
            || !self.at_block_start(i)
            || s.shout(i)
            || s.matches_at(i).iter().any(|m| m.end > i + 1)
        {
            return None;
        }
        let line_end = (i..s.len())
            .find(|j| s.tokens[*j].kind == TokenKind::Break)
            .unwrap_or(s.len());
        let mut end = i;
        while end < line_end && s.capital(end) && s.own(end) && s.starts(end).bits & cues::STOP == 0
        {
            end += 1;
        }
        let n = end - i;
        if !(2..=4).contains(&n) || s.starts(i).len > 1 {
            return None;
        }
        let given = (i..end).all(|j| {
            s.is(j, cues::GIVEN | cues::FAMILY | cues::FAMILY_WEAK) || !s.is(j, cues::COMMON)
        });
        let alone = end == line_end;
        let credit = (s.punct(end, '(') && s.starts(end + 1).bits & cues::STOP != 0)
            || s.starts(end).bits & cues::STOP != 0
            || (line_end - i <= 10
                && (s.punct(end, '/') || s.punct(end, '-') || s.punct(end, '(')));
        let byline = s
            .text
            .blocks
            .iter()
            .any(|b| b.kind == BlockKind::Byline && b.tokens.contains(&i));
        if (given && (alone || credit)) || byline {
            self.shape_draft(i..end, Kind::Person, "person.byline", false);
            return Some(end);
        }
        None
    }

    /// The name after "Ảnh:", in capitals or not.
    fn credit(&mut self, i: usize) -> Option<usize> {
        let s = self.sheet;
        let after = i >= 2 && s.punct(i - 1, ':') && s.before(i - 1).bits & cues::STOP != 0;
        if !after {
            return None;
        }
        let mut end = i;
        while end < s.sentence_end(i) && s.capital(end) && s.own(end) && end < i + 4 {
            end += 1;
        }
        let rows = s.matches_at(i).iter().any(|m| m.end >= end);
        if end - i < 2 || rows || s.starts(i).bits & (cues::ORG | cues::PERSON) != 0 {
            return None;
        }
        self.shape_draft(i..end, Kind::Person, "person.credit", false);
        Some(end)
    }

    /// Whether the gazetteer's reading is better than the shape's.
    fn row_wins(
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
        let country = best.iter().any(|m| s.kind(*m) == Kind::Country);
        let (row_end, kind) = (
            first.end,
            if country {
                Kind::Country
            } else {
                s.kind(*first)
            },
        );
        if kind.is_place() && kind != Kind::Country && self.aged(row_end) {
            return false;
        }
        let form = s.form(*first);
        let words = form.capitals.len();
        let Some((end, shape)) = shape else {
            return true;
        };
        let person = best.iter().any(|m| s.kind(*m) == Kind::Person);
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
            return words > 1 && shape != Shape::Family;
        }
        if kind == Kind::Organization || kind == Kind::Occasion {
            return !left.personal();
        }
        // Wall Street Journal
        if kind != Kind::Country && s.is(row_end, cues::ORG_WORD) && s.capital(row_end) {
            return false;
        }
        if words > 1 {
            return shape != Shape::Family || !left.person();
        }
        match shape {
            Shape::Family | Shape::WeakFamily => false,
            Shape::Given | Shape::Single if s.own(i) => {
                left.has(cues::TITLE | cues::PLACE_NOUN)
                    || (!form.ambiguous && kind == Kind::Country)
            }
            _ => {
                if kind == Kind::Country {
                    // Mỹ Donald Trump, but Iran Air
                    return !s.punct(row_end, '-')
                        && !(row_end..end).all(|j| s.is(j, cues::ORG_WORD));
                }
                left.has(cues::LOCAL | cues::PLACE_NOUN | cues::BEFORE_PLACE) && !left.personal()
            }
        }
    }

    /// Takes the rows of one form as a mention.
    fn take_rows(&mut self, i: usize, best: &[NameMatch], left: Left, run: usize) -> usize {
        let s = self.sheet;
        let Some(first) = best.first() else {
            return i + 1;
        };
        let mut end = first.end;
        let mut kind = s.kind(*first);
        if best.iter().any(|m| s.kind(*m) == Kind::Country) {
            kind = Kind::Country;
        }
        let mut names: Vec<NameId> = best.iter().map(|m| m.name).collect();
        let persons: Vec<NameId> = best
            .iter()
            .filter(|m| s.kind(**m) == Kind::Person)
            .map(|m| m.name)
            .collect();
        if !persons.is_empty()
            && (left.person()
                || best.iter().all(|m| s.kind(*m) == Kind::Person)
                || s.form(*first).capitals.len() > 1)
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
                    end += 1;
                }
            }
        }
        // "câu lạc bộ Barcelona"
        if kind == Kind::City && left.has(cues::ORG_PROPER) && !left.chained && !s.own(i) {
            self.shape_draft(i..end, Kind::Organization, "organization.noun", false);
            return end;
        }
        let source = names
            .first()
            .map_or(Source::Shape("row"), |n| Source::Row(*n));
        let subkind = names.first().map_or("", |n| {
            &*s.gazetteer.entity(s.gazetteer.name(*n).entity).subkind
        });
        let facility = matches!(subkind, "palace" | "building" | "base");
        let titled = left.has(cues::PERSON);
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
            self.inner_places(i, end);
        }
        end
    }

    /// Places named inside an organisation, a building or an occasion.
    fn inner_places(&mut self, i: usize, end: usize) {
        let s = self.sheet;
        let mut j = i;
        while j < end {
            let inner = s
                .matches_at(j)
                .iter()
                .filter(|m| {
                    m.end <= end && (j > i || m.end < end) && s.kind(**m).is_place() && s.capital(j)
                })
                .max_by_key(|m| m.end)
                .copied();
            let Some(m) = inner else {
                j += 1;
                continue;
            };
            let group: Vec<NameId> = s
                .matches_at(j)
                .iter()
                .filter(|x| x.end == m.end && s.kind(**x).is_place())
                .map(|x| x.name)
                .collect();
            self.out.drafts.push(Draft {
                tokens: j..m.end,
                kind: s.kind(m),
                names: group,
                source: Source::Row(m.name),
                titled: false,
            });
            j = m.end;
        }
    }

    /// Bộ Ngoại giao, Đảng Cộng hòa: a noun of organisations and its field.
    fn organization(&mut self, i: usize, end: usize) {
        let s = self.sheet;
        let mut at = end;
        while s.starts(at).bits & cues::ORG_FIELD != 0
            && s.tokens.get(at).is_some_and(|t| t.case.starts_upper())
            && !s
                .matches_at(at)
                .iter()
                .any(|m| m.end > at + s.starts(at).len)
        {
            at += s.starts(at).len;
        }
        // The country belongs to the state organ's name.
        if at > end {
            let country = self
                .best_rows(at, Left::default())
                .first()
                .filter(|m| s.kind(**m) == Kind::Country)
                .map(|m| m.end);
            at = country.unwrap_or(at);
        }
        if at > end {
            let titled = self.left(i).has(cues::PERSON);
            self.shape_draft(i..at, Kind::Organization, "organization.field", titled);
        }
    }

    /// Takes a shape as a person where shape and surroundings suffice.
    fn shape_person(&mut self, i: usize, end: usize, shape: Shape, left: Left) -> Option<usize> {
        let s = self.sheet;
        if left.has(cues::ORG_PROPER | cues::ORG_WHOLE | cues::PLACE_NOUN) && !left.person() {
            return None;
        }
        if !left.person() && !s.own(i) && self.company(i) {
            return None;
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
                if org || number || left.has(cues::BEFORE_PLACE) {
                    return None;
                }
                "person.foreign"
            }
            // "Thứ trưởng Ngoại giao" looks like "Chủ tịch Quang": the document has to tell.
            Shape::Single if !left.personal() && s.own(i) && end == i + 1 => return None,
            Shape::Given | Shape::Single if left.personal() || (left.person() && !left.chained) => {
                "person.title"
            }
            Shape::Single if left.chained && !s.own(i) => "person.title",
            Shape::Given if left.person() => "person.title",
            _ => return None,
        };
        if left.person() && end == i + 1 && self.sheet.is(i, cues::COMMON) && left.chained {
            return None;
        }
        self.shape_draft(i..end, Kind::Person, id, left.person());
        Some(end)
    }

    /// A run that neither row nor shape tells: by the noun before it, or put off.
    fn unknown(
        &mut self,
        i: usize,
        run: usize,
        shape: Option<(usize, Shape)>,
        left: Left,
    ) -> usize {
        let s = self.sheet;
        let mut end = i + 1;
        while end < run
            && (s.own(end) == s.own(i) || s.punct(end, '-') || s.punct(end - 1, '-'))
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
            self.shape_draft(i..end, kind, "place.noun", false);
            return end;
        }
        if s.abbreviation(i) {
            let noun = left.has(cues::ORG_PROPER | cues::ORG_WHOLE);
            if (noun || self.letters_only(i))
                && !s.own(i)
                && !s.is(i, cues::SUFFIX | cues::COMMON)
                && s.starts(i).len == 0
            {
                self.shape_draft(
                    i..i + 1,
                    Kind::Organization,
                    "organization.abbreviation",
                    false,
                );
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
        } else if left.has(cues::BEFORE_PLACE)
            && (!s.own(i) || (end - i >= 2 && !s.is(i, cues::COMMON)))
        {
            Some((Kind::Place, "place.preposition"))
        } else if left.has(cues::BEFORE_ORG) || s.starts(end).bits & cues::AFTER_ORG != 0 {
            Some((Kind::Organization, "organization.says"))
        } else if s.starts(end).bits & cues::AFTER_PERSON != 0 && !s.own(i) {
            Some((Kind::Person, "person.says"))
        } else if !s.own(i) && s.punct(end, ',') && s.country_at(end + 1) {
            Some((Kind::Place, "place.country"))
        } else if !s.own(i) {
            self.listed(i)
        } else {
            None
        };
        let names = s
            .matches_at(i)
            .iter()
            .filter(|m| m.end == end && matches!(s.kind(**m), Kind::Person | Kind::Country))
            .map(|m| m.name)
            .collect();
        self.out.open.push(Open {
            tokens: i..end,
            names,
            hint,
            shape: shape.map(|x| x.1),
        });
        end
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
    fn aged(&self, end: usize) -> bool {
        let s = self.sheet;
        (s.punct(end, ',') || s.punct(end, '('))
            && s.tokens
                .get(end + 1)
                .is_some_and(|t| t.kind == TokenKind::Number)
            && s.starts(end + 2).bits & cues::AFTER_PERSON != 0
    }

    fn letters_only(&self, i: usize) -> bool {
        let word = self.sheet.text.slice(i..i + 1);
        let n = word.chars().count();
        (2..=8).contains(&n) && word.chars().all(char::is_alphabetic)
    }

    fn shape_draft(
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
        let mut names = Vec::new();
        if kind == Kind::Person {
            for j in tokens.clone() {
                for m in s.matches_at(j) {
                    let form = s.form(*m);
                    let full = form.capitals.len() > 1
                        || (j > tokens.start && form.alone && s.punct(j - 1, '.'));
                    if m.end <= tokens.end
                        && s.kind(*m) == Kind::Person
                        && (full || j == tokens.start && m.end == tokens.end)
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
