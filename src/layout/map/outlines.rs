//! The outlines of the world on one view: each projected once, for the land, the tints and the names.

use super::layers::height;
use super::shapes::polygons;
use super::sites::Site;
use crate::carto::{Basemap, LandRing, Outline, Reach, Sight, View, inside, ring_area};
use crate::story::PlaceShape;
use geo::Coord;

/// Maps up to this height in degrees of arc show the fine outlines: below it the coarse ones look like chips of wood.
const FINE_FROM: f64 = 10.0;
/// Western Sahara, of which the fine outlines show the part behind the berm alone: west, south, east, north.
const COARSE_ONLY: [Coord<f64>; 2] = [Coord { x: -17.2, y: 20.7 }, Coord { x: -8.6, y: 27.7 }];

/// A closed ring on the page.
pub(super) type PageRing = Vec<Coord<f64>>;

/// All land on a view.
#[derive(Default)]
pub(super) struct Land {
    /// Rings whose outline is shoreline all along.
    pub outlined: Vec<PageRing>,
    /// Rings of which a part is no shoreline, since the map ends there or the source is cut; and their shorelines.
    pub plain: Vec<PageRing>,
    pub shores: Vec<Vec<Coord<f64>>>,
}

impl Land {
    /// Projects all land that may show.
    pub fn new(view: &View, base: &'static Basemap, sight: &Sight) -> Self {
        let covers = view.covers_window() && view.projection.is_azimuthal();
        let keeps = |land: &LandRing| {
            let whole = covers || sight.clears_rim(land.reach()) || view.keeps_outline(land.ring());
            whole && !land.seams().iter().any(|s| sight.may_show(s))
        };
        let near = base.land().iter().filter(|land| sight.meets(land.reach()));
        let near: Vec<(&LandRing, bool)> = near.map(|land| (land, keeps(land))).collect();
        // Water within land is a hole of the ring around it, and so in one shape with it.
        let cut: Vec<(Reach, &LandRing)> =
            near.iter().filter(|(_, kept)| !kept).filter_map(|(land, _)| Some((land.reach()?, *land))).collect();
        let hole_of_cut = |land: &LandRing| {
            let first = land.ring().first().copied().unwrap_or_default();
            let mut around = cut.iter().filter(|(reach, _)| reach.holds(first)).peekable();
            around.peek().is_some()
                && runs_left(land.ring())
                && around.any(|(_, land)| inside(std::slice::from_ref(land.ring()), first))
        };
        let mut made = Self::default();
        for (land, kept) in near {
            let rings = drawn(view, sight, std::slice::from_ref(land.ring())).into_iter().flatten();
            if kept && !hole_of_cut(land) {
                made.outlined.extend(rings);
            } else {
                made.plain.extend(rings);
                let shores = land.shore().iter().filter(|line| sight.may_show(line));
                made.shores.extend(shores.flat_map(|line| view.line(line)));
            }
        }
        made
    }

    /// The rings of all land.
    pub fn rings(&self) -> impl Iterator<Item = &PageRing> {
        self.outlined.iter().chain(&self.plain)
    }
}

/// Whether a closed ring runs counterclockwise, as those around water do.
fn runs_left(ring: &[Coord<f64>]) -> bool {
    ring.windows(2).map(|p| p[0].x * p[1].y - p[1].x * p[0].y).sum::<f64>() > 0.0
}

/// The polygons on the page of one polygon in degrees.
fn drawn(view: &View, sight: &Sight, rings: &[Vec<Coord<f64>>]) -> Vec<Vec<PageRing>> {
    let parts = match sight.clip(rings) {
        None => vec![view.polygon(rings)],
        Some(parts) => parts.iter().map(|part| view.polygon(part)).collect(),
    };
    parts.into_iter().filter(|rings| !rings.is_empty()).collect()
}

/// Every country as the view draws it.
pub(super) struct Outlines {
    /// The country's code and the rings of each of its polygons that shows.
    countries: Vec<(&'static str, Vec<Vec<PageRing>>)>,
    pub land: Land,
    /// The grade of the outlines.
    pub base: &'static Basemap,
    fine: bool,
    /// What the view can show at all.
    pub sight: Sight,
}

impl Outlines {
    /// Projects every country that may show.
    pub fn new(view: &View) -> Self {
        let sight = Sight::of(view);
        let fine = height(view) <= FINE_FROM && !sight.may_show(&COARSE_ONLY);
        let base = if fine { Basemap::fine() } else { Basemap::world() };
        let of = |polygons: &[Outline]| -> Vec<Vec<PageRing>> {
            let near = polygons.iter().filter(|outline| sight.meets(outline.reach()));
            near.flat_map(|outline| drawn(view, &sight, outline.rings())).collect()
        };
        let countries = base.countries().iter().map(|shape| (shape.alpha2, of(&shape.polygons)));
        let countries = countries.filter(|(_, polygons)| !polygons.is_empty()).collect();
        Self { countries, land: Land::new(view, base, &sight), base, fine, sight }
    }

    /// Whether the outlines are those of 1 : 10 million.
    pub fn is_fine(&self) -> bool {
        self.fine
    }

    /// The polygons of one country that show.
    pub fn country(&self, code: &str) -> Vec<&Vec<PageRing>> {
        self.countries.iter().filter(|(c, _)| *c == code).flat_map(|(_, polygons)| polygons).collect()
    }

    /// The outline of a site as it is drawn; nothing for a pin or a region.
    pub fn site(&self, view: &View, site: &Site<'_>) -> Vec<PageRing> {
        match (site.place.shape, &site.place.country) {
            (PlaceShape::Country, Some(code)) => self.country(code).into_iter().flatten().cloned().collect(),
            _ => polygons(site).into_iter().flat_map(|rings| drawn(view, &self.sight, rings)).flatten().collect(),
        }
    }
}

/// The area that rings cover on the page, holes counted as covered.
pub(super) fn covered(rings: &[PageRing]) -> f64 {
    rings.iter().map(|ring| ring_area(ring)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carto::{Kind, Projection, Window};

    #[test]
    fn the_caspian_is_water_on_a_globe_that_cuts_the_land_around_it() {
        let window = Window { x0: 0.0, y0: 0.0, x1: 180.0, y1: 180.0 };
        let projection = Projection::new(Kind::Orthographic, Coord { x: 50.0, y: 30.0 });
        let origin = Coord { x: 90.0, y: 90.0 };
        let view = View { projection, scale: 86.0, origin, window, tolerance: 0.9 };
        let land = Land::new(&view, Basemap::world(), &Sight::of(&view));
        let rows = [("Caspian", 51.0, 41.5, false), ("Tehran", 51.4, 35.7, true), ("Madagascar", 46.5, -20.0, true)];
        for (name, x, y, wanted) in rows {
            let at = view.project(Coord { x, y }).expect("in sight");
            // Each of the two paths is filled even-odd by itself.
            let filled = [&land.plain, &land.outlined].into_iter().any(|rings| {
                let closed: Vec<PageRing> =
                    rings.iter().map(|ring| ring.iter().chain(ring.first()).copied().collect()).collect();
                inside(&closed, at)
            });
            assert_eq!(filled, wanted, "{name}");
        }
    }
}
