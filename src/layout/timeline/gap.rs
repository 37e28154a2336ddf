//! The skipped time between two dates of a list, in words that say no more than both dates do.

use super::axis_marks::length;
use super::scale::DAY;
use super::{Desk, Extent, Segment, skipped};
use crate::time::Moment;
use chrono::{Datelike, NaiveDate};

/// A gap of fewer days needs no words.
const WORDED: i64 = 2;
/// No month and no year has more days: so many of these surely went by.
const LONGEST_MONTH: i64 = 31;
const LONGEST_YEAR: i64 = 366;
/// Fewer months are told in days, fewer years in months.
const COUNTED: i64 = 2;

/// A day next to a gap, and whether it is just that day.
struct Side {
    day: NaiveDate,
    exact: bool,
}

/// Which end of a segment faces a gap.
#[derive(Clone, Copy)]
enum Facing {
    Last,
    First,
}

/// The last or the first day on which a segment can have been; `None` where the text sets none.
fn side(segment: &Segment, facing: Facing) -> Option<Side> {
    let told = |exact| {
        let day = match facing {
            Facing::Last => segment.to,
            Facing::First => segment.from,
        };
        day.map(|day| Side { day, exact })
    };
    match (segment.extent, facing) {
        (Extent::Day | Extent::Lasting, _) => told(true),
        (Extent::Full, _) | (Extent::OpenStart, Facing::Last) | (Extent::OpenEnd, Facing::First) => told(false),
        (Extent::Onward, _) => began(segment, facing),
        (Extent::OpenStart | Extent::OpenEnd | Extent::About | Extent::Undated, _) => None,
    }
}

/// What goes on is told from its beginning, whichever end faces the gap.
fn began(segment: &Segment, facing: Facing) -> Option<Side> {
    let since = segment.since.as_ref()?;
    let exact = since.earliest.map(Moment::day) == since.latest.map(Moment::day);
    let moment = match facing {
        Facing::Last => since.latest,
        Facing::First => since.earliest,
    };
    moment.map(|moment| Side { day: moment.day(), exact })
}

/// The days between what is drawn of two segments; `None` where an end is not known.
pub(super) fn days_between(a: &Segment, b: &Segment) -> Option<i64> {
    // Nothing is known to be skipped before what has no known start.
    Some(apart(a.to.or(a.from)?, b.from?) - 1)
}

fn apart(a: NaiveDate, b: NaiveDate) -> i64 {
    i64::from(b.num_days_from_ce()) - i64::from(a.num_days_from_ce())
}

/// Whether no event of the story lies between two segments: numbers rise with time, and none is left out.
fn follows(a: &Segment, b: &Segment) -> bool {
    let last = a.items.iter().map(|item| item.number).max();
    let next = b.items.iter().map(|item| item.number).min();
    last.zip(next).is_none_or(|(last, next)| next <= last.saturating_add(1))
}

/// The skipped time before a segment, in words.
pub(super) fn gap(desk: &Desk, a: &Segment, b: &Segment) -> Option<String> {
    // What stands between the two may be on another page, or in another column of a fold: then nothing is skipped.
    if !skipped(a, b) || !follows(a, b) {
        return None;
    }
    let (end, start) = (side(a, Facing::Last)?, side(b, Facing::First)?);
    // From the 1st to the 6th four days lie between, and the 6th is five days later.
    let days = apart(end.day, start.day);
    if days <= WORDED {
        return None;
    }
    if end.exact && start.exact {
        return Some(desk.words.fill("later", &[&length(desk, days as f64 * DAY)]));
    }
    // Somewhere in a month is no day of it: what is known is the least that can lie between.
    Some(desk.words.fill("later-least", &[&least(desk, days)]))
}

/// So many days at least, in a unit that does not make them more.
fn least(desk: &Desk, days: i64) -> String {
    let (key, count) = match (days / LONGEST_YEAR, days / LONGEST_MONTH) {
        (years, _) if years >= COUNTED => ("gap-years", years),
        (_, months) if months >= COUNTED => ("gap-months", months),
        _ => ("gap-days", days),
    };
    desk.words.fill(key, &[&desk.format.number(count)])
}
