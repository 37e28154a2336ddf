//! Positions in text: bytes inside, Unicode code points for the outside world.

use std::ops::Range;

/// A half-open range of bytes, always on `char` boundaries of the text it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` up to, but not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span must not run backwards: {start}..{end}");
        Self { start, end }
    }

    /// The text under the span.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// The character that begins at a byte.
pub(crate) fn char_at(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() { Some(char::from(byte)) } else { text.get(at..)?.chars().next() }
}

/// The indices of what begins in a stretch of text, found by halving: `found` stands in text order, and a long text holds very
/// many.
pub(crate) fn begun<T>(found: &[T], span_of: impl Fn(&T) -> Span, stretch: Span) -> Range<usize> {
    let before = |at: usize| found.partition_point(|one| span_of(one).start < at);
    before(stretch.start)..before(stretch.end)
}

/// Converts byte positions to code-point positions in one pass over the text.
///
/// Most texts hold few characters of more than one byte, so it keeps where the further bytes of these stand.
#[derive(Debug, Clone)]
pub struct CharIndex {
    further: Vec<usize>,
}

impl CharIndex {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { further: Vec::new() };
        }
        Self { further: (0..text.len()).filter(|at| !text.is_char_boundary(*at)).collect() }
    }

    /// The number of code points before byte `at` of the same text.
    pub fn chars_before(&self, at: usize) -> usize {
        at - self.further.partition_point(|further| *further < at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_a_plain_count_at_every_boundary() {
        let text = "“Kami” tiba—di Москва ".repeat(60);
        let index = CharIndex::new(&text);
        for (chars, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.chars_before(byte), chars);
        }
        assert_eq!(index.chars_before(text.len()), text.chars().count());
        assert_eq!(CharIndex::new("").chars_before(0), 0);
    }
}
