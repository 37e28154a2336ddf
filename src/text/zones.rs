//! Lines and stretches that are not body text.

use super::lexicon::{Boilerplate, Match};
use super::{Span, TextLexicon, Zone};

/// Characters beyond which a line is a paragraph of body text, however it begins.
const SHORT_LINE: usize = 320;
/// Characters of the longest title.
const TITLE: usize = 200;
/// Characters between the two brackets of a photo credit.
const BRACKET: usize = 240;

/// The lines of a text without surrounding blanks; a blank line is an empty span.
pub(super) fn lines(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        lines.push(trimmed(text, Span::new(start, start + line.len())));
        start += line.len() + 1;
    }
    lines
}

/// The span without blanks at either end.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let inside = span.of(text);
    let start = span.start + (inside.len() - inside.trim_start_matches(blank).len());
    let end = span.start + inside.trim_end_matches(blank).len();
    if start < end { Span::new(start, end) } else { Span::new(span.start, span.start) }
}

/// The zones of all lines in text order, never overlapping, and the author that a byline names.
pub(super) fn boilerplate(text: &str, lines: &[Span], lexicon: &TextLexicon) -> (Vec<Zone>, Option<String>) {
    let mut zones = Vec::new();
    let mut byline = None;
    for &line in lines.iter().filter(|l| l.start < l.end) {
        let printed = line.of(text);
        if let Some((row, rest)) = whole_line(printed, lexicon) {
            zones.push(Zone { span: line, kind: row.kind });
            if row.author && byline.is_none() && !rest.is_empty() {
                byline = Some(rest.to_string());
            }
            continue;
        }
        cut(printed, line, lexicon, &mut zones);
    }
    (zones, byline)
}

/// The row that makes the whole line boilerplate, and what follows its label.
fn whole_line<'l, 't>(printed: &'t str, lexicon: &'l TextLexicon) -> Option<(&'l Boilerplate, &'t str)> {
    if printed.len() > SHORT_LINE * 4 || printed.chars().count() > SHORT_LINE {
        return None;
    }
    let lower = printed.to_lowercase();
    let all = &lexicon.boilerplate;
    let first = *lower.as_bytes().first()?;
    let word_ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let opens = |(_, row): &(usize, &Boilerplate)| {
        let rest = lower.strip_prefix(row.text.as_str());
        rest.is_some_and(|rest| match row.how {
            Match::Label => rest.trim_start().starts_with(':'),
            Match::Prefix => word_ends(rest),
            Match::Whole => rest.trim().trim_end_matches(':').is_empty(),
            Match::Contains | Match::Inside | Match::Bracket => false,
        })
    };
    let opening = all.opening.iter().find(|(byte, _)| *byte == first);
    let opening = opening.and_then(|(_, indices)| all.listed(indices).find(opens));
    // Of two rows the one that stands first in the table says what the line is.
    let before = |index: usize| opening.is_none_or(|(opening, _)| index < opening);
    let mut contained = all.listed(&all.contained).take_while(|(index, _)| before(*index));
    let contained = contained.find(|(_, row)| row.finder.find(lower.as_bytes()).is_some());
    let (_, row) = contained.or(opening)?;
    let named = || printed.split_once(':').map_or("", |(_, rest)| rest.trim());
    Some((row, if row.how == Match::Label { named() } else { "" }))
}

/// Adds the stretches inside a line that are no body text.
fn cut(printed: &str, line: Span, lexicon: &TextLexicon, zones: &mut Vec<Zone>) {
    let mut found = Vec::new();
    let all = &lexicon.boilerplate;
    let begun = all.cut.iter().filter(|(first, _)| memchr::memchr(*first, printed.as_bytes()).is_some());
    for (_, row) in begun.flat_map(|(_, indices)| all.listed(indices)) {
        for at in row.finder.find_iter(printed.as_bytes()) {
            let mut end = at + row.text.len();
            if row.how == Match::Bracket {
                let rest = printed.get(end..).unwrap_or("");
                let close = rest.char_indices().take(BRACKET).find(|(_, c)| *c == ')');
                let Some((close, _)) = close else { continue };
                end += close + 1;
                let short = printed.len() <= SHORT_LINE * 4 && printed.chars().count() <= BRACKET;
                if short && end == printed.len() {
                    zones.push(Zone { span: line, kind: row.kind });
                    return;
                }
            }
            found.push(Zone { span: Span::new(line.start + at, line.start + end), kind: row.kind });
        }
    }
    found.sort_by_key(|z| (z.span.start, std::cmp::Reverse(z.span.end)));
    let mut free = line.start;
    for zone in found {
        if zone.span.start >= free {
            free = zone.span.end;
            zones.push(zone);
        }
    }
}

/// The first line outside zones where it is a title: the given one, or short, without a closing stop, and set off by an empty line.
pub(super) fn title(text: &str, lines: &[Span], zones: &[Zone], given: Option<&str>) -> Option<Span> {
    let in_zone = |line: &Span| {
        let next = zones.partition_point(|z| z.span.end <= line.start);
        zones.get(next).is_some_and(|z| z.span.contains(*line))
    };
    let body = |line: &Span| line.start < line.end && !in_zone(line);
    let index = lines.iter().position(body)?;
    let line = *lines.get(index)?;
    let printed = line.of(text);
    if given.is_some_and(|g| g.trim() == printed) {
        return Some(line);
    }
    let set_off = lines.get(index + 1).is_some_and(|next| next.start == next.end);
    let more = lines.iter().skip(index + 2).any(body);
    let short = printed.len() <= TITLE * 4 && printed.chars().count() <= TITLE;
    let closed = printed.trim_end_matches(['"', '”', '’', ')', '\'']).ends_with('.');
    (set_off && more && short && !closed).then_some(line)
}
