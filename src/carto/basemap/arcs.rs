//! Lines that stay packed until they are drawn: a map shows few of the thousands that a file holds.

use super::decode::{Bytes, Damage, Decoded, Line};
use super::{Ring, Rings};
use crate::carto::Reach;
use geo::Coord;
use std::sync::{Arc, OnceLock};

/// The lines of one file. Neighbours share them, and so does whatever is made of them.
#[derive(Debug)]
pub(super) struct Arcs {
    /// Grid steps per degree.
    units: f64,
    arcs: Vec<Packed>,
}

/// A line with its box, which tells whether a map shows it.
#[derive(Debug)]
struct Packed {
    reach: Reach,
    bytes: &'static [u8],
    line: OnceLock<Line>,
}

impl Arcs {
    /// Reads the boxes and passes over the lines.
    pub(super) fn read(bytes: &mut Bytes) -> Decoded<Arc<Arcs>> {
        let units = bytes.units();
        let arcs = bytes.several(|bytes| {
            let (west, south) = (bytes.signed()?, bytes.signed()?);
            let beyond = |from: i64, steps: usize| {
                i64::try_from(steps).ok().and_then(|steps| from.checked_add(steps)).ok_or(Damage::Overflow)
            };
            let (east, north) = (beyond(west, bytes.index()?)?, beyond(south, bytes.index()?)?);
            let at = |x: i64, y: i64| Coord { x: x as f64 / units, y: y as f64 / units };
            let reach = Reach::between(at(west, south), at(east, north));
            Ok(Packed { reach, bytes: bytes.slice()?, line: OnceLock::new() })
        })?;
        Ok(Arc::new(Arcs { units, arcs }))
    }

    pub(super) fn len(&self) -> usize {
        self.arcs.len()
    }

    /// The points of a line; none of a number that is not there. Lines are decoded here and not where the file is read,
    /// so that nobody could hear of damage any more: [`Arcs::check`] looks for it, which a test runs on every file.
    pub(super) fn points(&self, arc: usize) -> &[Coord<f64>] {
        let Some(packed) = self.arcs.get(arc) else { return &[] };
        packed.line.get_or_init(|| Bytes::line_of(packed.bytes, self.units).unwrap_or_default())
    }

    /// The box of a line.
    pub(super) fn reach(&self, arc: usize) -> Option<Reach> {
        self.arcs.get(arc).map(|packed| packed.reach)
    }

    /// Whether every line can be decoded and fills its box.
    #[cfg(test)]
    pub(super) fn check(&self) -> Decoded<()> {
        for packed in &self.arcs {
            let line = Bytes::line_of(packed.bytes, self.units)?;
            if line.len() < 2 || Reach::of(&line) != Some(packed.reach) {
                return Err(Damage::Reference);
            }
        }
        Ok(())
    }
}

/// An arc of a ring.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference {
    pub(super) arc: usize,
    pub(super) backwards: bool,
}

/// The points of a ring. Where two arcs meet, the point stands once.
pub(super) fn joined(ring: &[Reference], arcs: &Arcs) -> Ring {
    let mut points = Vec::with_capacity(ring.iter().map(|reference| arcs.points(reference.arc).len()).sum());
    for reference in ring {
        let arc = arcs.points(reference.arc);
        let skipped = usize::from(!points.is_empty());
        if reference.backwards {
            points.extend(arc.iter().rev().skip(skipped));
        } else {
            points.extend(arc.iter().skip(skipped));
        }
    }
    points
}

/// The box of a ring.
fn reach(ring: &[Reference], arcs: &Arcs) -> Option<Reach> {
    ring.iter().filter_map(|reference| arcs.reach(reference.arc)).reduce(Reach::with)
}

/// A polygon, whose arcs are joined when it is first drawn.
#[derive(Debug, Clone)]
pub struct Outline {
    arcs: Arc<Arcs>,
    parts: Vec<Vec<Reference>>,
    reach: Option<Reach>,
    rings: OnceLock<Rings>,
}

