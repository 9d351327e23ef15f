//! Markup that scrapers leave in a text: tags, character entities, links and pictures in Markdown, bare addresses.
//!
//! None of it is language. Each is cut from the view, or becomes the character or line break that it stands for.

use super::view::{Mark, MarkKind};
use crate::order::by_place;
use std::ops::Range;

/// A stretch of the original and the one character that it stands for, if any.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) at: Range<usize>,
    pub(super) becomes: Option<char>,
}

/// What [`links`] found: what to cut, in order, and what was marked, in original offsets.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub(super) cuts: Vec<Piece>,
    pub(super) marks: Vec<Mark>,
}

/// Finds `[text](target)` and `![text](target)`. One pass; brackets pair within a line.
pub(super) fn links(text: &str) -> Links {
    let mut found = Links::default();
    if !text.contains("](") {
        return found;
    }
    let bytes = text.as_bytes();
    let mut open: Vec<usize> = Vec::new();
    // The next `)` or line end, found once for all the brackets before it.
    let mut stop = 0;
    let mut i = 0;
    while let Some(b) = bytes.get(i) {
        match b {
            b'\n' => open.clear(),
            b'[' => open.push(i),
            b']' => {
                let opened = open.pop();
                if let (Some(opened), Some(b'(')) = (opened, bytes.get(i + 1)) {
                    if stop < i + 2 {
                        stop = i
                            + 2
                            + bytes[i + 2..]
                                .iter()
                                .position(|b| matches!(b, b')' | b'\n'))
                                .unwrap_or(bytes.len() - i - 2);
                    }
                    let target = text.get(i + 2..stop).unwrap_or("");
                    if bytes.get(stop) == Some(&b')') && is_target(target) {
                        let image = opened > 0 && bytes.get(opened - 1) == Some(&b'!');
                        let (kind, becomes) = if image {
                            // A picture stands apart from the text about it.
                            (MarkKind::Image, Some('\n'))
                        } else {
                            (MarkKind::Link, None)
                        };
                        found.cuts.push(Piece {
                            at: opened - usize::from(image)..opened + 1,
                            becomes,
                        });
                        found.cuts.push(Piece {
                            at: i..stop + 1,
                            becomes,
                        });
                        found.marks.push(Mark {
                            kind,
                            start: opened as u32 + 1,
                            end: i as u32,
                        });
                        i = stop;
                    }
                }
            }
            _ => {}
        }
        i += 1;
    }
    by_place(&mut found.cuts, |p| [p.at.start, 0, 0]);
    found
}

/// Whether the brackets after a text hold an address, not a remark.
fn is_target(target: &str) -> bool {
    let address = target.split([' ', '\t']).next().unwrap_or("");
    !address.is_empty()
        && (address.contains("://")
            || address.starts_with(['/', '#', '.'])
            || address.contains('.') && address == target && address.is_ascii())
}

/// The text cut in pieces that concatenate to it; one piece is one character or one piece of markup.
pub(super) struct Pieces<'t> {
    text: &'t str,
    at: usize,
    cuts: std::iter::Peekable<std::vec::IntoIter<Piece>>,
    /// No tag begins before this byte.
    no_tag_before: usize,
    peeked: Option<Piece>,
}

impl<'t> Pieces<'t> {
    /// `cuts` are in order and do not overlap.
    pub(super) fn new(text: &'t str, cuts: Vec<Piece>) -> Self {
        Pieces {
            text,
            at: 0,
            cuts: cuts.into_iter().peekable(),
            no_tag_before: 0,
            peeked: None,
        }
    }

    /// The next piece, left in place.
    pub(super) fn peek(&mut self) -> Option<&Piece> {
        if self.peeked.is_none() {
            self.peeked = self.cut();
        }
        self.peeked.as_ref()
    }

    /// The next piece.
    pub(super) fn take(&mut self) -> Option<Piece> {
        self.peeked.take().or_else(|| self.cut())
    }

    /// Passes over characters that stay as they are, as many bytes as `plain` says less the last character: it may
    /// be the base of a combining mark.
    pub(super) fn skip(&mut self, plain: fn(&[u8]) -> usize) {
        if let Some(next) = &self.peeked {
            // A character that stands for itself may be looked at again.
            let c = self.text.get(next.at.clone()).map(str::chars);
            if c.is_none_or(|mut c| c.next() != next.becomes || c.next().is_some()) {
                return;
            }
            self.at = next.at.start;
            self.peeked = None;
        }
        let limit = self.cuts.peek().map_or(self.text.len(), |c| c.at.start);
        let bytes = self.text.as_bytes();
        let Some(rest) = bytes.get(self.at..limit) else {
            return;
        };
        let mut to = self.at + plain(rest);
        while to > self.at {
            to -= 1;
            if self.text.is_char_boundary(to) {
                break;
            }
        }
        self.at = to;
    }

    /// Cuts the next piece off.
    fn cut(&mut self) -> Option<Piece> {
        let start = self.at;
        while self.cuts.next_if(|cut| cut.at.start < start).is_some() {}
        if let Some(cut) = self.cuts.next_if(|cut| cut.at.start == start) {
            self.at = cut.at.end;
            return Some(cut);
        }
        let rest = self.text.get(start..)?;
        let c = rest.chars().next()?;
        let (len, becomes) = match c {
            '&' => entity(rest)
                .map(|(len, c)| (len, Some(c)))
                .unwrap_or((1, Some(c))),
            '<' if start >= self.no_tag_before => match tag(rest) {
                Ok(found) => found,
                Err(searched) => {
                    self.no_tag_before = start + searched;
                    (1, Some(c))
                }
            },
            '*' if rest.starts_with("**") => {
                (rest.len() - rest.trim_start_matches('*').len(), None)
            }
            'h' | 'w' if self.starts_word() => match address(rest) {
                0 => (1, Some(c)),
                len => (len, None),
            },
            c => (c.len_utf8(), Some(c)),
        };
        let mut end = start + len;
        // A cut may begin inside an address ("](" within it): the cut wins.
        if let Some(cut) = self.cuts.peek() {
            end = end.min(cut.at.start);
        }
        self.at = end;
        Some(Piece {
            at: start..end,
            becomes,
        })
    }

