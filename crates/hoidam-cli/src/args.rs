//! What the command line can say.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

/// Reads Vietnamese news text: who met, called, wrote to, visited or invited whom, where, when, and whether it happened.
#[derive(Parser, Debug)]
#[command(name = "hoidam", version, about, long_about = None, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Read texts and print what they tell of.
    #[command(after_help = EXTRACT_HELP)]
    Extract(ExtractArgs),
    /// Show each relation with the words, rules and rows that led to it.
    Explain(ExplainArgs),
    /// Show how a text is read: clauses, chunks, frames, the candidates refused, and what became of the others.
    #[command(after_help = WHY_NOT_HELP)]
    WhyNot(WhyNotArgs),
    /// Check packs of rows, lexicon, rules and frames: are they well formed, do the rules' examples hold, what can do nothing?
    #[command(after_help = CHECK_HELP)]
    Check(CheckArgs),
    /// Ask the gazetteers, and check them.
    #[command(subcommand)]
    Gazetteer(GazetteerCommand),
    /// List the persons of a corpus that no row knows, the most frequent first, as TSV ready to become rows.
    Unknown(UnknownArgs),
    /// Count in how many texts of a corpus each lexicon row, rule and frame fires, and list those that hardly do, as TSV.
    Firings(FiringsArgs),
}

#[derive(Subcommand, Debug)]
pub(crate) enum GazetteerCommand {
    /// Show what a name can mean.
    Lookup(LookupArgs),
    /// Show who held an office on a day.
    Holder(HolderArgs),
    /// Check the tables: dangling ids, bad dates, two holders, gaps, forms that name several things; file, line, what to do.
    Check(GazetteerCheckArgs),
    /// Show what two sets of tables read differently in a corpus.
    Diff(DiffArgs),
}

const HOLDER_HELP: &str = "\
Examples:
  hoidam gazetteer holder \"Tổng thống Hàn Quốc\" --date 2024-12-01
  hoidam gazetteer holder KR.president --date 2025-03-01";

#[derive(Args, Debug)]
pub(crate) struct LookupArgs {
    /// The name, as a text would write it
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Day on which the offices are looked at, YYYY-MM-DD [default: all offices]
    #[arg(long, value_name = "DATE", value_parser = date_argument, default_value = "", hide_default_value = true)]
    pub(crate) date: DateArgument,
    #[command(flatten)]
    pub(crate) build: BuildArgs,
}

#[derive(Args, Debug)]
#[command(after_help = HOLDER_HELP)]
pub(crate) struct HolderArgs {
    /// The office: what news calls it, or its id
    #[arg(value_name = "OFFICE")]
    pub(crate) office: String,
    /// The day, YYYY-MM-DD [default: the day to which the tables are kept]
    #[arg(long, value_name = "DATE", value_parser = date_argument, default_value = "", hide_default_value = true)]
    pub(crate) date: DateArgument,
    #[command(flatten)]
    pub(crate) build: BuildArgs,
}

#[derive(Args, Debug)]
pub(crate) struct GazetteerCheckArgs {
    /// Folder with tables, or with a folder gazetteers: checked together with the built-in ones unless it has a countries.tsv [default: the built-in tables]
    #[arg(value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
    /// List the forms that name several things too, with the reading chosen and why
    #[arg(long)]
    pub(crate) collisions: bool,
}

#[derive(Args, Debug)]
pub(crate) struct DiffArgs {
    /// Folder with the old tables
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// Folder with the new tables
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
}

const UNKNOWN_HELP: &str = "\
Columns: count (mentions), documents, id (a proposal), name, title (the words before it most often), office, polity, sample.

Example:
  hoidam unknown news.jsonl --input jsonl --least 5 > unknown.tsv";

#[derive(Args, Debug)]
#[command(after_help = UNKNOWN_HELP)]
pub(crate) struct UnknownArgs {
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) build: BuildArgs,
    /// Leave out names with fewer mentions
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) least: u64,
    /// Only those whom a text gives an office
    #[arg(long)]
    pub(crate) offices: bool,
}

const FIRINGS_HELP: &str = "\
A word fires where a text has it as a word of its class, a rule where it made a name, phrase or time, a frame where it told of
something. Columns: count (texts), what (word, rule, frame, construction), class, name, place (file:line), note.
With --summary: what, class, all, fired (in at least N texts), few (in fewer), never, noted (few or never, but with a note).

Examples:
  zcat news.jsonl.gz | hoidam firings --input jsonl > rare.tsv
  zcat news.jsonl.gz | hoidam firings --input jsonl --summary
  hoidam firings --pack my-pack --class signing --all news/";

#[derive(Args, Debug)]
#[command(after_help = FIRINGS_HELP)]
pub(crate) struct FiringsArgs {
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) build: BuildArgs,
    /// List what fires in fewer texts than this
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) least: u64,
    /// List everything, whatever its count, the constructions of frames too
    #[arg(long, conflicts_with = "least")]
    pub(crate) all: bool,
    /// Only words of this class, rules that make this, frames of this kind of relation; may be given again
    #[arg(long, value_name = "CLASS")]
    pub(crate) class: Vec<String>,
    /// A line a class with how many fire, instead of the list
    #[arg(long)]
    pub(crate) summary: bool,
}

const EXTRACT_HELP: &str = "\
Texts are UTF-8. Output is in input order, one document after another, whatever the number of jobs.
A file's id is its path, a record's its \"id\"; a record's \"date\" goes before --date.
Exit code: 0 all read, 1 something could not be read (the rest is printed), 2 wrong usage.

