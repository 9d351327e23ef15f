//! Whether a place says where an event is, or belongs to the noun before it; where and when as the clauses behind tell it.

use super::super::config::Frame;
use super::object::Right;
use super::{Adjunct, Filled, Filler};
use crate::clause::{Chunk, Clause, CueKind, Link, LinkWord, Piece, PrepRole, VerbKind};
use crate::extraction::Kind;
use crate::phrase::Head;

/// How far back from a preposition the noun is looked for that the place belongs to, in chunks.
const BACK: usize = 7;

/// How far back from an event noun the verb is looked for whose object it is, in chunks.
const GOVERNED: usize = 8;

/// So many chunks a remark in quotes has.
const REMARK: usize = 5;

impl Filler<'_> {
    /// Whether a place `words` plain words behind the preposition at `prep` says where what the words from `from` on tell of is.
    /// Not so where the preposition wants its place at once ("trong bối cảnh Mỹ") or says what comes after ("trước quốc hội"), or
    /// where a matter stands before it that lies there ("căng thẳng ở Kashmir"), or where it is a state that one is only near.
    pub(super) fn says_where(&self, prep: usize, words: usize, from: usize, place: usize) -> bool {
        if self.input.chunks[prep].piece != Piece::Prep(PrepRole::At) {
            return false;
        }
        let most = if self.says(prep, "close") { 0 } else { 3 };
        let state = (self.input.kind_of)(place) == Some(Kind::Country);
        let near = state && self.says(prep, "near");
        words <= most
            && !near
            && !self.of_an_organ(prep)
            && !self.of_who_he_is(prep, from)
            && !self.says(prep, "apart")
            && !self.likened_to(prep, from)
            && !self.of_a_source(prep, from)
            && !self.of_a_matter(prep, from)
            && !self.of_a_topic(prep, from)
    }

    /// "thảo luận với B về hội nghị dự kiến diễn ra tại K", "về hòa đàm tại K": whether another event that is talked about is held
    /// there, or somebody's affair is that is talked about ("về đối thủ của X tại K").
    fn of_a_topic(&self, prep: usize, from: usize) -> bool {
        let c = self.input.chunks;
        let several = |h| matches!(h, Head::Group | Head::Pair);
        let whose = prep >= from + 2
            && c[prep - 2].piece == Piece::Prep(PrepRole::Of)
            && self.head(prep - 1).is_some_and(|h| !several(h));
        let mut event = false;
        let from = from.max(if self.at < prep { self.at + 1 } else { 0 });
        for i in (from..prep).rev().take(BACK) {
            match c[i].piece {
                Piece::Prep(PrepRole::About) => return event || whose,
                Piece::Trigger { noun: true }
                | Piece::Verb(VerbKind::Light)
                | Piece::Cue(CueKind::Future) => event = true,
                Piece::Word
                | Piece::Transparent
                | Piece::Number
                | Piece::Classifier
                | Piece::Passive
                | Piece::Time(_)
                | Piece::Prep(PrepRole::Of | PrepRole::Between) => {}
                Piece::Noun(_) if event => return false,
                Piece::Noun(_) => {}
                _ => return false,
            }
        }
        false
    }

    /// "Theo nguồn tin ở K, A gặp B": whether what stands there is who says so, without a comma between.
    fn of_a_source(&self, prep: usize, from: usize) -> bool {
        let c = self.input.chunks;
        let mut depth = 0usize;
        for i in (from..prep).rev() {
            match c[i].piece {
                Piece::Close => depth += 1,
                Piece::Open => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                Piece::Prep(PrepRole::According) => return true,
                // "theo đúng dự kiến ngày 5/1 tại K".
                Piece::Comma | Piece::Cue(_) | Piece::Verb(_) | Piece::Trigger { .. } => {
                    return false;
                }
                _ => {}
            }
        }
        false
    }

    /// "tiếp ông A, một tỷ phú ở K, tại M", "ông A, nhà phân tích tại Viện K": whether what stands there is what somebody named before
    /// the comma is.
    fn of_who_he_is(&self, prep: usize, from: usize) -> bool {
        let c = self.input.chunks;
        let says = |i: &usize| {
            let plain = matches!(c[*i].piece, Piece::Word | Piece::Transparent);
            plain || self.head(*i) == Some(Head::Role)
        };
        let mut before = (from..prep).rev().take(BACK);
        let Some(comma) = before.find(|i| !says(i)).filter(|i| *i > from) else {
            return false;
        };
        let named =
            c[comma - 1].piece == Piece::Companion || self.head(comma - 1) == Some(Head::Person);
        let one = c[comma + 1].piece == Piece::Transparent && self.says(comma + 1, "indefinite");
        let alone = comma + 2 == prep && c[comma + 1].piece != Piece::Transparent;
        c[comma].piece == Piece::Comma && named && (alone || one && comma + 2 < prep)
    }

    /// "họp riêng giống như ở Helsinki": whether what stands there is only likened to it.
    fn likened_to(&self, prep: usize, from: usize) -> bool {
        let before = prep.checked_sub(1).filter(|b| *b >= from);
        before.is_some_and(|b| self.input.chunks[b].piece == Piece::Prep(PrepRole::Like))
    }

    /// "tại trụ sở Bộ X (Hà Nội)", "tại trụ sở Tập đoàn Y, Đà Nẵng": the place named beside an organisation, where it has its seat.
    pub(super) fn place_beside(&self, i: usize) -> Option<usize> {
        let c = self.input.chunks;
        let noun = |i: usize, head: Head| match c.get(i)?.piece {
            Piece::Noun(n) if self.input.nouns[n].head == head => Some(n),
            _ => None,
        };
        noun(i, Head::Organization)?;
        let place = noun(i + 2, Head::Place)?;
        let inside = c[i + 1].piece == Piece::Open && c.get(i + 3)?.piece == Piece::Close;
        let city = || (self.input.kind_of)(place) == Some(Kind::City);
        (inside || c[i + 1].piece == Piece::Comma && city()).then_some(place)
    }

    /// "tại Đại sứ quán X": whether a noun of an organisation stands right behind the preposition, so that the state named then is
    /// whose it is.
    fn of_an_organ(&self, prep: usize) -> bool {
        let behind = self.input.chunks.get(prep + 1..).unwrap_or(&[]);
        let organ = behind.first().and_then(|c| c.entry);
        let named = behind.iter().find_map(|c| match c.piece {
            Piece::Noun(n) => Some(n),
            _ => None,
        });
        organ.is_some_and(|e| self.input.lexicon.is(e, self.input.classes.organ))
            && named.is_some_and(|n| (self.input.kind_of)(n) == Some(Kind::Country))
    }

    /// Whether a word for a matter stands at a chunk.
    pub(super) fn matter_at(&self, i: usize) -> bool {
        let entry = self.input.chunks[i].entry;
        entry.is_some_and(|e| self.input.lexicon.is(e, self.input.classes.matter))
    }

    /// Whether right before the preposition at `prep` a matter is named of which it tells ("tình hình lương thực ở K", "vai trò
    /// của A ở K"). A matter that has its place already has no second ("xung đột K tại M"), and what an event is about is no
    /// matter by itself ("đàm phán hòa bình tại M").
    pub(super) fn of_a_matter(&self, prep: usize, from: usize) -> bool {
        let c = self.input.chunks;
        let mut placed = false;
        let mut of = false;
        for i in (from..prep).rev().take(BACK) {
            let matter = c[i]
                .entry
                .and_then(|e| self.input.lexicon.sense(e, self.input.classes.matter));
            if let Some(sense) = matter {
                let kept = !placed || of || sense.attr("of").is_some();
                return kept && !self.says_what_kind(i);
            }
            match c[i].piece {
                Piece::Word
                | Piece::Transparent
                | Piece::Number
                | Piece::Classifier
                | Piece::Time(_)
                | Piece::Prep(PrepRole::Against) => {}
                Piece::Prep(PrepRole::Of) => of = true,
                Piece::Noun(n)
                    if !placed
                        && matches!(self.input.nouns[n].head, Head::Place | Head::Organization) =>
                {
                    placed = true;
                }
                // "quy tắc ứng xử của các bên ở K".
                Piece::Noun(n)
                    if self.input.nouns[n].head == Head::Group
                        && c[from..i].last().map(|c| c.piece)
                            == Some(Piece::Prep(PrepRole::Of)) => {}
                _ => return false,
            }
        }
        false
    }

    /// "đàm phán hòa bình": whether nothing but plain words stands between an event and the word at `at`.
    fn says_what_kind(&self, at: usize) -> bool {
        let before = self.input.chunks[..at].iter().rev().take(BACK);
        let plain = |p: Piece| matches!(p, Piece::Word | Piece::Transparent | Piece::Number);
        before
            .map(|c| c.piece)
            .find(|p| !plain(*p))
            .is_some_and(|p| matches!(p, Piece::Trigger { .. }))
    }

    /// Whether the chunk at `i` stands right behind a verb of going, but for words that add nothing to a name ("đến thủ đô K").
    pub(super) fn arrived_at(&self, i: usize) -> bool {
        let before = (self.clause.chunks.start..i)
            .rev()
            .find(|k| self.input.chunks[*k].piece != Piece::Transparent);
        before.is_some_and(|k| {
            self.input.chunks[k].piece == Piece::Trigger { noun: false } && self.journey_at(k)
        })
    }

    /// Whether a chunk tells of a journey.
    pub(super) fn journey_at(&self, i: usize) -> bool {
        self.frame_of(i)
            .and_then(|f| self.input.frames.kind_of(f))
            .is_some_and(|k| k.journey)
    }

    /// Whether who goes in another clause is of those who take part here: not so in "A sẽ tới K và ông B gặp C".
    pub(super) fn goes_along(&self, other: &Clause, f: &Filled) -> bool {
        let party = |i: usize| match self.input.chunks[i].piece {
            Piece::Noun(n) => Some(n),
            _ => None,
        };
        let goes = other.subject.and_then(party);
        !self.clause.own_subject
            || f.args.iter().any(|a| {
                Some(a.noun) == goes
                    || matches!(
                        self.input.nouns[a.noun].head,
                        Head::Pronoun | Head::Group | Head::Pair
                    )
            })
    }

    /// "nói chuyến đi tới K sẽ thúc đẩy cuộc gặp", "tới K sau cuộc gặp": whether the event noun is the object of another verb than one
    /// that holds it, or what something is about, comes from or is beside.
    pub(super) fn object_of_another(&self) -> bool {
        let c = self.input.chunks;
        if !self.noun {
            return false;
        }
        let governs = (self.clause.chunks.start..self.at)
            .rev()
            .take(GOVERNED)
            .find(|i| !beside_event(c[*i].piece));
        governs.is_some_and(|i| matches!(c[i].piece, Piece::Prep(_) | Piece::Verb(VerbKind::Other)))
    }

    /// "Tại cuộc họp ở K hôm 5/1, A kêu gọi …": whether of an event with a place or day of its own nobody is told of but who does
    /// something there.
    pub(super) fn by_himself(&self, right: &Right, f: &Filled) -> bool {
        let own = |a: &Adjunct| a.distance == 0;
        let alone = match &f.args[..] {
            [] => !self.clause.chunks.clone().any(|i| self.chaired(i)),
            [one] => one.how == "subject",
            _ => false,
        };
        alone
            && (f.places.iter().any(own) || f.times.iter().any(own))
            && right.counted.is_none()
            && !f.definite_this
    }

    /// "tới K để gỡ bế tắc trong đàm phán với B": whether talks of states are told of as what goes on, and not as one event.
    pub(super) fn process(&self) -> bool {
        let bare = self.attr("states").is_some() && self.attr("pos") == Some("nv");
        self.noun && bare && self.prep_before().is_some()
    }

    /// The verb right before an event noun by which somebody is for or against it.
    pub(super) fn judged(&self) -> Option<usize> {
        let c = self.input.chunks;
        let mut before = (self.clause.chunks.start..self.at).rev();
        let verb = before.find(|i| !matches!(c[*i].piece, Piece::Classifier | Piece::Transparent));
        verb.filter(|v| self.noun && self.says(*v, "judges"))
    }

    /// "K đăng cai cuộc gặp", "K được chọn làm địa điểm tổ chức cuộc gặp", "K, nơi diễn ra cuộc gặp": the place that is said to be where an
    /// event noun is held; behind it where it is said to be ("địa điểm cho cuộc gặp A - B là K").
    pub(super) fn held_at(&self, right: &Right) -> Option<usize> {
        let c = self.input.chunks;
        let passed = |i: &usize| {
            let piece = c[*i].piece;
            let own = matches!(piece, Piece::Prep(PrepRole::Of | PrepRole::To));
            // ("là nơi lý tưởng để tổ chức cuộc gặp".)
            let fit = piece == Piece::Link(LinkWord::Purpose);
            beside_event(piece) || own || fit || piece == Piece::Passive
        };
        let start = self.at.saturating_sub(GOVERNED);
        let venue = (start..self.at)
            .rev()
            .take_while(|i| passed(i) || self.says(*i, "venue"))
            .find(|i| self.says(*i, "venue"))
            .filter(|_| self.noun && self.clause.link != Link::If)?;
        let behind = || self.equated_behind(right);
        let holds = c[venue].piece == Piece::Verb(VerbKind::Light);
        if let Some(n) = (!holds).then(behind).flatten() {
            return Some(n);
        }
        // What may be chosen for it is not where it is ("chọn K làm địa điểm cho cuộc gặp").
        if (venue..self.at).any(|i| c[i].piece == Piece::Prep(PrepRole::To)) {
            return None;
        }
        // A verb of holding has the place for its subject; a noun is said to be it, or set off behind it.
        let mut said = c[venue].is_verb();
        let mut depth = 0usize;
        for i in (venue.saturating_sub(GOVERNED)..venue).rev() {
            match c[i].piece {
                // "Geneva (Thụy Sĩ) là …"
                Piece::Close => depth += 1,
                Piece::Open => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                Piece::Noun(n) => {
                    let place = self.input.nouns[n].head == Head::Place;
                    return (said && place).then_some(n);
                }
                Piece::Verb(_) if self.says(i, "equates") => said = true,
                Piece::Comma if !said => said = true,
                _ if passed(&i) => {}
                _ => return None,
            }
        }
        None
    }

    /// "«… cuộc gặp A - B», C, giáo sư ở K, nhận định": whether the quote at a chunk closes what somebody says who is named behind it.
    pub(super) fn closes_speech(&self, quote: usize) -> bool {
        let c = self.input.chunks;
        let comma = |i: usize| c.get(i).is_some_and(|c| c.piece == Piece::Comma);
        let who = c
            .get(quote + 2)
            .is_some_and(|c| matches!(c.piece, Piece::Noun(_) | Piece::Word));
        let marked = comma(quote + 1) && who || quote.checked_sub(1).is_some_and(comma);
        let quotes = || c[..quote].iter().filter(|c| c.piece == Piece::Quote);
        marked && quotes().count() % 2 == 1
    }

    /// "gọi điện 'cầu cứu' B", "bức thư «ấm áp» của B": where the quotes end that a chunk opens, if all that stands in them is how it is
    /// done or seen, and goes on behind them.
    pub(super) fn remark_in_quotes(&self, open: usize) -> Option<usize> {
        let c = self.input.chunks;
        let remark = |c: &&Chunk| {
            c.is_light() || matches!(c.piece, Piece::Word | Piece::Verb(VerbKind::Other))
        };
        let within = c.get(open + 1..)?.iter();
        let within = within.take_while(|c| c.piece != Piece::Quote && remark(c));
        let close = open + 1 + within.count();
        let opens = c[..open].iter().filter(|c| c.piece == Piece::Quote);
        let goes_on = matches!(
            c.get(close + 1).map(|c| c.piece),
            Some(Piece::Noun(_) | Piece::Prep(_))
        );
        (opens.count() % 2 == 0
            && c[close..].first()?.piece == Piece::Quote
            && goes_on
            && close <= open + REMARK)
            .then_some(close)
    }

    /// "Khi lũ lụt xảy ra ở K": whether a clause without who acts tells that something happens, which nobody does.
    pub(super) fn happens_there(&self, clause: &Clause) -> bool {
        let c = self.input.chunks;
        let start = clause.chunks.start;
        let Some(verb) = clause
            .chunks
            .clone()
            .find(|i| self.says(*i, "happens") || c[*i].piece == Piece::Verb(VerbKind::Light))
        else {
            return false;
        };
        let named = |i: usize| matches!(c[i].piece, Piece::Word | Piece::Verb(VerbKind::Other));
        !clause.own_subject
            && start < verb
            && (start..verb).all(|i| named(i) || c[i].is_light())
            && (self.says(verb, "happens") || (start..verb).any(|i| self.matter_at(i)))
    }

    /// "gặp B, người dẫn đầu phái đoàn, tại K hôm 5/1": where and when, behind what is told of the object between commas.
    fn behind_apposition(&self, placed: bool) -> Vec<(bool, usize)> {
        let c = self.input.chunks;
        let next = self.input.clauses.get(self.ci + 1);
        let Some(clause) =
            next.filter(|k| k.link == Link::Relative && k.parent == Some(self.ci) && !self.noun)
        else {
            return Vec::new();
        };
        let Some(comma) = clause.chunks.clone().rfind(|i| c[*i].piece == Piece::Comma) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for chunk in &c[comma + 1..clause.chunks.end] {
            match chunk.piece {
                Piece::Time(t) => found.push((true, t)),
                Piece::Noun(n) if self.input.nouns[n].head == Head::Place => {
                    if !placed {
                        found.push((false, n));
                    }
                }
                Piece::Prep(PrepRole::At)
                | Piece::Transparent
                | Piece::Open
                | Piece::Close
                | Piece::Quote
                | Piece::Stop => {}
                _ => return Vec::new(),
            }
        }
        found
    }

    /// "Tiếp B tại K, A ngày 5/1 khẳng định …": of what a fronted verb tells the day that stands right behind who acts.
    fn day_behind_who_acts(&self) -> Option<(bool, usize)> {
        let c = self.input.chunks;
        let next = self.input.clauses.get(self.ci + 1)?;
        let acts = next.subject.filter(|_| next.own_subject)?;
        let first = self.clause.chunks.clone().find(|i| !c[*i].is_light());
        let fronted = !self.noun
            && !self.journey_at(self.at)
            && first == Some(self.at)
            && self.clause.link == Link::Main
            && next.link == Link::Coordination
            && !self.clause.own_subject
            && self.clause.subject == Some(acts);
        match c.get(acts + 1)?.piece {
            Piece::Time(t) if fronted => Some((true, t)),
            _ => None,
        }
    }

    /// "Trong chuyến thăm K, sáng 5/1, A đã gặp B": of a journey in front the day that what is done on it begins with.
    fn day_on_the_way(&self) -> Option<(bool, usize)> {
        let c = self.input.chunks;
        let next = self.input.clauses.get(self.ci + 1)?;
        let front = next.chunks.start..next.subject.filter(|_| next.own_subject)?;
        let goes = self.ci == 0 && !self.clause.own_subject && self.journey_at(self.at);
        let comma = c.get(front.start.checked_sub(1)?)?.piece == Piece::Comma;
        let day = front.into_iter().find_map(|i| match c[i].piece {
            Piece::Time(t) => Some((true, t)),
            _ => None,
        });
        day.filter(|_| goes && comma)
    }

    /// "gặp B khi ông mở triển lãm ở K ngày 5/1": where and when one of those who meet did what is told of him.
    fn while_doing(&self, placed: bool, takes_place: bool) -> Vec<(bool, usize)> {
        let c = self.input.chunks;
        let next = self.input.clauses.get(self.ci + 1);
        let when = |k: &&Clause| k.link == Link::When && k.parent == Some(self.ci);
        let Some(clause) = next.filter(when).filter(|_| takes_place && !self.noun) else {
            return Vec::new();
        };
        // ("khi vị khách này đến thăm": so too.)
        let known = |s: usize| match self.head(s) {
            Some(Head::Pronoun | Head::Group) => true,
            Some(Head::Role) => c.get(s + 1).map(|c| c.piece) == Some(Piece::This),
            _ => false,
        };
        // "từ khi ông nhậm chức", "trong khi bà ở K": another time or place.
        if self.stands_apart(clause) || clause.own_subject && !clause.subject.is_some_and(known) {
            return Vec::new();
        }
        // Where a journey leads is told with the journey.
        let goes = clause.verb.is_some_and(|v| self.journey_at(v));
        let (mut found, mut at) = (Vec::new(), false);
        for i in clause.chunks.clone() {
            match c[i].piece {
                Piece::Time(t) => found.push((true, t)),
                Piece::Noun(n) => {
                    let place = self.input.nouns[n].head == Head::Place;
                    if at && place && !placed && !goes {
                        found.push((false, n));
                    }
                    at = false;
                }
                Piece::Transparent => {}
                piece => at = piece == Piece::Prep(PrepRole::At),
            }
        }
        found
    }

    /// "mời B dự lễ ở K", "Nhận lời mời của B, A đã dự hội nghị tại K từ ngày 1 đến 4/12": where and when that is which somebody is
    /// invited to attend, behind the invitation or in what its guest does next.
    pub(super) fn where_invited(&self, frame: &Frame) -> Vec<(bool, usize)> {
        let c = self.input.chunks;
        let next = self.input.clauses.get(self.ci + 1);
        let goes_on = |k: &&Clause| {
            frame.given && k.link == Link::Coordination && k.subject == self.clause.subject
        };
        let own = self.at + 1..self.clause.chunks.end;
        let within = next.filter(goes_on).map_or(own, |k| k.chunks.clone());
        let verb = within.clone().find(|i| c[*i].is_verb());
        let Some(verb) = verb.filter(|v| self.says(*v, "attends")) else {
            return Vec::new();
        };
        let (mut found, mut prep, mut words) = (Vec::new(), None, 0);
        let behind = verb + 1..within.end;
        for (i, chunk) in behind.clone().zip(&c[behind]) {
            match chunk.piece {
                Piece::Time(t) if frame.given => found.push((true, t)),
                Piece::Prep(_) => (prep, words) = (Some(i), 0),
                Piece::Word => words += 1,
                Piece::Noun(n) => {
                    let place = self.input.nouns[n].head == Head::Place;
                    if place && prep.is_some_and(|p| self.says_where(p, words, verb, n)) {
                        found.push((false, n));
                    }
                    prep = None;
                }
                Piece::Transparent | Piece::Classifier => {}
                Piece::Comma => break,
                _ => prep = None,
            }
        }
        found
    }

    /// Times and places of the clauses right after that share the subject. What has its own place shares nothing with what goes
    /// or is elsewhere ("gặp A tại K, thăm nước B năm sau").
    pub(super) fn forward(&self, placed: bool, takes_place: bool) -> Vec<(bool, usize)> {
        let c = self.input.chunks;
        let mut out = self.behind_apposition(placed);
        out.extend(self.day_on_the_way());
        out.extend(self.day_behind_who_acts());
        out.extend(self.while_doing(placed, takes_place));
        for clause in self.input.clauses.iter().skip(self.ci + 1).take(2) {
            // "Lễ đón A, …, được tổ chức chiều 2/11": what the next clause says of the event itself.
            let held = |v: usize| {
                self.noun
                    && c[v].piece == Piece::Verb(VerbKind::Light)
                    && (clause.chunks.start..v).any(|i| c[i].piece == Piece::Passive)
            };
            let held = clause.verb.is_some_and(held);
            let verb_is_trigger = clause
                .verb
                .is_some_and(|v| matches!(c[v].piece, Piece::Trigger { .. }));
            // "người đã gặp A, sẽ thăm B hôm 5/1": what goes on with the main clause is not about the meeting.
            let resumes = clause.parent.is_none_or(|p| p < self.ci);
            // "điện đàm với B, thông báo sẽ sang X năm tới": what lies ahead has its own time.
            let ahead = self.lies_ahead(clause) && !self.lies_ahead(self.clause);
            // "gọi điện cho B, mời ông ra K ngày 25/11": nor is when somebody is to come the day of the inviting.
            let invites = clause.verb.is_some_and(|v| self.invites_at(v));
            if clause.link != Link::Coordination
                || clause.own_subject
                || resumes
                || invites
                || ahead && !held
                || !(verb_is_trigger || held)
            {
                break;
            }
            let mut prep = None;
            let mut found = Vec::new();
            for i in clause.chunks.clone() {
                match c[i].piece {
                    Piece::Prep(p) => prep = Some(p),
                    Piece::Time(t) => found.push((true, t)),
                    Piece::Noun(n) => {
                        if self.input.nouns[n].head == Head::Place && prep == Some(PrepRole::At) {
                            found.push((false, n));
                        }
                        prep = None;
                    }
                    Piece::Transparent | Piece::Word => {}
                    _ => prep = None,
                }
            }
            let goes = clause.verb.is_some_and(|v| self.journey_at(v));
            let elsewhere = found.iter().any(|(is_time, _)| !is_time);
            // "gặp B, rồi sang K ngày 23/10".
            let then = c[..clause.chunks.start].last();
            let then = then.is_some_and(|c| c.piece == Piece::Then);
            if placed && (goes || elsewhere) || goes && then {
                break;
            }
            // "đã điện đàm và đã gặp nhau hồi tháng 6", "điện đàm và gặp nhau tại K hôm 5/1": each has its own.
            let past = |i: usize| c[i].piece == Piece::Cue(CueKind::Past);
            if !held && (clause.chunks.clone().any(past) || elsewhere && !takes_place) {
                break;
            }
            out.append(&mut found);
        }
        out
    }
}

/// Whether a chunk may stand between an event noun and the word that it depends on.
fn beside_event(piece: Piece) -> bool {
    matches!(
        piece,
        Piece::Classifier
            | Piece::Transparent
            | Piece::Number
            | Piece::Cue(_)
            | Piece::Word
            | Piece::Verb(VerbKind::Light)
    )
}
