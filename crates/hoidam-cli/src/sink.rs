//! Where results go: standard output, with what stands between documents.

use std::io::{self, Write};

use crate::pool::{Done, Take};
use crate::progress::Progress;

/// What stands before, between and after documents.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) before: &'static str,
    pub(crate) between: &'static str,
    pub(crate) after: &'static str,
}

impl Frame {
    /// Lines that end in a line break of their own.
    pub(crate) const LINES: Frame = Frame {
        before: "",
        between: "",
        after: "",
    };
    /// A JSON array.
    pub(crate) const ARRAY: Frame = Frame {
        before: "[\n",
        between: ",\n",
        after: "\n]\n",
    };
    /// Blocks with an empty line between.
    pub(crate) const BLOCKS: Frame = Frame {
        before: "",
        between: "\n",
        after: "",
    };
}

/// Writes results, tells of failures, counts them.
pub(crate) struct Sink<W: Write> {
    out: W,
    frame: Frame,
    begun: bool,
    pub(crate) failures: u64,
    pub(crate) progress: Progress,
}

impl<W: Write> Sink<W> {
    pub(crate) fn new(out: W, frame: Frame, progress: Progress) -> Self {
        Sink {
            out,
            frame,
            begun: false,
            failures: 0,
            progress,
        }
    }

    /// Ends the output, so that what was written is whole even if not all was read.
    pub(crate) fn finish(&mut self) -> io::Result<()> {
        // An array is one without elements too; lines are none without documents.
        if !self.begun && !self.frame.before.is_empty() {
            self.out.write_all(self.frame.before.as_bytes())?;
            self.begun = true;
        }
        if self.begun {
            self.out.write_all(self.frame.after.as_bytes())?;
        }
        self.out.flush()
    }
}

impl<W: Write> Take for Sink<W> {
    fn take(&mut self, done: Done) -> io::Result<()> {
        match done {
            Done::Output { text, bytes } => {
                let before = if self.begun {
                    self.frame.between
                } else {
                    self.frame.before
                };
                self.begun = true;
                self.out.write_all(before.as_bytes())?;
                self.out.write_all(text.as_bytes())?;
                self.progress.advance(bytes);
            }
            Done::Failure(why) => {
                self.failures += 1;
                self.progress.say(&why);
            }
        }
        Ok(())
    }

    fn idle(&mut self) -> io::Result<()> {
        self.progress.look();
        self.out.flush()
    }
}
