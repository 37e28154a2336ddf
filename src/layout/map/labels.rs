//! Which marks share a label, and where all labels go.

use super::blocks::{Block, Home, NUMBERS_ONLY};
use super::compose::{Map, Spot};
use super::context_names::spans_at;
use super::outlines::PageRing;
use super::place_labels::{self, Blocked, Candidate};
use super::sites::Site;
use crate::carto::{Window, length};
use crate::story::PlaceShape;
use geo::Coord;

/// Pins closer than this are one mark to the eye and share a label, in px.
const COINCIDENT: f64 = 7.0;
/// A label without room joins the label of a pin within this distance, in px.
const JOIN: f64 = 80.0;
/// Side of a cell of the mask of land, in px.
const CELL: f64 = 6.0;
/// What it costs a label to lie wholly on land for a mark on water, or the other way round.
const COAST_AREA: f64 = 60.0;
const COAST_PIN: f64 = 4.0;
/// So many times labels are joined at most.
const JOINS: usize = 8;

/// The label of one site or of several.
pub(super) struct Label<'s> {
    /// Indices of the sites.
    pub sites: Vec<usize>,
    pub block: Block<'s>,
    /// The chosen place; `None` where there is no room.
    pub chosen: Option<Candidate>,
}

impl Label<'_> {
    /// Whether the names are written on the map.
    pub fn named(&self) -> bool {
        self.chosen.as_ref().is_some_and(|c| c.form != NUMBERS_ONLY)
    }
}

/// Land and water on a grid, to look up quickly what labels lie on.
pub(super) struct Mask {
    window: Window,
    columns: usize,
    land: Vec<bool>,
}

impl Mask {
    /// The mask of closed rings of land in a window.
    pub fn new(window: &Window, closed: &[PageRing]) -> Self {
        let columns = ((window.x1 - window.x0) / CELL).ceil().max(1.0) as usize;
        let rows = ((window.y1 - window.y0) / CELL).ceil().max(1.0) as usize;
        let mut land = Vec::with_capacity(columns * rows);
        for row in 0..rows {
            let spans = spans_at(closed, window.y0 + (row as f64 + 0.5) * CELL);
            let on = |column: usize| {
                let x = window.x0 + (column as f64 + 0.5) * CELL;
                spans.iter().any(|(from, to)| *from <= x && x <= *to)
            };
            land.extend((0..columns).map(on));
        }
        Self { window: *window, columns, land }
    }

    fn is_land(&self, p: Coord<f64>) -> bool {
        let column = (((p.x - self.window.x0) / CELL).max(0.0) as usize).min(self.columns - 1);
        let row = ((p.y - self.window.y0) / CELL).max(0.0) as usize;
        self.land.get(row * self.columns + column).copied().unwrap_or(false)
    }

    /// The candidates of a label, dearer where they lie on what their mark does not: a strait's name belongs on water.
    fn weighed(&self, block: &Block<'_>, room: &Window) -> Vec<Candidate> {
        let own = self.is_land(block.home.at);
        let each = if block.home.open { COAST_AREA } else { COAST_PIN };
        let mut candidates = block.candidates(room);
        for candidate in &mut candidates {
            let b = candidate.bounds;
            let samples = [0.05, 0.275, 0.5, 0.725, 0.95].map(|share| b.x0 + (b.x1 - b.x0) * share);
            let off = |y: f64| samples.iter().filter(|x| self.is_land(Coord { x: **x, y }) != own).count();
            let (upper, lower) = (off(b.y0 + 8.0), off(b.y1 - 8.0));
            candidate.cost += each * (upper + lower) as f64 / 10.0;
        }
        candidates
    }
}

/// Sites that share a label, with their mark.
#[derive(Clone)]
struct Group {
    sites: Vec<usize>,
    home: Home,
    /// Pins of the main map may be joined; areas and the marks on the globe stay alone.
    pin: bool,
}

