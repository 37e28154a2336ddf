//! The written form of what is known of an article: one struct for each object of schema `linimasa/1`, its fields in the
//! order in which they are written. All offsets are Unicode code points.

use super::document::{Listed, Told};
use super::short::Short;
use crate::place::PlaceMention;
use crate::time::Timex;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

/// A document of `extract -f jsonl`.
#[derive(Debug, Clone, Serialize)]
pub struct Document<'a> {
    pub(super) schema: &'static str,
    pub(super) id: &'a str,
    pub(super) title: Option<&'a str>,
    pub(super) lang: &'a str,
    pub(super) dct: Dct,
    pub(super) dateline: Option<Dateline<'a>>,
    pub(super) zones: Vec<Zone>,
    pub(super) sentences: Vec<Offsets>,
    /// `None` where the layer was not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dates: Option<Listed<'a, Timex, DateRecord<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) places: Option<Listed<'a, PlaceMention, PlaceRecord<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) events: Option<Events<'a>>,
    pub(super) unresolved: Vec<Unresolved<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) author: Option<&'a str>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub(super) extra: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) copy_of: Option<String>,
}

impl<'a> Document<'a> {
    /// Takes the events out, for the `events` list of `extract -f json`; `null` stays in their place. What only the article
    /// tells is made one by one.
    pub fn take_events(&mut self) -> Box<dyn Iterator<Item = EventRecord<'a>> + 'a> {
        match self.events.as_mut().map(|events| std::mem::replace(events, Events::Taken)) {
            Some(Events::Known(told)) => Box::new(told.records()),
            Some(Events::Made(made)) => Box::new(made.into_iter()),
            Some(Events::Taken) | None => Box::new(std::iter::empty()),
        }
    }

    /// An event by its index, for what several documents know together.
    pub(super) fn event_mut(&mut self, index: usize) -> Option<&mut EventRecord<'a>> {
        let events = self.events.as_mut()?;
        if let Events::Known(told) = events {
            *events = Events::Made(told.clone().records().collect());
        }
        match events {
            Events::Made(made) => made.get_mut(index),
            _ => None,
        }
    }

    /// Keeps only the named layers of `dates`, `places` and `events`; what has no place goes with the places.
    pub fn keep_layers(&mut self, layers: &[String]) {
        let kept = |name: &str| layers.iter().any(|layer| layer == name);
        self.dates = self.dates.take().filter(|_| kept("dates"));
        self.places = self.places.take().filter(|_| kept("places"));
        self.events = self.events.take().filter(|_| kept("events"));
        if !kept("places") {
            self.unresolved.clear();
        }
    }

    /// Keeps only what says which document it is, for forms that write no more of it.
    pub fn keep_heading(&mut self) {
        self.keep_layers(&[]);
        (self.zones, self.sentences, self.dateline, self.text) = (Vec::new(), Vec::new(), None, None);
    }

    /// Unknown keys of a JSONL line, carried through.
    pub fn set_extra(&mut self, extra: Map<String, Value>) {
        self.extra = extra;
    }
}

/// The events of a document.
#[derive(Debug, Clone)]
pub(super) enum Events<'a> {
    /// As the article tells them: no record is made before it is written, since a long text holds very many.
    Known(Told<'a>),
    /// With what several documents know together.
    Made(Vec<EventRecord<'a>>),
    /// They were taken out, and `null` stands in their place.
    Taken,
}

impl Serialize for Events<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Events::Known(told) => to.collect_seq(told.clone().records()),
            Events::Made(made) => made.serialize(to),
            Events::Taken => to.serialize_none(),
        }
    }
}

/// Where something stands in the text.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Offsets {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The same with the words.
#[derive(Debug, Clone, Serialize)]
pub struct Quoted<'a> {
    #[serde(flatten)]
    pub(super) at: Offsets,
    pub(super) text: &'a str,
}

#[derive(Debug, Clone, Serialize)]
pub struct Dct {
    pub(super) value: Option<Short>,
    pub(super) source: &'static str,
    pub(super) confidence: f64,
}

#[derive(Debug, Clone, Serialize)]
pub struct Dateline<'a> {
    #[serde(flatten)]
    pub(super) words: Quoted<'a>,
    pub(super) place: Option<Site<'a>>,
    pub(super) agency: Option<&'a str>,
    pub(super) date: Option<&'a str>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Zone {
    #[serde(flatten)]
    pub(super) at: Offsets,
    pub(super) kind: &'static str,
}

/// A time expression.
#[derive(Debug, Clone, Serialize)]
pub struct DateRecord<'a> {
    pub(super) id: Short,
    #[serde(flatten)]
    pub(super) words: Quoted<'a>,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) value: &'a str,
    #[serde(rename = "mod")]
    pub(super) modifier: Option<&'static str>,
    pub(super) zone: Option<&'a str>,
    pub(super) edtf: Option<&'a str>,
    /// `None` where the expression cannot be placed on a calendar: then neither bound is written.
    #[serde(flatten)]
    pub(super) bounds: Option<BoundsRecord>,
    pub(super) granularity: &'static str,
    pub(super) anchor: AnchorRecord,
    pub(super) rule: &'a str,
    pub(super) confidence: f64,
    pub(super) flags: &'a [String],
    pub(super) alternatives: &'a [String],
}

