//! Cutting lines and polygons on the sphere: at the rim of an azimuthal map, or at the antimeridian of a cylindrical one.
//!
//! Rings are closed planar rings in degrees, none of which crosses ±180°: the usual form of published outlines. Outer
//! rings run counterclockwise and holes clockwise; [`wind`] sees to it.

use super::plane::{Window, clip_line, clip_ring};
use super::sphere::{Rotation, Vector};
use geo::Coord;

/// Distance of points along a cut through a rim, in degrees.
const RIM_STEP: f64 = 2.0;

/// Adds points so that no edge is longer than a step in degrees. Edges are straight in longitude and latitude, as the
/// publishers of outlines mean them: the border along 49° N stays on 49° N.
pub(super) fn densify(line: &[Coord<f64>], step: f64) -> Vec<Coord<f64>> {
    let mut dense = Vec::with_capacity(line.len());
    for pair in line.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let parts = ((b.x - a.x).abs().max((b.y - a.y).abs()) / step).ceil().max(1.0);
        for part in 0..parts as usize {
            let share = part as f64 / parts;
            dense.push(Coord { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share });
        }
    }
    dense.extend(line.last());
    dense
}

/// The ring turned so that its inside lies on the left for an outer ring and on the right for a hole.
pub(super) fn wind(ring: &[Coord<f64>], outer: bool) -> Vec<Coord<f64>> {
    let doubled: f64 = ring.windows(2).map(|p| p[0].x * p[1].y - p[1].x * p[0].y).sum();
    let mut turned = ring.to_vec();
    if (doubled > 0.0) != outer {
        turned.reverse();
    }
    turned
}

/// Whether a position is inside rings in the plane of degrees, by the even-odd rule.
pub fn inside(rings: &[Vec<Coord<f64>>], p: Coord<f64>) -> bool {
    let mut odd = false;
    for ring in rings {
        for pair in ring.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            if (a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) {
                odd = !odd;
            }
        }
    }
    odd
}

/// A part of a ring inside the rim, from where it enters to where it leaves, as rotated vectors.
struct Stretch {
    points: Vec<Vector>,
    /// Angle around the rim in radians.
    enters: f64,
    leaves: f64,
}

/// A circle on the rotated sphere around the x axis, inside of which is drawn.
pub(super) struct Rim {
    rotation: Rotation,
    /// Cosine of the angle from the centre.
    cos: f64,
    sin: f64,
}

impl Rim {
    /// The rim at an angle in degrees.
    pub fn new(rotation: Rotation, angle: f64) -> Self {
        let (sin, cos) = angle.to_radians().sin_cos();
        Self { rotation, cos, sin }
    }

    fn sees(&self, v: Vector) -> bool {
        v.x >= self.cos
    }

    /// Where an edge meets the rim: by halving, since edges are short.
    fn meet(&self, a: Vector, b: Vector) -> Vector {
        let (mut low, mut high) = if self.sees(a) { (a, b) } else { (b, a) };
        for _ in 0..30 {
            let half = low.between(high, 0.5);
            if self.sees(half) {
                low = half;
            } else {
                high = half;
            }
        }
        let angle = low.z.atan2(low.y);
        Vector { x: self.cos, y: self.sin * angle.cos(), z: self.sin * angle.sin() }
    }

    /// Points on the rim from one angle counterclockwise to another.
    fn along(&self, from: f64, to: f64) -> Vec<Vector> {
        let sweep = (to - from).rem_euclid(std::f64::consts::TAU);
        let steps = (sweep.to_degrees() / RIM_STEP).ceil().max(1.0) as usize;
        let at = |step: usize| {
            let angle = from + sweep * step as f64 / steps as f64;
            Vector { x: self.cos, y: self.sin * angle.cos(), z: self.sin * angle.sin() }
        };
        (1..steps).map(at).collect()
    }

    /// The visible part of a polygon as rings of rotated vectors.
    pub fn polygon(&self, rings: &[Vec<Coord<f64>>], step: f64) -> Vec<Vec<Vector>> {
        let mut whole = Vec::new();
        let mut stretches = Vec::new();
        for (i, ring) in rings.iter().enumerate() {
            let ring = densify(&wind(ring, i == 0), step);
            let turned: Vec<Vector> = ring.iter().map(|p| self.rotation.forward(Vector::from_degrees(*p))).collect();
            if turned.iter().all(|v| self.sees(*v)) {
                whole.push(turned);
            } else {
                stretches.extend(self.stretches(&turned));
            }
        }
        if stretches.is_empty() {
            let centre = self.rotation.inverse(Vector { x: 1.0, y: 0.0, z: 0.0 }).degrees();
            if whole.is_empty() && inside(rings, centre) {
                whole.push(self.along(0.0, std::f64::consts::TAU - 1e-9));
            }
            return whole;
        }
        whole.extend(self.rejoin(stretches));
        whole
    }

