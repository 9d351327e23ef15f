//! How fast the whole reading is against one scan of the same text for the names alone, in paired rounds of one process.
//!
//! The yardstick R is aho-corasick (contiguous NFA, leftmost-longest, case kept) over all written forms of the built-in
//! gazetteers, document by document, both offsets used. The cases of a round run in turn, the ratio is taken round by
//! round; shown are medians and quartiles. `docs/PERFORMANCE.md` is written from its output.
//!
//! `cargo run --release --example bench_ratios [NEWS.jsonl.gz ARTICLES.jsonl.gz]`
//!
//! Files that are not given are left out with a message, and so are what this system does not tell and the text of 100 MB where
//! memory is short.

// A broken pack ends the run.
#![allow(clippy::panic)]

#[path = "hard/mod.rs"]
mod hard;
#[path = "ratios/names.rs"]
mod names;
#[path = "ratios/process.rs"]
mod process;
#[path = "ratios/stats.rs"]
mod stats;
#[path = "ratios/texts.rs"]
mod texts;

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use aho_corasick::AhoCorasick;
use hoidam::{Document, Extractor, Scratch};
use stats::{ROUNDS, quartiles, show, time};
use texts::{DAY, SENTENCE, Text};

const ITEMS: usize = 20_000;
/// A round takes about so much of the reading's time.
const ROUND: Duration = Duration::from_millis(300);
/// Length of the texts of one pattern.
const HARD: usize = 100_000;
/// Names in the packs of a user.
const FEW: usize = 10_000;
const MANY: usize = 200_000;
/// Told to a process of its own, in which nothing but reading takes memory.
const MEMORY: &str = "--memory";
/// Told to another, which reads one giant text.
const GIANT: &str = "--giant";
/// Its length.
const GIANT_BYTES: usize = 100_000_000;
/// Memory that reading one text may take, in bytes a byte of it: with less at hand no giant text is read.
const GIANT_SHARE: f64 = 100.0;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, path] = args.as_slice()
        && mode == MEMORY
    {
        memory_of(Path::new(path));
        return;
    }
    if let Some((mode, paths)) = args.split_first()
        && mode == GIANT
    {
        giant_of(paths);
        return;
    }
    let extractor = build();
    let scan = names::automaton(&extractor);
    println!("{} written forms", extractor.name_forms().count());
    startup(&extractor);
    let shipped = texts::shipped();
    against("shipped texts", &shipped, &extractor, &scan);
    let names = ["mixed news", "articles"];
    let mut all = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let Some(path) = args.get(at).map(Path::new) else {
            println!("{name}: left out, no file given");
            continue;
        };
        match texts::read(path, ITEMS) {
            Ok(texts) => {
                against(name, &texts, &extractor, &scan);
                all.push(texts);
                memory(name, path);
            }
            Err(e) => println!("{name}: left out, {}: {e}", path.display()),
        }
    }
    let articles = all.pop().unwrap_or(shipped);
    threads(&articles, &extractor);
    user_packs(&articles);
    lengths(&articles, &extractor);
    hard_texts(&articles, &extractor);
    giant(&args);
    program_size();
}

fn build() -> Extractor {
    Extractor::builder()
        .build()
        .unwrap_or_else(|e| panic!("the built-in packs are well formed: {e}"))
}

/// Mentions, times and relations found.
fn extract(extractor: &Extractor, texts: &[Text]) -> [usize; 3] {
    let mut sum = [0; 3];
    let mut scratch = Scratch::default();
    for (text, date) in texts {
        let document = Document::new(text).date(*date);
        let e = extractor.extract_with(&mut scratch, black_box(&document));
        sum[0] += e.mentions.len();
        sum[1] += e.times.len();
        sum[2] += e.relations.len();
    }
    sum
}

fn scan_names(scan: &AhoCorasick, texts: &[Text]) -> usize {
    texts.iter().map(|(t, _)| names::scan(scan, t)).sum()
}

/// The length of all texts.
fn bytes(texts: &[Text]) -> usize {
    texts.iter().map(|(t, _)| t.len()).sum()
}

/// As many texts as one round holds.
fn portion<'t>(texts: &'t [Text], extractor: &Extractor) -> &'t [Text] {
    let probe = &texts[..texts.len().min(200)];
    let (took, _) = time(|| extract(extractor, probe));
    let share = ROUND.as_secs_f64() / took.as_secs_f64().max(1e-9);
    let n = (probe.len() as f64 * share) as usize;
    &texts[..n.clamp(probe.len().min(50), texts.len())]
}

