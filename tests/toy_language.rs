//! A language of some twenty lines, as like English as needed: the Rust code holds no word of any language, so a folder of
//! tables is all that it takes to read another one.

#![allow(clippy::expect_used, clippy::panic)] // Helpers of tests fail by it, as tests do.

mod common;

use hoidam::{Document, Extraction, Extractor, Form, Kind, Status};
use jiff::civil::date;

const LEXICON: &str = "form\tclass\tattrs
president\ttitle\toffice=president
prime minister\ttitle\toffice=prime_minister
mr\thonorific\tgender=m
met\ttrigger\tframe=meet;pos=v
meeting\ttrigger\tframe=meet;pos=n
the\tevent.clf\t
with\tprep\trole=with
between\tprep\trole=between
in\tprep\trole=at
and\tconj\tkind=and
will\tcue\tcue=future
not\tcue\tcue=negation
did\tcue\tcue=past
meet\ttrigger\tframe=meet;pos=v
yesterday\tday_shift\tshift=-1
on\tday_word\t
";

const RULES: &str = r#"
[[rule]]
id = "title-of-name"
makes = "person"
pattern = 't=<title> "of" pol=Country name=Person'
accept = ["[t President] of [pol:Country Ruritania] [name:Person Rudolf Elphberg] slept."]
reject = ["The president of the club slept."]

[[rule]]
id = "role-of"
makes = "role"
pattern = 't=<title> "of" pol=Country'

[[rule]]
id = "mr"
makes = "person"
pattern = 'hon=<honorific> name=Person'

[[rule]]
id = "date"
makes = "time"
layer = 1
pattern = '<day_word> y=Num4 "-"&Glued m=Num1&Glued "-"&Glued d=Num1&Glued'
value = { kind = "date", day = "d", month = "m", year = "y" }
accept = ["They slept [time on 2025-03-14]."]
values = ["2025-03-14"]
at = "2025-04-01"
"#;

const FRAMES: &str = r#"
[[frame]]
id = "meet"
kind = "meeting"
subject = "participant"
object = "participant"
marks = ["bare", "with"]
noun = { between = "participant", with = "participant" }
parties = ["person"]
place = ["at"]
"#;

const SCHEMA: &str = r#"
[[kind]]
id = "meeting"
roles = ["participant"]
least = 2
"#;

const COUNTRIES: &str = "id\tkind\tname\nRU\tcountry\tRuritania\nGR\tcountry\tGraustark\n";
const CITIES: &str = "id\tcountry\tname\nstrelsau\tRU\tStrelsau\n";
const PEOPLE: &str = "id\tname\tshort\tgender\tcountry
rudolf\tRudolf Elphberg\tElphberg\tm\tRU
yetive\tYetive Ganlook\tGanlook\tf\tGR
";
const OFFICES: &str = "id\tpolity\tclass\trank
RU.president\tRU\tpresident\t1
GR.prime_minister\tGR\tprime_minister\t1
";
const TENURES: &str = "# as_of 2026-01-01
id\tperson\toffice\tsince\tuntil
1\trudolf\tRU.president\t2020\t
2\tyetive\tGR.prime_minister\t2021\t
";

fn extractor() -> Extractor {
    builder()
        .build()
        .unwrap_or_else(|e| panic!("the toy language is well formed: {e}"))
}

fn builder() -> hoidam::ExtractorBuilder {
    Extractor::builder()
        .without_builtin()
        .language("xx")
        .home(None)
        .table("languages/xx/lexicon/all.tsv", LEXICON)
        .table("languages/xx/rules/all.toml", RULES)
        .table("languages/xx/frames.toml", FRAMES)
        .table("schema/relations.toml", SCHEMA)
        .table("gazetteers/countries.tsv", COUNTRIES)
        .table("gazetteers/cities.tsv", CITIES)
        .table("gazetteers/people.tsv", PEOPLE)
        .table("gazetteers/offices.tsv", OFFICES)
        .table("gazetteers/tenures.tsv", TENURES)
}

