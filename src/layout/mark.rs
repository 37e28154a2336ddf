//! The number chips: shape says how exact the place is, fill says how certain the event is.

use super::write::line;
use crate::scene::{Anchor, Circle, Face, Node, PALE, Path, RectNode, Step, Style, TextStyle, Tone};
use crate::story::{Certainty, Item, Kind, PlaceShape, Story};

/// The tone of a kind of event.
pub(super) fn tone(kind: Kind) -> Tone {
    match kind {
        Kind::Military => Tone::KindMilitary,
        Kind::Meeting => Tone::KindMeeting,
        Kind::Statement => Tone::KindStatement,
        Kind::Disaster => Tone::KindDisaster,
        Kind::Other => Tone::KindOther,
    }
}

/// Key of the word that an event carries beside its mark, where it is not plainly asserted.
pub(super) fn certainty_key(certainty: Certainty) -> Option<&'static str> {
    match certainty {
        Certainty::Asserted => None,
        Certainty::Planned => Some("certainty-planned"),
        Certainty::Possible => Some("certainty-possible"),
        Certainty::Denied => Some("certainty-denied"),
        // The label says it itself, and a word beside it would deny it once more.
        Certainty::Negated => None,
        Certainty::Refuted => Some("certainty-refuted"),
        Certainty::Background => Some("certainty-background"),
    }
}

/// Whether the mark is round: the place is exact, or the text names none, so that no area stands for it.
pub(super) fn is_pin(item: &Item) -> bool {
    item.places.is_empty() || item.places.iter().any(|place| place.shape == PlaceShape::Pin)
}

/// The radius at which the largest number of the story fits its chip.
pub(super) fn radius(story: &Story) -> f64 {
    match story.items.iter().map(|item| item.number).max().unwrap_or(0) {
        0..=99 => 9.5,
        100..=999 => 13.0,
        _ => 17.0,
    }
}

/// The stroke through the mark of what is not so: slanted where the label is struck out, level where it says so itself. It leaves
/// the rim at both ends, so that a number of two digits does not hide it, and keeps to the square around the mark.
pub(super) fn strike((x, y): (f64, f64), r: f64, certainty: Certainty, style: Style) -> Node {
    let rise = if certainty.is_struck() { r } else { 0.0 };
    Path { steps: vec![Step::Move(x - r, y + rise), Step::Line(x + r, y - rise)], style }.into()
}

/// A chip around a centre; `text` may be empty.
pub(super) fn chip(text: &str, kind: Kind, certainty: Certainty, round: bool, (x, y, r): (f64, f64, f64)) -> Vec<Node> {
    let tone = tone(kind);
    let style = match certainty {
        Certainty::Asserted => Style::fill(tone),
        Certainty::Planned | Certainty::Denied | Certainty::Negated | Certainty::Refuted => {
            Style::fill(Tone::Background).with_stroke(tone, 1.5)
        }
        Certainty::Possible => Style::fill(Tone::Background).with_stroke(tone, 1.5).dash(2.6, 2.0),
        Certainty::Background => Style::fill(tone).fill_opacity(PALE),
    };
    let inner = if style.stroke.is_some() { r - 0.75 } else { r };
    let shape = |style: Style| -> Node {
        let side = 2.0 * inner;
        match round {
            true => Circle { x, y, r: inner, style }.into(),
            false => RectNode { x: x - inner, y: y - inner, width: side, height: side, radius: 3.0, style }.into(),
        }
    };
    let mut nodes: Vec<Node> = Vec::new();
    if certainty == Certainty::Background && !text.is_empty() {
        // A pale chip lets through what is under it, and a number on a tinted area could not be read.
        nodes.push(shape(Style::fill(Tone::Background)));
    }
    nodes.push(shape(style));
    if certainty.is_not_so() {
        nodes.push(strike((x, y), r, certainty, Style::stroke(tone, 1.7)));
    }
    if !text.is_empty() {
        let ink = if certainty == Certainty::Asserted { Tone::OnKind } else { tone };
        let mut style = TextStyle::new(Face::Bold, 11.0, ink);
        if certainty.is_not_so() {
            // The stroke passes behind the number.
            style = style.halo(Tone::Background, 2.0);
        }
        nodes.push(line(text, x, y + 4.0, Anchor::Middle, style));
    }
    nodes
}
