//! The map: projection and extent by what is shown, areas, pins, labels, furniture.

use super::{ContextName, Frame};
use crate::error::Error;
use crate::lang::Pack;
use crate::scene::Node;
use crate::story::Story;

/// A drawn map.
#[derive(Debug, Clone, PartialEq)]
pub struct MapDrawing {
    pub nodes: Vec<Node>,
    /// Notes for the footer: boundary policy, data credits.
    pub notes: Vec<String>,
}

/// Draws the places of a story into a frame; `None` where the story has no place to draw.
///
/// # Errors
/// A malformed pack.
pub fn draw(
    _story: &Story,
    _frame: Frame,
    _context: &[ContextName],
    _pack: &Pack,
) -> Result<Option<MapDrawing>, Error> {
    Ok(None)
}
