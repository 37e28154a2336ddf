//! The one public error type, and the diagnostics that stages return beside their output.

use crate::text::Span;
use std::fmt;

/// A failure that stops one input. The message is a sentence that a user can act on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// A stable word for programs: `not-utf8`, `bad-json`, `empty`, `bad-pack`, `io`, …
    pub kind: &'static str,
    /// A full sentence, without the name of the input.
    pub message: String,
    /// 1-based line and column (Unicode code points) in the input, where that is known.
    pub at: Option<(usize, usize)>,
}

impl Error {
    /// An error without a position.
    pub fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), at: None }
    }

    /// The same error at a 1-based line and column.
    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.at = Some((line, column));
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some((line, column)) => write!(f, "line {line}, column {column}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Error {}

/// Likeness (Jaro–Winkler, 0 to 1) from which a word is taken for a slip of another.
const A_SLIP: f64 = 0.8;

/// Line and column of a byte, both from one, as errors give them; columns are Unicode code points. A byte inside a
/// letter is that letter's, one behind the text its end.
pub fn line_column(text: &str, at: usize) -> (usize, usize) {
    let mut end = at.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = text.get(..end).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    (line, column)
}

/// The known word that another is most likely a slip of, the first of equals; `None` where none is near.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let scored = known.into_iter().map(|other| (strsim::jaro_winkler(&lower, &other.to_lowercase()), other));
    let best = scored.filter(|(score, _)| *score >= A_SLIP).fold(None::<(f64, &str)>, |best, next| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    });
    best.map(|(_, other)| other)
}

/// Something worth telling that did not stop the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable word for programs, such as `conflict:weekday`.
    pub code: &'static str,
    /// A full sentence.
    pub message: String,
    /// Where in the article's text, if anywhere.
    pub span: Option<Span>,
}
