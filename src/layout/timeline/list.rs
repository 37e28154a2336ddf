//! Form 3: dates from top to bottom, in as many columns as the width allows.
//!
//! A wide column prints dates at its left; a narrow one prints them as bands over the whole width.

use super::cards::{Extra, Form, LABEL_LEADING, card, clock, short_label};
use super::gap::{days_between, gap};
use super::panels::{bar, head_style};
use super::relate::{Joint, Strand};
use super::strands::head_lead;
use super::{Desk, Extent, Segment};
use crate::layout::Frame;
use crate::layout::mark::tone;
use crate::layout::write::{arrow_head, baseline, fit, line, paragraph, rule, shifted};
use crate::scene::{Anchor, Circle, Face, Node, Path, RectNode, Step, Style, TextStyle, Tone, text_width};
use crate::story::Item;
use std::collections::BTreeSet;

/// A column of cards wants this much; a wide page gets up to three.
const COLUMN: f64 = 430.0;
const MOST_COLUMNS: usize = 3;
const GUTTER: f64 = 32.0;
/// The column of dates, and its distance to the cards.
const DATE: f64 = 96.0;
const DATE_GAP: f64 = 14.0;
const DATE_LEADING: f64 = 16.0;
/// Below this width dates stand as bands.
const STACKED_BELOW: f64 = 400.0;
const CARD_GAP: f64 = 12.0;
/// Parts stand this much to the right of their parent.
const INDENT: f64 = 30.0;
/// A gap of so many mean gaps is told in words beside the rail, as the rail cannot show it …
const LONG_GAP: f64 = 4.0;
/// … in a list of at least so many dates, where a mean says something.
const LEAST_DATES: usize = 6;
/// Height of the words of a gap.
const GAP_ROOM: f64 = 24.0;
/// Where more days than this say the same of their order, the foot says it once.
const REPEATED: usize = 3;

fn note_style() -> TextStyle {
    TextStyle::new(Face::Regular, 11.5, Tone::Muted)
}

/// Nodes at the origin that stay together in one column.
struct Piece {
    nodes: Vec<Node>,
    height: f64,
    /// The centres of its first and last chip, for the rail.
    chips: (f64, f64),
    /// Whether text stands above its first chip, so that no rail may come from above.
    headed: bool,
    /// What stands above it before its date: the words of a gap.
    lead: f64,
    /// The segment, whose date is printed where a column or the segment starts.
    segment: usize,
}

/// A segment as pieces.
struct Column<'d> {
    desk: &'d Desk,
    width: f64,
    segment: usize,
    pieces: Vec<Piece>,
    /// Notes and rules that stay with the next piece.
    waiting: (Vec<Node>, f64),
    /// Height of the words of a gap among what waits.
    lead: f64,
}

