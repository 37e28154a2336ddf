//! Lines of text set from their top, shared by timeline and page.

use crate::scene::{Anchor, Face, Node, Text, TextStyle, text_width, wrap};

/// Ascent and descent of a face in em; lines are spaced so that these boxes never meet.
fn vertical(face: Face) -> (f64, f64) {
    match face {
        Face::Serif => (1.036, 0.335),
        _ => (0.969, 0.242),
    }
}

/// The baseline of a line whose box of `height` starts at `top`.
pub(super) fn baseline(top: f64, height: f64, style: &TextStyle) -> f64 {
    let (up, down) = vertical(style.face);
    top + (height - (up + down) * style.size) / 2.0 + up * style.size
}

/// A text node.
pub(super) fn line(text: &str, x: f64, y: f64, anchor: Anchor, style: TextStyle) -> Node {
    Text { x, y, anchor, style, text: text.to_string() }.into()
}

/// Wraps text so that every line fits: a word that is too wide by itself is cut between characters.
pub(super) fn fit(text: &str, style: &TextStyle, width: f64) -> Vec<String> {
    let width = width.max(style.size * 2.0);
    let mut lines = Vec::new();
    for whole in wrap(text, style, width) {
        if text_width(&whole, style) <= width {
            lines.push(whole);
            continue;
        }
        let mut part = String::new();
        for c in whole.chars() {
            part.push(c);
            if text_width(&part, style) > width && part.chars().count() > 1 {
                part.pop();
                lines.push(std::mem::take(&mut part));
                part.push(c);
            }
        }
        if !part.is_empty() {
            lines.push(part);
        }
    }
    lines
}

/// Writes a paragraph from `top` and returns its bottom.
pub(super) fn paragraph(
    nodes: &mut Vec<Node>,
    text: &str,
    (x, top, width): (f64, f64, f64),
    anchor: Anchor,
    style: TextStyle,
    height: f64,
) -> f64 {
    let mut y = top;
    for part in fit(text, &style, width) {
        nodes.push(line(&part, x, baseline(y, height, &style), anchor, style));
        y += height;
    }
    y
}
