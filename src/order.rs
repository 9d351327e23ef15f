//! One order for lists of every kind.

/// Sorts a list by places, equal ones as they stood. For what is put in order seldom, or short: the same sort serves all of them,
/// where a sort of each type of its own makes the program larger by some ten kilobytes.
pub(crate) fn by_place<T>(list: &mut [T], place: impl FnMut(&T) -> [usize; 3]) {
    list.sort_by_cached_key(place);
}

#[cfg(test)]
mod tests {
    use super::by_place;

    #[test]
    fn equal_ones_stay_as_they_stood() {
        let mut words = vec!["hai", "ba", "một", "tư", "năm"];
        by_place(&mut words, |w| [w.chars().count(), 0, 0]);
        assert_eq!(words, ["ba", "tư", "hai", "một", "năm"]);
    }
}
