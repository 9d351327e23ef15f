//! Places, times and occasions of a frame, the nearest first.

use super::super::config::Frame;
use super::object::Right;
use super::{Adjunct, Filled, Filler};
use crate::clause::{Chunk, Clause, CueKind, Link, Piece, PrepRole, VerbKind};
use crate::phrase::Head;

/// How far the place of another thing that the same subject does is counted to be: a town is that of both, a house is not.
pub(crate) const BESIDE: u8 = 8;

/// How far the day of what one goes to attend is counted to be: one may have come before it.
pub(crate) const ATTENDED: u8 = 7;

/// So many chunks at most say by whose clock a time is told.
const CLOCK: usize = 4;

impl Filler<'_> {
    /// Places, times and occasions: of the trigger's own phrase, of its clause, then of the clauses it hangs on.
    pub(super) fn adjuncts(&self, frame: &Frame, right: &Right, f: &mut Filled) {
        let c = self.input.chunks;
        let mut places: Vec<Adjunct> = Vec::new();
        let mut times: Vec<Adjunct> = Vec::new();
        let takes_place = !frame.place.is_empty();
        if takes_place {
            places.extend(right.places.iter().map(|n| Adjunct {
                index: *n,
                distance: 0,
            }));
        }
        let chunk_of = |t: usize| c.iter().position(|x| x.piece == Piece::Time(t));
        let aside = self.undone_aside();
        let apart = |i: usize| aside.as_ref().is_some_and(|a| a.contains(&i));
        let own = |t: &&usize| {
            let another = |i| i > self.at && self.day_of_another(i) || apart(i);
            !chunk_of(**t).is_some_and(another)
        };
        times.extend(right.times.iter().filter(own).map(|t| Adjunct {
            index: *t,
            distance: 0,
        }));
        f.occasions.extend(right.occasions.iter().copied());
        // The rest of the clause, the nearest first; then the clauses it hangs on.
        // What is only told about, and what something else comes a span after, has its own place and time, if any: those of the
        // clause are of the telling, or of what comes after.
        let about = self.told_about();
        let about = about
            .filter(|p| c[*p].piece != Piece::Prep(PrepRole::Of))
            .or_else(|| self.a_span_from())
            .or_else(|| self.carried_out_since());
        // "A đến K gặp B", within one clause.
        let goes = !self.object_of_another();
        // When an inviting was done is not when the visit is to be.
        let inviting = !self.noun && !frame.given && self.input.frames.invites(frame);
        let forward = if about.is_none() {
            self.forward(
                !right.places.is_empty() || !f.places.is_empty(),
                takes_place,
            )
        } else {
            Vec::new()
        };
        if takes_place && let Some(n) = self.antecedent_place() {
            places.push(Adjunct {
                index: n,
                distance: 2,
            });
        }
        if takes_place && let Some(n) = self.held_at(right) {
            places.push(Adjunct {
                index: n,
                distance: 1,
            });
        }
        let mut ci = Some(self.ci);
        let mut joined = self.clause.link;
        let mut distance = 1u8;
        // "sau khi gặp B, A tới X": where somebody goes before or after is another place.
        let apart = matches!(self.clause.link, Link::Before | Link::After);
        let mut here: Vec<(usize, bool, usize)> = Vec::with_capacity(8);
        // Of a journey told before, where it goes says more than what that place lies in.
        let mut gone: Vec<usize> = Vec::new();
        while let Some(k) = ci {
            let clause = &self.input.clauses[k];
            here.clear();
            gone.clear();
            let from = clause.chunks.start;
            let along = distance == 1 || !apart && self.goes_along(clause, f);
            let mut prep: Option<usize> = None;
            let mut words = 0;
            let mut apart_day = false;
            for i in clause.chunks.clone() {
                match c[i].piece {
                    Piece::Prep(_) => {
                        prep = Some(i);
                        words = 0;
                    }
                    Piece::Open => apart_day = self.behind_time(&c[from..i]),
                    Piece::Close => apart_day = false,
                    // "20h ngày 5/1 (giờ K, tức sáng 6/1, giờ L)": what day that was elsewhere.
                    Piece::Time(_) if apart_day => {}
                    Piece::Time(t) => here.push((i, true, t)),
                    Piece::Noun(n) => {
                        let noun = &self.input.nouns[n];
                        let gone_to = along
                            && match prep {
                                Some(p) => distance > 1 && self.leads_to(p, from),
                                None if distance > 1 => {
                                    let mut before = (from..i).rev();
                                    let last = before.find(|k| !self.says(*k, "unit"));
                                    last.is_some_and(|k| {
                                        matches!(c[k].piece, Piece::Trigger { .. })
                                    })
                                }
                                None => i < self.at && goes && self.arrived_at(i),
                            };
                        let at = || prep.is_some_and(|p| self.says_where(p, words, from, n));
                        if noun.head == Head::Place && (gone_to || at()) {
                            here.push((i, false, n));
                            if gone_to {
                                gone.push(i);
                            }
                        }
                        if let Some(place) = self.place_beside(i).filter(|_| at()) {
                            here.push((i, false, place));
                        }
                        if noun.head == Head::Occasion && distance == 1 {
                            f.occasions.push(n);
                        }
                        prep = None;
                    }
                    Piece::Word => words += 1,
                    Piece::Transparent | Piece::Classifier | Piece::Delegation => {}
                    _ => prep = None,
                }
            }
            // "Khi lũ lụt xảy ra ở K, A gặp B": where something else is at that time.
            if distance > 1 && clause.link == Link::When && self.happens_there(clause) {
                here.retain(|(_, time, _)| *time);
            }
            // "Từ khi A nhậm chức năm 2023, B mới gặp ông một lần": since when it is counted.
            let link = clause.chunks.start.checked_sub(1);
            if distance > 1 && link.is_some_and(|l| self.says(l, "since")) {
                here.retain(|(_, time, _)| !time);
            }
            // "Giá dầu hôm nay giảm sau cuộc gặp": the day of what nobody does, before or behind which the event is.
            let by_it = || self.prep_before().is_some_and(|p| self.says(p, "apart"));
            if apart && distance > 1 || distance == 1 && self.noun && by_it() {
                here.retain(|(i, time, _)| {
                    !time || *i > self.at || !self.day_of_a_thing(clause, *i)
                });
            }
            // Where nothing was found there is nothing to weigh.
            let near = distance == 1 && !here.is_empty();
            // "Bốn ngày sau khi C từ chức hôm 21/7, A gặp B": the day of what came before.
            if distance > 1 && clause.link == Link::After {
                // ("Sau khi tới K hôm 5/1, A gặp B": the day of both, and two journeys have a day each.)
                let goes = clause.verb.is_some_and(|v| self.journey_at(v));
                let goes = goes && !self.journey_at(self.at);
                here.retain(|(_, time, _)| !time || goes);
            }
            if near {
                here.retain(|(i, time, _)| {
                    !time || !self.day_of_another(*i) && !self.counted_in(*i)
                });
            } else if distance > 1 && !here.is_empty() && self.journey_at(self.at) {
                // "thăm K từ ngày 14 đến 16/10, sau đó tới M": behind a journey its own days stand, in front those of both.
                let gone = clause.chunks.clone().find(|i| self.journey_at(*i));
                here.retain(|(i, time, _)| !time || gone.is_none_or(|g| *i < g));
            }
            // "Chuyến thăm của A tới K tiếp nối chuyến thăm của B tới M hồi tháng Giêng": behind another event its own.
            if near && self.noun && self.journey_at(self.at) {
                let own = |i: usize| {
                    matches!(
                        c[i - 1].piece,
                        Piece::And | Piece::Comma | Piece::Trigger { .. }
                    )
                };
                let other = |i: &usize| {
                    c[*i].piece == Piece::Trigger { noun: true }
                        && !own(*i)
                        && (self.journey_at(*i) || self.equated_with(*i))
                };
                let end = (self.at + 1..clause.chunks.end).find(other);
                here.retain(|(i, _, _)| end.is_none_or(|end| *i < end));
            }
            // "Tại cuộc gặp ở K hôm 5/1, A và B nhất trí sẽ gặp lại": of what lies ahead nothing is told by what is over.
            if near && !self.noun && self.lies_ahead(clause) {
                let subject = clause.subject.filter(|s| clause.chunks.contains(s));
                let front = clause.chunks.start..subject.unwrap_or(clause.chunks.start);
                let over = |i: &usize| c[*i].piece == Piece::Trigger { noun: true };
                let begins = matches!(c[front.start].piece, Piece::Prep(_));
                if let Some(event) = front.clone().take(3).find(over).filter(|_| begins) {
                    here.retain(|(i, _, _)| !(event..front.end).contains(i));
                }
            }
            // Behind the subject of the statement before, its own.
            if near && let Some((subject, comma)) = clause.subject.zip(self.begins_anew()) {
                here.retain(|(i, time, _)| !time || !(subject..comma).contains(i));
            }
            // "cuộc gặp A - B tại K, cũng như cuộc hội đàm C - D ở M tháng trước": so behind one that is told of besides.
            if near && self.noun {
                let besides = |i: &usize| {
                    let mut before = c[self.at + 1..*i].iter().rev();
                    let and = before.find(|c| c.piece != Piece::Classifier);
                    c[*i].piece == (Piece::Trigger { noun: true })
                        && and.is_some_and(|c| c.piece == Piece::And && self.has(c, "besides"))
                };
                let end = (self.at + 1..clause.chunks.end).find(besides);
                here.retain(|(i, _, _)| end.is_none_or(|end| *i < end));
            }
            // "Cuộc gặp A - B, bị hoãn hồi tháng 1, sẽ diễn ra …": when it was put off.
            if near && let Some(aside) = &aside {
                here.retain(|(i, _, _)| !aside.contains(i));
            }
            // "«Cuộc gặp rất tốt đẹp», hãng X hôm nay nói": the day of what is said in quotes stands in them.
            if near && self.noun {
                let quote = |i: &usize| c[*i].piece == Piece::Quote;
                let open = (clause.chunks.start..self.at).filter(quote).count() % 2 == 1;
                let close = (self.at + 1..clause.chunks.end).find(quote);
                let end = close.filter(|_| open);
                // ("…», C, giáo sư ở K, nhận định": so the place of who says it.)
                let placed = end.is_none_or(|end| !self.closes_speech(end));
                here.retain(|(i, time, _)| !time && placed || end.is_none_or(|end| *i < end));
            }
            // "Cuộc điện đàm hôm 5/1 là bước tiến hướng tới cuộc gặp A - B": of the one that is told of, and none of the other's.
            if near && self.noun {
                here.retain(|(i, time, _)| !time || *i > self.at || !self.day_of_subject(*i));
            }
            // "kết thúc chuyến thăm K hôm 4/3": the day of its end is not when it was.
            if near && self.noun && self.journey_at(self.at) {
                let light = |i: &usize| c[*i].piece == Piece::Verb(VerbKind::Light);
                let mut light = (clause.chunks.start..self.at).filter(light);
                let ends = light.any(|i| self.says(i, "ends"));
                here.retain(|(i, time, _)| !time || !ends || *i > self.at);
            }
            if inviting {
                here.retain(|(i, time, _)| !time || distance == 1 && *i > self.at);
            }
            // "Hôm qua, A gặp B, tiếp nối cuộc hội đàm ở K": of what came long before.
            if near && let Some(p) = self.prep_before().filter(|p| self.says(*p, "earlier")) {
                here.retain(|(i, _, _)| *i > p);
            }
            // "Quan hệ xấu đi năm 2014, nhưng A và B vừa gặp nhau": of what stands against it.
            if near
                && !self.noun
                && let Some(but) = (from..self.at).rev().find(|i| c[*i].piece == Piece::But)
            {
                let acts = clause.subject.is_some_and(|s| s > but);
                here.retain(|(i, time, _)| {
                    !time || !acts || *i + 2 != but || c[*i + 1].piece != Piece::Comma
                });
            }
            if near {
                let end = self.other_event().unwrap_or(usize::MAX);
                here.retain(|(i, _, _)| *i < end && about.is_none_or(|p| *i > p));
                // "giao tranh ở X trước cuộc gặp", "ngừng bắn tại X, sau cuộc gặp": where the verb's own happens.
                if let Some((verb, prep)) = self.verb_before_apart() {
                    // "thay đổi trong tư thế của A ở châu Âu là điểm nóng trước cuộc gặp": nor what the subject is.
                    let front = clause.chunks.start + 2;
                    // "Giá vàng hôm nay giảm sau cuộc gặp": of what nobody does.
                    let done = clause.subject.is_some();
                    here.retain(|(i, time, _)| {
                        *i > prep || *i < verb && (*time && done || *i < front)
                    });
                }
            }
            // "Sau cuộc gặp X - Y, ngày 5/1 Ngoại trưởng A thăm K": the day of what somebody else does thereafter.
            if near && f.presupposed {
                let behind = self.day_of_what_follows(f);
                here.retain(|(i, time, _)| !time || !behind.contains(i));
            }
            // What a letter says is said on its day ("trong bức thư gửi B, A hôm 5/1 nhấn mạnh").
            let written = self.input.frames.sends(frame) && !self.input.frames.invites(frame);
            if near && f.presupposed && !written {
                // "Tại hội đàm, ông A nói … vào năm 2030": what follows the subject belongs to its verb.
                let limit = clause
                    .subject
                    .filter(|s| clause.chunks.contains(s) && *s > self.at)
                    .or(clause.verb.filter(|v| *v > self.at));
                here.retain(|(i, _, _)| limit.is_none_or(|l| *i < l) && !f.definite_this);
            }
            here.sort_by_key(|(i, time, _)| {
                (
                    !time && !gone.is_empty() && !gone.contains(i),
                    i.abs_diff(self.at),
                )
            });
            // "hội đàm với A tại nhà X và hội kiến B": a house is that of its own clause.
            let goes_there = || clause.verb.is_some_and(|v| self.journey_at(v));
            let same = !self.clause.own_subject;
            // "gặp A, mời ông thăm K, sau đó tiếp B": where somebody is to come is not where the next thing is done.
            if k != self.ci
                && joined == Link::Coordination
                && !here.is_empty()
                && clause.chunks.clone().any(|i| self.invites_at(i))
            {
                here.retain(|(_, time, _)| *time);
            }
            let beside = k != self.ci && same && joined == Link::Coordination && !goes_there();
            joined = clause.link;
            for (i, is_time, index) in here.drain(..) {
                let list = if is_time { &mut times } else { &mut places };
                let distance = match is_time {
                    true if near && self.day_attended(i) => ATTENDED,
                    false if beside => BESIDE,
                    _ => distance,
                };
                if (is_time || takes_place) && !list.iter().any(|a| a.index == index) {
                    list.push(Adjunct { index, distance });
                }
            }
            distance = distance.saturating_add(1);
            if k == self.ci {
                // What a coordinated clause after it says holds for both: "thăm X và gặp B hôm 5/1".
                for (is_time, index) in &forward {
                    let list = if *is_time { &mut times } else { &mut places };
                    if list.is_empty() && (*is_time || takes_place) {
                        list.push(Adjunct {
                            index: *index,
                            distance: if *is_time { 2 } else { BESIDE },
                        });
                    }
                }
            }
            ci = match clause.link {
                // What is said has its own time; so has what a relative tells.
                Link::Say
                | Link::Relative
                | Link::Colon
                | Link::If
                | Link::Because
                | Link::Although => None,
                // "sẽ gặp B tuần tới, sau khi điện đàm": so has what is over before something else is to come.
                Link::After
                    if clause
                        .parent
                        .is_some_and(|p| self.lies_ahead(&self.input.clauses[p])) =>
                {
                    None
                }
                // "…, một ngày sau khi gặp B": so many days from the day of that.
                Link::After | Link::Before
                    if k == self.ci && matches!(self.before_link(clause), Some(Piece::Time(_))) =>
                {
                    None
                }
                // "… chuyến thăm của A tháng trước và việc B gặp C".
                Link::Coordination
                    if clause.own_subject && c[clause.chunks.start].piece == Piece::Classifier =>
                {
                    None
                }
                _ if distance > 4 || about.is_some() => None,
                // "Trước khi lên đường tới K, A tiếp B": K is where he is afterwards.
                _ => clause
                    .parent
                    .filter(|p| *p < k || k == 0)
                    .and_then(|p| self.not_before(clause, p)),
            };
            if k == 0 {
                ci = None;
            }
        }
        if takes_place {
            // A journey for the purpose of meeting: its destination is the place.
            f.places.extend(places);
        }
        if !self.noun && self.input.frames.kind_of(frame).is_some_and(|k| k.invites) {
            for (is_time, index) in self.where_invited(frame) {
                let list = if is_time { &mut times } else { &mut f.places };
                if list.is_empty() {
                    list.push(Adjunct { index, distance: 2 });
                }
            }
        }
        if f.times.is_empty() && times.is_empty() && about.is_none() && !inviting {
            times.extend(
                self.day_of_all(frame)
                    .map(|index| Adjunct { index, distance }),
            );
        }
        f.times.extend(times);
    }

    /// "Sáng 5/1, A tiếp B; C tiếp D": the day in front of the first of those that semicolons join.
    fn day_of_all(&self, frame: &Frame) -> Option<usize> {
        let c = self.input.chunks;
        let clauses = self.input.clauses;
        let first = clauses.first()?;
        let begins = self.clause.chunks.start.checked_sub(1)?;
        let joined = c.get(begins)?.piece == Piece::Semicolon
            && self.clause.link == Link::Main
            && self.clause.own_subject
            && !self.noun
            && self.lies_ahead(self.clause) == self.lies_ahead(first);
        let alone = clauses[..self.ci].iter().all(|k| {
            let start = k.chunks.start.checked_sub(1).map(|i| c[i].piece);
            k.link != Link::Main || matches!(start, None | Some(Piece::Semicolon))
        });
        // "Được tin …, cùng ngày, A đã gửi điện cho B; C đã gửi điện cho D": of the like deed, where the first clause is of something else.
        let end = c.iter().position(|c| c.piece == Piece::Semicolon)?;
        let like = |i: &usize| {
            c[*i].piece == Piece::Trigger { noun: false }
                && self.frame_of(*i).is_some_and(|f| f.kind == frame.kind)
        };
        let deed = (0..end).find(like);
        let acts = deed.and_then(|d| (0..d).rev().find(|i| !c[*i].is_light()));
        let subject = acts
            .filter(|i| matches!(c[*i].piece, Piece::Noun(_)))
            .or(first.subject.filter(|_| first.own_subject))
            .filter(|_| joined && alone)?;
        let front = first.chunks.start..subject;
        front.rev().find_map(|i| match c[i].piece {
            Piece::Time(t) => {
                let before = i.checked_sub(1).map(|b| c[b].piece);
                let own = matches!(
                    before,
                    None | Some(Piece::Comma | Piece::Prep(PrepRole::From))
                );
                let ends = matches!(c[i + 1].piece, Piece::Comma | Piece::Noun(_));
                (own && ends).then_some(t)
            }
            _ => None,
        })
    }

    /// The parent of a clause that lends it where and when, but for one that says what comes after it; so long before that, the span
    /// that stands in front ("Một ngày trước khi gặp B, A hội đàm với C").
    fn not_before(&self, clause: &Clause, parent: usize) -> Option<usize> {
        let above = &self.input.clauses[parent];
        if clause.link == Link::Purpose || above.link != Link::Before {
            return Some(parent);
        }
        let span = matches!(self.before_link(above), Some(Piece::Time(_)));
        above.parent.filter(|p| span && *p < parent)
    }

    /// "gặp B sau vụ ám sát hôm 13/7", "điện đàm với B về vụ ám sát ngày 3/1", "một tháng sau cuộc bầu cử ngày 5/11, A gặp B": whether a
    /// time is of an event that what is told comes before or after, or that it is about or is likened to. Where no span stands before
    /// it, what comes in front may be of the same day ("sau lễ đón sáng 5/1, A hội đàm với B") unless it is a journey ("sau chuyến thăm K
    /// hôm 5/1").
    fn day_of_another(&self, time: usize) -> bool {
        let c = self.input.chunks;
        if self.of_others_before(time) {
            return true;
        }
        let behind = time > self.at;
        let from = match behind {
            true => self.at + 1,
            false => self.clause.chunks.start,
        };
        let span = |i: usize| i > from && matches!(c[i - 1].piece, Piece::Time(_));
        for i in (from..time).rev() {
            let event = || {
                let noun = |p: Piece| match p {
                    Piece::Classifier | Piece::Trigger { noun: true } => true,
                    Piece::Noun(n) => self.input.nouns[n].head == Head::Occasion,
                    _ => false,
                };
                (i..time).any(|k| noun(c[k].piece) || self.matter_at(k))
            };
            // "sau lễ nhậm chức ngày 20/1", "về chiến thắng trong cuộc bầu cử ngày 20/5".
            let named = || {
                let before = i.checked_sub(1).map(|b| c[b].piece);
                matches!(before, Some(Piece::Classifier | Piece::Prep(_)))
            };
            match c[i].piece {
                Piece::Classifier | Piece::Trigger { noun: true } => {}
                Piece::Word | Piece::Transparent | Piece::Number | Piece::Noun(_) => {}
                Piece::Prep(_) if self.says(i, "apart") => {
                    let journey = || (i..time).any(|k| self.journey_at(k));
                    return (behind || span(i) || journey()) && event();
                }
                // "…, theo hãng tin X ngày 8/7".
                Piece::Prep(PrepRole::Like | PrepRole::According) => return behind,
                Piece::Verb(VerbKind::Other) if named() => {}
                // "Chuyến thăm được Bộ Ngoại giao công bố hôm 8/7".
                Piece::Verb(VerbKind::Say) if behind && self.noun => {
                    let mut before = (from..i).rev().map(|k| c[k].piece);
                    let by = |p: &Piece| !matches!(p, Piece::Noun(_) | Piece::Word);
                    return before.find(by) == Some(Piece::Passive);
                }
                Piece::Prep(PrepRole::Of | PrepRole::At) if !self.says(i, "apart") => {}
                // "gặp B sau cuộc hội đàm giữa C và D hôm 20/5".
                Piece::Prep(PrepRole::Between) | Piece::And if behind => {}
                Piece::Prep(PrepRole::About) => return behind && event(),
                _ => return false,
            }
        }
        false
    }

    /// "Giá dầu hôm nay giảm", "Tỉ giá hôm qua tăng": whether a time stands behind plain words that begin its clause, before what they do.
    fn day_of_a_thing(&self, clause: &Clause, time: usize) -> bool {
        let c = self.input.chunks;
        let thing = |i: usize| match c[i].piece {
            Piece::Word => true,
            Piece::Noun(n) => self.input.nouns[n].head == Head::Other,
            _ => false,
        };
        let mut before = clause.chunks.start..time;
        let next = c.get(time + 1).map(|c| c.piece);
        thing(clause.chunks.start)
            && before.all(|i| thing(i) || c[i].piece == Piece::Transparent)
            && matches!(
                next,
                Some(Piece::Word | Piece::Verb(_) | Piece::Cue(_) | Piece::Prep(PrepRole::To))
            )
    }

    /// "Đây là lần thứ hai trong năm nay A thăm K": whether a time in front of who acts says since when it is counted which time it is.
    fn counted_in(&self, time: usize) -> bool {
        let c = self.input.chunks;
        let marks = |i: &usize| !matches!(c[*i].piece, Piece::Prep(_) | Piece::Word);
        let count = (self.clause.chunks.start..time).rev().find(marks);
        let acts = c.get(time + 1).map(|c| c.piece);
        time < self.at
            && matches!(acts, Some(Piece::Noun(_)))
            && count.is_some_and(|i| self.says(i, "nth"))
    }

    /// "tới K dự lễ duyệt binh ngày 9/5": whether a time behind a journey closes what one goes to attend.
    fn day_attended(&self, time: usize) -> bool {
        let c = self.input.chunks;
        let of_it = |i: &usize| match c[*i].piece {
            Piece::Noun(n) => self.input.nouns[n].head == Head::Occasion,
            Piece::Word | Piece::Number | Piece::Classifier | Piece::Verb(VerbKind::Other) => true,
            _ => c[*i].is_light(),
        };
        let attends = |i: usize| self.says(i, "attends");
        let mut behind = (self.at + 1..time).rev();
        let verb = behind.find(|i| attends(*i) || !of_it(i));
        time > self.at && self.journey_at(self.at) && verb.is_some_and(attends)
    }

    /// Whether a preposition leads to where somebody goes, and not to whom something is for ("bảo đảm an ninh cho Ukraine") or
    /// where a thing is sent ("điều tàu chiến tới vùng biển K").
    fn leads_to(&self, prep: usize, from: usize) -> bool {
        self.input.chunks[prep].piece == Piece::Prep(PrepRole::To)
            && self.says(prep, "goal")
            && !self.of_a_matter(prep, from)
    }

    /// "một ngày sau cuộc hội đàm": the preposition, where a span of time stands before it.
    fn a_span_from(&self) -> Option<usize> {
        let c = self.input.chunks;
        let at = self.prep_before().filter(|p| self.says(*p, "apart"))?;
        let before = at.checked_sub(1).and_then(|i| c.get(i))?;
        (self.noun && matches!(before.piece, Piece::Time(_))).then_some(at)
    }

    /// The clause's verb, and the preposition by which an event noun comes before or after what the verb tells.
    fn verb_before_apart(&self) -> Option<(usize, usize)> {
        let prep = self.prep_before().filter(|p| self.says(*p, "apart"))?;
        let verb = self.clause.verb.filter(|v| *v < prep && self.noun)?;
        Some((verb, prep))
    }

    /// Whether a chunk's word has an attribute.
    pub(super) fn says(&self, at: usize, key: &str) -> bool {
        self.has(&self.input.chunks[at], key)
    }

    /// So of the chunk itself.
    pub(super) fn has(&self, chunk: &Chunk, key: &str) -> bool {
        self.value(chunk, key).is_some()
    }

    /// "20h ngày 5/1", "5/1 theo giờ K": whether chunks end with a time and, at most, by whose clock it is told.
    fn behind_time(&self, chunks: &[Chunk]) -> bool {
        let mut hours = false;
        let named = chunks.iter().rev().take(CLOCK).take_while(|c| {
            hours |= self.value(c, "unit") == Some("hour");
            let according = matches!(c.piece, Piece::Prep(PrepRole::According));
            according || matches!(c.piece, Piece::Word | Piece::Noun(_))
        });
        let between = named.count();
        let time = chunks.len().checked_sub(between + 1).map(|i| &chunks[i]);
        (between == 0 || hours) && time.is_some_and(|c| matches!(c.piece, Piece::Time(_)))
    }

    /// What the chunk's word says of that.
    pub(super) fn value(&self, chunk: &Chunk, key: &str) -> Option<&str> {
        let entry = chunk.entry.map(|e| self.input.lexicon.entry(e))?;
        entry.attr(key)
    }

    /// "sẽ gặp lại nhau, sau hội nghị tháng trước tại Alaska": where another event begins that has its own place and time.
    fn other_event(&self) -> Option<usize> {
        let c = self.input.chunks;
        let mut comma = false;
        let mut apart = false;
        let mut timed = false;
        let mut like = false;
        for (i, chunk) in c
            .iter()
            .enumerate()
            .take(self.clause.chunks.end)
            .skip(self.at + 1)
        {
            let after_time = std::mem::replace(&mut timed, matches!(chunk.piece, Piece::Time(_)));
            match chunk.piece {
                Piece::Comma => {
                    comma = true;
                    (apart, like) = (false, false);
                }
                // "một ngày sau cuộc hội đàm tại …": so where it stands after a span. What is held before or after another event
                // seldom is where that one is ("cuộc gặp sau hội nghị ở K"); who meets after it may be.
                Piece::Prep(PrepRole::Like | PrepRole::Against) => (apart, like) = (true, true),
                // "như từng có bên lề diễn đàn".
                Piece::Cue(_) | Piece::Verb(VerbKind::Light) | Piece::Prep(PrepRole::Beside)
                    if like => {}
                Piece::Prep(PrepRole::At) if apart && !self.says(i, "apart") => {}
                Piece::Prep(_) => {
                    // "tới K sau chuyến thăm tháng 9 năm ngoái": two journeys have a day each.
                    let next = (i + 1..self.clause.chunks.end).find(|k| !c[*k].is_light());
                    let another =
                        || self.journey_at(self.at) && next.is_some_and(|k| self.journey_at(k));
                    // "bay đến K để gặp B sau cuộc họp tại M".
                    let purpose = self.clause.link == Link::Purpose;
                    apart = (comma || after_time || self.noun || purpose || another())
                        && self.says(i, "apart");
                }
                Piece::Trigger { noun: true } if apart => return Some(i),
                // "gặp B, sau nhiều tuần căng thẳng ở K".
                Piece::Time(_) if apart && comma => return Some(i),
                Piece::Noun(n) if apart && self.input.nouns[n].head == Head::Occasion => {
                    return Some(i);
                }
                Piece::Classifier | Piece::Transparent | Piece::Number | Piece::Word => {}
                _ => (apart, like) = (false, false),
            }
        }
        None
    }

    /// "Thái Lan, nơi Thủ tướng tiếp ông và gặp B": the place that the relative tells of.
    pub(super) fn antecedent_place(&self) -> Option<usize> {
        let c = self.input.chunks;
        let goes_on = self.clause.link == Link::Coordination && !self.clause.own_subject;
        let above = self.clause.parent.filter(|_| goes_on);
        let own = above.map_or(self.clause, |p| &self.input.clauses[p]);
        if own.link != Link::Relative {
            return None;
        }
        let before = c.get(..own.chunks.start)?;
        let mut last = before.iter().rposition(|c| {
            !matches!(
                c.piece,
                Piece::Link(_) | Piece::Comma | Piece::Close | Piece::Transparent
            )
        })?;
        // "K là nơi A và B gặp nhau", "K là chặng cuối, nơi A gặp B".
        let plain = |i: &usize| {
            !matches!(
                before[*i].piece,
                Piece::Word | Piece::Classifier | Piece::Transparent
            )
        };
        let head = (0..last)
            .rev()
            .find(plain)
            .filter(|i| self.says(*i, "equates"));
        last = head.filter(|_| !plain(&last)).unwrap_or(last);
        let place = match self.says(last, "equates") {
            true => last.checked_sub(1)?,
            false => last,
        };
        match before[place].piece {
            Piece::Noun(n) if self.input.nouns[n].head == Head::Place => Some(n),
            _ => None,
        }
    }

    /// Whether a clause has a word for what lies ahead.
    pub(super) fn lies_ahead(&self, clause: &Clause) -> bool {
        let ahead = |k: CueKind| matches!(k, CueKind::Future | CueKind::Agree);
        clause
            .chunks
            .clone()
            .any(|i| match self.input.chunks[i].piece {
                Piece::Cue(k) => ahead(k),
                // "hẹn gặp".
                Piece::Trigger { .. } => {
                    let said = self.attr_at(i, "cue").and_then(CueKind::parse);
                    said.is_some_and(ahead)
                }
                _ => false,
            })
    }
}
