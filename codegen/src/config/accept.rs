//! `[[crate.accept]]`: a change of an update that is taken as it is, and why.

use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::mistake::OURS;
use crate::diff::Acceptance;

/// One of the tables.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// The fingerprint that a report has.
    finding: String,
    reason: String,
}

pub(super) fn acceptances<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Acceptance>, D::Error> {
    let tables = Vec::<Table>::deserialize(deserializer)?;
    tables.into_iter().map(acceptance).collect()
}

fn acceptance<E: Error>(table: Table) -> Result<Acceptance, E> {
    let Table { finding, reason } = table;
    let is_digit = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    if finding.len() != 16 || !finding.chars().all(is_digit) {
        return Err(E::custom(format!(
            "{OURS}`{finding}` is no change of a report; write the 16 digits that `shapesmith diff` shows beside it"
        )));
    }
    if reason.trim().is_empty() {
        return Err(E::custom(format!(
            "{OURS}it isn't said why `{finding}` is taken as it is; write a reason for whoever reads it next year"
        )));
    }
    Ok(Acceptance {
        fingerprint: finding,
        reason,
    })
}
