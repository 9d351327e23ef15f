//! What a pronoun's clause says of whom it means: who speaks, who acts, who stands before it.

use super::Reading;
use crate::clause::{Chunk, Clause, Link, Piece, PrepRole, VerbKind, in_prepositional};
use crate::discourse::{Bond, EntityNo, State};
use crate::extraction::Kind;
use crate::phrase::Head;
use crate::text::BlockKind;

/// So many sentences on a quotation is followed.
const QUOTED: usize = 4;

impl Reading<'_, '_> {
    /// Who speaks the clause that a pronoun stands in, and who else acts in it: the one it can mean, and the one it cannot.
    pub(super) fn around_pronoun(
        &self,
        i: usize,
        noun: usize,
    ) -> (Option<EntityNo>, Option<EntityNo>) {
        let Some((clause, _)) = self.clause_of(i, noun) else {
            return (None, None);
        };
        let p = self.row(i);
        let own = self
            .subject_of(i, clause)
            .filter(|(n, _)| *n < noun && !self.counted_by_speaker(i, clause, noun))
            .map(|(_, e)| e);
        // "A về nước sau chuyến thăm K của ông": his own.
        if own.is_some() && self.owns(i, noun) {
            return (own, None);
        }
        let me = own.is_none().then(|| self.who_says_i(i, noun)).flatten();
        let mut speaker = None;
        let mut k = clause;
        while k > 0 {
            if matches!(p.clauses[k].link, Link::Main) {
                break;
            }
            k -= 1;
            if let Some((n, e)) = self.subject_of(i, k)
                && n < noun
                && ![own, me].contains(&Some(e))
            {
                speaker = Some(e);
                break;
            }
        }
        let earlier = || {
            self.earlier_in_clause(i, clause, noun)
                .or_else(|| self.only_one_before(i, clause, noun))
        };
        (speaker.or_else(earlier), own.or(me))
    }

    /// "“Tôi không rõ ông ấy đã gặp B hay chưa”": who says "I" at the head of a clause before a pronoun in the same words, and is
    /// not meant by it.
    fn who_says_i(&self, i: usize, noun: usize) -> Option<EntityNo> {
        let p = self.row(i);
        let at = p.chunks.iter().position(|c| c.piece == Piece::Noun(noun))?;
        let quote = |c: &Chunk| c.piece == Piece::Quote;
        let from = p.chunks[..at].iter().rposition(quote).map_or(0, |q| q + 1);
        p.clauses.iter().find_map(|clause| {
            let start = clause.chunks.start.max(from);
            match p.chunks.get(start..at)?.first()?.piece {
                Piece::Noun(n) if self.nouns[n].first_person && self.nouns[n].number == 1 => {
                    self.meant[n].first().copied()
                }
                _ => None,
            }
        })
    }

    /// "A nói đây là lần thứ ba anh đến K": whether the subject that the clause shares is who speaks, and the pronoun who acts, behind
    /// a word for which time it is.
    fn counted_by_speaker(&self, i: usize, clause: usize, noun: usize) -> bool {
        let p = self.row(i);
        let said = p
            .clauses
            .get(clause)
            .filter(|c| c.link == Link::Say && !c.own_subject);
        let Some(said) = said.map(|c| &p.chunks[c.chunks.clone()]) else {
            return false;
        };
        let at = said.iter().position(|c| c.piece == Piece::Noun(noun));
        let count = at.and_then(|at| said.get(at.checked_sub(1)?)?.entry);
        count.is_some_and(|e| {
            let entry = self.extractor.lexicon.entry(e);
            entry.attr("nth").or(entry.attr("first")).is_some()
        })
    }

    /// "Nước X muốn gặp ông A khi ông đến K": the one person of the clause above, where the pronoun is the subject of what hangs on it.
    fn only_one_before(&self, i: usize, clause: usize, noun: usize) -> Option<EntityNo> {
        let p = self.row(i);
        let c = p.clauses.get(clause)?;
        let subject = p.chunks.get(c.subject?)?.piece == Piece::Noun(noun);
        let above = p.clauses.get(c.parent.filter(|k| *k < clause)?)?;
        let mut persons = p.chunks[above.chunks.clone()].iter().filter_map(|c| {
            let Piece::Noun(n) = c.piece else {
                return None;
            };
            let named = matches!(self.nouns[n].head, Head::Person | Head::Role);
            named.then(|| self.meant[n].as_slice())
        });
        match (persons.next()?, persons.next()) {
            ([one], None) if subject => Some(*one),
            _ => None,
        }
    }

