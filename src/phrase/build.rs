//! From the matches of the noun rules to noun phrases, and the row of positions with them folded in.

mod noun;

use noun::{Context, bare};

use super::{Noun, Raw, Step, Tokens};
use crate::error::Error;
use crate::extraction::Kind;
use crate::image::stored;
use crate::lexicon::{ClassId, Lexicon};
use crate::mention::Mention;
use crate::pack::Cell;
use crate::rule::{PosKind, Position, RoleId, RuleSet, RuleSource, Work, apart, positions_into};
use crate::text::Text;
use crate::time::TimeExpression;
use crate::vocabulary::Vocabulary;
use std::ops::Range;

/// What a rule's match becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Makes {
    Person,
    Role,
    Group,
    Pair,
    Pronoun,
    Other,
}

/// The noun rules, compiled, with the roles that they name.
#[derive(Debug)]
pub(crate) struct PhraseRules {
    set: RuleSet,
    makes: Vec<Makes>,
    roles: Roles,
    classes: PhraseClasses,
}

#[derive(Debug)]
struct Roles {
    name: Option<RoleId>,
    titles: [Option<RoleId>; 3],
    role: Option<RoleId>,
    spouse: Option<RoleId>,
    polity: Option<RoleId>,
    post: Option<RoleId>,
    honorific: Option<RoleId>,
    mods: [Option<RoleId>; 2],
    number: Option<RoleId>,
    group: Option<RoleId>,
    members: [Option<RoleId>; 2],
    /// Where the others of the list stand, whatever their number.
    others: Option<RoleId>,
    pronoun: Option<RoleId>,
}

#[derive(Debug)]
struct PhraseClasses {
    title: ClassId,
    role: ClassId,
    honorific: ClassId,
    kin: ClassId,
    relative: ClassId,
    profession: ClassId,
    modifier: ClassId,
    then: ClassId,
    pronoun: ClassId,
    plural: ClassId,
    group: ClassId,
}

stored!(
    enum Makes {
        Person,
        Role,
        Group,
        Pair,
        Pronoun,
        Other,
    }
);
stored!(PhraseRules {
    set,
    makes,
    roles,
    classes
});
stored!(Roles {
    name,
    titles,
    role,
    spouse,
    polity,
    post,
    honorific,
    mods,
    number,
    group,
    members,
    others,
    pronoun
});
stored!(PhraseClasses {
    title,
    role,
    honorific,
    kin,
    relative,
    profession,
    modifier,
    then,
    pronoun,
    plural,
    group
});

/// What a bare name was joined by.
static NAME: Cell = Cell::Borrowed("noun.name");

impl PhraseRules {
    /// Compiles the rules that make noun phrases.
    ///
    /// # Errors
    /// A rule that does not compile, or makes something that is no noun phrase.
    pub(crate) fn compile(
        rules: &[RuleSource],
        lexicon: &mut Lexicon,
        vocabulary: &mut Vocabulary,
    ) -> Result<PhraseRules, Error> {
        let mut makes = Vec::new();
        for r in rules {
            makes.push(match r.makes.as_str() {
                "person" => Makes::Person,
                "role" => Makes::Role,
                "group" => Makes::Group,
                "pair" => Makes::Pair,
                "pronoun" => Makes::Pronoun,
                "other" => Makes::Other,
                m => {
                    return Err(r
                        .error_at("makes", format!("a noun phrase cannot be a {m:?}"))
                        .help("person, role, group, pair, pronoun, other"));
                }
            });
        }
        let set = RuleSet::compile(rules, lexicon, vocabulary)?;
        let roles = Roles {
            name: set.role("name"),
            titles: [set.role("t"), set.role("t2"), set.role("t3")],
            role: set.role("g"),
            spouse: set.role("sp"),
            polity: set.role("pol"),
            post: set.role("post"),
            honorific: set.role("hon"),
            mods: [set.role("mod"), set.role("mod2")],
            number: set.role("num"),
            group: set.role("n"),
            members: ["a", "b"].map(|r| set.role(r)),
            others: set.role("others"),
            pronoun: set.role("p"),
        };
        let mut c = |n: &str| lexicon.class(n);
        let classes = PhraseClasses {
            title: c("title"),
            role: c("role"),
            honorific: c("honorific"),
            kin: c("kin"),
            relative: c("relative"),
            profession: c("profession"),
            modifier: c("office.mod"),
            then: c("office.then"),
            pronoun: c("pronoun"),
            plural: c("plural"),
            group: c("group"),
        };
        Ok(PhraseRules {
            set,
            makes,
            roles,
            classes,
        })
    }

    /// The rules, for showing which nearly match.
    pub(crate) fn set(&self) -> &RuleSet {
        &self.set
    }

    /// The id of the rule that joined a phrase.
    pub(crate) fn rule_id(&self, noun: &Noun) -> &Cell {
        noun.rule.map_or(&NAME, |r| self.set.rule_id(r))
    }

    /// The rule of that id as it was understood.
    pub(crate) fn readable(&self, id: &str) -> Option<&str> {
        self.set.find_readable(id)
    }
}

/// The kind of position that a mention is.
pub(crate) fn pos_kind(kind: Kind) -> PosKind {
    match kind {
        Kind::Person => PosKind::Person,
        Kind::Country => PosKind::Country,
        Kind::City => PosKind::City,
        Kind::Place => PosKind::Place,
        Kind::Organization => PosKind::Organization,
        Kind::Occasion => PosKind::Occasion,
    }
}

