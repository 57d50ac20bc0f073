//! Findings that somebody takes as they are, with the reason; and those that are no longer found.

use super::finding::Finding;

/// A finding that is taken as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Acceptance {
    pub(crate) fingerprint: String,
    pub(crate) reason: String,
}

/// Marks what is accepted; gives back what nothing was found for.
pub(crate) fn accept<'a>(
    findings: &mut [Finding],
    acceptances: &'a [Acceptance],
) -> Vec<&'a Acceptance> {
    let mut idle = Vec::new();
    for acceptance in acceptances {
        let found = findings
            .iter_mut()
            .filter(|found| found.fingerprint == acceptance.fingerprint);
        let mut any = false;
        for finding in found {
            finding.accepted = Some(acceptance.reason.clone());
            any = true;
        }
        if !any {
            idle.push(acceptance);
        }
    }
    idle
}
