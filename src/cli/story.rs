//! `story`: events of a batch result by words, time and place, as a picture.

use super::args::{Kind, StoryArgs};
use super::commands::usage;
use super::inputs::{Content, Loaded};
use super::picture::{self, Picture};
use super::work::{self, Progress};
use super::{gazetteer, tell};
use crate::batch::{self, Query};
use crate::error::Error;
use crate::import::Form;
use crate::layout::{MapOptions, Strip};
use crate::place::Gazetteer;
use crate::time::{self, Moment};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// Events on a picture, unless another number is asked for: as many as a page can tell, and with a strip that counts
/// them as many as a long timeline can.
const USUAL: usize = 30;
const USUAL_COUNTED: usize = 200;
/// Letters of the name of a file that is made of words.
const LONGEST_NAME: usize = 60;

/// Runs the command and returns its exit code.
pub fn story(args: &StoryArgs) -> Result<u8, Error> {
    if args.draw.watch {
        return Err(Error::new("usage", "story draws what a batch has found; --watch is for articles"));
    }
    let query = query(args)?;
    let folder = only(&args.draw.inputs)?;
    let manifest = batch::result(folder)?;
    if !manifest.complete {
        let articles = manifest.totals.articles;
        tell(&format!("{} is not complete; of {articles} articles it is known what they tell", folder.display()));
    }
    let jobs = work::jobs(args.draw.work.jobs)?;
    let shards: Vec<&batch::Shard> = manifest.shards.iter().collect();
    let found = work::each(shards, jobs, &Progress::of(None), |shard| query.shard(folder, shard));
    let found: Vec<batch::Found> = found.into_iter().collect::<Result<_, Error>>()?;
    let (picked, more) = query.all(found);
    if picked.is_empty() {
        let message = format!("no event of {} tells all of it; use fewer words or a longer time", folder.display());
        return Err(Error::new("empty", message));
    }
    let archive = batch::archive(folder, &manifest, picked)?;
    let bytes = serde_json::to_vec(&archive).map_err(crate::report::unwritable)?;
    let name = format!("{}.json", name(&query));
    let loaded =
        Loaded { name: name.clone(), id: name.clone(), form: Form::EventsJson, content: Content::Bytes(bytes) };
    let mut draw = args.draw.clone();
    draw.title.get_or_insert_with(|| title(&args.about));
    draw.inputs = vec![PathBuf::from(name)];
    picture::save(&picture::draw_loaded(&draw, kind(args)?, vec![loaded], more)?)
}

/// The folder of the result.
fn only(folders: &[PathBuf]) -> Result<&Path, Error> {
    match folders {
        [folder] => Ok(folder),
        _ => Err(Error::new("usage", "story reads the folder of one batch; name one")),
    }
}

/// What is looked for.
fn query(args: &StoryArgs) -> Result<Query, Error> {
    let usual = if args.density { USUAL_COUNTED } else { USUAL };
    if args.limit == Some(0) {
        return Err(Error::new("usage", "--limit 0 draws nothing; give the number of events, or leave it out"));
    }
    let mut query = Query::new(&args.about, args.limit.unwrap_or(usual))?;
    let day = |option: &str, asked: Option<&str>| -> Result<Option<NaiveDate>, Error> {
        let read = asked.map(time::parse_moment).transpose().map_err(usage(option))?;
        Ok(read.map(Moment::day))
    };
    query.from = day("--from", args.from.as_deref())?;
    query.to = day("--to", args.to.as_deref())?;
    if let (Some(from), Some(to)) = (query.from, query.to)
        && from > to
    {
        return Err(Error::new("usage", format!("--from {from} lies after --to {to}; exchange the two")));
    }
    if let Some(place) = &args.place {
        let own = gazetteer::own(&args.draw.reading.own)?;
        if !query.in_place(place, own.as_deref().unwrap_or(Gazetteer::bundled())) {
            tell(&format!("no gazetteer knows a place {place:?}; only events at a place of just this name are drawn"));
        }
    }
    Ok(query)
}

fn kind(args: &StoryArgs) -> Result<Picture, Error> {
    Ok(match args.kind {
        Some(Kind::Map | Kind::Brief) if args.density => {
            return Err(Error::new("usage", "--density belongs to a timeline; leave out --kind or --density"));
        }
        _ if args.density => Picture::Timeline(Strip::Density, None),
        Some(Kind::Timeline) => Picture::Timeline(Strip::Without, None),
        None | Some(Kind::Brief) => Picture::Brief,
        Some(Kind::Map) => Picture::Map(MapOptions::default()),
    })
}

/// The words as the headline of the picture.
fn title(about: &str) -> String {
    let mut letters = about.trim().chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The words as the name of a file.
fn name(query: &Query) -> String {
    query.words().join("-").chars().take(LONGEST_NAME).collect()
}
