//! What is read: a text and what is known about it beforehand.

use jiff::civil::Date;

/// A text with what is known of it: its date, its id.
///
/// ```
/// use hoidam::Document;
/// let d = Document::new("Thủ tướng tiếp Đại sứ Nhật Bản.")
///     .date(jiff::civil::date(2026, 1, 6))
///     .id("a1");
/// assert_eq!(d.id.as_deref(), Some("a1"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document<'t> {
    /// The text; all spans of the result are byte offsets into it.
    pub text: &'t str,
    /// The day of publication, against which "hôm qua" is resolved. `None`: relative times stay open.
    pub date: Option<Date>,
    /// An id of the caller's, carried to the result.
    pub id: Option<String>,
}

impl<'t> Document<'t> {
    /// A document of which only the text is known.
    pub fn new(text: &'t str) -> Self {
        Document {
            text,
            date: None,
            id: None,
        }
    }

    /// Sets the day of publication.
    pub fn date(mut self, date: impl Into<Option<Date>>) -> Self {
        self.date = date.into();
        self
    }

    /// Sets the id.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}
