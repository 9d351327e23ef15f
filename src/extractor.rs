//! The extractor: packs in, extractions out. The only place that knows the order of the stages.

use crate::builtin;
use crate::clause::Classes;
use crate::discourse::Home;
use crate::document::Document;
use crate::error::Error;
use crate::extraction::{Extraction, Words};
use crate::frame::Frames;
use crate::gazetteer::{Audit, Gazetteer, Holding, Meaning, audit, split_initials};
use crate::hash::FastSet;
use crate::image::{Reader, Stored, Writer, stored};
use crate::lexicon::Lexicon;
use crate::mention::Cues;
use crate::pack::{FileText, Files, Pack, PackFile};
use crate::phrase::PhraseRules;
use crate::reading::{Reading, Scratch, signals};
use crate::rule::{RuleSource, Signals, read_rules};
use crate::text::Text;
use crate::time::TimeRules;
use crate::vocabulary::{Sym, Vocabulary};
use jiff::civil::Date;
use std::borrow::Cow;
use std::path::PathBuf;

/// Reads documents. Built once, shared freely between threads; reading cannot fail.
///
/// # Examples
/// ```
/// use hoidam::{Document, Extractor};
///
/// let extractor = Extractor::builder().build()?;
/// let text = "Tổng thống Pháp Emmanuel Macron hôm qua hội đàm với Thủ tướng Đức Friedrich Merz tại Berlin.";
/// let found = extractor.extract(&Document::new(text).date(jiff::civil::date(2026, 1, 6)));
/// let meeting = &found.relations[0];
/// assert_eq!(meeting.kind, "meeting");
/// assert_eq!(meeting.time.as_deref(), Some("2026-01-05"));
/// # Ok::<(), hoidam::Error>(())
/// ```
#[derive(Debug)]
pub struct Extractor {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) lexicon: Lexicon,
    pub(crate) gazetteer: Gazetteer,
    pub(crate) classes: Classes,
    pub(crate) cues: Cues,
    pub(crate) times: TimeRules,
    pub(crate) phrases: PhraseRules,
    pub(crate) frames: Frames,
    pub(crate) signals: Signals,
    pub(crate) language: Words,
    pub(crate) home: Option<Words>,
    /// Whether lasting facts are told too.
    pub(crate) static_relations: bool,
    /// First syllables of the language's own family names.
    pub(crate) families: FastSet<Sym>,
}

stored!(Extractor {
    vocabulary,
    lexicon,
    gazetteer,
    classes,
    cues,
    times,
    phrases,
    signals,
    frames,
    language,
    home,
    static_relations,
    families
});

impl Extractor {
    /// An extractor's settings, all optional.
    pub fn builder() -> ExtractorBuilder {
        ExtractorBuilder::default()
    }

