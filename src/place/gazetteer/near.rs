//! The places about a point: a look at every row, which takes milliseconds and needs no further index.

use super::{Gazetteer, index};
use geo::{Distance, Haversine, Point};

const METRES: f64 = 1000.0;

/// Rows by their distance from a point in kilometres; at the same distance the better known row comes first.
pub(super) fn rows(gazetteer: &Gazetteer, point: Point<f64>, limit: usize) -> Vec<(u32, f64)> {
    let user = gazetteer.user.as_ref();
    let lies = |row: u32| match user.and_then(|user| user.place(row)) {
        Some(place) => place.point,
        None => index::point(row),
    };
    let all = (0..index::len()).chain(user.into_iter().flat_map(|user| user.rows()));
    let heard = all.filter(|row| user.is_none_or(|user| !user.is_silent(*row)));
    let mut found: Vec<(u32, f64)> =
        heard.filter_map(|row| Some((row, Haversine.distance(point, lies(row)?) / METRES))).collect();
    found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    found.truncate(limit);
    found
}
