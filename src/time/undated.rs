//! Expressions that only the document's day could place, where that day is not known: kept with what the words say.

use super::Anchor;
use super::calendar::Unit;
use super::expr::{CalendarExpr, TimeExpr};
use super::settle::Settled;
use super::why::NEEDS_DAY;
use super::{Granularity, TimexKind};

/// The expression with an `X` for each digit that nobody knows (`XXXX-08-17`); `None` for other reasons to fail.
pub(super) fn undated(expr: &TimeExpr) -> Option<Settled> {
    let (value, granularity) = value(expr)?;
    let mut settled = Settled::plain(TimexKind::Date, value, Anchor::None).flag(NEEDS_DAY);
    settled.granularity = granularity;
    Some(settled)
}

fn value(expr: &TimeExpr) -> Option<(String, Granularity)> {
    match expr {
        TimeExpr::Calendar(CalendarExpr { weekday, day, month, .. }) => Some(match (month, day, weekday) {
            (Some(m), Some(d), _) => (format!("XXXX-{m:02}-{d:02}"), Granularity::Day),
            (Some(m), None, _) => (format!("XXXX-{m:02}"), Granularity::Month),
            (None, Some(d), _) => (format!("XXXX-XX-{d:02}"), Granularity::Day),
            (None, None, Some(weekday)) => (format!("XXXX-WXX-{weekday}"), Granularity::Day),
            (None, None, None) => return None,
        }),
        TimeExpr::Year(_) => Some(("XXXX".to_string(), Granularity::Year)),
        TimeExpr::SubYear(part) => Some(match part.unit {
            Unit::Quarter => (format!("XXXX-Q{}", part.index), Granularity::Quarter),
            Unit::Half => (format!("XXXX-H{}", part.index), Granularity::Half),
            _ => (format!("XXXX-{}", super::length::season_name(part.index)), Granularity::Season),
        }),
        TimeExpr::Offset { unit, cut, .. } => {
            let value = match (*cut).min(*unit) {
                Unit::Day => "XXXX-XX-XX",
                Unit::Weekend => "XXXX-WXX-WE",
                Unit::Week => "XXXX-WXX",
                Unit::Month => "XXXX-XX",
                Unit::Quarter => "XXXX-QX",
                Unit::Half => "XXXX-HX",
                Unit::Year => "XXXX",
                Unit::Decade => "XXX",
                Unit::Century => "XX",
                _ => return None,
            };
            Some((value.to_string(), (*cut).min(*unit).granularity()))
        }
        TimeExpr::Holiday { .. } => Some(("XXXX-XX-XX".to_string(), Granularity::Day)),
        TimeExpr::Flagged { inner, .. } | TimeExpr::Modified { inner, .. } => value(inner),
        _ => None,
    }
}
