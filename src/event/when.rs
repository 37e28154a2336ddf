//! Dates for events: their own, or inherited with the basis stated, or open bounds.

use super::clause::Clauses;
use super::lexicon::Small;
use super::modality::Reading;
use super::{Basis, Category, Modality, When, bounds, chain, counted, own};
use crate::text::Span;
use crate::time::{Anchor, Bounds, Dates, Granularity, Moment, Timex, TimexKind};
use rustc_hash::FxHashMap;
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

/// An event as far as dating needs it.
pub(super) struct Dated<'a> {
    pub sentence: usize,
    pub token: usize,
    pub reading: Reading,
    /// The event is a speech.
    pub speech: bool,
    /// The speech is what happened: it asks, promises, orders.
    pub acts: bool,
    /// The speech denies what it tells: the dates of its content are those of what did not happen.
    pub denies: bool,
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
    /// It is told beside a speech, as what the speaker does meanwhile: `kata Budi mendampingi istrinya`.
    pub beside: bool,
    /// The root that verb and noun of one happening share; empty for reporting.
    pub family: &'static str,
    /// The root of the happening that is the subject: `banjir menyebabkan warga mengungsi`.
    pub kin: Option<&'static str>,
    pub noun: bool,
    pub category: Category,
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
    let days: Vec<Known> =
        (0..events.len()).filter_map(|i| Known::of(dates, &events[i], own[i].as_ref()?, i)).collect();
    let leads = Leads {
        told: lead(dates, sentences, false),
        line: lead(dates, sentences, true),
        cited: sentences.iter().flat_map(|c| cited(dates, c, Small::Cited)).collect(),
        retold: sentences.iter().flat_map(|c| cited(dates, c, Small::Medium)).collect(),
        over: told_as_over(events, &own),
        spoken: (0..events.len()).filter(|&i| events[i].speech).filter_map(|i| own[i].as_ref()?.timex).collect(),
        plans: chain::Plans::of(dates, events, &own),
        voices: voices(&days, events),
        is_of_days: days.iter().any(|known| known.story),
        days,
    };
    let lead = leads.told.or(leads.line);
    let story =
        (own.iter().flatten().find(|w| in_story(dates, w) && !is_loose(dates, w)).and_then(|w| w.bounds.latest))
            .or_else(|| lead.and_then(|l| dates.timexes.get(l)?.bounds?.latest))
            .or(dates.dct.moment);
    let told = chain::Told { dates, sentences, events, own: &own };
    let mut found: Vec<When> = Vec::with_capacity(events.len());
    let mut occasions = chain::Occasions::default();
    for (index, event) in events.iter().enumerate() {
        let when = (chain::back_then(&told, &found).or_else(|| own[index].clone()))
            .or_else(|| chain::taken_up(&told, index))
            .or_else(|| chain::chronicle(&told, &found))
            .or_else(|| inherited(&told, index, &leads).filter(|_| !chain::is_of_old(&told, index)))
            .or_else(|| chain::occasion(&told, &found, &occasions))
            .unwrap_or_else(|| open(dates, event, story));
        found.push(when);
        occasions.note(&told, &found);
    }
    chain::consequences(&told, &mut found);
    found
}

/// Whether what the opening tells is told once more, further down, as over: then the day on which somebody spoke of it
/// ends it and is not the day of it (`Polisi menangkap … "Pelaku sudah kami tangkap," kata …, Minggu`).
fn told_as_over(events: &[Dated<'_>], own: &[Option<When>]) -> bool {
    let undated = |i: usize| {
        let told = events[i].reading.modality == Modality::Asserted && !events[i].speech && own[i].is_none();
        told && !events[i].family.is_empty()
    };
    let first = (0..events.len()).filter(|&i| events[i].sentence < LEAD_SENTENCES && undated(i));
    first.filter(|&i| !events[i].reading.done).any(|i| {
        let again = |j: &usize| events[*j].family == events[i].family && events[*j].sentence > events[i].sentence;
        (i + 1..events.len()).filter(again).any(|j| undated(j) && events[j].reading.done)
    })
}

/// By speaker, where in the list of dated events those stand that are speeches of theirs.
fn voices<'e>(days: &[Known], events: &[Dated<'e>]) -> FxHashMap<&'e str, Vec<usize>> {
    let mut voices: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, event) in days.iter().enumerate().map(|(at, known)| (at, &events[known.index])) {
        if let Some(speaker) = event.speaker.filter(|_| event.speech) {
            voices.entry(speaker).or_default().push(at);
        }
    }
    voices
}

