//! A second look at packs: what is well formed and still can do nothing.

use crate::clause::{CueKind, LinkWord, PrepRole, VerbKind, conjunction};
use crate::error::Error;
use crate::extractor::{Extractor, ExtractorBuilder, Sources};
use crate::lexicon::{Row, parse_attrs, rows};
use crate::order::by_place;
use crate::pack::FileText;
use crate::pack::{Files, PackFile};
use crate::rule::{PosKind, RuleSource, check_examples, dead_parts, did_you_mean};
use crate::time::check_time_examples;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is wrong with packs that can be built, and what in them does nothing. Both in the order of files and lines.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// Examples that their rules do not live up to; triggers without a frame; words whose attributes mean nothing.
    pub errors: Vec<Error>,
    /// What has no effect: rules and parts of rules that can match nothing, frames that no trigger names, rows that stand
    /// twice, files that nothing reads.
    pub warnings: Vec<Error>,
}

/// The kinds of spans that time rules are given.
const FOR_TIMES: [PosKind; 1] = [PosKind::Time];
/// Those that noun rules are given.
const FOR_NOUNS: [PosKind; 7] = [
    PosKind::Person,
    PosKind::Country,
    PosKind::City,
    PosKind::Place,
    PosKind::Organization,
    PosKind::Occasion,
    PosKind::Time,
];

impl ExtractorBuilder {
    /// As [`build`](Self::build); then runs every rule on its examples and looks for what can do nothing.
    ///
    /// Looks at the user's packs alone where there are any, else at the built-in data.
    ///
    /// # Errors
    /// As for [`build`](Self::build).
    ///
    /// # Examples
    /// ```
    /// use hoidam::Extractor;
    /// let words = "form\tclass\tattrs\ngieo quẻ\ttrigger\tframe=meat;pos=v\n";
    /// let review = Extractor::builder().table("languages/vi/lexicon/own.tsv", words).review()?;
    /// assert_eq!((review.errors[0].line(), review.errors[0].column()), (Some(2), Some(18)));
    /// assert!(review.errors[0].to_string().contains("did you mean meet?"));
    /// # Ok::<(), hoidam::Error>(())
    /// ```
    pub fn review(self) -> Result<Review, Error> {
        let files = self.files()?;
        let under = format!("languages/{}/", self.language);
        let (mut x, sources) = self.compile_files(&files)?;
        let mut look = Look {
            files: &files,
            under: &under,
            review: Review::default(),
        };
        look.examples(&mut x, &sources)?;
        look.lexicon(&x);
        look.frames(&x);
        look.unread();
        let mut review = look.review;
        let order = |e: &Error| {
            let file = e
                .file()
                .and_then(|f| files.all.iter().position(|(p, _)| p == f));
            [file, e.line(), e.column()].map(|n| n.map_or(0, |n| n + 1))
        };
        by_place(&mut review.errors, order);
        by_place(&mut review.warnings, order);
        Ok(review)
    }
}

struct Look<'f> {
    files: &'f Files,
    under: &'f str,
    review: Review,
}

