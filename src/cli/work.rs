//! Many articles at once: on several threads, in the order of the input, with a line that tells how far it is.

use super::ui;
use crate::error::Error;
use std::io::{IsTerminal, Write};
use std::num::NonZero;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

/// Threads beyond which no machine gets faster.
const MOST_JOBS: usize = 256;
/// Articles from which somebody who waits wants to know how far it is.
const MANY: usize = 12;
/// How often the line is written anew.
const OFTEN: Duration = Duration::from_millis(100);
/// Cells of the bar.
const CELLS: usize = 24;

/// The number of threads: as many as asked for, else as many as there are processors.
///
/// # Errors
/// A number that is none of threads.
pub fn jobs(asked: Option<usize>) -> Result<usize, Error> {
    match asked {
        Some(jobs) if (1..=MOST_JOBS).contains(&jobs) => Ok(jobs),
        Some(_) => Err(Error::new("usage", format!("--jobs is a number from 1 to {MOST_JOBS}"))),
        None => Ok(thread::available_parallelism().map_or(1, NonZero::get).min(MOST_JOBS)),
    }
}

/// Does the same with each of the items on so many threads. The results are in the order of the items, whatever the
/// number of threads.
pub fn each<T: Send, R: Send>(items: Vec<T>, jobs: usize, progress: &Progress, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let done = |item: T| {
        let result = work(item);
        progress.step();
        result
    };
    let jobs = jobs.min(items.len());
    if jobs < 2 {
        return items.into_iter().map(done).collect();
    }
    let count = items.len();
    let waiting = Mutex::new(items.into_iter().enumerate());
    // A lock is poisoned only by a panic, which ends the scope with it.
    let next = || waiting.lock().ok()?.next();
    let mut results: Vec<(usize, R)> = Vec::with_capacity(count);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..jobs)
            .map(|_| {
                scope.spawn(|| {
                    let mut own = Vec::new();
                    while let Some((at, item)) = next() {
                        own.push((at, done(item)));
                    }
                    own
                })
            })
            .collect();
        for thread in threads {
            match thread.join() {
                Ok(own) => results.extend(own),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

/// How far a long work is, told on a terminal alone.
pub struct Progress {
    /// How many there are; `None` where only the end of the stream will tell.
    total: Option<usize>,
    /// Bytes of the stream, where they tell how far it is, and those that were passed over before the work began.
    bytes: Option<u64>,
    passed: AtomicU64,
    done: AtomicUsize,
    /// When the work began, and when the line was last written.
    begun: OnceLock<Instant>,
    last: Mutex<Option<Instant>>,
    shown: bool,
}

impl Progress {
    /// Work on so many articles; `None` where nobody knows how many there are.
    pub fn of(total: Option<usize>) -> Self {
        let is_long = total.is_none_or(|total| total >= MANY);
        Self {
            total,
            bytes: None,
            passed: AtomicU64::new(0),
            done: AtomicUsize::new(0),
            begun: OnceLock::new(),
            last: Mutex::new(None),
            shown: is_long && !ui::is_quiet() && std::io::stderr().is_terminal(),
        }
    }

    /// Work on a stream of so many bytes.
    pub fn of_bytes(bytes: u64) -> Self {
        let mut progress = Self::of(None);
        progress.bytes = Some(bytes);
        progress
    }

    /// The work begins now, behind so many bytes of the stream.
    pub fn begin(&self, passed: u64) {
        self.passed.store(passed, Ordering::Relaxed);
        self.begun.get_or_init(Instant::now);
    }

    fn spent(&self) -> Duration {
        self.begun.get_or_init(Instant::now).elapsed()
    }

    /// An article is done.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let spent = self.spent();
        self.show(|| line(done, self.total, spent));
    }

    /// An article is done, and so many bytes of the stream are read.
    pub fn step_to(&self, read: u64) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let (Some(bytes), passed) = (self.bytes, self.passed.load(Ordering::Relaxed)) else { return };
        let spent = self.spent();
        self.show(|| line_of_bytes(done, read, passed, bytes, spent));
    }

    /// So many bytes are read, and nothing else is done yet.
    pub fn read(&self, bytes: u64) {
        self.show(|| format!("{} MB of the inputs are read to know them again", bytes / 1_000_000));
    }

    fn show(&self, line: impl FnOnce() -> String) {
        if !self.shown {
            return;
        }
        let Ok(mut last) = self.last.try_lock() else { return };
        if last.is_none_or(|last| last.elapsed() >= OFTEN) {
            *last = Some(Instant::now());
            ui::passing(&line());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            ui::passing("");
            let _ = std::io::stderr().flush();
        }
    }
}

