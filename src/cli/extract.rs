//! `extract`: what was found, as data or as an explanation of one event.

use super::args::{Extract, Format};
use super::commands::{analysed_records, code, options, records};
use super::edits::{self, Sidecars};
use super::files::{Record, Sink};
use super::inputs::{self, Loaded};
use super::{archive, as_of, data, fail, tell, ui};
use crate::error::{Diagnostic, Error};
use crate::export::{self, Archive, Event};
use crate::pipeline::{Layers, Options};
use crate::report::{self, Document, EventRecord, Failure, FailureText, Told, unwritable};
use crate::story::Analysed;
use crate::time::Moment;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use std::io::Write;

/// What the inputs hold.
#[derive(Default)]
struct Found {
    /// What became of each article: it is among the analysed ones, or it failed.
    articles: Vec<Result<(), Failure>>,
    analysed: Vec<Analysed>,
    /// Events that were data already.
    archive: Archive,
    /// The input of each analysed article.
    names: Vec<String>,
    /// What its line carried along.
    extras: Vec<Map<String, Value>>,
    failed: usize,
    count: usize,
}

/// Runs the command and returns its exit code.
pub fn extract(args: &Extract) -> Result<u8, Error> {
    check(args)?;
    let options = options(&args.reading)?;
    let inputs = inputs::gather(&args.inputs);
    inputs.iter().filter(|input| input.is_data()).for_each(|input| edits::tell_unread(&input.name));
    let articles = inputs.iter().filter(|input| !input.is_data()).map(|input| input.name.as_str());
    let sidecars = Sidecars::read(args.edits.as_deref(), articles)?;
    // What nobody asks for is not looked for; edits speak of events.
    let asked = |layer: &str| args.only.is_empty() || !sidecars.is_empty() || args.only.iter().any(|one| one == layer);
    let layers = Layers { dates: asked("dates"), places: asked("places"), events: asked("events") };
    let options = Options { layers, ..options };
    // Lines stand by themselves; what the documents have in common needs all of them.
    if args.why.is_none() && format(args) == Format::Jsonl && sidecars.is_empty() {
        return archive::stream(args, inputs, &options);
    }
    let found = read(args, inputs, &sidecars, &options)?;
    let (failed, count) = (found.failed, found.count);
    let mut sink = Sink::open(args.output.as_deref())?;
    write(args, found, &mut sink)?;
    sink.finish()?;
    Ok(code(failed, count))
}

/// The form that is asked for, or that the ending of the output names.
fn format(args: &Extract) -> Format {
    let ending = || args.output.as_deref()?.extension()?.to_str().map(str::to_lowercase);
    let named = || match ending()?.as_str() {
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        "csv" => Some(Format::Csv),
        "geojson" => Some(Format::Geojson),
        "ics" => Some(Format::Ics),
        "kml" => Some(Format::Kml),
        "md" | "markdown" => Some(Format::Md),
        _ => None,
    };
    args.format.or_else(named).unwrap_or(Format::Json)
}

fn check(args: &Extract) -> Result<(), Error> {
    let known = ["dates", "places", "events"];
    if let Some(odd) = args.only.iter().find(|layer| !known.contains(&layer.as_str())) {
        return Err(Error::new("usage", format!("--only knows dates, places and events, not {odd:?}")));
    }
    let layered = matches!(format(args), Format::Json | Format::Jsonl);
    if !args.only.is_empty() && !args.only.iter().any(|l| l == "events") && (args.why.is_some() || !layered) {
        let message = "--only chooses among the layers of json and jsonl; the other forms and --why show events alone";
        return Err(Error::new("usage", message.to_string()));
    }
    Ok(())
}

/// Reads and analyses the inputs in their order; what fails is named on standard error.
fn read(args: &Extract, inputs: Vec<Loaded>, sidecars: &Sidecars, options: &Options) -> Result<Found, Error> {
    let mut found = Found::default();
    let as_of = as_of::read(args.as_of.as_deref())?;
    let pack = data::usual_pack(options)?;
    let mut waiting: Vec<Record> = Vec::new();
    let mut inputs = inputs.into_iter().peekable();
    while let Some(input) = inputs.next() {
        let is_data = input.is_data();
        if !is_data {
            waiting.extend(records(vec![input]));
            // All that stand together are read together.
            if inputs.peek().is_some_and(|next| !next.is_data()) {
                continue;
            }
            for (record, analysed) in analysed_records(std::mem::take(&mut waiting), options, args.work)? {
                found.article(record, analysed, as_of);
            }
            continue;
        }
        found.count += 1;
        match data::one(&input, &pack, options) {
            Ok(imported) => {
                let faults = data::told(&input, &imported);
                (found.failed, found.count) = (found.failed + faults, found.count + faults);
                found.archive.join(imported.archive);
            }
            Err(error) => {
                let excerpt = input.excerpt(&error);
                found.fail(&input.name, Some(input.id), 1, error, &excerpt);
            }
        }
    }
    if !sidecars.is_empty() {
        found.edit(sidecars, options)?;
    }
    Ok(found)
}

