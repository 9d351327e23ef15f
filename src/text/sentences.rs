//! Where a sentence ends.

use super::token::{Case, Token, TokenKind};
use super::{longest, within};
use crate::lexicon::{ClassId, EntryId, Lexicon, Longest};
use std::ops::Range;

/// A sentence that is longer is cut where a comma allows, at the latest after so many tokens more by a third: later stages
/// look back and forth within a sentence.
pub(crate) const LONG: usize = 384;
/// And one that tells of more events than any sentence does: each is weighed against all that stands about it.
pub(crate) const BUSY: usize = 32;
/// A sentence is looked at for being busy each time it has so many tokens more.
const LOOK: usize = 96;

/// What deciding on a full stop takes.
pub(super) struct Stops<'a> {
    view: &'a str,
    tokens: &'a [Token],
    /// The tokens that are no words.
    others: &'a [u32],
    /// The longest lexicon entry that begins at each token.
    entries: &'a [Longest],
    lexicon: &'a Lexicon,
    abbreviation: Option<ClassId>,
    trigger: Option<ClassId>,
}

impl<'a> Stops<'a> {
    pub(super) fn new(
        view: &'a str,
        tokens: &'a [Token],
        others: &'a [u32],
        entries: &'a [Longest],
        lexicon: &'a Lexicon,
    ) -> Self {
        let [.., abbreviation, trigger] = lexicon.of_texts();
        Stops {
            view,
            tokens,
            others,
            entries,
            lexicon,
            abbreviation,
            trigger,
        }
    }

    /// Cuts a range of tokens that holds no break into sentences, and tells of each whether it was cut before its end.
    pub(super) fn sentences(&self, range: Range<usize>, mut found: impl FnMut(Range<usize>, bool)) {
        let mut from = range.start;
        let mut quoted = false;
        let mut i = range.start;
        let mut look = from + LOOK;
        let mut others = within(self.others, range.clone())
            .iter()
            .map(|i| *i as usize);
        let mut other = others.next();
        while i < range.end {
            while other.is_some_and(|o| o < i) {
                other = others.next();
            }
            // What lies before ends nothing and quotes nothing.
            let next = other.unwrap_or(range.end).min(look - 1);
            if i < next {
                i = next;
            } else if self.tokens.get(i).is_some_and(Token::is_word) && i + 1 < look {
                i += 1;
            } else if let Some(end) = self.end(i, from, range.end, quoted) {
                found(from..end, false);
                from = end;
                look = from + LOOK;
                // A quotation may go on over several sentences.
                for j in i..end {
                    quoted = self.quoted_after(j, quoted);
                }
                i = end;
            } else {
                quoted = self.quoted_after(i, quoted);
                i += 1;
                let comma = |t: &Token| t.is_punct(',') || t.is_punct(';');
                let mut cut = i - from >= LONG + LONG / 3
                    || i - from >= LONG && self.tokens.get(i - 1).is_some_and(comma);
                if i >= look && i - from < LONG {
                    cut |= self.is_busy(from..i);
                    look = (i + LOOK).min(from + LONG);
                }
                if cut {
                    found(from..i, true);
                    from = i;
                    look = from + LOOK;
                }
            }
        }
        if from < range.end {
            found(from..range.end, false);
        }
    }

    /// Whether more events are told of than in any sentence.
    fn is_busy(&self, range: Range<usize>) -> bool {
        let mut told = 0;
        let mut i = range.start;
        while i < range.end {
            let entry = longest(self.entries, i);
            let is =
                |(id, _): (EntryId, usize)| self.trigger.is_some_and(|c| self.lexicon.is(id, c));
            told += usize::from(entry.is_some_and(is));
            i += entry.map_or(1, |(_, len)| len.max(1));
        }
        told >= BUSY
    }

    /// Whether a double quotation is open after token `i`.
    fn quoted_after(&self, i: usize, quoted: bool) -> bool {
        match self.tokens.get(i) {
            Some(t) if t.is_punct('"') => match self.char(t) {
                Some('“' | '«' | '„') => true,
                Some('”' | '»') => false,
                _ => !quoted,
            },
            _ => quoted,
        }
    }

    /// The character of a mark as written.
    fn char(&self, t: &Token) -> Option<char> {
        self.view.get(t.start as usize..)?.chars().next()
    }

