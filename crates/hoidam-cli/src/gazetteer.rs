//! The commands that ask the gazetteers, and check them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use hoidam::{Document, Error, Extraction, Extractor, ExtractorBuilder, Holding, Meaning};

use crate::args::{DiffArgs, GazetteerCheckArgs, HolderArgs, LookupArgs};
use crate::display::clean;
use crate::sink::Frame;
use crate::{run, say, whole};

pub(crate) fn lookup(args: LookupArgs) -> ExitCode {
    let extractor = match run::build(&args.build) {
        Ok(extractor) => extractor,
        Err(e) => return failure(&e.to_string()),
    };
    let found = extractor.lookup(&args.name, args.date.0);
    if found.is_empty() {
        return failure(&format!("no row has the form {:?}", clean(&args.name)));
    }
    let mut out = String::new();
    for m in &found {
        meaning(&mut out, m);
    }
    print(&out)
}

fn meaning(out: &mut String, m: &Meaning) {
    let _ = write!(
        out,
        "{} [{}] {}",
        clean(&m.name),
        clean(&m.id),
        m.kind.as_str()
    );
    if let Some(country) = m.country.as_ref().filter(|c| **c != m.id) {
        let _ = write!(out, ", {}", clean(country));
    }
    if let Some(id) = &m.wikidata {
        let _ = write!(out, ", {}", clean(id));
    }
    let flag = if m.ambiguous { ", ambiguous" } else { "" };
    let _ = writeln!(
        out,
        "\n   form    {}, {}{flag}; {}",
        clean(&m.form),
        m.form_kind,
        clean(&m.row)
    );
    for h in &m.offices {
        let _ = writeln!(out, "   office  {}", tenure(h));
    }
}

fn tenure(h: &Holding) -> String {
    let mut s = format!(
        "{}, {} to {}",
        clean(&h.office),
        clean(h.since.as_deref().unwrap_or("?")),
        clean(h.until.as_deref().unwrap_or("now"))
    );
    if let Some(day) = h.elected {
        let _ = write!(s, ", elected {day}");
    }
    if !h.mode.is_empty() {
        let _ = write!(s, ", {}", clean(&h.mode));
    }
    if h.assumed {
        s.push_str(", assumed still in office");
    }
    if !h.confirmed {
        s.push_str(", unconfirmed");
    }
    let _ = write!(s, "; {}", clean(&h.row));
    s
}

pub(crate) fn holder(args: HolderArgs) -> ExitCode {
    let extractor = match run::build(&args.build) {
        Ok(extractor) => extractor,
        Err(e) => return failure(&e.to_string()),
    };
    let as_of = extractor.gazetteer_as_of();
    let Some(day) = args.date.0.or(as_of) else {
        return failure("the tables do not say to which day they are kept: give a --date");
    };
    let found = extractor.holder(&args.office, day);
    if found.is_empty() {
        return failure(&format!(
            "on {day} nobody is known to hold {:?}, or it is no office",
            clean(&args.office)
        ));
    }
    let mut out = String::new();
    for h in &found {
        let _ = writeln!(
            out,
            "{} [{}]\n   {}",
            clean(&h.name),
            clean(&h.person),
            tenure(h)
        );
    }
    if let Some(as_of) = as_of.filter(|_| found.iter().any(|h| h.assumed)) {
        let _ = writeln!(out, "The tables are kept to {as_of}.");
    }
    print(&out)
}

pub(crate) fn check(args: GazetteerCheckArgs) -> ExitCode {
    let mut builder = Extractor::builder();
    if let Some(dir) = &args.dir {
        builder = match with_tables(builder, dir) {
            Ok(builder) => builder,
            Err(e) => return failure(&e),
        };
    }
    let audit = match builder.audit() {
        Ok(audit) => audit,
        Err(e) => return failure(&e.to_string()),
    };
    let mut out = String::new();
    let mut list = |label: &str, errors: &[Error]| {
        for e in errors {
            let _ = writeln!(out, "{label}: {e}\n");
        }
    };
    if args.collisions {
        list("collision", &audit.collisions);
    }
    list("warning", &audit.warnings);
    list("error", &audit.errors);
    let _ = writeln!(out, "{:<24}{:>7}{:>12}", "table", "rows", "confirmed");
    for t in &audit.tables {
        let share = 100.0 * t.confirmed as f64 / t.rows.max(1) as f64;
        let _ = writeln!(out, "{:<24}{:>7}{share:>10.1} %", clean(&t.table), t.rows);
    }
    let _ = writeln!(
        out,
        "errors {}, warnings {}, forms that name several things {}",
        audit.errors.len(),
        audit.warnings.len(),
        audit.collisions.len()
    );
    whole::print(&out, ExitCode::from(u8::from(!audit.errors.is_empty())))
}

