//! `diff`: what changed between two results of `extract -f json`, as text and as marks on a timeline.

use super::args::Diff;
use super::args::Lettering;
use super::commands::usage;
use super::house::{self, Asked, Style};
use super::{DONE, files};
use crate::edits::{Difference, Status, diff as compare, show_diff};
use crate::error::Error;
use crate::hash;
use crate::import::{self, ImportOptions, Imported};
use crate::lang::{DateFormat, Pack, Words};
use crate::layout::{self, Size, Strip};
use crate::pipeline;
use crate::scene::{SvgOptions, write_svg, write_svg_outlines};
use crate::story::{Certainty, Item};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::Path;

/// Usual width of the timeline, in px; it is as high as it needs.
const WIDTH: f64 = 1600.0;
/// Language of a picture whose data name none.
const USUAL_LANGUAGE: &str = "id";

/// Runs the command and returns its exit code.
pub fn diff(args: &Diff) -> Result<u8, Error> {
    let picture = match args.output.as_deref() {
        Some(path) if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg")) => Some(path),
        Some(path) => {
            let message = format!("--output {}: the marks on a timeline are written as .svg", path.display());
            return Err(Error::new("usage", message));
        }
        None => None,
    };
    // A mistyped language is told with or without a picture; the house style is read for a picture alone.
    if let Some(code) = &args.labels {
        pipeline::pack(code).map_err(usage("--labels"))?;
    }
    let picture = picture.map(|path| Ok::<_, Error>((path, Looks::of(args)?))).transpose()?;
    let (old, old_text) = read(&args.old)?;
    let (new, new_text) = read(&args.new)?;
    let differences = compare(&old, &new)?;
    files::print(show_diff(&differences).as_bytes())?;
    if let Some((path, looks)) = picture {
        let svg = drawn(args, looks, (&old_text, &new_text), &differences)?;
        files::write_file(path, svg.as_bytes())?;
        files::print(format!("{}\n", path.display()).as_bytes())?;
    }
    Ok(DONE)
}

/// How a picture is to look.
struct Looks {
    style: Style,
    usual: Pack,
}

impl Looks {
    fn of(args: &Diff) -> Result<Self, Error> {
        let (theme, labels) = (args.theme, args.labels.as_deref());
        let style = house::style(Asked { config: args.config.as_deref(), theme, labels, ..Asked::default() })?;
        let code = style.labels.as_deref().unwrap_or(USUAL_LANGUAGE);
        let usual = pipeline::pack(code).map_err(usage("--labels"))?;
        Ok(Self { style, usual })
    }
}

fn read(path: &Path) -> Result<(Value, String), Error> {
    let text = files::read_text(path).map_err(|error| files::named(path, "", &error))?;
    let value = serde_json::from_str(&text)
        .map_err(|error| files::named(path, &text, &import::not_json("the file", &error)))?;
    Ok((value, text))
}

/// What an event was before it was changed, where a picture shows it: its date, its places, how certain it was.
fn formerly(was: &Item, changes: &[(&'static str, String, String)], words: &Words, format: &DateFormat) -> Vec<String> {
    let told = changes.iter().filter_map(|(field, ..)| match *field {
        "date" => Some(("diff-date", was.by_clocks(was.dated(format, was.granularity)))),
        "place" => {
            let names: Vec<&str> = was.places.iter().map(|place| place.name.as_str()).collect();
            let names = if names.is_empty() { words.get("diff-nowhere").to_string() } else { names.join(", ") };
            Some(("diff-place", names))
        }
        "modality" => Some(("diff-certainty", words.get(certainty(was.certainty)).to_lowercase())),
        _ => None,
    });
    told.map(|(key, was)| words.fill(key, &[&was])).collect()
}

/// The key of the word for how certain an event is.
fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Asserted => "certainty-asserted",
        Certainty::Planned => "certainty-planned",
        Certainty::Possible => "certainty-possible",
        Certainty::Denied => "certainty-denied",
        Certainty::Negated => "certainty-negated",
        Certainty::Refuted => "certainty-refuted",
        Certainty::Background => "certainty-background",
    }
}

/// The timeline of both results together: `+` is new, `−` is gone, `±` is changed and says what.
fn drawn(
    args: &Diff,
    Looks { style, usual }: Looks,
    (old, new): (&str, &str),
    differences: &[Difference],
) -> Result<String, Error> {
    let (old_name, new_name) = (args.old.display().to_string(), args.new.display().to_string());
    let lang = import::events_json(new, &new_name, &usual)?.lang.filter(|_| style.labels.is_none());
    let pack: Pack = lang
        .as_deref()
        .and_then(|code| pipeline::pack(code).ok())
        .unwrap_or(usual)
        .with_texts("page.tsv", &style.words);
    let mut after: Imported = import::events_json(new, &new_name, &pack)?;
    let mut before: Imported = import::events_json(old, &old_name, &pack)?;
    let (words, format) = (Words::from_pack(&pack, "page.tsv")?, DateFormat::from_pack(&pack)?);
    let of = |item: &Item, new: bool| {
        let id =
            |one: &&Difference| if new { one.new.as_deref() } else { one.old.as_deref() } == Some(item.id.as_str());
        differences.iter().find(id)
    };
    for item in &mut after.items {
        let Some(one) = of(item, true) else { continue };
        match one.status {
            Status::Added => item.label = format!("+ {}", item.label),
            Status::Changed => {
                item.label = format!("± {}", item.label);
                // What it is now is drawn; what it was is told, as a reader would read it on the older picture.
                let was = before.items.iter().find(|was| one.old.as_deref() == Some(was.id.as_str()));
                let told = was.map_or_else(Vec::new, |was| formerly(was, &one.changes, &words, &format));
                if !told.is_empty() {
                    item.attribution = Some(told.join("; "));
                }
            }
            Status::Same | Status::Gone => {}
        }
    }
    before.items.retain(|item| of(item, false).is_some_and(|one| one.status == Status::Gone));
    for item in &mut before.items {
        item.label = format!("− {}", item.label);
        item.certainty = Certainty::Background;
        item.relations.clear();
    }
    let title = after.title.clone().unwrap_or_else(|| format!("{old_name} → {new_name}"));
    let mut hash = Sha256::new();
    [old, new].iter().for_each(|text| hash.update(text.as_bytes()));
    let input_hash = hash::hex(hash);
    let options = ImportOptions { title: Some(title), show_all: true, input_hash, ..ImportOptions::default() };
    let mut story = import::story(vec![after, before], &pack, &options)?;
    story.logo = style.logo;
    story.deck = Some(words.get("diff-key").to_string());
    let width = if style.sized { style.size.width } else { WIDTH };
    let scene = layout::lanes_page(&story, Size { width, height: None }, Strip::Without, None, &pack)?;
    Ok(match style.lettering {
        Lettering::Outlines => write_svg_outlines(&scene, style.theme),
        Lettering::Fonts => write_svg(&scene, SvgOptions { theme: style.theme, embed_fonts: true }),
    })
}
