//! JSON of TimelineJS 3.

use super::calendar::{Covered, Unit, shown};
use super::geojson::brief;
use super::record::{Archive, Event};
use crate::error::Diagnostic;
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// One slide for each event with a date. TimelineJS cannot show one without: these stand under `linimasa`, which it does
/// not read, and are named; so do, unnamed, events that tell another again.
pub fn timelinejs(archive: &Archive) -> (String, Vec<Diagnostic>) {
    let (mut slides, mut aside, mut told) = (Vec::new(), Vec::new(), Vec::new());
    let rows: BTreeSet<usize> = archive.shown().map(|(row, _)| row).collect();
    for (at, event) in archive.events.iter().enumerate() {
        match slide(event) {
            _ if !rows.contains(&at) => aside.push(json!({"at": at, "event": event.to_json()})),
            Some(mut slide) => {
                slide["linimasa"] = event.to_json();
                slides.push(slide);
            }
            None => {
                aside.push(json!({"at": at, "event": event.to_json()}));
                told.push(left_out(event, "TimelineJS shows"));
            }
        }
    }
    let mut whole = json!({});
    if let Some(title) = archive.title() {
        whole["title"] = json!({"text": {"headline": escaped(title)}});
    }
    whole["events"] = Value::Array(slides);
    let documents: Vec<Value> = archive.documents.iter().map(brief).collect();
    whole["linimasa"] = json!({"schema": "linimasa/1", "documents": documents, "aside": aside});
    // A map of text always has a form in JSON.
    (serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n", told)
}

/// A word about an event that a form cannot hold.
pub(super) fn left_out(event: &Event, who: &str) -> Diagnostic {
    let known = shown(&event.when);
    let known = if known.is_empty() { "no date".to_string() } else { format!("only {known}") };
    let message = format!("{:?} ({}) has {known} and is left out: {who} dated events alone", event.label, event.id);
    Diagnostic { code: "undated", message, span: None }
}

/// The slide of an event, as TimelineJS reads it; `None` for one without a date.
pub fn slide(event: &Event) -> Option<Value> {
    let covered = Covered::of(&event.when)?;
    let (from, to) = (covered.clock.map(|(from, _)| from), covered.clock.map(|(_, to)| to));
    let mut slide = json!({
        "unique_id": event.id,
        "start_date": date(covered.first, from, covered.unit),
        "text": {"headline": escaped(&event.label), "text": body(event)},
    });
    let end = date(covered.last, to, covered.unit);
    if slide["start_date"] != end {
        slide["end_date"] = end;
    }
    if !event.category.is_empty() {
        slide["group"] = json!(event.category);
    }
    Some(slide)
}

/// A date as far as its unit goes: a year has no month.
fn date(day: NaiveDate, clock: Option<NaiveTime>, unit: Unit) -> Value {
    let mut date = json!({"year": day.year()});
    if unit != Unit::Year {
        date["month"] = json!(day.month());
    }
    if matches!(unit, Unit::Day | Unit::Minute) {
        date["day"] = json!(day.day());
    }
    if let (Unit::Minute, Some(clock)) = (unit, clock) {
        date["hour"] = json!(clock.hour());
        date["minute"] = json!(clock.minute());
    }
    date
}

/// The sentences with their documents, and the places by name: a map that TimelineJS could draw would show an area as a
/// point.
fn body(event: &Event) -> String {
    let mut lines = Vec::new();
    for source in event.sources.iter().filter(|source| !source.quote.is_empty() || !source.doc.is_empty()) {
        let quote = source.quote.split_whitespace().collect::<Vec<_>>().join(" ");
        lines.push(match (quote.as_str(), source.doc.as_str()) {
            ("", doc) => format!("<p>{}</p>", escaped(doc)),
            (quote, "") => format!("<p>{}</p>", escaped(quote)),
            (quote, doc) => format!("<p>{} — {}</p>", escaped(quote), escaped(doc)),
        });
    }
    let places = event.place_names();
    if !places.is_empty() {
        lines.push(format!("<p>{}</p>", escaped(&places.join("; "))));
    }
    lines.concat()
}

/// Text as HTML that shows it: TimelineJS writes its texts into the page as they are.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
