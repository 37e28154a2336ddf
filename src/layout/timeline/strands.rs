//! The items of one date as they are drawn: related ones with comb and arrows, the others below a rule.

use super::cards::{Card, Extra, Form, card, clock, short_label};
use super::relate::{Joint, Link, Order, Strand};
use super::{Desk, Extent, Segment};
use crate::layout::mark::tone;
use crate::layout::write::{arrow_head, baseline, line, paragraph, rule, shifted};
use crate::scene::{Anchor, Face, Node, Path, Step, Style, TextStyle, Tone, text_width};
use crate::story::Item;

/// A card narrower than this breaks labels into single words.
const NARROWEST: f64 = 132.0;
/// Cards beside their chip want this much.
const COLUMN: f64 = 175.0;
const GUTTER: f64 = 16.0;
/// Related cards stand no farther apart, or their arrow would be all that is seen.
const WIDEST: f64 = 260.0;
/// Between rows of cards.
const ROW_GAP: f64 = 12.0;
/// Below this width a single column sets its text under the chip.
const BESIDE_FROM: f64 = 210.0;

fn note_style() -> TextStyle {
    TextStyle::new(Face::Regular, 11.5, Tone::Muted)
}

/// Nodes at the origin that grow downwards.
pub(super) struct Stack {
    pub nodes: Vec<Node>,
    pub y: f64,
}

impl Stack {
    pub fn note(&mut self, text: &str, x: f64, width: f64) {
        if !text.is_empty() {
            self.y = paragraph(&mut self.nodes, text, (x, self.y, width), Anchor::Start, note_style(), 15.0) + 7.0;
        }
    }

    fn put(&mut self, card: Card, x: f64, y: f64) {
        self.nodes.push(shifted(card.node, x, y));
    }
}

/// The number of columns that fit, spread so that the last row is not much shorter.
fn spread(count: usize, width: f64, least: f64) -> usize {
    let most = ((width + GUTTER) / (least + GUTTER)).floor().max(1.0) as usize;
    let rows = count.div_ceil(most.max(1)).max(1);
    count.div_ceil(rows).max(1)
}

/// A solid arrow or a dotted line between two chips, its word in the middle where there is room.
fn joint(desk: &Desk, kind: Joint, from: (f64, f64), to: f64, ink: Tone) -> Vec<Node> {
    let (x0, x1, y) = (from.0 + desk.radius + 5.0, to - desk.radius - 5.0, from.1);
    let (key, style) = match kind {
        Joint::Then => ("joint-then", Style::stroke(ink, 1.5)),
        Joint::While => ("joint-while", Style::stroke(ink, 1.5).dash(1.5, 3.0)),
    };
    let mut nodes = Vec::new();
    let word = desk.words.get(key);
    let half = text_width(word, &note_style()) / 2.0 + 5.0;
    let end = if kind == Joint::Then { x1 - 5.0 } else { x1 };
    let middle = (x0 + x1) / 2.0;
    if x1 - x0 > 2.0 * half + 24.0 {
        nodes.push(rule((x0, y), (middle - half, y), style));
        nodes.push(rule((middle + half, y), (end, y), style));
        let base = baseline(y - 7.5, 15.0, &note_style());
        nodes.push(line(word, middle, base, Anchor::Middle, note_style()));
    } else {
        nodes.push(rule((x0, y), (end, y), style));
    }
    if kind == Joint::Then {
        nodes.push(arrow_head((x1, y), (8.0, 0.0), Style::fill(ink)));
    }
    nodes
}

/// What a card of a row says beyond its item.
fn extra(desk: &Desk, order: &Order, link: &Link, parent: Option<&Item>) -> Extra {
    let label = parent.filter(|_| link.part).and_then(|parent| short_label(desk, link.item, parent));
    Extra { label, drawn: order.drawn.clone(), ..Extra::default() }
}

/// The numbers of the parts, as the first words of the parent's small print.
pub(super) fn head_lead(desk: &Desk, strand: &Strand) -> String {
    let parts: Vec<String> = strand.row.iter().filter(|l| l.part).map(|l| l.item.number.to_string()).collect();
    desk.words.fill("consists-of", &[&parts.join(", ")])
}

