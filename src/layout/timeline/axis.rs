//! Form 2: a scaled axis with labels above and below, for clock times and many dates.
//!
//! On each side the labels keep the order of their times in every tier, and so do the ports through which the
//! leaders of farther tiers pass; leaders therefore never cross.

use super::axis_marks::{band_marks, node_marks};
use super::cards::{Extra, Form, card};
use super::scale::{Cover, Scale, cover_of, settle};
use super::strands::Stack;
use super::{Desk, Segment};
use crate::layout::Frame;
use crate::layout::mark::tone;
use crate::layout::write::{baseline, line, rule, shifted};
use crate::scene::{Anchor, Face, Node, Path, Step, Style, TextStyle, Tone};
use crate::story::{Item, Story};
use crate::time::{Granularity, Moment};
use std::collections::BTreeSet;

/// Beyond this number of items labels crowd the axis.
const MOST_ITEMS: usize = 24;
/// Items that share one date beyond this number need a panel that speaks of their order.
const MOST_ALIKE: usize = 3;
/// Fewer dates than this need no scale …
const LEAST_DATES: usize = 7;
/// … unless this many have a clock time.
const LEAST_CLOCKS: usize = 3;
/// Below this width no two labels stand side by side often enough.
pub(super) const NARROWEST: f64 = 900.0;
/// Widths of a label that are tried, widest first.
const LABEL_WIDTHS: [f64; 4] = [188.0, 172.0, 156.0, 144.0];
const MOST_TIERS: usize = 3;
/// Between labels.
const GUTTER: f64 = 16.0;
/// The way of a leader through a nearer tier.
const STUB: f64 = 10.0;
/// From a leader to its label.
const INDENT: f64 = 9.0;
/// Where leaders bend: beside the band and between tiers.
const BEND: f64 = 26.0;
const TIER_GAP: f64 = 18.0;
pub(super) const BAND: f64 = 28.0;
/// A lane for the bar of an event that is not a moment.
pub(super) const LANE: f64 = 7.0;

/// Items of one exact date, with one leader.
pub(super) struct Mark<'s> {
    pub cover: Cover,
    pub items: Vec<&'s Item>,
    heading: String,
}

/// A date as short as the axis needs it.
pub(super) fn heading(desk: &Desk, item: &Item) -> String {
    let format = &desk.format;
    match (item.bounds.earliest, item.bounds.latest) {
        _ if item.since.is_some() => item.dated(format, Granularity::Minute),
        _ if item.granularity == Granularity::PartOfDay => item.dated(format, item.granularity),
        (Some(Moment::Minute(from)), Some(Moment::Minute(to))) => {
            let start = format.day_clock(from.date(), from);
            item.nearly(
                item.by_clocks(match (from == to, from.date() == to.date()) {
                    (true, _) => start,
                    (false, true) => desk.words.fill("clock-range", &[&start, &format.clock(to)]),
                    _ => desk.words.fill("clock-range", &[&start, &format.day_clock(to.date(), to)]),
                }),
                format,
            )
        }
        (Some(from), Some(to)) if from.day() == to.day() => item.nearly(format.short_day(from.day()), format),
        _ => item.dated(format, Granularity::Day),
    }
}

/// The mark of one item; `None` where it has no date.
pub(super) fn mark<'s>(desk: &Desk, item: &'s Item) -> Option<Mark<'s>> {
    cover_of(item).map(|cover| Mark { cover, items: vec![item], heading: heading(desk, item) })
}

/// The marks of the dated items in the order of the axis, and the undated items.
fn marks<'s>(desk: &Desk, story: &'s Story) -> (Vec<Mark<'s>>, Vec<&'s Item>) {
    let (mut marks, mut undated): (Vec<Mark>, Vec<&Item>) = (Vec::new(), Vec::new());
    for item in story.items.iter().filter(|item| desk.numbers.contains(&item.number)) {
        match cover_of(item) {
            None => undated.push(item),
            // What goes on from a day is not what happened at an unknown time after it.
            Some(cover) => match marks.iter_mut().find(|mark| {
                let alike = mark.items.first().is_some_and(|m| m.since == item.since && m.about == item.about);
                alike && mark.cover == cover
            }) {
                Some(mark) => mark.items.push(item),
                None => marks.push(Mark { cover, items: vec![item], heading: heading(desk, item) }),
            },
        }
    }
    marks.sort_by(|a, b| a.cover.anchor.total_cmp(&b.cover.anchor).then(a.items[0].number.cmp(&b.items[0].number)));
    (marks, undated)
}

