//! Names of the gazetteer that begin at each word of an article, looked up once and kept.

use super::tokens::{Gap, Token};
use super::{Entry, Gazetteer, PlaceLexicon};

/// Words of the longest name in the gazetteer.
pub(super) const LONGEST_RUN: usize = 8;

/// A name of the bundled tables that begins at a word.
#[derive(Debug, Clone, Copy)]
struct End {
    words: usize,
    /// What the index has for it.
    value: u64,
}

/// What is known of the names that begin at one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begun {
    /// The names in `ends` from the first index to before the second, the shortest first.
    Names(u32, u32),
    /// It is looked up when it is asked for: words in lower case rarely are, and names of the pack or of a user's table
    /// are not in the index.
    Asked,
}

/// The names that begin at each word.
pub(super) struct Known<'t, 'a> {
    tokens: &'t [Token<'a>],
    gazetteer: &'t Gazetteer,
    lexicon: &'t PlaceLexicon,
    begun: Vec<Begun>,
    ends: Vec<End>,
}

impl<'t, 'a> Known<'t, 'a> {
    /// Looks up the names that begin with a capital.
    pub(super) fn new(tokens: &'t [Token<'a>], gazetteer: &'t Gazetteer, lexicon: &'t PlaceLexicon) -> Self {
        let mut known = Self { tokens, gazetteer, lexicon, begun: Vec::with_capacity(tokens.len()), ends: Vec::new() };
        let bundled = gazetteer.is_bundled();
        for (at, token) in tokens.iter().enumerate() {
            let begun = if token.capital && bundled && !lexicon.names_begin(token.text, token.lower) {
                let first = known.ends.len();
                let ends = &mut known.ends;
                gazetteer.walk(words(tokens, at, LONGEST_RUN), |words, value| ends.push(End { words, value }));
                match (u32::try_from(first), u32::try_from(known.ends.len())) {
                    (Ok(first), Ok(end)) => Begun::Names(first, end),
                    _ => Begun::Asked,
                }
            } else {
                Begun::Asked
            };
            known.begun.push(begun);
        }
        known
    }

    /// The longest name of at most so many words that begins at a word: its words and its entries, best known first.
    pub(super) fn longest(&self, at: usize, most: usize) -> Option<(usize, Vec<Entry>)> {
        match *self.begun.get(at)? {
            Begun::Names(first, end) => {
                let ends = self.ends.get(first as usize..end as usize)?;
                let end = ends.iter().rev().find(|end| end.words <= most)?;
                Some((end.words, Gazetteer::bundled_entries(end.value)))
            }
            Begun::Asked => self.lexicon.longest(self.gazetteer, &self.run(at, most)),
        }
    }

    /// The words from `at` on that one name may span, at most so many.
    pub(super) fn run(&self, at: usize, most: usize) -> Vec<&'a str> {
        words(self.tokens, at, most).collect()
    }

    /// How many words one name that begins at `at` may span.
    pub(super) fn run_len(&self, at: usize) -> usize {
        words(self.tokens, at, LONGEST_RUN).count()
    }
}

/// The words that follow each other without punctuation.
fn words<'t, 'a>(tokens: &'t [Token<'a>], at: usize, most: usize) -> impl Iterator<Item = &'a str> + use<'t, 'a> {
    let tokens = tokens.get(at..).unwrap_or_default();
    let joined = |token: &Token<'_>| matches!(token.gap, Gap::Blank | Gap::Hyphen | Gap::Possessive);
    let run = tokens.iter().enumerate().take_while(move |(i, token)| *i == 0 || joined(token));
    run.take(most.min(LONGEST_RUN)).map(|(_, token)| token.text)
}
