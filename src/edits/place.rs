//! A place that an editor names, to the one of the gazetteer that it can mean.

use super::model::PlaceEdit;
use super::problem::did_you_mean;
use crate::place::{Gazetteer, Place, PlaceClass, PlaceMention, Precision};
use geo::Point;

/// A place with so many times the inhabitants of its next namesake is meant without more words.
const DOMINANT: u64 = 5;
/// Namesakes that a message lists.
const LISTED: usize = 4;

/// The place with how closely it says where, or a sentence that says why it is none.
///
/// # Errors
/// A name that the gazetteer has not, with what is near; or one that could be several places, with their ids.
pub(super) fn resolve(
    edit: &PlaceEdit,
    mentions: &[PlaceMention],
    gazetteer: &Gazetteer,
) -> Result<Option<(Place, Precision)>, String> {
    match edit {
        PlaceEdit::Nowhere => Ok(None),
        PlaceEdit::Point { name, lat, lon } => Ok(Some((point(name, *lat, *lon), Precision::Point))),
        PlaceEdit::Named(name) => named(name, mentions, gazetteer).map(|place| {
            let precision = place.precision();
            Some((place, precision))
        }),
    }
}

fn point(name: &str, lat: f64, lon: f64) -> Place {
    Place {
        id: format!("{}@{lat:.4},{lon:.4}", Gazetteer::fold(name).replace(' ', "-")),
        name_id: name.to_string().into(),
        name_en: name.to_string().into(),
        class: PlaceClass::Other,
        country: None,
        admin1: None,
        population: 0,
        point: Some(Point::new(lon, lat)),
        label_point: None,
        bbox: None,
        stands_for: None,
        timezone: None,
        approximate: false,
        credit: None,
    }
}

fn named(name: &str, mentions: &[PlaceMention], gazetteer: &Gazetteer) -> Result<Place, String> {
    if let Some(place) = gazetteer.by_id(name) {
        return Ok(place);
    }
    let mut found = places(name, gazetteer);
    if found.is_empty()
        && let Some((head, container)) = name.split_once(',')
    {
        let around = places(container.trim(), gazetteer);
        found = places(head.trim(), gazetteer);
        found.retain(|place| around.iter().any(|outer| lies_in(place, outer)));
    }
    // A namesake that the article itself speaks of is the one that its editor means.
    let spoken = found
        .iter()
        .find(|place| mentions.iter().any(|mention| mention.place.as_ref().is_some_and(|known| known.id == place.id)));
    if let Some(place) = spoken {
        return Ok(place.clone());
    }
    // A town and the division that is named after it are one place to a map; the better known stands for both.
    let mut apart: Vec<Place> = Vec::new();
    for place in found {
        if !apart.iter().any(|other| is_seat(&place, other)) {
            apart.push(place);
        }
    }
    let found = apart;
    match found.as_slice() {
        [] => Err(unknown(name, gazetteer)),
        [one] => Ok(one.clone()),
        [first, rest @ ..] => {
            let large = |place: &Place| matches!(place.class, PlaceClass::Country | PlaceClass::Admin1);
            let most = rest.iter().map(|place| place.population).max().unwrap_or(0);
            let clear =
                first.population >= most.max(1).saturating_mul(DOMINANT) || large(first) && !rest.iter().any(large);
            if clear { Ok(first.clone()) } else { Err(several(name, &found)) }
        }
    }
}

fn places(name: &str, gazetteer: &Gazetteer) -> Vec<Place> {
    let entries = gazetteer.lookup(name).into_iter().filter(|entry| !entry.demonym);
    let mut out: Vec<Place> = Vec::new();
    for place in entries.filter_map(|entry| gazetteer.place(entry.row)) {
        if !out.iter().any(|other| other.id == place.id) {
            out.push(place);
        }
    }
    out
}

/// Whether one of two namesakes is a division and the other its seat.
fn is_seat(a: &Place, b: &Place) -> bool {
    let kinds = [a.class.precision(), b.class.precision()];
    let pair = kinds.contains(&Precision::Admin) && kinds.contains(&Precision::City);
    pair && a.admin1.is_some() && a.admin1 == b.admin1
}

fn lies_in(place: &Place, outer: &Place) -> bool {
    match outer.class {
        _ if place.id == outer.id => false,
        PlaceClass::Country => place.country == outer.country,
        _ => place.admin1.is_some() && place.admin1 == outer.admin1,
    }
}

fn unknown(name: &str, gazetteer: &Gazetteer) -> String {
    let near: Vec<String> =
        gazetteer.search(name, LISTED).into_iter().map(|place| place.name_id.into_owned()).collect();
    let slip = did_you_mean(name, near.iter().map(String::as_str));
    let how = "write an id such as geonames:1642911, or { name = \"…\", lat = -6.2, lon = 106.8 }";
    format!("the gazetteer has no place {name:?}{slip} ({how})")
}

fn several(name: &str, found: &[Place]) -> String {
    let listed: Vec<String> = found.iter().take(LISTED).map(described).collect();
    let more = if found.len() > LISTED { ", …" } else { "" };
    format!("{name:?} may be {} places; write the id of one: {}{more}", found.len(), listed.join(", "))
}

/// Id, class, division, latitude and longitude of a place, as a hint for choosing it.
pub(super) fn described(place: &Place) -> String {
    let within = place.admin1.as_deref().or(place.country.as_deref()).unwrap_or("-");
    // Two of one name, kind and division are told apart by where they lie.
    let spot = place.point.or(place.label_point).map_or_else(String::new, |p| format!(", {:.2} {:.2}", p.y(), p.x()));
    format!("{} ({}, {within}{spot})", place.id, place.class.name())
}
