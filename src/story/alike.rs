//! How much two texts share: words for events, stretches of words for copies, weighted words for articles.

use super::Analysed;
use std::collections::{BTreeMap, BTreeSet};

/// Shorter words are mostly function words, in every language that a pack reads.
const SHORTEST_WORD: usize = 4;
/// Words in one stretch: long enough that two writers do not meet by chance.
const STRETCH: usize = 5;
/// Share of common stretches from which an article is a copy of another one.
const COPY: f64 = 0.5;
/// Sentences of the lead that tell what an article is about.
const LEAD: usize = 2;

/// The longer words of a text, lower case.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    every_word(text).into_iter().filter(|word| word.chars().count() >= SHORTEST_WORD).collect()
}

fn every_word(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The share of the smaller set that stands in the other one.
pub(super) fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let least = a.len().min(b.len());
    if least == 0 { 0.0 } else { a.intersection(b).count() as f64 / least as f64 }
}

/// For each document the first earlier one of which it is a copy with few changes.
pub(super) fn copies(documents: &[Analysed]) -> Vec<Option<usize>> {
    let stretches: Vec<BTreeSet<String>> = documents.iter().map(stretches).collect();
    // A stretch leads to the documents that have it, so that strangers are never compared.
    let mut seen: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut out = Vec::with_capacity(documents.len());
    for (at, own) in stretches.iter().enumerate() {
        let mut common: BTreeMap<usize, usize> = BTreeMap::new();
        for stretch in own {
            let holders = seen.entry(stretch.as_str()).or_default();
            for &earlier in holders.iter() {
                *common.entry(earlier).or_default() += 1;
            }
            holders.push(at);
        }
        let is_copy = |(&earlier, &shared): (&usize, &usize)| {
            let least = stretches.get(earlier).map_or(0, BTreeSet::len).min(own.len());
            (least > 0 && shared as f64 / least as f64 >= COPY).then_some(earlier)
        };
        out.push(common.iter().find_map(is_copy));
    }
    out
}

fn stretches(document: &Analysed) -> BTreeSet<String> {
    let article = &document.article;
    let body: Vec<String> = article.sentences.iter().flat_map(|s| every_word(s.span.of(&article.text))).collect();
    body.windows(STRETCH).map(|window| window.join(" ")).collect()
}

/// Title and lead of each document as weighted words.
pub(super) struct Leads(Vec<BTreeMap<String, f64>>);

impl Leads {
    pub fn of(documents: &[Analysed]) -> Self {
        let told: Vec<BTreeSet<String>> = documents.iter().map(lead).collect();
        let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
        for word in told.iter().flatten() {
            *holders.entry(word).or_default() += 1;
        }
        let all = told.len() as f64;
        let weight = |word: &String| {
            let with = holders.get(word.as_str()).copied().unwrap_or(1) as f64;
            (1.0 + all / with).ln()
        };
        Self(told.iter().map(|set| set.iter().map(|word| (word.clone(), weight(word))).collect()).collect())
    }

    /// The cosine of two leads, from 0 to 1.
    pub fn likeness(&self, a: usize, b: usize) -> f64 {
        let (Some(a), Some(b)) = (self.0.get(a), self.0.get(b)) else { return 0.0 };
        let length = |lead: &BTreeMap<String, f64>| lead.values().map(|w| w * w).sum::<f64>().sqrt();
        let shared: f64 = a.iter().filter_map(|(word, w)| Some(w * b.get(word)?)).sum();
        let lengths = length(a) * length(b);
        if lengths > 0.0 { shared / lengths } else { 0.0 }
    }
}

fn lead(document: &Analysed) -> BTreeSet<String> {
    let article = &document.article;
    let mut out = words(article.title.as_deref().unwrap_or_default());
    for sentence in article.sentences.iter().take(LEAD) {
        out.extend(words(sentence.span.of(&article.text)));
    }
    out
}
