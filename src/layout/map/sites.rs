//! What the map shows of a story: one site per place, with the numbers of its events.

use crate::carto::distance;
use crate::layout::mark::tone;
use crate::scene::Tone;
use crate::story::{Certainty, Item, ItemPlace, Kind, PlaceShape, Story};
use geo::Coord;

/// A regency whose box is not known lies around spots within this angle of its seat, in degrees: some 15 km.
const WITHIN: f64 = 0.135;
/// A spot within so many degrees of a water's box lies at its shore.
const SHORE: f64 = 0.3;

/// A place with the events that happened there.
pub(super) struct Site<'s> {
    pub place: &'s ItemPlace,
    pub items: Vec<&'s Item>,
    /// It is only where somebody goes, in every one of its events.
    pub destination: bool,
    /// It is only where somebody set out: its name is written, and no event is marked.
    pub origin: bool,
}

/// A way that the text states from end to end.
pub(super) struct Route<'s> {
    pub item: &'s Item,
    /// Indices of the sites at its ends.
    pub from: usize,
    pub to: usize,
}

impl<'s> Site<'s> {
    pub fn is_pin(&self) -> bool {
        self.place.shape == PlaceShape::Pin && self.place.point.is_some()
    }

    /// The place's point in degrees.
    pub fn point(&self) -> Option<Coord<f64>> {
        self.place.point.map(|p| p.0)
    }

    /// How firmly the events of the site stand: as firm as the firmest of them.
    pub fn certainty(&self) -> Certainty {
        let rank = |certainty: Certainty| match certainty {
            Certainty::Asserted => 0,
            Certainty::Planned => 1,
            Certainty::Possible => 2,
            Certainty::Background => 3,
            Certainty::Denied | Certainty::Negated | Certainty::Refuted => 4,
        };
        self.items.iter().map(|item| item.certainty).min_by_key(|c| rank(*c)).unwrap_or(Certainty::Background)
    }

    /// The tone of the most salient event.
    pub fn tone(&self) -> Tone {
        let most = self.items.iter().max_by(|a, b| a.salience.total_cmp(&b.salience).then(b.number.cmp(&a.number)));
        most.map_or(Tone::KindOther, |item| tone(item.kind))
    }

    /// How much the site decides where the map looks.
    pub fn weight(&self) -> f64 {
        let each = |item: &&Item| match item.certainty {
            Certainty::Asserted => 1.0,
            Certainty::Planned | Certainty::Possible => 0.6,
            Certainty::Background | Certainty::Denied | Certainty::Negated | Certainty::Refuted => 0.3,
        };
        self.items.iter().map(each).sum::<f64>() * if self.is_pin() { 2.0 } else { 1.0 }
    }

    /// The numbers as the `data-events` attribute holds them.
    pub fn numbers(&self) -> String {
        let numbers: Vec<String> = self.items.iter().map(|item| item.number.to_string()).collect();
        numbers.join(" ")
    }

    /// `pin` or `area`, and the certainty where it is not plain.
    pub fn class(&self) -> String {
        if self.origin {
            return "origin".to_string();
        }
        let mut class = String::from(if self.is_pin() { "pin" } else { "area" });
        if self.destination {
            class.push_str(" destination");
        }
        class.push_str(match self.certainty() {
            Certainty::Asserted => "",
            Certainty::Planned => " planned",
            Certainty::Possible => " possible",
            Certainty::Background => " background",
            Certainty::Denied => " denied",
            Certainty::Negated => " negated",
            Certainty::Refuted => " refuted",
        });
        class
    }

    /// Name and events, for readers that point at the mark.
    pub fn title(&self) -> String {
        if self.origin {
            return self.place.name.clone();
        }
        let events: Vec<String> = self.items.iter().map(|item| format!("{}. {}", item.number, item.label)).collect();
        format!("{} – {}", self.place.name, events.join("; "))
    }
}

