//! How much an event matters, from 0 to 1, as a sum of named parts.

use super::triggers::Hit;
use super::{Basis, Category, Event, Modality};

/// Before anything is known.
const BASE: f64 = 0.45;
/// What the first sentence gains over the last one.
const POSITION: f64 = 0.25;
/// A date in the event's own sentence.
const OWN_DATE: f64 = 0.08;
/// A site, own or inherited.
const PLACED: f64 = 0.07;
/// Somebody named takes part.
const NAMED: f64 = 0.05;
/// The title tells of it.
const TITLE: f64 = 0.2;
/// A full verb or a clear noun.
const CLEAR: f64 = 0.05;
/// The event is only that somebody spoke.
const SPEECH: f64 = 0.15;
/// What was said the article tells only in quotation marks.
const UNTOLD: f64 = 0.15;
/// Not plainly asserted.
const DOUBT: f64 = 0.15;
/// Told in passing: in a clause that hangs on another one, or as background.
const PASSING: f64 = 0.08;
/// A verb whose subject was not found.
const NOBODY: f64 = 0.1;
/// Told before in the same article.
const AGAIN: f64 = 0.25;

/// What counts for and against an event in sentence `number` of `sentences`, the parts that hold.
pub(super) fn parts(
    event: &Event,
    hit: &Hit,
    sentences: usize,
    titled: bool,
    subjectless: bool,
    untold: bool,
) -> Vec<(&'static str, f64)> {
    let position = event.sentence as f64 / sentences.max(1) as f64;
    let all = [
        ("base", BASE, true),
        ("early in the article", POSITION * (1.0 - position), true),
        ("date in its own sentence", OWN_DATE, matches!(event.when.basis, Basis::Own | Basis::Clause)),
        ("has a place", PLACED, !event.places.is_empty()),
        ("somebody named takes part", NAMED, !event.who.is_empty()),
        ("told by the title", TITLE, titled),
        ("clear trigger", CLEAR, hit.trigger.weight >= 3),
        ("only a speech", -SPEECH, event.category == Category::Statement && hit.speech),
        ("its content stands in quotation marks only", -UNTOLD, hit.speech && event.places.is_empty() && untold),
        ("not plainly asserted", -DOUBT, event.modality != Modality::Asserted),
        ("told in passing", -PASSING, hit.below || event.modality == Modality::Background),
        ("nobody who acts", -NOBODY, event.who.is_empty() && subjectless && !hit.trigger.noun),
        ("told before", -AGAIN, event.same_as.is_some()),
    ];
    all.into_iter().filter(|(_, _, holds)| *holds).map(|(name, weight, _)| (name, weight)).collect()
}

/// The salience that the parts give, from 0 to 1.
pub(super) fn sum(parts: &[(&'static str, f64)]) -> f64 {
    parts.iter().map(|(_, weight)| weight).sum::<f64>().clamp(0.0, 1.0)
}
