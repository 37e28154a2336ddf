//! Marks whose area says how many events happened at a place, and the key that says how to read them.

use super::key::STACKED;
use super::layers::layer;
use super::sites::Site;
use crate::carto::Window;
use crate::lang::{DateFormat, Words};
use crate::layout::Frame;
use crate::layout::mark::tone;
use crate::layout::write::line;
use crate::scene::{Anchor, Bounds, Circle, Face, Node, Path, RectNode, Step, Style, TextStyle, Tone, text_width};
use crate::story::{Certainty, Kind};
use geo::Coord;
use std::collections::BTreeMap;
use std::f64::consts::{PI, TAU};

/// A map speaks by size where a site has at least so many events: fewer are counted at a glance by their numbers.
const MANY: usize = 5;
/// A site with more events than this has its numbers in the key: on the map they would be a heap. The second holds for
/// narrow maps.
const ON_MAP: [usize; 2] = [8, 2];
/// The radius of a single event in px, that of every pin, unless the largest mark would be too large.
const SINGLE: f64 = 5.0;
/// The radius of the largest mark: a share of the frame's smaller side, and its bounds in px.
const LARGEST: (f64, f64, f64) = (0.075, 16.0, 34.0);
/// Numbers that a key may show, round ones that are easy to compare.
const ROUND: [usize; 13] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
/// The middle example of the key has at most this share of the events of the largest.
const MIDDLE: usize = 4;
/// Marks smaller than this are plain pins, in px: parts of them could not be told apart.
pub(super) const PLAIN: f64 = 7.0;
/// How strongly the events that are asserted fill their part of a mark, and how weakly the others do.
const FIRM: f64 = 0.6;
const FAINT: f64 = 0.14;
/// What lies below a mark shines through its ground a little.
const GROUND: f64 = 0.8;
/// Width of the line around a mark in px.
const EDGE: f64 = 1.4;
/// Corner radius of a square mark in px.
const CORNER: f64 = 3.0;
/// Distance of the key from the frame, between its circles and their numbers, and between its examples, in px.
const INSET: f64 = 14.0;
const SPACE: f64 = 4.0;
const BETWEEN: f64 = 13.0;
/// Steps in which a place for the key is looked for along the edges, in px.
const STEP: f64 = 24.0;
/// Height of the key's caption in px.
const CAPTION: f64 = 18.0;
/// Room that the scale bar and the source line take at the lower left, in px.
const ABOVE_SCALE: f64 = 62.0;

/// How a map tells counts by size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sizes {
    /// The radius of one event in px; areas grow with the count, so radii with its root.
    unit: f64,
    most: usize,
    /// The most events whose numbers stand on the map.
    on_map: usize,
}

