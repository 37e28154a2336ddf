//! Dates as an editor writes them: ISO 8601 and EDTF at any precision, intervals with open ends. Words are for the
//! language packs and are not read here.

use crate::time::{Bounds, Granularity, Moment, parse_moment};
use chrono::{Datelike, Months, NaiveDate, Weekday};

/// What a date says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dating {
    pub bounds: Bounds,
    pub edtf: Option<String>,
    pub granularity: Granularity,
}

/// First and last moment of one date, how fine it is, and how EDTF writes it.
type One = (Moment, Moment, Granularity, String);

/// Reads a date; `None` for what is no date of these forms or does not exist.
pub fn read(text: &str) -> Option<Dating> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("none") || text.eq_ignore_ascii_case("unknown") {
        return Some(Dating { bounds: Bounds::default(), edtf: None, granularity: Granularity::Vague });
    }
    let Some((from, to)) = text.split_once('/') else {
        let (first, last, granularity, edtf) = one(text)?;
        let bounds = Bounds { earliest: Some(first), latest: Some(last) };
        return Some(Dating { bounds, edtf: Some(edtf), granularity });
    };
    let side = |text: &str| match text.trim() {
        "" | ".." => Some(None),
        text => one(text).map(Some),
    };
    let (from, to) = (side(from)?, side(to)?);
    let granularity = match (&from, &to) {
        (Some(a), Some(b)) => a.2.max(b.2),
        (Some(known), None) | (None, Some(known)) => known.2,
        (None, None) => return None,
    };
    let runs_back = |a: &One, b: &One| {
        b.1.day() < a.0.day() || matches!((a.0, b.1), (Moment::Minute(x), Moment::Minute(y)) if y < x)
    };
    if from.as_ref().zip(to.as_ref()).is_some_and(|(a, b)| runs_back(a, b)) {
        return None;
    }
    let written = |side: &Option<One>| side.as_ref().map_or("..".to_string(), |one| one.3.clone());
    let edtf = Some(format!("{}/{}", written(&from), written(&to)));
    let bounds = Bounds { earliest: from.map(|one| one.0), latest: to.map(|one| one.1) };
    Some(Dating { bounds, edtf, granularity })
}

/// Whether a text is meant as figures and not as words, so that a mistake in it is one of figures.
pub(super) fn is_figures(text: &str) -> bool {
    let figures = |c: char| c.is_ascii_digit() || "-/.:~?%TXWQ ".contains(c);
    text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(figures)
}

fn digits(text: &str, count: usize) -> Option<u32> {
    let all = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

fn one(text: &str) -> Option<One> {
    let bare = text.trim_end_matches(['~', '?', '%']);
    let (first, last, granularity) = plain(bare)?;
    (text.len() - bare.len() <= 1).then(|| (first, last, granularity, text.to_string()))
}

fn plain(text: &str) -> Option<(Moment, Moment, Granularity)> {
    // A sign before the year counts back from the year 0, which is 1 BC.
    let (sign, unsigned) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let year = |text: &str| Some(sign * i32::try_from(digits(text, 4)?).ok()?);
    let span = |first: NaiveDate, last: NaiveDate, fine| Some((Moment::Day(first), Moment::Day(last), fine));
    let months = |year: i32, month: u32, count: u32, fine| {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        span(first, first.checked_add_months(Months::new(count))?.pred_opt()?, fine)
    };
    let parts: Vec<&str> = unsigned.split('-').collect();
    match parts.as_slice() {
        [whole] if whole.len() == 4 && whole.ends_with("XX") => {
            let century = i32::try_from(digits(whole.get(..2)?, 2)?).ok()?;
            let start = NaiveDate::from_ymd_opt(century * 100, 1, 1)?;
            (sign > 0)
                .then(|| span(start, NaiveDate::from_ymd_opt(century * 100 + 99, 12, 31)?, Granularity::Century))?
        }
        [whole] if whole.len() == 4 && whole.ends_with('X') => {
            let decade = i32::try_from(digits(whole.get(..3)?, 3)?).ok()?;
            let start = NaiveDate::from_ymd_opt(decade * 10, 1, 1)?;
            (sign > 0).then(|| span(start, NaiveDate::from_ymd_opt(decade * 10 + 9, 12, 31)?, Granularity::Decade))?
        }
        [whole] => months(year(whole)?, 1, 12, Granularity::Year),
        [whole, part] if part.starts_with('W') => {
            let week = digits(part.get(1..)?, 2)?;
            let monday = NaiveDate::from_isoywd_opt(year(whole)?, week, Weekday::Mon)?;
            span(monday, monday.checked_add_days(chrono::Days::new(6))?, Granularity::Week)
        }
        [whole, part] if part.starts_with('Q') => {
            let quarter = digits(part.get(1..)?, 1).filter(|q| (1..=4).contains(q))?;
            months(year(whole)?, quarter * 3 - 2, 3, Granularity::Quarter)
        }
        [whole, part] => months(year(whole)?, digits(part, 2)?, 1, Granularity::Month),
        [whole, month, day] if sign < 0 || !day.contains('T') => {
            let day = NaiveDate::from_ymd_opt(year(whole)?, digits(month, 2)?, digits(day, 2)?)?;
            span(day, day, Granularity::Day)
        }
        [_, _, _] => {
            let moment = parse_moment(text).ok()?;
            (moment.day().year() >= 0).then_some((moment, moment, Granularity::Minute))
        }
        _ => None,
    }
}
