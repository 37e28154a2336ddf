//! Where labels go: every label has candidate boxes, and the cheapest set without conflicts is looked for.
//!
//! Greedy by priority, then seeded annealing over candidate moves, then descent (J. Christensen, J. Marks, S. Shieber,
//! *An Empirical Study of Algorithms for Point-Feature Label Placement*, ACM TOG 14, 1995). What still conflicts is
//! dropped from the end, so no two boxes ever overlap. The same input gives the same places.

use crate::scene::Bounds;
use geo::Coord;

/// Cost of leaving a label out: more than any poor place, less than a conflict.
const DROPPED: f64 = 600.0;
/// Cost of two marks in conflict.
const CONFLICT: f64 = 2000.0;
/// Cost of two labels that lie the other way round than their marks: the reader would take one for the other.
const SWAPPED: f64 = 90.0;
/// Marks within this distance can be taken for each other, in px.
const CLOSE_MARKS: f64 = 90.0;
/// Cost of a label that lies nearer to a foreign mark than to its own.
const STRAYED: f64 = 70.0;
/// A label within this distance of a foreign veil seems to belong to it, in px.
const VEIL_AIR: f64 = 5.0;
/// Moves of the annealing for every label: in a trial, and for what is drawn.
const TRIAL_MOVES: usize = 40;
const MOVES: usize = 200;
/// Labels keep this distance in px.
const GAP: f64 = 2.0;

/// How well labels are placed: a trial tells whether a larger scale would serve, at a part of the cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    Trial,
    Full,
}

/// One way to write a label.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub bounds: Bounds,
    /// The mark that it belongs to; `None` for an area, which cannot be taken for another.
    pub mark: Option<Coord<f64>>,
    /// Line from the mark to the label, where it stands away from it.
    pub leader: Option<(Coord<f64>, Coord<f64>)>,
    /// Lower is better.
    pub cost: f64,
    /// Which form of the label: 0 is the fullest.
    pub form: usize,
    /// Whether the lines end at the right side.
    pub to_left: bool,
}

impl Candidate {
    fn middle(&self) -> Coord<f64> {
        Coord { x: (self.bounds.x0 + self.bounds.x1) / 2.0, y: (self.bounds.y0 + self.bounds.y1) / 2.0 }
    }
}

/// What kind of thing labels keep clear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// Scale, globe, names: nothing may meet it.
    Furniture,
    /// The mark of a site: a label near a foreign one misleads.
    Mark,
    /// A line that leaders may cross and labels not.
    Line,
    /// The veil of a place whose spot nobody told, or a small tint: labels may lie on it, but a foreign one misleads.
    Veil,
}

/// A box that labels keep clear of; its own label may touch it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Blocked {
    pub kind: Obstacle,
    pub bounds: Bounds,
    /// The labels whose leaders start in it.
    pub owners: Vec<usize>,
}

impl Blocked {
    /// A box that belongs to no label.
    pub fn furniture(bounds: Bounds) -> Self {
        Self { kind: Obstacle::Furniture, bounds, owners: Vec::new() }
    }
}

/// A label's candidates, weighed against what the map holds already; labels are placed several times, and what a label
/// meets beside the others stays the same.
pub(super) struct Choices {
    pub all: Vec<Candidate>,
    /// The candidates that meet no obstacle, the cheapest first, with their cost.
    usable: Vec<(usize, f64)>,
    /// The cost of every candidate, and its box with its leader, in the order of the candidates.
    costs: Vec<f64>,
    hulls: Vec<Bounds>,
    /// The hull of all that is usable, with the gap around it.
    reach: Option<Bounds>,
    mark: Option<Coord<f64>>,
}

impl Choices {
    /// The candidates of the label of some sites.
    pub fn new(all: Vec<Candidate>, obstacles: &[Blocked], sites: &[usize]) -> Self {
        let hulls: Vec<Bounds> = all.iter().map(hull).collect();
        let mut costs: Vec<f64> = all.iter().map(|c| c.cost).collect();
        let mut usable = free(&all, &hulls, obstacles, sites);
        for (c, cost) in &usable {
            costs[*c] = *cost;
        }
        usable.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        let reach = usable.iter().map(|(c, _)| hulls[*c]).reduce(union).map(|whole| grown(&whole, GAP));
        let mark = all.iter().find_map(|candidate| candidate.mark);
        Self { all, usable, costs, hulls, reach, mark }
    }
}

