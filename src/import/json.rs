//! `events.json`, the output of `extract -f json`, to items.

use super::rows::{certainty, kind};
use super::{Imported, dates, not_json, title_of};
use crate::error::{Diagnostic, Error};
use crate::export;
use crate::lang::{DateFormat, Pack, Words};
use crate::place::{Gazetteer, Place, PlaceClass, Precision};
use crate::story::{Certainty, Dating, Item, ItemClocks, ItemPlace, ItemRelation, ItemRelationKind, Told, place_item};
use crate::time::{Bounds, Granularity, Moment, parse_moment};
use geo::Point;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Granularities as the interface names them.
const GRANULARITIES: [(&str, Granularity); 14] = [
    ("minute", Granularity::Minute),
    ("hour", Granularity::Hour),
    ("part-of-day", Granularity::PartOfDay),
    ("day", Granularity::Day),
    ("weekend", Granularity::Weekend),
    ("week", Granularity::Week),
    ("month", Granularity::Month),
    ("quarter", Granularity::Quarter),
    ("half", Granularity::Half),
    ("season", Granularity::Season),
    ("year", Granularity::Year),
    ("decade", Granularity::Decade),
    ("century", Granularity::Century),
    ("vague", Granularity::Vague),
];

/// Precisions as the interface names them.
const PRECISIONS: [(&str, Precision); 5] = [
    ("point", Precision::Point),
    ("city", Precision::City),
    ("admin", Precision::Admin),
    ("country", Precision::Country),
    ("region", Precision::Region),
];

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// How many documents tell an event.
fn tellers(event: &Value) -> usize {
    let all = event["sources"].as_array().into_iter().flatten().filter_map(|source| source["doc"].as_str());
    all.collect::<BTreeSet<_>>().len().max(1)
}

/// The names in a list of those who took part.
fn names(list: &Value) -> Vec<String> {
    let all = list.as_array().into_iter().flatten().map(|who| text(who, "name"));
    all.filter(|name| !name.is_empty()).map(str::to_string).collect()
}

/// Reads the whole object.
pub(super) fn read(content: &str, name: &str, pack: &Pack) -> Result<Imported, Error> {
    let whole: Value = serde_json::from_str(content).map_err(|error| not_json("the file", &error))?;
    read_value(&whole, name, pack)
}

/// The name of a granularity as the interface writes it.
pub(super) fn granularity_name(granularity: Granularity) -> &'static str {
    GRANULARITIES.iter().find(|(_, known)| *known == granularity).map_or("vague", |(name, _)| name)
}

/// The granularity of a name.
pub(super) fn granularity_of(name: &str) -> Option<Granularity> {
    GRANULARITIES.iter().find(|(known, _)| *known == name).map(|(_, granularity)| *granularity)
}

/// The precision of a name.
pub(super) fn precision(name: &str) -> Option<Precision> {
    PRECISIONS.iter().find(|(known, _)| *known == name).map(|(_, precision)| *precision)
}

/// The name of a precision as the interface writes it.
pub(super) fn precision_name(precision: Precision) -> &'static str {
    PRECISIONS.iter().find(|(_, known)| *known == precision).map_or("region", |(name, _)| name)
}

/// Reads the object after it was parsed.
pub(super) fn read_value(whole: &Value, name: &str, pack: &Pack) -> Result<Imported, Error> {
    let schema = text(whole, "schema");
    if !schema.starts_with("linimasa/1") {
        let message = format!("the schema is {schema:?}, not \"linimasa/1\"; give the output of extract -f json");
        return Err(Error::new("bad-json", message).at(1, 1));
    }
    let Some(events) = whole["events"].as_array() else {
        return Err(
            Error::new("bad-json", "the object has no list \"events\"; give the output of extract -f json").at(1, 1)
        );
    };
    let documents = whole["documents"].as_array().map(Vec::as_slice).unwrap_or_default();
    let first = documents.first().unwrap_or(&Value::Null);
    let title = Some(text(first, "title")).filter(|title| !title.is_empty()).map(str::to_string);
    let reader = Reader { words: Words::from_pack(pack, "story.tsv")?, pack, documents };
    let mut made = Imported {
        title: title.or_else(|| title_of(name)),
        lang: first["lang"].as_str().map(str::to_string),
        ..Imported::default()
    };
    made.archive.documents = documents.to_vec();
    let mut good: Vec<(usize, &Value)> = Vec::new();
    for (index, event) in events.iter().enumerate() {
        match reader.event(event, index) {
            Ok(read) => {
                made.archive.events.push(read);
                good.push((index, event));
            }
            Err(error) => made.failed.push(error),
        }
    }
    let shown: Vec<(usize, &Value)> = made.archive.shown().filter_map(|(row, _)| good.get(row).copied()).collect();
    let ids: Vec<&str> = shown.iter().map(|(_, event)| text(event, "id")).collect();
    for ((index, event), number) in shown.iter().zip(1_u32..) {
        made.items.push(reader.item(event, *index, number, &ids, &mut made.told)?);
    }
    turn(&mut made.items, &shown, &ids);
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    made.source = match documents {
        [one] if !text(one, "title").is_empty() => text(one, "title").to_string(),
        [] | [_] => file.to_string(),
        several => numbered(several, &DateFormat::from_pack(pack)?),
    };
    made.unless_all_failed()
}

