//! The ways in: files of any kind to articles, and events that somebody already wrote down as data to a story.
//!
//! Articles come from text in any common encoding, pages, Markdown, JSON and feeds ([`articles`]); an [`Input`] says
//! which text the spans of the results point into. Events come from tables, the `events.json` of an earlier run,
//! GeoJSON and TimelineJS ([`read_data`]); nothing is read out of sentences there. A table's places are looked up in the gazetteer where it gives no
//! coordinates; a place that could be several is told and not drawn, since a wrong pin is worse than none.

mod build;
mod dates;
mod decode;
mod feed;
mod forms;
mod geocode;
mod geojson;
mod html;
mod json;
mod markdown;
mod published;
mod record;
mod rows;
mod table;
#[cfg(test)]
mod tests;
mod timelinejs;

pub use decode::{Declares, Decoded, decode, plain as unmarked, utf8};
pub use forms::{
    Entry, Form, LONGEST_ARTICLE, LONGEST_DATA, article_line, articles, form, form_of_name, is_input_name,
};

use crate::error::{Diagnostic, Error};
use crate::export::{self, Archive};
use crate::lang::{DateFormat, Pack, Words};
use crate::story::{Certainty, Item, Story, as_of_option, counted};
#[cfg(doc)]
use crate::text::Input;
use crate::time::Moment;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Length of the input hash on the picture: enough to tell two inputs apart.
const HASH_SHOWN: usize = 8;

/// The events of one file.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// In the order of the file; numbers count from one there.
    pub items: Vec<Item>,
    /// Title of the first article behind the data.
    pub title: Option<String>,
    /// Language of the articles behind the data.
    pub lang: Option<String>,
    /// What the file is called on the picture, with the sources that it names.
    pub source: String,
    /// Events with a place that is not drawn, and columns that are not read.
    pub told: Vec<Diagnostic>,
    /// The same events as data, with all that the file says of them.
    pub archive: Archive,
    /// Rows or events that cannot be read, each with its place; the others are not lost with them.
    pub failed: Vec<Error>,
}

impl Imported {
    /// What was read; a file of which nothing can be read is the first fault in it.
    fn unless_all_failed(mut self) -> Result<Self, Error> {
        match self.failed.is_empty() || !self.archive.events.is_empty() {
            true => Ok(self),
            false => Err(self.failed.swap_remove(0)),
        }
    }
}

/// How events as data are read.
#[derive(Debug, Clone, Copy, Default)]
pub struct DataOptions {
    /// The day from which words such as `kemarin` count.
    pub dct: Option<Moment>,
}

/// What holds for the picture of imported events.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// In place of the title that the data have.
    pub title: Option<String>,
    /// Draw planned and reported-possible events without a date too.
    pub show_all: bool,
    /// Hexadecimal SHA-256 of the inputs, the edits among them.
    pub input_hash: String,
    /// Up to when articles were taken in, where the user says so.
    pub as_of: Option<Moment>,
    /// How many edits of an editor were applied.
    pub edits: usize,
}

/// Reads a table with a header: `date` and `label`, and if wanted `end`, `place`, `lat`, `lon`, `category`, `source`,
/// `from`, `certainty` and `who` (several names apart by `;`). `name` is what the file is called.
///
/// # Errors
/// A table without its header, or of which no row can be read: the first cell that cannot, with line and column. One row among
/// good ones is in [`Imported::failed`].
pub fn csv(text: &str, name: &str, pack: &Pack) -> Result<Imported, Error> {
    rows::read(text, name, pack, &DataOptions::default())
}