    /// Whether a noun phrase is an owner or a side of an event ("của ông", "cuộc gặp giữa ông và B", "bức thư ông nhận từ B").
    fn owns(&self, i: usize, noun: usize) -> bool {
        let chunks = self.chunks(i);
        let at = chunks.iter().position(|c| c.piece == Piece::Noun(noun));
        let before = at.and_then(|at| chunks.get(at.checked_sub(1)?));
        let marks = [PrepRole::Of, PrepRole::Between].map(Piece::Prep);
        // (But "lễ đón ông tại K".)
        let behind = at.and_then(|at| chunks.get(at + 1)).map(|c| c.piece);
        let acts = matches!(behind, Some(Piece::Verb(_) | Piece::Prep(PrepRole::From)));
        let event = |c: &Chunk| c.piece == Piece::Trigger { noun: true } && acts;
        before.is_some_and(|c| marks.contains(&c.piece) || event(c))
    }

    /// "Ông A <a word that no lexicon has>, ông sẽ gặp B": the first person of the clause before the pronoun that is its subject.
    fn earlier_in_clause(&self, i: usize, clause: usize, noun: usize) -> Option<EntityNo> {
        let p = self.row(i);
        let c = p.clauses.get(clause)?;
        if p.chunks.get(c.subject?)?.piece != Piece::Noun(noun) {
            return None;
        }
        (c.chunks.start..c.subject?).find_map(|at| {
            let Piece::Noun(n) = p.chunks[at].piece else {
                return None;
            };
            let acts = matches!(self.nouns[n].head, Head::Person | Head::Role)
                && !in_prepositional(p.chunks, c.chunks.start, at);
            match self.meant[n].as_slice() {
                [e] if acts => Some(*e),
                _ => None,
            }
        })
    }

    /// Whether a sentence stands outside the body, and is read after it.
    fn aside(&self, i: usize) -> bool {
        self.block_of(i) != Some(BlockKind::Paragraph)
    }

    /// "“Tôi sẽ tới K. Sau đó tôi sẽ gặp B”, ông A nói": the noun of who is said to say, at its end, a quotation that goes on behind the
    /// sentence.
    fn who_ends_quotation(&self, i: usize) -> Option<usize> {
        // (Of what tells of nothing nobody asks who says it.)
        if !self.parsed[i].trigger {
            return None;
        }
        let block = |i: usize| {
            let sentence = self.text.sentences.get(self.parsed.get(i)?.sentence)?;
            Some(sentence.block)
        };
        let here = block(i)?;
        let near = |k: &usize| block(*k) == Some(here);
        let quotes = |k: usize| {
            let sentence = &self.text.sentences[self.parsed[k].sentence];
            let tokens = &self.text.tokens[sentence.tokens.clone()];
            tokens.iter().filter(|t| t.is_punct('"')).count()
        };
        // It was opened in the sentence, or before it where nothing closed it since.
        let before = (i.saturating_sub(QUOTED)..=i).rev().take_while(near);
        let opened = before.map(quotes).find(|n| *n > 0);
        if opened.is_none_or(|n| n % 2 == 0) {
            return None;
        }
        let mut further = (i + 1..=i + QUOTED).take_while(near);
        let ends = further.find(|k| quotes(*k) > 0)?;
        let row = self.row(ends);
        let close = row.chunks.iter().position(|c| c.piece == Piece::Quote)?;
        row.clauses.iter().find_map(|c| {
            let subject = c.subject.filter(|s| *s > close)?;
            let says = row.chunks.get(c.verb?)?.piece == Piece::Verb(VerbKind::Say);
            match row.chunks.get(subject)?.piece {
                Piece::Noun(n) if says => Some(n),
                _ => None,
            }
        })
    }

