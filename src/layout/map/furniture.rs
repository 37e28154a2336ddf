//! What stands on every map: scale bar, source line, and the globe that shows where the map is.

use super::layers::{self, layer, lines_path, rings_path};
use super::outlines::Land;
use super::shapes::polygons;
use super::sites::Site;
use crate::carto::{Basemap, Kind, Projection, Sight, View, Window};
use crate::lang::{DateFormat, Words};
use crate::layout::write::line;
use crate::scene::{Anchor, Bounds, Circle, Clip, Face, Group, Node, Path, Step, Style, TextStyle, Tone, text_width};
use geo::Coord;

/// The scale of a map may vary by this much over the frame before a bar would lie.
const SPREAD: f64 = 1.1;
/// Longest scale bar in px.
const BAR: f64 = 110.0;
/// A bar takes at most this share of the frame's width.
const BAR_SHARE: f64 = 0.4;
/// Distance of furniture from the frame in px.
const INSET: f64 = 14.0;
/// A frame narrower than this is a ring on the globe, in px.
const SMALLEST_FRAME: f64 = 9.0;
/// The globe is small, so that its outlines may be coarse, in px.
const GLOBE_TOLERANCE: f64 = 0.9;
/// Width of a shoreline on the globe in px.
const GLOBE_SHORE: f64 = 0.4;

fn small(surface: Tone) -> TextStyle {
    TextStyle::new(Face::Regular, 11.5, Tone::MapText).halo(surface, 3.0)
}

/// The source line, where it is wanted, and the scale bar in the lower left corner, with their boxes.
pub(super) fn corner(
    view: &View,
    words: &Words,
    format: &DateFormat,
    credit: bool,
    surface: &dyn Fn(Coord<f64>) -> Tone,
) -> (Vec<Node>, Vec<Bounds>) {
    let w = view.window;
    let (x, y) = (w.x0 + INSET, w.y1 - 12.0);
    let (mut nodes, mut boxes) = (Vec::new(), Vec::new());
    if credit {
        let style = small(surface(Coord { x: x + 90.0, y: y - 4.0 }));
        let credit = words.get("credit");
        nodes.push(layer("credits", vec![line(credit, x, y, Anchor::Start, style)]));
        boxes.push(Bounds { x0: x, y0: y - 13.0, x1: x + text_width(credit, &style), y1: y + 5.0 });
    }
    let bar = bar(view).filter(|(_, length)| *length <= (w.x1 - w.x0) * BAR_SHARE);
    if let Some((km, length)) = bar {
        let top = if credit { y - 32.0 } else { y - 6.0 };
        let steps = vec![
            Step::Move(x, top),
            Step::Line(x, top + 5.0),
            Step::Line(x + length, top + 5.0),
            Step::Line(x + length, top),
        ];
        let style = small(surface(Coord { x: x + length / 2.0, y: top }));
        let far = words.fill("kilometres", &[&format.number(km.round() as i64)]);
        let width = text_width(&far, &style);
        let bar = vec![
            Path { steps, style: Style::stroke(Tone::MapText, 1.0) }.into(),
            line("0", x, top - 4.0, Anchor::Start, style),
            line(&far, x + length.max(width + 14.0), top - 4.0, Anchor::End, style),
        ];
        nodes.push(layer("scale", bar));
        boxes.push(Bounds { x0: x, y0: top - 17.0, x1: x + length.max(width + 14.0), y1: top + 8.0 });
    }
    (nodes, boxes)
}

/// The kilometres and the px of a scale bar, where one is honest.
fn bar(view: &View) -> Option<(f64, f64)> {
    let w = view.window;
    let middle = Coord { x: (w.x0 + w.x1) / 2.0, y: (w.y0 + w.y1) / 2.0 };
    let scale = view.point_scale(middle).filter(|_| view.scale_spread() <= SPREAD)?;
    let km = round_length(BAR / scale);
    Some((km, km * scale))
}

/// The largest of 1, 2, 5, 10 … that is not longer.
fn round_length(longest: f64) -> f64 {
    let power = 10f64.powf(longest.max(1e-3).log10().floor());
    [5.0, 2.0, 1.0].into_iter().map(|m| m * power).find(|km| *km <= longest).unwrap_or(power).max(1.0)
}

