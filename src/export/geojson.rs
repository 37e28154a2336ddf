//! GeoJSON (RFC 7946) with time as Linked Places writes it.

use super::record::{Archive, Event};
use serde_json::{Map, Value, json};

/// One feature for each event. Its geometry is the spot or the spots where it happened, and `null` where only an area is
/// known or nothing: the names are in `properties.where` all the same. `properties` is the whole record of the event.
///
/// ```
/// use linimasa::export::{Archive, Event, geojson};
/// let event = Event { id: "e1".into(), label: "Rapat".into(), ..Event::default() };
/// let written = geojson(&Archive { events: vec![event], ..Archive::default() });
/// assert!(written.contains("\"geometry\":null") && written.contains("\"label\":\"Rapat\""));
/// ```
pub fn geojson(archive: &Archive) -> String {
    let documents: Vec<Value> = archive.documents.iter().map(brief).collect();
    // A feature a line, so that versions of a file can be compared.
    let mut out = String::from("{\"type\":\"FeatureCollection\",\"schema\":\"linimasa/1\",\"documents\":");
    out.push_str(&Value::Array(documents).to_string());
    out.push_str(",\"features\":[\n");
    for (at, event) in archive.events.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { ",\n" });
        out.push_str(&feature(event).to_string());
    }
    out.push_str("\n]}\n");
    out
}

/// What is said of a document beside its events.
pub(super) fn brief(document: &Value) -> Value {
    let kept = ["id", "title", "lang", "dct", "url", "publisher", "author"];
    let fields = document.as_object().into_iter().flatten().filter(|(key, _)| kept.contains(&key.as_str()));
    Value::Object(fields.map(|(key, value)| (key.clone(), value.clone())).collect())
}

fn feature(event: &Event) -> Value {
    let points: Vec<Value> = event.pins().iter().map(|(_, lon, lat)| json!([lon, lat])).collect();
    let geometry = match points.as_slice() {
        [] => Value::Null,
        [one] => json!({"type": "Point", "coordinates": one}),
        several => json!({"type": "MultiPoint", "coordinates": several}),
    };
    let mut properties = Map::new();
    properties.insert("title".to_string(), json!(event.label));
    if let Value::Object(fields) = event.to_json() {
        properties.extend(fields.into_iter().filter(|(key, _)| key != "title"));
    }
    let mut feature = json!({"type": "Feature", "id": event.id, "geometry": geometry, "properties": properties});
    if let Some(when) = when(event) {
        feature["when"] = when;
    }
    feature
}

/// The `when` of Linked Places: it happened not before the start's earliest and not after the end's latest day.
fn when(event: &Event) -> Option<Value> {
    let mut span = Map::new();
    if let Some(earliest) = &event.when.earliest {
        span.insert("start".to_string(), json!({"earliest": earliest}));
    }
    if let Some(latest) = &event.when.latest {
        span.insert("end".to_string(), json!({"latest": latest}));
    }
    if span.is_empty() {
        return None;
    }
    let mut when = json!({"timespans": [span]});
    for (key, text) in [("granularity", &event.when.granularity), ("basis", &event.when.basis)] {
        if !text.is_empty() {
            when[key] = json!(text);
        }
    }
    if let Some(edtf) = &event.when.edtf {
        when["label"] = json!(edtf);
    }
    Some(when)
}
