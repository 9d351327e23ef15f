//! Any rules: they are taken or refused with a message, never a panic; a pattern that is taken ends on any text.
#![no_main]

use hoidam::{Document, Extractor};
use libfuzzer_sys::fuzz_target;

const TEXT: &str = "Ông Ba gặp bà Tư và ông Năm tại Huế ngày 3/2, sau đó cả ba về Đà Nẵng.";

/// Classes and a name for patterns to speak of; with all built-in tables a build takes a hundred times as long.
const LEXICON: &str = "form\tclass\tattrs
bà\thonorific\tgender=f
ông\thonorific\tgender=m
gặp\ttrigger\tframe=meet;pos=v
tại\tprep\trole=at
ngày\tday_word\t
và\tconj\tkind=and
hôm qua\tday_shift\tshift=-1
chủ tịch\ttitle\toffice=president
";
const COUNTRIES: &str = "id\tkind\tiso3\tname\tname_en\tcapital\twikidata\tsource
XX\tcountry\tXXX\tHuế\tHue\t\t\tinvented
";

fuzz_target!(|input: (bool, &str)| {
    let (whole_file, rule) = input;
    // Patterns alone are reached rarely through the syntax of the file about them.
    let rules = if whole_file {
        rule.to_string()
    } else if rule.contains("'''") {
        return;
    } else {
        format!("[[rule]]\nid = \"fuzz.rule\"\nmakes = \"time\"\npattern = '''{rule}'''\n")
    };
    match Extractor::builder()
        .without_builtin()
        .table("languages/vi/lexicon/own.tsv", LEXICON)
        .table("gazetteers/countries.tsv", COUNTRIES)
        .table("languages/vi/rules/own.toml", &rules)
        .build()
    {
        Ok(extractor) => {
            extractor.extract(&Document::new(TEXT));
        }
        Err(e) => assert!(!e.to_string().is_empty()),
    }
});
