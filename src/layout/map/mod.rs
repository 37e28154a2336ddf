//! The map: projection and extent by what is shown, areas, pins, labels, furniture.

mod blocks;
mod context_names;
mod extent;
mod furniture;
mod layers;
mod place_labels;
mod shapes;
mod sites;
#[cfg(test)]
mod tests;

use super::{ContextName, Frame, mark};
use crate::carto::{View, Window};
use crate::error::Error;
use crate::lang::{DateFormat, Pack, Words};
use crate::scene::{Bounds, Circle, Clip, Fill, Group, Node, Style, Tone};
use crate::story::{Certainty, PlaceShape, Story};
use blocks::{Block, Home};
use context_names::{Ground, ring_area, roomy_points};
use furniture::Globe;
use geo::Coord;
use layers::layer;
use place_labels::{Candidate, Obstacle};
use sites::Site;

/// A drawn map.
#[derive(Debug, Clone, PartialEq)]
pub struct MapDrawing {
    pub nodes: Vec<Node>,
    /// Notes for the footer: boundary policy, data credits.
    pub notes: Vec<String>,
}

/// Radius of a pin's dot in px.
const DOT: f64 = 5.0;
/// Radius of the ring around an area that is too small to see, in px.
const RING: f64 = 8.0;
/// An area that shows less than this is marked with a ring too, in px².
const TINY: f64 = 60.0;
/// An area that shows more than this in the frame is labelled there, in px².
const REACHES_IN: f64 = 4000.0;
/// Labels keep this distance from the frame, in px.
const EDGE: f64 = 8.0;

/// Draws the places of a story into a frame; `None` where the story has no place to draw.
///
/// # Errors
/// A malformed pack.
pub fn draw(story: &Story, frame: Frame, context: &[ContextName], pack: &Pack) -> Result<Option<MapDrawing>, Error> {
    let words = Words::from_pack(pack, "map.tsv")?;
    let format = DateFormat::from_pack(pack)?;
    let sites = sites::collect(story);
    let window = Window { x0: frame.x, y0: frame.y, x1: frame.x + frame.width, y1: frame.y + frame.height };
    let radius = (frame.height * 0.22).min(frame.width * 0.17).clamp(40.0, 86.0);
    let inner = inner_window(&window, radius);
    let Some(extent) = extent::decide(&sites, window, inner) else { return Ok(None) };
    let map = Map { sites, view: extent.view, window, words, format, chip: mark::radius(story) };
    Ok(Some(map.draw(extent.far, radius, context)))
}

/// The part of the frame that pins keep to: room for labels around, and for the globe on the right of a wide map.
fn inner_window(w: &Window, globe: f64) -> Window {
    let (width, height) = (w.x1 - w.x0, w.y1 - w.y0);
    let right = if width > 600.0 { 2.0 * globe + 90.0 } else { width * 0.2 };
    Window { x0: w.x0 + width * 0.2, y0: w.y0 + height * 0.2, x1: w.x1 - right, y1: w.y1 - height * 0.22 }
}

/// Fill of a tinted site.
fn area_style(site: &Site<'_>) -> Style {
    let (tone, opacity) = match site.certainty() {
        _ if site.destination => (Tone::AreaFaint, 1.0),
        Certainty::Asserted => (Tone::AreaStrong, 1.0),
        Certainty::Background => (Tone::AreaStrong, 0.5),
        Certainty::Planned | Certainty::Possible | Certainty::Denied => (Tone::AreaFaint, 1.0),
    };
    Style { fill: Some(Fill { tone, opacity, fade: None }), stroke: None }
}

/// Everything that the drawing of one map needs.
struct Map<'s> {
    sites: Vec<Site<'s>>,
    view: View,
    window: Window,
    words: Words,
    format: DateFormat,
    /// Radius of a number chip.
    chip: f64,
}

/// Where a site's mark lies on the page.
#[derive(Clone, Copy)]
enum Spot {
    Main(Home),
    /// On the inset globe.
    Globe(Home),
    /// Neither the frame nor the globe shows it.
    Outside,
}