#[derive(Debug, Clone, Serialize)]
pub struct BoundsRecord {
    pub(super) earliest: Option<Short>,
    pub(super) latest: Option<Short>,
}

#[derive(Debug, Clone, Serialize)]
pub struct AnchorRecord {
    pub(super) kind: &'static str,
    #[serde(rename = "ref")]
    pub(super) reference: Option<Short>,
}

/// A place name.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceRecord<'a> {
    pub(super) id: Short,
    #[serde(flatten)]
    pub(super) words: Quoted<'a>,
    pub(super) role: &'static str,
    pub(super) precision: &'static str,
    pub(super) place: Option<Site<'a>>,
    pub(super) confidence: f64,
    pub(super) evidence: Vec<&'static str>,
    pub(super) candidates: Vec<CandidateRecord<'a>>,
}

/// A place as every report writes it.
#[derive(Debug, Clone, Serialize)]
pub struct Site<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    pub(super) lat: Option<f64>,
    pub(super) lon: Option<f64>,
    pub(super) class: &'static str,
    pub(super) country: Option<&'a str>,
    pub(super) admin1: Option<&'a str>,
    pub(super) approximate: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) label_point: Option<[f64; 2]>,
}

#[derive(Debug, Clone, Serialize)]
pub struct CandidateRecord<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    pub(super) lat: Option<f64>,
    pub(super) lon: Option<f64>,
    pub(super) score: f64,
}

#[derive(Debug, Clone, Serialize)]
pub struct EventRecord<'a> {
    pub(super) id: Option<&'a str>,
    pub(super) label: &'a str,
    pub(super) category: &'static str,
    pub(super) sentence: Offsets,
    pub(super) trigger: Quoted<'a>,
    pub(super) when: WhenRecord<'a>,
    #[serde(rename = "where")]
    pub(super) sites: Vec<WhereRecord<'a>>,
    pub(super) who: Vec<ActorRecord<'a>>,
    pub(super) modality: &'static str,
    pub(super) attribution: Option<AttributionRecord<'a>>,
    pub(super) negated: bool,
    pub(super) salience: f64,
    pub(super) relations: Vec<RelationRecord<'a>>,
    pub(super) sources: Vec<SourceRecord<'a>>,
    pub(super) same_as: Vec<&'a str>,
    pub(super) merged_because: Vec<&'static str>,
    pub(super) conflicts: Vec<ConflictRecord>,
}

#[derive(Debug, Clone, Serialize)]
pub struct WhenRecord<'a> {
    #[serde(flatten)]
    pub(super) bounds: BoundsRecord,
    pub(super) edtf: Option<&'a str>,
    pub(super) granularity: &'static str,
    pub(super) basis: &'static str,
    pub(super) date: Option<Short>,
    pub(super) zone: Option<&'a str>,
    pub(super) zone_name: Option<&'a str>,
    pub(super) timezone: Option<&'a str>,
}

#[derive(Debug, Clone, Serialize)]
pub struct WhereRecord<'a> {
    pub(super) mention: Option<Short>,
    pub(super) place: Site<'a>,
    pub(super) precision: &'static str,
    pub(super) role: &'static str,
    pub(super) basis: &'static str,
}

#[derive(Debug, Clone, Serialize)]
pub struct ActorRecord<'a> {
    pub(super) name: &'a str,
    pub(super) role: &'static str,
}

#[derive(Debug, Clone, Serialize)]
pub struct AttributionRecord<'a> {
    pub(super) source: &'a str,
    pub(super) verb: &'a str,
}

#[derive(Debug, Clone, Serialize)]
pub struct RelationRecord<'a> {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) event: Option<&'a str>,
    pub(super) why: &'a str,
}

/// The sentence of an article that tells an event.
#[derive(Debug, Clone, Serialize)]
pub struct SourceRecord<'a> {
    pub(super) doc: &'a str,
    #[serde(flatten)]
    pub(super) at: Offsets,
    pub(super) quote: &'a str,
}

/// What articles tell differently of one event.
#[derive(Debug, Clone, Serialize)]
pub struct ConflictRecord {
    pub(super) what: String,
    pub(super) claims: Vec<ClaimRecord>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ClaimRecord {
    pub(super) value: String,
    pub(super) doc: String,
    pub(super) time: Option<Short>,
    #[serde(flatten)]
    pub(super) at: Offsets,
    pub(super) quote: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct Unresolved<'a> {
    pub(super) what: &'static str,
    #[serde(flatten)]
    pub(super) words: Quoted<'a>,
    pub(super) why: &'a str,
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
