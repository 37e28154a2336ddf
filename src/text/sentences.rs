//! Sentences and quotations of one stretch of body text, in one pass with bounded looks ahead and back.

use super::lexicon::Stop;
use super::zones::trimmed;
use super::{Span, TextLexicon, char_at};

/// Characters in which an open quotation must close to keep its sentence together; one stray mark must not swallow an article.
const QUOTE_AHEAD: usize = 320;
/// Bytes of the longest word before a full stop that can be an abbreviation.
const WORD_BACK: usize = 32;
/// Bytes of the longest quotation.
const QUOTE_MAX: usize = 2400;

/// Bytes of the longest sentence; a longer run without a full stop is a table or a page without punctuation, and is
/// cut at a blank so that no later stage meets a sentence of a whole book.
const LONGEST: usize = 3_000;

/// Letters of the words on both sides of a full stop without a blank that ends a sentence.
const RUN_ON: usize = 4;

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '»' | ')' | ']' | '\'')
}

/// Whether a byte neither ends a sentence nor is part of a quotation mark or of a letter beyond ASCII.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii() && !matches!(byte, b'.' | b'!' | b'?' | b'"')
}

/// The first byte of curly quotation marks.
const CURLY: u8 = 0xE2;

/// The spans of the sentences in `stretch`, without surrounding blanks.
pub(super) fn split(text: &str, stretch: Span, lexicon: &TextLexicon) -> Vec<Span> {
    let body = stretch.of(text);
    let mut spans = Vec::new();
    let mut start = 0;
    let mut quotes = Open::default();
    let mut next = 0;
    loop {
        // Plain letters and blanks end nothing.
        while next - start < LONGEST && body.as_bytes().get(next).is_some_and(|byte| is_plain(*byte)) {
            next += 1;
        }
        let Some(c) = char_at(body, next) else { break };
        let at = next;
        next += c.len_utf8();
        quotes.see(c);
        // A run without even a blank is cut anywhere between two characters in the end.
        if at - start >= LONGEST && (c.is_whitespace() || at - start >= 2 * LONGEST) {
            spans.push(trimmed(text, Span::new(stretch.start + start, stretch.start + at)));
            start = at;
            quotes = Open::default();
        }
        if !is_stop(c) {
            continue;
        }
        let single = c == '.' && !char_at(body, next).is_some_and(is_stop);
        while let Some(n) = char_at(body, next).filter(|n| is_stop(*n)) {
            next += n.len_utf8();
        }
        while let Some(n) = char_at(body, next).filter(|n| is_closer(*n)) {
            quotes.see(n);
            next += n.len_utf8();
        }
        let end = next;
        let Some(rest) = body.get(end..) else { continue };
        let ends = rest.starts_with(char::is_whitespace) || single && is_run_on(body, start, at, rest);
        if !ends {
            continue;
        }
        while let Some(n) = char_at(body, next).filter(|n| n.is_whitespace()) {
            next += n.len_utf8();
        }
        let Some(opens) = char_at(body, next) else { break };
        let follows = opens.is_uppercase() || opens.is_numeric() || matches!(opens, '"' | '“' | '‘' | '(' | '[');
        let ahead = body.get(next..).unwrap_or("");
        if !follows || (single && belongs_to_word(body, start, at, ahead, lexicon)) || quotes.continues(ahead) {
            continue;
        }
        spans.push(trimmed(text, Span::new(stretch.start + start, stretch.start + end)));
        start = next;
        quotes = Open::default();
    }
    let last = trimmed(text, Span::new(stretch.start + start, stretch.end));
    if last.start < last.end {
        spans.push(last);
    }
    spans.retain(|s| s.of(text).chars().any(char::is_alphanumeric));
    spans
}

/// Which quotation marks are open since the sentence began.
#[derive(Debug, Default)]
struct Open {
    straight: bool,
    curly: usize,
}

impl Open {
    fn see(&mut self, c: char) {
        match c {
            '"' => self.straight = !self.straight,
            '“' => self.curly += 1,
            '”' => self.curly = self.curly.saturating_sub(1),
            _ => {}
        }
    }

