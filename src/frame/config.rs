//! Frames: what each trigger class asks for, read from `frames.toml`, and relation kinds from `schema/relations.toml`.

use super::entries::{
    FRAME_KEYS, KIND_KEYS, MARKS, array, at_entry, by_status, flag, known_keys, line_of, parse,
    string, strings,
};
use crate::clause::{Chunk, Classes, Piece, PrepRole};
use crate::error::Error;
use crate::extraction::Status;
use crate::frame::REASONS;
use crate::happening::CIRCUMSTANCES;
use crate::hash::FastMap;
use crate::image::{Reader, Stored, Writer, stored};
use crate::lexicon::Lexicon;
use crate::pack::Cell;
use crate::rule::did_you_mean;

/// How an argument is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Mark {
    /// Right after the trigger, only transparent words between.
    Bare,
    /// Two names joined by a hyphen, right after the trigger.
    Pair,
    /// The place of a verb of visiting that the trigger governs ("mời … thăm").
    Visit,
    /// After a preposition.
    Prep(PrepRole),
}

impl Mark {
    fn parse(name: &str) -> Option<Mark> {
        match name {
            "bare" => Some(Mark::Bare),
            "pair" => Some(Mark::Pair),
            "visit" => Some(Mark::Visit),
            n => PrepRole::parse(n).map(Mark::Prep),
        }
    }

    /// The name in `frames.toml` and in evidence.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Mark::Bare => "bare",
            Mark::Pair => "pair",
            Mark::Visit => "visit",
            Mark::Prep(PrepRole::With) => "with",
            Mark::Prep(PrepRole::Between) => "between",
            Mark::Prep(PrepRole::Of) => "of",
            Mark::Prep(PrepRole::To) => "to",
            Mark::Prep(PrepRole::From) => "from",
            Mark::Prep(PrepRole::By) => "by",
            Mark::Prep(PrepRole::At) => "at",
            Mark::Prep(_) => "prep",
        }
    }
}

/// Who may fill a side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parties {
    pub(crate) person: bool,
    pub(crate) country: bool,
    pub(crate) organization: bool,
    /// An organisation that acts as one opposite a person, no club and no paper.
    pub(crate) body: bool,
    /// A province or town at home, as those who lead it and are met.
    pub(crate) province: bool,
}

/// One frame.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) id: Cell,
    /// The file that it stands in, and the line where it begins.
    pub(crate) file: Cell,
    pub(crate) line: usize,
    /// What its author says of it.
    pub(crate) note: Cell,
    pub(crate) kind: Cell,
    /// Where the kind stands among all.
    kind_at: usize,
    pub(crate) subject: Option<Cell>,
    pub(crate) object: Option<Cell>,
    pub(crate) marks: Vec<Mark>,
    pub(crate) noun: Vec<(Mark, Cell)>,
    pub(crate) parties: Parties,
    pub(crate) noun_parties: Parties,
    /// Who may fill the other side, where not everyone who may act may.
    pub(crate) object_parties: Option<Parties>,
    pub(crate) passive: bool,
    /// Taken for granted by the way it is told ("theo lời mời của").
    pub(crate) given: bool,
    /// Tells of a match in a sentence about a contest.
    pub(crate) no_contest: bool,
    /// Told of people in office: between those of whom nobody holds one it is work shared ("hai diễn viên từng làm việc với").
    pub(crate) official: bool,
    /// The subject alone may be all sides ("hai nhà lãnh đạo gặp nhau").
    pub(crate) group: bool,
    /// With the press it is an interview.
    pub(crate) no_press: bool,
    /// A state takes part only where the clause itself names it ("nước X bị chỉ trích khi họp").
    pub(crate) own_states: bool,
    /// Told by a picture of those who take part.
    pub(crate) picture: bool,
    /// Each of the other side makes a relation of its own.
    pub(crate) each: bool,
    pub(crate) place: Vec<Mark>,
    pub(crate) destination: Vec<Mark>,
    pub(crate) person_object: Option<Cell>,
    pub(crate) remote: Option<Cell>,
}

