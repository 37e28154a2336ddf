//! Looking a name up as a reader would type it: the same name, then names that begin so, then names with other letters.

use super::Gazetteer;
use std::collections::BTreeSet;

/// Letters that may be wrong in a name of at least so many: a swap of neighbours counts once.
const SLIPS: [(usize, usize); 3] = [(11, 3), (7, 2), (4, 1)];

/// How many letters may be wrong. In a shorter name every letter counts: "Ulm" is no "Elm".
fn allowed(letters: usize) -> usize {
    SLIPS.iter().find(|(from, _)| letters >= *from).map_or(0, |(_, slips)| *slips)
}

/// Rows whose name is like `query`, best first, at most `limit`.
pub(super) fn rows(gazetteer: &Gazetteer, query: &str, limit: usize) -> Vec<u32> {
    let key = Gazetteer::fold(query);
    if key.is_empty() {
        return Vec::new();
    }
    let (letters, slips) = (key.chars().count(), allowed(key.chars().count()));
    // Rows are numbered best known first, so a sorted set of them is a ranking.
    let (mut begun, mut alike) = (BTreeSet::new(), BTreeSet::new());
    gazetteer.each_name(|name, value| {
        let rows = || gazetteer.entries(name, value).into_iter().map(|entry| entry.row);
        if name.starts_with(&key) {
            begun.extend(rows());
        } else if slips > 0 && name.chars().count().abs_diff(letters) <= slips {
            let wrong = strsim::osa_distance(name, &key);
            if wrong <= slips {
                // Few slip in the first letter.
                let first = name.chars().next() != key.chars().next();
                alike.extend(rows().map(|row| (wrong, first, row)));
            }
        }
    });
    let same = gazetteer.lookup(query).into_iter().map(|entry| entry.row);
    let mut seen = BTreeSet::new();
    let ranked = same.chain(begun).chain(alike.into_iter().map(|(_, _, row)| row));
    ranked.filter(|row| seen.insert(*row)).take(limit).collect()
}
