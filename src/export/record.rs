//! Events as data: the mirror of the `events` list of schema `linimasa/1`, which every form is written from and read to.
//!
//! What a form does not know stays in `rest`, so that nothing is lost on the way through.

use super::rest::Rest;
use crate::error::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Precisions at which a place is a spot and not an area.
const SPOTS: [&str; 2] = ["point", "city"];
/// Roles in which a place is not where the event happened.
const ELSEWHERE: [&str; 6] = ["origin", "metonym", "affiliation", "dateline", "bloc", "background"];

/// Events with the documents that tell them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Archive {
    /// The records of documents, without their events.
    pub documents: Vec<Value>,
    pub events: Vec<Event>,
    /// Where the events of each further file begin, where several were joined: each has its own ids.
    pub begins: Vec<usize>,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Event {
    #[serde(deserialize_with = "lenient")]
    pub id: String,
    #[serde(deserialize_with = "lenient")]
    pub label: String,
    #[serde(deserialize_with = "lenient")]
    pub category: String,
    #[serde(deserialize_with = "lenient")]
    pub when: When,
    #[serde(rename = "where", deserialize_with = "lenient")]
    pub sites: Vec<Site>,
    #[serde(deserialize_with = "lenient")]
    pub who: Vec<Actor>,
    #[serde(deserialize_with = "lenient")]
    pub modality: String,
    pub attribution: Option<Attribution>,
    #[serde(deserialize_with = "lenient")]
    pub negated: bool,
    pub salience: Option<f64>,
    #[serde(deserialize_with = "lenient")]
    pub sources: Vec<Source>,
    #[serde(flatten)]
    pub rest: Rest,
}

/// When it happened: bounds, how fine they are, and how that is known.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct When {
    pub earliest: Option<String>,
    pub latest: Option<String>,
    pub edtf: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub granularity: String,
    #[serde(deserialize_with = "lenient")]
    pub basis: String,
    #[serde(flatten)]
    pub rest: Rest,
}

/// Where it happened.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Site {
    pub place: Option<Place>,
    #[serde(deserialize_with = "lenient")]
    pub precision: String,
    #[serde(deserialize_with = "lenient")]
    pub role: String,
    #[serde(deserialize_with = "lenient")]
    pub basis: String,
    #[serde(flatten)]
    pub rest: Rest,
}

/// A place; coordinates are WGS84 degrees.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    #[serde(deserialize_with = "lenient")]
    pub id: String,
    #[serde(deserialize_with = "lenient")]
    pub name: String,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    #[serde(deserialize_with = "lenient")]
    pub class: String,
    pub country: Option<String>,
    pub admin1: Option<String>,
    #[serde(flatten)]
    pub rest: Rest,
}

/// Somebody who took part.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Actor {
    #[serde(deserialize_with = "lenient")]
    pub name: String,
    #[serde(deserialize_with = "lenient")]
    pub role: String,
}

/// Who says so.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Attribution {
    #[serde(deserialize_with = "lenient")]
    pub source: String,
    #[serde(deserialize_with = "lenient")]
    pub verb: String,
}

/// A sentence of a document.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    #[serde(deserialize_with = "lenient")]
    pub doc: String,
    #[serde(deserialize_with = "lenient")]
    pub quote: String,
    #[serde(flatten)]
    pub rest: Rest,
}

/// `null` stands for what is absent.
fn lenient<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(from)?.unwrap_or_default())
}

impl Archive {
    /// Takes the object that `extract -f json` writes.
    ///
    /// # Errors
    /// An event of another shape, with its place in the list.
    pub fn from_json(whole: &Value) -> Result<Self, Error> {
        let list = |key: &str| whole[key].as_array().map(Vec::as_slice).unwrap_or_default();
        Self::of(list("documents").to_vec(), list("events"))
    }

    /// Takes the records of documents and of their events.
    ///
    /// # Errors
    /// An event of another shape, with its place in the list.
    pub fn of<'d, D: Deserializer<'d>>(
        documents: Vec<Value>,
        events: impl IntoIterator<Item = D>,
    ) -> Result<Self, Error> {
        let events = events.into_iter().enumerate().map(|(index, event)| Event::of(event, index));
        let events = events.collect::<Result<_, _>>()?;
        Ok(Self { documents, events, ..Self::default() })
    }

    /// The object that `extract -f json` writes.
    pub fn to_json(&self) -> Value {
        let events: Vec<Value> = self.events.iter().map(Event::to_json).collect();
        json!({"schema": "linimasa/1", "documents": self.documents, "events": events})
    }