/// The inset globe.
pub(super) struct Globe {
    pub view: View,
    pub centre: Coord<f64>,
    pub radius: f64,
}

impl Globe {
    /// A globe in a corner of the window, turned so that the map and the far places are in sight.
    pub fn new(main: &View, far: &[Coord<f64>], radius: f64, centre: Coord<f64>) -> Self {
        let w = main.window;
        let middle = main.invert(Coord { x: (w.x0 + w.x1) / 2.0, y: (w.y0 + w.y1) / 2.0 });
        let home = middle.unwrap_or(main.projection.centre);
        let mut seen = vec![home];
        seen.extend(far.iter().copied());
        let front = crate::carto::middle(&seen).unwrap_or(home);
        // A globe with north well up is easier to read than one that shows the pole in its middle.
        let front = Coord { x: front.x, y: front.y.clamp(-45.0, 45.0) };
        let window =
            Window { x0: centre.x - radius, y0: centre.y - radius, x1: centre.x + radius, y1: centre.y + radius };
        let projection = Projection::new(Kind::Orthographic, front);
        let view = View { projection, scale: radius, origin: centre, window, tolerance: GLOBE_TOLERANCE };
        Self { view, centre, radius }
    }

    pub fn bounds(&self) -> Bounds {
        let r = self.radius + 5.0;
        Bounds { x0: self.centre.x - r, y0: self.centre.y - r, x1: self.centre.x + r, y1: self.centre.y + r }
    }