/// Whether a scale says more than panels: clock times, or many dates, and few items that share one.
pub(super) fn suits(desk: &Desk, story: &Story, segments: &[Segment], width: f64) -> bool {
    let (marks, undated) = marks(desk, story);
    let known = |mark: &&Mark| mark.cover.from.is_some() && mark.cover.to.is_some();
    let dates = marks.iter().filter(known).count();
    let clocks: BTreeSet<Option<Moment>> = story
        .items
        .iter()
        .filter(|item| item.granularity < Granularity::PartOfDay)
        .map(|item| item.bounds.earliest)
        .filter(|moment| matches!(moment, Some(Moment::Minute(_))))
        .collect();
    // One axis cannot show hours of different clocks: 09.00 in Jakarta is later than 10.30 in Tokyo.
    let zones: BTreeSet<i32> = story.items.iter().filter_map(|item| item.clocks.as_ref().map(|c| c.ahead)).collect();
    let alike = marks.iter().map(|mark| mark.items.len()).max().unwrap_or(0);
    let combs = segments.iter().any(|segment| segment.order.strands.iter().any(|strand| strand.parent.is_some()));
    let scaled = dates >= LEAST_DATES || (clocks.len() >= LEAST_CLOCKS && dates >= LEAST_CLOCKS);
    let open = marks.len() - dates;
    width >= NARROWEST
        && zones.len() <= 1
        && scaled
        && !combs
        && alike <= MOST_ALIKE
        && open * 3 <= dates
        && undated.len() <= MOST_ALIKE
        && desk.numbers.len() <= MOST_ITEMS
}

/// A label with its leader's text, set at the origin.
struct Label {
    nodes: Vec<Node>,
    width: f64,
    height: f64,
}

/// The box of a node's texts at the right.
fn right(nodes: &[Node]) -> f64 {
    let edges = nodes.iter().map(|node| match node {
        Node::Group(group) => right(&group.children),
        Node::Text(text) => crate::scene::text_bounds(text).x1,
        _ => 0.0,
    });
    edges.fold(0.0, f64::max)
}

fn label(desk: &Desk, mark: &Mark, width: f64) -> Label {
    let mut stack = Stack { nodes: Vec::new(), y: 0.0 };
    if let [item] = mark.items.as_slice() {
        let extra = Extra { heading: Some(mark.heading.clone()), ..Extra::default() };
        let card = card(desk, item, width, Form::Below, &extra);
        return Label { width: right(std::slice::from_ref(&card.node)), height: card.height, nodes: vec![card.node] };
    }
    let style = TextStyle::new(Face::Bold, 12.5, Tone::Ink);
    for text in crate::layout::write::fit(&mark.heading, &style, width) {
        stack.nodes.push(line(&text, 0.0, baseline(stack.y, 16.0, &style), Anchor::Start, style));
        stack.y += 16.0;
    }
    stack.y += 2.0;
    stack.note(desk.words.get("same-time"), 0.0, width);
    for item in &mark.items {
        let card = card(desk, item, width, Form::Beside, &Extra::default());
        stack.nodes.push(shifted(card.node, 0.0, stack.y));
        stack.y += card.height + 6.0;
    }
    Label { width: right(&stack.nodes), height: stack.y - 6.0, nodes: stack.nodes }
}

/// Where the labels of one side stand: for each mark its tier and its ports from the axis outwards.
#[derive(Debug, Clone, Default)]
struct Side {
    /// Indices of marks, in order.
    marks: Vec<usize>,
    tier: Vec<usize>,
    ports: Vec<Vec<f64>>,
    cost: f64,
}

/// What the placing needs to know.
struct Room<'a> {
    xs: &'a [f64],
    widths: &'a [f64],
    low: f64,
    high: f64,
}

/// Sets one side in so many tiers; `None` where they do not hold it.
fn side(room: &Room, marks: &[usize], tiers: usize) -> Option<Side> {
    let tier: Vec<usize> = (0..marks.len()).map(|k| (tiers - 1) - (k % tiers)).collect();
    let mut ports: Vec<Vec<f64>> = tier.iter().map(|tier| vec![0.0; tier + 1]).collect();
    let mut cost = 0.0;
    // The farthest labels choose first; leaders through nearer tiers then aim at their port one tier out.
    for level in (0..tiers).rev() {
        let here: Vec<usize> = (0..marks.len()).filter(|k| tier[*k] >= level).collect();
        let width = |k: usize| if tier[k] == level { room.widths[marks[k]] + INDENT } else { STUB };
        let wish = |k: usize| {
            let x = room.xs[marks[k]];
            if tier[k] == level { x } else { (ports[k][level + 1] + x) / 2.0 }
        };
        let wishes: Vec<f64> = here.iter().map(|k| wish(*k)).collect();
        let separations: Vec<f64> = here.iter().map(|k| width(*k) + GUTTER).collect();
        let last = here.last().map_or(0.0, |k| width(*k));
        let needed = separations.iter().sum::<f64>() - separations.last().copied().unwrap_or(0.0) + last;
        if needed > room.high - room.low {
            return None;
        }
        let placed = settle(&wishes, &separations, room.low, room.high - last);
        for (k, x) in here.iter().zip(placed) {
            ports[*k][level] = x;
            cost += (x - room.xs[marks[*k]]).powi(2);
        }
    }
    Some(Side { marks: marks.to_vec(), tier, ports, cost })
}

