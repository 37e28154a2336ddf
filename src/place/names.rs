//! Persons, offices and organisations, found before any place, because their names are full of places.

use super::known::{Known, LONGEST_RUN};
use super::lexicon::{Follows, Head, Kind, Policy, Starts};
use super::tokens::{Gap, Token};
use super::{Gazetteer, PlaceClass, PlaceLexicon};
use std::collections::BTreeSet;

/// What a word is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mask {
    Free,
    Title,
    Person,
    Organisation,
}

/// The words of an article that are no places, and what their neighbours say of those that are.
#[derive(Debug, Clone)]
pub(super) struct Masks {
    pub kinds: Vec<Mask>,
    /// A place that begins here follows a title: the person is of that place.
    pub titled: Vec<bool>,
    /// A country that begins here ends the name of a body of the state.
    pub state: Vec<bool>,
    /// Words of persons' names seen anywhere in the article.
    pub surnames: BTreeSet<String>,
}

/// The most words of a title or of an organisation's head.
const LONGEST_TITLE: usize = 4;
/// The most words of a person's name.
const LONGEST_PERSON: usize = 5;
/// The most words of an organisation's name after its head.
const LONGEST_ORGANISATION: usize = 7;
/// The same in a line whose capitals say nothing.
const LONGEST_IN_TITLE: usize = 2;
/// From this population on a city is better known than any person of its name.
const BETTER_KNOWN: u64 = 500_000;

/// Finds them all, in one pass.
pub(super) fn masks(
    tokens: &[Token<'_>],
    known: &Known<'_, '_>,
    gazetteer: &Gazetteer,
    lexicon: &PlaceLexicon,
) -> Masks {
    let free = Masks {
        kinds: vec![Mask::Free; tokens.len()],
        titled: vec![false; tokens.len()],
        state: vec![false; tokens.len()],
        surnames: BTreeSet::new(),
    };
    let mut finder = Finder { tokens, known, gazetteer, lexicon, out: free };
    let mut at = 0;
    while at < tokens.len() {
        let next = finder.organisation(at).or_else(|| finder.titled(at)).or_else(|| finder.person(at));
        at = next.unwrap_or(at + 1).max(at + 1);
    }
    finder.out
}

struct Finder<'t, 'a> {
    tokens: &'t [Token<'a>],
    known: &'t Known<'t, 'a>,
    gazetteer: &'t Gazetteer,
    lexicon: &'t PlaceLexicon,
    out: Masks,
}

