//! `brief`, `timeline` and `map`: inputs to a picture in a file.

use super::args::{Draw, Form, Lettering};
use super::commands::{analysed_records, code, options, records, usage};
use super::files::{self, Record};
use super::house::{self, Style};
use super::inputs::{self, Loaded};
use super::{FAILED, fail, note, tell};
use super::{as_of, data, edits, extract, pages, ui, watch};
use crate::edits::Problem;
use crate::error::{Diagnostic, Error, line_column};
use crate::hash;
use crate::import::{self, ImportOptions};
use crate::lang::Pack;
use crate::layout::{self, By, MapOptions, Strip};
use crate::pipeline::{self, Options};
use crate::scene::{Scene, SvgOptions, write_pdf_pages, write_png, write_svg, write_svg_outlines};
use crate::story::{self, Analysed, Item, Story, StoryOptions};
use crate::text::Article;
use crate::web;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Contradictions that are told one by one.
const MOST_DOUBTS: usize = 5;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Picture {
    Brief,
    Timeline(Strip, Option<By>),
    Map(MapOptions),
}

/// A story with the pack of its graphic, and how many of so many inputs failed.
struct Told {
    story: Story,
    pack: Pack,
    failed: usize,
    count: usize,
    /// The texts that it was made from.
    articles: Vec<Article>,
}

/// Articles after analysis.
struct Read {
    analysed: Vec<Analysed>,
    failed: usize,
    count: usize,
    hash: Sha256,
    /// How many edits were applied.
    edits: usize,
}

/// Analyses every article, and applies the edits of it; one that fails is named on standard error.
fn read(args: &Draw, records: Vec<Record>, options: &Options) -> Result<Read, Error> {
    let sidecars = edits::Sidecars::read(args.edits.as_deref(), records.iter().map(|record| record.name.as_str()))?;
    let as_of = as_of::read(args.as_of.as_deref())?;
    let count = records.len();
    let mut names: Vec<String> = Vec::new();
    let (mut analysed, mut doubts, mut hash, mut failed) = (Vec::new(), Vec::new(), Sha256::new(), 0);
    for (record, found) in analysed_records(records, options, args.work)? {
        match found {
            Ok(found) if as_of::takes_in(as_of, &record.name, &found) => {
                doubts.extend(record.doubts.iter().map(|doubt| doubtful(&record, &found.article, doubt)));
                hash.update(found.article.text.as_bytes());
                analysed.push(found);
                names.push(record.name);
            }
            Ok(_) => {}
            Err(error) => {
                failed += 1;
                fail(&format!("{}{}", ui::about(&record.name, &error.to_string()), record.excerpt));
            }
        }
    }
    doubts.iter().take(MOST_DOUBTS).for_each(|doubt| tell(doubt));
    if let Some(more) = doubts.len().checked_sub(MOST_DOUBTS).filter(|more| *more > 0) {
        tell(&format!("{more} more dates contradict themselves; `linimasa review` lists them"));
    }
    if let (Some(as_of), true, true) = (args.as_of.as_deref(), analysed.is_empty(), count > failed) {
        let message = format!("no article was published by {as_of}; --as-of leaves out all {}", count - failed);
        return Err(Error::new("empty", message));
    }
    let edited = sidecars.apply(analysed, &names, options)?;
    if edited.applied > 0 {
        hash.update(edited.text.as_bytes());
    }
    Ok(Read { analysed: edited.articles, failed, count, hash, edits: edited.applied })
}

/// What is doubtful in an article, with its line.
fn doubtful(record: &Record, article: &Article, doubt: &Diagnostic) -> String {
    let Some(span) = doubt.span else { return format!("{}: {}", record.name, doubt.message) };
    let text = article.quotable();
    let words = text.get(span.start..span.end).unwrap_or_default();
    if !record.is_file {
        return format!("{}: {words:?}: {}", record.name, doubt.message);
    }
    let (line, column) = line_column(text, span.start);
    let source = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let shown = Problem::lines(source, line, column, words.len());
    format!("{}: line {line}, column {column}: {}{shown}", record.name, doubt.message)
}