/// Shares the marks out above and below in so many tiers, neighbours swapped while that shortens the leaders.
fn both_sides(room: &Room, tiers: usize) -> Option<[Side; 2]> {
    let count = room.xs.len();
    let mut above: Vec<bool> = (0..count).map(|index| index % 2 == 0).collect();
    let place = |above: &[bool]| -> Option<[Side; 2]> {
        let of = |up: bool| (0..count).filter(|index| above[*index] == up).collect::<Vec<_>>();
        Some([side(room, &of(true), tiers)?, side(room, &of(false), tiers)?])
    };
    let mut best = place(&above)?;
    for _ in 0..4 {
        let mut better = false;
        for index in 1..count {
            if above[index - 1] == above[index] {
                continue;
            }
            above.swap(index - 1, index);
            match place(&above) {
                Some(found) if found[0].cost + found[1].cost + 1e-6 < best[0].cost + best[1].cost => {
                    best = found;
                    better = true;
                }
                _ => above.swap(index - 1, index),
            }
        }
        if !better {
            break;
        }
    }
    Some(best)
}

/// The lane of each mark's bar on its side: the earliest that is free; moments need none.
pub(super) fn lanes(spans: &[Option<(f64, f64)>]) -> Vec<Option<usize>> {
    let mut ends: Vec<f64> = Vec::new();
    let lane = |span: (f64, f64), ends: &mut Vec<f64>| match ends.iter().position(|end| *end + 4.0 <= span.0) {
        Some(lane) => {
            ends[lane] = span.1;
            lane
        }
        None => {
            ends.push(span.1);
            ends.len() - 1
        }
    };
    let mut order: Vec<usize> = (0..spans.len()).filter(|index| spans[*index].is_some()).collect();
    let start = |index: &usize| spans[*index].map_or(0.0, |span| span.0);
    order.sort_by(|a, b| start(a).total_cmp(&start(b)).then(a.cmp(b)));
    let mut out = vec![None; spans.len()];
    for index in order {
        out[index] = spans[index].map(|span| lane(span, &mut ends));
    }
    out
}

/// The heights of the tiers of one side.
fn tier_heights(side: &Side, labels: &[Label], tiers: usize) -> Vec<f64> {
    let tallest = |level: usize| {
        let here = side.marks.iter().zip(&side.tier).filter(|(_, tier)| **tier == level);
        here.map(|(mark, _)| labels[*mark].height).fold(0.0, f64::max)
    };
    (0..tiers).map(tallest).collect()
}

/// A whole arrangement.
struct Plan {
    labels: Vec<Label>,
    sides: [Side; 2],
    heights: [Vec<f64>; 2],
    spans: Vec<Option<(f64, f64)>>,
    lanes: [Vec<Option<usize>>; 2],
    xs: Vec<f64>,
    height: f64,
}

impl Plan {
    /// From the band to the first tier of a side.
    fn bend(&self, side: usize) -> f64 {
        let lanes = self.lanes[side].iter().flatten().max().map_or(0, |lane| lane + 1);
        BEND + LANE * lanes as f64
    }

    /// From the band to the far end of a side.
    fn depth(&self, side: usize) -> f64 {
        if self.sides[side].marks.is_empty() {
            return self.bend(side) - BEND + 6.0;
        }
        let gaps = TIER_GAP * self.heights[side].len().saturating_sub(1) as f64;
        self.bend(side) + self.heights[side].iter().sum::<f64>() + gaps
    }
}

fn plan(desk: &Desk, marks: &[Mark], scale: &Scale, frame: Frame) -> Option<Plan> {
    let xs: Vec<f64> = marks.iter().map(|mark| scale.x(mark.cover.anchor)).collect();
    let spans: Vec<_> = marks.iter().map(|mark| super::axis_marks::span(mark, scale, frame)).collect();
    let mut best: Option<Plan> = None;
    for tiers in 1..=MOST_TIERS {
        for width in LABEL_WIDTHS {
            let labels: Vec<Label> = marks.iter().map(|mark| label(desk, mark, width)).collect();
            let widths: Vec<f64> = labels.iter().map(|label| label.width).collect();
            let room = Room { xs: &xs, widths: &widths, low: frame.x, high: frame.x + frame.width };
            let Some(sides) = both_sides(&room, tiers) else { continue };
            let heights = [tier_heights(&sides[0], &labels, tiers), tier_heights(&sides[1], &labels, tiers)];
            let of = |side: &Side| lanes(&side.marks.iter().map(|mark| spans[*mark]).collect::<Vec<_>>());
            let lanes = [of(&sides[0]), of(&sides[1])];
            let (spans, xs) = (spans.clone(), xs.clone());
            let mut plan = Plan { labels, sides, heights, spans, lanes, xs, height: 0.0 };
            plan.height = plan.depth(0) + BAND + plan.depth(1);
            // Less height first; more tiers must earn their place.
            if best.as_ref().is_none_or(|best| plan.height + 1.0 < best.height) {
                best = Some(plan);
            }
        }
        if best.is_some() {
            break;
        }
    }
    best
}