/// `[######------] 128 of 512 articles, 41 a second, 9 s left`.
fn line(done: usize, total: Option<usize>, spent: Duration) -> String {
    let seconds = spent.as_secs_f64();
    let rate = if seconds > 0.0 { done as f64 / seconds } else { 0.0 };
    let Some(total) = total else { return format!("{done} articles, {rate:.0} a second") };
    let left = if rate > 0.0 { total.saturating_sub(done) as f64 / rate } else { 0.0 };
    format!("{} {done} of {total} articles, {rate:.0} a second, {} left", bar(done, total), time(left))
}

fn bar(done: usize, total: usize) -> String {
    let filled = (done.min(total) * CELLS).checked_div(total).unwrap_or(CELLS);
    format!("[{}{}]", "#".repeat(filled), "-".repeat(CELLS - filled))
}

fn time(seconds: f64) -> String {
    let minutes = (seconds / 60.0).floor();
    if minutes < 1.0 {
        return format!("{seconds:.0} s");
    }
    format!("{minutes:.0} min {:.0} s", seconds - minutes * 60.0)
}

/// `[######------] 128 articles, 41 a second, 9 s left`: the end is reckoned by the bytes of the stream.
fn line_of_bytes(done: usize, read: u64, passed: u64, bytes: u64, spent: Duration) -> String {
    let seconds = spent.as_secs_f64();
    let per_second = |amount: f64| if seconds > 0.0 { amount / seconds } else { 0.0 };
    let (rate, speed) = (per_second(done as f64), per_second(read.saturating_sub(passed) as f64));
    let left = if speed > 0.0 { bytes.saturating_sub(read) as f64 / speed } else { 0.0 };
    // A bar of parts in a thousand is as fine as any that is shown.
    let part = |amount: u64| usize::try_from(amount.saturating_mul(1000) / bytes.max(1)).unwrap_or(usize::MAX);
    format!("{} {done} articles, {rate:.0} a second, {} left", bar(part(read), part(bytes.max(1))), time(left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items_whatever_the_threads() {
        let items: Vec<usize> = (0..200).collect();
        let wanted: Vec<usize> = items.iter().map(|n| n * n).collect();
        for jobs in [1, 2, 3, 16, 500] {
            let progress = Progress::of(Some(items.len()));
            let work = |n: usize| {
                if n.is_multiple_of(7) {
                    thread::yield_now();
                }
                n * n
            };
            assert_eq!(each(items.clone(), jobs, &progress, work), wanted, "{jobs} jobs");
            assert_eq!(progress.done.load(Ordering::Relaxed), 200);
        }
        assert!(each(Vec::<usize>::new(), 4, &Progress::of(None), |n| n).is_empty());
    }

    #[test]
    fn the_line_tells_how_far_how_fast_and_how_long_yet() {
        let rows = [
            (0, Some(100), 0, "[------------------------] 0 of 100 articles, 0 a second, 0 s left"),
            (50, Some(100), 10, "[############------------] 50 of 100 articles, 5 a second, 10 s left"),
            (100, Some(100), 10, "[########################] 100 of 100 articles, 10 a second, 0 s left"),
            (1, Some(200), 1, "[------------------------] 1 of 200 articles, 1 a second, 3 min 19 s left"),
            (7, Some(0), 1, "[########################] 7 of 0 articles, 7 a second, 0 s left"),
            (30, None, 10, "30 articles, 3 a second"),
        ];
        for (done, total, seconds, wanted) in rows {
            assert_eq!(line(done, total, Duration::from_secs(seconds)), wanted);
        }
    }

    #[test]
    fn a_stream_ends_when_its_bytes_do() {
        let rows = [
            (0, 0, 0, 1000, 0, "[------------------------] 0 articles, 0 a second, 0 s left"),
            (50, 500, 0, 1000, 10, "[############------------] 50 articles, 5 a second, 10 s left"),
            (50, 500, 250, 1000, 10, "[############------------] 50 articles, 5 a second, 20 s left"),
            (9, 0, 0, 0, 3, "[------------------------] 9 articles, 3 a second, 0 s left"),
        ];
        for (done, read, passed, bytes, seconds, wanted) in rows {
            assert_eq!(line_of_bytes(done, read, passed, bytes, Duration::from_secs(seconds)), wanted);
        }
    }

    #[test]
    fn jobs_are_at_least_one() {
        assert_eq!(jobs(Some(3)), Ok(3));
        assert!(jobs(Some(0)).is_err() && jobs(Some(100_000)).is_err());
        assert!(jobs(None).is_ok_and(|jobs| jobs >= 1));
    }
}
