//! The date that an event's own sentence gives it, with the words that make it a bound.

use super::bounds::{bounded, deadline, ended, is_marked, owns};
use super::clause::Clauses;
use super::known::Entry;
use super::lexicon::{Cue, Small};
use super::when::{Dated, is_near, open, usable};
use super::{Basis, Category, Modality, RelationKind, When, actors, counted, onward, relative};
use crate::text::{self, Span};
use crate::time::{Anchor, Bounds, Dates, Granularity, Moment, Timex};
use std::ops::Range;

/// Words between a word such as `dibandingkan` and the date with which something is compared.
const COMPARED_GAP: usize = 4;
/// Words from a rite to its feast: `salat sunah Idulfitri`.
const RITE_WORDS: usize = 2;
/// Words between a superlative and the date with which it compares.
const COMPARED_WORDS: usize = 5;
/// Words before a date that opens a sentence.
const OPENING_WORDS: usize = 2;
/// Words between the word that names a source (`dikutip dari …`) and the day on which that source wrote.
const CITED_WORDS: usize = 10;

/// The date that the event's own sentence gives.
pub(super) fn date(dates: &Dates, clauses: &Clauses<'_>, event: &Dated<'_>) -> Option<When> {
    let trigger = clauses.tokens.get(event.token)?.span;
    let narrow = clauses.bytes(&clauses.clause(event.token)).unwrap_or(trigger);
    let wide = clauses.bytes(&reach(clauses, event.token)).unwrap_or(narrow);
    let foreign = clauses.foreign(event.token);
    let told = event.reading.modality == Modality::Asserted;
    // A date between the opening of a sentence and the verb is that of something in the subject, and no rival of one ahead.
    let behind = |i: &usize| !is_ahead(dates, *i) && fits(dates, clauses, event, *i);
    let over = told && begun(dates, clauses.span).any(|i| is_ahead(dates, i));
    let over = over
        && begun(dates, clauses.span).filter(behind).any(|i| {
            let span = dates.timexes[i].span;
            span.start > trigger.start || first(clauses, span).is_some_and(|at| at <= OPENING_WORDS)
        });
    let said = !event.speech && event.content.contains(&event.token);
    let best = begun(dates, clauses.span).filter(|&i| fits(dates, clauses, event, i)).min_by_key(|&index| {
        let span = dates.timexes[index].span;
        let other = foreign.iter().any(|f| f.contains(span));
        let coarse = dates.timexes[index].granularity > Granularity::Day;
        // `Kontraknya diperpanjang hingga 2027 pada Juni lalu`: what happened has the date that lies behind.
        let ahead = over && is_ahead(dates, index);
        // A comma inside a date (`June 9, 2025`) ends no clause, so that its beginning tells.
        let begins = |clause: Span| clause.start <= span.start && span.start < clause.end;
        // `said on Monday that rebels killed 12 people in March`: what is said has the date that is said.
        let saying = said && first(clauses, span).is_some_and(|at| !event.content.contains(&at));
        // `pemenang Pemilihan Presiden 2024, Rabu (20/3)`: the year of a name is a date only where there is no other.
        let named = coarse
            && first(clauses, span).and_then(|at| at.checked_sub(1)).is_some_and(|at| {
                let before = &clauses.tokens[at];
                before.capital && !before.timed && clauses.gap(at + 1) == " "
            });
        // `Jembatan yang ambruk pada 2021 itu diresmikan kemarin`
        let aside = first(clauses, span).is_some_and(|at| is_relative(clauses, event.token, at));
        // `pada pekan ke-14 Liga 1 2025/2026`: years of a season say which, not when; `Hujan sejak Kamis memicu longsor di Batu, Jumat`.
        let at = first(clauses, span);
        let season = coarse && spans_years(&dates.timexes[index]) && !at.is_some_and(|at| opens_date(clauses, at));
        let since =
            span.end <= trigger.start && is_marked(dates, clauses, index, Small::Since) && !event.reading.ongoing;
        (
            other,
            ahead,
            named || aside || season || since,
            saying,
            !begins(narrow),
            !begins(wide),
            coarse,
            distance(span, trigger),
        )
    });
    if let Some(when) = counted::counted_back(dates, clauses, event, best) {
        return Some(when);
    }
    let Some(best) = best else {
        return onward::from_then_on(dates, clauses, event).or_else(|| undated(dates, clauses, event, wide));
    };
    let timex = &dates.timexes[best];
    if foreign.iter().any(|f| f.contains(timex.span)) && event.speech {
        return None;
    }
    let basis = if wide.contains(timex.span) { Basis::Own } else { Basis::Clause };
    // `Shelling was reported, and the hospital was hit on 14 May`: a second main clause has its own date.
    let at = first(clauses, timex.span);
    if basis == Basis::Clause
        && !event.speech
        && at.is_some_and(|at| at > event.token && is_of_next(clauses, event.token, at))
    {
        return undated(dates, clauses, event, wide);
    }
    // A month or a year in another clause dates that clause, unless it opens the sentence (`Pada 2017, …`) or what is
    // said (`menjelaskan pada 2025, ada …`).
    let within = |i: usize| clauses.tokens.get(i + 1).is_some_and(|t| timex.span.start <= t.span.end);
    let told = event.content.start;
    let opens = within(0) || event.content.contains(&event.token) && within(told);
    if basis == Basis::Clause && timex.granularity > Granularity::Weekend && !opens {
        return None;
    }
    // `ditutup pada 5 November 2020 dan belum dibuka`: what had not come takes no date of what did.
    if basis == Basis::Clause && event.reading.pending && !event.speech && timex.span.end <= trigger.start {
        return None;
    }
    let when = bounded(dates, clauses, best, basis, event);
    // `He was arrested on Monday after a colleague raised the alarm`: what came before came on that day at the latest.
    let after = clauses.opener(event.token).and_then(|open| clauses.phrase(open, |e| e.relation));
    let after = after.is_some_and(|(_, kind)| kind == RelationKind::After) && !clauses.lexicon.is_head_first();
    if basis == Basis::Clause && after && !event.speech && event.reading.modality == Modality::Asserted {
        return Some(ended(when));
    }
    // `Police have dismantled a gang, the ministry said on Friday`: what was over when it was said was over on that day.
    let saying = said && at.is_some_and(|at| !event.content.contains(&at));
    // `Kepala BPBD, Jumat, mengatakan tanggul jebol`: before the word for the saying the day is that of the saying.
    let before = clauses.lexicon.is_head_first() && at.is_some_and(|at| at < event.content.start);
    let over = saying && event.reading.modality == Modality::Asserted && (before || is_perfect(clauses, event.token));
    // The day on which a source wrote ends what it tells of; it is not the day of it.
    let cited = !event.speech && is_cited(clauses, timex.span, Small::Cited);
    Some(if over || cited { ended(when) } else { when })
}