    /// Whether an open quotation closes soon and its sentence goes on after it, so that the stop inside is no end.
    fn continues(&self, ahead: &str) -> bool {
        let mark = match (self.curly > 0, self.straight) {
            (true, _) => '”',
            (false, true) => '"',
            (false, false) => return false,
        };
        let mut before = ' ';
        let mut near = ahead.chars().take(QUOTE_AHEAD);
        for c in near.by_ref() {
            if c == mark {
                let after = near.find(|c| !c.is_whitespace());
                return before == ',' || after.is_some_and(|c| c.is_lowercase() || c == ',');
            }
            if mark == '”' && c == '“' {
                return false;
            }
            before = c;
        }
        false
    }
}

/// Whether a full stop without a blank behind it ends a sentence all the same, as pages lose their blanks (`katanya.Tim
/// itu`): two plain words meet there, and no address, number or abbreviation.
fn is_run_on(body: &str, start: usize, at: usize, rest: &str) -> bool {
    let before = body.get(start..at).and_then(|b| b.split_whitespace().next_back()).unwrap_or("");
    let before = before.trim_start_matches(['(', '"', '“', '‘', '[', '\'']);
    let after = rest.split_whitespace().next().unwrap_or("").trim_end_matches([',', '"', '”', '.', '?', '!']);
    let plain = |word: &str| word.chars().skip(1).all(|c| c.is_lowercase() || c == '-');
    // `Tempo.Co`, `detik.Com` are addresses with a capital.
    let long = before.chars().count() >= RUN_ON && after.chars().count() >= RUN_ON;
    long && after.starts_with(char::is_uppercase)
        && plain(after)
        && plain(before)
        && before.starts_with(char::is_alphabetic)
}

/// Whether the full stop at `at` belongs to the word before it: an abbreviation, an initial, a list number.
fn belongs_to_word(body: &str, start: usize, at: usize, ahead: &str, lexicon: &TextLexicon) -> bool {
    let mut from = at;
    for (i, c) in body.get(start..at).unwrap_or("").char_indices().rev() {
        if c.is_whitespace() {
            break;
        }
        from = start + i;
        if at - from > WORD_BACK {
            return false;
        }
    }
    let opening = ['(', '"', '“', '‘', '[', '\''];
    let word = body.get(from..at).unwrap_or("").trim_start_matches(opening);
    let number_follows = ahead.starts_with(char::is_numeric);
    if !word.is_empty() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) {
        return number_follows || from == start;
    }
    let with_stop = body.get(at - word.len()..=at).unwrap_or("");
    match lexicon.abbreviations.get(with_stop) {
        Some(Stop::Never) => return true,
        Some(Stop::BeforeNumber) => return number_follows,
        Some(Stop::BeforeStarter) => {
            let next = ahead.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
            return !lexicon.starters.contains(next);
        }
        Some(Stop::Rarely) => {
            let next = ahead.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or("");
            return number_follows || lexicon.abbreviations.contains_key(next);
        }
        None => {}
    }
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    let dotted = word.contains('.')
        && word.split('.').rev().skip(1).all(|p| p.chars().count() == 1)
        && word.rsplit('.').next().is_some_and(|p| (1..=4).contains(&p.chars().count()))
        && word.chars().all(|c| c.is_alphabetic() || c == '.');
    initial || dotted
}

/// The quotations in `stretch`, marks included, never nested.
pub(super) fn quotes(text: &str, stretch: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let body = stretch.of(text);
    for inside in memchr::memchr2_iter(b'"', CURLY, body.as_bytes()) {
        let c = char_at(body, inside).unwrap_or(' ');
        let at = stretch.start + inside;
        if matches!(c, '"' | '“' | '”') {
            let end = at + c.len_utf8();
            let before = body.get(..inside).and_then(|b| b.chars().next_back()).unwrap_or(' ');
            let word_next = char_at(body, inside + c.len_utf8());
            let word_next = word_next.is_some_and(|n| !n.is_whitespace() && n != ',' && n != '.');
            let opens =
                c == '“' || (c == '"' && word_next && (before.is_whitespace() || matches!(before, '(' | '[' | ':')));
            open = open.filter(|(from, _)| end - from <= QUOTE_MAX);
            open = match open {
                Some((from, '"')) if c == '"' && !opens => {
                    found.push(Span::new(from, end));
                    None
                }
                Some((from, '“')) if c == '”' || (c == '"' && !opens) => {
                    found.push(Span::new(from, end));
                    None
                }
                Some(kept) if kept.1 == '“' && c == '"' => Some(kept),
                other if opens => match other {
                    Some((from, '“')) if c == '“' => Some((from, '“')),
                    _ => Some((at, c)),
                },
                other => other,
            };
        }
    }
    found
}
