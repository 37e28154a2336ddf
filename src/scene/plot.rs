//! A plotters backend that records what a chart draws as nodes of our own scene.
//!
//! plotters counts in whole pixels, which is too coarse for a printed picture. The recorder therefore reports a
//! surface of [`UNITS`] units a pixel and divides on output: font sizes, stroke widths and radii that a chart gives to
//! plotters are in these units too.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;
use std::rc::Rc;

use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use plotters::style::RGBColor;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
    FontStyle, FontTransform,
};

use super::text::{extent, written};
use super::{
    Anchor, Circle, Face, Fill, Node, Path, RectNode, Step, Stroke, Style, Text, TextStyle, Theme, Tone, text_width,
};

/// Units of the recorded surface per px.
pub const UNITS: i32 = 10;

/// The widest surface in units, well inside the whole numbers that plotters computes with.
const WIDEST: f64 = 1_000_000.0;

/// The first two channels of a colour that stands for a tone; the third is the place of the tone in [`Tone::ALL`].
const MARK: [u8; 2] = [0xFE, 0xED];

/// What a scene cannot hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlotError {
    /// A scene has no bitmaps.
    Bitmap,
    /// Text in our pictures reads horizontally.
    TurnedText,
}

impl fmt::Display for PlotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PlotError::Bitmap => "a scene has no bitmaps",
            PlotError::TurnedText => "text in a picture is not turned",
        })
    }
}

impl std::error::Error for PlotError {}

type Drawn = Result<(), DrawingErrorKind<PlotError>>;

/// The colour by which a chart names a tone; any other colour becomes the nearest tone of the light theme.
pub fn plot_colour(tone: Tone) -> RGBColor {
    let at = Tone::ALL.iter().position(|known| *known == tone).unwrap_or(0);
    RGBColor(MARK[0], MARK[1], u8::try_from(at).unwrap_or(0))
}

fn tone(colour: BackendColor) -> Tone {
    let (r, g, b) = colour.rgb;
    if let Some(tone) = Tone::ALL.get(usize::from(b)).filter(|_| [r, g] == MARK) {
        return *tone;
    }
    let distance = |tone: &Tone| {
        let known = Theme::LIGHT.colour(*tone).0;
        known.iter().zip([r, g, b]).map(|(a, b)| i32::from(a.abs_diff(b)).pow(2)).sum::<i32>()
    };
    Tone::ALL.into_iter().min_by_key(distance).unwrap_or(Tone::Ink)
}

/// A drawing surface for plotters. Clones record into the same list, so that one clone can go into a drawing area and
/// another give the nodes afterwards.
#[derive(Debug, Clone)]
pub struct Recorder {
    size: (u32, u32),
    origin: (f64, f64),
    nodes: Rc<RefCell<Vec<Node>>>,
}

impl Recorder {
    /// A surface of a size in px; at least one unit in each direction.
    pub fn new(width: f64, height: f64) -> Self {
        let units = |px: f64| (px * f64::from(UNITS)).round().clamp(1.0, WIDEST) as u32;
        Self { size: (units(width), units(height)).max((1, 1)), origin: (0.0, 0.0), nodes: Rc::default() }
    }

    /// The same surface with its upper left corner at a point of the page.
    pub fn at(mut self, x: f64, y: f64) -> Self {
        self.origin = (x, y);
        self
    }

    /// Takes what was recorded so far, in drawing order.
    pub fn into_nodes(self) -> Vec<Node> {
        self.nodes.take()
    }

    fn record(&self, node: impl Into<Node>) {
        self.nodes.borrow_mut().push(node.into());
    }

    fn point(&self, (x, y): BackendCoord) -> (f64, f64) {
        (self.origin.0 + px(x), self.origin.1 + px(y))
    }

    fn steps(&self, points: impl IntoIterator<Item = BackendCoord>) -> Vec<Step> {
        let points = points.into_iter().map(|point| self.point(point)).enumerate();
        points.map(|(at, (x, y))| if at == 0 { Step::Move(x, y) } else { Step::Line(x, y) }).collect()
    }
}

/// A scale with its own tick positions, because the ones that plotters finds fall on odd dates and fractions.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticks {
    range: Range<f64>,
    at: Vec<f64>,
}

impl Ticks {
    /// A scale over a range, with a tick at each of these values.
    pub fn new(range: Range<f64>, at: Vec<f64>) -> Self {
        Self { range, at }
    }
}

impl Ranged for Ticks {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (from, to): (i32, i32)) -> i32 {
        let length = self.range.end - self.range.start;
        let share = if length == 0.0 { 0.0 } else { (value - self.range.start) / length };
        // A value that is no number becomes zero by the rules of `as`.
        (f64::from(from) + share * f64::from(to.saturating_sub(from))).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() { Vec::new() } else { self.at.clone() }
    }

    fn range(&self) -> Range<f64> {
        self.range.clone()
    }
}

