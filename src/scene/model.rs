//! What is drawn, as plain data.

use super::logo::Logo;
use super::theme::{Face, Tone};
use std::sync::Arc;

/// A whole picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    pub width: f64,
    pub height: f64,
    pub title: String,
    pub desc: String,
    /// Language code for the `lang` attribute.
    pub lang: String,
    /// The number of a further page of a picture, 2 for the second; `None` for the first.
    pub page: Option<u32>,
    /// In drawing order, which is also the reading order.
    pub root: Vec<Node>,
}

/// One mark or a group of marks.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    Group(Group),
    Path(Path),
    Rect(RectNode),
    Circle(Circle),
    Text(Text),
    Logo(LogoNode),
}

/// Marks that belong together: a layer, an event, a pin.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// `id` attribute; empty for none. Layers are `layer-…`.
    pub id: String,
    /// Name that editors show for the layer; empty for none.
    pub label: String,
    /// `class` attribute: `event`, `pin`, `area` and further words; empty for none.
    pub class: String,
    /// `data-…` attributes, by name without the prefix.
    pub data: Vec<(String, String)>,
    /// `<title>` of the group; empty for none.
    pub title: String,
    /// Clip rectangle `[x, y, width, height]`, if any.
    pub clip: Option<Clip>,
    pub children: Vec<Node>,
}

/// What a group is clipped to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Clip {
    Rect { x: f64, y: f64, width: f64, height: f64 },
    Circle { x: f64, y: f64, r: f64 },
}

/// Fill and stroke of a mark. The theme turns tones into colours.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Style {
    pub fill: Option<Fill>,
    pub stroke: Option<Stroke>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fill {
    pub tone: Tone,
    /// 0 to 1.
    pub opacity: f64,
    /// Fades along x from transparent at the first to full at the second coordinate, if any.
    pub fade: Option<(f64, f64)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    pub tone: Tone,
    pub width: f64,
    pub opacity: f64,
    /// Dash and gap lengths; both zero for a solid line.
    pub dash: (f64, f64),
    pub round: bool,
}

impl Style {
    /// A solid fill.
    pub fn fill(tone: Tone) -> Self {
        Self { fill: Some(Fill { tone, opacity: 1.0, fade: None }), stroke: None }
    }

    /// A solid stroke and no fill.
    pub fn stroke(tone: Tone, width: f64) -> Self {
        Self { fill: None, stroke: Some(Stroke { tone, width, opacity: 1.0, dash: (0.0, 0.0), round: false }) }
    }

    /// The same with another fill opacity.
    pub fn fill_opacity(mut self, opacity: f64) -> Self {
        if let Some(fill) = &mut self.fill {
            fill.opacity = opacity;
        }
        self
    }

    /// The same with a stroke added.
    pub fn with_stroke(mut self, tone: Tone, width: f64) -> Self {
        self.stroke = Self::stroke(tone, width).stroke;
        self
    }

    /// The same with a dashed stroke.
    pub fn dash(mut self, dash: f64, gap: f64) -> Self {
        if let Some(stroke) = &mut self.stroke {
            stroke.dash = (dash, gap);
        }
        self
    }

    /// The same with another stroke opacity.
    pub fn stroke_opacity(mut self, opacity: f64) -> Self {
        if let Some(stroke) = &mut self.stroke {
            stroke.opacity = opacity;
        }
        self
    }

    /// The same with round caps and joins.
    pub fn round(mut self) -> Self {
        if let Some(stroke) = &mut self.stroke {
            stroke.round = true;
        }
        self
    }
}

/// A step of a path, absolute coordinates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    Move(f64, f64),
    Line(f64, f64),
    /// Two control points and the end.
    Cubic(f64, f64, f64, f64, f64, f64),
    Close,
}

/// A path; filled even-odd.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    pub steps: Vec<Step>,
    pub style: Style,
}

#[derive(Debug, Clone, PartialEq)]
pub struct RectNode {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    /// Corner radius.
    pub radius: f64,
    pub style: Style,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Circle {
    pub x: f64,
    pub y: f64,
    pub r: f64,
    pub style: Style,
}

/// A house's mark, stretched into a box.
#[derive(Debug, Clone, PartialEq)]
pub struct LogoNode {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    pub logo: Arc<Logo>,
}

/// Which part of a text stands at its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// The looks of a line of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextStyle {
    pub face: Face,
    /// px.
    pub size: f64,
    pub tone: Tone,
    /// Extra space after each character, in em.
    pub tracking: f64,
    /// Halo behind the glyphs: its tone and width, if any.
    pub halo: Option<(Tone, f64)>,
}

impl TextStyle {
    /// A text style without tracking or halo.
    pub fn new(face: Face, size: f64, tone: Tone) -> Self {
        Self { face, size, tone, tracking: 0.0, halo: None }
    }

    pub fn tracked(mut self, em: f64) -> Self {
        self.tracking = em;
        self
    }

    pub fn halo(mut self, tone: Tone, width: f64) -> Self {
        self.halo = Some((tone, width));
        self
    }

    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// One line of text on its baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    pub x: f64,
    pub y: f64,
    pub anchor: Anchor,
    pub style: TextStyle,
    pub text: String,
}

impl From<Group> for Node {
    fn from(value: Group) -> Self {
        Node::Group(value)
    }
}

impl From<Path> for Node {
    fn from(value: Path) -> Self {
        Node::Path(value)
    }
}

impl From<RectNode> for Node {
    fn from(value: RectNode) -> Self {
        Node::Rect(value)
    }
}

impl From<Circle> for Node {
    fn from(value: Circle) -> Self {
        Node::Circle(value)
    }
}

impl From<LogoNode> for Node {
    fn from(value: LogoNode) -> Self {
        Node::Logo(value)
    }
}

impl From<Text> for Node {
    fn from(value: Text) -> Self {
        Node::Text(value)
    }
}

/// An axis-aligned box, for overlap checks in layouts and tests.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

impl Bounds {
    /// Whether the two share an area.
    pub fn overlaps(&self, other: &Bounds) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }
}
