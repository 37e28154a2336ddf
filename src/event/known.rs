//! What the tables hold of a single word, looked up once for each token: most words of an article stand in no table,
//! and then nothing has to be asked of any.

use super::lexicon::{EventLexicon, Small};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// Words of the longest phrase that a table may hold.
pub(super) const LONGEST_PHRASE: usize = 4;

/// What the tables hold of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    /// Words of the longest entry that the word begins; 0 where it begins none.
    pub reach: usize,
    classes: u64,
}

impl Known {
    /// Whether the word by itself belongs to a class of small words.
    pub fn is(self, class: Small) -> bool {
        self.classes & bit(class) != 0
    }
}

fn bit(class: Small) -> u64 {
    1 << (class as u32)
}

/// The words that begin an entry, and the pairs of words that begin one of several.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    words: FxHashMap<String, Known>,
    pairs: FxHashSet<u64>,
}

impl Index {
    /// What the tables hold of a word that `next` follows. Where no entry begins with the two, nothing longer than the
    /// word is worth looking for.
    pub fn known(&self, word: &str, next: Option<&str>) -> Known {
        let Some(mut known) = self.words.get(word).copied() else { return Known::default() };
        if known.reach > 1 && !next.is_some_and(|next| self.pairs.contains(&pair(word, next))) {
            known.reach = 1;
        }
        known
    }
}

/// A mark of two words; that other words may share it costs only a look in vain.
fn pair(one: &str, two: &str) -> u64 {
    let mut hasher = FxHasher::default();
    (one, two).hash(&mut hasher);
    hasher.finish()
}

/// Every first word of an entry, with what is known of it.
pub(super) fn index(lexicon: &EventLexicon) -> Index {
    let Index { words: mut out, mut pairs } = Index::default();
    let mut enter = |entry: &str| {
        let mut parts = entry.split(' ');
        let Some(first) = parts.next().filter(|first| !first.is_empty()) else { return };
        pairs.extend(parts.next().map(|second| pair(first, second)));
        let known = out.entry(first.to_string()).or_default();
        known.reach = known.reach.max(entry.split(' ').count().min(LONGEST_PHRASE));
    };
    let maps = [&lexicon.relations, &lexicon.adverbs, &lexicon.sequels];
    lexicon.triggers.keys().for_each(|word| enter(word));
    lexicon.reporting.keys().for_each(|word| enter(word));
    lexicon.modality.keys().for_each(|word| enter(word));
    maps.iter().flat_map(|map| map.keys()).for_each(|word| enter(word));
    lexicon.breaks.iter().chain(&lexicon.results).for_each(|word| enter(word));
    lexicon.titles.iter().chain(&lexicon.field_titles).for_each(|word| enter(word));
    lexicon.small.keys().for_each(|word| enter(word));
    for (word, classes) in &lexicon.small {
        if let Some(known) = out.get_mut(*word) {
            known.classes = classes.iter().fold(0, |all, class| all | bit(*class));
        }
    }
    Index { words: out, pairs }
}
