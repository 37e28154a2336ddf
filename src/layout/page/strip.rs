//! The density strip: how many events fall on each day, month or year.

use crate::lang::DateFormat;
use crate::story::{Item, Story};
use chrono::{Datelike, Days, Months, NaiveDate};

/// Days that are counted one by one at most; beyond them months are.
const MOST_DAYS: i64 = 62;
/// Days of a span that still sets the range of the strip.
const FINE: i64 = 31;
/// Months that are counted one by one at most; beyond them years are.
const MOST_MONTHS: i64 = 48;
/// Years that are counted at most: a strip of more bars than this shows nothing.
const MOST_YEARS: i64 = 400;

/// What a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Month,
    Year,
}

impl Unit {
    /// The first day of the unit that holds a day.
    fn start(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Unit::Day => Some(day),
            Unit::Month => day.with_day(1),
            Unit::Year => NaiveDate::from_ymd_opt(day.year(), 1, 1),
        }
    }

    fn next(self, start: NaiveDate) -> Option<NaiveDate> {
        match self {
            Unit::Day => start.checked_add_days(Days::new(1)),
            Unit::Month => start.checked_add_months(Months::new(1)),
            Unit::Year => start.checked_add_months(Months::new(12)),
        }
    }

    fn label(self, start: NaiveDate, format: &DateFormat) -> String {
        match self {
            Unit::Day => format.day_month(start),
            Unit::Month => format.short_month(start),
            Unit::Year => format.year(start.year()),
        }
    }

    /// Key of the heading in the pack's words for the page.
    pub fn heading(self) -> &'static str {
        match self {
            Unit::Day => "density-day",
            Unit::Month => "density-month",
            Unit::Year => "density-year",
        }
    }
}

/// Bars of a story.
pub(super) struct Bars {
    pub unit: Unit,
    /// Label and count of every unit from the first to the last, empty ones included.
    pub counts: Vec<(String, f64)>,
    /// Events that are not dated finely enough to be counted.
    pub uncounted: usize,
}

/// Counts the events of a story; `None` where none is dated finely enough, or they span too long a time.
pub(super) fn bars(story: &Story, format: &DateFormat) -> Option<Bars> {
    let spans: Vec<Option<(NaiveDate, NaiveDate)>> = story.items.iter().map(span).collect();
    // A year as a date would stretch the strip over empty months: what is dated within a month sets the range, if any is.
    let fine = |(from, to): &&(NaiveDate, NaiveDate)| (*to - *from).num_days() <= FINE;
    let any = spans.iter().flatten().any(|span| fine(&span));
    let ranged = || spans.iter().flatten().filter(|span| !any || fine(span));
    let first = ranged().map(|(from, _)| *from).min()?;
    let last = ranged().map(|(_, to)| *to).max()?;
    let months = i64::from(last.year() - first.year()) * 12 + i64::from(last.month()) - i64::from(first.month());
    let unit = match (last - first).num_days() {
        days if days < MOST_DAYS => Unit::Day,
        _ if months < MOST_MONTHS => Unit::Month,
        _ if months / 12 < MOST_YEARS => Unit::Year,
        _ => return None,
    };
    let mut starts = vec![unit.start(first)?];
    while let Some(next) = starts.last().and_then(|start| unit.next(*start)).filter(|next| *next <= last) {
        starts.push(next);
    }
    // An event counts where its whole span lies in one unit: a year is no day.
    let unit_of = |(from, to): (NaiveDate, NaiveDate)| {
        let start = unit.start(from)?;
        (unit.start(to)? == start).then(|| starts.binary_search(&start).ok()).flatten()
    };
    let mut counts: Vec<(String, f64)> = starts.iter().map(|start| (unit.label(*start, format), 0.0)).collect();
    let mut uncounted = 0;
    for span in spans {
        match span.and_then(unit_of).and_then(|at| counts.get_mut(at)) {
            Some((_, count)) => *count += 1.0,
            None => uncounted += 1,
        }
    }
    counts.iter().any(|(_, count)| *count > 0.0).then_some(Bars { unit, counts, uncounted })
}

/// First and last day of an item whose bounds are both known.
fn span(item: &Item) -> Option<(NaiveDate, NaiveDate)> {
    Some((item.bounds.earliest?.day(), item.bounds.latest?.day()))
}
