//! Coverage of one happening in several articles becomes one event: what speaks for it is counted and kept as
//! reasons, and anything that speaks against it keeps two events apart.

use super::Analysed;
use super::alike::{self, Leads, overlap};
use crate::event::{Basis, Category, Event, Modality};
use crate::place::{Place, PlaceClass, PlaceMention, Precision, Role};
use crate::time::Bounds;
use chrono::NaiveDate;
use geo::{Distance, Haversine};
use std::collections::{BTreeMap, BTreeSet};

/// Points that two events need to be one.
const ENOUGH: u32 = 4;
/// Share of the shorter sentence's words from which two sentences tell the same with other words.
const SAME_WORDS: f64 = 0.5;
/// Share from which one sentence is the other one, as agencies' customers print it.
const SAME_SENTENCE: f64 = 0.9;
/// Words that a sentence needs before its words say anything.
const LEAST_WORDS: usize = 4;
/// Likeness of title and lead from which two articles are about one thing.
const ALIKE: f64 = 0.25;
/// Within this distance a district, its seat and a building in it are one place to two reporters.
const NEAR_METRES: f64 = 25_000.0;
/// Two buildings farther apart are two places.
const SITE_METRES: f64 = 2_000.0;

/// What a further article that tells an event adds to its salience.
const CONFIRMED: f64 = 0.02;

/// The reason for two events being one where an editor says so.
pub const BY_EDITOR: &str = "an editor's decision";

/// An event by its document and its index there.
pub type Key = (usize, usize);

/// What the articles of one story tell together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ties {
    /// For each document the earlier one of which it is a copy with few changes.
    pub copies: Vec<Option<usize>>,
    /// The first telling of a happening, and its later tellings in other documents with the reasons.
    groups: BTreeMap<Key, Vec<(Key, Vec<&'static str>)>>,
    first: BTreeMap<Key, Key>,
}

impl Ties {
    /// Why and with which first telling an event of another document is one.
    pub fn tie(&self, key: Key) -> Option<(Key, &[&'static str])> {
        let first = *self.first.get(&key)?;
        let (_, why) = self.groups.get(&first)?.iter().find(|(member, _)| *member == key)?;
        Some((first, why))
    }

    /// The later tellings of an event in other documents.
    pub fn members(&self, key: Key) -> impl Iterator<Item = Key> + '_ {
        self.groups.get(&key).into_iter().flatten().map(|(member, _)| *member)
    }

    /// The events that several documents tell, at their first telling.
    pub fn firsts(&self) -> impl Iterator<Item = Key> + '_ {
        self.groups.keys().copied()
    }

    /// Takes up what an editor states to be one.
    fn state(&mut self, documents: &[Analysed]) {
        let stated = documents.iter().enumerate();
        let stated = stated.flat_map(|(d, document)| document.stated.same.iter().map(move |(e, to)| ((d, *e), *to)));
        for (member, to) in stated.collect::<Vec<_>>() {
            let first = self.root(documents, to);
            if first != member {
                self.first.insert(member, first);
                self.groups.entry(first).or_default().push((member, vec![BY_EDITOR]));
            }
        }
    }

    /// The articles with each common event at its first telling as all of them know it; later tellings point at it
    /// through [`Ties::tie`].
    pub(super) fn joined(&self, documents: &[Analysed]) -> Vec<Analysed> {
        let mut out = documents.to_vec();
        for first in self.firsts() {
            let tellings = || self.members(first).filter_map(|(d, e)| documents.get(d)?.events.get(e));
            let Some(event) = out.get_mut(first.0).and_then(|d| d.events.get_mut(first.1)) else { continue };
            let edited = |(d, e): Key| documents.get(d).is_some_and(|document| document.stated.edited.contains(&e));
            let by_editor = edited(first);
            // What one article foresaw, the other tells as done.
            if !by_editor
                && event.modality == Modality::Planned
                && let Some(done) = tellings().find(|e| e.modality == Modality::Asserted)
            {
                event.modality = done.modality;
                event.label.clone_from(&done.label);
                event.places.clone_from(&done.places);
            }
            let read = |e: &Event| matches!(e.when.basis, Basis::Own | Basis::Clause | Basis::Edit);
            if let Some(better) = tellings().find(|e| e.when.basis == Basis::Edit).filter(|_| !by_editor) {
                event.when = better.when.clone();
            }
            if let Some(better) = tellings().find(|e| read(e)).filter(|_| !read(event)) {
                event.when = better.when.clone();
            }
            if event.places.is_empty()
                && !by_editor
                && let Some(better) = tellings().find(|e| !e.places.is_empty())
            {
                event.places.clone_from(&better.places);
            }
            let most = tellings().map(|e| e.salience).fold(event.salience, f64::max);
            event.salience = (most + CONFIRMED * tellings().count() as f64).min(1.0);
        }
        out
    }

    /// The event that stands for `key`: the first telling, in its document and among the documents.
    pub fn root(&self, documents: &[Analysed], key: Key) -> Key {
        let event = documents.get(key.0).and_then(|d| d.events.get(key.1));
        let own = (key.0, event.and_then(|e| e.same_as).unwrap_or(key.1));
        self.first.get(&own).copied().unwrap_or(own)
    }
}