impl Column<'_> {
    fn push(&mut self, nodes: Vec<Node>, height: f64, chips: (f64, f64)) {
        let (mut all, top) = std::mem::take(&mut self.waiting);
        all.extend(nodes.into_iter().map(|node| shifted(node, 0.0, top)));
        let chips = (chips.0 + top, chips.1 + top);
        self.pieces.push(Piece {
            nodes: all,
            height: height + top,
            chips,
            headed: top > 0.0,
            lead: std::mem::take(&mut self.lead),
            segment: self.segment,
        });
    }

    fn wait(&mut self, nodes: Vec<Node>, height: f64) {
        let top = self.waiting.1;
        self.waiting.0.extend(nodes.into_iter().map(|node| shifted(node, 0.0, top)));
        self.waiting.1 += height;
    }

    /// What waits still goes below the last piece.
    fn close(&mut self) {
        if let Some(last) = self.pieces.last_mut() {
            let (nodes, height) = std::mem::take(&mut self.waiting);
            last.nodes.extend(nodes.into_iter().map(|node| shifted(node, 0.0, last.height)));
            last.height += height;
        }
    }

    fn note(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let mut nodes = Vec::new();
        let bottom = paragraph(&mut nodes, text, (0.0, 0.0, self.width), Anchor::Start, note_style(), 15.0);
        self.wait(nodes, bottom + 6.0);
    }

    fn single(&mut self, item: &Item, clocked: bool, drawn: &BTreeSet<(u32, u32)>) {
        let heading = clock(self.desk, item).filter(|_| clocked);
        let extra = Extra { heading, drawn: drawn.clone(), ..Extra::default() };
        let card = card(self.desk, item, self.width, Form::Beside, &extra);
        self.push(vec![card.node], card.height + CARD_GAP, (card.centre.1, card.centre.1));
    }

    /// A parent with its parts indented below it, or a chain; one piece, because its lines hold it together.
    fn strand(&mut self, strand: &Strand, drawn: &BTreeSet<(u32, u32)>) {
        let r = self.desk.radius;
        let comb = Style::stroke(Tone::Muted, 1.0);
        let (mut nodes, mut y) = (Vec::new(), 0.0);
        let mut trunk = None;
        if let Some(parent) = strand.parent {
            let extra = Extra { lead: Some(head_lead(self.desk, strand)), drawn: drawn.clone(), ..Extra::default() };
            let card = card(self.desk, parent, self.width, Form::Beside, &extra);
            nodes.push(card.node);
            trunk = Some(card.centre.1 + r + 2.0);
            y = card.height + CARD_GAP;
        }
        let indent = if trunk.is_some() { INDENT } else { 0.0 };
        let mut last: Option<(f64, Tone)> = None;
        for link in &strand.row {
            let label =
                strand.parent.filter(|_| link.part).and_then(|parent| short_label(self.desk, link.item, parent));
            let extra = Extra { label, drawn: drawn.clone(), ..Extra::default() };
            let card = card(self.desk, link.item, self.width - indent, Form::Beside, &extra);
            let (x, centre) = (indent + r, y + card.centre.1);
            nodes.push(shifted(card.node, indent, y));
            if let (Some(from), true) = (trunk, link.part) {
                let steps = vec![Step::Move(r, from), Step::Line(r, centre), Step::Line(x - r - 2.0, centre)];
                nodes.push(Path { steps, style: comb }.into());
            }
            if let (Some(kind), Some((from, ink))) = (link.joint, last) {
                let (from, to) = (from + r + 3.0, centre - r - 3.0);
                match kind {
                    Joint::Then => {
                        nodes.push(rule((x, from), (x, to - 5.0), Style::stroke(ink, 1.5)));
                        nodes.push(arrow_head((x, to), (0.0, 8.0), Style::fill(ink)));
                    }
                    Joint::While => nodes.push(rule((x, from), (x, to), Style::stroke(ink, 1.5).dash(1.5, 3.0))),
                }
            }
            last = Some((centre, tone(link.item.kind)));
            y += card.height + CARD_GAP;
        }
        let first = LABEL_LEADING / 2.0;
        self.push(nodes, y, (first, last.map_or(first, |(centre, _)| centre)));
    }

    fn dashes(&mut self) {
        let style = Style::stroke(Tone::Hairline, 1.0).dash(4.0, 3.0);
        self.wait(vec![rule((0.0, 2.0), (self.width, 2.0), style)], 10.0);
    }

    fn items(&mut self, segment: &Segment) {
        let order = &segment.order;
        // A line without a word does not tell "during" from "then": the card says it.
        let worded = order.strands.iter().flat_map(|strand| {
            strand
                .row
                .windows(2)
                .filter(|pair| pair[1].joint == Some(Joint::While))
                .map(|pair| (pair[0].item.number, pair[1].item.number))
        });
        let worded: BTreeSet<(u32, u32)> = worded.flat_map(|(a, b)| [(a, b), (b, a)]).collect();
        let drawn: BTreeSet<(u32, u32)> = order.drawn.difference(&worded).copied().collect();
        for item in &segment.clocked {
            self.single(item, segment.extent == Extent::Day, &drawn);
        }
        for strand in &order.strands {
            self.strand(strand, &drawn);
        }
        let above = !order.strands.is_empty() || !segment.clocked.is_empty();
        if above && !order.loose.is_empty() {
            self.dashes();
            self.note(&segment.loose_note(&self.desk.words));
        }
        for item in &order.loose {
            self.single(item, false, &drawn);
        }
    }
}

/// A gap of fewer days than this needs no words in a wide column.
fn long_gap(segments: &[Segment]) -> f64 {
    let gaps: Vec<f64> = segments
        .windows(2)
        .filter_map(|pair| days_between(&pair[0], &pair[1]))
        .map(|days| days.max(0) as f64)
        .collect();
    if segments.len() < LEAST_DATES || gaps.is_empty() {
        return f64::INFINITY;
    }
    LONG_GAP * gaps.iter().sum::<f64>() / gaps.len() as f64
}

