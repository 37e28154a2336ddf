//! Times of day: clock times and parts of the day, on their own day or the one at hand.

use super::calendar::{Period, Unit, days};
use super::context::Context;
use super::expr::{ClockExpr, TimeExpr};
use super::settle::{Settled, settle};
use super::{Anchor, Bounds, Granularity, Moment, TimexKind};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta, Timelike};

/// The day that a time of day belongs to, with what it came from.
fn day_of(on: Option<&TimeExpr>, context: &Context) -> Option<(Option<NaiveDate>, Settled)> {
    if let Some(on) = on {
        let settled = settle(on, context)?;
        let day = settled.period.filter(|p| p.unit == Unit::Day)?.first;
        return Some((Some(day), settled));
    }
    let at_hand = context.day_at_hand().map(|r| (r.period.first, Anchor::Narrative(r.index)));
    let found = at_hand.or_else(|| context.today().map(|d| (d, Anchor::DocumentTime)));
    match found {
        Some((day, anchor)) => Some((Some(day), Settled::period(Period::day(day), anchor)?)),
        None => Some((None, Settled::plain(TimexKind::Time, "XXXX-XX-XX".to_string(), Anchor::None))),
    }
}

fn minute(day: NaiveDate, hour: u32, minute: u32) -> Option<Moment> {
    // Midnight at the end of a day is the first minute of the next.
    let (day, hour) = if hour == 24 { (days(day, 1)?, 0) } else { (day, hour) };
    day.and_hms_opt(hour, minute, 0).map(Moment::Minute)
}

/// The zone beside the value, or the flag of one that only the place can tell. A zone of the IANA database has the
/// offset that it has at that moment.
fn zoned(mut settled: Settled, zone: Option<&str>, at: Option<Moment>) -> Settled {
    let Some(zone) = zone else { return settled };
    if zone == "local" {
        return settled.flag("local-time");
    }
    settled.zone = match at {
        _ if zone.starts_with(['+', '-']) => Some(zone.to_string()),
        Some(Moment::Minute(at)) => super::zone::utc_offset(zone, at),
        _ => None,
    };
    settled
}

/// A clock time so many hours, minutes or seconds from the last one of the story (`dua jam kemudian`).
pub(super) fn moved((at, index): (NaiveDateTime, usize), n: i64, unit: Unit) -> Option<Settled> {
    let by = match unit {
        Unit::Hour => TimeDelta::try_hours(n)?,
        Unit::Minute => TimeDelta::try_minutes(n)?,
        _ => TimeDelta::try_seconds(n)?,
    };
    let moved = at.checked_add_signed(by)?;
    let mut settled = Settled::period(Period::day(days(moved.date(), 0)?), Anchor::Narrative(index))?;
    settled.kind = TimexKind::Time;
    settled.value = moved.format("%Y-%m-%dT%H:%M").to_string();
    settled.edtf = Some(moved.format("%Y-%m-%dT%H:%M:%S").to_string());
    settled.granularity = Granularity::Minute;
    let minute = moved.date().and_hms_opt(moved.hour(), moved.minute(), 0).map(Moment::Minute);
    settled.bounds = Some(Bounds { earliest: minute, latest: minute });
    Some(settled)
}

/// `pukul 10.30 WIB`, `9 a.m. Tuesday`.
pub(super) fn clock(on: Option<&TimeExpr>, clock: &ClockExpr, context: &Context) -> Option<Settled> {
    let (day, mut settled) = day_of(on, context)?;
    settled.kind = TimexKind::Time;
    settled.value = format!("{}T{:02}:{:02}", settled.value, clock.hour, clock.minute);
    settled.granularity = Granularity::Minute;
    let at = day.and_then(|d| minute(d, clock.hour, clock.minute));
    settled = zoned(settled, clock.zone.as_deref(), at);
    if let Some(at) = at {
        settled.bounds = Some(Bounds { earliest: Some(at), latest: Some(at) });
        let Moment::Minute(at) = at else { return Some(settled) };
        settled.edtf = Some(at.format("%Y-%m-%dT%H:%M:%S").to_string());
    }
    Some(settled)
}

/// `Sabtu malam`, `Friday morning`.
pub(super) fn part((on, part, zone): (Option<&TimeExpr>, &str, Option<&str>), context: &Context) -> Option<Settled> {
    let (day, mut settled) = day_of(on, context)?;
    settled.kind = TimexKind::Time;
    settled.value = format!("{}T{part}", settled.value);
    settled.granularity = Granularity::PartOfDay;
    settled.edtf = None;
    let hours = day.zip(context.lexicon.hours.get(part).copied());
    let first = hours.and_then(|(day, (from, _))| minute(day, from, 0));
    if let Some((day, (_, to))) = hours {
        let last = to.checked_sub(1).and_then(|h| minute(day, h, 59));
        settled.bounds = Some(Bounds { earliest: first, latest: last });
    }
    Some(zoned(settled, zone, first))
}
