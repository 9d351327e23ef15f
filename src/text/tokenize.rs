//! Cutting the view into tokens.

use super::fold::{fold_word, is_apostrophe, is_common_letter};
use super::token::{Case, Token, TokenKind};
use crate::vocabulary::{Sym, Vocabulary};
use unicode_normalization::char::is_combining_mark;

/// The tokens of a row's or entry's form, their words made symbols.
pub(crate) fn tokens_of_form(form: &str, vocabulary: &mut Vocabulary) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokens_of_form_in(form, vocabulary, &mut tokens, &mut String::new());
    tokens
}

/// As [`tokens_of_form`], into vectors that are used again.
pub(crate) fn tokens_of_form_in(
    form: &str,
    vocabulary: &mut Vocabulary,
    tokens: &mut Vec<Token>,
    folded: &mut String,
) {
    let view = super::View::new(form);
    tokens.clear();
    tokenize_with(
        view.as_str(),
        |_| Sym::UNKNOWN,
        |w| vocabulary.intern(w),
        tokens,
        folded,
    );
}

/// Cuts a view into tokens; `symbol` gives the number of a folded word or mark.
///
/// A word is a run of letters, digits and combining marks, with an apostrophe only between two letters (N'Djamena,
/// d'Ivoire; the English 's stays apart). A hyphen is a mark of its own, and so are the separators of numbers and
/// dates. Two or more full stops in a row are one `…`.
#[cfg(test)]
pub(crate) fn tokenize(view: &str, symbol: &mut dyn FnMut(&str) -> Sym) -> Vec<Token> {
    let mut out = Vec::new();
    tokenize_with(view, |_| Sym::UNKNOWN, symbol, &mut out, &mut String::new());
    out
}

/// As [`tokenize`] with the words of a finished vocabulary. Folding is idempotent and the vocabulary holds folded words only,
/// so a word that it has as written needs no folding.
pub(crate) fn tokenize_known(view: &str, vocabulary: &Vocabulary) -> Vec<Token> {
    let mut out = Vec::with_capacity(view.len() / 4);
    let get = |w: &str| vocabulary.get(w);
    tokenize_with(view, get, get, &mut out, &mut String::new());
    out
}

fn tokenize_with(
    view: &str,
    as_written: impl Fn(&str) -> Sym,
    mut symbol: impl FnMut(&str) -> Sym,
    out: &mut Vec<Token>,
    folded: &mut String,
) {
    let mut space = false;
    let mut at = 0;
    while let Some(c) = view.get(at..).and_then(|rest| rest.chars().next()) {
        if c == ' ' || c.is_whitespace() || c.is_control() {
            let is_break = matches!(c, '\n' | '\r');
            if is_break && out.last().is_none_or(|t| t.kind != TokenKind::Break) {
                out.push(Token {
                    start: at as u32,
                    end: at as u32 + 1,
                    kind: TokenKind::Break,
                    case: Case::Lower,
                    space_before: space,
                    sym: Sym::UNKNOWN,
                });
            }
            space = true;
            at += c.len_utf8();
            continue;
        }
        let (end, kind, case, sym) = if is_common_letter(c) || c.is_alphanumeric() {
            let (end, kind, case) = word(view, at);
            let mut sym = Sym::UNKNOWN;
            if case == Case::Lower {
                sym = as_written(&view[at..end]);
            }
            if sym == Sym::UNKNOWN {
                folded.clear();
                fold_word(&view[at..end], folded);
                sym = symbol(folded);
            }
            (end, kind, case, sym)
        } else {
            let (end, mark) = mark(view, at, c);
            let sym = symbol(mark.encode_utf8(&mut [0; 4]));
            (end, TokenKind::Punct(mark), Case::Lower, sym)
        };
        out.push(Token {
            start: at as u32,
            end: end as u32,
            kind,
            case,
            space_before: space,
            sym,
        });
        space = false;
        at = end;
    }
}