/// A failure as it stands among the results, told on standard error.
pub(super) fn failure(name: &str, id: Option<String>, line: usize, error: Error, excerpt: &str) -> Failure {
    fail(&format!("{}{excerpt}", ui::about(name, &error.to_string())));
    Failure { id, line, error: FailureText { kind: error.kind.to_string(), message: error.message } }
}

impl Found {
    fn article(&mut self, record: Record, analysed: Result<Analysed, Error>, as_of: Option<Moment>) {
        self.count += 1;
        match analysed {
            Ok(analysed) if as_of::takes_in(as_of, &record.name, &analysed) => {
                self.articles.push(Ok(()));
                self.analysed.push(analysed);
                self.names.push(record.name);
                self.extras.push(record.extra);
            }
            Ok(_) => {}
            Err(error) => self.fail(&record.name, record.id, record.line, error, &record.excerpt),
        }
    }

    fn edit(&mut self, sidecars: &Sidecars, options: &Options) -> Result<(), Error> {
        self.analysed = sidecars.apply(std::mem::take(&mut self.analysed), &self.names, options)?.articles;
        Ok(())
    }

    fn fail(&mut self, name: &str, id: Option<String>, line: usize, error: Error, excerpt: &str) {
        self.failed += 1;
        self.articles.push(Err(failure(name, id, line, error, excerpt)));
    }
}

/// Writes what was found in the form that is asked for.
fn write(args: &Extract, found: Found, sink: &mut Sink) -> Result<bool, Error> {
    let Found { articles, analysed, archive, extras, .. } = found;
    if let Some(id) = &args.why {
        return sink.write(explained(&Told::of(&analysed)?, id)?.as_bytes());
    }
    let told = |(content, told): (String, Vec<Diagnostic>)| {
        told.iter().for_each(|told| tell(&told.message));
        content
    };
    let content = match format(args) {
        Format::Json => {
            let told = Told::of(&analysed)?;
            return sink.pieces(|to| whole(documents(articles, &analysed, extras), &told, &args.only, &archive, to));
        }
        Format::Jsonl => lines(documents(articles, &analysed, extras), &args.only, &archive)?,
        Format::Md => report::list(&Told::of(&analysed)?) + &data_list(&archive),
        Format::Csv => export::table(&joined(analysed, archive)?),
        Format::Geojson => export::geojson(&joined(analysed, archive)?),
        Format::Timelinejs => told(export::timelinejs(&joined(analysed, archive)?)),
        Format::Ics => told(export::ics(&joined(analysed, archive)?)),
        Format::Kml => export::kml(&joined(analysed, archive)?),
    };
    sink.write(content.as_bytes())
}

/// What became of each article, in their order: its record, or why there is none.
fn documents<'a>(
    articles: Vec<Result<(), Failure>>,
    analysed: &'a [Analysed],
    extras: Vec<Map<String, Value>>,
) -> Vec<Result<Document<'a>, Failure>> {
    let mut written = analysed.iter().zip(extras).map(|(analysed, extra)| {
        let mut document = report::document(analysed);
        document.set_extra(extra);
        document
    });
    let became = |article| match article {
        Ok(()) => written.next().map(Ok),
        Err(failure) => Some(Err(failure)),
    };
    articles.into_iter().filter_map(became).collect()
}

/// The events of articles as data, with the documents that tell them.
pub fn archive(analysed: &[Analysed]) -> Result<Archive, Error> {
    as_data(analysed, true)
}

/// The same; what is found in documents is many times as long as the events.
fn as_data(analysed: &[Analysed], are_whole: bool) -> Result<Archive, Error> {
    let mut documents: Vec<Document<'_>> = analysed.iter().map(report::document).collect();
    report::join(&mut documents.iter_mut().collect::<Vec<_>>(), &Told::of(analysed)?);
    let mut events = Vec::new();
    for document in &mut documents {
        events.push(document.take_events());
        if !are_whole {
            document.keep_heading();
        }
    }
    let values: Result<Vec<Value>, _> = documents.iter().map(serde_json::to_value).collect();
    // An event without a form in JSON would be nothing, which is told as an event of another shape.
    let events = events.into_iter().flatten().map(|event| serde_json::to_value(event).unwrap_or_default());
    Archive::of(values.map_err(unwritable)?, events)
}

/// The events of articles, and after them those that were data already. What was found in the articles is let go before a
/// form of the events is made.
fn joined(analysed: Vec<Analysed>, data: Archive) -> Result<Archive, Error> {
    let mut all = as_data(&analysed, false)?;
    drop(analysed);
    all.join(data);
    Ok(all)
}

/// Events that were data already, as a list to read.
fn data_list(archive: &Archive) -> String {
    if archive.events.is_empty() {
        return String::new();
    }
    let mut out = String::from("\n## Events given as data\n\n");
    for event in &archive.events {
        out.push_str(&report::entry(&event.label, &event.id, &data_lines(event)));
    }
    out
}

