//! Codes and ids that derive from a relation, stored nowhere twice. `docs/CODES.md` has the table of codes.

use crate::extraction::{Plover, Status, Words};
use crate::frame::RelationKind;

/// Circumstances that a code may ask for beside the status, the weightier first.
pub(crate) const CIRCUMSTANCES: [&str; 4] = ["mediated", "hosted", "third_place", "multilateral"];

/// What the codes of a relation derive from.
#[derive(Clone, Debug)]
pub(crate) struct Coded<'a> {
    pub(crate) status: Status,
    pub(crate) reason: Option<&'a str>,
    /// Those of [`CIRCUMSTANCES`] that hold.
    pub(crate) circumstances: &'a [&'static str],
}

/// PLOVER and CAMEO as the schema maps them: by status and circumstance, by status and reason, by status.
pub(crate) fn codes(kind: &RelationKind, of: &Coded<'_>) -> (Option<Plover>, Option<Words>) {
    let status = of.status.as_str();
    let circumstances = CIRCUMSTANCES
        .iter()
        .filter(|c| of.circumstances.contains(c));
    let more = circumstances.copied().chain(of.reason).map(Some);
    let (mut plover, mut cameo) = (None, None);
    for more in more.chain([None]) {
        let key: Words = match more {
            Some(more) => [status, "-", more].concat().into(),
            None => status.into(),
        };
        plover = plover.or_else(|| kind.plover.get(&*key));
        cameo = cameo.or_else(|| kind.cameo.get(&*key));
    }
    let plover = plover.map(|(event, mode)| Plover {
        event: event.clone(),
        mode: mode.clone(),
    });
    (plover, cameo.cloned())
}

/// An id that is the same for the same kind, participants in any order, and time: FNV-1a over them
/// (<https://datatracker.ietf.org/doc/draft-eastlake-fnv/>), 64 bits in hexadecimal.
pub(crate) fn stable_id(
    kind: &str,
    participants: &mut [&str],
    place: Option<&str>,
    time: Option<&str>,
) -> String {
    participants.sort_unstable();
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let mut eat = |s: &str| {
        for b in s.bytes().chain([0x1f]) {
            hash = (hash ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    for p in participants {
        eat(p);
    }
    eat(place.unwrap_or(""));
    eat(time.unwrap_or(""));
    let mut id = String::with_capacity(kind.len() + 17);
    id.push_str(kind);
    id.push(':');
    let digit = |n: usize| b"0123456789abcdef"[(hash >> (60 - 4 * n)) as usize & 15];
    let digits: [u8; 16] = std::array::from_fn(digit);
    id.push_str(str::from_utf8(&digits).unwrap_or_default());
    id
}

#[cfg(test)]
mod tests {
    use super::{CIRCUMSTANCES, Coded, codes};
    use crate::Extractor;
    use crate::extraction::Status;
    use crate::frame::{REASONS, RelationKind};
    use std::fmt::Write;

    const FILE: &str = "docs/CODES.md";
    const BEGIN: &str = "<!-- table: begin -->\n";
    const END: &str = "<!-- table: end -->";

    fn cell(kind: &RelationKind, status: Status, more: &str) -> (String, String) {
        let of = Coded {
            status,
            reason: REASONS.iter().find(|r| **r == more).copied(),
            circumstances: &CIRCUMSTANCES
                .iter()
                .filter(|c| **c == more)
                .copied()
                .collect::<Vec<_>>(),
        };
        let (plover, cameo) = codes(kind, &of);
        let plover = plover.map(|p| match p.mode {
            Some(m) => format!("{} ({m})", p.event),
            None => p.event.into_owned(),
        });
        (
            plover.unwrap_or_default(),
            cameo.unwrap_or_default().into_owned(),
        )
    }

    /// What may stand beside a status.
    fn more(status: Status) -> Vec<&'static str> {
        match status {
            Status::Occurred => CIRCUMSTANCES.to_vec(),
            Status::Planned => Vec::new(),
            Status::Possible => REASONS[..5].to_vec(),
            Status::Negated => REASONS[5..].to_vec(),
        }
    }

    fn table() -> String {
        let x = Extractor::builder().build().unwrap();
        let mut out =
            String::from("| kind | status | with | PLOVER | CAMEO |\n|---|---|---|---|---|\n");
        for kind in x.frames.kinds().iter().filter(|k| !k.lasting) {
            for status in Status::ALL {
                let plain = cell(kind, status, "");
                // Every kind has a code for every status.
                assert!(!plain.0.is_empty(), "{} {status:?}", kind.id);
                assert!(!plain.1.is_empty(), "{} {status:?}", kind.id);
                let mut row = |with: &str, (plover, cameo): &(String, String)| {
                    let _ = writeln!(
                        out,
                        "| {} | {} | {with} | {plover} | {cameo} |",
                        kind.id,
                        status.as_str()
                    );
                };
                row("", &plain);
                for with in more(status) {
                    let own = cell(kind, status, with);
                    if own != plain {
                        row(with, &own);
                    }
                }
            }
        }
        out
    }

    #[test]
    fn the_table_in_the_docs_is_what_the_schema_says() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
        let text = std::fs::read_to_string(&path).unwrap();
        let (before, rest) = text.split_once(BEGIN).unwrap();
        let (there, after) = rest.split_once(END).unwrap();
        let table = table();
        if std::env::var_os("HOIDAM_WRITE_CODES").is_some() {
            std::fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
            return;
        }
        assert_eq!(there, table, "HOIDAM_WRITE_CODES=1 writes {FILE} anew");
    }

    #[test]
    fn every_code_of_the_table_is_named_in_the_docs() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
        let text = std::fs::read_to_string(&path).unwrap();
        let (_, after) = text.split_once(END).unwrap();
        for line in table().lines().skip(2) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            assert!(after.contains(&format!("| {} |", cells[5])), "{line}");
        }
    }

    #[test]
    fn a_circumstance_says_more_than_the_status() {
        let x = Extractor::builder().build().unwrap();
        let kind = x.frames.kind("meeting").unwrap();
        let of = |status, reason, circumstances: &[&'static str]| {
            codes(
                kind,
                &Coded {
                    status,
                    reason,
                    circumstances,
                },
            )
            .1
            .unwrap()
        };
        assert_eq!(of(Status::Occurred, None, &[]), "040");
        assert_eq!(
            of(Status::Occurred, None, &["multilateral", "hosted"]),
            "043"
        );
        assert_eq!(of(Status::Planned, None, &["hosted"]), "036");
        assert_eq!(of(Status::Negated, Some("refused"), &[]), "125");
        assert_eq!(of(Status::Negated, Some("postponed"), &[]), "120");
    }
}
