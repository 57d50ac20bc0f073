//! The request and response of an operation as a tree, in wire names, for the operation's page.
//!
//! A structure is written out where it first comes; later uses name it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::context::Context;
use crate::ir::{Member, Service, Type};

/// More values than this are cut in a tree; the enum's own page has them all.
const MOST_VALUES: usize = 40;

/// Structures nested deeper than this are only named.
const DEEPEST: usize = 40;

/// Draws the trees of all operations.
pub(crate) fn fill(context: &Context<'_>, service: &mut Service) {
    let trees: Vec<String> = {
        let nodes = Nodes::new(context, service);
        service
            .operations
            .iter()
            .map(|operation| {
                let mut text = String::new();
                for (title, payload) in [
                    ("Request", &operation.input),
                    ("Response", &operation.output),
                ] {
                    let Some(payload) = payload else { continue };
                    let _ = writeln!(text, "\n# {title} tree\n\n```text");
                    let mut pen = Pen {
                        nodes: &nodes,
                        text: &mut text,
                        seen: BTreeSet::new(),
                    };
                    pen.structure(&payload.name, 0);
                    text.push_str("\n```\n");
                }
                text
            })
            .collect()
    };
    for (operation, tree) in service.operations.iter_mut().zip(trees) {
        operation.tree = tree;
    }
}

/// Types by Rust name.
struct Nodes<'a> {
    members: BTreeMap<&'a str, Vec<(&'a str, &'a Type, bool)>>,
    values: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Nodes<'a> {
    fn new(_context: &Context<'_>, service: &'a Service) -> Self {
        let mut members = BTreeMap::new();
        let exceptions = service
            .exceptions
            .iter()
            .map(|exception| &exception.structure);
        for structure in service.structures.iter().chain(exceptions) {
            let row = |member: &'a Member| (member.modelled.as_str(), &member.ty, member.required);
            members.insert(
                structure.name.as_str(),
                structure.members.iter().map(row).collect(),
            );
        }
        for union in &service.unions {
            let arms = union
                .arms
                .iter()
                .map(|arm| (arm.wire.as_str(), &arm.ty, false));
            members.insert(union.name.as_str(), arms.collect());
        }
        let values = service.enumerations.iter().map(|enumeration| {
            (
                enumeration.name.as_str(),
                enumeration
                    .variants
                    .iter()
                    .map(|variant| variant.wire.as_str())
                    .collect(),
            )
        });
        Self {
            members,
            values: values.collect(),
        }
    }
}

struct Pen<'a> {
    nodes: &'a Nodes<'a>,
    text: &'a mut String,
    seen: BTreeSet<&'a str>,
}

impl<'a> Pen<'a> {
    fn structure(&mut self, name: &'a str, depth: usize) {
        let Some(members) = self.nodes.members.get(name) else {
            return;
        };
        if !self.seen.insert(name) || depth > DEEPEST {
            let _ = write!(self.text, "{name} (as above)");
            return;
        }
        let _ = write!(self.text, "{name} {{");
        for (wire, ty, required) in members {
            let _ = write!(
                self.text,
                "\n{:1$}{wire}{2}: ",
                "",
                2 * depth + 2,
                if *required { " (required)" } else { "" }
            );
            self.ty(ty, depth + 1);
        }
        let _ = write!(self.text, "\n{:1$}}}", "", 2 * depth);
    }

    fn ty(&mut self, ty: &'a Type, depth: usize) {
        let plain = match ty {
            Type::Boolean => "boolean",
            Type::Integer => "integer",
            Type::Long => "long",
            Type::Float => "float",
            Type::Double => "double",
            Type::String => "string",
            Type::Blob | Type::Stream => "blob",
            Type::Timestamp => "timestamp",
            Type::Document => "document",
            Type::Named(name) => return self.named(name, depth),
            Type::List { element, .. } => {
                self.text.push_str("list of ");
                return self.ty(element, depth);
            }
            Type::Map { key, value, .. } => {
                self.text.push_str("map from ");
                self.ty(key, depth);
                self.text.push_str(" to ");
                return self.ty(value, depth);
            }
        };
        self.text.push_str(plain);
    }

    fn named(&mut self, name: &'a str, depth: usize) {
        let Some(values) = self.nodes.values.get(name) else {
            return self.structure(name, depth);
        };
        let shown: Vec<&str> = values
            .iter()
            .copied()
            .take(MOST_VALUES)
            .map(fence_safe)
            .collect();
        self.text.push_str(&shown.join(" | "));
        if values.len() > MOST_VALUES {
            let _ = write!(self.text, " | … ({} in all)", values.len());
        }
    }
}

/// No value ends the fence or the line that the tree stands in.
fn fence_safe(value: &str) -> &str {
    if value.contains("```") || value.contains(char::is_control) {
        "?"
    } else {
        value
    }
}
