//! The types that leave this room.

use crate::text::Span;
use geo::{Point, Rect};
use std::borrow::Cow;
use std::sync::Arc;

/// What kind of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceClass {
    Country,
    Admin1,
    Admin2,
    Admin3,
    City,
    Village,
    District,
    Region,
    Sea,
    Strait,
    River,
    Lake,
    Island,
    Mountain,
    Volcano,
    Airport,
    Port,
    Spaceport,
    Military,
    Building,
    Road,
    Facility,
    Continent,
    Bloc,
    Other,
}

impl PlaceClass {
    /// The name in the interface and in the gazetteer tables.
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// The class of a name in the gazetteer tables.
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, n)| *n == name).map(|(c, _)| *c)
    }

    /// Every class, in the order of the interface.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(class, _)| *class)
    }

    /// How closely a mention of such a place says where something happened.
    pub fn precision(self) -> Precision {
        use PlaceClass::*;
        match self {
            Country => Precision::Country,
            Admin1 | Admin2 | Admin3 => Precision::Admin,
            City | Village | District => Precision::City,
            Airport | Port | Spaceport | Military | Building | Road | Facility | Mountain | Volcano => Precision::Point,
            Region | Sea | Strait | River | Lake | Island | Continent | Bloc | Other => Precision::Region,
        }
    }
}

const NAMES: [(PlaceClass, &str); 25] = {
    use PlaceClass::*;
    [
        (Country, "country"),
        (Admin1, "admin1"),
        (Admin2, "admin2"),
        (Admin3, "admin3"),
        (City, "city"),
        (Village, "village"),
        (District, "district"),
        (Region, "region"),
        (Sea, "sea"),
        (Strait, "strait"),
        (River, "river"),
        (Lake, "lake"),
        (Island, "island"),
        (Mountain, "mountain"),
        (Volcano, "volcano"),
        (Airport, "airport"),
        (Port, "port"),
        (Spaceport, "spaceport"),
        (Military, "military"),
        (Building, "building"),
        (Road, "road"),
        (Facility, "facility"),
        (Continent, "continent"),
        (Bloc, "bloc"),
        (Other, "other"),
    ]
};

/// A place of the gazetteer. Points are WGS84 degrees with x = longitude, y = latitude.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// `geonames:524901`, or the slug of a curated row.
    pub id: String,
    /// The usual name in Indonesian.
    pub name_id: Cow<'static, str>,
    /// The usual name in English.
    pub name_en: Cow<'static, str>,
    pub class: PlaceClass,
    /// ISO 3166-1 alpha-2 of the de jure country (`XK` for Kosovo); `None` for seas, blocs and shared regions.
    pub country: Option<Cow<'static, str>>,
    /// Code of the first-level division as GeoNames writes it, such as `ID.30`.
    pub admin1: Option<Cow<'static, str>>,
    pub population: u64,
    /// Where the place lies; `None` where no point makes sense.
    pub point: Option<Point<f64>>,
    /// Where a map writes a large place's name, if not at `point`.
    pub label_point: Option<Point<f64>>,
    /// Extent of regions, seas and islands; `min().x > max().x` is not used: a box over 180° is split by its users.
    pub bbox: Option<Rect<f64>>,
    /// The country that a seat of government stands for (Kremlin → RU).
    pub stands_for: Option<Cow<'static, str>>,
    /// IANA time zone.
    pub timezone: Option<Cow<'static, str>>,
    /// `point` is that of a place close by, some kilometres off: good for a map's extent, but for no pin.
    pub approximate: bool,
    /// Who is to be named where the point is drawn, with the licence; `None` where the credit of GeoNames, which every
    /// picture has, is enough.
    pub credit: Option<Cow<'static, str>>,
}

impl Place {
    /// How closely a mention of the place says where something happened. A borrowed point is no spot: it is as far off
    /// as a regency is wide, so that the place counts as an area of that size.
    pub fn precision(&self) -> Precision {
        match self.class.precision() {
            Precision::Point | Precision::City if self.approximate => Precision::Admin,
            precision => precision,
        }
    }

    /// The name in a language of the graphic.
    pub fn name(&self, lang: &str) -> &str {
        // The gazetteer carries two names; a language of its own words gives them in its pack, others read English.
        if let Some(name) = super::exonyms::own_name(lang, &self.id) {
            return name;
        }
        match lang {
            "id" | "ms" if !self.name_id.is_empty() => &self.name_id,
            _ if !self.name_en.is_empty() => &self.name_en,
            _ => &self.name_id,
        }
    }
}

/// What a mention does in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    EventSite,
    Container,
    Metonym,
    Affiliation,
    Origin,
    Destination,
    Dateline,
    Bloc,
    Background,
}

/// How closely a place says where something happened; ordered from close to coarse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    Point,
    City,
    Admin,
    Country,
    Region,
}

/// A reason that spoke for a candidate, kept beside its weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// `exact-name`, `type-cue`, `population`, `dateline`, `containment`, `proximity`, `one-sense`, …
    pub name: &'static str,
    /// Weight added to the candidate's score.
    pub weight: f64,
}

/// One possible referent of a mention.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub place: Place,
    pub score: f64,
    pub evidence: Vec<Evidence>,
}

/// A toponym in the text with its grounding.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceMention {
    /// The outermost mention only.
    pub span: Span,
    pub role: Role,
    pub precision: Precision,
    /// The chosen place; `None` where the resolver abstains.
    pub place: Option<Place>,
    /// 0 to 1.
    pub confidence: f64,
    /// Ranked, the chosen one first.
    pub candidates: Arc<[Candidate]>,
    /// Why there is no place, where there is none.
    pub unresolved: Option<String>,
}
