//! Dates and places to events.

use super::{Event, EventLexicon};
use crate::error::Diagnostic;
use crate::place::{Gazetteer, PlaceMention};
use crate::text::Article;
use crate::time::Dates;

/// Finds the events of an article, in text order.
pub fn extract(
    _article: &Article,
    _dates: &Dates,
    _places: &[PlaceMention],
    _gazetteer: &Gazetteer,
    _lexicon: &EventLexicon,
) -> (Vec<Event>, Vec<Diagnostic>) {
    (Vec::new(), Vec::new())
}

/// A stable id for each event: of the document's id and the words around the trigger, not of its position.
pub fn ids(_article: &Article, events: &[Event]) -> Vec<String> {
    (1..=events.len()).map(|n| format!("e{n}")).collect()
}
