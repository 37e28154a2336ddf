//! JSON of TimelineJS 3.

use super::calendar::{Covered, Unit, shown};
use super::geojson::brief;
use super::record::{Archive, Event};
use crate::error::Diagnostic;
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// One slide for each event with a date. TimelineJS cannot show one without: these stand under `linimasa`, which it does
/// not read, and are named; so do, unnamed, events that tell another again.
pub fn timelinejs(archive: &Archive) -> (String, Vec<Diagnostic>) {
    let rows: BTreeSet<usize> = archive.shown().map(|(row, _)| row).collect();
    let at = |row: &usize| Some((*row, archive.events.get(*row)?));
    let undated = rows.iter().filter_map(at).filter(|(_, event)| Covered::of(&event.when).is_none());
    let told = undated.map(|(_, event)| left_out(event, "TimelineJS shows")).collect();
    let title = archive.title().map(|title| json!({"text": {"headline": escaped(title)}}));
    let beside = Beside {
        schema: "linimasa/1",
        documents: archive.documents.iter().map(brief).collect(),
        aside: Slides { archive, rows: &rows, are_shown: false },
    };
    let whole = Whole { title, events: Slides { archive, rows: &rows, are_shown: true }, linimasa: beside };
    // Maps of text and lists always have a form in JSON.
    (serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n", told)
}

/// The file as it is written, without a tree of values of all that it holds.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<Value>,
    events: Slides<'a>,
    linimasa: Beside<'a>,
}

/// What TimelineJS does not read.
#[derive(Serialize)]
struct Beside<'a> {
    schema: &'static str,
    documents: Vec<Value>,
    aside: Slides<'a>,
}

/// The slides of what is shown, or the records of what is not, each made while it is written.
struct Slides<'a> {
    archive: &'a Archive,
    rows: &'a BTreeSet<usize>,
    are_shown: bool,
}

impl Serialize for Slides<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.archive.events.iter().enumerate().filter_map(|(at, event)| {
            let slide = slide(event).filter(|_| self.rows.contains(&at));
            match slide {
                Some(mut slide) => self.are_shown.then(|| {
                    slide["linimasa"] = event.to_json();
                    slide
                }),
                None => (!self.are_shown).then(|| json!({"at": at, "event": event.to_json()})),
            }
        }))
    }
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
