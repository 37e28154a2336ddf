//! Dates that pass from one event to another because the text joins the two: what goes on, what is taken up again, what
//! happened at an occasion, what came of something.

use super::clause::Clauses;
use super::known::Entry;
use super::lexicon::Small;
use super::own::begun;
use super::when::{Dated, day_of, is_half_open, usable};
use super::{Basis, Category, Modality, RelationKind, When};
use crate::text::Span;
use crate::time::{Bounds, Dates, Granularity};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::ops::Range;

/// Sentences through which the date of a plan still holds for what is planned next.
const PLAN: usize = 3;
/// Words among which an adverb opens a sentence.
const OPENING_WORDS: usize = 2;
/// Words after a noun among which a word such as `itu` says that it was told of before.
const DEFINITE_WORDS: usize = 3;
/// Words at the start of a sentence among which its subject stands.
const SUBJECT_WORDS: usize = 2;
/// Sentences through which a happening is still what a later one came of.
const NEAR: usize = 2;
/// Days from which on what was told before is another story.
const OLD_DAYS: i64 = 180;
/// Sentences of a paragraph through which it goes on.
const OLD_SENTENCES: usize = 3;
/// Sentences within which one happening is told twice, once with its date.
const TWIN: usize = 6;

/// What every rule of this file reads.
pub(super) struct Told<'a> {
    pub dates: &'a Dates,
    pub sentences: &'a [Clauses<'a>],
    pub events: &'a [Dated<'a>],
    /// The dates that the events' own sentences give.
    pub own: &'a [Option<When>],
}

impl Told<'_> {
    fn clauses(&self, index: usize) -> Option<&Clauses<'_>> {
        self.sentences.get(self.events.get(index)?.sentence)
    }

    /// The last event of the sentence right before that of an event.
    fn just_before(&self, index: usize) -> Option<usize> {
        let sentence = self.events.get(index)?.sentence;
        let before = (0..index).rev().find(|&i| self.events[i].sentence < sentence)?;
        (self.events[before].sentence + 1 == sentence).then_some(before)
    }

    /// An event that happened: no speech, no plan.
    fn happened(&self, index: usize) -> bool {
        self.events.get(index).is_some_and(|e| !e.speech && e.reading.modality == Modality::Asserted)
    }
}

/// Whether a sentence opens with a word such as `kemudian`.
fn continues(clauses: &Clauses<'_>) -> bool {
    (0..OPENING_WORDS).any(|i| {
        let kind = clauses.phrase(i, |e| e.adverb);
        kind.is_some_and(|(_, kind)| kind == RelationKind::After)
    })
}

/// The month or year in which the sentence before lies, where the telling goes on from there (`Kemudian, …`): that of its
/// last event, or the one that it names without an event. `found` are the dates of the events before. What goes on from a
/// plan is planned too (`Lalu, ada juga pembangunan …`), unless it is told as over.
pub(super) fn chronicle(told: &Told<'_>, found: &[When]) -> Option<When> {
    let (dates, events) = (told.dates, told.events);
    let event = events.get(found.len()).filter(|event| event.reading.modality != Modality::Planned)?;
    if !told.sentences.get(event.sentence).is_some_and(continues) {
        return None;
    }
    let sentence = event.sentence.checked_sub(1)?;
    let before = (0..found.len()).rev().find(|&i| events[i].sentence < event.sentence);
    let before = before.filter(|&i| events[i].sentence == sentence).and_then(|i| found.get(i)).cloned();
    let when = before.or_else(|| named(dates, told.sentences.get(sentence)?))?;
    let day = dates.dct.moment?.day();
    let past = when.bounds.latest.is_some_and(|to| to.day() < day);
    let ahead = when.bounds.earliest.is_some_and(|from| from.day() > day) && !event.speech && !event.reading.done;
    let coarse = when.granularity > Granularity::Day && when.basis != Basis::Dct;
    ((past || ahead) && coarse).then_some(When { basis: Basis::Previous, ..when })
}