impl Frame {
    /// Whether it takes for granted what the next trigger tells of ("nhận lời mời thăm K của B").
    pub(crate) fn leads_on(&self) -> bool {
        self.given && self.destination.contains(&Mark::Visit)
    }

    /// The frames to use in its stead, and when.
    pub(crate) fn others(&self) -> impl Iterator<Item = (&str, &'static str)> {
        let person = self.person_object.as_deref();
        let remote = self.remote.as_deref();
        person
            .map(|p| (p, "it is the frame to use where the object is a person"))
            .into_iter()
            .chain(remote.map(|r| (r, "it is the frame to use where the parties are far apart")))
    }
}

/// Whether a kind of relation has a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlaceNeed {
    /// It may.
    Free,
    /// Without one it is no relation.
    Required,
    /// It has none.
    Never,
}

/// A PLOVER event, and its mode if it has one.
pub(crate) type EventAndMode = (Cell, Option<Cell>);

/// A kind of relation.
#[derive(Clone, Debug)]
pub(crate) struct RelationKind {
    pub(crate) id: Cell,
    /// The file that it stands in, and the line where it begins.
    pub(crate) file: Cell,
    pub(crate) line: usize,
    pub(crate) roles: Vec<Cell>,
    pub(crate) least: usize,
    pub(crate) place: PlaceNeed,
    /// A lasting fact: no frame makes it.
    pub(crate) lasting: bool,
    /// The roles of whom it goes out from and whom it goes to.
    pub(crate) ends: Option<[Cell; 2]>,
    /// Somebody goes to its place.
    pub(crate) journey: bool,
    /// Those who take part come together in its place.
    pub(crate) gathers: bool,
    /// The role of one who comes to the others.
    pub(crate) comes: Option<Cell>,
    /// It is to a journey.
    pub(crate) invites: bool,
    /// What holds (`planned`, `negated-refused`, `occurred-hosted`) → PLOVER event and mode.
    pub(crate) plover: FastMap<Cell, EventAndMode>,
    /// What holds → CAMEO code.
    pub(crate) cameo: FastMap<Cell, Cell>,
}

impl RelationKind {
    /// The role of one who takes part in no way of one's own, where the kind has no ends.
    pub(crate) fn neutral(&self) -> Option<&str> {
        let first = self.roles.first()?;
        self.ends.is_none().then_some(first)
    }

    /// Whether two roles are its two ends.
    pub(crate) fn opposed(&self, a: &str, b: &str) -> bool {
        let turned =
            |[from, to]: &[Cell; 2]| (a, b) == (&**from, &**to) || (b, a) == (&**from, &**to);
        self.ends.as_ref().is_some_and(turned)
    }
}

/// All frames and relation kinds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frames {
    frames: Vec<Frame>,
    kinds: Vec<RelationKind>,
}

impl Frames {
    /// All frames, in the order of the files.
    pub(crate) fn all(&self) -> &[Frame] {
        &self.frames
    }

    /// All relation kinds, in the order of the files.
    pub(crate) fn kinds(&self) -> &[RelationKind] {
        &self.kinds
    }

    /// The frame of that id.
    pub(crate) fn find(&self, id: &str) -> Option<usize> {
        self.frames.iter().position(|f| &*f.id == id)
    }

    /// A frame.
    pub(crate) fn frame(&self, ix: usize) -> &Frame {
        &self.frames[ix]
    }

    /// A relation kind by id.
    pub(crate) fn kind(&self, id: &str) -> Option<&RelationKind> {
        self.kinds.iter().find(|k| &*k.id == id)
    }

    /// The relation kind of a frame.
    pub(crate) fn kind_of(&self, frame: &Frame) -> Option<&RelationKind> {
        self.kinds.get(frame.kind_at)
    }

    /// Whether the one who acts in a frame is the end that its kind goes out from.
    pub(crate) fn sends(&self, frame: &Frame) -> bool {
        self.end_of(frame) == Some(0)
    }

