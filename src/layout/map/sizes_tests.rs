//! Marks whose area tells a count: when they are drawn, how large they are, and where the numbers are found.

use super::tests::{check, country, data, drawing, item, marks, pin, story, texts};
use super::*;
use crate::scene::{Bounds, Face, Group, Style};
use crate::story::{Certainty, ItemPlace, Kind, PlaceShape};
use std::f64::consts::PI;

const FRAME: Frame = Frame { x: 48.0, y: 132.0, width: 1504.0, height: 640.0 };

const HERE: [(&str, f64, f64); 4] =
    [("Sukamaju", 112.6, -7.9), ("Kalibiru", 113.2, -8.1), ("Tanjung", 112.0, -7.8), ("Watu Ijo", 113.7, -8.2)];

/// A story with so many events at each place of [`HERE`], in turn.
fn counted(counts: &[usize]) -> Story {
    let mut items = Vec::new();
    for ((name, lon, lat), count) in HERE.iter().zip(counts) {
        for _ in 0..*count {
            items.push(item(items.len() as u32 + 1, vec![pin(name, *lon, *lat)]));
        }
    }
    story(items)
}

/// The radius of the ring of a pin's mark, which stands on its line.
fn ring(group: &Group) -> f64 {
    let edges = group.children.iter().filter_map(|node| match node {
        Node::Circle(c) => Some(c.r + c.style.stroke.map_or(0.0, |stroke| stroke.width / 2.0)),
        _ => None,
    });
    // The ground of the mark is the first circle and a little wider.
    edges.skip(1).fold(0.0, f64::max)
}

#[test]
fn areas_of_marks_are_as_their_counts() {
    let map = drawing(&counted(&[16, 9, 4]), FRAME);
    check(&map, FRAME, "counts");
    let made = marks(&map, "pin");
    let of = |place: &str| made.iter().find(|g| data(g, "place") == place).map_or(0.0, |g| ring(g).powi(2) * PI);
    let unit = of("tanjung") / 4.0;
    assert!(unit > 60.0, "one event takes {unit} px²");
    for (place, count) in [("sukamaju", 16.0), ("kalibiru", 9.0)] {
        assert!((of(place) / unit - count).abs() < 0.01, "{place}: {}", of(place) / unit);
    }
    // The smaller lie above the larger, or they could be hidden.
    let order: Vec<&str> = made.iter().map(|g| data(g, "place")).collect();
    assert_eq!(order, ["sukamaju", "kalibiru", "tanjung"]);
}

#[test]
fn size_is_told_where_there_is_something_to_compare() {
    let layer = |map: &MapDrawing| format!("{:?}", map.nodes).contains("layer-map-sizes");
    for (counts, sized) in
        [(&[4, 1][..], false), (&[5, 1], true), (&[5], false), (&[20], false), (&[1, 1, 1, 1], false), (&[8, 8], true)]
    {
        let map = drawing(&counted(counts), FRAME);
        assert_eq!(layer(&map), sized, "{counts:?}");
        check(&map, FRAME, &format!("{counts:?}"));
    }
}

#[test]
fn many_numbers_stand_in_the_key_and_few_on_the_map() {
    let map = drawing(&counted(&[12, 3]), FRAME);
    let (mut found, mut key) = (Vec::new(), Vec::new());
    texts(&map.nodes, &mut found);
    let Some(Node::Group(margin)) = map.nodes.iter().find(|n| matches!(n, Node::Group(g) if g.id == "layer-map-key"))
    else {
        panic!("there is no key")
    };
    texts(&margin.children, &mut key);
    let words = |all: &[(String, Bounds)]| all.iter().map(|(text, _)| text.clone()).collect::<Vec<_>>();
    for number in (1..=12).map(|n: i32| n.to_string()) {
        assert_eq!(words(&key).iter().filter(|text| **text == number).count(), 1, "{number}");
    }
    let on_map = words(&found);
    assert!(on_map.contains(&"12 peristiwa".to_string()) && !on_map.contains(&"3 peristiwa".to_string()));
    assert!(on_map.contains(&"14".to_string()) && !words(&key).contains(&"14".to_string()));
    assert_eq!(on_map.iter().filter(|text| **text == "Sukamaju").count(), 2, "on the map and in the key");
}

