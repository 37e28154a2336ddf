//! One run: articles to threads, results in the order of the input to shards.

use super::folder::Folder;
use super::made::Made;
use super::manifest::{Counts, Format};
use super::queue::{Next, in_turn, stopped};
use super::shard::Shard;
use crate::error::Error;
use crate::report::FailureText;
use crate::text::Input;
use serde_json::{Map, Value, json};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// The manifest is replaced when at least one in so many of the shards is new, so that the work of writing it grows
/// with the number of shards and not with its square; a stopped run repeats at most this part of its work.
const ONE_IN: usize = 100;

/// Where an article stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// The input as it is named in messages.
    pub input: String,
    /// 1-based line of the input.
    pub line: usize,
    pub id: Option<String>,
}

/// One article of the stream.
#[derive(Debug, Clone)]
pub struct Article {
    pub ticket: Ticket,
    /// Keys that are carried through.
    pub extra: Map<String, Value>,
    pub read: Result<Input, Error>,
    /// The bytes that all of it holds, about.
    pub bytes: usize,
}

/// What a run tells while it works.
pub enum Said<'a> {
    /// So many articles were done by runs before.
    Skipped(u64),
    /// An article was done.
    Done,
    /// An article failed.
    Failed(&'a Ticket, &'a Error),
}

impl Folder {
    /// Does what is not done yet of a stream of articles. `work` is called on `jobs` threads; what panics there fails
    /// alone.
    ///
    /// # Errors
    /// A result that cannot be written, or a stream that is shorter than it was.
    pub fn run(
        &mut self,
        articles: impl Iterator<Item = Article>,
        jobs: usize,
        work: impl Fn(Input, Map<String, Value>) -> Result<Made, Error> + Sync,
        said: &mut dyn FnMut(Said<'_>),
    ) -> Result<Counts, Error> {
        if self.manifest.complete {
            return Ok(self.manifest.totals);
        }
        let mut articles = articles;
        let done = self.manifest.totals.articles;
        for _ in 0..done {
            if articles.next().is_none() {
                let message = "the inputs hold fewer articles than before; give another folder";
                return Err(Error::new("other-run", message));
            }
        }
        said(Said::Skipped(done));
        let size = self.manifest.parameters.shard_size.max(1);
        let (next, format) = (self.manifest.shards.len() as u64, self.manifest.parameters.format);
        let mut writer = Writer { path: self.path.clone(), next, size, format, shard: None };
        let next = || {
            articles.next().map(|Article { ticket, extra, read, bytes }| match read {
                Ok(input) => Next::Work((ticket, input, extra), bytes),
                Err(error) => Next::Made((ticket, Err(error)), bytes),
            })
        };
        let work = |(ticket, input, extra): (Ticket, Input, Map<String, Value>)| {
            let result = catch_unwind(AssertUnwindSafe(|| work(input, extra)));
            (ticket, result.unwrap_or_else(|panic| Err(panicked(&*panic))))
        };
        thread::scope(|scope| {
            let (whole, shards) = sync_channel::<Shard>(1);
            let folder = &mut *self;
            // The channel must end with the thread, else a full one would be waited for without end.
            let finisher = scope.spawn(move || folder.finish(shards));
            let put = |shard: Option<Shard>| match shard {
                Some(shard) => whole.send(shard).map_err(|_| stopped()),
                None => Ok(()),
            };
            let take = |(ticket, result): (Ticket, Result<Made, Error>)| {
                put(writer.write(ticket, result, said)?).map(|()| true)
            };
            let done = in_turn(jobs, next, work, take).and_then(|()| put(writer.shard.take()));
            drop(whole);
            let finished = finisher.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            // What cannot be written is the reason why nothing could be sent.
            finished.and(done)
        })?;
        self.manifest.complete = true;
        self.write_manifest()?;
        Ok(self.manifest.totals)
    }

    /// Puts shards in their places and names them in the manifest.
    fn finish(&mut self, shards: Receiver<Shard>) -> Result<(), Error> {
        let mut named = self.manifest.shards.len();
        while let Ok(shard) = shards.recv() {
            self.manifest.add(shard.finish()?);
            let all = self.manifest.shards.len();
            if (all - named).saturating_mul(ONE_IN) >= all {
                self.write_manifest()?;
                named = all;
            }
        }
        Ok(())
    }
}

fn panicked(panic: &(dyn Any + Send)) -> Error {
    let said = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let message =
        format!("the program failed on this article; please report it: {}", said.unwrap_or("no reason given"));
    Error::new("panic", message)
}

/// Where results go.
struct Writer {
    path: std::path::PathBuf,
    /// Number of the next shard.
    next: u64,
    size: u64,
    format: Format,
    shard: Option<Shard>,
}

impl Writer {
    /// Adds one result; returns the shard that it fills.
    fn write(
        &mut self,
        ticket: Ticket,
        result: Result<Made, Error>,
        said: &mut dyn FnMut(Said<'_>),
    ) -> Result<Option<Shard>, Error> {
        let mut shard = match self.shard.take() {
            Some(shard) => shard,
            None => {
                self.next += 1;
                Shard::begin(&self.path, self.next - 1, self.format)?
            }
        };
        match result {
            Ok(made) => {
                shard.document(&made)?;
                said(Said::Done);
            }
            Err(error) => {
                shard.error(&error_record(&ticket, &error))?;
                said(Said::Failed(&ticket, &error));
            }
        }
        if shard.articles() < self.size {
            self.shard = Some(shard);
            return Ok(None);
        }
        Ok(Some(shard))
    }
}

/// The record of an article that failed.
fn error_record(ticket: &Ticket, error: &Error) -> String {
    let told = FailureText { kind: error.kind.to_string(), message: error.message.clone() };
    let mut record = json!({"input": ticket.input, "line": ticket.line, "id": ticket.id, "error": told});
    if let Some((_, column)) = error.at {
        record["error"]["column"] = json!(column);
    }
    record.to_string()
}

#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
