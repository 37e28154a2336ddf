//! A place's name in a table to the one place that it can mean, or the reason why it is doubtful.

use crate::carto::distance;
use crate::place::{Gazetteer, Place, PlaceClass, Precision};
use geo::Coord;

/// Namesakes closer than this are one place to a map: a city and its regency, in degrees of arc.
const SAME: f64 = 0.6;
/// A place within this distance of a named container that has no code lies in it, in degrees of arc.
const WITHIN: f64 = 1.0;
/// A place with so many times the inhabitants of its next namesake is meant without more words.
const DOMINANT: u64 = 5;
/// A city and a division of the same name in the same country are one place up to this distance, in degrees of arc.
const SAME_DIVISION: f64 = 3.5;
/// Namesakes that a message lists.
const LISTED: usize = 3;

/// What a name leads to.
pub(super) enum Found {
    Place(Box<Place>),
    /// A phrase that says why nothing is drawn.
    Doubtful(String),
}

fn at(place: &Place) -> Option<Coord<f64>> {
    place.label_point.or(place.point).map(|p| p.0)
}

/// Looks up a name such as `Bandung` or `Cilacap, Jawa Tengah`: the words after a comma say where it lies.
pub(super) fn find(name: &str, lang: &str) -> Found {
    let whole = named(name);
    if !whole.is_empty() {
        return decide(name, whole, lang);
    }
    let mut parts = name.split(',').map(str::trim).filter(|part| !part.is_empty());
    let head = parts.next().unwrap_or(name);
    let mut left = named(head);
    for container in parts {
        let around = named(container);
        if around.is_empty() {
            return Found::Doubtful(format!("the gazetteer does not know {container:?}"));
        }
        left.retain(|place| around.iter().any(|outer| lies_in(place, outer)));
    }
    decide(name, left, lang)
}

/// Every place of a name, the best known first.
fn named(name: &str) -> Vec<Place> {
    let gazetteer = Gazetteer::bundled();
    let entries = gazetteer.lookup(name).into_iter().filter(|entry| !entry.demonym);
    let places = entries.filter_map(|entry| gazetteer.place(entry.row));
    places.filter(|place| at(place).is_some() && place.class != PlaceClass::Bloc).collect()
}

fn lies_in(place: &Place, outer: &Place) -> bool {
    if place.id == outer.id {
        return false;
    }
    match outer.class {
        PlaceClass::Country => place.country == outer.country,
        PlaceClass::Admin1 => place.admin1.is_some() && place.admin1 == outer.admin1,
        _ => matches!((at(place), at(outer)), (Some(a), Some(b)) if distance(a, b) <= WITHIN),
    }
}

/// Whether two namesakes are one place to a map: a city and its regency, or the province that is named after it.
fn is_same(a: &Place, b: &Place) -> bool {
    let (Some(p), Some(q)) = (at(a), at(b)) else { return false };
    let division = |place: &Place| place.class.precision() == Precision::Admin;
    let reach = if a.country == b.country && (division(a) || division(b)) { SAME_DIVISION } else { SAME };
    distance(p, q) <= reach
}

fn decide(name: &str, found: Vec<Place>, lang: &str) -> Found {
    // Namesakes beside each other count once, as the better known.
    let mut apart: Vec<Place> = Vec::new();
    for place in found {
        if !apart.iter().any(|other| is_same(&place, other)) {
            apart.push(place);
        }
    }
    let large = |place: &Place| matches!(place.class, PlaceClass::Country | PlaceClass::Admin1 | PlaceClass::Sea);
    let clear = match apart.as_slice() {
        [] => return Found::Doubtful("the gazetteer has no such place; write lat and lon".to_string()),
        [_] => true,
        [first, rest @ ..] => {
            let most = rest.iter().map(|place| place.population).max().unwrap_or(0);
            (large(first) && !rest.iter().any(large)) || first.population >= most.max(1).saturating_mul(DOMINANT)
        }
    };
    if clear && let Some(first) = apart.first() {
        return Found::Place(Box::new(first.clone()));
    }
    let gazetteer = Gazetteer::bundled();
    let told: Vec<String> = apart
        .iter()
        .take(LISTED)
        .map(|place| {
            let country = place.country.as_deref().and_then(|code| gazetteer.country(code));
            let country = country.map_or_else(String::new, |c| format!(", {}", c.name(lang)));
            at(place).map_or(country.clone(), |p| format!("{:.2} {:.2}{country}", p.y, p.x))
        })
        .collect();
    let count = apart.len();
    Found::Doubtful(format!(
        "it may be {count} places ({}); write \"{name}, province\" or lat and lon",
        told.join("; ")
    ))
}
