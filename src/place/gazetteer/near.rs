//! The places about a point: a look at every row, which takes milliseconds and needs no further index.

use super::index;
use geo::{Distance, Haversine, Point};

const METRES: f64 = 1000.0;

/// Rows by their distance from a point in kilometres; at the same distance the better known row comes first.
pub(super) fn rows(point: Point<f64>, limit: usize) -> Vec<(u32, f64)> {
    let mut found: Vec<(u32, f64)> = (0..index::len())
        .filter_map(|row| Some((row, Haversine.distance(point, index::point(row)?) / METRES)))
        .collect();
    found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    found.truncate(limit);
    found
}
