//! Who reports a passage, and how often it says that something came about.

use super::Reading;
use super::parse::Row;
use crate::clause::{Chunk, CueKind, Link, Piece, PrepRole, VerbKind};
use crate::frame::Filled;
use crate::happening::Teller;
use crate::phrase::Head;
use std::ops::Range;

/// How many chunks after the trigger a count may stand.
const COUNT_AFTER: usize = 8;
/// How many chunks before it.
const COUNT_BEFORE: usize = 3;
/// How many chunks behind a word for the first one that tells since when is looked for.
const SINCE: usize = 12;
/// How many chunks a speaker's phrase may have ("theo một nguồn tin của Bộ Ngoại giao Hàn Quốc").
const SPEAKER: usize = 8;
/// How many clauses up a verb of saying is looked for.
const UP: usize = 4;

impl Reading<'_, '_> {
    /// How often, where words beside the trigger count it: a number before the unit ("gặp nhau 5 lần"), or an ordinal
    /// ("lần thứ ba gặp", "cuộc gặp thứ hai"), and whether it was an ordinal.
    pub(super) fn count_of(&self, i: usize, trigger: usize) -> Option<(u32, bool)> {
        let c = self.chunks(i);
        let at = chunk_at(c, trigger)?;
        let ends = |c: &Chunk| {
            matches!(
                c.piece,
                Piece::Comma
                    | Piece::Semicolon
                    | Piece::Colon
                    | Piece::Stop
                    | Piece::Link(_)
                    | Piece::And
                    | Piece::Trigger { .. }
                    | Piece::Verb(_)
            )
        };
        let noun = matches!(c[at].piece, Piece::Trigger { noun: true });
        let mut k = at + 1;
        while k < c.len().min(at + 1 + COUNT_AFTER) && !ends(&c[k]) {
            if let Some(n) = self.times_at(c, k) {
                return Some((n, false));
            }
            if let Some(n) = self.ordinal(c, k, noun && k == at + 1) {
                return Some((n, true));
            }
            k += 1;
        }
        // "từng ba lần gặp", "5 lần hội đàm", "lần thứ ba gặp"
        (at.saturating_sub(COUNT_BEFORE)..at)
            .rev()
            .take_while(|k| !ends(&c[*k]))
            .find_map(|k| {
                let told = if noun {
                    (k + 1 == at && self.counted(&c[at])).then(|| self.number(&c[k]))
                } else {
                    (k + 2 == at).then(|| self.times_at(c, k))
                };
                let told = told.flatten().map(|n| (n, false));
                told.or_else(|| self.ordinal(c, k, false).map(|n| (n, true)))
            })
    }

    /// Whether the trigger is a verb, or a verb that a classifier makes a noun ("buổi trò chuyện").
    pub(super) fn acted(&self, i: usize, f: &Filled) -> bool {
        let x = self.extractor;
        let c = self.chunks(i);
        let pos = || {
            let entry = c.get(chunk_at(c, f.trigger.start)?)?.entry?;
            x.lexicon.sense(entry, x.classes.trigger)?.attr("pos")
        };
        !f.noun || pos() == Some("v")
    }

    /// "5 lần": the number before a unit that counts times.
    fn times_at(&self, c: &[Chunk], at: usize) -> Option<u32> {
        let x = self.extractor;
        let is_unit = x.lexicon.is(c.get(at + 1)?.entry?, x.classes.times);
        is_unit.then(|| self.number(&c[at])).flatten()
    }

    /// "lần gặp": whether a noun of events has the unit of times in it.
    fn counted(&self, noun: &Chunk) -> bool {
        let x = self.extractor;
        let first = self.text.tokens.get(noun.tokens.clone()).unwrap_or(&[]);
        x.lexicon
            .longest_at(&first[..first.len().min(1)], 0)
            .is_some_and(|(e, _)| x.lexicon.is(e, x.classes.times))
    }

    /// "lần thứ ba", "lần thứ 5"; right after an event noun also "thứ hai", which else is a day.
    fn ordinal(&self, c: &[Chunk], at: usize, bare: bool) -> Option<u32> {
        let x = self.extractor;
        let entry = x.lexicon.entry(c.get(at)?.entry?);
        if entry.attr("nth_next").is_some() {
            return self.number(c.get(at + 1)?);
        }
        if bare && entry.attr("first").is_some() {
            return self.first_of_all(c, at).then_some(1);
        }
        let n = entry
            .attr("nth")
            .or_else(|| entry.attr("nth_bare").filter(|_| bare))?;
        n.parse().ok()
    }

