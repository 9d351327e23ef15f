//! Cues in whose scope a trigger stands.

use super::super::config::Mark;
use super::object::Right;
use super::{Filled, Filler};
use crate::clause::{Chunk, Clause, CueKind, Link, Piece, PrepRole, VerbKind};
use crate::phrase::Head;
use std::ops::Range;

impl Filler<'_> {
    /// "Theo kế hoạch, A đã gặp B", "Với chính sách thống nhất, A đã có chuyến thăm K": what stands before the subject is no tense
    /// where one stands between it and what is done.
    pub(super) fn done_as_planned(&self, f: &mut Filled) {
        let c = self.input.chunks;
        let clause = &self.clause.chunks;
        let own = self.clause.subject.filter(|s| clause.contains(s));
        let Some(subject) = own.map(|s| c[s].tokens.start) else {
            return;
        };
        let trigger = f.trigger.start;
        let done = |(k, t): &(CueKind, std::ops::Range<usize>)| {
            *k == CueKind::Past && (subject..trigger).contains(&t.start)
        };
        if f.cues.iter().any(done) {
            let before = c[clause.start].tokens.start..subject;
            let ahead = |k: CueKind| matches!(k, CueKind::Future | CueKind::Agree);
            f.cues
                .retain(|(k, t)| !ahead(*k) || !before.contains(&t.start));
        }
    }

    /// Collects the cues in whose scope the trigger stands: its own word's, those before it in its clause, those of an event
    /// noun's phrase, those behind, and those of the clauses above.
    pub(super) fn cues(&self, right: &Right, f: &mut Filled) {
        let c = self.input.chunks;
        // "hẹn gặp": what the word says of itself.
        if let Some(k) = self.attr("cue").and_then(CueKind::parse) {
            f.cues.push((k, c[self.at].tokens.clone()));
        }
        // "người đã gặp B": what the link says of it.
        let link = self.clause.chunks.start.checked_sub(1);
        if let Some(link) = link.filter(|_| self.clause.link == Link::Relative)
            && let Some(said) = self.value(&c[link], "cue")
            && let Some(k) = CueKind::parse(said)
        {
            f.cues.push((k, c[link].tokens.clone()));
        }
        // "thực hiện kết quả chuyến thăm", "cuộc đàm phán vừa qua": it is over, whatever is to come of it.
        let over = self.known_to_be_over(right);
        if let Some(word) = over.clone() {
            f.presupposed = true;
            f.cues.push((CueKind::Last, word));
        }
        let (comma, done) = self.cues_before(!right.times.is_empty(), f);
        // What somebody is asked to pass on, or will pass on for another, has been given already.
        if self.attr("passes").is_some() {
            let of = Mark::Prep(PrepRole::Of).as_str();
            let of_another = f.args.iter().any(|a| a.how == of);
            f.cues
                .retain(|(k, _)| *k != CueKind::Ask && !(of_another && *k == CueKind::Future));
        }
        if self.noun {
            // "bác tin cuộc gặp bị hủy": what is denied is all of it.
            let denied = |(k, _): &mut (CueKind, _)| *k == CueKind::Deny;
            let denials: Vec<_> = f.cues.extract_if(.., denied).collect();
            self.cues_of_phrase(right, f);
            f.cues.extend(self.ended(f));
            f.cues.extend(denials);
            self.of_what_belongs_to_it(f);
        }
        self.cues_behind(right, f);
        f.cues.extend(self.predicted(right, f));
        // "đã nhất trí tại thượng đỉnh A - B": what was done there was done when it was held, unless it is told to lie ahead.
        let ahead = |(k, _): &(CueKind, _)| matches!(k, CueKind::Future | CueKind::Ahead);
        if over.is_none() && !f.cues.iter().any(ahead) {
            let done = done.map(|t| (CueKind::Last, t));
            if let Some(told) = done.or_else(|| self.told_behind(f)) {
                // "Sau lễ đón, ông A sẽ gặp B": all of it lies ahead.
                if told.0 == CueKind::Ahead {
                    f.cues.retain(|(k, _)| *k != CueKind::Last);
                }
                f.cues.push(told);
            }
        }
        if over.is_none() {
            self.cues_above(comma, f);
        }
        // "sẽ gặp B nếu …", "Nếu …, A sẽ gặp B": the condition may be a clause of its own, before or behind.
        let past = f.cues.iter().any(|(k, _)| *k == CueKind::Past);
        if !past
            && !f.presupposed
            && let Some(i) = self.condition(f)
        {
            // "sẽ không gặp B nếu …", "… cho đến khi …": open as well, but not what somebody is advised against ("không nên").
            let says = |kind: CueKind| f.cues.iter().any(|(k, _)| *k == kind);
            let kind = match says(CueKind::Negation) && !says(CueKind::Wish) {
                true => CueKind::Possible,
                false => CueKind::If,
            };
            f.cues.push((kind, c[i].tokens.clone()));
        }
    }

    /// "Bế tắc kể từ khi cuộc gặp A - B kết thúc": what is told to have ended has been; "Sau khi cuộc gặp kết thúc, A sẽ …": unless what
    /// comes then lies ahead.
    fn ended(&self, f: &Filled) -> Option<(CueKind, Range<usize>)> {
        let c = self.input.chunks;
        let mut behind = self.at + 1..self.clause.chunks.end.min(c.len());
        // ("Cuộc gặp A - B diễn ra tại K kết thúc mà không …": what only says that it was held comes between.)
        let held = |i: usize| c[i].piece == Piece::Verb(VerbKind::Light) && !self.says(i, "ends");
        let tells = |i: usize| c[i].is_verb() || matches!(c[i].piece, Piece::Cue(_));
        // ("Sau khi kết thúc cuộc gặp, A sẽ …": or who met ends it.)
        let own = |i: &usize| self.clause.link == Link::After && *i >= self.clause.chunks.start;
        let before = self.at.checked_sub(1).filter(own);
        let mut next = || behind.find(|i| tells(*i) && !held(*i));
        let ends = |verb: &usize| self.says(*verb, "ends");
        let verb = match before.filter(ends) {
            Some(verb) => verb,
            None => next().filter(|v| self.is_subject(f) && ends(v))?,
        };
        let mut above = self
            .clause
            .parent
            .iter()
            .flat_map(|p| self.input.clauses[*p].chunks.clone());
        let tense = above.find_map(|i| match c[i].piece {
            Piece::Cue(k) if k != CueKind::Past => Some(k),
            _ => None,
        });
        let kind = match tense {
            None => CueKind::Past,
            Some(CueKind::Future) if self.clause.link == Link::After => CueKind::Ahead,
            Some(_) => return None,
        };
        Some((kind, c[verb].tokens.clone()))
    }

    /// "Nội dung cuộc điện đàm đã được công bố": what was made known is something of the event, not that it is to be, unless the event
    /// begins its clause or is what a cue is of ("hoãn chuyến thăm đã được công bố").
    fn of_what_belongs_to_it(&self, f: &mut Filled) {
        let c = self.input.chunks;
        let first = self.at == self.clause.chunks.start;
        let of_it = first || matches!(c[self.at - 1].piece, Piece::Cue(_));
        if of_it && !f.presupposed {
            return;
        }
        let made_known = |t: &Range<usize>| {
            let at = c.partition_point(|c| c.tokens.start < t.start);
            at < c.len() && self.says(at, "made_known")
        };
        for (kind, tokens) in &mut f.cues {
            if made_known(tokens) {
                *kind = CueKind::Past;
            }
        }
    }

    /// Cues from the clause's beginning to the trigger, the nearest first. Tells whether a comma stands between, and which word
    /// says that something was done at the event.
    fn cues_before(&self, timed: bool, f: &mut Filled) -> (bool, Option<Range<usize>>) {
        let c = self.input.chunks;
        let mut i = self.at;
        let mut verb = false;
        let mut other_verb = false;
        let mut party = false;
        let mut depth = 0usize;
        let mut comma = false;
        let set_off = self.subject_after_comma();
        let about = self.told_about();
        let by_it = self.noun
            && self
                .prep_before()
                .is_some_and(|p| c[p].piece == Piece::Prep(PrepRole::With));
        // "có thể đạt được từ cuộc gặp": what comes of it as well as what is done there.
        let from = |p: usize| c[p].piece == Piece::Prep(PrepRole::From);
        let there = self.there() || self.prep_before().is_some_and(from);
        // "sẵn sàng chấm dứt đối đầu thông qua cuộc gặp".
        let by_means = || self.prep_before().is_some_and(|p| self.says(p, "events"));
        // What is said to be coming may have been said there ("tuyên bố sẽ tăng thuế trong cuộc gặp với A").
        let within = there && self.clause.link != Link::Say;
        // A word between "sẽ" and "trong" is done, whether or not any list has it.
        let outside = |i: usize| self.prep_before().is_some_and(|p| i + 1 < p);
        let outcome = self.hoped_of();
        let mut weighed = false;
        let mut done = None;
        let mut sealed = false;
        let mut meets = false;
        let mut turned = false;
        let quote = |c: &&Chunk| c.piece == Piece::Quote;
        let before = &c[self.clause.chunks.start..self.at];
        let outside_quotes = before.iter().filter(quote).count() % 2 == 0;
        let mut quoted = false;
        // "có thể khó hơn cuộc gặp A - B": what one thing is compared with is no part of what is told of it.
        let than = self
            .prep_before()
            .filter(|p| self.noun && self.says(*p, "than"));
        let anew = self.begins_anew().max(than);
        let from = anew.unwrap_or(self.clause.chunks.start);
        while i > from {
            i -= 1;
            match c[i].piece {
                // What stands in brackets ("(phải)", under a picture) says nothing of it.
                Piece::Close => depth += 1,
                Piece::Open => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                // "Không còn vẻ trang trọng, A đến …": a phrase in front says when and how sure, but denies only itself.
                Piece::Cue(k) if k.turns() && self.in_front(self.clause, i) => {}
                // "Sau hai lần bị hoãn, cuộc gặp A - B …", "Dù từng bị hoãn, …": what became of it before.
                Piece::Cue(k) if k.undoes() && comma && self.of_what_is_over(i, from) => {}
                // "Không đòi được tiền, A đến gặp B": before the subject, whatever verb it has.
                Piece::Cue(k) if k.turns() && set_off.is_some_and(|s| i < s) => {}
                // "từ chối bình luận về cuộc gặp": of the saying; what is not said to be stays open ("chưa xác nhận cuộc gặp"), and
                // so does what is yet to be said ("đề nghị sớm thông báo chuyến thăm").
                Piece::Cue(k) if k.turns() && self.of_saying(i) => {
                    let about = c[i..self.at]
                        .iter()
                        .any(|c| matches!(c.piece, Piece::Prep(_)));
                    let asks = matches!(k, CueKind::Ask | CueKind::Propose | CueKind::Wish);
                    if (k == CueKind::Negation || asks) && !about && !self.asks_how(f) {
                        f.cues.push((CueKind::Possible, c[i].tokens.clone()));
                    }
                }
                Piece::Cue(k) if k.turns() && self.of_attending(i, f) => {}
                // "không nhắc đến kế hoạch thăm K của B": of the verb between.
                Piece::Cue(CueKind::Negation) if self.plan_before().is_some_and(|p| p >= i + 2) => {
                }
                // "có thể khẳng định không có cuộc gặp": of the saying.
                Piece::Cue(CueKind::Possible) if self.may_say(i) => {}
                // "xem xét bức thư của B": there is one.
                Piece::Cue(CueKind::Possible) if self.looked_at(i) => {}
                // "không rõ cuộc gặp này ảnh hưởng thế nào".
                Piece::Cue(CueKind::Possible) if self.asks_how(f) => {}
                // "tin «quan hệ sẽ tốt hơn» sau cuộc gặp": in quotes that the event stands outside.
                // "cảnh báo việc ấy sẽ «có hậu quả» trong cuộc gặp với B": what was said there.
                Piece::Quote if outside_quotes => {
                    quoted = !quoted;
                    other_verb = true;
                }
                Piece::Cue(CueKind::Future | CueKind::Possible) if quoted && f.presupposed => {}
                // "không lạc quan về cuộc gặp", "tạm dừng tập trận cho đàm phán": of what the phrase
                // hangs on; what one is unsure about stays open.
                Piece::Cue(k) if k.undoes() && about.is_some_and(|p| self.spent(i, p)) => {
                    let open = about.is_some_and(|p| c[p].piece != Piece::Prep(PrepRole::Of));
                    if k == CueKind::Negation && open && !f.definite {
                        f.cues.push((CueKind::Possible, c[i].tokens.clone()));
                    }
                }
                // "né tránh lệnh trừng phạt và kỳ vọng gặp B", "sẵn sàng nhượng bộ, sẽ gặp B": before the "and" or comma of two verbs
                // the one governs what is its own.
                Piece::Cue(k) if k.turns() && sealed && !self.reaches_past_and(i) => {}
                // "hy vọng cuộc gặp sẽ mang lại đột phá", "kỳ vọng, thấp thỏm về cuộc gặp": of what comes of it.
                Piece::Cue(CueKind::Wish)
                    if outcome && !other_verb || self.thought_about(i, about) =>
                {
                    f.cues.push((CueKind::Ahead, c[i].tokens.clone()));
                }
                // "đang thảo luận về cuộc gặp": of the talking.
                Piece::Cue(CueKind::Past) if weighed => {}
                // "ban đầu định sang H nhưng bay đến K": of what did not come about.
                Piece::Cue(CueKind::Almost) if turned => {}
                // "không ai nhớ hai người đã gặp nhau bao lần", "suýt đẩy cuộc đàm phán đến bờ vực": of the verb between.
                Piece::Cue(CueKind::Negation)
                    if self.before_past(i, f) || self.denies_another(i) => {}
                Piece::Cue(CueKind::Almost) if self.noun && other_verb => {}
                Piece::Cue(CueKind::Past)
                    if f.presupposed && there && other_verb && !comma && !self.goes_on(i) =>
                {
                    done = Some(c[i].tokens.clone());
                }
                // "bàn về kế hoạch xây đường trong cuộc họp": what is talked about.
                Piece::Cue(CueKind::Future)
                    if f.presupposed && self.says(i, "planned") && outside(i) => {}
                // "muốn nêu trong cuộc gặp": nothing has been said there yet.
                Piece::Cue(k) if done.is_some() && k.leaves_open() => done = None,
                // "nếu không rút quân, sau cuộc gặp với A": what is taken for granted stands outside; but what is to be done
                // there has it ahead ("sẽ nêu vấn đề thuế trong cuộc gặp với A").
                // Who says that he will meet somebody on a journey has not been there ("nói sẽ gặp B trong chuyến thăm K").
                Piece::Cue(k @ (CueKind::Future | CueKind::Possible | CueKind::Wish))
                    if f.presupposed
                        && (other_verb || k == CueKind::Future && outside(i))
                        && (within && k != CueKind::Wish || there && (meets || by_means()))
                        && !comma =>
                {
                    f.cues.push((CueKind::Ahead, c[i].tokens.clone()));
                }
                Piece::Cue(_) if f.presupposed && (other_verb || comma) => {}
                // "Cuộc gặp sẽ diễn ra tại K sau cuộc điện đàm A - B hôm 5/1": of the other event, where the trigger has a day of its own.
                Piece::Cue(CueKind::Future) if f.presupposed && timed && self.comes_about(i) => {}
                // "hủy hết lịch trình, sang X": what is called off stands before the comma, with what it was.
                Piece::Cue(CueKind::Future)
                    if comma && !self.noun && self.called_off(self.clause, i) => {}
                // "hủy hết lịch hẹn, sang X".
                Piece::Cue(CueKind::Cancel | CueKind::Postpone | CueKind::Refuse)
                    if comma && !self.noun => {}
                // "dọa hủy cuộc gặp", "cảnh báo sẽ rút khỏi cuộc gặp": neither held nor called off.
                Piece::Cue(k) if k.calls_off() && self.threat_before(i).is_some() => {
                    f.cues.push((CueKind::Possible, c[i].tokens.clone()));
                    i = self.threat_before(i).map_or(i, |verb| verb.max(from));
                }
                // "nỗ lực hòa giải tiếp tục với cuộc gặp A - B": of the verb that goes on by it.
                Piece::Cue(CueKind::Propose | CueKind::Wish | CueKind::Possible)
                    if verb && by_it => {}
                Piece::Cue(k) => f.cues.push((k, c[i].tokens.clone())),
                // "lạc quan về cuộc gặp": what is felt about it.
                Piece::Word if about.is_some_and(|p| i + 1 == p) => f.cues.extend(self.said_of(i)),
                // "thuyết phục A và B gặp nhau": what its object is to do.
                Piece::Word if !self.noun && self.done_by_object(i) => {
                    f.cues.extend(self.said_of(i));
                }
                // "«… sẽ phát triển», đài K dẫn thông điệp của A": what is quoted tells of something else.
                Piece::Comma if party && i > 0 && c[i - 1].piece == Piece::Quote => break,
                // "kỳ vọng gặp A, nhưng cuộc điện đàm giữa B và C đã …": what the event noun begins is told anew.
                Piece::But if self.noun && c[i + 1..self.at].iter().all(Chunk::is_light) => break,
                Piece::But => turned = true,
                Piece::Noun(_) => party = true,
                Piece::And | Piece::Comma => {
                    comma |= c[i].piece == Piece::Comma && !self.lists_persons(i);
                    sealed |= matches!(c[i + 1].piece, Piece::Cue(_));
                }
                // "chuẩn bị cho chuyến thăm".
                Piece::Prep(_)
                    if self.noun && i + 3 > self.at && self.handed_to(self.at).is_none() =>
                {
                    f.cues.extend(self.said_of(i));
                }
                // "triển vọng nối lại đàm phán": what the noun that the event belongs to says of it.
                Piece::Classifier if i + 4 > self.at => {
                    let said = self.said_of(i);
                    // "trước triển vọng một cuộc gặp": the outlook is what is taken for granted.
                    f.presupposed &= !matches!(said, Some((CueKind::Possible, _)));
                    f.cues.extend(said);
                }
                // "đăng cai cuộc gặp", "ủng hộ cuộc gặp": what the verb says of the event that is its object.
                Piece::Verb(kind) => {
                    verb = true;
                    let event = |c: &Chunk| c.is_light() || c.piece == Piece::Classifier;
                    let of_it = about.is_some_and(|p| {
                        c[i + 1..p].iter().all(Chunk::is_light)
                            && c[p + 1..self.at].iter().all(event)
                    });
                    let weighs = || of_it && !timed || self.weighs_holding(i, timed);
                    let near = self.noun && (of_it || self.object_of(i));
                    if near && self.says(i, "weighs") && weighs() {
                        weighed = true;
                        f.cues.push((CueKind::Possible, c[i].tokens.clone()));
                    }
                    other_verb |= kind != VerbKind::Light;
                    // "ủng hộ A đàm phán với B": what its object may do.
                    if !self.noun && self.says(i, "cue") && self.done_by_object(i) {
                        f.cues.push((CueKind::Possible, c[i].tokens.clone()));
                    }
                    if self.noun && i + 4 > self.at && self.object_of(i) {
                        f.cues.extend(self.said_of(i));
                    }
                }
                Piece::Trigger { noun } => {
                    // ("sẽ có cuộc gặp với B sau cuộc điện đàm hôm 5/1": or another event that has no day.)
                    other_verb |= !noun || timed && f.presupposed;
                    meets |= !noun && self.journey_at(self.at);
                    // "nhận lời mời … thăm": what the word itself says of what it governs.
                    if let Some(k) = self.said_by_going(i) {
                        f.cues.push((k, c[i].tokens.clone()));
                    }
                }
                _ => {}
            }
        }
        (comma, done)
    }

    /// Whether the trigger stands where something is done ("trong cuộc gặp"), and not before or after it.
    fn there(&self) -> bool {
        self.prep_before().is_some_and(|p| {
            // "nhân chuyến thăm K".
            let there = match self.input.chunks[p].piece {
                Piece::Prep(PrepRole::Beside) => !self.says(p, "apart"),
                piece => piece == Piece::Prep(PrepRole::At),
            };
            there && self.said_of(p).is_none()
        })
    }

    /// "sẽ gặp A, B và C trong chuyến thăm K": whether a comma stands between persons of a list that ends in an "and".
    fn lists_persons(&self, comma: usize) -> bool {
        let c = self.input.chunks;
        let person = |i: usize| matches!(self.head(i), Some(Head::Person | Head::Role));
        let mut mark = comma;
        while c[mark].piece == Piece::Comma && person(mark + 1) && mark + 2 < self.at {
            mark += 2;
        }
        mark > comma && comma > 0 && person(comma - 1) && c[mark].piece == Piece::And
    }

    /// Whether a chunk stands in a phrase that begins with "after", or right behind such a link or "although".
    fn of_what_is_over(&self, at: usize, from: usize) -> bool {
        let c = self.input.chunks;
        let passed = |c: &Chunk| {
            c.is_light() || matches!(c.piece, Piece::Word | Piece::Number | Piece::Classifier)
        };
        let mut before = (from..at).rev();
        match before.find(|i| !passed(&c[*i])) {
            Some(prep) => matches!(self.said_of(prep), Some((CueKind::Last, _))),
            None => self.noun && matches!(self.clause.link, Link::After | Link::Although),
        }
    }

    /// What stands behind a phrase in front: that something was done there ("Tại cuộc gặp, ông A đã phê phán …") or is yet to be,
    /// there or thereafter ("Sau lễ đón, ông A sẽ …").
    fn told_behind(&self, f: &Filled) -> Option<(CueKind, Range<usize>)> {
        let c = self.input.chunks;
        let in_front = c[self.clause.chunks.start..self.at].iter().all(|c| {
            let phrase = |p| matches!(p, Piece::Prep(_) | Piece::Classifier | Piece::Word);
            c.is_light() || phrase(c.piece) || c.piece == Piece::Quote
        });
        let there = self.there();
        let frames = self.input.frames;
        let written = frames.sends(frames.frame(f.frame));
        let after =
            || !self.since(self.prep_before()) && f.cues.iter().any(|(k, _)| *k == CueKind::Last);
        if !(f.presupposed && in_front && (there || after())) {
            return None;
        }
        let behind = self.at + 1..self.clause.chunks.end.min(c.len());
        let comma = behind.clone().find(|i| c[*i].piece == Piece::Comma)?;
        let i = (comma + 1..behind.end)
            .find(|i| c[*i].is_verb() || matches!(c[*i].piece, Piece::Cue(_)))?;
        let told = match c[i].piece {
            // "Trong bức điện gửi B, A nói sẽ …": what is written lies ahead, and not the writing.
            Piece::Cue(CueKind::Future | CueKind::Possible) if written => return None,
            Piece::Cue(CueKind::Future) => CueKind::Ahead,
            Piece::Cue(CueKind::Possible) if there => CueKind::Ahead,
            Piece::Cue(CueKind::Past) if there && !self.goes_on(i) => CueKind::Last,
            Piece::Verb(VerbKind::Say) if there => CueKind::Last,
            _ => return None,
        };
        Some((told, c[i].tokens.clone()))
    }

    /// Whether a word of what is past says that it still goes on ("đang").
    fn goes_on(&self, cue: usize) -> bool {
        self.says(cue, "now")
    }

    /// The cue that a preposition or a noun says of the event in its phrase.
    fn said_of(&self, at: usize) -> Option<(CueKind, Range<usize>)> {
        let chunk = &self.input.chunks[at];
        let kind = self.input.lexicon.entry(chunk.entry?).attr("cue")?;
        Some((CueKind::parse(kind)?, chunk.tokens.clone()))
    }

    /// Whether nothing but the event's own words, and another one that "or" joins to it ("không mang theo thông điệp hay thư nào"),
    /// stands between a verb and the trigger.
    pub(super) fn object_of(&self, verb: usize) -> bool {
        let c = self.input.chunks;
        (verb + 1..self.at).all(|i| match c[i].piece {
            Piece::Trigger { noun } => noun && c[i + 1].piece == Piece::Or,
            Piece::Classifier
            | Piece::Transparent
            | Piece::Number
            | Piece::Word
            | Piece::Or
            | Piece::Verb(VerbKind::Light) => true,
            _ => false,
        })
    }

    /// Cues behind the trigger that are no part of its phrase.
    fn cues_behind(&self, right: &Right, f: &mut Filled) {
        let c = self.input.chunks;
        let end = self.clause.chunks.end.min(c.len());
        for i in self.at + 1..end {
            match c[i].piece {
                // "A có gặp B hay không".
                Piece::Cue(CueKind::If) if !self.noun => {
                    f.cues.push((CueKind::If, c[i].tokens.clone()));
                }
                // "muốn gặp B nhưng bị từ chối", "nhưng B từ chối", "nhưng phía K hủy kế hoạch vào phút chót".
                Piece::Cue(k @ (CueKind::Refuse | CueKind::Cancel | CueKind::Deny))
                    if self.but_refused(i, k) =>
                {
                    f.cues.push((k, c[i].tokens.clone()));
                }
                // "Kế hoạch gặp B của A bị hủy".
                Piece::Cue(k @ (CueKind::Cancel | CueKind::Postpone | CueKind::Refuse))
                    if !self.noun && self.whose_plan(right).is_some() =>
                {
                    f.cues.push((k, c[i].tokens.clone()));
                }
                // "hoãn cuộc gặp sang ngày 25/1".
                Piece::Prep(PrepRole::To)
                    if i < right.end.max(self.at + 1) + 1
                        && matches!(c.get(i + 1).map(|c| c.piece), Some(Piece::Time(_)))
                        && f.cues.iter().any(|(k, _)| *k == CueKind::Postpone)
                        && !self.says(i, "on") =>
                {
                    f.cues.push((CueKind::Moved, c[i].tokens.clone()));
                }
                _ => {}
            }
        }
    }

    /// Whether a refusal that ends its sentence, a denial of it or a cancelling of nothing else, stands behind "but", with none but
    /// who refuses between. What is denied where something is done or said at the event may be that ("gặp B bàn về đề xuất X, nhưng B
    /// bác bỏ").
    fn but_refused(&self, cue: usize, kind: CueKind) -> bool {
        let c = self.input.chunks;
        let stops = |c: &Chunk| matches!(c.piece, Piece::Stop | Piece::Comma | Piece::Link(_));
        let mut rest = c[cue + 1..].iter().take_while(|c| !stops(c));
        let when = |p| {
            matches!(p, Piece::Prep(_) | Piece::Word | Piece::Time(_))
                || p == Piece::Verb(VerbKind::Light)
        };
        let ends = match kind {
            CueKind::Refuse => rest.next().is_none(),
            CueKind::Deny => {
                let of_it = |c: &Chunk| matches!(c.piece, Piece::This | Piece::Word);
                let last = rest.clone().last().is_none_or(|c| c.piece == Piece::This);
                let done = |c: &Chunk| c.is_verb() || c.piece == Piece::Prep(PrepRole::About);
                last && rest.all(of_it) && !c[self.at + 1..cue].iter().any(done)
            }
            _ => rest.all(|c| c.is_light() || when(c.piece)),
        };
        let mut before = c[self.at + 1..cue].iter().rev();
        let who = |c: &Chunk| {
            let who = matches!(c.piece, Piece::Noun(_) | Piece::Passive | Piece::Delegation);
            // "nhưng K quyết định hủy".
            let decides = || self.has(c, "plan");
            who || c.is_light() || c.piece == Piece::Then || decides()
        };
        ends && before
            .find(|c| !who(c))
            .is_some_and(|c| c.piece == Piece::But)
    }

    /// The party right before the trigger, where a comma sets it off from what comes before.
    fn subject_after_comma(&self) -> Option<usize> {
        let c = self.input.chunks;
        let from = self.clause.chunks.start;
        let s = (from..self.at).rev().find(|i| !c[*i].is_light())?;
        (matches!(c[s].piece, Piece::Noun(_)) && s > from && c[s - 1].piece == Piece::Comma)
            .then_some(s)
    }

    /// What stands before the word that links a clause.
    pub(super) fn before_link(&self, clause: &Clause) -> Option<Piece> {
        let at = clause.chunks.start.checked_sub(2)?;
        self.input.chunks.get(at).map(|c| c.piece)
    }

    /// The clause of a condition under which the trigger's clause stands.
    fn condition(&self, f: &Filled) -> Option<usize> {
        let clauses = self.input.clauses;
        // "sẽ chỉ gặp B khi …"
        let only = |k: &Clause| {
            matches!(k.link, Link::When | Link::After)
                && (self.clause.chunks.start..self.at).any(|i| self.says(i, "only"))
        };
        // "sẽ không gặp B cho đến khi …"
        let says = |kind: CueKind| f.cues.iter().any(|(k, _)| *k == kind);
        let until = |k: &Clause| {
            let link = k.chunks.start.checked_sub(1);
            k.link == Link::Before
                && link.is_some_and(|i| self.says(i, "until"))
                && says(CueKind::Negation)
                && says(CueKind::Future)
        };
        let behind = clauses
            .iter()
            .skip(self.ci + 1)
            .find(|k| k.parent == Some(self.ci) && (k.link == Link::If || only(k) || until(k)))
            // "…, nhưng nếu": of what comes next.
            .filter(|c| !matches!(self.before_link(c), Some(Piece::But)) && !self.whether(c))
            .filter(|c| !self.of_next_verb(c.chunks.start));
        // "Nếu …, A tuyên bố sẽ gặp B": of what is said as well.
        let said = self.clause.parent.filter(|_| self.clause.link == Link::Say);
        let own = said.and_then(|p| clauses.get(p)).unwrap_or(self.clause);
        let before = || {
            (own.link == Link::Coordination && own.own_subject)
                .then(|| clauses.get(own.parent?))
                .flatten()
                .filter(|c| c.link == Link::If)
        };
        behind.or_else(before).map(|c| c.chunks.start)
    }

    /// Whether a chunk stands in a phrase that a comma sets off before the clause's own subject.
    pub(super) fn in_front(&self, clause: &Clause, at: usize) -> bool {
        let Some(s) = clause.subject.filter(|s| clause.own_subject && at < *s) else {
            return false;
        };
        self.input.chunks[at..s]
            .iter()
            .any(|c| c.piece == Piece::Comma)
    }
}
