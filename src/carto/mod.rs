//! Cartography: projections, cutting, clipping and simplification as small stages, and the bundled outlines.
//!
//! A [`View`] composes the stages: rotate → cut at the rim or the antimeridian → project → clip to the frame → simplify.
//! Positions are WGS84 degrees with x = longitude; page coordinates are px with y downwards. This room knows no gazetteer.

pub mod basemap;
mod cut;
mod plane;
mod projection;
mod sight;
mod sphere;
#[cfg(test)]
mod tests;
mod view;

pub use basemap::{Basemap, LandRing, Outline, Rings, Stroke};
pub use cut::inside;
pub use plane::{Window, length, ring_area};
pub use projection::{Kind, Projection};
pub use sight::{Reach, Sight};
pub use sphere::{cap_centre, distance, great_circle, middle, wrap_longitude};
pub use view::{TOLERANCE, View};
