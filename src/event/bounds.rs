//! The bound that the words around a date make of it: since, until, before, by a deadline.

use super::clause::{Clauses, POSSESSIVE};
use super::lexicon::Small;
use super::own::{begun, first, is_ahead};
use super::when::{Dated, day_of, is_half_open, usable};
use super::{Basis, Modality, When};
use crate::text::Span;
use crate::time::{Anchor, Bounds, Dates, Granularity, Modifier, Moment, Timex, TimexKind};
use std::ops::Range;

/// Words between a date and the word that makes it a bound (`sejak`, `hingga`).
const BOUND_WORDS: usize = 2;
/// The most words of a deadline's phrase with its preposition.
const DEADLINE_WORDS: usize = 5;

/// The same dating with an open beginning.
pub(super) fn ended(mut when: When) -> When {
    when.bounds.earliest = None;
    when.edtf = None;
    when
}

/// A date with the words before it that make it a bound: `sejak`, `hingga`, `sebelum`.
pub(super) fn bounded(dates: &Dates, clauses: &Clauses<'_>, index: usize, basis: Basis, event: &Dated<'_>) -> When {
    let timex = &dates.timexes[index];
    let mut when = When {
        bounds: timex.bounds.unwrap_or_default(),
        edtf: timex.edtf.clone(),
        granularity: timex.granularity,
        basis,
        timex: Some(index),
        clocks: None,
    };
    let by_hour = timex.granularity < Granularity::PartOfDay;
    let marked = |index: usize, class: Small| is_marked(dates, clauses, index, class);
    let since = |index: usize| marked(index, Small::Since) || marked(index, Small::From);
    let inside = |i: usize| dates.timexes.get(i).filter(|t| clauses.span.contains(t.span));
    let end = inside(index + 1).filter(|_| since(index) && marked(index + 1, Small::Until));
    let end = end.and_then(|t| t.bounds.or_else(|| (t.value == "PRESENT_REF").then(|| today(dates))));
    // `sejak Senin hingga Rabu` is one expression with both its ends.
    let closed = timex.value.contains('/') && timex.kind != TimexKind::Duration && timex.bounds.is_some();
    if closed {
        ahead(dates, event, &mut when);
        return when;
    }
    if let Some(end) = end {
        when.bounds.latest = end.latest;
        // `Sejak Januari hingga Maret`, told in January: of two that were not placed in one year only the end is sure.
        let turned = when.bounds.earliest.zip(end.latest).is_some_and(|(from, to)| from.day() > to.day());
        when.bounds.earliest = when.bounds.earliest.filter(|_| !turned);
        when.edtf = None;
    } else if marked(index, Small::Since) {
        match event.reading.modality {
            Modality::Planned => when.bounds.latest = None,
            _ if event.reading.starts => return when,
            // `sejak pukul 10.00` counts from an hour of one day.
            _ if by_hour => when.bounds.latest = day_of(when.clone(), basis).bounds.latest,
            // `BBM naik mulai 1 Oktober`: what is to begin ends nobody knows when.
            _ if is_ahead(dates, index) => when.bounds.latest = None,
            _ => when.bounds.latest = dates.dct.moment.or(when.bounds.latest),
        }
        when.edtf = half_open(when.edtf).filter(|_| !by_hour);
    } else if marked(index, Small::Until) {
        let before = index.checked_sub(1).filter(|&i| since(i) && usable(dates, i)).and_then(inside);
        let from = before.and_then(|t| t.bounds).and_then(|b| b.earliest);
        // `hingga pukul 17.00` is an hour of one day; where the day is told with it, what it ends may have begun on any before.
        let of_day = by_hour && timex.anchor != Anchor::Explicit;
        when.bounds.earliest = from.or_else(|| day_of(when.clone(), basis).bounds.earliest.filter(|_| of_day));
        when.edtf = half_open(when.edtf).filter(|_| when.bounds.earliest.is_none());
    } else if (marked(index, Small::Before) || timex.modifier == Some(Modifier::Before))
        && let Some(end) = last_before(timex)
    {
        // What has happened was over when it was told.
        let told = dates.dct.moment.filter(|dct| event.reading.modality == Modality::Asserted && dct.day() < end.day());
        when.bounds = Bounds { earliest: not_before(dates, event, end), latest: Some(told.unwrap_or(end)) };
        when.edtf = None;
    } else if is_to_come(dates, index, event) && deadline(clauses, timex.span).is_some() {
        when.bounds.earliest = when.bounds.latest.and_then(|end| not_before(dates, event, end));
        when.edtf = None;
    } else {
        joined(dates, clauses, index, &mut when);
    }
    ahead(dates, event, &mut when);
    when
}

/// Whether what an event tells of is still to come: a plan, or a date ahead of what is held possible.
fn is_to_come(dates: &Dates, index: usize, event: &Dated<'_>) -> bool {
    match event.reading.modality {
        Modality::Planned => true,
        Modality::ReportedPossible | Modality::Asserted => is_ahead(dates, index),
        _ => false,
    }
}

/// Whether a word of the class stands right before a date and makes it a bound.
pub(super) fn is_marked(dates: &Dates, clauses: &Clauses<'_>, index: usize, class: Small) -> bool {
    let first = first(clauses, dates.timexes[index].span);
    first.is_some_and(|at| (at.saturating_sub(BOUND_WORDS)..at).any(|i| clauses.small(i, class).is_some()))
}

