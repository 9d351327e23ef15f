//! The first pass: capitalised words from left to right.

use super::cues;
use super::shape::Shape;
use super::sheet::Sheet;
use super::{BYLINE, CREDIT, Source};
use crate::extraction::Kind;
use crate::few::Few;
use crate::gazetteer::NameId;
use crate::text::token::TokenKind;
use std::ops::Range;

/// A mention in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) tokens: Range<usize>,
    pub(crate) kind: Kind,
    /// Rows, all of the draft's own words; empty for a shape.
    pub(crate) names: Few<NameId>,
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

pub(super) struct Scan<'s, 'a> {
    pub(super) sheet: &'s Sheet<'a>,
    pub(super) out: Scanned,
}

/// What stands before a name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Left {
    pub(super) bits: cues::Bits,
    /// A place or organisation stands between the title and the name.
    pub(super) chained: bool,
}

impl Left {
    pub(super) fn person(self) -> bool {
        self.bits & cues::PERSON != 0
    }
    pub(super) fn personal(self) -> bool {
        !self.chained && self.bits & cues::PERSONAL != 0
    }
    pub(super) fn has(self, bits: cues::Bits) -> bool {
        self.bits & bits != 0
    }
}

/// Goes through the text once; `out` is emptied first.
pub(crate) fn scan(sheet: &Sheet<'_>, out: &mut Scanned) {
    let mut s = Scan {
        sheet,
        out: std::mem::take(out),
    };
    s.out.drafts.clear();
    s.out.open.clear();
    let mut next = 0;
    for i in sheet.spots() {
        if i < next {
            continue;
        }
        if sheet.capital(i) {
            next = s.at(i).max(i + 1);
        } else if !sheet.matches_at(i).is_empty() {
            next = s.lower_row(i).max(i + 1);
        }
    }
    *out = s.out;
}

