//! The built-in pack as `build.rs` stores it: what building makes of its tables, written down in order, so that a start reads
//! no table.
//!
//! Small things are read at once, rows of large tables when they are first asked for ([`Rows`]), and what is looked up word by
//! word is used where it stands ([`Flat`]). A string is a place in
//! [`crate::builtin::text`], which holds the files of the pack and, behind them, the strings that stand in none of them.
//! The build script and the tests write images, the library only reads the one that it was built with.

mod flat;
mod impls;
mod rows;

pub(crate) use flat::{Flat, Plain, Sparse};
pub(crate) use rows::Rows;

use crate::hash::FastMap;

/// What an image can hold. What [`read`](Self::read) gives, [`write`](Self::write) writes as it was.
pub(crate) trait Stored: Sized {
    /// Appends it.
    #[cfg_attr(not(test), allow(dead_code))]
    fn write(&self, to: &mut Writer);
    /// Takes the next; `None` where the image holds no such thing.
    fn read(from: &mut Reader) -> Option<Self>;
}

/// An image in the making.
#[derive(Debug)]
pub(crate) struct Writer {
    out: Vec<u8>,
    /// The files of the pack.
    text: &'static str,
    /// Strings that stand in none of them.
    more: String,
    known: FastMap<Box<str>, usize>,
    /// Where the last string ended: the next is often near.
    last: usize,
}

#[cfg_attr(not(test), allow(dead_code))]
impl Writer {
    /// Begins an image over the files of a pack.
    pub(crate) fn new(text: &'static str) -> Writer {
        Writer {
            out: Vec::new(),
            text,
            more: String::new(),
            known: FastMap::default(),
            last: 0,
        }
    }

    /// The image, and the strings to put behind the files.
    pub(crate) fn finish(self) -> (Vec<u8>, String) {
        (self.out, self.more)
    }

    fn byte(&mut self, byte: u8) {
        self.out.push(byte);
    }

    /// A number in as many bytes as it takes, seven bits each.
    fn number(&mut self, mut n: u64) {
        while n > 0x7F {
            self.byte((n & 0x7F) as u8 | 0x80);
            n >>= 7;
        }
        self.byte(n as u8);
    }

    fn string(&mut self, s: &str) {
        self.number(s.len() as u64);
        if s.is_empty() {
            return;
        }
        let at = (s.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let inside = at < self.text.len() && self.text.get(at..at + s.len()) == Some(s);
        let at = if inside { at } else { self.further(s) };
        let step = at as i64 - self.last as i64;
        self.number((step << 1 ^ step >> 63) as u64);
        self.last = at + s.len();
    }

    /// The place behind the files of a string that stands in none of them.
    fn further(&mut self, s: &str) -> usize {
        if let Some(at) = self.known.get(s) {
            return *at;
        }
        let at = self.text.len() + self.more.len();
        self.more.push_str(s);
        self.known.insert(s.into(), at);
        at
    }
}

/// An image being read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader {
    bytes: &'static [u8],
    /// The files of the pack and the further strings.
    text: &'static str,
    last: usize,
}

impl Reader {
    /// Begins to read an image over its strings.
    pub(crate) fn new(bytes: &'static [u8], text: &'static str) -> Reader {
        Reader {
            bytes,
            text,
            last: 0,
        }
    }

    /// Whether all has been read.
    pub(crate) fn is_done(&self) -> bool {
        self.bytes.is_empty()
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    #[inline]
    fn number(&mut self) -> Option<u64> {
        let mut n = 0;
        for (i, byte) in self.bytes.iter().enumerate().take(10) {
            n |= u64::from(byte & 0x7F) << (7 * i);
            if byte & 0x80 == 0 {
                self.bytes = self.bytes.get(i + 1..)?;
                return Some(n);
            }
        }
        None
    }

    /// The next so many bytes.
    fn take(&mut self, length: usize) -> Option<&'static [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(taken)
    }

    /// The next thing of so many bytes.
    pub(crate) fn plain<const N: usize, T: Plain<N>>(&mut self) -> Option<T> {
        self.take(N)?.first_chunk().map(T::of_bytes)
    }

    /// A length or an index. No list has more items than the image has bytes, or the image is none.
    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn string(&mut self) -> Option<&'static str> {
        let length = self.count()?;
        if length == 0 {
            return Some("");
        }
        let step = self.number()?;
        let step = (step >> 1) as i64 ^ -((step & 1) as i64);
        let at = usize::try_from(self.last as i64 + step).ok()?;
        let end = at.checked_add(length)?;
        self.last = end;
        self.text.get(at..end)
    }
}

/// Stores a struct field by field; one that is forgotten does not compile.
macro_rules! stored {
    ($name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::image::Stored for $name {
            fn write(&self, to: &mut $crate::image::Writer) {
                let $name { $($field),* } = self;
                $($crate::image::Stored::write($field, to);)*
            }
            fn read(from: &mut $crate::image::Reader) -> Option<Self> {
                $(let $field = $crate::image::Stored::read(from)?;)*
                Some($name { $($field),* })
            }
        }
    };
    ($name:ident ($($field:ident),* $(,)?)) => {
        impl $crate::image::Stored for $name {
            fn write(&self, to: &mut $crate::image::Writer) {
                let $name($($field),*) = self;
                $($crate::image::Stored::write($field, to);)*
            }
            fn read(from: &mut $crate::image::Reader) -> Option<Self> {
                $(let $field = $crate::image::Stored::read(from)?;)*
                Some($name($($field),*))
            }
        }
    };
    // An enum without fields; a variant that is forgotten does not compile.
    (enum $name:ident { $($variant:ident),* $(,)? }) => {
        impl $crate::image::Stored for $name {
            fn write(&self, to: &mut $crate::image::Writer) {
                let name = match self {
                    $($name::$variant => stringify!($variant),)*
                };
                let all = [$(stringify!($variant)),*];
                let at = all.iter().position(|n| *n == name);
                $crate::image::Stored::write(&at.unwrap_or(all.len()), to);
            }
            fn read(from: &mut $crate::image::Reader) -> Option<Self> {
                let all = [$($name::$variant),*];
                let at: usize = $crate::image::Stored::read(from)?;
                all.into_iter().nth(at)
            }
        }
    };
}
pub(crate) use stored;

#[cfg(test)]
mod tests;
