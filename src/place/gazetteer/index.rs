//! The packed tables in the binary, read in place: nothing is decoded before it is asked for.

use super::packing::{self, BOX, DEGREE, GEONAMES, Id, NOWHERE, ROW, SLUG};
use super::{Entry, Facts, Place, PlaceClass};
use fst::Map;
use geo::{Coord, Point, Rect};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::OnceLock;

macro_rules! built {
    ($file:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer/", $file)).as_slice()
    };
}

static NAMES: &[u8] = built!("names.fst");
static IDS: &[u8] = built!("ids.bin");
static ENTRIES: &[u8] = built!("entries.bin");
static ROWS: &[u8] = built!("rows.bin");
static BOXES: &[u8] = built!("boxes.bin");
static KINDS: &[u8] = built!("kinds.bin");
static TAGS: &[u8] = built!("tags.bin");
static STRINGS: &[u8] = built!("strings.bin");

/// Opens the index of names.
#[expect(clippy::unreachable, reason = "the build script wrote the index into the binary; no input reaches it")]
pub(super) fn names() -> Map<&'static [u8]> {
    match Map::new(NAMES) {
        Ok(map) => map,
        Err(error) => unreachable!("the build script wrote this index: {error}"),
    }
}

/// The entries behind the value of a name.
pub(super) fn entries(value: u64) -> Vec<Entry> {
    let first = (value >> packing::COUNT_BITS) as usize;
    let count = (value & ((1 << packing::COUNT_BITS) - 1)) as usize;
    (first..first + count).filter_map(|index| u32_at(ENTRIES, index * 4)).map(entry).collect()
}

fn entry(packed: u32) -> Entry {
    Entry {
        row: packed >> packing::FLAG_BITS,
        primary: packed & packing::PRIMARY != 0,
        needs_evidence: packed & packing::NEEDS_EVIDENCE != 0,
        capitals_only: packed & packing::CAPITALS_ONLY != 0,
        demonym: packed & packing::DEMONYM != 0,
        leads: packed & packing::LEADS != 0,
    }
}

/// How many rows there are.
pub(super) fn len() -> u32 {
    u32::try_from(ROWS.len() / ROW).unwrap_or(u32::MAX)
}

/// The row with an id, by halving the rows in the order of their ids.
pub(super) fn row_of(wanted: &str) -> Option<u32> {
    let wanted = Id::of(wanted);
    let (mut low, mut high) = (0, IDS.len() / 3);
    while low < high {
        let middle = low.midpoint(high);
        let row = u24_at(IDS, middle * 3)?;
        match id(fields(row)?)?.cmp(&wanted) {
            Ordering::Equal => return Some(row),
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
        }
    }
    None
}

/// The class of a row, without the rest of it.
pub(super) fn class(row: u32) -> Option<PlaceClass> {
    /// Classes by the number of a row's kind, which are far fewer than the rows.
    static CLASSES: OnceLock<Vec<Option<PlaceClass>>> = OnceLock::new();
    let of_kind = |kind: usize| {
        let number = usize::from(u16_at(KINDS, (kind * packing::TAGS + packing::CLASS) * 2)?);
        PlaceClass::from_name(string(u32_at(TAGS, number * 4)?)?)
    };
    let kinds = KINDS.len() / (packing::TAGS * 2);
    let classes = CLASSES.get_or_init(|| (0..kinds).map(of_kind).collect());
    *classes.get(usize::from(u16_at(fields(row)?, packing::KIND)?))?
}

/// The country code of a row, without the rest of it.
pub(super) fn country(row: u32) -> Option<&'static str> {
    tag(fields(row)?, packing::COUNTRY)
}

/// The point of a row, without the rest of it.
pub(super) fn point(row: u32) -> Option<Point<f64>> {
    let fields = fields(row)?;
    let (lat, lon) = (i24_at(fields, packing::LAT)?, i24_at(fields, packing::LON)?);
    (lat != NOWHERE).then(|| Point::new(degrees(lon), degrees(lat)))
}

