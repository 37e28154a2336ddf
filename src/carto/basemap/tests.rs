//! What the embedded files hold, checked against facts of geography.

use super::decode::{Damage, decode, inflate};
use super::*;
use std::collections::BTreeSet;

/// Crossings of a ray to the east, even-odd: plane geometry, which is enough since rings stop at ±180°.
fn inside(rings: &Rings, x: f64, y: f64) -> bool {
    let edges = rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().skip(1)));
    let crossed = edges.filter(|(a, b)| (a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x);
    crossed.count() % 2 == 1
}

fn countries_at(x: f64, y: f64) -> Vec<&'static str> {
    let shapes = Basemap::world().countries().iter();
    shapes.filter(|shape| shape.polygons.iter().any(|p| inside(p, x, y))).map(|shape| shape.alpha2.as_str()).collect()
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
fn every_shape_has_codes_and_closed_rings_inside_the_plane() {
    let map = Basemap::world();
    assert_eq!(map.countries().len(), 240);
    let sources: BTreeSet<&str> = map.countries().iter().map(|shape| shape.a3.as_str()).collect();
    assert_eq!(sources.len(), 240);
    for shape in map.countries() {
        assert!(shape.alpha2.len() == 2 && shape.alpha2.bytes().all(|b| b.is_ascii_uppercase()), "{}", shape.a3);
        assert!(!shape.polygons.is_empty(), "{}", shape.a3);
        for ring in shape.polygons.iter().flatten() {
            assert!(ring.len() >= 4 && ring.first() == ring.last(), "{}", shape.a3);
            assert!(ring.iter().all(|p| p.x.abs() <= 180.0 && p.y.abs() <= 90.0), "{}", shape.a3);
        }
    }
}

#[test]
fn rings_step_over_half_the_world_along_the_pole_alone() {
    for shape in Basemap::world().countries() {
        for ring in shape.polygons.iter().flatten() {
            for (a, b) in ring.iter().zip(ring.iter().skip(1)) {
                assert!((a.x - b.x).abs() < 180.0 || (a.y == -90.0 && b.y == -90.0), "{}: {a:?} {b:?}", shape.a3);
            }
        }
    }
}

#[test]
fn lines_have_no_seam_and_no_jump() {
    let map = Basemap::world();
    assert!(map.coast().len() > 1_000 && map.borders().len() > 300);
    for line in map.coast().iter().chain(map.borders()) {
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
    let sources = |code| Basemap::world().country(code).map(|shape| shape.a3.as_str()).collect::<Vec<_>>();
    assert_eq!(sources("SO"), ["SOL", "SOM"]);
    assert_eq!(sources("CY"), ["CYN", "CYP"]);
    assert_eq!(sources("ID"), ["IDN"]);
    assert_eq!(sources("XX"), Vec::<&str>::new());
    assert_eq!(sources("id"), Vec::<&str>::new());
}

#[test]
fn a_line_inside_one_country_is_no_border() {
    let near = |x: f64, y: f64| Basemap::world().borders().iter().flatten().any(|p| (p.x - x).hypot(p.y - y) < 0.4);
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
        assert!(map.lakes().iter().any(|lake| inside(lake, x, y)), "Lake {name}");
    }
    assert!(!map.lakes().iter().any(|lake| inside(lake, 51.0, 41.5)), "the Caspian is sea");
    let near = |x: f64, y: f64| map.rivers().iter().flat_map(|r| &r.points).any(|p| (p.x - x).hypot(p.y - y) < 0.3);
    assert!(near(31.23, 30.05), "the Nile at Cairo");
    assert!(near(-60.0, -3.2), "the Amazon at Manaus");
    assert!(!near(15.0, 25.0), "no river in the Sahara");
    assert!(map.lakes().iter().flatten().all(|ring| ring.len() >= 4 && ring.first() == ring.last()));
    assert!(map.rivers().iter().all(|river| river.points.len() > 1));
}

#[test]
fn damaged_bytes_are_told_and_never_panic() {
    assert_eq!(inflate(&[0xff, 0xff, 0xff]), Err(Damage::Deflate));
    let whole = inflate(include_bytes!("../../../gazetteer/basemap/countries50.bin")).expect("deflated");
    let water = inflate(include_bytes!("../../../gazetteer/basemap/water50.bin")).expect("deflated");
    assert!(decode(&whole, &water).is_ok());
    for length in [0, 1, 2, 3, 100, whole.len() / 2, whole.len() - 1] {
        assert!(decode(&whole[..length], &water).is_err(), "{length} bytes");
    }
    for length in [0, 1, water.len() / 2, water.len() - 1] {
        assert!(decode(&whole, &water[..length]).is_err(), "{length} bytes of water");
    }
    let longer = [whole.as_slice(), &[0]].concat();
    assert_eq!(decode(&longer, &water).err(), Some(Damage::Rest));
    assert_eq!(decode(&[1, 0, 0, 200, 200], &water).err(), Some(Damage::Short));
    assert_eq!(decode(&[255; 12], &water).err(), Some(Damage::Overflow));
    // One shape without a name, one polygon, one ring, one reference to arc 0 of none.
    assert_eq!(decode(&[1, 0, 0, 1, 0, 0, 0, 1, 1, 1, 0], &water).err(), Some(Damage::Reference));
}
