//! The map without a page around it, for a form that sets its own.

use super::super::map;
use super::{ContextName, Frame, LOWEST_MAP};
use crate::error::Error;
use crate::lang::Pack;
use crate::scene::Scene;
use crate::story::Story;

/// Height of the figure for each px of its width.
const SHAPE: f64 = 0.56;

/// Draws the map alone, `width` px wide, with the notes that belong below it; `None` where nothing has a place.
///
/// # Errors
/// A malformed pack.
pub fn map_figure(
    story: &Story,
    width: f64,
    context: &[ContextName],
    pack: &Pack,
) -> Result<Option<(Scene, Vec<String>)>, Error> {
    let frame = Frame { x: 0.0, y: 0.0, width, height: (width * SHAPE).max(LOWEST_MAP).round() };
    let options = map::MapOptions { grows: true, ..map::MapOptions::default() };
    let Some(drawing) = map::draw(story, frame, context, &options, pack)? else { return Ok(None) };
    let scene = Scene {
        width,
        height: (frame.height + drawing.over).ceil(),
        title: story.headline.clone(),
        desc: String::new(),
        lang: story.lang.clone(),
        page: None,
        root: drawing.nodes,
    };
    Ok(Some((scene, drawing.notes)))
}
