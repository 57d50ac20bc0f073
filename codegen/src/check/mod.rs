//! Looks over the lowered service for what would not compile, before anything is printed.
//!
//! Changes nothing; each finding is a diagnostic.

use std::collections::BTreeSet;
use std::path::Path;

use crate::diagnostics::Diagnostics;
use crate::ir::{Service, Type};

/// Refuses a service whose items contradict each other; with a correct `lower` nothing is ever found.
pub(crate) fn check(service: &Service, diagnostics: &mut Diagnostics) {
    let mut problems = Vec::new();
    let types = type_names(service);
    for structure in service.all_structures() {
        let mut fields = BTreeSet::new();
        for member in &structure.members {
            if !fields.insert(&member.name) {
                problems.push(format!(
                    "{} has two fields `{}`",
                    structure.name, member.name
                ));
            }
            problems.extend(unknown(&types, &member.ty, &structure.name));
        }
    }
    for union in &service.unions {
        problems.extend(
            union
                .arms
                .iter()
                .filter_map(|arm| unknown(&types, &arm.ty, &union.name)),
        );
    }
    for operation in &service.operations {
        let payloads = operation.input.iter().chain(&operation.output);
        let missing = payloads.filter(|payload| !types.contains(payload.name.as_str()));
        problems.extend(missing.map(|payload| {
            format!(
                "{} uses `{}`, which is no type",
                operation.title, payload.shape
            )
        }));
    }
    for problem in problems {
        diagnostics
            .error("inconsistent", Path::new(&service.source), "", problem)
            .with_hint("this is a mistake of shapesmith's: please report it with the model");
    }
}

fn type_names(service: &Service) -> BTreeSet<&str> {
    let structures = service.all_structures().map(|item| item.name.as_str());
    let exceptions = service
        .exceptions
        .iter()
        .map(|item| item.structure.name.as_str());
    let unions = service.unions.iter().map(|item| item.name.as_str());
    let enumerations = service.enumerations.iter().map(|item| item.name.as_str());
    structures
        .chain(exceptions)
        .chain(unions)
        .chain(enumerations)
        .collect()
}

fn unknown(types: &BTreeSet<&str>, ty: &Type, owner: &str) -> Option<String> {
    match ty {
        Type::Named(name) if !types.contains(name.as_str()) => {
            Some(format!("{owner} uses `{name}`, which is no type"))
        }
        Type::List { element, .. } => unknown(types, element, owner),
        Type::Map { key, value, .. } => {
            unknown(types, key, owner).or_else(|| unknown(types, value, owner))
        }
        _ => None,
    }
}
