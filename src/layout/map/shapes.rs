//! Outlines of the sites from the bundled basemap.

use super::sites::Site;
use crate::carto::{Basemap, Outline, distance, middle};
use crate::story::PlaceShape;
use geo::Coord;

/// Rings of one polygon in degrees, the outer one first.
pub(super) type Rings = Vec<Vec<Coord<f64>>>;

/// Every polygon of a site that the basemap knows; empty for seas, regions and small places.
pub(super) fn polygons(site: &Site<'_>) -> Vec<&'static Rings> {
    let base = Basemap::world();
    match (site.place.shape, &site.place.country, &site.place.admin1) {
        (PlaceShape::Country, Some(country), _) => {
            let shapes = base.countries().iter().filter(|c| c.alpha2 == *country);
            shapes.flat_map(|c| c.polygons.iter()).map(Outline::rings).collect()
        }
        (PlaceShape::Admin1, _, Some(code)) => base.admin1(code).into_iter().flatten().map(Outline::rings).collect(),
        _ => Vec::new(),
    }
}

/// The polygons that make up the body of a site: the largest, and those near it that are not much smaller, so that
/// overseas parts do not pull the map away and an archipelago stays whole.
pub(super) fn main_mass(site: &Site<'_>) -> Option<Vec<Rings>> {
    let mut sized: Vec<(f64, &Rings)> = polygons(site).into_iter().map(|rings| (size(rings), rings)).collect();
    sized.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (largest, first) = sized.first().copied()?;
    let body = first.first()?.first().copied()?;
    let reach = outline_points(std::slice::from_ref(first)).iter().map(|p| distance(*p, body)).fold(0.0, f64::max);
    let near = |rings: &Rings| {
        let at = rings.first().and_then(|ring| ring.first());
        at.is_some_and(|p| distance(*p, body) <= 2.0 * reach)
    };
    Some(sized.into_iter().filter(|(s, r)| *s >= largest * 0.05 && near(r)).map(|(_, r)| r.clone()).collect())
}

/// The middle of a site's body.
pub(super) fn middle_of_mass(site: &Site<'_>) -> Option<Coord<f64>> {
    main_mass(site).and_then(|mass| middle(&outline_points(&mass)))
}

/// Points of the outlines that are far enough apart to fit a map by.
pub(super) fn outline_points(mass: &[Rings]) -> Vec<Coord<f64>> {
    let mut points = Vec::new();
    for ring in mass.iter().filter_map(|rings| rings.first()) {
        let stride = (ring.len() / 40).max(1);
        points.extend(ring.iter().step_by(stride).copied());
    }
    points
}

/// The size of a polygon on the sphere in square degrees, without its holes.
fn size(rings: &Rings) -> f64 {
    let Some(ring) = rings.first() else { return 0.0 };
    let doubled: f64 =
        ring.windows(2).map(|p| (p[1].x - p[0].x) * (p[0].y.to_radians().sin() + p[1].y.to_radians().sin())).sum();
    doubled.abs()
}
