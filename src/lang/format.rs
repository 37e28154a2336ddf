//! Dates, times and numbers as a language prints them.

use super::{Pack, Words};
use crate::error::Error;
use crate::time::{Bounds, Granularity, Moment};
use chrono::{Datelike, NaiveDate, Timelike};

/// Prints dates, times and numbers by the patterns of a pack's `format.tsv`.
#[derive(Debug, Clone)]
pub struct DateFormat {
    words: Words,
}

/// Whether a day lies in the calendar of today, which began on 15 October 1582.
fn is_gregorian(day: NaiveDate) -> bool {
    (day.year(), day.month(), day.day()) >= (1582, 10, 15)
}

impl DateFormat {
    /// Reads `format.tsv`.
    ///
    /// # Errors
    /// As [`Words::from_pack`].
    pub fn from_pack(pack: &Pack) -> Result<Self, Error> {
        Ok(Self { words: Words::from_pack(pack, "format.tsv")? })
    }

    fn parts(&self, day: NaiveDate, pattern: &str) -> String {
        let month = day.month();
        let weekday = day.weekday().number_from_monday();
        self.words
            .get(pattern)
            .replace("{weekday}", self.words.get(&format!("weekday-{weekday}")))
            .replace("{day}", &day.day().to_string())
            .replace("{month}", self.words.get(&format!("month-{month}")))
            .replace("{mon}", self.words.get(&format!("month-short-{month}")))
            .replace("{year}", &self.year(day.year()))
    }

    /// `Rabu, 13 September 2023`. Dates of before the calendar are those of the one before, whose weekdays are others.
    pub fn long_day(&self, day: NaiveDate) -> String {
        self.parts(day, if is_gregorian(day) { "long-day" } else { "day" })
    }

    /// `13 September 2023`.
    pub fn day(&self, day: NaiveDate) -> String {
        self.parts(day, "day")
    }

    /// `13 Sep 2023`.
    pub fn short_day(&self, day: NaiveDate) -> String {
        self.parts(day, "short-day")
    }

    /// `13 Sep`.
    pub fn day_month(&self, day: NaiveDate) -> String {
        self.parts(day, "day-month")
    }

    /// `September 2023`.
    pub fn month(&self, day: NaiveDate) -> String {
        self.parts(day, "month-year")
    }

    /// `Sep 2023`.
    pub fn short_month(&self, day: NaiveDate) -> String {
        self.parts(day, "short-month-year")
    }

    /// `Sep`.
    pub fn short_month_name(&self, day: NaiveDate) -> String {
        self.words.get(&format!("month-short-{}", day.month())).to_string()
    }

    /// `13 Sep, 08.00`.
    pub fn day_clock(&self, day: NaiveDate, time: impl Timelike) -> String {
        self.words.fill("day-clock", &[&self.day_month(day), &self.clock(time)])
    }

    /// `2023`, `44 SM` (astronomical years: 0 is 1 BC).
    pub fn year(&self, year: i32) -> String {
        if year > 0 { year.to_string() } else { self.words.fill("year-bc", &[&(1 - i64::from(year)).to_string()]) }
    }

    /// `08.00` in Indonesian, `08:00` in English.
    pub fn clock(&self, time: impl Timelike) -> String {
        self.words.fill("clock", &[&format!("{:02}", time.hour()), &format!("{:02}", time.minute())])
    }