    /// If the sentence that began at `from` ends with the stop at `i`: the token after its closing marks.
    fn end(&self, i: usize, from: usize, limit: usize, quoted: bool) -> Option<usize> {
        let stop = self.tokens.get(i)?;
        // A bar between spaces parts the cells of a table and the headlines of a digest.
        if stop.is_punct('|') && stop.space_before && i > from {
            let next = self.tokens.get(i + 1).filter(|_| i + 1 < limit);
            return next.is_none_or(|n| n.space_before).then_some(i + 1);
        }
        let TokenKind::Punct(mark @ ('.' | '?' | '!' | '…')) = stop.kind else {
            return None;
        };
        let mut end = i + 1;
        let mut closed = false;
        while let Some(t) = self.tokens.get(end).filter(|_| end < limit) {
            if t.space_before {
                break;
            }
            match t.kind {
                TokenKind::Punct('.' | '?' | '!' | '…' | ')' | ']' | '}') => {}
                TokenKind::Punct('"' | '\'') if self.closes(end, limit, quoted && !closed) => {
                    closed = true;
                }
                _ => break,
            }
            end += 1;
        }
        let Some(next) = self.tokens.get(end).filter(|_| end < limit) else {
            return Some(limit);
        };
        let before = i
            .checked_sub(1)
            .filter(|j| *j >= from)
            .and_then(|j| self.tokens.get(j))
            .filter(|_| !stop.space_before);
        let ends = if mark == '.' && end == i + 1 {
            self.full_stop_ends(i, from, before, next)
        } else {
            match next.kind {
                TokenKind::Word => {
                    next.case.starts_upper() && (next.space_before || mark != '…' || closed)
                }
                TokenKind::Number => next.space_before && mark != '…',
                // After a quotation a dash leads to the speaker.
                TokenKind::Punct('-') => next.space_before && !closed,
                TokenKind::Punct(p) => next.space_before && opens(p),
                TokenKind::Break => true,
            }
        };
        ends.then_some(end)
    }

    /// Whether a plain full stop ends the sentence, from the tokens about it.
    fn full_stop_ends(&self, i: usize, from: usize, before: Option<&Token>, next: &Token) -> bool {
        if before.is_some_and(|b| b.kind == TokenKind::Word) && self.abbreviated(i) {
            return false;
        }
        if !next.space_before {
            // No space: only where neither an abbreviation, an initial, a number nor an address can be meant.
            return match before {
                Some(b) if b.kind == TokenKind::Word && next.kind == TokenKind::Word => {
                    b.case == Case::Lower && next.case.starts_upper()
                        || b.case == Case::Capital
                            && next.case == Case::Capital
                            && !self.is_ascii(b)
                }
                Some(b) => b.kind == TokenKind::Number && next.case == Case::Capital,
                None => false,
            };
        }
        match (before, next.kind) {
            // "J. Biden"; but Á and Ý are names of their own.
            (Some(b), TokenKind::Word) if b.case == Case::Single && next.case.starts_upper() => {
                !self.is_ascii(b) && self.slice(b) != "Đ"
            }
            // "1. …" at the head of a line counts it.
            (Some(b), _) if b.kind == TokenKind::Number && i == from + 1 => false,
            (Some(b), TokenKind::Word) if !next.case.starts_upper() => {
                b.kind == TokenKind::Word && b.case == Case::Lower && b.end - b.start >= 3
            }
            (_, TokenKind::Word | TokenKind::Number | TokenKind::Break) => true,
            (_, TokenKind::Punct(p)) => p == '-' || opens(p),
        }
    }

    /// Whether the full stop at `i` belongs to an abbreviation, or to a longer entry that holds it.
    fn abbreviated(&self, i: usize) -> bool {
        let Some(at) = i.checked_sub(1) else {
            return false;
        };
        longest(self.entries, at).is_some_and(|(id, len)| {
            len > 1 || self.abbreviation.is_some_and(|c| self.lexicon.is(id, c))
        })
    }

    /// Whether the quote at `i` closes.
    fn closes(&self, i: usize, limit: usize, quoted: bool) -> bool {
        let Some(t) = self.tokens.get(i) else {
            return false;
        };
        match self.char(t) {
            Some('”' | '»' | '’' | '›') => true,
            Some('“' | '«' | '„' | '‘' | '‚') => false,
            Some('"') if quoted => true,
            _ => self
                .tokens
                .get(i + 1)
                .filter(|_| i + 1 < limit)
                .is_none_or(|n| n.space_before || !n.is_word()),
        }
    }

