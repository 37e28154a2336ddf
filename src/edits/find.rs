//! Which event an edit means: by its id, else by the sentence that is most like its quote.

use super::model::Target;
use crate::story::{Analysed, Key};
use std::collections::{BTreeMap, BTreeSet};

/// Share of the words from which two sentences are one, changed a little.
const ALIKE: f64 = 0.6;
/// A second sentence as near as this to the best one leaves the choice open.
const MARGIN: f64 = 0.05;
/// Likeness of a sentence that holds the quote as it stands.
const HOLDS: f64 = 0.99;
/// Share of the words from which a sentence whose telling word changed still tells the same.
const REWORDED: f64 = 0.75;
/// Letters from which the beginning of an id may stand for it.
const SHORTEST_ID: usize = 4;

/// What a target leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// The event, and how like its sentence is to the quote where the id is gone.
    Event(Key, Option<f64>),
    /// No event; the sentence says why.
    Stale(String),
    /// More than one event; the sentence says which.
    Ambiguous(String),
}

/// One event as it is looked for.
struct Known<'a> {
    key: Key,
    id: &'a str,
    doc: &'a str,
    trigger: String,
    /// Words of its sentence, and of the headline where that tells it.
    tellings: Vec<Vec<String>>,
}

/// Words without marks, in lower case.
pub(super) fn words(text: &str) -> Vec<String> {
    let marks = |c: char| !c.is_alphanumeric();
    let bare = text.split_whitespace().map(|word| word.trim_matches(marks).to_lowercase());
    bare.filter(|word| !word.is_empty()).collect()
}

/// How much of two sentences is the same, from 0 to 1.
pub(super) fn likeness(quote: &[String], sentence: &[String]) -> f64 {
    if quote.is_empty() || sentence.is_empty() {
        return 0.0;
    }
    if quote == sentence {
        return 1.0;
    }
    const LEAST_WORDS: usize = 3;
    if quote.len() >= LEAST_WORDS && sentence.windows(quote.len()).any(|run| run == quote) {
        return HOLDS;
    }
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for word in sentence {
        *left.entry(word).or_default() += 1;
    }
    let mut common = 0;
    for word in quote {
        if let Some(count) = left.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    2.0 * f64::from(common) / (quote.len() + sentence.len()) as f64
}

/// Finds each target among the documents of `scope`, given by index. What one names by its id, no other gets by likeness; a target that names an event as another
/// does is the same target.
pub fn find(documents: &[Analysed], targets: &[&Target], scope: &[usize]) -> Vec<Found> {
    let mut known = known(documents);
    known.retain(|event| scope.contains(&event.key.0));
    let mut out: Vec<Option<Found>> = targets.iter().map(|target| by_id(&known, target)).collect();
    let claimed: BTreeSet<Key> =
        out.iter().flatten().filter_map(|f| if let Found::Event(key, _) = f { Some(*key) } else { None }).collect();
    let free: Vec<&Known<'_>> = known.iter().filter(|event| !claimed.contains(&event.key)).collect();
    // One event for one target: the likest gets it, and the others look on without it.
    let mut open: Vec<(Vec<usize>, &Target)> = Vec::new();
    for (index, target) in targets.iter().enumerate().filter(|(index, _)| out.get(*index).is_some_and(Option::is_none))
    {
        match open.iter_mut().find(|(_, other)| *other == *target) {
            Some((members, _)) => members.push(index),
            None => open.push((vec![index], target)),
        }
    }
    let found: Vec<Found> = open.iter().map(|(_, target)| by_quote(&free, target)).collect();
    for (at, (members, _)) in open.iter().enumerate() {
        let Some(mine) = found.get(at) else { continue };
        let better = |other: &Found| match (mine, other) {
            (Found::Event(a, mine), Found::Event(b, theirs)) => a == b && theirs.unwrap_or(1.0) > mine.unwrap_or(1.0),
            _ => false,
        };
        let equal = |(other_at, other): (usize, &Found)| match (mine, other) {
            (Found::Event(a, mine), Found::Event(b, theirs)) => other_at != at && a == b && mine == theirs,
            _ => false,
        };
        let settled = if found.iter().any(better) {
            Found::Stale("its sentence is gone; the likest one belongs to another edit".to_string())
        } else if found.iter().enumerate().any(equal) {
            Found::Ambiguous("its sentence is gone, and another edit is as near to the likest one".to_string())
        } else {
            mine.clone()
        };
        for member in members {
            if let Some(slot) = out.get_mut(*member) {
                *slot = Some(settled.clone());
            }
        }
    }
    out.into_iter().map(|found| found.unwrap_or_else(|| Found::Stale("nothing names it".to_string()))).collect()
}

fn known(documents: &[Analysed]) -> Vec<Known<'_>> {
    let mut out = Vec::new();
    for (number, document) in documents.iter().enumerate() {
        let text = &document.article.text;
        for (index, event) in document.events.iter().enumerate() {
            let sentence = document.article.sentences.get(event.sentence).map(|s| s.span);
            let spans = sentence.into_iter().chain(event.headline);
            out.push(Known {
                key: (number, index),
                id: document.ids.get(index).map_or("", String::as_str),
                doc: &document.article.id,
                trigger: text.get(event.trigger.start..event.trigger.end).unwrap_or_default().to_lowercase(),
                tellings: spans.map(|span| words(text.get(span.start..span.end).unwrap_or_default())).collect(),
            });
        }
    }
    out
}

