//! One document as JSON, schema `linimasa/1`. All offsets are Unicode code points.

use super::names::{basis, dct_source, granularity, modality, moment, precision, relation, role, zone_name};
use crate::event;
use crate::place::{Candidate, Place, PlaceMention};
use crate::story::Analysed;
use crate::text::{Article, CharIndex, Origin, Span};
use crate::time::{Anchor, Bounds, Dates, Modifier, TimexKind};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A document of `extract -f jsonl`.
#[derive(Debug, Clone, Serialize)]
pub struct Document(Value);

impl Document {
    /// The events alone, for the `events` list of `extract -f json`.
    pub fn take_events(&mut self) -> Vec<Value> {
        match self.0.get_mut("events").map(Value::take) {
            Some(Value::Array(events)) => events,
            _ => Vec::new(),
        }
    }

    /// The events, for what several documents know together.
    pub(super) fn events_mut(&mut self) -> Option<&mut Vec<Value>> {
        self.0.get_mut("events")?.as_array_mut()
    }

    pub(super) fn set(&mut self, key: &str, value: Value) {
        if let Value::Object(fields) = &mut self.0 {
            fields.insert(key.to_string(), value);
        }
    }

    /// Keeps only the named layers of `dates`, `places` and `events`.
    pub fn keep_layers(&mut self, layers: &[String]) {
        if let Value::Object(fields) = &mut self.0 {
            for layer in ["dates", "places", "events"] {
                if !layers.iter().any(|l| l == layer) {
                    fields.shift_remove(layer);
                }
            }
        }
    }

    /// Unknown keys of a JSONL line, carried through.
    pub fn set_extra(&mut self, extra: Map<String, Value>) {
        if let (Value::Object(fields), false) = (&mut self.0, extra.is_empty()) {
            fields.insert("extra".to_string(), Value::Object(extra));
        }
    }
}

/// The record that stands in place of a document that could not be read.
#[derive(Debug, Clone, Serialize)]
pub struct Failure {
    pub id: Option<String>,
    /// 1-based line of the input.
    pub line: usize,
    pub error: FailureText,
}

#[derive(Debug, Clone, Serialize)]
pub struct FailureText {
    pub kind: String,
    pub message: String,
}

struct Writer<'a> {
    text: &'a str,
    index: CharIndex,
}

impl Writer<'_> {
    fn at(&self, byte: usize) -> usize {
        self.index.chars_before(self.text, byte)
    }

    fn span(&self, span: Span) -> Value {
        json!({"start": self.at(span.start), "end": self.at(span.end)})
    }

    fn quoted(&self, span: Span) -> Value {
        json!({"start": self.at(span.start), "end": self.at(span.end), "text": span.of(self.text)})
    }
}

/// The mirror of everything known of an article.
pub fn document(all: &Analysed) -> Document {
    let article = &all.article;
    let w = Writer { text: article.quotable(), index: CharIndex::new(article.quotable()) };
    let dct = &all.dates.dct;
    let zones = article.zones.iter().map(|zone| {
        let mut value = w.span(zone.span);
        value["kind"] = json!(zone_name(zone.kind));
        value
    });
    let mut record = Document(json!({
        "schema": "linimasa/1",
        "id": article.id,
        "title": article.title,
        "lang": article.lang,
        "dct": {"value": dct.moment.map(moment), "source": dct_source(dct.source), "confidence": dct.confidence},
        "dateline": dateline(all, &w),
        "zones": zones.collect::<Vec<_>>(),
        "sentences": article.sentences.iter().map(|s| w.span(s.span)).collect::<Vec<_>>(),
        "dates": dates(&all.dates, &w),
        "places": places(&all.places, &w),
        "events": events(all, &w),
        "unresolved": unresolved(all, &w),
    }));
    if article.origin.is_extracted() {
        record.set("text", json!(article.text));
    }
    for (key, known) in [("url", &article.url), ("publisher", &article.publisher), ("author", &article.byline)] {
        if let (Some(known), true) = (known, article.origin != Origin::Text) {
            record.set(key, json!(known));
        }
    }
    record
}

fn dateline(all: &Analysed, w: &Writer<'_>) -> Value {
    let Some(line) = &all.article.dateline else { return Value::Null };
    let grounded = all.places.iter().find(|p| line.place.is_some_and(|span| span.overlaps(p.span)));
    let mut value = w.quoted(line.span);
    value["place"] = grounded.and_then(|p| p.place.as_ref()).map_or(Value::Null, place);
    value["agency"] = json!(line.agency);
    value["date"] = line.date.map_or(Value::Null, |span| json!(span.of(w.text)));
    value
}

/// The dates of an article, as `extract` writes them.
pub fn date_values(article: &Article, found: &Dates) -> Vec<Value> {
    dates(found, &Writer { text: article.quotable(), index: CharIndex::new(article.quotable()) })
}

/// The places of an article, as `extract` writes them.
pub fn place_values(article: &Article, found: &[PlaceMention]) -> Vec<Value> {
    places(found, &Writer { text: article.quotable(), index: CharIndex::new(article.quotable()) })
}

