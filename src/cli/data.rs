//! Inputs that hold events already: CSV tables and `events.json`.

use super::commands::usage;
use super::{files, tell};
use crate::error::Error;
use crate::import::{self, Imported};
use crate::lang::Pack;
use crate::pipeline;
use sha2::{Digest, Sha256};
use std::path::Path;

/// Language of a graphic whose data name none.
const USUAL_LANGUAGE: &str = "id";

/// Paths with what was read from them.
pub type Inputs<'a> = Vec<(&'a Path, Result<Vec<u8>, Error>)>;

/// What an input holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    EventsJson,
    Articles,
}

/// By the ending of the name; standard input by its first characters.
fn form(path: &Path, raw: &[u8]) -> Form {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "csv" | "tsv" => Form::Csv,
        "json" => Form::EventsJson,
        "" => {
            let text = String::from_utf8_lossy(raw);
            let text = text.trim_start_matches('\u{feff}');
            if import::is_events_json(text) {
                Form::EventsJson
            } else if import::is_csv(text) {
                Form::Csv
            } else {
                Form::Articles
            }
        }
        _ => Form::Articles,
    }
}

/// Whether the inputs are data.
///
/// # Errors
/// Some are data and some are articles.
pub fn are_data(inputs: &Inputs) -> Result<bool, Error> {
    let read = inputs.iter().filter_map(|(path, raw)| Some((path, form(path, raw.as_ref().ok()?))));
    let (data, articles): (Vec<_>, Vec<_>) = read.partition(|(_, form)| *form != Form::Articles);
    match (data.first(), articles.first()) {
        (Some((data, _)), Some((article, _))) => {
            let message = format!(
                "INPUT: {} holds events as data and {} is an article; draw the two apart, or turn the article into data \
                 with extract -f json",
                data.display(),
                article.display()
            );
            Err(Error::new("usage", message))
        }
        (Some(_), None) => Ok(true),
        (None, _) => Ok(false),
    }
}

/// Reads every file; one that fails is named on standard error, as is every place that is not drawn.
pub fn read(labels: Option<&str>, inputs: Inputs) -> Result<(Vec<Imported>, String, Pack), Error> {
    let mut pack = pipeline::pack(labels.unwrap_or(USUAL_LANGUAGE)).map_err(usage("--labels"))?;
    let mut hash = Sha256::new();
    let mut all = Vec::new();
    for (path, raw) in inputs {
        let name = path.display().to_string();
        let shown = if name == "-" { "stdin".to_string() } else { name.clone() };
        let read = raw.and_then(|raw| {
            let form = form(path, &raw);
            hash.update(&raw);
            let text = files::decode(raw)?;
            let parse = |pack: &Pack| match form {
                Form::EventsJson => import::events_json(&text, &shown, pack),
                _ => import::csv(&text, &shown, pack),
            };
            let first = parse(&pack)?;
            // The data's own language decides, unless the user does; names and words are then read again in it.
            let own = first.lang.as_deref().filter(|_| labels.is_none() && all.is_empty());
            match own.filter(|code| *code != pack.code).and_then(|code| pipeline::pack(code).ok()) {
                Some(other) => {
                    pack = other;
                    parse(&pack)
                }
                None => Ok(first),
            }
        });
        match read {
            Ok(imported) => {
                imported.told.iter().for_each(|told| tell(&format!("{name}: {}", told.message)));
                all.push(imported);
            }
            Err(error) => tell(&format!("{name}: {error}")),
        }
    }
    let hash = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((all, hash, pack))
}
