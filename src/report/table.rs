//! Events as comma-separated values, after RFC 4180.

use super::join::Told;
use super::names::{basis, granularity, modality, moment, precision};
use std::borrow::Cow;

const HEADING: [&str; 16] = [
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
];

/// Every event in a row under a heading, in the order of the documents; a later telling names the first one.
pub fn table(told: &Told<'_>) -> String {
    let mut out = row(HEADING.iter().map(|name| Cow::Borrowed(*name)));
    for key in told.all() {
        let Some(document) = told.documents.get(key.0) else { continue };
        let Some(event) = document.events.get(key.1) else { continue };
        let site = event.places.first();
        let point = site.and_then(|w| w.place.point);
        let bounds = event.when.bounds;
        let mut sources = vec![told.document_id(key)];
        sources.extend(told.ties.members(key).map(|member| told.document_id(member)));
        let in_document = event.same_as.and_then(|first| told.id((key.0, first)));
        let first = told.ties.tie(key).and_then(|(first, _)| told.id(first)).or(in_document);
        out.push_str(&row([
            Cow::Borrowed(told.id(key).unwrap_or_default()),
            Cow::Borrowed(event.label.as_str()),
            Cow::Borrowed(event.category.name()),
            Cow::Owned(bounds.earliest.map(moment).unwrap_or_default()),
            Cow::Owned(bounds.latest.map(moment).unwrap_or_default()),
            Cow::Borrowed(granularity(event.when.granularity)),
            Cow::Borrowed(basis(event.when.basis)),
            Cow::Borrowed(site.map_or("", |w| w.place.name_id.as_str())),
            Cow::Owned(point.map(|p| p.y().to_string()).unwrap_or_default()),
            Cow::Owned(point.map(|p| p.x().to_string()).unwrap_or_default()),
            Cow::Borrowed(site.map_or("", |w| precision(w.precision))),
            Cow::Borrowed(modality(event.modality)),
            Cow::Borrowed(if event.negated { "true" } else { "false" }),
            Cow::Owned(sources.join("; ")),
            Cow::Borrowed(told.quote(key)),
            Cow::Borrowed(first.unwrap_or_default()),
        ]));
    }
    out
}

fn row<'a>(cells: impl IntoIterator<Item = Cow<'a, str>>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| quoted(&cell)).collect();
    format!("{}\n", cells.join(","))
}

/// A cell that a reader of the table gets back as it was: quoted where it holds a comma, a quotation mark or a line
/// break, or begins or ends with a blank that some readers would drop.
fn quoted(cell: &str) -> String {
    let special = cell.contains([',', '"', '\n', '\r']) || cell.trim() != cell;
    if special { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_string() }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_cell_comes_back_as_it_was() {
        let cases = [
            ("banjir", "banjir"),
            ("", ""),
            ("Demak, Jawa Tengah", "\"Demak, Jawa Tengah\""),
            ("kata \"ya\"", "\"kata \"\"ya\"\"\""),
            ("dua\nbaris", "\"dua\nbaris\""),
            (" berjarak", "\" berjarak\""),
        ];
        for (cell, wanted) in cases {
            assert_eq!(quoted(cell), wanted);
        }
    }
}