    /// The home country, and the family names of its language.
    pub(crate) fn at_home(&self) -> Home<'_> {
        Home {
            polity: self.home.as_ref(),
            families: &self.families,
        }
    }

    /// All written forms of names in the gazetteers, in the order of the tables; a form that several entities have comes
    /// once for each.
    ///
    /// ```
    /// let extractor = hoidam::Extractor::builder().build()?;
    /// assert!(extractor.name_forms().any(|form| form == "Berlin"));
    /// # Ok::<(), hoidam::Error>(())
    /// ```
    pub fn name_forms(&self) -> impl Iterator<Item = &str> {
        self.gazetteer.names().map(|n| &*n.form)
    }

    /// What a name can mean: every row that has it as a written form, in the order in which a text that says no more is read.
    ///
    /// With a day, each person comes with the offices held on it, and who holds one goes before who does not; without, with
    /// all offices. Empty where no row has the form. Case matters only where it tells names apart. Initials before a family name
    /// ("V.Putin") leave those persons whose other names begin so.
    ///
    /// ```
    /// use jiff::civil::date;
    /// let extractor = hoidam::Extractor::builder().build()?;
    /// let found = extractor.lookup("Lee Jae-myung", Some(date(2025, 6, 5)));
    /// assert_eq!(found[0].id, "lee-jae-myung");
    /// assert_eq!(found[0].offices[0].office, "KR.president");
    /// # Ok::<(), hoidam::Error>(())
    /// ```
    pub fn lookup(&self, name: &str, day: Option<Date>) -> Vec<Meaning> {
        let whole = |name: &str| {
            let text = Text::read(name, &self.vocabulary, &self.lexicon);
            self.gazetteer.meanings(&text.tokens, day)
        };
        let found = whole(name);
        match split_initials(name) {
            Some((initials, rest)) if found.is_empty() => {
                let mut found = whole(rest);
                found.retain(|m| self.gazetteer.has_initials(&m.id, &initials, rest));
                found
            }
            _ => found,
        }
    }

    /// Who held an office on a day, best first: full holders, acting ones, disputed ones; several on a day of hand-over.
    ///
    /// The office is an id of `offices.tsv` (`KR.president`) or what news calls it, read by the noun rules of the language:
    /// "Tổng thống Hàn Quốc", "Tổng Thư ký Liên hợp quốc", "nhà lãnh đạo Triều Tiên". Without a polity the home country's is
    /// meant. Empty where that is no office, or nobody is known to have held it.
    ///
    /// ```
    /// use jiff::civil::date;
    /// let extractor = hoidam::Extractor::builder().build()?;
    /// let found = extractor.holder("Tổng thống Hàn Quốc", date(2025, 3, 1));
    /// assert_eq!(found[0].person, "choi-sang-mok");
    /// assert_eq!(found[0].mode, "acting");
    /// assert!(!found[0].assumed);
    /// # Ok::<(), hoidam::Error>(())
    /// ```
    pub fn holder(&self, office: &str, day: Date) -> Vec<Holding> {
        let g = &self.gazetteer;
        let mut found = g.holders_of_id(office, day);
        if found.is_empty()
            && let Some((classes, polity)) = Reading::office_asked(self, office)
        {
            found = classes
                .iter()
                .map(|c| match &**c {
                    "leader" => g.leaders(&polity, day),
                    c => g.holders(&polity, c, day),
                })
                .find(|held| !held.is_empty())
                .unwrap_or_default();
        }
        found.iter().map(|t| g.holding(*t, Some(day))).collect()
    }

    /// The day to which the tenures are kept. After it an open tenure is only assumed to last, and says so.
    ///
    /// ```
    /// let extractor = hoidam::Extractor::builder().build()?;
    /// assert!(extractor.gazetteer_as_of().is_some());
    /// assert_eq!(hoidam::Extractor::builder().without_builtin().build()?.gazetteer_as_of(), None);
    /// # Ok::<(), hoidam::Error>(())
    /// ```
    pub fn gazetteer_as_of(&self) -> Option<Date> {
        self.gazetteer.known_as_of()
    }

    /// Reads one document.
    ///
    /// Never fails and never panics, whatever the text. Cost is linear in the text.
    pub fn extract(&self, document: &Document<'_>) -> Extraction {
        self.extract_with(&mut Scratch::default(), document)
    }

    /// As [`extract`](Self::extract), with buffers that are used again for the next document: for a thread that reads many.
    ///
    /// ```
    /// use hoidam::{Document, Extractor, Scratch};
    /// let extractor = Extractor::builder().build()?;
    /// let mut scratch = Scratch::default();
    /// for text in ["Ông Lee Jae Myung tới Hà Nội.", "Bà Takaichi Sanae đến Seoul."] {
    ///     let document = Document::new(text);
    ///     let found = extractor.extract_with(&mut scratch, &document);
    ///     assert_eq!(found, extractor.extract(&document));
    /// }
    /// # Ok::<(), hoidam::Error>(())
    /// ```
    pub fn extract_with(&self, scratch: &mut Scratch, document: &Document<'_>) -> Extraction {
        let extraction = Reading::new_with(self, document, scratch).finish(scratch);
        scratch.trim(document.text);
        extraction
    }

    /// Reads a document up to a stage and says how much that stage made of it: tokens, expressions of time, mentions,
    /// noun phrases, or relations. For measuring; each stage's cost is the difference to the one before.
    ///
    /// ```
    /// use hoidam::{Document, Extractor, Stage};
    /// let extractor = Extractor::builder().build()?;
    /// let document = Document::new("Hôm qua, ông Lee Jae Myung tới Hà Nội.");
    /// assert_eq!(extractor.count(&document, Stage::Mentions), 2);
    /// # Ok::<(), hoidam::Error>(())
    /// ```
    pub fn count(&self, document: &Document<'_>, stage: Stage) -> usize {
        self.count_with(&mut Scratch::default(), document, stage)
    }

    /// As [`count`](Self::count), with buffers that are used again: see [`extract_with`](Self::extract_with).
    pub fn count_with(
        &self,
        scratch: &mut Scratch,
        document: &Document<'_>,
        stage: Stage,
    ) -> usize {
        Reading::count(self, document, stage, scratch)
    }

    /// How a document is read, for people: a block a sentence with its clauses, its frames, what filled them, what was refused
    /// and what became of them. The wording is no interface.
    pub fn trace(&self, document: &Document<'_>) -> String {
        Reading::new(self, document).trace()
    }

    /// The same for one sentence (1 is the first) or for all, and for one kind of relation or for all; with the words that are no
    /// triggers there though they look like it, the names that no row knows, and the rules that nearly match.
    ///
    /// # Errors
    /// A sentence that the document does not have, a kind that the packs do not have.
    ///
    /// # Examples
    /// ```
    /// use hoidam::{Document, Extractor};
    /// let extractor = Extractor::builder().build()?;
    /// let document = Document::new("Thủ tướng Phạm Minh Chính gặp khó khăn ở Huế.");
    /// let shown = extractor.why_not(&document, Some(1), Some("meeting"))?;
    /// assert!(shown.contains("stands inside “gặp khó khăn”"), "{shown}");
    /// assert!(extractor.why_not(&document, Some(2), None).is_err());
    /// # Ok::<(), hoidam::Error>(())
    /// ```
    pub fn why_not(
        &self,
        document: &Document<'_>,
        sentence: Option<usize>,
        kind: Option<&str>,
    ) -> Result<String, Error> {
        Reading::new(self, document).why_not(sentence, kind)
    }

    /// A rule as it was understood: its pattern in full, its veto, and the regex over symbols that it became.
    ///
    /// `id` is that of a rule of a pack, as [`Mention::rule`](crate::Mention::rule) and
    /// [`TimeMention::rule`](crate::TimeMention::rule) name it.
    ///
    /// ```
    /// let extractor = hoidam::Extractor::builder().build()?;
    /// assert!(extractor.rule("noun.title").is_some_and(|r| r.contains("<title>")));
    /// assert_eq!(extractor.rule("noun.no-such-rule"), None);
    /// # Ok::<(), hoidam::Error>(())
    /// ```
    pub fn rule(&self, id: &str) -> Option<&str> {
        self.times
            .readable(id)
            .or_else(|| self.phrases.readable(id))
    }
}

