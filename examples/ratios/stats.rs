//! Clocks, medians and quartiles.

use std::time::{Duration, Instant};

/// Rounds of a paired measurement.
pub(crate) const ROUNDS: usize = 11;

/// Runs it and says how long it took.
pub(crate) fn time<T>(f: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let out = f();
    (start.elapsed(), out)
}

/// Lower quartile, median, upper quartile.
pub(crate) fn quartiles(mut of: Vec<f64>) -> [f64; 3] {
    of.sort_by(f64::total_cmp);
    let at = |q: usize| of.get((of.len() - 1) * q / 4).copied();
    [1, 2, 3].map(|q| at(q).unwrap_or(f64::NAN))
}

/// Prints one line: the median, the quartiles, a note.
pub(crate) fn show(name: &str, of: Vec<f64>, note: &str) {
    let [low, mid, high] = quartiles(of);
    println!("{name:<44} {mid:>8.3} ({low:.3}–{high:.3})  {note}");
}