impl Look<'_> {
    /// The files to look at: the user's, if there are any.
    fn looked_at(&self) -> &[PackFile] {
        let own = self.files.all.get(self.files.own..).unwrap_or(&[]);
        if own.is_empty() { &self.files.all } else { own }
    }

    fn wanted(&self, file: &str) -> bool {
        self.looked_at().iter().any(|(p, _)| p == file)
    }

    fn examples(&mut self, x: &mut Extractor, sources: &Sources) -> Result<(), Error> {
        let times = check_time_examples(&sources.times, &x.times, &x.lexicon, &x.vocabulary);
        let nouns = check_examples(&sources.nouns, &mut x.lexicon, &mut x.vocabulary);
        let failures = times.into_iter().chain(nouns).map(Error::from);
        self.review.errors.extend(failures);
        let mut layers: BTreeMap<i64, Vec<RuleSource>> = BTreeMap::new();
        for rule in &sources.times {
            let layer = rule.extra.get("layer").and_then(toml::Value::as_integer);
            layers
                .entry(layer.unwrap_or(0))
                .or_default()
                .push(rule.clone());
        }
        let sets = layers
            .values()
            .map(|rules| (rules, &FOR_TIMES[..]))
            .chain([(&sources.nouns, &FOR_NOUNS[..])]);
        for (rules, kinds) in sets {
            let dead = dead_parts(rules, kinds, &x.lexicon, &mut x.vocabulary)?;
            let dead = dead
                .into_iter()
                .filter(|e| e.file().is_some_and(|f| self.wanted(f)))
                .collect::<Vec<_>>();
            self.review.warnings.extend(dead);
        }
        Ok(())
    }

    fn lexicon(&mut self, x: &Extractor) {
        let folder = format!("{}lexicon/", self.under);
        let mut review = std::mem::take(&mut self.review);
        let mut seen: HashMap<(&str, &str, &str), (&str, usize)> = HashMap::new();
        for (file, text) in self.looked_at() {
            if !file.starts_with(&folder) {
                continue;
            }
            for row in rows(text) {
                let first = seen.insert((row.form, row.class, row.attrs), (file, row.line));
                if let Some((other, line)) = first {
                    review.warnings.push(
                        at(file, &row, row.form, "the row stands twice".to_string())
                            .also("first", other, line)
                            .help("leave one of the two out"),
                    );
                }
                review.errors.extend(attributes(file, &row, x));
            }
        }
        self.review = review;
    }

    fn frames(&mut self, x: &Extractor) {
        let trigger = x.lexicon.find_class("trigger");
        // The word between those whom a picture shows.
        let conj = x.lexicon.find_class("conj");
        let mut named: BTreeSet<&str> = x
            .lexicon
            .entries()
            .flat_map(|(_, e)| &e.senses)
            .filter(|s| Some(s.class) == trigger || Some(s.class) == conj)
            .filter_map(|s| s.attr("frame"))
            .collect();
        named.extend(
            x.frames
                .all()
                .iter()
                .flat_map(|f| f.others().map(|(id, _)| id)),
        );
        let mut warnings = Vec::new();
        for f in x.frames.all() {
            if !named.contains(&*f.id) && self.wanted(&f.file) {
                warnings.push(
                    Error::new(format!("no trigger names the frame {:?}", f.id))
                        .at(&f.file, f.line, 0)
                        .help(format!(
                            "a row of class trigger with frame={} in a lexicon makes it work",
                            f.id
                        )),
                );
            }
        }
        for k in x.frames.kinds() {
            let made = x.frames.all().iter().any(|f| f.kind == k.id);
            if !made && !k.lasting && self.wanted(&k.file) {
                warnings.push(
                    Error::new(format!("no frame makes the relation kind {:?}", k.id))
                        .at(&k.file, k.line, 0)
                        .help(format!(
                            "a [[frame]] with kind = {:?} in {}frames*.toml makes it",
                            k.id, self.under
                        )),
                );
            }
        }
        self.review.warnings.extend(warnings);
    }

    /// Files that stand where nothing looks for them.
    fn unread(&mut self) {
        let mut warnings = Vec::new();
        for (file, _) in self.looked_at() {
            let inside = file.strip_prefix(self.under);
            let other_language = file.starts_with("languages/") && inside.is_none();
            let tsv = file.ends_with(".tsv");
            let read = match inside {
                Some(p) => {
                    p.starts_with("lexicon/") && tsv
                        || (p.starts_with("rules/") || p.starts_with("frames")) && !tsv
                }
                None => {
                    file.starts_with("gazetteers/") && tsv || file.starts_with("schema/") && !tsv
                }
            };
            if !read && !other_language {
                warnings.push(
                    Error::new("nothing reads this file").at(file, 1, 0).help(format!(
                        "a pack has gazetteers/*.tsv, schema/*.toml, {0}lexicon/*.tsv, {0}rules/*.toml, {0}frames*.toml",
                        self.under
                    )),
                );
            }
        }
        self.review.warnings.extend(warnings);
    }
}

