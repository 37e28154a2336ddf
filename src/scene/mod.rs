//! Drawing: the scene model, the theme, text metrics, the plotters backend, the one SVG writer and the forms made
//! from it.
//!
//! This room knows no domain type. Everything is in CSS pixels, y downwards.

mod forms;
mod further;
mod logo;
mod model;
mod outline;
mod plot;
mod steady;
mod subset;
mod svg;
mod text;
mod theme;

pub use forms::{write_pdf, write_pdf_pages, write_png};
pub use further::further_page;
pub use logo::Logo;
pub use model::*;
pub use plot::{PlotError, Recorder, Ticks, UNITS, plot_colour};
pub use svg::{SvgOptions, font_faces, write_svg, write_svg_outlines};
pub use text::{install_face, restore_face, text_bounds, text_width, wrap};
pub use theme::*;
