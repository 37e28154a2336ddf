//! Relations that the text states, and only those.

use super::clause::Clauses;
use super::known::Entry;
use super::triggers::Hit;
use super::{Category, Event, Relation, RelationKind};

/// Words at the start of a sentence among which an adverb relates it to the one before.
const OPENING: usize = 5;

/// An event's hit with the sentence that it stands in.
pub(super) struct Told<'a> {
    pub clauses: &'a Clauses<'a>,
    pub hit: &'a Hit,
}

/// States the relations that connectives give.
pub(super) fn all(events: &mut [Event], told: &[Told<'_>]) {
    for index in 0..events.len().min(told.len()) {
        let next = index + 1;
        if next < events.len() && events[next].sentence == events[index].sentence {
            within(events, told, index, next);
        }
        let first = index == 0 || events[index - 1].sentence != events[index].sentence;
        if first && index > 0 {
            to_previous(events, told, index);
            result(events, told, index);
        }
    }
    parts(events);
    unsay(events);
}

/// Takes back an order that the dates of the two contradict: then the connective joined something else.
fn unsay(events: &mut [Event]) {
    let days: Vec<_> = events
        .iter()
        .map(|e| (e.when.bounds.earliest.map(|m| m.day()), e.when.bounds.latest.map(|m| m.day())))
        .collect();
    let later = |a: usize, b: usize| {
        let ((from, _), (_, to)) = (days.get(a).copied().unwrap_or_default(), days.get(b).copied().unwrap_or_default());
        from.zip(to).is_some_and(|(from, to)| from > to)
    };
    for (index, event) in events.iter_mut().enumerate() {
        event.relations.retain(|relation| match relation.kind {
            RelationKind::Before => !later(index, relation.event),
            RelationKind::After => !later(relation.event, index),
            RelationKind::Cause => !later(relation.event, index),
            _ => true,
        });
    }
}

/// Two events of a sentence that a connective joins.
fn within(events: &mut [Event], told: &[Told<'_>], a: usize, b: usize) {
    let (clauses, first, second) = (told[a].clauses, told[a].hit.token, told[b].hit.token);
    let find = |i: usize| clauses.phrase(i, Entry::connective).filter(|_| clauses.opens(i));
    let Some((at, kind)) = (0..second).find_map(|i| find(i).map(|(_, kind)| (i, kind))) else {
        if cause(events, clauses, (a, first), (b, second)) {
            return;
        }
        // `bertemu, lalu menandatangani`: the first of the two comes before the second.
        let adverb = |i: &usize| {
            let kind = clauses.phrase(*i, |e| e.adverb);
            !clauses.tokens[*i].timed && kind.is_some_and(|(_, kind)| kind == RelationKind::After)
        };
        if let Some(at) = (first + 1..second).find(adverb) {
            let why = clauses.tokens[at].lower.to_string();
            events[a].relations.push(Relation { kind: RelationKind::Before, event: b, why });
        }
        return;
    };
    // The clause after the connective is the subordinate one; the relation is the main clause's.
    let (main, other) = if at < first { (b, a) } else { (a, b) };
    let why = clauses.tokens[at].lower.to_string();
    events[main].relations.push(Relation { kind, event: other, why });
}

/// What a connective of cause says of two events of a sentence: `padam karena longsor merusak kabel`.
fn cause(events: &mut [Event], clauses: &Clauses<'_>, (a, first): (usize, usize), (b, second): (usize, usize)) -> bool {
    let find = |i: usize| clauses.phrase(i, |e| e.cause).filter(|_| clauses.opens(i));
    let Some((at, is_cause)) = (0..second).find_map(|i| find(i).map(|(_, is_cause)| (i, is_cause))) else {
        return false;
    };
    // Only the clause that the connective opens is the cause or what came of it.
    let under = |token: usize| clauses.opener(token) == Some(at);
    if under(first) == under(second) {
        return false;
    }
    let (main, below) = if under(first) { (b, a) } else { (a, b) };
    let (from, of) = if is_cause { (main, below) } else { (below, main) };
    let why = clauses.tokens[at].lower.to_string();
    events[from].relations.push(Relation { kind: RelationKind::Cause, event: of, why });
    true
}

/// `Akibatnya, …`: the first event of a sentence came of the one told before.
fn result(events: &mut [Event], told: &[Told<'_>], index: usize) {
    let clauses = told[index].clauses;
    let find = |i: usize| clauses.phrase(i, |e| e.result.then_some(())).map(|(last, _)| (i, last));
    let found = (0..OPENING.min(told[index].hit.token)).find_map(find);
    let near = events[index].sentence - events[index - 1].sentence == 1;
    let happened = events[index - 1].category != Category::Statement;
    let Some((at, last)) = found.filter(|_| near && happened) else { return };
    let why = clauses.words(&(at..last + 1)).to_lowercase();
    events[index].relations.push(Relation { kind: RelationKind::Cause, event: index - 1, why });
}

/// `Kemudian …`, `Sementara itu …`: the first event of a sentence against the one told before.
fn to_previous(events: &mut [Event], told: &[Told<'_>], index: usize) {
    let clauses = told[index].clauses;
    // The `lalu` of `tahun lalu` is a date's.
    let find = |i: usize| {
        let adverb = clauses.phrase(i, |e| e.adverb);
        adverb.filter(|_| !clauses.tokens[i].timed).map(|(last, kind)| (i, last, kind))
    };
    let Some((at, last, kind)) = (0..OPENING.min(told[index].hit.token)).find_map(find) else { return };
    let near = events[index].sentence - events[index - 1].sentence <= 2;
    let comparable = events[index - 1].category != Category::Statement || events[index].category == Category::Statement;
    // `sebelumnya` alone goes back to something earlier, not to the sentence before.
    if kind == RelationKind::Before || !near || !comparable {
        return;
    }
    let why = clauses.words(&(at..last + 1)).to_lowercase();
    events[index].relations.push(Relation { kind, event: index - 1, why });
}

/// During a longer event of the same sentence with the same participants something is a part of it.
fn parts(events: &mut [Event]) {
    for index in 0..events.len() {
        let found = events[index].relations.iter().position(|r| {
            r.kind == RelationKind::During
                && events.get(r.event).is_some_and(|other| {
                    other.category == Category::Meeting
                        && events[index].who.iter().any(|a| other.who.iter().any(|b| a.name == b.name))
                })
        });
        if let Some(at) = found {
            events[index].relations[at].kind = RelationKind::PartOf;
        }
    }
}
