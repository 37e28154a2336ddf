//! Lengths and seasons in the notation of TIMEX3.

use super::calendar::{SEASONS, Unit};
use super::expr::Amount;

/// Two lengths as one: `P4Y6M`, `PT2H30M`, `P1DT12H`.
pub(super) fn joined(large: (Amount, Unit), small: (Amount, Unit)) -> String {
    let first = period_value(large.0, large.1);
    let second = period_value(small.0, small.1);
    let tail = second.strip_prefix('P').unwrap_or(&second);
    let tail = if first.starts_with("PT") { tail.trim_start_matches('T') } else { tail };
    format!("{first}{tail}")
}

/// TIMEX3's name of the season that begins in this month.
pub(super) fn season_name(first_month: u32) -> &'static str {
    SEASONS.iter().find(|(_, month)| *month == first_month).map_or("WI", |(name, _)| name)
}

/// A length as TIMEX3 writes it: `P3D`, `PT2H`, `PXY`, `P1Y6M`.
pub(super) fn period_value(amount: Amount, unit: Unit) -> String {
    let (time, letter) = match unit {
        Unit::Second => ("T", "S"),
        Unit::Minute => ("T", "M"),
        Unit::Hour => ("T", "H"),
        Unit::Day => ("", "D"),
        Unit::Weekend => ("", "WE"),
        Unit::Week => ("", "W"),
        Unit::Month => ("", "M"),
        Unit::Quarter => ("", "Q"),
        Unit::Half => ("", "H"),
        Unit::Season | Unit::Year => ("", "Y"),
        Unit::Decade => ("", "DE"),
        Unit::Century => ("", "CE"),
        Unit::Millennium => ("", "ML"),
        Unit::Vague => return "PXX".to_string(),
    };
    // TIMEX3 writes a half with the next smaller unit.
    let smaller = match unit {
        Unit::Minute => Some("30S"),
        Unit::Hour => Some("30M"),
        Unit::Day => Some("T12H"),
        Unit::Year => Some("6M"),
        _ => None,
    };
    match (amount, smaller) {
        (Amount::Whole(n), _) => match unit {
            Unit::Half => format!("P{}M", n.saturating_mul(6)),
            _ => format!("P{time}{n}{letter}"),
        },
        (Amount::Half(0), _) if unit == Unit::Century => "P50Y".to_string(),
        (Amount::Half(0), _) if unit == Unit::Decade => "P5Y".to_string(),
        (Amount::Half(0), Some(half)) => format!("P{time}{half}"),
        (Amount::Half(n), Some(half)) => format!("P{time}{n}{letter}{half}"),
        (Amount::Half(n), None) => format!("P{time}{n}.5{letter}"),
        (Amount::Decimal(n, tenths), _) => format!("P{time}{n}.{tenths}{letter}"),
        (Amount::Vague, _) => format!("P{time}X{letter}"),
    }
}
