//! Events of a result by words, time and place.

use super::{Folder, Manifest, Shard, lines};
use crate::error::Error;
use crate::place::{Gazetteer, Place, PlaceClass};
use crate::time;
use chrono::NaiveDate;
use rustc_hash::FxHasher;
use serde_json::{Map, Value, json};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::path::Path;

/// Letters from which a word stands for longer ones that begin with it too: shorter ones begin too many others.
const LEAST_STEM: usize = 5;
/// What it is worth that all words stand in the label of an event, or in its sentence, or that it has a date: a label
/// is what the picture prints, and an event without a date stands at its edge.
const IN_LABEL: f64 = 1.0;
const IN_SENTENCE: f64 = 0.5;
const DATED: f64 = 0.5;

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Folded.
    words: Vec<String>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    place: Option<Within>,
    /// At most so many events are picked.
    pub limit: usize,
}

/// A place, and what lies in it.
#[derive(Debug, Clone)]
struct Within {
    name: String,
    known: Option<Place>,
}

/// One event that was picked.
#[derive(Debug, Clone)]
pub struct Picked {
    score: f64,
    /// Number of the shard, line of the document and place in the shard, which is the order of the archive.
    at: (u64, u64, usize),
    event: Map<String, Value>,
}

/// What a shard holds of what is looked for.
#[derive(Debug, Clone)]
pub struct Found {
    best: Vec<Picked>,
    /// The marks of all events, the best among them.
    told: BTreeSet<u64>,
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

impl Query {
    /// A query of words, each of which an event must tell; case, accents and signs do not matter.
    ///
    /// # Errors
    /// Words without a letter or a figure.
    pub fn new(about: &str, limit: usize) -> Result<Self, Error> {
        let words: Vec<String> =
            Gazetteer::fold(about).split(' ').map(str::to_string).filter(|w| !w.is_empty()).collect();
        if words.is_empty() {
            return Err(Error::new("usage", format!("--about {about:?} has no word; write what the events are about")));
        }
        Ok(Self { words, limit, ..Self::default() })
    }

    /// Events in this place alone: there itself, or in the country or province that it is.
    /// Returns whether the gazetteer knows such a place; where it does not, only events whose place has just this name count.
    pub fn in_place(&mut self, name: &str, gazetteer: &Gazetteer) -> bool {
        let known = gazetteer.show(name);
        let found = known.is_some();
        self.place = Some(Within { name: Gazetteer::fold(name), known });
        found
    }

    /// The words, for the name of a file.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// What an event is worth; `None` where it is not what is looked for.
    fn score(&self, event: &Value) -> Option<f64> {
        if event["same_as"].as_array().is_some_and(|again| !again.is_empty()) {
            return None;
        }
        let day = |key: &str| time::parse_moment(text(&event["when"], key)).ok().map(time::Moment::day);
        let (first, last) = (day("earliest"), day("latest"));
        if self.from.is_some() || self.to.is_some() {
            // An open bound says that the day is not known, and no time can be sure to hold it.
            let (first, last) = (first?, last?);
            if self.from.is_some_and(|from| last < from) || self.to.is_some_and(|to| first > to) {
                return None;
            }
        }
        if self.place.as_ref().is_some_and(|place| !place.holds(event)) {
            return None;
        }
        let list = |key: &str| event[key].as_array().into_iter().flatten();
        let label = folded([text(event, "label")]);
        let told = folded(list("sources").map(|source| text(source, "quote")));
        let names = list("who").map(|who| text(who, "name"));
        let places = list("where").map(|site| text(&site["place"], "name"));
        let more = folded(names.chain(places).chain([text(event, "title")]));
        let all_in = |texts: &[&str]| self.words.iter().all(|word| texts.iter().any(|text| has(text, word)));
        if !all_in(&[&label, &told, &more]) {
            return None;
        }
        let by_words = if all_in(&[&label]) {
            IN_LABEL
        } else if all_in(&[&label, &told]) {
            IN_SENTENCE
        } else {
            0.0
        };
        let by_date = if first.is_some() && last.is_some() { DATED } else { 0.0 };
        Some(event["salience"].as_f64().unwrap_or(0.0) + by_words + by_date)
    }

    /// The best events of one shard, and which others there are.
    ///
    /// # Errors
    /// A file that cannot be read, or a line that is no event.
    pub fn shard(&self, folder: &Path, shard: &Shard) -> Result<Found, Error> {
        let path = folder.join(&shard.events.file);
        let mut found = Vec::new();
        let mut told = BTreeSet::new();
        for (index, line) in lines::of(&path)?.enumerate() {
            let event: Value = serde_json::from_str(&line?).map_err(|_| {
                let message = format!("{}: line {} is no event; run the batch again", path.display(), index + 1);
                Error::new("bad-json", message)
            })?;
            if let (Some(score), Value::Object(event)) = (self.score(&event), event) {
                let line = event.get("line").and_then(Value::as_u64).unwrap_or_default();
                let picked = Picked { score, at: (shard.number, line, index), event };
                told.insert(picked.mark());
                found.push(picked);
            }
            // A few more than are needed, so that sorting costs little.
            if found.len() > self.limit.saturating_mul(4).saturating_add(1000) {
                found = self.best(found);
            }
        }
        Ok(Found { best: self.best(found), told })
    }

