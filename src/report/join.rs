//! What several documents tell together, written into their records.

use super::record::{ClaimRecord, ConflictRecord, Document, EventRecord, Offsets, SourceRecord};
use super::short::Short;
use crate::error::Error;
use crate::story::{self, Analysed, Conflict, Key, Ties};
use crate::text::CharIndex;
use std::collections::BTreeMap;

/// Documents with what they have in common.
pub struct Told<'a> {
    pub documents: &'a [Analysed],
    pub ties: Ties,
    pub conflicts: BTreeMap<Key, Vec<Conflict>>,
}

impl<'a> Told<'a> {
    /// Compares the documents with each other.
    ///
    /// # Errors
    /// A malformed pack.
    pub fn of(documents: &'a [Analysed]) -> Result<Self, Error> {
        let ties = story::tie(documents);
        let conflicts = story::conflicts(documents, &ties)?;
        Ok(Self { documents, ties, conflicts })
    }

    pub(super) fn id(&self, key: Key) -> Option<&'a str> {
        self.documents.get(key.0)?.ids.get(key.1).map(String::as_str)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = Key> + '_ {
        self.documents.iter().enumerate().flat_map(|(d, document)| (0..document.events.len()).map(move |e| (d, e)))
    }

    /// The sentence that tells an event.
    pub(super) fn quote(&self, key: Key) -> &'a str {
        let found = self.documents.get(key.0).and_then(|d| {
            let event = d.events.get(key.1)?;
            let span = event.headline.or_else(|| d.article.sentences.get(event.sentence).map(|s| s.span))?;
            Some(span.of(d.article.quotable()))
        });
        found.unwrap_or_default()
    }

    pub(super) fn document_id(&self, key: Key) -> &'a str {
        self.documents.get(key.0).map_or("", |d| d.article.id.as_str())
    }
}

/// Writes into each record which events the others tell too: the first telling keeps every source and the figures
/// that differ, the later ones point at it and say why. `records` stand in the order of the documents.
pub fn join<'a>(records: &mut [&mut Document<'a>], told: &Told<'a>) {
    for (number, of) in told.ties.copies.iter().enumerate() {
        if let (Some(of), Some(record)) = (of, records.get_mut(number)) {
            record.copy_of = Some(told.document_id((*of, 0)).to_string());
        }
    }
    for key in told.all() {
        if let Some((first, why)) = told.ties.tie(key)
            && let Some(event) = event(records, key)
        {
            event.same_as.extend(told.id(first));
            event.merged_because.extend(why);
        }
    }
    for first in told.ties.firsts() {
        let members = told.ties.members(first).filter_map(|key| Some(event(records, key)?.sources.clone()));
        let sources: Vec<SourceRecord<'a>> = members.flatten().collect();
        let conflicts = told.conflicts.get(&first).into_iter().flatten().map(|c| conflict(c, told));
        if let Some(event) = event(records, first) {
            event.sources.extend(sources);
            event.conflicts.extend(conflicts);
        }
    }
}

fn event<'r, 'a>(records: &'r mut [&mut Document<'a>], key: Key) -> Option<&'r mut EventRecord<'a>> {
    records.get_mut(key.0)?.event_mut(key.1)
}

/// A conflict with the source and the time of each claim.
fn conflict(conflict: &Conflict, told: &Told<'_>) -> ConflictRecord {
    let claims = conflict.claims.iter().filter_map(|claim| {
        let document = told.documents.get(claim.document)?;
        let text = document.article.quotable();
        let span = document.article.sentences.get(claim.sentence)?.span;
        let index = CharIndex::new(text);
        Some(ClaimRecord {
            value: claim.value.clone(),
            doc: document.article.id.clone(),
            time: claim.time.map(Short::moment),
            at: Offsets { start: index.chars_before(span.start), end: index.chars_before(span.end) },
            quote: span.of(text).to_string(),
        })
    });
    ConflictRecord { what: conflict.about.to_string(), claims: claims.collect() }
}