/// What the choice between places needs of a row.
pub(super) fn facts(row: u32) -> Option<Facts<'static>> {
    let fields = fields(row)?;
    let tag = |which: usize| tag(fields, which);
    let names = string(u24_at(fields, packing::NAMES)?)?;
    let (name_id, name_en) = names.split_once(packing::BETWEEN_NAMES).unwrap_or((names, names));
    let class = class(row)?;
    use PlaceClass::{Continent, Island, Region};
    Some(Facts {
        row,
        class,
        name_id,
        name_en,
        country: tag(packing::COUNTRY),
        admin1: tag(packing::ADMIN1),
        population: u64::from(u32_at(fields, packing::POPULATION)?),
        point: point(row),
        // Only of these the extent says what lies inside; looking for a box takes longer than all the rest.
        bbox: if matches!(class, Region | Island | Continent) { rect(row) } else { None },
        stands_for: tag(packing::STANDS_FOR),
    })
}

/// The whole row.
pub(super) fn place(row: u32) -> Option<Place> {
    let fields = fields(row)?;
    let tag = |which: usize| tag(fields, which).map(Cow::Borrowed);
    let names = string(u24_at(fields, packing::NAMES)?)?;
    let (name_id, name_en) = names.split_once(packing::BETWEEN_NAMES).unwrap_or((names, names));
    let class = class(row)?;
    let point = point(row);
    Some(Place {
        id: match id(fields)? {
            Id::Geonames(number) => format!("{GEONAMES}{number}"),
            Id::Slug(slug) => slug.to_string(),
        },
        name_id: name_id.into(),
        name_en: name_en.into(),
        class,
        country: tag(packing::COUNTRY),
        admin1: tag(packing::ADMIN1),
        population: u64::from(u32_at(fields, packing::POPULATION)?),
        point,
        // The tables give the label points of countries and divisions, and no other point of theirs.
        label_point: point.filter(|_| matches!(class, PlaceClass::Country | PlaceClass::Admin1)),
        bbox: rect(row),
        stands_for: tag(packing::STANDS_FOR),
        timezone: tag(packing::TIMEZONE),
        approximate: tag(packing::APPROXIMATE).as_deref() == Some(packing::BORROWED),
        credit: tag(packing::CREDIT),
    })
}

fn id(fields: &'static [u8]) -> Option<Id<'static>> {
    let packed = u32_at(fields, packing::ID)?;
    Some(if packed & SLUG == 0 { Id::Geonames(packed) } else { Id::Slug(string(packed & !SLUG)?) })
}

/// The box of a row; few rows have one, so that the boxes name their rows.
fn rect(row: u32) -> Option<Rect<f64>> {
    let (boxes, _) = BOXES.as_chunks::<BOX>();
    let index = boxes.binary_search_by_key(&Some(row), |sides| u32_at(sides, 0)).ok()?;
    let side = |n: usize| i24_at(boxes.get(index)?, 4 + n * 3).map(degrees);
    Some(Rect::new(Coord { x: side(0)?, y: side(1)? }, Coord { x: side(2)?, y: side(3)? }))
}

fn degrees(packed: i32) -> f64 {
    f64::from(packed) / DEGREE
}

fn fields(row: u32) -> Option<&'static [u8]> {
    let start = row as usize * ROW;
    ROWS.get(start..start + ROW)
}

fn tag(fields: &[u8], which: usize) -> Option<&'static str> {
    let kind = usize::from(u16_at(fields, packing::KIND)?);
    let number = usize::from(u16_at(KINDS, (kind * packing::TAGS + which) * 2)?);
    let text = string(u32_at(TAGS, number * 4)?)?;
    (!text.is_empty()).then_some(text)
}

fn string(at: u32) -> Option<&'static str> {
    let at = at as usize;
    let len = usize::from(*STRINGS.get(at)?);
    std::str::from_utf8(STRINGS.get(at + 1..at + 1 + len)?).ok()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u24_at(bytes: &[u8], at: usize) -> Option<u32> {
    let [a, b, c] = bytes.get(at..at + 3)?.try_into().ok()?;
    Some(u32::from_le_bytes([a, b, c, 0]))
}

/// A number of three bytes, with the sign of its highest bit.
fn i24_at(bytes: &[u8], at: usize) -> Option<i32> {
    let [a, b, c] = bytes.get(at..at + 3)?.try_into().ok()?;
    Some(i32::from_le_bytes([0, a, b, c]) >> 8)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
