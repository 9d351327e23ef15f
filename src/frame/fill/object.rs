//! What stands to the right of a trigger: the nouns of its own phrase by mark, with places, times and occasions.

use super::super::config::{Frame, Mark};
use super::Filler;
use crate::clause::{LinkWord, Piece, PrepRole, VerbKind, led_by};
use crate::phrase::Head;

/// How far behind a title the name is looked for, in chunks.
const TITLE: usize = 9;

/// So many plain words between an event and its two sides say what it is about.
const MATTER: usize = 2;

/// Nouns to the right of the trigger by mark.
#[derive(Default)]
pub(super) struct Right {
    pub(super) args: Vec<(Mark, usize, bool)>,
    pub(super) places: Vec<usize>,
    pub(super) times: Vec<usize>,
    pub(super) occasions: Vec<usize>,
    pub(super) this: bool,
    /// How the country spoken of is marked ("với nước này"), and whether people of it are meant.
    pub(super) that_state: Option<(Mark, bool)>,
    /// A group that says how many the sides are ("ba bên").
    pub(super) counted: Option<usize>,
    /// Chunk where the trigger's own phrase ends.
    pub(super) end: usize,
    /// Chunk of a party that begins a further member of the list.
    pub(super) next: Option<usize>,
}

impl Filler<'_> {
    /// Reads the trigger's own phrase to the right.
    pub(super) fn right(&self, frame: &Frame, from: usize) -> Right {
        let c = self.input.chunks;
        let mut r = Right {
            end: self.clause.chunks.end,
            ..Right::default()
        };
        let mut mark = Some(Mark::Bare);
        let mut delegation = false;
        // How the delegation told of last is marked.
        let mut sent = None;
        let mut last = None;
        let mut at = from;
        let mut all = None;
        // Plain words since the mark: a bare argument bears none.
        let mut words = 0usize;
        let mut depth = 0usize;
        let mut governed = false;
        let mut comma = false;
        let mut aside = false;
        let mut i = from;
        let end = self.clause.chunks.end;
        while i < end {
            let chunk = &c[i];
            if depth > 0 && !matches!(chunk.piece, Piece::Close | Piece::Open) {
                i += 1;
                continue;
            }
            match chunk.piece {
                Piece::Open => depth += 1,
                Piece::Close => depth = depth.saturating_sub(1),
                Piece::Transparent
                | Piece::Cue(_)
                | Piece::Dist
                | Piece::Quote
                | Piece::Companion => {}
                Piece::Classifier | Piece::Number => words += usize::from(mark.is_some()),
                Piece::Passive => {}
                Piece::Recip => {}
                Piece::This if self.that_state(chunk) => {
                    if let Some(m) = mark.filter(|_| words == 0 && !governed) {
                        r.that_state = r.that_state.or(Some((m, delegation)));
                    }
                    mark = None;
                    governed = true;
                    delegation = false;
                }
                Piece::This => r.this |= self.noun && words == 0,
                // "Trước cuộc gặp này, hôm 25/10, …": the time of what follows.
                Piece::Time(_) if self.noun && comma => {}
                Piece::Time(t) => r.times.push(t),
                Piece::Delegation => {
                    delegation = true;
                    sent = mark.filter(|_| words == 0).or(sent);
                }
                // "tiếp đoàn đại biểu Bộ X do A, Bộ trưởng Y, dẫn đầu": who leads it stands for it.
                Piece::Prep(PrepRole::By) if sent.is_some() && self.leader(i).is_some() => {
                    if let Some((m, (n, led))) = sent.zip(self.leader(i)) {
                        r.args.pop_if(|(_, _, delegation)| *delegation);
                        r.args.push((m, n, false));
                        i = led;
                    }
                    (mark, sent, governed, delegation) = (None, None, true, false);
                }
                // "giữa A với B": one mark for both.
                Piece::Prep(PrepRole::With)
                    if governed
                        && last == Some(PrepRole::Between)
                        && i > 0
                        && matches!(c[i - 1].piece, Piece::Noun(_)) =>
                {
                    mark = Some(Mark::Prep(PrepRole::Between));
                    last = None;
                    words = 0;
                    governed = false;
                }
                // "cuộc gặp giữa A và B tại biên giới giữa hai nước": the second is another noun's.
                Piece::Prep(PrepRole::Between)
                    if r.args
                        .iter()
                        .any(|(m, _, _)| *m == Mark::Prep(PrepRole::Between)) =>
                {
                    last = Some(PrepRole::Between);
                    mark = None;
                    words = 0;
                }
                // "đàm phán với A và thái độ với B", "cuộc gặp A - B diễn ra do C thân với hai bên": another noun's.
                Piece::Prep(p @ (PrepRole::With | PrepRole::Between))
                    if aside && words > 0 && !r.args.is_empty() =>
                {
                    last = Some(p);
                    mark = None;
                    words = 0;
                }
                // "tiếp phái đoàn của Nga": whose it is.
                Piece::Prep(PrepRole::Of)
                    if delegation && !governed && mark.is_some() && self.body_at(i + 1) => {}
                Piece::Prep(p) => {
                    last = Some(p);
                    // "ở thủ đô của Eritrea": the place that the first preposition waits for.
                    let waits = p == PrepRole::Of
                        && matches!(mark, Some(Mark::Prep(PrepRole::At)))
                        && self.body_at(i + 1)
                        && !governed;
                    if !waits {
                        mark = Some(Mark::Prep(p));
                        at = i;
                    }
                    words = 0;
                    delegation = false;
                    governed = false;
                }
                Piece::Noun(n)
                    if governed
                        && (self.input.nouns[n].companion
                            || matches!(c[i - 1].piece, Piece::Companion)) => {}
                Piece::Noun(n)
                    if mark == Some(Mark::Bare)
                        && frame.destination.is_empty()
                        && self.says_how_many(n) =>
                {
                    all = Some(n);
                }
                // With whose it is: "với A, đại sứ của thương hiệu B".
                Piece::Noun(_) if mark.is_some() && self.says_what_he_is(i) => {
                    let of =
                        |k: usize| c.get(k).map(|c| c.piece) == Some(Piece::Prep(PrepRole::Of));
                    let named =
                        |k: usize| matches!(c.get(k).map(|c| c.piece), Some(Piece::Noun(_)));
                    if of(i + 1) && named(i + 2) {
                        i += 2;
                    }
                }
                Piece::Noun(_) if mark.is_some() && self.title_of_next(i).is_some() => {
                    i = self.title_of_next(i).unwrap_or(i);
                    continue;
                }
                Piece::Noun(n) => {
                    let noun = &self.input.nouns[n];
                    if noun.head == Head::Occasion {
                        r.occasions.push(n);
                        mark = None;
                        i += 1;
                        continue;
                    }
                    // "đàm phán hòa bình X - Y": what the talks are about stands before the two.
                    let pair = noun.head == Head::Pair && frame.parties.country && words <= MATTER;
                    let of_whom = self.body_at(i);
                    match mark {
                        // "tiếp đoàn đại biểu quân sự Nga": what field the delegation is of.
                        Some(Mark::Bare)
                            if words == 0 || pair || delegation && words == 1 && of_whom =>
                        {
                            let m = if noun.head == Head::Pair {
                                Mark::Pair
                            } else {
                                Mark::Bare
                            };
                            r.args.push((m, n, delegation));
                        }
                        // "tại Đà Nẵng, Việt Nam": the country after the comma only says where the city is.
                        Some(Mark::Prep(PrepRole::At)) if noun.head == Head::Place => {
                            // Who is visited is where he lives: "thăm binh sĩ tại K".
                            let from = if frame.destination.is_empty() {
                                self.at + 1
                            } else {
                                at
                            };
                            if self.says_where(at, words, from) {
                                r.places.push(n);
                            }
                        }
                        Some(Mark::Prep(PrepRole::At | PrepRole::Beside)) if words <= 3 => {}
                        // "với minh tinh An Bình": what the person does is a word that no row knows.
                        Some(m @ Mark::Prep(_))
                            if words == 0
                                || (words <= 2 && (delegation || noun.head == Head::Person)) =>
                        {
                            r.args.push((m, n, delegation));
                        }
                        // "tiếp tại K ông A": the place stands before whom it is done to.
                        None if !self.noun
                            && noun.head == Head::Person
                            && r.args.is_empty()
                            && self.behind_place(i) =>
                        {
                            r.args.push((Mark::Bare, n, false));
                        }
                        // A party that nothing ties to the trigger begins something else.
                        None if comma
                            && matches!(
                                noun.head,
                                Head::Person | Head::Role | Head::Group | Head::Pronoun
                            ) =>
                        {
                            r.end = i;
                            r.next = Some(i);
                            break;
                        }
                        _ => {}
                    }
                    comma = false;
                    governed = true;
                    // A list keeps the mark.
                    let keeps =
                        self.list_follows(i) && !(noun.head == Head::Pair && self.party_after(i));
                    if !keeps {
                        mark = None;
                    }
                    words = 0;
                    delegation = false;
                }
                Piece::And | Piece::Comma | Piece::Or => {
                    let first = chunk.piece == Piece::Comma && !governed && r.args.is_empty();
                    if (first || !self.list_continues(i)) && !self.trigger_follows(i) {
                        mark = None;
                        aside = chunk.piece == Piece::And;
                        comma |= chunk.piece == Piece::Comma;
                    } else if mark.is_none() && self.dist() {
                        comma = true;
                    }
                }
                Piece::Dash => mark = None,
                Piece::Verb(VerbKind::Light) if self.noun => {
                    // "A có quan hệ với B": what a noun that is no argument has.
                    aside |= i > from && mark.is_none() && matches!(last, Some(PrepRole::By));
                    mark = None;
                    words = 0;
                }
                Piece::Verb(_) | Piece::Trigger { .. } => {
                    // "mời B thăm C", "gặp và hội đàm với B": the next verb has its own arguments, but shares an object to come.
                    let shares = matches!(chunk.piece, Piece::Trigger { .. })
                        && !governed
                        && i > 0
                        && matches!(c[i - 1].piece, Piece::And | Piece::Comma)
                        && !frame.marks.is_empty();
                    if !shares {
                        r.end = i;
                        break;
                    }
                    words = 0;
                    mark = Some(Mark::Bare);
                }
                Piece::Stop | Piece::Colon | Piece::Semicolon => break,
                Piece::LedBy => mark = None,
                // "gặp ba lãnh đạo gồm A, B và C": the members instead of the group.
                Piece::Members => {
                    let group = |n: usize| self.input.nouns[n].head == Head::Group;
                    mark = r.args.pop_if(|(_, n, _)| group(*n)).map(|(m, _, _)| m);
                    words = 0;
                }
                Piece::Word => words += 1,
                // "cuộc điện đàm trước đó với A".
                Piece::Then if self.noun && i == from => {}
                Piece::Link(_) | Piece::But | Piece::Then => {
                    r.end = i;
                    break;
                }
            }
            i += 1;
        }
        if r.end > end {
            r.end = end;
        }
        r.counted = all;
        // "cuộc gặp ba bên này": those spoken of.
        if let Some(n) = all.filter(|_| r.this && r.args.is_empty()) {
            r.args.push((Mark::Bare, n, false));
        }
        r
    }

    /// Of the preposition at `by` the noun of who leads a delegation, and the chunk of the word that says so.
    fn leader(&self, by: usize) -> Option<(usize, usize)> {
        let c = self.input.chunks;
        let (leader, led) = led_by(c, self.input.nouns, by, self.clause.chunks.end)?;
        match c[leader].piece {
            Piece::Noun(n) => Some((n, led)),
            _ => None,
        }
    }

    /// Whether nothing but a place stands between the trigger and the noun at `i`.
    fn behind_place(&self, i: usize) -> bool {
        let c = self.input.chunks;
        match c.get(self.at + 1..i).unwrap_or(&[]) {
            [prep, between @ .., place] => {
                prep.piece == Piece::Prep(PrepRole::At)
                    && between.iter().all(|c| c.piece == Piece::Transparent)
                    && matches!(place.piece, Piece::Noun(n) if self.input.nouns[n].head == Head::Place)
            }
            _ => false,
        }
    }

    /// Whether a state or organisation stands at `i`.
    fn body_at(&self, i: usize) -> bool {
        match self.input.chunks.get(i).map(|c| c.piece) {
            Some(Piece::Noun(n)) => {
                let head = self.input.nouns[n].head;
                matches!(head, Head::Place | Head::Organization)
            }
            _ => false,
        }
    }

    /// Whether the noun at `i` is followed by a comma or "and" and another noun of the list.
    pub(super) fn list_follows(&self, i: usize) -> bool {
        let c = self.input.chunks;
        let mut j = i + 1;
        while j < self.clause.chunks.end {
            match c[j].piece {
                Piece::Companion => j += 1,
                Piece::Open => {
                    while j < self.clause.chunks.end && !matches!(c[j].piece, Piece::Close) {
                        j += 1;
                    }
                    j += 1;
                }
                Piece::And | Piece::Comma => return self.list_continues(j),
                Piece::Prep(PrepRole::With) => return false,
                _ => return false,
            }
        }
        false
    }

    /// "gặp B, Chủ tịch Quốc hội, tại K": whether the office at `i` is that of the person named before the comma, and no further
    /// member: in a list "and" would come.
    fn says_what_he_is(&self, i: usize) -> bool {
        let c = self.input.chunks;
        let head = |i: usize| match c.get(i).map(|c| c.piece) {
            Some(Piece::Noun(n)) => Some(self.input.nouns[n].head),
            _ => None,
        };
        let named = i
            .checked_sub(2)
            .is_some_and(|p| head(p) == Some(Head::Person));
        if head(i) != Some(Head::Role) || c[i - 1].piece != Piece::Comma || !named {
            return false;
        }
        let list = c[i + 1..self.clause.chunks.end.max(i + 1)]
            .windows(2)
            .take_while(|w| matches!(w[0].piece, Piece::Noun(_) | Piece::Comma | Piece::And))
            .any(|w| w[0].piece == Piece::And);
        // "Trong cuộc gặp với A, Chủ tịch tỉnh K đề nghị …": behind an event noun it may be who acts next.
        let acts = c[i + 1..self.clause.chunks.end.max(i + 1)]
            .iter()
            .take_while(|c| {
                !matches!(
                    c.piece,
                    Piece::Comma | Piece::Stop | Piece::Prep(PrepRole::Of)
                )
            })
            .any(|c| c.is_verb() || matches!(c.piece, Piece::Cue(_) | Piece::Passive));
        if self.noun && acts {
            return false;
        }
        let after_comma = c.get(i + 1).map(|c| c.piece) == Some(Piece::Comma)
            && c.get(i + 2).map(|c| c.piece) == Some(Piece::And);
        !list || after_comma
    }

    /// "cuộc đàm phán ba bên với A", "gặp trực tiếp ba bên": whether a group is no side, but says how many there are.
    fn says_how_many(&self, n: usize) -> bool {
        let noun = &self.input.nouns[n];
        noun.head == Head::Group
            && noun.titles.is_empty()
            && noun.of.as_deref() == Some("party")
            && !noun.pronoun
            && (self.noun || noun.number > 2)
    }

    /// "đàm phán A - B, ông C nói": whether no further pair follows the mark behind a pair, but somebody.
    fn party_after(&self, i: usize) -> bool {
        match self.input.chunks.get(i + 2).map(|c| c.piece) {
            Some(Piece::Noun(n)) => self.input.nouns[n].head != Head::Pair,
            _ => false,
        }
    }

    /// "tiếp Trợ lý Tổng thống X, Chủ tịch Hội đồng Biển Y B. Petrov", "tiếp Đại sứ X, ông B": the person whose title the one
    /// at `i` is, behind words that no rule joins to the name.
    pub(super) fn title_of_next(&self, i: usize) -> Option<usize> {
        let c = self.input.chunks;
        let noun = |i: usize| match c.get(i).map(|c| c.piece) {
            Some(Piece::Noun(n)) => Some(&self.input.nouns[n]),
            _ => None,
        };
        noun(i).filter(|n| n.head == Head::Role)?;
        let mut k = i + 1;
        let end = self.clause.chunks.end.min(i + TITLE);
        while k < end {
            match (c[k].piece, noun(k).map(|n| n.head)) {
                (_, Some(Head::Person)) => break,
                (_, Some(Head::Role | Head::Place | Head::Organization)) | (Piece::Comma, _) => {
                    k += 1
                }
                (Piece::Word | Piece::Transparent, _) if c[k - 1].piece != Piece::Comma => k += 1,
                _ => return None,
            }
        }
        let person = noun(k).filter(|_| k < end)?;
        let listed = c.get(k + 1).is_some_and(|c| c.piece == Piece::And);
        let comma = c[k - 1].piece == Piece::Comma;
        // Behind the comma an honorific alone, and nothing that he does: he is the one.
        let acts = || {
            let light = c[k + 1..].iter().take_while(|c| c.is_light()).count();
            c[k + 1..k + 1 + light]
                .iter()
                .any(|c| matches!(c.piece, Piece::Cue(_)))
                || c.get(k + 1 + light).is_some_and(|c| {
                    let says = Piece::Link(LinkWord::Say);
                    c.is_verb() || c.piece == Piece::Word || c.piece == says
                })
        };
        let same =
            !comma || k == i + 2 && person.titles.is_empty() && person.gender.is_some() && !acts();
        (same && !listed).then_some(k)
    }

    /// "gặp và hội đàm với": whether another trigger stands right after the mark.
    pub(super) fn trigger_follows(&self, mark: usize) -> bool {
        self.input
            .chunks
            .get(mark + 1)
            .is_some_and(|c| matches!(c.piece, Piece::Trigger { .. }))
    }

    pub(super) fn list_continues(&self, mark: usize) -> bool {
        let c = self.input.chunks;
        let mut j = mark + 1;
        while j < self.clause.chunks.end {
            match c[j].piece {
                Piece::Noun(n) => {
                    // "Trong cuộc gặp với A, B nói": the comma ends the phrase of the event noun.
                    let after = &c[j + 1..self.clause.chunks.end];
                    let light = after.iter().take_while(|c| c.is_light()).count();
                    let tense = after[..light]
                        .iter()
                        .any(|c| matches!(c.piece, Piece::Cue(_)));
                    let acts = self.noun
                        && c[mark].piece == Piece::Comma
                        && after.get(light).is_some_and(|c| {
                            c.is_verb() || tense && matches!(c.piece, Piece::Word)
                        });
                    // "Trước chuyến thăm K của A, Đại sứ B trả lời …": who the clause goes on with.
                    let subject = self.noun
                        && c[mark].piece == Piece::Comma
                        && self.clause.subject == Some(j)
                        && after
                            .first()
                            .is_some_and(|c| matches!(c.piece, Piece::Word));
                    return !acts
                        && !subject
                        && !matches!(self.input.nouns[n].head, Head::Occasion);
                }
                Piece::Delegation | Piece::And | Piece::Transparent | Piece::Companion => j += 1,
                _ => return false,
            }
        }
        false
    }
}
