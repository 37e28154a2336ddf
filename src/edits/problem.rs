//! What is wrong with a file of edits, shown where it stands.

use crate::error::{line_column, nearest};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// Letters of a source line that are shown at most.
const SHOWN: usize = 140;
/// Letters of it that are shown before the place that is meant.
const BEFORE: usize = 90;

/// Something that cannot be read or understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Bytes of the file.
    pub span: Range<usize>,
    /// A sentence that says what is wrong and what to write.
    pub message: String,
}

impl Problem {
    /// A problem at a place of the file.
    pub fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }

    /// The problem as a compiler shows it: file, line and column, the sentence, the source line and a caret.
    pub fn render(&self, name: &str, text: &str) -> String {
        let (line, column) = line_column(text, self.span.start);
        let whole = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        let shown = Self::lines(whole, line, column, self.span.end.saturating_sub(self.span.start));
        format!("{name}:{line}:{column}: {}{shown}", self.message)
    }

    /// A source line and carets under so many bytes of it, each begun by a line end and a margin. Line and column count
    /// from one, columns in Unicode code points.
    pub fn lines(whole: &str, line: usize, column: usize, length: usize) -> String {
        let column_in_line = column.saturating_sub(1);
        // Of a long line only what stands around the place is shown.
        let skipped = column_in_line.saturating_sub(BEFORE);
        let source: String = whole.chars().skip(skipped).take(SHOWN).collect();
        let before: String = source.chars().take(column_in_line - skipped).collect();
        let rest = source.get(before.len()..).unwrap_or_default();
        let under: String = rest.char_indices().take_while(|(at, _)| *at < length).map(|(_, c)| c).collect();
        // A tab stays a tab, so that the caret stands under its word whatever the width of one is.
        let pad: String =
            before.chars().flat_map(|c| if c == '\t' { vec!['\t'] } else { vec![' '; width(c)] }).collect();
        let carets = "^".repeat(under.trim_end().width().max(1));
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        // What a terminal would take for an order is not passed on to it.
        let clean: String = source.chars().map(|c| if c.is_control() && c != '\t' { ' ' } else { c }).collect();
        format!("\n {number} | {clean}\n {margin} | {pad}{carets}")
    }
}

fn width(c: char) -> usize {
    c.encode_utf8(&mut [0; 4]).width()
}

/// `; did you mean "place"?` where one of the words is near, else nothing.
pub(super) fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, known).map_or_else(String::new, |other| format!("; did you mean {other:?}?"))
}
