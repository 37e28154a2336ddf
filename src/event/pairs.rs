//! When a sentence tells two happenings: what joins them, or sets one against the other.

use super::actors;
use super::clause::Clauses;
use super::known::Entry;
use super::lexicon::{Cue, Small};
use super::triggers::Hit;
use super::{Modality, RelationKind};

/// Whether what somebody agrees on or signals is a second event, still to come: `sepakat akan membentuk tim`.
pub(super) fn settles(clauses: &Clauses<'_>, best: &Hit, other: &Hit) -> bool {
    let told = best.reading.modality == Modality::Asserted && !best.speech && best.token < other.token;
    let ahead = other.reading.modality == Modality::Planned && !other.speech;
    let cue = |i: usize| {
        clauses.is(i, Small::Auxiliary) && clauses.tokens[i].word.mood.is_some_and(|m| m.cue == Cue::Planned && !m.weak)
    };
    told && ahead
        && (best.last + 1..other.token).any(cue)
        && clauses.tokens.get(best.last + 1).is_some_and(|_| cue(best.last + 1))
}

/// Whether both events of a sentence have a date of their own: `Pada 2 Mei ia dilantik, di hari yang sama ia mengumumkan …`.
pub(super) fn dates_anew(clauses: &Clauses<'_>, best: &Hit, other: &Hit) -> bool {
    let (first, second) = if best.token < other.token { (best, other) } else { (other, best) };
    let certain = |hit: &Hit| {
        hit.reading.modality == Modality::Asserted && (!hit.speech || hit.acts) && !hit.trigger.noun && !hit.below
    };
    let timed = |mut range: std::ops::Range<usize>| range.any(|i| clauses.tokens[i].timed && !clauses.tokens[i].quoted);
    let between = (first.last + 1..second.token).rev().find(|&i| clauses.tokens[i].timed);
    let subject = between
        .is_some_and(|i| (i + 1..second.token).any(|k| clauses.is(k, Small::Person) || clauses.tokens[k].capital));
    certain(first) && certain(second) && subject && timed(0..first.token)
}

/// Whether each of two clauses that `and` joins tells its own: `A bus crashed on Friday and a train derailed on Saturday`.
pub(super) fn parted(clauses: &Clauses<'_>, best: &Hit, other: &Hit) -> bool {
    let (first, second) = if best.token < other.token { (best, other) } else { (other, best) };
    let (own, other) = (clauses.clause(first.token), clauses.clause(second.token));
    let dated =
        |range: &std::ops::Range<usize>| range.clone().any(|i| clauses.tokens[i].timed && !clauses.tokens[i].quoted);
    // `Rudi ditangkap pada 20 Agustus, sedangkan Anton dibebaskan pada 22 Agustus`
    let contrast = clauses.opener(second.token).is_some_and(|open| clauses.contrasts(open));
    let tells = |hit: &Hit| !hit.speech && !hit.trigger.noun;
    let joined = own.end <= other.start && (contrast || clauses.is(other.start, Small::Also));
    let apart = !first.below && (!second.below || contrast);
    joined && apart && tells(first) && tells(second) && dated(&own) && dated(&other)
}

/// Whether two clauses with a subject each are set against each other, or parted by a semicolon: `RS ditangkap di Medan, sedangkan
/// DM ditangkap di Pekanbaru`.
pub(super) fn set_against(clauses: &Clauses<'_>, best: &Hit, other: &Hit) -> bool {
    let (first, second) = if best.token < other.token { (best, other) } else { (other, best) };
    let own = clauses.clause(second.token);
    // `Oil fell, while gold rose`
    let during = |open: usize| {
        let kind = clauses.phrase(open, |e| e.relation);
        kind.is_some_and(|(_, kind)| kind == RelationKind::During) && clauses.gap(open).contains(',')
    };
    let sets = |&open: &usize| open > first.last && (clauses.contrasts(open) || during(open));
    let contrast = clauses.opener(second.token).filter(sets);
    let parted = (first.last + 1..=own.start).any(|i| clauses.gap(i).contains(';'));
    let from = contrast.map(|open| open + 1).or(parted.then_some(own.start));
    let verb = actors::group_start(clauses, second.token, own.start);
    let tells = |hit: &Hit| (!hit.speech || hit.acts) && !hit.trigger.noun;
    let subject =
        from.is_some_and(|from| (from..verb).any(|i| !clauses.tokens[i].timed && !clauses.is(i, Small::Skip)));
    subject && tells(second) && (tells(first) || first.reading.negated) && !first.below
}

/// Whether a temporal connective starts at a token; cause and contrast join clauses without telling a second event.
pub(super) fn linking(clauses: &Clauses<'_>, at: usize) -> bool {
    clauses.phrase(at, Entry::connective).is_some()
}

/// Whether `lalu`, `kemudian` says that what follows happened next.
pub(super) fn continues(clauses: &Clauses<'_>, at: usize) -> bool {
    let kind = clauses.phrase(at, |e| e.adverb);
    !clauses.tokens[at].timed && kind.is_some_and(|(_, kind)| kind == RelationKind::After)
}
