//! The program `hoidam`: who met whom, where and when, read from files of news text.
//!
//! Argument parsing, files, threads and progress live here; what is read from a text is the library's business.
//! Exit codes: 0 all read, 1 something failed (the rest is done), 2 wrong usage, 130 interrupted.

mod args;
mod display;
mod explain;
mod firings;
mod gazetteer;
mod input;
mod pool;
mod progress;
mod run;
mod sink;
mod table;
mod unknown;
mod whole;

use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Command, GazetteerCommand};

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => {
            // Printing fails only where nobody reads.
            let _ = e.print();
            return ExitCode::from(if e.use_stderr() { 2 } else { 0 });
        }
    };
    match cli.command {
        Command::Extract(args) => run::extract(args),
        Command::Explain(args) => run::explain(args),
        Command::WhyNot(args) => run::why_not(args),
        Command::Check(args) => run::check(args),
        Command::Gazetteer(GazetteerCommand::Lookup(args)) => gazetteer::lookup(args),
        Command::Gazetteer(GazetteerCommand::Holder(args)) => gazetteer::holder(args),
        Command::Gazetteer(GazetteerCommand::Check(args)) => gazetteer::check(args),
        Command::Gazetteer(GazetteerCommand::Diff(args)) => gazetteer::diff(args),
        Command::Unknown(args) => unknown::unknown(args),
        Command::Firings(args) => firings::firings(args),
    }
}

/// Ends the program over wrong usage.
fn usage(message: &str) -> ExitCode {
    let _ = Cli::command()
        .error(clap::error::ErrorKind::ArgumentConflict, message)
        .print();
    ExitCode::from(2)
}

/// A message on standard error; unlike `eprintln!` it does not panic where that is closed.
fn say(message: &str) {
    let _ = writeln!(std::io::stderr(), "hoidam: {}", display::harmless(message));
}