    /// Draws the globe with the tinted sites and the outline of the main map.
    pub fn draw(&self, main: &View, far: &[&Site<'_>]) -> Vec<Node> {
        let view = &self.view;
        let (x, y, r) = (self.centre.x, self.centre.y, self.radius);
        let land = Land::new(view, Basemap::world(), &Sight::of(view));
        let mut inner: Vec<Node> = vec![Circle { x, y, r, style: Style::fill(Tone::Sea) }.into()];
        inner.extend(layers::land(&land, GLOBE_SHORE));
        for site in far {
            inner.push(area(view, site));
        }
        inner.extend(layers::shores(&land, GLOBE_SHORE));
        // A frame too small to see is a ring around the place.
        let across = (main.window.x1 - main.window.x0) / main.scale * view.scale;
        if across >= SMALLEST_FRAME {
            inner.push(Path { steps: self.frame(main), style: Style::stroke(Tone::Ink, 1.4) }.into());
        } else if let Some(at) = view.project(main.projection.centre) {
            inner.push(
                Circle { x: at.x, y: at.y, r: SMALLEST_FRAME / 2.0, style: Style::stroke(Tone::Ink, 1.4) }.into(),
            );
        }
        let clip = Some(Clip::Circle { x, y, r });
        vec![
            Circle { x, y, r: r + 4.0, style: Style::fill(Tone::Background) }.into(),
            Group { clip, children: inner, ..Group::default() }.into(),
            Circle { x, y, r, style: Style::stroke(Tone::MapText, 0.9) }.into(),
        ]
    }

    /// The outline of the main window on the globe.
    fn frame(&self, main: &View) -> Vec<Step> {
        let w = main.window;
        let corners = [(w.x0, w.y0), (w.x1, w.y0), (w.x1, w.y1), (w.x0, w.y1), (w.x0, w.y0)];
        let mut line = Vec::new();
        for pair in corners.windows(2) {
            for i in 0..32 {
                let share = f64::from(i) / 32.0;
                let (x, y) = (pair[0].0 + (pair[1].0 - pair[0].0) * share, pair[0].1 + (pair[1].1 - pair[0].1) * share);
                line.extend(main.invert(Coord { x, y }));
            }
        }
        line.extend(line.first().copied());
        // One line, whose longitudes run on beyond ±180°.
        for i in 1..line.len() {
            line[i].x -= ((line[i].x - line[i - 1].x) / 360.0).round() * 360.0;
        }
        lines_path(&self.view, &Sight::of(&self.view), &[line])
    }
}

/// The tinted outline of a site, or nothing where the basemap does not know it.
fn area(view: &View, site: &Site<'_>) -> Node {
    let rings: Vec<_> = polygons(site).into_iter().flat_map(|polygon| view.polygon(polygon)).collect();
    let style = super::marks::area_style(site);
    Path { steps: rings_path(&rings), style }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A map of some hundred kilometres around a point, which lies in the middle of its window.
    fn map(lon: f64, lat: f64) -> View {
        View {
            projection: Projection::new(Kind::LambertAzimuthal, Coord { x: lon, y: lat }),
            scale: 4_000.0,
            origin: Coord { x: 501.0, y: 403.0 },
            window: Window { x0: 101.0, y0: 103.0, x1: 901.0, y1: 703.0 },
            tolerance: 0.5,
        }
    }

    #[test]
    fn a_scale_bar_is_measured_in_the_middle_of_the_map_and_is_a_round_length() {
        for (lon, lat) in [(110.0, -7.0), (10.0, 52.0)] {
            let view = map(lon, lat);
            let scale = view.point_scale(Coord { x: 501.0, y: 403.0 }).expect("the middle of the map");
            let (km, length) = bar(&view).expect("a map of so few kilometres has one scale");
            assert_eq!(length, km * scale, "{lat}");
            assert!(length <= BAR && length * 2.5 > BAR, "{length}");
        }
        let rows = [(0.4, 1.0), (1.0, 1.0), (4.9, 2.0), (5.0, 5.0), (99.0, 50.0), (173.0, 100.0), (2500.0, 2000.0)];
        for (longest, wanted) in rows {
            assert_eq!(round_length(longest), wanted, "{longest}");
        }
    }

    #[test]
    fn a_globe_lies_around_its_centre_and_keeps_north_well_up() {
        let centre = Coord { x: 700.0, y: 80.0 };
        let globe = Globe::new(&map(20.0, 70.0), &[], 60.0, centre);
        assert_eq!(globe.bounds(), Bounds { x0: 635.0, y0: 15.0, x1: 765.0, y1: 145.0 });
        let window = globe.view.window;
        assert_eq!((window.x0, window.y0, window.x1, window.y1), (640.0, 20.0, 760.0, 140.0));
        let front = globe.view.projection.centre;
        assert!((front.x - 20.0).abs() < 1e-6 && (front.y - 45.0).abs() < 1e-6, "{front:?}");
        let far = Globe::new(&map(20.0, 0.0), &[Coord { x: 60.0, y: 0.0 }], 60.0, centre);
        assert!((far.view.projection.centre.x - 40.0).abs() < 1e-6, "both are in sight");
    }

    #[test]
    fn the_window_of_the_map_is_outlined_on_the_globe_around_its_middle() {
        let main = map(110.0, -7.0);
        let globe = Globe::new(&main, &[], 60.0, Coord { x: 700.0, y: 80.0 });
        let points: Vec<(f64, f64)> = globe
            .frame(&main)
            .into_iter()
            .filter_map(|step| match step {
                Step::Move(x, y) | Step::Line(x, y) => Some((x, y)),
                _ => None,
            })
            .collect();
        let ends = |of: fn(&(f64, f64)) -> f64| {
            let values: Vec<f64> = points.iter().map(of).collect();
            (values.iter().copied().fold(f64::MAX, f64::min), values.iter().copied().fold(f64::MIN, f64::max))
        };
        // 800 by 600 px at 4,000 px a radian are 12 by 9 px at 60, around the centre.
        let ((x0, x1), (y0, y1)) = (ends(|point| point.0), ends(|point| point.1));
        assert!((x0 - 694.0).abs() < 0.2 && (x1 - 706.0).abs() < 0.2, "{x0} {x1}");
        assert!((y0 - 75.5).abs() < 0.2 && (y1 - 84.5).abs() < 0.2, "{y0} {y1}");
    }

    #[test]
    fn pins_keep_to_the_inner_part_of_the_frame_and_leave_the_globe_its_corner() {
        let inner = |x1: f64, y1: f64| {
            let inner = crate::layout::map::inner_window(&Window { x0: 10.0, y0: 20.0, x1, y1 }, 50.0);
            (inner.x0, inner.y0, inner.x1, inner.y1)
        };
        // On a wide frame the globe and some room are kept free on the right, on a narrow one a fifth.
        assert_eq!(inner(810.0, 620.0), (170.0, 140.0, 620.0, 488.0));
        assert_eq!(inner(510.0, 420.0), (110.0, 100.0, 410.0, 332.0));
    }
}
