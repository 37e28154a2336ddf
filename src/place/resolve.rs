//! Article to place mentions.

use super::{Gazetteer, PlaceLexicon, PlaceMention};
use crate::error::Diagnostic;
use crate::text::Article;

/// Finds and grounds every toponym, in text order, outermost mentions only.
pub fn resolve(
    _article: &Article,
    _gazetteer: &Gazetteer,
    _lexicon: &PlaceLexicon,
) -> (Vec<PlaceMention>, Vec<Diagnostic>) {
    (Vec::new(), Vec::new())
}