/// A row of related items side by side, on as many lines as the width asks for.
fn strand(desk: &Desk, order: &Order, strand: &Strand, width: f64, stack: &mut Stack) {
    let comb = Style::stroke(Tone::Muted, 1.0);
    let r = desk.radius;
    let mut trunk = None;
    if let Some(parent) = strand.parent {
        let extra = Extra { lead: Some(head_lead(desk, strand)), drawn: order.drawn.clone(), ..Extra::default() };
        let card = card(desk, parent, width, Form::Head, &extra);
        trunk = Some(stack.y + card.centre.1 + r + 2.0);
        let height = card.height;
        stack.put(card, 0.0, stack.y);
        stack.y += height + 16.0;
    }
    let mut columns = spread(strand.row.len(), width, NARROWEST);
    let wrapped = columns < strand.row.len();
    // With several lines the trunk of the comb, or an arrow from the line above, needs a free path at the left.
    let indent = if wrapped { 2.0 * r + 22.0 } else { 0.0 };
    if wrapped {
        columns = spread(strand.row.len(), width - indent, NARROWEST);
    }
    let step = ((width - indent + GUTTER) / columns as f64).min(WIDEST);
    let mut last = None;
    for row in strand.row.chunks(columns) {
        let chip_y = stack.y + r;
        let mut height: f64 = 0.0;
        let mut hung: Option<f64> = None;
        for (index, link) in row.iter().enumerate() {
            let x = indent + step * index as f64;
            let extra = extra(desk, order, link, strand.parent);
            let card = card(desk, link.item, step - GUTTER, Form::Below, &extra);
            height = height.max(card.height);
            let centre = x + card.centre.0;
            stack.put(card, x, stack.y);
            if link.part && trunk.is_some() {
                stack.nodes.push(rule((centre, stack.y - 8.0), (centre, chip_y - r - 2.0), comb));
                hung = Some(centre);
            }
            match (index, link.joint, last) {
                (1.., Some(kind), Some(ink)) => {
                    stack.nodes.extend(joint(desk, kind, (centre - step, chip_y), centre, ink));
                }
                // The joint goes over the end of a line: it comes in from the left.
                (0, Some(kind), Some(ink)) => {
                    stack.nodes.extend(joint(desk, kind, (centre - 2.0 * r - 26.0, chip_y), centre, ink));
                }
                _ => {}
            }
            last = Some(tone(link.item.kind));
        }
        if let (Some(from), Some(to)) = (trunk, hung) {
            let y = stack.y - 8.0;
            let steps = vec![Step::Move(r, from), Step::Line(r, y), Step::Line(to, y)];
            stack.nodes.push(Path { steps, style: comb }.into());
        }
        stack.y += height + ROW_GAP + if wrapped { 8.0 } else { 0.0 };
    }
}

/// Items without stated order in a grid.
pub(super) fn grid(desk: &Desk, items: &[&Item], order: &Order, width: f64, clocked: bool, stack: &mut Stack) {
    let form = if width < BESIDE_FROM { Form::Below } else { Form::Beside };
    let columns = spread(items.len(), width, COLUMN);
    let step = (width + GUTTER) / columns as f64;
    for row in items.chunks(columns) {
        let mut height: f64 = 0.0;
        for (index, item) in row.iter().enumerate() {
            let heading = clock(desk, item).filter(|_| clocked);
            let extra = Extra { heading, drawn: order.drawn.clone(), ..Extra::default() };
            let card = card(desk, item, step - GUTTER, form, &extra);
            height = height.max(card.height);
            stack.put(card, step * index as f64, stack.y);
        }
        stack.y += height + ROW_GAP;
    }
}

/// Short chains side by side in one row, as many as it holds; what has a parent keeps a row of its own.
fn packed<'s>(strands: &[Strand<'s>], columns: usize) -> Vec<Strand<'s>> {
    let mut rows: Vec<Strand> = Vec::new();
    for strand in strands {
        match rows.last_mut() {
            Some(last)
                if last.parent.is_none() && strand.parent.is_none() && last.row.len() + strand.row.len() <= columns =>
            {
                last.row.extend(strand.row.iter().cloned());
            }
            _ => rows.push(strand.clone()),
        }
    }
    rows
}

