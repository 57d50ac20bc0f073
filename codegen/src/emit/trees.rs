//! The request and response of an operation as trees: each member by the name that a user of the crate writes.
//!
//! A structure is written out where it first comes; later uses name it.

use std::collections::{BTreeMap, BTreeSet};

use crate::characters::is_invisible;
use crate::ir::{
    Arm, Enumeration, Member, Name, Operation, Payload, Service, Structure, Type, Union, Variant,
};

/// More values than this are cut in a tree; the enum's own page has them all.
const MOST_VALUES: usize = 40;

/// Structures nested deeper than this are only named.
const DEEPEST: usize = 40;

/// The types of a service by name, which all trees look up.
pub(super) struct Trees<'a>(BTreeMap<&'a str, Node<'a>>);

/// What a name in a tree opens.
enum Node<'a> {
    Enumeration(&'a Enumeration),
    Structure(&'a Structure),
    Union(&'a Union),
}

impl<'a> Trees<'a> {
    pub(super) fn new(service: &'a Service) -> Self {
        let exceptions = service.exceptions.iter().map(|found| &found.structure);
        let structures = service.all_structures().chain(exceptions);
        let structures = structures.map(|item| (item.name.plain(), Node::Structure(item)));
        let unions = service.unions.iter();
        let unions = unions.map(|item| (item.name.plain(), Node::Union(item)));
        let enumerations = service.enumerations.iter();
        let enumerations = enumerations.map(|item| (item.name.plain(), Node::Enumeration(item)));
        Self(structures.chain(unions).chain(enumerations).collect())
    }

    /// The structure of this name.
    pub(super) fn structure(&self, name: &Name) -> Option<&'a Structure> {
        match self.0.get(name.plain())? {
            Node::Structure(structure) => Some(structure),
            _ => None,
        }
    }

    /// Markdown with both trees of an operation; nothing for one that takes and returns nothing.
    pub(super) fn page(&self, operation: &Operation) -> String {
        let payloads = [
            ("Request", &operation.input),
            ("Response", &operation.output),
        ];
        let mut text = String::new();
        for (title, payload) in payloads {
            let Some(payload) = payload else { continue };
            for piece in [
                "\n# ",
                title,
                " tree\n\n```text\n",
                &self.tree(payload),
                "\n```\n",
            ] {
                text.push_str(piece);
            }
        }
        text
    }

    /// The lines of the tree of a request or response.
    fn tree(&self, payload: &Payload) -> String {
        let mut pen = Pen {
            trees: self,
            text: String::new(),
            seen: BTreeSet::new(),
        };
        pen.named(payload.name.plain(), 0);
        pen.text
    }
}

struct Pen<'a> {
    trees: &'a Trees<'a>,
    text: String,
    seen: BTreeSet<&'a str>,
}

/// A member of a structure or union.
struct Row<'a> {
    name: &'a str,
    modelled: &'a str,
    ty: &'a Type,
    required: bool,
}

impl<'a> From<&'a Member> for Row<'a> {
    fn from(member: &'a Member) -> Self {
        Self {
            name: member.name.plain(),
            modelled: &member.modelled,
            ty: &member.ty,
            required: member.required,
        }
    }
}

impl<'a> From<&'a Arm> for Row<'a> {
    fn from(arm: &'a Arm) -> Self {
        Self {
            name: arm.name.plain(),
            modelled: &arm.modelled,
            ty: &arm.ty,
            required: false,
        }
    }
}

impl<'a> Pen<'a> {
    /// Draws the type of this name.
    fn named(&mut self, name: &'a str, depth: usize) {
        match self.trees.0.get(name) {
            Some(Node::Enumeration(found)) => self.values(&found.variants),
            Some(Node::Structure(found)) => {
                self.rows(name, found.members.iter().map(Row::from), depth);
            }
            Some(Node::Union(found)) => self.rows(name, found.arms.iter().map(Row::from), depth),
            None => {}
        }
    }

    fn values(&mut self, values: &[Variant]) {
        for (at, value) in values.iter().take(MOST_VALUES).enumerate() {
            if at > 0 {
                self.text.push_str(" | ");
            }
            self.text.push_str(fence_safe(&value.wire));
        }
        if values.len() > MOST_VALUES {
            self.text
                .push_str(&format!(" | … ({} in all)", values.len()));
        }
    }

    fn rows(&mut self, name: &'a str, rows: impl Iterator<Item = Row<'a>>, depth: usize) {
        self.text.push_str(name);
        if !self.seen.insert(name) || depth > DEEPEST {
            self.text.push_str(" (as above)");
            return;
        }
        self.text.push_str(" {");
        for row in rows {
            self.line(depth + 1);
            self.text.push_str(row.name);
            if row.name != row.modelled {
                for piece in [" (\"", fence_safe(row.modelled), "\")"] {
                    self.text.push_str(piece);
                }
            }
            self.text
                .push_str(if row.required { " (required): " } else { ": " });
            self.ty(row.ty, depth + 1);
        }
        self.line(depth);
        self.text.push('}');
    }

    /// Begins a line.
    fn line(&mut self, depth: usize) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n("  ", depth));
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
            Type::Named(name) => return self.named(name.plain(), depth),
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
}

/// Nothing ends the fence or the line that the tree stands in, or reorders what follows.
fn fence_safe(text: &str) -> &str {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'`';
    if text.bytes().all(is_plain) {
        text
    } else if text.contains("```") || text.contains(is_invisible) {
        "?"
    } else {
        text
    }
}

#[cfg(test)]
#[path = "trees_tests.rs"]
mod tests;
