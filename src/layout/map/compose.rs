//! One map of some sites in one window: their marks, their labels, and the order in which all is drawn.

use super::blocks::Home;
use super::context_names::{self, Ground, roomy_points};
use super::detail::Detail;
use super::extent::Extent;
use super::furniture::{self, Globe};
use super::labels::{Label, Mask, Surroundings};
use super::layers::{self, layer};
use super::marks::{area_style, dot};
use super::outlines::{Outlines, PageRing, covered};
use super::place_labels::{Blocked, Effort, Obstacle};
use super::routes::Arc;
use super::shapes;
use super::sites::{Route, Site};
use super::sizes::Sizes;
use crate::carto::{View, Window, ring_area};
use crate::lang::{DateFormat, Words};
use crate::layout::ContextName;
use crate::scene::{Bounds, Clip, Group, Node, Tone};
use crate::story::PlaceShape;
use geo::Coord;

/// An area that shows more than this in the frame is labelled there, in px².
const REACHES_IN: f64 = 4000.0;
/// Labels keep this distance from the frame, in px.
const EDGE: f64 = 8.0;
/// Maps higher than this show too much for a globe to say more, in degrees of arc.
const GLOBE_UP_TO: f64 = 50.0;
/// So many sites in one label are crowded.
const SHARED: usize = 3;
/// A detail must serve so many sites more than it takes room from.
const WORTH: usize = 2;
/// On maps higher than this outlines may be coarser, in degrees of arc: so much coast is more than an eye follows.
const WIDE: f64 = 45.0;
const WIDE_TOLERANCE: f64 = 0.75;

/// What all maps of one picture share.
pub(super) struct Setting<'s> {
    pub sites: &'s [Site<'s>],
    pub routes: &'s [Route<'s>],
    pub words: &'s Words,
    pub format: &'s DateFormat,
    /// Radius of a number chip.
    pub chip: f64,
    pub context: &'s [ContextName],
    /// How counts are told by size, where they are.
    pub sizes: Option<Sizes>,
}

impl Setting<'_> {
    /// Whether a site's numbers stand in the key alone.
    pub fn lists(&self, index: usize) -> bool {
        self.sizes.zip(self.sites.get(index)).is_some_and(|(sizes, site)| sizes.lists(site))
    }
}

/// Everything that the drawing of one map needs.
pub(super) struct Map<'s> {
    pub set: &'s Setting<'s>,
    pub view: View,
    pub outlines: Outlines,
    /// The drawn outline of each site.
    shapes: Vec<Vec<PageRing>>,
    /// Sites that only the globe shows.
    far: Vec<usize>,
    /// Radius of the globe.
    radius: f64,
    /// The only sites of a detail; `None` for the map of all.
    pub only: Option<Vec<usize>>,
    /// The rings of all land, each ending where it starts, and where on the page they leave land or water.
    closed: Vec<PageRing>,
    mask: Mask,
}

/// Where a site's mark lies on the page.
#[derive(Clone, Copy)]
pub(super) enum Spot {
    Main(Home),
    /// On the inset globe.
    Globe(Home),
    /// Inside the part that a detail shows larger; the detail marks it.
    Detail(Home),
    /// Neither the frame nor the globe shows it.
    Outside,
}

/// The outcome of the placement.
pub(super) struct Placed<'s> {
    pub spots: Vec<Spot>,
    pub labels: Vec<Label<'s>>,
    pub globe: Option<Globe>,
    pub detail: Option<Box<Detail<'s>>>,
    arcs: Vec<(usize, Arc)>,
    names: Vec<Node>,
    corner: Vec<Node>,
}

impl Placed<'_> {
    /// Sites in the frame whose names the map does not show.
    pub fn unnamed(&self) -> Vec<usize> {
        self.keyed().into_iter().filter(|i| self.shows(*i)).collect()
    }

    /// Whether the frame or the globe shows a site.
    pub fn shows(&self, index: usize) -> bool {
        self.spots.get(index).is_some_and(|spot| !matches!(spot, Spot::Outside))
    }

    /// Sites that a larger scale would serve: without a name on the map, or in one label with several others.
    pub fn crowded(&self) -> Vec<usize> {
        let shared = self.labels.iter().filter(|label| label.sites.len() >= SHARED).flat_map(|label| &label.sites);
        let mut crowded: Vec<usize> = self.keyed().into_iter().chain(shared.copied()).collect();
        if let Some(detail) = &self.detail {
            crowded.extend(detail.placed.crowded().into_iter().filter(|i| detail.sites.contains(i)));
        }
        crowded.sort_unstable();
        crowded.dedup();
        crowded
    }

    /// Sites whose names the map does not show.
    pub fn keyed(&self) -> Vec<usize> {
        let named = |i: &usize| self.labels.iter().any(|label| label.named() && label.sites.contains(i));
        let mut keyed: Vec<usize> = (0..self.spots.len()).filter(|i| !named(i)).collect();
        if let Some(detail) = &self.detail {
            let inside = detail.placed.keyed();
            keyed.retain(|i| !detail.sites.contains(i) || inside.contains(i));
        }
        keyed
    }
}

