//! Names of countries and seas around the sites, where they help and crowd nothing.

use super::outlines::{Outlines, PageRing, covered};
use super::place_labels::{Blocked, crosses};
use crate::carto::{View, Window};
use crate::layout::ContextName;
use crate::layout::write::line;
use crate::scene::{Anchor, Bounds, Face, Node, TextStyle, Tone, text_width};
use geo::{Coord, Rect};

/// Names on one map at most.
const MOST_COUNTRIES: usize = 9;
const MOST_SEAS: usize = 5;
/// Maps lower than this lie within one country, which needs no name, in degrees of arc.
const COUNTRIES_FROM: f64 = 3.0;
/// A country that shows less than this is not named, in px².
const SMALLEST: f64 = 900.0;
/// Distance of the points that are tried for a name, in px.
const GRID: f64 = 9.0;
/// A sea is named where it is at least as wide as this many times half its name.
const SEA_SHARE: f64 = 1.8;
/// Where a sea's name is tried around the sea's middle, in px: seas have bays, and marks stand on them.
const AROUND: [(f64, f64); 9] = [
    (0.0, 0.0),
    (0.0, -22.0),
    (0.0, 22.0),
    (-40.0, 0.0),
    (40.0, 0.0),
    (-60.0, 30.0),
    (60.0, 30.0),
    (-60.0, -30.0),
    (60.0, -30.0),
];
/// How far from its middle a sea may be named, in share of the sides of its box: in the corners other seas begin.
const SEA_REACH: f64 = 0.25;
/// Distance of the points at which the way from a sea's middle to its name is looked at, in px.
const WAY: f64 = 4.0;
/// How much room, in px, a name gives up to stand in the middle and not at the edge of what shows of a country.
const CENTRAL: f64 = 14.0;
/// Free space around a name, in px.
const MARGIN: f64 = 5.0;

/// What names are written on.
pub(super) struct Ground<'a> {
    pub view: &'a View,
    /// The part of the page that names keep to.
    pub window: Window,
    /// The outlines on the page, and the rings of all land, closed.
    pub outlines: &'a Outlines,
    pub land: &'a [PageRing],
}

/// A name with the points that are tried for it, best first.
pub(super) struct Wish {
    pub name: String,
    style: TextStyle,
    weight: f64,
    sea: bool,
    pub points: Vec<Coord<f64>>,
}

/// Writes names around what is already there; `taken` holds countries that carry an area label, `told` the names of the
/// sites.
pub(super) fn write(
    ground: &Ground<'_>,
    names: &[ContextName],
    (taken, told): (&[String], &[&str]),
    obstacles: &mut Vec<Blocked>,
    leaders: &[(Coord<f64>, Coord<f64>)],
) -> Vec<Node> {
    let Ground { view, window, outlines, land } = ground;
    let mut wishes = seas(view, window, names, land);
    if super::layers::height(view) >= COUNTRIES_FROM {
        wishes.extend(countries(outlines, window, names, taken));
    }
    // What the story names is named once.
    wishes.retain(|wish| !told.iter().any(|name| name.to_uppercase() == wish.name.to_uppercase()));
    // Seas help to find one's way and have few places, so they go first; then the larger goes before the smaller.
    wishes.sort_by(|a, b| b.sea.cmp(&a.sea).then(b.weight.total_cmp(&a.weight)).then(a.name.cmp(&b.name)));
    let mut nodes = Vec::new();
    let (mut seas, mut countries) = (0, 0);
    for wish in wishes {
        let count = if wish.sea { &mut seas } else { &mut countries };
        let most = if wish.sea { MOST_SEAS } else { MOST_COUNTRIES };
        if *count >= most {
            continue;
        }
        let half = text_width(&wish.name, &wish.style) / 2.0 + MARGIN;
        let found = wish.points.iter().find_map(|p| {
            let bounds = Bounds { x0: p.x - half, y0: p.y - 9.0 - MARGIN, x1: p.x + half, y1: p.y + 5.0 + MARGIN };
            let corners = [Coord { x: bounds.x0, y: bounds.y0 }, Coord { x: bounds.x1, y: bounds.y1 }];
            let free = corners.iter().all(|c| window.contains(*c))
                && !obstacles.iter().any(|o| o.bounds.overlaps(&bounds))
                && !leaders.iter().any(|leader| crosses(*leader, &bounds));
            free.then_some((*p, bounds))
        });
        if let Some((at, bounds)) = found {
            nodes.push(line(&wish.name, at.x, at.y + 4.0, Anchor::Middle, wish.style));
            obstacles.push(Blocked::furniture(bounds));
            *count += 1;
        }
    }
    nodes
}

