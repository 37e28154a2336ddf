//! Ticks on calendar boundaries, from minutes to thousands of years, in the language of the graphic.

use super::scale::{DAY, Stretch};
use crate::lang::DateFormat;
use crate::scene::{TextStyle, text_width};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, TimeDelta, Timelike};

/// A printed time on the band.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    pub x: f64,
    pub label: String,
    /// Printed bold: it names the larger unit.
    pub strong: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Minutes(u32),
    Hours(u32),
    Days(u32),
    Weeks,
    Months(u32),
    Years(u32),
}

use Unit::{Days as DayUnit, Hours, Minutes, Months as MonthUnit, Weeks, Years};

const UNITS: [Unit; 26] = [
    Minutes(1),
    Minutes(5),
    Minutes(10),
    Minutes(15),
    Minutes(30),
    Hours(1),
    Hours(2),
    Hours(3),
    Hours(6),
    Hours(12),
    DayUnit(1),
    DayUnit(2),
    Weeks,
    MonthUnit(1),
    MonthUnit(3),
    MonthUnit(6),
    Years(1),
    Years(2),
    Years(5),
    Years(10),
    Years(20),
    Years(50),
    Years(100),
    Years(200),
    Years(500),
    Years(1000),
];

/// Between two labels.
const AIR: f64 = 18.0;
/// No stretch holds more ticks, whatever its numbers.
const MOST: usize = 400;

impl Unit {
    fn minutes(self) -> f64 {
        match self {
            Minutes(n) => f64::from(n),
            Hours(n) => f64::from(n) * 60.0,
            DayUnit(n) => f64::from(n) * DAY,
            Weeks => 7.0 * DAY,
            MonthUnit(n) => f64::from(n) * 30.44 * DAY,
            Years(n) => f64::from(n) * 365.24 * DAY,
        }
    }

    /// The last boundary at or before a moment.
    fn floor(self, at: NaiveDateTime) -> Option<NaiveDateTime> {
        let day = at.date();
        let midnight = day.and_hms_opt(0, 0, 0)?;
        match self {
            Minutes(n) => midnight.with_hour(at.hour())?.with_minute(at.minute() / n * n),
            Hours(n) => midnight.with_hour(at.hour() / n * n),
            DayUnit(n) => {
                // Counted within the month, so that "every other day" starts on the first.
                day.with_day((day.day() - 1) / n * n + 1)?.and_hms_opt(0, 0, 0)
            }
            Weeks => midnight.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))),
            MonthUnit(n) => NaiveDate::from_ymd_opt(day.year(), day.month0() / n * n + 1, 1)?.and_hms_opt(0, 0, 0),
            Years(n) => {
                let n = i32::try_from(n).ok()?;
                // Round years BC: the astronomical year 0 is 1 BC, so 100 BC is −99.
                let year = match day.year() {
                    year if year > 0 => (year / n * n).max(1),
                    year => 1 - (1 - year + n - 1) / n * n,
                };
                NaiveDate::from_ymd_opt(year, 1, 1)?.and_hms_opt(0, 0, 0)
            }
        }
    }

    fn next(self, at: NaiveDateTime) -> Option<NaiveDateTime> {
        match self {
            Minutes(n) => at.checked_add_signed(TimeDelta::try_minutes(i64::from(n))?),
            Hours(n) => at.checked_add_signed(TimeDelta::try_hours(i64::from(n))?),
            DayUnit(n) => {
                let next = at.checked_add_days(Days::new(u64::from(n)))?;
                if next.month() == at.month() { Some(next) } else { next.with_day(1) }
            }
            Weeks => at.checked_add_days(Days::new(7)),
            MonthUnit(n) => at.checked_add_months(Months::new(n)),
            Years(n) => {
                let n = i32::try_from(n).ok()?;
                let year = match at.year() {
                    year if year > 0 => (year / n + 1) * n,
                    year if year + n <= 0 => year + n,
                    _ => n,
                };
                NaiveDate::from_ymd_opt(year, 1, 1)?.and_hms_opt(0, 0, 0)
            }
        }
    }

    /// The label of a boundary; the first one names everything.
    fn label(self, at: NaiveDateTime, first: bool, format: &DateFormat) -> (String, bool) {
        let day = at.date();
        let midnight = at.hour() == 0 && at.minute() == 0;
        match self {
            Minutes(_) | Hours(_) if midnight => (format.day_month(day), true),
            Minutes(_) | Hours(_) if first => (format.day_clock(day, at), true),
            Minutes(_) | Hours(_) => (format.clock(at), false),
            DayUnit(_) | Weeks if first || day.ordinal() == 1 => (format.short_day(day), true),
            DayUnit(_) | Weeks => (format.day_month(day), day.day() == 1),
            MonthUnit(_) if first && day.month() != 1 => (format.short_month(day), true),
            MonthUnit(_) if day.month() == 1 => (format.year(day.year()), true),
            MonthUnit(_) => (format.short_month_name(day), false),
            Years(_) => (format.year(day.year()), false),
        }
    }
}

/// The civil moment of minutes since the first day of the year 1.
fn moment(minutes: f64) -> Option<NaiveDateTime> {
    let days = (minutes / DAY).floor();
    let rest = (minutes - days * DAY).clamp(0.0, DAY - 1.0) as u32;
    // Days beyond the calendar of the library have no tick.
    let day = NaiveDate::from_num_days_from_ce_opt(if days.abs() < 1e8 { days as i32 } else { return None })?;
    day.and_hms_opt(rest / 60, rest % 60, 0)
}

fn minutes(at: NaiveDateTime) -> f64 {
    f64::from(at.date().num_days_from_ce()) * DAY + f64::from(at.hour() * 60 + at.minute())
}

