//! A list that nearly always holds one item at most: no memory of its own is asked for before the second.

use std::iter::Chain;
use std::ops::{Deref, DerefMut};
use std::{option, vec};

/// None, one or more items, read as a slice.
#[derive(Clone, Debug, Default)]
pub(crate) enum Few<T> {
    #[default]
    None,
    One(T),
    More(Vec<T>),
}

impl<T> Few<T> {
    pub(crate) fn as_slice(&self) -> &[T] {
        self
    }

    pub(crate) fn push(&mut self, item: T) {
        match self {
            Few::None => *self = Few::One(item),
            Few::More(all) => all.push(item),
            Few::One(_) => {
                if let Few::One(first) = std::mem::take(self) {
                    *self = Few::More(vec![first, item]);
                }
            }
        }
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Few::None => &[],
            Few::One(item) => std::slice::from_ref(item),
            Few::More(all) => all,
        }
    }
}

impl<T> DerefMut for Few<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        match self {
            Few::None => &mut [],
            Few::One(item) => std::slice::from_mut(item),
            Few::More(all) => all,
        }
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> IntoIterator for Few<T> {
    type Item = T;
    type IntoIter = Chain<option::IntoIter<T>, vec::IntoIter<T>>;

    fn into_iter(self) -> Self::IntoIter {
        let (one, more) = match self {
            Few::None => (None, Vec::new()),
            Few::One(item) => (Some(item), Vec::new()),
            Few::More(all) => (None, all),
        };
        one.into_iter().chain(more)
    }
}

impl<T: PartialEq> PartialEq for Few<T> {
    fn eq(&self, other: &Few<T>) -> bool {
        self[..] == other[..]
    }
}

impl<T: Eq> Eq for Few<T> {}

impl<T> Extend<T> for Few<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        items.into_iter().for_each(|item| self.push(item));
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Few<T> {
        let mut items = items.into_iter();
        let Some(first) = items.next() else {
            return Few::None;
        };
        let Some(second) = items.next() else {
            return Few::One(first);
        };
        let mut all = vec![first, second];
        all.extend(items);
        Few::More(all)
    }
}

#[cfg(test)]
mod tests {
    use super::Few;

    #[test]
    fn holds_what_is_put_in_whatever_the_number() {
        for n in 0..4u8 {
            let all: Vec<u8> = (0..n).collect();
            let taken: Few<u8> = all.iter().copied().collect();
            let mut pushed = Few::default();
            all.iter().for_each(|i| pushed.push(*i));
            assert_eq!(taken[..], all[..]);
            assert_eq!(pushed, taken);
            assert_eq!(pushed.into_iter().collect::<Vec<_>>(), all);
        }
        assert_ne!(Few::One(1), Few::More(vec![1, 2]));
        assert_eq!(Few::One(1), Few::More(vec![1]));
    }
}
