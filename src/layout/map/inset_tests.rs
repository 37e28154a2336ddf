//! Marks that stand close together, and what the inset globe says.

use super::tests::{check, country, drawing, item, marks, pin, story, texts};
use super::*;
use crate::scene::Bounds;

const FRAME: Frame = Frame { x: 48.0, y: 132.0, width: 968.0, height: 374.0 };
const MOBILE: Frame = Frame { x: 20.0, y: 200.0, width: 380.0, height: 213.0 };

/// The boxes of the rings around islands too small to see, each with its place.
fn rings(map: &MapDrawing) -> Vec<(String, Bounds)> {
    let mut found = Vec::new();
    for group in marks(map, "area") {
        for node in &group.children {
            if let Node::Circle(ring) = node {
                let (x, y, r) = (ring.x, ring.y, ring.r);
                found.push((
                    tests::data(group, "place").to_string(),
                    Bounds { x0: x - r, y0: y - r, x1: x + r, y1: y + r },
                ));
            }
        }
    }
    found
}

#[test]
fn no_label_lies_on_the_ring_of_an_island() {
    let told = story(vec![
        item(1, vec![country("FJ", "Fiji")]),
        item(3, vec![country("TV", "Tuvalu")]),
        item(4, vec![country("WF", "Wallis dan Futuna")]),
        item(5, vec![pin("Labasa", 179.36, -16.43)]),
        item(8, vec![country("TO", "Tonga")]),
        item(11, vec![pin("Auckland", 174.76, -36.85)]),
    ]);
    for (case, frame) in [("wide", FRAME), ("mobile", MOBILE)] {
        let map = drawing(&told, frame);
        check(&map, frame, case);
        let rings = rings(&map);
        assert!(rings.len() >= 3, "{case}: {rings:?}");
        let mut words = Vec::new();
        texts(&map.nodes, &mut words);
        for (place, ring) in &rings {
            for (text, bounds) in &words {
                assert!(!bounds.overlaps(ring), "{case}: {text:?} lies on the ring of {place}");
            }
        }
    }
}