/// An error about a row, at the first place where `near` stands in it.
fn at(file: &str, row: &Row<'_>, near: &str, message: String) -> Error {
    let before = row.source.find(near).and_then(|i| row.source.get(..i));
    let column = before.map_or(1, |b| b.chars().count() + 1);
    Error::new(message)
        .at(file, row.line, column)
        .source_line(row.source)
}

/// An attribute that only takes values which the code knows.
struct Closed {
    class: &'static str,
    key: &'static str,
    needed: bool,
    means: fn(&str) -> bool,
    message: &'static str,
}

const CLOSED: [Closed; 5] = [
    Closed {
        class: "cue",
        key: "cue",
        needed: true,
        means: |v| CueKind::parse(v).is_some(),
        message: "a cue must say of what it is one",
    },
    Closed {
        class: "prep",
        key: "role",
        needed: true,
        means: |v| PrepRole::parse(v).is_some(),
        message: "a preposition must say what it marks",
    },
    Closed {
        class: "link",
        key: "kind",
        needed: true,
        means: |v| LinkWord::parse(v).is_some(),
        message: "a link must say how it joins clauses",
    },
    Closed {
        class: "verb",
        key: "kind",
        needed: false,
        means: |v| VerbKind::parse(v).is_some(),
        message: "there is no such kind of verb",
    },
    Closed {
        class: "conj",
        key: "kind",
        needed: false,
        means: |v| conjunction(v).is_some(),
        message: "there is no such kind of conjunction",
    },
];

/// Attributes of a row that no code understands.
fn attributes(file: &str, row: &Row<'_>, x: &Extractor) -> Vec<Error> {
    let attrs = parse_attrs(row.attrs, FileText::Read(row.attrs));
    let value = |key: &str| attrs.iter().find(|(k, _)| &**k == key).map(|(_, v)| &**v);
    let mut out = Vec::new();
    let mut wrong = |near: &str, message: String, help: String| {
        out.push(at(file, row, near, message).help(help));
    };
    match row.class {
        "trigger" => {
            match value("frame") {
                None => wrong(
                    row.class,
                    "a trigger without a frame tells of nothing".to_string(),
                    "write frame=… in the third column, with the id of a frame".to_string(),
                ),
                Some(f) if x.frames.find(f).is_none() => wrong(
                    &format!("frame={f}"),
                    format!("there is no frame {f:?}"),
                    did_you_mean(
                        f,
                        x.frames.all().iter().map(|f| &*f.id),
                        "frames stand in frames*.toml",
                    ),
                ),
                Some(_) => {}
            }
            const POS: [&str; 8] = ["n", "v", "nv", "vn", "counted", "joint", "aim", "errand"];
            if let Some(p) = value("pos").filter(|p| !POS.contains(p)) {
                wrong(
                    &format!("pos={p}"),
                    format!("a trigger cannot be {p:?}"),
                    "pos is n (noun), v (verb), nv (both), counted (a noun behind a word for an event), joint (a verb of two who stand before it), aim or errand (a verb of motion before a place and what is done there)".to_string(),
                );
            }
        }
        class => {
            let closed = CLOSED.iter().find(|c| c.class == class);
            let Some(c) = closed else { return out };
            let given = value(c.key);
            let told = given.map_or(!c.needed, c.means);
            if !told {
                let known = known_values(x, c.class, c.key, c.means).join(", ");
                wrong(
                    given.filter(|v| !v.is_empty()).unwrap_or(row.class),
                    c.message.to_string(),
                    format!("{}=… with one of {known}", c.key),
                );
            }
        }
    }
    out
}

/// The values that entries of a class give an attribute, of those that mean something.
fn known_values<'x>(
    x: &'x Extractor,
    class: &str,
    key: &str,
    means: impl Fn(&str) -> bool,
) -> Vec<&'x str> {
    let class = x.lexicon.find_class(class);
    let all: BTreeSet<&str> = x
        .lexicon
        .entries()
        .flat_map(|(_, e)| &e.senses)
        .filter(|s| Some(s.class) == class)
        .filter_map(|s| s.attr(key))
        .filter(|v| means(v))
        .collect();
    all.into_iter().collect()
}