/// Several articles, numbered as the references of the events name them, each with its outlet, title and day.
fn numbered(documents: &[Value], format: &DateFormat) -> String {
    let named = documents.iter().zip(1_usize..).map(|(document, number)| {
        let title = [text(document, "title"), text(document, "id")].into_iter().find(|name| !name.is_empty());
        let outlet = Some(text(document, "publisher")).filter(|name| !name.is_empty());
        let day = parse_moment(text(&document["dct"], "value")).ok().map(|moment| format.short_day(moment.day()));
        let parts: Vec<String> = outlet.into_iter().chain(title).map(str::to_string).chain(day).collect();
        format!("{number}. {}", parts.join(", "))
    });
    named.collect::<Vec<_>>().join("; ")
}

struct Reader<'a> {
    words: Words,
    pack: &'a Pack,
    documents: &'a [Value],
}

impl Reader<'_> {
    /// The event as data, if it can be drawn.
    fn event(&self, event: &Value, index: usize) -> Result<export::Event, Error> {
        self.item(event, index, 1, &[], &mut Vec::new())?;
        export::Event::of(event, index)
    }

    fn item(
        &self,
        event: &Value,
        index: usize,
        number: u32,
        ids: &[&str],
        told: &mut Vec<Diagnostic>,
    ) -> Result<Item, Error> {
        let wrong = |what: String| Error::new("bad-json", format!("events[{index}].{what}"));
        let label = text(event, "label");
        if label.is_empty() {
            return Err(wrong("label is missing or empty; say what happened".to_string()));
        }
        let when = &event["when"];
        let moment = |key: &str| match text(when, key) {
            "" => Ok(None),
            written => {
                let read = dates::read(written);
                let bad = || wrong(format!("when.{key}: {written:?} is not a date; write it as 2023-09-13"));
                read.map(Some).ok_or_else(bad)
            }
        };
        let (from, to) = (moment("earliest")?, moment("latest")?);
        let bounds = Bounds { earliest: from.map(|(first, _, _)| first), latest: to.map(|(_, last, _)| last) };
        let dating = Dating { bounds, edtf: when["edtf"].as_str(), ..self.dated(event) };
        let granularity = granularity(text(when, "granularity"), &bounds);
        let modality = match text(event, "modality") {
            "" => Certainty::Asserted,
            name => certainty(name).ok_or_else(|| wrong(format!("modality: {name:?} is unknown")))?,
        };
        let negated = event["negated"] == Value::Bool(true);
        let told_by = text(&event["attribution"], "verb");
        let modality = crate::story::told(modality, label, &Told { negated, verb: told_by, ..Told::default() });
        let category = match text(event, "category") {
            "" => "other",
            name => name,
        };
        let source = &event["sources"][0];
        let said = event["attribution"]["source"].as_str();
        let (mut places, mut origins) = (Vec::new(), Vec::new());
        for site in event["where"].as_array().into_iter().flatten() {
            match self.place(site) {
                Some(place) if text(site, "role") == "origin" => origins.push(place),
                Some(place) => places.push(place),
                None => {
                    let name = site["place"]["name"].as_str().unwrap_or("a place");
                    let message = format!("events[{index}]: {name:?} has no coordinates and is not drawn");
                    told.push(Diagnostic { code: "doubtful-place", message, span: None });
                }
            }
        }
        Ok(Item {
            number,
            id: Some(text(event, "id"))
                .filter(|id| !id.is_empty())
                .map_or_else(|| format!("e{number}"), str::to_string),
            label: label.to_string(),
            kind: kind(category).ok_or_else(|| wrong(format!("category: {category:?} is unknown")))?,
            certainty: modality,
            bounds: dating.drawn(),
            since: dating.since(),
            about: dating.about(),
            lasts: text(when, "basis") == "own" && dating.lasts(granularity),
            granularity,
            inherited_date: matches!(text(when, "basis"), "lead" | "previous"),
            clocks: when["zone"].as_str().and_then(|zone| ItemClocks::read(zone, when["zone_name"].as_str())),
            places,
            origins,
            who: names(&event["who"]),
            attribution: said.map(|who| self.words.fill("said-by", &[who])),
            source_ref: self.reference(source),
            quote: text(source, "quote").to_string(),
            salience: event["salience"].as_f64().filter(|s| s.is_finite()).unwrap_or(0.5).clamp(0.0, 1.0),
            relations: relations(event, ids),
            source: 0,
            told_by: tellers(event),
        })
    }

    /// The words that date an event and its document's day, where the document is in the file.
    fn dated(&self, event: &Value) -> Dating<'_> {
        let Some(named) = event["sources"][0]["doc"].as_str() else { return Dating::default() };
        let Some(document) = self.documents.iter().find(|d| d["id"] == named) else { return Dating::default() };
        let moment = |value: &Value| value.as_str().and_then(|text| parse_moment(text).ok());
        let dates = document["dates"].as_array();
        let own = event["when"]["date"].as_str();
        let date = dates.zip(own).and_then(|(all, own)| all.iter().find(|date| date["id"] == own));
        let words = date.and_then(|date| {
            let bounds = Bounds { earliest: moment(&date["earliest"]), latest: moment(&date["latest"]) };
            Some((date["edtf"].as_str()?, bounds))
        });
        Dating { words, dct: moment(&document["dct"]["value"]), ..Dating::default() }
    }

    /// `k10`, where the document and its sentence are in the file.
    fn reference(&self, source: &Value) -> String {
        let Some(at) = self.documents.iter().position(|d| d["id"] == source["doc"]) else { return String::new() };
        let sentences = self.documents[at]["sentences"].as_array();
        let sentence = sentences.and_then(|all| all.iter().position(|s| s["start"] == source["start"]));
        let Some(sentence) = sentence.map(|index| (index + 1).to_string()) else { return String::new() };
        match self.documents.len() {
            1 => self.words.fill("sentence", &[&sentence]),
            _ => self.words.fill("source-sentence", &[&(at + 1).to_string(), &sentence]),
        }
    }

    /// A place as the file has it; names and extent come from the gazetteer, where it knows the id.
    fn place(&self, site: &Value) -> Option<ItemPlace> {
        let written = &site["place"];
        let id = written["id"].as_str()?;
        let known = Gazetteer::bundled().by_id(id);
        let degrees = |lon: &Value, lat: &Value| {
            let (lon, lat) = (lon.as_f64()?, lat.as_f64()?);
            (lon.abs() <= 180.0 && lat.abs() <= 90.0).then(|| Point::new(lon, lat))
        };
        let point = degrees(&written["lon"], &written["lat"]);
        let name = text(written, "name").to_string();
        let class = PlaceClass::from_name(text(written, "class")).unwrap_or(PlaceClass::Other);
        let own = |key: &str| written[key].as_str().map(|text| text.to_string().into());
        // An edited name or point is the user's word; what the file leaves out the gazetteer adds.
        let renamed = known.as_ref().is_none_or(|k| k.name_id != name && k.name_en != name);
        let place = Place {
            id: id.to_string(),
            name_en: known.as_ref().filter(|_| !renamed).map_or_else(|| name.clone().into(), |k| k.name_en.clone()),
            name_id: name.into(),
            class,
            country: own("country"),
            admin1: own("admin1"),
            population: 0,
            point,
            label_point: degrees(&written["label_point"][0], &written["label_point"][1]),
            bbox: known.as_ref().and_then(|k| k.bbox),
            stands_for: None,
            timezone: None,
            // A point that the user has moved is the user's word.
            approximate: known.as_ref().is_some_and(|k| k.approximate && k.point == point),
            credit: known.as_ref().filter(|k| k.point == point).and_then(|k| k.credit.clone()),
        };
        let precision = precision(text(site, "precision")).unwrap_or(place.precision());
        let drawable = place.point.is_some() || place.label_point.is_some() || class == PlaceClass::Country;
        drawable.then(|| place_item(&place, precision, text(site, "role") == "destination", self.pack.code))
    }
}