/// What the noun phrases of a sentence are made from.
pub(crate) struct Given<'a> {
    pub(crate) text: &'a Text<'a>,
    /// The sentence's tokens.
    pub(crate) range: Range<usize>,
    pub(crate) lexicon: &'a Lexicon,
    /// All mentions, and the numbers of the outermost ones of the sentence.
    pub(crate) mentions: &'a [Mention],
    pub(crate) outer: &'a [usize],
    /// Its time expressions and the number of the first.
    pub(crate) times: &'a [TimeExpression],
    pub(crate) first_time: usize,
}

/// Lists for one sentence after the other.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    pub(crate) work: Work,
    /// The mentions and times as spans.
    spans: Vec<(Range<usize>, PosKind)>,
    /// For [`Given::outer`].
    pub(crate) outer: Vec<usize>,
    /// The row of [`plain_row`].
    pub(crate) row: Vec<Step>,
}

impl Given<'_> {
    fn spans(&self, list: &mut Vec<(Range<usize>, PosKind)>) {
        list.clear();
        let outer = self.outer.iter().filter_map(|i| self.mentions.get(*i));
        list.extend(outer.map(|m| (m.tokens.clone(), pos_kind(m.kind))));
        let times = self.times.iter();
        list.extend(times.map(|t| (t.tokens.clone(), PosKind::Time)));
    }

    /// The positions that the noun rules are given.
    pub(crate) fn positions(&self) -> Vec<Position> {
        let mut desk = Desk::default();
        self.positions_into(&mut desk);
        desk.work.positions
    }

    /// The same into a list that served another sentence.
    fn positions_into(&self, desk: &mut Desk) {
        let (text, range) = (self.text, self.range.clone());
        self.spans(&mut desk.spans);
        let list = &mut desk.work.positions;
        positions_into(text, range, self.lexicon, &desk.spans, list);
    }

    /// The mention of a position that is one, with its number.
    fn mention(&self, p: &Position) -> Option<(usize, &Mention)> {
        let index = *self.outer.get(p.given? as usize)?;
        Some((index, self.mentions.get(index)?))
    }

    /// What a position is to the chunker; the noun phrase of a mention is `noun`.
    fn raw(&self, p: &Position, noun: impl FnOnce(usize, &Mention) -> usize) -> Raw {
        match (p.kind, p.given, p.entry) {
            (PosKind::Time, Some(g), _) => {
                Raw::Time((self.first_time + g as usize).wrapping_sub(self.outer.len()) as u32)
            }
            (_, Some(_), _) => match self.mention(p) {
                Some((index, m)) => Raw::Noun(noun(index, m) as u32),
                None => Raw::Word,
            },
            (PosKind::Punct(c), None, _) => Raw::Punct(c),
            (_, None, Some(e)) => Raw::Entry(e),
            (PosKind::Number(_), None, None) => Raw::Number,
            (_, None, None) => Raw::Word,
        }
    }
}

/// Joins the noun phrases of one sentence. New phrases are appended to `nouns`, the sentence's row for the chunker to `out`; where
/// nothing is joined the row is left to [`plain_row`], and the answer is `false`.
pub(crate) fn build(
    given: &Given<'_>,
    rules: &PhraseRules,
    nouns: &mut Vec<Noun>,
    desk: &mut Desk,
    out: &mut Vec<Step>,
) -> bool {
    given.positions_into(desk);
    let matches = rules.set.find(&desk.work.positions, &mut desk.work.tools);
    if matches.is_empty() {
        build_plain(given, nouns, desk);
        return false;
    }
    let positions = &desk.work.positions[..];
    let ctx = Context {
        positions,
        given,
        rules,
    };
    out.reserve(positions.len());
    let mut matches = matches.iter().peekable();
    let mut i = 0;
    while i < positions.len() {
        if let Some(m) = matches.peek()
            && m.span.start == i
        {
            let end = m.span.end;
            if let Some(noun) = ctx.noun(m) {
                // An apposition's closing comma is left to the clause.
                let mut keep = end;
                while keep > i + 1 && positions[keep - 1].kind == PosKind::Punct(',') {
                    keep -= 1;
                }
                let t = positions[i].tokens.start..positions[keep - 1].tokens.end;
                out.push((Raw::Noun(nouns.len() as u32), Tokens::of(&t)));
                nouns.push(Noun { tokens: t, ..noun });
                matches.next();
                i = keep;
                continue;
            }
            matches.next();
        }
        while matches.peek().is_some_and(|m| m.span.start < i) {
            matches.next();
        }
        let p = &positions[i];
        let raw = given.raw(p, |index, m| {
            nouns.push(bare(index, m));
            nouns.len() - 1
        });
        out.push((raw, Tokens::of(&p.tokens)));
        i += 1;
    }
    true
}

/// As [`build`] for a sentence in which no noun rule has anything to join: each mention is a phrase, and the row is left to
/// [`plain_row`].
pub(crate) fn build_plain(given: &Given<'_>, nouns: &mut Vec<Noun>, desk: &mut Desk) {
    if given.outer.is_empty() {
        return;
    }
    given.spans(&mut desk.spans);
    for (i, ..) in apart(&desk.spans, given.range.clone()) {
        if let Some(index) = given.outer.get(i as usize)
            && let Some(m) = given.mentions.get(*index)
        {
            nouns.push(bare(*index, m));
        }
    }
}

/// The row of a sentence whose phrases [`build_plain`] made, from `first` on: fills [`Desk::row`].
pub(crate) fn plain_row(given: &Given<'_>, first: usize, desk: &mut Desk) {
    let mut next = first;
    given.positions_into(desk);
    let raw = |p: &Position| {
        let raw = given.raw(p, |_, _| {
            next += 1;
            next - 1
        });
        (raw, Tokens::of(&p.tokens))
    };
    desk.row.clear();
    desk.row.extend(desk.work.positions.iter().map(raw));
}
