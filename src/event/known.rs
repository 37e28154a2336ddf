//! What the tables hold of each word and phrase, looked up once for each token: what the stages of this room ask of a word
//! is then a field and no search.

use super::RelationKind;
use super::lexicon::{EventLexicon, Mood, Reporting, Small, Trigger};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// Words of the longest phrase that a table may hold.
const LONGEST_PHRASE: usize = 4;

/// What the tables hold of one word or phrase.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub trigger: Option<Trigger>,
    pub reporting: Option<Reporting>,
    pub mood: Option<Mood>,
    /// A subordinator, which joins two events of a sentence.
    pub relation: Option<RelationKind>,
    /// An adverb that relates a sentence to the one before.
    pub adverb: Option<RelationKind>,
    /// A preposition that joins two events where a happening's noun follows.
    pub sequel: Option<RelationKind>,
    /// A connective of cause: whether the clause behind it is the cause.
    pub cause: Option<bool>,
    /// It opens a clause of contrast, cause, condition or purpose.
    pub breaks: bool,
    /// It makes a sentence the result of the one before.
    pub result: bool,
    /// No label may end on it.
    pub function: bool,
    pub title: bool,
    /// A rank, behind which a person's name stands.
    pub rank: bool,
    /// A title that names its field before a person.
    pub field_title: bool,
    /// It begins or ends the name of an organisation.
    pub organisation: bool,
    classes: u64,
    /// Words of the longest entry that the word begins; 0 where it begins none.
    reach: usize,
}

/// The entry of a word that stands in no table, as most words of an article.
pub(super) static NOTHING: Entry = Entry {
    trigger: None,
    reporting: None,
    mood: None,
    relation: None,
    adverb: None,
    sequel: None,
    cause: None,
    breaks: false,
    result: false,
    function: false,
    title: false,
    rank: false,
    field_title: false,
    organisation: false,
    classes: 0,
    reach: 0,
};

impl Entry {
    /// Whether it belongs to a class of small words.
    pub fn is(&self, class: Small) -> bool {
        self.classes & bit(class) != 0
    }

    /// How a connective that opens a clause or a happening's noun relates the two.
    pub fn connective(&self) -> Option<RelationKind> {
        self.relation.or(self.sequel)
    }

    /// Whether it is a connective that opens a clause.
    pub fn connects(&self) -> bool {
        self.relation.is_some() || self.breaks
    }

    /// Whether it is a verb that tells of a happening, at least so surely.
    pub fn is_verb(&self, weight: i32) -> bool {
        self.trigger.is_some_and(|t| !t.noun && t.weight >= weight)
    }
}

fn bit(class: Small) -> u64 {
    1 << (class as u32)
}

/// All words and phrases of the tables, and the pairs of words that begin one of several.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    entries: FxHashMap<String, Entry>,
    pairs: FxHashSet<u64>,
}

impl Index {
    /// What the tables hold of a single word.
    pub fn word(&self, word: &str) -> &Entry {
        self.entries.get(word).unwrap_or(&NOTHING)
    }

    /// The phrases that the first of `words` begins, with their lengths, the longest first.
    pub fn phrases<'w>(&self, first: &Entry, mut words: impl Iterator<Item = &'w str>) -> Box<[(usize, &Entry)]> {
        let mut out = Vec::new();
        let Some((one, two)) = words.next().zip(words.next()).filter(|_| first.reach > 1) else {
            return Box::default();
        };
        // Where no entry begins with the two, nothing longer is worth looking for.
        if !self.pairs.contains(&pair(one, two)) {
            return Box::default();
        }
        let mut joined = format!("{one} {two}");
        for length in 2..=first.reach {
            out.extend(self.entries.get(joined.as_str()).map(|entry| (length, entry)));
            let Some(next) = words.next() else { break };
            joined.push(' ');
            joined.push_str(next);
        }
        out.reverse();
        out.into_boxed_slice()
    }
}

/// A mark of two words; that other words may share it costs only a look in vain.
fn pair(one: &str, two: &str) -> u64 {
    let mut hasher = FxHasher::default();
    (one, two).hash(&mut hasher);
    hasher.finish()
}

impl Index {
    /// Enters a word or phrase, which makes its first word one that is worth looking behind.
    fn enter(&mut self, entry: &str) -> &mut Entry {
        let Some((first, rest)) = entry.split_once(' ') else {
            let word = self.of(entry);
            word.reach = word.reach.max(1);
            return word;
        };
        if !first.is_empty() {
            self.pairs.extend(rest.split(' ').next().map(|second| pair(first, second)));
            let reach = entry.split(' ').count().min(LONGEST_PHRASE);
            let first = self.of(first);
            first.reach = first.reach.max(reach);
        }
        self.of(entry)
    }

    fn of(&mut self, entry: &str) -> &mut Entry {
        self.entries.entry(entry.to_string()).or_insert_with(|| NOTHING.clone())
    }
}

/// Every word and phrase of the lexicon, with all that is known of it.
pub(super) fn index(lexicon: &EventLexicon) -> Index {
    let mut index = Index::default();
    lexicon.triggers.iter().for_each(|(word, trigger)| index.enter(word).trigger = Some(*trigger));
    lexicon.reporting.iter().for_each(|(word, form)| index.enter(word).reporting = Some(*form));
    lexicon.modality.iter().for_each(|(word, mood)| index.enter(word).mood = Some(*mood));
    lexicon.relations.iter().for_each(|(word, kind)| index.enter(word).relation = Some(*kind));
    lexicon.adverbs.iter().for_each(|(word, kind)| index.enter(word).adverb = Some(*kind));
    lexicon.sequels.iter().for_each(|(word, kind)| index.enter(word).sequel = Some(*kind));
    lexicon.causes.iter().for_each(|(word, is_cause)| index.enter(word).cause = Some(*is_cause));
    lexicon.breaks.iter().for_each(|word| index.enter(word).breaks = true);
    lexicon.results.iter().for_each(|word| index.enter(word).result = true);
    lexicon.titles.iter().for_each(|word| index.enter(word).title = true);
    lexicon.ranks.iter().for_each(|word| index.enter(word).rank = true);
    lexicon.field_titles.iter().for_each(|word| index.enter(word).field_title = true);
    for (word, classes) in &lexicon.small {
        index.enter(word).classes = classes.iter().fold(0, |all, class| all | bit(*class));
    }
    lexicon.function.iter().for_each(|word| index.of(word).function = true);
    lexicon.organisations.iter().for_each(|word| index.of(word).organisation = true);
    index
}
