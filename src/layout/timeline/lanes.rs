//! Form 4: lanes with a heading each below one axis; where that has no room, a list for each lane.

use super::axis::{BAND, Mark, heading, mark};
use super::axis_marks::{band_marks, node_marks, span};
use super::cards::{Extra, Form, LABEL_LEADING, card};
use super::lane::Lane;
use super::scale::{Cover, Scale};
use super::segments::segments;
use super::strands::Stack;
use super::{Desk, NARROW, TimelineDrawing, list};
use crate::layout::Frame;
use crate::layout::mark::{chip, is_pin};
use crate::layout::write::{baseline, fit, line, rule, shifted};
use crate::scene::{Anchor, Face, Node, Style, TextStyle, Tone};
use crate::story::{Item, Story};
use std::collections::BTreeSet;

/// More events than this on one axis make lanes so high that the axis is out of sight.
const MOST_ON_AXIS: usize = 60;
/// The column of headings, and its distance to the lanes.
const HEADINGS: f64 = 150.0;
const HEADING_GAP: f64 = 20.0;
const HEADING_LEADING: f64 = 17.0;
/// Width of a card; the axis ends so much before the frame, so that every chip can stand at its exact time.
const CARD: f64 = 190.0;
/// Between cards.
const GAP_X: f64 = 16.0;
const GAP_Y: f64 = 10.0;
/// Room above a card for the bar of an event that is not a moment.
const BAR: f64 = 9.0;
/// Above and below the cards of a lane.
const PAD: f64 = 12.0;

/// A box that is taken: left, right, top, bottom.
type Taken = (f64, f64, f64, f64);

/// The highest place at or below the top of a lane that is free from `x0` to `x1`.
fn free(taken: &[Taken], (x0, x1): (f64, f64), height: f64) -> f64 {
    let meets = |y: f64| {
        let clash = |t: &&Taken| t.0 < x1 + GAP_X && x0 < t.1 + GAP_X && t.2 < y + height + GAP_Y && y < t.3 + GAP_Y;
        taken
            .iter()
            .filter(clash)
            .map(|t| t.3 + GAP_Y)
            .fold(None, |most: Option<f64>, end| Some(most.map_or(end, |most| most.min(end))))
    };
    let mut y = 0.0;
    // Each step passes the end of at least one box.
    for _ in 0..=taken.len() {
        match meets(y) {
            Some(next) => y = next,
            None => break,
        }
    }
    y
}

/// The lanes that share an axis.
struct Chart<'a> {
    desk: &'a Desk,
    scale: &'a Scale,
    /// Where the cards stand.
    area: Frame,
}

impl Chart<'_> {
    /// The chips and cards of a lane, set from `top`, and their bottom.
    fn lane(&self, lane: &Lane, top: f64) -> (Vec<Node>, f64) {
        let (mut nodes, mut taken): (Vec<Node>, Vec<Taken>) = (Vec::new(), Vec::new());
        let mut undated = Vec::new();
        let mut dated: Vec<(Mark, &Item, bool)> = Vec::new();
        for (item, told) in
            lane.items.iter().map(|item| (*item, true)).chain(lane.again.iter().map(|item| (*item, false)))
        {
            match mark(self.desk, item) {
                Some(mark) => dated.push((mark, item, told)),
                None if told => undated.push(item),
                None => {}
            }
        }
        dated.sort_by(|a, b| a.0.cover.anchor.total_cmp(&b.0.cover.anchor).then(a.1.number.cmp(&b.1.number)));
        for (mark, item, told) in &dated {
            nodes.extend(self.event(mark, item, *told, top, &mut taken));
        }
        let mut bottom = top + taken.iter().map(|t| t.3).fold(0.0, f64::max);
        if !undated.is_empty() {
            let mut stack = Stack { nodes: Vec::new(), y: if dated.is_empty() { 0.0 } else { 12.0 } };
            stack.note(self.desk.words.get("no-date"), 0.0, self.area.width);
            super::strands::grid(self.desk, &undated, &Default::default(), self.area.width, false, &mut stack);
            nodes.extend(stack.nodes.into_iter().map(|node| shifted(node, self.area.x, bottom)));
            bottom += stack.y;
        }
        (nodes, bottom)
    }

    /// One event: its chip at its time, or where its bar starts.
    fn event(&self, mark: &Mark, item: &Item, told: bool, top: f64, taken: &mut Vec<Taken>) -> Vec<Node> {
        let r = self.desk.radius;
        let bar = span(mark, self.scale, self.area);
        let x = match (bar, mark.cover.from) {
            (Some((start, _)), Some(_)) => start,
            _ => self.scale.x(mark.cover.anchor),
        };
        // A bar that starts at the very edge of the axis leaves room for its chip.
        let x = x.clamp(self.area.x + r, self.area.x + self.area.width - CARD + r);
        let lead = if bar.is_some() { BAR } else { 0.0 };
        let (node, wide, high) = if told {
            let extra = Extra { heading: Some(heading(self.desk, item)), ..Extra::default() };
            let card = card(self.desk, item, CARD, Form::Beside, &extra);
            (vec![card.node], CARD, card.height)
        } else {
            let place = (r, LABEL_LEADING / 2.0, r);
            (chip(&item.number.to_string(), item.kind, item.certainty, is_pin(item), place), 2.0 * r, 2.0 * r)
        };
        let (left, right) = (x - r, x - r + wide);
        let (from, to) = bar.map_or((left, right), |(a, b)| (a.min(left), b.max(right)));
        let y = free(taken, (from, to), lead + high);
        taken.push((from, to, y, y + lead + high));
        let mut nodes = Vec::new();
        if bar.is_some() {
            nodes.extend(node_marks(mark, bar, (x, top + y + 2.0), self.area));
        }
        nodes.extend(node.into_iter().map(|node| shifted(node, left, top + y + lead)));
        nodes
    }
}

