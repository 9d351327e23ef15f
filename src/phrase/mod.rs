//! Noun phrases: title, polity, honorific and name joined to one party; groups, pairs, pronouns and roles.
//!
//! Which words follow which is data (`rules/nouns.toml`); this module reads what the rules' roles say.

use crate::extraction::Words;
use crate::few::Few;
use crate::gazetteer::Gender;
use std::ops::Range;

mod build;

pub(crate) use build::{Desk, Given, PhraseRules, build, build_plain, plain_row, pos_kind};

/// What a noun phrase is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    /// A named person (`name` is set).
    Person,
    /// A role without a name beside it ("nhà lãnh đạo Hàn Quốc", "Thủ tướng").
    Role,
    /// Several at once: "hai nhà lãnh đạo", "hai bên".
    Group,
    /// He, she, they.
    Pronoun,
    /// A country, city or other place.
    Place,
    /// Countries joined by hyphens: "Hàn-Nhật".
    Pair,
    /// An organisation.
    Organization,
    /// A named gathering.
    Occasion,
    /// Someone who is not the person inside the phrase: "con trai ông Trump".
    Other,
}

/// What an office word in a phrase says of the holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Mods {
    /// No longer in office (cựu, nguyên).
    pub(crate) former: bool,
    /// Just come into office.
    pub(crate) new: bool,
    /// Acting.
    pub(crate) acting: bool,
    /// Elected, not yet in office.
    pub(crate) elect: bool,
    /// Dead.
    pub(crate) late: bool,
    /// Of the country one is in ("nước chủ nhà").
    pub(crate) there: bool,
}

/// One office word of a phrase with the office classes it can stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    /// Office classes, likeliest first; `leader`, `counterpart`, `spouse` and `predecessor` are resolved by reference.
    pub(crate) classes: Few<Words>,
    /// The polity that the word itself implies.
    pub(crate) polity: Option<Words>,
    /// Whether the word is what holders at home are called by it alone ("Chủ tịch nước").
    pub(crate) home: bool,
    /// Whether nobody at home is called so ("Tổng thống").
    pub(crate) abroad: bool,
    /// Whether it is held in another country, of which the home country is meant where none is told ("Đại sứ").
    pub(crate) posted: bool,
    /// Whether those who are called so stand for what they lead ("lãnh đạo tỉnh X").
    pub(crate) sent: bool,
    /// Tokens of the word.
    pub(crate) tokens: Range<usize>,
}

/// A noun phrase that can fill a slot.
#[derive(Clone, Debug)]
pub(crate) struct Noun {
    /// The whole phrase.
    pub(crate) tokens: Range<usize>,
    /// The phrase without an honorific before it or an apposition after it: what a nominal mention spans.
    pub(crate) core: Range<usize>,
    pub(crate) head: Head,
    pub(crate) titles: Few<Title>,
    /// Mention of the country or organisation that the title belongs to.
    pub(crate) polity: Option<usize>,
    /// Mention of the country or organisation where an envoy serves.
    pub(crate) post: Option<usize>,
    /// Mention of the person whose envoy it is ("đặc phái viên của ông A").
    pub(crate) whose: Option<usize>,
    /// The office of whom it is an aide to: one who holds it is not the aide.
    pub(crate) under: Vec<Words>,
    /// Mention of the name: a person's for [`Head::Person`], else the place's or organisation's own.
    pub(crate) name: Option<usize>,
    /// Further members: the other countries of a pair, the other persons of a joined name.
    pub(crate) more: Vec<usize>,
    pub(crate) mods: Mods,
    pub(crate) gender: Option<Gender>,
    /// How many, for a group; 0: several.
    pub(crate) number: u8,
    /// What a group consists of: `leader`, `party`, `country`, or an office class.
    pub(crate) of: Option<Words>,
    /// The polities that a group always is, by its word ("hai miền"), comma-separated.
    pub(crate) sides: Option<Words>,
    /// Grammatical person of a pronoun.
    pub(crate) first_person: bool,
    /// Whether a group is of those who hold an office in several states ("Ngoại trưởng hai nước").
    pub(crate) of_states: bool,
    /// Whether a group is a pronoun ("họ").
    pub(crate) pronoun: bool,
    /// Someone's spouse, by the word before the name: at another's side no participant.
    pub(crate) companion: bool,
    /// Behind a word for somebody's kin ("con rể"): the one named himself, or whose kin it is.
    pub(crate) kin: bool,
    /// By the word before the name he has a trade that no leader of a state has ("ca sĩ").
    pub(crate) trade: bool,
    /// Of an office that is named again: the mention of whose it is.
    pub(crate) same_as: Option<usize>,
    /// The rule that joined it, of [`PhraseRules`]; `None` for a mention that none joined to anything.
    pub(crate) rule: Option<usize>,
}

/// The field of an office to which one is elected and not yet come.
pub(crate) const ELECT: &str = "elect";

/// The class of the office of a class that has a field: `minister.health`.
pub(crate) fn in_field(class: &str, field: &str) -> Words {
    [class, ".", field].concat().into()
}

impl Noun {
    /// Whether it is a pronoun for several, however many.
    pub(crate) fn they(&self) -> bool {
        self.head == Head::Group && self.pronoun && self.number == 0
    }

    /// "Các ngoại trưởng khối X": people of a body or state whom nobody counts.
    pub(crate) fn their_people(&self) -> bool {
        self.head == Head::Group && self.polity.is_some() && self.number == 0
    }

    /// Whether somebody is named with a form of address or a rank alone ("ông A", "tướng B").
    pub(crate) fn addressed(&self) -> bool {
        let ranked = self.rule.is_some() && !self.kin && !self.trade;
        self.head == Head::Person && self.titles.is_empty() && (self.gender.is_some() || ranked)
    }

    /// The office classes of all its titles, likeliest first.
    pub(crate) fn classes(&self) -> Vec<Words> {
        self.titles
            .iter()
            .flat_map(|t| t.classes.iter().cloned())
            .collect()
    }
}

/// A position of a sentence once noun phrases and times are folded in: what the chunker is given.
#[derive(Clone, Debug)]
pub(crate) enum Raw {
    Noun(u32),
    Time(u32),
    Entry(crate::lexicon::EntryId),
    Punct(char),
    Number,
    Word,
}

/// A position of the chunker's row and its tokens, in sixteen bytes: all rows of a document are kept until its frames are read.
pub(crate) type Step = (Raw, Tokens);

/// A range of tokens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tokens {
    start: u32,
    end: u32,
}

impl Tokens {
    pub(crate) fn of(range: &Range<usize>) -> Tokens {
        Tokens {
            start: range.start as u32,
            end: range.end as u32,
        }
    }

    pub(crate) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}