    fn slice(&self, t: &Token) -> &str {
        self.view
            .get(t.start as usize..t.end as usize)
            .unwrap_or("")
    }

    fn is_ascii(&self, t: &Token) -> bool {
        self.slice(t).is_ascii()
    }
}

/// Whether a sentence may begin with the mark.
const fn opens(mark: char) -> bool {
    !matches!(
        mark,
        ',' | ';' | ':' | ')' | ']' | '}' | '.' | '/' | '%' | '?' | '!' | '-'
    )
}

#[cfg(test)]
mod tests {
    use crate::text::tests::{read, sentences};

    #[test]
    fn stops_end_sentences() {
        assert_eq!(
            sentences("Hai ông gặp nhau. Họ nói gì? Không rõ! Rồi họ đi… Hết."),
            [
                "Hai ông gặp nhau.",
                "Họ nói gì?",
                "Không rõ!",
                "Rồi họ đi…",
                "Hết."
            ]
        );
    }

    #[test]
    fn a_missing_space_is_forgiven_after_a_lower_case_word() {
        assert_eq!(
            sentences(
                "Bà về thăm gia đình.Ông Minh đi Đà Nẵng.Họ gặp nhau ngày 21/5.Báo đăng tin."
            ),
            [
                "Bà về thăm gia đình.",
                "Ông Minh đi Đà Nẵng.",
                "Họ gặp nhau ngày 21/5.",
                "Báo đăng tin."
            ]
        );
        for one in [
            "Ông V.Putin đến TP.HCM dự giải U.23.",
            "Trang Tin.Vn và báo Man.City đưa tin ngày 30.10.",
            "Có 1.000 người đến khu 3.Khu này rộng",
        ] {
            assert_eq!(
                sentences(one).len(),
                1 + usize::from(one.contains("Khu")),
                "{one}"
            );
        }
    }

    #[test]
    fn abbreviations_and_initials_go_on() {
        for one in [
            "Ông J. Biden tiếp GS.TS. Nguyễn Văn An tại TP. Huế.",
            "1. Cuộc gặp thứ nhất diễn ra ở Huế.",
            "Giá 1.000 đồng/kg, theo ông N. V. Nam nói.",
            "Họ gặp nhau ở Huế./.",
        ] {
            assert_eq!(sentences(one), [one]);
        }
        // Without the lexicon "TP." is a word like others.
        assert_eq!(sentences("Ông thăm Đông Nam Á. Bà thăm Ý. Họ về.").len(), 3);
    }

    #[test]
    fn closing_marks_stay() {
        assert_eq!(
            sentences("“Tôi sẽ đi.” Ông nói vậy. (Bà thì không.) \"Thật ư?\" Ông hỏi."),
            [
                "“Tôi sẽ đi.”",
                "Ông nói vậy.",
                "(Bà thì không.)",
                "\"Thật ư?\"",
                "Ông hỏi."
            ]
        );
        for one in [
            "\"Dừng lại!\" ông hô.",
            "\"Chúng tôi cảm ơn.\" - Chủ tịch nước nói.",
            "Ông im lặng… rồi đi; sau đó về: hết.",
        ] {
            assert_eq!(sentences(one), [one]);
        }
        assert_eq!(
            sentences("Bà hỏi. \"Tôi đây.\" Ông đáp."),
            ["Bà hỏi.", "\"Tôi đây.\"", "Ông đáp."]
        );
    }

    #[test]
    fn a_bar_between_spaces_parts() {
        assert_eq!(
            sentences("Tin sáng: Mưa to | Ông Minh về Huế"),
            ["Tin sáng: Mưa to |", "Ông Minh về Huế"]
        );
        assert_eq!(
            sentences("| 19/1 | Lê Mai | Trần Quân |"),
            ["| 19/1 |", "Lê Mai |", "Trần Quân |"]
        );
        assert_eq!(sentences("Kênh A|B phát lúc 19 giờ").len(), 1);
    }

    #[test]
    fn line_breaks_end_sentences() {
        assert_eq!(sentences("Ông đi\nBà về"), ["Ông đi", "Bà về"]);
        assert_eq!(read("\n\r\n").0.len(), 0);
    }
}
