//! What the embedded files hold, checked against facts of geography.

use super::arcs::Arcs;
use super::decode::{Bytes, DISPUTED, Damage};
use super::disputed::rules;
use super::*;
use crate::carto::Reach;
use std::collections::BTreeSet;

/// Crossings of a ray to the east, even-odd: plane geometry, which is enough since rings stop at ±180°.
fn inside(rings: &Rings, x: f64, y: f64) -> bool {
    let edges = rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().skip(1)));
    let crossed = edges.filter(|(a, b)| (a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x);
    crossed.count() % 2 == 1
}

fn countries_at(x: f64, y: f64) -> Vec<&'static str> {
    let shapes = Basemap::world().countries().iter();
    shapes.filter(|shape| shape.polygons.iter().any(|p| inside(p.rings(), x, y))).map(|shape| shape.alpha2).collect()
}

#[test]
fn places_lie_in_the_country_they_belong_to() {
    let table: &[(&str, f64, f64, &[&str])] = &[
        ("Vostochny", 128.33, 51.88, &["RU"]),
        ("Moscow", 37.62, 55.75, &["RU"]),
        ("Chukotka, beyond 180 degrees", -178.0, 67.5, &["RU"]),
        ("Wrangel Island, west part", 179.5, 71.2, &["RU"]),
        ("Wrangel Island, east part", -179.5, 71.2, &["RU"]),
        ("Pyongyang", 125.75, 39.03, &["KP"]),
        ("Jakarta", 106.83, -6.25, &["ID"]),
        ("Wamena", 138.95, -4.1, &["ID"]),
        ("Dili's hinterland", 125.6, -8.75, &["TL"]),
        ("Sevastopol", 33.5, 44.6, &["UA"]),
        ("Simferopol", 34.1, 44.95, &["UA"]),
        ("Donetsk", 37.8, 48.0, &["UA"]),
        ("Hargeisa", 44.06, 9.56, &["SO"]),
        ("Kyrenia's hinterland", 33.3, 35.25, &["CY"]),
        ("Pristina", 21.16, 42.66, &["XK"]),
        ("Laayoune", -13.1, 27.1, &["EH"]),
        ("Gaza", 34.4, 31.42, &["PS"]),
        ("Maseru, a hole in South Africa", 27.6, -29.4, &["LS"]),
        ("South Pole", 10.0, -89.95, &["AQ"]),
        ("Gulf of Guinea", 0.0, 0.0, &[]),
        ("Caspian Sea", 51.0, 41.5, &[]),
        ("Pacific at 180 degrees", 180.0, 30.0, &[]),
    ];
    for (name, x, y, expected) in table {
        assert_eq!(countries_at(*x, *y), *expected, "{name}");
    }
}

#[test]
fn the_fine_outlines_keep_the_policy_of_the_coarse_ones() {
    let at = |x: f64, y: f64| -> Vec<&'static str> {
        let shapes = Basemap::fine().countries().iter();
        shapes.filter(|s| s.polygons.iter().any(|p| inside(p.rings(), x, y))).map(|s| s.alpha2).collect()
    };
    let table: [(&str, f64, f64, &[&str]); 12] = [
        ("Jakarta", 106.83, -6.25, &["ID"]),
        ("Wamena", 138.95, -4.1, &["ID"]),
        ("Simferopol", 34.1, 44.95, &["UA"]),
        ("Perekop", 33.7, 46.1, &["UA"]),
        ("Donetsk", 37.8, 48.0, &["UA"]),
        ("Chukotka, beyond 180 degrees", -178.0, 67.5, &["RU"]),
        ("Hargeisa", 44.06, 9.56, &["SO"]),
        ("Pristina", 21.16, 42.66, &["XK"]),
        ("Taipei", 121.5, 25.0, &["TW"]),
        ("Gaza", 34.4, 31.42, &["PS"]),
        ("South Pole", 10.0, -89.95, &["AQ"]),
        ("Caspian Sea", 51.0, 41.5, &[]),
    ];
    for (name, x, y, expected) in table {
        assert_eq!(at(x, y), *expected, "{name}");
    }
    let crimea = Basemap::fine()
        .borders()
        .iter()
        .flat_map(Stroke::points)
        .filter(|p| p.x > 33.0 && p.x < 36.5 && p.y < 46.2 && p.y > 45.0);
    assert_eq!(crimea.count(), 0, "no border cuts Crimea off");
}

