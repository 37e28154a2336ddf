//! Work that threads do on a stream, in bounded memory: how far reading may be ahead, and results in the order of the
//! stream.

use crate::error::Error;
use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// Articles for each thread: enough that no thread waits for another.
const AHEAD: usize = 16;
/// Bytes of text that may be on their way whatever the number of threads, and for each of them. What is made of a
/// text can be sixty times as long, so that this decides how much memory is needed. A text so long is read alone, with
/// nothing beside it on its way, and by the thread of the stream: two threads would keep the memory of two.
const BYTES: usize = 500_000;
const BYTES_EACH: usize = 128_000;

/// What a stream gives.
pub(crate) enum Next<T, R> {
    /// Work for a thread, with the bytes of its text and of all that is carried along.
    Work(T, usize),
    /// A result that needs no work, with the bytes that it holds.
    Made(R, usize),
}

/// Something on its way to a thread and back.
struct Sent<T> {
    number: u64,
    bytes: usize,
    what: T,
}

/// What became of work: a result, or the panic that ended it.
type Outcome<R> = Result<R, Box<dyn Any + Send>>;

/// Does the work of a stream on so many threads, one of which needs none of its own, and hands the results over in the
/// order of the stream until the stream ends or `take` says that nobody wants more.
///
/// # Errors
/// What `take` says.
pub(crate) fn in_turn<T: Send, R: Send>(
    jobs: usize,
    mut next: impl FnMut() -> Option<Next<T, R>>,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<bool, Error>,
) -> Result<(), Error> {
    if jobs < 2 {
        while let Some(step) = next() {
            let made = match step {
                Next::Work(what, _) => work(what),
                Next::Made(made, _) => made,
            };
            if !take(made)? {
                break;
            }
        }
        return Ok(());
    }
    let (to_threads, waiting) = channel::<Sent<T>>();
    let waiting = Mutex::new(waiting);
    let (back, results) = channel::<Sent<Outcome<R>>>();
    thread::scope(|scope| {
        let mut hired = 0;
        // A short stream needs few threads.
        let mut hire = || {
            if hired < jobs {
                let (waiting, back, work) = (&waiting, back.clone(), &work);
                scope.spawn(move || labour(waiting, &back, work));
                hired += 1;
            }
        };
        // The channel to the threads ends with this, and the threads with it.
        let ends = Ends { to_threads, results, room: Room::of(jobs) };
        ends.feed(&mut hire, &mut next, &work, &mut take)
    })
}

/// Does work as long as there is any.
fn labour<T, R>(waiting: &Mutex<Receiver<Sent<T>>>, back: &Sender<Sent<Outcome<R>>>, work: &impl Fn(T) -> R) {
    loop {
        // A lock is poisoned only by a panic, and none can happen while it is held.
        let Ok(Ok(Sent { number, bytes, what })) = waiting.lock().map(|queue| queue.recv()) else { return };
        let what = catch_unwind(AssertUnwindSafe(|| work(what)));
        if back.send(Sent { number, bytes, what }).is_err() {
            return;
        }
    }
}

/// What the thread of the stream holds.
struct Ends<T, R> {
    to_threads: Sender<Sent<T>>,
    results: Receiver<Sent<Outcome<R>>>,
    room: Room,
}

impl<T, R> Ends<T, R> {
    /// Sends out what the stream gives and takes what comes back, each in its turn.
    fn feed(
        mut self,
        hire: &mut dyn FnMut(),
        next: &mut dyn FnMut() -> Option<Next<T, R>>,
        work: &dyn Fn(T) -> R,
        take: &mut dyn FnMut(R) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        let mut early: BTreeMap<u64, Sent<Outcome<R>>> = BTreeMap::new();
        let (mut number, mut turn, mut ended, mut alone) = (0_u64, 0_u64, false, None);
        loop {
            // What is done is handed over before the stream is waited for; what is done meanwhile waits for its next article.
            early.extend(self.results.try_iter().map(|result| (result.number, result)));
            while let Some(Sent { bytes, what, .. }) = early.remove(&turn) {
                self.room.leave(bytes);
                turn += 1;
                if !take(what.unwrap_or_else(|panic| resume_unwind(panic)))? {
                    return Ok(());
                }
            }
            if !ended && alone.is_none() && self.room.is_free() {
                match next() {
                    Some(Next::Work(what, bytes)) if bytes >= BYTES => alone = Some(what),
                    Some(Next::Work(what, bytes)) => {
                        self.room.enter(bytes);
                        hire();
                        self.to_threads.send(Sent { number, bytes, what }).map_err(|_| stopped())?;
                        number += 1;
                    }
                    Some(Next::Made(made, bytes)) => {
                        self.room.enter(bytes);
                        early.insert(number, Sent { number, bytes, what: Ok(made) });
                        number += 1;
                    }
                    None => ended = true,
                }
                continue;
            }
            if !self.room.is_empty() {
                let result = self.results.recv().map_err(|_| stopped())?;
                early.insert(result.number, result);
            } else if let Some(what) = alone.take() {
                if !take(work(what))? {
                    return Ok(());
                }
            } else if ended {
                return Ok(());
            }
        }
    }
}