/// What merging knows of one event.
struct Told<'a> {
    key: Key,
    event: &'a Event,
    words: BTreeSet<String>,
    /// The words of the name of each who takes part.
    who: Vec<BTreeSet<String>>,
    days: (Option<NaiveDate>, Option<NaiveDate>),
    site: Option<(&'a Place, Precision)>,
    around: &'a Around<'a>,
}

/// The places that a document speaks of.
struct Around<'a> {
    /// First-level divisions.
    divisions: BTreeSet<&'a str>,
    /// Places smaller than a first-level division.
    towns: BTreeSet<&'a str>,
}

/// Finds the events that several documents tell.
pub fn tie(documents: &[Analysed]) -> Ties {
    if documents.len() < 2 {
        return Ties { copies: vec![None; documents.len()], ..Ties::default() };
    }
    let mut ties = Ties { copies: alike::copies(documents), ..Ties::default() };
    let leads = Leads::of(documents);
    let around: Vec<Around<'_>> = documents.iter().map(spoken_of).collect();
    let mut groups: Vec<Vec<Told<'_>>> = Vec::new();
    // Only events with a root in common are ever compared, so that an archive costs no square of its size.
    let mut roots: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (number, document) in documents.iter().enumerate() {
        let Some(around) = around.get(number) else { continue };
        let mut events = told(number, document, around);
        events.retain(|event| {
            let (_, index) = event.key;
            !document.stated.apart.contains(&index) && !document.stated.same.contains_key(&index)
        });
        let mut pairs = Vec::new();
        for (at, event) in events.iter().enumerate() {
            let near: BTreeSet<usize> = keys(event).iter().filter_map(|k| roots.get(k)).flatten().copied().collect();
            for group in near {
                let Some(members) = groups.get(group) else { continue };
                if let Some((score, why)) = fit(members, event, &leads, &ties.copies) {
                    pairs.push((std::cmp::Reverse(score), group, at, why));
                }
            }
        }
        pairs.sort();
        let mut taken: BTreeMap<usize, (usize, Vec<&'static str>)> = BTreeMap::new();
        for (_, group, at, why) in pairs {
            // An article tells one happening in one chain: a group takes one event of it, the best.
            if !taken.contains_key(&at) && taken.values().all(|(other, _)| *other != group) {
                taken.insert(at, (group, why));
            }
        }
        for (at, event) in events.into_iter().enumerate() {
            let group = taken.remove(&at).map(|(group, why)| {
                if let Some(first) = groups.get(group).and_then(|g| g.first()).map(|t| t.key) {
                    ties.first.insert(event.key, first);
                    ties.groups.entry(first).or_default().push((event.key, why));
                }
                group
            });
            let group = group.unwrap_or(groups.len());
            for key in keys(&event) {
                roots.entry(key).or_default().insert(group);
            }
            match groups.get_mut(group) {
                Some(members) => members.push(event),
                None => groups.push(vec![event]),
            }
        }
    }
    ties.state(documents);
    ties
}

fn spoken_of(document: &Analysed) -> Around<'_> {
    let named = || {
        let counts = |p: &&PlaceMention| !matches!(p.role, Role::Affiliation | Role::Metonym | Role::Bloc);
        document.places.iter().filter(counts).filter_map(|p| p.place.as_ref())
    };
    let town = |p: &&Place| !matches!(p.class, PlaceClass::Country | PlaceClass::Admin1) && p.admin1.is_some();
    Around {
        divisions: named().filter_map(|p| p.admin1.as_deref()).collect(),
        towns: named().filter(town).map(|p| p.id.as_str()).collect(),
    }
}

