//! What holds since something happened: `have been killed since the demonstrations began in mid-June`.

use super::clause::Clauses;
use super::lexicon::Small;
use super::own::{begun, first};
use super::when::{Dated, usable};
use super::{Basis, Modality, When};
use crate::time::{Bounds, Dates};

/// Words between a superlative and the word that opens the clause: `the worst attack since the war began`.
const COMPARED_WORDS: usize = 5;

/// The clause that tells from when on something holds, where a date stands in it: `have been killed since the demonstrations
/// began in mid-June`. The word that opens it.
pub(super) fn since(clauses: &Clauses<'_>, verb: usize, date: usize) -> Option<usize> {
    let open = clauses.opener(date).filter(|&open| clauses.is(open, Small::Since) && clauses.opens(open))?;
    (clauses.opener(verb) != Some(open)).then_some(open)
}

/// What holds since something happened came on that day at the earliest. `The worst attack since the war began` says how
/// long ago there was a like one.
pub(super) fn from_then_on(dates: &Dates, clauses: &Clauses<'_>, event: &Dated<'_>) -> Option<When> {
    if event.speech || event.reading.modality != Modality::Asserted {
        return None;
    }
    let quoted = clauses.tokens.get(event.token)?.quoted;
    let index = begun(dates, clauses.span).filter(|&i| usable(dates, i)).find(|&i| {
        let at = first(clauses, dates.timexes[i].span).filter(|&at| clauses.tokens[at].quoted == quoted);
        let open = at.and_then(|at| since(clauses, event.token, at));
        open.is_some_and(|open| {
            let before = open.saturating_sub(COMPARED_WORDS)..open;
            !before.into_iter().any(|i| clauses.small(i, Small::Superlative).is_some())
        })
    })?;
    let timex = &dates.timexes[index];
    let bounds = Bounds { earliest: timex.bounds?.earliest, latest: dates.dct.moment };
    let ordered = bounds.earliest.zip(bounds.latest).is_none_or(|(from, to)| from.day() <= to.day());
    let (granularity, basis, timex) = (timex.granularity, Basis::Clause, Some(index));
    ordered.then_some(When { bounds, edtf: None, granularity, basis, timex, clocks: None })
}