/// The story of articles; `None` where none could be read.
fn told_by_articles(args: &Draw, style: &Style, records: Vec<Record>) -> Result<Option<Told>, Error> {
    let Read { analysed, failed, count, hash, edits } = read(args, records, &options(&args.reading)?)?;
    let Some(first) = analysed.first() else { return Ok(None) };
    let labels = style.labels.clone().unwrap_or_else(|| first.article.lang.clone());
    let pack = pipeline::pack(&labels).map_err(usage("--labels"))?.with_texts("page.tsv", &style.words);
    let input_hash = hash::hex(hash);
    let as_of = as_of::read(args.as_of.as_deref())?;
    let title = args.title.clone();
    let story_options = StoryOptions { title, show_all: style.show_all, input_hash, as_of, edits };
    let story = story::build(&analysed, &pack, &story_options)?;
    let articles = analysed.into_iter().map(|one| one.article).collect();
    Ok(Some(Told { story, pack, failed, count, articles }))
}

/// The story of events that are data already, and of articles beside them, whose events then are data too; `None` where
/// nothing could be read.
fn told_by_data(args: &Draw, style: &Style, inputs: Vec<Loaded>, records: Vec<Record>) -> Result<Option<Told>, Error> {
    if let (Some(path), true) = (&args.edits, records.is_empty()) {
        let message =
            format!("--edits {}: events that are data already are corrected in their own file", path.display());
        return Err(Error::new("usage", message));
    }
    let options = options(&args.reading)?;
    inputs.iter().for_each(|input| edits::tell_unread(&input.name));
    let Read { analysed, mut failed, count, mut hash, edits } = read(args, records, &options)?;
    let lang = analysed.first().map(|first| first.article.lang.as_str());
    let (mut files, pack) = data::read(style.labels.as_deref(), &inputs, lang, &options, &mut hash)?;
    let pack = pack.with_texts("page.tsv", &style.words);
    let faults: usize = files.iter().map(|file| file.failed.len()).sum();
    failed += inputs.len() - files.len() + faults;
    let all = inputs.len() + count + faults;
    if !analysed.is_empty() {
        let archive = extract::archive(&analysed)?;
        files.insert(0, import::archive(&archive, "", &pack)?);
    }
    if files.is_empty() {
        return Ok(None);
    }
    import::repeats_nothing(&files).iter().for_each(|told| tell(&told.message));
    let input_hash = hash::hex(hash);
    let (as_of, title) = (as_of::read(args.as_of.as_deref())?, args.title.clone());
    let options = ImportOptions { title, show_all: style.show_all, input_hash, as_of, edits };
    let articles = analysed.into_iter().map(|one| one.article).collect();
    Ok(Some(Told { story: import::story(files, &pack, &options)?, pack, failed, count: all, articles }))
}

/// Draws once, or again and again where that is asked for; returns the exit code.
pub fn picture(args: &Draw, kind: Picture) -> Result<u8, Error> {
    if args.watch { watch::watch(args, kind) } else { save(&draw(args, kind)?) }
}

/// A picture that is drawn and not yet written.
pub struct Drawn {
    /// The file or `-`, and what belongs into it; one for each page, and the text alternative.
    pub files: Vec<(PathBuf, Vec<u8>)>,
    /// The file of the first page, and how many files of pages there are.
    pub pages: (PathBuf, u32),
    /// What the run so far is worth.
    pub code: u8,
    /// How many inputs could not be read.
    pub failed: usize,
}

/// Reads the inputs and draws them. Nothing is written.
pub fn draw(args: &Draw, kind: Picture) -> Result<Drawn, Error> {
    drawn(args, kind, || inputs::gather(&args.inputs), 0)
}

/// Draws inputs that are read already, of which `more` events were left out before; the options name no others.
pub fn draw_loaded(args: &Draw, kind: Picture, inputs: Vec<Loaded>, more: usize) -> Result<Drawn, Error> {
    drawn(args, kind, || inputs, more)
}

