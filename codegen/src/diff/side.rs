//! One side of a comparison: a service as it will be written, with what is asked of it again and again.

use std::collections::BTreeMap;

use crate::ir::{Name, Package, Service, Structure};

pub(crate) struct Side<'a> {
    pub(crate) service: &'a Service,
    pub(crate) package: &'a Package,
    /// The model's names of types by their names in Rust.
    shapes: BTreeMap<&'a str, &'a str>,
}

impl<'a> Side<'a> {
    pub(crate) fn new(service: &'a Service, package: &'a Package) -> Self {
        let structures = service.all_structures();
        let exceptions = service.exceptions.iter().map(|found| &found.structure);
        let structures = structures
            .chain(exceptions)
            .map(|found| (&found.name, &found.shape));
        let unions = service
            .unions
            .iter()
            .map(|found| (&found.name, &found.shape));
        let enumerations = service.enumerations.iter();
        let enumerations = enumerations.map(|found| (&found.name, &found.shape));
        let all = structures.chain(unions).chain(enumerations);
        Self {
            service,
            package,
            shapes: all
                .map(|(name, shape)| (name.plain(), shape.as_str()))
                .collect(),
        }
    }

    /// What the model calls a type.
    pub(super) fn shape_of(&self, name: &Name) -> Option<&'a str> {
        self.shapes.get(name.plain()).copied()
    }

    /// Every structure, exceptions included.
    pub(super) fn structures(&self) -> impl Iterator<Item = &'a Structure> {
        let exceptions = self.service.exceptions.iter();
        let exceptions = exceptions.map(|found| &found.structure);
        self.service.all_structures().chain(exceptions)
    }
}
