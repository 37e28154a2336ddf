//! Events as a list to read, in Markdown.

use super::join::Told;
use super::names::{basis, modality, precision, role};
use super::short::moment;
use crate::event::{Event, When};
use crate::story::Key;
use std::fmt::Write;

/// Every event under the title of its document; a later telling stands with its first one, and an event without a date
/// or a place says so.
pub fn list(told: &Told<'_>) -> String {
    let mut out = String::from("# Events\n");
    for (number, document) in told.documents.iter().enumerate() {
        let title = document.article.title.as_deref().unwrap_or(&document.article.id);
        let _ = write!(out, "\n## {}\n", escaped(title));
        if let Some(of) = told.ties.copies.get(number).copied().flatten() {
            let _ = write!(out, "\nNearly the same text as {}.\n", escaped(told.document_id((of, 0))));
        }
        out.push('\n');
        if document.events.is_empty() {
            out.push_str("No events.\n");
        }
        for index in 0..document.events.len() {
            item(&mut out, told, (number, index));
        }
    }
    out
}

/// One entry of a list: its label and id, and what is said of it.
pub fn entry(label: &str, id: &str, lines: &[String]) -> String {
    let mut out = format!("- **{}** {}\n", escaped(label), code(id));
    lines.iter().for_each(|line| {
        let _ = writeln!(out, "  - {}", escaped(line));
    });
    out
}

fn item(out: &mut String, told: &Told<'_>, key: Key) {
    let Some(event) = told.documents.get(key.0).and_then(|d| d.events.get(key.1)) else { return };
    let id = told.id(key).unwrap_or_default();
    let negated = if event.negated { ", negated" } else { "" };
    let _ = writeln!(out, "- **{}** {}", escaped(&event.label), code(id));
    let _ = writeln!(out, "  - {}, {}{negated}", event.category.name(), modality(event.modality));
    let _ = writeln!(out, "  - when: {}", when(&event.when));
    let _ = writeln!(out, "  - where: {}", places(event));
    if !event.who.is_empty() {
        let who: Vec<String> = event.who.iter().map(|a| format!("{} ({})", escaped(&a.name), a.role)).collect();
        let _ = writeln!(out, "  - who: {}", who.join(", "));
    }
    if let Some(attribution) = &event.attribution {
        let verb = escaped(&attribution.verb);
        let verb = if verb.is_empty() { verb } else { format!(" ({verb})") };
        let _ = writeln!(out, "  - according to: {}{verb}", escaped(&attribution.source));
    }
    let first = event.same_as.map(|at| ((key.0, at), event.merged_because.as_slice())).or_else(|| told.ties.tie(key));
    if let Some((first, why)) = first {
        let _ = writeln!(out, "  - same as {}: {}", code(told.id(first).unwrap_or_default()), why.join(", "));
    }
    for conflict in told.conflicts.get(&key).into_iter().flatten() {
        let claims: Vec<String> = conflict
            .claims
            .iter()
            .map(|c| {
                let time = c.time.map(moment);
                let source = escaped(told.document_id((c.document, 0)));
                format!("{} ({source}, {})", escaped(&c.value), time.unwrap_or_else(|| "undated".to_string()))
            })
            .collect();
        let _ = writeln!(out, "  - figures differ ({}): {}", escaped(&conflict.about), claims.join("; "));
    }
    for source in std::iter::once(key).chain(told.ties.members(key)) {
        let quote = told.quote(source).split_whitespace().collect::<Vec<_>>().join(" ");
        let from = escaped(told.document_id(source));
        // What an editor added has no sentence.
        let line = if quote.is_empty() {
            format!("  - added to {from}")
        } else {
            format!("  - > {} — {from}", escaped(&quote))
        };
        let _ = writeln!(out, "{line}");
    }
}

/// The bounds of an event as words.
pub(super) fn when(when: &When) -> String {
    let how = basis(when.basis);
    match (when.bounds.earliest.map(moment), when.bounds.latest.map(moment)) {
        (None, None) => "date not known".to_string(),
        (Some(from), Some(to)) if from == to => format!("{from} ({how})"),
        (Some(from), Some(to)) => format!("{from} to {to} ({how})"),
        (Some(from), None) => format!("date not known, not before {from} ({how})"),
        (None, Some(to)) => format!("date not known, not after {to} ({how})"),
    }
}

fn places(event: &Event) -> String {
    let all: Vec<String> = event
        .places
        .iter()
        .map(|w| {
            format!("{} ({}, {}, {})", escaped(&w.place.name_id), precision(w.precision), role(w.role), basis(w.basis))
        })
        .collect();
    if all.is_empty() { "place not known".to_string() } else { all.join("; ") }
}

/// An id between the signs of a code span, which nothing in it may close.
fn code(id: &str) -> String {
    let kept: String = id.chars().map(|c| if c == '`' || c.is_control() || is_line_end(c) { ' ' } else { c }).collect();
    format!("`{kept}`")
}

/// The two ends of a line that are no control characters.
fn is_line_end(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Text in which no sign means anything to Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => {
                out.push('\\');
                out.push(c);
            }
            // A sign that a terminal would obey, or that ends a line for some readers, is no letter.
            c if c.is_control() || is_line_end(c) => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::entry;

    #[test]
    fn nothing_leaves_its_text() {
        let rows = [
            ("<b>", "a`<i>`b", "- **\\<b\\>** `a <i> b`\n"),
            ("a\u{1b}[31m", "a\nb", "- **a \\[31m** `a b`\n"),
            ("a\u{2028}b\r\n", "\u{2029}", "- **a b  ** ` `\n"),
        ];
        for (label, id, wanted) in rows {
            assert_eq!(entry(label, id, &[]), wanted);
        }
    }
}
