//! Cutting the view into tokens.

use super::fold::is_common;
use super::token::{Case, Token, TokenKind};
use super::view::is_plain;
use super::word::{known, word};
use crate::vocabulary::{Sym, Symbols, Vocabulary};

/// The tokens of a row's or entry's form, their words made symbols.
pub(crate) fn tokens_of_form(form: &str, vocabulary: &mut Vocabulary) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokens_of_form_in(form, vocabulary, &mut tokens, &mut String::new());
    tokens
}

/// As [`tokens_of_form`], into vectors that are used again.
pub(crate) fn tokens_of_form_in(
    form: &str,
    mut vocabulary: &mut Vocabulary,
    tokens: &mut Vec<Token>,
    scratch: &mut String,
) {
    let view = super::View::new(form);
    tokens.clear();
    tokenize_with(
        view.as_str(),
        &mut vocabulary,
        tokens,
        scratch,
        |_| {},
        false,
    );
}

/// As [`tokens_of_form`] for text that is a view already.
#[cfg(test)]
pub(crate) fn tokenize(view: &str, mut vocabulary: &mut Vocabulary) -> Vec<Token> {
    let mut out = Vec::new();
    let scratch = &mut String::new();
    tokenize_with(view, &mut vocabulary, &mut out, scratch, |_| {}, false);
    out
}

/// The tokens of a view, with the symbols of a finished vocabulary, and the indices of those that are no words: `out` and `others`
/// are cleared first. Where it is not `folded` yet but a text as given, only one that needs no folding is cut to its end: says whether.
pub(crate) fn tokenize_known(
    view: &str,
    vocabulary: &Vocabulary,
    out: &mut Vec<Token>,
    others: &mut Vec<u32>,
    folded: bool,
) -> bool {
    out.clear();
    others.clear();
    out.reserve(view.len() / 4);
    let other = |n: usize| others.push(n as u32);
    tokenize_with(
        view,
        &mut vocabulary.known(),
        out,
        &mut String::new(),
        other,
        !folded,
    )
}

/// Cuts a view into tokens.
///
/// A word is a run of letters, digits and combining marks, with an apostrophe only between two letters (N'Djamena,
/// d'Ivoire; the English 's stays apart). A hyphen is a mark of its own, and so are the separators of numbers and
/// dates. Two or more full stops in a row are one `…`. `other` is told the index of each token that is no word.
///
/// With `plain` it stops where something may begin that is folded, and says `false`. The words of a vocabulary are folded: where one
/// stands nothing does.
fn tokenize_with(
    view: &str,
    symbols: &mut impl Symbols,
    out: &mut Vec<Token>,
    scratch: &mut String,
    mut other: impl FnMut(usize),
    plain: bool,
) -> bool {
    let bytes = view.as_bytes();
    let mut space_before = false;
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        if b == b' ' {
            space_before = true;
            at += 1;
            continue;
        }
        // No letter comes before it.
        if b >= b'A'
            && let Some(word) = known(bytes, at, symbols)
            // "www." begins an address.
            && !(plain && b == b'w' && bytes.get(at + 1) == Some(&b'w'))
        {
            out.push(Token {
                start: at as u32,
                end: word.end as u32,
                kind: word.kind,
                case: word.case,
                space_before,
                sym: word.sym,
            });
            // Most words are followed by a space.
            space_before = bytes.get(word.end) == Some(&b' ');
            at = word.end + usize::from(space_before);
            continue;
        }
        let mut token = Token {
            start: at as u32,
            end: at as u32 + 1,
            kind: TokenKind::Break,
            case: Case::Lower,
            space_before,
            sym: Sym::UNKNOWN,
        };
        let c = if b.is_ascii() {
            char::from(b)
        } else {
            match view.get(at..).and_then(|rest| rest.chars().next()) {
                Some(c) => c,
                None => return true,
            }
        };
        let start = at;
        // The table of common letters goes before those of all scripts.
        if c.is_ascii_alphanumeric() || !c.is_ascii() && (is_common(c) || c.is_alphanumeric()) {
            let word = word(view, at, symbols, scratch);
            at = word.end;
            token.end = at as u32;
            token.kind = word.kind;
            token.case = word.case;
            token.sym = word.sym;
        } else if c.is_whitespace() || c.is_control() {
            space_before = true;
            at += c.len_utf8();
            if plain && !is_plain(bytes, start..at) {
                return false;
            }
            if matches!(c, '\n' | '\r') && out.last().is_none_or(|t| t.kind != TokenKind::Break) {
                other(out.len());
                out.push(token);
            }
            continue;
        } else {
            let (end, mark) = mark(view, at, c);
            at = end;
            token.end = end as u32;
            token.kind = TokenKind::Punct(mark);
            token.sym = symbols.mark(mark);
        }
        if plain && !is_plain(bytes, start..at) {
            return false;
        }
        if token.kind != TokenKind::Word {
            other(out.len());
        }
        out.push(token);
        space_before = false;
    }
    true
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
        let tokens = tokenize(view.as_str(), &mut Vocabulary::default());
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
        let cases: Vec<_> = tokenize(view, &mut Vocabulary::default())
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
