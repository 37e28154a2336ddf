//! iCalendar (RFC 5545).

use super::calendar::{Covered, Unit, shown};
use super::record::{Archive, Event};
use super::timelinejs::left_out;
use crate::error::Diagnostic;
use chrono::{Datelike, Days, NaiveDate};
use serde_json::Value;
use std::collections::HashMap;

/// Octets of a line without its break.
const LINE: usize = 75;
/// Years that the format can write.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;
/// The stamp of an event whose document has no date: a stamp must be there, and the clock must not reach an output.
const NO_STAMP: &str = "19700101T000000Z";

/// One `VEVENT` for each event with a date: whole days, or civil time without a zone where a clock time is known. A year
/// is the days of the year, and says so in `X-LINIMASA-GRANULARITY`; bounds and EDTF stand beside it. What has no date
/// is left out and named.
pub fn ics(archive: &Archive) -> (String, Vec<Diagnostic>) {
    let mut out = Lines(String::new());
    let mut told = Vec::new();
    out.put("BEGIN", "", "VCALENDAR");
    out.put("VERSION", "", "2.0");
    out.put("PRODID", "", "-//linimasa//linimasa 1//EN");
    out.put("CALSCALE", "", "GREGORIAN");
    out.put("METHOD", "", "PUBLISH");
    if let Some(title) = archive.title() {
        out.text("X-WR-CALNAME", title);
    }
    let documents = archive.by_id();
    for (_, event) in archive.shown() {
        match Covered::of(&event.when) {
            Some(covered) if YEARS.contains(&covered.first.year()) && YEARS.contains(&covered.last.year()) => {
                out.event(event, &covered, &documents);
            }
            Some(_) => {
                let message =
                    format!("{:?} ({}) is left out: a calendar has the years 1 to 9999", event.label, event.id);
                told.push(Diagnostic { code: "out-of-range", message, span: None });
            }
            None => told.push(left_out(event, "a calendar shows")),
        }
    }
    out.put("END", "", "VCALENDAR");
    (out.0, told)
}

struct Lines(String);

impl Lines {
    /// A line, folded at 75 octets between letters.
    fn put(&mut self, name: &str, parameters: &str, value: &str) {
        let line = format!("{name}{parameters}:{value}");
        let mut room = LINE;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A line of text; control characters other than line breaks are dropped, since no calendar may hold them.
    fn text(&mut self, name: &str, value: &str) {
        self.put(name, "", &escaped(value));
    }

    fn some(&mut self, name: &str, value: &str) {
        if !value.trim().is_empty() {
            self.text(name, value);
        }
    }

    fn event(&mut self, event: &Event, covered: &Covered, documents: &HashMap<&str, &Value>) {
        self.put("BEGIN", "", "VEVENT");
        self.text("UID", &format!("{}@linimasa", event.id));
        let document = event.sources.first().and_then(|source| documents.get(source.doc.as_str()));
        self.put("DTSTAMP", "", &stamp(document.and_then(|document| document["dct"]["value"].as_str())));
        match covered.clock {
            Some((from, to)) => {
                let civil = |day: NaiveDate, clock: chrono::NaiveTime| {
                    format!("{}T{}", day.format("%Y%m%d"), clock.format("%H%M%S"))
                };
                let (from, to) = (civil(covered.first, from), civil(covered.last, to));
                self.put("DTSTART", "", &from);
                if from != to {
                    self.put("DTEND", "", &to);
                }
            }
            None => {
                self.put("DTSTART", ";VALUE=DATE", &covered.first.format("%Y%m%d").to_string());
                // The end of whole days is the day after; the last day of the calendar has none and needs none.
                if let Some(after) =
                    covered.last.checked_add_days(Days::new(1)).filter(|day| YEARS.contains(&day.year()))
                {
                    self.put("DTEND", ";VALUE=DATE", &after.format("%Y%m%d").to_string());
                }
            }
        }
        self.text("SUMMARY", &event.label);
        self.some("DESCRIPTION", &description(event, covered));
        self.some("LOCATION", &event.place_names().join("; "));
        if let [(_, lon, lat), ..] = event.pins().as_slice() {
            self.put("GEO", "", &format!("{lat};{lon}"));
        }
        self.some("CATEGORIES", &event.category);
        self.put("STATUS", "", status(event));
        self.put("TRANSP", "", "TRANSPARENT");
        if let Some(url) = document.and_then(|document| document["url"].as_str()).filter(|url| is_of_the_web(url)) {
            let plain: String = url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
            self.put("URL", "", &plain);
        }
        self.record(event);
        self.put("END", "", "VEVENT");
    }

    /// What the calendar has no property for.
    fn record(&mut self, event: &Event) {
        let pins = event.pins();
        let precision = event.sites.first().map(|site| site.precision.as_str()).unwrap_or_default();
        let ids: Vec<&str> = event.sites.iter().filter_map(|site| Some(site.place.as_ref()?.id.as_str())).collect();
        let more: Vec<String> =
            pins.iter().skip(1).map(|(place, lon, lat)| format!("{} {lat} {lon}", place.name)).collect();
        let sources: Vec<&str> = event.sources.iter().map(|source| source.doc.as_str()).collect();
        let offset = event.when.offset();
        let rows = [
            ("X-LINIMASA-ID", event.id.as_str()),
            ("X-LINIMASA-EARLIEST", event.when.earliest.as_deref().unwrap_or_default()),
            ("X-LINIMASA-LATEST", event.when.latest.as_deref().unwrap_or_default()),
            ("X-LINIMASA-EDTF", event.when.edtf.as_deref().unwrap_or_default()),
            ("X-LINIMASA-GRANULARITY", event.when.granularity.as_str()),
            ("X-LINIMASA-BASIS", event.when.basis.as_str()),
            ("X-LINIMASA-ZONE", offset.as_deref().unwrap_or_default()),
            ("X-LINIMASA-MODALITY", event.modality.as_str()),
            ("X-LINIMASA-NEGATED", if event.negated { "true" } else { "" }),
            ("X-LINIMASA-PRECISION", precision),
            ("X-LINIMASA-PLACES", &ids.join(" ")),
            ("X-LINIMASA-MORE-PINS", &more.join("; ")),
            ("X-LINIMASA-SOURCES", &sources.join("; ")),
        ];
        for (name, value) in rows {
            self.some(name, value);
        }
    }
}

/// Whether an address is one that a click may open: a calendar must not carry a script or a local file as a link.
fn is_of_the_web(url: &str) -> bool {
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) && !rest.is_empty()
}