    /// "hội nghị thượng đỉnh đầu tiên giữa A và B": whether a word for the first behind the noun of a gathering means that there was none
    /// before at all, and not only since some time or in it ("cuộc gặp đầu tiên trong năm nay", "… kể từ năm 2019").
    fn first_of_all(&self, c: &[Chunk], at: usize) -> bool {
        let frames = &self.extractor.frames;
        let event = at.checked_sub(1).map(|k| &c[k]);
        let frame = event
            .and_then(|e| frames.of_trigger(e, &self.extractor.lexicon, &self.extractor.classes));
        let gathers = frame
            .and_then(|f| frames.kind_of(f))
            .is_some_and(|k| k.gathers);
        // ("phiên họp đầu tiên" may be one of the same talks.)
        let session = event.is_some_and(|e| self.says(e, "alone"));
        let since = |c: &Chunk| match c.piece {
            Piece::Time(t) => {
                let value = &self.times[t].value;
                value.is_year() || value.runs_from()
            }
            _ => self.says(c, "since"),
        };
        let behind = c[at + 1..].iter().take_while(|c| c.piece != Piece::Stop);
        gathers && !session && !behind.take(SINCE).any(since)
    }

    fn number(&self, c: &Chunk) -> Option<u32> {
        let x = self.extractor;
        let word = || {
            let class = x.lexicon.find_class("number")?;
            x.lexicon.sense(c.entry?, class)?.attr("n")
        };
        let digits = self.text.slice(c.tokens.clone()).parse().ok();
        digits
            .or_else(|| word()?.parse().ok())
            .filter(|n| (1..1000).contains(n))
    }

    /// The question mark of a sentence that asks whether the trigger came about ("A sẽ gặp B?"), and not for more about it
    /// ("Vì sao A gặp B?").
    pub(super) fn asks_whether(&self, i: usize, f: &Filled) -> Option<Range<usize>> {
        let p = self.row(i);
        let at = chunk_at(p.chunks, f.trigger.start)?;
        let last = p.chunks.iter().rev().find(|c| c.piece != Piece::Quote)?;
        let mark = last.piece == Piece::Stop && self.text.slice(last.tokens.clone()) == "?";
        let past = f.cues.iter().any(|(k, _)| *k == CueKind::Past);
        // "A gặp B: Hòa hay chiến?" asks something else.
        // ("B sẽ tổ chức đàm phán sau khi …?": when or why is part of it.)
        let aside = |l: Link| matches!(l, Link::After | Link::When | Link::Before | Link::Purpose);
        let main = p.clauses.iter().rfind(|c| !aside(c.link)).is_some_and(|c| {
            c.chunks.contains(&at) && matches!(c.link, Link::Main | Link::Coordination)
        });
        // "Có cuộc gặp A - B?": a noun is asked for by the verb that carries it.
        let before = p.chunks[..at].iter().rev();
        let carried = before
            .skip_while(|c| c.is_light() || c.piece == Piece::Classifier)
            .map(|c| c.piece)
            .next()
            == Some(Piece::Verb(VerbKind::Light));
        if !mark || past || f.presupposed || f.noun && !carried || !main {
            return None;
        }
        let x = self.extractor;
        let open = x.lexicon.find_class("question.open")?;
        let more = p
            .chunks
            .iter()
            .any(|c| c.entry.is_some_and(|e| x.lexicon.is(e, open)));
        (!more).then(|| last.tokens.clone())
    }

    /// Who says what the passage tells: the subject of the verb of saying above it ("ông A nói đã gặp B"), the one that "according
    /// to" names, or the subject of a verb of saying at the sentence's end ("…, ông A cho biết").
    ///
    /// What is only taken for granted, or when something was said ("ông A nói …, khi gặp B"), the paper tells itself.
    pub(super) fn teller(&self, i: usize, f: &Filled) -> Option<Teller> {
        let p = self.row(i);
        let at = chunk_at(p.chunks, f.trigger.start)?;
        let own = p.clauses.iter().position(|c| c.chunks.contains(&at))?;
        let speaker = |k: usize| self.speaker(p, p.clauses.get(k)?.subject?);
        match self.said_above(p, own, f) {
            Some(k) => speaker(k),
            None => self
                .according(p, at)
                .or_else(|| speaker(self.said_last(p, own)?)),
        }
    }

