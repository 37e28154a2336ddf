//! From what the words say to a place on the calendar, one function for each kind of expression.

use super::calendar::{Period, Unit, shift, span, week_of_month};
use super::context::{Context, Lean, Reference};
use super::expr::{Amount, Base, Direction, DurationExpr, SubYear, TimeExpr, YearSpec};
use super::length::period_value;
use super::{Anchor, Bounds, Granularity, Modifier, TimexKind};
use chrono::{Datelike, NaiveDate};

/// An expression, resolved.
#[derive(Debug, Clone)]
pub(super) struct Settled {
    pub kind: TimexKind,
    pub value: String,
    pub edtf: Option<String>,
    pub bounds: Option<Bounds>,
    pub granularity: Granularity,
    pub anchor: Anchor,
    pub modifier: Option<Modifier>,
    pub zone: Option<String>,
    pub flags: Vec<String>,
    pub alternatives: Vec<String>,
    /// The stretch that later expressions can refer to.
    pub period: Option<Period>,
}

impl Settled {
    /// A stretch of the calendar.
    pub fn period(period: Period, anchor: Anchor) -> Option<Self> {
        Some(Self {
            kind: TimexKind::Date,
            value: period.value(),
            edtf: period.edtf(),
            bounds: Some(period.bounds()?),
            granularity: period.unit.granularity(),
            period: Some(period),
            ..Self::plain(TimexKind::Date, String::new(), anchor)
        })
    }

    /// A value without a place on the calendar.
    pub fn plain(kind: TimexKind, value: String, anchor: Anchor) -> Self {
        Self {
            kind,
            value,
            edtf: None,
            bounds: None,
            granularity: Granularity::Vague,
            anchor,
            modifier: None,
            zone: None,
            flags: Vec::new(),
            alternatives: Vec::new(),
            period: None,
        }
    }

    pub fn flag(mut self, flag: &str) -> Self {
        if !self.flags.iter().any(|f| f == flag) {
            self.flags.push(flag.to_string());
        }
        self
    }
}

/// How much farther a date to come seems in a clause about the past, and a past one in a clause about what is
/// to come: the latter speaks of the past more rarely.
pub(super) const AGAINST_PAST: i64 = 6;
pub(super) const AGAINST_FUTURE: i64 = 12;

/// Resolves an expression; `None` where it cannot be one (a range that runs backwards).
pub(super) fn settle(expr: &TimeExpr, context: &Context) -> Option<Settled> {
    match expr {
        TimeExpr::Calendar(date) => super::dates::calendar(*date, context),
        TimeExpr::Year(year) => {
            let (year, anchor) = self::year(*year, context)?;
            Settled::period(Period::year(year)?, anchor)
        }
        TimeExpr::Stretch { unit, start } => {
            let first = super::calendar::day(if *start == 0 { 1 } else { *start }, 1, 1)?;
            Settled::period(Period { unit: *unit, first }, Anchor::Explicit)
        }
        TimeExpr::Offset { base, amount, unit, sign, cut } => offset((*base, *amount, *unit, *sign, *cut), context),
        TimeExpr::SubYear(part) => sub_year(*part, context),
        TimeExpr::WeekOf { n, month } => {
            let month = settle(month, context)?;
            let mut settled = Settled::period(week_of_month(month.period?, *n)?, month.anchor)?;
            settled.modifier = Some(Modifier::Approx);
            Some(settled)
        }
        TimeExpr::Holiday { rule, year, direction } => holiday(*rule, *year, *direction, context),
        TimeExpr::Hijri { year, month, day } => hijri((*year, *month, *day), context),
        TimeExpr::Moved { from, amount, unit, sign } => {
            let from = settle(from, context)?;
            let period = from.period?;
            let Amount::Whole(n) = amount else {
                return Some(vague(*sign, from.anchor));
            };
            let day = shift(period.first, n.checked_mul(*sign)?, *unit)?;
            Settled::period(Period::around(day, period.unit.min(*unit))?, from.anchor)
        }
        TimeExpr::DayOf { day, month } => {
            let month = settle(month, context)?;
            let first = month.period.filter(|p| p.unit == Unit::Month)?.first;
            let found = super::calendar::day(first.year(), first.month(), *day)?;
            Settled::period(Period::day(found), month.anchor)
        }
        TimeExpr::NthWeekday { n, weekday, month } => {
            let month = settle(month, context)?;
            let first = month.period.filter(|p| p.unit == Unit::Month)?.first;
            let found = super::calendar::nth_weekday(first.year(), first.month(), *n, *weekday)?;
            Settled::period(Period::day(found), month.anchor)
        }
        TimeExpr::Around { unit, day } => {
            let day = settle(day, context)?;
            Settled::period(Period::around(day.period?.first, *unit)?, day.anchor)
        }
        TimeExpr::Leading { n, unit, year } => leading(*n, *unit, *year, context),
        TimeExpr::Part { on, part, zone } => super::clock::part((on.as_deref(), part, zone.as_deref()), context),
        TimeExpr::Clock { on, clock } => super::clock::clock(on.as_deref(), clock, context),
        TimeExpr::Flagged { flag, inner } => {
            let mut settled = settle(inner, context)?.flag(flag);
            if flag == APPROXIMATE {
                settled.edtf = settled.edtf.map(|edtf| approximate(&edtf));
            }
            Some(settled)
        }
        TimeExpr::Modified { modifier, inner } => modified(*modifier, inner, context),
        TimeExpr::Range { from, to } => super::dates::range(from, to, context),
        TimeExpr::Reference(value) => Some(Settled::plain(TimexKind::Date, (*value).to_string(), Anchor::None)),
        TimeExpr::Duration(duration) => self::duration(*duration, context),
        TimeExpr::Length(value) => Some(Settled::plain(TimexKind::Duration, value.clone(), Anchor::None)),
        TimeExpr::Set(value) => Some(Settled::plain(TimexKind::Set, value.clone(), Anchor::None)),
        TimeExpr::Trap => None,
    }
}

