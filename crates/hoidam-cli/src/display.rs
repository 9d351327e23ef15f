//! Text for a terminal: harmless, measured, broken into lines.

use hoidam::{Entity, EntityIndex, Extraction, Span};
use unicode_width::UnicodeWidthStr;

/// `text` on one line, without characters that steer a terminal or turn the direction of writing.
pub(crate) fn clean(text: &str) -> String {
    let shown: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text` with its lines and tabs, without characters that steer a terminal.
pub(crate) fn harmless(text: &str) -> String {
    let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    text.chars()
        .map(|c| if steers(c) { '\u{fffd}' } else { c })
        .collect()
}

/// The words of a span, harmless.
pub(crate) fn words(text: &str, span: Span) -> String {
    clean(text.get(span.range()).unwrap_or_default())
}

/// Columns that `text` takes.
pub(crate) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// `text` and spaces up to `columns`.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// `text` broken at spaces into lines of at most `columns`; a longer word has a line of its own. At least one line.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        if let Some(line) = lines.last_mut() {
            if line.is_empty() {
                line.push_str(word);
            } else if width(line) + 1 + width(word) <= columns {
                line.push(' ');
                line.push_str(word);
            } else {
                lines.push(word.to_string());
            }
        }
    }
    lines
}

/// An entity of an extraction.
pub(crate) fn entity(extraction: &Extraction, index: EntityIndex) -> Option<&Entity> {
    extraction.entities.get(index)
}

/// Its name, harmless.
pub(crate) fn name(extraction: &Extraction, index: EntityIndex) -> String {
    entity(extraction, index).map_or_else(|| "?".to_string(), |e| clean(&e.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(clean("a\u{1b}[31m\r\nb\u{202e}c \u{9b}2J"), "a [31m bc 2J");
        assert_eq!(
            harmless("a\u{1b}[2J\n\tb\r\u{9b}"),
            "a\u{fffd}[2J\n\tb\u{fffd}\u{fffd}"
        );
    }

    #[test]
    fn lines_are_as_wide_as_they_may_be() {
        assert_eq!(wrap("Hà Nội mưa to", 7), ["Hà Nội", "mưa to"]);
        assert_eq!(wrap("nghiêng a", 3), ["nghiêng", "a"]);
        assert_eq!(wrap("", 3), [""]);
        // Decomposed letters take the columns of the composed ones.
        assert_eq!(pad("Ha\u{300}", 4), "Ha\u{300}  ");
    }
}
