//! Names beside a word for their class, before it or after it, whether the gazetteer has them or not.

use super::known::LONGEST_RUN;
use super::lexicon::{Kind, Lower, Starts, TypeWord};
use super::names::Mask;
use super::recognise::{Form, Found, LONGEST_TYPE, LONGEST_UNKNOWN, Scan, compatible};
use super::tokens::Gap;
use super::{Entry, PlaceClass};

impl Scan<'_, '_> {
    /// The type word that begins here.
    pub(super) fn type_before(&self, at: usize) -> Option<&TypeWord> {
        if !self.tokens.get(at)?.starts.has(Starts::TYPE_BEFORE) {
            return None;
        }
        let mut key = String::new();
        let mut best = None;
        for i in 0..LONGEST_TYPE {
            let token = self.tokens.get(at + i)?;
            if i > 0 {
                if !self.joined(at + i) {
                    break;
                }
                key.push(' ');
            }
            key.push_str(token.lower);
            best = self.lexicon.before.get(&key).or(best);
            if self.tokens.len() == at + i + 1 {
                break;
            }
        }
        best
    }

    /// A type word with the name after it.
    pub(super) fn headed(&self, at: usize) -> Option<Found> {
        if matches!(self.masks.kinds[at], Mask::Title | Mask::Organisation) {
            return None;
        }
        let word = self.type_before(at)?;
        // `DI Yogyakarta`, but `Di Yogyakarta`; and `barat laut` is a direction.
        let preposition = word.capitals && !self.tokens[at].caps;
        let direction = at > 0
            && !self.tokens[at].capital
            && self.tokens[at].gap == Gap::Blank
            && self.lexicon.is(&format!("{} {}", self.tokens[at - 1].lower, self.tokens[at].lower), Kind::Direction);
        if preposition || direction {
            return None;
        }
        let capital = self.tokens[at].capital;
        let name = at + word.words;
        let after_cue =
            at > 0 && self.tokens[at].gap == Gap::Blank && self.lexicon.cues.contains_key(self.tokens[at - 1].lower);
        let belongs = capital || word.lower == Lower::Always || (word.lower == Lower::AfterCue && after_cue);
        if !self.tokens.get(name).is_some_and(|t| t.capital) || !self.joined(name) {
            return None;
        }
        let unknown_end = self.unknown_end(name);
        let whole = self.known.longest(at, LONGEST_RUN).filter(|(count, _)| belongs && *count > word.words);
        let (inner, mut fitting) = self.known.longest(name, LONGEST_RUN).unwrap_or_default();
        fitting.retain(|e| self.class(e).is_some_and(|class| compatible(word.class, class)));
        let (count, entries) = match whole {
            // `Kompleks Istana Negara` is around the Istana Negara.
            Some((count, entries)) if fitting.is_empty() || at + count >= name + inner => (at + count, entries),
            _ if fitting.is_empty() => (name, fitting),
            _ => (name + inner, fitting),
        };
        if !entries.is_empty() && belongs {
            // `Kecamatan Kawangkoan Utara` is not `Kecamatan Kawangkoan`.
            let small = matches!(word.class, PlaceClass::Village | PlaceClass::Admin3 | PlaceClass::Road);
            let more = count < unknown_end && (small || self.lexicon.is(self.tokens[count].text, Kind::Part));
            if !more {
                let mut found = self.found(at, count, name, entries, Form::Typed);
                found.class = Some(word.class);
                return Some(found);
            }
        }
        if !belongs || !word.bare || unknown_end == name || self.tokens[at].shout || (!capital && !after_cue) {
            return None;
        }
        let tail = self.inner_name(name, unknown_end, word.class);
        let form = if tail.is_some() { Form::Typed } else { Form::Unknown };
        let mut found = self.found(at, unknown_end, name, tail.unwrap_or_default(), form);
        found.class = Some(word.class);
        Some(found)
    }

