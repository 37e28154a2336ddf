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
/// Moves of the annealing for every label.
const MOVES: usize = 150;
/// Labels keep this distance in px.
const GAP: f64 = 2.0;

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

/// Chooses a candidate for every label; labels come in order of priority. `None` where there is no room.
pub(super) fn place(labels: &[Vec<Candidate>], obstacles: &[Blocked]) -> Vec<Option<usize>> {
    let usable: Vec<Vec<(usize, f64)>> = labels.iter().enumerate().map(|(i, all)| free(i, all, obstacles)).collect();
    let state = State { labels, usable };
    let mut chosen: Vec<Option<usize>> = vec![None; labels.len()];
    for i in 0..labels.len() {
        chosen[i] = state.best(i, &chosen);
    }
    state.anneal(&mut chosen);
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
        let clash = |j: usize| j != i && state.conflict(i, chosen[i], j, chosen[j]);
        if (0..labels.len()).any(clash) {
            chosen[i] = None;
        }
    }
    chosen
}

/// The candidates of a label that meet no obstacle, with their cost.
fn free(label: usize, candidates: &[Candidate], obstacles: &[Blocked]) -> Vec<(usize, f64)> {
    let clear = |candidate: &Candidate| {
        obstacles.iter().all(|o| {
            let own = o.owners.contains(&label);
            let crossed = |line| o.kind != Obstacle::Line && !own && crosses(line, &o.bounds);
            // The label of an area may lie on its own badge.
            let covers = candidate.bounds.overlaps(&o.bounds) && !(own && candidate.mark.is_none());
            !covers && !candidate.leader.is_some_and(crossed)
        })
    };
    let strayed = |candidate: &Candidate| {
        let Some(mark) = candidate.mark.filter(|_| candidate.leader.is_none()) else { return false };
        let own = reach(&candidate.bounds, mark);
        let foreign = obstacles.iter().filter(|o| o.kind == Obstacle::Mark && !o.owners.contains(&label));
        foreign.map(|o| reach(&candidate.bounds, middle(&o.bounds))).any(|other| other < own + 1.0)
    };
    let all = candidates.iter().enumerate().filter(|(_, c)| clear(c));
    all.map(|(i, c)| (i, c.cost + if strayed(c) { STRAYED } else { 0.0 })).collect()
}

fn middle(b: &Bounds) -> Coord<f64> {
    Coord { x: (b.x0 + b.x1) / 2.0, y: (b.y0 + b.y1) / 2.0 }
}

/// Distance of a point from a box.
fn reach(b: &Bounds, p: Coord<f64>) -> f64 {
    (p.x - p.x.clamp(b.x0, b.x1)).hypot(p.y - p.y.clamp(b.y0, b.y1))
}

struct State<'a> {
    labels: &'a [Vec<Candidate>],
    usable: Vec<Vec<(usize, f64)>>,
}

impl State<'_> {
    fn candidate(&self, label: usize, choice: Option<usize>) -> Option<&Candidate> {
        choice.and_then(|c| self.labels.get(label)?.get(c))
    }

    fn conflict(&self, i: usize, a: Option<usize>, j: usize, b: Option<usize>) -> bool {
        let (Some(a), Some(b)) = (self.candidate(i, a), self.candidate(j, b)) else { return false };
        clash(a, b)
    }

    /// What a choice costs among the others.
    fn energy(&self, label: usize, choice: Option<usize>, chosen: &[Option<usize>]) -> f64 {
        let Some(own) = self.candidate(label, choice) else { return DROPPED };
        let stray = choice.and_then(|c| self.usable[label].binary_search_by_key(&c, |(i, _)| *i).ok());
        let cost = stray.map_or(own.cost, |at| self.usable[label][at].1);
        let others = (0..chosen.len()).filter(|j| *j != label).filter_map(|j| self.candidate(j, chosen[j]));
        others.fold(cost, |sum, other| {
            let swap = if swapped(own, other) { SWAPPED } else { 0.0 };
            sum + swap + if clash(own, other) { CONFLICT } else { 0.0 }
        })
    }

    fn best(&self, label: usize, chosen: &[Option<usize>]) -> Option<usize> {
        let mut best = (None, self.energy(label, None, chosen));
        for (c, cost) in &self.usable[label] {
            if *cost < best.1 {
                let energy = self.energy(label, Some(*c), chosen);
                if energy < best.1 {
                    best = (Some(*c), energy);
                }
            }
        }
        best.0
    }

    fn anneal(&self, chosen: &mut [Option<usize>]) {
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
        let moves = MOVES * count;
        for step in 0..moves {
            let heat = 60.0 * (1.0 - step as f64 / moves as f64) + 0.1;
            let label = ((next() * count as f64) as usize).min(count - 1);
            let options = &self.usable[label];
            let pick = (next() * options.len() as f64) as usize;
            let to = options.get(pick).map(|(c, _)| *c);
            let change = self.energy(label, to, chosen) - self.energy(label, chosen[label], chosen);
            if change < 0.0 || next() < (-change / heat).exp() {
                chosen[label] = to;
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
    if apart.0.hypot(apart.1) > CLOSE_MARKS {
        return false;
    }
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