fn fits(event: &Known<'_>, target: &Target) -> bool {
    target.doc.as_deref().is_none_or(|doc| doc == event.doc)
}

fn by_id(known: &[Known<'_>], target: &Target) -> Option<Found> {
    let id = target.id.as_deref()?;
    let mut exact: Vec<&Known<'_>> = known.iter().filter(|event| event.id == id && fits(event, target)).collect();
    if exact.is_empty() && id.len() >= SHORTEST_ID {
        exact = known.iter().filter(|event| event.id.starts_with(id) && fits(event, target)).collect();
    }
    match exact.as_slice() {
        [] if target.quote.is_none() => {
            Some(Found::Stale("no event has this id, and no quote says which it was".to_string()))
        }
        [] => None,
        [one] => Some(Found::Event(one.key, None)),
        more => {
            let named: Vec<String> = more.iter().map(|event| format!("{} of {}", event.id, event.doc)).collect();
            Some(Found::Ambiguous(format!("the id fits {}; say which with doc or the whole id", named.join(" and "))))
        }
    }
}

fn by_quote(free: &[&Known<'_>], target: &Target) -> Found {
    let quote = words(target.quote.as_deref().unwrap_or_default());
    let score = |event: &Known<'_>| event.tellings.iter().map(|telling| likeness(&quote, telling)).fold(0.0, f64::max);
    let mut scored: Vec<(f64, &Known<'_>)> =
        free.iter().filter(|event| fits(event, target)).map(|event| (score(event), *event)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.key.cmp(&b.1.key)));
    let nearest = scored.first().map_or(0.0, |(score, _)| *score);
    if nearest < ALIKE {
        let percent = (nearest * 100.0).round();
        return Found::Stale(format!(
            "no sentence that tells an event is like its quote any more (the likest has {percent} % of its words)"
        ));
    }
    let mut near: Vec<(f64, &Known<'_>)> = scored.into_iter().filter(|(score, _)| *score >= ALIKE).collect();
    if let Some(trigger) = target.trigger.as_deref().map(str::to_lowercase) {
        let same: Vec<(f64, &Known<'_>)> = near.iter().copied().filter(|(_, event)| event.trigger == trigger).collect();
        if same.is_empty() {
            // Another word tells the event, so that the rest of the sentence has to be much the same.
            near.retain(|(score, _)| *score >= REWORDED);
        } else {
            near = same;
        }
    }
    if near.is_empty() {
        return Found::Stale("the likest sentence tells something else: its telling word is another one".to_string());
    }
    let best = near.first().map_or(0.0, |(score, _)| *score);
    near.retain(|(score, _)| *score > best - MARGIN);
    match near.as_slice() {
        [(score, event)] => Found::Event(event.key, Some(*score)),
        more => {
            let named: Vec<String> =
                more.iter().map(|(_, event)| format!("{} (\"{}\")", event.id, event.trigger)).collect();
            Found::Ambiguous(format!(
                "its quote fits several events: {}; say which with id or trigger",
                named.join(", ")
            ))
        }
    }
}
