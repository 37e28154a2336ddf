//! The timeline: day panels, a scaled axis with labels on both sides, or a list along a rail, chosen by the data.

mod axis;
mod axis_marks;
mod cards;
mod gap;
mod lane;
mod lanes;
mod list;
mod panels;
mod relate;
mod scale;
mod segments;
mod strands;
#[cfg(test)]
mod tests;
mod ticks;

pub use lane::By;
pub(crate) use panels::{faded, lasting, onward};

use super::Frame;
use super::mark::radius;
use super::write::paragraph;
use crate::error::Error;
use crate::lang::{DateFormat, Pack, Words};
use crate::scene::{Anchor, Face, Node, TextStyle, Tone};
use crate::story::{Item, Story};
use segments::{Extent, Segment, segments, skipped};
use std::collections::BTreeSet;

/// A drawn timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineDrawing {
    pub nodes: Vec<Node>,
    /// The height that it took; the frame's height is a wish.
    pub height: f64,
    /// Notes for the footer: cut axis, unordered days.
    pub notes: Vec<String>,
    /// A corner that is left free, where a key may stand.
    pub free: Option<Frame>,
}

/// A segment wants at least this much of the width, or the panels give way to the list.
const PANEL_SHARE: f64 = 190.0;
/// More panels than this no longer read as one line.
const MOST_PANELS: usize = 7;
/// Beyond this number of items a list is easier to follow.
const MOST_IN_PANELS: usize = 26;
/// Panels this many times as high as the page has room for give way to a list that fits.
const FAR_TOO_HIGH: f64 = 1.35;
/// Below this width there is no room for panels side by side.
const NARROW: f64 = 700.0;

/// Between the sentence that no event has a date and the events.
const BELOW_SILENCE: f64 = 8.0;

/// The line that counts what a page has no room for: its distance to the timeline, its height, and both.
const ABOVE_MORE: f64 = 6.0;
const MORE_LEADING: f64 = 16.0;
const MORE_ROOM: f64 = ABOVE_MORE + MORE_LEADING;

/// What every form needs at hand.
struct Desk {
    words: Words,
    format: DateFormat,
    radius: f64,
    /// Numbers of the items printed bold.
    bold: BTreeSet<u32>,
    /// Numbers of all items that are drawn.
    numbers: BTreeSet<u32>,
}

impl Desk {
    fn new(story: &Story, folded: &BTreeSet<u32>, pack: &Pack) -> Result<Self, Error> {
        let ranked = by_salience(story);
        let most = if story.items.len() > 2 { 2 } else { 0 };
        Ok(Self {
            words: Words::from_pack(pack, "page.tsv")?,
            format: DateFormat::from_pack(pack)?,
            radius: radius(story),
            bold: ranked.iter().take(most).map(|item| item.number).collect(),
            numbers: story.items.iter().map(|item| item.number).filter(|n| !folded.contains(n)).collect(),
        })
    }
}

impl Desk {
    /// How many events a page has no room for, if any: the one place where the page says so.
    fn more(&self, story: &Story) -> Option<String> {
        let count = story.items.len().saturating_sub(self.numbers.len());
        let told = self.format.number(i64::try_from(count).unwrap_or(i64::MAX));
        (count > 0).then(|| self.words.fill("more", &[&told]))
    }
}

/// The items from the most to the least salient, ties by number.
fn by_salience(story: &Story) -> Vec<&Item> {
    let mut ranked: Vec<&Item> = story.items.iter().collect();
    ranked.sort_by(|a, b| b.salience.total_cmp(&a.salience).then(a.number.cmp(&b.number)));
    ranked
}