/// Three dots on the rail and the words of a gap beside them.
fn gap_nodes(desk: &Desk, text: &str) -> Vec<Node> {
    let dot = |row: i32| {
        let style = Style::fill(Tone::Muted);
        Circle { x: desk.radius, y: 2.0 + 6.0 * f64::from(row), r: 1.4, style }.into()
    };
    let mut nodes: Vec<Node> = (0..3).map(dot).collect();
    let base = baseline(0.0, 16.0, &note_style());
    nodes.push(line(text, 2.0 * desk.radius + 7.0, base, Anchor::Start, note_style()));
    nodes
}

/// What the days of a wide list say of their order, where so many say the same that the foot says it once.
fn repeated(desk: &Desk, segments: &[Segment]) -> Option<String> {
    let many = |segment: &&Segment| segment.extent == Extent::Day && segment.items.len() + segment.folded > 1;
    let notes: Vec<String> = segments.iter().filter(many).map(|segment| segment.note(&desk.words)).collect();
    let said = |note: &String| notes.iter().filter(|other| *other == note).count();
    notes.iter().find(|note| !note.is_empty() && said(note) > REPEATED).cloned()
}

/// The band of a segment in a narrow column, its bar and its note.
fn band_piece(desk: &Desk, segment: &Segment, before: Option<String>, width: f64) -> (Vec<Node>, f64) {
    let (mut nodes, mut y) = (Vec::new(), 0.0);
    if let Some(text) = before {
        nodes.extend(gap_nodes(desk, &text));
        y += 26.0;
    }
    let style = head_style(segment);
    let lines = fit(&segment.heading, &style, width - 16.0);
    let height = 8.0 + 16.0 * lines.len() as f64;
    let shade = if segment.extent == Extent::Day { Tone::DayPanel } else { Tone::Band };
    nodes.push(RectNode { x: 0.0, y, width, height, radius: 0.0, style: Style::fill(shade) }.into());
    for (row, text) in lines.iter().enumerate() {
        let base = baseline(y + 4.0 + 16.0 * row as f64, 16.0, &style);
        nodes.push(line(text, 8.0, base, Anchor::Start, style));
    }
    let note = segment.note(&desk.words);
    let used = lines.iter().map(|text| text_width(text, &style)).fold(0.0, f64::max);
    let inside = lines.len() == 1 && text_width(&note, &note_style()) + used + 40.0 <= width;
    if inside {
        nodes.push(line(&note, width - 8.0, baseline(y, height, &note_style()), Anchor::End, note_style()));
    }
    nodes.extend(bar(segment, (0.0, width), y + height + 4.0));
    y += height + 14.0;
    if !inside && !note.is_empty() {
        y = paragraph(&mut nodes, &note, (0.0, y, width), Anchor::Start, note_style(), 15.0) + 6.0;
    }
    (nodes, y)
}

/// The pieces of all segments.
fn pieces(desk: &Desk, segments: &[Segment], width: f64, stacked: bool) -> Vec<Piece> {
    let mut out = Vec::new();
    let (long, once) = (long_gap(segments), repeated(desk, segments));
    for (index, segment) in segments.iter().enumerate() {
        let mut column =
            Column { desk, width, segment: index, pieces: Vec::new(), waiting: (Vec::new(), 0.0), lead: 0.0 };
        if stacked {
            let before = index.checked_sub(1).and_then(|last| gap(desk, &segments[last], segment));
            let (nodes, height) = band_piece(desk, segment, before, width);
            column.wait(nodes, height);
        } else {
            let before = index.checked_sub(1).and_then(|last| segments.get(last));
            let far = before.filter(|last| days_between(last, segment).is_some_and(|days| days as f64 > long));
            if let Some(text) = far.and_then(|last| gap(desk, last, segment)) {
                column.wait(gap_nodes(desk, &text), GAP_ROOM);
                column.lead = GAP_ROOM;
            }
            let note = segment.note(&desk.words);
            let single = segment.extent != Extent::Day || segment.items.len() + segment.folded < 2;
            if !single && once.as_ref() != Some(&note) {
                column.note(&note);
            }
        }
        column.items(segment);
        column.close();
        if stacked && let Some(last) = column.pieces.last_mut() {
            last.height += 6.0;
        }
        out.extend(column.pieces);
    }
    out
}

/// Where columns start so that none is higher than `most`.
fn starts(heights: &[f64], most: f64) -> Vec<usize> {
    let mut out = vec![0];
    let mut y = 0.0;
    for (index, height) in heights.iter().enumerate() {
        if y > 0.0 && y + height > most {
            out.push(index);
            y = 0.0;
        }
        y += height;
    }
    out
}

