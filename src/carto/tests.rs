//! Projections against the figures of d3-geo 3, and outlines in the cases that fill the wrong side.

use super::*;
use geo::Coord;

fn c(x: f64, y: f64) -> Coord<f64> {
    Coord { x, y }
}

const FRAME: Window = Window { x0: 0.0, y0: 0.0, x1: 960.0, y1: 400.0 };

/// Longitude, latitude, x, y (downwards) at a scale of one, centre 120° E 40° N (azimuthal) or 120° E.
#[rustfmt::skip]
const GOLDEN: [(Kind, f64, f64, f64, f64); 23] = [
    (Kind::LambertAzimuthal, 128.33, 51.88, 0.090029, -0.211449),
    (Kind::LambertAzimuthal, 37.6, 55.75, -0.625992, -0.656849),
    (Kind::LambertAzimuthal, -170.0, 65.0, 0.431602, -0.653559),
    (Kind::LambertAzimuthal, 106.8, -6.2, -0.248284, 0.770916),
    (Kind::LambertAzimuthal, 179.5, -16.8, 1.070961, 0.692971),
    (Kind::LambertAzimuthal, 0.0, 0.0, -1.559232, -0.578652),
    (Kind::Orthographic, 128.33, 51.88, 0.089432, -0.210049),
    (Kind::Orthographic, 37.6, 55.75, -0.557861, -0.585359),
    (Kind::Orthographic, -170.0, 65.0, 0.397131, -0.601361),
    (Kind::Orthographic, 106.8, -6.2, -0.227015, 0.704876),
    (Kind::Orthographic, 179.5, -16.8, 0.824854, 0.533727),
    (Kind::EqualEarth, 128.33, 51.88, 0.101719, -0.970858),
    (Kind::EqualEarth, 37.6, 55.75, -0.972284, -1.028803),
    (Kind::EqualEarth, -170.0, 65.0, 0.753257, -1.151924),
    (Kind::EqualEarth, 106.8, -6.2, -0.197931, 0.125472),
    (Kind::EqualEarth, 179.5, -16.8, 0.876393, 0.337772),
    (Kind::EqualEarth, 0.0, 0.0, -1.804420, 0.000000),
    (Kind::Mercator, 128.33, 51.88, 0.145386, -1.062764),
    (Kind::Mercator, 37.6, 55.75, -1.438151, -1.177273),
    (Kind::Mercator, -170.0, 65.0, 1.221730, -1.506454),
    (Kind::Mercator, 106.8, -6.2, -0.230383, 0.108422),
    (Kind::Mercator, 179.5, -16.8, 1.038471, 0.297509),
    (Kind::Mercator, 0.0, 0.0, -2.094395, 0.000000),
];

#[test]
fn projections_agree_with_d3_geo_and_with_their_inverses() {
    for (kind, lon, lat, x, y) in GOLDEN {
        let projection = Projection::new(kind, c(120.0, 40.0));
        let flat = projection.forward(c(lon, lat)).expect("in sight");
        assert!((flat.x - x).abs() < 2e-6 && (flat.y + y).abs() < 2e-6, "{kind:?} {lon} {lat}: {flat:?}");
        let back = projection.inverse(flat).expect("on the map");
        assert!(distance(back, c(lon, lat)) < 1e-6, "{kind:?} {lon} {lat}: {back:?}");
    }
    let globe = Projection::new(Kind::Orthographic, c(120.0, 40.0));
    assert_eq!(globe.forward(c(0.0, 0.0)), None, "behind the horizon");
}

/// A map of a region with a centre, 10 px to the degree.
fn view(kind: Kind, centre: Coord<f64>) -> View {
    let projection = Projection::new(kind, centre);
    View { projection, scale: 573.0, origin: c(480.0, 200.0), window: FRAME, tolerance: TOLERANCE }
}

fn square(west: f64, south: f64, east: f64, north: f64) -> Vec<Vec<Coord<f64>>> {
    vec![vec![c(west, south), c(east, south), c(east, north), c(west, north), c(west, south)]]
}

fn area(rings: &[Vec<Coord<f64>>]) -> f64 {
    let ring_area = |r: &Vec<Coord<f64>>| {
        let next = r.iter().cycle().skip(1);
        r.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f64>().abs() / 2.0
    };
    rings.iter().map(ring_area).sum()
}

#[test]
fn a_polygon_around_the_frame_fills_it_and_one_beyond_it_does_not() {
    let full = FRAME.grown(3.0);
    let whole = (full.x1 - full.x0) * (full.y1 - full.y0);
    for kind in [Kind::LambertAzimuthal, Kind::Mercator, Kind::Equidistant { parallel: 10.0 }] {
        let view = view(kind, c(110.0, 5.0));
        let filled = area(&view.polygon(&square(0.0, -80.0, 170.0, 80.0)));
        assert!((filled - whole).abs() < 1.0, "{kind:?}: {filled} of {whole}");
        assert_eq!(area(&view.polygon(&square(-120.0, -20.0, -80.0, 20.0))), 0.0, "{kind:?}");
    }
}