impl Sizes {
    /// The sizes that a map of these sites needs; `None` where the numbers at each site say it well enough, or where
    /// there is nothing to compare.
    pub fn of(sites: &[Site<'_>], frame: &Frame) -> Option<Self> {
        let counts = sites.iter().map(|site| site.items.len()).filter(|count| *count > 0);
        let most = counts.clone().max().filter(|most| *most >= MANY && counts.count() > 1)?;
        let largest = (frame.width.min(frame.height) * LARGEST.0).clamp(LARGEST.1, LARGEST.2);
        let on_map = ON_MAP[usize::from(frame.width < STACKED)];
        Some(Self { unit: SINGLE.min(largest / (most as f64).sqrt()), most, on_map })
    }

    /// The radius of a circle for a number of events.
    pub fn radius(&self, count: usize) -> f64 {
        self.unit * (count.max(1) as f64).sqrt()
    }

    /// Half the side of a square with the area of that circle.
    pub fn half_side(&self, count: usize) -> f64 {
        self.radius(count) * PI.sqrt() / 2.0
    }

    /// Whether a site's numbers stand in the key alone.
    pub fn lists(&self, site: &Site<'_>) -> bool {
        site.items.len() > self.on_map
    }

    /// The counts that the key shows, the least first.
    pub fn examples(&self) -> Vec<usize> {
        let up_to = |most: usize| ROUND.into_iter().rev().find(|n| *n <= most).unwrap_or(1);
        let mut shown = vec![1, up_to(self.most / MIDDLE), up_to(self.most)];
        shown.dedup();
        shown
    }

    /// The key with its box where it hides the fewest of some boxes.
    pub fn key(
        &self,
        (window, taken): (&Window, &[Bounds]),
        (words, format): (&Words, &DateFormat),
        surface: &dyn Fn(Coord<f64>) -> Tone,
    ) -> (Node, Bounds) {
        let style = TextStyle::new(Face::Regular, 11.5, Tone::MapText);
        let caption = words.get("sizes");
        let examples: Vec<(f64, String)> =
            self.examples().into_iter().map(|n| (self.radius(n), format.number(n as i64))).collect();
        let across = |(r, text): &(f64, String)| 2.0 * r + SPACE + text_width(text, &style);
        let row: f64 = examples.iter().map(across).sum::<f64>() + BETWEEN * (examples.len() as f64 - 1.0);
        let tall = 2.0 * examples.iter().map(|(r, _)| *r).fold(7.0, f64::max) + 2.0;
        let (width, height) = (row.max(text_width(caption, &style)), CAPTION + tall);
        let bounds = corner(window, (width, height), taken);
        let under = surface(Coord { x: (bounds.x0 + bounds.x1) / 2.0, y: (bounds.y0 + bounds.y1) / 2.0 });
        let style = style.halo(under, 3.0);
        let mut nodes = vec![line(caption, bounds.x0, bounds.y0 + 12.0, Anchor::Start, style)];
        let (mut x, y) = (bounds.x0, bounds.y0 + CAPTION + tall / 2.0);
        for (r, text) in &examples {
            let look = Style::fill(Tone::Background).fill_opacity(GROUND).with_stroke(Tone::MapText, 1.2);
            nodes.push(Circle { x: x + r, y, r: *r, style: look }.into());
            nodes.push(line(text, x + 2.0 * r + SPACE, y + 4.0, Anchor::Start, style));
            x += across(&(*r, text.clone())) + BETWEEN;
        }
        (layer("sizes", nodes), bounds)
    }
}

/// The place for a box of a size that meets the fewest others: the lower left corner, another one, or else one along an edge.
pub(super) fn corner(w: &Window, (width, height): (f64, f64), taken: &[Bounds]) -> Bounds {
    let (left, right) = (w.x0 + INSET, w.x1 - INSET - width);
    let (top, bottom) = (w.y0 + INSET, w.y1 - INSET - height);
    let corners = [(left, w.y1 - ABOVE_SCALE - height), (left, top), (right, top), (right, bottom)];
    let steps = |from: f64, to: f64| (1..).map(move |i: i32| from + STEP * f64::from(i)).take_while(move |at| *at < to);
    let edges = [bottom, top].into_iter().flat_map(|y| steps(left, right).map(move |x| (x, y)));
    let sides = [left, right].into_iter().flat_map(|x| steps(top, w.y1 - ABOVE_SCALE - height).map(move |y| (x, y)));
    let mut best: Option<(usize, Bounds)> = None;
    for (x0, y0) in corners.into_iter().chain(edges).chain(sides) {
        let bounds = Bounds { x0, y0, x1: x0 + width, y1: y0 + height };
        let hidden = taken.iter().filter(|other| other.overlaps(&bounds)).count();
        if hidden == 0 {
            return bounds;
        }
        if best.is_none_or(|(least, _)| hidden < least) {
            best = Some((hidden, bounds));
        }
    }
    best.map_or(Bounds { x0: left, y0: top, x1: left + width, y1: top + height }, |(_, bounds)| bounds)
}

/// The events of one kind at a site: a part of its mark.
struct Part {
    kind: Kind,
    /// Asserted events fill their part, the others are drawn by their outline.
    firm: bool,
    count: usize,
}

fn parts(site: &Site<'_>) -> Vec<Part> {
    let mut counts: BTreeMap<(Kind, bool), usize> = BTreeMap::new();
    for item in &site.items {
        *counts.entry((item.kind, item.certainty != Certainty::Asserted)).or_default() += 1;
    }
    counts.into_iter().map(|((kind, open), count)| Part { kind, firm: !open, count }).collect()
}

fn look(part: &Part) -> Style {
    Style::fill(tone(part.kind)).fill_opacity(if part.firm { FIRM } else { FAINT })
}

fn edge(part: &Part) -> Style {
    let style = Style::stroke(tone(part.kind), EDGE);
    if part.firm { style } else { style.dash(2.6, 2.0) }
}

/// A round mark with a sector for each kind of event, and a white centre at the very spot.
pub(super) fn disc(site: &Site<'_>, at: Coord<f64>, r: f64) -> Vec<Node> {
    let (x, y) = (at.x, at.y);
    let ground = Style::fill(Tone::Background).fill_opacity(GROUND);
    let mut nodes: Vec<Node> = vec![Circle { x, y, r: r + 1.2, style: ground }.into()];
    let parts = parts(site);
    let inner = r - EDGE / 2.0;
    if let [only] = parts.as_slice() {
        nodes.push(Circle { x, y, r: inner, style: look(only) }.into());
        nodes.push(Circle { x, y, r: inner, style: edge(only) }.into());
    } else {
        let mut from = 0.0;
        for part in &parts {
            let to = from + part.count as f64 / site.items.len().max(1) as f64;
            let rim = arc(at, inner, (from, to));
            let start = match rim.first() {
                Some(Step::Move(sx, sy)) => Step::Line(*sx, *sy),
                _ => Step::Line(x, y),
            };
            let mut sector = vec![Step::Move(x, y), start];
            sector.extend(rim.iter().skip(1));
            sector.push(Step::Close);
            nodes.push(Path { steps: sector, style: look(part) }.into());
            nodes.push(Path { steps: rim, style: edge(part) }.into());
            from = to;
        }
    }
    nodes.push(Circle { x, y, r: 2.0, style: Style::fill(Tone::Background) }.into());
    nodes
}

/// A square mark for an area, with a band from left to right for each kind of event.
pub(super) fn square(site: &Site<'_>, at: Coord<f64>, half: f64) -> Vec<Node> {
    let ground = Style::fill(Tone::Background).fill_opacity(GROUND);
    let rect = |x0: f64, width: f64, by: f64, radius: f64, style: Style| -> Node {
        RectNode { x: x0 - by, y: at.y - half - by, width: width + 2.0 * by, height: 2.0 * (half + by), radius, style }
            .into()
    };
    let mut nodes = vec![rect(at.x - half, 2.0 * half, 1.2, CORNER, ground)];
    let parts = parts(site);
    if let [only] = parts.as_slice() {
        nodes.push(rect(at.x - half, 2.0 * half, -EDGE / 2.0, CORNER, look(only)));
        nodes.push(rect(at.x - half, 2.0 * half, -EDGE / 2.0, CORNER, edge(only)));
        return nodes;
    }
    let mut x = at.x - half;
    for part in &parts {
        let width = 2.0 * half * part.count as f64 / site.items.len().max(1) as f64;
        nodes.push(rect(x, width, 0.0, 0.0, look(part)));
        x += width;
    }
    let most = parts.iter().fold(None::<&Part>, |most, part| match most {
        Some(other) if other.count >= part.count => Some(other),
        _ => Some(part),
    });
    nodes.extend(most.map(|part| rect(at.x - half, 2.0 * half, -EDGE / 2.0, CORNER, edge(part))));
    nodes
}

/// The part of a circle between two shares of it, clockwise from the top, as curves of at most a quarter.
fn arc(at: Coord<f64>, r: f64, (from, to): (f64, f64)) -> Vec<Step> {
    let point = |share: f64| {
        let (sin, cos) = (share * TAU).sin_cos();
        Coord { x: at.x + r * sin, y: at.y - r * cos }
    };
    let start = point(from);
    let mut steps = vec![Step::Move(start.x, start.y)];
    let count = ((to - from) * 4.0).ceil().max(1.0) as u32;
    for i in 0..count {
        let share = |i: u32| from + (to - from) * f64::from(i) / f64::from(count);
        let (a, b) = (share(i), share(i + 1));
        // The usual length of the handles of a circular curve.
        let handle = 4.0 / 3.0 * ((b - a) * TAU / 4.0).tan() * r;
        let ((sa, ca), (sb, cb)) = ((a * TAU).sin_cos(), (b * TAU).sin_cos());
        let (p, q) = (point(a), point(b));
        steps.push(Step::Cubic(p.x + ca * handle, p.y + sa * handle, q.x - cb * handle, q.y - sb * handle, q.x, q.y));
    }
    steps
}
