//! An inset that shows a dense part of a wide map larger.

use super::compose::{Map, Placed, Spot};
use super::extent::Extent;
use super::layers::height;
use crate::carto::{Kind, Projection, View, Window, length, middle};
use crate::scene::{Bounds, Group, Node, Path, RectNode, Step, Style, Tone};
use geo::Coord;

/// Maps lower than this are near enough, in degrees of arc.
const WIDE: f64 = 3.0;
/// Frames narrower than this have no room for a detail, in px.
const NARROWEST: f64 = 560.0;
/// Radii of dense parts that are tried, in px.
const DENSE: [f64; 3] = [56.0, 40.0, 28.0];
/// A dense part has at least this many pins, and this many that a larger scale would serve.
const PINS: usize = 4;
const CROWDED: usize = 3;
/// A detail is worth its room if it shows at least this much larger.
const LARGER: f64 = 1.8;
/// The shares of the frame that a detail may take, the best first, and its bounds in px.
const SHARES: [(f64, f64); 4] = [(0.36, 0.5), (0.36, 0.4), (0.3, 0.4), (0.26, 0.32)];
const WIDTH: (f64, f64) = (200.0, 480.0);
const HEIGHT: (f64, f64) = (130.0, 340.0);
/// Distance from the frame in px, and from its lower side where the scale stands.
const INSET: f64 = 12.0;
const ABOVE_SCALE: f64 = 74.0;
/// Room around the pins of a detail for their labels, in share of its sides.
const PADDING: f64 = 0.17;
/// Half the least height of a detail in degrees.
const CLOSEST: f64 = 0.15;

/// A part of the map at a larger scale in a corner of it.
pub(super) struct Detail<'s> {
    map: Map<'s>,
    pub placed: Placed<'s>,
    /// The sites that it shows.
    pub sites: Vec<usize>,
    /// The part in the main map.
    shown: Bounds,
}

impl<'s> Detail<'s> {
    /// The details that a map calls for, if its frame has a corner for them: large parts and small ones.
    pub fn of(main: &Map<'s>, placed: &Placed<'s>) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        for detail in DENSE.into_iter().filter_map(|radius| Self::within(main, placed, radius)) {
            // Two radii may catch the same sites.
            if !found.iter().any(|other| other.sites == detail.sites) {
                found.push(detail);
            }
        }
        found
    }

    /// The detail of the densest circle of a radius.
    fn within(main: &Map<'s>, placed: &Placed<'s>, radius: f64) -> Option<Self> {
        let w = main.window();
        if main.only.is_some() || height(&main.view) < WIDE || w.x1 - w.x0 < NARROWEST {
            return None;
        }
        let marks: Vec<(usize, Coord<f64>, f64)> = placed
            .spots
            .iter()
            .enumerate()
            .filter_map(|(i, spot)| match spot {
                Spot::Main(home) if main.site(i).is_some_and(|s| s.is_pin() && !s.origin) => {
                    Some((i, home.at, home.start))
                }
                _ => None,
            })
            .collect();
        let pins: Vec<(usize, Coord<f64>)> = marks.iter().map(|(i, at, _)| (*i, *at)).collect();
        let crowded = placed.crowded();
        let near = |at: Coord<f64>| pins.iter().filter(move |(_, p)| length(*p, at) <= radius);
        let served = |at: Coord<f64>| near(at).filter(|(i, _)| crowded.contains(i)).count();
        let (_, centre) =
            pins.iter().copied().max_by_key(|(i, at)| (served(*at), near(*at).count(), usize::MAX - i))?;
        let sites: Vec<usize> = near(centre).map(|(i, _)| *i).collect();
        if sites.len() < PINS || served(centre) < CROWDED {
            return None;
        }
        let globe = placed.globe.as_ref().map(super::furniture::Globe::bounds);
        let window = corner(&w, &marks, &sites, globe)?;
        let view = view(main, &sites, window)?;
        let shown = part(main, &view)?;
        let magnified = (window.x1 - window.x0) / (shown.x1 - shown.x0).max(1e-9);
        let meets = shown.overlaps(&frame_box(&window));
        if magnified < LARGER || meets {
            return None;
        }
        // Every pin inside the part is shown by the detail, or it would be marked on a spot that the detail covers.
        let inside = |p: Coord<f64>| p.x > shown.x0 && p.x < shown.x1 && p.y > shown.y0 && p.y < shown.y1;
        let sites: Vec<usize> = pins.iter().filter(|(_, at)| inside(*at)).map(|(i, _)| *i).collect();
        let mut map = Map::new(main.set, Extent { view, far: Vec::new() }, 0.0);
        map.only = Some(sites.clone());
        let placed = map.place();
        Some(Self { map, placed, sites, shown })
    }

    /// What labels of the main map keep off: the inset, and the part that it shows.
    pub fn boxes(&self) -> impl Iterator<Item = Bounds> {
        [frame_box(&self.map.window()), self.shown].into_iter()
    }

    /// The frame around the part in the main map.
    pub fn frame(&self, main: &View) -> Vec<Node> {
        let w = self.map.window();
        let corners = [(w.x0, w.y0), (w.x1, w.y0), (w.x1, w.y1), (w.x0, w.y1)];
        let mut steps = Vec::new();
        for (x, y) in corners {
            let at = self.map.view.invert(Coord { x, y }).and_then(|p| main.project(p));
            let Some(p) = at else { return Vec::new() };
            steps.push(if steps.is_empty() { Step::Move(p.x, p.y) } else { Step::Line(p.x, p.y) });
        }
        steps.push(Step::Close);
        vec![Path { steps, style: Style::stroke(Tone::Ink, 1.1) }.into()]
    }

    /// The inset with its frame. Its layers have no names of their own, since the main map has them.
    pub fn draw(&self) -> Vec<Node> {
        let w = self.map.window();
        let (width, height) = (w.x1 - w.x0, w.y1 - w.y0);
        let edge = |by: f64, style: Style| -> Node {
            let (x, y) = (w.x0 - by, w.y0 - by);
            RectNode { x, y, width: width + 2.0 * by, height: height + 2.0 * by, radius: 0.0, style }.into()
        };
        vec![
            edge(4.0, Style::fill(Tone::Background)),
            unnamed(self.map.assemble(&self.placed)),
            edge(0.0, Style::stroke(Tone::Ink, 1.1)),
        ]
    }
}

