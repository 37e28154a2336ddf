//! Words, numbers and marks of a text, with their places and their entries in the lexicon.

use super::words::{WordId, Words};
use crate::text::Span;

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
    pub number: Option<u32>,
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
    let mut out = Vec::new();
    each_piece(text, |span, kind| out.push((span, kind)));
    out
}

/// What a character is part of; `None` for blanks.
fn kind_of(c: char) -> Option<TokenKind> {
    match c {
        '\n' => Some(TokenKind::Break),
        _ if c.is_whitespace() => None,
        '0'..='9' => Some(TokenKind::Number),
        _ if c.is_alphanumeric() => Some(TokenKind::Word),
        _ => Some(TokenKind::Mark),
    }
}

/// Hands each piece of a text to `take`. Runs of ASCII letters and digits, which most text is made of, are cut by
/// their bytes.
fn each_piece(text: &str, mut take: impl FnMut(Span, TokenKind)) {
    let bytes = text.as_bytes();
    let mut start = 0;
    while let Some(&byte) = bytes.get(start) {
        let (kind, mut end) = match byte {
            b' ' => {
                start += 1;
                continue;
            }
            b'a'..=b'z' | b'A'..=b'Z' => (TokenKind::Word, start + 1),
            b'0'..=b'9' => (TokenKind::Number, start + 1),
            _ => {
                let Some(c) = text.get(start..).and_then(|rest| rest.chars().next()) else { break };
                let end = start + c.len_utf8();
                match kind_of(c) {
                    Some(kind) => (kind, end),
                    None => {
                        start = end;
                        continue;
                    }
                }
            }
        };
        let carries = |byte: u8| match kind {
            TokenKind::Word => byte.is_ascii_alphabetic(),
            TokenKind::Number => byte.is_ascii_digit(),
            _ => false,
        };
        loop {
            while bytes.get(end).is_some_and(|b| carries(*b)) {
                end += 1;
            }
            // A letter beyond ASCII carries a word on.
            let beyond = bytes.get(end).is_some_and(|b| !b.is_ascii()) && kind == TokenKind::Word;
            let next = if beyond { text.get(end..).and_then(|rest| rest.chars().next()) } else { None };
            match next.filter(|c| kind_of(*c) == Some(TokenKind::Word)) {
                Some(c) => end += c.len_utf8(),
                None => break,
            }
        }
        take(Span::new(start, end), kind);
        start = end;
    }
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
pub(super) fn tokens(text: &str, words: &Words) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut folded = String::new();
    let mut initial = true;
    let mut glued_to = usize::MAX;
    each_piece(text, |span, kind| {
        let piece = text.get(span.start..span.end).unwrap_or_default();
        let number = match kind {
            TokenKind::Number if piece.len() <= MAX_DIGITS => piece.parse().ok(),
            _ => None,
        };
        let word = match kind {
            TokenKind::Break => WordId::UNKNOWN,
            TokenKind::Mark => {
                fold(piece, &mut folded);
                words.id(&folded)
            }
            _ => words.id_of(text, span, &mut folded),
        };
        out.push(Token {
            span,
            kind,
            word,
            number,
            capital: kind == TokenKind::Word && starts_with_capital(piece),
            glued: glued_to == span.start,
            initial,
        });
        glued_to = if kind == TokenKind::Break { usize::MAX } else { span.end };
        initial = match kind {
            TokenKind::Break => true,
            TokenKind::Mark => initial || opens(piece),
            _ => false,
        };
    });
    out
}

/// Whether what follows the mark begins a sentence or a quotation.
fn opens(mark: &str) -> bool {
    matches!(mark, "." | "!" | "?" | ":" | "\"" | "“" | "”" | "'" | "‘" | "-" | "–" | "—")
}

fn starts_with_capital(piece: &str) -> bool {
    match piece.as_bytes().first() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_uppercase(),
        _ => piece.chars().next().is_some_and(char::is_uppercase),
    }
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
            ("Été à l’Élysée", vec!["Été", "à", "l", "’", "Élysée"]),
            ("", vec![]),
        ];
        for (text, want) in rows {
            let got: Vec<&str> = pieces(text).iter().map(|(span, _)| span.of(text)).collect();
            assert_eq!(got, want, "{text:?}");
        }
    }

    #[test]
    fn letters_beyond_ascii_are_capitals_too() {
        let all = tokens("Été à Åland dan Élysée, école Örebro 7 Ibu", &Words::default());
        let capital = all.iter().filter(|t| t.capital).count();
        assert_eq!(capital, 5, "{all:?}");
    }

    #[test]
    fn a_capital_after_a_full_stop_says_nothing() {
        let all = tokens("Ia tiba. Minggu lalu ia pergi hari Minggu", &Words::default());
        let initial: Vec<usize> = all.iter().enumerate().filter(|(_, t)| t.initial).map(|(i, _)| i).collect();
        assert_eq!(initial, [0, 3]);
    }
}
