//! Dates for events: their own, or inherited with the basis stated, or open bounds.

use super::clause::Clauses;
use super::lexicon::Small;
use super::modality::Reading;
use super::{Basis, Modality, When};
use crate::text::Span;
use crate::time::{Bounds, Dates, Granularity, Moment, TimexKind};
use std::ops::Range;

/// Days before the document's own within which a date belongs to the story told and may be taken over.
const STORY_DAYS: u64 = 10;
/// Sentences at the start that may date the whole story.
const LEAD_SENTENCES: usize = 3;
/// Sentences within which a later date may still date an earlier, undated one.
const AHEAD: usize = 12;
/// Sentences at the start that tell what made the news.
const OPENING: usize = 5;
/// Sentences through which a date outside the story's days still holds.
const ADJACENT: usize = 2;
/// Words between a date and the word that makes it a bound (`sejak`, `hingga`).
const BOUND_WORDS: usize = 2;

/// An event as far as dating needs it.
pub(super) struct Dated<'a> {
    pub sentence: usize,
    pub token: usize,
    pub reading: Reading,
    pub speech: bool,
    /// Who speaks, where the event is a speech.
    pub speaker: Option<&'a str>,
    /// Words of the sentence that tell what is said.
    pub content: Range<usize>,
    /// The sentence opens what was known before (`seperti diketahui`).
    pub background: bool,
}

/// Whether an expression can be the date of an event: on a calendar, and no duration, set or vague word.
fn usable(dates: &Dates, index: usize) -> bool {
    dates.timexes.get(index).is_some_and(|timex| {
        matches!(timex.kind, TimexKind::Date | TimexKind::Time)
            && timex.bounds.is_some()
            && timex.granularity != Granularity::Vague
            && !timex.value.ends_with("_REF")
    })
}

/// The dates of all events of an article, in their order.
pub(super) fn all(dates: &Dates, sentences: &[Clauses<'_>], events: &[Dated<'_>]) -> Vec<When> {
    let own: Vec<Option<When>> =
        events.iter().map(|e| sentences.get(e.sentence).and_then(|c| own(dates, c, e))).collect();
    let leads = (lead(dates, sentences, false), lead(dates, sentences, true));
    let lead = leads.0.or(leads.1);
    let story = (own.iter().flatten().find(|w| in_story(dates, w)).and_then(|w| w.bounds.latest))
        .or_else(|| lead.and_then(|l| dates.timexes.get(l)?.bounds?.latest))
        .or(dates.dct.moment);
    (0..events.len())
        .map(|i| match &own[i] {
            Some(when) => when.clone(),
            None => inherited(dates, events, &own, i, leads).unwrap_or_else(|| open(dates, &events[i], story)),
        })
        .collect()
}