/// The events of a document that tell something first in it.
fn told<'a>(number: usize, document: &'a Analysed, around: &'a Around<'a>) -> Vec<Told<'a>> {
    let article = &document.article;
    let first = document.events.iter().enumerate().filter(|(_, e)| e.same_as.is_none() && e.headline.is_none());
    first
        .map(|(index, event)| {
            let sentence = article.sentences.get(event.sentence).map_or("", |s| s.span.of(&article.text));
            let site = event.places.iter().find(|w| w.role == Role::EventSite).or(event.places.first());
            let Bounds { earliest, latest } = event.when.bounds;
            Told {
                key: (number, index),
                event,
                words: alike::words(sentence),
                who: event.who.iter().map(|actor| parts(&actor.name)).collect(),
                days: (earliest.map(|m| m.day()), latest.map(|m| m.day())),
                site: site.map(|w| (&w.place, w.precision)),
                around,
            }
        })
        .collect()
}

/// By what an event can be found: the roots of its verb and of the noun that is its subject; a speech by its speaker.
fn keys(told: &Told<'_>) -> Vec<String> {
    let event = told.event;
    if event.family.is_empty() {
        return event.who.iter().filter_map(|a| a.name.split_whitespace().last()).map(str::to_lowercase).collect();
    }
    std::iter::once(event.family).chain(event.kin).map(str::to_string).collect()
}