    /// Whether the one who acts in a frame is the end that its kind goes to.
    pub(crate) fn gets(&self, frame: &Frame) -> bool {
        self.end_of(frame) == Some(1)
    }

    /// The frame of a trigger chunk.
    pub(crate) fn of_trigger(
        &self,
        chunk: &Chunk,
        lexicon: &Lexicon,
        classes: &Classes,
    ) -> Option<&Frame> {
        if !matches!(chunk.piece, Piece::Trigger { .. }) {
            return None;
        }
        let sense = classes.told_by(lexicon, chunk.entry?)?;
        Some(self.frame(self.find(sense.attr("frame")?)?))
    }

    /// "theo lời mời của B": whether a word only says by whose invitation something is; of what is accepted or refused the word itself
    /// says so.
    pub(crate) fn by_invitation(&self, c: &Chunk, lexicon: &Lexicon, classes: &Classes) -> bool {
        let cue = c
            .entry
            .is_some_and(|e| lexicon.entry(e).attr("cue").is_some());
        !cue && self
            .of_trigger(c, lexicon, classes)
            .is_some_and(|f| f.given)
    }

    /// Whether the one who acts in a frame invites to a journey.
    pub(crate) fn invites(&self, frame: &Frame) -> bool {
        self.sends(frame) && self.kind_of(frame).is_some_and(|k| k.invites)
    }

    fn end_of(&self, frame: &Frame) -> Option<usize> {
        let ends = self.kind_of(frame)?.ends.as_ref()?;
        ends.iter().position(|e| Some(e) == frame.subject.as_ref())
    }

    /// Reads a `relations.toml`; a kind of an id that was there before takes its place.
    ///
    /// # Errors
    /// TOML that cannot be read, a kind without id.
    pub(crate) fn add_schema(&mut self, file: &str, text: &str) -> Result<(), Error> {
        let table = parse(file, text)?;
        for (i, k) in array(&table, "kind").enumerate() {
            let error = |m: String| at_entry(m, file, text, "[[kind]]", i, "");
            known_keys(k, &KIND_KEYS, "a relation kind", file, text, "[[kind]]", i)?;
            let Some(id) = string(k, "id") else {
                return Err(error("a relation kind needs an id".into()));
            };
            let place = match string(k, "place") {
                None => PlaceNeed::Free,
                Some("required") => PlaceNeed::Required,
                Some("none") => PlaceNeed::Never,
                Some(p) => {
                    return Err(error(format!(
                        "unknown place need {p:?}: required, none, or left out"
                    )));
                }
            };
            for key in by_status(k, "plover").chain(by_status(k, "cameo")) {
                if !is_code_key(key.0) {
                    return Err(error(format!(
                        "{:?} is no status, nor one with a reason or circumstance",
                        key.0
                    )));
                }
            }
            let roles: Vec<Cell> = strings(k, "roles").map(kept).collect();
            let ends = match strings(k, "ends").collect::<Vec<_>>()[..] {
                [] if !k.contains_key("ends") => None,
                [from, to] if [from, to].iter().all(|e| roles.iter().any(|r| &**r == *e)) => {
                    Some([kept(from), kept(to)])
                }
                _ => return Err(error("ends are two of the kind's roles".into())),
            };
            let comes = string(k, "comes").map(kept);
            if comes.as_ref().is_some_and(|c| !roles.contains(c)) {
                return Err(error("comes is one of the kind's roles".into()));
            }
            let kind = RelationKind {
                id: kept(id),
                file: kept(file),
                line: line_of(text, "[[kind]]", i),
                roles,
                least: k
                    .get("least")
                    .and_then(toml::Value::as_integer)
                    .and_then(|n| usize::try_from(n).ok())
                    .unwrap_or(2),
                place,
                lasting: flag(k, "static"),
                ends,
                journey: flag(k, "journey"),
                gathers: flag(k, "gathers"),
                comes,
                invites: flag(k, "invites"),
                plover: by_status(k, "plover")
                    .filter_map(|(s, v)| {
                        let mut v = v.as_array()?.iter().filter_map(toml::Value::as_str);
                        Some((kept(s), (kept(v.next()?), v.next().map(kept))))
                    })
                    .collect(),
                cameo: by_status(k, "cameo")
                    .filter_map(|(s, v)| Some((kept(s), kept(v.as_str()?))))
                    .collect(),
            };
            match self.kinds.iter_mut().find(|o| o.id == kind.id) {
                Some(old) => *old = kind,
                None => self.kinds.push(kind),
            }
        }
        Ok(())
    }

