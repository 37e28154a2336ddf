//! Bounds of an event on a calendar, as fine as they are known and no finer.

use super::record::When;
use chrono::{Datelike, Days, NaiveDate, NaiveTime};

/// How the written ends of a span are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
    Day,
    Minute,
}

/// First and last day, with clock times where both are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Covered {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub clock: Option<(NaiveTime, NaiveTime)>,
    pub unit: Unit,
}

/// A written moment: `2023-09-13`, `-0043-03-15` or `2023-09-13T08:00`.
fn moment(text: &str) -> Option<(NaiveDate, Option<NaiveTime>)> {
    let (day, clock) = text.split_once('T').map_or((text, None), |(day, clock)| (day, Some(clock)));
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    match clock {
        None => Some((day, None)),
        Some(clock) => Some((day, Some(NaiveTime::parse_from_str(clock.get(..5)?, "%H:%M").ok()?))),
    }
}

impl Covered {
    /// The span of an event; `None` where an end is open, so that nobody draws a day that is not known.
    pub fn of(when: &When) -> Option<Self> {
        let (first, from) = moment(when.earliest.as_deref()?)?;
        let (last, to) = moment(when.latest.as_deref()?)?;
        if last < first {
            return None;
        }
        let clock = from.zip(to).filter(|(from, to)| (first, from) <= (last, to));
        let (january, december) = ((first.month(), first.day()) == (1, 1), (last.month(), last.day()) == (12, 31));
        // The day after the last of a month is a first.
        let whole_months = first.day() == 1 && last.checked_add_days(Days::new(1)).is_none_or(|next| next.day() == 1);
        let unit = match when.granularity.as_str() {
            "year" | "decade" | "century" if january && december => Unit::Year,
            "year" | "decade" | "century" | "month" | "quarter" | "half" | "season" if whole_months => Unit::Month,
            _ if clock.is_some() => Unit::Minute,
            _ => Unit::Day,
        };
        Some(Self { first, last, clock: clock.filter(|_| unit == Unit::Minute), unit })
    }

    /// The ends in ISO 8601, cut to the unit: `2022` for a year, `2022-09` for a month.
    pub fn ends(&self) -> (String, String) {
        let cut = |day: NaiveDate, clock: Option<NaiveTime>| {
            let written = day.format("%Y-%m-%d").to_string();
            match (self.unit, clock) {
                (Unit::Year, _) => written.get(..written.len().saturating_sub(6)).unwrap_or(&written).to_string(),
                (Unit::Month, _) => written.get(..written.len().saturating_sub(3)).unwrap_or(&written).to_string(),
                (Unit::Minute, Some(clock)) => format!("{written}T{}", clock.format("%H:%M:%S")),
                _ => written,
            }
        };
        (cut(self.first, self.clock.map(|(from, _)| from)), cut(self.last, self.clock.map(|(_, to)| to)))
    }
}

/// The dates of an event in words of no language, for readers: `2023-09-13`, `2022/2024`, `until 2023-09-13`.
pub(super) fn shown(when: &When) -> String {
    if let Some(covered) = Covered::of(when) {
        let (from, to) = covered.ends();
        return if from == to { from } else { format!("{from}/{to}") };
    }
    match (&when.earliest, &when.latest) {
        (Some(from), _) => format!("{from}/.."),
        (None, Some(to)) => format!("../{to}"),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_as_fine_as_the_date() {
        let rows = [
            ("2022-01-01", "2022-12-31", "year", Some(("2022", "2022"))),
            ("2020-01-01", "2029-12-31", "decade", Some(("2020", "2029"))),
            ("2023-09-01", "2023-09-30", "month", Some(("2023-09", "2023-09"))),
            ("2023-01-01", "2023-03-31", "quarter", Some(("2023-01", "2023-03"))),
            // A year that is cut off is days.
            ("2022-01-01", "2022-05-04", "year", Some(("2022-01-01", "2022-05-04"))),
            ("2023-09-13", "2023-09-13", "day", Some(("2023-09-13", "2023-09-13"))),
            ("2023-09-13T08:00", "2023-09-13T09:30", "hour", Some(("2023-09-13T08:00:00", "2023-09-13T09:30:00"))),
            ("-0043-01-01", "-0043-12-31", "year", Some(("-0043", "-0043"))),
            ("2023-09-14", "2023-09-13", "day", None),
            ("kemarin", "2023-09-13", "day", None),
        ];
        for (earliest, latest, granularity, ends) in rows {
            let when = When {
                earliest: Some(earliest.to_string()),
                latest: Some(latest.to_string()),
                granularity: granularity.to_string(),
                ..When::default()
            };
            let found = Covered::of(&when).map(|covered| covered.ends());
            let found = found.as_ref().map(|(from, to)| (from.as_str(), to.as_str()));
            assert_eq!(found, ends, "{earliest} {latest} {granularity}");
        }
        let open = When { latest: Some("2023-09-13".to_string()), ..When::default() };
        assert_eq!((Covered::of(&open), shown(&open).as_str()), (None, "../2023-09-13"));
    }
}