/// Whether an auxiliary of the perfect stands in a verb's group.
fn is_perfect(clauses: &Clauses<'_>, verb: usize) -> bool {
    let start = actors::group_start(clauses, verb, clauses.clause(verb).start);
    (start..verb).any(|i| clauses.is(i, Small::Perfect))
}

/// Whether an expression begins behind the day of writing.
pub(super) fn is_ahead(dates: &Dates, index: usize) -> bool {
    dates.timexes.get(index).is_some_and(|timex| is_ahead_of(dates, timex))
}

fn is_ahead_of(dates: &Dates, timex: &Timex) -> bool {
    let from = timex.bounds.and_then(|bounds| bounds.earliest);
    from.zip(dates.dct.moment).is_some_and(|(from, written)| from.day() > written.day())
}

/// The expressions that begin in a stretch of text, by their indices.
pub(super) fn begun(dates: &Dates, stretch: Span) -> Range<usize> {
    text::begun(&dates.timexes, |timex| timex.span, stretch)
}

/// Whether an expression of the sentence can date the event.
fn fits(dates: &Dates, clauses: &Clauses<'_>, event: &Dated<'_>, index: usize) -> bool {
    let Some(timex) = dates.timexes.get(index).filter(|t| clauses.span.contains(t.span)) else { return false };
    let Some(trigger) = clauses.tokens.get(event.token) else { return false };
    let at = first(clauses, timex.span);
    let quoted = at.is_some_and(|i| clauses.tokens[i].quoted);
    let after = |moment: Option<Moment>| moment.zip(dates.dct.moment).is_some_and(|(m, d)| m.day() > d.day());
    let bounds = timex.bounds.unwrap_or_default();
    // What happened cannot be dated after the text was written: such a date belongs to something else.
    let told = event.reading.modality == Modality::Asserted;
    let opening = at.is_some_and(|i| opens_date(clauses, i));
    // `Sidang digelar Kamis (14/9)`: a bare day behind the verb of its clause is when, as one behind a preposition is.
    let when = opening || timex.granularity <= Granularity::Week && follows(clauses, event.token, at);
    // `Arema bertandang ke Bekasi, Minggu (23/4)`: so is one that ends the sentence behind a comma.
    let closes =
        at.is_some_and(|at| at > event.token && closes(clauses, at)) && !event.acts && event.content.is_empty();
    let when = when || closes && timex.granularity <= Granularity::Day;
    // `Proyek ini dimulai tahun depan`: what begins has the time behind it.
    let when = when || event.reading.starts && follows(clauses, event.token, at);
    // `approved plans and agreed to cut the limit from next spring`: what is to come is that of the verb before it.
    let joined = at.is_some_and(|at| is_of_joined(clauses, event.token, at));
    let told_or_not = told || event.reading.negated && event.reading.modality == Modality::Denied;
    let future = told_or_not && after(bounds.earliest) && (!when || event.reading.done || joined || !told);
    // `berjanji selesai dalam empat tahun`, `asked for it by Friday`: a day to come is that of what is asked for.
    let future = future || told && event.acts && after(bounds.latest);
    // `The bridge, damaged by Monday's flood, will be rebuilt`: a day that is over is that of something else.
    let over = |moment: Option<Moment>| moment.zip(dates.dct.moment).is_some_and(|(m, d)| m.day() < d.day());
    let past = event.reading.modality == Modality::Planned && owns(clauses, timex.span) && over(bounds.latest);
    // `met after Monday's attack`: the day is that of what came before.
    let other = owns(clauses, timex.span) && timex.span.start > trigger.span.start;
    let other =
        other && at.is_some_and(|i| (i.saturating_sub(1)..i).any(|i| clauses.phrase(i, Entry::connective).is_some()));
    let own = event.plans || event.counts && !after(bounds.latest);
    let content = event.speech
        && !own
        && at.is_some_and(|i| {
            is_content(clauses, event, i, timex) && (after(bounds.earliest) || !names_thing(clauses, event, i))
        });
    // `Komisaris periode 2006-2023 meminta`: years that stand by a name before the verb are its term.
    let term = !opening && timex.span.end <= trigger.span.start && spans_years(timex);
    // `sepakat akan membangun jembatan pada 2026`: the date is that of what is to come.
    let plan = told && !event.plans && at.is_some_and(|at| (event.token + 1..at).any(|i| to_come(clauses, i)));
    // `dari target tahun ini sebanyak 45.000 unit`: the year is the target's.
    let figure = timex.granularity > Granularity::Day
        && at.and_then(|i| i.checked_sub(1)).is_some_and(|i| clauses.is(i, Small::Figure));
    let aside = !event.speech && at.is_some_and(|at| is_aside(dates, clauses, event, at, timex));
    let compared = at.is_some_and(|at| is_compared(clauses, event, at)) && deadline(clauses, timex.span).is_none();
    let attribute = at.is_some_and(|at| is_attribute(clauses, event, at));
    let term = term || plan || figure || past || other || aside || compared || attribute;
    // `salat Idulfitri` is held on the feast, `arus mudik Lebaran` is not.
    let rite = |at: usize| (at.saturating_sub(RITE_WORDS)..at).any(|i| clauses.small(i, Small::Rite).is_some());
    let named = at.is_some_and(|at| !clauses.tokens[at].timed && !rite(at));
    // `The trial, set for May 20, will be held in Florida`
    let plans = event.reading.modality == Modality::Planned && at.is_some_and(|at| is_set(clauses, at));
    let apart = at.is_some_and(|at| clauses.is_apart(at)) && !clauses.is_apart(event.token) && !plans;
    // `memanggil kepala sekolah jika hingga Jumat tidak ada klarifikasi`: a condition has its own date.
    let condition = at.and_then(|at| clauses.opener(at)).filter(|&open| clauses.opener(event.token) != Some(open));
    let condition = condition
        .is_some_and(|open| clauses.phrase(open, |e| e.mood).is_some_and(|(_, mood)| mood.cue == Cue::Hypothetical));
    // `A launch scheduled for Wednesday was cancelled`
    let shifted = at.is_some_and(|at| is_of_plan(clauses, event, at));
    // `in the three months ended June 30`: the last day of a stretch is none of what happened in it.
    let stretch =
        at.and_then(|at| at.checked_sub(2)).filter(|&i| clauses.is(i + 1, Small::Ended) && clauses.tokens[i].timed);
    let stretch =
        stretch.and_then(|i| index.checked_sub(1).filter(|&t| dates.timexes[t].span.contains(clauses.tokens[i].span)));
    let latest = |t: usize| dates.timexes.get(t).and_then(|timex| timex.bounds?.latest).map(|m| m.day());
    let ends = stretch.is_some_and(|t| usable(dates, t) && latest(t) == latest(index));
    // `They will send boats, the council said on June 3`: the day is that of the saying.
    let ahead = matches!(event.reading.modality, Modality::Planned | Modality::ReportedPossible) && !event.speech;
    let said = ahead
        && event.content.contains(&event.token)
        && at.is_some_and(|at| !event.content.contains(&at))
        && timex.granularity <= Granularity::Day
        && !after(bounds.latest);
    // `Mahasiswa yang ditangkap pada 22 Agustus dibebaskan`: the date is that of the relative clause.
    // `Rescuers who reached the village on Tuesday found survivors`: a day of a clause that is not set off is that of both.
    let shared = |open: usize| {
        let bound = open > clauses.clause(event.token).start && !clauses.lexicon.is_head_first();
        let later = (event.token + 1..clauses.tokens.len()).any(|i| clauses.tokens[i].timed);
        bound && !later && timex.granularity <= Granularity::Day && !is_perfect(clauses, event.token)
    };
    let relative = at.is_some_and(|at| onward::since(clauses, event.token, at).is_some())
        || at.is_some_and(|at| {
            relative::relative_of(clauses, event.token)
                .is_some_and(|open| (open..event.token).contains(&at) && !shared(open))
        });
    // `The talks were postponed from Monday to Thursday`: the days are those of the talks.
    let moved = clauses.is(event.token, Small::Shifts)
        && at.is_some_and(|at| {
            at > event.token
                && at.checked_sub(1).is_some_and(|i| {
                    [Small::Until, Small::From, Small::Purpose, Small::Shifts].iter().any(|&class| clauses.is(i, class))
                })
        });
    // `Polisi menemukan mayat yang dibuang pada 2019`: a year behind the verb of a relative clause is that verb's.
    let inner = timex.granularity > Granularity::Day
        && !after(bounds.earliest)
        && at.is_some_and(|at| at > event.token && relative::is_in_relative(clauses, event.token, at));
    // `He was convicted of killing a guard in 2006`: the year is that of what he is convicted of.
    let charged = told && event.category == Category::Crime && !event.noun && !clauses.lexicon.is_head_first();
    let charged = charged && timex.granularity > Granularity::Day;
    let charged = charged && at.is_some_and(|at| relative::is_of_charge(clauses, event.token, at));
    // `Morales, who took office in 2006, said he would resign`: between two commas stands what has its own date.
    let told_aside = at.is_some_and(|at| {
        let own = clauses.clause(at);
        let opens = clauses.is(own.start, Small::Relative) && !clauses.is(own.start, Small::That);
        let parted = own.start > 0 && clauses.tokens[own.start - 1].clause != clauses.tokens[own.start].clause;
        opens && parted && event.token >= own.end && !clauses.lexicon.is_head_first()
    });
    // `A man arrested on Tuesday was charged on Thursday`: the first day is that of the arrest.
    let which = relative::participle_before(clauses, event.token);
    let which = which.is_some_and(|from| at.is_some_and(|at| (from..event.token).contains(&at)));
    let term = term || charged || told_aside || which;
    let term = term || named || apart || condition || shifted || ends || said || relative || moved || inner;
    usable(dates, index) && quoted == trigger.quoted && !future && !content && !term
}

