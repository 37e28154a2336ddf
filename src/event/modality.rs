//! How certain the text is that a trigger's happening took place.

use super::actors;
use super::clause::Clauses;
use super::lexicon::{Cue, Reporting, Small, Stance};
use super::relative;
use super::triggers;
use super::{Modality, RelationKind};
use crate::text::Span;
use std::ops::Range;

/// Words before the trigger in which a strong cue reaches it.
const REACH: usize = 7;
/// Words before the trigger in which a weak cue (`dapat`, `ingin`) or a negation reaches it.
const NEAR: usize = 2;

/// What the words before a trigger in its clause do to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub modality: Modality,
    pub negated: bool,
    /// `telah`, `sudah`: it was over when the text was written.
    pub done: bool,
    /// `sempat`, `pernah`, `had`: it lies before what the text tells of.
    pub earlier: bool,
    /// The trigger is an aim (`untuk melaporkan`), a wish or a condition, and tells of no happening.
    pub aim: bool,
    /// It says that something begins.
    pub starts: bool,
    /// `sedang`, `masih`: it goes on while the text is written.
    pub ongoing: bool,
    /// Only a word for what somebody can or must do says that it is not sure: `harus dirawat`.
    pub able: bool,
    /// `belum ditemukan`, `have not found`: it had not come when the text was written.
    pub pending: bool,
    /// `dilaporkan`, `allegedly`: somebody says that it happened, so that it is not ahead.
    pub reported: bool,
    /// The word that decided modality or negation.
    pub cue: Option<Span>,
}

/// The words whose cues reach the trigger: its clause, and for an aim also the clause whose aim it is.
fn scope(clauses: &Clauses<'_>, at: usize) -> Range<usize> {
    let own = clauses.clause(at);
    match clauses.opener(at).filter(|&open| open > 0 && clauses.is(open, Small::Purpose)) {
        Some(open) => clauses.clause(open - 1).start..own.end,
        None => own,
    }
}

