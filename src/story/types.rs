//! The types that the layouts read. All text is in the language of the graphic and ready to print.

use crate::scene::Logo;
use crate::time::{Bounds, Granularity};
use geo::{Point, Rect};
use std::sync::Arc;

/// Everything that one picture says.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// Language of the graphic: `id` or `en`.
    pub lang: String,
    pub headline: String,
    pub deck: Option<String>,
    /// Outlet and agency, such as `KOMPAS.com (AFP/VOA Indonesia)`.
    pub outlet: Option<String>,
    /// `Keadaan per Rabu, 13 September 2023 (dari teks)`.
    pub as_of: Option<String>,
    /// `Ditulis dari Moskwa; bukan lokasi peristiwa`.
    pub written_from: Option<String>,
    /// Items in drawing order; `items[i].number` is unique and rises.
    pub items: Vec<Item>,
    /// Reported-possible and planned items without a date that the picture does not show.
    pub hidden: usize,
    /// At most four.
    pub facts: Vec<Fact>,
    /// What the article does not say; at most five full phrases.
    pub gaps: Vec<String>,
    /// Numbered sources: outlet, title, date.
    pub sources: Vec<String>,
    /// How it was made: documents, sentences, events, input hash.
    pub made: String,
    /// The mark of the house that draws it, which the header carries.
    pub logo: Option<Arc<Logo>>,
}

/// Hue of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Military,
    Meeting,
    Statement,
    Disaster,
    Other,
}

/// Fill of an item's mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Certainty {
    Asserted,
    Planned,
    Possible,
    Denied,
    Background,
}

/// One event as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The number on timeline and map.
    pub number: u32,
    /// Stable id of the event.
    pub id: String,
    pub label: String,
    pub kind: Kind,
    pub certainty: Certainty,
    pub bounds: Bounds,
    pub granularity: Granularity,
    /// Whether the date was taken over from another sentence (printed as `*`).
    pub inherited_date: bool,
    /// By which clocks a time of day is told, as printed (`WIB`, `UTC+9`); `None` where the text does not say.
    pub clocks: Option<String>,
    pub places: Vec<ItemPlace>,
    /// Where the text says that somebody set out: no site of the event, but the start of its route.
    pub origins: Vec<ItemPlace>,
    /// Who took part, by name, in the order of the text; empty where it names nobody.
    pub who: Vec<String>,
    /// `kata militer Korea Selatan`; printed before the sentence number.
    pub attribution: Option<String>,
    /// `k10`, or `2:k10` where a story has several sources.
    pub source_ref: String,
    /// The source sentence.
    pub quote: String,
    /// 0 to 1; the most salient one or two are printed bold.
    pub salience: f64,
    /// Stated relations to other items, by number.
    pub relations: Vec<ItemRelation>,
    /// The document (index into `sources`) that says it.
    pub source: usize,
}

impl Item {
    /// A time of day as printed, with the clocks by which it is told.
    pub fn by_clocks(&self, time: String) -> String {
        match &self.clocks {
            Some(clocks) => format!("{time} {clocks}"),
            None => time,
        }
    }
}

/// Where an item is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemPlace {
    pub id: String,
    pub name: String,
    pub shape: PlaceShape,
    /// ISO 3166-1 alpha-2, for country areas.
    pub country: Option<String>,
    /// GeoNames admin-1 code, for admin-1 areas.
    pub admin1: Option<String>,
    /// WGS84 degrees, x = longitude.
    pub point: Option<Point<f64>>,
    pub bbox: Option<Rect<f64>>,
    /// A larger place that the text names with it, such as `Timur Jauh Rusia`.
    pub container: Option<String>,
    /// The place is only where somebody goes.
    pub destination: bool,
}

/// How a place is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceShape {
    /// Point and city precision.
    Pin,
    /// A country, to be tinted whole.
    Country,
    /// A first-level division.
    Admin1,
    /// A sea, strait, region or island without an outline: a badge at its label point.
    Region,
}

/// A stated relation, as drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRelation {
    pub kind: ItemRelationKind,
    /// Number of the other item.
    pub other: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ItemRelationKind {
    /// This item comes before the other.
    Before,
    During,
    /// This item is a part of the other.
    PartOf,
}

/// A key fact: figures and names that the text gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// At most 10 letters.
    pub term: String,
    /// One line.
    pub text: String,
    /// Attribution and sentence number.
    pub source: String,
}
