//! What part of the sphere a view can show, so that outlines beyond it are passed over unprojected.

use super::plane::{Window, clip_ring};
use super::sphere::{distance, wrap_longitude};
use super::view::View;
use geo::Coord;

/// Samples along each side of the window.
const SAMPLES: i32 = 48;
/// The box is grown by this share of its sides and this many degrees, since samples miss the extremes between them.
const SHARE: f64 = 0.03;
const DEGREES: f64 = 0.3;
/// A box wider than this is taken for the whole circle of longitudes, in degrees.
const CIRCLE: f64 = 300.0;
/// A box is held for in sight or out of it only if it clears the rim by this many degrees: far more than rounding moves it.
const CLEAR: f64 = 1e-6;

/// A box in degrees that holds everything that a view shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sight {
    /// Longitudes count from here.
    centre: f64,
    low: Coord<f64>,
    high: Coord<f64>,
    /// The middle of an azimuthal map and the angle from it up to which anything is drawn.
    rim: Option<(Coord<f64>, f64)>,
}

impl Sight {
    /// The box of a view.
    pub fn of(view: &View) -> Self {
        let centre = view.projection.centre.x;
        let projection = &view.projection;
        let rim = projection.is_azimuthal().then(|| (projection.centre, projection.limit()));
        let world = Self { centre, low: Coord { x: -180.0, y: -90.0 }, high: Coord { x: 180.0, y: 90.0 }, rim };
        let w = view.window;
        let mut low: Coord<f64> = Coord { x: 180.0, y: 90.0 };
        let mut high: Coord<f64> = Coord { x: -180.0, y: -90.0 };
        for i in 0..=SAMPLES {
            let share = f64::from(i) / f64::from(SAMPLES);
            let (x, y) = (w.x0 + (w.x1 - w.x0) * share, w.y0 + (w.y1 - w.y0) * share);
            for (x, y) in [(x, w.y0), (x, w.y1), (w.x0, y), (w.x1, y)] {
                // A corner outside the map: the rim of the map is in the window.
                let Some(p) = view.invert(Coord { x, y }) else { return world };
                let east = wrap_longitude(p.x - centre);
                low = Coord { x: low.x.min(east), y: low.y.min(p.y) };
                high = Coord { x: high.x.max(east), y: high.y.max(p.y) };
            }
        }
        for pole in [-90.0, 90.0] {
            if view.project(Coord { x: centre, y: pole }).is_some_and(|p| w.contains(p)) {
                (low.x, high.x) = (-180.0, 180.0);
                (low.y, high.y) = (low.y.min(pole), high.y.max(pole));
            }
        }
        if high.x - low.x > CIRCLE {
            (low.x, high.x) = (-180.0, 180.0);
        }
        let (across, up) = ((high.x - low.x) * SHARE + DEGREES, (high.y - low.y) * SHARE + DEGREES);
        Self {
            centre,
            low: Coord { x: low.x - across, y: low.y - up },
            high: Coord { x: high.x + across, y: high.y + up },
            rim,
        }
    }

    /// The part of a polygon (outer ring first, closed, degrees) that may show: what is far outside is cut off before
    /// anything is projected. `None` where all of it may show; several parts where the view looks across ±180°.
    pub fn clip(&self, rings: &[Vec<Coord<f64>>]) -> Option<Vec<Vec<Vec<Coord<f64>>>>> {
        let Reach { low, high } = Reach::of(rings.first()?)?;
        let window = |shift: f64| Window {
            x0: self.low.x + self.centre - shift,
            y0: self.low.y,
            x1: self.high.x + self.centre - shift,
            y1: self.high.y,
        };
        let whole = |w: &Window| w.contains(low) && w.contains(high);
        let windows = [-360.0, 0.0, 360.0].map(window);
        if self.high.x - self.low.x >= 360.0 || windows.iter().any(whole) {
            return None;
        }
        let meets = |w: &&Window| low.x <= w.x1 && high.x >= w.x0 && low.y <= w.y1 && high.y >= w.y0;
        let mut parts = Vec::new();
        for w in windows.iter().filter(meets) {
            let cut = |ring: &Vec<Coord<f64>>| {
                let mut part = clip_ring(ring, w);
                let first = part.first().copied();
                part.extend(first.filter(|first| part.last() != Some(first)));
                part
            };
            let mut kept = rings.iter().map(cut);
            let Some(outer) = kept.next().filter(|outer| outer.len() > 3) else { continue };
            parts.push(std::iter::once(outer).chain(kept.filter(|hole| hole.len() > 3)).collect());
        }
        Some(parts)
    }