/// Reads the cues of the trigger at token `at`.
pub(super) fn read(clauses: &Clauses<'_>, at: usize) -> Reading {
    let clause = scope(clauses, at);
    let mut reading = Reading {
        modality: Modality::Asserted,
        negated: false,
        done: false,
        earlier: false,
        aim: false,
        starts: clauses.is(at, Small::Start),
        ongoing: false,
        able: false,
        pending: false,
        reported: false,
        cue: None,
    };
    let from = clause.start.max(at.saturating_sub(REACH));
    // `None of the three men who robbed the bank in May has been arrested`: a subject reaches its verb from wherever it stands.
    let subject = clauses.phrase(clause.start, |e| e.mood).is_some_and(|(_, mood)| mood.subject) && clause.start < from;
    // `Rencananya, jenazah dimakamkan di Bantul`: alone before a comma it speaks of all that follows.
    let alone = || {
        let last = clauses.phrase(0, |e| e.mood).filter(|(_, mood)| !mood.weak && mood.cue != Cue::Negated)?.0;
        let plain = !clauses.tokens[0].quoted && clauses.opener(at).is_none() && clause.start > 0;
        (plain && clauses.tokens.get(last + 1)?.clause != clauses.tokens[last].clause).then_some(0)
    };
    let starts = subject.then_some(clause.start).or_else(alone).into_iter();
    let mut next = from;
    let mut ahead = starts;
    loop {
        let i = match ahead.next() {
            Some(start) => start,
            None if next < at => {
                next += 1;
                next - 1
            }
            None => break,
        };
        if clauses.tokens[i].timed || clauses.tokens[i].quoted != clauses.tokens[at].quoted {
            continue;
        }
        // `The talks, due to begin on Monday, were postponed`
        if clauses.is_apart(i) && !clauses.is_apart(at) {
            continue;
        }
        reading.done |= clauses.is(i, Small::Done);
        let auxiliaries = || (i + 1..at).all(|k| clauses.is(k, Small::Auxiliary) || clauses.is(k, Small::Skip));
        reading.earlier |= clauses.is(i, Small::Earlier) && (at - i <= NEAR + 1 || auxiliaries());
        reading.ongoing |= clauses.is(i, Small::Ongoing);
        reading.starts |= clauses.is(i, Small::Start) && at - i <= NEAR;
        reading.aim |= clauses.is(i, Small::Purpose) && at - i <= NEAR;
        let Some((last, mood)) = clauses.phrase(i, |e| e.mood) else { continue };
        // `A launch scheduled for Wednesday was cancelled`: what had been planned is no plan of what became of it.
        let dated = clauses.is(last + 1, Small::Preposition) && clauses.tokens.get(last + 2).is_some_and(|t| t.timed);
        if mood.cue == Cue::Planned && dated && actors::is_passive(clauses, at) && !clauses.is(i, Small::Passive) {
            let passive = (last + 1..at).any(|k| clauses.is(k, Small::Passive));
            if passive || clauses.lexicon.is_head_first() {
                continue;
            }
        }
        // `Theresa May struck a deal`: a capital within a sentence is a name's, unless all its words have one.
        if clauses.tokens[i].capital && i > 0 && !clauses.tokens[at].capital {
            continue;
        }
        next = next.max(last.max(i) + 1);
        // `must still be approved`: adverbs and auxiliaries do not part a cue from its verb.
        let parts = |k: &usize| !clauses.is(*k, Small::Skip) && !clauses.is(*k, Small::Auxiliary);
        let gap = (last + 1..at).filter(parts).count();
        // A cue for the next verb does not reach past another verb; `akan melakukan pemangkasan` is a plan.
        let blocked = (last + 1..at).any(|k| {
            clauses.tokens[k].word.is_verb(3) && (clauses.is(i, Small::Purpose) || !clauses.is(k, Small::Light))
        });
        // `usulan itu ditolak`: what is known of already is no plan of what is done to it.
        let known = mood.beside && (last + 1..at).any(|k| clauses.is(k, Small::Definite));
        // `None of the three men who robbed the bank has been arrested`: the verb between is that of a relative clause.
        let within = mood.subject && i == clause.start && relative::relative_of(clauses, at).is_some();
        let blocked = blocked && !within;
        // `Orang tak dikenal membakar`, `mayat tanpa identitas ditemukan`: what stands between is what the word denies.
        let other = mood.cue == Cue::Negated && !within && denies_other(clauses, i, last, at);
        let blocked = blocked || other;
        if last >= at || blocked || known || (mood.weak && gap >= NEAR) {
            continue;
        }
        // `tidak percaya dan melapor`: the negation ends with what it denies.
        let joined = (last + 1..at).any(|k| k > last + 1 && clauses.is(k, Small::Also));
        // `None of the hostages was freed`, but not `No one knows why the bridge collapsed`.
        // `Neither Turkey nor Greece signed`: with no other verb between, the subject is that of the trigger.
        let other = |k: usize| {
            let word = clauses.tokens[k].word;
            let verb = word.is_verb(0) || word.is(Small::Verb) || word.reporting.is_some();
            clauses.is(k, Small::Relative) || clauses.opens(k) || verb && !clauses.tokens[k].capital
        };
        let near = || clauses.is(at - 1, Small::Auxiliary) || !(last + 1..at).any(other);
        let far = mood.subject && i == clause.start && near();
        let before = (reading.modality, reading.negated);
        let refused = clauses.lexicon.is_head_first() && reading.modality == Modality::Asserted;
        match mood.cue {
            // `belum mau`, `tidak bisa mendarat`: what somebody is not able or willing to do was not done.
            Cue::Planned | Cue::Possible if reading.negated && mood.weak && refused => {}
            Cue::Planned if reading.modality == Modality::Asserted => reading.modality = Modality::Planned,
            Cue::Possible | Cue::Hypothetical => reading.modality = Modality::ReportedPossible,
            Cue::Reported => (reading.modality, reading.reported) = (Modality::ReportedPossible, true),
            Cue::Negated if (gap <= NEAR || far) && !joined => reading.negated = true,
            _ => {}
        }
        reading.pending |= reading.negated && mood.pending;
        if reading.modality != before.0 {
            reading.able = mood.cue == Cue::Possible && mood.weak;
        }
        if (reading.modality, reading.negated) != before {
            reading.cue = clauses.bytes(&(i..last + 1));
        }
    }
    if clauses.opener(at).is_some_and(|open| clauses.tokens[open].word.mood.is_some_and(|m| m.cue == Cue::Hypothetical))
    {
        reading.modality = Modality::ReportedPossible;
    }
    let perfect = clauses.clause(at).start..at;
    reading.pending |=
        reading.negated && perfect.into_iter().any(|i| clauses.is(i, Small::Perfect) && at - i <= NEAR + 1);
    // `Tidak ada warga yang mengungsi`, `Bukan polisi yang menembak`: what there is not did nothing.
    if let Some(words) = denied_before(clauses, at).filter(|_| !reading.negated) {
        (reading.negated, reading.cue) = (true, clauses.bytes(&words));
    }
    // `Kabar bahwa ia mundur adalah hoaks`: what a clause ends with speaks of all that it tells.
    if let Some(words) = denied_behind(clauses, at) {
        (reading.negated, reading.cue) = (true, clauses.bytes(&words));
        (reading.modality, reading.reported) = (Modality::Asserted, false);
    }
    // `Beredar kabar bahwa gunung itu meletus`: a claim that somebody spreads.
    let claim = |open: usize| {
        let noun =
            open.checked_sub(1).filter(|&i| clauses.is(open, Small::That) && clauses.small(i, Small::Claim).is_some());
        noun.is_some_and(|noun| !(clauses.clause(noun).start..noun).any(|i| clauses.tokens[i].word.reporting.is_some()))
    };
    let start = clauses.clause(at).start;
    if reading.modality == Modality::Asserted && !reading.negated && (start.saturating_sub(1)..at).any(claim) {
        (reading.modality, reading.reported) = (Modality::ReportedPossible, true);
    }
    // `Benarkah harga naik kemarin?` asks, and tells of no happening.
    if reading.modality == Modality::Asserted && is_asked(clauses, at) {
        reading.modality = Modality::ReportedPossible;
    }
    // `sebelum duduk untuk berunding`: what a time is told by took place.
    let open = clauses.opener(at).filter(|&open| open > 0 && clauses.is(open, Small::Purpose));
    let timed = open.and_then(|open| clauses.opener(open - 1));
    reading.aim &= timed.is_none_or(|i| clauses.phrase(i, |e| e.relation).is_none());
    if clauses.goes_on_with_plan(at) && reading.modality == Modality::Asserted {
        reading.modality = Modality::Planned;
    }
    if reading.aim && reading.modality == Modality::Asserted {
        reading.modality = Modality::Planned;
    }
    if reading.modality == Modality::Asserted && !reading.negated && !reading.done && follows_plan(clauses, at) {
        reading.modality = Modality::Planned;
    }
    if reading.negated && reading.modality == Modality::Asserted {
        reading.modality = Modality::Denied;
    }
    reading
}

