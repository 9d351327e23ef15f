//! What is found: entities, mentions, times and relations, owned and sorted.

use crate::span::Span;
use std::borrow::Cow;

/// A string of a result: lent by the built-in pack, or the result's own where it comes from the text or from a user's pack.
///
/// It is compared and passed on as a `str` is; [`into_owned`](Cow::into_owned) makes a `String` of it.
pub type Words = Cow<'static, str>;

/// All that was read from one document.
///
/// Lists are sorted (mentions and times by span, relations by first evidence), so equal inputs give equal bytes.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Extraction {
    /// The document's id, as given.
    pub id: Option<String>,
    /// The document's date, `YYYY-MM-DD`, as given.
    pub date: Option<String>,
    /// Code of the language pack that was used (`vi`).
    pub language: Words,
    /// Who and what is meant; mentions and relations point here by index.
    pub entities: Vec<Entity>,
    /// Where they are named.
    pub mentions: Vec<Mention>,
    /// Time expressions with their values.
    pub times: Vec<TimeMention>,
    /// Who met, called, wrote to, visited or invited whom.
    pub relations: Vec<Relation>,
    /// What a limit dropped, by name.
    pub limits: Vec<String>,
}

/// Index of an [`Entity`] in [`Extraction::entities`].
pub type EntityIndex = usize;

/// What sort of thing an entity is, or a mention speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Kind {
    /// A human being.
    Person,
    /// A state or territory.
    Country,
    /// A city or town.
    City,
    /// Anything else on a map: province, island, sea, region, building.
    Place,
    /// Agency, party, company, medium, club, alliance.
    Organization,
    /// A named gathering.
    Occasion,
}

impl Kind {
    /// How many there are.
    pub(crate) const COUNT: usize = 6;

    /// All of them, in order.
    pub(crate) const ALL: [Kind; Kind::COUNT] = [
        Kind::Person,
        Kind::Country,
        Kind::City,
        Kind::Place,
        Kind::Organization,
        Kind::Occasion,
    ];

    /// Country, city or other place.
    pub const fn is_place(self) -> bool {
        matches!(self, Kind::Country | Kind::City | Kind::Place)
    }

    /// The name in the JSON line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Country => "country",
            Kind::City => "city",
            Kind::Place => "place",
            Kind::Organization => "organization",
            Kind::Occasion => "occasion",
        }
    }
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Form {
    /// By name.
    Name,
    /// By a role or description ("nhà lãnh đạo Hàn Quốc").
    Nominal,
    /// By a pronoun.
    Pronoun,
}

impl Form {
    /// The name in the JSON line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Form::Name => "name",
            Form::Nominal => "nominal",
            Form::Pronoun => "pronoun",
        }
    }
}

/// Someone or something: of the gazetteer, or known from this document only.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Entity {
    /// The gazetteer row's id, else unique in the document and beginning with `doc:`.
    pub id: Words,
    /// Whether the gazetteer knows it.
    pub known: bool,
    /// What it is.
    pub kind: Kind,
    /// The name to show.
    pub name: Words,
    /// Other written forms, of the gazetteer and of this document, sorted.
    pub aliases: Vec<Words>,
    /// Wikidata id, where the row has one.
    pub wikidata: Option<Words>,
    /// Code of the country it belongs to.
    pub country: Option<Words>,
    /// Offices held at the document's date, or that the document itself gives.
    pub offices: Vec<HeldOffice>,
}

/// An office and since when it is held.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct HeldOffice {
    /// Office class, such as `president`.
    pub office: Words,
    /// What the office is called in the document's language.
    pub title: Words,
    /// Country or organisation id.
    pub polity: Option<Words>,
    /// First day at the grain known (EDTF).
    pub since: Option<Words>,
    /// Last day at the grain known (EDTF); `None`: open.
    pub until: Option<Words>,
    /// Where the text rather than the gazetteer says so, `document`; an open tenure after the table's date, `assumed`.
    pub basis: Option<Words>,
}

/// A stretch of text that refers to someone or something.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// What it speaks of.
    pub kind: Kind,
    /// How it refers.
    pub form: Form,
    /// Whom or what it means: a row, or someone whom only this document knows.
    pub entity: Option<EntityIndex>,
    /// The rows that it may be as well, since nothing in the document tells them apart; best first, at most eight. A person who
    /// may be several rows is someone whom only the document knows, until a title or a fuller name tells.
    pub candidates: Vec<EntityIndex>,
    /// The rule or row that led to it.
    pub rule: Words,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TimeMention {
    /// Where.
    pub span: Span,
    /// EDTF value; `None` where the text and the document's date do not give one.
    pub value: Option<String>,
    /// The rule that read it.
    pub rule: Words,
}