/// The words right before a date that make it the last one on which something planned can be, with the preposition
/// between: `paling lambat pada Senin`, `by Friday`. What somebody or something does to it (`by Monday's flood`) is none.
pub(super) fn deadline(clauses: &Clauses<'_>, date: Span) -> Option<Range<usize>> {
    let at = first(clauses, date)?;
    let end = at.checked_sub(1).filter(|&i| clauses.is(i, Small::Preposition)).unwrap_or(at);
    let reaches = |i: &usize| clauses.small(*i, Small::Deadline).is_some_and(|last| last + 1 == at || last + 1 == end);
    (at.saturating_sub(DEADLINE_WORDS)..at).find(reaches).filter(|_| !owns(clauses, date)).map(|from| from..at)
}

/// Whether a word belongs to what makes the date behind it a deadline.
pub(super) fn is_of_deadline(clauses: &Clauses<'_>, at: usize) -> bool {
    let date = (at + 1..=at + DEADLINE_WORDS).find(|&i| clauses.tokens.get(i).is_some_and(|token| token.timed));
    let words = date.and_then(|i| deadline(clauses, clauses.tokens[i].span));
    words.is_some_and(|words| words.contains(&at))
}

/// Whether something belongs to a date: `Monday's flood`.
pub(super) fn owns(clauses: &Clauses<'_>, date: Span) -> bool {
    let behind = clauses.text.get(date.end..).unwrap_or_default();
    POSSESSIVE.iter().any(|mark| behind.strip_prefix(mark).is_some_and(|rest| rest.starts_with(' ')))
}

/// Whether a deadline that was still to come when the text was written stands behind a verb, with nothing between that it
/// could belong to rather: `Warga direlokasi paling lambat Senin`, but not `menangkap X yang harus diadili paling lambat Senin`.
pub(super) fn is_due(dates: &Dates, clauses: &Clauses<'_>, (token, last): (usize, usize)) -> bool {
    let Some(clause) = clauses.bytes(&clauses.clause(token)) else { return false };
    let parts = [Small::Relative, Small::That, Small::Also, Small::Auxiliary, Small::Purpose];
    let plain = |i: usize| {
        let word = &clauses.tokens[i];
        let verb = word.word.trigger.is_some_and(|trigger| !trigger.noun) || word.word.reporting.is_some();
        !word.timed && !verb && !clauses.opens(i) && parts.iter().all(|part| !clauses.is(i, *part))
    };
    begun(dates, clause).filter(|index| is_ahead(dates, *index)).any(|index| {
        let words = dates.timexes.get(index).and_then(|timex| deadline(clauses, timex.span));
        words.is_some_and(|words| last < words.start && (last + 1..words.start).all(plain))
    })
}

/// The last moment before an expression. `sebelum akhir tahun` is before the year is over, not before its last months begin.
pub(super) fn last_before(timex: &Timex) -> Option<Moment> {
    let bounds = timex.bounds?;
    if timex.modifier == Some(Modifier::End) { bounds.latest } else { bounds.earliest.and_then(before) }
}

/// The last moment before one: the day before a day, and a minute itself, up to which time runs.
pub(super) fn before(moment: Moment) -> Option<Moment> {
    match moment {
        Moment::Day(day) => day.pred_opt().map(Moment::Day),
        Moment::Minute(_) => Some(moment),
    }
}

/// The day of writing, before which nothing that is planned for then can begin.
pub(super) fn not_before(dates: &Dates, event: &Dated<'_>, end: Moment) -> Option<Moment> {
    let written = dates.dct.moment.filter(|_| event.reading.modality == Modality::Planned)?.day();
    (written <= end.day()).then_some(Moment::Day(written))
}

/// What the EDTF of a bound says itself.
pub(super) fn half_open(edtf: Option<String>) -> Option<String> {
    edtf.filter(|edtf| is_half_open(edtf))
}

/// The day of writing as bounds.
pub(super) fn today(dates: &Dates) -> Bounds {
    let day = dates.dct.moment.map(|m| Moment::Day(m.day()));
    Bounds { earliest: day, latest: day }
}

/// `pada Januari dan Mei 2025`: a happening told for two dates covers both.
pub(super) fn joined(dates: &Dates, clauses: &Clauses<'_>, index: usize, when: &mut When) {
    let one = &dates.timexes[index];
    let pair = |a: &Timex, b: &Timex| {
        let from = clauses.tokens.iter().rposition(|t| t.span.overlaps(a.span));
        from.zip(first(clauses, b.span)).is_some_and(|(from, to)| to == from + 2 && clauses.is(from + 1, Small::Also))
    };
    let beside = |other: Option<usize>| other.and_then(|i| dates.timexes.get(i).filter(|_| usable(dates, i)));
    let before = beside(index.checked_sub(1)).filter(|t| pair(t, one));
    let after = beside(Some(index + 1)).filter(|t| pair(one, t));
    for bounds in before.into_iter().chain(after).filter_map(|t| t.bounds) {
        when.bounds.earliest = when.bounds.earliest.min(bounds.earliest);
        when.bounds.latest = when.bounds.latest.max(bounds.latest);
        when.edtf = None;
    }
}

/// What is planned for a stretch that has begun (`tahun ini`) lies in what is left of it.
pub(super) fn ahead(dates: &Dates, event: &Dated<'_>, when: &mut When) {
    let planned = event.reading.modality == Modality::Planned && when.granularity > Granularity::Day;
    let Some(dct) = dates.dct.moment.filter(|_| planned) else { return };
    let begun = when.bounds.earliest.is_some_and(|from| from.day() < dct.day());
    if begun && when.bounds.latest.is_some_and(|to| to.day() >= dct.day()) {
        when.bounds.earliest = Some(Moment::Day(dct.day()));
        when.edtf = None;
    }
}
