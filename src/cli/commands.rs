//! What each command does.

use super::args::{Args, Command, Draw, GazetteerCommand, Lettering, PackCommand, Reading, Show, ThemeName};
use super::files::{self, Record};
use super::{DONE, FAILED, SOME_FAILED, tell};
use super::{data, extract, gazetteer, look, map_options, pack};
use crate::error::Error;
use crate::import::{self, ImportOptions};
use crate::lang::Pack;
use crate::layout::{self, MapOptions, Size, Strip};
use crate::pipeline::{self, Options};
use crate::place::Gazetteer;
use crate::scene::{SvgOptions, Theme, write_svg, write_svg_outlines};
use crate::story::{self, Analysed, Story, StoryOptions};
use crate::time;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, PartialEq)]
enum Picture {
    Brief,
    Timeline(Strip),
    Map(MapOptions),
}

/// Runs one command and returns its exit code.
pub fn dispatch(args: &Args) -> Result<u8, Error> {
    match &args.command {
        Command::Brief(draw) => picture(draw, Picture::Brief),
        Command::Timeline(timeline) => {
            let strip = if timeline.density { Strip::Density } else { Strip::Without };
            picture(&timeline.draw, Picture::Timeline(strip))
        }
        Command::Map(map) => picture(&map.draw, Picture::Map(map_options::read(map)?)),
        Command::Extract(args) => extract::extract(args),
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
    }
}

pub(super) fn options(reading: &Reading) -> Result<Options, Error> {
    let dct = reading.dct.as_deref().map(time::parse_moment).transpose().map_err(usage("--dct"))?;
    let lang = (reading.lang != "auto").then(|| reading.lang.clone());
    if let Some(code) = &lang {
        pipeline::pack(code).map_err(usage("--lang"))?;
    }
    Ok(Options { dct, lang, gazetteer: gazetteer::own(&reading.own)? })
}

/// Turns an error about an option's value into one of usage that names the option.
pub(super) fn usage(option: &str) -> impl Fn(Error) -> Error + '_ {
    move |error| Error::new("usage", format!("{option}: {}", error.message))
}

/// Every record of every input; an input that cannot be opened becomes a failed record.
pub(super) fn records(inputs: &[PathBuf]) -> Vec<Record> {
    loaded(inputs.iter().map(|path| (path.as_path(), files::bytes(path))))
}

/// The records of inputs that are read already.
fn loaded<'a>(inputs: impl Iterator<Item = (&'a Path, Result<Vec<u8>, Error>)>) -> Vec<Record> {
    let mut all = Vec::new();
    for (path, raw) in inputs {
        match raw.and_then(|raw| files::records(path, raw)) {
            Ok(found) => all.extend(found),
            Err(error) => all.push(Record {
                name: path.display().to_string(),
                line: 1,
                id: None,
                extra: serde_json::Map::new(),
                input: Err(error),
            }),
        }
    }
    all
}

/// The code for a run in which `failed` of `all` inputs failed.
pub(super) fn code(failed: usize, all: usize) -> u8 {
    match failed {
        0 => DONE,
        _ if failed == all => FAILED,
        _ => SOME_FAILED,
    }
}

pub(super) fn unwritable(error: serde_json::Error) -> Error {
    Error::new("bad-json", format!("the result cannot be written as JSON: {error}"))
}

/// The size of a named page or of `WIDTHxHEIGHT`.
fn size(name: &str) -> Result<Size, Error> {
    let fixed = |width, height| Ok(Size { width, height: Some(height) });
    match name {
        "wide" => fixed(1600.0, 900.0),
        "a4" => fixed(1123.0, 794.0),
        "a3" => fixed(1587.0, 1123.0),
        "square" => fixed(1080.0, 1080.0),
        "story" => fixed(1080.0, 1920.0),
        "mobile" => Ok(Size { width: 420.0, height: None }),
        other => {
            let sides = other.split_once('x').and_then(|(w, h)| Some((w.parse::<u16>().ok()?, h.parse::<u16>().ok()?)));
            match sides {
                Some((width, height)) if (360..=10_000).contains(&width) && (200..=20_000).contains(&height) => {
                    fixed(f64::from(width), f64::from(height))
                }
                _ => {
                    let message = format!(
                        "--size {other:?} is no size; use wide, a4, a3, square, story, mobile or WIDTHxHEIGHT with a width \
                         of 360 to 10000 and a height of 200 to 20000 px"
                    );
                    Err(Error::new("usage", message))
                }
            }
        }
    }
}

/// A story with the pack of its graphic, and the code for the run so far.
struct Told {
    story: Story,
    pack: Pack,
    code: u8,
}

