//! One happening told twice in an article: the later mention points at the earlier one and says why.

use super::{Category, Event, Modality};
use crate::time::Bounds;

/// What merging knows of an event beside the event itself.
pub(super) struct Mention<'a> {
    /// The root that verb and noun of one happening share; empty for reporting.
    pub family: &'a str,
    pub speech: bool,
}

/// For each event the earlier event that it tells again, if any. Chains point backwards.
pub(super) fn same(events: &[Event], mentions: &[Mention<'_>]) -> Vec<(Option<usize>, Vec<&'static str>)> {
    let mut out: Vec<(Option<usize>, Vec<&'static str>)> = Vec::with_capacity(events.len());
    for index in 0..events.len() {
        let found = (0..index).find_map(|earlier| {
            let why = reasons(events, mentions, earlier, index)?;
            Some((root(&out, earlier), why))
        });
        out.push(found.map_or((None, Vec::new()), |(at, why)| (Some(at), why)));
    }
    out
}

fn root(same: &[(Option<usize>, Vec<&'static str>)], index: usize) -> usize {
    same.get(index).and_then(|(earlier, _)| *earlier).unwrap_or(index)
}

/// Why two events are one; `None` where anything speaks against it.
fn reasons(events: &[Event], mentions: &[Mention<'_>], a: usize, b: usize) -> Option<Vec<&'static str>> {
    let (one, two) = (&events[a], &events[b]);
    let (first, second) = (mentions.get(a)?, mentions.get(b)?);
    let certainty = |m: Modality| match m {
        Modality::Asserted | Modality::Background => 0,
        Modality::Planned => 1,
        Modality::ReportedPossible => 2,
        Modality::Denied => 3,
    };
    if first.speech != second.speech || certainty(one.modality) != certainty(two.modality) {
        return None;
    }
    let shared = one.who.iter().any(|x| two.who.iter().any(|y| y.name == x.name));
    let days = compatible(one.when.bounds, two.when.bounds)?;
    if first.speech {
        // The sentences of one speaker on one day are one statement; without a name nothing says so.
        return (shared && days == "same day").then(|| vec!["same speaker", days]);
    }
    if first.family.is_empty() || first.family != second.family || one.sentence == two.sentence {
        return None;
    }
    let strangers = !one.who.is_empty() && !two.who.is_empty() && !shared;
    if strangers || two.category == Category::Statement && !shared {
        return None;
    }
    let mut why = vec!["same kind of event", days];
    if shared {
        why.push("same participant");
    }
    let sites = |e: &Event| e.places.first().map(|w| w.place.id.clone());
    match (sites(one), sites(two)) {
        (Some(x), Some(y)) if x == y => why.push("same place"),
        (Some(_), Some(_)) => return None,
        _ => {}
    }
    // The kind alone is no reason: two floods in one article may be two floods.
    (why.len() > 2).then_some(why)
}

/// Whether two datings can be one, and how.
fn compatible(a: Bounds, b: Bounds) -> Option<&'static str> {
    let day = |x: Bounds| (x.earliest.map(|m| m.day()), x.latest.map(|m| m.day()));
    let (a, b) = (day(a), day(b));
    if a == b && a.0.is_some() {
        return Some("same day");
    }
    let apart = a.1.zip(b.0).is_some_and(|(x, y)| x < y) || b.1.zip(a.0).is_some_and(|(x, y)| x < y);
    (!apart).then_some("dates do not conflict")
}
