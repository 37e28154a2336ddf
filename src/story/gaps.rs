//! What the article does not say: an hour, an order, a place, an origin, an exact date that its events would need.

use super::build::is_day;
use super::{Certainty, Item, Kind, PlaceShape};
use crate::lang::{DateFormat, Words};
use crate::time::{Granularity, Moment};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::BTreeSet;

const MOST_GAPS: usize = 5;
/// No more than this of one sort, so that the list does not become a complaint about one thing.
const MOST_OF_A_SORT: usize = 2;

/// What the builder knows of an item's event: its hint, and whether it can be asked about by its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Hint {
    pub goes_somewhere: bool,
    pub has_origin: bool,
    /// Whether its sentence names a place where it may have happened, which no map could show.
    pub names_place: bool,
    /// Whether the label says what happened without the text around it.
    pub clear: bool,
}

/// The gaps in a fixed order of sorts: clock, order, place, origin, date; each by salience.
pub(super) fn gaps(items: &[Item], hints: &[Hint], words: &Words, format: &DateFormat) -> Vec<String> {
    let mut order: Vec<(&Item, Hint)> = items.iter().zip(hints.iter().copied()).collect();
    order.sort_by(|(a, _), (b, _)| b.salience.total_cmp(&a.salience).then(a.number.cmp(&b.number)));
    let clocked: BTreeSet<NaiveDate> = items.iter().filter_map(hour).map(|minute| minute.date()).collect();
    let sorts = [
        days(&order, &clocked, words, format),
        sites(&order, words),
        origins(&order, words),
        dates(&order, words, format),
    ];
    let mut queues: Vec<_> = sorts.into_iter().map(|sort| sort.into_iter().take(MOST_OF_A_SORT * 2)).collect();
    let mut seen = BTreeSet::new();
    let mut kept: Vec<(usize, String)> = Vec::new();
    // One of each sort first, then a second of each, so that no sort crowds out another.
    for round in 0..MOST_OF_A_SORT {
        for (sort, queue) in queues.iter_mut().enumerate() {
            // The first sort gives the clock and the order of one day together.
            for gap in queue.by_ref().take(if sort == 0 && round == 0 { 2 } else { 1 }) {
                if kept.len() < MOST_GAPS && seen.insert(gap.clone()) {
                    kept.push((sort, gap));
                }
            }
        }
    }
    kept.sort_by_key(|(sort, _)| *sort);
    kept.into_iter().map(|(_, gap)| gap).collect()
}

/// Whether an item is something that happens, rather than words or a possibility.
fn happens(item: &Item) -> bool {
    item.kind != Kind::Statement && !item.certainty.is_not_so() && item.certainty != Certainty::Possible
}

/// Whether a reader would ask at what place and hour it happened.
fn is_seen(item: &Item) -> bool {
    happens(item) && matches!(item.kind, Kind::Military | Kind::Meeting | Kind::Disaster)
}

/// When it happened, where the text gives an hour.
fn hour(item: &Item) -> Option<NaiveDateTime> {
    match item.bounds.earliest? {
        Moment::Minute(minute) => Some(minute),
        Moment::Day(_) => None,
    }
}

/// Whether one of the words that a row of the table lists, apart by `|`, stands in a text.
fn has_word(text: &str, words: &Words, key: &str) -> bool {
    let listed: BTreeSet<&str> = words.get(key).split('|').collect();
    let mut parts = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    parts.any(|part| listed.contains(part.as_str()))
}

/// Clock and order of days, the day with the most salient event first. Of a day with hours (`clocked`) the article says
/// when and in which order some events took place: only those without one are asked about, each by itself.
fn days(order: &[(&Item, Hint)], clocked: &BTreeSet<NaiveDate>, words: &Words, format: &DateFormat) -> Vec<String> {
    let mut days: Vec<(NaiveDate, Vec<&Item>)> = Vec::new();
    for (item, _) in order.iter().filter(|(item, _)| is_day(item) && happens(item)) {
        let Some(day) = item.bounds.earliest.map(|m| m.day()) else { continue };
        match days.iter_mut().find(|(known, _)| *known == day) {
            Some((_, group)) => group.push(item),
            None => days.push((day, vec![item])),
        }
    }
    let mut out = Vec::new();
    for (day, group) in &days {
        let printed = format.day(*day);
        match group.as_slice() {
            _ if clocked.contains(day) => {
                let asked = group.iter().find(|item| is_seen(item));
                out.extend(asked.map(|item| words.fill("gap-clock-one", &[&item.label, &printed])));
                continue;
            }
            [only] if is_seen(only) => out.push(words.fill("gap-clock-one", &[&only.label, &printed])),
            [_] => {}
            _ => out.push(words.fill("gap-clock", &[&printed])),
        }
        let numbers: BTreeSet<u32> = group.iter().map(|item| item.number).collect();
        let placed = |item: &&&Item| {
            let stated = item.relations.iter().any(|relation| numbers.contains(&relation.other));
            stated || group.iter().any(|other| other.relations.iter().any(|relation| relation.other == item.number))
        };
        if group.len() > 1 && !group.iter().all(|item| placed(&item)) {
            out.push(words.fill("gap-order", &[&printed]));
        }
    }
    out
}

/// Places that are only a country, and events without a place.
fn sites(order: &[(&Item, Hint)], words: &Words) -> Vec<String> {
    let mut out = Vec::new();
    for (item, hint) in order.iter().filter(|(item, hint)| is_seen(item) && hint.clear) {
        let sites: Vec<_> = item.places.iter().filter(|place| !place.destination).collect();
        match sites.first() {
            // What a place no map knows is named by (`masuk ke kamar mesin`) is a place that the article says.
            None if hint.names_place || has_word(&item.label, words, "place-words") => {}
            None if item.places.is_empty() => out.push(words.fill("gap-site", &[&item.label])),
            Some(place) if sites.iter().all(|place| place.shape == PlaceShape::Country) => {
                out.push(words.fill("gap-place", &[&place.name]));
            }
            _ => {}
        }
    }
    out
}

/// Where hints began.
fn origins(order: &[(&Item, Hint)], words: &Words) -> Vec<String> {
    let open = order.iter().filter(|(item, hint)| {
        hint.goes_somewhere && !hint.has_origin && hint.clear && happens(item) && item.kind == Kind::Meeting
    });
    let open = open.filter(|(item, _)| item.origins.is_empty() && !has_word(&item.label, words, "origin-words"));
    open.map(|(item, _)| words.fill("gap-origin", &[&item.label])).collect()
}

/// Dates that are coarser than a day, and events without one.
fn dates(order: &[(&Item, Hint)], words: &Words, format: &DateFormat) -> Vec<String> {
    let mut out = Vec::new();
    for (item, _) in order.iter().filter(|(item, hint)| happens(item) && hint.clear) {
        // What goes on from a day is dated, though it has no end.
        let dated = item.bounds.earliest.is_some() && (item.bounds.latest.is_some() || item.since.is_some());
        if dated && !is_day(item) && item.granularity > Granularity::Day {
            out.push(words.fill("gap-coarse", &[&item.label, &item.dated(format, item.granularity)]));
        } else if !dated && is_seen(item) {
            out.push(words.fill("gap-undated", &[&item.label]));
        }
    }
    out
}

#[cfg(test)]
#[path = "gaps_tests.rs"]
mod tests;
