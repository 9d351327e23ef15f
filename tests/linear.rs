//! Reading is linear in the text, whatever the text.

#[path = "../examples/hard/mod.rs"]
mod hard;

use hoidam::{Document, Extractor};
use std::time::Duration;

const SMALL: usize = 4_000;
const TIMES: usize = 5;
/// Quadratic work would cost five times as much a byte.
const BOUND: f64 = 3.0;
/// Short times tell nothing.
const LEAST: Duration = Duration::from_millis(20);

fn took(extractor: &Extractor, text: &str) -> Duration {
    // The shorter of two: the machine may do other things.
    let once = || {
        let start = hard::worked();
        std::hint::black_box(extractor.extract(&Document::new(text)));
        hard::worked() - start
    };
    once().min(once())
}

#[test]
fn time_a_byte_does_not_grow() {
    let extractor = Extractor::builder().build().unwrap();
    let mut slow = Vec::new();
    for ((name, small), (_, large)) in hard::texts(SMALL)
        .into_iter()
        .zip(hard::texts(SMALL * TIMES))
    {
        let grows = || {
            let a = took(&extractor, &small).as_secs_f64() / small.len() as f64;
            let b = took(&extractor, &large);
            let ratio = b.as_secs_f64() / large.len() as f64 / a;
            (b > LEAST && ratio > BOUND).then_some(ratio)
        };
        // Twice, for the same reason.
        if grows().is_some()
            && let Some(ratio) = grows()
        {
            slow.push(format!("{name}: {ratio:.1} times as much a byte"));
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}
