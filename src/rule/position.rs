//! What a pattern runs over: positions, and how tokens become positions.

use crate::lexicon::{EntryId, Lexicon};
use crate::text::token::{Case, Token, TokenKind};
use crate::text::{Sentence, Text};
use std::ops::Range;

/// What a position is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum PosKind {
    /// A word, or a lexicon entry of one word or several.
    Word,
    /// Digits; their number.
    Number(u8),
    /// A punctuation mark.
    Punct(char),
    /// A line break: no item and no gap of a pattern covers it.
    Break,
    /// A mention of a person.
    Person,
    /// A mention of a country.
    Country,
    /// A mention of a city.
    City,
    /// A mention of another place.
    Place,
    /// A mention of an organisation.
    Organization,
    /// A mention of an occasion (summit, forum, games).
    Occasion,
    /// Several mentions joined into one.
    Group,
    /// A time expression.
    Time,
    /// A noun phrase that is no name.
    Noun,
    /// A verb group.
    Verb,
    /// A trigger that became an event.
    Event,
}

impl PosKind {
    /// Rows of the alphabet's table: one a kind, numbers by what `Num1` and `Num4` tell apart.
    pub(crate) const ROWS: [PosKind; 17] = [
        PosKind::Word,
        PosKind::Number(1),
        PosKind::Number(4),
        PosKind::Number(3),
        PosKind::Punct('.'),
        PosKind::Break,
        PosKind::Person,
        PosKind::Country,
        PosKind::City,
        PosKind::Place,
        PosKind::Organization,
        PosKind::Occasion,
        PosKind::Group,
        PosKind::Time,
        PosKind::Noun,
        PosKind::Verb,
        PosKind::Event,
    ];

    /// Whether the text itself makes such positions; all others stand where a name, a time or a phrase does.
    pub(crate) const fn lexical(self) -> bool {
        matches!(
            self,
            PosKind::Word | PosKind::Number(_) | PosKind::Punct(_) | PosKind::Break
        )
    }

    /// The row of [`PosKind::ROWS`] that stands for the kind.
    pub(crate) const fn row(self) -> usize {
        match self {
            PosKind::Word => 0,
            PosKind::Number(1 | 2) => 1,
            PosKind::Number(4) => 2,
            PosKind::Number(_) => 3,
            PosKind::Punct(_) => 4,
            PosKind::Break => 5,
            PosKind::Person => 6,
            PosKind::Country => 7,
            PosKind::City => 8,
            PosKind::Place => 9,
            PosKind::Organization => 10,
            PosKind::Occasion => 11,
            PosKind::Group => 12,
            PosKind::Time => 13,
            PosKind::Noun => 14,
            PosKind::Verb => 15,
            PosKind::Event => 16,
        }
    }

    /// The kind of that name in patterns and examples, where the name stands for one kind of mention or phrase.
    pub(crate) fn of_name(name: &str) -> Option<PosKind> {
        Some(match name {
            "Person" => PosKind::Person,
            "Country" => PosKind::Country,
            "City" => PosKind::City,
            "Place" => PosKind::Place,
            "Organization" => PosKind::Organization,
            "Occasion" => PosKind::Occasion,
            "Group" => PosKind::Group,
            "Time" => PosKind::Time,
            "Noun" => PosKind::Noun,
            "Verb" => PosKind::Verb,
            "Event" => PosKind::Event,
            _ => return None,
        })
    }
}

/// One thing that a pattern's item can stand for: a lexicon entry, a given span (mention, time …), a number, a
/// punctuation mark, or a word that no entry has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// What it is.
    pub(crate) kind: PosKind,
    /// Capitals: [`Case::Upper`] where every word is in capitals, else [`Case::Capital`] where the first letter is one,
    /// [`Case::Single`] for one capital letter.
    pub(crate) case: Case,
    /// Whether it follows another position without white space.
    pub(crate) glued: bool,
    /// The lexicon entry, if it is one.
    pub(crate) entry: Option<EntryId>,
    /// Index into the spans given to [`positions_with`], if it is one of them.
    pub(crate) given: Option<u32>,
    /// The tokens it is made of, as indices into the text's tokens.
    pub(crate) tokens: Range<usize>,
}

/// The positions of a sentence by lexicon alone: entries leftmost-longest, all other tokens one position each.
///
/// Linear in the tokens (times the longest entry).
pub(crate) fn lexical_positions(
    text: &Text<'_>,
    sentence: &Sentence,
    lexicon: &Lexicon,
) -> Vec<Position> {
    positions_with(text, sentence.tokens.clone(), lexicon, &[])
}

/// The spans that become positions of their own, in text order, with their numbers: of those that overlap, the one that begins
/// first is kept, of those the longest, of those the first given; those that reach out of `range` or are empty are passed over.
pub(crate) fn apart(
    spans: &[(Range<usize>, PosKind)],
    range: Range<usize>,
) -> impl Iterator<Item = (u32, Range<usize>, PosKind)> {
    let key = |i: u32| {
        let span = spans.get(i as usize).map(|(s, _)| s);
        span.map(|s| (s.start, std::cmp::Reverse(s.end)))
    };
    let all = (0u32..).take(spans.len());
    // Mentions are in order, and times stand in few sentences.
    let mut order = Vec::new();
    if !all.clone().is_sorted_by_key(key) {
        order.reserve_exact(spans.len());
        for i in all.clone() {
            let place = order.partition_point(|o| key(*o) <= key(i));
            order.insert(place, i);
        }
    }
    let mut from = range.start;
    all.filter_map(move |n| {
        let i = order.get(n as usize).copied().unwrap_or(n);
        let (span, kind) = spans.get(i as usize)?;
        let fits = span.start >= from && span.start < span.end && span.end <= range.end;
        from = if fits { span.end } else { from };
        fits.then(|| (i, span.clone(), *kind))
    })
}

