//! Lines of text set from their top, shared by timeline and page.

use crate::scene::{
    Anchor, Circle, Clip, Face, Fill, Group, LogoNode, Node, Path, RectNode, Step, Style, Text, TextStyle, text_width,
    wrap,
};

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

/// A straight line.
pub(super) fn rule((x0, y0): (f64, f64), (x1, y1): (f64, f64), style: Style) -> Node {
    Path { steps: vec![Step::Move(x0, y0), Step::Line(x1, y1)], style }.into()
}

/// The head of an arrow that points along one axis, its tip at `(x, y)`.
pub(super) fn arrow_head((x, y): (f64, f64), (dx, dy): (f64, f64), style: Style) -> Node {
    // Half as wide as long reads as an arrow and not as a triangle.
    let (back_x, back_y) = (x - dx, y - dy);
    let (side_x, side_y) = (-dy * 0.5, dx * 0.5);
    let steps = vec![
        Step::Move(x, y),
        Step::Line(back_x + side_x, back_y + side_y),
        Step::Line(back_x - side_x, back_y - side_y),
        Step::Close,
    ];
    Path { steps, style }.into()
}

fn shifted_style(mut style: Style, dx: f64) -> Style {
    if let Some(Fill { fade: Some((from, to)), .. }) = &mut style.fill {
        *from += dx;
        *to += dx;
    }
    style
}

/// A node moved as a whole, so that parts can be set at the origin and placed when their size is known.
pub(super) fn shifted(node: Node, dx: f64, dy: f64) -> Node {
    match node {
        Node::Circle(c) => Circle { x: c.x + dx, y: c.y + dy, style: shifted_style(c.style, dx), ..c }.into(),
        Node::Rect(r) => RectNode { x: r.x + dx, y: r.y + dy, style: shifted_style(r.style, dx), ..r }.into(),
        Node::Logo(l) => LogoNode { x: l.x + dx, y: l.y + dy, ..l }.into(),
        Node::Text(mut t) => {
            t.x += dx;
            t.y += dy;
            t.into()
        }
        Node::Path(mut p) => {
            for step in &mut p.steps {
                *step = match *step {
                    Step::Move(x, y) => Step::Move(x + dx, y + dy),
                    Step::Line(x, y) => Step::Line(x + dx, y + dy),
                    Step::Cubic(a, b, c, d, x, y) => Step::Cubic(a + dx, b + dy, c + dx, d + dy, x + dx, y + dy),
                    Step::Close => Step::Close,
                };
            }
            p.style = shifted_style(p.style, dx);
            p.into()
        }
        Node::Group(mut g) => {
            g.clip = g.clip.map(|clip| match clip {
                Clip::Rect { x, y, width, height } => Clip::Rect { x: x + dx, y: y + dy, width, height },
                Clip::Circle { x, y, r } => Clip::Circle { x: x + dx, y: y + dy, r },
            });
            Group { children: g.children.into_iter().map(|node| shifted(node, dx, dy)).collect(), ..g }.into()
        }
    }
}

/// A node magnified from the origin: lines, dashes, type and all.
pub(super) fn scaled(node: Node, by: f64) -> Node {
    let style = |mut style: Style| {
        if let Some(stroke) = &mut style.stroke {
            stroke.width *= by;
            stroke.dash = (stroke.dash.0 * by, stroke.dash.1 * by);
        }
        if let Some(Fill { fade: Some((from, to)), .. }) = &mut style.fill {
            *from *= by;
            *to *= by;
        }
        style
    };
    match node {
        Node::Logo(l) => LogoNode { x: l.x * by, y: l.y * by, width: l.width * by, height: l.height * by, ..l }.into(),
        Node::Circle(c) => Circle { x: c.x * by, y: c.y * by, r: c.r * by, style: style(c.style) }.into(),
        Node::Rect(r) => RectNode {
            x: r.x * by,
            y: r.y * by,
            width: r.width * by,
            height: r.height * by,
            radius: r.radius * by,
            style: style(r.style),
        }
        .into(),
        Node::Text(mut t) => {
            (t.x, t.y, t.style.size) = (t.x * by, t.y * by, t.style.size * by);
            t.style.halo = t.style.halo.map(|(tone, width)| (tone, width * by));
            t.into()
        }
        Node::Path(mut p) => {
            for step in &mut p.steps {
                *step = match *step {
                    Step::Move(x, y) => Step::Move(x * by, y * by),
                    Step::Line(x, y) => Step::Line(x * by, y * by),
                    Step::Cubic(a, b, c, d, x, y) => Step::Cubic(a * by, b * by, c * by, d * by, x * by, y * by),
                    Step::Close => Step::Close,
                };
            }
            p.style = style(p.style);
            p.into()
        }
        Node::Group(mut g) => {
            g.clip = g.clip.map(|clip| match clip {
                Clip::Rect { x, y, width, height } => {
                    Clip::Rect { x: x * by, y: y * by, width: width * by, height: height * by }
                }
                Clip::Circle { x, y, r } => Clip::Circle { x: x * by, y: y * by, r: r * by },
            });
            Group { children: g.children.into_iter().map(|node| scaled(node, by)).collect(), ..g }.into()
        }
    }
}

#[cfg(test)]
#[path = "write_tests.rs"]
mod tests;
