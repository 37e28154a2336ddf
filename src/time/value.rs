//! Calendar values: from a day and a unit to TIMEX3 text, granularity and bounds.

use super::{Bounds, Granularity, Moment};
use chrono::{Datelike, Days, Months, NaiveDate};

/// The first and last day and the written value of the unit around a day.
pub(super) fn unit_around(day: NaiveDate, unit: char) -> Option<(String, Granularity, Bounds)> {
    let (y, m) = (day.year(), day.month());
    let (value, granularity, first, last) = match unit {
        'Y' => {
            let first = NaiveDate::from_ymd_opt(y, 1, 1)?;
            (format!("{y:04}"), Granularity::Year, first, NaiveDate::from_ymd_opt(y, 12, 31)?)
        }
        'M' => {
            let first = NaiveDate::from_ymd_opt(y, m, 1)?;
            let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
            (format!("{y:04}-{m:02}"), Granularity::Month, first, last)
        }
        'W' => {
            let first = day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))?;
            let week = day.iso_week();
            let value = format!("{:04}-W{:02}", week.year(), week.week());
            (value, Granularity::Week, first, first.checked_add_days(Days::new(6))?)
        }
        _ => (day.to_string(), Granularity::Day, day, day),
    };
    Some((value, granularity, Bounds { earliest: Some(Moment::Day(first)), latest: Some(Moment::Day(last)) }))
}

/// Moves a day by `n` units; `None` beyond the calendar.
pub(super) fn shift(day: NaiveDate, n: i64, unit: char) -> Option<NaiveDate> {
    let size = n.checked_abs()?;
    let months = |k: i64| u32::try_from(size.checked_mul(k)?).ok().map(Months::new);
    match unit {
        'D' | 'W' => {
            let days = n.checked_mul(if unit == 'W' { 7 } else { 1 })?;
            day.checked_add_signed(chrono::TimeDelta::try_days(days)?)
        }
        'M' | 'Y' => {
            let by = months(if unit == 'Y' { 12 } else { 1 })?;
            if n < 0 { day.checked_sub_months(by) } else { day.checked_add_months(by) }
        }
        _ => None,
    }
}
