//! First-level divisions, decoded apart from the rest: most maps need none.

use super::Rings;
use super::decode::{Bytes, Damage, Decoded, Line, Reference, inflate, joined};
use std::collections::BTreeMap;

const DIVISIONS: &[u8] = include_bytes!("../../../gazetteer/basemap/admin1.bin");

/// Outlines of divisions by the gazetteer's code, and the lines between them.
#[derive(Debug)]
pub(super) struct Divisions {
    pub(super) shapes: BTreeMap<String, Vec<Rings>>,
    pub(super) lines: Vec<Line>,
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
    let lines = shared(&shapes, &arcs)?;
    let unpack = |rings: &Vec<Vec<Reference>>| -> Rings { rings.iter().map(|ring| joined(ring, &arcs)).collect() };
    let shapes = shapes.iter().map(|(code, polygons)| (code.clone(), polygons.iter().map(unpack).collect()));
    Ok(Divisions { shapes: shapes.collect(), lines })
}

/// Arcs between two divisions of one country; the rest is shore or a border.
fn shared(shapes: &[(String, Vec<Vec<Vec<Reference>>>)], arcs: &[Line]) -> Decoded<Vec<Line>> {
    let mut first: Vec<Option<&str>> = vec![None; arcs.len()];
    let mut lines = Vec::new();
    for (code, polygons) in shapes {
        for reference in polygons.iter().flatten().flatten() {
            let owner = &mut first[reference.arc];
            match owner {
                None => *owner = Some(code),
                Some(other) if *other != code => {
                    let country = |code: &str| code.split_once('.').map(|(c, _)| c.to_owned()).ok_or(Damage::Text);
                    if country(other)? == country(code)? {
                        lines.push(arcs[reference.arc].clone());
                    }
                }
                Some(_) => {}
            }
        }
    }
    Ok(lines)
}
