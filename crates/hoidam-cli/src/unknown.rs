//! Persons of a corpus that no row knows, ready to become rows.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use hoidam::{Document, Extraction, Kind};

use crate::args::UnknownArgs;
use crate::display::clean;
use crate::sink::Frame;
use crate::{run, whole};

/// Words before a name that may be its title.
const WORDS_BEFORE: usize = 4;
/// Bytes of text around a sample.
const AROUND: usize = 60;

/// What the corpus says of one name.
#[derive(Debug, Default)]
struct Found {
    /// As it is written, by how often.
    names: BTreeMap<String, u64>,
    mentions: u64,
    documents: u64,
    titles: BTreeMap<String, u64>,
    offices: BTreeMap<(String, String), u64>,
    /// Id of the document and the words; the first by id, so that the number of threads changes nothing.
    sample: Option<(String, String)>,
}

pub(crate) fn unknown(args: UnknownArgs) -> ExitCode {
    let found: Arc<Mutex<BTreeMap<String, Found>>> = Arc::default();
    let code = run::all(args.read, &args.build, Frame::LINES, {
        let found = Arc::clone(&found);
        move |document, extraction| {
            let own = of_document(document, extraction);
            if !own.is_empty() {
                let mut all = found.lock().unwrap_or_else(PoisonError::into_inner);
                for (key, f) in own {
                    all.entry(key).or_default().add(f);
                }
            }
            String::new()
        }
    });
    let found = std::mem::take(&mut *found.lock().unwrap_or_else(PoisonError::into_inner));
    whole::print(&table(found, args.least, args.offices), code)
}

impl Found {
    fn add(&mut self, other: Found) {
        self.mentions += other.mentions;
        self.documents += other.documents;
        for (name, n) in other.names {
            *self.names.entry(name).or_default() += n;
        }
        for (title, n) in other.titles {
            *self.titles.entry(title).or_default() += n;
        }
        for (office, n) in other.offices {
            *self.offices.entry(office).or_default() += n;
        }
        if self.sample.is_none()
            || other
                .sample
                .as_ref()
                .is_some_and(|s| Some(s) < self.sample.as_ref())
        {
            self.sample = other.sample.or(self.sample.take());
        }
    }
}

/// The unknown persons of a document by name: those with a name of two words and more.
fn of_document(document: &Document<'_>, extraction: &Extraction) -> BTreeMap<String, Found> {
    let mut out: BTreeMap<String, Found> = BTreeMap::new();
    for (n, e) in extraction.entities.iter().enumerate() {
        let name = clean(&e.name);
        if e.known || e.kind != Kind::Person || !name.contains([' ', '-']) {
            continue;
        }
        let mut f = Found {
            documents: 1,
            ..Found::default()
        };
        let mut whole = false;
        for m in extraction.mentions.iter().filter(|m| m.entity == Some(n)) {
            f.mentions += 1;
            let before = document.text.get(..m.span.start).unwrap_or_default();
            let title = words_before(before);
            if !title.is_empty() {
                *f.titles.entry(title).or_default() += 1;
            }
            // Where the name stands in full, if it does.
            let full = document.text.get(m.span.range()).map(clean) == Some(name.clone());
            if f.sample.is_none() || full && !whole {
                whole = full;
                let id = extraction.id.clone().unwrap_or_default();
                f.sample = Some((id, around(document.text, m.span.start, m.span.end)));
            }
        }
        if f.mentions == 0 {
            continue;
        }
        // The first office is the likeliest that the title can stand for.
        if let Some(o) = e.offices.first() {
            let polity = o.polity.as_deref().unwrap_or_default();
            let office = (o.office.to_string(), polity.to_string());
            f.offices.insert(office, 1);
        }
        f.names.insert(name.clone(), f.mentions);
        // A hyphen or a capital makes no other name.
        let key = name.replace('-', " ").to_lowercase();
        out.entry(key).or_default().add(f);
    }
    out
}

/// The last words before a name, up to a mark: where its title stands.
fn words_before(text: &str) -> String {
    let tail = text
        .rsplit(|c: char| ",.;:!?()“”\"\n".contains(c))
        .next()
        .unwrap_or_default();
    let words: Vec<&str> = tail.split_whitespace().collect();
    let from = words.len().saturating_sub(WORDS_BEFORE);
    let before = clean(&words.get(from..).unwrap_or_default().join(" "));
    before
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_string()
}

/// A stretch of text with some bytes before and after it, on one line.
fn around(text: &str, start: usize, end: usize) -> String {
    let mut from = start.saturating_sub(AROUND);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let mut to = end.saturating_add(AROUND).min(text.len());
    while !text.is_char_boundary(to) {
        to += 1;
    }
    clean(text.get(from..to).unwrap_or_default())
}

fn table(found: BTreeMap<String, Found>, least: u64, titled: bool) -> String {
    let mut rows: Vec<(String, Found)> = found
        .into_iter()
        .filter(|(_, f)| f.mentions >= least && (!titled || !f.offices.is_empty()))
        .collect();
    // Names of equal count stay in their order.
    rows.sort_by_key(|(_, f)| std::cmp::Reverse(f.mentions));
    let mut out = String::from("count\tdocuments\tid\tname\ttitle\toffice\tpolity\tsample\n");
    for (_, f) in rows {
        let most = |m: &BTreeMap<String, u64>| {
            let best = m.iter().max_by_key(|(t, n)| (**n, std::cmp::Reverse(*t)));
            best.map_or_else(String::new, |(t, _)| t.clone())
        };
        let name = most(&f.names);
        let office = f
            .offices
            .iter()
            .max_by_key(|(o, n)| (**n, std::cmp::Reverse(*o)));
        let (class, polity) = office.map_or(("", ""), |((c, p), _)| (c.as_str(), p.as_str()));
        let sample = f.sample.map_or_else(String::new, |(_, s)| s);
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{name}\t{}\t{class}\t{polity}\t{sample}",
            f.mentions,
            f.documents,
            hoidam::slug(&name),
            most(&f.titles),
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_before_a_name_end_at_a_mark() {
        assert_eq!(
            words_before("Chiều nay, Chánh án tòa tối cao "),
            "án tòa tối cao"
        );
        assert_eq!(words_before("Chiều nay, "), "");
        assert_eq!(words_before(""), "");
    }

    #[test]
    fn a_sample_is_cut_between_characters() {
        let text = "ộ".repeat(50) + " Lò Ổn " + &"ộ".repeat(50);
        let start = text.find("Lò").unwrap();
        assert!(around(&text, start, start + "Lò Ổn".len()).contains("Lò Ổn"));
        assert_eq!(around("Lò Ổn", 0, "Lò Ổn".len()), "Lò Ổn");
    }

    #[test]
    fn the_first_sample_by_id_stays_whatever_came_first() {
        let found = |id: &str| Found {
            mentions: 1,
            documents: 1,
            sample: Some((id.to_string(), id.to_string())),
            ..Found::default()
        };
        let mut a = found("a");
        a.add(found("b"));
        let mut b = found("b");
        b.add(found("a"));
        assert_eq!((a.sample, a.mentions), (b.sample, b.mentions));
    }
}