/// Chooses a candidate for every label; labels come in order of priority. `None` where there is no room.
pub(super) fn place(labels: &[&Choices], effort: Effort) -> Vec<Option<usize>> {
    let state = State::new(labels);
    let mut chosen: Vec<Option<usize>> = vec![None; labels.len()];
    for i in 0..labels.len() {
        chosen[i] = state.best(i, &chosen);
    }
    state.anneal(&mut chosen, if effort == Effort::Full { MOVES } else { TRIAL_MOVES });
    // Each move lowers the whole cost, so that this ends; the bound is for rounding errors.
    for _ in 0..labels.len().max(20) {
        let mut moved = false;
        for i in 0..labels.len() {
            let best = state.best(i, &chosen);
            if best != chosen[i] && state.energy(i, best, &chosen) < state.energy(i, chosen[i], &chosen) - 1e-9 {
                chosen[i] = best;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    for i in (0..labels.len()).rev() {
        let clash = |(j, _): &(usize, bool)| state.conflict(i, chosen[i], *j, chosen[*j]);
        if state.near[i].iter().any(clash) {
            chosen[i] = None;
        }
    }
    chosen
}

/// The candidates of a label that meet no obstacle, with their cost.
fn free(candidates: &[Candidate], hulls: &[Bounds], obstacles: &[Blocked], sites: &[usize]) -> Vec<(usize, f64)> {
    let Some(reach_of_all) = hulls.iter().copied().reduce(union) else { return Vec::new() };
    // Most obstacles of a wide map are out of reach; marks a little farther away may still make a label stray.
    let reach_of_all = grown(&reach_of_all, CLOSE_MARKS);
    let own = |o: &Blocked| o.owners.iter().any(|site| sites.contains(site));
    let near: Vec<(&Blocked, bool)> =
        obstacles.iter().filter(|o| o.bounds.overlaps(&reach_of_all)).map(|o| (o, own(o))).collect();
    let (veils, solid): (Vec<_>, Vec<_>) = near.iter().copied().partition(|(o, _)| o.kind == Obstacle::Veil);
    let clear = |candidate: &Candidate, hull: &Bounds| {
        let mut close = solid.iter().filter(|(o, _)| o.bounds.overlaps(hull));
        !close.any(|(o, own)| {
            // The label of an area may lie on its own badge.
            let covers = candidate.bounds.overlaps(&o.bounds) && !(*own && candidate.mark.is_none());
            // A mark that lies on this one is left by every leader.
            let around = || o.kind == Obstacle::Mark && candidate.mark.is_some_and(|p| reach(&o.bounds, p) == 0.0);
            let crossed = |line| o.kind != Obstacle::Line && !own && crosses(line, &o.bounds) && !around();
            covers || candidate.leader.is_some_and(crossed)
        })
    };
    let strayed = |candidate: &Candidate| {
        let Some(mark) = candidate.mark.filter(|_| candidate.leader.is_none()) else { return false };
        let own = reach(&candidate.bounds, mark).sqrt() + 1.0;
        let mut foreign = solid.iter().filter(|(o, own)| o.kind == Obstacle::Mark && !own);
        foreign.any(|(o, _)| reach(&candidate.bounds, middle(&o.bounds)) < own * own)
    };
    // A name on or beside a foreign veil would be taken for its own.
    let veiled = |candidate: &Candidate| {
        let around = grown(&candidate.bounds, VEIL_AIR);
        veils.iter().any(|(o, own)| !own && o.bounds.overlaps(&around))
    };
    let all = candidates.iter().zip(hulls).enumerate().filter(|(_, (c, hull))| clear(c, hull));
    let cost = |c: &Candidate| c.cost + if strayed(c) { STRAYED } else { 0.0 } + if veiled(c) { STRAYED } else { 0.0 };
    all.map(|(i, (c, _))| (i, cost(c))).collect()
}

/// The box of a label with its leader.
fn hull(candidate: &Candidate) -> Bounds {
    let ends = candidate.leader.map_or([None, None], |(a, b)| [Some(a), Some(b)]);
    ends.into_iter().flatten().fold(candidate.bounds, |b, p| union(b, Bounds { x0: p.x, y0: p.y, x1: p.x, y1: p.y }))
}

/// The box around two boxes.
pub(super) fn union(a: Bounds, b: Bounds) -> Bounds {
    Bounds { x0: a.x0.min(b.x0), y0: a.y0.min(b.y0), x1: a.x1.max(b.x1), y1: a.y1.max(b.y1) }
}

fn grown(b: &Bounds, by: f64) -> Bounds {
    Bounds { x0: b.x0 - by, y0: b.y0 - by, x1: b.x1 + by, y1: b.y1 + by }
}

fn middle(b: &Bounds) -> Coord<f64> {
    Coord { x: (b.x0 + b.x1) / 2.0, y: (b.y0 + b.y1) / 2.0 }
}

/// Square of the distance of a point from a box: this runs for every pair of a candidate and a mark.
fn reach(b: &Bounds, p: Coord<f64>) -> f64 {
    let (dx, dy) = (p.x - p.x.clamp(b.x0, b.x1), p.y - p.y.clamp(b.y0, b.y1));
    dx * dx + dy * dy
}

/// Whether two marks can be taken for each other.
fn close(p: Coord<f64>, q: Coord<f64>) -> bool {
    (p.x - q.x).powi(2) + (p.y - q.y).powi(2) <= CLOSE_MARKS * CLOSE_MARKS
}

struct State<'a> {
    labels: &'a [&'a Choices],
    /// The labels that can meet a label, and whether the two can be taken for each other.
    near: Vec<Vec<(usize, bool)>>,
}

impl<'a> State<'a> {
    fn new(labels: &'a [&'a Choices]) -> Self {
        let meets = |i: usize, j: usize| {
            i != j && labels[i].reach.zip(labels[j].reach).is_some_and(|(a, b)| grown(&a, CLOSE_MARKS).overlaps(&b))
        };
        let alike = |i: usize, j: usize| labels[i].mark.zip(labels[j].mark).is_some_and(|(p, q)| close(p, q));
        let others = |i: usize| (0..labels.len()).filter(move |j| meets(i, *j)).map(move |j| (j, alike(i, j)));
        let near = (0..labels.len()).map(|i| others(i).collect()).collect();
        Self { labels, near }
    }

    fn conflict(&self, i: usize, a: Option<usize>, j: usize, b: Option<usize>) -> bool {
        let (Some(a), Some(b)) = (a, b) else { return false };
        let (one, two) = (&self.labels[i], &self.labels[j]);
        grown(&one.hulls[a], GAP).overlaps(&two.hulls[b]) && clash(&one.all[a], &two.all[b])
    }

    /// What a choice costs among the others.
    fn energy(&self, label: usize, choice: Option<usize>, chosen: &[Option<usize>]) -> f64 {
        self.energy_below(label, choice, chosen, f64::INFINITY)
    }

    /// The same; a sum that reaches `most` is not carried on.
    fn energy_below(&self, label: usize, choice: Option<usize>, chosen: &[Option<usize>], most: f64) -> f64 {
        let Some(choice) = choice else { return DROPPED };
        let own = self.labels[label];
        let (candidate, hull) = (&own.all[choice], grown(&own.hulls[choice], GAP));
        let mut sum = own.costs[choice];
        if sum >= most {
            return sum;
        }
        for (j, alike) in &self.near[label] {
            let Some(taken) = chosen[*j] else { continue };
            let other = self.labels[*j];
            if *alike && swapped(candidate, &other.all[taken]) {
                sum += SWAPPED;
            }
            if hull.overlaps(&other.hulls[taken]) && clash(candidate, &other.all[taken]) {
                sum += CONFLICT;
            }
            if sum >= most {
                break;
            }
        }
        sum
    }

    fn best(&self, label: usize, chosen: &[Option<usize>]) -> Option<usize> {
        let mut best = (None, self.energy(label, None, chosen));
        // The cheapest come first, and company only adds to a cost.
        for (c, cost) in self.labels[label].usable.iter().take_while(|(_, cost)| *cost < DROPPED) {
            if *cost >= best.1 {
                break;
            }
            let energy = self.energy_below(label, Some(*c), chosen, best.1);
            if energy < best.1 {
                best = (Some(*c), energy);
            }
        }
        best.0
    }

    fn anneal(&self, chosen: &mut [Option<usize>], each: usize) {
        let count = chosen.len();
        if count < 2 {
            return;
        }
        let mut seed = 0x2545_F491_4F6C_DD1D_u64;
        let mut next = move || {
            // Xorshift (Marsaglia 2003): the same seed gives the same moves everywhere.
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            (seed >> 11) as f64 / (1u64 << 53) as f64
        };
        let moves = each * count;
        // What each label costs now, where that is known: most moves change nothing.
        let mut known: Vec<Option<f64>> = vec![None; count];
        for step in 0..moves {
            let heat = 60.0 * (1.0 - step as f64 / moves as f64) + 0.1;
            let label = ((next() * count as f64) as usize).min(count - 1);
            let options = &self.labels[label].usable;
            let pick = (next() * options.len() as f64) as usize;
            let to = options.get(pick).map(|(c, _)| *c);
            // By Metropolis a move that costs more by d is made with the chance exp(-d / heat), so up to this cost.
            let most = -heat * next().max(f64::MIN_POSITIVE).ln();
            let now = *known[label].get_or_insert_with(|| self.energy(label, chosen[label], chosen));
            let then = self.energy_below(label, to, chosen, now + most);
            if then < now + most && to != chosen[label] {
                chosen[label] = to;
                known[label] = Some(then);
                for (j, _) in &self.near[label] {
                    known[*j] = None;
                }
            }
        }
    }
}

