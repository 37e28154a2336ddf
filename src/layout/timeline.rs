//! The timeline: day panels, or a two-sided axis, chosen by the data.

use super::Frame;
use crate::error::Error;
use crate::lang::Pack;
use crate::scene::Node;
use crate::story::Story;

/// A drawn timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineDrawing {
    pub nodes: Vec<Node>,
    /// The height that it took; the frame's height is a wish.
    pub height: f64,
    /// Notes for the footer: cut axis, unordered days.
    pub notes: Vec<String>,
}

/// Draws the items of a story from the frame's top, as high as they need.
///
/// # Errors
/// A malformed pack.
pub fn draw(_story: &Story, _frame: Frame, _pack: &Pack) -> Result<TimelineDrawing, Error> {
    Ok(TimelineDrawing { nodes: Vec::new(), height: 0.0, notes: Vec::new() })
}
