//! Reads the packed files. The format is written by `gazetteer/basemap/rebuild.py` and described in its README.

use super::arcs::{Arcs, LandRing, Outline, Reference, Stroke};
use super::disputed::{claim, rules};
use super::{Basemap, CountryShape};
use geo::Coord;
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) const COUNTRIES: &[u8] = include_bytes!("../../../gazetteer/basemap/countries50.bin");
pub(super) const FINE: &[u8] = include_bytes!("../../../gazetteer/basemap/countries10.bin");
pub(super) const WATER: &[u8] = include_bytes!("../../../gazetteer/basemap/water50.bin");
pub(super) const DISPUTED: &str = include_str!("../../../gazetteer/basemap/disputed.tsv");

/// Why packed bytes could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Damage {
    /// The content ends inside a value.
    Short,
    /// A number does not fit its type.
    Overflow,
    /// A name is not UTF-8.
    Text,
    /// A reference to an arc that is not there.
    Reference,
    /// Content follows after the last value.
    Rest,
    /// A row of the table of disputed lines has other cells than expected.
    Table,
}

pub(super) type Decoded<T> = Result<T, Damage>;
pub(super) type Line = Vec<Coord<f64>>;

/// The basemap of the files in the binary.
pub(super) fn embedded() -> Decoded<Basemap> {
    decode(COUNTRIES, WATER, DISPUTED)
}

/// The fine countries and their lines; lakes and rivers have one grade only.
pub(super) fn embedded_fine() -> Decoded<Basemap> {
    // One step per degree, no lines, no lakes, no rivers.
    decode(FINE, &[1, 0, 0, 0], DISPUTED)
}

pub(super) fn decode(countries: &'static [u8], water: &'static [u8], disputed: &str) -> Decoded<Basemap> {
    let mut bytes = Bytes::new(countries)?;
    let arcs = Arcs::read(&mut bytes)?;
    let seams: BTreeSet<usize> = bytes.several(Bytes::index)?.into_iter().collect();
    let countries = bytes.several(|bytes| {
        let (alpha2, a3, name) = (bytes.text()?, bytes.text()?, bytes.text()?);
        Ok(CountryShape { alpha2, a3, name, polygons: bytes.several(|bytes| bytes.outline(&arcs))? })
    })?;
    let ring = |bytes: &mut Bytes| Ok(LandRing::new(bytes.ring(arcs.len())?, |arc| seams.contains(&arc), &arcs));
    let land = bytes.several(ring)?;
    let shared = bytes.several(|bytes| Ok((bytes.index()?, [bytes.index()?, bytes.index()?])))?;
    bytes.end()?;

    let mut borders = Vec::new();
    let mut rules = rules(disputed)?;
    for (arc, sides) in shared {
        let [Some(a), Some(b)] = sides.map(|side| countries.get(side)) else { return Err(Damage::Reference) };
        let rest = claim(&mut rules, a.a3, b.a3, &Stroke::arc(&arcs, arc));
        if a.alpha2 != b.alpha2 {
            borders.extend(rest);
        }
    }

    let mut bytes = Bytes::new(water)?;
    let arcs = Arcs::read(&mut bytes)?;
    let lakes = bytes.several(|bytes| bytes.outline(&arcs))?;
    let rivers = bytes.several(Bytes::index)?.into_iter().map(|arc| Stroke::arc(&arcs, arc)).collect();
    bytes.end()?;
    let disputed = rules.into_iter().map(|rule| rule.line).collect();
    Ok(Basemap { countries, land, borders, lakes, rivers, disputed })
}

/// Unread content of one file.
pub(super) struct Bytes {
    rest: &'static [u8],
    /// Grid steps per degree, the first value of each file.
    units: f64,
}

impl Bytes {
    pub(super) fn new(content: &'static [u8]) -> Decoded<Bytes> {
        let mut bytes = Bytes { rest: content, units: 1.0 };
        bytes.units = f64::from(u32::try_from(bytes.number()?.max(1)).map_err(|_| Damage::Overflow)?);
        Ok(bytes)
    }