    /// A whole number with the language's digit groups: `3.000`.
    pub fn number(&self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mut out = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push_str(self.words.get("group-separator"));
            }
            out.push(digit);
        }
        if number < 0 { format!("−{out}") } else { out }
    }

    /// The word of the hours that a part of the day covers, such as `malam`; `None` where the pack has none.
    pub fn part_of_day(&self, from: Moment, to: Moment) -> Option<&str> {
        let (Moment::Minute(from), Moment::Minute(to)) = (from, to) else { return None };
        let wanted = format!("part-{}-{}", from.hour(), to.hour() + 1);
        self.words.keys().find(|key| *key == wanted).map(|key| self.words.get(key))
    }

    /// Bounds as a heading, no finer than the text: `2022`, `September 2023`, `Rabu, 13 September 2023`,
    /// `sampai 13 Sep 2023`, `setelah 13 Sep 2023`.
    pub fn heading(&self, bounds: &Bounds, granularity: Granularity) -> String {
        match (bounds.earliest, bounds.latest) {
            (Some(from), Some(to)) => self.span(from, to, granularity),
            (None, Some(to)) => self.words.fill("until", &[&self.short_day(to.day())]),
            (Some(from), None) => self.words.fill("from", &[&self.short_day(from.day())]),
            (None, None) => self.words.get("undated").to_string(),
        }
    }

    /// The beginning of what went on from then: `sejak 13 Sep 2023`, `sejak September 2023`. Where the beginning has no
    /// end of its own, its first day is told.
    pub fn since(&self, start: &Bounds, granularity: Granularity) -> String {
        let told = match (start.earliest, start.latest) {
            (Some(from), Some(to)) if from.day() != to.day() => self.span(from, to, granularity),
            (Some(Moment::Minute(minute)), _) => {
                self.words.fill("day-clock", &[&self.short_day(minute.date()), &self.clock(minute)])
            }
            (Some(Moment::Day(day)), _) => self.short_day(day),
            (None, _) => return self.heading(start, granularity),
        };
        self.words.fill("since", &[&told])
    }

    /// A date or a time of which the text says that it is not exact, under the key of the word (`around`, `early`, `mid`,
    /// `late`): `sekitar 1985`, `akhir Februari 2025`.
    pub fn about(&self, key: &str, told: &str) -> String {
        self.words.fill(key, &[told])
    }

    fn span(&self, from: Moment, to: Moment, granularity: Granularity) -> String {
        let (a, b) = (from.day(), to.day());
        if granularity == Granularity::PartOfDay {
            // Hours that stand for a word are printed as the word, never as clock times.
            return match self.part_of_day(from, to) {
                Some(part) => self.words.fill("day-clock", &[&self.short_day(a), part]),
                None => self.long_day(a),
            };
        }
        if let (Moment::Minute(start), Moment::Minute(end)) = (from, to) {
            let clock = if start == end {
                self.clock(start)
            } else {
                self.words.fill("range", &[&self.clock(start), &self.clock(end)])
            };
            return self.words.fill("day-clock", &[&self.short_day(a), &clock]);
        }
        let whole_year = a.ordinal() == 1 && b.month() == 12 && b.day() == 31;
        let whole_month = a.day() == 1 && b.succ_opt().is_none_or(|next| next.day() == 1);
        match granularity {
            _ if a == b => self.long_day(a),
            Granularity::Decade if a.year() % 10 == 0 => self.words.fill("decade", &[&self.year(a.year())]),
            _ if whole_year && a.year() == b.year() => self.year(a.year()),
            _ if whole_year => self.words.fill("range", &[&self.year(a.year()), &self.year(b.year())]),
            _ if whole_month && (a.year(), a.month()) == (b.year(), b.month()) => self.month(a),
            _ if whole_month => self.words.fill("range", &[&self.short_month(a), &self.short_month(b)]),
            _ => self.words.fill("range", &[&self.short_day(a), &self.short_day(b)]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::pack;

    fn day(y: i32, m: u32, d: u32) -> Moment {
        Moment::Day(NaiveDate::from_ymd_opt(y, m, d).expect("a real day"))
    }

    #[test]
    fn headings_are_no_finer_than_the_bounds() {
        let rows = [
            ("id", (Some(day(2022, 1, 1)), Some(day(2022, 12, 31))), Granularity::Year, "2022"),
            ("id", (Some(day(2023, 9, 13)), Some(day(2023, 9, 13))), Granularity::Day, "Rabu, 13 September 2023"),
            ("en", (Some(day(2023, 9, 13)), Some(day(2023, 9, 13))), Granularity::Day, "Wednesday, 13 September 2023"),
            ("id", (None, Some(day(2023, 9, 13))), Granularity::Day, "sampai 13 Sep 2023"),
            ("id", (Some(day(2024, 2, 1)), Some(day(2024, 2, 29))), Granularity::Month, "Februari 2024"),
            ("id", (Some(day(1990, 1, 1)), Some(day(1999, 12, 31))), Granularity::Decade, "1990-an"),
            ("id", (Some(day(2023, 9, 10)), Some(day(2023, 9, 12))), Granularity::Day, "10 Sep 2023–12 Sep 2023"),
        ];
        for (lang, (earliest, latest), granularity, want) in rows {
            let format = DateFormat::from_pack(&pack(lang).expect("a bundled pack")).expect("a valid pack");
            assert_eq!(format.heading(&Bounds { earliest, latest }, granularity), want);
        }
    }

    #[test]
    fn what_goes_on_is_told_from_its_beginning() {
        let start = |earliest, latest| Bounds { earliest, latest };
        let (first, last) = (Some(day(2023, 8, 1)), Some(day(2023, 8, 31)));
        let nine = Some(Moment::Minute(
            NaiveDate::from_ymd_opt(2023, 8, 1).and_then(|d| d.and_hms_opt(9, 0, 0)).expect("a real time"),
        ));
        let rows = [
            ("id", start(first, first), Granularity::Day, "sejak 1 Agu 2023"),
            ("id", start(first, None), Granularity::Day, "sejak 1 Agu 2023"),
            ("id", start(first, last), Granularity::Month, "sejak Agustus 2023"),
            ("en", start(first, last), Granularity::Month, "since August 2023"),
            ("ms", start(first, first), Granularity::Day, "sejak 1 Ogos 2023"),
            ("id", start(nine, nine), Granularity::Minute, "sejak 1 Agu 2023, 09.00"),
            ("id", start(None, None), Granularity::Vague, "tanpa tanggal"),
        ];
        for (lang, start, granularity, want) in rows {
            let format = DateFormat::from_pack(&pack(lang).expect("a bundled pack")).expect("a valid pack");
            assert_eq!(format.since(&start, granularity), want);
        }
    }

    #[test]
    fn a_part_of_the_day_is_a_word_and_no_clock_time() {
        let rows = [
            ("id", 18, 23, "13 Sep 2023, malam"),
            ("en", 5, 11, "13 Sept 2023, morning"),
            ("id", 7, 8, "Rabu, 13 September 2023"),
        ];
        for (lang, from, to, want) in rows {
            let format = DateFormat::from_pack(&pack(lang).expect("a bundled pack")).expect("a valid pack");
            let at = |hour, minute| {
                let day = NaiveDate::from_ymd_opt(2023, 9, 13).expect("a real day");
                Some(Moment::Minute(day.and_hms_opt(hour, minute, 0).expect("a real time")))
            };
            let bounds = Bounds { earliest: at(from, 0), latest: at(to, 59) };
            assert_eq!(format.heading(&bounds, Granularity::PartOfDay), want);
        }
    }

    #[test]
    fn numbers_are_grouped_by_the_language() {
        let format = DateFormat::from_pack(&pack("id").expect("a bundled pack")).expect("a valid pack");
        assert_eq!(format.number(1_234_567), "1.234.567");
        assert_eq!(format.number(999), "999");
    }
}
