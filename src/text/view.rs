//! The folded view of a text: composed letters, one letter đ, plain spaces, no invisible characters, no markup; and the way back.
//!
//! Where nothing needs folding the view is the text itself. Else it is a copy with a list of *edits*, each of which
//! maps a stretch of the view to the stretch of the original it was made from; between edits the two are equal.

use super::markup::{self, Piece};
use crate::Span;
use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;
use unicode_normalization::char::{canonical_combining_class, compose};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A stretch of the view that differs from what it was made from. Either side may be empty, not both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edit {
    view: (u32, u32),
    original: (u32, u32),
}

/// What the markup said of a stretch of the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MarkKind {
    /// The text that stands for a picture.
    Image,
    /// The text of a link.
    Link,
}

/// A stretch of the view that the markup said something of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) kind: MarkKind,
    /// First byte in the view.
    pub(crate) start: u32,
    /// Byte after the last in the view.
    pub(crate) end: u32,
}

/// The text as matching sees it; case is kept.
#[derive(Debug)]
pub(crate) struct View<'t> {
    folded: Cow<'t, str>,
    edits: Vec<Edit>,
    marks: Vec<Mark>,
    original_len: usize,
    /// Among the edits the place that was last asked for: the next one is mostly near.
    last: Cell<usize>,
}