    /// Reads a `frames.toml`; a frame of an id that was there before takes its place.
    ///
    /// # Errors
    /// TOML that cannot be read, an unknown kind, role or mark.
    pub(crate) fn add_frames(&mut self, file: &str, text: &str) -> Result<(), Error> {
        let table = parse(file, text)?;
        for (i, f) in array(&table, "frame").enumerate() {
            let error_at = |m: String, near: &str| at_entry(m, file, text, "[[frame]]", i, near);
            let error = |m: String| error_at(m, "");
            known_keys(f, &FRAME_KEYS, "a frame", file, text, "[[frame]]", i)?;
            let (Some(id), Some(kind)) = (string(f, "id"), string(f, "kind")) else {
                return Err(error("a frame needs an id and a kind".into()));
            };
            let kind_at = self.kinds.iter().position(|k| &*k.id == kind);
            let Some((kind_at, schema)) = kind_at.map(|at| (at, &self.kinds[at])) else {
                let known = self.kinds.iter().map(|k| &*k.id);
                return Err(
                    error_at(format!("the schema has no relation kind {kind:?}"), kind).help(
                        did_you_mean(
                            kind,
                            known,
                            "a kind of one's own stands in schema/*.toml, as [[kind]]",
                        ),
                    ),
                );
            };
            if schema.lasting {
                return Err(error(format!(
                    "{kind:?} is a static kind: frames make happenings"
                )));
            }
            let role = |r: &str| -> Result<Cell, Error> {
                if schema.roles.iter().any(|x| &**x == r) {
                    Ok(kept(r))
                } else {
                    let roles = schema.roles.iter().map(|x| &**x);
                    let all: Vec<&str> = roles.clone().collect();
                    Err(
                        error_at(format!("the kind {kind:?} has no role {r:?}"), r).help(
                            did_you_mean(r, roles, &format!("its roles: {}", all.join(", "))),
                        ),
                    )
                }
            };
            let mark = |m: &str| {
                Mark::parse(m).ok_or_else(|| {
                    error_at(format!("unknown mark {m:?}"), m).help(format!(
                        "marks: bare, pair, visit, and the roles of prepositions: {}",
                        MARKS.join(", ")
                    ))
                })
            };
            let marks = |key: &str| strings(f, key).map(mark).collect::<Result<Vec<_>, _>>();
            let parties = |key: &str| -> Result<Parties, Error> {
                let mut p = Parties::default();
                for s in strings(f, key) {
                    match s {
                        "person" => p.person = true,
                        "country" => p.country = true,
                        "organization" => p.organization = true,
                        "body" => p.body = true,
                        "province" => p.province = true,
                        _ => {
                            return Err(error_at(format!("unknown party {s:?}"), s)
                                .help("person, country, organization, body, province"));
                        }
                    }
                }
                Ok(p)
            };
            let mut noun = Vec::new();
            if let Some(t) = f.get("noun").and_then(toml::Value::as_table) {
                for (m, r) in t {
                    let Some(r) = r.as_str() else {
                        return Err(error(format!("noun.{m} must name a role")));
                    };
                    noun.push((mark(m)?, role(r)?));
                }
            }
            let own = parties("parties")?;
            let frame = Frame {
                id: kept(id),
                file: kept(file),
                line: line_of(text, "[[frame]]", i),
                note: kept(string(f, "note").unwrap_or("")),
                kind: kept(kind),
                kind_at,
                subject: string(f, "subject").map(role).transpose()?,
                object: string(f, "object").map(role).transpose()?,
                marks: marks("marks")?,
                noun,
                parties: own,
                noun_parties: if f.contains_key("noun_parties") {
                    parties("noun_parties")?
                } else {
                    own
                },
                object_parties: f
                    .contains_key("object_parties")
                    .then(|| parties("object_parties"))
                    .transpose()?,
                passive: flag(f, "passive"),
                given: flag(f, "given"),
                no_contest: flag(f, "no_contest"),
                official: flag(f, "official"),
                group: flag(f, "group"),
                no_press: flag(f, "no_press"),
                own_states: flag(f, "own_states"),
                picture: flag(f, "picture"),
                each: flag(f, "each"),
                place: marks("place")?,
                destination: marks("destination")?,
                person_object: string(f, "person_object").map(kept),
                remote: string(f, "remote").map(kept),
            };
            match self.frames.iter_mut().find(|o| o.id == frame.id) {
                Some(old) => *old = frame,
                None => self.frames.push(frame),
            }
        }
        Ok(())
    }

