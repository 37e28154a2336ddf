//! Those whom an article has named so far, for the pronouns and the short names that mean them.

use super::clause::Clauses;
use rustc_hash::FxHashSet;
use std::cell::RefCell;

/// Letters from which on initials are surely those of a person named before.
const LEAST_INITIALS: usize = 3;

/// The persons named so far, the last one last.
pub(super) struct Cast<'s> {
    named: Vec<String>,
    /// Whether the last sentence spoke of somebody without a name, whom a pronoun would mean.
    nameless: bool,
    /// Whether any sentence did.
    ever: bool,
    /// Those who spoke: who tells of `pria itu` is not he.
    spoke: Vec<String>,
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
            named: Vec::new(),
            nameless: false,
            ever: false,
            spoke: Vec::new(),
            read: &[],
            brought: RefCell::default(),
        }
    }

    /// Remembers a person; a part of a fuller name is that person.
    pub fn meet(&mut self, name: &str) {
        let full = self.full(name);
        self.named.retain(|n| *n != full);
        self.named.push(full);
    }

    /// The fullest form of a name met so far.
    pub fn full(&self, name: &str) -> String {
        let within = |known: &&String| {
            let parts = || known.split_whitespace();
            name.split_whitespace().all(|word| parts().any(|part| part == word)) || are_initials(name, known)
        };
        self.named.iter().rev().find(within).cloned().unwrap_or_else(|| name.to_string())
    }

    /// Whether somebody of the name was met before.
    pub fn knows(&self, name: &str) -> bool {
        self.named.iter().any(|known| known == name)
    }

    /// Notes whether the sentence just read was about somebody without a name.
    pub fn turn(&mut self, nameless: bool) {
        self.nameless = nameless;
        self.ever |= nameless;
    }

    /// Notes that somebody spoke.
    pub fn hear(&mut self, name: &str) {
        self.spoke.push(self.full(name));
    }

    /// The person a pronoun means: the last one named, unless the talk has turned to somebody else.
    pub fn last(&self) -> Option<&str> {
        self.named.last().map(String::as_str).filter(|_| !self.nameless)
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
        let mut told = self.named.iter().filter(|name| !self.spoke.contains(name));
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
        self.named.last().map(String::as_str)
    }

    /// The two persons that `keduanya` means.
    pub fn pair(&self) -> Option<(&str, &str)> {
        let [.., first, second] = self.named.as_slice() else { return None };
        Some((first, second))
    }
}

/// Whether a name is the initials of the words of a fuller one.
fn are_initials(name: &str, full: &str) -> bool {
    let initials = full.split_whitespace().filter_map(|part| part.chars().next());
    initials.clone().eq(name.chars()) && initials.count() >= LEAST_INITIALS
}
