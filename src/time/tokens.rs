//! Words, numbers and marks of a text, with their places and their entries in the lexicon.

use super::words::WordId;
use crate::text::Span;
use std::collections::HashMap;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    /// Digits only.
    Number,
    Mark,
    /// A line break: no pattern crosses it.
    Break,
}

/// One word, number or mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub span: Span,
    pub kind: TokenKind,
    /// The word's number in the lexicon; [`WordId::UNKNOWN`] for words that no rule knows.
    pub word: WordId,
    /// The value of a number of at most nine digits.
    pub number: Option<i64>,
    /// Whether it starts with a capital letter.
    pub capital: bool,
    /// Whether nothing stands between it and the token before.
    pub glued: bool,
    /// Whether it opens a sentence, a line or a quotation, where a capital says nothing.
    pub initial: bool,
}

impl Token {
    /// The number of digits, for telling `05` from `5` and years from counts.
    pub fn width(&self) -> usize {
        self.span.end - self.span.start
    }
}

/// Longest number in digits that is read as one; longer ones are no counts or years.
const MAX_DIGITS: usize = 9;

/// The pieces of a text: words, digit runs and single marks, blanks dropped.
pub(super) fn pieces(text: &str) -> Vec<(Span, TokenKind)> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        let kind = if c == '\n' {
            TokenKind::Break
        } else if c.is_whitespace() {
            continue;
        } else if c.is_ascii_digit() {
            TokenKind::Number
        } else if c.is_alphanumeric() {
            TokenKind::Word
        } else {
            TokenKind::Mark
        };
        if matches!(kind, TokenKind::Word | TokenKind::Number) {
            while let Some(&(at, next)) = chars.peek() {
                if !next.is_alphanumeric() || next.is_ascii_digit() != (kind == TokenKind::Number) {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
        }
        out.push((Span::new(start, end), kind));
    }
    out
}

/// Folds a piece for the lexicon: lower case, one form for typographic dashes and apostrophes.
pub(super) fn fold(piece: &str, into: &mut String) {
    into.clear();
    match piece {
        "–" | "—" | "‑" => into.push('-'),
        "’" | "‘" | "`" => into.push('\''),
        _ if piece.is_ascii() => {
            into.push_str(piece);
            into.make_ascii_lowercase();
        }
        _ => into.extend(piece.chars().flat_map(char::to_lowercase)),
    }
}

/// Cuts a text into tokens and looks each of them up.
pub(super) fn tokens(text: &str, words: &HashMap<Box<str>, WordId>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut folded = String::new();
    let mut initial = true;
    for (span, kind) in pieces(text) {
        let piece = text.get(span.start..span.end).unwrap_or_default();
        fold(piece, &mut folded);
        let word = words.get(folded.as_str()).copied().unwrap_or(WordId::UNKNOWN);
        let number = (kind == TokenKind::Number && piece.len() <= MAX_DIGITS).then(|| piece.parse().ok()).flatten();
        out.push(Token {
            span,
            kind,
            word,
            number,
            capital: piece.chars().next().is_some_and(char::is_uppercase),
            glued: out.last().is_some_and(|t| t.span.end == span.start && t.kind != TokenKind::Break),
            initial,
        });
        initial = match kind {
            TokenKind::Break => true,
            TokenKind::Mark => {
                initial || matches!(piece, "." | "!" | "?" | ":" | "\"" | "“" | "”" | "'" | "‘" | "-" | "–" | "—")
            }
            _ => false,
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_marks_are_cut_apart() {
        let rows = [
            ("ke-19", vec!["ke", "-", "19"]),
            ("1990-an", vec!["1990", "-", "an"]),
            ("14th", vec!["14", "th"]),
            ("Q3 2023", vec!["Q", "3", "2023"]),
            ("10.30 WIB", vec!["10", ".", "30", "WIB"]),
            ("« é »", vec!["«", "é", "»"]),
            ("", vec![]),
        ];
        for (text, want) in rows {
            let got: Vec<&str> = pieces(text).iter().map(|(span, _)| span.of(text)).collect();
            assert_eq!(got, want, "{text:?}");
        }
    }

    #[test]
    fn a_capital_after_a_full_stop_says_nothing() {
        let all = tokens("Ia tiba. Minggu lalu ia pergi hari Minggu", &HashMap::new());
        let initial: Vec<usize> = all.iter().enumerate().filter(|(_, t)| t.initial).map(|(i, _)| i).collect();
        assert_eq!(initial, [0, 3]);
    }
}
