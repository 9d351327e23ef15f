//! Packs: folders of gazetteer rows, lexicon, rules and frames. The built-in one is a pack like any other.

use crate::builtin;
use crate::error::Error;
use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

/// The files of a pack: path inside the pack, with `/`, and text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pack {
    pub(crate) files: Vec<(String, Cow<'static, str>)>,
    /// Bytes that were read for it.
    bytes: u64,
}

/// A file of a pack: its path inside the pack, and its text.
pub(crate) type PackFile = (String, Cow<'static, str>);

/// The files of all packs.
#[derive(Debug, Default)]
pub(crate) struct Files {
    pub(crate) all: Vec<PackFile>,
    /// Where each pack begins.
    begins: Vec<usize>,
    /// How many of them came with the crate; the user's follow.
    pub(crate) own: usize,
}

impl Files {
    /// Adds the files of one pack.
    pub(crate) fn add(&mut self, pack: impl Iterator<Item = PackFile>) {
        self.begins.push(self.all.len());
        self.all.extend(pack);
    }

    /// The last pack's files, then those of the one before it …
    pub(crate) fn latest_first(&self) -> impl Iterator<Item = &PackFile> {
        let ends = self.begins.iter().skip(1).copied().chain([self.all.len()]);
        let packs: Vec<_> = self.begins.iter().copied().zip(ends).collect();
        packs
            .into_iter()
            .rev()
            .filter_map(|(a, b)| self.all.get(a..b))
            .flatten()
    }
}

/// A cell of a table: of a built-in one a part of the program itself, so that reading it copies nothing.
pub(crate) type Cell = Cow<'static, str>;

/// The text of a file, with what it takes to keep parts of it.
#[derive(Clone, Copy)]
pub(crate) enum FileText<'a> {
    /// Came with the crate.
    Builtin(&'static str),
    /// Was read or given at run time.
    Read(&'a str),
}

impl<'a> From<&'a Cow<'static, str>> for FileText<'a> {
    fn from(text: &'a Cow<'static, str>) -> FileText<'a> {
        match text {
            Cow::Borrowed(t) => FileText::Builtin(t),
            Cow::Owned(t) => FileText::Read(t),
        }
    }
}

impl<'a> FileText<'a> {
    pub(crate) fn as_str(self) -> &'a str {
        match self {
            FileText::Builtin(t) => t,
            FileText::Read(t) => t,
        }
    }

    /// Keeps a part of the text beyond the reading of it.
    pub(crate) fn cell(self, part: &str) -> Cell {
        let builtin = match self {
            FileText::Builtin(text) => {
                // Where the part stands tells which of the program's own bytes it is.
                let at = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
                text.get(at..at.wrapping_add(part.len()))
            }
            FileText::Read(_) => None,
        };
        match builtin {
            Some(part) => Cow::Borrowed(part),
            None => Cow::Owned(part.to_owned()),
        }
    }
}

/// A pack whose files are larger together is refused: a table of a million rows has less.
const MOST_BYTES: u64 = 256 << 20;
/// The longest row of a table, in bytes: most have some dozens.
pub(crate) const LONGEST_ROW: usize = 1 << 16;

/// The error about a longer one.
pub(crate) fn too_long(row: &str) -> Error {
    let length = row.len();
    Error::new(format!(
        "a row of {length} bytes; the longest may have {LONGEST_ROW}"
    ))
}

/// Folders of a pack nest no deeper.
const MOST_DEPTH: usize = 8;

impl Pack {
    /// The built-in pack.
    pub(crate) fn builtin() -> Pack {
        Pack {
            files: builtin::files()
                .map(|(p, t)| (p.to_string(), Cow::Borrowed(t)))
                .collect(),
            bytes: 0,
        }
    }

    /// Reads the `.tsv` and `.toml` files of a folder, sorted by path. All of them lie in the folder: links out of it or
    /// round in it are refused.
    ///
    /// # Errors
    /// A folder or file that cannot be read, is a link, a pipe or a device, is not UTF-8, or is too large.
    pub(crate) fn read_dir(root: &Path) -> Result<Pack, Error> {
        let mut pack = Pack::default();
        read_folder(root, root, 0, &mut pack).map_err(|e| {
            if root.is_dir() {
                e
            } else {
                e.help(WHAT_A_PACK_IS)
            }
        })?;
        if pack.files.is_empty() {
            return Err(Error::new(format!(
                "the pack {} holds no .tsv or .toml file",
                root.display()
            ))
            .help(WHAT_A_PACK_IS));
        }
        pack.files.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(pack)
    }
}

const WHAT_A_PACK_IS: &str = "a pack is a folder with gazetteers/*.tsv, languages/<code>/lexicon/*.tsv, languages/<code>/rules/*.toml or languages/<code>/frames.toml";

fn read_folder(root: &Path, folder: &Path, depth: usize, pack: &mut Pack) -> Result<(), Error> {
    let fail =
        |what: &Path, e: &dyn std::fmt::Display| Error::new(format!("{}: {e}", what.display()));
    if depth > MOST_DEPTH {
        return Err(Error::new(format!(
            "{}: folders nest too deep for a pack",
            folder.display()
        )));
    }
    for entry in std::fs::read_dir(folder).map_err(|e| fail(folder, &e))? {
        let entry = entry.map_err(|e| fail(folder, &e))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(|e| fail(&path, &e))?;
        if kind.is_dir() {
            read_folder(root, &path, depth + 1, pack)?;
            continue;
        }
        let wanted = path.extension().is_some_and(|e| e == "tsv" || e == "toml");
        if kind.is_symlink() && (wanted || path.is_dir()) {
            return Err(Error::new(format!("{}: a link", path.display()))
                .help("a pack holds its files itself; put a copy here"));
        }
        if !wanted {
            continue;
        }
        if !kind.is_file() {
            return Err(Error::new(format!(
                "{}: a pipe or a device, no file",
                path.display()
            )));
        }
        let file = std::fs::File::open(&path).map_err(|e| fail(&path, &e))?;
        let left = MOST_BYTES.saturating_sub(pack.bytes);
        let mut bytes = Vec::new();
        // Not by the length that the folder tells: a file may grow.
        let read = file.take(left + 1).read_to_end(&mut bytes);
        pack.bytes += read.map_err(|e| fail(&path, &e))? as u64;
        if pack.bytes > MOST_BYTES {
            return Err(Error::new(format!(
                "{}: the pack is too large here, with more than {} MiB",
                path.display(),
                MOST_BYTES >> 20
            )));
        }
        let text = String::from_utf8(bytes).map_err(|e| {
            Error::new(format!(
                "{}: not UTF-8 at byte {}",
                path.display(),
                e.utf8_error().valid_up_to()
            ))
        })?;
        let inside = path
            .strip_prefix(root)
            .unwrap_or(&path)
            .to_string_lossy()
            .replace('\\', "/");
        pack.files.push((inside, Cow::Owned(text)));
    }
    Ok(())
}