/// The lowest columns of this number, by halving.
fn balanced(heights: &[f64], count: usize) -> Vec<usize> {
    let (mut low, mut high) = (0.0, heights.iter().sum::<f64>());
    for _ in 0..24 {
        let middle = (low + high) / 2.0;
        if starts(heights, middle).len() <= count { high = middle } else { low = middle }
    }
    starts(heights, high)
}

/// The date at the left of a column, with a bar where it is not a day.
fn date(desk: &Desk, segment: &Segment, (x, y): (f64, f64)) -> (Vec<Node>, f64) {
    let style = head_style(segment);
    let text = match (segment.extent, segment.from) {
        (Extent::Day, Some(day)) => desk.format.short_day(day),
        _ => segment.heading.clone(),
    };
    let (mut nodes, mut bottom) = (Vec::new(), y + 0.5);
    for text in fit(&text, &style, DATE) {
        nodes.push(line(&text, x + DATE, baseline(bottom, DATE_LEADING, &style), Anchor::End, style));
        bottom += DATE_LEADING;
    }
    if segment.extent != Extent::Day {
        nodes.extend(bar(segment, (x + DATE - 44.0, x + DATE), bottom + 4.0));
        bottom += 8.0;
    }
    (nodes, bottom - y)
}

/// How many columns a list has, how wide they are, and whether that is so narrow that dates stand as bands.
fn stacks(segments: &[Segment], width: f64) -> (usize, f64, bool) {
    let fitting = ((width + GUTTER) / (COLUMN + GUTTER)).floor().max(1.0) as usize;
    let total: usize = segments.iter().map(|segment| segment.items.len()).sum();
    let count = fitting.min(MOST_COLUMNS).min(total.max(1));
    let column = (width + GUTTER) / count as f64 - GUTTER;
    (count, column, column < STACKED_BELOW)
}

/// What the foot says for all days of a list.
pub(super) fn note(desk: &Desk, segments: &[Segment], width: f64) -> Option<String> {
    if stacks(segments, width).2 { None } else { repeated(desk, segments) }
}

/// Draws the list; returns the nodes and the height.
pub(super) fn draw(desk: &Desk, segments: &[Segment], frame: Frame) -> (Vec<Node>, f64) {
    let (count, width, stacked) = stacks(segments, frame.width);
    let left = if stacked { 0.0 } else { DATE + DATE_GAP };
    let pieces = pieces(desk, segments, width - left, stacked);
    // A piece is at least as high as the date that it may have to print.
    let height = |piece: &Piece| match segments.get(piece.segment) {
        Some(segment) if !stacked => piece.height.max(piece.lead + date(desk, segment, (0.0, 0.0)).1 + 6.0),
        _ => piece.height,
    };
    let heights: Vec<f64> = pieces.iter().map(height).collect();
    let starts = balanced(&heights, count);
    let (mut nodes, mut y, mut bottom, mut column) = (Vec::new(), frame.y, frame.y, 0);
    let mut rail: Option<f64> = None;
    let mut dated: Option<usize> = None;
    for (index, (piece, height)) in pieces.iter().zip(&heights).enumerate() {
        if index > 0 && starts.contains(&index) {
            column += 1;
            (y, rail, dated) = (frame.y, None, None);
        }
        let x = frame.x + (width + GUTTER) * column as f64;
        let Some(segment) = segments.get(piece.segment) else { continue };
        let first = dated != Some(piece.segment);
        if !stacked && first {
            nodes.extend(date(desk, segment, (x, y + piece.lead)).0);
        }
        let (top, end) = piece.chips;
        let centre = x + left + desk.radius;
        if let Some(from) = rail.filter(|_| first && !stacked && !piece.headed) {
            let open = matches!(segment.extent, Extent::OpenEnd | Extent::Onward | Extent::Undated);
            let style = Style::stroke(Tone::Hairline, 2.0);
            let style = if open { style.dash(3.0, 3.0) } else { style };
            nodes.push(rule((centre, from), (centre, y + top - desk.radius - 3.0), style));
        }
        rail = Some(y + end + desk.radius + 3.0);
        dated = Some(piece.segment);
        nodes.extend(piece.nodes.iter().map(|node| shifted(node.clone(), x + left, y)));
        y += height;
        bottom = bottom.max(y);
    }
    (nodes, bottom - frame.y)
}