/// A thread that is gone. What stopped it is told in place of this.
pub(super) fn stopped() -> Error {
    Error::new("stopped", "the run was stopped")
}

/// What is on its way.
#[derive(Debug)]
struct Room {
    articles: usize,
    bytes: usize,
    most_articles: usize,
    most_bytes: usize,
}

impl Room {
    fn of(jobs: usize) -> Self {
        Self {
            articles: 0,
            bytes: 0,
            most_articles: jobs.saturating_mul(AHEAD),
            most_bytes: jobs.saturating_mul(BYTES_EACH).saturating_add(BYTES),
        }
    }

    /// Whether one more may set out. One alone may be as long as it likes.
    fn is_free(&self) -> bool {
        self.articles < self.most_articles && self.bytes < self.most_bytes
    }

    fn is_empty(&self) -> bool {
        self.articles == 0
    }

    fn enter(&mut self, bytes: usize) {
        self.articles += 1;
        self.bytes = self.bytes.saturating_add(bytes);
    }

    fn leave(&mut self, bytes: usize) {
        self.articles = self.articles.saturating_sub(1);
        self.bytes = self.bytes.saturating_sub(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn neither_many_articles_nor_long_ones_fill_the_memory() {
        let mut room = Room::of(2);
        let mut entered = 0;
        while room.is_free() {
            room.enter(3_000);
            entered += 1;
        }
        assert_eq!(entered, 32);
        room.leave(3_000);
        assert!(room.is_free() && !room.is_empty());
        let mut room = Room::of(1);
        room.enter(16_000_000);
        assert!(!room.is_free());
        room.leave(16_000_000);
        assert!(room.is_empty() && room.is_free());
    }

    #[test]
    fn results_come_in_the_order_of_the_stream_and_no_more_than_are_wanted() {
        for (jobs, wanted) in [(1, 1_000), (2, 1_000), (7, 1_000), (2, 10), (1, 10)] {
            let mut stream = (0..1_000_usize).map(|number| match number % 10 {
                9 => Next::Made(number, 5),
                // Some are so long that they are read alone.
                _ => Next::Work(number, number * 700),
            });
            let under_way = AtomicUsize::new(0);
            let work = |number: usize| {
                let others = under_way.fetch_add(1, Ordering::SeqCst);
                assert!(number * 700 < BYTES || others == 0, "{number} is read beside {others} others");
                if number.is_multiple_of(3) {
                    thread::yield_now();
                }
                under_way.fetch_sub(1, Ordering::SeqCst);
                number
            };
            let mut taken = Vec::new();
            let take = |number| {
                taken.push(number);
                Ok(taken.len() < wanted)
            };
            in_turn(jobs, || stream.next(), work, take).expect("nothing fails");
            assert_eq!(taken, (0..wanted).collect::<Vec<_>>(), "{jobs} jobs");
        }
    }

    #[test]
    fn what_is_done_does_not_wait_for_the_end_of_the_stream() {
        let (worked, taken, mut number) = (AtomicUsize::new(0), AtomicUsize::new(0), 0);
        let next = || {
            number += 1;
            match number {
                // Of ten that were worked on, two threads have sent eight back at least.
                11 => {
                    while worked.load(Ordering::SeqCst) < 10 {
                        thread::yield_now();
                    }
                }
                12 => assert!(taken.load(Ordering::SeqCst) >= 8, "{taken:?} were taken"),
                13 => return None,
                _ => {}
            }
            Some(Next::Work((), 1))
        };
        let count = |of: &AtomicUsize| of.fetch_add(1, Ordering::SeqCst);
        let done = in_turn(2, next, |()| count(&worked), |_| Ok(count(&taken) < 100));
        assert!(done.is_ok() && taken.into_inner() == 12);
    }

    #[test]
    fn what_cannot_be_taken_ends_the_work_and_so_does_a_panic() {
        for jobs in [1, 3] {
            let mut stream = (0..200_usize).map(|number| Next::Work(number, 1));
            let failed = in_turn(
                jobs,
                || stream.next(),
                |number| number,
                |number| match number {
                    50 => Err(Error::new("io", "full")),
                    _ => Ok(true),
                },
            );
            assert_eq!(failed.map_err(|error| error.kind), Err("io"));
            let mut stream = (0..200_usize).map(|number| Next::Work(number, 1));
            let run = || in_turn(jobs, || stream.next(), |number| assert!(number < 100, "too many"), |()| Ok(true));
            assert!(catch_unwind(AssertUnwindSafe(run)).is_err());
        }
    }
}
