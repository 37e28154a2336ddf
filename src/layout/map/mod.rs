//! The map: projection and extent by what is shown, areas, pins, routes, labels, furniture, and a key in the margin.

mod blocks;
mod choice;
mod compose;
mod context_names;
mod detail;
mod extent;
mod furniture;
mod key;
mod labels;
mod layers;
mod notes;
mod outlines;
mod place_labels;
#[cfg(test)]
mod random_tests;
mod routes;
mod shapes;
mod sites;
#[cfg(test)]
mod tests;

pub use choice::{DegreeBox, MapOptions, ProjectionChoice};

use super::{ContextName, Frame, mark};
use crate::carto::Window;
use crate::error::Error;
use crate::lang::{DateFormat, Pack, Words};
use crate::scene::Node;
use crate::story::Story;
use compose::{Map, Setting};
use key::Margin;

/// A drawn map.
#[derive(Debug, Clone, PartialEq)]
pub struct MapDrawing {
    pub nodes: Vec<Node>,
    /// Notes for the footer: boundary policy, data credits.
    pub notes: Vec<String>,
    /// How far the key reaches below the frame, where the page may grow.
    pub over: f64,
}

/// A smaller map calls for a larger key; the two are settled in at most this many rounds.
const ROUNDS: usize = 4;

/// Draws the places of a story into a frame; `None` where the story has no place to draw.
///
/// # Errors
/// A malformed pack.
pub fn draw(
    story: &Story,
    frame: Frame,
    context: &[ContextName],
    options: &MapOptions,
    pack: &Pack,
) -> Result<Option<MapDrawing>, Error> {
    let words = Words::from_pack(pack, "map.tsv")?;
    let format = DateFormat::from_pack(pack)?;
    let mut sites = sites::collect(story);
    let routes = sites::routes(story, &mut sites);
    let setting =
        Setting { sites: &sites, routes: &routes, words: &words, format: &format, chip: mark::radius(story), context };
    let mut margin = Margin::new(&frame, options.grows);
    for round in 0..ROUNDS {
        let window = margin.window(&frame);
        let radius = ((window.y1 - window.y0) * 0.22).min((window.x1 - window.x0) * 0.17).clamp(40.0, 86.0);
        let inner = inner_window(&window, radius);
        let Some(extent) = extent::decide(&sites, window, inner, options) else { return Ok(None) };
        let map = Map::new(&setting, extent, radius);
        let placed = map.place();
        // What lies outside a frame that the user chose is named in the notes alone.
        let keyed = if options.extent.is_some() { placed.unnamed() } else { placed.keyed() };
        let mut key = margin.set(&frame, &sites, &keyed, setting.chip);
        if keyed.is_empty() && round > 0 {
            // The narrower map names all by itself: the room beside it serves as a list of all that is numbered.
            let numbered: Vec<usize> = (0..sites.len()).filter(|i| !sites[*i].items.is_empty()).collect();
            key = margin.set(&frame, &sites, &numbered, setting.chip);
            key.left_out.clear();
        }
        let larger = margin.grown(&frame).filter(|_| !key.left_out.is_empty() && round + 1 < ROUNDS);
        match larger {
            Some(next) => margin = next,
            None => {
                let notes = map.notes(&placed, &key.left_out);
                let mut nodes = vec![map.assemble(&placed)];
                if !key.nodes.is_empty() {
                    nodes.push(layers::layer("key", key.nodes));
                }
                return Ok(Some(MapDrawing { nodes, notes, over: key.over.max(0.0) }));
            }
        }
    }
    Ok(None)
}

/// The part of the frame that pins keep to: room for labels around, and for the globe on the right of a wide map.
fn inner_window(w: &Window, globe: f64) -> Window {
    let (width, height) = (w.x1 - w.x0, w.y1 - w.y0);
    let right = if width > 600.0 { 2.0 * globe + 90.0 } else { width * 0.2 };
    Window { x0: w.x0 + width * 0.2, y0: w.y0 + height * 0.2, x1: w.x1 - right, y1: w.y1 - height * 0.22 }
}