/// Sets one segment in a column of this width at the origin; returns its nodes and height.
pub(super) fn compose(desk: &Desk, segment: &Segment, width: f64) -> (Vec<Node>, f64) {
    let mut stack = Stack { nodes: Vec::new(), y: 0.0 };
    let order = &segment.order;
    stack.note(&segment.note(&desk.words), 0.0, width);
    if !segment.clocked.is_empty() {
        grid(desk, &segment.clocked, order, width, segment.extent == Extent::Day, &mut stack);
    }
    for row in packed(&order.strands, ((width + GUTTER) / (NARROWEST + GUTTER)) as usize) {
        strand(desk, order, &row, width, &mut stack);
    }
    if !order.loose.is_empty() {
        if !order.strands.is_empty() || !segment.clocked.is_empty() {
            let y = stack.y - 2.0;
            stack.nodes.push(rule((0.0, y), (width, y), Style::stroke(Tone::Hairline, 1.0).dash(4.0, 3.0)));
            stack.y += 6.0;
            stack.note(&segment.loose_note(&desk.words), 0.0, width);
        }
        grid(desk, &order.loose, order, width, false, &mut stack);
    }
    stack.y -= 5.0;
    (stack.nodes, stack.y)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::lang::{DateFormat, Words, pack};
    use std::collections::BTreeSet;

    pub fn desk() -> Desk {
        let pack = pack("id").expect("a bundled pack");
        Desk {
            words: Words::from_pack(&pack, "page.tsv").expect("a table"),
            format: DateFormat::from_pack(&pack).expect("a table"),
            radius: 10.0,
            bold: BTreeSet::new(),
            numbers: BTreeSet::new(),
        }
    }

    /// The ends of the straight lines of a joint, and where its word stands.
    fn parts(kind: Joint, to: f64) -> (Vec<(f64, f64)>, Option<f64>) {
        let (mut lines, mut word) = (Vec::new(), None);
        for node in joint(&desk(), kind, (100.0, 40.0), to, Tone::Ink) {
            match node {
                Node::Path(path) => match path.steps.as_slice() {
                    [Step::Move(x0, y0), Step::Line(x1, y1)] => {
                        assert_eq!((*y0, *y1), (40.0, 40.0), "a joint is level");
                        lines.push((*x0, *x1));
                    }
                    _ => assert_eq!(path.steps.first(), Some(&Step::Move(to - 15.0, 40.0)), "the tip of the arrow"),
                },
                Node::Text(text) => word = Some(text.x),
                _ => {}
            }
        }
        (lines, word)
    }

    #[test]
    fn a_joint_leaves_its_word_free_and_has_none_where_there_is_no_room() {
        for (kind, key, tail) in [(Joint::Then, "joint-then", 5.0), (Joint::While, "joint-while", 0.0)] {
            let half = text_width(desk().words.get(key), &note_style()) / 2.0 + 5.0;
            let (lines, word) = parts(kind, 300.0);
            assert_eq!(word, Some(200.0), "in the middle");
            assert_eq!(lines, [(115.0, 200.0 - half), (200.0 + half, 285.0 - tail)]);
            let (lines, word) = parts(kind, 150.0);
            assert_eq!((lines, word), (vec![(115.0, 135.0 - tail)], None));
        }
    }

    #[test]
    fn columns_are_spread_so_that_the_last_row_is_not_much_shorter() {
        let rows = [
            (1, 900.0, 1),
            (4, 1132.0, 4),
            (7, 1132.0, 4),
            (6, 1131.0, 6),
            (6, 1129.0, 3),
            (5, 10.0, 1),
            (0, 900.0, 1),
        ];
        for (count, width, wanted) in rows {
            assert_eq!(spread(count, width, 175.0), wanted, "{count} in {width}");
        }
    }
}
