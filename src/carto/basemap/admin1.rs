//! First-level divisions, decoded apart from the rest: most maps need none.

use super::decode::{Bytes, Damage, Decoded, Line, Reference, inflate, joined};
use super::{DivisionLine, Rings};
use geo::Coord;
use std::collections::BTreeMap;
use std::sync::OnceLock;

const DIVISIONS: &[u8] = include_bytes!("../../../gazetteer/basemap/admin1.bin");

/// Outlines of divisions by the gazetteer's code, and the lines between them.
#[derive(Debug)]
pub(super) struct Divisions {
    arcs: Vec<Line>,
    shapes: BTreeMap<String, Division>,
    pub(super) lines: Vec<DivisionLine>,
}

/// A division whose arcs are joined into rings when it is first drawn: a map tints few of thousands.
#[derive(Debug)]
struct Division {
    polygons: Vec<Vec<Vec<Reference>>>,
    joined: OnceLock<Vec<Rings>>,
}

impl Divisions {
    /// The polygons of a division.
    pub(super) fn polygons(&self, code: &str) -> Option<&[Rings]> {
        let division = self.shapes.get(code)?;
        let unpack = |rings: &Vec<Vec<Reference>>| rings.iter().map(|ring| joined(ring, &self.arcs)).collect();
        Some(division.joined.get_or_init(|| division.polygons.iter().map(unpack).collect()))
    }

    /// All codes, for tests.
    #[cfg(test)]
    pub(super) fn codes(&self) -> impl Iterator<Item = &str> {
        self.shapes.keys().map(String::as_str)
    }
}

pub(super) fn embedded() -> Decoded<Divisions> {
    decode(&inflate(DIVISIONS)?)
}

pub(super) fn decode(content: &[u8]) -> Decoded<Divisions> {
    let mut bytes = Bytes::new(content)?;
    let arcs = bytes.several(Bytes::line)?;
    let read = |bytes: &mut Bytes| -> Decoded<(String, Vec<Vec<Vec<Reference>>>)> {
        let ring = |bytes: &mut Bytes| bytes.several(|bytes| bytes.reference(arcs.len()));
        Ok((bytes.text()?, bytes.several(|bytes| bytes.several(ring))?))
    };
    let shapes = bytes.several(read)?;
    bytes.end()?;
    let between = shared(&shapes, &arcs)?;
    let sizes = sizes(&shapes, &arcs);
    let size = |country: &str| sizes.get(country).copied().unwrap_or_default();
    let lines = between.into_iter().map(|(country, points)| DivisionLine { size: size(&country), points }).collect();
    let apart = |polygons| Division { polygons, joined: OnceLock::new() };
    let shapes = shapes.into_iter().map(|(code, polygons)| (code, apart(polygons))).collect();
    Ok(Divisions { arcs, shapes, lines })
}

/// The side of a square as large as the mean division of each country, in degrees of arc. The area of a ring is the sum
/// over its arcs, so that no ring is joined for it.
fn sizes(shapes: &[(String, Vec<Vec<Vec<Reference>>>)], arcs: &[Line]) -> BTreeMap<String, f64> {
    let strips: Vec<f64> = arcs.iter().map(|arc| square_degrees(arc)).collect();
    let area = |ring: &Vec<Reference>| -> f64 {
        let signed = |r: &Reference| if r.backwards { -1.0 } else { 1.0 } * strips.get(r.arc).copied().unwrap_or(0.0);
        ring.iter().map(signed).sum::<f64>().abs()
    };
    let mut sums: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for (code, polygons) in shapes {
        let country = code.split_once('.').map_or("", |(country, _)| country);
        let (sum, count) = sums.entry(country.to_owned()).or_default();
        *sum += polygons.iter().filter_map(|rings| rings.first()).map(area).sum::<f64>();
        *count += 1.0;
    }
    sums.into_iter().map(|(country, (area, count))| (country, (area / count).sqrt())).collect()
}

/// What a line adds to the area of the ring that it is a part of, in square degrees of arc on the sphere: positive or
/// negative by its direction.
fn square_degrees(line: &[Coord<f64>]) -> f64 {
    let strip = |p: &[Coord<f64>]| (p[1].x - p[0].x) * (p[0].y.to_radians().sin() + p[1].y.to_radians().sin());
    (line.windows(2).map(strip).sum::<f64>() / 2.0).to_degrees()
}

/// Arcs between two divisions of one country; the rest is shore or a border.
fn shared(shapes: &[(String, Vec<Vec<Vec<Reference>>>)], arcs: &[Line]) -> Decoded<Vec<(String, Line)>> {
    let mut first: Vec<Option<&str>> = vec![None; arcs.len()];
    let mut lines = Vec::new();
    for (code, polygons) in shapes {
        for reference in polygons.iter().flatten().flatten() {
            let owner = &mut first[reference.arc];
            match owner {
                None => *owner = Some(code),
                Some(other) if *other != code => {
                    let country = |code: &str| code.split_once('.').map(|(c, _)| c.to_owned()).ok_or(Damage::Text);
                    let own = country(code)?;
                    if country(other)? == own {
                        lines.push((own, arcs[reference.arc].clone()));
                    }
                }
                Some(_) => {}
            }
        }
    }
    Ok(lines)
}
