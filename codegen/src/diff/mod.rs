//! What an update of a model does to those who use the service: two lowered services are compared, by rules that are data.
//!
//! Names, `Option`, `Box` and constructors were decided in `lower`; here nothing is decided but what differs, and under which
//! rule that falls. Opens no file, prints nothing.

mod accepted;
mod comparison;
mod enumerations;
mod errors;
mod expressions;
mod finding;
mod level;
mod operations;
mod pairs;
mod reach;
pub(crate) mod report;
mod rules;
mod rust;
mod service;
mod side;
mod structures;
#[cfg(test)]
mod tests;
mod types;
mod unions;
mod version;

pub(crate) use accepted::{Acceptance, accept};
pub(crate) use finding::{Finding, Shown, Verdict, named, verdict};
pub(crate) use level::{Kind, Level};
pub(crate) use rules::Rule;
pub(crate) use side::Side;
pub(crate) use version::next;

use comparison::{Comparison, Of, Place};

/// Every change from the old side to the new one, the worst first. Strictly, a struct literal that names every member has to
/// go on compiling.
pub(crate) fn compare(old: &Side<'_>, new: &Side<'_>, strict: bool) -> Vec<Finding> {
    let mut comparison = Comparison::new(old, new, strict);
    service::compare(&mut comparison);
    operations::compare(&mut comparison);
    types::compare(&mut comparison);
    let mut findings = comparison.findings;
    findings.sort_by(|one, other| {
        let worst = other.level.cmp(&one.level);
        worst
            .then(one.rule.cmp(&other.rule))
            .then_with(|| one.wire.cmp(&other.wire))
    });
    findings
}

/// What no rule tells, though a file of the crate is printed otherwise.
pub(crate) fn printed_otherwise(
    old: &Side<'_>,
    new: &Side<'_>,
    files: impl IntoIterator<Item = String>,
) -> Vec<Finding> {
    let mut comparison = Comparison::new(old, new, false);
    for file in files {
        let place = Place {
            wire: file.clone(),
            rust: file,
            of: Of::Service,
        };
        comparison.found(Rule::PrintedOtherwise, place, None, None);
    }
    comparison.findings
}
