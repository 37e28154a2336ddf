//! What stands under a name, and how near to its mark a name stands.

use super::tests::{country, data, drawing, item, marks, pin, story, texts};
use super::*;
use crate::lang::pack;
use crate::scene::{Bounds, Group, text_bounds};

const FRAME: Frame = Frame { x: 48.0, y: 132.0, width: 968.0, height: 374.0 };

fn layer<'a>(nodes: &'a [Node], id: &str) -> Option<&'a Group> {
    nodes.iter().find_map(|node| match node {
        Node::Group(group) if group.id == id => Some(group),
        Node::Group(group) => layer(&group.children, id),
        _ => None,
    })
}

/// The boxes of texts and of the chips that numbers stand in.
fn boxes(nodes: &[Node], found: &mut Vec<Bounds>) {
    for node in nodes {
        match node {
            Node::Group(group) => boxes(&group.children, found),
            Node::Text(text) => found.push(text_bounds(text)),
            Node::Circle(c) => found.push(Bounds { x0: c.x - c.r, y0: c.y - c.r, x1: c.x + c.r, y1: c.y + c.r }),
            Node::Rect(r) => found.push(Bounds { x0: r.x, y0: r.y, x1: r.x + r.width, y1: r.y + r.height }),
            _ => {}
        }
    }
}

#[test]
fn a_country_says_whether_something_happened_there_or_somebody_goes_there() {
    let pack = pack("id").expect("a bundled pack");
    let words = Words::from_pack(&pack, "map.tsv").expect("a table");
    for (destination, said, unsaid) in
        [(true, "note-destination", "note-country"), (false, "note-country", "note-destination")]
    {
        let mut mongolia = country("MN", "Mongolia");
        mongolia.destination = destination;
        let map = drawing(&story(vec![item(1, vec![pin("Irkutsk", 104.3, 52.3)]), item(2, vec![mongolia])]), FRAME);
        let mut found = Vec::new();
        texts(&map.nodes, &mut found);
        let text = found.into_iter().map(|(text, _)| text).collect::<Vec<_>>().join(" ");
        assert!(text.contains(words.get(said)), "{destination}: {text}");
        assert!(!text.contains(words.get(unsaid)), "{destination}: {text}");
    }
}

#[test]
fn the_name_of_a_country_too_small_to_see_stands_beside_its_ring() {
    let map =
        drawing(&story(vec![item(1, vec![country("NR", "Nauru")]), item(2, vec![pin("Suva", 178.4, -18.1)])]), FRAME);
    let area = marks(&map, "area").into_iter().find(|g| data(g, "place") == "nauru").expect("it is drawn");
    let ring = area.children.iter().find_map(|node| match node {
        Node::Circle(c) if c.style.stroke.is_some() => Some(c),
        _ => None,
    });
    let ring = ring.expect("a ring around what is hardly seen");
    let label = layer(&map.nodes, "layer-map-area-labels").expect("it is named");
    let mut found = Vec::new();
    boxes(&label.children, &mut found);
    let far = found.iter().map(|b| {
        let (dx, dy) = ((b.x0 - ring.x).max(ring.x - b.x1).max(0.0), (b.y0 - ring.y).max(ring.y - b.y1).max(0.0));
        dx.hypot(dy) - ring.r
    });
    let nearest = far.fold(f64::INFINITY, f64::min);
    assert!((0.0..8.0).contains(&nearest), "its label is {nearest} px from the ring");
}