fn heading_style(lane: &Lane) -> TextStyle {
    TextStyle::new(Face::Bold, 13.5, lane.ink)
}

/// Lanes below one axis; the flag says whether the axis is cut.
fn on_axis(desk: &Desk, story: &Story, lanes: &[Lane], frame: Frame) -> Option<(Vec<Node>, f64, bool)> {
    let mut marks: Vec<Mark> = story.items.iter().filter_map(|item| mark(desk, item)).collect();
    marks.sort_by(|a, b| a.cover.anchor.total_cmp(&b.cover.anchor));
    if marks.is_empty() {
        return None;
    }
    let covers: Vec<Cover> = marks.iter().map(|mark| mark.cover).collect();
    let left = frame.x + HEADINGS + HEADING_GAP;
    let end = frame.x + frame.width;
    let scale = Scale::fit(&covers, left + desk.radius, end - CARD + desk.radius);
    let area = Frame { x: left, width: end - left, ..frame };
    let mut nodes = band_marks(desk, &marks, &scale, frame.y);
    let chart = Chart { desk, scale: &scale, area };
    let mut y = frame.y + BAND;
    for (index, lane) in lanes.iter().enumerate() {
        if index > 0 {
            nodes.push(rule((frame.x, y), (end, y), Style::stroke(Tone::Hairline, 1.0)));
        }
        y += PAD;
        let mut under = y;
        for text in fit(&lane.heading, &heading_style(lane), HEADINGS) {
            let base = baseline(under, HEADING_LEADING, &heading_style(lane));
            nodes.push(line(&text, frame.x, base, Anchor::Start, heading_style(lane)));
            under += HEADING_LEADING;
        }
        let (drawn, bottom) = chart.lane(lane, y);
        nodes.extend(drawn);
        y = bottom.max(under) + PAD;
    }
    Some((nodes, y - frame.y, !scale.skipped.is_empty()))
}

/// A list for each lane, below each other.
fn as_lists(desk: &Desk, story: &Story, lanes: &[Lane], frame: Frame) -> TimelineDrawing {
    let mut said = vec![desk.words.get("not-to-scale").to_string()];
    let (mut nodes, mut y) = (Vec::new(), frame.y);
    let note = TextStyle::new(Face::Regular, 11.5, Tone::Muted);
    for (index, lane) in lanes.iter().enumerate() {
        if index > 0 {
            y += 10.0;
            nodes.push(rule((frame.x, y), (frame.x + frame.width, y), Style::stroke(Tone::Hairline, 1.0)));
            y += 8.0;
        }
        let mut write = |text: &str, style: TextStyle, leading: f64| {
            for text in fit(text, &style, frame.width) {
                nodes.push(line(&text, frame.x, baseline(y, leading, &style), Anchor::Start, style));
                y += leading;
            }
        };
        write(&lane.heading, heading_style(lane), HEADING_LEADING);
        if !lane.again.is_empty() {
            let numbers: Vec<String> = lane.again.iter().map(|item| item.number.to_string()).collect();
            write(&desk.words.fill("lane-also", &[&numbers.join(", ")]), note, 15.0);
        }
        y += 8.0;
        if lane.items.is_empty() {
            continue;
        }
        let part = Story { items: lane.items.iter().map(|item| (*item).clone()).collect(), ..story.clone() };
        let segments = segments(&part, &BTreeSet::new(), &desk.format);
        if let Some(note) = list::note(desk, &segments, frame.width) {
            let note = desk.words.fill("same-day", &[&note]);
            if !said.contains(&note) {
                said.push(note);
            }
        }
        let (drawn, height) = list::draw(desk, &segments, Frame { y, ..frame });
        nodes.extend(drawn);
        y += height;
    }
    TimelineDrawing { nodes, height: y - frame.y, notes: said, free: None }
}

/// Draws lanes in the form that has room.
pub(super) fn draw(desk: &Desk, story: &Story, lanes: &[Lane], frame: Frame) -> TimelineDrawing {
    let mut notes = Vec::new();
    let roomy = frame.width >= NARROW && story.items.len() <= MOST_ON_AXIS;
    if roomy && let Some((nodes, height, cut)) = on_axis(desk, story, lanes, frame) {
        if cut {
            notes.push(desk.words.get("axis-cut").to_string());
        }
        if lanes.iter().any(|lane| !lane.again.is_empty()) {
            notes.push(desk.words.get("lane-again").to_string());
        }
        return TimelineDrawing { nodes, height, notes, free: None };
    }
    as_lists(desk, story, lanes, frame)
}
