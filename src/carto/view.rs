//! A projection placed in a frame of the page: from degrees to pixels and back.

use super::cut::{Rim, band_line, band_polygon};
use super::plane::{Window, clip_line, clip_ring, length, ring_area, simplify, simplify_ring};
use super::projection::{Kind, Projection};
use super::sphere::distance;
use geo::Coord;

/// Points that move an outline by less than this are not drawn, in px: half a pixel of a line is not seen.
pub const TOLERANCE: f64 = 0.5;
/// A ring that covers less than this is not drawn, in px², nor a closed line that is shorter than its root.
const SPECK: f64 = 0.7;
/// Points closer than this share of the tolerance are one point.
const THINNING: f64 = 0.5;
/// Outlines are cut this far outside the frame, so that no stroke shows the cut, in px.
const BLEED: f64 = 3.0;
/// A chord of an arc may miss the arc by this much, in px.
const SAGITTA: f64 = 0.1;
/// Mean radius of the Earth in km (IUGG).
const EARTH_RADIUS: f64 = 6371.0088;

/// A projection at a scale, moved into a window of the page. Page coordinates are px, y downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    pub projection: Projection,
    /// px per radian at the centre.
    pub scale: f64,
    /// Where the centre of the projection lies on the page.
    pub origin: Coord<f64>,
    /// What is drawn.
    pub window: Window,
    /// Points that move an outline by less than this are left out, in px.
    pub tolerance: f64,
}

impl View {
    /// The view in which positions (degrees) fill an inner window as well as its shape allows, centred in it; the scale is
    /// at most `largest` px per radian.
    pub fn fit(projection: Projection, positions: &[Coord<f64>], inner: Window, window: Window, largest: f64) -> Self {
        let middle = Coord { x: (inner.x0 + inner.x1) / 2.0, y: (inner.y0 + inner.y1) / 2.0 };
        let flat: Vec<Coord<f64>> = positions.iter().filter_map(|p| projection.forward(*p)).collect();
        let Some(first) = flat.first().copied() else {
            return Self { projection, scale: largest, origin: middle, window, tolerance: TOLERANCE };
        };
        let (mut low, mut high) = (first, first);
        for p in flat {
            low = Coord { x: low.x.min(p.x), y: low.y.min(p.y) };
            high = Coord { x: high.x.max(p.x), y: high.y.max(p.y) };
        }
        let across = (inner.x1 - inner.x0) / (high.x - low.x).max(1e-12);
        let down = (inner.y1 - inner.y0) / (high.y - low.y).max(1e-12);
        let scale = across.min(down).min(largest);
        let origin =
            Coord { x: middle.x - (low.x + high.x) / 2.0 * scale, y: middle.y + (low.y + high.y) / 2.0 * scale };
        Self { projection, scale, origin, window, tolerance: TOLERANCE }
    }

    fn page(&self, p: Coord<f64>) -> Coord<f64> {
        Coord { x: self.origin.x + p.x * self.scale, y: self.origin.y - p.y * self.scale }
    }

    /// Where a position in degrees lies on the page, inside the window or not; `None` beyond the horizon.
    pub fn project(&self, position: Coord<f64>) -> Option<Coord<f64>> {
        self.projection.forward(position).map(|p| self.page(p))
    }

    /// The position in degrees of a point of the page; `None` outside the map.
    pub fn invert(&self, p: Coord<f64>) -> Option<Coord<f64>> {
        let place = Coord { x: (p.x - self.origin.x) / self.scale, y: (self.origin.y - p.y) / self.scale };
        self.projection.inverse(place)
    }

    /// The points of a line (degrees) that are far enough apart to be told apart on the page: most points of a fine
    /// outline are not worth projecting on a coarse map. The ends stay.
    fn thin(&self, line: &[Coord<f64>]) -> Vec<Coord<f64>> {
        let least = (THINNING * self.tolerance / self.scale).to_degrees();
        let mut kept: Vec<Coord<f64>> = Vec::with_capacity(line.len());
        for (i, p) in line.iter().enumerate() {
            let far = |q: &Coord<f64>| (p.x - q.x).abs().max((p.y - q.y).abs()) >= least;
            if i + 1 == line.len() || kept.last().is_none_or(far) {
                kept.push(*p);
            }
        }
        kept
    }

    /// The longest edge in degrees whose chord is as good as its arc.
    fn step(&self) -> f64 {
        (8.0 * SAGITTA / self.scale).sqrt().to_degrees().clamp(0.02, 2.0)
    }

