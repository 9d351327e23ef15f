//! Reading one document: the stages in order, and their results as an [`Extraction`].

mod accept;
mod act;
mod again;
mod allowed;
mod anchor;
mod around;
mod ask;
#[cfg(test)]
mod clause_tests;
mod dated;
mod fired;
mod geography;
mod groups;
mod guest;
mod headline;
mod journey;
mod lead;
mod one_of_two;
mod parse;
mod parties;
mod place;
mod pronoun;
mod refer;
mod report;
mod share;
mod sides;
mod signals;
mod since;
mod so_called;
mod stand_for;
mod statics;
mod tell;
mod trace;
mod why;
mod write;

pub(crate) use signals::signals;

use geography::Geography;
use parse::{Parsed, SpareRows};
use refer::Needs;
use signals::{of_sentences, times};

use crate::discourse::{COUNTERPART, DocEntities, EntityNo, RoleTable, State, bind, of_class};
use crate::document::Document;
use crate::extraction::{Extraction, Words};
use crate::extractor::{Extractor, Stage};
use crate::few::Few;
use crate::frame::Filled;
use crate::gazetteer::{EntityIx, Office, Tenure};
use crate::happening::{Candidate, merge};
use crate::hash::FastSet;
use crate::mention::{Mention, NameLists, mentions};
use crate::phrase::{Desk, Head, Noun, Step};
use crate::rule::Signal;
use crate::text::{BlockKind, Text, TextLists, readable};
use crate::time::{Anchors, Direction, Edtf, Grain, TimeDesk, TimeExpression, complete_years};
use jiff::SignedDuration;
use jiff::civil::Date;
use std::cell::RefCell;
use std::mem::{swap, take};

/// Buffers that [`Extractor::extract_with`] fills again from one document to the next: one for each thread that reads many.
///
/// They hold nothing of a document that a later result could show.
#[derive(Debug, Default)]
pub struct Scratch {
    text: TextLists,
    times: TimeDesk,
    names: NameLists,
    desk: Desk,
    lists: Lists,
}

/// A document's lists of [`Reading`], empty.
#[derive(Debug, Default)]
struct Lists {
    signals: Vec<Signal>,
    times: Vec<TimeExpression>,
    mentions: Vec<Mention>,
    nouns: Vec<Noun>,
    rows: Vec<Step>,
    parsed: Vec<Parsed>,
    spare: SpareRows,
    bound: Vec<Option<EntityNo>>,
    meant: Vec<Few<EntityNo>>,
    values: Vec<Option<Edtf>>,
    anchors_at: Vec<Anchors>,
    entities: DocEntities,
    order: Vec<usize>,
    used: Vec<EntityNo>,
    state: Option<Box<State>>,
}

/// Empties a list and leaves it to the next document.
fn put_back<T>(list: &mut Vec<T>, to: &mut Vec<T>) {
    list.clear();
    swap(list, to);
}

/// So many sentences keep their rows once they are read: later ones look back a few only, and where one looks further the row is
/// made again.
const ROWS_KEPT: usize = 64;

/// The lists of a longer text are not kept, so that one giant document does not hold its memory for ever.
const LONGEST_KEPT: usize = 1 << 20;

impl Scratch {
    fn read<'t>(&mut self, x: &Extractor, text: &'t str) -> Text<'t> {
        Text::read_with(text, &x.vocabulary, &x.lexicon, &mut self.text)
    }

    /// Gives up what only a text of such a length needs.
    pub(crate) fn trim(&mut self, text: &str) {
        if text.len() > LONGEST_KEPT {
            *self = Scratch::default();
        }
    }
}

/// One document between text and result.
pub(crate) struct Reading<'e, 't> {
    extractor: &'e Extractor,
    document: &'t Document<'t>,
    text: Text<'t>,
    /// What the words of each sentence can set off.
    signals: Vec<Signal>,
    times: Vec<TimeExpression>,
    mentions: Vec<Mention>,
    nouns: Vec<Noun>,
    /// The chunker's rows of the sentences that noun rules look at.
    rows: Vec<Step>,
    parsed: Vec<Parsed>,
    entities: DocEntities,
    /// The entity of each mention.
    bound: Vec<Option<EntityNo>>,
    /// The entities that each noun phrase means.
    meant: Vec<Few<EntityNo>>,
    /// Roles that may mean either of two, by noun phrase.
    open_roles: Vec<(usize, [EntityNo; 2])>,
    /// The frames of the sentence that is being read, where a group asked for them before they are told.
    asked: Option<(usize, Vec<Filled>)>,
    /// The value of each time.
    values: Vec<Option<Edtf>>,
    /// What each time is read against: the day talked of where it stands.
    anchors_at: Vec<Anchors>,
    /// The sentences in the order in which they are read.
    order: Vec<usize>,
    /// The entities that the result has, once they are known.
    used: Vec<EntityNo>,
    /// The state of talk before and after the document is gone through: empty.
    state: Option<Box<State>>,
    /// The day against which roles are read.
    day: Option<Date>,
    /// Of a day that is only the middle of those that a text without a date may be of: the first and the last of them.
    between: Option<(Date, Date)>,
    /// Lists for the sentence at hand.
    desk: RefCell<Desk>,
    /// Lists for the rows of sentences.
    spare: RefCell<SpareRows>,
}

