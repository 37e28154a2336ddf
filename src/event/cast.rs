//! Those whom an article has named so far, for the pronouns and the short names that mean them.

use super::clause::Clauses;
use super::known::Entry;
use super::lexicon::Small;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Letters from which on initials are surely those of a person named before.
const LEAST_INITIALS: usize = 3;

/// The persons named so far, the last one last.
pub(super) struct Cast<'s> {
    /// Names by the turn at which each was last told.
    named: BTreeMap<usize, String>,
    /// The turn of each name.
    turns: FxHashMap<String, usize>,
    /// The turns of the names that hold a word, in their order.
    words: FxHashMap<String, Vec<usize>>,
    /// The turn of the last name with these initials.
    initials: FxHashMap<String, usize>,
    /// The turn of the next name.
    next: usize,
    /// Whether the last sentence spoke of somebody without a name, whom a pronoun would mean.
    nameless: bool,
    /// Whether any sentence did.
    ever: bool,
    /// By which pronoun, he or she, each was meant.
    sexes: RefCell<FxHashMap<String, Small>>,
    /// Those who spoke: who tells of `pria itu` is not he.
    spoke: FxHashSet<String>,
    /// The sentences before, in which somebody without a name may have been brought in (`seorang wanita`).
    read: &'s [Clauses<'s>],
    /// How many of these were asked for the words that bring somebody in, and the words: each once, and none in a text
    /// without `pria itu`.
    brought: RefCell<(usize, FxHashSet<&'s str>)>,
}

impl<'s> Cast<'s> {
    /// Nobody yet.
    pub fn new() -> Self {
        Self {
            named: BTreeMap::new(),
            turns: FxHashMap::default(),
            words: FxHashMap::default(),
            initials: FxHashMap::default(),
            next: 0,
            nameless: false,
            ever: false,
            sexes: RefCell::default(),
            spoke: FxHashSet::default(),
            read: &[],
            brought: RefCell::default(),
        }
    }

    /// Remembers a person; a part of a fuller name is that person.
    pub fn meet(&mut self, name: &str) {
        let full = self.full(name);
        let (before, turn) = (self.turns.insert(full.clone(), self.next), self.next);
        self.next += 1;
        before.and_then(|before| self.named.remove(&before));
        for word in full.split_whitespace() {
            let list = self.words.entry(word.to_string()).or_default();
            // A list is in order, so that the turn before is found by halving.
            if let Some(at) = before.and_then(|before| list.binary_search(&before).ok()) {
                list.remove(at);
            }
            if list.last() != Some(&turn) {
                list.push(turn);
            }
        }
        if full.split_whitespace().nth(LEAST_INITIALS - 1).is_some() {
            let letters = full.split_whitespace().filter_map(|part| part.chars().next());
            self.initials.insert(letters.collect(), turn);
        }
        self.named.insert(turn, full);
    }

    /// The fullest form of a name met so far.
    pub fn full(&self, name: &str) -> String {
        // A name is looked for where its rarest word stands: in a text of very many names that is in few of them.
        let lists = || name.split_whitespace().map(|word| self.words.get(word).map_or(&[][..], Vec::as_slice));
        let within = |turn: &&usize| lists().all(|list| list.binary_search(turn).is_ok());
        let rarest = lists().min_by_key(|list| list.len());
        // `KPK` is not its spokesman, though his name was told with it.
        let letters = name.chars().count() > 1 && name.chars().all(char::is_uppercase);
        let part = match rarest {
            _ if letters => self.turns.get(name),
            Some(rarest) => rarest.iter().rev().find(within),
            None => self.named.keys().next_back(),
        };
        let short = self.initials.get(name);
        let known = part.max(short).and_then(|turn| self.named.get(turn));
        known.map_or_else(|| name.to_string(), String::clone)
    }

    /// Whether somebody of the name was met before.
    pub fn knows(&self, name: &str) -> bool {
        self.turns.contains_key(name)
    }

    /// Notes whether the sentence just read was about somebody without a name.
    pub fn turn(&mut self, nameless: bool) {
        self.nameless = nameless;
        self.ever |= nameless;
    }

    /// Notes that somebody spoke.
    pub fn hear(&mut self, name: &str) {
        self.spoke.insert(self.full(name));
    }

    /// The person a pronoun means: the last one named, unless the talk has turned to somebody else, or a pronoun of the other
    /// sex meant that one before.
    pub fn meant(&self, pronoun: &Entry) -> Option<&str> {
        let sex = [Small::Feminine, Small::Masculine].into_iter().find(|&sex| pronoun.is(sex));
        let (_, name) = self.named.last_key_value().filter(|_| !self.nameless)?;
        if let Some(sex) = sex {
            let known = *self.sexes.borrow_mut().entry(name.clone()).or_insert(sex);
            return Some(name.as_str()).filter(|_| known == sex);
        }
        Some(name.as_str())
    }

    /// Notes the sentences that were read.
    pub fn read(&mut self, sentences: &'s [Clauses<'s>]) {
        self.read = sentences;
    }

    /// The one person told of, if there is no other whom `pria itu` could mean: neither a second name nor a `pria` told of
    /// before.
    pub fn only(&self, noun: &str) -> Option<&str> {
        if self.ever || self.is_brought(noun) {
            return None;
        }
        let mut told = self.named.values().filter(|name| !self.spoke.contains(*name));
        told.next().filter(|_| told.next().is_none()).map(String::as_str)
    }

    /// Whether a noun of the sentences before may have brought somebody in.
    fn is_brought(&self, noun: &str) -> bool {
        let mut brought = self.brought.borrow_mut();
        let (asked, words) = &mut *brought;
        for sentence in self.read.get(*asked..).unwrap_or_default() {
            words.extend(sentence.brings_in());
        }
        *asked = self.read.len();
        words.contains(noun)
    }

    /// The person last named, whom `katanya` means whatever stands between.
    pub fn latest(&self) -> Option<&str> {
        self.named.values().next_back().map(String::as_str)
    }

    /// The two persons that `keduanya` means.
    pub fn pair(&self) -> Option<(&str, &str)> {
        let mut last = self.named.values().rev();
        let (second, first) = (last.next()?, last.next()?);
        Some((first, second))
    }
}