    /// The longest part of an unknown name that alone is known as such a place: `Bandara Internasional Sepinggan`.
    fn inner_name(&self, from: usize, to: usize, class: PlaceClass) -> Option<Vec<Entry>> {
        if is_settled(class) {
            return None;
        }
        let parts = (1..to - from).rev().flat_map(|length| (from..=to - length).rev().map(move |at| (at, at + length)));
        parts.into_iter().find_map(|(at, end)| {
            let name = self.text.get(self.tokens[at].span.start..self.tokens[end - 1].span.end)?;
            let mut entries = self.gazetteer.lookup(name);
            entries.retain(|e| self.class(e) == Some(class));
            (!entries.is_empty()).then_some(entries)
        })
    }

    /// Where a run of capitals that only its type word makes a place ends.
    fn unknown_end(&self, from: usize) -> usize {
        let mut end = from;
        while end < self.tokens.len() && end - from < LONGEST_UNKNOWN {
            let token = &self.tokens[end];
            let number = end > from && token.text.chars().all(|c| c.is_ascii_digit());
            let type_word = end > from && token.capital && self.lexicon.before.get(token.lower).is_some_and(|t| t.bare);
            if !(token.capital || number)
                || !self.joined(end)
                || type_word
                || self.lexicon.is(token.text, Kind::Calendar)
            {
                break;
            }
            end += 1;
        }
        end
    }

    /// A name with the type word after it, known (`Granville County`) or not (`Royal Street`).
    pub(super) fn closed(&self, at: usize) -> Option<Found> {
        let begins = self.tokens[at].capital
            && !(at > 0 && self.joined(at) && self.tokens[at - 1].capital && self.begun(at - 1));
        if self.lexicon.after.is_empty() || !begins || self.lexicon.is(self.tokens[at].text, Kind::Pronoun) {
            return None;
        }
        let mut end = at;
        while end < self.tokens.len()
            && end - at < LONGEST_UNKNOWN
            && self.tokens[end].capital
            && (end == at || self.joined(end))
        {
            end += 1;
        }
        let (last, word) =
            (at + 1..end).rev().filter(|i| self.tokens[*i].starts.has(Starts::TYPE_AFTER)).find_map(|i| {
                let pair = self
                    .tokens
                    .get(i + 1)
                    .filter(|_| i + 1 < end)
                    .map(|t| format!("{} {}", self.tokens[i].lower, t.lower));
                let two = pair.and_then(|pair| self.lexicon.after.get(&pair)).map(|word| (i + 2, word));
                two.or_else(|| self.lexicon.after.get(self.tokens[i].lower).map(|word| (i + 1, word)))
            })?;
        let (known, entries) = self.known.longest(at, LONGEST_RUN).unwrap_or_default();
        // `Kentucky State Police` is of Kentucky.
        let goes_on = self.tokens.get(last).is_some_and(|t| t.capital) && self.joined(last);
        // A town's type word after it is part of its name, or of something else: `London City`.
        if at + known >= last
            || word.class == PlaceClass::City
            || goes_on && !matches!(word.class, PlaceClass::Admin2 | PlaceClass::Road)
        {
            return None;
        }
        let mut fitting = entries.clone();
        fitting.retain(|e| !e.demonym && self.class(e).is_some_and(|class| compatible(word.class, class)));
        if at + known + word.words == last && !fitting.is_empty() {
            let mut found = self.found(at, last, at, fitting, Form::Typed);
            found.class = Some(word.class);
            return Some(found);
        }
        let office = (at..last).any(|i| matches!(self.masks.kinds[i], Mask::Organisation | Mask::Title));
        if !word.bare || office || self.tokens[at].positional && self.tokens[at].zone.is_some() {
            return None;
        }
        let mut found = self.found(at, last, at, Vec::new(), Form::Unknown);
        found.class = Some(word.class);
        Some(found)
    }

    /// Whether a run of capitals that holds `at` began before the word after it.
    fn begun(&self, at: usize) -> bool {
        !self.lexicon.is(self.tokens[at].text, Kind::Pronoun) && self.out.last().is_none_or(|f| f.end != at + 1)
    }
}

/// Whether places of the class are told apart by each word of their names.
fn is_settled(class: PlaceClass) -> bool {
    use PlaceClass::*;
    matches!(class, Admin1 | Admin2 | Admin3 | City | Village | District | Road)
}
