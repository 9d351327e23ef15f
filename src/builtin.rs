//! What `build.rs` made of the files that came with the crate: their text, and the image of what building makes of them.
//!
//! The build script has a module of the same name in this one's place: it makes what stands here.

// `TEXT`, `FILES` (the path of each file and where it stands in the text) and `IMAGE`.
include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// All files, one behind the other, then the further strings of the image.
pub(crate) fn text() -> &'static str {
    TEXT
}

/// All files, one behind the other.
#[cfg_attr(not(test), allow(dead_code))]
pub(crate) fn tables() -> &'static str {
    let end = FILES.last().map_or(0, |(_, range)| range.end);
    TEXT.get(..end).unwrap_or("")
}

/// The files of the pack, sorted by path.
pub(crate) fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    let text = |range: &std::ops::Range<usize>| TEXT.get(range.clone()).unwrap_or("");
    FILES.iter().map(move |(path, range)| (*path, text(range)))
}

/// The image of the pack.
pub(crate) fn image() -> &'static [u8] {
    IMAGE
}
