//! The outlines of the world on one view: each projected once, for the land, the tints and the names.

use super::shapes::polygons;
use super::sites::Site;
use crate::carto::{Basemap, Sight, View, ring_area};
use crate::story::PlaceShape;
use geo::Coord;

/// A closed ring on the page.
pub(super) type PageRing = Vec<Coord<f64>>;

/// Every country as the view draws it.
pub(super) struct Outlines {
    /// The country's code and the rings of each of its polygons that shows.
    countries: Vec<(&'static str, Vec<Vec<PageRing>>)>,
    /// What the view can show at all.
    pub sight: Sight,
}

impl Outlines {
    /// Projects every country that may show.
    pub fn new(view: &View) -> Self {
        let sight = Sight::of(view);
        let drawn = |polygons: &'static [crate::carto::Rings]| -> Vec<Vec<PageRing>> {
            let near = polygons.iter().filter(|rings| rings.first().is_some_and(|outer| sight.may_show(outer)));
            near.map(|rings| view.polygon(rings)).filter(|rings| !rings.is_empty()).collect()
        };
        let shapes = Basemap::world().countries().iter();
        let countries = shapes.map(|shape| (shape.alpha2.as_str(), drawn(&shape.polygons)));
        Self { countries: countries.filter(|(_, polygons)| !polygons.is_empty()).collect(), sight }
    }

    /// The rings of all land.
    pub fn land(&self) -> Vec<PageRing> {
        self.countries.iter().flat_map(|(_, polygons)| polygons.iter().flatten().cloned()).collect()
    }

    /// The polygons of one country that show.
    pub fn country(&self, code: &str) -> Vec<&Vec<PageRing>> {
        self.countries.iter().filter(|(c, _)| *c == code).flat_map(|(_, polygons)| polygons).collect()
    }

    /// The outline of a site as it is drawn; nothing for a pin or a region.
    pub fn site(&self, view: &View, site: &Site<'_>) -> Vec<PageRing> {
        match (site.place.shape, &site.place.country) {
            (PlaceShape::Country, Some(code)) => self.country(code).into_iter().flatten().cloned().collect(),
            _ => polygons(site).into_iter().flat_map(|rings| view.polygon(rings)).collect(),
        }
    }
}

/// The area that rings cover on the page, holes counted as covered.
pub(super) fn covered(rings: &[PageRing]) -> f64 {
    rings.iter().map(|ring| ring_area(ring)).sum()
}
