//! Which operations reach which type, so that a change is told where it matters.

use std::collections::{BTreeMap, BTreeSet};

use super::side::Side;
use crate::ir::{Name, Type};

/// The operations that reach each type, by the model's names.
#[derive(Default)]
pub(super) struct Reach<'a> {
    operations: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Reach<'a> {
    /// As it is on either side.
    pub(super) fn of(sides: [&Side<'a>; 2]) -> Self {
        let mut reach = Self::default();
        for side in sides {
            let parts = parts(side);
            for operation in &side.service.operations {
                let payloads = operation.input.iter().chain(&operation.output);
                let payloads = payloads.map(|payload| &payload.name);
                let errors = operation.errors.iter().map(|error| &error.ty);
                let mut open: Vec<&str> = payloads.chain(errors).map(Name::plain).collect();
                let mut seen: BTreeSet<&str> = open.iter().copied().collect();
                while let Some(name) = open.pop() {
                    if let Some(shape) = side.shape_of(&Name::new(name)) {
                        let all = reach.operations.entry(shape).or_default();
                        all.insert(operation.title.as_str());
                    }
                    let inside = parts.get(name).into_iter().flatten();
                    open.extend(inside.filter(|part| seen.insert(part)));
                }
            }
        }
        reach
    }

    /// The operations that reach a type, sorted.
    pub(super) fn operations(&self, shape: &str) -> Vec<String> {
        let found = self.operations.get(shape).into_iter().flatten();
        found.map(|name| (*name).to_owned()).collect()
    }
}

/// The types within each type, by their names in Rust.
fn parts<'a>(side: &Side<'a>) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut parts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for structure in side.structures() {
        let inside = parts.entry(structure.name.plain()).or_default();
        for member in &structure.members {
            named(&member.ty, inside);
        }
    }
    for union in &side.service.unions {
        let inside = parts.entry(union.name.plain()).or_default();
        for arm in &union.arms {
            named(&arm.ty, inside);
        }
    }
    parts
}

fn named<'a>(ty: &'a Type, found: &mut Vec<&'a str>) {
    match ty {
        Type::Named(name) => found.push(name.plain()),
        Type::List { element, .. } => named(element, found),
        Type::Map { key, value, .. } => {
            named(key, found);
            named(value, found);
        }
        _ => {}
    }
}