impl<'e, 't> Reading<'e, 't> {
    pub(crate) fn new(extractor: &'e Extractor, document: &'t Document<'t>) -> Self {
        Reading::new_with(extractor, document, &mut Scratch::default())
    }

    /// Into lists that were used before; [`finish`](Self::finish) gives them back.
    pub(crate) fn new_with(
        extractor: &'e Extractor,
        document: &'t Document<'t>,
        scratch: &mut Scratch,
    ) -> Self {
        let text = scratch.read(extractor, readable(document.text));
        let lists = &mut scratch.lists;
        of_sentences(extractor, &text, &mut lists.signals);
        let desk = &mut scratch.times;
        times(extractor, &text, &lists.signals, desk, &mut lists.times);
        mentions(
            &text,
            &extractor.cues,
            &extractor.gazetteer,
            &mut scratch.names,
            &mut lists.mentions,
        );
        if document.date.is_none() {
            complete_years(&mut lists.times);
        }
        lists.values.resize(lists.times.len(), None);
        lists
            .anchors_at
            .resize(lists.times.len(), Anchors::default());
        if document.text.len() > LONGEST_KEPT {
            scratch.names = NameLists::default();
        }
        let mut reading = Reading {
            extractor,
            document,
            values: take(&mut lists.values),
            anchors_at: take(&mut lists.anchors_at),
            text,
            signals: take(&mut lists.signals),
            times: take(&mut lists.times),
            mentions: take(&mut lists.mentions),
            nouns: take(&mut lists.nouns),
            rows: take(&mut lists.rows),
            parsed: take(&mut lists.parsed),
            entities: take(&mut lists.entities),
            bound: take(&mut lists.bound),
            meant: take(&mut lists.meant),
            open_roles: Vec::new(),
            asked: None,
            order: take(&mut lists.order),
            used: take(&mut lists.used),
            state: lists.state.take(),
            day: document.date,
            between: None,
            desk: RefCell::new(take(&mut scratch.desk)),
            spare: RefCell::new(take(&mut lists.spare)),
        };
        reading.parse();
        reading
    }

    /// Reads up to a stage: see [`Extractor::count`].
    pub(crate) fn count(
        extractor: &'e Extractor,
        document: &'t Document<'t>,
        stage: Stage,
        scratch: &mut Scratch,
    ) -> usize {
        if stage >= Stage::Phrases {
            let mut reading = Reading::new_with(extractor, document, scratch);
            return if stage == Stage::Phrases {
                let count = reading.nouns.len();
                reading.put_back(scratch);
                count
            } else {
                reading.finish(scratch).relations.len()
            };
        }
        let mut text = scratch.read(extractor, readable(document.text));
        let count = if stage == Stage::Text {
            text.tokens.len()
        } else {
            let lists = &mut scratch.lists;
            of_sentences(extractor, &text, &mut lists.signals);
            let desk = &mut scratch.times;
            times(extractor, &text, &lists.signals, desk, &mut lists.times);
            let mut count = lists.times.len();
            if stage > Stage::Times {
                let (cues, gazetteer) = (&extractor.cues, &extractor.gazetteer);
                let (names, found) = (&mut scratch.names, &mut lists.mentions);
                mentions(&text, cues, gazetteer, names, found);
                count = found.len();
            }
            lists.signals.clear();
            lists.times.clear();
            lists.mentions.clear();
            count
        };
        text.put_back(&mut scratch.text);
        count
    }

    /// Resolves, fills and joins; then writes it all down.
    pub(crate) fn finish(&mut self, scratch: &mut Scratch) -> Extraction {
        let candidates = self.understand(Needs::of(self));
        let mut merged = merge(candidates, &self.extractor.frames, &self.geography());
        self.headlines_on_the_day(&mut merged.happenings);
        self.headlines_ahead(&mut merged.happenings);
        self.headlines_on_the_way(&mut merged.happenings);
        // What only frames are read from is not held beside the result of a long text.
        let spare = self.spare.get_mut();
        self.parsed.iter_mut().for_each(|p| p.shed(spare));
        if self.document.text.len() > LONGEST_KEPT {
            self.signals = Vec::new();
            self.rows = Vec::new();
        }
        let extraction = self.write(merged);
        self.put_back(scratch);
        extraction
    }

