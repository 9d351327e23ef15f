//! In how many texts each lexicon row, rule and frame fires.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use hoidam::{FiringItem, Firings};

use crate::args::FiringsArgs;
use crate::display::clean;
use crate::sink::Frame;
use crate::{run, whole};

/// Texts counted so far.
#[derive(Debug, Default)]
struct Counts {
    items: Vec<u64>,
    constructions: BTreeMap<String, u64>,
}

pub(crate) fn firings(args: FiringsArgs) -> ExitCode {
    let counts: Arc<Mutex<Counts>> = Arc::default();
    let items: Arc<OnceLock<Vec<FiringItem>>> = Arc::default();
    let builder = run::builder(&args.build);
    let build = {
        let items = Arc::clone(&items);
        move || {
            let firings = builder.firings()?;
            let _ = items.set(firings.items().to_vec());
            Ok(firings)
        }
    };
    let code = run::all_with(args.read, build, Frame::LINES, {
        let counts = Arc::clone(&counts);
        move |firings: &Firings, document| {
            let fired = firings.of(document);
            let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
            counts.items.resize(firings.items().len(), 0);
            for i in fired.items {
                if let Some(n) = counts.items.get_mut(i) {
                    *n += 1;
                }
            }
            for c in fired.constructions {
                *counts.constructions.entry(c).or_default() += 1;
            }
            String::new()
        }
    });
    let Some(items) = items.get() else {
        return code;
    };
    let counts = std::mem::take(&mut *counts.lock().unwrap_or_else(PoisonError::into_inner));
    let least = if args.all { u64::MAX } else { args.least };
    let wanted = |class: &str| args.class.is_empty() || args.class.iter().any(|c| c == class);
    let counted: Vec<(&FiringItem, u64)> = items
        .iter()
        .enumerate()
        .map(|(i, item)| (item, counts.items.get(i).copied().unwrap_or(0)))
        .filter(|(item, _)| wanted(&item.class))
        .collect();
    let mut text = if args.summary {
        summary(&counted, args.least)
    } else {
        list(&counted, least)
    };
    if args.all && !args.summary && args.class.is_empty() {
        for (c, n) in &counts.constructions {
            let _ = writeln!(text, "{n}\tconstruction\t\t{c}\t\t");
        }
    }
    whole::print(&text, code)
}

fn list(counted: &[(&FiringItem, u64)], least: u64) -> String {
    let mut out = String::from("count\twhat\tclass\tname\tplace\tnote\n");
    for (item, n) in counted.iter().filter(|(_, n)| *n < least) {
        let _ = writeln!(
            out,
            "{n}\t{}\t{}\t{}\t{}:{}\t{}",
            item.what,
            item.class,
            clean(&item.name),
            item.file,
            item.line,
            clean(&item.note),
        );
    }
    out
}

fn summary(counted: &[(&FiringItem, u64)], least: u64) -> String {
    #[derive(Default)]
    struct Row {
        all: u64,
        fired: u64,
        few: u64,
        never: u64,
        noted: u64,
    }
    let mut rows: BTreeMap<(&str, &str), Row> = BTreeMap::new();
    for (item, n) in counted {
        let row = rows.entry((item.what, &item.class)).or_default();
        row.all += 1;
        if *n >= least {
            row.fired += 1;
            continue;
        }
        row.never += u64::from(*n == 0);
        row.few += u64::from(*n > 0);
        row.noted += u64::from(!item.note.is_empty());
    }
    let mut out = String::from("what\tclass\tall\tfired\tfew\tnever\tnoted\n");
    for ((what, class), r) in rows {
        let _ = writeln!(
            out,
            "{what}\t{class}\t{}\t{}\t{}\t{}\t{}",
            r.all, r.fired, r.few, r.never, r.noted
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hardly_fires_is_listed_and_summed_up_by_class() {
        let item = |name: &str, note: &str| FiringItem {
            what: "word",
            class: "trigger".to_string(),
            name: name.to_string(),
            file: "a.tsv".to_string(),
            line: 2,
            note: note.to_string(),
        };
        let (a, b, c) = (item("a", ""), item("b", "rare"), item("c", ""));
        let counted = [(&a, 3), (&b, 2), (&c, 0)];
        assert_eq!(
            list(&counted, 3),
            "count\twhat\tclass\tname\tplace\tnote\n2\tword\ttrigger\tb\ta.tsv:2\trare\n0\tword\ttrigger\tc\ta.tsv:2\t\n"
        );
        assert_eq!(
            summary(&counted, 3),
            "what\tclass\tall\tfired\tfew\tnever\tnoted\nword\ttrigger\t3\t1\t1\t1\t1\n"
        );
    }
}
