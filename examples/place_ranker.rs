//! Tries a learned ranker against the hand-set weights of the place resolver.
//!
//! `cargo run --release --example place_ranker -- TRAIN.jsonl… [--told TEXTS.jsonl…] [--measure OTHER.jsonl…]`
//!
//! Each line of a file is one article: `text`, optionally `lang`, `publisher`, and `places` with `start`, `end` (code
//! points), `lat`, `lon`. Every second article trains and the others measure; the files after `--measure` measure only.
//! The files after `--told` need no `places`: where the text itself says which place a name means (a larger place beside
//! it, here or elsewhere in the article), that place is the answer, and the reason that says so is hidden. The ranker is linear over the reasons that the resolver tells of each candidate: it learns one
//! factor for each kind of reason, and 1 leaves the hand-set weight as it is. Loss: cross-entropy over the candidates of
//! a mention, with a pull towards 1. A candidate is right within 161 km of the annotated point.

use geo::{Distance, Haversine, Point};
use linimasa::pipeline;
use linimasa::place::{self, Candidate, Gazetteer, PlaceLexicon, PlaceMention};
use linimasa::text::{self, CharIndex, Input, TextLexicon};
use std::collections::BTreeMap;

/// The distance that toponym resolution counts as right.
const RIGHT_METRES: f64 = 161_000.0;
const ROUNDS: usize = 2_000;
const STEP: f64 = 0.05;
/// Strengths of the pull towards the hand-set weights that are tried.
const PULLS: [f64; 4] = [0.001, 0.01, 0.1, 1.0];

/// Reasons that say outright which place a name means.
const TOLD: [&str; 2] = ["containment", "one-sense"];

/// What a file is read for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Annotated,
    Told,
    Measure,
}

/// One candidate: its reasons by kind, and whether it is the right place.
struct Choice {
    reasons: Vec<(usize, f64)>,
    right: bool,
}

/// A mention with several candidates, some right and some wrong.
type Mention = Vec<Choice>;

/// The mentions of a file's two halves.
#[derive(Default)]
struct Corpus {
    train: Vec<Mention>,
    held: Vec<Mention>,
}

struct Lexicons {
    texts: TextLexicon,
    places: PlaceLexicon,
}

fn lexicons(code: &str) -> Result<Lexicons, linimasa::error::Error> {
    let pack = pipeline::pack(code)?;
    Ok(Lexicons { texts: TextLexicon::from_pack(&pack)?, places: PlaceLexicon::from_pack(&pack)? })
}

fn read(
    path: &str,
    how: Use,
    all: &mut BTreeMap<String, Lexicons>,
    kinds: &mut Vec<&'static str>,
) -> Result<Corpus, Box<dyn std::error::Error>> {
    let mut corpus = Corpus::default();
    for (number, line) in std::fs::read_to_string(path)?.lines().enumerate() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().unwrap_or_default().to_string();
        let lang = record["lang"].as_str().or_else(|| text::detect_language(&text)).unwrap_or("en").to_string();
        if !all.contains_key(&lang) {
            all.insert(lang.clone(), lexicons(&lang)?);
        }
        let words = &all[&lang];
        let publisher = record["publisher"].as_str().map(str::to_string);
        let (article, _) = text::read(Input { text, publisher, ..Input::default() }, &words.texts)?;
        let (found, _) = place::resolve(&article, Gazetteer::bundled(), &words.places);
        let index = CharIndex::new(&article.text);
        let mentions = if number % 2 == 0 { &mut corpus.train } else { &mut corpus.held };
        if how == Use::Told {
            mentions.extend(found.iter().filter_map(|mention| told(mention, kinds)));
            continue;
        }
        for gold in record["places"].as_array().into_iter().flatten() {
            let (Some(lat), Some(lon)) = (gold["lat"].as_f64(), gold["lon"].as_f64()) else { continue };
            let at = |byte| Some(index.chars_before(byte) as u64);
            let same = |m: &&PlaceMention| {
                at(m.span.start) == gold["start"].as_u64() && at(m.span.end) == gold["end"].as_u64()
            };
            let mention = found.iter().find(same).and_then(|m| choices(m, Point::new(lon, lat), &[], kinds));
            mentions.extend(mention);
        }
    }
    Ok(corpus)
}

