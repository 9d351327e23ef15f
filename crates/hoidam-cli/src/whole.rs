//! Writing that leaves whole lines behind.
//!
//! Where a disk is full in the middle of a line, what was written of it is taken back, so that whoever reads the file finds
//! whole results only. A pipe takes nothing back; whoever reads one gets lines up to where it broke.

use std::fs::File;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::input::reason;
use crate::say;

/// Bytes that are kept before they are written.
const KEPT: usize = 1 << 16;

/// Buffered writing to a stream that, where it is a file, ends with a line break after a failure too.
pub(crate) struct Whole<W> {
    out: W,
    kept: Vec<u8>,
    /// Bytes of the unfinished line that are written already.
    open: u64,
}

/// What can take back its last bytes.
pub(crate) trait TakeBack {
    /// Removes the last `bytes` written; nothing where that cannot be.
    fn take_back(&mut self, bytes: u64);
}

impl TakeBack for File {
    fn take_back(&mut self, bytes: u64) {
        use std::io::Seek;
        // Only of a file: a pipe has no place, a device no length.
        let is_file = self.metadata().is_ok_and(|m| m.is_file());
        if is_file && let Ok(at) = self.stream_position() {
            let _ = self.set_len(at.saturating_sub(bytes));
        }
    }
}

impl<W: Write + TakeBack> Whole<W> {
    pub(crate) fn new(out: W) -> Self {
        Whole {
            out,
            kept: Vec::with_capacity(KEPT + (KEPT >> 2)),
            open: 0,
        }
    }

    /// Writes all that is kept.
    fn pass_on(&mut self) -> io::Result<()> {
        let mut written = 0;
        let failed = loop {
            let rest = self.kept.get(written..).unwrap_or(&[]);
            if rest.is_empty() {
                break None;
            }
            match self.out.write(rest) {
                Ok(0) => break Some(io::ErrorKind::WriteZero.into()),
                Ok(n) => written += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => break Some(e),
            }
        };
        let done = self.kept.get(..written).unwrap_or(&self.kept);
        self.open = match done.iter().rposition(|b| *b == b'\n') {
            Some(at) => (done.len() - at - 1) as u64,
            None => self.open + done.len() as u64,
        };
        self.kept.clear();
        match failed {
            None => Ok(()),
            Some(e) => {
                if self.open > 0 {
                    self.out.take_back(self.open);
                    self.open = 0;
                }
                Err(e)
            }
        }
    }
}

impl<W: Write + TakeBack> Write for Whole<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.kept.extend_from_slice(bytes);
        if self.kept.len() >= KEPT {
            self.pass_on()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on()?;
        self.out.flush()
    }
}

/// Standard output, unbuffered.
#[cfg(unix)]
pub(crate) fn stdout() -> io::Result<Whole<File>> {
    use std::os::fd::AsFd;
    let own = io::stdout().as_fd().try_clone_to_owned()?;
    Ok(Whole::new(File::from(own)))
}

/// Standard output where its file cannot be had.
#[cfg(not(unix))]
pub(crate) fn stdout() -> io::Result<Whole<io::StdoutLock<'static>>> {
    Ok(Whole::new(io::stdout().lock()))
}

/// Prints a text that is there at once. Ends with `code`, or with a failure where the text could not be written; whoever has
/// closed the pipe had enough of it.
pub(crate) fn print(text: &str, code: ExitCode) -> ExitCode {
    let written = stdout().and_then(|mut out| {
        out.write_all(text.as_bytes())?;
        out.flush()
    });
    match written {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            say(&format!("standard output: {}", reason(&e)));
            ExitCode::FAILURE
        }
        _ => code,
    }
}

#[cfg(not(unix))]
impl TakeBack for io::StdoutLock<'_> {
    fn take_back(&mut self, _: u64) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes so many bytes, then none.
    struct Small(Vec<u8>, usize);

    impl Write for Small {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let n = bytes.len().min(self.1 - self.0.len());
            self.0.extend_from_slice(&bytes[..n]);
            if n == 0 {
                return Err(io::ErrorKind::StorageFull.into());
            }
            Ok(n)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl TakeBack for Small {
        fn take_back(&mut self, bytes: u64) {
            let to = self.0.len() - bytes as usize;
            self.0.truncate(to);
        }
    }

    #[test]
    fn what_is_left_ends_with_a_line() {
        for size in 0..40 {
            for flush in [false, true] {
                let mut out = Whole::new(Small(Vec::new(), size));
                let mut failed = false;
                for line in ["one\n", "two and ", "more\n", "three\n", "the last line\n"] {
                    failed |= out.write_all(line.as_bytes()).is_err();
                    failed |= flush && out.flush().is_err();
                    if failed {
                        break;
                    }
                }
                failed |= out.flush().is_err();
                assert_eq!(failed, size < 37, "{size}");
                let left = String::from_utf8(out.out.0).unwrap();
                assert!(left.is_empty() || left.ends_with('\n'), "{left:?}");
                assert!("one\ntwo and more\nthree\nthe last line\n".starts_with(&left));
            }
        }
    }
}