    /// Adds what another file holds.
    pub fn join(&mut self, other: Self) {
        if !self.events.is_empty() {
            self.begins.push(self.events.len());
        }
        let begin = self.events.len();
        self.begins.extend(other.begins.iter().map(|at| begin + at));
        self.documents.extend(other.documents);
        self.events.extend(other.events);
    }

    /// The events of each file, with where they begin.
    pub(super) fn files(&self) -> impl Iterator<Item = (&[Event], usize)> {
        let begins = std::iter::once(0).chain(self.begins.iter().copied());
        let ends = self.begins.iter().copied().chain([self.events.len()]);
        begins.zip(ends).map(|(begin, end)| (self.events.get(begin..end).unwrap_or_default(), begin))
    }

    /// The records of documents by their ids, each with its first record.
    pub(super) fn by_id(&self) -> HashMap<&str, &Value> {
        // What comes first is put in last, and stays.
        let documents = self.documents.iter().rev();
        documents.filter_map(|document| Some((document["id"].as_str()?, document))).collect()
    }

    /// The title of the first document that has one.
    pub(super) fn title(&self) -> Option<&str> {
        self.documents.iter().find_map(|document| document["title"].as_str().filter(|title| !title.is_empty()))
    }
}

impl When {
    /// The offset from UTC of its clock times, such as `+07:00`, where the text or the place tells it.
    pub(super) fn offset(&self) -> Option<String> {
        let offset = self.rest.get("zone")?.as_str()?.to_string();
        let shape = |(at, c): (usize, char)| match at {
            0 => matches!(c, '+' | '-'),
            3 => c == ':',
            _ => c.is_ascii_digit(),
        };
        (offset.len() == 6 && offset.chars().enumerate().all(shape)).then_some(offset)
    }
}

impl Site {
    /// Whether it is a spot where the event happened.
    fn is_spot(&self) -> bool {
        SPOTS.contains(&self.precision.as_str()) && !ELSEWHERE.contains(&self.role.as_str())
    }
}

impl Event {
    /// Takes the record of an event, which stands at an index of its list.
    ///
    /// # Errors
    /// Another shape, with the index.
    pub(crate) fn of<'d, D: Deserializer<'d>>(record: D, index: usize) -> Result<Self, Error> {
        let wrong = |error| Error::new("bad-json", format!("events[{index}] has another shape: {error}"));
        Self::deserialize(record).map_err(wrong)
    }

    /// The event as an object.
    pub fn to_json(&self) -> Value {
        // Strings, numbers and maps with keys of text always have a form in JSON.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The ids of the events that it tells again.
    pub fn repeated(&self) -> Vec<String> {
        let list = self.rest.get("same_as");
        let ids = list.as_ref().and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        ids.map(str::to_string).collect()
    }

    /// Whether it tells another event again, which then has its sources.
    pub fn is_retold(&self) -> bool {
        self.rest.get("same_as").as_ref().and_then(Value::as_array).is_some_and(|list| !list.is_empty())
    }

    /// The places where it may be drawn as a pin, with longitude and latitude: spots where it happened. Metonyms, a
    /// dateline, where somebody came from, countries and regions are none.
    pub fn pins(&self) -> Vec<(&Place, f64, f64)> {
        let spots = self.sites.iter().filter(|site| site.is_spot());
        let mut pins: Vec<(&Place, f64, f64)> = Vec::new();
        for place in spots.filter_map(|site| site.place.as_ref()) {
            if let (Some(lat), Some(lon)) = (place.lat, place.lon)
                && lat.abs() <= 90.0
                && lon.abs() <= 180.0
                && !pins.iter().any(|(_, x, y)| (*x, *y) == (lon, lat))
            {
                pins.push((place, lon, lat));
            }
        }
        pins
    }

    /// The place of the first pin.
    pub(crate) fn first_pin(&mut self) -> Option<&mut Place> {
        let spots = self.sites.iter_mut().filter(|site| site.is_spot());
        spots.filter_map(|site| site.place.as_mut()).find(|place| place.lat.is_some() && place.lon.is_some())
    }

    /// Names of the places where it happened, the site first.
    pub(super) fn place_names(&self) -> Vec<&str> {
        let here = self.sites.iter().filter(|site| !ELSEWHERE.contains(&site.role.as_str()));
        let names = here.filter_map(|site| site.place.as_ref()).map(|place| place.name.as_str());
        let mut all: Vec<&str> = Vec::new();
        for name in names.filter(|name| !name.is_empty()) {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        all
    }
}
