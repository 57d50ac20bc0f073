//! Looks over the lowered service for what would not compile, before anything is printed.
//!
//! Changes nothing; each finding is a diagnostic.

mod operations;
#[cfg(test)]
mod tests;
mod types;

use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::Deref;
use std::path::Path;

use crate::diagnostics::Diagnostics;
use crate::ir::Service;

/// A service that doesn't contradict itself; only [`check`] makes one, and nothing else is printed.
#[derive(Debug)]
pub(crate) struct Checked(Service);

impl Deref for Checked {
    type Target = Service;

    fn deref(&self) -> &Service {
        &self.0
    }
}

/// Refuses a service whose items contradict each other; with a correct `lower` nothing is ever found.
pub(crate) fn check(
    service: Service,
    source: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Checked> {
    let problems = problems(&service);
    if problems.is_empty() {
        return Some(Checked(service));
    }
    for problem in problems {
        diagnostics
            .error("inconsistent", Path::new(source), "", problem)
            .with_hint("this is a mistake of shapesmith's: please report it with the model");
    }
    None
}

fn problems(service: &Service) -> Vec<String> {
    let mut problems = types::problems(service);
    problems.extend(operations::problems(service));
    problems
}

/// What stands more than once among names that must differ.
fn twice<T: Ord + Display>(names: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for name in names {
        if seen.contains(&name) {
            found.push(name);
        } else {
            seen.insert(name);
        }
    }
    found
}
