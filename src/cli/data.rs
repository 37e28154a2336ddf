//! Inputs that hold events already: tables, `events.json`, GeoJSON and TimelineJS.

use super::commands::usage;
use super::inputs::{Content, Loaded};
use super::{fail, tell, ui};
use crate::error::Error;
use crate::import::{self, DataOptions, Imported};
use crate::lang::Pack;
use crate::pipeline::{self, Options};
use crate::text;
use sha2::{Digest, Sha256};

/// Language of a graphic whose data name none.
const USUAL_LANGUAGE: &str = "id";
/// Faults of one file that are told: a column in another form makes one of every row.
const MOST_FAULTS: usize = 20;

/// Reads every file; one that fails is named on standard error, as is every place that is not drawn. `lang` is the
/// language of articles that are drawn with them.
pub fn read(
    labels: Option<&str>,
    inputs: &[Loaded],
    lang: Option<&str>,
    options: &Options,
    hash: &mut Sha256,
) -> Result<(Vec<Imported>, Pack), Error> {
    let asked = labels.or(lang);
    let mut pack = pipeline::pack(asked.unwrap_or(USUAL_LANGUAGE)).map_err(usage("--labels"))?;
    let mut all: Vec<Imported> = Vec::new();
    for input in inputs {
        let read = one(input, &pack, options).and_then(|first| {
            // The data's own language decides, unless the user does; names and words are then read again in it.
            let own = first.lang.as_deref().or_else(|| language_of(&first));
            let own = own.filter(|_| asked.is_none() && all.is_empty());
            match own.filter(|code| *code != pack.code).and_then(|code| pipeline::pack(code).ok()) {
                Some(other) => {
                    pack = other;
                    one(input, &pack, options)
                }
                None => Ok(first),
            }
        });
        if let Content::Bytes(bytes) = &input.content {
            hash.update(bytes);
        }
        match read {
            Ok(imported) => {
                told(input, &imported);
                all.push(imported);
            }
            Err(error) => {
                fail(&format!("{}{}", ui::about(&input.name, &error.to_string()), input.excerpt(&error)));
            }
        }
    }
    Ok((all, pack))
}

/// The language of data that name none, by the words of their labels and sentences.
fn language_of(data: &Imported) -> Option<&'static str> {
    let texts = data.items.iter().flat_map(|item| [item.label.as_str(), item.quote.as_str()]);
    text::language_by_words(texts)
}

/// Tells what of a file is doubtful, and which of its events could not be read; returns how many of these there are.
pub fn told(input: &Loaded, imported: &Imported) -> usize {
    imported.told.iter().for_each(|told| tell(&format!("{}: {}", input.name, told.message)));
    for error in imported.failed.iter().take(MOST_FAULTS) {
        fail(&format!("{}{}", ui::about(&input.name, &error.to_string()), input.excerpt(error)));
    }
    if let Some(more) = imported.failed.len().checked_sub(MOST_FAULTS).filter(|more| *more > 0) {
        fail(&format!("{}: {more} more events cannot be read and are left out", input.name));
    }
    imported.failed.len()
}

/// Reads one file in the language of a pack.
pub fn one(input: &Loaded, pack: &Pack, options: &Options) -> Result<Imported, Error> {
    let Content::Bytes(bytes) = &input.content else {
        return Err(Error::new("not-data", "the file holds an article and no events as data"));
    };
    let shown = if input.name == "-" { "stdin" } else { &input.name };
    import::read_data(bytes, input.form, shown, pack, &DataOptions { dct: options.dct })
}

/// The pack by which data are read where nothing is drawn.
pub fn usual_pack(options: &Options) -> Result<Pack, Error> {
    pipeline::pack(options.lang.as_deref().unwrap_or(USUAL_LANGUAGE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang;

    #[test]
    fn a_table_is_in_the_language_of_its_labels() {
        let rows = [
            ("date,label\n2024-07-26,The games opened in Paris\n2024-08-11,The games ended\n", Some("en")),
            ("date,label\n2024-07-26,Gempa yang merusak rumah di Garut\n", Some("id")),
            ("date,label\n2024-07-26,Olympic Games\n", None),
            ("date,label\n2024-07-26,北京\n", None),
        ];
        for (table, want) in rows {
            let pack = lang::pack(USUAL_LANGUAGE).expect("a bundled pack");
            let data = import::csv(table, "a.csv", &pack).expect(table);
            assert_eq!(language_of(&data), want, "{table}");
        }
    }
}
