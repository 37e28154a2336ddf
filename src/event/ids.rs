//! Names of events that stay the same as long as the article does.

use super::Event;
use crate::hash;
use crate::text::Article;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

/// Bytes of the hash in an id.
pub const ID_BYTES: usize = 5;

/// A stable id for each event: of the document's id and the words around the trigger, not of its position.
pub fn ids(article: &Article, events: &[Event]) -> Vec<String> {
    // The same words around the same trigger stand in a text more than once; the next one has the next number.
    let mut told: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    let id = |event: &Event| {
        let sentence = article.sentences.get(event.sentence).and_then(|s| article.text.get(s.span.start..s.span.end));
        let sentence = sentence.unwrap_or_default();
        let trigger = article.text.get(event.trigger.start..event.trigger.end).unwrap_or_default();
        let number = told.entry((sentence, trigger)).or_default();
        *number += 1;
        let number = number.to_string();
        let parts = [article.id.as_str(), sentence, trigger, number.as_str()];
        let mut hash = Sha256::new();
        for (at, part) in parts.into_iter().enumerate() {
            hash.update(if at == 0 { "" } else { "\n" });
            hash.update(part);
        }
        hash::short(hash, ID_BYTES)
    };
    events.iter().map(id).collect()
}

/// Whether an id has the form of those that [`ids`] gives, so that it means one event wherever it stands.
pub fn is_id(id: &str) -> bool {
    let digit = |sign: u8| sign.is_ascii_digit() || (b'a'..=b'f').contains(&sign);
    id.len() == 2 * ID_BYTES && id.bytes().all(digit)
}