impl Map<'_> {
    fn draw(&self, mut far: Vec<usize>, radius: f64, context: &[ContextName]) -> MapDrawing {
        // An area that reaches into the frame is labelled there, even if its middle is far away.
        let here = |i: &usize| !self.sites[*i].is_pin() && self.shown_area(&self.sites[*i]) > REACHES_IN;
        far.retain(|i| !here(i));
        let homes: Vec<Option<Home>> =
            self.sites.iter().enumerate().map(|(i, site)| self.home(site).filter(|_| !far.contains(&i))).collect();
        far = homes.iter().enumerate().filter(|(_, home)| home.is_none()).map(|(i, _)| i).collect();
        let globe = self.globe(&homes, &far, radius);
        let spots: Vec<Spot> = homes.iter().enumerate().map(|(i, home)| self.spot(i, *home, globe.as_ref())).collect();

        let land = layers::land_rings(&self.view);
        let closed = context_names::closed(&land);
        let (corner, boxes) = furniture::corner(&self.view, &self.words, &self.format, &|p| surface(&closed, p));
        let mut obstacles: Vec<Obstacle> =
            boxes.into_iter().map(|bounds| Obstacle { bounds, owners: Vec::new() }).collect();
        if let Some(globe) = &globe {
            let owners = (0..spots.len()).filter(|i| matches!(spots[*i], Spot::Globe(_))).collect();
            obstacles.push(Obstacle { bounds: globe.bounds(), owners });
        }
        for (i, spot) in spots.iter().enumerate() {
            if let (Spot::Main(home), true) = (spot, self.sites[i].is_pin()) {
                let r = DOT + 2.0;
                let at = home.at;
                let bounds = Bounds { x0: at.x - r, y0: at.y - r, x1: at.x + r, y1: at.y + r };
                obstacles.push(Obstacle { bounds, owners: vec![i] });
            }
        }
        let blocks: Vec<Option<Block<'_>>> =
            spots.iter().zip(&self.sites).map(|(s, site)| self.block(*s, site)).collect();
        let room = self.window.grown(-EDGE);
        let candidates: Vec<Vec<Candidate>> =
            blocks.iter().map(|b| b.as_ref().map_or(Vec::new(), |b| b.candidates(&room))).collect();
        let order = self.priorities();
        let chosen = place_in_order(&candidates, &mut obstacles, &order);

        let mut leaders = Vec::new();
        for choice in chosen.iter().flatten() {
            obstacles.push(Obstacle { bounds: choice.bounds, owners: Vec::new() });
            leaders.extend(choice.leader);
        }
        let tinted: Vec<String> = self
            .sites
            .iter()
            .zip(&chosen)
            .filter(|(s, c)| s.place.shape == PlaceShape::Country && c.is_some())
            .filter_map(|(s, _)| s.place.country.clone())
            .collect();
        let names = context_names::write(
            &Ground { view: &self.view, window: room, land: &land },
            context,
            &tinted,
            &mut obstacles,
            &leaders,
        );
        self.assemble(&Placed { spots, blocks, chosen, globe, far, land, closed }, names, corner)
    }

    /// What the frame shows of an area, in px².
    fn shown_area(&self, site: &Site<'_>) -> f64 {
        layers::shape(&self.view, &shapes::polygons(site)).iter().map(|ring| ring_area(ring)).sum()
    }

    /// The mark of a site in the main frame, if it shows there.
    fn home(&self, site: &Site<'_>) -> Option<Home> {
        if site.is_pin() {
            let at = self.view.project(site.point()?).filter(|p| self.window.grown(-2.0).contains(*p))?;
            return Some(Home { at, reach: DOT + 3.0, start: DOT + 2.0, open: false });
        }
        let drawn = layers::shape(&self.view, &shapes::polygons(site));
        if drawn.is_empty() {
            // Islands too small to draw are ringed; regions without an outline carry their badge where they lie.
            let small = shapes::middle_of_mass(site);
            let at = small.or_else(|| site.point()).and_then(|p| self.view.project(p))?;
            let (reach, start) = if small.is_some() { (RING + 2.0, RING) } else { (4.0, 2.0) };
            let home = Home { at, reach, start, open: small.is_none() };
            return Some(home).filter(|home| self.window.grown(-20.0).contains(home.at));
        }
        let largest = drawn.iter().max_by(|a, b| ring_area(a).total_cmp(&ring_area(b)))?;
        let room = self.window.grown(-EDGE);
        let inside = roomy_points(&drawn, &room, 150.0).into_iter().next();
        if let Some(at) = inside {
            return Some(Home { at, reach: 30.0, start: 0.0, open: true });
        }
        let at = roomy_points(&drawn, &room, 0.0).into_iter().next().or_else(|| {
            let count = largest.len() as f64;
            let sum = largest.iter().fold(Coord { x: 0.0, y: 0.0 }, |s, p| Coord { x: s.x + p.x, y: s.y + p.y });
            Some(Coord { x: sum.x / count, y: sum.y / count }).filter(|p| room.contains(*p))
        })?;
        let span = largest.iter().fold(0.0f64, |most, p| most.max((p.x - at.x).abs().min((p.y - at.y).abs())));
        Some(Home { at, reach: span.clamp(4.0, 40.0), start: 2.0, open: false })
    }

    /// The globe, where a regional map leaves a corner for it.
    fn globe(&self, homes: &[Option<Home>], far: &[usize], radius: f64) -> Option<Globe> {
        if !self.view.projection.is_azimuthal() {
            return None;
        }
        let w = self.window;
        let away = radius + 18.0;
        let corners = [(w.x1 - away, w.y1 - away), (w.x1 - away, w.y0 + away), (w.x0 + away, w.y0 + away)];
        let tinted: Vec<Coord<f64>> = self
            .sites
            .iter()
            .filter(|site| !site.is_pin() && !site.destination)
            .flat_map(|site| layers::shape(&self.view, &shapes::polygons(site)).into_iter().flatten())
            .collect();
        let crowd = |(x, y): (f64, f64)| {
            let near = |p: &Coord<f64>, by: f64| (p.x - x).hypot(p.y - y) < radius + by;
            let marks = homes.iter().flatten().filter(|h| near(&h.at, 45.0)).count();
            // What the globe would hide of a tinted outline counts in share, marks count whole.
            let hidden = tinted.iter().filter(|p| near(p, 4.0)).count() * 8 / tinted.len().max(1);
            marks * 2 + hidden
        };
        let best = corners.into_iter().min_by_key(|c| crowd(*c))?;
        let points: Vec<Coord<f64>> = far.iter().filter_map(|i| self.far_point(*i)).collect();
        Some(Globe::new(&self.view, &points, radius, Coord { x: best.0, y: best.1 }))
    }

    /// Where a site lies in degrees, by its point or its outline.
    fn far_point(&self, index: usize) -> Option<Coord<f64>> {
        let site = self.sites.get(index)?;
        if site.is_pin() { site.point() } else { shapes::middle_of_mass(site).or_else(|| site.point()) }
    }

    fn spot(&self, index: usize, home: Option<Home>, globe: Option<&Globe>) -> Spot {
        if let Some(home) = home {
            return Spot::Main(home);
        }
        let on_globe = globe.and_then(|globe| globe.view.project(self.far_point(index)?));
        on_globe.map_or(Spot::Outside, |at| Spot::Globe(Home { at, reach: 4.0, start: 2.5, open: false }))
    }

    fn block<'a>(&'a self, spot: Spot, site: &'a Site<'a>) -> Option<Block<'a>> {
        let (Spot::Main(home) | Spot::Globe(home)) = spot else { return None };
        let note = match site.place.shape {
            PlaceShape::Pin => site.place.container.clone().unwrap_or_default(),
            PlaceShape::Country if site.destination => self.words.get("note-destination").to_string(),
            PlaceShape::Country => self.words.get("note-country").to_string(),
            PlaceShape::Admin1 => self.words.get("note-admin1").to_string(),
            PlaceShape::Region => self.words.get("note-region").to_string(),
        };
        Some(Block::new(site, note, self.chip, home))
    }

    /// Pins before areas, the weighty before the light.
    fn priorities(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.sites.len()).collect();
        let rank = |i: usize| (self.sites[i].is_pin(), self.sites[i].weight());
        order.sort_by(|a, b| rank(*b).0.cmp(&rank(*a).0).then(rank(*b).1.total_cmp(&rank(*a).1)).then(a.cmp(b)));
        order
    }

    fn assemble(&self, placed: &Placed<'_>, names: Vec<Node>, corner: Vec<Node>) -> MapDrawing {
        let view = &self.view;
        let mut areas = Vec::new();
        let mut pins = Vec::new();
        let mut labels = Vec::new();
        for (i, site) in self.sites.iter().enumerate() {
            let label = match (&placed.blocks[i], &placed.chosen[i]) {
                (Some(block), Some(choice)) => block.draw(choice, &|p| surface(&placed.closed, p)),
                _ => Vec::new(),
            };
            if site.is_pin() {
                pins.push((site.weight(), self.group(site, self.pin(site, placed.spots[i]), label)));
            } else {
                areas.push(self.group(site, self.tint(site, placed.spots[i]), Vec::new()));
                labels.extend(label);
            }
        }
        // The weightiest pin is drawn last, above its neighbours.
        pins.sort_by(|a, b| a.0.total_cmp(&b.0));
        let pins: Vec<Node> = pins.into_iter().map(|(_, node)| node).collect();
        let mut ground =
            vec![layer("water", vec![layers::water(view)]), layers::graticule(view), layers::land(&placed.land)];
        ground.push(layer("areas", areas));
        ground.push(layers::rivers(view));
        ground.push(layers::lakes(view));
        ground.extend(layers::lines(view));
        ground.push(layer("names", names));
        ground.extend(corner);
        if let Some(globe) = &placed.globe {
            let shown: Vec<&Site<'_>> = self.sites.iter().filter(|s| !s.is_pin()).collect();
            ground.push(layer("inset", globe.draw(view, &shown)));
        }
        ground.push(layer("area-labels", labels));
        ground.push(layer("pins", pins));
        let w = self.window;
        let clip = Some(Clip::Rect { x: w.x0, y: w.y0, width: w.x1 - w.x0, height: w.y1 - w.y0 });
        let root = Group { clip, children: ground, ..Group::default() };
        MapDrawing { nodes: vec![root.into()], notes: self.notes(placed) }
    }

    fn group(&self, site: &Site<'_>, mut mark: Vec<Node>, label: Vec<Node>) -> Node {
        mark.extend(label);
        let mut data = vec![("place".to_string(), site.place.id.clone())];
        if let Some(point) = site.point().filter(|_| site.is_pin()) {
            data.push(("lat".to_string(), format!("{:.4}", point.y)));
            data.push(("lon".to_string(), format!("{:.4}", point.x)));
        }
        data.push(("events".to_string(), site.numbers()));
        Group { class: site.class(), data, title: site.title(), children: mark, ..Group::default() }.into()
    }

    /// A dot with a white centre at the very spot; open where the events are not asserted.
    fn pin(&self, site: &Site<'_>, spot: Spot) -> Vec<Node> {
        let (home, r) = match spot {
            Spot::Main(home) => (home, DOT),
            Spot::Globe(home) => (home, 3.0),
            Spot::Outside => return Vec::new(),
        };
        let (x, y, tone) = (home.at.x, home.at.y, site.tone());
        let halo = Circle { x, y, r: r + 1.6, style: Style::fill(Tone::Background) };
        let ring = match site.certainty() {
            Certainty::Asserted => Style::fill(tone),
            Certainty::Possible => Style::fill(Tone::Background).with_stroke(tone, 1.6).dash(2.4, 1.8),
            _ => Style::fill(Tone::Background).with_stroke(tone, 1.6),
        };
        let centre = Circle { x, y, r: r * 0.36, style: Style::fill(Tone::Background) };
        vec![halo.into(), Circle { x, y, r, style: ring }.into(), centre.into()]
    }

    /// The tint of an area; a ring too where the tint is hardly seen.
    fn tint(&self, site: &Site<'_>, spot: Spot) -> Vec<Node> {
        let size = self.shown_area(site);
        let mut nodes = vec![furniture::area(&self.view, site)];
        let small = size < TINY && !shapes::polygons(site).is_empty();
        if let (Spot::Main(home), true) = (spot, small) {
            let style = Style::stroke(site.tone(), 1.4);
            nodes.push(Circle { x: home.at.x, y: home.at.y, r: RING, style }.into());
        }
        nodes
    }

    /// What the footer must say: the boundary policy, and the places that found no room.
    fn notes(&self, placed: &Placed<'_>) -> Vec<String> {
        let mut notes = vec![self.words.get("boundaries").to_string()];
        let unlabelled: Vec<String> = (0..self.sites.len())
            .filter(|i| placed.chosen[*i].is_none())
            .map(|i| format!("{} ({})", self.sites[i].place.name, self.sites[i].numbers().replace(' ', ", ")))
            .collect();
        if !unlabelled.is_empty() {
            notes.push(self.words.fill("unlabelled", &[&unlabelled.join("; ")]));
        }
        if placed.far.iter().any(|i| matches!(placed.spots[*i], Spot::Globe(_))) {
            notes.push(self.words.get("inset").to_string());
        }
        notes
    }
}

