//! Points on the unit sphere and the rotation that brings a map's centre to the front.

use geo::Coord;

/// A vector from the centre of the unit sphere: x towards (0°, 0°), y towards (90° E, 0°), z towards the north pole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Vector {
    pub x: f64,
    pub y: f64,
    pub z: f64,
}

impl Vector {
    /// The vector of a position in degrees, x = longitude.
    pub fn from_degrees(position: Coord<f64>) -> Self {
        let (lambda, phi) = (position.x.to_radians(), position.y.to_radians());
        Self { x: phi.cos() * lambda.cos(), y: phi.cos() * lambda.sin(), z: phi.sin() }
    }

    /// The position in degrees, x = longitude.
    pub fn degrees(self) -> Coord<f64> {
        Coord { x: self.y.atan2(self.x).to_degrees(), y: self.z.clamp(-1.0, 1.0).asin().to_degrees() }
    }

    /// The point between two vectors at a share of the chord, back on the sphere.
    pub fn between(self, other: Self, share: f64) -> Self {
        let mix = |a: f64, b: f64| a + (b - a) * share;
        Self { x: mix(self.x, other.x), y: mix(self.y, other.y), z: mix(self.z, other.z) }.unit()
    }

    pub fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    pub fn plus(self, other: Self) -> Self {
        Self { x: self.x + other.x, y: self.y + other.y, z: self.z + other.z }
    }

    /// The vector at length one; the zero vector stays.
    pub fn unit(self) -> Self {
        let length = self.dot(self).sqrt();
        if length > 0.0 { Self { x: self.x / length, y: self.y / length, z: self.z / length } } else { self }
    }
}

/// Turns the sphere so that a centre lies on the x axis, east on y and north on z.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rotation {
    sin_lambda: f64,
    cos_lambda: f64,
    sin_phi: f64,
    cos_phi: f64,
}

impl Rotation {
    /// The rotation for a centre in degrees.
    pub fn to_centre(centre: Coord<f64>) -> Self {
        let (sin_lambda, cos_lambda) = centre.x.to_radians().sin_cos();
        let (sin_phi, cos_phi) = centre.y.to_radians().sin_cos();
        Self { sin_lambda, cos_lambda, sin_phi, cos_phi }
    }

    pub fn forward(&self, v: Vector) -> Vector {
        let towards = self.cos_lambda * v.x + self.sin_lambda * v.y;
        Vector {
            x: self.cos_phi * towards + self.sin_phi * v.z,
            y: self.cos_lambda * v.y - self.sin_lambda * v.x,
            z: self.cos_phi * v.z - self.sin_phi * towards,
        }
    }

    pub fn inverse(&self, v: Vector) -> Vector {
        let towards = self.cos_phi * v.x - self.sin_phi * v.z;
        Vector {
            x: self.cos_lambda * towards - self.sin_lambda * v.y,
            y: self.sin_lambda * towards + self.cos_lambda * v.y,
            z: self.sin_phi * v.x + self.cos_phi * v.z,
        }
    }
}

/// Angle between two positions in degrees of arc.
pub fn distance(a: Coord<f64>, b: Coord<f64>) -> f64 {
    let (a, b) = (Vector::from_degrees(a), Vector::from_degrees(b));
    let cross = Vector { x: a.y * b.z - a.z * b.y, y: a.z * b.x - a.x * b.z, z: a.x * b.y - a.y * b.x };
    cross.dot(cross).sqrt().atan2(a.dot(b)).to_degrees()
}

/// Points along the shorter great circle from one position to another, no farther apart than a step in degrees. The
/// longitudes run on beyond ±180, so that the line is whole. Opposite points have no such circle: the ends alone.
pub fn great_circle(a: Coord<f64>, b: Coord<f64>, step: f64) -> Vec<Coord<f64>> {
    let angle = distance(a, b).to_radians();
    let (from, to) = (Vector::from_degrees(a), Vector::from_degrees(b));
    let parts = (angle.to_degrees() / step.max(1e-3)).ceil().clamp(1.0, 720.0);
    if angle.sin() < 1e-9 {
        return vec![a, b];
    }
    let mut line = vec![a];
    for part in 1..=parts as u32 {
        let share = f64::from(part) / parts;
        let (p, q) = (((1.0 - share) * angle).sin() / angle.sin(), (share * angle).sin() / angle.sin());
        let v = Vector { x: from.x * p + to.x * q, y: from.y * p + to.y * q, z: from.z * p + to.z * q };
        let (at, before) = (v.unit().degrees(), line.last().map_or(a.x, |l| l.x));
        line.push(Coord { x: before + wrap_longitude(at.x - before), y: at.y });
    }
    line
}

/// The middle of positions on the sphere, in degrees; `None` for none, or where they cancel out.
pub fn middle(positions: &[Coord<f64>]) -> Option<Coord<f64>> {
    let sum = positions.iter().map(|p| Vector::from_degrees(*p)).reduce(Vector::plus)?;
    (sum.dot(sum) > 1e-9).then(|| sum.unit().degrees())
}

/// Steps of the search for the smallest cap: its radius is then right to one part in a hundred.
const CAP_STEPS: u32 = 150;

/// The centre of the smallest circle on the sphere that holds every position, in degrees; `None` for none, or where they
/// cancel out. Unlike [`middle`] it is not drawn to where many positions lie, as on a detailed coast.
///
/// Each step goes a shrinking part of the way to the farthest position (M. Bădoiu, K. Clarkson, *Smaller Core-Sets for
/// Balls*, SODA 2003).
pub fn cap_centre(positions: &[Coord<f64>]) -> Option<Coord<f64>> {
    middle(positions)?;
    let all: Vec<Vector> = positions.iter().map(|p| Vector::from_degrees(*p)).collect();
    let mut centre = all.iter().copied().reduce(Vector::plus)?.unit();
    for step in 1..=CAP_STEPS {
        let far = all.iter().min_by(|a, b| a.dot(centre).total_cmp(&b.dot(centre)))?;
        let share = 1.0 / f64::from(step + 1);
        let part = |v: Vector, by: f64| Vector { x: v.x * by, y: v.y * by, z: v.z * by };
        centre = part(centre, 1.0 - share).plus(part(*far, share)).unit();
    }
    Some(centre.degrees())
}

/// A longitude brought to −180 … 180.
pub fn wrap_longitude(degrees: f64) -> f64 {
    let turned = (degrees + 180.0).rem_euclid(360.0) - 180.0;
    if turned == -180.0 && degrees > 0.0 { 180.0 } else { turned }
}
