//! From what a rule's pattern captured to the expression's meaning.
//!
//! The `meaning` column of `time_rules.tsv` names an operation and its constants: `offset sign=- base=dct`.
//! Slots of the pattern and constants of the rule are the same to an operation; a slot wins.

use super::Modifier;
use super::calendar::Unit;
use super::expr::{Amount, Base, CalendarExpr, ClockExpr, Direction, DurationExpr, SubYear, TimeExpr, YearSpec};
use super::length;
use super::matcher::{Captured, Slots};

/// The operations that rules can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operation {
    Date,
    Span,
    Year,
    Stretch,
    Offset,
    SubYear,
    WeekOf,
    Holiday,
    Hijri,
    Anniversary,
    Moved,
    DayOf,
    NthWeekday,
    Around,
    Leading,
    Part,
    Clock,
    Modified,
    Range,
    Reference,
    Duration,
    Compound,
    Set,
    Inner,
    Trap,
}

/// An operation with its constants.
#[derive(Debug, Clone)]
pub(super) struct Meaning {
    operation: Operation,
    constants: Vec<(String, String)>,
}

/// Slots and constants under one roof.
struct Given<'a> {
    slots: &'a Slots<'a>,
    constants: &'a [(String, String)],
}

impl Meaning {
    /// Reads the `meaning` column.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts = text.split_whitespace();
        let operation = match parts.next().unwrap_or_default() {
            "date" => Operation::Date,
            "span" => Operation::Span,
            "year" => Operation::Year,
            "stretch" => Operation::Stretch,
            "offset" => Operation::Offset,
            "subyear" => Operation::SubYear,
            "weekof" => Operation::WeekOf,
            "holiday" => Operation::Holiday,
            "hijri" => Operation::Hijri,
            "anniversary" => Operation::Anniversary,
            "moved" => Operation::Moved,
            "dayof" => Operation::DayOf,
            "nthday" => Operation::NthWeekday,
            "around" => Operation::Around,
            "leading" => Operation::Leading,
            "part" => Operation::Part,
            "clock" => Operation::Clock,
            "mod" => Operation::Modified,
            "range" => Operation::Range,
            "ref" => Operation::Reference,
            "dur" => Operation::Duration,
            "compound" => Operation::Compound,
            "set" => Operation::Set,
            "inner" => Operation::Inner,
            "trap" => Operation::Trap,
            other => return Err(format!("the meaning {other:?} is unknown; the first word must name an operation")),
        };
        let mut constants = Vec::new();
        for part in parts {
            let (key, value) = part.split_once('=').ok_or_else(|| format!("{part:?} must be written key=value"))?;
            let fits = match key {
                "unit" | "cut" => Unit::from_code(value.trim_start_matches(|c: char| c.is_ascii_digit())).is_some(),
                "sign" => matches!(value, "-" | "+" | "0"),
                "dir" | "side" => matches!(value, "past" | "future" | "this"),
                "era" => value == "bc",
                "n" => value == "X" || value.parse::<f64>().is_ok(),
                "week" | "on" | "add" | "year_shift" | "month" | "month2" | "d" => value.parse::<i64>().is_ok(),
                _ => true,
            };
            if !fits {
                return Err(format!("{part:?} has a value that means nothing; see the list of constants"));
            }
            constants.push((key.to_string(), value.to_string()));
        }
        Ok(Self { operation, constants })
    }

    /// The expression; `None` where the parts make none (31 February).
    pub fn build(&self, slots: &Slots) -> Option<TimeExpr> {
        let given = Given { slots, constants: &self.constants };
        let expr = self.operate(&given)?;
        let times = given.int("times").filter(|_| matches!(expr, TimeExpr::Set(_))).map(|n| format!("freq:{n}X"));
        let flags = given.text("flag").map(str::to_string).into_iter().chain(times);
        Some(flags.fold(expr, |inner, flag| TimeExpr::Flagged { flag, inner: Box::new(inner) }))
    }

    fn operate(&self, given: &Given) -> Option<TimeExpr> {
        match self.operation {
            Operation::Date => given.date("").map(TimeExpr::Calendar),
            Operation::Span => given.span(),
            Operation::Year => Some(TimeExpr::Year(given.year("")?)),
            Operation::Stretch => given.stretch(),
            Operation::Offset => given.offset(),
            Operation::SubYear => given.sub_year(),
            Operation::WeekOf => {
                Some(TimeExpr::WeekOf { n: given.int("ord").or(given.int("n"))?, month: Box::new(given.expr("x")?) })
            }
            Operation::Holiday => Some(TimeExpr::Holiday {
                rule: given.text("holiday")?.parse().ok()?,
                year: given.year("").unwrap_or(YearSpec::Unsaid),
                direction: given.direction(),
            }),
            Operation::Hijri => Some(TimeExpr::Hijri {
                year: given.int("y").or(given.int("int")).and_then(|y| i32::try_from(y).ok()),
                month: given.small("hmonth"),
                day: given.small("d"),
            }),
            Operation::Anniversary => {
                let year = given.int("base")?.checked_add(given.int("ord").or(given.int("int"))?)?;
                let mut date = given.date("")?;
                date.year = YearSpec::Known(i32::try_from(year).ok()?);
                Some(TimeExpr::Calendar(date))
            }
            Operation::Moved => Some(TimeExpr::Moved {
                from: Box::new(given.expr("x")?),
                amount: given.counted("n")?,
                unit: given.unit()?,
                sign: given.sign()?,
            }),
            Operation::Part => Some(TimeExpr::Part {
                on: given.dated_on().or_else(|| given.day_off()).or_else(|| given.dated()).map(Box::new),
                part: given.text("part")?.to_string(),
                zone: given.text("zone").map(str::to_string),
            }),
            Operation::DayOf => Some(TimeExpr::DayOf {
                day: given.small("d").or(given.small("ord"))?,
                month: Box::new(given.expr("x")?),
            }),
            Operation::NthWeekday => Some(TimeExpr::NthWeekday {
                n: given.int("ord").or(given.int("n"))?,
                weekday: given.small("weekday")?,
                month: Box::new(given.expr("x")?),
            }),
            Operation::Around => Some(TimeExpr::Around { unit: given.unit()?, day: Box::new(given.expr("x")?) }),
            Operation::Leading => Some(TimeExpr::Leading {
                n: given.int("n").filter(|n| *n > 0)?,
                unit: given.unit()?,
                year: given.year("").unwrap_or(YearSpec::Unsaid),
            }),
            Operation::Clock => given.clock(),
            Operation::Modified => {
                Some(TimeExpr::Modified { modifier: given.modifier()?, inner: Box::new(given.expr("x")?) })
            }
            Operation::Range => given.range(given.expr("a")?, given.expr("b")?),
            Operation::Reference => Some(TimeExpr::Reference(match given.text("value")? {
                "PAST_REF" => "PAST_REF",
                "FUTURE_REF" => "FUTURE_REF",
                _ => "PRESENT_REF",
            })),
            Operation::Duration => given.duration().map(TimeExpr::Duration),
            Operation::Compound => given.compound().map(TimeExpr::Length),
            Operation::Set => given.set().map(TimeExpr::Set),
            Operation::Inner => given.expr("x"),
            Operation::Trap => Some(TimeExpr::Trap),
        }
    }
}