/// How far [`Extractor::count`] reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// View, tokens, blocks and sentences; counts tokens.
    Text,
    /// Expressions of time.
    Times,
    /// Names.
    Mentions,
    /// Noun phrases. Chunks and clauses are made only of sentences that later stages ask for them.
    Phrases,
    /// Everything; counts relations.
    Relations,
}

/// Settings of an [`Extractor`].
#[derive(Clone, Debug)]
pub struct ExtractorBuilder {
    builtin: bool,
    pub(crate) language: Words,
    home: Option<Words>,
    dirs: Vec<PathBuf>,
    tables: Vec<(String, String)>,
    without_people: bool,
    builtin_rows: bool,
    static_relations: bool,
}

impl Default for ExtractorBuilder {
    fn default() -> Self {
        ExtractorBuilder {
            builtin: true,
            language: "vi".into(),
            home: Some("VN".into()),
            dirs: Vec::new(),
            tables: Vec::new(),
            without_people: false,
            builtin_rows: true,
            static_relations: false,
        }
    }
}

impl ExtractorBuilder {
    /// The country whose bare offices are meant ("Thủ tướng" in a Vietnamese paper); its id in `countries.tsv`. Default `VN`.
    pub fn home(mut self, home: Option<&str>) -> Self {
        self.home = home.map(|polity| Words::Owned(polity.to_owned()));
        self
    }

    /// The language pack to read with. Default `vi`.
    pub fn language(mut self, code: &str) -> Self {
        self.language = code.to_owned().into();
        self
    }