fn data_lines(event: &Event) -> Vec<String> {
    let sites = event.sites.iter().filter_map(|site| Some((site.place.as_ref()?, site)));
    let places: Vec<String> =
        sites.map(|(place, site)| format!("{} ({}, {})", place.name, site.precision, site.role)).collect();
    let mut lines = vec![format!("{}, {}", event.category, event.modality)];
    let when = match (event.when.earliest.as_deref(), event.when.latest.as_deref()) {
        (None, None) => "date not known".to_string(),
        (Some(from), Some(to)) if from == to => from.to_string(),
        (from, to) => format!("{} to {}", from.unwrap_or("?"), to.unwrap_or("?")),
    };
    lines.push(format!("when: {when}"));
    lines.push(format!("where: {}", if places.is_empty() { "place not known".to_string() } else { places.join("; ") }));
    lines
}

/// The explanation of one event, or what to do where no event has this id.
fn explained(told: &Told<'_>, id: &str) -> Result<String, Error> {
    let key = report::find(told, id).ok_or_else(|| {
        let message = format!(
            "--why {id:?} names no event of the input, or more than one; `linimasa extract -f md INPUT` lists all \
             events with their ids"
        );
        Error::new("usage", message)
    })?;
    Ok(report::why(told, key))
}

/// Writes everything as one object.
fn whole<'a>(
    mut documents: Vec<Result<Document<'a>, Failure>>,
    told: &Told<'a>,
    only: &[String],
    data: &Archive,
    mut to: &mut dyn Write,
) -> Result<(), serde_json::Error> {
    report::join(&mut documents.iter_mut().flatten().collect::<Vec<_>>(), told);
    let mut events = Vec::new();
    for document in documents.iter_mut().flatten() {
        if !only.is_empty() {
            document.keep_layers(only);
        }
        events.extend(document.take_events());
    }
    let documents: Vec<Entry<'_, '_>> = documents.iter().map(Entry).collect();
    let whole = Whole {
        schema: "linimasa/1",
        documents: Both(&documents, &data.documents),
        events: Both(&events, &data.events),
    };
    serde_json::to_writer_pretty(&mut to, &whole)?;
    to.write_all(b"\n").map_err(serde_json::Error::io)
}

/// The object of `extract -f json`. It is written as it stands: a tree of values of it takes ten times its memory.
#[derive(Serialize)]
struct Whole<'w, 'a> {
    schema: &'static str,
    documents: Both<'w, Entry<'w, 'a>, Value>,
    events: Both<'w, EventRecord<'a>, Event>,
}

/// Two lists as one: what was found in articles, and what was data already.
struct Both<'w, A, B>(&'w [A], &'w [B]);

impl<A: Serialize, B: Serialize> Serialize for Both<'_, A, B> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut list = to.serialize_seq(Some(self.0.len() + self.1.len()))?;
        self.0.iter().try_for_each(|one| list.serialize_element(one))?;
        self.1.iter().try_for_each(|one| list.serialize_element(one))?;
        list.end()
    }
}

/// What became of an article, without a word that says which of the two it is.
struct Entry<'w, 'a>(&'w Result<Document<'a>, Failure>);

impl Serialize for Entry<'_, '_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Ok(document) => document.serialize(to),
            Err(failure) => failure.serialize(to),
        }
    }
}

fn lines(documents: Vec<Result<Document<'_>, Failure>>, only: &[String], data: &Archive) -> Result<String, Error> {
    let mut out = String::new();
    for document in documents {
        out.push_str(&line(document, only)?);
    }
    out.push_str(&data_line(data)?);
    Ok(out)
}

/// One document on a line of its own.
pub(super) fn line(document: Result<Document<'_>, Failure>, only: &[String]) -> Result<String, Error> {
    Ok(serde_json::to_string(&Entry(&kept(document, only))).map_err(unwritable)? + "\n")
}

/// The same, written while it is made.
pub(super) fn write_line(
    document: Result<Document<'_>, Failure>,
    only: &[String],
    mut to: &mut dyn Write,
) -> Result<(), serde_json::Error> {
    serde_json::to_writer(&mut to, &Entry(&kept(document, only)))?;
    to.write_all(b"\n").map_err(serde_json::Error::io)
}

/// The document with the layers alone that are asked for.
fn kept<'a>(mut document: Result<Document<'a>, Failure>, only: &[String]) -> Result<Document<'a>, Failure> {
    if let (Ok(document), false) = (&mut document, only.is_empty()) {
        document.keep_layers(only);
    }
    document
}

/// The events that were data already, on the last line; nothing where there are none.
pub(super) fn data_line(data: &Archive) -> Result<String, Error> {
    if data.events.is_empty() {
        return Ok(String::new());
    }
    let mut whole = data.to_json();
    whole["id"] = json!("data");
    Ok(serde_json::to_string(&whole).map_err(unwritable)? + "\n")
}
