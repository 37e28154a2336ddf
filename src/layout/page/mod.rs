//! Pages: the briefing, the timeline alone, the map alone.

mod alt;
mod brief;
mod figure;
mod fold;
mod footer;
#[cfg(test)]
mod map_tests;
#[cfg(test)]
mod part_tests;
mod parts;
mod rest;
#[cfg(test)]
mod rest_tests;
mod sentences;
mod strip;
#[cfg(test)]
mod tests;

pub use alt::alt_text;

use super::timeline::By;
use super::{ContextName, Frame, map};
use crate::error::Error;
use crate::lang::{DateFormat, Pack, Words};
use crate::layout::mark::certainty_key;
use crate::layout::write::{scaled, shifted};
use crate::scene::{Node, Scene};
use crate::story::Story;
pub use figure::map_figure;
use parts::Sheet;

/// The size of a page in px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    pub width: f64,
    /// `None`: as high as the content needs.
    pub height: Option<f64>,
}

/// What stands above a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strip {
    Without,
    /// Bars that count the events of each day, month or year.
    Density,
}

/// Below this width everything is stacked.
const NARROW: f64 = 700.0;
/// How much larger than on a desk a page without a map may be set, largest first.
const LARGER: [f64; 3] = [1.75, 1.5, 1.25];
/// A page that is set larger still has this width, in px: a narrower one would change its form.
const LEAST_ENLARGED: f64 = 960.0;
/// The part of free height that stands above what is set in the middle: a little less than half looks like half.
const OPTICAL_MIDDLE: f64 = 0.42;
/// What adding up lengths leaves over is no further pixel.
const ROUNDING: f64 = 0.02;
/// A map lower than this shows too little.
const LOWEST_MAP: f64 = 300.0;

/// How much larger than on a desk everything is set: pages as high as wide are looked at on a telephone.
fn magnification(size: Size) -> f64 {
    match size.height {
        Some(height) if size.width >= 1000.0 && height >= 1.5 * size.width => 2.0,
        Some(height) if size.width >= 1000.0 && height >= 0.95 * size.width => 1.35,
        _ => 1.0,
    }
}

/// The size before it is magnified.
fn reduced(size: Size) -> Size {
    divided(size, magnification(size))
}

/// How much larger than usual a page without a map may be set, largest first: on paper a few events would stand at the
/// top of an empty page.
fn enlargements(size: Size) -> impl Iterator<Item = f64> {
    let fits = move |larger: &f64| size.width / (magnification(size) * larger) >= LEAST_ENLARGED;
    LARGER.into_iter().filter(move |larger| size.height.is_some() && fits(larger))
}

fn divided(size: Size, by: f64) -> Size {
    Size { width: size.width / by, height: size.height.map(|height| height / by) }
}