impl Outline {
    pub(super) fn new(parts: Vec<Vec<Reference>>, arcs: &Arc<Arcs>) -> Self {
        let reach = parts.first().and_then(|outer| reach(outer, arcs));
        Self { arcs: arcs.clone(), parts, reach, rings: OnceLock::new() }
    }

    /// The outer ring, then the holes.
    pub fn rings(&self) -> &Rings {
        self.rings.get_or_init(|| self.parts.iter().map(|ring| joined(ring, &self.arcs)).collect())
    }

    /// The box of the outer ring.
    pub fn reach(&self) -> Option<Reach> {
        self.reach
    }
}

/// A line of the map, decoded when it is first drawn.
#[derive(Debug, Clone)]
pub struct Stroke(Source);

#[derive(Debug, Clone)]
enum Source {
    /// The whole of an arc.
    Arc(Arc<Arcs>, usize),
    /// What is left of one.
    Piece(Line),
}

impl Stroke {
    pub(super) fn arc(arcs: &Arc<Arcs>, arc: usize) -> Self {
        Self(Source::Arc(arcs.clone(), arc))
    }

    pub(super) fn piece(line: Line) -> Self {
        Self(Source::Piece(line))
    }

    /// From end to end.
    pub fn points(&self) -> &[Coord<f64>] {
        match &self.0 {
            Source::Arc(arcs, arc) => arcs.points(*arc),
            Source::Piece(line) => line,
        }
    }

    /// The box of the line.
    pub fn reach(&self) -> Option<Reach> {
        match &self.0 {
            Source::Arc(arcs, arc) => arcs.reach(*arc),
            Source::Piece(line) => Reach::of(line),
        }
    }
}

/// A closed line around land, or around water within it: shoreline all along but for seams.
#[derive(Debug)]
pub struct LandRing {
    arcs: Arc<Arcs>,
    parts: Vec<Reference>,
    reach: Option<Reach>,
    ring: OnceLock<Ring>,
    seams: Vec<Line>,
    /// The shoreline of a ring that has seams, as arcs.
    shore: Vec<usize>,
    lines: OnceLock<Vec<Line>>,
}

impl LandRing {
    pub(super) fn new(parts: Vec<Reference>, is_seam: impl Fn(usize) -> bool, arcs: &Arc<Arcs>) -> Self {
        let numbers = || parts.iter().map(|reference| reference.arc);
        let seams: Vec<Line> = numbers().filter(|arc| is_seam(*arc)).map(|arc| arcs.points(arc).to_vec()).collect();
        let shore = if seams.is_empty() { Vec::new() } else { numbers().filter(|arc| !is_seam(*arc)).collect() };
        let reach = reach(&parts, arcs);
        Self { arcs: arcs.clone(), parts, reach, ring: OnceLock::new(), seams, shore, lines: OnceLock::new() }
    }

    /// Closed points with the land on the right: a ring around land runs clockwise, one around water within it
    /// counterclockwise. Fill all rings even-odd.
    pub fn ring(&self) -> &Ring {
        self.ring.get_or_init(|| joined(&self.parts, &self.arcs))
    }

    /// The box of the ring.
    pub fn reach(&self) -> Option<Reach> {
        self.reach
    }

    /// The edges that only close the ring, along ±180° and the South Pole.
    pub fn seams(&self) -> &[Line] {
        &self.seams
    }

    /// The shoreline of the ring.
    pub fn shore(&self) -> &[Line] {
        if self.seams.is_empty() {
            return std::slice::from_ref(self.ring());
        }
        self.lines.get_or_init(|| self.shore.iter().map(|arc| self.arcs.points(*arc).to_vec()).collect())
    }

    /// The arcs that are shoreline.
    pub(super) fn shore_strokes(&self) -> impl Iterator<Item = Stroke> {
        let numbers = self.parts.iter().map(|reference| reference.arc);
        numbers.filter(|arc| self.seams.is_empty() || self.shore.contains(arc)).map(|arc| Stroke::arc(&self.arcs, arc))
    }
}
