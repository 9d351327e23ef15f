//! Any files of a pack, several at once and at any path: the pack is taken or refused with a message that names a file of
//! it, never a panic; one that is taken can be reviewed and reads a text.
#![no_main]

use hoidam::{Document, Extractor, ExtractorBuilder};
use libfuzzer_sys::fuzz_target;

/// A small language, so that what comes beside it has something to join.
const LEXICON: &str = "form\tclass\tattrs
president\ttitle\toffice=president
met\ttrigger\tframe=meet;pos=v
meeting\ttrigger\tframe=meet;pos=n
with\tprep\trole=with
in\tprep\trole=at
and\tconj\tkind=and
on\tday_word\t
";
const RULES: &str = r#"
[[rule]]
id = "title-of-name"
makes = "person"
pattern = 't=<title> "of" pol=Country name=Person'
"#;
const TEXT: &str = "President of Ruritania Rudolf met Max in Zenda on 2025-03-14. Their meeting was short.";

const PATHS: [&str; 16] = [
    "languages/vi/lexicon/a.tsv",
    "languages/vi/lexicon/b.tsv",
    "languages/vi/rules/a.toml",
    "languages/vi/rules/time.toml",
    "languages/vi/frames.toml",
    "languages/vi/pack.toml",
    "schema/relations.toml",
    "gazetteers/people.tsv",
    "gazetteers/countries.tsv",
    "gazetteers/cities.tsv",
    "gazetteers/places.tsv",
    "gazetteers/offices.tsv",
    "gazetteers/tenures.tsv",
    "gazetteers/organizations.tsv",
    "gazetteers/occasions.tsv",
    "gazetteers/names/vi.tsv",
];

fuzz_target!(|input: (u8, &str)| {
    let (flags, files) = input;
    let bare = flags & 1 == 0;
    let builder = || -> ExtractorBuilder {
        let mut builder = Extractor::builder().without_builtin();
        if !bare {
            builder = builder
                .table("languages/vi/lexicon/words.tsv", LEXICON)
                .table("languages/vi/rules/nouns.toml", RULES);
        }
        // Files are parted by a form feed; the first letter of each says where it stands.
        for file in files.split('\u{c}').take(6) {
            let mut chars = file.chars();
            let Some(c) = chars.next() else { continue };
            let text = chars.as_str();
            builder = match PATHS.get((c as usize).wrapping_sub('A' as usize)) {
                Some(path) => builder.table(path, text),
                // The first line is the path.
                None => {
                    let (path, text) = text.split_once('\n').unwrap_or((text, ""));
                    builder.table(path, text)
                }
            };
        }
        builder
    };
    match builder().build() {
        Ok(extractor) => {
            extractor.extract(&Document::new(TEXT));
            extractor.extract(&Document::new(files));
        }
        Err(e) => assert!(!e.to_string().is_empty()),
    }
    // The checks go on where building stops, and find more.
    if let Ok(review) = builder().review() {
        for e in review.errors.iter().chain(&review.warnings) {
            assert!(!e.to_string().is_empty());
        }
    }
});