/// The flag of stretches whose edges the words leave open (a season, a school year).
const APPROXIMATE: &str = "approximate";

/// An EDTF form with each of its ends marked as approximate.
fn approximate(edtf: &str) -> String {
    edtf.split('/').map(|end| format!("{}~", end.trim_end_matches('~'))).collect::<Vec<_>>().join("/")
}

/// The first months or quarters of a year, as reports of results count them.
fn leading(n: i64, unit: Unit, spec: YearSpec, context: &Context) -> Option<Settled> {
    let (y, anchor) = year(spec, context)?;
    let first = Period::around(Period::year(y)?.first, unit)?;
    let last = first.shift(n.checked_sub(1)?, unit)?;
    if last.first.year() != y {
        return None;
    }
    let mut settled = Settled::plain(TimexKind::Date, format!("{}/{}", first.value(), last.value()), anchor);
    settled.edtf = first.edtf().zip(last.edtf()).map(|(a, b)| format!("{a}/{b}"));
    settled.bounds = Some(span(first.first, last.last()?));
    settled.granularity = unit.granularity();
    Some(settled)
}

fn vague(sign: i64, anchor: Anchor) -> Settled {
    let value = match sign {
        0 => "PRESENT_REF",
        1.. => "FUTURE_REF",
        _ => "PAST_REF",
    };
    Settled::plain(TimexKind::Date, value.to_string(), anchor)
}

/// The year meant; an unsaid one is the document's.
pub(super) fn year(year: YearSpec, context: &Context) -> Option<(i32, Anchor)> {
    match year {
        YearSpec::Known(y) => Some((y, Anchor::Explicit)),
        YearSpec::Short(short) => {
            // The latest such year that is at most ten years ahead of the document.
            let limit = context.today().map_or(2030, |d| d.year()).checked_add(10)?;
            let y = limit - limit.rem_euclid(100) + short;
            Some((if y > limit { y - 100 } else { y }, Anchor::Explicit))
        }
        YearSpec::Shifted(base, n) => {
            let (from, anchor) = base_day(base, Unit::Year, context)?;
            Some((from.year().checked_add(i32::try_from(n).ok()?)?, anchor))
        }
        YearSpec::Unsaid => Some((context.today()?.year(), Anchor::DocumentTime)),
    }
}

fn base_day(base: Base, unit: Unit, context: &Context) -> Option<(NaiveDate, Anchor)> {
    let told = |r: Reference| (r.period.first, Anchor::Narrative(r.index));
    match base {
        Base::Document => context.today().map(|d| (d, Anchor::DocumentTime)),
        Base::Reference | Base::Nearest => {
            context.reference(unit).map(told).or_else(|| context.today().map(|d| (d, Anchor::DocumentTime)))
        }
    }
}

