//! Layout: pure geometry of timeline, map and page. It writes no SVG text.

pub mod chart;
pub mod map;
mod mark;
mod page;
pub mod timeline;
mod write;

pub use map::{DegreeBox, MapOptions, ProjectionChoice};
pub use page::{Size, Strip, alt_text, brief_page, brief_pages, lanes_page, map_figure, map_page, timeline_page};
pub use timeline::By;

use geo::{Point, Rect};

/// A rectangle of the page in px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// A name that a map may write where there is room: a country or a sea.
#[derive(Debug, Clone, PartialEq)]
pub struct ContextName {
    pub name: String,
    /// WGS84 degrees, x = longitude.
    pub point: Point<f64>,
    /// The box in degrees that holds the whole of a sea: its name keeps to it.
    pub bbox: Option<Rect<f64>>,
    pub sea: bool,
    /// ISO 3166-1 alpha-2 of a country.
    pub country: Option<String>,
    /// Larger is more important: inhabitants of a country, width of a sea in degrees of arc.
    pub weight: f64,
}
