//! Dates of data: ISO 8601 at any precision, years BC, or words as the resolver of a language reads them; nothing is
//! guessed.

use super::{DataOptions, published};
use crate::error::Error;
use crate::lang::{self, Pack, Words};
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

/// Whether a text has the form in which a pack prints a year before the common era, whatever stands in it.
fn is_before_christ(text: &str) -> bool {
    lang::packs().iter().any(|pack| {
        let Ok(words) = Words::from_pack(pack, "format.tsv") else { return false };
        let around = words.get("year-bc").split_once("{0}");
        around.is_some_and(|(before, after)| {
            let (before, after) = (before.trim(), after.trim());
            (!after.is_empty() && text.ends_with(after)) || (!before.is_empty() && text.starts_with(before))
        })
    })
}

/// The bounds of a row or a slide.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Covered {
    pub bounds: Bounds,
    pub granularity: Granularity,
    /// As the resolver of a language writes it, where one read the words.
    pub edtf: Option<String>,
    /// What the resolver doubts.
    pub doubts: Vec<String>,
}

/// One date as it is written.
type One = (Option<Moment>, Option<Moment>, Granularity, Option<String>, Vec<String>);

fn one(text: &str, pack: &Pack, options: &DataOptions) -> Option<One> {
    if let Some((first, last, fine)) = read(text) {
        return Some((Some(first), Some(last), fine, None, Vec::new()));
    }
    // EDTF: what goes on from a date, and a date that is not exact.
    let plain = text.strip_suffix("/..").or_else(|| text.strip_suffix('~'));
    if let Some((first, last, fine)) = plain.and_then(read) {
        return Some((Some(first), Some(last), fine, Some(text.to_string()), Vec::new()));
    }
    if text.starts_with('-') || is_before_christ(text) {
        return None;
    }
    let found = published::written(text, Some(pack.code), options.dct)?;
    Some((found.bounds.earliest, found.bounds.latest, found.granularity, found.edtf, found.doubts))
}

/// The bounds of a start and an end; either may be empty.
///
/// # Errors
/// Text that is no date, or an end before its start; the message says how to write one. The flag of the error's
/// place is whether the end is at fault.
pub(super) fn bounds(start: &str, end: &str, pack: &Pack, options: &DataOptions) -> Result<Covered, (bool, Error)> {
    let wrong = |text: &str| {
        let message = format!(
            "{text:?} is not a date; write it as 2023, 2023-09, 2023-09-13, 2023-09-13T08:00, 44 SM or in words; words \
             that count from today need --dct"
        );
        Error::new("bad-date", message)
    };
    let read_one = |text: &str, at_end: bool| match text {
        "" => Ok(None),
        text => one(text, pack, options).map(Some).ok_or_else(|| (at_end, wrong(text))),
    };
    let (from, to) = (read_one(start, false)?, read_one(end, true)?);
    if let (Some((Some(from), ..)), Some((_, Some(to), ..))) = (&from, &to)
        && to.day() < from.day()
    {
        let message = format!("the end {end:?} lies before the date {start:?}; exchange the two");
        return Err((true, Error::new("bad-date", message)));
    }
    let granularity = match (&from, &to) {
        (Some(a), Some(b)) => a.2.max(b.2),
        (Some(a), None) | (None, Some(a)) => a.2,
        (None, None) => Granularity::Vague,
    };
    let edtf = match (&from, &to) {
        (Some(a), Some(b)) => interval((a, start), (b, end)),
        (Some(a), None) => a.3.clone(),
        _ => None,
    };
    let doubts = from.iter().chain(to.iter()).flat_map(|one| one.4.clone()).collect();
    let earliest = from.as_ref().and_then(|one| one.0);
    let latest = to.or(from).and_then(|one| one.1);
    Ok(Covered { bounds: Bounds { earliest, latest }, granularity, edtf, doubts })
}

/// The interval from a start to an end that are equally fine, as EDTF: what has both lasts from one to the other. An
/// end in words is written as the day that was read from it.
fn interval((from, start): (&One, &str), (to, end): (&One, &str)) -> Option<String> {
    let written = |one: &One, text: &str| match (one.2, one.0, one.1) {
        (Granularity::Day, Some(first), Some(last)) if first == last => Some(written(first)),
        (Granularity::Minute, Some(first), _) => Some(written(first)),
        (Granularity::Month | Granularity::Year, ..) if read(text).is_some() && before_christ(text).is_none() => {
            Some(text.to_string())
        }
        _ => None,
    };
    let (first, last) = (written(from, start)?, written(to, end)?);
    (from.2 == to.2 && first != last).then(|| format!("{first}/{last}"))
}

/// A moment as results write it.
pub(super) fn written(moment: Moment) -> String {
    match moment {
        Moment::Day(day) => day.format("%Y-%m-%d").to_string(),
        Moment::Minute(minute) => minute.format("%Y-%m-%dT%H:%M").to_string(),
    }
}
