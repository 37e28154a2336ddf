//! Where articles give different figures for one event: both are kept, each with its source.

use super::Analysed;
use super::figures::{Figure, Kind, Word, figures, words};
use super::lexicon::{Class, Lexicon};
use super::merge::{Key, Ties};
use crate::error::Error;
use crate::event::Category;
use crate::lang;
use crate::time::Moment;
use std::collections::{BTreeMap, BTreeSet};

/// One thing of which the articles give different numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// What is counted, such as `tewas` or `kios`.
    pub about: String,
    /// In the order of the documents.
    pub claims: Vec<Claim>,
}

/// One of the numbers, where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub document: usize,
    pub sentence: usize,
    /// The number with its unit, as it is printed.
    pub value: String,
    /// The day of writing, else the day of the event itself.
    pub time: Option<Moment>,
}

/// The conflicts of each event that several documents tell.
///
/// # Errors
/// A malformed pack.
pub fn conflicts(documents: &[Analysed], ties: &Ties) -> Result<BTreeMap<Key, Vec<Conflict>>, Error> {
    if ties.firsts().next().is_none() {
        // Most stories tell nothing twice, and need no words to compare by.
        return Ok(BTreeMap::new());
    }
    let mut lexicons: BTreeMap<&str, Lexicon> = BTreeMap::new();
    for document in documents {
        let code = document.article.lang.as_str();
        if let (false, Some(pack)) = (lexicons.contains_key(code), lang::pack(code)) {
            lexicons.insert(code, Lexicon::from_pack(&pack)?);
        }
    }
    let mut out = BTreeMap::new();
    for first in ties.firsts() {
        let mut by_thing: BTreeMap<String, Vec<(String, Claim)>> = BTreeMap::new();
        for key in std::iter::once(first).chain(ties.members(first)) {
            let Some(document) = documents.get(key.0) else { continue };
            let Some(lexicon) = lexicons.get(document.article.lang.as_str()) else { continue };
            for (about, number, claim) in claims(document, lexicon, key) {
                by_thing.entry(about).or_default().push((number, claim));
            }
        }
        let found: Vec<Conflict> = by_thing.into_iter().filter_map(|(about, told)| differ(about, told)).collect();
        if !found.is_empty() {
            out.insert(first, found);
        }
    }
    Ok(out)
}

/// A conflict, if two documents share no number of the thing; each document speaks by its first one.
fn differ(about: String, told: Vec<(String, Claim)>) -> Option<Conflict> {
    let mut numbers: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for (number, claim) in &told {
        numbers.entry(claim.document).or_default().insert(number);
    }
    let sets: Vec<&BTreeSet<&str>> = numbers.values().collect();
    let apart = sets.iter().enumerate().any(|(at, a)| sets.iter().skip(at + 1).any(|b| a.is_disjoint(b)));
    let mut seen = BTreeSet::new();
    let claims: Vec<Claim> =
        told.iter().filter(|(_, c)| seen.insert(c.document)).map(|(_, claim)| claim.clone()).collect();
    apart.then_some(Conflict { about, claims })
}

/// The figures of an event by what they count, with the number alone.
fn claims(document: &Analysed, lexicon: &Lexicon, key: Key) -> Vec<(String, String, Claim)> {
    let Some(event) = document.events.get(key.1) else { return Vec::new() };
    let article = &document.article;
    let again = document.events.iter().filter(|e| e.same_as == Some(key.1) && e.headline.is_none());
    let mut sentences: BTreeSet<(usize, bool)> = again.map(|e| (e.sentence, false)).collect();
    sentences.insert((event.sentence, false));
    if event.category == Category::Disaster {
        // What a disaster did stands in the next sentence as often as in its own.
        sentences.insert((event.sentence + 1, true));
    }
    let mut out = Vec::new();
    for (sentence, harm_only) in sentences {
        let Some(span) = article.sentences.get(sentence).map(|s| s.span) else { continue };
        let read = words(span.of(&article.text));
        let shut = |at: usize| article.is_quoted(span.start + at);
        let all = figures(&read, lexicon, shut);
        let money = all.iter().filter(|f| f.kind == Kind::Money).count();
        for figure in all.iter().filter(|f| !harm_only || f.kind == Kind::Harm) {
            let single = figure.kind != Kind::Money || money == 1;
            // `ribuan warga` is no number that another one could contradict.
            let counted = figure.short.chars().any(|c| c.is_ascii_digit());
            let Some(about) = about(&read, figure, lexicon).filter(|_| single && counted) else { continue };
            let time = document.dates.dct.moment.or(event.when.bounds.latest);
            let claim = Claim { document: key.0, sentence, value: figure.term.clone(), time };
            let grouped: String = figure.short.chars().filter(|c| !c.is_whitespace()).collect();
            out.push((about, grouped.to_lowercase(), claim));
        }
    }
    out
}

/// What a figure counts: the harm beside it, else its unit; `None` for measures, which may be of anything.
fn about(read: &[Word<'_>], figure: &Figure, lexicon: &Lexicon) -> Option<String> {
    let clause = read.get(figure.words.0)?.clause;
    match figure.kind {
        Kind::Measure => None,
        Kind::Harm => {
            let near = |at: &usize| at.abs_diff(figure.words.0);
            let harm = |at: &usize| {
                read.get(*at).is_some_and(|w| w.clause == clause && lexicon.is(Class::Harm, &w.text.to_lowercase()))
            };
            let word = read.get((0..read.len()).filter(harm).min_by_key(near)?)?.text.to_lowercase();
            Some(lexicon.harms.get(word.as_str()).map_or(word.clone(), |group| (*group).to_string()))
        }
        Kind::Magnitude | Kind::Money => {
            let bare =
                |word: &str| word.trim_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')).to_lowercase();
            let unit: Vec<String> = figure.term.split_whitespace().map(bare).filter(|w| !w.is_empty()).collect();
            Some(unit.join(" ")).filter(|unit| !unit.is_empty())
        }
        Kind::People | Kind::Thing => Some(figure.term.split_whitespace().last()?.to_lowercase()),
    }
}