fn against(name: &str, texts: &[Text], extractor: &Extractor, scan: &AhoCorasick) {
    let texts = portion(texts, extractor);
    let expected = extract(extractor, texts);
    assert!(expected.iter().all(|n| *n > 0), "{name}: {expected:?}");
    let hits = scan_names(scan, texts);
    let size = bytes(texts) as f64;
    let (mut ratios, mut speeds) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (ours, found) = time(|| extract(extractor, texts));
        assert_eq!(found, expected);
        // The scan is short: it is run several times for the clock's sake.
        let (theirs, found) = time(|| (0..5).map(|_| scan_names(scan, texts)).min());
        assert_eq!(found, Some(hits));
        ratios.push(theirs.as_secs_f64() / 5.0 / ours.as_secs_f64());
        speeds.push(size / ours.as_secs_f64() / 1e6);
    }
    let [_, speed, _] = quartiles(speeds);
    let note = format!(
        "{speed:.2} MB/s; {} texts, {:.2} MB; mentions, times, relations {expected:?}",
        texts.len(),
        size / 1e6
    );
    show(&format!("{name}: speed / R"), ratios, &note);
}

fn startup(extractor: &Extractor) {
    let document = Document::new(SENTENCE).date(DAY);
    assert!(!extractor.extract(&document).relations.is_empty());
    let (mut ratios, mut absolute) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (ours, (built, _)) = time(|| {
            let e = build();
            let found = e.extract(&document);
            (e, found)
        });
        let (theirs, _) = time(|| names::automaton(&built));
        ratios.push(ours.as_secs_f64() / theirs.as_secs_f64());
        absolute.push(ours.as_secs_f64() * 1e3);
    }
    show("build to first relation, ms", absolute, "");
    show("the same / building R", ratios, "");
}

/// Memory of a process that reads a file, over what it had when it began.
fn memory(name: &str, path: &Path) {
    let run =
        std::env::current_exe().and_then(|exe| Command::new(exe).arg(MEMORY).arg(path).output());
    let said = run.map(|o| String::from_utf8_lossy(&o.stdout).trim().to_string());
    match said {
        Ok(said) if !said.is_empty() => println!("{:<44} {said}", format!("{name}: memory, MB")),
        _ => println!("{name}: memory: left out"),
    }
}

fn memory_of(path: &Path) {
    let empty = process::peak_memory();
    let extractor = build();
    let built = process::peak_memory();
    // The texts are held by this program: they count as their own size, the reading as what is above that.
    let texts = texts::read(path, ITEMS).unwrap_or_default();
    let held = process::peak_memory();
    let found = extract(&extractor, &texts);
    let read = process::peak_memory();
    if let (Some(empty), Some(built), Some(held), Some(read)) = (empty, built, held, read) {
        println!(
            "{:>8.1} built, {:.1} more to read {} texts; relations {}",
            built - empty,
            read - held,
            texts.len(),
            found[2]
        );
    }
}

fn threads(texts: &[Text], extractor: &Extractor) {
    let texts = portion(texts, extractor);
    let (left, right) = texts.split_at(half(texts));
    let (mut ratios, mut work) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let before = process::cpu_seconds();
        let (one, _) = time(|| extract(extractor, texts));
        let between = process::cpu_seconds();
        let (two, after) = time(|| {
            std::thread::scope(|s| {
                // A thread that has ended is counted no more: it looks at the clock itself.
                let other = s.spawn(|| {
                    extract(extractor, left);
                    process::cpu_seconds()
                });
                extract(extractor, right);
                let own = process::cpu_seconds();
                let others = other.join().ok().flatten();
                Some(own?.max(others?))
            })
        });
        ratios.push(one.as_secs_f64() / two.as_secs_f64());
        if let (Some(a), Some(b), Some(c)) = (before, between, after) {
            work.push((b - a) / (c - b));
        }
    }
    show("two threads / one", ratios, "");
    if !work.is_empty() {
        // Where others hold a core, this tells whether threads wait for one another.
        show("processor time: one thread / two", work, "");
    }
}

/// Speed with a pack of many names against one of few.
fn user_packs(texts: &[Text]) {
    let with = |count: usize| {
        Extractor::builder()
            .table("gazetteers/people-own.tsv", &people(count))
            .build()
            .unwrap_or_else(|e| panic!("the rows are well formed: {e}"))
    };
    let (few, many) = (with(FEW), with(MANY));
    let texts = portion(texts, &few);
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let (a, _) = time(|| extract(&few, texts));
        let (b, _) = time(|| extract(&many, texts));
        ratios.push(a.as_secs_f64() / b.as_secs_f64());
    }
    show(&format!("speed: {MANY} own names / {FEW}"), ratios, "");
}

/// A table of persons with made-up names of two and three syllables, no two the same.
fn people(count: usize) -> String {
    const HEADS: [&str; 16] = [
        "B", "C", "D", "G", "H", "K", "L", "M", "N", "P", "R", "S", "T", "V", "Ch", "Th",
    ];
    const TAILS: [&str; 8] = [
        "arel", "obin", "ukas", "erim", "andor", "ilov", "ostan", "emir",
    ];
    let mut out = String::from("id\tname\n");
    for n in 0..count {
        let word = |i: usize| {
            let (h, t) = (i % HEADS.len(), i / HEADS.len() % TAILS.len());
            format!("{}{}", HEADS[h], TAILS[t])
        };
        let base = HEADS.len() * TAILS.len();
        let (a, b, c) = (n % base, n / base % base, n / base / base);
        out.push_str(&format!("own-{n}\t{} {} {}ov\n", word(a), word(b), word(c)));
    }
    out
}