fn offset((base, amount, unit, sign, cut): (Base, Amount, Unit, i64, Unit), context: &Context) -> Option<Settled> {
    if let (Base::Reference, Amount::Whole(n), Some(at)) = (base, amount, context.last_minute)
        && unit < Unit::Day
    {
        return super::clock::moved(at, n.checked_mul(sign)?, unit);
    }
    if unit < Unit::Day {
        // Without a clock time to count from, hours and minutes say only how long.
        return Some(Settled::plain(TimexKind::Duration, period_value(amount, unit), Anchor::None));
    }
    let (n, by) = match amount {
        Amount::Whole(n) => (n, unit),
        Amount::Half(n) if unit == Unit::Year => (n.checked_mul(12)?.checked_add(6)?, Unit::Month),
        Amount::Half(n) if unit == Unit::Decade => (n.checked_mul(10)?.checked_add(5)?, Unit::Year),
        Amount::Half(n) if unit == Unit::Century => (n.checked_mul(100)?.checked_add(50)?, Unit::Year),
        _ => return Some(vague(sign, Anchor::None)),
    };
    let n = n.checked_mul(sign)?;
    if base == Base::Nearest {
        // `a year earlier` beside a quarter, month or day is that quarter, month or day a year before.
        if let Some(reference) = context.part_at_hand() {
            return Settled::period(reference.period.shift(n, by)?, Anchor::Narrative(reference.index));
        }
    }
    let (mut from, anchor) = base_day(if base == Base::Nearest { Base::Document } else { base }, cut, context)?;
    if base == Base::Nearest && cut == Unit::Quarter {
        // Results are those of the last quarter that has ended.
        from = shift(from, -1, Unit::Quarter)?;
    }
    let cut = if by < cut && matches!(amount, Amount::Half(_)) { by } else { cut };
    // Beyond a decade nothing in the words is a whole decade or century of the calendar.
    let cut = match cut {
        Unit::Decade | Unit::Century | Unit::Millennium if by >= Unit::Decade && n != 0 => Unit::Year,
        cut => cut,
    };
    Settled::period(Period::around(shift(from, n, by)?, cut)?, anchor)
}

/// The nearest of several stretches, a distance against the clause counted for more.
pub(super) fn nearest(candidates: &[Period], today: NaiveDate, lean: Lean) -> Option<Period> {
    let away = |p: &Period| {
        let last = p.last().unwrap_or(p.first);
        if last < today {
            let far = super::calendar::apart(last, today);
            if lean == Lean::Future { far.saturating_mul(AGAINST_FUTURE) } else { far }
        } else if p.first > today {
            let far = super::calendar::apart(p.first, today);
            if lean == Lean::Past { far.saturating_mul(AGAINST_PAST) } else { far }
        } else {
            0
        }
    };
    candidates.iter().copied().min_by_key(away)
}

/// The candidate on the side that `lalu` or `depan` names: wholly before or after the current stretch.
pub(super) fn directed(candidates: &[Period], today: NaiveDate, direction: Direction) -> Option<Period> {
    match direction {
        Direction::Past => candidates.iter().rev().find(|p| p.last().is_some_and(|l| l < today)).copied(),
        Direction::Future => candidates.iter().find(|p| p.first > today).copied(),
        Direction::This => {
            let same = candidates.iter().find(|p| p.first.year() == today.year());
            same.or(candidates.first()).copied()
        }
    }
}

fn sub_year(part: SubYear, context: &Context) -> Option<Settled> {
    let step = match part.unit {
        Unit::Quarter => 3,
        Unit::Half => 6,
        _ => 1,
    };
    let month = if part.unit == Unit::Season { part.index } else { (part.index.checked_sub(1)?) * step + 1 };
    let at = |y: i32| Some(Period { unit: part.unit, first: super::calendar::day(y, month, 1)? });
    if part.year != YearSpec::Unsaid {
        let (y, anchor) = year(part.year, context)?;
        let settled = Settled::period(at(y)?, anchor)?;
        return Some(if part.unit == Unit::Season { settled.flag(APPROXIMATE) } else { settled });
    }
    let today = context.today()?;
    let candidates: Vec<Period> = (-1..=1).filter_map(|n| at(today.year().checked_add(n)?)).collect();
    let chosen = match part.direction {
        Some(direction) => directed(&candidates, today, direction)?,
        // Figures of a quarter are those of the last one, unless the clause looks ahead.
        None if context.lean != Lean::Future && part.unit != Unit::Season => {
            candidates.iter().rev().find(|p| p.first <= today).copied()?
        }
        None => nearest(&candidates, today, context.lean)?,
    };
    let settled = Settled::period(chosen, Anchor::DocumentTime)?;
    Some(if part.unit == Unit::Season { settled.flag(APPROXIMATE) } else { settled })
}