fn drawn(args: &Draw, kind: Picture, inputs: impl FnOnce() -> Vec<Loaded>, more: usize) -> Result<Drawn, Error> {
    options(&args.reading)?;
    let style = house::style(args.into())?;
    let mut size = style.size;
    if !style.sized && matches!(kind, Picture::Timeline(..)) {
        // A timeline alone is a strip as high as it needs.
        size.height = None;
    }
    let form = form(args)?;
    let is_stream = |path: &Option<PathBuf>| path.as_deref().is_some_and(is_dash);
    if is_stream(&args.alt) && is_stream(&args.output) {
        return Err(Error::new("usage", "--alt and --output cannot both go to standard output; name a file for one"));
    }
    if form == Form::Html && kind != Picture::Brief {
        let message = "the page in HTML holds timeline and map together; write it with `linimasa brief`";
        return Err(Error::new("usage", message));
    }
    let (events, articles): (Vec<Loaded>, Vec<Loaded>) = inputs().into_iter().partition(Loaded::is_data);
    let told = match (events.is_empty(), articles.is_empty()) {
        (true, _) => told_by_articles(args, &style, records(articles))?,
        (false, true) => told_by_data(args, &style, events, Vec::new())?,
        (false, false) => told_by_data(args, &style, events, records(articles))?,
    };
    let Some(Told { mut story, pack, failed, count, articles }) = told else {
        return Ok(Drawn { files: Vec::new(), pages: (PathBuf::from("-"), 0), code: FAILED, failed: usize::MAX });
    };
    story.left_out += more;
    tell_silence(&story, kind);
    story.logo = style.logo.clone();
    let context = pipeline::context_names(pack.code);
    let written: Vec<Vec<u8>> = if form == Form::Html {
        vec![web::page(&story, &articles.iter().collect::<Vec<_>>(), &context, style.themes, &pack)?.into_bytes()]
    } else {
        let scenes = match kind {
            Picture::Brief => layout::brief_pages(&story, size, &context, &pack)?,
            Picture::Timeline(strip, by) => vec![layout::lanes_page(&story, size, strip, by, &pack)?],
            Picture::Map(options) => vec![layout::map_page(&story, size, &context, &options, &pack)?],
        };
        encoded(args, &style, &scenes, form)?
    };
    let output = args.output.clone().unwrap_or_else(|| default_output(&args.inputs, kind, form));
    let stream = is_dash(&output);
    if stream && written.len() > 1 {
        tell(&match written.len() - 1 {
            1 => "1 more page holds the rest; name a file with --output to get it".to_string(),
            more => format!("{more} more pages hold the rest; name a file with --output to get them"),
        });
    }
    let shown = if stream { 1 } else { written.len() };
    let pages = (output.clone(), u32::try_from(shown).unwrap_or(u32::MAX));
    if !stream {
        for page in 2..=pages.1 {
            pages::may_write(&pages::path(&output, page), page)?;
        }
    }
    let mut files: Vec<(PathBuf, Vec<u8>)> =
        written.into_iter().zip(1_u32..).take(shown).map(|(bytes, page)| (pages::path(&output, page), bytes)).collect();
    if let Some(path) = &args.alt {
        files.push((path.clone(), layout::alt_text(&story, &pack)?.into_bytes()));
    }
    Ok(Drawn { files, pages, code: code(failed, count), failed })
}

/// Tells that a picture shows little or nothing, and why: the file alone would be a riddle.
fn tell_silence(story: &Story, kind: Picture) {
    let count = story.items.len();
    if count == 0 {
        return tell(&match story.hidden {
            0 => "no event was found in the text; the picture says so".to_string(),
            1 => "the text tells no dated event: 1 planned or possible event has no date and is left out; --show all draws it".to_string(),
            hidden => format!("the text tells no dated event: {hidden} planned or possible events have no date and are left out; --show all draws them"),
        });
    }
    if matches!(kind, Picture::Map(_)) && story.items.iter().all(|item| item.places.is_empty()) {
        return tell("no event has a place that can be drawn; the map says so");
    }
    if story.items.iter().all(Item::is_undated) && !matches!(kind, Picture::Map(_)) {
        tell(&match count {
            1 => "the text tells no dated event: its only event has no date".to_string(),
            _ => format!("the text tells no dated event: none of its {count} events has a date"),
        });
    }
}

