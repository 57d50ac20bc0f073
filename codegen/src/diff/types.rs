//! Changes of types as such: which are there, what they are called, and which kind each is.
//!
//! What is inside them is compared in the file of their kind.

use super::comparison::{Comparison, Of, Place};
use super::pairs::pairs;
use super::rules::Rule;
use super::side::Side;
use super::{enumerations, errors, structures, unions};
use crate::ir::{Enumeration, Name, Structure, Union};

/// A type of any kind.
#[derive(Clone, Copy)]
enum Item<'a> {
    Structure(&'a Structure),
    Union(&'a Union),
    Enumeration(&'a Enumeration),
}

impl<'a> Item<'a> {
    fn shape(&self) -> &'a str {
        match self {
            Self::Structure(found) => &found.shape,
            Self::Union(found) => &found.shape,
            Self::Enumeration(found) => &found.shape,
        }
    }

    fn name(&self) -> &'a Name {
        match self {
            Self::Structure(found) => &found.name,
            Self::Union(found) => &found.name,
            Self::Enumeration(found) => &found.name,
        }
    }

    /// As Rust declares it; unions are told from enums of strings.
    fn declared(&self) -> String {
        let name = self.name().raw();
        match self {
            Self::Structure(_) => format!("struct {name}"),
            Self::Union(_) => format!("enum {name} (of types)"),
            Self::Enumeration(_) => format!("enum {name}"),
        }
    }

    fn place(&self) -> Place<'a> {
        of_type(self.shape(), self.name())
    }
}

/// The place of a type.
pub(super) fn of_type<'a>(shape: &'a str, name: &Name) -> Place<'a> {
    Place {
        wire: shape.to_owned(),
        rust: format!("types::{}", name.raw()),
        of: Of::Type(shape),
    }
}

/// The place of a part of a type.
pub(super) fn part<'a>(shape: &'a str, name: &Name, wire: &str, rust: &Name) -> Place<'a> {
    Place {
        wire: format!("{shape}.{wire}"),
        rust: format!("types::{}::{}", name.raw(), rust.raw()),
        of: Of::Type(shape),
    }
}

fn items<'a>(side: &Side<'a>) -> Vec<Item<'a>> {
    let structures = side.structures().map(Item::Structure);
    let unions = side.service.unions.iter().map(Item::Union);
    let enumerations = side.service.enumerations.iter().map(Item::Enumeration);
    structures.chain(unions).chain(enumerations).collect()
}

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (items(comparison.old), items(comparison.new));
    let found = pairs(&old, &new, |item| item.shape(), |item| item.name().plain());
    for item in found.removed {
        // The error's variant goes with its type.
        if !errors::is_error(comparison.old, item.shape()) {
            comparison.removed(Rule::TypeRemoved, item.place(), item.declared());
        }
    }
    for item in found.added {
        if !errors::is_error(comparison.new, item.shape()) {
            comparison.added(Rule::TypeAdded, item.place(), item.declared());
        }
    }
    for (was, is) in found.both.into_iter().chain(found.replaced) {
        if was.name() != is.name() {
            let place = of_type(is.shape(), was.name());
            comparison.changed(Rule::TypeRenamed, place, was.declared(), is.declared());
        }
        match (was, is) {
            (Item::Structure(was), Item::Structure(is)) => {
                structures::compare(comparison, was, is);
            }
            (Item::Union(was), Item::Union(is)) => unions::compare(comparison, was, is),
            (Item::Enumeration(was), Item::Enumeration(is)) => {
                enumerations::compare(comparison, was, is);
            }
            (was, is) => {
                let (old, new) = (was.declared(), is.declared());
                comparison.changed(Rule::TypeKindChanged, is.place(), old, new);
            }
        }
    }
    errors::compare(comparison);
}
