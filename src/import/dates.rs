//! Dates of data: ISO 8601 at any precision, and nothing guessed.

use crate::error::Error;
use crate::time::{Bounds, Granularity, Moment, parse_moment};
use chrono::{Months, NaiveDate};

/// First and last moment of a date and how fine it is; `None` for one that cannot be read.
pub(super) fn read(text: &str) -> Option<(Moment, Moment, Granularity)> {
    if let Some((from, to)) = text.split_once('/') {
        let ((first, _, a), (_, last, b)) = (read(from.trim())?, read(to.trim())?);
        return (first.day() <= last.day()).then_some((first, last, a.max(b)));
    }
    let parts: Vec<&str> = text.split('-').collect();
    let number = |text: &str, digits: usize| {
        let all = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
        all.then(|| text.parse::<u32>().ok()).flatten()
    };
    match parts.as_slice() {
        [year] => {
            let year = i32::try_from(number(year, 4)?).ok()?;
            let (first, last) = (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?);
            Some((Moment::Day(first), Moment::Day(last), Granularity::Year))
        }
        [year, month] => {
            let year = i32::try_from(number(year, 4)?).ok()?;
            let first = NaiveDate::from_ymd_opt(year, number(month, 2)?, 1)?;
            let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
            Some((Moment::Day(first), Moment::Day(last), Granularity::Month))
        }
        _ => {
            let moment = parse_moment(text).ok()?;
            let fine = if matches!(moment, Moment::Day(_)) { Granularity::Day } else { Granularity::Minute };
            Some((moment, moment, fine))
        }
    }
}

/// The bounds of a start and an end; either may be empty.
///
/// # Errors
/// Text that is no date, or an end before its start; the message says how to write one. The flag of the error's
/// place is whether the end is at fault.
pub(super) fn bounds(start: &str, end: &str) -> Result<(Bounds, Granularity), (bool, Error)> {
    let wrong = |text: &str| {
        let message = format!("{text:?} is not a date; write it as 2023, 2023-09, 2023-09-13 or 2023-09-13T08:00");
        Error::new("bad-date", message)
    };
    let read_one = |text: &str, at_end: bool| match text {
        "" => Ok(None),
        text => read(text).map(Some).ok_or_else(|| (at_end, wrong(text))),
    };
    let (from, to) = (read_one(start, false)?, read_one(end, true)?);
    if let (Some((from, _, _)), Some((_, to, _))) = (&from, &to)
        && to.day() < from.day()
    {
        let message = format!("the end {end:?} lies before the date {start:?}; exchange the two");
        return Err((true, Error::new("bad-date", message)));
    }
    let fine = match (&from, &to) {
        (Some((_, _, a)), Some((_, _, b))) => (*a).max(*b),
        (Some((_, _, a)), None) | (None, Some((_, _, a))) => *a,
        (None, None) => Granularity::Vague,
    };
    let latest = to.or(from).map(|(_, last, _)| last);
    Ok((Bounds { earliest: from.map(|(first, _, _)| first), latest }, fine))
}