#[test]
fn land_is_the_same_joined_and_by_countries() {
    for map in [Basemap::world(), Basemap::fine()] {
        for land in map.land() {
            let ring = land.ring();
            assert!(ring.len() >= 4 && ring.first() == ring.last(), "{:?}", ring.first());
            assert_eq!(land.reach(), Reach::of(ring));
        }
        // The Caspian, and on the fine map the lakes on borders: a ring around water runs counterclockwise.
        let left = |ring: &Ring| ring.windows(2).map(|p| p[0].x * p[1].y - p[1].x * p[0].y).sum::<f64>() > 0.0;
        let water: Vec<&LandRing> = map.land().iter().filter(|land| left(land.ring())).collect();
        let caspian = Coord { x: 51.0, y: 41.5 };
        assert!(water.len() < 5 && water.iter().any(|land| crate::carto::inside(&[land.ring().clone()], caspian)));
        let joined: Vec<Ring> = map.land().iter().map(|land| land.ring().clone()).collect();
        let (mut land, mut sea) = (0, 0);
        for i in 0..36 {
            for j in 0..17 {
                // Off the grid, so that no ray runs along an edge.
                let (x, y) = (-179.37 + f64::from(i) * 10.0, -83.29 + f64::from(j) * 10.0);
                let known = map.countries().iter().any(|shape| shape.polygons.iter().any(|p| inside(p.rings(), x, y)));
                assert_eq!(inside(&joined, x, y), known, "{x} {y}");
                *if known { &mut land } else { &mut sea } += 1;
            }
        }
        assert!(land > 150 && sea > 300, "{land} {sea}");
    }
}

#[test]
fn every_shape_has_codes_and_closed_rings_inside_the_plane() {
    let map = Basemap::world();
    assert_eq!(map.countries().len(), 240);
    let sources: BTreeSet<&str> = map.countries().iter().map(|shape| shape.a3).collect();
    assert_eq!(sources.len(), 240);
    for shape in map.countries() {
        assert!(shape.alpha2.len() == 2 && shape.alpha2.bytes().all(|b| b.is_ascii_uppercase()), "{}", shape.a3);
        assert!(!shape.polygons.is_empty(), "{}", shape.a3);
        for ring in shape.polygons.iter().flat_map(Outline::rings) {
            assert!(ring.len() >= 4 && ring.first() == ring.last(), "{}", shape.a3);
            assert!(ring.iter().all(|p| p.x.abs() <= 180.0 && p.y.abs() <= 90.0), "{}", shape.a3);
        }
    }
}

#[test]
fn rings_step_over_half_the_world_along_the_pole_alone() {
    for shape in Basemap::world().countries() {
        for ring in shape.polygons.iter().flat_map(Outline::rings) {
            for (a, b) in ring.iter().zip(ring.iter().skip(1)) {
                assert!((a.x - b.x).abs() < 180.0 || (a.y == -90.0 && b.y == -90.0), "{}: {a:?} {b:?}", shape.a3);
            }
        }
    }
}

#[test]
fn lines_have_no_seam_and_no_jump() {
    let map = Basemap::world();
    assert!(map.coast().count() > 1_000 && map.borders().len() > 300);
    for line in map.coast().chain(map.borders().iter().cloned()) {
        let line = line.points();
        assert!(line.len() > 1);
        for (a, b) in line.iter().zip(line.iter().skip(1)) {
            assert!((a.x - b.x).abs() < 20.0, "a jump from {a:?} to {b:?}");
            assert!(!(a.x.abs() == 180.0 && a.x == b.x), "a seam from {a:?} to {b:?}");
            assert!(a.y > -89.0 && b.y > -89.0, "an edge at the pole");
        }
    }
}

#[test]
fn a_country_may_have_several_shapes_and_an_unknown_code_none() {
    let sources = |code| Basemap::world().country(code).map(|shape| shape.a3).collect::<Vec<_>>();
    assert_eq!(sources("SO"), ["SOL", "SOM"]);
    assert_eq!(sources("CY"), ["CYN", "CYP"]);
    assert_eq!(sources("ID"), ["IDN"]);
    assert_eq!(sources("XX"), Vec::<&str>::new());
    assert_eq!(sources("id"), Vec::<&str>::new());
}