impl<'t> View<'t> {
    /// Of a text in which there is nothing to fold: the text itself.
    pub(super) fn plain(text: &'t str) -> View<'t> {
        View {
            folded: Cow::Borrowed(text),
            edits: Vec::new(),
            marks: Vec::new(),
            original_len: text.len(),
            last: Cell::new(0),
        }
    }

    /// Folds a text. Linear; without a copy where there is nothing to fold.
    pub(crate) fn new(text: &'t str) -> View<'t> {
        let mut view = View::plain(text);
        let clean = plain_prefix(text.as_bytes());
        if clean < text.len() {
            Folder::new(text).run(&mut view);
        }
        view
    }

    /// The folded text.
    pub(crate) fn as_str(&self) -> &str {
        &self.folded
    }

    /// Texts of links and pictures, by their end in the view.
    pub(crate) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The span of the original that a range of the view was made from: whole characters, without what was dropped
    /// at the edges. Costs a search over the edits between it and the one asked for before.
    pub(crate) fn original(&self, view: Range<usize>) -> Span {
        let start = floor(&self.folded, view.start);
        let end = ceil(&self.folded, view.end);
        if self.edits.is_empty() {
            return Span::new(start, end.max(start));
        }
        let from = self.back_start(start);
        if end <= start {
            return Span::new(from, from);
        }
        Span::new(from, self.back_end(end))
    }

    /// Where the original of the character at view byte `at` begins.
    fn back_start(&self, at: usize) -> usize {
        let i = self.after(|e| e.view.1 as usize <= at);
        match self.edits.get(i) {
            Some(e) if e.view.0 as usize <= at => e.original.0 as usize,
            _ => self.equal_stretch(i, at),
        }
    }

    /// Where the original of the character that ends before view byte `at` ends.
    fn back_end(&self, at: usize) -> usize {
        let i = self.after(|e| (e.view.0 as usize) < at);
        match i.checked_sub(1).and_then(|i| self.edits.get(i)) {
            Some(e) if e.view.1 as usize >= at => e.original.1 as usize,
            _ => self.equal_stretch(i, at),
        }
    }

    /// How many edits lie before a place, those of which `before` says so, from the place on that was asked for last.
    fn after(&self, before: impl Fn(&Edit) -> bool) -> usize {
        let is_before = |i: usize| self.edits.get(i).is_some_and(&before);
        let mut low = self.last.get();
        let mut step = 1;
        while low > 0 && !is_before(low - 1) {
            low = low.saturating_sub(step);
            step *= 2;
        }
        let mut high = low;
        step = 1;
        while is_before(high) {
            low = high + 1;
            high += step;
            step *= 2;
        }
        let between = self.edits.get(low..high.min(self.edits.len()));
        let i = low + between.unwrap_or(&[]).partition_point(before);
        self.last.set(i);
        i
    }

    /// The original of a place in the unchanged stretch before edit `i`.
    fn equal_stretch(&self, i: usize, at: usize) -> usize {
        let (view, original) = match i.checked_sub(1).and_then(|i| self.edits.get(i)) {
            Some(e) => (e.view.1 as usize, e.original.1 as usize),
            None => (0, 0),
        };
        (original + at.saturating_sub(view)).min(self.original_len)
    }
}

fn floor(s: &str, at: usize) -> usize {
    let mut at = at.min(s.len());
    while !s.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(s: &str, at: usize) -> usize {
    let mut at = at.min(s.len());
    while !s.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// For each byte that never begins anything to fold, how many bytes it leads over: one of most of ASCII, two of the letters up to
/// U+02FF (the combining marks come after them); 0 for those that only a closer look tells. A continuation byte leads over itself:
/// the scan may begin inside a character. Among the many letters that begin as ð and Ɖ do, those are told by their last byte.
static PLAIN: [u8; 256] = {
    let mut plain = [0; 256];
    let mut b = 0;
    while b < 256 {
        plain[b] = match b as u8 {
            b'&' | b'<' | b'*' | b']' | b':' | b'w' | 0x89 | 0x90 | 0xB0 | 0xC9 => 0,
            0..=0xBF | 0xC3 | 0xC6 => 1,
            0xC4..=0xCB => 2,
            _ => 0,
        };
        b += 1;
    }
    plain
};

/// Length of the longest prefix that certainly needs no folding, judged by bytes. A byte that only might begin
/// something stops it; the slow path then finds out.
fn plain_prefix(bytes: &[u8]) -> usize {
    plain_up_to(bytes, 0..bytes.len()).min(bytes.len())
}

/// Whether a stretch of whole characters certainly needs no folding.
pub(super) fn is_plain(bytes: &[u8], stretch: Range<usize>) -> bool {
    let end = stretch.end;
    plain_up_to(bytes, stretch) >= end
}

/// How far of a stretch nothing can begin that is folded.
fn plain_up_to(bytes: &[u8], stretch: Range<usize>) -> usize {
    let mut i = stretch.start;
    while let Some(&b) = bytes.get(i).filter(|_| i < stretch.end) {
        let step = PLAIN[usize::from(b)];
        if step > 0 {
            i += usize::from(step);
            continue;
        }
        if b & 0xC0 == 0x80 {
            let lead = i.checked_sub(1).and_then(|i| bytes.get(i));
            if matches!((lead, b), (Some(0xC3), 0x90 | 0xB0) | (Some(0xC6), 0x89)) {
                return i - 1;
            }
            i += 1;
            continue;
        }
        let ahead = |by: usize| bytes.get(i + by).copied().unwrap_or(0);
        let next = ahead(1);
        // How many bytes are plain; 0: something to fold may begin.
        let plain = match b {
            // U+1E00 to U+1EFF: the Vietnamese letters.
            0xE1 if matches!(next, 0xB8..=0xBB) => 3,
            b']' => usize::from(next != b'('),
            // An address is told by what stands in its middle: letters stand too often to stop at each.
            b':' if next == b'/' && ahead(2) == b'/' => {
                let before = bytes.get(..i).unwrap_or(&[]);
                let scheme = [&b"https"[..], b"http"]
                    .into_iter()
                    .find(|s| before.ends_with(s));
                match scheme {
                    Some(scheme) => return i - scheme.len(),
                    None => 1,
                }
            }
            b':' => 1,
            b'w' => usize::from(next != b'w'),
            // No-break space, soft hyphen, next line.
            0xC2 if !matches!(next, 0x85 | 0xA0 | 0xAD) => 2,
            0xC9 if next != 0x96 => 2,
            // U+2010 to U+2027: dashes, quotes, ellipsis; U+2080 to U+20BF: currencies.
            0xE2 if next == 0x82 || next == 0x80 && matches!(ahead(2), 0x90..=0xA7) => 3,
            _ => 0,
        };
        if plain == 0 {
            return i;
        }
        i += plain;
    }
    i
}

/// Whether a character is never seen: zero-width, soft hyphen, direction and byte-order marks, variation selectors.
const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}

/// What a character is in the view; `None` if nothing.
fn fold_char(c: char) -> Option<char> {
    match c {
        c if c.is_ascii() => Some(c),
        c if is_invisible(c) => None,
        '\u{0085}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0),
        // Look-alikes that keyboards and old encodings leave. Names that have an eth of their own are met a thousand times less
        // often in such a text; rows that write one are folded alike.
        'ð' | 'ɖ' => Some('đ'),
        'Ð' | 'Ɖ' => Some('Đ'),
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    }
}

/// Whether a character may join the one before it under composition.
fn joins(c: char) -> bool {
    c as u32 >= 0x300
        && (canonical_combining_class(c) != 0
            || matches!(is_nfc_quick(std::iter::once(c)), IsNormalized::Maybe))
}

/// The composition of an ASCII letter with marks in canonical order, if all of it is one character: the usual case,
/// without the machinery of the general one.
fn compose_simple(letter: &str) -> Option<char> {
    let mut chars = letter.chars();
    let mut whole = chars.next().filter(char::is_ascii_alphabetic)?;
    let mut class = 1;
    for mark in chars {
        let next = canonical_combining_class(mark);
        if next < class {
            return None;
        }
        class = next;
        whole = compose(whole, mark)?;
    }
    Some(whole)
}

/// Whether a mark makes another letter (â, ă, ơ) rather than giving it a tone.
const fn makes_letter(mark: char) -> bool {
    matches!(mark, '\u{302}' | '\u{306}' | '\u{31B}')
}

/// The composition of any letter with marks.
fn compose_any(letter: &str) -> String {
    let composed: String = letter.nfc().collect();
    if composed.chars().nth(1).is_none() {
        return composed;
    }
    // Where the tone was typed before the mark that makes the letter (e, grave, circumflex) Unicode sees a letter with two
    // accents, a reader "ề".
    let (made, other): (Vec<char>, Vec<char>) = composed
        .nfd()
        .partition(|c| makes_letter(*c) || canonical_combining_class(*c) == 0);
    let reordered: String = made.into_iter().chain(other).nfc().collect();
    if reordered.chars().count() < composed.chars().count() {
        reordered
    } else {
        composed
    }
}

/// Builds a view from a text that has something to fold.
struct Folder<'t> {
    text: &'t str,
    /// The copy; empty until the first edit.
    out: String,
    /// The original is copied or edited up to here.
    done: usize,
    edits: Vec<Edit>,
}

impl<'t> Folder<'t> {
    fn new(text: &'t str) -> Self {
        Folder {
            text,
            out: String::new(),
            done: 0,
            edits: Vec::new(),
        }
    }

    fn run(mut self, view: &mut View<'t>) {
        let marked = markup::links(self.text);
        let mut marks = marked.marks;
        let mut pieces = markup::Pieces::new(self.text, marked.cuts);
        // The characters of one composed letter, kept between rounds to save allocations.
        let mut letter = String::new();
        loop {
            pieces.skip(plain_prefix);
            let Some(Piece { at, becomes }) = pieces.take() else {
                break;
            };
            let Some(c) = becomes.and_then(fold_char) else {
                self.replace(at, "");
                continue;
            };
            let mut end = at.end;
            letter.clear();
            letter.push(c);
            let mut joined = false;
            // What is dropped inside a letter is part of it; what is dropped after it is not.
            let mut dropped = None;
            while let Some(next) = pieces.peek() {
                match next.becomes.and_then(fold_char) {
                    Some(d) if joins(d) => {
                        letter.push(d);
                        joined = true;
                        end = next.at.end;
                        dropped = None;
                    }
                    Some(_) => break,
                    None => dropped = Some(next.at.end),
                }
                pieces.take();
            }
            let at = at.start..end;
            if joined || !matches!(is_nfc_quick(letter.chars()), IsNormalized::Yes) {
                match compose_simple(&letter) {
                    Some(c) => self.put(at, c.encode_utf8(&mut [0; 4])),
                    None => self.put(at, &compose_any(&letter)),
                }
            } else {
                self.put(at, &letter);
            }
            if let Some(to) = dropped {
                self.replace(end..to, "");
            }
        }
        if self.edits.is_empty() {
            return;
        }
        self.out.push_str(&self.text[self.done..]);
        for mark in &mut marks {
            mark.start = self.forward(mark.start);
            mark.end = self.forward(mark.end);
        }
        view.folded = Cow::Owned(self.out);
        view.edits = self.edits;
        view.marks = marks;
    }

    /// Where a place of the original is in the view.
    fn forward(&self, at: u32) -> u32 {
        let i = self.edits.partition_point(|e| e.original.1 <= at);
        match i.checked_sub(1).and_then(|i| self.edits.get(i)) {
            Some(e) => e.view.1 + (at - e.original.1),
            None => at,
        }
    }

    fn put(&mut self, at: Range<usize>, becomes: &str) {
        if self.text.get(at.clone()) != Some(becomes) {
            self.replace(at, becomes);
        }
    }

    fn replace(&mut self, at: Range<usize>, becomes: &str) {
        self.out.push_str(&self.text[self.done..at.start]);
        let from = self.out.len() as u32;
        self.out.push_str(becomes);
        let to = self.out.len() as u32;
        let (start, end) = (at.start as u32, at.end as u32);
        self.done = at.end;
        if let Some(last) = self.edits.last_mut()
            && last.original.1 == start
            && last.view.0 == last.view.1
            && from == to
        {
            // Dropped stretches that touch are one.
            last.original.1 = end;
            return;
        }
        self.edits.push(Edit {
            view: (from, to),
            original: (start, end),
        });
    }
}

#[cfg(test)]
mod tests;