/// Ticks of one unit that fit the stretch without touching.
fn of_unit(unit: Unit, stretch: &Stretch, format: &DateFormat, style: &TextStyle) -> Vec<Tick> {
    let mut ticks: Vec<Tick> = Vec::new();
    let mut free_from = stretch.x0 + 4.0;
    let mut at = moment(stretch.from).and_then(|from| unit.floor(from));
    for _ in 0..MOST {
        let Some(boundary) = at else { break };
        let time = minutes(boundary);
        if time > stretch.to {
            break;
        }
        let (label, strong) = unit.label(boundary, ticks.is_empty(), format);
        let width = text_width(&label, style);
        // A day is a cell as wide as its day; all else is a line.
        let middle = if unit == DayUnit(1) { time + DAY / 2.0 } else { time };
        let x = stretch.x(middle);
        let inside = time >= stretch.from - 0.5 || (unit == DayUnit(1) && middle >= stretch.from);
        if inside && middle <= stretch.to && x - width / 2.0 >= free_from && x + width / 2.0 <= stretch.x1 - 4.0 {
            ticks.push(Tick { x, label, strong });
            free_from = x + width / 2.0 + AIR * 0.6;
        }
        at = unit.next(boundary);
    }
    ticks
}

/// The finest ticks whose labels have air between them; empty where not one fits.
pub(super) fn ticks(stretch: &Stretch, format: &DateFormat, style: &TextStyle) -> Vec<Tick> {
    let density = stretch.density();
    for unit in UNITS {
        let sample = match unit {
            Minutes(_) | Hours(_) => "00.00",
            DayUnit(_) | Weeks => "00 Mmm",
            MonthUnit(_) => "Mmm",
            Years(_) => "0000",
        };
        if unit.minutes() * density >= text_width(sample, style) + AIR {
            let found = of_unit(unit, stretch, format, style);
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::pack;
    use crate::scene::{Face, Tone};

    fn labels(from: (i32, u32, u32, u32), to: (i32, u32, u32, u32), width: f64, lang: &str) -> Vec<String> {
        let at = |(y, m, d, h): (i32, u32, u32, u32)| {
            minutes(NaiveDate::from_ymd_opt(y, m, d).and_then(|day| day.and_hms_opt(h, 0, 0)).expect("a real moment"))
        };
        let stretch = Stretch { from: at(from), to: at(to), x0: 0.0, x1: width };
        let format = DateFormat::from_pack(&pack(lang).expect("a bundled pack")).expect("a valid pack");
        let style = TextStyle::new(Face::Bold, 12.5, Tone::Ink);
        ticks(&stretch, &format, &style).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn ticks_stand_on_calendar_boundaries() {
        let rows = [
            ((2023, 12, 3, 14), (2023, 12, 4, 3), 500.0, "id", "3 Des, 16.00|18.00|20.00|22.00|4 Des|02.00"),
            ((2024, 2, 1, 0), (2024, 2, 6, 0), 400.0, "id", "1 Feb 2024|2 Feb|3 Feb|4 Feb|5 Feb"),
            ((2024, 2, 1, 0), (2024, 2, 29, 0), 400.0, "en", "5 Feb 2024|12 Feb|19 Feb|26 Feb"),
            ((2023, 9, 20, 0), (2024, 4, 10, 0), 500.0, "en", "Nov 2023|Dec|2024|Feb|Mar|Apr"),
            ((1948, 3, 1, 0), (2023, 1, 1, 0), 400.0, "id", "1960|1970|1980|1990|2000|2010"),
            ((-250, 1, 1, 0), (250, 1, 1, 0), 300.0, "id", "200 SM|100 SM|100|200"),
        ];
        for (from, to, width, lang, want) in rows {
            assert_eq!(labels(from, to, width, lang).join("|"), want);
        }
    }

    #[test]
    fn labels_lie_within_their_stretch_with_air_between_them() {
        let style = TextStyle::new(Face::Bold, 12.5, Tone::Ink);
        let spans = [0.2, 1.0, 5.0, 9.0, 24.0, 70.0, 200.0, 500.0, 2_000.0, 9_000.0, 60_000.0];
        let (mut several, mut first) = (0, 0);
        for (lang, days) in [("id", spans), ("en", spans)].into_iter().flat_map(|(l, all)| all.map(|days| (l, days))) {
            let format = DateFormat::from_pack(&pack(lang).expect("a bundled pack")).expect("a valid pack");
            for (width, begin) in (60..900).step_by(35).flat_map(|w| [0.0, 0.37, 11.8, 130.6].map(|b| (w, b))) {
                let from = (737_790.0 + begin) * DAY;
                let stretch = Stretch { from, to: from + days * DAY, x0: 100.0, x1: 100.0 + f64::from(width) };
                let found = ticks(&stretch, &format, &style);
                let ends = |tick: &Tick| {
                    let half = text_width(&tick.label, &style) / 2.0;
                    (tick.x - half, tick.x + half)
                };
                let case = || format!("{lang}: {days} days from {begin} in {width} px: {found:?}");
                assert!(found.iter().all(|t| ends(t).0 >= 104.0 && ends(t).1 <= stretch.x1 - 4.0), "{}", case());
                for pair in found.windows(2) {
                    assert!(ends(&pair[0]).1 + 10.0 <= ends(&pair[1]).0, "{}", case());
                }
                several += usize::from(found.len() > 1);
                first += usize::from(found.len() > 1 && ends(&found[0]).1 - ends(&found[0]).0 > 50.0);
            }
        }
        // Long first labels, which name the year, are among them.
        assert!(several > 500 && first > 50, "{several} with several labels, {first} with a long one first");
    }
}
