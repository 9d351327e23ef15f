//! Cues in an event noun's own phrase, and what is said of what comes of it.

use super::super::config::Mark;
use super::object::Right;
use super::{Filled, Filler, chunk_is_comma};
use crate::clause::{Chunk, CueKind, LinkWord, Piece, PrepRole, VerbKind};
use crate::phrase::Head;
use std::ops::Range;

/// So many chunks behind an event noun its verb is looked for.
const OUTCOME: usize = 12;

impl Filler<'_> {
    /// Cues behind an event noun, up to the end of its phrase.
    pub(super) fn cues_of_phrase(&self, right: &Right, f: &mut Filled) {
        let c = self.input.chunks;
        let end = right.end.max(self.at + 1).min(c.len());
        let mut agent = false;
        // Behind the noun the last one is the innermost ("cuộc gặp có thể sẽ không diễn ra").
        let mut behind = Vec::new();
        let agreed = |c: &Chunk| c.piece == Piece::Cue(CueKind::Agree);
        let agreed_there = c[self.clause.chunks.start..self.at].iter().any(agreed);
        let mut brought = false;
        let aside = self.undone_aside().unwrap_or(0..0);
        let as_held = |i: usize| {
            let mut before = c[self.at + 1..i].iter().rev();
            let last = before.find(|c| !c.is_light() && c.piece != Piece::Word);
            last.is_some_and(|c| c.piece == Piece::Verb(VerbKind::Light))
        };
        for i in (self.at + 1..end).filter(|i| !aside.contains(i)) {
            agent &= c[i].piece != Piece::Comma;
            brought &= c[i].piece != Piece::Comma;
            // "đã có cuộc gặp B, nhất trí mở thêm đường bay": what whoever met does next.
            let next = c.get(i + 1).map(|c| c.piece);
            // "cuộc gặp A - B, có thể cả C": of who else comes.
            let who_else = || {
                next == Some(Piece::Cue(CueKind::Possible))
                    && c[i + 2..end]
                        .iter()
                        .find(|c| !matches!(c.piece, Piece::Word | Piece::Companion))
                        .is_some_and(|c| matches!(c.piece, Piece::Noun(_)))
            };
            // "Cuộc gặp A - B, dự kiến vào tuần tới, bị hủy": what the clause says of the event itself, and the last that it does.
            let undone = || {
                matches!(next, Some(Piece::Cue(k)) if k.calls_off())
                    && self.is_subject(f)
                    && !c[i + 2..end]
                        .iter()
                        .any(|c| c.is_verb() || matches!(c.piece, Piece::Cue(_)))
            };
            // "ca ngợi cuộc gặp A - B và hy vọng …": what whoever speaks of it does next, for events hope and ask for nothing.
            let hopes = matches!(
                next,
                Some(Piece::Cue(CueKind::Wish | CueKind::Ask | CueKind::Propose))
            );
            if c[i].piece == Piece::And && hopes {
                break;
            }
            if c[i].piece == Piece::Comma
                && !undone()
                && (matches!(next, Some(Piece::Cue(k)) if k.turns() || k == CueKind::Agree)
                    && !matches!(next, Some(Piece::Cue(CueKind::Negation)))
                    || who_else())
            {
                break;
            }
            match c[i].piece {
                // "cuộc điện đàm do phía Đức đề xuất", "không như kỳ vọng của Đức": whose idea it was, how it was
                // thought to be.
                Piece::Prep(PrepRole::By | PrepRole::According | PrepRole::Like) => agent = true,
                Piece::Cue(CueKind::Propose | CueKind::Ask | CueKind::Wish) if agent => {}
                // "đã đồng ý tại thượng đỉnh A - B sẽ đóng cửa bãi thử": of what was agreed there.
                Piece::Cue(CueKind::Future)
                    if f.presupposed && (agreed_there || self.of_what_comes(i + 1)) => {}
                // "Cuộc gặp đã diễn ra theo kế hoạch": as what has been was planned.
                Piece::Cue(CueKind::Future | CueKind::Ahead)
                    if matches!(behind.last(), Some((CueKind::Past, _))) && as_held(i) => {}
                // "cuộc đàm phán suýt đổ vỡ": it was on.
                Piece::Cue(CueKind::Almost)
                    if matches!(next, Some(Piece::Word | Piece::Verb(VerbKind::Other))) => {}
                // "Cuộc gặp A - B có thể giải quyết …", "sẽ giúp …": what may come of it lies ahead, and it itself likely does.
                Piece::Cue(CueKind::Possible | CueKind::Future)
                    if matches!(next, Some(Piece::Verb(VerbKind::Other | VerbKind::Send)))
                        && self.is_subject(f) =>
                {
                    behind.push((CueKind::Ahead, c[i].tokens.clone()));
                }
                // "Chuyến thăm có lẽ nhằm …", "có thể được xem là …": of what it is for, how it is seen.
                Piece::Cue(CueKind::Possible)
                    if matches!(next, Some(Piece::Link(LinkWord::Purpose)))
                        || self.is_subject(f) && self.of_meaning(i + 1) => {}
                // "Cuộc gặp A - B vẫn chưa được công bố": open, and what is not to be told of it is no denial of it.
                Piece::Cue(CueKind::Negation) if self.not_told(i) => {
                    // ("Nội dung cuộc gặp chưa được công bố": nor is what belongs to it.)
                    let start = self.clause.chunks.start;
                    let itself = self.at == start || matches!(c[self.at - 1].piece, Piece::Cue(_));
                    if self.says(i, "yet") && itself {
                        behind.push((CueKind::Possible, c[i].tokens.clone()));
                    }
                }
                // "cuộc gặp có thể giải quyết …", "thư đề nghị đối thoại": of what comes of it, not of it.
                Piece::Cue(
                    CueKind::Possible
                    | CueKind::Wish
                    | CueKind::Negation
                    | CueKind::Propose
                    | CueKind::Ask
                    | CueKind::Agree,
                ) if self.of_what_comes(i + 1) => {}
                Piece::Cue(CueKind::Negation) if next == Some(Piece::Word) => {}
                // "Cuộc gặp đã đem lại hy vọng cho …", "đã mở ra khả năng …": what the event has brought.
                Piece::Cue(k) if brought && !k.undoes() => {}
                Piece::Verb(VerbKind::Other) if self.is_subject(f) => {
                    let mut before = c[self.at + 1..i].iter().rev();
                    let tense = before.find(|c| c.piece != Piece::Transparent);
                    brought = tense.is_some_and(|c| c.piece == Piece::Cue(CueKind::Past));
                }
                Piece::Cue(CueKind::Negation) if self.of_manner(i) => {}
                // "cuộc gặp A - B, không có C tham dự": who was not there.
                Piece::Cue(CueKind::Negation)
                    if self.says(i, "has")
                        && matches!(
                            next,
                            Some(
                                Piece::Noun(_)
                                    | Piece::Delegation
                                    | Piece::Prep(PrepRole::Replacing)
                            )
                        ) => {}
                // "cuộc trò chuyện về khả năng …": what it is about.
                Piece::Prep(PrepRole::About | PrepRole::Against) => {
                    // "Cuộc gặp A - B về Z nên sớm diễn ra": and behind that, of its coming about.
                    let comes = |j: &usize| {
                        let wish = c[*j].piece == Piece::Cue(CueKind::Wish);
                        let mut next = c[j + 1..end].iter();
                        let verb = next.find(|c| !c.is_light() && c.piece != Piece::Word);
                        wish && verb.is_some_and(|c| c.piece == Piece::Verb(VerbKind::Light))
                    };
                    let told = (i..end).find(comes).filter(|_| self.is_subject(f));
                    behind.extend(told.map(|j| (CueKind::Wish, c[j].tokens.clone())));
                    break;
                }
                // "cuộc gặp A - B với hy vọng hai bên …": what for.
                Piece::Prep(PrepRole::With) if next == Some(Piece::Cue(CueKind::Wish)) => break,
                // "cuộc gặp từng bị hoãn giữa A và B sẽ diễn ra": what became of it before.
                Piece::Cue(k)
                    if k.calls_off()
                        && self.says(i - 1, "once")
                        && (i + 1..self.clause.chunks.end)
                            .any(|k| c[k].piece == Piece::Cue(CueKind::Future)) => {}
                // "chuyến thăm được kỳ vọng sẽ …"
                Piece::Cue(CueKind::Wish) if c[i - 1].piece == Piece::Passive => {}
                Piece::Cue(k) => {
                    // "trong các cuộc đàm phán tiềm năng với A", "trong cuộc gặp A - B nhiều khả năng diễn ra": the event's own word.
                    let comes = || i + 1 < c.len() && self.says(i + 1, "befalls");
                    f.presupposed &= !(k == CueKind::Possible && (i == self.at + 1 || comes()));
                    behind.push((k, c[i].tokens.clone()));
                }
                // "lá thư gửi B, cậu bé sẽ đóng vai này": of who somebody is.
                Piece::Comma
                    if next == Some(Piece::Word)
                        && c[i + 1..end]
                            .iter()
                            .find(|c| c.piece != Piece::Word)
                            .is_some_and(|c| matches!(c.piece, Piece::Cue(_))) =>
                {
                    break;
                }
                // A party set off by a comma does something else; "…, đã bị hủy" still tells of the event.
                Piece::Comma | Piece::And
                    if c[i + 1..end]
                        .iter()
                        .find(|c| !c.is_light())
                        .is_some_and(|n| {
                            // "giữa A, B và C": its own list goes on.
                            let own = |n: usize| {
                                let between = Mark::Prep(PrepRole::Between);
                                right.args.iter().any(|(m, a, _)| *m == between && *a == n)
                            };
                            // ("Hội nghị A - B đã kết thúc và hai bên sẽ …": behind what is told of it so is one behind "and".)
                            let anew = || {
                                let tells =
                                    |c: &Chunk| c.is_verb() || matches!(c.piece, Piece::Cue(_));
                                c.get(i + 2).is_some_and(tells)
                                    && c[self.at + 1..i].iter().any(tells)
                            };
                            (n.piece != Piece::Comma && f.definite)
                                || matches!(n.piece, Piece::Noun(n) if !own(n))
                                    && (chunk_is_comma(&c[i]) || anew())
                        }) =>
                {
                    break;
                }
                _ => {}
            }
        }
        // "tin cuộc gặp bị hủy là sai": what is denied is all of it.
        let denials: Vec<_> = behind
            .extract_if(.., |(k, _)| *k == CueKind::Deny)
            .collect();
        f.cues.extend(behind.into_iter().rev().chain(denials));
    }

    /// "Cuộc gặp A - B, bị hoãn hồi tháng 1, sẽ diễn ra …": what became of it before, between commas or before its sides, where a word of
    /// tense follows.
    pub(super) fn undone_aside(&self) -> Option<Range<usize>> {
        if !self.noun {
            return None;
        }
        let c = self.input.chunks;
        let mut behind = self.at + 1..self.clause.chunks.end.min(c.len());
        let told = |i: usize| {
            c.get(i)
                .is_some_and(|c| c.piece == Piece::Cue(CueKind::Future))
        };
        let undone = |i: usize| {
            let piece = c.get(i).map(|c| c.piece);
            matches!(piece, Some(Piece::Cue(k)) if k.calls_off())
        };
        // "Chuyến thăm K bị hoãn hồi tháng 1 của A sẽ …": so between the event and whose it is.
        let place = |c: &Chunk| matches!(c.piece, Piece::Noun(n) if self.input.nouns[n].head == Head::Place);
        let own = |i: &usize| !c[*i].is_light() && !place(&c[*i]) || undone(*i);
        if let Some(cue) = behind.clone().find(own).filter(|i| undone(*i)) {
            let of = (cue + 1..behind.end).find(|i| !matches!(c[*i].piece, Piece::Time(_)))?;
            let sides = Piece::Prep(PrepRole::Between);
            let whose = [sides, Piece::Prep(PrepRole::Of)].contains(&c[of].piece);
            return (whose && (of..behind.end).any(told)).then_some(cue..of);
        }
        let comma = |i: &usize| chunk_is_comma(&c[*i]);
        let begins = behind.find(comma).filter(|i| self.noun && undone(*i + 1))?;
        let ends = behind.find(comma)?;
        told(ends + 1).then_some(begins..ends)
    }

    /// "Hai nước sẽ kỷ niệm 50 năm quan hệ vào năm 2026, và chuyến thăm của A là dịp …": the comma behind which an event noun begins a
    /// statement of its own, where another one with its own subject comes before.
    pub(super) fn begins_anew(&self) -> Option<usize> {
        if !self.noun {
            return None;
        }
        let c = self.input.chunks;
        let own = self.clause.chunks.clone();
        let subject = self.clause.subject.filter(|s| own.contains(s))?;
        let between = |c: &Chunk| c.is_light() || matches!(c.piece, Piece::Classifier | Piece::And);
        let comma = (subject..self.at).rev().find(|i| !between(&c[*i]))?;
        let tells = |c: &Chunk| {
            c.is_verb() || matches!(c.piece, Piece::Cue(CueKind::Future | CueKind::Past))
        };
        (c[comma].piece == Piece::Comma
            && c[subject..comma].iter().any(tells)
            && c[self.at + 1..own.end].iter().any(tells))
        .then_some(comma)
    }

    /// The word by which an event noun is known to be over: what came of it is being carried out, or it has just been.
    pub(super) fn known_to_be_over(&self, right: &Right) -> Option<Range<usize>> {
        if !self.noun {
            return None;
        }
        let c = self.input.chunks;
        let own = &c[self.at + 1..right.end.clamp(self.at + 1, c.len())];
        let own = own.iter().take_while(|c| c.piece != Piece::Comma);
        if let Some(just) = own
            .clone()
            .find(|c| c.piece == Piece::This && self.has(c, "over"))
        {
            return Some(just.tokens.clone());
        }
        if let Some(at) = self.carried_out_since() {
            return Some(c[at].tokens.clone());
        }
        self.recounted().map(|at| c[at].tokens.clone())
    }

    /// "kể lại cuộc gặp", "báo cáo về kết quả chuyến đi": the verb that tells of an event noun, or of what came of it, as over.
    pub(super) fn recounted(&self) -> Option<usize> {
        if !self.noun {
            return None;
        }
        let c = self.input.chunks;
        let mut fruit = false;
        for i in (self.clause.chunks.start..self.at).rev() {
            match c[i].piece {
                Piece::Classifier => fruit |= self.says(i, "fruit"),
                Piece::Word | Piece::Prep(PrepRole::Of | PrepRole::About) => {}
                Piece::Verb(VerbKind::Say | VerbKind::Light | VerbKind::Other) => {
                    let over = self.says(i, "recounts") || fruit && self.says(i, "carries_out");
                    return over.then_some(i);
                }
                _ if c[i].is_light() => {}
                _ => return None,
            }
        }
        None
    }

    /// Whether at a chunk a verb of what comes of an event begins, or one of another event ("khả năng nối lại đối thoại").
    fn of_what_comes(&self, at: usize) -> bool {
        let c = self.input.chunks;
        let verb = |i: usize| c.get(i).map(|c| c.piece);
        match verb(at) {
            Some(Piece::Verb(VerbKind::Other | VerbKind::Say) | Piece::Trigger { noun: false }) => {
                true
            }
            // "có thể khiến C tức giận".
            Some(Piece::Link(LinkWord::Causes)) => true,
            Some(Piece::Verb(VerbKind::Light)) => (at + 1..c.len().min(at + 4))
                .find(|i| !matches!(c[*i].piece, Piece::Classifier | Piece::Transparent))
                .is_some_and(|i| matches!(c[i].piece, Piece::Trigger { .. })),
            _ => false,
        }
    }

    /// "chưa được xác nhận", "không được công bố": whether what a cue denies is that something is told.
    fn not_told(&self, cue: usize) -> bool {
        let c = self.input.chunks;
        let passive = |i: usize| c[i].piece == Piece::Passive || self.says(i, "passive");
        let mut behind = cue + 1..c.len();
        let verb = behind.find(|i| !matches!(c[*i].piece, Piece::Passive | Piece::Transparent));
        verb.is_some_and(|v| c[v].piece == Piece::Verb(VerbKind::Say) && (cue..v).any(passive))
    }

    /// Whether at a chunk begins what an event is for, or how it is seen.
    fn of_meaning(&self, at: usize) -> bool {
        let piece = |i: usize| self.input.chunks.get(i).map(|c| c.piece);
        match piece(at) {
            Some(Piece::Link(LinkWord::Purpose)) => true,
            Some(Piece::Passive) => matches!(
                piece(at + 1),
                Some(Piece::Word | Piece::Verb(VerbKind::Other | VerbKind::Say))
            ),
            _ => false,
        }
    }

    /// "không như ý", "không diễn ra tốt như mong đợi": it has come about, in another way than was thought.
    fn of_manner(&self, cue: usize) -> bool {
        let c = self.input.chunks;
        let like = (cue + 1..c.len().min(cue + 5)).find(|i| {
            let verb = matches!(c[*i].piece, Piece::Word | Piece::Verb(_));
            !verb
        });
        like.is_some_and(|i| {
            c[i].piece == Piece::Prep(PrepRole::Like)
                && (i == cue + 1 || c[i - 1].piece == Piece::Word)
        })
    }

    /// "Cuộc gặp A - B sẽ bàn về …": the cue of what lies ahead, where the event is the subject of what does.
    pub(super) fn predicted(&self, right: &Right, f: &Filled) -> Option<(CueKind, Range<usize>)> {
        let c = self.input.chunks;
        let after = right.end.max(self.at + 1)..self.clause.chunks.end.min(c.len());
        let next = c.get(after)?.iter().find(|c| {
            !matches!(
                c.piece,
                Piece::Time(_) | Piece::Transparent | Piece::Open | Piece::Close
            )
        })?;
        (self.is_subject(f) && matches!(next.piece, Piece::Cue(CueKind::Future | CueKind::Ahead)))
            .then(|| (CueKind::Ahead, next.tokens.clone()))
    }

    /// Whether an event noun begins its clause, as what the clause tells of.
    pub(super) fn is_subject(&self, f: &Filled) -> bool {
        let before = &self.input.chunks[self.clause.chunks.start..self.at];
        self.noun
            && !f.presupposed
            && !before
                .iter()
                .any(|c| c.is_verb() || matches!(c.piece, Piece::Prep(_)))
    }

    /// "hy vọng cuộc gặp (sẽ) mang lại đột phá": whether right behind a cue an event noun is the subject of what comes of it.
    pub(super) fn hoped_of(&self) -> bool {
        if !self.noun {
            return false;
        }
        let c = self.input.chunks;
        let before = c[self.clause.chunks.start..self.at].iter().rev();
        let governed = before
            .take_while(|c| !matches!(c.piece, Piece::Cue(_)))
            .all(|c| c.is_light() || matches!(c.piece, Piece::Classifier | Piece::Comma));
        let behind = c[self.at + 1..self.clause.chunks.end.min(c.len())].iter();
        // "sẽ diễn ra": a cue that holds a verb, and no "sắp tới".
        let held = |c: &Chunk| {
            let future = c.piece == Piece::Cue(CueKind::Future) && c.tokens.len() > 1;
            future && !self.has(c, "set")
        };
        let tells = |c: &Chunk| {
            matches!(
                c.piece,
                Piece::Verb(_) | Piece::Comma | Piece::Dash | Piece::Passive
            ) || held(c)
        };
        // "hy vọng cuộc gặp sắp tới thành công".
        let set = c.get(self.at + 1).is_some_and(|c| self.has(c, "set"));
        governed
            && (set
                || match behind.clone().take(OUTCOME).position(tells) {
                    Some(i) => match behind.clone().nth(i).map(|c| c.piece) {
                        // "mong chuyến đi (sẽ) diễn ra suôn sẻ".
                        Some(Piece::Verb(VerbKind::Light) | Piece::Cue(_)) => {
                            behind.clone().nth(i + 1).map(|c| c.piece) == Some(Piece::Word)
                        }
                        piece => piece == Some(Piece::Verb(VerbKind::Other)),
                    },
                    None => false,
                })
    }

    /// "nếu đàm phán với B thất bại": whether an event noun begins the clause, and what becomes of it follows: another verb, or
    /// plain words behind its parties.
    pub(super) fn comes_of_it(&self) -> bool {
        let c = self.input.chunks;
        let before = &c[self.clause.chunks.start..self.at];
        let light = |c: &Chunk| {
            c.is_light() || matches!(c.piece, Piece::Classifier | Piece::Cue(CueKind::If))
        };
        if !self.noun || !before.iter().all(light) {
            return false;
        }
        let behind = &c[self.at + 1..self.clause.chunks.end.min(c.len())];
        let ends = |c: &&Chunk| !matches!(c.piece, Piece::Comma | Piece::Stop);
        let tells = |c: &&Chunk| {
            matches!(
                c.piece,
                Piece::Verb(_) | Piece::Passive | Piece::Trigger { noun: false }
            )
        };
        let verb = behind.iter().take_while(ends).position(|c| tells(&c));
        match verb.map(|i| (behind[i].piece, behind.get(i + 1).map(|c| c.piece))) {
            // "liệu cuộc gặp có dẫn tới …", "nếu cuộc gặp diễn ra suôn sẻ".
            Some((Piece::Verb(VerbKind::Light), next)) => next == Some(Piece::Word),
            Some((piece, _)) => piece == Piece::Verb(VerbKind::Other),
            None => {
                let last = behind.iter().take_while(ends).last();
                behind.iter().any(|c| matches!(c.piece, Piece::Noun(_)))
                    && last.is_some_and(|c| c.piece == Piece::Word)
            }
        }
    }

    /// "kỳ vọng, thấp thỏm về cuộc gặp": whether a wish is what is felt about the event, with nothing done between.
    pub(super) fn thought_about(&self, cue: usize, about: Option<usize>) -> bool {
        let c = self.input.chunks;
        about.is_some_and(|p| {
            c[p].piece == Piece::Prep(PrepRole::About)
                && c[cue + 1..p].iter().all(|c| {
                    matches!(
                        c.piece,
                        Piece::Word
                            | Piece::Comma
                            | Piece::And
                            | Piece::Transparent
                            | Piece::Noun(_)
                            | Piece::Prep(PrepRole::Of)
                    )
                })
        })
    }
}