#[test]
fn the_key_shows_round_counts_that_the_map_has() {
    let frame = FRAME;
    for (most, shown) in [
        (5, &[1, 5][..]),
        (7, &[1, 5]),
        (9, &[1, 2, 5]),
        (14, &[1, 2, 10]),
        (21, &[1, 5, 20]),
        (60, &[1, 10, 50]),
        (800, &[1, 200, 500]),
    ] {
        let told = counted(&[most, 1]);
        let sites = sites::collect(&told);
        let sizes = Sizes::of(&sites, &frame).expect("there is something to compare");
        assert_eq!(sizes.examples(), shown, "{most}");
        assert!(sizes.radius(most) <= 34.0 + 1e-9 && sizes.radius(1) <= 5.0, "{most}");
        // A square tells the same count by the same area.
        let (r, half) = (sizes.radius(most), sizes.half_side(most));
        assert!((4.0 * half * half - PI * r * r).abs() < 1e-6, "{most}");
    }
}

#[test]
fn a_mark_of_several_kinds_shows_each_in_its_share_and_fills_what_is_asserted() {
    let mut told = counted(&[8, 1]);
    for (index, made) in told.items.iter_mut().take(8).enumerate() {
        made.kind = if index < 6 { Kind::Disaster } else { Kind::Military };
        made.certainty = if index < 3 { Certainty::Possible } else { Certainty::Asserted };
    }
    let map = drawing(&told, FRAME);
    let mark = marks(&map, "pin").into_iter().find(|g| data(g, "place") == "sukamaju").expect("it is drawn");
    let styles = mark.children.iter().filter_map(|node| match node {
        Node::Path(path) => Some(path.style),
        _ => None,
    });
    let filled = |s: &Style| s.fill.map(|fill| (fill.tone, fill.opacity > 0.5));
    let sectors: Vec<_> = styles.clone().filter_map(|s| filled(&s)).collect();
    assert_eq!(
        sectors,
        [(mark::tone(Kind::Military), true), (mark::tone(Kind::Disaster), true), (mark::tone(Kind::Disaster), false)]
    );
    let dashed = styles.filter_map(|s| s.stroke).filter(|stroke| stroke.dash != (0.0, 0.0)).count();
    assert_eq!(dashed, 1, "only the part that is not asserted is dashed");
}

#[test]
fn an_area_tells_its_count_by_a_square() {
    let mut items: Vec<_> = (1..=9).map(|n| item(n, vec![country("MN", "Mongolia")])).collect();
    items.push(item(10, vec![pin("Irkutsk", 104.3, 52.3)]));
    let map = drawing(&story(items), FRAME);
    check(&map, FRAME, "country");
    let side = |group: &&Group| {
        let squares = group.children.iter().filter_map(|node| match node {
            Node::Rect(r) if (r.width - r.height).abs() < 1e-6 => Some(r.width),
            _ => None,
        });
        squares.fold(0.0, f64::max)
    };
    let widest = marks(&map, "area").iter().map(side).fold(0.0, f64::max);
    // Nine events take nine times the area of a dot with a radius of 5 px; the ground is a little wider.
    let half = 5.0 * (9.0 * PI).sqrt() / 2.0;
    assert!((widest - 2.0 * half - 2.4).abs() < 0.01, "{widest}");
}

#[test]
fn what_makes_up_a_square_lies_around_one_middle() {
    let mut told = story((1..=9).map(|n| item(n, vec![country("MN", "Mongolia")])).collect());
    for (kinds, parts) in [(1, 0), (2, 2), (3, 3)] {
        let all = [Kind::Disaster, Kind::Military, Kind::Statement];
        told.items.iter_mut().zip(0..).for_each(|(item, index)| item.kind = all[index % kinds]);
        let sites = sites::collect(&told);
        let nodes = sizes::square(&sites[0], geo::Coord { x: 300.0, y: 200.0 }, 18.0);
        let rects = nodes.iter().map(|node| match node {
            Node::Rect(r) => r,
            other => panic!("{other:?}"),
        });
        // Parts lie side by side; ground, filling and edge each reach as far to the left as to the right.
        let (bands, whole): (Vec<_>, Vec<_>) = rects.partition(|r| r.width < 35.0 && r.height > 35.0);
        assert_eq!(bands.len(), parts, "{kinds} kinds");
        assert!(whole.len() >= 2, "{kinds} kinds: a ground and an edge");
        for r in whole {
            let middle = (r.x + r.width / 2.0, r.y + r.height / 2.0);
            assert_eq!(middle, (300.0, 200.0), "{kinds} kinds: {r:?}");
        }
        let covered: f64 = bands.iter().map(|r| r.width).sum();
        assert!(parts == 0 || (covered - 36.0).abs() < 1e-9, "{kinds} kinds cover {covered} px");
    }
}