/// Reads the bytes of a file of events: a table, `events.json`, GeoJSON or TimelineJS.
///
/// # Errors
/// Bytes that are no text or hold no list of events, or of which no event can be read: the first fault, with its place. One event
/// among good ones is in [`Imported::failed`].
///
/// ```
/// use linimasa::{import, lang};
/// let pack = lang::pack("id").expect("a bundled pack");
/// let table = b"date,label,place\n13 September 2023,Rapat,Bandung\n";
/// let made = import::read_data(table, import::Form::Csv, "rapat.csv", &pack, &import::DataOptions::default())?;
/// assert_eq!(made.archive.events[0].when.earliest.as_deref(), Some("2023-09-13"));
/// # Ok::<(), linimasa::error::Error>(())
/// ```
pub fn read_data(bytes: &[u8], form: Form, name: &str, pack: &Pack, options: &DataOptions) -> Result<Imported, Error> {
    if bytes.len() > form.longest() {
        let (has, most) = (bytes.len() / 1_000_000, form.longest() / 1_000_000);
        let message = format!("the file has {has} MB, and at most {most} MB of events are read; split it");
        return Err(Error::new("too-long", message));
    }
    let Decoded { text, told, .. } = match form {
        Form::Csv => decode(bytes, Declares::Nowhere)?,
        _ => Decoded { text: utf8(decode::plain(bytes).into_owned())?, encoding: "UTF-8", told: None },
    };
    let mut made = match form {
        Form::Csv => rows::read(&text, name, pack, options),
        Form::GeoJson => geojson::read(&text, name, pack, options),
        Form::TimelineJs => timelinejs::read(&text, name, pack, options),
        Form::EventsJson => json::read(&text, name, pack),
        _ => Err(Error::new("not-data", "the file holds an article and no events as data")),
    }?;
    made.told.splice(0..0, told);
    Ok(made)
}

/// Events as data to what is drawn.
///
/// # Errors
/// No event that can be read: the first without a label, or with a date, a category or a modality that there is not.
pub fn archive(archive: &Archive, name: &str, pack: &Pack) -> Result<Imported, Error> {
    json::read_value(&archive.to_json(), name, pack)
}

/// Reads `events.json`, the output of `extract -f json`.
///
/// # Errors
/// Text that is no such JSON, with line and column, or of which no event can be read, with its place in the file.
pub fn events_json(text: &str, name: &str, pack: &Pack) -> Result<Imported, Error> {
    json::read(text, name, pack)
}

/// Whether a text is the object that `extract -f json` writes, and not a line of articles.
pub fn is_events_json(text: &str) -> bool {
    let head: String = text.chars().filter(|c| !c.is_whitespace()).take(80).collect();
    head.starts_with("{\"schema\":\"linimasa/") && text.contains("\"events\"") && text.contains("\"documents\"")
}

/// The error for text that is no JSON, at the place where that shows; `what` is the file, the line, …
pub fn not_json(what: &str, error: &serde_json::Error) -> Error {
    let (line, column) = (error.line().max(1), error.column().max(1));
    // The place stands before the message already.
    let said = error.to_string();
    let why = said.strip_suffix(&format!(" at line {} column {}", error.line(), error.column())).unwrap_or(&said);
    Error::new("bad-json", format!("{what} is not JSON: {why}")).at(line, column)
}

/// Whether the first line of a text is the header of a table of events.
pub fn is_csv(text: &str) -> bool {
    table::is_header(text)
}

/// What is told of the events of several files that repeat nothing that is drawn, so that each is drawn by itself.
pub fn repeats_nothing(files: &[Imported]) -> Vec<Diagnostic> {
    let strays = export::told(&events(files)).strays.into_iter();
    let events = strays.filter_map(|(file, row)| files.get(file)?.archive.events.get(row));
    let told = events.map(|event| {
        let message =
            format!("{:?}: it repeats (same_as) nothing that is drawn, so that it is drawn by itself", event.label);
        Diagnostic { code: "repeats-nothing", message, span: None }
    });
    told.collect()
}

fn events(files: &[Imported]) -> Vec<&[export::Event]> {
    files.iter().map(|file| file.archive.events.as_slice()).collect()
}

/// Takes out what is drawn in its own file alone, because another file has what it repeats.
fn once(files: &mut [Imported]) {
    let told = export::told(&events(files));
    for (file, shown) in files.iter_mut().zip(told.shown) {
        let rows: BTreeSet<usize> = shown.into_iter().collect();
        let drawn = file.archive.shown().map(|(row, _)| row).zip(1_u32..);
        let elsewhere: BTreeSet<u32> = drawn.filter(|(row, _)| !rows.contains(row)).map(|(_, number)| number).collect();
        file.items.retain(|item| !elsewhere.contains(&item.number));
    }
}