/// The seas that a view may name.
pub(super) fn seas(view: &View, window: &Window, names: &[ContextName], land: &[PageRing]) -> Vec<Wish> {
    let style = TextStyle::new(Face::Italic, 12.0, Tone::SeaText);
    let made = names.iter().filter(|n| n.sea).filter_map(|n| {
        let (at, bbox) = (view.project(n.point.0)?, n.bbox?);
        let half = text_width(&n.name, &style) / 2.0;
        if n.weight.to_radians() * view.scale < half * SEA_SHARE {
            return None;
        }
        let points: Vec<Coord<f64>> = AROUND
            .iter()
            .map(|(dx, dy)| Coord { x: at.x + dx, y: at.y + dy })
            .filter(|p| window.contains(*p))
            .filter(|p| {
                let (from, to) = (p.x - half, p.x + half);
                let dry = spans_at(land, p.y).iter().any(|(a, b)| *a <= to && *b >= from);
                !dry && in_sea(view, (n.point.0, &bbox), *p, half) && open_water(land, at, *p)
            })
            .collect();
        (!points.is_empty()).then(|| Wish { name: n.name.clone(), style, weight: n.weight, sea: true, points })
    });
    made.collect()
}

/// Whether a name around a point of the page lies within a sea's box, its middle near the sea's: a step of some px is
/// half a continent on a map of the world.
fn in_sea(view: &View, (middle, bbox): (Coord<f64>, &Rect<f64>), p: Coord<f64>, half: f64) -> bool {
    let (low, high) = (bbox.min(), bbox.max());
    let within = |x: f64| {
        let Some(at) = view.invert(Coord { x, y: p.y }) else { return false };
        (low.x..=high.x).contains(&at.x) && (low.y..=high.y).contains(&at.y)
    };
    let near = view.invert(p).is_some_and(|at| {
        (at.x - middle.x).abs() <= bbox.width() * SEA_REACH && (at.y - middle.y).abs() <= bbox.height() * SEA_REACH
    });
    near && within(p.x - half) && within(p.x + half)
}

/// Whether a way over the page meets no land: what lies beyond a coast is another water.
fn open_water(land: &[PageRing], from: Coord<f64>, to: Coord<f64>) -> bool {
    let steps = ((to.x - from.x).hypot(to.y - from.y) / WAY).ceil().max(1.0);
    (1..=steps as u32).all(|i| {
        let share = f64::from(i) / steps;
        !on_land(land, Coord { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share })
    })
}

/// Whether a point of the page is on one of the closed rings of land.
pub(super) fn on_land(land: &[PageRing], p: Coord<f64>) -> bool {
    spans_at(land, p.y).iter().any(|(from, to)| *from <= p.x && p.x <= *to)
}

fn countries(outlines: &Outlines, window: &Window, names: &[ContextName], taken: &[String]) -> Vec<Wish> {
    let style = TextStyle::new(Face::Regular, 11.0, Tone::MapText).tracked(0.09);
    let made = names.iter().filter(|n| !n.sea).filter_map(|n| {
        let country = n.country.as_ref().filter(|code| !taken.contains(code))?;
        let name = n.name.to_uppercase();
        let width = text_width(&name, &style);
        let drawn = outlines.country(country);
        let size: f64 = drawn.iter().map(|rings| covered(rings)).sum();
        let largest = drawn.iter().max_by(|a, b| covered(a).total_cmp(&covered(b)))?;
        if size < SMALLEST {
            return None;
        }
        let points = roomy_points(largest, window, width);
        (!points.is_empty()).then_some(Wish { name, style, weight: size, sea: false, points })
    });
    made.collect()
}

