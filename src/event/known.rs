//! What the tables hold of a single word, looked up once for each token: most words of an article stand in no table,
//! and then nothing has to be asked of any.

use super::lexicon::{EventLexicon, Small};
use rustc_hash::FxHashMap;

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

/// Every first word of an entry, with what is known of it.
pub(super) fn index(lexicon: &EventLexicon) -> FxHashMap<String, Known> {
    let mut out: FxHashMap<String, Known> = FxHashMap::default();
    let mut enter = |entry: &str| {
        let Some(first) = entry.split(' ').next().filter(|first| !first.is_empty()) else { return };
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
    out
}
