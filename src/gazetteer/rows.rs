//! What a row of each table says.

use crate::extraction::Kind;
use crate::image::stored;
use crate::pack::Cell;
use jiff::civil::Date;

/// Index of an entity of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct EntityIx(pub(crate) u32);

/// Index of an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct OfficeIx(pub(crate) u32);

/// Index of a tenure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TenureIx(pub(crate) u32);

/// Index of a written form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NameId(pub(crate) u32);

/// Where a row stands: index of the file and 1-based line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowPlace {
    pub(crate) file: u16,
    pub(crate) line: u32,
}

/// Gender of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Male,
    Female,
}

/// A country, city, place, organisation, occasion or person.
#[derive(Clone, Debug)]
pub(crate) struct EntityRow {
    pub(crate) id: Cell,
    pub(crate) kind: Kind,
    /// The table's `kind` column: territory, sea, party …
    pub(crate) subkind: Cell,
    pub(crate) name: Cell,
    /// Code of the country it belongs to.
    pub(crate) country: Option<Cell>,
    pub(crate) wikidata: Option<Cell>,
    pub(crate) gender: Option<Gender>,
    /// Person id of the spouse.
    pub(crate) spouse: Option<Cell>,
    /// Country id that a palace speaks for; for a country its capital's id.
    pub(crate) stands_for: Option<Cell>,
    /// City or province it lies in.
    pub(crate) within: Option<Cell>,
    pub(crate) population: u32,
    pub(crate) place: RowPlace,
}

/// What sort of form a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum FormKind {
    Full,
    Formal,
    Alias,
    Transliteration,
    Former,
    Abbreviation,
    Epithet,
    Short,
}

/// A written form of an entity's name.
#[derive(Clone, Debug)]
pub(crate) struct NameForm {
    pub(crate) entity: EntityIx,
    pub(crate) form: Cell,
    pub(crate) kind: FormKind,
    /// Also a common word or a given name.
    pub(crate) ambiguous: bool,
    /// A person's short form that needs no title before it.
    pub(crate) alone: bool,
    /// Names inside it are no mentions.
    pub(crate) opaque: bool,
    /// Number of words, hyphens left out.
    pub(crate) words: u8,
    pub(crate) place: RowPlace,
}

/// An office of a polity.
#[derive(Clone, Debug)]
pub(crate) struct Office {
    pub(crate) id: Cell,
    /// Country or organisation id.
    pub(crate) polity: Cell,
    pub(crate) class: Cell,
    /// 1: the polity's leader.
    pub(crate) rank: u8,
}

/// A country or organisation with offices.
#[derive(Clone, Debug)]
pub(crate) struct Polity {
    pub(crate) id: Cell,
    /// By rank.
    pub(crate) offices: Vec<OfficeIx>,
}

impl Office {
    /// Whether who holds it leads the polity: the head of state or of government.
    pub(crate) fn leads(&self) -> bool {
        self.rank <= 2
    }
}

/// Who held an office from when until when.
#[derive(Clone, Debug)]
pub(crate) struct Tenure {
    pub(crate) person: EntityIx,
    pub(crate) office: OfficeIx,
    /// As written (EDTF).
    pub(crate) since: Option<Cell>,
    pub(crate) until: Option<Cell>,
    /// First day that it may cover.
    pub(crate) from: Date,
    /// Last day that it may cover.
    pub(crate) to: Date,
    /// Day of election.
    pub(crate) elected: Option<Date>,
    /// acting, disputed, designate, or empty.
    pub(crate) mode: Cell,
    /// Whether a second source tells of it.
    pub(crate) confirmed: bool,
    pub(crate) place: RowPlace,
}

impl Tenure {
    /// Whether the office may have been held on that day.
    pub(crate) fn covers(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}

stored!(EntityIx(number));
stored!(OfficeIx(number));
stored!(TenureIx(number));
stored!(NameId(number));
stored!(RowPlace { file, line });
stored!(
    enum Gender {
        Male,
        Female,
    }
);
stored!(
    enum Kind {
        Person,
        Country,
        City,
        Place,
        Organization,
        Occasion,
    }
);
stored!(
    enum FormKind {
        Full,
        Formal,
        Alias,
        Transliteration,
        Former,
        Abbreviation,
        Epithet,
        Short,
    }
);
stored!(EntityRow {
    id,
    kind,
    subkind,
    name,
    country,
    wikidata,
    gender,
    spouse,
    stands_for,
    within,
    population,
    place
});
stored!(NameForm {
    entity,
    form,
    kind,
    ambiguous,
    alone,
    opaque,
    words,
    place
});
stored!(Office {
    id,
    polity,
    class,
    rank
});
stored!(Polity { id, offices });
stored!(Tenure {
    person,
    office,
    since,
    until,
    from,
    to,
    elected,
    mode,
    confirmed,
    place
});