    /// Whether any of a line or ring in degrees may show.
    pub fn may_show(&self, line: &[Coord<f64>]) -> bool {
        self.meets(Reach::of(line))
    }

    /// Whether anything in a box may show; nothing has no box.
    pub fn meets(&self, reach: Option<Reach>) -> bool {
        let Some(reach) = reach else { return false };
        let Reach { low, high } = reach;
        let across = |shift: f64| {
            let by = shift - self.centre;
            low.x + by <= self.high.x && high.x + by >= self.low.x
        };
        let beside = low.y <= self.high.y && high.y >= self.low.y && [-360.0, 0.0, 360.0].into_iter().any(across);
        beside && !self.rim.is_some_and(|(front, limit)| reach.distance(front) > limit + CLEAR)
    }

    /// Whether a box is sure to lie inside the rim of an azimuthal map.
    pub fn clears_rim(&self, reach: Option<Reach>) -> bool {
        let (Some(reach), Some((front, limit))) = (reach, self.rim) else { return false };
        reach.farthest(front) < limit - CLEAR
    }
}

/// The box of a line in degrees: its lowest and its highest corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    low: Coord<f64>,
    high: Coord<f64>,
}

impl Reach {
    /// The box between two corners.
    pub fn between(low: Coord<f64>, high: Coord<f64>) -> Self {
        Self { low, high }
    }

    /// The box around both.
    pub fn with(self, other: Self) -> Self {
        Self {
            low: Coord { x: self.low.x.min(other.low.x), y: self.low.y.min(other.low.y) },
            high: Coord { x: self.high.x.max(other.high.x), y: self.high.y.max(other.high.y) },
        }
    }

    /// The middle of the box, and an angle from it within which the whole box lies: on the sphere no way is longer than
    /// on the plane of degrees.
    fn circle(&self) -> (Coord<f64>, f64) {
        let middle = Coord { x: (self.low.x + self.high.x) / 2.0, y: (self.low.y + self.high.y) / 2.0 };
        (middle, (self.high.x - middle.x).hypot(self.high.y - middle.y))
    }

    /// An angle from a position, in degrees, within which no part of the box lies.
    fn distance(&self, from: Coord<f64>) -> f64 {
        let (middle, radius) = self.circle();
        if radius < 180.0 { distance(middle, from) - radius } else { 0.0 }
    }

    /// An angle from a position, in degrees, beyond which no part of the box lies.
    fn farthest(&self, from: Coord<f64>) -> f64 {
        let (middle, radius) = self.circle();
        if radius < 180.0 { distance(middle, from) + radius } else { 180.0 }
    }

    /// The box of a line; `None` of an empty one.
    pub fn of(line: &[Coord<f64>]) -> Option<Self> {
        let first = *line.first()?;
        let grow = |r: Self, p: &Coord<f64>| Self {
            low: Coord { x: r.low.x.min(p.x), y: r.low.y.min(p.y) },
            high: Coord { x: r.high.x.max(p.x), y: r.high.y.max(p.y) },
        };
        Some(line.iter().fold(Self { low: first, high: first }, grow))
    }

    /// Whether a point lies in the box or on its rim.
    pub fn holds(&self, p: Coord<f64>) -> bool {
        (self.low.x..=self.high.x).contains(&p.x) && (self.low.y..=self.high.y).contains(&p.y)
    }
}
