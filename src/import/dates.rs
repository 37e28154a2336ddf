//! Dates of data: ISO 8601 at any precision, years BC, and nothing guessed.

use crate::error::Error;
use crate::lang::{self, Words};
use crate::time::{Bounds, Granularity, Moment, parse_moment};
use chrono::{Months, NaiveDate};

/// Digits of a year at most: what the calendar of the library holds.
const LONGEST_YEAR: usize = 5;

/// First and last moment of a date and how fine it is; `None` for one that cannot be read.
pub(super) fn read(text: &str) -> Option<(Moment, Moment, Granularity)> {
    if let Some((from, to)) = text.split_once('/') {
        let ((first, _, a), (_, last, b)) = (read(from.trim())?, read(to.trim())?);
        return (first.day() <= last.day()).then_some((first, last, a.max(b)));
    }
    if let Some(year) = before_christ(text) {
        return whole_year(year);
    }
    // A sign before the year counts back from the year 0, which is 1 BC.
    let (sign, unsigned) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let parts: Vec<&str> = unsigned.split('-').collect();
    let number = |text: &str, digits: usize| {
        let all = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
        all.then(|| text.parse::<u32>().ok()).flatten()
    };
    let year_of = |text: &str| Some(sign * i32::try_from(number(text, 4)?).ok()?);
    match parts.as_slice() {
        [year] => whole_year(year_of(year)?),
        [year, month] => {
            let first = NaiveDate::from_ymd_opt(year_of(year)?, number(month, 2)?, 1)?;
            let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
            Some((Moment::Day(first), Moment::Day(last), Granularity::Month))
        }
        [year, month, day] if sign < 0 => {
            let day = NaiveDate::from_ymd_opt(year_of(year)?, number(month, 2)?, number(day, 2)?)?;
            Some((Moment::Day(day), Moment::Day(day), Granularity::Day))
        }
        _ if sign < 0 => None,
        _ => {
            let moment = parse_moment(text).ok()?;
            let fine = if matches!(moment, Moment::Day(_)) { Granularity::Day } else { Granularity::Minute };
            Some((moment, moment, fine))
        }
    }
}

fn whole_year(year: i32) -> Option<(Moment, Moment, Granularity)> {
    let (first, last) = (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?);
    Some((Moment::Day(first), Moment::Day(last), Granularity::Year))
}

/// The astronomical year of `44 SM` or `44 BC`, as any pack prints it.
fn before_christ(text: &str) -> Option<i32> {
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return None;
    }
    lang::packs().iter().find_map(|pack| {
        let words = Words::from_pack(pack, "format.tsv").ok()?;
        let (before, after) = words.get("year-bc").split_once("{0}")?;
        let digits = text.strip_prefix(before)?.strip_suffix(after)?.trim();
        let plain = !digits.is_empty() && digits.len() <= LONGEST_YEAR && digits.bytes().all(|b| b.is_ascii_digit());
        let year = plain.then(|| digits.parse::<i32>().ok()).flatten().filter(|year| *year > 0)?;
        Some(1 - year)
    })
}

/// The bounds of a start and an end; either may be empty.
///
/// # Errors
/// Text that is no date, or an end before its start; the message says how to write one. The flag of the error's
/// place is whether the end is at fault.
pub(super) fn bounds(start: &str, end: &str) -> Result<(Bounds, Granularity), (bool, Error)> {
    let wrong = |text: &str| {
        let message =
            format!("{text:?} is not a date; write it as 2023, 2023-09, 2023-09-13, 2023-09-13T08:00 or 44 SM");
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
