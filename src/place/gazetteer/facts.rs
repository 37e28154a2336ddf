//! What the choice between places needs of each, borrowed from the tables: most candidates are never chosen.

use crate::place::{Place, PlaceClass};
use geo::{Point, Rect};

/// A place as the resolver weighs it; [`super::Gazetteer::place`] has the whole.
#[derive(Debug, Clone, Copy)]
pub(in crate::place) struct Facts<'g> {
    pub row: u32,
    pub class: PlaceClass,
    pub name_id: &'g str,
    pub name_en: &'g str,
    pub country: Option<&'g str>,
    pub admin1: Option<&'g str>,
    pub population: u64,
    pub point: Option<Point<f64>>,
    pub bbox: Option<Rect<f64>>,
    pub stands_for: Option<&'g str>,
}

impl<'g> Facts<'g> {
    /// The same of a whole place.
    pub(super) fn of(row: u32, place: &'g Place) -> Self {
        Self {
            row,
            class: place.class,
            name_id: &place.name_id,
            name_en: &place.name_en,
            country: place.country.as_deref(),
            admin1: place.admin1.as_deref(),
            population: place.population,
            point: place.point,
            bbox: place.bbox,
            stands_for: place.stands_for.as_deref(),
        }
    }
}
