//! Dates beside a text as people and programs write them, to ISO 8601.

use crate::lang;
use crate::pipeline::{self, Options};
use crate::text::Input;
use crate::time::{Bounds, Granularity, Moment, parse_moment};
use chrono::{DateTime, NaiveDate, NaiveDateTime};

/// Words before a date that make it a beginning or an end: `terhitung sejak`.
const BOUNDING_WORDS: usize = 2;
/// Begins the flag by which the resolver says so, which is no doubt.
const BOUNDARY: &str = "boundary:";

/// Letters of the longest date: more is a sentence.
const LONGEST: usize = 80;

/// How programs write a moment besides ISO 8601.
const MOMENTS: [&str; 6] =
    ["%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y%m%dT%H%M%S", "%Y%m%d%H%M%S", "%Y-%m-%d %H.%M", "%d-%m-%Y %H:%M:%S"];
/// How programs write a day besides ISO 8601.
const DAYS: [&str; 3] = ["%Y/%m/%d", "%Y%m%d", "%d-%m-%Y"];

/// What a written date covers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Written {
    pub bounds: Bounds,
    pub granularity: Granularity,
    pub edtf: Option<String>,
    /// The order of day and month, or another thing that the resolver doubts.
    pub doubts: Vec<String>,
}

/// The day or minute of publication in ISO 8601; `None` where the text is no single day.
///
/// Seconds and an offset are left as they are: the moment is civil time where it was written.
pub(super) fn iso(text: &str, lang: Option<&str>) -> Option<String> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return None;
    }
    if parse_moment(text).is_ok() {
        return Some(text.to_string());
    }
    if let Ok(moment) = DateTime::parse_from_rfc2822(text) {
        return Some(moment.format("%Y-%m-%dT%H:%M:%S%:z").to_string());
    }
    let moment = MOMENTS.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    if let Some(moment) = moment {
        return Some(moment.format("%Y-%m-%dT%H:%M").to_string());
    }
    if let Some(day) = DAYS.iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok()) {
        return Some(day.format("%Y-%m-%d").to_string());
    }
    let found = written(text, lang, None)?;
    let (from, to) = (found.bounds.earliest?, found.bounds.latest?);
    if from.day() != to.day() {
        return None;
    }
    Some(match from {
        Moment::Minute(minute) if from == to => minute.format("%Y-%m-%dT%H:%M").to_string(),
        _ => from.day().format("%Y-%m-%d").to_string(),
    })
}

/// A date in words, as the resolver of a language reads it: `13 September 2023`, `pertengahan 2022`, and with a day to
/// count from `kemarin`. The whole text must be the date.
pub(super) fn written(text: &str, lang: Option<&str>, dct: Option<Moment>) -> Option<Written> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST {
        return None;
    }
    let first = lang.filter(|code| lang::pack(code).is_some());
    let others = lang::packs().iter().map(|pack| pack.code).filter(|code| Some(*code) != first);
    first.into_iter().chain(others).find_map(|code| in_language(text, code, dct))
}

fn in_language(text: &str, code: &str, dct: Option<Moment>) -> Option<Written> {
    let input = Input { id: "date".to_string(), text: text.to_string(), ..Input::default() };
    let options = Options { dct, lang: Some(code.to_string()), ..Options::default() };
    let (_, found, _) = pipeline::dates(input, &options).ok()?;
    let [one] = found.timexes.as_slice() else { return None };
    // What stands beside the date may be no word: `(13/9/2023).` Only the words that make it a beginning or an end may
    // stand before it, and of these the resolver has told which it is.
    let [before, behind] = [text.get(..one.span.start)?, text.get(one.span.end..)?];
    let edtf = one.edtf.as_deref().unwrap_or_default();
    let (begins, ends) = (edtf.ends_with("/.."), edtf.starts_with("../"));
    let words = before.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    let bounding = (begins || ends) && words <= BOUNDING_WORDS;
    if behind.chars().any(char::is_alphanumeric) || (words > 0 && !bounding) {
        return None;
    }
    let bounds = one.bounds?;
    Some(Written {
        bounds: if ends { Bounds { earliest: None, ..bounds } } else { bounds },
        granularity: one.granularity,
        edtf: one.edtf.clone(),
        doubts: one.flags.iter().filter(|flag| !flag.starts_with(BOUNDARY)).cloned().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_publication_are_read_as_programs_and_people_write_them() {
        let rows = [
            ("2023-09-13T10:30:00+07:00", Some("2023-09-13T10:30:00+07:00")),
            ("2023/09/13 10:30:00", Some("2023-09-13T10:30")),
            ("Wed, 13 Sep 2023 10:30:00 +0700", Some("2023-09-13T10:30:00+07:00")),
            ("20230913", Some("2023-09-13")),
            ("13 September 2023", Some("2023-09-13")),
            ("Rabu, 13 September 2023", Some("2023-09-13")),
            ("September 13, 2023", Some("2023-09-13")),
            ("September 2023", None),
            ("kemarin", None),
            ("Diperbarui oleh redaksi", None),
            ("", None),
        ];
        for (text, wanted) in rows {
            assert_eq!(iso(text, Some("id")).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn a_written_date_keeps_how_fine_it_is() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).map(Moment::Day);
        let rows = [
            ("September 2023", None, Granularity::Month, day(2023, 9, 1), day(2023, 9, 30)),
            ("tahun 2022", None, Granularity::Year, day(2022, 1, 1), day(2022, 12, 31)),
            ("kemarin", day(2023, 9, 13), Granularity::Day, day(2023, 9, 12), day(2023, 9, 12)),
        ];
        for (text, dct, granularity, earliest, latest) in rows {
            let found = written(text, Some("id"), dct).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.granularity, found.bounds), (granularity, Bounds { earliest, latest }), "{text}");
        }
        for text in ["kemarin", "Rapat pada 13 September 2023", "dua kali 2023 dan 2024"] {
            assert_eq!(written(text, Some("id"), None), None, "{text}");
        }
    }
}
