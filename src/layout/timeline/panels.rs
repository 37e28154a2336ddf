//! Form 1: one panel for each date that the text gives, as wide as its cards need.

use super::strands::compose;
use super::{Desk, Extent, Segment, TimelineDrawing, skipped};
use crate::layout::Frame;
use crate::layout::mark::tone;
use crate::layout::write::{arrow_head, baseline, fit, line, rule, shifted};
use crate::scene::{Anchor, Circle, Face, Fill, Node, Path, RectNode, Step, Style, TextStyle, Tone};
use crate::time::Moment;

/// The narrowest segment.
pub(super) const NARROWEST: f64 = 150.0;
/// Width is given out in steps of this size.
const GRAIN: f64 = 24.0;
const BREAK: f64 = 40.0;
const SEAM: f64 = 12.0;
const INSET: f64 = 14.0;
const HEAD_LEADING: f64 = 16.0;
/// Half the height of a bar.
const HALF_BAR: f64 = 2.0;

fn inset(segment: &Segment) -> f64 {
    if segment.extent == Extent::Day { INSET } else { 0.0 }
}

/// Gives every segment the least width, then step by step more to the one that is tallest.
fn widths(desk: &Desk, segments: &[Segment], room: f64) -> Vec<f64> {
    let least = NARROWEST.min(room / segments.len().max(1) as f64);
    let mut widths = vec![least; segments.len()];
    let height = |index: usize, width: f64| compose(desk, &segments[index], width - 2.0 * inset(&segments[index])).1;
    let mut heights: Vec<f64> = (0..segments.len()).map(|index| height(index, least)).collect();
    let mut left = room - least * segments.len() as f64;
    while left > 0.5 {
        let step = GRAIN.min(left);
        left -= step;
        // On equal height the earlier segment is served first.
        let tallest = (0..segments.len()).max_by(|a, b| heights[*a].total_cmp(&heights[*b]).then(b.cmp(a)));
        let Some(index) = tallest else { break };
        widths[index] += step;
        heights[index] = height(index, widths[index]);
    }
    widths
}

/// The band of a heading, its ends torn where time is skipped.
pub(super) fn band((x0, x1): (f64, f64), (top, bottom): (f64, f64), torn: (bool, bool), tone: Tone) -> Node {
    const TEETH: usize = 4;
    let mut steps = Vec::new();
    let side = |x: f64, inward: f64, down: bool, torn: bool, steps: &mut Vec<Step>| {
        for i in 0..=2 * TEETH {
            let part = i as f64 / (2 * TEETH) as f64;
            let y = if down { top + (bottom - top) * part } else { bottom - (bottom - top) * part };
            let dx = if torn && i % 2 == 1 { inward } else { 0.0 };
            steps.push(if steps.is_empty() { Step::Move(x + dx, y) } else { Step::Line(x + dx, y) });
        }
    };
    side(x1, -4.0, true, torn.1, &mut steps);
    side(x0, 4.0, false, torn.0, &mut steps);
    steps.push(Step::Close);
    Path { steps, style: Style::fill(tone) }.into()
}

/// The bar of a segment: full, fading, or dashed, as the ends are known.
pub(super) fn bar(segment: &Segment, (x0, x1): (f64, f64), y: f64) -> Vec<Node> {
    let first = segment.items.first().map(|item| item.kind);
    let one = segment.items.iter().all(|item| Some(item.kind) == first);
    let tone = match first {
        _ if segment.extent == Extent::Day => Tone::Muted,
        Some(kind) if one => tone(kind),
        _ => Tone::Muted,
    };
    let solid = |fade| {
        let style = Style { fill: Some(Fill { tone, opacity: 1.0, fade }), stroke: None };
        let (height, width) = (2.0 * HALF_BAR, x1 - x0);
        RectNode { x: x0, y: y - HALF_BAR, width, height, radius: 0.0, style }.into()
    };
    match segment.extent {
        Extent::Day | Extent::Full => vec![solid(None)],
        Extent::Lasting => lasting((x0, x1), y, tone),
        Extent::OpenStart => vec![solid(Some((x0, x1)))],
        Extent::Undated => vec![rule((x0, y), (x1, y), Style::stroke(Tone::Muted, 3.0).dash(2.0, 5.0))],
        Extent::OpenEnd => vec![
            rule((x0, y), (x1 - 9.0, y), Style::stroke(tone, 2.0 * HALF_BAR).dash(8.0, 4.0)),
            arrow_head((x1, y), (9.0, 0.0), Style::fill(tone)),
        ],
        Extent::About => faded((x0, x1), y, tone),
        Extent::Onward => {
            let sharp =
                segment.since.is_none_or(|start| start.earliest.map(Moment::day) == start.latest.map(Moment::day));
            onward((x0, x1), y, tone, sharp)
        }
    }
}