pub(crate) fn diff(args: DiffArgs) -> ExitCode {
    let build = |dir: &Path| {
        with_tables(Extractor::builder(), dir)
            .and_then(|b| b.build().map_err(|e| format!("{}: {e}", dir.display())))
    };
    let (old, new) = match (build(&args.old), build(&args.new)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(e), _) | (_, Err(e)) => return failure(&e),
    };
    run::all_by(
        args.read,
        || Ok(new),
        Frame::LINES,
        move |document, after| changes(document, &old.extract(document), after),
    )
}

/// What of a document is read differently: lines that begin with `-` and `+` under its id; nothing where all is the same.
fn changes(document: &Document<'_>, before: &Extraction, after: &Extraction) -> String {
    let (old, new) = (readings(document, before), readings(document, after));
    let mut out = String::new();
    for (sign, list, other) in [('-', &old, &new), ('+', &new, &old)] {
        for line in list.difference(other) {
            if out.is_empty() {
                let _ = writeln!(out, "{}", clean(after.id.as_deref().unwrap_or("-")));
            }
            let _ = writeln!(out, "  {sign} {line}");
        }
    }
    out
}

/// A line for each mention and relation, without what hangs on the order of rows.
fn readings(document: &Document<'_>, e: &Extraction) -> BTreeSet<String> {
    let id = |n: usize| e.entities.get(n).map_or("?", |e| &*e.id);
    let mut out = BTreeSet::new();
    for m in &e.mentions {
        // A number of an unknown entity says nothing.
        let means = m.entity.map_or("open", id);
        let means = if means.starts_with("doc:") {
            "unknown"
        } else {
            means
        };
        out.insert(clean(&format!(
            "{:>6} “{}” {} {} {means}",
            m.span.start,
            document.text.get(m.span.range()).unwrap_or_default(),
            m.kind.as_str(),
            m.form.as_str(),
        )));
    }
    for r in &e.relations {
        let mut who: Vec<String> = r
            .participants
            .iter()
            .map(|p| match e.entities.get(p.entity) {
                Some(x) if x.known => format!("{} {}", p.role, x.id),
                Some(x) => format!("{} {:?}", p.role, x.name),
                None => p.role.to_string(),
            })
            .collect();
        who.sort();
        out.insert(clean(&format!(
            "{} {}: {}; place {}; time {}",
            r.kind,
            r.status.as_str(),
            who.join(", "),
            r.place.map_or("-", id),
            r.time.as_deref().unwrap_or("-"),
        )));
    }
    out
}

/// Adds the tables of a folder, or of its folder `gazetteers`; a set with countries of its own takes the place of the
/// built-in one.
fn with_tables(mut builder: ExtractorBuilder, dir: &Path) -> Result<ExtractorBuilder, String> {
    let inner = dir.join("gazetteers");
    let root = if inner.is_dir() {
        inner
    } else {
        dir.to_path_buf()
    };
    let mut files: Vec<(String, PathBuf)> = Vec::new();
    for (folder, prefix) in [
        (root.clone(), "gazetteers/"),
        (root.join("names"), "gazetteers/names/"),
    ] {
        if !folder.is_dir() && prefix.ends_with("names/") {
            continue;
        }
        let entries =
            std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        for entry in entries {
            let path = entry
                .map_err(|e| format!("{}: {e}", folder.display()))?
                .path();
            if let Some(name) = path.file_name().and_then(|n| n.to_str())
                && name.ends_with(".tsv")
                && path.is_file()
            {
                files.push((format!("{prefix}{name}"), path));
            }
        }
    }
    if files.is_empty() {
        return Err(format!("{}: no table (*.tsv) there", root.display()));
    }
    files.sort();
    if files
        .iter()
        .any(|(name, _)| name == "gazetteers/countries.tsv")
    {
        builder = builder.without_builtin_rows();
    }
    for (name, path) in files {
        let text =
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        builder = builder.table(&name, &text);
    }
    Ok(builder)
}

fn failure(message: &str) -> ExitCode {
    say(message);
    ExitCode::FAILURE
}

fn print(text: &str) -> ExitCode {
    whole::print(text, ExitCode::SUCCESS)
}