impl<'s> Map<'s> {
    pub fn new(set: &'s Setting<'s>, extent: Extent, radius: f64) -> Self {
        let mut view = extent.view;
        if layers::height(&view) > WIDE {
            view.tolerance = WIDE_TOLERANCE;
        }
        let outlines = Outlines::new(&view);
        let shapes = set.sites.iter().map(|site| outlines.site(&view, site)).collect();
        let closed = context_names::closed(outlines.land.rings());
        let mask = Mask::new(&view.window, &closed);
        Self { set, view, outlines, shapes, far: extent.far, radius, only: None, closed, mask }
    }

    pub fn site(&self, index: usize) -> Option<&'s Site<'s>> {
        self.set.sites.get(index)
    }

    pub fn shape(&self, index: usize) -> &[PageRing] {
        self.shapes.get(index).map_or(&[], Vec::as_slice)
    }

    pub fn window(&self) -> Window {
        self.view.window
    }

    /// Decides where everything goes; a part that is too dense is shown larger in a corner, where that names more.
    pub fn place(&self) -> Placed<'s> {
        let cost = |placed: &Placed<'_>| placed.crowded().len() + if placed.detail.is_some() { WORTH } else { 0 };
        let plain = self.place_around(None, Effort::Full);
        if cost(&plain) <= WORTH {
            return plain;
        }
        let tried = Detail::of(self, &plain).into_iter().map(|detail| self.place_around(Some(detail), Effort::Trial));
        let best = tried.min_by_key(cost).filter(|best| cost(best) < cost(&plain));
        let Some(detail) = best.and_then(|best| best.detail) else { return plain };
        self.place_around(Some(*detail), Effort::Full)
    }

    fn place_around(&self, detail: Option<Detail<'s>>, effort: Effort) -> Placed<'s> {
        let homes: Vec<Option<Home>> = (0..self.set.sites.len()).map(|i| self.main_home(i)).collect();
        let far: Vec<usize> = (0..homes.len()).filter(|i| homes[*i].is_none()).collect();
        let globe = self.globe(&homes, &far);
        let mut spots: Vec<Spot> =
            homes.iter().enumerate().map(|(i, home)| self.spot(i, *home, globe.as_ref())).collect();
        let mut obstacles: Vec<Blocked> = Vec::new();
        if let Some(detail) = &detail {
            for i in &detail.sites {
                if let Some(Spot::Main(home)) = spots.get(*i).copied() {
                    spots[*i] = Spot::Detail(home);
                }
            }
            obstacles.extend(detail.boxes().map(Blocked::furniture));
        }
        let on = |p: Coord<f64>| self.surface(p);
        let credit = self.only.is_none();
        let (corner, boxes) = furniture::corner(&self.view, self.set.words, self.set.format, credit, &on);
        obstacles.extend(boxes.into_iter().map(Blocked::furniture));
        if let Some(globe) = &globe {
            let owners = (0..spots.len()).filter(|i| matches!(spots[*i], Spot::Globe(_))).collect();
            obstacles.push(Blocked { kind: Obstacle::Furniture, bounds: globe.bounds(), owners });
        }
        for (i, spot) in spots.iter().enumerate() {
            let Spot::Main(home) = spot else { continue };
            let guard = self.guard(i, *home);
            obstacles.extend(guard.map(|(kind, bounds)| Blocked { kind, bounds, owners: vec![i] }));
        }
        let mut corner = corner;
        if let Some(sizes) = self.set.sizes.filter(|_| credit) {
            let taken: Vec<Bounds> = obstacles.iter().map(|o| o.bounds).collect();
            let set = (self.set.words, self.set.format);
            let (key, bounds) = sizes.key((&self.window(), &taken), set, &on);
            corner.push(key);
            obstacles.push(Blocked::furniture(bounds));
        }
        let arcs = self.arcs(&spots);
        obstacles.extend(arcs.iter().flat_map(|(_, arc)| arc.guards()));
        let room = self.window().grown(-EDGE);
        let inset = globe.as_ref().map(Globe::bounds);
        let around = Surroundings { obstacles: &obstacles, room: &room, mask: &self.mask, globe: inset, effort };
        let labels = self.label(&spots, &around);
        let names = match effort {
            Effort::Full => self.context(&labels, &mut obstacles, &room),
            Effort::Trial => Vec::new(),
        };
        Placed { spots, labels, globe, detail: detail.map(Box::new), arcs, names, corner }
    }

    /// Names of countries and seas in the room that is left; a detail has none.
    fn context(&self, labels: &[Label<'s>], obstacles: &mut Vec<Blocked>, room: &Window) -> Vec<Node> {
        if self.only.is_some() {
            return Vec::new();
        }
        let mut leaders = Vec::new();
        let mut tinted: Vec<String> = Vec::new();
        for label in labels {
            let Some(choice) = &label.chosen else { continue };
            obstacles.push(Blocked::furniture(choice.bounds));
            leaders.extend(choice.leader);
            let sites = label.sites.iter().filter_map(|i| self.site(*i));
            tinted
                .extend(sites.filter(|s| s.place.shape == PlaceShape::Country).filter_map(|s| s.place.country.clone()));
        }
        let ground = Ground { view: &self.view, window: *room, outlines: &self.outlines, land: &self.closed };
        let told: Vec<&str> = self.set.sites.iter().map(|site| site.place.name.as_str()).collect();
        context_names::write(&ground, self.set.context, (&tinted, &told), obstacles, &leaders)
    }

    /// The mark of a site in the main frame, unless only the globe shows it. An area that reaches into the frame is
    /// marked there, even if its middle is far away.
    fn main_home(&self, index: usize) -> Option<Home> {
        let site = self.site(index)?;
        if self.only.as_ref().is_some_and(|only| !only.contains(&index)) {
            return None;
        }
        let reaches_in = !site.is_pin() && covered(self.shape(index)) > REACHES_IN;
        if self.far.contains(&index) && !reaches_in { None } else { self.home(index, site) }
    }

    /// The mark of a site in the main frame, if it shows there.
    fn home(&self, index: usize, site: &Site<'_>) -> Option<Home> {
        let window = self.window();
        if site.is_pin() {
            let at = self.view.project(site.point()?).filter(|p| window.grown(-2.0).contains(*p))?;
            return Some(self.pin_home(site, at));
        }
        let drawn = self.shape(index);
        if drawn.is_empty() {
            let small = shapes::middle_of_mass(site);
            let at = small.or_else(|| site.point()).and_then(|p| self.view.project(p))?;
            let home = self.bare_home(site, at, small.is_some());
            return Some(home).filter(|home| window.grown(-20.0).contains(home.at));
        }
        let largest = drawn.iter().max_by(|a, b| ring_area(a).total_cmp(&ring_area(b)))?;
        let room = window.grown(-EDGE);
        if let Some(at) = roomy_points(drawn, &room, 150.0).into_iter().next() {
            return Some(self.sized(site, Home { at, reach: 30.0, start: 0.0, open: true }));
        }
        let at = roomy_points(drawn, &room, 0.0).into_iter().next().or_else(|| {
            let count = largest.len() as f64;
            let sum = largest.iter().fold(Coord { x: 0.0, y: 0.0 }, |s, p| Coord { x: s.x + p.x, y: s.y + p.y });
            Some(Coord { x: sum.x / count, y: sum.y / count }).filter(|p| room.contains(*p))
        })?;
        if self.is_ringed(index, site) {
            return Some(self.ringed_home(site, at));
        }
        let span = largest.iter().fold(0.0f64, |most, p| most.max((p.x - at.x).abs().min((p.y - at.y).abs())));
        Some(self.sized(site, Home { at, reach: span.clamp(4.0, 40.0), start: 2.0, open: false }))
    }

    /// Whether the map is near enough to need a globe, and has no corner for one.
    pub fn lacks_globe(&self) -> bool {
        let homes: Vec<Option<Home>> = (0..self.set.sites.len()).map(|i| self.main_home(i)).collect();
        let far: Vec<usize> = (0..homes.len()).filter(|i| homes[*i].is_none()).collect();
        layers::height(&self.view) <= GLOBE_UP_TO && self.globe(&homes, &far).is_none()
    }

    /// The globe, where a regional map leaves a corner for it.
    fn globe(&self, homes: &[Option<Home>], far: &[usize]) -> Option<Globe> {
        let flat = self.view.projection.kind == crate::carto::Kind::Orthographic;
        if flat || self.only.is_some() || layers::height(&self.view) > GLOBE_UP_TO {
            return None;
        }
        let (w, radius) = (self.window(), self.radius);
        let away = radius + 18.0;
        let corners = [(w.x1 - away, w.y1 - away), (w.x1 - away, w.y0 + away), (w.x0 + away, w.y0 + away)];
        let filled = |i: &usize| self.site(*i).is_some_and(|s| !s.is_pin() && !s.destination && !s.origin);
        let tinted: Vec<Coord<f64>> = (0..self.set.sites.len())
            .filter(filled)
            .flat_map(|i| self.shape(i).iter().flatten().copied().collect::<Vec<_>>())
            .collect();
        let crowd = |(x, y): (f64, f64)| {
            let near = |p: &Coord<f64>, by: f64| (p.x - x).hypot(p.y - y) < radius + by;
            let marks = homes.iter().flatten().filter(|h| near(&h.at, 45.0)).count();
            // What the globe would hide of a tinted outline counts in share, marks count whole.
            let hidden = tinted.iter().filter(|p| near(p, 4.0)).count() * 8 / tinted.len().max(1);
            marks * 2 + hidden
        };
        let best = corners.into_iter().min_by_key(|c| crowd(*c))?;
        let covers = |home: &&Home| (home.at.x - best.0).hypot(home.at.y - best.1) < radius + 5.0 + home.start.max(7.0);
        if homes.iter().flatten().any(|home| covers(&home)) {
            // Nothing is worth hiding a mark.
            return None;
        }
        let points: Vec<Coord<f64>> = far.iter().filter_map(|i| self.degrees(*i)).collect();
        Some(Globe::new(&self.view, &points, radius, Coord { x: best.0, y: best.1 }))
    }

    /// Where a site lies in degrees, by its point or its outline.
    fn degrees(&self, index: usize) -> Option<Coord<f64>> {
        let site = self.site(index)?;
        if site.is_pin() { site.point() } else { shapes::middle_of_mass(site).or_else(|| site.point()) }
    }

    fn spot(&self, index: usize, home: Option<Home>, globe: Option<&Globe>) -> Spot {
        if let Some(home) = home {
            return Spot::Main(home);
        }
        let on_globe = globe.and_then(|globe| globe.view.project(self.degrees(index)?));
        on_globe.map_or(Spot::Outside, |at| Spot::Globe(Home { at, reach: 4.0, start: 2.5, open: false }))
    }

    /// The routes that show, from mark to mark; an end without a mark in the frame runs to its position.
    fn arcs(&self, spots: &[Spot]) -> Vec<(usize, Arc)> {
        if self.only.is_some() {
            return Vec::new();
        }
        let end = |i: usize| match spots.get(i) {
            Some(Spot::Main(home)) if !self.site(i).is_some_and(|s| s.is_pin()) => self.view.invert(home.at),
            _ => self.degrees(i),
        };
        let routes = self.set.routes.iter().enumerate();
        routes.filter_map(|(i, r)| Some((i, Arc::new(&self.view, &self.outlines, end(r.from)?, end(r.to)?)?))).collect()
    }

    /// What a point of the page lies on.
    fn surface(&self, at: Coord<f64>) -> Tone {
        if self.view.invert(at).is_none() {
            return Tone::Background;
        }
        // Areas of background events are half transparent: their halo is that of the land.
        let tinted = self.set.sites.iter().enumerate().find_map(|(i, site)| {
            let fill = area_style(site).fill.filter(|fill| fill.opacity >= 1.0 && !site.is_pin() && !site.origin)?;
            crate::carto::inside(&context_names::closed(self.shape(i)), at).then_some(fill.tone)
        });
        tinted.unwrap_or(if context_names::on_land(&self.closed, at) { Tone::Land } else { Tone::Sea })
    }

    /// The whole map as one clipped group.
    pub fn assemble(&self, placed: &Placed<'_>) -> Node {
        let mut areas = Vec::new();
        let mut pins = Vec::new();
        let mut labels = Vec::new();
        let mut dots = Vec::new();
        let mut squares = Vec::new();
        for (i, site) in self.set.sites.iter().enumerate() {
            if self.only.as_ref().is_some_and(|only| !only.contains(&i)) {
                continue;
            }
            // A shared label stands with its first site.
            let label = placed.labels.iter().find(|label| label.sites.first() == Some(&i));
            let written = label.and_then(|l| Some(l.block.draw(l.chosen.as_ref()?, &|p| self.surface(p))));
            let written = written.unwrap_or_default();
            match placed.spots[i] {
                Spot::Detail(home) => dots.push(dot(home, site)),
                spot if site.is_pin() => pins.push((self.rank(site), self.group(site, self.pin(site, spot), written))),
                _ if site.origin => labels.extend(written),
                spot => {
                    areas.push(self.group(site, self.tint(i, site, spot, label), Vec::new()));
                    labels.extend(written);
                    let square = self.count_square(site, spot);
                    if !square.is_empty() {
                        squares.push((self.rank(site), self.group(site, square, Vec::new())));
                    }
                }
            }
        }
        squares.append(&mut pins);
        squares.sort_by(|a, b| a.0.total_cmp(&b.0));
        let pins: Vec<Node> = squares.into_iter().map(|(_, node)| node).collect();
        let mut ground = self.ground(placed, areas);
        ground.push(layer("area-labels", labels));
        if let Some(detail) = &placed.detail {
            dots.extend(detail.frame(&self.view));
            ground.push(layer("detail-frame", dots));
        }
        ground.push(layer("pins", pins));
        if let Some(detail) = &placed.detail {
            ground.push(layer("detail", detail.draw()));
        }
        let w = self.window();
        let clip = Some(Clip::Rect { x: w.x0, y: w.y0, width: w.x1 - w.x0, height: w.y1 - w.y0 });
        Group { clip, children: ground, ..Group::default() }.into()
    }

    /// Which mark lies above which: the weightiest above its neighbours, but where size tells the count the smallest, which
    /// others would hide.
    fn rank(&self, site: &Site<'_>) -> f64 {
        if self.set.sizes.is_some() { -(site.items.len() as f64) } else { site.weight() }
    }

    /// Everything below the marks.
    fn ground(&self, placed: &Placed<'_>, areas: Vec<Node>) -> Vec<Node> {
        let (view, sight) = (&self.view, &self.outlines.sight);
        let land = layers::land(&self.outlines.land, layers::SHORE);
        let mut ground =
            vec![layer("water", vec![layers::water(view)]), layers::graticule(view, sight), layer("land", land)];
        ground.push(layer("areas", areas));
        ground.push(layers::rivers(view, sight));
        ground.push(layers::lakes(view, sight));
        ground.extend(layers::lines(view, &self.outlines));
        ground.push(layer("names", placed.names.clone()));
        // A way out of the frame may cross the corner of the scale: the halo of its texts keeps them readable.
        let arcs = placed.arcs.iter();
        let arcs: Vec<Node> =
            arcs.filter_map(|(i, arc)| Some(arc.draw(self.set.routes.get(*i)?, self.set.sites))).collect();
        if !arcs.is_empty() {
            ground.push(layer("routes", arcs));
        }
        ground.extend(placed.corner.iter().cloned());
        if let Some(globe) = &placed.globe {
            let shown: Vec<&Site<'_>> = self.set.sites.iter().filter(|s| !s.is_pin() && !s.origin).collect();
            ground.push(layer("inset", globe.draw(view, &shown)));
        }
        ground
    }

    fn group(&self, site: &Site<'_>, mut mark: Vec<Node>, label: Vec<Node>) -> Node {
        mark.extend(label);
        let mut data = vec![("place".to_string(), site.place.id.clone())];
        if let Some(point) = site.point().filter(|_| site.is_pin()) {
            data.push(("lat".to_string(), format!("{:.4}", point.y)));
            data.push(("lon".to_string(), format!("{:.4}", point.x)));
        }
        if !site.items.is_empty() {
            data.push(("events".to_string(), site.numbers()));
        }
        Group { class: site.class(), data, title: site.title(), children: mark, ..Group::default() }.into()
    }
}
