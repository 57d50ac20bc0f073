//! The kinds of types, each of which has a file, and which types of the service a module names.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

use super::enumerations::enumeration;
use super::scope::{Outlook, Reach, Scope};
use super::structures::structure;
use super::unions::union;
use crate::ir::{Enumeration, Exception, Name, Operation, Service, Structure, Type, Union};

/// A kind of types, and all of it that the service has.
pub(super) enum Kind<'a> {
    Enumerations(&'a [Enumeration]),
    Exceptions(&'a [Exception]),
    Structures(Vec<&'a Structure>),
    Unions(&'a [Union]),
}

/// The kinds that the service has.
pub(super) fn kinds<'a>(
    service: &'a Service,
    structures: impl IntoIterator<Item = &'a Structure>,
) -> Vec<Kind<'a>> {
    let kinds = [
        Kind::Enumerations(&service.enumerations),
        Kind::Exceptions(&service.exceptions),
        Kind::Structures(structures.into_iter().collect()),
        Kind::Unions(&service.unions),
    ];
    kinds.into_iter().filter(|kind| !kind.is_empty()).collect()
}

impl Kind<'_> {
    /// The module's name.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Enumerations(_) => "enumerations",
            Self::Exceptions(_) => "exceptions",
            Self::Structures(_) => "structures",
            Self::Unions(_) => "unions",
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Enumerations(all) => all.is_empty(),
            Self::Exceptions(all) => all.is_empty(),
            Self::Structures(all) => all.is_empty(),
            Self::Unions(all) => all.is_empty(),
        }
    }

    /// The module, which lies so many modules below the root; its imports come first.
    pub(super) fn print(&self, outlook: Outlook<'_>, depth: usize) -> Vec<TokenStream> {
        let scope = Scope::new(outlook, depth, self.reach());
        let mut parts: Vec<TokenStream> = match self {
            Self::Enumerations(all) => all.iter().map(|item| enumeration(&scope, item)).collect(),
            Self::Exceptions(all) => {
                let structures = all.iter().map(|item| &item.structure);
                structures.map(|item| structure(&scope, item)).collect()
            }
            Self::Structures(all) => all.iter().map(|item| structure(&scope, item)).collect(),
            Self::Unions(all) => all.iter().map(|item| union(&scope, item)).collect(),
        };
        parts.insert(0, scope.imports());
        parts
    }

    fn reach(&self) -> Reach<'_> {
        let (mut defined, mut used) = (BTreeSet::new(), BTreeSet::new());
        match self {
            Self::Enumerations(all) => defined.extend(all.iter().map(|item| &item.name)),
            Self::Exceptions(all) => {
                for item in *all {
                    note(&item.structure, &mut defined, &mut used);
                }
            }
            Self::Structures(all) => {
                for item in all {
                    note(item, &mut defined, &mut used);
                }
            }
            Self::Unions(all) => {
                defined.extend(all.iter().map(|item| &item.name));
                let arms = all.iter().flat_map(|item| &item.arms);
                arms.for_each(|arm| named(&arm.ty, &mut used));
            }
        }
        let is_large = matches!(self, Self::Structures(_) | Self::Unions(_));
        // A glob that brings nothing would be an unused import.
        if is_large && !used.is_subset(&defined) {
            return Reach::Glob;
        }
        Reach::Named {
            defined,
            used,
            used_in_calls: BTreeSet::new(),
        }
    }
}

/// The types of an operation's module.
pub(super) fn of_operation(operation: &Operation) -> Reach<'_> {
    let (mut defined, mut used) = (BTreeSet::new(), BTreeSet::new());
    for structure in &operation.structures {
        note(structure, &mut defined, &mut used);
    }
    let payloads = operation.input.iter().chain(&operation.output);
    Reach::Named {
        defined,
        used,
        used_in_calls: payloads.map(|payload| &payload.name).collect(),
    }
}

/// The types of the error enum's module.
pub(super) fn of_errors(service: &Service) -> Reach<'_> {
    let structures = service
        .exceptions
        .iter()
        .map(|exception| &exception.structure.name);
    Reach::Named {
        defined: BTreeSet::new(),
        // It would hide the enum.
        used: structures.filter(|name| name.plain() != "Error").collect(),
        used_in_calls: BTreeSet::new(),
    }
}

fn note<'a>(
    structure: &'a Structure,
    defined: &mut BTreeSet<&'a Name>,
    used: &mut BTreeSet<&'a Name>,
) {
    defined.insert(&structure.name);
    structure
        .members
        .iter()
        .for_each(|member| named(&member.ty, used));
}

/// The type of the service within a type.
fn named<'a>(ty: &'a Type, used: &mut BTreeSet<&'a Name>) {
    match ty {
        Type::Named(name) => {
            used.insert(name);
        }
        Type::List { element, .. } => named(element, used),
        Type::Map { key, value, .. } => {
            named(key, used);
            named(value, used);
        }
        _ => {}
    }
}
