//! Ways from an origin to a destination: great circles with an arrowhead, dashed where they are not yet gone.

use super::outlines::Outlines;
use super::place_labels::{Blocked, Obstacle};
use super::sites::{Route, Site};
use crate::carto::{View, great_circle, length};
use crate::layout::mark::tone;
use crate::scene::{Bounds, Group, Node, Path, Step, Style};
use crate::story::Certainty;
use geo::Coord;

/// Distance of the points of an arc in degrees.
const STEP: f64 = 1.0;
/// An arc keeps this distance from the mark where it starts, and its head from the one where it ends, in px.
const START: f64 = 8.0;
const END: f64 = 9.0;
/// Length of an arrowhead in px.
const HEAD: f64 = 9.0;
/// An arc that would be shorter than this is not drawn, in px.
const SHORTEST: f64 = 14.0;
/// Distance and half the side of the boxes that keep labels off an arc, in px.
const GUARD: f64 = 8.0;
const GUARD_SIDE: f64 = 2.5;

/// A route on the page.
pub(super) struct Arc {
    parts: Vec<Vec<Coord<f64>>>,
}

impl Arc {
    /// The arc between two positions in degrees; `None` where too little of it shows.
    pub fn new(view: &View, outlines: &Outlines, from: Coord<f64>, to: Coord<f64>) -> Option<Self> {
        let line = great_circle(from, to, STEP);
        if !outlines.sight.may_show(&line) {
            return None;
        }
        let mut parts = view.line(&line);
        let (start, end) = (view.project(from), view.project(to));
        // A map that is cut gives the parts by sides; the first and the last must be those at the ends of the way.
        let nearest = |at: Option<Coord<f64>>, parts: &[Vec<Coord<f64>>], last: bool| {
            let off = |part: &Vec<Coord<f64>>| {
                let tip = if last { part.last() } else { part.first() };
                at.zip(tip.copied()).map_or(f64::INFINITY, |(at, tip)| length(at, tip))
            };
            (0..parts.len()).min_by(|a, b| off(&parts[*a]).total_cmp(&off(&parts[*b])))
        };
        if let Some(first) = nearest(start, &parts, false) {
            parts.swap(0, first);
        }
        if let (Some(last), true) = (nearest(end, &parts, true), parts.len() > 1) {
            let end = parts.len() - 1;
            parts.swap(last, end);
        }
        if let (Some(first), Some(start)) = (parts.first_mut(), start) {
            trim(first, start, START);
        }
        if let (Some(last), Some(end)) = (parts.last_mut(), end) {
            last.reverse();
            trim(last, end, END);
            last.reverse();
        }
        parts.retain(|part| part.len() > 1);
        let long: f64 = parts.iter().flat_map(|part| part.windows(2)).map(|p| length(p[0], p[1])).sum();
        (long >= SHORTEST).then_some(Self { parts })
    }

    /// Boxes along the arc that labels keep off.
    pub fn guards(&self) -> Vec<Blocked> {
        let mut made = Vec::new();
        for pair in self.parts.iter().flat_map(|part| part.windows(2)) {
            let count = (length(pair[0], pair[1]) / GUARD).ceil().max(1.0);
            for i in 0..=count as u32 {
                let share = f64::from(i) / count;
                let (x, y) = (pair[0].x + (pair[1].x - pair[0].x) * share, pair[0].y + (pair[1].y - pair[0].y) * share);
                let bounds = Bounds { x0: x - GUARD_SIDE, y0: y - GUARD_SIDE, x1: x + GUARD_SIDE, y1: y + GUARD_SIDE };
                made.push(Blocked { kind: Obstacle::Line, bounds, owners: Vec::new() });
            }
        }
        made
    }

    /// The drawn arc with its head.
    pub fn draw(&self, route: &Route<'_>, sites: &[Site<'_>]) -> Node {
        let tone = tone(route.item.kind);
        let mut style = Style::stroke(tone, 1.8).round();
        style = match route.item.certainty {
            Certainty::Planned | Certainty::Possible => style.dash(5.0, 4.0),
            Certainty::Background => style.stroke_opacity(0.6),
            _ => style,
        };
        let mut parts = self.parts.clone();
        let mut children: Vec<Node> = Vec::new();
        if let Some(last) = parts.last_mut() {
            let tip = last.last().copied().unwrap_or_default();
            last.reverse();
            trim(last, tip, HEAD * 0.7);
            last.reverse();
            let from = last.last().copied().unwrap_or(tip);
            children.push(head(tip, from, Style::fill(tone)));
        }
        let mut steps = Vec::new();
        for part in &parts {
            steps.extend(part.iter().enumerate().map(|(i, p)| match i {
                0 => Step::Move(p.x, p.y),
                _ => Step::Line(p.x, p.y),
            }));
        }
        if !steps.is_empty() {
            children.insert(0, Path { steps, style }.into());
        }
        let named = |i: usize| sites.get(i).map_or(("", ""), |s| (s.place.id.as_str(), s.place.name.as_str()));
        let ((from, from_name), (to, to_name)) = (named(route.from), named(route.to));
        let data = vec![
            ("from".to_string(), from.to_string()),
            ("to".to_string(), to.to_string()),
            ("events".to_string(), route.item.number.to_string()),
        ];
        let title = format!("{}. {} – {}: {}", route.item.number, from_name, to_name, route.item.label);
        Group { class: "route".to_string(), data, title, children, ..Group::default() }.into()
    }
}

/// Cuts a line where it leaves a circle around its start.
fn trim(line: &mut Vec<Coord<f64>>, at: Coord<f64>, radius: f64) {
    if line.first().is_none_or(|first| length(*first, at) >= radius) {
        return;
    }
    let Some(out) = line.iter().position(|p| length(*p, at) > radius) else {
        line.clear();
        return;
    };
    let (a, b) = (line[out.saturating_sub(1)], line[out]);
    let (near, far) = (length(a, at), length(b, at));
    let share = ((radius - near) / (far - near).max(1e-9)).clamp(0.0, 1.0);
    let cut = Coord { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
    line.splice(..out, [cut]);
}

/// An arrowhead with its tip at a point, coming from another.
fn head(tip: Coord<f64>, from: Coord<f64>, style: Style) -> Node {
    let long = length(tip, from).max(1e-9);
    let (dx, dy) = ((tip.x - from.x) / long * HEAD, (tip.y - from.y) / long * HEAD);
    crate::layout::write::arrow_head((tip.x, tip.y), (dx, dy), style)
}