impl<'s> Map<'s> {
    /// Places the labels of all spots around the obstacles, whose owners are site indices.
    pub(super) fn label(&self, spots: &[Spot], obstacles: &[Blocked], room: &Window, mask: &Mask) -> Vec<Label<'s>> {
        let mut groups = self.groups(spots);
        for _ in 0..JOINS {
            let labels = self.place_groups(&groups, obstacles, room, mask);
            // Labels stand in the order of their groups.
            let lost: Vec<usize> =
                (0..groups.len()).filter(|at| groups[*at].pin && labels[*at].chosen.is_none()).collect();
            let Some(joined) = join(&groups, &lost) else { return labels };
            groups = joined;
        }
        self.place_groups(&groups, obstacles, room, mask)
    }

    fn groups(&self, spots: &[Spot]) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for (index, spot) in spots.iter().enumerate() {
            let (home, main) = match spot {
                Spot::Main(home) => (*home, true),
                Spot::Globe(home) => (*home, false),
                Spot::Detail(_) | Spot::Outside => continue,
            };
            let pin = main && self.site(index).is_some_and(|site| site.is_pin() && !site.origin);
            let near = groups.iter_mut().find(|g| pin && g.pin && length(g.home.at, home.at) < COINCIDENT);
            match near {
                Some(group) => group.sites.push(index),
                None => groups.push(Group { sites: vec![index], home, pin }),
            }
        }
        groups
    }

    fn place_groups(&self, groups: &[Group], obstacles: &[Blocked], room: &Window, mask: &Mask) -> Vec<Label<'s>> {
        let mut labels: Vec<Label<'s>> = groups
            .iter()
            .map(|group| {
                let sites: Vec<&'s Site<'s>> = group.sites.iter().filter_map(|i| self.site(*i)).collect();
                let note = match sites.as_slice() {
                    [one] => self.note(one),
                    _ => String::new(),
                };
                let block = Block::new(sites, note, self.set.chip, group.home);
                Label { sites: group.sites.clone(), block, chosen: None }
            })
            .collect();
        let order = self.priorities(groups);
        let candidates: Vec<Vec<Candidate>> =
            order.iter().filter_map(|i| labels.get(*i)).map(|label| mask.weighed(&label.block, room)).collect();
        // Obstacles belong to sites; the placement counts labels in their order of priority.
        let rank = |site: &usize| order.iter().position(|i| groups[*i].sites.contains(site));
        let owned: Vec<Blocked> = obstacles
            .iter()
            .map(|o| Blocked { owners: o.owners.iter().filter_map(rank).collect(), ..o.clone() })
            .collect();
        let picked = place_labels::place(&candidates, &owned);
        for ((rank, pick), index) in picked.into_iter().enumerate().zip(&order) {
            labels[*index].chosen = pick.and_then(|c| candidates[rank].get(c).cloned());
        }
        labels
    }

    /// Pins before areas, the weighty before the light.
    fn priorities(&self, groups: &[Group]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..groups.len()).collect();
        let weight = |g: &Group| g.sites.iter().filter_map(|i| self.site(*i)).map(Site::weight).sum::<f64>();
        let rank = |i: usize| (groups[i].pin, weight(&groups[i]));
        order.sort_by(|a, b| rank(*b).0.cmp(&rank(*a).0).then(rank(*b).1.total_cmp(&rank(*a).1)).then(a.cmp(b)));
        order
    }

    /// What is printed under a name.
    fn note(&self, site: &Site<'_>) -> String {
        let words = self.set.words;
        match site.place.shape {
            _ if site.origin => String::new(),
            PlaceShape::Pin => site.place.container.clone().unwrap_or_default(),
            PlaceShape::Country if site.destination => words.get("note-destination").to_string(),
            PlaceShape::Country => words.get("note-country").to_string(),
            PlaceShape::Admin1 => words.get("note-admin1").to_string(),
            PlaceShape::Region => words.get("note-region").to_string(),
        }
    }
}

/// The groups with each lost one joined to the nearest other pin; `None` where there is none near any of them. Two that
/// are lost together become one that needs less room than both.
fn join(groups: &[Group], lost: &[usize]) -> Option<Vec<Group>> {
    let mut joined: Vec<Option<Group>> = groups.iter().cloned().map(Some).collect();
    let mut changed = false;
    for at in lost {
        let Some(own) = joined.get(*at).cloned().flatten() else { continue };
        let distance = |g: &Group| length(g.home.at, own.home.at);
        let near = joined
            .iter()
            .enumerate()
            .filter_map(|(i, group)| Some((i, group.as_ref()?)))
            .filter(|(i, g)| i != at && g.pin && distance(g) <= JOIN)
            .min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))
            .map(|(i, _)| i);
        let Some(other) = near.and_then(|i| joined.get_mut(i)?.as_mut()) else { continue };
        // The joined label stands where most of its sites are.
        if own.sites.len() > other.sites.len() {
            other.home = own.home;
        }
        other.sites.extend(own.sites.iter().copied());
        joined[*at] = None;
        changed = true;
    }
    changed.then(|| joined.into_iter().flatten().collect())
}