#[test]
fn a_line_inside_one_country_is_no_border() {
    let near = |x: f64, y: f64| {
        Basemap::world().borders().iter().flat_map(Stroke::points).any(|p| (p.x - x).hypot(p.y - y) < 0.4)
    };
    assert!(near(141.0, -6.0), "Indonesia and Papua New Guinea");
    assert!(near(127.0, 38.3), "North and South Korea");
    assert!(!near(48.5, 9.5), "Somaliland");
    assert!(!near(33.4, 35.15), "the line through Nicosia");
}

#[test]
fn lakes_and_rivers_are_where_they_should_be() {
    let map = Basemap::world();
    let table = [("Victoria", 33.0, -1.0), ("Baikal", 108.2, 53.5), ("Superior", -88.0, 47.8)];
    for (name, x, y) in table {
        assert!(map.lakes().iter().any(|lake| inside(lake.rings(), x, y)), "Lake {name}");
    }
    assert!(!map.lakes().iter().any(|lake| inside(lake.rings(), 51.0, 41.5)), "the Caspian is sea");
    let near = |x: f64, y: f64| map.rivers().iter().flat_map(Stroke::points).any(|p| (p.x - x).hypot(p.y - y) < 0.3);
    assert!(near(31.23, 30.05), "the Nile at Cairo");
    assert!(near(-60.0, -3.2), "the Amazon at Manaus");
    assert!(!near(15.0, 25.0), "no river in the Sahara");
    assert!(map.lakes().iter().flat_map(Outline::rings).all(|ring| ring.len() >= 4 && ring.first() == ring.last()));
    assert!(map.rivers().iter().all(|river| river.points().len() > 1));
}

#[test]
fn disputed_lines_are_drawn_apart_from_borders() {
    let map = Basemap::world();
    let mut ids = BTreeSet::new();
    for line in map.disputed() {
        assert!(ids.insert(line.id.as_str()), "{} stands twice", line.id);
        assert!(!line.name_id.is_empty() && !line.name_en.is_empty(), "{}", line.id);
        assert!(!line.lines.is_empty() && line.lines.iter().all(|points| points.len() > 1), "{} is empty", line.id);
    }
    let close = |p: &Coord<f64>, x: f64, y: f64| (p.x - x).hypot(p.y - y) < 0.4;
    let near = |lines: &[Vec<Coord<f64>>], x: f64, y: f64| lines.iter().flatten().any(|p| close(p, x, y));
    let border = |x: f64, y: f64| map.borders().iter().flat_map(Stroke::points).any(|p| close(p, x, y));
    let table = [
        ("kashmir-line-of-control", 74.0, 34.4),
        ("crimea", 33.7, 46.15),
        ("kosovo", 20.8, 43.25),
        ("western-sahara", -8.68, 27.66),
        ("western-sahara-berm", -9.8, 26.85),
        ("green-line-cyprus", 33.4, 35.15),
        ("somaliland", 48.94, 11.26),
        ("mcmahon-line", 95.0, 29.1),
    ];
    for (id, x, y) in table {
        assert!(map.disputed().iter().any(|line| line.id == id && near(&line.lines, x, y)), "{id}");
        assert!(!border(x, y) || id == "western-sahara", "{id} is drawn as a border too");
    }
    assert!(border(71.0, 27.9), "the border of India and Pakistan in the desert is undisputed");
}

#[test]
fn lines_through_the_straits_of_the_kurils_touch_no_land() {
    let line = Basemap::world().disputed().iter().find(|line| line.id == "southern-kurils").expect("in the table");
    for (a, b) in line.lines.iter().flat_map(|points| points.iter().zip(points.iter().skip(1))) {
        for step in 0..=10 {
            let share = f64::from(step) / 10.0;
            let (x, y) = (a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share);
            assert_eq!(countries_at(x, y), Vec::<&str>::new(), "{x} {y}");
        }
    }
}

#[test]
fn the_table_of_disputed_lines_has_the_expected_heading_and_damage_is_told() {
    let heading = DISPUTED.lines().find(|line| !line.starts_with('#'));
    assert_eq!(heading, Some("id\tname_id\tname_en\tbetween\tbox\tline\tsource"));
    let damaged =
        ["too\tfew", "a\tb\tc\tIND\t\t\t", "a\tb\tc\t\t1,2,3\t\t", "a\tb\tc\t\t\t1 2;x y\t", "a\tb\tc\t\t\t1\t"];
    for row in damaged {
        assert_eq!(rules(&format!("heading\n{row}")).err(), Some(Damage::Table), "{row}");
    }
}

