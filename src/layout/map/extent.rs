//! Where the map looks: which sites share the main frame, which go to the inset, and the projection.

use super::choice::{DegreeBox, MapOptions, ProjectionChoice};
use super::shapes::{main_mass, outline_points};
use super::sites::Site;
use super::{NARROWER, near_window};
use crate::carto::{Kind, Projection, View, Window, cap_centre, distance, middle, wrap_longitude};
use crate::story::PlaceShape;
use geo::Coord;

/// Sites within this angle of their middle (degrees of arc) always share one regional map.
const REGION: f64 = 22.0;
/// Up to this angle a Lambert azimuthal map shows everything without folding the rim inwards.
const AZIMUTHAL: f64 = 50.0;
/// The corners of an azimuthal map lie within this angle of its centre.
const CORNER: f64 = 68.0;
/// The same for a map of the Arctic or the Antarctic, which a band would tear apart, and the latitude where it begins.
const POLAR_CORNER: f64 = 118.0;
const POLAR: f64 = 60.0;
/// A fit may miss its window by this much, in px.
const ROUNDING: f64 = 0.5;
/// A band shows its sites at least so far inside the frame, in px.
const BAND_MARGIN: f64 = 14.0;
/// Removing a far site must shrink the map to this share, or the map stays whole.
const SHRINK: f64 = 0.55;
/// A far site may carry at most this share of what is left, or it is not a side matter.
const SIDE_WEIGHT: f64 = 0.5;
/// More insets than this would be a second map.
const MOST_FAR: usize = 3;
/// Half the height of the frame in degrees for a single site: enough to recognise the coast around it.
const SINGLE: f64 = 5.0;
/// The same for one regency, district or plant: what lies around it is its province.
const REGENCY: f64 = 3.0;
/// The same where no site is exact: a region without an outline must not look like a spot.
const VAGUE: f64 = 11.0;
/// Half the width of the frame in all three cases, in share of these, at most: a low frame shows less height.
const ACROSS: f64 = 2.6;
/// Half the height where the sites lie close together: the streets of one city. The coast is drawn coarser than the sites
/// stand there, which the picture says.
const CLOSE: f64 = 0.13;
/// Half the least height of a frame around several sites, in share of their reach: a wide frame lets them fill its width.
const CONTEXT: f64 = 0.6;
/// A frame that holds a far place all the same is turned to it where the map keeps this share of its scale.
const STEADY: f64 = 0.75;
/// A map is made no narrower than this to keep to its sites, in px.
const NARROWEST: f64 = 300.0;
/// What a band that fills its frame leaves free above and below its places at least, in px: a label and the scale.
const BAND_ROOM: f64 = 46.0;
/// North may lean by this much at the main site, in degrees.
const LEAN: f64 = 5.0;
/// A map that shows less than this times the whole world shows the whole: a cut rim looks like a fault.
const NEARLY_WHOLE: f64 = 1.35;
/// A whole globe takes this share of the frame's smaller side.
const GLOBE_SHARE: f64 = 0.98;
/// Countries larger than this (angle from their middle, in degrees) do not widen a map that shows pins.
const LARGE: f64 = 12.0;

/// The main view and the sites that do not fit into it.
pub(super) struct Extent {
    pub view: View,
    /// Indices of sites that only the inset shows.
    pub far: Vec<usize>,
}

/// A site with the positions that it needs in the frame.
#[derive(Clone)]
struct Member {
    index: usize,
    positions: Vec<Coord<f64>>,
    middle: Coord<f64>,
    weight: f64,
}

