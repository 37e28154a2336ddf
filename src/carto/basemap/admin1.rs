//! First-level divisions, read apart from the rest: most maps need none.

use super::DivisionLine;
use super::arcs::{Arcs, Outline, Stroke};
use super::decode::{Bytes, Damage, Decoded};
use std::sync::{Arc, OnceLock};

pub(super) const DIVISIONS: &[u8] = include_bytes!("../../../gazetteer/basemap/admin1.bin");
/// Steps per degree in which the file gives the sizes of divisions.
const SIZE_UNITS: f64 = 1e6;

/// Outlines of divisions by the gazetteer's code, and the lines between them.
#[derive(Debug)]
pub(super) struct Divisions {
    pub(super) arcs: Arc<Arcs>,
    /// In the order of the codes.
    shapes: Vec<Division>,
    pub(super) lines: Vec<DivisionLine>,
}

/// A division whose polygons are read when it is first drawn: a map tints few of thousands.
#[derive(Debug)]
struct Division {
    code: &'static str,
    packed: &'static [u8],
    polygons: OnceLock<Vec<Outline>>,
}

impl Divisions {
    /// The polygons of a division.
    pub(super) fn polygons(&self, code: &str) -> Option<&[Outline]> {
        let at = self.shapes.binary_search_by(|division| division.code.cmp(code)).ok()?;
        let division = self.shapes.get(at)?;
        // As with lines, damage is looked for by a test.
        Some(division.polygons.get_or_init(|| polygons(division.packed, &self.arcs).unwrap_or_default()))
    }

    /// Every division as it is packed, for tests.
    #[cfg(test)]
    pub(super) fn packed(&self) -> impl Iterator<Item = (&'static str, &'static [u8])> {
        self.shapes.iter().map(|division| (division.code, division.packed))
    }
}

pub(super) fn embedded() -> Decoded<Divisions> {
    decode(DIVISIONS)
}

pub(super) fn decode(content: &'static [u8]) -> Decoded<Divisions> {
    let mut bytes = Bytes::new(content)?;
    let arcs = Arcs::read(&mut bytes)?;
    let shapes = bytes
        .several(|bytes| Ok(Division { code: bytes.text()?, packed: bytes.slice()?, polygons: OnceLock::new() }))?;
    if !shapes.is_sorted_by(|a, b| a.code < b.code) {
        return Err(Damage::Table);
    }
    let mut lines = Vec::new();
    bytes.several(|bytes| {
        let size = bytes.index()? as f64 / SIZE_UNITS;
        let own = bytes.several(Bytes::index)?;
        lines.extend(own.into_iter().map(|arc| DivisionLine { size, line: Stroke::arc(&arcs, arc) }));
        Ok(())
    })?;
    bytes.end()?;
    Ok(Divisions { arcs, shapes, lines })
}

pub(super) fn polygons(packed: &'static [u8], arcs: &Arc<Arcs>) -> Decoded<Vec<Outline>> {
    let mut bytes = Bytes::part(packed);
    let polygons = bytes.several(|bytes| bytes.outline(arcs))?;
    bytes.end()?;
    Ok(polygons)
}