/// Whether a date stands in a later main clause that `and` opens behind a comma, with a verb of its own before the date.
fn is_of_next(clauses: &Clauses<'_>, verb: usize, date: usize) -> bool {
    let segment = actors::segment(clauses, date);
    let next = clauses.tokens[date].clause > clauses.tokens[verb].clause;
    // `and killed two people on Saturday` goes on with the same subject on the same day.
    let subject = !tells(clauses, segment.start + 1) && !clauses.is(segment.start + 1, Small::Auxiliary);
    next && clauses.is(segment.start, Small::Also) && subject && (segment.start + 1..date).any(|i| tells(clauses, i))
}

/// Whether a date behind a verb is that of another one which `and` joins to it.
fn is_of_joined(clauses: &Clauses<'_>, verb: usize, date: usize) -> bool {
    let does = |i: usize| {
        let word = clauses.tokens[i].word;
        !clauses.tokens[i].capital && !clauses.is_noun(i) && (word.is_verb(1) || word.reporting.is_some())
    };
    let joint = (verb + 1..date).find(|&i| clauses.is(i, Small::Also));
    joint.is_some_and(|joint| (joint + 1..date).any(does))
}

/// Whether a date stands behind the verb in its clause, with no other happening between that it could belong to.
fn follows(clauses: &Clauses<'_>, verb: usize, date: Option<usize>) -> bool {
    let between =
        |at: usize| (verb + 1..at).all(|i| clauses.tokens[i].word.trigger.is_none() || clauses.is(i, Small::Light));
    date.is_some_and(|at| at > verb && clauses.clause(verb).contains(&at) && between(at))
}

