//! Dates for events: their own, or inherited with the basis stated, or open bounds.

use super::clause::Clauses;
use super::modality::Reading;
use super::own;
use super::{Basis, Modality, RelationKind, When};
use crate::text::Span;
use crate::time::{Bounds, Dates, Granularity, Moment, TimexKind};
use std::collections::BTreeSet;
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
/// Sentences through which the date of a plan still holds for what is planned next.
const PLAN: usize = 3;
/// Words among which an adverb opens a sentence.
const OPENING_WORDS: usize = 2;

/// An event as far as dating needs it.
pub(super) struct Dated<'a> {
    pub sentence: usize,
    pub token: usize,
    pub reading: Reading,
    /// The event is a speech.
    pub speech: bool,
    /// The speech is what happened: it asks, promises, orders.
    pub acts: bool,
    /// A speech that is a plan by itself (`menargetkan`): the dates of its content are its own.
    pub plans: bool,
    /// A speech that gives a figure (`mencatat`): the past dates of its content are its own.
    pub counts: bool,
    /// Who speaks, where the event is a speech.
    pub speaker: Option<&'a str>,
    /// Words of the sentence that tell what is said.
    pub content: Range<usize>,
    /// The sentence opens what was known before (`seperti diketahui`).
    pub background: bool,
}

/// Whether an expression can be the date of an event: on a calendar, and no set or vague word. A duration is one where
/// it has its place on the calendar (`dalam tiga tahun ke depan`).
pub(super) fn usable(dates: &Dates, index: usize) -> bool {
    dates.timexes.get(index).is_some_and(|timex| {
        matches!(timex.kind, TimexKind::Date | TimexKind::Time | TimexKind::Duration)
            && timex.bounds.is_some()
            && timex.granularity != Granularity::Vague
            && !timex.value.ends_with("_REF")
    })
}

/// The dates of all events of an article, in their order.
pub(super) fn all(dates: &Dates, sentences: &[Clauses<'_>], events: &[Dated<'_>]) -> Vec<When> {
    let own: Vec<Option<When>> =
        events.iter().map(|e| sentences.get(e.sentence).and_then(|c| own::date(dates, c, e))).collect();
    let leads = Leads {
        told: lead(dates, sentences, false),
        line: lead(dates, sentences, true),
        cited: sentences.iter().flat_map(|c| cited(dates, c)).collect(),
        continued: (0..sentences.len()).filter(|&i| continues(&sentences[i])).collect(),
    };
    let lead = leads.told.or(leads.line);
    let story = (own.iter().flatten().find(|w| in_story(dates, w)).and_then(|w| w.bounds.latest))
        .or_else(|| lead.and_then(|l| dates.timexes.get(l)?.bounds?.latest))
        .or(dates.dct.moment);
    let mut found: Vec<When> = Vec::with_capacity(events.len());
    for (index, event) in events.iter().enumerate() {
        let chain = || {
            let goes_on = own[index].is_none() && leads.continued.contains(&event.sentence);
            goes_on.then(|| chronicle(dates, sentences, events, &found)).flatten()
        };
        let when = (own[index].clone().or_else(chain))
            .or_else(|| inherited(dates, events, &own, index, &leads))
            .unwrap_or_else(|| open(dates, event, story));
        found.push(when);
    }
    found
}

/// The dates that the first sentences give to the story, as indices of time expressions.
struct Leads {
    told: Option<usize>,
    /// A date that is a line by itself.
    line: Option<usize>,
    /// Dates of the whole text on which a source wrote that the text cites.
    cited: BTreeSet<usize>,
    /// Sentences that go on with what the one before told.
    continued: BTreeSet<usize>,
}

/// Whether a sentence opens with a word such as `kemudian`.
fn continues(clauses: &Clauses<'_>) -> bool {
    (0..OPENING_WORDS).any(|i| {
        let kind = clauses.phrase(i, |w| clauses.lexicon.adverbs.get(w).copied());
        kind.is_some_and(|(_, kind)| kind == RelationKind::After)
    })
}

