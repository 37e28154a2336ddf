//! Calendar days, weekdays and months, and ranges of them.

use super::calendar::{Period, Unit, day, days, weekday_back, weekday_in_week, weekday_on};
use super::context::{Context, Lean, Until};
use super::expr::{CalendarExpr, Direction, TimeExpr, YearSpec};
use super::settle::{AGAINST_FUTURE, AGAINST_PAST, Settled, directed, nearest, settle, year};
use super::{Anchor, Bounds, Moment, TimexKind};
use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// Days within which the coming one of two equal weekdays is the nearer.
const NEARER: i64 = 4;

/// Resolves a date by whichever of its parts are given.
pub(super) fn calendar(date: CalendarExpr, context: &Context) -> Option<Settled> {
    match (date.day, date.month) {
        (Some(d), Some(m)) => full(date, d, m, context),
        (None, Some(m)) => month(date, m, context),
        (Some(d), None) => day_alone(date, d, context),
        (None, None) => weekday(date, context),
    }
}

/// A day and month, with or without year and weekday.
fn full(date: CalendarExpr, d: u32, m: u32, context: &Context) -> Option<Settled> {
    let agrees = |found: NaiveDate| date.weekday.is_none_or(|w| found.weekday().number_from_monday() == w);
    let read = |d: u32, m: u32| match date.year {
        YearSpec::Unsaid => in_some_year(date, d, m, context),
        spec => {
            let (y, anchor) = year(spec, context)?;
            Some((day(y, m, d)?, anchor))
        }
    };
    let (mut found, mut swapped) = (read(d, m), date.order.filter(|_| d != m).and_then(|_| read(m, d)));
    let by_weekday =
        |found: Option<(NaiveDate, Anchor)>| date.weekday.is_some() && found.is_some_and(|(found, _)| agrees(found));
    if context.order.is_some() && context.order != date.order && swapped.is_some() {
        (found, swapped) = (swapped, found);
    }
    // The weekday beside the figures outranks the order: it was printed for this very date.
    let chosen = by_weekday(found) != by_weekday(swapped);
    if chosen && by_weekday(swapped) {
        (found, swapped) = (swapped, found);
    }
    let (found, anchor) = found?;
    let mut settled = Settled::period(Period::day(found), anchor)?;
    if !agrees(found) {
        settled = settled.flag("conflict:weekday");
        settled.alternatives = repaired(found, date, context);
    }
    if let Some((other, _)) = swapped.filter(|_| context.order.is_none() && !chosen) {
        settled = settled.flag("ambiguous-order");
        settled.alternatives.push(Period::day(other).value());
    }
    Some(settled)
}

/// The year in which day and month fall: where the weekday agrees, else by the clause.
fn in_some_year(date: CalendarExpr, d: u32, m: u32, context: &Context) -> Option<(NaiveDate, Anchor)> {
    if let Some((found, anchor)) = in_story(date, context, |y| day(y, m, d).map(Period::day)) {
        return Some((found.first, anchor));
    }
    let today = context.today()?;
    let all: Vec<Period> = (-4..=4).filter_map(|n| day(today.year().checked_add(n)?, m, d)).map(Period::day).collect();
    let near: Vec<Period> = all.iter().copied().filter(|p| (p.first.year() - today.year()).abs() <= 1).collect();
    let pool = if near.is_empty() { all } else { near };
    if let Some(weekday) = date.weekday {
        let agreeing: Vec<Period> =
            pool.iter().copied().filter(|p| p.first.weekday().number_from_monday() == weekday).collect();
        if let Some(found) = nearest(&agreeing, today, context.lean) {
            return Some((found.first, Anchor::DocumentTime));
        }
    }
    let chosen = match date.direction {
        Some(direction) => directed(&pool, today, direction),
        None => begun(&pool, today, context).or_else(|| nearest(&pool, today, context.lean)),
    };
    chosen.map(|p| (p.first, Anchor::DocumentTime))
}

/// What `sejak Oktober` means: something that goes on has begun, unless the clause looks ahead.
fn begun(candidates: &[Period], today: NaiveDate, context: &Context) -> Option<Period> {
    if !context.since || context.lean == Lean::Future {
        return None;
    }
    candidates.iter().rev().find(|p| p.first <= today).copied()
}