impl<'a> Given<'a> {
    fn slot(&self, name: &str) -> Option<&'a Captured<'a>> {
        self.slots.0.iter().find(|(slot, _)| *slot == name).map(|(_, captured)| captured)
    }

    fn text(&self, name: &str) -> Option<&'a str> {
        match self.slot(name) {
            Some(Captured::Text(text)) => Some(text),
            Some(_) => None,
            None => self.constants.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()),
        }
    }

    fn int(&self, name: &str) -> Option<i64> {
        match self.slot(name) {
            Some(Captured::Int(n)) => Some(*n),
            Some(Captured::Amount(Amount::Whole(n))) => Some(*n),
            _ => self.text(name)?.parse().ok(),
        }
    }

    fn small(&self, name: &str) -> Option<u32> {
        u32::try_from(self.int(name)?).ok()
    }

    fn amount(&self, name: &str) -> Option<Amount> {
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

    fn expr(&self, name: &str) -> Option<TimeExpr> {
        match self.slot(name)? {
            Captured::Found(found) => Some(found.expr.clone()),
            _ => None,
        }
    }

    /// The day so many days from the document's, from the constant `on`.
    fn day_off(&self) -> Option<TimeExpr> {
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
    fn dated_on(&self) -> Option<TimeExpr> {
        Some(match self.expr("x")? {
            TimeExpr::Calendar(date) => {
                TimeExpr::Calendar(CalendarExpr { weekday: date.weekday.or(self.small("weekday")), ..date })
            }
            other => other,
        })
    }

    /// The date that weekday, day and month make, where the pattern has any of them.
    fn dated(&self) -> Option<TimeExpr> {
        let any = ["weekday", "d", "month"].iter().any(|name| self.slot(name).is_some());
        if any { self.date("").map(TimeExpr::Calendar) } else { None }
    }

    fn unit(&self) -> Option<Unit> {
        self.unit_of().map(|(unit, _)| unit)
    }

    /// The unit with how many of it the word means: a pack may count a decade as `10Y`, a fortnight as `2W`.
    fn unit_of(&self) -> Option<(Unit, i64)> {
        let code = self.text("unit")?;
        let letters = code.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = code.get(..code.len() - letters.len()).unwrap_or_default();
        Some((Unit::from_code(letters)?, digits.parse().unwrap_or(1)))
    }

    /// An amount of the unit.
    fn counted(&self, name: &str) -> Option<Amount> {
        let factor = self.unit_of().map_or(1, |(_, factor)| factor);
        let amount = self.amount(name)?;
        match amount {
            _ if factor == 1 => Some(amount),
            Amount::Whole(n) => n.checked_mul(factor).map(Amount::Whole),
            Amount::Half(n) => n.checked_mul(factor)?.checked_add(factor / 2).map(Amount::Whole),
            other => Some(other),
        }
    }

    fn sign(&self) -> Option<i64> {
        match self.text("sign")? {
            "-" => Some(-1),
            "+" => Some(1),
            "0" => Some(0),
            _ => None,
        }
    }

    fn base(&self) -> Base {
        match self.text("base") {
            Some("ref") => Base::Reference,
            Some("near") => Base::Nearest,
            _ => Base::Document,
        }
    }

    fn direction(&self) -> Option<Direction> {
        match self.text("dir")? {
            "past" => Some(Direction::Past),
            "future" => Some(Direction::Future),
            _ => Some(Direction::This),
        }
    }

    fn modifier(&self) -> Option<Modifier> {
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
    fn year(&self, suffix: &str) -> Option<YearSpec> {
        // A pack may count years of another era: `add=78` for Saka, `era=bc` for years before the common one, of
        // which the first is the year 0 of astronomers.
        let narrow = |n: i64| {
            let counted = if self.text("era") == Some("bc") { 1i64.checked_sub(n)? } else { n };
            i32::try_from(counted.checked_add(self.int("add").unwrap_or(0))?).ok()
        };
        if let Some(y) = self.int(&format!("y{suffix}")) {
            return narrow(y).map(YearSpec::Known);
        }
        if let Some(y) = self.int(&format!("yy{suffix}")) {
            return narrow(y).map(YearSpec::Short);
        }
        match self.expr(&format!("year{suffix}"))? {
            TimeExpr::Year(year) => Some(year),
            TimeExpr::Stretch { unit: Unit::Year, start } => Some(YearSpec::Known(start)),
            TimeExpr::Offset { base, amount: Amount::Whole(n), unit: Unit::Year, sign, .. } => {
                Some(YearSpec::Shifted(base, n.checked_mul(sign)?))
            }
            _ => None,
        }
    }

    /// The calendar parts whose slots end in `suffix`.
    fn date(&self, suffix: &str) -> Option<CalendarExpr> {
        let named = |name: &str| self.small(&format!("{name}{suffix}"));
        let by_name = named("month");
        let expr = CalendarExpr {
            weekday: named("weekday"),
            day: named("d").or_else(|| named("ord")),
            month: by_name.or_else(|| named("m")),
            year: self.year(suffix).unwrap_or(YearSpec::Unsaid),
            direction: self.direction(),
            week: self.int("week"),
            swappable: by_name.is_none() && self.text("order") == Some("open"),
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
    fn span(&self) -> Option<TimeExpr> {
        if let (Some(from), Some(to)) = (self.year(""), self.year("2"))
            && self.slot("month").is_none()
            && self.slot("month2").is_none()
        {
            return self.range(TimeExpr::Year(from), TimeExpr::Year(to));
        }
        let (from, to) = (self.date("")?, self.date("2")?);
        self.range(TimeExpr::Calendar(from), TimeExpr::Calendar(to))
    }

    fn range(&self, from: TimeExpr, to: TimeExpr) -> Option<TimeExpr> {
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

    fn stretch(&self) -> Option<TimeExpr> {
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

    fn offset(&self) -> Option<TimeExpr> {
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

    fn sub_year(&self) -> Option<TimeExpr> {
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

    fn clock(&self) -> Option<TimeExpr> {
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

    fn duration(&self) -> Option<DurationExpr> {
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
    fn compound(&self) -> Option<String> {
        let (first, second) = (self.amount("n")?, self.amount("n2")?);
        let (large, small) = (self.unit()?, Unit::from_code(self.text("unit2")?)?);
        (large > small).then(|| length::joined((first, large), (second, small)))
    }

    fn set(&self) -> Option<String> {
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
