//! `extract -f jsonl` of archives: as many lines as there are, a few at a time in memory.

use super::args::Extract;
use super::commands::code;
use super::extract::{data_line, failure, line, write_line};
use super::files::{self, Record, Sink};
use super::inputs::{Content, Loaded};
use super::work::{self, Progress};
use super::{as_of, data, tell};
use crate::batch::{LONG, Next, in_turn};
use crate::error::Error;
use crate::export::Archive;
use crate::import::Form;
use crate::pipeline::{self, Options};
use crate::report;
use crate::story::Analysed;

/// What was made of an article, before its turn to be written.
enum Made {
    Line(String),
    Analysed(Box<Analysed>),
}

/// What stands in the output's order.
enum Done {
    Article(Box<Record>, Result<Made, Error>),
    /// Events that were data already come last; a file that could not be read has its line. How many of its events could not
    /// be read.
    Data(Option<String>, usize),
}

/// What the inputs hold, one after the other.
enum Item {
    Article(Box<Record>),
    Data(Loaded),
}

/// Reads, analyses and writes a few articles after the other; returns the exit code.
pub fn stream(args: &Extract, inputs: Vec<Loaded>, options: &Options) -> Result<u8, Error> {
    let jobs = work::jobs(args.work.jobs)?;
    let pack = data::usual_pack(options)?;
    let as_of = as_of::read(args.as_of.as_deref())?;
    let many =
        |input: &Loaded| matches!(input.form, Form::Jsonl | Form::Feed) || matches!(input.content, Content::Lines(_));
    let total = (!inputs.iter().any(many)).then_some(inputs.len());
    let progress = Progress::of(total);
    let mut sink = Sink::open(args.output.as_deref())?;
    let (mut failed, mut count) = (0, 0);
    let mut events = Archive::default();
    let mut items = inputs.into_iter().flat_map(|input| -> Box<dyn Iterator<Item = Item>> {
        match input.is_data() {
            true => Box::new(std::iter::once(Item::Data(input))),
            false => Box::new(files::records(input).map(|record| Item::Article(Box::new(record)))),
        }
    });
    let next = || {
        Some(match items.next()? {
            Item::Article(record) => {
                record.told.iter().for_each(|told| tell(&format!("{}: {}", record.name, told.message)));
                let bytes = record.bytes();
                Next::Work(record, bytes)
            }
            Item::Data(input) => match data::one(&input, &pack, options) {
                Ok(imported) => {
                    let faults = data::told(&input, &imported);
                    events.join(imported.archive);
                    Next::Made(Ok(Done::Data(None, faults)), 0)
                }
                Err(error) => {
                    let excerpt = input.excerpt(&error);
                    let failed = failure(&input.name, Some(input.id), 1, error, &excerpt);
                    Next::Made(line(Err(failed), &args.only).map(|line| Done::Data(Some(line), 0)), 0)
                }
            },
        })
    };
    let work = |mut record: Box<Record>| {
        let input = std::mem::replace(&mut record.input, Err(Error::new("empty", "")));
        let made = input.and_then(|input| {
            let waits = input.text.len() > LONG || as_of.is_some();
            let (analysed, _) = pipeline::analyse(input, options)?;
            if waits {
                return Ok(Made::Analysed(Box::new(analysed)));
            }
            let mut document = report::document(&analysed);
            document.set_extra(std::mem::take(&mut record.extra));
            line(Ok(document), &args.only).map(Made::Line)
        });
        progress.step();
        Ok(Done::Article(record, made))
    };
    let take = |done: Result<Done, Error>| {
        count += 1;
        match done? {
            Done::Data(None, faults) => {
                (failed, count) = (failed + faults, count + faults);
                Ok(true)
            }
            Done::Data(Some(line), _) => {
                failed += 1;
                sink.write(line.as_bytes())
            }
            Done::Article(_, Ok(Made::Line(line))) => sink.write(line.as_bytes()),
            Done::Article(record, Ok(Made::Analysed(analysed))) => {
                if !as_of::takes_in(as_of, &record.name, &analysed) {
                    return Ok(true);
                }
                let mut document = report::document(&analysed);
                document.set_extra(record.extra);
                sink.pieces(|to| write_line(Ok(document), &args.only, to))
            }
            Done::Article(record, Err(error)) => {
                failed += 1;
                let Record { name, line: number, id, excerpt, .. } = *record;
                sink.write(line(Err(failure(&name, id, number, error, &excerpt)), &args.only)?.as_bytes())
            }
        }
    };
    in_turn(jobs, next, work, take)?;
    sink.write(data_line(&events)?.as_bytes())?;
    sink.finish()?;
    Ok(code(failed, count))
}