/// Whether two labels meet, or their lines do.
fn clash(a: &Candidate, b: &Candidate) -> bool {
    let grown = Bounds { x0: a.bounds.x0 - GAP, y0: a.bounds.y0 - GAP, x1: a.bounds.x1 + GAP, y1: a.bounds.y1 + GAP };
    grown.overlaps(&b.bounds)
        || a.leader.is_some_and(|line| crosses(line, &b.bounds))
        || b.leader.is_some_and(|line| crosses(line, &a.bounds))
        || matches!((a.leader, b.leader), (Some(one), Some(two)) if meet(one, two))
}

/// Whether the labels of two close marks lie the other way round than the marks, or across each other.
fn swapped(a: &Candidate, b: &Candidate) -> bool {
    let (Some(p), Some(q)) = (a.mark, b.mark) else { return false };
    let apart = (q.x - p.x, q.y - p.y);
    let (m, n) = (a.middle(), b.middle());
    apart.0 * (n.x - m.x) + apart.1 * (n.y - m.y) < 0.0 || meet((p, m), (q, n))
}

/// Whether a segment meets a box.
pub(super) fn crosses((a, b): (Coord<f64>, Coord<f64>), bounds: &Bounds) -> bool {
    let sides = |p: Coord<f64>| [p.x - bounds.x0, bounds.x1 - p.x, p.y - bounds.y0, bounds.y1 - p.y];
    let (mut from, mut to) = (0.0f64, 1.0f64);
    for (start, end) in sides(a).into_iter().zip(sides(b)) {
        if start < 0.0 && end < 0.0 {
            return false;
        }
        if start < 0.0 {
            from = from.max(start / (start - end));
        } else if end < 0.0 {
            to = to.min(start / (start - end));
        }
    }
    from < to
}

/// Whether two segments cross.
fn meet((a, b): (Coord<f64>, Coord<f64>), (c, d): (Coord<f64>, Coord<f64>)) -> bool {
    let side = |p: Coord<f64>, q: Coord<f64>, r: Coord<f64>| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}