/// Whether the clause tells by what happening a planned one is timed: `dijadwalkan singgah di Turki sebelum bertemu Netanyahu`.
fn follows_plan(clauses: &Clauses<'_>, at: usize) -> bool {
    let open = clauses.opener(at).filter(|&open| open > 0 && clauses.opens(open));
    let timed =
        open.filter(|&open| clauses.phrase(open, |e| e.relation).is_some_and(|(_, kind)| kind == RelationKind::Before));
    let Some(main) = timed.map(|open| clauses.clause(open - 1).start..open) else { return false };
    let certain = |i: usize| clauses.phrase(i, |e| e.mood).is_some_and(|(_, m)| m.cue == Cue::Planned && !m.weak);
    // With a subject of its own the other clause tells of something else.
    let own = open.is_some_and(|open| {
        let behind = (open + 1..at).filter(|&i| !clauses.is(i, Small::Auxiliary) && !clauses.is(i, Small::Skip));
        behind.count() > 0
    });
    !own && main.into_iter().any(|i| certain(i) && clauses.is(i, Small::Auxiliary))
}

/// Whether a word before a verb denies something else than that verb: a preposition the noun behind it, and in a language
/// whose verbs show by their beginning what they are, another verb right behind it.
fn denies_other(clauses: &Clauses<'_>, at: usize, last: usize, verb: usize) -> bool {
    let next = (last + 1..verb).find(|&i| !clauses.is(i, Small::Skip) && !clauses.is(i, Small::Auxiliary));
    let Some(next) = next else { return false };
    let verbal = clauses.lexicon.is_head_first()
        && triggers::is_formed(clauses, next)
        && !clauses.is(next, Small::Light)
        && !clauses.is(next, Small::Exists);
    // `bayi yang belum diketahui identitasnya ditemukan`
    let plain = |i: usize| !clauses.is(i, Small::Skip) && !clauses.is(i, Small::Auxiliary);
    let passive = |i: usize| clauses.lexicon.passive_prefixes().any(|p| clauses.tokens[i].lower.starts_with(p));
    let known = clauses.lexicon.is_head_first() && (last + 1..next).any(passive);
    at == last && clauses.is(at, Small::Preposition) || verbal || known && plain(next)
}