/// The granularity by its name, or by what the bounds cover.
fn granularity(name: &str, bounds: &Bounds) -> Granularity {
    granularity_of(name).unwrap_or(match (bounds.earliest, bounds.latest) {
        (Some(Moment::Minute(_)), Some(Moment::Minute(_))) => Granularity::Minute,
        (Some(_), Some(_)) => Granularity::Day,
        _ => Granularity::Vague,
    })
}

/// What an event comes after is before it: pictures draw one direction.
fn turn(items: &mut [Item], shown: &[(usize, &Value)], ids: &[&str]) {
    let at: BTreeMap<&str, usize> = ids.iter().copied().zip(0..).filter(|(id, _)| !id.is_empty()).collect();
    for ((_, event), number) in shown.iter().zip(1_u32..) {
        for relation in event["relations"].as_array().into_iter().flatten() {
            let first = at.get(text(relation, "event")).filter(|_| text(relation, "type") == "after");
            if let Some(item) = first.and_then(|at| items.get_mut(*at)).filter(|item| item.number != number) {
                let before = ItemRelation { kind: ItemRelationKind::Before, other: number };
                if !item.relations.contains(&before) {
                    item.relations.push(before);
                }
            }
        }
    }
}

/// Relations that are drawn, to events that are in the file.
fn relations(event: &Value, ids: &[&str]) -> Vec<ItemRelation> {
    let listed = event["relations"].as_array().into_iter().flatten();
    let drawn = listed.filter_map(|relation| {
        let kind = match text(relation, "type") {
            "before" => ItemRelationKind::Before,
            "during" => ItemRelationKind::During,
            "part-of" => ItemRelationKind::PartOf,
            "cause" => ItemRelationKind::Cause,
            _ => return None,
        };
        let at = ids.iter().position(|id| !id.is_empty() && *id == text(relation, "event"))?;
        Some(ItemRelation { kind, other: u32::try_from(at + 1).ok()? })
    });
    drawn.collect()
}