    /// "A gặp B. “Chúng tôi sẽ gặp lại nhau”, A nói": the two who were told of together last, of whom one speaks, where they are the
    /// subject of what people do together and nobody else stands in the clause.
    pub(super) fn we_two(&self, i: usize, noun: usize, state: &State) -> Option<Vec<EntityNo>> {
        let mut told = state
            .together()
            .filter(|t| t.bond == Bond::Related)
            .peekable();
        if !self.parsed[i].trigger || told.peek().is_none() {
            return None;
        }
        let (clause, at) = self.clause_of(i, noun)?;
        let row = self.row(i);
        let clause = row.clauses.get(clause).filter(|c| c.subject == Some(at))?;
        let chunks = row.chunks.get(clause.chunks.clone())?;
        let x = self.extractor;
        let together = chunks.iter().any(|c| c.piece == Piece::Recip);
        let gathers = |c: &Chunk| {
            let frame = x.frames.of_trigger(c, &x.lexicon, &x.classes);
            let kind = frame.and_then(|f| x.frames.kind_of(f));
            kind.is_some_and(|k| k.gathers)
        };
        // (Of a verb without "each other" they need be no two: "chúng tôi đang đàm phán".)
        let event = |c: &Chunk| match c.piece {
            Piece::Trigger { noun } => (noun || together) && gathers(c),
            _ => false,
        };
        let other = |c: &Chunk| match c.piece {
            Piece::Noun(n) => n != noun && !matches!(self.nouns[n].head, Head::Place),
            Piece::Prep(PrepRole::With) => true,
            _ => false,
        };
        if !chunks.iter().any(event) || chunks.iter().any(other) {
            return None;
        }
        let speaker = self.speaker_of(i, noun, state)?;
        let last = told.find(|t| t.people.contains(&speaker))?;
        (last.people.len() == 2 && last.sentence + QUOTED >= i).then(|| last.people.clone())
    }

    /// Who says the sentence that "tôi" stands in; where nobody is said to, and it is quoted, who acted last.
    pub(super) fn speaker_of(&self, i: usize, noun: usize, state: &State) -> Option<EntityNo> {
        let p = self.row(i);
        let says = |c: &&Clause| {
            c.verb
                .and_then(|v| p.chunks.get(v))
                .is_some_and(|c| matches!(c.piece, Piece::Verb(VerbKind::Say)))
        };
        let person = |e: &EntityNo| self.entities.get(*e).kind == Kind::Person;
        let mut sayers =
            p.clauses
                .iter()
                .filter(says)
                .filter_map(|c| match p.chunks.get(c.subject?)?.piece {
                    Piece::Noun(n) if n != noun && !self.nouns[n].first_person => Some(n),
                    _ => None,
                });
        let in_table = |n: usize| {
            let bound = self.nouns[n].name.and_then(|m| self.bound.get(m).copied());
            bound
                .flatten()
                .is_some_and(|e| self.entities.get(e).known.is_some())
        };
        // "Ông A: Tôi …": all that stands before the colon is who speaks. Of people whom no table knows such a line tells matches,
        // stages and songs.
        let named_before_colon = || {
            let said = p.clauses.iter().find(|c| c.link == Link::Colon)?;
            let head = p.clauses.get(said.parent?)?;
            match p.chunks.get(head.chunks.clone())? {
                [one] => match one.piece {
                    Piece::Noun(n) if self.nouns[n].head == Head::Person && in_table(n) => Some(n),
                    _ => None,
                },
                _ => None,
            }
        };
        // "…, tác giả trích lời ông A": whose words they are.
        let source = || {
            let cited = p
                .chunks
                .iter()
                .position(|c| c.piece == Piece::Prep(PrepRole::According))?;
            p.chunks[cited..].iter().find_map(|c| match c.piece {
                Piece::Noun(n) if self.nouns[n].head == Head::Person => Some(n),
                _ => None,
            })
        };
        // A sentence that is all quoted goes on with what was said.
        let quoted = p.chunks.first().is_some_and(|c| c.piece == Piece::Quote);
        match source()
            .or_else(|| sayers.next())
            .or_else(named_before_colon)
            .or_else(|| self.who_ends_quotation(i))
        {
            Some(n) => {
                let said = &self.nouns[n];
                let named = said.name.and_then(|m| self.bound.get(m).copied().flatten());
                // "“Tôi …”, ông nói": the pronoun comes later and is not read yet.
                let meant = || match said.head {
                    Head::Pronoun => state.pronoun(said.gender, None, None, &self.entities),
                    _ => self.meant[n].first().copied(),
                };
                named.or_else(meant).filter(person)
            }
            None if quoted && !self.aside(i) => state.subject.filter(person),
            None => None,
        }
    }
}
