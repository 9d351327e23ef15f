//! Codes and ids that derive from a relation, stored nowhere twice.

use crate::extraction::{Plover, Status};
use crate::frame::RelationKind;

/// PLOVER and CAMEO of a kind and status, as the schema maps them.
pub(crate) fn codes(kind: &RelationKind, status: Status) -> (Option<Plover>, Option<String>) {
    let plover = kind
        .plover
        .get(status.as_str())
        .map(|(event, mode)| Plover {
            event: event.to_string(),
            mode: mode.as_ref().map(ToString::to_string),
        });
    let cameo = kind.cameo.get(status.as_str()).map(ToString::to_string);
    (plover, cameo)
}

/// An id that is the same for the same kind, participants and time: FNV-1a over them
/// (<https://datatracker.ietf.org/doc/draft-eastlake-fnv/>), 64 bits in hexadecimal.
pub(crate) fn stable_id(
    kind: &str,
    participants: &[&str],
    place: Option<&str>,
    time: Option<&str>,
) -> String {
    let mut sorted: Vec<&str> = participants.to_vec();
    sorted.sort_unstable();
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let mut eat = |s: &str| {
        for b in s.bytes().chain([0x1f]) {
            hash = (hash ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    for p in &sorted {
        eat(p);
    }
    eat(place.unwrap_or(""));
    eat(time.unwrap_or(""));
    format!("{kind}:{hash:016x}")
}