/// Whether a date stands alone behind the last comma of its sentence, where nobody speaks.
fn closes(clauses: &Clauses<'_>, date: usize) -> bool {
    let begins = actors::segment(clauses, date).start;
    let says = |i: usize| clauses.tokens[i].word.reporting.is_some();
    begins > 0 && (begins..clauses.tokens.len()).all(|i| clauses.tokens[i].timed) && !(0..begins).any(says)
}

/// Whether a date belongs to the noun behind it, which tells of another happening than the event: `The 2019 election was
/// annulled in February 2020`, `charges in the July 22 killing`.
fn is_attribute(clauses: &Clauses<'_>, event: &Dated<'_>, at: usize) -> bool {
    let Some(end) = noun_behind(clauses, at) else { return false };
    // What the noun itself tells has its date, unless something was done to it.
    let own = event.token >= end && event.noun && (end..event.token).all(|i| !clauses.tokens[i].word.function);
    let own = own && !clauses.is(event.token + 1, Small::Passive);
    // `The Oct. 7 attack killed 1,200`, `won the 2019 election`, `killed 1,200 in the Oct. 7 attack`.
    let acts = event.token > end && !event.noun && !actors::is_passive(clauses, event.token);
    let begins = (0..=at).rev().take_while(|&i| clauses.tokens[i].timed).last().unwrap_or(at);
    let governed = begins.checked_sub(2).is_some_and(|i| clauses.is(i, Small::Preposition));
    let object = event.token < at && !event.noun && (!governed || clauses.is(event.token, Small::Light));
    !own && !acts && !object
}

