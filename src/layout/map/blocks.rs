//! The label of a mark: names, event numbers, a note; in fuller and shorter forms.

use super::place_labels::Candidate;
use super::sites::Site;
use crate::carto::Window;
use crate::layout::mark::chip;
use crate::layout::write::{baseline, line};
use crate::scene::{Anchor, Bounds, Face, Node, Path, RectNode, Step, Style, TextStyle, Tone, text_width};
use crate::story::PlaceShape;
use geo::Coord;

/// Height of a row of number chips.
pub(super) const CHIP_ROW: f64 = 23.0;
/// Height of a name above its numbers.
const NAME_ROW: f64 = 19.0;
/// Height of the note.
const NOTE_ROW: f64 = 15.0;
/// Numbers in one row at most.
const ROW_LENGTH: usize = 8;
/// A name stands beside its numbers where there are no more than this.
const BESIDE: usize = 3;
/// Between numbers and the name beside them, in px.
const SPACE: f64 = 7.0;
/// Distances of a label from its mark that are tried, in px.
const RINGS: [f64; 8] = [5.0, 12.0, 22.0, 36.0, 54.0, 78.0, 110.0, 150.0];
/// Numbers alone may stand farther away still.
const FAR_RINGS: [f64; 3] = [200.0, 260.0, 330.0];
/// Directions around the mark that are tried.
const DIRECTIONS: usize = 16;
/// A label that stands this far from its mark gets a leader, in px.
const LEADER: f64 = 10.0;
/// Steps by which a plate is moved along a globe, its least distance from it, and the free space in it, in px.
const PLATE_STEP: f64 = 6.0;
const PLATE_GAP: f64 = 1.0;
const PLATE_PAD: (f64, f64) = (6.0, 2.0);
/// A plate leaves the side of its globe by at most this share of its height.
const PLATE_OFF: f64 = 0.5;
/// Forms of a label: all of it, without the note, name and numbers in one row, numbers only.
const FORMS: usize = 4;
/// The form that shows numbers only: the name is left to the key.
pub(super) const NUMBERS_ONLY: usize = 3;
/// What each form costs.
const FORM_COST: [f64; FORMS] = [0.0, 40.0, 45.0, 160.0];

/// A label's content: one place, or several whose marks lie on each other.
#[derive(Clone)]
pub(super) struct Block<'s> {
    /// The sites, each with the words that stand for its numbers where there are too many of them.
    sites: Vec<(&'s Site<'s>, Option<String>)>,
    /// Printed under the name; may be empty.
    note: String,
    chip_radius: f64,
    pub home: Home,
    /// The box of the globe that the mark lies on: the label stands beside it on a plate, since on the map it would name a
    /// place there.
    globe: Option<Bounds>,
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

/// The looks of a site's name.
fn name_style(site: &Site<'_>) -> TextStyle {
    if site.origin {
        TextStyle::new(Face::Regular, 13.0, Tone::MapText)
    } else if site.is_pin() {
        TextStyle::new(Face::Bold, 15.0, Tone::Ink)
    } else if site.place.shape == PlaceShape::Water {
        // Waters are written in italics, as on every map.
        TextStyle::new(Face::Italic, 13.5, Tone::Ink).tracked(0.1)
    } else {
        TextStyle::new(Face::Bold, 13.0, Tone::Ink).tracked(0.1)
    }
}

/// A site's name as the map writes it.
fn name(site: &Site<'_>) -> String {
    if site.is_pin() || site.origin { site.place.name.clone() } else { site.place.name.to_uppercase() }
}

fn note_style() -> TextStyle {
    TextStyle::new(Face::Regular, 11.5, Tone::MapText)
}

/// The width of a row of a number of chips.
fn chips_width(count: usize, radius: f64) -> f64 {
    (count.min(ROW_LENGTH) as f64 * (2.0 * radius + 4.0) - 4.0).max(0.0)
}

/// The numbers of a site as chips from a left upper corner, in rows.
pub(super) fn chips(site: &Site<'_>, radius: f64, in_row: usize, (x, y): (f64, f64)) -> Vec<Node> {
    let numbered = site.items.iter().map(|item| (*item, site.is_pin()));
    chip_rows(numbered, radius, in_row, (x, y))
}

