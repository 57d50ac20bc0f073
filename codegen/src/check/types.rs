//! Contradictions within and between types.

use std::collections::BTreeSet;

use super::twice;
use crate::ir::{Enumeration, Service, Structure, Type, Union};

/// The variant that every union and enum has beside those of the model.
const ALWAYS: &str = "Unrecognized";

pub(super) fn problems(service: &Service) -> Vec<String> {
    let names: Vec<&str> = service.type_names().collect();
    let twice = twice(names.iter().copied());
    let mut problems: Vec<String> = twice
        .into_iter()
        .map(|name| format!("there are two types `{name}`"))
        .collect();
    let known: BTreeSet<&str> = names.into_iter().collect();
    let exceptions = service.exceptions.iter().map(|found| &found.structure);
    for structure in service.all_structures().chain(exceptions) {
        problems.extend(of_structure(structure, &known));
    }
    for union in &service.unions {
        problems.extend(of_union(union, &known));
    }
    for enumeration in &service.enumerations {
        problems.extend(of_enumeration(enumeration));
    }
    problems
}

fn of_structure(structure: &Structure, known: &BTreeSet<&str>) -> Vec<String> {
    let owner = structure.name.plain();
    let fields = twice(structure.members.iter().map(|member| member.name.plain())).into_iter();
    let fields = fields.map(|field| format!("{owner} has two fields `{field}`"));
    let unknown = structure.members.iter();
    let unknown = unknown.filter_map(|member| unknown_type(known, &member.ty, owner));
    fields
        .chain(unknown)
        .chain(of_constructor(structure))
        .collect()
}

/// `new` takes each member that is required, and no other.
fn of_constructor(structure: &Structure) -> Option<String> {
    let required = structure.members.iter().enumerate();
    let required = required.filter(|(_, member)| member.required);
    let required: Vec<usize> = required.map(|(index, _)| index).collect();
    let mut taken = structure.constructor.clone();
    taken.sort_unstable();
    let owner = structure.name.plain();
    (taken != required).then(|| {
        format!(
            "the constructor of {owner} takes the members {taken:?}, but {required:?} are required"
        )
    })
}

fn of_union(union: &Union, known: &BTreeSet<&str>) -> Vec<String> {
    let owner = union.name.plain();
    let arms = union.arms.iter().map(|arm| arm.name.plain());
    let unknown = union.arms.iter();
    let unknown = unknown.filter_map(|arm| unknown_type(known, &arm.ty, owner));
    variants(owner, arms).chain(unknown).collect()
}

fn of_enumeration(enumeration: &Enumeration) -> Vec<String> {
    let names = enumeration.variants.iter();
    let names = names.map(|variant| variant.name.plain());
    variants(enumeration.name.plain(), names).collect()
}

fn variants<'a>(owner: &str, names: impl Iterator<Item = &'a str>) -> impl Iterator<Item = String> {
    twice(std::iter::once(ALWAYS).chain(names))
        .into_iter()
        .map(move |name| format!("{owner} has two variants `{name}`"))
}

fn unknown_type(known: &BTreeSet<&str>, ty: &Type, owner: &str) -> Option<String> {
    match ty {
        Type::Named(name) if !known.contains(name.plain()) => {
            Some(format!("{owner} uses `{}`, which is no type", name.plain()))
        }
        Type::List { element, .. } => unknown_type(known, element, owner),
        Type::Map { key, value, .. } => {
            unknown_type(known, key, owner).or_else(|| unknown_type(known, value, owner))
        }
        _ => None,
    }
}
