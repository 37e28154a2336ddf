//! Pages: the briefing, the timeline alone, the map alone.

mod parts;
#[cfg(test)]
mod tests;

use super::{ContextName, Frame, map};
use crate::error::Error;
use crate::lang::{DateFormat, Pack, Words};
use crate::layout::mark::certainty_key;
use crate::scene::{Node, Scene};
use crate::story::Story;
use parts::Sheet;

/// The size of a page in px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    pub width: f64,
    /// `None`: as high as the content needs.
    pub height: Option<f64>,
}

/// Below this width everything is stacked.
const NARROW: f64 = 700.0;
/// A map lower than this shows too little.
const LOWEST_MAP: f64 = 300.0;

/// The items as one text, for readers that see no picture.
fn description(story: &Story, words: &Words, format: &DateFormat) -> String {
    let mut parts = Vec::new();
    for item in &story.items {
        let heading = format.heading(&item.bounds, item.granularity);
        let mut text = words.fill("desc-item", &[&item.number.to_string(), &heading, &item.label]);
        if let Some(key) = certainty_key(item.certainty) {
            text.push(' ');
            text.push_str(&words.fill("desc-word", &[words.get(key)]));
        }
        let names: Vec<&str> = item.places.iter().map(|place| place.name.as_str()).collect();
        if !names.is_empty() {
            text.push_str(&format!(" – {}", names.join(", ")));
        }
        parts.push(text);
    }
    if parts.is_empty() { words.get("no-events").to_string() } else { parts.join("; ") }
}

fn finish(story: &Story, size: Size, bottom: f64, root: Vec<Node>, pack: &Pack) -> Result<Scene, Error> {
    let words = Words::from_pack(pack, "page.tsv")?;
    let format = DateFormat::from_pack(pack)?;
    Ok(Scene {
        width: size.width,
        height: size.height.unwrap_or(0.0).max(bottom.ceil()),
        title: story.headline.clone(),
        desc: description(story, &words, &format),
        lang: story.lang.clone(),
        root,
    })
}

/// The one-page briefing: headline, map, key facts, gaps, timeline, sources.
///
/// # Errors
/// A malformed pack.
pub fn brief_page(story: &Story, size: Size, context: &[ContextName], pack: &Pack) -> Result<Scene, Error> {
    let mut sheet = Sheet::new(story, size.width, pack)?;
    let narrow = size.width < NARROW;
    sheet.header(true);
    let top = sheet.y;
    let (x, width) = (sheet.margin, sheet.width);
    let side_width = if narrow { width } else { (width * 0.335).round() };
    let map_width = if narrow { width } else { width - side_width - 32.0 };
    // The rest of the page is set once at the top to learn how much height it leaves for the map.
    let mut rest = Sheet::new(story, size.width, pack)?;
    rest.y = 0.0;
    rest.timeline_part()?;
    rest.footer(&[]);
    let mut side = Sheet::new(story, size.width, pack)?;
    side.y = top;
    side.side((if narrow { x } else { x + map_width + 32.0 }, side_width));
    let side_height = side.y - top;
    let spare = size.height.map_or(0.0, |height| height - top - rest.y - 24.0);
    let wish = if narrow { map_width * 0.75 } else { spare.max(374.0).max(side_height).min(map_width * 0.62) };
    let frame = Frame { x, y: top, width: map_width, height: wish.max(LOWEST_MAP).round() };
    let drawing = map::draw(story, frame, context, pack)?;
    let mut notes = Vec::new();
    match drawing {
        Some(drawing) => {
            notes.push(sheet.words.get("credit-map").to_string());
            notes.extend(drawing.notes);
            sheet.layer("map", drawing.nodes);
            if narrow {
                sheet.y = frame.y + frame.height + 20.0;
                sheet.side((x, width));
            } else {
                sheet.side((x + map_width + 32.0, side_width));
                sheet.y = sheet.y.max(frame.y + frame.height + 24.0);
            }
        }
        None => {
            if !story.items.is_empty() {
                sheet.remark("no-place");
            }
            sheet.side((x, width));
        }
    }
    sheet.timeline_part()?;
    sheet.footer(&notes);
    let bottom = sheet.y;
    finish(story, size, bottom, sheet.into_nodes(), pack)
}

/// The timeline alone.
///
/// # Errors
/// A malformed pack.
pub fn timeline_page(story: &Story, size: Size, pack: &Pack) -> Result<Scene, Error> {
    let mut sheet = Sheet::new(story, size.width, pack)?;
    sheet.header(false);
    sheet.timeline_part()?;
    sheet.footer(&[]);
    let bottom = sheet.y;
    finish(story, size, bottom, sheet.into_nodes(), pack)
}

/// The map alone.
///
/// # Errors
/// A malformed pack.
pub fn map_page(story: &Story, size: Size, context: &[ContextName], pack: &Pack) -> Result<Scene, Error> {
    let mut sheet = Sheet::new(story, size.width, pack)?;
    sheet.header(false);
    let mut rest = Sheet::new(story, size.width, pack)?;
    rest.y = 0.0;
    rest.footer(&[]);
    let (x, width) = (sheet.margin, sheet.width);
    let wish = size.height.map_or(width * 0.56, |height| height - sheet.y - rest.y - 40.0);
    let frame = Frame { x, y: sheet.y, width, height: wish.max(LOWEST_MAP).round() };
    let mut notes = Vec::new();
    match map::draw(story, frame, context, pack)? {
        Some(drawing) => {
            notes.push(sheet.words.get("credit-map").to_string());
            notes.extend(drawing.notes);
            sheet.layer("map", drawing.nodes);
            sheet.y = frame.y + frame.height + 20.0;
        }
        None => sheet.remark("no-place"),
    }
    sheet.footer(&notes);
    let bottom = sheet.y;
    finish(story, size, bottom, sheet.into_nodes(), pack)
}
