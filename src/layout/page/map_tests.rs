//! The map alone: it keeps to the size that was asked for, and tells what its colours say.

use super::tests::story;
use super::*;
use crate::lang::pack;
use crate::scene::text_bounds;
use crate::story::{Item, ItemPlace, Kind};
use geo::Point;

/// A story whose events have places, in one region.
fn placed(count: u32) -> Story {
    let mut told = story(count, "Banjir merendam rumah warga di dekat pelabuhan", 2);
    for item in &mut told.items {
        let n = f64::from(item.number);
        let point = Some(Point::new(106.0 + n * 1.3, -7.0 + (n * 0.7) % 3.0));
        let place = ItemPlace {
            id: format!("p{}", item.number),
            name: format!("Tempat {}", item.number),
            shape: crate::story::PlaceShape::Pin,
            country: Some("ID".into()),
            admin1: None,
            point,
            bbox: None,
            container: None,
            destination: false,
            credit: None,
        };
        item.places = vec![place];
    }
    told
}

fn words(nodes: &[Node], found: &mut Vec<String>) {
    for node in nodes {
        match node {
            Node::Group(group) => words(&group.children, found),
            Node::Text(text) => {
                assert!(text_bounds(text).x1 > 0.0);
                found.push(text.text.clone());
            }
            _ => {}
        }
    }
}

fn drawn(story: &Story, size: Size) -> Scene {
    let pack = pack("id").expect("a bundled pack");
    map_page(story, size, &[], &Default::default(), &pack).expect("a page")
}

#[test]
fn a_map_alone_keeps_to_its_size() {
    let told = placed(9);
    for (width, height) in [(1600.0, 900.0), (1080.0, 1080.0), (1080.0, 1920.0), (640.0, 900.0), (1123.0, 794.0)] {
        let scene = drawn(&told, Size { width, height: Some(height) });
        assert_eq!((scene.width, scene.height), (width, height));
    }
}

#[test]
fn a_map_alone_says_what_its_colours_mean_where_it_has_several() {
    let told = placed(6);
    let size = Size { width: 1600.0, height: Some(900.0) };
    let said = |story: &Story| {
        let mut found = Vec::new();
        words(&drawn(story, size).root, &mut found);
        found
    };
    let many = said(&told);
    for word in ["Militer dan kekerasan", "Bencana", "Lainnya"] {
        assert!(many.iter().any(|text| text == word), "{word} is missing: {many:?}");
    }
    let one = Story { items: told.items.iter().map(|i| Item { kind: Kind::Disaster, ..i.clone() }).collect(), ..told };
    assert!(said(&one).iter().all(|text| text != "Bencana"), "one colour needs no key");
}

#[test]
fn the_gazetteer_is_credited_where_a_place_comes_from_it() {
    let size = Size { width: 1600.0, height: Some(900.0) };
    let credited = |story: &Story| {
        let mut found = Vec::new();
        words(&drawn(story, size).root, &mut found);
        found.iter().any(|text| text.contains("GeoNames"))
    };
    let told = placed(4);
    assert!(credited(&told));
    let mut own = told.clone();
    for place in own.items.iter_mut().flat_map(|item| &mut item.places) {
        place.id = format!("{}@-7.0000,110.0000", place.id);
    }
    assert!(!credited(&own), "all points are the file's own");
    let mut none = told;
    none.items.iter_mut().for_each(|item| item.places.clear());
    assert!(!credited(&none), "no place is drawn");
}
