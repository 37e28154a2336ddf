//! Maps of many shapes: what is marked, where, and that nothing meets.

use super::*;
use crate::lang::pack;
use crate::scene::{Bounds, Group, Path, Step, text_bounds};
use crate::story::{Certainty, Item, ItemPlace, Kind, PlaceShape};
use crate::time::{Bounds as TimeBounds, Granularity};
use geo::Point;

const FRAME: Frame = Frame { x: 48.0, y: 132.0, width: 968.0, height: 374.0 };

pub(super) fn pin(name: &str, lon: f64, lat: f64) -> ItemPlace {
    ItemPlace {
        id: name.to_lowercase(),
        name: name.into(),
        shape: PlaceShape::Pin,
        country: None,
        admin1: None,
        point: Some(Point::new(lon, lat)),
        bbox: None,
        container: None,
        destination: false,
        credit: None,
    }
}

pub(super) fn country(code: &str, name: &str) -> ItemPlace {
    ItemPlace { shape: PlaceShape::Country, country: Some(code.into()), point: None, ..pin(name, 0.0, 0.0) }
}

pub(super) fn item(number: u32, places: Vec<ItemPlace>) -> Item {
    Item {
        number,
        id: format!("e{number}"),
        label: "Kapal tiba".into(),
        kind: Kind::Meeting,
        certainty: Certainty::Asserted,
        bounds: TimeBounds::default(),
        since: None,
        about: None,
        lasts: false,
        granularity: Granularity::Vague,
        inherited_date: false,
        clocks: None,
        origins: Vec::new(),
        places,
        attribution: None,
        source_ref: format!("k{number}"),
        quote: "Kapal itu tiba.".into(),
        who: Vec::new(),
        salience: 0.5,
        relations: Vec::new(),
        source: 0,
        told_by: 1,
    }
}

pub(in crate::layout) fn story(items: Vec<Item>) -> Story {
    Story {
        lang: "id".into(),
        headline: "Kapal".into(),
        deck: None,
        outlet: None,
        as_of: None,
        written_from: None,
        items,
        hidden: 0,
        left_out: 0,
        facts: Vec::new(),
        gaps: Vec::new(),
        sources: Vec::new(),
        made: String::new(),
        logo: None,
    }
}

fn pins(places: &[(&str, f64, f64)]) -> Story {
    let items = places.iter().zip(1..).map(|((name, lon, lat), n)| item(n, vec![pin(name, *lon, *lat)]));
    story(items.collect())
}

pub(super) fn drawing(story: &Story, frame: Frame) -> MapDrawing {
    let pack = pack("id").expect("a bundled pack");
    let context = crate::pipeline::context_names("id");
    draw(story, frame, &context, &MapOptions::default(), &pack).expect("the pack is sound").expect("there is a map")
}

fn groups<'a>(nodes: &'a [Node], word: &str, found: &mut Vec<&'a Group>) {
    for node in nodes {
        if let Node::Group(group) = node {
            if group.class.split(' ').next() == Some(word) {
                found.push(group);
            }
            groups(&group.children, word, found);
        }
    }
}

pub(super) fn marks<'a>(map: &'a MapDrawing, word: &str) -> Vec<&'a Group> {
    let mut found = Vec::new();
    groups(&map.nodes, word, &mut found);
    found
}

pub(super) fn data<'a>(group: &'a Group, key: &str) -> &'a str {
    group.data.iter().find(|(k, _)| k == key).map_or("", |(_, v)| v)
}

pub(super) fn texts(nodes: &[Node], found: &mut Vec<(String, Bounds)>) {
    for node in nodes {
        match node {
            Node::Group(group) => texts(&group.children, found),
            Node::Text(text) => found.push((text.text.clone(), text_bounds(text))),
            _ => {}
        }
    }
}

pub(super) fn check(map: &MapDrawing, frame: Frame, case: &str) {
    let mut found = Vec::new();
    texts(&map.nodes, &mut found);
    for (index, (text, a)) in found.iter().enumerate() {
        let inside = a.x0 >= frame.x
            && a.y0 >= frame.y
            && a.x1 <= frame.x + frame.width
            && a.y1 <= frame.y + frame.height + map.over;
        assert!(inside, "{case}: {text:?} leaves the map: {a:?}");
        for (other, b) in &found[index + 1..] {
            assert!(!a.overlaps(b), "{case}: {text:?} {a:?} meets {other:?} {b:?}");
        }
    }
}

