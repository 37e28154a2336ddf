//! The timeline: day panels, or a list along a rail, chosen by the data.

mod axis;
mod cards;
mod panels;

use super::Frame;
use super::mark::radius;
use super::write::paragraph;
use crate::error::Error;
use crate::lang::{DateFormat, Pack, Words};
use crate::scene::{Anchor, Face, Node, Path, Step, Style, TextStyle, Tone};
use crate::story::{Item, Story};
use crate::time::{Bounds, Granularity, Moment};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A drawn timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineDrawing {
    pub nodes: Vec<Node>,
    /// The height that it took; the frame's height is a wish.
    pub height: f64,
    /// Notes for the footer: cut axis, unordered days.
    pub notes: Vec<String>,
}

/// Above this number of different dates the panels give way to the list.
const MOST_PANELS: usize = 5;
/// Below this width there is no room for panels side by side.
const NARROW: f64 = 700.0;

/// What every form needs at hand.
struct Desk {
    words: Words,
    format: DateFormat,
    radius: f64,
    /// Numbers of the items printed bold.
    bold: BTreeSet<u32>,
}

/// How the ends of a segment are known; it decides the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Day,
    Full,
    OpenStart,
    OpenEnd,
    Undated,
}

/// Items whose dates the text gives alike.
struct Segment<'s> {
    extent: Extent,
    heading: String,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    items: Vec<&'s Item>,
}

impl Segment<'_> {
    fn has_clock(&self) -> bool {
        self.items.iter().any(|item| matches!(item.bounds.earliest, Some(Moment::Minute(_))))
    }

    /// What the text leaves open about this segment, in words.
    fn note(&self, words: &Words) -> String {
        let related = self.items.iter().any(|item| !item.relations.is_empty());
        match self.extent {
            Extent::Day => {
                let mut parts = Vec::new();
                if !self.has_clock() {
                    parts.push(words.get("no-clock"));
                }
                if self.items.len() > 1 && related {
                    parts.push(words.get("some-order"));
                } else if self.items.len() > 1 && !self.has_clock() {
                    parts.push(words.get("no-order"));
                }
                parts.join(" ")
            }
            Extent::Full => words.get("coarse").to_string(),
            Extent::OpenStart => words.get("no-start").to_string(),
            Extent::OpenEnd => words.get("no-end").to_string(),
            Extent::Undated => words.get("no-date").to_string(),
        }
    }
}

fn extent(bounds: &Bounds) -> Extent {
    match (bounds.earliest, bounds.latest) {
        (Some(from), Some(to)) if from.day() == to.day() => Extent::Day,
        (Some(_), Some(_)) => Extent::Full,
        (None, Some(_)) => Extent::OpenStart,
        (Some(_), None) => Extent::OpenEnd,
        (None, None) => Extent::Undated,
    }
}

/// Groups the items by what the text says of their date, in time order; the story's order stays within a group.
fn segments<'s>(story: &'s Story, format: &DateFormat) -> Vec<Segment<'s>> {
    let mut found: Vec<Segment<'s>> = Vec::new();
    for item in &story.items {
        let (from, to) = (item.bounds.earliest.map(Moment::day), item.bounds.latest.map(Moment::day));
        if let Some(segment) = found.iter_mut().find(|s| s.from == from && s.to == to) {
            segment.items.push(item);
            continue;
        }
        let days = Bounds { earliest: from.map(Moment::Day), latest: to.map(Moment::Day) };
        let granularity = item.granularity.max(Granularity::Day);
        let heading = format.heading(&days, granularity);
        found.push(Segment { extent: extent(&item.bounds), heading, from, to, items: vec![item] });
    }
    // Open starts stand before their last day, open ends after their first day, undated items last.
    found.sort_by_key(|s| {
        let rank = match s.extent {
            Extent::OpenStart => 0,
            Extent::Full => 1,
            Extent::Day => 2,
            Extent::OpenEnd => 3,
            Extent::Undated => 4,
        };
        (s.extent == Extent::Undated, s.from.or(s.to), rank, s.to)
    });
    found
}

/// A horizontal line.
fn rule(x0: f64, y: f64, x1: f64, style: Style) -> Node {
    Path { steps: vec![Step::Move(x0, y), Step::Line(x1, y)], style }.into()
}

/// Draws the items of a story from the frame's top, as high as they need.
///
/// # Errors
/// A malformed pack.
pub fn draw(story: &Story, frame: Frame, pack: &Pack) -> Result<TimelineDrawing, Error> {
    let words = Words::from_pack(pack, "page.tsv")?;
    let format = DateFormat::from_pack(pack)?;
    let mut notes = Vec::new();
    if story.hidden > 0 {
        notes.push(words.fill("hidden", &[&format.number(i64::try_from(story.hidden).unwrap_or(i64::MAX))]));
    }
    if story.items.is_empty() {
        let mut nodes = Vec::new();
        let style = TextStyle::new(Face::Regular, 13.5, Tone::Muted);
        let place = (frame.x, frame.y, frame.width);
        let bottom = paragraph(&mut nodes, words.get("no-events"), place, Anchor::Start, style, 17.5);
        return Ok(TimelineDrawing { nodes, height: bottom - frame.y, notes });
    }
    let mut ranked: Vec<&Item> = story.items.iter().collect();
    ranked.sort_by(|a, b| b.salience.total_cmp(&a.salience).then(a.number.cmp(&b.number)));
    let most = if story.items.len() > 2 { 2 } else { 0 };
    let bold = ranked.iter().take(most).map(|item| item.number).collect();
    let desk = Desk { words, format, radius: radius(story), bold };
    let segments = segments(story, &desk.format);
    if segments.len() > 1 {
        notes.insert(0, desk.words.get("not-to-scale").to_string());
    }
    let panels = segments.len() <= MOST_PANELS && frame.width >= NARROW;
    let (nodes, height) =
        if panels { panels::draw(&desk, &segments, frame) } else { axis::draw(&desk, &segments, frame) };
    Ok(TimelineDrawing { nodes, height, notes })
}