/// The positions of a token range where some spans are known already.
///
/// `spans` are token ranges with their kinds; [`apart`] says which count. They go before lexicon entries: an entry that would
/// run into a span is looked for again, shorter, before it.
pub(crate) fn positions_with(
    text: &Text<'_>,
    range: Range<usize>,
    lexicon: &Lexicon,
    spans: &[(Range<usize>, PosKind)],
) -> Vec<Position> {
    let mut out = Vec::new();
    positions_into(text, range, lexicon, spans, &mut out);
    out
}

/// As [`positions_with`] into a list that is cleared first: one list serves many sentences.
pub(crate) fn positions_into(
    text: &Text<'_>,
    range: Range<usize>,
    lexicon: &Lexicon,
    spans: &[(Range<usize>, PosKind)],
    out: &mut Vec<Position>,
) {
    let tokens = &text.tokens[..];
    let end = range.end.min(tokens.len());
    let mut given = apart(spans, range.start..end);
    out.clear();
    out.reserve(end.saturating_sub(range.start));
    let mut at = range.start;
    loop {
        let next = given.next();
        let until = next.as_ref().map_or(end, |(_, s, _)| s.start);
        let open = tokens.get(..until).unwrap_or(tokens);
        while let Some(t) = open.get(at) {
            let (entry, length) = match text.longest_at(at) {
                None => (None, 1),
                Some((e, n)) if at + n <= until => (Some(e), n),
                Some(_) => match lexicon.longest_at(open, at) {
                    Some((e, n)) => (Some(e), n),
                    None => (None, 1),
                },
            };
            if length > 1 {
                push(out, tokens, at..at + length, entry, None);
                at += length;
                continue;
            }
            out.push(Position {
                kind: kind_of(t),
                case: t.case,
                glued: !t.space_before && !out.is_empty(),
                entry,
                given: None,
                tokens: at..at + 1,
            });
            at += 1;
        }
        match next {
            None => return,
            Some((i, span, kind)) => {
                at = span.end;
                push(out, tokens, span, None, Some((i, kind)));
            }
        }
    }
}

/// Tells of each lexical position of a token range, in order: its kind, case, whether it follows another without white space, and
/// its entry. What [`positions_into`] makes of the range without spans.
pub(super) fn each_word(
    text: &Text<'_>,
    range: Range<usize>,
    lexicon: &Lexicon,
    mut each: impl FnMut(PosKind, Case, bool, Option<EntryId>),
) {
    let open = text.tokens.get(..range.end).unwrap_or(&text.tokens);
    let mut at = range.start;
    while let Some(t) = open.get(at) {
        let glued = !t.space_before && at > range.start;
        let mut found = text.longest_at(at);
        if found.is_some_and(|(_, n)| at + n > open.len()) {
            found = lexicon.longest_at(open, at);
        }
        let entry = found.map(|(e, _)| e);
        match found {
            Some((_, n)) if n > 1 => {
                let of = open.get(at..at + n).unwrap_or(&[]);
                each(PosKind::Word, case_of(of, t), glued, entry);
                at += n;
            }
            _ => {
                each(kind_of(t), t.case, glued, entry);
                at += 1;
            }
        }
    }
}

fn push(
    out: &mut Vec<Position>,
    tokens: &[Token],
    range: Range<usize>,
    entry: Option<EntryId>,
    given: Option<(u32, PosKind)>,
) {
    let of = tokens.get(range.clone()).unwrap_or(&[]);
    let Some(first) = of.first() else { return };
    // A single word has its own case.
    let (kind, case) = match of {
        [one] => (kind_of(one), one.case),
        _ => (PosKind::Word, case_of(of, first)),
    };
    let glued = !first.space_before && !out.is_empty();
    out.push(Position {
        kind: given.map_or(kind, |(_, k)| k),
        case,
        glued,
        entry,
        given: given.map(|(i, _)| i),
        tokens: range,
    });
}

/// What a token is by itself.
#[inline]
pub(crate) fn kind_of(t: &Token) -> PosKind {
    match t.kind {
        TokenKind::Word => PosKind::Word,
        TokenKind::Number => {
            PosKind::Number(u8::try_from(t.end.saturating_sub(t.start)).unwrap_or(u8::MAX))
        }
        TokenKind::Punct(c) => PosKind::Punct(c),
        TokenKind::Break => PosKind::Break,
    }
}

fn case_of(tokens: &[Token], first: &Token) -> Case {
    let capitals = |t: &Token| match t.kind {
        TokenKind::Word => matches!(t.case, Case::Upper | Case::Single),
        _ => true,
    };
    match first.case {
        Case::Lower => Case::Lower,
        Case::Single if tokens.len() == 1 => Case::Single,
        Case::Single | Case::Upper if tokens.iter().all(capitals) => Case::Upper,
        _ => Case::Capital,
    }
}
