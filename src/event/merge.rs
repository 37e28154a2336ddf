//! One happening told twice in an article: the later mention points at the earlier one and says why.

use super::{Category, Event, Modality};
use crate::time::Bounds;
use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashMap;

/// What merging knows of an event beside the event itself.
pub(super) struct Mention<'a> {
    /// The root that verb and noun of one happening share; empty for reporting.
    pub family: &'a str,
    pub speech: bool,
}

/// For each event the earlier event that it tells again, if any. Chains point backwards. Events are compared only with
/// those that could be the same, since a long text holds very many.
pub(super) fn same(events: &[Event], mentions: &[Mention<'_>]) -> Vec<(Option<usize>, Vec<&'static str>)> {
    let mut out: Vec<(Option<usize>, Vec<&'static str>)> = Vec::with_capacity(events.len());
    let mut spoken: FxHashMap<(&str, Days, u8), usize> = FxHashMap::default();
    let mut told: FxHashMap<(&str, u8, Shared<'_>, Spread), Vec<usize>> = FxHashMap::default();
    for (index, event) in events.iter().enumerate() {
        let certainty = certainty(event.modality);
        let found = match mentions.get(index) {
            None => None,
            // The sentences of one speaker on one day are one statement; without a name nothing says so.
            Some(Mention { speech: true, .. }) => {
                let days = days(event.when.bounds);
                let keys = || event.who.iter().map(|actor| (actor.name.as_str(), days, certainty));
                let first = keys().filter_map(|key| spoken.get(&key).copied()).min();
                for key in keys() {
                    spoken.entry(key).or_insert(index);
                }
                first.filter(|_| days.0.is_some()).map(|earlier| (earlier, vec!["same speaker", SAME_DAY]))
            }
            Some(Mention { family: "", .. }) => None,
            Some(Mention { family, .. }) => {
                let spread = Spread::of(days(event.when.bounds));
                let alike = |(shared, days): (Shared<'_>, Spread)| {
                    let mut list = told.get(&(*family, certainty, shared, days)).into_iter().flatten();
                    list.find_map(|&earlier| Some((earlier, reasons(&events[earlier], event)?)))
                };
                let all = spread.looked_for();
                let found = shared_with(event).flat_map(|shared| all.iter().map(move |days| (shared, *days)));
                let found = found.filter_map(alike).min_by_key(|(earlier, _)| *earlier);
                for shared in shared_as(event) {
                    for days in spread.kept_as() {
                        told.entry((*family, certainty, shared, days)).or_default().push(index);
                    }
                }
                found
            }
        };
        out.push(found.map_or((None, Vec::new()), |(earlier, why)| (Some(root(&out, earlier)), why)));
    }
    out
}

/// What two events of one kind must share, or nothing says that they are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Shared<'e> {
    /// Somebody who takes part, where it happened wherever.
    Actor(&'e str),
    /// Somebody who takes part, at this place, or where none is named.
    ActorAt(&'e str, Option<&'e str>),
    /// The place of any event.
    Site(&'e str),
    /// The place of an event in which nobody is named, so that nobody can be a stranger to it.
    Deserted(&'e str),
}

/// On which days an event can have been, as far as a look-up tells them apart: what happened on another day alone, or in
/// another year, is another happening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Spread {
    /// On one day alone.
    On(NaiveDate),
    /// On any of several days of a year.
    Within(i32),
    /// On any of more days.
    Long,
    /// What is one of the first two, in this year.
    In(i32),
    Ever,
}

impl Spread {
    fn of((from, to): Days) -> Self {
        match from.zip(to) {
            Some((from, to)) if from == to => Self::On(from),
            Some((from, to)) if from.year() == to.year() => Self::Within(from.year()),
            _ => Self::Long,
        }
    }

    /// Under what an event of this spread is found later.
    fn kept_as(self) -> impl Iterator<Item = Self> {
        let year = match self {
            Self::On(day) => Some(Self::In(day.year())),
            Self::Within(year) => Some(Self::In(year)),
            _ => None,
        };
        [self, Self::Ever].into_iter().chain(year)
    }

    /// Under what everything stands that can have been on the same days.
    fn looked_for(self) -> Vec<Self> {
        match self {
            Self::On(day) => vec![self, Self::Within(day.year()), Self::Long],
            Self::Within(year) => vec![Self::In(year), Self::Long],
            _ => vec![Self::Ever],
        }
    }
}

/// What an event is found by later.
fn shared_as(event: &Event) -> impl Iterator<Item = Shared<'_>> {
    let site = event.places.first().map(|place| place.place.id.as_str());
    let deserted = site.filter(|_| event.who.is_empty()).map(Shared::Deserted);
    let actors = event.who.iter().map(|actor| actor.name.as_str());
    let actors = actors.flat_map(move |name| [Shared::Actor(name), Shared::ActorAt(name, site)]);
    actors.chain(site.map(Shared::Site)).chain(deserted)
}

/// What an event is looked for by: where both name somebody they must share one, and where both name a place, that.
fn shared_with(event: &Event) -> impl Iterator<Item = Shared<'_>> {
    let site = event.places.first().map(|place| place.place.id.as_str());
    let placed = site.map(|id| if event.who.is_empty() { Shared::Site(id) } else { Shared::Deserted(id) });
    let actors = event.who.iter().map(|actor| actor.name.as_str()).flat_map(move |name| match site {
        Some(_) => vec![Shared::ActorAt(name, site), Shared::ActorAt(name, None)],
        None => vec![Shared::Actor(name)],
    });
    actors.chain(placed)
}

fn root(same: &[(Option<usize>, Vec<&'static str>)], index: usize) -> usize {
    same.get(index).and_then(|(earlier, _)| *earlier).unwrap_or(index)
}

/// Events that are told with different certainty are no repetition.
fn certainty(modality: Modality) -> u8 {
    match modality {
        Modality::Asserted | Modality::Background => 0,
        Modality::Planned => 1,
        Modality::ReportedPossible => 2,
        Modality::Denied => 3,
    }
}

/// Why two events of one kind, told with one certainty, are one; `None` where anything speaks against it.
fn reasons(one: &Event, two: &Event) -> Option<Vec<&'static str>> {
    if one.sentence == two.sentence {
        return None;
    }
    let days = compatible(one.when.bounds, two.when.bounds)?;
    let shared = one.who.iter().any(|x| two.who.iter().any(|y| y.name == x.name));
    let strangers = !one.who.is_empty() && !two.who.is_empty() && !shared;
    if strangers || two.category == Category::Statement && !shared {
        return None;
    }
    let sites = one.places.first().zip(two.places.first()).map(|(x, y)| x.place.id == y.place.id);
    // The kind alone is no reason: two floods in one article may be two floods.
    if sites == Some(false) || !shared && sites.is_none() {
        return None;
    }
    let mut why = vec!["same kind of event", days];
    why.extend(shared.then_some("same participant"));
    why.extend(sites.map(|_| "same place"));
    Some(why)
}

/// The first and the last day of a dating.
type Days = (Option<NaiveDate>, Option<NaiveDate>);

fn days(bounds: Bounds) -> Days {
    (bounds.earliest.map(|m| m.day()), bounds.latest.map(|m| m.day()))
}

const SAME_DAY: &str = "same day";

/// Whether two datings can be one, and how.
fn compatible(a: Bounds, b: Bounds) -> Option<&'static str> {
    let (a, b) = (days(a), days(b));
    if a == b && a.0.is_some() {
        return Some(SAME_DAY);
    }
    let apart = a.1.zip(b.0).is_some_and(|(x, y)| x < y) || b.1.zip(a.0).is_some_and(|(x, y)| x < y);
    (!apart).then_some("dates do not conflict")
}
