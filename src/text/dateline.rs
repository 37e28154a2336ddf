//! The dateline at the start of the body: place, agency and date before a dash, or before another mark of the pack.

use super::zones::trimmed;
use super::{Dateline, Span, TextLexicon};

/// Bytes in which the dash must stand.
const REACH: usize = 140;

/// The dateline that `body` (the first line of body text) opens with.
pub(super) fn find(text: &str, body: Span, lexicon: &TextLexicon) -> Option<Dateline> {
    let printed = body.of(text);
    for (at, c) in printed.char_indices().take_while(|(at, _)| *at < REACH) {
        if lexicon.dateline_marks.contains(&c) {
            match before_mark(text, body, at, c, lexicon) {
                Some(found) => return Some(found),
                None => continue,
            }
        }
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

/// The dateline that ends with a mark of the pack at byte `at` of the body (`KUALA LUMPUR: Hujan turun.`). Such a mark
/// stands after headings, speakers and terms as well, so that the place must be in capitals or have an agency or a date
/// beside it, and running text must follow.
fn before_mark(text: &str, body: Span, at: usize, mark: char, lexicon: &TextLexicon) -> Option<Dateline> {
    let printed = body.of(text);
    let (before, after) = (printed.get(..at)?, printed.get(at + mark.len_utf8()..)?);
    let running = after.starts_with(char::is_whitespace)
        && !before.ends_with(char::is_whitespace)
        && after.trim_start().starts_with(|c: char| !c.is_lowercase())
        && after.split_whitespace().skip(1).any(|word| word.starts_with(char::is_lowercase));
    if !running {
        return None;
    }
    let mut found = parse(text, Span::new(body.start, body.start + at), lexicon, true)?;
    let place = found.place?.of(text);
    let alone = found.agency.is_none() && found.date.is_none();
    let capitals = place.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST_IN_CAPITALS
        && !place.chars().any(char::is_lowercase);
    found.span = Span::new(body.start, body.start + (printed.len() - after.trim_start().len()));
    let sure = !alone || capitals && !is_transcript(text.get(body.end..)?, mark);
    sure.then_some(found)
}

/// Whether a further line opens with a name in capitals and the mark: the lines are then those of speakers.
fn is_transcript(rest: &str, mark: char) -> bool {
    rest.lines().filter_map(|line| line.trim_start().split_once(mark)).any(|(name, _)| {
        name.len() < REACH && name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase)
    })
}

/// Letters of the shortest name that a dateline in capitals has; fewer are initials of a speaker or an answer.
const SHORTEST_IN_CAPITALS: usize = 3;

/// Reads what stands before the dash; `None` where some part of it is neither place, agency nor date.
fn parse(text: &str, head: Span, lexicon: &TextLexicon, spaced: bool) -> Option<Dateline> {
    let mut found = Dateline { span: head, place: None, agency: None, date: None };
    let mut places = 0;
    for part in parts(text, head) {
        let bracket = part.of(text).starts_with('(');
        // A bracket that is opened and never closed ends with what stands before the dash, if anything does.
        let closed = bracket && part.of(text).ends_with(')');
        let inner = if bracket { Span::new(part.start + 1, part.end - usize::from(closed)) } else { part };
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
        } else if let Some(cut) = name_and_date(printed, lexicon) {
            // `KUALA LUMPUR 14 Sept. – `: some outlets print no comma.
            let part = trimmed(text, inner);
            let middle = part.start + cut;
            places += 1;
            found.place.get_or_insert(trimmed(text, Span::new(part.start, middle)));
            found.date.get_or_insert(trimmed(text, Span::new(middle, part.end)));
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

/// Where the date begins in a place's name with a date right after it.
fn name_and_date(printed: &str, lexicon: &TextLexicon) -> Option<usize> {
    let blanks = printed.match_indices(' ').map(|(at, _)| at);
    blanks.into_iter().find(|at| {
        let (name, date) = printed.split_at(*at);
        is_name(name) && is_date(date, lexicon) && !lexicon.never_places.contains(&name.to_lowercase())
    })
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