/// Decides the view for sites in a window of the page; `inner` is the part that pins should keep to. `None` where no
/// site has a position.
pub(super) fn decide(sites: &[Site<'_>], window: Window, inner: Window, options: &MapOptions) -> Option<Extent> {
    if let Some(frame) = options.extent {
        return Some(Extent { view: framed(&frame, options.projection, window), far: Vec::new() });
    }
    let all = members(sites);
    if options.projection != ProjectionChoice::Auto {
        let positions = positions(&all);
        let centre = middle(&positions).or_else(|| positions.first().copied())?;
        let largest = closest(sites, &all, &window);
        let view = chosen(options.projection, centre, &positions, (window, inner), largest);
        return Some(Extent { view, far: Vec::new() });
    }
    let (near, mut far) = split(&all);
    // A wide frame may show far more than its sites, and an azimuthal map bends too much out there.
    let near_by = regional(sites, &near, window, inner)?;
    let view = match near_by {
        Some(view) if corner_angle(&view) <= corner_limit(&view) => view,
        bent => {
            let whole = world(&positions(&all), window, inner);
            // The whole world would hide how close together the sites lie; a narrower map of them does not.
            let narrow = bent.filter(|_| whole.projection.kind == Kind::EqualEarth);
            match narrow.and_then(|_| narrowed(sites, &near, window)) {
                Some(view) => view,
                None => {
                    far.clear();
                    whole
                }
            }
        }
    };
    // A frame may hold a place that was thought far off: what it holds is marked in it, and it looks at all that it holds.
    let held: Vec<Member> = all.iter().filter(|m| far.contains(&m.index) && holds(&view, m)).cloned().collect();
    far.retain(|index| !held.iter().any(|m| m.index == *index));
    far.sort_unstable();
    if held.is_empty() {
        return Some(Extent { view, far });
    }
    let shown: Vec<Member> = near.into_iter().chain(held).collect();
    let fits = |around: &View| corner_angle(around) <= corner_limit(around) && around.scale >= view.scale * STEADY;
    let view = regional(sites, &shown, window, inner).flatten().filter(fits).unwrap_or(view);
    far.retain(|index| !all.iter().any(|m| m.index == *index && holds(&view, m)));
    Some(Extent { view, far })
}

/// Whether a view shows the middle of a member well inside its frame.
fn holds(view: &View, member: &Member) -> bool {
    view.project(member.middle).is_some_and(|at| view.window.grown(-BAND_MARGIN).contains(at))
}

/// The azimuthal view of members in the middle of a window that is too wide for it.
fn narrowed(sites: &[Site<'_>], near: &[Member], window: Window) -> Option<View> {
    let (width, middle) = (window.x1 - window.x0, (window.x0 + window.x1) / 2.0);
    let widths = (1..).map(|n: i32| width * (1.0 - NARROWER * f64::from(n))).take_while(|width| *width >= NARROWEST);
    let mut views = widths.filter_map(|width| {
        let window = Window { x0: middle - width / 2.0, x1: middle + width / 2.0, ..window };
        regional(sites, near, window, near_window(&window)).flatten()
    });
    views.find(|view| corner_angle(view) <= corner_limit(view))
}

/// The members that share the main frame, and the indices of those far off.
fn split(all: &[Member]) -> (Vec<Member>, Vec<usize>) {
    let (mut near, mut far) = (all.to_vec(), Vec::new());
    while far.len() < MOST_FAR && near.len() > 1 && radius(&near) > REGION {
        let Some(out) = outlier(&near) else { break };
        far.push(near.remove(out).index);
    }
    (near, far)
}

/// Whether sites lie in one region, but the window is so wide that a map of the region would bend too much in its
/// corners.
pub(super) fn bends(sites: &[Site<'_>], window: Window, inner: Window) -> bool {
    let (near, _) = split(&members(sites));
    let view = regional(sites, &near, window, inner).flatten();
    view.is_some_and(|view| corner_angle(&view) > corner_limit(&view))
}

/// How far from the centre the corners of an azimuthal map may lie.
fn corner_limit(view: &View) -> f64 {
    if view.projection.centre.y.abs() >= POLAR { POLAR_CORNER } else { CORNER }
}

/// The azimuthal view of members, if they lie close enough together; an outer `None` where they have no position.
fn regional(sites: &[Site<'_>], near: &[Member], window: Window, inner: Window) -> Option<Option<View>> {
    let positions = positions(near);
    let centre = cap_centre(&positions).or_else(|| positions.first().copied())?;
    let reach = positions.iter().map(|p| distance(*p, centre)).fold(0.0, f64::max);
    if reach > AZIMUTHAL {
        return Some(None);
    }
    let main = near.iter().max_by(|a, b| a.weight.total_cmp(&b.weight).then(b.index.cmp(&a.index)))?;
    let projection = Projection::new(Kind::LambertAzimuthal, upright(centre, main.middle));
    let largest = closest(sites, near, &window);
    Some(Some(View::fit(projection, &positions, inner, window, largest)))
}

/// The largest scale in px per radian that sites call for.
fn closest(sites: &[Site<'_>], near: &[Member], window: &Window) -> f64 {
    (window.y1 - window.y0) / 2.0 / half_height(sites, near, window).to_radians()
}

/// Half the least height of a frame in degrees, by how exact the sites are and how far apart.
fn half_height(sites: &[Site<'_>], near: &[Member], window: &Window) -> f64 {
    let exact = |site: &Site<'_>| site.is_pin() || site.place.admin1.is_some() || main_mass(site).is_some();
    let exact = sites.iter().any(exact);
    // A low frame shows less height, or it would show half a continent beside one place.
    let low = (ACROSS * (window.y1 - window.y0) / (window.x1 - window.x0).max(1.0)).min(1.0);
    let regency = |m: &Member| sites.get(m.index).is_some_and(|site| site.place.shape == PlaceShape::Region);
    let single = if near.iter().all(regency) { REGENCY } else { SINGLE };
    match near.iter().map(|member| member.positions.len()).sum::<usize>() {
        _ if !exact => VAGUE * low,
        0 | 1 => single * low,
        // The same place named twice is still one place.
        _ if radius(near) < 1e-3 => single * low,
        _ => (radius(near) * CONTEXT).clamp(CLOSE, SINGLE),
    }
}

/// A view that shows the whole of a box in degrees.
fn framed(frame: &DegreeBox, choice: ProjectionChoice, window: Window) -> View {
    let across = frame.width();
    let centre = Coord { x: wrap_longitude(frame.west + across / 2.0), y: (frame.south + frame.north) / 2.0 };
    let mut outline = Vec::new();
    for i in 0..=32 {
        let share = f64::from(i) / 32.0;
        // A little inside the whole circle, so that both ends stay on their sides.
        let x = wrap_longitude(centre.x + (share - 0.5) * across.min(359.99));
        let y = frame.south + (frame.north - frame.south) * share;
        outline.extend([Coord { x, y: frame.south }, Coord { x, y: frame.north }]);
        outline.extend([-0.5, 0.5].map(|side| Coord { x: wrap_longitude(centre.x + side * across.min(359.99)), y }));
    }
    let reach = outline.iter().map(|p| distance(*p, centre)).fold(0.0, f64::max);
    let choice = match choice {
        ProjectionChoice::Auto if reach <= AZIMUTHAL => ProjectionChoice::Azimuthal,
        ProjectionChoice::Auto if frame.north - frame.south > 100.0 => ProjectionChoice::EqualEarth,
        ProjectionChoice::Auto => ProjectionChoice::Equirectangular,
        asked => asked,
    };
    chosen(choice, centre, &outline, (window, window), f64::INFINITY)
}

/// A view in the projection that the user asks for.
fn chosen(
    choice: ProjectionChoice,
    centre: Coord<f64>,
    positions: &[Coord<f64>],
    (window, inner): (Window, Window),
    largest: f64,
) -> View {
    let (width, height) = (window.x1 - window.x0, window.y1 - window.y0);
    let kind = match choice {
        ProjectionChoice::EqualEarth => Kind::EqualEarth,
        ProjectionChoice::Mercator => Kind::Mercator,
        ProjectionChoice::Orthographic => Kind::Orthographic,
        ProjectionChoice::Equirectangular => Kind::Equidistant { parallel: centre.y.clamp(-50.0, 50.0) },
        ProjectionChoice::Azimuthal | ProjectionChoice::Auto => Kind::LambertAzimuthal,
    };
    let fitted = View::fit(Projection::new(kind, centre), positions, inner, window, largest);
    // A globe or a world that is smaller than the frame stands whole in its middle.
    let (least, whole) = match kind {
        Kind::Orthographic => (width.min(height) / 2.0 * GLOBE_SHARE, true),
        Kind::EqualEarth => {
            let edge = world_edge(centre);
            (View::fit(fitted.projection, &edge, window, window, f64::INFINITY).scale, true)
        }
        _ => (width / std::f64::consts::TAU, false),
    };
    if whole && fitted.scale < least * NEARLY_WHOLE {
        let middle = Coord { x: (window.x0 + window.x1) / 2.0, y: (window.y0 + window.y1) / 2.0 };
        return View { scale: least, origin: middle, ..fitted };
    }
    fitted
}

/// The outermost positions of a map of the world around a meridian.
fn world_edge(centre: Coord<f64>) -> Vec<Coord<f64>> {
    let edge = [(-179.999, 0.0), (179.999, 0.0), (0.0, 90.0), (0.0, -90.0)];
    edge.iter().map(|(x, y)| Coord { x: wrap_longitude(x + centre.x), y: *y }).collect()
}

/// Everything that members need in the frame.
fn positions(members: &[Member]) -> Vec<Coord<f64>> {
    members.iter().flat_map(|m| m.positions.iter().copied()).collect()
}

/// The largest angle of a corner of the window from the centre of the projection; 180° for one outside the map.
fn corner_angle(view: &View) -> f64 {
    let w = &view.window;
    let corners = [(w.x0, w.y0), (w.x1, w.y0), (w.x0, w.y1), (w.x1, w.y1)];
    let angle = |(x, y): (f64, f64)| view.invert(Coord { x, y }).map_or(180.0, |p| distance(p, view.projection.centre));
    corners.into_iter().map(angle).fold(0.0, f64::max)
}

fn members(sites: &[Site<'_>]) -> Vec<Member> {
    let pinned = sites.iter().any(Site::is_pin);
    let every_destination = sites.iter().all(|site| site.destination);
    let mut made = Vec::new();
    for (index, site) in sites.iter().enumerate() {
        let positions = if site.is_pin() { site.point().into_iter().collect() } else { area_positions(site) };
        let Some(at) = middle(&positions).or(site.point()) else { continue };
        let large = positions.iter().map(|p| distance(*p, at)).fold(0.0, f64::max) > LARGE;
        // Beside pins a large country is tinted as far as it shows; where somebody only goes decides the frame only if
        // there is nothing else.
        if large && !site.is_pin() && (pinned || (site.destination && !every_destination)) {
            continue;
        }
        made.push(Member { index, positions, middle: at, weight: site.weight() });
    }
    made
}

/// What a map must show of an area: its main mass, its box, or its label point.
fn area_positions(site: &Site<'_>) -> Vec<Coord<f64>> {
    if let Some(mass) = main_mass(site) {
        return outline_points(&mass);
    }
    let corners = site.place.bbox.map(|b| {
        let (low, high) = (b.min(), b.max());
        let across = [low.x, (low.x + high.x) / 2.0, high.x];
        across.into_iter().flat_map(|x| [Coord { x, y: low.y }, Coord { x, y: high.y }]).collect::<Vec<_>>()
    });
    corners.unwrap_or_else(|| site.point().into_iter().collect())
}

/// The largest angle of a position from the middle of all.
fn radius(members: &[Member]) -> f64 {
    let positions = positions(members);
    let Some(centre) = middle(&positions) else { return 180.0 };
    positions.iter().map(|p| distance(*p, centre)).fold(0.0, f64::max)
}

/// The member whose removal shrinks the map most, if it shrinks enough and is a side matter.
fn outlier(members: &[Member]) -> Option<usize> {
    let whole = radius(members);
    let total: f64 = members.iter().map(|m| m.weight).sum();
    let mut best: Option<(usize, f64)> = None;
    for i in 0..members.len() {
        let rest: Vec<Member> = members.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, m)| m.clone()).collect();
        let left = radius(&rest);
        let side = members[i].weight <= SIDE_WEIGHT * (total - members[i].weight);
        if side && left < whole * SHRINK && best.is_none_or(|(_, least)| left < least) {
            best = Some((i, left));
        }
    }
    best.map(|(i, _)| i)
}

/// The centre moved in longitude so that north leans by at most [`LEAN`] at the main site: an azimuthal map turns north
/// by about the difference in longitude times the sine of the latitude.
fn upright(centre: Coord<f64>, main: Coord<f64>) -> Coord<f64> {
    let off = wrap_longitude(main.x - centre.x);
    let most = LEAN / main.y.to_radians().sin().abs().max(0.02);
    Coord { x: wrap_longitude(main.x - off.clamp(-most, most)), y: centre.y }
}

/// A map of half the world or more, north up: an equidistant band where it fills the window, Equal Earth elsewhere.
fn world(positions: &[Coord<f64>], window: Window, inner: Window) -> View {
    let centre = Coord { x: middle_longitude(positions), y: 0.0 };
    let (low, high) = positions.iter().fold((90.0f64, -90.0f64), |(l, h), p| (l.min(p.y), h.max(p.y)));
    let middle = (low + high) / 2.0;
    let parallel = middle.clamp(-50.0, 50.0);
    let band = Projection::new(Kind::Equidistant { parallel }, centre);
    // At this scale the whole circle of longitudes fills the window; a smaller one would leave blank sides.
    let least = (window.x1 - window.x0) / (std::f64::consts::TAU * parallel.to_radians().cos());
    let fitted = View::fit(band, positions, inner, window, f64::INFINITY);
    let scale = fitted.scale.max(least);
    let half = (window.y1 - window.y0) / 2.0 / scale;
    let pole = std::f64::consts::FRAC_PI_2;
    let room = (inner.y1 - inner.y0).max(window.y1 - window.y0 - 2.0 * BAND_ROOM);
    if half < pole && (high - low).to_radians() * scale <= room + ROUNDING {
        // The frame slides so that it shows no more than the poles.
        let lat = middle.to_radians().clamp(half - pole, pole - half);
        let x = (window.x0 + window.x1) / 2.0;
        let y = (window.y0 + window.y1) / 2.0 + lat * scale;
        let free =
            ((std::f64::consts::PI * parallel.to_radians().cos()) * scale - (window.x1 - window.x0) / 2.0).max(0.0);
        let shift = (fitted.origin.x - x).clamp(-free, free);
        let view = View { scale, origin: Coord { x: x + shift, y }, ..fitted };
        let room = window.grown(-BAND_MARGIN);
        if positions.iter().all(|p| view.project(*p).is_some_and(|p| room.contains(p))) {
            return view;
        }
    }
    // The poles are lines at the very edge of this map: places there keep a little away from the frame.
    let polar = positions.iter().any(|p| p.y.abs() > 85.0);
    let inner = if polar { window.grown(-BAND_MARGIN) } else { window };
    View::fit(Projection::new(Kind::EqualEarth, centre), &world_edge(centre), inner, window, f64::INFINITY)
}

/// The middle of the shortest arc of longitudes that holds every position.
fn middle_longitude(positions: &[Coord<f64>]) -> f64 {
    let mut lons: Vec<f64> = positions.iter().map(|p| p.x.rem_euclid(360.0)).collect();
    lons.sort_by(f64::total_cmp);
    let Some(first) = lons.first().copied() else { return 0.0 };
    let mut widest = (0.0, first);
    for (i, lon) in lons.iter().enumerate() {
        let next = lons.get(i + 1).copied().unwrap_or(first + 360.0);
        if next - lon > widest.0 {
            widest = (next - lon, next);
        }
    }
    wrap_longitude(widest.1 + (360.0 - widest.0) / 2.0)
}
