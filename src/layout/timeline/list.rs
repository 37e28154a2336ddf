//! Form 2: dates along a rail, top to bottom, in as many columns as the width allows.

use super::cards::{Card, Extra, Form, card, clock};
use super::{Desk, Extent, Segment};
use crate::layout::Frame;
use crate::layout::write::{baseline, fit, line, shifted};
use crate::scene::{Anchor, Face, Node, Path, Step, Style, TextStyle, Tone};

/// A column of cards wants this much; a wide page gets up to three.
const COLUMN: f64 = 430.0;
const GUTTER: f64 = 32.0;
const DATE: f64 = 112.0;
const DATE_LEADING: f64 = 16.5;

/// One card with the date that it prints if it starts a date or a column.
struct Block {
    card: Card,
    date: Vec<String>,
    first: bool,
    extent: Extent,
}

impl Block {
    fn height(&self, stacked: bool, with_date: bool) -> f64 {
        let date = if with_date { self.date.len() as f64 * DATE_LEADING } else { 0.0 };
        let gap = 12.0;
        if stacked { self.card.height + date + gap } else { self.card.height.max(date) + gap }
    }
}

/// Draws the list; returns the nodes and the height.
pub(super) fn draw(desk: &Desk, segments: &[Segment], frame: Frame) -> (Vec<Node>, f64) {
    let total: usize = segments.iter().map(|s| s.items.len()).sum();
    let fitting = ((frame.width + GUTTER) / (COLUMN + GUTTER)).floor().max(1.0) as usize;
    let count = fitting.min(3).min(total.max(1));
    let width = (frame.width + GUTTER) / count as f64 - GUTTER;
    let stacked = width < 400.0;
    let left = if stacked { 0.0 } else { DATE + 14.0 };
    let style = TextStyle::new(Face::Bold, 12.5, Tone::Ink);
    let mut blocks = Vec::new();
    for segment in segments {
        let indent = if stacked { 2.0 * desk.radius + 7.0 } else { 0.0 };
        let date_width = if stacked { width - indent } else { DATE };
        let date = fit(&segment.heading, &style, date_width);
        for (index, item) in segment.items.iter().enumerate() {
            let heading = clock(desk, item).filter(|_| segment.extent == Extent::Day);
            let card = card(desk, item, width - left, Form::Beside, &Extra { heading, ..Extra::default() });
            blocks.push(Block { card, date: date.clone(), first: index == 0, extent: segment.extent });
        }
    }
    let all: f64 = blocks.iter().map(|b| b.height(stacked, b.first)).sum();
    let target = all / count as f64;
    let mut nodes = Vec::new();
    let (mut column, mut y, mut bottom) = (0, frame.y, frame.y);
    let mut rail_from = None;
    for block in &blocks {
        let half = block.height(stacked, block.first) / 2.0;
        if y > frame.y && column + 1 < count && y + half > frame.y + target {
            column += 1;
            y = frame.y;
            rail_from = None;
        }
        let with_date = block.first || y <= frame.y;
        let x = frame.x + (width + GUTTER) * column as f64;
        let centre = x + left + desk.radius;
        let date_x = if stacked { x + 2.0 * desk.radius + 7.0 } else { x + DATE };
        let anchor = if stacked { Anchor::Start } else { Anchor::End };
        let mut card_y = y;
        if with_date {
            for (row, text) in block.date.iter().enumerate() {
                let base = baseline(y + DATE_LEADING * row as f64 + 0.5, DATE_LEADING, &style);
                nodes.push(line(text, date_x, base, anchor, style));
            }
            if stacked {
                card_y += block.date.len() as f64 * DATE_LEADING;
            }
        }
        let chip_y = card_y + 8.75;
        if let Some(from) = rail_from {
            let open = matches!(block.extent, Extent::OpenEnd | Extent::Undated);
            let mut rail = Style::stroke(Tone::Hairline, 2.0);
            if open {
                rail = rail.dash(3.0, 3.0);
            }
            let steps = vec![Step::Move(centre, from), Step::Line(centre, chip_y - desk.radius - 2.0)];
            nodes.push(Path { steps, style: rail }.into());
        }
        rail_from = Some(chip_y + desk.radius + 2.0);
        nodes.push(shifted(block.card.node.clone(), x + left, card_y));
        y += block.height(stacked, with_date);
        bottom = bottom.max(y);
    }
    (nodes, bottom - frame.y)
}