    /// Whether no letter or digit stands right before.
    fn starts_word(&self) -> bool {
        self.text
            .get(..self.at)
            .and_then(|s| s.chars().next_back())
            .is_none_or(|c| !c.is_alphanumeric())
    }
}

/// Length of the web address that a text begins with, 0 if none.
fn address(rest: &str) -> usize {
    if !(rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.")) {
        return 0;
    }
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '”' | '“' | '[' | ']'))
        .unwrap_or(rest.len());
    // Marks at the end belong to the sentence.
    let kept = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '…']);
    kept.len()
}

/// Tags that end a line, and tags that are nothing. Others are text.
const BREAKING: [&str; 28] = [
    "article",
    "aside",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "ol",
    "p",
    "section",
    "table",
    "td",
    "tr",
    "ul",
    "tbody",
];
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "big", "center", "cite", "code", "em", "font", "i", "img", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "u",
];

/// The length of the tag that a text begins with and what it becomes; else how far no tag can end.
fn tag(rest: &str) -> Result<(usize, Option<char>), usize> {
    let inside = &rest[1..];
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let len = name
        .bytes()
        .take_while(u8::is_ascii_alphanumeric)
        .take(12)
        .count();
    let name = &name[..len];
    let known = |names: &[&str]| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    let becomes = if known(&BREAKING) {
        Some('\n')
    } else if known(&INLINE) {
        None
    } else {
        return Err(1);
    };
    match inside.find(['<', '>']) {
        Some(end) if inside.as_bytes().get(end) == Some(&b'>') => {
            let after_name = inside[..end].trim_start_matches('/').as_bytes().get(len);
            match after_name {
                None | Some(b' ' | b'/' | b'\t' | b'\n' | b'\r') => Ok((end + 2, becomes)),
                Some(_) => Err(1),
            }
        }
        Some(end) => Err(end),
        None => Err(rest.len()),
    }
}

/// Named entities, sorted: the marks that news uses and the Latin letters of old editors.
const ENTITIES: [(&str, char); 86] = [
    ("Aacute", 'Á'),
    ("Acirc", 'Â'),
    ("Agrave", 'À'),
    ("Aring", 'Å'),
    ("Atilde", 'Ã'),
    ("Auml", 'Ä'),
    ("Ccedil", 'Ç'),
    ("ETH", 'Ð'),
    ("Eacute", 'É'),
    ("Ecirc", 'Ê'),
    ("Egrave", 'È'),
    ("Euml", 'Ë'),
    ("Iacute", 'Í'),
    ("Icirc", 'Î'),
    ("Igrave", 'Ì'),
    ("Iuml", 'Ï'),
    ("Ntilde", 'Ñ'),
    ("Oacute", 'Ó'),
    ("Ocirc", 'Ô'),
    ("Ograve", 'Ò'),
    ("Oslash", 'Ø'),
    ("Otilde", 'Õ'),
    ("Ouml", 'Ö'),
    ("Uacute", 'Ú'),
    ("Ugrave", 'Ù'),
    ("Uuml", 'Ü'),
    ("Yacute", 'Ý'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("aelig", 'æ'),
    ("agrave", 'à'),
    ("amp", '&'),
    ("apos", '\''),
    ("aring", 'å'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("bdquo", '„'),
    ("bull", '•'),
    ("ccedil", 'ç'),
    ("copy", '©'),
    ("deg", '°'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("egrave", 'è'),
    ("emsp", ' '),
    ("ensp", ' '),
    ("eth", 'ð'),
    ("euml", 'ë'),
    ("euro", '€'),
    ("gt", '>'),
    ("hellip", '…'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("igrave", 'ì'),
    ("iuml", 'ï'),
    ("laquo", '«'),
    ("ldquo", '“'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("middot", '·'),
    ("nbsp", ' '),
    ("ndash", '–'),
    ("ntilde", 'ñ'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("ograve", 'ò'),
    ("oslash", 'ø'),
    ("otilde", 'õ'),
    ("ouml", 'ö'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rdquo", '”'),
    ("reg", '®'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("shy", '\u{AD}'),
    ("szlig", 'ß'),
    ("thinsp", ' '),
    ("times", '×'),
    ("trade", '™'),
    ("uacute", 'ú'),
    ("ugrave", 'ù'),
    ("uuml", 'ü'),
    ("yacute", 'ý'),
    ("zwnj", '\u{200C}'),
];

/// The length of the entity that a text begins with and its character. `&amp;quot;`, escaped twice, is one entity.
fn entity(rest: &str) -> Option<(usize, char)> {
    let (len, c) = one_entity(rest.strip_prefix('&')?)?;
    if c == '&'
        && let Some((more, d)) = rest.get(len + 1..).and_then(one_entity)
    {
        return Some((1 + len + more, d));
    }
    Some((1 + len, c))
}

/// The same for what follows the `&`.
fn one_entity(body: &str) -> Option<(usize, char)> {
    let end = body.bytes().take(9).position(|b| b == b';')?;
    let name = body.get(..end)?;
    let c = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        // A control character is no text.
        char::from_u32(code).filter(|c| !c.is_control() || *c == '\n')?
    } else {
        let i = ENTITIES.binary_search_by(|(n, _)| (*n).cmp(name)).ok()?;
        ENTITIES.get(i)?.1
    };
    Some((end + 1, c))
}
