//! Reads the packed files. The format is written by `gazetteer/basemap/rebuild.py` and described in its README.

use super::disputed::{claim, rules};
use super::{Basemap, CountryShape, LandRing, Rings, River};
use flate2::read::DeflateDecoder;
use geo::Coord;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

const COUNTRIES: &[u8] = include_bytes!("../../../gazetteer/basemap/countries50.bin");
const FINE: &[u8] = include_bytes!("../../../gazetteer/basemap/countries10.bin");
const WATER: &[u8] = include_bytes!("../../../gazetteer/basemap/water50.bin");
pub(super) const DISPUTED: &str = include_str!("../../../gazetteer/basemap/disputed.tsv");

/// Why packed bytes could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Damage {
    /// The compressed stream is broken.
    Deflate,
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
    decode(&inflate(COUNTRIES)?, &inflate(WATER)?, DISPUTED)
}

/// The fine countries and their lines; lakes and rivers have one grade only.
pub(super) fn embedded_fine() -> Decoded<Basemap> {
    // One step per degree, no lakes, no rivers.
    decode(&inflate(FINE)?, &[1, 0, 0], DISPUTED)
}

pub(super) fn inflate(packed: &[u8]) -> Decoded<Vec<u8>> {
    let mut content = Vec::new();
    DeflateDecoder::new(packed).read_to_end(&mut content).map_err(|_| Damage::Deflate)?;
    Ok(content)
}

pub(super) fn decode(countries: &[u8], water: &[u8], disputed: &str) -> Decoded<Basemap> {
    let mut bytes = Bytes::new(countries)?;
    let arcs = bytes.several(Bytes::line)?;
    let seams: BTreeSet<usize> = bytes.several(Bytes::index)?.into_iter().collect();
    let shapes = bytes.several(|bytes| Shape::read(bytes, arcs.len()))?;
    bytes.end()?;

    let (mut coast, mut borders) = (Vec::new(), Vec::new());
    let mut rules = rules(disputed)?;
    let owners = owners(&shapes, arcs.len());
    let land = land(&shapes, &arcs, &seams, &owners);
    for (arc, owners) in owners.iter().enumerate() {
        match owners.as_slice() {
            [_] if !seams.contains(&arc) => coast.push(arcs[arc].clone()),
            &[a, b, ..] => {
                let rest = claim(&mut rules, &shapes[a].a3, &shapes[b].a3, &arcs[arc]);
                if shapes[a].alpha2 != shapes[b].alpha2 {
                    borders.extend(rest);
                }
            }
            _ => {}
        }
    }
    let countries = shapes.iter().map(|shape| shape.unpack(&arcs)).collect();

    let mut bytes = Bytes::new(water)?;
    let lakes = bytes.several(|bytes| bytes.several(Bytes::line))?;
    let rivers = bytes.several(Bytes::line)?.into_iter().map(|points| River { points }).collect();
    bytes.end()?;
    let disputed = rules.into_iter().map(|rule| rule.line).collect();
    Ok(Basemap { countries, land, coast, borders, lakes, rivers, disputed })
}

/// Joins the arcs that one polygon alone has into rings around all land.
fn land(shapes: &[Shape], arcs: &[Line], seams: &BTreeSet<usize>, owners: &[Vec<usize>]) -> Vec<LandRing> {
    let key = |p: &Coord<f64>| (p.x.to_bits(), p.y.to_bits());
    let ends = |r: &Reference| {
        let (first, last) = (arcs[r.arc].first(), arcs[r.arc].last());
        if r.backwards { (last.map(key), first.map(key)) } else { (first.map(key), last.map(key)) }
    };
    let all = shapes.iter().flat_map(|shape| shape.polygons.iter().flatten().flatten());
    let alone: Vec<Reference> = all.filter(|r| owners[r.arc].len() == 1).copied().collect();
    let mut open: BTreeMap<_, Vec<Reference>> = BTreeMap::new();
    for reference in &alone {
        open.entry(ends(reference).0).or_default().push(*reference);
    }
    let mut used = vec![false; arcs.len()];
    let mut rings = Vec::new();
    for first in alone {
        if std::mem::replace(&mut used[first.arc], true) {
            continue;
        }
        let (start, mut end) = ends(&first);
        let mut ring = vec![first];
        while end != start {
            let next = open.get(&end).and_then(|all| all.iter().find(|r| !used[r.arc])).copied();
            // A polygon whose arcs do not close would be a fault of the file; a test looks for it.
            let Some(next) = next else { break };
            used[next.arc] = true;
            end = ends(&next).1;
            ring.push(next);
        }
        let line = |r: &Reference| arcs[r.arc].clone();
        let (closing, shore): (Vec<Reference>, Vec<Reference>) = ring.iter().partition(|r| seams.contains(&r.arc));
        let lines = if closing.is_empty() { Vec::new() } else { shore.iter().map(line).collect() };
        rings.push(LandRing { ring: joined(&ring, arcs), seams: closing.iter().map(line).collect(), lines });
    }
    rings
}

