//! Drawing: the scene model, the theme, text metrics, the plotters backend and the one SVG writer.
//!
//! This room knows no domain type. Everything is in CSS pixels, y downwards.

mod model;
mod outline;
mod plot;
mod subset;
mod svg;
mod text;
mod theme;

pub use model::*;
pub use plot::{PlotError, Recorder, Ticks, UNITS, plot_colour};
pub use svg::{SvgOptions, write_svg, write_svg_outlines};
pub use text::{text_bounds, text_width, wrap};
pub use theme::*;
