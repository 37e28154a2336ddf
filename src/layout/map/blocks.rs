//! The label of a site: its name, its event numbers, a note; in fuller and shorter forms.

use super::place_labels::Candidate;
use super::sites::Site;
use crate::carto::Window;
use crate::layout::mark::chip;
use crate::layout::write::{baseline, line};
use crate::scene::{Anchor, Bounds, Face, Node, Path, Step, Style, TextStyle, Tone, text_width};
use geo::Coord;

/// Height of a row of number chips.
const CHIP_ROW: f64 = 23.0;
/// Numbers in one row at most.
const ROW_LENGTH: usize = 8;
/// Distances of a label from its mark that are tried, in px.
const RINGS: [f64; 8] = [5.0, 12.0, 22.0, 36.0, 54.0, 78.0, 110.0, 150.0];
/// Directions around the mark that are tried.
const DIRECTIONS: usize = 16;
/// A label that stands this far from its mark gets a leader, in px.
const LEADER: f64 = 10.0;
/// What it costs to leave out the note, and to leave out the name.
const FORM_COST: [f64; 3] = [0.0, 40.0, 160.0];

/// A label's content.
pub(super) struct Block<'s> {
    site: &'s Site<'s>,
    /// Printed under the name; may be empty.
    note: String,
    chip_radius: f64,
    pub home: Home,
}

/// The mark that a label belongs to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Home {
    pub at: Coord<f64>,
    /// Labels keep this distance from the middle of the mark, in px.
    pub reach: f64,
    /// A leader starts this far from the middle, in px.
    pub start: f64,
    /// The label may lie on the mark: an area.
    pub open: bool,
}

fn name_style(pin: bool) -> TextStyle {
    if pin {
        TextStyle::new(Face::Bold, 15.0, Tone::Ink)
    } else {
        TextStyle::new(Face::Bold, 13.0, Tone::Ink).tracked(0.1)
    }
}

fn note_style() -> TextStyle {
    TextStyle::new(Face::Regular, 11.5, Tone::MapText)
}

impl<'s> Block<'s> {
    pub fn new(site: &'s Site<'s>, note: String, chip_radius: f64, home: Home) -> Self {
        Self { site, note, chip_radius, home }
    }

    fn name(&self) -> String {
        if self.site.is_pin() { self.site.place.name.clone() } else { self.site.place.name.to_uppercase() }
    }

    fn pitch(&self) -> f64 {
        2.0 * self.chip_radius + 4.0
    }

    fn rows(&self) -> usize {
        self.site.items.len().div_ceil(ROW_LENGTH)
    }

    /// An area with few numbers carries them before its name.
    fn inline(&self) -> bool {
        !self.site.is_pin() && self.site.items.len() <= 3
    }

    fn chips_width(&self) -> f64 {
        self.site.items.len().min(ROW_LENGTH) as f64 * self.pitch() - 4.0
    }

    /// Width and height of a form: 0 all, 1 without the note, 2 numbers only.
    fn size(&self, form: usize) -> (f64, f64) {
        let chips = self.chips_width();
        let chips_height = self.rows() as f64 * CHIP_ROW;
        if form == 2 {
            return (chips, chips_height);
        }
        let name = text_width(&self.name(), &name_style(self.site.is_pin()));
        let (mut width, mut height) =
            if self.inline() { (chips + 7.0 + name, CHIP_ROW) } else { (chips.max(name), 19.0 + chips_height) };
        if form == 0 && !self.note.is_empty() {
            width = width.max(text_width(&self.note, &note_style()));
            height += 15.0;
        }
        (width, height)
    }

    /// Every place and form that keeps within a window.
    pub fn candidates(&self, window: &Window) -> Vec<Candidate> {
        let mut made = Vec::new();
        for form in 0..3 {
            if form == 1 && self.note.is_empty() {
                continue;
            }
            let (width, height) = self.size(form);
            made.extend(self.centred(form, window));
            for ring in RINGS {
                for direction in 0..DIRECTIONS {
                    made.extend(self.candidate(form, (width, height), ring, direction, window));
                }
            }
        }
        made
    }

    /// On the mark itself.
    fn centred(&self, form: usize, window: &Window) -> Option<Candidate> {
        let (width, height) = self.size(form);
        let (x0, y0) = (self.home.at.x - width / 2.0, self.home.at.y - height / 2.0);
        let bounds = Bounds { x0, y0, x1: x0 + width, y1: y0 + height };
        let inside = self.home.open && within(window, &bounds);
        inside.then_some(Candidate { bounds, leader: None, cost: FORM_COST[form], form, to_left: false })
    }