    /// Gives its lists to the next document.
    fn put_back(&mut self, scratch: &mut Scratch) {
        swap(&mut scratch.desk, self.desk.get_mut());
        self.text.put_back(&mut scratch.text);
        let lists = &mut scratch.lists;
        put_back(&mut self.signals, &mut lists.signals);
        put_back(&mut self.times, &mut lists.times);
        put_back(&mut self.mentions, &mut lists.mentions);
        put_back(&mut self.nouns, &mut lists.nouns);
        put_back(&mut self.rows, &mut lists.rows);
        put_back(&mut self.parsed, &mut lists.parsed);
        swap(&mut lists.spare, self.spare.get_mut());
        put_back(&mut self.bound, &mut lists.bound);
        put_back(&mut self.meant, &mut lists.meant);
        put_back(&mut self.values, &mut lists.values);
        put_back(&mut self.anchors_at, &mut lists.anchors_at);
        put_back(&mut self.order, &mut lists.order);
        put_back(&mut self.used, &mut lists.used);
        self.entities.empty();
        swap(&mut self.entities, &mut lists.entities);
        lists.state = self.state.take();
    }

    fn geography(&self) -> Geography<'_> {
        Geography {
            entities: &self.entities,
            gazetteer: &self.extractor.gazetteer,
        }
    }

    /// Binds names, resolves phrases and fills frames: what each passage tells.
    fn understand(&mut self, needs: Needs) -> Vec<Candidate> {
        let x = self.extractor;
        bind(
            &self.text,
            &self.mentions,
            &self.nouns,
            &x.gazetteer,
            self.document.date,
            &x.at_home(),
            &mut self.entities,
            &mut self.bound,
        );
        if self.day.is_none() {
            (self.day, self.between) = self.likely_day();
        }
        self.roles_of_lead();
        self.roles_in_other_words();
        let table = RoleTable::default();
        self.meant.resize(self.nouns.len(), Few::None);
        let mut state = self.state.take().unwrap_or_default();
        state.titled = self.states_of_headline();
        let triggers = self.parsed.iter().filter(|p| p.trigger).count();
        let mut candidates = Vec::with_capacity(triggers + triggers / 2);
        let mut order = take(&mut self.order);
        self.put_in_order(&mut order);
        for (n, i) in order.iter().enumerate() {
            self.resolve(*i, needs, &table, &mut state);
            self.frames(*i, &mut state, &mut candidates);
            let left = n.checked_sub(ROWS_KEPT).and_then(|n| order.get(n));
            if let Some(left) = left.and_then(|i| self.parsed.get_mut(*i)) {
                left.shed(self.spare.get_mut());
            }
        }
        state.clear();
        self.state = Some(state);
        self.order = order;
        self.complete(&mut candidates);
        candidates
    }

    /// Sentences of the body first, then captions, then headlines: what stands aside is read against the body.
    fn put_in_order(&self, order: &mut Vec<usize>) {
        let rank = |i: &usize| match self.block_of(*i) {
            Some(BlockKind::Caption | BlockKind::Byline) => 1,
            Some(BlockKind::Headline) => 2,
            Some(BlockKind::Teaser) => 3,
            _ => 0u8,
        };
        order.clear();
        for own in 0..=3 {
            if order.len() < self.parsed.len() {
                order.extend((0..self.parsed.len()).filter(|i| rank(i) == own));
            }
        }
    }

    fn block_of(&self, parsed: usize) -> Option<BlockKind> {
        let s = &self.text.sentences[self.parsed[parsed].sentence];
        self.text.blocks.get(s.block).map(|b| b.kind)
    }

    /// For a text without a date: a day that its title-and-name pairs allow, most of them, whom else it names of those who led a
    /// state, and of who held an office that it speaks of. Of such days the latest day or month that the text itself tells with its
    /// year; else the last that the tables know of, where they reach that far, else the one in the middle: of holders in between the
    /// one who held longest is likeliest. A day in the middle comes with those between which it lies.
    fn likely_day(&self) -> (Option<Date>, Option<(Date, Date)>) {
        /// What an office says of the day: above all one that stands beside its holder's name, then that he led a state.
        const TITLED: i64 = 1 << 40;
        const LEADS: i64 = 1 << 20;
        let g = &self.extractor.gazetteer;
        let gone = |n: &Noun| n.mods.former || n.mods.late;
        let titled = self.nouns.iter().filter(|n| !gone(n));
        // (A long text speaks of the same ones again and again.)
        let spoken_of: FastSet<(&Words, Option<EntityIx>)> = titled
            .flat_map(|n| {
                let state = n.polity.and_then(|m| self.bound.get(m).copied().flatten());
                let state = state.and_then(|e| self.entities.get(e).known);
                n.titles
                    .iter()
                    .flat_map(|t| &t.classes)
                    .map(move |c| (c, state))
            })
            .collect();
        let is_spoken_of = |office: &Office| {
            let of = |state: EntityIx| g.entity(state).id == office.polity;
            let mut all = spoken_of.iter();
            all.any(|(word, state)| of_class(word, &office.class) && state.is_none_or(of))
        };
        // When how much more, or less, of what the text says holds.
        let mut turns: Vec<(Date, i64)> = Vec::new();
        for (_, e) in self.entities.iter() {
            let Some(ix) = e.known else { continue };
            let held = || g.tenures_of(ix).iter().map(|t| g.tenure(*t));
            let leads = |t: &&Tenure| g.office(t.office).leads();
            // "Cựu Tổng thống nước K": after his days.
            let former = e.offices.iter().any(|o| o.former);
            match held().filter(leads).map(|t| t.to).max().filter(|_| former) {
                Some(end) => turns.push((end, LEADS)),
                None => hold(&mut turns, &mut held().filter(leads), LEADS),
            }
            let other = |t: &&Tenure| !leads(t) && is_spoken_of(g.office(t.office));
            hold(&mut turns, &mut held().filter(other), 1);
        }
        for i in 0..self.parsed.len() {
            for n in self.parsed[i].nouns.clone() {
                let noun = &self.nouns[n];
                if noun.titles.is_empty() || gone(noun) {
                    continue;
                }
                let named = match noun.head {
                    Head::Person => Some(noun),
                    Head::Role => self.called_so(i, n).map(|m| &self.nouns[m]),
                    _ => None,
                };
                let Some(ix) = named.and_then(|noun| self.known_row(noun)) else {
                    continue;
                };
                let mut held = g.tenures_of(ix).iter().map(|t| g.tenure(*t));
                let called = |t: &&Tenure| {
                    let class = &g.office(t.office).class;
                    // "Ngoại trưởng nước K và người đồng cấp nước L, bà A": so she is.
                    let same = || spoken_of.iter().any(|(word, _)| of_class(word, class));
                    let mut classes = noun.titles.iter().flat_map(|x| &x.classes);
                    classes.any(|word| of_class(word, class) || **word == *COUNTERPART && same())
                };
                hold(&mut turns, &mut held.by_ref().filter(called), TITLED);
            }
        }
        turns.sort_unstable();
        // The latest stretch between two turns in which most hold.
        let mut best: Option<(i64, Date, Date)> = None;
        let mut weight = 0;
        for (n, turn) in turns.iter().enumerate() {
            weight += turn.1;
            let Some(next) = turns.get(n + 1).filter(|t| t.0 > turn.0) else {
                continue;
            };
            let stretch = (weight, turn.0, next.0.min(g.as_of()));
            if turn.0 < g.as_of() && best.is_none_or(|b| stretch >= b) {
                best = Some(stretch);
            }
        }
        let Some((_, first, last)) = best.filter(|b| b.0 >= 2 * LEADS) else {
            return (None, None);
        };
        let told = |t: &TimeExpression| {
            let value = t.value.resolve(&Anchors::default(), Direction::Unknown)?;
            let fine = matches!(value.grain(), Some(Grain::Day | Grain::Month));
            value
                .earliest()
                .filter(|d| fine && first <= *d && *d <= last)
        };
        let told = self.times.iter().filter_map(told).max();
        let half = SignedDuration::from_hours(last.duration_since(first).as_hours() / 2);
        let middle = (last < g.as_of())
            .then(|| last.checked_sub(half).ok())
            .flatten();
        let between = middle.filter(|_| told.is_none()).map(|_| (first, last));
        (told.or(middle).or(Some(last)), between)
    }
}

/// Adds the days on which somebody holds any of his offices, which weigh as much as one.
fn hold(turns: &mut Vec<(Date, i64)>, held: &mut dyn Iterator<Item = &Tenure>, weight: i64) {
    let mut own: Vec<(Date, i64)> = Vec::new();
    for t in held {
        own.extend([(t.from, 1), (t.to, -1)]);
    }
    own.sort_unstable();
    let mut at_once = 0;
    for (day, more) in own {
        let before = at_once;
        at_once += more;
        if (before == 0) != (at_once == 0) {
            turns.push((day, more * weight));
        }
    }
}
