//! Pages: the briefing, the timeline alone, the map alone.

use super::ContextName;
use crate::error::Error;
use crate::lang::Pack;
use crate::scene::Scene;
use crate::story::Story;

/// The size of a page in px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    pub width: f64,
    /// `None`: as high as the content needs.
    pub height: Option<f64>,
}

fn empty(story: &Story, size: Size) -> Scene {
    Scene {
        width: size.width,
        height: size.height.unwrap_or(100.0),
        title: story.headline.clone(),
        desc: String::new(),
        lang: story.lang.clone(),
        root: Vec::new(),
    }
}

/// The one-page briefing: headline, map, key facts, gaps, timeline, sources.
///
/// # Errors
/// A malformed pack.
pub fn brief_page(story: &Story, size: Size, _context: &[ContextName], _pack: &Pack) -> Result<Scene, Error> {
    Ok(empty(story, size))
}

/// The timeline alone.
///
/// # Errors
/// A malformed pack.
pub fn timeline_page(story: &Story, size: Size, _pack: &Pack) -> Result<Scene, Error> {
    Ok(empty(story, size))
}

/// The map alone.
///
/// # Errors
/// A malformed pack.
pub fn map_page(story: &Story, size: Size, _context: &[ContextName], _pack: &Pack) -> Result<Scene, Error> {
    Ok(empty(story, size))
}
