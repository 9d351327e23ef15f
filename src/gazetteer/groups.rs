//! Lists by number, all in one vector: the forms of each entity, the tenures of each office.

use crate::image::{Reader, Rows, Stored, Writer};

/// For each key, counted from 0, the values in the order in which they were given.
#[derive(Clone, Debug)]
pub(super) struct Groups<T, const AT_ONCE: usize = 2> {
    values: Vec<T>,
    /// Where each key's values begin, and at the end the number of all.
    from: Vec<u32>,
    /// The values of each key, where they come from an image.
    stored: Rows<Box<[T]>, AT_ONCE>,
}

impl<T, const AT_ONCE: usize> Default for Groups<T, AT_ONCE> {
    fn default() -> Self {
        Groups {
            values: Vec::new(),
            from: Vec::new(),
            stored: Rows::default(),
        }
    }
}

impl<T: Copy + Stored, const AT_ONCE: usize> Groups<T, AT_ONCE> {
    /// Sorts pairs of key and value by key; `keys` is one more than the largest. Linear.
    pub(super) fn new(keys: usize, pairs: impl Iterator<Item = (u32, T)> + Clone) -> Self {
        let mut from = vec![0u32; keys + 2];
        let mut first = None;
        let mut count = 0;
        for (key, value) in pairs.clone() {
            first.get_or_insert(value);
            count += 1;
            if let Some(n) = from.get_mut(key as usize + 2) {
                *n += 1;
            }
        }
        let mut sum = 0;
        for n in &mut from {
            sum += *n;
            *n = sum;
        }
        // Entry k + 1 says where the next value of k goes; at the end that is where those of k + 1 begin.
        let mut values: Vec<T> = first.map_or_else(Vec::new, |v| vec![v; count]);
        for (key, value) in pairs {
            if let Some(next) = from.get_mut(key as usize + 1) {
                if let Some(slot) = values.get_mut(*next as usize) {
                    *slot = value;
                }
                *next += 1;
            }
        }
        Groups {
            values,
            from,
            stored: Rows::default(),
        }
    }

    /// The values of a key.
    pub(super) fn of(&self, key: u32) -> &[T] {
        if self.from.is_empty() {
            return self.stored.get(key as usize).map_or(&[], |own| own);
        }
        let at = |i: usize| self.from.get(i).map_or(0, |n| *n as usize);
        let own = at(key as usize)..at(key as usize + 1);
        self.values.get(own).unwrap_or(&[])
    }

    /// Sorts the values of each key.
    pub(super) fn sort_by_key<K: Ord>(&mut self, by: impl Fn(&T) -> K) {
        for own in self.from.windows(2) {
            if let [a, b] = own
                && let Some(values) = self.values.get_mut(*a as usize..*b as usize)
            {
                values.sort_by_key(&by);
            }
        }
    }
}

impl<T: Stored + Copy, const AT_ONCE: usize> Stored for Groups<T, AT_ONCE> {
    fn write(&self, to: &mut Writer) {
        let keys = match self.from.len() {
            0 => self.stored.len(),
            edges => edges - 1,
        };
        let all = (0u32..).take(keys).map(|key| self.of(key).into());
        Rows::<_, AT_ONCE>::from(all.collect::<Vec<Box<[T]>>>()).write(to);
    }

    fn read(from: &mut Reader) -> Option<Self> {
        Some(Groups {
            values: Vec::new(),
            from: Vec::new(),
            stored: Stored::read(from)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_order() {
        let pairs = [(2, 'a'), (0, 'b'), (2, 'c'), (3, 'd')];
        let groups: Groups<char> = Groups::new(5, pairs.into_iter());
        assert_eq!(groups.of(0), ['b']);
        assert_eq!(groups.of(1), []);
        assert_eq!(groups.of(2), ['a', 'c']);
        assert_eq!(groups.of(3), ['d']);
        assert_eq!(groups.of(4), []);
        assert_eq!(groups.of(9), []);
        assert_eq!(Groups::<char>::new(0, [].into_iter()).of(0), []);
    }
}
