//! The bundled basemap: countries, shoreline, borders, lakes, rivers and disputed lines of the whole world.
//!
//! The data are Natural Earth at 1 : 50 million, and at 1 : 10 million for near maps, packed by
//! `gazetteer/basemap/rebuild.py` into arcs that neighbours share, so that a border is one line and no sliver opens between
//! two countries. Each arc has its box and is decoded when it is first drawn. Longitude is `x`, latitude is `y`, both in degrees. Every ring stays inside −180…180: a country on both
//! sides of the antimeridian has a polygon on each side, and Antarctica closes along −90. The edges that only close such a
//! ring stand in polygons, never in lines.
//!
//! ```
//! let map = linimasa::carto::basemap::Basemap::world();
//! assert!(map.country("ID").any(|shape| shape.polygons.len() > 50));
//! ```

mod admin1;
mod arcs;
mod decode;
mod disputed;
#[cfg(test)]
mod tests;

pub use arcs::{LandRing, Outline, Stroke};

use geo::Coord;
use std::sync::OnceLock;

/// Closed points: the last repeats the first.
pub type Ring = Vec<Coord<f64>>;
/// The outer ring, then the holes.
pub type Rings = Vec<Ring>;

/// One shape of the source. A country may have several: Somalia has one for Somaliland as well.
#[derive(Debug, Clone)]
pub struct CountryShape {
    /// ISO 3166-1 alpha-2 of the country that the land belongs to de jure; `XK` is Kosovo.
    pub alpha2: &'static str,
    /// Code of the source, unique among the shapes.
    pub a3: &'static str,
    /// Short English name of the source, for tools and tests; what a map prints comes from the gazetteer.
    pub name: &'static str,
    pub polygons: Vec<Outline>,
}

/// A line between two first-level divisions of one country.
#[derive(Debug, Clone)]
pub struct DivisionLine {
    /// The side of a square as large as the country's mean division, in degrees of arc: some countries are divided into
    /// provinces and others into boroughs.
    pub size: f64,
    pub line: Stroke,
}

/// A line that some states hold to be a border and others do not: drawn apart from borders.
#[derive(Debug, Clone)]
pub struct DisputedLine {
    /// A slug of the table `disputed.tsv`.
    pub id: String,
    /// Indonesian name.
    pub name_id: String,
    /// English name.
    pub name_en: String,
    /// Connected pieces of the line.
    pub lines: Vec<Vec<Coord<f64>>>,
}

/// Outlines of the world, read once a process.
#[derive(Debug)]
pub struct Basemap {
    countries: Vec<CountryShape>,
    land: Vec<LandRing>,
    borders: Vec<Stroke>,
    lakes: Vec<Outline>,
    rivers: Vec<Stroke>,
    disputed: Vec<DisputedLine>,
}

impl Basemap {
    /// The embedded basemap.
    #[expect(
        clippy::expect_used,
        reason = "the file is part of the binary; a damaged one is a fault of the build, which a test finds"
    )]
    pub fn world() -> &'static Basemap {
        static WORLD: OnceLock<Basemap> = OnceLock::new();
        WORLD.get_or_init(|| decode::embedded().expect("the embedded basemap can be decoded"))
    }

    /// Countries and lines of 1 : 10 million, for maps of a province or a city; no lakes and rivers. The source draws
    /// Western Sahara as far as the berm only, so that maps which show it keep to the other grade.
    #[expect(
        clippy::expect_used,
        reason = "the file is part of the binary; a damaged one is a fault of the build, which a test finds"
    )]
    pub fn fine() -> &'static Basemap {
        static FINE: OnceLock<Basemap> = OnceLock::new();
        FINE.get_or_init(|| decode::embedded_fine().expect("the embedded fine basemap can be decoded"))
    }

    /// Every shape, sorted by the source's code.
    pub fn countries(&self) -> &[CountryShape] {
        &self.countries
    }

    /// The shapes of one country by its ISO 3166-1 alpha-2 code; none if the code is unknown.
    pub fn country<'a>(&'a self, alpha2: &'a str) -> impl Iterator<Item = &'a CountryShape> {
        self.countries.iter().filter(move |shape| shape.alpha2 == alpha2)
    }

    /// All land as rings, in which borders leave no trace.
    pub fn land(&self) -> &[LandRing] {
        &self.land
    }

    /// Shoreline: arcs that one polygon alone has, without the edges along ±180° and the South Pole.
    pub fn coast(&self) -> impl Iterator<Item = Stroke> {
        self.land.iter().flat_map(LandRing::shore_strokes)
    }

    /// Arcs shared by two different countries, each once, without the disputed ones.
    pub fn borders(&self) -> &[Stroke] {
        &self.borders
    }

    /// Lakes of 500 km² and more, the largest first; a ring after the first is an island. The Caspian is no lake here:
    /// it is outside every country, and its shore is coast.
    pub fn lakes(&self) -> &[Outline] {
        &self.lakes
    }

    /// Rivers or parts of them, the longest first; the source has no names.
    pub fn rivers(&self) -> &[Stroke] {
        &self.rivers
    }

    /// Lines drawn dashed, in the order of `disputed.tsv`.
    pub fn disputed(&self) -> &[DisputedLine] {
        &self.disputed
    }
    /// Polygons of a first-level division by the gazetteer's code, such as `ID.30`, simplified to 0.008°. Its shore is
    /// another generalisation than the country's: tint with it, and draw the country's coast above.
    pub fn admin1(&self, code: &str) -> Option<&[Outline]> {
        divisions().polygons(code)
    }

    /// Lines between first-level divisions of one country.
    pub fn admin1_lines(&self) -> &[DivisionLine] {
        &divisions().lines
    }
}

/// Read when first asked for, since a map of the world shows no divisions.
#[expect(
    clippy::expect_used,
    reason = "the file is part of the binary; a damaged one is a fault of the build, which a test finds"
)]
fn divisions() -> &'static admin1::Divisions {
    static DIVISIONS: OnceLock<admin1::Divisions> = OnceLock::new();
    DIVISIONS.get_or_init(|| admin1::embedded().expect("the embedded divisions can be decoded"))
}
