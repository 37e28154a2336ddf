//! Lines of text as the outlines of their glyphs, for programs that load no embedded fonts.

use ttf_parser::{GlyphId, OutlineBuilder};

use super::text::{loaded, text_bounds, written};
use super::{Step, Text};

/// Collects the outline of one glyph, from font units with y upwards to px with y downwards.
struct Pen<'a> {
    steps: &'a mut Vec<Step>,
    x: f64,
    y: f64,
    scale: f64,
    /// Where the pen is, in px.
    at: (f64, f64),
}

impl Pen<'_> {
    fn place(&self, x: f32, y: f32) -> (f64, f64) {
        (self.x + f64::from(x) * self.scale, self.y - f64::from(y) * self.scale)
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.place(x, y);
        self.steps.push(Step::Move(self.at.0, self.at.1));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.at = self.place(x, y);
        self.steps.push(Step::Line(self.at.0, self.at.1));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (from, control, to) = (self.at, self.place(x1, y1), self.place(x, y));
        // The cubic with the same curve has its control points two thirds of the way to the quadratic's.
        let near = |end: f64, middle: f64| end + 2.0 / 3.0 * (middle - end);
        let (a, b) = (near(from.0, control.0), near(from.1, control.1));
        let (c, d) = (near(to.0, control.0), near(to.1, control.1));
        self.steps.push(Step::Cubic(a, b, c, d, to.0, to.1));
        self.at = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((a, b), (c, d)) = (self.place(x1, y1), self.place(x2, y2));
        self.at = self.place(x, y);
        self.steps.push(Step::Cubic(a, b, c, d, self.at.0, self.at.1));
    }

    fn close(&mut self) {
        self.steps.push(Step::Close);
    }
}

/// The outlines of a line of text where the text would stand. They overlap within a glyph, so they are filled by the
/// non-zero rule.
pub(super) fn outline(text: &Text) -> Vec<Step> {
    let mut steps = Vec::new();
    let face = loaded(text.style.face);
    let Some(font) = face.font.as_ref() else { return steps };
    let size = text.style.size;
    let scale = size / f64::from(font.units_per_em().max(1));
    let mut x = text_bounds(text).x0;
    for character in written(&text.text) {
        let glyph = font.glyph_index(character).unwrap_or(GlyphId(0));
        if !character.is_whitespace() {
            let mut pen = Pen { steps: &mut steps, x, y: text.y, scale, at: (x, text.y) };
            font.outline_glyph(glyph, &mut pen);
        }
        x += (face.advance(character) + text.style.tracking) * size;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::super::{Anchor, Face, TextStyle, Tone};
    use super::*;

    #[test]
    fn outlines_fill_the_box_that_was_measured() {
        for face in [Face::Regular, Face::Bold, Face::Italic, Face::Serif] {
            for anchor in [Anchor::Start, Anchor::Middle, Anchor::End] {
                let style = TextStyle::new(face, 20.0, Tone::Ink).tracked(0.05);
                let text = Text { x: 200.0, y: 50.0, anchor, style, text: "Hujan deras di Ōsaka".to_string() };
                let bounds = text_bounds(&text);
                let ends: Vec<(f64, f64)> = outline(&text)
                    .iter()
                    .filter_map(|step| match *step {
                        Step::Move(x, y) | Step::Line(x, y) | Step::Cubic(.., x, y) => Some((x, y)),
                        Step::Close => None,
                    })
                    .collect();
                let (left, right) = ends.iter().fold((f64::MAX, f64::MIN), |(l, r), (x, _)| (l.min(*x), r.max(*x)));
                assert!((left - bounds.x0).abs() < 4.0 && (right - bounds.x1).abs() < 4.0, "{face:?} {anchor:?}");
                assert!(ends.iter().all(|(_, y)| *y >= bounds.y0 && *y <= bounds.y1), "{face:?}");
            }
        }
    }

    #[test]
    fn blanks_have_no_outline() {
        let style = TextStyle::new(Face::Regular, 20.0, Tone::Ink);
        let text = Text { x: 0.0, y: 0.0, anchor: Anchor::Start, style, text: " \u{a0}\t\u{0}".to_string() };
        assert!(outline(&text).is_empty());
    }
}
