//! Cutting the view into tokens.

use super::fold::fold_word;
use super::token::{Case, Token, TokenKind};
use crate::vocabulary::{Sym, Vocabulary};

/// The tokens of a row's or entry's form, their words made symbols.
pub(crate) fn tokens_of_form(form: &str, vocabulary: &mut Vocabulary) -> Vec<Token> {
    let view = super::View::new(form);
    tokenize(view.as_str(), &mut |w| vocabulary.intern(w))
}

/// Cuts a view into tokens; `symbol` gives the number of a folded word or mark.
pub(crate) fn tokenize(view: &str, symbol: &mut dyn FnMut(&str) -> Sym) -> Vec<Token> {
    let mut out = Vec::with_capacity(view.len() / 4);
    let mut folded = String::new();
    let mut chars = view.char_indices().peekable();
    let mut space = false;
    while let Some((at, c)) = chars.next() {
        if c == '\n' {
            if !matches!(
                out.last(),
                Some(Token {
                    kind: TokenKind::Break,
                    ..
                })
            ) {
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
            continue;
        }
        if c.is_whitespace() {
            space = true;
            continue;
        }
        let mut end = at + c.len_utf8();
        let token = if c.is_alphanumeric() {
            while let Some((i, d)) = chars.peek().copied() {
                if !d.is_alphanumeric() {
                    break;
                }
                end = i + d.len_utf8();
                chars.next();
            }
            let word = &view[at..end];
            folded.clear();
            fold_word(word, &mut folded);
            let kind = if word.bytes().all(|b| b.is_ascii_digit()) {
                TokenKind::Number
            } else {
                TokenKind::Word
            };
            let mut cs = word.chars();
            let first = cs.next().is_some_and(char::is_uppercase);
            let rest = cs.clone().count();
            let case = if !first {
                Case::Lower
            } else if rest == 0 {
                Case::Single
            } else if cs.all(|c| !c.is_lowercase()) {
                Case::Upper
            } else {
                Case::Capital
            };
            Token {
                start: at as u32,
                end: end as u32,
                kind,
                case,
                space_before: space,
                sym: symbol(&folded),
            }
        } else {
            let mark = match c {
                '–' | '—' | '‑' | '−' => '-',
                '“' | '”' | '«' | '»' | '„' => '"',
                '‘' | '’' => '\'',
                c => c,
            };
            let mut buf = [0u8; 4];
            Token {
                start: at as u32,
                end: end as u32,
                kind: TokenKind::Punct(mark),
                case: Case::Lower,
                space_before: space,
                sym: symbol(mark.encode_utf8(&mut buf)),
            }
        };
        out.push(token);
        space = false;
    }
    out
}