/// The best reasons for taking an event into a group; `None` where one member speaks against it.
fn fit(
    group: &[Told<'_>],
    event: &Told<'_>,
    leads: &Leads,
    copies: &[Option<usize>],
) -> Option<(u32, Vec<&'static str>)> {
    let mut best: Option<(u32, Vec<&'static str>)> = None;
    for member in group {
        if contradicts(member, event) {
            return None;
        }
        let (a, b) = (member.key.0, event.key.0);
        let copy = copies.get(b).copied().flatten().is_some_and(|of| of == a || copies.get(a) == Some(&Some(of)));
        let found = reasons(member, event, leads.likeness(a, b) >= ALIKE, copy);
        best = best.max(found);
    }
    best.filter(|(score, _)| *score >= ENOUGH)
}

/// Whether two events cannot be one.
fn contradicts(a: &Told<'_>, b: &Told<'_>) -> bool {
    let certainty = |m: Modality| match m {
        Modality::Asserted | Modality::Background => 0,
        Modality::Planned => 1,
        Modality::ReportedPossible => 2,
        Modality::Denied => 3,
    };
    let before = |x: &Told<'_>, y: &Told<'_>| x.days.1.zip(y.days.0).is_some_and(|(end, start)| end < start);
    let (here, there) = (&a.around.divisions, &b.around.divisions);
    let elsewhere = here.is_disjoint(there) && !here.is_empty() && !there.is_empty();
    let strangers = !a.event.who.is_empty() && !b.event.who.is_empty() && !shares(a, b);
    // `Banjir merendam …` and `Banjir` are one; a flood that kills and a flood that cuts a road off are two.
    let of = |x: &Event, y: &Event| x.family == y.family || y.kin == Some(x.family);
    let kinds = !of(a.event, b.event) && !of(b.event, a.event);
    kinds
        || a.event.negated != b.event.negated
        || a.event.family.is_empty() != b.event.family.is_empty()
        || certainty(a.event.modality) != certainty(b.event.modality) && !fulfilled(a, b)
        || before(a, b)
        || before(b, a)
        || strangers
        || match (a.site, b.site) {
            (Some(x), Some(y)) => nearness(x, y) == Nearness::Apart,
            _ => elsewhere,
        }
}

fn parts(name: &str) -> BTreeSet<String> {
    name.split_whitespace().map(str::to_lowercase).collect()
}

/// Whether somebody takes part in both; a short name is part of a long one.
fn shares(a: &Told<'_>, b: &Told<'_>) -> bool {
    let same = |x: &BTreeSet<String>, y: &BTreeSet<String>| {
        !x.is_empty() && !y.is_empty() && (x.is_subset(y) || y.is_subset(x))
    };
    a.who.iter().any(|x| b.who.iter().any(|y| same(x, y)))
}

/// Whether one article foresees on a day what the other tells as done on it, by the same person.
fn fulfilled(a: &Told<'_>, b: &Told<'_>) -> bool {
    let kinds = [a.event.modality, b.event.modality];
    let same_day = a.days.0.is_some() && a.days.0 == b.days.0;
    kinds.contains(&Modality::Planned) && kinds.contains(&Modality::Asserted) && same_day && shares(a, b)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nearness {
    Same,
    Near,
    /// One may lie in the other.
    Open,
    Apart,
}

/// How two sites stand to each other.
fn nearness(a: (&Place, Precision), b: (&Place, Precision)) -> Nearness {
    let ((one, fine), (two, other)) = (a, b);
    if one.id == two.id {
        return Nearness::Same;
    }
    let wide = |p: &Place| matches!(p.class, PlaceClass::Country | PlaceClass::Admin1);
    let country = one.country.is_some() && one.country == two.country;
    if wide(one) || wide(two) {
        let whole = one.class == PlaceClass::Country || two.class == PlaceClass::Country;
        let inside = country && (whole || one.admin1 == two.admin1);
        return if inside { Nearness::Open } else { Nearness::Apart };
    }
    let (Some(x), Some(y)) = (one.point, two.point) else { return Nearness::Open };
    let metres = Haversine.distance(x, y);
    let both_exact = fine == Precision::Point && other == Precision::Point;
    match metres <= if both_exact { SITE_METRES } else { NEAR_METRES } {
        true => Nearness::Near,
        false => Nearness::Apart,
    }
}

/// What speaks for two events being one, with the sum of its points. Time counts, but closes no door by itself.
fn reasons(a: &Told<'_>, b: &Told<'_>, alike: bool, copy: bool) -> Option<(u32, Vec<&'static str>)> {
    let mut score = 0;
    let mut why = Vec::new();
    let mut count = |points: u32, reason: &'static str| {
        score += points;
        why.push(reason);
    };
    let speech = a.event.family.is_empty();
    let common = overlap(&a.words, &b.words);
    let worded = a.words.len().min(b.words.len()) >= LEAST_WORDS;
    let (same_words, same_sentence) = (worded && common >= SAME_WORDS, worded && common >= SAME_SENTENCE);
    let person = shares(a, b);
    let day = a.days.0.is_some() && a.days == b.days && a.days.0 == a.days.1;
    count(0, if speech { "same speaker" } else { "same kind of event" });
    let begins = a.days.0.is_some() && a.days.0 == b.days.0;
    if day {
        count(2, "same day");
    } else if begins {
        count(1, "beginning on the same day");
    }
    if fulfilled(a, b) {
        count(0, "foreseen in one, done in the other");
    }
    let placed = match a.site.zip(b.site).map(|(x, y)| nearness(x, y)) {
        Some(Nearness::Same) => Some((2, "same place")),
        Some(Nearness::Near) => Some((1, "places near each other")),
        _ => None,
    };
    if let Some((points, reason)) = placed {
        count(points, reason);
    }
    if person && !speech {
        count(2, "same participant");
    }
    if same_sentence {
        count(2, "the same sentence");
    } else if same_words {
        count(1, "the same words");
    }
    if copy {
        count(1, "one article copies the other");
    } else if alike {
        count(1, "articles about the same");
    } else if !a.around.towns.is_disjoint(&b.around.towns) {
        count(1, "articles about the same place");
    }
    // A quake or a flood is known by its day and place; arrests, visits and words of one day are many, and only who
    // took part or what was said tells them apart.
    let known = a.event.category == Category::Disaster && begins && placed.is_some();
    let enough = if speech { person && same_words } else { person || same_words || known };
    enough.then_some((score, why))
}