fn read(text: &str) -> Extraction {
    extractor().extract(&Document::new(text).date(date(2025, 4, 1)))
}

/// The one relation: participants, place, time, status.
fn meeting(text: &str) -> (Vec<String>, Option<String>, Option<String>, Status) {
    let found = read(text);
    let [r] = found.relations.as_slice() else {
        panic!("{text}: {:#?}", found.relations);
    };
    assert_eq!(r.kind, "meeting");
    let mut who: Vec<String> = r
        .participants
        .iter()
        .map(|p| found.entities[p.entity].id.to_string())
        .collect();
    who.sort();
    let place = r.place.map(|p| found.entities[p].id.to_string());
    (who, place, r.time.clone(), r.status)
}

#[test]
fn a_meeting_with_place_and_time() {
    let both = vec!["rudolf".to_string(), "yetive".to_string()];
    assert_eq!(
        meeting(
            "President of Ruritania Rudolf Elphberg met Prime Minister of Graustark Yetive Ganlook in Strelsau on 2025-03-14."
        ),
        (
            both.clone(),
            Some("strelsau".into()),
            Some("2025-03-14".into()),
            Status::Occurred
        )
    );
    assert_eq!(
        meeting("President of Ruritania will meet with Yetive Ganlook."),
        (both.clone(), None, None, Status::Planned)
    );
    assert_eq!(
        meeting("Mr Elphberg did not meet Yetive Ganlook in Strelsau."),
        (both, Some("strelsau".into()), None, Status::Negated)
    );
}

#[test]
fn titles_before_of_and_country() {
    let text = "The prime minister of Graustark slept. Mr Elphberg slept too.";
    let found = read(text);
    let nominal = found
        .mentions
        .iter()
        .find(|m| m.form == Form::Nominal)
        .expect("a role stands for someone");
    assert_eq!(&text[nominal.span.range()], "prime minister of Graustark");
    assert_eq!(nominal.kind, Kind::Person);
    let holder = nominal.entity.map(|e| &*found.entities[e].id);
    assert_eq!(holder, Some("yetive"));
    assert_eq!(found.language, "xx");
}

#[test]
fn the_examples_of_its_rules_hold() {
    let wrong = builder().check().unwrap_or_else(|e| panic!("{e}"));
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Text of the source files of `folder` that is neither comment nor test, with its place.
fn code(folder: &std::path::Path, out: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|e| e.expect("a folder is read").path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            if name != "tests" {
                code(&path, out);
            }
        } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
            let text = std::fs::read_to_string(&path).expect("sources are read");
            for (i, line) in text.lines().enumerate() {
                if line.trim_start().starts_with("#[cfg(test)]")
                    && text
                        .lines()
                        .nth(i + 1)
                        .is_some_and(|l| l.trim_start().starts_with("mod "))
                    && text.lines().nth(i + 1).is_some_and(|l| l.ends_with('{'))
                {
                    break; // The rest of the file is its tests.
                }
                let line = line.split("//").next().unwrap_or("");
                out.push((format!("{}:{}", path.display(), i + 1), line.to_string()));
            }
        }
    }
}

#[test]
fn no_word_of_vietnamese_in_the_code() {
    let mut lines = Vec::new();
    let src = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    code(&src, &mut lines);
    assert!(lines.len() > 5_000, "the sources are there");
    // Tone marks are letters of the script, as quotes and dashes are; a word has more than one letter.
    let has_word = |line: &str| {
        line.split(|c: char| !c.is_alphabetic())
            .any(|w| w.chars().count() > 1 && w.chars().any(|c| !c.is_ascii() && c.is_alphabetic()))
    };
    let found: Vec<String> = lines
        .into_iter()
        .filter(|(_, line)| has_word(line))
        .map(|(at, line)| format!("{at}: {}", line.trim()))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
