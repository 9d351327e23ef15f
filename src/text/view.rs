//! The folded view of a text: composed letters, no zero-width characters, and the way back.

use crate::Span;
use std::borrow::Cow;
use std::ops::Range;

/// The text as matching sees it; case is kept.
#[derive(Debug)]
pub(crate) struct View<'t> {
    folded: Cow<'t, str>,
}

impl<'t> View<'t> {
    pub(crate) fn new(text: &'t str) -> View<'t> {
        View {
            folded: Cow::Borrowed(text),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.folded
    }

    /// The span of the original that a range of the view was made from.
    pub(crate) fn original(&self, view: Range<usize>) -> Span {
        Span::new(view.start, view.end)
    }
}
