//! "Did you mean": the nearest known name to a misspelt one.

/// The known name nearest to `word`, if it is near enough to be meant. Ties go to the first in alphabetical order.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    nearest_within(word, known, word.chars().count() / 3 + 1)
}

/// The known name nearest to `word`, at most `limit` edits away.
pub(crate) fn nearest_within<'a>(
    word: &str,
    known: impl Iterator<Item = &'a str>,
    limit: usize,
) -> Option<&'a str> {
    known
        .map(|k| (distance(word, k), k))
        .filter(|(d, _)| *d <= limit)
        .min()
        .map(|(_, k)| k)
}

/// Help text that names the nearest known name, or lists what there is to say instead.
pub(crate) fn did_you_mean<'a>(
    word: &str,
    known: impl Iterator<Item = &'a str>,
    otherwise: &str,
) -> String {
    match nearest(word, known) {
        Some(k) => format!("did you mean {k}?"),
        None => otherwise.to_string(),
    }
}

/// Edits (insert, drop, change of one character) from `a` to `b`.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, c) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (slot, d) in row.iter_mut().skip(1).zip(&b) {
            let change = diagonal + usize::from(c != *d);
            diagonal = *slot;
            left = change.min(diagonal + 1).min(left + 1);
            *slot = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn counts_edits_and_refuses_what_is_far() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("tallks", "talks"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
        let known = ["talks", "meet", "title"];
        assert_eq!(nearest("tallks", known.into_iter()), Some("talks"));
        assert_eq!(nearest("zzzzzz", known.into_iter()), None);
    }
}
