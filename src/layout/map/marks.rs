//! The marks of the sites: dots with their spot, marks by size, tints, and the veils of places whose spot nobody told.

use super::blocks::Home;
use super::compose::{Map, Spot};
use super::labels::Label;
use super::layers::rings_path;
use super::outlines::covered;
use super::place_labels::{Obstacle, union};
use super::shapes;
use super::sites::Site;
use super::sizes::{self, Sizes};
use crate::layout::mark::strike;
use crate::scene::{Bounds, Circle, Fill, Node, Path, RectNode, Style, Tone};
use crate::story::{Certainty, PlaceShape};
use geo::Coord;

/// Radius of a pin's dot in px.
const DOT: f64 = 5.0;
/// Radius of a pin on the globe, and of the dot that stands for a pin of the detail, in px.
const SMALL_DOT: f64 = 3.0;
/// Radius of the ring around an area that is too small to see, in px.
const RING: f64 = 8.0;
/// Half the side of the badge of a region without an outline, in px.
const BADGE: f64 = 3.5;
/// An area that shows less than this is marked with a ring too, in px².
const TINY: f64 = 60.0;
/// Width of the line around a division in px.
const AREA_LINE: f64 = 0.6;
/// A place without an outline lies within this distance of its point, as a regency or a district does, in km.
const VEIL_KM: f64 = 15.0;
/// Half the side of a veil where a box is known, in share of the box's smaller side.
const VEIL_OF_BOX: f64 = 0.35;
/// Bounds of half the side of a veil in px, and its most in share of the frame's smaller side.
const VEIL: (f64, f64) = (11.0, 90.0);
const VEIL_SHARE: f64 = 0.15;
/// Opacity of a veil, so that it is no outline, and its corner radius in share of half its side.
const VEILED: f64 = 0.45;
const VEIL_ROUND: f64 = 0.45;
/// A tint that is no larger than this is a mark to the eye, and foreign labels on it mislead, in px.
const SMALL_TINT: f64 = 160.0;
/// Between a mark and its label, and between a mark and the leader, in px.
const CLEAR: f64 = 3.0;
const LEAD: f64 = 2.0;

/// Fill of a tinted site.
pub(super) fn area_style(site: &Site<'_>) -> Style {
    let (tone, opacity) = match site.certainty() {
        _ if site.destination => (Tone::AreaFaint, 1.0),
        Certainty::Asserted => (Tone::AreaStrong, 1.0),
        Certainty::Background => (Tone::AreaStrong, 0.5),
        _ => (Tone::AreaFaint, 1.0),
    };
    Style { fill: Some(Fill { tone, opacity, fade: None }), stroke: None }
}

/// The small dot of a site that the detail marks.
pub(super) fn dot(home: Home, site: &Site<'_>) -> Node {
    Circle { x: home.at.x, y: home.at.y, r: SMALL_DOT, style: Style::fill(site.tone()) }.into()
}

