//! The ground of the map: water, graticule, land, lakes, rivers, borders.

use super::outlines::{Land, Outlines, PageRing};
use crate::carto::{Basemap, Reach, Sight, Stroke, View};
use crate::scene::{Group, Node, Path, RectNode, Step, Style, Tone};
use geo::Coord;

/// Rivers are drawn on maps up to this height in degrees of arc, this many at that height.
const RIVERS_FROM: f64 = 35.0;
const RIVERS: f64 = 250.0;
/// Lines between first-level divisions are drawn on maps up to this height in degrees of arc.
const DIVISIONS_FROM: f64 = 16.0;
/// Divisions of a country that are smaller than this on the mean crowd the map, in px.
const SMALLEST_DIVISION: f64 = 18.0;
/// Width of a shoreline in px.
pub(super) const SHORE: f64 = 0.7;
/// Distances of meridians and parallels in degrees; the first that leaves few enough lines is taken.
const GRATICULES: [f64; 9] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0];

/// A named layer of marks; an inset's layers carry another prefix, so that no two have one name.
pub(super) fn layer(name: &str, children: Vec<Node>) -> Node {
    Group { id: format!("layer-map-{name}"), label: name.to_string(), children, ..Group::default() }.into()
}

/// Closed rings as steps.
pub(super) fn rings_path<'a>(rings: impl IntoIterator<Item = &'a PageRing>) -> Vec<Step> {
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

/// Lines in degrees as steps on the page; those out of sight are passed over.
pub(super) fn lines_path<'a>(
    view: &View,
    sight: &Sight,
    lines: impl IntoIterator<Item = &'a Vec<Coord<f64>>>,
) -> Vec<Step> {
    parts_path(view, lines.into_iter().map(Vec::as_slice).filter(|line| sight.may_show(line)))
}

/// The same of lines of the basemap, of which those out of sight stay packed.
fn strokes_path<'a>(view: &View, sight: &Sight, strokes: impl IntoIterator<Item = &'a Stroke>) -> Vec<Step> {
    parts_path(view, strokes.into_iter().filter(|stroke| sight.meets(stroke.reach())).map(Stroke::points))
}

fn parts_path<'a>(view: &View, lines: impl Iterator<Item = &'a [Coord<f64>]>) -> Vec<Step> {
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
pub(super) fn graticule(view: &View, sight: &Sight) -> Node {
    let degrees = height(view);
    let step = GRATICULES.into_iter().find(|s| degrees / s <= 4.5).unwrap_or(30.0);
    let mut lines = Vec::new();
    let count = (180.0 / step).round() as i32;
    // Only what may show is made at all: near maps see a few of some thousand lines.
    let seen = |from: Coord<f64>, to: Coord<f64>| sight.meets(Some(Reach::between(from, to)));
    for x in (-count..count).map(|i| f64::from(i) * step) {
        if seen(Coord { x, y: -85.0 }, Coord { x, y: 85.0 }) {
            lines.push((-85..=85).map(|y| Coord { x, y: f64::from(y) }).collect::<Vec<_>>());
        }
    }
    for y in (1 - count / 2..count / 2).map(|i| f64::from(i) * step) {
        if seen(Coord { x: -180.0, y }, Coord { x: 180.0, y }) {
            lines.push((-180..=180).map(|x| Coord { x: f64::from(x), y }).collect());
        }
    }
    let mut nodes = Vec::new();
    push(&mut nodes, lines_path(view, sight, &lines), Style::stroke(Tone::Graticule, 0.6));
    layer("graticule", nodes)
}

/// All land, with its shoreline where that is the same path: no seam shows where two countries or two halves of one
/// meet, and no shore is written twice.
pub(super) fn land(land: &Land, shore: f64) -> Vec<Node> {
    let mut nodes = Vec::new();
    push(&mut nodes, rings_path(&land.plain), Style::fill(Tone::Land));
    push(&mut nodes, rings_path(&land.outlined), Style::fill(Tone::Land).with_stroke(Tone::Coast, shore));
    nodes
}

/// The shorelines that are not the outline of a shape.
pub(super) fn shores(land: &Land, width: f64) -> Vec<Node> {
    let mut nodes = Vec::new();
    push(&mut nodes, land.shores.iter().flat_map(|line| open_path(line)).collect(), Style::stroke(Tone::Coast, width));
    nodes
}

/// Lakes that are large enough to see.
pub(super) fn lakes(view: &View, sight: &Sight) -> Node {
    let mut steps = Vec::new();
    for lake in Basemap::world().lakes().iter().filter(|lake| sight.meets(lake.reach())) {
        steps.extend(rings_path(&view.polygon(lake.rings())));
    }
    let mut nodes = Vec::new();
    push(&mut nodes, steps, Style::fill(Tone::Sea).with_stroke(Tone::Coast, 0.5));
    layer("lakes", nodes)
}

/// Height of the window in degrees of arc.
pub(super) fn height(view: &View) -> f64 {
    ((view.window.y1 - view.window.y0) / view.scale).to_degrees()
}

/// Rivers, where the map is near enough: the longest ones first, the short ones on closer maps only.
pub(super) fn rivers(view: &View, sight: &Sight) -> Node {
    let mut nodes = Vec::new();
    if height(view) <= RIVERS_FROM {
        let kept = (RIVERS * RIVERS_FROM / height(view).max(1.0)) as usize;
        let lines = Basemap::world().rivers().iter().take(kept);
        push(&mut nodes, strokes_path(view, sight, lines), Style::stroke(Tone::Sea, 0.9).round());
    }
    layer("rivers", nodes)
}

/// Whether a view shows lines between first-level divisions.
pub(super) fn shows_divisions(view: &View) -> bool {
    height(view) <= DIVISIONS_FROM
}

/// Lines between first-level divisions, where the map is near enough for them to help.
fn divisions(view: &View, sight: &Sight) -> Node {
    let mut nodes = Vec::new();
    if shows_divisions(view) {
        let all = Basemap::world().admin1_lines().iter();
        let large = all.filter(|line| line.size.to_radians() * view.scale >= SMALLEST_DIVISION).map(|line| &line.line);
        let lines = strokes_path(view, sight, large);
        push(&mut nodes, lines, Style::stroke(Tone::Border, 0.5).stroke_opacity(0.6));
    }
    layer("divisions", nodes)
}

/// Whether a line in dispute shows.
pub(super) fn shows_disputes(view: &View, outlines: &Outlines) -> bool {
    !disputes(view, outlines).is_empty()
}

fn disputes(view: &View, outlines: &Outlines) -> Vec<Step> {
    lines_path(view, &outlines.sight, outlines.base.disputed().iter().flat_map(|line| line.lines.iter()))
}

/// Shores, borders between countries, and lines in dispute.
pub(super) fn lines(view: &View, outlines: &Outlines) -> Vec<Node> {
    let (base, sight) = (outlines.base, &outlines.sight);
    let coast = shores(&outlines.land, SHORE);
    let mut borders = Vec::new();
    push(&mut borders, strokes_path(view, sight, base.borders()), Style::stroke(Tone::Border, 0.8));
    let mut disputed = Vec::new();
    push(&mut disputed, disputes(view, outlines), Style::stroke(Tone::Border, 1.2).dash(3.0, 2.4));
    vec![divisions(view, sight), layer("coast", coast), layer("borders", borders), layer("disputed-borders", disputed)]
}
