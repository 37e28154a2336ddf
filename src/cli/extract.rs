//! `extract`: what was found, as data or as an explanation of one event.

use super::args::{Extract, Format};
use super::commands::{code, options, records, unwritable};
use super::edits::Sidecars;
use super::{files, tell};
use crate::error::Error;
use crate::pipeline;
use crate::report::{self, Document, Failure, FailureText, Told};
use crate::story::Analysed;
use serde_json::{Value, json};

/// Runs the command and returns its exit code.
pub fn extract(args: &Extract) -> Result<u8, Error> {
    let known = ["dates", "places", "events"];
    if let Some(odd) = args.only.iter().find(|layer| !known.contains(&layer.as_str())) {
        return Err(Error::new("usage", format!("--only knows dates, places and events, not {odd:?}")));
    }
    if !args.only.is_empty()
        && !args.only.iter().any(|l| l == "events")
        && (args.why.is_some() || matches!(args.format, Format::Csv | Format::Md))
    {
        let message = "--only chooses among the layers of json and jsonl; csv, md and --why show events alone";
        return Err(Error::new("usage", message.to_string()));
    }
    let options = options(&args.reading)?;
    let mut documents: Vec<Result<Document, Failure>> = Vec::new();
    let mut analysed: Vec<Analysed> = Vec::new();
    let (mut failed, mut count) = (0, 0);
    let records = records(&args.inputs);
    let sidecars = Sidecars::read(args.edits.as_deref(), records.iter().map(|record| record.name.as_str()))?;
    // Documents that edits may change are written when all are read.
    let (mut names, mut extras) = (Vec::new(), Vec::new());
    for record in records {
        count += 1;
        match record.input.and_then(|input| pipeline::analyse(input, &options)) {
            Ok((found, _)) => {
                let mut document = report::document(&found);
                document.set_extra(record.extra.clone());
                documents.push(Ok(document));
                names.push(record.name);
                extras.push(record.extra);
                // Lines stand by themselves; what the documents have in common needs all of them.
                if args.why.is_some() || args.format != Format::Jsonl || !sidecars.is_empty() {
                    analysed.push(found);
                }
            }
            Err(error) => {
                failed += 1;
                tell(&format!("{}: {error}", record.name));
                let text = FailureText { kind: error.kind.to_string(), message: error.message };
                documents.push(Err(Failure { id: record.id, line: record.line, error: text }));
            }
        }
    }
    if !sidecars.is_empty() {
        analysed = sidecars.apply(analysed, &names, &options)?;
        let slots = documents.iter_mut().filter(|slot| slot.is_ok());
        for ((slot, found), extra) in slots.zip(&analysed).zip(extras) {
            let mut document = report::document(found);
            document.set_extra(extra);
            *slot = Ok(document);
        }
    }
    let told = Told::of(&analysed)?;
    let content = match (&args.why, args.format) {
        (Some(id), _) => explained(&told, id)?,
        (None, Format::Csv) => report::table(&told),
        (None, Format::Md) => report::list(&told),
        (None, Format::Json) => whole(documents, &told, &args.only)?,
        (None, Format::Jsonl) => lines(documents, &args.only)?,
    };
    match args.output.as_deref().filter(|path| path.as_os_str() != "-") {
        Some(path) => files::write_file(path, content.as_bytes())?,
        None => files::print(content.as_bytes())?,
    }
    Ok(code(failed, count))
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

fn whole(mut documents: Vec<Result<Document, Failure>>, told: &Told<'_>, only: &[String]) -> Result<String, Error> {
    report::join(&mut documents.iter_mut().flatten().collect::<Vec<_>>(), told);
    let mut events: Vec<Value> = Vec::new();
    for document in documents.iter_mut().flatten() {
        if !only.is_empty() {
            document.keep_layers(only);
        }
        events.extend(document.take_events());
    }
    let values: Result<Vec<Value>, Error> = documents.iter().map(value).collect();
    let whole = json!({"schema": "linimasa/1", "documents": values?, "events": events});
    Ok(serde_json::to_string_pretty(&whole).map_err(unwritable)? + "\n")
}

fn lines(mut documents: Vec<Result<Document, Failure>>, only: &[String]) -> Result<String, Error> {
    let mut out = String::new();
    for document in &mut documents {
        if let (Ok(document), false) = (&mut *document, only.is_empty()) {
            document.keep_layers(only);
        }
        out.push_str(&serde_json::to_string(&value(document)?).map_err(unwritable)?);
        out.push('\n');
    }
    Ok(out)
}

fn value(document: &Result<report::Document, Failure>) -> Result<Value, Error> {
    match document {
        Ok(document) => serde_json::to_value(document),
        Err(failure) => serde_json::to_value(failure),
    }
    .map_err(unwritable)
}
