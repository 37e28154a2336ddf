//! What was made of an article, as lines of a shard.

use crate::error::Error;
use crate::report::{self, Document, EventRecord, unwritable};
use crate::story::Analysed;
use serde::Serialize;
use serde_json::{Map, Value};
use std::io;

/// Bytes of a text whose lines are written while they are made: they can be sixty times as long, and two of them are too
/// much.
pub(crate) const LONG: usize = 200_000;

/// What was made of an article, before its turn to be written.
pub struct Made(pub(super) Form);

pub(super) enum Form {
    /// The line of the document, and those of its events without their opening brace.
    Lines { document: String, events: Vec<String> },
    /// What the lines of a long text are made of.
    Long { analysed: Box<Analysed>, extra: Map<String, Value> },
}

/// A line of the events of a batch: the event with its document.
#[derive(Serialize)]
pub(super) struct EventLine<'a> {
    doc: &'a str,
    title: Option<&'a str>,
    published: Option<&'a str>,
    #[serde(flatten)]
    event: EventRecord<'a>,
}

/// The same with the line of its document.
#[derive(Serialize)]
pub(super) struct Numbered<'r, 'a> {
    pub line: u64,
    #[serde(flatten)]
    pub event: &'r EventLine<'a>,
}

/// The lines of a document that is analysed.
///
/// # Errors
/// A document that cannot be written as JSON.
pub fn made(analysed: Analysed, extra: Map<String, Value>) -> Result<Made, Error> {
    if analysed.article.text.len() > LONG {
        // What cannot be written must be known before a part of it stands in a shard.
        records(&analysed, &extra, &mut |record| match record {
            Record::Document(document) => tried(document),
            Record::Event(event) => tried(event),
        })?;
        return Ok(Made(Form::Long { analysed: Box::new(analysed), extra }));
    }
    let (mut whole, mut events) = (String::new(), Vec::new());
    records(&analysed, &extra, &mut |record| {
        match record {
            Record::Document(document) => whole = serde_json::to_string(document).map_err(unwritable)?,
            Record::Event(event) => {
                let text = serde_json::to_string(event).map_err(unwritable)?;
                events.push(text.strip_prefix('{').unwrap_or(&text).to_string());
            }
        }
        Ok(())
    })?;
    Ok(Made(Form::Lines { document: whole, events }))
}

/// A record of an article.
pub(super) enum Record<'r, 'a> {
    Document(&'r Document<'a>),
    Event(&'r EventLine<'a>),
}

/// Tells the document of an article, and then its events.
pub(super) fn records(
    analysed: &Analysed,
    extra: &Map<String, Value>,
    tell: &mut dyn FnMut(Record<'_, '_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut document = report::document(analysed);
    document.set_extra(extra.clone());
    tell(Record::Document(&document))?;
    let published = analysed.dates.dct.moment.map(report::moment);
    let (doc, title) = (analysed.article.id.as_str(), analysed.article.title.as_deref());
    document
        .take_events()
        .try_for_each(|event| tell(Record::Event(&EventLine { doc, title, published: published.as_deref(), event })))
}

fn tried(record: &impl Serialize) -> Result<(), Error> {
    serde_json::to_writer(io::sink(), record).map_err(unwritable)
}
