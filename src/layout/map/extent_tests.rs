//! Where the map looks: which map of the world it is, what goes to the globe, and the net of lines over it.

use super::extent::{Extent, decide};
use super::tests::{item, pin, story};
use super::*;
use crate::carto::{Kind, Sight};
use crate::scene::Step;

const WINDOW: Window = Window { x0: 48.0, y0: 132.0, x1: 1016.0, y1: 506.0 };

/// Name, longitude, latitude, and how many events there are.
type Told = (&'static str, f64, f64, usize);

/// Places around the world near the equator, and from its south to its north.
const BAND: [Told; 4] =
    [("Quito", -78.5, -0.2, 1), ("Libreville", 9.4, 0.4, 1), ("Singapura", 103.8, 1.3, 1), ("Apia", -171.8, -13.8, 1)];
const HIGH: [Told; 4] =
    [("Ushuaia", -68.3, -54.8, 1), ("Nairobi", 36.8, -1.3, 1), ("Tromso", 18.9, 69.6, 1), ("Suva", 178.4, -18.1, 1)];

fn extent(places: &[Told]) -> Extent {
    let mut items = Vec::new();
    for (name, lon, lat, count) in places {
        for _ in 0..*count {
            items.push(item(items.len() as u32 + 1, vec![pin(name, *lon, *lat)]));
        }
    }
    let told = story(items);
    let auto = MapOptions::default();
    decide(&sites::collect(&told), WINDOW, near_window(&WINDOW), &auto).expect("there are places")
}

#[test]
fn a_band_of_the_world_keeps_its_places_off_its_edges_or_the_whole_world_is_shown() {
    let (inner, view) = (near_window(&WINDOW), extent(&BAND).view);
    assert!(matches!(view.projection.kind, Kind::Equidistant { .. }), "{view:?}");
    for (name, x, y, _) in BAND {
        let at = view.project(geo::Coord { x, y }).expect("it is shown");
        assert!((inner.y0..=inner.y1).contains(&at.y), "{name} stands at {at:?}");
    }
    // These would lie within the frame, but where their labels have no room.
    let far =
        [("Wellington", 174.8, -41.3, 1), ("Nuuk", -51.7, 64.2, 1), ("Lagos", 3.4, 6.5, 1), ("Dili", 125.6, -8.6, 1)];
    for places in [&HIGH[..], &far] {
        let view = extent(places).view;
        assert_eq!(view.projection.kind, Kind::EqualEarth, "{places:?}");
        assert!(view.project(geo::Coord { x: 0.0, y: 90.0 }).is_some_and(|pole| WINDOW.grown(1.0).contains(pole)));
    }
}

#[test]
fn a_far_place_is_a_side_matter_while_it_has_at_most_half_as_many_events_as_the_others() {
    for (near, far, aside) in [(6, 3, true), (6, 4, false), (2, 1, true), (1, 1, false), (9, 5, false)] {
        let found = extent(&[("Surabaya", 112.7, -7.3, near), ("London", -0.1, 51.5, far)]);
        assert_eq!(found.far, if aside { vec![1] } else { Vec::new() }, "{near} events and {far} far off");
    }
}

#[test]
fn no_line_of_the_net_is_drawn_twice() {
    let rows = [
        BAND.to_vec(),
        HIGH.to_vec(),
        vec![("Kutub Selatan", 0.0, -89.99, 1), ("McMurdo", 166.67, -77.85, 1)],
        vec![("Semarang", 110.4, -7.0, 1)],
    ];
    for places in rows {
        let view = extent(&places).view;
        let Node::Group(net) = layers::graticule(&view, &Sight::of(&view)) else { panic!("a layer") };
        let [Node::Path(path)] = net.children.as_slice() else { panic!("one path: {places:?}") };
        let mut lines: Vec<Vec<(i64, i64)>> = Vec::new();
        // In hundredths of a px, as the picture is written.
        let at = |v: f64| (v * 100.0).round() as i64;
        for step in &path.steps {
            match step {
                Step::Move(x, y) => lines.push(vec![(at(*x), at(*y))]),
                Step::Line(x, y) => lines.last_mut().expect("a line begins").push((at(*x), at(*y))),
                other => panic!("{other:?}"),
            }
        }
        for line in &mut lines {
            // A line is the same from either end.
            if line.first() > line.last() {
                line.reverse();
            }
        }
        // The pole is a point, or the edge of the map, and no parallel.
        let poles = [90.0, -90.0].map(|y| view.project(geo::Coord { x: view.projection.centre.x, y }).map(|p| at(p.y)));
        for line in &lines {
            let level = line.iter().all(|(_, y)| *y == line[0].1);
            let pole = poles.iter().flatten().any(|pole| (pole - line[0].1).abs() < 50);
            assert!(!(level && pole) && line.iter().any(|p| *p != line[0]), "{places:?}: {:?}", line[0]);
        }
        let count = lines.len();
        lines.sort();
        lines.dedup();
        assert_eq!(lines.len(), count, "{places:?}");
        assert!(count > 3, "{places:?}");
    }
}

#[test]
fn a_place_that_the_frame_holds_is_not_called_far() {
    // A low and wide frame around Java and Borneo reaches as far as Papua.
    let window = Window { x0: 48.0, y0: 112.0, x1: 1552.0, y1: 428.0 };
    let places: [Told; 5] = [
        ("Surabaya", 112.75, -7.25, 3),
        ("Medan", 98.67, 3.59, 1),
        ("Pontianak", 109.34, -0.03, 2),
        ("Makassar", 119.42, -5.14, 2),
        ("Jayapura", 140.7, -2.53, 3),
    ];
    let items = places.iter().zip(1..).map(|((name, x, y, _), n)| item(n, vec![pin(name, *x, *y)])).collect();
    let told = story(items);
    let found = decide(&sites::collect(&told), window, near_window(&window), &MapOptions::default()).expect("places");
    assert!(found.far.is_empty(), "{:?}", found.far);
    for (name, x, y, _) in places {
        assert!(found.view.project(geo::Coord { x, y }).is_some_and(|at| window.contains(at)), "{name}");
    }
}

#[test]
fn a_far_place_lies_outside_the_frame() {
    let rows: [&[Told]; 3] = [
        &[("Surabaya", 112.7, -7.3, 6), ("London", -0.1, 51.5, 2)],
        &[("Jakarta", 106.8, -6.2, 6), ("Jayapura", 140.7, -2.5, 1), ("Zurich", 8.5, 47.4, 1)],
        &[("Suva", 178.4, -18.1, 4), ("Apia", -171.8, -13.8, 2), ("Paris", 2.3, 48.9, 1)],
    ];
    for places in rows {
        let found = extent(places);
        for index in found.far {
            let (name, x, y, _) = places[index];
            let at = found.view.project(geo::Coord { x, y });
            assert!(!at.is_some_and(|at| WINDOW.grown(-14.0).contains(at)), "{name} is in the frame");
        }
    }
}

#[test]
fn one_regency_is_shown_in_its_province_however_wide_the_frame() {
    for (width, height) in [(968.0, 374.0), (1504.0, 316.0), (380.0, 213.0)] {
        let window = Window { x0: 0.0, y0: 0.0, x1: width, y1: height };
        let place = crate::story::ItemPlace {
            shape: crate::story::PlaceShape::Region,
            admin1: Some("ID.07".into()),
            ..pin("Kabupaten Demak", 110.64, -6.89)
        };
        let told = story(vec![item(1, vec![place])]);
        let view =
            decide(&sites::collect(&told), window, near_window(&window), &MapOptions::default()).expect("a place").view;
        let across = (width / view.scale).to_degrees();
        assert!(across < 16.0, "{width} by {height}: {across} degrees");
    }
}

#[test]
fn places_of_one_ocean_are_not_shown_on_a_map_of_the_whole_world() {
    let places: [Told; 5] = [
        ("Honolulu", -157.86, 21.3, 1),
        ("Labasa", 179.36, -16.43, 1),
        ("Funafuti", 179.2, -8.5, 1),
        ("Nukualofa", -175.2, -21.1, 1),
        ("Auckland", 174.76, -36.85, 1),
    ];
    let items = places.iter().zip(1..).map(|((name, x, y, _), n)| item(n, vec![pin(name, *x, *y)])).collect();
    let told = story(items);
    for height in [300.0, 352.0, 440.0] {
        let window = Window { x0: 48.0, y0: 112.0, x1: 1552.0, y1: 112.0 + height };
        let found =
            decide(&sites::collect(&told), window, near_window(&window), &MapOptions::default()).expect("places");
        let view = found.view;
        assert_ne!(view.projection.kind, Kind::EqualEarth, "{height}");
        for (_, (name, x, y, _)) in places.into_iter().enumerate().filter(|(i, _)| !found.far.contains(i)) {
            assert!(view.project(geo::Coord { x, y }).is_some_and(|at| view.window.contains(at)), "{height}: {name}");
        }
    }
}