impl Scan<'_, '_> {
    /// Reads what begins at a capitalised word; the token to go on at.
    fn at(&mut self, i: usize) -> usize {
        let s = self.sheet;
        if s.plain_first(i) {
            return i + 1;
        }
        // J&T: no name of a person or place is written so.
        if s.punct(i + 1, '&') || (i > 0 && s.punct(i - 1, '&')) {
            return i + 1;
        }
        // VOV.VN: the end of an address is no name.
        let dotted = i >= 2 && s.punct(i - 1, '.') && !s.spaced(i - 1) && !s.spaced(i);
        // TP.Huế: a noun cut short is no address.
        if dotted && s.abbreviation(i - 2) && s.before(i).bits & cues::PLACE_NOUN == 0 {
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
        if let Some(end) = self.office_goes_on(i).filter(|_| best.is_empty()) {
            return end;
        }
        let mut run = s.run_end(i);
        let unit = left.has(cues::UNIT | cues::CITY_NOUN | cues::ORG_STATE);
        // "Giám đốc Bệnh viện Minh Tâm Trần Văn Khoa".
        let house =
            || left.has(cues::PLACE_NOUN) && self.left(i - s.before(i).len).has(cues::TITLE);
        if s.own(i) && (unit || house()) {
            let office = !unit || self.office_of_unit(i, left);
            run = s.name_behind(i, run, office).unwrap_or(run);
        }
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

    /// "bộ trưởng Quốc Phòng": where the office ends that a token is within.
    fn office_goes_on(&self, i: usize) -> Option<usize> {
        /// So many words stand before it at most.
        const BACK: usize = 4;
        let s = self.sheet;
        let end = |j: usize| {
            let cue = s.starts(j);
            (cue.bits & cues::TITLE != 0).then_some(j + cue.len)
        };
        let mut before = i.saturating_sub(BACK)..i;
        before.find_map(|j| end(j).filter(|end| *end > i))
    }

    /// What stands right before a token; a place or organisation between a title and the name is passed over.
    pub(super) fn left(&self, i: usize) -> Left {
        let s = self.sheet;
        let cue = s.before(i);
        // "lãnh đạo Công đảng Jeremy Corbyn": the noun is the end of a name that has its title before it.
        let named = |d: &Draft| {
            d.tokens.end == i && d.tokens.start + cue.len < i && d.kind == Kind::Organization
        };
        if cue.bits & cues::ORG_WHOLE != 0
            && self.out.drafts.last().is_some_and(|d| d.titled && named(d))
        {
            return Left {
                bits: cues::TITLE,
                chained: true,
            };
        }
        if cue.bits & (cues::PERSON | cues::PLACE_NOUN | cues::ORG) != 0 {
            return Left {
                bits: cue.bits,
                chained: false,
            };
        }
        // Bộ trưởng Lục quân X: the field of an office.
        if cue.bits & cues::ORG_FIELD != 0 && s.before(i - cue.len).bits & cues::TITLE != 0 {
            return Left {
                bits: cues::TITLE,
                chained: true,
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
        let modifier = cue.bits & nouns == cues::MODIFIER;
        if modifier && !s.first(i) && !s.shout(i) {
            return None;
        }
        let end = i + cue.len;
        // "xã Bà Điểm", "đường Trường Chinh": a place is called so.
        let within = cues::HONORIFIC | cues::KIN | cues::ORG | cues::PLACE_NOUN;
        let named = cue.bits & within != 0 && cue.len == 1;
        // (But "các tỉnh Vùng Thủ đô": words that go on without a capital are none.)
        let named = named && (s.starts(end).len < 2 || s.capital(end + 1));
        let place = left.has(cues::PLACE_NOUN) && !left.has(cues::ORG);
        if named && place && !s.first(i) && s.capital(end) && s.own(end) {
            return None;
        }
        // "ông U Thein Aung"; the forest of U Minh and "ông U Huấn" are called so.
        if cue.bits & cues::BOUND != 0 && (!left.person() || !s.capital(end) || s.own(end)) {
            return None;
        }
        if cue.bits & nouns != 0
            && (row_end < end
                || (row_end == end
                    && cue.len > 1
                    && s.matches_at(i)
                        .iter()
                        .all(|m| m.end < end || m.kind != Kind::Organization)))
        {
            let own_after = !s.capital(end) || s.own(end) || s.firm_place_at(end);
            let family = s.is(i, cues::FAMILY | cues::FAMILY_WEAK)
                && cue.bits & cues::HONORIFIC == 0
                && cue.len == 1
                && s.capital(end)
                && s.own(end)
                && !s.firm_place_at(end)
                && (s.capital(end + 1) || !s.first(i) || left.person())
                // "Đường Phạm Hùng": the family name of whom the street is called after.
                && !(s.first(i)
                    && cue.bits & cues::PLACE_NOUN != 0
                    && (s.is(end, cues::FAMILY)
                        || s.starts(end).bits & cues::ORG != 0
                        || !s.is(i, cues::FAMILY) && s.is(end, cues::FAMILY_WEAK))
                    && s.capital(end + 1));
            let field = cue.bits & cues::ORG != 0 && s.starts(end).bits & cues::ORG_FIELD != 0;
            let titled = cue.bits & (cues::TITLE | cues::HONORIFIC | cues::RANK) != 0;
            let own_after = own_after || ((titled || s.abbreviation(i)) && s.capital(end));
            let free = !left.person()
                || cue.bits & cues::BEHIND != 0
                || (!left.personal() && cue.bits & cues::ORG != 0);
            if cue.len > 1 || s.first(i) || s.shout(i) || field || (own_after && free) {
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
        if cue.bits & cues::NONE != 0 && row_end < end {
            return Some(end);
        }
        // "Anh Tuấn" at the head of a sentence, and "Anh" of a man spoken of.
        if s.first(i) && cue.bits & cues::KIN != 0 && cue.len == 1 && row_end == end {
            let man = s.capital(end) && !s.country_at(end) && s.own(end);
            // "(Anh)" is the country.
            let pronoun = !s.capital(end)
                && !s.punct(end, ')')
                && s.seen_lower(i)
                && !s.shout(i)
                && !s.named_inside(i);
            if man || pronoun {
                return Some(end);
            }
        }
        if s.first(i) && row_end <= i + 1 && s.is(i, cues::COMMON) && !s.shout(i) {
            let run = s.run_end(i);
            let shape = s.person_shape(i, run, false);
            let strong = matches!(shape, Some((_, Shape::Family | Shape::Foreign)))
                && s.is(i, cues::FAMILY | cues::FAMILY_WEAK | cues::FAMILY_EAST)
                // "Trọng Nghĩa" is whole or nothing, though "trọng" may begin a sentence.
                || matches!(shape, Some((end, Shape::Given)) if end == run)
                    && s.is(i, cues::GIVEN)
                    && !s.country_at(i + 1);
            if !strong && row_end == i {
                return Some(i + 1);
            }
            if !strong && row_end == i && !s.capital(i + 1) {
                return Some(i + 1);
            }
        }
        None
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
    pub(super) fn byline(&mut self, i: usize) -> Option<usize> {
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
        let byline = s.byline(i);
        if (given && (alone || credit)) || byline {
            self.shape_draft(i..end, Kind::Person, BYLINE, false);
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
        self.shape_draft(i..end, Kind::Person, CREDIT, false);
        Some(end)
    }
}
