//! One change, as a rule sees it, and what all of them come to.

use super::level::Level;
use super::rules::Rule;

/// What the changes of a service come to; `None` where there are none.
pub(crate) type Verdict = Option<Level>;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) rule: Rule,
    pub(crate) level: Level,
    /// The item in the model's names, `CreateBackupRequest.Tags`.
    pub(crate) wire: String,
    /// The item in Rust's, `types::CreateBackupRequest::tags`.
    pub(crate) rust: String,
    pub(crate) old: Option<Shown>,
    pub(crate) new: Option<Shown>,
    /// The operations that reach it, by their names in the model; none for what belongs to all of them.
    pub(crate) operations: Vec<String>,
    /// Stays the same over commits and machines, for as long as the change itself does.
    pub(crate) fingerprint: String,
    /// Why somebody takes it as it is: then it counts as a patch.
    pub(crate) accepted: Option<String>,
}

/// One side of a change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The item itself, mostly in Rust.
    pub(crate) item: String,
    /// The constructor that changes with it.
    pub(crate) constructor: Option<String>,
}

impl Shown {
    pub(crate) fn item(item: impl Into<String>) -> Self {
        Self {
            item: item.into(),
            constructor: None,
        }
    }

    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.item.as_str()).chain(self.constructor.as_deref())
    }
}

/// What a verdict is called.
pub(crate) fn named(verdict: Verdict) -> &'static str {
    verdict.map_or("none", Level::as_str)
}

/// What the findings come to; one that is accepted counts as little as a change can.
pub(crate) fn verdict(findings: &[Finding]) -> Verdict {
    findings.iter().map(Finding::counts_as).max()
}

impl Finding {
    fn counts_as(&self) -> Level {
        if self.accepted.is_some() {
            Level::Patch
        } else {
            self.level
        }
    }
}