    pub(super) fn units(&self) -> f64 {
        self.units
    }

    /// A part of a file, which does not begin with the grid.
    pub(super) fn part(content: &'static [u8]) -> Bytes {
        Bytes { rest: content, units: 1.0 }
    }

    /// The line that a part of a file holds, and nothing else.
    pub(super) fn line_of(content: &'static [u8], units: f64) -> Decoded<Line> {
        let mut bytes = Bytes { units, ..Bytes::part(content) };
        let line = bytes.line()?;
        bytes.end()?;
        Ok(line)
    }

    pub(super) fn end(&self) -> Decoded<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(Damage::Rest) }
    }

    /// Seven bits a byte, the lowest first; the eighth bit says that more follow.
    #[inline]
    fn number(&mut self) -> Decoded<u64> {
        let mut value = 0;
        for shift in (0..u64::BITS - 7).step_by(7) {
            let (byte, rest) = self.rest.split_first().ok_or(Damage::Short)?;
            self.rest = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Damage::Overflow)
    }

    /// Zigzag: 0, −1, 1, −2, 2 … are written as 0, 1, 2, 3, 4 …
    pub(super) fn signed(&mut self) -> Decoded<i64> {
        let value = self.number()?;
        // Numbers have at most 63 bits, so that half of one always fits.
        let half = (value >> 1) as i64;
        Ok(if value & 1 == 0 { half } else { !half })
    }

    pub(super) fn index(&mut self) -> Decoded<usize> {
        usize::try_from(self.number()?).map_err(|_| Damage::Overflow)
    }

    /// Bytes behind their number.
    pub(super) fn slice(&mut self) -> Decoded<&'static [u8]> {
        let length = self.index()?;
        let (slice, rest) = self.rest.split_at_checked(length).ok_or(Damage::Short)?;
        self.rest = rest;
        Ok(slice)
    }

    pub(super) fn text(&mut self) -> Decoded<&'static str> {
        std::str::from_utf8(self.slice()?).map_err(|_| Damage::Text)
    }

    pub(super) fn several<T>(&mut self, mut read: impl FnMut(&mut Self) -> Decoded<T>) -> Decoded<Vec<T>> {
        let count = self.index()?;
        // Every item takes a byte at least: a damaged count cannot ask for more memory than the file has.
        if count > self.rest.len() {
            return Err(Damage::Short);
        }
        let mut items = Vec::with_capacity(count);
        for _ in 0..count {
            items.push(read(self)?);
        }
        Ok(items)
    }

    fn line(&mut self) -> Decoded<Line> {
        let units = self.units;
        let (mut x, mut y) = (0_i64, 0_i64);
        self.several(|bytes| {
            x = x.checked_add(bytes.signed()?).ok_or(Damage::Overflow)?;
            y = y.checked_add(bytes.signed()?).ok_or(Damage::Overflow)?;
            Ok(Coord { x: x as f64 / units, y: y as f64 / units })
        })
    }

    pub(super) fn outline(&mut self, arcs: &Arc<Arcs>) -> Decoded<Outline> {
        Ok(Outline::new(self.several(|bytes| bytes.ring(arcs.len()))?, arcs))
    }

    fn ring(&mut self, arcs: usize) -> Decoded<Vec<Reference>> {
        self.several(|bytes| bytes.reference(arcs))
    }

    /// `i` is arc i, `!i` is arc i backwards, as in TopoJSON.
    pub(super) fn reference(&mut self, arcs: usize) -> Decoded<Reference> {
        let value = self.signed()?;
        let backwards = value < 0;
        let arc = usize::try_from(if backwards { !value } else { value }).map_err(|_| Damage::Overflow)?;
        if arc < arcs { Ok(Reference { arc, backwards }) } else { Err(Damage::Reference) }
    }
}
