//! KML 2.2 (OGC 07-147r2).

use super::calendar::{Covered, shown};
use super::record::{Archive, Event};
use std::fmt::Write;

/// One placemark for each event. Spots are points; where only an area is known the placemark has no geometry, and names
/// the area. Time is a span whose ends are written as fine as they are known: `2022` for a year.
pub fn kml(archive: &Archive) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n");
    if let Some(title) = archive.title() {
        let _ = writeln!(out, "<name>{}</name>", escaped(title));
    }
    for ((_, event), number) in archive.shown().zip(1_usize..) {
        placemark(&mut out, event, number);
    }
    out.push_str("</Document>\n</kml>\n");
    out
}

fn placemark(out: &mut String, event: &Event, number: usize) {
    // An XML id is a name and must be unique; the event's own id is among the data.
    let _ = writeln!(out, "<Placemark id=\"event-{number}\">\n<name>{}</name>", escaped(&event.label));
    let quotes: Vec<String> = event
        .sources
        .iter()
        .filter(|source| !source.quote.is_empty())
        .map(|source| match source.doc.as_str() {
            "" => source.quote.clone(),
            doc => format!("{} — {doc}", source.quote),
        })
        .collect();
    // Balloons show their text as HTML: what is text must be escaped for it, and then for XML.
    let shown_quotes = super::timelinejs::escaped(&quotes.join("\n"));
    if !shown_quotes.is_empty() {
        let _ = writeln!(out, "<description>{}</description>", escaped(&shown_quotes));
    }
    time(out, event);
    data(out, event);
    let pins = event.pins();
    let point = |lon: f64, lat: f64| format!("<Point><coordinates>{lon},{lat}</coordinates></Point>");
    match pins.as_slice() {
        [] => {}
        [(_, lon, lat)] => {
            let _ = writeln!(out, "{}", point(*lon, *lat));
        }
        several => {
            let points: String = several.iter().map(|(_, lon, lat)| point(*lon, *lat)).collect();
            let _ = writeln!(out, "<MultiGeometry>{points}</MultiGeometry>");
        }
    }
    out.push_str("</Placemark>\n");
}

/// The span of time; an end that is not known is left open, which KML allows.
fn time(out: &mut String, event: &Event) {
    let ends = Covered::of(&event.when).map(|covered| covered.ends());
    let (begin, end) = match ends {
        Some((begin, end)) => (Some(begin), Some(end)),
        None => (event.when.earliest.clone().map(clocked), event.when.latest.clone().map(clocked)),
    };
    if begin.is_none() && end.is_none() {
        return;
    }
    out.push_str("<TimeSpan>");
    for (name, moment) in [("begin", begin), ("end", end)] {
        if let Some(moment) = moment {
            let offset = event.when.offset().filter(|_| moment.contains('T')).unwrap_or_default();
            let _ = write!(out, "<{name}>{}{offset}</{name}>", escaped(&moment));
        }
    }
    out.push_str("</TimeSpan>\n");
}

/// A clock time with its seconds, which XML's dates must have.
fn clocked(moment: String) -> String {
    if moment.len() == "2023-09-13T08:00".len() && moment.contains('T') { moment + ":00" } else { moment }
}

fn data(out: &mut String, event: &Event) {
    let places: Vec<&str> = event.place_names();
    let site = event.sites.first();
    let ids: Vec<&str> = event.sites.iter().filter_map(|site| Some(site.place.as_ref()?.id.as_str())).collect();
    let sources: Vec<&str> = event.sources.iter().map(|source| source.doc.as_str()).collect();
    let rows = [
        ("id", event.id.clone()),
        ("category", event.category.clone()),
        ("date", shown(&event.when)),
        ("earliest", event.when.earliest.clone().unwrap_or_default()),
        ("latest", event.when.latest.clone().unwrap_or_default()),
        ("edtf", event.when.edtf.clone().unwrap_or_default()),
        ("granularity", event.when.granularity.clone()),
        ("basis", event.when.basis.clone()),
        ("modality", event.modality.clone()),
        ("negated", if event.negated { "true".to_string() } else { String::new() }),
        ("places", places.join("; ")),
        ("place_ids", ids.join(" ")),
        ("precision", site.map(|site| site.precision.clone()).unwrap_or_default()),
        ("sources", sources.join("; ")),
    ];
    out.push_str("<ExtendedData>\n");
    for (name, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(out, "<Data name=\"{name}\"><value>{}</value></Data>", escaped(value));
    }
    out.push_str("</ExtendedData>\n");
}

/// Text for XML 1.0: signs escaped, characters that no document may hold dropped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if u32::from(c) < 0x20 => {}
            c => out.push(c),
        }
    }
    out
}