/// The release program beside this example, where it was built.
fn program_size() {
    let program = std::env::current_exe()
        .ok()
        .and_then(|exe| Some(exe.parent()?.parent()?.join("hoidam")));
    match program.and_then(|p| std::fs::metadata(p).ok()) {
        Some(file) => println!(
            "{:<44} {:>8.2}",
            "release program, MB",
            file.len() as f64 / 1e6
        ),
        None => println!("release program: left out, not built"),
    }
}

/// Where half of the bytes are.
fn half(texts: &[Text]) -> usize {
    let all = bytes(texts);
    let mut sum = 0;
    texts
        .iter()
        .position(|(t, _)| {
            sum += t.len();
            sum * 2 >= all
        })
        .map_or(0, |i| i + 1)
}

/// The same text in paragraphs, in documents, and in one piece: time a byte against the documents'.
fn lengths(texts: &[Text], extractor: &Extractor) {
    let texts = portion(texts, extractor);
    let lines: Vec<Text> = texts
        .iter()
        .flat_map(|(t, d)| t.lines().map(|l| (l.to_string(), *d)))
        .collect();
    let joined: Vec<String> = texts.iter().map(|(t, _)| t.clone()).collect();
    let one = [(joined.join("\n\n"), Some(DAY))];
    let (mut by_line, mut whole) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (documents, _) = time(|| extract(extractor, texts));
        let (a, _) = time(|| extract(extractor, &lines));
        let (b, _) = time(|| extract(extractor, &one));
        let base = documents.as_secs_f64() / bytes(texts) as f64;
        by_line.push(a.as_secs_f64() / bytes(&lines) as f64 / base);
        whole.push(b.as_secs_f64() / bytes(&one) as f64 / base);
    }
    show("time a byte: lines / documents", by_line, "");
    show(
        "time a byte: one text / documents",
        whole,
        &format!("{:.2} MB", bytes(&one) as f64 / 1e6),
    );
}

/// One text of 100 MB against the same as documents, in a process of its own for its memory.
fn giant(paths: &[String]) {
    let needs = GIANT_BYTES as f64 * GIANT_SHARE / 1e6;
    if process::free_memory().is_none_or(|free| free < needs) {
        println!("one text of 100 MB: left out, {needs:.0} MB of memory are not at hand");
        return;
    }
    let run = std::env::current_exe()
        .and_then(|exe| Command::new(exe).arg(GIANT).args(paths).output())
        .map(|o| String::from_utf8_lossy(&o.stdout).trim().to_string());
    match run {
        Ok(said) if !said.is_empty() => println!("{said}"),
        _ => println!("one text of 100 MB: left out, its process failed"),
    }
}

fn giant_of(paths: &[String]) {
    let extractor = build();
    let mut texts = texts::shipped();
    for path in paths {
        texts.extend(texts::read(Path::new(path), ITEMS / 10).unwrap_or_default());
    }
    let all: Vec<&str> = texts.iter().map(|(t, _)| &**t).collect();
    let all = all.join("\n\n");
    let times = GIANT_BYTES.div_ceil(all.len());
    // The documents are read as often as their bytes stand in the text, up to a tenth of it.
    let again = (times / 10).max(1);
    let (documents, _) = time(|| {
        (0..again)
            .map(|_| extract(&extractor, &texts)[0])
            .sum::<usize>()
    });
    let base = documents.as_secs_f64() / (bytes(&texts) * again) as f64;
    let one = vec![all; times].join("\n\n");
    let held = process::peak_memory();
    let document = Document::new(&one).date(DAY);
    let (took, found) = time(|| extractor.extract(&document));
    let length = one.len() as f64;
    println!(
        "{:<44} {:>8.2} at {:.0} MB; {} mentions",
        "time a byte: one giant text / documents",
        took.as_secs_f64() / length / base,
        length / 1e6,
        found.mentions.len()
    );
    if let (Some(held), Some(peak)) = (held, process::peak_memory()) {
        let more = (peak - held) * 1e6 / length;
        println!(
            "{:<44} {more:>8.1} with its result",
            "the same: memory, bytes a byte of text"
        );
    }
}

/// Texts of one pattern without end, at two lengths: time a byte against the articles'.
fn hard_texts(texts: &[Text], extractor: &Extractor) {
    let texts = portion(texts, extractor);
    let (base, _) = time(|| extract(extractor, texts));
    let base = base.as_secs_f64() / bytes(texts) as f64;
    let large = hard::texts(HARD);
    for ((name, a), (_, b)) in hard::texts(HARD / 10).into_iter().zip(large) {
        let cost = |text: &str| {
            let (took, _) = time(|| extractor.extract(&Document::new(text)));
            took.as_secs_f64() / text.len() as f64 / base
        };
        println!(
            "{name:<44} {:>8.2} at {} kB, {:.2} at {} kB",
            cost(&a),
            a.len() / 1000,
            cost(&b),
            b.len() / 1000
        );
    }
}
