//! The ground of the map: water, graticule, land, lakes, rivers, borders.

use crate::carto::{Basemap, Rings, View};
use crate::scene::{Group, Node, Path, RectNode, Step, Style, Tone};
use geo::Coord;

/// Rivers are drawn on maps up to this height in degrees of arc, this many at that height.
const RIVERS_FROM: f64 = 35.0;
const RIVERS: f64 = 250.0;
/// Lines between first-level divisions are drawn on maps up to this height in degrees of arc.
const DIVISIONS_FROM: f64 = 16.0;

/// A named layer of marks.
pub(super) fn layer(name: &str, children: Vec<Node>) -> Node {
    Group { id: format!("layer-map-{name}"), label: name.to_string(), children, ..Group::default() }.into()
}

/// Closed rings as steps.
pub(super) fn rings_path(rings: &[Vec<Coord<f64>>]) -> Vec<Step> {
    let mut steps = Vec::new();
    for ring in rings {
        steps.extend(open_path(ring));
        steps.push(Step::Close);
    }
    steps
}

fn open_path(line: &[Coord<f64>]) -> impl Iterator<Item = Step> + '_ {
    line.iter().enumerate().map(|(i, p)| if i == 0 { Step::Move(p.x, p.y) } else { Step::Line(p.x, p.y) })
}

/// Lines in degrees as steps on the page.
pub(super) fn lines_path(view: &View, lines: &[Vec<Coord<f64>>]) -> Vec<Step> {
    let mut steps = Vec::new();
    for line in lines {
        for part in view.line(line) {
            steps.extend(open_path(&part));
        }
    }
    steps
}

fn push(nodes: &mut Vec<Node>, steps: Vec<Step>, style: Style) {
    if !steps.is_empty() {
        nodes.push(Path { steps, style }.into());
    }
}

/// Water over the whole window, or over the outline of the world where the window shows more than that.
pub(super) fn water(view: &View) -> Node {
    let w = view.window;
    if view.covers_window() {
        let (width, height) = (w.x1 - w.x0, w.y1 - w.y0);
        return RectNode { x: w.x0, y: w.y0, width, height, radius: 0.0, style: Style::fill(Tone::Sea) }.into();
    }
    Path { steps: rings_path(&[view.outline()]), style: Style::fill(Tone::Sea) }.into()
}

/// Parallels and meridians at a round distance that leaves about four of them in the window.
pub(super) fn graticule(view: &View) -> Node {
    let degrees = height(view);
    let step = [1.0, 2.0, 5.0, 10.0, 15.0, 30.0].into_iter().find(|s| degrees / s <= 4.5).unwrap_or(30.0);
    let mut lines = Vec::new();
    let count = (180.0 / step) as i32;
    for i in -count..count {
        let x = f64::from(i) * step;
        lines.push((-85..=85).map(|y| Coord { x, y: f64::from(y) }).collect::<Vec<_>>());
    }
    for i in 1 - count / 2..count / 2 {
        let y = f64::from(i) * step;
        lines.push((-180..=180).map(|x| Coord { x: f64::from(x), y }).collect());
    }
    let mut nodes = Vec::new();
    push(&mut nodes, lines_path(view, &lines), Style::stroke(Tone::Graticule, 0.6));
    layer("graticule", nodes)
}

/// The rings of all land on the page.
pub(super) fn land_rings(view: &View) -> Vec<Vec<Coord<f64>>> {
    let polygons = Basemap::world().countries().iter().flat_map(|country| country.polygons.iter());
    polygons.flat_map(|polygon| view.polygon(polygon)).collect()
}

/// All land in one shape, so that no seam shows where two countries or two halves of one meet.
pub(super) fn land(rings: &[Vec<Coord<f64>>]) -> Node {
    let mut nodes = Vec::new();
    push(&mut nodes, rings_path(rings), Style::fill(Tone::Land));
    layer("land", nodes)
}

/// Lakes that are large enough to see.
pub(super) fn lakes(view: &View) -> Node {
    let mut steps = Vec::new();
    for lake in Basemap::world().lakes() {
        steps.extend(rings_path(&view.polygon(lake)));
    }
    let mut nodes = Vec::new();
    push(&mut nodes, steps, Style::fill(Tone::Sea).with_stroke(Tone::Coast, 0.5));
    layer("lakes", nodes)
}

/// Height of the window in degrees of arc.
fn height(view: &View) -> f64 {
    ((view.window.y1 - view.window.y0) / view.scale).to_degrees()
}

/// Rivers, where the map is near enough: the longest ones first, the short ones on closer maps only.
pub(super) fn rivers(view: &View) -> Node {
    let mut nodes = Vec::new();
    if height(view) <= RIVERS_FROM {
        let kept = (RIVERS * RIVERS_FROM / height(view).max(1.0)) as usize;
        let lines: Vec<Vec<Coord<f64>>> =
            Basemap::world().rivers().iter().take(kept).map(|river| river.points.clone()).collect();
        push(&mut nodes, lines_path(view, &lines), Style::stroke(Tone::Sea, 0.9).round());
    }
    layer("rivers", nodes)
}

/// Lines between first-level divisions, where the map is near enough for them to help.
fn divisions(view: &View) -> Node {
    let mut nodes = Vec::new();
    if height(view) <= DIVISIONS_FROM {
        let lines = lines_path(view, Basemap::world().admin1_lines());
        push(&mut nodes, lines, Style::stroke(Tone::Border, 0.5).stroke_opacity(0.6));
    }
    layer("divisions", nodes)
}

/// Shores, borders between countries, and lines in dispute.
pub(super) fn lines(view: &View) -> Vec<Node> {
    let base = Basemap::world();
    let mut coast = Vec::new();
    push(&mut coast, lines_path(view, base.coast()), Style::stroke(Tone::Coast, 0.7));
    let mut borders = Vec::new();
    push(&mut borders, lines_path(view, base.borders()), Style::stroke(Tone::Border, 0.8));
    let mut disputed = Vec::new();
    let open: Vec<Vec<Coord<f64>>> = base.disputed().iter().flat_map(|line| line.lines.iter().cloned()).collect();
    push(&mut disputed, lines_path(view, &open), Style::stroke(Tone::Border, 0.9).dash(2.5, 2.5));
    vec![divisions(view), layer("coast", coast), layer("borders", borders), layer("disputed-borders", disputed)]
}

/// The drawn outline of several polygons in degrees.
pub(super) fn shape(view: &View, polygons: &[&Rings]) -> Vec<Vec<Coord<f64>>> {
    polygons.iter().flat_map(|polygon| view.polygon(polygon)).collect()
}