/// Draws the items of a story from the frame's top, as high as they need. Folded items are only counted.
///
/// # Errors
/// A malformed pack.
pub fn draw(story: &Story, folded: &BTreeSet<u32>, frame: Frame, pack: &Pack) -> Result<TimelineDrawing, Error> {
    let desk = Desk::new(story, folded, pack)?;
    let (mut nodes, mut frame, top) = (Vec::new(), frame, frame.y);
    if let Some(silence) = story.silence(&desk.words, &desk.format) {
        let style = TextStyle::new(Face::Regular, 13.5, Tone::Ink);
        let bottom = paragraph(&mut nodes, &silence, (frame.x, frame.y, frame.width), Anchor::Start, style, 17.5);
        let room = bottom + BELOW_SILENCE - frame.y;
        if story.items.is_empty() {
            // The sentence counts what is hidden; the foot need not.
            return Ok(TimelineDrawing { nodes, height: bottom - frame.y, notes: Vec::new(), free: None });
        }
        frame = Frame { y: frame.y + room, height: (frame.height - room).max(0.0), ..frame };
    }
    let more = desk.more(story);
    let room = if more.is_some() { MORE_ROOM } else { 0.0 };
    let mut segments = segments(story, folded, &desk.format);
    segments.retain(|segment| !segment.items.is_empty());
    let wish = Frame { height: (frame.height - room).max(0.0), ..frame };
    let mut drawing = fitting(&desk, story, &segments, wish);
    if let Some(more) = more {
        let style = TextStyle::new(Face::Bold, 11.5, Tone::Muted);
        let place = (frame.x, frame.y + drawing.height + ABOVE_MORE, frame.width);
        let bottom = paragraph(&mut drawing.nodes, &more, place, Anchor::Start, style, MORE_LEADING);
        drawing.height = bottom - frame.y;
    }
    drawing.height += frame.y - top;
    drawing.nodes.splice(0..0, nodes);
    drawing.notes.extend(story.unshown(&desk.words, &desk.format));
    Ok(drawing)
}

/// Draws the items of a story in lanes, from the frame's top, as high as they need.
///
/// # Errors
/// A malformed pack.
pub fn draw_by(story: &Story, by: By, frame: Frame, pack: &Pack) -> Result<TimelineDrawing, Error> {
    if story.items.is_empty() {
        return draw(story, &BTreeSet::new(), frame, pack);
    }
    let desk = Desk::new(story, &BTreeSet::new(), pack)?;
    let mut drawing = lanes::draw(&desk, story, &lane::lanes(&desk, story, by), frame);
    drawing.notes.extend(story.unshown(&desk.words, &desk.format));
    Ok(drawing)
}

/// The first form that suits the data and keeps to the height of the frame; else the lowest that suits.
fn fitting(desk: &Desk, story: &Story, segments: &[Segment], frame: Frame) -> TimelineDrawing {
    let said = |key: &str| desk.words.get(key).to_string();
    let mut forms = Vec::new();
    if axis::suits(desk, story, segments, frame.width)
        && let Some((nodes, height, broken)) = axis::draw(desk, story, frame)
    {
        let notes = broken.then(|| said("axis-cut")).into_iter().collect();
        forms.push(TimelineDrawing { nodes, height, notes, free: None });
    }
    let fits = |drawing: &TimelineDrawing| frame.height <= 0.0 || drawing.height <= frame.height;
    let not_to_scale: Vec<String> = (segments.len() > 1).then(|| said("not-to-scale")).into_iter().collect();
    let most = ((frame.width / PANEL_SHARE) as usize).min(MOST_PANELS);
    let panels = frame.width >= NARROW && segments.len() <= most && desk.numbers.len() <= MOST_IN_PANELS;
    if panels && forms.is_empty() {
        forms.push(TimelineDrawing { notes: not_to_scale.clone(), ..panels::draw(desk, segments, frame) });
    }
    // Panels read better: they give way to the list only where that fits and they are far too high.
    let far = |drawing: &TimelineDrawing| frame.height > 0.0 && drawing.height > FAR_TOO_HIGH * frame.height;
    if forms.iter().all(far) {
        let (nodes, height) = list::draw(desk, segments, frame);
        let mut notes = not_to_scale;
        notes.extend(list::note(desk, segments, frame.width).map(|note| desk.words.fill("same-day", &[&note])));
        let list = TimelineDrawing { nodes, height, notes, free: None };
        if forms.is_empty() || fits(&list) {
            return list;
        }
        forms.push(list);
    }
    let lowest = forms.iter().enumerate().min_by(|a, b| a.1.height.total_cmp(&b.1.height));
    let chosen = forms.iter().position(|drawing| !far(drawing)).or(lowest.map(|(index, _)| index));
    // There is always the list.
    forms.swap_remove(chosen.unwrap_or(0))
}