    /// The time in the clause that says what a passage tells, above it or last in the sentence.
    pub(super) fn time_of_saying(&self, i: usize, f: &Filled) -> Option<usize> {
        let p = self.row(i);
        let at = chunk_at(p.chunks, f.trigger.start)?;
        let own = p.clauses.iter().position(|c| c.chunks.contains(&at))?;
        let above = self.said_above(p, own, f);
        let clause = above.or_else(|| self.said_last(p, own))?;
        let said = p.chunks.get(p.clauses[clause].chunks.clone())?;
        said.iter().find_map(|c| match c.piece {
            Piece::Time(t) => Some(t),
            _ => None,
        })
    }

    /// The clause of saying that the frame's own clause hangs on.
    fn said_above(&self, p: Row<'_>, own: usize, f: &Filled) -> Option<usize> {
        let mut k = own;
        for _ in 0..UP {
            let clause = p.clauses.get(k)?;
            let granted =
                f.presupposed || matches!(clause.link, Link::When | Link::After | Link::Before);
            let parent = clause.parent.filter(|up| *up < k && !granted)?;
            if clause.link == Link::Say {
                return Some(parent);
            }
            k = parent;
        }
        None
    }

    fn speaker(&self, p: Row<'_>, at: usize) -> Option<Teller> {
        let chunk = p.chunks.get(at)?;
        let Piece::Noun(n) = chunk.piece else {
            return None;
        };
        let who = self.meant.get(n).map_or(&[][..], |m| m);
        Some(Teller {
            entity: match who {
                [e] => Some(*e),
                _ => None,
            },
            tokens: chunk.tokens.clone(),
        })
    }

    /// "Theo KCNA, …": at the beginning of the sentence, or set off by a comma.
    fn according(&self, p: Row<'_>, trigger: usize) -> Option<Teller> {
        let c = p.chunks;
        let (at, _) = c.iter().enumerate().find(|(k, chunk)| {
            chunk.piece == Piece::Prep(PrepRole::According)
                && c[..*k]
                    .iter()
                    .rev()
                    .find(|b| !b.is_light())
                    .is_none_or(|b| {
                        matches!(
                            b.piece,
                            Piece::Comma | Piece::Dash | Piece::Stop | Piece::Quote
                        )
                    })
        })?;
        let x = self.extractor;
        let class = x.lexicon.find_class("says");
        let says = |chunk: &Chunk| {
            let entry = chunk.entry.zip(class);
            entry.is_some_and(|(e, class)| x.lexicon.is(e, class))
        };
        let end = (at + 1..c.len().min(at + 1 + SPEAKER))
            .find(|k| {
                !says(&c[*k])
                    && !matches!(
                        c[*k].piece,
                        Piece::Noun(_)
                            | Piece::Word
                            | Piece::Transparent
                            | Piece::Delegation
                            | Piece::Prep(PrepRole::Of)
                    )
            })
            .unwrap_or(c.len().min(at + 1 + SPEAKER));
        if (at + 1..end).contains(&trigger) {
            return None;
        }
        let speaks = |chunk: &Chunk| match chunk.piece {
            Piece::Noun(n) => matches!(
                self.nouns[n].head,
                Head::Person | Head::Role | Head::Organization
            ),
            _ => says(chunk),
        };
        let first = (at + 1..end).find(|k| speaks(&c[*k]))?;
        // One who is named alone, else the whole phrase ("truyền thông Hàn Quốc").
        if matches!(c[first].piece, Piece::Noun(_)) {
            return self.speaker(p, first);
        }
        Some(Teller {
            entity: None,
            tokens: c[first].tokens.start..c[end - 1].tokens.end,
        })
    }

    /// "…, ông A cho biết.": the clause of a verb of saying that nothing follows.
    fn said_last(&self, p: Row<'_>, own: usize) -> Option<usize> {
        let k = p.clauses.len().checked_sub(1).filter(|k| *k > own)?;
        let last = &p.clauses[k];
        let verb = last.verb?;
        let says = p.chunks[verb].piece == Piece::Verb(VerbKind::Say)
            && p.chunks[verb + 1..]
                .iter()
                .all(|c| c.is_light() || matches!(c.piece, Piece::Stop | Piece::Quote));
        (says && last.own_subject).then_some(k)
    }
}

/// The chunk that holds a token.
pub(super) fn chunk_at(chunks: &[Chunk], token: usize) -> Option<usize> {
    let at = chunks.partition_point(|c| c.tokens.end <= token);
    chunks
        .get(at)
        .filter(|c| c.tokens.contains(&token))
        .map(|_| at)
}
