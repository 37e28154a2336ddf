//! Form 1: one panel for each date that the text gives, as wide as its cards need.

use super::cards::{Card, measure};
use super::{Desk, Extent, Segment, rule};
use crate::layout::Frame;
use crate::layout::mark::tone;
use crate::layout::write::{baseline, fit, line, paragraph};
use crate::scene::{Anchor, Circle, Face, Fill, Node, Path, RectNode, Step, Style, TextStyle, Tone};

/// A column narrower than this would break labels into single words.
const COLUMN: f64 = 165.0;
const BREAK: f64 = 40.0;
const SEAM: f64 = 8.0;
const INSET: f64 = 12.0;
const GUTTER: f64 = 16.0;
const HEAD_LEADING: f64 = 16.0;

/// Whether time is skipped between two neighbours, so that the band must show a break.
fn skipped(a: &Segment, b: &Segment) -> bool {
    match (a.to.or(a.from), b.from.or(b.to)) {
        (Some(end), Some(start)) => end.succ_opt().is_some_and(|next| next < start),
        _ => false,
    }
}

/// Gives every segment one column and the rest to those with most cards in a column.
fn columns(segments: &[Segment], width: f64) -> Vec<usize> {
    let mut counts = vec![1_usize; segments.len()];
    let most = ((width / COLUMN).floor().max(1.0) as usize).max(segments.len());
    for _ in segments.len()..most {
        let load = |i: usize| segments[i].items.len() * 1000 / counts[i];
        let busiest = (0..segments.len()).filter(|&i| segments[i].items.len() > counts[i]).max_by(|&a, &b| {
            // On equal load the earlier segment is served first.
            load(a).cmp(&load(b)).then(b.cmp(&a))
        });
        match busiest {
            Some(index) => counts[index] += 1,
            None => break,
        }
    }
    counts
}