/// The items as one text, for readers that see no picture.
fn description(story: &Story, words: &Words, format: &DateFormat) -> String {
    let mut parts = Vec::new();
    for item in &story.items {
        let heading = item.by_clocks(item.dated(format, item.granularity));
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
    parts.splice(0..0, story.silence(words, format).filter(|_| story.items.is_empty()));
    parts.join("; ")
}

fn finish(story: &Story, size: Size, drawn: (f64, Vec<Node>), pack: &Pack) -> Result<Scene, Error> {
    enlarged(story, size, magnification(size), drawn, pack)
}

/// A page that was laid out in a size that was divided by `by`.
fn enlarged(story: &Story, size: Size, by: f64, (y, nodes): (f64, Vec<Node>), pack: &Pack) -> Result<Scene, Error> {
    let words = Words::from_pack(pack, "page.tsv")?;
    let format = DateFormat::from_pack(pack)?;
    let bottom = (y * by - ROUNDING).ceil();
    let root: Vec<Node> = if by == 1.0 { nodes } else { nodes.into_iter().map(|node| scaled(node, by)).collect() };
    Ok(Scene {
        width: size.width,
        height: size.height.unwrap_or(0.0).max(bottom),
        title: story.headline.clone(),
        desc: description(story, &words, &format),
        lang: story.lang.clone(),
        page: None,
        root,
    })
}

/// Sets the foot where the page ends, or below the content where that is longer.
fn foot(sheet: &mut Sheet, size: Size, notes: &[String], pack: &Pack) -> Result<(), Error> {
    if let Some(height) = size.height {
        sheet.y = sheet.y.max(height - foot_height(sheet, size, notes, pack)?);
    }
    sheet.footer(notes);
    Ok(())
}

fn foot_height(sheet: &Sheet, size: Size, notes: &[String], pack: &Pack) -> Result<f64, Error> {
    let mut trial = Sheet::new(sheet.story, size.width, pack)?;
    trial.y = 0.0;
    trial.folded = sheet.folded.clone();
    trial.key_done = sheet.key_done;
    trial.told = sheet.told;
    trial.notes = sheet.notes.clone();
    trial.footer(notes);
    Ok(trial.y)
}

/// Moves what stands below the head towards the middle of a page that it does not fill.
fn centre(sheet: &mut Sheet, head: usize, size: Size, pack: &Pack) -> Result<(), Error> {
    let Some(height) = size.height.filter(|_| size.width >= NARROW) else { return Ok(()) };
    let spare = height - foot_height(sheet, size, &[], pack)? - sheet.y;
    if spare > 0.0 {
        let by = (spare * OPTICAL_MIDDLE).round();
        let below = sheet.nodes.split_off(head.min(sheet.nodes.len()));
        sheet.nodes.extend(below.into_iter().map(|node| shifted(node, 0.0, by)));
        sheet.y += by;
    }
    Ok(())
}

/// The one-page briefing: headline, map, key facts, gaps, timeline, sources. What it has no room for is only counted;
/// [`brief_pages`] keeps all of it.
///
/// # Errors
/// A malformed pack.
pub fn brief_page(story: &Story, size: Size, context: &[ContextName], pack: &Pack) -> Result<Scene, Error> {
    let sheet = brief::lay_out(story, reduced(size), context, pack)?;
    finish(story, size, (sheet.y, sheet.nodes), pack)
}

/// The briefing with further pages for the events that one page of its size does not hold. Type never shrinks.
///
/// # Errors
/// A malformed pack.
pub fn brief_pages(story: &Story, size: Size, context: &[ContextName], pack: &Pack) -> Result<Vec<Scene>, Error> {
    rest::pages(story, size, context, pack)
}

/// The timeline alone.
///
/// # Errors
/// A malformed pack.
pub fn timeline_page(story: &Story, size: Size, strip: Strip, pack: &Pack) -> Result<Scene, Error> {
    lanes_page(story, size, strip, None, pack)
}

/// The timeline alone, in lanes where `by` says what they tell apart.
///
/// # Errors
/// A malformed pack.
pub fn lanes_page(story: &Story, size: Size, strip: Strip, by: Option<By>, pack: &Pack) -> Result<Scene, Error> {
    let usual = magnification(size);
    let set = |larger: f64| -> Result<Scene, Error> {
        let small = divided(size, usual * larger);
        let mut sheet = Sheet::new(story, small.width, pack)?;
        sheet.by = by;
        sheet.header(false);
        let head = sheet.nodes.len();
        if strip == Strip::Density {
            sheet.density_part()?;
        }
        sheet.timeline_part()?;
        centre(&mut sheet, head, small, pack)?;
        foot(&mut sheet, small, &[], pack)?;
        enlarged(story, size, usual * larger, (sheet.y, sheet.nodes), pack)
    };
    for larger in enlargements(size) {
        let page = set(larger)?;
        if size.height.is_some_and(|height| page.height <= height) {
            return Ok(page);
        }
    }
    set(1.0)
}

/// Above and below the key of colours under a map that stands alone.
const BELOW_MAP_ALONE: f64 = 10.0;
/// So many times a map that stands alone is lowered at most.
const MAP_LOWERED: usize = 3;

/// The map alone.
///
/// # Errors
/// A malformed pack.
pub fn map_page(
    story: &Story,
    size: Size,
    context: &[ContextName],
    options: &map::MapOptions,
    pack: &Pack,
) -> Result<Scene, Error> {
    let full = size;
    let size = reduced(size);
    let mut head = Sheet::new(story, size.width, pack)?;
    head.header(false);
    let credit = vec![head.words.get("credit-map").to_string()];
    let mut rest = Sheet::new(story, size.width, pack)?;
    rest.y = 0.0;
    rest.footer(&credit);
    let wish = size.height.map_or(head.width * 0.56, |height| height - head.y - rest.y - 40.0);
    let mut height = wish.max(LOWEST_MAP).round();
    let set = |height: f64| -> Result<Sheet, Error> {
        let mut sheet = head.clone();
        let frame = Frame { x: sheet.margin, y: sheet.y, width: sheet.width, height };
        let options = &map::MapOptions { grows: size.height.is_none(), ..*options };
        let mut said = Vec::new();
        match map::draw(story, frame, context, options, pack)? {
            Some(drawing) => {
                said.extend(credit.iter().cloned());
                said.extend(drawing.notes);
                said.extend(story.unshown(&sheet.words, &DateFormat::from_pack(pack)?));
                sheet.layer("map", drawing.nodes);
                sheet.y = frame.y + frame.height + drawing.over + BELOW_MAP_ALONE;
                sheet.kinds_key(&drawing.kinds);
                sheet.y += BELOW_MAP_ALONE;
            }
            None => sheet.remark("no-place"),
        }
        foot(&mut sheet, size, &said, pack)?;
        Ok(sheet)
    };
    let mut sheet = set(height)?;
    for _ in 0..MAP_LOWERED {
        // Nobody foresees how many notes and rows of a key a map brings: it gives up the room that they take.
        let over = size.height.map_or(0.0, |page| sheet.y - page);
        if over <= ROUNDING || height <= LOWEST_MAP {
            break;
        }
        height = (height - over.ceil()).max(LOWEST_MAP);
        sheet = set(height)?;
    }
    finish(story, full, (sheet.y, sheet.nodes), pack)
}