impl Map<'_> {
    /// The radius of a pin in the main frame in px.
    pub fn pin_radius(&self, site: &Site<'_>) -> f64 {
        let sized = self.set.sizes.filter(|_| !site.origin);
        sized.map_or(DOT, |sizes| sizes.radius(site.items.len()))
    }

    /// Half the side of the square that tells the count of an area's events; `None` where the map does not.
    fn half_side(&self, site: &Site<'_>) -> Option<f64> {
        let sizes: Sizes = self.set.sizes.filter(|_| !site.items.is_empty() && !site.is_pin())?;
        Some(sizes.half_side(site.items.len()))
    }

    /// The home of a pin at a point of the page.
    pub fn pin_home(&self, site: &Site<'_>, at: Coord<f64>) -> Home {
        let r = self.pin_radius(site);
        Home { at, reach: r + CLEAR, start: r + LEAD, open: false }
    }

    /// The home of an area whose outline does not show: islands too small to draw are ringed, a sea has a badge, and what
    /// lies somewhere around a point has a veil.
    pub fn bare_home(&self, site: &Site<'_>, at: Coord<f64>, ringed: bool) -> Home {
        if ringed {
            return self.ringed_home(site, at);
        }
        let home = match self.veil(site, at) {
            Some(half) => Home { at, reach: half + CLEAR, start: half + LEAD, open: false },
            None => Home { at, reach: 4.0, start: 2.0, open: true },
        };
        self.sized(site, home)
    }

    /// The same home, where a square in its middle tells the count.
    pub fn sized(&self, site: &Site<'_>, home: Home) -> Home {
        match self.half_side(site) {
            Some(half) => {
                Home { reach: home.reach.max(half + CLEAR), start: home.start.max(half + LEAD), open: false, ..home }
            }
            None => home,
        }
    }

    /// What labels of other sites keep off; `None` for an area that they may lie on.
    pub fn guard(&self, index: usize, home: Home) -> Option<(Obstacle, Bounds)> {
        let (site, Home { at, .. }) = (self.site(index)?, home);
        let around = |r: f64| Bounds { x0: at.x - r, y0: at.y - r, x1: at.x + r, y1: at.y + r };
        if site.is_pin() {
            Some((Obstacle::Mark, around(self.pin_radius(site) + LEAD)))
        } else if self.is_ringed(index, site) {
            // The ring is the only mark of its islands: a label on it would hide that they are there.
            let half = self.half_side(site).map_or(RING, |half| half.max(RING));
            Some((Obstacle::Mark, around(half + LEAD)))
        } else if let Some(half) = self.half_side(site) {
            Some((Obstacle::Mark, around(half + LEAD)))
        } else if self.has_badge(site) {
            Some((Obstacle::Mark, around(DOT + LEAD)))
        } else if let Some(half) = self.veil(site, at) {
            Some((Obstacle::Veil, around(half)))
        } else {
            let tint = self.shape(index).iter().flatten().map(|p| Bounds { x0: p.x, y0: p.y, x1: p.x, y1: p.y });
            let whole = tint.reduce(union)?;
            let small = (whole.x1 - whole.x0).max(whole.y1 - whole.y0) <= SMALL_TINT;
            small.then_some((Obstacle::Veil, whole))
        }
    }

    /// Whether a site's outline is too small to see, so that a ring says where it is.
    pub fn is_ringed(&self, index: usize, site: &Site<'_>) -> bool {
        !site.is_pin() && covered(self.shape(index)) < TINY && !shapes::polygons(site).is_empty()
    }

    /// The home of islands that are ringed.
    pub fn ringed_home(&self, site: &Site<'_>, at: Coord<f64>) -> Home {
        self.sized(site, Home { at, reach: RING + LEAD, start: RING, open: false })
    }

    /// Whether a site is a region of which the basemap has no outline.
    fn is_bare(site: &Site<'_>) -> bool {
        !site.is_pin() && !site.origin && site.point().is_some() && shapes::polygons(site).is_empty()
    }

    /// Whether a site is a sea or a strait.
    fn has_badge(&self, site: &Site<'_>) -> bool {
        Self::is_bare(site) && site.place.shape == PlaceShape::Water
    }

    /// Half the side of the veil over a place on land of which only a point nearby is known: its seat, or even the next
    /// place that has a point. A spot would claim more.
    pub fn veil(&self, site: &Site<'_>, at: Coord<f64>) -> Option<f64> {
        if !Self::is_bare(site) || site.place.shape == PlaceShape::Water {
            return None;
        }
        let w = self.window();
        let most = (w.x1 - w.x0).min(w.y1 - w.y0) * VEIL_SHARE;
        let known = site.place.bbox.and_then(|b| {
            let (low, high) = (self.view.project(b.min())?, self.view.project(b.max())?);
            Some((high.x - low.x).abs().min((high.y - low.y).abs()) * VEIL_OF_BOX)
        });
        let around = self.view.point_scale(at).map(|px_per_km| px_per_km * VEIL_KM);
        Some(known.or(around).unwrap_or(VEIL.0).clamp(VEIL.0, VEIL.1.min(most).max(VEIL.0)))
    }

    /// A dot with a white centre at the very spot; open where the events are not asserted, struck where they are denied.
    pub fn pin(&self, site: &Site<'_>, spot: Spot) -> Vec<Node> {
        let (home, r) = match spot {
            Spot::Main(home) => (home, self.pin_radius(site)),
            Spot::Globe(home) | Spot::Detail(home) => (home, SMALL_DOT),
            Spot::Outside => return Vec::new(),
        };
        let (x, y, tone) = (home.at.x, home.at.y, site.tone());
        if site.origin {
            let style = Style::fill(Tone::Background).with_stroke(Tone::MapText, 1.4);
            return vec![Circle { x, y, r: r - 1.0, style }.into()];
        }
        if r >= sizes::PLAIN {
            return sizes::disc(site, home.at, r);
        }
        let halo = Circle { x, y, r: r + 1.6, style: Style::fill(Tone::Background) };
        let ring = match site.certainty() {
            Certainty::Asserted => Style::fill(tone),
            Certainty::Possible => Style::fill(Tone::Background).with_stroke(tone, 1.6).dash(2.4, 1.8),
            _ => Style::fill(Tone::Background).with_stroke(tone, 1.6),
        };
        let last: Node = match site.certainty() {
            // An open dot would say that it is planned.
            certainty if certainty.is_not_so() => strike((x, y), r, certainty, Style::stroke(tone, 1.8)),
            _ => Circle { x, y, r: r * 0.36, style: Style::fill(Tone::Background) }.into(),
        };
        vec![halo.into(), Circle { x, y, r, style: ring }.into(), last]
    }

    /// The tint of an area; a ring too where the tint is hardly seen. Without an outline there is a veil on land, and a
    /// badge on water where no label stands on the spot.
    pub fn tint(&self, index: usize, site: &Site<'_>, spot: Spot, label: Option<&Label<'_>>) -> Vec<Node> {
        let rings = self.shape(index);
        let mut nodes: Vec<Node> = Vec::new();
        let main = match spot {
            Spot::Main(home) => Some(home.at),
            _ => None,
        };
        if let Some((at, half)) = main.and_then(|at| Some((at, self.veil(site, at)?))) {
            let style = area_style(site).fill_opacity(VEILED).with_stroke(site.tone(), 1.0).dash(3.0, 2.6);
            nodes.push(square(at, half, half * VEIL_ROUND, style));
        }
        if let (Some(at), true, true) = (main, self.has_badge(site), self.half_side(site).is_none()) {
            let badge = Bounds { x0: at.x - BADGE, y0: at.y - BADGE, x1: at.x + BADGE, y1: at.y + BADGE };
            let hidden = label.and_then(|l| l.chosen.as_ref()).is_some_and(|c| c.bounds.overlaps(&badge));
            if !hidden {
                nodes.push(square(at, BADGE, 1.5, Style::fill(site.tone()).with_stroke(Tone::Background, 1.0)));
            }
        }
        if !rings.is_empty() {
            // The sides of a country are borders, some of them disputed, and drawn as lines of their own.
            let style = area_style(site);
            let outlined = site.place.shape == PlaceShape::Admin1;
            let style = if outlined { style.with_stroke(Tone::Coast, AREA_LINE) } else { style };
            nodes.push(Path { steps: rings_path(rings), style }.into());
        }
        if let (Some(at), true) = (main, self.is_ringed(index, site)) {
            let style = Style::stroke(site.tone(), 1.4);
            nodes.push(Circle { x: at.x, y: at.y, r: RING, style }.into());
        }
        nodes
    }

    /// The square that tells the count of an area's events.
    pub fn count_square(&self, site: &Site<'_>, spot: Spot) -> Vec<Node> {
        match (spot, self.half_side(site)) {
            (Spot::Main(home), Some(half)) => sizes::square(site, home.at, half),
            _ => Vec::new(),
        }
    }
}

/// A square with rounded corners around a point.
fn square(at: Coord<f64>, half: f64, radius: f64, style: Style) -> Node {
    RectNode { x: at.x - half, y: at.y - half, width: 2.0 * half, height: 2.0 * half, radius, style }.into()
}