/// The story of several files: their events in order of time, numbered anew. What several files tell is drawn once
/// ([`repeats_nothing`] names what is drawn although it repeats another event).
///
/// # Errors
/// A malformed pack.
pub fn story(mut files: Vec<Imported>, pack: &Pack, options: &ImportOptions) -> Result<Story, Error> {
    once(&mut files);
    let words = Words::from_pack(pack, "story.tsv")?;
    let count = files.len();
    let first = files.first();
    let title = options.title.clone().or_else(|| first.and_then(|file| file.title.clone()));
    let mut items: Vec<Item> = Vec::new();
    let mut sources = Vec::new();
    // Numbers of the files before, those among them that nothing has any more.
    let mut base = 0;
    for (index, file) in files.into_iter().enumerate() {
        sources.push(file.source);
        items.extend(file.items.into_iter().map(|mut item| {
            item.number += base;
            item.source = index;
            for relation in &mut item.relations {
                relation.other += base;
            }
            item
        }));
        base += file.archive.events.len() as u32;
    }
    let total = items.len();
    if !options.show_all {
        items.retain(|item| !is_undated_prospect(item));
    }
    let hidden = total - items.len();
    items.sort_by_key(|item| (order(item), item.number));
    renumber(&mut items);
    let hash: String = options.input_hash.chars().take(HASH_SHOWN).collect();
    let how_made = if options.edits == 0 { "made-data" } else { "made-data-edited" };
    let format = DateFormat::from_pack(pack)?;
    let told = |key: &str, count: usize| counted(&words, &format, key, count);
    let counts = [told("count-files", count), told("count-events", total), hash, told("count-edits", options.edits)];
    let made = words.fill(how_made, &counts.each_ref().map(String::as_str));
    let as_of = options.as_of.map(|moment| as_of_option(moment, &words, &format));
    let headline = title.unwrap_or_else(|| words.get("no-events").to_string());
    Ok(Story {
        lang: pack.code.to_string(),
        headline,
        deck: None,
        outlet: None,
        as_of,
        written_from: None,
        items,
        hidden,
        left_out: 0,
        facts: Vec::new(),
        gaps: Vec::new(),
        sources,
        made,
        logo: None,
    })
}

/// What may or shall happen on no known day.
fn is_undated_prospect(item: &Item) -> bool {
    let prospect = matches!(item.certainty, Certainty::Planned | Certainty::Possible);
    prospect && item.since.is_none() && (item.bounds.earliest.is_none() || item.bounds.latest.is_none())
}

/// Open starts come first, then by first day, then open ends; what has no date comes last.
fn order(item: &Item) -> (NaiveDate, bool, NaiveDate) {
    match (item.bounds.earliest.map(Moment::day), item.bounds.latest.map(Moment::day)) {
        (Some(from), Some(to)) => (from, false, to),
        (None, Some(to)) => (to.pred_opt().unwrap_or(to), false, to),
        (Some(from), None) => (from, true, NaiveDate::MAX),
        (None, None) => (NaiveDate::MAX, true, NaiveDate::MAX),
    }
}

/// Numbers the items in their new order; relations to items that are not shown go.
fn renumber(items: &mut [Item]) {
    let old: Vec<u32> = items.iter().map(|item| item.number).collect();
    let new = |number: u32| old.iter().position(|o| *o == number).and_then(|at| u32::try_from(at + 1).ok());
    for (item, number) in items.iter_mut().zip(1_u32..) {
        item.number = number;
        item.relations = item
            .relations
            .iter()
            .filter_map(|relation| Some(crate::story::ItemRelation { other: new(relation.other)?, ..*relation }))
            .collect();
    }
}

/// A file's name as a title: `gempa-jawa.csv` is `Gempa jawa`.
fn title_of(name: &str) -> Option<String> {
    let stem = name.rsplit(['/', '\\']).next()?.split('.').next()?;
    let words = stem.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}