#[test]
fn the_key_of_sizes_stays_on_its_map_however_full_that_is() {
    let window = Window { x0: 48.0, y0: 132.0, x1: 548.0, y1: 432.0 };
    // Boxes so dense that every place for the key meets some: one that left the map would meet fewer.
    let dense = |step: usize, size: f64| -> Vec<Bounds> {
        let across = (0..500).step_by(step).map(|x| x as f64 + window.x0);
        let at = across.flat_map(|x| (0..300).step_by(step).map(move |y| (x, y as f64 + window.y0)));
        at.map(|(x0, y0)| Bounds { x0, y0, x1: x0 + size, y1: y0 + size }).collect()
    };
    for (step, size) in [(10, 6.0), (24, 12.0), (40, 20.0), (75, 70.0)] {
        for key in [(90.0, 40.0), (160.0, 64.0), (240.0, 90.0)] {
            let bounds = sizes::corner(&window, key, &dense(step, size));
            let inside = bounds.x0 >= window.x0 && bounds.y0 >= window.y0;
            assert!(inside && bounds.x1 <= window.x1 && bounds.y1 <= window.y1, "{step} {key:?}: {bounds:?}");
        }
    }
}

fn vague(name: &str, lon: f64, lat: f64) -> ItemPlace {
    ItemPlace { shape: PlaceShape::Region, admin1: Some("ID.08".into()), ..pin(name, lon, lat) }
}

#[test]
fn a_place_without_a_spot_has_a_veil_and_leaves_its_lender_alone() {
    // The district has no point of its own and stands at that of the town.
    let items = vec![
        item(1, vec![pin("Kalibiru", 113.076, -8.188)]),
        item(2, vec![vague("Sumberwatu", 113.076, -8.188)]),
        item(3, vec![pin("Sukamaju", 112.6, -7.9)]),
    ];
    let map = drawing(&story(items), FRAME);
    check(&map, FRAME, "lender");
    let area = marks(&map, "area");
    let veils: Vec<_> = area[0]
        .children
        .iter()
        .filter_map(|node| match node {
            Node::Rect(r) => Some(r),
            _ => None,
        })
        .collect();
    assert_eq!(veils.len(), 1, "a veil and no badge in it");
    let stroke = veils[0].style.stroke.expect("its edge is drawn");
    assert!(veils[0].width >= 22.0 && stroke.dash != (0.0, 0.0), "{:?}", veils[0]);
    assert!(veils[0].style.fill.expect("it is tinted").opacity < 1.0);
    let mut found = Vec::new();
    texts(&map.nodes, &mut found);
    for name in ["Kalibiru", "SUMBERWATU", "Sukamaju"] {
        assert!(found.iter().any(|(text, _)| text == name), "{name} is lost");
    }
}

#[test]
fn a_water_is_written_in_italics_and_has_no_veil() {
    let sea = ItemPlace { shape: PlaceShape::Water, ..pin("Laut Dalam", 110.5, -5.0) };
    let items = vec![item(1, vec![sea]), item(2, vec![pin("Sukamaju", 110.4, -7.0)])];
    let map = drawing(&story(items), FRAME);
    check(&map, FRAME, "sea");
    let rects = marks(&map, "area")[0].children.iter().filter(|n| matches!(n, Node::Rect(r) if r.width > 10.0)).count();
    assert_eq!(rects, 0, "a sea ends at no square");
    fn face(nodes: &[Node], name: &str) -> Option<Face> {
        nodes.iter().find_map(|node| match node {
            Node::Group(group) => face(&group.children, name),
            Node::Text(text) => (text.text == name).then_some(text.style.face),
            _ => None,
        })
    }
    assert_eq!(face(&map.nodes, "LAUT DALAM"), Some(Face::Italic));
    assert_eq!(face(&map.nodes, "Sukamaju"), Some(Face::Bold));
}
