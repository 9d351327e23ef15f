//! Many texts at once, results in order, bounded memory.
//!
//! One thread reads, `jobs` threads work, the caller's thread takes results in input order. A text that takes long holds
//! up nobody's work, only the taking of what comes after it; so what is held, texts and results, is bounded: the reader
//! waits while more than [`HELD`] bytes are on their way. What is next in order is always with a worker, so the wait ends.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, TryRecvError};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::input::{Emit, Item, Record};

/// Bytes of texts and results that may be on their way before reading waits.
const HELD: usize = 64 << 20;
/// What an item is taken to cost beside its bytes, so that many empty ones are bounded too.
const ITEM: usize = 512;
/// How long the taker waits before it looks whether it shall stop.
const LOOK: Duration = Duration::from_millis(100);
/// Stack of a worker.
const STACK: usize = 8 << 20;

/// A result.
#[derive(Debug)]
pub(crate) enum Done {
    /// What was made of a record, and how many bytes of input that took.
    Output { text: String, bytes: u64 },
    /// What failed, and why.
    Failure(String),
}

/// What is done with results.
pub(crate) trait Take {
    /// Takes the next result in input order.
    fn take(&mut self, done: Done) -> io::Result<()>;
    /// Called when the next result is not there yet.
    fn idle(&mut self) -> io::Result<()>;
}

/// Why [`run`] came back.
#[derive(Debug)]
pub(crate) enum End {
    /// All is done.
    Finished,
    /// `stop` was set.
    Stopped,
    /// Results could not be taken, or threads not be had.
    Failed(io::Error),
}