/// Rings whose last point repeats the first.
pub(super) fn closed<'a>(rings: impl IntoIterator<Item = &'a PageRing>) -> Vec<PageRing> {
    rings.into_iter().map(|ring| ring.iter().chain(ring.first()).copied().collect()).collect()
}

/// Points inside rings on the page, the one with most room around it first: where a name of a width fits best.
pub(super) fn roomy_points(rings: &[PageRing], window: &Window, width: f64) -> Vec<Coord<f64>> {
    let closed = closed(rings);
    let all = closed.iter().flatten();
    let (mut low, mut high) = (Coord { x: window.x1, y: window.y1 }, Coord { x: window.x0, y: window.y0 });
    for p in all {
        low = Coord { x: low.x.min(p.x).max(window.x0), y: low.y.min(p.y).max(window.y0) };
        high = Coord { x: high.x.max(p.x).min(window.x1), y: high.y.max(p.y).min(window.y1) };
    }
    let mut found: Vec<(f64, Coord<f64>)> = Vec::new();
    let (mut sum, mut count) = (Coord { x: 0.0, y: 0.0 }, 0.0f64);
    let (columns, rows) = (((high.x - low.x) / GRID) as i32, ((high.y - low.y) / GRID) as i32);
    // Each column is cut once: its cuts serve every row.
    let cuts: Vec<Vec<f64>> =
        (0..=columns.max(0)).map(|column| cuts_at(&closed, low.x + f64::from(column) * GRID)).collect();
    for row in 0..=rows.max(0) {
        let y = low.y + f64::from(row) * GRID;
        let spans = spans_at(&closed, y);
        for column in 0..=columns.max(0) {
            let x = low.x + f64::from(column) * GRID;
            let Some((from, to)) = spans.iter().find(|(from, to)| *from < x && x < *to) else { continue };
            let (from, to) = (from.max(window.x0), to.min(window.x1));
            (sum, count) = (Coord { x: sum.x + x, y: sum.y + y }, count + 1.0);
            let sideways = (x - from).min(to - x);
            // A name may lean over a border a little, but its middle part stays inside.
            if sideways < width * 0.36 {
                continue;
            }
            let least = (y - window.y0).min(window.y1 - y);
            let up = cuts[column as usize].iter().fold(least, |up, cut| up.min((cut - y).abs()));
            found.push(((sideways / width.max(1.0) * 24.0).min(up).min(40.0), Coord { x, y }));
        }
    }
    // The eye looks for a name in the middle of what it sees of a country, and takes a little less room for that.
    let middle = Coord { x: sum.x / count.max(1.0), y: sum.y / count.max(1.0) };
    let reach = GRID * (count / std::f64::consts::PI).sqrt().max(1.0);
    let worth = |(room, p): &(f64, Coord<f64>)| room - (p.x - middle.x).hypot(p.y - middle.y) / reach * CENTRAL;
    found.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
    found.into_iter().map(|(_, p)| p).collect()
}

/// The stretches of a horizontal line that lie inside closed rings.
pub(super) fn spans_at(rings: &[PageRing], y: f64) -> Vec<(f64, f64)> {
    let mut xs: Vec<f64> = Vec::new();
    for ring in rings {
        for pair in ring.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            if (a.y > y) != (b.y > y) {
                xs.push(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
            }
        }
    }
    xs.sort_by(f64::total_cmp);
    xs.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Where a vertical line meets closed rings.
fn cuts_at(rings: &[PageRing], x: f64) -> Vec<f64> {
    let mut ys = Vec::new();
    for ring in rings {
        for pair in ring.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            if (a.x > x) != (b.x > x) {
                ys.push(a.y + (x - a.x) / (b.x - a.x) * (b.y - a.y));
            }
        }
    }
    ys
}