/// The shapes that have each arc.
fn owners(shapes: &[Shape], arcs: usize) -> Vec<Vec<usize>> {
    let mut owners = vec![Vec::new(); arcs];
    for (number, shape) in shapes.iter().enumerate() {
        for reference in shape.polygons.iter().flatten().flatten() {
            owners[reference.arc].push(number);
        }
    }
    owners
}

/// An arc of a ring.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference {
    pub(super) arc: usize,
    pub(super) backwards: bool,
}

/// A country whose rings are still arcs.
struct Shape {
    alpha2: String,
    a3: String,
    name: String,
    polygons: Vec<Vec<Vec<Reference>>>,
}

impl Shape {
    fn read(bytes: &mut Bytes, arcs: usize) -> Decoded<Shape> {
        let (alpha2, a3, name) = (bytes.text()?, bytes.text()?, bytes.text()?);
        let ring = |bytes: &mut Bytes| bytes.several(|bytes| bytes.reference(arcs));
        Ok(Shape { alpha2, a3, name, polygons: bytes.several(|bytes| bytes.several(ring))? })
    }

    fn unpack(&self, arcs: &[Line]) -> CountryShape {
        let polygon = |rings: &Vec<Vec<Reference>>| -> Rings { rings.iter().map(|ring| joined(ring, arcs)).collect() };
        CountryShape {
            alpha2: self.alpha2.clone(),
            a3: self.a3.clone(),
            name: self.name.clone(),
            polygons: self.polygons.iter().map(polygon).collect(),
        }
    }
}

/// The points of a ring. Where two arcs meet, the point stands once.
pub(super) fn joined(ring: &[Reference], arcs: &[Line]) -> Line {
    let mut points: Line = Vec::with_capacity(ring.iter().map(|reference| arcs[reference.arc].len()).sum());
    for reference in ring {
        let arc = &arcs[reference.arc];
        let skipped = usize::from(!points.is_empty());
        if reference.backwards {
            points.extend(arc.iter().rev().skip(skipped));
        } else {
            points.extend(arc.iter().skip(skipped));
        }
    }
    points
}

/// Unread content of one file.
pub(super) struct Bytes<'a> {
    rest: &'a [u8],
    /// Grid steps per degree, the first value of each file.
    units: f64,
}

impl<'a> Bytes<'a> {
    pub(super) fn new(content: &'a [u8]) -> Decoded<Bytes<'a>> {
        let mut bytes = Bytes { rest: content, units: 1.0 };
        bytes.units = f64::from(u32::try_from(bytes.number()?.max(1)).map_err(|_| Damage::Overflow)?);
        Ok(bytes)
    }

    pub(super) fn end(&self) -> Decoded<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(Damage::Rest) }
    }

    /// Seven bits a byte, the lowest first; the eighth bit says that more follow.
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
    fn signed(&mut self) -> Decoded<i64> {
        let value = self.number()?;
        // Numbers have at most 63 bits, so that half of one always fits.
        let half = (value >> 1) as i64;
        Ok(if value & 1 == 0 { half } else { !half })
    }

    fn index(&mut self) -> Decoded<usize> {
        usize::try_from(self.number()?).map_err(|_| Damage::Overflow)
    }

    pub(super) fn text(&mut self) -> Decoded<String> {
        let length = self.index()?;
        let (text, rest) = self.rest.split_at_checked(length).ok_or(Damage::Short)?;
        self.rest = rest;
        String::from_utf8(text.to_vec()).map_err(|_| Damage::Text)
    }

    pub(super) fn several<T>(&mut self, mut read: impl FnMut(&mut Self) -> Decoded<T>) -> Decoded<Vec<T>> {
        let count = self.index()?;
        // Every item takes a byte at least: a damaged count cannot ask for more memory than the file has.
        if count > self.rest.len() {
            return Err(Damage::Short);
        }
        (0..count).map(|_| read(self)).collect()
    }

    pub(super) fn line(&mut self) -> Decoded<Line> {
        let (mut x, mut y) = (0_i64, 0_i64);
        self.several(|bytes| {
            x = x.checked_add(bytes.signed()?).ok_or(Damage::Overflow)?;
            y = y.checked_add(bytes.signed()?).ok_or(Damage::Overflow)?;
            Ok(Coord { x: x as f64 / bytes.units, y: y as f64 / bytes.units })
        })
    }

    /// `i` is arc i, `!i` is arc i backwards, as in TopoJSON.
    pub(super) fn reference(&mut self, arcs: usize) -> Decoded<Reference> {
        let value = self.signed()?;
        let backwards = value < 0;
        let arc = usize::try_from(if backwards { !value } else { value }).map_err(|_| Damage::Overflow)?;
        if arc < arcs { Ok(Reference { arc, backwards }) } else { Err(Damage::Reference) }
    }
}
