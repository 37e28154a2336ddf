//! How the build script packs the tables; the library reads the bytes in place. All numbers are little-endian, those
//! of three bytes in two's complement where they are coordinates.
//!
//! | file | content |
//! |---|---|
//! | `names.fst` | folded name → first entry × 65,536 + number of entries |
//! | `entries.bin` | u32 each: row × 32 + flags, best known first |
//! | `rows.bin` | [`ROW`] bytes each, best known first |
//! | `ids.bin` | three bytes each: the rows in the order of their [`Id`]s |
//! | `boxes.bin` | [`BOX`] bytes each, in the order of the rows: the row (u32), then west, south, east, north |
//! | `kinds.bin` | [`TAGS`] tags (u16) each: class, country, division, country stood for, time zone, whether the point is borrowed, whom to credit |
//! | `tags.bin` | u32 each: the string of a tag |
//! | `strings.bin` | a length byte and that many bytes of UTF-8 each |

/// Bytes of a row: id (u32), names (three bytes), latitude, longitude (three each), population (u32), kind (u16).
pub const ROW: usize = KIND + 2;
/// A GeoNames number, or [`SLUG`] and the string of a slug.
pub const ID: usize = 0;
/// The string of the names: one, or the Indonesian and the English one with [`BETWEEN_NAMES`] between them.
pub const NAMES: usize = 4;
pub const LAT: usize = 7;
pub const LON: usize = 10;
pub const POPULATION: usize = 13;
/// Most rows share class, country, division and time zone with many others, so that these are one number.
pub const KIND: usize = 17;

/// Marks an id that is a slug.
pub const SLUG: u32 = 1 << 31;
/// Stands between two names; the tables are separated by it, so that no name has one.
pub const BETWEEN_NAMES: char = '\t';

/// Tags of a kind, in their order.
pub const TAGS: usize = 7;
pub const CLASS: usize = 0;
pub const COUNTRY: usize = 1;
pub const ADMIN1: usize = 2;
pub const STANDS_FOR: usize = 3;
pub const TIMEZONE: usize = 4;
/// [`BORROWED`] where the point is that of a place close by, otherwise empty.
pub const APPROXIMATE: usize = 5;
pub const BORROWED: &str = "approximate";
/// Who is to be named where the point is drawn, beside GeoNames.
pub const CREDIT: usize = 6;

/// Bytes of a box.
pub const BOX: usize = 4 + 4 * 3;

/// Parts of a degree in a packed coordinate, under three metres: a multiple of 10,000, so that the four decimals of
/// the tables come out as they went in, and small enough for 180 degrees in three bytes.
pub const DEGREE: f64 = 40_000.0;
/// The packed coordinate of a place without a point.
pub const NOWHERE: i32 = -(1 << 23);

/// Flags of an entry.
pub const PRIMARY: u32 = 1;
pub const NEEDS_EVIDENCE: u32 = 2;
pub const CAPITALS_ONLY: u32 = 4;
pub const DEMONYM: u32 = 8;
pub const LEADS: u32 = 16;
/// Bits that the flags take.
pub const FLAG_BITS: u32 = 5;
/// Bits of the number of entries beside the first one.
pub const COUNT_BITS: u32 = 16;

/// What stands before a GeoNames number.
pub const GEONAMES: &str = "geonames:";

/// An id, ordered as `ids.bin` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Id<'t> {
    Geonames(u32),
    Slug(&'t str),
}

impl<'t> Id<'t> {
    /// Reads an id; a number that is not written as GeoNames writes it is a slug, so that each id has one reading.
    pub fn of(text: &'t str) -> Self {
        let digits = text.strip_prefix(GEONAMES).filter(|d| !d.starts_with(['0', '+']));
        match digits.and_then(|d| d.parse().ok()).filter(|number| *number < SLUG) {
            Some(number) => Id::Geonames(number),
            None => Id::Slug(text),
        }
    }
}
