//! The bundled basemap: countries, shoreline, borders, lakes, rivers and disputed lines of the whole world.
//!
//! The data are Natural Earth at 1 : 50 million, and at 1 : 10 million for near maps, packed by
//! `gazetteer/basemap/rebuild.py` into arcs that neighbours share, so that a border is one line and no sliver opens between
//! two countries. Longitude is `x`, latitude is `y`, both in degrees. Every ring stays inside −180…180: a country on both
//! sides of the antimeridian has a polygon on each side, and Antarctica closes along −90. The edges that only close such a
//! ring stand in polygons, never in lines.
//!
//! ```
//! let map = linimasa::carto::basemap::Basemap::world();
//! assert!(map.country("ID").any(|shape| shape.polygons.len() > 50));
//! ```

mod admin1;
mod decode;
mod disputed;
#[cfg(test)]
mod tests;

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
    pub alpha2: String,
    /// Code of the source, unique among the shapes.
    pub a3: String,
    /// Short English name of the source, for tools and tests; what a map prints comes from the gazetteer.
    pub name: String,
    /// Polygon → rings → closed points; the first ring is the outer one.
    pub polygons: Vec<Rings>,
}

/// A closed line around land, or around water within it: shoreline all along but for seams.
#[derive(Debug, Clone)]
pub struct LandRing {
    /// Closed points with the land on the left, so that a ring around water runs clockwise. Fill all rings even-odd.
    pub ring: Ring,
    /// The edges that only close the ring, along ±180° and the South Pole.
    pub seams: Vec<Vec<Coord<f64>>>,
    /// The shoreline of a ring that has seams.
    lines: Vec<Vec<Coord<f64>>>,
}

impl LandRing {
    /// The shoreline of the ring.
    pub fn shore(&self) -> &[Vec<Coord<f64>>] {
        if self.seams.is_empty() { std::slice::from_ref(&self.ring) } else { &self.lines }
    }
}

/// A river, or a part of one; the source has no names.
#[derive(Debug, Clone)]
pub struct River {
    /// From end to end; the longest river of the basemap comes first.
    pub points: Vec<Coord<f64>>,
}

/// A line between two first-level divisions of one country.
#[derive(Debug, Clone)]
pub struct DivisionLine {
    /// The side of a square as large as the country's mean division, in degrees of arc: some countries are divided into
    /// provinces and others into boroughs.
    pub size: f64,
    pub points: Vec<Coord<f64>>,
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

/// Outlines of the world, decoded once a process.
#[derive(Debug)]
pub struct Basemap {
    countries: Vec<CountryShape>,
    land: Vec<LandRing>,
    coast: Vec<Vec<Coord<f64>>>,
    borders: Vec<Vec<Coord<f64>>>,
    lakes: Vec<Rings>,
    rivers: Vec<River>,
    disputed: Vec<DisputedLine>,
}

impl Basemap {
    /// The embedded basemap.
    pub fn world() -> &'static Basemap {
        static WORLD: OnceLock<Basemap> = OnceLock::new();
        // The files are part of the binary, so that a damaged one is a fault of the build, which a test finds.
        WORLD.get_or_init(|| decode::embedded().expect("the embedded basemap can be decoded"))
    }

    /// Countries and lines of 1 : 10 million, for maps of a province or a city; no lakes and rivers. The source draws
    /// Western Sahara as far as the berm only, so that maps which show it keep to the other grade.
    pub fn fine() -> &'static Basemap {
        static FINE: OnceLock<Basemap> = OnceLock::new();
        // As above: no input reaches the file, and a test reads it.
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
    pub fn coast(&self) -> &[Vec<Coord<f64>>] {
        &self.coast
    }

    /// Arcs shared by two different countries, each once, without the disputed ones.
    pub fn borders(&self) -> &[Vec<Coord<f64>>] {
        &self.borders
    }

    /// Lakes of 500 km² and more, the largest first; a ring after the first is an island. The Caspian is no lake here:
    /// it is outside every country, and its shore is coast.
    pub fn lakes(&self) -> &[Rings] {
        &self.lakes
    }

    /// Rivers, the longest first.
    pub fn rivers(&self) -> &[River] {
        &self.rivers
    }

    /// Lines drawn dashed, in the order of `disputed.tsv`.
    pub fn disputed(&self) -> &[DisputedLine] {
        &self.disputed
    }
    /// Polygons of a first-level division by the gazetteer's code, such as `ID.30`, simplified to 0.008°. Its shore is
    /// another generalisation than the country's: tint with it, and draw the country's coast above.
    pub fn admin1(&self, code: &str) -> Option<&[Rings]> {
        divisions().polygons(code)
    }

    /// Lines between first-level divisions of one country.
    pub fn admin1_lines(&self) -> &[DivisionLine] {
        &divisions().lines
    }
}

/// Decoded when first asked for, since a map of the world shows no divisions.
fn divisions() -> &'static admin1::Divisions {
    static DIVISIONS: OnceLock<admin1::Divisions> = OnceLock::new();
    // As with the basemap: the file is part of the binary, and no input reaches it.
    DIVISIONS.get_or_init(|| admin1::embedded().expect("the embedded divisions can be decoded"))
}
