//! GeoJSON to events: what `extract -f geojson` writes, and features of other programs with a name and a date.

use super::dates::{self, Covered};
use super::{DataOptions, Imported, not_json, record, rows};
use crate::error::{Diagnostic, Error};
use crate::export::{Archive, Event, Rest, Source};
use crate::lang::Pack;
use geo::Point;
use serde::Deserialize;
use serde_json::{Map, Value};

/// Members of a foreign feature's properties, the most telling first.
const LABELS: [&str; 5] = ["label", "title", "headline", "name", "event"];
const STARTS: [&str; 8] = ["date", "start", "start_date", "begin", "datetime", "timestamp", "time", "year"];
const ENDS: [&str; 3] = ["end", "end_date", "finish"];
const PLACES: [&str; 3] = ["place", "location", "name"];
const QUOTES: [&str; 2] = ["quote", "description"];
const SOURCES: [&str; 2] = ["source", "url"];

/// Reads a feature or a collection.
pub(super) fn read(text: &str, name: &str, pack: &Pack, options: &DataOptions) -> Result<Imported, Error> {
    let whole: Value = serde_json::from_str(text).map_err(|error| not_json("the file", &error))?;
    let features: Vec<&Value> = match (whole["type"].as_str(), whole["features"].as_array()) {
        (Some("FeatureCollection"), Some(list)) => list.iter().collect(),
        (Some("Feature"), _) => vec![&whole],
        _ => {
            let message = "the file is JSON but no GeoJSON; it must be a Feature or a FeatureCollection";
            return Err(Error::new("bad-geojson", message).at(1, 1));
        }
    };
    let documents = whole["documents"].as_array().cloned().unwrap_or_default();
    let mut archive = Archive { documents, ..Archive::default() };
    let (mut told, mut failed) = (Vec::new(), Vec::new());
    for (index, feature) in features.into_iter().enumerate() {
        match event(feature, index, pack, options, &mut told) {
            Ok(event) => archive.events.push(event),
            Err(error) => failed.push(error),
        }
    }
    let mut made = super::archive(&archive, name, pack)?;
    made.told.splice(0..0, told);
    made.failed.splice(0..0, failed);
    made.unless_all_failed()
}

fn event(
    feature: &Value,
    index: usize,
    pack: &Pack,
    options: &DataOptions,
    told: &mut Vec<Diagnostic>,
) -> Result<Event, Error> {
    let wrong = |what: String| Error::new("bad-geojson", format!("features[{index}].{what}"));
    let properties = match &feature["properties"] {
        Value::Object(properties) => properties.clone(),
        Value::Null => Map::new(),
        _ => return Err(wrong("properties is no object".to_string())),
    };
    let own = properties.get("when").is_some_and(Value::is_object) && properties.contains_key("label");
    let mut event = if own {
        let mut fields = properties;
        fields.shift_remove("title");
        Event::deserialize(Value::Object(fields)).map_err(|error| wrong(format!("properties: {error}")))?
    } else {
        foreign(feature, &properties, index, pack, options, told)?
    };
    place(&mut event, feature, &wrong, told, index)?;
    Ok(event)
}

/// A feature that another program wrote.
fn foreign(
    feature: &Value,
    properties: &Map<String, Value>,
    index: usize,
    pack: &Pack,
    options: &DataOptions,
    told: &mut Vec<Diagnostic>,
) -> Result<Event, Error> {
    let wrong = |what: String| Error::new("bad-geojson", format!("features[{index}].{what}"));
    let first = |keys: &[&'static str]| {
        keys.iter().find_map(|key| match properties.get(*key) {
            Some(Value::String(text)) if !text.trim().is_empty() => Some((*key, text.trim().to_string())),
            Some(Value::Number(number)) => Some((*key, number.to_string())),
            _ => None,
        })
    };
    let Some((_, label)) = first(&LABELS) else {
        return Err(wrong("properties has no label, title or name; say what happened".to_string()));
    };
    let span = &feature["when"]["timespans"][0];
    let bound = |side: &str, keys: [&str; 3]| {
        keys.iter().find_map(|key| span[side][*key].as_str()).map(|text| ("when", text.to_string()))
    };
    let (from_key, from) =
        bound("start", ["in", "earliest", "latest"]).or_else(|| first(&STARTS)).unwrap_or(("date", String::new()));
    let (_, to) = bound("end", ["in", "latest", "earliest"]).or_else(|| first(&ENDS)).unwrap_or_default();
    let covered: Covered = dates::bounds(&from, &to, pack, options)
        .map_err(|(_, error)| wrong(format!("properties.{from_key}: {}", error.message)))?;
    let category = match first(&["category"]) {
        Some((_, named)) if rows::kind(&named).is_some() => named,
        Some((_, named)) => {
            let message = format!("features[{index}]: the category {named:?} is unknown and was read as other");
            told.push(Diagnostic { code: "unknown-category", message, span: None });
            "other".to_string()
        }
        None => "other".to_string(),
    };
    let id = match (&feature["id"], first(&["id"])) {
        (Value::String(id), _) if !id.is_empty() => id.clone(),
        (Value::Number(id), _) => id.to_string(),
        (_, Some((_, id))) => id,
        _ => format!("feature-{}", index + 1),
    };
    let text = |keys: &[&'static str]| first(keys).map(|(_, text)| text).unwrap_or_default();
    let source = Source { doc: text(&SOURCES), quote: text(&QUOTES), rest: Rest::default() };
    let told_by = !source.doc.is_empty() || !source.quote.is_empty();
    Ok(Event {
        id,
        label,
        category,
        when: record::when(&covered, "own"),
        modality: "asserted".to_string(),
        sources: if told_by { vec![source] } else { Vec::new() },
        ..Event::default()
    })
}

/// Sets the place by the geometry, where that says another than the properties do: a point that was moved, or the
/// point of a foreign feature. Lines and areas are told and not drawn, since no point of them is the place.
fn place(
    event: &mut Event,
    feature: &Value,
    wrong: &impl Fn(String) -> Error,
    told: &mut Vec<Diagnostic>,
    index: usize,
) -> Result<(), Error> {
    let geometry = &feature["geometry"];
    let (lon, lat) = match geometry["type"].as_str() {
        None => return Ok(()),
        Some("Point") => (geometry["coordinates"][0].as_f64(), geometry["coordinates"][1].as_f64()),
        Some("MultiPoint") if !event.sites.is_empty() => return Ok(()),
        Some(other) => {
            let message = format!("features[{index}]: a {other} is no spot and is not drawn; give a Point");
            told.push(Diagnostic { code: "doubtful-place", message, span: None });
            return Ok(());
        }
    };
    let point = lon.zip(lat).filter(|(lon, lat)| lon.abs() <= 180.0 && lat.abs() <= 90.0);
    let Some((lon, lat)) = point else {
        return Err(wrong(
            "geometry: the coordinates are no longitude within ±180 and latitude within ±90".to_string(),
        ));
    };
    let pins = event.pins().len();
    if pins == 1 {
        if let Some(place) = event.first_pin() {
            (place.lon, place.lat) = (Some(lon), Some(lat));
        }
    } else if event.sites.is_empty() {
        let named = PLACES.iter().find_map(|key| feature["properties"][*key].as_str());
        let name =
            named.filter(|name| *name != event.label).map_or_else(|| format!("{lat:.2}, {lon:.2}"), str::to_string);
        let id = format!("at-{lat:.4},{lon:.4}");
        event.sites.push(record::pin(&id, &name, Point::new(lon, lat), "other", "point", "event-site"));
    }
    Ok(())
}