fn chip_rows<'a>(
    items: impl Iterator<Item = (&'a crate::story::Item, bool)>,
    radius: f64,
    in_row: usize,
    (x, y): (f64, f64),
) -> Vec<Node> {
    let pitch = 2.0 * radius + 4.0;
    let mut nodes = Vec::new();
    for (i, (item, round)) in items.enumerate() {
        let (row, column) = (i / in_row.max(1), i % in_row.max(1));
        let cx = x + radius + column as f64 * pitch;
        let cy = y + CHIP_ROW * (row as f64 + 0.5);
        nodes.extend(chip(&item.number.to_string(), item.kind, item.certainty, round, (cx, cy, radius)));
    }
    nodes
}

impl<'s> Block<'s> {
    pub fn new(sites: Vec<(&'s Site<'s>, Option<String>)>, note: String, chip_radius: f64, home: Home) -> Self {
        Self { sites, note, chip_radius, home, globe: None }
    }

    /// The label of a mark on a globe that fills a box.
    pub fn beside_globe(self, globe: Bounds) -> Self {
        Self { globe: Some(globe), ..self }
    }

    /// Whether the label stands on a plate and not on the map.
    pub fn on_plate(&self) -> bool {
        self.globe.is_some()
    }

    fn rows(count: usize) -> usize {
        count.div_ceil(ROW_LENGTH)
    }

