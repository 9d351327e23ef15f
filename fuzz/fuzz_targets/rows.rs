//! Any rows, alone or beside the built-in ones: they are taken or refused with a message, never a panic.
#![no_main]

use hoidam::{Document, Extractor};
use libfuzzer_sys::fuzz_target;

const TABLES: [(&str, &str); 8] = [
    (
        "gazetteers/people.tsv",
        "id\tname\tshort\torder\tgender\tcountry\tspouse\twikidata\tsource\n",
    ),
    (
        "gazetteers/countries.tsv",
        "id\tkind\tiso3\tname\tname_en\tcapital\twikidata\tsource\n",
    ),
    (
        "gazetteers/offices.tsv",
        "id\tpolity\tclass\trank\tsource\n",
    ),
    (
        "gazetteers/tenures.tsv",
        "id\tperson\toffice\tsince\tuntil\telected\tmode\tsource\n",
    ),
    (
        "gazetteers/organizations.tsv",
        "id\tkind\tcountry\tname\twikidata\tsource\n",
    ),
    (
        "gazetteers/occasions.tsv",
        "id\tkind\tname\twikidata\tsource\n",
    ),
    ("gazetteers/names/vi.tsv", "id\tform\tkind\tflags\tsource\n"),
    ("languages/vi/lexicon/own.tsv", "form\tclass\tattrs\tnote\n"),
];

fuzz_target!(|input: (u8, bool, &str)| {
    let (which, with_header, rows) = input;
    let Some((path, header)) = TABLES.get(usize::from(which) % TABLES.len()) else {
        return;
    };
    let table = if with_header {
        format!("{header}{rows}")
    } else {
        rows.to_string()
    };
    // Beside the built-in rows building takes a hundred times as long: one input in sixty-four is worth it.
    let mut builder = Extractor::builder();
    if which < 252 {
        builder = builder.without_builtin();
    }
    match builder.table(path, &table).build() {
        Ok(extractor) => {
            extractor.extract(&Document::new(rows));
        }
        Err(e) => assert!(!e.to_string().is_empty()),
    }
});