/// The last date that a sentence tells outside quotation marks.
fn named(dates: &Dates, clauses: &Clauses<'_>) -> Option<When> {
    let told = |t: Span| clauses.tokens.iter().any(|token| token.span.overlaps(t) && !token.quoted);
    let inside = |i: &usize| clauses.span.contains(dates.timexes[*i].span) && told(dates.timexes[*i].span);
    let index = begun(dates, clauses.span).rev().filter(|&i| usable(dates, i)).find(inside)?;
    let timex = &dates.timexes[index];
    Some(When {
        bounds: timex.bounds?,
        edtf: timex.edtf.clone().filter(|edtf| !is_half_open(edtf)),
        granularity: timex.granularity,
        basis: Basis::Previous,
        timex: Some(index),
        clocks: None,
    })
}

/// The plans of a text whose dates are still to come, in text order, as indices of events.
pub(super) struct Plans {
    /// A month or a year is the horizon of a whole programme; a day holds for what stands beside it.
    coarse: Vec<usize>,
    days: Vec<usize>,
}

impl Plans {
    pub(super) fn of(dates: &Dates, events: &[Dated<'_>], own: &[Option<When>]) -> Self {
        let to_come = |w: &When| w.bounds.latest.zip(dates.dct.moment).is_some_and(|(to, dct)| to.day() >= dct.day());
        let planned = |i: &usize| matches!(events[*i].reading.modality, Modality::Planned | Modality::ReportedPossible);
        let dated = (0..events.len()).filter(planned).filter(|&i| own[i].as_ref().is_some_and(to_come));
        let (coarse, days) = dated.partition(|&i| own[i].as_ref().is_some_and(|w| w.granularity > Granularity::Day));
        Self { coarse, days }
    }
}

/// The date of a plan told just before, where that date is still to come.
pub(super) fn plan(plans: &Plans, events: &[Dated<'_>], own: &[Option<When>], index: usize) -> Option<When> {
    let before = |list: &[usize]| list.partition_point(|&i| i < index).checked_sub(1).map(|at| list[at]);
    let near = before(&plans.days).filter(|&i| events[i].sentence + PLAN >= events[index].sentence);
    let source = near.max(before(&plans.coarse))?;
    own[source].clone().map(|w| day_of(w, Basis::Previous))
}

/// The date of what the sentence before tells, where this one begins with words for that time: `Ketika itu, lima warga terluka`.
pub(super) fn back_then(told: &Told<'_>, found: &[When]) -> Option<When> {
    let index = found.len();
    let clauses = told.clauses(index).filter(|_| told.happened(index))?;
    // `Sementara itu` turns to something else; it says no time.
    let timed = clauses.tokens.first().is_some_and(|token| token.timed);
    let (_, kind) = clauses.phrase(0, |e| e.adverb).filter(|_| timed)?;
    let own = told.own.get(index)?.as_ref();
    if kind != RelationKind::During || own.is_some_and(|when| when.granularity != Granularity::Vague) {
        return None;
    }
    let before = told.just_before(index).filter(|&before| told.happened(before))?;
    let when = found.get(before).filter(|when| when.bounds.earliest.is_some())?;
    Some(day_of(when.clone(), Basis::Previous))
}

/// Whether an event goes on with what the sentence before tells of long ago, in one paragraph with it: `In 2019, a boat sank. An
/// inquiry blamed a faulty hatch.` It is not of the story's day.
pub(super) fn is_of_old(told: &Told<'_>, index: usize) -> bool {
    let Some(event) = told.events.get(index).filter(|event| !event.speech) else { return false };
    let Some(here) = told.clauses(index) else { return false };
    // The nearest date that the paragraph gives before.
    let before = (0..index).rev().filter(|&i| told.events[i].sentence < event.sentence).find_map(|i| {
        let own = told.own[i].as_ref().filter(|own| own.granularity != Granularity::Vague);
        let there = told.clauses(i)?;
        let apart = here.text.get(there.span.end..here.span.start).is_none_or(|between| between.contains('\n'));
        let far = told.events[i].sentence + OLD_SENTENCES < event.sentence;
        if apart || far { Some(None) } else { own.map(Some) }
    });
    let old = before.flatten().and_then(|own| own.bounds.latest).zip(told.dates.dct.moment);
    old.is_some_and(|(then, written)| written.day().signed_duration_since(then.day()).num_days() > OLD_DAYS)
}

/// The date that the next sentence gives to what this one tells without one, taking it up as its subject: `Bank itu akan
/// memangkas bunga. Penurunan ini terjadi pada paruh kedua tahun ini.`
pub(super) fn taken_up(told: &Told<'_>, index: usize) -> Option<When> {
    let (events, event) = (told.events, told.events.get(index)?);
    if event.speech || event.reading.done || event.reading.negated {
        return None;
    }
    let next = (index + 1..events.len()).find(|&i| !events[i].speech)?;
    let again = &events[next];
    if again.sentence != event.sentence + 1 || !again.noun || again.category != event.category {
        return None;
    }
    let clauses = told.clauses(next)?;
    let definite = |i: usize| clauses.is(i, Small::Definite);
    let heads = again.token < SUBJECT_WORDS;
    let points = again.token.checked_sub(1).is_some_and(definite)
        || (again.token + 1..=again.token + DEFINITE_WORDS).any(definite);
    if !heads || !points {
        return None;
    }
    told.own[next].clone().map(|w| day_of(w, Basis::Previous))
}

/// The happenings told so far that have a precise date and were over when the article was written, the last one of each
/// family.
#[derive(Default)]
pub(super) struct Occasions {
    /// Those whose own sentence gives it.
    own: FxHashMap<&'static str, usize>,
    any: FxHashMap<&'static str, usize>,
}

impl Occasions {
    /// Notes the event whose date was found last.
    pub(super) fn note(&mut self, told: &Told<'_>, found: &[When]) {
        let Some((index, when)) = found.len().checked_sub(1).zip(found.last()) else { return };
        let day = told.dates.dct.moment.map(|moment| moment.day());
        let over = when.bounds.latest.zip(day).is_some_and(|(to, day)| to.day() <= day);
        let precise = when.granularity <= Granularity::Day && when.basis != Basis::Dct;
        if told.happened(index) && when.bounds.earliest.is_some() && over && precise {
            let family = told.events[index].family;
            self.any.insert(family, index);
            if told.own[index].is_some() {
                self.own.insert(family, index);
            }
        }
    }
}

/// The date of the happening at which something happened that the text dates elsewhere: `mendapat nilai tinggi pada survei
/// itu`, `warga mendatangi operasi pasar`. `found` are the dates of the events before, `before` the last dated happening of
/// each family among them.
pub(super) fn occasion(told: &Told<'_>, found: &[When], before: &Occasions) -> Option<When> {
    let (index, event) = (found.len(), told.events.get(found.len())?);
    let over = event.reading.done || event.reading.earlier || event.background;
    if !told.happened(index) || over {
        return None;
    }
    let clauses = told.clauses(index)?;
    let families: BTreeSet<&str> = clauses
        .clause(event.token)
        .filter(|&i| i > 0 && i != event.token && clauses.tokens[i].quoted == clauses.tokens[event.token].quoted)
        .filter_map(|i| {
            let (_, noun) = clauses.phrase(i, |e| e.trigger)?;
            let attended = i == event.token + 1 && event.category == Category::Meeting;
            let at = clauses.is(i - 1, Small::Occasion) || attended;
            (noun.noun && at && !noun.family.is_empty()).then_some(noun.family)
        })
        .collect();
    // Its own date, given anywhere before, says more than one taken over.
    let last = |of: &FxHashMap<&str, usize>| families.iter().filter_map(|family| of.get(family)).max().copied();
    let source = last(&before.own).or_else(|| last(&before.any))?;
    found.get(source).cloned().map(|w| day_of(w, Basis::Previous))
}

/// What came of something did not begin before it: an event without a beginning takes that of its cause, as far as the
/// text states one (`setelah hujan turun`, `Akibatnya, …`, `banjir menyebabkan warga mengungsi`).
pub(super) fn consequences(told: &Told<'_>, found: &mut [When]) {
    for index in 0..found.len() {
        if !told.happened(index) || told.events[index].reading.earlier || !is_open(&found[index]) {
            continue;
        }
        let Some(cause) = cause(told, index) else { continue };
        let Some(dated) = Some(found[cause].clone()).filter(|w| !is_open(w)).or_else(|| twin(told, cause)) else {
            continue;
        };
        if is_open(&found[cause]) && told.own[cause].is_none() {
            found[cause] = When { basis: Basis::Previous, ..dated.clone() };
        }
        let cause = day_of(dated, Basis::Previous);
        let ends = found[index].bounds.latest.map(|to| to.day());
        let Some(from) = cause.bounds.earliest.filter(|from| Some(from.day()) <= ends) else { continue };
        let bounds = Bounds { earliest: Some(from), ..found[index].bounds };
        found[index] = When { bounds, edtf: None, clocks: None, ..cause };
    }
}

fn is_open(when: &When) -> bool {
    when.bounds.earliest.is_none() && when.bounds.latest.is_some()
}

/// The events of a sentence, by their indices: they stand in text order.
fn beside(events: &[Dated<'_>], sentence: usize) -> Range<usize> {
    let before = |sentence: usize| events.partition_point(|event| event.sentence < sentence);
    before(sentence)..before(sentence + 1)
}

/// The event that the text names as what an event came of.
fn cause(told: &Told<'_>, index: usize) -> Option<usize> {
    let (events, event) = (told.events, &told.events[index]);
    let clauses = told.clauses(index)?;
    let below = beside(events, event.sentence).find(|&i| {
        let open = clauses.opener(events[i].token).filter(|_| i != index);
        let kind = open.and_then(|open| clauses.phrase(open, Entry::connective));
        kind.is_some_and(|(_, kind)| kind == RelationKind::After) && open != clauses.opener(event.token)
    });
    let near = |i: &usize| events[*i].sentence + NEAR >= event.sentence;
    let acts = || (0..index).rev().take_while(near).find(|&i| event.kin == Some(events[i].family) && !events[i].speech);
    let result = || {
        let opens = (0..OPENING_WORDS).any(|i| clauses.phrase(i, |e| e.result.then_some(())).is_some());
        let before = (0..index).rev().find(|&i| events[i].sentence < event.sentence && !events[i].speech);
        before.filter(|&i| opens && events[i].sentence + 1 == event.sentence)
    };
    below.or_else(acts).or_else(result).filter(|&i| told.happened(i))
}

/// The date that another sentence gives to the same happening: of one kind, with a word in common beside it.
fn twin(told: &Told<'_>, index: usize) -> Option<When> {
    let event = &told.events[index];
    let words = |i: usize| -> BTreeSet<&str> {
        let Some(clauses) = told.clauses(i) else { return BTreeSet::new() };
        let plain = |k: &usize| {
            let token = &clauses.tokens[*k];
            let said = token.word.trigger.is_some_and(|t| t.family == event.family);
            !token.timed && !token.number && !said && !token.word.function
        };
        clauses.clause(told.events[i].token).filter(plain).map(|k| clauses.tokens[k].lower.as_ref()).collect()
    };
    let here = words(index);
    let from = beside(told.events, event.sentence.saturating_sub(TWIN)).start;
    let again = (from..beside(told.events, event.sentence + TWIN).end).find(|&i| {
        let near = i != index;
        let kind = !event.family.is_empty() && told.events[i].family == event.family && told.happened(i);
        near && kind && told.own[i].is_some() && !words(i).is_disjoint(&here)
    })?;
    told.own[again].clone().filter(|w| w.bounds.earliest.is_some())
}