/// What a point of the page lies on.
fn surface(land: &[Vec<Coord<f64>>], at: Coord<f64>) -> Tone {
    if context_names::on_land(land, at) { Tone::Land } else { Tone::Sea }
}

/// The outcome of the placement.
struct Placed<'a> {
    spots: Vec<Spot>,
    blocks: Vec<Option<Block<'a>>>,
    chosen: Vec<Option<Candidate>>,
    globe: Option<Globe>,
    far: Vec<usize>,
    land: Vec<Vec<Coord<f64>>>,
    /// The same rings, each ending where it starts.
    closed: Vec<Vec<Coord<f64>>>,
}

/// Places labels in an order of priority and returns the choices in the order given.
fn place_in_order(
    candidates: &[Vec<Candidate>],
    obstacles: &mut [Obstacle],
    order: &[usize],
) -> Vec<Option<Candidate>> {
    let sorted: Vec<Vec<Candidate>> = order.iter().map(|i| candidates[*i].clone()).collect();
    for obstacle in obstacles.iter_mut() {
        obstacle.owners = obstacle.owners.iter().filter_map(|o| order.iter().position(|i| i == o)).collect();
    }
    let picked = place_labels::place(&sorted, obstacles);
    let mut chosen: Vec<Option<Candidate>> = vec![None; candidates.len()];
    for (rank, pick) in picked.into_iter().enumerate() {
        if let (Some(slot), Some(c)) = (chosen.get_mut(order[rank]), pick) {
            *slot = sorted[rank].get(c).cloned();
        }
    }
    chosen
}
