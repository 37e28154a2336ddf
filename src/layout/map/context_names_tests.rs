//! Where seas are named: on their own water, on maps of every scale.

use super::context_names::{closed, on_land, seas};
use super::extent::decide;
use super::outlines::Outlines;
use super::tests::{item, pin, story};
use super::*;
use geo::Coord;

const WINDOW: Window = Window { x0: 48.0, y0: 132.0, x1: 1016.0, y1: 660.0 };

/// Every place that is tried for the name of a sea, on a map around some places: the sea, and its name's middle in degrees.
fn tried(places: &[(&str, f64, f64)]) -> Vec<(ContextName, Coord<f64>)> {
    let told = story(places.iter().zip(1..).map(|((name, x, y), n)| item(n, vec![pin(name, *x, *y)])).collect());
    let auto = MapOptions::default();
    let view = decide(&sites::collect(&told), WINDOW, near_window(&WINDOW), &auto).expect("there are places").view;
    let land = closed(Outlines::new(&view).land.rings());
    let names = crate::pipeline::context_names("en");
    let mut found = Vec::new();
    for wish in seas(&view, &WINDOW, &names, &land) {
        let sea = names.iter().find(|n| n.sea && n.name == wish.name).expect("it is a sea");
        for p in wish.points {
            assert!(!on_land(&land, p), "{} at {p:?}", wish.name);
            found.push((sea.clone(), view.invert(p).expect("on the map")));
        }
    }
    found
}

#[test]
fn the_name_of_a_sea_stands_in_its_box_and_near_its_middle() {
    let rows: [&[(&str, f64, f64)]; 5] = [
        &[("Bern", 7.4, 46.9), ("Mariehamn", 19.9, 60.1), ("Malmö", 13.0, 55.6), ("Málaga", -4.4, 36.7)],
        &[("Miangas", 126.6, 5.6), ("Nauru", 166.9, -0.5), ("Funafuti", 179.2, -8.5), ("Cairns", 145.8, -16.9)],
        &[("Jakarta", 106.8, -6.2), ("Denpasar", 115.2, -8.7), ("Singapura", 103.8, 1.3)],
        &[("Roma", 12.5, 41.9), ("Athena", 23.7, 38.0)],
        &[("Tokyo", 139.7, 35.7), ("London", -0.1, 51.5), ("Lima", -77.0, -12.0)],
    ];
    for places in rows {
        let found = tried(places);
        assert!(!found.is_empty(), "{places:?}: no sea is named");
        for (sea, at) in found {
            let bbox = sea.bbox.expect("a sea without a box is not named");
            let (low, high, middle) = (bbox.min(), bbox.max(), sea.point.0);
            let inside = (low.x..=high.x).contains(&at.x) && (low.y..=high.y).contains(&at.y);
            assert!(inside, "{places:?}: {} at {at:?}", sea.name);
            let near = (at.x - middle.x).abs() <= bbox.width() / 4.0 + 1e-9;
            assert!(near && (at.y - middle.y).abs() <= bbox.height() / 4.0 + 1e-9, "{}: {at:?}", sea.name);
        }
    }
}

#[test]
fn no_name_of_a_sea_lies_beyond_a_coast() {
    // On a map of Europe the Adriatic is narrower than its name, and the next water is that of Corsica.
    let europe = [("Bern", 7.4, 46.9), ("Mariehamn", 19.9, 60.1), ("Malmö", 13.0, 55.6), ("Málaga", -4.4, 36.7)];
    let found = tried(&europe);
    assert!(found.iter().all(|(sea, _)| sea.name != "Adriatic Sea"), "{found:?}");
    // Nearer by it has room for it.
    let found = tried(&[("Split", 16.4, 43.5), ("Bari", 16.9, 41.1)]);
    assert!(found.iter().any(|(sea, _)| sea.name == "Adriatic Sea"), "{found:?}");
}

#[test]
fn a_contested_block_of_the_sea_floor_is_no_sea() {
    for lang in ["en", "id", "ms"] {
        let names = crate::pipeline::context_names(lang);
        assert!(names.iter().all(|n| !n.name.contains("Ambalat")), "{lang}");
    }
}