    /// Every frame that another names exists.
    ///
    /// # Errors
    /// A `person_object` or `remote` that names no frame.
    pub(crate) fn check(&self) -> Result<(), Error> {
        for f in &self.frames {
            for (p, what) in f.others() {
                if self.find(p).is_none() {
                    return Err(Error::new(format!(
                        "the frame {:?} names a frame {p:?} that does not exist",
                        f.id
                    ))
                    .at(&f.file, f.line, 0)
                    .help(did_you_mean(
                        p,
                        self.frames.iter().map(|f| &*f.id),
                        what,
                    )));
                }
            }
        }
        Ok(())
    }
}

/// What is kept of a file.
fn kept(words: &str) -> Cell {
    Cell::Owned(words.to_owned())
}

/// Whether a code may hang on it: a status, or a status with a reason or a circumstance.
fn is_code_key(key: &str) -> bool {
    let (status, more) = key
        .split_once('-')
        .map_or((key, None), |(s, m)| (s, Some(m)));
    Status::ALL.iter().any(|s| s.as_str() == status)
        && more.is_none_or(|m| REASONS.contains(&m) || CIRCUMSTANCES.contains(&m))
}

stored!(
    enum PrepRole {
        With,
        Between,
        Of,
        By,
        At,
        To,
        From,
        About,
        Against,
        According,
        Beside,
        Replacing,
        Like,
    }
);
stored!(
    enum PlaceNeed {
        Free,
        Required,
        Never,
    }
);
stored!(Parties {
    person,
    country,
    organization,
    body,
    province
});
stored!(Frame {
    id,
    file,
    line,
    note,
    kind,
    kind_at,
    subject,
    object,
    marks,
    noun,
    parties,
    noun_parties,
    object_parties,
    passive,
    given,
    no_contest,
    official,
    group,
    no_press,
    own_states,
    picture,
    each,
    place,
    destination,
    person_object,
    remote
});
stored!(RelationKind {
    id,
    file,
    line,
    roles,
    least,
    place,
    lasting,
    ends,
    journey,
    gathers,
    comes,
    invites,
    plover,
    cameo
});
stored!(Frames { frames, kinds });

impl Stored for Mark {
    fn write(&self, to: &mut Writer) {
        match self {
            Mark::Bare => 0u8.write(to),
            Mark::Pair => 1u8.write(to),
            Mark::Visit => 2u8.write(to),
            Mark::Prep(role) => {
                3u8.write(to);
                role.write(to);
            }
        }
    }

    fn read(from: &mut Reader) -> Option<Self> {
        Some(match u8::read(from)? {
            0 => Mark::Bare,
            1 => Mark::Pair,
            2 => Mark::Visit,
            3 => Mark::Prep(Stored::read(from)?),
            _ => return None,
        })
    }
}
