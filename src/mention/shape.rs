//! The shapes of names: runs of capitalised words, and what in a run looks like a person.

use super::cues;
use super::sheet::Sheet;
use crate::extraction::Kind;
use crate::text::token::{Case, TokenKind};

/// How a person's name was told by its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A family name of the pack's language and syllables after it.
    Family,
    /// A family name that is also a common word.
    WeakFamily,
    /// Given-name syllables only.
    Given,
    /// Two and more foreign words.
    Foreign,
    /// One foreign word, or a run that only its surroundings can tell.
    Single,
}

/// The longest name of any length that the scan reads, in tokens.
const LONGEST: usize = 14;

impl Sheet<'_> {
    /// The token after the last of the run of capitalised words that begins at `i`.
    pub(crate) fn run_end(&self, i: usize) -> usize {
        let limit = self.sentence_end(i).min(i + LONGEST);
        let mut end = i + 1;
        while end < limit {
            match self.joined(i, end, limit) {
                Some(next) => end = next,
                None => break,
            }
        }
        end
    }

    /// Whether the run `i..end` goes on: the end of it with one more word.
    fn joined(&self, i: usize, end: usize, limit: usize) -> Option<usize> {
        let t = self.tokens.get(end)?;
        let ok = |j: usize| j < limit && self.capital(j) && self.plain(i, j);
        if t.kind == TokenKind::Word {
            if ok(end) {
                return Some(end + 1);
            }
            // bin Salman, el - Sisi, al-Sharaa, von der Leyen
            if t.case == Case::Lower && self.is(end, cues::PARTICLE) && !self.own(end - 1) {
                let mut j = end + 1;
                while self
                    .tokens
                    .get(j)
                    .is_some_and(|t| t.case == Case::Lower && self.is(j, cues::PARTICLE))
                {
                    j += 1;
                }
                if self.punct(j, '-') {
                    j += 1;
                }
                if ok(j) && !self.own(j) {
                    return Some(j + 1);
                }
            }
            return None;
        }
        let single = self
            .tokens
            .get(end - 1)
            .is_some_and(|t| t.case == Case::Single);
        if t.is_punct('.') && !t.space_before {
            // V.Putin, J. Biden, Donald J. Trump
            let short = end - i <= 4;
            return (single && short && ok(end + 1)).then_some(end + 2);
        }
        if t.is_punct('\'') && !t.space_before && !self.spaced(end + 1) {
            return (ok(end + 1) && !self.own(end - 1)).then_some(end + 2);
        }
        if t.is_punct('-') {
            let next = self.tokens.get(end + 1)?;
            if end + 1 >= limit || next.kind != TokenKind::Word {
                return None;
            }
            if !t.space_before && !next.space_before {
                if self.two_names(end - 1, end + 1) {
                    return None;
                }
                return Some(end + 2);
            }
            // Moon Jae - in, Kim Jong - Un: a family name, one syllable, a hyphen, one syllable.
            // ("Min Seo - sao Hàn": who she is.)
            let eastern = end == i + 2
                && self.is(i, cues::FAMILY_EAST)
                && !self.country_at(end + 1)
                && !self.country_at(end + 2);
            let arabic = self.is(end - 1, cues::PARTICLE) && next.case.starts_upper();
            if arabic || (eastern && self.syllable(end + 1) && self.syllable(end - 1)) {
                return Some(end + 2);
            }
        }
        None
    }

    /// A short word of plain letters, such as the syllables of Korean names.
    fn syllable(&self, i: usize) -> bool {
        let word = self.text.slice(i..i + 1);
        word.is_ascii() && word.len() <= 5
    }

    /// A word that may go on a name: no noun that heads another one, no credit, no abbreviation.
    fn plain(&self, start: usize, i: usize) -> bool {
        let cue = self.starts(i);
        // ("Đỗ Nhật Hoàng" is no emperor.)
        let noun = || cue.bits & (cues::PERSON | cues::ORG | cues::OCCASION | cues::NONE) != 0;
        let named = || {
            let family = i == start + 1 && self.is(start, cues::FAMILY);
            family && cue.len == 2 && self.own(i) && self.capital(i + 1) && !self.shout(i)
        };
        if cue.bits & cues::STOP != 0 || cue.len > 1 && noun() && !named() {
            return false;
        }
        // "ông Phùng Gia Nghĩa" is no man of the town Gia Nghĩa.
        let given = i == start + 1
            && self.is(start, cues::FAMILY)
            && self.before(start).bits & cues::PERSON != 0
            // "đại biểu Dương Trung Quốc", but "trưởng đoàn Lào".
            && (!self.country_at(i) || self.starts(start).len == 0 && self.own(i) && self.own(i + 1));
        given || self.given_name(i) || !self.firm_place_at(i)
    }

    /// "Nguyễn Hải Dương", "Phạm Thị Hà Giang": whether two words that may be a town's stand behind a family name that begins a
    /// name, as a given name does.
    pub(super) fn given_name(&self, i: usize) -> bool {
        let begins = |at: usize| at == 0 || !self.capital(at - 1);
        let family = |at: usize| self.capital(at) && self.is(at, cues::FAMILY) && begins(at);
        let middle =
            |at: usize| self.capital(at) && self.is(at, cues::GIVEN) && self.is(at, cues::COMMON);
        self.own(i)
            && self.capital(i + 1)
            && self.own(i + 1)
            && !self.shout(i)
            && !self.country_at(i)
            && (i > 0 && family(i - 1) || i > 1 && middle(i - 1) && family(i - 2))
    }

    /// Both sides of a hyphen are names of their own: Mỹ-Triều, Trump-Kim.
    fn two_names(&self, left: usize, right: usize) -> bool {
        if self.country_before(left + 1) && self.country_at(right) {
            return true;
        }
        let alone = |at: usize, end: usize| {
            self.matches_at(at)
                .iter()
                .any(|m| m.end == end && m.kind == Kind::Person && self.form(*m).alone)
        };
        let person = self
            .matches_at(right)
            .iter()
            .any(|m| m.end == right + 1 && m.kind == Kind::Person);
        alone(left, left + 1) && person
    }

    /// Whether a token is an abbreviation in capitals outside a line of capitals.
    pub(crate) fn abbreviation(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.case == Case::Upper) && !self.shout(i)
    }

    /// What of the run `i..run` looks like a person's name, if anything.
    pub(crate) fn person_shape(
        &self,
        i: usize,
        run: usize,
        titled: bool,
    ) -> Option<(usize, Shape)> {
        if self.shout(i) {
            return None;
        }
        if let Some(found) = self.eastern_shape(i, run) {
            return Some(found);
        }
        // Transliterations: Ke-vin Rát, Mo-ri-xơn.
        let hyphened = (i + 1..run).any(|j| {
            self.punct(j, '-')
                && !self.spaced(j)
                && self
                    .tokens
                    .get(j + 1)
                    .is_some_and(|t| t.case == Case::Lower)
        });
        // "Bun-Chăn Xỉ-Vông-Phan": capitals too, where both words are written so.
        let joined = |j: usize| self.punct(j, '-') && !self.spaced(j) && !self.spaced(j + 1);
        let both = joined(i + 1) && (i + 3..run).any(|j| self.spaced(j) && joined(j + 1));
        if (hyphened || both) && !self.is(i, cues::PARTICLE) {
            return Some((run, Shape::Foreign));
        }
        if self.own(i) {
            self.own_shape(i, run, titled)
        } else {
            self.foreign_shape(i, run)
        }
    }

    /// Lee Jae Myung, Kim Jong-un, Choe Son Hui: Latin spellings of Korean and Chinese names.
    fn eastern_shape(&self, i: usize, run: usize) -> Option<(usize, Shape)> {
        if !self.is(i, cues::FAMILY_EAST) || run < i + 2 {
            return None;
        }
        let hyphen = (i + 1..run).any(|j| self.punct(j, '-'));
        let foreign = (i + 1..run)
            .filter(|j| !self.own(*j) && !self.punct(*j, '-'))
            .count();
        let words = (i..run).filter(|j| !self.punct(*j, '-')).count();
        if (foreign >= 1 || hyphen) && words <= 4 {
            return Some((run, Shape::Foreign));
        }
        None
    }

    fn own_shape(&self, i: usize, run: usize, titled: bool) -> Option<(usize, Shape)> {
        let mut end = i;
        let middle = self.middle(i + 1, run);
        while end < run
            && end < i + 5
            && (self.goes_on_own(end) || middle && end == i + 1)
            && !self.abbreviation(end)
            && !(end > i && self.word_begins(end))
        {
            if end > i && self.spaced(end) && self.punct(end - 1, '-') {
                break;
            }
            end += 1;
        }
        let n = end - i;
        let foreign = end < run && !self.own(end) && !self.abbreviation(end);
        // "người đồng cấp Mỹ Tim Brown": behind a title a state, and words that are no name without the foreign one.
        if n == 0 || n > 1 && titled && foreign && self.country_at(i) {
            return None;
        }
        // Foreign words behind: Lệ Quyên Nguyen, but not a club's abbreviation.
        let ordinary = self.first(i) && self.is(i, cues::COMMON);
        let place = self.matches_at(end).iter().any(|m| m.kind.is_place());
        if foreign && n == 1 && !ordinary && !place {
            let end = self.foreign_end(i, run);
            // OA-1K: a machine's number is nobody's name.
            return (!self.digits(i, end)).then_some((end, Shape::Foreign));
        }
        let given = (i + 1..end).all(|j| self.is(j, cues::GIVEN | cues::FAMILY));
        if n >= 2 && self.is(i, cues::FAMILY) {
            return Some((end, Shape::Family));
        }
        if middle && n >= 3 {
            return Some((end, Shape::Family));
        }
        if n >= 2 && self.is(i, cues::FAMILY_WEAK) && (given || titled) {
            let shape = if n >= 3 {
                Shape::Family
            } else {
                Shape::WeakFamily
            };
            return Some((end, shape));
        }
        if titled {
            return Some((end, Shape::Single));
        }
        let first = self.is(i, cues::GIVEN) || !self.is(i, cues::COMMON);
        (given && (2..=3).contains(&n) && first).then_some((end, Shape::Given))
    }

    /// "Phòng Kinh tế", "Khoa Y học": whether a word of several syllables, of which the next has no capital, begins here.
    fn word_begins(&self, i: usize) -> bool {
        !self.capital(i + 1) && {
            let word = self.starts(i);
            word.len > 1 && word.bits & (cues::ORG_FIELD | cues::NONE) != 0
        }
    }

    /// A middle word that only names have, between a family name and another word: "Giàng A Páo", "Mai Thị Hợi".
    fn middle(&self, i: usize, run: usize) -> bool {
        let family = cues::FAMILY | cues::FAMILY_WEAK | cues::FAMILY_MIDDLE;
        i + 1 < run
            && self.is(i, cues::MIDDLE)
            && self.own(i + 1)
            && i.checked_sub(1).is_some_and(|p| self.is(p, family))
    }

    /// Where in a run of own words a person's name begins behind a unit's or an organ's: "xã Tân Lập Ngô Văn Khải". An
    /// office before the noun makes a name of two words likely.
    pub(super) fn name_behind(&self, i: usize, run: usize, office: bool) -> Option<usize> {
        let family = |k: usize| self.is(k, cues::FAMILY) || self.middle(k + 1, run);
        let least = if office && !self.is(i, cues::FAMILY) {
            2
        } else {
            3
        };
        let own = |k: usize| self.own(k) || self.middle(k, run);
        (i + 2..(i + 5).min(run))
            .find(|k| family(*k) && k + least <= run)
            .filter(|k| (i..(k + least).min(run)).all(own))
    }

    fn foreign_end(&self, i: usize, run: usize) -> usize {
        let mut end = i + 1;
        while end < run {
            let own_word =
                self.own(end) && self.tokens.get(end).is_some_and(|t| t.case != Case::Single);
            let ascii = self.text.slice(end..end + 1).is_ascii();
            let hyphened = self.punct(end - 1, '-');
            if own_word && !ascii && !hyphened {
                // Kevin Minh Trần: a foreign given name and a family name of the own language.
                let mut last = end;
                while last + 1 < run && last < end + 2 && self.own(last + 1) {
                    last += 1;
                }
                let family = self.is(last, cues::FAMILY) && !self.capital(last + 1);
                return if family || self.given_behind(i, end, last) {
                    last + 1
                } else {
                    end
                };
            }
            if self.abbreviation(end) && !self.is(end, cues::SUFFIX) && end > i {
                break;
            }
            end += 1;
        }
        while end > i + 1 && self.punct(end - 1, '-') {
            end -= 1;
        }
        end
    }

    /// Emily Hồng Nhung: one foreign given name, and all of an own one behind it that is no place's.
    fn given_behind(&self, i: usize, end: usize, last: usize) -> bool {
        end == i + 1
            && last == end + 1
            && self.is(end, cues::GIVEN)
            && self.is(last, cues::GIVEN)
            && !self.abbreviation(i)
            && !self.is(i, cues::ORG_WORD | cues::THING_WORD)
            && !self.capital(last + 1)
            && self.matches_at(i).is_empty()
            && self.matches_at(end).iter().all(|m| m.end <= end + 1)
    }

    /// Whether a whole name of the own language begins at a token: family name and two words and more.
    pub(super) fn full_name_at(&self, i: usize) -> bool {
        let shape = || self.own_shape(i, self.run_end(i), false);
        self.capital(i)
            && self.own(i)
            && self.is(i, cues::FAMILY)
            && matches!(shape(), Some((end, Shape::Family)) if end >= i + 3)
    }

    fn digits(&self, i: usize, end: usize) -> bool {
        self.text.slice(i..end).bytes().any(|b| b.is_ascii_digit())
    }

    fn foreign_shape(&self, i: usize, run: usize) -> Option<(usize, Shape)> {
        if self.abbreviation(i) {
            // JD Vance: two capitals before a foreign word.
            let short = self.text.slice(i..i + 1).len() == 2;
            let after = i + 1 < run && !self.own(i + 1) && !self.abbreviation(i + 1);
            if !(short && after) {
                return None;
            }
        }
        let end = self.foreign_end(i, run);
        if self.digits(i, end) {
            return None;
        }
        let words = (i..end)
            .filter(|j| self.tokens.get(*j).is_some_and(|t| t.is_word()))
            .count();
        let suffix = words == 2 && self.is(end - 1, cues::SUFFIX);
        if words >= 2 && !suffix {
            return Some((end, Shape::Foreign));
        }
        Some((end, Shape::Single))
    }
}