fn cited(dates: &Dates, clauses: &Clauses<'_>) -> Vec<usize> {
    let from = dates.timexes.partition_point(|t| t.span.start < clauses.span.start);
    let inside = |i: &usize| clauses.span.contains(dates.timexes[*i].span);
    (from..dates.timexes.len()).take_while(inside).filter(|&i| own::is_cited(clauses, dates.timexes[i].span)).collect()
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

/// A date taken over from another event of the story, or from the lead.
fn inherited(dates: &Dates, events: &[Dated<'_>], own: &[Option<When>], index: usize, leads: &Leads) -> Option<When> {
    let event = &events[index];
    if event.reading.modality == Modality::Planned {
        return plan(dates, events, own, index);
    }
    let when = taken(dates, events, own, index, leads)?;
    let cited = !event.speech && when.timex.is_some_and(|t| leads.cited.contains(&t));
    Some(if cited { own::ended(when) } else { when })
}

/// The month or year in which the sentence before lies, where the telling goes on from there (`Kemudian, …`): that of its
/// last event, or the one that it names without an event. `found` are the dates of the events before.
fn chronicle(dates: &Dates, sentences: &[Clauses<'_>], events: &[Dated<'_>], found: &[When]) -> Option<When> {
    let event = events.get(found.len()).filter(|event| event.reading.modality != Modality::Planned)?;
    let sentence = event.sentence.checked_sub(1)?;
    let told = (0..found.len()).rev().find(|&i| events[i].sentence < event.sentence);
    let told = told.filter(|&i| events[i].sentence == sentence).and_then(|i| found.get(i)).cloned();
    let when = told.or_else(|| named(dates, sentences.get(sentence)?))?;
    let past = when.bounds.latest.zip(dates.dct.moment).is_some_and(|(to, dct)| to.day() < dct.day());
    let coarse = when.granularity > Granularity::Day && when.basis != Basis::Dct;
    (past && coarse).then_some(When { basis: Basis::Previous, ..when })
}

/// The last date that a sentence tells outside quotation marks.
fn named(dates: &Dates, clauses: &Clauses<'_>) -> Option<When> {
    let told = |t: Span| clauses.tokens.iter().any(|token| token.span.overlaps(t) && !token.quoted);
    let inside = |i: &usize| clauses.span.contains(dates.timexes[*i].span) && told(dates.timexes[*i].span);
    let index = (0..dates.timexes.len()).rev().filter(|&i| usable(dates, i)).find(inside)?;
    let timex = &dates.timexes[index];
    Some(When {
        bounds: timex.bounds?,
        edtf: timex.edtf.clone(),
        granularity: timex.granularity,
        basis: Basis::Previous,
        timex: Some(index),
        clocks: None,
    })
}

/// The date of a plan told just before, where that date is still to come.
fn plan(dates: &Dates, events: &[Dated<'_>], own: &[Option<When>], index: usize) -> Option<When> {
    let to_come = |w: &When| w.bounds.latest.zip(dates.dct.moment).is_some_and(|(to, dct)| to.day() >= dct.day());
    // A month or a year is the horizon of a whole programme; a day holds for what stands beside it.
    let near =
        |i: usize, w: &When| w.granularity > Granularity::Day || events[i].sentence + PLAN >= events[index].sentence;
    let source = (0..index).rev().find(|&i| {
        let planned = matches!(events[i].reading.modality, Modality::Planned | Modality::ReportedPossible);
        planned && own[i].as_ref().is_some_and(|w| to_come(w) && near(i, w))
    })?;
    own[source].clone().map(|w| day_of(w, Basis::Previous))
}

/// The date of another event of the story, or of the lead.
fn taken(dates: &Dates, events: &[Dated<'_>], own: &[Option<When>], index: usize, leads: &Leads) -> Option<When> {
    let event = &events[index];
    let (lead, line) = (leads.told, leads.line);
    let told = matches!(event.reading.modality, Modality::Asserted | Modality::Denied);
    let over = (!event.speech || event.acts) && (event.reading.done || event.reading.earlier || event.background);
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
        .or_else(|| before().find(alike))
        .or_else(|| after().find(|i| event.speaker.is_some() && same_speaker(i)))
        .or_else(|| before().find(|_| event.speech || event.reading.ongoing));
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
            clocks: None,
        };
        return Some(day_of(when, Basis::Lead));
    }
    own[source?].clone().map(|w| day_of(w, Basis::Lead))
}

/// A taken-over date is the day: the clock time belongs to the other event.
pub(super) fn day_of(mut when: When, basis: Basis) -> When {
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
pub(super) fn open(dates: &Dates, event: &Dated<'_>, story: Option<Moment>) -> When {
    let dct = dates.dct.moment;
    let ahead = matches!(event.reading.modality, Modality::Planned | Modality::ReportedPossible);
    let over = event.reading.done || event.reading.earlier || event.background;
    let latest = if over { story.map(|m| Moment::Day(m.day())) } else { dct };
    let bounds = if ahead { Bounds { earliest: dct, latest: None } } else { Bounds { earliest: None, latest } };
    When { bounds, edtf: None, granularity: Granularity::Vague, basis: Basis::Dct, timex: None, clocks: None }
}