/// A beginning fades in over so much of a bar where it is coarser than a day, px.
const FADE: f64 = 24.0;

/// The bar of what goes on: whole from its beginning, with an arrow in place of an end. Where the beginning is not
/// known to the day it fades in.
pub(crate) fn onward((x0, x1): (f64, f64), y: f64, tone: Tone, sharp: bool) -> Vec<Node> {
    let fade = if sharp { 0.0 } else { FADE.min((x1 - x0) / 2.0) };
    let part = |from: f64, to: f64, fade: Option<(f64, f64)>| {
        let style = Style { fill: Some(Fill { tone, opacity: 1.0, fade }), stroke: None };
        let (width, height) = ((to - from).max(0.0), 2.0 * HALF_BAR);
        Node::from(RectNode { x: from, y: y - HALF_BAR, width, height, radius: 0.0, style })
    };
    let mut nodes = Vec::new();
    if !sharp {
        nodes.push(part(x0, x0 + fade, Some((x0, x0 + fade))));
    }
    nodes.push(part(x0 + fade, x1 - 8.0, None));
    nodes.push(arrow_head((x1, y), (9.0, 0.0), Style::fill(tone)));
    nodes
}

/// Half the height of the strokes at the ends of what lasts, px.
const HALF_CAP: f64 = 5.0;

/// The bar of what lasts from one date to another: a stroke at each end says that both are stated.
pub(crate) fn lasting((x0, x1): (f64, f64), y: f64, tone: Tone) -> Vec<Node> {
    let style = Style::fill(tone);
    let (width, height) = (x1 - x0, 2.0 * HALF_BAR);
    let bar = RectNode { x: x0, y: y - HALF_BAR, width, height, radius: 0.0, style };
    let cap =
        |x: f64| Node::from(RectNode { x, y: y - HALF_CAP, width: 2.0, height: 2.0 * HALF_CAP, radius: 0.0, style });
    vec![bar.into(), cap(x0), cap(x1 - 2.0)]
}

/// The bar of a date that is not exact: neither end is sharp.
pub(crate) fn faded((x0, x1): (f64, f64), y: f64, tone: Tone) -> Vec<Node> {
    let middle = (x0 + x1) / 2.0;
    let half = |from: f64, to: f64, fade: (f64, f64)| {
        let style = Style { fill: Some(Fill { tone, opacity: 1.0, fade: Some(fade) }), stroke: None };
        let (width, height) = (to - from, 2.0 * HALF_BAR);
        Node::from(RectNode { x: from, y: y - HALF_BAR, width, height, radius: 0.0, style })
    };
    vec![half(x0, middle, (x0, middle)), half(middle, x1, (x1, middle))]
}