Examples:
  hoidam extract article.txt --date 2026-01-06
  hoidam extract news/ --format jsonl > relations.jsonl
  zcat news.jsonl.gz | hoidam extract --input jsonl --jobs 4 > relations.jsonl";

#[derive(Args, Debug)]
pub(crate) struct ExtractArgs {
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) build: BuildArgs,
    /// What to print [default: table on a terminal, else jsonl]
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    /// What offsets in JSON count
    #[arg(long, value_enum, default_value_t = Offsets::Bytes)]
    pub(crate) offsets: Offsets,
}

#[derive(Args, Debug)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) build: BuildArgs,
}

const WHY_NOT_HELP: &str = "\
A block a sentence, with its number. With --sentence or --kind also: trigger words that are none here (hidden in a longer word, or
taken for something else), names that no row has, and the rules of the language that nearly match, with the first part that fails.

Examples:
  hoidam why-not article.txt --date 2026-01-06
  hoidam why-not article.txt --date 2026-01-06 --sentence 3 --kind meeting";

#[derive(Args, Debug)]
pub(crate) struct WhyNotArgs {
    /// The text's file
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The text's date, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date_argument, default_value = "", hide_default_value = true)]
    pub(crate) date: DateArgument,
    /// Only this sentence, 1 being the first, in detail [default: all]
    #[arg(long, value_name = "N")]
    pub(crate) sentence: Option<usize>,
    /// Only frames of this kind of relation (meeting, call …), in detail [default: all]
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<String>,
    #[command(flatten)]
    pub(crate) build: BuildArgs,
}

const CHECK_HELP: &str = "\
Errors: what cannot be read, unknown kinds, roles, classes and attributes, a pattern that can be empty, a rule that does not live
up to its examples, a trigger whose frame is missing.
Warnings: rules and parts of rules that can match nothing, words that a longer entry always covers, frames that no trigger names,
kinds that no frame makes, rows that stand twice, files that nothing reads.
Each with file, line, column and what to do. Exit code: 0 no error, 1 an error, 2 wrong usage.";

#[derive(Args, Debug)]
pub(crate) struct CheckArgs {
    /// Folders with gazetteers, schema, lexicon, rules and frames, each checked beside the built-in data [default: the built-in data]
    #[arg(value_name = "PACK")]
    pub(crate) packs: Vec<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct ReadArgs {
    /// Files, folders (their .txt files at any depth, sorted) or - for standard input
    #[arg(value_name = "FILES")]
    pub(crate) files: Vec<PathBuf>,
    /// What a file holds: one text, or one JSON record {"id", "text", "date"} a line
    #[arg(long, value_enum, default_value_t = Input::Text)]
    pub(crate) input: Input,
    /// Day of publication, YYYY-MM-DD, against which "hôm qua" is resolved
    #[arg(long, value_name = "DATE", value_parser = date_argument, default_value = "", hide_default_value = true)]
    pub(crate) date: DateArgument,
    /// Id of the one text that is read [default: its path]
    #[arg(long)]
    pub(crate) id: Option<String>,
    /// Read bytes that are not UTF-8 as U+FFFD; offsets then refer to the text so mended
    #[arg(long)]
    pub(crate) lossy: bool,
    /// Threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
}

#[derive(Args, Debug)]
pub(crate) struct BuildArgs {
    /// Country whose bare offices are meant ("Thủ tướng" in a Vietnamese paper), or none
    #[arg(long, value_name = "COUNTRY", default_value = "VN", value_parser = country)]
    pub(crate) home: String,
    /// Folder with rows, lexicon and rules of your own; may be given again
    #[arg(long, value_name = "DIR")]
    pub(crate) pack: Vec<PathBuf>,
    /// Rows to leave out
    #[arg(long, value_enum)]
    pub(crate) without: Vec<Without>,
    /// Tell lasting facts too: who holds which office, which city lies where, who is married to whom
    #[arg(long = "static")]
    pub(crate) lasting: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Input {
    /// One text a file
    Text,
    /// One JSON record a line
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// One array, indented
    Json,
    /// One object a line, one line a document
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Offsets {
    /// UTF-8 bytes
    Bytes,
    /// Unicode code points
    Chars,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Without {
    /// All person rows: persons are then known from the text alone
    People,
}

/// A date that may be left open, so that `--date=` of a script with an undated text is no error.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DateArgument(pub(crate) Option<Date>);

fn date_argument(s: &str) -> Result<DateArgument, String> {
    if s.is_empty() {
        return Ok(DateArgument(None));
    }
    parse_date(s).map(|d| DateArgument(Some(d)))
}

/// Country ids are capitals in the tables; who types them need not know.
fn country(s: &str) -> Result<String, std::convert::Infallible> {
    Ok(s.to_ascii_uppercase())
}

/// A day written `YYYY-MM-DD`; the error says what is wrong with it.
pub(crate) fn parse_date(s: &str) -> Result<Date, String> {
    let b = s.as_bytes();
    let shaped = b.len() == 10
        && b.iter().enumerate().all(|(i, c)| match i {
            4 | 7 => *c == b'-',
            _ => c.is_ascii_digit(),
        });
    if !shaped {
        return Err("a date is written YYYY-MM-DD".to_string());
    }
    s.parse::<Date>()
        .map_err(|_| "no such day in the calendar".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        assert!(parse_date("2024-02-29").is_ok());
        for bad in [
            "2026-02-30",
            "2026-13-01",
            "06/01/2026",
            "2026-1-6",
            "20260106",
            "２０26-1-6",
        ] {
            assert!(parse_date(bad).is_err(), "{bad}");
        }
        assert!(date_argument("").unwrap().0.is_none());
    }
}
