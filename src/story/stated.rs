//! What an editor states about whole events, beside what the text says of them.

use super::Key;
use std::collections::{BTreeMap, BTreeSet};

/// The statements about the events of one article, by their index; empty where nobody edited it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stated {
    /// Rank among the events of a day, the lowest first.
    pub order: BTreeMap<usize, i64>,
    /// Events that a picture shows even where it has no room for all, and never as a repeat of another.
    pub keep: BTreeSet<usize>,
    /// Events that are not one with any of another article.
    pub apart: BTreeSet<usize>,
    /// Events with a date, place, label or certainty that no other article's telling may overrule.
    pub edited: BTreeSet<usize>,
    /// Events that an editor named, whatever the language of the graphic.
    pub labelled: BTreeSet<usize>,
    /// Events that tell again what one of another article tells.
    pub same: BTreeMap<usize, Key>,
}

impl Stated {
    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
