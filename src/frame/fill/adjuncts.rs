//! Places, times and occasions of a frame, the nearest first.

use super::super::config::Frame;
use super::days::{Looked, Told};
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
            .filter(|p| c[*p].piece != Piece::Prep(PrepRole::Of) && !self.brings_about(*p))
            .or_else(|| self.a_span_from())
            .or_else(|| self.carried_out_since())
            .or_else(|| self.recounted())
            .or_else(|| self.may_be_held());
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
        // (Where it names several states, they are its stops.)
        if let Some(index) = self.stop_of(right).filter(|_| f.places.len() < 2) {
            f.places = vec![Adjunct { index, distance: 0 }];
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
        // What a letter says is said on its day.
        let written = self.input.frames.sends(frame) && !self.input.frames.invites(frame);
        let told = |at, time, index| Told { at, time, index };
        let mut here: Vec<Told> = Vec::with_capacity(8);
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
                    Piece::Time(t) => here.push(told(i, true, t)),
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
                            here.push(told(i, false, n));
                            if gone_to {
                                gone.push(i);
                            }
                        }
                        if let Some(place) = self.place_beside(i).filter(|_| at()) {
                            here.push(told(i, false, place));
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
            let looked = Looked {
                clause,
                own: k == self.ci,
                joined,
                apart,
                inviting,
                written,
                about,
                aside: aside.as_ref(),
            };
            self.leave_to_others(&mut here, &looked, f);
            here.sort_by_key(|t| {
                let within = !t.time
                    && !gone.is_empty()
                    && !gone.contains(&t.at)
                    && !gone.iter().all(|g| self.goes_on_to(*g, t.at));
                (within, t.at.abs_diff(self.at))
            });
            // "hội đàm với A tại nhà X và hội kiến B": a house is that of its own clause.
            let goes_there = || clause.verb.is_some_and(|v| self.journey_at(v));
            let same = !self.clause.own_subject;
            let beside = k != self.ci && same && joined == Link::Coordination && !goes_there();
            joined = clause.link;
            for Told { at, time, index } in here.drain(..) {
                let list = if time { &mut times } else { &mut places };
                let distance = match time {
                    true if distance == 1 && self.day_attended(at) => ATTENDED,
                    false if beside => BESIDE,
                    _ => distance,
                };
                if (time || takes_place) && !list.iter().any(|a| a.index == index) {
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
                let attended = || self.day_of_what_one_goes_for();
                if times.is_empty()
                    && let Some(index) = attended()
                {
                    times.push(Adjunct {
                        index,
                        distance: ATTENDED,
                    });
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
                // "… kiểm soát ở K, trong bối cảnh sắp có cuộc gặp A - B": and what only goes on beside.
                Link::When if self.stands_apart(clause) => None,
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
            join(&mut f.places, places);
            if f.places.is_empty() {
                let left = self.left_after();
                f.places
                    .extend(left.map(|index| Adjunct { index, distance: 1 }));
            }
        }
        // "K, nơi ông đang có chuyến thăm": a journey leads to the place that the relative tells of.
        if f.places.is_empty() && self.input.frames.kind_of(frame).is_some_and(|k| k.journey) {
            let index = self.antecedent_place().filter(|_| self.told_of_where());
            let index = index.or_else(|| self.left_after());
            let index = index.or_else(|| self.where_the_other_went());
            f.places
                .extend(index.map(|index| Adjunct { index, distance: 1 }));
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
        join(&mut f.times, times);
    }

    /// Whether a clause begins with a word that gives it another time and place than what it hangs on ("trong bối cảnh").
    pub(super) fn stands_apart(&self, clause: &Clause) -> bool {
        let link = clause.chunks.start.checked_sub(1);
        link.is_some_and(|l| self.says(l, "apart"))
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

    /// "tới K để tham dự hội nghị về M vào tuần tới", "tới K để gặp B vào tuần tới": the time of what one goes to attend, or whom to
    /// meet, which the next clause tells.
    fn day_of_what_one_goes_for(&self) -> Option<usize> {
        let c = self.input.chunks;
        let next = self.input.clauses.get(self.ci + 1)?;
        let goes = !self.noun && self.journey_at(self.at);
        let aim = next.link == Link::Purpose && next.parent == Some(self.ci) && !next.own_subject;
        let mut chunks = next.chunks.clone().skip_while(|i| c[*i].is_light());
        let meets = |i: usize| {
            let frame = self.frame_of(i).and_then(|f| self.input.frames.kind_of(f));
            c[i].is_verb() && frame.is_some_and(|k| k.gathers)
        };
        let attends = chunks
            .next()
            .filter(|i| self.says(*i, "attends") || meets(*i));
        attends.filter(|_| goes && aim)?;
        let of_it = |i: &usize| match c[*i].piece {
            Piece::Prep(_) => !self.says(*i, "apart"),
            Piece::Noun(_)
            | Piece::Trigger { noun: true }
            | Piece::Verb(VerbKind::Other)
            | Piece::Word
            | Piece::Transparent
            | Piece::Classifier
            | Piece::Number
            | Piece::And => true,
            _ => false,
        };
        let time = chunks.find(|i| !of_it(i))?;
        match c[time].piece {
            Piece::Time(t) => Some(t),
            _ => None,
        }
    }

    /// "tới H và vượt biên giới tại K để gặp B": whether behind where somebody went a further deed has a place of its own.
    fn goes_on_to(&self, gone: usize, at: usize) -> bool {
        let c = self.input.chunks;
        let and = (gone..at).find(|i| c[*i].piece == Piece::And);
        and.is_some_and(|and| !matches!(c[and + 1].piece, Piece::Noun(_)))
    }

    /// Whether a preposition leads to where somebody goes, and not to whom something is for ("bảo đảm an ninh cho Ukraine") or
    /// where a thing is sent ("điều tàu chiến tới vùng biển K").
    fn leads_to(&self, prep: usize, from: usize) -> bool {
        self.input.chunks[prep].piece == Piece::Prep(PrepRole::To)
            && self.says(prep, "goal")
            && !self.of_a_matter(prep, from)
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

    /// "các chuyến thăm của A tới K hồi tháng 1 và chuyến thăm của B hồi tháng 5": the place of the journey that "and" joins to it.
    fn where_the_other_went(&self) -> Option<usize> {
        let c = self.input.chunks;
        let and = self.at.checked_sub(1).filter(|_| self.noun)?;
        let before = self.clause.chunks.start..and;
        let other = before
            .rev()
            .take_while(|i| !c[*i].is_verb())
            .find(|i| c[*i].piece == Piece::Trigger { noun: true })
            .filter(|i| c[and].piece == Piece::And && self.journey_at(*i))?;
        let to = (other + 1..and).find(|i| c[*i].piece == Piece::Prep(PrepRole::To))?;
        match c[to + 1].piece {
            Piece::Noun(n) if self.input.nouns[n].head == Head::Place => Some(n),
            _ => None,
        }
    }

    /// The clause itself, or that which it goes on with.
    fn relative_gone_on(&self) -> &Clause {
        let goes_on = self.clause.link == Link::Coordination && !self.clause.own_subject;
        let above = self.clause.parent.filter(|_| goes_on);
        above.map_or(self.clause, |p| &self.input.clauses[p])
    }

    /// "nơi": whether the word before the clause asks for a place.
    fn told_of_where(&self) -> bool {
        let link = self.relative_gone_on().chunks.start.checked_sub(1);
        link.is_some_and(|l| self.says(l, "where"))
    }

    /// "Thái Lan, nơi Thủ tướng tiếp ông và gặp B": the place that the relative tells of.
    pub(super) fn antecedent_place(&self) -> Option<usize> {
        let c = self.input.chunks;
        let own = self.relative_gone_on();
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
            true => self.what_equals(last)?,
            false => last,
        };
        let place_at = |i: usize| match before[i].piece {
            Piece::Noun(n) if self.input.nouns[n].head == Head::Place => Some(n),
            _ => None,
        };
        let named = place_at(place)?;
        // "K ở biên giới với L, nơi ông gặp B": what lies on the border of K with L is in none of both alone.
        let beside = |i: usize| i > 0 && before[i - 1].piece == Piece::Prep(PrepRole::With);
        match beside(place) {
            true => (0..place - 1).rev().find_map(place_at).or(Some(named)),
            false => Some(named),
        }
    }

    /// "K sẽ là nơi", "K ở miền nam, là nơi": the subject of a word that says what it is, else what stands right before it.
    fn what_equals(&self, equates: usize) -> Option<usize> {
        let mut clauses = self.input.clauses.iter();
        let own = clauses.find(|k| k.chunks.contains(&equates))?;
        let before = own.subject.filter(|s| *s < equates);
        before.or_else(|| equates.checked_sub(1))
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

/// Appends a list, or takes it as it is where there was none.
fn join<T>(list: &mut Vec<T>, more: Vec<T>) {
    if list.is_empty() {
        *list = more;
    } else {
        list.extend(more);
    }
}