/// Draws the panels, without notes.
pub(super) fn draw(desk: &Desk, segments: &[Segment], frame: Frame) -> TimelineDrawing {
    let gaps: Vec<f64> =
        segments.windows(2).map(|pair| if skipped(&pair[0], &pair[1]) { BREAK } else { SEAM }).collect();
    let widths = widths(desk, segments, frame.width - gaps.iter().sum::<f64>());
    let mut edges = Vec::new();
    let mut x = frame.x;
    for (index, width) in widths.iter().enumerate() {
        edges.push((x, x + width));
        x += width + gaps.get(index).copied().unwrap_or(0.0);
    }
    let heads: Vec<Vec<String>> =
        segments.iter().zip(&edges).map(|(s, e)| fit(&s.heading, &head_style(s), e.1 - e.0 - 16.0)).collect();
    let head_lines = heads.iter().map(Vec::len).max().unwrap_or(1);
    let band_bottom = frame.y + 12.0 + HEAD_LEADING * head_lines as f64;
    let bar_y = band_bottom + 6.0;
    let top = bar_y + 11.0;
    let bodies: Vec<(Vec<Node>, f64)> = segments
        .iter()
        .zip(&widths)
        .map(|(segment, width)| compose(desk, segment, width - 2.0 * inset(segment)))
        .collect();
    let bottom = top + bodies.iter().map(|(_, height)| *height).fold(0.0, f64::max);
    let mut nodes = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        let (x0, x1) = edges[index];
        let torn = (index > 0 && gaps[index - 1] == BREAK, gaps.get(index) == Some(&BREAK));
        let day = segment.extent == Extent::Day;
        if day {
            let (height, style) = (bottom - band_bottom, Style::fill(Tone::Panel));
            nodes.push(RectNode { x: x0, y: band_bottom, width: x1 - x0, height, radius: 0.0, style }.into());
        }
        nodes.push(band((x0, x1), (frame.y, band_bottom), torn, if day { Tone::DayPanel } else { Tone::Band }));
        let style = head_style(segment);
        let spare = HEAD_LEADING * (head_lines - heads[index].len()) as f64 / 2.0;
        for (row, text) in heads[index].iter().enumerate() {
            let top = frame.y + 6.0 + spare + HEAD_LEADING * row as f64;
            nodes.push(line(text, (x0 + x1) / 2.0, baseline(top, HEAD_LEADING, &style), Anchor::Middle, style));
        }
        nodes.extend(bar(segment, (x0, x1), bar_y));
        if torn.1 {
            for dot in [-7.0, 0.0, 7.0] {
                let centre = (x1 + BREAK / 2.0 + dot, (frame.y + band_bottom) / 2.0);
                nodes.push(Circle { x: centre.0, y: centre.1, r: 1.6, style: Style::fill(Tone::Muted) }.into());
            }
        }
    }
    let free = corner(segments, &edges, &bodies.iter().map(|(_, height)| top + height).collect::<Vec<_>>(), bottom);
    for ((segment, (x0, _)), (body, _)) in segments.iter().zip(&edges).zip(bodies) {
        nodes.extend(body.into_iter().map(|node| shifted(node, x0 + inset(segment), top)));
    }
    TimelineDrawing { nodes, height: bottom - frame.y, notes: Vec::new(), free }
}

/// What the first panels that are no day leave free below them.
fn corner(segments: &[Segment], edges: &[(f64, f64)], bottoms: &[f64], bottom: f64) -> Option<Frame> {
    let run = segments.iter().take_while(|segment| segment.extent != Extent::Day).count();
    let (first, last) = (edges.first()?, edges.get(run.checked_sub(1)?)?);
    let y = bottoms.iter().take(run).copied().fold(0.0, f64::max) + 18.0;
    Some(Frame { x: first.0, y, width: last.1 - first.0, height: (bottom - y).max(0.0) })
}

/// The style of a heading: bold where the date is known on both sides.
pub(super) fn head_style(segment: &Segment) -> TextStyle {
    match segment.extent {
        Extent::Day | Extent::Full | Extent::Lasting => TextStyle::new(Face::Bold, 12.5, Tone::Ink),
        _ => TextStyle::new(Face::Regular, 12.5, Tone::Muted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_end_has_four_teeth_from_the_top_to_the_bottom_and_a_whole_one_none() {
        let Node::Path(path) = band((10.0, 90.0), (20.0, 60.0), (false, true), Tone::Ink) else { panic!("a path") };
        let points: Vec<(f64, f64)> = path
            .steps
            .iter()
            .filter_map(|step| match step {
                Step::Move(x, y) | Step::Line(x, y) => Some((*x, *y)),
                _ => None,
            })
            .collect();
        let torn: Vec<(f64, f64)> =
            (0..=8).map(|i| (if i % 2 == 1 { 86.0 } else { 90.0 }, 20.0 + 5.0 * f64::from(i))).collect();
        let whole: Vec<(f64, f64)> = (0..=8).map(|i| (10.0, 60.0 - 5.0 * f64::from(i))).collect();
        assert_eq!(points, [torn, whole].concat());
        assert_eq!((path.steps.len(), path.steps.last()), (19, Some(&Step::Close)));
    }
}
