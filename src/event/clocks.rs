//! By which clocks an event's time of day is told: the zone that the text names, or that of the place where it says
//! *local time*.

use super::{Clocks, Event, When};
use crate::place::{Precision, Role};
use crate::text::Article;
use crate::time::{Dates, Granularity, Moment, Timex, utc_offset};

/// The flag of a time of day that is told in local time.
const LOCAL: &str = "local-time";

/// Fewest letters of an abbreviation that names a zone (`ET`).
const ABBREVIATION: usize = 2;

/// Gives each event with a time of day the clocks by which it is told.
pub(super) fn all(article: &Article, dates: &Dates, events: &mut [Event]) {
    for event in events {
        let told = of_day(&event.when).and_then(|at| dates.timexes.get(event.when.timex?).map(|timex| (at, timex)));
        let Some((at, timex)) = told else { continue };
        let clocks = match &timex.zone {
            Some(offset) => Some(Clocks { offset: offset.clone(), name: name(&article.text, timex), timezone: None }),
            None if timex.flags.iter().any(|flag| flag == LOCAL) => at_place(event, at),
            None => None,
        };
        event.when.clocks = clocks.map(Box::new);
    }
}

/// The time of day of an event that has one.
fn of_day(when: &When) -> Option<chrono::NaiveDateTime> {
    match when.bounds.earliest? {
        Moment::Minute(at) if when.granularity <= Granularity::PartOfDay => Some(at),
        _ => None,
    }
}

/// The clocks of the place where it happened. A land of several zones has none.
fn at_place(event: &Event, at: chrono::NaiveDateTime) -> Option<Clocks> {
    let site = |role: Role| event.places.iter().find(|w| w.role == role && w.precision <= Precision::Country);
    let zone = site(Role::EventSite).or_else(|| site(Role::Destination))?.place.timezone.clone()?;
    Some(Clocks { offset: utc_offset(&zone, at)?, name: None, timezone: Some(zone.into_owned()) })
}

/// The abbreviation with which the expression names its zone: its last word, where that is in capitals.
fn name(text: &str, timex: &Timex) -> Option<String> {
    let last = timex.span.of(text).split_whitespace().next_back()?;
    let capitals = last.len() >= ABBREVIATION && last.chars().all(|c| c.is_ascii_uppercase());
    capitals.then(|| last.to_string())
}