    /// The best of several shards, in the order of the archive, and how many others there are.
    pub fn all(&self, shards: impl IntoIterator<Item = Found>) -> (Vec<Picked>, usize) {
        let (mut best, mut told) = (Vec::new(), BTreeSet::new());
        for mut shard in shards {
            best.append(&mut shard.best);
            told.append(&mut shard.told);
        }
        let best = self.best(best);
        let more = told.len().saturating_sub(best.len());
        (best, more)
    }

    /// The best of several, in the order of the archive. What tells the same again is told once, with all its sources.
    fn best(&self, found: impl IntoIterator<Item = Picked>) -> Vec<Picked> {
        let mut once: BTreeMap<String, Picked> = BTreeMap::new();
        for picked in found {
            match once.entry(picked.key()) {
                Entry::Vacant(place) => drop(place.insert(picked)),
                Entry::Occupied(mut before) => before.get_mut().again(picked),
            }
        }
        let mut all: Vec<Picked> = once.into_values().collect();
        all.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
        all.truncate(self.limit);
        all.sort_by_key(|picked| picked.at);
        all
    }
}

impl Picked {
    /// What two tellings of the same have in common.
    fn key(&self) -> String {
        let event = |key: &str| self.event.get(key).unwrap_or(&Value::Null);
        let when = event("when");
        let place = text(&event("where")[0]["place"], "id");
        let label = Gazetteer::fold(event("label").as_str().unwrap_or_default());
        format!("{label}|{}|{}|{place}", text(when, "earliest"), text(when, "latest"))
    }

    /// The key as a number, of which very many are held.
    fn mark(&self) -> u64 {
        let mut hasher = FxHasher::default();
        self.key().hash(&mut hasher);
        hasher.finish()
    }

    /// Takes in another telling; the earlier one in the archive stays.
    fn again(&mut self, other: Picked) {
        let (mut first, second) = if other.at < self.at { (other, self.clone()) } else { (self.clone(), other) };
        let more = second.event.get("sources").and_then(Value::as_array).cloned().unwrap_or_default();
        if let Some(sources) = first.event.get_mut("sources").and_then(Value::as_array_mut) {
            sources.extend(more);
        }
        first.score = first.score.max(second.score);
        *self = first;
    }
}

impl Within {
    fn holds(&self, event: &Value) -> bool {
        let sites = event["where"].as_array().into_iter().flatten();
        sites.map(|site| &site["place"]).any(|place| {
            let inside = self.known.as_ref().is_some_and(|known| {
                let same = |key: &str, value: Option<&str>| value.is_some() && place[key].as_str() == value;
                known.id == text(place, "id")
                    || match known.class {
                        PlaceClass::Country => same("country", known.country.as_deref()),
                        PlaceClass::Admin1 => {
                            same("country", known.country.as_deref()) && same("admin1", known.admin1.as_deref())
                        }
                        _ => false,
                    }
            });
            inside || Gazetteer::fold(text(place, "name")) == self.name
        })
    }
}

/// Texts as one, folded, with a blank before and after each word.
fn folded<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut all = String::from(" ");
    for text in texts {
        all.push_str(&Gazetteer::fold(text));
        all.push(' ');
    }
    all
}

/// Whether a folded text has a word, or for a longer one a word that begins with it.
fn has(text: &str, word: &str) -> bool {
    let end = if word.chars().count() < LEAST_STEM { " " } else { "" };
    text.contains(&format!(" {word}{end}"))
}

/// The shards of a result.
///
/// # Errors
/// A folder that holds none.
pub fn result(folder: &Path) -> Result<Manifest, Error> {
    Folder::manifest_of(folder)?.ok_or_else(|| {
        let message = format!("{} holds no result of linimasa batch: it has no manifest.json", folder.display());
        Error::new("no-manifest", message)
    })
}

/// Picked events with their documents, as `extract -f json` writes them.
///
/// # Errors
/// Documents that cannot be read.
pub fn archive(folder: &Path, manifest: &Manifest, picked: Vec<Picked>) -> Result<Value, Error> {
    let wanted: BTreeSet<(u64, u64)> = picked.iter().map(|p| (p.at.0, p.at.1)).collect();
    let mut documents: BTreeMap<(u64, u64), Value> = BTreeMap::new();
    for shard in &manifest.shards {
        let lines: Vec<u64> =
            wanted.iter().filter(|(number, _)| *number == shard.number).map(|(_, line)| *line).collect();
        let Some(last) = lines.last() else { continue };
        let path = folder.join(&shard.documents.file);
        for (line, number) in lines::of(&path)?.zip(1_u64..=*last) {
            let line = line?;
            if lines.binary_search(&number).is_ok() {
                let whole: Value = serde_json::from_str(&line).unwrap_or_default();
                documents.insert((shard.number, number), about(&whole, documents.len()));
            }
        }
    }
    let events = picked.into_iter().map(|Picked { at, mut event, .. }| {
        // The document's id may be that of another one too; here each has its own.
        let own = documents.get(&(at.0, at.1)).map_or(Value::Null, |document| document["id"].clone());
        if let Some(source) = event.get_mut("sources").and_then(|sources| sources.get_mut(0)) {
            source["doc"] = own;
        }
        Value::Object(event)
    });
    let events: Vec<Value> = events.collect();
    let documents: Vec<Value> = documents.into_values().collect();
    Ok(json!({"schema": "linimasa/1", "documents": documents, "events": events}))
}

