//! The packed tables in the binary, read in place: nothing is decoded before it is asked for.

use super::packing::{self, DEGREE, NOWHERE, ROW, SIDES};
use super::{Entry, Place, PlaceClass};
use fst::Map;
use geo::{Coord, Point, Rect};

macro_rules! built {
    ($file:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer/", $file)).as_slice()
    };
}

static NAMES: &[u8] = built!("names.fst");
static IDS: &[u8] = built!("ids.fst");
static ENTRIES: &[u8] = built!("entries.bin");
static ROWS: &[u8] = built!("rows.bin");
static BOXES: &[u8] = built!("boxes.bin");
static TAGS: &[u8] = built!("tags.bin");
static STRINGS: &[u8] = built!("strings.bin");

/// Opens the index of names; an empty one if the bytes were no index, which the tests exclude.
pub(super) fn names() -> Map<&'static [u8]> {
    open(NAMES)
}

/// Opens the index of ids.
pub(super) fn ids() -> Map<&'static [u8]> {
    open(IDS)
}

fn open(bytes: &'static [u8]) -> Map<&'static [u8]> {
    match Map::new(bytes) {
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
    }
}

/// How many rows there are.
pub(super) fn len() -> u32 {
    u32::try_from(ROWS.len() / ROW).unwrap_or(u32::MAX)
}

/// The class of a row, without the rest of it.
pub(super) fn class(row: u32) -> Option<PlaceClass> {
    PlaceClass::from_name(tag(fields(row)?, packing::CLASS)?)
}

/// The country code of a row, without the rest of it.
pub(super) fn country(row: u32) -> Option<&'static str> {
    tag(fields(row)?, packing::COUNTRY)
}

/// The point of a row, without the rest of it.
pub(super) fn point(row: u32) -> Option<Point<f64>> {
    let fields = fields(row)?;
    let (lat, lon) = (i32_at(fields, packing::LAT)?, i32_at(fields, packing::LON)?);
    (lat != NOWHERE).then(|| Point::new(degrees(lon), degrees(lat)))
}

/// The whole row.
pub(super) fn place(row: u32) -> Option<Place> {
    let fields = fields(row)?;
    let text = |at: usize| Some(string(u32_at(fields, at)?)?.to_string());
    let tag = |at: usize| tag(fields, at).map(str::to_string);
    let boxed = u32_at(fields, packing::BOX)?.checked_sub(1);
    let class = class(row)?;
    let point = point(row);
    Some(Place {
        id: text(packing::ID)?,
        name_id: text(packing::NAME_ID)?,
        name_en: text(packing::NAME_EN)?,
        class,
        country: tag(packing::COUNTRY),
        admin1: tag(packing::ADMIN1),
        population: u64::from(u32_at(fields, packing::POPULATION)?),
        point,
        // The tables give the label points of countries and divisions, and no other point of theirs.
        label_point: point.filter(|_| matches!(class, PlaceClass::Country | PlaceClass::Admin1)),
        bbox: boxed.and_then(rect),
        stands_for: tag(packing::STANDS_FOR),
        timezone: tag(packing::TIMEZONE),
    })
}

fn rect(index: u32) -> Option<Rect<f64>> {
    let side = |n: usize| i32_at(BOXES, index as usize * SIDES + n * 4).map(degrees);
    Some(Rect::new(Coord { x: side(0)?, y: side(1)? }, Coord { x: side(2)?, y: side(3)? }))
}

fn degrees(packed: i32) -> f64 {
    f64::from(packed) / DEGREE
}

fn fields(row: u32) -> Option<&'static [u8]> {
    let start = row as usize * ROW;
    ROWS.get(start..start + ROW)
}

fn tag(fields: &[u8], at: usize) -> Option<&'static str> {
    let number = u16::from_le_bytes(fields.get(at..at + 2)?.try_into().ok()?);
    let text = string(u32_at(TAGS, usize::from(number) * 4)?)?;
    (!text.is_empty()).then_some(text)
}

fn string(at: u32) -> Option<&'static str> {
    let at = at as usize;
    let len = usize::from(*STRINGS.get(at)?);
    std::str::from_utf8(STRINGS.get(at + 1..at + 1 + len)?).ok()
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn i32_at(bytes: &[u8], at: usize) -> Option<i32> {
    Some(i32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