fn dates(dates: &Dates, w: &Writer<'_>) -> Vec<Value> {
    let written = dates.timexes.iter().enumerate().map(|(index, t)| {
        let mut value = json!({"id": format!("t{}", index + 1)});
        merge(&mut value, w.quoted(t.span));
        let (kind, reference) = match t.anchor {
            Anchor::Explicit => ("explicit", None),
            Anchor::DocumentTime => ("dct", None),
            Anchor::Dateline => ("dateline", None),
            Anchor::Narrative(other) => ("narrative", Some(format!("t{}", other + 1))),
            Anchor::None => ("none", None),
        };
        let bounds = t.bounds.unwrap_or_default();
        merge(
            &mut value,
            json!({
                "type": match t.kind { TimexKind::Date => "DATE", TimexKind::Time => "TIME",
                    TimexKind::Duration => "DURATION", TimexKind::Set => "SET" },
                "value": t.value,
                "mod": t.modifier.map(Modifier::timex),
                "zone": t.zone,
                "edtf": t.edtf,
                "earliest": bounds.earliest.map(moment),
                "latest": bounds.latest.map(moment),
                "granularity": granularity(t.granularity),
                "anchor": {"kind": kind, "ref": reference},
                "rule": t.rule,
                "confidence": rounded(t.confidence),
                "flags": t.flags,
                "alternatives": t.alternatives,
            }),
        );
        if t.bounds.is_none()
            && let Value::Object(fields) = &mut value
        {
            fields.shift_remove("earliest");
            fields.shift_remove("latest");
        }
        value
    });
    written.collect()
}

fn places(places: &[PlaceMention], w: &Writer<'_>) -> Vec<Value> {
    let written = places.iter().enumerate().map(|(index, mention)| {
        let mut value = json!({"id": format!("p{}", index + 1)});
        merge(&mut value, w.quoted(mention.span));
        let evidence = mention.candidates.first().map(|c| c.evidence.iter().map(|e| e.name).collect::<Vec<_>>());
        merge(
            &mut value,
            json!({
                "role": role(mention.role),
                "precision": precision(mention.precision),
                "place": mention.place.as_ref().map(place),
                "confidence": rounded(mention.confidence),
                "evidence": evidence.unwrap_or_default(),
                "candidates": mention.candidates.iter().map(candidate).collect::<Vec<_>>(),
            }),
        );
        value
    });
    written.collect()
}

fn candidate(c: &Candidate) -> Value {
    json!({
        "id": c.place.id, "name": c.place.name_id, "lat": c.place.point.map(|p| p.y()),
        "lon": c.place.point.map(|p| p.x()), "score": rounded(c.score),
    })
}

fn events(all: &Analysed, w: &Writer<'_>) -> Vec<Value> {
    let named = |index: usize| all.ids.get(index).cloned();
    let written = all.events.iter().enumerate().map(|(index, e)| {
        let told = || all.article.sentences.get(e.sentence).map_or(e.trigger, |s| s.span);
        let sentence = e.headline.unwrap_or_else(told);
        let Bounds { earliest, latest } = e.when.bounds;
        let wheres = e.places.iter().map(|site| {
            json!({
                "mention": all.places.get(site.mention).map(|_| format!("p{}", site.mention + 1)), "place": place(&site.place),
                "precision": precision(site.precision), "role": role(site.role), "basis": basis(site.basis),
            })
        });
        let relations = e.relations.iter().map(|r| {
            json!({"type": relation(r.kind), "event": named(r.event), "why": r.why})
        });
        let mut source = json!({"doc": all.article.id});
        merge(&mut source, w.span(sentence));
        source["quote"] = json!(sentence.of(w.text));
        json!({
            "id": named(index),
            "label": e.label,
            "category": e.category.name(),
            "sentence": w.span(sentence),
            "trigger": w.quoted(e.trigger),
            "when": {
                "earliest": earliest.map(moment), "latest": latest.map(moment), "edtf": e.when.edtf,
                "granularity": granularity(e.when.granularity), "basis": basis(e.when.basis),
                "date": e.when.timex.map(|t| format!("t{}", t + 1)),
                "zone": e.when.clocks.as_ref().map(|c| &c.offset),
                "zone_name": e.when.clocks.as_ref().and_then(|c| c.name.as_ref()),
                "timezone": e.when.clocks.as_ref().and_then(|c| c.timezone.as_ref()),
            },
            "where": wheres.collect::<Vec<_>>(),
            "who": e.who.iter().map(|a| json!({"name": a.name, "role": a.role})).collect::<Vec<_>>(),
            "modality": modality(e.modality),
            "attribution": e.attribution.as_ref().map(|a: &event::Attribution| json!({"source": a.source, "verb": a.verb})),
            "negated": e.negated,
            "salience": rounded(e.salience),
            "relations": relations.collect::<Vec<_>>(),
            "sources": [source],
            "same_as": e.same_as.and_then(named).into_iter().collect::<Vec<_>>(),
            "merged_because": e.merged_because,
            "conflicts": [],
        })
    });
    written.collect()
}

fn unresolved(all: &Analysed, w: &Writer<'_>) -> Vec<Value> {
    let mut out = Vec::new();
    for mention in &all.places {
        if let Some(why) = &mention.unresolved {
            let mut value = json!({"what": "place"});
            merge(&mut value, w.quoted(mention.span));
            value["why"] = json!(why);
            out.push(value);
        }
    }
    out
}

/// A place as every report writes it.
fn place(p: &Place) -> Value {
    let mut value = json!({
        "id": p.id, "name": p.name_id, "lat": p.point.map(|q| q.y()), "lon": p.point.map(|q| q.x()),
        "class": p.class.name(), "country": p.country, "admin1": p.admin1, "approximate": p.approximate,
    });
    if let Some(label) = p.label_point {
        value["label_point"] = json!([label.x(), label.y()]);
    }
    value
}

fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more);
    }
}

/// Four decimals are enough for a score, and keep the bytes the same on every machine.
fn rounded(score: f64) -> f64 {
    (score * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::place;
    use crate::place::Gazetteer;

    #[test]
    fn a_borrowed_point_is_told_in_every_place() {
        for (name, approximate) in [("Gunung Singgalang", true), ("Gunung Pangrango", false), ("Jakarta", false)] {
            let found = Gazetteer::bundled().show(name).expect("a place");
            assert_eq!(place(&found)["approximate"], approximate, "{name}");
        }
    }
}
