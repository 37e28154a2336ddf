//! Words, numbers and marks of a text, with their places.

use crate::text::Span;

/// One word, number or mark.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub span: Span,
    /// In lower case.
    pub low: String,
    pub number: Option<i64>,
    /// Whether it starts with a capital letter.
    pub capital: bool,
    /// Whether nothing stands between it and the token before.
    pub glued: bool,
}

/// Cuts a text into tokens; blanks are dropped.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() && c != '\n' {
            continue;
        }
        let mut end = start + c.len_utf8();
        if c.is_alphanumeric() {
            let digit = c.is_ascii_digit();
            while let Some(&(at, next)) = chars.peek() {
                if !next.is_alphanumeric() || next.is_ascii_digit() != digit {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
        }
        let word = text.get(start..end).unwrap_or_default();
        out.push(Token {
            span: Span::new(start, end),
            low: word.to_lowercase(),
            number: if word.len() <= 9 { word.parse().ok().filter(|_| c.is_ascii_digit()) } else { None },
            capital: c.is_uppercase(),
            glued: out.last().is_some_and(|t| t.span.end == start),
        });
    }
    out
}