/// The dates that the first sentences give to the story, as indices of time expressions.
struct Leads<'e> {
    told: Option<usize>,
    /// A date that is a line by itself.
    line: Option<usize>,
    /// Dates of the whole text on which a source wrote that the text cites.
    cited: BTreeSet<usize>,
    /// Those on which a medium wrote whose report the text retells.
    retold: BTreeSet<usize>,
    /// What the opening tells was over when somebody spoke of it.
    over: bool,
    /// The dates of speeches.
    spoken: BTreeSet<usize>,
    plans: chain::Plans,
    /// The events that may date others, in text order.
    days: Vec<Known>,
    /// Some of them are days of the story.
    is_of_days: bool,
    /// Where in it the speeches of each speaker stand.
    voices: FxHashMap<&'e str, Vec<usize>>,
}

/// An event with a day of its own.
struct Known {
    index: usize,
    /// The day is one of the story and not told by a clock alone; any other day holds only nearby.
    story: bool,
}

impl Known {
    fn of(dates: &Dates, event: &Dated<'_>, when: &When, index: usize) -> Option<Self> {
        let story = in_story(dates, when) && !is_loose(dates, when);
        // What is still to come dates no happening.
        let ahead = when.bounds.earliest.zip(dates.dct.moment).is_some_and(|(from, dct)| from.day() > dct.day());
        let asserted = event.reading.modality == Modality::Asserted && !ahead;
        let day = when.granularity <= Granularity::Day && (story || is_day(when));
        (asserted && day).then_some(Self { index, story })
    }
}

fn cited(dates: &Dates, clauses: &Clauses<'_>, class: Small) -> Vec<usize> {
    let inside = |i: &usize| clauses.span.contains(dates.timexes[*i].span);
    own::begun(dates, clauses.span)
        .take_while(inside)
        .filter(|&i| own::is_cited(clauses, dates.timexes[i].span, class))
        .collect()
}

