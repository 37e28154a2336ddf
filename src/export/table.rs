//! Events as comma-separated values (RFC 4180), in the columns that the reader of tables knows.

use super::record::{Archive, Event};
use std::borrow::Cow;

/// The columns of the table.
const HEADING: [&str; 20] = [
    "id",
    "label",
    "category",
    "earliest",
    "latest",
    "granularity",
    "basis",
    "place",
    "lat",
    "lon",
    "precision",
    "modality",
    "negated",
    "source",
    "quote",
    "same_as",
    "edtf",
    "who",
    "place_id",
    "class",
];

/// Every event in a row under a heading. An event has one place here, the first; only a spot has coordinates, since a
/// program that draws the table would draw a country's as a pin.
pub fn table(archive: &Archive) -> String {
    let mut out = row(HEADING.iter().map(|name| Cow::Borrowed(*name)));
    for event in &archive.events {
        out.push_str(&row(cells(event)));
    }
    out
}

fn cells(event: &Event) -> [Cow<'_, str>; 20] {
    let text = |text: &Option<String>| Cow::Owned(text.clone().unwrap_or_default());
    let pins = event.pins();
    let site = event.sites.first();
    let place = site.and_then(|site| site.place.as_ref());
    let pin = pins.iter().find(|(pin, _, _)| place.is_some_and(|place| std::ptr::eq(*pin, place)));
    let degrees = |value: Option<f64>| Cow::Owned(value.map(|value| value.to_string()).unwrap_or_default());
    let docs: Vec<&str> =
        event.sources.iter().map(|source| source.doc.as_str()).filter(|doc| !doc.is_empty()).collect();
    let names: Vec<&str> = event.who.iter().map(|actor| actor.name.as_str()).collect();
    let first = event.rest.get("same_as").and_then(|list| list[0].as_str().map(str::to_string)).unwrap_or_default();
    [
        Cow::Borrowed(event.id.as_str()),
        Cow::Borrowed(event.label.as_str()),
        Cow::Borrowed(event.category.as_str()),
        text(&event.when.earliest),
        text(&event.when.latest),
        Cow::Borrowed(event.when.granularity.as_str()),
        Cow::Borrowed(event.when.basis.as_str()),
        Cow::Borrowed(place.map_or("", |place| place.name.as_str())),
        degrees(pin.map(|(_, _, lat)| *lat)),
        degrees(pin.map(|(_, lon, _)| *lon)),
        Cow::Borrowed(site.map_or("", |site| site.precision.as_str())),
        Cow::Borrowed(event.modality.as_str()),
        Cow::Borrowed(if event.negated { "true" } else { "false" }),
        Cow::Owned(docs.join("; ")),
        Cow::Borrowed(event.sources.first().map_or("", |source| source.quote.as_str())),
        Cow::Owned(first),
        text(&event.when.edtf),
        Cow::Owned(names.join("; ")),
        Cow::Borrowed(place.map_or("", |place| place.id.as_str())),
        Cow::Borrowed(place.map_or("", |place| place.class.as_str())),
    ]
}

fn row<'a>(cells: impl IntoIterator<Item = Cow<'a, str>>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| quoted(&cell)).collect();
    format!("{}\n", cells.join(","))
}

/// A cell that a reader of the table gets back as it was: quoted where it holds a comma, a quotation mark or a line
/// break, or begins or ends with a blank that some readers would drop. Nothing is put before a sign that a spreadsheet
/// takes for a formula: programs read this table, and `-6.2` is a latitude. NUL is left out, since it ends the file for some
/// readers.
fn quoted(cell: &str) -> String {
    let cell = &cell.replace('\0', "");
    let special = cell.contains([',', ';', '"', '\n', '\r']) || cell.trim() != cell;
    if special { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_cell_comes_back_as_it_was() {
        let cases = [
            ("banjir", "banjir"),
            ("", ""),
            ("-6.2", "-6.2"),
            ("Demak, Jawa Tengah", "\"Demak, Jawa Tengah\""),
            ("kata \"ya\"", "\"kata \"\"ya\"\"\""),
            ("dua\nbaris", "\"dua\nbaris\""),
            ("nol\0", "nol"),
            (" berjarak", "\" berjarak\""),
        ];
        for (cell, wanted) in cases {
            assert_eq!(quoted(cell), wanted);
        }
    }
}
