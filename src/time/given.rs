//! What a match gives to an operation: captured slots and the rule's constants under one roof, read as numbers, units,
//! dates, ranges and lengths.

use super::Modifier;
use super::calendar::Unit;
use super::expr::{Amount, Base, CalendarExpr, ClockExpr, Direction, DurationExpr, SubYear, TimeExpr, YearSpec};
use super::length;
use super::matcher::{Captured, Slots};
use super::order::Order;
use std::borrow::Cow;

/// The name of a slot of the first date, which has no suffix, or of the second.
fn suffixed<'n>(name: &'n str, suffix: &str) -> Cow<'n, str> {
    if suffix.is_empty() { Cow::Borrowed(name) } else { Cow::Owned(format!("{name}{suffix}")) }
}

/// Slots and constants under one roof.
pub(super) struct Given<'a> {
    pub slots: &'a Slots<'a>,
    pub constants: &'a [(String, String)],
}

impl<'a> Given<'a> {
    pub(super) fn slot(&self, name: &str) -> Option<&'a Captured<'a>> {
        self.slots.0.iter().find(|(slot, _)| *slot == name).map(|(_, captured)| captured)
    }

    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        match self.slot(name) {
            Some(Captured::Text(text)) => Some(text),
            Some(_) => None,
            None => self.constants.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()),
        }
    }

    pub(super) fn int(&self, name: &str) -> Option<i64> {
        match self.slot(name) {
            Some(Captured::Int(n)) => Some(*n),
            Some(Captured::Amount(Amount::Whole(n))) => Some(*n),
            _ => self.text(name)?.parse().ok(),
        }
    }

    pub(super) fn small(&self, name: &str) -> Option<u32> {
        u32::try_from(self.int(name)?).ok()
    }

    pub(super) fn amount(&self, name: &str) -> Option<Amount> {
        match self.slot(name) {
            Some(Captured::Amount(amount)) => Some(*amount),
            Some(Captured::Int(n)) => Some(Amount::Whole(*n)),
            _ => match self.text(name)? {
                "X" => Some(Amount::Vague),
                "0.5" => Some(Amount::Half(0)),
                "1.5" => Some(Amount::Half(1)),
                n => n.parse().ok().map(Amount::Whole),
            },
        }
    }

    pub(super) fn expr(&self, name: &str) -> Option<TimeExpr> {
        match self.slot(name)? {
            Captured::Found(found) => Some(found.expr.clone()),
            _ => None,
        }
    }

    /// The day so many days from the document's, from the constant `on`.
    pub(super) fn day_off(&self) -> Option<TimeExpr> {
        let n = self.int("on")?;
        Some(TimeExpr::Offset {
            base: Base::Document,
            amount: Amount::Whole(n.checked_abs()?),
            unit: Unit::Day,
            sign: n.signum(),
            cut: Unit::Day,
        })
    }

    /// The inner expression; a weekday that stands beside it has to agree with it.
    pub(super) fn dated_on(&self) -> Option<TimeExpr> {
        Some(match self.expr("x")? {
            TimeExpr::Calendar(date) => {
                TimeExpr::Calendar(CalendarExpr { weekday: date.weekday.or(self.small("weekday")), ..date })
            }
            other => other,
        })
    }

    /// The date that weekday, day and month make, where the pattern has any of them.
    pub(super) fn dated(&self) -> Option<TimeExpr> {
        let any = ["weekday", "d", "month"].iter().any(|name| self.slot(name).is_some());
        if any { self.date("").map(TimeExpr::Calendar) } else { None }
    }

    pub(super) fn unit(&self) -> Option<Unit> {
        self.unit_of().map(|(unit, _)| unit)
    }

    /// The unit with how many of it the word means: a pack may count a decade as `10Y`, a fortnight as `2W`.
    pub(super) fn unit_of(&self) -> Option<(Unit, i64)> {
        let code = self.text("unit")?;
        let letters = code.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = code.get(..code.len() - letters.len()).unwrap_or_default();
        Some((Unit::from_code(letters)?, digits.parse().unwrap_or(1)))
    }

    /// An amount of the unit.
    pub(super) fn counted(&self, name: &str) -> Option<Amount> {
        let factor = self.unit_of().map_or(1, |(_, factor)| factor);
        let amount = self.amount(name)?;
        match amount {
            _ if factor == 1 => Some(amount),
            Amount::Whole(n) => n.checked_mul(factor).map(Amount::Whole),
            Amount::Half(n) => n.checked_mul(factor)?.checked_add(factor / 2).map(Amount::Whole),
            other => Some(other),
        }
    }

    pub(super) fn sign(&self) -> Option<i64> {
        match self.text("sign")? {
            "-" => Some(-1),
            "+" => Some(1),
            "0" => Some(0),
            _ => None,
        }
    }

    pub(super) fn base(&self) -> Base {
        match self.text("base") {
            Some("ref") => Base::Reference,
            Some("near") => Base::Nearest,
            _ => Base::Document,
        }
    }

    pub(super) fn direction(&self) -> Option<Direction> {
        match self.text("dir")? {
            "past" => Some(Direction::Past),
            "future" => Some(Direction::Future),
            _ => Some(Direction::This),
        }
    }

    pub(super) fn modifier(&self) -> Option<Modifier> {
        Some(match self.text("mod")? {
            "START" => Modifier::Start,
            "MID" => Modifier::Mid,
            "END" => Modifier::End,
            "LESS_THAN" => Modifier::LessThan,
            "MORE_THAN" => Modifier::MoreThan,
            "BEFORE" => Modifier::Before,
            "AFTER" => Modifier::After,
            _ => Modifier::Approx,
        })
    }

    /// The year from figures, or from another expression such as `tahun lalu`.
    pub(super) fn year(&self, suffix: &str) -> Option<YearSpec> {
        // A pack may count years of another era: `add=78` for Saka, `era=bc` for years before the common one, of
        // which the first is the year 0 of astronomers.
        let narrow = |n: i64| {
            let counted = if self.text("era") == Some("bc") { 1i64.checked_sub(n)? } else { n };
            i32::try_from(counted.checked_add(self.int("add").unwrap_or(0))?).ok()
        };
        if let Some(y) = self.int(&suffixed("y", suffix)) {
            return narrow(y).map(YearSpec::Known);
        }
        if let Some(y) = self.int(&suffixed("yy", suffix)) {
            return narrow(y).map(YearSpec::Short);
        }
        match self.expr(&suffixed("year", suffix))? {
            TimeExpr::Year(year) => Some(year),
            TimeExpr::Stretch { unit: Unit::Year, start } => Some(YearSpec::Known(start)),
            TimeExpr::Offset { base, amount: Amount::Whole(n), unit: Unit::Year, sign, .. } => {
                Some(YearSpec::Shifted(base, n.checked_mul(sign)?))
            }
            _ => None,
        }
    }

    /// The calendar parts whose slots end in `suffix`.
    pub(super) fn date(&self, suffix: &str) -> Option<CalendarExpr> {
        let named = |name: &str| self.small(&suffixed(name, suffix));
        let by_name = named("month");
        let expr = CalendarExpr {
            weekday: named("weekday"),
            day: named("d").or_else(|| named("ord")),
            month: by_name.or_else(|| named("m")),
            year: self.year(suffix).unwrap_or(YearSpec::Unsaid),
            direction: self.direction(),
            week: self.int("week"),
            order: if by_name.is_none() { self.text("order").and_then(Order::from_name) } else { None },
        };
        let days = match expr.month {
            Some(4 | 6 | 9 | 11) => 30,
            Some(2) => 29,
            _ => 31,
        };
        let leap = |y: i32| super::calendar::day(y, 2, 29).is_some();
        let wrong_leap =
            matches!((expr.month, expr.day, expr.year), (Some(2), Some(29), YearSpec::Known(y)) if !leap(y));
        (expr.day.is_none_or(|d| (1..=days).contains(&d)) && expr.month.is_none_or(|m| m <= 12) && !wrong_leap)
            .then_some(expr)
    }

    /// Two dates whose second parts stand in slots ending in `2`; what the first lacks it takes from the second.
    pub(super) fn span(&self) -> Option<TimeExpr> {
        if let (Some(from), Some(to)) = (self.year(""), self.year("2"))
            && self.slot("month").is_none()
            && self.slot("month2").is_none()
        {
            return self.range(TimeExpr::Year(from), TimeExpr::Year(to));
        }
        let (from, to) = (self.date("")?, self.date("2")?);
        self.range(TimeExpr::Calendar(from), TimeExpr::Calendar(to))
    }

    pub(super) fn range(&self, from: TimeExpr, to: TimeExpr) -> Option<TimeExpr> {
        let mut from = from;
        let mut to = to;
        match (&mut from, &mut to) {
            (TimeExpr::Calendar(a), TimeExpr::Calendar(b)) => {
                let unsaid = |x: &CalendarExpr| x.year == YearSpec::Unsaid;
                if a.day.is_some() && a.month.is_none() && b.month.is_some() {
                    a.month = b.month;
                }
                if b.day.is_some() && b.month.is_none() && a.month.is_some() {
                    b.month = a.month;
                }
                if unsaid(a) && !unsaid(b) {
                    a.year = match (b.year, a.month > b.month) {
                        (YearSpec::Known(y), true) => YearSpec::Known(y - 1),
                        (year, _) => year,
                    };
                } else if unsaid(b) && !unsaid(a) && b.month.is_some() {
                    b.year = a.year;
                }
                a.direction = a.direction.or(b.direction);
            }
            (TimeExpr::SubYear(a), TimeExpr::SubYear(b)) if a.year == YearSpec::Unsaid => a.year = b.year,
            (TimeExpr::Year(YearSpec::Known(a)), TimeExpr::Year(b)) => {
                if let YearSpec::Short(short) = *b {
                    *b = YearSpec::Known(a.checked_sub(a.rem_euclid(100))?.checked_add(short)?);
                }
                if matches!(*b, YearSpec::Known(y) if y < *a) {
                    return None;
                }
            }
            _ => {}
        }
        Some(TimeExpr::Range { from: Box::new(from), to: Box::new(to) })
    }

    pub(super) fn stretch(&self) -> Option<TimeExpr> {
        let unit = self.unit()?;
        let start = match unit {
            Unit::Century => {
                let n = self.int("ord").or(self.int("int")).or(self.int("roman"))?;
                match self.text("era") {
                    // The fifth century before the common era is 500 to 401: astronomers' -499 to -400.
                    Some("bc") => n.checked_mul(-100)?.checked_add(1)?,
                    _ => n.checked_sub(1)?.checked_mul(100)?,
                }
            }
            Unit::Decade => match self.int("decade") {
                Some(year) => year,
                None => {
                    let short = self.int("yy0").or(self.int("tens"))?;
                    let base = if short < 20 { 2000 } else { 1900 };
                    short.checked_add(base)?
                }
            },
            _ => self.int("y")?,
        };
        Some(TimeExpr::Stretch { unit, start: i32::try_from(start).ok()? })
    }

    pub(super) fn offset(&self) -> Option<TimeExpr> {
        let unit = self.unit()?;
        let cut = match self.text("cut") {
            Some(code) => Unit::from_code(code)?,
            None => unit,
        };
        let amount = self.counted("n").unwrap_or(Amount::Whole(self.unit_of()?.1));
        let (base, sign) = (self.base(), self.sign()?);
        let at = |amount| TimeExpr::Offset { base, amount, unit, sign, cut };
        // `dua atau tiga tahun lalu` lies between the two, the earlier one first.
        match self.counted("to") {
            Some(far) if sign < 0 => Some(TimeExpr::Range { from: Box::new(at(far)), to: Box::new(at(amount)) }),
            Some(far) => Some(TimeExpr::Range { from: Box::new(at(amount)), to: Box::new(at(far)) }),
            None => Some(at(amount)),
        }
    }

    pub(super) fn sub_year(&self) -> Option<TimeExpr> {
        let unit = self.unit()?;
        let index = self.small("ord").or(self.small("roman")).or(self.small("int")).or(self.small("index"))?;
        let most = match unit {
            Unit::Quarter => 4,
            Unit::Half => 2,
            Unit::Season => 12,
            _ => return None,
        };
        let shifted = self.int("year_shift").map(|n| YearSpec::Shifted(Base::Document, n));
        let year = self.year("").or(shifted).unwrap_or(YearSpec::Unsaid);
        ((1..=most).contains(&index)).then_some(TimeExpr::SubYear(SubYear {
            unit,
            index,
            year,
            direction: self.direction(),
        }))
    }

    pub(super) fn clock(&self) -> Option<TimeExpr> {
        let (mut hour, mut minute) = match self.int("hhmm") {
            Some(n) => (u32::try_from(n / 100).ok()?, u32::try_from(n % 100).ok()?),
            None => (self.small("h").or(self.small("n"))?, self.small("min").unwrap_or(0)),
        };
        if self.text("half").is_some() {
            (hour, minute) = (hour.checked_sub(1)?, 30);
        }
        match self.text("ampm") {
            Some("PM") if hour < 12 => hour += 12,
            Some("AM") if hour == 12 => hour = 0,
            _ => {}
        }
        match self.text("part") {
            Some("AF" | "EV") if hour < 12 => hour += 12,
            Some("MI") if hour < 7 => hour += 12,
            Some("NI") if (6..12).contains(&hour) => hour += 12,
            Some("NI") if hour == 12 => hour = 24,
            Some("DT" | "MO") if hour == 12 => hour = 0,
            _ => {}
        }
        if hour > 24 || minute > 59 || (hour == 24 && minute > 0) {
            return None;
        }
        let zone = self.text("zone").map(str::to_string);
        Some(TimeExpr::Clock {
            on: self.expr("x").or_else(|| self.day_off()).map(Box::new),
            clock: ClockExpr { hour, minute, zone },
        })
    }

    pub(super) fn duration(&self) -> Option<DurationExpr> {
        Some(DurationExpr {
            amount: self.counted("n").unwrap_or(Amount::Vague),
            to: self.counted("to"),
            unit: self.unit()?,
            side: self.text("side").and_then(|side| match side {
                "past" => Some(Direction::Past),
                "future" => Some(Direction::Future),
                _ => None,
            }),
        })
    }

    /// `empat tahun enam bulan`: both lengths in one value.
    pub(super) fn compound(&self) -> Option<String> {
        let (first, second) = (self.amount("n")?, self.amount("n2")?);
        let (large, small) = (self.unit()?, Unit::from_code(self.text("unit2")?)?);
        (large > small).then(|| length::joined((first, large), (second, small)))
    }

    pub(super) fn set(&self) -> Option<String> {
        let part = self.text("part").map(|p| format!("T{p}")).unwrap_or_default();
        if let Some(value) = self.text("value") {
            return Some(value.to_string());
        }
        if let (Some(first), Some(last)) = (self.small("weekday"), self.small("weekday2")) {
            let weekend = (first, last) == (6, 7);
            return Some(if weekend { "XXXX-WXX-WE".to_string() } else { format!("XXXX-WXX-{first}/XXXX-WXX-{last}") });
        }
        if let Some(weekday) = self.small("weekday") {
            return Some(match self.small("other") {
                Some(other) => format!("XXXX-WXX-{weekday}{part},XXXX-WXX-{other}{part}"),
                None => format!("XXXX-WXX-{weekday}{part}"),
            });
        }
        if let Some(month) = self.small("month") {
            let day = self.small("d").map(|d| format!("-{d:02}")).unwrap_or_default();
            return Some(format!("XXXX-{month:02}{day}{part}"));
        }
        if let Some(season) = self.small("season") {
            return Some(format!("XXXX-{}", length::season_name(season)));
        }
        if let Some(day) = self.small("d") {
            return Some(format!("XXXX-XX-{day:02}{part}"));
        }
        match self.unit() {
            Some(Unit::Weekend) => Some("XXXX-WXX-WE".to_string()),
            Some(unit) => Some(length::period_value(self.amount("n").unwrap_or(Amount::Whole(1)), unit)),
            None => (!part.is_empty()).then(|| format!("XXXX-XX-XX{part}")),
        }
    }
}
