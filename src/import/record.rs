//! Rows of a table and foreign features as records of schema `linimasa/1`.

use super::dates::{self, Covered};
use super::json::{granularity_name, precision_name};
use super::rows::Cells;
use crate::export::{Actor, Event, Place, Rest, Site, Source, When};
use crate::place::{self, Precision};
use crate::story::ItemPlace;
use geo::Point;
use serde_json::json;

/// What separates the sources of a row.
const SOURCES: &str = "; ";

/// The record of a row.
pub(super) fn event(
    cells: &Cells<'_>,
    id: &str,
    covered: &Covered,
    certainty: &str,
    negated: bool,
    sites: Vec<Site>,
) -> Event {
    let or = |name: &str, usual: &str| match cells.text(name) {
        "" => usual.to_string(),
        text => text.to_lowercase(),
    };
    let mut sources: Vec<Source> = cells
        .text("source")
        .split(SOURCES)
        .filter(|doc| !doc.is_empty())
        .map(|doc| Source { doc: doc.to_string(), ..Source::default() })
        .collect();
    let quote = cells.text("quote");
    match sources.first_mut() {
        Some(first) => first.quote = quote.to_string(),
        None if !quote.is_empty() => sources.push(Source { quote: quote.to_string(), ..Source::default() }),
        None => {}
    }
    let who = cells.text("who").split(';').map(str::trim).filter(|name| !name.is_empty());
    let same_as = cells.text("same_as");
    let mut rest = Rest::default();
    if !same_as.is_empty() {
        rest.insert("same_as", json!([same_as]));
    }
    Event {
        id: id.to_string(),
        label: cells.text("label").to_string(),
        category: or("category", "other"),
        when: when(covered, &or("basis", "own")),
        sites,
        who: who.map(|name| Actor { name: name.to_string(), role: "participant".to_string() }).collect(),
        modality: or(certainty, "asserted"),
        attribution: None,
        negated,
        salience: None,
        sources,
        rest,
    }
}

/// The bounds as results write them.
pub(super) fn when(covered: &Covered, basis: &str) -> When {
    When {
        earliest: covered.bounds.earliest.map(dates::written),
        latest: covered.bounds.latest.map(dates::written),
        edtf: covered.edtf.clone(),
        granularity: granularity_name(covered.granularity).to_string(),
        basis: basis.to_string(),
        ..When::default()
    }
}

/// The site of a row with coordinates.
pub(super) fn pinned(cells: &Cells<'_>, place: &ItemPlace, point: Point<f64>) -> Site {
    let or = |name: &str, usual: &str| match cells.text(name) {
        "" => usual.to_string(),
        text => text.to_lowercase(),
    };
    let name = match cells.text("place") {
        "" => &place.name,
        name => name,
    };
    let role = if cells.text("from").is_empty() { "event-site" } else { "destination" };
    pin(&place.id, name, point, &or("class", "other"), &or("precision", "point"), role)
}

/// A site at coordinates.
pub(super) fn pin(id: &str, name: &str, point: Point<f64>, class: &str, precision: &str, role: &str) -> Site {
    let place = Place {
        id: id.to_string(),
        name: name.to_string(),
        lat: Some(point.y()),
        lon: Some(point.x()),
        class: class.to_string(),
        ..Place::default()
    };
    Site {
        place: Some(place),
        precision: precision.to_string(),
        role: role.to_string(),
        basis: "own".to_string(),
        rest: Rest::default(),
    }
}

/// A site that the gazetteer knows.
pub(super) fn known(place: &place::Place, precision: Precision, role: &str) -> Site {
    let mut rest = Rest::default();
    if let Some(label) = place.label_point {
        rest.insert("label_point", json!([label.x(), label.y()]));
    }
    let place = Place {
        id: place.id.clone(),
        name: place.name_id.to_string(),
        lat: place.point.map(|point| point.y()),
        lon: place.point.map(|point| point.x()),
        class: place.class.name().to_string(),
        country: place.country.as_deref().map(str::to_string),
        admin1: place.admin1.as_deref().map(str::to_string),
        rest,
    };
    Site {
        place: Some(place),
        precision: precision_name(precision).to_string(),
        role: role.to_string(),
        basis: "own".to_string(),
        rest: Rest::default(),
    }
}
