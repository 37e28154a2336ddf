//! The map: projection and extent by what is shown, areas, pins, routes, labels, furniture, and a key in the margin.

mod blocks;
mod choice;
mod compose;
mod context_names;
#[cfg(test)]
mod context_names_tests;
mod detail;
mod extent;
#[cfg(test)]
mod extent_tests;
mod furniture;
#[cfg(test)]
mod inset_tests;
mod key;
#[cfg(test)]
mod key_tests;
#[cfg(test)]
mod label_tests;
mod labels;
mod layers;
mod marks;
mod notes;
mod outlines;
mod place_labels;
#[cfg(test)]
mod random_tests;
mod routes;
mod shapes;
mod sites;
mod sizes;
#[cfg(test)]
mod sizes_tests;
#[cfg(test)]
pub(super) mod tests;

pub use choice::{DegreeBox, MapOptions, ProjectionChoice};

use super::{ContextName, Frame, mark};
use crate::carto::Window;
use crate::error::Error;
use crate::lang::{DateFormat, Pack, Words};
use crate::scene::Node;
use crate::story::{Kind, Story};
use compose::{Map, Setting};
use key::Margin;
use sizes::Sizes;
use std::collections::BTreeSet;

/// A drawn map.
#[derive(Debug, Clone, PartialEq)]
pub struct MapDrawing {
    pub nodes: Vec<Node>,
    /// Notes for the footer: boundary policy, data credits.
    pub notes: Vec<String>,
    /// How far the key reaches below the frame, where the page may grow.
    pub over: f64,
    /// The kinds of the events that have a place on it, each once.
    pub kinds: Vec<Kind>,
}

/// What the marks leave free at the sides, above and below: a share of the frame, and its bounds in px.
const SIDE: (f64, f64, f64) = (0.13, 56.0, 150.0);
const ABOVE: (f64, f64, f64) = (0.14, 34.0, 84.0);
const SCALE_ROOM: f64 = 14.0;
/// A smaller map calls for a larger key; the two are settled in at most this many rounds. After them the key folds into
/// columns below the map, which hold whatever they must.
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
    let setting = Setting {
        sites: &sites,
        routes: &routes,
        words: &words,
        format: &format,
        chip: mark::radius(story),
        context,
        sizes: Sizes::of(&sites, &frame),
    };
    let mut margin = Margin::new(&frame, options.grows);
    let listed: Vec<usize> = (0..sites.len()).filter(|i| setting.lists(*i)).collect();
    if !listed.is_empty() && !margin.is_open() && options.extent.is_none() {
        // What stands in the key whatever the map holds needs no trial.
        let folded = || Margin::folded(&frame, &sites, &listed, setting.chip);
        margin = margin.holding(&frame, &sites, &listed, setting.chip).unwrap_or_else(folded);
    }
    for round in 0..=ROUNDS {
        let window = margin.window(&frame);
        let radius = ((window.y1 - window.y0) * 0.22).min((window.x1 - window.x0) * 0.17).clamp(40.0, 86.0);
        let within = |inner: Window| {
            let extent = extent::decide(&sites, window, inner, options)?;
            Some(Map::new(&setting, extent, radius))
        };
        let Some(mut map) = within(near_window(&window)) else { return Ok(None) };
        if map.lacks_globe() {
            // The marks fill the frame so well that no corner is left: a little less of it will do.
            map = within(inner_window(&window, radius)).unwrap_or(map);
        }
        let placed = map.place();
        // What lies outside a frame that the user chose is named in the notes alone.
        let mut keyed = if options.extent.is_some() { placed.unnamed() } else { placed.keyed() };
        let inside = |i: &usize| options.extent.is_none() || placed.shows(*i);
        keyed.extend(listed.iter().copied().filter(inside));
        keyed.sort_unstable();
        keyed.dedup();
        let mut key = margin.set(&frame, &sites, &keyed, setting.chip);
        if keyed.is_empty() && round > 0 {
            // The narrower map names all by itself: the room beside it serves as a list of all that is numbered.
            let numbered: Vec<usize> = (0..sites.len()).filter(|i| !sites[*i].items.is_empty()).collect();
            key = margin.set(&frame, &sites, &numbered, setting.chip);
            key.left_out.clear();
        }
        if !key.left_out.is_empty() && !margin.is_open() {
            let wider = (round + 1 < ROUNDS).then(|| margin.holding(&frame, &sites, &keyed, setting.chip)).flatten();
            margin = wider.unwrap_or_else(|| Margin::folded(&frame, &sites, &keyed, setting.chip));
            continue;
        }
        let mut nodes = vec![map.assemble(&placed)];
        if !key.nodes.is_empty() {
            nodes.push(layers::layer("key", key.nodes));
        }
        return Ok(Some(MapDrawing {
            nodes,
            notes: map.notes(&placed),
            over: key.over.max(0.0),
            kinds: kinds(&sites),
        }));
    }
    Ok(None)
}

/// The kinds of the events of sites, each once.
fn kinds(sites: &[sites::Site<'_>]) -> Vec<Kind> {
    let all = sites.iter().flat_map(|site| &site.items).map(|item| item.kind);
    all.collect::<BTreeSet<Kind>>().into_iter().collect()
}

/// Steps by which a frame is made narrower, in share of its width.
const NARROWER: f64 = 0.04;

/// The width, of `least` or more, at which a frame of this height shows the region of a story's places without half the
/// world beside it; `None` where the frame is not too wide for them, or none is narrow enough.
pub fn regional_width(story: &Story, frame: &Frame, least: f64) -> Option<f64> {
    let sites = sites::collect(story);
    let bends = |width: f64| {
        let frame = Frame { width, ..*frame };
        let window = Margin::new(&frame, false).window(&frame);
        extent::bends(&sites, window, near_window(&window))
    };
    if !bends(frame.width) {
        return None;
    }
    let steps = (1..).map(|n: i32| frame.width * (1.0 - NARROWER * f64::from(n)));
    steps.take_while(|width| *width >= least).find(|width| !bends(*width)).map(f64::floor)
}

/// The part of the frame that pins keep to: room for a label beside the outermost of them, and the rest for the marks.
fn near_window(w: &Window) -> Window {
    let (width, height) = (w.x1 - w.x0, w.y1 - w.y0);
    let beside = (width * SIDE.0).clamp(SIDE.1, SIDE.2);
    let above = (height * ABOVE.0).clamp(ABOVE.1, ABOVE.2);
    // The scale and the source line stand below.
    let below = above + SCALE_ROOM;
    Window { x0: w.x0 + beside, y0: w.y0 + above, x1: w.x1 - beside, y1: w.y1 - below }
}

/// The part of the frame that pins keep to where the globe needs a corner: room for labels around, and for the globe on the
/// right of a wide map.
fn inner_window(w: &Window, globe: f64) -> Window {
    let (width, height) = (w.x1 - w.x0, w.y1 - w.y0);
    let right = if width > 600.0 { 2.0 * globe + 90.0 } else { width * 0.2 };
    Window { x0: w.x0 + width * 0.2, y0: w.y0 + height * 0.2, x1: w.x1 - right, y1: w.y1 - height * 0.22 }
}