/// The band of a heading, its ends torn where time is skipped.
fn band((x0, x1): (f64, f64), (top, bottom): (f64, f64), torn: (bool, bool), tone: Tone) -> Node {
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

/// The bar under a heading: full, fading, or dashed, as the ends are known.
fn bar(segment: &Segment, (x0, x1): (f64, f64), y: f64) -> Vec<Node> {
    let first = segment.items.first().map(|item| item.kind);
    let one = segment.items.iter().all(|item| Some(item.kind) == first);
    let tone = match first {
        _ if segment.extent == Extent::Day => Tone::Muted,
        Some(kind) if one => tone(kind),
        _ => Tone::Muted,
    };
    let solid = |fade| {
        let style = Style { fill: Some(Fill { tone, opacity: 1.0, fade }), stroke: None };
        RectNode { x: x0, y: y - 2.0, width: x1 - x0, height: 4.0, radius: 0.0, style }.into()
    };
    match segment.extent {
        Extent::Day | Extent::Full => vec![solid(None)],
        Extent::OpenStart => vec![solid(Some((x0, x1)))],
        Extent::Undated => vec![rule(x0, y, x1, Style::stroke(Tone::Muted, 3.0).dash(2.0, 5.0))],
        Extent::OpenEnd => {
            let steps =
                vec![Step::Move(x1 - 9.0, y - 5.0), Step::Line(x1, y), Step::Line(x1 - 9.0, y + 5.0), Step::Close];
            vec![
                rule(x0, y, x1 - 10.0, Style::stroke(tone, 4.0).dash(8.0, 4.0)),
                Path { steps, style: Style::fill(tone) }.into(),
            ]
        }
    }
}

/// Draws the panels; returns the nodes and the height.
pub(super) fn draw(desk: &Desk, segments: &[Segment], frame: Frame) -> (Vec<Node>, f64) {
    let gaps: Vec<f64> =
        segments.windows(2).map(|pair| if skipped(&pair[0], &pair[1]) { BREAK } else { SEAM }).collect();
    let room = frame.width - gaps.iter().sum::<f64>();
    let counts = columns(segments, room);
    let unit = room / counts.iter().sum::<usize>().max(1) as f64;
    let mut edges = Vec::new();
    let mut x = frame.x;
    for (index, count) in counts.iter().enumerate() {
        let end = x + unit * *count as f64;
        edges.push((x, end));
        x = end + gaps.get(index).copied().unwrap_or(0.0);
    }
    let heads: Vec<Vec<String>> =
        segments.iter().zip(&edges).map(|(s, e)| fit(&s.heading, &head_style(s), e.1 - e.0 - 16.0)).collect();
    let head_lines = heads.iter().map(Vec::len).max().unwrap_or(1);
    let band_bottom = frame.y + 12.0 + HEAD_LEADING * head_lines as f64;
    let bar_y = band_bottom + 7.0;
    let mut nodes = Vec::new();
    let mut body = Vec::new();
    let mut bottoms = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        let bottom = column(desk, segment, edges[index], counts[index], bar_y + 10.0, &mut body);
        bottoms.push(bottom);
    }
    let bottom = bottoms.iter().copied().fold(bar_y, f64::max);
    for (index, segment) in segments.iter().enumerate() {
        let (x0, x1) = edges[index];
        let torn_left = index > 0 && gaps[index - 1] == BREAK;
        let torn_right = gaps.get(index) == Some(&BREAK);
        let day = segment.extent == Extent::Day;
        if day {
            let style = Style::fill(Tone::Panel);
            nodes.push(
                RectNode { x: x0, y: band_bottom, width: x1 - x0, height: bottom - band_bottom, radius: 0.0, style }
                    .into(),
            );
        }
        let shade = if day { Tone::DayPanel } else { Tone::Band };
        nodes.push(band((x0, x1), (frame.y, band_bottom), (torn_left, torn_right), shade));
        let style = head_style(segment);
        let spare = HEAD_LEADING * (head_lines - heads[index].len()) as f64 / 2.0;
        for (row, text) in heads[index].iter().enumerate() {
            let top = frame.y + 6.0 + spare + HEAD_LEADING * row as f64;
            nodes.push(line(text, (x0 + x1) / 2.0, baseline(top, HEAD_LEADING, &style), Anchor::Middle, style));
        }
        nodes.extend(bar(segment, (x0, x1), bar_y));
        if torn_right {
            for dot in [-7.0, 0.0, 7.0] {
                let centre = (x1 + BREAK / 2.0 + dot, (frame.y + band_bottom) / 2.0);
                nodes.push(Circle { x: centre.0, y: centre.1, r: 1.6, style: Style::fill(Tone::Muted) }.into());
            }
        }
    }
    nodes.extend(body);
    (nodes, bottom - frame.y)
}

fn head_style(segment: &Segment) -> TextStyle {
    match segment.extent {
        Extent::Day | Extent::Full => TextStyle::new(Face::Bold, 12.5, Tone::Ink),
        _ => TextStyle::new(Face::Regular, 12.5, Tone::Muted),
    }
}

/// The note and cards of one segment, row by row in the story's order; returns the bottom.
fn column(desk: &Desk, segment: &Segment, (x0, x1): (f64, f64), count: usize, top: f64, nodes: &mut Vec<Node>) -> f64 {
    let inset = if segment.extent == Extent::Day { INSET } else { 2.0 };
    let width = x1 - x0 - 2.0 * inset;
    let style = TextStyle::new(Face::Regular, 11.5, Tone::Muted);
    let note = segment.note(&desk.words);
    let mut y = paragraph(nodes, &note, (x0 + inset, top, width), Anchor::Start, style, 15.0) + 9.0;
    let step = (width + GUTTER) / count as f64;
    let clock = segment.extent == Extent::Day;
    for row in segment.items.chunks(count.max(1)) {
        let cards: Vec<Card> = row.iter().map(|item| measure(desk, item, step - GUTTER, clock)).collect();
        for (index, card) in cards.iter().enumerate() {
            nodes.push(card.draw(desk, x0 + inset + step * index as f64, y));
        }
        y += cards.iter().map(|card| card.height).fold(0.0, f64::max) + 14.0;
    }
    y
}