    /// Whether a form sets a site's numbers beside its name.
    fn beside(&self, (site, told): &(&Site<'_>, Option<String>), form: usize) -> bool {
        told.is_none() && site.items.len() <= BESIDE && (form == 2 || self.sites.len() > 1 || !site.is_pin())
    }

    /// Width and height of one site's name and numbers.
    fn part(&self, entry: &(&Site<'_>, Option<String>), form: usize) -> (f64, f64) {
        let (site, told) = entry;
        let name = text_width(&name(site), &name_style(site));
        let chips = chips_width(site.items.len(), self.chip_radius);
        if let Some(told) = told {
            // In short the name alone: the size of the mark tells the rest.
            if form == 2 { (name, NAME_ROW) } else { (name.max(text_width(told, &note_style())), NAME_ROW + NOTE_ROW) }
        } else if site.items.is_empty() {
            (name, NAME_ROW)
        } else if self.beside(entry, form) {
            (chips + SPACE + name, CHIP_ROW)
        } else {
            (chips.max(name), NAME_ROW + Self::rows(site.items.len()) as f64 * CHIP_ROW)
        }
    }

    /// The events whose numbers the shortest form shows, and whether each is at a spot: of a site whose numbers stand in
    /// the key the first alone, by which the key finds it.
    fn numbered(&self) -> impl Iterator<Item = (&'s crate::story::Item, bool)> + '_ {
        let shown = |told: &Option<String>| if told.is_some() { 1 } else { usize::MAX };
        self.sites
            .iter()
            .flat_map(move |(site, told)| site.items.iter().take(shown(told)).map(|item| (*item, site.is_pin())))
    }

    /// What follows the numbers of the shortest form: how many more there are. May be empty.
    fn rest(&self) -> String {
        let left: usize = self
            .sites
            .iter()
            .filter(|(_, told)| told.is_some())
            .map(|(site, _)| site.items.len().saturating_sub(1))
            .sum();
        if left > 0 { format!("+{left}") } else { String::new() }
    }

    fn count(&self) -> usize {
        self.numbered().count()
    }

    /// Width of the shortest form.
    fn numbers_width(&self) -> f64 {
        let rest = self.rest();
        let more = if rest.is_empty() { 0.0 } else { SPACE + text_width(&rest, &note_style()) };
        chips_width(self.count(), self.chip_radius) + more
    }

    /// Width and height of a form; `None` where the label has no such form.
    fn size(&self, form: usize) -> Option<(f64, f64)> {
        if form == NUMBERS_ONLY {
            let count = self.count();
            let size = (self.numbers_width(), Self::rows(count) as f64 * CHIP_ROW);
            return (count > 0).then_some(size);
        }
        if (form == 1 && self.note.is_empty()) || (form == 2 && !self.sites.iter().any(|(s, _)| s.is_pin())) {
            return None;
        }
        let parts = self.sites.iter().map(|entry| self.part(entry, form));
        let (mut width, mut height) = parts.fold((0.0f64, 0.0), |(w, h), (pw, ph)| (w.max(pw), h + ph));
        if form == 0 && !self.note.is_empty() {
            width = width.max(text_width(&self.note, &note_style()));
            height += NOTE_ROW;
        }
        Some((width, height))
    }

    /// Every place and form that keeps within a window.
    pub fn candidates(&self, window: &Window) -> Vec<Candidate> {
        let mut made = Vec::new();
        for form in 0..FORMS {
            let Some(size) = self.size(form) else { continue };
            if let Some(globe) = &self.globe {
                made.extend(self.plates(form, size, globe).filter(|plate| within(window, &plate.bounds)));
                continue;
            }
            made.extend(self.centred(form, size, window));
            let far: &[f64] = if form == NUMBERS_ONLY { &FAR_RINGS } else { &[] };
            for ring in RINGS.iter().chain(far) {
                for direction in 0..DIRECTIONS {
                    made.extend(self.candidate(form, size, *ring, direction, window));
                }
            }
        }
        made
    }

    /// Every plate along the sides of a globe; the nearest to the mark is the cheapest.
    fn plates(&self, form: usize, size: (f64, f64), globe: &Bounds) -> impl Iterator<Item = Candidate> {
        let (width, height) = (size.0 + 2.0 * PLATE_PAD.0, size.1 + 2.0 * PLATE_PAD.1);
        let steps = |from: f64, to: f64| {
            (0..).map(move |i: i32| from + PLATE_STEP * f64::from(i)).take_while(move |at| *at <= to)
        };
        let (off, g) = (height * PLATE_OFF, *globe);
        let sides = [g.x0 - PLATE_GAP - width, g.x1 + PLATE_GAP];
        let beside = sides.into_iter().flat_map(move |x| steps(g.y0 - off, g.y1 - height + off).map(move |y| (x, y)));
        let stacked = [g.y0 - PLATE_GAP - height, g.y1 + PLATE_GAP];
        let above =
            stacked.into_iter().flat_map(move |y| steps(g.x0 - width / 2.0, g.x1 - width / 2.0).map(move |x| (x, y)));
        let home = self.home;
        beside.chain(above).map(move |(x0, y0)| {
            let bounds = Bounds { x0, y0, x1: x0 + width, y1: y0 + height };
            // The line ends at the rim: what went on under the plate would be a line below its text.
            let row = if home.at.x < x0 || home.at.x > bounds.x1 { 8.0 } else { 0.0 };
            let to = Coord { x: home.at.x.clamp(x0, bounds.x1), y: home.at.y.clamp(y0 + row, bounds.y1 - row) };
            let length = (to.x - home.at.x).hypot(to.y - home.at.y).max(1e-9);
            let share = (home.start / length).min(1.0);
            let from = Coord { x: home.at.x + (to.x - home.at.x) * share, y: home.at.y + (to.y - home.at.y) * share };
            let cost = length * 0.7 + FORM_COST[form];
            Candidate { bounds, mark: Some(home.at), leader: Some((from, to)), cost, form, to_left: false }
        })
    }

    fn mark(&self) -> Option<Coord<f64>> {
        (!self.home.open).then_some(self.home.at)
    }

    /// On the mark itself.
    fn centred(&self, form: usize, (width, height): (f64, f64), window: &Window) -> Option<Candidate> {
        let (x0, y0) = (self.home.at.x - width / 2.0, self.home.at.y - height / 2.0);
        let bounds = Bounds { x0, y0, x1: x0 + width, y1: y0 + height };
        let inside = self.home.open && within(window, &bounds);
        inside.then_some(Candidate { bounds, mark: None, leader: None, cost: FORM_COST[form], form, to_left: false })
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
        let to_left = dx < -0.35;
        let leader = (ring > LEADER).then(|| self.leader(&bounds, self.foot(form), to_left));
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
        Some(Candidate { bounds, mark: self.mark(), leader, cost, form, to_left })
    }

    /// Width of the lowest row of a form.
    fn foot(&self, form: usize) -> f64 {
        if form == NUMBERS_ONLY {
            return self.numbers_width();
        }
        if form == 0 && !self.note.is_empty() {
            return text_width(&self.note, &note_style());
        }
        let Some(entry) = self.sites.last() else { return 0.0 };
        match entry {
            (_, Some(told)) if form != 2 => text_width(told, &note_style()),
            (site, None) if !site.items.is_empty() && !self.beside(entry, form) => {
                chips_width(site.items.len(), self.chip_radius)
            }
            _ => self.part(entry, form).0,
        }
    }

    /// A line from the mark to the nearest point of a box; from below to its lowest row, which may be short.
    fn leader(&self, bounds: &Bounds, foot: f64, to_left: bool) -> (Coord<f64>, Coord<f64>) {
        let at = self.home.at;
        let (mut left, mut right) = (bounds.x0, bounds.x1);
        if at.y > bounds.y1 && to_left {
            left = left.max(right - foot);
        } else if at.y > bounds.y1 {
            right = right.min(left + foot);
        }
        // From the side it points to the middle of a row; from above or below it must not enter the text.
        let row = if at.x < bounds.x0 || at.x > bounds.x1 { 8.0 } else { 0.0 };
        let to = Coord { x: at.x.clamp(left, right), y: at.y.clamp(bounds.y0 + row, bounds.y1 - row) };
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
        let mut b = candidate.bounds;
        let mut under = surface(Coord { x: (b.x0 + b.x1) / 2.0, y: (b.y0 + b.y1) / 2.0 });
        if self.on_plate() {
            // Rimmed as the globe is, the plate is seen to be a part of it.
            let style = Style::fill(Tone::Background).with_stroke(Tone::MapText, 0.9);
            let (width, height) = (b.x1 - b.x0, b.y1 - b.y0);
            nodes.push(RectNode { x: b.x0, y: b.y0, width, height, radius: 3.0, style }.into());
            let (x, y) = PLATE_PAD;
            b = Bounds { x0: b.x0 + x, y0: b.y0 + y, x1: b.x1 - x, y1: b.y1 - y };
            under = Tone::Background;
        }
        let edge = if candidate.to_left { b.x1 } else { b.x0 };
        let mut y = b.y0;
        if candidate.form == NUMBERS_ONLY {
            let x = if candidate.to_left { edge - self.numbers_width() } else { edge };
            nodes.extend(chip_rows(self.numbered(), self.chip_radius, ROW_LENGTH, (x, y)));
            let rest = self.rest();
            if !rest.is_empty() {
                let style = note_style().halo(under, 3.0);
                let x = x + chips_width(self.count(), self.chip_radius) + SPACE;
                nodes.push(line(&rest, x, baseline(y, CHIP_ROW, &style), Anchor::Start, style));
            }
            return nodes;
        }
        for entry in &self.sites {
            self.draw_part(entry, candidate, (edge, y, under), &mut nodes);
            y += self.part(entry, candidate.form).1;
        }
        if candidate.form == 0 && !self.note.is_empty() {
            let style = note_style().halo(under, 3.0);
            let anchor = if candidate.to_left { Anchor::End } else { Anchor::Start };
            nodes.push(line(&self.note, edge, baseline(y, NOTE_ROW, &style), anchor, style));
        }
        nodes
    }

    fn draw_part(
        &self,
        entry: &(&Site<'_>, Option<String>),
        c: &Candidate,
        (edge, y, under): (f64, f64, Tone),
        nodes: &mut Vec<Node>,
    ) {
        let (site, told) = entry;
        let style = name_style(site).halo(under, 3.0);
        let wide = chips_width(site.items.len(), self.chip_radius);
        let anchor = if c.to_left { Anchor::End } else { Anchor::Start };
        if self.beside(entry, c.form) && !site.items.is_empty() {
            let written = name(site);
            let left = if c.to_left { edge - text_width(&written, &style) - SPACE - wide } else { edge };
            let x = if c.to_left { edge } else { edge + wide + SPACE };
            nodes.push(line(&written, x, baseline(y, CHIP_ROW, &style), anchor, style));
            nodes.extend(chips(site, self.chip_radius, ROW_LENGTH, (left, y)));
            return;
        }
        nodes.push(line(&name(site), edge, baseline(y, NAME_ROW, &style), anchor, style));
        if let Some(told) = told {
            if c.form == 2 {
                return;
            }
            let style = note_style().halo(under, 3.0);
            nodes.push(line(told, edge, baseline(y + NAME_ROW, NOTE_ROW, &style), anchor, style));
            return;
        }
        let left = if c.to_left { edge - wide } else { edge };
        nodes.extend(chips(site, self.chip_radius, ROW_LENGTH, (left, y + NAME_ROW)));
    }
}

fn within(window: &Window, b: &Bounds) -> bool {
    window.contains(Coord { x: b.x0, y: b.y0 }) && window.contains(Coord { x: b.x1, y: b.y1 })
}
