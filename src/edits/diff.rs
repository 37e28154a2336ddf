//! What changed between two results of `extract -f json`.

use super::find::{likeness, words};
use crate::error::Error;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Share of the words from which two sentences tell one event.
const ALIKE: f64 = 0.6;

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Added,
    Gone,
    Changed,
    Same,
}

/// One event in both results, or in one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub status: Status,
    /// Its id in the older result.
    pub old: Option<String>,
    /// Its id in the newer result.
    pub new: Option<String>,
    /// As the newer result has it, or the older one where it is gone.
    pub label: String,
    pub date: String,
    /// Field, what it was and what it is.
    pub changes: Vec<(&'static str, String, String)>,
}

/// One event as it is compared.
struct Side {
    id: String,
    label: String,
    date: String,
    places: String,
    who: String,
    kind: String,
    certainty: String,
    again: bool,
    words: Vec<String>,
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn sides(value: &Value, name: &str) -> Result<Vec<Side>, Error> {
    let events = value.get("events").and_then(Value::as_array).ok_or_else(|| {
        Error::new("bad-json", format!("{name} has no list \"events\"; write it with `linimasa extract -f json`"))
    })?;
    let read = events.iter().map(|event| {
        let when = event.get("when").unwrap_or(&Value::Null);
        let (from, to) = (text(when, "earliest"), text(when, "latest"));
        let date = match (from, to) {
            ("", "") => "undated".to_string(),
            (from, to) if from == to => from.to_string(),
            (from, "") => format!("{from}/.."),
            ("", to) => format!("../{to}"),
            (from, to) => format!("{from}/{to}"),
        };
        let list = |key: &str| event.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
        let named = list("where").into_iter().filter_map(|site| {
            let place = text(site.get("place")?, "name").to_string();
            let role = text(&site, "role");
            Some(if matches!(role, "" | "event-site") { place } else { format!("{place} ({role})") })
        });
        let places: Vec<String> = named.collect();
        let who: Vec<String> = list("who").iter().map(|actor| text(actor, "name").to_string()).collect();
        let quote = list("sources").first().map(|source| text(source, "quote").to_string()).unwrap_or_default();
        let negated = event.get("negated").and_then(Value::as_bool).unwrap_or(false);
        Side {
            id: text(event, "id").to_string(),
            label: text(event, "label").to_string(),
            date,
            places: if places.is_empty() { "none".to_string() } else { places.join(", ") },
            who: if who.is_empty() { "nobody".to_string() } else { who.join(", ") },
            kind: text(event, "category").to_string(),
            certainty: format!("{}{}", text(event, "modality"), if negated { ", negated" } else { "" }),
            again: !list("same_as").is_empty(),
            words: words(&quote),
        }
    });
    Ok(read.collect())
}

/// Compares two results: events are the same by their id, else by their sentence. The order is that of the newer
/// result, with what is gone at the end.
///
/// # Errors
/// A value that no `extract -f json` wrote.
pub fn diff(old: &Value, new: &Value) -> Result<Vec<Difference>, Error> {
    let (old, new) = (sides(old, "the older result")?, sides(new, "the newer result")?);
    let mut pairs: BTreeMap<usize, usize> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (at, side) in new.iter().enumerate().filter(|(_, side)| !side.id.is_empty()) {
        let same = old.iter().enumerate().find(|(other, o)| o.id == side.id && !taken.contains(other));
        if let Some((other, _)) = same {
            pairs.insert(at, other);
            taken.insert(other);
        }
    }
    let mut near: Vec<(f64, usize, usize)> = Vec::new();
    for (at, side) in new.iter().enumerate().filter(|(at, _)| !pairs.contains_key(at)) {
        for (other, o) in old.iter().enumerate().filter(|(other, _)| !taken.contains(other)) {
            // Of the events of one sentence, those with one label belong together.
            let same_label = if o.label == side.label { 0.01 } else { 0.0 };
            let score = likeness(&o.words, &side.words);
            if score >= ALIKE {
                near.push((score + same_label, at, other));
            }
        }
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, at, other) in near {
        if !pairs.contains_key(&at) && !taken.contains(&other) {
            pairs.insert(at, other);
            taken.insert(other);
        }
    }
    let mut out: Vec<Difference> = Vec::new();
    for (at, side) in new.iter().enumerate() {
        let before = pairs.get(&at).and_then(|other| old.get(*other));
        out.push(match before {
            Some(before) => {
                let changes = changes(before, side);
                let status = if changes.is_empty() { Status::Same } else { Status::Changed };
                difference(status, side, Some(before.id.clone()), Some(side.id.clone()), changes)
            }
            None => difference(Status::Added, side, None, Some(side.id.clone()), Vec::new()),
        });
    }
    for (_, side) in old.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
        out.push(difference(Status::Gone, side, Some(side.id.clone()), None, Vec::new()));
    }
    Ok(out)
}

fn difference(
    status: Status,
    side: &Side,
    old: Option<String>,
    new: Option<String>,
    changes: Vec<(&'static str, String, String)>,
) -> Difference {
    Difference { status, old, new, label: side.label.clone(), date: side.date.clone(), changes }
}

fn changes(old: &Side, new: &Side) -> Vec<(&'static str, String, String)> {
    let told = |again: bool| if again { "told again" } else { "told first" }.to_string();
    let fields = [
        ("date", old.date.clone(), new.date.clone()),
        ("place", old.places.clone(), new.places.clone()),
        ("label", old.label.clone(), new.label.clone()),
        ("who", old.who.clone(), new.who.clone()),
        ("category", old.kind.clone(), new.kind.clone()),
        ("modality", old.certainty.clone(), new.certainty.clone()),
        ("merged", told(old.again), told(new.again)),
        ("sentence", old.words.join(" "), new.words.join(" ")),
    ];
    fields.into_iter().filter(|(_, old, new)| old != new).collect()
}

/// The differences as text: a line for each event that is not the same, its changes below, and a count.
pub fn show(differences: &[Difference]) -> String {
    let mut out = String::new();
    for one in differences {
        let mark = match one.status {
            Status::Added => '+',
            Status::Gone => '-',
            Status::Changed => '~',
            Status::Same => continue,
        };
        let id = one.new.as_deref().or(one.old.as_deref()).unwrap_or_default();
        out.push_str(&format!("{mark} {}  {}  [{id}]\n", one.date, one.label));
        for (field, old, new) in &one.changes {
            out.push_str(&format!("    {field}: {old} → {new}\n"));
        }
    }
    let count = |status: Status| differences.iter().filter(|one| one.status == status).count();
    out.push_str(&format!(
        "{} added, {} gone, {} changed, {} the same\n",
        count(Status::Added),
        count(Status::Gone),
        count(Status::Changed),
        count(Status::Same)
    ));
    out
}