/// The date that the first sentences give to the story; `alone`: one that is a line by itself.
fn lead(dates: &Dates, sentences: &[Clauses<'_>], alone: bool) -> Option<usize> {
    let line = |s: &&Clauses<'_>| s.tokens.iter().all(|t| t.timed) == alone;
    sentences.iter().take(LEAD_SENTENCES).filter(line).find_map(|sentence| {
        (0..dates.timexes.len()).find(|&t| {
            let timex = &dates.timexes[t];
            usable(dates, t)
                && timex.granularity <= Granularity::Day
                && sentence.span.contains(timex.span)
                && timex.bounds.and_then(|b| b.latest).is_some_and(|latest| is_near(dates, latest))
        })
    })
}

fn is_near(dates: &Dates, moment: Moment) -> bool {
    dates.dct.moment.is_none_or(|dct| {
        let days = dct.day().signed_duration_since(moment.day()).num_days();
        u64::try_from(days).is_ok_and(|days| days <= STORY_DAYS)
    })
}

/// Whether a date is a day of the story: a single day, shortly before the document's own.
fn in_story(dates: &Dates, when: &When) -> bool {
    is_day(when) && when.bounds.latest.is_some_and(|to| is_near(dates, to))
}

fn is_day(when: &When) -> bool {
    when.bounds.earliest.zip(when.bounds.latest).is_some_and(|(from, to)| from.day() == to.day())
}

/// The date that the event's own sentence gives.
fn own(dates: &Dates, clauses: &Clauses<'_>, event: &Dated<'_>) -> Option<When> {
    let trigger = clauses.tokens.get(event.token)?;
    let clause = clauses.bytes(&clauses.clause(event.token)).unwrap_or(trigger.span);
    let foreign = clauses.foreign(event.token);
    let fits = |&index: &usize| {
        let Some(timex) = dates.timexes.get(index).filter(|t| clauses.span.contains(t.span)) else { return false };
        let at = clauses.tokens.iter().position(|t| t.span.overlaps(timex.span));
        let quoted = at.is_some_and(|i| clauses.tokens[i].quoted);
        // What happened cannot be dated after the text was written: such a date belongs to something else.
        let future = event.reading.modality == Modality::Asserted
            && !at.is_some_and(|i| opens_date(clauses, i))
            && timex.bounds.and_then(|b| b.earliest).zip(dates.dct.moment).is_some_and(|(e, d)| e.day() > d.day());
        let content = event.speech && at.is_some_and(|i| is_content(clauses, event, i, timex.granularity));
        usable(dates, index) && quoted == trigger.quoted && !future && !content
    };
    let best = (0..dates.timexes.len()).filter(fits).min_by_key(|&index| {
        let span = dates.timexes[index].span;
        let other = foreign.iter().any(|f| f.contains(span));
        (other, !clause.contains(span), distance(span, trigger.span))
    })?;
    let span = dates.timexes[best].span;
    if foreign.iter().any(|f| f.contains(span)) && event.speech {
        return None;
    }
    let basis = if clause.contains(span) { Basis::Own } else { Basis::Clause };
    // A month or a year in another clause dates that clause, unless it opens the sentence (`Pada 2017, …`).
    let opens = span.start <= clauses.tokens.get(1).map_or(span.start, |t| t.span.end);
    if basis == Basis::Clause && dates.timexes[best].granularity > Granularity::Day && !opens {
        return None;
    }
    Some(bounded(dates, clauses, best, basis, event))
}

/// Whether a preposition opens the date: `lolos ke Piala Dunia 2026` names a cup, `pada 2026` a time.
fn opens_date(clauses: &Clauses<'_>, at: usize) -> bool {
    let first = (0..=at).rev().take_while(|&i| clauses.tokens[i].timed).last().unwrap_or(at);
    first.checked_sub(1).is_none_or(|i| clauses.is(i, Small::Preposition))
}

fn distance(a: Span, b: Span) -> usize {
    a.start.saturating_sub(b.end).max(b.start.saturating_sub(a.end))
}

/// Whether a date belongs to what is said and not to the saying: it lies in the content, neither right after the
/// verb nor as a day at the end of the sentence.
fn is_content(clauses: &Clauses<'_>, event: &Dated<'_>, at: usize, granularity: Granularity) -> bool {
    if !event.content.contains(&at) {
        return false;
    }
    let day = granularity <= Granularity::Day;
    let beside = at <= event.content.start + 1 && at > event.token;
    let rest = (at..clauses.tokens.len()).all(|i| clauses.tokens[i].timed);
    let set_off = rest && clauses.tokens[at].clause > clauses.tokens[event.token].clause;
    !(day && (beside || set_off))
}

/// A date with the words before it that make it a bound: `sejak`, `hingga`, `sebelum`.
fn bounded(dates: &Dates, clauses: &Clauses<'_>, index: usize, basis: Basis, event: &Dated<'_>) -> When {
    let timex = &dates.timexes[index];
    let mut when = When {
        bounds: timex.bounds.unwrap_or_default(),
        edtf: timex.edtf.clone(),
        granularity: timex.granularity,
        basis,
        timex: Some(index),
    };
    let marked = |index: usize, class: Small| {
        let first = clauses.tokens.iter().position(|t| t.span.overlaps(dates.timexes[index].span));
        first.is_some_and(|at| (at.saturating_sub(BOUND_WORDS)..at).any(|i| clauses.is(i, class)))
    };
    let inside = |i: usize| dates.timexes.get(i).filter(|t| clauses.span.contains(t.span) && usable(dates, i));
    if marked(index, Small::Since) {
        let end = inside(index + 1).filter(|_| marked(index + 1, Small::Until)).and_then(|t| t.bounds);
        match end {
            Some(end) => when.bounds.latest = end.latest,
            None if event.reading.modality == Modality::Planned => when.bounds.latest = None,
            None if event.reading.starts => return when,
            None => when.bounds.latest = dates.dct.moment.or(when.bounds.latest),
        }
        when.edtf = None;
    } else if marked(index, Small::Until) {
        let before = index.checked_sub(1).filter(|&i| marked(i, Small::Since)).and_then(inside);
        when.bounds.earliest = before.and_then(|t| t.bounds).and_then(|b| b.earliest);
        when.edtf = None;
    } else if marked(index, Small::Before)
        && let Some(day) = when.bounds.earliest.and_then(|m| m.day().pred_opt())
    {
        when.bounds = Bounds { earliest: None, latest: Some(Moment::Day(day)) };
        when.edtf = None;
    }
    when
}

/// A date taken over from another event of the story, or from the lead.
fn inherited(
    dates: &Dates,
    events: &[Dated<'_>],
    own: &[Option<When>],
    index: usize,
    (lead, line): (Option<usize>, Option<usize>),
) -> Option<When> {
    let event = &events[index];
    let told = matches!(event.reading.modality, Modality::Asserted | Modality::Denied);
    let over = !event.speech && (event.reading.done || event.reading.earlier || event.background);
    if !told || over {
        return None;
    }
    let dated = |i: &usize| {
        // What was known before dates only the sentence right after it.
        let next = events[*i].sentence < event.sentence && events[*i].sentence + 1 >= event.sentence;
        let asserted = events[*i].reading.modality == Modality::Asserted && (next || !events[*i].background);
        let near = events[*i].sentence <= event.sentence && events[*i].sentence + ADJACENT >= event.sentence;
        let day = |w: &When| in_story(dates, w) || near && is_day(w);
        asserted && own[*i].as_ref().is_some_and(|w| day(w) && w.granularity <= Granularity::Day)
    };
    let alike = |i: &usize| events[*i].speech == event.speech;
    let same_speaker = |i: &usize| event.speech && events[*i].speech && events[*i].speaker == event.speaker;
    let before = || (0..index).rev().filter(dated);
    let after =
        || (index + 1..events.len()).take_while(|&i| events[i].sentence <= event.sentence + AHEAD).filter(dated);
    let source = before()
        .find(|i| event.speaker.is_some() && same_speaker(i))
        .or_else(|| after().find(|i| event.speaker.is_some() && same_speaker(i)))
        .or_else(|| before().find(alike))
        .or_else(|| before().find(|_| event.speech));
    if let Some(source) = source {
        let basis = if events[source].sentence == 0 || source > index { Basis::Lead } else { Basis::Previous };
        return own[source].clone().map(|w| day_of(w, basis));
    }
    // The day of a later statement dates what the opening tells; further down, what is told may be older news.
    let opening = event.speech || event.sentence < OPENING;
    let source = after().find(alike).or_else(|| after().find(|_| opening));
    let spoken = |timex: &usize| {
        (0..events.len()).any(|i| events[i].speech && own[i].as_ref().is_some_and(|w| w.timex == Some(*timex)))
    };
    let lead = lead.filter(|t| opening || !spoken(t)).or(line.filter(|_| source.is_none()));
    if let Some(lead) = lead {
        let timex = &dates.timexes[lead];
        let when = When {
            bounds: timex.bounds?,
            edtf: timex.edtf.clone(),
            granularity: timex.granularity,
            basis: Basis::Lead,
            timex: Some(lead),
        };
        return Some(day_of(when, Basis::Lead));
    }
    own[source?].clone().map(|w| day_of(w, Basis::Lead))
}

/// A taken-over date is the day: the clock time belongs to the other event.
fn day_of(mut when: When, basis: Basis) -> When {
    when.basis = basis;
    if when.granularity < Granularity::Day {
        when.granularity = Granularity::Day;
        when.bounds.earliest = when.bounds.earliest.map(|m| Moment::Day(m.day()));
        when.bounds.latest = when.bounds.latest.map(|m| Moment::Day(m.day()));
        when.edtf = None;
    }
    when
}

/// Open bounds where nothing was read: what is to come begins with the document's day, what was ends with it or,
/// where the text tells it as over, with the story's.
fn open(dates: &Dates, event: &Dated<'_>, story: Option<Moment>) -> When {
    let dct = dates.dct.moment;
    let ahead = matches!(event.reading.modality, Modality::Planned | Modality::ReportedPossible);
    let over = event.reading.done || event.reading.earlier || event.background;
    let latest = if over { story.map(|m| Moment::Day(m.day())) } else { dct };
    let bounds = if ahead { Bounds { earliest: dct, latest: None } } else { Bounds { earliest: None, latest } };
    When { bounds, edtf: None, granularity: Granularity::Vague, basis: Basis::Dct, timex: None }
}
