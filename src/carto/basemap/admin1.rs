//! First-level divisions, decoded apart from the rest: most maps need none.

use super::decode::{Bytes, Damage, Decoded, Line, Reference, inflate, joined};
use super::{DivisionLine, Rings};
use geo::Coord;
use std::collections::BTreeMap;

const DIVISIONS: &[u8] = include_bytes!("../../../gazetteer/basemap/admin1.bin");

/// Outlines of divisions by the gazetteer's code, and the lines between them.
#[derive(Debug)]
pub(super) struct Divisions {
    pub(super) shapes: BTreeMap<String, Vec<Rings>>,
    pub(super) lines: Vec<DivisionLine>,
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
    let unpack = |rings: &Vec<Vec<Reference>>| -> Rings { rings.iter().map(|ring| joined(ring, &arcs)).collect() };
    let shapes: BTreeMap<String, Vec<Rings>> =
        shapes.iter().map(|(code, polygons)| (code.clone(), polygons.iter().map(unpack).collect())).collect();
    let sizes = sizes(&shapes);
    let size = |country: &str| sizes.get(country).copied().unwrap_or_default();
    let lines = between.into_iter().map(|(country, points)| DivisionLine { size: size(&country), points }).collect();
    Ok(Divisions { shapes, lines })
}

/// The side of a square as large as the mean division of each country, in degrees of arc.
fn sizes(shapes: &BTreeMap<String, Vec<Rings>>) -> BTreeMap<String, f64> {
    let mut sums: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for (code, polygons) in shapes {
        let country = code.split_once('.').map_or("", |(country, _)| country);
        let (area, count) = sums.entry(country.to_owned()).or_default();
        *area += polygons.iter().filter_map(|rings| rings.first()).map(|ring| square_degrees(ring)).sum::<f64>();
        *count += 1.0;
    }
    sums.into_iter().map(|(country, (area, count))| (country, (area / count).sqrt())).collect()
}

/// The area of a ring on the sphere, in square degrees of arc.
fn square_degrees(ring: &[Coord<f64>]) -> f64 {
    let strip = |p: &[Coord<f64>]| (p[1].x - p[0].x) * (p[0].y.to_radians().sin() + p[1].y.to_radians().sin());
    (ring.windows(2).map(strip).sum::<f64>() / 2.0).to_degrees().abs()
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