    /// The parts of a closed ring inside the rim; it has at least one point outside.
    fn stretches(&self, ring: &[Vector]) -> Vec<Stretch> {
        let Some(start) = ring.iter().position(|v| !self.sees(*v)) else { return Vec::new() };
        let around = ring.iter().skip(start).chain(ring.iter().take(start)).chain(ring.get(start));
        let mut made: Vec<Stretch> = Vec::new();
        let mut before: Option<Vector> = None;
        for v in around {
            if let Some(a) = before {
                match (self.sees(a), self.sees(*v)) {
                    (false, true) => {
                        let m = self.meet(a, *v);
                        made.push(Stretch { points: vec![m, *v], enters: m.z.atan2(m.y), leaves: 0.0 });
                    }
                    (true, false) => {
                        let m = self.meet(a, *v);
                        if let Some(stretch) = made.last_mut() {
                            stretch.points.push(m);
                            stretch.leaves = m.z.atan2(m.y);
                        }
                    }
                    (true, true) => {
                        if let Some(stretch) = made.last_mut() {
                            stretch.points.push(*v);
                        }
                    }
                    (false, false) => {}
                }
            }
            before = Some(*v);
        }
        made
    }

    /// Joins stretches along the rim: the inside lies on the left, so a ring that leaves goes on counterclockwise to the
    /// nearest stretch that enters (Weiler and Atherton 1977).
    fn rejoin(&self, stretches: Vec<Stretch>) -> Vec<Vec<Vector>> {
        let tau = std::f64::consts::TAU;
        let mut used = vec![false; stretches.len()];
        let mut rings = Vec::new();
        for first in 0..stretches.len() {
            if used[first] {
                continue;
            }
            let mut ring = Vec::new();
            let mut current = first;
            loop {
                used[current] = true;
                ring.extend(stretches[current].points.iter().copied());
                let leaves = stretches[current].leaves;
                let ahead = |i: usize| (stretches[i].enters - leaves).rem_euclid(tau);
                let open = (0..stretches.len()).filter(|i| !used[*i] || *i == first);
                let Some(next) = open.min_by(|a, b| ahead(*a).total_cmp(&ahead(*b))) else { break };
                ring.extend(self.along(leaves, stretches[next].enters));
                if next == first {
                    break;
                }
                current = next;
            }
            if let Some(start) = ring.first().copied() {
                ring.push(start);
            }
            rings.push(ring);
        }
        rings
    }

    /// The visible parts of a line as rotated vectors.
    pub fn line(&self, line: &[Coord<f64>], step: f64) -> Vec<Vec<Vector>> {
        let mut parts: Vec<Vec<Vector>> = Vec::new();
        let mut before: Option<Vector> = None;
        for p in densify(line, step) {
            let v = self.rotation.forward(Vector::from_degrees(p));
            match (before.filter(|a| self.sees(*a)), self.sees(v)) {
                (Some(_), true) => parts.last_mut().into_iter().for_each(|part| part.push(v)),
                (Some(a), false) => {
                    let m = self.meet(a, v);
                    parts.last_mut().into_iter().for_each(|part| part.push(m));
                }
                (None, true) => parts.push(before.map(|a| self.meet(a, v)).into_iter().chain([v]).collect()),
                (None, false) => {}
            }
            before = Some(v);
        }
        parts.retain(|part| part.len() > 1);
        parts
    }
}

/// The whole band of a cylindrical map in degrees from its central meridian.
const BAND: Window = Window { x0: -180.0, y0: -90.0, x1: 180.0, y1: 90.0 };

/// The shifts in degrees that bring published longitudes into the band around a central meridian.
fn shifts(centre: f64) -> [f64; 3] {
    [-centre - 360.0, -centre, -centre + 360.0]
}

/// A polygon cut at the antimeridian of a central meridian, as rings in degrees from it.
pub(super) fn band_polygon(rings: &[Vec<Coord<f64>>], centre: f64, step: f64) -> Vec<Vec<Coord<f64>>> {
    let mut made = Vec::new();
    for ring in rings {
        for shift in shifts(centre) {
            let moved: Vec<Coord<f64>> = ring.iter().map(|p| Coord { x: p.x + shift, y: p.y }).collect();
            let mut cut = clip_ring(&moved, &BAND);
            if let Some(first) = cut.first().copied() {
                if cut.last() != Some(&first) {
                    cut.push(first);
                }
                made.push(densify(&cut, step));
            }
        }
    }
    made
}

/// A line cut at the antimeridian of a central meridian, in degrees from it.
pub(super) fn band_line(line: &[Coord<f64>], centre: f64, step: f64) -> Vec<Vec<Coord<f64>>> {
    let mut made = Vec::new();
    for shift in shifts(centre) {
        let moved: Vec<Coord<f64>> = line.iter().map(|p| Coord { x: p.x + shift, y: p.y }).collect();
        made.extend(clip_line(&moved, &BAND).iter().map(|part| densify(part, step)));
    }
    made
}
