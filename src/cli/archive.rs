//! `extract -f jsonl` of archives: as many lines as there are, a few at a time in memory.

use super::args::Extract;
use super::commands::code;
use super::extract::{data_line, failure, line};
use super::files::{self, Record, Sink};
use super::inputs::{Content, Loaded};
use super::work::{self, Progress};
use super::{as_of, data, tell};
use crate::error::Error;
use crate::export::Archive;
use crate::import::Form;
use crate::pipeline::{self, Options};
use crate::report;

/// Articles that are read for each thread before any of them is written: enough that no thread waits for another.
const AHEAD: usize = 16;

/// Reads, analyses and writes a few articles after the other; returns the exit code.
pub fn stream(args: &Extract, inputs: Vec<Loaded>, options: &Options) -> Result<u8, Error> {
    let jobs = work::jobs(args.work.jobs)?;
    let pack = data::usual_pack(options)?;
    let many =
        |input: &Loaded| matches!(input.form, Form::Jsonl | Form::Feed) || matches!(input.content, Content::Lines(_));
    let total = (!inputs.iter().any(many)).then_some(inputs.len());
    let mut run = Run {
        args,
        options,
        jobs,
        progress: Progress::of(total),
        sink: Sink::open(args.output.as_deref())?,
        waiting: Vec::new(),
        failed: 0,
        count: 0,
    };
    let mut events = Archive::default();
    for input in inputs {
        if !input.is_data() {
            for record in files::records(input) {
                record.told.iter().for_each(|told| tell(&format!("{}: {}", record.name, told.message)));
                run.waiting.push(record);
                if run.waiting.len() >= jobs * AHEAD && !run.go()? {
                    return Ok(code(run.failed, run.count));
                }
            }
            continue;
        }
        run.go()?;
        run.count += 1;
        match data::one(&input, &pack, options) {
            Ok(imported) => {
                imported.told.iter().for_each(|told| tell(&format!("{}: {}", input.name, told.message)));
                events.documents.extend(imported.archive.documents);
                events.events.extend(imported.archive.events);
            }
            Err(error) => {
                run.failed += 1;
                let excerpt = input.excerpt(&error);
                let failed = failure(&input.name, Some(input.id), 1, error, &excerpt);
                run.sink.write(line(Err(failed), &args.only)?.as_bytes())?;
            }
        }
    }
    run.go()?;
    run.sink.write(data_line(&events)?.as_bytes())?;
    run.sink.finish()?;
    Ok(code(run.failed, run.count))
}

struct Run<'a> {
    args: &'a Extract,
    options: &'a Options,
    jobs: usize,
    progress: Progress,
    sink: Sink,
    waiting: Vec<Record>,
    failed: usize,
    count: usize,
}

impl Run<'_> {
    /// Does what is waiting; `false` where nobody reads on.
    fn go(&mut self) -> Result<bool, Error> {
        let as_of = as_of::read(self.args.as_of.as_deref())?;
        let one = |mut record: Record| {
            let input = std::mem::replace(&mut record.input, Err(Error::new("empty", "")));
            let found = input.and_then(|input| pipeline::analyse(input, self.options)).map(|(analysed, _)| {
                let mut document = report::document(&analysed);
                document.set_extra(std::mem::take(&mut record.extra));
                let line = line(Ok(document), &self.args.only);
                // What nobody asks for again is given back by the thread that made it: the one that writes has enough to do.
                (as_of.map(|_| analysed), line)
            });
            (record, found)
        };
        let waiting = std::mem::take(&mut self.waiting);
        let done = work::each(waiting, self.jobs, &self.progress, one);
        for (record, found) in done {
            self.count += 1;
            let line = match found {
                Ok((analysed, line)) => {
                    if analysed.is_some_and(|analysed| !as_of::takes_in(as_of, &record.name, &analysed)) {
                        continue;
                    }
                    line?
                }
                Err(error) => {
                    self.failed += 1;
                    let Record { name, line: number, id, excerpt, .. } = record;
                    line(Err(failure(&name, id, number, error, &excerpt)), &self.args.only)?
                }
            };
            if !self.sink.write(line.as_bytes())? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