/// A leader from the axis through its ports to the end of its label.
fn leader(from: (f64, f64), ports: &[f64], levels: &[(f64, f64)], end: f64, style: Style) -> Node {
    let mut steps = vec![Step::Move(from.0, from.1)];
    let mut at = from;
    for (index, (port, (near, far))) in ports.iter().zip(levels).enumerate() {
        let middle = (at.1 + near) / 2.0;
        steps.push(Step::Cubic(at.0, middle, *port, middle, *port, *near));
        let stop = if index + 1 == ports.len() { end } else { *far };
        steps.push(Step::Line(*port, stop));
        at = (*port, stop);
    }
    Path { steps, style }.into()
}

/// Draws one side: leaders, bars and labels.
fn draw_side(plan: &Plan, side: usize, marks: &[Mark], edge: f64, frame: Frame) -> [Vec<Node>; 2] {
    let (out, up) = (&plan.sides[side], side == 0);
    let sign = if up { -1.0 } else { 1.0 };
    let (mut lines, mut texts) = (Vec::new(), Vec::new());
    // Near and far end of each tier.
    let mut levels = Vec::new();
    let mut y = edge + sign * plan.bend(side);
    for height in &plan.heights[side] {
        levels.push((y, y + sign * height));
        y += sign * (height + TIER_GAP);
    }
    for (k, mark) in out.marks.iter().enumerate() {
        let (label, span) = (&plan.labels[*mark], plan.spans[*mark]);
        let offset = plan.lanes[side][k].map_or(0.0, |lane| 4.0 + LANE * lane as f64);
        let start = (plan.xs[*mark], edge + sign * offset);
        let ports = &out.ports[k];
        let Some((near, _)) = levels.get(out.tier[k]) else { continue };
        let top = if up { near - label.height } else { *near };
        let end = if up { top } else { top + label.height };
        let ink = marks[*mark].items.first().map_or(Tone::Muted, |item| tone(item.kind));
        lines.push(leader(start, ports, &levels, end, Style::stroke(ink, 1.0).stroke_opacity(0.55)));
        lines.extend(node_marks(&marks[*mark], span, start, frame));
        let left = ports.last().copied().unwrap_or(start.0) + INDENT;
        texts.extend(label.nodes.iter().map(|node| shifted(node.clone(), left, top)));
    }
    [lines, texts]
}

/// Draws the axis; `None` where the labels do not fit beside each other.
pub(super) fn draw(desk: &Desk, story: &Story, frame: Frame) -> Option<(Vec<Node>, f64, bool)> {
    let (marks, undated) = marks(desk, story);
    let covers: Vec<Cover> = marks.iter().map(|mark| mark.cover).collect();
    if covers.is_empty() {
        return None;
    }
    let scale = Scale::fit(&covers, frame.x, frame.x + frame.width);
    let plan = plan(desk, &marks, &scale, frame)?;
    let top = frame.y + plan.depth(0);
    let mut nodes = band_marks(desk, &marks, &scale, top);
    let [above, above_texts] = draw_side(&plan, 0, &marks, top, frame);
    let [below, below_texts] = draw_side(&plan, 1, &marks, top + BAND, frame);
    nodes.extend(above);
    nodes.extend(below);
    nodes.extend(above_texts);
    nodes.extend(below_texts);
    let mut bottom = frame.y + plan.height + 10.0;
    if !undated.is_empty() {
        let mut stack = Stack { nodes: Vec::new(), y: 8.0 };
        stack.nodes.push(rule((0.0, 0.0), (frame.width, 0.0), Style::stroke(Tone::Hairline, 1.0).dash(4.0, 3.0)));
        stack.note(desk.words.get("no-date"), 0.0, frame.width);
        super::strands::grid(desk, &undated, &Default::default(), frame.width, false, &mut stack);
        nodes.extend(stack.nodes.into_iter().map(|node| shifted(node, frame.x, bottom)));
        bottom += stack.y;
    }
    Some((nodes, bottom - frame.y, !scale.skipped.is_empty()))
}
