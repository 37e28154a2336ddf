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

/// What an event that an editor added weighs: it matters, but no machine weighed it.
const EDITOR: f64 = 0.6;

/// All parts by name, each with its weight; that of the place in the article is what the first sentence has.
const PARTS: [(&str, f64); 14] = [
    ("base", BASE),
    (EARLY, POSITION),
    ("date in its own sentence", OWN_DATE),
    ("has a place", PLACED),
    ("somebody named takes part", NAMED),
    ("told by the title", TITLE),
    ("clear trigger", CLEAR),
    ("only a speech", -SPEECH),
    ("its content stands in quotation marks only", -UNTOLD),
    ("not plainly asserted", -DOUBT),
    ("told in passing", -PASSING),
    ("nobody who acts", -NOBODY),
    ("told before", -AGAIN),
    ("editor", EDITOR),
];
/// The part whose weight falls along the article.
const EARLY: &str = "early in the article";

/// What counts for and against an event: which of the parts hold, in their fixed order. A long text holds very many
/// events, so that the parts are kept as bits.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Weighed {
    held: u16,
    /// How far into the article its sentence stands, from 0 to 1.
    position: f64,
}

impl Weighed {
    /// The event is an editor's.
    pub fn editor() -> Self {
        let held = PARTS.iter().map(|(name, _)| *name == "editor");
        Self { held: bits(held), position: 0.0 }
    }

    /// The names and weights of the parts that hold.
    pub fn parts(self) -> impl Iterator<Item = (&'static str, f64)> {
        let held = PARTS.iter().enumerate().filter(move |(at, _)| self.held >> at & 1 == 1);
        held.map(move |(_, &(name, weight))| {
            (name, if name == EARLY { weight * (1.0 - self.position) } else { weight })
        })
    }

    /// The salience that the parts give, from 0 to 1.
    pub fn sum(self) -> f64 {
        self.parts().map(|(_, weight)| weight).sum::<f64>().clamp(0.0, 1.0)
    }
}

/// The first of the answers as the lowest bit.
fn bits(held: impl Iterator<Item = bool>) -> u16 {
    held.enumerate().fold(0, |all, (at, holds)| all | u16::from(holds) << at)
}

/// Weighs an event of an article of so many sentences.
pub(super) fn weigh(
    event: &Event,
    hit: &Hit,
    sentences: usize,
    titled: bool,
    subjectless: bool,
    untold: bool,
) -> Weighed {
    // In the order of the parts.
    let held = [
        true,
        true,
        matches!(event.when.basis, Basis::Own | Basis::Clause),
        !event.places.is_empty(),
        !event.who.is_empty(),
        titled,
        hit.trigger.weight >= 3,
        event.category == Category::Statement && hit.speech,
        hit.speech && event.places.is_empty() && untold,
        event.modality != Modality::Asserted,
        hit.below || event.modality == Modality::Background,
        event.who.is_empty() && subjectless && !hit.trigger.noun,
        event.same_as.is_some(),
    ];
    Weighed { held: bits(held.into_iter()), position: event.sentence as f64 / sentences.max(1) as f64 }
}