/// Whether a relation has come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Status {
    /// Has happened, or is happening, by the document's date.
    Occurred,
    /// Scheduled, agreed, announced, expected.
    Planned,
    /// Wished, proposed, rumoured, conditional, asked for.
    Possible,
    /// Denied, refused, cancelled, did not take place.
    Negated,
}

impl Status {
    pub(crate) const ALL: [Status; 4] = [
        Status::Occurred,
        Status::Planned,
        Status::Possible,
        Status::Negated,
    ];

    /// The name in the JSON line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Occurred => "occurred",
            Status::Planned => "planned",
            Status::Possible => "possible",
            Status::Negated => "negated",
        }
    }
}

/// One thing that happened, or would: who with whom, where, when.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Relation {
    /// The same for the same happening in another document wherever kind, known participants and time agree.
    pub id: String,
    /// `meeting`, `call`, `letter`, `visit`, `invitation`, or a kind that a user's pack adds; with
    /// [`static_relations`](crate::ExtractorBuilder::static_relations) also `holds_office`, `located_in`, `spouse_of`.
    pub kind: Words,
    /// Whether it has come about.
    pub status: Status,
    /// Why not: asked, wished, proposed, rumoured, conditional, refused, cancelled, denied, postponed.
    pub reason: Option<Words>,
    /// Who took part, with roles.
    pub participants: Vec<Participant>,
    /// Class of the office, for `holds_office`.
    pub office: Option<Words>,
    /// Where, as stated.
    pub place: Option<EntityIndex>,
    /// Where, as concluded from something else; the reason stands in `basis`.
    pub inferred_place: Option<EntityIndex>,
    /// When: EDTF.
    pub time: Option<String>,
    /// On which occasion (a named gathering).
    pub occasion: Option<EntityIndex>,
    /// How often, where the text counts: 5 in "gặp nhau 5 lần", 3 in "lần thứ ba gặp" (`basis` tells a count, `stated`, from
    /// an `ordinal`, which says the how manieth this one is).
    pub count: Option<u32>,
    /// For each slot whether it is stated or concluded, and from what.
    pub basis: Vec<(Words, Words)>,
    /// Who says so, where the text tells of it by reports only; a passage of the paper's own voice needs no source. Each
    /// passage's own source stands in [`Evidence::source`].
    pub source: Option<Source>,
    /// Its life line where the text tells of more than one stage ("announced, then called off"): from the wish over the plan
    /// to what became of it. The last stage is the relation's status. Empty where there is one stage only.
    pub history: Vec<Phase>,
    /// PLOVER event and mode.
    pub plover: Option<Plover>,
    /// CAMEO code.
    pub cameo: Option<Words>,
    /// The passages that tell of it, in text order.
    pub evidence: Vec<Evidence>,
}

/// Who reports something.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Source {
    /// Who it is; `None` for one whom no entity stands for ("truyền thông Hàn Quốc").
    pub entity: Option<EntityIndex>,
    /// The words that name the source.
    pub span: Span,
}

/// A stage in the life of a relation: announced, postponed, held, denied …
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Phase {
    /// What it was then.
    pub status: Status,
    /// Why not, as in [`Relation::reason`].
    pub reason: Option<Words>,
    /// Index, in [`Relation::evidence`], of the first passage that tells of the stage.
    pub evidence: usize,
}

/// A PLOVER code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Plover {
    /// Event, such as `CONSULT`.
    pub event: Words,
    /// Mode, such as `visit` or `phone`.
    pub mode: Option<Words>,
}

/// Who takes part, as what, and where the text says so.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Participant {
    /// Who.
    pub entity: EntityIndex,
    /// As what: participant, sender, recipient, caller, callee, host, guest, visitor, inviter, invitee, mediator.
    pub role: Words,
    /// The words that name the participant in the passage that the relation was read from.
    pub span: Option<Span>,
}

/// One passage that tells of a relation.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Evidence {
    /// The sentence.
    pub sentence: Span,
    /// The trigger's words.
    pub trigger: Span,
    /// The frame and construction, such as `talk.active`.
    pub rule: String,
    /// Status that this passage gives.
    pub status: Status,
    /// The reason that this passage gives, as in [`Relation::reason`].
    pub reason: Option<Words>,
    /// Who says what this passage tells, where it is reported speech.
    pub source: Option<Source>,
    /// Words that bear on time and status.
    pub cues: Vec<Cue>,
}

/// A word that bears on a relation's status.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Cue {
    /// Where.
    pub span: Span,
    /// What it says: past, future, negation, cancel, wish …
    pub cue: Words,
}