/// The noun behind a date that stands between an article and it: `the 2019 election`.
fn noun_behind(clauses: &Clauses<'_>, at: usize) -> Option<usize> {
    let timed = |i: &usize| clauses.tokens[*i].timed && clauses.tokens[*i].clause == clauses.tokens[at].clause;
    let begins = (0..=at).rev().take_while(timed).last()?;
    let end = (at..clauses.tokens.len()).find(|i| !timed(i)).filter(|&i| clauses.gap(i) == " ")?;
    let noun = &clauses.tokens[end];
    let stands = !noun.timed && !noun.capital && !noun.number && !noun.word.function;
    let article = begins.checked_sub(1).is_some_and(|i| clauses.is(i, Small::Determiner));
    (stands && article && !clauses.lexicon.is_head_first()).then_some(end)
}

/// Whether a token of a date says which thing a noun means, and not when something happened.
pub(super) fn tells_which(clauses: &Clauses<'_>, at: usize) -> bool {
    noun_behind(clauses, at).is_some()
}

/// Whether a preposition joins a date to a word that says for when something is planned: `set for May 20`.
fn is_set(clauses: &Clauses<'_>, date: usize) -> bool {
    let begins = (0..=date).rev().take_while(|&i| clauses.tokens[i].timed).last().unwrap_or(date);
    let plan = begins.checked_sub(2).filter(|&i| clauses.is(i + 1, Small::Preposition));
    plan.is_some_and(|i| {
        clauses.is(i, Small::Participle) && clauses.phrase(i, |e| e.mood).is_some() || clauses.is(i, Small::Auxiliary)
    })
}

/// Whether a date is that for which something had been planned, before what then became of it.
fn is_of_plan(clauses: &Clauses<'_>, event: &Dated<'_>, date: usize) -> bool {
    let begins = (0..=date).rev().take_while(|&i| clauses.tokens[i].timed).last().unwrap_or(date);
    let plan = begins.checked_sub(2).filter(|&i| clauses.is(i + 1, Small::Preposition));
    let planned = plan.is_some_and(|i| {
        clauses.tokens[i].word.mood.is_some_and(|mood| mood.cue == Cue::Planned) || clauses.is(i, Small::Superseded)
    });
    let passive = |mut range: Range<usize>| range.any(|i| clauses.is(i, Small::Passive) && !clauses.tokens[i].timed);
    let became = if event.token > date {
        passive(date + 1..event.token) || clauses.lexicon.is_head_first() && actors::is_passive(clauses, event.token)
    } else {
        event.noun && passive(date + 1..clauses.clause(date).end)
    };
    planned && became
}

/// Whether a word is a verb that tells of a happening.
fn is_told(clauses: &Clauses<'_>, at: usize) -> bool {
    clauses.tokens[at].word.trigger.is_some_and(|trigger| !trigger.noun) && !clauses.is_noun(at)
}