/// The word at a byte: its end, kind and case.
fn word(view: &str, at: usize) -> (usize, TokenKind, Case) {
    let mut end = at;
    let mut digits = true;
    let mut letters = 0usize;
    let mut first_upper = false;
    let mut lower_later = false;
    let mut chars = view[at..].chars();
    while let Some(c) = chars.next() {
        if is_common_letter(c) {
            digits = false;
            lower_later |= end > at;
            letters += 1;
        } else if c.is_ascii_digit() {
            // Part of a number or of a word.
        } else if c.is_alphanumeric() {
            digits = false;
            if end == at {
                first_upper = c.is_uppercase();
            } else {
                lower_later |= c.is_lowercase();
            }
            letters += usize::from(c.is_alphabetic());
        } else if is_apostrophe(c) && !digits {
            let before = view[at..end].chars().next_back();
            let mut after = chars.clone();
            let next = after.next();
            let lone_s =
                matches!(next, Some('s' | 'S')) && !after.next().is_some_and(char::is_alphanumeric);
            if !(before.is_some_and(char::is_alphabetic)
                && next.is_some_and(char::is_alphabetic)
                && !lone_s)
            {
                break;
            }
        } else if !is_combining_mark(c) {
            break;
        }
        end += c.len_utf8();
    }
    if digits {
        return (end, TokenKind::Number, Case::Lower);
    }
    let case = if !first_upper {
        Case::Lower
    } else if lower_later {
        Case::Capital
    } else if letters == 1 && view[at..end].chars().nth(1).is_none() {
        Case::Single
    } else {
        Case::Upper
    };
    (end, TokenKind::Word, case)
}

/// The mark at a byte: its end, and the one character that stands for all its variants.
fn mark(view: &str, at: usize, c: char) -> (usize, char) {
    let end = at + c.len_utf8();
    match c {
        '.' | '…' => match view[end..].find(|d| !matches!(d, '.' | '…')) {
            Some(0) => (end, c),
            Some(len) => (end + len, '…'),
            None if end < view.len() => (view.len(), '…'),
            None => (end, c),
        },
        '‐'..='―' | '−' | '﹣' | '⁃' => (end, '-'),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => (end, '"'),
        '‘' | '’' | '‚' | '‛' | '`' | '´' | '‹' | '›' | '′' => (end, '\''),
        c => (end, c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(String, TokenKind)> {
        let view = crate::text::View::new(text);
        let tokens = tokenize(view.as_str(), &mut |_| Sym::UNKNOWN);
        tokens
            .iter()
            .map(|t| {
                (
                    view.as_str()[t.start as usize..t.end as usize].to_owned(),
                    t.kind,
                )
            })
            .collect()
    }

    fn words(text: &str) -> Vec<String> {
        cut(text).into_iter().map(|(s, _)| s).collect()
    }

    #[test]
    fn apostrophes_stay_inside_names() {
        assert_eq!(
            words("N'Djamena, O’Brien và Côte d'Ivoire"),
            ["N'Djamena", ",", "O’Brien", "và", "Côte", "d'Ivoire"]
        );
        assert_eq!(words("'gặp' Anna's"), ["'", "gặp", "'", "Anna", "'", "s"]);
        assert_eq!(words("thập niên 90's"), ["thập", "niên", "90", "'", "s"]);
    }

    #[test]
    fn numbers_and_hyphens_are_cut() {
        assert_eq!(
            words("5/1 30.10 3.400 Jong-un G20 3h"),
            [
                "5", "/", "1", "30", ".", "10", "3", ".", "400", "Jong", "-", "un", "G20", "3h"
            ]
        );
        assert_eq!(cut("5")[0].1, TokenKind::Number);
        assert_eq!(cut("3h")[0].1, TokenKind::Word);
    }

    #[test]
    fn marks_are_unified() {
        let kinds: Vec<_> = cut("– — ‑ “ ” « ‘ ’ … ... .. .")
            .iter()
            .map(|t| t.1)
            .collect();
        let marks = ['-', '-', '-', '"', '"', '"', '\'', '\'', '…'];
        assert_eq!(kinds[..9], marks.map(TokenKind::Punct));
        let dots: Vec<_> = cut("a... b.. c…. d.")
            .into_iter()
            .skip(1)
            .step_by(2)
            .collect();
        assert_eq!(
            dots,
            [
                ("...".into(), TokenKind::Punct('…')),
                ("..".into(), TokenKind::Punct('…')),
                ("….".into(), TokenKind::Punct('…')),
                (".".into(), TokenKind::Punct('.')),
            ]
        );
    }

    #[test]
    fn line_breaks_are_one_token() {
        for text in ["a\nb", "a\r\nb", "a\r\n \r\n\r\nb", "a \n\n\t\n b"] {
            let kinds: Vec<_> = cut(text).iter().map(|t| t.1).collect();
            assert_eq!(kinds, [TokenKind::Word, TokenKind::Break, TokenKind::Word]);
        }
    }

    #[test]
    fn case() {
        let view = "Nội HÀ Ý APEC McDonald một G20 N'Djamena 3H";
        let cases: Vec<_> = tokenize(view, &mut |_| Sym::UNKNOWN)
            .iter()
            .map(|t| t.case)
            .collect();
        use Case::*;
        assert_eq!(
            cases,
            [
                Capital, Upper, Single, Upper, Capital, Lower, Upper, Capital, Lower
            ]
        );
    }
}
