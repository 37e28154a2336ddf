//! What goes on: events that the text tells from a beginning on, without an end (`sejak Agustus`).

use super::About;
use crate::event::{Basis, When};
use crate::time::{Bounds, Dates, Granularity, Moment};
use chrono::{Months, NaiveDate};

/// Ends the EDTF of what goes on from its beginning (level 1, open interval).
const GOES_ON: &str = "/..";

/// Ends the EDTF of a date that is not exact.
const APPROXIMATE: char = '~';

/// How an event is dated, as far as it tells whether it goes on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dating<'a> {
    pub bounds: Bounds,
    pub edtf: Option<&'a str>,
    /// The words that date it: their EDTF and their own bounds.
    pub words: Option<(&'a str, Bounds)>,
    /// The document's day.
    pub dct: Option<Moment>,
}

impl Dating<'_> {
    /// When an event began that goes on from then; `None` where an end is stated or no beginning.
    ///
    /// The document's day ends such an event only because the text knows no more of it: that is no end that it states.
    /// So it is with the day of an hour from which something goes on.
    ///
    /// ```
    /// use linimasa::{story::Dating, time::{Bounds, Moment, parse_moment}};
    /// let day = |text| Some(parse_moment(text).expect("a day"));
    /// let start = Bounds { earliest: day("2023-09-01"), latest: day("2023-09-01") };
    /// let known = Bounds { earliest: day("2023-09-01"), latest: day("2023-09-05") };
    /// let dating = Dating { bounds: known, words: Some(("2023-09-01/..", start)), ..Dating::default() };
    /// assert_eq!(Dating { dct: day("2023-09-05"), ..dating }.since(), Some(start));
    /// assert_eq!(Dating { dct: day("2023-09-09"), ..dating }.since(), None, "the end is stated");
    /// ```
    pub fn since(&self) -> Option<Bounds> {
        let first = self.bounds.earliest?;
        let words = self.words.filter(|(edtf, own)| edtf.ends_with(GOES_ON) && own.earliest == Some(first));
        let own = words.map(|(_, own)| own);
        if let Some(edtf) = self.edtf {
            let start = edtf.strip_suffix(GOES_ON)?;
            return own.or_else(|| started(start)).or(Some(Bounds { earliest: Some(first), latest: Some(first) }));
        }
        let own = own?;
        let unstated = match (self.bounds.latest, self.dct) {
            (None, _) => true,
            (Some(Moment::Day(last)), _) if matches!(first, Moment::Minute(_)) && last == first.day() => true,
            (Some(last), Some(dct)) => last.day() == dct.day(),
            (latest, None) => latest == own.latest,
        };
        unstated.then_some(own)
    }

    /// How the text says that the date is not exact, by the mark of its EDTF (level 1, approximate). Bounds that are a
    /// part of the day, month or year that the EDTF names are its beginning, middle or end.
    ///
    /// ```
    /// use linimasa::{story::{About, Dating}, time::{Bounds, parse_moment}};
    /// let day = |text| Some(parse_moment(text).expect("a day"));
    /// let bounds = Bounds { earliest: day("2025-02-21"), latest: day("2025-02-28") };
    /// let dating = Dating { bounds, edtf: Some("2025-02~"), ..Dating::default() };
    /// assert!(matches!(dating.about(), Some(About::Late(_))));
    /// ```
    pub fn about(&self) -> Option<About> {
        let edtf = self.edtf?.strip_suffix(APPROXIMATE)?;
        let (from, to) = (self.bounds.earliest?.day(), self.bounds.latest?.day());
        let Some(whole) = started(edtf) else { return Some(About::Around) };
        let (first, last) = (whole.earliest?.day(), whole.latest?.day());
        Some(match (from == first, to == last) {
            (true, true) => About::Around,
            _ if from < first || to > last => About::Around,
            (true, false) => About::Early(whole),
            (false, true) => About::Late(whole),
            (false, false) => About::Mid(whole),
        })
    }

    /// Whether it covers all of the time between its bounds: the EDTF is an interval of two dates as fine as the date is
    /// said to be. Bounds alone say no more than that it lies between them; a weekend or a quarter, which are written as
    /// intervals of days and months, say that too, and so may the words of a text (`between 10 and 13 November`).
    ///
    /// ```
    /// use linimasa::{story::Dating, time::{Bounds, Granularity, parse_moment}};
    /// let day = |text| Some(parse_moment(text).expect("a day"));
    /// let bounds = Bounds { earliest: day("2024-07-26"), latest: day("2024-08-11") };
    /// let games = Dating { bounds, edtf: Some("2024-07-26/2024-08-11"), ..Dating::default() };
    /// assert!(games.lasts(Granularity::Day) && !games.lasts(Granularity::Week));
    /// assert!(!Dating { edtf: None, ..games }.lasts(Granularity::Day));
    /// ```
    pub fn lasts(&self, granularity: Granularity) -> bool {
        if self.words.is_some() {
            return false;
        }
        let Some((from, to)) = self.edtf.and_then(|edtf| edtf.split_once('/')) else { return false };
        let Some(parts) = [Granularity::Year, Granularity::Month, Granularity::Day]
            .iter()
            .zip(1..)
            .find_map(|(known, parts)| (*known == granularity).then_some(parts))
        else {
            return granularity == Granularity::Minute && from.contains('T') && to.contains('T');
        };
        let is_fine = |text: &str| text.trim_start_matches('-').split('-').count() == parts;
        let ends = started(from).zip(started(to)).filter(|_| is_fine(from) && is_fine(to));
        ends.is_some_and(|(from, to)| {
            (from.earliest, to.latest) == (self.bounds.earliest, self.bounds.latest) && from != to
        })
    }

    /// The bounds as they are drawn: what goes on has no end.
    pub fn drawn(&self) -> Bounds {
        self.since().map_or(self.bounds, |start| Bounds { earliest: start.earliest, latest: None })
    }
}

