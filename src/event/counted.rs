//! Days that are counted from a happening: `six days after the boat sank`, `dua hari setelah kebakaran`.

use super::clause::Clauses;
use super::known::Entry;
use super::lexicon::Small;
use super::own::{begun, first};
use super::when::{Dated, usable};
use super::{Basis, RelationKind, When};
use crate::time::{Bounds, Dates, Granularity, Moment, Timex, TimexKind};
use chrono::Days;

/// Words from `after` to the noun of the happening from which days are counted.
const COUNTED_WORDS: usize = 3;

/// The day of what something is told to have come so many days after: `ditemukan Rabu, enam hari setelah kapal tenggelam`.
pub(super) fn counted_back(
    dates: &Dates,
    clauses: &Clauses<'_>,
    event: &Dated<'_>,
    best: Option<usize>,
) -> Option<When> {
    let open = clauses.opener(event.token)?;
    let after = clauses.phrase(open, |e| e.relation).is_some_and(|(_, kind)| kind == RelationKind::After);
    let length = open.checked_sub(1).filter(|_| after).map(|i| clauses.tokens[i].span)?;
    let length = begun(dates, clauses.span).find(|&i| dates.timexes[i].span.contains(length))?;
    // `ditutup selama dua pekan setelah …` lasts so long, and `more than two weeks after` tells no day.
    let begins = first(clauses, dates.timexes[length].span)?;
    if begins
        .checked_sub(1)
        .is_some_and(|i| clauses.is(i, Small::Preposition) || clauses.phrase(i, Entry::connective).is_some())
    {
        return None;
    }
    let days = days_of(&dates.timexes[length]);
    let counted = matches!(dates.timexes[length].kind, TimexKind::Duration);
    // The day of the clause before, from which the days count back.
    let told = begun(dates, clauses.span).filter(|&i| i < length && usable(dates, i));
    let day = told
        .max()
        .and_then(|i| dates.timexes[i].bounds)
        .filter(|b| b.earliest.map(|m| m.day()) == b.latest.map(|m| m.day()))?;
    // `15 years after the old one was closed`: before the day of the clause, and nobody says on which.
    let Some(days) = days else {
        let bounds = Bounds { earliest: None, latest: day.latest };
        let (edtf, granularity, timex) = (None, Granularity::Vague, Some(length));
        return counted.then_some(When { bounds, edtf, granularity, basis: Basis::Clause, timex, clocks: None });
    };
    let day = Moment::Day(day.latest?.day().checked_sub_days(Days::new(days))?);
    let own = best.is_some_and(|i| dates.timexes[i].span.start > clauses.tokens[open].span.start);
    (!own).then_some(When {
        bounds: Bounds { earliest: Some(day), latest: Some(day) },
        edtf: None,
        granularity: Granularity::Day,
        basis: Basis::Clause,
        timex: Some(length),
        clocks: None,
    })
}

/// A length that stands before `after` or `before` and a happening, neither of them the event's own clause: how many days, if that is
/// told, whether after, and the family of the happening.
pub(super) fn counted_from(
    dates: &Dates,
    clauses: &Clauses<'_>,
    token: usize,
) -> Option<(Option<u64>, bool, &'static str)> {
    begun(dates, clauses.span).filter(|&i| dates.timexes[i].kind == TimexKind::Duration).find_map(|i| {
        let span = dates.timexes[i].span;
        let next = clauses.tokens.iter().rposition(|t| t.span.overlaps(span))? + 1;
        let (last, kind) = clauses.phrase(next, |e| e.relation)?;
        let after = kind == RelationKind::After;
        let measured = after || kind == RelationKind::Before;
        // `Dua hari setelah kebakaran, polisi menangkap pelaku`: behind the comma stands the main clause.
        let parted = (last + 1..token).any(|k| clauses.gap(k).contains(','));
        let within = (next..=last + COUNTED_WORDS).contains(&token);
        if !measured || !parted && (within || clauses.opener(token) == Some(next)) {
            return None;
        }
        let told = (last + 1..=last + COUNTED_WORDS).find_map(|k| clauses.tokens.get(k)?.word.trigger);
        Some((days_of(&dates.timexes[i]), after, told.map_or("", |t| t.family)))
    })
}

/// The days of a length in days or weeks.
fn days_of(timex: &Timex) -> Option<u64> {
    let exact = timex.kind == TimexKind::Duration && timex.modifier.is_none();
    let figure = timex.value.strip_prefix('P').filter(|_| exact)?;
    let (count, each) = match (figure.strip_suffix('D'), figure.strip_suffix('W')) {
        (Some(days), _) => (days, 1),
        (None, weeks) => (weeks?, 7),
    };
    count.parse::<u64>().ok()?.checked_mul(each)
}