/// The day of the document at midnight, which says when this was known as well as can be.
fn stamp(dct: Option<&str>) -> String {
    let day = dct.and_then(|dct| dct.get(..10)).and_then(|day| day.parse::<NaiveDate>().ok());
    let day = day.filter(|day| YEARS.contains(&day.year()));
    day.map_or_else(|| NO_STAMP.to_string(), |day| format!("{}T000000Z", day.format("%Y%m%d")))
}

/// A plan is tentative, and what is denied did not happen.
fn status(event: &Event) -> &'static str {
    match event.modality.as_str() {
        _ if event.negated => "CANCELLED",
        "denied" => "CANCELLED",
        "planned" | "reported-possible" => "TENTATIVE",
        _ => "CONFIRMED",
    }
}

/// The sentences, and the date as it is known where whole days say more than that.
fn description(event: &Event, covered: &Covered) -> String {
    let mut lines: Vec<String> = Vec::new();
    for source in event.sources.iter().filter(|source| !source.quote.is_empty()) {
        let quote = source.quote.split_whitespace().collect::<Vec<_>>().join(" ");
        lines.push(if source.doc.is_empty() { quote } else { format!("{quote} — {}", source.doc) });
    }
    let written = event.when.edtf.clone().unwrap_or_else(|| shown(&event.when));
    let is_plain_day = covered.first == covered.last && written == shown(&event.when);
    if covered.unit != Unit::Minute && !is_plain_day {
        lines.push(format!("{written} ({})", event.when.granularity));
    }
    lines.join("\n")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = text.replace("\r\n", "\n");
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_letters_and_come_back_whole() {
        for text in ["a".repeat(300), "é鯨👩".repeat(60), "x".repeat(66) + "é", String::new()] {
            let mut lines = Lines(String::new());
            lines.text("SUMMARY", &text);
            assert!(lines.0.split("\r\n").all(|line| line.len() <= LINE), "{}", lines.0);
            assert_eq!(lines.0.replace("\r\n ", ""), format!("SUMMARY:{text}\r\n"));
        }
    }

    #[test]
    fn signs_of_the_format_are_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne\r\nf\u{7}g"), "a\\,b\\;c\\\\d\\ne\\nfg");
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        let rows = [
            ("https://uji.example/a", true),
            ("HTTP://uji.example", true),
            ("javascript:alert(1)//http://uji.example", false),
            ("javascript://uji.example/%0Aalert(1)", false),
            ("file:///a", false),
            ("uji.example", false),
            ("https://", false),
        ];
        for (url, wanted) in rows {
            assert_eq!(is_of_the_web(url), wanted, "{url}");
        }
    }
}