/// The story of articles; `None` where none could be read.
fn told_by_articles(args: &Draw, records: Vec<Record>) -> Result<Option<Told>, Error> {
    let options = options(&args.reading)?;
    let mut hash = Sha256::new();
    let mut analysed: Vec<Analysed> = Vec::new();
    let (mut failed, mut count) = (0, 0);
    for record in records {
        count += 1;
        let text = record.input.as_ref().map(|input| input.text.clone()).unwrap_or_default();
        match record.input.and_then(|input| pipeline::analyse(input, &options)) {
            Ok((found, _)) => {
                hash.update(text.as_bytes());
                analysed.push(found);
            }
            Err(error) => {
                failed += 1;
                tell(&format!("{}: {error}", record.name));
            }
        }
    }
    let Some(first) = analysed.first() else { return Ok(None) };
    let labels = args.labels.clone().unwrap_or_else(|| first.article.lang.clone());
    let pack = pipeline::pack(&labels).map_err(usage("--labels"))?;
    let input_hash = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let story_options = StoryOptions { title: args.title.clone(), show_all: args.show == Show::All, input_hash };
    let story = story::build(&analysed, &pack, &story_options)?;
    Ok(Some(Told { story, pack, code: code(failed, count) }))
}

/// The story of events that are data already; `None` where none could be read.
fn told_by_data(args: &Draw, inputs: data::Inputs) -> Result<Option<Told>, Error> {
    let count = inputs.len();
    let (files, input_hash, pack) = data::read(args, inputs)?;
    if files.is_empty() {
        return Ok(None);
    }
    let code = code(count - files.len(), count);
    let options = ImportOptions { title: args.title.clone(), show_all: args.show == Show::All, input_hash };
    Ok(Some(Told { story: import::story(files, &pack, &options)?, pack, code }))
}

fn picture(args: &Draw, kind: Picture) -> Result<u8, Error> {
    options(&args.reading)?;
    let mut size = size(&args.size)?;
    if args.size == "wide" && matches!(kind, Picture::Timeline(_)) {
        // A timeline alone is a strip as high as it needs.
        size.height = None;
    }
    if let Some(path) = &args.output {
        check_ending(path)?;
    }
    let inputs: data::Inputs = args.inputs.iter().map(|path| (path.as_path(), files::bytes(path))).collect();
    let told = if data::are_data(&inputs)? {
        told_by_data(args, inputs)?
    } else {
        told_by_articles(args, loaded(inputs.into_iter()))?
    };
    let Some(Told { story, pack, code }) = told else { return Ok(FAILED) };
    let context = pipeline::context_names(pack.code);
    let scene = match kind {
        Picture::Brief => layout::brief_page(&story, size, &context, &pack)?,
        Picture::Timeline(strip) => layout::timeline_page(&story, size, strip, &pack)?,
        Picture::Map(options) => layout::map_page(&story, size, &context, &options, &pack)?,
    };
    let theme = match args.theme {
        ThemeName::Light => Theme::Light,
        ThemeName::Dark => Theme::Dark,
    };
    let svg = match args.text {
        Lettering::Fonts => write_svg(&scene, SvgOptions { theme, embed_fonts: !args.no_embed_fonts }),
        Lettering::Outlines => write_svg_outlines(&scene, theme),
    };
    match args.output.as_deref() {
        Some(path) if path.as_os_str() == "-" => files::print(svg.as_bytes())?,
        Some(path) => save(path, &svg)?,
        None => save(&default_output(&args.inputs, kind), &svg)?,
    }
    Ok(code)
}

/// Refuses an output whose ending names a form that cannot be written, before any work is done.
fn check_ending(path: &Path) -> Result<(), Error> {
    if path.as_os_str() == "-" || path.extension().is_some_and(|e| e == "svg") {
        return Ok(());
    }
    let message = format!("{} does not end in .svg, the one form that can be written so far", path.display());
    Err(Error::new("usage", message))
}

fn save(path: &Path, svg: &str) -> Result<(), Error> {
    files::write_file(path, svg.as_bytes())?;
    files::print(format!("{}\n", path.display()).as_bytes())
}

/// `output/<input>.<kind>.svg` under the working folder.
fn default_output(inputs: &[PathBuf], kind: Picture) -> PathBuf {
    let stem = inputs.first().and_then(|p| p.file_stem()).map_or("stdin".into(), |s| s.to_string_lossy().into_owned());
    let stem = if stem == "-" { "stdin".to_string() } else { stem };
    let kind = match kind {
        Picture::Brief => "brief",
        Picture::Timeline(_) => "timeline",
        Picture::Map(_) => "map",
    };
    Path::new("output").join(format!("{stem}.{kind}.svg"))
}