/// Reads with `read`, works with `work` on `jobs` threads, gives results to `taker` in order.
///
/// On an early end, threads may still be at work; they end with the program.
pub(crate) fn run(
    jobs: usize,
    read: impl FnOnce(&mut Emit<'_>) + Send + 'static,
    work: impl Fn(&Record) -> String + Send + Sync + 'static,
    taker: &mut impl Take,
    stop: &AtomicBool,
) -> End {
    let held = Arc::new(Held::default());
    let (to_work, todo) = mpsc::channel::<(u64, Item)>();
    let (to_take, results) = mpsc::channel::<(u64, Done)>();
    let todo = Arc::new(Mutex::new(todo));
    let work = Arc::new(work);
    for i in 0..jobs {
        let (todo, to_take) = (Arc::clone(&todo), to_take.clone());
        let (work, held) = (Arc::clone(&work), Arc::clone(&held));
        let spawned = thread::Builder::new().stack_size(STACK).spawn(move || {
            while let Some((number, item)) = next(&todo) {
                let before = cost_of_item(&item);
                let done = work_on(item, &*work);
                held.change(before, cost(&done));
                if to_take.send((number, done)).is_err() {
                    return;
                }
            }
        });
        match spawned {
            Ok(_) => {}
            // Fewer threads than asked for do the same work.
            Err(_) if i > 0 => break,
            Err(e) => return End::Failed(e),
        }
    }
    drop(to_take);
    let spawned = thread::Builder::new().stack_size(STACK).spawn({
        let held = Arc::clone(&held);
        move || {
            let mut number = 0;
            read(&mut |item| {
                held.add(cost_of_item(&item));
                number += 1;
                to_work.send((number - 1, item)).is_ok()
            });
        }
    });
    if let Err(e) = spawned {
        return End::Failed(e);
    }
    take_in_order(&results, taker, &held, stop)
}

fn take_in_order(
    results: &Receiver<(u64, Done)>,
    taker: &mut impl Take,
    held: &Held,
    stop: &AtomicBool,
) -> End {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    loop {
        let received = match results.try_recv() {
            Err(TryRecvError::Empty) => {
                if let Err(e) = taker.idle() {
                    return End::Failed(e);
                }
                results.recv_timeout(LOOK)
            }
            Err(TryRecvError::Disconnected) => Err(RecvTimeoutError::Disconnected),
            Ok(result) => Ok(result),
        };
        match received {
            Ok((number, done)) => {
                waiting.insert(number, done);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return End::Finished,
        }
        loop {
            if stop.load(Ordering::Relaxed) {
                return End::Stopped;
            }
            let Some(done) = waiting.remove(&next) else {
                break;
            };
            next += 1;
            let freed = cost(&done);
            if let Err(e) = taker.take(done) {
                return End::Failed(e);
            }
            held.change(freed, 0);
        }
    }
}

fn next(todo: &Mutex<Receiver<(u64, Item)>>) -> Option<(u64, Item)> {
    todo.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .recv()
        .ok()
}

/// Works on one item. A panic, which is a defect, costs that document alone.
fn work_on(item: Item, work: &impl Fn(&Record) -> String) -> Done {
    match item {
        Item::Failure(why) => Done::Failure(why),
        Item::Record(record) => match catch_unwind(AssertUnwindSafe(|| work(&record))) {
            Ok(text) => Done::Output {
                text,
                bytes: record.bytes,
            },
            Err(_) => Done::Failure(format!(
                "{}: defect in the program, this text was passed over",
                record.place
            )),
        },
    }
}

fn cost_of_item(item: &Item) -> usize {
    ITEM + match item {
        Item::Record(r) => r.text.len(),
        Item::Failure(why) => why.len(),
    }
}

fn cost(done: &Done) -> usize {
    ITEM + match done {
        Done::Output { text, .. } => text.len(),
        Done::Failure(why) => why.len(),
    }
}

/// How much is on its way.
#[derive(Default)]
struct Held {
    bytes: Mutex<usize>,
    less: Condvar,
}

impl Held {
    fn lock(&self) -> MutexGuard<'_, usize> {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for room, then adds. Where nothing is on its way anything has room.
    fn add(&self, bytes: usize) {
        let mut held = self.lock();
        while *held > 0 && held.saturating_add(bytes) > HELD {
            held = self.less.wait(held).unwrap_or_else(PoisonError::into_inner);
        }
        *held += bytes;
    }

    fn change(&self, before: usize, after: usize) {
        let mut held = self.lock();
        *held = (*held + after).saturating_sub(before);
        self.less.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct All(Vec<String>);

    impl Take for All {
        fn take(&mut self, done: Done) -> io::Result<()> {
            self.0.push(match done {
                Done::Output { text, .. } => text,
                Done::Failure(why) => format!("failed {why}"),
            });
            Ok(())
        }
        fn idle(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn record(text: String) -> Item {
        Item::Record(Record {
            id: None,
            date: None,
            bytes: text.len() as u64,
            text,
            place: "f".to_string(),
        })
    }

    fn numbers(
        jobs: usize,
        work: impl Fn(&Record) -> String + Send + Sync + 'static,
    ) -> Vec<String> {
        let mut all = All::default();
        let end = run(
            jobs,
            |emit| {
                for i in 0..100 {
                    emit(if i == 50 {
                        Item::Failure("f".to_string())
                    } else {
                        record(i.to_string())
                    });
                }
            },
            work,
            &mut all,
            &AtomicBool::new(false),
        );
        assert!(matches!(end, End::Finished));
        all.0
    }

    #[test]
    fn results_come_in_order_even_if_the_first_takes_longest() {
        let work = |r: &Record| {
            if r.text == "0" {
                thread::sleep(Duration::from_millis(50));
            }
            r.text.clone()
        };
        let one = numbers(1, work);
        assert_eq!(one[49..52], ["49", "failed f", "51"]);
        assert_eq!(one, numbers(2, work));
        assert_eq!(one, numbers(8, work));
    }

    #[test]
    fn a_panic_costs_one_document() {
        let got = numbers(2, |r| {
            assert_ne!(r.text, "7");
            r.text.clone()
        });
        assert_eq!(got.len(), 100);
        assert!(got[7].contains("defect"));
        assert_eq!(got[8], "8");
    }

    #[test]
    fn texts_larger_than_the_bound_pass() {
        let mut all = All::default();
        let end = run(
            2,
            |emit| {
                for _ in 0..3 {
                    emit(record("a".repeat(HELD + 1)));
                }
            },
            |r| r.text.len().to_string(),
            &mut all,
            &AtomicBool::new(false),
        );
        assert!(matches!(end, End::Finished));
        assert_eq!(all.0.len(), 3);
    }

    #[test]
    fn it_stops_when_told() {
        let mut all = All::default();
        let end = run(
            1,
            |emit| while emit(record(String::new())) {},
            |_| String::new(),
            &mut all,
            &AtomicBool::new(true),
        );
        assert!(matches!(end, End::Stopped));
        assert!(all.0.is_empty());
    }
}