/// The next such stretch of a story that lies years back: after `pada 1998`, `12 Mei` is that year's.
fn in_story(date: CalendarExpr, context: &Context, at: impl Fn(i32) -> Option<Period>) -> Option<(Period, Anchor)> {
    let story = context.story().filter(|_| date.direction.is_none())?;
    let year = story.period.first.year();
    let agrees =
        |p: &Period| p.unit != Unit::Day || date.weekday.is_none_or(|w| p.first.weekday().number_from_monday() == w);
    let found = (0..=1).filter_map(|n| at(year.checked_add(n)?)).find(|p| {
        let from = Period::around(story.period.first, p.unit.max(Unit::Day)).map_or(story.period.first, |s| s.first);
        p.first >= from && agrees(p)
    })?;
    Some((found, Anchor::Narrative(story.index)))
}

/// What a date may have been meant to be when its weekday contradicts it: another year, another month, or the
/// weekday nearest to the document.
fn repaired(found: NaiveDate, date: CalendarExpr, context: &Context) -> Vec<String> {
    let Some(weekday) = date.weekday else { return Vec::new() };
    let agrees = |d: &NaiveDate| d.weekday().number_from_monday() == weekday;
    let mut all: Vec<NaiveDate> = Vec::new();
    if let Some(today) = context.today() {
        // The printed day and month in the document's year, then the printed day in the document's month.
        all.extend(day(today.year(), found.month(), found.day()).filter(agrees));
        all.extend(day(today.year(), today.month(), found.day()).filter(agrees));
        all.extend(weekday_back(today, weekday));
    } else {
        all.extend(weekday_back(found, weekday));
    }
    let mut values: Vec<String> = Vec::new();
    for value in all.into_iter().filter(|d| *d != found).map(|d| Period::day(d).value()) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

fn month(date: CalendarExpr, m: u32, context: &Context) -> Option<Settled> {
    let at = |y: i32| Some(Period { unit: Unit::Month, first: day(y, m, 1)? });
    if date.year != YearSpec::Unsaid {
        let (y, anchor) = year(date.year, context)?;
        return Settled::period(at(y)?, anchor);
    }
    if let Some((found, anchor)) = in_story(date, context, at) {
        return Settled::period(found, anchor);
    }
    let today = context.today()?;
    let around: Vec<Period> = (-1..=1).filter_map(|n| at(today.year().checked_add(n)?)).collect();
    let chosen = match date.direction {
        Some(direction) => directed(&around, today, direction)?,
        None => begun(&around, today, context).or_else(|| nearest_month(&around, today, context.lean))?,
    };
    Settled::period(chosen, Anchor::DocumentTime)
}

/// Months are compared by their number: from any day of July, June is one month away.
fn nearest_month(around: &[Period], today: NaiveDate, lean: Lean) -> Option<Period> {
    let number = |d: NaiveDate| i64::from(d.year()) * 12 + i64::from(d.month());
    let away = |p: &Period| {
        let far = number(p.first) - number(today);
        match lean {
            Lean::Past if far > 0 => far * AGAINST_PAST,
            Lean::Future if far < 0 => -far * AGAINST_FUTURE,
            _ => far.abs(),
        }
    };
    around.iter().copied().min_by_key(away)
}

/// A day of an unsaid month: that of the last date, or the document's.
fn day_alone(date: CalendarExpr, d: u32, context: &Context) -> Option<Settled> {
    let today = context.today();
    let (base, anchor) = match context.last.filter(|r| r.paragraph == context.paragraph && r.period.unit <= Unit::Month)
    {
        Some(reference) => (reference.period.first, Anchor::Narrative(reference.index)),
        None => (today?, Anchor::DocumentTime),
    };
    let candidates: Vec<Period> = (-1..=1)
        .filter_map(|n| {
            let month = super::calendar::shift(Period::around(base, Unit::Month)?.first, n, Unit::Month)?;
            day(month.year(), month.month(), d).map(Period::day)
        })
        .filter(|p| date.weekday.is_none_or(|w| p.first.weekday().number_from_monday() == w))
        .collect();
    let chosen = match (date.direction, anchor) {
        (Some(direction), _) => directed(&candidates, today?, direction)?,
        (None, Anchor::Narrative(_)) => candidates.iter().copied().find(|p| p.first.month() == base.month())?,
        _ => nearest(&candidates, base, context.lean)?,
    };
    Settled::period(chosen, anchor)
}

fn weekday(date: CalendarExpr, context: &Context) -> Option<Settled> {
    let weekday = date.weekday?;
    let today = context.today()?;
    if let Some(weeks) = date.week {
        let found = weekday_in_week(days(today, weeks.checked_mul(7)?)?, weekday)?;
        return Settled::period(Period::day(found), Anchor::DocumentTime);
    }
    let same = today.weekday().number_from_monday() == weekday;
    let next = || weekday_on(days(today, 1)?, weekday);
    let found = match (date.direction, context.lean) {
        (Some(Direction::Past), _) => weekday_back(days(today, -1)?, weekday)?,
        (Some(Direction::Future), _) => next()?,
        (Some(Direction::This), _) => weekday_in_week(today, weekday)?,
        // `mulai Kamis hingga Sabtu`: the end comes behind the beginning.
        (None, _) if context.begun.is_some() => weekday_on(days(context.begun?, 1)?, weekday)?,
        (None, Lean::Future) if !same => next()?,
        // `menutup jalan hingga Kamis`: what goes on until a day ends on the nearer one.
        (None, Lean::Open) if context.until == Some(Until::Onward) && !same => next()?,
        (None, _) if context.until.is_some() && !same && super::calendar::apart(today, next()?) <= NEARER => next()?,
        (None, _) => weekday_back(today, weekday)?,
    };
    let settled = Settled::period(Period::day(found), Anchor::DocumentTime)?;
    // `next Friday` on a Wednesday is this week's for some and next week's for others.
    let doubtful = date.direction == Some(Direction::Future) && super::calendar::apart(found, today) < 7;
    if !doubtful {
        return Some(settled);
    }
    let mut settled = settled.flag("ambiguous-week");
    settled.alternatives.extend(days(found, 7).map(|d| Period::day(d).value()));
    Some(settled)
}

/// The end of a night shift: a clock time before that of the beginning is the next day's.
fn next_day(from: NaiveDateTime, to: NaiveDateTime, last: Settled) -> Option<Settled> {
    let day = days(from.date(), 1).filter(|_| to.date() == from.date())?;
    let at = Moment::Minute(day.and_time(to.time()));
    let clock = to.format("T%H:%M").to_string();
    let mut moved = last;
    moved.value = format!("{}{clock}", Period::day(day).value());
    moved.edtf = Period::day(day).edtf().map(|day| format!("{day}{clock}:00"));
    moved.bounds = Some(Bounds { earliest: Some(at), latest: Some(at) });
    moved.period = Some(Period::day(day));
    Some(moved)
}

/// A range: both ends resolved, the second in sight of the first.
pub(super) fn range(from: &TimeExpr, to: &TimeExpr, context: &Context) -> Option<Settled> {
    let weekday_alone = |expr: &TimeExpr| matches!(expr, TimeExpr::Calendar(date) if date.day.is_none() && date.month.is_none() && date.weekday.is_some() && date.direction.is_none());
    let dated = matches!(from, TimeExpr::Calendar(date) if date.day.is_some());
    let begun = if weekday_alone(to) && dated { settle(from, context)?.period.map(|p| p.first) } else { None };
    // The word before the range says that its beginning has begun; the end may be yet to come.
    let last = settle(to, &Context { since: false, begun, ..*context })?;
    let mut first = settle(from, context)?;
    if let (TimeExpr::Calendar(a), Some(end)) = (from, last.period) {
        let bare = a.day.is_none() && a.month.is_none();
        let weekday = a.weekday.filter(|_| bare);
        let late = first.period.is_some_and(|p| p.first > end.first);
        if let (Some(weekday), true) = (weekday, late) {
            first = Settled::period(Period::day(weekday_back(end.first, weekday)?), last.anchor)?;
        } else if late && a.year == YearSpec::Unsaid {
            first = first.period.and_then(|p| p.shift(-1, Unit::Year)).and_then(|p| Settled::period(p, last.anchor))?;
        }
    }
    let last = match (first.bounds?.earliest, last.bounds?.latest) {
        (Some(Moment::Minute(from)), Some(Moment::Minute(to))) if from > to => next_day(from, to, last)?,
        (from, to) if from > to => return None,
        _ => last,
    };
    let (earliest, latest) = (first.bounds?.earliest, last.bounds?.latest);
    let time = first.kind == TimexKind::Time || last.kind == TimexKind::Time;
    let kind = if time { TimexKind::Time } else { TimexKind::Date };
    let mut settled = Settled::plain(kind, format!("{}/{}", first.value, last.value), last.anchor);
    settled.edtf = first.edtf.as_ref().zip(last.edtf.as_ref()).map(|(a, b)| format!("{a}/{b}"));
    settled.bounds = Some(Bounds { earliest, latest });
    settled.granularity = first.granularity.min(last.granularity);
    settled.zone = last.zone.or(first.zone);
    settled.flags = first.flags;
    settled.period = last.period;
    for flag in &last.flags {
        settled = settled.flag(flag);
    }
    Some(settled)
}