/// Name, longitude, latitude.
type Named = (&'static str, f64, f64);

/// Names with positions far apart, close together, on both sides of the antimeridian, at a pole, around the world.
const CASES: [(&str, &[Named]); 7] = [
    ("one", &[("Vostochny", 128.33, 51.88)]),
    (
        "close",
        &[("Bogor", 106.8, -6.6), ("Depok", 106.82, -6.4), ("Bekasi", 106.99, -6.24), ("Tangerang", 106.63, -6.18)],
    ),
    ("antimeridian", &[("Suva", 178.44, -18.14), ("Apia", -171.77, -13.83), ("Nukualofa", -175.2, -21.13)]),
    ("pole", &[("Kutub Selatan", 0.0, -89.99), ("McMurdo", 166.67, -77.85)]),
    ("world", &[("Jakarta", 106.8, -6.2), ("New York", -74.0, 40.7), ("London", -0.1, 51.5), ("Sydney", 151.2, -33.9)]),
    ("far apart", &[("Quito", -78.5, -0.2), ("Singapura", 103.8, 1.3)]),
    ("long names", &[("Pelabuhan Perikanan Nusantara Palabuhanratu", 106.54, -6.99), ("Ci", 107.6, -6.9)]),
];

#[test]
fn every_pin_lies_at_its_position_and_no_two_texts_meet() {
    let frames =
        [FRAME, Frame { width: 1020.0, height: 300.0, ..FRAME }, Frame { width: 380.0, height: 300.0, ..FRAME }];
    for (case, places) in CASES {
        for frame in frames {
            let map = drawing(&pins(places), frame);
            check(&map, frame, case);
            let made = marks(&map, "pin");
            assert_eq!(made.len(), places.len(), "{case}");
            for (name, lon, lat) in places {
                let group = made.iter().find(|g| data(g, "place") == name.to_lowercase()).expect("the pin is there");
                assert_eq!(data(group, "lat"), format!("{lat:.4}"), "{case}");
                assert_eq!(data(group, "lon"), format!("{lon:.4}"), "{case}");
                assert!(!group.children.is_empty(), "{case}: {name} has no mark");
            }
        }
    }
}

#[test]
fn sixty_places_are_all_marked_and_none_is_lost() {
    let many: Vec<(String, f64, f64)> = (0..60)
        .map(|i| (format!("Desa Nomor {i}"), 106.0 + f64::from(i % 10) * 0.7, -7.5 + f64::from(i / 10) * 0.5))
        .collect();
    let places: Vec<(&str, f64, f64)> = many.iter().map(|(n, x, y)| (n.as_str(), *x, *y)).collect();
    let map = drawing(&pins(&places), FRAME);
    check(&map, FRAME, "sixty");
    assert_eq!(marks(&map, "pin").len(), 60);
    let mut found = Vec::new();
    texts(&map.nodes, &mut found);
    for n in 1..=60 {
        let shown = |wanted: String| found.iter().any(|(text, _)| *text == wanted);
        assert!(shown(n.to_string()), "number {n} is neither on the map nor in the key");
        assert!(shown(format!("Desa Nomor {}", n - 1)), "name {n} is neither on the map nor in the key");
    }
}

#[test]
fn a_dense_part_of_a_wide_map_is_shown_larger() {
    let town: Vec<(String, f64, f64)> = (0..12)
        .map(|i| (format!("Titik {i}"), 112.6 + f64::from(i % 4) * 0.1, -7.4 + f64::from(i / 4) * 0.1))
        .collect();
    let mut places: Vec<(&str, f64, f64)> = town.iter().map(|(n, x, y)| (n.as_str(), *x, *y)).collect();
    places.extend([("Kupang", 123.6, -10.2), ("Medan", 98.7, 3.6), ("Manado", 124.8, 1.5)]);
    let frame = Frame { width: 1504.0, height: 640.0, ..FRAME };
    let map = drawing(&pins(&places), frame);
    check(&map, frame, "detail");
    let text = format!("{:?}", map.nodes);
    assert!(text.contains("layer-map-detail"), "the town is not enlarged");
    assert_eq!(marks(&map, "pin").len(), places.len(), "each place has one pin");
}

#[test]
fn a_way_runs_from_its_origin_to_its_destination() {
    let mut goal = pin("Kupang", 123.6, -10.2);
    goal.destination = true;
    let way =
        |certainty: Certainty, origins: Vec<ItemPlace>| Item { certainty, origins, ..item(1, vec![goal.clone()]) };
    let start = || pin("Surabaya", 112.7, -7.3);
    let rows = [
        (way(Certainty::Asserted, vec![start()]), 1, "a stated way"),
        (way(Certainty::Planned, vec![start()]), 1, "a planned way"),
        (way(Certainty::Denied, vec![start()]), 0, "a denied way"),
        (way(Certainty::Asserted, vec![start(), pin("Makassar", 119.4, -5.1)]), 0, "two origins"),
        (way(Certainty::Asserted, Vec::new()), 0, "no origin"),
        (way(Certainty::Asserted, vec![goal.clone()]), 0, "an origin that is the destination"),
        (Item { origins: vec![start()], ..item(1, vec![pin("Kupang", 123.6, -10.2)]) }, 0, "a site and no destination"),
        (item(1, vec![start(), goal.clone()]), 1, "travel from where it happened"),
        (Item { kind: Kind::Statement, ..item(1, vec![start(), goal.clone()]) }, 0, "words about another place"),
        (item(1, vec![start(), pin("Makassar", 119.4, -5.1), goal.clone()]), 0, "two places where it happened"),
    ];
    for (told, ways, case) in rows {
        let planned = told.certainty == Certainty::Planned;
        let map = drawing(&story(vec![told]), FRAME);
        check(&map, FRAME, case);
        let made = marks(&map, "route");
        assert_eq!(made.len(), ways, "{case}");
        for group in made {
            assert_eq!((data(group, "from"), data(group, "to")), ("surabaya", "kupang"), "{case}");
            let line = group.children.iter().find_map(|node| match node {
                Node::Path(path) => path.style.stroke,
                _ => None,
            });
            let dashed = line.is_some_and(|stroke| stroke.dash != (0.0, 0.0));
            assert_eq!(dashed, planned, "{case}");
        }
    }
}

#[test]
fn one_place_gathers_its_events_and_a_country_is_an_area() {
    let site = || ItemPlace { country: Some("RU".into()), ..pin("Vostochny", 128.33, 51.88) };
    let mut goal = country("RU", "Rusia");
    goal.destination = true;
    let items = vec![
        item(1, vec![country("UA", "Ukraina")]),
        item(2, vec![goal]),
        item(3, vec![site()]),
        item(4, vec![site(), country("RU", "Rusia")]),
        item(9, vec![country("KP", "Korea Utara")]),
    ];
    let map = drawing(&story(items), FRAME);
    check(&map, FRAME, "summit");
    let made = marks(&map, "pin");
    assert_eq!(made.len(), 1);
    assert_eq!(data(made[0], "events"), "3 4");
    let areas: Vec<(&str, &str)> = marks(&map, "area").iter().map(|g| (data(g, "place"), data(g, "events"))).collect();
    assert_eq!(areas, [("ukraina", "1"), ("rusia", "2"), ("korea utara", "9")]);
}

#[test]
fn a_story_without_a_place_has_no_map() {
    let pack = pack("id").expect("a bundled pack");
    let auto = MapOptions::default();
    assert_eq!(draw(&story(vec![item(1, Vec::new())]), FRAME, &[], &auto, &pack).expect("sound"), None);
    let nowhere = ItemPlace { point: None, shape: PlaceShape::Region, ..pin("Barat", 0.0, 0.0) };
    assert_eq!(draw(&story(vec![item(1, vec![nowhere])]), FRAME, &[], &auto, &pack).expect("sound"), None);
}

#[test]
fn a_map_is_the_same_twice_and_stays_in_its_frame() {
    fn steps(nodes: &[Node], found: &mut Vec<(f64, f64)>) {
        for node in nodes {
            match node {
                Node::Group(group) => steps(&group.children, found),
                Node::Path(Path { steps: path, .. }) => found.extend(path.iter().filter_map(|s| match s {
                    Step::Move(x, y) | Step::Line(x, y) => Some((*x, *y)),
                    _ => None,
                })),
                _ => {}
            }
        }
    }
    for (case, places) in CASES {
        let map = drawing(&pins(places), FRAME);
        assert_eq!(map, drawing(&pins(places), FRAME), "{case}");
        let mut found = Vec::new();
        steps(&map.nodes, &mut found);
        assert!(found.len() > 200, "{case}: the ground is missing");
        for (x, y) in found {
            let inside = (FRAME.x - 4.0..=FRAME.x + FRAME.width + 4.0).contains(&x);
            let within = (FRAME.y - 4.0..=FRAME.y + FRAME.height + 4.0).contains(&y);
            assert!(inside && within, "{case}: {x} {y}");
        }
    }
}

#[test]
fn an_area_that_holds_none_of_an_events_spots_is_a_site_of_it() {
    let of =
        |admin1: &str, place: ItemPlace| ItemPlace { country: Some("ID".into()), admin1: Some(admin1.into()), ..place };
    let area = |shape, place| ItemPlace { shape, ..place };
    let batu = || of("ID.08", pin("Kota Batu", 112.53, -7.87));
    let rows = [
        (of("ID.08", area(PlaceShape::Region, pin("Kabupaten Malang", 112.57, -8.13))), true, "the next regency"),
        (of("ID.08", area(PlaceShape::Region, pin("Malang Raya", 112.55, -7.9))), false, "a regency around it"),
        (of("ID.08", area(PlaceShape::Admin1, pin("Jawa Timur", 112.7, -7.5))), false, "its province"),
        (of("ID.07", area(PlaceShape::Admin1, pin("Jawa Tengah", 110.2, -7.3))), true, "another province"),
        (country("ID", "Indonesia"), false, "its country"),
        (country("MY", "Malaysia"), true, "another country"),
    ];
    for (place, kept, case) in rows {
        let told = story(vec![item(1, vec![batu(), place])]);
        let found = sites::collect(&told);
        assert_eq!(found.len(), if kept { 2 } else { 1 }, "{case}");
    }
}