/// The words that deny what a relative clause with the trigger in it tells of: they open the clause before it, and no verb stands between.
fn denied_before(clauses: &Clauses<'_>, at: usize) -> Option<Range<usize>> {
    let start = clauses.clause(at).start;
    let from = if clauses.is(start, Small::Relative) { clauses.clause(start.checked_sub(1)?).start } else { start };
    let open = (from..at).find(|&i| clauses.is(i, Small::Relative) && !clauses.is(i, Small::That))?;
    let main = (from..open).rev().find(|&i| clauses.tokens[i].word.reporting.is_some() || clauses.is(i, Small::That));
    let first = main.map_or(from, |i| i + 1);
    let (last, mood) = clauses.phrase(first, |e| e.mood).filter(|_| first < open)?;
    let verb = |i: usize| clauses.tokens[i].word.is_verb(0) && !clauses.is(i, Small::Exists);
    let own = !(open + 1..at).any(|i| clauses.tokens[i].word.is_verb(0));
    let exists = mood.subject || clauses.is(last, Small::Exists) || clauses.is(last + 1, Small::Exists) || mood.cleft;
    (mood.cue == Cue::Negated && exists && own && !(last + 1..open).any(verb)).then_some(first..last + 1)
}

/// The words behind a trigger with which its clause ends and which say that it is not so.
fn denied_behind(clauses: &Clauses<'_>, at: usize) -> Option<Range<usize>> {
    let tokens = &clauses.tokens;
    // Only what a word such as `bahwa` opens can be said to be false.
    let opens = clauses.small(clauses.clause(at).start, Small::Claim).is_some();
    let claims = opens || clauses.small(0, Small::Claim).is_some();
    if !claims && !(0..at).any(|i| clauses.is(i, Small::That) || tokens[i].word.reporting.is_some()) {
        return None;
    }
    (at + 1..tokens.len()).find_map(|i| {
        // `Isu bahwa menteri itu mundur dibantah Istana`
        let denies = |form: Reporting| form.verb && form.stance == Stance::Denies;
        if claims && actors::is_passive(clauses, i) && tokens[i].word.reporting.is_some_and(denies) && !tokens[i].quoted
        {
            return Some(i..i + 1);
        }
        let (last, mood) = clauses.phrase(i, |e| e.mood)?;
        let ends = tokens.get(last + 1).is_none_or(|next| next.clause != tokens[last].clause);
        let before = if clauses.is(i - 1, Small::Determiner) { i.saturating_sub(2) } else { i - 1 };
        // `juga tidak benar`
        let before = (0..=before).rev().find(|&k| !clauses.is(k, Small::Skip)).unwrap_or(before);
        let links =
            before >= at && (claims || before > at && (clauses.is(before, Small::Links) || tokens[before].timed));
        (mood.predicate && mood.cue == Cue::Negated && ends && links && tokens[i].quoted == tokens[at].quoted)
            .then_some(i..last + 1)
    })
}

/// Whether a token stands in what a sentence asks: `…, siapa pelakunya?` asks nothing of what stands before the comma.
fn is_asked(clauses: &Clauses<'_>, at: usize) -> bool {
    if clauses.tokens.last().is_none_or(|last| last.clause != clauses.tokens[at].clause) {
        return false;
    }
    let text = clauses.text.get(clauses.span.start..clauses.span.end).unwrap_or_default();
    text.trim_end().trim_end_matches(['"', '”', '\'', '’', ')']).ends_with('?')
}

/// Whether any cue of possibility or plan stands in a range outside quotations.
pub(super) fn hedged(clauses: &Clauses<'_>, range: Range<usize>) -> bool {
    (range.start..range.end).any(|i| {
        let cue = clauses.phrase(i, |e| e.mood);
        // `in May` is a month and no chance.
        !clauses.tokens[i].quoted
            && !clauses.tokens[i].timed
            && !clauses.is(i, Small::Purpose)
            && cue.is_some_and(|(_, mood)| matches!(mood.cue, Cue::Possible | Cue::Reported | Cue::Planned))
    })
}