    /// Adds a folder of the user's rows, lexicon entries, rules and frames; see `CONTRIBUTING.md`. Later packs go before earlier ones.
    pub fn pack_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.dirs.push(folder.into());
        self
    }

    /// Adds one file of a pack from memory: its path inside the pack and its text.
    ///
    /// ```
    /// use hoidam::{Document, Extractor};
    /// let extractor = Extractor::builder()
    ///     .table("gazetteers/people.tsv", "id\tname\tshort\tcountry\nx-1\tLò Văn Xa\tXa\tVN\n")
    ///     .build()?;
    /// let found = extractor.extract(&Document::new("Ông Lò Văn Xa đã về nước."));
    /// assert_eq!(found.entities[0].id, "x-1");
    /// # Ok::<(), hoidam::Error>(())
    /// ```
    pub fn table(mut self, path: &str, text: &str) -> Self {
        self.tables.push((path.into(), text.into()));
        self
    }

    /// Leaves out all person rows: names are known by their shape only.
    pub fn without_people(mut self) -> Self {
        self.without_people = true;
        self
    }

    /// Leaves out the built-in gazetteers and keeps language and schema: for a whole set of tables of one's own.
    pub fn without_builtin_rows(mut self) -> Self {
        self.builtin_rows = false;
        self
    }

    /// Tells lasting facts too, in the form of relations: who holds which office of which polity, and since when
    /// (`holds_office`), which city lies in which country (`located_in`), who is married to whom (`spouse_of`). Default `false`.
    ///
    /// ```
    /// use hoidam::{Document, Extractor};
    /// let extractor = Extractor::builder().static_relations(true).build()?;
    /// let text = "Tổng thống Emmanuel Macron đã về Paris.";
    /// let found = extractor.extract(&Document::new(text).date(jiff::civil::date(2026, 1, 6)));
    /// let holds = found.relations.iter().find(|r| r.kind == "holds_office").unwrap();
    /// assert_eq!(holds.office.as_deref(), Some("president"));
    /// assert_eq!(holds.time.as_deref(), Some("2017-05-14/.."));
    /// # Ok::<(), hoidam::Error>(())
    /// ```
    pub fn static_relations(mut self, on: bool) -> Self {
        self.static_relations = on;
        self
    }

    /// Leaves out the built-in pack: only the user's own tables count.
    pub fn without_builtin(mut self) -> Self {
        self.builtin = false;
        self
    }

    /// Reads and checks all packs.
    ///
    /// # Errors
    /// A pack that cannot be read, a row, entry, rule or frame that is wrong: with file, line and what to do.
    pub fn build(self) -> Result<Extractor, Error> {
        // What reading the built-in pack alone makes is known since the crate was built.
        match self.stored() {
            Some(extractor) => Ok(extractor),
            None => Ok(self.compile()?.0),
        }
    }

    /// The image of what these settings make, and its further strings: see [`crate::image`].
    ///
    /// # Errors
    /// As for [`build`](Self::build).
    #[cfg_attr(not(test), allow(dead_code))]
    pub(crate) fn image(self) -> Result<(Vec<u8>, String), Error> {
        let mut to = Writer::new(builtin::tables());
        self.compile()?.0.write(&mut to);
        Ok(to.finish())
    }

    /// The extractor of the image; `None` where its settings ask for other packs.
    fn stored(&self) -> Option<Extractor> {
        let builtin = ExtractorBuilder::default();
        let same = self.builtin
            && self.builtin_rows
            && !self.without_people
            && self.dirs.is_empty()
            && self.tables.is_empty()
            && self.language == builtin.language;
        if !same {
            return None;
        }
        let mut from = Reader::new(builtin::image(), builtin::text());
        let mut extractor = Extractor::read(&mut from)?;
        extractor.home.clone_from(&self.home);
        extractor.static_relations = self.static_relations;
        from.is_done().then_some(extractor)
    }

    /// As [`build`](Self::build); then runs every rule on the examples that stand beside it (`accept`, `reject`).
    ///
    /// Gives the examples that their rules do not live up to, with file and line, in the order of the rules.
    ///
    /// # Errors
    /// As for [`build`](Self::build).
    ///
    /// # Examples
    /// ```
    /// use hoidam::Extractor;
    /// let rule = "
    /// [[rule]]
    /// id = 'my.guard'
    /// makes = 'role'
    /// pattern = 'g=<title> \"gác cổng\"'
    /// accept = ['[g Chủ tịch] gác cổng đã ngủ.']
    /// reject = ['Chủ tịch đã ngủ.', 'Chủ tịch gác cổng đã thức.']";
    /// let wrong = Extractor::builder().table("languages/vi/rules/mine.toml", rule).check()?;
    /// assert_eq!(wrong.len(), 1);
    /// assert_eq!(wrong[0].line(), Some(7));
    /// # Ok::<(), hoidam::Error>(())
    /// ```
    pub fn check(self) -> Result<Vec<Error>, Error> {
        Ok(self.review()?.errors)
    }

    /// Reads the gazetteers of all packs as a critic: dangling ids, bad dates, two holders of one office, offices that nobody
    /// holds, forms that name several things, and how much of each table is confirmed. Takes n log n in the number of rows.
    ///
    /// # Errors
    /// A pack that cannot be read; what is wrong with the rows stands in the result.
    ///
    /// # Examples
    /// ```
    /// use hoidam::Extractor;
    /// let rows = "id\tperson\toffice\tsince\nx\tto-lam\tVN.mayor_of_nowhere\t2030-02-30\n";
    /// let audit = Extractor::builder().table("gazetteers/tenures-own.tsv", rows).audit()?;
    /// assert_eq!(audit.errors.len(), 2);
    /// assert_eq!(audit.errors[0].line(), Some(2));
    /// # Ok::<(), hoidam::Error>(())
    /// ```
    pub fn audit(self) -> Result<Audit, Error> {
        let files = self.files()?;
        Ok(audit(&gazetteer_files(&files.all)))
    }

    /// The files of all packs, in order.
    pub(crate) fn files(&self) -> Result<Files, Error> {
        let mut files = Files::default();
        if self.builtin {
            let all = Pack::builtin().files.into_iter();
            files.add(all.filter(|(p, _)| self.builtin_rows || !p.starts_with("gazetteers/")));
            files.own = files.all.len();
        }
        for dir in &self.dirs {
            files.add(Pack::read_dir(dir)?.files.into_iter());
        }
        let own = self.tables.iter();
        files.add(own.map(|(p, t)| (p.clone(), Cow::Owned(t.clone()))));
        Ok(files)
    }

    fn compile(self) -> Result<(Extractor, Sources), Error> {
        let files = self.files()?;
        self.compile_files(&files)
    }

    pub(crate) fn compile_files(self, packs: &Files) -> Result<(Extractor, Sources), Error> {
        let files = &packs.all;
        let under = format!("languages/{}/", self.language);
        let part = |folder: &str| {
            let prefix = format!("{under}{folder}");
            files
                .iter()
                .filter(move |(p, _)| p.starts_with(&prefix))
                .map(|(p, t)| (p.as_str(), t))
                .collect::<Vec<_>>()
        };
        let mut vocabulary = Vocabulary::default();
        let mut lexicon = Lexicon::default();
        // Of a form's senses of one class the first counts: later packs go before earlier ones.
        for (path, text) in packs.latest_first() {
            if path.starts_with(&format!("{under}lexicon/")) && path.ends_with(".tsv") {
                lexicon.add_table(path, FileText::from(text), &mut vocabulary)?;
            }
        }
        let classes = Classes::new(&mut lexicon);
        let tables = gazetteer_files(files);
        let gazetteer = Gazetteer::build(&tables, self.without_people, &mut vocabulary)?;
        let mut frames = Frames::default();
        for (p, t) in files {
            if p.starts_with("schema/") {
                frames.add_schema(p, t)?;
            }
        }
        for (p, t) in part("frames") {
            frames.add_frames(p, t)?;
        }
        frames.check()?;
        let mut rules = Sources::default();
        for (p, t) in part("rules/") {
            for rule in read_rules(p, t)? {
                match rule.makes.as_str() {
                    "time" => rules.times.push(rule),
                    _ => rules.nouns.push(rule),
                }
            }
        }
        let families = lexicon
            .find_class("name.family.own")
            .map(|class| {
                let members = lexicon.members(class);
                members.filter_map(|e| e.words.first().copied()).collect()
            })
            .unwrap_or_default();
        let cues = Cues::new(&lexicon, &mut vocabulary);
        let times = TimeRules::compile(&rules.times, &mut lexicon, &mut vocabulary)?;
        let phrases = PhraseRules::compile(&rules.nouns, &mut lexicon, &mut vocabulary)?;
        let signals = signals(&lexicon, &classes, &times, &phrases);
        let extractor = Extractor {
            vocabulary,
            lexicon,
            gazetteer,
            classes,
            cues,
            times,
            phrases,
            frames,
            signals,
            language: self.language,
            home: self.home,
            static_relations: self.static_relations,
            families,
        };
        Ok((extractor, rules))
    }
}

fn gazetteer_files(files: &[PackFile]) -> Vec<(&str, FileText<'_>)> {
    files
        .iter()
        .filter(|(p, _)| p.starts_with("gazetteers/") && p.ends_with(".tsv"))
        .map(|(p, t)| (p.as_str(), FileText::from(t)))
        .collect()
}

/// The rules of all packs as they were written.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    pub(crate) times: Vec<RuleSource>,
    pub(crate) nouns: Vec<RuleSource>,
}
