//! Positions in text: bytes inside, Unicode code points for the outside world.

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

/// Converts byte positions to code-point positions in one pass over the text.
///
/// It keeps one entry for every 256 bytes, so a look-up counts at most 256 bytes.
#[derive(Debug, Clone)]
pub struct CharIndex {
    every: Vec<usize>,
}

const STRIDE: usize = 256;

impl CharIndex {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let mut every = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut chars = 0;
        for (i, byte) in text.bytes().enumerate() {
            if i % STRIDE == 0 {
                every.push(chars);
            }
            chars += usize::from(byte & 0xC0 != 0x80);
        }
        if text.len().is_multiple_of(STRIDE) {
            every.push(chars);
        }
        Self { every }
    }

    /// The number of code points before byte `at` of the same text.
    pub fn chars_before(&self, text: &str, at: usize) -> usize {
        let block = at / STRIDE;
        let from = block * STRIDE;
        let starts = text.as_bytes()[from..at].iter().filter(|&&b| b & 0xC0 != 0x80).count();
        self.every[block] + starts
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
            assert_eq!(index.chars_before(&text, byte), chars);
        }
        assert_eq!(index.chars_before(&text, text.len()), text.chars().count());
        assert_eq!(CharIndex::new("").chars_before("", 0), 0);
    }
}
