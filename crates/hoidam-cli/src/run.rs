//! The commands.

use std::cell::RefCell;
use std::io::{self, ErrorKind, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use hoidam::output::json;
use hoidam::{Document, Extraction, Extractor, ExtractorBuilder, Scratch};

use crate::args::{
    BuildArgs, CheckArgs, ExplainArgs, ExtractArgs, Format, Input, Offsets, ReadArgs, WhyNotArgs,
    Without,
};
use crate::display::harmless;
use crate::input::{self, Reading, Record};
use crate::pool::{self, End};
use crate::progress::Progress;
use crate::sink::{Frame, Sink};
use crate::{explain, say, table, usage, whole};

/// What an interrupted program ends with.
const INTERRUPTED: u8 = 130;
thread_local! {
    /// Each job keeps its buffers from one document to the next.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Columns where the terminal does not tell.
const COLUMNS: usize = 100;

pub(crate) fn extract(args: ExtractArgs) -> ExitCode {
    let format = args.format.unwrap_or(if io::stdout().is_terminal() {
        Format::Table
    } else {
        Format::Jsonl
    });
    let offsets = match args.offsets {
        Offsets::Bytes => json::Offsets::Bytes,
        Offsets::Chars => json::Offsets::Chars,
    };
    match format {
        Format::Table => {
            let columns = columns();
            all(args.read, &args.build, Frame::BLOCKS, move |d, e| {
                table::render(d, e, columns)
            })
        }
        Format::Jsonl => all(args.read, &args.build, Frame::LINES, move |d, e| {
            let mut line = json::to_line(d, e, offsets);
            line.push('\n');
            line
        }),
        Format::Json => all(args.read, &args.build, Frame::ARRAY, move |d, e| {
            let line = json::Line::new(d, e, offsets);
            serde_json::to_string_pretty(&line).unwrap_or_default()
        }),
    }
}

pub(crate) fn explain(args: ExplainArgs) -> ExitCode {
    all(args.read, &args.build, Frame::BLOCKS, explain::render)
}

/// Prints how one text is read.
pub(crate) fn why_not(args: WhyNotArgs) -> ExitCode {
    let text = match input::read_one(&args.file) {
        Ok(text) => text,
        Err(e) => {
            say(&format!("{}: {e}", args.file.display()));
            return ExitCode::FAILURE;
        }
    };
    let shown = build(&args.build).and_then(|x| {
        let document = Document::new(&text).date(args.date.0);
        match (args.sentence, args.kind.as_deref()) {
            (None, None) => Ok(x.trace(&document)),
            (sentence, kind) => x.why_not(&document, sentence, kind),
        }
    });
    match shown {
        Ok(shown) => whole::print(&harmless(&shown), ExitCode::SUCCESS),
        Err(e) => {
            say(&e.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Reviews each pack by itself beside the built-in one; without a pack, the built-in data.
pub(crate) fn check(args: CheckArgs) -> ExitCode {
    let mut packs: Vec<_> = args.packs.into_iter().map(Some).collect();
    if packs.is_empty() {
        packs.push(None);
    }
    let mut broken = false;
    let mut shown = String::new();
    for pack in packs {
        let mut builder = Extractor::builder();
        let mut name = "built-in data".to_string();
        if let Some(pack) = &pack {
            builder = builder.pack_dir(pack);
            name = pack.display().to_string();
        }
        let review = match builder.review() {
            Ok(review) => review,
            Err(e) => {
                broken = true;
                say(&format!("error: {e}"));
                continue;
            }
        };
        broken |= !review.errors.is_empty();
        for e in &review.errors {
            say(&format!("error: {e}"));
        }
        for w in &review.warnings {
            say(&format!("warning: {w}"));
        }
        let count = |n: usize, what: &str| match n {
            1 => format!("1 {what}"),
            n => format!("{n} {what}s"),
        };
        let found = match (review.errors.len(), review.warnings.len()) {
            (0, 0) => "well formed".to_string(),
            (0, w) => format!("well formed, {}", count(w, "warning")),
            (e, w) => format!("{}, {}", count(e, "error"), count(w, "warning")),
        };
        shown.push_str(&format!("{name}: {found}\n"));
    }
    whole::print(&shown, ExitCode::from(u8::from(broken)))
}

fn columns() -> usize {
    console::Term::stdout()
        .size_checked()
        .map(|(_, columns)| usize::from(columns))
        .or_else(|| std::env::var("COLUMNS").ok()?.parse().ok())
        .map_or(COLUMNS, |c: usize| c.clamp(60, 400))
}

pub(crate) fn build(args: &BuildArgs) -> Result<Extractor, hoidam::Error> {
    builder(args).build()
}

pub(crate) fn builder(args: &BuildArgs) -> ExtractorBuilder {
    let home = Some(args.home.as_str()).filter(|h| !h.eq_ignore_ascii_case("none"));
    let mut builder = Extractor::builder().home(home);
    for pack in &args.pack {
        builder = builder.pack_dir(pack);
    }
    if args.without.contains(&Without::People) {
        builder = builder.without_people();
    }
    builder.static_relations(args.lasting)
}

/// Reads all that is asked for and prints what `render` makes of each document.
pub(crate) fn all(
    read: ReadArgs,
    build_args: &BuildArgs,
    frame: Frame,
    render: impl Fn(&Document<'_>, &Extraction) -> String + Send + Sync + 'static,
) -> ExitCode {
    all_by(read, || build(build_args), frame, render)
}

/// The same with an extractor made elsewhere.
pub(crate) fn all_by(
    read: ReadArgs,
    build: impl FnOnce() -> Result<Extractor, hoidam::Error>,
    frame: Frame,
    render: impl Fn(&Document<'_>, &Extraction) -> String + Send + Sync + 'static,
) -> ExitCode {
    all_with(
        read,
        build,
        frame,
        move |x: &Extractor, d: &Document<'_>| {
            SCRATCH.with_borrow_mut(|scratch| render(d, &x.extract_with(scratch, d)))
        },
    )
}

/// The same with whatever reads a document.
pub(crate) fn all_with<X: Send + Sync + 'static>(
    read: ReadArgs,
    build: impl FnOnce() -> Result<X, hoidam::Error>,
    frame: Frame,
    render: impl Fn(&X, &Document<'_>) -> String + Send + Sync + 'static,
) -> ExitCode {
    let files = if read.files.is_empty() {
        vec![PathBuf::from("-")]
    } else {
        read.files
    };
    if read.id.is_some() && read.input == Input::Jsonl {
        return usage("--id names one text; records have ids of their own");
    }
    if read.id.is_some() && (files.len() > 1 || files.iter().any(|f| f.is_dir())) {
        return usage("--id names one text; without it each file's id is its path");
    }
    if files.iter().filter(|f| input::is_stdin(f)).count() > 1 {
        return usage("standard input can be read once only");
    }
    if files.iter().any(|f| input::is_stdin(f)) && io::stdin().is_terminal() {
        say("reading standard input, until Ctrl-D");
    }
    let extractor = match build() {
        Ok(extractor) => extractor,
        Err(e) => {
            say(&e.to_string());
            return ExitCode::FAILURE;
        }
    };
    let jobs = read.jobs.map_or_else(
        || thread::available_parallelism().map_or(1, |n| n.get()),
        usize::from,
    );
    let stop = Arc::new(AtomicBool::new(false));
    let handled = ctrlc::set_handler({
        let stop = Arc::clone(&stop);
        move || {
            // The second time without waiting for whoever reads our output.
            if stop.swap(true, Ordering::Relaxed) {
                std::process::exit(i32::from(INTERRUPTED));
            }
        }
    });
    if let Err(e) = handled {
        // Without it an interruption may cut a line, nothing worse.
        say(&format!("interruptions will not be handled: {e}"));
    }
    let reading = Reading {
        input: read.input,
        date: read.date.0,
        id: read.id,
        lossy: read.lossy,
    };
    let progress = Progress::new(&files);
    let out = match whole::stdout() {
        Ok(out) => out,
        Err(e) => {
            say(&format!("standard output: {}", input::reason(&e)));
            return ExitCode::FAILURE;
        }
    };
    let mut sink = Sink::new(out, frame, progress);
    let end = pool::run(
        jobs,
        move |emit| input::read(&files, &reading, emit),
        move |record| one(&extractor, record, &render),
        &mut sink,
        &stop,
    );
    finish(end, &mut sink)
}

fn one<X>(extractor: &X, record: &Record, render: &impl Fn(&X, &Document<'_>) -> String) -> String {
    let mut document = Document::new(&record.text).date(record.date);
    if let Some(id) = &record.id {
        document = document.id(id.as_str());
    }
    render(extractor, &document)
}

fn finish(end: End, sink: &mut Sink<impl io::Write>) -> ExitCode {
    sink.progress.end();
    let interrupted = matches!(end, End::Stopped);
    let finished = match end {
        End::Failed(e) => Err(e),
        End::Finished | End::Stopped => sink.finish(),
    };
    match finished {
        Err(e) if e.kind() == ErrorKind::BrokenPipe => {
            // Whoever read had enough.
            ExitCode::from(u8::from(sink.failures > 0))
        }
        Err(e) => {
            say(&format!("standard output: {}", input::reason(&e)));
            ExitCode::FAILURE
        }
        Ok(()) if interrupted => ExitCode::from(INTERRUPTED),
        Ok(()) => ExitCode::from(u8::from(sink.failures > 0)),
    }
}
