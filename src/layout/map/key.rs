//! The key in the margin: what finds no room on the map is named beside it, with its numbers.

use super::blocks::{CHIP_ROW, chips};
use super::sites::Site;
use crate::carto::Window;
use crate::layout::Frame;
use crate::layout::write::{baseline, fit, line};
use crate::scene::{Anchor, Circle, Face, Node, Style, TextStyle, Tone, text_width};

/// Frames narrower than this carry the key below the map, others beside it.
pub(super) const STACKED: f64 = 560.0;
/// Widest column of the key in px.
const COLUMN: f64 = 230.0;
/// Least column of a key below the map in px.
const NARROW_COLUMN: f64 = 150.0;
/// Between the map and the key, and between columns, in px.
const GUTTER: f64 = 18.0;
/// The key takes at most this share of the frame.
const LARGEST_SHARE: f64 = 0.45;
/// Numbers that leave room for the name beside them.
const BESIDE: usize = 3;
/// Height of a line of a name.
const LINE: f64 = 16.0;
/// Between entries.
const AIR: f64 = 5.0;

/// The looks of a name: bold where rows of numbers stand under it.
fn name_style(rows: usize) -> TextStyle {
    TextStyle::new(if rows > 0 { Face::Bold } else { Face::Regular }, 12.5, Tone::Ink)
}

/// The room that a key takes from the frame.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Margin {
    /// Columns beside the map.
    columns: usize,
    /// Height below the map.
    below: f64,
    /// The key stands below the frame, as high as it needs.
    outside: bool,
}

/// A key as it fits its margin.
pub(super) struct Key {
    pub nodes: Vec<Node>,
    /// How high it is.
    height: f64,
    /// Indices of sites for which the margin has no room.
    pub left_out: Vec<usize>,
    /// How far the key reaches below the frame.
    pub over: f64,
}

impl Margin {
    /// The margin to begin with; `grows` where the page may become higher.
    pub fn new(frame: &Frame, grows: bool) -> Self {
        Self { outside: grows && frame.width < STACKED, ..Self::default() }
    }

    /// What is left for the map.
    pub fn window(&self, frame: &Frame) -> Window {
        let beside = self.columns as f64 * (column(frame) + GUTTER);
        let below = if self.below > 0.0 { self.below + GUTTER / 2.0 } else { 0.0 };
        Window { x0: frame.x, y0: frame.y, x1: frame.x + frame.width - beside, y1: frame.y + frame.height - below }
    }

    /// The next larger margin; `None` where the map would become too small.
    pub fn grown(&self, frame: &Frame) -> Option<Self> {
        let next = if frame.width < STACKED {
            Self { below: self.below + frame.height * LARGEST_SHARE / 3.0, ..*self }
        } else {
            Self { columns: self.columns + 1, ..*self }
        };
        let (w, most) = (next.window(frame), 1.0 - LARGEST_SHARE - 0.01);
        (w.x1 - w.x0 >= frame.width * most && w.y1 - w.y0 >= frame.height * most - GUTTER).then_some(next)
    }

