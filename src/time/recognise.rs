//! The date rules, tried at one token at a time.

use super::tokens::Token;
use super::value::{shift, unit_around};
use super::{Anchor, Bounds, Granularity, TimeLexicon, Timex, TimexKind};
use crate::text::Span;
use chrono::{Datelike, NaiveDate};

/// What a rule matched: the tokens taken and the expression.
pub(super) type Found = Option<(usize, Timex)>;

fn timex(tokens: &[Token], taken: usize, rule: &str, day: NaiveDate, unit: char, anchor: Anchor) -> Found {
    let (value, granularity, bounds) = unit_around(day, unit)?;
    let span = Span::new(tokens.first()?.span.start, tokens.get(taken.checked_sub(1)?)?.span.end);
    let timex = Timex {
        span,
        kind: TimexKind::Date,
        edtf: (unit != 'W').then(|| value.clone()),
        value,
        modifier: None,
        zone: None,
        bounds: Some(bounds),
        granularity,
        anchor,
        rule: rule.to_string(),
        confidence: 0.9,
        flags: Vec::new(),
        alternatives: Vec::new(),
    };
    Some((taken, timex))
}

fn nearest_year(dct: NaiveDate, m: u32, d: u32) -> Option<NaiveDate> {
    let all = (-1..=1).filter_map(|n| NaiveDate::from_ymd_opt(dct.year().checked_add(n)?, m, d));
    all.min_by_key(|day| day.signed_duration_since(dct).num_days().abs())
}

/// The expression that starts at the first token, if a rule fits.
pub(super) fn at(t: &[Token], lex: &TimeLexicon, dct: Option<NaiveDate>) -> Found {
    let num = |i: usize| t.get(i).and_then(|x| x.number);
    let is = |i: usize, s: &str| t.get(i).is_some_and(|x| x.low == s);
    let small = |i: usize| num(i).and_then(|n| u32::try_from(n).ok());
    let year = |i: usize| num(i).filter(|n| (1900..=2099).contains(n)).and_then(|n| i32::try_from(n).ok());
    let month = |i: usize| t.get(i).filter(|x| x.capital).and_then(|x| lex.months.get(&x.low)).copied();
    let first = t.first()?;
    let id = |name: &str| format!("{}.{name}", lex.code);
    if let Some(&wd) = lex.weekdays.get(&first.low).filter(|_| first.capital) {
        let open = usize::from(is(1, "(") || is(1, ","));
        let from = 1 + open;
        if is(from + 1, "/") {
            let (d, m) = (small(from)?, small(from + 2)?);
            let y = if is(from + 3, "/") { year(from + 4) } else { None };
            let close = from + if y.is_some() { 5 } else { 3 };
            let taken = close + usize::from(is(close, ")"));
            let day = match (y, dct) {
                (Some(y), _) => NaiveDate::from_ymd_opt(y, m, d),
                (None, Some(dct)) => nearest_year(dct, m, d),
                _ => None,
            };
            if let Some(day) = day {
                let mut found = timex(t, taken, &id("weekday-paren-dmy"), day, 'D', Anchor::Explicit)?;
                if day.weekday().number_from_monday() != wd {
                    found.1.flags.push("conflict:weekday".to_string());
                    found.1.alternatives.extend(dct.and_then(|x| back(x, wd)).map(|x| x.to_string()));
                }
                return Some(found);
            }
            let day = back(dct?, wd)?;
            let mut found = timex(t, taken, &id("weekday"), day, 'D', Anchor::DocumentTime)?;
            found.1.flags.push("invalid-date".to_string());
            return Some(found);
        }
        if let (Some(d), Some(m), Some(y)) = (small(from), month(from + 1), year(from + 2)) {
            let day = NaiveDate::from_ymd_opt(y, m, d)?;
            return timex(t, from + 3, &id("weekday-dmy"), day, 'D', Anchor::Explicit);
        }
        return timex(t, 1, &id("weekday"), back(dct?, wd)?, 'D', Anchor::DocumentTime);
    }
    if let (Some(d), Some(m)) = (small(0), month(1)) {
        return match year(2) {
            Some(y) => timex(t, 3, &id("dmy"), NaiveDate::from_ymd_opt(y, m, d)?, 'D', Anchor::Explicit),
            None => timex(t, 2, &id("dm"), nearest_year(dct?, m, d)?, 'D', Anchor::DocumentTime),
        };
    }
    if let Some(m) = month(0) {
        if let Some(y) = year(1) {
            return timex(t, 2, &id("my"), NaiveDate::from_ymd_opt(y, m, 1)?, 'M', Anchor::Explicit);
        }
        if let (Some(d), true, Some(y)) = (small(1), is(2, ","), year(3)) {
            return timex(t, 4, &id("mdy"), NaiveDate::from_ymd_opt(y, m, d)?, 'D', Anchor::Explicit);
        }
    }
    for phrase in lex.phrases.get(&first.low).into_iter().flatten() {
        if !phrase.words.iter().enumerate().all(|(i, w)| is(i, w)) {
            continue;
        }
        let taken = phrase.words.len();
        if phrase.value.ends_with("_REF") {
            let mut found = timex(t, taken, &id("deictic"), NaiveDate::default(), 'D', Anchor::None)?;
            found.1.value.clone_from(&phrase.value);
            (found.1.bounds, found.1.edtf, found.1.granularity) = (None::<Bounds>, None, Granularity::Vague);
            return Some(found);
        }
        if let Some((n, by, cut)) = notation(&phrase.value) {
            return timex(t, taken, &id("deictic"), shift(dct?, n, by)?, cut, Anchor::DocumentTime);
        }
    }
    let n = first.number.or_else(|| lex.numbers.get(&first.low).copied());
    if let (Some(n), Some(&unit)) = (n, t.get(1).and_then(|x| lex.units.get(&x.low)))
        && t.get(2).is_some_and(|x| lex.role(&x.low) == "ago")
    {
        return timex(t, 3, &id("ago"), shift(dct?, n.checked_neg()?, unit)?, unit, Anchor::DocumentTime);
    }
    let lead = usize::from(lex.role(&first.low) == "year");
    let y = year(lead).filter(|_| !t.get(lead + 1).is_some_and(|x| x.glued && (is(lead + 1, "/") || x.capital)))?;
    timex(t, lead + 1, &id("year"), NaiveDate::from_ymd_opt(y, 1, 1)?, 'Y', Anchor::Explicit)
}

fn back(dct: NaiveDate, weekday: u32) -> Option<NaiveDate> {
    shift(dct, -i64::from((dct.weekday().number_from_monday() + 7).checked_sub(weekday)? % 7), 'D')
}

fn notation(value: &str) -> Option<(i64, char, char)> {
    let (shifted, cut) = value.strip_prefix("DCT")?.split_once('@')?;
    let cut = cut.chars().next().filter(|_| matches!(cut, "D" | "W" | "M" | "Y"))?;
    let unit = shifted.chars().last().unwrap_or('D');
    let n = if shifted.is_empty() { 0 } else { shifted.trim_end_matches(unit).parse().ok()? };
    Some((n, unit, cut))
}
