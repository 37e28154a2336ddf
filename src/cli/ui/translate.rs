//! English sentences to another language.
//!
//! Each row of a pack's `ui.tsv` is a message under a key, with `{0}`, `{1}` … where something is filled in. A sentence
//! is looked for among the English rows; what fills it is taken out and put into the other language's row, after it was
//! translated itself where it is a message too. So the rooms need not know that there are other languages, and a
//! sentence that nobody translated yet is told in English rather than not at all.

use crate::lang::{self, Words};
use std::collections::BTreeMap;

/// The table of messages in a pack.
pub(super) const TABLE: &str = "ui.tsv";
/// The language in which the rooms speak.
const OWN: &str = "en";
/// Begins the keys of messages that quote the words of somebody else, which are never touched.
const QUOTING: &str = "raw-";
/// Messages within messages within messages; deeper there is none.
const DEEPEST: usize = 6;

/// A part of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(String),
    Slot(usize),
}

/// A message with slots.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Template(Vec<Piece>);

impl Template {
    fn read(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let slot = after.split_once('}').and_then(|(number, more)| Some((number.parse().ok()?, more)));
            words.push_str(before);
            match slot {
                Some((number, more)) => {
                    if !words.is_empty() {
                        pieces.push(Piece::Words(std::mem::take(&mut words)));
                    }
                    pieces.push(Piece::Slot(number));
                    rest = more;
                }
                None => {
                    words.push('{');
                    rest = after;
                }
            }
        }
        words.push_str(rest);
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        Self(pieces)
    }

    /// Letters that are the template's own: the more, the less it can be taken for another.
    fn weight(&self) -> usize {
        let own = self.0.iter().map(|piece| match piece {
            Piece::Words(words) => words.chars().filter(|c| c.is_alphabetic()).count(),
            Piece::Slot(_) => 0,
        });
        own.sum()
    }

    /// What fills the slots of a sentence of this form; `None` for another sentence.
    fn fill_of<'s>(&self, sentence: &'s str) -> Option<BTreeMap<usize, &'s str>> {
        let mut filled = BTreeMap::new();
        let mut rest = sentence;
        let mut open: Option<usize> = None;
        let last = self.0.len().saturating_sub(1);
        for (at, piece) in self.0.iter().enumerate() {
            match (piece, open) {
                (Piece::Slot(number), None) => open = Some(*number),
                // Two slots that touch cannot be told apart.
                (Piece::Slot(_), Some(_)) => return None,
                (Piece::Words(words), None) => rest = rest.strip_prefix(words.as_str())?,
                (Piece::Words(words), Some(number)) => {
                    // The last words end the sentence, wherever else they stand.
                    let found =
                        if at == last { rest.len().checked_sub(words.len())? } else { rest.find(words.as_str())? };
                    let (inside, after) = rest.split_at_checked(found)?;
                    rest = after.strip_prefix(words.as_str())?;
                    filled.insert(number, inside);
                    open = None;
                }
            }
        }
        match open {
            Some(number) => filled.insert(number, rest),
            None if !rest.is_empty() => return None,
            None => None,
        };
        Some(filled)
    }
}

/// The way from English to one language.
#[derive(Debug, Clone)]
pub struct Translation {
    /// English and the other language, the longest first, and whether what fills it is somebody's own words.
    rows: Vec<(Template, Template, bool)>,
}

impl Translation {
    /// The way to a language; `None` where its pack has no messages.
    pub fn to(code: &str) -> Option<Self> {
        let table = |code: &str| Words::from_pack(&lang::pack(code)?, TABLE).ok();
        let (from, to) = (table(OWN)?, table(code)?);
        let known: Vec<&str> = to.keys().collect();
        let rows = from.keys().filter(|key| known.contains(key));
        let mut rows: Vec<(Template, Template, bool)> = rows
            .map(|key| (Template::read(from.get(key)), Template::read(to.get(key)), key.starts_with(QUOTING)))
            .collect();
        rows.sort_by_key(|(own, ..)| std::cmp::Reverse(own.weight()));
        Some(Self { rows })
    }

    /// A sentence in the other language, as far as its parts are known.
    pub fn sentence(&self, sentence: &str) -> String {
        self.turn(sentence, 0).unwrap_or_else(|| sentence.to_string())
    }

    /// `None` where no part of the sentence is known.
    fn turn(&self, sentence: &str, depth: usize) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        if let Some(whole) = self.whole(sentence, depth) {
            return Some(whole);
        }
        // `article.txt: line 3, column 1: the row has no label`: names and places come before a message.
        let (head, tail) = sentence.split_once(": ")?;
        let (new_head, new_tail) = (self.whole(head, depth + 1), self.turn(tail, depth));
        if new_head.is_none() && new_tail.is_none() {
            return None;
        }
        Some(format!("{}: {}", new_head.as_deref().unwrap_or(head), new_tail.as_deref().unwrap_or(tail)))
    }

    /// A sentence that is one row as a whole.
    fn whole(&self, sentence: &str, depth: usize) -> Option<String> {
        let (filled, to, quotes) =
            self.rows.iter().find_map(|(from, to, quotes)| Some((from.fill_of(sentence)?, to, *quotes)))?;
        let pieces = to.0.iter().map(|piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Slot(number) => {
                let inside = filled.get(number).copied().unwrap_or_default();
                let turned = if quotes { None } else { self.turn(inside, depth + 1) };
                turned.unwrap_or_else(|| inside.to_string())
            }
        });
        Some(pieces.collect())
    }
}

#[cfg(test)]
#[path = "translate_tests.rs"]
mod tests;
