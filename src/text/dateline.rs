//! The dateline at the start of the body: place, agency and date before a dash.

use super::zones::trimmed;
use super::{Dateline, Span, TextLexicon};

/// Bytes in which the dash must stand.
const REACH: usize = 140;

/// The dateline that `body` (the first line of body text) opens with.
pub(super) fn find(text: &str, body: Span, lexicon: &TextLexicon) -> Option<Dateline> {
    let printed = body.of(text);
    for (at, c) in printed.char_indices().take_while(|(at, _)| *at < REACH) {
        if !matches!(c, '-' | '–' | '—') {
            continue;
        }
        let before = printed.get(..at)?;
        let rest = printed.get(at..)?;
        let after = rest.trim_start_matches(['-', '–', '—']);
        let blank_after = after.starts_with(char::is_whitespace);
        let double = rest.len() - after.len() > 1;
        if at == 0 || !(blank_after || double) || after.trim().is_empty() {
            continue;
        }
        let spaced = before.ends_with(char::is_whitespace) || double;
        let end = body.start + (printed.len() - after.trim_start().len());
        let head = trimmed(text, Span::new(body.start, body.start + at));
        let mut dateline = parse(text, head, lexicon, spaced)?;
        dateline.span = Span::new(body.start, end);
        return Some(dateline);
    }
    None
}

/// Reads what stands before the dash; `None` where some part of it is neither place, agency nor date.
fn parse(text: &str, head: Span, lexicon: &TextLexicon, spaced: bool) -> Option<Dateline> {
    let mut found = Dateline { span: head, place: None, agency: None, date: None };
    let mut places = 0;
    for part in parts(text, head) {
        let bracket = part.of(text).starts_with('(');
        let inner = if bracket { Span::new(part.start + 1, part.end.checked_sub(1)?) } else { part };
        let printed = trimmed(text, inner).of(text);
        if printed.is_empty() {
            return None;
        }
        if is_date(printed, lexicon) {
            found.date = Some(found.date.map_or(inner, |d| Span::new(d.start, inner.end)));
        } else if is_agency(printed, lexicon) || (bracket && is_name(printed)) {
            found.agency.get_or_insert_with(|| printed.to_string());
        } else if is_name(printed) && !lexicon.never_places.contains(&printed.to_lowercase()) {
            places += 1;
            found.place.get_or_insert(trimmed(text, inner));
        } else {
            return None;
        }
    }
    let alone = found.agency.is_none() && found.date.is_none();
    let few_words = found.place.is_some_and(|p| p.of(text).split_whitespace().count() <= 3);
    let sure = if alone { spaced && few_words && places <= 2 } else { places <= 3 };
    (sure && (found.place.is_some() || found.agency.is_some())).then_some(found)
}

/// The parts between commas, brackets apart, each without blanks.
fn parts(text: &str, head: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = head.start;
    let mut push = |from: usize, to: usize| {
        let part = trimmed(text, Span::new(from, to));
        if part.start < part.end {
            parts.push(part);
        }
    };
    let mut depth = 0usize;
    for (at, c) in head.of(text).char_indices() {
        let at = head.start + at;
        match c {
            ',' if depth == 0 => {
                push(start, at);
                start = at + 1;
            }
            '(' if depth == 0 => {
                push(start, at);
                start = at;
                depth = 1;
            }
            ')' if depth == 1 => {
                push(start, at + 1);
                start = at + 1;
                depth = 0;
            }
            _ => {}
        }
    }
    push(start, head.end);
    parts
}

/// Whether this is an agency of the pack, several of them (`AFP/Reuters`), or an outlet written as its web address.
fn is_agency(printed: &str, lexicon: &TextLexicon) -> bool {
    let known = |name: &str| lexicon.agencies.contains(&name.trim().to_lowercase());
    let address = !printed.contains(char::is_whitespace)
        && printed.split('.').count() >= 2
        && printed.split('.').all(|p| p.chars().count() >= 2 && p.chars().all(|c| c.is_alphanumeric() || c == '-'));
    known(printed) || printed.split('/').all(known) || address
}

/// Whether this is a date as datelines print it: `14/9`, `Sept. 14`, `14 September 2023`, `Rabu`, `2023`.
fn is_date(printed: &str, lexicon: &TextLexicon) -> bool {
    let mut any = false;
    for word in printed.split_whitespace() {
        let word = word.trim_matches(['(', ')', '.']).to_lowercase();
        let digits = word.trim_end_matches(char::is_alphabetic);
        let ordinal = !digits.is_empty() && word.len() - digits.len() <= 2;
        let numeric =
            ordinal && digits.split('/').all(|n| matches!(n.len(), 1 | 2 | 4) && n.bytes().all(|b| b.is_ascii_digit()));
        if !(numeric || lexicon.months.contains(&word) || lexicon.weekdays.contains(&word)) {
            return false;
        }
        any = true;
    }
    any
}

/// Whether every word begins with a capital and none holds a digit, as names of places do; small words of one to three letters may stand inside.
fn is_name(printed: &str) -> bool {
    let words: Vec<&str> = printed.split_whitespace().collect();
    let plain = |c: char| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '/');
    let named = words.iter().enumerate().all(|(i, word)| {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let small = i > 0 && i + 1 < words.len() && word.chars().count() <= 3;
        (capital || small) && word.chars().all(plain)
    });
    named && !words.is_empty() && words.len() <= 5
}
