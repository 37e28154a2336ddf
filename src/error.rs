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
