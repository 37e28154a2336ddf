//! Which marks share a label, and where all labels go.

use super::blocks::{Block, Home, NUMBERS_ONLY};
use super::compose::{Map, Spot};
use super::context_names::spans_at;
use super::outlines::PageRing;
use super::place_labels::{self, Blocked, Candidate, Choices, Effort};
use super::sites::Site;
use crate::carto::{Window, length};
use crate::scene::Bounds;
use crate::story::PlaceShape;
use std::rc::Rc;

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

    fn column(&self, x: f64) -> usize {
        (((x - self.window.x0) / CELL).max(0.0) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f64) -> usize {
        ((y - self.window.y0) / CELL).max(0.0) as usize
    }

    fn is_land(&self, row: usize, column: usize) -> bool {
        self.land.get(row * self.columns + column).copied().unwrap_or(false)
    }

    /// The candidates of a label, dearer where they lie on what their mark does not: a strait's name belongs on water.
    fn weighed(&self, block: &Block<'_>, room: &Window) -> Vec<Candidate> {
        let own = self.is_land(self.row(block.home.at.y), self.column(block.home.at.x));
        let each = if block.home.open { COAST_AREA } else { COAST_PIN };
        let mut candidates = block.candidates(room);
        if block.on_plate() {
            return candidates;
        }
        for candidate in &mut candidates {
            let b = candidate.bounds;
            let columns = [0.05, 0.275, 0.5, 0.725, 0.95].map(|share| self.column(b.x0 + (b.x1 - b.x0) * share));
            let off = |y: f64| {
                let row = self.row(y);
                columns.iter().filter(|column| self.is_land(row, **column) != own).count()
            };
            let (upper, lower) = (off(b.y0 + 8.0), off(b.y1 - 8.0));
            candidate.cost += each * (upper + lower) as f64 / 10.0;
        }
        candidates
    }
}

/// Sites that share a label, with their mark.
#[derive(Clone)]
struct Group<'s> {
    sites: Vec<usize>,
    home: Home,
    /// Pins of the main map may be joined; areas and the marks on the globe stay alone.
    pin: bool,
    /// The mark lies on the globe.
    globe: bool,
    /// The label with all its places, once it is known which sites share it.
    ready: Option<Rc<(Block<'s>, Choices)>>,
}

/// What labels are placed around: obstacles, whose owners are site indices, the room, and land and water.
pub(super) struct Surroundings<'a> {
    pub obstacles: &'a [Blocked],
    pub room: &'a Window,
    pub mask: &'a Mask,
    /// The box of the globe, where there is one.
    pub globe: Option<Bounds>,
    pub effort: Effort,
}

impl<'s> Map<'s> {
    /// Places the labels of all spots.
    pub(super) fn label(&self, spots: &[Spot], around: &Surroundings<'_>) -> Vec<Label<'s>> {
        let mut groups = self.groups(spots);
        for joins in 0..=JOINS {
            for group in &mut groups {
                let ready = group.ready.take().unwrap_or_else(|| Rc::new(self.ready(group, around)));
                group.ready = Some(ready);
            }
            let picked = self.pick(&groups, around.effort);
            let lost: Vec<usize> = (0..groups.len()).filter(|at| groups[*at].pin && picked[*at].is_none()).collect();
            match join(&groups, &lost).filter(|_| joins < JOINS) {
                Some(joined) => groups = joined,
                None => return labels(groups, &picked),
            }
        }
        Vec::new()
    }

    fn groups(&self, spots: &[Spot]) -> Vec<Group<'s>> {
        let mut groups: Vec<Group<'s>> = Vec::new();
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
                None => groups.push(Group { sites: vec![index], home, pin, globe: !main, ready: None }),
            }
        }
        groups
    }

    /// The label of a group with every place for it.
    fn ready(&self, group: &Group<'s>, around: &Surroundings<'_>) -> (Block<'s>, Choices) {
        let sites: Vec<&'s Site<'s>> = group.sites.iter().filter_map(|i| self.site(*i)).collect();
        let note = match sites.as_slice() {
            [one] => self.note(one),
            _ => String::new(),
        };
        let entries = sites.into_iter().map(|site| (site, self.told(site))).collect();
        let block = Block::new(entries, note, self.set.chip, group.home);
        let block = match around.globe.filter(|_| group.globe) {
            Some(globe) => block.beside_globe(globe),
            None => block,
        };
        let candidates = around.mask.weighed(&block, around.room);
        let choices = Choices::new(candidates, around.obstacles, &group.sites);
        (block, choices)
    }

    /// The chosen place of each group.
    fn pick(&self, groups: &[Group<'s>], effort: Effort) -> Vec<Option<usize>> {
        let order = self.priorities(groups);
        let choices: Vec<&Choices> =
            order.iter().filter_map(|i| groups[*i].ready.as_deref()).map(|(_, choices)| choices).collect();
        let mut picked = vec![None; groups.len()];
        for (pick, index) in place_labels::place(&choices, effort).into_iter().zip(&order) {
            picked[*index] = pick;
        }
        picked
    }

    /// Pins before areas, the weighty before the light.
    fn priorities(&self, groups: &[Group<'s>]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..groups.len()).collect();
        let weight = |g: &Group<'s>| g.sites.iter().filter_map(|i| self.site(*i)).map(Site::weight).sum::<f64>();
        let rank = |i: usize| (groups[i].pin, weight(&groups[i]));
        order.sort_by(|a, b| rank(*b).0.cmp(&rank(*a).0).then(rank(*b).1.total_cmp(&rank(*a).1)).then(a.cmp(b)));
        order
    }

    /// How many events a site has, in words, where its numbers stand in the key alone.
    fn told(&self, site: &Site<'_>) -> Option<String> {
        self.set.sizes.filter(|sizes| sizes.lists(site))?;
        Some(self.set.words.fill("count", &[&self.set.format.number(site.items.len() as i64)]))
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
            PlaceShape::Water => words.get("note-water").to_string(),
        }
    }
}

/// The labels of groups at their chosen places.
fn labels<'s>(groups: Vec<Group<'s>>, picked: &[Option<usize>]) -> Vec<Label<'s>> {
    let label = |(group, pick): (Group<'s>, &Option<usize>)| {
        let ready = group.ready?;
        let chosen = pick.and_then(|c| ready.1.all.get(c).cloned());
        Some(Label { sites: group.sites, block: ready.0.clone(), chosen })
    };
    groups.into_iter().zip(picked).filter_map(label).collect()
}

/// The groups with each lost one joined to the nearest other pin; `None` where there is none near any of them. Two that
/// are lost together become one that needs less room than both.
fn join<'s>(groups: &[Group<'s>], lost: &[usize]) -> Option<Vec<Group<'s>>> {
    let mut joined: Vec<Option<Group<'s>>> = groups.iter().cloned().map(Some).collect();
    let mut changed = false;
    for at in lost {
        let Some(own) = joined.get(*at).cloned().flatten() else { continue };
        let distance = |g: &Group<'s>| length(g.home.at, own.home.at);
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
        other.ready = None;
        joined[*at] = None;
        changed = true;
    }
    changed.then(|| joined.into_iter().flatten().collect())
}