impl Finder<'_, '_> {
    /// Whether the word goes on with the name that the word before it belongs to.
    fn joined(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.capital && matches!(t.gap, Gap::Blank | Gap::Hyphen | Gap::Possessive))
    }

    fn mark(&mut self, from: usize, to: usize, mask: Mask) {
        for at in from..to {
            self.out.kinds[at] = mask;
            if mask == Mask::Person && self.tokens[at].capital {
                self.out.surnames.insert(self.tokens[at].text.to_string());
            }
        }
    }

    /// The longest name of the gazetteer that begins here: its words, and whether it is well known.
    fn place(&self, at: usize) -> Option<(usize, bool)> {
        let (count, entries) = self.known.longest(at, LONGEST_RUN)?;
        let best = entries.iter().find(|e| !e.capitals_only || self.tokens[at].caps)?;
        let class = self.gazetteer.class(best.row)?;
        let known = match class {
            PlaceClass::Country | PlaceClass::Admin1 | PlaceClass::Continent | PlaceClass::Bloc => true,
            _ => self.gazetteer.facts(best.row)?.population >= BETTER_KNOWN,
        };
        Some((count, known && best.primary && !best.needs_evidence || class == PlaceClass::Country))
    }

    /// A country that begins here and ends before `end`: how many words it has.
    fn country(&self, at: usize, end: usize) -> Option<(usize, &str)> {
        let (count, entries) = self.known.longest(at, LONGEST_RUN)?;
        let places = entries.iter().filter(|e| !e.capitals_only || self.tokens[at].caps);
        let country = places.map(|e| e.row).find(|row| self.gazetteer.class(*row) == Some(PlaceClass::Country))?;
        let country = self.gazetteer.facts(country)?;
        (at + count <= end).then_some((count, country.country.unwrap_or_default()))
    }

    /// The organisation's head that begins here.
    fn head_at(&self, at: usize) -> Option<&Head> {
        let token = self.tokens.get(at).filter(|token| token.starts.has(Starts::HEAD))?;
        let heads = self.lexicon.heads.get(token.text)?;
        heads.iter().find(|head| self.has_words(at, &head.words))
    }

    fn organisation(&mut self, at: usize) -> Option<usize> {
        let Head { words, policy } = self.head_at(at)?;
        let policy = *policy;
        let head_end = at + words.len();
        // A name of the gazetteer that is longer than the head is a place (`Bank Street`, `Museum Louvre`).
        if self.place(at).is_some_and(|(count, _)| count > words.len()) && policy != Policy::Run {
            return None;
        }
        if policy == Policy::Alone {
            self.mark(at, head_end, Mask::Organisation);
            return Some(head_end);
        }
        let longest = if self.judged(at) { LONGEST_ORGANISATION } else { LONGEST_IN_TITLE };
        let mut end = head_end;
        while end < self.tokens.len() && end - head_end < longest {
            let ministry = policy != Policy::Alone
                && end > head_end
                && self.lexicon.is(self.tokens[end].lower, Kind::Conjunction)
                && self.tokens[end].gap == Gap::Blank
                && self.joined(end + 1)
                && self.place(end + 1).is_none();
            let word = &self.tokens[end];
            if !(self.joined(end) || ministry) || self.lexicon.is(word.text, Kind::Calendar) {
                break;
            }
            if end > head_end && self.title_at(end).is_some() {
                break;
            }
            end += 1;
        }
        // A head that is an ordinary word is one only with a name after it.
        if end == head_end && policy != Policy::Alone && words.len() == 1 && self.tokens[at].positional {
            return None;
        }
        self.mark(at, end, Mask::Organisation);
        if policy == Policy::State {
            self.state_at_end(head_end, end);
        }
        Some(end)
    }

    /// Frees the foreign country at the end of the name of a body of the state.
    fn state_at_end(&mut self, from: usize, end: usize) {
        for at in from..end {
            if let Some((count, code)) = self.country(at, end)
                && self.lexicon.home.as_deref() != Some(code)
            {
                self.mark(at, at + count, Mask::Free);
                self.out.state[at] = true;
                return;
            }
        }
    }

    fn has_words(&self, at: usize, words: &[String]) -> bool {
        words.iter().enumerate().all(|(i, word)| {
            let token = self.tokens.get(at + i);
            token.is_some_and(|t| t.text == word && (i == 0 || matches!(t.gap, Gap::Blank | Gap::Hyphen)))
        })
    }

    /// The title that begins here: its words, and what may follow it.
    fn title_at(&self, at: usize) -> Option<(usize, Follows)> {
        if !self.tokens.get(at)?.starts.has(Starts::TITLE) {
            return None;
        }
        let mut key = String::new();
        let mut found = None;
        for (i, token) in self.tokens.iter().skip(at).take(LONGEST_TITLE).enumerate() {
            if i > 0 {
                if !matches!(token.gap, Gap::Blank | Gap::Hyphen) {
                    break;
                }
                key.push(' ');
            }
            key.push_str(token.lower);
            if let Some(place) = self.lexicon.titles.get(&key) {
                found = Some((i + 1, *place));
            }
        }
        found
    }

    fn judged(&self, at: usize) -> bool {
        !self.tokens[at].positional || self.tokens[at].gap == Gap::Break && !self.tokens[at].shout
    }

    /// One title or several, with the place and the person after them.
    fn titled(&mut self, at: usize) -> Option<usize> {
        let (mut count, mut follows) = self.title_at(at)?;
        if self.place(at).is_some_and(|(words, _)| words > count) {
            return None;
        }
        let mut end = at + count;
        while let Some((more, place)) =
            self.tokens.get(end).filter(|t| t.gap == Gap::Blank).and_then(|_| self.title_at(end))
        {
            (count, follows) = (more, place);
            end += count;
        }
        let capital = self.tokens[at].capital;
        if capital {
            self.mark(at, end, Mask::Title);
        }
        if !self.joined(end) || self.tokens[end].gap != Gap::Blank {
            return capital.then_some(end);
        }
        if self.head_at(end).is_some() {
            return Some(end);
        }
        if self.lexicon.before.contains_key(self.tokens[end].lower) {
            self.out.titled[end] = true;
            return Some(end);
        }
        let known = self.lexicon.persons.get(self.tokens[end].text).copied();
        let country = self.country(end, self.tokens.len()).map(|(count, _)| count).filter(|_| follows != Follows::Name);
        let place = country.or_else(|| {
            let (count, well_known) = self.place(end).filter(|_| follows == Follows::Place && known != Some(true))?;
            (well_known || known.is_none()).then_some(count)
        });
        let judged = self.judged(at);
        match place {
            Some(count) => {
                self.out.titled[end] = true;
                let name = end + count;
                let stop = self.person_end(name, judged);
                self.mark(name, stop, Mask::Person);
                // The place itself is read by the recogniser.
                Some(stop.max(name))
            }
            None if capital || known.is_some() || follows == Follows::Name => {
                let stop = self.person_end(end, judged);
                self.mark(end, stop, Mask::Person);
                Some(stop.max(end))
            }
            None => None,
        }
    }

    /// Where the run of a person's name that begins here ends.
    fn person_end(&self, from: usize, judged: bool) -> usize {
        let longest = if judged { LONGEST_PERSON } else { LONGEST_IN_TITLE };
        let mut end = from;
        while end < self.tokens.len() && end - from < longest {
            let word = &self.tokens[end];
            let particle = end > from && self.lexicon.is(word.lower, Kind::Particle) && self.joined(end + 1);
            if !(self.joined(end) && word.gap != Gap::Possessive || particle && word.gap == Gap::Blank) {
                break;
            }
            if self.lexicon.is(word.text, Kind::Calendar) || self.head_at(end).is_some() {
                break;
            }
            if end > from && !judged && !self.lexicon.persons.contains_key(word.text) {
                break;
            }
            end += 1;
        }
        end
    }

    /// A person without a title: a known part of a name with another part beside it.
    fn person(&mut self, at: usize) -> Option<usize> {
        let token = &self.tokens[at];
        if !token.capital || !self.joined(at + 1) || !matches!(self.tokens[at + 1].gap, Gap::Blank | Gap::Hyphen) {
            return None;
        }
        let next = &self.tokens[at + 1];
        let (first, second) = (self.lexicon.persons.get(token.text), self.lexicon.persons.get(next.text));
        if first.is_none() && second.is_none() {
            return None;
        }
        let other = self.lexicon.is_type(next.lower)
            || self.lexicon.tails.contains_key(next.text)
            || self.head_at(at + 1).is_some()
            || self.lexicon.is(next.text, Kind::Calendar)
            || self.lexicon.is(token.text, Kind::Pronoun)
            || self.lexicon.is_type(token.lower)
            || self.title_at(at + 1).is_some();
        let here = self.place(at);
        if other || here.is_some_and(|(count, _)| count > 1) {
            return None;
        }
        let judged = self.judged(at);
        let there = self.place(at + 1);
        let person = match (first, second) {
            (Some(true), Some(_)) | (Some(_), Some(true)) => true,
            (Some(false), Some(false)) => !token.positional || here.is_none(),
            // A given name before an unknown word, or before a place that is no country: `Joko Jakarta`.
            (Some(true), None) => judged && !self.country_is(at + 1, there),
            (Some(false), None) => judged && !token.positional && here.is_none() && there.is_none(),
            (None, Some(true)) => judged && !token.positional && !here.is_some_and(|(_, known)| known),
            (None, _) => false,
        };
        if !person {
            return None;
        }
        let stop = self.person_end(at + 1, judged).max(at + 2);
        self.mark(at, stop, Mask::Person);
        Some(stop)
    }

    fn country_is(&self, at: usize, place: Option<(usize, bool)>) -> bool {
        place.is_some() && self.country(at, self.tokens.len()).is_some()
    }
}
