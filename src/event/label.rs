//! Labels of at most sixty characters from a sentence's own words.

use super::EventLexicon;
use crate::text::Span;

/// The longest label, in characters.
pub(super) const LONGEST: usize = 60;

/// A label from `actor` (if any) and the words from the trigger on, ended before `stop`.
pub(super) fn label(text: &str, actor: Option<Span>, trigger: Span, stop: usize, lexicon: &EventLexicon) -> String {
    let mut words: Vec<&str> = Vec::new();
    if let Some(actor) = actor {
        words.extend(text.get(actor.start..actor.end).unwrap_or_default().split_whitespace());
    }
    words.extend(text.get(trigger.start..stop.max(trigger.end)).unwrap_or_default().split_whitespace());
    let mut kept: Vec<&str> = Vec::new();
    let mut length = 0;
    for word in words {
        let more = word.chars().count() + usize::from(!kept.is_empty());
        if length + more > LONGEST {
            break;
        }
        length += more;
        kept.push(word);
    }
    while kept.len() > 1 && kept.last().is_some_and(|w| ends_nothing(w, lexicon)) {
        kept.pop();
    }
    let joined = kept.join(" ");
    let clean = joined.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '(');
    // A label stands as a sentence of its own, so it begins with a capital.
    let mut letters = clean.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first.chars().chain(letters).take(LONGEST).collect()
}

fn ends_nothing(word: &str, lexicon: &EventLexicon) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    bare.is_empty() || lexicon.function.contains(bare.as_str())
}
