//! TimelineJS JSON to events: what `extract -f timelinejs` writes, and timelines that were made by hand.

use super::dates::{self, Covered};
use super::{DataOptions, Imported, html, not_json, record};
use crate::error::{Diagnostic, Error};
use crate::export::{Archive, Event, Rest, Site, Source, timelinejs_slide};
use crate::lang::Pack;
use geo::Point;
use serde::Deserialize;
use serde_json::Value;

/// Parts of a date in TimelineJS, the coarsest first, with their digits in ISO 8601.
const PARTS: [(&str, &str, usize); 5] =
    [("year", "", 4), ("month", "-", 2), ("day", "-", 2), ("hour", "T", 2), ("minute", ":", 2)];

/// What every slide is read with.
struct Reader<'a> {
    pack: &'a Pack,
    options: &'a DataOptions,
    told: Vec<Diagnostic>,
}

/// Reads a timeline.
pub(super) fn read(text: &str, name: &str, pack: &Pack, options: &DataOptions) -> Result<Imported, Error> {
    let whole: Value = serde_json::from_str(text).map_err(|error| not_json("the file", &error))?;
    let Some(slides) = whole["events"].as_array() else {
        return Err(Error::new("bad-timelinejs", "the object has no list \"events\"").at(1, 1));
    };
    let own = &whole["linimasa"];
    let mut reader = Reader { pack, options, told: Vec::new() };
    let documents = own["documents"].as_array().cloned().unwrap_or_default();
    let mut archive = Archive { documents, ..Archive::default() };
    let mut failed = Vec::new();
    for (index, slide) in slides.iter().enumerate() {
        match reader.event(slide, index) {
            Ok(event) => archive.events.push(event),
            Err(error) => failed.push(error),
        }
    }
    // Events without a date are no slides, nor what is told again; each goes back to where it stood.
    for aside in own["aside"].as_array().into_iter().flatten() {
        let wrong = |error| Error::new("bad-timelinejs", format!("linimasa.aside: {error}"));
        let at = aside["at"].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(usize::MAX);
        match Event::deserialize(&aside["event"]).map_err(wrong) {
            Ok(event) => archive.events.insert(at.min(archive.events.len()), event),
            Err(error) => failed.push(error),
        }
    }
    let mut made = super::archive(&archive, name, pack)?;
    if archive.documents.is_empty()
        && let Some(title) = whole["title"]["text"]["headline"].as_str().map(html::text_of).filter(|t| !t.is_empty())
    {
        made.title = Some(title);
    }
    made.told.splice(0..0, reader.told);
    made.failed.splice(0..0, failed);
    made.unless_all_failed()
}

impl Reader<'_> {
    fn event(&mut self, slide: &Value, index: usize) -> Result<Event, Error> {
        let wrong = |what: String| Error::new("bad-timelinejs", format!("events[{index}].{what}"));
        let own = &slide["linimasa"];
        let known = own.is_object().then(|| Event::deserialize(own)).transpose();
        let known = known.map_err(|error| wrong(format!("linimasa: {error}")))?;
        let written = known.as_ref().and_then(timelinejs_slide);
        let headline = slide["text"]["headline"].as_str().unwrap_or_default();
        let is_as_written = |key: &str| written.as_ref().is_some_and(|written| written[key] == slide[key]);
        let mut event = known.clone().unwrap_or_default();
        // What was changed in the timeline is the user's word; what was not keeps all that the record knows.
        if written.as_ref().is_none_or(|written| written["text"]["headline"] != *headline) {
            event.label = html::text_of(headline);
        }
        if event.label.is_empty() {
            return Err(wrong("text.headline is missing or empty; say what happened".to_string()));
        }
        if !(is_as_written("start_date") && is_as_written("end_date")) {
            let covered = self.covered(slide, &wrong)?;
            event.when = record::when(&covered, if known.is_some() { "edit" } else { "own" });
        }
        if known.is_none() {
            self.foreign(&mut event, slide, index);
        }
        Ok(event)
    }

    /// What a slide that was made by hand says besides its date.
    fn foreign(&mut self, event: &mut Event, slide: &Value, index: usize) {
        event.id = slide["unique_id"].as_str().map_or_else(|| format!("slide-{}", index + 1), str::to_string);
        event.modality = "asserted".to_string();
        event.category = "other".to_string();
        let quote = html::text_of(slide["text"]["text"].as_str().unwrap_or_default());
        let doc = slide["media"]["credit"].as_str().map(html::text_of).unwrap_or_default();
        if !quote.is_empty() || !doc.is_empty() {
            event.sources.push(Source { doc, quote, rest: Rest::default() });
        }
        event.sites.extend(self.site(&slide["location"], &event.label, index));
        if let Some(named) = slide["group"].as_str().filter(|group| !group.is_empty()) {
            match super::rows::kind(&named.to_lowercase()) {
                Some(_) => event.category = named.to_lowercase(),
                None => {
                    let message = format!("events[{index}]: the group {named:?} is no category and is not drawn");
                    self.told.push(Diagnostic { code: "unknown-category", message, span: None });
                }
            }
        }
    }

    /// Where a slide of TimelineJS or StoryMapJS says that it happened; a location without a spot is told and not drawn.
    fn site(&mut self, location: &Value, label: &str, index: usize) -> Option<Site> {
        if !location.is_object() {
            return None;
        }
        let degrees = |key: &str, most: f64| {
            match &location[key] {
                Value::Number(number) => number.as_f64(),
                Value::String(text) => text.trim().parse::<f64>().ok(),
                _ => None,
            }
            .filter(|degrees| degrees.abs() <= most)
        };
        let lon = degrees("lon", 180.0).or_else(|| degrees("lng", 180.0));
        let named = html::text_of(location["name"].as_str().unwrap_or_default());
        let Some((lat, lon)) = degrees("lat", 90.0).zip(lon) else {
            let message =
                format!("events[{index}]: the location has no lat and lon within ±90 and ±180 and is not drawn");
            self.told.push(Diagnostic { code: "doubtful-place", message, span: None });
            return None;
        };
        let name = if named.is_empty() || named == label { format!("{lat:.2}, {lon:.2}") } else { named };
        let id = format!("at-{lat:.4},{lon:.4}");
        Some(record::pin(&id, &name, Point::new(lon, lat), "other", "point", "event-site"))
    }

    fn covered(&self, slide: &Value, wrong: &impl Fn(String) -> Error) -> Result<Covered, Error> {
        let from = iso(&slide["start_date"]).ok_or_else(|| wrong("start_date has no year".to_string()))?;
        let to =
            if slide["end_date"].is_object() { iso(&slide["end_date"]).unwrap_or_default() } else { String::new() };
        dates::bounds(&from, &to, self.pack, self.options).map_err(|(at_end, error)| {
            let key = if at_end { "end_date" } else { "start_date" };
            wrong(format!("{key}: {}", error.message))
        })
    }
}

/// A date of TimelineJS in ISO 8601, as fine as its parts go.
fn iso(date: &Value) -> Option<String> {
    let number = |key: &str| match &date[key] {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse::<i64>().ok(),
        _ => None,
    };
    let mut out = String::new();
    for (key, before, digits) in PARTS {
        let Some(value) = number(key) else { break };
        let sign = if value < 0 { "-" } else { "" };
        out.push_str(&format!("{before}{sign}{:0digits$}", value.unsigned_abs()));
    }
    // An hour alone is no clock time.
    if out.contains('T') && !out.contains(':') {
        out.push_str(":00");
    }
    (!out.is_empty()).then_some(out)
}