/// Whether an area is the one that a pin lies in. One of another place is a second site of the event, and would be lost.
fn lies_around(area: &ItemPlace, pin: &ItemPlace) -> bool {
    let Some(spot) = pin.point.map(|p| p.0) else { return false };
    let boxed = |slack: f64| {
        let holds = |low: f64, at: f64, high: f64| (low - slack..=high + slack).contains(&at);
        area.bbox.map(|b| holds(b.min().x, spot.x, b.max().x) && holds(b.min().y, spot.y, b.max().y))
    };
    match area.shape {
        PlaceShape::Country => pin.country == area.country,
        PlaceShape::Admin1 => pin.admin1.is_some() && pin.admin1 == area.admin1,
        // A harbour at a strait stands for the strait.
        PlaceShape::Water => boxed(SHORE).unwrap_or(true),
        PlaceShape::Region | PlaceShape::Pin => boxed(0.0).unwrap_or_else(|| {
            pin.country == area.country && area.point.is_some_and(|p| distance(p.0, spot) <= WITHIN)
        }),
    }
}

/// The sites of a story in the order of their first event. An event with a pin tints no area around the pin, since the
/// pin says more; a country that it only goes to is kept, and so is an area elsewhere.
pub(super) fn collect(story: &Story) -> Vec<Site<'_>> {
    let mut sites: Vec<Site<'_>> = Vec::new();
    for item in &story.items {
        let pinned: Vec<&ItemPlace> = item.places.iter().filter(|p| p.shape == PlaceShape::Pin).collect();
        for place in &item.places {
            let around = |pin: &&ItemPlace| lies_around(place, pin);
            if place.shape != PlaceShape::Pin && !place.destination && pinned.iter().any(around) {
                continue;
            }
            let drawable = place.point.is_some() || place.bbox.is_some() || place.shape == PlaceShape::Country;
            if !drawable {
                continue;
            }
            match sites.iter_mut().find(|site| site.place.id == place.id) {
                Some(site) => {
                    if !site.items.iter().any(|other| other.number == item.number) {
                        site.items.push(item);
                    }
                    site.destination &= place.destination;
                }
                None => sites.push(Site { place, items: vec![item], destination: place.destination, origin: false }),
            }
        }
    }
    sites
}

/// The one place of a list that a route can end at: a pin before an area, and nothing where two would do.
fn single<'s>(places: impl Iterator<Item = &'s ItemPlace> + Clone) -> Option<&'s ItemPlace> {
    let one = |mut of: Box<dyn Iterator<Item = &'s ItemPlace> + '_>| of.next().filter(|_| of.next().is_none());
    let pins = places.clone().filter(|p| p.shape == PlaceShape::Pin && p.point.is_some());
    if pins.clone().next().is_some() { one(Box::new(pins)) } else { one(Box::new(places)) }
}

/// Where the way of an event starts: at its one stated origin, or else, for one that tells of meeting and travel, at the
/// one spot where it happened.
fn start_of(item: &Item) -> Option<&ItemPlace> {
    if !item.origins.is_empty() {
        return single(item.origins.iter());
    }
    let mut sites = item.places.iter().filter(|place| !place.destination);
    let only = sites.next().filter(|_| sites.next().is_none())?;
    (item.kind == Kind::Meeting && only.shape == PlaceShape::Pin).then_some(only)
}

/// The ways of a story, with sites added for the places where they start. A way is drawn where the text states one
/// origin and one destination, and does not deny it.
pub(super) fn routes<'s>(story: &'s Story, sites: &mut Vec<Site<'s>>) -> Vec<Route<'s>> {
    let mut made = Vec::new();
    for item in story.items.iter().filter(|item| !item.certainty.is_not_so()) {
        let goal = single(item.places.iter().filter(|place| place.destination));
        let (Some(start), Some(goal)) = (start_of(item), goal) else { continue };
        // From inside a country to that country nobody travels.
        if goal.shape == PlaceShape::Country && start.country == goal.country {
            continue;
        }
        let drawable = start.point.is_some() || start.shape == PlaceShape::Country;
        let Some(to) = sites.iter().position(|s| s.place.id == goal.id).filter(|_| drawable && start.id != goal.id)
        else {
            continue;
        };
        let from = sites.iter().position(|s| s.place.id == start.id).unwrap_or_else(|| {
            sites.push(Site { place: start, items: Vec::new(), destination: false, origin: true });
            sites.len() - 1
        });
        made.push(Route { item, from, to });
    }
    made
}