#[test]
fn a_polygon_at_the_antimeridian_keeps_its_area_on_both_sides() {
    let one = view(Kind::LambertAzimuthal, c(180.0, 0.0));
    let west = area(&one.polygon(&square(175.0, -5.0, 180.0, 5.0)));
    let east = area(&one.polygon(&square(-180.0, -5.0, -175.0, 5.0)));
    assert!((west - east).abs() < 1.0 && west > 4000.0, "{west} {east}");
    let band = view(Kind::Equidistant { parallel: 0.0 }, c(180.0, 0.0));
    let both =
        area(&band.polygon(&square(175.0, -5.0, 180.0, 5.0))) + area(&band.polygon(&square(-180.0, -5.0, -175.0, 5.0)));
    assert!((both - 10_001.0).abs() < 20.0, "{both}");
}

#[test]
fn a_cap_over_the_pole_is_a_disc_and_a_hole_stays_open() {
    let pole = View { scale: 100.0, ..view(Kind::LambertAzimuthal, c(0.0, -90.0)) };
    let cap = area(&pole.polygon(&square(-180.0, -90.0, 180.0, -60.0)));
    // A spherical cap has the area 2π(1 − cos 30°), which this projection keeps.
    let true_area = std::f64::consts::TAU * (1.0 - 30f64.to_radians().cos()) * 1e4;
    assert!((cap / true_area - 1.0).abs() < 0.01, "{cap} {true_area}");
    let mut lake = square(100.0, -10.0, 120.0, 10.0);
    lake.extend(square(105.0, -5.0, 115.0, 5.0));
    let rings = view(Kind::LambertAzimuthal, c(110.0, 0.0)).polygon(&lake);
    assert_eq!(rings.len(), 2);
}

#[test]
fn outlines_are_cut_at_the_horizon_and_run_along_it() {
    let globe = View { scale: 100.0, ..view(Kind::Orthographic, c(0.0, 0.0)) };
    // A band from 30° W to 150° E shows 120° of its 180°; the rest is behind the horizon.
    let rings = globe.polygon(&square(-30.0, -10.0, 150.0, 10.0));
    assert_eq!(rings.len(), 1);
    let xs = rings[0].iter().map(|p| p.x);
    let (low, high) = (xs.clone().fold(f64::INFINITY, f64::min), xs.fold(0.0, f64::max));
    assert!((low - 430.0).abs() < 2.0 && (high - 580.0).abs() < 0.5, "{low} {high}");
    let inside_out = globe.polygon(&square(90.5, -10.0, 150.0, 10.0));
    assert!(inside_out.is_empty());
    let everything = globe.polygon(&square(-179.0, -89.0, 179.0, 89.0));
    assert!((area(&everything) - std::f64::consts::PI * 1e4).abs() < 100.0);
}

#[test]
fn parallels_stay_on_their_latitude() {
    let map = view(Kind::LambertAzimuthal, c(-100.0, 49.0));
    let line = map.line(&[c(-123.0, 49.0), c(-95.0, 49.0)]);
    for p in &line[0] {
        let back = map.invert(*p).expect("on the map");
        assert!((back.y - 49.0).abs() < 0.05, "{back:?}");
    }
}

#[test]
fn fitting_shows_every_position_inside() {
    let inner = Window { x0: 100.0, y0: 50.0, x1: 860.0, y1: 350.0 };
    let positions = [c(128.3, 51.9), c(127.5, 40.0), c(140.0, 36.0)];
    let centre = middle(&positions).expect("there is a middle");
    let view = View::fit(Projection::new(Kind::LambertAzimuthal, centre), &positions, inner, FRAME, 1e5);
    for p in positions {
        let at = view.project(p).expect("in sight");
        assert!(inner.grown(0.01).contains(at), "{at:?}");
    }
    assert!(view.covers_window());
    assert!(view.scale_spread() < 1.1, "{}", view.scale_spread());
    // One px per km at the equator of a map with a radius of 6371 px.
    let exact = View { scale: 6371.0088, ..view };
    let scale = exact.point_scale(exact.origin).expect("on the map");
    assert!((scale - 1.0).abs() < 1e-3, "{scale}");
}

#[test]
fn the_smallest_cap_is_not_drawn_to_where_most_positions_lie() {
    let bogor = Coord { x: 106.8, y: -6.6 };
    let coast = (0..200).map(|n| Coord { x: 139.0 + f64::from(n % 10) * 0.01, y: 36.0 + f64::from(n / 10) * 0.01 });
    let positions: Vec<Coord<f64>> = coast.chain([bogor]).collect();
    let centre = super::cap_centre(&positions).expect("a centre");
    let farthest = positions.iter().map(|p| distance(*p, centre)).fold(0.0, f64::max);
    let half = distance(bogor, Coord { x: 139.0, y: 36.1 }) / 2.0;
    assert!((farthest - half).abs() < 0.5, "{farthest} from {centre:?}, half the way is {half}");
    assert_eq!(super::cap_centre(&[]), None);
    let one = super::cap_centre(&[bogor]).expect("a centre");
    assert!(distance(one, bogor) < 1e-9);
}