fn holiday(rule: usize, spec: YearSpec, direction: Option<Direction>, context: &Context) -> Option<Settled> {
    let holidays = &context.lexicon.holidays;
    // An Islamic year beside an Islamic feast: 1444 names no year of the civil calendar.
    if let (YearSpec::Known(y @ 1300..=1500), Some((m, d))) = (spec, holidays.hijri_rule(rule)) {
        return hijri((Some(y), Some(m), Some(d)), context);
    }
    // A whole month of the Islamic calendar is no month of the civil one.
    let whole_month = |date: super::holiday::HolidayDate| {
        let (month, _) = holidays.hijri_rule(rule).filter(|_| date.period.unit == Unit::Month)?;
        let middle = super::calendar::days(date.period.first, 15)?;
        hijri((super::calendar::hijri_year(middle), Some(month), None), context)
    };
    let finish = |date: super::holiday::HolidayDate, anchor: Anchor| {
        if let Some(month) = whole_month(date) {
            return Some(month);
        }
        let settled = Settled::period(date.period, anchor)?;
        Some(if date.approximate { settled.flag("approximate-calendar") } else { settled })
    };
    if spec != YearSpec::Unsaid {
        let (y, anchor) = year(spec, context)?;
        return finish(holidays.in_year(rule, y)?, anchor);
    }
    let today = context.today()?;
    let dates: Vec<_> = (-1..=1).filter_map(|n| holidays.in_year(rule, today.year().checked_add(n)?)).collect();
    let periods: Vec<Period> = dates.iter().map(|d| d.period).collect();
    let chosen = match direction {
        Some(direction) => directed(&periods, today, direction)?,
        None => nearest(&periods, today, context.lean)?,
    };
    finish(*dates.iter().find(|d| d.period == chosen)?, Anchor::DocumentTime)
}

fn hijri((year, month, day): (Option<i32>, Option<u32>, Option<u32>), context: &Context) -> Option<Settled> {
    let today = context.today();
    let explicit = year.is_some();
    let year = year.or_else(|| super::calendar::hijri_year(today?))?;
    let anchor = if explicit { Anchor::Explicit } else { Anchor::DocumentTime };
    match (month, day) {
        (Some(m), Some(d)) => {
            let date = context.lexicon.holidays.hijri_day(year, m, d)?;
            let settled = Settled::period(date.period, anchor)?.flag("calendar:hijri");
            Some(if date.approximate { settled.flag("approximate-calendar") } else { settled })
        }
        (month, _) => {
            let first = super::calendar::hijri(year, month.unwrap_or(1), 1)?;
            let next = match month {
                Some(m @ 1..=11) => super::calendar::hijri(year, m + 1, 1)?,
                _ => super::calendar::hijri(year.checked_add(1)?, 1, 1)?,
            };
            let unit = if month.is_some() { Unit::Month } else { Unit::Year };
            let last = next.pred_opt()?;
            let mut settled = Settled::plain(TimexKind::Date, format!("{first}/{last}"), anchor);
            settled.edtf = Some(format!("{first}~/{last}~"));
            settled.bounds = Some(span(first, last));
            settled.granularity = unit.granularity();
            Some(settled.flag("calendar:hijri").flag("approximate-calendar"))
        }
    }
}

fn modified(modifier: Modifier, inner: &TimeExpr, context: &Context) -> Option<Settled> {
    let mut settled = settle(inner, context)?;
    settled.modifier = Some(modifier);
    if let (Some(period), Modifier::Start | Modifier::Mid | Modifier::End) = (settled.period, modifier) {
        settled.bounds = Some(period.part(modifier)?);
        let third = match modifier {
            Modifier::Start => 37,
            Modifier::Mid => 38,
            _ => 39,
        };
        settled.edtf = match period.unit {
            Unit::Year => period.edtf().map(|year| format!("{year}-{third}")),
            _ => settled.edtf.map(|edtf| approximate(&edtf)),
        };
    } else if modifier == Modifier::Approx && settled.bounds.is_some() {
        settled.edtf = settled.edtf.map(|edtf| approximate(&edtf));
    }
    Some(settled)
}

fn duration(duration: DurationExpr, context: &Context) -> Option<Settled> {
    let value = match duration.to {
        Some(to) => format!("{}/{}", period_value(duration.amount, duration.unit), period_value(to, duration.unit)),
        None => period_value(duration.amount, duration.unit),
    };
    let mut settled = Settled::plain(TimexKind::Duration, value, Anchor::None);
    let longest = duration.to.unwrap_or(duration.amount);
    let (Some(side), Some(today), Amount::Whole(n)) = (duration.side, context.today(), longest) else {
        return Some(settled);
    };
    if duration.unit < Unit::Day {
        return Some(settled);
    }
    let other = match side {
        Direction::Past => shift(today, n.checked_neg()?, duration.unit),
        _ => shift(today, n, duration.unit),
    };
    if let Some(other) = other {
        settled.bounds = Some(span(today.min(other), today.max(other)));
        settled.granularity = duration.unit.granularity();
        settled.anchor = Anchor::DocumentTime;
    }
    Some(settled)
}
