//! Marks that stand close together, and what the inset globe says.

use super::tests::{check, country, drawing, item, marks, pin, story, texts};
use super::*;
use crate::scene::{Bounds, RectNode, Tone};

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

fn plates(nodes: &[Node], found: &mut Vec<RectNode>) {
    for node in nodes {
        match node {
            Node::Group(group) => plates(&group.children, found),
            Node::Rect(rect) if rect.style.fill.is_some_and(|fill| fill.tone == Tone::Background) => {
                found.push(rect.clone());
            }
            _ => {}
        }
    }
}

#[test]
fn a_place_on_the_globe_is_named_on_a_plate_beside_the_globe() {
    let near = [("Jakarta", 106.8, -6.2), ("Singapura", 103.8, 1.3), ("Denpasar", 115.2, -8.7), ("Bogor", 106.8, -6.6)];
    let mut items: Vec<_> = near.iter().zip(1..).map(|((name, x, y), n)| item(n, vec![pin(name, *x, *y)])).collect();
    items.push(item(5, vec![pin("Zurich", 8.5, 47.4)]));
    let map = drawing(&story(items), FRAME);
    check(&map, FRAME, "far");
    let mut found = Vec::new();
    plates(&map.nodes, &mut found);
    let mut words = Vec::new();
    texts(&map.nodes, &mut words);
    let on_plate = |name: &str| {
        let (_, b) = words.iter().find(|(text, _)| text == name).expect("it is named");
        found.iter().any(|r| b.x0 >= r.x && b.x1 <= r.x + r.width && b.y0 >= r.y && b.y1 <= r.y + r.height)
    };
    assert!(on_plate("Zurich"), "{found:?}");
    for (name, ..) in near {
        assert!(!on_plate(name), "{name} lies on the map");
    }
}

#[test]
fn what_is_dashed_is_explained_where_it_is_drawn() {
    let regency = |name: &str, x: f64, y: f64| {
        let admin1 = Some("ID.07".to_string());
        crate::story::ItemPlace { shape: crate::story::PlaceShape::Region, admin1, ..pin(name, x, y) }
    };
    let java = [item(1, vec![regency("Kabupaten Demak", 110.64, -6.89)])];
    let kashmir = [item(1, vec![pin("Srinagar", 74.8, 34.1)]), item(2, vec![pin("Leh", 77.6, 34.2)])];
    let plain = [item(1, vec![pin("Semarang", 110.4, -7.0)])];
    for (items, veil, disputed) in [(&java[..], true, false), (&kashmir[..], false, true), (&plain[..], false, false)] {
        let map = drawing(&story(items.to_vec()), FRAME);
        let said = map.notes.join(" ");
        assert!(said.contains("bukan sikap redaksi"), "{said}");
        assert_eq!(said.contains("Kotak putus-putus"), veil, "{said}");
        assert_eq!(said.contains("dipersengketakan"), disputed, "{said}");
    }
}

#[test]
fn a_denied_spot_is_struck_and_a_planned_one_is_not() {
    use crate::story::{Certainty, Item};
    for (certainty, struck) in [(Certainty::Denied, true), (Certainty::Planned, false), (Certainty::Asserted, false)] {
        let map = drawing(&story(vec![Item { certainty, ..item(1, vec![pin("Batur", 115.4, -8.2)]) }]), FRAME);
        let pins = marks(&map, "pin");
        // The stroke follows the two circles of the dot; the chip's stands behind its number.
        let dot = pins[0].children.iter().take(3).any(|node| matches!(node, Node::Path(_)));
        assert_eq!(dot, struck, "{certainty:?}");
    }
}