    /// The rings of a polygon (outer ring first, closed, degrees) as they are drawn; fill them even-odd.
    pub fn polygon(&self, rings: &[Vec<Coord<f64>>]) -> Vec<Vec<Coord<f64>>> {
        let projection = &self.projection;
        let thinned: Vec<Vec<Coord<f64>>> = rings.iter().map(|ring| self.thin(ring)).collect();
        let rings = thinned.as_slice();
        let flat: Vec<Vec<Coord<f64>>> = if projection.is_azimuthal() {
            let rim = Rim::new(projection.rotation, projection.limit());
            let cut = rim.polygon(rings, self.step());
            cut.iter().map(|ring| ring.iter().map(|v| self.page(projection.flatten(*v))).collect()).collect()
        } else {
            let cut = band_polygon(rings, projection.centre.x, self.step());
            cut.iter().map(|ring| ring.iter().map(|p| self.page(projection.unroll(*p))).collect()).collect()
        };
        let window = self.window.grown(BLEED);
        let clipped = flat.iter().map(|ring| simplify_ring(&clip_ring(ring, &window), self.tolerance));
        clipped.filter(|ring| ring_area(ring) >= SPECK).collect()
    }

    /// Whether the outline of a closed ring (degrees) is drawn as it is: neither the rim of the map nor the cut at its
    /// antimeridian adds an edge that shows.
    pub fn keeps_outline(&self, ring: &[Coord<f64>]) -> bool {
        if self.projection.is_azimuthal() {
            return self.covers_window() || ring.iter().all(|p| self.projection.forward(*p).is_some());
        }
        let (low, high) = ring.iter().fold((180.0f64, -180.0f64), |(l, h), p| (l.min(p.x), h.max(p.x)));
        let centre = self.projection.centre.x;
        [-360.0, 0.0, 360.0].into_iter().any(|by| low + by - centre >= -180.0 && high + by - centre <= 180.0)
    }

    /// The parts of a line (degrees) as they are drawn.
    pub fn line(&self, line: &[Coord<f64>]) -> Vec<Vec<Coord<f64>>> {
        let projection = &self.projection;
        let line = self.thin(line);
        let line = line.as_slice();
        let flat: Vec<Vec<Coord<f64>>> = if projection.is_azimuthal() {
            let cut = Rim::new(projection.rotation, projection.limit()).line(line, self.step());
            cut.iter().map(|part| part.iter().map(|v| self.page(projection.flatten(*v))).collect()).collect()
        } else {
            let cut = band_line(line, projection.centre.x, self.step());
            cut.iter().map(|part| part.iter().map(|p| self.page(projection.unroll(*p))).collect()).collect()
        };
        let window = self.window.grown(BLEED);
        let clipped = flat.iter().flat_map(|part| clip_line(part, &window));
        let seen = |part: &Vec<Coord<f64>>| part.len() > 1 && part.iter().any(|p| length(part[0], *p) > SPECK.sqrt());
        clipped.map(|part| simplify(&part, self.tolerance)).filter(seen).collect()
    }

    /// The outline of the whole world on this map, as a ring on the page: what is water.
    pub fn outline(&self) -> Vec<Coord<f64>> {
        if self.projection.is_azimuthal() {
            let r = match self.projection.kind {
                Kind::Orthographic => 1.0,
                _ => 2.0 * (self.projection.limit().to_radians() / 2.0).sin(),
            };
            let at = |step: u32| {
                let angle = f64::from(step * 3).to_radians();
                self.page(Coord { x: r * angle.cos(), y: r * angle.sin() })
            };
            return (0..120).map(at).collect();
        }
        let east = (-45..=45).map(|i| Coord { x: 180.0, y: f64::from(i * 2) });
        let west = (-45..=45).rev().map(|i| Coord { x: -180.0, y: f64::from(i * 2) });
        east.chain(west).map(|p| self.page(self.projection.unroll(p))).collect()
    }

    /// Whether the map covers the whole window, so that no corner of it stays blank.
    pub fn covers_window(&self) -> bool {
        let w = &self.window;
        let corners = [(w.x0, w.y0), (w.x1, w.y0), (w.x0, w.y1), (w.x1, w.y1)];
        corners.iter().all(|(x, y)| self.invert(Coord { x: *x, y: *y }).is_some())
    }

    /// px per km at a point of the page, to the east and to the north; `None` outside the map.
    pub fn point_scale(&self, at: Coord<f64>) -> Option<f64> {
        let here = self.invert(at)?;
        let east = self.invert(Coord { x: at.x + 1.0, y: at.y })?;
        let km = distance(here, east).to_radians() * EARTH_RADIUS;
        (km > 0.0).then(|| 1.0 / km)
    }

    /// The largest point scale in the window over the smallest; a scale bar is honest only near 1. Infinite where a
    /// part of the window is outside the map.
    pub fn scale_spread(&self) -> f64 {
        let w = &self.window;
        let (mut low, mut high) = (f64::INFINITY, 0.0f64);
        for i in 0..=4 {
            for j in 0..=4 {
                let x = w.x0 + (w.x1 - w.x0) * f64::from(i) / 4.0;
                let y = w.y0 + (w.y1 - w.y0) * f64::from(j) / 4.0;
                let Some(scale) = self.point_scale(Coord { x, y }) else { return f64::INFINITY };
                low = low.min(scale);
                high = high.max(scale);
            }
        }
        high / low
    }
}