/// The candidates of a mention, where some are right and some wrong, without the reasons that are hidden.
fn choices(
    mention: &PlaceMention,
    gold: Point<f64>,
    hidden: &[&str],
    kinds: &mut Vec<&'static str>,
) -> Option<Mention> {
    let near = |p: Point<f64>| Haversine.distance(p, gold) <= RIGHT_METRES;
    let choice = |candidate: &Candidate| {
        let shown = candidate.evidence.iter().filter(|e| !hidden.contains(&e.name));
        let reasons = shown.map(|e| (kind(kinds, e.name), e.weight)).collect();
        Choice { reasons, right: candidate.place.point.is_some_and(near) }
    };
    let all: Mention = mention.candidates.iter().map(choice).collect();
    (all.iter().any(|c| c.right) && all.iter().any(|c| !c.right)).then_some(all)
}

/// The same for a name that the text explains.
fn told(mention: &PlaceMention, kinds: &mut Vec<&'static str>) -> Option<Mention> {
    let point = mention.place.as_ref()?.point?;
    let best = mention.candidates.first()?;
    let says = best.evidence.iter().any(|e| TOLD.contains(&e.name));
    if says { choices(mention, point, &TOLD, kinds) } else { None }
}

fn kind(kinds: &mut Vec<&'static str>, name: &'static str) -> usize {
    kinds.iter().position(|known| *known == name).unwrap_or_else(|| {
        kinds.push(name);
        kinds.len() - 1
    })
}

fn score(choice: &Choice, factors: &[f64]) -> f64 {
    choice.reasons.iter().map(|(kind, weight)| factors[*kind] * weight).sum()
}

/// How many mentions have a right candidate first.
fn right(mentions: &[Mention], factors: &[f64]) -> usize {
    let first = |m: &&Mention| {
        let best =
            m.iter().enumerate().max_by(|a, b| score(a.1, factors).total_cmp(&score(b.1, factors)).then(b.0.cmp(&a.0)));
        best.is_some_and(|(_, choice)| choice.right)
    };
    mentions.iter().filter(first).count()
}

/// Descends the gradient of the loss over all mentions at once.
fn train(mentions: &[Mention], kinds: usize, pull: f64) -> Vec<f64> {
    let mut factors = vec![1.0; kinds];
    for _ in 0..ROUNDS {
        let mut slope: Vec<f64> = factors.iter().map(|f| pull * (f - 1.0)).collect();
        for mention in mentions {
            let scores: Vec<f64> = mention.iter().map(|c| score(c, &factors)).collect();
            let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let odds: Vec<f64> = scores.iter().map(|s| (s - most).exp()).collect();
            let all: f64 = odds.iter().sum();
            let good: f64 = odds.iter().zip(mention).filter(|(_, c)| c.right).map(|(o, _)| o).sum();
            for (choice, odd) in mention.iter().zip(&odds) {
                let wanted = if choice.right { odd / good.max(f64::MIN_POSITIVE) } else { 0.0 };
                for (kind, weight) in &choice.reasons {
                    slope[*kind] += (odd / all - wanted) * weight / mentions.len() as f64;
                }
            }
        }
        factors.iter_mut().zip(&slope).for_each(|(factor, slope)| *factor -= STEP * slope);
    }
    factors
}

fn share(right: usize, all: usize) -> String {
    format!("{right}/{all} ({:.1} %)", 100.0 * right as f64 / all.max(1) as f64)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut kinds, mut all) = (Vec::new(), BTreeMap::new());
    let mut own: Vec<Mention> = Vec::new();
    let mut sets: Vec<(String, Vec<Mention>)> = Vec::new();
    let mut how = Use::Annotated;
    for path in std::env::args().skip(1) {
        match path.as_str() {
            "--measure" => how = Use::Measure,
            "--told" => how = Use::Told,
            _ => {
                let corpus = read(&path, how, &mut all, &mut kinds)?;
                println!("{path}: {} and {} mentions", corpus.train.len(), corpus.held.len());
                if how == Use::Measure {
                    sets.push((path, corpus.train.into_iter().chain(corpus.held).collect()));
                } else {
                    own.extend(corpus.train);
                    sets.push((format!("held-back half of {path}"), corpus.held));
                }
            }
        }
    }
    let hand = vec![1.0; kinds.len()];
    println!("hand-set: training half {}", share(right(&own, &hand), own.len()));
    for (name, mentions) in &sets {
        println!("hand-set: {name} {}", share(right(mentions, &hand), mentions.len()));
    }
    for pull in PULLS {
        let factors = train(&own, kinds.len(), pull);
        println!("pull {pull}: training half {}", share(right(&own, &factors), own.len()));
        for (name, mentions) in &sets {
            println!("pull {pull}: {name} {}", share(right(mentions, &factors), mentions.len()));
        }
        let told: Vec<String> = kinds.iter().zip(&factors).map(|(name, f)| format!("{name} {f:.2}")).collect();
        println!("pull {pull}: factors {}", told.join(", "));
    }
    Ok(())
}