/// The date that the first sentences give to the story; `alone`: one that is a line by itself.
fn lead(dates: &Dates, sentences: &[Clauses<'_>], alone: bool) -> Option<usize> {
    let line = |s: &&Clauses<'_>| s.tokens.iter().all(|t| t.timed) == alone;
    sentences.iter().take(LEAD_SENTENCES).filter(line).find_map(|sentence| {
        own::begun(dates, sentence.span).find(|&t| {
            let timex = &dates.timexes[t];
            usable(dates, t)
                && timex.granularity <= Granularity::Day
                && sentence.span.contains(timex.span)
                && timex.bounds.and_then(|b| b.latest).is_some_and(|latest| is_near(dates, latest))
        })
    })
}

/// Whether a moment is that of the story: shortly before the document's own day.
pub(super) fn is_near(dates: &Dates, moment: Moment) -> bool {
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
fn inherited(told: &chain::Told<'_>, index: usize, leads: &Leads<'_>) -> Option<When> {
    let (events, own) = (told.events, told.own);
    let event = &events[index];
    if event.reading.modality == Modality::Planned {
        return chain::plan(&leads.plans, events, own, index);
    }
    // `Dua hari setelah kebakaran, polisi menangkap pelaku`: the day is counted from that of the fire, where the text dates it.
    let counted = told.sentences.get(event.sentence).and_then(|c| counted::counted_from(told.dates, c, event.token));
    if let Some((days, after, family)) = counted.filter(|_| !event.speech) {
        let from = (0..index).rev().find(|&i| !family.is_empty() && events[i].family == family && own[i].is_some());
        if let Some(from) = from {
            return own[from].as_ref().and_then(|when| shifted(when, days?, after));
        }
    }
    let when = taken(told, index, leads)?;
    let over =
        |t: usize| leads.cited.contains(&t) || leads.over && event.sentence < OPENING && leads.spoken.contains(&t);
    let ended = !event.speech && !event.beside && when.timex.is_some_and(over);
    Some(if ended { bounds::ended(when) } else { when })
}

/// A day so many days after or before another.
fn shifted(from: &When, days: u64, after: bool) -> Option<When> {
    let day = from.bounds.latest.filter(|to| from.bounds.earliest.map(Moment::day) == Some(to.day()))?.day();
    let days = chrono::Days::new(days);
    let day = if after { day.checked_add_days(days) } else { day.checked_sub_days(days) };
    let day = Some(Moment::Day(day?));
    let bounds = Bounds { earliest: day, latest: day };
    let granularity = Granularity::Day;
    Some(When { bounds, edtf: None, granularity, basis: Basis::Previous, timex: None, clocks: None })
}

/// The date of another event of the story, or of the lead.
fn taken(told: &chain::Told<'_>, index: usize, leads: &Leads<'_>) -> Option<When> {
    let chain::Told { dates, sentences, events, own } = *told;
    let event = &events[index];
    let (lead, line) = (leads.told, leads.line);
    let told = matches!(event.reading.modality, Modality::Asserted | Modality::Denied);
    let over = (!event.speech || event.acts) && (event.reading.done || event.reading.earlier || event.background);
    // What had not come when the text was written has no day.
    if !told || over || event.reading.pending && !event.speech {
        return None;
    }
    let speech = event.speech || event.beside;
    let retold = |w: &When| w.timex.is_some_and(|t| leads.retold.contains(&t));
    let dated = |known: &&Known| {
        let source = &events[known.index];
        // What was known before dates only the sentence right after it.
        let next = source.sentence < event.sentence && source.sentence + 1 >= event.sentence;
        let near = source.sentence <= event.sentence && source.sentence + ADJACENT >= event.sentence;
        // The day on which a medium wrote of one speaker is not that of another one.
        let other = |w: &When| speech && known.index < index && retold(w) && source.speaker != event.speaker;
        // That something still goes on while the text is written dates nothing told before it.
        let goes_on = known.index > index && source.reading.ongoing;
        // A look back at years ago dates what stands right beside it, and not the story that goes on.
        let aside = leads.is_of_days || speech && !source.speech;
        let holds = (next || !source.background) && !goes_on && (known.story || near && !aside);
        holds && own[known.index].as_ref().is_some_and(|w| !other(w))
    };
    let alike = |i: &usize| events[*i].speech == speech;
    let same_speaker = |i: &usize| speech && events[*i].speech && events[*i].speaker == event.speaker;
    let split = leads.days.partition_point(|known| known.index < index);
    let (earlier, later) = leads.days.split_at(split);
    let said = event.speaker.filter(|_| speech).and_then(|speaker| leads.voices.get(speaker));
    let said = said.and_then(|list| list.get(..list.partition_point(|at| *at < split)));
    let before = || earlier.iter().rev().filter(dated).map(|known| known.index);
    let ahead = |known: &&Known| events[known.index].sentence <= event.sentence + AHEAD;
    let after = || later.iter().filter(|k| k.index > index).take_while(ahead).filter(dated).map(|known| known.index);
    let source = (said.into_iter().flatten().rev().filter_map(|at| earlier.get(*at)))
        .find(dated)
        .map(|known| known.index)
        .or_else(|| before().find(alike))
        .or_else(|| after().find(|i| event.speaker.is_some() && same_speaker(i)))
        .or_else(|| before().find(|_| speech || event.reading.ongoing));
    if let Some(source) = source {
        let basis = if events[source].sentence == 0 || source > index { Basis::Lead } else { Basis::Previous };
        return own[source].clone().map(|w| day_of(w, basis));
    }
    // The day of a later statement dates what the opening tells; further down, what is told may be older news, unless
    // all of it is retold from one source.
    let source = after().find(alike);
    let whole = source.or_else(|| after().next()).is_some_and(|i| own[i].as_ref().is_some_and(retold));
    let opening = speech || event.sentence < OPENING || whole;
    let source = source.or_else(|| after().find(|_| opening));
    // What somebody said in the opening was said when others spoke, not when that happened of which they speak.
    let day = |w: &When| w.bounds.latest.map(|m| m.day());
    let told_of = |t: &usize| dates.timexes.get(*t).and_then(|t| t.bounds?.latest).map(|m| m.day());
    let after_it = |t: &usize| source.is_some_and(|i| events[i].speech && own[i].as_ref().and_then(day) > told_of(t));
    let later = |t: &usize| !leads.spoken.contains(t) && speech && after_it(t);
    // A date of the event's own sentence that is not its own is none of the lead's either.
    let beside = |t: &usize| {
        let span = dates.timexes.get(*t).map(|timex| timex.span);
        let here = span.zip(sentences.get(event.sentence)).filter(|(span, clauses)| clauses.span.contains(*span));
        // Nor is a date within the quoted words that of their saying.
        let quoted =
            |(span, clauses): (Span, &Clauses<'_>)| clauses.meeting(span).is_some_and(|i| clauses.tokens[i].quoted);
        here.is_some_and(|here| !speech || event.denies || quoted(here))
    };
    let lead = lead.filter(|t| (opening || !leads.spoken.contains(t)) && !later(t) && !beside(t));
    if let Some(lead) = lead.or(line.filter(|_| source.is_none())) {
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

/// A clock time without a day, in an article that names another day: it may be told of any day (`bahan disiapkan pukul
/// 23.00`), so that nothing else is dated by it.
fn is_loose(dates: &Dates, when: &When) -> bool {
    let day = |m: Option<Moment>| m.map(|m| m.day());
    let Some(timex) = when.timex.and_then(|t| dates.timexes.get(t)) else { return false };
    let bare = timex.granularity < Granularity::PartOfDay && timex.anchor == Anchor::DocumentTime;
    let named = |other: &Timex| {
        other.granularity <= Granularity::Day
            && other.anchor == Anchor::Explicit
            && other.bounds.is_some_and(|b| {
                b.latest.is_some_and(|m| is_near(dates, m)) && day(b.latest) != day(when.bounds.latest)
            })
    };
    bare && dates.timexes.iter().any(named)
}

/// Whether an EDTF says that one end is open: `2025-02/..`, `../2025-03-17`.
pub(super) fn is_half_open(edtf: &str) -> bool {
    edtf.starts_with("../") || edtf.ends_with("/..")
}

/// A taken-over date is the day: the clock time, and that it goes on from then, belong to the other event.
pub(super) fn day_of(mut when: When, basis: Basis) -> When {
    when.basis = basis;
    when.edtf = when.edtf.filter(|edtf| !is_half_open(edtf));
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
    let ahead = event.reading.modality == Modality::Planned
        || event.reading.modality == Modality::ReportedPossible && !event.reading.reported;
    // `had been due to vote`: what was planned then lies behind.
    let ahead = ahead && !event.reading.earlier;
    // `telah menyalurkan bantuan` may be what came of the story; only what lies before it ends with its day.
    let over = event.reading.earlier || event.background;
    let latest = if over { story.map(|m| Moment::Day(m.day())) } else { dct };
    let bounds = if ahead { Bounds { earliest: dct, latest: None } } else { Bounds { earliest: None, latest } };
    When { bounds, edtf: None, granularity: Granularity::Vague, basis: Basis::Dct, timex: None, clocks: None }
}
