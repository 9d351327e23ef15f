//! A progress bar for long work, where somebody watches.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// The bar, or nothing where standard error is no terminal or results go to the screen themselves.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    begun: Instant,
    shown: bool,
    documents: u64,
}

impl Progress {
    /// For the work on `files`; their sizes make a bar where all are plain files, else a running count.
    pub(crate) fn new(files: &[PathBuf]) -> Self {
        let watched = std::io::stderr().is_terminal() && !std::io::stdout().is_terminal();
        Progress {
            bar: watched.then(|| bar(total(files))),
            begun: Instant::now(),
            shown: false,
            documents: 0,
        }
    }

    /// Counts a document of so many bytes.
    pub(crate) fn advance(&mut self, bytes: u64) {
        self.documents += 1;
        self.look();
        if let Some(bar) = &self.bar {
            bar.inc(bytes);
            if self.shown {
                bar.set_message(format!("{} documents", self.documents));
            }
        }
    }

    /// Shows the bar if it is time; a first document that takes long needs it too.
    pub(crate) fn look(&mut self) {
        let Some(bar) = &self.bar else { return };
        if !self.shown && self.begun.elapsed() > PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.enable_steady_tick(Duration::from_millis(200));
            self.shown = true;
        }
    }

    /// Prints a message without tearing the bar.
    pub(crate) fn say(&self, message: &str) {
        match &self.bar {
            Some(bar) if self.shown => bar.suspend(|| crate::say(message)),
            _ => crate::say(message),
        }
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn total(files: &[PathBuf]) -> Option<u64> {
    files
        .iter()
        .map(|f| std::fs::metadata(f).ok().filter(|m| m.is_file()))
        .map(|m| m.map(|m| m.len()))
        .sum()
}

fn bar(total: Option<u64>) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => (
            ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden()),
            "{wide_bar} {percent}% {bytes_per_sec} {msg} {eta}",
        ),
        None => (
            ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
            "{spinner} {bytes} {bytes_per_sec} {msg}",
        ),
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