/// Whether a date only says how long ago something was as great: `its worst day since 2022`, `terparah sejak 2009`.
fn is_compared(clauses: &Clauses<'_>, event: &Dated<'_>, at: usize) -> bool {
    // `naik dibandingkan tahun lalu`, `up from a year earlier`
    let begins = (0..=at).rev().take_while(|&i| clauses.tokens[i].timed).last().unwrap_or(at);
    // `naik dari bulan sebelumnya`
    let from = event.category == Category::Economy && begins > event.token && !clauses.is(event.token, Small::Start);
    // `from $355 million a year earlier`
    let sum = |i: usize| clauses.tokens[i].number || clauses.is(i, Small::Unit);
    let opens = |i: usize| clauses.is(i, Small::From) && (i + 1..begins).all(sum);
    if from && (begins.saturating_sub(COMPARED_GAP)..begins).any(opens) {
        return true;
    }
    // `has killed more than 60 people since January` says how many, and compares with no day.
    let counts = |last: usize| clauses.tokens.get(last + 1).is_some_and(|next| next.number && !next.timed);
    let beside = |i: usize| clauses.small(i, Small::Compared).is_some_and(|last| last < begins && !counts(last));
    if (begins.saturating_sub(COMPARED_GAP)..begins).any(|i| beside(i) && (i + 1..begins).all(|k| !is_told(clauses, k)))
    {
        return true;
    }
    let Some(since) = at.checked_sub(1).filter(|&i| clauses.is(i, Small::Since)) else { return false };
    (since.saturating_sub(COMPARED_WORDS)..since).any(|i| clauses.small(i, Small::Superlative).is_some())
}

/// Whether a date is that of a relative clause which the verb does not stand in: `searched the house where she was killed in
/// 2019`, `LRT yang diresmikan 28 Agustus akan menambah perjalanan`. What a bomb that exploded on a
/// day does it does on that day.
fn is_aside(dates: &Dates, clauses: &Clauses<'_>, event: &Dated<'_>, date: usize, timex: &Timex) -> bool {
    let verb = event.token;
    // `membatalkan laga yang sedianya digelar pada 12 Oktober`: a plan that was changed is no date of the change.
    let asserted = event.reading.modality == Modality::Asserted;
    if is_ahead_of(dates, timex)
        && asserted
        && opener_of(clauses, verb, date)
            .is_some_and(|open| (open + 1..date).any(|i| clauses.small(i, Small::Superseded).is_some()))
    {
        return true;
    }
    if !(is_relative(clauses, verb, date) || verb < date && is_of_other(clauses, event, date)) {
        return false;
    }
    // `the president, who phoned him on Wednesday, said`: two commas hold what is told aside.
    let segment = actors::segment(clauses, date);
    let set_off = segment.start > 0 && clauses.is(segment.start, Small::Relative);
    if set_off && clauses.tokens[verb].clause != clauses.tokens[date].clause {
        return true;
    }
    let day = timex.bounds.and_then(|b| b.latest);
    let story = timex.granularity <= Granularity::Day && day.is_some_and(|latest| is_near(dates, latest));
    let over = day.zip(dates.dct.moment).is_some_and(|(day, dct)| day.day() < dct.day());
    // `Gempa yang mengguncang Majene pada Senin menewaskan tujuh orang` tells of the quake.
    let told = |i: usize| is_told(clauses, i);
    let head =
        event.noun && opener_of(clauses, verb, date).is_some_and(|open| verb < open && !(verb + 1..open).any(told));
    if verb < date {
        return !head && (!story || is_of_other(clauses, event, date));
    }
    event.reading.modality == Modality::Planned && over
}

/// Whether a date stands in a relative clause with a verb of its own, and the event's verb does not.
fn is_relative(clauses: &Clauses<'_>, verb: usize, date: usize) -> bool {
    is_below(clauses, verb, date, false)
}

/// The word that opens the relative clause which a date stands in, where the event's verb does not.
fn opener_of(clauses: &Clauses<'_>, verb: usize, date: usize) -> Option<usize> {
    let own = clauses.tokens[date].clause;
    let opens = |i: &usize| clauses.is(*i, Small::Relative) && !clauses.is(*i, Small::That);
    let open = (0..date).rev().take_while(|&i| clauses.tokens[i].clause == own).find(opens)?;
    // `Kebakaran yang menghanguskan kios itu terjadi pada Rabu`: behind `itu` the main clause goes on.
    let ended = (open + 1..date).any(|i| clauses.is(i, Small::Definite));
    (!ended && !(open..date).contains(&verb)).then_some(open)
}

