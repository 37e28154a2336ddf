//! Folding: on a page of fixed height the least salient items give way and are only counted.

use crate::error::Error;
use crate::story::{Item, Story};
use std::collections::BTreeSet;

/// Folding this part of the items changes a page less than another layout does.
const FEW_FOLDED: f64 = 0.2;

/// The story without its folded items, for the map.
pub(super) fn shown(story: &Story, folded: &BTreeSet<u32>) -> Story {
    let mut story = story.clone();
    story.items.retain(|item| !folded.contains(&item.number));
    story
}

/// The items that may fold, in the order in which they do.
///
/// The least salient go first, but what a relation ties and the last item of a date go after all others. A poster
/// has room for the most salient items only.
fn candidates(story: &Story, kind: Fold, kept: usize) -> Vec<u32> {
    let tied: BTreeSet<u32> = story
        .items
        .iter()
        .flat_map(|item| item.relations.iter().flat_map(move |relation| [item.number, relation.other]))
        .collect();
    let mut ranked: Vec<&Item> = story.items.iter().collect();
    ranked.sort_by(|a, b| a.salience.total_cmp(&b.salience).then(b.number.cmp(&a.number)));
    // The most salient never fold.
    let most = story.items.len().saturating_sub(kept);
    ranked.truncate(most);
    if kind == Fold::Poster {
        return ranked.iter().map(|item| item.number).collect();
    }
    let (mut first, mut second): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    for item in ranked {
        let alike = |other: &&Item| other.bounds == item.bounds && other.number != item.number;
        let stays = story.items.iter().filter(alike).any(|other| !first.contains(&other.number));
        let group = if stays && !tied.contains(&item.number) { &mut first } else { &mut second };
        group.push(item.number);
    }
    first.append(&mut second);
    let part = match kind {
        Fold::Few => FEW_FOLDED,
        // Further pages take what folds.
        Fold::Page | Fold::Poster => 1.0,
    };
    first.truncate(((story.items.len() as f64 * part) as usize).min(most));
    first
}

/// What is folded for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fold {
    /// A few, before another layout is tried.
    Few,
    /// A page of fixed height.
    Page,
    Poster,
}

/// The fewest items to fold so that the rest fits the room, but never the `kept` most salient; none where folding does
/// not help.
pub(super) fn fold(
    story: &Story,
    room: Option<f64>,
    (kind, kept): (Fold, usize),
    height: impl Fn(&BTreeSet<u32>) -> Result<f64, Error>,
) -> Result<BTreeSet<u32>, Error> {
    let Some(room) = room else { return Ok(BTreeSet::new()) };
    let none = BTreeSet::new();
    if height(&none)? <= room {
        return Ok(none);
    }
    let order = candidates(story, kind, kept);
    let first = |count: usize| -> BTreeSet<u32> { order.iter().take(count).copied().collect() };
    if height(&first(order.len()))? > room {
        // A page that is too long even so still shows as little as it may.
        return Ok(if kind == Fold::Few { none } else { first(order.len()) });
    }
    // The more items fold the lower the rest: halving finds the fewest.
    let (mut low, mut high) = (0, order.len());
    while low + 1 < high {
        let middle = (low + high) / 2;
        if height(&first(middle))? <= room { high = middle } else { low = middle }
    }
    Ok(first(high))
}
