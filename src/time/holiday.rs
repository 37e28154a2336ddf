//! Holidays of a pack: by rule, by a table of announced dates, or by the tabular Islamic calendar.

use super::calendar::{Period, Unit, apart, day, days, easter, hijri, hijri_year, nth_weekday};
use crate::error::Error;
use crate::lang::Pack;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// How a holiday falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Fixed(u32, u32),
    Easter(i64),
    /// Month, which one (negative: the last), weekday, days after.
    Nth(u32, i64, u32, i64),
    /// Month and day of the Islamic year.
    Hijri(u32, u32),
    /// The whole Islamic month.
    HijriMonth(u32),
    /// Only the dates of the table are known.
    Table,
}

/// One holiday.
#[derive(Debug, Clone)]
struct Holiday {
    rule: Rule,
    /// Announced dates by Gregorian year; they beat the rule.
    dates: BTreeMap<i32, NaiveDate>,
}

/// The holidays of a pack, by their number in the words table.
#[derive(Debug, Clone, Default)]
pub(super) struct Holidays(Vec<Holiday>);

/// A holiday's date, and whether only arithmetic says it.
#[derive(Debug, Clone, Copy)]
pub(super) struct HolidayDate {
    pub period: Period,
    pub approximate: bool,
}

impl Holidays {
    /// Reads `time_holidays.tsv` and hands each holiday's forms to `form`, with the holiday's number.
    ///
    /// # Errors
    /// A malformed row, with its line.
    pub fn from_pack(pack: &Pack, mut form: impl FnMut(&str, usize)) -> Result<Self, Error> {
        let mut all = Vec::new();
        for row in pack.table("time_holidays.tsv")?.rows()? {
            let bad = |what: &str| {
                let message = format!("{}/time_holidays.tsv: {what} in the rule {:?}", pack.code, row.get("rule"));
                Error::new("bad-pack", message).at(row.line, 1)
            };
            let rule = parse(row.get("rule")).ok_or_else(|| bad("an unknown word or a wrong number"))?;
            let mut dates = BTreeMap::new();
            for date in row.get("dates").split_whitespace() {
                let date: NaiveDate = date.parse().map_err(|_| bad("a date that is not YYYY-MM-DD"))?;
                dates.insert(date.year(), date);
            }
            for name in row.get("forms").split('|').map(str::trim).filter(|f| !f.is_empty()) {
                form(name, all.len());
            }
            all.push(Holiday { rule, dates });
        }
        Ok(Self(all))
    }

    /// The holiday in a year of the civil calendar; where it falls in a year twice, the first.
    pub fn in_year(&self, number: usize, year: i32) -> Option<HolidayDate> {
        let holiday = self.0.get(number)?;
        if let Some(date) = holiday.dates.get(&year) {
            let period = Period::day(*date);
            return Some(HolidayDate { period, approximate: false });
        }
        let sure = |date: NaiveDate| HolidayDate { period: Period::day(date), approximate: false };
        match holiday.rule {
            Rule::Fixed(m, d) => day(year, m, d).map(sure),
            Rule::Easter(n) => days(easter(year)?, n).map(sure),
            Rule::Nth(m, n, weekday, after) => days(nth_weekday(year, m, n, weekday)?, after).map(sure),
            Rule::Hijri(m, d) => {
                let first = hijri_year(day(year, 1, 1)?)?;
                let found = (first..=first + 1).filter_map(|y| hijri(y, m, d)).find(|date| date.year() == year)?;
                Some(HolidayDate { period: Period::day(found), approximate: true })
            }
            Rule::HijriMonth(m) => {
                let first = hijri_year(day(year, 1, 1)?)?;
                let found = (first..=first + 1).filter_map(|y| hijri(y, m, 1)).find(|date| date.year() == year)?;
                Some(HolidayDate { period: Period { unit: Unit::Month, first: found }, approximate: true })
            }
            Rule::Table => None,
        }
    }

    /// The announced date of a Hijri day, if a holiday with that rule has one.
    pub fn hijri_day(&self, year: i32, month: u32, date: u32) -> Option<HolidayDate> {
        let computed = hijri(year, month, date)?;
        let known = self.0.iter().filter(|h| h.rule == Rule::Hijri(month, date));
        let announced = known.flat_map(|h| h.dates.values()).find(|d| apart(**d, computed) <= 3);
        Some(match announced {
            Some(announced) => HolidayDate { period: Period::day(*announced), approximate: false },
            None => HolidayDate { period: Period::day(computed), approximate: true },
        })
    }

    /// The Hijri month and day on which a holiday falls.
    pub fn hijri_rule(&self, number: usize) -> Option<(u32, u32)> {
        match self.0.get(number)?.rule {
            Rule::Hijri(m, d) => Some((m, d)),
            Rule::HijriMonth(m) => Some((m, 1)),
            _ => None,
        }
    }
}

fn parse(text: &str) -> Option<Rule> {
    let mut words = text.split_whitespace();
    let kind = words.next()?;
    let rest: Vec<&str> = words.collect();
    let pair = |text: &str| {
        let (m, d) = text.split_once('-')?;
        Some((m.parse().ok()?, d.parse().ok()?))
    };
    match (kind, rest.as_slice()) {
        ("FIX", [date]) => pair(date).filter(|(m, d)| day(2024, *m, *d).is_some()).map(|(m, d)| Rule::Fixed(m, d)),
        ("EASTER", [n]) => n.parse().ok().map(Rule::Easter),
        ("NTH", [m, n, weekday, after]) => {
            Some(Rule::Nth(m.parse().ok()?, n.parse().ok()?, weekday.parse().ok()?, after.parse().ok()?))
        }
        ("HIJRI", [date]) => pair(date).map(|(m, d)| Rule::Hijri(m, d)),
        ("HIJRI-MONTH", [m]) => m.parse().ok().map(Rule::HijriMonth),
        ("TABLE", []) => Some(Rule::Table),
        _ => None,
    }
}