/// A node whose groups are no named layers.
fn unnamed(node: Node) -> Node {
    match node {
        Node::Group(group) => Group {
            id: String::new(),
            label: String::new(),
            children: group.children.into_iter().map(unnamed).collect(),
            ..group
        }
        .into(),
        other => other,
    }
}

fn frame_box(w: &Window) -> Bounds {
    Bounds { x0: w.x0 - 6.0, y0: w.y0 - 6.0, x1: w.x1 + 6.0, y1: w.y1 + 6.0 }
}

/// The largest corner that hides no pin and not the globe; `None` where there is none.
fn corner(w: &Window, pins: &[(usize, Coord<f64>, f64)], own: &[usize], globe: Option<Bounds>) -> Option<Window> {
    let free = |c: &Window| {
        let hidden =
            |i: &usize, p: Coord<f64>, r: f64| c.grown(r + if own.contains(i) { 13.0 } else { 9.0 }).contains(p);
        !pins.iter().any(|(i, p, r)| hidden(i, *p, *r)) && !globe.is_some_and(|globe| globe.overlaps(&frame_box(c)))
    };
    SHARES.into_iter().find_map(|(across, down)| {
        let width = ((w.x1 - w.x0) * across).clamp(WIDTH.0, WIDTH.1);
        let height = ((w.y1 - w.y0) * down).clamp(HEIGHT.0, HEIGHT.1);
        let lefts = [w.x0 + INSET, w.x1 - INSET - width];
        // The lower left corner holds the scale and the source line.
        let corners = [
            (lefts[1], w.y0 + INSET),
            (lefts[0], w.y0 + INSET),
            (lefts[1], w.y1 - INSET - height),
            (lefts[0], w.y1 - ABOVE_SCALE - height),
        ];
        let made = corners.map(|(x0, y0)| Window { x0, y0, x1: x0 + width, y1: y0 + height });
        made.into_iter().find(&free)
    })
}

/// The view of a detail around its sites.
fn view(main: &Map<'_>, sites: &[usize], window: Window) -> Option<View> {
    let positions: Vec<Coord<f64>> = sites.iter().filter_map(|i| main.site(*i)?.point()).collect();
    let centre = middle(&positions)?;
    let (dx, dy) = ((window.x1 - window.x0) * PADDING, (window.y1 - window.y0) * PADDING);
    let inner = Window { x0: window.x0 + dx, y0: window.y0 + dy, x1: window.x1 - dx, y1: window.y1 - dy };
    let largest = (window.y1 - window.y0) / 2.0 / CLOSEST.to_radians();
    Some(View::fit(Projection::new(Kind::LambertAzimuthal, centre), &positions, inner, window, largest))
}

/// The box on the main map that a detail shows.
fn part(main: &Map<'_>, detail: &View) -> Option<Bounds> {
    let w = detail.window;
    let mut found: Option<Bounds> = None;
    for (x, y) in [(w.x0, w.y0), (w.x1, w.y0), (w.x1, w.y1), (w.x0, w.y1)] {
        let p = main.view.project(detail.invert(Coord { x, y })?)?;
        let b = found.unwrap_or(Bounds { x0: p.x, y0: p.y, x1: p.x, y1: p.y });
        found = Some(Bounds { x0: b.x0.min(p.x), y0: b.y0.min(p.y), x1: b.x1.max(p.x), y1: b.y1.max(p.y) });
    }
    found
}
