//! Looking a name up as a reader would type it: the same name, then its beginnings, then its likes.

use super::{Gazetteer, index};
use fst::{Automaton, IntoStreamer, Streamer, automaton::Str};
use std::collections::BTreeSet;

/// Below this similarity a name is not offered as a guess.
const GUESS: f64 = 0.85;
/// A guess may be so many letters longer or shorter.
const SLACK: usize = 3;

/// Rows whose name is like `query`, best first, at most `limit`.
pub(super) fn rows(gazetteer: &Gazetteer, query: &str, limit: usize) -> Vec<u32> {
    let key = Gazetteer::fold(query);
    if key.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<u32> = gazetteer.lookup(query).iter().map(|entry| entry.row).collect();
    // Rows are numbered best known first, so a sorted set of them is a ranking.
    let mut begun = BTreeSet::new();
    let mut names = gazetteer.names.search(Str::new(&key).starts_with()).into_stream();
    while let Some((_, value)) = names.next() {
        begun.extend(index::entries(value).iter().map(|entry| entry.row));
    }
    found.extend(begun);
    if found.is_empty() {
        found = alike(gazetteer, &key);
    }
    let mut seen = BTreeSet::new();
    found.retain(|row| seen.insert(*row));
    found.truncate(limit);
    found
}

fn alike(gazetteer: &Gazetteer, key: &str) -> Vec<u32> {
    let length = key.chars().count();
    let mut scored: Vec<(f64, u64)> = Vec::new();
    let mut names = gazetteer.names.stream();
    while let Some((name, value)) = names.next() {
        let Ok(name) = std::str::from_utf8(name) else { continue };
        if name.chars().count().abs_diff(length) <= SLACK {
            let score = strsim::jaro_winkler(name, key);
            if score >= GUESS {
                scored.push((score, value));
            }
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().flat_map(|(_, value)| index::entries(value)).map(|entry| entry.row).collect()
}