#[test]
fn damaged_bytes_are_told_and_never_panic() {
    let decode = |countries, water| super::decode::decode(countries, water, DISPUTED);
    let (whole, water) = (super::decode::COUNTRIES, super::decode::WATER);
    assert!(decode(whole, water).is_ok());
    for length in [0, 1, 2, 3, 100, whole.len() / 2, whole.len() - 1] {
        assert!(decode(&whole[..length], water).is_err(), "{length} bytes");
    }
    for length in [0, 1, water.len() / 2, water.len() - 1] {
        assert!(decode(whole, &water[..length]).is_err(), "{length} bytes of water");
    }
    let longer: &'static [u8] = [whole, &[0]].concat().leak();
    assert_eq!(decode(longer, water).err(), Some(Damage::Rest));
    assert_eq!(decode(&[1, 0, 0, 200, 200], water).err(), Some(Damage::Short));
    assert_eq!(decode(&[255; 12], water).err(), Some(Damage::Overflow));
    // One shape without a name, one polygon, one ring, one reference to arc 0 of none.
    assert_eq!(decode(&[1, 0, 0, 1, 0, 0, 0, 1, 1, 1, 0], water).err(), Some(Damage::Reference));
    // A line between shapes 0 and 1 of none.
    assert_eq!(decode(&[1, 0, 0, 0, 0, 1, 0, 0, 1], water).err(), Some(Damage::Reference));
}

/// Lines are decoded when they are drawn, where damage is passed over in silence: so it is looked for here.
#[test]
fn every_packed_line_can_be_decoded_and_fills_its_box() {
    for content in [super::decode::COUNTRIES, super::decode::FINE, super::decode::WATER, super::admin1::DIVISIONS] {
        let arcs = Arcs::read(&mut Bytes::new(content).expect("a grid")).expect("boxes");
        assert!(arcs.len() > 300 && arcs.check().is_ok(), "{} lines", arcs.len());
        assert!(arcs.points(arcs.len()).is_empty(), "a number that is not there");
    }
    let divisions = super::admin1::embedded().expect("read");
    for (code, packed) in divisions.packed() {
        assert!(super::admin1::polygons(packed, &divisions.arcs).is_ok_and(|all| !all.is_empty()), "{code}");
    }
    // One arc from 0, 0 to 1, 1, whose box is a step too wide.
    let wide: &'static [u8] = &[1, 1, 0, 0, 2, 1, 5, 2, 0, 0, 2, 2];
    assert!(Arcs::read(&mut Bytes::new(wide).expect("a grid")).expect("a box").check().is_err());
}

#[test]
fn divisions_hold_their_towns() {
    let table = [
        ("ID.30", 107.6, -6.9),   // Bandung in West Java
        ("ID.04", 106.83, -6.25), // Jakarta
        ("RU.05", 128.33, 51.88), // Vostochny in Amur Oblast
        ("UA.11", 34.1, 44.95),   // Simferopol in Crimea
        ("UA.20", 33.6, 44.6),    // Sevastopol
        ("US.CA", -119.8, 36.7),  // Fresno
    ];
    let map = Basemap::world();
    for (code, x, y) in table {
        let polygons = map.admin1(code).unwrap_or_else(|| panic!("{code} is missing"));
        assert!(polygons.iter().any(|p| inside(p.rings(), x, y)), "{code}");
    }
    let divisions = super::admin1::embedded().expect("read");
    for (code, _) in divisions.packed() {
        for ring in divisions.polygons(code).expect("a division").iter().flat_map(Outline::rings) {
            assert!(ring.len() >= 4 && ring.first() == ring.last(), "{code}");
        }
    }
    assert!(map.admin1("ID.99").is_none());
    let near = |x: f64, y: f64| {
        map.admin1_lines().iter().flat_map(|line| line.line.points()).any(|p| (p.x - x).hypot(p.y - y) < 0.2)
    };
    assert!(near(108.6, -7.4), "West and Central Java");
    assert!(!near(141.0, -6.0), "a border of countries is no line of divisions");
    assert!(map.admin1_lines().len() > 3_000);
    assert!(super::admin1::decode(&[1, 1]).is_err());
}
