//! From what a rule's pattern captured to the expression's meaning.
//!
//! The `meaning` column of `time_rules.tsv` names an operation and its constants: `offset sign=- base=dct`.
//! Slots of the pattern and constants of the rule are the same to an operation; a slot wins.

use super::calendar::Unit;
use super::expr::{TimeExpr, YearSpec};
use super::given::Given;
use super::matcher::Slots;

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