/// How an analysed event is dated.
pub(super) fn dating<'a>(dates: &'a Dates, when: &'a When) -> Dating<'a> {
    // A date that is taken over says nothing of how long what took it over goes on.
    let own = matches!(when.basis, Basis::Own | Basis::Clause | Basis::Edit);
    let timex = when.timex.filter(|_| own).and_then(|at| dates.timexes.get(at));
    let words = timex.and_then(|timex| Some((timex.edtf.as_deref()?, timex.bounds?)));
    Dating { bounds: when.bounds, edtf: when.edtf.as_deref(), words, dct: dates.dct.moment }
}

/// The day, month or year that an EDTF names; `None` for anything else.
fn started(edtf: &str) -> Option<Bounds> {
    let mut parts = edtf.split('-').map(|part| part.parse::<u32>().ok());
    let year = i32::try_from(parts.next()??).ok()?;
    let (month, day) = (parts.next(), parts.next());
    let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(Some(1))?, day.unwrap_or(Some(1))?)?;
    let last = match (month, day) {
        (_, Some(_)) => first,
        (Some(_), None) => first.checked_add_months(Months::new(1))?.pred_opt()?,
        (None, None) => first.checked_add_months(Months::new(12))?.pred_opt()?,
    };
    Some(Bounds { earliest: Some(Moment::Day(first)), latest: Some(Moment::Day(last)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_is_as_coarse_as_it_is_written() {
        let rows = [
            ("2023-09-01", Some(("2023-09-01", "2023-09-01"))),
            ("2023-08", Some(("2023-08-01", "2023-08-31"))),
            ("2024", Some(("2024-01-01", "2024-12-31"))),
            ("2023-13", None),
            ("2023-02-30", None),
            ("..", None),
            ("", None),
            ("-0044", None),
        ];
        for (edtf, wanted) in rows {
            let found = started(edtf).map(|b| (b.earliest.expect("a start").day(), b.latest.expect("an end").day()));
            let found = found.map(|(from, to)| (from.to_string(), to.to_string()));
            assert_eq!(found, wanted.map(|(from, to)| (from.to_string(), to.to_string())), "{edtf:?}");
        }
    }

    #[test]
    fn what_is_not_exact_is_told_as_the_text_does() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).map(Moment::Day);
        let bounds = |earliest, latest| Bounds { earliest, latest };
        let year = bounds(day(1985, 1, 1), day(1985, 12, 31));
        let part = |from: (u32, u32), to: (u32, u32)| bounds(day(1985, from.0, from.1), day(1985, to.0, to.1));
        let rows = [
            (year, Some("1985"), None),
            (year, None, None),
            (year, Some("1985~"), Some(About::Around)),
            (part((1, 1), (4, 30)), Some("1985~"), Some(About::Early(year))),
            (part((5, 1), (8, 31)), Some("1985~"), Some(About::Mid(year))),
            (part((9, 1), (12, 31)), Some("1985~"), Some(About::Late(year))),
            (bounds(day(1984, 11, 1), day(1986, 2, 1)), Some("1985~"), Some(About::Around)),
            (bounds(None, day(1985, 1, 1)), Some("1985~"), None),
            (part((3, 3), (3, 3)), Some("1985-03-03T08:00:00~"), Some(About::Around)),
        ];
        for (bounds, edtf, wanted) in rows {
            assert_eq!(Dating { bounds, edtf, ..Dating::default() }.about(), wanted, "{edtf:?} {bounds:?}");
        }
    }

    #[test]
    fn only_an_end_that_is_stated_ends_what_goes_on() {
        let day = |d: u32| NaiveDate::from_ymd_opt(2023, 9, d).map(Moment::Day);
        let hour = |d: u32| NaiveDate::from_ymd_opt(2023, 9, d)?.and_hms_opt(10, 0, 0).map(Moment::Minute);
        let bounds = |earliest, latest| Bounds { earliest, latest };
        let (one, ten) = (bounds(day(1), day(1)), bounds(hour(1), hour(1)));
        let from = |edtf, own| Some((edtf, own));
        // Bounds, EDTF of the event, words, document's day; whether it goes on.
        let rows = [
            (bounds(day(1), day(5)), None, from("2023-09-01/..", one), day(5), true),
            (bounds(day(1), None), None, from("2023-09-01/..", one), day(5), true),
            (bounds(day(1), day(3)), None, from("2023-09-01/..", one), day(5), false),
            (one, None, from("2023-09-01/..", one), None, true),
            (one, Some("2023-09-01/.."), None, None, true),
            (bounds(hour(1), day(1)), None, from("2023-09-01T10:00/..", ten), day(9), true),
            (one, Some("2023-09-01"), from("2023-09-01", one), day(1), false),
            (bounds(None, day(1)), None, from("../2023-09-01", one), day(1), false),
            (bounds(day(2), day(5)), None, from("2023-09-01/..", one), day(5), false),
            (bounds(None, None), Some("../.."), None, None, false),
            (bounds(day(1), day(3)), Some("2023-09-01/2023-09-03"), from("2023-09-01/..", one), day(3), false),
        ];
        for (bounds, edtf, words, dct, goes_on) in rows {
            let dating = Dating { bounds, edtf, words, dct };
            assert_eq!(dating.since().is_some(), goes_on, "{dating:?}");
            assert_eq!(dating.drawn().latest.is_none(), goes_on || bounds.latest.is_none(), "{dating:?}");
        }
    }
}
