//! `linimasa dates` and `linimasa places`: the text with its spans marked as a compiler marks them, and what each says.

use super::args::Look;
use super::commands::options;
use super::spans::{self, Mark};
use super::{DONE, files};
use crate::error::{Diagnostic, Error};
use crate::pipeline;
use crate::report::{self, unwritable};
use crate::text::Input;
use crate::time;
use serde::Serialize;
use serde_json::Value;
use std::path::Path;

/// The text of the arguments, or standard input.
fn input(look: &Look) -> Result<Input, Error> {
    if look.text.is_empty() || look.text == ["-"] {
        let record = files::read(Path::new("-")).into_iter().next();
        let Some(record) = record else { return Err(Error::new("empty", "standard input is empty")) };
        let excerpt = record.excerpt;
        return record.input.map_err(|error| Error::new(error.kind, format!("{error}{excerpt}")));
    }
    Ok(Input { id: "text".to_string(), text: look.text.join(" "), ..Input::default() })
}

/// A field of a written object as a reader sees it; `-` where it is absent or null.
fn field(value: &Value, key: &str) -> String {
    match &value[key] {
        Value::String(text) => text.clone(),
        Value::Null => "-".to_string(),
        other => other.to_string(),
    }
}

fn listed(value: &Value, key: &str) -> Vec<String> {
    let items = value[key].as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(Value::as_str).map(str::to_string).collect()
}

/// Prints the values as JSON.
fn json(values: &[Value]) -> Result<u8, Error> {
    let text = serde_json::to_string_pretty(values).map_err(unwritable)?;
    files::print((text + "\n").as_bytes())?;
    Ok(DONE)
}

/// Records as `extract` writes them.
fn written<T: Serialize>(records: &[T]) -> Result<Vec<Value>, Error> {
    records.iter().map(|record| serde_json::to_value(record).map_err(unwritable)).collect()
}

fn told(diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        super::tell(&diagnostic.message);
    }
}

/// Resolves the time expressions of a text.
pub fn dates(look: &Look) -> Result<u8, Error> {
    // What is doubtful stands beside each expression, so that the diagnostics would only say it again.
    let (article, found, _) = pipeline::dates(input(look)?, &options(&look.reading)?)?;
    let values = written(&report::date_records(&article, &found))?;
    if look.json {
        return json(&values);
    }
    if values.is_empty() {
        files::print(b"no time expression found\n")?;
        return Ok(DONE);
    }
    let marks: Vec<Mark> = found.timexes.iter().map(|t| Mark { start: t.span.start, end: t.span.end }).collect();
    let mut out = spans::show(&article.text, &marks);
    for (index, (timex, value)) in found.timexes.iter().zip(&values).enumerate() {
        let modifier = value["mod"].as_str().map(|m| format!(", {m}")).unwrap_or_default();
        let zone = value["zone"].as_str().map(|z| format!(", zone {z}")).unwrap_or_default();
        out.push_str(&format!(
            "\n{:>3}  {}  =  {} {}{modifier}{zone}\n",
            index + 1,
            field(value, "text"),
            field(value, "type"),
            field(value, "value")
        ));
        if value["edtf"].is_string() {
            out.push_str(&format!("     EDTF         {}\n", field(value, "edtf")));
        }
        if timex.bounds.is_some() {
            let (from, to) = (field(value, "earliest"), field(value, "latest"));
            let interval = if from == to { from } else { format!("{from} to {to}") };
            out.push_str(&format!("     interval     {interval}\n"));
        }
        out.push_str(&format!("     granularity  {}\n", field(value, "granularity")));
        out.push_str(&format!("     why          {}\n", time::explain(timex, &found, &article.text)));
        let flags = listed(value, "flags");
        if !flags.is_empty() {
            out.push_str(&format!("     flags        {}\n", flags.join(", ")));
        }
        out.push_str(&format!(
            "     rule         {} (confidence {})\n",
            field(value, "rule"),
            field(value, "confidence")
        ));
    }
    files::print(out.as_bytes())?;
    Ok(DONE)
}

/// Most candidates of a place that are listed.
const CANDIDATES: usize = 5;

/// Resolves the place names of a text.
pub fn places(look: &Look) -> Result<u8, Error> {
    let (article, found, diagnostics) = pipeline::places(input(look)?, &options(&look.reading)?)?;
    let values = written(&report::place_records(&article, &found))?;
    if look.json {
        return json(&values);
    }
    told(&diagnostics);
    if values.is_empty() {
        files::print(b"no place name found\n")?;
        return Ok(DONE);
    }
    let marks: Vec<Mark> = found.iter().map(|p| Mark { start: p.span.start, end: p.span.end }).collect();
    let mut out = spans::show(&article.text, &marks);
    for (index, (mention, value)) in found.iter().zip(&values).enumerate() {
        let head = match &mention.place {
            Some(place) => {
                format!("{} ({}, {})", place.name(&article.lang), field(&value["place"], "class"), place.id)
            }
            None => mention.unresolved.clone().unwrap_or_else(|| "not resolved".to_string()),
        };
        out.push_str(&format!("\n{:>3}  {}  =  {head}\n", index + 1, field(value, "text")));
        if let Some(place) = &mention.place {
            let country = place.country.as_deref().unwrap_or("-");
            let borrowed = if place.approximate { " (approximate point)" } else { "" };
            let at = degrees(place.point.map(|p| (p.y(), p.x())));
            out.push_str(&format!("     at           {at}, {country}{borrowed}\n"));
        }
        out.push_str(&format!("     role         {} ({})\n", field(value, "role"), field(value, "precision")));
        let evidence = listed(value, "evidence");
        if !evidence.is_empty() {
            let confidence = field(value, "confidence");
            out.push_str(&format!("     evidence     {} (confidence {confidence})\n", evidence.join(", ")));
        }
        let skipped = usize::from(mention.place.is_some());
        for candidate in mention.candidates.iter().skip(skipped).take(CANDIDATES) {
            let place = &candidate.place;
            let country = place.country.clone().unwrap_or_default();
            let (name, id, score) = (place.name(&article.lang), &place.id, candidate.score);
            out.push_str(&format!("     candidate    {name}, {country} ({id}, score {score:.2})\n"));
        }
    }
    files::print(out.as_bytes())?;
    Ok(DONE)
}

/// Coordinates in decimal degrees.
fn degrees(point: Option<(f64, f64)>) -> String {
    match point {
        Some((lat, lon)) => format!("{lat:.4}, {lon:.4}"),
        None => "no point".to_string(),
    }
}
