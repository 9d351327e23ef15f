//! What a block is by those about it: the headline, lists of other headlines, lone lines.

use super::{BlockKind, Part};

/// Words of the longest headline, and of the longest one in a list of others.
const HEADLINE_WORDS: usize = 30;
const TEASER_WORDS: usize = 24;
/// So many short lines in a row are a list.
const TEASER_RUN: usize = 3;

impl Part {
    fn headline_like(&self, words: usize) -> bool {
        self.kind == BlockKind::Paragraph && !self.stopped && self.words <= words
    }

    fn teaser_like(&self) -> bool {
        self.marked.is_some() && matches!(self.kind, BlockKind::Caption | BlockKind::Teaser)
            || self.headline_like(TEASER_WORDS)
    }
}

/// Judges parts by their neighbours.
pub(super) fn judge(parts: &mut [Part]) {
    headline(parts);
    lists(parts);
}

/// Finds lists of unrelated headlines, and short lines that stand alone.
fn lists(parts: &mut [Part]) {
    // What is no text does not interrupt a list.
    let mut run: Vec<usize> = Vec::new();
    let mut listed = false;
    for i in 0..=parts.len() {
        match parts.get(i) {
            Some(p) if p.kind == BlockKind::Noise => listed |= p.lists,
            Some(p) if p.teaser_like() => run.push(i),
            _ => {
                let kind = if run.len() >= TEASER_RUN || listed {
                    Some(BlockKind::Teaser)
                } else if run.len() == 1 && is_lone(parts, i - 1) {
                    Some(BlockKind::Caption)
                } else {
                    None
                };
                for j in &run {
                    if let (Some(kind), Some(p)) = (kind, parts.get_mut(*j)) {
                        p.kind = kind;
                    }
                }
                run.clear();
                listed = false;
            }
        }
    }
}

/// Whether a short line stands alone between paragraphs: a caption without credit, a link to another article or a
/// heading. None of them continues the text.
fn is_lone(parts: &[Part], i: usize) -> bool {
    let paragraph = |p: &Part| p.kind == BlockKind::Paragraph && p.stopped;
    let before = i.checked_sub(1).and_then(|i| parts.get(i));
    parts.get(i).is_some_and(|p| p.open && p.marked.is_none())
        && i > 1
        && before.is_some_and(paragraph)
        && parts
            .get(i + 1)
            .is_none_or(|p| p.kind != BlockKind::Paragraph || p.stopped)
}

/// Finds the document's headline: the first line that may be one, or the second where the first is a rubric.
fn headline(parts: &mut [Part]) {
    let mut texts = parts
        .iter()
        .enumerate()
        .filter(|(_, p)| matches!(p.kind, BlockKind::Paragraph));
    let (Some((first, a)), Some((second, b))) = (texts.next(), texts.next()) else {
        return;
    };
    let third = texts.next();
    // A document of nothing but short lines is a list.
    if third.is_some()
        && parts.len() > TEASER_RUN
        && parts
            .iter()
            .all(|p| p.kind == BlockKind::Noise || p.teaser_like())
    {
        return;
    }
    let rubric = a.words <= 3 && a.headline_like(3) && third.is_some();
    if rubric && b.words > 3 && b.headline_like(HEADLINE_WORDS) {
        if let Some(p) = parts.get_mut(first) {
            p.kind = BlockKind::Teaser;
        }
        if let Some(p) = parts.get_mut(second) {
            p.kind = BlockKind::Headline;
        }
    } else if first < 3
        && (a.headline_like(HEADLINE_WORDS)
            // Some print the stop; then it is one sentence, shorter than the next line.
            || a.stopped && a.inner_stops == 0 && a.words <= 16 && a.words < b.words)
        && let Some(p) = parts.get_mut(first)
    {
        p.kind = BlockKind::Headline;
    }
}
