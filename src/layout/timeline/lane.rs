//! Which events stand in which lane.

use super::Desk;
use crate::layout::mark::tone;
use crate::scene::Tone;
use crate::story::{Item, Kind, Story};

/// What the lanes of a timeline tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The kind of event, as the hues do.
    Category,
    /// Who took part.
    Actor,
    /// Who tells it: the article, or within one article whom it quotes.
    Source,
}

impl By {
    /// Key of the section's label.
    pub fn heading(self) -> &'static str {
        match self {
            By::Category => "by-category",
            By::Actor => "by-actor",
            By::Source => "by-source",
        }
    }
}

/// More lanes than this are hard to compare; the rarest share the last one.
const MOST_LANES: usize = 8;

/// One lane; it is never empty.
pub(super) struct Lane<'s> {
    pub heading: String,
    pub ink: Tone,
    /// Events that are told here.
    pub items: Vec<&'s Item>,
    /// Events that belong here too and are told in an earlier lane.
    pub again: Vec<&'s Item>,
}

/// The lanes in order; what no lane of its own holds comes last.
pub(super) fn lanes<'s>(desk: &Desk, story: &'s Story, by: By) -> Vec<Lane<'s>> {
    match by {
        By::Category => kinds(desk, story),
        By::Actor => {
            let names = |item: &Item| item.who.clone();
            named(desk, story, names, ("lane-no-actor", "lane-other-actors"))
        }
        By::Source if story.sources.len() > 1 => {
            let names = |item: &Item| story.sources.get(item.source).cloned().into_iter().collect();
            named(desk, story, names, ("lane-no-source", "lane-other-sources"))
        }
        By::Source => {
            let names = |item: &Item| item.attribution.clone().into_iter().collect();
            named(desk, story, names, ("lane-no-source", "lane-other-sources"))
        }
    }
}

fn kinds<'s>(desk: &Desk, story: &'s Story) -> Vec<Lane<'s>> {
    let all = [
        (Kind::Military, "kind-military"),
        (Kind::Meeting, "kind-meeting"),
        (Kind::Statement, "kind-statement"),
        (Kind::Disaster, "kind-disaster"),
        (Kind::Other, "kind-other"),
    ];
    let lane = |(kind, key): (Kind, &str)| Lane {
        heading: desk.words.get(key).to_string(),
        ink: tone(kind),
        items: story.items.iter().filter(|item| item.kind == kind).collect(),
        again: Vec::new(),
    };
    all.into_iter().map(lane).filter(|lane| !lane.items.is_empty()).collect()
}

/// Two spellings of a name that differ in case only are one.
fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// A lane for each name, the commonest first; then the events that name nobody, then those of the rare names.
fn named<'s>(
    desk: &Desk,
    story: &'s Story,
    names: impl Fn(&Item) -> Vec<String>,
    (none, other): (&str, &str),
) -> Vec<Lane<'s>> {
    let mut found: Vec<(String, Vec<&'s Item>)> = Vec::new();
    let mut nameless: Vec<&'s Item> = Vec::new();
    for item in &story.items {
        let mut of: Vec<String> = names(item).into_iter().filter(|name| !name.trim().is_empty()).collect();
        of.dedup_by_key(|name| key(name));
        if of.is_empty() {
            nameless.push(item);
        }
        for name in of {
            match found.iter_mut().find(|(known, _)| key(known) == key(&name)) {
                Some((_, items)) if items.iter().any(|known| known.number == item.number) => {}
                Some((_, items)) => items.push(item),
                None => found.push((name, vec![item])),
            }
        }
    }
    // The sort is stable: names that are as common stay in the order of the text.
    found.sort_by_key(|(_, items)| std::cmp::Reverse(items.len()));
    let rare = if found.len() > MOST_LANES { found.split_off(MOST_LANES - 1) } else { Vec::new() };
    let mut lanes: Vec<(String, Vec<&Item>)> = found.into_iter().map(|(name, items)| (capital(&name), items)).collect();
    lanes.push((desk.words.get(none).to_string(), nameless));
    let mut rest: Vec<&Item> = rare.into_iter().flat_map(|(_, items)| items).collect();
    rest.sort_by_key(|item| item.number);
    rest.dedup_by_key(|item| item.number);
    lanes.push((desk.words.get(other).to_string(), rest));
    told_once(lanes)
}

fn capital(name: &str) -> String {
    let mut letters = name.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Each event is told in the first lane that holds it and only numbered in the others.
fn told_once(all: Vec<(String, Vec<&Item>)>) -> Vec<Lane<'_>> {
    let mut told: Vec<u32> = Vec::new();
    let mut lanes = Vec::new();
    for (heading, held) in all.into_iter().filter(|(_, held)| !held.is_empty()) {
        let (again, items): (Vec<&Item>, Vec<&Item>) = held.into_iter().partition(|item| told.contains(&item.number));
        told.extend(items.iter().map(|item| item.number));
        lanes.push(Lane { heading, ink: Tone::Ink, items, again });
    }
    lanes
}