/// Whether a day of the story is that of a happening which a relative clause tells of something that the event is done to:
/// `memprotes hasil yang diumumkan pada Jumat`. Who attends what took place on a day attends it on that day, and who died in what
/// happened then died then.
fn is_of_other(clauses: &Clauses<'_>, event: &Dated<'_>, date: usize) -> bool {
    let Some(open) = opener_of(clauses, event.token, date).filter(|&open| event.token < open) else { return false };
    let verbs = || (open + 1..date).filter(|&i| is_told(clauses, i) || clauses.is(i, Small::Light));
    let punctual = verbs().count() == 1 && verbs().all(|i| clauses.is(i, Small::Punctual));
    // `tewas dalam kecelakaan yang terjadi pada Rabu`
    let noun = (event.token + 1..open).rev().find(|&i| clauses.phrase(i, |e| e.trigger).is_some_and(|(_, t)| t.noun));
    let within = noun.and_then(|i| i.checked_sub(1)).is_some_and(|i| clauses.is(i, Small::Within));
    punctual && !within && !event.noun && event.category != Category::Meeting
}

/// The same; `light` are verbs that only say that something took place.
fn is_below(clauses: &Clauses<'_>, verb: usize, date: usize, light: bool) -> bool {
    let own = clauses.tokens[date].clause;
    let opens = |i: &usize| clauses.is(*i, Small::Relative) && !clauses.is(*i, Small::That);
    let Some(open) = (0..date).rev().take_while(|&i| clauses.tokens[i].clause == own).find(opens) else { return false };
    let does = |i: usize| {
        let word = clauses.tokens[i].word;
        let verb = word.trigger.is_some_and(|t| !t.noun) || word.is(Small::Verb);
        let told = word.mood.is_some_and(|mood| !mood.weak) && light;
        // `meninjau jembatan yang putus pada Senin`: a state has no day of its own.
        let mut prefixes = clauses.lexicon.active_prefixes().chain(clauses.lexicon.passive_prefixes());
        let lower = clauses.tokens[i].lower.as_ref();
        let state = light && clauses.lexicon.is_head_first() && !prefixes.any(|prefix| lower.starts_with(prefix));
        let verb = verb && (!state || clauses.is(i, Small::Light));
        (verb || told) && (light || !clauses.is(i, Small::Light)) && !clauses.tokens[i].capital
    };
    !(open..date).contains(&verb) && (open + 1..date).any(does)
}

/// Whether a word says that what follows is still to come.
fn to_come(clauses: &Clauses<'_>, at: usize) -> bool {
    let cue = clauses.tokens.get(at).and_then(|t| t.word.mood);
    clauses.is(at, Small::Auxiliary) && cue.is_some_and(|mood| mood.cue == Cue::Planned && !mood.weak)
}

/// The first token of a span.
pub(super) fn first(clauses: &Clauses<'_>, span: Span) -> Option<usize> {
    clauses.meeting(span)
}

fn spans_years(timex: &Timex) -> bool {
    let years = timex.bounds.and_then(|b| b.earliest.zip(b.latest)).map(|(from, to)| (from.day(), to.day()));
    timex.anchor == Anchor::Explicit && years.is_some_and(|(from, to)| to.signed_duration_since(from).num_days() > 366)
}

/// The clause of a trigger with the stretches between commas beside it that hold no verb of their own: a date there is
/// the trigger's (`Berdasarkan data hingga Mei, tercatat …`, `tampil di pameran, Pekan Raya Jakarta 2023`).
fn reach(clauses: &Clauses<'_>, at: usize) -> Range<usize> {
    let Range { mut start, mut end } = clauses.clause(at);
    let quoted = clauses.tokens.get(at).is_some_and(|t| t.quoted);
    let bare = |range: &Range<usize>| {
        range.clone().all(|i| clauses.tokens[i].quoted == quoted && !clauses.opens(i) && !tells(clauses, i))
    };
    while end < clauses.tokens.len() && !clauses.opens(end) {
        let next = clauses.clause(end);
        if !bare(&next) || next.end <= end {
            break;
        }
        end = next.end;
    }
    while start > 0 && !clauses.opens(start - 1) {
        let before = clauses.clause(start - 1);
        if !bare(&before) || before.start >= start {
            break;
        }
        start = before.start;
    }
    start..end
}

/// Whether a token makes the stretch that it stands in a clause of its own.
fn tells(clauses: &Clauses<'_>, at: usize) -> bool {
    // A date of one word behind a comma may be the last of its sentence.
    let Some(token) = clauses.tokens.get(at) else { return false };
    let verb = token.word.is_verb(2);
    let relative = clauses.is(at, Small::Relative) || clauses.is(at, Small::That);
    // `now planned for late 2026`
    let planned = token.word.mood.is_some() && !clauses.is(at, Small::Auxiliary) && clauses.is(at, Small::Participle);
    relative || planned || actors::reports(clauses, at) || verb && !token.capital && !clauses.is_noun(at)
}