/// What a picture needs of a document.
fn about(document: &Value, index: usize) -> Value {
    let mut out = json!({"id": format!("{}#{}", text(document, "id"), index + 1)});
    for key in ["title", "lang", "dct", "publisher", "url", "sentences"] {
        out[key] = document[key].clone();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(label: &str, day: &str, place: (&str, &str)) -> Value {
        let (name, id) = place;
        json!({
            "line": 1, "title": "Kabar hari ini", "label": label,
            "when": {"earliest": day, "latest": day}, "salience": 0.5, "who": [{"name": "Jokó Widodo"}],
            "where": [{"place": {"id": id, "name": name, "class": "city", "country": "ID", "admin1": "07"}}],
            "sources": [{"quote": format!("{label} pada malam hari.")}], "same_as": [],
        })
    }

    #[test]
    fn words_are_found_whatever_their_case_and_accents() {
        let told = event("Banjir merendam Demak", "2024-02-08", ("Demak", "geonames:1"));
        let rows = [
            ("banjir", true),
            ("BANJIR demak", true),
            ("joko malam", true),
            ("kabar", true),
            ("banji", true),
            ("ban", false),
            ("hari", true),
            ("demak kudus", false),
            ("gempa", false),
        ];
        for (about, found) in rows {
            let query = Query::new(about, 10).expect("words");
            assert_eq!(query.score(&told).is_some(), found, "{about}");
        }
        assert!(Query::new(" - ", 10).is_err());
    }

    #[test]
    fn time_and_place_leave_out_what_is_elsewhere() {
        let told = event("Banjir merendam Demak", "2024-02-08", ("Demak", "geonames:1645457"));
        let day = |text: &str| time::parse_moment(text).ok().map(time::Moment::day);
        let rows = [
            (None, None, None, true),
            (Some("2024-02-08"), Some("2024-02-08"), None, true),
            (Some("2024-02-09"), None, None, false),
            (None, Some("2024-02-07"), None, false),
            (None, None, Some("demak"), true),
            (None, None, Some("Indonesia"), true),
            (None, None, Some("Malaysia"), false),
            (None, None, Some("Kudus"), false),
        ];
        for (from, to, place, found) in rows {
            let mut query = Query::new("banjir", 10).expect("words");
            (query.from, query.to) = (from.and_then(day), to.and_then(day));
            if let Some(place) = place {
                query.in_place(place, Gazetteer::bundled());
            }
            assert_eq!(query.score(&told).is_some(), found, "{from:?} {to:?} {place:?}");
        }
        let mut open = told;
        open["when"]["earliest"] = Value::Null;
        let mut query = Query::new("banjir", 10).expect("words");
        assert!(query.score(&open).is_some());
        query.to = day("2025-01-01");
        assert!(query.score(&open).is_none(), "nobody knows whether it lies in that time");
    }

    #[test]
    fn the_best_are_kept_and_what_is_told_again_stands_once() {
        let query = Query::new("banjir", 2).expect("words");
        let pick = |label: &str, at: u64| {
            let event = event(label, "2024-02-08", ("Demak", "geonames:1"));
            let score = query.score(&event).expect("what is looked for");
            let Value::Object(event) = event else { unreachable!("an object") };
            Picked { score, at: (0, at, 0), event }
        };
        let found =
            [pick("Banjir lewat", 1), pick("Banjir surut", 3), pick("Banjir datang", 2), pick("Banjir surut", 4)];
        let best = query.best(found.into_iter().map(|mut picked| {
            if picked.at.1 == 1 {
                picked.score = 0.1;
            }
            picked
        }));
        let labels: Vec<&str> = best.iter().filter_map(|picked| picked.event["label"].as_str()).collect();
        assert_eq!(labels, ["Banjir datang", "Banjir surut"]);
        let shard = |labels: [(&str, u64); 2]| {
            let best: Vec<Picked> = labels.map(|(label, at)| pick(label, at)).into();
            Found { told: best.iter().map(Picked::mark).collect(), best }
        };
        let shards =
            [shard([("Banjir datang", 1), ("Banjir surut", 2)]), shard([("Banjir surut", 3), ("Banjir lewat", 4)])];
        let (best, more) = query.all(shards);
        assert_eq!((best.len(), more), (2, 1), "what is told again counts once");
        assert_eq!(best[1].event["sources"].as_array().map(Vec::len), Some(2));
    }
}
