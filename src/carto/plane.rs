//! Clipping to a rectangle of the plane, and simplification.

use geo::Coord;

/// An axis-aligned rectangle, y in either direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

impl Window {
    pub fn contains(&self, p: Coord<f64>) -> bool {
        p.x >= self.x0 && p.x <= self.x1 && p.y >= self.y0 && p.y <= self.y1
    }

    /// The window grown on every side.
    pub fn grown(&self, by: f64) -> Self {
        Self { x0: self.x0 - by, y0: self.y0 - by, x1: self.x1 + by, y1: self.y1 + by }
    }

    /// Signed distances to the four sides, positive inside.
    fn sides(&self, p: Coord<f64>) -> [f64; 4] {
        std::array::from_fn(|side| self.inside_of(side, p))
    }

    /// Signed distance to one of the four sides.
    fn inside_of(&self, side: usize, p: Coord<f64>) -> f64 {
        match side {
            0 => p.x - self.x0,
            1 => self.x1 - p.x,
            2 => p.y - self.y0,
            _ => self.y1 - p.y,
        }
    }
}

/// Clips a closed ring to a window, side by side (Sutherland and Hodgman 1974). The result may run along the window's
/// sides, which a fill does not show; outlines are clipped as lines instead. Empty where nothing is left.
pub fn clip_ring(ring: &[Coord<f64>], window: &Window) -> Vec<Coord<f64>> {
    if ring.iter().all(|p| window.contains(*p)) {
        return ring.to_vec();
    }
    let mut points = ring.to_vec();
    for side in 0..4 {
        let mut kept = Vec::with_capacity(points.len() + 4);
        let Some(mut before) = points.last().copied() else { return Vec::new() };
        let mut inside_before = window.inside_of(side, before);
        for p in points {
            let inside = window.inside_of(side, p);
            if (inside >= 0.0) != (inside_before >= 0.0) {
                let share = inside_before / (inside_before - inside);
                kept.push(Coord { x: before.x + (p.x - before.x) * share, y: before.y + (p.y - before.y) * share });
            }
            if inside >= 0.0 {
                kept.push(p);
            }
            (before, inside_before) = (p, inside);
        }
        points = kept;
    }
    if points.len() < 3 { Vec::new() } else { points }
}

/// Clips a line to a window; the parts that are left, in order.
pub fn clip_line(line: &[Coord<f64>], window: &Window) -> Vec<Vec<Coord<f64>>> {
    let mut parts: Vec<Vec<Coord<f64>>> = Vec::new();
    let mut open = false;
    for pair in line.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let Some((from, to)) = clip_segment(a, b, window) else {
            open = false;
            continue;
        };
        let at = |share: f64| Coord { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
        let end = if to >= 1.0 { b } else { at(to) };
        match parts.last_mut().filter(|_| open && from <= 0.0) {
            Some(part) => part.push(end),
            None => parts.push(vec![if from <= 0.0 { a } else { at(from) }, end]),
        }
        open = to >= 1.0;
    }
    parts
}

/// The shares of a segment between which it is inside the window (Liang and Barsky 1984).
fn clip_segment(a: Coord<f64>, b: Coord<f64>, window: &Window) -> Option<(f64, f64)> {
    let (mut from, mut to) = (0.0f64, 1.0f64);
    for (start, end) in window.sides(a).into_iter().zip(window.sides(b)) {
        if start < 0.0 && end < 0.0 {
            return None;
        }
        if start < 0.0 {
            from = from.max(start / (start - end));
        } else if end < 0.0 {
            to = to.min(start / (start - end));
        }
    }
    (from <= to).then_some((from, to))
}

/// Drops points that move a line by less than a tolerance (Douglas and Peucker 1973). The ends stay.
pub fn simplify(line: &[Coord<f64>], tolerance: f64) -> Vec<Coord<f64>> {
    let Some(last) = line.len().checked_sub(1).filter(|last| *last > 1) else { return line.to_vec() };
    let mut keep = vec![false; line.len()];
    keep[0] = true;
    keep[last] = true;
    let mut open = vec![(0, last)];
    while let Some((from, to)) = open.pop() {
        let mut worst = (0, tolerance);
        for (i, p) in line.iter().enumerate().take(to).skip(from + 1) {
            let off = off_segment(*p, line[from], line[to]);
            if off > worst.1 {
                worst = (i, off);
            }
        }
        if worst.0 > 0 {
            keep[worst.0] = true;
            open.push((from, worst.0));
            open.push((worst.0, to));
        }
    }
    line.iter().zip(keep).filter(|(_, kept)| *kept).map(|(p, _)| *p).collect()
}

/// Simplifies a closed ring: its farthest point splits it, so that it cannot shrink to a line by chance of its start.
/// Empty where less than a triangle is left.
pub fn simplify_ring(ring: &[Coord<f64>], tolerance: f64) -> Vec<Coord<f64>> {
    let Some(first) = ring.first().copied() else { return Vec::new() };
    let far = |p: &Coord<f64>| (p.x - first.x).hypot(p.y - first.y);
    let split = (0..ring.len()).fold(0, |best, i| if far(&ring[i]) > far(&ring[best]) { i } else { best });
    let mut kept = simplify(&ring[..=split], tolerance);
    let mut rest = ring[split..].to_vec();
    rest.push(first);
    kept.extend(simplify(&rest, tolerance).into_iter().skip(1));
    kept.pop();
    if kept.len() < 3 { Vec::new() } else { kept }
}

/// Area of a closed ring; its first point need not be repeated at the end.
pub fn ring_area(ring: &[Coord<f64>]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f64>().abs() / 2.0
}

/// Distance of two points of the plane.
pub fn length(a: Coord<f64>, b: Coord<f64>) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// Distance of a point from a segment.
fn off_segment(p: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    let share = if length > 0.0 { (((p.x - a.x) * dx + (p.y - a.y) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (p.x - a.x - dx * share).hypot(p.y - a.y - dy * share)
}