    fn candidate(
        &self,
        form: usize,
        (width, height): (f64, f64),
        ring: f64,
        direction: usize,
        window: &Window,
    ) -> Option<Candidate> {
        let angle = direction as f64 * std::f64::consts::TAU / DIRECTIONS as f64;
        let (dx, dy) = (angle.cos(), -angle.sin());
        let away = self.home.reach + ring;
        // The box touches the ring with the side or corner that faces the mark.
        let grip = |d: f64, size: f64| {
            if d > 0.35 {
                0.0
            } else if d < -0.35 {
                size
            } else {
                size / 2.0
            }
        };
        let x0 = self.home.at.x + dx * away - grip(dx, width);
        let y0 = self.home.at.y + dy * away - grip(dy, height);
        let bounds = Bounds { x0, y0, x1: x0 + width, y1: y0 + height };
        if !within(window, &bounds) {
            return None;
        }
        let leader = (ring > LEADER).then(|| self.leader(&bounds));
        // Right of the mark reads best, then left, then above and below.
        let preference = match direction {
            0 => 0.0,
            1 | 15 => 1.5,
            8 => 4.0,
            2 | 14 => 3.0,
            7 | 9 => 5.0,
            _ => 6.0,
        };
        let cost = ring * 0.7 + preference + FORM_COST[form];
        Some(Candidate { bounds, leader, cost, form, to_left: dx < -0.35 })
    }

    /// A line from the mark to the nearest point of a box.
    fn leader(&self, bounds: &Bounds) -> (Coord<f64>, Coord<f64>) {
        let at = self.home.at;
        let to = Coord { x: at.x.clamp(bounds.x0, bounds.x1), y: at.y.clamp(bounds.y0 + 8.0, bounds.y1 - 8.0) };
        let length = (to.x - at.x).hypot(to.y - at.y).max(1e-9);
        let on = |share: f64| Coord { x: at.x + (to.x - at.x) * share, y: at.y + (to.y - at.y) * share };
        (on((self.home.start / length).min(1.0)), on(((length - 4.0) / length).max(0.0)))
    }

    /// Draws the label in a chosen place; `surface` tells what it lies on, for the halo.
    pub fn draw(&self, candidate: &Candidate, surface: &dyn Fn(Coord<f64>) -> Tone) -> Vec<Node> {
        let mut nodes = Vec::new();
        if let Some((from, to)) = candidate.leader {
            let steps = vec![Step::Move(from.x, from.y), Step::Line(to.x, to.y)];
            nodes.push(Path { steps, style: Style::stroke(Tone::MapText, 1.0) }.into());
        }
        let b = candidate.bounds;
        let (edge, anchor) = if candidate.to_left { (b.x1, Anchor::End) } else { (b.x0, Anchor::Start) };
        let under = surface(Coord { x: (b.x0 + b.x1) / 2.0, y: (b.y0 + b.y1) / 2.0 });
        let style = name_style(self.site.is_pin()).halo(under, 3.0);
        let mut y = b.y0;
        if candidate.form < 2 {
            let height = if self.inline() { CHIP_ROW } else { 19.0 };
            let chips = if self.inline() { self.chips_width() + 7.0 } else { 0.0 };
            let x = if candidate.to_left { edge } else { edge + chips };
            nodes.push(line(&self.name(), x, baseline(y, height, &style), anchor, style));
            if self.inline() {
                let name = text_width(&self.name(), &style);
                let x = if candidate.to_left { edge - name - chips } else { edge };
                nodes.extend(self.chips(x, y));
                y += CHIP_ROW;
            } else {
                y += 19.0;
            }
        }
        if candidate.form == 2 || !self.inline() {
            let x = if candidate.to_left { edge - self.chips_width() } else { edge };
            nodes.extend(self.chips(x, y));
            y += self.rows() as f64 * CHIP_ROW;
        }
        if candidate.form == 0 && !self.note.is_empty() {
            let style = note_style().halo(under, 3.0);
            nodes.push(line(&self.note, edge, baseline(y, 15.0, &style), anchor, style));
        }
        nodes
    }

    fn chips(&self, x: f64, y: f64) -> Vec<Node> {
        let mut nodes = Vec::new();
        for (i, item) in self.site.items.iter().enumerate() {
            let (row, column) = (i / ROW_LENGTH, i % ROW_LENGTH);
            let cx = x + self.chip_radius + column as f64 * self.pitch();
            let cy = y + CHIP_ROW * (row as f64 + 0.5);
            let number = item.number.to_string();
            nodes.extend(chip(&number, item.kind, item.certainty, self.site.is_pin(), (cx, cy, self.chip_radius)));
        }
        nodes
    }
}

fn within(window: &Window, b: &Bounds) -> bool {
    window.contains(Coord { x: b.x0, y: b.y0 }) && window.contains(Coord { x: b.x1, y: b.y1 })
}
