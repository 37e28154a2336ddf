//! The headline and the sentence under it.

use super::build::Analysed;
use super::facts::hangs;
use super::figures::words;
use super::lexicon::{Class, Lexicon};
use crate::event::{Event, Modality};
use crate::lang::Words;
use std::collections::BTreeSet;

/// Characters of the deck: two lines on a phone, one on a wide page.
const LONGEST: usize = 150;
/// Where nothing shorter will do, a whole sentence of up to this many.
const LONGEST_WHOLE: usize = 210;
/// A deck of fewer words tells too little to stand under a headline.
const LEAST_WORDS: usize = 6;
/// Words that a deck must add to the headline.
const LEAST_NEW: usize = 3;
/// The lead of an article, in sentences.
const LEAD: usize = 6;
/// Letters below which a word (an article, a preposition) says nothing of its own.
const LEAST_LETTERS: usize = 4;

/// The title without the outlet's name behind a bar or a dash.
pub(super) fn title(document: &Analysed) -> Option<String> {
    let title = document.article.title.as_deref()?.trim();
    let publisher = document.article.publisher.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let bare = publisher
        .and_then(|name| title.strip_suffix(name))
        .map(|rest| rest.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '-' | '–' | '—' | ':')));
    Some(bare.filter(|bare| !bare.is_empty()).unwrap_or(title).to_string())
}

/// A full sentence of the lead that adds to the headline, cut at a clause where it is long.
pub(super) fn deck(document: &Analysed, lexicon: &Lexicon, headline: &str, printed: &Words) -> Option<String> {
    (0..document.article.sentences.len().min(LEAD)).find_map(|index| {
        let span = document.article.sentences.get(index)?.span;
        if document.article.quotes.iter().any(|quote| quote.start < span.end && span.start < quote.end) {
            return None;
        }
        let text = span.of(&document.article.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let first = words(&text).first().map(|word| word.text.to_lowercase()).unwrap_or_default();
        if lexicon.is(Class::Anaphor, &first) {
            return None;
        }
        // Offsets are in the text with single blanks; triggers are found again by their words.
        let events: Vec<&Event> = document.events.iter().filter(|event| event.sentence == index).collect();
        let triggers: Vec<&str> = events.iter().map(|event| event.trigger.of(&document.article.text)).collect();
        let told = cut(&text, &triggers, lexicon)?;
        let told = with_source(&text, told, &events, printed);
        adds(&told, headline).then_some(told)
    })
}

/// Whether a sentence has words enough and tells more than the headline.
fn adds(text: &str, headline: &str) -> bool {
    let content = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words.filter(|word| word.chars().count() >= LEAST_LETTERS).collect()
    };
    let new = content(text).difference(&content(headline)).count();
    text.split_whitespace().count() >= LEAST_WORDS && new >= LEAST_NEW
}

/// The sentence, or its longest part that ends at a clause, holds a trigger and fits.
fn cut(text: &str, triggers: &[&str], lexicon: &Lexicon) -> Option<String> {
    let whole = text.trim_end_matches(['.', ' ']);
    if whole.chars().count() < LONGEST {
        let ended = whole.ends_with(['!', '?', '…']);
        return Some(if ended { whole.to_string() } else { format!("{whole}.") });
    }
    let all = words(text);
    let end_of = |at: usize| all.get(at).map(|word| word.start + word.text.len());
    let boundary = |at: &usize| {
        let (Some(word), Some(next)) = (all.get(*at), all.get(*at + 1)) else { return false };
        let punctuated = word.clause != next.clause && !word.bracketed && !next.bracketed;
        let joined = lexicon.is(Class::Clause, &next.text.to_lowercase()) && !next.bracketed;
        (punctuated || joined) && !hangs(&word.text.to_lowercase(), lexicon)
    };
    let part = |at: usize| text.get(..end_of(at)?);
    // A relative clause between commas interrupts its sentence: what stands before and with it has no verb yet.
    let interrupts = |at: &usize| {
        let clause = all.get(*at).map_or(0, |word| word.clause);
        let first = all.iter().find(|word| word.clause == clause);
        let leaves = all.get(*at + 1).is_some_and(|next| next.clause != clause);
        leaves && clause > 0 && first.is_some_and(|word| lexicon.is(Class::Cut, &word.text.to_lowercase()))
    };
    let ends: Vec<usize> = (LEAST_WORDS..all.len()).filter(boundary).filter(|at| !interrupts(at)).collect();
    // A bracket that was opened and not closed would hang.
    let sound = |part: &&str| {
        let told = triggers.iter().any(|trigger| part.contains(trigger));
        part.chars().count() < LONGEST && told && part.matches('(').count() == part.matches(')').count()
    };
    let cut = ends.into_iter().rev().filter_map(part).find(sound);
    cut.or_else(|| Some(whole).filter(|whole| whole.chars().count() < LONGEST_WHOLE)).map(|part| format!("{part}."))
}

/// Names the source again where a cut or the sentence's order left it out: a claim is not a fact.
fn with_source(whole: &str, told: String, events: &[&Event], printed: &Words) -> String {
    let doubtful = |event: &&&Event| event.modality != Modality::Background;
    let source = events.iter().filter(doubtful).find_map(|event| event.attribution.as_ref()).map(|a| a.source.as_str());
    match source {
        Some(source) if !told.contains(source) && whole.contains(source) => {
            let bare = told.trim_end_matches('.');
            format!("{bare}, {}.", printed.fill("said-by", &[source]))
        }
        _ => told,
    }
}

#[cfg(test)]
#[path = "deck_tests.rs"]
mod tests;