/// Units to px. Division keeps tenths exact where a product with 0.1 would not.
fn px(units: i32) -> f64 {
    f64::from(units) / f64::from(UNITS)
}

fn filled(colour: BackendColor) -> Style {
    Style { fill: Some(Fill { tone: tone(colour), opacity: colour.alpha, fade: None }), stroke: None }
}

/// A stroke; none for a style without width.
fn stroked<S: BackendStyle>(style: &S) -> Option<Style> {
    let colour = style.color();
    let width = f64::from(style.stroke_width()) / f64::from(UNITS);
    let stroke = Stroke { tone: tone(colour), width, opacity: colour.alpha, dash: (0.0, 0.0), round: false };
    (width > 0.0).then_some(Style { fill: None, stroke: Some(stroke) })
}

fn text_style<S: BackendTextStyle>(style: &S) -> TextStyle {
    let serif = match style.family() {
        FontFamily::Serif => true,
        FontFamily::SansSerif | FontFamily::Monospace => false,
        FontFamily::Name(name) => name.to_lowercase().contains("serif") && !name.to_lowercase().contains("sans"),
    };
    let face = match style.style() {
        _ if serif => Face::Serif,
        FontStyle::Normal => Face::Regular,
        FontStyle::Bold => Face::Bold,
        FontStyle::Oblique | FontStyle::Italic => Face::Italic,
    };
    TextStyle::new(face, style.size() / f64::from(UNITS), tone(style.color()))
}

impl DrawingBackend for Recorder {
    type ErrorType = PlotError;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0.saturating_add(1), point.1.saturating_add(1)), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Drawn {
        let look = if fill { Some(filled(style.color())) } else { stroked(style) };
        if let Some(style) = look.filter(|_| style.color().alpha > 0.0) {
            let ((x0, y0), (x1, y1)) = (self.point(a), self.point(b));
            let (width, height) = ((x1 - x0).abs(), (y1 - y0).abs());
            self.record(RectNode { x: x0.min(x1), y: y0.min(y1), width, height, radius: 0.0, style });
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let steps = self.steps(path);
        if let Some(look) = stroked(style).filter(|_| style.color().alpha > 0.0 && steps.len() > 1) {
            self.record(Path { steps, style: look });
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let look = if fill { Some(filled(style.color())) } else { stroked(style) };
        if let Some(style) = look.filter(|_| style.color().alpha > 0.0) {
            let (x, y) = self.point(center);
            self.record(Circle { x, y, r: f64::from(radius) / f64::from(UNITS), style });
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Drawn {
        // A vertex that comes back closes a ring, so that an outline and its holes can come in one list.
        let (mut steps, mut ring): (Vec<Step>, Vec<BackendCoord>) = (Vec::new(), Vec::new());
        for vertex in vert {
            if ring.len() > 2 && ring.first() == Some(&vertex) {
                steps.extend(self.steps(ring.drain(..)));
                steps.push(Step::Close);
            } else {
                ring.push(vertex);
            }
        }
        if ring.len() > 2 {
            steps.extend(self.steps(ring));
            steps.push(Step::Close);
        }
        if !steps.is_empty() && style.color().alpha > 0.0 {
            self.record(Path { steps, style: filled(style.color()) });
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Drawn {
        if !matches!(style.transform(), FontTransform::None) {
            return Err(DrawingErrorKind::DrawingError(PlotError::TurnedText));
        }
        let text: String = written(text).collect();
        if text.trim().is_empty() || style.color().alpha <= 0.0 {
            return Ok(());
        }
        let look = text_style(style);
        let (x, y) = self.point(pos);
        let (above, below) = extent(look.face);
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        let drop = match style.anchor().v_pos {
            VPos::Top => above,
            VPos::Center => (above - below) / 2.0,
            VPos::Bottom => -below,
        };
        self.record(Text { x, y: y + drop * look.size, anchor, style: look, text });
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<PlotError>> {
        let look = text_style(style);
        let (above, below) = extent(look.face);
        let units = |px: f64| (px * f64::from(UNITS)).ceil().clamp(0.0, WIDEST) as u32;
        Ok((units(text_width(text, &look)), units((above + below) * look.size)))
    }

    fn blit_bitmap(&mut self, _: BackendCoord, _: (u32, u32), _: &[u8]) -> Drawn {
        Err(DrawingErrorKind::DrawingError(PlotError::Bitmap))
    }
}

#[cfg(test)]
#[path = "plot_tests.rs"]
mod tests;
