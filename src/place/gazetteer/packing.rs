//! How the build script packs the tables; the library reads the bytes in place. All numbers are little-endian.
//!
//! | file | content |
//! |---|---|
//! | `names.fst` | folded name → first entry × 65,536 + number of entries |
//! | `entries.bin` | u32 each: row × 16 + flags, best known first |
//! | `rows.bin` | [`ROW`] bytes each, best known first |
//! | `boxes.bin` | four i32 each: west, south, east, north |
//! | `tags.bin` | u32 each: the string of a tag (class, country, division, time zone) |
//! | `strings.bin` | a length byte and that many bytes of UTF-8 each |
//! | `ids.fst` | id → row |

/// Bytes of a row: id, name_id, name_en (strings), latitude, longitude, population, box, then five tags.
pub const ROW: usize = 7 * 4 + 5 * 2;
pub const ID: usize = 0;
pub const NAME_ID: usize = 4;
pub const NAME_EN: usize = 8;
pub const LAT: usize = 12;
pub const LON: usize = 16;
pub const POPULATION: usize = 20;
/// Number of the box plus one; 0 is none.
pub const BOX: usize = 24;
pub const CLASS: usize = 28;
pub const COUNTRY: usize = 30;
pub const ADMIN1: usize = 32;
pub const STANDS_FOR: usize = 34;
pub const TIMEZONE: usize = 36;
/// Bytes of a box.
pub const SIDES: usize = 16;

/// Parts of a degree in a packed coordinate, about a metre.
pub const DEGREE: f64 = 1e5;
/// The packed coordinate of a place without a point.
pub const NOWHERE: i32 = i32::MIN;

/// Flags of an entry.
pub const PRIMARY: u32 = 1;
pub const NEEDS_EVIDENCE: u32 = 2;
pub const CAPITALS_ONLY: u32 = 4;
pub const DEMONYM: u32 = 8;
/// Bits that the flags take.
pub const FLAG_BITS: u32 = 4;
/// Bits of the number of entries beside the first one.
pub const COUNT_BITS: u32 = 16;
