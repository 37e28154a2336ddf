//! Raw projections of the unit sphere and their inverses.
//!
//! Sources: J. P. Snyder, *Map Projections: A Working Manual*, USGS Professional Paper 1395 (1987) for all but Equal
//! Earth; B. Šavrič, T. Patterson, B. Jenny, *The Equal Earth map projection*, IJGIS 33 (2019) for that.

use super::sphere::{Rotation, Vector, wrap_longitude};
use geo::Coord;

/// A way to flatten the sphere. Outputs are in units of the sphere's radius, y upwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Lambert azimuthal equal-area: areas are true everywhere.
    LambertAzimuthal,
    /// The sphere as seen from far away; one half only.
    Orthographic,
    /// Equal Earth: a pseudo-cylindrical world map with true areas.
    EqualEarth,
    /// Equidistant cylindrical, true to scale along the parallel of this latitude (degrees).
    Equidistant { parallel: f64 },
    /// Mercator: angles are true; for extents of a city.
    Mercator,
}

/// Beyond this angle from its centre an azimuthal map is not drawn: the outer rim is too distorted to read.
const AZIMUTHAL_LIMIT: f64 = 150.0;
/// The horizon of an orthographic map, a little inside 90° so that the rim has a definite side.
const HORIZON: f64 = 89.999;
/// Mercator ends where its square world does.
const MERCATOR_LIMIT: f64 = 85.051_129;

const A1: f64 = 1.340264;
const A2: f64 = -0.081106;
const A3: f64 = 0.000893;
const A4: f64 = 0.003796;

/// A projection with its centre.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Projection {
    pub kind: Kind,
    /// Degrees. Cylindrical maps use the longitude only and keep north up.
    pub centre: Coord<f64>,
    pub(super) rotation: Rotation,
}

impl Projection {
    /// A projection around a centre in degrees.
    pub fn new(kind: Kind, centre: Coord<f64>) -> Self {
        Self { kind, centre, rotation: Rotation::to_centre(centre) }
    }

    /// Whether the map is a disc around its centre, and not a band around the equator.
    pub fn is_azimuthal(&self) -> bool {
        matches!(self.kind, Kind::LambertAzimuthal | Kind::Orthographic)
    }

    /// Angle from the centre up to which an azimuthal map is drawn, in degrees.
    pub(super) fn limit(&self) -> f64 {
        if self.kind == Kind::Orthographic { HORIZON } else { AZIMUTHAL_LIMIT }
    }

    /// The place on the map of a position in degrees; `None` beyond the horizon.
    pub fn forward(&self, position: Coord<f64>) -> Option<Coord<f64>> {
        if self.is_azimuthal() {
            let turned = self.rotation.forward(Vector::from_degrees(position));
            (turned.x >= self.limit().to_radians().cos()).then(|| self.flatten(turned))
        } else {
            let turned = Coord { x: wrap_longitude(position.x - self.centre.x), y: position.y };
            Some(self.unroll(turned))
        }
    }

    /// Flattens a rotated vector: azimuthal maps only.
    pub(super) fn flatten(&self, v: Vector) -> Coord<f64> {
        let k = match self.kind {
            Kind::LambertAzimuthal => (2.0 / (1.0 + v.x).max(1e-12)).sqrt(),
            _ => 1.0,
        };
        Coord { x: k * v.y, y: k * v.z }
    }

    /// Flattens degrees from the central meridian and the equator: cylindrical maps only.
    pub(super) fn unroll(&self, p: Coord<f64>) -> Coord<f64> {
        let (lambda, phi) = (p.x.to_radians(), p.y.to_radians());
        match self.kind {
            Kind::EqualEarth => {
                let theta = (3f64.sqrt() / 2.0 * phi.sin()).asin();
                let t2 = theta * theta;
                let t6 = t2 * t2 * t2;
                let slope = A1 + 3.0 * A2 * t2 + t6 * (7.0 * A3 + 9.0 * A4 * t2);
                let x = 2.0 * 3f64.sqrt() * lambda * theta.cos() / (3.0 * slope);
                Coord { x, y: theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2)) }
            }
            Kind::Mercator => {
                let phi = phi.clamp(-MERCATOR_LIMIT.to_radians(), MERCATOR_LIMIT.to_radians());
                Coord { x: lambda, y: phi.tan().asinh() }
            }
            Kind::Equidistant { parallel } => Coord { x: lambda * parallel.to_radians().cos(), y: phi },
            Kind::LambertAzimuthal | Kind::Orthographic => Coord { x: lambda, y: phi },
        }
    }

    /// The position in degrees of a place on the map; `None` outside the map.
    pub fn inverse(&self, place: Coord<f64>) -> Option<Coord<f64>> {
        let rho = place.x.hypot(place.y);
        match self.kind {
            Kind::LambertAzimuthal | Kind::Orthographic => {
                let angle = match self.kind {
                    Kind::Orthographic => (rho <= 1.0).then(|| rho.asin())?,
                    _ => (rho <= 2.0).then(|| 2.0 * (rho / 2.0).asin())?,
                };
                let k = if rho < 1e-12 { 1.0 } else { angle.sin() / rho };
                let v = Vector { x: angle.cos(), y: place.x * k, z: place.y * k };
                Some(self.rotation.inverse(v).degrees())
            }
            Kind::EqualEarth => self.roll(place, equal_earth_latitude(place.y)?),
            Kind::Mercator => self.roll(place, place.y.sinh().atan()),
            Kind::Equidistant { .. } => self.roll(place, place.y),
        }
    }

    /// The position of a place of a cylindrical map whose latitude (radians) is known.
    fn roll(&self, place: Coord<f64>, phi: f64) -> Option<Coord<f64>> {
        let y = phi.to_degrees();
        let per_degree = self.unroll(Coord { x: 1.0, y: y.clamp(-90.0, 90.0) }).x;
        let x = place.x / per_degree;
        let inside = x.is_finite() && x.abs() <= 180.0 + 1e-9 && y.abs() <= 90.0 + 1e-9;
        inside.then(|| Coord { x: wrap_longitude(x + self.centre.x), y: y.clamp(-90.0, 90.0) })
    }
}

/// The latitude in radians of a height on an Equal Earth map, by Newton's method.
fn equal_earth_latitude(y: f64) -> Option<f64> {
    let mut theta = y;
    for _ in 0..12 {
        let t2 = theta * theta;
        let t6 = t2 * t2 * t2;
        let f = theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2)) - y;
        let slope = A1 + 3.0 * A2 * t2 + t6 * (7.0 * A3 + 9.0 * A4 * t2);
        theta -= f / slope;
    }
    let sine = 2.0 * theta.sin() / 3f64.sqrt();
    (sine.abs() <= 1.0 + 1e-9).then(|| sine.clamp(-1.0, 1.0).asin())
}
