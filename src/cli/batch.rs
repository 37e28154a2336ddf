//! `batch`: an archive to shards of documents and events in a folder.

use super::args::Batch;
use super::commands::{code, options, usage};
use super::files::{self, Record};
use super::inputs;
use super::work::{self, Progress};
use super::{fail, note, packed, tell};
use crate::batch::{
    Article, Counts, Folder, Format, Manifest, Parameters, Print, Said, Ticket, fingerprint, hex_of, made,
};
use crate::error::Error;
use crate::pipeline;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// The forms of a batch's results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ResultForm {
    Jsonl,
    Parquet,
}

/// Failed articles that are named one by one; the others stand in the records of errors alone.
const MOST_NAMED: u64 = 20;
/// Articles in a shard beyond which a stopped run would lose too much.
const MOST_IN_SHARD: u64 = 1_000_000;

/// Runs the command and returns its exit code.
pub fn batch(args: &Batch) -> Result<u8, Error> {
    let options = options(&args.reading)?;
    let jobs = work::jobs(args.work.jobs)?;
    check(args)?;
    let own = args.reading.own.gazetteer.as_deref();
    let parameters = Parameters {
        dct: args.reading.dct.clone(),
        lang: args.reading.lang.clone(),
        gazetteer: own.map(hex_of).transpose().map_err(usage("--gazetteer"))?,
        shard_size: args.shard_size,
        format: format(args.format),
    };
    parameters.format.check().map_err(usage("--format"))?;
    let prints = prints(&args.inputs);
    let all_bytes = prints.iter().map(|print| print.bytes).sum();
    let mut folder = Folder::open(&args.out, Manifest::new(parameters, prints))?;
    if folder.lost > 0 {
        let lost = folder.lost;
        tell(&match lost {
            1 => "1 shard is made again, since a file of it is missing or was changed".to_string(),
            _ => format!("{lost} shards are made again, since a file of the first of them is missing or was changed"),
        });
    }
    // What fails alone is told as such, and not as a fault of the program.
    std::panic::set_hook(Box::new(|_| {}));
    let is_known = folder.manifest().complete;
    let progress = Progress::of_bytes(all_bytes);
    let mut failed = 0;
    let mut said = |said: Said<'_>| match said {
        Said::Skipped(0) => progress.begin(packed::read_so_far()),
        Said::Skipped(done) => {
            progress.begin(packed::read_so_far());
            note(&format!("{done} articles were done before; the run goes on behind them"));
        }
        Said::Done => progress.step_to(packed::read_so_far()),
        Said::Failed(ticket, error) => {
            failed += 1;
            progress.step_to(packed::read_so_far());
            named(ticket, error, failed);
        }
    };
    let articles = inputs::each(&args.inputs).flat_map(articles);
    let work = |input, extra| pipeline::analyse(input, &options).and_then(|(analysed, _)| made(analysed, extra));
    let run = folder.run(articles, jobs, work, &mut said);
    let _ = std::panic::take_hook();
    drop(progress);
    let counts = run?;
    told(&folder, counts, is_known);
    files::print(format!("{}\n", folder.manifest_path().display()).as_bytes())?;
    Ok(code(
        usize::try_from(counts.errors).unwrap_or(usize::MAX),
        usize::try_from(counts.articles).unwrap_or(usize::MAX),
    ))
}

fn format(form: ResultForm) -> Format {
    match form {
        ResultForm::Jsonl => Format::Jsonl,
        ResultForm::Parquet => Format::Parquet,
    }
}

/// Refuses what could not be done again, or would read its own results.
fn check(args: &Batch) -> Result<(), Error> {
    if args.inputs.iter().any(|path| path.as_os_str() == "-") {
        let message =
            "batch reads its inputs anew where a run was stopped, and standard input is gone then; name a file";
        return Err(Error::new("usage", message));
    }
    if !(1..=MOST_IN_SHARD).contains(&args.shard_size) {
        return Err(Error::new("usage", format!("--shard-size is a number from 1 to {MOST_IN_SHARD}")));
    }
    if let Some(lost) = args.inputs.iter().find(|path| !path.exists()) {
        let message = format!(
            "{} is not there; a batch of it would be empty, and stand in the way of the right one",
            lost.display()
        );
        return Err(Error::new("io", message));
    }
    let Some(out) = resolved(&args.out) else { return Ok(()) };
    for input in &args.inputs {
        let Ok(input_path) = input.canonicalize() else { continue };
        if out.starts_with(&input_path) || input_path.starts_with(&out) {
            let message = format!(
                "--out {} and the input {} lie in each other; give a folder beside the inputs",
                args.out.display(),
                input.display()
            );
            return Err(Error::new("usage", message));
        }
    }
    Ok(())
}

/// The place of a folder that may not be there yet.
fn resolved(path: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(path).ok()?;
    let there = absolute.ancestors().find(|above| above.exists())?;
    let rest = absolute.strip_prefix(there).ok()?;
    Some(there.canonicalize().ok()?.join(rest))
}

/// Reads every input once, to know it again.
fn prints(inputs: &[PathBuf]) -> Vec<Print> {
    let progress = Progress::of(None);
    let mut read = 0;
    let prints = inputs.iter().map(|input| {
        let files = inputs::paths(std::slice::from_ref(input));
        fingerprint(input, &files, &mut |bytes| {
            read += bytes;
            progress.read(read);
        })
    });
    prints.collect()
}

/// The articles of one input; events that are data already are no articles.
fn articles(loaded: inputs::Loaded) -> Box<dyn Iterator<Item = Article>> {
    if loaded.is_data() {
        let ticket = Ticket { input: loaded.name, line: 1, id: Some(loaded.id) };
        let message = "the file holds events and no article; draw it with linimasa timeline or linimasa map";
        let read = Err(Error::new("not-article", message));
        return Box::new(std::iter::once(Article { ticket, extra: serde_json::Map::new(), read, bytes: 0 }));
    }
    Box::new(files::records(loaded).map(|record| {
        let bytes = record.bytes();
        let Record { name, line, id, extra, input, told, .. } = record;
        // What else is told of reading is of one article, and an archive has too many.
        told.iter()
            .filter(|told| told.code == files::UNREAD_DATE)
            .for_each(|told| tell(&format!("{name}: {}", told.message)));
        Article { ticket: Ticket { input: name, line, id }, extra, read: input, bytes }
    }))
}

/// Names an article that failed, as long as there are few.
fn named(ticket: &Ticket, error: &Error, failed: u64) {
    let place = match error.at {
        // The place stands before the message already.
        Some(_) => String::new(),
        None => format!("line {}: ", ticket.line),
    };
    match failed {
        0..=MOST_NAMED => fail(&format!("{}: {place}{error}", ticket.input)),
        _ if failed == MOST_NAMED + 1 => tell("more articles failed; all stand in the files errors-*.jsonl"),
        _ => {}
    }
}

/// Tells what there is now.
fn told(folder: &Folder, counts: Counts, is_known: bool) {
    if is_known {
        note("everything was done before; nothing is left to do");
    }
    let Counts { articles, documents, events, errors } = counts;
    let shards = folder.manifest().shards.len();
    // Where a noun would stand in the singular, the numbers stand behind their nouns.
    let sentence = if articles == 1 || documents == 1 || events == 1 || shards == 1 {
        format!("articles: {articles}; documents: {documents}; events: {events}; failed: {errors}; shards: {shards}")
    } else {
        format!("{articles} articles: {documents} documents with {events} events, {errors} failed, in {shards} shards")
    };
    note(&sentence);
}