/// Whether a path stands for a standard stream.
fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Writes the files of a picture and prints their paths, or the picture itself; returns the exit code.
pub fn save(drawn: &Drawn) -> Result<u8, Error> {
    // Where something goes to standard output itself, no path may stand in it.
    let streamed = drawn.files.iter().any(|(path, _)| is_dash(path));
    for (path, bytes) in &drawn.files {
        if is_dash(path) {
            files::print(bytes)?;
            continue;
        }
        files::write_file(path, bytes)?;
        if streamed {
            note(&format!("{} is written", path.display()));
        } else {
            files::print(format!("{}\n", path.display()).as_bytes())?;
        }
    }
    tell_older(drawn);
    Ok(drawn.code)
}

/// Names the further pages of an older picture in the place of this one.
pub fn tell_older(drawn: &Drawn) {
    let (first, count) = &drawn.pages;
    if *count > 0 && !is_dash(first) {
        pages::tell_older(first, *count);
    }
}

/// Scenes in the form of files, one for each page; a PDF holds all its pages itself.
fn encoded(args: &Draw, style: &Style, scenes: &[Scene], form: Form) -> Result<Vec<Vec<u8>>, Error> {
    let theme = style.theme;
    if form == Form::Pdf {
        return Ok(vec![write_pdf_pages(scenes, theme)?]);
    }
    let file = |scene: &Scene| {
        Ok(match form {
            Form::Png => write_png(scene, theme, style.scale).map_err(usage("--scale"))?,
            _ if style.lettering == Lettering::Outlines => write_svg_outlines(scene, theme).into_bytes(),
            _ => write_svg(scene, SvgOptions { theme, embed_fonts: !args.no_embed_fonts }).into_bytes(),
        })
    };
    scenes.iter().map(file).collect()
}

fn ending(form: Form) -> &'static str {
    match form {
        Form::Svg => "svg",
        Form::Png => "png",
        Form::Pdf => "pdf",
        Form::Html => "html",
    }
}

/// The form that `--format` or the ending of the output names. An ending that no form has is refused before any work
/// is done, and so is one that contradicts the option.
fn form(args: &Draw) -> Result<Form, Error> {
    let path = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    let Some(path) = path else { return Ok(args.format.unwrap_or(Form::Svg)) };
    let written = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let named = [Form::Svg, Form::Png, Form::Pdf, Form::Html].into_iter().find(|form| ending(*form) == written);
    match (named, args.format) {
        (Some(named), asked) if asked.is_none_or(|asked| asked == named) => Ok(named),
        (_, Some(asked)) => {
            let message =
                format!("{} does not end in .{}, the form that --format asks for", path.display(), ending(asked));
            Err(Error::new("usage", message))
        }
        _ => {
            let message =
                format!("{} does not end in .svg, .png, .pdf or .html, the forms that can be written", path.display());
            Err(Error::new("usage", message))
        }
    }
}

/// `output/<input>.<kind>.<form>` under the working folder.
fn default_output(inputs: &[PathBuf], kind: Picture, form: Form) -> PathBuf {
    let stem = inputs.first().and_then(|p| p.file_stem()).map_or("stdin".into(), |s| s.to_string_lossy().into_owned());
    let stem = if stem == "-" { "stdin".to_string() } else { stem };
    let kind = match kind {
        Picture::Brief => "brief",
        Picture::Timeline(..) => "timeline",
        Picture::Map(_) => "map",
    };
    Path::new("output").join(format!("{stem}.{kind}.{}", ending(form)))
}
