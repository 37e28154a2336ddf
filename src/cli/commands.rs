//! What each command does.

use super::args::{Args, Command, GazetteerCommand, LaneName, PackCommand, Reading, Show, Work};
use super::files::{self, Record};
use super::inputs::Loaded;
use super::picture::{Picture, picture};
use super::work::{self, Progress};
use super::{DONE, FAILED, SOME_FAILED, tell};
use super::{batch, diff, extract, gazetteer, look, manual, map_options, pack, review, story};
use crate::error::Error;
use crate::layout::{By, Strip};
use crate::pipeline::{self, Options};
use crate::place::Gazetteer;
use crate::story::Analysed;
use crate::time;

/// Runs one command and returns its exit code.
pub fn dispatch(args: &Args) -> Result<u8, Error> {
    match &args.command {
        Command::Brief(draw) => picture(draw, Picture::Brief),
        Command::Timeline(timeline) => {
            let strip = if timeline.density { Strip::Density } else { Strip::Without };
            let by = timeline.by.map(|by| match by {
                LaneName::Category => By::Category,
                LaneName::Actor => By::Actor,
                LaneName::Source => By::Source,
            });
            let mut draw = timeline.draw.clone();
            if timeline.density {
                // A strip that counts counts all.
                draw.show.get_or_insert(Show::All);
            }
            picture(&draw, Picture::Timeline(strip, by))
        }
        Command::Map(map) => picture(&map.draw, Picture::Map(map_options::read(map)?)),
        Command::Extract(args) => extract::extract(args),
        Command::Review(args) => review::review(args),
        Command::Diff(args) => diff::diff(args),
        Command::Batch(args) => batch::batch(args),
        Command::Story(args) => story::story(args),
        Command::Dates(look) => look::dates(look),
        Command::Places(look) => look::places(look),
        Command::Gazetteer(look) => {
            let own = gazetteer::own(&look.own)?;
            let known = own.as_deref().unwrap_or(Gazetteer::bundled());
            match &look.command {
                GazetteerCommand::Search { query, limit } => gazetteer::search(known, &query.join(" "), *limit),
                GazetteerCommand::Show { place } => gazetteer::show(known, &place.join(" ")),
                GazetteerCommand::Near { lat, lon, limit } => gazetteer::near(known, *lat, *lon, *limit),
            }
        }
        Command::Pack(pack) => match &pack.command {
            PackCommand::Check { folder } => pack::check(folder),
        },
        Command::Completions { shell } => manual::completions(*shell),
        Command::Man => manual::manual(),
    }
}

pub(super) fn options(reading: &Reading) -> Result<Options, Error> {
    let dct = reading.dct.as_deref().map(time::parse_moment).transpose().map_err(usage("--dct"))?;
    let lang = (reading.lang != "auto").then(|| reading.lang.clone());
    if let Some(code) = &lang {
        pipeline::pack(code).map_err(usage("--lang"))?;
    }
    Ok(Options { dct, lang, gazetteer: gazetteer::own(&reading.own)?, ..Options::default() })
}

/// Turns an error about an option's value into one of usage that names the option.
pub(super) fn usage(option: &str) -> impl Fn(Error) -> Error + '_ {
    move |error| Error::new("usage", format!("{option}: {}", error.message))
}

/// Every article of inputs that are read, and what was doubtful in reading it told.
pub(super) fn records(inputs: Vec<Loaded>) -> Vec<Record> {
    let all: Vec<Record> = inputs.into_iter().flat_map(files::records).collect();
    for record in &all {
        record.told.iter().for_each(|told| tell(&format!("{}: {}", record.name, told.message)));
    }
    all
}

/// Every article through all stages, on as many threads as are asked for, in the order of the input. Nothing is told of
/// those that fail.
pub(super) fn analysed_records(records: Vec<Record>, options: &Options, work: Work) -> Result<Vec<Outcome>, Error> {
    let progress = Progress::of(Some(records.len()));
    let one = |mut record: Record| {
        let input = std::mem::replace(&mut record.input, Err(Error::new("empty", "")));
        let found = input.and_then(|input| pipeline::analyse(input, options)).map(|(found, doubts)| {
            record.doubts = doubts;
            found
        });
        (record, found)
    };
    Ok(work::each(records, work::jobs(work.jobs)?, &progress, one))
}

/// An input without its text, and what was made of it.
pub(super) type Outcome = (Record, Result<Analysed, Error>);

/// The code for a run in which `failed` of `all` inputs failed.
pub(super) fn code(failed: usize, all: usize) -> u8 {
    match failed {
        0 => DONE,
        _ if failed == all => FAILED,
        _ => SOME_FAILED,
    }
}