/// What a word without a place on the calendar says of the event in whose clause it stands: `belum lama ini` leaves the
/// beginning open, `saat ini masih` is the day of writing.
fn undated(dates: &Dates, clauses: &Clauses<'_>, event: &Dated<'_>, clause: Span) -> Option<When> {
    if event.speech || event.reading.modality != Modality::Asserted {
        return None;
    }
    let quoted = clauses.tokens.get(event.token).is_some_and(|t| t.quoted);
    let within = |value: &str| {
        begun(dates, clause).find(|&index| {
            let timex = &dates.timexes[index];
            let at = || first(clauses, timex.span).filter(|&i| clauses.tokens[i].quoted == quoted);
            timex.value == value && clause.contains(timex.span) && at().is_some()
        })
    };
    if let Some(index) = within("PAST_REF") {
        return Some(When { basis: Basis::Own, timex: Some(index), ..open(dates, event, None) });
    }
    let index = within("PRESENT_REF").filter(|_| event.reading.ongoing)?;
    let day = Moment::Day(dates.dct.moment?.day());
    Some(When {
        bounds: Bounds { earliest: Some(day), latest: Some(day) },
        edtf: None,
        granularity: Granularity::Day,
        basis: Basis::Own,
        timex: Some(index),
        clocks: None,
    })
}

/// Whether a preposition opens the date: `lolos ke Piala Dunia 2026` names a cup, `pada 2026` a time.
fn opens_date(clauses: &Clauses<'_>, at: usize) -> bool {
    let first = (0..=at).rev().take_while(|&i| clauses.tokens[i].timed).last().unwrap_or(at);
    // `on the eve of Eid`: the holiday belongs to the noun.
    first.checked_sub(1).is_none_or(|i| clauses.is(i, Small::Preposition) && !clauses.is(i, Small::Of))
}

fn distance(a: Span, b: Span) -> usize {
    a.start.saturating_sub(b.end).max(b.start.saturating_sub(a.end))
}

/// Whether a date belongs to what is said and not to the saying: it lies in the content, neither right after the
/// verb nor as a day at the end of the sentence. What is asked or promised on a past day was asked on that day.
fn is_content(clauses: &Clauses<'_>, event: &Dated<'_>, at: usize, timex: &Timex) -> bool {
    if !event.content.contains(&at) {
        return false;
    }
    let day = timex.granularity <= Granularity::Day;
    let beside = at <= event.content.start + 1 && at > event.token;
    let rest = (at..clauses.tokens.len()).all(|i| clauses.tokens[i].timed);
    let set_off =
        rest && (event.acts && !event.denies || clauses.tokens[at].clause > clauses.tokens[event.token].clause);
    // `declared its epidemic over on Dec. 20 after 15 deaths`
    let verb = |i: usize| clauses.tokens[i].word.trigger.is_some_and(|t| !t.noun) && !clauses.is_noun(i);
    let between = at > event.token && clauses.clause(event.token).contains(&at) && !(event.token + 1..at).any(verb);
    let acts = event.acts && between && opens_date(clauses, at);
    !(day && (beside || set_off || acts))
}

/// Whether a date stands behind a thing that somebody announces, writes or denies, and not behind what is said in words of its own:
/// `announced a new plant in 2008`, but not `reported a rise of 3 percent in 2008`.
fn names_thing(clauses: &Clauses<'_>, event: &Dated<'_>, at: usize) -> bool {
    let told = |i: usize| {
        let word = clauses.tokens[i].word;
        let verb = word.trigger.is_some() || word.is(Small::Verb) || word.is(Small::Light) || word.reporting.is_some();
        clauses.is(i, Small::Auxiliary) || clauses.is(i, Small::That) || verb && !clauses.tokens[i].capital
    };
    let same = at > event.token && clauses.clause(event.token).contains(&at);
    same && opens_date(clauses, at) && !(event.token + 1..at).filter(|&i| !clauses.tokens[i].timed).any(told)
}

/// Whether a date tells when a source wrote: `dikutip dari Reuters, Selasa (21/10/2025)`.
pub(super) fn is_cited(clauses: &Clauses<'_>, span: Span, class: Small) -> bool {
    first(clauses, span).is_some_and(|at| {
        let from = at.saturating_sub(CITED_WORDS);
        let cited = (from..at).rev().find_map(|i| clauses.small(i, class));
        cited.is_some_and(|cited| (cited + 1..at).all(|i| !tells(clauses, i)))
    })
}