    /// The margin for a key that no other one holds: columns below the map, as high as they must be. The map gives up a
    /// share of its height for them first; what is left reaches below the frame.
    pub fn folded(frame: &Frame, sites: &[Site<'_>], keyed: &[usize], radius: f64) -> Self {
        let open = Self { columns: 0, below: 0.0, outside: true };
        let needed = open.set(frame, sites, keyed, radius).height;
        Self { below: needed.min(frame.height * LARGEST_SHARE), ..open }
    }

    /// The least larger margin that holds a key: placing all labels only to see it fall short is dear. `None` where none
    /// does.
    pub fn holding(&self, frame: &Frame, sites: &[Site<'_>], keyed: &[usize], radius: f64) -> Option<Self> {
        let short = |next: &Self| !next.set(frame, sites, keyed, radius).left_out.is_empty();
        let mut next = self.grown(frame);
        while let Some(narrow) = next.filter(short) {
            next = narrow.grown(frame);
        }
        next
    }

    /// Whether the margin holds any key.
    pub fn is_open(&self) -> bool {
        self.outside
    }

    /// Sets the key of some sites, in the order of their numbers.
    pub fn set(&self, frame: &Frame, sites: &[Site<'_>], keyed: &[usize], radius: f64) -> Key {
        let mut key = Key { nodes: Vec::new(), height: 0.0, left_out: Vec::new(), over: 0.0 };
        let (columns, width) = match self.columns {
            0 if self.below > 0.0 || self.outside => {
                let least = if frame.width < STACKED { NARROW_COLUMN } else { column(frame) };
                let columns = ((frame.width + GUTTER) / (least + GUTTER)).floor().max(1.0) as usize;
                (columns, (frame.width - GUTTER * (columns as f64 - 1.0)) / columns as f64)
            }
            count => (count, column(frame)),
        };
        let window = self.window(frame);
        let stacked = self.below > 0.0 || self.outside;
        let (left, top) = if stacked { (frame.x, window.y1 + GUTTER / 2.0) } else { (window.x1 + GUTTER, frame.y) };
        let whole: f64 = keyed.iter().filter_map(|i| sites.get(*i)).map(|s| entry_height(s, width, radius)).sum();
        let tallest = keyed.iter().filter_map(|i| sites.get(*i)).map(|s| entry_height(s, width, radius));
        let tallest = tallest.fold(0.0, f64::max);
        let bottom = if self.outside { top + whole / columns.max(1) as f64 + tallest } else { frame.y + frame.height };
        let mut order: Vec<usize> = keyed.to_vec();
        let first = |i: &usize| sites.get(*i).and_then(|s| s.items.first()).map_or(u32::MAX, |item| item.number);
        order.sort_by_key(|i| (first(i), *i));
        let (mut at, mut y) = (0, top);
        for index in order {
            let Some(site) = sites.get(index) else { continue };
            let tall = entry_height(site, width, radius);
            if at < columns && y + tall > bottom {
                (at, y) = (at + 1, top);
            }
            if at >= columns || y + tall > bottom {
                key.left_out.push(index);
                continue;
            }
            let x = left + at as f64 * (width + GUTTER);
            entry(site, (x, y), width, radius, &mut key.nodes);
            y += tall;
            key.height = key.height.max(y - top);
            key.over = key.over.max(y - frame.y - frame.height);
        }
        key
    }
}

/// The width of a column.
fn column(frame: &Frame) -> f64 {
    (frame.width * 0.2).clamp(150.0, COLUMN)
}

/// Where a name starts, and how many rows of numbers stand above it.
fn indent(site: &Site<'_>, width: f64, radius: f64) -> (f64, usize) {
    let pitch = 2.0 * radius + 4.0;
    match site.items.len() {
        0 => (pitch, 0),
        count if count <= BESIDE => (count as f64 * pitch + 3.0, 0),
        count => (0.0, count.div_ceil(row_length(width, radius))),
    }
}

/// How many numbers stand in a row of the key.
fn row_length(width: f64, radius: f64) -> usize {
    ((width / (2.0 * radius + 4.0)).floor() as usize).max(1)
}

fn entry_height(site: &Site<'_>, width: f64, radius: f64) -> f64 {
    let (left, rows) = indent(site, width, radius);
    let lines = fit(&site.place.name, &name_style(rows), width - left).len() as f64;
    let name = if rows > 0 { lines * LINE } else { (CHIP_ROW - LINE) + lines * LINE };
    rows as f64 * CHIP_ROW + name + AIR
}

fn entry(site: &Site<'_>, (x, y): (f64, f64), width: f64, radius: f64, nodes: &mut Vec<Node>) {
    let (left, rows) = indent(site, width, radius);
    if site.items.is_empty() {
        let (cx, cy) = (x + radius, y + CHIP_ROW / 2.0);
        let ring = Style::fill(Tone::Background).with_stroke(Tone::MapText, 1.4);
        nodes.push(Circle { x: cx, y: cy, r: 4.0, style: ring }.into());
    }
    // Many numbers stand under the name that they belong to, few in front of it.
    let mut top = if rows > 0 { y } else { y + (CHIP_ROW - LINE) / 2.0 };
    let style = name_style(rows);
    for part in fit(&site.place.name, &style, width - left) {
        debug_assert!(text_width(&part, &style) <= width.max(style.size * 2.0) + 0.5);
        nodes.push(line(&part, x + left, baseline(top, LINE, &style), Anchor::Start, style));
        top += LINE;
    }
    let from = if rows > 0 { top } else { y };
    nodes.extend(chips(site, radius, row_length(width, radius), (x, from)));
}
